package formbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// ruleBranches are a line's rules.
func (w *formWriter) ruleBranches(name string) (out []branch) {
	for _, lr := range w.live.rules[name] {
		out = append(out, branch{lr.broken, lr.say})
	}
	return out
}

// checkCell is the cell of a line's live check. Where the form goes back with a
// finding that the form itself cannot see, that is said until the line is changed.
func (w *formWriter) checkCell(formula, result string, names ...string) canvas.Cell {
	c := canvas.Cell{F: formula, V: result, Look: canvas.CheckLook}
	note, nl := w.note(names...)
	if note == "" || result != "" && result != w.live.words.fine {
		return c
	}
	var same []string
	for _, name := range names {
		if in, ok := w.plan.Input(name); ok && in.LastRow == in.Row {
			same = append(same, w.unchanged(liveCells{w, in.Sheet}.at(name), w.fill.Values[name]))
		}
	}
	note = clip(note, 200)
	c.V, c.Look = note, nl
	if len(same) == 0 {
		c.F = ""
		return c
	}
	c.F = "IF(AND(" + strings.Join(same, ",") + ")," + canvas.Literal(note) + "," + formula + ")"
	return c
}

// unchanged is the condition that a cell holds what it came with.
func (w *formWriter) unchanged(at string, v any) string {
	switch v := v.(type) {
	case nil:
		return at + `=""`
	case decimal.Decimal:
		return at + "=" + v.String()
	}
	return at + "=" + canvas.Literal(clip(fmt.Sprint(v), 200))
}

// figureCheck is the live check of a line of figures.
func (w *formWriter) figureCheck(in *round.Indicator) canvas.Cell {
	k := w.live.words
	cells := liveCells{w, form.Figures}
	now := cells.at(in.ID)
	if in.Type == round.Ratio {
		return canvas.Cell{}
	}
	blank := now + `=""`
	box := round.Nothing(in.Section)
	hasBox := w.plan.Concerns(box) && (in.Type == round.Count || in.Type == round.Amount)
	if hasBox {
		blank = fmt.Sprintf(`AND(%s="",%s="")`, now, cells.at(box))
	}
	missing := ""
	if w.r.Owes(in, w.u) {
		missing = canvas.Literal(k.missing)
		if in.When != nil {
			missing = `""`
			if w, err := in.When.Formula(cells); err == nil {
				missing = "IF(" + w + "," + canvas.Literal(k.missing) + `,"")`
			}
		}
	} else {
		missing = `""`
	}
	branches := []branch{{blank, missing}}
	names := []string{in.ID}
	switch in.Type {
	case round.Count, round.Amount:
		branches = append(branches,
			branch{fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, now, now), canvas.Literal(k.text)},
			branch{"NOT(" + cells.Figure(in.ID).Known + ")", canvas.Literal(k.wrong)})
	case round.Choice:
		var list []string
		for _, c := range in.Choices(w.u.Kind) {
			list = append(list, "TRIM("+now+")="+canvas.Literal(c))
		}
		branches = append(branches, branch{"NOT(OR(" + strings.Join(list, ",") + "))", canvas.Literal(k.wrong)})
	}
	if prior := in.ID + round.PriorSuffix; in.Prior {
		at := cells.at(prior)
		names = append(names, prior)
		if w.r.Owes(in, w.u) && !w.r.NewInPeriod(w.u) {
			branches = append(branches, branch{at + `=""`, canvas.Literal(k.missing + w.which(1, prior))})
		}
		branches = append(branches,
			branch{
				fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, at, at),
				canvas.Literal(k.text + w.which(1, prior)),
			},
			branch{
				fmt.Sprintf(`IF(%s="",FALSE,NOT(%s))`, at, cells.Figure(prior).Known),
				canvas.Literal(k.wrong + w.which(1, prior)),
			})
	}
	branches = append(branches, w.ruleBranches(in.ID)...)
	result := w.result(names...)
	if result == "" && (w.fill.Values[in.ID] != nil && w.fill.Values[in.ID] != "" ||
		hasBox && w.fill.Values[box] != nil) {
		result = k.fine
	}
	return w.checkCell(either(canvas.Literal(k.fine), branches...), result, names...)
}

