package standing_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// The newest version that may count does; what goes back waits, until an officer counts it all
// the same. The same bytes again are noted and are no version.
func TestWhatCounts(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0", "so", 3))
	second := w.sent("b.xlsx", back(agency("cq-0", "so", 4)))
	w.tells("cq-0", "counts waits")
	s := w.of("cq-0")
	if s.Waiting() != s.Versions[1] || s.Status() != finding.Returned || s.Current().Number != 2 || s.Undecided() {
		t.Errorf("%+v", s)
	}
	w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-0", SHA: second})
	w.tells("cq-0", "waits counts")
	if s := w.of("cq-0"); s.Waiting() != nil || s.Version(3) != nil || s.AcceptedVersion().Number != 2 {
		t.Errorf("%+v", s)
	}
	w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-1", SHA: w.sent("c.xlsx", agency("cq-1", "so", 1))})
	w.sent("d.xlsx", back(agency("cq-1", "so", 2)))
	w.tells("cq-1", "counts waits")
	w.came("again.xlsx")
	w.last().SHA = second
	if s := w.of("cq-0"); len(s.Versions) != 2 || codes(s.Versions[1].Verdict.Findings) != "CELL-001 SUBM-001 SUBM-002" {
		t.Errorf("%d versions, %s", len(s.Versions), codes(s.Versions[1].Verdict.Findings))
	}
	if s := w.of("cq-2"); s.Newest() != nil || s.Current() != nil || s.Waiting() != nil || len(s.Findings()) != 0 ||
		s.Status() != finding.NotReceived || !s.Expected || s.Undecided() {
		t.Errorf("a unit that sent nothing: %+v", s)
	}
}

// What the round does not count in its state is accepted, and in no total.
func TestOnlyAppraisedCount(t *testing.T) {
	w := newWorld(t)
	w.f.Round.Counts = []finding.Status{finding.Appraised}
	w.sent("a.xlsx", scored(agency("cq-0", "so", 3), 8))
	first := w.sent("b.xlsx", back(agency("cq-1", "so", 3)))
	w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-1", SHA: first})
	s := w.of("cq-0")
	if s.Counts != nil || s.Accepted == nil || s.AcceptedVersion().Number != 1 {
		t.Errorf("%+v", s)
	}
	if got := w.paint().Counted(); len(got) != 1 || got["cq-1"].Status != finding.Returned {
		t.Errorf("%+v", got)
	}
	w.appraise("office", "cq-0", "7", "met")
	w.appraise("board", "cq-0", "7", "met")
	if s := w.of("cq-0"); s.Counts == nil || s.Status() != finding.Appraised {
		t.Errorf("appraised: %+v", s)
	}
}

// A version says in a few words what it changes of the one before.
func TestChanges(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0", "so", 3, "chu", "x"))
	w.sent("b.xlsx", agency("cq-0", "so", 3, "chu", "x"))
	w.sent("c.xlsx", agency("cq-0", "so", 4, "chu", "y"))
	w.sent("d.xlsx", agency("cq-0", "dan", 1, "moi", 2))
	w.sent("e.xlsx", agency("cq-0", "so", 1, "dan", 2, "moi", 3))
	w.label("cq-0", 5, "SUBM-002", "", ": Cases:  → 1; People: 1 → 2; Fresh: 2 → 3")
	w.label("cq-0", 2, "SUBM-002", "", "")
	w.label("cq-0", 3, "SUBM-002", "", ": Cases: 3 → 4; Note")
	w.label("cq-0", 4, "SUBM-002", "", ": Cases; People:  → 1; Fresh:  → 2; +1")
	if f := w.finds("cq-0", 3, "SUBM-002"); f.Found != "2" {
		t.Errorf("it replaces version %v", f.Found)
	}
	if f := w.finds("cq-0", 1, "SUBM-002"); f.Code != "" {
		t.Errorf("the first one replaces nothing: %+v", f)
	}
}

