package round

import "tonghop/internal/words"

// The answers of the gate, and the verdicts of a round that sets none of its own.
var (
	YesAnswer    = words.Pair{VI: "có", EN: "yes"}
	NoAnswer     = words.Pair{VI: "không", EN: "no"}
	MetResult    = words.Pair{VI: "đạt", EN: "met"}
	NotMetResult = words.Pair{VI: "không đạt", EN: "not met"}
)

// suffixWords are what the suffix of a name adds to a label. A score is called as its
// criterion is.
var suffixWords = map[string]words.Pair{
	PriorSuffix:       {VI: " (năm trước)", EN: " (last year)"},
	ViolationsSuffix:  {VI: " (số hành vi vi phạm)", EN: " (violations)"},
	ScoreSuffix:       {},
	ExplanationSuffix: {VI: " (giải trình)", EN: " (explanation)"},
}

// inputLabels are what inputs are called that every round has, and figures of a table
// that rules speak of, with its name and its row's to be filled in.
var inputLabels = map[string]words.Pair{
	UnitCode:      {VI: "Mã đơn vị", EN: "Unit code"},
	UnitName:      {VI: "Tên đơn vị", EN: "Unit"},
	"nguoi_lap":   {VI: "Người lập báo cáo", EN: "Prepared by"},
	"ngay_lap":    {VI: "Ngày lập", EN: "Date"},
	"thu_truong":  {VI: "Thủ trưởng đơn vị", EN: "Head of unit"},
	"chuc_vu":     {VI: "Chức vụ", EN: "Position"},
	"so_van_ban":  {VI: "Số văn bản", EN: "Document number"},
	"dien_thoai":  {VI: "Điện thoại", EN: "Telephone"},
	"thu_dien_tu": {VI: "Thư điện tử", EN: "E-mail"},
	SignedOff:     {VI: "Đã ký xác nhận (ghi x)", EN: "Signed off (x)"},
	Gate:          {VI: "Vi phạm tiêu chuẩn chung", EN: "General standards violated"},
	Bonus:         {VI: "Điểm thưởng tự chấm", EN: "Bonus claimed"},
	BonusNote:     {VI: "Nội dung được thưởng điểm", EN: "What the bonus is for"},
	Verdict:       {VI: "Đơn vị tự đánh giá", EN: "The unit's own verdict"},
	SelfTotal:     {VI: "Tổng điểm tự chấm", EN: "Total self-score"},
	"#len":        {VI: "số dòng của {table}", EN: "rows of {table}"},
	"#count":      {VI: "số dòng của {table} có {row}", EN: "rows of {table} with {row}"},
	"#sum":        {VI: "cộng {row} của {table}", EN: "sum of {row} of {table}"},
}
