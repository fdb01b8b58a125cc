package desk_test

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"tonghop/internal/count/desk"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/words"
)

// codesInSource are the codes that the source names.
func codesInSource(t *testing.T) (out []string) {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), "codes.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		v, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if kind, ok := v.Type.(*ast.Ident); !ok || kind.Name != "code" || len(v.Values) != 1 {
			t.Errorf("%v is no code", v.Names)
			return true
		}
		c, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, c)
		return true
	})
	return out
}

// Every code that the source can store speaks in both languages and says all that it speaks of.
func TestEveryCodeSpeaks(t *testing.T) {
	codes := codesInSource(t)
	if len(codes) < 70 {
		t.Errorf("%d codes: the test is blind", len(codes))
	}
	spelt := regexp.MustCompile(`^([a-z]+(-[a-z]+)*|SCOR-\d{3}(\.what)?)$`)
	for i, c := range codes {
		if slices.Contains(codes[:i], c) || !spelt.MatchString(c) {
			t.Errorf("%s is there twice, or is no code", c)
		}
		r := ledger.Reason{Code: c}
		if said, ok := desk.Spoken(c); ok {
			for i := range strings.Count(said.EN, "%s") {
				r.Args = append(r.Args, ledger.InWords(strconv.Itoa(100+i)))
			}
		} else {
			r.Args = []ledger.Reason{ledger.InWords("100")}
		}
		for _, lang := range []string{words.VI, words.EN} {
			said := desk.InWords(r, lang)
			for _, a := range r.Args {
				if !strings.Contains(said, a.Text) {
					t.Errorf("%s in %s: %q does not say %s", c, lang, said, a.Text)
				}
			}
			if said == "" || strings.Contains(said, "%!") || strings.HasPrefix(said, c+",") {
				t.Errorf("%s in %s: %q", c, lang, said)
			}
		}
	}
}

// What was stored in codes is shown as it was whenever it is read again.
func TestStoredCodesKeepTheirWords(t *testing.T) {
	for stored, want := range map[string][2]string{
		`"còn thiếu ngày"`:       {"còn thiếu ngày", "còn thiếu ngày"},
		`{"code":"other-round"}`: {"tệp của kỳ khác", "a workbook of another round"},
		`{"code":"bad-cell","args":["=A1"]}`: {
			"có ô ghi công thức không có kết quả hoặc giá trị lỗi (“=A1”); gõ giá trị",
			"a cell holds an error value or a formula without a result (“=A1”); type the value"},
		`{"code":"none-of-the-offered","args":["maybe",{"code":"list","args":[{"code":"yes"},{"code":"no"}]}]}`: {
			"“maybe” không phải là một trong: có, không", "“maybe” is none of: yes, no"},
		`{"code":"still-lacking","args":[{"code":"list","args":[{"code":"lacks-appraiser"},` +
			`{"code":"lacks-scores","args":["2"]}]}]}`: {
			"còn thiếu người thẩm định, điểm của 2 tiêu chuẩn (hoặc ghi x ở cột Đồng ý)",
			"missing: appraiser, scores of 2 criteria (or x in the column Agreed)"},
		`{"code":"SCOR-008","args":[{"code":"unit-decided"}]}`: {
			"SCOR-008: Không nhận thẩm định của dòng này: đơn vị đã có quyết định. Thẩm định lại trên tệp mới.",
			"SCOR-008: The appraisal of this row was refused: the unit has been decided upon. " +
				"Appraise it again in the new workbook."},
		`{"code":"SCOR-002","args":["A",{"code":"number","args":["12.5"]},{"code":"number","args":["10"]}]}`: {
			"SCOR-002: Tiêu chuẩn “A”: điểm 12,5 nằm ngoài khoảng 0 đến 10. Ghi lại điểm trong khoảng cho phép.",
			"SCOR-002: “A”: score 12.5 is outside 0 to 10. Enter a score within the range."},
		`{"code":"sentences","args":["a",{"code":"bonus-outside","args":["3",` +
			`{"code":"number","args":["2.5"]},{"code":"number","args":["1000"]}]}]}`: {
			"a; SCOR-002: điểm thưởng “3” ngoài mức cho phép (bội số của 2,5, không quá 1.000)",
			"a; SCOR-002: the bonus “3” is outside its limits (a multiple of 2.5, at most 1,000)"},
		`{"code":"of-a-later-program","args":["x"]}`: {"of-a-later-program, x", "of-a-later-program, x"},
	} {
		var r ledger.Reason
		if err := json.Unmarshal([]byte(stored), &r); err != nil {
			t.Fatal(err)
		}
		for i, lang := range []string{words.VI, words.EN} {
			if got := desk.InWords(r, lang); got != want[i] {
				t.Errorf("%s in %s: %q, want %q", stored, lang, got, want[i])
			}
		}
	}
}

// Answers that the product offers of itself are told in the language of the round too, wherever they
// stand; what a round sets or somebody typed stands as it is.
func TestOwnAnswersFollowTheLanguage(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	for want, cells := range map[string]map[string]any{
		"“khá” is none of: met, not met":       agreed(decision.InResult, "khá"),
		"general standards yes (the unit: no)": agreed(decision.InGate, "có", decision.InResult, "không đạt"),
		"cannot be “met”":                      agreed(decision.InGate, "có"),
	} {
		o := only(t, w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", cells))))
		if said := desk.InWords(o.Refused, words.EN); !strings.Contains(said, want) {
			t.Errorf("%q, want %q", said, want)
		}
	}
}

// A row that was refused while the round spoke Vietnamese is told in English once the round does.
func TestReasonsFollowTheRoundsLanguage(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	all := w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", agreed(decision.InBy, "", decision.InAgree, ""))))
	event, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	var stored []ledger.Outcome
	if err := json.Unmarshal(event, &stored); err != nil {
		t.Fatal(err)
	}
	w.record(stored)
	for lang, want := range map[string]string{
		words.VI: "còn thiếu điểm của 2 tiêu chuẩn (hoặc ghi x ở cột Đồng ý)",
		words.EN: "missing: scores of 2 criteria (or x in the column Agreed)",
	} {
		w.f.Round.Language = lang
		b := desk.AppraisalBooks(w.paint())[0]
		if len(b.Refused) != 1 || !strings.HasPrefix(b.Refused[0].Why, want) {
			t.Errorf("in %s: %+v, want %q", lang, b.Refused, want)
		}
		if note := w.lineOf(phong, "cq-0").Note; !strings.HasPrefix(note, want) {
			t.Errorf("note in %s: %q, want %q", lang, note, want)
		}
	}
}
