// Package summary writes the consolidated workbook that a leader opens.
package summary

import (
	"fmt"
	"slices"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
	"tonghop/internal/write/canvas"
)

// SummaryBook writes the consolidated workbook, tong-hop.xlsx.
func SummaryBook(s roll.Summary) ([]byte, error) { return draw(s).Bytes() }

// draw lays the workbook out, sheet by sheet.
func draw(s roll.Summary) *canvas.Book {
	w := &summaryWriter{
		b:     canvas.NewBook(s.Round.Short, s.Round.Language, s.At),
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
	return w.b
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
	return t.In(w.r.Location).Format(canvas.StampLayout)
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

// headings writes the row of a table's titles, at least as high as given, and returns its number.
func (w *summaryWriter) headings(p *canvas.Page, h float64, texts ...string) int {
	l := canvas.HeadLook
	cells := make([]canvas.Cell, len(texts))
	for i, t := range texts {
		cells[i] = canvas.Cell{V: t, Look: l}
	}
	return p.Heads(h, cells...)
}

// nothing says that a list has no rows.
func (w *summaryWriter) nothing(p *canvas.Page, cols int) {
	p.Full(cols, 20, w.t(nothingYet), canvas.NoneLook)
}

func (w *summaryWriter) listEnd(p *canvas.Page, row, cols int) {
	if len(p.Rows) > row {
		p.Filter = fmt.Sprintf("A%d:%s%d", row, sheet.ColumnName(cols), len(p.Rows))
	} else {
		w.nothing(p, cols)
	}
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

// count shows a number, and nothing for none.
func count(n int, l canvas.Look) canvas.Cell {
	if n == 0 {
		return canvas.Cell{Look: l}
	}
	return canvas.Cell{V: n, Look: l}
}

// shown is a remembered value as it is written.
func shown(v any) any {
	if d, ok := record.Number(v); ok {
		return d
	}
	return v
}

// day is the start of the day of a moment, in the round's zone.
func (w *summaryWriter) day(t time.Time) time.Time {
	t = t.In(w.r.Location)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, w.r.Location)
}
