package form

import (
	"tonghop/internal/ask/round"
	"tonghop/internal/words"
)

// The words of the form that are its own, not the round's: the writer prints them,
// the reader finds lines and columns again by them.

// titles are the sheets' titles.
var titles = map[SheetKey]words.Pair{
	Guide:   {VI: "Hướng dẫn", EN: "Guide"},
	UnitKey: {VI: "Đơn vị", EN: "Unit"},
	Report:  {VI: "Báo cáo", EN: "Report"},
	Figures: {VI: "Số liệu", EN: "Figures"},
	Score:   {VI: "Chấm điểm", EN: "Scorecard"},
	Lists:   {VI: "Danh sách", EN: "Lists"},
	Mend:    {VI: "Cần sửa", EN: "To correct"},
}

// Title is the sheet's title in the round's language.
func Title(r *round.Round, k SheetKey) string { return titles[k].In(r.Language) }

// pointUnit is the unit of measure that people write behind scores.
var pointUnit = words.Pair{VI: "điểm", EN: "points"}

// stampLabels are the locked fields of the unit's sheet.
var stampLabels = map[string]words.Pair{
	"vong":          {VI: "Kỳ báo cáo (mã)", EN: "Round"},
	"phien_ban_mau": {VI: "Phiên bản biểu mẫu", EN: "Form version"},
	"ban_so":        {VI: "Bản phát hành số", EN: "Copy number"},
}

// FieldLabel is what stands beside a field of the unit's sheet.
func FieldLabel(r *round.Round, name string) string {
	if s, ok := stampLabels[name]; ok {
		return s.In(r.Language)
	}
	return r.Label(name)
}

// cardLabels are the labels of the card's lines that are no criteria.
var cardLabels = map[string]words.Pair{
	round.Bonus: {
		VI: "Điểm thưởng (phát hiện, tố giác, bắt giữ được đối tượng phạm tội); " +
			"ghi nội dung được thưởng ở cột bên phải",
		EN: "Bonus; say what for at the right",
	},
	round.SelfTotal: {VI: "Tổng cộng", EN: "Total"},
	round.Verdict:   {VI: "Đơn vị tự đánh giá danh hiệu “An toàn về ANTT”", EN: "The unit's own verdict"},
}

// Words are the label of a line of the card that is no criterion.
func Words(r *round.Round, name string) string { return cardLabels[name].In(r.Language) }

// Head is the heading of a column.
type Head struct {
	Col  int
	Text string
}

// heads are the headings of the columns, by sheet.
var heads = map[SheetKey][]struct {
	col  int
	text words.Pair
}{
	Figures: {
		{FigNo, words.Pair{VI: "Mục", EN: "No."}},
		{FigLabel, words.Pair{VI: "Chỉ tiêu", EN: "Figure"}},
		{FigUnit, words.Pair{VI: "Đơn vị tính", EN: "Unit"}},
		{FigNow, words.Pair{VI: "Kỳ này", EN: "This period"}},
		{FigPrior, words.Pair{VI: "Cùng kỳ năm trước", EN: "Last year"}},
		{FigChange, words.Pair{VI: "Tăng, giảm", EN: "Change"}},
		{FigSum, words.Pair{VI: "Cộng các phần", EN: "Sum of parts"}},
		{FigExplain, words.Pair{VI: "Giải trình (nếu có)", EN: "Explanation"}},
		{FigCheck, words.Pair{VI: "Kiểm tra", EN: "Check"}},
	},
	Score: {
		{ScoNo, words.Pair{VI: "STT", EN: "No."}},
		{ScoLabel, words.Pair{VI: "Tiêu chuẩn cụ thể", EN: "Criterion"}},
		{ScoPoints, words.Pair{VI: "Điểm chuẩn", EN: "Points"}},
		{ScoSelf, words.Pair{VI: "Điểm tự chấm", EN: "Self-score"}},
		{ScoViolations, words.Pair{VI: "Số hành vi vi phạm", EN: "Violations"}},
		{ScoAppraised, words.Pair{VI: "Điểm CATP chấm (qua thẩm định)", EN: "Appraised"}},
		{ScoExplain, words.Pair{VI: "Giải trình, ghi chú", EN: "Explanation"}},
	},
}

// Heads are the headings of a sheet's columns, from the first.
func Heads(r *round.Round, k SheetKey) (out []Head) {
	for _, h := range heads[k] {
		out = append(out, Head{h.col, h.text.In(r.Language)})
	}
	return out
}

// moneyScales are the words by which a unit of measure tells that money is counted in more
// than single ones, and from what figure on it is likelier that single ones were typed: a
// hundred thousand millions, or a million thousands.
var moneyScales = []struct {
	words []string // folded
	from  int64
}{
	{[]string{"trieu", "tr", "trd", "million", "millions"}, 100_000},
	{[]string{"nghin", "ngan", "1000", "1000d", "thousand", "thousands"}, 1_000_000},
	{[]string{"ty", "ti", "billion", "billions"}, 100_000},
}
