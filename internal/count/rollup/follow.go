package rollup

import (
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/rule"
	"tonghop/internal/judge/record"
)

// A total is typed by the unit that gives its parts. Where another one gives a part, such as
// a commune that alone answers what its villages are not asked, the typed totals lack that
// part: the total follows its parts, so that what goes up obeys the rule that the level
// above judges by. A total that stands for the units that give the parts stays as it is, and
// so do typed totals that are not the sums of their own parts: something would be lost.

// follow sets totals whose parts were given by others to the sum of their parts, by the rules
// that a unit of the kind is judged by.
func (t Tree) follow(totals map[string]Total, kind string) {
	for range t.r.Form.Rules { // a part may be a total itself
		changed := false
		for i := range t.r.Form.Rules {
			changed = t.followRule(&t.r.Form.Rules[i], totals, kind) || changed
		}
		if !changed {
			return
		}
	}
}

// followRule does so for one rule; changed tells whether it did.
func (t Tree) followRule(ru *rule.Rule, totals map[string]Total, kind string) (changed bool) {
	tot, ok := totals[ru.Total]
	if !ok || tot.Sum == nil || len(tot.Parts) > 0 || ru.When != nil || ru.Trial {
		return false
	}
	if len(ru.Kinds) > 0 && !slices.Contains(ru.Kinds, kind) {
		return false
	}
	parts, known := t.partsOf(ru, totals, kind)
	if !known || !t.givenBeyond(tot, parts) || !t.addUp(tot, parts) {
		return false
	}
	totals[ru.Total] = t.sumOf(tot, parts)
	return true
}

// partsOf are the totals of the parts that a unit of the kind is asked; known is false where
// one has none, so that it cannot be told what they come to.
func (t Tree) partsOf(ru *rule.Rule, totals map[string]Total, kind string) (parts []Total, known bool) {
	for _, id := range ru.Parts {
		in, ok := t.r.Form.Indicator(id)
		if !ok || !in.Asks(kind) {
			continue
		}
		part := totals[id]
		if part.Sum == nil && !ru.ZeroBlank {
			return nil, false
		}
		parts = append(parts, part)
	}
	return parts, len(parts) > 0
}

// givenBeyond tells whether a part was given by a unit that those who typed the total do not
// stand for.
func (t Tree) givenBeyond(tot Total, parts []Total) bool {
	typed := map[string]bool{}
	for _, code := range tot.From {
		typed[code] = true
	}
	return slices.ContainsFunc(parts, func(part Total) bool {
		return slices.ContainsFunc(part.From, func(code string) bool { return !t.stoodFor(code, typed) })
	})
}

// stoodFor tells whether a unit, or one above it, is among some.
func (t Tree) stoodFor(code string, among map[string]bool) bool {
	for range len(t.r.Register.Units) + 1 {
		if among[code] {
			return true
		}
		u, ok := t.r.Register.Unit(code)
		if !ok || u.Parent == "" {
			return false
		}
		code = u.Parent
	}
	return false
}

// addUp tells whether each typed total is the sum of the parts that its own unit gave, so that
// nothing is lost where the parts take its place.
func (t Tree) addUp(tot Total, parts []Total) bool {
	for _, code := range tot.From {
		values, sum := t.counted[code].Values, decimal.Zero
		for _, part := range parts {
			if d, given := record.Number(values[part.ID]); given {
				sum = sum.Add(d)
			}
		}
		if d, ok := record.Number(values[tot.ID]); !ok || !d.Equal(sum) {
			return false
		}
	}
	return true
}

// sumOf is a total that follows its parts: their sum, last year's where each has it.
func (t Tree) sumOf(tot Total, parts []Total) Total {
	tot.Sum, tot.Prior = nil, nil
	from, prior := map[string]bool{}, true
	for _, p := range parts {
		tot.Parts = append(tot.Parts, p.ID)
		if p.Sum == nil { // a blank counts as 0 by the rule
			continue
		}
		tot.Sum = plus(tot.Sum, *p.Sum)
		if prior = prior && p.Prior != nil; prior {
			tot.Prior = plus(tot.Prior, *p.Prior)
		}
		for _, code := range p.From {
			from[code] = true
		}
		for _, code := range p.Apart {
			if !slices.Contains(tot.Apart, code) {
				tot.Apart = append(tot.Apart, code)
			}
		}
	}
	if !prior {
		tot.Prior = nil
	}
	tot.From = slices.DeleteFunc(t.codes(), func(code string) bool { return !from[code] })
	return tot
}

// codes are those of all units, in the order of the register.
func (t Tree) codes() []string {
	out := make([]string, 0, len(t.r.Register.Units))
	for _, u := range t.r.Register.Units {
		out = append(out, u.Code)
	}
	return out
}
