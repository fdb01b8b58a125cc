// Package score computes a scorecard: what the unit gave itself, what its stated
// violations, figures and bonus make of it, what appraisers gave, desk by desk, and
// what is final, with the step that decided. The scores stand beside each other and
// never overwrite one another.
package score

import (
	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/read/answer"
)

// Line is the scores of one criterion; nil is "not given" or "not known".
type Line struct {
	Self       *decimal.Decimal `json:"self,omitempty"`
	Computed   *decimal.Decimal `json:"computed,omitempty"`
	Appraised  *decimal.Decimal `json:"appraised,omitempty"` // by the last desk that appraised
	Violations *decimal.Decimal `json:"violations,omitempty"`
	Figure     *decimal.Decimal `json:"figure,omitempty"` // that the criterion is measured by
	Word       string           `json:"word,omitempty"`   // the unit's own answer, of a card judged in words
}

// Card is the scores of a return.
type Card struct {
	Self      *decimal.Decimal `json:"self,omitempty"`     // of the self-scores and the bonus claimed
	Computed  *decimal.Decimal `json:"computed,omitempty"` // by the stated violations, the figures and the bonus
	Appraised *decimal.Decimal `json:"appraised,omitempty"`
	Final     *decimal.Decimal `json:"final,omitempty"` // of the last desk of the chain
	Gate      string           `json:"gate,omitempty"`
	Bonus     *decimal.Decimal `json:"bonus,omitempty"`    // that the unit claims, with a ground
	Possible  *decimal.Decimal `json:"possible,omitempty"` // what the assigned criteria can give
	Passed    *bool            `json:"passed,omitempty"`   // by the pass mark; nil: there is none, or it is not known
	Band      string           `json:"band,omitempty"`
	Step      Step             `json:"step,omitempty"` // what decided
	Levels    []Level          `json:"levels,omitempty"`
	Criteria  map[string]Line  `json:"criteria,omitempty"`
}

// Step is what the result of a card rests on.
type Step string

// The steps, in the order in which one takes the place of another.
const (
	StepSelf      Step = "self"      // nothing but the unit's own scores
	StepComputed  Step = "computed"  // what follows from them
	StepGate      Step = "gate"      // a general standard is violated: not scored
	StepAppraised Step = "appraised" // a desk of the chain, not the last
	StepFinal     Step = "final"     // the last desk of the chain
)

// Level is one desk's appraisal.
type Level struct {
	Desk     string                     `json:"desk"`
	Total    *decimal.Decimal           `json:"total,omitempty"`
	Gate     bool                       `json:"gate,omitempty"` // a general standard is violated
	Result   string                     `json:"result"`
	Bonus    *decimal.Decimal           `json:"bonus,omitempty"`
	Criteria map[string]decimal.Decimal `json:"criteria,omitempty"`
	Last     bool                       `json:"last,omitempty"` // of the unit's chain
}

// Of scores a return; nil where its kind has no card. Source: the card annexed
// to guidance 441, "cách thức chấm điểm" 1 to 3. What is measured by the units below is
// not a return's own to know: Children adds it.
func Of(r *answer.Return) *Card {
	card, ok := r.Plan.Round.Form.CardFor(r.Unit)
	if !ok {
		return nil
	}
	possible := card.Total()
	out := &Card{Gate: r.Answer(round.Gate).Text, Possible: &possible, Step: StepSelf, Criteria: map[string]Line{}}
	for _, k := range card.Criteria() {
		out.Criteria[k.ID] = line(r, card, k)
	}
	if out.Gate == r.Plan.Round.YesNo()[0] { // a general standard is violated: not scored at all
		out.Step = StepGate
		return out
	}
	claimed, grounded := bonus(r)
	out.Bonus = grounded
	out.Self = total(card, out, claimed, func(l Line) *decimal.Decimal { return l.Self })
	out.compute(card, grounded)
	return out
}

// bonus is what a unit claims beyond the criteria, and what of it counts: with a stated ground,
// no more than the card gives; nil where it is not known.
func bonus(r *answer.Return) (claimed, grounded *decimal.Decimal) {
	switch b := r.Answer(round.Bonus); b.State {
	case answer.Wrong:
		return nil, nil
	case answer.Number:
		claimed = &b.Num
	default:
		return &decimal.Zero, &decimal.Zero
	}
	if claimed.IsPositive() && !r.Answer(round.BonusNote).Known() {
		return claimed, &decimal.Zero
	}
	if limits := r.Plan.Asked(round.Bonus).Allowed; limits != nil && claimed.GreaterThan(limits.Most) {
		return claimed, &limits.Most
	}
	return claimed, claimed
}

// compute adds up what follows from the unit's answers.
func (c *Card) compute(card round.Card, bonus *decimal.Decimal) {
	c.Computed = total(card, c, bonus, func(l Line) *decimal.Decimal { return l.Computed })
	if c.Computed == nil {
		return
	}
	c.Step = StepComputed
	c.judge(card, *c.Computed, sum(card, func(id string) *decimal.Decimal { return c.Criteria[id].Computed }), *bonus)
}

// judge says what a total is by pass mark and bands.
func (c *Card) judge(card round.Card, grade decimal.Decimal, got *decimal.Decimal, bonus decimal.Decimal) {
	c.Band, c.Passed = card.Band(grade), nil
	if passed, known := card.Passes(*got, bonus); known {
		c.Passed = &passed
	}
}

