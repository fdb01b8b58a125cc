package summary

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// linkedCell is a cell of the outline that leads to where its total comes from.
type linkedCell struct {
	row int
	id  string
}

// unitLine is a numbered unit as a line of a table.
type unitLine struct {
	roll.UnitLine
	no int
}

// numbered, named, kind and status are columns that the lists of units share.
func (w *summaryWriter) numbered(width float64) canvas.Column[unitLine] {
	return canvas.Col(w.t(headNumber), width, canvas.OurLook, func(u unitLine) any { return u.no })
}

func (w *summaryWriter) named(width float64) canvas.Column[unitLine] {
	name := func(u unitLine) any { return w.names[u.Unit.Code] }
	return canvas.Col(w.t(headUnit), width, canvas.LineLook, name)
}

func (w *summaryWriter) kind(width float64) canvas.Column[unitLine] {
	kind := func(u unitLine) any { return w.r.Kind(u.Unit.Kind).Name }
	return canvas.Col(w.t(headKind), width, canvas.LineLook, kind)
}

func (w *summaryWriter) status(width float64) canvas.Column[unitLine] {
	return canvas.ColAs(w.t(headStatus), width, func(u unitLine) canvas.Cell {
		l := canvas.OurLook
		l.Fill = statusFill[u.Status]
		return canvas.Cell{V: finding.StatusName(u.Status, w.r.Language), Look: l}
	})
}

// chase lists by desk who must be called: what is missing, to correct or to explain.
func (w *summaryWriter) chase() {
	l := canvas.LineLook
	mail := func(u unitLine) canvas.Cell {
		c := canvas.Cell{V: u.Unit.Email, Look: l}
		if u.Unit.Email != "" {
			c.Look.Color, c.Look.Underline = "0563C1", true
		}
		return c
	}
	table := canvas.Table[unitLine]{
		w.numbered(5),
		w.named(34),
		w.kind(18),
		w.status(14),
		canvas.Col(w.t(headPhone), 16, l, func(u unitLine) any { return u.Unit.Phone }),
		canvas.ColAs(w.t(headMail), 34, mail),
		canvas.Col(w.t(headWaiting), 44, l, func(u unitLine) any { return w.toDo(u.UnitLine) }),
	}
	p := w.b.Page(w.t(sheetChase), table.Widths()...)
	p.FitWidth()
	w.head(p, 7, w.t(titleChase))
	row := table.Head(p, 30)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	for _, d := range w.r.Desks {
		n := 0
		for _, u := range w.units {
			if w.r.Desk(u.Unit).ID != d.ID || !toChase(u) {
				continue
			}
			p.Block()
			if n++; n == 1 {
				p.Full(7, 20, d.Name, canvas.SectionLook)
			}
			row := p.Auto(20, table.Line(unitLine{u, n})...)
			if to := u.Unit.Email; to != "" {
				p.Links = append(p.Links, canvas.Link{Row: row, Col: 6, Target: "mailto:" + to, Tip: to})
			}
		}
	}
	if len(p.Rows) == row {
		w.nothing(p, 7)
	}
}

// toChase says whether somebody must call a unit.
func toChase(u roll.UnitLine) bool {
	switch u.Status {
	case finding.Returned, finding.Queried, finding.Unreadable:
		return u.Expected
	}
	return u.Expected && (u.Version == 0 || u.Undecided)
}

// toDo is what a unit is called about.
func (w *summaryWriter) toDo(u roll.UnitLine) string {
	n := finding.Counts(u.Findings)
	switch {
	case u.Version == 0:
		return w.fill(toSend, w.r.DueOf(u.Unit.Kind).Format("02/01/2006"))
	case u.Status == finding.Queried:
		return w.fill(toExplain, n[finding.Query], u.Unit.Code)
	case u.Status == finding.Returned:
		return w.fill(toCorrect, n[finding.Error], n[finding.Query], u.Unit.Code)
	}
	return u.Waiting
}

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

// models lists the rows of the lists of models, of all returns that count.
func (w *summaryWriter) models() { w.lists(define.UseModel, w.t(sheetModels)) }

