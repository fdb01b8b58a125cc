// Package rollup adds returns up along the tree of units, so that nothing is
// counted twice: a parent's own answer replaces its children's for the ids that
// it answers itself, and a figure that covers a territory is taken from the
// kind of unit that covers it.
package rollup

import (
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
)

// Counted are the returns that count, by unit code.
type Counted map[string]record.Verdict

// Figures are figures on record by indicator.
type Figures map[string]decimal.Decimal

// Extreme is the smallest or largest figure in a total, and whose it is.
type Extreme struct {
	Value decimal.Decimal
	Unit  string
}

// Total is one indicator added up at one unit.
type Total struct {
	ID      string
	Sum     *decimal.Decimal           // nil where nobody answered
	Prior   *decimal.Decimal           // last year's, of the same units or their predecessors
	Ratio   *decimal.Decimal           // of the sums, for ratios; 1 is 100 %
	Choices map[string]int             // how many gave each answer
	From    []string                   // codes of the units whose own figures are in the sum
	Parts   []string                   // the figures that it is the sum of, where it follows its parts
	Beside  map[string]decimal.Decimal // sums by kind of figures that are not in the total ("trong đó")
	Min     *Extreme
	Max     *Extreme
	// Apart are units in the sum whose figure of last year is not known, so that the sum
	// cannot be compared with last year's: new ones whose predecessors are not on record, or
	// were split among units that are not all in the sum.
	Apart []string
}

// Comparable reports whether the sum may be held against last year's.
func (t Total) Comparable() bool { return t.Sum != nil && t.Prior != nil && len(t.Apart) == 0 }

// Tree is the returns that count, along the tree of units.
type Tree struct {
	r        *round.Round
	counted  Counted
	past     map[string]Figures // of the round before, by unit
	children map[string][]round.Unit
	heirs    map[string][]string // the units that took over from a unit of the year before
}

// New makes the tree; past are the figures on record of the round before, under this
// round's ids, by the units of that round; nil for none.
func New(r *round.Round, counted Counted, past map[string]Figures) Tree {
	t := Tree{r, counted, past, map[string][]round.Unit{}, map[string][]string{}}
	for _, u := range r.Register.Units {
		t.children[u.Parent] = append(t.children[u.Parent], u)
		for _, code := range u.Predecessors {
			t.heirs[code] = append(t.heirs[code], u.Code)
		}
	}
	return t
}

// Roll adds every indicator up at the round's own unit, and beside it the units that
// stand under nobody.
func (t Tree) Roll() map[string]Total {
	roots := []string{t.r.Self}
	for _, u := range t.children[""] {
		if u.Code != t.r.Self {
			roots = append(roots, u.Code)
		}
	}
	return t.roll(roots, t.kindOf(t.r.Self))
}

// At adds every indicator up at a unit, its own answers first.
func (t Tree) At(code string) map[string]Total { return t.roll([]string{code}, t.kindOf(code)) }

// Below adds every indicator up at a unit from those below it, whatever it answers
// itself.
func (t Tree) Below(code string) map[string]Total {
	var roots []string
	for _, c := range t.children[code] {
		roots = append(roots, c.Code)
	}
	return t.roll(roots, t.kindOf(code))
}

func (t Tree) kindOf(code string) string {
	u, _ := t.r.Register.Unit(code)
	return u.Kind
}

