package desk_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// village is a clean return of a village's own, with a card.
func village(unit string) record.Verdict {
	v := agency(unit)
	v.Kind = "village"
	return v
}

// A desk has a workbook for each place where it sits, called by the place; one that has nobody to
// appraise has none.
func TestWhereDesksSit(t *testing.T) {
	w := newWorld(t)
	w.sent("t.xlsx", village("t-0"))
	var paths []string
	for _, s := range desk.Seats(w.paint()) {
		paths = append(paths, s.Path())
	}
	if !slices.Equal(paths, []string{"tham-dinh/phong.xlsx", "tham-dinh/so.xlsx", "tham-dinh/xa-cq-0.xlsx",
		"tham-dinh/khac.xlsx"}) {
		t.Errorf("%q", paths)
	}
	var places []string
	for _, b := range desk.AppraisalBooks(w.paint()) {
		places = append(places, b.Place)
		if b.Desk.ID == "xa" && (len(b.Tables) != 1 || b.Tables[0].Card == nil || b.Seat != "cq-0") {
			t.Errorf("%+v", b)
		}
	}
	if !slices.Equal(places, []string{"Phòng", "Sở", "Xã - Cơ quan 0", "Khác"}) {
		t.Errorf("%q", places)
	}
}

// A desk whose units neither owe a return nor sent one has no workbook.
func TestDeskWithoutUnits(t *testing.T) {
	w := newWorld(t)
	for _, s := range desk.Seats(w.paint()) {
		if strings.HasPrefix(s.Path(), "tham-dinh/xa") {
			t.Errorf("%s: no village sent anything", s.Path())
		}
	}
}

// A unit that moved below another keeps the appraisal that a desk gave it elsewhere, and the row
// says where that was.
func TestAppraisedElsewhere(t *testing.T) {
	w := newWorld(t)
	w.sent("t.xlsx", village("t-0"))
	xa := decision.Stamp{Kind: decision.Appraising, Desk: "xa", Seat: "cq-0"}
	w.appraised(xa, "t-0")
	if r := w.lineOf(xa, "t-0"); r.Note != "Đã ghi nhận" {
		t.Errorf("%q", r.Note)
	}
	units := slices.Clone(w.f.Round.Register.Units)
	for i := range units {
		if units[i].Code == "t-0" {
			units[i].Parent = "cq-1"
		}
	}
	w.f.Round.Register = round.RegisterOf(units)
	w.f.Round.NameUnits()
	if r := w.lineOf(xa, "t-0"); r.Note != "Đã ghi nhận (thẩm định tại Cơ quan 0)" || !r.Recorded {
		t.Errorf("%q", r.Note)
	}
}

// A finding that is the officer's is accepted by itself, while its figure is the same.
func TestFindingIsAccepted(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	f := finding.New("AGGR-001").With("label", "Số vụ")
	f.ID, f.Rule, f.Found, f.Expected = "so", "r", num(3), num(5)
	trial, done, units := f, f, finding.New("CONS-001")
	trial.ID, trial.Trial = "thử", true
	done.ID, done.Accepted = "xong", "An"
	system, conflict := finding.New("SYS-001"), finding.New("SUBM-003")
	v.Findings = []finding.Finding{f, trial, done, units, system, conflict}
	w.sent("a.xlsx", v)
	n := 0
	for _, m := range desk.Matters(w.paint()) {
		if m.Row.Section == desk.Looks {
			n++
		}
	}
	m := w.matterOf("accept", "cq-0")
	if text, fix := f.Text("vi"); n != 1 || m.Matter != text+" "+fix || m.Unit != "Cơ quan 0" ||
		!slices.Equal(m.Choices, []string{"chấp nhận"}) {
		t.Fatalf("%d matters: %+v", n, m)
	}
	refused(t, only(t, w.rows(w.deciding(9, answer(m, "không")))), "", "không phải là một trong: chấp nhận")
	all := w.rows(w.deciding(9, answer(m, "Chấp nhận")))
	d := only(t, all).Decision
	if d == nil || d.Kind != decision.Accept || d.Unit != "cq-0" || d.Code != "AGGR-001" || d.Rule != "r" ||
		d.Input != "so" || d.Found != "3" || d.SHA != w.f.Receipts[0].SHA {
		t.Fatalf("%+v", d)
	}
	w.record(all)
	if w.offered("accept", "cq-0") {
		t.Error("what was accepted is asked again")
	}
	if r := w.matterOf("revoke"); !strings.HasPrefix(r.Matter, "Chấp nhận AGGR-001 r. An") || r.Unit != "Cơ quan 0" {
		t.Errorf("%+v", r)
	}
}

