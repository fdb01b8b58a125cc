package summary

import (
	"fmt"
	"strings"

	"tonghop/internal/ask/define"
	"tonghop/internal/count/roll"
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

// chase lists by desk who must be called: what is missing, to correct or to explain.
func (w *summaryWriter) chase() {
	p := w.b.Page(w.t("Cần đôn đốc", "To chase"), 5, 34, 18, 14, 16, 34, 44)
	p.FitWidth()
	w.head(p, 7, w.t("DANH SÁCH CẦN ĐÔN ĐỐC, THEO NƠI NHẬN", "TO CHASE, BY DESK"))
	row := w.headings(p, 30,
		w.t("STT", "No."),
		w.t("Đơn vị", "Unit"),
		w.t("Loại hình", "Kind"),
		w.t("Tình trạng", "Status"),
		w.t("Điện thoại", "Telephone"),
		w.t("Thư điện tử", "E-mail"),
		w.t("Việc đang chờ", "Waiting"),
	)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	l := canvas.LineLook
	any := false
	for _, d := range w.r.Desks {
		n := 0
		for _, u := range w.units {
			if !u.Expected || w.r.Desk(u.Unit).ID != d.ID ||
				u.Version > 0 && !u.Undecided && u.Status != finding.Returned && u.Status != finding.Queried &&
					u.Status != finding.Unreadable {
				continue
			}
			p.Block()
			if n++; n == 1 {
				any = true
				p.Full(7, 20, d.Name, canvas.SectionLook)
			}
			st := canvas.Look{Border: true, Size: 11, Wrap: true, Align: "center", Fill: statusFill[u.Status]}
			mail := canvas.Cell{V: u.Unit.Email, Look: l}
			row := len(p.Rows) + 1
			if u.Unit.Email != "" {
				mail.Look.Color, mail.Look.Underline = "0563C1", true
				p.Links = append(p.Links, canvas.Link{
					Row:    row,
					Col:    6,
					Target: "mailto:" + u.Unit.Email,
					Tip:    u.Unit.Email,
				})
			}
			p.Auto(20,
				canvas.Cell{V: n, Look: canvas.OurLook},
				canvas.Cell{V: w.names[u.Unit.Code], Look: l},
				canvas.Cell{V: w.r.Kind(u.Unit.Kind).Name, Look: l},
				canvas.Cell{V: finding.StatusName(u.Status, w.r.Language), Look: st},
				canvas.Cell{V: u.Unit.Phone, Look: l},
				mail,
				canvas.Cell{V: w.toDo(u), Look: l},
			)
		}
	}
	if !any {
		w.nothing(p, 7)
	}
}

// toDo is what a unit is called about.
func (w *summaryWriter) toDo(u roll.UnitLine) string {
	n := finding.Counts(u.Findings)
	switch {
	case u.Version == 0:
		return fmt.Sprintf(w.t("Chưa nộp; hạn %s", "Not sent; due %s"), w.r.DueOf(u.Unit.Kind).Format("02/01/2006"))
	case u.Status == finding.Queried:
		return fmt.Sprintf(w.t("Giải trình %d nội dung (tra-lai/%s.xlsx)", "Explain %d (tra-lai/%s.xlsx)"),
			n[finding.Query], u.Unit.Code)
	case u.Status == finding.Returned:
		say := w.t("Sửa %d lỗi, giải trình %d nội dung (tra-lai/%s.xlsx)", "Correct %d, explain %d (tra-lai/%s.xlsx)")
		return fmt.Sprintf(say, n[finding.Error], n[finding.Query], u.Unit.Code)
	}
	return u.Waiting
}

// places is how complete and timely the returns are below each unit that others stand
// below.
func (w *summaryWriter) places() {
	p := w.b.Page(w.t("Theo địa bàn", "By place"), 44, 10, 10, 10, 10, 11, 11)
	p.Portrait = true
	p.FitWidth()
	w.head(p, 7, w.t("TÌNH HÌNH NỘP THEO ĐƠN VỊ CẤP TRÊN", "COVERAGE BY UNIT ABOVE"))
	row := w.headings(p, 34,
		w.t("Đơn vị cấp trên", "Unit above"),
		w.t("Phải nộp", "Expected"),
		w.t("Đã nhận", "Received"),
		w.t("Được tính", "Counted"),
		w.t("Đúng hạn", "On time"),
		w.t("Tỷ lệ nộp", "Rate"),
		w.t("Tỷ lệ đúng hạn", "On-time rate"),
	)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	c := canvas.MidLook
	rate := canvas.Look{Border: true, Size: 11, Align: "center", Format: canvas.PercentFormat}
	for _, u := range w.s.Units {
		t, ok := w.s.Places[u.Unit.Code]
		if !ok || t.Expected == 0 {
			continue
		}
		l := canvas.LineLook
		if u.Unit.Code == w.r.Self {
			l.Bold = true
		}
		all, onTime := canvas.Cell{Look: rate}, canvas.Cell{Look: rate}
		if r, ok := t.Rate(); ok {
			all.V = r
		}
		if r, ok := t.OnTimeRate(); ok {
			onTime.V = r
		}
		p.Block()
		p.Auto(18,
			canvas.Cell{V: w.names[u.Unit.Code], Look: l},
			canvas.Cell{V: t.Expected, Look: c},
			canvas.Cell{V: t.Received, Look: c},
			canvas.Cell{V: t.Accepted, Look: c},
			canvas.Cell{V: t.OnTime, Look: c},
			all,
			onTime,
		)
	}
}

// models lists the rows of the lists of models, of all returns that count.
func (w *summaryWriter) models() { w.lists(define.UseModel, w.t("Mô hình", "Models")) }

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
		widths, heads := []float64{6, 30}, []string{w.t("STT", "No."), w.t("Đơn vị đề nghị", "Proposed by")}
		for _, c := range t.Columns {
			widths, heads = append(widths, max(10, min(c.Width, 36))), append(heads, c.Label)
		}
		widths, heads = append(widths, 13, 30), append(heads, w.t("Kết quả", "Decided"), w.t("Theo", "By"))
		p := w.b.Page(w.t("Khen thưởng", "Commendation"), widths...)
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
			word, fill := w.t("chưa quyết định", "not decided"), ""
			if o.Decided {
				word, fill = w.t("không", "no"), canvas.RedFill
				if o.Yes {
					word, fill = w.t("khen thưởng", "commended"), canvas.GreenFill
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
	p := w.b.Page(w.t("So với cấp dưới", "Against units below"), 30, 52, 12, 13, 13, 13, 26)
	p.FitWidth()
	w.head(p, 7, w.t("SỐ LIỆU KHÁC TỔNG CỦA CÁC ĐƠN VỊ TRỰC THUỘC", "FIGURES THAT UNITS BELOW DO NOT ADD UP TO"))
	row := w.headings(p, 34,
		w.t("Đơn vị", "Unit"),
		w.t("Chỉ tiêu", "Figure"),
		w.t("Đơn vị tính", "Unit of measure"),
		w.t("Đơn vị ghi", "The unit says"),
		w.t("Cộng cấp dưới", "Sum below"),
		w.t("Chênh lệch", "Difference"),
		w.t("Ghi chú", "Note"),
	)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	l := canvas.LineLook
	num := canvas.Look{Border: true, Size: 11, Align: "right", Format: "#,##0.###"}
	for _, c := range w.s.Below {
		note := fmt.Sprintf(w.t("cộng %d đơn vị, đã đủ", "sum of %d, all that there are"), c.From)
		if !c.All {
			note = fmt.Sprintf(w.t("cộng %d đơn vị, còn thiếu đơn vị", "sum of %d, some are missing"), c.From)
		}
		line := len(p.Rows) + 1
		p.Block()
		p.Auto(18,
			canvas.Cell{V: w.names[c.Unit.Code], Look: l},
			canvas.Cell{V: c.Indicator.Label, Look: l},
			canvas.Cell{V: c.Indicator.Unit, Look: l},
			canvas.Cell{V: c.Own, Look: num},
			canvas.Cell{V: c.Sum, Look: num},
			canvas.Cell{F: fmt.Sprintf("D%d-E%d", line, line), V: c.Own.Sub(c.Sum),
				Look: canvas.Look{Border: true, Size: 11, Align: "right", Format: canvas.ChangeFormat}},
			canvas.Cell{V: note, Look: l},
		)
	}
	w.listEnd(p, row, 7)
}

// outside lists what is not in the totals, and what is by an officer's decision.
func (w *summaryWriter) outside() {
	p := w.b.Page(w.t("Không có trong tổng", "Not in the totals"), 6, 36, 20, 16, 80)
	p.FitWidth()
	w.head(p, 5, w.t("ĐƠN VỊ KHÔNG CÓ TRONG TỔNG, VÀ CÓ THEO QUYẾT ĐỊNH", "NOT IN THE TOTALS, AND IN THEM BY DECISION"))
	row := w.headings(p, 30,
		w.t("STT", "No."),
		w.t("Đơn vị", "Unit"),
		w.t("Loại hình", "Kind"),
		w.t("Tình trạng", "Status"),
		w.t("Vì sao", "Why"),
	)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
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
		l := canvas.LineLook
		p.Block()
		p.Auto(18,
			canvas.Cell{V: n, Look: canvas.OurLook},
			canvas.Cell{V: w.names[u.Unit.Code], Look: l},
			canvas.Cell{V: w.r.Kind(u.Unit.Kind).Name, Look: l},
			canvas.Cell{V: finding.StatusName(u.Status, w.r.Language),
				Look: canvas.Look{Border: true, Size: 11, Wrap: true, Align: "center", Fill: statusFill[u.Status]}},
			canvas.Cell{V: why, Look: l},
		)
	}
	w.listEnd(p, row, 5)
}

// sources is where every total comes from, a row a figure: unit, version, file and cell;
// the outline's totals lead here.
func (w *summaryWriter) sources() {
	p := w.b.Page(w.t("Truy nguồn", "Sources"), 24, 46, 32, 12, 12, 36, 7, 40, 18, 18)
	p.FitWidth()
	w.head(p, 10, w.t("TRUY NGUỒN: TỪ TỔNG ĐẾN TỆP VÀ Ô CỦA TỪNG ĐƠN VỊ", "SOURCES: FROM EACH TOTAL TO FILE AND CELL"))
	if w.s.Sources == nil && w.s.Position > 0 {
		p.Full(10, 20, w.t(
			"Quá nhiều dòng để ghi ở đây. Dùng lệnh: tonghop trace MÃ_CHỈ_TIÊU",
			"Too many rows for a sheet. Use: tonghop trace INDICATOR",
		), canvas.Look{Italic: true, Border: true})
		return
	}
	row := w.headings(p, 34,
		w.t("Mã", "Id"),
		w.t("Chỉ tiêu", "Figure"),
		w.t("Đơn vị", "Unit"),
		w.t("Kỳ này", "This period"),
		w.t("Năm trước", "Last year"),
		w.t("Trong tổng", "In the total"),
		w.t("Bản", "Version"),
		w.t("Tệp", "File"),
		w.t("Trang, ô", "Sheet, cell"),
		"SHA-256",
	)
	p.Freeze, p.Repeat = [2]int{row, 3}, row
	l := canvas.Look{Border: true, Size: 10}
	num := canvas.Look{Border: true, Size: 10, Align: "right", Format: "#,##0.###"}
	out := canvas.Look{Border: true, Size: 10, Color: canvas.GreyText}
	for _, s := range w.s.Sources {
		in, _ := w.r.Form.Indicator(s.Indicator)
		if w.from[s.Indicator] == 0 {
			w.from[s.Indicator] = len(p.Rows) + 1
		}
		said, at := w.t("có", "yes"), l
		if s.Why != "" {
			said, at = s.Why, out
		}
		p.Row(0,
			canvas.Cell{V: s.Indicator, Look: out},
			canvas.Cell{V: in.Label, Look: at},
			canvas.Cell{V: w.names[s.Unit], Look: at},
			canvas.Cell{V: shown(s.Value), Look: num},
			canvas.Cell{V: shown(s.Prior), Look: num},
			canvas.Cell{V: said, Look: at},
			canvas.Cell{V: s.Version, Look: at},
			canvas.Cell{V: s.File, Look: out},
			canvas.Cell{V: s.Cell, Look: at},
			canvas.Cell{V: s.SHA[:min(16, len(s.SHA))], Look: out},
		)
	}
	w.listEnd(p, row, 10)
	for _, o := range w.b.Pages {
		if o.Name != w.t("Đề cương tổng hợp", "Outline") {
			continue
		}
		for _, c := range w.linked {
			if to := w.from[c.id]; to > 0 {
				at := o.At(c.row, 7)
				at.Look.Color, at.Look.Underline = "0563C1", true
				o.Links = append(o.Links, canvas.Link{
					Row:    c.row,
					Col:    7,
					Target: fmt.Sprintf("%s!A%d", canvas.Quote(p.Name), to),
					Tip:    w.t("Xem từng đơn vị, tệp và ô", "See units, files and cells"),
				})
			}
		}
	}
}
