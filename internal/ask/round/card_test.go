package round

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
)

// A card passes exactly: rounding for print never lifts a unit over the mark, nor under it.
func TestThePassMarkIsComparedExactly(t *testing.T) {
	c := Card{Scale: ptr("100"), Pass: ptr("70"), Cap: ptr("100"),
		Groups: []Group{{Criteria: []Criterion{{ID: "a", Points: num("30")}}}}}
	for got, want := range map[string]bool{"21": true, "20.9999": false, "20.99": false, "30": true} {
		if passed, known := c.Passes(num(got), decimal.Zero); passed != want || !known {
			t.Errorf("%s of 30 passes 70 of 100: %v, %v", got, passed, known)
		}
	}
	if shown := c.Grade(num("20.9999"), decimal.Zero); !shown.Equal(num("70")) {
		t.Errorf("20.9999 of 30 is shown as %s", shown)
	}
	c.Pass = ptr("101")
	if passed, known := c.Passes(num("30"), num("50")); passed || !known {
		t.Error("a mark above the highest total is reached")
	}
	c.Pass = nil
	if _, known := c.Passes(num("30"), decimal.Zero); known {
		t.Error("a card without a mark knows who passes")
	}
}

// Over made-up cards: more points never pass less, the total is never above the cap, and away
// from the rounding a card passes where the total that is printed reaches the mark.
func TestMorePointsNeverCountLess(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 5))
	points := func(most int) decimal.Decimal { return decimal.New(int64(rnd.IntN(most*4)), 0).Div(num("4")) }
	for range 2000 {
		c := Card{Groups: []Group{{Criteria: []Criterion{{ID: "a", Points: points(60).Add(num("1"))},
			{ID: "b", Points: points(60)}}}}}
		mark := points(100)
		c.Pass = &mark
		if rnd.IntN(2) == 0 {
			c.Scale = ptr("100")
		}
		if rnd.IntN(2) == 0 {
			c.Cap = ptr("100")
		}
		less, more, bonus := points(60), points(60), points(10)
		if less.GreaterThan(more) {
			less, more = more, less
		}
		low, _ := c.Passes(less, bonus)
		high, known := c.Passes(more, bonus)
		if low && !high || !known {
			t.Fatalf("%+v: %s passes and %s does not", c, less, more)
		}
		grade := c.Grade(more, bonus)
		if c.Grade(less, bonus).GreaterThan(grade) {
			t.Fatalf("%+v: %s is graded above %s", c, less, more)
		}
		if c.Cap != nil && grade.GreaterThan(*c.Cap) {
			t.Fatalf("%+v: graded %s", c, grade)
		}
		if far := grade.Sub(mark).Abs().GreaterThan(num("0.005")); far && high != grade.GreaterThan(mark) {
			t.Fatalf("%+v: %s and %s are graded %s, passed %v", c, more, bonus, grade, high)
		}
	}
}

// Points by steps do not depend on the order in which the steps are written.
func TestThePointsOfTheHighestStepReached(t *testing.T) {
	steps := []Step{{num("0"), num("1")}, {num("10"), num("5")}, {num("50"), num("3")}}
	for range 6 {
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
		c := Criterion{Steps: slices.Clone(steps)}
		for figure, want := range map[string]string{
			"-1": "0", "0": "1", "9.99": "1", "10": "5", "49": "5", "50": "3", "1000": "3",
		} {
			if got := c.Worth(num(figure)); !got.Equal(num(want)) {
				t.Errorf("%s is worth %s, want %s", figure, got, want)
			}
		}
	}
}

// Shares are compared without rounding: 2 of 3 are not 66.67 %.
func TestSharesAreComparedExactly(t *testing.T) {
	for _, c := range []struct {
		percent string
		met, n  int
		want    bool
	}{
		{"70", 7, 10, true}, {"70", 6, 9, false}, {"66.67", 2, 3, false}, {"66.66", 2, 3, true},
		{"0", 0, 0, false}, {"0", 0, 4, true}, {"100", 4, 4, true},
	} {
		if got := (Share{Percent: num(c.percent)}).Reached(c.met, c.n); got != c.want {
			t.Errorf("%d of %d reach %s %%: %v", c.met, c.n, c.percent, got)
		}
	}
}

