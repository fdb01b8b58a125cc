package standing_test

import (
	"encoding/json"
	"slices"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/score"
	"tonghop/internal/read/decision"
)

// appraisal is what a desk gives a unit as it stands now.
func (w *world) appraisal(desk, unit, points, result string) decision.Decision {
	w.t.Helper()
	for _, a := range w.of(unit).Appraisals {
		if a.Desk.ID == desk {
			return decision.Decision{Kind: decision.Appraise, Unit: unit, SHA: a.Base, Matter: a.RowDigest(), By: "An",
				Appraisal: &decision.Appraisal{Desk: desk, Seat: a.Seat, Criteria: map[string]string{"a": points},
					Result: result}}
		}
	}
	w.t.Fatalf("%s is not appraised by %s", unit, desk)
	return decision.Decision{}
}

// appraise has a desk appraise a unit.
func (w *world) appraise(desk, unit, points, result string) int64 {
	w.t.Helper()
	return w.decided(w.appraisal(desk, unit, points, result))
}

// at is how a unit stands with a desk.
func (w *world) at(desk, unit string) *standing.Appraised {
	w.t.Helper()
	all := w.of(unit).Appraisals
	for i := range all {
		if all[i].Desk.ID == desk {
			return &all[i]
		}
	}
	w.t.Fatalf("%s is not appraised by %s", unit, desk)
	return nil
}

// A unit goes through its desks one after the other; scores and status follow, and after the last
// desk it may be recognised.
func TestThroughTheDesks(t *testing.T) {
	w := newWorld(t)
	sha := w.sent("a.xlsx", scored(agency("cq-0", "so", 3), 8))
	s := w.of("cq-0")
	if office, board := w.at("office", "cq-0"), w.at("board", "cq-0"); !office.Open || board.Open || office.Last ||
		!board.Last || office.Agreed() != nil || s.Scores.Self.String() != "8" || s.Own(w.f.Round) != "met" ||
		s.Recognisable() || s.Base() != sha {
		t.Errorf("%+v, %+v", office, board)
	}
	if result, met := s.Proposed(w.f.Round); result != "" || met {
		t.Errorf("%q %t", result, met)
	}
	w.appraise("office", "cq-0", "7", "met")
	s = w.of("cq-0")
	if result, met := s.Proposed(w.f.Round); result != "met" || met || s.Recognisable() ||
		s.Status() != finding.Clean || !w.at("board", "cq-0").Open || len(s.Scores.Levels) != 1 {
		t.Errorf("after the first desk: %q %t %s", result, met, s.Status())
	}
	w.appraise("board", "cq-0", "6", "Met")
	s = w.of("cq-0")
	if result, met := s.Proposed(w.f.Round); result != "Met" || !met || !s.Recognisable() ||
		s.Status() != finding.Appraised || s.Scores.Final.String() != "6" || s.Counts.Verdict.Scores != s.Scores ||
		s.Scores.Levels[0].Total.String() != "7" || s.Recognition() != nil || s.Recognised() {
		t.Errorf("after the last desk: %q %t %s %v", result, met, s.Status(), s.Scores.Final)
	}
	then, err := json.Marshal(s.Scores)
	if err != nil {
		t.Fatal(err)
	}
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: sha, Value: decision.Yes, Scores: then})
	w.f.Round.Form.Cards[0].Groups[0].Criteria[0].Points = *some(5)
	w.f.Verdicts[sha].Scores.Self = some(1)
	if s := w.of("cq-0"); s.Status() != finding.Recognised || !*s.Recognition() || s.Scores.Final.String() != "6" ||
		s.Scores.Self.String() != "8" || s.Counts.Verdict.Status != finding.Recognised {
		t.Errorf("what was decided upon stays: %+v", s.Scores)
	}
	for _, none := range []string{"{", "null"} {
		w.f.Decisions[len(w.f.Decisions)-1].Scores = json.RawMessage(none)
		if s := w.of("cq-0"); s.Scores == nil || s.Scores.Self.String() != "1" {
			t.Errorf("scores that cannot be read: %+v", s.Scores)
		}
	}
	w.f.Decisions[len(w.f.Decisions)-1].Value = decision.No
	if s := w.of("cq-0"); s.Counts.Verdict.Status != finding.Locked || s.Status() != finding.Locked {
		t.Errorf("%+v", s)
	}
}