// lists puts the rows of tables for one use together, those of each unit below its name.
func (w *summaryWriter) lists(use, name string) {
	for _, t := range w.r.Form.Tables {
		if t.Use != use {
			continue
		}
		widths, heads := []float64{6, 32}, w.texts(headNumber, headUnit)
		for _, c := range t.Columns {
			widths, heads = append(widths, max(10, min(c.Width+4, 40))), append(heads, c.Label)
		}
		p := w.b.Page(name, widths...)
		p.FitWidth()
		w.head(p, len(heads), strings.ToUpper(t.Label))
		row := w.headings(p, 30, heads...)
		p.Freeze, p.Repeat = [2]int{row, 2}, row
		n := 0
		for _, u := range w.units {
			if u.Counts == nil {
				continue
			}
			for _, cells := range u.Counts.Tables[t.ID] {
				n++
				l := canvas.LineLook
				line := []canvas.Cell{{V: n, Look: canvas.OurLook}, {V: w.names[u.Unit.Code], Look: l}}
				for _, c := range t.Columns {
					line = append(line, canvas.Cell{V: shown(cells[c.ID]), Look: l})
				}
				p.Block()
				p.Auto(18, line...)
			}
		}
		w.listEnd(p, row, len(heads))
	}
}

func (w *summaryWriter) listEnd(p *canvas.Page, row, cols int) {
	if len(p.Rows) > row {
		p.Filter = fmt.Sprintf("A%d:%s%d", row, sheet.ColumnName(cols), len(p.Rows))
	} else {
		w.nothing(p, cols)
	}
}

// shown is a remembered value as it is written.
func shown(v any) any {
	if d, ok := record.Number(v); ok {
		return d
	}
	return v
}

// commendations lists who is proposed for commendation, and what was decided.
func (w *summaryWriter) commendations() {
	for _, t := range w.r.Form.Tables {
		if t.Use != define.UseCommendation {
			continue
		}
		widths, heads := []float64{6, 30}, w.texts(headNumber, headProposedBy)
		for _, c := range t.Columns {
			widths, heads = append(widths, max(10, min(c.Width, 36))), append(heads, c.Label)
		}
		widths, heads = append(widths, 13, 30), append(heads, w.t(headDecided), w.t(headDecidedBy))
		p := w.b.Page(w.t(sheetCommendation), widths...)
		p.FitWidth()
		w.head(p, len(heads), strings.ToUpper(t.Label))
		row := w.headings(p, 30, heads...)
		p.Freeze, p.Repeat = [2]int{row, 2}, row
		n := 0
		for _, o := range w.s.Nominees {
			if o.Table.ID != t.ID {
				continue
			}
			n++
			l := canvas.LineLook
			line := []canvas.Cell{{V: n, Look: canvas.OurLook}, {V: o.Unit, Look: l}}
			for _, c := range t.Columns {
				line = append(line, canvas.Cell{V: shown(o.Cells[c.ID]), Look: l})
			}
			word, fill := w.t(cellUndecided), ""
			if o.Decided {
				word, fill = w.t(cellRefused), canvas.RedFill
				if o.Yes {
					word, fill = w.t(cellCommended), canvas.GreenFill
				}
			}
			p.Block()
			p.Auto(18, append(line,
				canvas.Cell{V: word,
					Look: canvas.Look{Border: true, Size: 11, Align: "center", Fill: fill, Wrap: true}},
				canvas.Cell{V: o.Decision, Look: l},
			)...)
		}
		w.listEnd(p, row, len(heads))
	}
}

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

// outside lists what is not in the totals, and what is by an officer's decision.
func (w *summaryWriter) outside() {
	why := func(u unitLine) any { return cmp.Or(u.WhyNot, u.Decided) }
	table := canvas.Table[unitLine]{
		w.numbered(6),
		w.named(36),
		w.kind(20),
		w.status(16),
		canvas.Col(w.t(headWhy), 80, canvas.LineLook, why),
	}
	p := w.b.Page(w.t(sheetOutside), table.Widths()...)
	p.FitWidth()
	w.head(p, 5, w.t(titleOutside))
	row := table.Head(p, 30)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	n := 0
	for _, u := range w.units {
		if u.WhyNot == "" && u.Decided == "" {
			continue
		}
		n++
		p.Block()
		p.Auto(18, table.Line(unitLine{u, n})...)
	}
	w.listEnd(p, row, 5)
}

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
			at.Look.Color, at.Look.Underline = "0563C1", true
			o.Links = append(o.Links, canvas.Link{
				Row:    c.row,
				Col:    7,
				Target: fmt.Sprintf("%s!A%d", canvas.Quote(sources.Name), to),
				Tip:    w.t(tipSources),
			})
		}
	}
}
