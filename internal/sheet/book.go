// Package sheet reads strangers' .xlsx workbooks: strict, bounded, exact or
// refused. It reads values, never computes: a formula counts with the result
// that the writing program stored. Source of the format: ECMA-376, parts 1 and 2.
//
// Our own reader, because libraries skip the archive's checksums and return
// short sheets for files cut in the middle, without an error.
package sheet

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/sheet/bounds"
)

// Kind says what a cell holds.
type Kind uint8

// The kinds of cell content (ECMA-376-1, 18.18.11 ST_CellType).
const (
	Empty Kind = iota
	Number
	Text
	Bool
	Fault // an error value such as #REF!
)

// Cell is one cell as the writing program stored it.
type Cell struct {
	Row, Col int    // 1-based
	Kind     Kind   // what it holds
	Text     string // text; a number's, boolean's or error's literal
	Formula  bool   // the value is the stored result of a formula
	Pending  bool   // a formula without a stored result
	Source   string // a pending formula's own text, with its equals sign
	IsDate   bool   // a number under a date format
	Font     string // name of the cell's font
	Struck   bool   // the cell's font is struck through
	Runs     []Run  // where parts of the text are shown in ways of their own
}

// Run is a part of a text under one format.
type Run struct {
	Text   string
	Font   string // "" where it is the cell's
	Plain  bool   // it has no format of its own: all is the cell's
	Struck bool   // struck through
	Raised bool   // superscript or subscript
}

// Sheet is one worksheet.
type Sheet struct {
	Name   string
	Index  int             // 0-based place in the workbook
	Hidden bool            // hidden or very hidden
	Unread *bounds.Refusal // why its cells were not read; nil where they were
	cells  []stored
	rowAt  []int32 // by row, how many cells stand above it; nil on a sheet that is mostly empty rows
	looks  []look
	merged []Area              // in the order of their first rows, once all are read
	tall   int                 // how many rows the tallest of them goes on for
	runs   map[[2]int32][]Run  // of texts in several fonts
	names  map[string]string   // names that count on this sheet only
	asked  map[[2]int32]string // formulas without a stored result
}

// stored is a cell in memory; texts are cut out of the part.
type stored struct {
	row, col int32
	style    int32 // index of its format, -1 for none
	kind     Kind
	flags    uint8
	text     string
}

const (
	isFormula = 1 << iota
	isPending
	isDate   // whatever the format
	isShared // its text is still the number of a shared string
)

// void tells whether a cell holds nothing.
func (c stored) void() bool { return c.kind == Empty && c.flags&isPending == 0 }

func (c stored) ref() string { return Ref(int(c.row), int(c.col)) }

func (s *Sheet) name(name, ref string) {
	if s.names == nil {
		s.names = map[string]string{}
	}
	s.names[name] = ref
}

func (s *Sheet) rich(c stored, runs []Run) {
	if runs == nil {
		return
	}
	if s.runs == nil {
		s.runs = map[[2]int32][]Run{}
	}
	s.runs[[2]int32{c.row, c.col}] = runs
}

func (s *Sheet) pend(c stored, source string) {
	if s.asked == nil {
		s.asked = map[[2]int32]string{}
	}
	s.asked[[2]int32{c.row, c.col}] = "=" + source
}

// cell is the public face of a stored cell.
func (s *Sheet) cell(c *stored) Cell {
	out := Cell{
		Row:     int(c.row),
		Col:     int(c.col),
		Kind:    c.kind,
		Text:    c.text,
		Formula: c.flags&isFormula != 0,
		Pending: c.flags&isPending != 0,
		IsDate:  c.flags&isDate != 0,
	}
	if out.Pending {
		out.Source = s.asked[[2]int32{c.row, c.col}]
	}
	if c.style >= 0 {
		out.Font, out.Struck = s.looks[c.style].font, s.looks[c.style].struck
		out.IsDate = out.IsDate || s.looks[c.style].date
	}
	if s.runs != nil {
		out.Runs = s.runs[[2]int32{c.row, c.col}]
	}
	if len(out.Text) > maxText {
		out.Kind, out.Text, out.Runs = Fault, Unusable+brief(out.Text), nil
	}
	return out
}

// maxText is how many bytes of text a cell may hold. Excel holds 32,767 letters; a file of
// 50 kB can hold one of millions, which would be kept with each verdict.
const maxText = 4 * 32767

// Book is a workbook, read whole.
type Book struct {
	Sheets []*Sheet
	// workbook-level defined names, in lower case → what they refer to; "" where several places have one name
	Names    map[string]string
	Date1904 bool
	Macros   bool   // carries a macro project (never run)
	Links    bool   // carries links to other files (never followed)
	Notes    []Note // what was wrong and cost no more than it touched
	Boxes    []Box  // texts that stand on its sheets outside the cells
}

// Note is something wrong in a file that does not keep the rest from being read.
type Note struct {
	Part string // of the file
	Cell string // where it is about one cell
	What string
}

// maxNotes is how many of them are kept.
const maxNotes = 100

func (b *Book) note(part, cell, what string) {
	if len(b.Notes) < maxNotes {
		b.Notes = append(b.Notes, Note{part, cell, what})
	}
}

// Sheet returns the sheet of that name, without regard to case, or nil.
func (b *Book) Sheet(name string) *Sheet {
	for _, s := range b.Sheets {
		if s.Name == name {
			return s
		}
	}
	for _, s := range b.Sheets {
		if strings.EqualFold(s.Name, name) {
			return s
		}
	}
	return nil
}

