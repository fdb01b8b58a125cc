package markup

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"

	"tonghop/internal/sheet/bounds"
)

// Utf8Text is the part's text in UTF-8: a byte order mark is dropped, UTF-16 is
// converted (XML 1.0, 4.3.3), another declared encoding is refused.
func Utf8Text(m *bounds.Meter, part, body string) (string, error) {
	switch {
	case strings.HasPrefix(body, "\xef\xbb\xbf"):
		body = body[3:]
	case strings.HasPrefix(body, "\xff\xfe"):
		return fromUTF16(m, part, body[2:], 0, 1)
	case strings.HasPrefix(body, "\xfe\xff"):
		return fromUTF16(m, part, body[2:], 1, 0)
	case strings.HasPrefix(body, "<\x00"):
		return fromUTF16(m, part, body, 0, 1)
	case strings.HasPrefix(body, "\x00<"):
		return fromUTF16(m, part, body, 1, 0)
	}
	if strings.HasPrefix(body, "<?xml") {
		head, _, ok := strings.Cut(body, "?>")
		if !ok {
			return "", bounds.Damaged(part, "its first line is cut")
		}
		if _, enc, ok := strings.Cut(head, "encoding"); ok {
			enc = strings.ToLower(strings.Trim(strings.TrimLeft(enc, " \t\r\n="), " \t\r\n"))
			if q := strings.IndexAny(enc[min(1, len(enc)):], `"'`); q >= 0 {
				enc = enc[1 : q+1]
			}
			if enc != "utf-8" && enc != "utf8" && !ascii(body) {
				return "", bounds.Damaged(part, "written in the encoding %.20q", enc)
			}
		}
	}
	if !Valid(body) {
		return "", bounds.Damaged(part, "bytes that are no UTF-8")
	}
	return body, nil
}

