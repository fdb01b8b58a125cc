package summary

import "tonghop/internal/words"

// t is a text in the round's language.
func (w *summaryWriter) t(p words.Pair) string { return p.In(w.r.Language) }

// texts are several texts in the round's language.
func (w *summaryWriter) texts(pairs ...words.Pair) []string {
	out := make([]string, len(pairs))
	for i, p := range pairs {
		out[i] = w.t(p)
	}
	return out
}

// fill is a text in the round's language with its verbs filled.
func (w *summaryWriter) fill(p words.Pair, args ...any) string { return p.With(w.r.Language, args...) }

// The names of the sheets.
var (
	sheetOverview     = words.Pair{VI: "Tổng quan", EN: "Overview"}
	sheetRollCall     = words.Pair{VI: "Tình hình nộp", EN: "Roll-call"}
	sheetChase        = words.Pair{VI: "Cần đôn đốc", EN: "To chase"}
	sheetOutline      = words.Pair{VI: "Đề cương tổng hợp", EN: "Outline"}
	sheetMatrix       = words.Pair{VI: "Số liệu từng đơn vị", EN: "Figures by unit"}
	sheetPlaces       = words.Pair{VI: "Theo địa bàn", EN: "By place"}
	sheetScores       = words.Pair{VI: "Chấm điểm", EN: "Scores"}
	sheetNarratives   = words.Pair{VI: "Nội dung báo cáo", EN: "Narratives"}
	sheetModels       = words.Pair{VI: "Mô hình", EN: "Models"}
	sheetCommendation = words.Pair{VI: "Khen thưởng", EN: "Commendation"}
	sheetOpen         = words.Pair{VI: "Vấn đề còn mở", EN: "Open findings"}
	sheetExplanations = words.Pair{VI: "Giải trình", EN: "Explanations"}
	sheetComparisons  = words.Pair{VI: "So với cấp dưới", EN: "Against units below"}
	sheetOutside      = words.Pair{VI: "Không có trong tổng", EN: "Not in the totals"}
	sheetSources      = words.Pair{VI: "Truy nguồn", EN: "Sources"}
	sheetLetters      = words.Pair{VI: "Thư trả lại", EN: "Letters"}
	sheetReceipts     = words.Pair{VI: "Tiếp nhận", EN: "Receipts"}
	sheetRules        = words.Pair{VI: "Quy tắc", EN: "Rules"}
	sheetChartData    = words.Pair{VI: "Số liệu biểu đồ", EN: "Chart data"}
)

