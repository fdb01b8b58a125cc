package answer

import "tonghop/internal/words"

// Limits that a figure is beyond.
var (
	atLeast = words.Pair{VI: "từ %s trở lên", EN: "%s or more"}
	atMost  = words.Pair{VI: "không quá %s", EN: "at most %s"}
)

// What stands in a workbook besides the answers, and what is like it.
var (
	tooManyRows  = words.Pair{VI: "bảng “%s”, hơn %d dòng", EN: "table “%s”, more than %d rows"}
	nearNames    = words.Pair{VI: " (gần giống: %s)", EN: " (near: %s)"}
	tooLarge     = words.Pair{VI: "(trang quá lớn, không đọc)", EN: "(too large, not read)"}
	damaged      = words.Pair{VI: "(trang bị lỗi, không đọc được)", EN: "(damaged, not read)"}
	morePlaces   = words.Pair{VI: " và %d chỗ khác", EN: " and %d more"}
	textBox      = words.Pair{VI: "hộp chữ", EN: "text box"}
	cellsComment = words.Pair{VI: "ghi chú của ô", EN: "comment"}
)

// formsOwn are texts that every form has on its sheets, in either language: they are no answers.
var formsOwn = []words.Pair{
	{VI: "Không phát sinh: ghi x", EN: "Nothing to report: x"},
	{VI: "STT", EN: "No."},
	{VI: "Kiểm tra", EN: "Check"},
	{VI: "Mã", EN: "Code"},
}
