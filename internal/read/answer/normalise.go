package answer

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// question is what a cell is asked.
type question struct {
	form.Asked
	label string // of a table's cell; "" for an input with a name
	row   int    // of a table's cell: which of the typed rows
	ids   []string
}

// questions are what each input of the plan is asked, the same for all units that share it.
func (rd *reader) questions() []question {
	return rd.ret.Plan.Remember(askedOfAll, func() any {
		out := make([]question, len(rd.ret.Plan.Inputs))
		for i := range rd.ret.Plan.Inputs {
			out[i].Asked = rd.ret.Plan.Inputs[i].Asked
		}
		return out
	}).([]question)
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
		if left, odd := unmarked(c, rd.signs(q)); odd {
			rd.crossed(a, c, &left, q, report)
			return
		}
	}
	rd.take(a, c, q, report)
}

// take reads a cell in which something stands as what is asked.
func (rd *reader) take(a *Answer, c *sheet.Cell, q *question, report reporter) {
	switch q.Type {
	case round.Count, round.Amount:
		rd.number(a, c, q, report)
		return
	case round.Date:
		rd.date(a, c, report)
		return
	case round.Choice:
		text := rd.text(a, c, q)
		if choice, ok := chosen(text, q.Choices); ok {
			a.State, a.Text = Text, choice
			return
		}
		a.State = Wrong
		report("CELL-007", text, strings.Join(q.Choices, " | "))
		return
	}
	if q.Mark {
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
		v, fault := viet.ParseNumber(text, q.Whole(), q.Unit)
		switch fault {
		case viet.UnansweredDots:
			a.State = Unanswered
			return
		case viet.Ambiguous:
			report("CELL-003", text, nil)
			return
		case viet.WrongUnit:
			report("CELL-012", text, q.Unit)
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
	switch code := q.Refuses(d); code {
	case "":
	case "CELL-008":
		report(code, d, rd.limit(q.Taken, d))
		return
	default:
		report(code, d, nil)
		return
	}
	if typed != "" {
		report("CELL-004", typed, d)
	}
	a.State, a.Num = Number, d
}

// limit says which limit a figure is beyond.
func (rd *reader) limit(limits *form.Range, d decimal.Decimal) string {
	lang := rd.round.Language
	if d.LessThan(limits.Least) {
		return atLeast.With(lang, finding.Show(limits.Least, lang))
	}
	return atMost.With(lang, finding.Show(limits.Most, lang))
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
