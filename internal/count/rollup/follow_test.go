package rollup

import (
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

const (
	whole = "mttq_nguoi_loi"
	first = "mttq_tien_bo"
	other = "mttq_chua_tien_bo"
)

// A commune alone answers one of two parts, its villages the total and the other part: the
// total is what the parts come to, so that the level above finds no contradiction in it.
func TestATotalFollowsItsParts(t *testing.T) {
	r := load(t)
	counted := Counted{
		"le-loi-t01": says(map[string]string{whole: "5", first: "5"}),
		"le-loi-t02": says(map[string]string{whole: "7", first: "7"}),
		"le-loi":     says(map[string]string{other: "4"}),
	}
	tot := New(r, counted, nil).At("le-loi")[whole]
	if fmt.Sprint(tot.Sum) != "16" || !slices.Equal(tot.Parts, []string{first, other}) {
		t.Errorf("%v of %v", tot.Sum, tot.Parts)
	}
	if len(tot.From) != 3 {
		t.Errorf("it comes from %v", tot.From)
	}
	counted["le-loi"].Values[whole] = counted["le-loi"].Values[other] // it answers for all below it
	if tot = New(r, counted, nil).At("le-loi")[whole]; fmt.Sprint(tot.Sum) != "4" || len(tot.Parts) > 0 {
		t.Errorf("its own answer gives way: %v of %v", tot.Sum, tot.Parts)
	}
}

// Where each unit types totals that are the sums of its parts, no total follows: they agree.
func TestTotalsThatAgreeStayTyped(t *testing.T) {
	r := load(t)
	rapid.Check(t, func(t *rapid.T) {
		counted := Counted{}
		for _, u := range r.Register.Units[:20] {
			a, b := rapid.IntRange(0, 9).Draw(t, "a"), rapid.IntRange(0, 9).Draw(t, "b")
			if rapid.Bool().Draw(t, u.Code) {
				counted[u.Code] = says(map[string]string{first: fmt.Sprint(a), other: fmt.Sprint(b), whole: fmt.Sprint(a + b)})
			}
		}
		tot := New(r, counted, nil).Roll()
		if len(tot[whole].Parts) > 0 {
			t.Fatalf("it follows %v", tot[whole].Parts)
		}
		if sum := tot[whole].Sum; sum != nil && !sum.Equal(zero(tot[first].Sum).Add(zero(tot[other].Sum))) {
			t.Fatalf("%s is not %s + %s", sum, tot[first].Sum, tot[other].Sum)
		}
	})
}

func zero(d *decimal.Decimal) decimal.Decimal {
	if d == nil {
		return decimal.Zero
	}
	return *d
}
