package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"tonghop/internal/sheet/bounds"
	"tonghop/internal/tier"
)

const (
	mainSpace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relSpace  = "http://schemas.openxmlformats.org/package/2006/relationships"
	linkSpace = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
)

// made is a workbook of one sheet, with parts put in place of its own or beside them.
func made(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"_rels/.rels":                `<Relationships xmlns="` + relSpace + `"><Relationship Id="a" Type="t/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><sheets><sheet name="S" r:id="a"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="` + relSpace + `"><Relationship Id="a" Type="t/worksheet" Target="s.xml"/><Relationship Id="b" Type="t/sharedStrings" Target="t.xml"/><Relationship Id="c" Type="t/styles" Target="y.xml"/></Relationships>`,
		"xl/s.xml":                   `<worksheet xmlns="` + mainSpace + `"/>`,
		"xl/t.xml":                   `<sst xmlns="` + mainSpace + `"/>`,
		"xl/y.xml":                   `<styleSheet xmlns="` + mainSpace + `"/>`,
	}
	maps.Copy(all, parts)
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, all[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// times is a piece of markup n times over, %d its number.
func times(n int, piece string) string {
	if !strings.Contains(piece, "%") {
		return strings.Repeat(piece, n)
	}
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, piece, i)
	}
	return b.String()
}

