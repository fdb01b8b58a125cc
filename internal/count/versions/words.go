package versions

import "tonghop/internal/words"

// What is not there, and what cannot be told by a label alone.
var (
	blank         = words.Pair{VI: "(trống)", EN: "(blank)"}
	nothingToTell = words.Pair{VI: "%s: không phát sinh", EN: "%s: nothing to report"}
	inRow         = words.Pair{VI: "%s, dòng “%s”", EN: "%s, row “%s”"}
	rowGone       = words.Pair{VI: " (dòng bị bỏ)", EN: " (row removed)"}
	rowAdded      = words.Pair{VI: " (dòng mới)", EN: " (new row)"}
)

// What is compared.
var (
	heading = words.Pair{
		VI: "%s (%s): %s → %s: %d nội dung khác nhau",
		EN: "%s (%s): %s → %s: differences: %d",
	}
	versionOf = words.Pair{VI: "bản %d (%s, nhận %s)", EN: "version %d (%s, received %s)"}
)

// A change on a terminal.
var (
	figureLine = words.Pair{
		VI: "      trước: %s%s; sau: %s%s; chênh lệch: %s",
		EN: "      before: %s%s; after: %s%s; difference: %s",
	}
	valueLine    = words.Pair{VI: "      trước: %s%s; sau: %s%s", EN: "      before: %s%s; after: %s%s"}
	textLine     = words.Pair{VI: "      theo từ%s →%s: %s", EN: "      by word%s →%s: %s"}
	totalsLine   = words.Pair{VI: "      tổng thay đổi: %s", EN: "      totals moved: %s"}
	criteriaLine = words.Pair{VI: "      tiêu chuẩn liên quan: %s", EN: "      criteria concerned: %s"}
)

// Why two versions cannot be told apart.
var (
	NothingNewer = words.Pair{
		VI: "%s: không có bản nào mới hơn bản đang dùng (đã nhận %d bản); chọn bản bằng --from và --to",
		EN: "%s: nothing is newer than the version in use (%d received); --from and --to choose versions",
	}
	NothingDiffers = words.Pair{VI: "%s: hai bản không khác nhau", EN: "%s: the two versions do not differ"}
)

// Words that are gone from a text, and those that were added.
var (
	wordsGone  = words.Pair{VI: "[bỏ: %s]", EN: "[gone: %s]"}
	wordsAdded = words.Pair{VI: "[thêm: %s]", EN: "[added: %s]"}
)

// Why a version is compared with the newest.
var (
	thatCounts      = words.Pair{VI: "đang được tính", EN: "which counts"}
	thatIsAccepted  = words.Pair{VI: "đã được chấp nhận", EN: "which is accepted"}
	thatIsAppraised = words.Pair{VI: "đã thẩm định", EN: "which was appraised"}
)

// A criterion with what the desk gave.
var (
	criterion      = words.Pair{VI: "%s %s", EN: "%s %s"}
	criterionGiven = words.Pair{VI: "%s %s (đã thẩm định: %s)", EN: "%s %s (appraised: %s)"}
)
