package finding

// ofReturns are what can be wrong with a return beside others: versions, sums, the year before, scores, peers.
var ofReturns = map[string]Entry{
	"SUBM-001": {Info, Nobody, "the same file again; counted once", map[string]Words{
		"": {Say{"Tệp này đã nhận trước đó; chỉ tính một lần.", "Không phải làm gì."},
			Say{"The same file again; counted once.", "Nothing to do."}},
	}},
	"SUBM-002": {Info, Nobody, "replaces an earlier version (what changed)", map[string]Words{
		"": {Say{"Thay cho bản {found} đã nhận{label}.", "Không phải làm gì."},
			Say{"Replaces version {found}{label}.", "Nothing to do."}},
	}},
	"SUBM-003": {Query, Officer,
		"versions in conflict (filled in on an older copy, several different files of one unit " +
			"within one scan, or one without our seal after one that has it); an officer decides", map[string]Words{
			"": {
				Say{"Có nhiều bản khác nhau của đơn vị, chưa rõ bản nào đúng: {label}.",
					"Cán bộ hỏi đơn vị và chọn bản; đơn vị có thể gửi lại trên bản mới nhất đã nhận từ cơ quan."},
				Say{"Versions in conflict: {label}.",
					"Ask the unit and choose; the unit may send again on the newest copy it was given."},
			},
			"weaker": {
				Say{"Chưa chắc là của đơn vị: {label}.",
					"Cán bộ hỏi đơn vị và chọn bản; đơn vị có thể gửi lại trên biểu mẫu riêng mới nhất đã nhận " +
						"từ cơ quan."},
				Say{"It is less sure whose this is: {label}.",
					"Ask the unit and choose; the unit may send again on the newest form of its own that it " +
						"was given."},
			},
			"own": {
				Say{"Báo cáo mang tên chính cơ quan này, chưa chắc do cán bộ của cơ quan lập: {label}.",
					"Cán bộ xem và chọn bản nếu đúng; " +
						"nếu không thì bỏ, và điền vào tệp bao-cao-cap-tren.xlsx tại chỗ."},
				Say{"A return in the name of this level itself that its officers may not have made: {label}.",
					"Look at it and choose it where it is right; " +
						"else void it, and fill in bao-cao-cap-tren.xlsx where it stands."},
			},
		}},
	"SUBM-004": {Info, Nobody, "late", map[string]Words{
		"": {Say{"Nộp sau hạn ({found}; hạn cuối {expected}).", "Không phải làm gì."},
			Say{"Late ({found}; last day {expected}).", "Nothing to do."}},
	}},
	"SUBM-005": {Blocker, Unit, "after the round was closed or the return was locked (returns only)", map[string]Words{
		"": {Say{"Kỳ báo cáo đã đóng ngày {expected}.", "Liên hệ cơ quan nhận báo cáo."},
			Say{"The round was closed on {expected}.", "Speak with the office that receives the returns."}},
		"locked": {
			Say{"Đơn vị đã có quyết định công nhận nên không nhận thêm báo cáo ({expected}).",
				"Liên hệ cơ quan nhận báo cáo."},
			Say{"The unit has been decided upon; no more returns are taken ({expected}).",
				"Speak with the office that receives the returns."},
		},
	}},
	"SUBM-006": {Query, Unit, "not signed off", map[string]Words{
		"": {
			Say{"Báo cáo chưa được xác nhận ký duyệt.",
				"Sau khi thủ trưởng ký, ghi x vào ô “Đã ký xác nhận” ở trang Đơn vị."},
			Say{"The return is not signed off.", "When the head has signed, put x into the box on the sheet Unit."},
		},
	}},
	"CONS-001": {Error, Unit, "total differs from the sum of its parts (a rule may make it a query)", map[string]Words{
		"": {
			Say{"“{label}” là {found} nhưng tổng các phần là {expected} (chênh {difference}).",
				"Kiểm tra lại tổng và từng phần: {parts}."},
			Say{"“{label}” is {found} but its parts sum to {expected} (difference {difference}).",
				"Check the total and each part: {parts}."},
		},
	}},
	"CONS-002": {Error, Unit, "part larger than its whole (a rule may make it a query)", map[string]Words{
		"": {Say{"“{label}” là {found}, lớn hơn “{whole}” là {expected}.", "Kiểm tra lại hai số này."},
			Say{"“{label}” is {found}, more than “{whole}”, which is {expected}.", "Check both figures."}},
	}},
	"CONS-003": {Error, Unit, "given only with its partner (compulsory pair)", map[string]Words{
		"": {Say{"“{label}” chỉ có ý nghĩa khi đi cùng “{partner}”.", "Điền cả hai hoặc bỏ cả hai."},
			Say{"“{label}” is given without “{partner}”.", "Fill in both or neither."}},
	}},
	"CONS-004": {Query, Unit, "another rule of the round is broken", map[string]Words{
		"": {Say{"Số liệu chưa khớp: {rule}.", "Kiểm tra lại, sửa số hoặc ghi giải trình."},
			Say{"The figures do not agree: {rule}.", "Check them; correct or explain."}},
	}},
	"CONS-005": {Error, Unit, "duplicate row in a table", map[string]Words{
		"": {Say{"Bảng “{label}”: “{found}” được ghi hai lần (dòng {count}).", "Xóa dòng trùng."},
			Say{"Table “{label}”: “{found}” stands twice (row {count}).", "Delete the repeated row."}},
	}},
	"CONS-006": {Info, Nobody, "a rule could not be judged because a figure is missing", map[string]Words{
		"": {
			Say{"Chưa kiểm tra được ({rule}) vì thiếu số liệu: {label}.",
				"Không phải làm gì thêm; sẽ kiểm tra khi điền đủ."},
			Say{"({rule}) could not be judged: {label} missing.",
				"Nothing more to do; it is judged when the figures are there."},
		},
	}},
	"HIST-001": {Query, Unit, "last year's figure differs from the one on record", map[string]Words{
		"": {
			Say{"“{label}”: số năm trước ghi {found}, số đã lưu là {expected}.", "Kiểm tra lại, sửa hoặc giải trình."},
			Say{"“{label}”: last year's figure is given as {found}, on record is {expected}.",
				"Check it; correct or explain."},
		},
	}},
	"HIST-002": {Query, Unit, "change against last year beyond the tolerance", map[string]Words{
		"": {
			Say{"“{label}” thay đổi nhiều so với năm trước ({expected} → {found}).",
				"Kiểm tra lại, sửa hoặc giải trình."},
			Say{"“{label}” changed much against last year ({expected} to {found}).", "Check it; correct or explain."},
		},
	}},
	"HIST-003": {Query, Unit, "figure about 1000 times too large or small (unit of measure?)", map[string]Words{
		"": {
			Say{"“{label}”: {found} lớn hoặc nhỏ gấp khoảng 1000 lần năm trước ({expected}); có thể nhầm đơn vị tính.",
				"Kiểm tra đơn vị tính, sửa hoặc giải trình."},
			Say{"“{label}”: {found} is about 1000 times off last year's {expected}; unit of measure?",
				"Check the unit of measure; correct or explain."},
		},
	}},
	"HIST-004": {Query, Unit, "all figures equal last year's", map[string]Words{
		"": {Say{"Tất cả số liệu giống hệt năm trước.", "Kiểm tra lại, sửa hoặc giải trình."},
			Say{"All figures equal last year's.", "Check them; correct or explain."}},
	}},
	"SCOR-001": {Error, Unit, "self-score missing", map[string]Words{
		"": {Say{"Chưa tự chấm điểm tiêu chuẩn “{label}”.", "Ghi điểm tự chấm từ 0 đến {expected}."},
			Say{"No self-score for “{label}”.", "Enter a score from 0 to {expected}."}},
		"one": {Say{"Chưa tự chấm điểm tiêu chuẩn “{label}”.", "Ghi {possible} điểm."},
			Say{"No self-score for “{label}”.", "Enter {possible}."}},
		"ladder": {
			Say{"Chưa tự chấm điểm tiêu chuẩn “{label}”.",
				"Ghi một trong các mức {possible}; dưới {full} điểm thì ghi cả số hành vi vi phạm."},
			Say{"No self-score for “{label}”.",
				"Enter one of {possible}; below {full} enter the number of violations too."},
		},
		"words": {Say{"Chưa tự đánh giá tiêu chuẩn “{label}”.", "Chọn một trong: {expected}."},
			Say{"“{label}” is not judged.", "Choose one of: {expected}."}},
		"verdict": {Say{"Chưa ghi đơn vị tự đánh giá đạt hay không đạt.", "Chọn đạt hoặc không đạt."},
			Say{"The unit's own verdict is missing.", "Choose one from the list."}},
	}},
	"SCOR-002": {Error, Unit, "self-score outside 0 to the criterion's points", map[string]Words{
		"": {
			Say{"Tiêu chuẩn “{label}”: điểm {found} nằm ngoài khoảng 0 đến {expected}.",
				"Ghi lại điểm trong khoảng cho phép."},
			Say{"“{label}”: score {found} is outside 0 to {expected}.", "Enter a score within the range."},
		},
		"one": {
			Say{"Tiêu chuẩn “{label}”: điểm {found} nằm ngoài khoảng 0 đến {expected}.", "Ghi {possible} điểm."},
			Say{"“{label}”: score {found} is outside 0 to {expected}.", "Enter {possible}."},
		},
		"ladder": {
			Say{"Tiêu chuẩn “{label}”: điểm {found} nằm ngoài khoảng 0 đến {expected}.",
				"Ghi một trong các mức {possible}; dưới {full} điểm thì ghi cả số hành vi vi phạm."},
			Say{"“{label}”: score {found} is outside 0 to {expected}.",
				"Enter one of {possible}; below {full} enter the number of violations too."},
		},
	}},
	"SCOR-003": {Query, Unit,
		"not a score that the deductions can give (12.5 · 7.5 · 2.5, 10 · 5 · 0, or the floor)", map[string]Words{
			"": {
				Say{"Tiêu chuẩn “{label}”: {found} điểm không ứng với mức trừ điểm ({expected}).",
					"Mỗi hành vi vi phạm trừ {deduction} điểm: sửa điểm hoặc số vi phạm, hoặc giải trình."},
				Say{"“{label}”: {found} is not a score the deductions can give ({expected}).",
					"Each violation takes {deduction} points: correct the score or the violations, or explain."},
			},
		}},
	"SCOR-004": {Query, Unit,
		"the stated total differs from the sum (judged only where a result is stored)", map[string]Words{
			"": {
				Say{"Tổng điểm ghi {found}, cộng các tiêu chuẩn được {expected}.",
					"Kiểm tra lại điểm từng tiêu chuẩn."},
				Say{"The stated total is {found}, the criteria sum to {expected}.", "Check the scores."},
			},
		}},
	"SCOR-005": {Query, Unit, "full score contradicted by the unit's own figures", map[string]Words{
		"": {
			Say{"Tiêu chuẩn “{label}” chấm điểm tối đa nhưng số liệu của đơn vị có {because}.",
				"Xem lại điểm, hoặc giải trình."},
			Say{"“{label}” has full points but the unit's figures show {because}.",
				"Reconsider the score, or explain."},
		},
		"measured": {
			Say{"Tiêu chuẩn “{label}”: tự chấm {found}, theo số liệu của đơn vị ({figure}) là {expected} điểm.",
				"Xem lại điểm hoặc số liệu, hoặc giải trình."},
			Say{"“{label}”: scored {found}, by the unit's own figures ({figure}) it is {expected}.",
				"Reconsider score or figures, or explain."},
		},
	}},
	"SCOR-006": {Error, Unit, "bonus claimed without saying what for", map[string]Words{
		"": {
			Say{"Có điểm thưởng nhưng chưa ghi nội dung được thưởng.",
				"Ghi rõ việc phát hiện, tố giác hoặc bắt giữ tội phạm ở ô ghi chú."},
			Say{"A bonus is claimed without saying what for.", "Say what it is given for."},
		},
	}},
	"SCOR-007": {Error, Officer,
		"appraised score differs from the self-score without a reason (officer)", map[string]Words{
			"": {
				Say{"Điểm thẩm định {found} khác điểm tự chấm {expected} mà không nêu lý do.",
					"Cán bộ thẩm định ghi lý do."},
				Say{"The appraised score {found} differs from the self-score {expected} without a reason.",
					"Give the reason."},
			},
			"what": {
				Say{"Thẩm định khác đơn vị mà không nêu lý do: {label}.", "Ghi lý do ở cột Lý do."},
				Say{"The appraisal differs from the unit's own without a reason: {label}.",
					"Give the reason in its column."},
			},
		}},
	"SCOR-008": {Error, Officer,
		"appraisal refused for this row: the return has changed since the workbook was written, " +
			"or the row is not this desk's", map[string]Words{
			"": {Say{"Không nhận thẩm định của dòng này: {label}.", "Thẩm định lại trên tệp mới."},
				Say{"The appraisal of this row was refused: {label}.", "Appraise it again in the new workbook."}},
		}},
	"PEER-001": {Query, Officer, "outlier among units of its kind (officer only)", map[string]Words{
		"": {
			Say{"“{label}”: {found}, khác xa {count} đơn vị cùng loại ({kind}: từ {least} đến {most}).",
				"Cán bộ xem lại."},
			Say{"“{label}”: {found} is far from {count} units of its kind ({kind}: {least} to {most}).", "Look at it."},
		},
	}},
	"PEER-002": {Query, Officer, "near copy of another unit's return (officer only)", map[string]Words{
		"": {Say{"Báo cáo gần giống hệt báo cáo của {label}.", "Cán bộ xem lại."},
			Say{"A near copy of the return of {label}.", "Look at it."}},
	}},
	"AGGR-001": {Query, Officer, "a parent's figure differs from the sum of its children's returns", map[string]Words{
		"": {Say{"“{label}”: đơn vị ghi {found}, cộng các đơn vị trực thuộc được {expected}.", "Cán bộ xem lại."},
			Say{"“{label}”: the unit says {found}, its children sum to {expected}.", "Look at it."}},
		"more": {
			Say{
				"“{label}”: đơn vị ghi {found}, cộng các đơn vị trực thuộc được {expected}; " +
					"và {count} chỉ tiêu khác (xem trang So với cấp dưới của tong-hop.xlsx).",
				"Cán bộ xem lại.",
			},
			Say{
				"“{label}”: the unit says {found}, its children sum to {expected}; " +
					"and {count} more figures (see the sheet Against units below of tong-hop.xlsx).",
				"Look at them.",
			},
		},
		"appraisal": {
			Say{"Danh sách ghi {label} là {found}; kết quả thẩm định trên tệp thẩm định là {expected}.",
				"Cán bộ xem lại; kết quả trên tệp thẩm định được tính."},
			Say{"The list says {found} of {label}; the appraisal workbook says {expected}.",
				"Look at it; what the appraisal workbook says counts."},
		},
	}},
	"AGGR-002": {Info, Nobody, "children missing from a total", map[string]Words{
		"": {
			Say{"Tổng còn thiếu {count} đơn vị trực thuộc: {label}.",
				"Không phải làm gì; tổng sẽ cập nhật khi có báo cáo."},
			Say{"{count} children are missing from a total: {label}.",
				"Nothing to do; the total follows when they report."},
		},
	}},
	"SYS-001": {Error, Officer,
		"our own fault while judging this file (kept, status held; judged again after the repair)", map[string]Words{
			"": {
				Say{"Hệ thống gặp lỗi khi xử lý tệp này; tệp được giữ lại nguyên vẹn ({label}).",
					"Cán bộ báo cho người quản trị; tệp sẽ được xử lý lại."},
				Say{"Our own fault while judging this file; it is kept ({label}).",
					"Tell the administrator; it is judged again after the repair."},
			},
			"quarantined": {
				Say{"Tệp này làm chương trình dừng {count} lần nên được tạm giữ; các tệp khác vẫn được xử lý.",
					"Báo người quản trị; tệp gốc đã được lưu và sẽ được xử lý lại sau khi sửa chương trình."},
				Say{"The program stopped {count} times on this file, so it is set apart; the others go on.",
					"Tell whoever runs the program; the file is kept and judged again after the repair."},
			},
		}},
	"SYS-002": {Info, Nobody, "findings grouped or capped; the number left out", map[string]Words{
		"": {
			Say{"Còn {count} nội dung khác không liệt kê ở đây.",
				"Sửa các mục trên trước; các ô còn lại đã tô màu trong từng trang."},
			Say{"{count} more are not listed here.",
				"Mend those above first; the other cells are coloured on their sheets."},
		},
	}},
}