// Nobody appraises this level's own return, one that does not count, or a kind that is not judged.
func TestNotAppraised(t *testing.T) {
	w := newWorld(t)
	w.f.Round.Kinds[0].Desk = "office"
	w.f.Round.Form.Cards[0].Kinds = append(w.f.Round.Form.Cards[0].Kinds, "city")
	w.sent("../tp.xlsx", scored(agency("tp", "so", 3), 8))
	w.sent("b.xlsx", back(agency("cq-1", "so", 3)))
	if w.at("office", "tp").Open || w.at("office", "cq-1").Open {
		t.Error("a desk may appraise")
	}
	w.f.Round.Form.Cards = nil
	if s := w.of("cq-1"); len(s.Appraisals) != 0 || s.Scores != nil {
		t.Errorf("%+v", s.Appraisals)
	}
}

// Two appraisals of the same thing contradict each other where they differ, and neither holds;
// one made upon both takes their place. Two that agree are one, whichever came first.
func TestContradicting(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", scored(agency("cq-0", "so", 3), 8))
	one, two := w.appraisal("office", "cq-0", "7", "met"), w.appraisal("office", "cq-0", "5", "met")
	again := w.appraisal("office", "cq-0", "7", "met")
	again.By = "Ba"
	first := w.decided(one)
	before := w.at("office", "cq-0")
	w.decided(again)
	if a := w.at("office", "cq-0"); len(a.Current) != 1 || a.Agreed() == nil {
		t.Errorf("two that agree: %+v", a.Current)
	}
	w.f.Decisions[0], w.f.Decisions[1] = w.f.Decisions[1], w.f.Decisions[0]
	by := w.at("office", "cq-0").Agreed().By
	w.f.Decisions[0], w.f.Decisions[1] = w.f.Decisions[1], w.f.Decisions[0]
	if got := w.at("office", "cq-0").Agreed().By; got != by {
		t.Errorf("of two that agree %s stands, or %s where they came the other way round", got, by)
	}
	w.decided(two)
	a := w.at("office", "cq-0")
	last := len(w.f.Decisions) - 1
	w.f.Decisions[0], w.f.Decisions[last] = w.f.Decisions[last], w.f.Decisions[0]
	if turned := w.at("office", "cq-0"); turned.RecordDigest() != a.RecordDigest() {
		t.Error("the digest is another one where they came the other way round")
	}
	w.f.Decisions[0], w.f.Decisions[last] = w.f.Decisions[last], w.f.Decisions[0]
	if len(a.Current) != 2 || a.Agreed() != nil || len(w.of("cq-0").Scores.Levels) != 0 || w.at("board", "cq-0").Open {
		t.Errorf("%+v", a.Current)
	}
	if !a.Asks(one.Matter) || !a.Asks(a.RowDigest()) || a.Asks("other") {
		t.Error("a workbook of before the contradiction may add to it, another may not")
	}
	w.revoke(first)
	if a := w.at("office", "cq-0"); a.Asks(one.Matter) {
		t.Error("an older workbook brings back what was taken back")
	}
	w.appraise("office", "cq-0", "6", "met")
	if a := w.at("office", "cq-0"); len(a.Current) != 1 || a.Agreed().Appraisal.Criteria["a"] != "6" {
		t.Errorf("%+v", a.Current)
	}
	if before.RowDigest() == w.at("office", "cq-0").RowDigest() || before.RecordDigest() == a.RecordDigest() {
		t.Error("what is on record changed, and the digest did not")
	}
}

