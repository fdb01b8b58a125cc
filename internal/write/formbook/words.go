package formbook

import "tonghop/internal/words"

// Headings of columns that several sheets have.
var (
	headNumber = words.Pair{VI: "STT", EN: "No."}
	headCheck  = words.Pair{VI: "Kiểm tra", EN: "Check"}
	headCode   = words.Pair{VI: "Mã", EN: "Code"}
)

// The start sheet.
var (
	guideTitle    = words.Pair{VI: "Biểu mẫu báo cáo", EN: "Return"}
	guideWhatToDo = words.Pair{VI: "CÁCH LÀM", EN: "WHAT TO DO"}
	guideSheets   = words.Pair{VI: "CÁC TRANG CỦA BIỂU MẪU (bấm để mở)", EN: "THE SHEETS (click to open)"}
	guideSources  = words.Pair{VI: "SỐ LIỆU ĐƯỢC CỘNG TỪ", EN: "WHAT THE FIGURES ADD UP"}
	legendInput   = words.Pair{
		VI: "  Ô màu này để đơn vị điền. Các ô khác đã khóa.",
		EN: "  Fill in cells of this colour. The others are locked.",
	}
	legendComputed = words.Pair{VI: "  Ô màu này máy tự tính.", EN: "  Cells of this colour are computed."}
	legendWrong    = words.Pair{VI: "  Ô màu này có lỗi phải sửa.", EN: "  Cells of this colour are wrong."}
	legendQuery    = words.Pair{
		VI: "  Ô màu này cần kiểm tra hoặc giải trình.",
		EN: "  Cells of this colour are to be checked or explained.",
	}
	stepUnit       = words.Pair{VI: "Điền trang Đơn vị: người lập, ngày lập, thủ trưởng.", EN: "Fill in sheet Unit."}
	stepChooseUnit = words.Pair{
		VI: "Điền trang Đơn vị: chọn tên đơn vị trong danh sách (mã tự hiện), người lập, ngày lập, thủ trưởng.",
		EN: "Fill in sheet Unit: choose the unit from the list.",
	}
	stepReport = words.Pair{
		VI: "Trang Báo cáo: viết hoặc dán từng đoạn vào các dòng bên phải mỗi nội dung.",
		EN: "Sheet Report: write or paste paragraphs into the rows beside each topic.",
	}
	stepFigures = words.Pair{
		VI: "Trang Số liệu: mỗi ô chỉ ghi một số, không có thì ghi 0, không để trống. Cả mục không phát sinh " +
			"thì ghi x vào ô “Không phát sinh” của mục.",
		EN: "Sheet Figures: one number a cell; where there is none, 0. For a whole section with nothing to " +
			"report put x into its box.",
	}
	stepLists = words.Pair{
		VI: "Trang Danh sách: ghi kết quả từng dòng có sẵn (nếu có), mô hình và đề nghị khen thưởng; thiếu " +
			"dòng thì chèn thêm dòng.",
		EN: "Sheet Lists: complete the rows that are there, add models and nominations; insert rows where " +
			"they run out.",
	}
	stepCard = words.Pair{
		VI: "Trang Chấm điểm: tự chấm từng tiêu chuẩn; dưới điểm chuẩn thì ghi số hành vi vi phạm. Trang " +
			"Danh sách: mô hình, đề nghị khen thưởng.",
		EN: "Sheet Scorecard: score each criterion; below full points state the violations. Sheet Lists: " +
			"models, nominations.",
	}
	stepExplain = words.Pair{
		VI: "Số nào tăng, giảm nhiều hoặc khác lệ thường thì ghi lý do vào cột Giải trình cùng dòng.",
		EN: "Where a figure has changed much or is unusual, say why in the column Explanation of its row.",
	}
	stepSign = words.Pair{
		VI: "In 02 bản, thủ trưởng ký, đóng dấu (01 bản lưu tại đơn vị, 01 bản gửi về); rồi ghi x vào ô “Đã " +
			"ký xác nhận” ở trang Đơn vị.",
		EN: "Print two copies and have them signed; then put x into “Signed off” on sheet Unit.",
	}
	stepSend = words.Pair{
		VI: "Lưu tệp dạng .xlsx (tên tùy ý), gửi về %s chậm nhất hết ngày %s.",
		EN: "Save as .xlsx under any name and send it to %s by the end of %s.",
	}
	stepSendUp = words.Pair{
		VI: "Lưu tệp tại chỗ; khi không còn trang “Cần sửa” thì gửi cấp trên, chậm nhất hết ngày %s.",
		EN: "Save it where it stands; once it has no sheet “To correct”, send it to the level above by the end of %s.",
	}
	stepAsk      = words.Pair{VI: "Cần hỏi, xin gọi: %s.", EN: "Questions: %s."}
	countMissing = words.Pair{VI: "Còn thiếu ", EN: "Missing: "}
	countWrong   = words.Pair{VI: " mục, ", EN: ", wrong: "}
	countQueries = words.Pair{VI: " lỗi, ", EN: ", to be explained: "}
	countEnd     = words.Pair{
		VI: " nội dung cần giải trình (xem cột Kiểm tra ở các trang).",
		EN: " (see the column Check).",
	}
)

