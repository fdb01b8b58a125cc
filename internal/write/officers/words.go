package officers

import "tonghop/internal/words"

// Headings that several workbooks share.
var (
	headNo        = words.Pair{VI: "STT", EN: "No."}
	headUnit      = words.Pair{VI: "Đơn vị", EN: "Unit"}
	headKind      = words.Pair{VI: "Loại hình", EN: "Kind"}
	headBelow     = words.Pair{VI: "Thuộc", EN: "Below"}
	headDecision  = words.Pair{VI: "Quyết định", EN: "Decision"}
	headNote      = words.Pair{VI: "Ghi chú", EN: "Note"}
	headSelf      = words.Pair{VI: "Tự chấm", EN: "Self"}
	headSelfScore = words.Pair{VI: "Điểm tự chấm", EN: "Self"}
	headAppraised = words.Pair{VI: "Điểm thẩm định", EN: "Appraised"}
	headOwn       = words.Pair{VI: "Đơn vị tự đánh giá", EN: "The unit itself"}
	headBefore    = words.Pair{VI: "Cấp dưới thẩm định", EN: "The desk before"}
	headResult    = words.Pair{VI: "Kết quả", EN: "Result"}
)

// What becomes of cells that are filled in, and of those that were filled in last.
var (
	noRows        = words.Pair{VI: "Không có.", EN: "None."}
	signatureSeal = words.Pair{VI: "(Ký, ghi rõ họ tên, đóng dấu)", EN: "(signature, name, seal)"}
	chooseTitle   = words.Pair{VI: "Chọn", EN: "Choose"}
	chooseHelp    = words.Pair{VI: "Bấm mũi tên và chọn.", EN: "Click the arrow and choose."}
	scoreTitle    = words.Pair{VI: "Điểm thẩm định", EN: "Appraised score"}
	scoreHelp     = words.Pair{VI: "Ghi điểm từ 0 đến %s.", EN: "From 0 to %s."}
	dayTitle      = words.Pair{VI: "Ngày", EN: "Date"}
	dayHelp       = words.Pair{VI: "Ghi ngày/tháng/năm, ví dụ 12/10/2019.", EN: "Write day/month/year."}
	refusedRow    = words.Pair{
		VI: "Trang %s, dòng %d của tệp đã điền (%s): %s",
		EN: "Sheet %s, row %d of the workbook that was filled in (%s): %s",
	}
	lastRecorded = words.Pair{VI: "Lần điền gần nhất: đã ghi nhận %d dòng", EN: "Last time: %d rows recorded"}
	lastRefused  = words.Pair{VI: ", chưa ghi nhận %d dòng", EN: ", %d not"}
)

