package formbook

import (
	"fmt"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// guide writes the start sheet: in eight lines what to do, by when, to whom,
// whom to phone.
func (w *formWriter) guide(s form.Sheet) {
	p := w.open(s, 5, 88)
	p.Portrait = true
	center := canvas.Look{Bold: true, Align: "center", Wrap: true}
	p.Full(2, 22, w.r.Letterhead.Issuer, canvas.Look{Align: "center", Size: 12})
	p.Full(2, canvas.Height(w.r.Title, 66, 14)+6, strings.ToUpper(w.say(guideTitle))+"\n"+w.r.Title,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 14})
	p.Rows[len(p.Rows)-1].Height += 20
	p.Full(2, 26, nil, canvas.Look{Bold: true, Align: "center", Size: 14, Color: canvas.Navy})
	*p.At(len(p.Rows), 1) = w.titled("", "", canvas.Look{Bold: true, Align: "center", Size: 14, Color: canvas.Navy})
	p.Full(2, 34, "("+w.r.Legal+")", canvas.Look{Italic: true, Align: "center", Wrap: true, Size: 11})
	p.Full(2, 24, w.say(guideWhatToDo), center)
	number := canvas.Look{Bold: true, Align: "center", Top: true, Color: canvas.Navy}
	for i, step := range w.steps() {
		p.Row(canvas.Height(step, 82, 12)+4,
			canvas.Cell{V: fmt.Sprintf("%d.", i+1), Look: number},
			canvas.Cell{V: step, Look: canvas.Look{Wrap: true, Top: true, Align: "left"}},
		)
	}
	p.Row(10)
	w.progressRow = p.Row(26,
		canvas.Cell{Look: canvas.ShutLook},
		canvas.Cell{Look: canvas.Look{Bold: true, Fill: canvas.GreyFill, Border: true}},
	)
	p.Row(10)
	p.Full(2, 22, w.say(guideSheets), center)
	for _, other := range w.plan.Sheets[1:] {
		row := p.Row(20, canvas.Cell{},
			canvas.Cell{V: "→ " + other.Title, Look: canvas.Look{Color: canvas.LinkText, Underline: true}},
		)
		p.Links = append(p.Links, canvas.Link{
			Row:    row,
			Col:    2,
			Target: canvas.Quote(other.Title) + "!A1",
			Tip:    other.Title,
		})
	}
	p.Row(10)
	p.Row(22,
		canvas.Cell{Look: canvas.Look{Fill: canvas.InputFill, Border: true}},
		canvas.Cell{V: w.say(legendInput)},
	)
	p.Row(22,
		canvas.Cell{Look: canvas.ShutLook},
		canvas.Cell{V: w.say(legendComputed)},
	)
	if len(w.fill.Findings) > 0 {
		p.Row(22,
			canvas.Cell{Look: canvas.Look{Fill: canvas.RedFill, Border: true}},
			canvas.Cell{V: w.say(legendWrong)},
		)
		p.Row(22,
			canvas.Cell{Look: canvas.Look{Fill: canvas.AmberFill, Border: true}},
			canvas.Cell{V: w.say(legendQuery)},
		)
	}
	w.sources(p)
}

// sources says what the sums of this level's own return rest on.
func (w *formWriter) sources(p *canvas.Page) {
	if len(w.fill.Sources) == 0 {
		return
	}
	p.Row(10)
	p.Full(2, 22, w.say(guideSources), canvas.Look{Bold: true, Align: "center", Wrap: true})
	for _, line := range w.fill.Sources {
		p.Row(canvas.Height(line, 82, 12)+4, canvas.Cell{},
			canvas.Cell{V: line, Look: canvas.Look{Wrap: true, Top: true, Align: "left"}})
	}
}

// steps are the eight lines; of this level's own return, which nobody here receives, seven.
func (w *formWriter) steps() []string {
	due := w.r.DueOf(w.u.Kind).Format("02/01/2006")
	contact, phone := w.contact()
	card := w.plan.Sheet(form.Score) != nil
	fourth := w.say(stepLists)
	if card {
		fourth = w.say(stepCard)
	}
	first := w.say(stepUnit)
	if w.u.Code == "" {
		first = w.say(stepChooseUnit)
	}
	steps := []string{
		first,
		w.say(stepReport),
		w.say(stepFigures),
		fourth,
		w.say(stepExplain),
		w.say(stepSign),
	}
	if w.u.Code != "" && w.u.Code == w.r.Self && !w.r.DueAbove.IsZero() {
		return append(steps, w.say(stepSendUp, w.r.DueAbove.Format("02/01/2006")))
	}
	return append(steps, w.say(stepSend, contact, due), w.say(stepAsk, phone))
}

// contact is whom the return goes to and whom to phone: the desk; at a desk of the
// unit's own parent, the parent's address and number as the register has them.
func (w *formWriter) contact() (to, phone string) {
	desk := w.r.Desk(w.u)
	to, phone = desk.Name, desk.Phone
	email := desk.Email
	if p, ok := w.r.Register.Unit(w.u.Parent); ok && p.Code != w.r.Self {
		to += " (" + p.Name + ")"
		if p.Email != "" && email == "" {
			email = p.Email
		}
		if p.Phone != "" {
			phone = p.Phone
		}
	}
	if email != "" {
		to += ", " + email
	}
	if phone == "" {
		phone = desk.Name
	}
	return to, phone
}

// progress counts live what is still missing, in a cell.
func (w *formWriter) progress(c *canvas.Cell) {
	var f, v []string
	say := func(text string) { f, v = append(f, canvas.Literal(text)), append(v, text) }
	count := func(words []string) {
		formula, n := w.countOf(words)
		f, v = append(f, formula), append(v, fmt.Sprint(n))
	}
	missing, wrong, asked := w.checks.Counted()
	say(w.say(countMissing))
	count(missing)
	say(w.say(countWrong))
	count(wrong)
	say(w.say(countQueries))
	count(asked)
	say(w.say(countEnd))
	c.F, c.V = strings.Join(f, "&"), strings.Join(v, "")
}

// countOf counts the checks that begin with one of these words: as a formula, and as they stand.
func (w *formWriter) countOf(words []string) (formula string, n int) {
	var all []string
	for _, word := range words {
		for _, at := range w.checkRanges() {
			all = append(all, fmt.Sprintf(`COUNTIF(%s,"%s*")`, at.ref, word))
			for i := at.from; i <= at.to; i++ {
				if text, _ := w.pages[at.sheet].At(i, at.col).V.(string); strings.HasPrefix(text, word) {
					n++
				}
			}
		}
	}
	return "(" + strings.Join(all, "+") + ")", n
}

// checked is a column of live checks.
type checked struct {
	sheet         form.SheetKey
	col, from, to int
	ref           string
}

// checkRanges are the columns of live checks of all sheets.
func (w *formWriter) checkRanges() (out []checked) {
	for _, c := range []checked{
		{sheet: form.UnitKey, col: form.UnitCheck},
		{sheet: form.Report, col: form.RepCheck},
		{sheet: form.Figures, col: form.FigCheck},
		{sheet: form.Score, col: form.ScoCheck},
		{sheet: form.Lists, col: form.ListCheck},
	} {
		p := w.pages[c.sheet]
		if p == nil {
			continue
		}
		c.from, c.to = 1, len(p.Rows)
		c.ref = canvas.Abs(form.Title(w.r, c.sheet), c.from, c.col, c.to, c.col)
		out = append(out, c)
	}
	return out
}

// correction is one row of the list of findings.
type correction struct {
	f            finding.Finding
	message, fix string
	blanks       []string // of a row that stands for several blanks: all of them
}
