package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/finding"
	"tonghop/internal/round"
)

// overview is the page that leaders read first: what came in, what the figures
// say against last year, how the scores lie, who is missing.
func (w *summaryWriter) overview() {
	p := w.b.page(w.t("Tổng quan", "Overview"), 34, 11, 11, 11, 11, 11, 11, 11, 11)
	p.portrait, p.fitPage = true, true
	w.letterhead(p)
	lead := w.lead()
	p.full(9, height(lead, 118, 12)+8, lead, look{bold: true, wrap: true, fill: paleBlue, border: true})
	p.row(8)
	first, last := w.coverage(p)
	p.row(8)
	figFirst, figLast := w.keyFigures(p)
	p.row(8)
	scoFirst, scoLast := w.distribution(p)
	p.row(8)
	w.missing(p)
	w.charts(p, len(p.rows)+2, [3][2]int{{first, last}, {figFirst, figLast}, {scoFirst, scoLast}})
	for range 36 { // room for the charts, so that they print
		p.row(0, cell{v: " "})
	}
	p.printed = 9
}

func (w *summaryWriter) letterhead(p *page) {
	l := w.r.Letterhead
	p.row(18, cell{v: l.Above, look: look{align: "center", size: 11}}, cell{}, cell{}, cell{v: w.t(nationalName, ""), look: look{bold: true, align: "center", size: 11}})
	p.merge(1, 3)
	p.merge(4, 9)
	p.row(18, cell{v: l.Issuer, look: look{align: "center", size: 11, bold: true}}, cell{}, cell{}, cell{v: w.t(nationalMotto, ""), look: look{bold: true, align: "center", size: 11, underline: true}})
	p.merge(1, 3)
	p.merge(4, 9)
	p.row(8)
	p.full(9, 26, w.t("TỔNG HỢP KẾT QUẢ", "CONSOLIDATED RESULTS"), look{bold: true, align: "center", size: 15, color: navy})
	p.full(9, 34, w.r.Title, look{bold: true, align: "center", wrap: true, size: 12})
	stamp := fmt.Sprintf(w.t("Tính đến %s (sổ cái vị trí %d, biểu mẫu phiên bản %s)", "As of %s (ledger position %d, form version %s)"), w.time(w.s.At), w.s.Position, w.r.Form.Version)
	p.full(9, 18, stamp, look{italic: true, align: "center", size: 10, color: greyText})
}

// coverage is the roll-call by kind.
func (w *summaryWriter) coverage(p *page) (first, last int) {
	w.headings(p, 34, w.t("Loại hình", "Kind"), w.t("Phải nộp", "Expected"), w.t("Đã nhận", "Received"), w.t("Được tính", "Counted"), w.t("Đạt yêu cầu", "Clean"), w.t("Cần giải trình", "Queried"), w.t("Phải sửa", "To correct"), w.t("Chưa nộp", "Missing"), w.t("Trễ hạn", "Late"))
	c := look{border: true, align: "center"}
	line := func(name string, t tally, l look) int {
		ll := l
		ll.align = "left"
		cells := []cell{{v: name, look: ll}}
		for _, n := range []int{t.expected, t.received, t.counted, t.clean, t.queried, t.returned, t.missing, t.late} {
			cells = append(cells, cell{v: n, look: l})
		}
		return p.row(20, cells...)
	}
	for _, k := range w.r.Kinds {
		if t := w.tally(k.ID); t.expected > 0 {
			last = line(k.Name, t, c)
			if first == 0 {
				first = last
			}
		}
	}
	line(w.t("Cộng", "Total"), w.tally(""), look{border: true, align: "center", bold: true, fill: paleBlue})
	return first, last
}

