package workbook

import (
	"fmt"
	"strings"

	"tonghop/internal/finding"
	"tonghop/internal/record"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
)

// Source is one unit's figure on the way to a total, or beside it.
type Source struct {
	Indicator, Unit string // id, code
	Value           any
	Prior           any
	Version         int
	File, SHA, Cell string
	Why             string // why it is not in the total; "" where it is
}

// linkedCell is a cell of the outline that leads to where its total comes from.
type linkedCell struct {
	row int
	id  string
}

// chase lists by desk who must be called: what is missing, to correct or to explain.
func (w *summaryWriter) chase() {
	p := w.b.page(w.t("Cần đôn đốc", "To chase"), 5, 34, 18, 14, 16, 34, 44)
	p.fitWidth()
	w.head(p, 7, w.t("DANH SÁCH CẦN ĐÔN ĐỐC, THEO NƠI NHẬN", "TO CHASE, BY DESK"))
	row := w.headings(p, 30, w.t("STT", "No."), w.t("Đơn vị", "Unit"), w.t("Loại hình", "Kind"), w.t("Tình trạng", "Status"), w.t("Điện thoại", "Telephone"), w.t("Thư điện tử", "E-mail"), w.t("Việc đang chờ", "Waiting"))
	p.freeze, p.repeat = [2]int{row, 2}, row
	l := look{border: true, size: 11, wrap: true}
	any := false
	for _, d := range w.r.Desks {
		n := 0
		for _, u := range w.units {
			if !u.Expected || w.r.Desk(u.Unit).ID != d.ID || u.Version > 0 && !u.Undecided && u.Status != finding.Returned && u.Status != finding.Queried && u.Status != finding.Unreadable {
				continue
			}
			p.block()
			if n++; n == 1 {
				any = true
				p.full(7, 20, d.Name, look{bold: true, fill: paleBlue, border: true})
			}
			st := look{border: true, size: 11, wrap: true, align: "center", fill: statusFill[u.Status]}
			mail := cell{v: u.Unit.Email, look: l}
			row := len(p.rows) + 1
			if u.Unit.Email != "" {
				mail.look.color, mail.look.underline = "0563C1", true
				p.links = append(p.links, link{row: row, col: 6, target: "mailto:" + u.Unit.Email, tip: u.Unit.Email})
			}
			p.auto(20, cell{v: n, look: ourLook}, cell{v: w.names[u.Unit.Code], look: l}, cell{v: w.r.Kind(u.Unit.Kind).Name, look: l}, cell{v: finding.StatusName(u.Status, w.r.Language), look: st}, cell{v: u.Unit.Phone, look: l}, mail, cell{v: w.toDo(u), look: l})
		}
	}
	if !any {
		w.nothing(p, 7)
	}
}

// toDo is what a unit is called about.
func (w *summaryWriter) toDo(u UnitLine) string {
	n := finding.Counts(u.Findings)
	switch {
	case u.Version == 0:
		return fmt.Sprintf(w.t("Chưa nộp; hạn %s", "Not sent; due %s"), w.r.DueOf(u.Unit.Kind).Format("02/01/2006"))
	case u.Status == finding.Queried:
		return fmt.Sprintf(w.t("Giải trình %d nội dung (tra-lai/%s.xlsx)", "Explain %d (tra-lai/%s.xlsx)"), n[finding.Query], u.Unit.Code)
	case u.Status == finding.Returned:
		return fmt.Sprintf(w.t("Sửa %d lỗi, giải trình %d nội dung (tra-lai/%s.xlsx)", "Correct %d, explain %d (tra-lai/%s.xlsx)"), n[finding.Error], n[finding.Query], u.Unit.Code)
	}
	return u.Waiting
}

// places is how complete and timely the returns are below each unit that others stand
// below.
func (w *summaryWriter) places() {
	p := w.b.page(w.t("Theo địa bàn", "By place"), 44, 10, 10, 10, 10, 11, 11)
	p.portrait = true
	p.fitWidth()
	w.head(p, 7, w.t("TÌNH HÌNH NỘP THEO ĐƠN VỊ CẤP TRÊN", "COVERAGE BY UNIT ABOVE"))
	row := w.headings(p, 34, w.t("Đơn vị cấp trên", "Unit above"), w.t("Phải nộp", "Expected"), w.t("Đã nhận", "Received"), w.t("Được tính", "Counted"), w.t("Đúng hạn", "On time"), w.t("Tỷ lệ nộp", "Rate"), w.t("Tỷ lệ đúng hạn", "On-time rate"))
	p.freeze, p.repeat = [2]int{row, 1}, row
	c := look{border: true, size: 11, align: "center"}
	rate := look{border: true, size: 11, align: "center", format: percentFormat}
	for _, u := range w.s.Units {
		t, ok := w.s.Places[u.Unit.Code]
		if !ok || t.Expected == 0 {
			continue
		}
		l := look{border: true, size: 11, wrap: true}
		if u.Unit.Code == w.r.Self {
			l.bold = true
		}
		all, onTime := cell{look: rate}, cell{look: rate}
		if r, ok := t.Rate(); ok {
			all.v = r
		}
		if r, ok := t.OnTimeRate(); ok {
			onTime.v = r
		}
		p.block()
		p.auto(18, cell{v: w.names[u.Unit.Code], look: l}, cell{v: t.Expected, look: c}, cell{v: t.Received, look: c}, cell{v: t.Accepted, look: c}, cell{v: t.OnTime, look: c}, all, onTime)
	}
}

