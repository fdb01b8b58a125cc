package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"path"
	"strings"
	"sync"
	"unsafe"
)

// Limits bound what a file may make us do. A form of ours has 15 parts, expands
// to 0.3 MB and has 3,000 cells.
type Limits struct {
	File     int64 // bytes of the file
	Entries  int   // parts in the archive
	Expanded int64 // bytes of all parts together
	Markup   int64 // bytes of the parts that are XML: those are held in memory
	Ratio    int64 // expanded to packed, judged above 1 MB
	Cells    int   // cells that hold something, in all sheets
	Strings  int   // shared strings
	Names    int   // defined names
	Merged   int   // merged areas of a sheet
	Depth    int   // nesting of elements
}

// DefaultLimits are what a return may use.
var DefaultLimits = Limits{File: 32 << 20, Entries: 2000, Expanded: 96 << 20, Markup: 16 << 20, Ratio: 250, Cells: 100_000, Strings: 100_000, Names: 20_000, Merged: 10_000, Depth: 40}

// Open reads a workbook. A file that cannot be trusted is refused with a
// *Refusal, never read in part.
func Open(data []byte, lim Limits) (*Book, error) { return open(data, lim, false) }

func open(data []byte, lim Limits, slow bool) (*Book, error) {
	if int64(len(data)) > lim.File {
		return nil, over("size", "%d bytes, at most %d", len(data), lim.File)
	}
	if err := sniff(data); err != nil {
		return nil, err
	}
	parts, err := unpack(data, lim)
	if err != nil {
		return nil, err
	}
	if err := parts.otherFormat(); err != nil {
		return nil, err
	}
	return parts.book(lim, slow)
}

// archive is the parts of a file by lower-case name without leading slash. A part
// that is no XML is there with no text: it was read for its checksum only.
type archive map[string]string

func (a archive) has(part string) bool {
	_, ok := a[part]
	return ok
}

