package desk

import (
	"tonghop/internal/ask/round"
	"tonghop/internal/words"
)

// What officers choose on a row that they begin; read back in the language of the round.
var (
	chooseVersionKind = words.Pair{VI: "chọn bản", EN: "choose version"}
	voidVersionKind   = words.Pair{VI: "bỏ bản", EN: "void version"}
	acceptReturnKind  = words.Pair{VI: "chấp nhận báo cáo", EN: "accept return"}
	receivedOnKind    = words.Pair{VI: "ngày nhận", EN: "received on"}
)

// Other columns of an appraisal, where what was typed is told.
var (
	agreeCell  = words.Pair{VI: "đồng ý", EN: "agreed"}
	bonusCell  = words.Pair{VI: "thưởng", EN: "bonus"}
	totalCell  = words.Pair{VI: "tổng", EN: "total"}
	papersCell = words.Pair{VI: "bản giấy", EN: "paper copies"}
	byCell     = words.Pair{VI: "người", EN: "by"}
	dayCell    = words.Pair{VI: "ngày", EN: "date"}
)

// The note on a row of a desk's workbook.
var (
	listOf               = words.Pair{VI: "danh sách của %s", EN: "list of %s"}
	recordedNote         = words.Pair{VI: "Đã ghi nhận", EN: "Recorded"}
	appraisedAt          = words.Pair{VI: " (thẩm định tại %s)", EN: " (appraised at %s)"}
	appraisalsDifferNote = words.Pair{
		VI: "Có các thẩm định khác nhau, điền lại để thống nhất: %s",
		EN: "Appraisals differ, fill in again: %s",
	}
	appraiseAgainNote = words.Pair{
		VI: "Báo cáo đã thay đổi sau thẩm định trước, cần thẩm định lại. Trước đó: %s",
		EN: "The return has changed since it was appraised; appraise it again. Before: %s",
	}
	changeNotRecorded = words.Pair{
		VI: "; phần sửa chưa được ghi nhận",
		EN: "; what was changed is not recorded",
	}
	begunBeforeChange = words.Pair{
		VI: "Báo cáo hoặc thẩm định trước đó đã thay đổi sau khi điền dở; đã điền: %s",
		EN: "The return or the appraisal before has changed since this was begun; it said: %s",
	}
	violationsStated = words.Pair{VI: "Số hành vi vi phạm đã khai: %s", EN: "Violations stated: %s"}
	bonusExplained   = words.Pair{VI: "Thưởng: %s", EN: "Bonus: %s"}
	points           = words.Pair{VI: "%s điểm", EN: "%s points"}
	gateViolated     = words.Pair{VI: "vi phạm tiêu chuẩn chung", EN: "general standards violated"}
)

// Why nothing is appraised yet, or a unit is not proposed.
var (
	nothingReceived = words.Pair{VI: "chưa nhận được báo cáo", EN: "nothing received"}
	noResultInList  = words.Pair{
		VI: "xã, phường chưa ghi kết quả trong danh sách",
		EN: "the unit above has not written a result",
	}
	deskBeforeMissing = words.Pair{
		VI: "cấp dưới chưa thẩm định",
		EN: "not appraised by the desk before",
	}
	appraisalsContradict = words.Pair{
		VI: "các thẩm định khác nhau, cần thống nhất",
		EN: "appraisals contradict each other",
	}
	lastDeskMissing = words.Pair{
		VI: "chưa thẩm định xong ở cấp sau",
		EN: "not appraised by the last desk yet",
	}
	notAppraised    = words.Pair{VI: "chưa thẩm định", EN: "not appraised yet"}
	appraisedAs     = words.Pair{VI: "thẩm định: %s", EN: "appraised: %s"}
	andGateViolated = words.Pair{
		VI: "; vi phạm tiêu chuẩn chung",
		EN: "; general standards violated",
	}
	andItselfSays = words.Pair{VI: "; đơn vị tự đánh giá: %s", EN: "; the unit itself: %s"}
)

