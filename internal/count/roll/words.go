package roll

import "tonghop/internal/words"

// What became of a file, with its note.
var (
	opened          = words.Pair{VI: "Đã mở", EN: "Opened"}
	notRead         = words.Pair{VI: "Chưa đọc", EN: "Not read yet"}
	readNext        = words.Pair{VI: "Máy đọc tiếp. %s", EN: "It is read next. %s"}
	voided          = words.Pair{VI: "Đã bỏ", EN: "Voided"}
	voidedByOfficer = words.Pair{VI: "Cán bộ đã bỏ tệp này", EN: "Voided by an officer"}
	kept            = words.Pair{VI: "Lưu kèm", EN: "Kept with it"}
	keptWithReturn  = words.Pair{VI: "Tài liệu gửi kèm báo cáo. %s", EN: "Kept with a return. %s"}
	unitUnknown     = words.Pair{VI: "Chưa rõ đơn vị", EN: "Unit unknown"}
)

// What a return's form is, where it is not the unit's own.
var (
	kindsForm    = words.Pair{VI: "Biểu mẫu chung của loại hình", EN: "The kind's form"}
	unsealedForm = words.Pair{VI: "Biểu mẫu không có dấu của hệ thống", EN: "A form without a seal"}
	othersForm   = words.Pair{
		VI: "Biểu mẫu đã phát cho đơn vị khác, hoặc dấu đã bị sửa",
		EN: "A form issued to another unit, or with a changed seal",
	}
)

// What became of an officers' workbook.
var (
	officersBook         = words.Pair{VI: "Tệp của cán bộ", EN: "An officers' workbook"}
	officersBookUnsealed = words.Pair{
		VI: "Tệp cán bộ không có dấu",
		EN: "Officers' workbook, no seal",
	}
	waitsForOfficer = words.Pair{VI: "Chờ cán bộ cho ghi nhận", EN: "Waits for an officer"}
	rowsRecorded    = words.Pair{VI: "Ghi nhận %d dòng", EN: "%d rows recorded"}
	rowsRefused     = words.Pair{VI: ", chưa ghi nhận %d dòng", EN: ", %d refused"}
	nothingFilledIn = words.Pair{VI: "không có dòng nào được điền; %s", EN: "nothing filled in; %s"}
	newerCame       = words.Pair{
		VI: "chưa ghi nhận; đã có bản mới hơn; %s",
		EN: "not recorded; a newer one came; %s",
	}
)

// That a unit counts by decision.
var (
	countsByDecision   = words.Pair{VI: "Được tính theo quyết định: %s", EN: "Counts by decision: %s"}
	acceptedByDecision = words.Pair{
		VI: "Chấp nhận theo quyết định: %s",
		EN: "Accepted by decision: %s",
	}
	chosenByDecision = words.Pair{
		VI: "Bản được chọn theo quyết định: %s",
		EN: "Version chosen by decision: %s",
	}
)

// What the newest version waits for.
var (
	askTheUnit = words.Pair{
		VI: "Các bản mâu thuẫn: cán bộ cần hỏi đơn vị",
		EN: "Versions in conflict: ask the unit",
	}
	correctWhileCounted = words.Pair{
		VI: "Bản %d chờ đơn vị sửa; đang tính bản %d",
		EN: "Version %d to correct; version %d counts",
	}
	correctFirst = words.Pair{
		VI: "Chờ đơn vị sửa và gửi lại; chưa tính vào tổng",
		EN: "To correct; not in the totals",
	}
	notInTotals = words.Pair{VI: "Chưa tính vào tổng", EN: "Not in the totals"}
)

// What the sums of this level's own return rest on.
var (
	countedOf = words.Pair{
		VI: "Đã tính %d trên %d đơn vị phải báo cáo.",
		EN: "%d of %d units expected are counted.",
	}
	unitsMissing    = words.Pair{VI: "Chưa tính (%d): %s.", EN: "Not counted (%d): %s."}
	unitsByDecision = words.Pair{
		VI: "Được tính theo quyết định của cán bộ (%d): %s.",
		EN: "Counted by an officer's decision (%d): %s.",
	}
	moreUnits = words.Pair{VI: " và %d đơn vị khác", EN: " and %d more"}
)