// keyFigures are the figures asked for with last year's, and the first totals.
func (w *summaryWriter) keyFigures(p *page) (first, last int) {
	h := look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 11}
	p.row(24, cell{v: w.t("Số liệu chính", "Key figures"), look: h}, cell{look: h}, cell{look: h}, cell{look: h}, cell{look: h}, cell{v: w.t("Kỳ này", "This period"), look: h}, cell{v: w.t("Năm trước", "Last year"), look: h}, cell{v: w.t("Tăng, giảm", "Change"), look: h}, cell{v: w.t("Tỷ lệ", "Rate"), look: h})
	p.merge(1, 5)
	line := func(label string, cells ...cell) int {
		b := look{border: true, wrap: true, size: 11}
		row := p.row(max(20, height(label, 76, 11)), append([]cell{{v: label, look: b}, {look: b}, {look: b}, {look: b}, {look: b}}, cells...)...)
		p.merge(1, 5)
		return row
	}
	num := look{border: true, align: "right", format: wholeFormat}
	for _, in := range w.r.Form.Indicators {
		tot := w.s.Totals[in.ID]
		if !in.Prior {
			continue
		}
		row := len(p.rows) + 1
		change, rate := cell{look: num}, cell{look: num}
		if tot.Sum != nil && tot.Prior != nil {
			change = cell{f: fmt.Sprintf("F%d-G%d", row, row), v: tot.Sum.Sub(*tot.Prior), look: look{border: true, align: "right", format: wholeChange}}
			if tot.Prior.IsPositive() {
				rate = cell{f: fmt.Sprintf("H%d/G%d", row, row), v: tot.Sum.Sub(*tot.Prior).Div(*tot.Prior), look: look{border: true, align: "right", format: "+0.0%;-0.0%;0%"}}
			}
		}
		last = line(in.Label, cell{v: tot.Sum, look: num}, cell{v: tot.Prior, look: num}, change, rate)
		if first == 0 {
			first = last
		}
	}
	for _, in := range w.r.Form.Indicators {
		if in.Type == round.Ratio {
			line(in.Label, cell{v: w.s.Totals[in.ID].Ratio, look: look{border: true, align: "right", format: "0.0%"}}, cell{look: num}, cell{look: num}, cell{look: num})
		}
	}
	return first, last
}

// distribution is how many units lie in each band of the self-score.
func (w *summaryWriter) distribution(p *page) (first, last int) {
	scored := w.scored()
	if len(scored) == 0 {
		return 0, 0
	}
	h := look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 11}
	p.row(22, cell{v: w.t("Tổng điểm tự chấm", "Total self-score"), look: h}, cell{v: w.t("Số đơn vị", "Units"), look: h})
	bands := []struct {
		name     string
		from, to float64
	}{{w.t("dưới 70", "below 70"), -1e9, 70}, {"70 - 79,5", 70, 80}, {"80 - 89,5", 80, 90}, {"90 - 99,5", 90, 100}, {w.t("từ 100 trở lên", "100 and more"), 100, 1e9}}
	c := look{border: true, align: "center"}
	for _, b := range bands {
		n := 0
		for _, u := range scored {
			if s := u.Counts.Scores.Self; s != nil && s.InexactFloat64() >= b.from && s.InexactFloat64() < b.to {
				n++
			}
		}
		last = p.row(18, cell{v: b.name, look: look{border: true}}, cell{v: n, look: c})
		if first == 0 {
			first = last
		}
	}
	return first, last
}

// missing names who has not sent, by kind.
func (w *summaryWriter) missing(p *page) {
	p.full(9, 22, w.t("Đơn vị chưa nộp", "Not received"), look{bold: true, fill: paleBlue, border: true})
	none := true
	for _, k := range w.r.Kinds {
		names, n := "", 0
		for _, u := range w.units {
			if u.Expected && u.Unit.Kind == k.ID && (u.Status == finding.NotReceived || u.Undecided) {
				if n++; n <= 12 {
					if names != "" {
						names += ", "
					}
					names += u.Unit.Name
					if pn := w.parent(u.Unit); pn != "" {
						names += " (" + pn + ")"
					}
				}
			}
		}
		if n == 0 {
			continue
		}
		none = false
		if n > 12 {
			names += fmt.Sprintf(w.t(" và %d đơn vị khác (xem trang Tình hình nộp)", " and %d more (see Roll-call)"), n-12)
		}
		text := fmt.Sprintf("%s (%d): %s", k.Name, n, names)
		p.full(9, height(text, 118, 11), text, look{wrap: true, border: true, size: 11})
	}
	if none {
		p.full(9, 18, w.t("Tất cả đơn vị đã nộp.", "All units have sent."), look{border: true, size: 11})
	}
}

