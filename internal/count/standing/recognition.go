package standing

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/judge/score"
	"tonghop/internal/read/decision"
)

// result puts scores, recognition and status together.
func (p *Picture) result(s *Standing) {
	card, scored := p.Round.Form.CardFor(s.Unit)
	levels := s.levels(card)
	if own := s.ownCard(); own != nil && scored || len(levels) > 0 {
		if own != nil && s.AcceptedVersion() != nil {
			own = own.Children(card, p.below(s))
		}
		s.Scores = own.Appraise(card, levels)
	}
	s.recognition()
	if v := s.AcceptedVersion(); v != nil {
		s.writeBack(&v.Verdict, len(levels) > 0 && levels[len(levels)-1].Last)
	}
}

// levels are the results of the desks of the chain, up to the first without one.
func (s *Standing) levels(card round.Card) (levels []score.Level) {
	for i := range s.Appraisals {
		a := &s.Appraisals[i]
		l := a.Via
		if d := a.Agreed(); d != nil {
			l = Level(card, *d, a.Last)
		}
		if l == nil || l.Result == "" {
			break
		}
		levels = append(levels, *l)
	}
	return levels
}

// ownCard is the card as the unit filled it in, or as its row in the table above does; nil
// for none.
func (s *Standing) ownCard() *score.Card {
	switch {
	case s.AcceptedVersion() != nil:
		return s.AcceptedVersion().Verdict.Scores
	case s.Via != nil:
		return &score.Card{Self: s.Via.Self, Step: score.StepSelf}
	}
	return nil
}

// recognition finds the decision on the unit. The scores that were decided upon stay as they
// were.
func (s *Standing) recognition() {
	if d := s.Lock(); d != nil {
		s.Decided = d
	}
	if s.Decided == nil || len(s.Decided.Scores) == 0 {
		return
	}
	var then *score.Card
	if err := json.Unmarshal(s.Decided.Scores, &then); err == nil && then != nil {
		s.Scores = then
	}
}

// writeBack writes scores and status into the verdict of the version that was accepted.
func (s *Standing) writeBack(v *record.Verdict, appraised bool) {
	if s.Scores != nil && v.Scores != nil {
		v.Scores = s.Scores
	}
	switch {
	case s.Recognised():
		v.Status = finding.Recognised
	case s.Decided != nil:
		v.Status = finding.Locked
	case appraised:
		v.Status = finding.Appraised
	}
}

// Level is an appraisal as the scores take it.
func Level(card round.Card, d decision.Decision, last bool) *score.Level {
	l := &score.Level{
		Desk:     d.Appraisal.Desk,
		Gate:     d.Appraisal.Gate,
		Result:   d.Appraisal.Result,
		Last:     last,
		Total:    exactly(d.Appraisal.Total),
		Bonus:    exactly(d.Appraisal.Bonus),
		Criteria: map[string]decimal.Decimal{},
	}
	for id, text := range d.Appraisal.Criteria {
		if n := exactly(text); n != nil {
			l.Criteria[id] = *n
		}
	}
	if l.Total == nil && !l.Gate && len(l.Criteria) > 0 {
		l.Total = l.Grade(card)
	}
	return l
}

func exactly(text string) *decimal.Decimal {
	d, err := decimal.NewFromString(text)
	if err != nil {
		return nil
	}
	return &d
}

// below counts the units directly below of a kind, and those that are recognised.
func (p *Picture) below(s *Standing) score.Below {
	return func(kind string) (met, n int) {
		for _, u := range p.Round.Register.Children(s.Unit.Code) {
			if u.Kind != kind || !p.Round.Exists(u) {
				continue
			}
			n++
			if c := p.Standing(u.Code); c != nil && c.Recognised() {
				met++
			}
		}
		return met, n
	}
}

// Recognised reports whether a unit is recognised by decision.
func (s *Standing) Recognised() bool { return s.Decided != nil && s.Decided.Value == decision.Yes }

// Recognition is what was decided on a unit; nil where nothing was.
func (s *Standing) Recognition() *bool {
	if s.Decided == nil {
		return nil
	}
	yes := s.Recognised()
	return &yes
}

// Proposed is the last desk's result, where the whole chain has appraised: its first
// word is met.
func (s *Standing) Proposed(r *round.Round) (result string, met bool) {
	if s.Scores == nil || len(s.Scores.Levels) == 0 {
		return "", false
	}
	l := s.Scores.Levels[len(s.Scores.Levels)-1]
	offered := r.Verdicts(s.Unit.Kind)
	return l.Result, l.Last && len(offered) > 0 && decision.Same(l.Result, offered[0])
}

// Own is what a unit says of itself: its card's verdict, the choice of a kind without a
// card, or what its row in the table above says.
func (s *Standing) Own(r *round.Round) string {
	if s.AcceptedVersion() == nil {
		if s.Via != nil {
			return s.Via.Result
		}
		return ""
	}
	if t, ok := s.AcceptedVersion().Verdict.Values[round.Verdict].(string); ok {
		return t
	}
	t, _ := s.AcceptedVersion().Verdict.Values[r.Kind(s.Unit.Kind).Verdict].(string)
	return t
}

// Recognisable reports whether a decision may be taken on a unit: the whole chain has
// appraised it.
func (s *Standing) Recognisable() bool {
	return s.Scores != nil && len(s.Scores.Levels) > 0 && s.Scores.Levels[len(s.Scores.Levels)-1].Last
}
