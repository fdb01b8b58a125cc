// Package canvas draws workbooks: sheets, looks, print, measuring, charts, packing in one order. The
// only user of the library that writes them.
package canvas

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

// Look is a cell's appearance; equal looks share one style of the workbook.
type Look struct {
	Size         float64
	Bold, Italic bool
	Color, Fill  string
	Border       bool
	Align        string // left, center, right
	Top          bool   // text at the top instead of the middle
	Wrap         bool
	Indent       int
	Format       string
	Open         bool // unlocked: an input
	Underline    bool
	Shrink       bool   // smaller letters rather than ###
	Font         string // another than the decree's; "" for that
}

// Colours of the product: calm, and told apart in print too.
const (
	Navy      = "1F3864"
	PaleBlue  = "DCE6F1"
	InputFill = "FFF8DC"
	GreyFill  = "F2F2F2"
	RedFill   = "F8CBAD"
	AmberFill = "FFE699"
	GreenFill = "E2EFDA"
	GreyText  = "7F7F7F"
	CodeText  = "A6A6A6"
	RedText   = "9C0006"
)

// font is what decree 30/2020 asks for.
const font = "Times New Roman"

// Cell is one cell to write: a value, or a formula with its result.
type Cell struct {
	V    any
	F    string
	Look Look
}

// Page is one sheet while it is laid out; rows are written from the top.
type Page struct {
	Name     string
	Widths   []float64
	Rows     []pageRow
	Merges   [][4]int // row, col, lastRow, lastCol
	Checks   []Validation
	Links    []Link
	Colours  []Colouring
	Freeze   [2]int // rows, columns
	Filter   string
	Portrait bool
	Printed  int // columns that print; 0: all
	Repeat   int // row of headings repeated on each page
	Repeats  int // further rows above it that are repeated too
	Locked   bool
	Sorting  bool // rows may be inserted in spite of the lock
	Hidden   bool
	charts   []placedChart
	FitPage  bool         // one page
	Wide     bool         // many columns: printed over several pages side by side
	Scale    int          // percent at which it prints, with breaks between blocks; 0: as wide as the paper
	starts   []int        // rows (0-based) that begin a block
	ends     map[int]bool // those of them that begin a page
}

type pageRow struct {
	Height float64
	grows  bool   // may become higher when something is typed in it
	Cells  []Cell // from column 1
}

// Validation limits what may be typed into cells.
type Validation struct {
	Refs    []string
	Kind    string // whole, decimal, date, list, yes
	List    []string
	Source  string              // a range instead of a list
	Limits  *[2]decimal.Decimal // least and largest; nil: 0 and what every figure may be
	Title   string
	Message string
}

// Link leads from a cell to a place in the workbook or outside it.
type Link struct {
	Row, Col int
	Target   string // location in the workbook, or a mailto:
	Tip      string
}

// Colouring colours cells for which a formula holds.
type Colouring struct {
	Ref, Formula string
	Fill, Text   string
}

type placedChart struct {
	at    string
	chart *excelize.Chart
}

// Row adds a row and returns its number.
func (p *Page) Row(height float64, cells ...Cell) int {
	p.Rows = append(p.Rows, pageRow{Height: height, Cells: cells})
	return len(p.Rows)
}

// Grow says of the row added last that it becomes higher when something is typed
// in it.
func (p *Page) Grow() { p.Rows[len(p.Rows)-1].grows = true }

// Auto adds a row as high as its wrapped texts need, at least the given height.
func (p *Page) Auto(least float64, cells ...Cell) int {
	for i, c := range cells {
		if s, ok := c.V.(string); ok && c.Look.Wrap && i < len(p.Widths) {
			least = max(least, HeightIn(s, ColPoints(p.Widths[i]), c.Look.Size, c.Look.Bold))
		}
	}
	return p.Row(least, cells...)
}

// Merge joins cells of the last row.
func (p *Page) Merge(col, lastCol int) {
	p.Merges = append(p.Merges, [4]int{len(p.Rows), col, len(p.Rows), lastCol})
}

// Full adds a row with one text across the first n columns.
func (p *Page) Full(n int, height float64, v any, l Look) {
	cells := make([]Cell, n)
	for i := range cells {
		cells[i] = Cell{Look: l}
	}
	cells[0].V = v
	p.Row(height, cells...)
	if n > 1 {
		p.Merge(1, n)
	}
}

// At gives the cell of the rows laid out so far.
func (p *Page) At(row, col int) *Cell {
	r := &p.Rows[row-1]
	for len(r.Cells) < col {
		r.Cells = append(r.Cells, Cell{})
	}
	return &r.Cells[col-1]
}

// Book is a workbook while it is made.
type Book struct {
	Pages  []*Page
	Names  [][2]string // defined name, refers to
	styles map[Look]int
	diffs  map[Colouring]int
	title  string
	made   string // by the content, not the clock: the same content gives the same bytes
	file   *excelize.File
}

// NewBook begins a workbook; made is the time that it says it was made.
func NewBook(title string, made time.Time) *Book {
	return &Book{
		styles: map[Look]int{},
		diffs:  map[Colouring]int{},
		title:  title,
		made:   made.UTC().Format("2006-01-02T15:04:05Z"),
	}
}

