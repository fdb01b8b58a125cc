package viet

import (
	"strings"
	"unicode"
)

// ToVNI returns the code points that a VNI font shows as the text; it is what an old
// typing program would have stored.
func ToVNI(s string) string {
	marks := map[rune][2]rune{}
	for pair, letter := range vniMarks {
		if unicode.IsUpper(pair[0]) == unicode.IsUpper(pair[1]) {
			marks[letter] = pair
		}
	}
	letters := map[rune]rune{}
	for from, to := range vniLetters {
		letters[to] = from
	}
	var b strings.Builder
	for _, r := range Text(s) {
		switch pair, ok := marks[r]; {
		case ok:
			b.WriteRune(pair[0])
			b.WriteRune(pair[1])
		case letters[r] != 0:
			b.WriteRune(letters[r])
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
