package viet

import (
	"strings"
	"unicode"
)

// tcvn3 maps the code points that a TCVN3 font (ABC, .Vn…) shows as Vietnamese
// letters. Order of the accented letters as in TCVN 5712:1993, table VN3.
var tcvn3 = func() map[rune]rune {
	from := "¸µ¶·¹" + "¨¾»¼½Æ" + "©ÊÇÈÉË" + "®" + "ÐÌÎÏÑ" + "ªÕÒÓÔÖ" + "Ý×ØÜÞ" +
		"ãßáâä" + "«èåæçé" + "¬íêëìî" + "óïñòô" + "\u00adøõö÷ù" + "ýúûüþ" + "¡¢§£¤¥¦"
	to := "áàảãạ" + "ăắằẳẵặ" + "âấầẩẫậ" + "đ" + "éèẻẽẹ" + "êếềểễệ" + "íìỉĩị" +
		"óòỏõọ" + "ôốồổỗộ" + "ơớờởỡợ" + "úùủũụ" + "ưứừửữự" + "ýỳỷỹỵ" + "ĂÂĐÊÔƠƯ"
	m := make(map[rune]rune)
	src, dst := []rune(from), []rune(to)
	for i := range src {
		m[src[i]] = dst[i]
	}
	return m
}()

// FromTCVN3 returns the text that the code points show in a TCVN3 font.
// A text with letters that the encoding does not have was typed in Unicode, and
// stays as it is, whatever its font.
func FromTCVN3(s string, capitals bool) string {
	if beyondLatin1(s) {
		return Text(s)
	}
	var b strings.Builder
	for _, r := range s {
		if v, ok := tcvn3[r]; ok {
			r = v
		}
		if capitals {
			r = unicode.ToUpper(r)
		}
		b.WriteRune(r)
	}
	return Text(b.String())
}

// ToTCVN3 returns the code points that a TCVN3 font shows as the text; it is
// what an old typing program would have stored.
func ToTCVN3(s string) string {
	back := make(map[rune]rune, len(tcvn3))
	for k, v := range tcvn3 {
		back[v] = k
	}
	return strings.Map(func(r rune) rune {
		if k, ok := back[r]; ok {
			return k
		}
		return r
	}, Clean(s))
}