func unpack(data []byte, lim Limits) (archive, error) {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged("archive", "%v", err)
	}
	if len(zr.File) > lim.Entries {
		return nil, over("entries", "%d, at most %d", len(zr.File), lim.Entries)
	}
	z := inflaters.Get().(*inflater)
	defer inflaters.Put(z)
	u := unpacker{inflater: z, data: data, lim: lim, left: lim.Expanded, markup: lim.Markup}
	parts := make(archive, len(zr.File))
	for _, f := range zr.File {
		name := strings.ToLower(strings.TrimLeft(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if strings.HasSuffix(name, "/") {
			continue
		}
		if parts.has(name) {
			return nil, damaged(f.Name, "stands twice in the archive")
		}
		if parts[name], err = u.part(f); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// inflaters are used again from file to file.
var inflaters = sync.Pool{New: func() any { return new(inflater) }}

// unpacker reads parts one after the other.
type unpacker struct {
	*inflater
	data   []byte
	lim    Limits
	left   int64  // bytes that all parts together may still have
	markup int64  // bytes that XML parts may still have
	spare  []byte // room that a part no longer needs
}

// part reads one part. One that says it is encrypted and can be read all the same
// has a bit wrong.
func (u *unpacker) part(f *zip.File) (string, error) {
	text, err := u.read(f)
	switch {
	case f.Flags&1 == 0:
		return text, err
	case err == nil:
		return "", damaged(f.Name, "is not encrypted, as the archive says it is")
	}
	return "", &Refusal{Code: "FILE-002", Part: f.Name, Reason: "encrypted"}
}

// read reads one part to its end, so that its length and checksum count. What is
// no XML is not kept.
func (u *unpacker) read(f *zip.File) (string, error) {
	packed, err := u.packed(f)
	if err != nil {
		return "", err
	}
	if f.UncompressedSize64 > uint64(min(u.left, u.markup, u.ratio(f))) {
		return "", u.passing(f, packed)
	}
	u.left -= int64(f.UncompressedSize64)
	text, err := u.whole(f, packed)
	switch {
	case err != nil:
		return "", damaged(f.Name, "%v", err)
	case crc32.ChecksumIEEE(text) != f.CRC32:
		return "", damaged(f.Name, "checksum differs")
	case !markup(text):
		u.spare = text
		return "", nil
	}
	u.markup -= int64(len(text))
	return unsafe.String(unsafe.SliceData(text), len(text)), nil // nobody writes to text any more
}

// packed is a part as it lies in the file.
func (u *unpacker) packed(f *zip.File) ([]byte, error) {
	at, err := f.DataOffset()
	if err != nil {
		return nil, damaged(f.Name, "%v", err)
	}
	if size := uint64(len(u.data)); uint64(at) > size || f.CompressedSize64 > size-uint64(at) {
		return nil, damaged(f.Name, "reaches beyond the end of the file")
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return nil, damaged(f.Name, "packed by method %d, which workbooks do not use", f.Method)
	}
	return u.data[at : uint64(at)+f.CompressedSize64], nil
}

var errLess = errors.New("shorter than the archive says")

// whole is a part in memory of its own.
func (u *unpacker) whole(f *zip.File, packed []byte) ([]byte, error) {
	size := int(f.UncompressedSize64)
	text := u.spare
	u.spare = nil
	if cap(text) < size {
		text = make([]byte, size)
	}
	text = text[:size]
	n := 0
	var err error
	if f.Method == zip.Deflate {
		n, err = u.inflate(text, packed)
	} else if n = copy(text, packed); len(packed) > size {
		err = errLong
	}
	if err == nil && n < size {
		err = errLess
	}
	return text, err
}

// ratio is how long a part may become.
func (u *unpacker) ratio(f *zip.File) int64 {
	return max(1<<20, u.lim.Ratio*int64(f.CompressedSize64))
}

// passing reads a part that says it is longer than it may be, or than text may be,
// as a stream: a picture, held against its checksum and not kept; a part that is
// too long indeed; or one whose length is a lie.
func (u *unpacker) passing(f *zip.File, packed []byte) error {
	r := io.Reader(bytes.NewReader(packed))
	if f.Method == zip.Deflate {
		r = flate.NewReader(r)
	}
	most, excess := u.left, over(f.Name, "the parts expand beyond %d bytes", u.lim.Expanded)
	if n := u.ratio(f); n < most {
		most, excess = n, over(f.Name, "expands more than %d times", u.lim.Ratio)
	}
	head := make([]byte, 16)
	n, err := io.ReadFull(r, head)
	if head = head[:n]; err == io.EOF || err == io.ErrUnexpectedEOF {
		return damaged(f.Name, "%v", errLess)
	}
	if markup(head) && u.markup < most {
		most, excess = u.markup, over(f.Name, "the parts' text expands beyond %d bytes", u.lim.Markup)
	}
	sum := crc32.NewIEEE()
	size, err := io.Copy(sum, io.LimitReader(io.MultiReader(bytes.NewReader(head), r), most+1))
	switch says := f.UncompressedSize64; {
	case size > most:
		return excess
	case err != nil:
		return damaged(f.Name, "%v", err)
	case uint64(size) > says:
		return damaged(f.Name, "%v", errLong)
	case uint64(size) < says:
		return damaged(f.Name, "%v", errLess)
	case sum.Sum32() != f.CRC32:
		return damaged(f.Name, "checksum differs")
	}
	u.left -= size
	return nil
}

// markup tells whether a part begins as XML does, or as the note of an
// OpenDocument file on what it is.
func markup(head []byte) bool {
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	head = bytes.TrimLeft(head, " \t\r\n")
	for _, start := range []string{"<", "\xff\xfe", "\xfe\xff", "\x00<", "application/"} {
		if bytes.HasPrefix(head, []byte(start)) {
			return true
		}
	}
	return false
}

// relation is one relationship of a part (ECMA-376-2, 6.5).
type relation struct{ id, kind, target string }

func (p *parser) relations(part string) ([]relation, error) {
	name := strings.ToLower(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"))
	if part == "" {
		name = "_rels/.rels"
	}
	if !p.has(name) {
		return nil, nil
	}
	var rels []relation
	x := &p.x
	x.scan("Relationships", name, p.archive[name], 8)
	for x.next() {
		if x.start != "Relationship" || strings.EqualFold(x.attr("TargetMode"), "External") {
			continue
		}
		target := strings.ReplaceAll(x.attr("Target"), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(part), target)
		}
		kind := x.attr("Type")
		rels = append(rels, relation{x.attr("Id"), kind[strings.LastIndexByte(kind, '/')+1:], strings.ToLower(strings.TrimLeft(path.Clean(target), "/"))})
	}
	return rels, x.err
}