// A desk's workbook of appraisals.
var (
	appraisalFile  = words.Pair{VI: "Thẩm định - %s", EN: "Appraisal - %s"}
	appraisalTitle = words.Pair{VI: "THẨM ĐỊNH: %s", EN: "APPRAISAL: %s"}
	appraisalAsOf  = words.Pair{
		VI: ". Tính đến %s (sổ theo dõi số %d).",
		EN: ". As of %s (ledger position %d).",
	}
	appraisalLead = words.Pair{
		VI: "Điền các ô màu vàng của từng đơn vị rồi lưu ngay tại đây (có thể làm dần nhiều ngày), hoặc thả tệp " +
			"vào thư mục nhận. Mỗi dòng được ghi nhận riêng khi đủ: điểm thẩm định từng tiêu chuẩn (hoặc ghi x ở " +
			"cột Đồng ý để lấy nguyên điểm trước đó), kết quả, người thẩm định, ngày. Khác với đơn vị thì phải " +
			"ghi lý do. Dòng chưa đủ được giữ lại để điền tiếp; dòng đã ghi nhận sửa được bằng cách ghi đè.",
		EN: "Fill in the yellow cells of each unit and save the file here (over days, if you like), or drop it " +
			"into the inbox. Each row is recorded by itself once it is complete: scores (or x under Agreed for " +
			"those given before), result, appraiser, date. Where it differs from the unit's own, a reason is " +
			"needed. Rows that are not complete are kept to go on with; recorded rows can be written over.",
	}
	scoresSheet  = words.Pair{VI: "Chấm điểm", EN: "Scores"}
	resultsSheet = words.Pair{VI: "Kết quả", EN: "Results"}
	waitingSheet = words.Pair{VI: "Chưa thẩm định được", EN: "Not yet"}
	waitingTitle = words.Pair{VI: "ĐƠN VỊ CHƯA THẨM ĐỊNH ĐƯỢC", EN: "UNITS THAT CANNOT BE APPRAISED YET"}
	waitingWhy   = words.Pair{VI: "Vì sao", EN: "Why"}

	computedShort  = words.Pair{VI: "Máy tính", EN: "Comp."}
	appraisedShort = words.Pair{VI: "Thẩm định", EN: "Appr."}
	bonusGroup     = words.Pair{VI: "Thưởng", EN: "Bonus"}
	totalGroup     = words.Pair{VI: "TỔNG", EN: "TOTAL"}
	beforeGroup    = words.Pair{VI: "Trước đó", EN: "Before"}

	headGate         = words.Pair{VI: "Vi phạm tiêu chuẩn chung", EN: "General standards violated"}
	headAgree        = words.Pair{VI: "Đồng ý (x)", EN: "Agreed (x)"}
	headReasonDiffer = words.Pair{VI: "Lý do (bắt buộc khi khác đơn vị)", EN: "Reason (where it differs)"}
	headPapers       = words.Pair{VI: "Nhận bản giấy ngày", EN: "Paper copies on"}
	headAppraiser    = words.Pair{VI: "Người thẩm định", EN: "Appraiser"}
	headAppraisedOn  = words.Pair{VI: "Ngày thẩm định", EN: "Date"}
	headRow          = words.Pair{VI: "Tình trạng dòng", EN: "Row"}
	headFlags        = words.Pair{VI: "Lưu ý từ số liệu", EN: "Flags"}
	headExplained    = words.Pair{VI: "Đơn vị giải trình", EN: "Explained by the unit"}
	headVersion      = words.Pair{VI: "Bản, tệp", EN: "Version, file"}
	headSelfTotal    = words.Pair{VI: "Tổng tự chấm", EN: "Self total"}
	headTotal        = words.Pair{VI: "Tổng điểm thẩm định", EN: "Appraised total"}

	versionOfFile = words.Pair{VI: "bản %d, %s", EN: "version %d, %s"}
	gateViolated  = words.Pair{VI: "có vi phạm tiêu chuẩn chung", EN: "general standards violated"}
	pointsBefore  = words.Pair{VI: "%s điểm, %s", EN: "%s points, %s"}
)