// models lists the rows of the lists of models, of all returns that count.
func (w *summaryWriter) models() { w.lists(round.UseModel, w.t("Mô hình", "Models")) }

// lists puts the rows of tables for one use together, those of each unit below its name.
func (w *summaryWriter) lists(use, name string) {
	for _, t := range w.r.Form.Tables {
		if t.Use != use {
			continue
		}
		widths, heads := []float64{6, 32}, []string{w.t("STT", "No."), w.t("Đơn vị", "Unit")}
		for _, c := range t.Columns {
			widths, heads = append(widths, max(10, min(c.Width+4, 40))), append(heads, c.Label)
		}
		p := w.b.page(name, widths...)
		p.fitWidth()
		w.head(p, len(heads), strings.ToUpper(t.Label))
		row := w.headings(p, 30, heads...)
		p.freeze, p.repeat = [2]int{row, 2}, row
		n := 0
		for _, u := range w.units {
			if u.Counts == nil {
				continue
			}
			for _, cells := range u.Counts.Tables[t.ID] {
				n++
				l := look{border: true, size: 11, wrap: true}
				line := []cell{{v: n, look: ourLook}, {v: w.names[u.Unit.Code], look: l}}
				for _, c := range t.Columns {
					line = append(line, cell{v: shown(cells[c.ID]), look: l})
				}
				p.block()
				p.auto(18, line...)
			}
		}
		w.listEnd(p, row, len(heads))
	}
}

func (w *summaryWriter) listEnd(p *page, row, cols int) {
	if len(p.rows) > row {
		p.filter = fmt.Sprintf("A%d:%s%d", row, sheet.ColumnName(cols), len(p.rows))
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
		if t.Use != round.UseCommendation {
			continue
		}
		widths, heads := []float64{6, 30}, []string{w.t("STT", "No."), w.t("Đơn vị đề nghị", "Proposed by")}
		for _, c := range t.Columns {
			widths, heads = append(widths, max(10, min(c.Width, 36))), append(heads, c.Label)
		}
		widths, heads = append(widths, 13, 30), append(heads, w.t("Kết quả", "Decided"), w.t("Theo", "By"))
		p := w.b.page(w.t("Khen thưởng", "Commendation"), widths...)
		p.fitWidth()
		w.head(p, len(heads), strings.ToUpper(t.Label))
		row := w.headings(p, 30, heads...)
		p.freeze, p.repeat = [2]int{row, 2}, row
		n := 0
		for _, o := range w.s.Nominees {
			if o.Table.ID != t.ID {
				continue
			}
			n++
			l := look{border: true, size: 11, wrap: true}
			line := []cell{{v: n, look: ourLook}, {v: o.Unit, look: l}}
			for _, c := range t.Columns {
				line = append(line, cell{v: shown(o.Cells[c.ID]), look: l})
			}
			word, fill := w.t("chưa quyết định", "not decided"), ""
			if o.Decided {
				word, fill = w.t("không", "no"), redFill
				if o.Yes {
					word, fill = w.t("khen thưởng", "commended"), greenFill
				}
			}
			p.block()
			p.auto(18, append(line, cell{v: word, look: look{border: true, size: 11, align: "center", fill: fill, wrap: true}}, cell{v: o.Decision, look: l})...)
		}
		w.listEnd(p, row, len(heads))
	}
}

// comparisons lists the figures of units that those below them do not add up to.
func (w *summaryWriter) comparisons() {
	p := w.b.page(w.t("So với cấp dưới", "Against units below"), 30, 52, 12, 13, 13, 13, 26)
	p.fitWidth()
	w.head(p, 7, w.t("SỐ LIỆU KHÁC TỔNG CỦA CÁC ĐƠN VỊ TRỰC THUỘC", "FIGURES THAT UNITS BELOW DO NOT ADD UP TO"))
	row := w.headings(p, 34, w.t("Đơn vị", "Unit"), w.t("Chỉ tiêu", "Figure"), w.t("Đơn vị tính", "Unit of measure"), w.t("Đơn vị ghi", "The unit says"), w.t("Cộng cấp dưới", "Sum below"), w.t("Chênh lệch", "Difference"), w.t("Ghi chú", "Note"))
	p.freeze, p.repeat = [2]int{row, 1}, row
	l := look{border: true, size: 11, wrap: true}
	num := look{border: true, size: 11, align: "right", format: "#,##0.###"}
	for _, c := range w.s.Below {
		note := fmt.Sprintf(w.t("cộng %d đơn vị, đã đủ", "sum of %d, all that there are"), c.From)
		if !c.All {
			note = fmt.Sprintf(w.t("cộng %d đơn vị, còn thiếu đơn vị", "sum of %d, some are missing"), c.From)
		}
		line := len(p.rows) + 1
		p.block()
		p.auto(18, cell{v: w.names[c.Unit.Code], look: l}, cell{v: c.Indicator.Label, look: l}, cell{v: c.Indicator.Unit, look: l}, cell{v: c.Own, look: num}, cell{v: c.Sum, look: num}, cell{f: fmt.Sprintf("D%d-E%d", line, line), v: c.Own.Sub(c.Sum), look: look{border: true, size: 11, align: "right", format: changeFormat}}, cell{v: note, look: l})
	}
	w.listEnd(p, row, 7)
}

