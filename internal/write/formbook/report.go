package formbook

import (
	"fmt"
	"strings"
	"time"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
)

// Columns of the report, in characters: question and answer, together as wide as
// the paper.
const reportLabel, reportText = 27, 57

// reportSheet writes narratives: the question at the left of its block of rows.
func (w *formWriter) reportSheet(s form.Sheet) {
	p := w.open(s, reportLabel, reportText, 24, 9)
	p.Portrait, p.Printed, p.Scale = true, form.RepText, 100
	p.Block()
	for i, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			w.reportHead(p, l.N)
		case form.TitleLine:
			w.reportTitle(p)
		case form.SectionLine:
			p.Block()
			title := section(*l.Section)
			p.Full(2, canvas.HeightIn(title, canvas.ColPoints(reportLabel+reportText), 13, true)+4, title,
				canvas.Look{Bold: true, Fill: canvas.PaleBlue, Wrap: true, Border: true, Size: 13})
		case form.Block:
			if l.N == 0 && s.Lines[i-1].Kind != form.SectionLine {
				p.Block()
			}
			w.block(p, s.Lines, i)
		case form.Blank: // the signatures stay with the last answer
			p.Row(10)
		case form.Gap:
			p.Row(5, canvas.Cell{Look: canvas.ShutLook}, canvas.Cell{Look: canvas.ShutLook})
		case form.Signatures:
			w.reportFoot(p)
		}
	}
	p.Colours = append(p.Colours, w.checks.Colours(form.Report, len(p.Rows))...)
}

func section(s round.Section) string {
	return s.Number() + ". " + s.Title
}

// reportHead is the head of official papers (decree 30/2020, appendix I), a row at
// a time: the body above and the national name, the unit and the motto, the rules
// under them, number and date. What stands on the unit's sheet is shown as it is
// filled in there.
func (w *formWriter) reportHead(p *canvas.Page, n int) {
	bold := canvas.Look{Bold: true, Align: "center", Wrap: true}
	switch n {
	case 0:
		p.Row(max(18, canvas.HeightIn(w.above(), canvas.ColPoints(reportLabel), 11, false)),
			canvas.Cell{V: w.above(), Look: canvas.Look{Align: "center", Wrap: true, Size: 11}},
			canvas.Cell{V: w.national(canvas.NationalName), Look: bold},
			canvas.Cell{},
			canvas.Cell{V: w.say(headCode), Look: canvas.CodeLook},
		)
	case 1:
		name := w.titled("", "", bold)
		if name.F != "" {
			name.F = "UPPER(" + name.F + ")"
		}
		name.V = strings.ToUpper(fmt.Sprint(name.V))
		p.Row(max(18, canvas.HeightIn(fmt.Sprint(name.V), canvas.ColPoints(reportLabel), 12, true)), name,
			canvas.Cell{V: w.national(canvas.NationalMotto), Look: bold})
	case 2:
		rule := canvas.Look{Align: "center", Top: true, Size: 8}
		p.Row(12, canvas.Cell{V: "────────", Look: rule}, canvas.Cell{V: "──────────────────────", Look: rule})
	case 3:
		number := canvas.Cell{Look: canvas.Look{Align: "center"}}
		blank := w.say(paperNumberBlank)
		number.F = fmt.Sprintf(`IF(%s="",%s,%s&%s)`, w.abs("so_van_ban"), canvas.Literal(blank),
			canvas.Literal(w.say(paperNumber)), w.abs("so_van_ban"))
		number.V = blank
		if no, ok := w.fill.Values["so_van_ban"].(string); ok {
			number.V = w.say(paperNumber) + no
		}
		p.Row(22, number, w.dated(canvas.Look{Align: "center", Italic: true}))
	}
}

// national is what official papers of the country are headed with; "" in a round of another
// language.
func (w *formWriter) national(text string) string {
	if w.r.Language != words.VI {
		return ""
	}
	return text
}

// above is the body that the unit belongs to, for the head of its papers: its
// parent's, or this level's own for a unit that has units of its own below it.
func (w *formWriter) above() string {
	if p, ok := w.r.Register.Unit(w.u.Parent); ok && p.Code != w.r.Self {
		return strings.ToUpper(p.Name)
	}
	for _, t := range w.r.Form.TablesOf(w.u.Kind) {
		if t.RowsFrom != "" {
			return w.r.Letterhead.Above
		}
	}
	return ""
}

