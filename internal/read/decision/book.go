package decision

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// BookKind is which officers' workbook a file is.
type BookKind string

// The workbooks that are filled in row by row, by the mark in the first cell of their
// hidden sheet.
const (
	Appraising  BookKind = "tonghop-tham-dinh"
	Recognising BookKind = "tonghop-cong-nhan"
)

// Keys of the hidden sheet of such a workbook, beside those of every one of them.
const (
	KeyDesk   = "noi_tham_dinh"
	KeySeat   = "tai_don_vi"
	KeyTables = "bang" // its tables, one row each: sheet, first row, then the columns' keys
	KeyField  = "o"    // a cell that holds for the whole workbook: key, sheet, cell
)

// Columns that every table of such a workbook has.
const (
	ColumnKey    = "khoa" // the matter
	ColumnDigest = "dau"  // the hash of what it was when the workbook was written
	ColumnSeen   = "nhap" // the hash of what stood in its cells when the workbook was written
	ColumnSeal   = "niem" // the row's keyed seal, over key and digest
	ColumnUnit   = "ten"  // whose row it is, in words
)

// Cell is what was typed in one cell.
type Cell struct {
	Text string           // as typed, cleaned
	Num  *decimal.Decimal // where it is a number
	Day  string           // YYYY-MM-DD, where it is a day
	Bad  bool             // an error value, or a formula without a result
}

// Blank tells whether nothing was typed.
func (c Cell) Blank() bool { return c.Text == "" }

// Line is one row of a table.
type Line struct {
	Sheet  string
	No     int // of the sheet
	Key    string
	Digest string // of the matter when the workbook was written
	Seen   string
	Seal   string // keyed, over key and digest
	Unit   string // as the row shows it
	Cells  map[string]Cell
}

// Typed is what stands in the cells of a row, by column, without those that are blank.
func (l Line) Typed() map[string]string {
	out := map[string]string{}
	for k, c := range l.Cells {
		if !c.Blank() {
			out[k] = c.Text
		}
	}
	return out
}

// Bad is what stands in a cell that says nothing usable, of several always in the same one; "" where
// there is none.
func (l Line) Bad() string {
	for _, k := range slices.Sorted(maps.Keys(l.Cells)) {
		if c := l.Cells[k]; c.Bad {
			return c.Text
		}
	}
	return ""
}

// Book is a filled-in workbook.
type Book struct {
	Stamp
	Fields map[string]Cell // that hold for the whole workbook
	Lines  []Line          // with a key, or with something typed
}

// layout is a table as the hidden sheet tells it.
type layout struct {
	sheet   string
	first   int
	columns []string
}

func hidden(b *sheet.Book) *sheet.Sheet {
	for _, s := range b.Sheets {
		if slices.Contains([]BookKind{Appraising, Recognising}, BookKind(s.At(1, 1).Text)) {
			return s
		}
	}
	return nil
}

// ReadBook reads a filled-in workbook: all rows with a key, and those without one in
// which something was typed. Of a formula the result is read that was stored with it.
func ReadBook(b *sheet.Book) (p Book) {
	s := hidden(b)
	if s == nil {
		return p
	}
	p = Book{Stamp: stampIn(s, BookKind(s.At(1, 1).Text)), Fields: map[string]Cell{}}
	var tables []layout
	for row := 2; row <= s.LastIn(1000); row++ {
		value := s.At(row, 2).Text
		switch s.At(row, 1).Text {
		case KeyField:
			if line, col, err := sheet.ParseRef(s.At(row, 4).Text); err == nil {
				if on := b.Sheet(s.At(row, 3).Text); on != nil {
					p.Fields[value] = cellOf(b, on.At(line, col))
				}
			}
		case KeyTables:
			t := layout{sheet: value}
			t.first, _ = strconv.Atoi(s.At(row, 3).Text)
			for col := 4; s.At(row, col).Text != ""; col++ {
				t.columns = append(t.columns, s.At(row, col).Text)
			}
			tables = append(tables, t)
		}
	}
	taken, digests := map[*sheet.Sheet]bool{}, map[*sheet.Sheet]map[int]int{}
	for _, t := range tables {
		if on := b.Sheet(t.sheet); on != nil {
			taken[on] = true
		}
	}
	read := map[*sheet.Sheet]bool{}
	for _, t := range tables {
		on := b.Sheet(t.sheet)
		if on == nil {
			on = t.renamed(b, taken, digests)
		}
		if on == nil || read[on] { // each has a sheet of its own; the hidden sheet is anybody's
			continue
		}
		taken[on], read[on] = true, true
		p.Lines = append(p.Lines, t.lines(b, on)...)
	}
	return p
}

