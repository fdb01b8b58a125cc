package summary

import (
	"fmt"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// narratives puts what units wrote on one topic one below the other, under the
// topic. Number and topic stand again beside what is printed, for the filter.
func (w *summaryWriter) narratives() {
	p := w.b.Page(w.t(sheetNarratives), 26, 98, 8, 40)
	p.Scale, p.Printed = 100, 2
	w.head(p, 2, w.t(titleNarratives))
	row := w.headings(p, 24, w.texts(headUnit, headWritten, headSection, headTopic)...)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	l := canvas.Look{Border: true, Wrap: true, Top: true, Size: 11}
	beside := canvas.Look{Size: 9, Color: canvas.GreyText}
	topic := canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true}
	p.Block()
	for _, in := range w.r.Form.Indicators {
		if in.Type != round.Narrative && in.Type != round.TextLine {
			continue
		}
		no := w.r.Form.Section(in.Section).Number()
		n := 0
		for _, u := range w.units {
			if u.Counts == nil {
				continue
			}
			text, _ := u.Counts.Values[in.ID].(string)
			if text == "" {
				continue
			}
			p.Block()
			if n == 0 {
				title := no + ". " + in.Label
				p.Row(canvas.HeightIn(title, 640, 12, true),
					canvas.Cell{V: title, Look: topic},
					canvas.Cell{Look: topic},
					canvas.Cell{V: no, Look: beside},
					canvas.Cell{V: in.Label, Look: beside},
				)
				p.Merge(1, 2)
			}
			n++
			p.Auto(18,
				canvas.Cell{V: w.names[u.Unit.Code], Look: l},
				canvas.Cell{V: text, Look: l},
				canvas.Cell{V: no, Look: beside},
				canvas.Cell{V: in.Label, Look: beside},
			)
		}
	}
	if len(p.Rows) > row {
		p.Filter = fmt.Sprintf("A%d:D%d", row, len(p.Rows))
	} else {
		w.nothing(p, 2)
	}
}

// nothing says that a list has no rows.
func (w *summaryWriter) nothing(p *canvas.Page, cols int) {
	p.Full(cols, 20, w.t(nothingYet), canvas.NoneLook)
}

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
