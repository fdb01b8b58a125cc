package standing_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/judge/score"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// cityRound is a round of a city in English: agencies with a card, which two desks appraise one
// after the other, and villages below the first, which send nothing and stand in its list.
func cityRound() *round.Round {
	r := smallRound()
	r.Language, r.Kinds[0].Name = "en", "City"
	r.Counts = []finding.Status{finding.Clean, finding.Queried, finding.Appraised, finding.Recognised, finding.Locked}
	r.Desks = []round.Desk{{ID: "office", Name: "Office", Then: "board"}, {ID: "board", Name: "Board"},
		{ID: "local", Name: "Local", Each: "agency", Then: "board"}}
	r.Kinds[1].Desk = "office"
	r.Kinds = append(r.Kinds, round.Kind{ID: "village", Name: "Village", Desk: "local"})
	agency, both := []string{"agency"}, []string{"agency", "village"}
	r.Form.Indicators = []round.Indicator{
		{ID: "so", Label: "Cases", Type: round.Count, TotalFrom: "all", Kinds: both, Prior: true},
		{ID: "dan", Label: "People", Type: round.Count, TotalFrom: "all", Kinds: both, Previous: "people"},
		{ID: "moi", Label: "Fresh", Type: round.Count, Kinds: agency, Previous: "none", Prior: true},
		{ID: "chu", Label: "Note", Type: round.TextLine, Kinds: agency}}
	r.Form.ByID = map[string]int{}
	for i, in := range r.Form.Indicators {
		r.Form.ByID[in.ID] = i
	}
	ten := decimal.NewFromInt(10)
	r.Form.Cards = []round.Card{{ID: "card", Kinds: both, Groups: []round.Group{{ID: "g",
		Criteria: []round.Criterion{{ID: "a", Label: "A", Points: ten}}}}}}
	r.Form.Tables = []round.Table{
		{ID: "villages", Kinds: agency, RowsFrom: "village", SelfFrom: "self", AppraisedFrom: "given", ResultFrom: "result"},
		{ID: "praise", Kinds: []string{"agency", "city"}, Use: "commendation", Required: []string{"name"}},
		{ID: "other", Kinds: agency}, {ID: "plain", Kinds: agency, RowsFrom: "village", AppraisedFrom: "given"}}
	units := []round.Unit{{Code: "tp", Name: "City", Kind: "city"}}
	for i := range 3 {
		units = append(units, round.Unit{Code: fmt.Sprint("cq-", i), Name: fmt.Sprint("Agency ", i), Kind: "agency",
			Parent: "tp", Direct: true})
	}
	for i := range 2 {
		units = append(units, round.Unit{Code: fmt.Sprint("t-", i), Name: fmt.Sprint("Village ", i), Kind: "village",
			Parent: "cq-0"})
	}
	r.Register = round.RegisterOf(units)
	r.NameUnits()
	return r
}

// world is what a ledger remembers of a round, event by event.
type world struct {
	t *testing.T
	f standing.Facts
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, f: standing.Facts{Round: cityRound(), At: day(9), Verdicts: map[string]record.Verdict{}}}
	w.f.Whole = func(sha string) (record.Verdict, error) { return w.f.Verdicts[sha], nil }
	return w
}

// came receives a file on the second, in a scan of its own.
func (w *world) came(name string, origin ...*ledger.Origin) string {
	w.f.Position++
	sha := fmt.Sprintf("%064x", w.f.Position)
	rc := ledger.Receipt{ID: w.f.Position, Position: w.f.Position, SHA: sha, Name: name, Scan: w.f.Position,
		Received: day(2), Size: 1}
	if len(origin) > 0 {
		rc.Origin = origin[0]
	}
	w.f.Receipts = append(w.f.Receipts, rc)
	return sha
}

// sent receives a file and judges it.
func (w *world) sent(name string, v record.Verdict, origin ...*ledger.Origin) string {
	sha := w.came(name, origin...)
	v.Round = w.f.Round.ID
	w.f.Verdicts[sha] = v
	return sha
}

// last is the receipt that came last.
func (w *world) last() *ledger.Receipt { return &w.f.Receipts[len(w.f.Receipts)-1] }

// sameScan puts the last two receipts into one scan.
func (w *world) sameScan() { w.last().Scan = w.f.Receipts[len(w.f.Receipts)-2].Scan }

// wentBack notes that a copy went back to a unit, in answer to a file.
func (w *world) wentBack(unit string, number int, answers string) {
	w.f.Position++
	w.f.Copies = append(w.f.Copies, ledger.Copy{Unit: unit, Number: number, Position: w.f.Position, Answers: answers})
}

