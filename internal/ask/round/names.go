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
	return [2]string{YesAnswer.In(r.Language), NoAnswer.In(r.Language)}
}

// FoldCode is a code as codes are compared.
func FoldCode(code string) string { return strings.ToLower(strings.TrimSpace(code)) }
