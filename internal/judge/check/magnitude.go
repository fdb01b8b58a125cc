package check

import (
	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// magnitudes asks about figures that are far from what is usual (CELL-014): about a
// thousand times last year's or a thousandth of it, beyond what the round says is usual,
// money typed in single đồng, a day that the workbook made a number of.
//
// Before: 43,588 classes. After: 42, or an explanation.
func magnitudes(r *answer.Return) (out []finding.Finding) {
	for _, in := range r.Plan.Inputs {
		if in.Asked.Usual == nil {
			continue
		}
		a := r.Answer(in.Name)
		if a.State != answer.Number || a.Implied {
			continue
		}
		if f, odd := magnitude(r, in, a.Num); odd {
			out = append(out, f)
		}
	}
	return out
}

// magnitude is what is odd about one figure; the first of the sorts that fits is told.
func magnitude(r *answer.Return, in form.Input, x decimal.Decimal) (f finding.Finding, odd bool) {
	u, lang := in.Asked.Usual, r.Plan.Round.Language
	prior := r.Value(in.Name + round.PriorSuffix)
	switch {
	case prior.Known && thousandfold(x, prior.Num):
		f = finding.New("CELL-014.thousand")
		f.Expected = prior.Num
	case u.Stated != nil && !u.Stated.Holds(x):
		f = finding.New("CELL-014").With("least", finding.Show(u.Stated.Least, lang)).
			With("most", finding.Show(u.Stated.Most, lang))
	case Single(u, x):
		f = finding.New("CELL-014.money").With("unit", in.Asked.Unit)
	case u.Stated == nil && Day(u, x) && !(prior.Known && x.LessThan(prior.Num.Mul(decimal.NewFromInt(NearPrior)))):
		f = finding.New("CELL-014.date")
	default:
		return f, false
	}
	f.Found = x
	return r.At(f, in.Name), true
}

// NearPrior is how many times last year's figure one is that cannot be a day's number.
const NearPrior = 10

// Single tells whether an amount is likelier to be in single ones than in thousands or
// millions: large, and a round number of thousands.
func Single(u *form.Usual, x decimal.Decimal) bool {
	return u.Money.IsPositive() && !x.LessThan(u.Money) && x.Mod(decimal.NewFromInt(1000)).IsZero()
}

// Day tells whether a figure is the number of a day of about this round.
func Day(u *form.Usual, x decimal.Decimal) bool { return x.IsInteger() && u.Dates.Holds(x) }
