package sheet

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// sheet reads one worksheet part.
func (p *parser) sheet(s *Sheet, part string) error {
	if !p.has(part) {
		return damaged(part, "missing part")
	}
	s.looks = p.looks
	left := p.cellsLeft
	c := cellReader{parser: p, sheet: s, part: part}
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
	p.cellsLeft, s.cells, s.merged, s.runs = left, nil, nil, nil
	c = cellReader{parser: p, sheet: s, part: part, empties: true}
	if _, err := c.read(); err != nil {
		return err
	}
	slices.SortFunc(s.cells, compareCells)
	for i := 1; i < len(s.cells); i++ {
		if compareCells(s.cells[i-1], s.cells[i]) == 0 {
			return damaged(part, "cell %s stands twice", s.cells[i].ref())
		}
	}
	s.cells = slices.DeleteFunc(s.cells, func(c stored) bool { return c.void() })
	s.index()
	return nil
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
	empties   bool   // keep empty cells too
	data      int    // how deep the sheet's data stand open; 0 outside
	inRow     int    // how deep the row in hand stands open; 0 outside
	row, col  int    // in hand
	rowName   string // the row's number as its cells' references end
	rowRest   string // how its tag goes on behind the number, "" where that is unusual
	last      stored // the cell read before
	unordered bool   // cells do not follow one another by row and column
}

