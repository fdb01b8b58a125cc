package live

import "tonghop/internal/words"

// The live checks: the word that each begins with, and of what it is.
var (
	liveMissing   = words.Pair{VI: "Thiếu", EN: "Missing"}
	liveWrong     = words.Pair{VI: "Sai", EN: "Wrong"}
	liveQuery     = words.Pair{VI: "Cần giải trình", EN: "To be explained"}
	liveText      = words.Pair{VI: "Cần nhập số", EN: "Needs a number"}
	liveFine      = words.Pair{VI: "Khớp", EN: "Fine"}
	liveAlsoWrong = words.Pair{VI: "Liên quan lỗi", EN: "Part of the error"}
	liveAlsoQuery = words.Pair{VI: "Liên quan nội dung", EN: "Part of the question"}
	liveAtCell    = words.Pair{VI: " ở ô ", EN: " at cell "}
	liveLook      = words.Pair{VI: "Xem lại", EN: "Look again"}
	ofLastYear    = words.Pair{VI: "số năm trước", EN: "last year's figure"}
	ofViolations  = words.Pair{VI: "số hành vi vi phạm", EN: "violations"}
	ofBonusGround = words.Pair{VI: "nội dung được thưởng", EN: "what the bonus is for"}
	rowRepeated   = words.Pair{VI: "dòng này đã có ở trên", EN: "this row stands above already"}
	notSigned     = words.Pair{
		VI: "ghi x sau khi thủ trưởng đã ký duyệt bản in",
		EN: "put x when the head has signed the printed copy",
	}
	scoreNotOfViolations = words.Pair{
		VI: "Cần giải trình: điểm không ứng với số vi phạm",
		EN: "To be explained: the violations do not give this score",
	}
	scoreNotOfFigures = words.Pair{
		VI: "Cần giải trình: điểm không ứng với số liệu",
		EN: "To be explained: the figures do not give this score",
	}
)