// An appraisal of something that has changed since is stale and holds no longer; one that was
// taken back does not come back, nor one before it.
func TestStaleAndTakenBack(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", scored(agency("cq-0", "so", 3), 8))
	blank, board := w.at("office", "cq-0"), w.at("board", "cq-0").Base
	if blank.RowDigest() != blank.RecordDigest() {
		t.Error("nothing was taken back, and the row has another digest than what is on record")
	}
	w.decided(decision.Decision{Kind: decision.Appraise, Unit: "cq-0", SHA: blank.Base})
	one := w.appraise("office", "cq-0", "7", "met")
	two := w.appraise("office", "cq-0", "6", "met")
	if a := w.at("office", "cq-0"); a.Agreed() == nil || a.Agreed().ID != two || a.Stale != nil {
		t.Errorf("%+v", a)
	}
	if w.at("board", "cq-0").Base == board {
		t.Error("the next desk's base does not hold what this one gave")
	}
	w.revoke(two)
	if a := w.at("office", "cq-0"); len(a.Current) != 0 || a.RowDigest() == blank.RowDigest() || a.RowDigest() == a.RecordDigest() {
		t.Errorf("the one before comes again: %d, %+v", one, a.Current)
	}
	w.appraise("office", "cq-0", "5", "met")
	if a := w.at("office", "cq-0"); a.Agreed() == nil {
		t.Errorf("%+v", a)
	}
	w.sent("b.xlsx", scored(agency("cq-0", "so", 4), 8))
	a := w.at("office", "cq-0")
	if a.Agreed() != nil || a.Stale == nil || a.Stale.Appraisal.Criteria["a"] != "5" || a.RowDigest() == blank.RowDigest() {
		t.Errorf("%+v", a)
	}
	w.appraise("office", "cq-0", "4", "met")
	if a := w.at("office", "cq-0"); a.Agreed() == nil || a.Stale != nil {
		t.Errorf("%+v", a)
	}
	if a := w.at("board", "cq-0"); a.Stale != nil || len(a.Current) != 0 {
		t.Errorf("one desk's appraisals are another's: %+v", a)
	}
}

// listing is an agency's return with a list of its villages.
func listing(rows ...map[string]any) (v map[string][]map[string]any) {
	return map[string][]map[string]any{"villages": rows}
}

