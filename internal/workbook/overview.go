package workbook

import (
	"fmt"
	"unicode"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/finding"
	"tonghop/internal/round"
)

// overview is the page that leaders read first: what came in, what the figures
// say against last year, how the scores lie, who is missing.
func (w *summaryWriter) overview() {
	p := w.b.page(w.t("Tổng quan", "Overview"), 22, 7.5, 7.5, 7.5, 7.5, 7.5, 7.5, 7.5, 7.5)
	p.portrait, p.scale = true, 100
	p.block()
	w.letterhead(p)
	lead := w.lead()
	p.full(9, heightIn(lead, overviewWide, 12, true)+8, lead, look{bold: true, wrap: true, fill: paleBlue, border: true})
	p.row(8)
	first, last := w.coverage(p)
	p.row(8)
	figFirst, figLast := w.keyFigures(p)
	p.row(8)
	scores := w.distribution(p)
	p.newPage()
	w.missing(p)
	p.block()
	p.row(8)
	if !w.s.At.IsZero() { // else there is nothing to draw
		w.charts(p, len(p.rows)+1, [2]int{first, last}, [2]int{figFirst, figLast}, scores)
		for range chartRows {
			p.row(15, cell{v: " "})
		}
	}
	w.signed(p)
	p.printed = 9
}

// chartRows is the room for the charts, so that they print.
const chartRows = 28

func (w *summaryWriter) letterhead(p *page) {
	l := w.r.Letterhead
	p.row(18, cell{v: l.Above, look: look{align: "center", size: 11}}, cell{}, cell{}, cell{v: w.t(nationalName, ""), look: look{bold: true, align: "center", size: 11}})
	p.merge(1, 3)
	p.merge(4, 9)
	p.row(18, cell{v: l.Issuer, look: look{align: "center", size: 11, bold: true}}, cell{}, cell{}, cell{v: w.t(nationalMotto, ""), look: look{bold: true, align: "center", size: 11, underline: true}})
	p.merge(1, 3)
	p.merge(4, 9)
	p.row(8)
	p.full(9, 30, w.t("TỔNG HỢP KẾT QUẢ", "CONSOLIDATED RESULTS"), look{bold: true, align: "center", size: 15, color: navy})
	p.full(9, heightIn(w.r.Title, overviewWide, 12, true), w.r.Title, look{bold: true, align: "center", wrap: true, size: 12})
	stamp := []rune(w.stamp())
	stamp[0] = unicode.ToUpper(stamp[0])
	p.full(9, 18, string(stamp), look{italic: true, align: "center", size: 10, color: greyText})
}

