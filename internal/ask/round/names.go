package round

import (
	"slices"
	"strings"

	"tonghop/internal/ask/rule"
)

// Suffixes of defined names (contract: inside an issued workbook).
const (
	PriorSuffix       = "_nam_truoc"
	ExplanationSuffix = "_giai_trinh"
	ScoreSuffix       = "_tu_cham"
	ViolationsSuffix  = "_vi_pham"
)

// Names of the inputs that every round has.
const (
	UnitCode  = "don_vi_ma"
	UnitName  = "don_vi_ten"
	SignedOff = "ky_xac_nhan"
	Gate      = "vi_pham_chung"
	Bonus     = "thuong_tu_cham"
	BonusNote = "thuong_ghi_chu"
	Verdict   = "tu_danh_gia"
	SelfTotal = "tong_tu_cham"
)

// UnitInputs are the optional inputs of the unit's sheet, in order.
var UnitInputs = []string{
	"nguoi_lap", "ngay_lap", "thu_truong", "chuc_vu", "so_van_ban", "dien_thoai",
	"thu_dien_tu", SignedOff,
}

// UnitAttributes are what rules may ask of the unit itself.
var UnitAttributes = []string{
	rule.AttributePrefix + "kind",
	rule.AttributePrefix + "loai",
	rule.AttributePrefix + "ma_hanh_chinh",
}

// Attribute is what the register says of a unit under one of those names.
func (u Unit) Attribute(name string) (value string, known bool) {
	attr := strings.TrimPrefix(name, rule.AttributePrefix)
	if attr == "kind" {
		return u.Kind, u.Kind != ""
	}
	value = u.Attrs[attr]
	return value, value != ""
}

// Reserved tells whether a name is the form's own.
func Reserved(id string) bool {
	if slices.Contains(formInputs, id) || slices.Contains(UnitInputs, id) {
		return true
	}
	begins := func(prefix string) bool { return strings.HasPrefix(id, prefix) }
	return begins(rule.AttributePrefix) || begins("muc_") || begins("bang_")
}

// formInputs are the inputs that every form has, whatever the round asks.
var formInputs = []string{
	"vong", "phien_ban_mau", "ban_so", UnitCode, UnitName,
	Gate, Bonus, BonusNote, Verdict, SelfTotal,
}

// Nothing is the name of a section's "nothing to report" box.
func Nothing(section string) string {
	return "muc_" + strings.ReplaceAll(section, ".", "_") + "_khong"
}

// TableName is the name of a table's data rows.
func TableName(id string) string { return "bang_" + id }

// YesNo are the answers of the gate.
func (r *Round) YesNo() [2]string {
	if r.Language == "en" {
		return [2]string{"yes", "no"}
	}
	return [2]string{"có", "không"}
}

type wordList struct {
	prior, violations, explanation string
	inputs                         map[string]string
}

var words = map[string]wordList{
	"vi": {" (năm trước)", " (số hành vi vi phạm)", " (giải trình)", map[string]string{
		UnitCode:      "Mã đơn vị",
		UnitName:      "Tên đơn vị",
		"nguoi_lap":   "Người lập báo cáo",
		"ngay_lap":    "Ngày lập",
		"thu_truong":  "Thủ trưởng đơn vị",
		"chuc_vu":     "Chức vụ",
		"so_van_ban":  "Số văn bản",
		"dien_thoai":  "Điện thoại",
		"thu_dien_tu": "Thư điện tử",
		SignedOff:     "Đã ký xác nhận (ghi x)",
		Gate:          "Vi phạm tiêu chuẩn chung",
		Bonus:         "Điểm thưởng tự chấm",
		BonusNote:     "Nội dung được thưởng điểm",
		Verdict:       "Đơn vị tự đánh giá",
		SelfTotal:     "Tổng điểm tự chấm",
		"#len":        "số dòng của {table}",
		"#count":      "số dòng của {table} có {row}",
		"#sum":        "cộng {row} của {table}",
	}},
	"en": {" (last year)", " (violations)", " (explanation)", map[string]string{
		UnitCode:      "Unit code",
		UnitName:      "Unit",
		"nguoi_lap":   "Prepared by",
		"ngay_lap":    "Date",
		"thu_truong":  "Head of unit",
		"chuc_vu":     "Position",
		"so_van_ban":  "Document number",
		"dien_thoai":  "Telephone",
		"thu_dien_tu": "E-mail",
		SignedOff:     "Signed off (x)",
		Gate:          "General standards violated",
		Bonus:         "Bonus claimed",
		BonusNote:     "What the bonus is for",
		Verdict:       "The unit's own verdict",
		SelfTotal:     "Total self-score",
		"#len":        "rows of {table}",
		"#count":      "rows of {table} with {row}",
		"#sum":        "sum of {row} of {table}",
	}},
}

func cutSuffix(s, suffix string) (string, bool) {
	if suffix == "" {
		return s, false
	}
	return strings.CutSuffix(s, suffix)
}

// FoldCode is a code as codes are compared.
func FoldCode(code string) string { return strings.ToLower(strings.TrimSpace(code)) }
