package formbook

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// asReturn is the return that this form is, as it is filled in: what the daemon's
// checks judge, so that the stored results of the live checks are theirs.
func (w *formWriter) asReturn() (*answer.Return, []finding.Finding, *round.Round) {
	ret := &answer.Return{
		Round:   w.r.ID,
		Version: w.r.Form.Version,
		Unit:    w.u,
		Plan:    w.plan,
		Tables:  map[string][]answer.TableRow{},
		Sheets:  map[form.SheetKey]string{},
	}
	var fs []finding.Finding
	for _, in := range w.plan.Inputs {
		a := answer.Answer{
			Name:    in.Name,
			Sheet:   form.Title(w.r, in.Sheet),
			Row:     in.Row,
			Col:     in.Col,
			LastRow: in.LastRow,
		}
		code := w.answer(in, &a, w.fill.Values[in.Name])
		ret.Set(a)
		if code != "" {
			fs = append(fs, ret.At(finding.New(code), in.Name))
		}
	}
	for _, in := range w.plan.Inputs {
		if in.Part != form.Nothing || ret.Answer(in.Name).State != answer.Text {
			continue
		}
		for i := range w.r.Form.Indicators {
			ind := &w.r.Form.Indicators[i]
			if ind.Section != in.ID || ind.Type != round.Count && ind.Type != round.Amount {
				continue
			}
			if a := ret.Answer(ind.ID); a.State == answer.Unanswered && w.plan.Concerns(ind.ID) {
				a.State, a.Implied = answer.Number, true
				ret.Set(a)
			}
		}
	}
	for _, t := range w.r.Form.TablesOf(w.u.Kind) {
		ret.Tables[t.ID] = w.answeredRows(t)
	}
	return ret, fs, w.r
}

// answer is what the daemon makes of a value in an input; code says what is wrong.
func (w *formWriter) answer(in form.Input, a *answer.Answer, v any) (code string) {
	if v == nil || v == "" {
		return ""
	}
	whole, least, most := false, decimal.Zero, round.Largest
	switch in.Part {
	case form.Computed:
		return ""
	case form.Violations:
		whole = true
	case form.SelfScore:
		if card, _ := w.r.Form.CardFor(w.u); card.InWords() {
			a.State, a.Text = answer.Text, fmt.Sprint(v)
			if !slices.Contains(card.Answers, a.Text) {
				a.State = answer.Wrong
				return "CELL-007"
			}
			return ""
		}
		least, most = round.Largest.Neg(), round.Largest // the card says more
	case form.Value, form.Prior:
		ind, _ := w.r.Form.Indicator(in.ID)
		if ind.Type != round.Count && ind.Type != round.Amount {
			a.State, a.Text = answer.Text, fmt.Sprint(v)
			if ind.Type == round.Choice && !slices.Contains(ind.Choices(w.u.Kind), a.Text) {
				a.State = answer.Wrong
				return "CELL-007"
			}
			return ""
		}
		whole = ind.Type == round.Count
		least, most = ind.Limits()
	case form.CardField:
		if in.Name != round.Bonus {
			a.State, a.Text = answer.Text, fmt.Sprint(v)
			if list := w.answersOf(in.Name); len(list) > 0 && !slices.Contains(list, a.Text) {
				a.State = answer.Wrong
				return "CELL-007"
			}
			return ""
		}
	default:
		a.State, a.Text = answer.Text, fmt.Sprint(v)
		return ""
	}
	d, ok := v.(decimal.Decimal)
	switch {
	case !ok:
		a.State = answer.Wrong
		return "CELL-002"
	case whole && !d.IsInteger():
		a.State = answer.Wrong
		return "CELL-005"
	case d.LessThan(least) || d.GreaterThan(most):
		a.State = answer.Wrong
		return "CELL-008"
	}
	a.State, a.Num = answer.Number, d
	return ""
}

// answeredRows are the rows of a table in which the unit typed something.
func (w *formWriter) answeredRows(t round.Table) (out []answer.TableRow) {
	in, _ := w.plan.Input(round.TableName(t.ID))
	for n, line := range w.table(t).lines {
		if line.typed < 0 {
			continue
		}
		row := answer.TableRow{Row: in.Row + n, Values: map[string]answer.Answer{}}
		for i, col := range t.Columns {
			a := answer.Answer{
				Name:    t.ID + "." + col.ID,
				Sheet:   form.Title(w.r, in.Sheet),
				Row:     in.Row + n,
				Col:     in.Col + i,
				LastRow: in.Row + n,
			}
			switch v := line.values[col.ID].(type) {
			case nil:
			case decimal.Decimal:
				a.State, a.Num = answer.Number, v
			default:
				a.State, a.Text = answer.Text, fmt.Sprint(v)
				figure := col.Type == round.Count || col.Type == round.Amount
				if figure || col.Type == round.Choice && !slices.Contains(col.Values, a.Text) {
					a.State = answer.Wrong
				}
			}
			row.Values[col.ID] = a
		}
		out = append(out, row)
	}
	return out
}
