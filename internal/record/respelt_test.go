package record_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/record"
)

// respelt is a workbook with each of its sheets' text written otherwise.
func respelt(t testing.TB, data []byte, how func(body string) string) []byte {
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
		if strings.HasPrefix(f.Name, "xl/worksheets/") {
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
	want := record.Judge(data, r)
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
		got := record.Judge(respelt(t, data, func(body string) string {
			return ends.ReplaceAllString(body, "${1}"+left+"</t>")
		}), r)
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