// The titles at the head of the sheets.
var (
	titleOverview   = words.Pair{VI: "TỔNG HỢP KẾT QUẢ", EN: "CONSOLIDATED RESULTS"}
	titleRollCall   = words.Pair{VI: "TÌNH HÌNH NỘP BÁO CÁO", EN: "ROLL-CALL"}
	titleChase      = words.Pair{VI: "DANH SÁCH CẦN ĐÔN ĐỐC, THEO NƠI NHẬN", EN: "TO CHASE, BY DESK"}
	titleOutline    = words.Pair{VI: "SỐ LIỆU TỔNG HỢP THEO ĐỀ CƯƠNG", EN: "THE OUTLINE, ROLLED UP"}
	titleMatrix     = words.Pair{VI: "SỐ LIỆU TỪNG ĐƠN VỊ", EN: "FIGURES BY UNIT"}
	titlePlaces     = words.Pair{VI: "TÌNH HÌNH NỘP THEO ĐƠN VỊ CẤP TRÊN", EN: "COVERAGE BY UNIT ABOVE"}
	titleNarratives = words.Pair{VI: "NỘI DUNG BÁO CÁO THEO TỪNG VẤN ĐỀ", EN: "NARRATIVES BY TOPIC"}
	titleReceipts   = words.Pair{VI: "TỆP ĐÃ NHẬN VÀ ĐANG CHỜ", EN: "RECEIVED AND WAITING"}
	titleRules      = words.Pair{VI: "QUY TẮC KIỂM TRA VÀ KẾT QUẢ ÁP DỤNG", EN: "THE RULES AND WHAT CAME OF THEM"}
	titleChartData  = words.Pair{VI: "SỐ LIỆU CỦA CÁC BIỂU ĐỒ", EN: "WHAT THE CHARTS ARE DRAWN FROM"}
	titleScores     = words.Pair{
		VI: "XẾP HẠNG THEO ĐIỂM: THẨM ĐỊNH, CHƯA CÓ THÌ TỰ CHẤM",
		EN: "RANKING: BY THE APPRAISED SCORE, ELSE THE UNIT'S OWN",
	}
	titleOpen = words.Pair{
		VI: "VẤN ĐỀ CÒN MỞ (bản mới nhất của từng đơn vị)",
		EN: "OPEN FINDINGS (newest version of each unit)",
	}
	titleExplanations = words.Pair{
		VI: "NỘI DUNG ĐƠN VỊ ĐÃ GIẢI TRÌNH (bản mới nhất của từng đơn vị)",
		EN: "EXPLAINED BY THE UNITS (newest version of each unit)",
	}
	titleComparisons = words.Pair{
		VI: "SỐ LIỆU KHÁC TỔNG CỦA CÁC ĐƠN VỊ TRỰC THUỘC",
		EN: "FIGURES THAT UNITS BELOW DO NOT ADD UP TO",
	}
	titleOutside = words.Pair{
		VI: "ĐƠN VỊ KHÔNG CÓ TRONG TỔNG, VÀ CÓ THEO QUYẾT ĐỊNH",
		EN: "NOT IN THE TOTALS, AND IN THEM BY DECISION",
	}
	titleSources = words.Pair{
		VI: "TRUY NGUỒN: TỪ TỔNG ĐẾN TỆP VÀ Ô CỦA TỪNG ĐƠN VỊ",
		EN: "SOURCES: FROM EACH TOTAL TO FILE AND CELL",
	}
	titleLetters = words.Pair{
		VI: "THƯ GỬI KÈM TỆP TRẢ LẠI (bấm “Soạn thư”, rồi đính kèm tệp ở cột cuối)",
		EN: "COVERING LETTERS (click, then attach the file in the last column)",
	}
)

// Headings of columns about units, and of what several tables show.
var (
	headNumber     = words.Pair{VI: "STT", EN: "No."}
	headUnit       = words.Pair{VI: "Đơn vị", EN: "Unit"}
	headUnitCode   = words.Pair{VI: "Mã đơn vị", EN: "Code"}
	headKind       = words.Pair{VI: "Loại hình", EN: "Kind"}
	headDesk       = words.Pair{VI: "Nơi nhận", EN: "Desk"}
	headPhone      = words.Pair{VI: "Điện thoại", EN: "Telephone"}
	headMail       = words.Pair{VI: "Thư điện tử", EN: "E-mail"}
	headStatus     = words.Pair{VI: "Tình trạng", EN: "Status"}
	headWaiting    = words.Pair{VI: "Việc đang chờ", EN: "Waiting"}
	headDroppedAt  = words.Pair{VI: "Ngày thả tệp", EN: "File dropped"}
	headReceivedAt = words.Pair{VI: "Nhận lúc", EN: "Received"}
	headVersion    = words.Pair{VI: "Bản", EN: "Ver."}
	headFile       = words.Pair{VI: "Tệp", EN: "File"}
	headNote       = words.Pair{VI: "Ghi chú", EN: "Note"}
	headCode       = words.Pair{VI: "Mã", EN: "Code"}
	headWhy        = words.Pair{VI: "Vì sao", EN: "Why"}
)

// Headings of counts of returns and units.
var (
	headExpected   = words.Pair{VI: "Phải nộp", EN: "Expected"}
	headReceived   = words.Pair{VI: "Đã nhận", EN: "Received"}
	headCounted    = words.Pair{VI: "Được tính", EN: "Counted"}
	headOnTime     = words.Pair{VI: "Đúng hạn", EN: "On time"}
	headRate       = words.Pair{VI: "Tỷ lệ nộp", EN: "Rate"}
	headOnTimeRate = words.Pair{VI: "Tỷ lệ đúng hạn", EN: "On-time rate"}
	headUnitAbove  = words.Pair{VI: "Đơn vị cấp trên", EN: "Unit above"}
	headUnits      = words.Pair{VI: "Số đơn vị", EN: "Units"}
	lineTotal      = words.Pair{VI: "Cộng", EN: "Total"}
	lineRate       = words.Pair{VI: "Tỷ lệ", EN: "Rate"}
)

