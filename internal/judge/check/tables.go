package check

import (
	"strconv"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
	"tonghop/internal/viet"
)

// tables finds rows that lack a column they need (CELL-001) and rows that name
// the same thing twice (CONS-005).
func tables(r *answer.Return) (out []finding.Finding) {
	for _, t := range r.Plan.Round.Form.TablesOf(r.Unit.Kind) {
		rows := r.Tables[t.ID]
		for i, row := range rows {
			for _, need := range t.Required {
				if a := row.Values[need]; a.State == answer.Unanswered {
					col, _ := t.Column(need)
					f := inRow(finding.New("CELL-001.row"), a, t, i)
					out = append(out, f.With("column", col.Label))
				}
			}
		}
		if len(rows) > 1 {
			out = append(out, twice(t, rows)...)
		}
	}
	return out
}

// twice finds rows that name the same thing.
func twice(t round.Table, rows []answer.TableRow) (out []finding.Finding) {
	seen := map[string]bool{}
	for i, row := range rows {
		name, any := "", false
		for _, k := range t.Key {
			a := row.Values[k]
			any = any || a.Known()
			name += viet.Fold(a.Text) + "|" + a.Num.String() + "|"
		}
		key := row.Values[t.Key[0]]
		if len(t.Key) > 1 && !key.Known() {
			key = row.Values[t.Key[1]]
		}
		if any && seen[name] {
			f := inRow(finding.New("CONS-005"), key, t, i)
			f.Found = key.Text
			out = append(out, f)
		}
		seen[name] = true
	}
	return out
}

// inRow places a finding on a cell of a table, and says which of its rows that is.
func inRow(f finding.Finding, a answer.Answer, t round.Table, row int) finding.Finding {
	f.Sheet, f.SheetOrder, f.Row, f.Col = a.Sheet, a.Order, a.Row, a.Col
	f.Cells = []string{a.Ref()}
	f.ID, f.IDs = a.Name, []string{t.ID}
	return f.With("label", t.Label).With("count", strconv.Itoa(row+1)).With("row", strconv.Itoa(row))
}