// tiny is an archive's part in so many deflated blocks.
func tiny(t testing.TB, n int) []byte {
	body := times(n, "<!--%018d-->") + "<a/>"
	var packed bytes.Buffer
	w, err := flate.NewWriter(&packed, 9)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(body); i += 25 {
		if _, err := io.WriteString(w, body[i:min(len(body), i+25)]); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	whole := made(t, nil)
	r, err := zip.NewReader(bytes.NewReader(whole), int64(len(whole)))
	if err != nil {
		t.Fatal(err)
	}
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range r.File {
		if err := z.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	f, err := z.CreateRaw(&zip.FileHeader{Name: "xl/blocks.xml", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(body)), CompressedSize64: uint64(packed.Len()), UncompressedSize64: uint64(len(body))})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Write(packed.Bytes()); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// constructs are workbooks in which one thing stands n times.
func constructs(t testing.TB) map[string]func(n int) []byte {
	out := map[string]func(n int) []byte{}
	put := func(name, part, head, piece, tail string) {
		out[name] = func(n int) []byte { return made(t, map[string]string{part: head + times(n, piece) + tail}) }
	}
	inSheet := func(name, head, piece, tail string) {
		put(name, "xl/s.xml", `<worksheet xmlns="`+mainSpace+`" xmlns:x="u" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">`+head, piece, tail+`</worksheet>`)
	}
	inRow := func(name, piece string) {
		inSheet(name, `<sheetData><row>`, piece, `</row></sheetData>`)
	}
	inData := func(name, piece string) { inSheet(name, `<sheetData>`, piece, `</sheetData>`) }
	inStrings := func(name, head, piece, tail string) {
		put(name, "xl/t.xml", `<sst xmlns="`+mainSpace+`">`+head, piece, tail+`</sst>`)
	}
	inBook := func(name, head, piece, tail string) {
		put(name, "xl/workbook.xml", `<workbook xmlns="`+mainSpace+`" xmlns:r="`+linkSpace+`"><sheets><sheet name="S" r:id="a"/>`+head, piece, tail+`</workbook>`)
	}
	names := func(name, piece string) {
		inBook(name, `</sheets><definedNames>`, piece, `</definedNames>`)
	}
	inStyles := func(name, head, piece, tail string) {
		put(name, "xl/y.xml", `<styleSheet xmlns="`+mainSpace+`">`+head, piece, tail+`</styleSheet>`)
	}
	const rels = `<Relationships xmlns="` + relSpace + `"><Relationship Id="a" Type="t/worksheet" Target="s.xml"/>`

	inSheet("attributes of a tag that nobody reads", "<cols><col", ` a%d="x'y"`, "/></cols>")
	inSheet("> in an attribute that nobody reads", `<cols><col a="`, `>`, `"/></cols>`)
	inSheet("> behind an apostrophe in an attribute", `<cols><col a="'`, `>`, `"/></cols>`)
	inSheet("> between quotation marks", `<cols><col a='`, `>"`, `'/></cols>`)
	inSheet("> in many short attributes", `<cols><col`, ` a%d=">" b%[1]d='>'`, `/></cols>`)
	inSheet("apostrophes in an attribute", `<cols><col a="`, `'`, `"/></cols>`)
	inSheet("blanks in a tag that nobody reads", `<cols><col `, ` `, `/></cols>`)
	inSheet("blanks in a tag", `<sheetData `, " \n", `/>`)
	inSheet("blanks in an end tag", `<sheetData></sheetData`, " ", `>`)
	inSheet("a long attribute", `<sheetData a="`, "đ", `"/>`)
	inSheet("> in an attribute", `<sheetData a="`, ">'", `"/>`)
	inSheet("blanks between tags", ``, "\n  ", ``)
	inSheet("tags that nobody reads", `<cols>`, `<col min="1" max='2'/>`, `</cols>`)
	inSheet("nested tags that nobody reads", `<cols>`, `<a><b><c>x</c></b></a>`, `</cols>`)
	inSheet("siblings that nobody reads", ``, `<a b="1"><b/></a>`, ``)
	inSheet("foreign elements", ``, `<x:a x:b="1"><x:c/></x:a>`, ``)
	inSheet("alternatives", ``, `<mc:AlternateContent><mc:Choice Requires="x"><a/></mc:Choice><mc:Fallback><b/></mc:Fallback></mc:AlternateContent>`, ``)
	inSheet("alternatives that we understand", `<mc:AlternateContent xmlns:s="`+mainSpace+`">`, `<mc:Choice Requires="s"><a/></mc:Choice>`, `</mc:AlternateContent>`)
	inSheet("an alternative that asks for much", `<mc:AlternateContent xmlns:s="`+mainSpace+`"><mc:Choice Requires="`, `s `, `"/></mc:AlternateContent>`)
	inSheet("content to be processed", ``, `<x:a mc:ProcessContent="x:*"><x:b/></x:a>`, ``)
	inSheet("much content to be processed", `<x:a mc:ProcessContent="`, `x:b%d `, `"><x:b/></x:a>`)
	inSheet("comments", ``, `<!-- - -- > " ' -->`, ``)
	inSheet("a long comment", `<!--`, `- >`, `-->`)
	inSheet("instructions", ``, `<?a b="?" > ?>`, ``)
	inSheet("a long instruction", `<?a `, `? >`, `?>`)
	inSheet("CDATA that nobody reads", `<cols>`, `<![CDATA[<a>]] >]]>`, `</cols>`)
	inSheet("a long CDATA that nobody reads", `<cols><![CDATA[`, `]]<`, `]]></cols>`)
	inSheet("comments in what nobody reads", `<cols>`, `<!--<a>-->`, `</cols>`)
	inSheet("merged areas", `<sheetData/><mergeCells>`, `<mergeCell ref="A1%[1]d:B1%[1]d"/>`, `</mergeCells>`)
	inSheet("merged areas that overlap", `<sheetData/><mergeCells>`, `<mergeCell ref="A1:XFD1048576"/>`, `</mergeCells>`)
	inSheet("merged areas out of order", `<sheetData/><mergeCells>`, `<mergeCell ref="A9:B9"/><mergeCell ref="A1:B2"/>`, `</mergeCells>`)
	inSheet("lists of merged areas", ``, `<mergeCells count="99999"/>`, ``)
	inData("empty rows", `<row/>`)
	inData("numbered empty rows", `<row r="1%[1]d" ht="1"/>`)
	inData("rows without a number", `<row r=""/>`)
	inData("rows", `<row><c><v>1</v></c></row>`)
	inData("usual rows", `<row r="1%05[1]d"><c r="A1%05[1]d"><v>1</v></c></row>`)
	inData("rows that go up", `<row r="5"><c r="B5"><v>1</v></c></row>`)
	inData("rows with attributes", `<row`+times(200, ` a%d=""`)+`/>`)
	inData("rows that declare namespaces", `<row`+times(100, ` xmlns:n%d="u"`)+`><n5:c/></row>`)
	inData("empty cells", `<row><c/><c s="0"/></row>`)
	inData("cells one after the other", `<row><c t="str"><v>a</v></c><c><v>1</v><!--b--></c></row>`)
	inRow("cells twice", `<c r="A1"><v>1</v></c>`)
	inRow("cells whose place is unknown", `<c r=""><v>1</v></c>`)
	inData("cells of the wrong row", `<row r="7"><c r="A8"><v>1</v></c></row>`)
	inData("cells that are odd", `<row><c s="77" t="s"><v>99</v></c><c t="q"><v>x</v></c><c><v>1<b/></v></c></row>`)
	inData("formulas", `<row><c><f>A1+B1</f></c><c><f>A1&amp;"x"</f><v>2</v></c></row>`)
	inData("texts in their place", `<row><c t="inlineStr"><is><t>a&lt;b</t></is></c></row>`)
	inData("runs in their place", `<row><c t="inlineStr"><is><r><rPr><rFont val="x"/></rPr><t>a</t></r></is></c></row>`)
	one := func(name, head, piece, tail string) {
		inSheet(name, `<sheetData><row><c t="str"><v>`+head, piece, tail+`</v></c></row></sheetData>`)
	}
	one("a long text", "", "đường ", "")
	one("references", "", "&#7897;&amp;", "")
	one("a reference with zeros", "&#", "0", "49;")
	one("a reference with zeros, in hexadecimal", "&#x", "0", "31;")
	one("line ends", "", "\r\n", "")
	one("CDATA in a text", "", "<![CDATA[<&]]>", "")
	one("a long CDATA", "<![CDATA[", "]]", " ]]>")
	one("comments in a text", "", "a<!--b-->", "")
	one("instructions in a text", "", "a<?b?>", "")
	one("elements in a text", "", "a<b/>", "")
	one("escapes", "", "_x0041_", "")
	one("escapes that nearly are", "", "_x", "")
	inSheet("values of one cell", `<sheetData><row><c>`, `<v>1</v>`, `</c></row></sheetData>`)
	inSheet("formulas of one cell", `<sheetData><row><c>`, `<f>1</f>`, `</c></row></sheetData>`)
	inSheet("runs of one cell", `<sheetData><row><c t="inlineStr"><is>`, `<r><rPr><rFont val="x"/></rPr><t>a</t></r>`, `</is></c></row></sheetData>`)
	inStrings("shared strings", "", "<si><t>a</t></si>", "")
	inStrings("unusual shared strings", "", "<si ><t xml:lang='vi'>a&lt;</t></si>", "")
	inStrings("empty shared strings", "", "<si/>", "")
	inStrings("rich shared strings", "", `<si><r><rPr><rFont val="x"/></rPr><t>a</t></r><rPh><t>b</t></rPh></si>`, "")
	inStrings("runs of one string", "<si>", `<r><rPr><rFont val="x"/></rPr><t>a</t></r>`, "</si>")
	inStrings("parts of one string", "<si>", `<t>a</t>`, "</si>")
	inStrings("readings of one string", "<si>", `<rPh><t>a</t></rPh>`, "</si>")
	names("names", `<definedName name="n%d">S!$A$1</definedName>`)
	names("unusual names", `<definedName name='n%d' comment="it's">S!$A$1</definedName>`)
	names("junk names", `<definedName name="n%d">#REF!</definedName>`)
	names("names of sheets that are nowhere", `<definedName name="n%d">T!$A$1</definedName>`)
	names("one name", `<definedName name="n">S!$A$%d</definedName>`)
	names("names of a sheet", `<definedName name="n%d" localSheetId="0">S!$A$1</definedName>`)
	names("names of no sheet", `<definedName name="n%d" localSheetId="7">S!$A$1</definedName>`)
	inBook("a long name", `</sheets><definedNames><definedName name="`, `a`, `">S!$A$1</definedName></definedNames>`)
	inBook("a name of a long place", `</sheets><definedNames><definedName name="a">`, `S!`, `$A$1</definedName></definedNames>`)
	inBook("sheets without a part", ``, `<sheet name="s%d"/>`, `</sheets>`)
	inBook("sheets of one part", ``, `<sheet name="s%d" r:id="a"/>`, `</sheets>`)
	inBook("sheets of one name", ``, `<sheet name="S" r:id="a"/>`, `</sheets>`)
	inBook("views", `</sheets><bookViews>`, `<workbookView a=">"/>`, `</bookViews>`)
	inStyles("fonts", "<fonts>", `<font><name val="a"/></font>`, "</fonts>")
	inStyles("formats", "<cellXfs>", `<xf numFmtId="14" fontId="0"><alignment/></xf>`, "</cellXfs>")
	inStyles("number formats", "<numFmts>", `<numFmt numFmtId="1%d" formatCode="d&quot;x&quot;"/>`, "</numFmts>")
	inStyles("a long number format", `<numFmts><numFmt numFmtId="200" formatCode="`, `[`, `"/></numFmts>`)
	inStyles("other formats", `<dxfs>`, `<dxf a=">"><font/></dxf>`, `</dxfs>`)
	put("relationships", "xl/_rels/workbook.xml.rels", rels, `<Relationship Id="z%d" Type="t/z" Target="../z%[1]d/./z.xml"/>`, `</Relationships>`)
	put("a relationship of a long target", "xl/_rels/workbook.xml.rels", rels+`<Relationship Id="z" Type="t/z" Target="`, `../a/`, `"/></Relationships>`)
	put("relationships of the archive", "_rels/.rels", `<Relationships xmlns="`+relSpace+`"><Relationship Id="a" Type="t/officeDocument" Target="xl/workbook.xml"/>`, `<Relationship Id="z%d" Type="t/z" Target="z.xml"/>`, `</Relationships>`)
	put("content types", "[Content_Types].xml", `<Types>`, `<Override PartName="/a%d.xml" ContentType="x"/>`, `</Types>`)
	put("a part that nobody reads", "xl/z.xml", `<z>`, `<a>%d</a>`, `</z>`)
	put("a picture", "xl/media/a.bin", "\x89", "%d", "")
	out["parts"] = func(n int) []byte {
		all := map[string]string{}
		for i := range n {
			all[fmt.Sprintf("xl/p%d.xml", i)] = "<a/>"
		}
		return made(t, all)
	}
	out["sheets"] = func(n int) []byte {
		book, links, all := "", "", map[string]string{}
		for i := range n {
			book += fmt.Sprintf(`<sheet name="s%d" r:id="z%[1]d"/>`, i)
			links += fmt.Sprintf(`<Relationship Id="z%d" Type="t/worksheet" Target="z%[1]d.xml"/>`, i)
			all[fmt.Sprintf("xl/z%d.xml", i)] = `<worksheet xmlns="` + mainSpace + `"><sheetData><row><c><v>1</v></c></row></sheetData></worksheet>`
		}
		all["xl/workbook.xml"] = `<workbook xmlns="` + mainSpace + `" xmlns:r="` + linkSpace + `"><sheets><sheet name="S" r:id="a"/>` + book + `</sheets></workbook>`
		all["xl/_rels/workbook.xml.rels"] = rels + links + `</Relationships>`
		return made(t, all)
	}
	out["deflated blocks"] = func(n int) []byte { return tiny(t, n) }
	out["a sheet in UTF-16"] = func(n int) []byte {
		u := utf16.Encode([]rune("\ufeff" + `<worksheet xmlns="` + mainSpace + `"><sheetData>` + times(n, `<row><c><v>1</v></c></row>`) + `</sheetData></worksheet>`))
		b := make([]byte, 0, 2*len(u))
		for _, c := range u {
			b = append(b, byte(c), byte(c>>8))
		}
		return made(t, map[string]string{"xl/s.xml": string(b)})
	}
	out["prefixes"] = func(n int) []byte {
		return made(t, map[string]string{"xl/s.xml": `<p:worksheet xmlns:p="` + mainSpace + `"` + times(200, ` xmlns:n%d="u"`) + `><p:sheetData>` + times(n, `<p:row><n5:x/></p:row>`) + `</p:sheetData></p:worksheet>`})
	}
	return out
}

// roomy are limits that no construct comes to.
var roomy = Limits{File: 1 << 30, Entries: 100_000, Expanded: 1 << 30, Markup: 1 << 30, Ratio: 1 << 30, Cells: 1 << 22, Strings: 1 << 22, Names: 1 << 22, Merged: 1 << 22, Depth: 40}

// Steps opens a workbook as Open does, in a room of its own, and counts the steps.
func Steps(data []byte) (int, error) {
	m := bounds.Begin(context.Background())
	_, err := whollyRead(new(workroom).open(&m, data, DefaultLimits, false))
	return m.Steps, err
}

// cost reads a workbook whatever becomes of single sheets, and counts the steps.
func cost(ctx context.Context, data []byte, lim Limits) (int, error) {
	m := bounds.Begin(ctx)
	_, err := new(workroom).open(&m, data, lim, false)
	return m.Steps, err
}

// What a file costs grows as the file does: twice as much of anything is at most twice the
// steps. They are counted, not timed; that they are counted shows in that they do grow.
func TestStepsGrowAsTheFileDoes(t *testing.T) {
	lims := map[string]Limits{"": roomy}
	few := roomy
	few.Strings, few.Names, few.Markup = 10, 10, 20_000
	lims["little room: "] = few
	for prefix, lim := range lims {
		for name, of := range constructs(t) {
			n := 2000
			if testing.Short() || tier.Raced {
				n = 500
			}
			if name == "parts" || name == "sheets" || name == "tiny" {
				n = 300
			}
			steps := func(n int) int {
				s, err := cost(t.Context(), of(n), lim)
				if err != nil && (prefix == "" || refusal(err) == nil || refusal(err).Code != "FILE-003") {
					t.Errorf("%s%s: %v", prefix, name, err)
				}
				return s
			}
			none, once, twice, fourfold := steps(0), steps(n), steps(2*n), steps(4*n)
			const slip = 20_000
			if once = once - none; twice-none > 2*once+once/5+slip || fourfold-none > 4*once+once+slip {
				t.Errorf("%s%s: %d steps for %d, %d for twice as many, %d for fourfold", prefix, name, once, n, twice-none, fourfold-none)
			}
			if prefix == "" && fourfold-none < 4*n {
				t.Errorf("%s: %d steps for %d are not counted", name, fourfold-none, 4*n)
			}
		}
	}
}

// calledOff is a context that ends once it was asked so many times.
type calledOff struct {
	context.Context
	left  int
	asked int
}

// Err counts.
func (c *calledOff) Err() error {
	if c.asked++; c.asked > c.left {
		return context.Canceled
	}
	return nil
}

// The reading of anything can be called off in its midst, and ends soon.
func TestReadingIsCalledOff(t *testing.T) {
	for name, of := range constructs(t) {
		n := 40_000
		switch name {
		case "parts", "sheets":
			n = 2000
		case "cells whose place is unknown": // a row has 16,384 places
			n = 8000
		case "deflated blocks", "rows that declare namespaces", "rows with attributes":
			n = 4000
		}
		if testing.Short() || tier.Raced {
			n /= 4
		}
		data := of(n)
		ctx := &calledOff{Context: t.Context(), left: 1 << 30}
		all, err := cost(ctx, data, roomy)
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if ctx.asked < all/bounds.Stride/4 {
			t.Errorf("%s: asked %d times in %d steps", name, ctx.asked, all)
		}
		for _, at := range []int{0, ctx.asked / 2, ctx.asked - 1} {
			off := &calledOff{Context: t.Context(), left: at}
			steps, err := cost(off, data, roomy)
			if ctx.asked > 0 && (!errors.Is(err, context.Canceled) || refusal(err) != nil) {
				t.Errorf("%s: called off at %d of %d: %v", name, at, ctx.asked, err)
			}
			if off.asked > at+3 || at == 0 && steps > all && all > 4*bounds.Stride {
				t.Errorf("%s: called off at %d: asked %d times, %d of %d steps", name, at, off.asked, steps, all)
			}
		}
	}
}
