// Package live is what a form says of itself while it is filled in, as the daemon would: formulas
// beside each question with their results, and the colours that follow them.
package live

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
)

// The live check: beside each question the form itself says, while it is filled in,
// what the daemon would say of it. Its words begin with one of eight: five that the start
// sheet counts and the colours follow, and three that a workbook to correct alone says.
type liveWords struct{ missing, wrong, query, text, fine, alsoWrong, alsoQuery, look string }

func (w *Form) liveWords() liveWords {
	return liveWords{
		missing: w.say(liveMissing), wrong: w.say(liveWrong), query: w.say(liveQuery), text: w.say(liveText),
		fine: w.say(liveFine), alsoWrong: w.say(liveAlsoWrong), alsoQuery: w.say(liveAlsoQuery), look: w.say(liveLook),
	}
}

// Form is a form of a unit, as it is filled in, with what it says of itself.
type Form struct {
	r    *round.Round
	u    round.Unit
	plan *form.Plan
	fill form.Fill

	begin    liveWords
	rules    map[string][]liveRule        // by the input at which they are said: errors first
	findings map[string][]finding.Finding // what the daemon says of the form as it is filled in, by input
	daemon   []string                     // ids of rules that a spreadsheet cannot express

	worst  map[string]finding.Finding                    // the worst that it goes back with, by input
	rows   map[string]map[int]map[string]finding.Finding // the same of tables: by table, the unit's row, column
	tables map[string]*Table                             // by table
}

// Of lays a unit's form out, with what it is filled in with, and prepares its checks.
func Of(r *round.Round, u round.Unit, fill form.Fill) *Form {
	w := &Form{
		r: r, u: u, fill: fill,
		rules:    map[string][]liveRule{},
		findings: map[string][]finding.Finding{},
		worst:    map[string]finding.Finding{},
		rows:     map[string]map[int]map[string]finding.Finding{},
		tables:   map[string]*Table{},
	}
	w.begin = w.liveWords()
	w.planFor()
	w.mark()
	w.prepare()
	return w
}

// Plan is where everything of the form stands, with room for the rows that it is filled in with.
func (w *Form) Plan() *form.Plan { return w.plan }

// say is a text in the round's language.
func (w *Form) say(text words.Pair) string { return text.In(w.r.Language) }

// planFor lays the form out, with room for the rows that it is filled in with.
func (w *Form) planFor() {
	rows := map[string]int{}
	for _, t := range w.r.Form.TablesOf(w.u.Kind) {
		rows[t.ID] = len(w.Table(t).Lines)
	}
	w.plan = form.Build(w.r, w.u, rows)
}

// mark finds the worst finding of each input, so that its cell can be marked.
func (w *Form) mark() {
	for _, f := range w.fill.Findings {
		if !f.ForUnit() {
			continue
		}
		if table, col, ok := strings.Cut(f.ID, "."); ok {
			w.markRow(table, col, f)
			continue
		}
		for i, name := range f.IDs {
			if old, ok := w.worst[name]; ok && old.Severity.Rank() <= f.Severity.Rank() || i > 0 && ok {
				continue
			}
			w.worst[name] = f
		}
	}
}

func (w *Form) markRow(table, col string, f finding.Finding) {
	n, err := strconv.Atoi(f.Args["row"])
	if err != nil {
		return
	}
	if w.rows[table] == nil {
		w.rows[table] = map[int]map[string]finding.Finding{}
	}
	if w.rows[table][n] == nil {
		w.rows[table][n] = map[string]finding.Finding{}
	}
	if old, ok := w.rows[table][n][col]; !ok || f.Severity.Rank() < old.Severity.Rank() {
		w.rows[table][n][col] = f
	}
}

