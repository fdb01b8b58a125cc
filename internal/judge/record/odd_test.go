package record_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
)

func shipped(t testing.TB) *round.Round {
	t.Helper()
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func odd(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "odd", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// parts are the texts of an archive by name; order keeps their order.
type parts struct {
	text  map[string]string
	order []string
}

func (p *parts) put(name, text string) {
	if _, there := p.text[name]; !there {
		p.order = append(p.order, name)
	}
	p.text[name] = text
}

// swap changes a piece of a part that stands there once.
func (p *parts) swap(t testing.TB, name, old, by string) {
	t.Helper()
	if n := strings.Count(p.text[name], old); n != 1 {
		t.Fatalf("%s holds %q %d times", name, old, n)
	}
	p.text[name] = strings.Replace(p.text[name], old, by, 1)
}

// bent is a workbook with its parts changed.
func bent(t testing.TB, data []byte, change func(p *parts)) []byte {
	t.Helper()
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	p := parts{text: map[string]string{}}
	for _, f := range zr.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		p.put(f.Name, string(body))
	}
	change(&p)
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	for _, name := range p.order {
		body, ok := p.text[name]
		if !ok {
			continue
		}
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(f, body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// What the sample's parts are called, and where its 267 stands.
const (
	bookPart  = "xl/workbook.xml"
	relsPart  = "xl/_rels/workbook.xml.rels"
	figures   = "xl/worksheets/sheet4.xml"
	stamped   = "xl/worksheets/sheet6.xml"
	unitSheet = "xl/worksheets/sheet1.xml"
	cell267   = `<c r="D13" s="57" t="n"><v>267</v></c>`
)

// ownSheet puts a sheet of the clerk's own beside the form's.
func ownSheet(t testing.TB, p *parts, body string) {
	t.Helper()
	p.swap(t, bookPart, "</sheets>", `<sheet name="Của tôi" sheetId="90" r:id="rId90"/></sheets>`)
	p.swap(t, relsPart, "</Relationships>", `<Relationship Id="rId90" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet90.xml"/></Relationships>`)
	p.put("xl/worksheets/sheet90.xml", `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">`+body+`</worksheet>`)
}

func numbered(n int, piece string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, piece, i)
	}
	return b.String()
}

// grid is so many rows of ten cells.
func grid(rows int) string {
	return "<sheetData>" + numbered(rows, "<row>"+strings.Repeat(`<c t="n"><v>%[1]d</v></c>`, 10)+"</row>") + "</sheetData>"
}

// A return that real programs or people bent in one way, outside its answers, says what it said.
func TestABentReturnSaysTheSame(t *testing.T) {
	r, base := shipped(t), odd(t, "chi-minh.xlsx")
	want := record.JudgeOf(base, r, "")
	var typed map[string]any
	if err := json.Unmarshal(odd(t, "chi-minh.values.json"), &typed); err != nil {
		t.Fatal(err)
	}
	if n := len(want.Values); n != 156 || want.Status != finding.Queried {
		t.Fatalf("%d values, %s", n, want.Status)
	}
	for id, v := range want.Values {
		if typed[id] != nil && fmt.Sprint(typed[id]) != fmt.Sprint(v) {
			t.Errorf("%s is %v, typed was %v", id, v, typed[id])
		}
	}
	cell := func(by string) func(*parts) {
		return func(p *parts) { p.swap(t, figures, cell267, by) }
	}
	behind := func(tag string) func(*parts) {
		return func(p *parts) { p.swap(t, figures, "</sheetData>", "</sheetData>"+tag) }
	}
	own := func(body string) func(*parts) { return func(p *parts) { ownSheet(t, p, body) } }
	sheets := func(tag string) func(*parts) {
		return func(p *parts) { p.swap(t, bookPart, "</sheets>", tag+"</sheets>") }
	}
	names := func(tags string) func(*parts) {
		return func(p *parts) { p.swap(t, bookPart, "</definedNames>", tags+"</definedNames>") }
	}
	entries := func(how func(string) string) func(*parts) {
		return func(p *parts) {
			text := map[string]string{}
			for i, name := range p.order {
				p.order[i] = how(name)
				text[p.order[i]] = p.text[name]
			}
			p.text = text
		}
	}
	for name, change := range map[string]func(*parts){
		"an apostrophe in a prompt":           behind(`<dataValidations><dataValidation type="list" prompt="3'20, M'Nông" sqref="A1"><formula1>"a'b"</formula1></dataValidation></dataValidations>`),
		"a quotation mark in a prompt":        behind(`<dataValidations><dataValidation prompt='3"20' promptTitle="it's" sqref="A1"/></dataValidations>`),
		"an apostrophe in a hyperlink":        behind(`<hyperlinks><hyperlink ref="A1" display="Ea H'leo > x"/></hyperlinks>`),
		"an apostrophe in a format's text":    behind(`<conditionalFormatting sqref="A1"><cfRule type="containsText" text="M'Nông" priority="1"><formula>1</formula></cfRule></conditionalFormatting>`),
		"850,000 marks in one attribute":      behind(`<hyperlinks><hyperlink ref="A1" display="` + strings.Repeat(">", 850_000) + `"/></hyperlinks>`),
		"a text and a value":                  cell(`<c r="D13" s="57" t="inlineStr"><is><t>267</t></is><v>267</v></c>`),
		"an empty format":                     cell(`<c r="D13" s="" t="n"><v>267</v></c>`),
		"a format beyond the table":           cell(`<c r="D13" s="9999" t="n"><v>267</v></c>`),
		"a sheet without a relationship":      sheets(`<sheet name="Ghi chu" sheetId="78"/>`),
		"a module":                            sheets(`<sheet name="Module1" sheetId="78" state="veryHidden" r:id=""/>`),
		"formats that are not there":          func(p *parts) { delete(p.text, "xl/styles.xml") },
		"a name of a sheet beyond the last":   names(`<definedName name="_xlnm._FilterDatabase" localSheetId="42" hidden="1">#REF!</definedName>`),
		"25,000 junk names":                   names(numbered(25_000, `<definedName name="_junk%d" hidden="1">#REF!</definedName>`)),
		"200,000 junk names":                  names(numbered(200_000, `<definedName name="j%d">#REF!</definedName>`)),
		"30,000 names of sheets left behind":  names(numbered(30_000, `<definedName name="j%d">Cũ!$A$1</definedName>`)),
		"a sheet of 120,000 cells":            own(grid(12_000)),
		"a sheet of 600,000 cells":            own(grid(60_000)),
		"a sheet of 17 MB":                    own(`<sheetData>` + numbered(500_000, `<row><c t="str"><v>%036d</v></c></row>`) + `</sheetData>`),
		"12,000 merged areas":                 own(`<sheetData/><mergeCells>` + numbered(12_000, `<mergeCell ref="A1%[1]d:B1%[1]d"/>`) + `</mergeCells>`),
		"a sheet of the clerk's that is cut":  own(`<sheetData><row>`),
		"a sheet of the clerk's with a fault": own(`<sheetData><row><c t="s"><v>99</v></c></row></sheetData>`),
		"a sheet of the clerk's without part": func(p *parts) { ownSheet(t, p, ""); delete(p.text, "xl/worksheets/sheet90.xml") },
		"a slash before every name":           entries(func(s string) string { return "/" + s }),
		"a dot and a slash before every name": entries(func(s string) string { return "./" + s }),
		"backslashes":                         entries(func(s string) string { return strings.ReplaceAll(s, "/", `\`) }),
		"capitals":                            entries(strings.ToUpper),
		"slashes twice":                       entries(func(s string) string { return strings.ReplaceAll(s, "/", "//") }),
	} {
		got := record.JudgeOf(bent(t, base, change), r, "")
		if got.Unit != "chi-minh" || got.Status != want.Status || !reflect.DeepEqual(got.Values, want.Values) || !reflect.DeepEqual(got.Prior, want.Prior) {
			t.Errorf("%s: %s, %s, %d values, %v", name, got.Unit, got.Status, len(got.Values), codes(got))
		}
	}
	for _, name := range []string{"own-sheet-dv.xlsx", "own-sheet-filter.xlsx"} {
		if got := record.JudgeOf(odd(t, name), r, ""); !reflect.DeepEqual(got.Values, want.Values) {
			t.Errorf("%s: %d values, %v", name, len(got.Values), codes(got))
		}
	}
	if got := record.JudgeOf(odd(t, "corrected-cq-03.xlsx"), r, ""); got.Unit != "cq-03" || got.Status != finding.Clean {
		t.Errorf("our own workbook to correct, corrected by a program: %s, %s, %v", got.Unit, got.Status, codes(got))
	}
}

func said(f finding.Finding) string {
	text, _ := f.Text("vi")
	return text
}

func codes(v record.Verdict) (out []string) {
	for _, f := range v.Findings {
		out = append(out, f.Code+" "+said(f))
	}
	return out[:min(len(out), 5)]
}

// One odd cell among the answers costs that answer, which is asked for again by its name.
func TestOneOddAnswerCostsThatAnswer(t *testing.T) {
	r, base := shipped(t), odd(t, "chi-minh.xlsx")
	want := record.JudgeOf(base, r, "")
	const id = "ho_tong"
	if fmt.Sprint(want.Values[id]) != "267" {
		t.Fatalf("%s is %v", id, want.Values[id])
	}
	for cell, code := range map[string]string{
		`<c r="D13" s="57" t="s"><v></v></c>`:                               "CELL-001",
		`<c r="D13" s="57" t="s"><v>99</v></c>`:                             "CELL-009",
		`<c r="D13" s="57" t="d"><v>10:10:10</v></c>`:                       "CELL-002",
		`<c r="D13" s="57" t="n"><v>x</v></c>`:                              "CELL-002",
		`<c r="D13" s="57" t="zzz"><v>267</v></c>`:                          "CELL-009",
		`<c r="D13" s="57" t="b"><v>267</v></c>`:                            "CELL-009",
		`<c r="D13" s="57" t="e"><v>#NEW!</v></c>`:                          "CELL-009",
		`<c r="D13" s="57" t="n"><v>267</v><v>268</v></c>`:                  "CELL-009",
		`<c r="D13" s="57"><v>267</v></c><c r="D13"><v>268</v></c>`:         "CELL-009",
		`<c r="" s="57" t="n"><v>267</v></c>`:                               "CELL-009",
		`<c r="D14" s="57" t="n"><v>267</v></c>`:                            "CELL-009",
		`<c r="D13" s="57" t="n"><v>26<b/>7</v></c>`:                        "CELL-009",
		`<c r="D13" s="57" t="inlineStr"><is><t>26</t></is><v>267</v></c>`:  "CELL-009",
		`<c r="D13" s="57" t="inlineStr"><is><t>267</t></is><v>26</v></c>`:  "CELL-009",
		`<c r="D13" s="57"><v>267</v></c><c r="D13" t="str"><v>267</v></c>`: "CELL-009",
	} {
		got := record.JudgeOf(bent(t, base, func(p *parts) { p.swap(t, figures, cell267, cell) }), r, "")
		asked := false
		for _, f := range got.Findings {
			asked = asked || f.Code == code && f.ID == id
		}
		rest := maps.Clone(want.Values)
		delete(rest, id)
		for other := range rest { // what stands in the place that the cell claims is asked for too
			if _, there := got.Values[other]; !there && strings.Contains(cell, "D14") {
				delete(rest, other)
			}
		}
		if got.Unit != "chi-minh" || got.Status != finding.Returned || !asked || !reflect.DeepEqual(got.Values, rest) || len(rest) < 154 {
			t.Errorf("%s: %s, %s, %d values, %v", cell, got.Unit, got.Status, len(got.Values), codes(got))
		}
	}
}

// What is wrong with a sheet of the form's own refuses the file, naming part and cell.
func TestAFormsOwnSheetThatCannotBeReadRefusesTheFile(t *testing.T) {
	r, base := shipped(t), odd(t, "chi-minh.xlsx")
	put := func(part, text string) func(*parts) { return func(p *parts) { p.text[part] = text } }
	large := `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` + grid(12_000) + `</worksheet>`
	for name, c := range map[string]struct {
		change func(*parts)
		code   string
		says   string
	}{
		"a figure with a character that XML forbids": {func(p *parts) { p.swap(t, figures, cell267, `<c r="D13" t="str"><v>&#1;</v></c>`) }, "FILE-001", "xl/worksheets/sheet4.xml, ô D13"},
		"the figures cut":                 {put(figures, `<worksheet`), "FILE-001", figures},
		"the figures gone":                {func(p *parts) { delete(p.text, figures) }, "FILE-001", figures},
		"the figures gone and renamed":    {func(p *parts) { delete(p.text, figures); p.swap(t, bookPart, `name="Số liệu"`, `name="x"`) }, "FILE-001", figures},
		"the figures among 120,000 cells": {put(figures, large), "FILE-003", figures},
		"the unit's sheet cut":            {put(unitSheet, "<worksheet"), "FILE-001", unitSheet},
		"both sheets that say whose it is cut": {func(p *parts) {
			for part := range p.text {
				if strings.HasPrefix(part, "xl/worksheets/sheet") && part != figures {
					p.text[part] = "<worksheet"
				}
			}
		}, "FILE-001", unitSheet},
		"the hidden sheet cut": {put(stamped, "<worksheet"), "", ""},
		"the figures' sheet there twice": {func(p *parts) {
			p.swap(t, bookPart, "</sheets>", `<sheet name="số liệu" sheetId="9" r:id="rId1"/></sheets>`)
		}, "FILE-001", bookPart},
		"a name more than there may be": {func(p *parts) {
			p.swap(t, bookPart, "</definedNames>", numbered(200_001, `<definedName name="n%d">'Số liệu'!$A$1</definedName>`)+"</definedNames>")
		}, "FILE-003", bookPart},
		"a part that stands there twice":    {func(p *parts) { p.put("/xl/./Workbook.xml", p.text[bookPart]) }, "FILE-001", "Workbook.xml"},
		"a part twice, once with backslash": {func(p *parts) { p.put(`xl\worksheets\sheet4.xml`, p.text[figures]) }, "FILE-001", "sheet4.xml"},
	} {
		got := record.JudgeOf(bent(t, base, c.change), r, "")
		if c.code == "" { // what it says stands in the open too
			if got.Unit != "chi-minh" && got.Status != finding.Unreadable {
				t.Errorf("%s: %s, %s, %v", name, got.Unit, got.Status, codes(got))
			}
			continue
		}
		if len(got.Findings) != 1 || got.Findings[0].Code != c.code || !strings.Contains(said(got.Findings[0]), c.says) || got.Status != finding.Unreadable {
			t.Errorf("%s: %s, %v", name, got.Status, codes(got))
		}
	}
}

// Judging can be called off.
func TestJudgingIsCalledOff(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := record.JudgeContext(ctx, odd(t, "chi-minh.xlsx"), shipped(t), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
