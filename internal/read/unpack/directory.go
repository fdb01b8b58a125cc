package unpack

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// A directory is read by us and not by archive/zip, which first makes an entry of each
// header however many there are, and does not look whether entries overlap.
// Source: APPNOTE.TXT 6.3.10, 4.3 and 4.5.

// Signatures of a zip archive's records.
const (
	localSign   = "PK\x03\x04"
	centralSign = "PK\x01\x02"
	endSign     = "PK\x05\x06"
	end64Sign   = "PK\x06\x06"
	locatorSign = "PK\x06\x07"
)

// directory is what a zip archive says of itself.
type directory struct {
	entries []entry
	start   int64 // where the directory stands in the file
	base    int64 // bytes before the archive, which its offsets do not count
}

// entry is one file of an archive.
type entry struct {
	name         string // in UTF-8, with slashes
	flags        uint16
	method       uint16
	mode         uint32 // of Unix, 0 for none
	crc          uint32
	packed, size uint64
	at           int64 // of its local header
	from, to     int64 // its packed bytes
	err          error // why it cannot be read
}

var errNoDirectory = errors.New("no directory of a zip archive")

// u16, u32 and u64 are numbers of a record that is known to be long enough.
func u16(b []byte, at int) uint16 { return binary.LittleEndian.Uint16(b[at:]) }

func u32(b []byte, at int) uint32 { return binary.LittleEndian.Uint32(b[at:]) }

func u64(b []byte, at int) uint64 { return binary.LittleEndian.Uint64(b[at:]) }

// readDirectory reads an archive's directory, at most so many entries of it: behind them
// the walk ends at another limit anyway.
func readDirectory(data []byte, most int) (*directory, error) {
	tail := max(0, len(data)-(1<<16)-22)
	var empty *directory // the last that speaks of no entries; a comment of zeros may seem one
	for end := len(data); ; {
		i := bytes.LastIndex(data[tail:end], []byte(endSign))
		if i < 0 && empty != nil {
			return empty, nil
		}
		if i < 0 {
			return nil, errNoDirectory
		}
		end = tail + i
		switch d := directoryAt(data, end); {
		case d == nil:
		case d.start < int64(end):
			return d.read(data, end, most)
		case empty == nil:
			empty = d
		}
	}
}

// directoryAt finds the directory that a record at the end speaks of; nil where there is
// none: the four bytes may well stand in the archive's comment.
func directoryAt(data []byte, end int) *directory {
	if end+22 > len(data) {
		return nil
	}
	r := data[end:]
	size, offset, count := uint64(u32(r, 12)), uint64(u32(r, 16)), uint64(u16(r, 10))
	until := end
	if at := end64(data, end); at >= 0 { // smaller ones may have its records too
		until = at
		if count == 0xffff || size == 0xffffffff || offset == 0xffffffff {
			r := data[at:]
			count, size, offset = u64(r, 32), u64(r, 40), u64(r, 48)
		}
	}
	if size > uint64(until) || offset > uint64(until)-size {
		return nil
	}
	start := int64(uint64(until) - size)
	if count > 0 && !bytes.HasPrefix(data[start:until], []byte(centralSign)) {
		return nil
	}
	if count == 0 && size > 0 {
		return nil
	}
	return &directory{start: start, base: start - int64(offset)}
}

// end64 finds the record of a large archive before the usual one; -1 for none.
func end64(data []byte, end int) int {
	at := end - 20
	if at < 56 || !bytes.HasPrefix(data[at:], []byte(locatorSign)) {
		return -1
	}
	says := u64(data[at:], 8)
	for _, i := range []uint64{says, uint64(at - 56)} { // the second where bytes stand before the archive
		if i <= uint64(at-56) && bytes.HasPrefix(data[i:], []byte(end64Sign)) {
			return int(i)
		}
	}
	return -1
}

// read reads the entries.
func (d *directory) read(data []byte, end, most int) (*directory, error) {
	for rest := data[d.start:end]; bytes.HasPrefix(rest, []byte(centralSign)) && len(d.entries) < most; {
		if len(rest) < 46 {
			return nil, errNoDirectory
		}
		n, m, k := int(u16(rest, 28)), int(u16(rest, 30)), int(u16(rest, 32))
		if len(rest) < 46+n+m+k {
			return nil, errNoDirectory
		}
		d.entries = append(d.entries, d.entry(rest[:46+n+m], n))
		rest = rest[46+n+m+k:]
	}
	for i := range d.entries {
		d.entries[i].find(data, d.start)
	}
	d.overlaps()
	return d, nil
}

