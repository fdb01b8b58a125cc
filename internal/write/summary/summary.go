// Package summary writes the consolidated workbook that a leader opens.
package summary

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/rollup"
	"tonghop/internal/finding"
	"tonghop/internal/viet"
	"tonghop/internal/write/canvas"
)

// SummaryBook writes the consolidated workbook, tong-hop.xlsx.
func SummaryBook(s roll.Summary) ([]byte, error) {
	w := &summaryWriter{
		b:     canvas.NewBook(s.Round.Short, s.At),
		s:     s,
		r:     s.Round,
		names: map[string]string{},
		from:  map[string]int{},
	}
	w.arrange()
	w.overview()
	w.rollCall()
	w.chase()
	w.outline()
	w.matrix()
	w.places()
	for i := range w.r.Form.Cards {
		w.ranking(i)
	}
	w.narratives()
	w.models()
	w.commendations()
	w.openFindings()
	w.explanations()
	w.comparisons()
	w.outside()
	w.sources()
	w.letters()
	w.receipts()
	w.rules()
	if w.behind != nil {
		w.b.Pages = append(w.b.Pages, w.behind)
	}
	w.contents()
	return w.b.Bytes()
}

type summaryWriter struct {
	b      *canvas.Book
	s      roll.Summary
	r      *round.Round
	units  []roll.UnitLine // expected units and those with a return: by kind, then by name
	names  map[string]string
	front  *canvas.Page   // the overview
	behind *canvas.Page   // what its charts are drawn from
	from   map[string]int // the row of each figure's first source
	linked []linkedCell   // cells of the outline that lead there
}

// arrange sorts the units by kind and Vietnamese alphabet, children beside each
// other.
func (w *summaryWriter) arrange() {
	c := viet.NewCollator()
	order := map[string]int{}
	for i, k := range w.r.Kinds {
		order[k.ID] = i
	}
	for _, u := range w.s.Units {
		w.names[u.Unit.Code] = w.r.DisplayName(u.Unit)
		if u.Expected || u.Version > 0 || u.Via != "" {
			w.units = append(w.units, u)
		}
	}
	slices.SortStableFunc(w.units, func(a, b roll.UnitLine) int {
		if d := order[a.Unit.Kind] - order[b.Unit.Kind]; d != 0 {
			return d
		}
		pa, pb := w.names[a.Unit.Parent], w.names[b.Unit.Parent]
		if d := c.Compare(pa, pb); d != 0 {
			return d
		}
		return c.Compare(a.Unit.Name, b.Unit.Name)
	})
}

func (w *summaryWriter) time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(w.r.Location).Format("02/01/2006 15:04")
}

// stamp says of what moment the workbook is a picture.
func (w *summaryWriter) stamp() string {
	form := w.fill(stampForm, w.r.Form.Version)
	if w.s.At.IsZero() {
		return w.fill(stampNothing, form)
	}
	return w.fill(stampAsOf, w.time(w.s.At), w.s.Position, form)
}

// head writes a sheet's title and its stamp: of what moment it is a picture.
func (w *summaryWriter) head(p *canvas.Page, cols int, title string) {
	p.Full(cols, 28, title, canvas.Look{Bold: true, Size: 15, Color: canvas.Navy})
	p.Full(cols, 18, w.r.Short+" · "+w.stamp(), canvas.Look{Italic: true, Size: 10, Color: canvas.GreyText})
}

func (w *summaryWriter) headings(p *canvas.Page, h float64, texts ...string) int {
	l := canvas.HeadLook
	cells := make([]canvas.Cell, len(texts))
	for i, t := range texts {
		cells[i] = canvas.Cell{V: t, Look: l}
	}
	return p.Row(h, cells...)
}

var statusFill = map[finding.Status]string{
	finding.Clean:       canvas.GreenFill,
	finding.Queried:     canvas.AmberFill,
	finding.Returned:    canvas.RedFill,
	finding.Unreadable:  canvas.RedFill,
	finding.Held:        canvas.RedFill,
	finding.NotReceived: canvas.GreyFill,
	finding.Appraised:   canvas.GreenFill,
	finding.Recognised:  canvas.GreenFill,
	finding.Locked:      canvas.GreyFill,
}

