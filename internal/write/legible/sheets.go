package legible

import (
	"cmp"
	"encoding/xml"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tonghop/internal/write/canvas"
)

type worksheet struct {
	Cols []struct {
		Min   int     `xml:"min,attr"`
		Max   int     `xml:"max,attr"`
		Width float64 `xml:"width,attr"`
	} `xml:"cols>col"`
	Rows []struct {
		N      int     `xml:"r,attr"`
		Height float64 `xml:"ht,attr"`
		Cells  []cell  `xml:"c"`
	} `xml:"sheetData>row"`
	Merges []struct {
		Ref string `xml:"ref,attr"`
	} `xml:"mergeCells>mergeCell"`
	Colours []struct {
		Diff *int `xml:"dxfId,attr"`
	} `xml:"conditionalFormatting>cfRule"`
	Ignored []struct {
		Ref  string `xml:"sqref,attr"`
		Text bool   `xml:"numberStoredAsText,attr"`
	} `xml:"ignoredErrors>ignoredError"`
}

type cell struct {
	Ref     string `xml:"r,attr"`
	Style   int    `xml:"s,attr"`
	Type    string `xml:"t,attr"`
	Formula string `xml:"f"`
	Value   string `xml:"v"`
	Inline  string `xml:"is>t"`
}

// text is what a cell says, where it says it in words.
func (c cell) text() string {
	switch c.Type {
	case "inlineStr":
		return c.Inline
	case "str":
		return c.Value
	}
	return ""
}

// area is a range of cells, rows and columns from 1.
type area struct{ row, col, lastRow, lastCol int }

// page is a sheet while it is looked at.
type page struct {
	*looker
	name   string
	sheet  worksheet
	widths map[int]float64
	rows   map[int]float64
	cells  map[[2]int]cell
	merges map[[2]int]area // of each cell that is joined to others
}

// sheet looks at a sheet that people see.
func (l *looker) sheet(s sheetPart) error {
	p := &page{
		looker: l,
		name:   s.name,
		widths: map[int]float64{},
		rows:   map[int]float64{},
		cells:  map[[2]int]cell{},
		merges: map[[2]int]area{},
	}
	if err := l.book.read(s.part, &p.sheet); err != nil {
		return err
	}
	if err := p.order(s.part); err != nil {
		return err
	}
	p.index()
	for _, r := range p.sheet.Rows {
		for _, c := range r.Cells {
			if at, ok := place(c.Ref); ok {
				p.cell(at, c)
			}
		}
	}
	p.conditional()
	return nil
}

// inSheet are the elements of a sheet in the order that Excel asks for (CT_Worksheet), as far as they
// are written here.
var inSheet = []string{
	"sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetProtection", "autoFilter",
	"mergeCells", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions", "pageMargins",
	"pageSetup", "headerFooter", "rowBreaks", "colBreaks", "ignoredErrors", "drawing",
}

// order asks of a sheet's elements that they stand in their order: Excel mends a file otherwise.
func (p *page) order(part string) error {
	last := -1
	return p.walk(part, func(within []string, e xml.StartElement) {
		if len(within) != 1 {
			return
		}
		at := slices.Index(inSheet, e.Name.Local)
		if at < last {
			p.fault(p.name, "order "+p.name+e.Name.Local, "%s is out of its place", e.Name.Local)
		}
		last = at
	})
}

// index makes widths, heights, cells and joined ranges known by their places.
func (p *page) index() {
	for _, c := range p.sheet.Cols {
		for i := c.Min; i <= min(c.Max, c.Min+500); i++ {
			p.widths[i] = c.Width
		}
	}
	for _, r := range p.sheet.Rows {
		p.rows[r.N] = r.Height
		for _, c := range r.Cells {
			if at, ok := place(c.Ref); ok {
				p.cells[at] = c
			}
		}
	}
	for _, m := range p.sheet.Merges {
		first, last, _ := strings.Cut(m.Ref, ":")
		from, _ := place(first)
		to, _ := place(last)
		for row := from[0]; row <= to[0]; row++ {
			for col := from[1]; col <= to[1]; col++ {
				p.merges[[2]int{row, col}] = area{from[0], from[1], to[0], to[1]}
			}
		}
	}
}

// place is a cell's row and column.
func place(ref string) ([2]int, bool) {
	n := strings.IndexAny(ref, "0123456789")
	if n < 1 {
		return [2]int{}, false
	}
	row, err := strconv.Atoi(ref[n:])
	col := 0
	for _, r := range ref[:n] {
		col = col*26 + int(r-'A') + 1
	}
	return [2]int{row, col}, err == nil
}

