package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// sections are the sections of all matters that are shown now, in their order.
func (w *world) sections() (out []int) {
	w.t.Helper()
	for _, m := range desk.Matters(w.paint()) {
		out = append(out, m.Row.Section)
	}
	return out
}

// Where nothing waits and nothing was decided, nothing is put before an officer.
func TestNothingToDecide(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	if got := desk.Matters(w.paint()); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// Once a unit is decided upon, neither its versions nor the keys that signed its forms are asked
// about, until that is taken back.
func TestNothingIsAskedOfADecidedUnit(t *testing.T) {
	w := conflicting(t)
	signed := agency("cq-0")
	signed.Seal, signed.Signer = string(seal.Foreign), "0123456789abcdef"
	for i, r := range w.f.Receipts {
		w.f.Verdicts[r.SHA] = []record.Verdict{agency("cq-0"), signed}[i]
	}
	if got := w.sections(); !slices.Contains(got, desk.Conflicts) || !slices.Contains(got, desk.Looks) {
		t.Fatalf("sections %v", got)
	}
	yes := w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", Value: decision.Yes,
		SHA: w.f.Receipts[0].SHA})
	if got := w.sections(); !slices.Equal(got, []int{desk.InForce}) {
		t.Errorf("of a decided unit: %v", got)
	}
	w.revoke(yes)
	if got := w.sections(); !slices.Contains(got, desk.Conflicts) || !slices.Contains(got, desk.Looks) {
		t.Errorf("after it was taken back: %v", got)
	}
}

// That something was taken back is itself nothing to take back.
func TestRevocationsStand(t *testing.T) {
	w := newWorld(t)
	sha := w.sent("a.xlsx", agency("cq-0"))
	w.revoke(w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-0", SHA: sha}))
	if got := w.sections(); len(got) != 0 {
		t.Errorf("sections %v", got)
	}
}

// A desk that appraised a unit twice takes back what it said last: what that replaced is over.
func TestReplacedAppraisalIsOver(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0")
	w.appraised(phong, "cq-0", decision.InBy, "Chi")
	first, last := fmt.Sprint(w.f.Decisions[0].ID), fmt.Sprint(w.f.Decisions[1].ID)
	if w.offered("revoke", first) || !w.offered("revoke", last) {
		t.Errorf("offered: the first %t, the last %t", w.offered("revoke", first), w.offered("revoke", last))
	}
}

// An appraisal of a unit that is no longer in the register is told without points: no card says what
// its scores come to.
func TestAppraisalOfAUnitThatIsGone(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0")
	w.f.Decisions[0].Unit = "cq-9"
	if m := w.matterOf("revoke"); !strings.HasPrefix(m.Matter, "Thẩm định: đạt (An") {
		t.Errorf("%q", m.Matter)
	}
}

// Versions in conflict are those of a unit: the row says so, and is stale once another one comes.
func TestConflictOfAUnit(t *testing.T) {
	w := conflicting(t)
	m := w.matterOf("version", "cq-0")
	if !strings.HasPrefix(m.Matter, "Có nhiều bản khác nhau; chọn số của bản được tính. bản 1: a.xlsx") {
		t.Errorf("%q", m.Matter)
	}
	old := answer(m, "1")
	w.sent("c.xlsx", agency("cq-0"))
	w.f.Receipts[2].Scan = 1
	refused(t, only(t, w.rows(w.deciding(9, old))), "", "đã thay đổi")
}

// A return that counts is not asked about as one that went back.
func TestCleanReturnIsNotAskedAbout(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Findings = []finding.Finding{finding.New("AGGR-001").With("label", "Số vụ")}
	w.sent("a.xlsx", v)
	if got := w.sections(); !slices.Equal(got, []int{desk.Looks}) {
		t.Errorf("sections %v", got)
	}
}

// The row of a file that nobody is known for says why.
func TestStraySaysWhy(t *testing.T) {
	w := newWorld(t)
	unknown := finding.New("UNIT-001").With("label", "lạ")
	sha := w.sent("lạ.xlsx", record.Verdict{Status: finding.Unreadable, Findings: []finding.Finding{unknown}})
	why, _ := unknown.Text("vi")
	if m := w.matterOf("assign", sha); !strings.HasPrefix(m.Matter, why+" Ghi mã đơn vị") {
		t.Errorf("%q", m.Matter)
	}
}

// A key that signed several forms of a unit is one matter, which names the newest.
func TestForeignKeyIsAskedOnce(t *testing.T) {
	w := newWorld(t)
	for _, name := range []string{"a.xlsx", "b.xlsx"} {
		v := agency("cq-0")
		v.Seal, v.Signer = string(seal.Foreign), "0123456789abcdef"
		w.sent(name, v)
	}
	p := w.paint()
	all := desk.TrustMatters(p, p.Standing("cq-0"))
	if len(all) != 1 || !strings.Contains(all[0].Row.Matter, "b.xlsx") {
		t.Errorf("%+v", all)
	}
}

// Officers are told what it means to let in all of a sender, where that is offered.
func TestAlwaysIsExplained(t *testing.T) {
	w := newWorld(t)
	for from, explained := range map[string]bool{"an@tp.vn": true, "ai đó": false} {
		m := w.matterOf("admit", w.sent("thư.eml/"+from, appraisals(true), mailed(from)))
		want := "Chọn “luôn ghi nhận” thì các tệp thẩm định sau này của " + from + " cho nơi này được ghi nhận ngay."
		if strings.Contains(m.Matter, want) != explained {
			t.Errorf("%s: %q", from, m.Matter)
		}
	}
}

// Of a few workbooks without a seal all are named; they are told until an officer looked at them,
// whatever else is decided meanwhile, and again once that is taken back.
func TestUnsealedWorkbooksAreToldUntilSeen(t *testing.T) {
	w := newWorld(t)
	for i := range 5 {
		w.sent(fmt.Sprint("giả-", i, ".xlsx"), appraisals(false), mailed("ai@la.vn"))
	}
	if m := w.matterOf("noted"); !strings.Contains(m.Matter, "giả-4.xlsx") || strings.Contains(m.Matter, "tệp nữa") {
		t.Errorf("%q", m.Matter)
	}
	w.decided(decision.Decision{Kind: decision.Received, Unit: "cq-0", Value: "2019-10-02"})
	if !w.offered("noted") {
		t.Error("no longer told once something else was decided")
	}
	seen := w.decided(decision.Decision{Kind: decision.Noted})
	if w.offered("noted") {
		t.Error("told though an officer looked at them")
	}
	w.revoke(seen)
	if !w.offered("noted") {
		t.Error("no longer told though that was taken back")
	}
}

// What became of a row is told by what it was about: the unit or file of a matter, else what the
// officer began.
func TestOutcomesAreNamed(t *testing.T) {
	w := conflicting(t)
	if o := only(t, w.rows(w.deciding(9, answer(w.matterOf("version", "cq-0"), "9")))); o.What != "Cơ quan 0" {
		t.Errorf("of a matter: %q", o.What)
	}
	if o := only(t, w.rows(w.deciding(9, begun(1, "chọn bản", "cq-0", 9)))); o.What != "chọn bản cq-0" {
		t.Errorf("of a row that was begun: %q", o.What)
	}
}
