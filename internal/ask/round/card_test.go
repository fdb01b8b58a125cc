package round

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
)

func num(s string) *decimal.Decimal {
	d := decimal.RequireFromString(s)
	return &d
}

// scored is a card of two groups, three criteria and 100 points.
func scored() Card {
	return Card{
		Kinds: []string{"ward"}, Deduction: *num("5"), Bonus: *num("3"),
		Groups: []Group{
			{ID: "good", Criteria: []Criterion{{ID: "good_1", Points: *num("60")}, {ID: "good_2", Points: *num("25")}}},
			{ID: "none", Criteria: []Criterion{{ID: "none_1", Points: *num("15"), Only: map[string]string{"loai": "xã"}}}},
		},
		Bands: []Band{{"Good", *num("90")}, {"Fair", *num("70")}},
	}
}

// Criteria are numbered by group, as cards print them.
func TestCriteriaAreNumberedByGroup(t *testing.T) {
	keys := scored().Keys()
	if keys["good_2"] != "I.2" || keys["none_1"] != "II.1" {
		t.Errorf("numbers: %v", keys)
	}
	if Numeral(-1) != "I" || Numeral(99) != "X" {
		t.Error("a group beyond the numerals has no number")
	}
}

// The bonus may be given so many times; where the round sets no number, never more than all
// criteria together.
func TestTheMostThatACardGives(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*Card)
		bonus  string
		total  string
		full   string
		most   string
	}{
		"any number of bonuses": {func(*Card) {}, "100", "200", "100", "100"},
		"two bonuses":           {func(c *Card) { c.Times = 2 }, "6", "106", "100", "100"},
		"no bonus":              {func(c *Card) { c.Bonus = decimal.Zero }, "0", "100", "100", "100"},
		"two bonuses, a cap":    {func(c *Card) { c.Times, c.Cap = 2, num("103") }, "6", "103", "100", "100"},
		"a scale of ten":        {func(c *Card) { c.Times, c.Scale = 1, num("10") }, "3", "13", "10", "10"},
	} {
		card := scored()
		c.change(&card)
		for what, got := range map[string][2]string{
			"bonus": {card.BonusCeiling().String(), c.bonus}, "total": {card.MostTotal().String(), c.total},
			"full points": {card.Full().String(), c.full}, "printed": {card.Most().String(), c.most},
		} {
			if got[0] != got[1] {
				t.Errorf("%s: %s %s, want %s", name, what, got[0], got[1])
			}
		}
	}
}

// A total has the name of the highest band that it reaches.
func TestBandsOfTotals(t *testing.T) {
	for total, want := range map[string]string{"100": "Good", "90": "Good", "89.99": "Fair", "70": "Fair", "69.99": ""} {
		if got := scored().Band(*num(total)); got != want {
			t.Errorf("%s is %q, want %q", total, got, want)
		}
	}
}

// A figure gives the points of the highest step that it reaches, however the steps are sorted.
func TestPointsByAFigure(t *testing.T) {
	c := Criterion{Steps: []Step{
		{From: *num("10"), Points: *num("5")}, {From: *num("50"), Points: *num("20")}, {From: *num("20"), Points: *num("12")},
	}}
	for figure, want := range map[string]string{"9": "0", "10": "5", "49.9": "12", "50": "20", "1000": "20", "-3": "0"} {
		if got := c.Worth(*num(figure)); got.String() != want {
			t.Errorf("%s gives %s, want %s", figure, got, want)
		}
	}
	if c.Measured() || !(Criterion{Share: &Share{}}).Measured() {
		t.Error("what is measured is what follows from figures or from the units below")
	}
}

// A unit's card holds what is assigned to it, and no group that is empty then; a unit of which the
// register does not say what it is has everything.
func TestACardHoldsWhatIsAssigned(t *testing.T) {
	f := Form{Cards: []Card{scored()}}
	for name, c := range map[string]struct {
		unit   Unit
		groups int
		total  string
	}{
		"a commune":                   {Unit{Kind: "ward", Attrs: map[string]string{"loai": "xã"}}, 2, "100"},
		"a town's ward":               {Unit{Kind: "ward", Attrs: map[string]string{"loai": "phường"}}, 1, "85"},
		"nobody says":                 {Unit{Kind: "ward"}, 2, "100"},
		"a criterion taken from it":   {Unit{Kind: "ward", Unassigned: []string{"good_1"}}, 2, "40"},
		"everything taken from it":    {Unit{Kind: "ward", Unassigned: []string{"good_1", "good_2", "none_1"}}, 0, "0"},
		"a whole group taken from it": {Unit{Kind: "ward", Unassigned: []string{"none_1"}}, 1, "85"},
	} {
		card, ok := f.CardFor(c.unit)
		if !ok || len(card.Groups) != c.groups || card.Total().String() != c.total {
			t.Errorf("%s: %d groups, %s points", name, len(card.Groups), card.Total())
		}
	}
	if _, ok := f.CardFor(Unit{Kind: "office"}); ok {
		t.Error("an office has a ward's card")
	}
	if f.Cards[0].Total().String() != "100" {
		t.Error("the card itself was changed")
	}
}

// A card judged in words speaks of scores in its two answers, and is met where everything is.
func TestACardInWords(t *testing.T) {
	one := *num("1")
	c := Card{Answers: []string{"đạt", "chưa đạt"},
		Groups: []Group{{Criteria: []Criterion{{ID: "a", Points: one}, {ID: "b", Points: one}}}}}
	if c.WordFor(num("1")) != "đạt" || c.WordFor(num("0")) != "chưa đạt" || c.WordFor(nil) != nil {
		t.Error("scores are not in the card's words")
	}
	for got, want := range map[string]bool{"2": true, "1": false} {
		if passed, known := c.Passes(*num(got), decimal.Zero); !known || passed != want {
			t.Errorf("%s of two criteria: %v, %v", got, passed, known)
		}
	}
	if _, known := scored().Passes(*num("100"), decimal.Zero); known {
		t.Error("a card without a pass mark decides")
	}
}

// A drop-down offers a kind its own answers.
func TestChoicesByKind(t *testing.T) {
	values := []Option{{Value: "a"}, {Value: "b", Kinds: []string{"ward"}}, {Value: "c", Kinds: []string{"school"}}}
	in := Indicator{Values: values, Carried: []string{"town"}}
	for kind, want := range map[string][]string{"ward": {"a", "b"}, "school": {"a", "c"}, "town": {"a", "b", "c"}} {
		if got := in.Choices(kind); !slices.Equal(got, want) {
			t.Errorf("%s chooses from %v, want %v", kind, got, want)
		}
	}
}