// Why a figure, or nothing of a unit, is in no total.
var (
	notAnswered = words.Pair{
		VI: "bản được tính không trả lời",
		EN: "not answered in the version that counts",
	}
	ratioOfSums     = words.Pair{VI: "tỷ lệ tính từ các tổng", EN: "a ratio is made of sums"}
	followsParts    = words.Pair{VI: "tổng được cộng từ các phần", EN: "the total is the sum of its parts"}
	partOf          = words.Pair{VI: "là phần “%s”", EN: "is the part “%s”"}
	notTotalled     = words.Pair{VI: "không cộng", EN: "not totalled"}
	coveredBy       = words.Pair{VI: "đã nằm trong số của %s", EN: "covered by the figure of %s"}
	inParentsAnswer = words.Pair{
		VI: "số của đơn vị cấp trên đã gồm",
		EN: "its parent's own answer stands for it",
	}
	onListOf = words.Pair{
		VI: "không gửi riêng; có trong danh sách của %s",
		EN: "sends no return of its own; on the list of %s",
	}
	nothingReceived = words.Pair{VI: "chưa nhận được báo cáo", EN: "nothing received"}
	undecided       = words.Pair{
		VI: "các bản mâu thuẫn, cán bộ chưa quyết định",
		EN: "versions in conflict; an officer decides",
	}
	noVersionCounts = words.Pair{VI: "chưa bản nào được tính: %s", EN: "no version counts: %s"}
	newestVersion   = words.Pair{
		VI: " (bản %d: %s; %d lỗi, %d nội dung cần giải trình)",
		EN: " (version %d: %s; %d errors, %d queries)",
	}
)

// Recognition.
var (
	recognised    = words.Pair{VI: "Công nhận", EN: "Recognised"}
	notRecognised = words.Pair{VI: "Không công nhận", EN: "Not recognised"}
)

// What documents name: a name as officers type it, and what it stands for.
type (
	countWords  struct{ name, what words.Pair }
	columnWords struct{ name, what words.Pair }
	listWords   struct{ name, what words.Pair }
)

// RowNumber names the number of a row in a list.
var RowNumber = words.Pair{VI: "stt", EN: "no"}

// The groups of placeholders.
var (
	paperGroup  = words.Pair{VI: "Thể thức văn bản", EN: "Head and foot of the paper"}
	roundGroup  = words.Pair{VI: "Kỳ báo cáo", EN: "The round"}
	countsGroup = words.Pair{VI: "Số đơn vị", EN: "Numbers of units"}
	moneyGroup  = words.Pair{VI: "Kinh phí", EN: "Funds"}
	listsGroup  = words.Pair{VI: "Danh sách", EN: "Lists"}
)

// What is said of a figure besides its total.
var (
	lastYearName = words.Pair{VI: "nam_truoc", EN: "last_year"}
	lastYearWhat = words.Pair{VI: "%s: cùng kỳ năm trước", EN: "%s: last year"}
	comparedName = words.Pair{VI: "so_sanh", EN: "compared"}
	comparedWhat = words.Pair{VI: "%s: so với năm trước, bằng lời", EN: "%s: against last year, in words"}
	increaseName = words.Pair{VI: "tang", EN: "increase"}
	increaseWhat = words.Pair{VI: "%s: tăng bao nhiêu (0 nếu không tăng)", EN: "%s: increase (0 for none)"}
	decreaseName = words.Pair{VI: "giam", EN: "decrease"}
	decreaseWhat = words.Pair{VI: "%s: giảm bao nhiêu (0 nếu không giảm)", EN: "%s: decrease (0 for none)"}
	increased    = words.Pair{VI: "tăng %s", EN: "an increase of %s"}
	decreased    = words.Pair{VI: "giảm %s", EN: "a decrease of %s"}
	unchanged    = words.Pair{VI: "không tăng, không giảm", EN: "unchanged"}
	howManySaid  = words.Pair{VI: "%s: số đơn vị trả lời “%s”", EN: "%s: units that answered “%s”"}
	moreTexts    = words.Pair{VI: "; và %d nội dung khác", EN: "; and %d more"}
	rowsName     = words.Pair{VI: "so_dong", EN: "rows"}
	rowsWhat     = words.Pair{VI: "%s: số dòng", EN: "%s: number of rows"}
	rowsSaid     = words.Pair{VI: "%s: số dòng có %s “%s”", EN: "%s: rows with %s “%s”"}
)

