package sheet

import (
	"archive/zip"
	"bytes"
	"cmp"
	"compress/flate"
	"context"
	"errors"
	"hash/crc32"
	"io"
	"path"
	"slices"
	"strings"
	"sync"
	"unsafe"

	"tonghop/internal/sheet/bounds"
	"tonghop/internal/sheet/inflate"
)

// Limits bound what a file may make us do. A form of ours has 15 parts, expands
// to 0.3 MB and has 3,000 cells.
type Limits struct {
	File     int64 // bytes of the file
	Entries  int   // parts in the archive
	Expanded int64 // bytes of all parts together
	Markup   int64 // bytes of the parts that are XML, which are held in memory; of a large file up to thrice as many
	Shared   int64 // of them, bytes that the tables of strings and formats may have besides
	Ratio    int64 // expanded to packed, judged above 1 MB
	Cells    int   // cells that hold something, in all sheets
	Strings  int   // shared strings
	Names    int   // defined names
	Merged   int   // merged areas of a sheet
	Depth    int   // nesting of elements
}

// DefaultLimits are what a return may use.
var DefaultLimits = Limits{
	File: 32 << 20, Entries: 2000, Expanded: 96 << 20, Markup: 16 << 20, Shared: 40 << 20, Ratio: 250,
	Cells: 100_000, Strings: 100_000, Names: 200_000, Merged: 10_000, Depth: 40,
}

// Open reads a workbook of which every sheet is wanted. A file that cannot be trusted is
// refused with a *Refusal, never read in part.
func Open(data []byte, lim Limits) (*Book, error) { return open(data, lim, false) }

// OpenContext reads a workbook of which some sheets may be somebody else's: one that cannot be
// read, or is too large, is kept without its cells and says why (Sheet.Unread). Whoever wants
// that sheet refuses the file for that reason. It returns soon after the context ends.
func OpenContext(ctx context.Context, data []byte, lim Limits) (*Book, error) {
	m := bounds.Begin(ctx)
	w := workrooms.Get().(*workroom)
	defer workrooms.Put(w)
	return w.open(&m, data, lim, false)
}

func open(data []byte, lim Limits, slow bool) (*Book, error) {
	w := workrooms.Get().(*workroom)
	defer workrooms.Put(w)
	m := bounds.Begin(context.Background())
	return whollyRead(w.open(&m, data, lim, slow))
}

// whollyRead refuses a book with a sheet that was not read.
func whollyRead(b *Book, err error) (*Book, error) {
	if err != nil {
		return nil, err
	}
	for _, s := range b.Sheets {
		if s.Unread != nil {
			return nil, s.Unread
		}
	}
	return b, nil
}

// workroom is what reading a file needs for a while, and the next file needs again. Nothing
// of a book lies in it once the book is read.
type workroom struct {
	inflater inflate.Inflater
	text     []byte   // of parts of which hardly anything is kept
	cells    []stored // of the sheet in hand
}

var workrooms = sync.Pool{New: func() any { return new(workroom) }}

// How much is kept from file to file: thrice what the text of a return comes to, and five
// times its cells.
const (
	mostText  = 1 << 20
	mostCells = 1 << 14
)

// open reads a workbook.
func (w *workroom) open(m *bounds.Meter, data []byte, lim Limits, slow bool) (*Book, error) {
	if int64(len(data)) > lim.File {
		return nil, bounds.Over("size", "%d bytes, at most %d", len(data), lim.File)
	}
	if err := sniff(data); err != nil {
		return nil, err
	}
	parts, err := unpack(m, w, data, lim)
	if err != nil {
		return nil, err
	}
	if err := parts.otherFormat(); err != nil {
		return nil, err
	}
	return parts.book(m, w, data, lim, slow)
}

// archive is the parts of a file by lower-case name without leading slash.
type archive map[string]part

// part is a part of a file. One that is no XML has no text: it was read for its checksum
// only.
type part struct {
	text   string
	lent   bool  // the text lies in the workroom
	unread error // a *Refusal: there is more of it than is held in memory; its checksum holds
}

// text is a part's text, to be kept.
func (a archive) text(name string) string {
	if p := a[name]; p.lent {
		return strings.Clone(p.text)
	}
	return a[name].text
}

func (a archive) has(part string) bool {
	_, ok := a[part]
	return ok
}

func unpack(m *bounds.Meter, w *workroom, data []byte, lim Limits) (archive, error) {
	if most := 10 * lim.Entries; len(data) > 46*most { // archives in it have entries too, of 46 bytes or more
		if n := bytes.Count(data, []byte("PK\x01\x02")); n > most {
			return nil, bounds.Over("entries", "%d, at most %d", n, lim.Entries)
		}
	}
	data = uncommented(data)
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, bounds.Damaged("archive", "%v", err)
	}
	if len(zr.File) > lim.Entries {
		return nil, bounds.Over("entries", "%d, at most %d", len(zr.File), lim.Entries)
	}
	u := unpacker{Inflater: &w.inflater, Meter: m, data: data, lim: lim, left: lim.Expanded,
		markup: lim.text(data), shared: lim.Shared, room: w.roomFor(zr.File)}
	w.inflater.Asking = m
	defer func() { w.inflater.Asking = nil }()
	parts := make(archive, len(zr.File))
	for _, f := range smallFirst(zr.File, u.markup) {
		if err := m.More(len(f.Name) + len(f.Extra) + len(f.Comment)); err != nil {
			return nil, err
		}
		name := PartName(f.Name)
		if name == "" {
			continue
		}
		if parts.has(name) {
			return nil, bounds.Damaged(f.Name, "stands twice in the archive")
		}
		if parts[name], err = u.part(f); err != nil {
			return nil, err
		}
	}
	return parts, nil
}

