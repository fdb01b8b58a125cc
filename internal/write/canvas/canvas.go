// Package canvas draws workbooks: sheets, looks, print, measuring, charts, packing in one order. The
// only user of the library that writes them.
package canvas

import (
	"strconv"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

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
	of    Chart
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

// smallest is the size of the smallest letters of a title.
const smallest = 8

// Heads adds a row of titles of columns, at least as high as given: where a column is too narrow for a
// word, the title's letters become smaller rather than the word be broken.
func (p *Page) Heads(least float64, cells ...Cell) int {
	for i := range cells {
		l := &cells[i].Look
		text, ok := cells[i].V.(string)
		if !ok || !l.Wrap || i >= len(p.Widths) {
			continue
		}
		for wide := p.Widths[i]; l.Size > smallest && Unbroken(text, wide, l.Size) > wide; {
			l.Size--
		}
	}
	return p.Auto(least, cells...)
}

// HeightOver is how high a row must be to show a text that runs over columns that are joined.
func (p *Page) HeightOver(row, col, lastCol int) float64 {
	c := p.At(row, col)
	points := -4.0 // what ColPoints leaves for the borders
	for _, w := range p.Widths[col-1 : lastCol] {
		points += ColPoints(w) + 4
	}
	text, _ := c.V.(string)
	return HeightIn(text, points, c.Look.Size, c.Look.Bold)
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

// Itoa is a number in digits.
func Itoa(n int) string { return strconv.Itoa(n) }