// entry is what one record of the directory says; its name has n bytes.
func (d *directory) entry(r []byte, n int) entry {
	e := entry{
		flags:  u16(r, 8),
		method: u16(r, 10),
		crc:    u32(r, 16),
		packed: uint64(u32(r, 20)),
		size:   uint64(u32(r, 24)),
	}
	at := uint64(u32(r, 42))
	if r[5] == 3 || r[5] == 19 { // made on Unix or a Mac
		e.mode = u32(r, 38) >> 16
	}
	name := r[46 : 46+n]
	for id, field := range extras(r[46+n:]) {
		switch {
		case id == 0x7075 && len(field) > 5 && field[0] == 1 && u32(field, 1) == crc32.ChecksumIEEE(name):
			name = field[5:] // the name in UTF-8
		case id == 1: // numbers that have no room in their places
			for _, v := range []*uint64{&e.size, &e.packed, &at} {
				if *v == 0xffffffff && len(field) >= 8 {
					*v, field = u64(field, 0), field[8:]
				}
			}
		}
	}
	e.name = decodedName(name)
	if e.at = d.base + int64(at); at > 1<<40 {
		e.at = -1
	}
	return e
}

// extras are the extra fields of a record, by their numbers.
func extras(b []byte) func(func(uint16, []byte) bool) {
	return func(yield func(uint16, []byte) bool) {
		for len(b) >= 4 {
			id, n := u16(b, 0), int(u16(b, 2))
			if b = b[4:]; n > len(b) || !yield(id, b[:n]) {
				return
			}
			b = b[n:]
		}
	}
}

// decodedName is an entry's name: in UTF-8 where the bytes are, else as Vietnamese Windows
// writes it (code page 1258).
func decodedName(name []byte) string {
	if !utf8.Valid(name) {
		if text, err := charmap.Windows1258.NewDecoder().Bytes(name); err == nil {
			name = text
		}
	}
	return norm.NFC.String(strings.ReplaceAll(strings.ToValidUTF8(string(name), "_"), `\`, "/"))
}

// find finds an entry's bytes by its local header, which must say the same of their length.
func (e *entry) find(data []byte, until int64) {
	if e.at < 0 || e.at+30 > until || !bytes.HasPrefix(data[e.at:], []byte(localSign)) {
		e.err = damage("its beginning is not where the directory says")
		return
	}
	r := data[e.at:]
	e.from = e.at + 30 + int64(u16(r, 26)) + int64(u16(r, 28))
	if e.from > until || e.packed > uint64(until-e.from) {
		e.err = damage("reaches beyond the end")
		return
	}
	e.to = e.from + int64(e.packed)
	says := uint64(u32(r, 18))
	if u16(r, 6)&8 == 0 && says != 0xffffffff && says != 0 && says != e.packed {
		e.err = damage("its header and the directory differ")
	}
}

// overlaps refuses entries that share bytes: no program packs like that, and a few bytes
// could stand for any number of files.
func (d *directory) overlaps() {
	var in []*entry
	for i := range d.entries {
		if d.entries[i].err == nil {
			in = append(in, &d.entries[i])
		}
	}
	slices.SortStableFunc(in, func(a, b *entry) int { return cmp.Compare(a.at, b.at) })
	var last *entry // that reaches furthest
	for _, e := range in {
		if last != nil && e.at < last.to {
			last.err, e.err = excess("overlaps another entry"), excess("overlaps another entry")
		}
		if last == nil || e.to > last.to {
			last = e
		}
	}
}

// file tells an entry of a file from folders, links and what systems leave in archives.
func (e *entry) file() bool {
	const kinds, regular = 0xf000, 0x8000
	linked := e.mode&kinds != 0 && e.mode&kinds != regular
	return !strings.HasSuffix(e.name, "/") && !linked && !litter(e.name)
}

// litter is what systems leave in archives beside people's files.
func litter(name string) bool {
	low := strings.ToLower(strings.TrimLeft(name, "/"))
	base := low[strings.LastIndexByte(low, '/')+1:]
	switch base {
	case "", ".ds_store", "thumbs.db", "desktop.ini":
		return true
	}
	return strings.HasPrefix(low, "__macosx/") || strings.HasPrefix(base, "~$") || strings.HasPrefix(base, "._")
}
