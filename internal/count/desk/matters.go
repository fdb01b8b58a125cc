package desk

import (
	"strconv"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/words"
)

// DecisionsPath is the workbook of what officers must decide.
const DecisionsPath = "can-quyet-dinh.xlsx"

// matter is something that an officer may decide, as the picture shows it now.
type matter struct {
	Row    DecisionRow
	decide func(value string) (d decision.Decision, refused ledger.Reason)
}

// Matters are all things that wait for an officer, in the order in which they are
// shown.
func Matters(p *standing.Picture) (out []matter) {
	for _, s := range p.Units {
		if m, ok := VersionMatter(p, s); ok && s.Lock() == nil {
			out = append(out, m)
		}
	}
	for _, v := range p.Strays {
		out = append(out, strayMatter(p, v))
	}
	out = append(out, officerMatters(p)...)
	for _, s := range p.Units {
		out = append(out, ReturnMatters(p, s)...)
		out = append(out, TrustMatters(p, s)...)
	}
	for _, d := range p.Decisions {
		if p.InForce(d) && mayRevoke(p, d) {
			out = append(out, revokeMatter(p, d))
		}
	}
	sinceRevoked(p, out)
	return out
}

// mayRevoke reports whether a decision may be taken back: what a recognition rests on stands
// as long as that, and of a desk's appraisals only those that hold.
func mayRevoke(p *standing.Picture, d decision.Decision) bool {
	s := p.Standing(d.Unit)
	switch {
	case d.Kind == decision.Revoke, d.Kind == decision.Noted, d.Kind == decision.Admit && d.Value == decision.Once:
		return false // there is nothing to take back
	case s == nil || d.Kind == decision.Recognise || d.Kind == decision.Commend:
		return true
	case s.Lock() != nil:
		return false
	case d.Kind != decision.Appraise:
		return true
	}
	for _, a := range s.Appraisals {
		for _, c := range a.Current {
			if c.ID == d.ID {
				return true
			}
		}
	}
	return false
}

// revokeMatter is a decision in force, which may be taken back.
func revokeMatter(p *standing.Picture, d decision.Decision) (m matter) {
	revoke := revokeChoice.In(p.Lang())
	m.Row = DecisionRow{
		Section: InForce,
		Key:     decision.Key(string(decision.Revoke), strconv.FormatInt(d.ID, 10)),
		Digest:  standing.Digest(d.ID),
		Unit:    who(p, d),
		Matter:  decisionText(p, d),
		Choices: []string{revoke},
	}
	m.decide = func(value string) (_ decision.Decision, refused ledger.Reason) {
		if !decision.Same(value, revoke) {
			return decision.Decision{}, noChoice(value, revokeChoice)
		}
		return decision.Decision{
			Kind:  decision.Revoke,
			Unit:  d.Unit,
			SHA:   d.SHA,
			Value: strconv.FormatInt(d.ID, 10),
		}, refused
	}
	return m
}

// isVoid reports whether an officer takes a file out, in either language.
func isVoid(value string) bool {
	return decision.Same(value, voidChoice.In(words.VI)) || decision.Same(value, voidChoice.In(words.EN))
}

// unitOf finds a unit by its code or its unique name.
func unitOf(p *standing.Picture, text string) (round.Unit, bool) {
	if u, ok := p.Round.Register.Unit(text); ok {
		return u, true
	}
	if named := p.Round.Named(text); len(named) == 1 {
		return named[0], true
	}
	return round.Unit{}, false
}