// Valid is utf8.ValidString for markup, which goes back to plain letters after each
// that is none: those are passed by the dozen, and the usual letters of two
// and three bytes without decoding them.
func Valid(s string) bool {
	b := unsafe.Slice(unsafe.StringData(s), len(s)) // only read
	for len(b) > 0 {
		for len(b) >= 16 && (binary.LittleEndian.Uint64(b)|binary.LittleEndian.Uint64(b[8:]))&0x8080808080808080 == 0 {
			b = b[16:]
		}
		if len(b) >= 8 {
			w := binary.LittleEndian.Uint64(b) & 0x8080808080808080
			if w == 0 {
				b = b[8:]
				continue
			}
			b = b[bits.TrailingZeros64(w)/8:]
		}
		switch {
		case len(b) == 0:
		case b[0] < utf8.RuneSelf:
			b = b[1:]
		case len(b) >= 3 && b[0] >= 0xe1 && b[0] <= 0xec && b[1]&0xc0 == 0x80 && b[2]&0xc0 == 0x80:
			b = b[3:]
		case len(b) >= 2 && b[0] >= 0xc2 && b[0] <= 0xdf && b[1]&0xc0 == 0x80:
			b = b[2:]
		default:
			r, n := utf8.DecodeRune(b)
			if r == utf8.RuneError && n == 1 {
				return false
			}
			b = b[n:]
		}
	}
	return true
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func fromUTF16(m *bounds.Meter, part, body string, low, high int) (string, error) {
	if len(body)%2 != 0 {
		return "", bounds.Damaged(part, "half a character at its end")
	}
	var b strings.Builder
	b.Grow(len(body) / 2)
	for i := 0; i < len(body); i += 2 {
		if i%bounds.Stride == 0 {
			if err := m.More(min(bounds.Stride, len(body)-i)); err != nil {
				return "", err
			}
		}
		r := rune(body[i+low]) | rune(body[i+high])<<8
		if utf16.IsSurrogate(r) {
			i += 2
			if i >= len(body) {
				return "", bounds.Damaged(part, "half a character at its end")
			}
			if r = utf16.DecodeRune(r, rune(body[i+low])|rune(body[i+high])<<8); r == utf8.RuneError {
				return "", bounds.Damaged(part, "bad UTF-16")
			}
		}
		b.WriteRune(r)
	}
	return b.String(), nil
}

// Chars decodes character data; most of it is as it stands.
func (x *Scanner) Chars(run string) string {
	for i := 0; i < len(run); i++ {
		if Special[run[i]] {
			return x.clean(run, i, true)
		}
	}
	return run
}

// Special are the bytes that make a text more than what is written: references,
// line ends, what XML forbids (U+FFFE and U+FFFF begin with 0xEF).
var Special = func() (t [256]bool) {
	for c := range ' ' {
		t[c] = c != '\t' && c != '\n'
	}
	t['&'], t[0xef] = true, true
	return t
}()

// decode resolves references, makes line ends \n (XML 1.0, 2.11) and checks that
// every character may stand in XML.
func (x *Scanner) decode(run string) string { return x.clean(run, 0, true) }

// literal is decode where an & is a letter like any other.
func (x *Scanner) literal(run string) string { return x.clean(run, 0, false) }

// clean is decode from i on, before which nothing is special.
func (x *Scanner) clean(run string, i int, references bool) string {
	var b []byte // what came before from, once something stands for something else
	from := 0
	for {
		for i < len(run) && !Special[run[i]] {
			i++
		}
		if i >= len(run) {
			break
		}
		r, n := '\n', 1 // what is meant, and how long it is written
		switch c := run[i]; {
		case c == '&' && references:
			if r, n = referred(run[i:]); n == 0 {
				x.fail("a bad reference %.12q", run[i:])
				return ""
			}
		case c == '\r':
			if strings.HasPrefix(run[i+1:], "\n") {
				n = 2
			}
		case c == '&', c == 0xef && !strings.HasPrefix(run[i:], "\uFFFE") && !strings.HasPrefix(run[i:], "\uFFFF"):
			i++
			continue
		default:
			x.fail("a character that XML forbids")
			return ""
		}
		if b == nil {
			b = x.roomFor(len(run))
		}
		b = utf8.AppendRune(append(b, run[from:i]...), r)
		i += n
		from = i
	}
	if b == nil {
		return run
	}
	b = append(b, run[from:]...)
	x.room = x.room[:len(x.room)+len(b)]
	return unsafe.String(unsafe.SliceData(b), len(b)) // nobody writes there any more
}

// roomFor is room for a text that was decoded, which is never longer than it was
// written; many texts share a piece of memory.
func (x *Scanner) roomFor(n int) []byte {
	if cap(x.room)-len(x.room) < n {
		x.room = make([]byte, 0, max(n, 4096))
	}
	at := len(x.room)
	return x.room[at : at : at+n]
}

// referred is the character of the reference that stands at the start of s, and how long
// that is; 0 where it is none.
func referred(s string) (r rune, n int) {
	if len(s) > 2 && s[1] == '#' { // &#7879;, as programs write every letter that write ASCII alone
		for n = 2; n < len(s) && n < 7 && s[n] >= '0' && s[n] <= '9'; n++ {
			r = r*10 + rune(s[n]-'0')
		}
		if n < len(s) && s[n] == ';' && r >= ' ' && r < 0xd800 {
			return r, n + 1
		}
	}
	from := 1
	if strings.HasPrefix(s, "&#0") || strings.HasPrefix(s, "&#x0") { // any number of zeros may stand there
		from = len("&#")
		if s[from] == 'x' {
			from++
		}
		for from < len(s) && s[from] == '0' {
			from++
		}
	}
	end := strings.IndexByte(s[from:min(len(s), from+12)], ';')
	if end >= 0 {
		end += from
	}
	if end < 1 {
		return 0, 0
	}
	r, ok := reference(s[1:end])
	if !ok {
		return 0, 0
	}
	return r, end + 1
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
		d, ok := HexDigit(digits[i])
		if !ok || d >= base {
			return 0, false
		}
		if r = r*base + d; r > utf8.MaxRune {
			return 0, false
		}
	}
	ok := digits != "" && (r >= ' ' || r == '\t' || r == '\n' || r == '\r') && utf8.ValidRune(r) &&
		r != 0xFFFE && r != 0xFFFF
	return r, ok
}

// HexDigit is what a hexadecimal digit stands for.
func HexDigit(c byte) (rune, bool) {
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
