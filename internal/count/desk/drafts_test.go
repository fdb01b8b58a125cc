package desk_test

import (
	"maps"
	"testing"

	"tonghop/internal/count/desk"
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
