package officers

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/judge/score"
	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
	"tonghop/internal/write/legible"
)

var at = time.Date(2019, 10, 5, 7, 0, 0, 0, time.UTC)

func num(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

// small is a round with one kind, one card and one list for commendation.
func small(lang string) *round.Round {
	r := round.New("")
	r.ID, r.Title, r.Short, r.Language, r.Location = "k1", "The round", "Round", lang, time.UTC
	r.Letterhead = round.Letterhead{Above: "Above", Issuer: "Issuer", Place: "Here", Signer: "Signer"}
	r.Kinds = []round.Kind{{ID: "ward", Name: "Ward", Desk: "d"}}
	r.Desks = []round.Desk{{ID: "d", Name: "Desk"}}
	criteria := []round.Criterion{
		{ID: "c1", Label: "First", Points: *num("60")},
		{ID: "c2", Label: "Second", Points: *num("40")},
	}
	r.Form = round.Form{
		Version: "1",
		Cards: []round.Card{{
			ID: "card", Kinds: []string{"ward"}, Title: "The card", Deduction: *num("5"), Bonus: *num("3"),
			Groups: []round.Group{{ID: "I", Label: "Group", Criteria: criteria}}, All: criteria,
		}},
		Tables: []round.Table{{
			ID: "praise", Label: "Praise", Use: define.UseCommendation,
			Columns: []round.Column{{ID: "who", Label: "Who"}, {ID: "what", Label: "What for"}},
		}},
	}
	return r
}

func opened(t *testing.T, data []byte, err error) *sheet.Book {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// rowOf is the row of a sheet in which a text stands in a column.
func rowOf(t *testing.T, s *sheet.Sheet, col int, text string) int {
	t.Helper()
	for c := range s.Cells() {
		if c.Col == col && c.Text == text {
			return c.Row
		}
	}
	t.Fatalf("%s: no %q in column %d", s.Name, text, col)
	return 0
}

// want holds a row's cells against texts; "" is not looked at.
func want(t *testing.T, s *sheet.Sheet, row int, texts ...string) {
	t.Helper()
	for i, w := range texts {
		if got := s.Text(row, i+1); w != "" && got != w {
			t.Errorf("%s, row %d, column %d: %q, want %q", s.Name, row, i+1, got, w)
		}
	}
}

// somewhere says that a text stands in a sheet.
func somewhere(t *testing.T, s *sheet.Sheet, part string) {
	t.Helper()
	for text := range s.Texts() {
		if strings.Contains(text, part) {
			return
		}
	}
	t.Errorf("%s: no %q", s.Name, part)
}

// english says that a workbook has no Vietnamese letter: in no cell, and neither in what stands
// beside cells, in its title or at the foot of a page.
func english(t *testing.T, data []byte) {
	t.Helper()
	if faults, err := legible.Faults(data, "en"); err != nil || len(faults) > 0 {
		t.Errorf("hard to read: %v, %q", err, faults)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			t.Fatal(err)
		}
		for _, said := range strings.SplitAfter(string(text), ">") {
			letter := func(r rune) bool { return r > unicode.MaxASCII && unicode.Is(unicode.Latin, r) }
			if strings.ContainsFunc(said, letter) {
				t.Errorf("%s of an English round: %q", part.Name, said)
			}
		}
	}
}

func appraisals(lang string) desk.Appraisals {
	r := small(lang)
	card := r.Form.Cards[0]
	scores := &score.Card{Self: num("95"), Computed: num("90"), Bonus: num("3"), Criteria: map[string]score.Line{
		"c1": {Self: num("60"), Computed: num("55")},
		"c2": {Self: num("35"), Computed: num("35")},
	}}
	return desk.Appraisals{
		Round: r, Desk: r.Desks[0], Place: "Desk", At: at, Position: 7,
		Tables: []desk.AppraisalTable{
			{Card: &card, Rows: []desk.AppraisalRow{{
				Key: "u1", Digest: "m1", Unit: "Unit A", Kind: "Ward", Card: card, Scores: scores, Own: "met",
				Verdicts: []string{"met", "not met"}, Version: 2, File: "a.xlsx", Flags: "look here",
				Typed: map[string]string{
					decision.InCriterion + "c1": "58", decision.InReason: "because", decision.InDay: "2019-10-12",
				},
				Note: "score missing", Bad: true,
			}}},
			{Rows: []desk.AppraisalRow{{
				Key: "u2", Digest: "m2", Unit: "Unit B", Kind: "Ward", Own: "met", Card: card, Via: true,
				Typed: map[string]string{decision.InTotal: "88", decision.InBy: "Officer"}, Recorded: true,
			}}},
		},
		Waiting:  []desk.Awaited{{Unit: "Unit C", Kind: "Ward", Why: "no return"}},
		Refused:  []desk.RefusedRow{{Line: 9, Sheet: "Scores", What: "Unit A", Why: "no day"}},
		Recorded: 4,
	}
}

// A desk's workbook has each unit with what was typed, and tells the reader where all stands.
func TestAppraisalBook(t *testing.T) {
	data, err := AppraisalBook(appraisals("en"))
	b := opened(t, data, err)
	english(t, data)
	s := b.Sheet("Scores")
	row := rowOf(t, s, 2, "Unit A")
	want(t, s, row, "1", "Unit A", "Ward", "60", "55", "58", "35", "35")
	for _, text := range []string{"because", "met", "score missing", "look here", "version 2, a.xlsx", "u1", "m1"} {
		somewhere(t, s, text)
	}
	somewhere(t, s, "APPRAISAL: DESK")
	somewhere(t, s, "ledger position 7")
	somewhere(t, s, "Sheet Scores, row 9 of the workbook that was filled in (Unit A): no day")
	somewhere(t, s, "Last time: 4 rows recorded, 1 not")
	plain := b.Sheet("Results")
	want(t, plain, rowOf(t, plain, 2, "Unit B"), "1", "Unit B", "Ward", "", "met", "", "88")
	if last := b.Sheets[len(b.Sheets)-2]; last.Text(rowOf(t, last, 2, "Unit C"), 4) != "no return" {
		t.Error("no reason for a unit that waits")
	}
	stamp := b.Sheet(stampSheet)
	if !stamp.Hidden || stamp.Text(1, 1) != string(decision.Appraising) {
		t.Errorf("stamp %q", stamp.Text(1, 1))
	}
	want(t, stamp, rowOf(t, stamp, 1, decision.KeyRound), "", "k1")
	want(t, stamp, rowOf(t, stamp, 1, decision.KeyPosition), "", "7")
	tables := rowOf(t, stamp, 2, "Scores")
	if got := stamp.Text(tables, 5); got != decision.ColumnUnit {
		t.Errorf("the unit's column is told as %q", got)
	}
	// What the hidden sheet tells is where the cells are.
	for col := 4; stamp.Text(tables, col) != ""; col++ {
		if stamp.Text(tables, col) == decision.InReason && s.Text(row, col-3) != "because" {
			t.Errorf("the reason is told to stand in column %d", col-3)
		}
	}
}

// What waits for an officer stands by section, with what was filled in and could not be recorded.
func TestDecisionsBook(t *testing.T) {
	d := desk.Decisions{
		Round: small("en"), At: at, Position: 7, Recorded: 1,
		Rows: []desk.DecisionRow{
			{Section: 0, Key: "choose:u1", Digest: "m1", Unit: "Unit A", Matter: "Which?", Choices: []string{"1", "2"}},
			{Section: 4, Key: "find:u2", Digest: "m2", Unit: "Unit B", Matter: "Look",
				Typed: map[string]string{"reason": "seen"}},
		},
		Free:    []string{"Assign"},
		Refused: []desk.RefusedRow{{Line: 5, What: "Unit B", Typed: "yes", Why: "no name"}},
	}
	data, err := DecisionsBook(d)
	b := opened(t, data, err)
	english(t, data)
	s := b.Sheets[0]
	row := rowOf(t, s, decision.ColUnit, "Unit A")
	want(t, s, row, "1", "Choose version", "Unit A", "Which?")
	if s.Text(row, decision.ColKey) != "choose:u1" || s.Text(row, decision.ColDigest) != "m1" {
		t.Error("a row without its key")
	}
	row = rowOf(t, s, decision.ColUnit, "Unit B")
	if s.Text(row, decision.ColReason) != "seen" {
		t.Errorf("typed reason %q", s.Text(row, decision.ColReason))
	}
	somewhere(t, s, "Row 5 (Unit B) “yes”: no name.")
	somewhere(t, s, "Versions in conflict")
	data, err = DecisionsBook(desk.Decisions{Round: small("en")})
	somewhere(t, opened(t, data, err).Sheets[0], "Nothing waits for a decision.")
}

func proposal(lang string) desk.Proposal {
	r := small(lang)
	r.Settings.Budget = num("1000")
	return desk.Proposal{
		Round: r, At: at, Position: 7,
		Proposed: []desk.ProposalLine{{
			Key: "u1", Digest: "m1", Unit: "Unit A", Kind: "Ward", KindID: "ward", Parent: "Town",
			Self: num("95"), Final: num("91.5"), Result: "met", Prize: num("1500"), Open: true,
			Typed: map[string]string{decision.InDecision: "yes"},
		}},
		NotProposed: []desk.ProposalLine{{
			Key: "u2", Unit: "Unit B", Kind: "Ward", KindID: "ward", Parent: "Town", Self: num("50"), Why: "too low",
		}},
		Decided: []desk.ProposalLine{{Unit: "Unit C", Kind: "Ward", Yes: true, Final: num("99"), Decision: "No. 5"}},
		Nominees: []desk.NomineeLine{
			{
				Key:   "n1",
				Unit:  "Unit A",
				Table: r.Form.Tables[0],
				Cells: map[string]any{"who": "Somebody", "what": "Work"},
			},
			{Key: "n2", Unit: "Unit B", Table: r.Form.Tables[0], Cells: map[string]any{"who": "Other"},
				Decided: true, Yes: true, Decision: "No. 6"},
		},
		Fields: map[string]string{decision.FieldNo: "12/QD", decision.FieldBy: "Chair"},
	}
}

// Who is proposed, who is not and why, what was decided, and who is nominated.
func TestProposalBook(t *testing.T) {
	data, err := ProposalBook(proposal("en"))
	b := opened(t, data, err)
	english(t, data)
	s := b.Sheets[0]
	want(t, s, rowOf(t, s, 2, "Unit A"), "1", "Unit A", "Town", "95", "91.5", "met", "1500", "yes")
	somewhere(t, s, "12/QD")
	somewhere(t, s, "Chair")
	somewhere(t, s, "short of")
	s = b.Sheets[1]
	want(t, s, rowOf(t, s, 2, "Unit B"), "1", "Unit B", "Town", "Ward", "50", "", "too low")
	s = b.Sheet("Commendation")
	want(t, s, rowOf(t, s, 2, "Unit A"), "1", "Unit A", "Somebody", "Work")
	want(t, s, rowOf(t, s, 2, "Unit B"), "2", "Unit B", "Other", "", "yes", "No. 6")
	s = b.Sheet("Decided")
	want(t, s, rowOf(t, s, 2, "Unit C"), "1", "Unit C", "", "Ward", "99", "recognised", "No. 5")
	stamp := b.Sheet(stampSheet)
	want(t, stamp, rowOf(t, stamp, 2, decision.FieldNo), decision.KeyField, "", b.Sheets[0].Name, "")
	for _, name := range []string{b.Sheets[0].Name, b.Sheets[1].Name, "Commendation"} {
		told := tableOf(t, stamp, name)
		col := 4
		for stamp.Text(told, col) == "-" {
			col++
		}
		if stamp.Text(told, col) != decision.InDecision {
			t.Errorf("%s: %q behind what is only read", name, stamp.Text(told, col))
		}
		s := b.Sheet(name)
		from := rowOf(t, s, col-3, "Decision")
		if got := stamp.Text(told, 3); got != strconv.Itoa(from+1) {
			t.Errorf("%s: its lines are told to begin in row %s, the head is row %d", name, got, from)
		}
	}
}

// tableOf is the row of the hidden sheet that tells of a sheet's table.
func tableOf(t *testing.T, stamp *sheet.Sheet, name string) int {
	t.Helper()
	for c := range stamp.Cells() {
		if c.Col == 1 && c.Text == decision.KeyTables && stamp.Text(c.Row, 2) == name {
			return c.Row
		}
	}
	t.Fatalf("no table of %s", name)
	return 0
}

// A unit's result: its card with the appraised column, the decision and who said what.
func TestResultBook(t *testing.T) {
	r := small("en")
	d := desk.Result{
		Round: r, Unit: round.Unit{Code: "u1", Name: "Unit A", Kind: "ward"},
		Values: map[string]any{}, Explains: map[string]string{"c2": "was ill"},
		Scores: &score.Card{Self: num("95"), Computed: num("90"), Appraised: num("91"), Band: "Good",
			Criteria: map[string]score.Line{
				"c1": {Self: num("60"), Computed: num("60"), Appraised: num("58"), Violations: num("1")},
				"c2": {Self: num("35"), Computed: num("30"), Appraised: num("33")},
			}},
		Own: "met", Decision: "No. 5, signed", Note: "a note", Yes: true, Prize: num("1500"),
		Commended: []string{"Somebody"},
		Appraisals: []desk.ResultAppraisal{{
			Desk:   "Desk",
			Result: "met",
			Total:  num("91"),
			By:     "Officer",
			Day:    "12/10/2019",
		}},
		At: at, DecidedIn: "list.xlsx",
	}
	data, err := ResultBook(d)
	b := opened(t, data, err)
	english(t, data)
	s := b.Sheets[0]
	want(t, s, rowOf(t, s, 2, "First"), "1", "First", "60", "60", "1", "60", "58")
	want(t, s, rowOf(t, s, 2, "Second\nExplained: was ill"), "2", "", "40", "35", "", "30", "33")
	want(t, s, rowOf(t, s, 2, "TOTAL"), "", "", "", "95", "", "90", "91")
	for _, text := range []string{
		"RECOGNISED. No. 5, signed.", "a note", "Commended: Somebody", "Unit: Unit A", "Band: Good",
		"Desk: met, 91 points (Officer, 12/10/2019)", "decision: list.xlsx",
	} {
		somewhere(t, s, text)
	}
	d.Scores, d.Yes = nil, false
	data, err = ResultBook(d)
	s = opened(t, data, err).Sheets[0]
	somewhere(t, s, "NOT RECOGNISED")
	somewhere(t, s, "The unit itself: met.")
}

// The register and the mistakes of a definition.
func TestRegisterAndMistakes(t *testing.T) {
	units := []round.Unit{{Code: "u1", Name: "Unit A", Kind: "ward", Parent: "town", Direct: true, Email: "a@b.c",
		Predecessors: []string{"x", "y"}, Attrs: map[string]string{"loai": "new"},
		From: time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)}}
	data, err := Register("vi", units, "All units")
	s := opened(t, data, err).Sheets[0]
	want(t, s, 3, "u1", "Unit A", "ward", "town", "", "new", "", "a@b.c", "", "x, y", "43466", "", "có")
	if !s.At(3, 11).IsDate {
		t.Error("a day is no date")
	}
	ms := define.Mistakes{{File: "form.yaml", Line: 3, VI: "sai", EN: "write it so"}}
	data, err = MistakesBook("en", ms, LastGoodInUse)
	b := opened(t, data, err)
	english(t, data)
	row := rowOf(t, b.Sheets[0], 3, "Write it so")
	want(t, b.Sheets[0], row, "1", ms[0].PlaceIn("en"))
	somewhere(t, b.Sheets[0], "The last good definition is still in use.")
	data, err = MistakesBook("vi", ms, NothingTakenIn)
	somewhere(t, opened(t, data, err).Sheets[0], "chưa nhận báo cáo")
}
