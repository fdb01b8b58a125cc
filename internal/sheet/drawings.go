package sheet

import (
	"encoding/xml"
	"strings"
	"unicode"

	"tonghop/internal/sheet/markup"
)

// Box is a text that stands on a sheet outside its cells.
type Box struct {
	Sheet *Sheet
	Row   int // the cell at its corner, or the cell that it comments on; 0 where that is not told
	Col   int
	Text  string
	Note  bool // the comment of a cell
}

// What is kept of texts outside the cells: they are named, never read as answers.
const (
	maxBoxes    = 50      // of a workbook
	maxBoxText  = 200     // letters of one
	maxDrawings = 2 << 20 // bytes of a part that are looked at
)

// boxes notes the texts that stand on a sheet outside its cells: text boxes and other
// shapes (DrawingML 20.5, and VML as Excel 2003 wrote them) and comments (18.7). What is
// wrong in these parts costs nothing: no answer stands there.
func (p *parser) boxes(s *Sheet, part string) {
	rels, err := p.relations(part)
	if err != nil {
		return
	}
	for _, r := range rels {
		if r.kind != "drawing" && r.kind != "vmlDrawing" && r.kind != "comments" || !p.has(r.target) {
			continue
		}
		text, err := markup.Utf8Text(&p.x.Meter, r.target, p.archive[r.target].text)
		if err != nil {
			continue
		}
		b := boxReader{book: p.Book, sheet: s}
		b.read(text[:min(len(text), maxDrawings)])
	}
}

// boxReader reads the texts of one part. Names are told apart without their namespaces: the
// three formats have none in common that means something else.
type boxReader struct {
	book  *Book
	sheet *Sheet
	box   Box
	text  strings.Builder
	n     int  // letters in text
	gap   bool // white space came last, or nothing
	deep  int  // how many elements of text stand open
	note  bool
	in    string // the element in hand
	back  int    // how many elements stand open of those that only repeat what stands beside them
}

// read reads a part until it ends, is broken, or has shown as much as is kept. What old
// programs write is not always well formed.
func (b *boxReader) read(text string) {
	d := xml.NewDecoder(strings.NewReader(text))
	d.Strict, d.Entity = false, xml.HTMLEntity
	for len(b.book.Boxes) < maxBoxes {
		t, err := d.RawToken()
		if err != nil {
			break
		}
		switch t := t.(type) {
		case xml.StartElement:
			b.start(t)
		case xml.EndElement:
			b.end(t.Name.Local)
		case xml.CharData:
			b.chars(string(t))
		}
	}
}

func (b *boxReader) start(t xml.StartElement) {
	b.in = t.Name.Local
	switch b.in {
	case "Fallback":
		b.back++
	case "twoCellAnchor", "oneCellAnchor", "absoluteAnchor", "shape", "comment":
		b.box, b.note = Box{Sheet: b.sheet, Note: b.in == "comment"}, false
		b.text.Reset()
		b.n, b.deep, b.gap = 0, 0, true
	case "txBody", "textbox", "text":
		b.deep++
	case "br":
		b.chars("\n")
	}
	for _, a := range t.Attr {
		switch {
		case b.in == "comment" && a.Name.Local == "ref":
			b.box.Row, b.box.Col, _ = parseRef(a.Value, false)
		case a.Name.Local == "ObjectType" && strings.EqualFold(a.Value, "Note"):
			b.note = true // the frame of a comment, which has a part of its own
		}
	}
}

func (b *boxReader) end(name string) {
	b.in = ""
	switch name {
	case "Fallback":
		b.back--
	case "txBody":
		b.deep--
		b.keep() // a group has several
	case "textbox", "text":
		b.deep--
	case "p", "div":
		b.chars("\n")
	case "shape", "comment":
		b.keep()
	}
}

func (b *boxReader) chars(text string) {
	switch {
	case b.back > 0:
	case b.deep > 0:
		for _, r := range text {
			b.letter(r)
		}
	case b.in == "row" && b.box.Row == 0: // of the anchor's first corner
		if n, ok := digits(strings.TrimSpace(text)); ok {
			b.box.Row = n + 1
		}
	case b.in == "col" && b.box.Col == 0:
		if n, ok := digits(strings.TrimSpace(text)); ok {
			b.box.Col = n + 1
		}
	case b.in == "Anchor" && b.box.Row == 0: // left column, offset, top row, offset, …
		at := strings.Split(text, ",")
		if len(at) < 4 {
			return
		}
		col, ok1 := digits(strings.TrimSpace(at[0]))
		row, ok2 := digits(strings.TrimSpace(at[2]))
		if ok1 && ok2 {
			b.box.Row, b.box.Col = row+1, col+1
		}
	}
}

// letter adds to the text in hand, white space of any sort as one space.
func (b *boxReader) letter(r rune) {
	if unicode.IsSpace(r) {
		if b.gap {
			return
		}
		r = ' '
	}
	b.gap = r == ' '
	if b.n++; b.n <= maxBoxText {
		b.text.WriteRune(r)
	}
}

// keep takes the box in hand where it says something.
func (b *boxReader) keep() {
	one := b.box
	one.Text = strings.TrimSpace(b.text.String())
	b.text.Reset()
	b.n, b.gap = 0, true
	if one.Text == "" || b.note || len(b.book.Boxes) >= maxBoxes {
		return
	}
	b.book.Boxes = append(b.book.Boxes, one)
}
