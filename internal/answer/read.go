package answer

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
	"tonghop/internal/form"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// answers reads every input of the unit's form, then what stands where nothing
// was asked.
func (rd *reader) answers() {
	lost := map[form.SheetKey][]*form.Input{}
	found := map[form.SheetKey]int{}
	for i := range rd.ret.Plan.Inputs {
		in := &rd.ret.Plan.Inputs[i]
		if in.Part == form.Stamp || in.ID == round.UnitCode || in.ID == round.UnitName {
			continue
		}
		sp := rd.find.spots[i]
		switch sp.how {
		case Nowhere:
			if in.Part != form.Computed {
				lost[in.Sheet] = append(lost[in.Sheet], in)
			}
			continue
		case Disputed, Twice:
			found[in.Sheet]++
			rd.dispute(in, sp)
			continue
		}
		if sp.how != ByName && in.Part != form.Computed {
			rd.ret.How[in.Name] = sp.how
		}
		found[in.Sheet]++
		rd.ret.Sheets[in.Sheet] = sp.area.Sheet.Name
		if in.Part == form.Rows {
			rd.table(in, sp.area)
		} else {
			rd.cellsOf(i, sp.area)
		}
	}
	rd.nothing()
	rd.lost(lost, found)
	rd.foreign()
	rd.ways()
	rd.altered()
	rd.outside()
}

// dispute reports an input whose place is not sure, with what stands where its line
// is; nothing is taken for its answer.
func (rd *reader) dispute(in *form.Input, sp spot) {
	rd.ret.Set(Answer{Name: in.Name, State: Wrong})
	if in.Part == form.Computed {
		return
	}
	if sp.area.Sheet != nil {
		rd.ret.Set(Answer{Name: in.Name, State: Wrong, Sheet: sp.area.Sheet.Name, Order: sp.area.Sheet.Index, Row: sp.area.Row, Col: sp.area.Col, LastRow: sp.area.LastRow})
	}
	if in.Part == form.Explanation && content(sp) == "" || in.Part == form.Nothing && content(sp) == "" {
		rd.ret.Set(Answer{Name: in.Name})
		return
	}
	code := "TMPL-006.moved"
	if sp.how == Twice {
		code = "TMPL-006.twice"
	}
	f := finding.New(code)
	if t := strings.TrimSpace(content(sp)); t != "" {
		f.Found = short(t)
	}
	rd.add(rd.ret.At(f, in.Name))
}

// ways notes inputs that were found otherwise than by their names, a note for each way.
func (rd *reader) ways() {
	if len(rd.ret.How) == 0 {
		return
	}
	for _, how := range []How{ByCode, ByLabel, ByPosition} {
		var names, labels []string
		for _, in := range rd.ret.Plan.Inputs {
			if rd.ret.How[in.Name] == how {
				names = append(names, in.Name)
				labels = append(labels, "“"+rd.round.Label(in.Name)+"”")
			}
		}
		if len(names) == 0 {
			continue
		}
		f := finding.New("TMPL-005."+string(how)).With("count", itoa(len(names))).With("label", some(labels))
		f.IDs = names
		rd.add(f)
	}
}

// some is a list in a few words.
func some(texts []string) string {
	const few = 4
	if len(texts) > few {
		texts = append(slices.Clone(texts[:few]), "…")
	}
	return strings.Join(texts, ", ")
}

// lost reports inputs that were not found: a whole sheet as one.
func (rd *reader) lost(lost map[form.SheetKey][]*form.Input, found map[form.SheetKey]int) {
	for _, s := range rd.ret.Plan.Sheets {
		inputs := lost[s.Key]
		if rd.old { // what an earlier form did not ask is not answered
			for _, in := range inputs {
				rd.ret.Set(Answer{Name: in.Name})
			}
			continue
		}
		if len(inputs) > 0 && found[s.Key] == 0 {
			var names []string
			for _, b := range rd.book.Sheets {
				names = append(names, b.Name)
			}
			near := ""
			if n := viet.Nearest(s.Title, names); len(n) > 0 {
				near = " (" + n[0] + "?)"
			}
			f := finding.New("TMPL-003").With("label", s.Title).With("near", near)
			rd.add(f)
			for _, in := range inputs {
				rd.ret.Set(Answer{Name: in.Name, State: Wrong})
			}
			continue
		}
		for _, in := range inputs {
			if in.Part == form.Explanation || in.Part == form.Nothing || in.Part == form.UnitField {
				continue // nothing that is owed
			}
			rd.ret.Set(Answer{Name: in.Name, State: Wrong})
			rd.add(rd.ret.At(finding.New("TMPL-006"), in.Name))
		}
	}
}

