package sheet_test

import (
	"bytes"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"tonghop/internal/sheet"
)

// differences compares a book's cells with those that another reader sees, both ways;
// a cell that is a formula without a result is nobody's.
func differences(data []byte) (cells int, out []string, err error) {
	b, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		return 0, nil, err
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		return 0, nil, fmt.Errorf("the other reader: %w", err)
	}
	defer f.Close()
	for _, s := range b.Sheets {
		seen := map[string]bool{}
		for c := range s.Cells() {
			ref := sheet.Ref(c.Row, c.Col)
			seen[ref] = true
			if c.Pending {
				continue
			}
			cells++
			want, err := f.GetCellValue(s.Name, ref, excelize.Options{RawCellValue: true})
			if err != nil {
				return 0, nil, err
			}
			if want != c.Text && !sameNumber(c, want) && !escapedResult(c, want) {
				out = append(out, fmt.Sprintf("%s!%s: we read %q, the other %q", s.Name, ref, c.Text, want))
			}
		}
		rows, err := f.Rows(s.Name)
		if err != nil {
			return 0, nil, err
		}
		for row := 1; rows.Next(); row++ {
			values, err := rows.Columns(excelize.Options{RawCellValue: true})
			if err != nil {
				return 0, nil, err
			}
			for i, v := range values {
				if ref := sheet.Ref(row, i+1); v != "" && !seen[ref] {
					out = append(out, fmt.Sprintf("%s!%s: the other reads %q, we nothing", s.Name, ref, v))
				}
			}
		}
		rows.Close()
	}
	return cells, out, nil
}

// sameNumber: the other reader writes a number anew, we keep the literal of the file
// (18.3.1.96 v); they agree where the values do, bit by bit.
func sameNumber(c sheet.Cell, want string) bool {
	if c.Kind != sheet.Number {
		return false
	}
	x, err1 := strconv.ParseFloat(c.Text, 64)
	y, err2 := strconv.ParseFloat(want, 64)
	return err1 == nil && err2 == nil && math.Float64bits(x) == math.Float64bits(y)
}

// escapedResult: a formula's text stands in v, which is an ST_Xstring (18.3.1.96,
// 22.9.2.19): _x0041_ there is an A. The other reader leaves it as it is written.
func escapedResult(c sheet.Cell, want string) bool {
	return c.Formula && strings.NewReplacer("_x0041_", "A", "_x000A_", "\n", "_x000D_", "\r").Replace(want) == c.Text
}

// content draws what a cell may hold.
func content() *rapid.Generator[any] {
	texts := rapid.SampledFrom([]string{"", "x", "Thôn Mẫu 2", "  hai  khoảng trắng ", "dòng 1\ndòng 2", "\ttab", "<b>&\"'</b>", "]]>", "1.234,5", "=A1", "Hoà", "_x0041_", "_x000D_", "a_xZZZZ_", "😀", "\u00a0", "ﬀ", strings.Repeat("dài ", 300)})
	return rapid.OneOf(
		rapid.Map(rapid.Int(), func(n int) any { return n }),
		rapid.Map(rapid.IntRange(-10, 1000), func(n int) any { return n }),
		rapid.Map(rapid.Float64Range(-1e12, 1e12), func(x float64) any { return x }),
		rapid.Map(rapid.Float64(), func(x float64) any { return x }),
		rapid.Map(texts, func(s string) any { return s }),
		rapid.Map(rapid.StringOf(rapid.RuneFrom(nil, nonControl...)), func(s string) any { return s }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
		rapid.Map(rapid.IntRange(1, 80000), func(n int) any {
			return time.Date(1900, 3, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n)
		}),
		rapid.Map(texts, func(s string) any {
			return []excelize.RichTextRun{{Text: "đầu "}, {Text: s, Font: &excelize.Font{Family: ".VnTime", Bold: true}}, {Text: " cuối"}}
		}),
	)
}

// Workbooks of any content, written cell by cell or as a stream, read the same by
// us and by another reader.
func TestGeneratedWorkbooksAgreeWithAnotherReader(t *testing.T) {
	values, cells := content(), 0
	rapid.Check(t, func(t *rapid.T) {
		f := excelize.NewFile()
		defer f.Close()
		if rapid.Bool().Draw(t, "1904") {
			yes := true
			if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &yes}); err != nil {
				t.Fatal(err)
			}
		}
		style, err := f.NewStyle(&excelize.Style{NumFmt: 14, Font: &excelize.Font{Family: "VNI-Times"}})
		if err != nil {
			t.Fatal(err)
		}
		for n := range rapid.IntRange(1, 3).Draw(t, "sheets") {
			name := []string{"Sheet1", "Số liệu", "It's & <that>"}[n]
			if n > 0 {
				if _, err := f.NewSheet(name); err != nil {
					t.Fatal(err)
				}
			}
			grid := rapid.SliceOfN(rapid.SliceOfN(values, 0, 5), 0, 6).Draw(t, "grid")
			if rapid.Bool().Draw(t, "stream") {
				stream(t, f, name, grid, style)
			} else {
				single(t, f, name, grid, style)
			}
		}
		var buf bytes.Buffer
		if err := f.Write(&buf); err != nil {
			t.Fatal(err)
		}
		n, diff, err := differences(buf.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		if cells += n; len(diff) > 0 {
			t.Fatal(strings.Join(diff, "\n"))
		}
	})
	if cells < 100 {
		t.Errorf("only %d cells compared", cells)
	}
	t.Logf("%d cells", cells)
}

