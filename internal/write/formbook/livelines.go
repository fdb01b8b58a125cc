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
	if note == "" || result != "" && result != w.live.begin.fine {
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

// figureCheck is the live check of a line of figures: this year's, then last year's, then the
// rules that speak of them.
func (w *formWriter) figureCheck(in *round.Indicator) canvas.Cell {
	if in.Type == round.Ratio {
		return canvas.Cell{}
	}
	cells := liveCells{w, form.Figures}
	branches := w.nowBranches(in, cells)
	names := []string{in.ID}
	if in.Prior {
		prior := in.ID + round.PriorSuffix
		names = append(names, prior)
		branches = append(branches, w.priorBranches(in, prior, cells)...)
	}
	branches = append(branches, w.ruleBranches(in.ID)...)
	result := w.result(names...)
	if result == "" && w.filledIn(in.ID) {
		result = w.live.begin.fine
	}
	return w.checkCell(either(canvas.Literal(w.live.begin.fine), branches...), result, names...)
}

// filledIn tells whether a figure is filled in, or the box of its section.
func (w *formWriter) filledIn(name string) bool {
	if v := w.fill.Values[name]; v != nil && v != "" {
		return true
	}
	in, _ := w.plan.Input(name)
	return in.Box != "" && w.fill.Values[in.Box] != nil
}

// nowBranches are what this year's answer may be amiss by.
func (w *formWriter) nowBranches(in *round.Indicator, cells liveCells) []branch {
	k := w.live.begin
	now, figure := cells.at(in.ID), cells.Figure(in.ID)
	branches := []branch{{figure.Blank, w.sayMissing(in, cells)}}
	switch asked := w.plan.Asked(in.ID); {
	case asked.Figure():
		return append(branches, typedAmiss(now, k.text), branch{"NOT(" + figure.Known + ")", canvas.Literal(k.wrong)})
	case asked.Type == round.Choice:
		return append(branches, notOffered(now, &asked, k.wrong))
	}
	return branches
}

// priorBranches are what last year's figure may be amiss by.
func (w *formWriter) priorBranches(in *round.Indicator, prior string, cells liveCells) (out []branch) {
	k, which := w.live.begin, w.which(1, prior)
	at := cells.at(prior)
	if w.r.Owes(in, w.u) && !w.r.NewInPeriod(w.u) {
		out = append(out, branch{at + `=""`, canvas.Literal(k.missing + which)})
	}
	return append(out, typedAmiss(at, k.text+which), notTaken(at, cells.Figure(prior).Known, k.wrong+which))
}

// sayMissing is what is said of a blank answer: that it is missing, where it is owed.
func (w *formWriter) sayMissing(in *round.Indicator, cells liveCells) string {
	missing := canvas.Literal(w.live.begin.missing)
	if !w.r.Owes(in, w.u) {
		return `""`
	}
	if in.When == nil {
		return missing
	}
	if when, err := in.When.Formula(cells); err == nil {
		return "IF(" + when + "," + missing + `,"")`
	}
	return `""`
}

// blockCheck is the live check of a text or narrative.
func (w *formWriter) blockCheck(in *round.Indicator) canvas.Cell {
	k := w.live.begin
	input, _ := w.plan.Input(in.ID)
	rng := sheet.Ref(input.Row, input.Col) + ":" + sheet.Ref(input.LastRow, input.Col)
	blank := fmt.Sprintf("SUMPRODUCT(LEN(TRIM(%s)))=0", rng)
	result := w.result(in.ID)
	if result == "" && w.fill.Values[in.ID] != nil {
		result = k.fine
	}
	missing := w.sayMissing(in, liveCells{w, form.Report})
	return w.checkCell(either(canvas.Literal(k.fine), branch{blank, missing}), result, in.ID)
}

// scoreCheck is the live check of a line of the card.
func (w *formWriter) scoreCheck(card round.Card, id string) canvas.Cell {
	k := w.live.begin
	cells := liveCells{w, form.Score}
	self, violations := id+round.ScoreSuffix, id+round.ViolationsSuffix
	x, v, which := cells.at(self), cells.at(violations), w.which(1, violations)
	points := w.plan.Asked(self).Allowed
	typed := []branch{
		typedAmiss(v, k.text+which),
		notTaken(v, cells.Figure(violations).Known, k.wrong+which),
	}
	branches := append(w.scoreBranches(self, cells),
		branch{fmt.Sprintf(`IF(%s<%s,%s="",FALSE)`, x, points.Most, v), canvas.Literal(k.missing + which)})
	branches = append(branches, typed...)
	say := w.say(scoreNotOfViolations)
	branches = append(branches, branch{"NOT(" + w.possible(card, self, violations) + ")", canvas.Literal(say)})
	branches = append(branches, w.ruleBranches(self)...)
	f := either(canvas.Literal(k.fine), branches...)
	f = w.gated(f, cells, append([]branch{typedAmiss(x, k.text)}, typed...)...)
	result := w.result(self, violations)
	ruled := strings.HasPrefix(result, k.query) // the ladder comes before the rules
	for _, o := range w.live.findings[self] {
		if o.Code == "SCOR-003" && (result == "" || ruled) {
			result = say
		}
	}
	if result == "" && w.scored(self) {
		result = k.fine
	}
	return w.checkCell(f, result, self, violations)
}

// scoreBranches are what a self-score may be amiss by, whatever it rests on.
func (w *formWriter) scoreBranches(self string, cells liveCells) []branch {
	k, x := w.live.begin, cells.at(self)
	return []branch{
		{x + `=""`, canvas.Literal(k.missing)},
		{"NOT(ISNUMBER(" + x + "))", canvas.Literal(k.text)},
		{beyond(x, w.plan.Asked(self).Allowed), canvas.Literal(k.wrong)},
	}
}

// possible is true where a score is one that its violations give, or is explained.
func (w *formWriter) possible(card round.Card, self, violations string) string {
	cells := liveCells{w, form.Score}
	ladder := finding.New("SCOR-003").With("label", w.r.Label(self))
	ladder.IDs, ladder.ID = []string{self, violations}, self
	points := w.plan.Asked(self).Allowed.Most
	possible := w.ladderFormula(card, points, cells.at(self), cells.at(violations))
	if e := w.explainedFormula(ladder, form.Score); e != "" {
		return "OR(" + possible + "," + e + ")"
	}
	return possible
}

// scored tells whether a score is filled in by a unit that is scored.
func (w *formWriter) scored(self string) bool {
	return w.fill.Values[self] != nil && w.fill.Values[round.Gate] != w.r.YesNo()[0]
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

// notTaken is a figure that is no answer.
func notTaken(x, taken, say string) branch {
	return branch{fmt.Sprintf(`IF(%s="",FALSE,NOT(%s))`, x, taken), canvas.Literal(say)}
}

// notOffered is a text that is none of the answers of a choice.
func notOffered(x string, asked *form.Asked, say string) branch {
	var same []string
	for _, c := range asked.Choices {
		same = append(same, "TRIM("+x+")="+canvas.Literal(c))
	}
	return branch{"NOT(OR(" + strings.Join(same, ",") + "))", canvas.Literal(say)}
}

// beyond is the condition that a figure is outside its limits.
func beyond(x string, limits *form.Range) string {
	return fmt.Sprintf("OR(%s<%s,%s>%s)", x, limits.Least, x, limits.Most)
}

// measuredCheck is the live check of a line whose points follow from a figure, or from
// the units below.
func (w *formWriter) measuredCheck(c round.Criterion) canvas.Cell {
	k := w.live.begin
	cells := liveCells{w, form.Score}
	self := c.ID + round.ScoreSuffix
	x := cells.at(self)
	branches := w.scoreBranches(self, cells)
	say := w.say(scoreNotOfFigures)
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
	if result == "" && w.scored(self) {
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

// plainCheck is the live check of a line with one answer that is chosen: there, or owed.
func (w *formWriter) plainCheck(on form.SheetKey, owed bool, name string) canvas.Cell {
	k := w.live.begin
	x := liveCells{w, on}.at(name)
	branches := []branch{{x + `=""`, `""`}}
	if owed {
		branches[0].say = canvas.Literal(k.missing)
	}
	if asked := w.plan.Asked(name); len(asked.Choices) > 0 {
		branches = append(branches, notOffered(x, &asked, k.wrong))
	}
	result := w.result(name)
	if result == "" && w.fill.Values[name] != nil {
		result = k.fine
	}
	return w.checkCell(either(canvas.Literal(k.fine), branches...), result, name)
}

// bonusCheck is the live check of the bonus and of what it is for.
func (w *formWriter) bonusCheck() canvas.Cell {
	k := w.live.begin
	cells := liveCells{w, form.Score}
	x, note := cells.at(round.Bonus), cells.at(round.BonusNote)
	asked := w.plan.Asked(round.Bonus)
	f := either(canvas.Literal(k.fine),
		branch{x + `=""`, `""`},
		branch{"NOT(ISNUMBER(" + x + "))", canvas.Literal(k.text)},
		branch{beyond(x, asked.Allowed), canvas.Literal(k.wrong)},
		branch{fmt.Sprintf(`IF(%s>0,%s="",FALSE)`, x, note), canvas.Literal(k.missing + w.which(1, round.BonusNote))})
	f = w.gated(f, cells, typedAmiss(x, k.text),
		branch{fmt.Sprintf("IF(ISNUMBER(%s),%s,FALSE)", x, beyond(x, asked.Taken)), canvas.Literal(k.wrong)})
	result := w.result(round.Bonus, round.BonusNote)
	if result == "" && w.scored(round.Bonus) {
		result = k.fine
	}
	return w.checkCell(f, result, round.Bonus, round.BonusNote)
}

// signedCheck is the live check of the sign-off.
func (w *formWriter) signedCheck() canvas.Cell {
	k := w.live.begin
	say := k.query + ": " + w.say(notSigned)
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
func (w *formWriter) rowCheck(t round.Table, asked []form.Asked, row, first int, registered bool) string {
	k := w.live.begin
	var typed, need, figures []string
	for i, col := range t.Columns {
		ref := sheet.Ref(row, form.ListFirst+i)
		if !col.Filled || !registered {
			typed = append(typed, ref+`<>""`)
		}
		if slices.Contains(t.Required, col.ID) {
			need = append(need, ref+`=""`)
		}
		if asked[i].Figure() {
			figures = append(figures, fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, ref, ref))
		}
	}
	branches := []branch{{"NOT(OR(" + strings.Join(typed, ",") + "))", `""`}}
	if len(need) > 0 {
		branches = append(branches, branch{"OR(" + strings.Join(need, ",") + ")", canvas.Literal(k.missing)})
	}
	if len(figures) > 0 {
		branches = append(branches, branch{"OR(" + strings.Join(figures, ",") + ")", canvas.Literal(k.text)})
	}
	if again := againFormula(t, row, first); again != "" && !registered {
		branches = append(branches, branch{again, canvas.Literal(k.wrong + ": " + w.repeated())})
	}
	return either(canvas.Literal(k.fine), branches...)
}

// againFormula is true where a row has the key of one above it; "" for a table without a key.
func againFormula(t round.Table, row, first int) string {
	var same, keyed []string
	for i, col := range t.Columns {
		if slices.Contains(t.Key, col.ID) {
			ref := sheet.Ref(row, form.ListFirst+i)
			rng := fmt.Sprintf("%s:%s", fixed(first, form.ListFirst+i), ref)
			same, keyed = append(same, fmt.Sprintf("(%s=%s)", rng, ref)), append(keyed, ref+`<>""`)
		}
	}
	if len(same) == 0 {
		return ""
	}
	return "IF(OR(" + strings.Join(keyed, ",") + "),SUMPRODUCT(1*" + strings.Join(same, "*") + ")>1,FALSE)"
}

// fixed is a cell whose row does not move with the formula.
func fixed(row, col int) string { return sheet.ColumnName(col) + "$" + fmt.Sprint(row) }
