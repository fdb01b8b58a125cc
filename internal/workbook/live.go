package workbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/answer"
	"tonghop/internal/check"
	"tonghop/internal/finding"
	"tonghop/internal/form"
	"tonghop/internal/round"
	"tonghop/internal/rule"
	"tonghop/internal/sheet"
)

// The live check: beside each question the form itself says, while it is filled in,
// what the daemon would say of it. Its words begin with one of five, which the start
// sheet counts and the colours follow.
type liveWords struct{ missing, wrong, query, text, fine string }

func (w *formWriter) liveWords() liveWords {
	if w.r.Language == "en" {
		return liveWords{"Missing", "Wrong", "To be explained", "Needs a number", "Fine"}
	}
	return liveWords{"Thiếu", "Sai", "Cần giải trình", "Cần nhập số", "Đạt"}
}

// live is what the live checks of a form are made of.
type live struct {
	words    liveWords
	rules    map[string][]liveRule        // by the input at which they are said: errors first
	findings map[string][]finding.Finding // what the daemon says of the form as it is filled in, by input
	daemon   []string                     // ids of rules that a spreadsheet cannot express
}

// liveRule is a rule as a condition and what is said where it is broken.
type liveRule struct {
	id, broken, say string
	query           bool
}

// branch is one thing that may be said, and when.
type branch struct{ when, say string }

// either says the first branch that holds, else the last word.
func either(last string, branches ...branch) string {
	var b strings.Builder
	n := 0
	for _, br := range branches {
		if br.say == "" {
			continue
		}
		b.WriteString("IF(" + br.when + "," + br.say + ",")
		n++
	}
	return b.String() + last + strings.Repeat(")", n)
}

