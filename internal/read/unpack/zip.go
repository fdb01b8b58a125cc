package unpack

import (
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
)

// stored and deflated are the methods of packing that everybody uses.
const (
	stored   = 0
	deflated = 8
)

// isArchive tells a plain archive from the formats of office programs. Something may stand
// before the archive, as in one that unpacks itself.
func isArchive(data []byte) bool {
	for _, other := range []string{"%PDF", "\xff\xd8\xff", "\x89PNG", "GIF8", "Rar!", "7z\xbc\xaf"} {
		if bytes.HasPrefix(data, []byte(other)) {
			return false
		}
	}
	d, err := readDirectory(data, DefaultLimits.Entries)
	return err == nil && !d.document()
}

// zip takes an archive apart.
func (w *walker) zip(data []byte, at place) {
	d, err := readDirectory(data, w.lim.Entries)
	if err != nil {
		w.tell(at.name(), &Damage{err})
		return
	}
	folders := d.folders()
	for i := range d.entries {
		e := &d.entries[i]
		if w.done() {
			return
		}
		if !e.file() {
			continue
		}
		if f := folders.of(e.name); f != nil {
			if !f.given {
				f.given = true
				w.give(w.packed(d, f, data, at.depth), at)
			}
			continue
		}
		p := Part{Name: e.name}
		p.Data, p.Trouble = w.inflate(e, data, at.depth)
		w.give(p, at)
	}
}

// refused says why an entry is not unpacked; nil where it may be.
func (e *entry) refused(lim Limits) error {
	switch {
	case e.flags&1 != 0:
		return ErrLocked
	case e.err != nil:
		return e.err
	case e.method != stored && e.method != deflated:
		return damage("packed by method %d", e.method)
	case e.size > uint64(lim.Part):
		return excess("%d bytes, at most %d", e.size, lim.Part)
	case e.size > 1<<20 && e.size/uint64(lim.Ratio) > e.packed:
		return excess("expands more than %d times", lim.Ratio)
	case e.method == stored && e.size != e.packed:
		return damage("its length is not what the directory says")
	}
	return nil
}

// inflate unpacks an entry into the room of its depth; length and checksum must be what
// the directory says.
func (w *walker) inflate(e *entry, data []byte, depth int) ([]byte, error) {
	if err := e.refused(w.lim); err != nil {
		return nil, err
	}
	packed := data[e.from:e.to]
	if !w.charge(int64(e.size)) {
		return nil, excess("not unpacked")
	}
	if e.method == stored {
		if crc32.ChecksumIEEE(packed) != e.crc {
			return nil, damage("checksum differs")
		}
		return packed, nil
	}
	room, err := w.room(depth, int64(e.size))
	if err != nil {
		return nil, err
	}
	if e.size == 0 && len(packed) == 0 { // called deflated all the same
		return room, nil
	}
	r := flate.NewReader(bytes.NewReader(packed))
	if _, err := io.ReadFull(r, room); err != nil {
		return nil, &Damage{err}
	}
	var more [1]byte
	if n, err := io.ReadFull(r, more[:]); n > 0 || err != io.EOF {
		return nil, damage("longer than the directory says")
	}
	if crc32.ChecksumIEEE(room) != e.crc {
		return nil, damage("checksum differs")
	}
	return room, nil
}
