package formbook_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/sheet"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
)

func load(t testing.TB) *round.Round {
	t.Helper()
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// blank is the outline of the guidance, as a table: the judge of the form.
type blank struct{ id, label, typ, unit, kinds, only, prior, total, note string }

func outline(t *testing.T) (out []blank) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "..", "testdata", "outline.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		out = append(out, blank{r[0], r[2], r[3], r[4], r[5], r[6], r[7], r[8], r[9]})
	}
	return out
}

var letters = map[string]string{"xa_phuong": "X", "thon_kdc": "T", "co_quan": "C", "doanh_nghiep": "D", "truong_hoc": "H"}

// For every kind, each id of the outline for that kind, and no other, is a
// defined name of its form, unlocked unless it is computed; a unit's own form
// leaves out what is only for others.
func TestEveryBlankOfTheOutlineIsAnInput(t *testing.T) {
	r := load(t)
	units := []round.Unit{{Kind: "xa_phuong"}, {Kind: "thon_kdc"}, {Kind: "co_quan"}, {Kind: "doanh_nghiep"}, {Kind: "truong_hoc"}}
	for _, code := range []string{"le-loi", "sao-do"} {
		u, _ := r.Register.Unit(code)
		units = append(units, u)
	}
	for _, u := range units {
		data, err := formbook.Form(r, u, form.Fill{Copy: 1})
		if err != nil {
			t.Fatal(err)
		}
		names, locked := namesOf(t, data)
		for _, b := range outline(t) {
			want := slices.Contains(strings.Fields(b.kinds), letters[u.Kind]) && (b.only == "" || u.Code == "" || u.Attrs["loai"] == b.only)
			ref, has := names[b.id]
			if want != has {
				t.Errorf("%s %s: %s a defined name: %v, want %v", u.Kind, u.Code, b.id, has, want)
				continue
			}
			if has && locked(ref) != (b.typ == "ratio") {
				t.Errorf("%s: %s locked: %v", u.Kind, b.id, locked(ref))
			}
			if prior, ok := names[b.id+round.PriorSuffix]; ok != (want && b.prior == "y") || ok && locked(prior) {
				t.Errorf("%s: last year's %s an open input: %v", u.Kind, b.id, ok)
			}
		}
	}
}

// The figures' sheet says what time its figures cover, as the guidance sets it, and numbers its
// sections of figures as the paper prints them: part II has two 2s and no 3.
func TestTheFiguresSheetSaysItsPeriod(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("le-loi")
	data, err := formbook.Form(r, u, form.Fill{Copy: 1})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Số liệu")
	if err != nil {
		t.Fatal(err)
	}
	if head := strings.Join(rows[0], " "); !strings.Contains(head, "số liệu tính từ 16/10/2018") {
		t.Errorf("the sheet is headed %q", head)
	}
	var numbers []string
	for _, row := range rows[1:] {
		if len(row) > 0 && strings.HasPrefix(row[0], "II.") {
			number, _, _ := strings.Cut(row[0], " ")
			numbers = append(numbers, number)
		}
	}
	if got := strings.Join(numbers, " "); got != "II.1 II.2 II.2 II.4 II.5.a II.5.b II.5.c II.5.d II.5.e II.5.g II.5.f II.5.i II.6 II.7" {
		t.Errorf("the sections are numbered %s", got)
	}
}

// namesOf are a workbook's names, and whether the cell of a reference is locked.
func namesOf(t *testing.T, data []byte) (map[string]string, func(ref string) bool) {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	names := map[string]string{}
	for _, d := range f.GetDefinedName() {
		names[d.Name] = d.RefersTo
	}
	return names, func(ref string) bool {
		cut := strings.LastIndex(ref, "!")
		name := strings.Trim(ref[:cut], "'")
		first, _, _ := strings.Cut(strings.ReplaceAll(ref[cut+1:], "$", ""), ":")
		id, err := f.GetCellStyle(name, first)
		if err != nil {
			t.Fatal(err)
		}
		s, err := f.GetStyle(id)
		if err != nil {
			t.Fatal(err)
		}
		return s.Protection == nil || s.Protection.Locked
	}
}

// The definition says of every blank what the outline says.
func TestDefinitionFollowsTheOutline(t *testing.T) {
	r := load(t)
	rows := outline(t)
	if len(rows) != len(r.Form.Indicators) {
		t.Errorf("%d blanks in the outline, %d indicators", len(rows), len(r.Form.Indicators))
	}
	for i, b := range rows {
		in := r.Form.Indicators[i]
		var kinds []string
		for _, k := range in.Kinds {
			kinds = append(kinds, letters[k])
		}
		total := in.TotalFrom
		if total == "xa_phuong" {
			total = "X"
		}
		got := blank{in.ID, in.Label, string(in.Type), b.unit, strings.Join(kinds, " "), in.Only["loai"], map[bool]string{true: "y"}[in.Prior], total, b.note}
		if got != b {
			t.Errorf("row %d: %+v, the outline says %+v", i+2, got, b)
		}
		if in.Type != round.Choice && in.Unit != b.unit {
			t.Errorf("%s counts %q, the outline says %q", in.ID, in.Unit, b.unit)
		}
		if (in.When != nil) != strings.HasPrefix(b.note, "required when") {
			t.Errorf("%s: conditional %v, the outline says %q", in.ID, in.When != nil, b.note)
		}
		for _, k := range in.Kinds {
			owed := b.note != "optional" && b.typ != "ratio" && (k != "thon_kdc" || strings.HasPrefix(b.id, "ho_"))
			if in.Owed(k) != owed {
				t.Errorf("%s owed by %s: %v", in.ID, k, in.Owed(k))
			}
		}
	}
}

