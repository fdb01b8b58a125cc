package finding

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"github.com/shopspring/decimal"
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
	return f.fill(message, lang), f.fill(fix, lang)
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
