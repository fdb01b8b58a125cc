package desk

import (
	"slices"

	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// TrustMatters are the keys of other workspaces that signed forms of a unit and were not
// accepted for it: one matter a key, with the newest file that it signed.
func TrustMatters(p *standing.Picture, s *standing.Standing) (out []matter) {
	if s.Lock() != nil {
		return nil
	}
	asked := map[string]bool{}
	for _, v := range slices.Backward(s.Versions) {
		key := v.Verdict.Signer
		if key == "" || asked[key] || s.Trusts(key) || v.Verdict.Status == finding.Unreadable {
			continue
		}
		asked[key] = true
		out = append(out, trustMatter(p, s, v))
	}
	return out
}

func trustMatter(p *standing.Picture, s *standing.Standing, v *standing.Version) (m matter) {
	key, accept := v.Verdict.Signer, acceptKeyChoice.In(p.Lang())
	m.Row = DecisionRow{
		Section: Looks,
		Key:     decision.Key(string(decision.Trust), s.Unit.Code, key),
		Digest:  standing.Digest([]string{"trust", s.Unit.Code, key}),
		Unit:    p.Round.DisplayName(s.Unit),
		Matter:  keyAsked.With(p.Lang(), v.First().Name, key[:standing.KeyShown], accept),
		Choices: []string{accept},
	}
	m.decide = func(value string) (d decision.Decision, refused ledger.Reason) {
		if !decision.Same(value, accept) {
			return d, noChoice(value, acceptKeyChoice)
		}
		return decision.Decision{Kind: decision.Trust, Unit: s.Unit.Code, Value: key}, refused
	}
	return m
}

// keyText is a decision on a key in words.
func keyText(p *standing.Picture, d decision.Decision) string {
	shown := d.Value[:min(len(d.Value), standing.KeyShown)]
	return keyAccepted.With(p.Lang(), shown)
}
