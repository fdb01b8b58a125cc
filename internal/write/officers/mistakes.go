package officers

import (
	"time"
	"unicode"

	"tonghop/internal/ask/define"
	"tonghop/internal/write/canvas"
)

// MistakesBook writes the mistakes of a round's definition, with their places;
// running says that an earlier, good definition is still in use.
func MistakesBook(lang string, ms define.Mistakes, running bool) ([]byte, error) {
	b := canvas.NewBook(canvas.PickLang(lang, "Lỗi cấu hình", "Mistakes"), time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC))
	t := func(vi, en string) string { return canvas.PickLang(lang, vi, en) }
	p := b.Page(t("Lỗi cấu hình", "Mistakes"), 6, 34, 90)
	p.Full(3, 30, t("LỖI TRONG CẤU HÌNH KỲ BÁO CÁO", "MISTAKES IN THE ROUND'S DEFINITION"),
		canvas.Look{Bold: true, Size: 15, Align: "center", Color: canvas.Navy})
	state := t("Hệ thống vẫn chạy theo cấu hình đúng gần nhất.", "The last good definition is still in use.")
	if !running {
		state = t(
			"Hệ thống chưa nhận báo cáo vì cấu hình chưa đúng.",
			"Nothing is taken in until the definition is right.",
		)
	}
	p.Full(3, 36,
		state+" "+t(
			"Sửa các chỗ dưới đây rồi lưu; tệp này tự mất khi hết lỗi.",
			"Mend these places and save; this file goes when all are mended.",
		), canvas.Look{Italic: true, Wrap: true, Align: "center"})
	h := canvas.Look{Bold: true, Align: "center", Border: true, Fill: canvas.Navy, Color: "FFFFFF", Size: 11}
	p.Row(24,
		canvas.Cell{V: t("STT", "No."), Look: h},
		canvas.Cell{V: t("Tệp, vị trí", "Place"), Look: h},
		canvas.Cell{V: t("Cần viết lại thế nào", "What to write instead"), Look: h},
	)
	for i, m := range ms {
		l := canvas.Look{Border: true, Wrap: true}
		text := []rune(m.Text(lang))
		if len(text) > 0 {
			text[0] = unicode.ToUpper(text[0])
		}
		p.Auto(22,
			canvas.Cell{V: i + 1, Look: canvas.Look{Border: true, Align: "center"}},
			canvas.Cell{V: m.PlaceIn(lang), Look: l},
			canvas.Cell{V: string(text), Look: l},
		)
	}
	return b.Bytes()
}