// The workbook of what officers decide.
var (
	decisionsFile  = words.Pair{VI: "Việc cần quyết định", EN: "To be decided"}
	decisionsName  = words.Pair{VI: "Cần quyết định", EN: "To be decided"}
	decisionsTitle = words.Pair{VI: "VIỆC CÁN BỘ CẦN QUYẾT ĐỊNH", EN: "FOR AN OFFICER TO DECIDE"}
	decisionsAsOf  = words.Pair{VI: "Tính đến %s (sổ theo dõi số %d). ", EN: "As of %s (ledger position %d). "}
	decisionsLead  = words.Pair{
		VI: "Ở mỗi việc muốn quyết định, điền các ô màu vàng: quyết định, lý do, người quyết định, ngày; rồi lưu " +
			"lại ngay tại đây, hoặc thả tệp vào thư mục nhận. Việc chưa quyết thì để trống. Mỗi dòng được xét " +
			"riêng; dòng chưa ghi nhận được nêu lý do ở đầu trang của tệp mới.",
		EN: "For each matter, fill in the yellow cells: decision, reason, name, date; then save the file here or " +
			"drop it into the inbox. Leave blank what is not decided. Each row is taken by itself; one that " +
			"could not be recorded is shown at the top of the next file, with the reason.",
	}
	decisionsHeads = []words.Pair{
		headNo,
		headMatter,
		{VI: "Đơn vị, tệp", EN: "Unit, file"},
		{VI: "Nội dung", EN: "What is asked"},
		headDecision,
		{VI: "Lý do", EN: "Reason"},
		{VI: "Người quyết định", EN: "Decided by"},
		{VI: "Ngày", EN: "Date"},
		{VI: "Hiệu lực đến (nếu có)", EN: "Until (if any)"},
		headNote,
	}
	headMatter = words.Pair{VI: "Việc", EN: "Matter"}
	// sectionTitles and matterNames are by the section of a row.
	sectionTitles = []words.Pair{
		{VI: "Nhiều bản của một đơn vị", EN: "Versions in conflict"},
		{VI: "Tệp chưa rõ đơn vị hoặc không đọc được", EN: "Files of unknown units, or unreadable"},
		{VI: "Tệp của cán bộ chưa được ghi nhận", EN: "Officers' workbooks that are not recorded"},
		{VI: "Báo cáo đã trả lại để sửa", EN: "Returned to correct"},
		{VI: "Vấn đề cán bộ xem lại", EN: "To be looked at"},
		{
			VI: "Quyết định đang có hiệu lực (ghi “hủy” để hủy)",
			EN: "Decisions in force (write “revoke” to take back)",
		},
	}
	matterNames = []words.Pair{
		{VI: "Chọn bản", EN: "Choose version"},
		{VI: "Gán đơn vị", EN: "Assign"},
		{VI: "Tệp của cán bộ", EN: "Officers' workbook"},
		{VI: "Báo cáo", EN: "Return"},
		{VI: "Vấn đề", EN: "Finding"},
		{VI: "Đã quyết định", EN: "Decided"},
	}
	noMatters  = words.Pair{VI: "Hiện không có việc nào chờ quyết định.", EN: "Nothing waits for a decision."}
	freeMatter = words.Pair{
		VI: "Việc khác: chọn việc, ghi mã hoặc tên đơn vị; ở cột Quyết định ghi số của bản, hoặc ngày nhận, hoặc " +
			"“có”",
		EN: "Other: choose the matter, write the unit's code or name; the decision is a version's number, a day, " +
			"or “yes”",
	}
	refusedMatter   = words.Pair{VI: "Dòng %d (%s) “%s”: %s.", EN: "Row %d (%s) “%s”: %s."}
	chooseOrNothing = words.Pair{
		VI: "Bấm mũi tên và chọn; để trống nếu chưa quyết định.",
		EN: "Click the arrow and choose; leave blank what is not decided.",
	}
)

