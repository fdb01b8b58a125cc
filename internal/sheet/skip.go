package sheet

import "strings"

// text reads the characters up to the end of the element just started, and leaves
// it.
func (x *scanner) text() string {
	if x.empty {
		x.empty = false
		x.leave()
		return ""
	}
	var b strings.Builder
	for x.err == nil {
		at := strings.IndexByte(x.s[x.i:], '<')
		if at < 0 || x.i+at+1 >= len(x.s) {
			x.fail("cut inside <%s>", x.cut(x.open[len(x.open)-1].name))
			break
		}
		run := x.s[x.i : x.i+at]
		x.i += at + 1
		x.pass(at + 1)
		switch c := x.s[x.i]; {
		case c == '/':
			if !x.closing() {
				return ""
			}
			x.leave()
			run = x.chars(run)
			if b.Len() == 0 {
				return run
			}
			b.WriteString(run)
			return b.String()
		case c == '?' || c == '!' && !strings.HasPrefix(x.s[x.i:], "![CDATA["):
			b.WriteString(x.chars(run))
			x.aside()
		case c == '!':
			b.WriteString(x.chars(run))
			from := x.i + len("![CDATA[")
			if x.aside() {
				b.WriteString(x.literal(x.s[from : x.i-len("]]>")]))
			}
		case !x.lenient:
			x.fail("an element inside a text")
		default: // its text is not this one's
			b.WriteString(x.chars(run))
			x.mixed = true
			if x.opening() {
				x.skip()
			}
		}
	}
	return ""
}

// rawText is character data that may still hold references.
type rawText struct {
	text  string
	coded bool
}

func (r rawText) decoded(x *scanner) string {
	if r.coded {
		return x.chars(r.text)
	}
	return r.text
}

// raw steps over the characters up to the end of the element just started, and
// leaves it: what nearly nobody asks for is not decoded.
func (x *scanner) raw() rawText {
	if !x.empty {
		if n := strings.IndexByte(x.s[x.i:], '<'); n >= 0 && strings.HasPrefix(x.s[x.i+n:], "</") {
			run := x.s[x.i : x.i+n]
			x.i += n + 1
			x.pass(n)
			if x.closing() {
				x.leave()
			}
			return rawText{run, true}
		}
	}
	return rawText{x.text(), false}
}

// skip steps over what is in the element just started, and leaves it. What nobody
// reads is only counted: its tags must balance, their names are not compared.
func (x *scanner) skip() bool {
	if x.empty {
		x.empty = false
		x.leave()
		return true
	}
	for depth := 1; ; {
		at := strings.IndexByte(x.s[x.i:], '<')
		if at < 0 || x.i+at+1 >= len(x.s) {
			return x.fail("cut inside <%s>", x.cut(x.open[len(x.open)-1].name))
		}
		x.i += at + 1
		if !x.pass(at + 1) {
			return false
		}
		switch x.s[x.i] {
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
			if len(x.open)+depth > x.max {
				x.err = over(x.part, "elements nested deeper than %d", x.max)
				return false
			}
		}
	}
}

// tagEnd moves behind the end of a start tag that nobody reads: the first > outside
// quotes. Each byte is looked at once, whatever stands between the quotes.
func (x *scanner) tagEnd() (empty, ok bool) {
	s, from := x.s, x.i
	for i := from; i < len(s); i++ {
		switch c := s[i]; {
		case !ends[c]:
		case c == '>':
			x.i = i + 1
			return i > from && s[i-1] == '/', x.pass(i - from)
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

// rest steps over what is left of the part.
func (x *scanner) rest() error {
	for x.next() {
		if len(x.open) == 2 && x.start != "" {
			x.skip()
		}
	}
	return x.err
}