// The unit's sheet.
var (
	unitHead       = words.Pair{VI: "THÔNG TIN ĐƠN VỊ", EN: "THE UNIT"}
	signOffTitle   = words.Pair{VI: "Ký xác nhận", EN: "Sign-off"}
	signOffPrompt  = words.Pair{VI: "Ghi x khi thủ trưởng đã ký duyệt.", EN: "Put x when the head has signed."}
	drawnUpTitle   = words.Pair{VI: "Ngày lập", EN: "Date"}
	unitNameTitle  = words.Pair{VI: "Tên đơn vị", EN: "Unit"}
	unitNamePrompt = words.Pair{VI: "Chọn tên đơn vị trong danh sách.", EN: "Choose the unit from the list."}
)

// The report, as a paper.
var (
	reportTitle      = words.Pair{VI: "BÁO CÁO", EN: "REPORT"}
	paperNumber      = words.Pair{VI: "Số: ", EN: "No.: "}
	paperNumberBlank = words.Pair{VI: "Số: ......./BC-.......", EN: "No.: .........."}
	paperPlace       = words.Pair{VI: "%s, ", EN: "%s, "}
	paperDayBlank    = words.Pair{VI: "ngày ..... tháng ..... năm ", EN: ".......... "}
	paperDayLayout   = words.Pair{VI: "ngày 02 tháng 01 năm 2006", EN: "02/01/2006"}
	paperDayFormula  = words.Pair{
		VI: `"ngày "&TEXT(DAY(%[1]s),"00")&" tháng "&TEXT(MONTH(%[1]s),"00")&" năm "&YEAR(%[1]s)`,
		EN: `TEXT(DAY(%[1]s),"00")&"/"&TEXT(MONTH(%[1]s),"00")&"/"&YEAR(%[1]s)`,
	}
	paperRecipients = words.Pair{VI: "Nơi nhận:\n- %s;\n- Lưu: đơn vị.", EN: "To:\n- %s;\n- File."}
	headOfUnit      = words.Pair{VI: "THỦ TRƯỞNG ĐƠN VỊ", EN: "HEAD OF UNIT"}
	roomToSign      = words.Pair{VI: "\n(Ký, ghi rõ họ tên, đóng dấu)\n\n\n\n", EN: "\n(signature, name, seal)\n\n\n\n"}
)

