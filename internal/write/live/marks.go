package live

import (
	"fmt"
	"slices"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// A cell that a form goes back with for is marked by its line's live check: red or amber while
// the line says something of it, and no longer. A line says one thing at a time; a cell of which
// it says nothing yet, because something else comes first, keeps its colour until it is changed.

// checkColumns are where the sheets of a form have the live check.
var checkColumns = map[form.SheetKey]int{
	form.UnitKey: form.UnitCheck,
	form.Report:  form.RepCheck,
	form.Figures: form.FigCheck,
	form.Score:   form.ScoCheck,
	form.Lists:   form.ListCheck,
}

// Colours are the colours of a sheet's checks, down to its last row, and of the cells that are
// marked on it.
func (w *Form) Colours(on form.SheetKey, last int) []canvas.Colouring {
	out := w.checkColours(last, checkColumns[on])
	for _, in := range w.plan.Inputs {
		if _, marked := w.worst[in.Name]; !marked || in.Sheet != on || !opens(in) {
			continue
		}
		check, at := w.checkOf(in, on), liveCells{w, on}.at(in.Name)
		ref := at
		if in.LastRow > in.Row {
			ref += ":" + sheet.Ref(in.LastRow, in.Col)
		}
		out = append(out, w.markColours(ref, check, w.speaks(in, check, at))...)
	}
	return out
}

// checkOf is the cell of an input's live check, fixed, as a sheet's formulas see it.
func (w *Form) checkOf(in form.Input, on form.SheetKey) string {
	at := canvas.Abs(form.Title(w.r, in.Sheet), in.Row, checkColumns[in.Sheet], in.Row, checkColumns[in.Sheet])
	if in.Sheet == on {
		return at[strings.LastIndexByte(at, '!')+1:]
	}
	return at
}

// markColours are red and amber for cells of which a check says something; speaks is a further
// condition, "" for none.
func (w *Form) markColours(ref, check, speaks string) (out []canvas.Colouring) {
	red, amber := w.complains(check)
	for _, c := range []struct{ when, fill string }{{red, canvas.RedFill}, {amber, canvas.AmberFill}} {
		if speaks != "" {
			c.when = "AND(" + c.when + "," + speaks + ")"
		}
		out = append(out, canvas.Colouring{Ref: ref, Formula: c.when, Fill: c.fill})
	}
	return out
}

// complains is true where a check says that something is wrong, or that something is asked.
func (w *Form) complains(check string) (wrong, asked string) {
	k := w.begin
	any := func(words ...string) string {
		var all []string
		for _, word := range words {
			all = append(all, begins(check, word))
		}
		return "OR(" + strings.Join(all, ",") + ")"
	}
	return any(k.missing, k.wrong, k.text, k.alsoWrong), any(k.query, k.alsoQuery, k.look)
}

// speaks is true where what a line says is of this input; "" where whatever it says is.
func (w *Form) speaks(in form.Input, check, at string) string {
	first, second, ofSecond := w.twoOf(in)
	if second == "" || in.Part == form.Explanation {
		return ""
	}
	is := fmt.Sprintf("RIGHT(%s,%d)=%s", check, len([]rune(ofSecond)), canvas.Literal(ofSecond))
	if in.Name == first {
		is = "NOT(" + is + ")"
	} else if w.disputed(in.Name) {
		k := w.begin
		is = fmt.Sprintf("NOT(OR(%[1]s=%[2]q,%[1]s=%[3]q,%[1]s=%[4]q))", check, k.missing, k.wrong, k.text)
	}
	return "OR(" + is + "," + same(at, shortened(w.fill.Values[in.Name])) + ")"
}

// twoOf are the two answers of an input's line, and how the check ends that speaks of the second.
func (w *Form) twoOf(in form.Input) (first, second, ofSecond string) {
	switch in.Part {
	case form.Value, form.Prior:
		first, second = in.ID, in.ID+round.PriorSuffix
	case form.SelfScore, form.Violations:
		first, second = in.ID+round.ScoreSuffix, in.ID+round.ViolationsSuffix
	case form.CardField:
		if in.Name == round.Bonus || in.Name == round.BonusNote {
			first, second = round.Bonus, round.BonusNote
		}
	}
	if !w.plan.Concerns(second) {
		return first, "", ""
	}
	return first, second, w.which(1, second)
}

// disputed tells whether a finding holds an input against others.
func (w *Form) disputed(name string) bool {
	return slices.ContainsFunc(w.fill.Findings, func(f finding.Finding) bool {
		return f.ForUnit() && slices.Contains(f.IDs, name) && (ruled(f) || f.Code == "SCOR-003" || !w.sees(f))
	})
}

// shortened is a value in no more letters than tell it from others: colours hold short formulas.
func shortened(v any) any {
	if s, ok := v.(string); ok {
		return clip(s, longest/2)
	}
	return v
}

// Stands is the condition that a finding still stands, as every sheet sees it: of blanks, where it
// stands for several, any of them. It is "" where nothing in the workbook tells: how the file came,
// or what is computed.
func (w *Form) Stands(f finding.Finding, blanks []string) string {
	if len(blanks) > 0 {
		var all []string
		for _, name := range blanks[:min(len(blanks), mostKept)] {
			in, _ := w.plan.Input(name)
			wrong, _ := w.complains(w.checkOf(in, ""))
			all = append(all, "AND("+liveCells{w, ""}.at(name)+`="",`+wrong+")")
		}
		return "OR(" + strings.Join(all, ",") + ")"
	}
	in, ok := w.plan.Input(f.ID)
	if !ok {
		return w.rowStands(f)
	}
	for _, lr := range w.rules[f.ID] {
		if lr.id == ruleOf(f) {
			return lr.anywhere
		}
	}
	if in.Name == round.SelfTotal {
		return w.scoresUntouched()
	}
	if !opens(in) || in.Part == form.Explanation || !w.sees(f) {
		return ""
	}
	check := w.checkOf(in, "")
	wrong, asked := w.complains(check)
	is := "OR(" + wrong + "," + asked + ")"
	if speaks := w.speaks(in, check, liveCells{w, ""}.at(in.Name)); speaks != "" {
		is = "AND(" + is + "," + speaks + ")"
	}
	return is
}

// scoresUntouched is true while each score of the card is what it came as: the total, which is
// computed here, was another.
func (w *Form) scoresUntouched() string {
	var all []string
	for _, in := range w.plan.Inputs {
		if in.Part == form.SelfScore || in.Name == round.Bonus {
			all = append(all, w.unchanged(in, ""))
		}
	}
	return "AND(" + strings.Join(all, ",") + ")"
}

// rowStands is Stands for a finding at a cell of a table: until that cell is changed, or the row
// says that it is right.
func (w *Form) rowStands(f finding.Finding) string {
	table, col, _ := strings.Cut(f.ID, ".")
	in, ok := w.plan.Input(round.TableName(table))
	if !ok {
		return ""
	}
	t, _ := w.r.Form.Table(table)
	for n, l := range w.Table(t).Lines {
		i := slices.IndexFunc(t.Columns, func(c round.Column) bool { return c.ID == col })
		if fmt.Sprint(l.Typed) != f.Args["row"] || i < 0 {
			continue
		}
		of := in
		of.Row += n
		wrong, asked := w.complains(w.checkOf(of, ""))
		cell := liveCells{w, ""}.cell(in.Sheet, of.Row, in.Col+i)
		return "AND(OR(" + wrong + "," + asked + ")," + same(cell, l.Values[col]) + ")"
	}
	return ""
}

// liveColour is the colour of a check that begins with a word.
type liveColour struct{ word, fill, text string }

// Colours of letters on amber and on green.
const (
	amberText = "7F6000"
	greenText = "375623"
)

// checkColours are the colours of a column of live checks: a second sign beside the
// words.
func (w *Form) checkColours(last, col int) []canvas.Colouring {
	k := w.begin
	said := []liveColour{
		{k.missing, canvas.AmberFill, amberText},
		{k.query, canvas.AmberFill, amberText},
		{k.wrong, canvas.RedFill, canvas.RedText},
		{k.text, canvas.RedFill, canvas.RedText},
		{k.fine, "", greenText},
	}
	if len(w.fill.Findings) > 0 {
		said = append(said,
			liveColour{k.alsoWrong, canvas.RedFill, canvas.RedText},
			liveColour{k.alsoQuery, canvas.AmberFill, amberText},
			liveColour{k.look, canvas.AmberFill, amberText})
	}
	return coloured(1, last, col, said)
}

// StateColours are the colours of cells that say how findings of the list stand, by the words for
// the severities and for what is done.
func (w *Form) StateColours(first, last, col int, done string) []canvas.Colouring {
	name := func(s finding.Severity) string { return finding.SeverityName(s, w.r.Language) }
	return coloured(first, last, col, []liveColour{
		{name(finding.Blocker), canvas.RedFill, canvas.RedText},
		{name(finding.Error), canvas.RedFill, canvas.RedText},
		{name(finding.Query), canvas.AmberFill, amberText},
		{done, canvas.GreenFill, greenText},
	})
}

// coloured colours the cells of a column by what they begin with.
func coloured(first, last, col int, by []liveColour) (out []canvas.Colouring) {
	ref := fmt.Sprintf("%s:%s", sheet.Ref(first, col), sheet.Ref(last, col))
	for _, c := range by {
		out = append(out, canvas.Colouring{
			Ref:     ref,
			Formula: begins(sheet.Ref(first, col), c.word),
			Fill:    c.fill,
			Text:    c.text,
		})
	}
	return out
}

// begins is the formula that asks whether a cell's text begins with a word.
func begins(ref, word string) string {
	return fmt.Sprintf(`LEFT(%s,%d)="%s"`, ref, len([]rune(word)), word)
}

// Contradicts is true where a check says that figures contradict each other.
func (w *Form) Contradicts(check string) string {
	return begins(check, w.begin.wrong) + "," + begins(check, w.begin.query)
}

// Counted are the words that checks begin with that are counted: what is missing, what is wrong,
// what is asked.
func (w *Form) Counted() (missing, wrong, asked []string) {
	k := w.begin
	return []string{k.missing}, []string{k.wrong, k.text}, []string{k.query}
}

// Marked tells whether the form goes back with something at an input.
func (w *Form) Marked(name string) bool { _, marked := w.worst[name]; return marked }
