package workbook

import (
	"fmt"
	"strings"

	"tonghop/internal/finding"
	"tonghop/internal/round"
)

// narratives puts what units wrote on one topic one below the other, under the
// topic. Number and topic stand again beside what is printed, for the filter.
func (w *summaryWriter) narratives() {
	p := w.b.page(w.t("Nội dung báo cáo", "Narratives"), 26, 98, 8, 40)
	p.scale, p.printed = 100, 2
	w.head(p, 2, w.t("NỘI DUNG BÁO CÁO THEO TỪNG VẤN ĐỀ", "NARRATIVES BY TOPIC"))
	row := w.headings(p, 24, w.t("Đơn vị", "Unit"), w.t("Đơn vị viết", "What the unit wrote"), w.t("Mục", "No."), w.t("Nội dung", "Topic"))
	p.freeze, p.repeat = [2]int{row, 1}, row
	l := look{border: true, wrap: true, top: true, size: 11}
	beside := look{size: 9, color: greyText}
	topic := look{bold: true, fill: paleBlue, border: true, wrap: true}
	p.block()
	for _, in := range w.r.Form.Indicators {
		if in.Type != round.Narrative && in.Type != round.TextLine {
			continue
		}
		no := w.r.Form.Section(in.Section).Number()
		n := 0
		for _, u := range w.units {
			if u.Counts == nil {
				continue
			}
			text, _ := u.Counts.Values[in.ID].(string)
			if text == "" {
				continue
			}
			p.block()
			if n == 0 {
				title := no + ". " + in.Label
				p.row(heightIn(title, 640, 12, true), cell{v: title, look: topic}, cell{look: topic}, cell{v: no, look: beside}, cell{v: in.Label, look: beside})
				p.merge(1, 2)
			}
			n++
			p.auto(18, cell{v: w.names[u.Unit.Code], look: l}, cell{v: text, look: l}, cell{v: no, look: beside}, cell{v: in.Label, look: beside})
		}
	}
	if len(p.rows) > row {
		p.filter = fmt.Sprintf("A%d:D%d", row, len(p.rows))
	} else {
		w.nothing(p, 2)
	}
}

// nothing says that a list has no rows.
func (w *summaryWriter) nothing(p *page, cols int) {
	p.full(cols, 20, w.t("Chưa có.", "None yet."), look{italic: true, border: true, color: greyText})
}

// openFindings lists what is open, worst first.
func (w *summaryWriter) openFindings() {
	p := w.b.page(w.t("Vấn đề còn mở", "Open findings"), 13, 24, 12, 40, 13, 26, 11)
	p.scale, p.printed = 100, 6
	w.head(p, 6, w.t("VẤN ĐỀ CÒN MỞ (bản mới nhất của từng đơn vị)", "OPEN FINDINGS (newest version of each unit)"))
	row := w.headings(p, 24, w.t("Mức độ", "Severity"), w.t("Đơn vị", "Unit"), w.t("Trang, ô", "Cell"), w.t("Nội dung", "What is wrong"), w.t("Đã ghi", "Found"), w.t("Cách xử lý", "How to mend it"), w.t("Mã lỗi", "Code"))
	p.freeze, p.repeat = [2]int{row, 2}, row
	p.block()
	for _, sev := range []finding.Severity{finding.Blocker, finding.Error, finding.Query} {
		for _, u := range w.units {
			for _, f := range u.Findings {
				if f.Severity == sev && f.Open() {
					w.openFinding(p, u, f)
				}
			}
		}
	}
	if len(p.rows) > row {
		p.filter = fmt.Sprintf("A%d:G%d", row, len(p.rows))
	} else {
		w.nothing(p, 6)
	}
}

