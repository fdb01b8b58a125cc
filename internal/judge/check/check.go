// Package check judges a return: families of findings over its answers, a pure
// function of the return and its round.
package check

import (
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// family is one family of checks.
type family func(r *answer.Return) []finding.Finding

// families are the checks of one return but for the round's rules, each in its own file.
var families = []family{owed, texts, tables, magnitudes, card, signOff}

// Return adds to what reading found everything that the checks find, applies
// the round's own severities, and sorts.
func Return(r *answer.Return, read []finding.Finding, rd *round.Round) []finding.Finding {
	all := read
	var d *doubt
	if r != nil {
		d = newDoubt(r)
		for _, f := range families {
			all = append(all, f(r)...)
		}
		all = append(all, rules(d)...)
	}
	for i := range all {
		all[i].Severity = severity(all[i], rd)
	}
	if r != nil {
		all = append(all, explained(r, all)...)
		for i := range all {
			all[i] = d.mend(all[i])
		}
	}
	finding.Sort(all)
	return all
}

// severity is the finding's severity, or what the round makes of it: by rule,
// else by code.
func severity(f finding.Finding, rd *round.Round) finding.Severity {
	if s, ok := rd.Severity[f.Rule]; ok && f.Rule != "" {
		return s
	}
	if s, ok := rd.Severity[f.Code]; ok {
		return s
	}
	return f.Severity
}
