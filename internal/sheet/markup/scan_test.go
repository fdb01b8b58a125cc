package markup_test

import (
	"context"
	"encoding/binary"
	"errors"
	"strings"
	"testing"
	"unicode/utf16"

	"tonghop/internal/sheet/bounds"
	"tonghop/internal/sheet/markup"
)

// inRoot is a part with all namespaces declared.
func inRoot(content string) string {
	return `<root xmlns="` + mainNS + `" xmlns:s="` + strictNS + `" xmlns:mc="` + compatNS + `" xmlns:q="u:q" xmlns:r="` +
		linkNS + `">` + content + `</root>`
}

// brief is what is told of a part, on one line and without its root.
func brief(t *testing.T, body string) string {
	t.Helper()
	told, err := walked(body)
	if err != nil {
		t.Errorf("%s: %v", body, err)
	}
	told = strings.TrimSuffix(strings.TrimPrefix(told, "<root>\n"), "</root>\n")
	return strings.ReplaceAll(told, "\n", "")
}

// Of alternatives the first is read of which all is understood, else the fallback; of elements
// whose content is to be processed, the content (ECMA-376-3).
func TestMarkupForOlderReaders(t *testing.T) {
	choice := func(needs, content string) string {
		return `<mc:Choice Requires="` + needs + `">` + content + `</mc:Choice>`
	}
	either := func(in ...string) string {
		return "<mc:AlternateContent>" + strings.Join(in, "") + "</mc:AlternateContent>"
	}
	const fallback = "<mc:Fallback><z/></mc:Fallback>"
	for name, c := range map[string]struct{ content, want string }{
		"none is understood":     {either(choice("q", "<a/>"), fallback), "<z></z>"},
		"the first understood":   {either(choice("q", "<a/>"), choice("s", "<b/>"), choice("s", "<c/>"), fallback), "<b></b>"},
		"one of several is not":  {either(choice("s q", "<a/>"), fallback), "<z></z>"},
		"a prefix of nothing":    {either(choice("nn", "<a/>"), fallback), "<z></z>"},
		"nothing required":       {either(choice("", "<a/>"), fallback), "<z></z>"},
		"no fallback":            {either(choice("q", "<a/>")), ""},
		"each in the other":      {either(choice("s", either(choice("q", "<a/>"), fallback))), "<z></z>"},
		"two one after another":  {either(choice("s", "<a/>")) + either(choice("s", "<b/>")), "<a></a><b></b>"},
		"a foreign element":      {"<q:w><a/></q:w><b/>", "<b></b>"},
		"content processed":      {`<a mc:ProcessContent="q:w"><q:w><b/></q:w><q:x><c/></q:x></a>`, "<a><b></b></a>"},
		"content of any":         {`<a mc:ProcessContent="q:*"><q:w><b/></q:w><q:x><c/></q:x></a>`, "<a><b></b><c></c></a>"},
		"said by itself":         {`<q:w mc:ProcessContent="q:w"><b/></q:w>`, "<b></b>"},
		"no longer behind it":    {`<a mc:ProcessContent="q:w"/><q:w><b/></q:w>`, "<a></a>"},
		"by another prefix":      {`<a mc:ProcessContent="q:w"><p:w xmlns:p="u:q"><b/></p:w></a>`, "<a><b></b></a>"},
		"another of that prefix": {`<a mc:ProcessContent="q:w"><q:w xmlns:q="u:other"><b/></q:w></a>`, "<a></a>"},
	} {
		if got := brief(t, inRoot(c.content)); got != c.want {
			t.Errorf("%s: told %q, want %q", name, got, c.want)
		}
	}
}

// White space in an attribute is a blank where it is written and itself where it is referred to.
func TestWhiteSpaceInAttributes(t *testing.T) {
	got := brief(t, inRoot("<a b='1\t2\r\n3\n4\r5&#10;6&#9;7&#13;8'/>"))
	if want := `<a b="1 2 3 4 5\n6\t7\r8"></a>`; got != want {
		t.Errorf("told %s, want %s", got, want)
	}
}

