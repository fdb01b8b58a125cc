// Package roll makes what is shown of a picture: the roll-call, the consolidated workbook's lines,
// traces, records, what goes up to the level above.
package roll

import (
	"slices"
	"strings"

	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
)

// Judged is one received file under two definitions.
type Judged struct {
	File, SHA, Unit string // Unit is "" where nobody knows
	Current         bool   // it is the unit's current version
	Was, Now        record.Verdict
}

// Judgeable are the files that were received as returns, once each.
func Judgeable(p *standing.Picture) (out []Judged) {
	done, current := map[string]bool{}, map[string]bool{}
	for _, v := range slices.Concat(p.Sheets, p.Strays) { // officers' workbooks and containers are no returns
		done[v.SHA] = v.Verdict.FileKind != ""
	}
	for _, s := range p.Units {
		if c := s.Current(); c != nil {
			current[c.SHA] = true
		}
	}
	for _, rc := range p.Receipts {
		if !done[rc.SHA] {
			done[rc.SHA] = true
			out = append(out, Judged{File: ledger.DroppedAs(rc.Name), SHA: rc.SHA, Current: current[rc.SHA]})
		}
	}
	return out
}

// Change is what a changed definition does to the units' current versions.
type Change struct {
	What  string // status, or code and rule of a finding
	Newly []string
	Gone  []string // units, by their codes
}

// Changes says what would newly fail or pass: of statuses, then of findings, each with
// the units concerned.
func Changes(all []Judged) (statuses, findings []Change) {
	status, found := map[string]*Change{}, map[string]*Change{}
	note := func(m map[string]*Change, what, unit string, now bool) {
		c := m[what]
		if c == nil {
			c = &Change{What: what}
			m[what] = c
		}
		if now {
			c.Newly = append(c.Newly, unit)
		} else {
			c.Gone = append(c.Gone, unit)
		}
	}
	for _, j := range all {
		if !j.Current {
			continue
		}
		if j.Was.Status != j.Now.Status {
			note(status, string(j.Now.Status), j.Unit, true)
			note(status, string(j.Was.Status), j.Unit, false)
		}
		was, now := keys(j.Was), keys(j.Now)
		for k := range now {
			if !was[k] {
				note(found, k, j.Unit, true)
			}
		}
		for k := range was {
			if !now[k] {
				note(found, k, j.Unit, false)
			}
		}
	}
	return sorted(status), sorted(found)
}

// keys are the open findings of a verdict: severity, code and rule or input.
func keys(v record.Verdict) map[string]bool {
	out := map[string]bool{}
	for _, f := range v.Findings {
		if f.Severity == finding.Info {
			continue
		}
		what := f.Rule
		if what == "" {
			what = f.ID
		}
		trial := ""
		if f.Trial {
			trial = " (trial)"
		}
		out[strings.TrimSpace(string(f.Severity)+" "+f.Code+" "+what)+trial] = true
	}
	return out
}

func sorted(m map[string]*Change) (out []Change) {
	for _, c := range m {
		slices.Sort(c.Newly)
		slices.Sort(c.Gone)
		out = append(out, *c)
	}
	slices.SortFunc(out, func(a, b Change) int {
		if d := len(b.Newly) + len(b.Gone) - len(a.Newly) - len(a.Gone); d != 0 {
			return d
		}
		return strings.Compare(a.What, b.What)
	})
	return out
}
