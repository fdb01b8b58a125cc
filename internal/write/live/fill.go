package live

import (
	"fmt"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// asReturn is the return that this form is, as it is filled in: what the daemon's
// checks judge, so that the stored results of the live checks are theirs.
func (w *Form) asReturn() (*answer.Return, []finding.Finding, *round.Round) {
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
	for i, in := range w.plan.Inputs {
		if a := ret.Of(i); a.State == answer.Unanswered && in.Box != "" && ret.Answer(in.Box).State == answer.Text {
			a.State, a.Implied = answer.Number, true
			ret.Set(a)
		}
	}
	for _, t := range w.r.Form.TablesOf(w.u.Kind) {
		ret.Tables[t.ID] = w.answeredRows(t)
	}
	return ret, fs, w.r
}

// answer is what the daemon makes of a value in an input; code says what is wrong.
func (w *Form) answer(in form.Input, a *answer.Answer, v any) (code string) {
	if v == nil || v == "" || in.Part == form.Computed {
		return ""
	}
	asked := in.Asked
	d, number := v.(decimal.Decimal)
	switch {
	case !asked.Figure():
		a.State, a.Text = answer.Text, fmt.Sprint(v)
		if asked.Type == round.Choice && !asked.Offers(a.Text) {
			code = "CELL-007"
		}
	case !number:
		code = "CELL-002"
	default:
		if code = asked.Refuses(d); code == "" {
			a.State, a.Num = answer.Number, d
		}
	}
	if code != "" {
		a.State = answer.Wrong
	}
	return code
}

// answeredRows are the rows of a table in which the unit typed something.
func (w *Form) answeredRows(t round.Table) (out []answer.TableRow) {
	in, _ := w.plan.Input(round.TableName(t.ID))
	for n, line := range w.Table(t).Lines {
		if line.Typed < 0 {
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
			switch v := line.Values[col.ID].(type) {
			case nil:
			case decimal.Decimal:
				a.State, a.Num = answer.Number, v
			default:
				a.State, a.Text = answer.Text, fmt.Sprint(v)
				asked := in.Columns[i]
				if asked.Figure() || asked.Type == round.Choice && !asked.Offers(a.Text) {
					a.State = answer.Wrong
				}
			}
			row.Values[col.ID] = a
		}
		out = append(out, row)
	}
	return out
}
