// Package markup walks XML in one pass over its text: spans instead of copies, a stack of open
// elements, namespaces resolved, what nobody reads only stepped over. Any legal spelling reads the
// same; it is held against encoding/xml.
package markup

import (
	"strings"
	"unicode/utf8"

	"tonghop/internal/sheet/bounds"
)

// attributes reads the attributes of a start tag to its end.
func (x *Scanner) attributes() bool {
	s, i := x.S, x.I
	x.Attrs = x.Attrs[:0]
	for {
		gap := i
		for i < len(s) && Space(s[i]) {
			i++
		}
		if i >= len(s) {
			return x.fail("cut in a tag")
		}
		switch s[i] {
		case '>':
			from := x.I
			x.I = i + 1
			return x.Pass(x.I - from)
		case '/':
			if i+1 >= len(s) || s[i+1] != '>' {
				return x.fail("bad tag")
			}
			from := x.I
			x.I, x.Empty = i+2, true
			return x.Pass(x.I - from)
		}
		if gap == i {
			return x.fail("attributes run together")
		}
		from := i
		for i < len(s) && named[s[i]] {
			i++
		}
		name := span{int32(from), int32(i)}
		for i < len(s) && Space(s[i]) {
			i++
		}
		if name.to == name.From || i >= len(s) || s[i] != '=' {
			return x.fail("attribute without a value")
		}
		i++
		for i < len(s) && Space(s[i]) {
			i++
		}
		if i >= len(s) || s[i] != '"' && s[i] != '\'' {
			return x.fail("attribute %.40q without quotes", x.Cut(name))
		}
		a := attribute{Name: name}
		var ok bool
		if a.value, a.coded, ok = x.quoted(i); !ok {
			return x.fail("bad attribute %.40q", x.Cut(name))
		}
		i = int(a.value.to) + 1
		if !x.note(a) {
			return false
		}
	}
}

// quoted is the value that begins with the quote at i; coded says that it is more than
// what is written. ok is false for one that does not end, or has a < in it.
func (x *Scanner) quoted(i int) (value span, coded, ok bool) {
	s, quote := x.S, x.S[i]
	i++
	value.From = int32(i)
	for i < len(s) && Plain[s[i]] {
		i++
	}
	for ; i < len(s) && s[i] != quote; i++ {
		if s[i] == '<' {
			return value, false, false
		}
		coded = true
	}
	value.to = int32(i)
	return value, coded, i < len(s)
}

// note keeps an attribute of the tag in hand.
func (x *Scanner) note(a attribute) bool {
	name := x.Cut(a.Name)
	x.Steps += len(x.Attrs)
	for i := range x.Attrs {
		if old := x.Attrs[i].Name; old.to-old.From == int32(len(name)) && x.Cut(old) == name {
			return x.fail("attribute %.40q twice", name)
		}
	}
	if strings.HasPrefix(name, "xmlns") && (len(name) == 5 || name[5] == ':') {
		return x.bind(a)
	}
	if len(x.Attrs) >= maxAttributes {
		x.Err = bounds.Over(x.part, "more than %d attributes in a tag", maxAttributes)
		return false
	}
	x.Attrs = append(x.Attrs, a)
	x.passes = x.passes || strings.HasSuffix(name, ":ProcessContent")
	return true
}

// named are the characters that an attribute's name runs over, tagged those of an
// element's name but the colon, plain those of a value that stand for themselves.
var named, tagged, Plain = func() (n, t, p [256]bool) {
	for c := range 256 {
		n[c] = !Space(byte(c)) && strings.IndexByte(`=><"'`, byte(c)) < 0
		t[c] = !Space(byte(c)) && strings.IndexByte(`:/=><"'&`, byte(c)) < 0
		p[c] = c >= ' ' && c < utf8.RuneSelf && strings.IndexByte(`&<"'`, byte(c)) < 0
	}
	return n, t, p
}()

// bind notes a namespace declaration.
func (x *Scanner) bind(a attribute) bool {
	if len(x.ns) >= maxBindings {
		x.Err = bounds.Over(x.part, "more than %d namespaces", maxBindings)
		return false
	}
	b := binding{prefix: span{a.Name.to, a.Name.to}, uri: a.value, space: namespaceOf(x.Value(a))}
	if a.Name.to-a.Name.From > 6 {
		b.prefix.From = a.Name.From + 6
	}
	x.ns = append(x.ns, b)
	if b.prefix.From == b.prefix.to {
		x.Plain = b.space == Ours
	}
	return true
}

// Value is an attribute's value, decoded. White space that is written as such is blanks, of
// which a line end is one; what a reference names stays (XML 1.0, 2.11 and 3.3.3).
func (x *Scanner) Value(a attribute) string {
	raw := x.Cut(a.value)
	if !a.coded {
		return raw
	}
	x.Pass(len(raw))
	if strings.ContainsAny(raw, "\t\r\n") {
		raw = blanks.Replace(raw)
	}
	return x.decode(raw)
}

var blanks = strings.NewReplacer("\r\n", " ", "\t", " ", "\r", " ", "\n", " ")

// Attr is the value of the element in hand's attribute of no namespace; "" where it has none.
func (x *Scanner) Attr(name string) string {
	v, _ := x.AttrOK(name)
	return v
}

// AttrOK finds an attribute without a prefix.
func (x *Scanner) AttrOK(name string) (string, bool) {
	for i := range x.Attrs {
		if old := x.Attrs[i].Name; old.to-old.From == int32(len(name)) && x.Cut(old) == name {
			return x.Value(x.Attrs[i]), true
		}
	}
	return "", false
}

// Related is the relationship that the element in hand names: r:id, whatever the prefix. An
// attribute of another namespace with that name counts only where there is no other.
func (x *Scanner) Related() (id string) {
	for _, a := range x.Attrs {
		prefix, local, ok := strings.Cut(x.Cut(a.Name), ":")
		if !ok || local != "id" {
			continue
		}
		if x.space(prefix) == relating {
			return x.Value(a)
		}
		if id == "" {
			id = x.Value(a)
		}
	}
	return id
}