// The figures' sheet.
var (
	figuresHead     = words.Pair{VI: "ĐỀ CƯƠNG BÁO CÁO SỐ LIỆU\n", EN: "FIGURES\n"}
	figuresSince    = words.Pair{VI: " - số liệu tính từ %s đến thời điểm báo cáo", EN: " - from %s up to the report"}
	nothingToReport = words.Pair{VI: "Không phát sinh: ghi x", EN: "Nothing to report: x"}
	nothingTitle    = words.Pair{VI: "Không phát sinh", EN: "Nothing to report"}
	nothingPrompt   = words.Pair{
		VI: "Ghi x nếu cả mục không phát sinh: các ô trống của mục được tính là 0.",
		EN: "Put x if the section has nothing to report: its blanks count as 0.",
	}
	numberTitle  = words.Pair{VI: "Số", EN: "Number"}
	numberPrompt = words.Pair{
		VI: "Chỉ ghi số từ 0 trở lên (theo đơn vị tính ở cột bên). Không có thì ghi 0.",
		EN: "A number, 0 or more, in the unit of measure beside it.",
	}
	limitedPrompt = words.Pair{VI: "Chỉ ghi số từ %s đến %s (%s).", EN: "A number from %s to %s (%s)."}
	wholeTitle    = words.Pair{VI: "Số nguyên", EN: "Whole number"}
	wholePrompt   = words.Pair{
		VI: "Chỉ ghi số nguyên từ 0 trở lên, không ghi chữ. Không có thì ghi 0.",
		EN: "A whole number, 0 or more. Where there is none, 0.",
	}
	dayTitle     = words.Pair{VI: "Ngày", EN: "Date"}
	dayPrompt    = words.Pair{VI: "Ghi ngày/tháng/năm, ví dụ 05/10/2019.", EN: "Write day/month/year."}
	choiceTitle  = words.Pair{VI: "Chọn trong danh sách", EN: "Choose"}
	choicePrompt = words.Pair{VI: "Bấm mũi tên và chọn một giá trị.", EN: "Click the arrow and choose."}
)

// The scorecard.
var (
	judgementTitle   = words.Pair{VI: "Tự đánh giá", EN: "Own judgement"}
	judgementPrompt  = words.Pair{VI: "Chọn trong danh sách.", EN: "Choose from the list."}
	violationsTitle  = words.Pair{VI: "Số hành vi vi phạm", EN: "Violations"}
	violationsPrompt = words.Pair{VI: "Ghi số hành vi khi chấm dưới điểm chuẩn.", EN: "Needed below full points."}
	scoreTitle       = words.Pair{VI: "Điểm tự chấm", EN: "Self-score"}
	scorePrompt      = words.Pair{
		VI: "Ghi điểm từ 0 đến %s; mỗi hành vi vi phạm trừ %s điểm. Các mức: %s.",
		EN: "From 0 to %s; each violation takes %s. Steps: %s.",
	}
	measuredPrompt = words.Pair{
		VI: "Ghi điểm từ 0 đến %s, theo cách chấm ghi ở tiêu chuẩn.",
		EN: "From 0 to %s, as the criterion says.",
	}
	gateTitle  = words.Pair{VI: "Tiêu chuẩn chung", EN: "General standards"}
	gatePrompt = words.Pair{
		VI: "Chọn có hoặc không. Nếu có vi phạm thì không chấm điểm.",
		EN: "Choose. With a violation there is no scoring.",
	}
	verdictTitle  = words.Pair{VI: "Tự đánh giá", EN: "Verdict"}
	verdictPrompt = words.Pair{VI: "Chọn đạt hoặc không đạt.", EN: "Choose."}
	bonusTitle    = words.Pair{VI: "Điểm thưởng", EN: "Bonus"}
	bonusPrompt   = words.Pair{
		VI: "Ghi %s nếu được thưởng và nêu nội dung ở cột bên; không có thì để trống.",
		EN: "%s where there is a bonus, and say what for.",
	}
	cardDayBlank = words.Pair{VI: "....., ngày ..... tháng ..... năm ", EN: "Date: ..... "}
	cardToSign   = words.Pair{VI: "\n(Ký, ghi rõ họ tên, đóng dấu)", EN: "\n(signature, name, seal)"}
)

// The lists.
var (
	listsHead        = words.Pair{VI: "DANH SÁCH KÈM THEO - ", EN: "LISTS - "}
	listChoicePrompt = words.Pair{VI: "Chọn một giá trị trong danh sách.", EN: "Choose from the list."}
	listWholePrompt  = words.Pair{VI: "Chỉ ghi số nguyên từ 0 trở lên.", EN: "A whole number, 0 or more."}
	listNumberPrompt = words.Pair{VI: "Chỉ ghi số từ 0 trở lên.", EN: "A number, 0 or more."}
)

