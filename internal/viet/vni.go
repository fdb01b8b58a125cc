package viet

import (
	"strings"
	"unicode"
)

// VNI for Windows writes a letter as its base and a mark behind it, both code points
// of Latin-1; a few letters are one code point. Source: the VNI-Windows table of the
// fonts named VNI-…

// vniMarks are the marks behind a base letter: which letter the two make.
var vniMarks = func() map[[2]rune]rune {
	rows := []struct{ base, marks, letters string }{
		{"a", "ùøûõï" + "âáàåãä" + "êéèúüë", "áàảãạ" + "âấầẩẫậ" + "ăắằẳẵặ"},
		{"e", "ùøûõï" + "âáàåãä", "éèẻẽẹ" + "êếềểễệ"},
		{"o", "ùøûõï" + "âáàåãä", "óòỏõọ" + "ôốồổỗộ"},
		{"ô", "ùøûõï", "ớờởỡợ"},
		{"u", "ùøûõï", "úùủũụ"},
		{"ö", "ùøûõï", "ứừửữự"},
		{"y", "ùøûõ", "ýỳỷỹ"},
	}
	m := map[[2]rune]rune{}
	for _, r := range rows {
		base, marks, letters := []rune(r.base)[0], []rune(r.marks), []rune(r.letters)
		for i, mark := range marks {
			m[[2]rune{base, mark}] = letters[i]
			m[[2]rune{unicode.ToUpper(base), unicode.ToUpper(mark)}] = unicode.ToUpper(letters[i])
			m[[2]rune{unicode.ToUpper(base), mark}] = unicode.ToUpper(letters[i]) // fonts draw either
		}
	}
	return m
}()

// vniLetters are the letters that are one code point.
var vniLetters = func() map[rune]rune {
	m := map[rune]rune{}
	from, to := []rune("æóòôöîñ"), []rune("ỉĩịơưỵđ") // í and ì are themselves
	for i := range from {
		m[from[i]], m[unicode.ToUpper(from[i])] = to[i], unicode.ToUpper(to[i])
	}
	return m
}()

// FromVNI returns the text that the code points show in a VNI font. A text with
// letters that the encoding does not have was typed in Unicode, and stays.
func FromVNI(s string) string {
	if beyondLatin1(s) {
		return Text(s)
	}
	in := []rune(s)
	var b strings.Builder
	for i := 0; i < len(in); i++ {
		if i+1 < len(in) {
			if v, ok := vniMarks[[2]rune{in[i], in[i+1]}]; ok {
				b.WriteRune(v)
				i++
				continue
			}
		}
		if v, ok := vniLetters[in[i]]; ok {
			b.WriteRune(v)
		} else {
			b.WriteRune(in[i])
		}
	}
	return Text(b.String())
}

// beyondLatin1 tells whether a text has letters that no legacy encoding has.
func beyondLatin1(s string) bool {
	for _, r := range s {
		if r > 0xff && unicode.IsLetter(r) {
			return true
		}
	}
	return false
}
