package summary

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/write/canvas"
)

// The overview is one page of A4: twelve columns as wide as the paper.
const (
	overviewCols   = 12
	overviewWide   = 462 // for texts across it, in points
	overviewColumn = 6.6 // in characters
)

// overview is the page that leaders read first, on one sheet of paper: what came in, what
// the figures say against last year, who leads and who trails, who is missing.
func (w *summaryWriter) overview() {
	widths := make([]float64, overviewCols, overviewCols+2)
	for i := range widths {
		widths[i] = overviewColumn
	}
	p := w.b.Page(w.t(sheetOverview), append(widths, 3, 30)...)
	w.front = p
	p.Portrait, p.FitPage, p.Printed = true, true, overviewCols
	w.official(p, overviewCols, 11)
	w.titleLines(p, overviewCols, overviewWide, w.t(titleOverview))
	lead := w.lead()
	p.Full(overviewCols, canvas.HeightIn(lead, overviewWide, 10, true)+6, lead,
		canvas.Look{Bold: true, Wrap: true, Fill: canvas.PaleBlue, Border: true, Size: 10})
	p.Row(5)
	w.sideBySide(p)
	p.Row(5)
	if !w.s.At.IsZero() { // else there is nothing to draw
		w.charts(p, len(p.Rows)+1)
		for range chartRows {
			p.Row(chartRow, canvas.Cell{V: " "})
		}
	}
	w.leaders(p)
	w.missing(p)
}

// The room for the charts: two rows of them, of rows of one height.
const (
	chartRows = 21
	chartRow  = 14.0 // in points
)

// sideBySide is the roll-call by kind, and beside it the figures against last year.
func (w *summaryWriter) sideBySide(p *canvas.Page) {
	small := canvas.Look{Bold: true, Align: "center", Wrap: true, Border: true, Fill: canvas.Navy, Color: "FFFFFF",
		Size: 9}
	h := func(t string) canvas.Cell { return canvas.Cell{V: t, Look: small} }
	none := canvas.Cell{Look: small}
	p.Row(26,
		h(w.t(headKind)),
		none,
		h(w.t(narrowExpected)),
		h(w.t(narrowReceived)),
		h(w.t(narrowCounted)),
		h(w.t(headOnTime)),
		h(w.t(headKeyFigures)),
		none,
		none,
		h(w.t(headNow)),
		h(w.t(headThen)),
		h(w.t(headChange)),
	)
	p.Merge(1, 2)
	p.Merge(7, 9)
	left, right := w.coverage(), w.keyFigures()
	for i := range max(len(left), len(right)) {
		cells := make([]canvas.Cell, overviewCols)
		if i < len(left) {
			copy(cells, left[i])
		}
		height := 17.0
		if i < len(right) {
			copy(cells[6:], right[i])
			height = max(height, canvas.HeightIn(fmt.Sprint(right[i][0].V), 3*canvas.ColPoints(overviewColumn)+6, 9,
				false))
		}
		p.Row(height, cells...)
		if i < len(left) {
			p.Merge(1, 2)
		}
		if i < len(right) {
			p.Merge(7, 9)
		}
	}
}

// coverage is the roll-call by kind, six cells a line.
func (w *summaryWriter) coverage() (lines [][]canvas.Cell) {
	line := func(name string, t roll.Tally, l canvas.Look) []canvas.Cell {
		ll := l
		ll.Align, ll.Wrap = "left", true
		return []canvas.Cell{
			{V: name, Look: ll},
			{Look: ll},
			{V: t.Expected, Look: l},
			{V: t.Received, Look: l},
			{V: t.Counted, Look: l},
			{V: t.OnTime, Look: l},
		}
	}
	for _, k := range w.r.Kinds {
		if t := w.tally(k.ID); t.Expected > 0 {
			lines = append(lines, line(k.Name, t, canvas.Look{Border: true, Align: "center", Size: 9}))
		}
	}
	all := w.tally("")
	bold := canvas.Look{Border: true, Align: "center", Bold: true, Fill: canvas.PaleBlue, Size: 9}
	lines = append(lines, line(w.t(lineTotal), all, bold))
	if all.Expected > 0 {
		share := func(n int) decimal.Decimal {
			return decimal.NewFromInt(int64(n)).Div(decimal.NewFromInt(int64(all.Expected)))
		}
		l := canvas.Look{Border: true, Align: "center", Size: 9, Format: canvas.PercentFormat}
		lines = append(lines, []canvas.Cell{
			{V: w.t(lineRate), Look: canvas.Look{Border: true, Size: 9}},
			{Look: l},
			{Look: l},
			{V: share(all.Received), Look: l},
			{V: share(all.Counted), Look: l},
			{V: share(all.OnTime), Look: l},
		})
	}
	return lines
}

// mostKeyFigures is how many figures the overview has room for.
const mostKeyFigures = 8

