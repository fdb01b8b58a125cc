package sheet

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Area is a rectangle of cells on one sheet.
type Area struct {
	Sheet            *Sheet
	Row, Col         int // top left, 1-based
	LastRow, LastCol int
}

// Area returns what a workbook-level defined name points at; ok is false where
// the name is missing, broken or not a single area on a sheet of the book.
func (b *Book) Area(name string) (a Area, ok bool) {
	ref, found := b.Names[lower(name)]
	if !found {
		return Area{}, false
	}
	return b.area(ref)
}

// Own is the area of a name that counts on one sheet only.
func (b *Book) Own(s *Sheet, name string) (Area, bool) {
	ref, ok := s.names[lower(name)]
	if !ok {
		return Area{}, false
	}
	return b.area(ref)
}

// Locals are the areas that a name has on single sheets: a sheet that was copied
// takes its names along as its own.
func (b *Book) Locals(name string) (out []Area) {
	for _, s := range b.Sheets {
		if ref, ok := s.names[lower(name)]; ok {
			if a, ok := b.area(ref); ok {
				out = append(out, a)
			}
		}
	}
	return out
}

// Named is how many names count on the sheet only.
func (s *Sheet) Named() int { return len(s.names) }

// lower is strings.ToLower without work for what is lower case already.
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

// cutRef parts a reference such as 'Số liệu'!$D$7 into the sheet's name and the cells.
func cutRef(ref string) (title, cells string, ok bool) {
	cut := strings.LastIndexByte(ref, '!')
	if cut < 0 || strings.IndexByte(ref[cut:], ',') >= 0 {
		return "", "", false
	}
	title = ref[:cut]
	if len(title) > 1 && title[0] == '\'' && title[len(title)-1] == '\'' {
		title = title[1 : len(title)-1]
		if strings.IndexByte(title, '\'') >= 0 {
			title = strings.ReplaceAll(title, "''", "'")
		}
	}
	return title, ref[cut+1:], true
}

// area reads a reference such as 'Số liệu'!$D$7.
func (b *Book) area(ref string) (a Area, ok bool) {
	title, cells, ok := cutRef(ref)
	if !ok {
		return Area{}, false
	}
	if a.Sheet = b.Sheet(title); a.Sheet == nil {
		return Area{}, false
	}
	first, last, isRange := strings.Cut(cells, ":")
	var ok1, ok2 bool
	a.Row, a.Col, ok1 = parseRef(first, true)
	if !isRange {
		a.LastRow, a.LastCol = a.Row, a.Col
		return a, ok1
	}
	a.LastRow, a.LastCol, ok2 = parseRef(last, true)
	return a, ok1 && ok2 && a.Row <= a.LastRow && a.Col <= a.LastCol
}

// The size of a worksheet (ECMA-376, and every program that writes it).
const (
	maxRow = 1048576
	maxCol = 16384
)

// ParseRef reads a reference such as C7 into row and column, 1-based.
func ParseRef(ref string) (row, col int, err error) {
	row, col, ok := parseRef(ref, false)
	if !ok {
		return 0, 0, fmt.Errorf("bad cell reference %.20q", ref)
	}
	return row, col, nil
}

// parseRef reads a reference, with dollar signs where they may stand.
func parseRef(ref string, dollars bool) (row, col int, ok bool) {
	i := 0
	if dollars && i < len(ref) && ref[i] == '$' {
		i++
	}
	letters := i
	for ; i < len(ref) && i-letters < 3; i++ {
		c := ref[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
	}
	if i == letters {
		return 0, 0, false
	}
	if dollars && i < len(ref) && ref[i] == '$' {
		i++
	}
	row, ok = digits(ref[i:])
	return row, col, ok && row >= 1 && row <= maxRow && col <= maxCol
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
