package formbook_test

import (
	"archive/zip"
	"bytes"
	"html"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
)

// english is the round of another field, whose data are English, with a card by points and
// violations, a gate, a verdict and a bonus for its markets.
func english(t *testing.T) *round.Round {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "hygiene-2024")
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "..", "testdata", "rounds", "hygiene-2024"))); err != nil {
		t.Fatal(err)
	}
	register, err := officers.Register("en", []round.Unit{
		{Code: "riverside", Name: "Riverside District", Kind: "district"},
		{Code: "s-1", Name: "Hill School", Kind: "school", Parent: "riverside"},
		{Code: "m-1", Name: "Old Market", Kind: "market", Parent: "riverside"},
	}, "Units")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, define.RegisterFile), register, 0o600); err != nil {
		t.Fatal(err)
	}
	r, err := define.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	stalls, err := rule.Parse("stalls", &r.Form)
	if err != nil {
		t.Fatal(err)
	}
	r.Form.Cards = append(r.Form.Cards, round.Card{
		ID: "market", Kinds: []string{"market"}, Title: "MARKET STANDARD", Method: []string{"Points are taken away."},
		GateLabel: "Was the market closed?", Deduction: decimal.RequireFromString("2.5"), Bonus: decimal.NewFromInt(3),
		Times: 2, Verdict: []round.Option{{Value: "met"}, {Value: "not met"}}, Signers: [2]string{"UNIT", "OFFICE"},
		Groups: []round.Group{{ID: "g", Label: "Order", Criteria: []round.Criterion{
			{ID: "order", Label: "Order is kept", Points: decimal.RequireFromString("12.5")},
			{ID: "size", Label: "Size", Points: decimal.NewFromInt(5), Of: stalls,
				Steps: []round.Step{{From: decimal.NewFromInt(10), Points: decimal.NewFromInt(5)}}},
		}}},
	})
	return r
}

// What the people of an English round hold in their hands is English: blank forms, forms filled
// in and forms to correct with all their sheets, prompts and formulas, and notices.
func TestAnEnglishRoundsFormsAreEnglish(t *testing.T) {
	r := english(t)
	at := time.Date(2025, 1, 10, 9, 0, 0, 0, time.UTC)
	mended := map[string]int{}
	for _, kind := range []string{"school", "clinic", "market"} {
		isEnglish(t, kind+" blank", mustForm(t, r, round.Unit{Kind: kind}, form.Fill{Copy: 1}))
	}
	for _, code := range []string{"s-1", "m-1"} {
		u, _ := r.Register.Unit(code)
		isEnglish(t, code+" blank", mustForm(t, r, u, form.Fill{Copy: 1}))
		for seed := range uint64(6) {
			fill := badly(r, u, seed)
			data := mustForm(t, r, u, fill)
			isEnglish(t, code+" filled in", data)
			v := record.JudgeOf(data, r, "")
			for _, f := range v.Findings {
				mended[f.Code]++
			}
			lost := finding.New("TMPL-006.moved")
			lost.ID, lost.IDs = "kitchens", []string{"kitchens"}
			fill.Findings = append(v.Findings, lost.With("label", "Kitchens"))
			fill.Copy, fill.Received, fill.Answered, fill.Issued = 2, at, v.Understood, true
			isEnglish(t, code+" to correct", mustForm(t, r, u, fill))
		}
	}
	for _, code := range []string{"CELL-001", "CELL-002", "CELL-007", "CELL-008", "CONS-003", "SCOR-001", "SCOR-002"} {
		if mended[code] == 0 {
			t.Errorf("no form is to be corrected because of %s: %v", code, mended)
		}
	}
	for _, content := range []string{"%PDF-1.4\n%%EOF\n", "", "PK\x03\x04 nothing behind it"} {
		n := formbook.Notice{File: "a.pdf", SHA: "12", Received: at,
			Findings: record.JudgeOf([]byte(content), r, "").Findings}
		data, err := formbook.NoticeBook(r, n)
		if err != nil {
			t.Fatal(err)
		}
		isEnglish(t, "notice", data)
	}
}

// Points are typed with their unit of measure in the language of the round.
func TestPointsAreTypedWithTheirUnit(t *testing.T) {
	r := english(t)
	u, _ := r.Register.Unit("m-1")
	for typed, want := range map[string]string{"10 points": "10", "10 vụ": "CELL-012: points"} {
		name := "order" + round.ScoreSuffix
		v := record.JudgeOf(mustForm(t, r, u, form.Fill{Copy: 1, Values: map[string]any{name: typed}}), r, "")
		got := ""
		if l := v.Scores.Criteria["order"]; l.Self != nil {
			got = l.Self.String()
		}
		for _, f := range v.Findings {
			if f.ID == name && f.Severity == finding.Error && strings.HasPrefix(f.Code, "CELL") {
				got += f.Code + ": " + finding.Show(f.Expected, r.Language)
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", typed, got, want)
		}
	}
}

// badly fills a form in with figures, texts and blanks of which many are wrong.
func badly(r *round.Round, u round.Unit, seed uint64) form.Fill {
	rnd := rand.New(rand.NewPCG(seed, 3))
	typed := []any{
		nil, decimal.NewFromInt(0), decimal.NewFromInt(1), decimal.NewFromInt(7), decimal.NewFromInt(-2),
		decimal.RequireFromString("2.5"), decimal.NewFromInt(4_000_000_000), "many", "met", "mains", "x", "yes", "no",
	}
	fill := form.Fill{Copy: 1, Values: map[string]any{}}
	for _, in := range form.Of(r, u).Inputs {
		if in.Part == form.Stamp || in.Part == form.Computed || in.Part == form.Rows || in.ID == round.UnitCode ||
			in.ID == round.UnitName {
			continue
		}
		if v := typed[rnd.IntN(len(typed))]; v != nil {
			fill.Values[in.Name] = v
		}
	}
	fill.Tables = map[string][]map[string]any{"staff": {
		{"name": "Ann", "role": "cook", "certificate": "none"}, {"name": "Ann"}, {"role": "cook"},
	}}
	return fill
}

func mustForm(t *testing.T, r *round.Round, u round.Unit, fill form.Fill) []byte {
	t.Helper()
	data, err := formbook.Form(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// isEnglish looks for letters that English does not have in every part of a workbook: cells,
// formulas and their results, titles, comments, prompts of validations.
func isEnglish(t *testing.T, what string, data []byte) {
	t.Helper()
	book, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range book.File {
		f, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(f)
		if err != nil {
			t.Fatal(err)
		}
		text := html.UnescapeString(string(content))
		other := func(c rune) bool { return c > unicode.MaxASCII && unicode.In(c, unicode.Latin, unicode.Mn) }
		if i := strings.IndexFunc(text, other); i >= 0 {
			t.Errorf("%s: %s says %q", what, part.Name, text[max(0, i-60):min(len(text), i+60)])
		}
	}
}