// After the day on which the round was closed nothing is taken, on the day itself it is; after a
// decision on recognition nothing of the unit is.
func TestTooLate(t *testing.T) {
	w := newWorld(t)
	w.f.Round.Closed = day(4).Truncate(24 * 3600e9)
	sha := w.sent("a.xlsx", agency("cq-0", "so", 3))
	w.last().Received = w.f.Round.Closed.AddDate(0, 0, 1).Add(-1)
	w.sent("b.xlsx", agency("cq-0", "so", 4))
	w.last().Received = w.f.Round.Closed.AddDate(0, 0, 1)
	w.tells("cq-0", "counts refused")
	if f := w.finds("cq-0", 2, "SUBM-005"); f.Variant != "" || f.Expected != "04/10/2019" {
		t.Errorf("%+v", f)
	}
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: sha, Value: decision.Yes, Number: "7",
		Day: "2019-10-03", Signer: "Ba"})
	w.sent("c.xlsx", agency("cq-0", "so", 5))
	if f := w.finds("cq-0", 3, "SUBM-005"); f.Variant != "locked" || f.Expected != "Decision 7 of 03/10/2019, Ba" {
		t.Errorf("%+v", f)
	}
	if s := w.of("cq-0"); s.Status() != finding.Recognised || s.Counts.Number != 1 || s.Lock() == nil {
		t.Errorf("%+v", s)
	}
}

// A unit is on time by what came first, as the mail says that brought it or an officer entered it.
func TestOnTime(t *testing.T) {
	late := func(v record.Verdict, change func(w *world)) (late, onTime bool) {
		w := newWorld(t)
		w.sent("a.xlsx", v)
		w.last().Received = day(12)
		change(w)
		s := w.of("cq-0")
		if (w.finds("cq-0", 1, "SUBM-004").Code != "") != s.Late && len(s.Versions) == 1 {
			t.Errorf("late: %t, and it is not noted", s.Late)
		}
		if f := w.finds("cq-0", 1, "SUBM-004"); f.Code != "" && (f.Expected != "10/10/2019" || f.Found == nil) {
			t.Errorf("%+v", f)
		}
		return s.Late, s.OnTime
	}
	good := agency("cq-0", "so", 3)
	for name, c := range map[string]struct {
		v      record.Verdict
		change func(w *world)
		late   bool
		onTime bool
	}{
		"late":         {good, func(w *world) {}, true, false},
		"by its mail":  {good, func(w *world) { w.last().Origin = mailed("a@b.vn", "a.xlsx", day(8)) }, false, true},
		"a later mail": {good, func(w *world) { w.last().Origin = mailed("a@b.vn", "a.xlsx", day(13)) }, true, false},
		"sent twice, once on time": {good, func(w *world) {
			sha := w.last().SHA
			w.came("a.xlsx")
			w.last().SHA = sha
		}, false, true},
		"sent twice, the first on time": {good, func(w *world) {
			sha := w.last().SHA
			w.last().Received = day(3)
			w.came("a.xlsx")
			w.last().SHA, w.last().Received = sha, day(12)
		}, false, true},
		"entered by an officer": {good, func(w *world) {
			w.decided(decision.Decision{Kind: decision.Received, Unit: "cq-0", Value: "2019-10-09"})
		}, false, true},
		"not entered as a day": {good, func(w *world) {
			w.decided(decision.Decision{Kind: decision.Received, Unit: "cq-0", Value: "soon"})
			w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-0", Value: "2019-10-09"})
		}, true, false},
		"another one came first": {good, func(w *world) { w.sent("b.xlsx", agency("cq-0", "so", 4)) }, false, true},
		"an unreadable one came first": {good, func(w *world) {
			w.sent("b.xlsx", record.Verdict{Unit: "cq-0", Status: finding.Unreadable, Seal: string(seal.Good)})
		}, true, false},
		"a form sealed elsewhere came first": {good, func(w *world) {
			w.sent("b.xlsx", sealed(agency("cq-0", "so", 4), string(seal.Foreign)))
		}, true, false},
		"a form without a seal came first": {good, func(w *world) {
			w.sent("b.xlsx", sealed(agency("cq-0", "so", 4), ""))
		}, true, false},
		"it was chosen": {good, func(w *world) {
			sha := w.sent("b.xlsx", sealed(agency("cq-0", "so", 4), ""))
			w.decided(decision.Decision{Kind: decision.Version, Unit: "cq-0", SHA: sha, Value: "2"})
		}, false, true},
		"another unit's form alone": {sealed(record.Verdict{Unit: "cq-0", Kind: "agency", Status: finding.Clean,
			Findings: []finding.Finding{finding.New("UNIT-005")}}, string(seal.Broken)), func(w *world) {
			w.last().Received = day(3)
		}, false, false},
		"a form without a seal alone": {sealed(good, ""), func(w *world) { w.last().Received = day(3) }, false, true},
	} {
		if l, o := late(c.v, c.change); l != c.late || o != c.onTime {
			t.Errorf("%s: late %t, on time %t", name, l, o)
		}
	}
}