// Headings of counts in the narrow columns of the overview.
var (
	narrowExpected = words.Pair{VI: "Phải nộp", EN: "Due"}
	narrowReceived = words.Pair{VI: "Đã nhận", EN: "Came in"}
	narrowCounted  = words.Pair{VI: "Được tính", EN: "In total"}
)

// Headings of figures.
var (
	headFigure     = words.Pair{VI: "Chỉ tiêu", EN: "Figure"}
	headKeyFigures = words.Pair{VI: "Số liệu chính", EN: "Key figures"}
	headSection    = words.Pair{VI: "Mục", EN: "No."}
	headMeasure    = words.Pair{VI: "Đơn vị tính", EN: "Unit"}
	headNow        = words.Pair{VI: "Kỳ này", EN: "This period"}
	headThen       = words.Pair{VI: "Năm trước", EN: "Last year"}
	headThenLong   = words.Pair{VI: "Cùng kỳ năm trước", EN: "Last year"}
	headChange     = words.Pair{VI: "Tăng, giảm", EN: "Change"}
	headBeside     = words.Pair{VI: "Trong đó, không cộng vào tổng", EN: "Beside, not in the total"}
	headLeast      = words.Pair{VI: "Nhỏ nhất", EN: "Least"}
	headMost       = words.Pair{VI: "Lớn nhất", EN: "Most"}
	headOfUnit     = words.Pair{VI: "của đơn vị", EN: "of"}
)

// The roll-call.
var (
	headLate      = words.Pair{VI: "Trễ hạn", EN: "Late"}
	headNewest    = words.Pair{VI: "Bản mới nhất", EN: "Last no."}
	headCountedAs = words.Pair{VI: "Bản được tính", EN: "No. used"}
	headErrors    = words.Pair{VI: "Số lỗi", EN: "To mend"}
	headQueries   = words.Pair{VI: "Cần giải trình", EN: "Asks"}
	headNotes     = words.Pair{VI: "Ghi chú", EN: "Notes"}
	cellLate      = words.Pair{VI: "trễ", EN: "late"}
	sectionInbox  = words.Pair{VI: "Còn trong thư mục nhận", EN: "Still in the inbox"}
	leadRollCall  = words.Pair{
		VI: "Đã nhận %d/%d đơn vị phải nộp; %d đơn vị được tính vào tổng. %d đơn vị đạt yêu cầu, %d cần giải trình, " +
			"%d phải sửa, %d chưa nộp; %d nộp trễ hạn.",
		EN: "Received %d of %d expected; %d count in the totals. %d clean, %d queried, %d to correct, %d missing; " +
			"%d late.",
	}
	leadBeyond = words.Pair{
		VI: " Ngoài ra %d đơn vị không phải nộp riêng cũng gửi báo cáo và được tính vào tổng.",
		EN: " %d more, that owe no return of their own, sent one and count.",
	}
)

// Of what moment the workbook is a picture, and who signs it.
var (
	stampForm    = words.Pair{VI: "biểu mẫu phiên bản %s", EN: "form version %s"}
	stampNothing = words.Pair{VI: "chưa nhận báo cáo nào, %s", EN: "nothing received yet, %s"}
	stampAsOf    = words.Pair{VI: "tính đến %s (sổ theo dõi số %d, %s)", EN: "as of %s (ledger position %d, %s)"}
	placeAndDay  = words.Pair{VI: "%s, ngày ..... tháng ..... năm ........", EN: "%s, date: .........."}
	signature    = words.Pair{VI: "%s\n(Ký, ghi rõ họ tên, đóng dấu)", EN: "%s\n(signature, name, seal)"}
)

