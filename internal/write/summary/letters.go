package summary

import (
	"fmt"
	"net/url"
	"strings"

	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// letters are the covering texts for the workbooks that go back to units: an officer
// copies one into a mail, or clicks and has it there already, and attaches the file.
func (w *summaryWriter) letters() {
	p := w.b.Page(w.t("Thư trả lại", "Letters"), 24, 28, 14, 84, 30)
	p.Scale, p.Printed = 80, 4
	w.head(p, 4, w.t(
		"THƯ GỬI KÈM TỆP TRẢ LẠI (bấm “Soạn thư”, rồi đính kèm tệp ở cột cuối)",
		"COVERING LETTERS (click, then attach the file in the last column)",
	))
	row := w.headings(p, 24,
		w.t("Đơn vị", "Unit"),
		w.t("Thư điện tử", "E-mail"),
		w.t("Soạn thư", "Write"),
		w.t("Nội dung thư", "Text"),
		w.t("Tệp đính kèm", "Attach"),
	)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	p.Block()
	l := canvas.Look{Border: true, Wrap: true, Top: true, Size: 11, Align: "left"}
	n := 0
	for _, u := range w.units {
		if u.Status != finding.Returned && u.Status != finding.Queried {
			continue
		}
		n++
		text := w.letter(u)
		file := "outbox/tra-lai/" + u.Unit.Code + ".xlsx"
		p.Block()
		row := p.Auto(30,
			canvas.Cell{V: w.names[u.Unit.Code], Look: l},
			canvas.Cell{V: u.Unit.Email, Look: l},
			canvas.Cell{Look: l},
			canvas.Cell{V: text, Look: l},
			canvas.Cell{V: file, Look: canvas.Look{Size: 10, Color: canvas.GreyText, Top: true}},
		)
		if u.Unit.Email != "" {
			at := p.At(row, 3)
			at.V, at.Look.Color, at.Look.Underline = w.t("Soạn thư", "Write"), "0563C1", true
			p.Links = append(p.Links, canvas.Link{Row: row, Col: 3, Target: w.mailto(u, text), Tip: u.Unit.Email})
		}
	}
	if n == 0 {
		w.nothing(p, 4)
	}
}

// letter is what goes with the workbook that a unit gets back.
func (w *summaryWriter) letter(u roll.UnitLine) string {
	errors, queries := 0, 0
	for _, f := range u.Findings {
		switch {
		case !f.ForUnit():
		case f.Severity == finding.Query:
			queries++
		default:
			errors++
		}
	}
	desk := w.r.Desk(u.Unit)
	received := u.Received.In(w.r.Location).Format("02/01/2006")
	due := w.r.DueOf(u.Unit.Kind).Format("02/01/2006")
	return fmt.Sprintf(w.t(
		"Kính gửi: %s.\n%s đã nhận báo cáo “%s” của đơn vị ngày %s. Báo cáo có %d lỗi phải sửa và %d nội dung "+
			"cần giải trình, đã đánh dấu trong tệp gửi kèm. Đề nghị đơn vị sửa ngay trong tệp này (trang Cần "+
			"sửa chỉ rõ từng ô) và gửi lại, chậm nhất hết ngày %s; nếu đã quá hạn thì gửi ngay. Cần trao đổi, "+
			"xin gọi %s.",
		"To: %s.\n%s received your return “%s” on %s. It has %d errors and %d queries, marked in the file "+
			"attached. Please mend them in that file (the sheet To correct names each cell) and send it back by "+
			"the end of %s, or at once where that has passed. Questions: %s.",
	),
		w.names[u.Unit.Code], desk.Name, w.r.Short, received, errors, queries, due, desk.Phone)
}

// mailto opens a mail with the letter in it; links longer than programs take are cut
// at the text.
func (w *summaryWriter) mailto(u roll.UnitLine, text string) string {
	esc := func(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
	to := "mailto:" + url.PathEscape(u.Unit.Email) + "?subject=" + esc(w.r.Short+" - "+w.t(
		"đề nghị sửa, giải trình",
		"to correct or explain",
	))
	if whole := to + "&body=" + esc(text); len(whole) < 1900 {
		return whole
	}
	return to
}