// Versions and files that an officer decides on.
var (
	versionOffered = words.Pair{
		VI: "bản %d: %s, nhận %s, %s",
		EN: "version %d: %s, received %s, %s",
	}
	ownReturnsConflict = words.Pair{
		VI: "Báo cáo mang tên chính cơ quan này: chọn số của bản đúng do cán bộ lập; nếu không bản nào đúng, " +
			"điền bao-cao-cap-tren.xlsx rồi lưu tại chỗ. ",
		EN: "Returns in the name of this level itself: choose the one that its officers made; where none is, " +
			"fill in bao-cao-cap-tren.xlsx and save it there. ",
	}
	versionsConflict = words.Pair{
		VI: "Có nhiều bản khác nhau; chọn số của bản được tính. ",
		EN: "Versions in conflict; choose the one that counts. ",
	}
	strayAsked = words.Pair{
		VI: "Ghi mã đơn vị nếu biết tệp của ai, hoặc ghi “bỏ” nếu tệp thả nhầm.",
		EN: "Write the unit's code where it is known, or “void” for a file that does not belong here.",
	}
	returnedAsked = words.Pair{
		VI: "Bản %d trả lại vì %d lỗi, %d nội dung cần giải trình. “%s”: số liệu được cộng dù đơn vị còn phải " +
			"sửa; “%s”: nhận nguyên như vậy, không phải sửa nữa.",
		EN: "Version %d went back with %d errors and %d queries. “%s”: its figures are added although it is to " +
			"be corrected; “%s”: taken as it is.",
	}
	keyAsked = words.Pair{
		VI: "Báo cáo của đơn vị điền trên biểu mẫu do nơi khác phát (%s, khóa %s). “%s”: từ nay biểu mẫu của " +
			"đơn vị ký bằng khóa này được coi như biểu mẫu riêng do cơ quan phát. Chỉ chấp nhận khi đơn vị xác " +
			"nhận đã gửi tệp này.",
		EN: "The unit's return was filled in on a form issued elsewhere (%s, key %s). “%s”: from now on the " +
			"unit's forms signed by this key are as good as its own issued here. Accept it only when the unit " +
			"confirms that it sent this file.",
	}
)

// Where a result was taken from.
var (
	fromListOf = words.Pair{VI: "theo danh sách của %s", EN: "from the list of %s"}
)

// A decision in words.
var (
	versionChosen = words.Pair{VI: "Chọn bản %s", EN: "Version %s"}
	fileGiven     = words.Pair{VI: "Gán tệp cho đơn vị %s", EN: "File given to %s"}
	fileVoided    = words.Pair{VI: "Bỏ tệp thả nhầm", EN: "File voided"}
	countedAnyway = words.Pair{
		VI: "Tính vào tổng dù còn phải sửa",
		EN: "Counts although it is to be corrected",
	}
	returnAccepted = words.Pair{
		VI: "Chấp nhận báo cáo nguyên như vậy",
		EN: "Return accepted as it is",
	}
	findingAccepted = words.Pair{VI: "Chấp nhận %s", EN: "Accepted: %s"}
	appraised       = words.Pair{VI: "Thẩm định: %s", EN: "Appraised: %s"}
	recognised      = words.Pair{VI: "Công nhận", EN: "Recognised"}
	notRecognised   = words.Pair{VI: "Không công nhận", EN: "Not recognised"}
	commended       = words.Pair{VI: "Khen thưởng %s", EN: "Commended: %s"}
	notCommended    = words.Pair{VI: "Không khen thưởng %s", EN: "Not commended: %s"}
	receivedOn      = words.Pair{VI: "Ngày nhận: %s", EN: "Received on %s"}
	senderAdmitted  = words.Pair{
		VI: "Luôn ghi nhận tệp thẩm định do %s gửi",
		EN: "Appraisal workbooks of %s are recorded",
	}
	keyAccepted = words.Pair{
		VI: "Chấp nhận khóa của nơi khác: %s",
		EN: "Accepted a key of another workspace: %s",
	}
)

