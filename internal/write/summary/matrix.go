package summary

import (
	"fmt"
	"slices"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// matrixFirst is the first column of figures in the matrix.
const matrixFirst = 7

// matrix is unit by figure, with totals that are sums of the cells that count.
// A figure that is not in the total (a village's beside its commune's) is grey.
func (w *summaryWriter) matrix() {
	var ins []round.Indicator
	for _, in := range w.r.Form.Indicators {
		switch in.Type {
		case round.Count, round.Amount, round.Choice, round.Ratio:
			ins = append(ins, in)
		}
	}
	widths := []float64{20, 33, 15, 15, 6, 20}
	heads := w.texts(headCode, headUnit, headKind, headStatus, headVersion, headFile)
	for _, in := range ins {
		label := in.Label
		if in.Unit != "" {
			label += " (" + in.Unit + ")"
		}
		widths = append(widths, canvas.Unbroken(label, w.matrixWidth(in, ins), canvas.HeadLook.Size))
		heads = append(heads, label)
	}
	p := w.b.Page(w.t(sheetMatrix), widths...)
	p.Wide = true
	w.head(p, 6, w.t(titleMatrix))
	w.matrixSections(p, ins)
	codes := make([]canvas.Cell, matrixFirst-1)
	for _, in := range ins {
		codes = append(codes, canvas.Cell{V: in.ID, Look: canvas.Look{Size: 8, Color: canvas.GreyText, Shrink: true}})
	}
	p.Row(14, codes...)
	// The totals stand above the filter, and the lock keeps rows from being sorted:
	// a total names the rows that it adds.
	total := len(p.Rows) + 1
	head := total + 1
	w.matrixTotals(p, ins, head+1)
	w.headings(p, 130, heads...)
	p.Freeze, p.Repeat, p.Repeats, p.Locked = [2]int{head, 2}, head, 3, true
	for _, u := range w.units {
		w.matrixRow(p, u, ins)
	}
	p.Filter = fmt.Sprintf("A%d:%s", head, sheet.Ref(len(p.Rows), len(heads)))
}

// matrixWidth is the width of a figure's column: a figure that is alone in its section has that
// section's title above it.
func (w *summaryWriter) matrixWidth(in round.Indicator, ins []round.Indicator) float64 {
	n := 0
	for _, other := range ins {
		if other.Section == in.Section {
			n++
		}
	}
	if n == 1 {
		return 24
	}
	return 12
}

// matrixSections stands above the figures: their sections, as the form prints them.
func (w *summaryWriter) matrixSections(p *canvas.Page, ins []round.Indicator) {
	cells := make([]canvas.Cell, matrixFirst-1)
	l := canvas.Look{Size: 11, Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true}
	for i, in := range ins {
		c := canvas.Cell{Look: l}
		if i == 0 || in.Section != ins[i-1].Section {
			s := w.r.Form.Section(in.Section)
			c.V = s.Number() + ". " + s.Title
		}
		cells = append(cells, c)
	}
	row := p.Row(18, cells...)
	high := 18.0
	for from := 0; from < len(ins); {
		to := from
		for to+1 < len(ins) && ins[to+1].Section == ins[from].Section {
			to++
		}
		if to > from {
			p.Merges = append(p.Merges, [4]int{row, matrixFirst + from, row, matrixFirst + to})
		}
		high = max(high, p.HeightOver(row, matrixFirst+from, matrixFirst+to))
		from = to + 1
	}
	p.Rows[row-1].Height = high
}

// rowsOf is where each unit stands in the matrix.
func (w *summaryWriter) rowsOf(first int) map[string]int {
	at := map[string]int{}
	for i, u := range w.units {
		at[u.Unit.Code] = first + i
	}
	return at
}

func (w *summaryWriter) matrixTotals(p *canvas.Page, ins []round.Indicator, first int) {
	bold := canvas.Look{Bold: true, Border: true, Fill: canvas.PaleBlue, Size: 11}
	cells := []canvas.Cell{
		{Look: bold},
		{V: w.t(matrixTotal), Look: bold},
		{Look: bold},
		{Look: bold},
		{Look: bold},
		{
			V:    w.t(matrixGrey),
			Look: canvas.Look{Italic: true, Size: 9, Border: true, Fill: canvas.PaleBlue},
		},
	}
	at := w.rowsOf(first)
	col := map[string]int{}
	for i, in := range ins {
		col[in.ID] = matrixFirst + i
	}
	for i, in := range ins {
		tot := w.s.Totals[in.ID]
		c := canvas.Cell{Look: canvas.Look{Bold: true, Border: true, Fill: canvas.PaleBlue, Align: "right",
			Format: canvas.WholeFormat, Size: 11}}
		switch {
		case in.Type == round.Ratio && tot.Ratio != nil:
			row := len(p.Rows) + 1
			c.Look.Format = "0.00%"
			c.F, c.V = fmt.Sprintf("%s/%s", sheet.Ref(row, col[in.Of[0]]), sheet.Ref(row, col[in.Of[1]])), tot.Ratio
		case in.Type == round.Amount || in.Type == round.Count:
			if in.Type == round.Amount {
				c.Look.Format = "#,##0.###"
			}
			if tot.Sum != nil {
				c.V = tot.Sum
				c.F = sumOfRuns(tot.From, at, matrixFirst+i)
				if len(tot.Parts) > 0 {
					c.F = sumOfParts(tot.Parts, col, len(p.Rows)+1)
				}
			}
		}
		cells = append(cells, c)
	}
	p.Row(22, cells...)
}

// sumOfParts is the formula of a total that follows its parts: the totals of the parts in the
// same row; "" where one has no column.
func sumOfParts(parts []string, col map[string]int, row int) string {
	var cells []string
	for _, id := range parts {
		if col[id] == 0 {
			return ""
		}
		cells = append(cells, sheet.Ref(row, col[id]))
	}
	return "SUM(" + strings.Join(cells, ",") + ")"
}

// sumOfRuns is the formula that adds the cells of those units in one column, as
// few ranges as there are gaps; "" where there are too many for one formula.
func sumOfRuns(from []string, at map[string]int, col int) string {
	rows := map[int]bool{}
	last := 0
	for _, code := range from {
		rows[at[code]] = true
		last = max(last, at[code])
	}
	var runs []string
	for row := 1; row <= last; row++ {
		if !rows[row] {
			continue
		}
		end := row
		for rows[end+1] {
			end++
		}
		runs = append(runs, sheet.Ref(row, col)+":"+sheet.Ref(end, col))
		row = end
	}
	if len(runs) == 0 || len(runs) > 250 {
		return ""
	}
	return "SUM(" + strings.Join(runs, ",") + ")"
}

func (w *summaryWriter) matrixRow(p *canvas.Page, u roll.UnitLine, ins []round.Indicator) {
	l := canvas.Look{Border: true, Size: 11}
	st := canvas.Look{Border: true, Size: 11, Align: "center", Fill: statusFill[u.Status]}
	name := w.names[u.Unit.Code]
	if u.Counts != nil && u.Decided != "" {
		name = w.fill(byDecision, name)
	}
	cells := []canvas.Cell{
		{V: u.Unit.Code, Look: l},
		{V: name, Look: l},
		{V: w.r.Kind(u.Unit.Kind).Name, Look: l},
		{V: finding.StatusName(u.Status, w.r.Language), Look: st},
		count(u.Counted, canvas.MidLook),
		{V: u.File, Look: canvas.Look{Border: true, Size: 9, Color: canvas.GreyText, Shrink: true}},
	}
	for _, in := range ins {
		cells = append(cells, w.matrixCell(u, in))
	}
	p.Row(0, cells...)
}

func (w *summaryWriter) matrixCell(u roll.UnitLine, in round.Indicator) canvas.Cell {
	c := canvas.Cell{Look: canvas.Look{Border: true, Size: 11, Align: "right", Format: canvas.WholeFormat}}
	if in.Type == round.Amount {
		c.Look.Format = "#,##0.###"
	}
	if u.Counts == nil || !in.Concerns(u.Unit) {
		c.Look.Fill = "F7F7F7"
		return c
	}
	if in.Type == round.Ratio {
		a, oka := record.Number(u.Counts.Values[in.Of[0]])
		b, okb := record.Number(u.Counts.Values[in.Of[1]])
		if oka && okb && b.IsPositive() {
			c.V, c.Look.Format = a.Div(b), "0.00%"
		}
		return c
	}
	if d, ok := record.Number(u.Counts.Values[in.ID]); ok {
		c.V = d
		tot := w.s.Totals[in.ID]
		if len(tot.Parts) > 0 || !slices.Contains(tot.From, u.Unit.Code) {
			c.Look.Color, c.Look.Italic = canvas.GreyText, true
		}
	} else if s, ok := u.Counts.Values[in.ID].(string); ok {
		c.V, c.Look.Align = s, "center"
	}
	return c
}
