package sheet

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"time"
)

// book reads the workbook from its parts.
func (a archive) book(lim Limits) (*Book, error) {
	rels, err := a.relations("")
	if err != nil {
		return nil, err
	}
	main := ""
	for _, r := range rels {
		if r.kind == "officeDocument" {
			main = r.target
		}
	}
	if a[main] == nil {
		return nil, damaged("workbook", "the archive names no workbook part")
	}
	b := &Book{Names: map[string]string{}}
	for name := range a {
		b.Macros = b.Macros || strings.HasSuffix(name, "vbaproject.bin")
		b.Links = b.Links || strings.Contains(name, "/externallinks/")
	}
	return b, a.workbook(b, main, lim)
}

// workbook reads the workbook part (18.2) and everything it points at.
func (a archive) workbook(b *Book, main string, lim Limits) error {
	rels, err := a.relations(main)
	if err != nil {
		return err
	}
	byID := map[string]relation{}
	var strs []string
	var looks []look
	for _, r := range rels {
		byID[r.id] = r
		switch r.kind {
		case "sharedStrings":
			strs, err = a.sharedStrings(r.target, lim)
		case "styles":
			looks, err = a.styles(r.target, lim)
		}
		if err != nil {
			return err
		}
	}
	var targets []string
	x := newScanner(main, a[main], lim.Depth)
	for x.next() {
		switch x.start {
		case "workbookPr":
			b.Date1904 = x.attr("date1904") == "1" || x.attr("date1904") == "true"
		case "sheet":
			r, ok := byID[x.attr("id")]
			if !ok {
				return damaged(main, "sheet %q has no part", x.attr("name"))
			}
			if r.kind != "worksheet" {
				continue // chart and dialog sheets hold no answers
			}
			state := x.attr("state")
			b.Sheets = append(b.Sheets, &Sheet{Name: x.attr("name"), Index: len(b.Sheets), Hidden: state == "hidden" || state == "veryHidden"})
			targets = append(targets, r.target)
		case "definedName":
			name := x.attr("name")
			if _, local := x.attrOK("localSheetId"); local {
				continue
			}
			b.Names[strings.ToLower(name)] = strings.TrimSpace(x.text())
		}
	}
	if x.err != nil {
		return x.err
	}
	if len(b.Sheets) == 0 {
		return damaged(main, "no worksheet")
	}
	left := lim.Cells
	for i, s := range b.Sheets {
		if err := a.cells(s, targets[i], strs, looks, lim, &left); err != nil {
			return err
		}
	}
	return nil
}

func (a archive) sharedStrings(part string, lim Limits) ([]string, error) {
	body := a[part]
	if body == nil {
		return nil, damaged(part, "missing part")
	}
	var out []string
	x := newScanner(part, body, lim.Depth)
	for x.next() {
		if x.start == "si" {
			out = append(out, x.richText())
		}
	}
	return out, x.err
}

// look is what a cell format tells about its cells.
type look struct {
	font string
	date bool
}

// styles reads the cell formats (18.8.10 cellXfs): font names, and whether a
// number format shows dates.
func (a archive) styles(part string, lim Limits) ([]look, error) {
	body := a[part]
	if body == nil {
		return nil, damaged(part, "missing part")
	}
	var fonts []string
	var looks []look
	dates := map[string]bool{}
	in := ""
	x := newScanner(part, body, lim.Depth)
	for x.next() {
		switch {
		case x.start == "fonts", x.start == "cellXfs":
			in = x.start
		case in != "" && x.end == in:
			in = ""
		case x.start == "numFmt":
			dates[x.attr("numFmtId")] = isDateFormat(x.attr("formatCode"))
		case in == "fonts" && x.start == "font":
			fonts = append(fonts, "")
		case in == "fonts" && x.start == "name" && len(fonts) > 0:
			fonts[len(fonts)-1] = x.attr("val")
		case in == "cellXfs" && x.start == "xf":
			l := look{date: dates[x.attr("numFmtId")]}
			if n, err := strconv.Atoi(x.attr("numFmtId")); err == nil && (n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58) {
				l.date = true
			}
			if i, err := strconv.Atoi(x.attr("fontId")); err == nil && i >= 0 && i < len(fonts) {
				l.font = fonts[i]
			}
			looks = append(looks, l)
		}
	}
	return looks, x.err
}

// isDateFormat tells whether a format code shows a date: it has d, m or y
// outside quotes, brackets and escapes.
func isDateFormat(code string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == ';':
			return false
		case strings.IndexByte("dDmMyY", c) >= 0:
			return true
		}
	}
	return false
}

