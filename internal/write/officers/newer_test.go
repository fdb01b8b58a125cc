package officers

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/count/versions"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/seal"
	"tonghop/internal/sheet"
)

// newer is what version 2 of a unit changes of version 1: a figure, a blank, a text of that many words.
func newer(t *testing.T, lang string, long int) []versions.Revision {
	t.Helper()
	r := small(lang)
	own := []string{"ward"}
	r.Form.Sections = []round.Section{{ID: "s", Print: "II.7", Title: "Section"}}
	r.Form.Indicators = []round.Indicator{
		{ID: "cases", Section: "s", Label: "Cases", Type: round.Count, TotalFrom: "all", Kinds: own},
		{ID: "posts", Section: "s", Label: "Posts", Type: round.Amount, Kinds: own},
		{ID: "words", Section: "s", Label: "Remarks", Type: round.Narrative, Kinds: own},
	}
	r.Counts = []finding.Status{finding.Clean}
	r.Form.ByID = map[string]int{"cases": 0, "posts": 1, "words": 2}
	r.Register = round.RegisterOf([]round.Unit{{Code: "u1", Name: "Unit A", Kind: "ward", Direct: true}})
	r.NameUnits()
	f := standing.Facts{Round: r, At: at, Verdicts: map[string]record.Verdict{}}
	f.Whole = func(sha string) (record.Verdict, error) { return f.Verdicts[sha], nil }
	for i, values := range []map[string]any{
		{"cases": json.Number("3"), "words": "All is well."},
		{"cases": json.Number("1203"), "posts": json.Number("0.5"),
			"words": "All is " + strings.TrimSpace(strings.Repeat("very ", long)) + " well."},
	} {
		sha := fmt.Sprintf("%064x", i+1)
		f.Receipts = append(f.Receipts, ledger.Receipt{ID: int64(i + 1), Position: int64(i + 1), SHA: sha,
			Name: fmt.Sprintf("%d.xlsx", i+1), Scan: int64(i + 1), Received: at, Size: 1})
		v := record.Verdict{Round: r.ID, Unit: "u1", Kind: "ward", Status: finding.Clean, Seal: string(seal.Good),
			Values: values, Cells: map[string]string{}}
		if i > 0 {
			v.Status, v.Findings = finding.Returned, []finding.Finding{finding.New("CELL-001")}
		}
		for name := range values {
			v.Cells[name] = fmt.Sprintf("Figures!D%d", i+7)
		}
		f.Verdicts[sha] = v
	}
	p, err := standing.Paint(f)
	if err != nil {
		t.Fatal(err)
	}
	return desk.Newer(p)
}

// sheetsOf are the names of a workbook's sheets.
func sheetsOf(b *sheet.Book) (out []string) {
	for _, s := range b.Sheets {
		out = append(out, s.Name)
	}
	return out
}

// What the newest versions change stands on a sheet of its own in both workbooks, a row a datum with
// figures as figures; where nothing changed there is no such sheet.
func TestWhatChangedHasASheet(t *testing.T) {
	d := desk.Decisions{Round: small("en"), At: at, Newer: newer(t, "en", 1)}
	a := appraisals("en")
	a.Newer = d.Newer
	for name, made := range map[string]func() ([]byte, error){
		"decisions":  func() ([]byte, error) { return DecisionsBook(d) },
		"appraisals": func() ([]byte, error) { return AppraisalBook(a) },
	} {
		data, err := made()
		b := opened(t, data, err)
		english(t, data)
		s := b.Sheet("What changed")
		if s == nil {
			t.Fatalf("%s: %q", name, sheetsOf(b))
		}
		somewhere(t, s, "Unit A (u1): version 1 (1.xlsx, received 07:00 05/10/2019), which counts → version 2 (2.xlsx")
		row := rowOf(t, s, 3, "Cases")
		want(t, s, row, "2", "II.7", "Cases", "3", "1203", "1200", "Figures!D7", "Figures!D8", "II.7 Cases")
		want(t, s, row+1, "3", "II.7", "Posts", "(blank)", "0.5", "", "", "Figures!D8")
		want(t, s, row-1, "1", "II.7", "Remarks", "All is well.", "All is very well.", "All is [added: very] well.")
	}
	d.Newer, a.Newer = nil, nil
	data, err := DecisionsBook(d)
	if b := opened(t, data, err); b.Sheet("What changed") != nil {
		t.Error("nothing changed, and there is a sheet for it")
	}
	data, err = AppraisalBook(a)
	if b := opened(t, data, err); b.Sheet("What changed") != nil {
		t.Error("nothing changed, and there is a sheet for it")
	}
}

// A long text's words are all there, over as many rows as they need; more units than the sheet holds
// are counted.
func TestMuchThatChanged(t *testing.T) {
	data, err := DecisionsBook(desk.Decisions{Round: small("en"), At: at, Newer: newer(t, "en", 900)})
	b := opened(t, data, err)
	n, s := 0, b.Sheet("What changed")
	for c := range s.Cells() {
		if c.Col == 6 {
			n += strings.Count(c.Text, "very")
		}
	}
	if n != 900 {
		t.Errorf("%d of 900 words", n)
	}
	one := newer(t, "en", 1)
	many := make([]versions.Revision, mostNewer/3+5)
	for i := range many {
		many[i] = one[0]
	}
	data, err = DecisionsBook(desk.Decisions{Round: small("en"), At: at, Newer: many})
	somewhere(t, opened(t, data, err).Sheet("What changed"), "5 more units have changes")
}