// liveRule is something that may be wrong as a condition, and what is said where it is.
type liveRule struct {
	id          string // of the round's rule, else the finding's code
	broken, say string // as the sheet on which it is said sees it
	anywhere    string // broken, as every sheet sees it
	kept        string // what it says as the form comes, where only what came tells that; "" for others
	query       bool
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

// prepare renders the round's rules for this form, and judges what it is filled
// in with.
func (w *Form) prepare() {
	for i := range w.r.Form.Rules {
		w.prepareRule(&w.r.Form.Rules[i])
	}
	w.prepareLengths()
	w.prepareSizes()
	w.prepareHistory()
	ret, read, rd := w.asReturn()
	for _, f := range append(check.Return(ret, read, rd), w.history(ret)...) {
		if f.ForUnit() {
			w.findings[f.ID] = append(w.findings[f.ID], f)
		}
	}
	w.prepareKept()
	for _, rules := range w.rules {
		slices.SortStableFunc(rules, func(a, b liveRule) int { return btoi(a.query) - btoi(b.query) })
	}
}

// prepareRule renders a rule of the round where the form says it: at its chief figure.
func (w *Form) prepareRule(ru *rule.Rule) {
	lr, f, ok, err := w.ruleOn(ru, "")
	if !ok && err == nil || ru.Trial {
		return
	}
	in, found := w.plan.Input(f.ID)
	found = found && in.Part != form.Rows // a table has no line of its own
	if err == nil && found {              // as seen from where it is said
		anywhere := lr.broken
		lr, f, _, err = w.ruleOn(ru, in.Sheet)
		lr.anywhere = anywhere
	}
	if err != nil || !found {
		w.daemon = append(w.daemon, ru.ID)
		return
	}
	if f.Severity == finding.Error || f.Severity == finding.Query {
		w.rules[f.ID] = append(w.rules[f.ID], lr)
	}
}

// ruleOn is a rule as a sheet's formulas see it, every sheet's for "", and the finding that it
// makes; ok is false where it does not apply to the unit.
func (w *Form) ruleOn(ru *rule.Rule, on form.SheetKey) (lr liveRule, f finding.Finding, ok bool, err error) {
	l, ok, err := ru.Formula(liveCells{w, on})
	if !ok || err != nil {
		return lr, f, ok, err
	}
	f = check.Broken(w.r, ru, l.Names)
	lr = w.liveRuleOf(f, l, on)
	if ru.Criterion != "" {
		lr.broken = w.unlessGated(lr.broken, on)
	}
	return lr, f, true, nil
}

// unlessGated is a condition that does not matter where a general standard is violated.
func (w *Form) unlessGated(broken string, on form.SheetKey) string {
	if _, ok := w.plan.Input(round.Gate); !ok {
		return broken
	}
	return "IF(" + liveCells{w, on}.at(round.Gate) + "=" + canvas.Literal(w.r.YesNo()[0]) + ",FALSE," + broken + ")"
}

// liveRuleOf puts a finding and its formulas together: a query is none where it is explained.
func (w *Form) liveRuleOf(f finding.Finding, l rule.Live, on form.SheetKey) liveRule {
	lr := liveRule{id: ruleOf(f), broken: l.Broken, query: f.Severity == finding.Query}
	lr.say = w.sayFormula(w.wordOf(f), f, l)
	if lr.query {
		if e := w.explainedFormula(f, on); e != "" {
			lr.broken = "IF(" + lr.broken + ",NOT(" + e + "),FALSE)"
		}
	}
	return lr
}

// ruleOf is what a finding is known by at its line.
func ruleOf(f finding.Finding) string { return cmp.Or(f.Rule, f.Code) }

// wordOf is the word that the live check of a finding begins with.
func (w *Form) wordOf(f finding.Finding) string {
	if f.Severity == finding.Query {
		return w.begin.query
	}
	return w.begin.wrong
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// explainedFormula is true where one of the cells in which a finding may be explained
// holds words enough; "" where there is no such cell.
func (w *Form) explainedFormula(f finding.Finding, on form.SheetKey) string {
	var all []string
	for _, name := range check.Explanations(f) {
		if _, ok := w.plan.Input(name); ok {
			all = append(all, w.adequate(name, on))
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

// adequate is true where an explanation is long enough, of several words, and more than the
// form's own: the label beside it, or what was sent back for that.
func (w *Form) adequate(name string, on form.SheetKey) string {
	in, _ := w.plan.Input(name)
	at, more := liveCells{w, on}.at(name), ""
	if in.LabelCol > 0 {
		more = fmt.Sprintf(",TRIM(%s)<>TRIM(%s)", at, liveCells{w, on}.cell(in.Sheet, in.Row, in.LabelCol))
	}
	if text, ok := w.fill.Values[name].(string); ok && w.worst[name].Variant == "copied" {
		more += ",NOT(" + same(at, text) + ")"
	}
	words := fmt.Sprintf(`ISNUMBER(FIND(" ",TRIM(%s)))`, at)
	if more != "" {
		words = "AND(" + words + more + ")"
	}
	return fmt.Sprintf(`IF(LEN(TRIM(%s))>=%d,%s,FALSE)`, at, w.r.Settings.Explanation, words)
}

// Places in a template for what only the sheet knows.
const foundHole, expectedHole, differenceHole = "\ue000", "\ue001", "\ue002"

// saying is what the live check says of a finding, with holes for the figures.
func (w *Form) saying(word string, f finding.Finding) string {
	f.Found, f.Expected, f.Difference = foundHole, expectedHole, nil
	f = f.With("difference", differenceHole)
	m, _ := f.Text(w.r.Language)
	return clip(word+": "+m, 180)
}

// sayFormula is saying as a formula.
func (w *Form) sayFormula(word string, f finding.Finding, l rule.Live) string {
	var out []string
	rest := w.saying(word, f)
	for rest != "" {
		i := strings.IndexAny(rest, foundHole+expectedHole+differenceHole)
		if i < 0 {
			out = append(out, canvas.Literal(rest))
			break
		}
		if i > 0 {
			out = append(out, canvas.Literal(rest[:i]))
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
func (w *Form) sayText(word string, f finding.Finding) string {
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
	holes := strings.NewReplacer(
		foundHole, show(f.Found),
		expectedHole, show(f.Expected),
		differenceHole, difference,
	)
	return holes.Replace(w.saying(word, f))
}

// The order in which a line's faults are said: what is not there, what is no answer,
// then what contradicts other answers; each of the names in turn for the first two.
func (w *Form) result(names ...string) string {
	k := w.begin
	for i, name := range names {
		for _, f := range w.findings[name] {
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
	if text := w.ruleResult(names...); text != "" {
		return text
	}
	return w.besideResult(names...)
}

// ruleResult is what the rules of a line say as it is filled in, errors before queries.
func (w *Form) ruleResult(names ...string) string {
	for _, query := range []bool{false, true} {
		for _, name := range names {
			for _, lr := range w.rules[name] {
				if lr.query != query {
					continue
				}
				if lr.kept != "" {
					return lr.kept
				}
				for _, f := range w.findings[name] {
					if ruleOf(f) == lr.id {
						return w.sayText(w.wordOf(f), f)
					}
				}
			}
		}
	}
	return ""
}

// which says of what a word is, where it is not of the line's own answer.
func (w *Form) which(i int, name string) string {
	if i == 0 {
		return ""
	}
	switch {
	case strings.HasSuffix(name, round.PriorSuffix):
		return ": " + w.say(ofLastYear)
	case strings.HasSuffix(name, round.ViolationsSuffix):
		return ": " + w.say(ofViolations)
	case name == round.BonusNote:
		return ": " + w.say(ofBonusGround)
	}
	return ""
}

// DateValue is a filled-in date as a spreadsheet date, where it is one.
func (w *Form) DateValue(name string) any {
	s, ok := w.fill.Values[name].(string)
	if !ok {
		return w.fill.Values[name]
	}
	if t, err := time.Parse("2006-01-02", s); err == nil {
		return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	}
	return s
}

// clip is the beginning of a text that is longer than so many letters.
func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}