// A bonus is bounded by how often it may be given, else by the card itself.
func TestTheMostThatABonusCanBe(t *testing.T) {
	c := Card{Groups: []Group{{Criteria: []Criterion{{Points: num("80")}}}}}
	for _, k := range []struct {
		bonus         string
		times         int
		most, ceiling string
	}{{"0", 0, "", "0"}, {"5", 2, "10", "10"}, {"5", 0, "", "80"}} {
		c.Bonus, c.Times = num(k.bonus), k.times
		most := ""
		if m := c.MostBonus(); m != nil {
			most = m.String()
		}
		if most != k.most || c.BonusCeiling().String() != k.ceiling {
			t.Errorf("%s given %d times: at most %q, in any event %s", k.bonus, k.times, most, c.BonusCeiling())
		}
	}
	if got := c.MostTotal(); !got.Equal(num("160")) || !c.Full().Equal(num("80")) {
		t.Errorf("at most %s, full %s", got, c.Full())
	}
	c.Cap, c.Scale = ptr("100"), ptr("50")
	if got := c.MostTotal(); !got.Equal(num("100")) || !c.Most().Equal(num("50")) {
		t.Errorf("capped at %s, printed as %s", got, c.Most())
	}
}

// A unit's card has the criteria that are assigned to it, and no group without any.
func TestACardHasWhatIsAssigned(t *testing.T) {
	f := ask()
	for _, c := range []struct {
		unit Unit
		want []string
	}{
		{Unit{Kind: "xa"}, []string{"a1", "a2", "b1"}},
		{Unit{Kind: "xa", Attrs: map[string]string{"loai": "phường"}}, []string{"a1", "a2", "b1"}},
		{Unit{Kind: "xa", Attrs: map[string]string{"loai": "xã"}}, []string{"a1", "b1"}},
		{Unit{Kind: "xa", Unassigned: []string{"b1"}}, []string{"a1", "a2"}},
	} {
		card, ok := f.CardFor(c.unit)
		var got []string
		for _, k := range card.Criteria() {
			got = append(got, k.ID)
		}
		if !ok || !slices.Equal(got, c.want) {
			t.Errorf("%+v: %v, want %v", c.unit, got, c.want)
		}
		for _, g := range card.Groups {
			if len(g.Criteria) == 0 {
				t.Errorf("%+v: group %s is empty", c.unit, g.ID)
			}
		}
	}
	if whole, _ := f.CardOf("xa"); len(whole.Criteria()) != 3 {
		t.Error("a unit's card changed the card of its kind")
	}
	if _, ok := f.CardFor(Unit{Kind: "tp"}); ok {
		t.Error("a kind without a card has one")
	}
	if keys := f.Cards[0].Keys(); keys["a2"] != "I.2" || keys["b1"] != "II.1" {
		t.Errorf("criteria are numbered %v", keys)
	}
}

// A card in words is met where every criterion is, and says each score in its words.
func TestACardInWords(t *testing.T) {
	c := ask().Cards[1]
	one := num("1")
	if passed, known := c.Passes(one, decimal.Zero); !passed || !known {
		t.Error("every criterion is met and the card is not")
	}
	if passed, _ := c.Passes(decimal.Zero, decimal.Zero); passed {
		t.Error("no criterion is met and the card is")
	}
	if c.WordFor(&one) != "có" || c.WordFor(&decimal.Zero) != "không" || c.WordFor(nil) != nil {
		t.Errorf("scores are said %v, %v, %v", c.WordFor(&one), c.WordFor(&decimal.Zero), c.WordFor(nil))
	}
	c.Bands = []Band{{"tốt", num("90")}, {"khá", num("70")}}
	for total, want := range map[string]string{"95": "tốt", "90": "tốt", "89.99": "khá", "69": ""} {
		if got := c.Band(num(total)); got != want {
			t.Errorf("%s lies in %q", total, got)
		}
	}
}