// What is said of units on the lists.
var (
	nothingYet     = words.Pair{VI: "Chưa có.", EN: "None yet."}
	toSend         = words.Pair{VI: "Chưa nộp; hạn %s", EN: "Not sent; due %s"}
	toExplain      = words.Pair{VI: "Giải trình %d nội dung (tra-lai/%s.xlsx)", EN: "Explain %d (tra-lai/%s.xlsx)"}
	sectionMissing = words.Pair{VI: "Đơn vị chưa nộp", EN: "Not received"}
	missingMore    = words.Pair{VI: " và %d đơn vị khác (xem trang Cần đôn đốc)", EN: " and %d more (see To chase)"}
	missingNone    = words.Pair{VI: "Tất cả đơn vị đã nộp.", EN: "All units have sent."}
	moreSheets     = words.Pair{VI: "Xem tiếp", EN: "More"}
	toCorrect      = words.Pair{
		VI: "Sửa %d lỗi, giải trình %d nội dung (tra-lai/%s.xlsx)",
		EN: "Correct %d, explain %d (tra-lai/%s.xlsx)",
	}
)

// What is said of totals and figures.
var (
	matrixTotal   = words.Pair{VI: "TỔNG CỘNG", EN: "TOTAL"}
	matrixGrey    = words.Pair{VI: "ô chữ xám không cộng vào tổng", EN: "grey: not in the total"}
	byDecision    = words.Pair{VI: "%s (theo quyết định)", EN: "%s (by decision)"}
	notComparable = words.Pair{VI: "không so sánh được", EN: "not comparable"}
	withoutPrior  = words.Pair{
		VI: "%d đơn vị mới, tách hoặc nhập không có số năm trước",
		EN: "%d new, split or merged units have no figure of last year",
	}
)

// Where totals come from, and what units below add up to.
var (
	headID         = words.Pair{VI: "Mã", EN: "Id"}
	headInTotal    = words.Pair{VI: "Trong tổng", EN: "In the total"}
	headSheetCell  = words.Pair{VI: "Trang, ô", EN: "Sheet, cell"}
	cellYes        = words.Pair{VI: "có", EN: "yes"}
	tipSources     = words.Pair{VI: "Xem từng đơn vị, tệp và ô", EN: "See units, files and cells"}
	headMeasureOf  = words.Pair{VI: "Đơn vị tính", EN: "Unit of measure"}
	headUnitSays   = words.Pair{VI: "Đơn vị ghi", EN: "The unit says"}
	headSumBelow   = words.Pair{VI: "Cộng cấp dưới", EN: "Sum below"}
	headDifference = words.Pair{VI: "Chênh lệch", EN: "Difference"}
	sumOfSome      = words.Pair{VI: "cộng %d đơn vị, còn thiếu đơn vị", EN: "sum of %d, some are missing"}
	sumOfAll       = words.Pair{VI: "cộng %d đơn vị, đã đủ", EN: "sum of %d, all that there are"}
	tooManySources = words.Pair{
		VI: "Quá nhiều dòng để ghi ở đây. Dùng lệnh: tonghop trace MÃ_CHỈ_TIÊU",
		EN: "Too many rows for a sheet. Use: tonghop trace INDICATOR",
	}
)

