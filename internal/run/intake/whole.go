package intake

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// Ending tells how far a file can be seen to have come to its end.
type Ending int

// The endings. A format with an end mark is Cut until the mark is there; a format without
// one is Unmarked, so that only time tells.
const (
	Cut Ending = iota
	Unmarked
	Whole
)

// hole is how many zero bytes in a row are taken for room that was allocated and not yet
// written. Streams of compound files are padded with almost 4,096.
const hole = 8192

// textHole is the same in a text, which holds no zeros at all but for UTF-16's single ones.
const textHole = 16

// source is a file of which the end is looked for.
type source struct {
	io.ReaderAt
	size int64
}

// kinds are the formats that have an end mark, by their first bytes. What has none here is
// a text, or an unknown head, which is Cut: it may be a known one that is not written yet.
var kinds = []struct {
	magic string
	end   func(source) (Ending, error)
	hole  int
}{
	{"PK", zipEnd, hole},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", compoundEnd, 0}, // free sectors are zeros: it looks itself
	{"%PDF", pdfEnd, hole},
	{"\xff\xd8\xff", jpegEnd, 2 * hole},
	{"\x89PNG\r\n\x1a\n", pngEnd, hole},
	{"GIF8", gifEnd, hole},
	{"BM", bmpEnd, hole},
	{"RIFF", riffEnd, hole},
	{"II*\x00", noEnd, 0},
	{"MM\x00*", noEnd, 0},
	{"\x1f\x8b", gzipEnd, hole},
	{"BZh", noEnd, hole},
	{"\xfd7zXZ\x00", xzEnd, hole},
	{"\x28\xb5\x2f\xfd", noEnd, hole},
	{"Rar!\x1a\x07\x00", rar4End, hole},
	{"Rar!\x1a\x07\x01\x00", rar5End, hole},
	{"7z\xbc\xaf\x27\x1c", sevenEnd, hole},
	{"\x78\x9f\x3e\x22", noEnd, hole}, // TNEF
	{"{\\rtf", rtfEnd, textHole},
	{"\xff\xfe", noEnd, textHole},
	{"\xfe\xff", noEnd, textHole},
}

// EndOf looks for the end mark of a file's format. An error says that the file could not be
// read just now, which tells nothing of it.
func EndOf(r io.ReaderAt, size int64) (Ending, error) {
	src := source{r, size}
	head, err := src.at(0, 4096)
	if err != nil || len(head) == 0 {
		return Cut, err
	}
	for _, k := range kinds {
		if bytes.HasPrefix(head, []byte(k.magic)) && !(len(k.magic) == 2 && isText(head)) { // a text may begin so
			return src.without(k.hole, k.end)
		}
		if bytes.HasPrefix([]byte(k.magic), head) { // the head itself is not all there
			return Cut, nil
		}
	}
	if len(head) > 12 && string(head[4:8]) == "ftyp" {
		return src.without(hole, boxEnd)
	}
	if !isText(head) {
		return Cut, nil
	}
	return src.without(textHole, textEnd)
}

// without is what end says, unless there is a hole of so many zeros; 0 for any.
func (s source) without(zeros int, end func(source) (Ending, error)) (Ending, error) {
	e, err := end(s)
	if err != nil || e == Cut || zeros == 0 {
		return e, err
	}
	holed, err := s.holed(zeros)
	if holed || err != nil {
		return Cut, err
	}
	return e, nil
}

// noEnd is for formats whose end nothing marks.
func noEnd(source) (Ending, error) { return Unmarked, nil }

// at reads up to n bytes from a place; fewer where the file ends.
func (s source) at(off, n int64) ([]byte, error) {
	if off < 0 || off >= s.size {
		return nil, nil
	}
	buf := make([]byte, min(n, s.size-off))
	got, err := s.ReadAt(buf, off)
	if err != nil && !errors.Is(err, io.EOF) { // it may have become shorter
		return nil, err
	}
	return buf[:got], nil
}

// tail are the last bytes.
func (s source) tail(n int64) ([]byte, error) { return s.at(max(0, s.size-n), n) }

// from reads on from a place.
func (s source) from(off int64) io.Reader { return io.NewSectionReader(s, off, max(0, s.size-off)) }

// sub is a part of the file as a file of its own, up to the end.
func (s source) sub(off int64) source {
	n := max(0, s.size-off)
	return source{io.NewSectionReader(s, off, n), n}
}

// each calls do for the file's bytes piece by piece until it says no.
func (s source) each(do func(piece []byte) bool) error {
	buf := make([]byte, min(64<<10, s.size))
	for off := int64(0); off < s.size; {
		n, err := s.ReadAt(buf[:min(int64(len(buf)), s.size-off)], off)
		if n > 0 && !do(buf[:n]) {
			return nil
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		if n == 0 {
			return nil
		}
		off += int64(n)
	}
	return nil
}

// holed tells whether so many zeros follow each other.
func (s source) holed(zeros int) (found bool, err error) {
	run := 0
	err = s.each(func(piece []byte) bool {
		run, found = zeroRun(piece, run, zeros)
		return !found
	})
	return found, err
}

// blank are zeros to compare with.
var blank [256]byte

// zeroRun goes on with a run of zeros over a piece; over says that it became too long.
func zeroRun(piece []byte, run, most int) (now int, over bool) {
	for len(piece) > 0 {
		if len(piece) >= len(blank) && bytes.Equal(piece[:len(blank)], blank[:]) {
			run, piece = run+len(blank), piece[len(blank):]
			if run >= most {
				return run, true
			}
			continue
		}
		for _, b := range piece[:min(len(piece), len(blank))] {
			if run++; b != 0 {
				run = 0
			}
			if run >= most {
				return run, true
			}
		}
		piece = piece[min(len(piece), len(blank)):]
	}
	return run, false
}

// isText tells whether a head is of a text: no zeros, hardly a control character.
func isText(head []byte) bool {
	odd := 0
	for _, b := range head {
		switch {
		case b == 0:
			return false
		case b < 0x20 && b != '\t' && b != '\r' && b != '\n' && b != '\f':
			odd++
		}
	}
	if utf8.Valid(head) {
		return odd*8 <= len(head)
	}
	return odd*16 <= len(head)
}
