package live

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf16"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// asCame are the codes of findings that speak of how a cell came, and not of what it holds: the
// daemon does not find them again in a workbook that we wrote. The line asks that somebody looks,
// until the cell is changed or explained, and is not counted.
var asCame = []string{"TMPL-003", "TMPL-006", "CELL-009", "CELL-010", "CELL-013"}

// mostKept is how many cells of a finding are watched for a change.
const mostKept = 30

// prepareKept has the lines say what the form itself cannot see of what it goes back with, until
// one of the cells that it speaks of is changed.
func (w *Form) prepareKept() {
	for _, f := range w.fill.Findings {
		in, ok := w.plan.Input(f.ID)
		if !f.ForUnit() || !ok || !opens(in) || w.sees(f) {
			continue
		}
		lr := w.keptOn(f, in.Sheet)
		lr.anywhere = w.keptOn(f, "").broken
		w.rules[f.ID] = append(w.rules[f.ID], lr)
	}
}

// opens tells whether an input is the unit's to fill in.
func opens(in form.Input) bool {
	return in.Part != form.Computed && in.Part != form.Stamp && in.Part != form.Rows &&
		in.ID != round.UnitCode && in.ID != round.UnitName
}

// sees tells whether a live check of the form says a finding while it stands, and no longer.
func (w *Form) sees(f finding.Finding) bool {
	if f.Code == "EXPL-001" { // the query that it does not explain is said
		return true
	}
	for _, now := range w.findings[f.ID] {
		switch {
		case ruleOf(now) == ruleOf(f):
			return !ruled(f) || slices.ContainsFunc(w.rules[f.ID], func(lr liveRule) bool { return lr.id == ruleOf(f) })
		case unreadable(f) && unreadable(now):
			return true
		}
	}
	return false
}

// ruled tells whether a finding is said by a rule, and not by what stands in its cell alone.
func ruled(f finding.Finding) bool {
	return f.Rule != "" || f.Code == "TEXT-002" || strings.HasPrefix(f.Code, "HIST-")
}

// unreadable tells whether a finding says that a cell holds no answer.
func unreadable(f finding.Finding) bool {
	return strings.HasPrefix(f.Code, "CELL-") && f.Code != "CELL-001" && f.Code != "CELL-013" && f.Code != "CELL-006"
}

// keptOn is a finding that stands until something of it is changed, as a sheet sees it.
func (w *Form) keptOn(f finding.Finding, on form.SheetKey) liveRule {
	lr := w.liveRuleOf(f, rule.Live{Broken: w.untouched(f, on)}, on)
	lr.query = lr.query || slices.Contains(asCame, f.Code)
	m, _ := f.Text(w.r.Language)
	lr.kept = clip(w.keptWord(f)+": "+m, 180)
	lr.say = canvas.Literal(lr.kept)
	return lr
}

func (w *Form) keptWord(f finding.Finding) string {
	switch f.Code {
	case "CELL-001", "TEXT-001", "SCOR-001", "SCOR-006":
		return w.begin.missing
	}
	if slices.Contains(asCame, f.Code) {
		return w.begin.look
	}
	return w.wordOf(f)
}

// untouched is true while each cell that a finding speaks of holds what it came with.
func (w *Form) untouched(f finding.Finding, on form.SheetKey) string {
	var all []string
	for _, name := range slices.Compact(append([]string{f.ID}, f.IDs...)) {
		if in, ok := w.plan.Input(name); ok && opens(in) && len(all) < mostKept {
			all = append(all, w.unchanged(in, on))
		}
	}
	return "AND(" + strings.Join(all, ",") + ")"
}

// unchanged is the condition that an input holds what it came with.
func (w *Form) unchanged(in form.Input, on form.SheetKey) string {
	at, v := liveCells{w, on}.at(in.Name), w.fill.Values[in.Name]
	if in.Asked.Type == round.Date {
		v = w.DateValue(in.Name)
	}
	text, is := v.(string)
	if in.LastRow == in.Row || v != nil && !is {
		return same(at, v)
	}
	all := at + ":" + liveCells{w, on}.cell(in.Sheet, in.LastRow, in.Col)
	if on != in.Sheet {
		all = canvas.Abs(form.Title(w.r, in.Sheet), in.Row, in.Col, in.LastRow, in.Col)
	}
	first, _, _ := strings.Cut(text, "\n")
	letters := len(utf16.Encode([]rune(strings.ReplaceAll(text, "\n", ""))))
	return fmt.Sprintf("SUMPRODUCT(LEN(%s))=%d,%s", all, letters, same(at, first))
}

