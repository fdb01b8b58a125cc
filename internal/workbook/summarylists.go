package workbook

import (
	"fmt"

	"tonghop/internal/finding"
	"tonghop/internal/round"
)

// narratives puts what units wrote on one topic one below the other.
func (w *summaryWriter) narratives() {
	p := w.b.page(w.t("Nội dung báo cáo", "Narratives"), 8, 40, 30, 110)
	w.head(p, 4, w.t("NỘI DUNG BÁO CÁO THEO TỪNG VẤN ĐỀ", "NARRATIVES BY TOPIC"))
	row := w.headings(p, 24, w.t("Mục", "No."), w.t("Nội dung", "Topic"), w.t("Đơn vị", "Unit"), w.t("Đơn vị viết", "What the unit wrote"))
	p.freeze, p.repeat = [2]int{row, 2}, row
	l := look{border: true, wrap: true, top: true, size: 11}
	for _, in := range w.r.Form.Indicators {
		if in.Type != round.Narrative && in.Type != round.TextLine {
			continue
		}
		for _, u := range w.units {
			if u.Counts == nil {
				continue
			}
			text, _ := u.Counts.Values[in.ID].(string)
			if text == "" {
				continue
			}
			p.auto(18, cell{v: sectionNo(w.r.Form.Section(in.Section)), look: l}, cell{v: in.Label, look: l}, cell{v: u.Unit.Name, look: l}, cell{v: text, look: l})
		}
	}
	if len(p.rows) > row {
		p.filter = fmt.Sprintf("A%d:D%d", row, len(p.rows))
	}
}

// openFindings lists what is open, worst first.
func (w *summaryWriter) openFindings() {
	p := w.b.page(w.t("Vấn đề còn mở", "Open findings"), 18, 30, 12, 18, 70, 22, 60)
	w.head(p, 7, w.t("VẤN ĐỀ CÒN MỞ (bản mới nhất của từng đơn vị)", "OPEN FINDINGS (newest version of each unit)"))
	row := w.headings(p, 24, w.t("Mức độ", "Severity"), w.t("Đơn vị", "Unit"), w.t("Mã", "Code"), w.t("Trang, ô", "Cell"), w.t("Nội dung", "What is wrong"), w.t("Đã ghi", "Found"), w.t("Cách xử lý", "How to mend it"))
	p.freeze, p.repeat = [2]int{row, 2}, row
	l := look{border: true, wrap: true, size: 11}
	for _, sev := range []finding.Severity{finding.Blocker, finding.Error, finding.Query} {
		for _, u := range w.units {
			for _, f := range u.Findings {
				if f.Severity != sev {
					continue
				}
				m, fix := f.Text(w.r.Language)
				place := f.Sheet
				if len(f.Cells) > 0 {
					place += "!" + f.Cells[0]
				}
				fill := map[finding.Severity]string{finding.Query: amberFill}[sev]
				if fill == "" {
					fill = redFill
				}
				p.auto(18, cell{v: finding.SeverityName(sev, w.r.Language), look: look{border: true, size: 11, align: "center", fill: fill, wrap: true}}, cell{v: u.Unit.Name, look: l}, cell{v: f.Code, look: look{border: true, size: 11, align: "center"}}, cell{v: place, look: l}, cell{v: m, look: l}, cell{v: finding.Show(f.Found, w.r.Language), look: l}, cell{v: fix, look: l})
			}
		}
	}
	if len(p.rows) > row {
		p.filter = fmt.Sprintf("A%d:G%d", row, len(p.rows))
	}
}

// receipts lists every file received, and what lies in the inbox.
func (w *summaryWriter) receipts() {
	p := w.b.page(w.t("Tiếp nhận", "Receipts"), 6, 18, 46, 28, 20, 9, 16, 40, 22)
	w.head(p, 9, w.t("TỆP ĐÃ NHẬN VÀ ĐANG CHỜ", "RECEIVED AND WAITING"))
	l := look{border: true, size: 11, wrap: true}
	c := look{border: true, size: 11, align: "center"}
	if len(w.s.Inbox) > 0 {
		w.inbox(p, 9)
		p.row(8)
	}
	row := w.headings(p, 34, w.t("STT", "No."), w.t("Nhận lúc", "Received"), w.t("Tệp", "File"), w.t("Đơn vị", "Unit"), w.t("Tình trạng", "Status"), w.t("Bản", "Version"), w.t("Được tính", "Counts"), w.t("Ghi chú", "Note"), "SHA-256")
	p.repeat = row
	for i, r := range w.s.Receipts {
		counts := ""
		switch {
		case r.Again:
			counts = w.t("trùng, tính một lần", "again")
		case r.Counts:
			counts = w.t("có", "yes")
		}
		st := c
		st.fill = statusFill[r.Status]
		p.auto(18, cell{v: i + 1, look: c}, cell{v: w.time(r.Received), look: c}, cell{v: r.File, look: l}, cell{v: w.names[r.Unit], look: l}, cell{v: finding.StatusName(r.Status, w.r.Language), look: st}, count(r.Version, c), cell{v: counts, look: c}, cell{v: r.Note, look: l}, cell{v: r.SHA[:min(16, len(r.SHA))], look: look{border: true, size: 9, color: greyText}})
	}
}
