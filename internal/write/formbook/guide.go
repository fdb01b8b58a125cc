package formbook

import (
	"fmt"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// guide writes the start sheet: in eight lines what to do, by when, to whom,
// whom to phone.
func (w *formWriter) guide(s form.Sheet) {
	p := w.open(s, 5, 88)
	p.Portrait = true
	center := canvas.Look{Bold: true, Align: "center", Wrap: true}
	p.Full(2, 22, w.r.Letterhead.Issuer, canvas.Look{Align: "center", Size: 12})
	p.Full(2, canvas.Height(w.r.Title, 66, 14)+6, strings.ToUpper(w.t("Biểu mẫu báo cáo", "Return"))+"\n"+w.r.Title,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 14})
	p.Rows[len(p.Rows)-1].Height += 20
	p.Full(2, 26, nil, canvas.Look{Bold: true, Align: "center", Size: 14, Color: canvas.Navy})
	*p.At(len(p.Rows), 1) = w.titled("", "", canvas.Look{Bold: true, Align: "center", Size: 14, Color: canvas.Navy})
	p.Full(2, 34, "("+w.r.Legal+")", canvas.Look{Italic: true, Align: "center", Wrap: true, Size: 11})
	p.Full(2, 24, w.t("CÁCH LÀM", "WHAT TO DO"), center)
	number := canvas.Look{Bold: true, Align: "center", Top: true, Color: canvas.Navy}
	for i, step := range w.steps() {
		p.Row(canvas.Height(step, 82, 12)+4,
			canvas.Cell{V: fmt.Sprintf("%d.", i+1), Look: number},
			canvas.Cell{V: step, Look: canvas.Look{Wrap: true, Top: true, Align: "left"}},
		)
	}
	p.Row(10)
	w.progressRow = p.Row(26,
		canvas.Cell{Look: canvas.ShutLook},
		canvas.Cell{Look: canvas.Look{Bold: true, Fill: canvas.GreyFill, Border: true}},
	)
	p.Row(10)
	p.Full(2, 22, w.t("CÁC TRANG CỦA BIỂU MẪU (bấm để mở)", "THE SHEETS (click to open)"), center)
	for _, other := range w.plan.Sheets[1:] {
		row := p.Row(20, canvas.Cell{},
			canvas.Cell{V: "→ " + other.Title, Look: canvas.Look{Color: "0563C1", Underline: true}},
		)
		p.Links = append(p.Links, canvas.Link{
			Row:    row,
			Col:    2,
			Target: canvas.Quote(other.Title) + "!A1",
			Tip:    other.Title,
		})
	}
	p.Row(10)
	p.Row(22,
		canvas.Cell{Look: canvas.Look{Fill: canvas.InputFill, Border: true}},
		canvas.Cell{V: w.t(
			"  Ô màu này để đơn vị điền. Các ô khác đã khóa.",
			"  Fill in cells of this colour. The others are locked.",
		)},
	)
	p.Row(22,
		canvas.Cell{Look: canvas.ShutLook},
		canvas.Cell{V: w.t("  Ô màu này máy tự tính.", "  Cells of this colour are computed.")},
	)
	if len(w.fill.Findings) > 0 {
		p.Row(22,
			canvas.Cell{Look: canvas.Look{Fill: canvas.RedFill, Border: true}},
			canvas.Cell{V: w.t("  Ô màu này có lỗi phải sửa.", "  Cells of this colour are wrong.")},
		)
		p.Row(22,
			canvas.Cell{Look: canvas.Look{Fill: canvas.AmberFill, Border: true}},
			canvas.Cell{V: w.t(
				"  Ô màu này cần kiểm tra hoặc giải trình.",
				"  Cells of this colour are to be checked or explained.",
			)},
		)
	}
}

