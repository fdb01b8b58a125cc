package record_test

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
)

// bentCase is a filled-in form that a program or a person bent in one way.
type bentCase struct {
	file string   // in testdata
	gone string   // the figure that is asked for again
	more []string // findings that the form itself has not, as "CODE id"
}

// bentCases are all that were seen. They are of one form, but for those in others.
var bentCases = []bentCase{
	{file: "odd/apos-dv-prompt"},
	{file: "odd/apos-hyperlink"},
	{file: "odd/more-cf-text-apos"},
	{file: "odd/cell-inline-and-v"},
	{file: "odd/cell-s-empty-attr"},
	{file: "odd/cell-style-out"},
	{file: "odd/hang-gt-deflated"},
	{file: "odd/wb-leading-slash"},
	{file: "odd/wb-localname-out"},
	{file: "odd/wb-module-sheet-no-rid"},
	{file: "odd/wb-no-styles-dangling"},
	{file: "odd/wb-sheet-no-rid"},
	{file: "odd/own-sheet-dv", more: []string{"TMPL-008 "}},
	{file: "odd/own-sheet-filter", more: []string{"TMPL-008 "}},
	{file: "odd/cell-empty-sst", gone: "ho_tong",
		more: []string{"CELL-001 ho_tong", "CONS-006 ho_tong", "CONS-006 ho_tong"}},
	{file: "answer/cell-date-iso-time", gone: "ho_tong",
		more: []string{"CELL-002 ho_tong", "CONS-006 ho_tong", "CONS-006 ho_tong"}},
	{file: "answer/cell-text-number-apostrophe", more: []string{"CELL-004 ho_tong"}},
	{file: "answer/lo-strike", more: []string{"CELL-013 ho_tong"}},
	{file: "answer/ui-openpyxl-insert-col", more: []string{"TMPL-005 "}},
	{file: "answer/last-textbox", more: []string{"TMPL-008 "}},
}

func inTestdata(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", filepath.FromSlash(name)+".xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// told are a verdict's findings in order of their codes, as "CODE id".
func told(v record.Verdict) (out []string) {
	for _, f := range v.Findings {
		out = append(out, f.Code+" "+f.ID)
	}
	slices.Sort(out)
	return out
}

// Every return that was seen bent says what it said, and says of what is not sure that it is
// not: no finding is new or lost but those named.
func TestBentReturns(t *testing.T) {
	r := shipped(t)
	base := record.JudgeOf(inTestdata(t, "odd/chi-minh"), r, "")
	for _, c := range bentCases {
		got, values := record.JudgeOf(inTestdata(t, c.file), r, ""), maps.Clone(base.Values)
		delete(values, c.gone)
		if got.Unit != "chi-minh" || !reflect.DeepEqual(got.Values, values) || !reflect.DeepEqual(got.Prior, base.Prior) {
			t.Errorf("%s: %s, %d values, %q", c.file, got.Unit, len(got.Values), codes(got))
		}
		want := append(told(base), c.more...)
		if slices.Sort(want); !slices.Equal(told(got), want) {
			t.Errorf("%s: %q, want %q", c.file, told(got), want)
		}
	}
}

// A sheet of a form alone in a workbook is no return; it is said what it is, and what is missing.
func TestASheetOfAFormAlone(t *testing.T) {
	r := shipped(t)
	v := record.JudgeOf(inTestdata(t, "odd/chi-trang-so-lieu"), r, "")
	if len(v.Findings) != 1 || v.Findings[0].Code != "TMPL-001" || v.Unit != "" {
		t.Fatalf("%s %q", v.Unit, codes(v))
	}
	for lang, words := range map[string][]string{
		"vi": {"chỉ có trang “Số liệu”", "(th-05 Trường học mẫu 05?)", "thiếu trang “Đơn vị”"},
		"en": {"Only “Số liệu” of the form (th-05 Trường học mẫu 05?)", "“Đơn vị” is missing"},
	} {
		text, _ := v.Findings[0].Text(lang)
		for _, w := range words {
			if !strings.Contains(text, w) {
				t.Errorf("%q does not say %q", text, w)
			}
		}
	}
	// Another round's, or a list of somebody's under the same title, is not ours.
	own := bent(t, inTestdata(t, "odd/chi-trang-so-lieu"), func(p *parts) {
		for name, text := range p.text {
			p.text[name] = strings.NewReplacer("_", ".", "co_", "x").Replace(text)
		}
	})
	if v := record.JudgeOf(own, r, ""); len(v.Findings) != 1 || v.Findings[0].Variant != "" {
		t.Errorf("codes of no round: %q", codes(v))
	}
}

// A cell that holds something that cannot be used is asked for again in words that help, and
// what the file says there is not given back as if somebody had typed it.
func TestAnUnusableCellIsToldInWords(t *testing.T) {
	r := shipped(t)
	v := record.JudgeOf(bent(t, odd(t, "chi-minh.xlsx"), func(p *parts) {
		p.swap(t, figures, cell267, `<c r="D13" s="57" t="s"><v>9999</v></c>`)
	}), r, "")

	i := slices.IndexFunc(v.Findings, func(f finding.Finding) bool { return f.Code == "CELL-009" })
	if i < 0 {
		t.Fatalf("%q", codes(v))
	}
	for _, lang := range []string{"vi", "en"} {
		text, fix := v.Findings[i].Text(lang)
		if strings.Contains(text+fix, "#?") || strings.Contains(text+fix, "9999") {
			t.Errorf("%s %s", text, fix)
		}
	}
	if f := v.Findings[i]; f.ID != "ho_tong" || !slices.Equal(f.Cells, []string{"D13"}) {
		t.Errorf("%s at %q", f.ID, f.Cells)
	}
	if got, there := v.Typed["ho_tong"]; there {
		t.Errorf("%v is given back", got)
	}
}

// A sheet of the clerk's own that was left unread is named, with why.
func TestAnUnreadSheetIsNamed(t *testing.T) {
	tier.Full(t)
	for body, words := range map[string][2]string{
		grid(12_000):       {"Của tôi (trang quá lớn, không đọc).", "Của tôi (too large, not read)."},
		"<sheetData><row>": {"Của tôi (trang bị lỗi, không đọc được).", "Của tôi (damaged, not read)."},
		"<sheetData/>":     {},
		grid(1):            {"bỏ qua: Của tôi.", "ignored: Của tôi."},
	} {
		for i, lang := range []string{"vi", "en"} {
			r := shipped(t)
			r.Language = lang
			u, _ := r.Register.Unit("chi-minh")
			data, err := formbook.Form(r, u, demo.Filled(r, u, 3))
			if err != nil {
				t.Fatal(err)
			}
			v := record.JudgeOf(bent(t, data, func(p *parts) { ownSheet(t, p, body) }), r, "")
			text := ""
			for _, f := range v.Findings {
				if f.Code == "TMPL-008" {
					text, _ = f.Text(lang)
				}
			}
			if words[i] == "" && text != "" || !strings.Contains(text, words[i]) {
				t.Errorf("%.20s: %q", body, text)
			}
		}
	}
}