// The row in the list of the unit above stands for a unit that sends nothing: it is the first
// desk's appraisal, and the next desk goes on from it.
func TestByTheListAbove(t *testing.T) {
	w := newWorld(t)
	v := scored(agency("cq-0", "so", 3), 8)
	v.Tables = listing(map[string]any{"ma": "t-0", "self": json.Number("9"), "given": json.Number("8"), "result": "met"},
		map[string]any{"ten": "village 1", "self": json.Number("7")}, map[string]any{"ma": "cq-1"},
		map[string]any{"ten": "nowhere"})
	v.Tables["other"] = []map[string]any{{"ma": "t-1", "result": "not met"}}
	v.Tables["plain"] = []map[string]any{{"ma": "t-1", "given": json.Number("2")}}
	v.Tables["villages"] = append(v.Tables["villages"], map[string]any{"ma": "far", "result": "met"})
	w.f.Round.Register = round.RegisterOf(append(slices.Clone(w.f.Round.Register.Units),
		round.Unit{Code: "far", Name: "Far", Kind: "village", Parent: "cq-1"}))
	w.f.Round.NameUnits()
	w.sent("a.xlsx", v)
	s := w.of("t-0")
	if s.Via == nil || s.Via.Row != 0 || s.Via.Table != "villages" || s.Via.Parent.Unit.Code != "cq-0" ||
		s.Own(w.f.Round) != "met" || s.Scores.Self.String() != "9" || len(s.Scores.Levels) != 1 || s.Base() == "" ||
		s.Status() != finding.NotReceived {
		t.Fatalf("%+v %+v", s.Via, s.Scores)
	}
	if local, board := w.at("local", "t-0"), w.at("board", "t-0"); local.Open || local.Via.Total.String() != "8" ||
		local.Seat != "cq-0" || local.SeatThen() != "cq-0" || !board.Open || board.Via != nil {
		t.Errorf("%+v, %+v", local, board)
	}
	if s := w.of("t-1"); s.Via == nil || s.Via.Self.String() != "7" || s.Via.Appraised != nil || s.Via.Row != 1 ||
		w.at("board", "t-1").Open || len(s.Scores.Levels) != 0 {
		t.Errorf("%+v", s.Via)
	}
	if s := w.of("far"); s.Via != nil {
		t.Errorf("a village of another agency: %+v", s.Via)
	}
	if s := w.of("cq-1"); s.Via != nil || s.Own(w.f.Round) != "" || s.Base() != "" {
		t.Errorf("%+v", s.Via)
	}
	before := w.at("board", "t-0").Base
	d := w.appraisal("board", "t-0", "", "met")
	d.Appraisal.Criteria, d.Appraisal.Total = nil, "7"
	w.decided(d)
	if s := w.of("t-0"); s.Status() != finding.Appraised || s.Scores.Final.String() != "7" || !s.Recognisable() {
		t.Errorf("%s %+v", s.Status(), s.Scores)
	}
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "t-0", SHA: w.of("t-0").Base(), Value: decision.No})
	if s := w.of("t-0"); s.Status() != finding.Locked {
		t.Errorf("%s", s.Status())
	}
	w.f.Decisions = w.f.Decisions[:1]
	v.Tables["villages"][0]["given"] = json.Number("6")
	if w.at("board", "t-0").Base == before || w.at("board", "t-0").Stale == nil {
		t.Error("the row above changed, and the appraisal stands")
	}
	w.sent("t.xlsx", scored(village("t-0", "so", 1), 5))
	if a := w.at("local", "t-0"); a.Via != nil || !a.Open || w.of("t-0").Scores.Self.String() != "5" {
		t.Errorf("a return of its own is accepted: %+v", a)
	}
}

// A return of a unit that the list above speaks for does not replace its row where its form is
// weaker and came later.
func TestListIsSurer(t *testing.T) {
	w := newWorld(t)
	v := scored(agency("cq-0", "so", 3), 8)
	v.Tables = listing(map[string]any{"ma": "t-0", "result": "met"})
	v.Tables["plain"] = []map[string]any{{"ma": "t-1"}}
	w.sent("a.xlsx", v)
	w.sent("t.xlsx", sealed(village("t-0", "so", 1), ""))
	w.tells("t-0", "conflict")
	w.label("t-0", 1, "SUBM-003", "weaker",
		"t.xlsx: a form without a seal, weaker than the list of Agency 0 (the unit's own form)")
	p := w.paint()
	if got := p.MarkNote(p.Standing("t-0"), p.Standing("t-0").Versions[0]); got !=
		", a form without a seal, weaker than the list of Agency 0" {
		t.Errorf("%q", got)
	}
	if s := w.of("t-0"); s.Status() != finding.Clean {
		t.Errorf("%s", s.Status())
	}
	d := w.appraisal("board", "t-0", "", "met")
	d.Appraisal.Criteria, d.Appraisal.Total = nil, "7"
	w.decided(d)
	if s := w.of("t-0"); s.Status() != finding.Appraised {
		t.Errorf("what the list says is appraised: %s", s.Status())
	}
	w.sent("t1.xlsx", back(village("t-0", "so", 2)))
	if s := w.of("t-0"); s.Status() != finding.Returned {
		t.Errorf("one of its own goes back: %s", s.Status())
	}
	w.sent("t2.xlsx", village("t-0", "so", 2))
	w.tells("t-0", "conflict waits counts")
	w.sent("u.xlsx", sealed(village("t-1", "so", 1), ""))
	w.tells("t-1", "counts") // it is not on the list
	w = newWorld(t)
	w.sent("t.xlsx", sealed(village("t-0", "so", 1), ""))
	w.sent("a.xlsx", v)
	w.tells("t-0", "counts") // it was there first
	w = newWorld(t)
	turned := slices.Clone(w.f.Round.Register.Units)
	slices.Reverse(turned)
	w.f.Round.Register = round.RegisterOf(turned)
	w.f.Round.NameUnits()
	w.sent("a.xlsx", v)
	w.sent("t.xlsx", sealed(village("t-0", "so", 1), ""))
	w.tells("t-0", "conflict") // wherever it stands in the register
	w = newWorld(t)
	weak := sealed(v, "")
	w.sent("a.xlsx", weak)
	w.sent("t.xlsx", sealed(village("t-0", "so", 1), ""))
	w.tells("t-0", "counts") // the list is no surer
}

