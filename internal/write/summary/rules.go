package summary

import (
	"fmt"
	"slices"

	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/write/canvas"
	"tonghop/internal/write/live"
)

// rules is the list of the round's rules for officers: what each says, where it is
// judged, and what came of it, so that noisy ones are retired.
func (w *summaryWriter) rules() {
	p := w.b.Page(w.t(sheetRules), 5, 62, 13, 13, 8, 8, 8, 8, 8, 9, 30)
	p.Scale, p.Printed = 80, 10
	w.head(p, 10, w.t(titleRules))
	lead := w.t(leadRules)
	p.Full(10, canvas.HeightIn(lead, 900, 11, false), lead, canvas.LeadLook)
	row := w.headings(p, 48, w.texts(headNumber, headRule, headSeverity, headJudged, headRaised, headMended,
		headExplained, headAccepted, headOpen, headLedToChange, headRuleID)...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	daemon := live.DaemonRules(w.r)
	p.Block()
	for i := range w.r.Form.Rules {
		p.Block()
		p.Auto(18, w.ruleCells(i, daemon)...)
	}
	if len(w.r.Form.Rules) == 0 {
		w.nothing(p, 10)
	} else {
		p.Filter = fmt.Sprintf("A%d:K%d", row, len(p.Rows))
	}
}

// ruleCells are a rule's cells: what it says, where it is judged, and what came of it.
func (w *summaryWriter) ruleCells(i int, daemon []string) []canvas.Cell {
	ru := &w.r.Form.Rules[i]
	h := w.s.Rules[ru.ID]
	c := canvas.OurLook
	rate := canvas.Cell{Look: canvas.Look{Border: true, Size: 11, Align: "center", Format: "0%"}}
	if h.Raised > 0 {
		rate.V = float64(h.Mended) / float64(h.Raised)
	}
	f := check.Broken(w.r, ru, live.Names(ru.Total, ru.Whole, ru.Parts, ru.Pair, live.CheckNames(ru.Check)))
	says := canvas.Look{Border: true, Wrap: true, Size: 11, Align: "left"}
	return []canvas.Cell{
		{V: i + 1, Look: c},
		{V: sentenceOf(w.r, ru.When, f.Args["rule"]), Look: says},
		{V: finding.SeverityName(f.Severity, w.r.Language), Look: c},
		{V: w.judged(ru, daemon), Look: c},
		{V: h.Raised, Look: c},
		{V: h.Mended, Look: c},
		{V: h.Explained, Look: c},
		{V: h.Accepted, Look: c},
		{V: h.Open, Look: c},
		rate,
		{V: ru.ID, Look: canvas.Look{Size: 9, Color: canvas.GreyText}},
	}
}

// judged is where a rule is judged: daemon are those that a spreadsheet cannot express.
func (w *summaryWriter) judged(ru *rule.Rule, daemon []string) string {
	switch {
	case ru.Trial:
		return w.t(judgedOnTrial)
	case slices.Contains(daemon, ru.ID):
		return w.t(judgedLater)
	}
	return w.t(judgedInForm)
}

// sentenceOf is a rule in words, with its condition.
func sentenceOf(r *round.Round, when *rule.Expr, text string) string {
	if when == nil {
		return text
	}
	return whereRule.With(r.Language, when.Sentence(r.Label), text)
}
