package letter

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
)

// node is an element, or a piece of text or of anything else, with its own bytes.
type node struct {
	word       bool   // an element of WordprocessingML
	name       string // of an element, without its prefix; "" for what is none
	start, end string // its tags as they stand; of what is no element all of it is start
	text       string // of text what it says
	paragraph  int    // of a paragraph its number in the part
	kids       []*node
	loose      *[]mark // what unclosed found; nil where it did not look, or the text has changed since
}

// wordSpaces are the namespaces of WordprocessingML, usual and strict.
var wordSpaces = map[string]bool{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main": true,
	"http://purl.oclc.org/ooxml/wordprocessingml/main":             true,
}

// parse reads a part into a tree of which every byte is kept.
func parse(part string, data []byte) (*node, error) {
	if !bytes.Contains(data, []byte("{")) { // most headers and notes: nothing to do in them
		return &node{start: string(data)}, nil
	}
	text := string(data)
	d := xml.NewDecoder(strings.NewReader(text))
	root := &node{}
	open := []*node{root}
	paragraphs := 0
	for {
		from := d.InputOffset()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return root, nil
		}
		if err != nil {
			return nil, refuse(Broken, part)
		}
		raw, in := text[from:d.InputOffset()], open[len(open)-1]
		switch t := token.(type) {
		case xml.StartElement:
			n := &node{word: wordSpaces[t.Name.Space], name: t.Name.Local, start: raw}
			if n.is("p") {
				paragraphs++
				n.paragraph = paragraphs
			}
			in.kids = append(in.kids, n)
			if open = append(open, n); len(open) > mostDeep {
				return nil, refuse(TooLarge, part)
			}
		case xml.EndElement:
			in.end = raw // nothing where the element is <a/>
			open = open[:len(open)-1]
		case xml.Directive:
			return nil, refuse(Declares, part)
		case xml.CharData:
			in.kids = append(in.kids, &node{start: raw, text: string(t)})
		default:
			in.kids = append(in.kids, &node{start: raw})
		}
	}
}

// is tells whether a node is a WordprocessingML element of that name.
func (n *node) is(name string) bool { return n.word && n.name == name }

// marked tells whether there is anything to fill in. Half of a mark may stand in one run and
// half in another.
func (n *node) marked() bool {
	if n.name == "" && strings.Contains(n.text, "{") {
		return true
	}
	for _, k := range n.kids {
		if k.marked() {
			return true
		}
	}
	return false
}

func (n *node) bytes() []byte {
	var b bytes.Buffer
	n.write(&b)
	return b.Bytes()
}

func (n *node) write(b *bytes.Buffer) {
	b.WriteString(n.start)
	for _, k := range n.kids {
		k.write(b)
	}
	b.WriteString(n.end)
}

// size is about how many bytes a copy takes.
func (n *node) size() int {
	all := len(n.start) + len(n.end) + 100
	for _, k := range n.kids {
		all += k.size()
	}
	return all
}

// identity is what may stand once in a document: a paragraph's own number.
var identity = regexp.MustCompile(` w14:(paraId|textId)="[^"]*"`)

// clone copies a node. A copy beside the first has no bookmarks and no numbers of its own,
// which may stand once.
func (n *node) clone(first bool) *node {
	c := *n
	if !first && n.word && (n.name == "p" || n.name == "tr") {
		c.start = identity.ReplaceAllString(n.start, "")
	}
	c.loose = nil
	c.kids = make([]*node, 0, len(n.kids))
	for _, k := range n.kids {
		if first || !k.is("bookmarkStart") && !k.is("bookmarkEnd") {
			c.kids = append(c.kids, k.clone(first))
		}
	}
	return &c
}

// child is the first child of that name; nil for none.
func (n *node) child(name string) *node {
	for _, k := range n.kids {
		if k.is(name) {
			return k
		}
	}
	return nil
}

// prefix is what stands before an element's name in its tag: "w:".
func (n *node) prefix() string {
	tag := strings.TrimPrefix(n.start, "<")
	if end := strings.IndexAny(tag, " \t\r\n/>"); end >= 0 {
		tag = tag[:end]
	}
	return strings.TrimSuffix(tag, n.name)
}

// hold makes an element hold that and nothing else.
func (n *node) hold(inside ...*node) {
	if n.end == "" {
		n.end = "</" + n.prefix() + n.name + ">"
		n.start = strings.TrimSuffix(strings.TrimSuffix(n.start, ">"), "/") + ">"
	}
	n.kids = inside
}

// escaped is text as it stands in markup, without what markup cannot hold.
func escaped(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
