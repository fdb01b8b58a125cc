package desk_test

import (
	"maps"
	"strings"
	"testing"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// A row of the workbook of decisions under the key of an appraisal or a recognition is never
// shown as what was begun in those workbooks, and takes nothing of that away.
func TestDraftsOfTheDecisionsAreTheirOwn(t *testing.T) {
	w := throughAll(t, true)
	w.sent("b.xlsx", agency("cq-1"))
	w.record(w.rows(w.paper(phong, nil, w.fill(phong, "cq-1", map[string]any{decision.InBy: "An"}))))
	row, l := w.lineOf(phong, "cq-1"), w.lines()["cq-0"]
	for _, of := range []desk.DecisionRow{{Key: row.Key, Digest: row.Digest}, {Key: l.Key, Digest: l.Digest}} {
		moved := answer(of, "đạt")
		moved[decision.ColSeal] = "x"
		o := only(t, desk.Rows(w.paint(), w.deciding(9, moved), w.from(false)))
		refused(t, o, "", "không còn")
		w.record([]ledger.Outcome{o})
	}
	if r := w.lineOf(phong, "cq-1"); !maps.Equal(r.Typed, map[string]string{decision.InBy: "An"}) || r.Note != row.Note {
		t.Errorf("the appraisal that was begun is shown as %v, %q", r.Typed, r.Note)
	}
	if l := w.lines()["cq-0"]; l.Typed != nil || l.Note != "" {
		t.Errorf("the proposal shows %v, %q", l.Typed, l.Note)
	}
}

// A row that was filled in on something older, or emptied over what is on record, takes nothing of
// what was begun.
func TestRefusedRowsLeaveTheDraft(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0")
	w.record(w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", map[string]any{decision.InBy: "Chi"}))))
	draft := map[string]string{decision.InBy: "Chi"}
	stale := w.fill(phong, "cq-0", agreed(decision.InBy, "Dung"))
	stale.digest = "0123456789abcdef"
	for name, row := range map[string]filled{"stale": stale, "emptied": w.fill(phong, "cq-0", nil)} {
		all := w.rows(w.paper(phong, nil, row))
		if o := only(t, all); o.Refused.IsZero() {
			t.Errorf("%s: %+v", name, o)
		}
		w.record(all)
		if r := w.lineOf(phong, "cq-0"); !maps.Equal(r.Typed, draft) || !r.Recorded || !r.Bad {
			t.Errorf("%s: shown as %+v", name, r)
		}
	}
}

// What was begun on a unit that is no longer in the register is forgotten with it.
func TestDraftOfAUnitThatIsGone(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	all := w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", map[string]any{decision.InBy: "An"})))
	all[0].Key = "appraise|phong|cq-9"
	w.record(all)
	if got := desk.Unrecorded(w.paint()); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

// What was begun with one desk stands in no other desk's workbook, whatever that says of its rows.
func TestDraftOfAnotherDesk(t *testing.T) {
	w := throughAll(t, true)
	row := w.fill(phong, "cq-0", agreed(decision.InBy, "kẻ lạ"))
	row.key, row.seal = "appraise|so|cq-0", "x"
	o := only(t, desk.Rows(w.paint(), w.paper(phong, nil, row), w.from(false)))
	refused(t, o, "SCOR-008", "không phải của nơi thẩm định")
	o.Code = "" // as a draft
	w.record([]ledger.Outcome{o})
	if got := desk.Unrecorded(w.paint())["appraise|so|cq-0"].Draft; got != nil {
		t.Errorf("%+v", got)
	}
}

// A row that was emptied where something stood contradicts its filled copy; so does one that stands
// as it was written, with something in it.
func TestEmptiedRowContradictsItsCopy(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.record(w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", map[string]any{decision.InBy: "An"}))))
	emptied, as := w.fill(phong, "cq-0", nil), w.fill(phong, "cq-0", map[string]any{decision.InBy: "An"})
	other := w.fill(phong, "cq-0", agreed(decision.InBy, "Bình"))
	for name, c := range map[string]struct {
		rows []filled
		told int // rows: one that stands as it was written is none
	}{
		"emptied": {[]filled{emptied, other}, 2}, "as it was written": {[]filled{as, other}, 1},
	} {
		all := w.rows(w.paper(phong, nil, c.rows...))
		if len(all) != c.told {
			t.Errorf("%s: %+v", name, all)
		}
		for _, o := range all {
			refused(t, o, "", "hai dòng điền khác nhau")
		}
	}
}

// What was begun on another return, or what is stale, is marked: the row is not as it should be.
func TestMarkedRows(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.sent("b.xlsx", agency("cq-1"))
	w.appraised(phong, "cq-0")
	if r := w.lineOf(phong, "cq-0"); r.Bad {
		t.Errorf("recorded: %+v", r)
	}
	stale := w.fill(phong, "cq-0", agreed(decision.InBy, "Chi"))
	stale.digest = "0123456789abcdef"
	w.record(w.rows(w.paper(phong, nil, stale)))
	if r := w.lineOf(phong, "cq-0"); !r.Bad || !r.Recorded || !strings.Contains(r.Note, "SCOR-008") {
		t.Errorf("refused over what is on record: %+v", r)
	}
	w.record(w.rows(w.paper(phong, nil, w.fill(phong, "cq-1", map[string]any{decision.InBy: "An"}))))
	w.sent("c.xlsx", agency("cq-0"))
	w.sent("d.xlsx", agency("cq-1"))
	for unit, note := range map[string]string{"cq-0": "cần thẩm định lại", "cq-1": "đã điền: người: An"} {
		if r := w.lineOf(phong, unit); !r.Bad || r.Recorded || !strings.Contains(r.Note, note) {
			t.Errorf("%s: %+v", unit, r)
		}
	}
}

// What is on record stands in its row as it was filled in, and nothing beside it.
func TestRecordedRowAsItWasFilledIn(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0", decision.InAgree, "", decision.InCriterion+"a", 10, decision.InCriterion+"b", 8)
	want := map[string]string{decision.InCriterion + "a": "10", decision.InCriterion + "b": "8",
		decision.InResult: "đạt", decision.InBy: "An", decision.InDay: "2019-10-05"}
	r := w.lineOf(phong, "cq-0")
	if !maps.Equal(r.Typed, want) || r.Seen != standing.Digest(want) {
		t.Errorf("%v", r.Typed)
	}
}
