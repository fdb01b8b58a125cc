package workbook

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/shopspring/decimal"
	"tonghop/internal/rollup"
	"tonghop/internal/round"
	"tonghop/internal/score"
)

// The overview is one page of A4: twelve columns as wide as the paper.
const (
	overviewCols   = 12
	overviewWide   = 462 // for texts across it, in points
	overviewColumn = 6.6 // in characters
)

// overview is the page that leaders read first, on one sheet of paper: what came in, what
// the figures say against last year, who leads and who trails, who is missing.
func (w *summaryWriter) overview() {
	widths := make([]float64, overviewCols, overviewCols+2)
	for i := range widths {
		widths[i] = overviewColumn
	}
	p := w.b.page(w.t("Tổng quan", "Overview"), append(widths, 3, 30)...)
	w.front = p
	p.portrait, p.fitPage, p.printed = true, true, overviewCols
	w.official(p, overviewCols, 11)
	w.titleLines(p, overviewCols, overviewWide, w.t("TỔNG HỢP KẾT QUẢ", "CONSOLIDATED RESULTS"))
	lead := w.lead()
	p.full(overviewCols, heightIn(lead, overviewWide, 10, true)+6, lead, look{bold: true, wrap: true, fill: paleBlue, border: true, size: 10})
	p.row(5)
	w.sideBySide(p)
	p.row(5)
	if !w.s.At.IsZero() { // else there is nothing to draw
		w.charts(p, len(p.rows)+1)
		for range chartRows {
			p.row(chartRow, cell{v: " "})
		}
	}
	w.leaders(p)
	w.missing(p)
}

// The room for the charts: two rows of them, of rows of one height.
const (
	chartRows = 21
	chartRow  = 14.0 // in points
)

// official is the head of an official paper across some columns: the body above and the
// issuer left, the national name right (decree 30/2020, appendix I), the title, the stamp.
func (w *summaryWriter) official(p *page, cols int, size float64) {
	l := w.r.Letterhead
	half := cols * 5 / 12
	line := func(left, right cell) {
		cells := make([]cell, cols)
		cells[0], cells[half] = left, right
		p.row(16, cells...)
		p.merge(1, half)
		p.merge(half+1, cols)
	}
	line(cell{v: l.Above, look: look{align: "center", size: size - 1}}, cell{v: w.t(nationalName, ""), look: look{bold: true, align: "center", size: size - 1}})
	line(cell{v: l.Issuer, look: look{align: "center", size: size - 1, bold: true, shrink: true}}, cell{v: w.t(nationalMotto, ""), look: look{bold: true, align: "center", size: size, underline: w.r.Language == "vi"}})
}

// titleLines are the overview's title and stamp.
func (w *summaryWriter) titleLines(p *page, cols int, wide float64, title string) {
	p.full(cols, 22, title, look{bold: true, align: "center", size: 14, color: navy})
	p.full(cols, heightIn(w.r.Title, wide, 11, true), w.r.Title, look{bold: true, align: "center", wrap: true, size: 11})
	stamp := []rune(w.stamp())
	stamp[0] = unicode.ToUpper(stamp[0])
	p.full(cols, 14, string(stamp), look{italic: true, align: "center", size: 9, color: greyText})
}

// sideBySide is the roll-call by kind, and beside it the figures against last year.
func (w *summaryWriter) sideBySide(p *page) {
	small := look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 9}
	h := func(t string) cell { return cell{v: t, look: small} }
	none := cell{look: small}
	p.row(26, h(w.t("Loại hình", "Kind")), none, h(w.t("Phải nộp", "Expected")), h(w.t("Đã nhận", "Received")), h(w.t("Được tính", "Counted")), h(w.t("Đúng hạn", "On time")), h(w.t("Số liệu chính", "Key figures")), none, none, h(w.t("Kỳ này", "This period")), h(w.t("Năm trước", "Last year")), h(w.t("Tăng, giảm", "Change")))
	p.merge(1, 2)
	p.merge(7, 9)
	left, right := w.coverage(), w.keyFigures()
	for i := range max(len(left), len(right)) {
		cells := make([]cell, overviewCols)
		if i < len(left) {
			copy(cells, left[i])
		}
		height := 17.0
		if i < len(right) {
			copy(cells[6:], right[i])
			height = max(height, heightIn(fmt.Sprint(right[i][0].v), 3*colPoints(overviewColumn)+6, 9, false))
		}
		p.row(height, cells...)
		if i < len(left) {
			p.merge(1, 2)
		}
		if i < len(right) {
			p.merge(7, 9)
		}
	}
}

