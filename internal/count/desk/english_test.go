package desk_test

import (
	"regexp"
	"strings"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/viet"
)

// vietnamese is a letter that English does not have.
var vietnamese = regexp.MustCompile(`[À-ÖØ-öø-ỹ\x{300}-\x{323}]`)

// englishWorld is a world whose round speaks English and whose data have no Vietnamese letter.
func englishWorld(t *testing.T) *world {
	w := newWorld(t)
	r := w.f.Round
	r.Language = "en"
	for i := range r.Form.Cards[0].Groups[0].Criteria {
		c := &r.Form.Cards[0].Groups[0].Criteria[i]
		c.Label = viet.Fold(c.Label)
	}
	for i := range r.Register.Units {
		r.Register.Units[i].Name = viet.Fold(r.Register.Units[i].Name)
	}
	r.Register = round.RegisterOf(r.Register.Units)
	r.NameUnits()
	v := agency("cq-0")
	v.Scores.Gate, v.Values[round.Verdict] = "no", "met"
	w.sent("a.xlsx", v)
	return w
}

// Why rows of the desks' workbooks and of the proposal are refused is said in English in an
// English round.
func TestEnglishRefusals(t *testing.T) {
	w := englishWorld(t)
	say := func(what string, all []ledger.Outcome, want string) {
		t.Helper()
		for _, o := range all {
			said := desk.InWords(o.Refused, w.f.Round.Language)
			if said == "" || vietnamese.MatchString(said+o.What) || !strings.Contains(said, want) {
				t.Errorf("%s: %q of %q, want %q", what, said, o.What, want)
			}
		}
		if len(all) == 0 {
			t.Errorf("%s: nothing is refused", what)
		}
	}
	full := func(over ...any) map[string]any {
		return agreed(append([]any{decision.InResult, "met"}, over...)...)
	}
	for want, cells := range map[string]map[string]any{
		"missing: appraiser, date":             full(decision.InBy, "", decision.InDay, ""),
		"missing: result":                      full(decision.InResult, ""),
		"missing: scores of 2 criteria (or x":  full(decision.InAgree, ""),
		"the bonus “5” is outside its limits":  full(decision.InBonus, 5),
		"“good” is no score (tieu chuan a)":    full(decision.InCriterion+"a", "good"),
		"“perhaps” is none of: met, not met":   full(decision.InResult, "perhaps"),
		"“maybe” is none of: yes, no":          full(decision.InGate, "maybe"),
		"general standards yes (the unit: no)": full(decision.InGate, "yes", decision.InResult, "not met"),
		"cannot be “met”":                      full(decision.InGate, "yes"),
		"no day: soon":                         full(decision.InPapers, "soon"),
		"result not met (the unit: met)":       full(decision.InResult, "not met"),
	} {
		say(want, w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", cells))), want)
	}
	good := w.fill(phong, "cq-0", full())
	other, forged, named := phong, good, good
	other.Round, forged.seal, named.unit = "other", "xxxx", "another"
	say("round", w.rows(w.paper(other, nil, good)), "a workbook of another round")
	say("seal", w.rows(w.paper(phong, nil, forged)), "the row has no good seal")
	say("name", w.rows(w.paper(phong, nil, named)), "the row shows “another”")
	say("desk", w.rows(w.paper(so, nil, good)), "the row is not this desk's")
	say("nobody's", w.rows(w.proposal(signed(decision.FieldNo, "", decision.FieldDay, "", decision.FieldBy, ""),
		"recognise|cq-0", w.lines()["cq-0"].Digest, "yes")), "not appraised yet")
	say("no such row", w.rows(w.proposal(signed(), "recognise|cq-9", "d", "yes")), "there is no such unit")
	say("no answer", w.rows(w.proposal(signed(), "recognise|cq-0", "d", "", decision.InNote, "x")), "no decision")
	say("not listed", w.rows(w.proposal(signed(), "x", "d", "yes")), "the row is not of the list")
}

// Why rows of the workbook of decisions are refused is said in English in an English round, and
// its choices are.
func TestEnglishDecisions(t *testing.T) {
	w := englishWorld(t)
	sha := w.sent("lost.xlsx", record.Verdict{Status: finding.Unreadable,
		Findings: []finding.Finding{finding.New("FILE-001")}})
	lost := w.matterOf("assign", sha)
	strange := w.sent("strange.xlsx", record.Verdict{Status: finding.Unreadable,
		Findings: []finding.Finding{finding.New("UNIT-001")}})
	gone, older := answer(lost, "void"), answer(lost, "void")
	gone[decision.ColKey], older[decision.ColDigest] = "assign|gone", "older"
	back := agency("cq-1")
	back.Status, back.Findings = finding.Returned, []finding.Finding{finding.New("CELL-001")}
	w.sent("b.xlsx", back)
	for want, row := range map[string]map[int]any{
		"there is no unit “nobody”":         answer(lost, "nobody"),
		"cannot be read as a return":        answer(lost, "cq-0"),
		"“no” is none of: count, accept":    answer(w.matterOf("count", "cq-1"), "no"),
		"this has no last day":              with(answer(w.matterOf("assign", strange), "cq-2"), decision.ColUntil, day(20)),
		"column Matter: nothing chosen":     begun(1, "", "cq-0", "1"),
		"write the day into column":         begun(1, "received on", "cq-0", "soon"),
		"nothing was received from":         begun(1, "count", "cq-2", "x"),
		"there is no “7”":                   begun(1, "choose version", "cq-0", "7"),
		"missing: reason, name":             with(with(answer(lost, "void"), decision.ColReason, ""), decision.ColBy, ""),
		"missing: decision":                 with(begun(1, "count", "cq-0", "1"), decision.ColDecision, ""),
		"this matter is no longer open":     gone,
		"this matter has changed since the": older,
	} {
		o := only(t, w.rows(w.deciding(9, row)))
		said := desk.InWords(o.Refused, w.f.Round.Language)
		if o.Decision != nil || vietnamese.MatchString(said+o.What) || !strings.Contains(said, want) {
			t.Errorf("%q, want %q", said, want)
		}
	}
}