// cells reads one worksheet part (18.3.1.73 row, 18.3.1.4 c).
func (a archive) cells(s *Sheet, part string, strs []string, looks []look, lim Limits, left *int) error {
	body := a[part]
	if body == nil {
		return damaged(part, "missing part")
	}
	s.cells = map[[2]int]*Cell{}
	row, col, sorted := 0, 0, true
	inData := false
	x := newScanner(part, body, lim.Depth)
	for x.next() {
		switch {
		case x.start == "sheetData":
			inData = true
		case x.end == "sheetData":
			inData = false
		case x.start == "row" && inData:
			row++
			col = 0
			if r, ok := x.attrOK("r"); ok {
				n, err := strconv.Atoi(r)
				if err != nil || n < 1 || n > maxRow {
					return damaged(part, "bad row number %q", r)
				}
				row = n
			}
		case x.start == "c" && inData:
			col++
			c, err := x.cell(row, col, strs, looks)
			if err != nil {
				return err
			}
			col = c.Col
			if c.Kind == Empty && !c.Pending {
				continue
			}
			if *left--; *left < 0 {
				return over(part, "more than %d cells", lim.Cells)
			}
			at := [2]int{c.Row, c.Col}
			if s.cells[at] != nil {
				return damaged(part, "cell %s stands twice", Ref(c.Row, c.Col))
			}
			if n := len(s.order); n > 0 {
				p := s.order[n-1]
				sorted = sorted && (p.Row < c.Row || p.Row == c.Row && p.Col < c.Col)
			}
			s.cells[at] = c
			s.order = append(s.order, c)
		}
	}
	if !sorted {
		sort.Slice(s.order, func(i, j int) bool {
			a, b := s.order[i], s.order[j]
			return a.Row < b.Row || a.Row == b.Row && a.Col < b.Col
		})
	}
	return x.err
}

// cell reads one cell; its start has been read.
func (x *scanner) cell(row, col int, strs []string, looks []look) (*Cell, error) {
	c := &Cell{Row: row, Col: col}
	if r, ok := x.attrOK("r"); ok {
		var err error
		if c.Row, c.Col, err = ParseRef(r); err != nil {
			return nil, damaged(x.part, "%v", err)
		}
		if c.Row != row {
			return nil, damaged(x.part, "cell %s stands in row %d", r, row)
		}
	}
	if c.Row < 1 || c.Col > maxCol {
		return nil, damaged(x.part, "cell outside the sheet")
	}
	kind := x.attr("t")
	if s, ok := x.attrOK("s"); ok {
		i, err := strconv.Atoi(s)
		if err != nil || i < 0 || i >= max(1, len(looks)) {
			return nil, damaged(x.part, "cell %s has no format %q", Ref(c.Row, c.Col), s)
		}
		if i < len(looks) {
			c.Font, c.IsDate = looks[i].font, looks[i].date
		}
	}
	value, has := "", false
	level := x.depth
	for x.next() {
		switch {
		case x.start == "f":
			c.Formula, c.Source = true, "="+x.text()
		case x.start == "v":
			value, has = x.text(), true
		case x.start == "is":
			value, has = x.richText(), true
		case x.end != "" && x.depth < level:
			c.Pending = c.Formula && value == "" && kind != "str" // the empty text is a result, and typed
			if !has {
				return c, nil // an empty cell, or the result is the empty text
			}
			return c, x.content(c, kind, value, strs)
		}
	}
	return nil, x.err
}

// content turns a stored value into the cell's content.
func (x *scanner) content(c *Cell, kind, v string, strs []string) error {
	bad := func() error { return damaged(x.part, "cell %s: bad value %q of type %q", Ref(c.Row, c.Col), v, kind) }
	switch kind {
	case "s":
		i, err := strconv.Atoi(strings.TrimSpace(v))
		if err != nil || i < 0 || i >= len(strs) {
			return bad()
		}
		c.Kind, c.Text = Text, strs[i]
	case "inlineStr":
		c.Kind, c.Text = Text, v
	case "str":
		c.Kind, c.Text = Text, unescape(v)
	case "b":
		if v != "0" && v != "1" && v != "true" && v != "false" {
			return bad()
		}
		c.Kind, c.Text = Bool, v
	case "e":
		c.Kind, c.Text = Fault, v
	case "d":
		t, err := time.Parse("2006-01-02", v[:min(10, len(v))])
		if err != nil {
			return bad()
		}
		c.Kind, c.Text, c.IsDate = Number, strconv.Itoa(int(t.Sub(epoch1900).Hours()/24)), true
	case "", "n":
		v = strings.TrimSpace(v)
		if v == "" {
			return nil
		}
		if f, err := strconv.ParseFloat(v, 64); err != nil || math.IsInf(f, 0) || math.IsNaN(f) || strings.ContainsAny(v, "xXpP_") {
			return bad()
		}
		c.Kind, c.Text = Number, v
	default:
		return bad()
	}
	if c.Kind == Text && c.Text == "" {
		c.Kind = Empty
	}
	return nil
}

var epoch1900 = time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)

// Date is the day that a serial number shows (18.17.4): in the 1900 system 60
// is the day that never was, so that only later serials are sure.
func (b *Book) Date(serial float64) (time.Time, bool) {
	days := int(math.Floor(serial))
	if b.Date1904 {
		days += 1462
	}
	if days <= 60 || days > 2958465 {
		return time.Time{}, false
	}
	return epoch1900.AddDate(0, 0, days), true
}