// coverage is the roll-call by kind, six cells a line.
func (w *summaryWriter) coverage() (lines [][]cell) {
	line := func(name string, t tally, l look) []cell {
		ll := l
		ll.align, ll.wrap = "left", true
		return []cell{{v: name, look: ll}, {look: ll}, {v: t.expected, look: l}, {v: t.received, look: l}, {v: t.counted, look: l}, {v: t.onTime, look: l}}
	}
	for _, k := range w.r.Kinds {
		if t := w.tally(k.ID); t.expected > 0 {
			lines = append(lines, line(k.Name, t, look{border: true, align: "center", size: 9}))
		}
	}
	all := w.tally("")
	bold := look{border: true, align: "center", bold: true, fill: paleBlue, size: 9}
	lines = append(lines, line(w.t("Cộng", "Total"), all, bold))
	if all.expected > 0 {
		share := func(n int) decimal.Decimal {
			return decimal.NewFromInt(int64(n)).Div(decimal.NewFromInt(int64(all.expected)))
		}
		l := look{border: true, align: "center", size: 9, format: percentFormat}
		lines = append(lines, []cell{{v: w.t("Tỷ lệ", "Rate"), look: look{border: true, size: 9}}, {look: l}, {look: l}, {v: share(all.received), look: l}, {v: share(all.counted), look: l}, {v: share(all.onTime), look: l}})
	}
	return lines
}

// mostKeyFigures is how many figures the overview has room for.
const mostKeyFigures = 8

// keyFigures are the figures asked for with last year's, and the rates, six cells a line.
func (w *summaryWriter) keyFigures() (lines [][]cell) {
	num := look{border: true, align: "right", format: wholeFormat, size: 9}
	label := look{border: true, wrap: true, size: 9}
	for _, in := range w.r.Form.Indicators {
		tot := w.s.Totals[in.ID]
		if !in.Prior || len(lines) == mostKeyFigures {
			continue
		}
		lines = append(lines, []cell{{v: in.Label, look: label}, {look: label}, {look: label}, {v: tot.Sum, look: num}, {v: tot.Prior, look: num}, w.change(tot, look{border: true, align: "right", size: 9, format: wholeChange})})
	}
	for _, in := range w.r.Form.Indicators {
		if in.Type == round.Ratio && len(lines) < mostKeyFigures {
			lines = append(lines, []cell{{v: in.Label, look: label}, {look: label}, {look: label}, {v: w.s.Totals[in.ID].Ratio, look: look{border: true, align: "right", format: percentFormat, size: 9}}, {look: num}, {look: num}})
		}
	}
	return lines
}

// leaders is who leads and who trails by score.
func (w *summaryWriter) leaders(p *page) {
	scored := slices.DeleteFunc(w.ranked(), func(u UnitLine) bool { return best(u) == nil })
	if len(scored) == 0 {
		return
	}
	const most = 5
	h := look{bold: true, fill: paleBlue, border: true, size: 9}
	p.row(15, cell{v: w.t("Dẫn đầu về điểm (thẩm định, chưa có thì tự chấm)", "Highest scores (appraised, else self)"), look: h}, cell{look: h}, cell{look: h}, cell{look: h}, cell{look: h}, cell{look: h}, cell{v: w.t("Thấp nhất", "Lowest"), look: h}, cell{look: h}, cell{look: h}, cell{look: h}, cell{look: h}, cell{look: h})
	p.merge(1, 6)
	p.merge(7, 12)
	n := min(most, (len(scored)+1)/2)
	one := func(u UnitLine) []cell {
		l := look{border: true, size: 9}
		return []cell{{v: w.names[u.Unit.Code], look: l}, {look: l}, {look: l}, {look: l}, {v: best(u), look: look{border: true, size: 9, align: "center", bold: true}}, {v: w.scoreOf(u), look: look{border: true, size: 8, align: "center", color: greyText}}}
	}
	for i := range n {
		cells := one(scored[i])
		if j := len(scored) - n + i; j >= n {
			cells = append(cells, one(scored[j])...)
		}
		p.row(13, cells...)
		p.merge(1, 4)
		if len(cells) > 6 {
			p.merge(7, 10)
		}
	}
	p.row(5)
}

