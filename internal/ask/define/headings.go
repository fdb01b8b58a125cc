package define

import (
	"fmt"
	"slices"

	"tonghop/internal/sheet"
	"tonghop/internal/words"
)

// level is one depth of a list: its keys, and the key of the list below.
type level struct {
	head  words.Pair // of the column of its ids
	keys  []string
	below string
}

// listSpec is a list of form.yaml as a sheet.
type listSpec struct {
	key    string
	levels []level
}

var specs = []listSpec{
	{"", []level{{headKey, []string{"value"}, ""}}},
	{"sections", []level{
		{headSection, []string{"print", "title"}, "indicators"},
		{
			headIndicator,
			[]string{
				"label", "type", "unit", "kinds", "optional", "only", "prior", "previous", "change",
				"total_from", "values", "min", "max", "usual_min", "usual_max", "required_when", "of", "indent",
			},
			"",
		}}},
	{"tables", []level{
		{
			headTable,
			[]string{"label", "kinds", "rows_from", "key", "required", "self", "appraised", "result", "use"},
			"columns",
		},
		{headColumn, []string{"label", "type", "unit", "values", "filled", "width", "from"}, ""}}},
	{"cards", []level{
		{
			headCard,
			[]string{
				"title", "kinds", "method", "gate", "answers", "deduction", "floor", "bonus",
				"bonus_times", "cap", "scale", "pass", "bands", "verdict", "verdict_optional", "signers",
			},
			"groups",
		},
		{headGroup, []string{"label"}, "criteria"},
		{headCriterion, []string{"label", "points", "only", "of", "steps", "share"}, ""}}},
	{"rules", []level{
		{
			headRule,
			[]string{
				"severity", "total", "whole", "parts", "pair", "when", "check", "message", "fix",
				"kinds", "tolerance", "missing", "trial", "since", "until", "criterion", "code",
			},
			"",
		}}},
}

// title is what the sheet of a list is called.
func (s listSpec) title() words.Pair { return sheetTitles[s.key] }

// columns are a sheet's keys, a column of ids for each level, then what they have; and their
// headings in a language.
func (s listSpec) columns(lang string) (keys, heads []string) {
	for i, l := range s.levels {
		keys, heads = append(keys, idKey(i)), append(heads, l.head.In(lang))
	}
	for _, l := range s.levels {
		for _, k := range l.keys {
			if !slices.Contains(keys, k) {
				keys, heads = append(keys, k), append(heads, keyHeads[k].In(lang))
			}
		}
	}
	return keys, heads
}

// idKey is the key of the column of a level's ids.
func idKey(level int) string { return fmt.Sprintf("id:%d", level) }

// keyOf is the key of a column by what stands above it: the key itself, or its heading in either
// language; "" where it is neither.
func (s listSpec) keyOf(text string) string {
	folded := labelKey(text)
	if folded == "" {
		return ""
	}
	for _, lang := range []string{words.VI, words.EN} {
		keys, heads := s.columns(lang)
		for i, k := range keys {
			if text == k || folded == labelKey(heads[i]) {
				return k
			}
		}
	}
	return ""
}

// sheets are those of a book that hold a list, by its name in either language.
func (s listSpec) sheets(book *sheet.Book) (out []*sheet.Sheet) {
	for _, of := range book.Sheets {
		name := labelKey(of.Name)
		if name == labelKey(s.title().VI) || name == labelKey(s.title().EN) {
			out = append(out, of)
		}
	}
	return out
}
