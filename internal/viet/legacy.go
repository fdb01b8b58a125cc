package viet

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Encoding is how a text's letters are stored.
type Encoding string

// The encodings that Vietnamese texts arrive in. TCVN3 (fonts .Vn…) and VNI (fonts
// VNI-…) store other letters, which only their fonts show as Vietnamese.
const (
	Unicode Encoding = ""
	TCVN3   Encoding = "TCVN3"
	VNI     Encoding = "VNI"
)

// EncodingOf is the encoding that a font shows, and whether the font draws every
// letter as a capital (fonts .Vn…H).
func EncodingOf(font string) (enc Encoding, capitals bool) {
	n := strings.ToLower(strings.TrimSpace(font))
	switch {
	case strings.HasPrefix(n, ".vn"):
		return TCVN3, strings.HasSuffix(n, "h") && !strings.HasSuffix(n, "english")
	case strings.HasPrefix(n, "vni-"), strings.HasPrefix(n, "vni "):
		return VNI, false
	}
	return Unicode, false
}

// Decode returns the text that stored letters show in an encoding.
func (e Encoding) Decode(s string, capitals bool) string {
	switch e {
	case TCVN3:
		return FromTCVN3(s, capitals)
	case VNI:
		return FromVNI(s)
	}
	return Text(s)
}

// Suspect tells whether a text may be in a legacy encoding whose font was lost: it
// has letters of the upper half of Latin-1 and none that only Unicode has.
func Suspect(s string) bool {
	upper := false
	for _, r := range s {
		if r >= 0xa1 && r <= 0xff {
			upper = true
		} else if r > 0xff && unicode.IsLetter(r) {
			return false
		}
	}
	return upper
}

// What a guess asks for: so many words with letters that tell, nearly all of them
// Vietnamese when decoded, and few as they stand.
const (
	guessWords = 5
	guessRight = 0.9
	guessWrong = 0.5
)

// Guess tells the encoding of texts that belong together, such as a column's, by
// their content; Unicode where it is not sure.
func Guess(texts []string) Encoding {
	all := strings.Join(texts, " ")
	if !Suspect(all) {
		return Unicode
	}
	words, right := telling(all, Unicode)
	if words < guessWords || float64(right) > guessWrong*float64(words) {
		return Unicode
	}
	best, most := Unicode, guessRight
	for _, e := range []Encoding{TCVN3, VNI} {
		if _, n := telling(all, e); float64(n)/float64(words) >= most {
			best, most = e, float64(n)/float64(words)
		}
	}
	return best
}

// telling counts the words that have letters of the upper half of Latin-1, and how
// many of those are Vietnamese syllables in the encoding.
func telling(s string, e Encoding) (words, right int) {
	for _, w := range strings.FieldsFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsDigit(r) || strings.ContainsRune(".,;:!?()/\\-\"'“”+*%&=<>[]", r)
	}) {
		if !Suspect(w) {
			continue
		}
		words++
		if Syllable(e.Decode(w, false)) {
			right++
		}
	}
	return words, right
}

// syllable is a Vietnamese syllable without its tone: what may begin it, its vowels,
// what may end it.
var syllable = regexp.MustCompile(`^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx])?` +
	`(?:iê|yê|uô|ươ|oă|oa|oe|uâ|uê|uơ|uy|uyê|uya|ia|ya|ua|ưa|ai|ao|au|ay|âu|ây|eo|êu|iu|oi|ôi|ơi|ui|ưi|ưu|` +
	`oai|oay|oeo|uây|uôi|ươi|ươu|iêu|yêu|uyu|[aăâeêioôơuưy])` +
	`(?:ch|ng|nh|[cmnpt])?$`)

// Syllable tells whether a word could be a Vietnamese syllable, its letters and its
// one tone as they are written.
func Syllable(word string) bool {
	var b strings.Builder
	tones := 0
	for _, r := range norm.NFD.String(strings.ToLower(word)) {
		switch r {
		case '\u0300', '\u0301', '\u0303', '\u0309', '\u0323':
			tones++
		default:
			b.WriteRune(r)
		}
	}
	return tones <= 1 && syllable.MatchString(norm.NFC.String(b.String()))
}