// Returns in the name of this level itself are asked about in words of their own.
func TestOwnReturnsConflict(t *testing.T) {
	w := newWorld(t)
	v := agency("tp")
	v.Kind = "city"
	w.sent("a.xlsx", v, mailed("an@tp.vn"))
	if m := w.matterOf("version", "tp"); !strings.HasPrefix(m.Matter, "Báo cáo mang tên chính cơ quan này") {
		t.Errorf("%q", m.Matter)
	}
}

// A row that was begun over what is on record and is put back says no more than that.
func TestPutBack(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0", decision.InGate, "không")
	first := w.lineOf(phong, "cq-0")
	if first.Typed[decision.InGate] != "không" {
		t.Errorf("%v", first.Typed)
	}
	again := filled{key: first.Key, digest: first.Digest, seen: "other", unit: first.Unit, cells: shownCells(first)}
	if got := w.rows(w.paper(phong, nil, again)); len(got) != 0 {
		t.Errorf("it says what is on record: %+v", got)
	}
	w.record(w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", agreed(decision.InBy, "")))))
	o := only(t, w.rows(w.paper(phong, nil, again)))
	if !o.Cleared || o.Decision != nil || !o.Refused.IsZero() || o.Cells != nil {
		t.Errorf("%+v", o)
	}
	w.record([]ledger.Outcome{o})
	if r := w.lineOf(phong, "cq-0"); r.Note != "Đã ghi nhận" || r.Bad {
		t.Errorf("%+v", r)
	}
}

// A key that is not one of an appraisal is refused, whatever the row says.
func TestKeysOfOtherRows(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	good := w.fill(phong, "cq-0", agreed())
	for _, key := range []string{"appraise|phong", "appraise|so|cq-0", "recognise|phong|cq-0", "appraise|phong|cq-9",
		"appraise|phong|cq-0|x"} {
		row := good
		row.key = key
		refused(t, only(t, w.rows(w.paper(phong, nil, row))), "SCOR-008", "không phải của nơi thẩm định")
	}
}

// A bonus that a unit claims is granted or not, in a figure.
func TestClaimedBonus(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Scores.Bonus = some(2)
	w.sent("a.xlsx", v)
	points := func(over ...any) map[string]any {
		return agreed(append([]any{decision.InAgree, "", decision.InCriterion + "a", 10, decision.InCriterion + "b", 8},
			over...)...)
	}
	say := func(cells map[string]any) ledger.Outcome {
		return only(t, w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", cells))))
	}
	refused(t, say(points()), "", "còn thiếu điểm thưởng (ghi 0")
	refused(t, say(points(decision.InBonus, 0)), "SCOR-007", "điểm thưởng 0 (đơn vị: 2)")
	for _, wrong := range []any{1, 6, -2, "hai"} {
		refused(t, say(points(decision.InBonus, wrong)), "SCOR-002", "bội số của 2, không quá 4")
	}
	if o := say(points(decision.InBonus, 2)); o.Decision == nil || o.Decision.Appraisal.Bonus != "2" {
		t.Errorf("%+v", o)
	}
	if o := say(agreed()); o.Decision == nil || o.Decision.Appraisal.Bonus != "2" {
		t.Errorf("agreed: %+v", o)
	}
	w.appraised(phong, "cq-0", decision.InBonus, 4, decision.InReason, "có sáng kiến")
	w.appraised(so, "cq-0")
	if got := w.f.Decisions[len(w.f.Decisions)-1].Appraisal.Bonus; got != "4" {
		t.Errorf("agreed with the desk before: %s", got)
	}
}

// A score is within its points, the ends are in; in words the first word is all of them.
func TestScoresWithinPoints(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	for value, ok := range map[any]bool{0: true, 10: true, -1: false, 11: false} {
		o := only(t, w.rows(w.paper(phong, nil, w.fill(phong, "cq-0",
			agreed(decision.InCriterion+"a", value, decision.InReason, "đã xem")))))
		if (o.Decision != nil) != ok || !ok && o.Code != "SCOR-002" {
			t.Errorf("%v: %+v", value, o)
		}
	}
	card := &w.f.Round.Form.Cards[0]
	card.Answers, card.Bonus = []string{"Có", "Chưa"}, num(0)
	w.appraised(phong, "cq-0", decision.InCriterion+"a", "có", decision.InCriterion+"b", "chưa", decision.InReason, "đã xem")
	if got := w.f.Decisions[0].Appraisal.Criteria; got["a"] != "10" || got["b"] != "0" {
		t.Errorf("%v", got)
	}
}

// A decision on a file is told with the file's name; what has no end cannot be taken back again.
func TestDecisionsOnFiles(t *testing.T) {
	w := newWorld(t)
	w.sent("other.xlsx", record.Verdict{Status: finding.Unreadable})
	sha := w.sent("lạ.xlsx", record.Verdict{Status: finding.Unreadable})
	w.decided(decision.Decision{Kind: decision.Void, SHA: sha, By: "An", Day: "2019-10-05", Reason: "thả nhầm"})
	if m := w.matterOf("revoke"); m.Unit != "lạ.xlsx" || m.Matter != "Bỏ tệp thả nhầm. An, ngày 05/10/2019: thả nhầm" {
		t.Errorf("%+v", m)
	}
	w.f.Decisions[0].SHA = "gone"
	if m := w.matterOf("revoke"); m.Unit != "gone" {
		t.Errorf("%+v", m)
	}
}

// Of a desk's appraisals those alone that hold may be taken back.
func TestRevokeWhatHolds(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0", decision.InGate, "có", decision.InResult, "không đạt", decision.InReason, "bị phạt")
	m := w.matterOf("revoke")
	if !strings.HasPrefix(m.Matter, "Thẩm định: vi phạm tiêu chuẩn chung, không đạt (An, ngày 05/10/2019: bị phạt") {
		t.Errorf("%q", m.Matter)
	}
	w.sent("b.xlsx", agency("cq-0"))
	if w.offered("revoke") {
		t.Error("an appraisal of another return may be taken back")
	}
}

// A workbook that waits is called by its desk and where that sits.
func TestNamesOfWaitingBooks(t *testing.T) {
	w := newWorld(t)
	v := appraisals(true)
	v.Officers.Desk, v.Officers.Seat = "xa", "cq-0"
	sha := w.sent("thư.eml/a.xlsx", v, mailed("an@tp.vn"))
	if m := w.matterOf("admit", sha); !strings.HasPrefix(m.Matter, "Tệp thẩm định Xã - Cơ quan 0, 3 dòng đã điền; thư của an@tp.vn") ||
		m.Unit != "an@tp.vn" {
		t.Errorf("%+v", m)
	}
	bare := w.sent("a.xlsx", v, &ledger.Origin{Container: "zip", Part: "a.xlsx"})
	if m := w.matterOf("admit", bare); m.Unit != "a.xlsx" {
		t.Errorf("%+v", m)
	}
}

// The proposal is in the order of kinds, then of the units above, then of names.
func TestOrderOfTheProposal(t *testing.T) {
	w := newWorld(t)
	r := w.f.Round
	units := append(slices.Clone(r.Register.Units), round.Unit{Code: "t-2", Name: "An thôn", Kind: "village", Parent: "cq-2"},
		round.Unit{Code: "t-3", Name: "An thôn", Kind: "village", Parent: "cq-1"},
		round.Unit{Code: "t-5", Name: "An thôn", Kind: "village", Parent: "cq-0"},
		round.Unit{Code: "t-4", Name: "Thôn mới", Kind: "village", Parent: "cq-1", From: day(1).Add(48 * time.Hour)})
	r.Register = round.RegisterOf(units)
	r.NameUnits()
	var got []string
	for _, l := range desk.ProposalOf(w.paint()).NotProposed {
		got = append(got, l.Code)
	}
	if !slices.Equal(got, []string{"cq-0", "cq-1", "cq-2", "th-0", "t-5", "t-0", "t-1", "t-3", "t-2"}) {
		t.Errorf("%q", got)
	}
}
