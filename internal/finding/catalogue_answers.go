package finding

// ofAnswers are what can be wrong with what is answered in a cell.
var ofAnswers = map[string]Entry{
	"CELL-001": {Error, Unit, "required and blank (enter a figure even if it is zero)", map[string]Words{
		"": {Say{"Chưa điền “{label}”.", "Điền số liệu; nếu không có thì ghi 0."},
			Say{"“{label}” is required and blank.", "Enter the figure; where there is none, 0."}},
		"figure": {Say{"Chưa điền “{label}”.", "Điền số liệu đúng thực tế."},
			Say{"“{label}” is required and blank.", "Enter the figure as it is."}},
		"violations": {
			Say{"Tiêu chuẩn “{label}” chấm {score} điểm nhưng chưa ghi số hành vi vi phạm.",
				"Ghi số hành vi vi phạm ứng với mức điểm ấy; nếu không có vi phạm thì sửa điểm thành {full}."},
			Say{"“{label}” has {score} points without the number of violations.",
				"Enter the number of violations that the score is for; where there are none, the score is {full}."},
		},
		"section": {
			Say{"Mục {section} chưa điền {count} ô: {label}.",
				"Điền số liệu từng ô; nếu cả mục không phát sinh, ghi x vào ô “Không phát sinh” của mục."},
			Say{"Section {section} has {count} blanks: {label}.",
				"Enter each figure; if there is nothing to report in the section, put x into its box."},
		},
		"choice": {Say{"Chưa chọn “{label}”.", "Chọn một giá trị trong danh sách: {expected}."},
			Say{"“{label}” is required and blank.", "Choose from the list: {expected}."}},
		"date": {Say{"Chưa điền “{label}”.", "Ghi ngày dạng ngày/tháng/năm, ví dụ 05/10/2019."},
			Say{"“{label}” is required and blank.", "Enter the date as day/month/year."}},
		"row": {
			Say{"Dòng {count} của bảng “{label}” còn thiếu cột “{column}”.",
				"Điền đủ cột này hoặc xóa nội dung cả dòng."},
			Say{"Row {count} of table “{label}” lacks “{column}”.", "Fill it in or clear the row."},
		},
	}},
	"CELL-002": {Error, Unit, "not a number", map[string]Words{
		"": {Say{"“{label}”: “{found}” không phải là số.", "Chỉ ghi chữ số, ví dụ 12; không có thì ghi 0."},
			Say{"“{label}”: “{found}” is not a number.", "Write digits only, such as 12; where there is none, 0."}},
		"figure": {Say{"“{label}”: “{found}” không phải là số.", "Chỉ ghi chữ số, ví dụ 12."},
			Say{"“{label}”: “{found}” is not a number.", "Write digits only, such as 12."}},
		"pair": {
			Say{"“{label}”: “{found}” gồm hai số trong một ô.",
				"Mỗi ô ghi một số: số thứ nhất ở ô này, số còn lại ở ô của chỉ tiêu tương ứng."},
			Say{"“{label}”: “{found}” holds two figures.",
				"One figure a cell: the first here, the other at its own indicator."},
		},
	}},
	"CELL-003": {Error, Unit, "ambiguous number such as 1,234", map[string]Words{
		"": {
			Say{"“{label}”: “{found}” có thể hiểu theo hai cách.",
				"Ghi lại không dùng dấu phẩy, dấu chấm: ví dụ 1234."},
			Say{"“{label}”: “{found}” can be read in two ways.", "Write it without comma or dot: 1234."},
		},
	}},
	"CELL-004": {Info, Nobody,
		"text read as a number (\"05 đ/c\" as 5; \"Không\" as 0); " +
			"blanks answered by \"nothing to report in this section\"", map[string]Words{
			"": {Say{"“{label}”: “{found}” được hiểu là {plain}.", "Không phải làm gì nếu đúng."},
				Say{"“{label}”: “{found}” was read as {plain}.", "Nothing to do if that is right."}},
			"section": {
				Say{"Mục {section}: đơn vị ghi “không phát sinh”, {count} ô trống được tính là 0.",
					"Không phải làm gì nếu đúng."},
				Say{"Section {section}: nothing to report, {count} blanks count as 0.",
					"Nothing to do if that is right."},
			},
		}},
	"CELL-005": {Error, Unit, "not a whole number", map[string]Words{
		"": {
			Say{"“{label}”: {found} không phải số nguyên.",
				"Ghi số nguyên; không dùng dấu chấm, phẩy để ngăn hàng nghìn."},
			Say{"“{label}”: {found} is not a whole number.", "Write a whole number, without separators."},
		},
	}},
	"CELL-006": {Error, Unit, "not a valid date", map[string]Words{
		"": {Say{"“{label}”: “{found}” không phải ngày hợp lệ.", "Ghi ngày dạng ngày/tháng/năm, ví dụ 05/10/2019."},
			Say{"“{label}”: “{found}” is not a valid date.", "Write day/month/year, such as 05/10/2019."}},
	}},
	"CELL-007": {Error, Unit, "not in the list", map[string]Words{
		"": {Say{"“{label}”: “{found}” không có trong danh sách.", "Chọn một trong: {expected}."},
			Say{"“{label}”: “{found}” is not in the list.", "Choose one of: {expected}."}},
	}},
	"CELL-008": {Error, Unit, "outside its limits (negative; above the maximum)", map[string]Words{
		"": {Say{"“{label}”: {found} nằm ngoài giới hạn ({expected}).", "Kiểm tra và ghi lại số đúng."},
			Say{"“{label}”: {found} is outside its limits ({expected}).", "Check it and write the right figure."}},
	}},
	"CELL-009": {Error, Unit,
		"Excel error value such as #REF! in an input (cells that we compute are never read)", map[string]Words{
			"": {Say{"“{label}” chứa lỗi Excel {found}.", "Xóa công thức, gõ trực tiếp con số."},
				Say{"“{label}” holds the Excel error {found}.", "Clear the formula and type the figure."}},
			"unusable": {
				Say{"Nội dung ô “{label}” bị lỗi trong tệp nên không đọc được.",
					"Xóa ô này, gõ lại nội dung đúng rồi lưu bằng Excel."},
				Say{"What stands in “{label}” is damaged in the file and could not be read.",
					"Clear the cell, type it again and save the file in Excel."},
			},
		}},
	"CELL-010": {Error, Unit,
		"formula without a stored value in an input (cells that we compute are never read)", map[string]Words{
			"": {
				Say{"“{label}” là công thức chưa có kết quả được lưu.",
					"Gõ trực tiếp con số, hoặc mở bằng Excel, lưu lại rồi gửi."},
				Say{"“{label}” is a formula without a stored value.",
					"Type the figure, or open the file in Excel, save it and send again."},
			},
		}},
	"CELL-011": {Query, Unit, "filled in although it does not concern this kind of unit", map[string]Words{
		"": {
			Say{"“{label}” được điền ({found}) dù không thuộc loại đơn vị này; không tính vào tổng.",
				"Xóa ô này, hoặc giải trình vì sao có số liệu."},
			Say{"“{label}” is filled in ({found}) although it does not concern this unit; it is not counted.",
				"Clear it, or explain."},
		},
	}},
	"CELL-012": {Error, Unit, "not in the unit of measure asked for", map[string]Words{
		"": {
			Say{"“{label}”: “{found}” ghi khác đơn vị tính yêu cầu ({expected}).",
				"Đổi ra {expected} và chỉ ghi con số."},
			Say{"“{label}”: “{found}” is not in the unit of measure asked for ({expected}).",
				"Convert to {expected} and write the figure only."},
		},
	}},
	"TEXT-001": {Error, Unit, "required text missing", map[string]Words{
		"": {Say{"Chưa viết nội dung “{label}”.", "Viết nội dung; nếu không có, ghi “Không có” và lý do."},
			Say{"The text “{label}” is missing.", "Write it; if there is none, say so and why."}},
		"when": {Say{"Chưa nêu “{label}” dù {because}.", "Nêu cụ thể ở ô này."},
			Say{"“{label}” is missing although {because}.", "Say it here."}},
	}},
	"TEXT-002": {Query, Unit, "too short or too long", map[string]Words{
		"": {Say{"“{label}” có {found} ký tự; yêu cầu {expected}.", "Viết lại cho phù hợp, hoặc giải trình."},
			Say{"“{label}” has {found} characters; asked for {expected}.", "Rewrite it, or explain."}},
	}},
	"TEXT-003": {Info, Nobody, "legacy encoding converted (TCVN3 or VNI)", map[string]Words{
		"": {
			Say{
				"“{label}”: chữ gõ bằng phông cũ ({encoding}) đã được chuyển sang Unicode: " +
					"“{found}” thành “{expected}”.",
				"Không phải làm gì nếu đúng.",
			},
			Say{"“{label}”: legacy encoding ({encoding}) was converted: “{found}” to “{expected}”.",
				"Nothing to do if that is right."},
		},
	}},
	"EXPL-001": {Query, Unit, "a query not explained", map[string]Words{
		"": {Say{"Giải trình “{found}” cho “{label}” quá ngắn.", "Nói rõ vì sao, ít nhất {expected} ký tự."},
			Say{"The explanation “{found}” of “{label}” is too short.", "Say why, in at least {expected} characters."}},
		"copied": {
			Say{"Giải trình cho “{label}” chỉ chép lại chữ của biểu mẫu: “{found}”.", "Nói rõ vì sao số liệu như vậy."},
			Say{"The explanation of “{label}” only repeats the form: “{found}”.", "Say why the figure is what it is."},
		},
		"stale": {
			Say{"“{label}” đã sửa số nhưng giải trình vẫn là của số cũ: “{found}”.",
				"Giải trình lại cho số mới; giải trình cũ đã được bỏ khỏi ô."},
			Say{"“{label}” was changed, and its explanation is still that of the old figure: “{found}”.",
				"Explain the new figure; the old explanation was taken out."},
		},
	}},
	"CELL-014": {Query, Unit,
		"a figure far outside last year's or its stated range, or a date's serial number (unit of measure?); " +
			"live in the form too", map[string]Words{
			"": {
				Say{"“{label}”: {found} ngoài khoảng thường gặp (từ {least} đến {most}).",
					"Kiểm tra số và đơn vị tính; sửa, hoặc giải trình."},
				Say{"“{label}”: {found} is outside what is usual ({least} to {most}).",
					"Check the figure and its unit of measure; correct or explain."},
			},
			"thousand": {
				Say{"“{label}”: {found} gấp hoặc kém khoảng 1.000 lần số năm trước ({expected}).",
					"Kiểm tra đơn vị tính; sửa, hoặc giải trình."},
				Say{"“{label}”: {found} is about 1,000 times off last year's {expected}.",
					"Check the unit of measure; correct or explain."},
			},
			"money": {
				Say{"“{label}”: {found} {unit} lớn bất thường; có thể đã ghi bằng đồng.",
					"Đổi ra {unit}, hoặc giải trình."},
				Say{"“{label}”: {found} {unit} is unusually large; typed in single ones?",
					"Convert to {unit}, or explain."},
			},
			"date": {
				Say{"“{label}”: {found} giống một ngày tháng bị đổi thành số.",
					"Xóa ô, gõ lại con số; nếu đúng là số ấy thì giải trình."},
				Say{"“{label}”: {found} looks like a day that was turned into a number.",
					"Clear the cell and type the figure; explain it where it is right."},
			},
		}},
	"CELL-013": {Query, Unit,
		"a figure's text has struck-through or raised characters: both readings are shown", map[string]Words{
			"": {
				Say{"“{label}” có chữ số gạch ngang hoặc viết nâng: “{found}”; bỏ phần ấy thì là “{expected}”.",
					"Gõ lại một số duy nhất, không gạch ngang, không viết nâng."},
				Say{"“{label}” has struck-through or raised characters: “{found}”; without them it reads “{expected}”.",
					"Type one figure again, nothing struck through or raised."},
			},
			"struck": {
				Say{"“{label}” bị gạch ngang toàn bộ: “{found}”; coi như chưa trả lời.",
					"Gõ lại con số đúng, không gạch ngang; nếu không có thì ghi 0."},
				Say{"“{label}” is struck through as a whole: “{found}”; it counts as not answered.",
					"Type the right figure, nothing struck through; where there is none, 0."},
			},
			"struck.figure": {
				Say{"“{label}” bị gạch ngang toàn bộ: “{found}”; coi như chưa trả lời.",
					"Gõ lại con số đúng, không gạch ngang."},
				Say{"“{label}” is struck through as a whole: “{found}”; it counts as not answered.",
					"Type the right figure, nothing struck through."},
			},
		}},
}
