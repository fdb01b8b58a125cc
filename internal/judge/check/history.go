package check

import (
	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
)

// Figures are a unit's figures by the ids of this round's indicators.
type Figures map[string]decimal.Decimal

// What last year's figures must show before they are held against this year's.
const (
	fewFigures = 5 // that all figures are the same says something from so many on
)

// History holds a unit's figures against those on record of the round before
// (HIST-001 … 004): now are this round's, typed what the unit calls last year's, past
// what is on record.
//
// Before: 12 on record, 21 typed as last year's. After: 12, or an explanation.
func History(r *round.Round, u round.Unit, now, typed, past Figures) (out []finding.Finding) {
	same, compared, first := 0, 0, ""
	for _, in := range r.Indicators(u) {
		old, ok := past[in.ID]
		if !ok || in.Type != round.Count && in.Type != round.Amount {
			continue
		}
		if was, ok := typed[in.ID]; ok && !was.Equal(old) {
			out = append(out, placed("HIST-001", in.ID+round.PriorSuffix, in.Label, was, old))
		}
		x, ok := now[in.ID]
		if !ok {
			continue
		}
		if !x.IsZero() || !old.IsZero() {
			if compared++; compared == 1 {
				first = in.ID // beside which it may be explained
			}
			if x.Equal(old) {
				same++
			}
		}
		switch {
		case thousandfold(x, old):
			out = append(out, placed("HIST-003", in.ID, in.Label, x, old))
		case in.Change != nil && beyond(x, old, *in.Change):
			out = append(out, placed("HIST-002", in.ID, in.Label, x, old))
		}
	}
	if same == compared && compared >= fewFigures {
		f := finding.New("HIST-004")
		f.ID, f.IDs = first, []string{first}
		out = append(out, f)
	}
	return out
}

func placed(code, id, label string, found, expected decimal.Decimal) finding.Finding {
	f := finding.New(code).With("label", label)
	d := found.Sub(expected)
	f.ID, f.IDs, f.Found, f.Expected, f.Difference = id, []string{id}, found, expected, &d
	return f
}

// thousandfold tells whether two figures are about a thousand times apart.
func thousandfold(x, old decimal.Decimal) bool {
	if x.LessThan(old) {
		x, old = old, x
	}
	if !old.IsPositive() {
		return false
	}
	low, top := decimal.NewFromInt(form.ThousandLow), decimal.NewFromInt(form.ThousandTop)
	return x.GreaterThanOrEqual(old.Mul(low)) && x.LessThanOrEqual(old.Mul(top))
}

// beyond tells whether a figure changed by more than so many percent of the old one.
func beyond(x, old, percent decimal.Decimal) bool {
	return x.Sub(old).Abs().Mul(decimal.NewFromInt(100)).GreaterThan(old.Abs().Mul(percent))
}

// Explain closes a query with what stands in a cell beside one of its figures, where
// that is adequate.
func Explain(f finding.Finding, r *round.Round, text func(name string) string) finding.Finding {
	if f.Severity != finding.Query || !f.ForUnit() {
		return f
	}
	for _, name := range Explanations(f) {
		if t := text(name); t != "" && inadequate(t, r) == "" {
			f.Explained = t
			break
		}
	}
	return f
}
