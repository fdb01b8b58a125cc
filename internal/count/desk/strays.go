package desk

import (
	"slices"
	"strings"

	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// strayMatter is a file that no unit is known for, or that could not be read.
func strayMatter(p *standing.Picture, v *standing.Version) (m matter) {
	why := ""
	if len(v.Verdict.Findings) > 0 {
		why, _ = v.Verdict.Findings[0].Text(p.Lang())
	}
	m.Row = DecisionRow{
		Section: Strays,
		Key:     decision.Key(string(decision.Assign), v.SHA),
		Digest:  standing.Digest([]string{v.SHA, string(v.Verdict.Status)}),
		Unit:    v.First().Name,
		Matter:  why + " " + strayAsked.In(p.Lang()),
	}
	ofUnit := func(f finding.Finding) bool { return strings.HasPrefix(f.Code, "UNIT-") }
	readable := slices.ContainsFunc(v.Verdict.Findings, ofUnit)
	m.decide = func(value string) (d decision.Decision, refused ledger.Reason) {
		if isVoid(value) {
			return decision.Decision{Kind: decision.Void, SHA: v.SHA}, refused
		}
		u, ok := unitOf(p, value)
		switch {
		case !ok:
			return d, noSuchUnitNamed.reason(ledger.InWords(value))
		case p.Standing(u.Code).Lock() != nil:
			return d, unitLocked.reason()
		case !readable:
			return d, notAReturn.reason()
		}
		return decision.Decision{Kind: decision.Assign, SHA: v.SHA, Unit: u.Code, Value: u.Code}, refused
	}
	return m
}
