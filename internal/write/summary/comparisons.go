package summary

import (
	"fmt"

	"tonghop/internal/count/standing"
	"tonghop/internal/write/canvas"
)

// comparisons lists the figures of units that those below them do not add up to.
func (w *summaryWriter) comparisons() {
	l := canvas.LineLook
	num := canvas.Look{Border: true, Size: 11, Align: "right", Format: "#,##0.###"}
	differs := num
	differs.Format = canvas.ChangeFormat
	note := func(c standing.Comparison) any {
		if !c.All {
			return w.fill(sumOfSome, c.From)
		}
		return w.fill(sumOfAll, c.From)
	}
	var p *canvas.Page
	difference := func(c standing.Comparison) canvas.Cell {
		line := len(p.Rows) + 1
		return canvas.Cell{F: fmt.Sprintf("D%d-E%d", line, line), V: c.Own.Sub(c.Sum), Look: differs}
	}
	measure := func(c standing.Comparison) any { return c.Indicator.Unit }
	table := canvas.Table[standing.Comparison]{
		canvas.Col(w.t(headUnit), 30, l, func(c standing.Comparison) any { return w.names[c.Unit.Code] }),
		canvas.Col(w.t(headFigure), 52, l, func(c standing.Comparison) any { return c.Indicator.Label }),
		canvas.Col(w.t(headMeasureOf), 12, l, measure),
		canvas.Col(w.t(headUnitSays), 13, num, func(c standing.Comparison) any { return c.Own }),
		canvas.Col(w.t(headSumBelow), 13, num, func(c standing.Comparison) any { return c.Sum }),
		canvas.ColAs(w.t(headDifference), 13, difference),
		canvas.Col(w.t(headNote), 26, l, note),
	}
	p = w.b.Page(w.t(sheetComparisons), table.Widths()...)
	p.FitWidth()
	w.head(p, 7, w.t(titleComparisons))
	row := table.Head(p, 34)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	for _, c := range w.s.Below {
		p.Block()
		p.Auto(18, table.Line(c)...)
	}
	w.listEnd(p, row, 7)
}
