package summary

import (
	"fmt"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// narratives puts what units wrote on one topic one below the other, under the
// topic. Number and topic stand again beside what is printed, for the filter.
func (w *summaryWriter) narratives() {
	p := w.b.Page(w.t("Nội dung báo cáo", "Narratives"), 26, 98, 8, 40)
	p.Scale, p.Printed = 100, 2
	w.head(p, 2, w.t("NỘI DUNG BÁO CÁO THEO TỪNG VẤN ĐỀ", "NARRATIVES BY TOPIC"))
	row := w.headings(p, 24,
		w.t("Đơn vị", "Unit"),
		w.t("Đơn vị viết", "What the unit wrote"),
		w.t("Mục", "No."),
		w.t("Nội dung", "Topic"),
	)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	l := canvas.Look{Border: true, Wrap: true, Top: true, Size: 11}
	beside := canvas.Look{Size: 9, Color: canvas.GreyText}
	topic := canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true}
	p.Block()
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
			p.Block()
			if n == 0 {
				title := no + ". " + in.Label
				p.Row(canvas.HeightIn(title, 640, 12, true),
					canvas.Cell{V: title, Look: topic},
					canvas.Cell{Look: topic},
					canvas.Cell{V: no, Look: beside},
					canvas.Cell{V: in.Label, Look: beside},
				)
				p.Merge(1, 2)
			}
			n++
			p.Auto(18,
				canvas.Cell{V: w.names[u.Unit.Code], Look: l},
				canvas.Cell{V: text, Look: l},
				canvas.Cell{V: no, Look: beside},
				canvas.Cell{V: in.Label, Look: beside},
			)
		}
	}
	if len(p.Rows) > row {
		p.Filter = fmt.Sprintf("A%d:D%d", row, len(p.Rows))
	} else {
		w.nothing(p, 2)
	}
}

// nothing says that a list has no rows.
func (w *summaryWriter) nothing(p *canvas.Page, cols int) {
	p.Full(cols, 20, w.t("Chưa có.", "None yet."), canvas.NoneLook)
}

// openFindings lists what is open, worst first.
func (w *summaryWriter) openFindings() {
	p := w.b.Page(w.t("Vấn đề còn mở", "Open findings"), 13, 24, 12, 40, 13, 26, 11)
	p.Scale, p.Printed = 100, 6
	w.head(p, 6, w.t("VẤN ĐỀ CÒN MỞ (bản mới nhất của từng đơn vị)", "OPEN FINDINGS (newest version of each unit)"))
	row := w.headings(p, 24,
		w.t("Mức độ", "Severity"),
		w.t("Đơn vị", "Unit"),
		w.t("Trang, ô", "Cell"),
		w.t("Nội dung", "What is wrong"),
		w.t("Đã ghi", "Found"),
		w.t("Cách xử lý", "How to mend it"),
		w.t("Mã lỗi", "Code"),
	)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	p.Block()
	for _, sev := range []finding.Severity{finding.Blocker, finding.Error, finding.Query} {
		for _, u := range w.units {
			for _, f := range u.Findings {
				if f.Severity == sev && f.Open() {
					w.openFinding(p, u, f)
				}
			}
		}
	}
	if len(p.Rows) > row {
		p.Filter = fmt.Sprintf("A%d:G%d", row, len(p.Rows))
	} else {
		w.nothing(p, 6)
	}
}