// blockCheck is the live check of a text or narrative.
func (w *formWriter) blockCheck(in *round.Indicator) canvas.Cell {
	k := w.live.words
	input, _ := w.plan.Input(in.ID)
	rng := sheet.Ref(input.Row, input.Col) + ":" + sheet.Ref(input.LastRow, input.Col)
	blank := fmt.Sprintf("SUMPRODUCT(LEN(TRIM(%s)))=0", rng)
	missing := `""`
	if w.r.Owes(in, w.u) {
		missing = canvas.Literal(k.missing)
		if in.When != nil {
			missing = `""`
			if f, err := in.When.Formula(liveCells{w, form.Report}); err == nil {
				missing = "IF(" + f + "," + canvas.Literal(k.missing) + `,"")`
			}
		}
	}
	result := w.result(in.ID)
	if result == "" && w.fill.Values[in.ID] != nil {
		result = k.fine
	}
	return w.checkCell(either(canvas.Literal(k.fine), branch{blank, missing}), result, in.ID)
}

// scoreCheck is the live check of a line of the card.
func (w *formWriter) scoreCheck(card round.Card, id string, points decimal.Decimal) canvas.Cell {
	k := w.live.words
	cells := liveCells{w, form.Score}
	self, violations := id+round.ScoreSuffix, id+round.ViolationsSuffix
	x, v := cells.at(self), cells.at(violations)
	count := number(v, true, decimal.Zero, round.Largest)
	branches := []branch{
		{x + `=""`, canvas.Literal(k.missing)},
		{"NOT(ISNUMBER(" + x + "))", canvas.Literal(k.text)},
		{fmt.Sprintf("OR(%s<0,%s>%s)", x, x, points), canvas.Literal(k.wrong)},
		{fmt.Sprintf(`IF(%s<%s,%s="",FALSE)`, x, points, v), canvas.Literal(k.missing + w.which(1, violations))},
		{fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, v, v), canvas.Literal(k.text + w.which(1, violations))},
		{fmt.Sprintf(`IF(%s="",FALSE,NOT(%s))`, v, count), canvas.Literal(k.wrong + w.which(1, violations))},
	}
	ladder := finding.New("SCOR-003").With("label", w.r.Label(self))
	ladder.IDs, ladder.ID = []string{self, violations}, self
	possible := w.ladderFormula(card, points, x, v)
	if e := w.explainedFormula(ladder, form.Score); e != "" {
		possible = "OR(" + possible + "," + e + ")"
	}
	say := w.t(
		"Cần giải trình: điểm không ứng với số vi phạm",
		"To be explained: the violations do not give this score",
	)
	branches = append(branches, branch{"NOT(" + possible + ")", canvas.Literal(say)})
	branches = append(branches, w.ruleBranches(self)...)
	f := either(canvas.Literal(k.fine), branches...)
	f = w.gated(f, cells, typedAmiss(x, k.text),
		branch{fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, v, v), canvas.Literal(k.text + w.which(1, violations))},
		branch{fmt.Sprintf(`IF(%s="",FALSE,NOT(%s))`, v, count), canvas.Literal(k.wrong + w.which(1, violations))})
	result := w.result(self, violations)
	ruled := strings.HasPrefix(result, k.query) // the ladder comes before the rules
	for _, o := range w.live.findings[self] {
		if o.Code == "SCOR-003" && (result == "" || ruled) {
			result = say
		}
	}
	if result == "" && w.fill.Values[self] != nil && w.fill.Values[round.Gate] != w.r.YesNo()[0] {
		result = k.fine
	}
	return w.checkCell(f, result, self, violations)
}

// gated is a line's check where a general standard may be violated: the unit is not scored
// then, and only what no input takes is said.
func (w *formWriter) gated(f string, cells liveCells, amiss ...branch) string {
	if _, ok := w.plan.Input(round.Gate); !ok {
		return f
	}
	violated := cells.at(round.Gate) + "=" + canvas.Literal(w.r.YesNo()[0])
	return "IF(" + violated + "," + either(`""`, amiss...) + "," + f + ")"
}

// typedAmiss is a text where a number belongs.
func typedAmiss(x, say string) branch {
	return branch{fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, x, x), canvas.Literal(say)}
}

