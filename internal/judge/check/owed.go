package check

import (
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// owed finds figures, choices and dates that the unit owes and left blank
// (CELL-001): "a unit fills in completely what concerns it".
func owed(r *answer.Return) (out []finding.Finding) {
	rd := r.Plan.Round
	for _, in := range rd.Indicators(r.Unit) {
		if in.Type == round.Narrative || in.Type == round.TextLine || !rd.Owes(in, r.Unit) {
			continue
		}
		if due(r, in) && r.Blank(in.ID) {
			f := finding.New("CELL-001")
			switch in.Type {
			case round.Choice:
				f.Variant, f.Expected = "choice", strings.Join(r.Plan.Asked(in.ID).Choices, " | ")
			case round.Date:
				f.Variant = "date"
			}
			out = append(out, r.At(f, in.ID))
		}
		if !in.Prior || rd.NewInPeriod(r.Unit) {
			continue
		}
		if name := in.ID + round.PriorSuffix; r.Blank(name) {
			out = append(out, r.At(finding.New("CELL-001"), name))
		}
	}
	return out
}

// due tells whether a conditional question must be answered: only where its
// condition is known to be true.
func due(r *answer.Return, in *round.Indicator) bool {
	if in.When == nil {
		return true
	}
	v := in.When.Eval(r)
	return v.Known && v.Bool
}
