package sheet

import (
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// utf8Text is the part's text in UTF-8: a byte order mark is dropped, UTF-16 is
// converted (XML 1.0, 4.3.3), another declared encoding is refused.
func utf8Text(part, body string) (string, error) {
	switch {
	case strings.HasPrefix(body, "\xef\xbb\xbf"):
		body = body[3:]
	case strings.HasPrefix(body, "\xff\xfe"):
		return fromUTF16(part, body[2:], 0, 1)
	case strings.HasPrefix(body, "\xfe\xff"):
		return fromUTF16(part, body[2:], 1, 0)
	case strings.HasPrefix(body, "<\x00"):
		return fromUTF16(part, body, 0, 1)
	case strings.HasPrefix(body, "\x00<"):
		return fromUTF16(part, body, 1, 0)
	}
	if strings.HasPrefix(body, "<?xml") {
		head, _, ok := strings.Cut(body, "?>")
		if !ok {
			return "", damaged(part, "its first line is cut")
		}
		if _, enc, ok := strings.Cut(head, "encoding"); ok {
			enc = strings.ToLower(strings.Trim(strings.TrimLeft(enc, " \t\r\n="), " \t\r\n"))
			if q := strings.IndexAny(enc[min(1, len(enc)):], `"'`); q >= 0 {
				enc = enc[1 : q+1]
			}
			if enc != "utf-8" && enc != "utf8" && !ascii(body) {
				return "", damaged(part, "written in the encoding %.20q", enc)
			}
		}
	}
	if !utf8.ValidString(body) {
		return "", damaged(part, "bytes that are no UTF-8")
	}
	return body, nil
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func fromUTF16(part, body string, low, high int) (string, error) {
	if len(body)%2 != 0 {
		return "", damaged(part, "half a character at its end")
	}
	var b strings.Builder
	b.Grow(len(body) / 2)
	for i := 0; i < len(body); i += 2 {
		r := rune(body[i+low]) | rune(body[i+high])<<8
		if utf16.IsSurrogate(r) {
			i += 2
			if i >= len(body) {
				return "", damaged(part, "half a character at its end")
			}
			if r = utf16.DecodeRune(r, rune(body[i+low])|rune(body[i+high])<<8); r == utf8.RuneError {
				return "", damaged(part, "bad UTF-16")
			}
		}
		b.WriteRune(r)
	}
	return b.String(), nil
}

// chars decodes character data; most of it is as it stands.
func (x *scanner) chars(run string) string {
	for i := 0; i < len(run); i++ {
		if special[run[i]] {
			return x.decode(run)
		}
	}
	return run
}

// special are the bytes that make a text more than what is written: references,
// line ends, what XML forbids (U+FFFE and U+FFFF begin with 0xEF).
var special = func() (t [256]bool) {
	for c := range ' ' {
		t[c] = c != '\t' && c != '\n'
	}
	t['&'], t[0xef] = true, true
	return t
}()

// decode resolves references, makes line ends \n (XML 1.0, 2.11) and checks that
// every character may stand in XML.
func (x *scanner) decode(run string) string {
	amp := strings.IndexByte(run, '&')
	if amp < 0 {
		return x.literal(run)
	}
	var b strings.Builder
	b.Grow(len(run))
	for amp >= 0 {
		b.WriteString(x.literal(run[:amp]))
		end := strings.IndexByte(run[amp:min(len(run), amp+12)], ';')
		if end < 0 {
			x.fail("a bad reference %.12q", run[amp:])
			return ""
		}
		r, ok := reference(run[amp+1 : amp+end])
		if !ok {
			x.fail("a bad reference %q", run[amp:amp+end+1])
			return ""
		}
		b.WriteRune(r)
		run = run[amp+end+1:]
		amp = strings.IndexByte(run, '&')
	}
	b.WriteString(x.literal(run))
	return b.String()
}

// literal checks characters that stand for themselves.
func (x *scanner) literal(run string) string {
	i := 0
	for i < len(run) && !special[run[i]] {
		i++
	}
	returns := false
	for i < len(run) {
		c := run[i]
		if c < utf8.RuneSelf {
			if c < ' ' && c != '\t' && c != '\n' {
				if c != '\r' {
					x.fail("a character that XML forbids")
					return ""
				}
				returns = true
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(run[i:])
		if r == utf8.RuneError && n == 1 || r == 0xFFFE || r == 0xFFFF {
			x.fail("a character that XML forbids")
			return ""
		}
		i += n
	}
	if returns {
		run = strings.ReplaceAll(strings.ReplaceAll(run, "\r\n", "\n"), "\r", "\n")
	}
	return run
}

// reference is the character that a reference names, without & and ;.
func reference(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], rune(10)
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	var r rune
	for i := 0; i < len(digits); i++ {
		d, ok := hexDigit(digits[i])
		if !ok || d >= base {
			return 0, false
		}
		if r = r*base + d; r > utf8.MaxRune {
			return 0, false
		}
	}
	ok := digits != "" && (r >= ' ' || r == '\t' || r == '\n' || r == '\r') && utf8.ValidRune(r) && r != 0xFFFE && r != 0xFFFF
	return r, ok
}

func hexDigit(c byte) (rune, bool) {
	switch {
	case c >= '0' && c <= '9':
		return rune(c - '0'), true
	case c >= 'a' && c <= 'f':
		return rune(c-'a') + 10, true
	case c >= 'A' && c <= 'F':
		return rune(c-'A') + 10, true
	}
	return 0, false
}

// richText reads a string item (18.4.8 si, 18.3.1.53 is): plain text or runs,
// leaving out phonetic guides, and leaves it. Runs are returned only where one of
// them has a font of its own.
func (x *scanner) richText() (string, []Run) {
	level := len(x.open)
	var whole string
	var more strings.Builder // where there are several parts
	var runs []Run
	fonts, phonetic, parts := false, 0, 0
	font := ""
	for x.next() {
		switch {
		case x.start == "t":
			s := x.text()
			if phonetic > 0 {
				continue
			}
			switch parts++; parts {
			case 1:
				whole = s
			case 2:
				more.WriteString(whole)
				fallthrough
			default:
				more.WriteString(s)
			}
			if len(x.open) > level { // inside a run
				runs = append(runs, Run{Text: s, Font: font})
			}
		case x.start == "r":
			font = ""
		case x.start == "rFont":
			font = x.attr("val")
			fonts = fonts || font != ""
		case x.start == "rPh":
			phonetic++
		case x.end == "rPh":
			phonetic--
		case x.end != "" && len(x.open) < level:
			if parts > 1 {
				whole = more.String()
			}
			if fonts {
				for i := range runs {
					runs[i].Text = unescape(runs[i].Text)
				}
				return unescape(whole), runs
			}
			return unescape(whole), nil
		}
	}
	return "", nil
}

// unescape reads the _xHHHH_ escapes of 22.9.2.19 ST_Xstring.
func unescape(s string) string {
	at := strings.Index(s, "_x")
	if at < 0 {
		return s
	}
	var b strings.Builder
	for at >= 0 {
		b.WriteString(s[:at])
		s = s[at:]
		r, ok := escaped(s)
		switch {
		case !ok:
			b.WriteString(s[:2])
			s = s[2:]
		case utf16.IsSurrogate(r):
			s = s[7:]
			low, _ := escaped(s)
			if r = utf16.DecodeRune(r, low); r != utf8.RuneError {
				s = s[7:]
			}
			b.WriteRune(r)
		default:
			b.WriteRune(r)
			s = s[7:]
		}
		at = strings.Index(s, "_x")
	}
	b.WriteString(s)
	return b.String()
}

// escaped is the unit that an escape at the start of s stands for.
func escaped(s string) (rune, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	var r rune
	for i := 2; i < 6; i++ {
		d, ok := hexDigit(s[i])
		if !ok {
			return 0, false
		}
		r = r<<4 | d
	}
	return r, true
}
