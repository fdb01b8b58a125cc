package record_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"tonghop/internal/judge/record"
	"tonghop/internal/tier"
)

// A workbook of two thousand sheets that each have a little of the form is judged in no more
// time than others, and what is moved among them is found.
func TestAFormAmongManySheets(t *testing.T) {
	r, data := shipped(t), odd(t, "chi-minh.xlsx")
	base := record.JudgeOf(data, r, "")
	const empty = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>`
	among := func(moved bool) []byte {
		return bent(t, data, func(p *parts) {
			var sheets, rels strings.Builder
			for i := range 1900 {
				name := fmt.Sprintf("xl/worksheets/own%d.xml", i)
				p.put(name, strings.Replace(empty, "<sheetData/>", `<sheetData><row><c t="str"><v>ho_tong</v></c>`+
					`<c t="str"><v>Số hộ</v></c><c t="str"><v>ld_chi_dao</v></c></row></sheetData>`, 1))
				fmt.Fprintf(&sheets, `<sheet name="%d" sheetId="%d" r:id="o%[1]d" `+
					`xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"/>`, i, 100+i)
				fmt.Fprintf(&rels, `<Relationship Id="o%d" Target="/%s" Type="x/worksheet"/>`, i, name)
			}
			p.swap(t, bookPart, "</sheets>", sheets.String()+"</sheets>")
			p.swap(t, "xl/_rels/workbook.xml.rels", "</Relationships>", rels.String()+"</Relationships>")
			if moved {
				p.text["xl/worksheets/own1234.xml"] = p.text[figures]
			}
			p.text[figures], p.text["xl/worksheets/sheet3.xml"] = empty, empty
		})
	}
	start := time.Now()
	got := record.JudgeOf(among(false), r, "")
	if took := time.Since(start); took > 4*time.Second && !tier.Raced {
		t.Errorf("judged in %v", took)
	}
	if got.Unit != "chi-minh" || len(got.Values) > 10 {
		t.Errorf("%s, %d values", got.Unit, len(got.Values))
	}
	got = record.JudgeOf(among(true), r, "")
	for id, v := range base.Values {
		if _, text := v.(string); !text && !reflect.DeepEqual(got.Values[id], v) {
			t.Errorf("%s is %v, was %v", id, got.Values[id], v)
		}
	}
}

// A table of as many rows as nobody types refuses the form, instead of a finding a row.
func TestATableOfTooManyRows(t *testing.T) {
	r, data := shipped(t), odd(t, "chi-minh.xlsx")
	for rows, code := range map[int]string{4_999: "", 5_001: "FILE-003"} {
		got := record.JudgeOf(bent(t, data, func(p *parts) {
			p.swap(t, bookPart, "'Danh sách'!$B$52:$E$71", "'Danh sách'!$B$52:$E$1048576")
			var more strings.Builder
			for i := range rows {
				fmt.Fprintf(&more, `<row r="%d"><c r="B%[1]d" t="str"><v>tên %[1]d</v></c></row>`, 80+i)
			}
			p.swap(t, "xl/worksheets/sheet5.xml", "</sheetData>", more.String()+"</sheetData>")
		}), r, "")

		if refused := len(got.Findings) == 1 && got.Findings[0].Code == code; refused != (code != "") {
			t.Errorf("%d rows: %d findings", rows, len(got.Findings))
		}
		if n := len(got.Tables["khen_thuong"]); code == "" && n != rows {
			t.Errorf("%d rows: %d read", rows, n)
		}
	}
}
