package summary

import (
	"net/url"
	"strings"

	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// letters are the covering texts for the workbooks that go back to units: an officer
// copies one into a mail, or clicks and has it there already, and attaches the file.
func (w *summaryWriter) letters() {
	p := w.b.Page(w.t(sheetLetters), 24, 28, 14, 84, 30)
	p.Scale, p.Printed = 80, 4
	w.head(p, 4, w.t(titleLetters))
	row := w.headings(p, 24, w.texts(headUnit, headMail, writeLetter, headLetter, headAttach)...)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	p.Block()
	l := canvas.Look{Border: true, Wrap: true, Top: true, Size: 11, Align: "left"}
	n := 0
	for _, u := range w.units {
		if u.Status != finding.Returned && u.Status != finding.Queried {
			continue
		}
		n++
		text := w.letter(u)
		file := "outbox/tra-lai/" + u.Unit.Code + ".xlsx"
		p.Block()
		row := p.Auto(30,
			canvas.Cell{V: w.names[u.Unit.Code], Look: l},
			canvas.Cell{V: u.Unit.Email, Look: l},
			canvas.Cell{Look: l},
			canvas.Cell{V: text, Look: l},
			canvas.Cell{V: file, Look: canvas.Look{Size: 10, Color: canvas.GreyText, Top: true}},
		)
		if u.Unit.Email != "" {
			at := p.At(row, 3)
			at.V, at.Look.Color, at.Look.Underline = w.t(writeLetter), canvas.LinkText, true
			p.Links = append(p.Links, canvas.Link{Row: row, Col: 3, Target: w.mailto(u, text), Tip: u.Unit.Email})
		}
	}
	if n == 0 {
		w.nothing(p, 4)
	}
}

// letter is what goes with the workbook that a unit gets back.
func (w *summaryWriter) letter(u roll.UnitLine) string {
	errors, queries := 0, 0
	for _, f := range u.Findings {
		switch {
		case !f.ForUnit():
		case f.Severity == finding.Query:
			queries++
		default:
			errors++
		}
	}
	desk := w.r.Desk(u.Unit)
	received := u.Received.In(w.r.Location).Format("02/01/2006")
	due := w.r.DueOf(u.Unit.Kind).Format("02/01/2006")
	return w.fill(letterText,
		w.names[u.Unit.Code], desk.Name, w.r.Short, received, errors, queries, due, desk.Phone)
}

// mailto opens a mail with the letter in it; links longer than programs take are cut
// at the text.
func (w *summaryWriter) mailto(u roll.UnitLine, text string) string {
	esc := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	to := "mailto:" + url.PathEscape(u.Unit.Email) + "?subject=" + esc(w.fill(letterSubject, w.r.Short))
	if whole := to + "&body=" + esc(text); len(whole) < 1900 {
		return whole
	}
	return to
}