// The same content gives the same bytes, so that outputs are a function of the
// ledger.
func TestFormsAreDeterministic(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("th-01")
	a, err := formbook.Form(r, u, demo.Filled(r, u, 1))
	if err != nil {
		t.Fatal(err)
	}
	b, err := formbook.Form(r, u, demo.Filled(r, u, 1))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a, b) {
		t.Error("two writings of the same form differ")
	}
}

// Every formula of ours carries its result with the result's type.
func TestFormulasCarryTheirResults(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("le-loi")
	for _, fill := range []form.Fill{{Copy: 1}, demo.Filled(r, u, 1)} {
		data, err := formbook.Form(r, u, fill)
		if err != nil {
			t.Fatal(err)
		}
		book, err := sheet.Open(data, sheet.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, s := range book.Sheets {
			for c := range s.Cells() {
				if c.Formula {
					n++
				}
				if c.Pending {
					t.Errorf("%s!%s: a formula without a result", s.Name, sheet.Ref(c.Row, c.Col))
				}
			}
		}
		if n < 20 {
			t.Errorf("%d formulas in the form", n)
		}
		a, _ := book.Area("ho_cam_ket_ty_le")
		if c := a.Sheet.At(a.Row, a.Col); fill.Values != nil && c.Kind != sheet.Number {
			t.Errorf("the rate of a filled form is %q", c.Text)
		}
	}
}

// What a unit typed in more rows than the form has is kept in the workbook that
// goes back.
func TestCorrectionKeepsRowsBeyondTheForm(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("cq-01")
	fill := demo.Filled(r, u, 1)
	fill.Received = time.Now()
	fill.Tables["mo_hinh"] = nil
	for i := range 60 {
		fill.Tables["mo_hinh"] = append(fill.Tables["mo_hinh"], map[string]any{"ten": "Mô hình " + sheet.ColumnName(i+1)})
	}
	data, err := formbook.Form(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	a, ok := book.Area("bang_mo_hinh")
	if !ok || a.LastRow-a.Row+1 < 80 {
		t.Fatalf("table of %d rows for 60 answered", a.LastRow-a.Row+1)
	}
	for i := range 60 {
		if got := a.Sheet.At(a.Row+i, a.Col).Text; got != "Mô hình "+sheet.ColumnName(i+1) {
			t.Fatalf("row %d holds %q", i, got)
		}
	}
}

func BenchmarkForm(b *testing.B) {
	r := load(b)
	u, _ := r.Register.Unit("le-loi")
	for b.Loop() {
		if _, err := formbook.Form(r, u, form.Fill{Copy: 1}); err != nil {
			b.Fatal(err)
		}
	}
}

// Between answers of several rows stands a locked one, so that too long a paste is
// refused instead of running into the next answer.
func TestAnswersDoNotTouch(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("le-loi")
	last := 0
	for _, in := range form.Build(r, u, nil).Inputs {
		if in.Sheet != form.Report {
			continue
		}
		if in.Row <= last+1 {
			t.Errorf("%s begins in row %d, the answer before ends in %d", in.Name, in.Row, last)
		}
		last = in.LastRow
	}
	if last == 0 {
		t.Error("no narratives")
	}
}

// Two units of one kind and one name below the same parent are a mistake of the register,
// however the parent's code is written; below different parents they are not.
func TestUnitsThatNobodyCanTellApart(t *testing.T) {
	units := []round.Unit{
		{Code: "chi-linh", Name: "Thành phố Chí Linh", Kind: "thanh_pho", Direct: true},
		{Code: "a", Name: "Xã A", Kind: "xa_phuong", Parent: "chi-linh", Direct: true, Attrs: map[string]string{"loai": "xã"}},
		{Code: "b", Name: "Xã B", Kind: "xa_phuong", Parent: "chi-linh", Direct: true, Attrs: map[string]string{"loai": "xã"}},
		{Code: "a1", Name: "Thôn Hòa Bình", Kind: "thon_kdc", Parent: "a", Direct: true},
		{Code: "b1", Name: "Thôn Hòa Bình", Kind: "thon_kdc", Parent: "b", Direct: true},
		{Code: "a2", Name: "thôn Hoà  Bình", Kind: "thon_kdc", Parent: "A", Direct: true},
	}
	for n, want := range map[int]int{5: 0, 6: 1} {
		dir := filepath.Join(t.TempDir(), "antt-2019")
		if err := os.Mkdir(dir, 0o755); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{define.RoundFile, define.FormFile} {
			data, err := os.ReadFile(filepath.Join("..", "..", "..", "templates", "antt-2019", name))
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		data, err := officers.Register("vi", units[:n], "Danh sách đơn vị")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, define.RegisterFile), data, 0o644); err != nil {
			t.Fatal(err)
		}
		_, err = define.Load(dir)
		ms, _ := err.(define.Mistakes)
		if len(ms) != want || err != nil && len(ms) == 0 {
			t.Errorf("of %d units: %v, want %d mistakes", n, err, want)
		}
		for _, m := range ms {
			if !strings.Contains(m.EN, "of the same kind and parent") {
				t.Errorf("of %d units: %s", n, m.EN)
			}
		}
	}
}
