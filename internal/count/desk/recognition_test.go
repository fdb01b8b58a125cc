package desk_test

import (
	"maps"
	"strings"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// unsigned are cells over a proposal in which nothing stands yet, with some of them.
func unsigned(over ...any) map[string]any {
	return signed(append([]any{decision.FieldNo, "", decision.FieldDay, "", decision.FieldBy, ""}, over...)...)
}

// appraisedBoth is a world in which both desks appraised two units as they say.
func appraisedBoth(t *testing.T) *world {
	w := throughAll(t, true)
	w.sent("b.xlsx", agency("cq-1"))
	w.appraised(phong, "cq-1")
	w.appraised(so, "cq-1")
	return w
}

// A proposal is a picture of the newest event that its units stand by.
func TestProposalIsAsOfTheNewest(t *testing.T) {
	w := throughAll(t, true)
	if p := desk.ProposalOf(w.paint()); p.Position != w.f.Position || !p.At.Equal(day(5)) {
		t.Errorf("as of %d of %d, %v", p.Position, w.f.Position, p.At)
	}
}

// A unit below this level itself stands under nobody's name, and is open for a decision once the last
// desk appraised it, until it is decided upon.
func TestOpenForADecision(t *testing.T) {
	w := throughAll(t, true)
	w.sent("b.xlsx", agency("cq-1"))
	all := w.lines()
	if !all["cq-0"].Open || all["cq-1"].Open || all["cq-0"].Parent != "" {
		t.Errorf("%+v", all)
	}
	w.record(w.rows(w.proposal(signed(), all["cq-0"].Key, all["cq-0"].Digest, "có")))
	if w.lines()["cq-0"].Open {
		t.Error("a unit that was decided upon is open")
	}
}

// What was filled in over a proposal stands in the next one as it was typed, a day as a day; two
// officers who fill in parts of it find both.
func TestFieldsOfTheProposal(t *testing.T) {
	w := appraisedBoth(t)
	one, two := w.lines()["cq-0"], w.lines()["cq-1"]
	first := w.rows(w.proposal(unsigned(decision.FieldNo, 43000), one.Key, one.Digest, "có"))
	want := map[string]string{decision.InDecision: "có", decision.FieldNo: "43000"}
	if o := only(t, first); !maps.Equal(o.Cells, want) {
		t.Errorf("to go on with: %v", o.Cells)
	}
	w.record(first)
	w.record(w.rows(w.proposal(unsigned(decision.FieldDay, "8/10/2019", decision.FieldBy, formula("A9")),
		two.Key, two.Digest, "không")))
	want = map[string]string{decision.FieldNo: "43000", decision.FieldDay: "2019-10-08"}
	if p := desk.ProposalOf(w.paint()); !maps.Equal(p.Fields, want) {
		t.Errorf("%v", p.Fields)
	}
}

// A day over the proposal that is none stands as it was typed, to be mended.
func TestFieldThatIsNoDay(t *testing.T) {
	w := throughAll(t, true)
	l := w.lines()["cq-0"]
	w.record(w.rows(w.proposal(signed(decision.FieldDay, "mai"), l.Key, l.Digest, "có")))
	if p := desk.ProposalOf(w.paint()); p.Fields[decision.FieldDay] != "mai" {
		t.Errorf("%v", p.Fields)
	}
}

// Why a row was refused stands beside it, also where nothing of it can be gone on with; once the unit
// is decided upon nothing does.
func TestNotesOfTheProposal(t *testing.T) {
	w := throughAll(t, true)
	l := w.lines()["cq-0"]
	w.record(w.rows(w.proposal(signed(), l.Key, "0123456789abcdef", "có")))
	if now := w.lines()["cq-0"]; now.Typed != nil || !strings.Contains(now.Note, "đã thay đổi") {
		t.Errorf("stale: %v, %q", now.Typed, now.Note)
	}
	w.record(w.rows(w.proposal(signed(), l.Key, l.Digest, "có")))
	now := w.lines()["cq-0"]
	w.record(w.rows(w.proposal(signed(), now.Key, now.Digest, "có lẽ")))
	if now = w.lines()["cq-0"]; now.Typed != nil || now.Note != "" {
		t.Errorf("decided: %v, %q", now.Typed, now.Note)
	}
}

// What was begun on a nominee stands in the next proposal, until the nominee is decided upon.
func TestNomineeThatWasBegun(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Tables = map[string][]map[string]any{"khen": {{"ho_ten": "Ông A"}}}
	w.sent("a.xlsx", v)
	nominee := func() desk.NomineeLine { return desk.ProposalOf(w.paint()).Nominees[0] }
	n := nominee()
	if n.Seen != standing.Digest(map[string]string{}) {
		t.Errorf("blank, seen as %s", n.Seen)
	}
	w.record(w.rows(w.proposal(unsigned(), n.Key, n.Digest, "có")))
	want := map[string]string{decision.InDecision: "có"}
	if n = nominee(); !maps.Equal(n.Typed, want) || n.Seen != standing.Digest(want) ||
		!strings.Contains(n.Note, "số quyết định") {
		t.Errorf("begun: %+v", n)
	}
	w.record(w.rows(w.proposal(signed(), n.Key, n.Digest, "có")))
	n = nominee()
	refused(t, only(t, w.rows(w.proposal(signed(), n.Key, "0123456789abcdef", "ừ"))), "", "không phải là một trong")
	w.record(w.rows(w.proposal(signed(), n.Key, n.Digest, "ừ")))
	if n = nominee(); n.Typed != nil || n.Note != "" || !n.Decided {
		t.Errorf("decided: %+v", n)
	}
}

// Of the rows of a proposal nothing is kept that was recorded, or that speaks of no row of it.
func TestKeptOfTheProposal(t *testing.T) {
	w := throughAll(t, true)
	l := w.lines()["cq-0"]
	yes := map[string]any{decision.InDecision: "có"}
	o := only(t, w.rows(w.proposal(signed(), l.Key, l.Digest, "có")))
	if o.Decision == nil || o.Cells != nil || o.What != "Cơ quan 0" {
		t.Errorf("recorded: %+v", o)
	}
	for name, book := range map[string]struct {
		of   decision.Stamp
		seal string
		why  string
	}{
		"no seal":       {recognising, "x", "không có dấu"},
		"another round": {decision.Stamp{Kind: decision.Recognising, Round: "lớn"}, "", "kỳ khác"},
	} {
		row := filled{key: l.Key, digest: l.Digest, cells: yes, seal: book.seal}
		o := only(t, w.rows(w.paper(book.of, signed(), row)))
		if refused(t, o, "", book.why); o.Key != "" || o.Cells != nil {
			t.Errorf("%s: %+v", name, o)
		}
	}
	for _, key := range []string{"recognise|cq-0|x", "commend|cq-0", "version|cq-0", "cq-0"} {
		refused(t, only(t, w.rows(w.proposal(signed(), key, l.Digest, "có"))), "", "không có trong danh sách")
	}
	bad := filled{key: l.Key, digest: l.Digest, cells: map[string]any{decision.InDecision: "có",
		decision.InNote: formula("A9")}}
	refused(t, only(t, w.rows(w.paper(recognising, signed(), bad))), "", "giá trị lỗi (“=”)")
}

// A proposal without a seal is refused for that only where nothing else is wrong with a row, and what
// was taken out of it is taken out.
func TestProposalWithoutSeal(t *testing.T) {
	w := throughAll(t, true)
	l := w.lines()["cq-0"]
	o := only(t, desk.Rows(w.paint(), w.proposal(signed(), l.Key, l.Digest, "ừ"), w.from(false)))
	refused(t, o, "", "không phải là một trong: có, không")
	w.record(w.rows(w.proposal(unsigned(), l.Key, l.Digest, "có")))
	now := w.lines()["cq-0"]
	out := w.paper(recognising, nil, filled{key: now.Key, digest: now.Digest, seen: now.Seen})
	if o := only(t, desk.Rows(w.paint(), out, w.from(false))); !o.Cleared || !o.Refused.IsZero() {
		t.Errorf("taken out: %+v", o)
	}
}

// A row that a unit was recognised by is stale once one of its desks appraised it again.
func TestRecognisedUponAnotherAppraisal(t *testing.T) {
	w := throughAll(t, true)
	l := w.lines()["cq-0"]
	old := w.proposal(signed(), l.Key, l.Digest, "có")
	w.appraised(so, "cq-0", decision.InBy, "Chi")
	refused(t, only(t, w.rows(old)), "SCOR-008", "kết quả thẩm định hoặc quyết định đã thay đổi")
}

// A unit that says nothing of itself is told as it was appraised, and no more.
func TestNotProposedWithoutOwnResult(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", record.Verdict{Unit: "th-0", Kind: "school", Status: finding.Clean, Seal: string(seal.Good)})
	w.appraised(decision.Stamp{Kind: decision.Appraising, Desk: "khac"}, "th-0", decision.InResult, "không đạt")
	if l := w.lines()["th-0"]; l.Why != "thẩm định: không đạt" {
		t.Errorf("%q", l.Why)
	}
}

// The result goes out with the figures that the unit was decided upon.
func TestResultShowsTheReturn(t *testing.T) {
	w := throughAll(t, true)
	v := w.f.Verdicts[w.f.Receipts[0].SHA]
	v.Explains = map[string]string{"a": "vì sao"}
	w.f.Verdicts[w.f.Receipts[0].SHA] = v
	l := w.lines()["cq-0"]
	w.record(w.rows(w.proposal(signed(), l.Key, l.Digest, "có")))
	p := w.paint()
	b := desk.ResultBook(p, p.Standing("cq-0"))
	if b.Values[round.Verdict] != "đạt" || b.Explains["a"] != "vì sao" || b.Source != "" {
		t.Errorf("%+v", b)
	}
}

// A unit that was decided upon of which nothing is left, or that not every desk appraised, has a
// result with what there is.
func TestResultOfLittle(t *testing.T) {
	w := newWorld(t)
	sha := w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0")
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: sha, Value: decision.No})
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-1", Value: decision.No})
	p := w.paint()
	half, none := desk.ResultBook(p, p.Standing("cq-0")), desk.ResultBook(p, p.Standing("cq-1"))
	if len(half.Appraisals) != 2 || half.Appraisals[0].Result != "đạt" || half.Appraisals[1].Result != "" ||
		half.Appraisals[1].Total != nil {
		t.Errorf("half appraised: %+v", half.Appraisals)
	}
	if len(none.Appraisals) != 2 || none.Appraisals[0].Result != "" || none.Source != "" || len(none.Values) != 0 {
		t.Errorf("nothing left: %+v", none)
	}
}
