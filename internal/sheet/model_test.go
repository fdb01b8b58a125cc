package sheet_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tonghop/internal/sheet"
)

// model is a workbook before it is spelt.
type model struct {
	book, strs, styles *element
	sheets             []*element
	merged             map[string][]string
	local              []string
}

// pick is one of several.
func pick[T any](rnd *rand.Rand, of ...T) T { return of[rnd.IntN(len(of))] }

var sayings = []string{"x", "Thôn Mẫu 2", "  hai  khoảng ", "dòng 1\ndòng 2", "\ttab", `<b>&"'</b>`, "it's > \"that\"", "]]>", "1.234,5", "=A1", "Hoà", "😀 ﬀ", "\u00a0", "a\n\nb", "'267", "M'Nông Ea H'leo", "&amp;", "-->", "x\r\ny", strings.Repeat("dài ", 50)}

// generated is a workbook of any content.
func generated(rnd *rand.Rand) *model {
	m := &model{merged: map[string][]string{}, strs: el("sst", "count", "5", "uniqueCount", "5"), styles: el("styleSheet")}
	for range 5 {
		m.strs.kids = append(m.strs.kids, stringItem(rnd, "si"))
	}
	m.styles.kids = []*element{
		el("numFmts", el("numFmt", "numFmtId", "170", "formatCode", `dd"'>"mm`), el("numFmt", "numFmtId", "171", "formatCode", `0"ngày"`[:1])),
		el("fonts", el("font", el("b"), el("name", "val", ".VnTime")), el("font", el("name", "val", `A & "B" 'C' > D`))),
		el("cellXfs", el("xf", "numFmtId", "0", "fontId", "0"), el("xf", "numFmtId", "14", "fontId", "1", el("alignment", "wrapText", "1")), el("xf", "numFmtId", "170", "fontId", "1"), el("xf", "numFmtId", "171", "fontId", "0")),
		el("dxfs", el("dxf", el("font", el("name", "val", "x'y>")))),
	}
	titles := []string{"Số liệu", "It's & <that>", `Ea H'leo "x" > y`}
	list, names := el("sheets"), el("definedNames")
	for i := range 1 + rnd.IntN(3) {
		list.kids = append(list.kids, el("sheet", "name", titles[i], "sheetId", strconv.Itoa(i+1), "state", pick(rnd, "visible", "hidden", "veryHidden"), "r:id", fmt.Sprintf("rId%d", i+10)))
		m.sheets = append(m.sheets, m.sheet(rnd, titles[i]))
		place := "'" + strings.ReplaceAll(titles[i], "'", "''") + "'!$B$" + strconv.Itoa(i+2)
		names.kids = append(names.kids, says("definedName", place, "name", fmt.Sprintf("Ten_%d", i), "comment", "it's > \"x\""), says("definedName", place, "name", "rieng", "localSheetId", strconv.Itoa(i)), says("definedName", "#REF!", "name", fmt.Sprintf("j%d", i)))
	}
	m.local = []string{"rieng"}
	m.book = el("workbook", el("fileVersion", "appName", "x'>"), el("workbookPr", "date1904", pick(rnd, "0", "1")), el("bookViews", el("workbookView")), list, names, el("calcPr", "calcId", "1"))
	return m
}

func stringItem(rnd *rand.Rand, name string) *element {
	switch rnd.IntN(4) {
	case 0:
		return el(name, el("r", el("rPr", el("b"), el("rFont", "val", pick(rnd, ".VnTime", "VNI 'x' >"))), says("t", pick(rnd, sayings...))), el("r", says("t", pick(rnd, sayings...))))
	case 1:
		return el(name, says("t", pick(rnd, sayings...)), el("rPh", "sb", "0", "eb", "1", says("t", "ẩn")), el("phoneticPr"))
	case 2:
		return el(name, el("r", el("rPr", el("vertAlign", "val", "baseline")), says("t", pick(rnd, sayings...))))
	}
	return el(name, says("t", pick(rnd, sayings...)))
}