// explanations lists the queries that units explained, with what they said: the
// officer reads it and may still ask.
func (w *summaryWriter) explanations() {
	p := w.b.Page(w.t("Giải trình", "Explanations"), 24, 13, 46, 14, 50, 11)
	p.Scale, p.Printed = 100, 5
	w.head(p, 5, w.t(
		"NỘI DUNG ĐƠN VỊ ĐÃ GIẢI TRÌNH (bản mới nhất của từng đơn vị)",
		"EXPLAINED BY THE UNITS (newest version of each unit)",
	))
	row := w.headings(p, 24,
		w.t("Đơn vị", "Unit"),
		w.t("Trang, ô", "Cell"),
		w.t("Nội dung cần giải trình", "What was asked"),
		w.t("Đã ghi", "Found"),
		w.t("Đơn vị giải trình", "Explanation"),
		w.t("Mã", "Code"),
	)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	p.Block()
	l := canvas.LineLook
	for _, u := range w.units {
		for _, f := range u.Findings {
			if f.Explained == "" {
				continue
			}
			m, _ := f.Text(w.r.Language)
			p.Block()
			p.Auto(18,
				canvas.Cell{V: w.names[u.Unit.Code], Look: l},
				canvas.Cell{V: w.place(f), Look: l},
				canvas.Cell{V: m, Look: l},
				canvas.Cell{V: finding.Show(f.Found, w.r.Language), Look: l},
				canvas.Cell{V: f.Explained, Look: l},
				canvas.Cell{V: f.Code,
					Look: canvas.Look{Border: true, Size: 11, Align: "center", Color: canvas.GreyText}},
			)
		}
	}
	if len(p.Rows) > row {
		p.Filter = fmt.Sprintf("A%d:F%d", row, len(p.Rows))
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

func (w *summaryWriter) openFinding(p *canvas.Page, u roll.UnitLine, f finding.Finding) {
	l := canvas.LineLook
	m, fix := f.Text(w.r.Language)
	if f.Trial {
		m = w.t("(Quy tắc thử nghiệm) ", "(Rule on trial) ") + m
	}
	fill := canvas.RedFill
	if f.Severity == finding.Query {
		fill = canvas.AmberFill
	}
	p.Block()
	p.Auto(18,
		canvas.Cell{V: finding.SeverityName(f.Severity, w.r.Language),
			Look: canvas.Look{Border: true, Size: 11, Align: "center", Fill: fill, Wrap: true}},
		canvas.Cell{V: w.names[u.Unit.Code], Look: l},
		canvas.Cell{V: w.place(f), Look: l},
		canvas.Cell{V: m, Look: l},
		canvas.Cell{V: finding.Show(f.Found, w.r.Language), Look: l},
		canvas.Cell{V: fix, Look: l},
		canvas.Cell{V: f.Code, Look: canvas.Look{Border: true, Size: 11, Align: "center", Color: canvas.GreyText}},
	)
}

// receipts lists every file received, and what lies in the inbox.
func (w *summaryWriter) receipts() {
	p := w.b.Page(w.t("Tiếp nhận", "Receipts"), 5, 15.5, 29, 20, 13, 5, 9, 29, 18)
	p.Scale, p.Printed = 100, 8
	w.head(p, 8, w.t("TỆP ĐÃ NHẬN VÀ ĐANG CHỜ", "RECEIVED AND WAITING"))
	l := canvas.LineLook
	c := canvas.OurLook
	if len(w.s.Inbox) > 0 {
		w.inbox(p, 8)
		p.Row(8)
	}
	row := w.headings(p, 34,
		w.t("STT", "No."),
		w.t("Nhận lúc", "Received"),
		w.t("Tệp", "File"),
		w.t("Đơn vị", "Unit"),
		w.t("Tình trạng", "Status"),
		w.t("Bản", "Version"),
		w.t("Được tính", "Counts"),
		w.t("Ghi chú", "Note"),
		"SHA-256",
	)
	p.Repeat = row
	if len(w.s.Inbox) == 0 {
		p.Freeze = [2]int{row, 0}
	}
	p.Block()
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
			status, st.Fill = finding.StatusName(r.Status, w.r.Language), statusFill[r.Status]
		}
		p.Block()
		p.Auto(18,
			canvas.Cell{V: i + 1, Look: c},
			canvas.Cell{V: w.time(r.Received), Look: c},
			canvas.Cell{V: r.File, Look: l},
			canvas.Cell{V: w.names[r.Unit], Look: l},
			canvas.Cell{V: status, Look: st},
			count(r.Version, c),
			canvas.Cell{V: counts, Look: c},
			canvas.Cell{V: r.Note, Look: l},
			canvas.Cell{V: r.SHA[:min(16, len(r.SHA))],
				Look: canvas.Look{Border: true, Size: 9, Color: canvas.GreyText}},
		)
	}
	if len(w.s.Receipts) == 0 {
		w.nothing(p, 8)
	}
}
