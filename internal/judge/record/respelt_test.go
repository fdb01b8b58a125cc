package record_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/judge/record"
)

// respelt is a workbook with parts of one folder, or one part, written otherwise.
func respelt(t testing.TB, data []byte, folder string, how func(body string) string) []byte {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	zw := zip.NewWriter(&out)
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(f.Name, folder) {
			body = []byte(how(string(body)))
		}
		w, err := zw.Create(f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(body); err != nil {
			t.Fatal(err)
		}
	}
	if err := zw.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// What a program leaves behind the text of each cell, the form's own and the unit's, changes
// neither whose form it is, nor a figure, a choice or a row, and is no finding.
func TestLeftBehindEveryText(t *testing.T) {
	r := shipped(t)
	data := inTestdata(t, "odd/chi-minh")
	want := record.JudgeOf(data, r, "")
	ends := regexp.MustCompile(`([^>])</t>`)
	for name, left := range map[string]string{
		"a line end, escaped":          "_x000D_",
		"a line end of Windows":        "_x000D_\n",
		"an escaped tab":               "_x0009_",
		"a line break and blanks":      "\n  ",
		"a no-break space":             "&#160;",
		"a mark that nobody sees":      "\u200b",
		"two line ends and their ends": "_x000D__x000a__x000D__x000A_",
	} {
		got := record.JudgeOf(respelt(t, data, "xl/worksheets/", func(body string) string {
			return ends.ReplaceAllString(body, "${1}"+left+"</t>")
		}), r, "")

		if got.Unit != want.Unit || !slices.Equal(told(got), told(want)) {
			t.Errorf("%s: %q, %q", name, got.Unit, told(got))
			continue
		}
		for id, v := range want.Values {
			if _, figure := v.(json.Number); figure && got.Values[id] != v {
				t.Errorf("%s: %s is %v", name, id, got.Values[id])
			}
		}
		for id, rows := range want.Tables {
			if len(got.Tables[id]) != len(rows) {
				t.Errorf("%s: %d rows of %s, %d before", name, len(got.Tables[id]), id, len(rows))
			}
		}
	}
}

// What years of copying leave in a workbook beside the form, as much as programs can write of
// it, costs nothing.
func TestBloatedReturns(t *testing.T) {
	r := shipped(t)
	data := inTestdata(t, "odd/chi-minh")
	want := record.JudgeOf(data, r, "")
	many := func(n int, piece string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, piece, i+1)
		}
		return b.String()
	}
	into := func(before, piece string, n int) func(string) string {
		return func(body string) string { return strings.Replace(body, before, many(n, piece)+before, 1) }
	}
	const (
		format = `<xf numFmtId="%[1]d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1" ` +
			`applyFill="1" applyBorder="1" applyAlignment="1" applyProtection="1">` +
			`<alignment horizontal="center" vertical="center" wrapText="1"/><protection locked="0"/></xf>`
		named = `<cellStyle name="_Báo cáo tháng %[1]d_Book%[1]d" xfId="%[1]d" customBuiltin="1"/>`
	)
	for _, c := range []struct {
		name, part string
		how        func(string) string
	}{
		{"64,000 formats and 30,000 styles", "xl/styles.xml", func(body string) string {
			body = strings.Replace(body, "</cellStyleXfs>", many(30_000, format)+"</cellStyleXfs>", 1)
			body = strings.Replace(body, "</cellStyles>", many(30_000, named)+"</cellStyles>", 1)
			return strings.Replace(body, "</cellXfs>", many(64_000, format)+"</cellXfs>", 1)
		}},
		{"30,000 names of a sheet", "xl/workbook.xml",
			into("<definedName ", `<definedName name="a%[1]d">'Hướng dẫn'!$A$%[1]d</definedName>`, 30_000)},
		{"450,000 names of nothing", "xl/workbook.xml",
			into("<definedName ", `<definedName name="a%d" hidden="1">#REF!</definedName>`, 450_000)},
		{"a million rows of no cells", "xl/worksheets/sheet4.xml",
			into("</sheetData>", `<row r="%d" s="3" ht="15" spans="1:6"/>`, 1_048_576)},
	} {
		if testing.Short() && c.part == "xl/worksheets/sheet4.xml" {
			continue
		}
		got := record.JudgeOf(respelt(t, data, c.part, c.how), r, "")
		if got.Unit != want.Unit || !reflect.DeepEqual(got.Values, want.Values) || !slices.Equal(told(got), told(want)) {
			t.Errorf("%s: %q, %d values, %q", c.name, got.Unit, len(got.Values), told(got))
		}
	}
}
