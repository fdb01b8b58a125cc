package standing

import "tonghop/internal/words"

// Where a file came from, in a note.
var (
	fromTheArchiveNote = words.Pair{
		VI: "Nhận lại từ kho sau khi khôi phục sổ theo dõi",
		EN: "Received again from the archive after a restore",
	}
	inAnArchiveNote = words.Pair{VI: "Trong tệp nén", EN: "In an archive"}
	inAMailNote     = words.Pair{VI: "Trong thư của %s", EN: "In a mail of %s"}
	mailSent        = words.Pair{VI: ", gửi %s", EN: ", sent %s"}
	receivedInside  = words.Pair{
		VI: "Thư hoặc tệp nén: %d tệp bên trong được nhận, mỗi tệp một dòng",
		EN: "A mail or archive: %d files in it were received, a row each",
	}
)

// Where an officers' workbook came from, in brackets.
var (
	filledInPlace = words.Pair{VI: "điền tại chỗ", EN: "filled in where it stands"}
	mailOf        = words.Pair{VI: "thư của %s", EN: "mail of %s"}
	packed        = words.Pair{VI: "trong tệp nén", EN: "in an archive"}
	restored      = words.Pair{VI: "tìm lại trong kho", EN: "found in the archive of files"}
	dropped       = words.Pair{VI: "thả vào thư mục nhận", EN: "dropped into the inbox"}
	lastSavedBy   = words.Pair{VI: ", người lưu cuối: %s", EN: ", last saved by %s"}
)

// What a form is.
var (
	ownForm    = words.Pair{VI: "biểu mẫu riêng của đơn vị", EN: "the unit's own form"}
	kindsForm  = words.Pair{VI: "biểu mẫu chung của loại hình", EN: "the kind's form"}
	othersForm = words.Pair{
		VI: "biểu mẫu đã phát cho đơn vị khác hoặc có dấu đã bị sửa",
		EN: "a form issued to another unit, or with a changed seal",
	}
	unsealedForm    = words.Pair{VI: "không có dấu của hệ thống", EN: "a form without a seal"}
	foreignUnsigned = words.Pair{
		VI: "Biểu mẫu do nơi khác phát, không có chữ ký",
		EN: "A form issued elsewhere, not signed",
	}
	foreignAccepted = words.Pair{
		VI: "Biểu mẫu do nơi khác phát, khóa đã được chấp nhận (%s)",
		EN: "A form issued elsewhere, by a key that was accepted (%s)",
	}
	foreignSigned = words.Pair{
		VI: "Biểu mẫu do nơi khác phát (khóa %s)",
		EN: "A form issued elsewhere (key %s)",
	}
)

// Why a version does not replace another.
var (
	weakerThanVersion = words.Pair{
		VI: "%s: %s, yếu hơn bản %d (%s)",
		EN: "%s: %s, weaker than version %d (%s)",
	}
	weakerThanListOf = words.Pair{
		VI: "%s: %s, yếu hơn danh sách của %s (%s)",
		EN: "%s: %s, weaker than the list of %s (%s)",
	}
	weakerThanTheList = words.Pair{
		VI: ", yếu hơn danh sách của %s",
		EN: ", weaker than the list of %s",
	}
	weakerThanCounted = words.Pair{
		VI: ", yếu hơn bản đang tính",
		EN: ", weaker than the one that counts",
	}
)

// Files that are no return.
var (
	blankForm     = words.Pair{VI: "Biểu mẫu trống", EN: "Blank form"}
	blankFormNote = words.Pair{
		VI: "Chưa điền gì; không tính là đã nộp.",
		EN: "Nothing was filled in; it is no return.",
	}
	unchangedForm     = words.Pair{VI: "Không có gì thay đổi", EN: "Nothing changed"}
	unchangedFormNote = words.Pair{
		VI: "Biểu mẫu gửi lại nguyên như khi phát ra; không tính là bản mới.",
		EN: "The form came back as it was issued; it is no new version.",
	}
	ourOwnFile     = words.Pair{VI: "Tệp của hệ thống gửi trở lại", EN: "Our own file"}
	ourOwnFileNote = words.Pair{
		VI: "Tệp do hệ thống xuất ra, gửi trở lại nguyên vẹn; không làm gì.",
		EN: "A file that was written here came back as it was; nothing to do.",
	}
)

// What officers call a workbook.
var (
	appraisalWorkbook = words.Pair{VI: "tệp thẩm định", EN: "appraisal workbook"}
	proposalWorkbook  = words.Pair{VI: "tệp đề nghị công nhận", EN: "proposal for recognition"}
	decisionsWorkbook = words.Pair{VI: "tệp quyết định", EN: "workbook of decisions"}
)

// Decisions.
var (
	signedBy   = words.Pair{VI: "%s, ngày %s: %s", EN: "%s, %s: %s"}
	until      = words.Pair{VI: " (đến hết %s)", EN: " (until %s)"}
	decisionOf = words.Pair{VI: "Quyết định số %s ngày %s", EN: "Decision %s of %s"}
)
