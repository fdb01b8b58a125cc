package sheet

import (
	"strings"
	"unicode/utf8"
)

// attributes reads the attributes of a start tag to its end.
func (x *scanner) attributes() bool {
	s, i := x.s, x.i
	x.attrs = x.attrs[:0]
	for {
		gap := i
		for i < len(s) && space(s[i]) {
			i++
		}
		if i >= len(s) {
			return x.fail("cut in a tag")
		}
		switch s[i] {
		case '>':
			from := x.i
			x.i = i + 1
			return x.pass(x.i - from)
		case '/':
			if i+1 >= len(s) || s[i+1] != '>' {
				return x.fail("bad tag")
			}
			from := x.i
			x.i, x.empty = i+2, true
			return x.pass(x.i - from)
		}
		if gap == i {
			return x.fail("attributes run together")
		}
		from := i
		for i < len(s) && named[s[i]] {
			i++
		}
		name := span{int32(from), int32(i)}
		for i < len(s) && space(s[i]) {
			i++
		}
		if name.to == name.from || i >= len(s) || s[i] != '=' {
			return x.fail("attribute without a value")
		}
		i++
		for i < len(s) && space(s[i]) {
			i++
		}
		if i >= len(s) || s[i] != '"' && s[i] != '\'' {
			return x.fail("attribute %.40q without quotes", x.cut(name))
		}
		a := attribute{name: name}
		var ok bool
		if a.value, a.coded, ok = x.quoted(i); !ok {
			return x.fail("bad attribute %.40q", x.cut(name))
		}
		i = int(a.value.to) + 1
		if !x.note(a) {
			return false
		}
	}
}

// quoted is the value that begins with the quote at i; coded says that it is more than
// what is written. ok is false for one that does not end, or has a < in it.
func (x *scanner) quoted(i int) (value span, coded, ok bool) {
	s, quote := x.s, x.s[i]
	i++
	value.from = int32(i)
	for i < len(s) && plain[s[i]] {
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
func (x *scanner) note(a attribute) bool {
	name := x.cut(a.name)
	x.steps += len(x.attrs)
	for i := range x.attrs {
		if old := x.attrs[i].name; old.to-old.from == int32(len(name)) && x.cut(old) == name {
			return x.fail("attribute %.40q twice", name)
		}
	}
	if strings.HasPrefix(name, "xmlns") && (len(name) == 5 || name[5] == ':') {
		return x.bind(a)
	}
	if len(x.attrs) >= maxAttributes {
		x.err = over(x.part, "more than %d attributes in a tag", maxAttributes)
		return false
	}
	x.attrs = append(x.attrs, a)
	x.passes = x.passes || strings.HasSuffix(name, ":ProcessContent")
	return true
}

// named are the characters that an attribute's name runs over, tagged those of an
// element's name but the colon, plain those of a value that stand for themselves.
var named, tagged, plain = func() (n, t, p [256]bool) {
	for c := range 256 {
		n[c] = !space(byte(c)) && strings.IndexByte(`=><"'`, byte(c)) < 0
		t[c] = !space(byte(c)) && strings.IndexByte(`:/=><"'&`, byte(c)) < 0
		p[c] = c >= ' ' && c < utf8.RuneSelf && strings.IndexByte(`&<"'`, byte(c)) < 0
	}
	return n, t, p
}()

// bind notes a namespace declaration.
func (x *scanner) bind(a attribute) bool {
	if len(x.ns) >= maxBindings {
		x.err = over(x.part, "more than %d namespaces", maxBindings)
		return false
	}
	b := binding{prefix: span{a.name.to, a.name.to}, uri: a.value, space: namespaceOf(x.value(a))}
	if a.name.to-a.name.from > 6 {
		b.prefix.from = a.name.from + 6
	}
	x.ns = append(x.ns, b)
	if b.prefix.from == b.prefix.to {
		x.plain = b.space == ours
	}
	return true
}

// value is an attribute's value, decoded. White space that is written as such is blanks, of
// which a line end is one; what a reference names stays (XML 1.0, 2.11 and 3.3.3).
func (x *scanner) value(a attribute) string {
	raw := x.cut(a.value)
	if !a.coded {
		return raw
	}
	x.pass(len(raw))
	if strings.ContainsAny(raw, "\t\r\n") {
		raw = blanks.Replace(raw)
	}
	return x.decode(raw)
}

var blanks = strings.NewReplacer("\r\n", " ", "\t", " ", "\r", " ", "\n", " ")

func (x *scanner) attr(name string) string {
	v, _ := x.attrOK(name)
	return v
}

// attrOK finds an attribute without a prefix.
func (x *scanner) attrOK(name string) (string, bool) {
	for i := range x.attrs {
		if old := x.attrs[i].name; old.to-old.from == int32(len(name)) && x.cut(old) == name {
			return x.value(x.attrs[i]), true
		}
	}
	return "", false
}

// related is the relationship that the element in hand names: r:id, whatever the prefix. An
// attribute of another namespace with that name counts only where there is no other.
func (x *scanner) related() (id string) {
	for _, a := range x.attrs {
		prefix, local, ok := strings.Cut(x.cut(a.name), ":")
		if !ok || local != "id" {
			continue
		}
		if x.space(prefix) == relating {
			return x.value(a)
		}
		if id == "" {
			id = x.value(a)
		}
	}
	return id
}
