package sheet

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tonghop/internal/sheet/bounds"
	"tonghop/internal/sheet/markup"
)

// sheet reads one worksheet part.
func (p *parser) sheet(s *Sheet, part string) error {
	if !p.has(part) {
		return bounds.Damaged(part, "missing part")
	}
	if err := p.archive[part].unread; err != nil {
		return err
	}
	s.looks = p.looks
	notes := len(p.Notes)
	c := cellReader{parser: p, sheet: s, part: part, left: p.lim.Cells}
	ordered, err := c.read()
	if err != nil {
		return err
	}
	if ordered {
		s.index()
		return nil
	}
	// Cells out of order are unusual and legal; a cell that stands twice is not,
	// even an empty one. All are read again to be told apart.
	s.cells, s.merged, s.runs, s.asked = nil, nil, nil, nil
	p.Notes = p.Notes[:notes]
	c = cellReader{parser: p, sheet: s, part: part, left: p.lim.Cells, empties: true}
	if _, err := c.read(); err != nil {
		return err
	}
	slices.SortStableFunc(s.cells, compareCells)
	c.unite()
	s.cells = slices.DeleteFunc(s.cells, func(c stored) bool { return c.void() })
	s.index()
	return nil
}

// unite makes one of cells that stand twice, which are in order: where they do not say the
// same, the cell says nothing.
func (c *cellReader) unite() {
	out := c.sheet.cells[:0]
	for _, one := range c.sheet.cells {
		n := len(out)
		if n == 0 || compareCells(out[n-1], one) != 0 {
			out = append(out, one)
			continue
		}
		if old := &out[n-1]; old.kind != one.kind || old.text != one.text || old.flags != one.flags ||
			old.style != one.style {
			c.spoil(old, "", "stands twice")
		}
	}
	c.sheet.cells = out
}

func compareCells(a, b stored) int {
	if a.row != b.row {
		return int(a.row) - int(b.row)
	}
	return int(a.col) - int(b.col)
}

// cellReader reads the cells of one worksheet part (18.3.1.73 row, 18.3.1.4 c).
type cellReader struct {
	*parser
	sheet     *Sheet
	part      string
	left      int    // cells that may still be kept
	empties   bool   // keep empty cells too
	data      int    // how deep the sheet's data stand open; 0 outside
	inRow     int    // how deep the row in hand stands open; 0 outside
	row, col  int    // in hand; the row is 0 where its number says nothing
	rowName   string // the row's number as its cells' references end
	rowRest   string // how its tag goes on behind the number, "" where that is unusual
	adrift    bool   // which row it is is not known
	last      stored // the cell read before
	unordered bool   // cells do not follow one another by row and column
	merged    int    // merged areas so far
}

// read reads the part; ordered is false where cells do not follow one another by
// row and column.
func (c *cellReader) read() (ordered bool, err error) {
	defer func() {
		if ref := refusal(err); ref != nil && ref.Cell == "" && c.inRow > 0 && c.row > 0 {
			ref.Cell = Ref(c.row, max(1, c.col))
		}
	}()
	x := &c.x
	body := c.archive[c.part].text
	c.lent = c.archive[c.part].lent
	x.Scan("worksheet", c.part, body, c.lim.Depth)
	x.Lenient = true
	c.sheet.cells = c.work.cells[:0]
	defer c.settle()
	for {
		if err := c.usual(x); err != nil {
			return false, err
		}
		if !x.Next() {
			return !c.unordered, x.Err
		}
		if len(x.Open) == 2 && x.Start != "" && x.Start != "sheetData" && x.Start != "mergeCells" {
			x.Skip()
			continue
		}
		if err := c.tag(x); err != nil {
			return false, err
		}
	}
}

// settle gives the cells that were read memory of their own, exactly as much as they need.
func (c *cellReader) settle() {
	read := c.sheet.cells
	c.sheet.cells = append(make([]stored, 0, len(read)), read...)
	clear(read) // nothing of this book is held on to
	if c.work.cells = read[:0]; cap(read) > mostCells {
		c.work.cells = nil
	}
}

