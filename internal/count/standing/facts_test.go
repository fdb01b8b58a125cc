package standing_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// smallRound is a round of three agencies below a city, as plain values.
func smallRound() *round.Round {
	r := round.New("")
	r.ID, r.Language, r.Location, r.Self = "nhỏ", "vi", time.UTC, "tp"
	r.Period.From, r.Period.To = day(1).AddDate(-1, 0, 0), day(1)
	r.Due = day(10)
	r.Counts = []finding.Status{finding.Clean, finding.Queried}
	r.Kinds = []round.Kind{{ID: "city", Name: "Thành phố", Level: true}, {ID: "agency", Name: "Cơ quan", Due: r.Due}}
	r.Form.Indicators = []round.Indicator{{ID: "so", Label: "Số", Type: round.Count, TotalFrom: "all", Kinds: []string{"agency"}}}
	units := []round.Unit{{Code: "tp", Name: "Thành phố", Kind: "city"}}
	for i := range 3 {
		units = append(units, round.Unit{Code: fmt.Sprint("cq-", i), Name: fmt.Sprint("Cơ quan ", i), Kind: "agency", Parent: "tp", Direct: true})
	}
	r.Register = round.RegisterOf(units)
	return r
}

// day is a day of October at noon.
func day(n int) time.Time { return time.Date(2019, 10, n, 12, 0, 0, 0, time.UTC) }

// seals are what a form's seal can say, the surest first.
var seals = []string{string(seal.Good), record.SealedKind, string(seal.Foreign), ""}

// factsOf draws what a ledger may remember of a small round.
func factsOf(t *rapid.T) standing.Facts {
	f := standing.Facts{Round: smallRound(), Mark: "m", Verdicts: map[string]record.Verdict{}}
	whole := map[string]record.Verdict{}
	f.Whole = func(sha string) (record.Verdict, error) {
		v, ok := whole[sha]
		if !ok {
			return v, errors.New("asked for a verdict that is not there")
		}
		return v, nil
	}
	files := rapid.IntRange(0, 8).Draw(t, "files")
	for range rapid.IntRange(0, 14).Draw(t, "receipts") {
		f.Position++
		if files == 0 {
			break
		}
		sha := fmt.Sprintf("%064x", rapid.IntRange(1, files).Draw(t, "file"))
		f.At = day(1).Add(time.Duration(f.Position) * 20 * time.Hour)
		f.Receipts = append(f.Receipts, ledger.Receipt{ID: f.Position, Position: f.Position, Round: f.Round.ID, SHA: sha,
			Name: sha[60:] + ".xlsx", Scan: f.Position / 2, Received: f.At, Size: 1})
		if _, ok := whole[sha]; ok || rapid.IntRange(0, 9).Draw(t, "judged") == 0 {
			continue
		}
		v := record.Verdict{Round: f.Round.ID, Kind: "agency", Content: sha[56:],
			Unit:   rapid.SampledFrom([]string{"cq-0", "cq-0", "cq-1", "cq-2", ""}).Draw(t, "unit"),
			Seal:   rapid.SampledFrom(seals).Draw(t, "seal"),
			Status: rapid.SampledFrom([]finding.Status{finding.Clean, finding.Clean, finding.Returned, finding.Unreadable}).Draw(t, "status"),
			Values: map[string]any{"so": json.Number(fmt.Sprint(f.Position))}}
		if v.Status == finding.Returned {
			v.Findings = []finding.Finding{finding.New("CELL-001")}
		}
		f.Verdicts[sha], whole[sha] = v, v
	}
	for range rapid.IntRange(0, 3).Draw(t, "decisions") {
		if len(f.Receipts) == 0 {
			break
		}
		f.Position++
		rc := rapid.SampledFrom(f.Receipts).Draw(t, "of")
		d := decision.Decision{ID: f.Position, SHA: rc.SHA, Unit: f.Verdicts[rc.SHA].Unit,
			Kind: rapid.SampledFrom([]decision.Kind{decision.Void, decision.Version, decision.Count}).Draw(t, "kind")}
		f.Decisions = append(f.Decisions, d)
	}
	return f
}

// Whatever the ledger remembers: every file stands in one place, a unit counts at most one
// version and only one that may count, the receipts stay in order, and the same facts give
// the same picture again.
func TestEveryFileStandsInOnePlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := factsOf(t)
		p, err := standing.Paint(f)
		if err != nil {
			t.Fatal(err)
		}
		places := map[string]int{}
		for _, all := range [][]*standing.Version{p.Strays, p.Voided, p.Sheets, p.Attached, p.Untouched, p.Unread} {
			for _, v := range all {
				places[v.SHA]++
			}
		}
		for _, s := range p.Units {
			mayCount(t, f, s)
			for i, v := range s.Versions {
				places[v.SHA]++
				if i > 0 && v.First().Position < s.Versions[i-1].First().Position {
					t.Errorf("%s: version %d came before version %d", s.Unit.Code, v.Number, s.Versions[i-1].Number)
				}
			}
		}
		for _, rc := range f.Receipts {
			if places[rc.SHA] != 1 {
				t.Errorf("%s stands in %d places", rc.Name, places[rc.SHA])
			}
		}
		again, err := standing.Paint(f)
		if err != nil || !reflect.DeepEqual(howTheyStand(p), howTheyStand(again)) {
			t.Errorf("painted again it is another picture: %v", err)
		}
	})
}

// mayCount looks at what counts of a unit.
func mayCount(t *rapid.T, f standing.Facts, s *standing.Standing) {
	c := s.Counts
	if c == nil {
		return
	}
	void, counted, chosen := map[string]bool{}, map[string]bool{}, ""
	for _, d := range f.Decisions {
		void[d.SHA] = void[d.SHA] || d.Kind == decision.Void
		counted[d.SHA] = counted[d.SHA] || d.Kind == decision.Count
		if d.Kind == decision.Version && d.Unit == s.Unit.Code {
			chosen = d.SHA
		}
	}
	switch was := f.Verdicts[c.SHA].Status; {
	case void[c.SHA]:
		t.Errorf("%s counts version %d, which is void", s.Unit.Code, c.Number)
	case c.Conflict:
		t.Errorf("%s counts version %d, which is in conflict", s.Unit.Code, c.Number)
	case was == finding.Unreadable, was == finding.Returned && !counted[c.SHA]:
		t.Errorf("%s counts version %d, which is %s", s.Unit.Code, c.Number, was)
	}
	for _, v := range s.Versions { // nothing weaker took the place of something surer by itself
		if v.Number < c.Number && f.Verdicts[v.SHA].Status == finding.Clean && !v.Conflict && !v.Passed &&
			v.Strength > c.Strength && chosen == "" {
			t.Errorf("%s: version %d (%v) took the place of version %d (%v)", s.Unit.Code, c.Number, c.Strength, v.Number, v.Strength)
		}
	}
}

// howTheyStand is what units' standings say.
func howTheyStand(p *standing.Picture) (out []string) {
	for _, s := range p.Units {
		line := fmt.Sprint(s.Unit.Code, s.Status(), s.Late, s.OnTime, s.Undecided())
		for _, v := range s.Versions {
			line += fmt.Sprint(" ", v.Number, v.SHA[60:], v.Verdict.Status, v.Conflict, v.Passed, v == s.Counts, len(v.Verdict.Findings))
		}
		out = append(out, line)
	}
	return out
}
