package answer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// question is what a cell is asked: type, unit of measure, list, limits.
type question struct {
	kind     round.Type
	unit     string
	choices  []string
	box      bool // it is marked, or not
	min, max *decimal.Decimal
	label    string // of a table's cell; "" for an input with a name
	row      int    // of a table's cell: which of the typed rows
	ids      []string
}

var largest, zero = round.Largest, decimal.Zero

// questions are what each input of the plan is asked, the same for all units that share it.
func (rd *reader) questions() []question {
	return rd.ret.Plan.Remember(askedOfAll, func() any {
		out := make([]question, len(rd.ret.Plan.Inputs))
		for i, in := range rd.ret.Plan.Inputs {
			out[i] = rd.question(in)
		}
		return out
	}).([]question)
}

func (rd *reader) question(in form.Input) question {
	switch in.Part {
	case form.Prior, form.Value:
		ind, _ := rd.round.Form.Indicator(in.ID)
		q := question{kind: ind.Type, unit: ind.Unit, choices: ind.Choices(rd.ret.Unit.Kind)}
		if ind.Type == round.Count || ind.Type == round.Amount {
			least, most := ind.Limits()
			q.min, q.max = &least, &most
		}
		return q
	case form.SelfScore: // its limits are the card's (SCOR-002)
		if card, _ := rd.round.Form.CardFor(rd.ret.Unit); card.InWords() {
			return question{kind: round.Choice, choices: card.Answers}
		}
		return question{kind: round.Amount, unit: "điểm"}
	case form.Violations:
		return question{kind: round.Count, min: &zero, max: &largest}
	case form.CardField:
		card, _ := rd.round.Form.CardFor(rd.ret.Unit)
		switch in.Name {
		case round.Gate:
			yn := rd.round.YesNo()
			return question{kind: round.Choice, choices: yn[:]}
		case round.Verdict:
			return question{kind: round.Choice, choices: card.Choices(rd.ret.Unit.Kind)}
		case round.Bonus:
			return question{kind: round.Amount, unit: "điểm", min: &zero, max: &largest}
		}
	case form.UnitField:
		if in.Name == "ngay_lap" {
			return question{kind: round.Date}
		}
		return question{kind: round.TextLine, box: in.Name == round.SignedOff}
	case form.Nothing:
		return question{kind: round.TextLine, box: true}
	}
	return question{kind: round.TextLine}
}

// normalise makes an answer of a cell, or says what is wrong with it.
func (rd *reader) normalise(a *Answer, c *sheet.Cell, q *question) {
	report := func(code string, found, expected any) {
		f := finding.New(code)
		f.Found, f.Expected, f.IDs = found, expected, q.ids
		rd.report(f, a, q)
	}
	if c.Pending {
		a.State = Wrong
		report("CELL-010", c.Source, nil)
		return
	}
	switch {
	case c.Kind == sheet.Empty, c.Kind == sheet.Text && viet.Empty(c.Text):
		return
	case c.Kind == sheet.Fault && strings.HasPrefix(c.Text, "#"):
		a.State = Wrong
		if rest, ok := strings.CutPrefix(c.Text, sheet.Unusable); ok {
			a.Raw = "" // what the file says there is nothing that anybody typed
			report("CELL-009.unusable", rest, nil)
			return
		}
		report("CELL-009", c.Text, nil)
		return
	}
	if q.exact() {
		if left, odd := unmarked(c); odd {
			rd.crossed(a, c, &left, q, report)
			return
		}
	}
	rd.take(a, c, q, report)
}

// take reads a cell in which something stands as what is asked.
func (rd *reader) take(a *Answer, c *sheet.Cell, q *question, report reporter) {
	switch q.kind {
	case round.Count, round.Amount:
		rd.number(a, c, q, report)
		return
	case round.Date:
		rd.date(a, c, report)
		return
	case round.Choice:
		text := rd.text(a, c, q)
		if choice, ok := chosen(text, q.choices); ok {
			a.State, a.Text = Text, choice
			return
		}
		a.State = Wrong
		report("CELL-007", text, strings.Join(q.choices, " | "))
		return
	}
	if q.box {
		rd.box(a, c, q)
		return
	}
	a.Text = rd.text(a, c, q) // which may report the answer as it stands
	a.State = Text
}

// chosen is the answer of a list that a text says.
func chosen(text string, choices []string) (string, bool) {
	if slices.Contains(choices, text) {
		return text, true
	}
	folded := viet.Fold(text)
	for _, c := range choices {
		if viet.Fold(c) == folded {
			return c, true
		}
	}
	return "", false
}

