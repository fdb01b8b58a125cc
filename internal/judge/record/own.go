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
func SumOf(name string, x any) string { return markOf("input", pair(name, canonical(x))) }

// SumCell is the mark of a cell that is filled in with something worked out, in a table with
// a row a unit of the register.
func SumCell(table string, row map[string]any, column string, x any) string {
	return markOf("cell", pair(table, canonical(row["ma"]))+pair(column, canonical(x)))
}

// SumList is the mark of all rows of another table, in any order.
func SumList(table string, rows []map[string]any) string {
	all := make([]string, 0, len(rows))
	for _, row := range rows {
		all = append(all, pair("", strings.Join(lines(row), "")))
	}
	slices.Sort(all)
	return markOf("list", pair(table, strings.Join(all, "")))
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
	marks := map[string]bool{}
	for _, m := range ret.Sums {
		marks[m] = true
	}
	sums := map[string]bool{} // names of inputs and ids of tables that hold nothing of its own
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
		} else if marks[SumList(id, v.TypedRows[id])] {
			v.TypedRows[id], v.Tables[id] = nil, nil
		}
		if len(v.TypedRows[id]) == 0 {
			sums[id] = true
			delete(v.TypedRows, id)
			delete(v.Tables, id)
		}
	}
	v.Findings = slices.DeleteFunc(v.Findings, func(f finding.Finding) bool { return onlyOf(f, sums) })
	v.Status = finding.StatusOf(v.Findings)
}

// ownCells leaves in a table with a row a unit what this level wrote itself. Any other list is
// its own or not as a whole: who changed a row of it answers for the list.
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
