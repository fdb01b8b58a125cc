// Package officers writes the workbooks that officers fill in or look into: decisions, appraisals, the
// list for recognition, results, mistakes of a definition.
package officers

import (
	"slices"
	"strconv"
	"strings"

	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
)

// AppraisalBook writes a desk's workbook, tham-dinh/<desk>.xlsx: one row a unit, filled in
// and dropped, or saved where it is.
func AppraisalBook(a desk.Appraisals) ([]byte, error) {
	stamp := decision.Stamp{
		Kind:     decision.Appraising,
		Round:    a.Round.ID,
		Desk:     a.Desk.ID,
		Seat:     a.Seat,
		Position: a.Position,
	}
	title := appraisalFile.With(a.Round.Language, a.Place)
	b := canvas.NewBook(title, a.Round.Language, a.At)
	w := &appraisalWriter{bookWriter: bookWriter{b: b, r: a.Round, of: stamp}, a: a}
	for _, t := range a.Tables {
		if t.Card != nil {
			w.cardTable(t)
		} else {
			w.plainTable(t)
		}
	}
	w.waiting()
	newerSheet(w.b, a.Round.Language, a.Newer)
	w.stamp()
	return w.b.Bytes()
}

type appraisalWriter struct {
	bookWriter
	a desk.Appraisals
}

// firstPage is how wide the first printed page of a desk's workbook surely is, in points.
const firstPage = 1000.0

// begin opens a page with its heads.
func (w *appraisalWriter) begin(name string, widths ...float64) *canvas.Page {
	p := w.b.Page(name, widths...)
	p.Locked = true
	cols, points := canvas.Across(widths, firstPage)
	_, repeated := canvas.Across(widths[:2], firstPage) // the first two columns, on every page
	say := func(h float64, text string, l canvas.Look) {
		cells := make([]canvas.Cell, cols)
		for i := 2; i < cols; i++ {
			cells[i] = canvas.Cell{Look: l}
		}
		cells[2].V = text
		p.Row(h, cells...)
		p.Merge(3, cols)
	}
	say(28, w.t(appraisalTitle, strings.ToUpper(w.a.Place)), canvas.TitleLook)
	stamp := w.r.Short
	if !w.a.At.IsZero() {
		stamp += w.t(appraisalAsOf, w.a.At.In(w.r.Location).Format(canvas.StampLayout), w.a.Position)
	}
	say(18, stamp, canvas.Look{Italic: true, Size: 10, Color: canvas.GreyText})
	lead := w.t(appraisalLead)
	say(canvas.HeightIn(lead, points-repeated, 11, false)+4, lead, canvas.LeadLook)
	w.lastRecorded(p, cols, points, w.a.Refused, w.a.Recorded)
	return p
}

// deskColumn is a column of a desk's workbook.
type deskColumn struct {
	key   string // as the hidden sheet tells it
	head  words.Pair
	width float64
}

// decisionColumns are those in which the appraiser decides, what stands beside, and the marks.
var decisionColumns = []deskColumn{
	{decision.InGate, headGate, 10},
	{decision.InAgree, headAgree, 8},
	{decision.InResult, headResult, 12},
	{decision.InReason, headReasonDiffer, 30},
	{decision.InPapers, headPapers, 12},
	{decision.InBy, headAppraiser, 19},
	{decision.InDay, headAppraisedOn, 12},
	{"-", headRow, 28},
	{"-", headFlags, 40},
	{"-", headExplained, 36},
	{"-", headVersion, 18},
}

// plainColumns are those before them where units have no card.
var plainColumns = []deskColumn{
	{"-", headNo, 5},
	{decision.ColumnUnit, headUnit, 28},
	{"-", headKind, 16},
	{"-", headSelfTotal, 10},
	{"-", headOwn, 14},
	{"-", headBefore, 16},
	{decision.InTotal, headTotal, 12},
}

// markKeys and markWidths are the keys and widths of the columns behind the last.
var (
	markKeys   = []string{decision.ColumnKey, decision.ColumnDigest, decision.ColumnSeen, decision.ColumnSeal}
	markWidths = []float64{3, 3, 3, 3}
)