// Head and foot of papers.
var (
	numberName = words.Pair{VI: "so_van_ban", EN: "paper_number"}
	numberWhat = words.Pair{
		VI: "Số văn bản, điền ở bao-cao-cap-tren.xlsx",
		EN: "Number, as in bao-cao-cap-tren.xlsx",
	}
	signedDayName = words.Pair{VI: "ngay_ky", EN: "paper_day"}
	signedDayWhat = words.Pair{
		VI: "Ngày lập bằng chữ, điền ở bao-cao-cap-tren.xlsx",
		EN: "Day, as in bao-cao-cap-tren.xlsx",
	}
	headName = words.Pair{VI: "thu_truong", EN: "head"}
	headWhat = words.Pair{
		VI: "Họ tên người ký, điền ở bao-cao-cap-tren.xlsx",
		EN: "Who signs, as in bao-cao-cap-tren.xlsx",
	}
	positionName = words.Pair{VI: "chuc_vu", EN: "position"}
	positionWhat = words.Pair{
		VI: "Chức vụ người ký, điền ở bao-cao-cap-tren.xlsx",
		EN: "Position, as in bao-cao-cap-tren.xlsx",
	}
	preparedName = words.Pair{VI: "nguoi_lap", EN: "prepared_by"}
	preparedWhat = words.Pair{
		VI: "Người lập, điền ở bao-cao-cap-tren.xlsx",
		EN: "Prepared by, as in bao-cao-cap-tren.xlsx",
	}
	aboveName  = words.Pair{VI: "co_quan_tren", EN: "body_above"}
	aboveWhat  = words.Pair{VI: "Cơ quan cấp trên của cơ quan ban hành", EN: "The body above the issuer"}
	issuerName = words.Pair{VI: "co_quan_ban_hanh", EN: "issuer"}
	issuerWhat = words.Pair{VI: "Cơ quan ban hành", EN: "The issuer"}
	placeName  = words.Pair{VI: "dia_danh", EN: "place"}
	placeWhat  = words.Pair{VI: "Địa danh", EN: "Where papers are signed"}
	signerName = words.Pair{VI: "chuc_danh_tham_dinh", EN: "appraising_post"}
	signerWhat = words.Pair{VI: "Chức danh ký kết quả thẩm định", EN: "Post of who signs appraisals"}
	leaderName = words.Pair{VI: "chuc_danh_ky", EN: "leading_post"}
	leaderWhat = words.Pair{VI: "Chức danh người đứng đầu Ban Chỉ đạo", EN: "Post of the head of the board"}
	dayInWords = words.Pair{VI: "ngày %s tháng %s năm %d", EN: "day %s, month %s, %d"}
	dayBlank   = words.Pair{VI: "ngày … tháng … năm %d", EN: "… %d"}
)

// The round.
var (
	roundName      = words.Pair{VI: "ky", EN: "round"}
	titleName      = words.Pair{VI: "ten", EN: "title"}
	titleWhat      = words.Pair{VI: "Tên kỳ báo cáo", EN: "The round's title"}
	shortName      = words.Pair{VI: "ten_ngan", EN: "short"}
	shortWhat      = words.Pair{VI: "Tên ngắn", EN: "Its short title"}
	legalName      = words.Pair{VI: "can_cu", EN: "legal"}
	legalWhat      = words.Pair{VI: "Văn bản yêu cầu báo cáo", EN: "The document that asks for the returns"}
	fromName       = words.Pair{VI: "tu_ngay", EN: "from"}
	fromWhat       = words.Pair{VI: "Số liệu tính từ ngày", EN: "Figures from"}
	toName         = words.Pair{VI: "den_ngay", EN: "to"}
	toWhat         = words.Pair{VI: "Số liệu tính đến ngày", EN: "Figures up to"}
	dueName        = words.Pair{VI: "han_nop", EN: "due"}
	dueWhat        = words.Pair{VI: "Ngày cuối các đơn vị nộp đúng hạn", EN: "Last day on time"}
	dueAboveName   = words.Pair{VI: "han_gui_cap_tren", EN: "due_above"}
	dueAboveWhat   = words.Pair{VI: "Ngày cuối gửi cấp trên đúng hạn", EN: "Last day on time to the level above"}
	beforeName     = words.Pair{VI: "gui_truoc_ngay", EN: "send_before"}
	beforeWhat     = words.Pair{VI: "Gửi cấp trên trước ngày", EN: "To be sent to the level above before"}
	yearName       = words.Pair{VI: "nam", EN: "year"}
	yearWhat       = words.Pair{VI: "Năm của kỳ báo cáo", EN: "The round's year"}
	yearBeforeName = words.Pair{VI: "nam_truoc", EN: "year_before"}
	yearBeforeWhat = words.Pair{VI: "Năm trước", EN: "The year before"}
	yearAfterName  = words.Pair{VI: "nam_sau", EN: "year_after"}
	yearAfterWhat  = words.Pair{VI: "Năm sau", EN: "The year after"}
)

