package define

import "tonghop/internal/words"

// RegisterColumns are the columns of units.xlsx with the headings that officers see. A column is
// known by its key or by its heading in either language.
var RegisterColumns = []RegisterColumn{
	{"ma", words.Pair{VI: "Mã đơn vị", EN: "Code"}},
	{"ten", words.Pair{VI: "Tên đơn vị", EN: "Name"}},
	{"loai_hinh", words.Pair{VI: "Loại hình", EN: "Kind"}},
	{"truc_thuoc", words.Pair{VI: "Trực thuộc (mã)", EN: "Parent"}},
	{"noi_nhan", words.Pair{VI: "Nơi nhận", EN: "Desk"}},
	{"loai", words.Pair{VI: "Xã hay phường", EN: "Sort"}},
	{"ma_hanh_chinh", words.Pair{VI: "Mã hành chính", EN: "Official code"}},
	{"thu_dien_tu", words.Pair{VI: "Thư điện tử", EN: "E-mail"}},
	{"dien_thoai", words.Pair{VI: "Điện thoại", EN: "Phone"}},
	{"tien_than", words.Pair{VI: "Đơn vị tiền thân (mã)", EN: "Predecessor"}},
	{"tu_ngay", words.Pair{VI: "Từ ngày", EN: "Active from"}},
	{"den_ngay", words.Pair{VI: "Đến ngày", EN: "Active to"}},
	{"gui_truc_tiep", words.Pair{VI: "Gửi trực tiếp", EN: "Sends directly"}},
	{"khong_giao", words.Pair{VI: "Tiêu chí không giao (mã)", EN: "Criteria not assigned"}},
}

// Where a mistake stands.
var (
	placeOfCell = words.Pair{VI: "%s, trang %s, ô %s", EN: "%s, %s!%s"}
	placeOfLine = words.Pair{VI: "%s, dòng %d, cột %d", EN: "%s:%d:%d"}
	placeInText = words.Pair{VI: " (ký tự thứ %d)", EN: " (character %d)"}
)

// What every file of a definition may be wrong in.
var (
	noFile = words.Pair{
		VI: "thiếu tệp này trong thư mục của kỳ",
		EN: "this file is missing from the round's folder",
	}
	notYAML = words.Pair{
		VI: "không đọc được YAML (%s): kiểm tra thụt dòng, dấu hai chấm và dấu ngoặc kép",
		EN: "cannot read the YAML (%s): look at indentation, colons and quotes",
	}
	notKeyValue = words.Pair{
		VI: "tệp phải gồm các dòng dạng “khóa: giá trị”",
		EN: "the file must consist of lines “key: value”",
	}
	notMapping = words.Pair{
		VI: "chỗ này phải là các khóa %s",
		EN: "this must be a mapping with the keys %s",
	}
	noSuchKey = words.Pair{VI: "không có khóa “%s”; hãy viết: %s", EN: "there is no key “%s”; write: %s"}
	keyTwice  = words.Pair{
		VI: "khóa “%s” được ghi hai lần; xóa một",
		EN: "the key “%s” stands twice; delete one",
	}
	keyMissing  = words.Pair{VI: "thiếu khóa “%s”", EN: "the key “%s” is missing"}
	notText     = words.Pair{VI: "“%s” phải là một dòng chữ", EN: "“%s” must be a text"}
	notTextHere = words.Pair{VI: "chỗ này phải là một dòng chữ", EN: "this must be a text"}
	notList     = words.Pair{
		VI: "“%s” phải là một danh sách, mỗi dòng bắt đầu bằng dấu gạch ngang",
		EN: "“%s” must be a list, each line with a dash",
	}
	notTruth = words.Pair{VI: "“%s” phải là true hoặc false", EN: "“%s” must be true or false"}
	notWhole = words.Pair{
		VI: "“%s” phải là số nguyên từ %d trở lên",
		EN: "“%s” must be a whole number of at least %d",
	}
	notNumber = words.Pair{
		VI: "“%s” phải là một số, dùng dấu chấm thập phân: 12.5",
		EN: "“%s” must be a number, such as 12.5",
	}
	isNegative = words.Pair{VI: "“%s” không được âm", EN: "“%s” must not be negative"}
	notDate    = words.Pair{
		VI: "“%s” phải là một ngày dạng 2019-10-09",
		EN: "“%s” must be a date such as 2019-10-09",
	}
	notPercent = words.Pair{VI: "ghi tỷ lệ phần trăm, ví dụ 50%%", EN: "write a percentage, such as 50%%"}
)

