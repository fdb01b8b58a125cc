package rollup

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
)

func load(t testing.TB) *round.Round {
	t.Helper()
	r, err := define.Load("../../../templates/antt-2019")
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func says(values map[string]string) record.Verdict {
	v := record.Verdict{Values: map[string]any{}, Prior: map[string]any{}}
	for id, s := range values {
		v.Values[id] = json.Number(s)
	}
	return v
}

func TestNothingCountsTwice(t *testing.T) {
	r := load(t)
	counted := Counted{
		"le-loi":     says(map[string]string{"ho_tong": "100", "ho_cam_ket": "50", "hinh_su_vu": "3"}),
		"le-loi-t01": says(map[string]string{"ho_tong": "40", "ho_cam_ket": "40", "hinh_su_vu": "1"}), // in its commune's figures
		"bac-an-t01": says(map[string]string{"ho_tong": "30", "ho_cam_ket": "10"}),                    // its commune has not reported
		"dn-01":      says(map[string]string{"hinh_su_vu": "2", "cam_ket_cbcnv": "7"}),                // its case is in the commune's
		"th-13":      says(map[string]string{"cam_ket_hoc_sinh": "9", "cam_ket_cbcnv": "5"}),          // below a commune that is not asked
	}
	tot := New(r, counted, nil).Roll()
	for id, want := range map[string]string{"ho_tong": "130", "ho_cam_ket": "60", "hinh_su_vu": "3", "cam_ket_cbcnv": "12", "cam_ket_hoc_sinh": "9"} {
		if got := fmt.Sprint(tot[id].Sum); got != want {
			t.Errorf("%s: %s, want %s", id, got, want)
		}
	}
	if got := tot["ho_cam_ket_ty_le"].Ratio.StringFixed(6); got != "0.461538" { // 60/130, not the mean of rates
		t.Errorf("rate %s", got)
	}
	if got := fmt.Sprint(tot["hinh_su_vu"].Beside); got != "map[doanh_nghiep:2 thon_kdc:1]" {
		t.Errorf("beside %s", got)
	}
	if tot["don_thu"].Sum != nil {
		t.Error("what nobody answered has a total")
	}
}

// A total does not depend on the order of the register's units.
func TestOrderDoesNotMatter(t *testing.T) {
	r := load(t)
	rapid.Check(t, func(t *rapid.T) {
		counted := Counted{}
		for _, u := range r.Register.Units {
			if rapid.Bool().Draw(t, u.Code) {
				counted[u.Code] = says(map[string]string{"tuyen_truyen_luot": fmt.Sprint(rapid.IntRange(0, 50).Draw(t, "n"))})
			}
		}
		a := New(r, counted, nil).Roll()["tuyen_truyen_luot"]
		turned := *r
		back := slices.Clone(r.Register.Units)
		slices.Reverse(back)
		turned.Register = round.RegisterOf(back)
		b := New(&turned, counted, nil).Roll()["tuyen_truyen_luot"]
		if fmt.Sprint(a.Sum) != fmt.Sprint(b.Sum) {
			t.Fatalf("%v, reversed %v", a.Sum, b.Sum)
		}
		sum := 0
		for _, code := range a.From {
			var n int
			fmt.Sscan(fmt.Sprint(counted[code].Values["tuyen_truyen_luot"]), &n)
			sum += n
		}
		if len(a.From) > 0 && fmt.Sprint(sum) != a.Sum.String() {
			t.Fatalf("the units named give %d, the total is %s", sum, a.Sum)
		}
	})
}