func (w *summaryWriter) charts(p *page, row int, at [3][2]int) {
	name := quote(p.name)
	rng := func(col string, rows [2]int) string {
		return fmt.Sprintf("%s!$%s$%d:$%s$%d", name, col, rows[0], col, rows[1])
	}
	title := func(s string) excelize.ChartTitle {
		return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: s, Font: &excelize.Font{Family: font, Size: 12, Bold: true, Color: navy}}}}
	}
	fill := func(c string) excelize.Fill { return excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{c}} }
	heading := func(col string, rows [2]int) string { return fmt.Sprintf("%s!$%s$%d", name, col, rows[0]-1) }
	place := func(cell string, width, height uint, c *excelize.Chart) {
		c.Dimension = excelize.ChartDimension{Width: width, Height: height}
		c.Legend.Position = "bottom"
		if len(c.Series) == 1 {
			c.Legend.Position = "none"
		}
		c.PlotArea = excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0;-0;;"}}
		c.VaryColors = ptr(false)
		c.XAxis.Font = excelize.Font{Size: 9, Family: font, Color: "404040"}
		c.YAxis = excelize.ChartAxis{MajorGridLines: true, Font: excelize.Font{Size: 9, Family: font, Color: "404040"}}
		p.charts = append(p.charts, placedChart{cell, c})
	}
	if at[0][0] > 0 {
		place(fmt.Sprintf("A%d", row), 455, 290, &excelize.Chart{Type: excelize.ColStacked, Title: title(w.t("Ai đã nộp, ai còn thiếu?", "Who has sent?")), Series: []excelize.ChartSeries{
			{Name: heading("E", at[0]), Categories: rng("A", at[0]), Values: rng("E", at[0]), Fill: fill("70AD47")},
			{Name: heading("F", at[0]), Categories: rng("A", at[0]), Values: rng("F", at[0]), Fill: fill("FFC000")},
			{Name: heading("G", at[0]), Categories: rng("A", at[0]), Values: rng("G", at[0]), Fill: fill("C55A11")},
			{Name: heading("H", at[0]), Categories: rng("A", at[0]), Values: rng("H", at[0]), Fill: fill("BFBFBF")}}})
	}
	if at[2][0] > 0 {
		place(fmt.Sprintf("E%d", row), 415, 290, &excelize.Chart{Type: excelize.Col, Title: title(w.t("Điểm tự chấm phân bố thế nào?", "How do the scores lie?")), Series: []excelize.ChartSeries{
			{Name: heading("B", at[2]), Categories: rng("A", at[2]), Values: rng("B", at[2]), Fill: fill("2F5597")}}})
	}
	if at[1][0] > 0 {
		place(fmt.Sprintf("A%d", row+16), 890, 330, &excelize.Chart{Type: excelize.Bar, XAxis: excelize.ChartAxis{ReverseOrder: true}, Title: title(w.t("Vụ việc, đối tượng vi phạm: kỳ này so với năm trước", "This period against last year")), Series: []excelize.ChartSeries{
			{Name: heading("G", at[1]), Categories: rng("A", at[1]), Values: rng("G", at[1]), Fill: fill("BFBFBF")},
			{Name: heading("F", at[1]), Categories: rng("A", at[1]), Values: rng("F", at[1]), Fill: fill("1F3864")}}})
	}
}