// Ids and names.
var (
	idNotFile = words.Pair{
		VI: "%s “%s” không dùng được làm tên tệp: chỉ chữ không dấu, số, gạch ngang, gạch dưới; không phải tên " +
			"riêng của Windows như con, aux",
		EN: "%s “%s” names files: letters without accents, digits, hyphens, underscores, and no name that " +
			"Windows keeps for itself, such as con or aux",
	}
	idNotOfFolder = words.Pair{
		VI: "id là “%s” nhưng thư mục tên “%s”; viết id giống tên thư mục",
		EN: "id is “%s” and the folder is named “%s”; write the folder's name",
	}
	idOfThing = words.Pair{
		VI: "mã %s “%s” chỉ gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ",
		EN: "the %s's id “%s” may hold small letters, digits and underscores, a letter first",
	}
	idNotFolder = words.Pair{
		VI: "“%s” không dùng được làm tên thư mục của kỳ: chỉ chữ không dấu, số, gạch ngang, như antt-2020; " +
			"không trùng thư mục của hệ thống",
		EN: "“%s” cannot name a round's folder: write letters without accents, digits and hyphens, such as " +
			"antt-2020, and none of the outbox's own names",
	}
	idNotPlain = words.Pair{
		VI: "mã “%s” chỉ gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ",
		EN: "the id “%s” may hold small letters, digits and underscores, a letter first",
	}
	idReserved = words.Pair{
		VI: "mã “%s” dành riêng cho biểu mẫu; hãy chọn mã khác",
		EN: "the id “%s” is the form's own; choose another",
	}
	idNotCell = words.Pair{
		VI: "mã “%s” quá dài hoặc giống địa chỉ ô; Excel không nhận làm tên ô, hãy chọn mã khác",
		EN: "the id “%s” is too long or a cell's address; Excel takes no such name, choose another",
	}
	idTwice = words.Pair{
		VI: "mã “%s” đã dùng; mỗi mã chỉ dùng một lần",
		EN: "the id “%s” is used already; each id once",
	}
	idDerived = words.Pair{
		VI: "mã “%s” trùng tên ô do biểu mẫu tự đặt từ một mã khác; hãy chọn mã khác",
		EN: "the id “%s” is a name that the form makes of another id; choose another",
	}
	deskID      = words.Pair{VI: "mã nơi nhận", EN: "the desk's id"}
	kindID      = words.Pair{VI: "mã loại hình", EN: "the kind's id"}
	cardThing   = words.Pair{VI: "bản chấm", EN: "card"}
	groupThing  = words.Pair{VI: "nhóm", EN: "group"}
	columnThing = words.Pair{VI: "cột", EN: "column"}
)

