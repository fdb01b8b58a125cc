package live

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

// ruleBranches are what a line says after what is amiss with its own answers: the rules of its
// inputs, errors before queries, and what it has to do with findings at other lines.
func (w *Form) ruleBranches(names ...string) (out []branch) {
	for _, query := range []bool{false, true} {
		for _, name := range names {
			for _, lr := range w.rules[name] {
				if lr.query == query {
					out = append(out, branch{lr.broken, lr.say})
				}
			}
		}
	}
	return append(out, w.besideBranches(names...)...)
}

// checkCell is the cell of a line's live check.
func checkCell(formula, result string) canvas.Cell {
	return canvas.Cell{F: formula, V: result, Look: canvas.CheckLook}
}

// Kept is the check of an input that has none of its own: what the form goes back with there.
func (w *Form) Kept(name string) canvas.Cell {
	branches := w.ruleBranches(name)
	if len(branches) == 0 {
		return canvas.Cell{}
	}
	return checkCell(either(`""`, branches...), w.result(name))
}

// Figure is the live check of a line of figures: this year's, then last year's, then the
// rules that speak of them.
func (w *Form) Figure(in *round.Indicator) canvas.Cell {
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
	branches = append(branches, w.ruleBranches(names...)...)
	result := w.result(names...)
	if result == "" && w.filledIn(in.ID) {
		result = w.begin.fine
	}
	last := w.lastOf(cells.Figure(in.ID).Blank, w.r.Owes(in, w.u) && in.When == nil)
	return checkCell(either(last, branches...), result)
}

// filledIn tells whether a figure is filled in, or the box of its section.
func (w *Form) filledIn(name string) bool {
	if v := w.fill.Values[name]; v != nil && v != "" {
		return true
	}
	in, _ := w.plan.Input(name)
	return in.Box != "" && w.fill.Values[in.Box] != nil
}

// nowBranches are what this year's answer may be amiss by.
func (w *Form) nowBranches(in *round.Indicator, cells liveCells) []branch {
	k := w.begin
	now, figure := cells.at(in.ID), cells.Figure(in.ID)
	branches := w.missing(in, cells, figure.Blank)
	switch asked := w.plan.Asked(in.ID); {
	case asked.Figure():
		return append(branches, typedAmiss(now, k.text), notTaken(now, figure.Known, k.wrong))
	case asked.Type == round.Choice:
		return append(branches, notOffered(now, &asked, k.wrong))
	}
	return branches
}

// missing is that an answer is blank, where it is owed; blank says when it is.
func (w *Form) missing(in *round.Indicator, cells liveCells, blank string) []branch {
	if !w.r.Owes(in, w.u) {
		return nil
	}
	if in.When != nil {
		when, err := in.When.Formula(cells)
		if err != nil {
			return nil
		}
		blank = "IF(" + blank + "," + when + ",FALSE)"
	}
	return []branch{{blank, canvas.Literal(w.begin.missing)}}
}

// lastOf is what a line says that nothing is amiss with: nothing, of a blank that may be one.
func (w *Form) lastOf(blank string, owed bool) string {
	fine := canvas.Literal(w.begin.fine)
	if owed {
		return fine
	}
	return "IF(" + blank + `,"",` + fine + ")"
}

// priorBranches are what last year's figure may be amiss by.
func (w *Form) priorBranches(in *round.Indicator, prior string, cells liveCells) (out []branch) {
	k, which := w.begin, w.which(1, prior)
	at := cells.at(prior)
	if w.r.Owes(in, w.u) && !w.r.NewInPeriod(w.u) {
		out = append(out, branch{at + `=""`, canvas.Literal(k.missing + which)})
	}
	return append(out, typedAmiss(at, k.text+which), notTaken(at, cells.Figure(prior).Known, k.wrong+which))
}

