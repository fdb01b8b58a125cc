package check_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/read/answer"
	"tonghop/internal/tier"
)

// judgedFast is what is found in a form with the values.
func judgedFast(r *round.Round, u round.Unit, values map[string]any) []finding.Finding {
	ret := answered(r, u, values)
	var read []finding.Finding
	for i, in := range ret.Plan.Inputs {
		a, code := ret.Of(i), ""
		asked := in.Asked
		switch {
		case asked.Figure() && a.State == answer.Text:
			code = "CELL-002"
		case asked.Figure() && a.State == answer.Number:
			code = asked.Refuses(a.Num)
		case a.State == answer.Number && !asked.Figure():
			code = "CELL-007"
		case a.State == answer.Text && len(asked.Choices) > 0 && !asked.Offers(a.Text):
			code = "CELL-007"
		}
		if code != "" {
			f := finding.New(code)
			f.Found, f.Expected = values[in.Name], strings.Join(asked.Choices, " | ")
			a.State = answer.Wrong
			ret.Set(a)
			read = append(read, ret.At(f, in.Name))
		}
	}
	for i, in := range ret.Plan.Inputs {
		if a := ret.Of(i); a.State == answer.Unanswered && in.Box != "" && ret.Answer(in.Box).State == answer.Text {
			a.State, a.Implied = answer.Number, true
			ret.Set(a)
		}
	}
	return check.Return(ret, read, r)
}

// open are the findings that the unit must answer, by what they are of.
func open(fs []finding.Finding) map[string]finding.Finding {
	out := map[string]finding.Finding{}
	for _, f := range fs {
		if f.ForUnit() {
			out[f.Code+" "+f.Rule+" "+f.ID] = f
		}
	}
	return out
}

// enough is an explanation, and a text, that says something.
const enough = "Không có: trong năm không phát sinh việc nào như vậy trên địa bàn."

// mendings are the ways of doing what a finding's words say, literally: inputs by name.
// What gives new things to answer (a choice that asks for a text) is left out.
func mendings(r *round.Round, plan *form.Plan, f finding.Finding) (out []map[string]any) {
	figures := func(name, list string) {
		for _, s := range strings.Split(list, " · ") {
			d := num(strings.ReplaceAll(s, ",", "."))
			set := map[string]any{name: d}
			card, _ := r.Form.CardFor(plan.Unit)
			for _, k := range card.Criteria() {
				if k.ID+round.ScoreSuffix == name && d.LessThan(k.Points) && f.Args["full"] != "" {
					set[k.ID+round.ViolationsSuffix] = k.Points.Sub(d).Div(card.Deduction).Ceil()
				}
			}
			out = append(out, set)
		}
	}
	_, fix := f.Text("vi")
	switch {
	case f.Asks != nil:
		name := f.ID
		if len(f.IDs) > 1 {
			name = f.IDs[0]
		}
		if d, ok := check.Literal(f.Asks, plan.Asked(name)); ok {
			out = append(out, map[string]any{name: d})
		}
	case f.Code == "SCOR-001" || f.Code == "SCOR-002":
		if f.Args["possible"] != "" {
			figures(f.ID, f.Args["possible"])
		}
	case f.Code == "SCOR-003":
		figures(f.ID, f.Expected.(string))
	case f.Variant == "measured":
		out = append(out, map[string]any{f.ID: f.Expected.(decimal.Decimal)})
	case f.Code == "TEXT-001":
		out = append(out, map[string]any{f.ID: enough})
	case f.Code == "SUBM-006":
		out = append(out, map[string]any{f.ID: "x"})
	case strings.Contains(fix, "thì ghi 0"):
		out = append(out, map[string]any{f.ID: decimal.Zero})
	}
	if f.Explainable {
		for _, n := range check.Explanations(f) {
			if plan.Index(n) >= 0 {
				out = append(out, map[string]any{n: enough})
			}
		}
	}
	return out
}

// Whoever does literally what a finding says is rid of it, and gets no other.
func TestDoingWhatIsSaidMendsIt(t *testing.T) {
	tried, each := map[string]int{}, 20
	if tier.IsLong() {
		each = 120
	}
	for _, s := range subjects(t) {
		plan := form.Of(s.r, s.u)
		for i, x := range returns(s.r, s.u, each, 23) {
			if i%3 == 0 {
				spoil(s.r, s.u, x.values, i)
				delete(x.values, round.SignedOff)
			}
			before := open(judgedFast(s.r, s.u, x.values))
			for key, f := range before {
				m, fix := f.Text("vi")
				if says := strings.Contains(fix, "giải trình"); says != f.Explainable && f.Severity == finding.Query &&
					f.Code != "EXPL-001" {
					t.Errorf("%s: may be explained: %v, says: %q", key, f.Explainable, fix)
				}
				for _, set := range mendings(s.r, plan, f) {
					values := maps.Clone(x.values)
					maps.Copy(values, set)
					after := open(judgedFast(s.r, s.u, values))
					tried[f.Code]++
					if _, still := after[key]; still {
						t.Errorf("%s: %s: %v does not mend it: %s / %s / %q", s.u.Code, key, set, m, fix, f.Asked("vi"))
					}
					for k, n := range after {
						if _, was := before[k]; !was {
							nm, _ := n.Text("vi")
							t.Errorf("%s: %s mended by %v (%s) raises %s: %s", s.u.Code, key, set, fix, k, nm)
						}
					}
				}
			}
		}
	}
	for _, code := range []string{
		"CELL-001", "CELL-002", "CONS-001", "CONS-002", "CONS-004", "SCOR-001", "SCOR-002", "SCOR-003", "SCOR-005",
		"TEXT-001", "SUBM-006",
	} {
		if tried[code] == 0 {
			t.Errorf("%s was never mended: %v", code, slices.Sorted(maps.Keys(tried)))
		}
	}
}

// What is said to stand in the cell stands in the cell that is named first, and what is asked
// is asked of that cell.
func TestWhatIsHeldAndAskedIsOfTheCellNamed(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range subjects(t) {
		for _, x := range returns(s.r, s.u, 12, 5) {
			for _, f := range judgedFast(s.r, s.u, x.values) {
				if f.Rule == "" || f.Code == "CONS-006" {
					continue
				}
				if f.Code == "SCOR-005" && (f.Asks != nil || f.IDs[0] != f.ID) {
					t.Errorf("%s asks %q of %s", f.Rule, f.Asked("vi"), f.IDs[0])
				}
				name := f.IDs[0]
				held, _ := x.values[name].(decimal.Decimal)
				if f.Held != nil && f.Held != "" && finding.Show(f.Held, "vi") != finding.Show(held, "vi") {
					t.Errorf("%s %s: %s holds %v, said %v", f.Code, f.Rule, name, held, f.Held)
				}
				plan := form.Of(s.r, s.u)
				in, _ := plan.Input(name)
				if a := (answer.Answer{Row: in.Row, Col: in.Col}); len(f.Cells) > 0 && f.Sheet == form.Title(s.r, in.Sheet) &&
					f.Cells[0] != a.Ref() {
					t.Errorf("%s %s: %s stands in %s, named first is %v", f.Code, f.Rule, name, a.Ref(), f.Cells)
				}
				first, _, _ := strings.Cut(f.Asked("vi"), " ")
				seen[f.Code+" "+first] = true
			}
		}
	}
	for _, want := range []string{"CONS-001 bằng", "CONS-002 không", "CONS-002 ít", "CONS-004 ít", "SCOR-005 "} {
		if !seen[want] {
			t.Errorf("%q was never asked: %v", want, slices.Sorted(maps.Keys(seen)))
		}
	}
}