// Numbers of units.
var (
	unitsName     = words.Pair{VI: "don_vi", EN: "units"}
	allUnits      = words.Pair{VI: "Tất cả đơn vị", EN: "All units"}
	expectedCount = countWords{
		words.Pair{VI: "phai_nop", EN: "expected"},
		words.Pair{VI: "phải báo cáo", EN: "expected"},
	}
	receivedCount = countWords{words.Pair{VI: "da_nop", EN: "received"}, words.Pair{VI: "đã nộp", EN: "received"}}
	onTimeCount   = countWords{words.Pair{VI: "dung_han", EN: "on_time"}, words.Pair{VI: "đúng hạn", EN: "on time"}}
	lateCount     = countWords{words.Pair{VI: "nop_muon", EN: "late"}, words.Pair{VI: "nộp muộn", EN: "late"}}
	missingCount  = countWords{words.Pair{VI: "chua_nop", EN: "missing"}, words.Pair{VI: "chưa nộp", EN: "missing"}}
	countedCount  = countWords{
		words.Pair{VI: "duoc_tinh", EN: "counted"},
		words.Pair{VI: "được tính vào tổng", EN: "in the totals"},
	}
	toCorrectCount = countWords{
		words.Pair{VI: "phai_sua", EN: "to_correct"},
		words.Pair{VI: "phải sửa", EN: "to correct"},
	}
	judgedCount = countWords{
		words.Pair{VI: "binh_xet", EN: "judged"},
		words.Pair{VI: "thuộc diện bình xét", EN: "to be judged"},
	}
	proposedCount = countWords{
		words.Pair{VI: "de_nghi", EN: "proposed"},
		words.Pair{VI: "đề nghị công nhận", EN: "proposed"},
	}
	notProposedCount = countWords{
		words.Pair{VI: "khong_de_nghi", EN: "not_proposed"},
		words.Pair{VI: "không đề nghị công nhận", EN: "not proposed"},
	}
	recognisedCount = countWords{
		words.Pair{VI: "cong_nhan", EN: "recognised"},
		words.Pair{VI: "đã có quyết định công nhận", EN: "recognised"},
	}
	refusedCount = countWords{
		words.Pair{VI: "khong_cong_nhan", EN: "refused"},
		words.Pair{VI: "có quyết định không công nhận", EN: "refused"},
	}
)

// Funds.
var (
	prizeName   = words.Pair{VI: "muc_thuong", EN: "prize"}
	prizeWhat   = words.Pair{VI: "mức thưởng một đơn vị", EN: "prize of one unit"}
	prizesName  = words.Pair{VI: "tien_thuong", EN: "prizes"}
	prizesWhat  = words.Pair{VI: "tiền thưởng các đơn vị được đề nghị", EN: "prizes of those proposed"}
	budgetName  = words.Pair{VI: "kinh_phi_duoc_cap", EN: "budget"}
	budgetWhat  = words.Pair{VI: "Kinh phí được cấp (round.yaml: budget)", EN: "The budget (round.yaml: budget)"}
	neededName  = words.Pair{VI: "kinh_phi_can", EN: "needed"}
	neededWhat  = words.Pair{VI: "Tổng tiền thưởng cần có", EN: "All prizes together"}
	lackingName = words.Pair{VI: "kinh_phi_thieu", EN: "lacking"}
	lackingWhat = words.Pair{VI: "Kinh phí còn thiếu", EN: "What the budget lacks"}
)

