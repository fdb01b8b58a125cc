package decision_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
	"tonghop/internal/sheet"
)

// page is a sheet of a workbook that is made for a test: values by cell, a formula where one
// begins with "=".
type page struct {
	name  string
	cells map[string]any
}

// made writes pages into a workbook and reads it as strangers' files are read.
func made(t *testing.T, pages ...page) *sheet.Book {
	t.Helper()
	f := excelize.NewFile()
	for i, p := range pages {
		if i == 0 {
			must(t, f.SetSheetName("Sheet1", p.name))
		} else if _, err := f.NewSheet(p.name); err != nil {
			t.Fatal(err)
		}
		for ref, v := range p.cells {
			if text, ok := v.(string); ok && len(text) > 1 && text[0] == '=' {
				must(t, f.SetCellFormula(p.name, ref, text[1:]))
				continue
			}
			must(t, f.SetCellValue(p.name, ref, v))
		}
	}
	var out bytes.Buffer
	must(t, f.Write(&out))
	book, err := sheet.Open(asCalculated(t, out.Bytes()), sheet.DefaultLimits)
	must(t, err)
	return book
}

// asCalculated makes formulas what a program makes of them: a division by zero holds an error
// value, any other has no stored result.
func asCalculated(t *testing.T, data []byte) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	var out bytes.Buffer
	to := zip.NewWriter(&out)
	for _, part := range in.File {
		r, err := part.Open()
		must(t, err)
		text, err := io.ReadAll(r)
		must(t, err)
		text = bytes.ReplaceAll(text, []byte(`t="str"><f>1/0</f>`), []byte(`t="e"><f>1/0</f><v>#DIV/0!</v>`))
		text = bytes.ReplaceAll(text, []byte(`t="str"><f>`), []byte(`><f>`))
		w, err := to.Create(part.Name)
		must(t, err)
		_, err = w.Write(text)
		must(t, err)
	}
	must(t, to.Close())
	return out.Bytes()
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// row is a row's values from column A on.
func row(cells map[string]any, no int, values ...any) {
	for i, v := range values {
		if v == nil {
			continue
		}
		name, _ := excelize.CoordinatesToCellName(i+1, no)
		cells[name] = v
	}
}

// deciding is the hidden sheet of a workbook of decisions whose rows stand on a sheet.
func deciding(name string, first int) page {
	return page{"_quyet_dinh", map[string]any{
		"A1": decision.Mark,
		"A2": decision.KeyRound, "B2": "nhỏ",
		"A3": decision.KeyPosition, "B3": "7",
		"A4": decision.KeySheet, "B4": name,
		"A5": decision.KeyFirst, "B5": strconv.Itoa(first),
	}}
}

const digest = "0123456789abcdef"

var october = time.Date(2019, 10, 12, 0, 0, 0, 0, time.UTC)

// Only rows in which something was decided are read, each with what is missing in it, from
// the row that the hidden sheet names.
func TestReadRows(t *testing.T) {
	cells := map[string]any{}
	row(cells, 3, 1, "việc", "cq-0", "đầu", "2", "trên dòng đầu", "An", "12/10/2019")
	row(cells, 4, 1, "việc", "cq-0", "xem", 2, "bản đúng", "An", october, nil, nil, "version|cq-0", digest, "seal")
	row(cells, 5, 2, "việc", "cq-1", "xem", nil, nil, nil, nil, nil, nil, "version|cq-1", digest)
	row(cells, 6, 3, "ngày nhận", "cq-2", nil, october, "dấu bưu điện", "An", "12/10/2019", "31/12/2019")
	row(cells, 7, 4, "việc", "cq-3", nil, "hủy", nil, nil, "hôm nay", "mãi mãi", nil, "revoke|4", digest)
	row(cells, 8, 5, nil, nil, nil, "=1+1", "có lý do", "An", -3, nil, nil, "count|cq-3|x", digest)
	w := decision.Read(made(t, page{"Cần quyết định", cells}, deciding("Cần quyết định", 4)))
	want := []decision.Row{
		{Line: 4, Key: "version|cq-0", Digest: digest, Seal: "seal", No: "1", Decision: "2", Reason: "bản đúng",
			By: "An", Day: "2019-10-12"},
		{Line: 6, No: "3", Kind: "ngày nhận", Unit: "cq-2", Decision: "2019-10-12", Reason: "dấu bưu điện", By: "An",
			Day: "2019-10-12", Until: "2019-12-31"},
		{Line: 7, Key: "revoke|4", Digest: digest, No: "4", Decision: "hủy", Day: "hôm nay", Until: "mãi mãi",
			Faults: []decision.Fault{decision.NoReason, decision.NoName, decision.NoDay, decision.BadUntil}},
		{Line: 8, Key: "count|cq-3|x", Digest: digest, No: "5", Reason: "có lý do", By: "An", Day: w.Rows[3].Day,
			Faults: []decision.Fault{decision.NoDecision, decision.NoDay}},
	}
	if d := cmp.Diff(want, w.Rows); d != "" {
		t.Error(d)
	}
	if w.Kind != decision.Deciding || w.Round != "nhỏ" || w.Position != 7 || w.Seal != "" {
		t.Errorf("stamp: %+v", w.Stamp)
	}
}

