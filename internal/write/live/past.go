package live

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/read/answer"
	"tonghop/internal/write/canvas"
)

// prepareHistory has the lines of a workbook to correct say what the daemon finds against the
// figures on record of the round before. A form that is issued does not know them.
func (w *Form) prepareHistory() {
	if len(w.fill.Past) == 0 {
		return
	}
	for _, in := range w.r.Indicators(w.u) {
		old, ok := w.fill.Past[in.ID]
		if !ok || !counted(in) {
			continue
		}
		prior := in.ID + round.PriorSuffix
		w.historyRule("HIST-001", prior, in.Label, old, differsFrom)
		w.historyRule("HIST-003", in.ID, in.Label, old, thousandfoldOf)
		if in.Change != nil {
			w.historyRule("HIST-002", in.ID, in.Label, old, func(x string, old decimal.Decimal) string {
				most := old.Abs().Mul(*in.Change)
				return fmt.Sprintf("ROUND(ABS(%s-%s)*100-%s,9)>0", x, old, most)
			})
		}
	}
	w.prepareAllSame()
}

// historyRule is one finding against a figure on record.
func (w *Form) historyRule(
	code, name, label string, old decimal.Decimal, broken func(x string, old decimal.Decimal) string,
) {
	in, ok := w.plan.Input(name)
	f := finding.New(code).With("label", label)
	f.ID, f.IDs, f.Severity = name, []string{name}, w.severityOf(code)
	if !ok || f.Severity != finding.Error && f.Severity != finding.Query {
		return
	}
	on := func(key form.SheetKey) liveRule {
		fig := liveCells{w, key}.Figure(name)
		return w.liveRuleOf(f, rule.Live{
			Broken: "IF(" + fig.Known + "," + broken(fig.Value, old) + ",FALSE)",
			Found:  fig.Value,
			Expect: old.String(),
		}, key)
	}
	lr := on(in.Sheet)
	lr.anywhere = on("").broken
	w.rules[name] = append(w.rules[name], lr)
}

// counted tells whether an indicator is a figure that is held against the round before.
func counted(in *round.Indicator) bool { return in.Type == round.Count || in.Type == round.Amount }

func differsFrom(x string, old decimal.Decimal) string {
	return fmt.Sprintf("ROUND(%s-%s,9)<>0", x, old)
}

// thousandfoldOf is true where two figures are about a thousand times apart.
func thousandfoldOf(x string, old decimal.Decimal) string {
	if !old.IsPositive() {
		return "FALSE"
	}
	low, top := check.Thousandfold()
	more := fmt.Sprintf("AND(%[1]s>=%[2]s*%[3]d,%[1]s<=%[2]s*%[4]d)", x, old, low, top)
	less := fmt.Sprintf("AND(%[1]s>0,%[1]s*%[3]d<=%[2]s,%[1]s*%[4]d>=%[2]s)", x, old, low, top)
	return "OR(" + more + "," + less + ")"
}

// prepareAllSame says that all figures are those of the round before while none is another.
func (w *Form) prepareAllSame() {
	for _, f := range w.fill.Findings {
		in, ok := w.plan.Input(f.ID)
		if f.Code != "HIST-004" || !f.ForUnit() || !ok {
			continue
		}
		lr := w.liveRuleOf(f, rule.Live{Broken: w.allSame(in.Sheet)}, in.Sheet)
		lr.anywhere = w.liveRuleOf(f, rule.Live{Broken: w.allSame("")}, "").broken
		w.rules[f.ID] = append(w.rules[f.ID], lr)
	}
}

// allSame is true while each figure on record is blank or the same.
func (w *Form) allSame(on form.SheetKey) string {
	var all []string
	for _, in := range w.r.Indicators(w.u) {
		if old, ok := w.fill.Past[in.ID]; ok && counted(in) {
			at := liveCells{w, on}.at(in.ID)
			all = append(all, fmt.Sprintf(`IF(%s="",0,1*(%s<>%s))`, at, at, old))
		}
	}
	return strings.Join(all, "+") + "=0"
}

// history is what the daemon finds against the round before, of the form as it is filled in.
func (w *Form) history(ret *answer.Return) (out []finding.Finding) {
	if len(w.fill.Past) == 0 {
		return nil
	}
	now, typed := check.Figures{}, check.Figures{}
	for i := range w.plan.Inputs {
		in, a := &w.plan.Inputs[i], ret.Of(i)
		switch {
		case a.State != answer.Number:
		case in.Part == form.Value:
			now[in.ID] = a.Num
		case in.Part == form.Prior:
			typed[in.ID] = a.Num
		}
	}
	for _, f := range check.History(w.r, w.u, now, typed, w.fill.Past) {
		f.Severity = w.severityOf(f.Code)
		out = append(out, check.Explain(f, w.r, func(name string) string {
			text, _ := w.fill.Values[name].(string)
			return text
		}))
	}
	return out
}

// prepareLengths has the lines say which texts are shorter or longer than the form allows.
func (w *Form) prepareLengths() {
	for _, in := range w.r.Indicators(w.u) {
		at, ok := w.plan.Input(in.ID)
		if in.Type != round.Narrative && in.Type != round.TextLine || in.Min == nil && in.Max == nil || !ok {
			continue
		}
		f := finding.New("TEXT-002").With("label", in.Label)
		f.ID, f.IDs, f.Severity = in.ID, []string{in.ID}, w.severityOf("TEXT-002")
		if f.Severity != finding.Error && f.Severity != finding.Query {
			continue
		}
		lr := w.liveRuleOf(f, w.lengthOf(in, at, at.Sheet), at.Sheet)
		lr.anywhere = w.liveRuleOf(f, w.lengthOf(in, at, ""), "").broken
		w.rules[in.ID] = append(w.rules[in.ID], lr)
	}
}

// lengthOf holds the letters of a text against its limits; the breaks between paragraphs count.
func (w *Form) lengthOf(in *round.Indicator, at form.Input, on form.SheetKey) rule.Live {
	rng := canvas.Abs(form.Title(w.r, at.Sheet), at.Row, at.Col, at.LastRow, at.Col)
	if on == at.Sheet {
		rng = rng[strings.LastIndexByte(rng, '!')+1:]
	}
	letters := fmt.Sprintf(`(SUMPRODUCT(LEN(TRIM(%[1]s)))+SUMPRODUCT(1*(%[1]s<>""))-1)`, rng)
	l := rule.Live{Found: letters}
	var off []string
	if in.Min != nil {
		off, l.Expect = append(off, letters+"<"+in.Min.String()), canvas.Literal("≥ "+in.Min.String())
	}
	if in.Max != nil {
		off, l.Expect = append(off, letters+">"+in.Max.String()), canvas.Literal("≤ "+in.Max.String())
	}
	if len(off) == 2 {
		l.Expect = fmt.Sprintf("IF(%s,%s,%s)", off[0], canvas.Literal("≥ "+in.Min.String()), l.Expect)
	}
	l.Broken = "IF(" + letters + "<0,FALSE,OR(" + strings.Join(off, ",") + "))"
	return l
}