func stream(t *rapid.T, f *excelize.File, name string, grid [][]any, style int) {
	w, err := f.NewStreamWriter(name)
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range grid {
		cells := make([]any, len(row))
		for j, v := range row {
			cells[j] = excelize.Cell{StyleID: style * (j % 2), Value: v}
		}
		if err := w.SetRow(sheet.Ref(2*i+1, 1), cells); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
}

func single(t *rapid.T, f *excelize.File, name string, grid [][]any, style int) {
	for i, row := range grid {
		for j, v := range row {
			ref := sheet.Ref(3*i+1, 2*j+1)
			var err error
			if runs, ok := v.([]excelize.RichTextRun); ok {
				err = f.SetCellRichText(name, ref, runs)
			} else {
				err = f.SetCellValue(name, ref, v)
			}
			if err != nil {
				t.Fatal(err)
			}
			if j%2 == 1 {
				if err := f.SetCellStyle(name, ref, ref, style); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}

// nonControl are the characters that XML may hold, beyond the control ones.
var nonControl = []*unicode.RangeTable{unicode.Letter, unicode.Mark, unicode.Number, unicode.Punct, unicode.Symbol, unicode.Space}

// Worksheets in any legal spelling read the same by us and by another reader.
func TestSpellingsAgreeWithAnotherReader(t *testing.T) {
	texts := rapid.SampledFrom([]string{"x", "Thôn 2", " a ", "&amp;&lt;&#273;&#x1EC7;", "1\n2", "_x0041_", "a_x000A_b"})
	numbers := rapid.SampledFrom([]string{"0", "1", "-3", "12.5", "1E3", "1.5e-7", "0.1", "43743"})
	cell := rapid.Custom(func(t *rapid.T) string {
		text, number := texts.Draw(t, "text"), numbers.Draw(t, "number")
		return rapid.SampledFrom([]string{
			"><v>" + number + "</v></c>", ` t="n"><v>` + number + "</v></c>", ` s="1"><v>` + number + "</v></c>", ` t="s"><v>0</v></c>`, ` t="s"><v>1</v></c>`,
			` t="b"><v>1</v></c>`, ` t="b"><v>0</v></c>`, ` t="e"><v>#REF!</v></c>`, ` t="str"><f>A1&amp;"x"</f><v>` + text + "</v></c>", "><f>1+1</f><v>2</v></c>",
			` t="inlineStr"><is><t>` + text + "</t></is></c>", ` t="inlineStr"><is><t xml:space="preserve">` + text + "</t></is></c>", ` t="inlineStr"><is><r><t>` + text + "</t></r><r><rPr><b/></rPr><t>b</t></r></is></c>",
			"/>", "></c>", ` s="0"/>`, "><v></v></c>",
		}).Draw(t, "cell")
	})
	const officeNS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	outer, cells := t, 0
	rapid.Check(t, func(t *rapid.T) {
		var body strings.Builder
		gap := rapid.SampledFrom([]string{"", "\n  "}).Draw(t, "gap")
		placed := rapid.Bool().Draw(t, "references")
		for row := range rapid.IntRange(1, 4).Draw(t, "rows") {
			at := 2*row + 1
			fmt.Fprintf(&body, `%s<row r="%d" spans="1:9">`, gap, at)
			for col := range rapid.IntRange(0, 4).Draw(t, "cells") {
				ref := ""
				if placed {
					ref = fmt.Sprintf(` r="%s"`, sheet.Ref(at, 2*col+1))
				}
				body.WriteString(gap + "<c" + ref + cell.Draw(t, "cell"))
			}
			body.WriteString("</row>")
		}
		n, diff, err := differences(fixture(outer, map[string]string{ // the other reader wants the full names of the relationships
			"_rels/.rels":                `<Relationships xmlns="` + relNS + `"><Relationship Id="r1" Type="` + officeNS + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
			"xl/workbook.xml":            `<workbook xmlns="` + mainNS + `" xmlns:r="` + officeNS + `"><sheets><sheet name="Một" sheetId="1" r:id="rId1"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships xmlns="` + relNS + `"><Relationship Id="rId1" Type="` + officeNS + `/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="` + officeNS + `/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="` + officeNS + `/styles" Target="styles.xml"/></Relationships>`,
			"xl/styles.xml":              `<styleSheet xmlns="` + mainNS + `"><fonts count="1"><font><name val="A"/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellXfs count="2"><xf fontId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`,
			"xl/worksheets/sheet1.xml":   rows(body.String())["xl/worksheets/sheet1.xml"],
		}))
		if err != nil {
			t.Fatal(err)
		}
		if cells += n; len(diff) > 0 {
			t.Fatalf("%s\n%s", strings.Join(diff, "\n"), body.String())
		}
	})
	t.Logf("%d cells", cells)
}