// Block is the live check of a text or narrative.
func (w *Form) Block(in *round.Indicator) canvas.Cell {
	k := w.begin
	input, _ := w.plan.Input(in.ID)
	rng := sheet.Ref(input.Row, input.Col) + ":" + sheet.Ref(input.LastRow, input.Col)
	blank := fmt.Sprintf("SUMPRODUCT(LEN(TRIM(%s)))=0", rng)
	result := w.result(in.ID)
	if result == "" && w.fill.Values[in.ID] != nil {
		result = k.fine
	}
	branches := append(w.missing(in, liveCells{w, form.Report}, blank), w.ruleBranches(in.ID)...)
	return checkCell(either(w.lastOf(blank, w.r.Owes(in, w.u) && in.When == nil), branches...), result)
}

// Score is the live check of a line of the card.
func (w *Form) Score(card round.Card, id string) canvas.Cell {
	k := w.begin
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
	branches = append(branches, w.ruleBranches(self, violations)...)
	f := either(canvas.Literal(k.fine), branches...)
	f = w.gated(f, cells, append([]branch{typedAmiss(x, k.text)}, typed...)...)
	result := w.result(self, violations)
	ruled := strings.HasPrefix(result, k.query) // the ladder comes before the rules
	for _, o := range w.findings[self] {
		if o.Code == "SCOR-003" && (result == "" || ruled) {
			result = say
		}
	}
	if result == "" && w.scored(self) {
		result = k.fine
	}
	return checkCell(f, result)
}

// scoreBranches are what a self-score may be amiss by, whatever it rests on.
func (w *Form) scoreBranches(self string, cells liveCells) []branch {
	k, x := w.begin, cells.at(self)
	return []branch{
		{x + `=""`, canvas.Literal(k.missing)},
		{"NOT(ISNUMBER(" + x + "))", canvas.Literal(k.text)},
		{beyond(x, w.plan.Asked(self).Allowed), canvas.Literal(k.wrong)},
	}
}

