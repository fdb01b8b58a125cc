package summary

import (
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/judge/score"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
	"tonghop/internal/write/legible"
)

var at = time.Date(2019, 10, 5, 7, 0, 0, 0, time.UTC)

func num(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

// small is a round with one figure with last year's, a narrative, a card and two lists.
func small(lang string) *round.Round {
	r := round.New("")
	r.ID, r.Title, r.Short, r.Language, r.Location = "k1", "The round", "Round", lang, time.UTC
	r.Due = time.Date(2019, 10, 15, 0, 0, 0, 0, time.UTC)
	r.Letterhead = round.Letterhead{Above: "Above", Issuer: "Issuer", Place: "Here", Leader: "Leader"}
	r.Kinds = []round.Kind{{ID: "ward", Name: "Ward", Desk: "d"}}
	r.Desks = []round.Desk{{ID: "d", Name: "Desk", Phone: "555"}}
	criteria := []round.Criterion{{ID: "c1", Label: "First", Points: *num("100")}}
	columns := []round.Column{{ID: "who", Label: "Who"}}
	r.Form = round.Form{
		Version:  "1",
		Sections: []round.Section{{ID: "I", Title: "Section"}},
		Indicators: []round.Indicator{
			{ID: "cases", Section: "I", Label: "Cases", Type: round.Count, Unit: "case", Prior: true, TotalFrom: "all"},
			{ID: "story", Section: "I", Label: "Story", Type: round.Narrative},
		},
		Cards: []round.Card{{
			ID: "card", Kinds: []string{"ward"}, Title: "The card",
			Groups: []round.Group{{ID: "I", Label: "Group", Criteria: criteria}}, All: criteria,
		}},
		Tables: []round.Table{
			{ID: "models", Label: "Models", Use: define.UseModel, Columns: columns},
			{ID: "praise", Label: "Praise", Use: define.UseCommendation, Columns: columns},
		},
		ByID: map[string]int{"cases": 0, "story": 1},
	}
	return r
}

// query is a finding that asks for an explanation.
func query(explained string) finding.Finding {
	return finding.Finding{Code: "CONS-001", Severity: finding.Query, Sheet: "Figures", Cells: []string{"D7"},
		Found: 12, Explained: explained}
}

func picture(lang string) roll.Summary {
	r := small(lang)
	unit := func(code, name string) round.Unit {
		return round.Unit{Code: code, Name: name, Kind: "ward", Email: code + "@x.org", Phone: "1" + code}
	}
	counts := &record.Verdict{
		Values: map[string]any{"cases": *num("12"), "story": "All went well."},
		Tables: map[string][]map[string]any{"models": {{"who": "A model"}}},
	}
	scores := &score.Card{Self: num("90"), Computed: num("80"), Appraised: num("85"), Final: num("85"),
		Criteria: map[string]score.Line{"c1": {Self: num("90"), Appraised: num("85")}}}
	a, b, c := unit("a", "Unit A"), unit("b", "Unit B"), unit("c", "Unit C")
	sha := strings.Repeat("ab", 32)
	return roll.Summary{
		Round: r, Position: 7, At: at,
		Units: []roll.UnitLine{
			{Unit: a, Expected: true, Status: finding.Clean, OnTime: true, Received: at, Version: 2, Counted: 2,
				Counts: counts, Scores: scores, Result: "met", Own: "met", File: "a.xlsx"},
			{Unit: b, Expected: true, Status: finding.Queried, Version: 1, Late: true,
				Received: time.Date(at.Year(), at.Month(), 2, 0, 0, 0, 0, r.Location), Dropped: at,
				Findings: []finding.Finding{query(""), query("moved house")}, WhyNot: "only asked", Waiting: "to explain"},
			{Unit: c, Expected: true, Status: finding.NotReceived, WhyNot: "nothing came"},
		},
		Totals: map[string]rollup.Total{"cases": {ID: "cases", Sum: num("12"), Prior: num("10"), From: []string{"a"}}},
		Receipts: []roll.ReceiptLine{
			{Received: at, File: "a.xlsx", SHA: sha, Unit: "a", Status: finding.Clean, Version: 2, Counts: true},
			{Received: at, File: "x.doc", SHA: sha, State: "a document", Again: true, Note: "beside"},
		},
		Inbox: []roll.InboxLine{{File: "late.xlsx", State: "settling", Why: "still written"}},
		Below: []standing.Comparison{{
			Unit:      a,
			Indicator: r.Form.Indicators[0],
			Own:       *num("12"),
			Sum:       *num("9"),
			From:      2,
		}},
		Places: map[string]rollup.Coverage{
			"a": {Expected: 4, Received: 2, Accepted: 1, OnTime: 1},
			"b": {},
		},
		Nominees: []desk.NomineeLine{{Unit: "Unit A", Table: r.Form.Tables[1], Cells: map[string]any{"who": "Somebody"},
			Decided: true, Yes: true, Decision: "No. 5"}},
		Sources: []roll.Source{
			{Indicator: "cases", Unit: "a", Value: *num("12"), Prior: *num("10"), Version: 2, File: "a.xlsx", SHA: sha,
				Cell: "Figures, D7"},
			{Indicator: "cases", Unit: "b", Value: *num("3"), Version: 1, File: "b.xlsx", SHA: sha, Why: "only asked"},
		},
	}
}

func opened(t *testing.T, s roll.Summary) *sheet.Book {
	t.Helper()
	data, err := SummaryBook(s)
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// row is the row of a sheet in which a text stands in a column.
func row(t *testing.T, s *sheet.Sheet, col int, text string) int {
	t.Helper()
	for c := range s.Cells() {
		if c.Col == col && c.Text == text {
			return c.Row
		}
	}
	t.Fatalf("%s: no %q in column %d", s.Name, text, col)
	return 0
}

// Each sheet shows what the picture holds, at its place; "" is not looked at.
func TestEachSheetShowsWhatThePictureHolds(t *testing.T) {
	b := opened(t, picture("en"))
	for _, c := range []struct {
		sheet string
		col   int
		text  string
		want  []string
	}{
		{"Roll-call", 2, "Unit A", []string{"1", "Unit A", "Clean", "", "07:00 05/10/2019", "", "2", "2", "", "", "", "",
			"Ward", "a", "Desk"}},
		{"Roll-call", 2, "Unit B", []string{"2", "Unit B", "", "late", "02/10/2019", "05/10/2019", "1", "", "", "1", "", "to explain"}},
		{"To chase", 2, "Unit C", []string{"2", "Unit C", "Ward", "", "1c", "c@x.org", "Not sent; due 15/10/2019"}},
		{"To chase", 2, "Unit B", []string{"1", "", "", "", "1b", "b@x.org", "Explain 1 (tra-lai/b.xlsx)"}},
		{"Outline", 2, "Cases", []string{"1", "Cases", "case", "12", "10", "2", "1"}},
		{"By place", 1, "Unit A", []string{"Unit A", "4", "2", "1", "1", "0.5", "0.25"}},
		{"Scores", 2, "Unit A", []string{"1", "Unit A", "Ward", "90", "80", "85", "met", "met", "appraised", "85"}},
		{"Narratives", 2, "All went well.", []string{"Unit A", "", "I", "Story"}},
		{"Models", 2, "Unit A", []string{"1", "Unit A", "A model"}},
		{"Commendation", 2, "Unit A", []string{"1", "Unit A", "Somebody", "commended", "No. 5"}},
		{"Open findings", 2, "Unit B", []string{"", "Unit B", "Figures, cell D7", "", "12", "", "CONS-001"}},
		{"Explanations", 1, "Unit B", []string{"Unit B", "Figures, cell D7", "", "12", "moved house", "CONS-001"}},
		{
			"Against units below",
			1,
			"Unit A",
			[]string{"Unit A", "Cases", "case", "12", "9", "3", "sum of 2, some are missing"},
		},
		{"Not in the totals", 2, "Unit C", []string{"2", "Unit C", "Ward", "", "nothing came"}},
		{"Sources", 3, "Unit A", []string{"cases", "Cases", "Unit A", "12", "10", "yes", "2", "a.xlsx", "Figures, D7",
			"abababababababab"}},
		{"Sources", 3, "Unit B", []string{"cases", "", "", "3", "", "only asked"}},
		{"Letters", 1, "Unit B", []string{"Unit B", "b@x.org", "Write", "", "outbox/tra-lai/b.xlsx"}},
		{"Receipts", 3, "a.xlsx", []string{"1", "07:00 05/10/2019", "a.xlsx", "Unit A", "Clean", "2", "yes"}},
		{"Receipts", 3, "x.doc", []string{"2", "", "x.doc", "", "a document", "", "again", "beside"}},
	} {
		s := b.Sheet(c.sheet)
		if s == nil {
			t.Errorf("no sheet %s", c.sheet)
			continue
		}
		at := row(t, s, c.col, c.text)
		for i, w := range c.want {
			if got := s.Text(at, i+1); w != "" && got != w {
				t.Errorf("%s, row %d, column %d: %q, want %q", c.sheet, at, i+1, got, w)
			}
		}
	}
}

// Both languages have the same sheets with the same columns in use.
func TestLanguagesHaveTheSameLayout(t *testing.T) {
	en, vi := opened(t, picture("en")), opened(t, picture("vi"))
	if len(en.Sheets) != len(vi.Sheets) {
		t.Fatalf("%d sheets, %d in Vietnamese", len(en.Sheets), len(vi.Sheets))
	}
	if vi.Sheet("Tình hình nộp") == nil {
		t.Error("no roll-call in Vietnamese")
	}
}

// Both can be read: contrast, headings, dates, charts with words for who does not see them.
func TestItIsLegible(t *testing.T) {
	for _, lang := range []string{"vi", "en"} {
		data, err := SummaryBook(picture(lang))
		if err != nil {
			t.Fatal(err)
		}
		faults, err := legible.Faults(data, lang)
		if err != nil || len(faults) > 0 {
			t.Errorf("in %s: %v\n%s", lang, err, strings.Join(faults, "\n"))
		}
	}
}

// No word of a heading is broken: it is as wide as its column, in both languages.
func TestHeadingsAreNotBroken(t *testing.T) {
	seen := 0
	for _, lang := range []string{"vi", "en"} {
		for _, p := range draw(picture(lang)).Pages {
			for _, r := range p.Rows {
				for i, c := range r.Cells {
					text, ok := c.V.(string)
					if !ok || !c.Look.Wrap || c.Look.Fill != canvas.Navy {
						continue
					}
					seen++
					room := canvas.ColPoints(p.Widths[i])
					for _, word := range strings.Fields(text) {
						one := canvas.HeightIn("x", room, c.Look.Size, true)
						if canvas.HeightIn(word, room, c.Look.Size, true) > one {
							t.Errorf("%s, column %d: %q is broken in %q", p.Name, i+1, word, text)
						}
					}
				}
			}
		}
	}
	if seen < 150 {
		t.Errorf("%d headings", seen)
	}
}

// Nothing received yet: every list says that it has no rows, and nothing fails.
func TestEmptyPicture(t *testing.T) {
	b := opened(t, roll.Summary{Round: small("en")})
	for _, name := range []string{"To chase", "Scores", "Narratives", "Models", "Open findings", "Explanations",
		"Against units below", "Not in the totals", "Sources", "Letters", "Receipts"} {
		row(t, b.Sheet(name), 1, "None yet.")
	}
}

// Where there are too many sources for a sheet, it says how to ask for them.
func TestTooManySources(t *testing.T) {
	s := picture("en")
	s.Sources = nil
	row(t, opened(t, s).Sheet("Sources"), 1, "Too many rows for a sheet. Use: tonghop trace INDICATOR")
}

// Who must be called: what is missing, in conflict, to correct or to explain, and only who owes a
// return.
func TestWhoIsChased(t *testing.T) {
	for _, c := range []struct {
		line roll.UnitLine
		want bool
	}{
		{roll.UnitLine{Expected: true}, true},
		{roll.UnitLine{}, false},
		{roll.UnitLine{Expected: true, Version: 1, Status: finding.Clean}, false},
		{roll.UnitLine{Expected: true, Version: 1, Status: finding.Clean, Undecided: true}, true},
		{roll.UnitLine{Expected: true, Version: 1, Status: finding.Returned}, true},
		{roll.UnitLine{Expected: true, Version: 1, Status: finding.Queried}, true},
		{roll.UnitLine{Expected: true, Version: 1, Status: finding.Unreadable}, true},
		{roll.UnitLine{Version: 1, Status: finding.Returned}, false},
	} {
		if got := toChase(c.line); got != c.want {
			t.Errorf("%+v: %v", c.line, got)
		}
	}
}
