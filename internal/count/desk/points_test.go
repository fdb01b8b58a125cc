package desk_test

import (
	"encoding/json"
	"maps"
	"strings"
	"testing"

	"tonghop/internal/count/desk"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// typed is a complete row without the x: what stands in it is all that is given.
func typed(over ...any) map[string]any {
	return agreed(append([]any{decision.InAgree, ""}, over...)...)
}

// appraise is what becomes of a unit's row that was filled in.
func (w *world) appraise(of decision.Stamp, unit string, cells map[string]any) ledger.Outcome {
	w.t.Helper()
	return only(w.t, w.rows(w.paper(of, nil, w.fill(of, unit, cells))))
}

// Of a score that cannot be that alone is told: what lacks beside it can wait.
func TestScoreThatCannotBe(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	o := w.appraise(phong, "cq-0", typed(decision.InCriterion+"a", 11))
	refused(t, o, "SCOR-002", "nằm ngoài khoảng 0 đến 10")
	if said := desk.InWords(o.Refused, "vi"); strings.Contains(said, "còn thiếu") {
		t.Errorf("%q", said)
	}
}

// All scores without the x are as good as it; a bonus that nobody claims needs none.
func TestAllScoresTyped(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	o := w.appraise(phong, "cq-0", typed(decision.InCriterion+"a", 10, decision.InCriterion+"b", 8))
	if o.Decision == nil || o.Decision.Appraisal.Bonus != "" ||
		!maps.Equal(o.Decision.Appraisal.Criteria, map[string]string{"a": "10", "b": "8"}) {
		t.Errorf("%+v", o)
	}
}

// A card without a bonus has none, whatever stands in a workbook's cells.
func TestCardWithoutBonus(t *testing.T) {
	w := newWorld(t)
	w.f.Round.Form.Cards[0].Bonus = num(0)
	w.sent("a.xlsx", agency("cq-0"))
	for name, cells := range map[string]map[string]any{"agreed": agreed(), "typed": agreed(decision.InBonus, 2)} {
		if o := w.appraise(phong, "cq-0", cells); o.Decision == nil || o.Decision.Appraisal.Bonus != "" {
			t.Errorf("%s: %+v", name, o)
		}
	}
}

// A desk that appraises once more is held against the unit's own scores, not against what it gave
// before, nor against the desk behind it.
func TestAppraisedOnceMore(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0", decision.InCriterion+"a", 6, decision.InReason, "xem lại")
	w.appraised(so, "cq-0", decision.InCriterion+"a", 5, decision.InReason, "xem lại")
	if r := w.lineOf(phong, "cq-0"); r.Before != nil {
		t.Errorf("before the first desk: %+v", r.Before)
	}
	o := w.appraise(phong, "cq-0", agreed())
	if o.Decision == nil || o.Decision.Appraisal.Criteria["a"] != "10" {
		t.Errorf("%+v", o)
	}
}

// A desk that scores what the desk before left unscored, for a general standard was violated, is held
// against the unit's own scores.
func TestScoredBehindTheGate(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0", decision.InGate, "có", decision.InResult, "không đạt", decision.InReason, "bị phạt")
	o := w.appraise(so, "cq-0", agreed(decision.InGate, "không"))
	if o.Decision == nil || !maps.Equal(o.Decision.Appraisal.Criteria, map[string]string{"a": "10", "b": "8"}) {
		t.Errorf("%+v", o)
	}
}

// The total of a unit on a list is a number from nothing to all that the card gives.
func TestTotalOfAListedUnit(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", withVillages("đạt"))
	for value, ok := range map[any]bool{0: true, 24: true, 25: false, -1: false, "nhiều": false} {
		o := w.appraise(so, "t-0", typed(decision.InTotal, value, decision.InReason, "đã xem"))
		if ok && o.Decision == nil {
			t.Errorf("%v: %+v", value, o)
		} else if !ok {
			refused(t, o, "SCOR-002", "ngoài khoảng 0 đến 24")
		}
	}
}

// Where the list gives a unit's own total alone, that is what the next desk agrees with.
func TestListWithoutAppraisedTotal(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Tables = map[string][]map[string]any{"thon": {{"ma": "t-0", "tu": json.Number("15"), "kq": "đạt"}}}
	w.sent("a.xlsx", v)
	if o := w.appraise(so, "t-0", agreed()); o.Decision == nil || o.Decision.Appraisal.Total != "15" {
		t.Errorf("%+v", o)
	}
}
