package summary

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/judge/score"
)

// everything is pictures in which each thing that the workbook can say has its reason.
func everything(t *testing.T, lang string) []roll.Summary {
	t.Helper()
	tooMany := picture(lang)
	tooMany.Sources = nil
	tooMany.Rules = nil
	return []roll.Summary{crowded(t, lang), tooMany, nested(lang), {Round: small(lang)}}
}

// nested is the picture of a level that has others below it.
func nested(lang string) roll.Summary {
	s := picture(lang)
	r := s.Round
	r.Kinds = append(r.Kinds, round.Kind{ID: "town", Name: "Town", Level: true, Desk: "d"})
	r.Self = "city"
	units := []round.Unit{
		{Code: "city", Name: "The city", Kind: "town"},
		{Code: "east", Name: "East", Kind: "town", Parent: "city"},
	}
	for i := range s.Units {
		s.Units[i].Unit.Parent = "east"
		units = append(units, s.Units[i].Unit)
	}
	r.Register = round.RegisterOf(units)
	for _, u := range units[:2] {
		s.Units = append(s.Units, roll.UnitLine{Unit: u})
		s.Places[u.Code] = rollup.Coverage{Expected: 3, Received: 2, Accepted: 1, OnTime: 1}
	}
	return s
}

// crowded is the picture with further units, rules, findings and decisions.
func crowded(t *testing.T, lang string) roll.Summary {
	t.Helper()
	s := picture(lang)
	r := s.Round
	withRules(t, r)
	line := func(code string, u roll.UnitLine) {
		u.Unit = round.Unit{Code: code, Name: "Unit " + strings.ToUpper(code), Kind: "ward", Email: code + "@x.org"}
		s.Units = append(s.Units, u)
	}
	counts := &record.Verdict{
		Values: map[string]any{"cases": *num("5"), "mood": "good", "share": *num("1")},
		Prior:  map[string]any{"cases": *num("4")},
	}
	card := func(c score.Card) *score.Card { c.Criteria = map[string]score.Line{}; return &c }
	trial := query("")
	trial.Trial = true
	wrong := query("")
	wrong.Severity, wrong.Cells = finding.Error, nil
	line("d", roll.UnitLine{Status: finding.Recognised, Version: 1, Counts: counts, Counted: 1, Decided: "No. 9",
		Scores: card(score.Card{Self: num("60"), Appraised: num("60")}), Via: "Unit A"})
	line("e", roll.UnitLine{Expected: true, Version: 1, Status: finding.Returned, Received: at.AddDate(0, 0, 2),
		Findings: []finding.Finding{trial, wrong}, Scores: card(score.Card{Step: score.StepGate})})
	line("f", roll.UnitLine{Expected: true, Version: 1, Status: finding.Clean, Received: at, Counts: counts,
		Scores: card(score.Card{Self: num("75")})})
	line("m", roll.UnitLine{Status: finding.Appraised, Version: 1, Counts: counts,
		Scores: card(score.Card{Self: num("60"), Appraised: num("60")})})
	for _, code := range []string{"g", "h", "i", "j", "k", "l"} {
		line(code, roll.UnitLine{Expected: true, Status: finding.NotReceived})
	}
	s.Totals = map[string]rollup.Total{
		"cases": {Sum: num("17"), Prior: num("10"), From: []string{"a", "d"}, Apart: []string{"d"},
			Beside: map[string]decimal.Decimal{"ward": *num("3")},
			Min:    &rollup.Extreme{Unit: "d", Value: *num("5")}, Max: &rollup.Extreme{Unit: "a", Value: *num("12")}},
		"share": {Ratio: num("0.5"), From: []string{"a"}},
		"mood":  {Choices: map[string]int{"good": 2}, From: []string{"a"}},
	}
	s.Rules = map[string]roll.Hits{"r1": {Raised: 4, Mended: 1, Explained: 1, Accepted: 1, Open: 1}}
	s.Receipts = append(s.Receipts, roll.ReceiptLine{Received: at, File: "b.xlsx", Status: finding.Queried})
	s.Below = append(s.Below, standing.Comparison{Unit: s.Units[0].Unit, Indicator: r.Form.Indicators[0],
		Own: *num("3"), Sum: *num("4"), From: 3, All: true})
	praise := r.Form.Tables[1]
	s.Nominees = append(s.Nominees,
		desk.NomineeLine{Unit: "Unit B", Table: praise, Decided: true},
		desk.NomineeLine{Unit: "Unit C", Table: praise})
	return s
}