// round.yaml.
var (
	previousIsItself = words.Pair{
		VI: "kỳ trước không thể là chính kỳ này",
		EN: "a round cannot be the one before itself",
	}
	seatNamedTwice = words.Pair{
		VI: "sổ thẩm định của “%s” tại “%s” trùng tên với sổ của “%s”; đổi mã nơi nhận",
		EN: "the workbook of the desk “%s” at “%s” would have the name of that of “%s”; change the desk's id",
	}
	notLanguage = words.Pair{VI: "ngôn ngữ phải là vi hoặc en", EN: "the language must be vi or en"}
	fromAfterTo = words.Pair{VI: "“from” phải trước “to”", EN: "“from” must be before “to”"}
	noTimeZone  = words.Pair{
		VI: "không có múi giờ “%s”; hãy viết Asia/Ho_Chi_Minh",
		EN: "there is no time zone “%s”; write Asia/Ho_Chi_Minh",
	}
	noSuchState = words.Pair{
		VI: "không có trạng thái “%s”; hãy viết trong số: clean, queried, appraised, recognised, locked",
		EN: "there is no state “%s” that can count; write some of: clean, queried, appraised, recognised, locked",
	}
	deskTwice = words.Pair{VI: "mã nơi nhận “%s” đã dùng", EN: "the desk “%s” stands above already"}
	kindTwice = words.Pair{
		VI: "mã hoặc chữ viết tắt của loại “%s” đã dùng cho “%s”",
		EN: "the id or letter of the kind “%s” is used by “%s” already",
	}
	noSuchDesk    = words.Pair{VI: "không có nơi nhận “%s” trong desks", EN: "desks has no “%s”"}
	dueAfterRound = words.Pair{
		VI: "hạn riêng không được sau hạn chung của kỳ",
		EN: "a kind's own last day must not be after the round's",
	}
	desksInCircle = words.Pair{
		VI: "các nơi thẩm định chuyển cho nhau thành vòng tròn",
		EN: "the desks hand over to each other in a circle",
	}
	noSuchSeverity = words.Pair{
		VI: "mức độ phải là blocker, error, query hoặc info",
		EN: "a severity is blocker, error, query or info",
	}
	noSuchKind = words.Pair{
		VI: "không có loại đơn vị “%s”; các loại là: %s",
		EN: "there is no kind of unit “%s”; the kinds are: %s",
	}
	oneKindOnly  = words.Pair{VI: "chỉ ghi một loại đơn vị", EN: "write one kind of unit"}
	noCodeOrRule = words.Pair{
		VI: "không có mã phát hiện hoặc quy tắc “%s”",
		EN: "there is no finding code and no rule “%s”",
	}
	noSuchChoice = words.Pair{
		VI: "không có chỉ tiêu kiểu choice “%s”",
		EN: "there is no choice with the id “%s”",
	}
)

// Sections, indicators and tables.
var (
	noSuchIndicator = words.Pair{VI: "không có chỉ tiêu “%s”", EN: "there is no indicator “%s”"}
	sectionNotCell  = words.Pair{
		VI: "mã mục “%s” chỉ gồm chữ không dấu, số, dấu chấm: nó là một phần của tên ô",
		EN: "the section's id “%s” is a part of a cell's name: letters without accents, digits, dots",
	}
	sectionTwice = words.Pair{VI: "mục “%s” đã có ở trên", EN: "the section “%s” stands above already"}
	noSuchType   = words.Pair{
		VI: "kiểu “%s” không có; hãy viết một trong: %s",
		EN: "there is no type “%s”; write one of: %s",
	}
	kindNotAsked = words.Pair{
		VI: "loại “%s” không có trong kinds của chỉ tiêu này",
		EN: "the kind “%s” is not among this indicator's kinds",
	}
	noAnswers = words.Pair{
		VI: "danh sách lựa chọn đang trống; ghi ít nhất hai giá trị",
		EN: "the list of answers is empty; write at least two",
	}
	notRatio = words.Pair{
		VI: "“of” gồm hai mã: tử số, mẫu số",
		EN: "“of” holds two ids: numerator, denominator",
	}
	listTooLong = words.Pair{
		VI: "danh sách dài %d ký tự; Excel chỉ nhận %d",
		EN: "the list has %d letters; Excel takes %d",
	}
	limitsCrossed = words.Pair{
		VI: "nhỏ nhất (%s) lớn hơn lớn nhất (%s)",
		EN: "the least (%s) is above the largest (%s)",
	}
	notPickable = words.Pair{
		VI: "lựa chọn “%s” không được có dấu phẩy hoặc bắt đầu bằng dấu =",
		EN: "the answer “%s” may hold no comma and not begin with =",
	}
	columnTwice     = words.Pair{VI: "cột “%s” đã có", EN: "the column “%s” is there already"}
	noSuchColumn    = words.Pair{VI: "bảng không có cột “%s”", EN: "the table has no column “%s”"}
	noFittingColumn = words.Pair{
		VI: "bảng không có cột “%s” kiểu phù hợp",
		EN: "the table has no column “%s” of a fitting type",
	}
	needsRowsFrom = words.Pair{
		VI: "“%s” chỉ dùng ở bảng có rows_from",
		EN: "“%s” needs a table with rows_from",
	}
	noSuchUse    = words.Pair{VI: "use là commendation hoặc model", EN: "use is commendation or model"}
	notAttribute = words.Pair{
		VI: "“only” ghi thuộc tính và giá trị, như {loai: xã}",
		EN: "“only” holds an attribute and its value, as {loai: town}",
	}
	noSuchAttribute = words.Pair{
		VI: "không có thuộc tính “%s”; chỉ có loai",
		EN: "there is no attribute “%s”; there is loai",
	}
)

