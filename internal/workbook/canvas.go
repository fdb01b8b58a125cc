// Package workbook writes every workbook that people see: the form (blank,
// prefilled, to correct), notices, the consolidated workbook. The only user of
// excelize.
package workbook

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/harmless"
	"tonghop/internal/sheet"
)

// look is a cell's appearance; equal looks share one style of the workbook.
type look struct {
	size         float64
	bold, italic bool
	color, fill  string
	border       bool
	align        string // left, center, right
	top          bool   // text at the top instead of the middle
	wrap         bool
	indent       int
	format       string
	open         bool // unlocked: an input
	underline    bool
	shrink       bool   // smaller letters rather than ###
	font         string // another than the decree's; "" for that
}

// Colours of the product: calm, and told apart in print too.
const (
	navy      = "1F3864"
	paleBlue  = "DCE6F1"
	inputFill = "FFF8DC"
	greyFill  = "F2F2F2"
	redFill   = "F8CBAD"
	amberFill = "FFE699"
	greenFill = "E2EFDA"
	greyText  = "7F7F7F"
	codeText  = "A6A6A6"
	redText   = "9C0006"
)

// font is what decree 30/2020 asks for.
const font = "Times New Roman"

// cell is one cell to write: a value, or a formula with its result.
type cell struct {
	v    any
	f    string
	look look
}

// page is one sheet while it is laid out; rows are written from the top.
type page struct {
	name     string
	widths   []float64
	rows     []pageRow
	merges   [][4]int // row, col, lastRow, lastCol
	checks   []validation
	links    []link
	colours  []colouring
	freeze   [2]int // rows, columns
	filter   string
	portrait bool
	printed  int // columns that print; 0: all
	repeat   int // row of headings repeated on each page
	repeats  int // further rows above it that are repeated too
	locked   bool
	sorting  bool // rows may be inserted in spite of the lock
	hidden   bool
	charts   []placedChart
	fitPage  bool         // one page
	wide     bool         // many columns: printed over several pages side by side
	scale    int          // percent at which it prints, with breaks between blocks; 0: as wide as the paper
	starts   []int        // rows (0-based) that begin a block
	ends     map[int]bool // those of them that begin a page
}

type pageRow struct {
	height float64
	grows  bool   // may become higher when something is typed in it
	cells  []cell // from column 1
}

type validation struct {
	refs    []string
	kind    string // whole, decimal, date, list, yes
	list    []string
	source  string              // a range instead of a list
	limits  *[2]decimal.Decimal // least and largest; nil: 0 and what every figure may be
	title   string
	message string
}

type link struct {
	row, col int
	target   string // location in the workbook, or a mailto:
	tip      string
}

type colouring struct {
	ref, formula string
	fill, text   string
}

type placedChart struct {
	at    string
	chart *excelize.Chart
}

// row adds a row and returns its number.
func (p *page) row(height float64, cells ...cell) int {
	p.rows = append(p.rows, pageRow{height: height, cells: cells})
	return len(p.rows)
}

// grow says of the row added last that it becomes higher when something is typed
// in it.
func (p *page) grow() { p.rows[len(p.rows)-1].grows = true }

// auto adds a row as high as its wrapped texts need, at least the given height.
func (p *page) auto(least float64, cells ...cell) int {
	for i, c := range cells {
		if s, ok := c.v.(string); ok && c.look.wrap && i < len(p.widths) {
			least = max(least, heightIn(s, colPoints(p.widths[i]), c.look.size, c.look.bold))
		}
	}
	return p.row(least, cells...)
}

// merge joins cells of the last row.
func (p *page) merge(col, lastCol int) {
	p.merges = append(p.merges, [4]int{len(p.rows), col, len(p.rows), lastCol})
}

// full adds a row with one text across the first n columns.
func (p *page) full(n int, height float64, v any, l look) {
	cells := make([]cell, n)
	for i := range cells {
		cells[i] = cell{look: l}
	}
	cells[0].v = v
	p.row(height, cells...)
	if n > 1 {
		p.merge(1, n)
	}
}

// at gives the cell of the rows laid out so far.
func (p *page) at(row, col int) *cell {
	r := &p.rows[row-1]
	for len(r.cells) < col {
		r.cells = append(r.cells, cell{})
	}
	return &r.cells[col-1]
}

// book is a workbook while it is made.
type book struct {
	pages  []*page
	names  [][2]string // defined name, refers to
	styles map[look]int
	diffs  map[colouring]int
	title  string
	made   string // by the content, not the clock: the same content gives the same bytes
	file   *excelize.File
}

// newBook begins a workbook; made is the time that it says it was made.
func newBook(title string, made time.Time) *book {
	return &book{styles: map[look]int{}, diffs: map[colouring]int{}, title: title, made: made.UTC().Format("2006-01-02T15:04:05Z")}
}

func (b *book) page(name string, widths ...float64) *page {
	taken := func(n string) bool {
		for _, o := range b.pages {
			if strings.EqualFold(o.name, n) {
				return true
			}
		}
		return false
	}
	for n, first := 2, name; taken(name); n++ { // two lists of one use, two cards
		name = fmt.Sprintf("%s %d", first, n)
	}
	p := &page{name: name, widths: widths}
	b.pages = append(b.pages, p)
	return p
}

func quote(sheetName string) string { return "'" + strings.ReplaceAll(sheetName, "'", "''") + "'" }

// abs is an absolute reference to a range of a sheet.
func abs(sheetName string, row, col, lastRow, lastCol int) string {
	s := fmt.Sprintf("%s!$%s$%d", quote(sheetName), sheet.ColumnName(col), row)
	if row != lastRow || col != lastCol {
		s += fmt.Sprintf(":$%s$%d", sheet.ColumnName(lastCol), lastRow)
	}
	return s
}

