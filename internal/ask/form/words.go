package form

import (
	"tonghop/internal/ask/round"
)

// The words of the form that are its own, not the round's: the writer prints them,
// the reader finds lines and columns again by them.

// stampLabels are the locked fields of the unit's sheet.
var stampLabels = map[string][2]string{
	"vong":          {"Kỳ báo cáo (mã)", "Round"},
	"phien_ban_mau": {"Phiên bản biểu mẫu", "Form version"},
	"ban_so":        {"Bản phát hành số", "Copy number"},
}

// FieldLabel is what stands beside a field of the unit's sheet.
func FieldLabel(r *round.Round, name string) string {
	if s, ok := stampLabels[name]; ok {
		return pick(r, s)
	}
	return r.Label(name)
}

var cardWords = map[string][2]string{
	round.Bonus: {
		"Điểm thưởng (phát hiện, tố giác, bắt giữ được đối tượng phạm tội); ghi nội dung được thưởng ở cột bên phải",
		"Bonus; say what for at the right",
	},
	round.SelfTotal: {"Tổng cộng", "Total"},
	round.Verdict:   {"Đơn vị tự đánh giá danh hiệu “An toàn về ANTT”", "The unit's own verdict"},
}

// Words are the label of a line of the card that is no criterion.
func Words(r *round.Round, name string) string { return pick(r, cardWords[name]) }

// Head is the heading of a column.
type Head struct {
	Col  int
	Text string
}

var heads = map[SheetKey][]struct {
	col   int
	words [2]string
}{
	Figures: {
		{FigNo, [2]string{"Mục", "No."}},
		{FigLabel, [2]string{"Chỉ tiêu", "Figure"}},
		{FigUnit, [2]string{"Đơn vị tính", "Unit"}},
		{FigNow, [2]string{"Kỳ này", "This period"}},
		{FigPrior, [2]string{"Cùng kỳ năm trước", "Last year"}},
		{FigChange, [2]string{"Tăng, giảm", "Change"}},
		{FigSum, [2]string{"Cộng các phần", "Sum of parts"}},
		{FigExplain, [2]string{"Giải trình (nếu có)", "Explanation"}},
		{FigCheck, [2]string{"Kiểm tra", "Check"}},
	},
	Score: {
		{ScoNo, [2]string{"STT", "No."}},
		{ScoLabel, [2]string{"Tiêu chuẩn cụ thể", "Criterion"}},
		{ScoPoints, [2]string{"Điểm chuẩn", "Points"}},
		{ScoSelf, [2]string{"Điểm tự chấm", "Self-score"}},
		{ScoViolations, [2]string{"Số hành vi vi phạm", "Violations"}},
		{ScoAppraised, [2]string{"Điểm CATP chấm (qua thẩm định)", "Appraised"}},
		{ScoExplain, [2]string{"Giải trình, ghi chú", "Explanation"}},
	},
}

// Heads are the headings of a sheet's columns, from the first.
func Heads(r *round.Round, k SheetKey) (out []Head) {
	for _, h := range heads[k] {
		out = append(out, Head{h.col, pick(r, h.words)})
	}
	return out
}

func pick(r *round.Round, words [2]string) string {
	if r.Language == "en" {
		return words[1]
	}
	return words[0]
}
