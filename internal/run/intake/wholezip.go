package intake

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"io"
)

// The records of a zip archive (APPNOTE.TXT 4.3) and how long their fixed parts are.
const (
	zipLocal, zipLocalLen     = "PK\x03\x04", 30
	zipCentral, zipCentralLen = "PK\x01\x02", 46
	zipLast, zipLastLen       = "PK\x05\x06", 22
	zipLast64, zipLast64Len   = "PK\x06\x06", 56
	zipFind64, zipFind64Len   = "PK\x06\x07", 20
)

// directory is where the central directory of an archive lies.
type directory struct {
	at, size int64
	base     int64 // what stands before the archive: entries count from here
	behind   int64 // what stands behind it
	entries  uint64
}

// zipEnd looks for the end of central directory and for each entry that it names: in its
// place, and not reaching into the directory.
func zipEnd(s source) (Ending, error) {
	d, ok, err := s.directory()
	if err != nil || !ok {
		return Cut, err
	}
	r := bufio.NewReader(io.NewSectionReader(s, d.at, d.size))
	seen := uint64(0)
	for left := d.size; left > 0; seen++ {
		e, n, err := nextEntry(r)
		if err != nil || n > left {
			return Cut, reading(err)
		}
		left -= n
		if ok, err := s.holds(d, e); err != nil || !ok {
			return Cut, err
		}
	}
	switch {
	case seen&0xffff != d.entries&0xffff:
		return Cut, nil
	case d.behind > 0: // of which the end is not known
		return Unmarked, nil
	}
	return Whole, nil
}

// directory finds the central directory by the record that ends the file. Gateways put lines
// of their own behind an archive, which then counts from the file's first byte: one that is
// an entry of another, cut behind it, does not.
func (s source) directory() (d directory, ok bool, err error) {
	const most = zipLastLen + 0xffff // with the longest comment
	tail, err := s.tail(most)
	if err != nil {
		return d, false, err
	}
	start := s.size - int64(len(tail))
	for i := bytes.LastIndex(tail, []byte(zipLast)); i >= 0; i = bytes.LastIndex(tail[:i], []byte(zipLast)) {
		rec := tail[i:]
		if len(rec) < zipLastLen {
			continue
		}
		d = directory{
			size: int64(binary.LittleEndian.Uint32(rec[12:])), entries: uint64(binary.LittleEndian.Uint16(rec[10:])),
			behind: int64(len(rec) - zipLastLen - int(binary.LittleEndian.Uint16(rec[20:]))),
		}
		end, off, err := s.large(&d, start+int64(i), int64(binary.LittleEndian.Uint32(rec[16:])))
		if err != nil {
			return d, false, err
		}
		d.at = end - d.size
		d.base = d.at - off
		there := d.at >= 0 && d.size >= 0 && d.base >= 0 && off >= 0
		if there && (d.behind == 0 || d.behind > 0 && d.base == 0 && d.entries > 0) {
			return d, true, nil
		}
	}
	return d, false, nil
}

// large reads the record that an archive of 4 GB or 65,535 entries has besides, and any other
// of a program that does not know how large it will be.
func (s source) large(d *directory, end, off int64) (int64, int64, error) {
	find, err := s.at(end-zipFind64Len, zipFind64Len)
	if err != nil || !bytes.HasPrefix(find, []byte(zipFind64)) {
		return end, off, err
	}
	at := int64(binary.LittleEndian.Uint64(find[8:]))
	rec, err := s.at(at, zipLast64Len)
	if err != nil || len(rec) < zipLast64Len || !bytes.HasPrefix(rec, []byte(zipLast64)) {
		return end, off, err
	}
	d.entries = binary.LittleEndian.Uint64(rec[32:])
	d.size = int64(binary.LittleEndian.Uint64(rec[40:]))
	return at, int64(binary.LittleEndian.Uint64(rec[48:])), nil
}

// entry is what the directory says of one file.
type entry struct {
	at     int64
	packed int64
	wide   bool // its numbers stand in an extra field
}

var errEntry = errors.New("not an entry of a directory")

// nextEntry reads one entry of the directory, and how long that was.
func nextEntry(r *bufio.Reader) (e entry, n int64, err error) {
	var h [zipCentralLen]byte
	if _, err := io.ReadFull(r, h[:]); err != nil {
		return e, 0, err
	}
	if string(h[:4]) != zipCentral {
		return e, 0, errEntry
	}
	e.packed = int64(binary.LittleEndian.Uint32(h[20:]))
	e.at = int64(binary.LittleEndian.Uint32(h[42:]))
	e.wide = e.packed == 0xffffffff || e.at == 0xffffffff
	rest := 0
	for _, at := range []int{28, 30, 32} {
		rest += int(binary.LittleEndian.Uint16(h[at:]))
	}
	if _, err := r.Discard(rest); err != nil {
		return e, 0, err
	}
	return e, zipCentralLen + int64(rest), nil
}

// holds tells whether an entry stands where the directory says, before the directory.
func (s source) holds(d directory, e entry) (bool, error) {
	if e.wide {
		return true, nil
	}
	at := d.base + e.at
	if at+zipLocalLen+e.packed > d.at {
		return false, nil
	}
	head, err := s.at(at, 4)
	return string(head) == zipLocal, err
}

// reading is the error of reading itself: an end that comes early is none.
func reading(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, errEntry) {
		return nil
	}
	return err
}