// At returns the cell, or an empty one.
func (s *Sheet) At(row, col int) Cell {
	if i, ok := s.find(row, col); ok {
		return s.cell(&s.cells[i])
	}
	return Cell{Row: row, Col: col}
}

// Text is the text of a cell, "" where there is none.
func (s *Sheet) Text(row, col int) string {
	if i, ok := s.find(row, col); ok {
		return s.cells[i].text
	}
	return ""
}

// Formula tells whether a cell holds a formula.
func (s *Sheet) Formula(row, col int) bool {
	i, ok := s.find(row, col)
	return ok && s.cells[i].flags&isFormula != 0
}

// index notes where each row's cells begin and orders the merged areas, once all are read.
func (s *Sheet) index() {
	byRow := func(a, b Area) int { return a.Row - b.Row }
	if !slices.IsSortedFunc(s.merged, byRow) {
		slices.SortStableFunc(s.merged, byRow)
	}
	for i := range s.merged {
		s.tall = max(s.tall, s.merged[i].LastRow-s.merged[i].Row)
	}
	if len(s.cells) == 0 {
		return
	}
	last := int(s.cells[len(s.cells)-1].row)
	if last > 16*len(s.cells)+1024 {
		return
	}
	s.rowAt = make([]int32, last+2)
	row := 0
	for i := range s.cells {
		for ; row <= int(s.cells[i].row); row++ {
			s.rowAt[row] = int32(i)
		}
	}
	s.rowAt[last+1] = int32(len(s.cells))
}

// find is the place of a cell among the stored ones, or where it would stand.
func (s *Sheet) find(row, col int) (int, bool) {
	low, high := 0, len(s.cells)
	if s.rowAt != nil {
		if row < 0 {
			return 0, false
		}
		if row+1 >= len(s.rowAt) {
			return high, false
		}
		low, high = int(s.rowAt[row]), int(s.rowAt[row+1])
	}
	for low < high {
		mid := int(uint(low+high) >> 1)
		if c := &s.cells[mid]; int(c.row) < row || int(c.row) == row && int(c.col) < col {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, low < len(s.cells) && int(s.cells[low].row) == row && int(s.cells[low].col) == col
}

// LastIn is the last row that holds something, at most the given one: a name may
// reach to the end of the sheet.
func (s *Sheet) LastIn(row int) int {
	if len(s.cells) == 0 {
		return 0
	}
	return min(row, int(s.cells[len(s.cells)-1].row))
}

// Cells are the cells that hold something, row by row.
func (s *Sheet) Cells() iter.Seq[Cell] { return s.Between(1, maxRow) }

// Between are the cells of rows first to last that hold something.
func (s *Sheet) Between(first, last int) iter.Seq[Cell] {
	return func(yield func(Cell) bool) {
		i, _ := s.find(first, 0)
		for ; i < len(s.cells) && int(s.cells[i].row) <= last; i++ {
			if !yield(s.cell(&s.cells[i])) {
				return
			}
		}
	}
}

// Where are the cells that hold something in the places asked for, row by row.
func (s *Sheet) Where(asked func(row, col int) bool) iter.Seq[Cell] {
	return func(yield func(Cell) bool) {
		for i := range s.cells {
			if c := &s.cells[i]; asked(int(c.row), int(c.col)) && !yield(s.cell(c)) {
				return
			}
		}
	}
}

// Texts are the texts of the cells that hold one, row by row.
func (s *Sheet) Texts() iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range s.cells {
			if s.cells[i].kind == Text && !yield(s.cells[i].text) {
				return
			}
		}
	}
}

// Merged is the area of merged cells that a cell is part of.
func (s *Sheet) Merged(row, col int) (Area, bool) {
	low, high := 0, len(s.merged) // the first that reaches down to the row
	for low < high {
		if mid := int(uint(low+high) >> 1); s.merged[mid].Row < row-s.tall {
			low = mid + 1
		} else {
			high = mid
		}
	}
	for i := low; i < len(s.merged) && s.merged[i].Row <= row; i++ {
		if m := &s.merged[i]; row <= m.LastRow && col >= m.Col && col <= m.LastCol {
			return *m, true
		}
	}
	return Area{}, false
}

// Decimal is the number as a person who typed it would write it: as stored where
// that has at most 15 significant digits, else rounded to 15, which is what
// spreadsheet programs show and keep (a binary fraction such as
// 12.300000000000001 is 12.3).
func (c Cell) Decimal() (decimal.Decimal, error) {
	if n, ok := digits(c.Text); ok && n < len(small) {
		return small[n], nil
	}
	if len(c.Text) <= longestExact {
		d, err := decimal.NewFromString(c.Text)
		if err == nil && d.NumDigits() <= 15 && d.Exponent() > -30 && d.Exponent() < 30 {
			return d, nil
		}
	}
	f, err := strconv.ParseFloat(c.Text, 64)
	if err != nil {
		return decimal.Zero, fmt.Errorf("read number %q: %w", c.Text, err)
	}
	return decimal.NewFromString(strconv.FormatFloat(f, 'e', 14, 64))
}

// longestExact is how long a number may be to be read digit by digit, which takes a time that
// grows with the square; a longer one is read as the binary number that programs make of it.
const longestExact = 64

// small are the decimals that most answers are; decimals are never changed.
var small = func() (out [1024]decimal.Decimal) {
	for i := range out {
		out[i] = decimal.NewFromInt(int64(i))
	}
	return out
}()
