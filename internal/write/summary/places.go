package summary

import (
	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/rollup"
	"tonghop/internal/write/canvas"
)

// placeLine is a unit that others stand below as a line of a table.
type placeLine struct {
	unit round.Unit
	rollup.Coverage
}

// placeColumns are the columns of how complete and timely the returns are.
func (w *summaryWriter) placeColumns() canvas.Table[placeLine] {
	c, rate := canvas.MidLook, canvas.MidLook
	rate.Format = canvas.PercentFormat
	name := func(p placeLine) canvas.Cell {
		l := canvas.LineLook
		l.Bold = p.unit.Code == w.r.Self
		return canvas.Cell{V: w.names[p.unit.Code], Look: l}
	}
	share := func(of func(placeLine) (decimal.Decimal, bool)) func(placeLine) any {
		return func(p placeLine) any {
			if r, ok := of(p); ok {
				return r
			}
			return nil
		}
	}
	return canvas.Table[placeLine]{
		canvas.ColAs(w.t(headUnitAbove), 44, name),
		canvas.Col(w.t(headExpected), 10, c, func(p placeLine) any { return p.Expected }),
		canvas.Col(w.t(headReceived), 10, c, func(p placeLine) any { return p.Received }),
		canvas.Col(w.t(headCounted), 10, c, func(p placeLine) any { return p.Accepted }),
		canvas.Col(w.t(headOnTime), 10, c, func(p placeLine) any { return p.OnTime }),
		canvas.Col(w.t(headRate), 11, rate, share(placeLine.Rate)),
		canvas.Col(w.t(headOnTimeRate), 11, rate, share(placeLine.OnTimeRate)),
	}
}

// places is how complete and timely the returns are below each unit that others stand
// below.
func (w *summaryWriter) places() {
	table := w.placeColumns()
	p := w.b.Page(w.t(sheetPlaces), table.Widths()...)
	p.Portrait = true
	p.FitWidth()
	w.head(p, 7, w.t(titlePlaces))
	row := table.Head(p, 34)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	for _, u := range w.s.Units {
		if t, ok := w.s.Places[u.Unit.Code]; ok && t.Expected > 0 {
			p.Block()
			p.Auto(18, table.Line(placeLine{u.Unit, t})...)
		}
	}
}
