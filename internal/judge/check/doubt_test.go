package check_test

import (
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/read/answer"
)

// answered is a return as it is read of a form with the values, without the workbook between.
func answered(r *round.Round, u round.Unit, values map[string]any) *answer.Return {
	plan := form.Of(r, u)
	ret := &answer.Return{Round: r.ID, Unit: u, Plan: plan, Tables: map[string][]answer.TableRow{}}
	for _, in := range plan.Inputs {
		a := answer.Answer{Name: in.Name, Sheet: form.Title(r, in.Sheet), Row: in.Row, Col: in.Col, LastRow: in.LastRow}
		switch v := values[in.Name].(type) {
		case decimal.Decimal:
			a.State, a.Num = answer.Number, v
		case string:
			a.State, a.Text = answer.Text, v
		}
		ret.Set(a)
	}
	return ret
}

// disagreements are the findings of rules between figures.
func disagreements(fs []finding.Finding) (out []finding.Finding) {
	for _, f := range fs {
		if strings.HasPrefix(f.Code, "CONS-") && f.ForUnit() && f.Code != "CONS-003" && f.Code != "CONS-005" {
			out = append(out, f)
		}
	}
	return out
}

// planted makes one figure of a return wrong as people do; "" where that changes nothing.
func planted(rnd *rand.Rand, plan *form.Plan, values map[string]any) (name, how string) {
	in := plan.Inputs[rnd.IntN(len(plan.Inputs))]
	d, ok := values[in.Name].(decimal.Decimal)
	if !ok || in.Part != form.Value && in.Part != form.Prior || d.IsZero() {
		return "", ""
	}
	wrong := d
	switch s := d.String(); rnd.IntN(6) {
	case 0:
		how, wrong = "ten times", d.Shift(1)
	case 1:
		how, wrong = "a thousand times", d.Shift(3)
	case 2, 3:
		how = "two digits swapped"
		if i := rnd.IntN(len(s)); i+1 < len(s) {
			wrong = num(s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:])
		}
	case 4:
		how = "last year's"
		if p, ok := values[in.Name+round.PriorSuffix].(decimal.Decimal); ok {
			wrong = p
		}
	case 5:
		how = "another digit"
		i := rnd.IntN(len(s))
		wrong = num(s[:i] + string("123456789"[rnd.IntN(9)]) + s[i+1:])
	}
	if asked := plan.Asked(in.Name); wrong.Equal(d) || asked.Refuses(wrong) != "" {
		return "", ""
	}
	values[in.Name] = wrong
	return in.Name, how
}

// One wrong figure among those that do not agree: the cell named first is the wrong one in
// four of five, and it is always among those that are named.
func TestTheLikeliestCellIsNamedFirst(t *testing.T) {
	r := load(t)
	rnd := rand.New(rand.NewPCG(14, 2))
	units := []string{"le-loi", "pha-lai", "cq-01", "th-01", "sao-do-t01", "dn-01"}
	var bases []map[string]any // faultless, unit after unit
	for seed := uint64(1); len(bases) < 6*len(units); seed++ {
		u, _ := r.Register.Unit(units[len(bases)%len(units)])
		fill := demo.Filled(r, u, seed)
		if len(disagreements(check.Return(answered(r, u, fill.Values), nil, r))) == 0 {
			bases = append(bases, fill.Values)
		}
	}
	first, all := map[string]int{}, map[string]int{}
	n, right := 0, 0
	for i := 0; n < 200; i++ {
		u, _ := r.Register.Unit(units[i%len(units)])
		values := maps.Clone(bases[i%len(bases)])
		name, how := planted(rnd, form.Of(r, u), values)
		if name == "" {
			continue
		}
		found := disagreements(check.Return(answered(r, u, values), nil, r))
		if len(found) == 0 {
			continue
		}
		n++
		all[how]++
		if found[0].IDs[0] == name {
			right++
			first[how]++
		} else {
			t.Logf("%s %s %s: first %s of %v, %+v", u.Code, how, name, found[0].IDs[0], found[0].IDs, found[0].Likely)
		}
		for _, f := range found {
			if !slices.Contains(f.IDs, name) {
				t.Errorf("%s: %s is not among %v", u.Code, name, f.IDs)
			}
		}
	}
	t.Logf("right first: %d of %d; %v of %v", right, n, first, all)
	if right*5 < n*4 {
		t.Errorf("the wrong cell is first in %d of %d", right, n)
	}
}

// A figure that somebody may type because we say so must be more than a guess: what was meant
// is told where the rules leave no other figure, where last year's is near, or where the two
// are several times apart; else nothing is.
func TestOnlyWhatIsMoreThanAGuessIsTold(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("th-19")
	for _, c := range []struct{ what, whole, part, want string }{
		{"a little more than the whole", "11", "15", ""},
		{"ten times the whole", "11", "110", "11"},
		{"two digits swapped, and no more known of it", "45", "51", ""},
	} {
		values := demo.Filled(r, u, 3).Values
		values["don_thu"], values["don_thu_gia_tri"] = num(c.whole), num(c.part)
		found := disagreements(check.Return(answered(r, u, values), nil, r))
		if len(found) != 1 {
			t.Fatalf("%s: %v", c.what, found)
		}
		_, fix := found[0].Text("vi")
		if told := strings.Contains(fix, "có lẽ là "+c.want); told != (c.want != "") || c.want == "" && found[0].Likely != nil {
			t.Errorf("%s: %q, %+v", c.what, fix, found[0].Likely)
		}
	}
}
