package workbook

import (
	"strings"
	"time"
	"unicode"

	"tonghop/internal/finding"
	"tonghop/internal/form"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
)

func sheetRef(in form.Input) string { return sheet.Ref(in.Row, in.Col) }

// Notice is what is said about a file whose unit or content could not be read.
type Notice struct {
	File     string // as it was dropped
	SHA      string
	Received time.Time
	Findings []finding.Finding
}

// NoticeBook writes a notice.
func NoticeBook(r *round.Round, n Notice) ([]byte, error) {
	b := newBook(n.File, n.Received)
	t := func(vi, en string) string { return pickLang(r.Language, vi, en) }
	p := b.page(t("Thông báo", "Notice"), 20, 52, 52)
	p.full(3, 20, r.Letterhead.Issuer, look{bold: true, align: "center", size: 12})
	p.full(3, 30, t("TỆP CHƯA ĐƯỢC TIẾP NHẬN", "A FILE THAT WAS NOT TAKEN IN"), look{bold: true, size: 15, align: "center", color: navy})
	p.full(3, 34, t("Tệp gốc được giữ nguyên trong kho lưu. Khi đơn vị gửi lại tệp đúng, hệ thống tự nhận.", "The original is kept. A right file is taken in by itself."), look{italic: true, wrap: true, align: "center"})
	field := func(label, v string) {
		p.row(max(22, height(v, 110, 12)), cell{v: label, look: look{bold: true, border: true}}, cell{v: v, look: look{border: true, wrap: true}}, cell{look: look{border: true}})
		p.merge(2, 3)
	}
	field(t("Tên tệp", "File"), n.File)
	field(t("Nhận lúc", "Received"), n.Received.In(r.Location).Format("02/01/2006 15:04"))
	field(t("Dấu vân của tệp", "SHA-256"), n.SHA)
	p.row(10)
	h := look{bold: true, align: "center", border: true, fill: navy, color: "FFFFFF", size: 11}
	p.row(24, cell{v: t("Mã", "Code"), look: h}, cell{v: t("Nội dung", "What is wrong"), look: h}, cell{v: t("Cách xử lý", "How to mend it"), look: h})
	for _, f := range n.Findings {
		m, fix := f.Text(r.Language)
		l := look{border: true, wrap: true}
		p.auto(24, cell{v: f.Code, look: look{border: true, align: "center"}}, cell{v: m, look: l}, cell{v: fix, look: l})
	}
	p.row(10)
	var desks []string
	for _, d := range r.Desks {
		if d.Email != "" {
			desks = append(desks, d.Name+" ("+d.Phone+", "+d.Email+")")
		}
	}
	ask := t("Cần hỏi, xin liên hệ: ", "Questions: ") + strings.Join(desks, "; ") + "."
	p.full(3, heightIn(ask, 640, 12, false), ask, look{wrap: true, italic: true})
	return b.bytes()
}

// MistakesBook writes the mistakes of a round's definition, with their places;
// running says that an earlier, good definition is still in use.
func MistakesBook(lang string, ms round.Mistakes, running bool) ([]byte, error) {
	b := newBook(pickLang(lang, "Lỗi cấu hình", "Mistakes"), time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC))
	t := func(vi, en string) string { return pickLang(lang, vi, en) }
	p := b.page(t("Lỗi cấu hình", "Mistakes"), 6, 34, 90)
	p.full(3, 30, t("LỖI TRONG CẤU HÌNH KỲ BÁO CÁO", "MISTAKES IN THE ROUND'S DEFINITION"), look{bold: true, size: 15, align: "center", color: navy})
	state := t("Hệ thống vẫn chạy theo cấu hình đúng gần nhất.", "The last good definition is still in use.")
	if !running {
		state = t("Hệ thống chưa nhận báo cáo vì cấu hình chưa đúng.", "Nothing is taken in until the definition is right.")
	}
	p.full(3, 36, state+" "+t("Sửa các chỗ dưới đây rồi lưu; tệp này tự mất khi hết lỗi.", "Mend these places and save; this file goes when all are mended."), look{italic: true, wrap: true, align: "center"})
	h := look{bold: true, align: "center", border: true, fill: navy, color: "FFFFFF", size: 11}
	p.row(24, cell{v: t("STT", "No."), look: h}, cell{v: t("Tệp, vị trí", "Place"), look: h}, cell{v: t("Cần viết lại thế nào", "What to write instead"), look: h})
	for i, m := range ms {
		l := look{border: true, wrap: true}
		text := []rune(m.Text(lang))
		if len(text) > 0 {
			text[0] = unicode.ToUpper(text[0])
		}
		p.auto(22, cell{v: i + 1, look: look{border: true, align: "center"}}, cell{v: m.PlaceIn(lang), look: l}, cell{v: string(text), look: l})
	}
	return b.bytes()
}

// Register writes a register of units, as officers keep it.
func Register(units []round.Unit, title string) ([]byte, error) {
	b := newBook(title, time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC))
	p := b.page("Danh sách đơn vị", 16, 30, 16, 16, 12, 14, 14, 30, 18, 20, 13, 13, 14, 24)
	p.full(len(round.RegisterColumns), 30, title, look{bold: true, size: 14, color: navy})
	var head []cell
	for _, c := range round.RegisterColumns {
		head = append(head, cell{v: c[1], look: look{bold: true, wrap: true, align: "center", border: true, fill: navy, color: "FFFFFF", size: 11}})
	}
	row := p.row(34, head...)
	p.freeze, p.repeat = [2]int{row, 2}, row
	day := func(t time.Time) any {
		if t.IsZero() {
			return nil
		}
		return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, t.Location())).Hours()/24 + 0.5)
	}
	yes := map[bool]string{true: "có", false: "không"}
	for _, u := range units {
		pred := strings.Join(u.Predecessors, ", ")
		values := []any{u.Code, u.Name, u.Kind, u.Parent, u.Desk, u.Attrs["loai"], u.Attrs["ma_hanh_chinh"], u.Email, u.Phone, pred, day(u.From), day(u.To), yes[u.Direct], strings.Join(u.Unassigned, ", ")}
		cells := make([]cell, len(values))
		for i, v := range values {
			cells[i] = cell{v: v, look: look{border: true}}
			if i == 10 || i == 11 {
				cells[i].look.format = "dd/mm/yyyy"
			}
		}
		p.row(0, cells...)
	}
	p.filter = "A2:N" + itoa(len(p.rows))
	return b.bytes()
}