// An appraisal is a level of the scores: a total of its own, or that of its criteria; figures that
// are none are left out.
func TestLevel(t *testing.T) {
	card := cityRound().Form.Cards[0]
	d := decision.Decision{Appraisal: &decision.Appraisal{Desk: "office", Bonus: "2", Result: "met",
		Criteria: map[string]string{"a": "7", "b": "much"}}}
	if l := standing.Level(card, d, true); l.Desk != "office" || !l.Last || l.Bonus.String() != "2" || l.Result != "met" ||
		len(l.Criteria) != 1 || l.Total == nil || l.Gate {
		t.Errorf("%+v", l)
	}
	d.Appraisal.Total = "4"
	if l := standing.Level(card, d, false); l.Total.String() != "4" || l.Last {
		t.Errorf("%+v", l)
	}
	d.Appraisal = &decision.Appraisal{Gate: true, Criteria: map[string]string{"a": "7"}}
	if l := standing.Level(card, d, false); l.Total != nil || !l.Gate {
		t.Errorf("%+v", l)
	}
	if l := standing.Level(round.Card{}, decision.Decision{Appraisal: &decision.Appraisal{Result: "met"}}, false); l.Total != nil {
		t.Errorf("a kind without a card has a total: %+v", l)
	}
	d.Appraisal = &decision.Appraisal{}
	if l := standing.Level(card, d, false); l.Total != nil || l.Bonus != nil {
		t.Errorf("%+v", l)
	}
}

// What a unit says of itself is its card's verdict, or the choice of its kind.
func TestOwn(t *testing.T) {
	w := newWorld(t)
	w.f.Round.Kinds[1].Verdict = "chu"
	w.sent("a.xlsx", agency("cq-0", "chu", "not met"))
	w.sent("b.xlsx", agency("cq-1", "chu", "not met", round.Verdict, "met"))
	if a, b := w.of("cq-0").Own(w.f.Round), w.of("cq-1").Own(w.f.Round); a != "not met" || b != "met" {
		t.Errorf("%q, %q", a, b)
	}
	var none *score.Card
	if s := w.of("cq-2"); s.Scores != none || s.Recognisable() {
		t.Errorf("%+v", s.Scores)
	}
}

// The desk that gave an appraisal is told where it sat then.
func TestSeatThen(t *testing.T) {
	w := newWorld(t)
	w.sent("t.xlsx", scored(village("t-0", "so", 1), 5))
	d := w.appraisal("local", "t-0", "4", "met")
	d.Appraisal.Seat = "cq-2"
	w.decided(d)
	if a := w.at("local", "t-0"); a.Seat != "cq-0" || a.SeatThen() != "cq-2" {
		t.Errorf("%q, then %q", a.Seat, a.SeatThen())
	}
	w.f.Decisions[0].Appraisal.Seat = ""
	if a := w.at("local", "t-0"); a.SeatThen() != "cq-0" {
		t.Errorf("%q", a.SeatThen())
	}
}