// withRules gives a round a ratio, a choice and rules of each kind that the list tells apart.
func withRules(t *testing.T, r *round.Round) {
	t.Helper()
	r.Form.Indicators = append(r.Form.Indicators,
		round.Indicator{ID: "share", Section: "I", Label: "Share", Type: round.Ratio, Of: [2]string{"cases", "cases"}},
		round.Indicator{ID: "mood", Section: "I", Label: "Mood", Type: round.Choice, TotalFrom: "all",
			Values: []round.Option{{Value: "good"}}},
	)
	r.Form.ByID["share"], r.Form.ByID["mood"] = 2, 3
	expr := func(source string) *rule.Expr {
		e, err := rule.Parse(source, &r.Form)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	of := func(id string, check string) rule.Rule {
		return rule.Rule{ID: id, Kinds: []string{"ward"}, Code: "CONS-004", Severity: finding.Query, Check: expr(check)}
	}
	trial, when := of("r2", "cases >= 0"), of("r3", "cases >= 1")
	trial.Trial, when.When = true, expr("cases > 5")
	r.Form.Tables[0].Kinds = []string{"ward"}
	ofRows := of("r4", `count(models, .who == "x") <= 10`) // the form has no line for it
	r.Form.Rules = []rule.Rule{of("r1", "cases <= 100"), trial, when, ofRows}
}

// texts are all that a workbook says: cells, names of sheets, titles of charts, tips, links.
func texts(t *testing.T, s roll.Summary) (out []string) {
	t.Helper()
	data, err := SummaryBook(s)
	if err != nil {
		t.Fatal(err)
	}
	parts, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range parts.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, textsOf(t, xml.NewDecoder(part))...)
		if err := part.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// textsOf are the texts and attributes of a part; links are decoded.
func textsOf(t *testing.T, d *xml.Decoder) (out []string) {
	t.Helper()
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.CharData:
			out = append(out, string(token))
		case xml.StartElement:
			for _, a := range token.Attr {
				out = append(out, a.Value)
				if plain, err := url.PathUnescape(a.Value); err == nil {
					out = append(out, plain)
				}
			}
		}
	}
}

// A unit below another is named with it, and the level's own coverage stands beside those below.
func TestNestedUnitsAreNamedWithTheirParents(t *testing.T) {
	b := opened(t, nested("en"))
	for _, c := range []struct {
		sheet string
		col   int
		unit  string
	}{
		{"Roll-call", 2, "Unit A (East)"},
		{"Scores", 2, "Unit A (East)"},
		{"To chase", 2, "Unit C (East)"},
		{"Sources", 3, "Unit A (East)"},
	} {
		row(t, b.Sheet(c.sheet), c.col, c.unit)
	}
	for _, place := range []string{"The city", "East", "Unit A (East)"} {
		row(t, b.Sheet("By place"), 1, place)
	}
}

// A workbook of an English round has no Vietnamese letter: in no cell, chart, tip, link or property.
func TestEnglishIsEnglish(t *testing.T) {
	for _, s := range everything(t, "en") {
		for _, text := range texts(t, s) {
			if strings.ContainsFunc(text, vietnamese) {
				t.Errorf("%q in an English round", text)
			}
		}
	}
}

// vietnamese tells whether English lacks a letter or mark; names of fonts are in other scripts.
func vietnamese(r rune) bool {
	return r > unicode.MaxASCII && (unicode.Is(unicode.Latin, r) || unicode.Is(unicode.Mn, r))
}

// Every text of the room is said in the workbook of its language, so that the test above has seen
// all of them.
func TestEveryTextIsSaid(t *testing.T) {
	pairs := pairsOf(t)
	if len(pairs) < 150 {
		t.Fatalf("%d pairs: the test is blind", len(pairs))
	}
	for i, lang := range []string{"vi", "en"} {
		var said []string
		for _, s := range everything(t, lang) {
			said = append(said, texts(t, s)...)
		}
		for name, halves := range pairs {
			if is := saying(halves[i]); !slices.ContainsFunc(said, is) {
				t.Errorf("%s is not said in %s: %q", name, lang, halves[i])
			}
		}
	}
}

// saying tells whether a text is that of a pair, its verbs filled. What has verbs or begins with a
// space may stand within another text.
func saying(half string) func(string) bool {
	pattern := regexp.QuoteMeta(half)
	pattern = regexp.MustCompile(`%[sd]`).ReplaceAllString(pattern, `(?s:.+)`)
	if !strings.Contains(half, "%") {
		pattern = "^" + pattern + "$"
	}
	return regexp.MustCompile(pattern).MatchString
}

// pairsOf are the named texts of words.go, in Vietnamese and English.
func pairsOf(t *testing.T) map[string][2]string {
	t.Helper()
	tree, err := parser.ParseFile(token.NewFileSet(), "words.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][2]string{}
	ast.Inspect(tree, func(n ast.Node) bool {
		if v, ok := n.(*ast.ValueSpec); ok {
			lit := v.Values[0].(*ast.CompositeLit)
			for i, e := range lit.Elts {
				halves := out[v.Names[0].Name]
				halves[i] = joined(t, e.(*ast.KeyValueExpr).Value)
				out[v.Names[0].Name] = halves
			}
		}
		return true
	})
	return out
}

// joined is a literal's text, or that of several joined with +.
func joined(t *testing.T, e ast.Expr) string {
	t.Helper()
	if sum, ok := e.(*ast.BinaryExpr); ok {
		return joined(t, sum.X) + joined(t, sum.Y)
	}
	text, err := strconv.Unquote(e.(*ast.BasicLit).Value)
	if err != nil {
		t.Fatal(err)
	}
	return text
}
