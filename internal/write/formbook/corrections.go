package formbook

import (
	"fmt"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// corrections writes the first sheet of a workbook to correct: what is wrong,
// worst first, each with a link to its cell.
func (w *formWriter) corrections() {
	p := w.b.Page(form.Title(w.r, form.Mend), 5, 12, 14, 41, 14, 14, 33)
	w.list = p
	p.Locked, p.Scale = true, 95
	p.Block()
	errors, queries := 0, 0
	for _, f := range w.fill.Findings {
		switch {
		case !f.ForUnit():
		case f.Severity == finding.Query:
			queries++
		default:
			errors++
		}
	}
	p.Full(7, 28, w.say(correctionsTitle),
		canvas.Look{Bold: true, Size: 15, Align: "center", Color: canvas.Navy})
	p.Full(7, 22, w.unitName(), canvas.Look{Bold: true, Align: "center", Size: 13})
	lead := w.lead(errors, queries)
	p.Full(7, canvas.HeightIn(lead, 6*95, 12, false)+6, lead, canvas.Look{Wrap: true, Italic: true})
	p.Full(7, 22, "", canvas.Look{Bold: true, Fill: canvas.GreyFill, Border: true, Wrap: true})
	w.listed.counts = len(p.Rows)
	if say := w.understood(); say != "" {
		p.Full(7, canvas.HeightIn(say, 6*95, 12, false)+4, say,
			canvas.Look{Wrap: true, Fill: canvas.PaleBlue, Border: true})
	}
	h := canvas.HeadLook
	var head []canvas.Cell
	for _, text := range correctionHeads {
		head = append(head, canvas.Cell{V: w.say(text), Look: h})
	}
	row := p.Row(24, head...)
	p.Freeze, p.Repeat = [2]int{row, 0}, row
	all := w.grouped()
	for i, c := range all[:min(len(all), readable)] {
		if i > 0 {
			p.Block()
		}
		w.correctionRow(p, i+1, c)
	}
	if left := len(all) - readable; left > 0 {
		m, fix := finding.New("SYS-002").With("count", fmt.Sprint(left)).Text(w.r.Language)
		p.Full(7, 24, m+" "+fix, canvas.Look{Bold: true, Wrap: true, Border: true, Fill: canvas.AmberFill})
	}
	w.listed.first, w.listed.last = row+1, row+min(len(all), readable)
	p.Colours = append(p.Colours, w.checks.StateColours(row+1, len(p.Rows), listState, w.say(correctionDone))...)
}

// listed is where the list of findings has its rows, and the row above them that counts what is
// left; 0 for none.
type listed struct{ counts, first, last int }

// listProgress counts live how much of the list is done, and what is left on all sheets.
func (w *formWriter) listProgress() {
	at := w.listed
	if at.counts == 0 {
		return
	}
	c := w.list.At(at.counts, 1)
	w.progress(c)
	states := sheet.Ref(at.first, listState) + ":" + sheet.Ref(max(at.first, at.last), listState)
	before, after := w.say(listDone), w.say(listOf, max(0, at.last-at.first+1))
	c.F = fmt.Sprintf(`%s&COUNTIF(%s,"%s*")&%s&%s`, canvas.Literal(before), states, w.say(correctionDone),
		canvas.Literal(after), c.F)
	c.V = before + "0" + after + fmt.Sprint(c.V)
}

// listState is the column of the list that says how a finding stands.
const listState = 2

// stateCell says of a finding of the list how grave it is, and that it is done once it is.
func (w *formWriter) stateCell(c correction) canvas.Cell {
	name := finding.SeverityName(c.f.Severity, w.r.Language)
	cell := canvas.Cell{V: name, Look: canvas.Look{Border: true, Wrap: true, Size: 11, Align: "center"}}
	if stands := w.checks.Stands(c.f, c.blanks); stands != "" {
		cell.F = "IF(" + stands + "," + canvas.Literal(name) + "," + canvas.Literal(w.say(correctionDone)) + ")"
	}
	return cell
}

// lead says what to do with the sheet: of a return, send it back; of what this level sends up,
// which nobody returned, fill it in before it goes.
func (w *formWriter) lead(errors, queries int) string {
	if w.fill.Received.IsZero() {
		return w.say(upwardLead, errors, queries, w.r.DueAbove.Format("02/01/2006"))
	}
	to, phone := w.contact()
	received := w.fill.Received.In(w.r.Location).Format("15:04 02/01/2006")
	due := w.r.DueOf(w.u.Kind).Format("02/01/2006")
	return w.say(correctionsLead, received, errors, queries, to, due, phone)
}

// readable is how many rows of findings a person reads; the cells of the others are
// marked all the same.
const readable = 80

// understood says in a line what was understood of a form that had been damaged.
func (w *formWriter) understood() string {
	lost, by := 0, 0
	for _, f := range w.fill.Findings {
		switch f.Code {
		case "TMPL-003", "TMPL-006":
			lost += max(1, len(f.IDs))
		case "TMPL-005":
			by += len(f.IDs)
		}
	}
	if lost+by == 0 {
		return ""
	}
	return w.say(correctionsUnderstood, w.fill.Answered, by, lost)
}

func (w *formWriter) correctionRow(p *canvas.Page, n int, c correction) {
	l := canvas.LineLook
	cells := []canvas.Cell{
		{V: n, Look: canvas.MidLook},
		w.stateCell(c),
		{Look: canvas.MidLook},
		{V: c.message, Look: l},
		{V: finding.Show(c.f.Holding(), w.r.Language), Look: canvas.OurLook},
		{V: c.f.Asked(w.r.Language), Look: canvas.OurLook},
		{V: c.fix, Look: l},
	}
	row := p.Auto(20, cells...)
	if in, ok := w.target(c.f); ok {
		at := p.At(row, 3)
		title := form.Title(w.r, in.Sheet)
		at.V = w.say(cellAt, title, sheetRef(in))
		at.Look.Color, at.Look.Underline, at.Look.Wrap, at.Look.Size = "0563C1", true, true, 10
		p.Links = append(p.Links, canvas.Link{
			Row:    row,
			Col:    3,
			Target: canvas.Quote(title) + "!" + sheetRef(in),
			Tip:    c.message,
		})
	}
}

// target is the input of this form that a finding speaks of.
func (w *formWriter) target(f finding.Finding) (form.Input, bool) {
	names := append([]string{f.ID}, f.IDs...)
	if len(f.IDs) > 1 { // of several figures the likeliest to be wrong stands first
		names = f.IDs
	}
	for _, name := range names {
		if in, ok := w.plan.Input(name); ok {
			return in, true
		}
		table, col, _ := strings.Cut(name, ".")
		if in, ok := w.plan.Input(round.TableName(table)); ok {
			return w.tableCell(in, table, col, f), true
		}
	}
	return form.Input{}, false
}

// tableCell is where a table's finding stands in this form.
func (w *formWriter) tableCell(in form.Input, table, col string, f finding.Finding) form.Input {
	t, _ := w.r.Form.Table(table)
	for i, l := range w.checks.Table(t).Lines {
		if fmt.Sprint(l.Typed) == f.Args["row"] {
			in.Row += i
		}
	}
	for i, c := range t.Columns {
		if c.ID == col {
			in.Col += i
		}
	}
	return in
}

// grouped is the findings for the unit, worst first; many blanks of one section
// become one row.
func (w *formWriter) grouped() (out []correction) {
	const few = 3
	blanks := map[string][]finding.Finding{}
	for _, f := range w.fill.Findings {
		if s := w.blankSection(f); s != "" {
			blanks[s] = append(blanks[s], f)
		}
	}
	done := map[string]bool{}
	for _, sev := range []finding.Severity{finding.Blocker, finding.Error, finding.Query} {
		for _, f := range w.fill.Findings {
			if !f.ForUnit() || f.Severity != sev {
				continue
			}
			if s := w.blankSection(f); s != "" && len(blanks[s]) > few {
				if !done[s] {
					done[s] = true
					out = append(out, w.blankRow(s, blanks[s]))
				}
				continue
			}
			m, fix := f.Text(w.r.Language)
			out = append(out, correction{f: f, message: m, fix: fix})
		}
	}
	return out
}

// blankSection is the section of a blank figure, "" for other findings.
func (w *formWriter) blankSection(f finding.Finding) string {
	if f.Code != "CELL-001" && f.Code != "TEXT-001" || f.Variant == "row" {
		return ""
	}
	in, ok := w.plan.Input(f.ID)
	if !ok || in.Part != form.Value && in.Part != form.Prior {
		return ""
	}
	ind, _ := w.r.Form.Indicator(in.ID)
	return f.Code + " " + ind.Section
}

func (w *formWriter) blankRow(key string, all []finding.Finding) correction {
	code, sec, _ := strings.Cut(key, " ")
	var labels []string
	for i, f := range all {
		if i == 4 {
			labels = append(labels, "…")
			break
		}
		labels = append(labels, w.r.Label(f.ID))
	}
	f := finding.New("CELL-001.section").
		With("section", w.r.Form.Section(sec).Number()).
		With("count", fmt.Sprint(len(all))).
		With("label", strings.Join(labels, "; "))
	f.Severity, f.ID, f.IDs = all[0].Severity, all[0].ID, all[0].IDs
	m, fix := f.Text(w.r.Language)
	if code == "TEXT-001" {
		_, fix = all[0].Text(w.r.Language)
	}
	out := correction{f: f, message: m, fix: fix}
	for _, f := range all {
		out.blanks = append(out.blanks, f.ID)
	}
	return out
}
