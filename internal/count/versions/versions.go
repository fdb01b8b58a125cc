// Package versions compares two versions of a unit's return, datum by datum: what was typed
// before and after, where it stood, and what of the totals and of the card rests on it.
package versions

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
)

// Change is one datum that differs. A blank is nil before or after, and never zero.
type Change struct {
	Name   string // defined name of the input; of a table, that of its rows
	Column string // of a table's row; "" for an input
	// Was and Is are the places of a table's row among those before and after, from 0; -1 where
	// there is none.
	Was, Is int

	Section string // number of the section or criterion as it is printed; "" for none
	Label   string
	Row     string // what tells the table's row apart, as typed

	Before, After any              // json.Number or text; nil for nothing
	Difference    *decimal.Decimal // of two figures
	Words         []Piece          // of two texts

	CellBefore, CellAfter string // Sheet!C7; of a table's row the cells of its column

	Totals   []string // names of the figures whose totals rest on it
	Criteria []string // ids of the criteria that rest on it
}

// Said is what a version says: what stood in its inputs by defined name, with what follows from
// a box that was ticked, and its tables' rows. What we wrote ourselves is no part of it.
type Said struct {
	Values map[string]any
	Rows   map[string][]map[string]any // by the defined name of the table's rows
}

// SaidIn is what a verdict has on record of what its version says.
func SaidIn(plan *form.Plan, v record.Verdict) Said {
	s := Said{Values: map[string]any{}, Rows: map[string][]map[string]any{}}
	maps.Copy(s.Values, v.Values)
	for id, x := range v.Prior {
		s.Values[id+round.PriorSuffix] = x
	}
	for id, text := range v.Explains {
		s.Values[id+round.ExplanationSuffix] = text
	}
	maps.Copy(s.Values, v.Typed)
	maps.DeleteFunc(s.Values, func(name string, x any) bool {
		in, asked := plan.Input(name)
		ours := asked && (in.Part == form.Stamp || in.Part == form.Computed)
		return ours || name == round.UnitCode || name == round.UnitName || record.Canonical(x) == ""
	})
	rows := v.TypedRows
	if len(rows) == 0 {
		rows = v.Tables
	}
	for id, of := range rows {
		s.Rows[round.TableName(id)] = of
	}
	return s
}

// Between are the differences between two versions of the return that a plan asks for, in the
// order of the form.
func Between(plan *form.Plan, before, after record.Verdict) (out []Change) {
	c := comparer{plan: plan, before: before, after: after}
	c.card, _ = plan.Round.Form.CardFor(plan.Unit)
	c.keys = c.card.Keys()
	was, is := SaidIn(plan, before), SaidIn(plan, after)
	done := map[string]bool{}
	for i := range plan.Inputs {
		name := plan.Inputs[i].Name
		done[name] = true
		if plan.Inputs[i].Part == form.Rows {
			out = append(out, c.rows(name, was.Rows[name], is.Rows[name])...)
		} else {
			out = append(out, c.input(name, was.Values[name], is.Values[name])...)
		}
	}
	for _, name := range leftOver(done, was.Values, is.Values) { // of what is not asked any more
		out = append(out, c.input(name, was.Values[name], is.Values[name])...)
	}
	for _, name := range leftOver(done, was.Rows, is.Rows) {
		out = append(out, c.rows(name, was.Rows[name], is.Rows[name])...)
	}
	return out
}

// leftOver are the names in either map that were not looked at, in order.
func leftOver[T any](done map[string]bool, a, b map[string]T) []string {
	names := map[string]bool{}
	for _, m := range []map[string]T{a, b} {
		for name := range m {
			names[name] = !done[name]
		}
	}
	maps.DeleteFunc(names, func(_ string, left bool) bool { return !left })
	return slices.Sorted(maps.Keys(names))
}

// Apply makes of what a version said what the other one says.
func Apply(said Said, changes []Change) Said {
	out := Said{Values: maps.Clone(said.Values), Rows: map[string][]map[string]any{}}
	if out.Values == nil {
		out.Values = map[string]any{}
	}
	rows := map[string]map[int]map[string]any{} // by table and place before; new ones below 0
	for name, all := range said.Rows {
		rows[name] = map[int]map[string]any{}
		for i, row := range all {
			rows[name][i] = maps.Clone(row)
		}
	}
	for _, ch := range changes {
		if ch.Column == "" {
			put(out.Values, ch.Name, ch)
			continue
		}
		at := ch.Was
		if at < 0 {
			at = -1 - ch.Is
		}
		if rows[ch.Name] == nil {
			rows[ch.Name] = map[int]map[string]any{}
		}
		if rows[ch.Name][at] == nil {
			rows[ch.Name][at] = map[string]any{}
		}
		put(rows[ch.Name][at], ch.Column, ch)
	}
	for name, of := range rows {
		for _, at := range slices.Sorted(maps.Keys(of)) {
			if len(of[at]) > 0 {
				out.Rows[name] = append(out.Rows[name], of[at])
			}
		}
	}
	return out
}

// put sets what a change makes of a datum.
func put(of map[string]any, name string, ch Change) {
	switch {
	case ch.After == nil:
		delete(of, name)
	case len(ch.Words) > 0:
		of[name] = Patched(ch.Words)
	default:
		of[name] = ch.After
	}
}
