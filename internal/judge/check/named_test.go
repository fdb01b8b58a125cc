package check_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/write/formbook"
)

// unprinted are the ids of a round that no reader may meet, and the sections as printed.
func unprinted(r *round.Round) (ids, printed map[string]bool) {
	ids, printed = map[string]bool{}, map[string]bool{}
	for _, in := range r.Form.Indicators {
		ids[in.ID] = true
	}
	for _, c := range r.Form.Cards {
		for _, k := range c.Criteria() {
			ids[k.ID] = true
		}
	}
	for _, s := range r.Form.Sections {
		printed[s.Number()] = true
	}
	return ids, printed
}

var (
	identifier = regexp.MustCompile(`[\pL\pN]+(_[\pL\pN]+)+`)
	section    = regexp.MustCompile(`(?:Mục|Section) (\S+?):? (?:chưa điền|đơn vị ghi|has|nothing)`)
)

// ill are the ids in a text, and what it calls a section though that is not where the input stands.
func ill(r *round.Round, text, input string) (out []string) {
	ids, printed := unprinted(r)
	for _, word := range identifier.FindAllString(text, -1) {
		for _, suffix := range []string{round.ScoreSuffix, round.ViolationsSuffix, round.PriorSuffix, round.ExplanationSuffix, ""} {
			if base, ok := strings.CutSuffix(word, suffix); ok && ids[base] {
				out = append(out, word)
				break
			}
		}
	}
	for _, m := range section.FindAllStringSubmatch(text, -1) {
		if !printed[m[1]] {
			out = append(out, m[0])
		}
		if in, ok := r.Form.Indicator(input); ok && r.Form.Section(in.Section).Number() != m[1] {
			out = append(out, m[0]+" of "+in.ID)
		}
	}
	return out
}

// What is said of wrong returns names questions, criteria and sections as the form prints
// them, in both languages, in findings and in the workbook to correct.
func TestWhatIsSaidNamesWhatIsPrinted(t *testing.T) {
	sections, codes := 0, map[string]bool{}
	for _, s := range subjects(t) {
		for i, x := range returns(s.r, s.u, 4, 11) {
			spoil(s.r, s.u, x.values, i)
			v, _ := judged(t, s.r, s.u, x)
			for _, f := range v.Findings {
				codes[f.Code] = true
				for _, lang := range []string{"vi", "en"} {
					m, fix := f.Text(lang)
					if bad := ill(s.r, m+" | "+fix, ""); bad != nil {
						t.Errorf("%s: %s %s: %q in %q, %q", s.u.Code, f.Code, f.Rule, bad, m, fix)
					}
				}
				if f.Code == "CELL-004" && f.Variant == "section" {
					sections++
					for _, id := range f.IDs[1:] {
						if m, _ := f.Text("vi"); ill(s.r, m, id) != nil {
							t.Errorf("%s: %q", s.u.Code, ill(s.r, m, id))
						}
					}
				}
			}
			for _, text := range firstSheet(t, s.r, s.u, x, v.Findings) {
				if bad := ill(s.r, text, ""); bad != nil {
					t.Errorf("%s: workbook to correct: %q in %q", s.u.Code, bad, text)
				}
			}
		}
	}
	if sections == 0 || !codes["EXPL-001"] {
		t.Errorf("%d sections with nothing to report, codes %v: not enough to tell", sections, codes)
	}
}

// spoil leaves sections blank, marks some as having nothing to report, and explains in a word.
func spoil(r *round.Round, u round.Unit, values map[string]any, i int) {
	for n, in := range form.Of(r, u).Inputs {
		switch {
		case in.Part == form.Nothing && i%2 == 0:
			values[in.Name] = "x"
		case in.Part == form.Explanation:
			values[in.Name] = "lý do"
		case in.Part == form.Value && n%2 == 0:
			delete(values, in.Name)
		}
	}
}

// firstSheet is what stands in the cells of the workbook to correct that tell what is wrong.
func firstSheet(t *testing.T, r *round.Round, u round.Unit, x typed, fs []finding.Finding) (out []string) {
	t.Helper()
	data, err := formbook.Form(r, u, form.Fill{Copy: 1, Values: x.values, Tables: x.tables, Findings: fs, Received: time.Unix(1, 0)})
	if err != nil {
		t.Fatal(err)
	}
	b, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := b.GetRows(b.GetSheetList()[0])
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		out = append(out, row...)
	}
	return out
}

// A score's hints part the possible scores so that a decimal comma is not taken for what
// parts them, and no line's check says the word of the award.
func TestScoresAreHintedApartAndALineIsNoAward(t *testing.T) {
	r := load(t)
	v, _ := judge(t, r, "cq-01", func(v map[string]any, _ *form.Fill) {
		v["tot_2_tu_cham"] = num("9")
		delete(v, "tot_2_vi_pham")
	})
	hinted := ""
	for _, f := range v.Findings {
		if f.Code == "SCOR-003" {
			hinted, _ = f.Text("vi")
		}
	}
	if !strings.Contains(hinted, "(12,5 · 7,5 · 2,5)") {
		t.Errorf("hint: %q", hinted)
	}
	u, _ := r.Register.Unit("cq-01")
	data, err := formbook.Form(r, u, demo.Filled(r, u, 3))
	if err != nil {
		t.Fatal(err)
	}
	fine := 0
	for code, said := range stored(t, r, data) {
		switch {
		case strings.EqualFold(said, "đạt"):
			t.Errorf("%s: a line's check says %q", code, said)
		case said == "Khớp":
			fine++
		}
	}
	if fine == 0 {
		t.Error("no line agrees")
	}
}