// Lists.
var (
	figuresList = listWords{
		words.Pair{VI: "bang_so_lieu", EN: "figures"},
		words.Pair{VI: "Mọi số liệu, mỗi chỉ tiêu một dòng", EN: "All figures, a row each"},
	}
	unitsList = listWords{
		words.Pair{VI: "ds_don_vi", EN: "list_units"},
		words.Pair{VI: "Đơn vị phải báo cáo", EN: "Units that owe a return"},
	}
	missingList = listWords{
		words.Pair{VI: "ds_chua_nop", EN: "list_missing"},
		words.Pair{VI: "Đơn vị chưa nộp", EN: "Units that are missing"},
	}
	lateList = listWords{
		words.Pair{VI: "ds_nop_muon", EN: "list_late"},
		words.Pair{VI: "Đơn vị nộp muộn", EN: "Units that were late"},
	}
	proposedList = listWords{
		words.Pair{VI: "ds_de_nghi", EN: "list_proposed"},
		words.Pair{VI: "Đơn vị được đề nghị công nhận", EN: "Units proposed for recognition"},
	}
	notProposedList = listWords{
		words.Pair{VI: "ds_khong_de_nghi", EN: "list_not_proposed"},
		words.Pair{VI: "Đơn vị không được đề nghị", EN: "Units that are not proposed"},
	}
	recognisedList = listWords{
		words.Pair{VI: "ds_cong_nhan", EN: "list_recognised"},
		words.Pair{VI: "Đơn vị đã được công nhận", EN: "Units that were recognised"},
	}
)

// Columns of lists.
var (
	unitColumn    = columnWords{words.Pair{VI: "don_vi", EN: "unit"}, words.Pair{VI: "Đơn vị", EN: "Unit"}}
	sectionColumn = columnWords{words.Pair{VI: "muc", EN: "section"}, words.Pair{VI: "Mục", EN: "Section"}}
	labelColumn   = columnWords{words.Pair{VI: "chi_tieu", EN: "label"}, words.Pair{VI: "Chỉ tiêu", EN: "Indicator"}}
	measureColumn = columnWords{
		words.Pair{VI: "don_vi_tinh", EN: "measure"},
		words.Pair{VI: "Đơn vị tính", EN: "Unit of measure"},
	}
	figureColumn   = columnWords{words.Pair{VI: "so", EN: "figure"}, words.Pair{VI: "Số liệu", EN: "Figure"}}
	lastYearColumn = columnWords{lastYearName, words.Pair{VI: "Năm trước", EN: "Last year"}}
	comparedColumn = columnWords{comparedName, words.Pair{VI: "So với năm trước", EN: "Against last year"}}
	nameColumn     = columnWords{words.Pair{VI: "ten", EN: "name"}, words.Pair{VI: "Tên đơn vị", EN: "Unit"}}
	codeColumn     = columnWords{words.Pair{VI: "ma", EN: "code"}, words.Pair{VI: "Mã đơn vị", EN: "Code"}}
	kindColumn     = columnWords{words.Pair{VI: "loai_hinh", EN: "kind"}, words.Pair{VI: "Loại hình", EN: "Kind"}}
	parentColumn   = columnWords{words.Pair{VI: "truc_thuoc", EN: "parent"}, words.Pair{VI: "Thuộc", EN: "Below"}}
	statusColumn   = columnWords{words.Pair{VI: "tinh_trang", EN: "status"}, words.Pair{VI: "Tình trạng", EN: "Status"}}
	receivedColumn = columnWords{
		words.Pair{VI: "ngay_nhan", EN: "received"},
		words.Pair{VI: "Nhận ngày", EN: "Received"},
	}
	selfColumn = columnWords{
		words.Pair{VI: "tu_cham", EN: "self"},
		words.Pair{VI: "Điểm tự chấm", EN: "Self-score"},
	}
	scoreColumn    = columnWords{words.Pair{VI: "diem", EN: "score"}, words.Pair{VI: "Điểm thẩm định", EN: "Appraised"}}
	resultColumn   = columnWords{words.Pair{VI: "ket_qua", EN: "result"}, words.Pair{VI: "Kết quả", EN: "Result"}}
	decisionColumn = columnWords{
		words.Pair{VI: "quyet_dinh", EN: "decision"},
		words.Pair{VI: "Quyết định", EN: "Decision"},
	}
	whyColumn = columnWords{words.Pair{VI: "ly_do", EN: "why"}, words.Pair{VI: "Lý do", EN: "Why"}}
)
