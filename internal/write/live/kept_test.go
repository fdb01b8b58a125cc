package live_test

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/calc"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/write/formbook"
)

// desk is a workbook in which somebody types.
type desk struct {
	t     *testing.T
	book  *sheet.Book
	file  *excelize.File
	typed map[string]any // by sheet!cell
}

func sit(t *testing.T, data []byte) *desk {
	t.Helper()
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return &desk{t, book, f, map[string]any{}}
}

// types puts a value into an input.
func (d *desk) types(name string, v any) {
	d.t.Helper()
	a, ok := d.book.Area(name)
	if !ok {
		d.t.Fatal(name)
	}
	d.typed[a.Sheet.Name+"!"+sheet.Ref(a.Row, a.Col)] = v
}

// says is what the check of an input's line says now.
func (d *desk) says(name string, col int) string {
	d.t.Helper()
	a, ok := d.book.Area(name)
	if !ok {
		d.t.Fatal(name)
	}
	return fmt.Sprint(d.value(a.Sheet.Name, sheet.Ref(a.Row, col)))
}

func (d *desk) value(on, ref string) any {
	d.t.Helper()
	if v, ok := d.typed[on+"!"+ref]; ok {
		return v
	}
	formula, err := d.file.GetCellFormula(on, ref)
	if err != nil {
		d.t.Fatal(err)
	}
	if formula != "" {
		return d.compute(on, formula)
	}
	for _, s := range d.book.Sheets {
		row, col, err := sheet.ParseRef(ref)
		if s.Name != on || err != nil {
			continue
		}
		c := s.At(row, col)
		if n, err := c.Decimal(); c.Kind == sheet.Number && err == nil {
			return n.InexactFloat64()
		}
		if c.Kind == sheet.Text && c.Text != "" {
			return c.Text
		}
	}
	return nil
}

