package summary

import (
	"cmp"
	"fmt"

	"tonghop/internal/count/roll"
	"tonghop/internal/write/canvas"
)

// sourceColumns are the columns of where totals come from; what is not in them is grey.
func (w *summaryWriter) sourceColumns() canvas.Table[roll.Source] {
	out := canvas.Look{Border: true, Size: 10, Color: canvas.GreyText}
	num := canvas.Look{Border: true, Size: 10, Align: "right", Format: "#,##0.###"}
	text := func(title string, width float64, value func(roll.Source) any) canvas.Column[roll.Source] {
		return canvas.ColAs(title, width, func(s roll.Source) canvas.Cell {
			l := canvas.Look{Border: true, Size: 10}
			if s.Why != "" {
				l = out
			}
			return canvas.Cell{V: value(s), Look: l}
		})
	}
	label := func(s roll.Source) any {
		in, _ := w.r.Form.Indicator(s.Indicator)
		return in.Label
	}
	counts := func(s roll.Source) any { return cmp.Or(s.Why, w.t(cellYes)) }
	return canvas.Table[roll.Source]{
		canvas.Col(w.t(headID), 24, out, func(s roll.Source) any { return s.Indicator }),
		text(w.t(headFigure), 46, label),
		text(w.t(headUnit), 32, func(s roll.Source) any { return w.names[s.Unit] }),
		canvas.Col(w.t(headNow), 12, num, func(s roll.Source) any { return shown(s.Value) }),
		canvas.Col(w.t(headThen), 12, num, func(s roll.Source) any { return shown(s.Prior) }),
		text(w.t(headInTotal), 36, counts),
		text(w.t(headVersion), 7, func(s roll.Source) any { return s.Version }),
		canvas.Col(w.t(headFile), 40, out, func(s roll.Source) any { return s.File }),
		text(w.t(headSheetCell), 18, func(s roll.Source) any { return s.Cell }),
		canvas.Col("SHA-256", 18, out, func(s roll.Source) any { return s.SHA[:min(16, len(s.SHA))] }),
	}
}

// sources is where every total comes from, a row a figure: unit, version, file and cell;
// the outline's totals lead here.
func (w *summaryWriter) sources() {
	table := w.sourceColumns()
	p := w.b.Page(w.t(sheetSources), table.Widths()...)
	p.FitWidth()
	w.head(p, 10, w.t(titleSources))
	if w.s.Sources == nil && w.s.Position > 0 {
		p.Full(10, 20, w.t(tooManySources), canvas.Look{Italic: true, Border: true})
		return
	}
	row := table.Head(p, 34)
	p.Freeze, p.Repeat = [2]int{row, 3}, row
	for _, s := range w.s.Sources {
		if w.from[s.Indicator] == 0 {
			w.from[s.Indicator] = len(p.Rows) + 1
		}
		p.Row(0, table.Line(s)...)
	}
	w.listEnd(p, row, 10)
	w.leadTo(p)
}

// leadTo links the outline's totals with the first row of where each comes from.
func (w *summaryWriter) leadTo(sources *canvas.Page) {
	for _, o := range w.b.Pages {
		if o.Name != w.t(sheetOutline) {
			continue
		}
		for _, c := range w.linked {
			to := w.from[c.id]
			if to == 0 {
				continue
			}
			at := o.At(c.row, 7)
			at.Look.Color, at.Look.Underline = canvas.LinkText, true
			o.Links = append(o.Links, canvas.Link{
				Row:    c.row,
				Col:    7,
				Target: fmt.Sprintf("%s!A%d", canvas.Quote(sources.Name), to),
				Tip:    w.t(tipSources),
			})
		}
	}
}
