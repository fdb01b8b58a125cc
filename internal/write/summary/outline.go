package summary

import (
	"fmt"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/rollup"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// linkedCell is a cell of the outline that leads to where its total comes from.
type linkedCell struct {
	row int
	id  string
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
				outlineSection(p, s)
			}
			n++
			w.outlineRow(p, n, in)
		}
	}
	w.byDecision(p, 8)
	w.signed(p, 8)
}

// outlineSection is the row above the figures of a section.
func outlineSection(p *canvas.Page, s round.Section) {
	look := canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true}
	cells := make([]canvas.Cell, 8)
	for i := range cells {
		cells[i].Look = look
	}
	cells[0].V, cells[1].V = s.Number(), s.Title
	p.Auto(22, cells...)
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
	row := len(p.Rows) + 1
	if len(tot.From) > 0 {
		w.linked = append(w.linked, linkedCell{row, in.ID})
	}
	prior, change := canvas.Cell{Look: num}, canvas.Cell{Look: num}
	if in.Prior {
		prior.V = tot.Prior
		change = w.change(tot, canvas.Look{Border: true, Align: "right", Format: canvas.WholeChange})
		if tot.Comparable() {
			change.F = fmt.Sprintf("D%d-E%d", row, row)
		}
	}
	p.Auto(20,
		canvas.Cell{V: n, Look: canvas.MidLook},
		canvas.Cell{V: in.Label, Look: canvas.Look{Border: true, Wrap: true, Indent: in.Indent, Align: "left"}},
		canvas.Cell{V: in.Unit, Look: canvas.MidLook},
		totalCell(in, tot, num),
		prior,
		change,
		count(len(tot.From), canvas.MidLook),
		canvas.Cell{V: w.beside(in, tot), Look: canvas.LineLook},
	)
	w.extremes(p, tot, num)
}

// totalCell is a figure's total; answers that are chosen have none.
func totalCell(in round.Indicator, tot rollup.Total, num canvas.Look) canvas.Cell {
	switch in.Type {
	case round.Ratio:
		return canvas.Cell{V: tot.Ratio, Look: canvas.Look{Border: true, Align: "right", Format: "0.00%"}}
	case round.Choice:
		return canvas.Cell{Look: canvas.Look{Border: true}}
	}
	return canvas.Cell{V: tot.Sum, Look: num}
}

// beside is what stands beside a total: how many chose each answer, what is not in the sum, and of
// how many units last year's figure is not known.
func (w *summaryWriter) beside(in round.Indicator, tot rollup.Total) string {
	var notes []string
	if in.Type == round.Choice {
		for _, o := range in.Values {
			if k := tot.Choices[o.Value]; k > 0 {
				notes = append(notes, fmt.Sprintf("%s: %d", o.Value, k))
			}
		}
	}
	for _, k := range w.r.Kinds {
		if d, ok := tot.Beside[k.ID]; ok && !d.IsZero() {
			notes = append(notes, k.Name+": "+finding.Show(d, w.r.Language))
		}
	}
	if n := len(tot.Apart); n > 0 {
		notes = append(notes, w.fill(withoutPrior, n))
	}
	return strings.Join(notes, "; ")
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

// change is this year's figure against last year's, where the two can be compared.
func (w *summaryWriter) change(tot rollup.Total, l canvas.Look) canvas.Cell {
	switch {
	case tot.Sum == nil || tot.Prior == nil && len(tot.Apart) == 0:
		return canvas.Cell{Look: l}
	case !tot.Comparable():
		l.Wrap, l.Size, l.Align = true, min(l.Size, 9), "center"
		if l.Size == 0 {
			l.Size = 9
		}
		return canvas.Cell{V: w.t(notComparable), Look: l}
	}
	return canvas.Cell{V: tot.Sum.Sub(*tot.Prior), Look: l}
}
