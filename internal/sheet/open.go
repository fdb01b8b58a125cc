package sheet

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"path"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"
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
	tools := toolkits.Get().(*toolkit)
	defer toolkits.Put(tools)
	u := unpacker{toolkit: tools, data: data, lim: lim, left: lim.Expanded, markup: lim.Markup}
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

// toolkit is what inflating needs, used again from file to file.
type toolkit struct {
	packed  bytes.Reader
	inflate io.ReadCloser
}

var toolkits = sync.Pool{New: func() any {
	return &toolkit{inflate: flate.NewReader(bytes.NewReader(nil))}
}}

// unpacker reads parts one after the other.
type unpacker struct {
	*toolkit
	data   []byte
	lim    Limits
	left   int64 // bytes that all parts together may still have
	markup int64 // bytes that XML parts may still have
	sink   sink
}

// open is a part's content, inflated as it is read.
func (u *unpacker) open(f *zip.File) (io.Reader, error) {
	at, err := f.DataOffset()
	if err != nil {
		return nil, damaged(f.Name, "%v", err)
	}
	if size := uint64(len(u.data)); uint64(at) > size || f.CompressedSize64 > size-uint64(at) {
		return nil, damaged(f.Name, "reaches beyond the end of the file")
	}
	u.packed.Reset(u.data[at : uint64(at)+f.CompressedSize64])
	switch f.Method {
	case zip.Store:
		return &u.packed, nil
	case zip.Deflate:
		if err := u.inflate.(flate.Resetter).Reset(&u.packed, nil); err != nil {
			return nil, damaged(f.Name, "%v", err)
		}
		return u.inflate, nil
	}
	return nil, damaged(f.Name, "packed by method %d, which workbooks do not use", f.Method)
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
	r, err := u.open(f)
	if err != nil {
		return "", err
	}
	p := &u.sink
	*p = sink{f: f, lim: u.lim, left: u.left, markup: u.markup}
	if w, ok := r.(io.WriterTo); ok {
		_, err = w.WriteTo(p)
	} else {
		_, err = io.Copy(p, r)
	}
	switch {
	case p.err != nil:
		return "", p.err
	case err != nil:
		return "", damaged(f.Name, "%v", err)
	case uint64(p.n) != f.UncompressedSize64:
		return "", damaged(f.Name, "shorter than the archive says")
	case p.sum != f.CRC32:
		return "", damaged(f.Name, "checksum differs")
	}
	u.left -= p.n
	if !p.keep {
		return "", nil
	}
	u.markup -= p.n
	return p.text.String(), nil
}

// sink takes a part's bytes as they are inflated: counts them, sums them up, and
// keeps them where they are XML.
type sink struct {
	f            *zip.File
	lim          Limits
	left, markup int64
	n            int64
	sum          uint32
	keep         bool
	text         strings.Builder
	err          error // a refusal
}

func (p *sink) Write(chunk []byte) (int, error) {
	if p.n == 0 {
		if p.keep = markup(chunk); p.keep {
			p.text.Grow(int(min(p.f.UncompressedSize64, uint64(p.markup), uint64(p.lim.Ratio)*p.f.CompressedSize64+1<<16)))
		}
	}
	p.n += int64(len(chunk))
	p.sum = crc32.Update(p.sum, crc32.IEEETable, chunk)
	switch {
	case p.n > p.left:
		p.err = over(p.f.Name, "the parts expand beyond %d bytes", p.lim.Expanded)
	case p.keep && p.n > p.markup:
		p.err = over(p.f.Name, "the parts' text expands beyond %d bytes", p.lim.Markup)
	case p.n > 1<<20 && p.n > p.lim.Ratio*int64(p.f.CompressedSize64):
		p.err = over(p.f.Name, "expands more than %d times", p.lim.Ratio)
	case uint64(p.n) > p.f.UncompressedSize64:
		p.err = damaged(p.f.Name, "longer than the archive says")
	}
	if p.err != nil {
		return 0, p.err
	}
	if p.keep {
		p.text.Write(chunk)
	}
	return len(chunk), nil
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