// text is how many bytes of XML are held in memory of a file: of a large one more, as far as
// it packs no better than what people leave in workbooks. A form with a million empty rows is
// a large one.
func (lim Limits) text(data []byte) int64 {
	const usual, most = 20, 3
	return max(lim.Markup, min(usual*int64(len(data)), most*lim.Markup))
}

// smallFirst puts the parts in the order of their length where they are more than may be held
// in memory: then it is the largest that are not.
func smallFirst(files []*zip.File, markup int64) []*zip.File {
	var all uint64
	for _, f := range files {
		if all += f.UncompressedSize64; all > uint64(markup) {
			files = slices.Clone(files)
			slices.SortStableFunc(files, func(a, b *zip.File) int {
				return cmp.Compare(a.UncompressedSize64, b.UncompressedSize64)
			})
			break
		}
	}
	return files
}

// unpacker reads parts one after the other.
type unpacker struct {
	*inflate.Inflater
	*bounds.Meter
	data   []byte
	lim    Limits
	left   int64  // bytes that all parts together may still have
	markup int64  // bytes that XML parts may still have
	shared int64  // bytes that the tables of strings and formats may still have besides
	spare  []byte // memory that a part no longer needs
	room   []byte // what is left of the workroom
}

// roomFor is room for the parts that may lie in the workroom; none where they say that they
// need much: they get memory of their own.
func (w *workroom) roomFor(files []*zip.File) []byte {
	var need uint64
	for _, f := range files {
		if lendable(f.Name) {
			if need += f.UncompressedSize64; need > mostText {
				return nil
			}
		}
	}
	if uint64(cap(w.text)) < need {
		w.text = make([]byte, need)
	}
	return w.text[:need]
}

// lendable tells whether hardly anything is kept of a part: all of them but the table of
// strings, which is kept nearly whole, and lists of relationships, which are short.
func lendable(name string) bool {
	name = lower(name)
	return !strings.HasSuffix(name, ".rels") && !strings.Contains(name, "sharedstrings")
}

// shared tells a part that the form's sheets may need a little of, however much of it is there
// for others: workbooks that are copied for years gather 64,000 formats, and a sheet of the
// clerk's own brings its texts.
func shared(name string) bool {
	name = lower(name)
	return strings.HasSuffix(name, "styles.xml") || strings.HasSuffix(name, "sharedstrings.xml") ||
		strings.HasSuffix(name, "workbook.xml")
}

// part reads one part. One that says it is encrypted and can be read all the same
// has a bit wrong.
func (u *unpacker) part(f *zip.File) (part, error) {
	p, err := u.read(f)
	switch {
	case f.Flags&1 == 0:
		return p, err
	case err == nil:
		return part{}, bounds.Damaged(f.Name, "is not encrypted, as the archive says it is")
	}
	return part{}, &bounds.Refusal{Code: "FILE-002", Part: f.Name, Reason: "encrypted"}
}

// read reads one part to its end, so that its length and checksum count. What is
// no XML is not kept.
func (u *unpacker) read(f *zip.File) (part, error) {
	packed, err := u.packed(f)
	if err != nil {
		return part{}, err
	}
	left := &u.markup
	if f.UncompressedSize64 > uint64(u.markup) && shared(f.Name) {
		left = &u.shared
	}
	if f.UncompressedSize64 > uint64(min(u.left, *left, u.ratio(f))) {
		return u.passing(f, packed)
	}
	if err := u.More(len(packed) + int(f.UncompressedSize64)); err != nil {
		return part{}, err
	}
	u.left -= int64(f.UncompressedSize64)
	text, lent := u.memory(f)
	err = u.whole(f, text, packed)
	switch {
	case errors.Is(err, inflate.ErrStopped):
		return part{}, u.Ask()
	case err != nil:
		return part{}, bounds.Damaged(f.Name, "%v", err)
	case crc32.ChecksumIEEE(text) != f.CRC32:
		return part{}, bounds.Damaged(f.Name, "checksum differs")
	case !isMarkup(text):
		if !lent {
			u.spare = text
		}
		return part{}, nil
	}
	*left -= int64(len(text))
	// nobody writes to text before the book is read
	return part{text: unsafe.String(unsafe.SliceData(text), len(text)), lent: lent}, nil
}

