package sheet

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

// scanner walks the elements of a part. After next, exactly one of start and end
// is set to a local name; namespaces' prefixes and spellings do not matter.
type scanner struct {
	part  string
	dec   *xml.Decoder
	attrs []xml.Attr
	start string
	end   string
	depth int
	max   int
	root  bool
	err   error
}

func newScanner(part string, body []byte, depth int) *scanner {
	return &scanner{part: part, dec: xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))), max: depth}
}

// next moves to the next start or end of an element; false at the end of the
// part or on damage, which is in err.
func (x *scanner) next() bool {
	for x.err == nil {
		t, err := x.dec.Token()
		if err == io.EOF {
			if !x.root {
				x.err = damaged(x.part, "empty part")
			}
			return false
		}
		if err != nil {
			x.err = damaged(x.part, "%v", err)
			return false
		}
		x.start, x.end = "", ""
		switch t := t.(type) {
		case xml.StartElement:
			x.root = true
			x.start, x.attrs = t.Name.Local, t.Attr
			if x.depth++; x.depth > x.max {
				x.err = over(x.part, "elements nested deeper than %d", x.max)
				return false
			}
			return true
		case xml.EndElement:
			x.end = t.Name.Local
			x.depth--
			return true
		}
	}
	return false
}

func (x *scanner) attr(name string) string {
	v, _ := x.attrOK(name)
	return v
}

func (x *scanner) attrOK(name string) (string, bool) {
	for _, a := range x.attrs {
		if a.Name.Local == name {
			return a.Value, true
		}
	}
	return "", false
}

// text reads the characters up to the end of the element just started.
func (x *scanner) text() string {
	var b strings.Builder
	for x.err == nil {
		t, err := x.dec.Token()
		if err != nil {
			x.err = damaged(x.part, "%v", err)
			break
		}
		switch t := t.(type) {
		case xml.CharData:
			b.Write(t)
		case xml.StartElement:
			x.err = damaged(x.part, "element %s inside a text", t.Name.Local)
		case xml.EndElement:
			x.depth--
			return b.String()
		}
	}
	return ""
}

// richText reads a string item (18.4.8 si, 18.3.1.53 is): plain text or runs,
// leaving out phonetic guides. The item's start has been read.
func (x *scanner) richText() string {
	var b strings.Builder
	level, phonetic := x.depth, 0
	for x.next() {
		switch {
		case x.start == "rPh":
			phonetic++
		case x.end == "rPh":
			phonetic--
		case x.start == "t":
			if s := x.text(); phonetic == 0 {
				b.WriteString(s)
			}
		case x.end != "" && x.depth < level:
			return unescape(b.String())
		}
	}
	return ""
}

// unescape reads the _xHHHH_ escapes of 22.9.2.19 ST_Xstring.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if i+7 <= len(s) && s[i] == '_' && s[i+1] == 'x' && s[i+6] == '_' {
			if r, ok := hex4(s[i+2 : i+6]); ok {
				b.WriteRune(r)
				i += 7
				continue
			}
		}
		b.WriteByte(s[i])
		i++
	}
	return b.String()
}

func hex4(s string) (rune, bool) {
	var r rune
	for _, c := range []byte(s) {
		switch {
		case c >= '0' && c <= '9':
			r = r<<4 | rune(c-'0')
		case c >= 'a' && c <= 'f':
			r = r<<4 | rune(c-'a'+10)
		case c >= 'A' && c <= 'F':
			r = r<<4 | rune(c-'A'+10)
		default:
			return 0, false
		}
	}
	return r, true
}