// A form without a seal says when the unit sent its return where the unit's own form goes on from
// it, filled in on the workbook that went back.
func TestOwnFormGoesOn(t *testing.T) {
	for copies, want := range map[int]bool{2: true, 1: false, 3: false} {
		w := newWorld(t)
		sha := w.sent("a.xlsx", back(sealed(agency("cq-0", "so", 3), "")))
		w.wentBack("cq-0", 2, sha)
		w.wentBack("cq-1", 3, sha)
		v := agency("cq-0", "so", 4)
		v.Copy = copies
		w.sent("b.xlsx", v)
		w.last().Received = day(12)
		if s := w.of("cq-0"); s.OnTime != want || s.Late == want {
			t.Errorf("own form on copy %d: on time %t", copies, s.OnTime)
		}
	}
	w := newWorld(t)
	w.wentBack("cq-0", 2, "x")
	w.sent("a.xlsx", back(sealed(agency("cq-0", "so", 3), "")))
	v := agency("cq-0", "so", 4)
	v.Copy = 2
	w.sent("b.xlsx", v)
	w.last().Received = day(12)
	if s := w.of("cq-0"); s.OnTime {
		t.Error("a copy that went back before goes on from nothing")
	}
}

// Two files of one scan on the same copy are in conflict, and an officer chooses; on another copy
// they are not, nor after a scan between them, nor with one that cannot be read.
func TestConflictWithinAScan(t *testing.T) {
	w := newWorld(t)
	first := w.sent("a.xlsx", agency("cq-0", "so", 3))
	second := w.sent("b.xlsx", agency("cq-0", "so", 4))
	w.tells("cq-0", "waits counts")
	w.sameScan()
	w.tells("cq-0", "conflict conflict")
	w.label("cq-0", 2, "SUBM-003", "", "a.xlsx; b.xlsx")
	s := w.of("cq-0")
	if !s.Undecided() || s.Current().Number != 2 || s.Waiting() == nil || codes(s.Findings()) != "SUBM-003" {
		t.Errorf("%+v", s)
	}
	if note := w.paint().MarkNote(s, s.Versions[1]); note != ", the unit's own form" {
		t.Errorf("%q", note)
	}
	id := w.decided(decision.Decision{Kind: decision.Version, Unit: "cq-0", SHA: first, Value: "1"})
	w.tells("cq-0", "counts passed")
	if s := w.of("cq-0"); s.Waiting() != nil || s.Current().Number != 1 || s.Undecided() {
		t.Errorf("%+v", s)
	}
	w.sent("c.xlsx", agency("cq-0", "so", 5))
	w.tells("cq-0", "waits passed counts")
	w.revoke(id)
	w.decided(decision.Decision{Kind: decision.Version, Unit: "cq-0", SHA: second, Value: "2"})
	w.tells("cq-0", "passed counts passed")
	for name, v := range map[string]record.Verdict{
		"copy":   func() record.Verdict { v := agency("cq-1", "so", 4); v.Copy = 2; return v }(),
		"broken": {Unit: "cq-1", Status: finding.Unreadable},
	} {
		w := newWorld(t)
		w.sent("a.xlsx", agency("cq-1", "so", 3))
		w.sent("b.xlsx", v)
		w.sameScan()
		if got := w.story("cq-1"); strings.Contains(got, "conflict") {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// A conflict of a newer version is told beside the findings of the one that counts.
func TestFindingsOfAUnit(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", back(agency("cq-0", "so", 3)))
	weak := back(sealed(agency("cq-0", "so", 5), ""))
	w.sent("b.xlsx", weak)
	if s := w.of("cq-0"); codes(s.Findings()) != "CELL-001 SUBM-003" || s.Current().Number != 1 {
		t.Errorf("%s of version %d", codes(s.Findings()), s.Current().Number)
	}
}

// A return filled in on an older copy than the one that went back last does not replace what
// counts; on that copy it does, and so does one whose copy is not known.
func TestOlderCopy(t *testing.T) {
	for number, want := range map[int]string{1: "counts conflict", 2: "waits counts", 0: "waits counts"} {
		w := newWorld(t)
		sha := w.sent("a.xlsx", agency("cq-0", "so", 3))
		w.wentBack("cq-0", 2, sha)
		w.wentBack("cq-1", 9, sha)
		v := agency("cq-0", "so", 4)
		v.Copy = number
		w.sent("b.xlsx", v)
		w.wentBack("cq-0", 3, sha)
		w.tells("cq-0", want)
		if number == 1 {
			w.label("cq-0", 2, "SUBM-003", "", "b.xlsx (1 < 2)")
		}
	}
	w := newWorld(t)
	w.wentBack("cq-0", 2, "x")
	w.sent("a.xlsx", agency("cq-0", "so", 3))
	w.tells("cq-0", "counts")
}

// What is known from the archive alone, and came before what replaced it, waits for an officer.
func TestFoundInTheArchive(t *testing.T) {
	for name, c := range map[string]struct {
		origin *ledger.Origin
		want   string
	}{
		"kept before":    {&ledger.Origin{Container: ledger.ReplayedFrom, Date: day(1)}, "counts conflict"},
		"kept since":     {&ledger.Origin{Container: ledger.ReplayedFrom, Date: day(3)}, "waits counts"},
		"kept just then": {&ledger.Origin{Container: ledger.ReplayedFrom, Date: day(2)}, "waits counts"},
		"in a mail":      {mailed("a@b.vn", "b.xlsx", day(1)), "waits counts"},
		"by itself":      {nil, "waits counts"},
	} {
		w := newWorld(t)
		w.sent("a.xlsx", agency("cq-0", "so", 3))
		w.sent("b.xlsx", agency("cq-0", "so", 4), c.origin)
		if got := w.story("cq-0"); got != c.want {
			t.Errorf("%s: %s", name, got)
		}
	}
	w := newWorld(t)
	w.sent("a.xlsx", record.Verdict{Unit: "cq-0", Status: finding.Unreadable})
	w.sent("b.xlsx", agency("cq-0", "so", 4), &ledger.Origin{Container: ledger.ReplayedFrom, Date: day(1)})
	w.tells("cq-0", "refused counts")
}

// Once a unit is decided upon, what it was decided upon stays; versions that stand behind it and
// came before the decision take the place of nothing.
func TestDecidedUpon(t *testing.T) {
	w := newWorld(t)
	first := w.sent("a.xlsx", agency("cq-0", "so", 3))
	second := w.sent("b.xlsx", agency("cq-0", "so", 4))
	w.decided(decision.Decision{Kind: decision.Version, Unit: "cq-0", SHA: second, Value: "2"})
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: first, Value: decision.No})
	w.tells("cq-0", "counts passed")
	if s := w.of("cq-0"); s.Status() != finding.Locked || s.Recognised() || *s.Recognition() {
		t.Errorf("%+v", s)
	}
	w = newWorld(t)
	w.sent("a.xlsx", agency("cq-0", "so", 3))
	second = w.sent("b.xlsx", back(agency("cq-0", "so", 4)))
	w.sent("c.xlsx", back(agency("cq-0", "so", 5)))
	w.sent("d.xlsx", agency("cq-0", "so", 6))
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: second, Value: decision.Yes})
	w.tells("cq-0", "waits counts waits passed")
	w = newWorld(t)
	first = w.sent("a.xlsx", agency("cq-0", "so", 3))
	w.sent("b.xlsx", agency("cq-0", "so", 4))
	w.sameScan()
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: first, Value: decision.Yes})
	w.tells("cq-0", "counts conflict") // whatever it conflicts with
	w = newWorld(t)
	w.sent("a.xlsx", agency("cq-0", "so", 3))
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: "row above", Value: decision.Yes})
	w.tells("cq-0", "passed")
	w.f.Decisions[0].SHA = ""
	w.tells("cq-0", "counts")
	other := w.sent("b.xlsx", agency("cq-1", "so", 3))
	w.f.Decisions[0].SHA = other
	w.tells("cq-0", "counts")
}

