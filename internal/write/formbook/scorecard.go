package formbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

const pointFormat = "General"

// Columns of the card, in characters.
const scoreLabel, scoreExplain = 34, 14

func (w *formWriter) scoreSheet(s form.Sheet) {
	card, _ := w.r.Form.CardFor(w.u)
	p := w.open(s, 5, scoreLabel, 8, 8, 9, 10, scoreExplain, 24, 9)
	p.Portrait, p.Printed, p.Scale = true, form.ScoExplain, 93
	p.Block()
	for _, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			head := canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 13}
			p.Full(7, 0, nil, head)
			*p.At(1, 1) = w.titled(card.Title+"\n", "\n("+w.r.Legal+")", head)
			p.Rows[0].Height = canvas.HeightIn(fmt.Sprint(p.At(1, 1).V), 480, 13, true)
		case form.Method:
			p.Full(7, canvas.HeightIn(l.Text, 480, 11, false), fmt.Sprintf("%d. %s", l.N, l.Text), canvas.LeadLook)
		case form.Gate:
			w.cardLine(p, "*", l.Text, canvas.Cell{}, round.Gate, "", "", round.Gate)
		case form.Columns:
			w.scoreColumns(p)
		case form.GroupLine:
			p.Block()
			at := slices.IndexFunc(card.Groups, func(g round.Group) bool { return g.ID == l.Group.ID })
			p.Full(7, 22, round.Numeral(at)+". "+l.Group.Label, canvas.SectionLook)
		case form.CriterionLine:
			c := l.Criterion
			if l.N > 1 {
				p.Block()
			}
			points, violations := canvas.Cell{V: c.Points}, c.ID+round.ViolationsSuffix
			if c.Measured() {
				violations = ""
			}
			if card.InWords() {
				points, violations = canvas.Cell{}, ""
			}
			w.cardLine(p, fmt.Sprint(l.N), c.Label, points, c.ID+round.ScoreSuffix, violations,
				c.ID+round.ExplanationSuffix, c.ID)
		case form.BonusLine:
			p.Block()
			w.cardLine(p, "+", form.Words(w.r, round.Bonus), canvas.Cell{V: card.Bonus}, round.Bonus, "",
				round.BonusNote, round.Bonus)
		case form.TotalLine: // total, verdict and signatures stay together
			p.Block()
			w.scoreTotal(p, card)
		case form.VerdictLine:
			w.cardLine(p, "", form.Words(w.r, round.Verdict), canvas.Cell{}, round.Verdict, "", "", round.Verdict)
		case form.Blank:
			p.Row(10)
		case form.Signatures:
			w.scoreSignatures(p, card)
		}
	}
	w.scoreChecks(p, card)
}

func (w *formWriter) scoreColumns(p *canvas.Page) {
	h := canvas.HeadLook
	var cells []canvas.Cell
	for _, c := range form.Heads(w.r, form.Score) {
		cells = append(cells, canvas.Cell{V: c.Text, Look: h})
	}
	cells = append(cells,
		canvas.Cell{V: w.say(headCheck), Look: h},
		canvas.Cell{V: w.say(headCode), Look: canvas.CodeLook},
	)
	p.Heads(50, cells...)
}

// cardLine writes one line of the card with its inputs; "" leaves a column shut.
func (w *formWriter) cardLine(p *canvas.Page, no, label string, points canvas.Cell,
	self, violations, explain, code string) {
	shut := canvas.Cell{Look: canvas.ShutLook}
	points.Look = canvas.Look{Border: true, Align: "center", Format: pointFormat}
	cells := []canvas.Cell{
		{V: no, Look: canvas.Look{Border: true, Align: "center"}},
		{V: label, Look: canvas.Look{Border: true, Wrap: true}},
		points,
		w.input(self, canvas.Look{Align: "center", Wrap: true}),
		shut,
		{Look: canvas.Look{Border: true, Align: "center"}},
		shut,
	}
	if violations != "" {
		cells[form.ScoViolations-1] = w.input(violations, canvas.Look{Align: "center"})
	}
	h := max(24, canvas.Height(label, scoreLabel, 12))
	if explain != "" {
		c := w.input(explain, canvas.Look{Size: 11, Wrap: true, Align: "left", Format: canvas.TextFormat})
		if s, ok := c.V.(string); ok {
			h = max(h, canvas.Height(s, scoreExplain, 11))
		}
		cells[form.ScoExplain-1] = c
	}
	check := w.lineCheck(self, violations, explain, code)
	if s, ok := check.V.(string); ok {
		h = max(h, canvas.Height(s, 24, 10))
	}
	p.Row(h, append(cells, check, codeCell(code))...)
	p.Grow()
}

