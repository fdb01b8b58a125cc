package desk

import (
	"strconv"
	"strings"

	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// VersionMatter is a unit's versions in conflict.
func VersionMatter(p *standing.Picture, s *standing.Standing) (m matter, ok bool) {
	var choices, texts []string
	offered := map[string]*standing.Version{}
	conflict := false
	for _, v := range s.Versions {
		conflict = conflict || v.Conflict
		if v.Verdict.Status == finding.Unreadable || v.Verdict.Status == finding.Held || v.Passed {
			continue
		}
		number := strconv.Itoa(v.Number)
		choices, offered[number] = append(choices, number), v
		first := v.First()
		received := first.Received.In(p.Round.Location).Format("15:04 02/01/2006")
		status := finding.StatusName(v.Verdict.Status, p.Lang())
		one := versionOffered.With(p.Lang(), v.Number, first.Name, received, status)
		texts = append(texts, one+p.MarkNote(s, v))
	}
	if !conflict || len(choices) == 0 {
		return m, false
	}
	m.Row = DecisionRow{
		Section: Conflicts,
		Key:     decision.Key(string(decision.Version), s.Unit.Code),
		Digest:  versionsDigest(s),
		Unit:    p.Round.DisplayName(s.Unit),
		Matter:  inConflict(p, s) + strings.Join(texts, "; "),
		Choices: choices,
	}
	m.decide = func(value string) (d decision.Decision, refused ledger.Reason) {
		v, ok := offered[value]
		if !ok {
			return d, noSuchVersion.reason(ledger.InWords(value))
		}
		return decision.Decision{Kind: decision.Version, Unit: s.Unit.Code, SHA: v.SHA, Value: value}, refused
	}
	return m, true
}

// inConflict says what is asked of a unit's versions.
func inConflict(p *standing.Picture, s *standing.Standing) string {
	if s.Unit.Code == p.Round.Self {
		return ownReturnsConflict.In(p.Lang())
	}
	return versionsConflict.In(p.Lang())
}

// ReturnMatters are what may be decided of a unit's current version: that it counts or
// is accepted as it is, and each finding that is the officer's.
func ReturnMatters(p *standing.Picture, s *standing.Standing) (out []matter) {
	v := s.Current()
	if v == nil || v.Conflict || s.Lock() != nil {
		return nil
	}
	if v.Verdict.Status == finding.Returned {
		n := finding.Counts(v.Verdict.Findings)
		accept, count := acceptChoice.In(p.Lang()), countChoice.In(p.Lang())
		m := matter{Row: DecisionRow{
			Section: Returns,
			Key:     decision.Key(string(decision.Count), s.Unit.Code, v.SHA),
			Digest:  versionsDigest(s),
			Unit:    p.Round.DisplayName(s.Unit),
			Choices: []string{count, accept},
			Matter:  returnedAsked.With(p.Lang(), v.Number, n[finding.Error], n[finding.Query], count, accept),
		}}
		m.decide = func(value string) (d decision.Decision, refused ledger.Reason) {
			switch {
			case decision.Same(value, count):
				return decision.Decision{Kind: decision.Count, Unit: s.Unit.Code, SHA: v.SHA}, refused
			case decision.Same(value, accept):
				return decision.Decision{Kind: decision.Accept, Unit: s.Unit.Code, SHA: v.SHA}, refused
			}
			return d, noChoice(value, countChoice, acceptChoice)
		}
		out = append(out, m)
	}
	for _, f := range s.Findings() {
		if !f.Open() || f.Trial || f.AnsweredBy() != finding.Officer || f.Code == "SUBM-003" || f.Code == "SYS-001" {
			continue
		}
		out = append(out, findingMatter(p, s, v, f))
	}
	return out
}

func findingMatter(p *standing.Picture, s *standing.Standing, v *standing.Version, f finding.Finding) matter {
	text, fix := f.Text(p.Lang())
	accept := acceptChoice.In(p.Lang())
	m := matter{Row: DecisionRow{
		Section: Looks,
		Key:     decision.Key(string(decision.Accept), s.Unit.Code, v.SHA, f.Code, f.Rule, f.ID+f.Args["also"]),
		Digest:  standing.Digest([]any{v.SHA, f.Code, f.Rule, f.ID, standing.FoundOf(f)}),
		Unit:    p.Round.DisplayName(s.Unit),
		Matter:  text + " " + fix,
		Choices: []string{accept},
	}}
	m.decide = func(value string) (d decision.Decision, refused ledger.Reason) {
		if !decision.Same(value, accept) {
			return d, noChoice(value, acceptChoice)
		}
		return decision.Decision{
			Kind:  decision.Accept,
			Unit:  s.Unit.Code,
			SHA:   v.SHA,
			Code:  f.Code,
			Rule:  f.Rule,
			Input: f.ID,
			Found: standing.FoundOf(f),
		}, refused
	}
	return m
}

// versionsDigest hashes what is asked about a unit: its versions and how they stand.
func versionsDigest(s *standing.Standing) string {
	var all []string
	for _, v := range s.Versions {
		all = append(all, v.SHA, string(v.Verdict.Status), strconv.FormatBool(v.Conflict))
	}
	return standing.Digest(all)
}
