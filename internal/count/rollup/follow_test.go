package rollup

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
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

// A rule that is not judged of this level's kind, or only sometimes, moves no total; nor do the
// typed totals give way where they are not the sums of their own parts: what a unit left out
// would be lost.
func TestATotalDoesNotFollowInVain(t *testing.T) {
	for what, c := range map[string]struct {
		of   func(r *round.Round, counted Counted)
		want string
	}{
		"as it is":        {func(*round.Round, Counted) {}, "16"},
		"another's rule":  {func(r *round.Round, _ Counted) { ruleOf(r).Kinds = []string{"truong_hoc"} }, "12"},
		"this one's rule": {func(r *round.Round, _ Counted) { ruleOf(r).Kinds = []string{"xa_phuong"} }, "16"},
		"on trial":        {func(r *round.Round, _ Counted) { ruleOf(r).Trial = true }, "12"},
		"a part left out": {func(_ *round.Round, c Counted) { delete(c["le-loi-t02"].Values, first) }, "12"},
		"a total that is not its parts'": {func(_ *round.Round, c Counted) {
			c["le-loi-t01"].Values[first] = json.Number("4")
		}, "12"},
	} {
		r := load(t)
		counted := Counted{
			"le-loi-t01": says(map[string]string{whole: "5", first: "5", other: "0"}),
			"le-loi-t02": says(map[string]string{whole: "7", first: "7", other: "0"}),
			"le-loi":     says(map[string]string{other: "4"}),
		}
		c.of(r, counted)
		if got := fmt.Sprint(New(r, counted, nil).At("le-loi")[whole].Sum); got != c.want {
			t.Errorf("%s: %s, want %s", what, got, c.want)
		}
	}
}

func ruleOf(r *round.Round) *rule.Rule {
	for i := range r.Form.Rules {
		if r.Form.Rules[i].Total == whole {
			return &r.Form.Rules[i]
		}
	}
	return nil
}

// BenchmarkRoll adds up a level of many units, half of which gave parts without a total.
func BenchmarkRoll(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := load(b)
			units, counted := []round.Unit{{Code: "tp", Kind: "thanh_pho", Direct: true}}, Counted{}
			for i := range n {
				u := round.Unit{Code: fmt.Sprintf("x-%05d", i), Kind: "xa_phuong", Parent: "tp", Direct: true}
				units = append(units, u)
				values := map[string]string{whole: "2", first: "1", other: "1"}
				if i%2 > 0 {
					delete(values, whole)
				}
				counted[u.Code] = says(values)
			}
			r.Self, r.Register = "tp", round.RegisterOf(units)
			tree := New(r, counted, nil)
			for b.Loop() {
				if tot := tree.Roll()[whole]; fmt.Sprint(tot.Sum) != fmt.Sprint(2*n) || len(tot.Parts) == 0 {
					b.Fatalf("%s of %v", tot.Sum, tot.Parts)
				}
			}
		})
	}
}

func zero(d *decimal.Decimal) decimal.Decimal {
	if d == nil {
		return decimal.Zero
	}
	return *d
}