// steps are the eight lines.
func (w *formWriter) steps() []string {
	due := w.r.DueOf(w.u.Kind).Format("02/01/2006")
	contact, phone := w.contact()
	card := w.plan.Sheet(form.Score) != nil
	fourth := w.t(
		"Trang Danh sách: ghi kết quả từng dòng có sẵn (nếu có), mô hình và đề nghị khen thưởng; thiếu dòng thì "+
			"chèn thêm dòng.",
		"Sheet Lists: complete the rows that are there, add models and nominations; insert rows where they run out.",
	)
	if card {
		fourth = w.t(
			"Trang Chấm điểm: tự chấm từng tiêu chuẩn; dưới điểm chuẩn thì ghi số hành vi vi phạm. Trang Danh sách: "+
				"mô hình, đề nghị khen thưởng.",
			"Sheet Scorecard: score each criterion; below full points state the violations. Sheet Lists: models, "+
				"nominations.",
		)
	}
	first := w.t("Điền trang Đơn vị: người lập, ngày lập, thủ trưởng.", "Fill in sheet Unit.")
	if w.u.Code == "" {
		first = w.t(
			"Điền trang Đơn vị: chọn tên đơn vị trong danh sách (mã tự hiện), người lập, ngày lập, thủ trưởng.",
			"Fill in sheet Unit: choose the unit from the list.",
		)
	}
	return []string{
		first,
		w.t(
			"Trang Báo cáo: viết hoặc dán từng đoạn vào các dòng bên phải mỗi nội dung.",
			"Sheet Report: write or paste paragraphs into the rows beside each topic.",
		),
		w.t(
			"Trang Số liệu: mỗi ô chỉ ghi một số, không có thì ghi 0, không để trống. Cả mục không phát sinh thì "+
				"ghi x vào ô “Không phát sinh” của mục.",
			"Sheet Figures: one number a cell; where there is none, 0. For a whole section with nothing to report "+
				"put x into its box.",
		),
		fourth,
		w.t(
			"Số nào tăng, giảm nhiều hoặc khác lệ thường thì ghi lý do vào cột Giải trình cùng dòng.",
			"Where a figure has changed much or is unusual, say why in the column Explanation of its row.",
		),
		w.t(
			"In 02 bản, thủ trưởng ký, đóng dấu (01 bản lưu tại đơn vị, 01 bản gửi về); rồi ghi x vào ô “Đã ký xác "+
				"nhận” ở trang Đơn vị.",
			"Print two copies and have them signed; then put x into “Signed off” on sheet Unit.",
		),
		fmt.Sprintf(w.t(
			"Lưu tệp dạng .xlsx (tên tùy ý), gửi về %s chậm nhất hết ngày %s.",
			"Save as .xlsx under any name and send it to %s by the end of %s.",
		), contact, due),
		fmt.Sprintf(w.t("Cần hỏi, xin gọi: %s.", "Questions: %s."), phone),
	}
}

// contact is whom the return goes to and whom to phone: the desk; at a desk of the
// unit's own parent, the parent's address and number as the register has them.
func (w *formWriter) contact() (to, phone string) {
	desk := w.r.Desk(w.u)
	to, phone = desk.Name, desk.Phone
	email := desk.Email
	if p, ok := w.r.Register.Unit(w.u.Parent); ok && p.Code != w.r.Self {
		to += " (" + p.Name + ")"
		if p.Email != "" && email == "" {
			email = p.Email
		}
		if p.Phone != "" {
			phone = p.Phone
		}
	}
	if email != "" {
		to += ", " + email
	}
	if phone == "" {
		phone = desk.Name
	}
	return to, phone
}

