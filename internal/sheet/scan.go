package sheet

import (
	"strings"
)

// The namespaces that matter. Anything else is another program's business and is
// stepped over (ECMA-376-3: markup that a reader does not understand).
const (
	foreign  = iota
	ours     // spreadsheet markup, transitional or strict, and relationships
	compat   // markup for older readers: alternatives, of which we understand no extension
	relating // attributes that name a relationship; its elements are foreign
)

func namespaceOf(uri string) uint8 {
	switch uri {
	case "http://schemas.openxmlformats.org/spreadsheetml/2006/main", "http://purl.oclc.org/ooxml/spreadsheetml/main",
		"http://schemas.openxmlformats.org/package/2006/relationships":
		return ours
	case "http://schemas.openxmlformats.org/markup-compatibility/2006":
		return compat
	case "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
		"http://purl.oclc.org/ooxml/officeDocument/relationships":
		return relating
	}
	return foreign
}

// scanner walks the elements of a part in one pass over its text, which it never
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
type scanner struct {
	part    string
	root    string // the local name of its root
	s       string
	i       int
	max     int
	start   string
	end     string
	attrs   []attribute
	open    []element
	ns      []binding
	empty   bool   // the element just started has no content: its end comes next
	plain   bool   // the default namespace is ours
	first   bool   // the root has been seen
	room    []byte // of decoded texts
	lenient bool   // an element inside a text is told by mixed, and else damage
	mixed   bool
	through []passage // elements that are not ours and whose content is read
	passes  bool      // the tag in hand says of some that they are
	err     error
	meter
}

// span is a piece of the text.
type span struct{ from, to int32 }

func (x *scanner) cut(p span) string { return x.s[p.from:p.to] }

// attribute is one as written; value lies between its quotes.
type attribute struct {
	name, value span
	coded       bool // value holds references, line breaks or letters beyond ASCII
}

// element is an open one, by its name as written, with prefix.
type element struct {
	name  span
	local int32 // where its name goes on behind the prefix
	ns    int32 // bindings before it
	seen  uint8 // how it is told: ours, compat (not told, its content is), foreign (neither)
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

// scan starts at the first tag of a part, whose root must be the named element.
func (x *scanner) scan(root, part, body string, depth int) {
	*x = scanner{root: root, part: part, max: depth, attrs: x.attrs[:0], open: x.open[:0], ns: x.ns[:0], room: x.room, meter: x.meter}
	x.s, x.err = x.utf8Text(part, body)
	x.pass(len(body))
}

func (x *scanner) fail(format string, args ...any) bool {
	if x.err == nil {
		x.err = damaged(x.part, format, args...)
	}
	x.start, x.end = "", ""
	return false
}

// next moves to the next start or end of an element of ours; false at the end of
// the part or on damage, which is in err.
func (x *scanner) next() bool {
	if x.err != nil {
		return false
	}
	for {
		if x.empty {
			x.empty = false
			if x.leave() {
				return true
			}
			continue
		}
		at := strings.IndexByte(x.s[x.i:], '<')
		if at < 0 {
			return x.finish()
		}
		if len(x.open) == 0 && !blank(x.s[x.i:x.i+at]) {
			return x.fail("text outside its elements")
		}
		x.i += at + 1
		if !x.pass(at + 1) {
			return false
		}
		if x.i >= len(x.s) {
			return x.fail("cut in a tag")
		}
		switch x.s[x.i] {
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
			if x.start != "" {
				return true
			}
		}
	}
}

// finish is at the end of the text.
func (x *scanner) finish() bool {
	switch {
	case len(x.open) > 0:
		return x.fail("cut inside <%s>", x.cut(x.open[len(x.open)-1].name))
	case !x.first:
		return x.fail("empty part")
	case !blank(x.s[x.i:]):
		return x.fail("text outside its elements")
	}
	x.i = len(x.s)
	x.start, x.end = "", ""
	return false
}

func blank(s string) bool {
	for i := 0; i < len(s); i++ {
		if !space(s[i]) {
			return false
		}
	}
	return true
}

func space(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' }

// aside steps over a comment, a processing instruction or a CDATA section that
// nobody reads; x.i is at the ! or ?.
func (x *scanner) aside() bool {
	rest, end := x.s[x.i:], ""
	switch {
	case rest[0] == '?':
		end = "?>"
	case strings.HasPrefix(rest, "!--"):
		x.i += 3
		end = "-->"
	case strings.HasPrefix(rest, "![CDATA[") && len(x.open) > 0:
		end = "]]>"
	default:
		return x.fail("a document type, which workbooks must not have")
	}
	at := strings.Index(x.s[x.i:], end)
	if at < 0 {
		return x.fail("cut in a comment")
	}
	x.i += at + len(end)
	return x.pass(at)
}

// closing reads an end tag; x.i is at its slash.
func (x *scanner) closing() bool {
	if len(x.open) == 0 {
		return x.fail("an end tag too many")
	}
	name := x.cut(x.open[len(x.open)-1].name)
	rest := x.s[x.i+1:]
	if !strings.HasPrefix(rest, name) {
		return x.fail("<%s> is not closed", name)
	}
	i := len(name)
	for i < len(rest) && space(rest[i]) {
		i++
	}
	if i >= len(rest) || rest[i] != '>' {
		return x.fail("<%s> is not closed", name)
	}
	x.i += i + 2
	return true
}

// leave takes the innermost element off; true where its end is told.
func (x *scanner) leave() bool {
	e := x.open[len(x.open)-1]
	x.open = x.open[:len(x.open)-1]
	if len(x.ns) != int(e.ns) {
		x.ns = x.ns[:e.ns]
		x.plain = x.space("") == ours
	}
	if e.seen != ours {
		return false
	}
	x.start, x.end = "", x.s[e.local:e.name.to]
	return true
}

// opening reads a start tag; x.i is at its name. start is set where the element is
// told.
func (x *scanner) opening() bool {
	s, i := x.s, x.i
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
	if i < len(s) && !space(s[i]) && s[i] != '>' && s[i] != '/' {
		return x.fail("bad name in a tag")
	}
	name := s[from:i]
	if name == "" || colon == from || colon == i-1 {
		return x.fail("bad name in a tag")
	}
	e := element{name: span{int32(from), int32(i)}, local: int32(from), ns: int32(len(x.ns))}
	x.i = i
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
		if x.plain {
			seen = ours
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
func (x *scanner) enter(e element, seen uint8) bool {
	local := x.s[e.local:e.name.to]
	if seen == relating {
		seen = foreign
	}
	switch len(x.open) {
	case 0:
		if x.first {
			return x.fail("a second root element")
		}
		x.first = true
		if seen != ours || local != x.root {
			return x.fail("<%.40s> stands where <%s> of a spreadsheet should", x.cut(e.name), x.root)
		}
	case x.max:
		x.err = over(x.part, "elements nested deeper than %d", x.max)
		return false
	default:
		if x.open[len(x.open)-1].seen == foreign {
			seen = foreign
		} else if seen != ours {
			seen = x.apart(e, seen)
		}
	}
	e.seen = seen
	x.open = append(x.open, e)
	x.start, x.end = "", ""
	if seen == ours {
		x.start = local
	}
	return true
}

// space is the namespace of a prefix.
func (x *scanner) space(prefix string) uint8 {
	x.steps += len(x.ns)
	for i := len(x.ns) - 1; i >= 0; i-- {
		if x.cut(x.ns[i].prefix) == prefix {
			return x.ns[i].space
		}
	}
	return foreign
}