func (m *model) sheet(rnd *rand.Rand, title string) *element {
	data := el("sheetData")
	placed := rnd.IntN(4) > 0
	for row := range rnd.IntN(5) {
		r := el("row", "r", strconv.Itoa(row+1), "spans", "1:9", "ht", "12.5")
		if !placed {
			r.attrs = nil
		}
		for col := range rnd.IntN(6) {
			c := cellOf(rnd)
			if placed {
				c.attrs = append([][2]string{{"r", sheet.Ref(row+1, col+1)}}, c.attrs...)
			}
			r.kids = append(r.kids, c)
		}
		data.kids = append(data.kids, r)
	}
	root := el("worksheet", el("sheetPr", el("tabColor", "rgb", "FF00'>")), el("dimension", "ref", "A1"), el("cols", el("col", "min", "1", "max", "2", "width", "9>'\"")), data)
	if rnd.IntN(2) == 0 {
		m.merged[title] = []string{"A1:B2", "C3:C9"}
		root.kids = append(root.kids, el("mergeCells", "count", "2", el("mergeCell", "ref", "A1:B2"), el("mergeCell", "ref", "C3:C9")))
	}
	root.kids = append(root.kids,
		el("conditionalFormatting", "sqref", "A1", el("cfRule", "type", "containsText", "text", "M'Nông > \"x\"", says("formula", `NOT(ISERROR(SEARCH("M'Nông",A1)))`))),
		el("dataValidations", el("dataValidation", "prompt", `3'20 "hai" > một`, "sqref", "A1", says("formula1", `"có,không"`))),
		el("hyperlinks", el("hyperlink", "ref", "A1", "display", "Ea H'leo", "r:id", "rId1")),
		el("extLst", el("ext", "uri", "{x'>}")))
	return root
}

// cellOf is a cell of any kind, without its place.
func cellOf(rnd *rand.Rand) *element {
	number := pick(rnd, "0", "1", "267", "-3", "12.5", "1E3", "1.5e-7", "43743", "0.1")
	style := pick(rnd, "0", "1", "2", "3")
	text := pick(rnd, sayings...)
	switch rnd.IntN(12) {
	case 0:
		return el("c", "s", style, "t", "s", says("v", strconv.Itoa(rnd.IntN(5))))
	case 1:
		is := stringItem(rnd, "is")
		return el("c", "t", "inlineStr", is)
	case 2:
		return el("c", "t", "str", says("f", `A1&"it's > <x>"`), says("v", text))
	case 3:
		return el("c", "t", "b", says("v", pick(rnd, "0", "1")))
	case 4:
		return el("c", "t", "e", says("v", pick(rnd, "#REF!", "#N/A", "#DIV/0!")))
	case 5:
		return el("c", "s", style, says("f", "SUM(A1:A2)&\"<'\""))
	case 6:
		return el("c", says("f", `IF(A1>1,"a'b",2)`, "t", "shared", "ref", "A1:A9", "si", "0"), says("v", number))
	case 7:
		return el("c", "t", "d", says("v", "2019-10-05"))
	case 8:
		return el("c", "s", style)
	case 9:
		return el("c", "t", "n", says("v", ""))
	}
	return el("c", "s", style, "t", "n", says("v", number))
}

// file spells a workbook.
func (m *model) file(t testing.TB, w *speller) []byte {
	t.Helper()
	target := func(s string) string {
		return w.first(s, absolute, "/xl/"+s, dotted, "./x/.././"+s, backTargets, strings.ReplaceAll(s, "/", `\`))
	}
	rel := func(id, kind, to string) *element {
		return el("Relationship", "Id", id, "Type", linkNS+"/"+kind, "Target", to)
	}
	rels := el("Relationships", rel("rId1", "sharedStrings", target("sharedStrings.xml")), rel("rId2", "styles", target("styles.xml")), rel("rId3", "theme", "theme/theme1.xml"))
	type part struct{ name, body string }
	parts := []part{{"[Content_Types].xml", w.part("http://schemas.openxmlformats.org/package/2006/content-types", el("Types", el("Default", "Extension", "xml", "ContentType", "application/xml")))},
		{"_rels/.rels", w.part(relNS, el("Relationships", rel("rId1", "officeDocument", w.first("xl/workbook.xml", absolute, "/xl/workbook.xml"))))}}
	for i, s := range m.sheets {
		name := fmt.Sprintf("worksheets/sheet%d.xml", i+1)
		rels.kids = append(rels.kids, rel(fmt.Sprintf("rId%d", i+10), "worksheet", target(name)))
		parts = append(parts, part{"xl/" + name, w.part(mainNS, s)})
	}
	parts = append(parts, part{"xl/workbook.xml", w.part(mainNS, m.book)}, part{"xl/sharedStrings.xml", w.part(mainNS, m.strs)}, part{"xl/styles.xml", w.part(mainNS, m.styles)}, part{"xl/_rels/workbook.xml.rels", w.part(relNS, rels)})
	if w.is(partsReversed) {
		slices.Reverse(parts)
	}
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, p := range parts {
		name := p.name
		if w.is(capitals) {
			name = strings.ToUpper(name)
		}
		name = w.first("", slashFirst, "/", dotFirst, "./") + name
		if w.is(backslashes) {
			name = strings.ReplaceAll(name, "/", `\`)
		}
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		if w.is(stored) {
			h.Method = zip.Store
		}
		f, err := z.CreateHeader(h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, p.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}
