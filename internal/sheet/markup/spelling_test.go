package markup_test

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/sheet/bounds"
	"tonghop/internal/sheet/markup"
)

const (
	mainNS   = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	strictNS = "http://purl.oclc.org/ooxml/spreadsheetml/main"
	compatNS = "http://schemas.openxmlformats.org/markup-compatibility/2006"
	linkNS   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// walked tells all that a scanner sees of a part: elements of ours with their attributes, the
// text of every t by Text, of every v by Raw, and nothing of what is in a skip.
func walked(body string) (string, error) {
	x := &markup.Scanner{Meter: bounds.Begin(context.Background())}
	x.Scan("root", "part.xml", body, 40)
	var out strings.Builder
	for x.Next() {
		if x.End != "" {
			fmt.Fprintf(&out, "</%s>\n", x.End)
			continue
		}
		name := x.Start
		var attrs []string
		for _, a := range x.Attrs {
			if n := x.Cut(a.Name); !strings.Contains(n, ":") {
				attrs = append(attrs, fmt.Sprintf(" %s=%q", n, x.Attr(n)))
			}
		}
		slices.Sort(attrs)
		fmt.Fprintf(&out, "<%s%s>\n", name, strings.Join(attrs, ""))
		switch name {
		case "t":
			fmt.Fprintf(&out, "%q\n</t>\n", x.Text())
		case "v":
			raw := x.Raw()
			fmt.Fprintf(&out, "%q\n</v>\n", raw.Decoded(x))
		case "skip":
			x.Skip()
			out.WriteString("</skip>\n")
		}
	}
	return out.String(), x.Err
}

// decoded tells the same of a part by encoding/xml. Attributes are normalised as XML 1.0, 3.3.3
// asks, which encoding/xml leaves to its caller; no value here has white space by reference.
func decoded(body string) (string, error) {
	d := xml.NewDecoder(strings.NewReader(strings.TrimPrefix(body, "\ufeff")))
	var out, text strings.Builder
	hidden, open := 0, []string{} // elements around that are not told
	for {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch v := tok.(type) {
		case xml.StartElement:
			ours := v.Name.Space == mainNS || v.Name.Space == strictNS
			if hidden > 0 || !ours || slices.Contains(open, "skip") {
				hidden++
				continue
			}
			open = append(open, v.Name.Local)
			text.Reset()
			fmt.Fprintf(&out, "<%s%s>\n", v.Name.Local, attributesOf(v))
		case xml.EndElement:
			if hidden > 0 {
				hidden--
				continue
			}
			open = open[:len(open)-1]
			if n := v.Name.Local; n == "t" || n == "v" {
				fmt.Fprintf(&out, "%q\n", text.String())
			}
			fmt.Fprintf(&out, "</%s>\n", v.Name.Local)
		case xml.CharData:
			text.Write(v)
		}
	}
}

func attributesOf(e xml.StartElement) string {
	var attrs []string
	for _, a := range e.Attr {
		if a.Name.Space == "" && a.Name.Local != "xmlns" {
			value := strings.NewReplacer("\n", " ", "\t", " ").Replace(a.Value)
			attrs = append(attrs, fmt.Sprintf(" %s=%q", a.Name.Local, value))
		}
	}
	slices.Sort(attrs)
	return strings.Join(attrs, "")
}

// writer spells a part of made-up elements, each choice by chance. All that it writes is legal.
type writer struct {
	rnd    *rand.Rand
	out    strings.Builder
	space  string
	prefix string
}

func (w *writer) pick(of ...string) string { return of[w.rnd.IntN(len(of))] }

func (w *writer) write(s ...string) {
	for _, p := range s {
		w.out.WriteString(p)
	}
}

func (w *writer) part() string {
	w.space = w.pick(mainNS, mainNS, strictNS)
	w.write(w.pick("", "\ufeff"), w.pick("", `<?xml version="1.0"?>`, "<?xml version='1.0' encoding='utf-8' ?>\r\n"))
	w.write(w.pick("", "<!-- <root> ' \" & -->\r\n", "<?app <root> ?>"))
	w.prefix = w.pick("", "", "x", "đơn", "a-b.c_1")
	w.element("root", 0, true)
	w.write(w.pick("", "\n", "<!-- end -->", "<?a b?>\r\n"))
	return w.out.String()
}

func (w *writer) element(local string, depth int, declare bool) {
	was := w.prefix
	if declare = declare || w.rnd.IntN(5) == 0; declare && depth > 0 {
		w.prefix = w.pick("", "m", "m2", was)
	}
	defer func() { w.prefix = was }()
	name := local
	if w.prefix != "" {
		name = w.prefix + ":" + local
	}
	w.write("<", name)
	if declare {
		w.attribute(strings.TrimSuffix("xmlns:"+w.prefix, ":"), w.space)
	}
	for i := range w.rnd.IntN(4) {
		w.attribute(fmt.Sprintf("a%d", i), w.letters())
	}
	if w.rnd.IntN(4) == 0 {
		w.attribute("xmlns:fa", "u:f")
		w.attribute("fa:a0", "n'\" >")
	}
	empty := depth > 0 && w.rnd.IntN(4) == 0
	if empty && w.rnd.IntN(2) == 0 {
		w.write(w.pick("", " ", "\r\n"), "/>")
		return
	}
	w.write(w.pick("", " ", "\n\t"), ">")
	if !empty {
		w.content(local, depth)
	}
	w.write("</", name, w.pick("", " ", "\r\n\t"), ">")
}

func (w *writer) content(local string, depth int) {
	if local == "t" || local == "v" {
		for range w.rnd.IntN(4) {
			w.text(w.letters())
			w.write(w.pick("", "", "<!-- <v>1</v> & -->", "<?a > b?>", "<![CDATA[]]>", "<![CDATA[a<&>b]] ]]>"))
		}
		return
	}
	for range w.rnd.IntN(5) {
		w.write(w.pick("", "\n  ", "\r\n", "\r", "\t"), w.pick("", "", `<!--<t a='1'> ]]> -->`, `<?t <t a="1"> ' ?>`))
		switch w.rnd.IntN(6) {
		case 0:
			w.write(`<f:t xmlns:f="u:f" a0='9' f:a0="1>"><f:v>9</f:v><t xmlns="`, w.space, `"><v>8</v></t></f:t>`)
		case 1, 2:
			w.element(w.pick("t", "v"), depth+1, false)
		default:
			if depth < 6 {
				w.element(w.pick("group", "group", "skip"), depth+1, false)
			}
		}
	}
}

func (w *writer) letters() string {
	var b strings.Builder
	for range w.rnd.IntN(6) {
		b.WriteString(w.pick("a", "đường ", "Ộ", "😀", "<", "&", ">", "'", `"`, " ", "]]", "\ufeff", "_x0041_", "\ufffd"))
	}
	return b.String()
}

// attribute writes one; a blank in its value may be written as other white space.
func (w *writer) attribute(name, value string) {
	quote := w.pick(`"`, "'")
	w.write(w.pick(" ", "\r\n  ", "\t"), name, w.pick("=", " = ", "\n=\r\n"), quote)
	for _, r := range value {
		switch c := string(r); {
		case c == quote || c == "<" || c == "&" || w.rnd.IntN(8) == 0 && c != " ":
			w.reference(r)
		case c == " ":
			w.write(w.pick(" ", " ", "\t", "\n", "\r\n", "\r"))
		default:
			w.write(c)
		}
	}
	w.write(quote)
}

func (w *writer) text(s string) {
	for _, r := range s {
		switch {
		case r == '<' || r == '&' || r == '>' || w.rnd.IntN(8) == 0:
			w.reference(r)
		default:
			w.write(string(r))
		}
	}
	w.write(w.pick("", "", "\n", "\r\n", "\r", "\t", "&#13;", "&#10;", "&#x9;"))
}

func (w *writer) reference(r rune) {
	named := map[rune]string{'<': "&lt;", '&': "&amp;", '>': "&gt;", '\'': "&apos;", '"': "&quot;"}
	if s, ok := named[r]; ok && w.rnd.IntN(2) == 0 {
		w.write(s)
		return
	}
	fmt.Fprintf(&w.out, w.pick("&#%d;", "&#x%x;", "&#x%X;", "&#%08d;", "&#x%020x;"), r)
}

// Any legal spelling is read as encoding/xml reads it.
func TestGeneratedSpellingsReadAsByEncodingXML(t *testing.T) {
	n := 20_000
	if testing.Short() {
		n = 3_000
	}
	told := 0
	for seed := range n {
		w := &writer{rnd: rand.New(rand.NewPCG(uint64(seed), 1))}
		body := w.part()
		want, err := decoded(body)
		if err != nil {
			t.Fatalf("spelling %d is not legal: %v\n%s", seed, err, body)
		}
		got, err := walked(body)
		if err != nil || got != want {
			t.Fatalf("spelling %d: %v\n%q\n%s--- by encoding/xml\n%s", seed, err, body, got, want)
		}
		told += strings.Count(got, "\n")
	}
	if told < 10*n {
		t.Errorf("only %d lines told of %d parts", told, n)
	}
}
