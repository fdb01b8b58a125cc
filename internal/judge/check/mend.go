package check

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// offersZero are the findings whose mend says to write 0 where there is none.
var offersZero = []string{"CELL-001", "CELL-002", "CELL-013.struck"}

// mend makes what a finding says of its mend true in this return: done literally, the
// finding goes and no other comes. It tells too whether the figure may be explained.
func (d *doubt) mend(f finding.Finding) finding.Finding {
	f = d.scores(f)
	f.Explainable = f.Severity == finding.Query && f.ForUnit() && f.Code != "EXPL-001" &&
		slices.ContainsFunc(Explanations(f), func(n string) bool { return d.r.Plan.Index(n) >= 0 })
	code := strings.TrimSuffix(f.Code+"."+f.Variant, ".")
	if !slices.Contains(offersZero, code) || d.r.Plan.Index(f.ID) < 0 {
		return f
	}
	asked := d.r.Plan.Asked(f.ID)
	if !asked.Figure() {
		return f
	}
	if id, ok := strings.CutSuffix(f.ID, round.ViolationsSuffix); ok {
		return d.violations(f, id)
	}
	if _, _, score := d.criterion(f.ID); score || !allowed(decimal.Zero, &asked) || d.breaks(f.ID, decimal.Zero) {
		f.Variant = strings.TrimPrefix(f.Variant+".figure", ".")
	}
	return f
}

// criterion is the card's criterion that a score belongs to.
func (d *doubt) criterion(name string) (c round.Card, k round.Criterion, ok bool) {
	id, is := strings.CutSuffix(name, round.ScoreSuffix)
	if c, ok = d.r.Plan.Round.Form.CardFor(d.r.Unit); !is || !ok {
		return c, k, false
	}
	for _, k := range c.Criteria() {
		if k.ID == id {
			return c, k, true
		}
	}
	return c, k, false
}

// possible is the scores that raise nothing: those that the violations or the figure
// give, less what the unit's own figures contradict. All that the card gives where none
// is left, or none can be told.
func (d *doubt) possible(name string) (out []decimal.Decimal) {
	c, k, ok := d.criterion(name)
	switch {
	case !ok || c.InWords():
		return nil
	case k.Measured():
		if k.Of == nil {
			return nil
		}
		if v := k.Of.Eval(d.r); v.Known {
			return []decimal.Decimal{k.Worth(v.Num)}
		}
		return nil
	}
	all := ladder(c, k, d.r.Answer(k.ID+round.ViolationsSuffix))
	for _, s := range all {
		if !d.breaks(name, s) && (c.Floor == nil || !s.LessThan(*c.Floor)) {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		return all
	}
	return out
}

// scores says which scores a missing or impossible one may be.
func (d *doubt) scores(f finding.Finding) finding.Finding {
	if f.Code != "SCOR-001" && f.Code != "SCOR-002" || f.Variant != "" {
		return f
	}
	lang := d.r.Plan.Round.Language
	possible := d.possible(f.ID)
	switch {
	case len(possible) == 1:
		f.Variant = "one"
	case len(possible) > 1:
		f.Variant = "ladder"
	}
	if f.Variant == "" {
		return f
	}
	_, k, _ := d.criterion(f.ID)
	return f.With("possible", show(possible, lang)).With("full", finding.Show(k.Points, lang))
}

// violations says how many violations the score beside it is for.
func (d *doubt) violations(f finding.Finding, id string) finding.Finding {
	f.Variant = "violations"
	name := id + round.ScoreSuffix
	self := d.r.Answer(name)
	c, k, ok := d.criterion(name)
	if !ok || self.State != answer.Number || !c.Deduction.IsPositive() {
		return f
	}
	lang := d.r.Plan.Round.Language
	f = f.With("score", finding.Show(self.Num, lang)).With("full", finding.Show(k.Points, lang))
	n := k.Points.Sub(self.Num).Div(c.Deduction)
	if n = n.Ceil(); contains(ladder(c, k, answer.Answer{State: answer.Number, Num: n}), self.Num) {
		f.Asks = &finding.Ask{Op: "=", Than: n}
		if c.Floor != nil && self.Num.Equal(*c.Floor) {
			f.Asks.Op = ">="
		}
	}
	return f
}

// Literal is the figure that somebody types into an input who does what is asked of it
// and no more; ok is false where that is not a figure that the input takes.
func Literal(a *finding.Ask, asked form.Asked) (d decimal.Decimal, ok bool) {
	return literal(a.Op, a.Than, &asked)
}
