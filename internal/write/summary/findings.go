package summary

import (
	"fmt"
	"strings"

	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// foundLine is a finding of a unit as a line of a table.
type foundLine struct {
	finding.Finding
	unit roll.UnitLine
}

// foundUnit, foundAt, foundThere and foundCode are columns that the tables of findings share.
func (w *summaryWriter) foundUnit(width float64) canvas.Column[foundLine] {
	name := func(f foundLine) any { return w.names[f.unit.Unit.Code] }
	return canvas.Col(w.t(headUnit), width, canvas.LineLook, name)
}

func (w *summaryWriter) foundAt(width float64) canvas.Column[foundLine] {
	place := func(f foundLine) any { return w.place(f.Finding) }
	return canvas.Col(w.t(headCell), width, canvas.LineLook, place)
}

func (w *summaryWriter) foundThere(width float64) canvas.Column[foundLine] {
	found := func(f foundLine) any { return finding.Show(f.Found, w.r.Language) }
	return canvas.Col(w.t(headFound), width, canvas.LineLook, found)
}

func (w *summaryWriter) foundCode(title string, width float64) canvas.Column[foundLine] {
	grey := canvas.Look{Border: true, Size: 11, Align: "center", Color: canvas.GreyText}
	return canvas.Col(title, width, grey, func(f foundLine) any { return f.Code })
}

// openColumns are the columns of what is open.
func (w *summaryWriter) openColumns() canvas.Table[foundLine] {
	severity := func(f foundLine) canvas.Cell {
		l := canvas.OurLook
		l.Fill = canvas.RedFill
		if f.Severity == finding.Query {
			l.Fill = canvas.AmberFill
		}
		return canvas.Cell{V: finding.SeverityName(f.Severity, w.r.Language), Look: l}
	}
	message := func(f foundLine) any {
		m, _ := f.Text(w.r.Language)
		if f.Trial {
			m = w.fill(ruleOnTrial, m)
		}
		return m
	}
	fix := func(f foundLine) any {
		_, fix := f.Text(w.r.Language)
		return fix
	}
	return canvas.Table[foundLine]{
		canvas.ColAs(w.t(headSeverity), 13, severity),
		w.foundUnit(24),
		w.foundAt(12),
		canvas.Col(w.t(headWrong), 40, canvas.LineLook, message),
		w.foundThere(13),
		canvas.Col(w.t(headMend), 26, canvas.LineLook, fix),
		w.foundCode(w.t(headFindingCode), 11),
	}
}

// openFindings lists what is open, worst first.
func (w *summaryWriter) openFindings() {
	table := w.openColumns()
	p := w.b.Page(w.t(sheetOpen), table.Widths()...)
	p.Scale, p.Printed = 100, 6
	w.head(p, 6, w.t(titleOpen))
	row := table.Head(p, 24)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	p.Block()
	for _, sev := range []finding.Severity{finding.Blocker, finding.Error, finding.Query} {
		for _, u := range w.units {
			for _, f := range u.Findings {
				if f.Severity == sev && f.Open() {
					p.Block()
					p.Auto(18, table.Line(foundLine{f, u})...)
				}
			}
		}
	}
	if len(p.Rows) > row {
		p.Filter = fmt.Sprintf("A%d:G%d", row, len(p.Rows))
	} else {
		w.nothing(p, 6)
	}
}

// explanations lists the queries that units explained, with what they said: the
// officer reads it and may still ask.
func (w *summaryWriter) explanations() {
	asked := func(f foundLine) any {
		m, _ := f.Text(w.r.Language)
		return m
	}
	said := func(f foundLine) any { return f.Explained }
	table := canvas.Table[foundLine]{
		w.foundUnit(24),
		w.foundAt(13),
		canvas.Col(w.t(headAsked), 46, canvas.LineLook, asked),
		w.foundThere(14),
		canvas.Col(w.t(headExplanation), 50, canvas.LineLook, said),
		w.foundCode(w.t(headCode), 11),
	}
	p := w.b.Page(w.t(sheetExplanations), table.Widths()...)
	p.Scale, p.Printed = 100, 5
	w.head(p, 5, w.t(titleExplanations))
	row := table.Head(p, 24)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	p.Block()
	for _, u := range w.units {
		for _, f := range u.Findings {
			if f.Explained == "" {
				continue
			}
			p.Block()
			p.Auto(18, table.Line(foundLine{f, u})...)
		}
	}
	if len(p.Rows) > row {
		p.Filter = fmt.Sprintf("A%d:F%d", row, len(p.Rows))
	} else {
		w.nothing(p, 5)
	}
}

// place is where a finding stands, in words.
func (w *summaryWriter) place(f finding.Finding) string {
	if len(f.Cells) == 0 {
		return f.Sheet
	}
	return w.fill(placeOfCells, f.Sheet, strings.Join(f.Cells, ", "))
}