// lineCheck is the live check of a line of the card.
func (w *formWriter) lineCheck(self, violations, explain, code string) canvas.Cell {
	card, _ := w.r.Form.CardFor(w.u)
	switch code {
	case round.Gate:
		return w.checks.Plain(form.Score, true, round.Gate)
	case round.Verdict:
		return w.checks.Plain(form.Score, !slices.Contains(card.Optional, w.u.Kind), round.Verdict)
	case round.Bonus:
		return w.checks.Bonus()
	}
	for _, c := range card.Criteria() {
		if c.ID == code {
			if card.InWords() {
				return w.checks.Plain(form.Score, true, self)
			}
			if c.Measured() {
				return w.checks.Measured(c)
			}
			return w.checks.Score(card, code)
		}
	}
	return canvas.Cell{}
}

// scoreTotal is the computed total: all self-scores given, and the bonus.
func (w *formWriter) scoreTotal(p *canvas.Page, card round.Card) {
	var refs []string
	sum, given := decimal.Zero, 0
	for _, c := range card.Criteria() {
		refs = append(refs, w.ref(c.ID+round.ScoreSuffix))
		if d, ok := w.num(c.ID + round.ScoreSuffix); ok {
			sum, given = sum.Add(d), given+1
		}
	}
	all := strings.Join(refs, ",")
	bold := canvas.Look{Bold: true, Border: true, Align: "center", Fill: canvas.GreyFill, Format: pointFormat}
	bonus := ""
	extra := decimal.Zero
	if card.Bonus.IsPositive() {
		bonus = w.ref(round.Bonus)
		extra, _ = w.num(round.Bonus)
	}
	f := fmt.Sprintf(`IF(COUNT(%s)=%d,%s,"")`, all, len(refs), gradeFormula(card, all, bonus))
	total := canvas.Cell{F: f, V: "", Look: bold}
	if given == len(refs) {
		total.V = card.Grade(sum, extra)
	}
	if card.InWords() {
		total = w.metTotal(card, refs, bold)
	}
	p.Row(26,
		canvas.Cell{Look: bold},
		canvas.Cell{V: form.Words(w.r, round.SelfTotal),
			Look: canvas.Look{Bold: true, Border: true, Fill: canvas.GreyFill}},
		canvas.Cell{V: card.Most(), Look: bold},
		total,
		canvas.Cell{Look: bold},
		canvas.Cell{Look: canvas.Look{Border: true}},
		canvas.Cell{Look: bold},
		canvas.Cell{},
		codeCell(round.SelfTotal),
	)
}

// gradeFormula is the total of a card as a formula of its scores and bonus.
func gradeFormula(card round.Card, scores, bonus string) string {
	if bonus != "" && card.Scale == nil && card.Cap == nil {
		return "SUM(" + scores + "," + bonus + ")"
	}
	if bonus != "" {
		bonus = "N(" + bonus + ")"
	}
	return form.GradeOf(card, "SUM("+scores+")", bonus)
}

// metTotal counts the criteria that are met, once all are judged.
func (w *formWriter) metTotal(card round.Card, refs []string, l canvas.Look) canvas.Cell {
	var met, said []string
	n, given := 0, 0
	for i, c := range card.Criteria() {
		met, said = append(met, "("+refs[i]+"="+canvas.Literal(card.Answers[0])+")"), append(said, "("+refs[i]+`<>"")`)
		switch w.fill.Values[c.ID+round.ScoreSuffix] {
		case nil:
		case card.Answers[0]:
			n, given = n+1, given+1
		default:
			given++
		}
	}
	f := fmt.Sprintf(`IF(%s=%d,%s,"")`, strings.Join(said, "+"), len(refs), strings.Join(met, "+"))
	c := canvas.Cell{F: f, V: "", Look: l}
	if given == len(refs) {
		c.V = n
	}
	return c
}

// scoreSignatures are the card's two signature blocks.
func (w *formWriter) scoreSignatures(p *canvas.Page, card round.Card) {
	l := canvas.Look{Bold: true, Align: "center", Wrap: true, Top: true}
	p.Row(20,
		w.dated(canvas.Look{Italic: true, Align: "center"}),
		canvas.Cell{},
		canvas.Cell{},
		canvas.Cell{V: w.say(cardDayBlank) + fmt.Sprint(w.r.Due.Year()),
			Look: canvas.Look{Italic: true, Align: "center"}},
	)
	p.Merge(1, 3)
	p.Merge(form.ScoSelf, form.ScoExplain)
	right := card.Signers[1]
	if w.r.Letterhead.Signer != "" {
		right = w.r.Letterhead.Signer
	}
	right += w.say(cardToSign)
	p.Row(130, w.signature(card.Signers[0], l),
		canvas.Cell{Look: l},
		canvas.Cell{Look: l},
		canvas.Cell{V: right, Look: l},
	)
	p.Merge(1, 3)
	p.Merge(form.ScoSelf, form.ScoExplain)
}

