package desk_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
)

// bookOf is the workbook of a desk as it is written now.
func (w *world) bookOf(of decision.Stamp) desk.Appraisals {
	w.t.Helper()
	for _, b := range desk.AppraisalBooks(w.paint()) {
		if b.Desk.ID == of.Desk && b.Seat == of.Seat {
			return b
		}
	}
	w.t.Fatalf("%s has no workbook", of.Desk)
	return desk.Appraisals{}
}

// A desk's workbook has a row a unit that it may appraise, in one table a card, and lists those
// that it cannot appraise yet; it is a picture of the newest event that its units stand by.
func TestBookOfADesk(t *testing.T) {
	w := newWorld(t)
	w.sent("một.xlsx", agency("cq-2"))
	w.sent("hai.xlsx", agency("cq-0"))
	first := w.bookOf(phong)
	if len(first.Tables) != 1 || len(first.Tables[0].Rows) != 2 || first.Tables[0].Card == nil ||
		len(first.Tables[0].Card.Criteria()) != 2 {
		t.Fatalf("%+v", first.Tables)
	}
	if len(first.Waiting) != 1 || first.Waiting[0].Unit != "Cơ quan 1" || first.Waiting[0].Kind != "Cơ quan" {
		t.Errorf("waiting: %+v", first.Waiting)
	}
	if first.Position != 2 || !first.At.Equal(day(2)) { // of the second file, though its unit stands first
		t.Errorf("as of %d, %v", first.Position, first.At)
	}
	w.sent("ngoài.xlsx", agency("không có"))
	if b := w.bookOf(phong); b.Position != 2 {
		t.Errorf("a stranger's file moves it to %d", b.Position)
	}
	w.appraised(phong, "cq-0")
	if b := w.bookOf(phong); b.Position != w.f.Position || !b.At.Equal(day(5)) {
		t.Errorf("after an appraisal as of %d, %v", b.Position, b.At)
	}
	next := w.bookOf(so)
	if len(next.Tables) != 1 || len(next.Tables[0].Rows) != 1 || len(next.Waiting) != 2 {
		t.Errorf("the next desk: %d tables, waiting %+v", len(next.Tables), next.Waiting)
	}
}

// Units with a card and units on a list stand in tables of their own: of the latter no criteria
// are known, so that their table has none to fill in.
func TestTablesOfADesk(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", withVillages("đạt"))
	w.appraised(phong, "cq-0")
	b := w.bookOf(so)
	if len(b.Tables) != 2 {
		t.Fatalf("%d tables", len(b.Tables))
	}
	cards, list := b.Tables[0], b.Tables[1]
	if cards.Card == nil || cards.Card.ID != "the" || len(cards.Rows) != 1 || cards.Rows[0].Unit != "Cơ quan 0" ||
		cards.Rows[0].Via {
		t.Errorf("with a card: %+v", cards)
	}
	if list.Card != nil || len(list.Rows) != 1 || list.Rows[0].Unit != "Thôn 0 (Cơ quan 0)" || !list.Rows[0].Via {
		t.Errorf("on the list: %+v", list)
	}
}

// A workbook with units on a list is a picture of the list's own return, whether that is in the
// totals yet or waits for its appraisal.
func TestNewestOfAList(t *testing.T) {
	w := newWorld(t)
	w.sent("b.xlsx", agency("cq-1"))
	w.sent("a.xlsx", withVillages("đạt"))
	for name, counts := range map[string][]finding.Status{
		"in the totals": {finding.Clean}, "once it is appraised": {finding.Appraised},
	} {
		w.f.Round.Counts = counts
		at, when := desk.Newest([]*standing.Standing{w.paint().Standing("t-0")})
		if at != 2 || !when.Equal(day(2)) {
			t.Errorf("%s: as of %d, %v", name, at, when)
		}
	}
}

// What became of the rows that were filled in last stands in that desk's workbook alone: those
// that were refused with their reason, the others by number; a later workbook takes its place.
func TestWhatBecameOfTheLastBook(t *testing.T) {
	w := newWorld(t)
	for _, unit := range []string{"cq-0", "cq-1", "cq-2"} {
		w.sent(unit+".xlsx", agency(unit))
	}
	bad := w.fill(phong, "cq-1", agreed(decision.InResult, "khá"))
	w.record(w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", agreed()), bad)))
	b := w.bookOf(phong)
	if b.Recorded != 1 || len(b.Refused) != 1 {
		t.Fatalf("%d recorded, refused %+v", b.Recorded, b.Refused)
	}
	if r := b.Refused[0]; r.What != "Cơ quan 1" || r.Typed != "khá" || r.Line != 6 || !strings.Contains(r.Why, "khá") {
		t.Errorf("%+v", r)
	}
	if next := w.bookOf(so); next.Recorded != 0 || len(next.Refused) != 0 {
		t.Errorf("told at the next desk: %d, %+v", next.Recorded, next.Refused)
	}
	w.appraised(so, "cq-0")
	if b := w.bookOf(phong); b.Recorded != 1 || len(b.Refused) != 1 {
		t.Errorf("after a workbook of the next desk: %d recorded, refused %+v", b.Recorded, b.Refused)
	}
	w.appraised(phong, "cq-2")
	if b := w.bookOf(phong); b.Recorded != 1 || len(b.Refused) != 0 {
		t.Errorf("after another workbook: %d recorded, refused %+v", b.Recorded, b.Refused)
	}
	if row := w.lineOf(phong, "cq-1"); !row.Bad || row.Recorded || row.Typed[decision.InResult] != "khá" {
		t.Errorf("the draft is shown as %+v", row)
	}
}

// A row that was taken out is neither recorded nor refused.
func TestTakenOutIsNotRecorded(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.record(w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", map[string]any{decision.InBy: "An"}))))
	w.record(w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", nil))))
	if b := w.bookOf(phong); b.Recorded != 0 || len(b.Refused) != 0 {
		t.Errorf("%d recorded, refused %+v", b.Recorded, b.Refused)
	}
}

// Once a unit is decided upon its row says so, for nothing more is taken.
func TestRowOfADecidedUnit(t *testing.T) {
	w := throughAll(t, true)
	if w.lineOf(phong, "cq-0").Decided {
		t.Error("decided before anything was")
	}
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", Value: decision.Yes, SHA: w.f.Receipts[0].SHA})
	if !w.lineOf(phong, "cq-0").Decided {
		t.Error("the row of a decided unit looks open")
	}
}

// An appraiser sees queries that nobody accepted and what the card contradicts, nothing of what
// is said for the record, and no heading over nothing.
func TestFlagsAreOpenMatters(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	w.f.Round.Form.Indicators = append(w.f.Round.Form.Indicators,
		round.Indicator{ID: "hop", Label: "Số cuộc họp", Type: round.Count, Kinds: []string{"agency"}})
	v.Values["so"], v.Values["hop"] = json.Number("0"), json.Number("4") // no offence, and no matter of offences
	accepted := finding.New("HIST-001").With("label", "đã chấp nhận")
	accepted.Severity, accepted.Accepted = finding.Query, "An"
	open := finding.New("HIST-001").With("label", "còn mở")
	open.Severity = finding.Query
	info := finding.New("CELL-004").With("label", "để biết")
	info.Severity = finding.Info
	v.Findings = []finding.Finding{accepted, open, info}
	w.sent("a.xlsx", v)
	r := w.lineOf(phong, "cq-0")
	want, _ := open.Text("vi")
	if r.Flags != want {
		t.Errorf("flags %q, want %q", r.Flags, want)
	}
	if r.Explained != "" {
		t.Errorf("explained %q", r.Explained)
	}
}