// A criterion's points may follow from the share of the units directly below that are recognised:
// of the kind that is asked, and that are still there.
func TestPointsFromBelow(t *testing.T) {
	for percent, want := range map[int64]string{50: "10", 51: "0"} {
		w := newWorld(t)
		w.f.Round.Form.Cards[0].Groups[0].Criteria[0].Share = &round.Share{Kind: "village", Percent: *some(percent)}
		w.f.Round.Register = round.RegisterOf(append(slices.Clone(w.f.Round.Register.Units),
			round.Unit{Code: "gone", Kind: "village", Parent: "cq-0", To: day(1).AddDate(-3, 0, 0)},
			round.Unit{Code: "below", Kind: "agency", Parent: "cq-0"}, round.Unit{Code: "far", Kind: "village", Parent: "t-0"}))
		v := scored(agency("cq-0", "so", 3), 8)
		v.Tables = listing(map[string]any{"ma": "t-0", "result": "met"})
		w.sent("a.xlsx", v)
		w.decided(decision.Decision{Kind: decision.Recognise, Unit: "t-0", SHA: w.of("t-0").Base(), Value: decision.Yes})
		w.decided(decision.Decision{Kind: decision.Recognise, Unit: "t-1", SHA: "x", Value: decision.No})
		if got := w.of("cq-0").Scores.Criteria["a"].Computed; got == nil || got.String() != want {
			t.Errorf("%d %%: %v, want %s", percent, got, want)
		}
		if got := w.of("t-0").Scores.Criteria["a"].Computed; got != nil {
			t.Errorf("the card of a unit that the list speaks for is not known: %v", got)
		}
	}
}

// A unit of a kind without a card has levels and no scores of its own in its verdict.
func TestLevelsWithoutACard(t *testing.T) {
	w := newWorld(t)
	w.f.Round.Form.Cards, w.f.Round.Kinds[1].Verdict = nil, "chu"
	w.f.Round.Form.Indicators[3].Type = round.Choice
	w.f.Round.Form.Indicators[3].Values = []round.Option{{Value: "met"}, {Value: "not met"}}
	w.sent("a.xlsx", agency("cq-0", "chu", "met"))
	w.appraise("office", "cq-0", "", "met")
	if s := w.of("cq-0"); s.Scores == nil || len(s.Scores.Levels) != 1 || s.Counts.Verdict.Scores != nil {
		t.Errorf("%+v", s.Scores)
	}
}

// What was appraised stays known as a whole when it is replaced, for each desk of the chain, so that
// it can be held against what came since; what nobody appraised is known by its findings.
func TestWhatWasAppraisedStaysWhole(t *testing.T) {
	w := newWorld(t)
	first := w.sent("a.xlsx", scored(agency("cq-0", "so", 3), 8))
	w.appraise("office", "cq-0", "7", "met")
	w.appraise("board", "cq-0", "6", "met")
	w.sent("b.xlsx", scored(agency("cq-0", "so", 4), 8))
	second := w.sent("c.xlsx", scored(agency("cq-0", "so", 5), 8))
	w.appraise("office", "cq-0", "5", "met")
	w.sent("d.xlsx", scored(agency("cq-0", "so", 6), 8))

	p, s := w.paint(), w.of("cq-0")
	if got := p.AppraisedVersion(p.Standing("cq-0"), "office"); got == nil || got.SHA != second {
		t.Errorf("the office appraised %+v", got)
	}
	if got := p.AppraisedVersion(p.Standing("cq-0"), "board"); got == nil || got.SHA != first {
		t.Errorf("the board appraised %+v", got)
	}
	if got := p.AppraisedVersion(p.Standing("cq-0"), ""); got == nil || got.SHA != second {
		t.Errorf("appraised last is %+v", got)
	}
	if got := p.AppraisedVersion(p.Standing("cq-1"), ""); got != nil {
		t.Errorf("nothing was appraised, and %+v was", got)
	}
	var whole []bool
	for _, v := range s.Versions {
		whole = append(whole, len(v.Verdict.Values) > 0)
	}
	if !slices.Equal(whole, []bool{true, false, true, true}) {
		t.Errorf("whole are %v", whole)
	}
}