// The list for recognition.
var (
	proposalFile  = words.Pair{VI: "Đề nghị công nhận", EN: "Proposal for recognition"}
	proposedSheet = words.Pair{VI: "Đề nghị công nhận", EN: "Proposed"}
	proposedTitle = words.Pair{VI: "DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN", EN: "PROPOSED FOR RECOGNITION"}
	proposedLead  = words.Pair{
		VI: "Khi có quyết định: điền số, ngày, người ký và có / không ở từng dòng, rồi lưu ngay tại đây hoặc thả " +
			"tệp vào thư mục nhận. Dòng để trống là chưa quyết định.",
		EN: "Once it is decided, fill in number, date, signer, and yes / no in each row; save the file here or " +
			"drop it into the inbox. A blank row is not decided.",
	}
	paperNumber  = words.Pair{VI: "Số: ......./DS-.......", EN: "No.: ..........."}
	paperDay     = words.Pair{VI: "%s, ngày ..... tháng ..... năm ........", EN: "%s, date: ..........."}
	proposalAsOf = words.Pair{
		VI: "Tính đến %s (sổ theo dõi số %d, biểu mẫu phiên bản %s)",
		EN: "As of %s (ledger position %d, form version %s)",
	}
	headAppraisal = words.Pair{VI: "Kết quả thẩm định", EN: "Result"}
	headPrize     = words.Pair{VI: "Mức thưởng (đồng)", EN: "Prize"}
	sumOfKind     = words.Pair{VI: "Cộng %s: %d đơn vị", EN: "%s: %d units"}
	noneProposed  = words.Pair{
		VI: "Chưa có đơn vị nào thẩm định xong với kết quả đạt.",
		EN: "No unit is fully appraised and met.",
	}
	totalUnpriced = words.Pair{
		VI: "Tổng cộng: %d đơn vị. Kỳ chưa đặt mức thưởng.",
		EN: "Total: %d units. No prizes are set.",
	}
	prizesOfList = words.Pair{VI: "Tiền thưởng của danh sách này: %s đồng.", EN: "Prizes of this list: %s."}
	prizesGiven  = words.Pair{VI: " Đã quyết định: %s đồng.", EN: " Decided: %s."}
	budgetShort  = words.Pair{VI: " Kinh phí %s đồng, còn thiếu %s đồng.", EN: " Budget %s, short of %s."}
	budgetLeft   = words.Pair{VI: " Kinh phí %s đồng, còn lại %s đồng.", EN: " Budget %s, %s left."}
	recipients   = words.Pair{
		VI: "Nơi nhận:\n- Chủ tịch UBND (để quyết định);\n- Các đơn vị có tên;\n- Lưu.",
		EN: "To:\n- the head of the authority;\n- the units named;\n- File.",
	}
	fieldNumber = words.Pair{VI: "Quyết định số:", EN: "Decision no.:"}
	fieldDay    = words.Pair{VI: "ngày:", EN: "of:"}
	fieldSigner = words.Pair{VI: "người ký:", EN: "signed by:"}

	notProposedSheet = words.Pair{VI: "Không đề nghị", EN: "Not proposed"}
	notProposedTitle = words.Pair{VI: "ĐƠN VỊ CHƯA HOẶC KHÔNG ĐỀ NGHỊ CÔNG NHẬN, LÝ DO", EN: "NOT PROPOSED, AND WHY"}
	notProposedWhy   = words.Pair{VI: "Lý do", EN: "Why"}

	commendationSheet = words.Pair{VI: "Khen thưởng", EN: "Commendation"}
	commendationTitle = words.Pair{VI: "DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", EN: "PROPOSED FOR COMMENDATION"}
	commendationLead  = words.Pair{
		VI: "Số, ngày, người ký quyết định: điền ở trang Đề nghị công nhận.",
		EN: "Number, date and signer: on the first sheet.",
	}
	headProposer = words.Pair{VI: "Đơn vị đề nghị", EN: "Proposed by"}
	noNominees   = words.Pair{VI: "Chưa có.", EN: "None yet."}

	decidedSheet = words.Pair{VI: "Đã quyết định", EN: "Decided"}
	decidedTitle = words.Pair{
		VI: "ĐÃ QUYẾT ĐỊNH (hủy ở can-quyet-dinh.xlsx)",
		EN: "DECIDED (taken back in can-quyet-dinh.xlsx)",
	}
	headScore     = words.Pair{VI: "Điểm", EN: "Score"}
	headDecidedBy = words.Pair{VI: "Theo", EN: "By"}
	recognised    = words.Pair{VI: "công nhận", EN: "recognised"}
	notRecognised = words.Pair{VI: "không công nhận", EN: "not recognised"}
)