// longest is how many letters of a text are compared: formulas hold no text of more than 255.
const longest = 100

// same is the condition that a cell holds a value.
func same(at string, v any) string {
	switch v := v.(type) {
	case nil:
		return at + `=""`
	case decimal.Decimal:
		return at + "=" + v.String()
	case int:
		return fmt.Sprint(at, "=", v)
	}
	text := fmt.Sprint(v)
	if rs := []rune(text); len(rs) > longest {
		return fmt.Sprintf("LEFT(%s,%d)=%s", at, longest, canvas.Literal(string(rs[:longest])))
	}
	return at + "=" + canvas.Literal(text)
}

// besideBranches are what a line says because of findings at other lines: while one stands there,
// each line whose figure it speaks of leads to it.
func (w *Form) besideBranches(names ...string) (out []branch) {
	for _, b := range w.beside(names) {
		out = append(out, b.branch)
	}
	return out
}

// besideResult is what a line says because of findings at other lines, as the form comes.
func (w *Form) besideResult(names ...string) string {
	for _, b := range w.beside(names) {
		return b.result
	}
	return ""
}

// said is a branch, and what it gives as the form comes.
type said struct {
	branch
	result string
}

// mostBeside is how long the formulas for other lines' findings may be together, so that a line's
// own stay within what a spreadsheet takes.
const mostBeside = 3000

// beside are the findings of other lines that speak of one of a line's inputs.
func (w *Form) beside(names []string) (out []said) {
	own, ok := w.plan.Input(names[0])
	if !ok {
		return nil
	}
	letters := 0
	for _, severity := range []finding.Severity{finding.Error, finding.Query} {
		for _, f := range w.fill.Findings {
			chief, ok := w.plan.Input(f.ID)
			speaks := slices.ContainsFunc(names, func(name string) bool { return slices.Contains(f.IDs, name) })
			if !ok || !speaks || !f.ForUnit() || f.Severity != severity || chief.Code == own.Code {
				continue
			}
			s, ok := w.besideOf(f, chief, own.Sheet)
			if letters += len(s.when) + len(s.say); letters > mostBeside {
				return out
			}
			if ok {
				out = append(out, s)
			}
		}
	}
	return out
}

// besideOf is a finding as another line than its own says it.
func (w *Form) besideOf(f finding.Finding, chief form.Input, on form.SheetKey) (said, bool) {
	word := w.begin.alsoQuery
	if f.Severity == finding.Error {
		word = w.begin.alsoWrong
	}
	word += w.say(liveAtCell) + w.placeFrom(chief, on)
	now := slices.IndexFunc(w.findings[f.ID], func(g finding.Finding) bool { return ruleOf(g) == ruleOf(f) })
	if f.Code == "SCOR-005" && f.Variant == "measured" {
		return w.measuredBeside(f.ID, word, on)
	}
	for i := range w.r.Form.Rules {
		ru := &w.r.Form.Rules[i]
		if ru.ID != f.Rule || now < 0 {
			continue
		}
		lr, of, ok, err := w.ruleOn(ru, on)
		if l, _, again := ru.Formula(liveCells{w, on}); ok && err == nil && again == nil {
			return said{branch{lr.broken, w.sayFormula(word, of, l)}, w.sayText(word, w.findings[f.ID][now])}, true
		}
	}
	if w.sees(f) && now >= 0 && f.Rule == "" || len(f.IDs) == 0 {
		return said{}, false // of one cell, or of all cells of a line
	}
	lr := w.keptOn(f, on)
	m, _ := f.Text(w.r.Language)
	text := clip(word+": "+m, 180)
	return said{branch{lr.broken, canvas.Literal(text)}, text}, true
}

// placeFrom is where an input stands, with its sheet where that is another.
func (w *Form) placeFrom(in form.Input, on form.SheetKey) string {
	if in.Sheet == on {
		return sheet.Ref(in.Row, in.Col)
	}
	return form.Title(w.r, in.Sheet) + "!" + sheet.Ref(in.Row, in.Col)
}
