package summary

import (
	"cmp"

	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// unitLine is a numbered unit as a line of a table.
type unitLine struct {
	roll.UnitLine
	no int
}

// numbered, named, kind and status are columns that the lists of units share.
func (w *summaryWriter) numbered(width float64) canvas.Column[unitLine] {
	return canvas.Col(w.t(headNumber), width, canvas.OurLook, func(u unitLine) any { return u.no })
}

func (w *summaryWriter) named(width float64) canvas.Column[unitLine] {
	name := func(u unitLine) any { return w.names[u.Unit.Code] }
	return canvas.Col(w.t(headUnit), width, canvas.LineLook, name)
}

func (w *summaryWriter) kind(width float64) canvas.Column[unitLine] {
	kind := func(u unitLine) any { return w.r.Kind(u.Unit.Kind).Name }
	return canvas.Col(w.t(headKind), width, canvas.LineLook, kind)
}

func (w *summaryWriter) status(width float64) canvas.Column[unitLine] {
	return canvas.ColAs(w.t(headStatus), width, func(u unitLine) canvas.Cell {
		l := canvas.OurLook
		l.Fill = statusFill[u.Status]
		return canvas.Cell{V: finding.StatusName(u.Status, w.r.Language), Look: l}
	})
}

// chase lists by desk who must be called: what is missing, to correct or to explain.
func (w *summaryWriter) chase() {
	l := canvas.LineLook
	mail := func(u unitLine) canvas.Cell {
		c := canvas.Cell{V: u.Unit.Email, Look: l}
		if u.Unit.Email != "" {
			c.Look.Color, c.Look.Underline = canvas.LinkText, true
		}
		return c
	}
	table := canvas.Table[unitLine]{
		w.numbered(5),
		w.named(34),
		w.kind(18),
		w.status(14),
		canvas.Col(w.t(headPhone), 16, l, func(u unitLine) any { return u.Unit.Phone }),
		canvas.ColAs(w.t(headMail), 34, mail),
		canvas.Col(w.t(headWaiting), 44, l, func(u unitLine) any { return w.toDo(u.UnitLine) }),
	}
	p := w.b.Page(w.t(sheetChase), table.Widths()...)
	p.FitWidth()
	w.head(p, 7, w.t(titleChase))
	row := table.Head(p, 30)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	for _, d := range w.r.Desks {
		n := 0
		for _, u := range w.units {
			if w.r.Desk(u.Unit).ID != d.ID || !toChase(u) {
				continue
			}
			p.Block()
			if n++; n == 1 {
				p.Full(7, 20, d.Name, canvas.SectionLook)
			}
			row := p.Auto(20, table.Line(unitLine{u, n})...)
			if to := u.Unit.Email; to != "" {
				p.Links = append(p.Links, canvas.Link{Row: row, Col: 6, Target: "mailto:" + to, Tip: to})
			}
		}
	}
	if len(p.Rows) == row {
		w.nothing(p, 7)
	}
}

// toChase says whether somebody must call a unit.
func toChase(u roll.UnitLine) bool {
	switch u.Status {
	case finding.Returned, finding.Queried, finding.Unreadable:
		return u.Expected
	}
	return u.Expected && (u.Version == 0 || u.Undecided)
}

// toDo is what a unit is called about.
func (w *summaryWriter) toDo(u roll.UnitLine) string {
	n := finding.Counts(u.Findings)
	switch {
	case u.Version == 0:
		return w.fill(toSend, w.r.DueOf(u.Unit.Kind).Format("02/01/2006"))
	case u.Status == finding.Queried:
		return w.fill(toExplain, n[finding.Query], u.Unit.Code)
	case u.Status == finding.Returned:
		return w.fill(toCorrect, n[finding.Error], n[finding.Query], u.Unit.Code)
	}
	return u.Waiting
}

// outside lists what is not in the totals, and what is by an officer's decision.
func (w *summaryWriter) outside() {
	why := func(u unitLine) any { return cmp.Or(u.WhyNot, u.Decided) }
	table := canvas.Table[unitLine]{
		w.numbered(6),
		w.named(36),
		w.kind(20),
		w.status(16),
		canvas.Col(w.t(headWhy), 80, canvas.LineLook, why),
	}
	p := w.b.Page(w.t(sheetOutside), table.Widths()...)
	p.FitWidth()
	w.head(p, 5, w.t(titleOutside))
	row := table.Head(p, 30)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	n := 0
	for _, u := range w.units {
		if u.WhyNot == "" && u.Decided == "" {
			continue
		}
		n++
		p.Block()
		p.Auto(18, table.Line(unitLine{u, n})...)
	}
	w.listEnd(p, row, 5)
}
