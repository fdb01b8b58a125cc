// Package rollup adds returns up along the tree of units, so that nothing is
// counted twice: a parent's own answer replaces its children's for the ids that
// it answers itself, and a figure that covers a territory is taken from the
// kind of unit that covers it.
package rollup

import (
	"github.com/shopspring/decimal"

	"tonghop/internal/record"
	"tonghop/internal/round"
)

// Counted are the returns that count, by unit code.
type Counted map[string]record.Verdict

// Total is one indicator added up at one unit.
type Total struct {
	ID      string
	Sum     *decimal.Decimal           // nil where nobody answered
	Prior   *decimal.Decimal           // last year's, of the same units
	Ratio   *decimal.Decimal           // of the sums, for ratios; 1 is 100 %
	Choices map[string]int             // how many gave each answer
	From    []string                   // codes of the units whose own figures are in the sum
	Beside  map[string]decimal.Decimal // sums by kind of figures that are not in the total ("trong đó")
}

// tree knows who stands below whom.
type tree struct {
	r        *round.Round
	counted  Counted
	children map[string][]round.Unit
}

// Roll adds every indicator up at the round's own unit.
func Roll(r *round.Round, counted Counted) map[string]Total {
	t := tree{r, counted, map[string][]round.Unit{}}
	for _, u := range r.Register.Units {
		t.children[u.Parent] = append(t.children[u.Parent], u)
	}
	out := map[string]Total{}
	for _, in := range r.Form.Indicators {
		if in.TotalFrom != "" {
			out[in.ID] = t.total(in)
		}
	}
	for _, in := range r.Form.Indicators {
		if in.Type != round.Ratio {
			continue
		}
		tot := Total{ID: in.ID}
		a, b := out[in.Of[0]].Sum, out[in.Of[1]].Sum
		if a != nil && b != nil && b.IsPositive() {
			q := a.Div(*b)
			tot.Ratio = &q
		}
		out[in.ID] = tot
	}
	return out
}

func (t tree) total(in round.Indicator) Total {
	tot := Total{ID: in.ID, Choices: map[string]int{}, Beside: map[string]decimal.Decimal{}}
	inside := map[string]bool{}
	for _, code := range t.contributors(in) {
		inside[code] = true
		tot.From = append(tot.From, code)
		v := t.counted[code]
		if d, ok := record.Number(v.Values[in.ID]); ok {
			tot.Sum = plus(tot.Sum, d)
		} else if s, ok := v.Values[in.ID].(string); ok {
			tot.Choices[s]++
		}
		if d, ok := record.Number(v.Prior[in.ID]); ok {
			tot.Prior = plus(tot.Prior, d)
		}
	}
	for _, u := range t.r.Register.Units {
		if d, ok := record.Number(t.counted[u.Code].Values[in.ID]); ok && !inside[u.Code] {
			tot.Beside[u.Kind] = tot.Beside[u.Kind].Add(d)
		}
	}
	return tot
}

func plus(sum *decimal.Decimal, d decimal.Decimal) *decimal.Decimal {
	if sum != nil {
		d = d.Add(*sum)
	}
	return &d
}

// contributors are the units whose own figures make the total of an indicator,
// in the order of the register.
func (t tree) contributors(in round.Indicator) (out []string) {
	want := map[string]bool{}
	if in.TotalFrom == "all" {
		t.gather(t.r.Self, in.ID, want, 0)
		for _, u := range t.children[""] { // units that stand under nobody
			if u.Code != t.r.Self {
				t.gather(u.Code, in.ID, want, 0)
			}
		}
	}
	for _, u := range t.r.Register.Units {
		if in.TotalFrom != "all" {
			want[u.Code] = u.Kind == in.TotalFrom && t.answers(u.Code, in.ID)
		}
		if want[u.Code] {
			out = append(out, u.Code)
		}
	}
	return out
}

func (t tree) answers(code, id string) bool {
	_, ok := t.counted[code].Values[id]
	return ok
}

// gather collects a unit where it answers itself, else those below it.
func (t tree) gather(code, id string, want map[string]bool, depth int) {
	if t.answers(code, id) {
		want[code] = true
		return
	}
	if depth > len(t.r.Register.Units) {
		return
	}
	for _, c := range t.children[code] {
		t.gather(c.Code, id, want, depth+1)
	}
}