// memory is as much as a part says that it is long, lent where it may be.
func (u *unpacker) memory(f *zip.File) (text []byte, lent bool) {
	size := int(f.UncompressedSize64)
	if lendable(f.Name) && size <= len(u.room) {
		text, u.room = u.room[:size:size], u.room[size:]
		return text, true
	}
	text, u.spare = u.spare, nil
	if cap(text) < size {
		text = make([]byte, size)
	}
	return text[:size], false
}

// packed is a part as it lies in the file.
func (u *unpacker) packed(f *zip.File) ([]byte, error) {
	at, err := f.DataOffset()
	if err != nil {
		return nil, bounds.Damaged(f.Name, "%v", err)
	}
	if size := uint64(len(u.data)); uint64(at) > size || f.CompressedSize64 > size-uint64(at) {
		return nil, bounds.Damaged(f.Name, "reaches beyond the end of the file")
	}
	if f.Method != zip.Store && f.Method != zip.Deflate {
		return nil, bounds.Damaged(f.Name, "packed by method %d, which workbooks do not use", f.Method)
	}
	return u.data[at : uint64(at)+f.CompressedSize64], nil
}

var errLess = errors.New("shorter than the archive says")

// whole unpacks a part, which must fill the memory that it asked for.
func (u *unpacker) whole(f *zip.File, text, packed []byte) error {
	n := 0
	var err error
	if f.Method == zip.Deflate {
		n, err = u.Inflate(text, packed)
	} else if n = copy(text, packed); len(packed) > len(text) {
		err = inflate.ErrLong
	}
	if err == nil && n < len(text) {
		err = errLess
	}
	return err
}

// ratio is how long a part may become.
func (u *unpacker) ratio(f *zip.File) int64 {
	return max(1<<20, u.lim.Ratio*int64(f.CompressedSize64))
}

// passing reads a part that says it is longer than it may be, or than text may be, as a
// stream: a picture, held against its checksum and not kept; text that may be a sheet of
// somebody's own, which refuses the file only where it is wanted; a part that is too long
// indeed; or one whose length is a lie.
func (u *unpacker) passing(f *zip.File, packed []byte) (part, error) {
	r := io.Reader(bytes.NewReader(packed))
	if f.Method == zip.Deflate {
		r = flate.NewReader(r)
	}
	r = metered{r, u.Meter}
	head := make([]byte, 16)
	n, err := io.ReadFull(r, head)
	if head = head[:n]; err == io.EOF || err == io.ErrUnexpectedEOF {
		return part{}, bounds.Damaged(f.Name, "%v", errLess)
	}
	most, excess := u.left, bounds.Over(f.Name, "the parts expand beyond %d bytes", u.lim.Expanded)
	why := bounds.Over(f.Name, "the parts' text expands beyond %d bytes", u.lim.text(u.data))
	if n := u.ratio(f); uint64(n) < f.UncompressedSize64 {
		why = bounds.Over(f.Name, "expands more than %d times", u.lim.Ratio)
		if n < most && !isMarkup(head) {
			most, excess = n, why
		}
	}
	sum := crc32.NewIEEE()
	size, err := io.Copy(sum, io.LimitReader(io.MultiReader(bytes.NewReader(head), r), most+1))
	says := f.UncompressedSize64
	switch {
	case size > most:
		return part{}, excess
	case u.Ctx.Err() != nil:
		return part{}, u.Ask()
	case err != nil:
		return part{}, bounds.Damaged(f.Name, "%v", err)
	case uint64(size) > says:
		return part{}, bounds.Damaged(f.Name, "%v", inflate.ErrLong)
	case uint64(size) < says:
		return part{}, bounds.Damaged(f.Name, "%v", errLess)
	case sum.Sum32() != f.CRC32:
		return part{}, bounds.Damaged(f.Name, "checksum differs")
	}
	u.left -= size
	if !isMarkup(head) {
		return part{}, nil
	}
	return part{unread: why}, nil
}

// metered is a reader that ends when the reading was called off.
type metered struct {
	io.Reader
	*bounds.Meter
}

// Read reads on, or says that it was called off.
func (r metered) Read(b []byte) (int, error) {
	n, err := r.Reader.Read(b)
	if off := r.More(n); off != nil {
		return n, off
	}
	return n, err
}

// isMarkup tells whether a part begins as XML does, or as the note of an
// OpenDocument file on what it is.
func isMarkup(head []byte) bool {
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
	if err := p.archive[name].unread; err != nil {
		return nil, err
	}
	var rels []relation
	x := &p.x
	x.Scan("Relationships", name, p.archive.text(name), 8)
	for x.Next() {
		if x.Start != "Relationship" || strings.EqualFold(x.Attr("TargetMode"), "External") {
			continue
		}
		target := strings.ReplaceAll(strings.TrimSpace(x.Attr("Target")), `\`, "/")
		if !strings.HasPrefix(target, "/") {
			target = path.Join(path.Dir(part), target)
		}
		kind := x.Attr("Type")
		rels = append(rels, relation{x.Attr("Id"), kind[strings.LastIndexByte(kind, '/')+1:],
			PartName(strings.TrimPrefix(path.Clean(target), "/"))})
	}
	return rels, x.Err
}