// progress counts live what is still missing.
func (w *formWriter) progress(p *canvas.Page) {
	var f, v []string
	k := w.live.words
	n := map[string]int{}
	var ranges []string
	for _, at := range w.checkRanges() {
		ranges = append(ranges, at.ref)
		for i := at.from; i <= at.to; i++ {
			text, _ := w.pages[at.sheet].At(i, at.col).V.(string)
			for _, word := range []string{k.missing, k.wrong, k.text, k.query} {
				if strings.HasPrefix(text, word) {
					n[word]++
				}
			}
		}
	}
	count := func(words ...string) string {
		var all []string
		for _, word := range words {
			for _, ref := range ranges {
				all = append(all, fmt.Sprintf(`COUNTIF(%s,"%s*")`, ref, word))
			}
		}
		return "(" + strings.Join(all, "+") + ")"
	}
	say := func(text string) { f, v = append(f, canvas.Literal(text)), append(v, text) }
	say(w.t("Còn thiếu ", "Missing: "))
	f, v = append(f, count(k.missing)), append(v, fmt.Sprint(n[k.missing]))
	say(w.t(" mục, ", ", wrong: "))
	f, v = append(f, count(k.wrong, k.text)), append(v, fmt.Sprint(n[k.wrong]+n[k.text]))
	say(w.t(" lỗi, ", ", to be explained: "))
	f, v = append(f, count(k.query)), append(v, fmt.Sprint(n[k.query]))
	say(w.t(" nội dung cần giải trình (xem cột Kiểm tra ở các trang).", " (see the column Check)."))
	c := p.At(w.progressRow, 2)
	c.F, c.V = strings.Join(f, "&"), strings.Join(v, "")
}

// checked is a column of live checks.
type checked struct {
	sheet         form.SheetKey
	col, from, to int
	ref           string
}

// checkRanges are the columns of live checks of all sheets.
func (w *formWriter) checkRanges() (out []checked) {
	for _, c := range []checked{
		{sheet: form.UnitKey, col: form.UnitCheck},
		{sheet: form.Report, col: form.RepCheck},
		{sheet: form.Figures, col: form.FigCheck},
		{sheet: form.Score, col: form.ScoCheck},
		{sheet: form.Lists, col: form.ListCheck},
	} {
		p := w.pages[c.sheet]
		if p == nil {
			continue
		}
		c.from, c.to = 3, len(p.Rows)
		c.ref = canvas.Abs(form.Title(w.r, c.sheet), c.from, c.col, c.to, c.col)
		out = append(out, c)
	}
	return out
}

// liveColours are the colours of a column of live checks: a second sign beside the
// words.
func (w *formWriter) liveColours(from, to, col int) (out []canvas.Colouring) {
	k := w.live.words
	ref := fmt.Sprintf("%s:%s", sheet.Ref(from, col), sheet.Ref(to, col))
	for _, c := range []struct{ word, fill, text string }{
		{k.missing, canvas.AmberFill, "7F6000"},
		{k.query, canvas.AmberFill, "7F6000"},
		{k.wrong, canvas.RedFill, canvas.RedText},
		{k.text, canvas.RedFill, canvas.RedText},
		{finding.SeverityName(finding.Error, w.r.Language), canvas.RedFill, canvas.RedText},
		{k.fine, "", "548235"},
	} {
		out = append(out, canvas.Colouring{
			Ref:     ref,
			Formula: begins(sheet.Ref(from, col), c.word),
			Fill:    c.fill,
			Text:    c.text,
		})
	}
	return out
}

// correction is one row of the list of findings.
type correction struct {
	f            finding.Finding
	message, fix string
}