// What an officer accepts is closed: the whole return, or one finding while its figure is the
// same. What blocks is not accepted.
func TestAccepted(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0", "so", 3)
	query, other := finding.New("CONS-001"), finding.New("CELL-003")
	query.ID, query.Rule, query.Found = "so", "r", "3"
	v.Status, v.Findings = finding.Returned, []finding.Finding{query, other}
	sha := w.sent("a.xlsx", v)
	one := decision.Decision{Kind: decision.Accept, Unit: "cq-0", Code: "CONS-001", Rule: "r", Input: "so", Found: "3",
		By: "An", Day: "2019-10-05", Reason: "seen"}
	for name, change := range map[string]func(d *decision.Decision){
		"code": func(d *decision.Decision) { d.Code = "CONS-002" }, "rule": func(d *decision.Decision) { d.Rule = "" },
		"input": func(d *decision.Decision) { d.Input = "dan" }, "found": func(d *decision.Decision) { d.Found = "4" },
		"kind": func(d *decision.Decision) { d.Kind = decision.Count },
	} {
		d := one
		change(&d)
		w.f.Decisions = nil
		w.decided(d)
		if f := w.finds("cq-0", 1, "CONS-001"); f.Accepted != "" {
			t.Errorf("accepted, and another %s was: %q", name, f.Accepted)
		}
	}
	w.f.Decisions = nil
	w.decided(one)
	if f := w.finds("cq-0", 1, "CONS-001"); f.Accepted != "An, 05/10/2019: seen" || w.of("cq-0").Status() != finding.Returned {
		t.Errorf("%+v", f)
	}
	whole := decision.Decision{Kind: decision.Accept, Unit: "cq-0", SHA: sha, By: "Ba", Day: "2019-10-06", Reason: "as it is"}
	w.decided(whole)
	if s := w.of("cq-0"); s.Status() != finding.Clean || s.Counts == nil ||
		w.finds("cq-0", 1, "CELL-003").Accepted != "Ba, 06/10/2019: as it is" ||
		w.finds("cq-0", 1, "CONS-001").Accepted != "An, 05/10/2019: seen" {
		t.Errorf("%+v", s.Versions[0].Verdict.Findings)
	}
	w.sent("b.xlsx", v)
	if s := w.of("cq-0"); s.Status() != finding.Returned {
		t.Error("what was accepted of one version holds for the next")
	}
	broken := record.Verdict{Unit: "cq-1", Status: finding.Unreadable, Findings: []finding.Finding{finding.New("FILE-001")}}
	w.decided(decision.Decision{Kind: decision.Accept, Unit: "cq-1", SHA: w.sent("c.xlsx", broken)})
	if s := w.of("cq-1"); s.Status() != finding.Unreadable || w.finds("cq-1", 1, "FILE-001").Accepted != "" {
		t.Error("a file that cannot be read was accepted")
	}
}