// best is the score that a unit is ranked by: the final one, else the appraised, else its
// own.
func best(u UnitLine) *decimal.Decimal {
	switch s := u.Scores; {
	case s == nil || s.Step == score.StepGate:
		return nil // not scored at all
	case s.Final != nil:
		return s.Final
	case s.Appraised != nil:
		return s.Appraised
	default:
		return s.Self
	}
}

// scoreOf says which score a unit is ranked by.
func (w *summaryWriter) scoreOf(u UnitLine) string {
	if u.Scores.Final != nil || u.Scores.Appraised != nil {
		return w.t("thẩm định", "appr.")
	}
	return w.t("tự chấm", "self")
}

// missing names who has not sent, by kind.
func (w *summaryWriter) missing(p *page) {
	p.full(overviewCols, 15, w.t("Đơn vị chưa nộp", "Not received"), look{bold: true, fill: paleBlue, border: true, size: 9})
	none := true
	for _, k := range w.r.Kinds {
		var names []string
		for _, u := range w.units {
			if u.Expected && u.Unit.Kind == k.ID && (u.Version == 0 || u.Undecided) {
				names = append(names, w.names[u.Unit.Code])
			}
		}
		if len(names) == 0 {
			continue
		}
		none = false
		text := fmt.Sprintf("%s (%d): ", k.Name, len(names))
		if n := len(names); n > 6 {
			names = names[:6]
			text += strings.Join(names, ", ") + fmt.Sprintf(w.t(" và %d đơn vị khác (xem trang Cần đôn đốc)", " and %d more (see To chase)"), n-6)
		} else {
			text += strings.Join(names, ", ")
		}
		p.full(overviewCols, heightIn(text, overviewWide, 9, false)+1, text, look{wrap: true, border: true, size: 9})
	}
	if none {
		p.full(overviewCols, 15, w.t("Tất cả đơn vị đã nộp.", "All units have sent."), look{border: true, size: 9})
	}
}

// contents are links to the other sheets, beside what is printed.
func (w *summaryWriter) contents() {
	p := w.front
	put := func(row int, c cell) {
		r := &p.rows[row-1]
		for len(r.cells) < overviewCols+1 {
			r.cells = append(r.cells, cell{})
		}
		r.cells = append(r.cells[:overviewCols+1], c)
	}
	if len(p.rows) == 0 {
		return
	}
	row := 1
	put(row, cell{v: w.t("Xem tiếp", "More"), look: look{bold: true, size: 11}})
	for _, o := range w.b.pages[1:] {
		if row++; row > len(p.rows) || o.hidden {
			break
		}
		put(row, cell{v: o.name, look: look{size: 11, color: "0563C1", underline: true}})
		p.links = append(p.links, link{row: row, col: overviewCols + 2, target: quote(o.name) + "!A1", tip: o.name})
	}
}

// signed is place, date and the leader's signature block; a report is signed on
// paper, on whatever day.
func (w *summaryWriter) signed(p *page, cols int) {
	from := cols/2 + 1
	right := func(h float64, text string, l look) {
		cells := make([]cell, cols)
		cells[from-1] = cell{v: text, look: l}
		p.row(h, cells...)
		p.merge(from, cols)
	}
	p.block()
	p.row(8)
	right(18, w.t(w.r.Letterhead.Place+", ngày ..... tháng ..... năm ........", "Date: .........."), look{italic: true, align: "center"})
	right(110, w.r.Letterhead.Leader+w.t("\n(Ký, ghi rõ họ tên, đóng dấu)", "\n(signature, name, seal)"), look{bold: true, align: "center", wrap: true, top: true})
}

// change is this year's figure against last year's, where the two can be compared.
func (w *summaryWriter) change(tot rollup.Total, l look) cell {
	switch {
	case tot.Sum == nil || tot.Prior == nil && len(tot.Apart) == 0:
		return cell{look: l}
	case !tot.Comparable():
		l.wrap, l.size, l.align = true, min(l.size, 9), "center"
		if l.size == 0 {
			l.size = 9
		}
		return cell{v: w.t("không so sánh được", "not comparable"), look: l}
	}
	return cell{v: tot.Sum.Sub(*tot.Prior), look: l}
}

// day is the start of the day of a moment, in the round's zone.
func (w *summaryWriter) day(t time.Time) time.Time {
	t = t.In(w.r.Location)
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, w.r.Location)
}