type reporter func(code string, found, expected any)

// report places a finding on the answer.
func (rd *reader) report(f finding.Finding, a *Answer, q *question) {
	if q.label == "" {
		rd.ret.Set(*a)
		rd.add(rd.ret.At(f, a.Name))
		return
	}
	f.Sheet, f.SheetOrder, f.Row, f.Col, f.Cells, f.ID = a.Sheet, a.Order, a.Row, a.Col, []string{a.Ref()}, a.Name
	rd.add(f.With("label", q.label).With("row", itoa(q.row)))
}

// number reads a figure: a stored number as it is, a text as people type.
func (rd *reader) number(a *Answer, c *sheet.Cell, q *question, report reporter) {
	whole := q.kind == round.Count
	a.State = Wrong
	var d decimal.Decimal
	typed := "" // a text that was read as a number
	switch {
	case c.Kind == sheet.Bool:
		report("CELL-002", c.Text, nil)
		return
	case c.Kind == sheet.Number && c.IsDate:
		report("CELL-002", rd.shown(c), nil)
		return
	case c.Kind == sheet.Number:
		v, err := c.Decimal()
		if err != nil {
			report("CELL-002", c.Text, nil)
			return
		}
		d = v
	default:
		text := rd.text(a, c, q)
		v, fault := viet.ParseNumber(text, whole, q.unit)
		switch fault {
		case viet.UnansweredDots:
			a.State = Unanswered
			return
		case viet.Ambiguous:
			report("CELL-003", text, nil)
			return
		case viet.WrongUnit:
			report("CELL-012", text, q.unit)
			return
		case viet.PairOfNumbers:
			report("CELL-002.pair", text, nil)
			return
		case viet.NotNumber:
			report("CELL-002", text, nil)
			return
		}
		d = v
		if d.String() != text {
			typed = text
		}
	}
	switch {
	case whole && !d.IsInteger():
		report("CELL-005", d, nil)
		return
	case q.min != nil && d.LessThan(*q.min):
		report("CELL-008", d, rd.words("từ %s trở lên", "%s or more", *q.min))
		return
	case q.max != nil && d.GreaterThan(*q.max):
		report("CELL-008", d, rd.words("không quá %s", "at most %s", *q.max))
		return
	}
	if typed != "" {
		report("CELL-004", typed, d)
	}
	a.State, a.Num = Number, d
}

// words puts a limit into the round's language.
func (rd *reader) words(vi, en string, limit decimal.Decimal) string {
	if rd.round.Language == "en" {
		vi = en
	}
	return fmt.Sprintf(vi, finding.Show(limit, rd.round.Language))
}

func (rd *reader) date(a *Answer, c *sheet.Cell, report reporter) {
	if c.Kind == sheet.Number {
		if d, err := c.Decimal(); err == nil {
			// A number of that size is a day whose cell has lost its format: 1982 to 2119.
			likely := d.GreaterThan(decimal.NewFromInt(30000)) && d.LessThan(decimal.NewFromInt(80000))
			if t, ok := rd.book.Date(d.InexactFloat64()); ok && (c.IsDate || likely) {
				a.State, a.Text = Text, t.Format("2006-01-02")
				return
			}
		}
	} else if t, ok := viet.ParseDate(c.Text); ok {
		a.State, a.Text = Text, t.Format("2006-01-02")
		return
	}
	a.State = Wrong
	report("CELL-006", viet.Clean(c.Text), nil)
}

// narrative joins the rows of a block with line breaks, trailing empty rows dropped.
func (rd *reader) narrative(a Answer, q *question, rows []sheet.Cell) {
	lines := make([]string, 0, len(rows))
	wrong := false
	for i := range rows {
		c := &rows[i]
		if c.Kind == sheet.Empty && !c.Pending {
			lines = append(lines, "")
			continue
		}
		one := a
		one.Row, one.LastRow = c.Row, c.Row
		rd.normalise(&one, c, q)
		if one.State == Wrong { // said at its cell; the other rows are kept beside it
			wrong = true
			one.Text = rd.shown(c)
		}
		lines = append(lines, one.Text)
	}
	for len(lines) > 0 && viet.Empty(lines[len(lines)-1]) {
		lines = lines[:len(lines)-1]
	}
	a.Text = strings.Join(lines, "\n")
	a.Raw = a.Text
	switch {
	case wrong:
		a.State = Wrong
	case a.Text != "":
		a.State = Text
	}
	rd.ret.Set(a)
}
