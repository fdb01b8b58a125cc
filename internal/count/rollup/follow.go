package rollup

import (
	"slices"

	"tonghop/internal/ask/rule"
)

// A total is typed by the unit that gives its parts. Where another one gives a part, such as
// a commune that alone answers what its villages are not asked, the typed totals lack that
// part: the total follows its parts, so that what goes up obeys the rule that the level
// above judges by. A total that stands for the units that give the parts stays as it is.

// follow sets totals whose parts were given by others to the sum of their parts.
func (t Tree) follow(totals map[string]Total) {
	for range t.r.Form.Rules { // a part may be a total itself
		changed := false
		for i := range t.r.Form.Rules {
			changed = t.followRule(&t.r.Form.Rules[i], totals) || changed
		}
		if !changed {
			return
		}
	}
}

// followRule does so for one rule; changed tells whether it did.
func (t Tree) followRule(ru *rule.Rule, totals map[string]Total) (changed bool) {
	tot, ok := totals[ru.Total]
	if !ok || tot.Sum == nil || len(tot.Parts) > 0 || ru.When != nil || ru.Trial || len(ru.Parts) == 0 {
		return false
	}
	var parts []Total
	beyond := false
	for _, id := range ru.Parts {
		part, ok := totals[id]
		if !ok || part.Sum == nil {
			return false // it cannot be told what they come to
		}
		parts = append(parts, part)
		beyond = beyond || slices.ContainsFunc(part.From, func(code string) bool { return !t.stoodFor(code, tot.From) })
	}
	if !beyond {
		return false
	}
	totals[ru.Total] = t.sumOf(tot, parts)
	return true
}

// stoodFor tells whether a unit, or one above it, is among some.
func (t Tree) stoodFor(code string, among []string) bool {
	for range len(t.r.Register.Units) + 1 {
		if slices.Contains(among, code) {
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

// sumOf is a total that follows its parts: their sum, last year's where each has it.
func (t Tree) sumOf(tot Total, parts []Total) Total {
	tot.Sum, tot.Prior = nil, nil
	from, prior := map[string]bool{}, true
	for _, p := range parts {
		tot.Parts = append(tot.Parts, p.ID)
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