// roll adds every indicator up at some units, for one of the kind that stands over them.
func (t Tree) roll(roots []string, kind string) map[string]Total {
	out := map[string]Total{}
	within := t.within(roots)
	for i := range t.r.Form.Indicators {
		if in := &t.r.Form.Indicators[i]; in.TotalFrom != "" {
			out[in.ID] = t.total(in, roots, within)
		}
	}
	t.follow(out, kind)
	for i := range t.r.Form.Indicators {
		in := &t.r.Form.Indicators[i]
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

// within are the units at and below some, in the order of the register.
func (t Tree) within(roots []string) (out []round.Unit) {
	in := map[string]bool{}
	var mark func(code string)
	mark = func(code string) {
		in[code] = true
		for _, c := range t.children[code] {
			mark(c.Code)
		}
	}
	for _, code := range roots {
		mark(code)
	}
	for _, u := range t.r.Register.Units {
		if in[u.Code] {
			out = append(out, u)
		}
	}
	return out
}

func (t Tree) total(in *round.Indicator, roots []string, within []round.Unit) Total {
	tot := Total{ID: in.ID, Choices: map[string]int{}, Beside: map[string]decimal.Decimal{}}
	inside := map[string]bool{}
	for _, code := range roots {
		t.gather(code, in, inside)
	}
	var fresh []round.Unit // in the sum without a figure of last year
	for _, u := range within {
		v := t.counted[u.Code]
		d, figure := record.Number(v.Values[in.ID])
		if !inside[u.Code] {
			if figure {
				tot.Beside[u.Kind] = tot.Beside[u.Kind].Add(d)
			}
			continue
		}
		tot.From = append(tot.From, u.Code)
		if s, ok := v.Values[in.ID].(string); ok {
			tot.Choices[s]++
		}
		if figure {
			tot.Sum = plus(tot.Sum, d)
			tot.extremes(u.Code, d)
		}
		if d, ok := record.Number(v.Prior[in.ID]); ok {
			tot.Prior = plus(tot.Prior, d)
		} else if figure && in.Prior {
			fresh = append(fresh, u)
		}
	}
	t.compare(&tot, fresh)
	return tot
}

func (tot *Total) extremes(code string, d decimal.Decimal) {
	if tot.Min == nil || d.LessThan(tot.Min.Value) {
		tot.Min = &Extreme{d, code}
	}
	if tot.Max == nil || d.GreaterThan(tot.Max.Value) {
		tot.Max = &Extreme{d, code}
	}
}

// compare adds what the predecessors of new units had last year, where all of it is on
// record and nobody but those units took it over; else they cannot be compared.
func (t Tree) compare(tot *Total, fresh []round.Unit) {
	took := map[string]bool{}
	for _, u := range fresh {
		took[u.Code] = true
	}
	var before []string
	for _, u := range fresh {
		if !t.known(u, tot.ID, took) {
			tot.Apart = append(tot.Apart, u.Code)
			continue
		}
		for _, code := range u.Predecessors {
			if !slices.Contains(before, code) {
				before = append(before, code)
			}
		}
	}
	for _, code := range before {
		tot.Prior = plus(tot.Prior, t.past[code][tot.ID])
	}
}

// known reports whether all that a new unit's predecessors had is on record, and went to
// none but units that are new in the sum too.
func (t Tree) known(u round.Unit, id string, took map[string]bool) bool {
	for _, code := range u.Predecessors {
		if _, ok := t.past[code][id]; !ok {
			return false
		}
		if _, goesOn := t.r.Register.Unit(code); goesOn && code != u.Code {
			return false // what it had last year is in its own figure
		}
		for _, heir := range t.heirs[code] {
			if !took[heir] {
				return false
			}
		}
	}
	return len(u.Predecessors) > 0
}

func plus(sum *decimal.Decimal, d decimal.Decimal) *decimal.Decimal {
	if sum != nil {
		d = d.Add(*sum)
	}
	return &d
}

func (t Tree) answers(code, id string) bool {
	_, ok := t.counted[code].Values[id]
	return ok
}

// gather collects a unit where it answers itself, else those below it. A figure that
// covers a territory counts only from the kind that covers it, or from a level above.
func (t Tree) gather(code string, in *round.Indicator, inside map[string]bool) {
	u, ok := t.r.Register.Unit(code)
	if ok && t.answers(code, in.ID) && t.covers(u, in) {
		inside[code] = true
		return
	}
	for _, c := range t.children[code] {
		t.gather(c.Code, in, inside)
	}
}

// covers reports whether a unit's own answer stands for all that is below it.
func (t Tree) covers(u round.Unit, in *round.Indicator) bool {
	return in.TotalFrom == "all" || u.Kind == in.TotalFrom || t.r.Kind(u.Kind).Level
}

// Row is a row of a list, and whose it is.
type Row struct {
	Unit  string
	Cells map[string]any
}

// List puts the rows of a table together: a unit's own list stands for those below it, unless it
// stands beside them; then it is not among these rows.
func (t Tree) List(table string) (out []Row) {
	var walk func(code string)
	walk = func(code string) {
		if rows := t.counted[code].Tables[table]; len(rows) > 0 && !t.counted[code].Beside {
			for _, cells := range rows {
				out = append(out, Row{code, cells})
			}
			return
		}
		for _, c := range t.children[code] {
			walk(c.Code)
		}
	}
	walk(t.r.Self)
	for _, u := range t.children[""] {
		if u.Code != t.r.Self {
			walk(u.Code)
		}
	}
	return out
}

// Texts are the different texts that units gave, a unit's own standing for those below
// it, in the order of the tree.
func (t Tree) Texts(id string) (out []string) {
	var walk func(code string)
	walk = func(code string) {
		if s, ok := t.counted[code].Values[id].(string); ok && s != "" {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
			return
		}
		for _, c := range t.children[code] {
			walk(c.Code)
		}
	}
	walk(t.r.Self)
	return out
}