// Every encoding of XML that a part may have is read; another one, and half a letter, is damage.
func TestEncodings(t *testing.T) {
	body := inRoot("<t>Hộ 😀</t>")
	as := func(order binary.AppendByteOrder, s string) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			b = order.AppendUint16(b, u)
		}
		return string(b)
	}
	little, big := binary.LittleEndian, binary.BigEndian
	for name, c := range map[string]string{
		"UTF-8":                  body,
		"UTF-8 with a mark":      "\xef\xbb\xbf" + body,
		"UTF-8 by name":          `<?xml version="1.0" encoding = "UTF-8"?>` + body,
		"UTF-16 little":          as(little, "\ufeff"+body),
		"UTF-16 big":             as(big, "\ufeff"+body),
		"UTF-16 little, no mark": as(little, body),
		"UTF-16 big, no mark":    as(big, body),
	} {
		if got := brief(t, c); got != `<t>"Hộ 😀"</t>` {
			t.Errorf("%s: told %q", name, got)
		}
	}
	if got := brief(t, `<?xml version="1.0" encoding="windows-1252"?>`+inRoot("<t>ASCII</t>")); got != `<t>"ASCII"</t>` {
		t.Errorf("ASCII under another name: told %q", got)
	}
	for name, bad := range map[string]string{
		"another encoding":    `<?xml version="1.0" encoding="windows-1258"?>` + body,
		"no UTF-8":            strings.Replace(body, "ộ", "\xe1\xbb", 1),
		"an odd byte":         as(little, "\ufeff"+body) + "x",
		"half a letter":       as(little, "\ufeff<root>") + "\x3d\xd8",
		"two halves at odds":  as(little, "\ufeff<root>") + "\x3d\xd8a\x00",
		"a declaration's end": `<?xml version="1.0"`,
	} {
		refused(t, name, bad, "FILE-001")
	}
}

func refused(t *testing.T, name, body, code string) {
	t.Helper()
	told, err := walked(body)
	var r *bounds.Refusal
	if !errors.As(err, &r) || r.Code != code || r.Part != "part.xml" {
		t.Errorf("%s: told %q, %v; want %s", name, told, err, code)
	}
}

