package sheet_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tonghop/internal/sheet"
	"tonghop/internal/sheet/bounds"
)

const (
	mainNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	relNS  = "http://schemas.openxmlformats.org/package/2006/relationships"
)

// fixture is a small workbook of given parts.
func fixture(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	base := map[string]string{
		"[Content_Types].xml":        `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"_rels/.rels":                `<Relationships xmlns="` + relNS + `"><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="` + mainNS + `" xmlns:r="y"><sheets><sheet name="Một" sheetId="1" r:id="rId1"/></sheets><definedNames><definedName name="Ten">'Một'!$B$2</definedName></definedNames></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="` + relNS + `"><Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>`,
		"xl/sharedStrings.xml":       `<sst xmlns="` + mainNS + `"><si><t>chung</t></si><si><r><t>ghép </t></r><r><t xml:space="preserve">chữ</t></r><rPh sb="0" eb="1"><t>ẩn</t></rPh></si></sst>`,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="` + mainNS + `"><sheetData/></worksheet>`,
	}
	for k, v := range parts {
		base[k] = v
	}
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for k, v := range base {
		if v == "" {
			continue
		}
		f, err := w.Create(k)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(v)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func rows(body string) map[string]string {
	return map[string]string{"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + mainNS + `"><sheetData>` + body + `</sheetData></worksheet>`}
}

// asking is a sheet that asks for a shared string, and the table of them.
func asking(table string) map[string]string {
	parts := rows(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`)
	parts["xl/sharedStrings.xml"] = table
	return parts
}

func TestEveryKindOfCell(t *testing.T) {
	data := fixture(t, rows(`<row r="1"><c r="A1" t="s"><v>0</v></c><c t="s"><v>1</v></c><c r="D1" t="inlineStr"><is><t>nội _x0041_</t></is></c><c r="E1"><v>1.5E2</v></c><c r="F1" t="b"><v>1</v></c><c r="G1" t="e"><v>#REF!</v></c></row><row><c t="str"><f>A1</f><v>kết quả</v></c><c><f>1+1</f></c><c><f>1+1</f><v></v></c><c t="str"><f>""</f></c><c><v></v></c></row>`))
	b, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{"A1": "2 chung", "B1": "2 ghép chữ", "D1": "2 nội A", "E1": "1 1.5E2", "F1": "3 1", "G1": "4 #REF!", "A2": "2 kết quả formula", "B2": "0  pending", "C2": "0  pending"}
	got := map[string]string{}
	for c := range b.Sheets[0].Cells() {
		s := fmt.Sprintf("%d %s", c.Kind, c.Text)
		if c.Formula && !c.Pending {
			s += " formula"
		}
		if c.Pending {
			s += " pending"
		}
		got[sheet.Ref(c.Row, c.Col)] = s
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("read %v\nwant %v", got, want)
	}
	if a, ok := b.Area("TEN"); !ok || a.Row != 2 || a.Col != 2 {
		t.Errorf("name found: %+v, %v", a, ok)
	}
	if d, _ := b.Sheets[0].At(1, 5).Decimal(); d.String() != "150" {
		t.Errorf("1.5E2 is %s", d)
	}
}

func TestNumbersAreWhatAPersonTyped(t *testing.T) {
	for stored, want := range map[string]string{"12.300000000000001": "12.3", "0.1": "0.1", "12345678901234567": "12345678901234600", "1E-2": "0.01", "-7": "-7", "0.30000000000000004": "0.3"} {
		d, err := sheet.Cell{Kind: sheet.Number, Text: stored}.Decimal()
		if err != nil || d.String() != want {
			t.Errorf("%s is %s (%v), want %s", stored, d, err, want)
		}
	}
}

func TestDamageIsRefusedWithItsPart(t *testing.T) {
	for name, c := range map[string]struct {
		parts map[string]string
		part  string
		cell  string
	}{
		"a character XML forbids":           {rows(`<row r="1"><c r="A1"><v>1</v></c><c r="C1" t="str"><v>a&#1;</v></c></row>`), "sheet1.xml", "C1"},
		"a tag that does not match":         {rows(`<row r="4"><c r="A4"><v>1</v></c><c r="B4"><v>1</w></c></row>`), "sheet1.xml", "B4"},
		"a cell without a column":           {rows(`<row r="1"><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>`), "sheet1.xml", "XFE1"},
		"a cell without a row":              {rows(`<row r=""><c><v>1</v></c></row>`), "sheet1.xml", ""},
		"a cell whose row is not known":     {rows(`<row r="x"><c r="A0"><v>1</v></c></row>`), "sheet1.xml", ""},
		"a cell in the row behind that one": {rows(`<row r="x"><c r="A7"><v>1</v></c></row><row><c><v>1</v></c></row>`), "sheet1.xml", ""},
		"row beyond the last":               {rows(`<row r="1048577"><c><v>1</v></c></row>`), "sheet1.xml", ""},
		"cut XML":                           {map[string]string{"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + mainNS + `"><sheetData><row r="1"><c r="A1"><v>1</v>`}, "sheet1.xml", "A1"},
		"missing sheet":                     {map[string]string{"xl/worksheets/sheet1.xml": ""}, "sheet1.xml", ""},
		"missing strings":                   {asking(""), "sharedStrings", "A1"},
		"strings that are cut":              {asking(`<sst xmlns="` + mainNS + `"><si><t>a</t></si>`), "sharedStrings", "A1"},
		"undeclared entity":                 {rows(`<row r="1"><c r="A1" t="str"><v>&lol;</v></c></row>`), "sheet1.xml", "A1"},
	} {
		_, err := sheet.Open(fixture(t, c.parts), sheet.DefaultLimits)
		var ref *bounds.Refusal
		if !errors.As(err, &ref) || ref.Code != "FILE-001" || !strings.Contains(strings.ToLower(ref.Part), strings.ToLower(c.part)) || ref.Cell != c.cell {
			t.Errorf("%s: %v %+v", name, err, ref)
		}
	}
}

func TestLimits(t *testing.T) {
	lim := sheet.DefaultLimits
	lim.Cells, lim.Depth, lim.Expanded, lim.Entries = 3, 6, 1<<20, 20
	deep := strings.Repeat("<a>", 50) + strings.Repeat("</a>", 50)
	for name, data := range map[string][]byte{
		"cells": fixture(t, rows(`<row r="1"><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c><c><v>1</v></c></row>`)),
		"depth": fixture(t, map[string]string{"xl/worksheets/sheet1.xml": `<worksheet xmlns="` + mainNS + `">` + deep + "</worksheet>"}),
		"bytes": fixture(t, map[string]string{"xl/media/big": strings.Repeat("0", 2<<20)}),
		"parts": fixture(t, func() map[string]string {
			m := map[string]string{}
			for i := range 30 {
				m[fmt.Sprint("x", i)] = "1"
			}
			return m
		}()),
	} {
		_, err := sheet.Open(data, lim)
		var ref *bounds.Refusal
		if !errors.As(err, &ref) || ref.Code != "FILE-003" {
			t.Errorf("%s: %v", name, err)
		}
	}
	big := sheet.DefaultLimits
	_, err := sheet.Open(fixture(t, map[string]string{"xl/media/bomb": strings.Repeat("0", 40<<20)}), big)
	var ref *bounds.Refusal
	if !errors.As(err, &ref) || ref.Code != "FILE-003" {
		t.Errorf("a part that expands a thousand times: %v", err)
	}
}

// archiveOf is an archive of one file.
func archiveOf(t testing.TB, name string) []byte {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	if _, err := w.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

func TestOtherFormatsAreNamed(t *testing.T) {
	for want, data := range map[string][]byte{
		".pdf": []byte("%PDF-1.7 x"), ".csv": []byte("a,b\n1,2\n"), ".html": []byte("<html><table>"), "image": []byte("\x89PNG\r\n"), ".gsheet": []byte(`{"url":"https://docs.google.com/open?id=x"}`), ".txt": []byte("\xff\xfea\x00"), ".rtf": []byte(`{\rtf1`), ".zip": archiveOf(t, "ảnh/1.png"),
		".docx": fixture(t, map[string]string{"word/document.xml": "<x/>"}), ".xlsb": fixture(t, map[string]string{"xl/workbook.bin": "x"}), ".ods": fixture(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
	} {
		_, err := sheet.Open(data, sheet.DefaultLimits)
		var ref *bounds.Refusal
		if !errors.As(err, &ref) || ref.Code != "FILE-004" || ref.Format != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// real are workbooks that other programs saved.
func real(t testing.TB) map[string][]byte {
	t.Helper()
	paths, _ := filepath.Glob(filepath.Join("..", "..", "testdata", "real", "*.xlsx"))
	units, _ := filepath.Glob(filepath.Join("..", "..", "templates", "*", "units.xlsx"))
	out := map[string][]byte{}
	for _, p := range append(paths, units...) {
		data, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		out[filepath.Base(p)] = data
	}
	if len(out) < 3 {
		t.Fatalf("%d workbooks in the corpus", len(out))
	}
	return out
}

// On real workbooks our cells are those that another reader sees.
func TestCellsAgreeWithAnotherReader(t *testing.T) {
	for name, data := range real(t) {
		cells, diff, err := differences(data)
		if err != nil || cells == 0 {
			t.Errorf("%s: %d cells, %v", name, cells, err)
		}
		for _, d := range diff {
			t.Errorf("%s %s", name, d)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(fixture(f, nil))
	f.Add(fixture(f, rows(`<row r="1"><c r="A1" t="s"><v>0</v></c></row>`)))
	f.Fuzz(func(t *testing.T, data []byte) {
		lim := sheet.DefaultLimits
		lim.Expanded = 1 << 20
		b, err := sheet.Open(data, lim)
		if err != nil {
			var ref *bounds.Refusal
			if !errors.As(err, &ref) {
				t.Fatalf("an error that is no refusal: %v", err)
			}
			return
		}
		for name := range b.Names {
			b.Area(name)
		}
	})
}

// FuzzCells feeds the worksheet's own XML.
func FuzzCells(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="inlineStr"><is><r><t>a</t></r></is></c></row>`)
	f.Fuzz(func(t *testing.T, body string) {
		b, err := sheet.Open(fixture(t, rows(body)), sheet.DefaultLimits)
		if err == nil {
			picture(b)
		}
	})
}