// possible is true where a score is one that its violations give, or is explained.
func (w *Form) possible(card round.Card, self, violations string) string {
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
func (w *Form) scored(self string) bool {
	return w.fill.Values[self] != nil && w.fill.Values[round.Gate] != w.r.YesNo()[0]
}

// gated is a line's check where a general standard may be violated: the unit is not scored
// then, and only what no input takes is said.
func (w *Form) gated(f string, cells liveCells, amiss ...branch) string {
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
	return branch{fmt.Sprintf(`IF(%s="",FALSE,NOT(OR(%s)))`, x, strings.Join(same, ",")), canvas.Literal(say)}
}

// beyond is the condition that a figure is outside its limits.
func beyond(x string, limits *form.Range) string {
	return fmt.Sprintf("OR(%s<%s,%s>%s)", x, limits.Least, x, limits.Most)
}

// Measured is the live check of a line whose points follow from a figure, or from
// the units below.
func (w *Form) Measured(c round.Criterion) canvas.Cell {
	k := w.begin
	cells := liveCells{w, form.Score}
	self := c.ID + round.ScoreSuffix
	x := cells.at(self)
	branches := w.scoreBranches(self, cells)
	say := w.say(scoreNotOfFigures)
	if differs, ok := w.measuredOn(c, form.Score); ok {
		branches = append(branches, branch{differs, canvas.Literal(say)})
	}
	branches = append(branches, w.ruleBranches(self)...)
	f := either(canvas.Literal(k.fine), branches...)
	f = w.gated(f, cells, typedAmiss(x, k.text))
	result := w.result(self)
	for _, o := range w.findings[self] {
		if o.Code == "SCOR-005" && o.Variant == "measured" && (result == "" || strings.HasPrefix(result, k.query)) {
			result = say
		}
	}
	if result == "" && w.scored(self) {
		result = k.fine
	}
	return checkCell(f, result)
}

// measuredOn is true where a self-score is not what its figure gives, and not explained, as a
// sheet sees it; ok is false where the form cannot tell.
func (w *Form) measuredOn(c round.Criterion, on form.SheetKey) (differs string, ok bool) {
	if c.Of == nil {
		return "", false
	}
	cells, self := liveCells{w, on}, c.ID+round.ScoreSuffix
	fig, err := c.Of.Figure(cells)
	if err != nil {
		return "", false
	}
	differs = fmt.Sprintf("IF(%s,ROUND(%s-%s,9)<>0,FALSE)", fig.Known, cells.at(self), stepsFormula(c, fig.Value))
	f := finding.New("SCOR-005.measured")
	f.IDs, f.ID = append([]string{self}, c.Of.Names...), self
	if e := w.explainedFormula(f, on); e != "" {
		differs = "IF(" + differs + ",NOT(" + e + "),FALSE)"
	}
	return differs, true
}

// measuredBeside is what the figures of a measured criterion say while its score differs: a score
// that is none is said at its own line alone.
func (w *Form) measuredBeside(self, word string, on form.SheetKey) (said, bool) {
	card, _ := w.r.Form.CardFor(w.u)
	for _, c := range card.Criteria() {
		differs, ok := w.measuredOn(c, on)
		if c.ID+round.ScoreSuffix != self || !ok {
			continue
		}
		x, allowed := liveCells{w, on}.at(self), w.plan.Asked(self).Allowed
		score := fmt.Sprintf("IF(ISNUMBER(%s),NOT(%s),FALSE)", x, beyond(x, allowed))
		text := word + strings.TrimPrefix(w.say(scoreNotOfFigures), w.begin.query)
		return said{branch{w.unlessGated("IF("+score+","+differs+",FALSE)", on), canvas.Literal(text)}, text}, true
	}
	return said{}, false
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
func (w *Form) ladderFormula(card round.Card, points decimal.Decimal, x, v string) string {
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

// Plain is the live check of a line with one answer that is chosen: there, or owed.
func (w *Form) Plain(on form.SheetKey, owed bool, name string) canvas.Cell {
	k := w.begin
	x := liveCells{w, on}.at(name)
	var branches []branch
	if owed {
		branches = append(branches, branch{x + `=""`, canvas.Literal(k.missing)})
	}
	if asked := w.plan.Asked(name); len(asked.Choices) > 0 {
		branches = append(branches, notOffered(x, &asked, k.wrong))
	}
	result := w.result(name)
	if result == "" && w.fill.Values[name] != nil {
		result = k.fine
	}
	branches = append(branches, w.ruleBranches(name)...)
	return checkCell(either(w.lastOf(x+`=""`, owed), branches...), result)
}

// Bonus is the live check of the bonus and of what it is for.
func (w *Form) Bonus() canvas.Cell {
	k := w.begin
	cells := liveCells{w, form.Score}
	x, note := cells.at(round.Bonus), cells.at(round.BonusNote)
	asked := w.plan.Asked(round.Bonus)
	branches := append([]branch{
		typedAmiss(x, k.text),
		{beyond(x, asked.Allowed), canvas.Literal(k.wrong)},
		{fmt.Sprintf(`IF(%s>0,%s="",FALSE)`, x, note), canvas.Literal(k.missing + w.which(1, round.BonusNote))},
	}, w.ruleBranches(round.Bonus, round.BonusNote)...)
	f := either(w.lastOf(x+`=""`, false), branches...)
	f = w.gated(f, cells, typedAmiss(x, k.text),
		branch{fmt.Sprintf("IF(ISNUMBER(%s),%s,FALSE)", x, beyond(x, asked.Taken)), canvas.Literal(k.wrong)})
	result := w.result(round.Bonus, round.BonusNote)
	if result == "" && w.scored(round.Bonus) {
		result = k.fine
	}
	return checkCell(f, result)
}

// Signed is the live check of the sign-off.
func (w *Form) Signed() canvas.Cell {
	k := w.begin
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

func (w *Form) severityOf(code string) finding.Severity {
	if s, ok := w.r.Severity[code]; ok {
		return s
	}
	return finding.Catalogue[code].Severity
}