// tag takes a start or end that the scanner came to.
func (c *cellReader) tag(x *markup.Scanner) error {
	switch {
	case x.Start == "c" && c.inRow > 0:
		c.col++
		return c.take(x)
	case x.Start == "row" && c.data > 0:
		return c.startRow(x)
	case x.Start == "extLst" && c.inRow > 0:
		x.Skip()
	case x.Start == "sheetData":
		c.data = len(x.Open)
	case x.Start == "mergeCells":
		if n, ok := whole(x.Attr("count")); ok && c.sheet.merged == nil {
			c.sheet.merged = make([]Area, 0, min(n, c.lim.Merged, len(x.S)/len(`<mergeCell ref="A1"/>`)))
		}
	case x.Start == "mergeCell":
		c.merge(x.Attr("ref"))
	case len(x.Open) < c.inRow:
		c.inRow = 0
	case len(x.Open) < c.data:
		c.data = 0
	}
	return nil
}

// startRow begins a row. One whose number says nothing has none: its cells say themselves
// where they stand. So does the next one, where it is without a number.
func (c *cellReader) startRow(x *markup.Scanner) error {
	c.col = 0
	r, numbered := x.AttrOK("r")
	switch n, ok := whole(r); {
	case ok && n >= 1:
		c.row, c.adrift = n, false
	case numbered:
		c.row, c.adrift = 0, true
		c.note(c.part, "", "bad row number "+strconv.Quote(brief(r)))
	case !c.adrift:
		c.row++
	}
	if c.row > maxRow {
		return bounds.Damaged(c.part, "a row below the last")
	}
	c.inRow, c.rowName, c.rowRest = len(x.Open), strconv.Itoa(c.row), ""
	if c.adrift {
		c.rowName = "?" // no cell is spelt so
	}
	tag := x.S[x.Open[len(x.Open)-1].Name.From:x.I]
	usual := !x.Empty && x.Plain && strings.HasPrefix(tag, `row r="`+c.rowName)
	if usual && !strings.Contains(tag, "xmlns") {
		c.rowRest = tag[len(`row r="`)+len(c.rowName):]
	}
	return nil
}

// merge keeps a merged area. One that is none, which programs leave behind that delete rows,
// and one beyond the limit are stepped over: what stands in their cells is read all the same.
func (c *cellReader) merge(ref string) {
	first, last, ok := strings.Cut(ref, ":")
	if !ok {
		last = first
	}
	row, col, ok1 := parseRef(first, false)
	lastRow, lastCol, ok2 := parseRef(last, false)
	if !ok1 || !ok2 || row > lastRow || col > lastCol {
		c.note(c.part, "", "bad merged cells "+strconv.Quote(brief(ref)))
		return
	}
	if c.merged++; c.merged > c.lim.Merged {
		if c.merged == c.lim.Merged+1 {
			c.note(c.part, "", fmt.Sprintf("more than %d merged areas", c.lim.Merged))
		}
		return
	}
	c.sheet.merged = append(c.sheet.merged, Area{c.sheet, row, col, lastRow, lastCol})
}

// keep takes a cell that was read.
func (c *cellReader) keep(one stored) error {
	c.col = int(one.col)
	if compareCells(c.last, one) >= 0 {
		c.unordered = true
	}
	c.last.row, c.last.col = one.row, one.col
	if one.void() && !c.empties {
		return nil
	}
	if c.left--; c.left < 0 {
		return bounds.Over(c.part, "more than %d cells", c.lim.Cells)
	}
	c.sheet.cells = append(c.sheet.cells, one)
	return nil
}

// take reads one cell and keeps it; its start has been read. A cell that says it stands in
// another row leaves neither place as it was; where only that much is known, it stands where
// the one behind the last would.
func (c *cellReader) take(x *markup.Scanner) error {
	one, kind, wrong, err := c.start(x)
	if err != nil {
		return err
	}
	c.col = int(one.col)
	if err := c.inside(x, &one, kind); err != nil {
		return err
	}
	if wrong == "" {
		return c.keep(one)
	}
	if one.void() {
		c.note(c.part, one.ref(), wrong)
		return nil
	}
	c.spoil(&one, "", wrong)
	if c.row > 0 && int(one.row) != c.row {
		other := one
		other.row = int32(c.row)
		if err := c.keep(other); err != nil {
			return err
		}
	}
	return c.keep(one)
}