// measuredCheck is the live check of a line whose points follow from a figure, or from
// the units below.
func (w *formWriter) measuredCheck(c round.Criterion) canvas.Cell {
	k := w.live.words
	cells := liveCells{w, form.Score}
	self := c.ID + round.ScoreSuffix
	x := cells.at(self)
	branches := []branch{
		{x + `=""`, canvas.Literal(k.missing)},
		{"NOT(ISNUMBER(" + x + "))", canvas.Literal(k.text)},
		{fmt.Sprintf("OR(%s<0,%s>%s)", x, x, c.Points), canvas.Literal(k.wrong)},
	}
	say := w.t("Cần giải trình: điểm không ứng với số liệu", "To be explained: the figures do not give this score")
	if c.Of != nil {
		if fig, err := c.Of.Figure(cells); err == nil {
			differs := fmt.Sprintf("IF(%s,ROUND(%s-%s,9)<>0,FALSE)", fig.Known, x, stepsFormula(c, fig.Value))
			f := finding.New("SCOR-005.measured")
			f.IDs, f.ID = append([]string{self}, c.Of.Names...), self
			if e := w.explainedFormula(f, form.Score); e != "" {
				differs = "IF(" + differs + ",NOT(" + e + "),FALSE)"
			}
			branches = append(branches, branch{differs, canvas.Literal(say)})
		}
	}
	branches = append(branches, w.ruleBranches(self)...)
	f := either(canvas.Literal(k.fine), branches...)
	f = w.gated(f, cells, typedAmiss(x, k.text))
	result := w.result(self)
	for _, o := range w.live.findings[self] {
		if o.Code == "SCOR-005" && o.Variant == "measured" && (result == "" || strings.HasPrefix(result, k.query)) {
			result = say
		}
	}
	if result == "" && w.fill.Values[self] != nil && w.fill.Values[round.Gate] != w.r.YesNo()[0] {
		result = k.fine
	}
	return w.checkCell(f, result, self)
}

// stepsFormula is the points that a figure gives.
func stepsFormula(c round.Criterion, figure string) string {
	steps := slices.Clone(c.Steps)
	slices.SortFunc(steps, func(a, b round.Step) int { return b.From.Cmp(a.From) })
	f := "0"
	for _, s := range slices.Backward(steps) {
		f = fmt.Sprintf("IF(ROUND(%s,9)>=%s,%s,%s)", figure, s.From, s.Points, f)
	}
	return f
}

// ladderFormula is true where a score is one that the deductions give: by the
// violations where they are stated, else by any number of them.
func (w *formWriter) ladderFormula(card round.Card, points decimal.Decimal, x, v string) string {
	steps := fmt.Sprintf("ROUND((%s-%s)/%s,9)", points, x, card.Deduction)
	any := fmt.Sprintf("INT(%s)=%s", steps, steps)
	if card.Floor != nil {
		any = "OR(" + any + "," + x + "=" + card.Floor.String() + ")"
	}
	left := points.Sub(card.Deduction.Mul(points.Div(card.Deduction).Floor())) // the lowest step
	if card.Floor != nil {
		left = *card.Floor
	}
	given := fmt.Sprintf("%s-%s*%s", points, card.Deduction, v)
	least := "0"
	if card.Floor != nil {
		least = card.Floor.String()
	}
	stated := fmt.Sprintf("ROUND(%s-IF(%s<%s,%s,%s),9)=0", x, given, least, left, given)
	return fmt.Sprintf("IF(ISNUMBER(%s),%s,%s)", v, stated, any)
}

// plainCheck is the live check of a line with one answer: there, or owed.
func (w *formWriter) plainCheck(on form.SheetKey, owed bool, names ...string) canvas.Cell {
	k := w.live.words
	cells := liveCells{w, on}
	x := cells.at(names[0])
	branches := []branch{{x + `=""`, `""`}}
	if owed {
		branches[0].say = canvas.Literal(k.missing)
	}
	if list := w.answersOf(names[0]); len(list) > 0 {
		var same []string
		for _, a := range list {
			same = append(same, "TRIM("+x+")="+canvas.Literal(a))
		}
		branches = append(branches, branch{"NOT(OR(" + strings.Join(same, ",") + "))", canvas.Literal(k.wrong)})
	}
	if names[0] == round.Bonus {
		note := cells.at(names[1])
		branches = append(branches,
			branch{"NOT(ISNUMBER(" + x + "))", canvas.Literal(k.text)},
			branch{fmt.Sprintf("OR(%s<0,%s>%s)", x, x, w.mostBonus()), canvas.Literal(k.wrong)},
			branch{fmt.Sprintf(`IF(%s>0,%s="",FALSE)`, x, note), canvas.Literal(k.missing + w.which(1, names[1]))})
	}
	f := either(canvas.Literal(k.fine), branches...)
	if names[0] == round.Bonus {
		f = w.gated(f, cells, typedAmiss(x, k.text), branch{
			fmt.Sprintf("IF(ISNUMBER(%s),OR(%s<0,%s>%s),FALSE)", x, x, x, round.Largest),
			canvas.Literal(k.wrong),
		})
	}
	result := w.result(names...)
	shut := names[0] == round.Bonus && w.fill.Values[round.Gate] == w.r.YesNo()[0]
	if result == "" && w.fill.Values[names[0]] != nil && !shut {
		result = k.fine
	}
	return w.checkCell(f, result, names...)
}