func (d *desk) compute(on, formula string) any {
	d.t.Helper()
	v, err := calc.Compute(strings.TrimPrefix(formula, "="), func(ref string) (any, bool) {
		name := on
		if s, rest, other := strings.Cut(ref, "!"); other {
			name, ref = strings.Trim(s, "'"), rest
		}
		from, to, many := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
		if !many {
			return d.value(name, from), true
		}
		row, col, _ := sheet.ParseRef(from)
		last, _, _ := sheet.ParseRef(to)
		var all []any
		for ; row <= last; row++ {
			all = append(all, d.value(name, sheet.Ref(row, col)))
		}
		return all, true
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return v
}

// coloured tells whether a marked input has a colour now.
func (d *desk) coloured(name string) bool {
	d.t.Helper()
	a, _ := d.book.Area(name)
	all, err := d.file.GetConditionalFormats(a.Sheet.Name)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, rule := range all[sheet.Ref(a.Row, a.Col)] {
		if d.compute(a.Sheet.Name, rule.Criteria) == true {
			return true
		}
	}
	return false
}

func n(x int64) decimal.Decimal { return decimal.NewFromInt(x) }

// A total that is not its parts' sum is said at its line and at each part's, with where it stands;
// a part that is mended clears all of them at once, and a part that is spoiled brings them back.
func TestAFindingIsClearAtAllItsLines(t *testing.T) {
	r := load(t)
	_, data := back(t, r, "le-loi", func(fill *form.Fill) {
		fill.Values["mo_hinh_duy_tri"] = fill.Values["mo_hinh_duy_tri"].(decimal.Decimal).Add(n(2))
	})
	d := sit(t, data)
	const part = "mo_hinh_to_lien_gia"
	a, _ := d.book.Area(part)
	was, _ := d.value(a.Sheet.Name, sheet.Ref(a.Row, a.Col)).(float64)
	lines := func(total, parts string) {
		t.Helper()
		for name, want := range map[string]string{"mo_hinh_duy_tri": total, part: parts, "mo_hinh_dong_ho": parts} {
			if got := d.says(name, form.FigCheck); !regexp.MustCompile(want).MatchString(got) {
				t.Errorf("%s says %q, want %q", name, got, want)
			}
			if d.coloured(name) != (total != "^Khớp$") {
				t.Errorf("%s is coloured: %v", name, d.coloured(name))
			}
		}
	}
	lines("^Sai: .*chênh 2", "^Liên quan lỗi ở ô D[0-9]+: .*chênh 2")
	d.types(part, was+1)
	lines("^Sai: .*chênh 1", "^Liên quan lỗi ở ô D[0-9]+: .*chênh 1")
	d.types(part, was+2)
	lines("^Khớp$", "^Khớp$")
	d.types(part, was)
	lines("^Sai: .*chênh 2", "^Liên quan lỗi")
}

// What came unclear is asked to be looked at, and not counted: the judge takes the workbook as it
// stands. It is silent once the cell is changed, or explained.
func TestWhatCameUnclearIsLookedAt(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("cq-01")
	struck, lost := finding.New("CELL-013").With("label", "Hòm thư"), finding.New("TMPL-006").With("label", "Điện thoại")
	struck.ID, struck.IDs, struck.Found, struck.Expected = "hom_thu", []string{"hom_thu"}, "12267", n(7)
	lost.ID, lost.IDs = "dien_thoai", []string{"dien_thoai"}
	fill := form.Fill{Copy: 2, Issued: true, Received: r.Due, Values: map[string]any{"hom_thu": n(7)},
		Findings: []finding.Finding{struck, lost}}
	data, err := formbook.Form(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]struct {
		input string
		v     any
	}{
		"a figure that is changed":   {"hom_thu", 12.0},
		"a figure that is explained": {"hom_thu" + round.ExplanationSuffix, "Đã đếm lại, đúng là bảy hòm"},
	} {
		d := sit(t, data)
		if got := d.says("hom_thu", form.FigCheck); !strings.HasPrefix(got, "Xem lại: ") || !d.coloured("hom_thu") {
			t.Errorf("%s: before it says %q, coloured %v", name, got, d.coloured("hom_thu"))
		}
		d.types(change.input, change.v)
		if got := d.says("hom_thu", form.FigCheck); got != "Khớp" || d.coloured("hom_thu") {
			t.Errorf("%s: it says %q, coloured %v", name, got, d.coloured("hom_thu"))
		}
	}
	d := sit(t, data)
	if got := d.says("dien_thoai", form.UnitCheck); !strings.HasPrefix(got, "Xem lại: ") {
		t.Errorf("a field that was lost says %q", got)
	}
	if d.types("dien_thoai", "0220 000"); d.says("dien_thoai", form.UnitCheck) != "" || d.coloured("dien_thoai") {
		t.Errorf("a field that is filled in says %q", d.says("dien_thoai", form.UnitCheck))
	}
}

// All figures as on record of the round before are a question until one of them is another.
func TestAllTheSameIsAQuestionUntilOneDiffers(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("th-01")
	first, last := "", ""
	fill := form.Fill{Copy: 2, Issued: true, Received: r.Due, Past: map[string]decimal.Decimal{},
		Values: map[string]any{}}
	for _, in := range r.Indicators(u) {
		if in.Type == round.Count && !in.Prior {
			fill.Values[in.ID], fill.Past[in.ID] = n(3), n(3)
			first, last = cmp.Or(first, in.ID), in.ID
		}
	}
	all := finding.New("HIST-004")
	all.ID, all.IDs = first, []string{first}
	fill.Findings = []finding.Finding{all}
	data, err := formbook.Form(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	d := sit(t, data)
	if got := d.says(first, form.FigCheck); !strings.HasPrefix(got, "Cần giải trình: ") || !d.coloured(first) {
		t.Errorf("at first it says %q, coloured %v", got, d.coloured(first))
	}
	d.types(last, 4.0)
	if got := d.says(first, form.FigCheck); strings.HasPrefix(got, "Cần giải trình: Tất cả") {
		t.Errorf("with another figure it says %q", got)
	}
}

// A figure that is not owed and blank does not hide what stands beside it.
func TestABlankDoesNotHideTheYearBefore(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("sao-do-t01")
	data, err := formbook.Form(r, u, form.Fill{Copy: 1})
	if err != nil {
		t.Fatal(err)
	}
	d := sit(t, data)
	if got := d.says("te_nan_vu", form.FigCheck); got != "" {
		t.Errorf("a blank that is not owed says %q", got)
	}
	d.types("te_nan_vu"+round.PriorSuffix, "nhiều")
	if got := d.says("te_nan_vu", form.FigCheck); got != "Cần nhập số: số năm trước" {
		t.Errorf("of a text for last year's figure it says %q", got)
	}
}