// bytes writes the workbook. The same content gives the same bytes.
func (b *book) bytes() ([]byte, error) {
	b.file = excelize.NewFile()
	defer b.file.Close()
	for i, p := range b.pages {
		if i == 0 {
			if err := b.file.SetSheetName("Sheet1", p.name); err != nil {
				return nil, fmt.Errorf("name sheet %s: %w", p.name, err)
			}
		} else if _, err := b.file.NewSheet(p.name); err != nil {
			return nil, fmt.Errorf("add sheet %s: %w", p.name, err)
		}
	}
	if err := b.file.SetDefaultFont(font); err != nil {
		return nil, fmt.Errorf("set font: %w", err)
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{Creator: "tonghop", Title: b.title, Created: b.made, Modified: b.made}); err != nil {
		return nil, fmt.Errorf("set properties: %w", err)
	}
	for _, p := range b.pages {
		if err := b.write(p); err != nil {
			return nil, fmt.Errorf("write sheet %s: %w", p.name, err)
		}
	}
	for _, n := range b.names {
		if err := b.file.SetDefinedName(&excelize.DefinedName{Name: n[0], RefersTo: n[1]}); err != nil {
			return nil, fmt.Errorf("name %s: %w", n[0], err)
		}
	}
	var out bytes.Buffer
	if err := b.file.Write(&out); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return inOrder(out.Bytes())
}

func (b *book) write(p *page) error {
	steps := []func(*page) error{b.guards, b.layout, b.drawings, b.cells} // a filter resets what layout sets
	for _, step := range steps {
		if err := step(p); err != nil {
			return err
		}
	}
	return nil
}

// cells streams the rows; everything else of the sheet has been set before.
func (b *book) cells(p *page) error {
	last := 1
	for _, r := range p.rows {
		last = max(last, len(r.cells))
	}
	if err := b.file.SetSheetDimension(p.name, fmt.Sprintf("A1:%s", sheet.Ref(max(1, len(p.rows)), last))); err != nil {
		return err
	}
	sw, err := b.file.NewStreamWriter(p.name)
	if err != nil {
		return err
	}
	if p.freeze != [2]int{} {
		active := "bottomRight"
		if p.freeze[1] == 0 {
			active = "bottomLeft"
		}
		if err := sw.SetPanes(&excelize.Panes{Freeze: true, YSplit: p.freeze[0], XSplit: p.freeze[1], TopLeftCell: sheet.Ref(p.freeze[0]+1, p.freeze[1]+1), ActivePane: active}); err != nil {
			return err
		}
	}
	for i, r := range p.rows {
		values := make([]any, len(r.cells))
		for j, c := range r.cells {
			style, err := b.style(c.look)
			if err != nil {
				return err
			}
			v := plain(c.v)
			if text, ok := v.(string); ok && !c.look.open { // what was typed into an input stays exact
				v = harmless.Cell(text)
			}
			if c.f != "" && v == nil {
				v = "" // a formula's result is typed, even the empty text
			}
			values[j] = excelize.Cell{StyleID: style, Formula: c.f, Value: v}
		}
		var opts []excelize.RowOpts
		if r.height > 0 {
			opts = append(opts, excelize.RowOpts{Height: math.Min(written(r), 409)})
		}
		if err := sw.SetRow(sheet.Ref(i+1, 1), values, opts...); err != nil {
			return err
		}
	}
	for _, m := range p.merges {
		if err := sw.MergeCell(sheet.Ref(m[0], m[1]), sheet.Ref(m[2], m[3])); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// loose is added to the height of a row that may grow: the library writes every
// height as one that a person set, which programs then keep. It is taken out when
// the parts are packed.
const loose = 0.0625

func written(r pageRow) float64 {
	h := math.Round(r.height*4) / 4
	if r.grows {
		h += loose
	}
	return h
}

// plain turns our values into what the writer stores: decimals as numbers.
func plain(v any) any {
	switch v := v.(type) {
	case decimal.Decimal:
		return v.InexactFloat64()
	case *decimal.Decimal:
		if v == nil {
			return nil
		}
		return v.InexactFloat64()
	case string:
		if v == "" {
			return nil
		}
		return cut(v)
	}
	return v
}

// cut keeps a text within what a cell can hold (32,767 characters).
func cut(s string) string {
	if utf8.RuneCountInString(s) <= 32000 {
		return s
	}
	return string([]rune(s)[:32000]) + "…"
}

func (b *book) style(l look) (int, error) {
	if l == (look{}) {
		return 0, nil
	}
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	size := l.size
	if size == 0 {
		size = 12
	}
	family := font
	if l.font != "" {
		family = l.font
	}
	s := &excelize.Style{
		Font:       &excelize.Font{Family: family, Size: size, Bold: l.bold, Italic: l.italic, Color: l.color},
		Alignment:  &excelize.Alignment{Horizontal: l.align, Vertical: "center", WrapText: l.wrap, Indent: l.indent, ShrinkToFit: l.shrink},
		Protection: &excelize.Protection{Locked: !l.open},
	}
	if l.underline {
		s.Font.Underline = "single"
	}
	if l.top {
		s.Alignment.Vertical = "top"
	}
	if l.fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.fill}}
	}
	if l.border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
		}
	}
	if l.format != "" {
		s.CustomNumFmt = &l.format
	}
	id, err := b.file.NewStyle(s)
	if err != nil {
		return 0, fmt.Errorf("make style: %w", err)
	}
	b.styles[l] = id
	return id, nil
}

func itoa(n int) string { return strconv.Itoa(n) }
