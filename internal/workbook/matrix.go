package workbook

import (
	"fmt"
	"slices"
	"strings"

	"tonghop/internal/finding"
	"tonghop/internal/record"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
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
	heads := []string{w.t("Mã", "Code"), w.t("Đơn vị", "Unit"), w.t("Loại hình", "Kind"), w.t("Tình trạng", "Status"), w.t("Bản", "Version"), w.t("Tệp", "File")}
	for _, in := range ins {
		widths = append(widths, 12)
		label := in.Label
		if in.Unit != "" {
			label += " (" + in.Unit + ")"
		}
		heads = append(heads, label)
	}
	p := w.b.page(w.t("Số liệu từng đơn vị", "Figures by unit"), widths...)
	p.wide = true
	w.head(p, 6, w.t("SỐ LIỆU TỪNG ĐƠN VỊ", "FIGURES BY UNIT"))
	w.matrixSections(p, ins)
	codes := make([]cell, matrixFirst-1)
	for _, in := range ins {
		codes = append(codes, cell{v: in.ID, look: look{size: 8, color: greyText, shrink: true}})
	}
	p.row(14, codes...)
	// The totals stand above the filter, and the lock keeps rows from being sorted:
	// a total names the rows that it adds.
	total := len(p.rows) + 1
	head := total + 1
	w.matrixTotals(p, ins, head+1)
	w.headings(p, 130, heads...)
	p.freeze, p.repeat, p.repeats, p.locked = [2]int{head, 2}, head, 3, true
	for _, u := range w.units {
		w.matrixRow(p, u, ins)
	}
	p.filter = fmt.Sprintf("A%d:%s", head, sheet.Ref(len(p.rows), len(heads)))
}

// matrixSections stands above the figures: their sections, as the form prints them.
func (w *summaryWriter) matrixSections(p *page, ins []round.Indicator) {
	cells := make([]cell, matrixFirst-1)
	l := look{size: 11, bold: true, fill: paleBlue, border: true}
	for i, in := range ins {
		c := cell{look: l}
		if i == 0 || in.Section != ins[i-1].Section {
			s := w.r.Form.Section(in.Section)
			c.v = s.Number() + ". " + s.Title
		}
		cells = append(cells, c)
	}
	row := p.row(18, cells...)
	for from := 0; from < len(ins); {
		to := from
		for to+1 < len(ins) && ins[to+1].Section == ins[from].Section {
			to++
		}
		if to > from {
			p.merges = append(p.merges, [4]int{row, matrixFirst + from, row, matrixFirst + to})
		}
		from = to + 1
	}
}

// rowsOf is where each unit stands in the matrix.
func (w *summaryWriter) rowsOf(first int) map[string]int {
	at := map[string]int{}
	for i, u := range w.units {
		at[u.Unit.Code] = first + i
	}
	return at
}

func (w *summaryWriter) matrixTotals(p *page, ins []round.Indicator, first int) {
	bold := look{bold: true, border: true, fill: paleBlue, size: 11}
	cells := []cell{{look: bold}, {v: w.t("TỔNG CỘNG", "TOTAL"), look: bold}, {look: bold}, {look: bold}, {look: bold}, {v: w.t("ô chữ xám không cộng vào tổng", "grey: not in the total"), look: look{italic: true, size: 9, border: true, fill: paleBlue}}}
	at := w.rowsOf(first)
	col := map[string]int{}
	for i, in := range ins {
		col[in.ID] = matrixFirst + i
	}
	for i, in := range ins {
		tot := w.s.Totals[in.ID]
		c := cell{look: look{bold: true, border: true, fill: paleBlue, align: "right", format: wholeFormat, size: 11}}
		switch {
		case in.Type == round.Ratio && tot.Ratio != nil:
			row := len(p.rows) + 1
			c.look.format = "0.00%"
			c.f, c.v = fmt.Sprintf("%s/%s", sheet.Ref(row, col[in.Of[0]]), sheet.Ref(row, col[in.Of[1]])), tot.Ratio
		case in.Type == round.Amount || in.Type == round.Count:
			if in.Type == round.Amount {
				c.look.format = "#,##0.###"
			}
			if tot.Sum != nil {
				c.v = tot.Sum
				c.f = sumOfRuns(tot.From, at, matrixFirst+i)
			}
		}
		cells = append(cells, c)
	}
	p.row(22, cells...)
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

func (w *summaryWriter) matrixRow(p *page, u UnitLine, ins []round.Indicator) {
	l := look{border: true, size: 11}
	st := look{border: true, size: 11, align: "center", fill: statusFill[u.Status]}
	name := w.names[u.Unit.Code]
	if u.Counts != nil && u.Decided != "" {
		name += w.t(" (theo quyết định)", " (by decision)")
	}
	cells := []cell{{v: u.Unit.Code, look: l}, {v: name, look: l}, {v: w.r.Kind(u.Unit.Kind).Name, look: l}, {v: finding.StatusName(u.Status, w.r.Language), look: st}, count(u.Counted, look{border: true, size: 11, align: "center"}), {v: u.File, look: look{border: true, size: 9, color: greyText, shrink: true}}}
	for _, in := range ins {
		cells = append(cells, w.matrixCell(u, in))
	}
	p.row(0, cells...)
}

func (w *summaryWriter) matrixCell(u UnitLine, in round.Indicator) cell {
	c := cell{look: look{border: true, size: 11, align: "right", format: wholeFormat}}
	if in.Type == round.Amount {
		c.look.format = "#,##0.###"
	}
	if u.Counts == nil || !in.Concerns(u.Unit) {
		c.look.fill = "F7F7F7"
		return c
	}
	if in.Type == round.Ratio {
		a, oka := record.Number(u.Counts.Values[in.Of[0]])
		b, okb := record.Number(u.Counts.Values[in.Of[1]])
		if oka && okb && b.IsPositive() {
			c.v, c.look.format = a.Div(b), "0.00%"
		}
		return c
	}
	if d, ok := record.Number(u.Counts.Values[in.ID]); ok {
		c.v = d
		if !slices.Contains(w.s.Totals[in.ID].From, u.Unit.Code) {
			c.look.color, c.look.italic = greyText, true
		}
	} else if s, ok := u.Counts.Values[in.ID].(string); ok {
		c.v, c.look.align = s, "center"
	}
	return c
}