// read reads the part; ordered is false where cells do not follow one another by
// row and column.
func (c *cellReader) read() (ordered bool, err error) {
	x := &c.x
	body := c.archive[c.part].text
	c.lent = c.archive[c.part].lent
	x.scan("worksheet", c.part, body, c.lim.Depth)
	c.sheet.cells = c.work.cells[:0]
	defer c.settle()
	for {
		if err := c.usual(x); err != nil {
			return false, err
		}
		if !x.next() {
			return !c.unordered, x.err
		}
		if len(x.open) == 2 && x.start != "" && x.start != "sheetData" && x.start != "mergeCells" {
			x.skip()
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
func (c *cellReader) tag(x *scanner) error {
	switch {
	case x.start == "c" && c.inRow > 0:
		c.col++
		one, err := c.cell(x)
		if err != nil {
			return err
		}
		return c.keep(one)
	case x.start == "row" && c.data > 0:
		return c.startRow(x)
	case x.start == "sheetData":
		c.data = len(x.open)
	case x.start == "mergeCells":
		if n, ok := digits(x.attr("count")); ok && c.sheet.merged == nil {
			c.sheet.merged = make([]Area, 0, min(n, c.lim.Merged, len(x.s)/len(`<mergeCell ref="A1"/>`)))
		}
	case x.start == "mergeCell":
		return c.merge(x.attr("ref"))
	case len(x.open) < c.inRow:
		c.inRow = 0
	case len(x.open) < c.data:
		c.data = 0
	}
	return nil
}

func (c *cellReader) startRow(x *scanner) error {
	c.row++
	c.col = 0
	if r, ok := x.attrOK("r"); ok {
		n, ok := digits(r)
		if !ok || n < 1 {
			return damaged(c.part, "bad row number %.20q", r)
		}
		c.row = n
	}
	if c.row > maxRow {
		return damaged(c.part, "a row below the last")
	}
	c.inRow, c.rowName, c.rowRest = len(x.open), strconv.Itoa(c.row), ""
	if tag := x.s[x.open[len(x.open)-1].name.from:x.i]; !x.empty && x.plain && strings.HasPrefix(tag, `row r="`+c.rowName) && !strings.Contains(tag, "xmlns") {
		c.rowRest = tag[len(`row r="`)+len(c.rowName):]
	}
	return nil
}

func (c *cellReader) merge(ref string) error {
	first, last, ok := strings.Cut(ref, ":")
	if !ok {
		last = first
	}
	row, col, ok1 := parseRef(first, false)
	lastRow, lastCol, ok2 := parseRef(last, false)
	if !ok1 || !ok2 || row > lastRow || col > lastCol {
		return damaged(c.part, "bad merged cells %.40q", ref)
	}
	if len(c.sheet.merged) >= c.lim.Merged {
		return over(c.part, "more than %d merged areas", c.lim.Merged)
	}
	c.sheet.merged = append(c.sheet.merged, Area{c.sheet, row, col, lastRow, lastCol})
	return nil
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
	if c.cellsLeft--; c.cellsLeft < 0 {
		return over(c.part, "more than %d cells", c.lim.Cells)
	}
	c.sheet.cells = append(c.sheet.cells, one)
	return nil
}

// cell reads one cell; its start has been read.
func (c *cellReader) cell(x *scanner) (stored, error) {
	one, kind, err := c.start(x)
	if err != nil {
		return one, err
	}
	level := len(x.open)
	value, has := "", false
	var source rawText
	for x.next() {
		switch {
		case x.start == "v":
			if has {
				return one, damaged(c.part, "cell %s has two values", one.ref())
			}
			value, has = x.text(), true
		case x.start == "f":
			one.flags |= isFormula
			source = x.raw()
		case x.start == "is":
			if has {
				return one, damaged(c.part, "cell %s has two values", one.ref())
			}
			var runs []Run
			value, runs = x.richText()
			has = true
			c.rich(one, runs)
		case x.end == "c" && len(x.open) < level:
			if one.flags&isFormula != 0 && value == "" && kind != "str" { // the empty text is a result, and typed
				one.flags |= isPending
				c.sheet.pend(one, c.hold(source.decoded(x)))
			}
			if !has {
				return one, nil // an empty cell, or the result is the empty text
			}
			return one, c.content(&one, kind, value)
		}
	}
	return one, x.err
}

// start reads a cell's own attributes.
func (c *cellReader) start(x *scanner) (one stored, kind string, err error) {
	one = stored{row: int32(c.row), col: int32(c.col), style: -1}
	for _, a := range x.attrs {
		switch x.cut(a.name) {
		case "r":
			ref := x.value(a)
			row, col, ok := parseRef(ref, false)
			if !ok {
				return one, "", damaged(c.part, "bad cell reference %.20q", ref)
			}
			if row != c.row {
				return one, "", damaged(c.part, "cell %.20s stands in row %d", ref, c.row)
			}
			one.col = int32(col)
		case "s":
			i, ok := digits(x.value(a))
			if !ok || i >= max(1, len(c.looks)) {
				return one, "", damaged(c.part, "cell %s has no format %.20q", one.ref(), x.value(a))
			}
			if i < len(c.looks) {
				one.style = int32(i)
			}
		case "t":
			kind = x.value(a)
		}
	}
	if c.row < 1 || one.col > maxCol {
		return one, "", damaged(c.part, "a cell outside the sheet")
	}
	return one, kind, x.err
}

// rich keeps the runs of a text that stands in the part itself.
func (c *cellReader) rich(one stored, runs []Run) {
	for i := range runs {
		runs[i].Text, runs[i].Font = c.hold(runs[i].Text), c.hold(runs[i].Font)
	}
	c.sheet.rich(one, runs)
}

// shortest are whole numbers as they are written, which most figures are.
var shortest = func() (out [1000]string) {
	for i := range out {
		out[i] = strconv.Itoa(i)
	}
	return out
}()

// content turns a stored value into the cell's content.
func (c *cellReader) content(one *stored, kind, v string) error {
	bad := func() error { return damaged(c.part, "cell %s: bad value %.40q of type %.20q", one.ref(), v, kind) }
	switch kind {
	case "s":
		i, ok := digits(v)
		if !ok {
			i, ok = digits(strings.TrimSpace(v))
		}
		if !ok || i >= len(c.strs) {
			return bad()
		}
		one.kind, one.text = Text, c.strs[i].text
		if c.strs[i].runs != nil {
			c.sheet.rich(*one, c.strs[i].runs)
		}
	case "inlineStr":
		one.kind, one.text = Text, c.hold(v)
	case "str":
		one.kind, one.text = Text, c.hold(unescape(v))
	case "b":
		switch strings.TrimSpace(v) {
		case "1", "true":
			one.kind, one.text = Bool, "1"
		case "0", "false":
			one.kind, one.text = Bool, "0"
		default:
			return bad()
		}
	case "e":
		one.kind, one.text = Fault, c.hold(v)
	case "d":
		serial, ok := c.book.serial(v)
		if !ok {
			return bad()
		}
		one.kind, one.text = Number, serial
		one.flags |= isDate
	case "", "n":
		n, ok := digits(v)
		if ok && n < len(shortest) && v == shortest[n] {
			one.kind, one.text = Number, shortest[n]
			return nil
		}
		if !ok {
			v = strings.TrimSpace(v)
			if v == "" {
				return nil
			}
			if f, err := strconv.ParseFloat(v, 64); err != nil || math.IsInf(f, 0) || math.IsNaN(f) || strings.ContainsAny(v, "xXpP_") {
				return bad()
			}
		}
		one.kind, one.text = Number, c.hold(v)
	default:
		return bad()
	}
	if one.kind == Text && one.text == "" {
		one.kind = Empty
	}
	return nil
}
