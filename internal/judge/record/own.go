package record

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// What goes up from this level is a form that was filled in with sums. It comes back with
// its officers' words, and only what they changed is this level's own answer: a sum that
// comes back as it was stays a sum. So the form carries a mark of each thing that was
// worked out, and what is read back under the same mark is left out of the verdict.

// SumOf is the mark of an input that is filled in with something worked out.
func SumOf(name string, x any) string { return markOf("input", pair(name, Canonical(x))) }

// SumCell is the mark of a cell that is filled in with something worked out, in a table with
// a row a unit of the register.
func SumCell(table string, row map[string]any, column string, x any) string {
	return markOf("cell", pair(table, Canonical(row["ma"]))+pair(column, Canonical(x)))
}

// SumRow is the mark of a row of any other list that units below gave. It names the table.
func SumRow(table string, row map[string]any) string {
	return table + ":" + markOf("row", pair(table, strings.Join(lines(row), "")))
}

func markOf(what, of string) string {
	sum := sha256.Sum256([]byte(what + "\x00" + of))
	return hex.EncodeToString(sum[:12])
}

// ownOnly leaves in the verdict of this level's own return what is its own. A finding that
// speaks of sums alone is no fault of its: what goes up is judged by itself.
func (v *Verdict) ownOnly(ret *answer.Return) {
	if len(ret.Sums) == 0 || ret.Unit.Code != ret.Plan.Round.Self {
		return
	}
	v.Beside = true
	marks := map[string]bool{}
	for _, m := range ret.Sums {
		marks[m] = true
	}
	stands := map[string]bool{} // rows of those below that were left in
	sums := map[string]bool{}   // names of inputs and ids of tables that hold nothing of its own
	for name, x := range v.Typed {
		if !marks[SumOf(name, x)] {
			continue
		}
		sums[name] = true
		delete(v.Typed, name)
		delete(v.Values, name)
		if id, ok := strings.CutSuffix(name, round.PriorSuffix); ok {
			delete(v.Prior, id)
		}
	}
	for id := range v.TypedRows {
		if t, ok := ret.Plan.Round.Form.Table(id); ok && t.RowsFrom != "" {
			v.ownCells(t, marks)
		} else {
			v.ownRows(id, marks, stands)
		}
		if len(v.TypedRows[id]) == 0 {
			sums[id] = true
			delete(v.TypedRows, id)
			delete(v.Tables, id)
		}
	}
	for _, m := range ret.Sums {
		if strings.Contains(m, ":") && !stands[m] {
			v.Struck = append(v.Struck, m)
		}
	}
	v.Findings = slices.DeleteFunc(v.Findings, func(f finding.Finding) bool { return onlyOf(f, sums) })
	v.Status = finding.StatusOf(v.Findings)
}

// ownRows leaves in a list the rows that this level wrote itself; stands gets the marks of the
// others.
func (v *Verdict) ownRows(id string, marks, stands map[string]bool) {
	var typed, good []map[string]any
	for i, row := range v.TypedRows[id] {
		if mark := SumRow(id, row); marks[mark] {
			stands[mark] = true
			continue
		}
		typed, good = append(typed, row), append(good, v.Tables[id][i])
	}
	v.TypedRows[id], v.Tables[id] = typed, good
}

// ownCells leaves in a table with a row a unit what this level wrote itself.
func (v *Verdict) ownCells(t round.Table, marks map[string]bool) {
	var typed, good []map[string]any
	for i, row := range v.TypedRows[t.ID] {
		var worked []string
		for col, x := range row {
			if marks[SumCell(t.ID, row, col, x)] {
				worked = append(worked, col)
			}
		}
		says := false
		for _, col := range t.Columns {
			says = says || !col.Filled && row[col.ID] != nil && !slices.Contains(worked, col.ID)
		}
		if !says && len(worked) > 0 {
			continue
		}
		for _, col := range worked {
			delete(row, col)
			delete(v.Tables[t.ID][i], col)
		}
		typed, good = append(typed, row), append(good, v.Tables[t.ID][i])
	}
	v.TypedRows[t.ID], v.Tables[t.ID] = typed, good
}

// onlyOf tells whether all that a finding speaks of is worked out.
func onlyOf(f finding.Finding, sums map[string]bool) bool {
	ids := f.IDs
	if len(ids) == 0 && f.ID != "" {
		ids = []string{f.ID}
	}
	return len(ids) > 0 && !slices.ContainsFunc(ids, func(id string) bool {
		table, _, _ := strings.Cut(id, ".")
		return !sums[id] && !sums[table] && !sums[strings.TrimPrefix(id, round.TableName(""))]
	})
}
