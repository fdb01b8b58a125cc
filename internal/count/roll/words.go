package roll

import "tonghop/internal/words"

// What became of a file, with its note.
var (
	opened          = words.Pair{VI: "Đã mở", EN: "Opened"}
	notRead         = words.Pair{VI: "Chưa đọc", EN: "Not read yet"}
	readNext        = words.Pair{VI: "Máy đọc tiếp. %s", EN: "It is read next. %s"}
	voided          = words.Pair{VI: "Đã bỏ", EN: "Voided"}
	voidedByOfficer = words.Pair{VI: "Cán bộ đã bỏ tệp này", EN: "Voided by an officer"}
	kept            = words.Pair{VI: "Lưu kèm", EN: "Kept with it"}
	keptWithReturn  = words.Pair{VI: "Tài liệu gửi kèm báo cáo. %s", EN: "Kept with a return. %s"}
	unitUnknown     = words.Pair{VI: "Chưa rõ đơn vị", EN: "Unit unknown"}
)

// What a return's form is, where it is not the unit's own.
var (
	kindsForm    = words.Pair{VI: "Biểu mẫu chung của loại hình", EN: "The kind's form"}
	unsealedForm = words.Pair{VI: "Biểu mẫu không có dấu của hệ thống", EN: "A form without a seal"}
	othersForm   = words.Pair{
		VI: "Biểu mẫu đã phát cho đơn vị khác, hoặc dấu đã bị sửa",
		EN: "A form issued to another unit, or with a changed seal",
	}
)

// What became of an officers' workbook.
var (
	officersBook         = words.Pair{VI: "Tệp của cán bộ", EN: "An officers' workbook"}
	officersBookUnsealed = words.Pair{
		VI: "Tệp cán bộ không có dấu",
		EN: "Officers' workbook, no seal",
	}
	waitsForOfficer = words.Pair{VI: "Chờ cán bộ cho ghi nhận", EN: "Waits for an officer"}
	rowsRecorded    = words.Pair{VI: "Ghi nhận %d dòng", EN: "%d rows recorded"}
	rowsRefused     = words.Pair{VI: ", chưa ghi nhận %d dòng", EN: ", %d refused"}
	nothingFilledIn = words.Pair{VI: "không có dòng nào được điền; %s", EN: "nothing filled in; %s"}
	newerCame       = words.Pair{
		VI: "chưa ghi nhận; đã có bản mới hơn; %s",
		EN: "not recorded; a newer one came; %s",
	}
)

// That a unit counts by decision.
var (
	countsByDecision   = words.Pair{VI: "Được tính theo quyết định: %s", EN: "Counts by decision: %s"}
	acceptedByDecision = words.Pair{
		VI: "Chấp nhận theo quyết định: %s",
		EN: "Accepted by decision: %s",
	}
	chosenByDecision = words.Pair{
		VI: "Bản được chọn theo quyết định: %s",
		EN: "Version chosen by decision: %s",
	}
)

// What the newest version waits for.
var (
	askTheUnit = words.Pair{
		VI: "Các bản mâu thuẫn: cán bộ cần hỏi đơn vị",
		EN: "Versions in conflict: ask the unit",
	}
	correctWhileCounted = words.Pair{
		VI: "Bản %d chờ đơn vị sửa; đang tính bản %d",
		EN: "Version %d to correct; version %d counts",
	}
	correctFirst = words.Pair{
		VI: "Chờ đơn vị sửa và gửi lại; chưa tính vào tổng",
		EN: "To correct; not in the totals",
	}
	notInTotals = words.Pair{VI: "Chưa tính vào tổng", EN: "Not in the totals"}
)

// What the sums of this level's own return rest on.
var (
	countedOf = words.Pair{
		VI: "Đã tính %d trên %d đơn vị phải báo cáo.",
		EN: "%d of %d units expected are counted.",
	}
	unitsMissing    = words.Pair{VI: "Chưa tính (%d): %s.", EN: "Not counted (%d): %s."}
	unitsByDecision = words.Pair{
		VI: "Được tính theo quyết định của cán bộ (%d): %s.",
		EN: "Counted by an officer's decision (%d): %s.",
	}
	moreUnits = words.Pair{VI: " và %d đơn vị khác", EN: " and %d more"}
)

// Why a figure, or nothing of a unit, is in no total.
var (
	notAnswered = words.Pair{
		VI: "bản được tính không trả lời",
		EN: "not answered in the version that counts",
	}
	ratioOfSums     = words.Pair{VI: "tỷ lệ tính từ các tổng", EN: "a ratio is made of sums"}
	followsParts    = words.Pair{VI: "tổng được cộng từ các phần", EN: "the total is the sum of its parts"}
	partOf          = words.Pair{VI: "là phần “%s”", EN: "is the part “%s”"}
	notTotalled     = words.Pair{VI: "không cộng", EN: "not totalled"}
	coveredBy       = words.Pair{VI: "đã nằm trong số của %s", EN: "covered by the figure of %s"}
	inParentsAnswer = words.Pair{
		VI: "số của đơn vị cấp trên đã gồm",
		EN: "its parent's own answer stands for it",
	}
	onListOf = words.Pair{
		VI: "không gửi riêng; có trong danh sách của %s",
		EN: "sends no return of its own; on the list of %s",
	}
	nothingReceived = words.Pair{VI: "chưa nhận được báo cáo", EN: "nothing received"}
	undecided       = words.Pair{
		VI: "các bản mâu thuẫn, cán bộ chưa quyết định",
		EN: "versions in conflict; an officer decides",
	}
	noVersionCounts = words.Pair{VI: "chưa bản nào được tính: %s", EN: "no version counts: %s"}
	newestVersion   = words.Pair{
		VI: " (bản %d: %s; %d lỗi, %d nội dung cần giải trình)",
		EN: " (version %d: %s; %d errors, %d queries)",
	}
)

// Recognition.
var (
	recognised    = words.Pair{VI: "Công nhận", EN: "Recognised"}
	notRecognised = words.Pair{VI: "Không công nhận", EN: "Not recognised"}
)