// tally is the roll-call of the units of a kind; "" for all.
func (w *summaryWriter) tally(kind string) (t roll.Tally) {
	for _, u := range w.units {
		if kind == "" || u.Unit.Kind == kind {
			t.Add(u)
		}
	}
	return t
}

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
		canvas.Col(w.t(headUnit), 32, wrap, func(u callLine) any { return w.names[u.Unit.Code] }),
		canvas.ColAs(w.t(headStatus), 14, status),
		canvas.Col(w.t(headLate), 6, c, late),
		canvas.Col(w.t(headReceivedAt), 15.5, c, func(u callLine) any { return w.time(u.Received) }),
		canvas.Col(w.t(headNewest), 6, c, func(u callLine) any { return none(u.Version) }),
		canvas.Col(w.t(headCountedAs), 6, c, func(u callLine) any { return none(u.Counted) }),
		canvas.Col(w.t(headErrors), 6, c, errors),
		canvas.Col(w.t(headQueries), 6, c, queries),
		canvas.Col(w.t(headNotes), 6, c, func(u callLine) any { return none(u.found[finding.Info]) }),
		canvas.Col(w.t(headWaiting), 22, wrap, func(u callLine) any { return u.Waiting }),
		canvas.Col(w.t(headKind), 18, l, func(u callLine) any { return w.r.Kind(u.Unit.Kind).Name }),
		canvas.Col(w.t(headUnitCode), 22, l, func(u callLine) any { return u.Unit.Code }),
		canvas.Col(w.t(headDesk), 56, l, func(u callLine) any { return w.r.Desk(u.Unit).Name }),
	}
}

// rollCall lists all units with status and dates.
func (w *summaryWriter) rollCall() {
	table := w.callColumns()
	p := w.b.Page(w.t(sheetRollCall), table.Widths()...)
	p.Scale, p.Printed = 100, 11
	w.head(p, 11, w.t(titleRollCall))
	p.Full(11, 34, w.lead(), canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true})
	row := table.Head(p, 62)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	p.Block()
	for i, u := range w.units {
		p.Block()
		p.Auto(18, table.Line(callLine{u, i + 1, finding.Counts(u.Findings)})...)
	}
	if len(w.units) > 0 {
		p.Filter = fmt.Sprintf("A%d:N%d", row, len(p.Rows))
	}
	w.inbox(p, 11)
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

// count shows a number, and nothing for none.
func count(n int, l canvas.Look) canvas.Cell {
	if n == 0 {
		return canvas.Cell{Look: l}
	}
	return canvas.Cell{V: n, Look: l}
}

// outline is the guidance's outline rolled up, with last year and change.
func (w *summaryWriter) outline() {
	p := w.b.Page(w.t(sheetOutline), 6, 42, 10, 10, 10, 9, 7, 30, 3, 12, 30, 12, 30)
	p.Scale, p.Printed = 100, 8
	p.Block()
	w.official(p, 8, 12)
	p.Row(6)
	w.titleLines(p, 8, 660, w.t(titleOutline))
	row := w.headings(p, 34, w.texts(headSection, headFigure, headMeasure, headNow, headThenLong, headChange,
		headUnits, headBeside)...)
	p.Rows[row-1].Cells = append(p.Rows[row-1].Cells, canvas.Cell{},
		canvas.Cell{V: w.t(headLeast), Look: canvas.HeadLook},
		canvas.Cell{V: w.t(headOfUnit), Look: canvas.HeadLook},
		canvas.Cell{V: w.t(headMost), Look: canvas.HeadLook},
		canvas.Cell{V: w.t(headOfUnit), Look: canvas.HeadLook},
	)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	for _, s := range w.r.Form.Sections {
		n := 0
		for _, in := range w.r.Form.Indicators {
			if in.Section != s.ID || in.TotalFrom == "" && in.Type != round.Ratio {
				continue
			}
			p.Block()
			if n == 0 {
				sec := canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true}
				p.Auto(22,
					canvas.Cell{V: s.Number(), Look: sec},
					canvas.Cell{V: s.Title, Look: sec},
					canvas.Cell{Look: sec},
					canvas.Cell{Look: sec},
					canvas.Cell{Look: sec},
					canvas.Cell{Look: sec},
					canvas.Cell{Look: sec},
					canvas.Cell{Look: sec},
				)
			}
			n++
			w.outlineRow(p, n, in)
		}
	}
	w.byDecision(p, 8)
	w.signed(p, 8)
}

