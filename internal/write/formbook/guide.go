package formbook

import (
	"fmt"
	"strings"

	"tonghop/internal/ask/form"
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

// begins is the formula that asks whether a cell's text begins with a word.
func begins(ref, word string) string {
	return fmt.Sprintf(`LEFT(%s,%d)="%s"`, ref, len([]rune(word)), word)
}
