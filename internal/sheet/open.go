package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"hash/crc32"
	"io"
	"path"
	"strings"
)

// Limits bound what a file may make us do. A form of ours has 20 parts, expands
// to 1 MB and has 10,000 cells.
type Limits struct {
	File     int64 // bytes of the file
	Entries  int   // parts in the archive
	Expanded int64 // bytes of all parts together
	Ratio    int64 // expanded to packed, judged above 1 MB
	Cells    int   // cells that hold something
	Depth    int   // nesting of elements
}

// DefaultLimits are what a return may use.
var DefaultLimits = Limits{File: 32 << 20, Entries: 2000, Expanded: 96 << 20, Ratio: 250, Cells: 1_000_000, Depth: 40}

// Open reads a workbook. A file that cannot be trusted is refused with a
// *Refusal, never read in part.
func Open(data []byte, lim Limits) (*Book, error) {
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
	return parts.book(lim)
}

// archive is the parts of a file by lower-case name without leading slash.
type archive map[string][]byte

func unpack(data []byte, lim Limits) (archive, error) {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, damaged("archive", "%v", err)
	}
	if len(zr.File) > lim.Entries {
		return nil, over("entries", "%d, at most %d", len(zr.File), lim.Entries)
	}
	left := lim.Expanded
	parts := make(archive, len(zr.File))
	for _, f := range zr.File {
		name := strings.ToLower(strings.TrimLeft(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if strings.HasSuffix(name, "/") {
			continue
		}
		if _, twice := parts[name]; twice {
			return nil, damaged(f.Name, "stands twice in the archive")
		}
		body, err := inflate(f, left, lim)
		if err != nil {
			return nil, err
		}
		left -= int64(len(body))
		parts[name] = body
	}
	return parts, nil
}

// inflate reads one part to its end, so that its length and checksum count.
func inflate(f *zip.File, left int64, lim Limits) ([]byte, error) {
	if f.Flags&1 != 0 {
		return nil, &Refusal{Code: "FILE-002", Part: f.Name, Reason: "encrypted"}
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(f.Name, "%v", err)
	}
	defer r.Close()
	var buf bytes.Buffer
	n, err := io.Copy(&buf, io.LimitReader(r, left+1))
	switch {
	case n > left:
		return nil, over(f.Name, "expands beyond %d bytes", lim.Expanded)
	case errors.Is(err, zip.ErrChecksum):
		return nil, damaged(f.Name, "checksum differs")
	case err != nil:
		return nil, damaged(f.Name, "%v", err)
	case n > 1<<20 && n > lim.Ratio*int64(f.CompressedSize64):
		return nil, over(f.Name, "expands more than %d times", lim.Ratio)
	case crc32.ChecksumIEEE(buf.Bytes()) != f.CRC32:
		return nil, damaged(f.Name, "checksum differs")
	}
	return buf.Bytes(), nil
}

// relation is one relationship of a part (ECMA-376-2, 6.5).
type relation struct{ id, kind, target string }

func (a archive) relations(part string) ([]relation, error) {
	name := strings.ToLower(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"))
	if part == "" {
		name = "_rels/.rels"
	}
	body, ok := a[name]
	if !ok {
		return nil, nil
	}
	var rels []relation
	x := newScanner(name, body, 8)
	for x.next() {
		if x.start != "Relationship" || strings.EqualFold(x.attr("TargetMode"), "External") {
			continue
		}
		target := x.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(part), target)
		}
		kind := x.attr("Type")
		rels = append(rels, relation{x.attr("Id"), kind[strings.LastIndexByte(kind, '/')+1:], strings.ToLower(strings.TrimLeft(path.Clean(target), "/"))})
	}
	return rels, x.err
}