func (w *formWriter) scoreChecks(p *canvas.Page, card round.Card) {
	p.Colours = append(p.Colours, w.checks.Colours(form.Score, len(p.Rows))...)
	if card.InWords() {
		p.Checks = append(p.Checks, w.wordCheck(card))
	} else {
		p.Checks = append(p.Checks, w.pointChecks(card)...)
	}
	w.wholeChecks(p, card)
}

// wordCheck is what may be chosen on a card that is judged in words.
func (w *formWriter) wordCheck(card round.Card) canvas.Validation {
	v := canvas.Validation{
		Kind:    "list",
		List:    card.Answers,
		Title:   w.say(judgementTitle),
		Message: w.say(judgementPrompt),
	}
	for _, c := range card.Criteria() {
		v.Refs = append(v.Refs, w.ref(c.ID+round.ScoreSuffix))
	}
	return v
}

// pointChecks are what may be typed as scores, one check for all of the same points and steps,
// and as violations.
func (w *formWriter) pointChecks(card round.Card) (out []canvas.Validation) {
	same := map[string]canvas.Validation{}
	violations := canvas.Validation{
		Kind:    "whole",
		Title:   w.say(violationsTitle),
		Message: w.say(violationsPrompt),
	}
	for _, c := range card.Criteria() {
		in, _ := w.plan.Input(c.ID + round.ScoreSuffix)
		steps := w.ladderOf(card, c)
		key := in.Asked.Allowed.Most.String() + "\x00" + steps
		v, ok := same[key]
		if !ok {
			v = w.pointCheck(card, in.Asked.Allowed, steps)
		}
		v.Refs = append(v.Refs, w.ref(in.Name))
		same[key] = v
		if !c.Measured() {
			violations.Refs = append(violations.Refs, w.ref(c.ID+round.ViolationsSuffix))
		}
	}
	for _, key := range canvas.SortedKeys(same) {
		out = append(out, same[key])
	}
	if len(violations.Refs) > 0 {
		out = append(out, violations)
	}
	return out
}

// ladderOf is what violations leave of a criterion's points, step by step; "" where a figure or
// the units below give the score.
func (w *formWriter) ladderOf(card round.Card, c round.Criterion) string {
	var ladder []string
	for s := c.Points; !s.IsNegative() && !c.Measured(); s = s.Sub(card.Deduction) {
		ladder = append(ladder, finding.Show(s, w.r.Language))
	}
	return strings.Join(ladder, " · ")
}

// pointCheck is what may be typed as a score, by the ladder of what violations leave.
func (w *formWriter) pointCheck(card round.Card, allowed *form.Range, ladder string) canvas.Validation {
	most, deduction := finding.Show(allowed.Most, w.r.Language), finding.Show(card.Deduction, w.r.Language)
	v := canvas.Validation{
		Kind:    "decimal",
		Limits:  limits(allowed),
		Title:   w.say(scoreTitle),
		Message: w.say(scorePrompt, most, deduction, ladder),
	}
	if ladder == "" {
		v.Message = w.say(measuredPrompt, most)
	}
	return v
}

// wholeChecks are for what a card asks once: gate, verdict and bonus.
func (w *formWriter) wholeChecks(p *canvas.Page, card round.Card) {
	if in, ok := w.plan.Input(round.Gate); ok {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    []string{w.ref(round.Gate)},
			Kind:    "list",
			List:    in.Asked.Choices,
			Title:   w.say(gateTitle),
			Message: w.say(gatePrompt),
		})
	}
	if in, ok := w.plan.Input(round.Verdict); ok {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    []string{w.ref(round.Verdict)},
			Kind:    "list",
			List:    in.Asked.Choices,
			Title:   w.say(verdictTitle),
			Message: w.say(verdictPrompt),
		})
	}
	if in, ok := w.plan.Input(round.Bonus); ok {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    []string{w.ref(round.Bonus)},
			Kind:    "decimal",
			Limits:  limits(in.Asked.Allowed),
			Title:   w.say(bonusTitle),
			Message: w.say(bonusPrompt, finding.Show(card.Bonus, w.r.Language)),
		})
	}
}