// A sheet that was given another name is found by the digests in its column; a workbook
// without one says nothing.
func TestReadRenamed(t *testing.T) {
	cells := map[string]any{}
	row(cells, 4, 1, "việc", "cq-0", nil, "2", "lý do", "An", "12/10/2019", nil, nil, "version|cq-0", digest)
	w := decision.Read(made(t, page{"Việc của tôi", cells}, deciding("Cần quyết định", 4)))
	if len(w.Rows) != 1 || w.Rows[0].Key != "version|cq-0" {
		t.Errorf("renamed: %+v", w.Rows)
	}
	delete(cells, "K4") // a digest without a key is no row of ours
	if w := decision.Read(made(t, page{"Việc của tôi", cells}, deciding("Cần quyết định", 4))); w.Rows != nil {
		t.Errorf("no sheet of ours: %+v", w.Rows)
	}
}

// The seal of a workbook is over all that says which it is, a row's over what it asks of whom.
func TestSeals(t *testing.T) {
	ours, theirs := seal.Keys{seal.New()}, seal.Keys{seal.New()}
	whole := decision.Stamp{Kind: decision.Appraising, Round: "nhỏ", Desk: "phòng", Seat: "xã",
		Position: 7}.Sealed(ours)
	if !whole.Good(ours) || whole.Good(theirs) || whole.Good(nil) {
		t.Errorf("%+v is good for %t, %t", whole, whole.Good(ours), whole.Good(theirs))
	}
	if bare := whole.Sealed(nil); bare.Seal != "" || bare.Good(ours) {
		t.Errorf("without a key: %+v", bare)
	}
	mark := whole.SealRow(ours, "appraise|phòng|cq-0", digest)
	later := whole
	if later.Position = 99; later.Good(ours) || !later.GoodRow(ours, "appraise|phòng|cq-0", digest, mark) {
		t.Error("another revision has another seal, and takes the rows of this one")
	}
	for name, moved := range map[string]func(s *decision.Stamp){
		"another sort":  func(s *decision.Stamp) { s.Kind = decision.Recognising },
		"another round": func(s *decision.Stamp) { s.Round = "lớn" },
		"another desk":  func(s *decision.Stamp) { s.Desk = "sở" },
		"another seat":  func(s *decision.Stamp) { s.Seat = "phường" },
	} {
		s := whole
		if moved(&s); s.Good(ours) || s.GoodRow(ours, "appraise|phòng|cq-0", digest, mark) {
			t.Errorf("%s: the seal is still good", name)
		}
	}
	for _, at := range [][3]string{
		{"appraise|phòng|cq-1", digest, mark}, {"appraise|phòng|cq-0", "fedcba9876543210", mark},
		{"appraise|phòng|cq-0", digest, ""}, {"appraise|phòng|cq-0", digest, mark[:len(mark)-1] + "x"},
	} {
		if whole.GoodRow(ours, at[0], at[1], at[2]) {
			t.Errorf("%v is a good row", at)
		}
	}
}