// byDecision says below totals which units' figures are in them by an officer's decision.
func (w *summaryWriter) byDecision(p *canvas.Page, cols int) {
	for _, u := range w.units {
		if u.Counts == nil || u.Decided == "" {
			continue
		}
		text := w.names[u.Unit.Code] + ": " + u.Decided
		p.Block()
		p.Full(cols, canvas.HeightIn(text, 640, 11, false)+2, text,
			canvas.Look{Size: 11, Italic: true, Wrap: true, Border: true, Fill: canvas.AmberFill})
	}
}

func (w *summaryWriter) outlineRow(p *canvas.Page, n int, in round.Indicator) {
	tot := w.s.Totals[in.ID]
	num := canvas.Look{Border: true, Align: "right", Format: "#,##0.###"}
	if in.Type == round.Count {
		num.Format = canvas.WholeFormat
	}
	value := canvas.Cell{V: tot.Sum, Look: num}
	row := len(p.Rows) + 1
	change := canvas.Cell{Look: num}
	prior := canvas.Cell{Look: num}
	if in.Prior {
		prior.V = tot.Prior
		change = w.change(tot, canvas.Look{Border: true, Align: "right", Format: canvas.WholeChange})
		if tot.Comparable() {
			change.F = fmt.Sprintf("D%d-E%d", row, row)
		}
	}
	var beside []string
	switch in.Type {
	case round.Ratio:
		value = canvas.Cell{V: tot.Ratio, Look: canvas.Look{Border: true, Align: "right", Format: "0.00%"}}
	case round.Choice:
		value = canvas.Cell{Look: canvas.Look{Border: true}}
		for _, o := range in.Values {
			if k := tot.Choices[o.Value]; k > 0 {
				beside = append(beside, fmt.Sprintf("%s: %d", o.Value, k))
			}
		}
	}
	for _, k := range w.r.Kinds {
		if d, ok := tot.Beside[k.ID]; ok && !d.IsZero() {
			beside = append(beside, k.Name+": "+finding.Show(d, w.r.Language))
		}
	}
	if n := len(tot.Apart); n > 0 {
		beside = append(beside, w.fill(withoutPrior, n))
	}
	note := strings.Join(beside, "; ")
	if len(tot.From) > 0 {
		w.linked = append(w.linked, linkedCell{row, in.ID})
	}
	p.Auto(20,
		canvas.Cell{V: n, Look: canvas.MidLook},
		canvas.Cell{V: in.Label, Look: canvas.Look{Border: true, Wrap: true, Indent: in.Indent, Align: "left"}},
		canvas.Cell{V: in.Unit, Look: canvas.MidLook},
		value,
		prior,
		change,
		count(len(tot.From), canvas.MidLook),
		canvas.Cell{V: note, Look: canvas.LineLook},
	)
	w.extremes(p, tot, num)
}

// extremes stand beside what is printed: the least and the most that a unit in the total
// answered, and which unit it is.
func (w *summaryWriter) extremes(p *canvas.Page, tot rollup.Total, num canvas.Look) {
	if tot.Min == nil || len(tot.From) < 2 {
		return
	}
	name := canvas.Look{Border: true, Size: 10, Color: canvas.GreyText, Shrink: true}
	r := &p.Rows[len(p.Rows)-1]
	r.Cells = append(r.Cells, canvas.Cell{},
		canvas.Cell{V: tot.Min.Value, Look: num},
		canvas.Cell{V: w.names[tot.Min.Unit], Look: name},
		canvas.Cell{V: tot.Max.Value, Look: num},
		canvas.Cell{V: w.names[tot.Max.Unit], Look: name},
	)
}
