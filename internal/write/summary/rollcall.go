package summary

import (
	"fmt"

	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// callLine is a line of the roll-call.
type callLine struct {
	roll.UnitLine
	no    int
	found map[finding.Severity]int
}

// callColumns are the columns of the roll-call; codes and desks stand beside what is printed.
func (w *summaryWriter) callColumns() canvas.Table[callLine] {
	l := canvas.Look{Border: true, Size: 11}
	c, wrap := canvas.MidLook, canvas.LineLook
	none := func(n int) any {
		if n == 0 {
			return nil
		}
		return n
	}
	status := func(u callLine) canvas.Cell {
		st := canvas.OurLook
		st.Fill = statusFill[u.Status]
		return canvas.Cell{V: finding.StatusName(u.Status, w.r.Language), Look: st}
	}
	late := func(u callLine) any {
		if u.Late {
			return w.t(cellLate)
		}
		return ""
	}
	errors := func(u callLine) any { return none(u.found[finding.Error] + u.found[finding.Blocker]) }
	queries := func(u callLine) any { return none(u.found[finding.Query]) }
	return canvas.Table[callLine]{
		canvas.Col(w.t(headNumber), 5, c, func(u callLine) any { return u.no }),
		canvas.Col(w.t(headUnit), 32.5, wrap, func(u callLine) any { return w.names[u.Unit.Code] }),
		canvas.ColAs(w.t(headStatus), 14, status),
		canvas.Col(w.t(headLate), 6, c, late),
		canvas.Col(w.t(headReceivedAt), 15.5, c, w.receivedAt),
		canvas.Col(w.t(headDroppedAt), 10.5, c, w.droppedOn),
		canvas.Col(w.t(headNewest), 6, c, func(u callLine) any { return none(u.Version) }),
		canvas.Col(w.t(headCountedAs), 6, c, func(u callLine) any { return none(u.Counted) }),
		canvas.Col(w.t(headErrors), 6, c, errors),
		canvas.Col(w.t(headQueries), 6, c, queries),
		canvas.Col(w.t(headNotes), 6, c, func(u callLine) any { return none(u.found[finding.Info]) }),
		canvas.Col(w.t(headWaiting), 17.5, wrap, func(u callLine) any { return u.Waiting }),
		canvas.Col(w.t(headKind), 18, l, func(u callLine) any { return w.r.Kind(u.Unit.Kind).Name }),
		canvas.Col(w.t(headUnitCode), 22, l, func(u callLine) any { return u.Unit.Code }),
		canvas.Col(w.t(headDesk), 56, l, func(u callLine) any { return w.r.Desk(u.Unit).Name }),
	}
}

// droppedOn is the day on which a return's file was taken in, where that is another one than
// the day that it came in.
func (w *summaryWriter) droppedOn(u callLine) any {
	if u.Dropped.IsZero() || w.day(u.Dropped).Equal(w.day(u.Received)) {
		return nil
	}
	return u.Dropped.In(w.r.Location).Format("02/01/2006")
}

// receivedAt is when a return came in; without the hour where only the day is known, as an
// officer enters it.
func (w *summaryWriter) receivedAt(u callLine) any {
	if w.droppedOn(u) != nil && u.Received.Equal(w.day(u.Received)) {
		return u.Received.In(w.r.Location).Format("02/01/2006")
	}
	return w.time(u.Received)
}

// rollCall lists all units with status and dates.
func (w *summaryWriter) rollCall() {
	table := w.callColumns()
	p := w.b.Page(w.t(sheetRollCall), table.Widths()...)
	p.Scale, p.Printed = 95, 12
	w.head(p, 12, w.t(titleRollCall))
	p.Full(12, 34, w.lead(), canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true})
	row := table.Head(p, 62)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	p.Block()
	for i, u := range w.units {
		p.Block()
		p.Auto(18, table.Line(callLine{u, i + 1, finding.Counts(u.Findings)})...)
	}
	if len(w.units) > 0 {
		p.Filter = fmt.Sprintf("A%d:O%d", row, len(p.Rows))
	}
	w.inbox(p, 12)
}

// lead is the roll-call in one sentence.
func (w *summaryWriter) lead() string {
	n := w.tally("")
	return w.fill(leadRollCall,
		n.Received, n.Expected, n.Counted, n.Clean, n.Queried, n.Returned, n.Missing, n.Late) + w.beyond(n)
}

// beyond says so where units that owe no return of their own are in the totals.
func (w *summaryWriter) beyond(n roll.Tally) string {
	if n.Beyond == 0 {
		return ""
	}
	return w.fill(leadBeyond, n.Beyond)
}

// inbox lists what lies in the inbox and is not taken in, and why.
func (w *summaryWriter) inbox(p *canvas.Page, cols int) {
	if len(w.s.Inbox) == 0 {
		return
	}
	p.Row(8)
	p.Full(cols, 22, w.t(sectionInbox), canvas.SectionLook)
	for _, f := range w.s.Inbox {
		text := f.File + ": " + f.State
		if f.Why != "" {
			text += " (" + f.Why + ")"
		}
		p.Full(cols, canvas.HeightIn(text, 680, 11, false), text, canvas.LineLook)
	}
}