// corrections writes the first sheet of a workbook to correct: what is wrong,
// worst first, each with a link to its cell.
func (w *formWriter) corrections() {
	p := w.b.Page(form.Title(w.r, form.Mend), 5, 12, 14, 41, 14, 14, 33)
	w.list = p
	p.Locked, p.Scale = true, 95
	p.Block()
	errors, queries := 0, 0
	for _, f := range w.fill.Findings {
		switch {
		case !f.ForUnit():
		case f.Severity == finding.Query:
			queries++
		default:
			errors++
		}
	}
	p.Full(7, 28, w.t("CÁC NỘI DUNG CẦN SỬA, GIẢI TRÌNH", "TO CORRECT OR EXPLAIN"),
		canvas.Look{Bold: true, Size: 15, Align: "center", Color: canvas.Navy})
	p.Full(7, 22, w.unitName(), canvas.Look{Bold: true, Align: "center", Size: 13})
	to, phone := w.contact()
	received := w.fill.Received.In(w.r.Location).Format("15:04 02/01/2006")
	due := w.r.DueOf(w.u.Kind).Format("02/01/2006")
	lead := fmt.Sprintf(w.t(
		"Báo cáo nhận lúc %s có %d lỗi phải sửa, %d nội dung cần giải trình. Các ô liên quan đã tô màu trong "+
			"tệp này; số liệu khác được giữ nguyên.\nHãy sửa ngay trong tệp này (bấm vào cột Ô để tới nơi), lưu "+
			"lại và gửi về %s, chậm nhất hết ngày %s; nếu đã quá hạn thì gửi ngay. Cần hỏi, xin gọi: %s.",
		"The return received on %s has %d errors and %d queries. Their cells are coloured in this file; "+
			"everything else is kept.\nMend it in this file (click Cell), save it and send it to %s by the end "+
			"of %s, or at once where that has passed. Questions: %s.",
	),
		received, errors, queries, to, due, phone)
	p.Full(7, canvas.HeightIn(lead, 6*95, 12, false)+6, lead, canvas.Look{Wrap: true, Italic: true})
	if say := w.understood(); say != "" {
		p.Full(7, canvas.HeightIn(say, 6*95, 12, false)+4, say,
			canvas.Look{Wrap: true, Fill: canvas.PaleBlue, Border: true})
	}
	h := canvas.HeadLook
	var head []canvas.Cell
	for _, t := range [][2]string{
		{"STT", "No."},
		{"Mức độ", "Severity"},
		{"Ô", "Cell"},
		{"Nội dung", "What is wrong"},
		{"Đơn vị đã ghi", "Found"},
		{"Yêu cầu", "Expected"},
		{"Cách sửa", "How to mend it"},
	} {
		head = append(head, canvas.Cell{V: w.t(t[0], t[1]), Look: h})
	}
	row := p.Row(24, head...)
	p.Freeze, p.Repeat = [2]int{row, 0}, row
	all := w.grouped()
	for i, c := range all[:min(len(all), readable)] {
		if i > 0 {
			p.Block()
		}
		w.correctionRow(p, i+1, c)
	}
	if left := len(all) - readable; left > 0 {
		m, fix := finding.New("SYS-002").With("count", fmt.Sprint(left)).Text(w.r.Language)
		p.Full(7, 24, m+" "+fix, canvas.Look{Bold: true, Wrap: true, Border: true, Fill: canvas.AmberFill})
	}
}

// readable is how many rows of findings a person reads; the cells of the others are
// marked all the same.
const readable = 80

// understood says in a line what was understood of a form that had been damaged.
func (w *formWriter) understood() string {
	lost, by := 0, 0
	for _, f := range w.fill.Findings {
		switch f.Code {
		case "TMPL-003", "TMPL-006":
			lost += max(1, len(f.IDs))
		case "TMPL-005":
			by += len(f.IDs)
		}
	}
	if lost+by == 0 {
		return ""
	}
	return fmt.Sprintf(w.t(
		"Biểu mẫu gửi về đã bị thay đổi: đọc được %d ô có nội dung (%d ô phải tìm theo mã, nhãn hoặc vị trí), "+
			"%d ô không nhận ra được. Tệp này là biểu mẫu nguyên vẹn đã chép sẵn những gì đọc được.",
		"The form that came back had been changed: %d answers were understood (%d found by code, label or "+
			"place), %d inputs were not recognised. This is a whole form with everything that was understood.",
	), w.fill.Answered, by, lost)
}

func (w *formWriter) correctionRow(p *canvas.Page, n int, c correction) {
	fill := canvas.AmberFill
	if c.f.Severity != finding.Query {
		fill = canvas.RedFill
	}
	l := canvas.LineLook
	cells := []canvas.Cell{
		{V: n, Look: canvas.MidLook},
		{
			V:    finding.SeverityName(c.f.Severity, w.r.Language),
			Look: canvas.Look{Border: true, Wrap: true, Size: 11, Fill: fill, Align: "center"},
		},
		{Look: canvas.MidLook},
		{V: c.message, Look: l},
		{V: finding.Show(c.f.Found, w.r.Language), Look: canvas.OurLook},
		{V: finding.Show(c.f.Expected, w.r.Language), Look: canvas.OurLook},
		{V: c.fix, Look: l},
	}
	row := p.Auto(20, cells...)
	if in, ok := w.target(c.f); ok {
		at := p.At(row, 3)
		title := form.Title(w.r, in.Sheet)
		at.V = title + ", " + w.t("ô", "cell") + " " + sheetRef(in)
		at.Look.Color, at.Look.Underline, at.Look.Wrap, at.Look.Size = "0563C1", true, true, 10
		p.Links = append(p.Links, canvas.Link{
			Row:    row,
			Col:    3,
			Target: canvas.Quote(title) + "!" + sheetRef(in),
			Tip:    c.message,
		})
	}
}