// A unit's result.
var (
	resultTitle        = words.Pair{VI: "THÔNG BÁO KẾT QUẢ", EN: "RESULT"}
	resultUnit         = words.Pair{VI: "Đơn vị: %s", EN: "Unit: %s"}
	resultRecognised   = words.Pair{VI: "CÔNG NHẬN. %s.", EN: "RECOGNISED. %s."}
	resultRefused      = words.Pair{VI: "KHÔNG CÔNG NHẬN. %s.", EN: "NOT RECOGNISED. %s."}
	resultPrize        = words.Pair{VI: "Tiền thưởng: %s đồng.", EN: "Prize: %s."}
	resultCommended    = words.Pair{VI: "Được khen thưởng: %s.", EN: "Commended: %s."}
	resultSources      = words.Pair{VI: "Nguồn ghi nhận. %s.", EN: "Recorded from. %s."}
	resultDecidedIn    = words.Pair{VI: "quyết định: %s", EN: "decision: %s"}
	headCriterion      = words.Pair{VI: "Nội dung", EN: "Criterion"}
	headPoints         = words.Pair{VI: "Điểm chuẩn", EN: "Points"}
	headViolations     = words.Pair{VI: "Số vi phạm", EN: "Violations"}
	headComputed       = words.Pair{VI: "Máy tính", EN: "Computed"}
	headAppraisedShort = words.Pair{VI: "Thẩm định", EN: "Appraised"}
	explainedBy        = words.Pair{VI: "Giải trình: %s", EN: "Explained: %s"}
	bonusLine          = words.Pair{VI: "Điểm thưởng", EN: "Bonus"}
	totalLine          = words.Pair{VI: "TỔNG CỘNG", EN: "TOTAL"}
	ownVerdict         = words.Pair{VI: "Đơn vị tự đánh giá: %s.", EN: "The unit itself: %s."}
	bandReached        = words.Pair{VI: " Xếp loại: %s.", EN: " Band: %s."}
	selfTotal          = words.Pair{VI: " Tổng điểm tự chấm: %s.", EN: " Self total: %s."}
	appraisalsTitle    = words.Pair{VI: "Thẩm định", EN: "Appraisal"}
	gateNotScored      = words.Pair{
		VI: "; vi phạm tiêu chuẩn chung nên không chấm điểm",
		EN: "; general standards violated, not scored",
	}
	pointsGiven    = words.Pair{VI: ", %s điểm", EN: ", %s points"}
	reasonGiven    = words.Pair{VI: ". Lý do: %s", EN: ". Reason: %s"}
	papersReceived = words.Pair{VI: ". Nhận bản giấy ngày %s", EN: ". Paper copies received on %s"}
	headOfUnit     = words.Pair{VI: "THỦ TRƯỞNG ĐƠN VỊ", EN: "HEAD OF UNIT"}
	appraisedBy    = words.Pair{VI: "CƠ QUAN THẨM ĐỊNH", EN: "APPRAISED BY"}
	dayToFillIn    = words.Pair{VI: "Ngày ..... tháng ..... năm .......", EN: "Date: .........."}
)

// The mistakes of a definition.
var (
	mistakesName  = words.Pair{VI: "Lỗi cấu hình", EN: "Mistakes"}
	mistakesTitle = words.Pair{VI: "LỖI TRONG CẤU HÌNH KỲ BÁO CÁO", EN: "MISTAKES IN THE ROUND'S DEFINITION"}
	workingWords  = map[Working]words.Pair{
		LastGoodInUse: {
			VI: "Hệ thống vẫn chạy theo cấu hình đúng gần nhất.",
			EN: "The last good definition is still in use.",
		},
		NothingTakenIn: {
			VI: "Hệ thống chưa nhận báo cáo vì cấu hình chưa đúng.",
			EN: "Nothing is taken in until the definition is right.",
		},
		OnlyDocuments: {
			VI: "Chỉ mẫu văn bản có chỗ sai; số liệu không bị ảnh hưởng.",
			EN: "Only templates of documents have mistakes; no figure is touched by them.",
		},
	}
	mistakesLead = words.Pair{
		VI: "Sửa các chỗ dưới đây rồi lưu; tệp này tự mất khi hết lỗi.",
		EN: "Mend these places and save; this file goes when all are mended.",
	}
	headPlace = words.Pair{VI: "Tệp, vị trí", EN: "Place"}
	headMend  = words.Pair{VI: "Cần viết lại thế nào", EN: "What to write instead"}
)

