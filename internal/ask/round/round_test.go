package round

import (
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"
)

// town is a round with a town, two wards below it and a school below one of them.
func town(lang string) *Round {
	r := New("")
	r.Language, r.Self, r.Location = lang, "town", time.UTC
	r.Register.Units = []Unit{
		{Code: "town", Name: "Thị xã"},
		{Code: "w1", Name: "Phường Một", Parent: "town", Kind: "ward"},
		{Code: "W2", Name: "Phường Hai", Parent: "town", Kind: "ward"},
		{Code: "s1", Name: "Trường Mầm non", Parent: "w1", Kind: "school"},
		{Code: "s2", Name: "Trường Mầm non", Parent: "W2", Kind: "school"},
	}
	r.NameUnits()
	return r
}

// A unit is found however its code and its name are typed; a name that two units have tells both,
// and with the unit above it is one's alone.
func TestUnitsAreFoundByCodeAndName(t *testing.T) {
	r := town("vi")
	if u, ok := r.Register.Unit(" w2 "); !ok || u.Code != "W2" {
		t.Errorf("w2 is %v, %v", u, ok)
	}
	for name, want := range map[string][]string{
		"PHUONG MOT":                  {"w1"},
		"trường mầm non":              {"s1", "s2"},
		"Trường Mầm non (Phường Hai)": {"s2"},
		"Phường Ba":                   nil,
	} {
		var got []string
		for _, u := range r.Named(name) {
			got = append(got, u.Code)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q is %v, want %v", name, got, want)
		}
	}
	var below []string
	for _, u := range r.Register.Children("town") {
		below = append(below, u.Code)
	}
	if !slices.Equal(below, []string{"w1", "W2"}) {
		t.Errorf("below the town stand %v", below)
	}
}

// What an input is called follows from what it belongs to, in the round's language.
func TestLabelsOfInputs(t *testing.T) {
	for lang, want := range map[string]map[string]string{
		"vi": {
			"crimes": "Crimes", "crimes_nam_truoc": "Crimes (năm trước)", "crimes_giai_trinh": "Crimes (giải trình)",
			"order_tu_cham": "Order", "order_vi_pham": "Order (số hành vi vi phạm)", "order_giai_trinh": "Order (giải trình)",
			Gate: "Vi phạm tiêu chuẩn chung", "bang_people": "People", "people.age": "Age", "other": "other",
			"other_nam_truoc": "other_nam_truoc",
		},
		"en": {
			"crimes_nam_truoc": "Crimes (last year)", "order_vi_pham": "Order (violations)",
			"order_giai_trinh": "Order (explanation)", Gate: "General standards violated", "#len": "rows of {table}",
		},
	} {
		r := town(lang)
		r.Form.Indicators, r.Form.ByID = []Indicator{{ID: "crimes", Label: "Crimes"}}, map[string]int{"crimes": 0}
		r.Form.Cards = []Card{{Groups: []Group{{Criteria: []Criterion{{ID: "order", Label: "Order"}}}}}}
		r.Form.Tables = []Table{{ID: "people", Label: "People", Columns: []Column{{ID: "age", Label: "Age"}}}}
		for name, label := range want {
			if got := r.Label(name); got != label {
				t.Errorf("in %q, %s is called %q, want %q", lang, name, got, label)
			}
		}
	}
}

// Answers and verdicts that no round names are in its language; a round's own come first, and a
// kind that is not judged has none.
func TestVerdictsAreInTheRoundsLanguage(t *testing.T) {
	for lang, want := range map[string][]string{"vi": {"đạt", "không đạt"}, "en": {"met", "not met"}} {
		r := town(lang)
		r.Form.Cards = []Card{
			{Kinds: []string{"ward"}},
			{Kinds: []string{"school"}, Verdict: []Option{{Value: "good"}, {Value: "fair", Kinds: []string{"other"}}}},
		}
		if got := r.Verdicts("ward"); !slices.Equal(got, want) {
			t.Errorf("in %q: %v, want %v", lang, got, want)
		}
		if got := r.Verdicts("school"); !slices.Equal(got, []string{"good"}) {
			t.Errorf("the card's own: %v", got)
		}
		if got := r.Verdicts("office"); got != nil {
			t.Errorf("a kind that is not judged: %v", got)
		}
	}
	if town("vi").YesNo() != [2]string{"có", "không"} || town("en").YesNo() != [2]string{"yes", "no"} {
		t.Error("the answers of the gate are in another language")
	}
}

// A total is the sum of what was got and the bonus, or the share of what was assigned; never more
// than the cap, and never rounded up to the pass mark.
func TestWhatACardComesTo(t *testing.T) {
	d := decimal.RequireFromString
	at := func(s string) *decimal.Decimal { v := d(s); return &v }
	criteria := []Criterion{{ID: "a", Points: d("60")}, {ID: "b", Points: d("15")}}
	for name, c := range map[string]struct {
		card       Card
		got, bonus string
		total      string
		passed     bool
	}{
		"a sum":                     {Card{Pass: at("70")}, "65", "5", "70", true},
		"below the pass mark":       {Card{Pass: at("70.01")}, "65", "5", "70", false},
		"at most the cap":           {Card{Cap: at("75"), Pass: at("75")}, "74", "5", "75", true},
		"a share":                   {Card{Scale: at("100"), Pass: at("80")}, "60", "0", "80", true},
		"a share rounded upwards":   {Card{Scale: at("100"), Pass: at("66.67")}, "50", "0", "66.67", false},
		"a pass mark above the cap": {Card{Scale: at("100"), Cap: at("90"), Pass: at("95")}, "75", "9", "90", false},
	} {
		c.card.Groups = []Group{{Criteria: criteria}}
		if got := c.card.Grade(d(c.got), d(c.bonus)); !got.Equal(d(c.total)) {
			t.Errorf("%s: %s, want %s", name, got, c.total)
		}
		if passed, known := c.card.Passes(d(c.got), d(c.bonus)); !known || passed != c.passed {
			t.Errorf("%s: passed %v, %v", name, passed, known)
		}
	}
}

// A share of the units below is enough where it is reached exactly, and never where there are none.
func TestAShareOfTheUnitsBelow(t *testing.T) {
	s := Share{Percent: decimal.NewFromInt(70)}
	for n, want := range map[[2]int]bool{{7, 10}: true, {6, 10}: false, {2, 3}: false, {0, 0}: false, {3, 4}: true} {
		if got := s.Reached(n[0], n[1]); got != want {
			t.Errorf("%d of %d: %v", n[0], n[1], got)
		}
	}
}
