// Package viet knows how Vietnamese is written in spreadsheets: normal forms,
// matching without accents, collation, numbers and dates as people type them,
// and the legacy font encoding TCVN3.
package viet

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// lineBreaks are the spellings of a line's end.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// Text returns what a unit wrote as records keep it: exactly as typed, but NFC and
// with line breaks as \n.
func Text(s string) string {
	if strings.IndexByte(s, '\r') >= 0 {
		s = lineBreaks.Replace(s)
	}
	if composed(s) {
		return s
	}
	return norm.NFC.String(s)
}

// composed tells that a text is surely NFC: plain letters, the composed ones that
// Vietnamese has, and the signs of print. Of others it does not say.
func composed(s string) bool {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c < 0x80:
			i++
		case c >= 0xc2 && c < 0xcc: // U+0080 to U+02FF
			if len(s) < i+2 || s[i+1]&0xc0 != 0x80 {
				return false
			}
			i += 2
		case c == 0xe1 && len(s) >= i+3 && s[i+1] >= 0xb8 && s[i+1] <= 0xbb && s[i+2]&0xc0 == 0x80: // U+1E00 to U+1EFF
			i += 3
		case c == 0xe2 && len(s) >= i+3 && s[i+1] == 0x80 && s[i+2] >= 0x82 && s[i+2] <= 0xbf: // U+2002 to U+203F
			i += 3
		default:
			return false
		}
	}
	return true
}

// soft are blanks that do not look it, and marks that show nothing.
var soft = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\ufeff", "", "\u200b", "")

// hasSoft tells whether there may be any of them: by the bytes they begin with.
func hasSoft(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		switch s[i] {
		case 0xc2, 0xef:
			return true
		case 0xe2:
			if s[i+1] == 0x80 {
				return true
			}
		}
	}
	return false
}

// Clean returns text as it is compared and looked up: NFC, line breaks as \n, no
// no-break spaces, no trailing blanks on a line, no empty lines at either end.
func Clean(s string) string {
	s = Text(s)
	if hasSoft(s) { // what stood on either side of a mark may belong together now
		s = Text(soft.Replace(strings.ToValidUTF8(s, "\ufffd")))
	}
	if strings.IndexByte(s, '\n') < 0 {
		return strings.TrimSpace(s)
	}
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRightFunc(l, unicode.IsSpace)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}

// Empty tells whether nothing is left of a text when it is cleaned.
func Empty(s string) bool {
	if s == "" {
		return true
	}
	switch c := s[0]; { // a letter at its beginning, as nearly all have
	case c > ' ' && c < utf8.RuneSelf, c == 0xc3, c == 0xc4:
		return false
	}
	return Clean(s) == ""
}

// Fold returns the matching form of a text: lower case, no accents, đ as d,
// every run of other characters one space. "Hoà" and "hòa" fold alike.
func Fold(s string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(strings.ToValidUTF8(s, " ")) { // bytes that are no text stop the decomposition
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == 'đ' || r == 'Đ':
			r = 'd'
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			r = unicode.ToLower(r)
		default:
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// Collator compares texts in Vietnamese alphabetical order. It is not safe for
// concurrent use; make one where it is needed.
type Collator struct{ c *collate.Collator }

// NewCollator returns a collator in which numbers inside names sort by value,
// so that "Thôn mẫu 2" stands before "Thôn mẫu 10".
func NewCollator() *Collator {
	return &Collator{collate.New(language.Vietnamese, collate.Numeric)}
}

// Compare returns -1, 0 or 1 as a stands before, with or after b.
func (c *Collator) Compare(a, b string) int { return c.c.CompareString(a, b) }

// Nearest returns those of the candidates that are most like s after folding,
// best first, at most three; none where nothing is near.
func Nearest(s string, candidates []string) []string {
	want := []rune(Fold(s))
	type near struct {
		text string
		d    int
	}
	var found []near
	for _, c := range candidates {
		f := []rune(Fold(c))
		limit := (max(len(want), len(f)) + 1) / 3
		if max(len(want), len(f))-min(len(want), len(f)) > limit { // so many letters are to be added at least
			continue
		}
		if d := distance(want, f); d <= limit {
			found = append(found, near{c, d})
		}
	}
	for i := range found { // insertion sort keeps the given order among equals
		for j := i; j > 0 && found[j].d < found[j-1].d; j-- {
			found[j], found[j-1] = found[j-1], found[j]
		}
	}
	var out []string
	for i := 0; i < len(found) && i < 3; i++ {
		out = append(out, found[i].text)
	}
	return out
}

// distance is the number of letters to change, add or remove to make a of b.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		diag := row[0]
		row[0] = i + 1
		for j := range b {
			cost := diag
			if a[i] != b[j] {
				cost++
			}
			diag = row[j+1]
			row[j+1] = min(cost, row[j]+1, diag+1)
		}
	}
	return row[len(b)]
}
