package answer_test

import (
	"strings"
	"testing"

	"tonghop/internal/viet"
)

// Narratives typed in an old program, whose fonts were lost on the way: the column
// tells by its content, and the note shows what became of it.
func TestLegacyTextWithoutItsFont(t *testing.T) {
	r := load(t)
	text := "Công an phường phối hợp với các ngành, đoàn thể tổ chức tuyên truyền, vận động quần chúng nhân dân tích cực tham gia phòng, chống tội phạm và tệ nạn xã hội"
	inVNI := "Coâng an phöôøng phoái hôïp vôùi caùc ngaønh, ñoaøn theå toå chöùc tuyeân truyeàn, vaän ñoäng quaàn chuùng nhaân daân tích cöïc tham gia phoøng, choáng toäi phaïm vaø teä naïn xaõ hoäi"
	for want, stored := range map[viet.Encoding]string{viet.TCVN3: viet.ToTCVN3(text), viet.VNI: inVNI} {
		b := takeApart(t, r, "th-01")
		p := b.names["uu_diem"]
		for row := p.row; row <= p.lastRow; row++ {
			delete(b.cells[report], [2]int{row, p.col})
		}
		b.set(report, p.row, p.col, stored)
		b.set(report, p.row+1, p.col, "Đoạn gõ bằng Unicode")
		got := read(t, r, b.open())
		if got.answers["uu_diem"] != text+"\nĐoạn gõ bằng Unicode" {
			t.Errorf("%s is read as %q", want, got.answers["uu_diem"])
		}
		if len(got.findings) != 1 || !strings.HasPrefix(got.findings[0], "TEXT-003") {
			t.Errorf("%s: found %q", want, got.findings)
		}
	}
}
