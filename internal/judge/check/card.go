package check

import (
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// card judges the scorecard: gate and verdict given, scores given (SCOR-001),
// within the criterion's points (SCOR-002), possible with its deductions
// (SCOR-003), summing to the stated total (SCOR-004), a bonus with its ground
// (SCOR-006), violations stated below full points (CELL-001).
func card(r *answer.Return) (out []finding.Finding) {
	c, ok := r.Plan.Round.Form.CardFor(r.Unit)
	if !ok {
		return nil
	}
	yn := r.Plan.Round.YesNo()
	if c.GateLabel != "" && r.Blank(round.Gate) {
		out = append(out, unchosen(r, round.Gate))
	}
	if owesVerdict(c, r.Unit.Kind) && r.Blank(round.Verdict) {
		out = append(out, unchosen(r, round.Verdict))
	}
	if r.Answer(round.Gate).Text == yn[0] {
		return out // a unit behind the gate is not scored
	}
	for _, k := range c.Criteria() {
		out = append(out, criterion(r, c, k)...)
	}
	out = append(out, bonus(r)...)
	return append(out, total(r, c)...)
}

// unchosen is the finding of a choice that is owed.
func unchosen(r *answer.Return, name string) finding.Finding {
	f := finding.New("CELL-001.choice")
	f.Expected = strings.Join(r.Plan.Asked(name).Choices, " | ")
	return r.At(f, name)
}

// bonus judges what a unit claims beyond the criteria.
func bonus(r *answer.Return) (out []finding.Finding) {
	b := r.Answer(round.Bonus)
	if b.State != answer.Number {
		return nil
	}
	if f, beyond := notGiven(r, round.Bonus, b.Num); beyond {
		out = append(out, f)
	}
	if b.Num.IsPositive() && r.Blank(round.BonusNote) {
		f := r.At(finding.New("SCOR-006"), round.BonusNote)
		f.Found = b.Num
		out = append(out, f)
	}
	return out
}

// notGiven is the finding of points that the card does not give (SCOR-002).
func notGiven(r *answer.Return, name string, points decimal.Decimal) (f finding.Finding, beyond bool) {
	limits := r.Plan.Asked(name).Allowed
	if limits == nil || limits.Holds(points) {
		return f, false
	}
	f = r.At(finding.New("SCOR-002"), name)
	f.Found, f.Expected = points, limits.Most
	return f, true
}

func owesVerdict(c round.Card, kind string) bool {
	if len(c.Verdict) == 0 {
		return false
	}
	for _, k := range c.Optional {
		if k == kind {
			return false
		}
	}
	return true
}

func criterion(r *answer.Return, c round.Card, k round.Criterion) (out []finding.Finding) {
	self, violations := r.Answer(k.ID+round.ScoreSuffix), r.Answer(k.ID+round.ViolationsSuffix)
	if self.State == answer.Unanswered {
		f := finding.New("SCOR-001")
		f.Expected = k.Points
		if c.InWords() {
			f.Variant, f.Expected = "words", strings.Join(r.Plan.Asked(k.ID+round.ScoreSuffix).Choices, " | ")
		}
		return append(out, r.At(f, k.ID+round.ScoreSuffix))
	}
	if self.State != answer.Number {
		return nil
	}
	if f, beyond := notGiven(r, k.ID+round.ScoreSuffix, self.Num); beyond {
		return append(out, f)
	}
	if k.Measured() {
		return append(out, figures(r, k, self)...)
	}
	if self.Num.LessThan(k.Points) && violations.State == answer.Unanswered {
		out = append(out, r.At(finding.New("CELL-001"), k.ID+round.ViolationsSuffix))
	}
	if possible := ladder(c, k, violations); !contains(possible, self.Num) {
		f := finding.New("SCOR-003").With("deduction", finding.Show(c.Deduction, r.Plan.Round.Language))
		f.Found, f.Expected = self.Num, show(possible, r.Plan.Round.Language)
		f.IDs = []string{k.ID + round.ScoreSuffix, k.ID + round.ViolationsSuffix}
		out = append(out, r.At(f, k.ID+round.ScoreSuffix))
	}
	return out
}

// figures holds a self-score against the figure that the criterion is measured by
// (SCOR-005). A share of the units below is not the unit's own to know.
func figures(r *answer.Return, k round.Criterion, self answer.Answer) []finding.Finding {
	if k.Of == nil {
		return nil
	}
	v := k.Of.Eval(r)
	if !v.Known || k.Worth(v.Num).Equal(self.Num) {
		return nil
	}
	f := finding.New("SCOR-005.measured").With("figure", finding.Show(v.Num.Round(2), r.Plan.Round.Language))
	f.Found, f.Expected, f.IDs = self.Num, k.Worth(v.Num), append([]string{k.ID + round.ScoreSuffix}, k.Of.Names...)
	return []finding.Finding{r.At(f, k.ID+round.ScoreSuffix)}
}

// ladder is the scores that the deductions can give: by the violations where
// they are stated, else by any number of them.
func ladder(c round.Card, k round.Criterion, violations answer.Answer) (out []decimal.Decimal) {
	for s := k.Points; !s.IsNegative(); s = s.Sub(c.Deduction) {
		if out = append(out, s); !c.Deduction.IsPositive() {
			break // nothing is taken off
		}
	}
	if c.Floor != nil {
		out = append(out, *c.Floor)
	}
	if violations.State != answer.Number {
		return out
	}
	s := k.Points.Sub(c.Deduction.Mul(violations.Num))
	switch {
	case c.Floor != nil && s.LessThan(*c.Floor):
		return []decimal.Decimal{*c.Floor}
	case s.IsNegative(): // without a floor only the appraiser knows, but no more than the lowest step
		return out[len(out)-1:]
	}
	return []decimal.Decimal{s}
}

func contains(all []decimal.Decimal, d decimal.Decimal) bool {
	for _, a := range all {
		if a.Equal(d) {
			return true
		}
	}
	return false
}

func show(all []decimal.Decimal, lang string) string {
	var out []string
	for _, d := range all {
		out = append(out, finding.Show(d, lang))
	}
	return strings.Join(out, " · ")
}

// hundredth is how far a scaled total may be off by its rounding.
var hundredth = decimal.New(1, -2)

// total compares the stated total with the sum, where a result is stored.
func total(r *answer.Return, c round.Card) []finding.Finding {
	if r.Total == nil {
		return nil
	}
	sum := decimal.Zero
	for _, k := range c.Criteria() {
		a := r.Answer(k.ID + round.ScoreSuffix)
		switch {
		case a.State == answer.Number:
			sum = sum.Add(a.Num)
		case a.State != answer.Text:
			return nil
		case a.Text == c.Answers[0]:
			sum = sum.Add(k.Points)
		}
	}
	bonus := decimal.Zero
	if b := r.Answer(round.Bonus); b.State == answer.Number {
		bonus = b.Num
	}
	sum = c.Grade(sum, bonus)
	if r.Total.Sub(sum).Abs().LessThanOrEqual(hundredth) && c.Scale != nil || r.Total.Equal(sum) {
		return nil
	}
	f := finding.New("SCOR-004")
	d := r.Total.Sub(sum)
	f.Found, f.Expected, f.Difference = *r.Total, sum, &d
	return []finding.Finding{r.At(f, round.SelfTotal)}
}