// outside lists what is not in the totals, and what is by an officer's decision.
func (w *summaryWriter) outside() {
	p := w.b.page(w.t("Không có trong tổng", "Not in the totals"), 6, 36, 20, 16, 80)
	p.fitWidth()
	w.head(p, 5, w.t("ĐƠN VỊ KHÔNG CÓ TRONG TỔNG, VÀ CÓ THEO QUYẾT ĐỊNH", "NOT IN THE TOTALS, AND IN THEM BY DECISION"))
	row := w.headings(p, 30, w.t("STT", "No."), w.t("Đơn vị", "Unit"), w.t("Loại hình", "Kind"), w.t("Tình trạng", "Status"), w.t("Vì sao", "Why"))
	p.freeze, p.repeat = [2]int{row, 2}, row
	n := 0
	for _, u := range w.units {
		why := u.WhyNot
		if why == "" {
			why = u.Decided
		}
		if why == "" {
			continue
		}
		n++
		l := look{border: true, size: 11, wrap: true}
		p.block()
		p.auto(18, cell{v: n, look: ourLook}, cell{v: w.names[u.Unit.Code], look: l}, cell{v: w.r.Kind(u.Unit.Kind).Name, look: l}, cell{v: finding.StatusName(u.Status, w.r.Language), look: look{border: true, size: 11, wrap: true, align: "center", fill: statusFill[u.Status]}}, cell{v: why, look: l})
	}
	w.listEnd(p, row, 5)
}

// sources is where every total comes from, a row a figure: unit, version, file and cell;
// the outline's totals lead here.
func (w *summaryWriter) sources() {
	p := w.b.page(w.t("Truy nguồn", "Sources"), 24, 46, 32, 12, 12, 36, 7, 40, 18, 18)
	p.fitWidth()
	w.head(p, 10, w.t("TRUY NGUỒN: TỪ TỔNG ĐẾN TỆP VÀ Ô CỦA TỪNG ĐƠN VỊ", "SOURCES: FROM EACH TOTAL TO FILE AND CELL"))
	if w.s.Sources == nil && w.s.Position > 0 {
		p.full(10, 20, w.t("Quá nhiều dòng để ghi ở đây. Dùng lệnh: tonghop trace MÃ_CHỈ_TIÊU", "Too many rows for a sheet. Use: tonghop trace INDICATOR"), look{italic: true, border: true})
		return
	}
	row := w.headings(p, 34, w.t("Mã", "Id"), w.t("Chỉ tiêu", "Figure"), w.t("Đơn vị", "Unit"), w.t("Kỳ này", "This period"), w.t("Năm trước", "Last year"), w.t("Trong tổng", "In the total"), w.t("Bản", "Version"), w.t("Tệp", "File"), w.t("Trang, ô", "Sheet, cell"), "SHA-256")
	p.freeze, p.repeat = [2]int{row, 3}, row
	l := look{border: true, size: 10}
	num := look{border: true, size: 10, align: "right", format: "#,##0.###"}
	out := look{border: true, size: 10, color: greyText}
	for _, s := range w.s.Sources {
		in, _ := w.r.Form.Indicator(s.Indicator)
		if w.from[s.Indicator] == 0 {
			w.from[s.Indicator] = len(p.rows) + 1
		}
		said, at := w.t("có", "yes"), l
		if s.Why != "" {
			said, at = s.Why, out
		}
		p.row(0, cell{v: s.Indicator, look: out}, cell{v: in.Label, look: at}, cell{v: w.names[s.Unit], look: at}, cell{v: shown(s.Value), look: num}, cell{v: shown(s.Prior), look: num}, cell{v: said, look: at}, cell{v: s.Version, look: at}, cell{v: s.File, look: out}, cell{v: s.Cell, look: at}, cell{v: s.SHA[:min(16, len(s.SHA))], look: out})
	}
	w.listEnd(p, row, 10)
	for _, o := range w.b.pages {
		if o.name != w.t("Đề cương tổng hợp", "Outline") {
			continue
		}
		for _, c := range w.linked {
			if to := w.from[c.id]; to > 0 {
				at := o.at(c.row, 7)
				at.look.color, at.look.underline = "0563C1", true
				o.links = append(o.links, link{row: c.row, col: 7, target: fmt.Sprintf("%s!A%d", quote(p.name), to), tip: w.t("Xem từng đơn vị, tệp và ô", "See units, files and cells")})
			}
		}
	}
}
