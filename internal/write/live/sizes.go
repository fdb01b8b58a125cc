package live

import (
	"fmt"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
)

// prepareSizes has the lines ask about figures that are far from what is usual, in the order
// in which the daemon does.
func (w *Form) prepareSizes() {
	for _, in := range w.plan.Inputs {
		severity := w.severityOf("CELL-014")
		if in.Asked.Usual == nil || severity != finding.Error && severity != finding.Query {
			continue
		}
		for _, s := range w.sizes(in) {
			f := s.f.With("label", w.r.Label(in.Name))
			f.ID, f.IDs, f.Severity = in.Name, []string{in.Name}, severity
			on := func(key form.SheetKey) liveRule {
				fig := liveCells{w, key}.Figure(in.Name)
				odd := s.odd(fig.Value, key)
				l := rule.Live{Broken: "IF(" + fig.Known + "," + odd + ",FALSE)", Found: fig.Value}
				if s.f.Variant == "thousand" {
					l.Expect = liveCells{w, key}.Figure(in.Name + round.PriorSuffix).Value
				}
				return w.liveRuleOf(f, l, key)
			}
			lr := on(in.Sheet)
			lr.anywhere = on("").broken
			w.rules[in.Name] = append(w.rules[in.Name], lr)
		}
	}
}

// size is one way in which a figure may be far from what is usual.
type size struct {
	f   finding.Finding
	odd func(x string, on form.SheetKey) string
}

// sizes are the ways that are looked for at an input.
func (w *Form) sizes(in form.Input) (out []size) {
	u := in.Asked.Usual
	prior := in.Name + round.PriorSuffix
	_, has := w.plan.Input(prior)
	if has {
		out = append(out, size{finding.New("CELL-014.thousand"), func(x string, on form.SheetKey) string {
			fig := liveCells{w, on}.Figure(prior)
			return "IF(" + fig.Known + "," + thousandfoldCells(x, fig.Value) + ",FALSE)"
		}})
	}
	if u.Stated != nil {
		f := finding.New("CELL-014").With("least", finding.Show(u.Stated.Least, w.r.Language)).
			With("most", finding.Show(u.Stated.Most, w.r.Language))
		out = append(out, size{f, func(x string, _ form.SheetKey) string { return beyond(x, u.Stated) }})
	}
	if u.Money.IsPositive() {
		f := finding.New("CELL-014.money").With("unit", in.Asked.Unit)
		out = append(out, size{f, func(x string, _ form.SheetKey) string {
			return fmt.Sprintf("AND(%[1]s>=%[2]s,INT(%[1]s/1000)*1000=%[1]s)", x, u.Money)
		}})
	}
	if u.Stated == nil {
		out = append(out, size{finding.New("CELL-014.date"), func(x string, on form.SheetKey) string {
			day := fmt.Sprintf("AND(%[1]s>=%[2]s,%[1]s<=%[3]s,INT(%[1]s)=%[1]s)", x, u.Dates.Least, u.Dates.Most)
			if !has {
				return day
			}
			fig := liveCells{w, on}.Figure(prior)
			near := fmt.Sprintf("%s<%s*%d", x, fig.Value, check.NearPrior)
			return "IF(" + day + ",NOT(IF(" + fig.Known + "," + near + ",FALSE)),FALSE)"
		}})
	}
	return out
}

// thousandfoldCells is true where two figures are about a thousand times apart.
func thousandfoldCells(x, y string) string {
	low, top := check.Thousandfold()
	apart := func(a, b string) string {
		return fmt.Sprintf("AND(%[2]s>0,%[1]s>=%[2]s*%[3]d,%[1]s<=%[2]s*%[4]d)", a, b, low, top)
	}
	return "OR(" + apart(x, y) + "," + apart(y, x) + ")"
}