// coverage is the roll-call by kind.
func (w *summaryWriter) coverage(p *page) (first, last int) {
	w.headings(p, 48, w.t("Loại hình", "Kind"), w.t("Phải nộp", "Expected"), w.t("Đã nhận", "Received"), w.t("Được tính", "Counted"), w.t("Đạt yêu cầu", "Clean"), w.t("Cần giải trình", "Queried"), w.t("Trả lại để sửa", "To correct"), w.t("Chưa nộp", "Missing"), w.t("Trễ hạn", "Late"))
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
	p.row(48, cell{v: w.t("Số liệu chính", "Key figures"), look: h}, cell{look: h}, cell{look: h}, cell{look: h}, cell{look: h}, cell{v: w.t("Kỳ này", "This period"), look: h}, cell{v: w.t("Năm trước", "Last year"), look: h}, cell{v: w.t("Tăng, giảm", "Change"), look: h}, cell{v: w.t("Tăng, giảm (%)", "Change (%)"), look: h})
	p.merge(1, 5)
	line := func(label string, cells ...cell) int {
		b := look{border: true, wrap: true, size: 11}
		row := p.row(max(20, heightIn(label, 290, 11, false)), append([]cell{{v: label, look: b}, {look: b}, {look: b}, {look: b}, {look: b}}, cells...)...)
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
				rate = cell{f: fmt.Sprintf("H%d/G%d", row, row), v: tot.Sum.Sub(*tot.Prior).Div(*tot.Prior), look: look{border: true, align: "right", format: "+0.0%;-0.0%;0.0%"}}
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

// distribution is how many units lie in each band of the self-score: a row of bands
// and a row of numbers. It returns the row of bands, 0 for none.
func (w *summaryWriter) distribution(p *page) int {
	scored := w.scored()
	if len(scored) == 0 {
		return 0
	}
	h := look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 11}
	bands := []struct {
		name     string
		from, to float64
	}{{w.t("dưới 70", "below 70"), -1e9, 70}, {"70 - 79,5", 70, 80}, {"80 - 89,5", 80, 90}, {"90 - 99,5", 90, 100}, {w.t("từ 100", "100 and more"), 100, 1e9}}
	c := look{border: true, align: "center"}
	heads, counts := []cell{{v: w.t("Tổng điểm tự chấm", "Total self-score"), look: h}}, []cell{{v: w.t("Số đơn vị", "Units"), look: look{border: true}}}
	for _, b := range bands {
		n := 0
		for _, u := range scored {
			if s := u.Counts.Scores.Self; s != nil && s.InexactFloat64() >= b.from && s.InexactFloat64() < b.to {
				n++
			}
		}
		heads, counts = append(heads, cell{v: b.name, look: h}), append(counts, cell{v: n, look: c})
	}
	row := p.row(34, heads...)
	p.row(20, counts...)
	return row
}

// missing names who has not sent, by kind.
func (w *summaryWriter) missing(p *page) {
	p.full(9, 22, w.t("Đơn vị chưa nộp", "Not received"), look{bold: true, fill: paleBlue, border: true})
	none := true
	for _, k := range w.r.Kinds {
		names, n := "", 0
		for _, u := range w.units {
			if u.Expected && u.Unit.Kind == k.ID && (u.Status == finding.NotReceived || u.Undecided) {
				if n++; n <= 8 {
					if names != "" {
						names += ", "
					}
					names += w.names[u.Unit.Code]
				}
			}
		}
		if n == 0 {
			continue
		}
		none = false
		if n > 8 {
			names += fmt.Sprintf(w.t(" và %d đơn vị khác (xem trang Tình hình nộp)", " and %d more (see Roll-call)"), n-8)
		}
		text := fmt.Sprintf("%s (%d): %s", k.Name, n, names)
		p.block()
		p.full(9, heightIn(text, overviewWide, 11, false), text, look{wrap: true, border: true, size: 11})
	}
	if none {
		p.full(9, 18, w.t("Tất cả đơn vị đã nộp.", "All units have sent."), look{border: true, size: 11})
	}
}

// overviewWide is how wide the page is for texts across it, in points.
const overviewWide = 440

// signed is place, date and the leader's signature block; a report is signed on
// paper, on whatever day.
func (w *summaryWriter) signed(p *page) {
	p.row(8)
	right := func(h float64, text string, l look) {
		p.row(h, cell{}, cell{}, cell{}, cell{}, cell{v: text, look: l})
		p.merge(5, 9)
	}
	right(18, w.t(w.r.Letterhead.Place+", ngày ..... tháng ..... năm ........", "Date: .........."), look{italic: true, align: "center"})
	right(110, w.r.Letterhead.Leader+w.t("\n(Ký, ghi rõ họ tên, đóng dấu)", "\n(signature, name, seal)"), look{bold: true, align: "center", wrap: true, top: true})
}

func (w *summaryWriter) charts(p *page, row int, coverage, figures [2]int, scores int) {
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
		c.Legend.Position, c.Legend.Font = "bottom", &excelize.Font{Size: 10, Family: font}
		for i := range c.Series {
			c.Series[i].DataLabel.Font = excelize.Font{Size: 10, Family: font}
		}
		if len(c.Series) == 1 {
			c.Legend.Position = "none"
		}
		c.PlotArea = excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0;-0;;"}}
		c.VaryColors = ptr(false)
		c.XAxis.Font = excelize.Font{Size: 9, Family: font, Color: "404040"}
		c.YAxis = excelize.ChartAxis{MajorGridLines: true, Font: excelize.Font{Size: 9, Family: font, Color: "404040"}}
		p.charts = append(p.charts, placedChart{cell, c})
	}
	if coverage[0] > 0 {
		place(fmt.Sprintf("A%d", row), 318, 234, &excelize.Chart{Type: excelize.ColStacked, Title: title(w.t("Ai đã nộp, ai còn thiếu?", "Who has sent?")), Series: []excelize.ChartSeries{
			{Name: heading("E", coverage), Categories: rng("A", coverage), Values: rng("E", coverage), Fill: fill("70AD47")},
			{Name: heading("F", coverage), Categories: rng("A", coverage), Values: rng("F", coverage), Fill: fill("FFC000")},
			{Name: heading("G", coverage), Categories: rng("A", coverage), Values: rng("G", coverage), Fill: fill("C55A11")},
			{Name: heading("H", coverage), Categories: rng("A", coverage), Values: rng("H", coverage), Fill: fill("BFBFBF")}}})
	}
	if scores > 0 {
		across := func(row int) string { return fmt.Sprintf("%s!$B$%d:$F$%d", name, row, row) }
		place(fmt.Sprintf("E%d", row), 272, 234, &excelize.Chart{Type: excelize.Col, Title: title(w.t("Điểm tự chấm phân bố thế nào?", "How do the scores lie?")), Series: []excelize.ChartSeries{
			{Name: fmt.Sprintf("%s!$A$%d", name, scores+1), Categories: across(scores), Values: across(scores + 1), Fill: fill("2F5597")}}})
	}
	if figures[0] > 0 {
		place(fmt.Sprintf("A%d", row+14), 602, 252, &excelize.Chart{Type: excelize.Bar, XAxis: excelize.ChartAxis{ReverseOrder: true}, Title: title(w.t("Vụ việc, đối tượng vi phạm: kỳ này so với năm trước", "This period against last year")), Series: []excelize.ChartSeries{
			{Name: heading("F", figures), Categories: rng("A", figures), Values: rng("F", figures), Fill: fill("1F3864")},
			{Name: heading("G", figures), Categories: rng("A", figures), Values: rng("G", figures), Fill: fill("BFBFBF")}}})
	}
}