// at is a place in this sheet, for people.
func (p *page) at(ref string) string { return p.name + "!" + ref }

// cell looks at one cell.
func (p *page) cell(at [2]int, c cell) {
	s := p.book.styles
	x := s.Cells[c.Style]
	ink, paper := s.Fonts[x.Font].Color.or(black), s.Fills[x.Fill].paper()
	said := c.Value != "" || c.Inline != "" || c.Formula != ""
	if said && !enough(ink, paper, leastText) {
		p.fault(p.at(c.Ref), "text "+ink+paper, "text %s on %s has a contrast of %.2f", ink, paper,
			Contrast(ink, paper))
	}
	if x.open() {
		p.edges(at, c, paper)
	}
	if text := c.text(); text != "" {
		p.heading(at, c, text)
		p.marks(at, c, text)
		if !x.open() {
			p.dates(c, text)
		}
	}
	p.format(c, x)
	p.volatile(c)
}

// edges asks of an input that its edge is seen, against the paper and against its own colour,
// whichever of the two cells that share a side draws it.
func (p *page) edges(at [2]int, c cell, paper string) {
	for _, s := range []struct {
		row, col   int
		mine, your func(borderStyle) side
	}{
		{0, -1, func(b borderStyle) side { return b.Left }, func(b borderStyle) side { return b.Right }},
		{0, 1, func(b borderStyle) side { return b.Right }, func(b borderStyle) side { return b.Left }},
		{-1, 0, func(b borderStyle) side { return b.Top }, func(b borderStyle) side { return b.Bottom }},
		{1, 0, func(b borderStyle) side { return b.Bottom }, func(b borderStyle) side { return b.Top }},
	} {
		next := [2]int{at[0] + s.row, at[1] + s.col}
		if a, joined := p.merges[at]; joined && p.merges[next] == a {
			continue
		}
		p.edge(c, paper, s.mine(p.border(c)), true)
		if other, ok := p.cells[next]; ok {
			p.edge(c, paper, s.your(p.border(other)), false)
		}
	}
}

func (p *page) border(c cell) borderStyle {
	s := p.book.styles
	return s.Borders[s.Cells[c.Style].Border]
}

// edge asks of one side of an input that it is seen; the neighbour need not draw it.
func (p *page) edge(c cell, paper string, s side, must bool) {
	if s.Style == "" {
		if must {
			p.fault(p.at(c.Ref), "bare "+p.name, "an input lacks a side of its edge")
		}
		return
	}
	ink := s.Color.or(black)
	for _, ground := range []string{white, paper} {
		if !enough(ink, ground, leastShape) {
			p.fault(p.at(c.Ref), "edge "+ink+ground+p.name, "the edge %s of an input has a contrast of %.2f to %s",
				ink, Contrast(ink, ground), ground)
		}
	}
}

// conditional asks the same of the colours that cells take on by formulas.
func (p *page) conditional() {
	for _, rule := range p.sheet.Colours {
		if rule.Diff == nil || *rule.Diff >= len(p.book.styles.Diffs) {
			continue
		}
		d := p.book.styles.Diffs[*rule.Diff]
		ink, paper := black, white
		if d.Font != nil {
			ink = d.Font.Color.or(black)
		}
		if d.Fill != nil {
			paper = d.Fill.Pattern.Back.or(d.Fill.Pattern.Fore.or(white))
		}
		if !enough(ink, paper, leastText) {
			p.fault(p.name, "text "+ink+paper, "conditional text %s on %s has a contrast of %.2f", ink, paper,
				Contrast(ink, paper))
		}
	}
}

// tallest is the height of the highest row that the format allows.
const tallest = 409