// Scorecards.
var (
	cardTwice     = words.Pair{VI: "mã bản chấm “%s” đã dùng", EN: "the card “%s” stands above already"}
	notTwoSigners = words.Pair{
		VI: "“signers” gồm hai dòng: đơn vị, cơ quan thẩm định",
		EN: "“signers” holds two texts: the unit's, the appraiser's",
	}
	notTwoAnswers = words.Pair{
		VI: "answers gồm hai câu trả lời: đạt, chưa đạt",
		EN: "answers holds two answers: met, not met",
	}
	wordsAndPoints = words.Pair{
		VI: "bản chấm theo đạt, chưa đạt không có điểm trừ, điểm thưởng",
		EN: "a card judged in words has no deduction, floor or bonus",
	}
	wordsAndWorth = words.Pair{
		VI: "bản chấm theo đạt, chưa đạt không có điểm chuẩn",
		EN: "a card judged in words has no points",
	}
	noDeduction      = words.Pair{VI: "số điểm trừ phải lớn hơn 0", EN: "the deduction must be above 0"}
	scaleNotPositive = words.Pair{VI: "“scale” phải lớn hơn 0", EN: "“scale” must be above 0"}
	bandsUnsorted    = words.Pair{VI: "các mức xếp từ cao xuống thấp", EN: "bands stand from high to low"}
	percentMissing   = words.Pair{
		VI: "thiếu “percent”: từ bao nhiêu phần trăm thì đạt",
		EN: "“percent” is missing: from which share it is met",
	}
	ofWithoutSteps = words.Pair{VI: "“of” và “steps” đi cùng nhau", EN: "“of” and “steps” go together"}
	ofAndShare     = words.Pair{
		VI: "tiêu chuẩn chỉ đo bằng một cách: of hoặc share",
		EN: "a criterion is measured by of or by share",
	}
	stepPoints = words.Pair{
		VI: "điểm của mức phải từ 0 đến điểm chuẩn",
		EN: "a step gives from 0 to the criterion's points",
	}
)

// Rules.
var (
	notExpression = words.Pair{VI: "điều kiện “%s” không hiểu được: %s", EN: "the expression “%s” is wrong: %s"}
	notComparison = words.Pair{
		VI: "điều kiện “%s” phải là một so sánh (đúng hoặc sai)",
		EN: "the expression “%s” must be a comparison (true or false)",
	}
	notOneForm = words.Pair{
		VI: "quy tắc cần đúng một trong: total và parts, whole và parts, pair, check",
		EN: "a rule needs just one of: total with parts, whole with parts, pair, check",
	}
	noSuchCriterion = words.Pair{VI: "không có tiêu chuẩn “%s”", EN: "there is no criterion “%s”"}
	noSuchCode      = words.Pair{VI: "không có mã phát hiện “%s”", EN: "there is no finding code “%s”"}
	notPair         = words.Pair{
		VI: "pair gồm đúng hai mã số liệu khác nhau",
		EN: "a pair holds two different ids",
	}
	noSuchFigure = words.Pair{VI: "không có số liệu “%s”", EN: "no figure has the id “%s”"}
	notTolerance = words.Pair{
		VI: "sai số cho phép là một số, hoặc tỷ lệ như “5%%”",
		EN: "a tolerance is a number, or a share such as “5%%”",
	}
	toleranceOfNothing = words.Pair{
		VI: "sai số cho phép chỉ dùng khi so sánh hai số",
		EN: "a tolerance needs a comparison of two figures",
	}
	notMissing       = words.Pair{VI: "missing là unjudged hoặc zero", EN: "missing is unjudged or zero"}
	untilBeforeSince = words.Pair{VI: "until không được trước since", EN: "until must not be before since"}
	neverBroken      = words.Pair{VI: "quy tắc không bao giờ bị vi phạm", EN: "the rule can never be broken"}
	neverHolds       = words.Pair{VI: "quy tắc không bao giờ được thỏa mãn", EN: "the rule can never hold"}
	contradicts      = words.Pair{VI: "quy tắc trái với quy tắc “%s”", EN: "the rule contradicts “%s”"}
	noSuchHole       = words.Pair{
		VI: "không có “{%s}”; có thể dùng {found}, {expected}, {difference}, {label}",
		EN: "there is no “{%s}”; there are {found}, {expected}, {difference}, {label}",
	}
	noParts = words.Pair{VI: "quy tắc thiếu các phần (parts)", EN: "the rule lacks its parts"}
)

