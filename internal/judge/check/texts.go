package check

import (
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// texts finds narratives and texts that are owed and missing (TEXT-001), and
// those shorter or longer than the form allows (TEXT-002).
func texts(r *answer.Return) (out []finding.Finding) {
	rd := r.Plan.Round
	for _, in := range rd.Indicators(r.Unit) {
		if in.Type != round.Narrative && in.Type != round.TextLine {
			continue
		}
		a := r.Answer(in.ID)
		if a.State == answer.Text {
			out = append(out, length(r, in, a)...)
			continue
		}
		if a.State != answer.Unanswered || !r.Plan.Round.Owes(in, r.Unit) || !due(r, in) {
			continue
		}
		f := r.At(finding.New("TEXT-001"), in.ID)
		if in.When != nil {
			f.Variant = "when"
			f = f.With("because", in.When.Sentence(rd.Label))
		}
		out = append(out, f)
	}
	return out
}

func length(r *answer.Return, in *round.Indicator, a answer.Answer) []finding.Finding {
	if in.Min == nil && in.Max == nil {
		return nil
	}
	n := decimal.NewFromInt(int64(utf8.RuneCountInString(a.Text)))
	f := finding.New("TEXT-002")
	f.Found = n
	switch {
	case in.Min != nil && n.LessThan(*in.Min):
		f.Expected = "≥ " + in.Min.String()
	case in.Max != nil && n.GreaterThan(*in.Max):
		f.Expected = "≤ " + in.Max.String()
	default:
		return nil
	}
	return []finding.Finding{r.At(f, in.ID)}
}
