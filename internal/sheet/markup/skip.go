package markup

import (
	"strings"

	"tonghop/internal/sheet/bounds"
)

// Text reads the characters up to the end of the element just started, and leaves
// it.
func (x *Scanner) Text() string {
	if x.Empty {
		x.Empty = false
		x.leave()
		return ""
	}
	var b strings.Builder
	for x.Err == nil {
		at := strings.IndexByte(x.S[x.I:], '<')
		if at < 0 || x.I+at+1 >= len(x.S) {
			x.fail("cut inside <%s>", x.Cut(x.Open[len(x.Open)-1].Name))
			break
		}
		run := x.S[x.I : x.I+at]
		x.I += at + 1
		x.Pass(at + 1)
		switch c := x.S[x.I]; {
		case c == '/':
			if !x.closing() {
				return ""
			}
			x.leave()
			run = x.Chars(run)
			if b.Len() == 0 {
				return run
			}
			b.WriteString(run)
			return b.String()
		case c == '?' || c == '!' && !strings.HasPrefix(x.S[x.I:], "![CDATA["):
			b.WriteString(x.Chars(run))
			x.aside()
		case c == '!':
			b.WriteString(x.Chars(run))
			from := x.I + len("![CDATA[")
			if x.aside() {
				b.WriteString(x.literal(x.S[from : x.I-len("]]>")]))
			}
		case !x.Lenient:
			x.fail("an element inside a text")
		default: // its text is not this one's
			b.WriteString(x.Chars(run))
			x.Mixed = true
			if x.opening() {
				x.Skip()
			}
		}
	}
	return ""
}

// RawText is character data that may still hold references.
type RawText struct {
	text  string
	coded bool
}

// Decoded is the text with its references replaced.
func (r RawText) Decoded(x *Scanner) string {
	if r.coded {
		return x.Chars(r.text)
	}
	return r.text
}

// Raw steps over the characters up to the end of the element just started, and
// leaves it: what nearly nobody asks for is not decoded.
func (x *Scanner) Raw() RawText {
	if !x.Empty {
		if n := strings.IndexByte(x.S[x.I:], '<'); n >= 0 && strings.HasPrefix(x.S[x.I+n:], "</") {
			run := x.S[x.I : x.I+n]
			x.I += n + 1
			x.Pass(n)
			if x.closing() {
				x.leave()
			}
			return RawText{run, true}
		}
	}
	return RawText{x.Text(), false}
}

// Skip steps over what is in the element just started, and leaves it. What nobody
// reads is only counted: its tags must balance, their names are not compared.
func (x *Scanner) Skip() bool {
	if x.Empty {
		x.Empty = false
		x.leave()
		return true
	}
	for depth := 1; ; {
		at := strings.IndexByte(x.S[x.I:], '<')
		if at < 0 || x.I+at+1 >= len(x.S) {
			return x.fail("cut inside <%s>", x.Cut(x.Open[len(x.Open)-1].Name))
		}
		x.I += at + 1
		if !x.Pass(at + 1) {
			return false
		}
		switch x.S[x.I] {
		case '/':
			if depth--; depth == 0 {
				if !x.closing() {
					return false
				}
				x.leave()
				return true
			}
		case '!', '?':
			if !x.aside() {
				return false
			}
		default:
			empty, ok := x.tagEnd()
			if !ok {
				return x.fail("cut in a tag")
			}
			if !empty {
				depth++
			}
			if len(x.Open)+depth > x.Max {
				x.Err = bounds.Over(x.part, "elements nested deeper than %d", x.Max)
				return false
			}
		}
	}
}

// tagEnd moves behind the end of a start tag that nobody reads: the first > outside
// quotes. Each byte is looked at once, whatever stands between the quotes.
func (x *Scanner) tagEnd() (empty, ok bool) {
	s, from := x.S, x.I
	for i := from; i < len(s); i++ {
		switch c := s[i]; {
		case !ends[c]:
		case c == '>':
			x.I = i + 1
			return i > from && s[i-1] == '/', x.Pass(i - from)
		case c == '<':
			return false, false
		default:
			for i++; i < len(s) && s[i] != c; i++ {
				if s[i] == '<' {
					return false, false
				}
			}
		}
	}
	return false, false
}

// ends are the bytes at which the inside of a tag that nobody reads turns into something else.
var ends = [256]bool{'"': true, '\'': true, '<': true, '>': true}

// Rest steps over what is left of the part.
func (x *Scanner) Rest() error {
	for x.Next() {
		if len(x.Open) == 2 && x.Start != "" {
			x.Skip()
		}
	}
	return x.Err
}
