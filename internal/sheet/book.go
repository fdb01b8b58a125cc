// Package sheet reads strangers' .xlsx workbooks: strict, bounded, exact or
// refused. It reads values, never computes: a formula counts with the result
// that the writing program stored. Source of the format: ECMA-376, parts 1 and 2.
//
// Our own reader, because libraries skip the archive's checksums and return
// short sheets for files cut in the middle, without an error.
package sheet

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"
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
	Source   string // a formula's own text, with its equals sign
	IsDate   bool   // a number under a date format
	Font     string // name of the cell's font
}

// Sheet is one worksheet.
type Sheet struct {
	Name   string
	Index  int  // 0-based place in the workbook
	Hidden bool // hidden or very hidden
	cells  map[[2]int]*Cell
	order  []*Cell
}

// Book is a workbook, read whole.
type Book struct {
	Sheets   []*Sheet
	Names    map[string]string // workbook-level defined names → what they refer to
	Date1904 bool
	Macros   bool // carries a macro project (never run)
	Links    bool // carries links to other files (never followed)
}

// Refusal says why a file was not read; Code is a code of the findings' catalogue.
type Refusal struct {
	Code   string // FILE-001 … FILE-004
	Part   string // the part of the file, or the limit
	Reason string
	Format string // FILE-004: what the file is
}

func (r *Refusal) Error() string {
	return strings.TrimSpace(fmt.Sprintf("%s %s: %s", r.Code, r.Part, r.Reason))
}

func damaged(part, format string, args ...any) error {
	return &Refusal{Code: "FILE-001", Part: part, Reason: fmt.Sprintf(format, args...)}
}

func over(part, format string, args ...any) error {
	return &Refusal{Code: "FILE-003", Part: part, Reason: fmt.Sprintf(format, args...)}
}

// Sheet returns the sheet of that name, without regard to case, or nil.
func (b *Book) Sheet(name string) *Sheet {
	for _, s := range b.Sheets {
		if strings.EqualFold(s.Name, name) {
			return s
		}
	}
	return nil
}

// At returns the cell, or an empty one.
func (s *Sheet) At(row, col int) Cell {
	if c := s.cells[[2]int{row, col}]; c != nil {
		return *c
	}
	return Cell{Row: row, Col: col}
}

// LastIn is the last row that holds something, at most the given one: a name may
// reach to the end of the sheet.
func (s *Sheet) LastIn(row int) int {
	if len(s.order) == 0 {
		return 0
	}
	return min(row, s.order[len(s.order)-1].Row)
}

// Cells are the cells that hold something, row by row.
func (s *Sheet) Cells() []*Cell { return s.order }

// Area is a rectangle of cells on one sheet.
type Area struct {
	Sheet            *Sheet
	Row, Col         int // top left, 1-based
	LastRow, LastCol int
}

// Area returns what a workbook-level defined name points at; ok is false where
// the name is missing, broken or not a single area on a sheet of the book.
func (b *Book) Area(name string) (a Area, ok bool) {
	ref, found := b.Names[strings.ToLower(name)]
	if !found {
		return Area{}, false
	}
	cut := strings.LastIndexByte(ref, '!')
	if cut < 0 || strings.Contains(ref, ",") {
		return Area{}, false
	}
	title := ref[:cut]
	if strings.HasPrefix(title, "'") && strings.HasSuffix(title, "'") && len(title) > 1 {
		title = strings.ReplaceAll(title[1:len(title)-1], "''", "'")
	}
	if a.Sheet = b.Sheet(title); a.Sheet == nil {
		return Area{}, false
	}
	first, last, isRange := strings.Cut(strings.ReplaceAll(ref[cut+1:], "$", ""), ":")
	if !isRange {
		last = first
	}
	var err1, err2 error
	a.Row, a.Col, err1 = ParseRef(first)
	a.LastRow, a.LastCol, err2 = ParseRef(last)
	return a, err1 == nil && err2 == nil && a.Row <= a.LastRow && a.Col <= a.LastCol
}

// The size of a worksheet (ECMA-376, and every program that writes it).
const (
	maxRow = 1048576
	maxCol = 16384
)

// ParseRef reads a reference such as C7 into row and column, 1-based.
func ParseRef(ref string) (row, col int, err error) {
	i := 0
	for ; i < len(ref) && i < 4; i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	row, err = strconv.Atoi(ref[i:])
	if err != nil || i == 0 || row < 1 || row > maxRow || col < 1 || col > maxCol || ref[i] == '+' {
		return 0, 0, fmt.Errorf("bad cell reference %q", ref)
	}
	return row, col, nil
}

// Ref writes a reference such as C7.
func Ref(row, col int) string { return ColumnName(col) + strconv.Itoa(row) }

// ColumnName is the letters of a column, 1-based.
func ColumnName(col int) string {
	name := ""
	for ; col > 0; col = (col - 1) / 26 {
		name = string(rune('A'+(col-1)%26)) + name
	}
	return name
}

// Decimal is the number as a person who typed it would write it: as stored where
// that has at most 15 significant digits, else rounded to 15, which is what
// spreadsheet programs show and keep (a binary fraction such as
// 12.300000000000001 is 12.3).
func (c Cell) Decimal() (decimal.Decimal, error) {
	d, err := decimal.NewFromString(c.Text)
	if err == nil && d.NumDigits() <= 15 && d.Exponent() > -30 && d.Exponent() < 30 {
		return d, nil
	}
	f, err := strconv.ParseFloat(c.Text, 64)
	if err != nil {
		return decimal.Zero, fmt.Errorf("read number %q: %w", c.Text, err)
	}
	return decimal.NewFromString(strconv.FormatFloat(f, 'e', 14, 64))
}