// Officers' workbooks that wait, or have no seal.
var (
	alwaysOffered = words.Pair{
		VI: " Chọn “%s” thì các tệp thẩm định sau này của %s cho nơi này được ghi nhận ngay.",
		EN: " With “%s” later appraisal workbooks of %s for this desk are recorded at once.",
	}
	bookWaits = words.Pair{
		VI: "%s, %d dòng đã điền; %s. Chưa ghi nhận dòng nào.%s",
		EN: "%s, %d rows filled in; %s. Nothing of it is recorded.%s",
	}
	moreFiles     = words.Pair{VI: "; và %d tệp nữa", EN: "; and %d more"}
	unsealedBooks = words.Pair{
		VI: "PAPR-001: %d tệp có dạng tệp của cán bộ nhưng không có dấu của hệ thống này; không ghi nhận dòng " +
			"nào: %s. Nếu là tệp của cán bộ làm trên bản cũ: mở tệp mới trong outbox, điền lại rồi lưu tại " +
			"chỗ. Nếu không rõ ai gửi thì hỏi lại nguồn gửi.",
		EN: "PAPR-001: %d files look like officers' workbooks and have no good seal of this workspace; nothing " +
			"of them is recorded: %s. Where an officer filled in an old copy: open the new workbook in outbox, " +
			"fill it in again and save it there. Else ask where they came from.",
	}
	files = words.Pair{VI: "%d tệp", EN: "%d files"}
)

