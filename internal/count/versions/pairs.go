package versions

import (
	"fmt"
	"slices"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
)

// match is a row of a table before and after; -1 where there is none.
type match struct{ was, is int }

// mostLikened is how many pairs of rows are looked at for likeness: beyond it rows that have
// neither content nor key in common were removed and added.
const mostLikened = 200_000

// paired finds each row of a table again: by all that it holds, else by its key, else by most of
// its cells. Rows of the new version come in their order, then those that are gone.
func paired(t round.Table, was, is []map[string]any) (out []match) {
	from := make([]int, len(is)) // the row before, by the row after
	for i := range from {
		from[i] = -1
	}
	taken := make([]bool, len(was))
	by := func(mark func(map[string]any) string) {
		waits := map[string][]int{}
		for i, row := range was {
			if m := mark(row); m != "" && !taken[i] {
				waits[m] = append(waits[m], i)
			}
		}
		for i, row := range is {
			if m := mark(row); m != "" && from[i] < 0 && len(waits[m]) > 0 {
				from[i], waits[m] = waits[m][0], waits[m][1:]
				taken[from[i]] = true
			}
		}
	}
	by(func(row map[string]any) string { return markOf(row, columnIDs(t, row)) })
	by(func(row map[string]any) string { return markOf(row, t.Key) })
	byLikeness(was, is, taken, from)
	for i := range is {
		out = append(out, match{from[i], i})
	}
	for i := range was {
		if !taken[i] {
			out = append(out, match{i, -1})
		}
	}
	return out
}

// byLikeness pairs the rows that are left where more than half of their cells agree.
func byLikeness(was, is []map[string]any, taken []bool, from []int) {
	var a, b []int
	for i := range was {
		if !taken[i] {
			a = append(a, i)
		}
	}
	for i := range is {
		if from[i] < 0 {
			b = append(b, i)
		}
	}
	if len(a)*len(b) > mostLikened {
		return
	}
	for _, i := range b {
		best, most := -1, 0
		for _, j := range a {
			if n := alike(was[j], is[i]); !taken[j] && n > most {
				best, most = j, n
			}
		}
		if best >= 0 {
			from[i], taken[best] = best, true
		}
	}
}

// alike is how many cells of two rows agree; 0 where it is not more than half of them.
func alike(a, b map[string]any) (n int) {
	filled := [2]int{}
	for id, x := range a {
		if text := record.Canonical(x); text != "" {
			filled[0]++
			if text == record.Canonical(b[id]) {
				n++
			}
		}
	}
	for _, x := range b {
		if record.Canonical(x) != "" {
			filled[1]++
		}
	}
	if 2*n <= max(filled[0], filled[1]) {
		return 0
	}
	return n
}

// markOf is what some cells of a row hold; "" for nothing.
func markOf(row map[string]any, ids []string) string {
	var mark strings.Builder
	said := false
	for _, id := range ids {
		text := record.Canonical(row[id])
		said = said || text != ""
		fmt.Fprintf(&mark, "%d:%s", len(text), text)
	}
	if !said {
		return ""
	}
	return mark.String()
}

// columnIDs are the ids of a row's cells, the table's columns first.
func columnIDs(t round.Table, row map[string]any) (out []string) {
	for _, col := range columnsOf(t, row, nil) {
		if _, known := t.Column(col.ID); known || record.Canonical(row[col.ID]) != "" {
			out = append(out, col.ID)
		}
	}
	return out
}

// rowName is what people call a row by: its key as it is now, or was; the first text where it has
// none.
func rowName(t round.Table, was, is map[string]any) string {
	row := is
	if row == nil {
		row = was
	}
	ids := t.Key
	if len(ids) == 0 {
		for _, col := range columnsOf(t, row, nil) {
			ids = append(ids, col.ID)
		}
		ids = ids[:min(len(ids), 2)]
	}
	var out []string
	for _, id := range ids {
		if text := record.Canonical(row[id]); text != "" && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return strings.Join(out, " · ")
}