// inside reads what is in a cell. A value may stand there twice, or beside a text of its own,
// where both say the same.
func (c *cellReader) inside(x *markup.Scanner, one *stored, kind string) error {
	level := len(x.Open)
	value, has, two := "", false, false
	var source markup.RawText
	take := func(s string) {
		two = two || has && s != value && s != "" && value != ""
		if !has || value == "" {
			value = s
		}
		has = true
	}
	for x.Next() {
		switch {
		case x.Start == "v":
			take(x.Text())
		case x.Start == "f":
			one.flags |= isFormula
			source = x.Raw()
		case x.Start == "is":
			text, runs := richText(x)
			take(text)
			c.rich(*one, runs)
		case x.Start == "extLst": // what stands there is another program's, whatever it is called
			x.Skip()
		case x.End == "c" && len(x.Open) < level:
			if one.flags&isFormula != 0 && value == "" && kind != "str" { // the empty text is a result, and typed
				one.flags |= isPending
				c.sheet.pend(*one, c.hold(source.Decoded(x)))
			}
			if two || x.Mixed {
				c.spoil(one, value, "two values, or an element in its value")
				x.Mixed = false
			} else if has {
				c.content(one, kind, value)
			}
			return x.Err
		}
	}
	return x.Err
}

// start reads a cell's own attributes; wrong says why its place is not known.
func (c *cellReader) start(x *markup.Scanner) (one stored, kind, wrong string, err error) {
	one = stored{row: int32(c.row), col: int32(c.col), style: -1}
	for _, a := range x.Attrs {
		switch x.Cut(a.Name) {
		case "r":
			ref := x.Value(a)
			row, col, ok := parseRef(ref, false)
			if !ok {
				wrong = "bad cell reference " + strconv.Quote(brief(ref))
				continue
			}
			if row != c.row && !c.adrift {
				wrong = "cell " + brief(ref) + " stands in row " + strconv.Itoa(c.row)
			}
			one.row, one.col = int32(row), int32(col)
		case "s":
			one.style = c.format(x.Value(a), one)
		case "t":
			kind = x.Value(a)
		}
	}
	if one.row < 1 || one.col > maxCol {
		return one, "", "", bounds.Damaged(c.part, "a cell outside the sheet")
	}
	return one, kind, wrong, x.Err
}

// format is the place of a cell's format, -1 for one that is not there.
func (c *cellReader) format(s string, one stored) int32 {
	i, ok := whole(s)
	if ok && i < len(c.looks) {
		return int32(i)
	}
	if !ok || i > 0 && len(c.looks) > 0 {
		c.note(c.part, one.ref(), "no format "+strconv.Quote(brief(s)))
	}
	return -1
}

// spoil makes a cell one that holds something, but nothing that can be used: it is asked for
// again by its name.
func (c *cellReader) spoil(one *stored, v, why string) {
	key := [2]int32{one.row, one.col}
	delete(c.sheet.runs, key)
	delete(c.sheet.asked, key)
	one.kind, one.text = Fault, c.hold(Unusable+brief(v))
	one.flags &= isFormula
	c.note(c.part, one.ref(), why)
}

// Unusable begins the text of a cell whose value cannot be used.
const Unusable = "#?"

// brief is the beginning of a text that nobody vouches for, to be shown.
func brief(s string) string {
	if len(s) <= 40 {
		return s
	}
	return strings.ToValidUTF8(s[:40], "") + "…"
}

// rich keeps the runs of a text that stands in the part itself.
func (c *cellReader) rich(one stored, runs []Run) {
	for i := range runs {
		runs[i].Text, runs[i].Font = c.hold(runs[i].Text), c.hold(runs[i].Font)
	}
	c.sheet.rich(one, runs)
}