// The sheets of a definition in a workbook, by the list of form.yaml that they hold; the first
// one holds what stands by itself.
var sheetTitles = map[string]words.Pair{
	"":         {VI: "Chung", EN: "General"},
	"sections": {VI: "Chỉ tiêu", EN: "Indicators"},
	"tables":   {VI: "Bảng", EN: "Tables"},
	"cards":    {VI: "Chấm điểm", EN: "Scorecards"},
	"rules":    {VI: "Quy tắc", EN: "Rules"},
}

// The headings of its columns of ids.
var (
	headKey       = words.Pair{VI: "Khóa", EN: "Key"}
	headSection   = words.Pair{VI: "Mục", EN: "Section"}
	headIndicator = words.Pair{VI: "Mã chỉ tiêu", EN: "Indicator id"}
	headTable     = words.Pair{VI: "Mã bảng", EN: "Table id"}
	headColumn    = words.Pair{VI: "Mã cột", EN: "Column id"}
	headCard      = words.Pair{VI: "Mã bản chấm", EN: "Card id"}
	headGroup     = words.Pair{VI: "Mã nhóm", EN: "Group id"}
	headCriterion = words.Pair{VI: "Mã tiêu chuẩn", EN: "Criterion id"}
	headRule      = words.Pair{VI: "Mã quy tắc", EN: "Rule id"}
)