// renamed is the sheet of a table that was given another name: one that is no other table's,
// with digests in the table's column of digests. What was looked at is remembered, however
// many tables there are.
func (t layout) renamed(b *sheet.Book, taken map[*sheet.Sheet]bool, digests map[*sheet.Sheet]map[int]int) *sheet.Sheet {
	at := slices.Index(t.columns, ColumnDigest) + 1
	for _, s := range b.Sheets {
		if taken[s] {
			continue
		}
		if digests[s] == nil {
			digests[s] = digestColumns(s)
		}
		if last := digests[s][at]; last > 0 && last >= t.first {
			return s
		}
	}
	return nil
}

// digestColumns are the columns with digests of matters, each beside its key, and the last row
// of them.
func digestColumns(s *sheet.Sheet) map[int]int {
	out := map[int]int{}
	for c := range s.Cells() {
		if len(c.Text) == digestLen && s.Text(c.Row, c.Col-1) != "" {
			out[c.Col] = c.Row
		}
	}
	return out
}

// mostRow is the last row that is looked at.
const mostRow = 100_000

// lines are the rows of a table with a key or something typed, from the cells that there are:
// neither how many columns the hidden sheet names nor empty rows between cost anything.
func (t layout) lines(b *sheet.Book, s *sheet.Sheet) (out []Line) {
	l := Line{Cells: map[string]Cell{}}
	done := func() {
		if l.Key != "" || len(l.Cells) > 0 {
			out = append(out, l)
		}
	}
	for at := range s.Between(max(t.first, 2), mostRow) {
		if at.Row != l.No {
			done()
			l = Line{Sheet: s.Name, No: at.Row, Cells: map[string]Cell{}}
		}
		if at.Col > len(t.columns) {
			continue
		}
		c := cellOf(b, at)
		switch key := t.columns[at.Col-1]; key {
		case "-": // ours
		case ColumnKey:
			l.Key = c.Text
		case ColumnDigest:
			l.Digest = c.Text
		case ColumnSeal:
			l.Seal = c.Text
		case ColumnSeen:
			l.Seen = c.Text
		case ColumnUnit:
			l.Unit = c.Text
		default:
			if !c.Blank() {
				l.Cells[key] = c
			}
		}
	}
	done()
	return out
}

// cellOf is what was typed in a cell.
func cellOf(b *sheet.Book, c sheet.Cell) (out Cell) {
	if c.Kind == sheet.Fault || c.Pending || c.Formula && viet.Clean(c.Text) == "" {
		return Cell{Text: cmp.Or(viet.Clean(c.Text), "="), Bad: true}
	}
	day, ok := date(b, c)
	switch {
	case c.Kind == sheet.Number && c.IsDate && ok:
		return Cell{Text: day, Day: day}
	case c.Kind == sheet.Number:
		if d, err := c.Decimal(); err == nil {
			out = Cell{Text: d.String(), Num: &d}
			now := d.GreaterThan(decimal.NewFromInt(36525)) && d.LessThan(decimal.NewFromInt(73050)) // 2000 to 2099
			if ok && d.IsInteger() && now {
				out.Day = day // typed as a day, its format lost
			}
			return out
		}
	}
	out.Text = viet.Clean(c.Text)
	if ok && day != "" {
		out.Day = day
	}
	if n, fault := viet.ParseNumber(out.Text, false, pointUnit); fault == 0 && out.Text != "" {
		out.Num = &n
	}
	return out
}

// Same tells whether two texts are the same answer, whatever their case and accents'
// spelling.
func Same(a, b string) bool {
	return strings.EqualFold(viet.Clean(a), viet.Clean(b)) || viet.Fold(a) == viet.Fold(b)
}

// numeric tells the columns that hold figures.
func numeric(key string) bool {
	return strings.HasPrefix(key, InCriterion) || key == InBonus || key == InTotal
}

// Columns of an appraisal workbook that are filled in; a criterion's is its id behind
// InCriterion.
const (
	InCriterion = "diem:"
	InGate      = "vi_pham"
	InAgree     = "dong_y" // x: blank scores are those of the desk before, else the unit's own
	InBonus     = "thuong"
	InTotal     = "tong" // of a unit whose criteria are not known
	InResult    = "ket_qua"
	InReason    = "ly_do"
	InPapers    = "ban_giay" // day on which the paper copies came
	InBy        = "nguoi"
	InDay       = "ngay"
)

// Cells of the proposal for recognition that are filled in.
const (
	InDecision = "quyet_dinh" // of a row
	InNote     = "ghi_chu"
	FieldNo    = "so_quyet_dinh" // of the whole workbook
	FieldDay   = "ngay_quyet_dinh"
	FieldBy    = "nguoi_ky"
)

// days are the columns that hold days.
var days = []string{InPapers, InDay, FieldDay}

// Exact is what was typed as it is compared and kept: numbers and days in one spelling.
func (l Line) Exact() map[string]string {
	out := map[string]string{}
	for k, c := range l.Cells {
		switch {
		case c.Blank():
		case slices.Contains(days, k):
			out[k] = cmp.Or(c.Day, c.Text)
		case c.Num != nil && numeric(k):
			out[k] = c.Num.String()
		default:
			out[k] = c.Text
		}
	}
	return out
}
