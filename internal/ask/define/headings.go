package define

// level is one depth of a list: its keys, and the key of the list below.
type level struct {
	head  string // of the column of its ids
	keys  []string
	below string
}

// listSpec is a list of form.yaml as a sheet.
type listSpec struct {
	title  string
	key    string
	levels []level
}

var specs = []listSpec{
	{"Chung", "", []level{{"Khóa", []string{"value"}, ""}}},
	{"Chỉ tiêu", "sections", []level{
		{"Mục", []string{"print", "title"}, "indicators"},
		{
			"Mã chỉ tiêu",
			[]string{
				"label", "type", "unit", "kinds", "optional", "only", "prior", "previous", "change",
				"total_from", "values", "min", "max", "required_when", "of", "indent",
			},
			"",
		}}},
	{"Bảng", "tables", []level{
		{
			"Mã bảng",
			[]string{"label", "kinds", "rows_from", "key", "required", "self", "appraised", "result", "use"},
			"columns",
		},
		{"Mã cột", []string{"label", "type", "unit", "values", "filled", "width", "from"}, ""}}},
	{"Chấm điểm", "cards", []level{
		{
			"Mã bản chấm",
			[]string{
				"title", "kinds", "method", "gate", "answers", "deduction", "floor", "bonus",
				"bonus_times", "cap", "scale", "pass", "bands", "verdict", "verdict_optional", "signers",
			},
			"groups",
		},
		{"Mã nhóm", []string{"label"}, "criteria"},
		{"Mã tiêu chuẩn", []string{"label", "points", "only", "of", "steps", "share"}, ""}}},
	{"Quy tắc", "rules", []level{
		{
			"Mã quy tắc",
			[]string{
				"severity", "total", "whole", "parts", "pair", "when", "check", "message", "fix",
				"kinds", "tolerance", "missing", "trial", "since", "until", "criterion", "code",
			},
			"",
		}}},
}

// headWords are the headings of the columns of a definition in a workbook.
var headWords = map[string]string{
	"value":            "Giá trị",
	"print":            "Số in",
	"title":            "Tiêu đề",
	"label":            "Nội dung",
	"type":             "Kiểu",
	"unit":             "Đơn vị tính",
	"kinds":            "Loại đơn vị phải trả lời",
	"optional":         "Không bắt buộc với",
	"only":             "Chỉ hỏi khi",
	"prior":            "Hỏi số năm trước",
	"previous":         "Mã ở kỳ trước",
	"change":           "Thay đổi tối đa (%)",
	"total_from":       "Cộng từ",
	"values":           "Các lựa chọn",
	"min":              "Nhỏ nhất",
	"max":              "Lớn nhất",
	"required_when":    "Bắt buộc khi",
	"of":               "Tử số; mẫu số",
	"indent":           "Thụt dòng",
	"rows_from":        "Dòng có sẵn từ loại",
	"key":              "Cột phân biệt dòng",
	"required":         "Cột bắt buộc",
	"filled":           "Điền sẵn",
	"width":            "Độ rộng",
	"method":           "Cách chấm",
	"gate":             "Câu hỏi tiêu chuẩn chung",
	"answers":          "Trả lời: đạt; chưa đạt",
	"deduction":        "Điểm trừ mỗi hành vi",
	"floor":            "Điểm thấp nhất",
	"bonus":            "Điểm thưởng",
	"verdict":          "Tự đánh giá",
	"verdict_optional": "Không bắt buộc tự đánh giá",
	"signers":          "Người ký",
	"points":           "Điểm",
	"self":             "Cột điểm tự chấm",
	"appraised":        "Cột điểm thẩm định",
	"result":           "Cột kết quả",
	"use":              "Dùng làm danh sách",
	"bonus_times":      "Số lần thưởng nhiều nhất",
	"cap":              "Tổng nhiều nhất",
	"scale":            "Quy về thang",
	"pass":             "Điểm đạt",
	"bands":            "Xếp loại",
	"steps":            "Các mức điểm",
	"from":             "Lấy từ chỉ tiêu",
	"share":            "Tỷ lệ đơn vị cấp dưới",
	"severity":         "Mức độ",
	"total":            "Tổng",
	"whole":            "Số bao trùm",
	"parts":            "Các phần",
	"pair":             "Cặp phải đi cùng",
	"when":             "Chỉ xét khi",
	"check":            "Điều kiện phải đúng",
	"message":          "Lời báo",
	"fix":              "Cách sửa",
	"tolerance":        "Sai số cho phép",
	"missing":          "Khi thiếu số",
	"trial":            "Thử nghiệm",
	"since":            "Từ ngày",
	"until":            "Đến ngày",
	"criterion":        "Tiêu chuẩn",
	"code":             "Mã phát hiện",
}