// prepareLive renders the round's rules for this form, and judges what it is filled
// in with.
func (w *formWriter) prepareLive() {
	w.live = live{words: w.liveWords(), rules: map[string][]liveRule{}, findings: map[string][]finding.Finding{}}
	for i := range w.r.Form.Rules {
		ru := &w.r.Form.Rules[i]
		l, ok, err := ru.Formula(liveCells{w, ""})
		if !ok && err == nil || ru.Trial {
			continue
		}
		chief := ""
		if err == nil {
			chief = check.Broken(w.r, ru, l.Names).ID
		}
		in, found := w.plan.Input(chief)
		found = found && in.Part != form.Rows // a table has no line of its own
		if err == nil && found {              // as seen from where it is said
			l, _, err = ru.Formula(liveCells{w, in.Sheet})
		}
		if err != nil || !found {
			w.live.daemon = append(w.live.daemon, ru.ID)
			continue
		}
		f := check.Broken(w.r, ru, l.Names)
		if f.Severity != finding.Error && f.Severity != finding.Query {
			continue
		}
		lr := liveRule{id: ru.ID, broken: l.Broken, say: w.sayFormula(f, l), query: f.Severity == finding.Query}
		if lr.query {
			if e := w.explainedFormula(f, in.Sheet); e != "" {
				lr.broken = "IF(" + lr.broken + ",NOT(" + e + "),FALSE)"
			}
		}
		if ru.Criterion != "" {
			gate := liveCells{w, in.Sheet}.at(round.Gate)
			lr.broken = "IF(" + gate + "=" + literal(w.r.YesNo()[0]) + ",FALSE," + lr.broken + ")"
		}
		w.live.rules[chief] = append(w.live.rules[chief], lr)
	}
	for _, rules := range w.live.rules {
		slices.SortStableFunc(rules, func(a, b liveRule) int { return btoi(a.query) - btoi(b.query) })
	}
	for _, f := range check.Return(w.asReturn()) {
		if f.ForUnit() {
			w.live.findings[f.ID] = append(w.live.findings[f.ID], f)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// explainedFormula is true where one of the cells in which a finding may be explained
// holds words enough; "" where there is no such cell.
func (w *formWriter) explainedFormula(f finding.Finding, on form.SheetKey) string {
	var all []string
	for _, name := range check.Explanations(f) {
		if _, ok := w.plan.Input(name); ok {
			at := liveCells{w, on}.at(name)
			all = append(all, fmt.Sprintf(`IF(LEN(TRIM(%s))>=%d,ISNUMBER(FIND(" ",TRIM(%s))),FALSE)`, at, w.r.Settings.Explanation, at))
		}
	}
	switch len(all) {
	case 0:
		return ""
	case 1:
		return all[0]
	}
	return "OR(" + strings.Join(all, ",") + ")"
}

// Places in a template for what only the sheet knows.
const foundHole, expectedHole, differenceHole = "\ue000", "\ue001", "\ue002"

// saying is what the live check says of a finding, with holes for the figures.
func (w *formWriter) saying(f finding.Finding) string {
	word := w.live.words.wrong
	if f.Severity == finding.Query {
		word = w.live.words.query
	}
	f.Found, f.Expected, f.Difference = foundHole, expectedHole, nil
	f = f.With("difference", differenceHole)
	m, _ := f.Text(w.r.Language)
	return clip(word+": "+m, 180)
}

// sayFormula is saying as a formula.
func (w *formWriter) sayFormula(f finding.Finding, l rule.Live) string {
	var out []string
	rest := w.saying(f)
	for rest != "" {
		i := strings.IndexAny(rest, foundHole+expectedHole+differenceHole)
		if i < 0 {
			out = append(out, literal(rest))
			break
		}
		if i > 0 {
			out = append(out, literal(rest[:i]))
		}
		r := []rune(rest[i:])[0]
		rest = rest[i+len(string(r)):]
		if l.Found == "" {
			continue
		}
		switch string(r) {
		case foundHole:
			out = append(out, "("+l.Found+")")
		case expectedHole:
			out = append(out, "("+l.Expect+")")
		case differenceHole:
			out = append(out, "("+l.Found+"-("+l.Expect+"))")
		}
	}
	return strings.Join(out, "&")
}

// sayText is the result of sayFormula for a finding with its figures.
func (w *formWriter) sayText(f finding.Finding) string {
	show := func(v any) string {
		if v == nil {
			return ""
		}
		return fmt.Sprint(v)
	}
	difference := ""
	if f.Difference != nil {
		difference = f.Difference.String()
	}
	return strings.NewReplacer(foundHole, show(f.Found), expectedHole, show(f.Expected), differenceHole, difference).Replace(w.saying(f))
}

// liveCells are the form's cells as the formulas of one of its sheets see them.
type liveCells struct {
	w  *formWriter
	on form.SheetKey
}

// Kind is the kind of the unit.
func (c liveCells) Kind() string { return c.w.u.Kind }

// Concerns tells whether the unit is asked for an input or table.
func (c liveCells) Concerns(name string) bool { return c.w.plan.Concerns(name) }

func (c liveCells) at(name string) string {
	in, _ := c.w.plan.Input(name)
	if in.Sheet == c.on {
		return sheet.Ref(in.Row, in.Col)
	}
	return c.w.abs(name)
}

// Figure is an input as the daemon reads it: a number within its limits, blanks of a
// section with nothing to report being 0.
func (c liveCells) Figure(name string) rule.Figure {
	if strings.HasPrefix(name, rule.AttributePrefix) {
		v, ok := c.w.u.Attribute(name)
		return rule.Figure{Known: strings.ToUpper(fmt.Sprint(ok)), Value: literal(v), Blank: strings.ToUpper(fmt.Sprint(!ok))}
	}
	in, _ := c.w.plan.Input(name)
	at := c.at(name)
	switch in.Part {
	case form.SelfScore:
		if card, _ := c.w.r.Form.CardOf(c.w.u.Kind); card.InWords() {
			break
		}
		return rule.Figure{Known: "ISNUMBER(" + at + ")", Value: "N(" + at + ")", Blank: at + `=""`}
	case form.Violations:
		return rule.Figure{Known: number(at, true, decimal.Zero, round.Largest), Value: "N(" + at + ")", Blank: at + `=""`}
	case form.Computed:
		return rule.Figure{Known: "FALSE", Value: "0", Blank: "TRUE"}
	case form.Value, form.Prior:
		ind, _ := c.w.r.Form.Indicator(in.ID)
		if ind.Type != round.Count && ind.Type != round.Amount {
			break
		}
		least, most := ind.Limits()
		known, blank := number(at, ind.Type == round.Count, least, most), at+`=""`
		if box := round.Nothing(ind.Section); in.Part == form.Value && c.w.plan.Concerns(box) {
			known = fmt.Sprintf(`IF(%s="",%s<>"",%s)`, at, c.at(box), known)
			blank = fmt.Sprintf(`AND(%s="",%s="")`, at, c.at(box))
		}
		return rule.Figure{Known: known, Value: "N(" + at + ")", Blank: blank}
	}
	return rule.Figure{Known: at + `<>""`, Value: at, Blank: at + `=""`}
}

// number is true where a cell holds a number that is taken.
func number(at string, whole bool, least, most decimal.Decimal) string {
	cond := fmt.Sprintf("%s>=%s,%s<=%s", at, least, at, most)
	if whole {
		cond += fmt.Sprintf(",INT(%s)=%s", at, at)
	}
	return fmt.Sprintf("IF(ISNUMBER(%s),AND(%s),FALSE)", at, cond)
}

// Blocks are the rows of a table: those that the register fills in, where only what
// is typed beyond that makes an answer, and the others.
func (c liveCells) Blocks(table string) (out []rule.Block) {
	t, _ := c.w.r.Form.Table(table)
	in, ok := c.w.plan.Input(round.TableName(table))
	if !ok {
		return nil
	}
	filled := 0
	if t.RowsFrom != "" && c.w.u.Code != "" {
		filled = len(form.FilledRows(c.w.r, c.w.u, t))
	}
	for _, run := range [][2]int{{in.Row, in.Row + filled - 1}, {in.Row + filled, in.LastRow}} {
		if run[1] < run[0] {
			continue
		}
		rng := func(i int) string {
			return abs(form.Title(c.w.r, in.Sheet), run[0], in.Col+i, run[1], in.Col+i)
		}
		var typed []string
		for i, col := range t.Columns {
			if !col.Filled || run[0] >= in.Row+filled {
				typed = append(typed, "("+rng(i)+`<>"")`)
			}
		}
		out = append(out, rule.Block{Answered: "(1*((" + strings.Join(typed, "+") + ")>0))", Column: func(id string) string {
			return rng(slices.IndexFunc(t.Columns, func(c round.Column) bool { return c.ID == id }))
		}})
	}
	return out
}

// asReturn is the return that this form is, as it is filled in: what the daemon's
// checks judge, so that the stored results of the live checks are theirs.
func (w *formWriter) asReturn() (*answer.Return, []finding.Finding, *round.Round) {
	ret := &answer.Return{Round: w.r.ID, Version: w.r.Form.Version, Unit: w.u, Plan: w.plan, Answers: map[string]answer.Answer{}, Tables: map[string][]answer.TableRow{}, Sheets: map[form.SheetKey]string{}}
	var fs []finding.Finding
	for _, in := range w.plan.Inputs {
		a := answer.Answer{Name: in.Name, Sheet: form.Title(w.r, in.Sheet), Row: in.Row, Col: in.Col, LastRow: in.LastRow}
		code := w.answer(in, &a, w.fill.Values[in.Name])
		ret.Answers[in.Name] = a
		if code != "" {
			fs = append(fs, ret.At(finding.New(code), in.Name))
		}
	}
	for _, in := range w.plan.Inputs {
		if in.Part != form.Nothing || ret.Answers[in.Name].State != answer.Text {
			continue
		}
		for i := range w.r.Form.Indicators {
			ind := &w.r.Form.Indicators[i]
			if a := ret.Answers[ind.ID]; ind.Section == in.ID && (ind.Type == round.Count || ind.Type == round.Amount) && a.State == answer.Unanswered && w.plan.Concerns(ind.ID) {
				a.State, a.Implied = answer.Number, true
				ret.Answers[ind.ID] = a
			}
		}
	}
	for _, t := range w.r.Form.TablesOf(w.u.Kind) {
		ret.Tables[t.ID] = w.answeredRows(t)
	}
	return ret, fs, w.r
}

// answer is what the daemon makes of a value in an input; code says what is wrong.
func (w *formWriter) answer(in form.Input, a *answer.Answer, v any) (code string) {
	if v == nil || v == "" {
		return ""
	}
	whole, least, most := false, decimal.Zero, round.Largest
	switch in.Part {
	case form.Computed:
		return ""
	case form.Violations:
		whole = true
	case form.SelfScore:
		if card, _ := w.r.Form.CardOf(w.u.Kind); card.InWords() {
			a.State, a.Text = answer.Text, fmt.Sprint(v)
			if !slices.Contains(card.Answers, a.Text) {
				a.State = answer.Wrong
				return "CELL-007"
			}
			return ""
		}
		least, most = round.Largest.Neg(), round.Largest // the card says more
	case form.Value, form.Prior:
		ind, _ := w.r.Form.Indicator(in.ID)
		if ind.Type != round.Count && ind.Type != round.Amount {
			a.State, a.Text = answer.Text, fmt.Sprint(v)
			if ind.Type == round.Choice && !slices.Contains(ind.Choices(w.u.Kind), a.Text) {
				a.State = answer.Wrong
				return "CELL-007"
			}
			return ""
		}
		whole = ind.Type == round.Count
		least, most = ind.Limits()
	case form.CardField:
		if in.Name != round.Bonus {
			a.State, a.Text = answer.Text, fmt.Sprint(v)
			return ""
		}
	default:
		a.State, a.Text = answer.Text, fmt.Sprint(v)
		return ""
	}
	d, ok := v.(decimal.Decimal)
	switch {
	case !ok:
		a.State = answer.Wrong
		return "CELL-002"
	case whole && !d.IsInteger():
		a.State = answer.Wrong
		return "CELL-005"
	case d.LessThan(least) || d.GreaterThan(most):
		a.State = answer.Wrong
		return "CELL-008"
	}
	a.State, a.Num = answer.Number, d
	return ""
}

// answeredRows are the rows of a table in which the unit typed something.
func (w *formWriter) answeredRows(t round.Table) (out []answer.TableRow) {
	in, _ := w.plan.Input(round.TableName(t.ID))
	for n, line := range w.tableData(t) {
		if line.typed < 0 {
			continue
		}
		row := answer.TableRow{Row: in.Row + n, Values: map[string]answer.Answer{}}
		for i, col := range t.Columns {
			a := answer.Answer{Name: t.ID + "." + col.ID, Sheet: form.Title(w.r, in.Sheet), Row: in.Row + n, Col: in.Col + i, LastRow: in.Row + n}
			switch v := line.values[col.ID].(type) {
			case nil:
			case decimal.Decimal:
				a.State, a.Num = answer.Number, v
			default:
				if a.State, a.Text = answer.Text, fmt.Sprint(v); col.Type == round.Count || col.Type == round.Amount || col.Type == round.Choice && !slices.Contains(col.Values, a.Text) {
					a.State = answer.Wrong
				}
			}
			row.Values[col.ID] = a
		}
		out = append(out, row)
	}
	return out
}

// The order in which a line's faults are said: what is not there, what is no answer,
// then what contradicts other answers; each of the names in turn for the first two.
func (w *formWriter) result(names ...string) string {
	k := w.live.words
	for i, name := range names {
		for _, f := range w.live.findings[name] {
			switch f.Code {
			case "CELL-001", "TEXT-001", "SCOR-001":
				return k.missing + w.which(i, name)
			case "CELL-002":
				return k.text + w.which(i, name)
			case "CELL-005", "CELL-007", "CELL-008", "SCOR-002":
				return k.wrong + w.which(i, name)
			case "SCOR-006":
				return k.missing + w.which(i, name)
			}
		}
	}
	for _, query := range []bool{false, true} {
		for _, lr := range w.live.rules[names[0]] {
			for _, f := range w.live.findings[names[0]] {
				if f.Rule == lr.id && lr.query == query {
					return w.sayText(f)
				}
			}
		}
	}
	return ""
}

// which says of what a word is, where it is not of the line's own answer.
func (w *formWriter) which(i int, name string) string {
	if i == 0 {
		return ""
	}
	switch {
	case strings.HasSuffix(name, round.PriorSuffix):
		return ": " + w.t("số năm trước", "last year's figure")
	case strings.HasSuffix(name, round.ViolationsSuffix):
		return ": " + w.t("số hành vi vi phạm", "violations")
	case name == round.BonusNote:
		return ": " + w.t("nội dung được thưởng", "what the bonus is for")
	}
	return ""
}

// ruleBranches are a line's rules.
func (w *formWriter) ruleBranches(name string) (out []branch) {
	for _, lr := range w.live.rules[name] {
		out = append(out, branch{lr.broken, lr.say})
	}
	return out
}

// checkCell is the cell of a line's live check. Where the form goes back with a
// finding that the form itself cannot see, that is said until the line is changed.
func (w *formWriter) checkCell(formula, result string, names ...string) cell {
	c := cell{f: formula, v: result, look: look{size: 10, color: greyText, align: "center", wrap: true}}
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
	c.v, c.look = note, nl
	if len(same) == 0 {
		c.f = ""
		return c
	}
	c.f = "IF(AND(" + strings.Join(same, ",") + ")," + literal(note) + "," + formula + ")"
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
	return at + "=" + literal(clip(fmt.Sprint(v), 200))
}

// figureCheck is the live check of a line of figures.
func (w *formWriter) figureCheck(in *round.Indicator) cell {
	k := w.live.words
	cells := liveCells{w, form.Figures}
	now := cells.at(in.ID)
	if in.Type == round.Ratio {
		return cell{}
	}
	blank := now + `=""`
	box := round.Nothing(in.Section)
	hasBox := w.plan.Concerns(box) && (in.Type == round.Count || in.Type == round.Amount)
	if hasBox {
		blank = fmt.Sprintf(`AND(%s="",%s="")`, now, cells.at(box))
	}
	missing := ""
	if in.Owed(w.u.Kind) {
		missing = literal(k.missing)
		if in.When != nil {
			missing = `""`
			if w, err := in.When.Formula(cells); err == nil {
				missing = "IF(" + w + "," + literal(k.missing) + `,"")`
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
			branch{fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, now, now), literal(k.text)},
			branch{"NOT(" + cells.Figure(in.ID).Known + ")", literal(k.wrong)})
	case round.Choice:
		var list []string
		for _, c := range in.Choices(w.u.Kind) {
			list = append(list, "TRIM("+now+")="+literal(c))
		}
		branches = append(branches, branch{"NOT(OR(" + strings.Join(list, ",") + "))", literal(k.wrong)})
	}
	if prior := in.ID + round.PriorSuffix; in.Prior {
		at := cells.at(prior)
		names = append(names, prior)
		if in.Owed(w.u.Kind) && !w.r.NewInPeriod(w.u) {
			branches = append(branches, branch{at + `=""`, literal(k.missing + w.which(1, prior))})
		}
		branches = append(branches,
			branch{fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, at, at), literal(k.text + w.which(1, prior))},
			branch{fmt.Sprintf(`IF(%s="",FALSE,NOT(%s))`, at, cells.Figure(prior).Known), literal(k.wrong + w.which(1, prior))})
	}
	branches = append(branches, w.ruleBranches(in.ID)...)
	result := w.result(names...)
	if result == "" && (w.fill.Values[in.ID] != nil && w.fill.Values[in.ID] != "" || hasBox && w.fill.Values[box] != nil) {
		result = k.fine
	}
	return w.checkCell(either(literal(k.fine), branches...), result, names...)
}

// blockCheck is the live check of a text or narrative.
func (w *formWriter) blockCheck(in *round.Indicator) cell {
	k := w.live.words
	input, _ := w.plan.Input(in.ID)
	rng := sheet.Ref(input.Row, input.Col) + ":" + sheet.Ref(input.LastRow, input.Col)
	blank := fmt.Sprintf("SUMPRODUCT(LEN(TRIM(%s)))=0", rng)
	missing := `""`
	if in.Owed(w.u.Kind) {
		missing = literal(k.missing)
		if in.When != nil {
			missing = `""`
			if f, err := in.When.Formula(liveCells{w, form.Report}); err == nil {
				missing = "IF(" + f + "," + literal(k.missing) + `,"")`
			}
		}
	}
	result := w.result(in.ID)
	if result == "" && w.fill.Values[in.ID] != nil {
		result = k.fine
	}
	return w.checkCell(either(literal(k.fine), branch{blank, missing}), result, in.ID)
}

// scoreCheck is the live check of a line of the card.
func (w *formWriter) scoreCheck(card round.Card, id string, points decimal.Decimal) cell {
	k := w.live.words
	cells := liveCells{w, form.Score}
	self, violations := id+round.ScoreSuffix, id+round.ViolationsSuffix
	x, v := cells.at(self), cells.at(violations)
	count := number(v, true, decimal.Zero, round.Largest)
	branches := []branch{
		{x + `=""`, literal(k.missing)},
		{"NOT(ISNUMBER(" + x + "))", literal(k.text)},
		{fmt.Sprintf("OR(%s<0,%s>%s)", x, x, points), literal(k.wrong)},
		{fmt.Sprintf(`IF(%s<%s,%s="",FALSE)`, x, points, v), literal(k.missing + w.which(1, violations))},
		{fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, v, v), literal(k.text + w.which(1, violations))},
		{fmt.Sprintf(`IF(%s="",FALSE,NOT(%s))`, v, count), literal(k.wrong + w.which(1, violations))},
	}
	ladder := finding.New("SCOR-003").With("label", w.r.Label(self))
	ladder.IDs, ladder.ID = []string{self, violations}, self
	possible := w.ladderFormula(card, points, x, v)
	if e := w.explainedFormula(ladder, form.Score); e != "" {
		possible = "OR(" + possible + "," + e + ")"
	}
	say := w.t("Cần giải trình: điểm không ứng với số vi phạm", "To be explained: the violations do not give this score")
	branches = append(branches, branch{"NOT(" + possible + ")", literal(say)})
	branches = append(branches, w.ruleBranches(self)...)
	f := either(literal(k.fine), branches...)
	if _, ok := w.plan.Input(round.Gate); ok {
		f = "IF(" + cells.at(round.Gate) + "=" + literal(w.r.YesNo()[0]) + `,"",` + f + ")"
	}
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
func (w *formWriter) plainCheck(on form.SheetKey, owed bool, names ...string) cell {
	k := w.live.words
	cells := liveCells{w, on}
	x := cells.at(names[0])
	branches := []branch{{x + `=""`, `""`}}
	if owed {
		branches[0].say = literal(k.missing)
	}
	if names[0] == round.Bonus {
		note := cells.at(names[1])
		branches = append(branches, branch{"NOT(ISNUMBER(" + x + "))", literal(k.text)}, branch{fmt.Sprintf("OR(%s<0,%s>%s)", x, x, round.Largest), literal(k.wrong)},
			branch{fmt.Sprintf(`IF(%s>0,%s="",FALSE)`, x, note), literal(k.missing + w.which(1, names[1]))})
	}
	f := either(literal(k.fine), branches...)
	if _, ok := w.plan.Input(round.Gate); ok && names[0] == round.Bonus {
		f = "IF(" + cells.at(round.Gate) + "=" + literal(w.r.YesNo()[0]) + `,"",` + f + ")"
	}
	result := w.result(names...)
	if result == "" && w.fill.Values[names[0]] != nil && (names[0] != round.Bonus || w.fill.Values[round.Gate] != w.r.YesNo()[0]) {
		result = k.fine
	}
	return w.checkCell(f, result, names...)
}

// signedCheck is the live check of the sign-off.
func (w *formWriter) signedCheck() cell {
	k := w.live.words
	say := k.query + ": " + w.t("ghi x sau khi thủ trưởng đã ký duyệt bản in", "put x when the head has signed the printed copy")
	if w.severityOf("SUBM-006") == finding.Error {
		say = k.wrong + strings.TrimPrefix(say, k.query)
	}
	at := liveCells{w, form.UnitKey}.at(round.SignedOff)
	c := cell{f: either(literal(k.fine), branch{at + `=""`, literal(say)}), v: say, look: look{size: 10, color: greyText, align: "center", wrap: true}}
	if w.fill.Values[round.SignedOff] != nil {
		c.v = k.fine
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
		branches = append(branches, branch{"OR(" + strings.Join(need, ",") + ")", literal(k.missing)})
	}
	if len(figures) > 0 {
		branches = append(branches, branch{"OR(" + strings.Join(figures, ",") + ")", literal(k.text)})
	}
	if len(same) > 0 && !registered {
		branches = append(branches, branch{"IF(OR(" + strings.Join(keyed, ",") + "),SUMPRODUCT(1*" + strings.Join(same, "*") + ")>1,FALSE)", literal(k.wrong + ": " + w.repeated())})
	}
	return either(literal(k.fine), branches...)
}

// fixed is a cell whose row does not move with the formula.
func fixed(row, col int) string { return sheet.ColumnName(col) + "$" + fmt.Sprint(row) }
