package check_test

import (
	"slices"
	"testing"

	"tonghop/internal/ask/form"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
)

// A figure far from what is usual is asked about, with what is usual; one that is near, or
// explained, is not.
func TestFiguresFarFromWhatIsUsual(t *testing.T) {
	r := load(t)
	for _, c := range []struct {
		what, unit, name, typed, prior, want string
	}{
		{"a thousand times last year's", "le-loi", "hinh_su_vu", "12000", "12", "CELL-014.thousand"},
		{"a thousandth of last year's", "le-loi", "hinh_su_vu", "12", "12000", "CELL-014.thousand"},
		{"a hundred times", "le-loi", "hinh_su_vu", "1200", "12", ""},
		{"beside last year's nought", "le-loi", "hinh_su_vu", "12000", "0", ""},
		{"pupils of a whole country", "th-01", "gd_hoc_sinh", "6000000", "", "CELL-014."},
		{"a large school", "th-01", "gd_hoc_sinh", "30000", "", ""},
		{"a day turned into a number, above what is usual", "th-01", "gd_lop_tong", "43588", "", "CELL-014."},
		{"a day turned into a number", "th-01", "tuyen_truyen_luot", "43588", "", "CELL-014.date"},
		{"the number of a day long ago", "th-01", "tuyen_truyen_luot", "36000", "", ""},
		{"money in single ones", "le-loi", "xl_hinh_su_hanh_chinh_tien", "12500000", "", "CELL-014.money"},
		{"money in millions", "le-loi", "xl_hinh_su_hanh_chinh_tien", "12.5", "", ""},
		{"much money, no round figure", "le-loi", "xl_hinh_su_hanh_chinh_tien", "100000.5", "", ""},
	} {
		u, _ := r.Register.Unit(c.unit)
		values := demo.Filled(r, u, 3).Values
		values[c.name] = num(c.typed)
		if c.prior != "" {
			values[c.name+"_nam_truoc"] = num(c.prior)
		}
		said := func() (out []finding.Finding) {
			return slices.DeleteFunc(check.Return(answered(r, u, values), nil, r), func(f finding.Finding) bool {
				return f.Code != "CELL-014" || f.ID != c.name
			})
		}
		got := ""
		fs := said()
		for _, f := range fs {
			got += f.Code + "." + f.Variant
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
		values[c.name+"_giai_trinh"] = "Đúng như vậy, đã đối chiếu sổ sách"
		if fs := said(); len(fs) == 1 && fs[0].Open() {
			t.Errorf("%s: explained, and still asked", c.what)
		}
	}
}

// A level's figures are sums: nothing is usual of them but last year's.
func TestSumsAreNotHeldAgainstWhatIsUsualOfUnits(t *testing.T) {
	r := load(t)
	self, _ := r.Register.Unit(r.Self)
	for _, in := range form.Of(r, self).Inputs {
		if in.Asked.Usual != nil {
			t.Fatalf("%s of the city itself has a usual size", in.Name)
		}
	}
}