// What XML forbids is damage, wherever it stands; what is more than a reader keeps is too much.
func TestWhatIsNoXML(t *testing.T) {
	for name, bad := range map[string]string{
		"nothing":                       "",
		"blanks alone":                  " \n",
		"text before the root":          "x" + inRoot(""),
		"text behind the root":          inRoot("") + "x",
		"a second root":                 inRoot("") + inRoot(""),
		"another root":                  `<other xmlns="` + mainNS + `"/>`,
		"a root of no namespace":        `<root/>`,
		"a document type":               "<!DOCTYPE root>" + inRoot(""),
		"an end too many":               inRoot("") + "</root>",
		"ends that cross":               inRoot("<a><b></a></b>"),
		"an end with attributes":        inRoot("<a></a b='1'>"),
		"an end missing":                strings.TrimSuffix(inRoot("<a/>"), "</root>"),
		"cut in a tag":                  "<root ",
		"cut behind <":                  "<",
		"cut in a comment":              inRoot("")[:20] + "<!-- ",
		"a cut comment":                 inRoot("<!-- a"),
		"a cut instruction":             inRoot("<?a"),
		"an attribute twice":            inRoot("<a b='1' b='2'/>"),
		"attributes run together":       inRoot("<a b='1'c='2'/>"),
		"no quotes":                     inRoot("<a b=1/>"),
		"no value":                      inRoot("<a b/>"),
		"no name":                       inRoot("<a ='1'/>"),
		"an open quote":                 inRoot("<a b='1/>"),
		"< in an attribute":             inRoot("<a b='<'/>"),
		"a slash alone":                 inRoot("<a / >"),
		"two colons":                    inRoot("<q:a:b/>"),
		"a colon first":                 inRoot("<:a/>"),
		"a colon last":                  inRoot("<q:/>"),
		"quotes in a name":              inRoot("<a'/>"),
		"an unknown reference":          inRoot("<t>&nbsp;</t>"),
		"a bare &":                      inRoot("<t>a & b</t>"),
		"a reference to nothing":        inRoot("<t>&#;</t>"),
		"a reference to a control":      inRoot("<t>&#1;</t>"),
		"a reference to a half":         inRoot("<t>&#xD800;</t>"),
		"a reference to no letter":      inRoot("<t>&#xFFFE;</t>"),
		"a reference beyond":            inRoot("<t>&#x110000;</t>"),
		"hexadecimal without x":         inRoot("<t>&#1F;</t>"),
		"a control":                     inRoot("<t>\x01</t>"),
		"no letter":                     inRoot("<t>\uffff</t>"),
		"a control in an attribute":     inRoot("<a b='\x02'/>"),
		"a bad reference in one":        inRoot("<a b='&x;'/>"),
		"an element inside a text":      inRoot("<t>a<b/></t>"),
		"cut inside a text":             "<root xmlns='" + mainNS + "'><t>abc",
		"cut in what nobody reads":      "<root xmlns='" + mainNS + "'><skip><a>",
		"an open quote in it":           inRoot("<skip><a b='></skip>"),
		"< in a tag of it":              inRoot("<skip><a <b></skip>"),
		"what nobody reads has no end":  inRoot("<skip><a></skip>"),
		"a document type in a document": inRoot("<!ELEMENT a>"),
	} {
		refused(t, name, bad, "FILE-001")
	}
	for name, much := range map[string]string{
		"too deep":                   inRoot(strings.Repeat("<a>", 50) + strings.Repeat("</a>", 50)),
		"too deep, read by nobody":   inRoot("<skip>" + strings.Repeat("<a>", 50) + strings.Repeat("</a>", 50) + "</skip>"),
		"too many attributes":        inRoot("<a" + numbered(257, " b%d=''") + "/>"),
		"too many namespaces":        inRoot("<a" + numbered(257, " xmlns:n%d='u'") + "/>"),
		"too many namespaces nested": inRoot(strings.Repeat("<a"+numbered(30, " xmlns:n%d='u'")+">", 10)),
	} {
		refused(t, name, much, "FILE-003")
	}
}

// A relationship is named by its namespace, whatever the prefix; another id stands in for it only
// where there is none.
func TestTheRelationshipOfAnElement(t *testing.T) {
	for content, want := range map[string]string{
		`<a r:id="1"/>`:                              "1",
		`<a q:id="2" r:id="1"/>`:                     "1",
		`<a r:id="1" q:id="2"/>`:                     "1",
		`<a id="3" q:id="2"/>`:                       "2",
		`<a k:id="&#49;" xmlns:k="` + linkNS + `"/>`: "1",
		`<a id="3"/>`:                                "",
	} {
		x := &markup.Scanner{}
		x.Scan("root", "part.xml", inRoot(content), 9)
		root, inside := x.Next(), x.Next()
		if !root || !inside || x.Related() != want {
			t.Errorf("%s: %q, %v; want %q", content, x.Related(), x.Err, want)
		}
	}
}

// In a lenient text an element is stepped over and told; Rest reads the part to its end.
func TestLenientTextsAndTheRest(t *testing.T) {
	x := &markup.Scanner{Meter: bounds.Begin(context.Background())}
	x.Scan("root", "part.xml", inRoot("<t>a<b>x</b>c</t><d><e/></d>"), 9)
	x.Lenient = true
	x.Next()
	x.Next()
	if got := x.Text(); got != "ac" || !x.Mixed {
		t.Errorf("read %q, mixed %v, %v", got, x.Mixed, x.Err)
	}
	if err := x.Rest(); err != nil {
		t.Errorf("the rest: %v", err)
	}
	x.Scan("root", "part.xml", inRoot("<d/>")+"<more/>", 9)
	x.Next()
	var r *bounds.Refusal
	if err := x.Rest(); !errors.As(err, &r) {
		t.Errorf("a bad rest: %v", err)
	}
}