// target is the input of this form that a finding speaks of.
func (w *formWriter) target(f finding.Finding) (form.Input, bool) {
	for _, name := range append([]string{f.ID}, f.IDs...) {
		if in, ok := w.plan.Input(name); ok {
			return in, true
		}
		table, col, _ := strings.Cut(name, ".")
		if in, ok := w.plan.Input(round.TableName(table)); ok {
			return w.tableCell(in, table, col, f), true
		}
	}
	return form.Input{}, false
}

// tableCell is where a table's finding stands in this form.
func (w *formWriter) tableCell(in form.Input, table, col string, f finding.Finding) form.Input {
	t, _ := w.r.Form.Table(table)
	for i, l := range w.table(t).lines {
		if fmt.Sprint(l.typed) == f.Args["row"] {
			in.Row += i
		}
	}
	for i, c := range t.Columns {
		if c.ID == col {
			in.Col += i
		}
	}
	return in
}

// grouped is the findings for the unit, worst first; many blanks of one section
// become one row.
func (w *formWriter) grouped() (out []correction) {
	const few = 3
	blanks := map[string][]finding.Finding{}
	for _, f := range w.fill.Findings {
		if s := w.blankSection(f); s != "" {
			blanks[s] = append(blanks[s], f)
		}
	}
	done := map[string]bool{}
	for _, sev := range []finding.Severity{finding.Blocker, finding.Error, finding.Query} {
		for _, f := range w.fill.Findings {
			if !f.ForUnit() || f.Severity != sev {
				continue
			}
			if s := w.blankSection(f); s != "" && len(blanks[s]) > few {
				if !done[s] {
					done[s] = true
					out = append(out, w.blankRow(s, blanks[s]))
				}
				continue
			}
			m, fix := f.Text(w.r.Language)
			out = append(out, correction{f: f, message: m, fix: fix})
		}
	}
	return out
}

// blankSection is the section of a blank figure, "" for other findings.
func (w *formWriter) blankSection(f finding.Finding) string {
	if f.Code != "CELL-001" && f.Code != "TEXT-001" || f.Variant == "row" {
		return ""
	}
	in, ok := w.plan.Input(f.ID)
	if !ok || in.Part != form.Value && in.Part != form.Prior {
		return ""
	}
	ind, _ := w.r.Form.Indicator(in.ID)
	return f.Code + " " + ind.Section
}

func (w *formWriter) blankRow(key string, all []finding.Finding) correction {
	code, sec, _ := strings.Cut(key, " ")
	var labels []string
	for i, f := range all {
		if i == 4 {
			labels = append(labels, "…")
			break
		}
		labels = append(labels, w.r.Label(f.ID))
	}
	f := finding.New("CELL-001.section").
		With("section", sec).
		With("count", fmt.Sprint(len(all))).
		With("label", strings.Join(labels, "; "))
	f.Severity, f.ID, f.IDs = all[0].Severity, all[0].ID, all[0].IDs
	m, fix := f.Text(w.r.Language)
	if code == "TEXT-001" {
		_, fix = all[0].Text(w.r.Language)
	}
	return correction{f: f, message: m, fix: fix}
}

// begins is the formula that asks whether a cell's text begins with a word.
func begins(ref, word string) string {
	return fmt.Sprintf(`LEFT(%s,%d)="%s"`, ref, len([]rune(word)), word)
}