// The register and the form's definition, as officers keep them.
var (
	registerSheet  = words.Pair{VI: "Danh sách đơn vị", EN: "Units"}
	sendsDirectly  = words.Pair{VI: "có", EN: "yes"}
	sendsThrough   = words.Pair{VI: "không", EN: "no"}
	definitionFile = words.Pair{VI: "Định nghĩa biểu mẫu", EN: "Form definition"}
	listHelp       = words.Pair{VI: "Chọn trong danh sách.", EN: "Choose from the list."}
)

// The list of what documents may name.
var (
	placeholdersName  = words.Pair{VI: "Chỗ điền", EN: "Placeholders"}
	placeholdersTitle = words.Pair{VI: "CHỖ ĐIỀN TRONG VĂN BẢN", EN: "PLACEHOLDERS OF DOCUMENTS"}
	placeholdersLead  = words.Pair{
		VI: "Chép tên ở cột B, cả dấu ngoặc, vào mẫu .docx trong thư mục của kỳ (soạn bằng Word) rồi lưu; " +
			"văn bản đã điền nằm ở outbox. Danh sách: viết {{#tên}} ở đầu và {{/tên}} ở cuối dòng của bảng hoặc " +
			"phần cần lặp lại, giữa hai dấu dùng tên các cột ghi ở dòng danh sách. {{#tên}} … {{/tên}} quanh một " +
			"số liệu chỉ giữ phần ở giữa khi số liệu khác 0; {{^tên}} … {{/tên}} giữ khi bằng 0 hoặc chưa có. " +
			"“…” là chưa có ai trả lời.",
		EN: "Copy a name of column B with its braces into a .docx template in the round's folder (edited in Word) " +
			"and save; the filled document stands in outbox. A list: write {{#name}} where the row of a table, or " +
			"what is to be repeated, begins and {{/name}} where it ends, and the names of its columns between. " +
			"{{#name}} … {{/name}} around a figure keeps what is between only where it is not 0; " +
			"{{^name}} … {{/name}} where it is 0 or not known. “…” is what nobody answered.",
	}
	headWhatItIs     = words.Pair{VI: "Nội dung", EN: "What it is"}
	headPlaceholder  = words.Pair{VI: "Tên để chép", EN: "Name to copy"}
	headValue        = words.Pair{VI: "Giá trị hiện nay", EN: "Value now"}
	headUsedIn       = words.Pair{VI: "Dùng trong", EN: "Used in"}
	rowsAndColumns   = words.Pair{VI: "%d dòng; cột: %s", EN: "%d rows; columns: %s"}
	documentsName    = words.Pair{VI: "Văn bản", EN: "Documents"}
	documentsTitle   = words.Pair{VI: "VĂN BẢN ĐÃ ĐIỀN", EN: "DOCUMENTS"}
	headDocument     = words.Pair{VI: "Văn bản", EN: "Document"}
	headUnanswered   = words.Pair{VI: "Chỗ để “…” vì chưa có ai trả lời", EN: "Shown as “…”: nobody answered"}
	headDocumentGoes = words.Pair{VI: "Tình trạng", EN: "State"}
	documentFilled   = words.Pair{VI: "Đã điền", EN: "Filled in"}
	documentWrong    = words.Pair{
		VI: "Đã điền; %d chỗ sai, xem loi-cau-hinh.xlsx",
		EN: "Filled in; %d wrong places, see loi-cau-hinh.xlsx",
	}
	documentUnread = words.Pair{
		VI: "Không đọc được mẫu, xem loi-cau-hinh.xlsx",
		EN: "The template cannot be read, see loi-cau-hinh.xlsx",
	}
	nothingMissing = words.Pair{VI: "Không có", EN: "None"}
)
