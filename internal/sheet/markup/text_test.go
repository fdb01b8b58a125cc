package markup_test

import (
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tonghop/internal/sheet/markup"
)

// What passes for UTF-8 is what passes everywhere.
func TestValidIsWhatTheStandardLibrarySays(t *testing.T) {
	piece := rapid.SampledFrom([]string{
		"abc", "<c r=\"A1\"/>", "đ", "ộ", "\u00a0", "\ufeff", "\uffff", "😀", "\xc0\x80", "\xc3", "\xe1\xba",
		"\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf0\x80\x80\x80", "\xe0\x80\x80", "\xff", "\x80",
	})
	rapid.Check(t, func(t *rapid.T) {
		s := ""
		for _, p := range rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces") {
			s += p
		}
		if rapid.Bool().Draw(t, "bytes") {
			s += string(rapid.SliceOfN(rapid.Byte(), 0, 12).Draw(t, "more"))
		}
		if markup.Valid(s) != utf8.ValidString(s) {
			t.Fatalf("%q: %v", s, markup.Valid(s))
		}
	})
}
