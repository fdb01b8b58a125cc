package live

import (
	"slices"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
)

// CheckNames are the names that a condition speaks of; none where there is none.
func CheckNames(e *rule.Expr) []string {
	if e == nil {
		return nil
	}
	return e.Names
}

// Names are those of a total, its whole and its parts that are given.
func Names(total, whole string, lists ...[]string) (out []string) {
	for _, n := range append([]string{total, whole}, slices.Concat(lists...)...) {
		if n != "" {
			out = append(out, n)
		}
	}
	return out
}

// DaemonRules are the ids of the rules that a form cannot judge: what a spreadsheet
// cannot express.
func DaemonRules(r *round.Round) (out []string) {
	for _, k := range r.Kinds {
		if k.Level {
			continue
		}
		for _, id := range Of(r, round.Unit{Kind: k.ID}, form.Fill{}).daemon {
			if !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}