// The sheet of what is to be corrected.
var (
	correctionsTitle = words.Pair{VI: "CÁC NỘI DUNG CẦN SỬA, GIẢI TRÌNH", EN: "TO CORRECT OR EXPLAIN"}
	correctionsLead  = words.Pair{
		VI: "Báo cáo nhận lúc %s có %d lỗi phải sửa, %d nội dung cần giải trình. Các ô liên quan đã tô màu " +
			"trong tệp này; số liệu khác được giữ nguyên.\nHãy sửa ngay trong tệp này (bấm vào cột Ô để tới " +
			"nơi), lưu lại và gửi về %s, chậm nhất hết ngày %s; nếu đã quá hạn thì gửi ngay. Cần hỏi, xin " +
			"gọi: %s.",
		EN: "The return received on %s has %d errors and %d queries. Their cells are coloured in this file; " +
			"everything else is kept.\nMend it in this file (click Cell), save it and send it to %s by the " +
			"end of %s, or at once where that has passed. Questions: %s.",
	}
	correctionsUnderstood = words.Pair{
		VI: "Biểu mẫu gửi về đã bị thay đổi: đọc được %d ô có nội dung (%d ô phải tìm theo mã, nhãn hoặc vị " +
			"trí), %d ô không nhận ra được. Tệp này là biểu mẫu nguyên vẹn đã chép sẵn những gì đọc được.",
		EN: "The form that came back had been changed: %d answers were understood (%d found by code, label " +
			"or place), %d inputs were not recognised. This is a whole form with everything that was " +
			"understood.",
	}
	correctionDone = words.Pair{VI: "Đã xong", EN: "Done"}
	listDone       = words.Pair{VI: "Đã xong ", EN: "Done: "}
	listOf         = words.Pair{VI: "/%d nội dung dưới đây. ", EN: " of the %d below. "}

	cellAt = words.Pair{VI: "%s, ô %s", EN: "%s, cell %s"}
)

// Notices about files that were not taken in.
var (
	noticeSheet = words.Pair{VI: "Thông báo", EN: "Notice"}
	noticeTitle = words.Pair{VI: "TỆP CHƯA ĐƯỢC TIẾP NHẬN", EN: "A FILE THAT WAS NOT TAKEN IN"}
	noticeLead  = words.Pair{
		VI: "Tệp gốc được giữ nguyên trong kho lưu. Khi đơn vị gửi lại tệp đúng, hệ thống tự nhận.",
		EN: "The original is kept. A right file is taken in by itself.",
	}
	noticeFile     = words.Pair{VI: "Tên tệp", EN: "File"}
	noticeReceived = words.Pair{VI: "Nhận lúc", EN: "Received"}
	noticeDigest   = words.Pair{VI: "Dấu vân của tệp", EN: "SHA-256"}
	noticeWhat     = words.Pair{VI: "Nội dung", EN: "What is wrong"}
	noticeMend     = words.Pair{VI: "Cách xử lý", EN: "How to mend it"}
	noticeAsk      = words.Pair{VI: "Cần hỏi, xin liên hệ: ", EN: "Questions: "}
)

// upwardLead is what the sheet begins with in what this level sends up.
var upwardLead = words.Pair{
	VI: "Trước khi gửi cấp trên còn %d lỗi phải sửa, %d nội dung cần giải trình. Điền thẳng vào tệp này " +
		"(bấm vào cột Ô để tới nơi) rồi lưu tại chỗ; trang này tự mất khi không còn gì. " +
		"Hạn gửi cấp trên: hết ngày %s.",
	EN: "Before it goes up: %d to correct, %d to explain. Fill this file in (click the cell to go there) and save it " +
		"where it stands; this sheet goes once nothing is left. Due above by the end of %s.",
}

// correctionHeads are the headings of the sheet of what is to be corrected.
var correctionHeads = []words.Pair{
	headNumber,
	{VI: "Mức độ", EN: "Severity"},
	{VI: "Ô", EN: "Cell"},
	{VI: "Nội dung", EN: "What is wrong"},
	{VI: "Đơn vị đã ghi", EN: "Found"},
	{VI: "Yêu cầu", EN: "Expected"},
	{VI: "Cách sửa", EN: "How to mend it"},
}
