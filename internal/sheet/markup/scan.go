package markup

import (
	"strings"

	"tonghop/internal/sheet/bounds"
)

// Pass counts n bytes of the part in hand; false once the reading was called off.
func (x *Scanner) Pass(n int) bool {
	if x.Steps += n; x.Steps < x.Due {
		return true
	}
	if err := x.Ask(); err != nil {
		x.Err, x.Start, x.End = err, "", ""
		return false
	}
	return true
}

// The namespaces that matter. Anything else is another program's business and is
// stepped over (ECMA-376-3: markup that a reader does not understand).
const (
	foreign  = iota
	Ours     // spreadsheet markup, transitional or strict, and relationships
	compat   // markup for older readers: alternatives, of which we understand no extension
	relating // attributes that name a relationship; its elements are foreign
)

func namespaceOf(uri string) uint8 {
	switch uri {
	case "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
		"http://schemas.openxmlformats.org/package/2006/relationships":
		return Ours
	case "http://schemas.openxmlformats.org/markup-compatibility/2006":
		return compat
	case "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
		"http://purl.oclc.org/ooxml/officeDocument/relationships":
		return relating
	}
	return foreign
}

// Scanner walks the elements of a part in one pass over its text, which it never
// copies: names and values are cut out of the part, and decoded only where they
// hold a reference. It checks what well-formed XML owes (tags that match, quoted
// attributes, known references, legal characters in what is read) and refuses a
// document type, which the format forbids.
//
// After next, exactly one of start and end is set to a local name. Elements of
// other namespaces are not seen, nor is what is in them.
//
// What it remembers of tags are places in the text, not strings: nothing for the
// collector to follow, and a scanner serves all parts of a book.
type Scanner struct {
	part    string
	root    string // the local name of its root
	S       string
	I       int
	Max     int
	Start   string
	End     string
	Attrs   []attribute
	Open    []element
	ns      []binding
	Empty   bool   // the element just started has no content: its end comes next
	Plain   bool   // the default namespace is ours
	first   bool   // the root has been seen
	room    []byte // of decoded texts
	Lenient bool   // an element inside a text is told by mixed, and else damage
	Mixed   bool
	through []passage // elements that are not ours and whose content is read
	passes  bool      // the tag in hand says of some that they are
	Err     error
	bounds.Meter
}

// span is a piece of the text.
type span struct{ From, to int32 }

// Cut is the text of a span, as written.
func (x *Scanner) Cut(p span) string { return x.S[p.From:p.to] }

// attribute is one as written; value lies between its quotes.
type attribute struct {
	Name, value span
	coded       bool // value holds references, line breaks or letters beyond ASCII
}

// element is an open one, by its name as written, with prefix.
type element struct {
	Name  span
	local int32 // where its name goes on behind the prefix
	ns    int32 // bindings before it
	Seen  uint8 // how it is told: ours, compat (not told, its content is), foreign (neither)
	taken bool  // one of the alternatives in it is read
}

// binding is a namespace declaration in force.
type binding struct {
	prefix span
	uri    span // as written
	space  uint8
}

// What a tag may have, and how many namespaces may be in force: programs are known
// to declare 61 of them on a root. The limits keep every look-up short.
const (
	maxAttributes = 256
	maxBindings   = 256
)

// Scan starts at the first tag of a part, whose root must be the named element.
func (x *Scanner) Scan(root, part, body string, depth int) {
	*x = Scanner{root: root, part: part, Max: depth,
		Attrs: x.Attrs[:0], Open: x.Open[:0], ns: x.ns[:0], room: x.room, Meter: x.Meter}
	x.S, x.Err = Utf8Text(&x.Meter, part, body)
	x.Pass(len(body))
}

func (x *Scanner) fail(format string, args ...any) bool {
	if x.Err == nil {
		x.Err = bounds.Damaged(x.part, format, args...)
	}
	x.Start, x.End = "", ""
	return false
}

// Next moves to the next start or end of an element of ours; false at the end of
// the part or on damage, which is in err.
func (x *Scanner) Next() bool {
	if x.Err != nil {
		return false
	}
	for {
		if x.Empty {
			x.Empty = false
			if x.leave() {
				return true
			}
			continue
		}
		at := strings.IndexByte(x.S[x.I:], '<')
		if at < 0 {
			return x.finish()
		}
		if len(x.Open) == 0 && !blank(x.S[x.I:x.I+at]) {
			return x.fail("text outside its elements")
		}
		x.I += at + 1
		if !x.Pass(at + 1) {
			return false
		}
		if x.I >= len(x.S) {
			return x.fail("cut in a tag")
		}
		switch x.S[x.I] {
		case '/':
			if !x.closing() {
				return false
			}
			if x.leave() {
				return true
			}
		case '!', '?':
			if !x.aside() {
				return false
			}
		default:
			if !x.opening() {
				return false
			}
			if x.Start != "" {
				return true
			}
		}
	}
}