// The headings of its other columns, by the key of form.yaml that they hold.
var keyHeads = map[string]words.Pair{
	"value":            {VI: "Giá trị", EN: "Value"},
	"print":            {VI: "Số in", EN: "Printed number"},
	"title":            {VI: "Tiêu đề", EN: "Title"},
	"label":            {VI: "Nội dung", EN: "Text"},
	"type":             {VI: "Kiểu", EN: "Type"},
	"unit":             {VI: "Đơn vị tính", EN: "Unit of measure"},
	"kinds":            {VI: "Loại đơn vị phải trả lời", EN: "Kinds of unit that answer"},
	"optional":         {VI: "Không bắt buộc với", EN: "Optional for"},
	"only":             {VI: "Chỉ hỏi khi", EN: "Only asked where"},
	"prior":            {VI: "Hỏi số năm trước", EN: "Last year's figure too"},
	"previous":         {VI: "Mã ở kỳ trước", EN: "Id in the round before"},
	"change":           {VI: "Thay đổi tối đa (%)", EN: "Largest change (%)"},
	"total_from":       {VI: "Cộng từ", EN: "Added up from"},
	"values":           {VI: "Các lựa chọn", EN: "Choices"},
	"min":              {VI: "Nhỏ nhất", EN: "Least"},
	"max":              {VI: "Lớn nhất", EN: "Largest"},
	"usual_min":        {VI: "Thường từ", EN: "Usually from"},
	"usual_max":        {VI: "Thường đến", EN: "Usually to"},
	"required_when":    {VI: "Bắt buộc khi", EN: "Required when"},
	"of":               {VI: "Tử số; mẫu số", EN: "Numerator; denominator"},
	"indent":           {VI: "Thụt dòng", EN: "Indent"},
	"rows_from":        {VI: "Dòng có sẵn từ loại", EN: "Rows given from kind"},
	"key":              {VI: "Cột phân biệt dòng", EN: "Columns that tell rows apart"},
	"required":         {VI: "Cột bắt buộc", EN: "Required columns"},
	"filled":           {VI: "Điền sẵn", EN: "Filled in"},
	"width":            {VI: "Độ rộng", EN: "Width"},
	"method":           {VI: "Cách chấm", EN: "How it is scored"},
	"gate":             {VI: "Câu hỏi tiêu chuẩn chung", EN: "Question on general standards"},
	"answers":          {VI: "Trả lời: đạt; chưa đạt", EN: "Answers: met; not met"},
	"deduction":        {VI: "Điểm trừ mỗi hành vi", EN: "Points off a violation"},
	"floor":            {VI: "Điểm thấp nhất", EN: "Lowest score"},
	"bonus":            {VI: "Điểm thưởng", EN: "Bonus"},
	"verdict":          {VI: "Tự đánh giá", EN: "Own verdict"},
	"verdict_optional": {VI: "Không bắt buộc tự đánh giá", EN: "Own verdict optional for"},
	"signers":          {VI: "Người ký", EN: "Signed by"},
	"points":           {VI: "Điểm", EN: "Points"},
	"self":             {VI: "Cột điểm tự chấm", EN: "Column of self-scores"},
	"appraised":        {VI: "Cột điểm thẩm định", EN: "Column of appraised scores"},
	"result":           {VI: "Cột kết quả", EN: "Column of results"},
	"use":              {VI: "Dùng làm danh sách", EN: "Used as the list of"},
	"bonus_times":      {VI: "Số lần thưởng nhiều nhất", EN: "Most bonuses"},
	"cap":              {VI: "Tổng nhiều nhất", EN: "Highest total"},
	"scale":            {VI: "Quy về thang", EN: "Scaled to"},
	"pass":             {VI: "Điểm đạt", EN: "Pass mark"},
	"bands":            {VI: "Xếp loại", EN: "Bands"},
	"steps":            {VI: "Các mức điểm", EN: "Steps of points"},
	"from":             {VI: "Lấy từ chỉ tiêu", EN: "Taken from indicator"},
	"share":            {VI: "Tỷ lệ đơn vị cấp dưới", EN: "Share of units below"},
	"severity":         {VI: "Mức độ", EN: "Severity"},
	"total":            {VI: "Tổng", EN: "Total"},
	"whole":            {VI: "Số bao trùm", EN: "Whole"},
	"parts":            {VI: "Các phần", EN: "Parts"},
	"pair":             {VI: "Cặp phải đi cùng", EN: "Given together"},
	"when":             {VI: "Chỉ xét khi", EN: "Only judged when"},
	"check":            {VI: "Điều kiện phải đúng", EN: "Must be true"},
	"message":          {VI: "Lời báo", EN: "Message"},
	"fix":              {VI: "Cách sửa", EN: "What to do"},
	"tolerance":        {VI: "Sai số cho phép", EN: "Tolerance"},
	"missing":          {VI: "Khi thiếu số", EN: "Where a figure is missing"},
	"trial":            {VI: "Thử nghiệm", EN: "On trial"},
	"since":            {VI: "Từ ngày", EN: "Since"},
	"until":            {VI: "Đến ngày", EN: "Until"},
	"criterion":        {VI: "Tiêu chuẩn", EN: "Criterion"},
	"code":             {VI: "Mã phát hiện", EN: "Finding code"},
}