// dated is place and date of a paper: the date of the unit's sheet, dots until
// there is one.
func (w *formWriter) dated(l canvas.Look) canvas.Cell {
	day := w.abs(form.DrawnUp)
	before := w.say(paperPlace, w.r.Letterhead.Place)
	blank := w.say(paperDayBlank) + fmt.Sprint(w.r.Due.Year())
	show := w.say(paperDayFormula, day)
	c := canvas.Cell{Look: l, V: before + blank}
	c.F = fmt.Sprintf(`%s&IF(ISNUMBER(%s),%s,IF(%s="",%s,%s))`, canvas.Literal(before), day, show, day,
		canvas.Literal(blank), day)
	if s, ok := w.fill.Values[form.DrawnUp].(string); ok {
		if t, err := time.Parse("2006-01-02", s); err == nil {
			c.V = before + t.Format(w.say(paperDayLayout))
		} else if s != "" {
			c.V = before + s
		}
	}
	return c
}

func (w *formWriter) reportTitle(p *canvas.Page) {
	title := w.say(reportTitle) + "\n" + w.r.Title
	p.Full(2, canvas.HeightIn(title, canvas.ColPoints(reportLabel+reportText), 14, true)+12, title,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 14})
}

// block writes one row of an answer; the first one carries the question.
func (w *formWriter) block(p *canvas.Page, lines []form.Line, i int) {
	l := lines[i]
	in, _ := w.plan.Input(l.Indicator.ID)
	texts := strings.Split(fmt.Sprint(w.fill.Values[in.Name]), "\n")
	if w.fill.Values[in.Name] == nil {
		texts = nil
	}
	rows := in.LastRow - in.Row + 1
	if len(texts) > rows { // the last row takes what is left
		texts = append(texts[:rows-1:rows-1], strings.Join(texts[rows-1:], "\n"))
	}
	c := w.input(in.Name,
		canvas.Look{Wrap: true, Top: true, Align: "left", Font: w.fill.TextFont, Format: canvas.TextFormat, Size: 13})
	c.V = nil
	if l.N < len(texts) {
		c.V = texts[l.N]
	}
	label, note := canvas.Cell{Look: canvas.Look{Border: true, Wrap: true, Top: true}}, canvas.Cell{}
	h := 18.0 // and higher when a longer text is typed
	if l.N == 0 {
		label.V = l.Indicator.Label
		note = w.checks.Block(l.Indicator)
	}
	if s, ok := c.V.(string); ok {
		h = max(h, canvas.HeightIn(s, canvas.ColPoints(reportText), 13, false))
	}
	if l.N == 0 && rows == 1 {
		h = max(h,
			canvas.HeightIn(l.Indicator.Label, canvas.ColPoints(reportLabel), 12, false),
			canvas.HeightIn(fmt.Sprint(note.V), canvas.ColPoints(24), 10, false))
	}
	row := p.Row(h, label, c, note, codeCell(in.Code))
	p.Grow()
	if l.N == 0 && rows > 1 {
		p.Merges = append(p.Merges, [4]int{row, 1, row + rows - 1, 1},
			[4]int{row, form.RepCheck, row + rows - 1, form.RepCheck})
	}
}

// reportFoot is the signature block at the right, the recipients at the left; the
// head's name is shown as the unit's sheet says it.
func (w *formWriter) reportFoot(p *canvas.Page) {
	to := w.say(paperRecipients, w.r.Desk(w.u).Name)
	sign := w.signature(w.say(headOfUnit),
		canvas.Look{Bold: true, Align: "center", Wrap: true, Top: true, Size: 13})
	l := canvas.Look{Size: 11, Italic: true, Wrap: true, Top: true, Align: "left"}
	p.Row(140, canvas.Cell{V: to, Look: l}, sign)
}

// signature is a block to sign: the head's office and name where the unit's sheet
// has them.
func (w *formWriter) signature(office string, l canvas.Look) canvas.Cell {
	room := w.say(roomToSign)
	title, name := w.abs("chuc_vu"), w.abs("thu_truong")
	c := canvas.Cell{Look: l}
	c.F = fmt.Sprintf(`IF(%s="",%s,UPPER(%s))&%s&IF(%s="","",%s)`, title, canvas.Literal(office), title,
		canvas.Literal(room), name, name)
	who, _ := w.fill.Values["thu_truong"].(string)
	if t, ok := w.fill.Values["chuc_vu"].(string); ok {
		office = strings.ToUpper(t)
	}
	c.V = office + room + who
	return c
}
