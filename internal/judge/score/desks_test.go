package score_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/judge/score"
	"tonghop/internal/read/answer"
)

func dec(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

// small is a round whose card has two criteria of 10 points: x by violations, y by what
// the test makes of it.
func small(change func(*round.Card)) *round.Round {
	card := round.Card{ID: "the", Kinds: []string{"xa"}, Deduction: *dec("4"), Pass: dec("15")}
	card.Bonus, card.Times = *dec("2"), 2
	card.GateLabel = "gate"
	card.Bands = []round.Band{{Name: "good", From: *dec("15")}, {Name: "poor", From: decimal.Zero}}
	criteria := []round.Criterion{{ID: "x", Points: *dec("10")}, {ID: "y", Points: *dec("10")}}
	card.Groups = []round.Group{{ID: "g", Criteria: criteria}}
	change(&card)
	r := &round.Round{ID: "r", Language: "en", Register: round.Register{}, Severity: map[string]finding.Severity{}}
	r.Form.Cards = []round.Card{card}
	r.Form.Sections = []round.Section{{ID: "s"}}
	r.Form.Indicators = []round.Indicator{{ID: "n", Section: "s", Type: round.Amount, Kinds: []string{"xa"}}}
	r.Form.ByID = map[string]int{"n": 0}
	return r
}

// of scores a return of a unit of that round.
func of(r *round.Round, given map[string]any) *score.Card {
	u := round.Unit{Code: "u", Kind: "xa"}
	ret := &answer.Return{Unit: u, Plan: form.Build(r, u, nil)}
	for name, v := range given {
		a := answer.Answer{Name: name, State: answer.Wrong}
		switch v := v.(type) {
		case int:
			a.State, a.Num = answer.Number, decimal.NewFromInt(int64(v))
		case string:
			a.State, a.Text = answer.Text, v
		}
		ret.Set(a)
	}
	return score.Of(ret)
}

// tell is what a card comes to.
func tell(c *score.Card) string {
	passed := "unknown"
	if c.Passed != nil {
		passed = fmt.Sprint(*c.Passed)
	}
	return fmt.Sprintf("%s self %s computed %s bonus %s passed %s %s",
		c.Step, show(c.Self), show(c.Computed), show(c.Bonus), passed, c.Band)
}

func full(more map[string]any) map[string]any {
	given := map[string]any{"x" + round.ScoreSuffix: 10, "y" + round.ScoreSuffix: 10}
	for k, v := range more {
		given[k] = v
	}
	return given
}

type wrong struct{}

func TestWhatACardComesTo(t *testing.T) {
	x, v, bonus, note := "x"+round.ScoreSuffix, "x"+round.ViolationsSuffix, round.Bonus, round.BonusNote
	for name, c := range map[string]struct {
		change func(*round.Card)
		given  map[string]any
		want   string
	}{
		"full": {nil, nil, "computed self 20 computed 20 bonus 0 passed true good"},
		"at the pass mark": {nil, map[string]any{x: 5, v: 1},
			"computed self 15 computed 16 bonus 0 passed true good"},
		"below it": {nil, map[string]any{x: 2, v: 2},
			"computed self 12 computed 12 bonus 0 passed false poor"},
		"no pass mark": {func(c *round.Card) { c.Pass = nil }, nil,
			"computed self 20 computed 20 bonus 0 passed unknown good"},
		"a score left out": {nil, map[string]any{x: wrong{}},
			"self self none computed none bonus 0 passed unknown "},
		"violations unreadable": {nil, map[string]any{v: wrong{}},
			"self self 20 computed none bonus 0 passed unknown "},
		"at the floor": {func(c *round.Card) { c.Floor = dec("2") }, map[string]any{x: 2, v: 2},
			"computed self 12 computed 12 bonus 0 passed false poor"},
		"below the floor": {func(c *round.Card) { c.Floor = dec("2") }, map[string]any{x: 2, v: 3},
			"computed self 12 computed 12 bonus 0 passed false poor"},
		"behind the gate": {nil, map[string]any{round.Gate: "Yes"},
			"gate self none computed none bonus none passed unknown "},
		"a bonus": {nil, map[string]any{bonus: 2, note: "why"},
			"computed self 22 computed 22 bonus 2 passed true good"},
		"the most of a bonus": {nil, map[string]any{bonus: 4, note: "why"},
			"computed self 24 computed 24 bonus 4 passed true good"},
		"more than that": {nil, map[string]any{bonus: 9, note: "why"},
			"computed self 29 computed 24 bonus 4 passed true good"},
		"any number of times": {func(c *round.Card) { c.Times = 0 }, map[string]any{bonus: 9, note: "why"},
			"computed self 29 computed 29 bonus 9 passed true good"},
		"a bonus without words": {nil, map[string]any{bonus: 2},
			"computed self 22 computed 20 bonus 0 passed true good"},
		"no readable bonus": {nil, map[string]any{bonus: wrong{}},
			"self self none computed none bonus none passed unknown "},
		"less than no bonus": {nil, map[string]any{bonus: -1},
			"computed self 19 computed 19 bonus -1 passed true good"},
	} {
		if c.change == nil {
			c.change = func(*round.Card) {}
		}
		r := small(c.change)
		if g, is := c.given[round.Gate]; is && g == "Yes" {
			c.given[round.Gate] = r.YesNo()[0]
		}
		if got := tell(of(r, full(c.given))); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
	if of(&round.Round{Language: "en"}, nil) != nil {
		t.Error("a unit without a card is scored")
	}
	if l := of(small(func(*round.Card) {}), full(map[string]any{v: 1})).Criteria["x"]; show(l.Violations) != "1" {
		t.Errorf("violations %s", show(l.Violations))
	}
}

// A criterion that is measured has the points of its figure, whatever the unit gave itself.
func TestMeasuredCriteria(t *testing.T) {
	measured := func(words ...string) *round.Round {
		r := small(func(c *round.Card) { c.Answers = words })
		e, err := rule.Parse("n / 3", &r.Form)
		if err != nil {
			t.Fatal(err)
		}
		y := &r.Form.Cards[0].Groups[0].Criteria[1]
		y.Of, y.Steps = e, []round.Step{{From: *dec("1"), Points: *dec("6")}}
		return r
	}
	l := of(measured(), full(map[string]any{"n": 4})).Criteria["y"]
	if got := fmt.Sprint(show(l.Self), show(l.Figure), show(l.Computed)); got != "101.3333336" {
		t.Errorf("measured: %s", got)
	}
	if l := of(measured(), full(nil)).Criteria["y"]; l.Figure != nil || l.Computed != nil {
		t.Errorf("measured by nothing: %s %s", show(l.Figure), show(l.Computed))
	}
	words := map[string]any{"x" + round.ScoreSuffix: "met", "y" + round.ScoreSuffix: "not", "n": 4}
	c := of(measured("met", "not"), words)
	x, y := c.Criteria["x"], c.Criteria["y"]
	got := fmt.Sprint(show(x.Self), show(x.Computed), x.Word, show(y.Self), show(y.Computed), y.Word)
	if got != "1010met06not" {
		t.Errorf("in words: %s", got)
	}
	words["x"+round.ScoreSuffix] = wrong{}
	delete(words, "n")
	c = of(measured("met", "not"), words)
	if l := c.Criteria["x"]; l != (score.Line{}) {
		t.Errorf("no word: %+v", l)
	}
	if l := c.Criteria["y"]; l.Computed != nil || l.Self == nil {
		t.Errorf("in words, measured by nothing: %+v", l)
	}
}

// What the units below reach is put beside a card once they are known.
func TestChildren(t *testing.T) {
	r := small(func(c *round.Card) { c.Groups[0].Criteria[1].Share = &round.Share{Kind: "thon", Percent: *dec("50")} })
	card := r.Form.Cards[0]
	for name, c := range map[string]struct {
		met   int
		given map[string]any
		want  string
	}{
		"enough":  {1, nil, "computed self 20 computed 20 bonus 0 passed true good"},
		"too few": {0, nil, "computed self 20 computed 10 bonus 0 passed false poor"},
		"behind the gate": {1, map[string]any{round.Gate: r.YesNo()[0]},
			"gate self none computed none bonus none passed unknown "},
		"no bonus known": {1, map[string]any{round.Bonus: wrong{}},
			"self self none computed none bonus none passed unknown "},
	} {
		before := of(r, full(c.given))
		after := before.Children(card, func(kind string) (int, int) {
			if kind != "thon" {
				t.Errorf("asked of %s", kind)
			}
			return c.met, 2
		})
		if got := tell(after); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		was, is := before.Criteria["y"].Computed, after.Criteria["y"].Computed
		if was != nil || is == nil || show(after.Criteria["x"].Self) != "10" {
			t.Errorf("%s: y was %s, is %s", name, show(was), show(is))
		}
	}
}

func TestAppraisal(t *testing.T) {
	r := small(func(*round.Card) {})
	card := r.Form.Cards[0]
	given := func(x, y string) map[string]decimal.Decimal {
		return map[string]decimal.Decimal{"x": *dec(x), "y": *dec(y)}
	}
	half := map[string]decimal.Decimal{"x": *dec("9")}
	for name, c := range map[string]struct {
		levels []score.Level
		want   string // appraised, final, x
	}{
		"none": {nil, "computed self 20 computed 20 bonus 0 passed true good; none none none"},
		"the first": {[]score.Level{{Total: dec("14"), Criteria: given("8", "6")}},
			"appraised self 20 computed 20 bonus 0 passed false poor; 14 none 8"},
		"with its bonus": {[]score.Level{{Total: dec("16"), Bonus: dec("2"), Criteria: given("8", "6")}},
			"appraised self 20 computed 20 bonus 0 passed true good; 16 none 8"},
		"not all": {[]score.Level{{Total: dec("16"), Criteria: half}},
			"appraised self 20 computed 20 bonus 0 passed unknown good; 16 none 9"},
		"no total": {[]score.Level{{Criteria: given("8", "8")}},
			"appraised self 20 computed 20 bonus 0 passed unknown ; none none 8"},
		"nothing": {[]score.Level{{}}, "appraised self 20 computed 20 bonus 0 passed unknown ; none none none"},
		"the last": {[]score.Level{{Total: dec("14"), Criteria: given("8", "6")},
			{Total: dec("16"), Criteria: given("9", "7"), Last: true}},
			"final self 20 computed 20 bonus 0 passed true good; 16 16 9"},
		"behind the gate": {[]score.Level{{Total: dec("16"), Gate: true, Criteria: given("9", "7")}},
			"gate self 20 computed 20 bonus 0 passed unknown ; 16 none 9"},
		"there at last": {[]score.Level{{Gate: true, Last: true}},
			"gate self 20 computed 20 bonus 0 passed unknown ; none none none"},
	} {
		before := of(r, full(nil))
		was := tell(before)
		after := before.Appraise(card, c.levels)
		x := show(after.Criteria["x"].Appraised)
		got := fmt.Sprintf("%s; %s %s %s", tell(after), show(after.Appraised), show(after.Final), x)
		if got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
		if !cmp.Equal(after.Levels, c.levels) || tell(before) != was || before.Criteria["x"].Appraised != nil {
			t.Errorf("%s: levels %v, before %s", name, after.Levels, tell(before))
		}
	}
	var none *score.Card
	if c := none.Appraise(card, nil); c.Step != score.StepSelf || c.Criteria == nil {
		t.Errorf("a unit that sent nothing: %+v", c)
	}
}

func TestGrade(t *testing.T) {
	card := small(func(*round.Card) {}).Form.Cards[0]
	l := score.Level{Criteria: map[string]decimal.Decimal{"x": *dec("8")}}
	if l.Grade(card) != nil {
		t.Error("a total without a criterion")
	}
	l.Criteria["y"] = *dec("6")
	if got := show(l.Grade(card)); got != "14" {
		t.Errorf("8 and 6 are %s", got)
	}
	if l.Bonus = dec("2"); show(l.Grade(card)) != "16" {
		t.Errorf("with 2 they are %s", show(l.Grade(card)))
	}
}