// decided records a decision and returns its number.
func (w *world) decided(d decision.Decision) int64 {
	w.f.Position++
	d.ID, d.At = w.f.Position, day(5)
	w.f.Decisions = append(w.f.Decisions, d)
	return d.ID
}

// revoke takes a decision back.
func (w *world) revoke(id int64) {
	for i := range w.f.Decisions {
		if w.f.Decisions[i].ID == id {
			w.f.Decisions[i].Revoked = true
		}
	}
	w.decided(decision.Decision{Kind: decision.Revoke, Value: fmt.Sprint(id)})
}

func (w *world) paint() *standing.Picture {
	w.t.Helper()
	p, err := standing.Paint(w.f)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

// of is how a unit stands.
func (w *world) of(unit string) *standing.Standing {
	w.t.Helper()
	s := w.paint().Standing(unit)
	if s == nil {
		w.t.Fatalf("no unit %s", unit)
	}
	return s
}

// story is what became of a unit's versions, one word each: counts, conflict, passed, refused,
// waits.
func (w *world) story(unit string) string {
	w.t.Helper()
	s, out := w.of(unit), []string{}
	for _, v := range s.Versions {
		word := "waits"
		switch {
		case v == s.Counts:
			word = "counts"
		case v.Conflict:
			word = "conflict"
		case v.Passed:
			word = "passed"
		case v.Verdict.Status == finding.Unreadable:
			word = "refused"
		}
		out = append(out, word)
	}
	return strings.Join(out, " ")
}

// tells wants a unit's versions to stand so.
func (w *world) tells(unit, want string) {
	w.t.Helper()
	if got := w.story(unit); got != want {
		w.t.Errorf("%s: %q, want %q", unit, got, want)
	}
}

// finds is the finding of a unit's version with a code; its code is "" where there is none.
func (w *world) finds(unit string, version int, code string) finding.Finding {
	w.t.Helper()
	for _, f := range w.of(unit).Version(version).Verdict.Findings {
		if f.Code == code {
			return f
		}
	}
	return finding.Finding{}
}

// label wants a finding of a unit's version that names something.
func (w *world) label(unit string, version int, code, variant, label string) {
	w.t.Helper()
	if f := w.finds(unit, version, code); f.Code == "" || f.Variant != variant || f.Args["label"] != label {
		w.t.Errorf("%s of version %d: %q %q %q, want %q %q", code, version, f.Code, f.Variant, f.Args["label"], variant, label)
	}
}

// agency is a clean return on the unit's own form, with values by id in turn.
func agency(unit string, values ...any) record.Verdict {
	v := record.Verdict{Unit: unit, Kind: "agency", Status: finding.Clean, Seal: string(seal.Good), Copy: 1,
		Values: map[string]any{}, Prior: map[string]any{}, Typed: map[string]any{}, Cells: map[string]string{}}
	if unit == "tp" {
		v.Kind = "city"
	}
	for i := 0; i < len(values); i += 2 {
		id, x := values[i].(string), values[i+1]
		if n, ok := x.(int); ok {
			x = json.Number(fmt.Sprint(n))
		}
		v.Values[id] = x
		v.Cells[id] = fmt.Sprint("Sheet!C", i/2+7)
	}
	return v
}

// village is a clean return of a village.
func village(unit string, values ...any) record.Verdict {
	v := agency(unit, values...)
	v.Kind = "village"
	return v
}

// back is a return that goes back with an error.
func back(v record.Verdict) record.Verdict {
	v.Status, v.Findings = finding.Returned, []finding.Finding{finding.New("CELL-001")}
	return v
}

// sealed is a return on a form with another mark.
func sealed(v record.Verdict, mark string, signer ...string) record.Verdict {
	v.Seal, v.Signer = mark, strings.Join(signer, "")
	return v
}

// scored is a return with a card: so many points of its own.
func scored(v record.Verdict, points int64) record.Verdict {
	v.Values[round.Verdict] = "met"
	v.Scores = &score.Card{Self: some(points), Criteria: map[string]score.Line{"a": {Self: some(points)}}}
	return v
}

func some(n int64) *decimal.Decimal { d := decimal.NewFromInt(n); return &d }

// mailed is where a file came from in a mail.
func mailed(from, part string, at time.Time) *ledger.Origin {
	return &ledger.Origin{Container: "mail", Part: part, From: from, Date: at}
}

// codes are the codes of findings, sorted.
func codes(fs []finding.Finding) string {
	var out []string
	for _, f := range fs {
		out = append(out, f.Code)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