// Scores and ranks.
var (
	headRank        = words.Pair{VI: "Hạng", EN: "Rank"}
	headSelf        = words.Pair{VI: "Tự chấm", EN: "Self"}
	headComputed    = words.Pair{VI: "Máy tính", EN: "By rule"}
	headAppraised   = words.Pair{VI: "Thẩm định", EN: "By desk"}
	headResult      = words.Pair{VI: "Kết quả thẩm định", EN: "Result"}
	headOwnResult   = words.Pair{VI: "Tự đánh giá", EN: "The unit itself"}
	headRankedBy    = words.Pair{VI: "Căn cứ xếp hạng", EN: "Ranked by"}
	cellGate        = words.Pair{VI: "không xét", EN: "gate"}
	stepSelf        = words.Pair{VI: "đơn vị tự chấm", EN: "its own score"}
	stepGate        = words.Pair{VI: "vi phạm tiêu chuẩn chung", EN: "general standards"}
	stepAppraised   = words.Pair{VI: "thẩm định", EN: "appraised"}
	stepDeskBefore  = words.Pair{VI: "thẩm định cấp dưới", EN: "appraised by the desk before"}
	stepVia         = words.Pair{VI: "%s; theo danh sách của %s", EN: "%s; from the list of %s"}
	criterionPoints = words.Pair{VI: "%s: %s (%s điểm)", EN: "%s: %s (%s points)"}
	leadersLowest   = words.Pair{VI: "Thấp nhất", EN: "Lowest"}
	shortAppraised  = words.Pair{VI: "thẩm định", EN: "appr."}
	shortSelf       = words.Pair{VI: "tự chấm", EN: "self"}
	leadersHighest  = words.Pair{
		VI: "Dẫn đầu về điểm (thẩm định, chưa có thì tự chấm)",
		EN: "Highest scores (appraised, else self)",
	}
	legendScores = words.Pair{
		VI: "Ô tô vàng: dưới điểm chuẩn; tô đỏ: điểm thẩm định khác điểm tự chấm (ô ghi điểm thẩm định). “Máy tính”: " +
			"tính từ số vi phạm, số liệu và điểm thưởng đơn vị tự khai; để trống khi chưa xác định được.",
		EN: "Amber: below full points; red: appraised otherwise than the unit scored itself (the appraised score is " +
			"shown). By rule: of the violations, figures and bonus that the unit stated.",
	}
)

// What units wrote, and what was found in it.
var (
	headWritten     = words.Pair{VI: "Đơn vị viết", EN: "What the unit wrote"}
	headTopic       = words.Pair{VI: "Nội dung", EN: "Topic"}
	headSeverity    = words.Pair{VI: "Mức độ", EN: "Severity"}
	headCell        = words.Pair{VI: "Trang, ô", EN: "Cell"}
	headWrong       = words.Pair{VI: "Nội dung", EN: "What is wrong"}
	headFound       = words.Pair{VI: "Đã ghi", EN: "Found"}
	headMend        = words.Pair{VI: "Cách xử lý", EN: "How to mend it"}
	headFindingCode = words.Pair{VI: "Mã lỗi", EN: "Code"}
	headAsked       = words.Pair{VI: "Nội dung cần giải trình", EN: "What was asked"}
	headExplanation = words.Pair{VI: "Đơn vị giải trình", EN: "Explanation"}
	placeOfCells    = words.Pair{VI: "%s, ô %s", EN: "%s, cell %s"}
	ruleOnTrial     = words.Pair{VI: "(Quy tắc thử nghiệm) %s", EN: "(Rule on trial) %s"}
)

// Who is proposed for commendation, and what became of it.
var (
	headProposedBy = words.Pair{VI: "Đơn vị đề nghị", EN: "Proposed by"}
	headDecided    = words.Pair{VI: "Kết quả", EN: "Decided"}
	headDecidedBy  = words.Pair{VI: "Theo", EN: "By"}
	cellUndecided  = words.Pair{VI: "chưa quyết định", EN: "not decided"}
	cellRefused    = words.Pair{VI: "không", EN: "no"}
	cellCommended  = words.Pair{VI: "khen thưởng", EN: "commended"}
)

// Files received.
var (
	headCounts = words.Pair{VI: "Được tính", EN: "Counts"}
	cellAgain  = words.Pair{VI: "trùng, tính một lần", EN: "again"}
)