// decisionCells are a row's cells from the column at.
func (w *appraisalWriter) decisionCells(p *canvas.Page, row, at int, r desk.AppraisalRow) (cells []canvas.Cell) {
	ref := func(i int) string { return sheet.Ref(row, at+i) }
	yn := w.r.YesNo()
	in := func(key string, l canvas.Look) canvas.Cell {
		l.Open, l.Fill, l.Border = true, canvas.InputFill, true
		if r.Decided {
			l.Open, l.Fill = false, canvas.GreyFill
		}
		return canvas.Cell{V: filledText(r.Typed[key], key == decision.InPapers || key == decision.InDay), Look: l}
	}
	day, text := canvas.InLook, canvas.InLook
	day.Format, text.Align, text.Format = canvas.DayFormat, "left", canvas.TextFormat
	cells = []canvas.Cell{
		in(decision.InGate, canvas.InLook),
		in(decision.InAgree, canvas.InLook),
		in(decision.InResult, canvas.InLook),
		in(decision.InReason, text),
		in(decision.InPapers, day),
		in(decision.InBy, text),
		in(decision.InDay, day),
	}
	w.choose(p, ref(0), yn[0], yn[1])
	w.choose(p, ref(1), "x")
	if len(r.Verdicts) > 0 {
		w.choose(p, ref(2), r.Verdicts...)
	}
	w.day(p, ref(4))
	w.day(p, ref(6))
	note := canvas.TextLook
	switch {
	case r.Bad:
		note.Fill = canvas.RedFill
	case r.Recorded:
		note.Fill = canvas.GreenFill
	}
	file := r.File
	if r.Version > 0 {
		file = w.t(versionOfFile, r.Version, r.File)
	}
	cells = append(cells,
		canvas.Cell{V: r.Note, Look: note},
		canvas.Cell{V: r.Flags, Look: canvas.TextLook},
		canvas.Cell{V: r.Explained, Look: canvas.TextLook},
		canvas.Cell{V: file, Look: canvas.Look{Border: true, Size: 9, Color: canvas.GreyText, Wrap: true, Top: true}},
	)
	return append(cells, w.marks(r.Key, r.Digest, r.Seen)...)
}

// mostHigh is how high a row of long texts may be; the rest is read in the cell.
const mostHigh = 66.0

// put adds a row as high as its texts need, within bounds.
func put(p *canvas.Page, cells []canvas.Cell) {
	p.Block()
	p.Auto(24, cells...)
	r := &p.Rows[len(p.Rows)-1]
	r.Height = min(r.Height, mostHigh)
	p.Grow()
}

func (w *appraisalWriter) ownSays(r desk.AppraisalRow) string {
	if r.Scores != nil && r.Scores.Gate == w.r.YesNo()[0] {
		return w.t(gateViolated)
	}
	return r.Own
}

func (w *appraisalWriter) beforeSays(r desk.AppraisalRow) string {
	if r.Before == nil {
		return ""
	}
	if r.Before.Total == nil {
		return r.Before.Result
	}
	return w.t(pointsBefore, finding.Show(*r.Before.Total, w.r.Language), r.Before.Result)
}

// plainTable is units of which a total, where there is one, and a result are given.
func (w *appraisalWriter) plainTable(t desk.AppraisalTable) {
	at := len(plainColumns) + 1
	var widths []float64
	var keys []string
	var cells []canvas.Cell
	for _, c := range slices.Concat(plainColumns, decisionColumns) {
		widths, keys = append(widths, c.width), append(keys, c.key)
		cells = append(cells, canvas.Cell{V: w.t(c.head), Look: canvas.HeadLook})
	}
	keys = append(keys, markKeys...)
	p := w.begin(w.t(resultsSheet), append(widths, markWidths...)...)
	p.Wide, p.Printed = true, len(cells)
	row := p.Heads(50, cells...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	w.tables = append(w.tables, append([]string{p.Name, strconv.Itoa(row + 1)}, keys...))
	for i, r := range t.Rows {
		line := len(p.Rows) + 1
		total := canvas.Cell{Look: canvas.ShutLook}
		if r.Via {
			total = canvas.Cell{V: filledNumber(r.Typed[decision.InTotal]), Look: canvas.InLook}
			w.upTo(p, sheet.Ref(line, at-1), r.Card.MostTotal())
		}
		if r.Decided {
			total.Look.Open, total.Look.Fill = false, canvas.GreyFill
		}
		var self any
		if r.Scores != nil {
			self = r.Scores.Self
		}
		cells := []canvas.Cell{
			{V: i + 1, Look: canvas.OurLook},
			{V: r.Unit, Look: canvas.Look{Border: true, Size: 11, Wrap: true, Bold: true}},
			{V: r.Kind, Look: canvas.OurLook},
			{V: self, Look: canvas.OurLook},
			{V: w.ownSays(r), Look: canvas.OurLook},
			{V: w.beforeSays(r), Look: canvas.OurLook},
			total,
		}
		put(p, append(cells, w.decisionCells(p, line, at, r)...))
	}
	w.validate(p)
}

// waiting lists the desk's units that cannot be appraised yet.
func (w *appraisalWriter) waiting() {
	p := w.b.Page(w.t(waitingSheet), 6, 46, 22, 50)
	p.FitWidth()
	p.Full(4, 28, w.t(waitingTitle), canvas.TitleLook)
	cells := []canvas.Cell{
		{V: w.t(headNo), Look: canvas.HeadLook},
		{V: w.t(headUnit), Look: canvas.HeadLook},
		{V: w.t(headKind), Look: canvas.HeadLook},
		{V: w.t(waitingWhy), Look: canvas.HeadLook},
	}
	row := p.Row(24, cells...)
	p.Repeat, p.Freeze = row, [2]int{row, 0}
	l := canvas.LineLook
	for i, u := range w.a.Waiting {
		p.Block()
		p.Auto(18,
			canvas.Cell{V: i + 1, Look: canvas.OurLook},
			canvas.Cell{V: u.Unit, Look: l},
			canvas.Cell{V: u.Kind, Look: l},
			canvas.Cell{V: u.Why, Look: l},
		)
	}
	if len(w.a.Waiting) == 0 {
		p.Full(4, 20, w.t(noRows), canvas.NoneLook)
	}
}