// spoken are the words for codes: why a row is not recorded, and what that speaks of. Those with verbs
// take the reason's arguments.
var spoken = map[code]words.Pair{
	yesAnswer:    round.YesAnswer,
	noAnswer:     round.NoAnswer,
	metResult:    round.MetResult,
	notMetResult: round.NotMetResult,

	// What officers choose or write in a cell to decide; read back in the language of the round.
	acceptChoice:       {VI: "chấp nhận", EN: "accept"},
	countChoice:        {VI: "tính vào tổng", EN: "count"},
	revokeChoice:       {VI: "hủy", EN: "revoke"},
	recordChoice:       {VI: "ghi nhận", EN: "record"},
	alwaysRecordChoice: {VI: "luôn ghi nhận", EN: "always record"},
	voidChoice:         {VI: "bỏ", EN: "void"},
	seenChoice:         {VI: "đã xem", EN: "seen"},
	acceptKeyChoice:    {VI: "chấp nhận khóa", EN: "accept key"},

	// The columns of an appraisal that reasons speak of.
	gateCell:   {VI: "vi phạm tiêu chuẩn chung", EN: "general standards"},
	resultCell: {VI: "kết quả", EN: "result"},
	reasonCell: {VI: "lý do", EN: "reason"},

	// Why a row of any workbook is not taken.
	otherRound: {VI: "tệp của kỳ khác", EN: "a workbook of another round"},
	rowWithoutSeal: {
		VI: "dòng này không có dấu của hệ thống (dòng tự thêm, hoặc mã của dòng bị sửa)",
		EN: "the row has no good seal (it was added, or its code was changed)",
	},
	bookWithoutSeal: {
		VI: "điền trên tệp của bản chương trình trước, chưa có dấu: xem lại nội dung đã chép sang tệp mới này " +
			"rồi lưu",
		EN: "filled in on a workbook of an earlier program, without a seal: look at what was copied into this " +
			"new one, and save it",
	},
	badCell: {
		VI: "có ô ghi công thức không có kết quả hoặc giá trị lỗi (“%s”); gõ giá trị",
		EN: "a cell holds an error value or a formula without a result (“%s”); type the value",
	},
	noneOfTheOffered: {VI: "“%s” không phải là một trong: %s", EN: "“%s” is none of: %s"},

	// What lacks.
	stillLacking:      {VI: "còn thiếu %s", EN: "missing: %s"},
	lacking:           {VI: "thiếu %s", EN: "missing: %s"},
	lackingAtTop:      {VI: "còn thiếu ở đầu trang: %s", EN: "missing at the top: %s"},
	lacksDecision:     {VI: "quyết định", EN: "decision"},
	lacksName:         {VI: "người quyết định", EN: "name"},
	lacksDay:          {VI: "ngày (ngày/tháng/năm)", EN: "date"},
	lacksGoodEnd:      {VI: "ngày hết hiệu lực đúng dạng ngày/tháng/năm", EN: "a valid end"},
	lacksAppraiser:    {VI: "người thẩm định", EN: "appraiser"},
	lacksAppraisalDay: {VI: "ngày thẩm định (ngày/tháng/năm)", EN: "date"},
	lacksScores: {
		VI: "điểm của %s tiêu chuẩn (hoặc ghi x ở cột Đồng ý)",
		EN: "scores of %s criteria (or x in the column Agreed)",
	},
	lacksBonus: {
		VI: "điểm thưởng (ghi 0 nếu không chấp nhận)",
		EN: "bonus (0 where it is not granted)",
	},
	lacksTotal: {
		VI: "tổng điểm (hoặc ghi x ở cột Đồng ý)",
		EN: "total (or x in the column Agreed)",
	},
	lacksNumber:      {VI: "số quyết định", EN: "number of the decision"},
	lacksDecisionDay: {VI: "ngày quyết định (ngày/tháng/năm)", EN: "its date"},
	lacksSigner:      {VI: "người ký", EN: "who signed it"},

	// Why an appraisal is not taken.
	rowOfOtherDesk: {
		VI: "dòng này không phải của nơi thẩm định",
		EN: "the row is not this desk's",
	},
	nameOfOtherRow: {
		VI: "tên trên dòng là “%s”, dòng này của “%s”",
		EN: "the row shows “%s”, it is that of “%s”",
	},
	unitTwice: {
		VI: "đơn vị có hai dòng điền khác nhau trong tệp; giữ một dòng",
		EN: "two rows of the unit differ in the workbook; keep one",
	},
	unitOfOtherDesk: {
		VI: "đơn vị không thuộc nơi thẩm định này",
		EN: "the unit is not this desk's",
	},
	unitDecided: {VI: "đơn vị đã có quyết định", EN: "the unit has been decided upon"},
	nothingToAppraise: {
		VI: "không còn báo cáo được tính, hoặc cấp dưới chưa thẩm định",
		EN: "nothing counts, or the desk before has not appraised",
	},
	returnChanged: {
		VI: "báo cáo hoặc thẩm định của đơn vị đã thay đổi sau khi tệp được xuất ra",
		EN: "the return or its appraisal has changed since the workbook was written",
	},
	revokeElsewhere: {
		VI: "để hủy thẩm định đã ghi nhận, dùng tệp can-quyet-dinh.xlsx",
		EN: "to take a recorded appraisal back, use can-quyet-dinh.xlsx",
	},
	gateForbids: {
		VI: "vi phạm tiêu chuẩn chung thì không thể “%s”",
		EN: "with a general standard violated it cannot be “%s”",
	},
	notADay:   {VI: "ngày nhận bản giấy không phải là ngày: %s", EN: "no day: %s"},
	notAScore: {VI: "“%s” không phải là điểm (%s)", EN: "“%s” is no score (%s)"},
	bonusOutside: {
		VI: "SCOR-002: điểm thưởng “%s” ngoài mức cho phép (bội số của %s, không quá %s)",
		EN: "SCOR-002: the bonus “%s” is outside its limits (a multiple of %s, at most %s)",
	},
	totalOutside: {
		VI: "SCOR-002: tổng điểm “%s” ngoài khoảng 0 đến %s",
		EN: "SCOR-002: the total “%s” is outside 0 to %s",
	},

	// What an appraisal changes of what was there before.
	differsFromUnit: {VI: "%s %s (đơn vị: %s)", EN: "%s %s (the unit: %s)"},
	bonusPoints:     {VI: "điểm thưởng", EN: "bonus"},
	totalPoints:     {VI: "tổng điểm", EN: "total"},

	// Why a decision is not taken.
	noSuchVersion:   {VI: "không có bản “%s”", EN: "there is no version “%s”"},
	noSuchUnitNamed: {VI: "không có đơn vị “%s”", EN: "there is no unit “%s”"},
	notAReturn: {
		VI: "tệp này không đọc được như một báo cáo nên không gán được cho đơn vị",
		EN: "this file cannot be read as a return",
	},
	matterTwice: {
		VI: "việc này có hai dòng điền khác nhau trong tệp; giữ một dòng",
		EN: "two rows of the matter differ in the workbook; keep one",
	},
	matterGone: {
		VI: "việc này không còn (đã được giải quyết hoặc đã thay đổi)",
		EN: "this matter is no longer open",
	},
	matterChanged: {
		VI: "việc này đã thay đổi sau khi tệp được xuất ra; xem lại ở tệp mới rồi quyết định",
		EN: "this matter has changed since the workbook was written; look at it again",
	},
	cannotEnd: {
		VI: "việc này không có ngày hết hiệu lực; bỏ trống cột ấy, khi cần thì hủy",
		EN: "this has no last day; leave that blank, and take it back when it is to end",
	},
	endIsOver: {VI: "ngày hết hiệu lực đã qua: %s", EN: "the last day is over: %s"},
	unitLocked: {
		VI: "đơn vị đã có quyết định công nhận; hủy quyết định ấy trước",
		EN: "the unit has been decided upon; take that back first",
	},

	// Why a row that an officer began is not taken.
	noKindChosen: {VI: "chưa chọn việc ở cột Việc", EN: "column Matter: nothing chosen"},
	writeReceivedDay: {
		VI: "ghi ngày nhận ở cột Quyết định, dạng ngày/tháng/năm",
		EN: "write the day into column Decision",
	},
	noReturnYet: {
		VI: "đơn vị chưa có báo cáo nào",
		EN: "nothing was received from the unit",
	},
	writeVersion: {
		VI: "ghi số của bản ở cột Quyết định; đơn vị không có bản “%s”",
		EN: "write the version's number into column Decision; there is no “%s”",
	},
	recordedBefore: {
		VI: "dòng này đã được ghi nhận trước đây",
		EN: "this row was recorded before",
	},
	revokedSince: {
		VI: "quyết định về đơn vị đã bị hủy sau khi tệp được xuất ra; ghi lại ở tệp mới nếu vẫn cần",
		EN: "a decision on the unit was taken back since; write the row into the new workbook where it is meant",
	},
	cameSinceThen: {
		VI: "đơn vị đã gửi bản khác, hoặc có tệp được gán cho đơn vị, sau khi tệp được xuất ra; xem lại ở tệp " +
			"mới",
		EN: "the unit sent another version, or was given a file, since the workbook was written; look at it " +
			"again",
	},

	// Why a row of the proposal is not taken.
	proposalTwice: {
		VI: "có hai dòng quyết định khác nhau trong tệp; giữ một dòng",
		EN: "two rows decide differently in the workbook; keep one",
	},
	rowNotListed: {VI: "dòng không có trong danh sách", EN: "the row is not of the list"},
	noDecision:   {VI: "chưa ghi quyết định", EN: "no decision"},
	nomineeGone: {
		VI: "không còn trong danh sách đề nghị của đơn vị",
		EN: "no longer on the unit's list",
	},
	decidedAlready: {VI: "đã có quyết định", EN: "decided already"},
	decisionChanged: {
		VI: "quyết định đã thay đổi sau khi tệp được xuất ra",
		EN: "the decision has changed since the workbook was written",
	},
	noSuchUnit: {VI: "không có đơn vị này", EN: "there is no such unit"},
	unitDecidedAlready: {
		VI: "đã có quyết định; hủy ở can-quyet-dinh.xlsx nếu cần quyết định lại",
		EN: "decided already; take it back in can-quyet-dinh.xlsx to decide again",
	},
	notYetAppraised: {VI: "chưa thẩm định xong", EN: "not appraised yet"},
	appraisalChanged: {
		VI: "kết quả thẩm định hoặc quyết định đã thay đổi sau khi tệp được xuất ra; xem lại ở tệp mới",
		EN: "the appraisal or the decision has changed since the workbook was written; look at it again",
	},
	notProposed: {
		VI: "đơn vị không được đề nghị nên không công nhận được",
		EN: "the unit is not proposed",
	},
}