// Letters that go with the workbooks to correct.
var (
	writeLetter   = words.Pair{VI: "Soạn thư", EN: "Write"}
	headLetter    = words.Pair{VI: "Nội dung thư", EN: "Text"}
	headAttach    = words.Pair{VI: "Tệp đính kèm", EN: "Attach"}
	letterSubject = words.Pair{VI: "%s - đề nghị sửa, giải trình", EN: "%s - to correct or explain"}
	letterText    = words.Pair{
		VI: "Kính gửi: %s.\n%s đã nhận báo cáo “%s” của đơn vị ngày %s. Báo cáo có %d lỗi phải sửa và %d nội dung " +
			"cần giải trình, đã đánh dấu trong tệp gửi kèm. Đề nghị đơn vị sửa ngay trong tệp này (trang Cần " +
			"sửa chỉ rõ từng ô) và gửi lại, chậm nhất hết ngày %s; nếu đã quá hạn thì gửi ngay. Cần trao đổi, " +
			"xin gọi %s.",
		EN: "To: %s.\n%s received your return “%s” on %s. It has %d errors and %d queries, marked in the file " +
			"attached. Please mend them in that file (the sheet To correct names each cell) and send it back by " +
			"the end of %s, or at once where that has passed. Questions: %s.",
	}
)

// The round's rules, and what came of them.
var (
	headRule        = words.Pair{VI: "Quy tắc", EN: "Rule"}
	headJudged      = words.Pair{VI: "Nơi kiểm tra", EN: "Judged"}
	headRaised      = words.Pair{VI: "Số lần nêu", EN: "Raised"}
	headMended      = words.Pair{VI: "Đã sửa", EN: "Fixed"}
	headExplained   = words.Pair{VI: "Đã giải trình", EN: "Reason given"}
	headAccepted    = words.Pair{VI: "Chấp nhận", EN: "Let stand"}
	headOpen        = words.Pair{VI: "Còn mở", EN: "Open"}
	headLedToChange = words.Pair{VI: "Tỷ lệ dẫn tới sửa", EN: "Led to a change"}
	headRuleID      = words.Pair{VI: "Mã quy tắc", EN: "Id"}
	judgedInForm    = words.Pair{VI: "trong biểu mẫu và khi nhận", EN: "in the form and when received"}
	judgedOnTrial   = words.Pair{VI: "khi nhận, thử nghiệm", EN: "when received, on trial"}
	judgedLater     = words.Pair{VI: "khi nhận", EN: "when received"}
	whereRule       = words.Pair{VI: "Khi %s thì %s", EN: "Where %s: %s"}
	leadRules       = words.Pair{
		VI: "Quy tắc mà đơn vị ít khi sửa theo (tỷ lệ thấp) là quy tắc nên xem lại hoặc bỏ. Quy tắc thử nghiệm " +
			"chỉ cán bộ thấy.",
		EN: "A rule that units seldom mend by is one to look at again, or to retire. Rules on trial are seen by " +
			"officers alone.",
	}
)

// The charts of the overview, and the tables that they are drawn from.
var (
	chartCoverage = words.Pair{VI: "Ai đã nộp, ai còn thiếu?", EN: "Who has sent?"}
	headClean     = words.Pair{VI: "Đạt yêu cầu", EN: "Clean"}
	headQueried   = words.Pair{VI: "Cần giải trình", EN: "Queried"}
	headToCorrect = words.Pair{VI: "Trả lại để sửa", EN: "To correct"}
	headMissing   = words.Pair{VI: "Chưa nộp", EN: "Missing"}
	chartByDay    = words.Pair{VI: "Nộp theo ngày (hạn %s)", EN: "By day (due %s)"}
	tableByDay    = words.Pair{VI: "Số đơn vị đã nộp đến từng ngày", EN: "Units that had sent by each day"}
	headDay       = words.Pair{VI: "Ngày", EN: "Day"}
	headSent      = words.Pair{VI: "Đã nộp", EN: "Sent"}
	chartScores   = words.Pair{VI: "Điểm phân bố thế nào?", EN: "How do the scores lie?"}
	tableScores   = words.Pair{
		VI: "Phân bố điểm (thẩm định, chưa có thì tự chấm)",
		EN: "Scores (appraised, else self)",
	}
	headBand         = words.Pair{VI: "Mức điểm", EN: "Band"}
	bandLowest       = words.Pair{VI: "dưới 70", EN: "below 70"}
	bandHighest      = words.Pair{VI: "từ 100", EN: "100 up"}
	chartAgainstThen = words.Pair{
		VI: "Vi phạm các lĩnh vực (số %s): kỳ này so với năm trước",
		EN: "All of those figures (%s): this period against last year",
	}
)
