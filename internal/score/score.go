// Package score computes a scorecard: what the unit gave itself, and what its
// stated violations and bonus make of it. The two stand side by side and never
// overwrite each other; an appraiser's score comes beside them later.
package score

import (
	"github.com/shopspring/decimal"

	"tonghop/internal/answer"
	"tonghop/internal/round"
)

// Line is the scores of one criterion; nil is "not given" or "not known".
type Line struct {
	Self       *decimal.Decimal `json:"self,omitempty"`
	Computed   *decimal.Decimal `json:"computed,omitempty"`
	Appraised  *decimal.Decimal `json:"appraised,omitempty"`
	Violations *decimal.Decimal `json:"violations,omitempty"`
	Word       string           `json:"word,omitempty"` // the unit's own answer, of a card judged in words
}

// Card is the scores of a return.
type Card struct {
	Self      *decimal.Decimal `json:"self,omitempty"`     // sum of the self-scores and the bonus claimed
	Computed  *decimal.Decimal `json:"computed,omitempty"` // by the stated violations and bonus
	Appraised *decimal.Decimal `json:"appraised,omitempty"`
	Final     *decimal.Decimal `json:"final,omitempty"`
	Gate      string           `json:"gate,omitempty"`
	Criteria  map[string]Line  `json:"criteria,omitempty"`
}

// Of scores a return; nil where its kind has no card. Source: the card annexed
// to guidance 441, "cách thức chấm điểm" 1 to 3.
func Of(r *answer.Return) *Card {
	card, ok := r.Plan.Round.Form.CardOf(r.Unit.Kind)
	if !ok {
		return nil
	}
	out := &Card{Gate: r.Answers[round.Gate].Text, Criteria: map[string]Line{}}
	closed := out.Gate == r.Plan.Round.YesNo()[0] // a general standard is violated: not scored at all
	self, computed := &decimal.Zero, &decimal.Zero
	for _, k := range card.Criteria() {
		l := line(r, card, k)
		out.Criteria[k.ID] = l
		self, computed = add(self, l.Self), add(computed, l.Computed)
	}
	if closed {
		return out
	}
	bonus := &decimal.Zero
	if b := r.Answers[round.Bonus]; b.State == answer.Number {
		bonus = &b.Num
	} else if b.State == answer.Wrong {
		bonus = nil
	}
	out.Self = add(self, bonus)
	if bonus != nil && bonus.IsPositive() && !r.Answers[round.BonusNote].Known() {
		bonus = &decimal.Zero // without a stated ground it does not count
	}
	out.Computed = add(computed, bonus)
	return out
}

// line scores one criterion. Violations are stated only below full points, so
// that blank beside full points means none. Where the deductions exceed the
// points and the round sets no floor, the computed score is absent: the
// appraiser decides.
func line(r *answer.Return, card round.Card, k round.Criterion) (l Line) {
	if card.InWords() {
		a := r.Answers[k.ID+round.ScoreSuffix]
		if a.State != answer.Text {
			return l
		}
		met := decimal.Zero
		if a.Text == card.Answers[0] {
			met = k.Points
		}
		return Line{Self: &met, Computed: &met, Word: a.Text}
	}
	if a := r.Answers[k.ID+round.ScoreSuffix]; a.State == answer.Number && !a.Num.IsNegative() && !a.Num.GreaterThan(k.Points) {
		l.Self = &a.Num
	}
	violations := decimal.Zero
	switch v := r.Answers[k.ID+round.ViolationsSuffix]; {
	case v.State == answer.Number:
		violations = v.Num
		l.Violations = &v.Num
	case v.State == answer.Wrong, l.Self == nil, !l.Self.Equal(k.Points):
		return l
	}
	s := k.Points.Sub(card.Deduction.Mul(violations))
	switch {
	case card.Floor != nil && s.LessThan(*card.Floor):
		s = *card.Floor
	case s.IsNegative():
		return l
	}
	l.Computed = &s
	return l
}

func add(a, b *decimal.Decimal) *decimal.Decimal {
	if a == nil || b == nil {
		return nil
	}
	s := a.Add(*b)
	return &s
}