// A stamp is read back from the hidden sheet wherever that stands; no other book has one.
func TestStampOf(t *testing.T) {
	keys := seal.Keys{seal.New()}
	want := decision.Stamp{Kind: decision.Appraising, Round: "nhỏ", Desk: "phòng", Seat: "xã", Position: 7}.Sealed(keys)
	hidden := map[string]any{"A1": string(decision.Appraising)}
	for i, kv := range [][2]string{
		{decision.KeyRound, "nhỏ"}, {decision.KeyDesk, "phòng"}, {decision.KeySeat, "xã"}, {decision.KeyPosition, "7"},
		{decision.KeySeal, want.Seal},
	} {
		row(hidden, i+2, kv[0], kv[1])
	}
	got, ok := decision.StampOf(made(t, page{"Trang", map[string]any{"A1": "x"}}, page{"_nhap", hidden}))
	if !ok || got != want || !got.Good(keys) {
		t.Errorf("%+v %t", got, ok)
	}
	if s, ok := decision.StampOf(made(t, page{"Trang", map[string]any{"A1": "x"}})); ok {
		t.Errorf("a book of anybody's: %+v", s)
	}
	if p := decision.ReadBook(made(t, page{"Trang", map[string]any{"A1": "x"}})); p.Lines != nil || p.Kind != "" {
		t.Errorf("a paper of anybody's: %+v", p)
	}
}

// hiddenSheet says where tables stand: each its sheet, first row and columns.
func hiddenSheet(sort decision.BookKind, rows ...[]any) page {
	cells := map[string]any{"A1": string(sort), "A2": decision.KeyRound, "B2": "nhỏ"}
	for i, r := range rows {
		row(cells, i+3, r...)
	}
	return page{"_nhap", cells}
}

// columns are those of a table for tests.
func columns(of string, first int) []any {
	return []any{decision.KeyTables, of, strconv.Itoa(first), decision.ColumnUnit, "-", decision.InCriterion + "a",
		decision.InDay, decision.InReason, decision.ColumnKey, decision.ColumnDigest, decision.ColumnSeen,
		decision.ColumnSeal}
}

// What was typed is read as it is: numbers in Vietnamese spelling, days by format or as text,
// error values as unusable. Rows without a key and without anything typed are none.
func TestReadBook(t *testing.T) {
	cells := map[string]any{"B1": "12/10/2019", "B2": "05/QĐ"}
	row(cells, 5, "Xã A", "ours", 8.5, october, "lý do", "appraise|phòng|a", digest, "seen", "mark")
	row(cells, 6, "Xã B", "ours", "8,5", "12.10.2019", "=1/0", "appraise|phòng|b", digest)
	row(cells, 7, "Xã C", "ours", 43750, 43750, nil, "appraise|phòng|c", digest, nil, nil, "beyond the columns")
	row(cells, 8, nil, nil, "chín")
	row(cells, 9, "Xã E", "ours")
	row(cells, 10, "Xã G", "ours", nil, nil, "=1+1")
	p := decision.ReadBook(made(t, page{"Trang 1", cells}, hiddenSheet(decision.Recognising,
		[]any{decision.KeyField, decision.FieldDay, "Trang 1", "B1"},
		[]any{decision.KeyField, decision.FieldNo, "Trang 1", "B2"},
		[]any{decision.KeyField, decision.FieldBy, "Trang 9", "B3"}, []any{decision.KeyField, "x", "Trang 1", "không"},
		columns("Trang 1", 5))))
	if p.Kind != decision.Recognising || p.Round != "nhỏ" {
		t.Errorf("stamp %+v", p.Stamp)
	}
	if d, n := p.Fields[decision.FieldDay], p.Fields[decision.FieldNo]; d.Day != "2019-10-12" || n.Text != "05/QĐ" ||
		len(p.Fields) != 2 {
		t.Errorf("fields %+v", p.Fields)
	}
	if len(p.Lines) != 5 {
		t.Fatalf("%d lines: %+v", len(p.Lines), p.Lines)
	}
	a, b, c, e := p.Lines[0], p.Lines[1], p.Lines[2], p.Lines[3]
	want := decision.Line{Sheet: "Trang 1", No: 5, Key: "appraise|phòng|a", Digest: digest, Seen: "seen", Seal: "mark",
		Unit: "Xã A"}
	if got := a; got.Cells != nil {
		if got.Cells = nil; !cmp.Equal(got, want) {
			t.Error(cmp.Diff(want, got))
		}
	}
	exact := map[string]string{decision.InCriterion + "a": "8.5", decision.InDay: "2019-10-12",
		decision.InReason: "lý do"}
	if d := cmp.Diff(exact, a.Exact()); d != "" || a.Bad() != "" {
		t.Error(d, a.Bad())
	}
	if got := b.Exact(); got[decision.InCriterion+"a"] != "8.5" || got[decision.InDay] != "2019-10-12" ||
		b.Bad() != "#DIV/0!" {
		t.Errorf("typed as text: %v, bad %q", got, b.Bad())
	}
	if got := b.Typed()[decision.InCriterion+"a"]; got != "8,5" {
		t.Errorf("typed %q", got)
	}
	if got := c.Cells[decision.InDay]; got.Day != "2019-10-12" || got.Num == nil ||
		c.Exact()[decision.InCriterion+"a"] != "43750" {
		t.Errorf("a day whose format was lost: %+v", c.Cells)
	}
	if e.Key != "" || e.No != 8 || e.Cells[decision.InCriterion+"a"].Num != nil ||
		e.Exact()[decision.InCriterion+"a"] != "chín" {
		t.Errorf("a row without a key: %+v", e)
	}
	if got := p.Lines[4].Bad(); got != "=" {
		t.Errorf("a formula without a result: %q", got)
	}
	if slices.ContainsFunc(p.Lines, func(l decision.Line) bool { return l.No == 9 }) {
		t.Error("a row with a name alone is none")
	}
}

