package office

import (
	"strings"

	"tonghop/internal/count/roll"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/outbox"
	"tonghop/internal/run/workspace"
)

// Listed are the files that wait in the inbox, as the roll-call lists them.
func Listed(inbox []intake.Pending) (out []roll.Pending) {
	for _, f := range inbox {
		out = append(out, roll.Pending{File: f.File, State: f.State, Why: f.Why})
	}
	return out
}

// inVietnamese are the words for what lies in the inbox; other programs read the
// English ones.
var inVietnamese = map[string]string{
	"waiting": "đang chờ", "large": "quá lớn", "paused": "tạm dừng", "incomplete": "chưa đủ",
	"ignored": "bỏ qua", "unreadable": "không đọc được", "received": "đã nhận", "held": "đang mở",
	"still being copied or just arrived":              "đang được chép vào hoặc vừa mới đến",
	"the file is not complete yet":                    "tệp chưa được chép xong",
	"the folder cannot be read":                       "không đọc được thư mục này",
	"no permission to read it":                        "không có quyền đọc tệp này",
	"a system folder":                                 "thư mục của hệ thống",
	"not a regular file":                              "không phải tệp thường",
	"a lock file: the document is open somewhere":     "tệp khóa: tài liệu đang được mở ở máy nào đó",
	"a system file":                                   "tệp của hệ thống",
	"a temporary file":                                "tệp tạm",
	"counted; the folder does not let go of the file": "đã tính; chưa xóa được tệp khỏi thư mục",
	"nothing in it marks its end; taken in once it was left alone for a while": "không có dấu hiệu kết thúc tệp; " +
		"sẽ nhận khi tệp đã yên một lúc",
	"it cannot be opened now; tried again": "hiện chưa mở được; sẽ thử lại",
	noRoom:                                 "trên đĩa không đủ chỗ cho tệp này; sẽ thử lại",
	"to be taken in":                       "chờ tiếp nhận",
	"open in a program that may still write to it": "đang mở trong một chương trình khác; " +
		"đóng tệp lại thì được nhận",
	"it changed while it was being copied; taken in next time": "tệp thay đổi trong khi chép; " +
		"sẽ nhận ở lần sau",
	"it cannot be read now; tried again": "chưa đọc được; sẽ thử lại",
	bare:                                 "thư mục thiếu tệp đánh dấu: có thể là ổ chia sẻ chưa được kết nối",
	outbox.FolderAtName:                  "một thư mục đang mang tên của tệp này; đổi tên thư mục đó",
	outbox.FileAtFolder:                  "một tệp đang chiếm tên của thư mục chứa tệp này; đổi tên tệp đó",
	outbox.Unreadable:                    "không đọc được: chương trình khác đang giữ tệp, hoặc thiếu quyền đọc",
	outbox.LinkAtName:                    "một liên kết đang mang tên của tệp này; đổi tên nó",
}

// bare says of a folder that it is not the one that was worked with.
var bare = intake.ErrUnmarked.Error()

// inWords puts a state or a reason into the round's language.
func inWords(lang, text string) string {
	if lang != "vi" {
		return text
	}
	if vi, ok := inVietnamese[text]; ok {
		return vi
	}
	for en, vi := range beginVietnamese {
		if rest, ok := strings.CutPrefix(text, en); ok {
			return vi + rest
		}
	}
	return text
}

// InboxLines say what waits in the inbox in a round's language.
func InboxLines(lang string, inbox []intake.Pending) (out []roll.InboxLine) {
	for _, f := range inbox {
		out = append(out, roll.InboxLine{File: roll.ShownAs(f.File), State: inWords(lang, f.State),
			Why: inWords(lang, f.Why)})
	}
	return out
}

// beginVietnamese are the words for reasons that end in a number or in what the system said.
var beginVietnamese = map[string]string{
	notRead: "đã tiếp nhận và lưu, chưa đọc; máy đọc tiếp, chậm nhất ở lần khởi động sau. " +
		"Chưa tính cho đơn vị nào",
	intake.TooLarge:     "lớn hơn mức được nhận (largest_file trong round.yaml): ",
	workspace.FullDisk:  "đĩa đã đầy, hãy dọn bớt rồi máy tự chạy tiếp: ",
	workspace.NotMarked: "thư mục không phải thư mục vẫn dùng, hãy kết nối lại ổ chia sẻ: ",
	workspace.NoAnswer:  "ổ đĩa hoặc thư mục chia sẻ không trả lời, hãy kiểm tra kết nối: ",
}