// answersOf are the answers that a line of the card may be given; none for other lines.
func (w *formWriter) answersOf(name string) []string {
	card, _ := w.r.Form.CardFor(w.u)
	yn := w.r.YesNo()
	switch {
	case name == round.Gate:
		return yn[:]
	case name == round.Verdict:
		return card.Choices(w.u.Kind)
	case strings.HasSuffix(name, round.ScoreSuffix) && card.InWords():
		return card.Answers
	}
	return nil
}

// mostBonus is the most that may be typed for the bonus.
func (w *formWriter) mostBonus() decimal.Decimal {
	if card, _ := w.r.Form.CardFor(w.u); card.MostBonus() != nil {
		return *card.MostBonus()
	}
	return round.Largest
}

// signedCheck is the live check of the sign-off.
func (w *formWriter) signedCheck() canvas.Cell {
	k := w.live.words
	say := k.query + ": " + w.t(
		"ghi x sau khi thủ trưởng đã ký duyệt bản in",
		"put x when the head has signed the printed copy",
	)
	if w.severityOf("SUBM-006") == finding.Error {
		say = k.wrong + strings.TrimPrefix(say, k.query)
	}
	at := liveCells{w, form.UnitKey}.at(round.SignedOff)
	f := either(canvas.Literal(k.fine), branch{at + `=""`, canvas.Literal(say)})
	c := canvas.Cell{F: f, V: say, Look: canvas.CheckLook}
	if w.fill.Values[round.SignedOff] != nil {
		c.V = k.fine
	}
	return c
}

func (w *formWriter) severityOf(code string) finding.Severity {
	if s, ok := w.r.Severity[code]; ok {
		return s
	}
	return finding.Catalogue[code].Severity
}

// rowCheck is the live check of a table's row: begun and not complete, a figure that
// is none, or a row that is there already.
func (w *formWriter) rowCheck(t round.Table, row, first int, registered bool) string {
	k := w.live.words
	ref := func(i int) string { return sheet.Ref(row, form.ListFirst+i) }
	var typed, need, figures, same, keyed []string
	for i, col := range t.Columns {
		if !col.Filled || !registered {
			typed = append(typed, ref(i)+`<>""`)
		}
		if slices.Contains(t.Required, col.ID) {
			need = append(need, ref(i)+`=""`)
		}
		if col.Type == round.Count || col.Type == round.Amount {
			figures = append(figures, fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, ref(i), ref(i)))
		}
		if slices.Contains(t.Key, col.ID) {
			rng := fmt.Sprintf("%s:%s", fixed(first, form.ListFirst+i), ref(i))
			same, keyed = append(same, fmt.Sprintf("(%s=%s)", rng, ref(i))), append(keyed, ref(i)+`<>""`)
		}
	}
	branches := []branch{{"NOT(OR(" + strings.Join(typed, ",") + "))", `""`}}
	if len(need) > 0 {
		branches = append(branches, branch{"OR(" + strings.Join(need, ",") + ")", canvas.Literal(k.missing)})
	}
	if len(figures) > 0 {
		branches = append(branches, branch{"OR(" + strings.Join(figures, ",") + ")", canvas.Literal(k.text)})
	}
	if len(same) > 0 && !registered {
		branches = append(branches, branch{
			"IF(OR(" + strings.Join(keyed, ",") + "),SUMPRODUCT(1*" + strings.Join(same, "*") + ")>1,FALSE)",
			canvas.Literal(k.wrong + ": " + w.repeated()),
		})
	}
	return either(canvas.Literal(k.fine), branches...)
}

// fixed is a cell whose row does not move with the formula.
func fixed(row, col int) string { return sheet.ColumnName(col) + "$" + fmt.Sprint(row) }