// sum adds scores of all criteria; nil where one is missing.
func sum(card round.Card, of func(id string) *decimal.Decimal) *decimal.Decimal {
	got := &decimal.Zero
	for _, k := range card.Criteria() {
		got = add(got, of(k.ID))
	}
	return got
}

// total is the card's total of the scores picked from each line; nil where one is
// missing.
func total(card round.Card, c *Card, bonus *decimal.Decimal, of func(Line) *decimal.Decimal) *decimal.Decimal {
	got := sum(card, func(id string) *decimal.Decimal { return of(c.Criteria[id]) })
	if got == nil || bonus == nil {
		return nil
	}
	t := card.Grade(*got, *bonus)
	return &t
}

// Below tells how many units of a kind stand directly below, and how many of them are
// recognised.
type Below func(kind string) (met, n int)

// Children gives the criteria that are measured by the units below their computed
// points. The result is a copy.
func (c *Card) Children(card round.Card, below Below) *Card {
	out := c.clone()
	for _, k := range card.Criteria() {
		if k.Share == nil {
			continue
		}
		met, n := below(k.Share.Kind)
		l, got := out.Criteria[k.ID], decimal.Zero
		if k.Share.Reached(met, n) {
			got = k.Points
		}
		l.Computed = &got
		out.Criteria[k.ID] = l
	}
	if out.Step != StepGate && out.Bonus != nil {
		out.compute(card, out.Bonus)
	}
	return out
}

// Appraise puts the desks' appraisals beside the unit's own scores, the first desk
// first. The result is a copy.
func (c *Card) Appraise(card round.Card, levels []Level) *Card {
	out := c.clone()
	out.Levels = levels
	for _, l := range levels {
		out.Appraised, out.Step, out.Passed, out.Band = l.Total, StepAppraised, nil, ""
		for id, d := range l.Criteria {
			line := out.Criteria[id]
			line.Appraised = &d
			out.Criteria[id] = line
		}
		switch got := sum(card, func(id string) *decimal.Decimal {
			if d, ok := l.Criteria[id]; ok {
				return &d
			}
			return nil
		}); {
		case l.Gate:
			out.Step = StepGate
		case l.Total != nil && got != nil:
			bonus := decimal.Zero
			if l.Bonus != nil {
				bonus = *l.Bonus
			}
			out.judge(card, *l.Total, got, bonus)
		case l.Total != nil:
			out.Band = card.Band(*l.Total)
		}
		if l.Last {
			out.Final = l.Total
			if !l.Gate {
				out.Step = StepFinal
			}
		}
	}
	return out
}

// clone copies a card so that scores can be put beside its own.
func (c *Card) clone() *Card {
	if c == nil {
		return &Card{Step: StepSelf, Criteria: map[string]Line{}}
	}
	out := *c
	out.Criteria = make(map[string]Line, len(c.Criteria))
	for id, l := range c.Criteria {
		out.Criteria[id] = l
	}
	return &out
}

// Grade is the total of an appraisal's scores; nil where a criterion is missing.
func (l *Level) Grade(card round.Card) *decimal.Decimal {
	got := sum(card, func(id string) *decimal.Decimal {
		if d, ok := l.Criteria[id]; ok {
			return &d
		}
		return nil
	})
	if got == nil {
		return nil
	}
	bonus := decimal.Zero
	if l.Bonus != nil {
		bonus = *l.Bonus
	}
	t := card.Grade(*got, bonus)
	return &t
}

// line scores one criterion. Violations are stated only below full points, so
// that blank beside full points means none. Where the deductions exceed the
// points and the round sets no floor, the computed score is absent: the
// appraiser decides.
func line(r *answer.Return, card round.Card, k round.Criterion) (l Line) {
	if card.InWords() {
		a := r.Answer(k.ID + round.ScoreSuffix)
		if a.State != answer.Text {
			return l
		}
		met := decimal.Zero
		if a.Text == card.Answers[0] {
			met = k.Points
		}
		l = Line{Self: &met, Computed: &met, Word: a.Text}
		if k.Measured() {
			l.Computed = nil
			l.measure(r, k)
		}
		return l
	}
	a := r.Answer(k.ID + round.ScoreSuffix)
	limits := r.Plan.Asked(k.ID + round.ScoreSuffix).Allowed
	if a.State == answer.Number && limits != nil && limits.Holds(a.Num) {
		l.Self = &a.Num
	}
	if k.Measured() {
		l.measure(r, k)
		return l
	}
	violations := decimal.Zero
	switch v := r.Answer(k.ID + round.ViolationsSuffix); {
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

// measure scores a criterion by the figure that it is measured by.
func (l *Line) measure(r *answer.Return, k round.Criterion) {
	if k.Of == nil {
		return
	}
	if v := k.Of.Eval(r); v.Known {
		figure := v.Num.Round(6)
		worth := k.Worth(v.Num)
		l.Figure, l.Computed = &figure, &worth
	}
}

func add(a, b *decimal.Decimal) *decimal.Decimal {
	if a == nil || b == nil {
		return nil
	}
	s := a.Add(*b)
	return &s
}
