package formbook

import (
	"strings"
	"time"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
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
	b := canvas.NewBook(n.File, n.Received)
	t := func(vi, en string) string { return canvas.PickLang(r.Language, vi, en) }
	p := b.Page(t("Thông báo", "Notice"), 20, 52, 52)
	p.Full(3, 20, r.Letterhead.Issuer, canvas.Look{Bold: true, Align: "center", Size: 12})
	p.Full(3, 30, t("TỆP CHƯA ĐƯỢC TIẾP NHẬN", "A FILE THAT WAS NOT TAKEN IN"),
		canvas.Look{Bold: true, Size: 15, Align: "center", Color: canvas.Navy})
	p.Full(3, 34, t(
		"Tệp gốc được giữ nguyên trong kho lưu. Khi đơn vị gửi lại tệp đúng, hệ thống tự nhận.",
		"The original is kept. A right file is taken in by itself.",
	), canvas.Look{Italic: true, Wrap: true, Align: "center"})
	field := func(label, v string) {
		p.Row(max(22, canvas.Height(v, 110, 12)),
			canvas.Cell{V: label, Look: canvas.Look{Bold: true, Border: true}},
			canvas.Cell{V: v, Look: canvas.Look{Border: true, Wrap: true}},
			canvas.Cell{Look: canvas.Look{Border: true}},
		)
		p.Merge(2, 3)
	}
	field(t("Tên tệp", "File"), n.File)
	field(t("Nhận lúc", "Received"), n.Received.In(r.Location).Format("02/01/2006 15:04"))
	field(t("Dấu vân của tệp", "SHA-256"), n.SHA)
	p.Row(10)
	h := canvas.Look{Bold: true, Align: "center", Border: true, Fill: canvas.Navy, Color: "FFFFFF", Size: 11}
	p.Row(24,
		canvas.Cell{V: t("Mã", "Code"), Look: h},
		canvas.Cell{V: t("Nội dung", "What is wrong"), Look: h},
		canvas.Cell{V: t("Cách xử lý", "How to mend it"), Look: h},
	)
	for _, f := range n.Findings {
		m, fix := f.Text(r.Language)
		l := canvas.Look{Border: true, Wrap: true}
		p.Auto(24,
			canvas.Cell{V: f.Code, Look: canvas.Look{Border: true, Align: "center"}},
			canvas.Cell{V: m, Look: l},
			canvas.Cell{V: fix, Look: l},
		)
	}
	p.Row(10)
	var desks []string
	for _, d := range r.Desks {
		if d.Email != "" {
			desks = append(desks, d.Name+" ("+d.Phone+", "+d.Email+")")
		}
	}
	ask := t("Cần hỏi, xin liên hệ: ", "Questions: ") + strings.Join(desks, "; ") + "."
	p.Full(3, canvas.HeightIn(ask, 640, 12, false), ask, canvas.Look{Wrap: true, Italic: true})
	return b.Bytes()
}
