package markup_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"tonghop/internal/sheet/bounds"
	"tonghop/internal/sheet/markup"
)

// numbered is a piece of markup n times over, %d its number.
func numbered(n int, piece string) string {
	if !strings.Contains(piece, "%") {
		return strings.Repeat(piece, n)
	}
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, piece, i)
	}
	return b.String()
}

// constructs are parts in which one thing stands many times, before and behind it what holds it.
var constructs = map[string][3]string{
	"elements":                    {"", "<a b='1'><c/></a>", ""},
	"blanks between":              {"", "\r\n ", ""},
	"blanks in a tag":             {"<a ", "\n", "/>"},
	"blanks in an end":            {"<a></a", " ", ">"},
	"a long attribute":            {"<a b='", "đ>\"", "'/>"},
	"references in an attribute":  {"<a b='", "&#7897;", "'/>"},
	"elements of many attributes": {"", "<a" + numbered(100, " b%d=''") + "/>", ""},
	"elements of many namespaces": {"", "<a" + numbered(100, " xmlns:n%d='u'") + "><n5:c/></a>", ""},
	"foreign elements":            {"", "<q:a q:b='1'><q:c/></q:a>", ""},
	"comments":                    {"", "<!-- - -- ' -->", ""},
	"a long comment":              {"<!--", "- >", "-->"},
	"a long instruction":          {"<?a ", "? >", "?>"},
	"a text":                      {"<t>", "đường ", "</t>"},
	"references":                  {"<t>", "&#7897;&amp;", "</t>"},
	"a reference of zeros":        {"<t>&#", "0", "49;</t>"},
	"a reference of zeros in hex": {"<t>&#x", "0", "31;</t>"},
	"CDATA":                       {"<t>", "<![CDATA[<&]]>", "</t>"},
	"a long CDATA":                {"<t><![CDATA[", "]]", " ]]></t>"},
	"line ends":                   {"<t>", "\r\n", "</t>"},
	"comments in a text":          {"<t>", "a<!--b-->", "</t>"},
	"a raw text":                  {"<v>", "a&lt;", "</v>"},
	"tags that nobody reads":      {"<skip>", "<a b='>'/><c></c>", "</skip>"},
	"> that nobody reads":         {"<skip><a b='", ">\"", "'/></skip>"},
	"attributes nobody reads":     {"<skip><a", " b%04d='\"'", "/></skip>"},
	"alternatives": {"", "<mc:AlternateContent><mc:Choice Requires='q'><a/></mc:Choice>" +
		"<mc:Fallback><b/></mc:Fallback></mc:AlternateContent>", ""},
	"an alternative that asks for much": {"<mc:AlternateContent><mc:Choice Requires='", "s ",
		"'/></mc:AlternateContent>"},
	"content to be processed":      {"", "<q:a mc:ProcessContent='q:*'><q:b/></q:a>", ""},
	"much content to be processed": {"<q:a mc:ProcessContent='", "q:b%d ", "'><q:b/></q:a>"},
}

// Twice as much of anything costs at most twice the steps, and every byte is counted.
func TestStepsGrowAsThePartDoes(t *testing.T) {
	for name, c := range constructs {
		steps := func(n int) int {
			m := bounds.Begin(context.Background())
			return scanned(t, name, inRoot(c[0]+numbered(n, c[1])+c[2]), m)
		}
		const n, slip = 1000, 3000
		none, once, fourfold := steps(0), steps(n), steps(4*n)
		once, fourfold = once-none, fourfold-none
		if fourfold > 4*once+once/5+slip {
			t.Errorf("%s: %d steps for %d, %d for fourfold", name, once, n, fourfold)
		}
		if fourfold < 4*n {
			t.Errorf("%s: %d steps for %d are not counted", name, fourfold, 4*n)
		}
	}
}

// scanned walks a part to its end and counts the steps.
func scanned(t *testing.T, name, body string, m bounds.Meter) int {
	t.Helper()
	x := &markup.Scanner{Meter: m}
	x.Scan("root", "part.xml", body, 40)
	walk(x)
	if x.Err != nil {
		t.Errorf("%s: %v", name, x.Err)
	}
	return x.Steps
}

// walk reads all that is told.
func walk(x *markup.Scanner) {
	for x.Next() {
		switch x.Start {
		case "t":
			x.Text()
		case "v":
			raw := x.Raw()
			raw.Decoded(x)
		case "skip":
			x.Skip()
		case "a":
			x.Attr("b")
		}
	}
}

// Whoever waits no longer is not read for, whatever the part is made of: it ends before its end.
func TestAPartIsCalledOffInItsMidst(t *testing.T) {
	for name, c := range constructs {
		if name == "blanks in an end" {
			continue // passed in one go; they were counted when the part was begun
		}
		n := 4*bounds.Stride/len(c[1]) + 1
		ctx, cancel := context.WithCancel(context.Background())
		x := &markup.Scanner{Meter: bounds.Begin(ctx)}
		x.Scan("root", "part.xml", inRoot(c[0]+numbered(n, c[1])+c[2]), 40)
		if x.Err != nil {
			t.Errorf("%s: %v", name, x.Err)
		}
		cancel()
		walk(x)
		if !errors.Is(x.Err, context.Canceled) {
			t.Errorf("%s: read to its end: %v", name, x.Err)
		}
	}
}