// cellsOf reads an input of one cell or one block.
func (rd *reader) cellsOf(i int, at sheet.Area) {
	in, q := &rd.ret.Plan.Inputs[i], &rd.asked[i]
	c, ok := rd.merged(in, at)
	if !ok {
		return
	}
	a := Answer{Name: in.Name, Raw: rd.shown(&c), Figure: c.Kind == sheet.Number && !c.IsDate, Sheet: at.Sheet.Name, Order: at.Sheet.Index, Row: at.Row, Col: at.Col, LastRow: at.Row}
	if in.Part == form.Computed {
		if d, err := c.Decimal(); in.Name == round.SelfTotal && c.Kind == sheet.Number && err == nil {
			rd.ret.Total = &d
		}
		rd.ret.answers[i] = a
		return
	}
	if q.kind == round.Narrative {
		a.LastRow = at.LastRow
		rows := rd.rows[:0]
		for row := at.Row; row <= at.Sheet.LastIn(at.LastRow); row++ {
			rows = append(rows, at.Sheet.At(row, at.Col))
		}
		rd.rows = append(rows, rd.spilled(in, at)...)
		rd.narrative(a, q, rd.rows)
		return
	}
	rd.normalise(&a, &c, q)
	rd.ret.answers[i] = a
}

// shown is a cell's content as a person saw it: a date as a date, not its serial.
func (rd *reader) shown(c *sheet.Cell) string {
	switch {
	case c.Pending:
		return c.Source
	case c.Kind == sheet.Bool:
		return map[string]string{"1": "TRUE", "true": "TRUE"}[c.Text] + map[string]string{"0": "FALSE", "false": "FALSE"}[c.Text]
	case c.Kind == sheet.Number && c.IsDate:
		if v, err := c.Decimal(); err == nil {
			if t, ok := rd.book.Date(v.InexactFloat64()); ok {
				return t.Format("02/01/2006")
			}
		}
	}
	return c.Text
}

// question is what a cell is asked: type, unit of measure, list, limits.
type question struct {
	kind     round.Type
	unit     string
	choices  []string
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
	switch c.Kind {
	case sheet.Empty:
		return
	case sheet.Fault:
		a.State = Wrong
		report("CELL-009", c.Text, nil)
		return
	}
	if c.Kind == sheet.Text && viet.Empty(c.Text) {
		return
	}
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
	text := rd.text(a, c, q)
	a.State, a.Text = Text, text
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
			if t, ok := rd.book.Date(d.InexactFloat64()); ok && (c.IsDate || d.GreaterThan(decimal.NewFromInt(30000)) && d.LessThan(decimal.NewFromInt(80000))) {
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

// nothing applies the sections' "nothing to report" boxes.
func (rd *reader) nothing() {
	for _, in := range rd.ret.Plan.Inputs {
		if in.Part != form.Nothing || !marked(rd.ret.Answer(in.Name)) {
			continue
		}
		var ids []string
		for _, ind := range rd.round.Form.Indicators {
			if ind.Section != in.ID || ind.Type != round.Count && ind.Type != round.Amount || !ind.Concerns(rd.ret.Unit) {
				continue
			}
			if a := rd.ret.Answer(ind.ID); a.State == Unanswered {
				a.Name, a.State, a.Implied = ind.ID, Number, true
				rd.ret.Set(a)
				ids = append(ids, ind.ID)
			}
		}
		if len(ids) > 0 {
			f := rd.ret.At(finding.New("CELL-004.section").With("section", in.ID).With("count", itoa(len(ids))), in.Name)
			f.Found, f.Expected, f.IDs = "x", decimal.Zero, append([]string{in.Name}, ids...)
			rd.add(f)
		}
	}
}

// marked tells whether a box holds its x.
func marked(a Answer) bool {
	return a.State == Text && slices.Contains([]string{"x", "co", "v", "yes", "1"}, viet.Fold(a.Text))
}

// SignedOff tells whether the return says that it is signed off.
func (r *Return) SignedOff() bool { return marked(r.Answer(round.SignedOff)) }

// foreign reports figures given where the unit is not asked: not counted.
func (rd *reader) foreign() {
	all := rd.ret.Plan.Remember(notAsked, func() any {
		var out []*round.Indicator
		for i := range rd.round.Form.Indicators {
			if ind := &rd.round.Form.Indicators[i]; !ind.Concerns(rd.ret.Unit) && ind.Type != round.Ratio {
				out = append(out, ind)
			}
		}
		return out
	}).([]*round.Indicator)
	for _, ind := range all {
		at, ok := rd.book.Area(ind.ID)
		if !ok {
			continue
		}
		c := at.Sheet.At(at.Row, at.Col)
		if c.Kind == sheet.Empty || viet.Empty(c.Text) {
			continue
		}
		f := finding.New("CELL-011").With("label", ind.Label)
		f.Sheet, f.SheetOrder, f.Row, f.Col, f.Cells = at.Sheet.Name, at.Sheet.Index, at.Row, at.Col, []string{sheet.Ref(at.Row, at.Col)}
		var all []string
		for row := at.Row; row <= at.Sheet.LastIn(at.LastRow); row++ {
			c := at.Sheet.At(row, at.Col)
			all = append(all, rd.shown(&c))
		}
		f.ID, f.IDs, f.Found = ind.ID, []string{ind.ID}, viet.Clean(strings.Join(all, "\n"))
		rd.add(f)
	}
}
