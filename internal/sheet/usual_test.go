package sheet

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tonghop/internal/sheet/bounds"
)

// oneSheet is a workbook of one sheet with a given row, a given table of strings, and given
// parts behind the list of its sheets.
func oneSheet(t testing.TB, cells, strs string, behind ...string) []byte {
	t.Helper()
	const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	const rel = "http://schemas.openxmlformats.org/package/2006/relationships"
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, part := range [][2]string{
		{"_rels/.rels", `<Relationships xmlns="` + rel + `"><Relationship Id="a" Type="t/officeDocument" Target="w.xml"/></Relationships>`},
		{"w.xml", `<workbook xmlns="` + main + `" xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets>` + strings.Join(behind, "") + `</workbook>`},
		{"_rels/w.xml.rels", `<Relationships xmlns="` + rel + `"><Relationship Id="a" Type="t/worksheet" Target="s.xml"/><Relationship Id="b" Type="t/sharedStrings" Target="t.xml"/><Relationship Id="c" Type="t/styles" Target="y.xml"/></Relationships>`},
		{"s.xml", `<worksheet xmlns="` + main + `"><sheetData>` + cells + `</sheetData></worksheet>`},
		{"t.xml", `<sst xmlns="` + main + `">` + strs + `</sst>`},
		{"y.xml", `<styleSheet xmlns="` + main + `"><fonts><font><name val="A"/></font></fonts><cellXfs><xf fontId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`},
	} {
		f, err := w.Create(part[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(part[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// spoil writes over what a workroom holds, as the next file does.
func (w *workroom) spoil() {
	for i := range w.text {
		w.text[i] = '~'
	}
	for i, all := 0, w.cells[:cap(w.cells)]; i < len(all); i++ {
		all[i] = stored{row: 1, col: 1, kind: Fault, text: "~"}
	}
}

// same tells what the short ways and the scanner read differently, "" for nothing. The workroom
// is written over before the books are looked at.
func same(data []byte, lim Limits) string {
	read := func(slow bool) (*Book, error) {
		w := new(workroom)
		defer w.spoil()
		m := bounds.Begin(context.Background())
		return whollyRead(w.open(&m, data, lim, slow))
	}
	short, err1 := read(false)
	long, err2 := read(true)
	switch {
	case (err1 == nil) != (err2 == nil):
		return fmt.Sprintf("the short way says %v, the scanner %v", err1, err2)
	case err1 != nil:
		return ""
	}
	if !reflect.DeepEqual(short.Names, long.Names) {
		return fmt.Sprintf("names %v and %v", short.Names, long.Names)
	}
	for i, s := range short.Sheets {
		a, b := s, long.Sheets[i]
		if a.Name != b.Name || len(a.merged) != len(b.merged) || !reflect.DeepEqual(a.looks, b.looks) {
			return fmt.Sprintf("sheet %q, %d merged, formats %v and %q, %d, %v", a.Name, len(a.merged), a.looks, b.Name, len(b.merged), b.looks)
		}
		if len(a.cells) != len(b.cells) {
			return fmt.Sprintf("%d cells and %d", len(a.cells), len(b.cells))
		}
		for j := range a.cells {
			if x, y := a.cell(&a.cells[j]), b.cell(&b.cells[j]); !reflect.DeepEqual(x, y) {
				return fmt.Sprintf("%+v and %+v", x, y)
			}
		}
	}
	return ""
}

// The short ways through usual cells and strings read what the scanner reads:
// from every spelling near the usual ones, whole or with a character changed.
func TestTheShortWaysReadTheSame(t *testing.T) {
	value := rapid.SampledFrom([]string{"0", "1", "12", "3.5", "-1E3", "x", " 1", "", "1e999", "&#49;", "#REF!", "2019-10-05", "đ_x0041_", "<!--c-->1", "\n", "\uFFFE"})
	cell := rapid.Custom(func(t *rapid.T) string {
		ref := rapid.SampledFrom([]string{` r="A1"`, ` r="B1"`, ` r="C1"`, ` r="XFD1"`, ` r="XFE1"`, ` r="A2"`, ` r="a1"`, ` r="A01"`, "", ` r="A12"`, ` r='D1'`}).Draw(t, "ref")
		style := rapid.SampledFrom([]string{"", ` s="0"`, ` s="1"`, ` s="2"`, ` s="-1"`, ` s=""`, ` s="01"`}).Draw(t, "style")
		kind := rapid.SampledFrom([]string{"", ` t="s"`, ` t="n"`, ` t="b"`, ` t="e"`, ` t="str"`, ` t="inlineStr"`, ` t="d"`, ` t="z"`, ` t="s" cm="1"`}).Draw(t, "kind")
		v := value.Draw(t, "value")
		body := rapid.SampledFrom([]string{"/>", "></c>", "><v>" + v + "</v></c>", "><v >" + v + "</v></c>", "><f>A1</f><v>" + v + "</v></c>", `><f aca="false">A&amp;1</f><v>` + v + "</v></c>",
			"><is><t>" + v + "</t></is></c>", `><is><t xml:space="preserve"> ` + v + "</t></is></c>", "><is><r><t>" + v + "</t></r></is></c>", "><v/></c>", "><f>1</f></c>", "><v>" + v + "</v><v>1</v></c>"}).Draw(t, "body")
		if rapid.Bool().Draw(t, "indented") {
			body = strings.NewReplacer("><", ">\n   <", "</c>", "</c>\n").Replace(body)
		}
		return "<c" + ref + style + kind + body
	})
	str := rapid.Custom(func(t *rapid.T) string {
		v := value.Draw(t, "value")
		return rapid.SampledFrom([]string{"<si><t>" + v + "</t></si>", `<si><t xml:space="preserve">` + v + "</t></si>", "<si><t/></si>", "<si/>", "<si><r><t>" + v + "</t></r><rPh><t>p</t></rPh></si>", "<x/>", "<si ><t>" + v + "</t></si>", "\n <si>\n<t>" + v + "</t>\t</si>\n"}).Draw(t, "string")
	})
	rapid.Check(t, func(rt *rapid.T) {
		row := rapid.SampledFrom([]string{`<row r="1">`, "<row>", `<row r="1" spans="1:2">`, `<x:row xmlns:x="u">`}).Draw(rt, "row")
		end := "</row>"
		if strings.HasPrefix(row, "<x:") {
			end = "</x:row>"
		}
		cells := row + strings.Join(rapid.SliceOfN(cell, 0, 4).Draw(rt, "cells"), "") + end
		for range rapid.IntRange(0, 3).Draw(rt, "more rows") {
			number := rapid.SampledFrom([]string{"1", "2", "3", "0", "02", "", "1048577", "x"}).Draw(rt, "number")
			next := strings.Replace(row, `"1"`, `"`+number+`"`, 1)
			cells += rapid.SampledFrom([]string{"", "\n"}).Draw(rt, "gap") + next + strings.ReplaceAll(strings.Join(rapid.SliceOfN(cell, 0, 2).Draw(rt, "cells"), ""), `1"`, number+`"`) + end
		}
		strs := strings.Join(rapid.SliceOfN(str, 0, 3).Draw(rt, "strings"), "")
		if rapid.Bool().Draw(rt, "changed") && len(cells) > 0 {
			at := rapid.IntRange(0, len(cells)-1).Draw(rt, "at")
			cells = cells[:at] + rapid.SampledFrom([]string{"", " ", "<", ">", "\"", "&", "\x01", "1", "é"}).Draw(rt, "by") + cells[at+1:]
		}
		if d := same(oneSheet(t, cells, strs), DefaultLimits); d != "" {
			rt.Fatalf("%s\n%s\n%s", d, cells, strs)
		}
	})
}

// So does the short way through names.
func TestTheShortWayThroughNames(t *testing.T) {
	usual := oneSheet(t, `<row r="1"><c r="A1"><v>1</v></c></row>`, "", `<definedNames><definedName name="a">S!$A$1</definedName></definedNames>`)
	if b, err := open(usual, DefaultLimits, false); err != nil || b.Names["a"] != "S!$A$1" || same(usual, DefaultLimits) != "" {
		t.Fatalf("the usual spelling: %v, %v", b, err)
	}
	name := rapid.Custom(func(t *rapid.T) string {
		head := rapid.SampledFrom([]string{`<definedName name="`, `<definedName function="false" hidden="false" name="`, `<definedName hidden="1" name="`, `<definedName localSheetId="0" name="`, `<x:definedName name="`}).Draw(t, "head")
		name := rapid.SampledFrom([]string{"a", "A", "b_1", "đ", "a&amp;b", "", "a'b"}).Draw(t, "name")
		tail := rapid.SampledFrom([]string{`">`, `" vbProcedure="false">`, `" localSheetId="0">`, `"/>`}).Draw(t, "tail")
		ref := rapid.SampledFrom([]string{"'S'!$A$1", "&apos;S&apos;!$A$1", " S!$B$2 ", "&#83;!$C$3", "S!$A$1<!--c-->", "&bad;", "", "<b/>", "#REF!"}).Draw(t, "ref")
		end := rapid.SampledFrom([]string{"</definedName>", "</definedName >", "\n</definedName>", "</x>"}).Draw(t, "end")
		if strings.HasSuffix(tail, "/>") {
			ref, end = "", ""
		}
		return head + name + tail + ref + end
	})
	rapid.Check(t, func(rt *rapid.T) {
		names := strings.Join(rapid.SliceOfN(name, 0, 5).Draw(rt, "names"), rapid.SampledFrom([]string{"", "\n  "}).Draw(rt, "gap"))
		around := rapid.SampledFrom([][2]string{{"<definedNames>", "</definedNames>"}, {`<definedNames xmlns:x="u">`, "</definedNames>"}, {strings.Repeat("<definedNames>", 38), strings.Repeat("</definedNames>", 38)}, {strings.Repeat("<definedNames>", 39), strings.Repeat("</definedNames>", 39)}, {`<definedNames/><calcPr>`, "</calcPr>"}, {`<definedNames></definedNames><e:x xmlns:e="u">`, "</e:x>"}}).Draw(rt, "around")
		data := oneSheet(t, `<row r="1"><c r="A1"><v>1</v></c></row>`, "", around[0]+names+around[1])
		if d := same(data, DefaultLimits); d != "" {
			rt.Fatalf("%s\n%s", d, names)
		}
		few := DefaultLimits
		few.Names = 3
		if d := same(data, few); d != "" {
			rt.Fatalf("at most 3 names: %s\n%s", d, names)
		}
	})
}

func TestTheShortWaysReadTheCorpusTheSame(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "testdata", "real", "*.xlsx"))
	if err != nil || len(paths) == 0 {
		t.Fatal("no corpus", err)
	}
	for _, p := range paths {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		if d := same(data, DefaultLimits); d != "" {
			t.Errorf("%s: %s", filepath.Base(p), d)
		}
	}
}

// What is kept of a file does not lie in the workroom, of every spelling of a cell.
func TestNothingKeptLiesInTheWorkroom(t *testing.T) {
	cells := `<row r="1"><c r="A1"><v>1234567</v></c><c r="B1" t="str"><f>A1</f><v>kết quả</v></c><c r="C1" t="inlineStr"><is><t>nội dung</t></is></c>` +
		`<c r="D1" t="inlineStr"><is><r><rPr><rFont val=".VnTime"/></rPr><t>ch÷</t></r><r><t> khác</t></r></is></c><c r="E1" t="e"><v>#REF!</v></c><c r="F1"><f>SUM(A1:A2)</f></c>` +
		`<c r="G1" t="s"><v>0</v></c><c r="H1" s="1"><v>43700.25</v></c><c r="I1" t="str"><v>a_x0041_b</v></c></row>`
	data := oneSheet(t, cells, "<si><t>chung</t></si>")
	for _, slow := range []bool{false, true} {
		w := new(workroom)
		m := bounds.Begin(t.Context())
		b, err := w.open(&m, data, DefaultLimits, slow)
		if err != nil {
			t.Fatal(err)
		}
		if len(w.text) < len(cells) || cap(w.cells) == 0 {
			t.Fatal("the sheet was not read in the workroom")
		}
		w.spoil()
		var got []string
		for c := range b.Sheets[0].Cells() {
			got = append(got, c.Text+c.Source)
			for _, r := range c.Runs {
				got = append(got, r.Font+":"+r.Text)
			}
		}
		want := "1234567|kết quả|nội dung|ch÷ khác|.VnTime:ch÷|: khác|#REF!|=SUM(A1:A2)|chung|43700.25|aAb"
		if all := strings.Join(got, "|"); all != want {
			t.Errorf("slow %v: %q, want %q", slow, all, want)
		}
	}
}

// FuzzRow compares the short ways with the scanner on any markup.
func FuzzRow(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>a</t></is></c></row>`, `<si><t>a</t></si>`)
	f.Add(`<row><c><f>1</f><v>2</v></c></row>`, `<si><r><rPr><rFont val="x"/></rPr><t>a</t></r></si>`)
	f.Fuzz(func(t *testing.T, cells, strs string) {
		lim := DefaultLimits
		lim.Cells, lim.Strings = 50, 50
		if d := same(oneSheet(t, cells, strs), lim); d != "" {
			t.Fatal(d)
		}
	})
}
