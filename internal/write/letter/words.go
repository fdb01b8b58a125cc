package letter

import "tonghop/internal/words"

// What stands in a document at a place that is wrong.
var (
	unknownHere = words.Pair{VI: "[không có: %s]", EN: "[unknown: %s]"}
	listHere    = words.Pair{VI: "[danh sách: %s]", EN: "[a list: %s]"}
	wrongHere   = words.Pair{VI: "[sai dấu: %s]", EN: "[wrong mark: %s]"}
)

// Where something is wrong.
var (
	parts = map[Part]words.Pair{
		Body:   {VI: "thân văn bản", EN: "body"},
		Header: {VI: "đầu trang", EN: "header"},
		Footer: {VI: "chân trang", EN: "footer"},
		Notes:  {VI: "chú thích", EN: "notes"},
	}
	placed = words.Pair{VI: "%s, đoạn %d", EN: "%s, paragraph %d"}
)

// What is wrong, and how to mend it. Those of a place take a placeholder's name.
var wrongs = map[Why]words.Pair{
	Unknown: {
		VI: "không có chỗ điền nào tên “%s”; xem tên đúng trong chi-tiet/cho-dien.xlsx.",
		EN: "no placeholder is called “%s”; the names stand in chi-tiet/cho-dien.xlsx.",
	},
	IsList: {
		VI: "“%[1]s” là danh sách: viết {{#%[1]s}} … {{/%[1]s}} quanh phần được lặp lại.",
		EN: "“%[1]s” is a list: write {{#%[1]s}} … {{/%[1]s}} around what is to be repeated.",
	},
	Unclosed: {
		VI: "{{#%[1]s}} không có {{/%[1]s}} trong cùng đoạn, cùng ô hoặc cùng bảng; thêm vào chỗ kết thúc.",
		EN: "{{#%[1]s}} has no {{/%[1]s}} in the same paragraph, cell or table; add it where the block ends.",
	},
	Unopened: {
		VI: "{{/%[1]s}} không có {{#%[1]s}} đứng trước; thêm vào chỗ bắt đầu hoặc xóa đi.",
		EN: "{{/%[1]s}} has no {{#%[1]s}} before it; add it where the block begins, or delete it.",
	},
	Unended: {
		VI: "{{ không có }} theo sau trong cùng đoạn; thêm vào hoặc xóa đi.%s",
		EN: "{{ has no }} behind it in the same paragraph; add it, or delete it.%s",
	},
	Broken: {
		VI: "không phải tệp .docx hoặc tệp bị hỏng; mở trong Word rồi lưu lại dạng .docx.",
		EN: "no .docx, or a damaged one; open it in Word and save it as .docx.",
	},
	Encrypted: {
		VI: "tệp đặt mật khẩu nên không điền được; bỏ mật khẩu rồi lưu lại.",
		EN: "protected by a password, so that it cannot be filled in; take the password away and save.",
	},
	NoDocument: {
		VI: "không phải văn bản Word (.docx); mở trong Word rồi lưu lại dạng .docx.",
		EN: "no Word document (.docx); open it in Word and save it as .docx.",
	},
	TooLarge: {
		VI: "lớn hơn mức một văn bản cần đến, hoặc lặp lại quá nhiều lần; rút gọn mẫu.",
		EN: "larger than a letter needs to be, or repeated too often; make the template smaller.",
	},
	Declares: {
		VI: "có khai báo lạ (DTD) mà Word không bao giờ ghi; soạn lại trong Word.",
		EN: "has declarations (DTD) that Word never writes; write it anew in Word.",
	},
}

var nearest = words.Pair{VI: "Gần giống: %s.", EN: "Near: %s."}