// finish is at the end of the text.
func (x *Scanner) finish() bool {
	switch {
	case len(x.Open) > 0:
		return x.fail("cut inside <%s>", x.Cut(x.Open[len(x.Open)-1].Name))
	case !x.first:
		return x.fail("empty part")
	case !blank(x.S[x.I:]):
		return x.fail("text outside its elements")
	}
	x.I = len(x.S)
	x.Start, x.End = "", ""
	return false
}

func blank(s string) bool {
	for i := 0; i < len(s); i++ {
		if !Space(s[i]) {
			return false
		}
	}
	return true
}

// Space tells whether a byte is white space in XML (production 3).
func Space(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// aside steps over a comment, a processing instruction or a CDATA section that
// nobody reads; x.i is at the ! or ?.
func (x *Scanner) aside() bool {
	rest, end := x.S[x.I:], ""
	switch {
	case rest[0] == '?':
		end = "?>"
	case strings.HasPrefix(rest, "!--"):
		x.I += 3
		end = "-->"
	case strings.HasPrefix(rest, "![CDATA[") && len(x.Open) > 0:
		end = "]]>"
	default:
		return x.fail("a document type, which workbooks must not have")
	}
	at := strings.Index(x.S[x.I:], end)
	if at < 0 {
		return x.fail("cut in a comment")
	}
	x.I += at + len(end)
	return x.Pass(at)
}

// closing reads an end tag; x.i is at its slash.
func (x *Scanner) closing() bool {
	if len(x.Open) == 0 {
		return x.fail("an end tag too many")
	}
	name := x.Cut(x.Open[len(x.Open)-1].Name)
	rest := x.S[x.I+1:]
	if !strings.HasPrefix(rest, name) {
		return x.fail("<%s> is not closed", name)
	}
	i := len(name)
	for i < len(rest) && Space(rest[i]) {
		i++
	}
	if i >= len(rest) || rest[i] != '>' {
		return x.fail("<%s> is not closed", name)
	}
	x.I += i + 2
	return true
}

// leave takes the innermost element off; true where its end is told.
func (x *Scanner) leave() bool {
	e := x.Open[len(x.Open)-1]
	x.Open = x.Open[:len(x.Open)-1]
	if len(x.ns) != int(e.ns) {
		x.ns = x.ns[:e.ns]
		x.Plain = x.space("") == Ours
	}
	if e.Seen != Ours {
		return false
	}
	x.Start, x.End = "", x.S[e.local:e.Name.to]
	return true
}

// opening reads a start tag; x.i is at its name. start is set where the element is
// told.
func (x *Scanner) opening() bool {
	s, i := x.S, x.I
	from, colon := i, -1
	for ; i < len(s); i++ {
		c := s[i]
		if tagged[c] {
			continue
		}
		if c != ':' {
			break
		}
		if colon >= 0 {
			return x.fail("bad name in a tag")
		}
		colon = i
	}
	if i < len(s) && !Space(s[i]) && s[i] != '>' && s[i] != '/' {
		return x.fail("bad name in a tag")
	}
	name := s[from:i]
	if name == "" || colon == from || colon == i-1 {
		return x.fail("bad name in a tag")
	}
	e := element{Name: span{int32(from), int32(i)}, local: int32(from), ns: int32(len(x.ns))}
	x.I = i
	if !x.attributes() {
		return false
	}
	if x.passes {
		x.passes = false
		x.process(e)
	}
	seen := uint8(foreign)
	switch {
	case colon < 0:
		if x.Plain {
			seen = Ours
		} else {
			seen = x.space("")
		}
	default:
		e.local = int32(colon + 1)
		seen = x.space(name[:colon-from])
	}
	return x.enter(e, seen)
}

// enter puts an element of a namespace into the one that stands open; start is set where it is
// told.
func (x *Scanner) enter(e element, seen uint8) bool {
	local := x.S[e.local:e.Name.to]
	if seen == relating {
		seen = foreign
	}
	switch len(x.Open) {
	case 0:
		if x.first {
			return x.fail("a second root element")
		}
		x.first = true
		if seen != Ours || local != x.root {
			return x.fail("<%.40s> stands where <%s> of a spreadsheet should", x.Cut(e.Name), x.root)
		}
	case x.Max:
		x.Err = bounds.Over(x.part, "elements nested deeper than %d", x.Max)
		return false
	default:
		if x.Open[len(x.Open)-1].Seen == foreign {
			seen = foreign
		} else if seen != Ours {
			seen = x.apart(e, seen)
		}
	}
	e.Seen = seen
	x.Open = append(x.Open, e)
	x.Start, x.End = "", ""
	if seen == Ours {
		x.Start = local
	}
	return true
}

// space is the namespace of a prefix.
func (x *Scanner) space(prefix string) uint8 {
	x.Steps += len(x.ns)
	for i := len(x.ns) - 1; i >= 0; i-- {
		if x.Cut(x.ns[i].prefix) == prefix {
			return x.ns[i].space
		}
	}
	return foreign
}