// explanations lists the queries that units explained, with what they said: the
// officer reads it and may still ask.
func (w *summaryWriter) explanations() {
	p := w.b.page(w.t("Giải trình", "Explanations"), 24, 13, 46, 14, 50, 11)
	p.scale, p.printed = 100, 5
	w.head(p, 5, w.t("NỘI DUNG ĐƠN VỊ ĐÃ GIẢI TRÌNH (bản mới nhất của từng đơn vị)", "EXPLAINED BY THE UNITS (newest version of each unit)"))
	row := w.headings(p, 24, w.t("Đơn vị", "Unit"), w.t("Trang, ô", "Cell"), w.t("Nội dung cần giải trình", "What was asked"), w.t("Đã ghi", "Found"), w.t("Đơn vị giải trình", "Explanation"), w.t("Mã", "Code"))
	p.freeze, p.repeat = [2]int{row, 1}, row
	p.block()
	l := look{border: true, wrap: true, size: 11}
	for _, u := range w.units {
		for _, f := range u.Findings {
			if f.Explained == "" {
				continue
			}
			m, _ := f.Text(w.r.Language)
			p.block()
			p.auto(18, cell{v: w.names[u.Unit.Code], look: l}, cell{v: w.place(f), look: l}, cell{v: m, look: l}, cell{v: finding.Show(f.Found, w.r.Language), look: l}, cell{v: f.Explained, look: l}, cell{v: f.Code, look: look{border: true, size: 11, align: "center", color: greyText}})
		}
	}
	if len(p.rows) > row {
		p.filter = fmt.Sprintf("A%d:F%d", row, len(p.rows))
	} else {
		w.nothing(p, 5)
	}
}

// place is where a finding stands, in words.
func (w *summaryWriter) place(f finding.Finding) string {
	place := f.Sheet
	if len(f.Cells) > 0 {
		place += ", " + w.t("ô", "cell") + " " + strings.Join(f.Cells, ", ")
	}
	return place
}

func (w *summaryWriter) openFinding(p *page, u UnitLine, f finding.Finding) {
	l := look{border: true, wrap: true, size: 11}
	m, fix := f.Text(w.r.Language)
	if f.Trial {
		m = w.t("(Quy tắc thử nghiệm) ", "(Rule on trial) ") + m
	}
	fill := redFill
	if f.Severity == finding.Query {
		fill = amberFill
	}
	p.block()
	p.auto(18, cell{v: finding.SeverityName(f.Severity, w.r.Language), look: look{border: true, size: 11, align: "center", fill: fill, wrap: true}}, cell{v: w.names[u.Unit.Code], look: l}, cell{v: w.place(f), look: l}, cell{v: m, look: l},
		cell{v: finding.Show(f.Found, w.r.Language), look: l}, cell{v: fix, look: l}, cell{v: f.Code, look: look{border: true, size: 11, align: "center", color: greyText}})
}

// receipts lists every file received, and what lies in the inbox.
func (w *summaryWriter) receipts() {
	p := w.b.page(w.t("Tiếp nhận", "Receipts"), 5, 15.5, 29, 20, 13, 5, 9, 29, 18)
	p.scale, p.printed = 100, 8
	w.head(p, 8, w.t("TỆP ĐÃ NHẬN VÀ ĐANG CHỜ", "RECEIVED AND WAITING"))
	l := look{border: true, size: 11, wrap: true}
	c := look{border: true, size: 11, align: "center", wrap: true}
	if len(w.s.Inbox) > 0 {
		w.inbox(p, 8)
		p.row(8)
	}
	row := w.headings(p, 34, w.t("STT", "No."), w.t("Nhận lúc", "Received"), w.t("Tệp", "File"), w.t("Đơn vị", "Unit"), w.t("Tình trạng", "Status"), w.t("Bản", "Version"), w.t("Được tính", "Counts"), w.t("Ghi chú", "Note"), "SHA-256")
	p.repeat = row
	if len(w.s.Inbox) == 0 {
		p.freeze = [2]int{row, 0}
	}
	p.block()
	for i, r := range w.s.Receipts {
		counts := ""
		switch {
		case r.Again:
			counts = w.t("trùng, tính một lần", "again")
		case r.Counts:
			counts = w.t("có", "yes")
		}
		status, st := r.State, c
		if status == "" {
			status, st.fill = finding.StatusName(r.Status, w.r.Language), statusFill[r.Status]
		}
		p.block()
		p.auto(18, cell{v: i + 1, look: c}, cell{v: w.time(r.Received), look: c}, cell{v: r.File, look: l}, cell{v: w.names[r.Unit], look: l}, cell{v: status, look: st}, count(r.Version, c), cell{v: counts, look: c}, cell{v: r.Note, look: l}, cell{v: r.SHA[:min(16, len(r.SHA))], look: look{border: true, size: 9, color: greyText}})
	}
	if len(w.s.Receipts) == 0 {
		w.nothing(p, 8)
	}
}
