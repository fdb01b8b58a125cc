package summary

import (
	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// receiptLine is a file received as a line of a table.
type receiptLine struct {
	roll.ReceiptLine
	no int
}

// receiptColumns are the columns of the files received.
func (w *summaryWriter) receiptColumns() canvas.Table[receiptLine] {
	l, c := canvas.LineLook, canvas.OurLook
	status := func(r receiptLine) canvas.Cell {
		if r.State != "" {
			return canvas.Cell{V: r.State, Look: c}
		}
		st := c
		st.Fill = statusFill[r.Status]
		return canvas.Cell{V: finding.StatusName(r.Status, w.r.Language), Look: st}
	}
	counts := func(r receiptLine) any {
		switch {
		case r.Again:
			return w.t(cellAgain)
		case r.Counts:
			return w.t(cellYes)
		}
		return ""
	}
	grey := canvas.Look{Border: true, Size: 9, Color: canvas.GreyText}
	return canvas.Table[receiptLine]{
		canvas.Col(w.t(headNumber), 5, c, func(r receiptLine) any { return r.no }),
		canvas.Col(w.t(headReceivedAt), 15.5, c, func(r receiptLine) any { return w.time(r.Received) }),
		canvas.Col(w.t(headFile), 29, l, func(r receiptLine) any { return r.File }),
		canvas.Col(w.t(headUnit), 20, l, func(r receiptLine) any { return w.names[r.Unit] }),
		canvas.ColAs(w.t(headStatus), 13, status),
		canvas.ColAs(w.t(headVersion), 5, func(r receiptLine) canvas.Cell { return count(r.Version, c) }),
		canvas.Col(w.t(headCounts), 9, c, counts),
		canvas.Col(w.t(headNote), 29, l, func(r receiptLine) any { return r.Note }),
		canvas.Col("SHA-256", 18, grey, func(r receiptLine) any { return r.SHA[:min(16, len(r.SHA))] }),
	}
}

// receipts lists every file received, and what lies in the inbox.
func (w *summaryWriter) receipts() {
	table := w.receiptColumns()
	p := w.b.Page(w.t(sheetReceipts), table.Widths()...)
	p.Scale, p.Printed = 100, 8
	w.head(p, 8, w.t(titleReceipts))
	if len(w.s.Inbox) > 0 {
		w.inbox(p, 8)
		p.Row(8)
	}
	row := table.Head(p, 34)
	p.Repeat = row
	if len(w.s.Inbox) == 0 {
		p.Freeze = [2]int{row, 0}
	}
	p.Block()
	for i, r := range w.s.Receipts {
		p.Block()
		p.Auto(18, table.Line(receiptLine{r, i + 1})...)
	}
	if len(w.s.Receipts) == 0 {
		w.nothing(p, 8)
	}
}