// A query whose explanation was written for another figure is asked again.
func TestReopened(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0", "so", 3)
	q := finding.New("HIST-002")
	q.ID, q.IDs, q.Explained = "so", []string{"so"}, "because of the rain this year"
	v.Findings = []finding.Finding{q}
	v.Typed = map[string]any{"so": "3", "so_giai_trinh": "because of the rain this year"}
	v.Cells["so_giai_trinh"] = "Figures!H7"
	w.sent("a.xlsx", v)
	now := agency("cq-0", "so", 4)
	now.Findings, now.Typed = v.Findings, map[string]any{"so": "4", "so_giai_trinh": "because of the rain this year"}
	now.Cells["so_giai_trinh"] = "Figures!H7"
	w.sent("b.xlsx", now)
	s := w.of("cq-0")
	if w.finds("cq-0", 1, "HIST-002").Explained == "" || w.finds("cq-0", 2, "HIST-002").Explained != "" ||
		s.Status() != finding.Queried {
		t.Errorf("%s: %+v", s.Status(), s.Versions[1].Verdict.Findings)
	}
	if f := w.finds("cq-0", 2, "EXPL-001"); f.Sheet != "Figures" || len(f.Cells) != 1 || f.Cells[0] != "H7" {
		t.Errorf("%+v", f)
	}
	delete(now.Cells, "so_giai_trinh")
	if f := w.finds("cq-0", 2, "EXPL-001"); f.Code == "" || f.Sheet != "" || len(f.Cells) != 0 {
		t.Errorf("in no cell: %+v", f)
	}
}