// heading asks of what is set in bold, and of titles of columns, that it is seen whole, and of the
// national name and motto that each stands on one line.
func (p *page) heading(at [2]int, c cell, text string) {
	s := p.book.styles
	x := s.Cells[c.Style]
	f := s.Fonts[x.Font]
	title := s.Fills[x.Fill].paper() == canvas.Navy
	if !f.Bold.on() && !title || x.Align.Shrink || x.open() {
		return
	}
	wide, high := p.room(at, x.Align.Wrap || x.Align.Horizontal != "" && x.Align.Horizontal != "left")
	one := canvas.HeightIn("x", wide, f.Size.Val, f.Bold.on())
	need := canvas.HeightIn(text, wide, f.Size.Val, f.Bold.on())
	national := text == canvas.NationalName || text == canvas.NationalMotto
	for _, word := range strings.Fields(text) {
		if title && x.Align.Wrap && canvas.HeightIn(word, wide, f.Size.Val, f.Bold.on()) > one {
			p.fault(p.at(c.Ref), "broken "+p.name+text, "%q is broken in the heading %q", word, text)
		}
	}
	switch {
	case national && need > one:
		p.fault(p.at(c.Ref), "national "+p.name, "%q takes several lines in %.0f points", text, wide)
	case !x.Align.Wrap && need > one && !strings.Contains(text, "\n"):
		p.fault(p.at(c.Ref), "long "+p.name+text, "the heading %q does not fit in %.0f points", text, wide)
	case x.Align.Wrap && high > 0 && need > min(high, tallest)+1 && high < tallest:
		p.fault(p.at(c.Ref), "cut "+p.name+text, "the heading %q needs a height of %.0f, not %.0f", text, need, high)
	}
}

// room is the space that a cell has for its text, in points: its own, that of the cells that it is
// joined to, or also that of the empty ones behind it.
func (p *page) room(at [2]int, fixed bool) (wide, high float64) {
	a, joined := p.merges[at]
	if !joined {
		a = area{at[0], at[1], at[0], at[1]}
	}
	for col := a.col; col <= a.lastCol; col++ {
		wide += canvas.ColPoints(p.width(col)) + 4
	}
	for row := a.row; row <= a.lastRow; row++ {
		high += p.rows[row]
	}
	for col := a.lastCol + 1; !fixed && !joined && col < a.lastCol+30; col++ {
		if next, ok := p.cells[[2]int{at[0], col}]; ok && next.Value+next.Inline+next.Formula != "" {
			break
		}
		wide += canvas.ColPoints(p.width(col)) + 4
	}
	return wide - 4, high
}

func (p *page) width(col int) float64 { return cmp.Or(p.widths[col], 9.14) }

var numeric = regexp.MustCompile(`^[-+]?[0-9][0-9.,]*%?$`)

// marks asks of numbers that are texts that no program puts a mark on them.
func (p *page) marks(at [2]int, c cell, text string) {
	if !numeric.MatchString(text) {
		return
	}
	for _, i := range p.sheet.Ignored {
		first, last, _ := strings.Cut(i.Ref, ":")
		from, _ := place(first)
		to, _ := place(cmp.Or(last, first))
		if i.Text && from[0] <= at[0] && at[0] <= to[0] && from[1] <= at[1] && at[1] <= to[1] {
			return
		}
	}
	p.fault(p.at(c.Ref), "mark "+p.name, "%q is a number as a text, and is marked as such", text)
}

var (
	otherDay   = regexp.MustCompile(`\b(19|20)\d\d-[01]\d-[0-3]\d\b`)
	otherStamp = regexp.MustCompile(`\b\d\d/\d\d/\d{4},? \d\d:\d\d\b`)
)

// dates asks of what is written here that days are 02/01/2006, and times stand before them.
func (p *page) dates(c cell, text string) {
	for _, other := range []*regexp.Regexp{otherDay, otherStamp} {
		if found := other.FindString(text); found != "" {
			p.fault(p.at(c.Ref), "date "+p.name+other.String(), "another style of dates: %q in %.60q", found, text)
		}
	}
}

// format asks the same of the formats of cells.
func (p *page) format(c cell, x cellStyle) {
	for _, f := range p.book.styles.Formats {
		if f.ID == x.Format && strings.ContainsAny(f.Code, "yY") && !strings.HasSuffix(f.Code, "dd/mm/yyyy") {
			p.fault(p.at(c.Ref), "format "+f.Code, "another style of dates: the format %q", f.Code)
		}
	}
	if x.Format >= 14 && x.Format <= 22 {
		p.fault(p.at(c.Ref), "format", "another style of dates: the format %d", x.Format)
	}
}

var volatileCall = regexp.MustCompile(`\b(NOW|TODAY|RAND|RANDBETWEEN|OFFSET|INDIRECT|CELL|INFO)\(`)

// volatile asks of formulas that opening does not change them, and that their results are there.
func (p *page) volatile(c cell) {
	if call := volatileCall.FindString(c.Formula); call != "" {
		p.fault(p.at(c.Ref), "volatile "+call, "%s) is computed anew on every opening", call)
	}
}
