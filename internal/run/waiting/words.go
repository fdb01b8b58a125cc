package waiting

import "tonghop/internal/words"

// states are the words for states. Those in English are the states themselves.
var states = map[State]words.Pair{
	Waiting:    {VI: "đang chờ", EN: "waiting"},
	Incomplete: {VI: "chưa đủ", EN: "incomplete"},
	Ignored:    {VI: "bỏ qua", EN: "ignored"},
	Unreadable: {VI: "không đọc được", EN: "unreadable"},
	Received:   {VI: "đã nhận", EN: "received"},
	Held:       {VI: "đang mở", EN: "held"},
	Large:      {VI: "quá lớn", EN: "large"},
	Paused:     {VI: "tạm dừng", EN: "paused"},
}

// newestBeside follows a reason where the newest revision stands under another name.
var newestBeside = words.Pair{VI: "; bản mới nhất là %s", EN: "; the newest revision is %s"}

// reasons are the words for codes; those that have a detail take it as their verb.
var reasons = map[Code]words.Pair{
	Arriving: {VI: "đang được chép vào hoặc vừa mới đến", EN: "still being copied or just arrived"},
	NoEnd:    {VI: "tệp chưa được chép xong", EN: "the file is not complete yet"},
	NoEndMark: {
		VI: "không có dấu hiệu kết thúc tệp; sẽ nhận khi tệp đã yên một lúc",
		EN: "nothing in it marks its end; taken in once it was left alone for a while",
	},
	FolderUnreadable: {VI: "không đọc được thư mục này", EN: "the folder cannot be read"},
	NoPermission:     {VI: "không có quyền đọc tệp này", EN: "no permission to read it"},
	NotOpened:        {VI: "hiện chưa mở được; sẽ thử lại", EN: "it cannot be opened now; tried again"},
	BeingWritten: {
		VI: "đang mở trong một chương trình khác; đóng tệp lại thì được nhận",
		EN: "open in a program that may still write to it",
	},
	SystemFolder: {VI: "thư mục của hệ thống", EN: "a system folder"},
	NotRegular:   {VI: "không phải tệp thường", EN: "not a regular file"},
	LockFile: {
		VI: "tệp khóa: tài liệu đang được mở ở máy nào đó",
		EN: "a lock file: the document is open somewhere",
	},
	SystemFile:    {VI: "tệp của hệ thống", EN: "a system file"},
	TemporaryFile: {VI: "tệp tạm", EN: "a temporary file"},
	TooLarge: {
		VI: "lớn hơn mức được nhận (largest_file trong round.yaml): %s MB",
		EN: "larger than what is taken in (largest_file in round.yaml): %s MB",
	},
	NoRoom: {
		VI: "trên đĩa không đủ chỗ cho tệp này; sẽ thử lại",
		EN: "there is no room for it on the disk; tried again",
	},
	Changed: {
		VI: "tệp thay đổi trong khi chép; sẽ nhận ở lần sau",
		EN: "it changed while it was being copied; taken in next time",
	},
	NotRead:   {VI: "chưa đọc được; sẽ thử lại", EN: "it cannot be read now; tried again"},
	ToBeTaken: {VI: "chờ tiếp nhận", EN: "to be taken in"},
	Counted: {
		VI: "đã tính; chưa xóa được tệp khỏi thư mục",
		EN: "counted; the folder does not let go of the file",
	},
	NotJudged: {
		VI: "đã tiếp nhận và lưu, chưa đọc; máy đọc tiếp, chậm nhất ở lần khởi động sau. " +
			"Chưa tính cho đơn vị nào",
		EN: "received and kept, not read yet; it is read next, at the latest when the program starts again; " +
			"it counts for no unit until then",
	},

	NotMounted: {
		VI: "thư mục thiếu tệp đánh dấu: có thể là ổ chia sẻ chưa được kết nối",
		EN: "the folder lacks its marker: it may be a share that is not mounted",
	},
	DiskFull: {
		VI: "đĩa đã đầy, hãy dọn bớt rồi máy tự chạy tiếp: %s",
		EN: "the disk is full: %s",
	},
	OtherFolder: {
		VI: "thư mục không phải thư mục vẫn dùng, hãy kết nối lại ổ chia sẻ: %s",
		EN: "a folder is not the one that was worked with: %s",
	},
	NoAnswer: {
		VI: "ổ đĩa hoặc thư mục chia sẻ không trả lời, hãy kiểm tra kết nối: %s",
		EN: "a disk or share does not answer: %s",
	},

	OpenElsewhere:  {VI: "đang mở ở nơi khác", EN: "open elsewhere"},
	OpenInProgram:  {VI: "đang mở trong chương trình bảng tính", EN: "it is open in a spreadsheet program"},
	OpenForWriting: {VI: "một chương trình đang mở tệp để ghi", EN: "a program has it open for writing"},
	FolderAtName: {
		VI: "một thư mục đang mang tên của tệp này; đổi tên thư mục đó",
		EN: "a folder stands at its name",
	},
	LinkAtName: {
		VI: "một liên kết đang mang tên của tệp này; đổi tên nó",
		EN: "a link or a device stands at its name",
	},
	FileAtFolder: {
		VI: "một tệp đang chiếm tên của thư mục chứa tệp này; đổi tên tệp đó",
		EN: "a file stands where its folder should be",
	},
	FilledIn: {
		VI: "tệp đã được điền, phải tiếp nhận trước",
		EN: "it was filled in and is to be taken in first",
	},
	NotTakenYet: {
		VI: "đã điền và chưa tiếp nhận; lưu rồi đóng tệp lại thì được nhận",
		EN: "filled in and not taken in yet; it is once it is saved and closed",
	},
	OutputUnread: {
		VI: "không đọc được: chương trình khác đang giữ tệp, hoặc thiếu quyền đọc",
		EN: "it cannot be read: a program holds it, or its rights forbid it",
	},
	SettledUnread: {
		VI: "hiện không đọc được tệp vừa đổi chỗ ra",
		EN: "what stood there cannot be read now",
	},
	SavedAndSaved: {VI: "tệp đang được lưu liên tục", EN: "it is being saved again and again"},
}
