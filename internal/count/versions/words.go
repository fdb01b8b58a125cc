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
