package finding

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/words"
)

// Text puts the finding into words: what is wrong and how to mend it. lang is
// "vi" or "en"; another is read as "vi".
func (f Finding) Text(lang string) (message, fix string) {
	e := Catalogue[f.Code]
	w := e.Words[f.Variant]
	if (w == Words{}) {
		w = e.Words[""]
	}
	message, fix = w.VI.Message, w.VI.Fix
	if lang == "en" {
		message, fix = w.EN.Message, w.EN.Fix
	}
	if m := f.Message[lang]; m != "" {
		message = m
	}
	if m := f.Fix[lang]; m != "" {
		fix = m
	}
	message, fix = f.fill(message, lang), f.fill(fix, lang)
	if look := f.where(lang); look != "" {
		fix = look + " " + fix
	}
	if f.Explainable && !strings.Contains(strings.ToLower(fix), explainWord.In(lang)) {
		fix += " " + orExplain.In(lang)
	}
	return message, fix
}

func (f Finding) fill(template, lang string) string {
	args := map[string]string{"found": Show(f.Found, lang), "expected": Show(f.Expected, lang)}
	args["plain"] = plain(f.Expected, lang)
	if f.Difference != nil {
		args["difference"] = Show(*f.Difference, lang)
	}
	for k, v := range f.Args {
		args[k] = v
	}
	keys := make([]string, 0, len(args))
	for k := range args {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	pairs := make([]string, 0, 2*len(args))
	for _, k := range keys {
		pairs = append(pairs, "{"+k+"}", args[k])
	}
	return strings.NewReplacer(pairs...).Replace(template)
}

// Show writes a value as a reader of the language expects it: numbers grouped,
// with decimal comma in Vietnamese.
func Show(v any, lang string) string {
	switch v := v.(type) {
	case nil:
		return ""
	case decimal.Decimal:
		return showDecimal(v.String(), lang)
	case *decimal.Decimal:
		return showDecimal(v.String(), lang)
	case json.Number:
		return showDecimal(v.String(), lang)
	case string:
		return v
	default:
		return fmt.Sprint(v)
	}
}

// plain is Show without grouping: the reading of “1.234” must not look like what was typed.
func plain(v any, lang string) string {
	switch v := v.(type) {
	case decimal.Decimal:
		return pointed(v.String(), lang)
	case json.Number:
		return pointed(v.String(), lang)
	}
	return Show(v, lang)
}

// pointed writes a number with the language's decimal sign.
func pointed(s, lang string) string {
	if lang == "en" {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

func showDecimal(s, lang string) string {
	group, point := ".", ","
	if lang == "en" {
		group, point = ",", "."
	}
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	whole, frac, has := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + group + whole[i:]
	}
	if has {
		whole += point + frac
	}
	return sign + whole
}

// SeverityName is the word for a severity in the language.
func SeverityName(s Severity, lang string) string {
	if lang == "en" {
		return map[Severity]string{Blocker: "Cannot be read", Error: "Error", Query: "Query", Info: "Note"}[s]
	}
	return map[Severity]string{
		Blocker: "Không đọc được",
		Error:   "Lỗi phải sửa",
		Query:   "Cần giải trình",
		Info:    "Ghi chú",
	}[s]
}

// StatusName is the word for a status in the language.
func StatusName(s Status, lang string) string {
	vi := map[Status]string{
		Held:         "Tạm giữ",
		Unreadable:   "Không đọc được",
		Returned:     "Trả lại để sửa",
		Queried:      "Cần giải trình",
		Clean:        "Đạt yêu cầu",
		NotReceived:  "Chưa nộp",
		"appraised":  "Đã thẩm định",
		"recognised": "Đã công nhận",
		"locked":     "Đã khóa",
	}
	en := map[Status]string{
		Held:         "Held",
		Unreadable:   "Unreadable",
		Returned:     "To correct",
		Queried:      "Queried",
		Clean:        "Clean",
		NotReceived:  "Not received",
		"appraised":  "Appraised",
		"recognised": "Recognised",
		"locked":     "Locked",
	}
	if lang == "en" {
		return en[s]
	}
	return vi[s]
}

// askWords are what is asked of a figure, by the sign of the comparison.
var askWords = map[string]words.Pair{
	"=":  {VI: "bằng %s", EN: "equal to %s"},
	"!=": {VI: "khác %s", EN: "not %s"},
	"<":  {VI: "nhỏ hơn %s", EN: "less than %s"},
	"<=": {VI: "không quá %s", EN: "at most %s"},
	">":  {VI: "lớn hơn %s", EN: "more than %s"},
	">=": {VI: "ít nhất %s", EN: "at least %s"},
}

var askSum = words.Pair{VI: "bằng tổng: %s", EN: "equal to the sum: %s"}

// asked are what is asked of a cell by code, or by code and variant.
var asked = map[string]words.Pair{
	"CELL-001.choice":   {VI: "một trong: {expected}", EN: "one of: {expected}"},
	"CELL-007":          {VI: "một trong: {expected}", EN: "one of: {expected}"},
	"CELL-008":          {VI: "{expected}", EN: "{expected}"},
	"CELL-012":          {VI: "tính bằng {expected}", EN: "in {expected}"},
	"TEXT-002":          {VI: "{expected} ký tự", EN: "{expected} characters"},
	"EXPL-001.":         {VI: "một câu, ít nhất {expected} ký tự", EN: "a sentence of at least {expected} characters"},
	"HIST-001":          {VI: "số đã lưu: {expected}", EN: "on record: {expected}"},
	"SCOR-001.":         {VI: "từ 0 đến {expected}", EN: "0 to {expected}"},
	"SCOR-001.one":      {VI: "bằng {possible}", EN: "equal to {possible}"},
	"SCOR-001.ladder":   {VI: "một trong: {possible}", EN: "one of: {possible}"},
	"SCOR-001.words":    {VI: "một trong: {expected}", EN: "one of: {expected}"},
	"SCOR-002.":         {VI: "từ 0 đến {expected}", EN: "0 to {expected}"},
	"SCOR-002.one":      {VI: "bằng {possible}", EN: "equal to {possible}"},
	"SCOR-002.ladder":   {VI: "một trong: {possible}", EN: "one of: {possible}"},
	"SCOR-003":          {VI: "một trong: {expected}", EN: "one of: {expected}"},
	"SCOR-004":          {VI: "bằng tổng: {expected}", EN: "equal to the sum: {expected}"},
	"SCOR-005.measured": {VI: "bằng {expected}", EN: "equal to {expected}"},
	"SUBM-004":          {VI: "chậm nhất {expected}", EN: "by {expected}"},
}

// What the mend says of several figures of which one is the likeliest to be wrong.
var (
	lookFirst = words.Pair{VI: "Xem trước ô %s “%s” (đang ghi %s).", EN: "Look first at %s “%s” (%s)."}
	lookMeant = words.Pair{
		VI: "Xem trước ô %s “%s”: đang ghi %s, có lẽ là %s (%s).",
		EN: "Look first at %s “%s”: %s, perhaps %s (%s).",
	}
	slipWords = map[Slip]words.Pair{
		Swapped:  {VI: "hai chữ số đổi chỗ", EN: "two digits swapped"},
		Digit:    {VI: "gõ nhầm, thừa hoặc thiếu một chữ số", EN: "one digit wrong, too many or too few"},
		Tenfold:  {VI: "thừa hoặc thiếu số 0", EN: "a nought too many or too few"},
		Thousand: {VI: "nhầm đơn vị tính, lệch 1.000 lần", EN: "unit of measure, 1,000 times off"},
		LastYear: {VI: "chép số năm trước", EN: "last year's figure copied"},
	}
)

// What is added to the mend of a query that may be explained, and the word by which its
// own words say so already.
var (
	orExplain   = words.Pair{VI: "Nếu số liệu đúng thì ghi giải trình.", EN: "If the figures are right, explain them."}
	explainWord = words.Pair{VI: "giải trình", EN: "explain"}
)

// What closed a finding.
var (
	closedBy   = words.Pair{VI: "đã giải trình: %s", EN: "explained: %s"}
	acceptedBy = words.Pair{VI: "đã chấp nhận: %s", EN: "accepted: %s"}
)