// A table whose sheet was given another name is found by its digests, and never in the sheet
// of another table; none is read twice.
func TestReadBookRenamed(t *testing.T) {
	one, two := map[string]any{}, map[string]any{}
	row(one, 5, "Xã A", nil, 1, nil, nil, "k1", digest)
	row(two, 5, "Xã B", nil, 2, nil, nil, "k2", digest)
	hidden := hiddenSheet(decision.Appraising, columns("Trang 1", 5), columns("Trang 2", 5), columns("Trang 2", 5),
		columns("Trang 3", 5))
	p := decision.ReadBook(made(t, page{"khác", two}, page{"Trang 1", one}, hidden))
	var got []string
	for _, l := range p.Lines {
		got = append(got, fmt.Sprint(l.Sheet, " ", l.Key))
	}
	if d := cmp.Diff([]string{"Trang 1 k1", "khác k2"}, got); d != "" {
		t.Error(d)
	}
	late := decision.ReadBook(made(t, page{"khác", two}, hiddenSheet(decision.Appraising, columns("Trang 1", 6))))
	if late.Lines != nil {
		t.Errorf("digests that stand above the table are not its: %+v", late.Lines)
	}
}

// A decision holds up to its last day, and no longer once it is taken back.
func TestInForce(t *testing.T) {
	at := time.Date(2019, 10, 12, 23, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		d    decision.Decision
		want bool
	}{
		{decision.Decision{}, true},
		{decision.Decision{Until: "2019-10-12"}, true},
		{decision.Decision{Until: "2019-10-11"}, false},
		{decision.Decision{Until: "2019-10-13", Revoked: true}, false},
	} {
		if got := c.d.InForce(at); got != c.want {
			t.Errorf("%+v: %t", c.d, got)
		}
	}
}

// Answers are the same whatever their case, accents' spelling or spaces.
func TestSame(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"Đạt", " đạt ", true}, {"ĐẠT", "đạt", true}, {"khong dat", "không đạt", true}, {"đạt", "không đạt", false},
		{"", "x", false}} {
		if got := decision.Same(c.a, c.b); got != c.want {
			t.Errorf("%q and %q: %t", c.a, c.b, got)
		}
	}
	if decision.Key("a", "b") != "a|b" {
		t.Error(decision.Key("a", "b"))
	}
}

// Of several cells of a row that cannot be used the same one is told each time.
func TestBadCellOfARow(t *testing.T) {
	l := decision.Line{Cells: map[string]decision.Cell{decision.InBy: {Text: "An"},
		decision.InResult: {Text: "#N/A", Bad: true}, decision.InReason: {Text: "#REF!", Bad: true}}}
	for range 50 {
		if got := l.Bad(); got != "#N/A" {
			t.Fatalf("told: %s", got)
		}
	}
}
