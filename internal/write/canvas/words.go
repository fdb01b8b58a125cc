package canvas

import (
	"sort"
	"strings"
)

// PickLang picks the text of a round's language.
func PickLang(lang, vi, en string) string {
	if lang == "en" {
		return en
	}
	return vi
}

// Literal is a text as formulas write it; a line break is a character of its own.
func Literal(s string) string {
	s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	return strings.ReplaceAll(s, "\n", `"&CHAR(10)&"`)
}

// names sorted, for stable output.
func SortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