// keyFigures are the figures asked for with last year's, and the rates, six cells a line.
func (w *summaryWriter) keyFigures() (lines [][]canvas.Cell) {
	num := canvas.Look{Border: true, Align: "right", Format: canvas.WholeFormat, Size: 9}
	label := canvas.Look{Border: true, Wrap: true, Size: 9}
	for _, in := range w.r.Form.Indicators {
		tot := w.s.Totals[in.ID]
		if !in.Prior || len(lines) == mostKeyFigures {
			continue
		}
		lines = append(lines, []canvas.Cell{
			{V: in.Label, Look: label},
			{Look: label},
			{Look: label},
			{V: tot.Sum, Look: num},
			{V: tot.Prior, Look: num},
			w.change(tot, canvas.Look{Border: true, Align: "right", Size: 9, Format: canvas.WholeChange}),
		})
	}
	for _, in := range w.r.Form.Indicators {
		if in.Type == round.Ratio && len(lines) < mostKeyFigures {
			lines = append(lines, []canvas.Cell{
				{V: in.Label, Look: label},
				{Look: label},
				{Look: label},
				{
					V:    w.s.Totals[in.ID].Ratio,
					Look: canvas.Look{Border: true, Align: "right", Format: canvas.PercentFormat, Size: 9},
				},
				{Look: num},
				{Look: num},
			})
		}
	}
	return lines
}

// mostLeaders is how many units are named at either end of the ranking.
const mostLeaders = 5

// leaders is who leads and who trails by score.
func (w *summaryWriter) leaders(p *canvas.Page) {
	scored := slices.DeleteFunc(w.ranked(), func(u roll.UnitLine) bool { return best(u) == nil })
	if len(scored) == 0 {
		return
	}
	head := canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Size: 9}
	titles := make([]canvas.Cell, overviewCols)
	for i := range titles {
		titles[i].Look = head
	}
	titles[0].V, titles[6].V = w.t(leadersHighest), w.t(leadersLowest)
	p.Row(15, titles...)
	p.Merge(1, 6)
	p.Merge(7, 12)
	n := min(mostLeaders, (len(scored)+1)/2)
	for i := range n {
		cells := w.leader(scored[i])
		if j := len(scored) - n + i; j >= n {
			cells = append(cells, w.leader(scored[j])...)
		}
		p.Row(13, cells...)
		p.Merge(1, 4)
		if len(cells) > 6 {
			p.Merge(7, 10)
		}
	}
	p.Row(5)
}

// leader is a unit's name and score, in half the columns of the overview.
func (w *summaryWriter) leader(u roll.UnitLine) []canvas.Cell {
	l := canvas.Look{Border: true, Size: 9}
	return []canvas.Cell{
		{V: w.names[u.Unit.Code], Look: l},
		{Look: l},
		{Look: l},
		{Look: l},
		{V: best(u), Look: canvas.Look{Border: true, Size: 9, Align: "center", Bold: true}},
		{V: w.scoreOf(u), Look: canvas.Look{Border: true, Size: 8, Align: "center", Color: canvas.GreyText}},
	}
}

// scoreOf says which score a unit is ranked by.
func (w *summaryWriter) scoreOf(u roll.UnitLine) string {
	if u.Scores.Final != nil || u.Scores.Appraised != nil {
		return w.t(shortAppraised)
	}
	return w.t(shortSelf)
}

// missing names who has not sent, by kind.
func (w *summaryWriter) missing(p *canvas.Page) {
	p.Full(overviewCols, 15, w.t(sectionMissing),
		canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Size: 9})
	none := true
	for _, k := range w.r.Kinds {
		var names []string
		for _, u := range w.units {
			if u.Expected && u.Unit.Kind == k.ID && (u.Version == 0 || u.Undecided) {
				names = append(names, w.names[u.Unit.Code])
			}
		}
		if len(names) == 0 {
			continue
		}
		none = false
		text := fmt.Sprintf("%s (%d): ", k.Name, len(names))
		if n := len(names); n > 6 {
			names = names[:6]
			text += strings.Join(names, ", ") + w.fill(missingMore, n-6)
		} else {
			text += strings.Join(names, ", ")
		}
		p.Full(overviewCols, canvas.HeightIn(text, overviewWide, 9, false)+1, text,
			canvas.Look{Wrap: true, Border: true, Size: 9})
	}
	if none {
		p.Full(overviewCols, 15, w.t(missingNone),
			canvas.Look{Border: true, Size: 9})
	}
}

// contents are links to the other sheets, beside what is printed.
func (w *summaryWriter) contents() {
	p := w.front
	put := func(row int, c canvas.Cell) {
		r := &p.Rows[row-1]
		for len(r.Cells) < overviewCols+1 {
			r.Cells = append(r.Cells, canvas.Cell{})
		}
		r.Cells = append(r.Cells[:overviewCols+1], c)
	}
	if len(p.Rows) == 0 {
		return
	}
	row := 1
	put(row, canvas.Cell{V: w.t(moreSheets), Look: canvas.Look{Bold: true, Size: 11}})
	for _, o := range w.b.Pages[1:] {
		if row++; row > len(p.Rows) || o.Hidden {
			break
		}
		put(row, canvas.Cell{V: o.Name, Look: canvas.Look{Size: 11, Color: canvas.LinkText, Underline: true}})
		p.Links = append(p.Links, canvas.Link{
			Row:    row,
			Col:    overviewCols + 2,
			Target: canvas.Quote(o.Name) + "!A1",
			Tip:    o.Name,
		})
	}
}