// The definition in a workbook.
var (
	notDefinition = words.Pair{VI: "không đọc được tệp: %s", EN: "cannot be read: %s"}
	sheetMissing  = words.Pair{VI: "thiếu trang “%s”", EN: "the sheet “%s” is missing"}
	sheetTwice    = words.Pair{
		VI: "trang “%s” và trang “%s” ghi cùng một danh sách; gộp lại rồi xóa một trang",
		EN: "the sheets “%s” and “%s” hold the same list; put them together and delete one",
	}
	noKeyRow = words.Pair{
		VI: "không tìm thấy dòng mã cột (id:0 …) hoặc dòng tiêu đề cột; đừng xóa các dòng này",
		EN: "the row of keys (id:0 …) is missing, and so are the headings; do not delete them",
	}
	oneIDARow    = words.Pair{VI: "mỗi dòng chỉ ghi một mã", EN: "one id a row"}
	rowWithoutID = words.Pair{VI: "dòng này thiếu mã", EN: "this row lacks its id"}
	rowBelowNone = words.Pair{
		VI: "dòng này phải đứng dưới một dòng có mã của cấp trên",
		EN: "this row must stand below one with an id of the level above",
	}
	brackets = words.Pair{VI: "dấu ngoặc hoặc dấu phẩy chưa đúng", EN: "brackets or commas are wrong"}
)

// The register.
var (
	noRegister = words.Pair{
		VI: "không đọc được sổ đơn vị (%s): mở bằng Excel và lưu lại dạng .xlsx",
		EN: "cannot read the register (%s): open it in Excel and save it as .xlsx",
	}
	selfMissing = words.Pair{
		VI: "thiếu đơn vị “%s” (self trong round.yaml); thêm một dòng cho đơn vị này",
		EN: "the unit “%s” (self in round.yaml) is missing; add a row for it",
	}
	noRegisterHead = words.Pair{
		VI: "không tìm thấy dòng tiêu đề; cần các cột: Mã đơn vị, Tên đơn vị, Loại hình",
		EN: "no row of headings; it needs the columns Code, Name, Kind",
	}
	unitWithoutName = words.Pair{VI: "thiếu tên đơn vị", EN: "the name is missing"}
	unitDeskUnknown = words.Pair{
		VI: "nơi nhận “%s” không có trong round.yaml; để trống để dùng nơi nhận của loại hình",
		EN: "the desk “%s” is not in round.yaml; leave it blank for the kind's own",
	}
	toBeforeFrom = words.Pair{
		VI: "“Đến ngày” phải sau “Từ ngày”",
		EN: "“Active to” must be after “Active from”",
	}
	notUnitCode = words.Pair{
		VI: "mã “%s” không dùng được: hãy viết chữ không dấu, số, gạch ngang, ví dụ le-loi",
		EN: "the code “%s” cannot be used: write letters without accents, digits, hyphens, such as le-loi",
	}
	codeIsKind = words.Pair{
		VI: "mã “%s” trùng với mã loại hình; hãy chọn mã khác",
		EN: "the code “%s” is that of a kind; choose another",
	}
	codeTwice = words.Pair{
		VI: "mã “%s” đã có ở dòng trên; mỗi đơn vị một mã",
		EN: "the code “%s” stands above already; one code a unit",
	}
	notOnAnyCard = words.Pair{
		VI: "không có tiêu chí “%s” trong bản chấm điểm",
		EN: "no card has the criterion “%s”",
	}
	unitKindUnknown = words.Pair{
		VI: "không có loại hình “%s”; hãy viết một trong: %s",
		EN: "there is no kind “%s”; write one of: %s",
	}
	unitSort = words.Pair{
		VI: "cột “Xã hay phường” của đơn vị này phải là một trong: %s",
		EN: "the column “Sort” of this unit must be one of: %s",
	}
	unitDay = words.Pair{
		VI: "“%s” không phải ngày; hãy viết 16/10/2018",
		EN: "“%s” is no date; write 16/10/2018",
	}
	yesOrNo       = words.Pair{VI: "hãy viết có hoặc không", EN: "write yes or no"}
	unitNameTwice = words.Pair{
		VI: "tên “%s” đã có ở dòng %d cùng loại hình, cùng đơn vị cấp trên; hãy viết tên phân biệt được",
		EN: "the name “%s” stands in row %d already, of the same kind and parent; write names that can be told " +
			"apart",
	}
	noSuchUnit      = words.Pair{VI: "không có đơn vị mã “%s”", EN: "there is no unit with the code “%s”"}
	parentsInCircle = words.Pair{
		VI: "các đơn vị trực thuộc lẫn nhau thành vòng tròn; sửa mã đơn vị trên",
		EN: "the parents make a circle; correct the code",
	}
)