// What was replaced is known by its findings alone; what counts and what came last is whole. A
// verdict that is not there makes no picture.
func TestReplacedIsLight(t *testing.T) {
	w := newWorld(t)
	for _, so := range []int{3, 4} {
		w.sent("a.xlsx", agency("cq-0", "so", so))
	}
	w.sent("b.xlsx", sealed(agency("cq-0", "so", 5), ""))
	w.sent("c.xlsx", sealed(agency("cq-0", "so", 6), ""))
	w.tells("cq-0", "waits counts conflict conflict")
	var whole []bool
	for _, v := range w.of("cq-0").Versions {
		whole = append(whole, len(v.Verdict.Values) > 0)
	}
	if !slices.Equal(whole, []bool{false, true, false, true}) {
		t.Errorf("whole: %v", whole)
	}
	w.f.Whole = func(string) (record.Verdict, error) { return record.Verdict{}, errors.New("lost") }
	if _, err := standing.Paint(w.f); err == nil || err.Error() != "lost" {
		t.Errorf("%v", err)
	}
}

// What an officer accepts of an appraised return leaves it appraised.
func TestAcceptedStaysAppraised(t *testing.T) {
	w := newWorld(t)
	w.sent("t.xlsx", village("t-0", "so", 3))
	w.sent("a.xlsx", scored(agency("cq-0", "so", 2), 8))
	w.appraise("office", "cq-0", "7", "met")
	w.appraise("board", "cq-0", "7", "met")
	w.decided(decision.Decision{Kind: decision.Accept, Unit: "cq-0", Code: "AGGR-001", Input: "so", Found: "2", By: "An"})
	if s := w.of("cq-0"); s.Status() != finding.Appraised || w.finds("cq-0", 1, "AGGR-001").Accepted == "" {
		t.Errorf("%s: %s", s.Status(), codes(s.Counts.Verdict.Findings))
	}
}