// Page adds a sheet with columns of these widths, in characters.
func (b *Book) Page(name string, widths ...float64) *Page {
	taken := func(n string) bool {
		for _, o := range b.Pages {
			if strings.EqualFold(o.Name, n) {
				return true
			}
		}
		return false
	}
	for n, first := 2, name; taken(name); n++ { // two lists of one use, two cards
		name = fmt.Sprintf("%s %d", first, n)
	}
	p := &Page{Name: name, Widths: widths}
	b.Pages = append(b.Pages, p)
	return p
}

// Bytes writes the workbook. The same content gives the same bytes.
func (b *Book) Bytes() ([]byte, error) {
	b.file = excelize.NewFile()
	defer b.file.Close()
	for i, p := range b.Pages {
		if i == 0 {
			if err := b.file.SetSheetName("Sheet1", p.Name); err != nil {
				return nil, fmt.Errorf("name sheet %s: %w", p.Name, err)
			}
		} else if _, err := b.file.NewSheet(p.Name); err != nil {
			return nil, fmt.Errorf("add sheet %s: %w", p.Name, err)
		}
	}
	if err := b.file.SetDefaultFont(font); err != nil {
		return nil, fmt.Errorf("set font: %w", err)
	}
	if err := b.file.SetDocProps(&excelize.DocProperties{
		Creator:  "tonghop",
		Title:    b.title,
		Created:  b.made,
		Modified: b.made,
	}); err != nil {
		return nil, fmt.Errorf("set properties: %w", err)
	}
	for _, p := range b.Pages { // before any is written: hiding one reads all sheets back
		if err := b.hide(p); err != nil {
			return nil, fmt.Errorf("hide sheet %s: %w", p.Name, err)
		}
	}
	for _, p := range b.Pages {
		if err := b.write(p); err != nil {
			return nil, fmt.Errorf("write sheet %s: %w", p.Name, err)
		}
	}
	for _, n := range b.Names {
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

func (b *Book) hide(p *Page) error {
	if !p.Hidden {
		return nil
	}
	return b.file.SetSheetVisible(p.Name, false, true)
}

func (b *Book) write(p *Page) error {
	steps := []func(*Page) error{b.guards, b.layout, b.drawings, b.cells} // a filter resets what layout sets
	for _, step := range steps {
		if err := step(p); err != nil {
			return err
		}
	}
	return nil
}

// cells streams the rows; everything else of the sheet has been set before.
func (b *Book) cells(p *Page) error {
	last := 1
	for _, r := range p.Rows {
		last = max(last, len(r.Cells))
	}
	if err := b.file.SetSheetDimension(p.Name, fmt.Sprintf("A1:%s", sheet.Ref(max(1, len(p.Rows)), last))); err != nil {
		return err
	}
	sw, err := b.file.NewStreamWriter(p.Name)
	if err != nil {
		return err
	}
	if p.Freeze != [2]int{} {
		active := "bottomRight"
		if p.Freeze[1] == 0 {
			active = "bottomLeft"
		}
		if err := sw.SetPanes(&excelize.Panes{
			Freeze:      true,
			YSplit:      p.Freeze[0],
			XSplit:      p.Freeze[1],
			TopLeftCell: sheet.Ref(p.Freeze[0]+1, p.Freeze[1]+1),
			ActivePane:  active,
		}); err != nil {
			return err
		}
	}
	for i, r := range p.Rows {
		values := make([]any, len(r.Cells))
		for j, c := range r.Cells {
			style, err := b.style(c.Look)
			if err != nil {
				return err
			}
			v := plain(c.V)
			if text, ok := v.(string); ok && !c.Look.Open { // what was typed into an input stays exact
				v = harmless.Cell(text)
			}
			if c.F != "" && v == nil {
				v = "" // a formula's result is typed, even the empty text
			}
			values[j] = excelize.Cell{StyleID: style, Formula: c.F, Value: v}
		}
		var opts []excelize.RowOpts
		if r.Height > 0 {
			opts = append(opts, excelize.RowOpts{Height: math.Min(written(r), 409)})
		}
		if err := sw.SetRow(sheet.Ref(i+1, 1), values, opts...); err != nil {
			return err
		}
	}
	for _, m := range p.Merges {
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
	h := math.Round(r.Height*4) / 4
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

func (b *Book) style(l Look) (int, error) {
	if l == (Look{}) {
		return 0, nil
	}
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	size := l.Size
	if size == 0 {
		size = 12
	}
	family := font
	if l.Font != "" {
		family = l.Font
	}
	s := &excelize.Style{
		Font: &excelize.Font{Family: family, Size: size, Bold: l.Bold, Italic: l.Italic, Color: l.Color},
		Alignment: &excelize.Alignment{
			Horizontal:  l.Align,
			Vertical:    "center",
			WrapText:    l.Wrap,
			Indent:      l.Indent,
			ShrinkToFit: l.Shrink,
		},
		Protection: &excelize.Protection{Locked: !l.Open},
	}
	if l.Underline {
		s.Font.Underline = "single"
	}
	if l.Top {
		s.Alignment.Vertical = "top"
	}
	if l.Fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.Fill}}
	}
	if l.Border {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			s.Border = append(s.Border, excelize.Border{Type: side, Color: "BFBFBF", Style: 1})
		}
	}
	if l.Format != "" {
		s.CustomNumFmt = &l.Format
	}
	id, err := b.file.NewStyle(s)
	if err != nil {
		return 0, fmt.Errorf("make style: %w", err)
	}
	b.styles[l] = id
	return id, nil
}

// Itoa is a number in digits.
func Itoa(n int) string { return strconv.Itoa(n) }
