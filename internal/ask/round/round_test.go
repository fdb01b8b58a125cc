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
	for code, want := range map[string]string{"w1": "Phường Một", "s1": "Trường Mầm non (Phường Một)", "town": "Thị xã"} {
		if u, ok := r.Register.Unit(code); !ok || r.DisplayName(u) != want {
			t.Errorf("%s is shown as %q, want %q", code, r.DisplayName(u), want)
		}
	}
	if u, ok := r.Register.Unit("w9"); ok || u.Code != "" {
		t.Errorf("w9 is %v", u)
	}
	byHand := Register{Units: r.Register.Units}
	if got := byHand.Children("w1"); len(got) != 1 || got[0].Code != "s1" {
		t.Errorf("of a register that was not put together, below w1 stand %v", got)
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
			"people.other": "people.other", "order": "Order", "bang_other": "bang_other",
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
		r.Form.Cards = append(r.Form.Cards, Card{Kinds: []string{"club"}, Verdict: []Option{{Value: "met"}}})
		if got := r.Verdicts("club"); !slices.Equal(got, want) {
			t.Errorf("a card with one verdict leaves no choice: %v", got)
		}
		r.Kinds = []Kind{{ID: "market", Verdict: "way"}, {ID: "shop", Verdict: "gone"}}
		r.Form.Indicators = []Indicator{{ID: "way", Values: []Option{{Value: "x"}, {Value: "y"}}}}
		r.Form.ByID = map[string]int{"way": 0}
		if got := r.Verdicts("market"); !slices.Equal(got, []string{"x", "y"}) {
			t.Errorf("a kind that judges itself in a choice: %v", got)
		}
		if got := r.Verdicts("shop"); got != nil {
			t.Errorf("a choice that is not there: %v", got)
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
		"a share and a bonus":       {Card{Scale: at("100"), Pass: at("83")}, "60", "3", "83", true},
		"a share up to the cap":     {Card{Scale: at("100"), Cap: at("90"), Pass: at("90")}, "75", "0", "90", true},
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

// A return goes to the unit's desk, else to its kind's, and from desk to desk to the last; a desk
// that sits at units of a kind sits at the nearest above.
func TestDesksOfAUnit(t *testing.T) {
	r := town("vi")
	r.Kinds = []Kind{{ID: "school", Desk: "local"}, {ID: "ward", Desk: "office"}}
	r.Desks = []Desk{{ID: "local", Each: "ward", Then: "office"}, {ID: "office", Then: "board"}, {ID: "board"}}
	ids := func(code string) (out []string) {
		u, _ := r.Register.Unit(code)
		for _, d := range r.Chain(u) {
			out = append(out, d.ID+"@"+r.Seat(d, u))
		}
		return out
	}
	for code, want := range map[string][]string{
		"s2": {"local@W2", "office@", "board@"}, "w1": {"office@", "board@"},
	} {
		if got := ids(code); !slices.Equal(got, want) {
			t.Errorf("%s goes by %v, want %v", code, got, want)
		}
	}
	u := Unit{Kind: "ward", Desk: "board"}
	if r.Desk(u).ID != "board" || r.Desk(Unit{Kind: "other"}).ID != "" || r.Desk(Unit{Desk: "gone"}).Name != "gone" {
		t.Error("a unit's own desk comes first, and one that is not known is called by its id")
	}
	if got := r.Chain(Unit{Desk: "gone"}); got != nil {
		t.Errorf("a desk that is not there has the chain %v", got)
	}
	r.Register.Units = append(r.Register.Units, Unit{Code: "class", Parent: "s2"}, Unit{Code: "alone"})
	r.NameUnits()
	for code, want := range map[string]string{"class": "W2", "w1": "", "alone": ""} {
		u, _ := r.Register.Unit(code)
		if got := r.Seat(r.Desks[0], u); got != want {
			t.Errorf("the desk of %s sits at %q, want %q", code, got, want)
		}
	}
	r.Desks[2].Then = "gone"
	if got := ids("w1"); !slices.Equal(got, []string{"office@", "board@"}) {
		t.Errorf("after the last desk: %v", got)
	}
	r.Desks[2].Then = "local"
	if got := ids("w1"); !slices.Equal(got, []string{"office@", "board@", "local@"}) {
		t.Errorf("the first desk may come last: %v", got)
	}
	r.Desks[2].Then = "office" // a circle ends
	if got := ids("w1"); len(got) > len(r.Desks) {
		t.Errorf("desks in a circle: %v", got)
	}
}

// The last day ends at midnight where the round is; a kind may have an earlier one. Who was not
// there in the period owes nothing, and who came within it has no last year.
func TestDaysOfARound(t *testing.T) {
	day := func(m, d int) time.Time { return time.Date(2019, time.Month(m), d, 0, 0, 0, 0, time.UTC) }
	r := town("vi")
	r.Due, r.Period = day(10, 9), Period{From: day(1, 1), To: day(9, 30)}
	r.Kinds = []Kind{{ID: "school", Due: day(10, 1)}}
	for at, want := range map[time.Time][2]bool{ // ward, school
		day(10, 2).Add(-time.Second):  {false, false},
		day(10, 2):                    {false, true},
		day(10, 10).Add(-time.Second): {false, true},
		day(10, 10):                   {true, true},
	} {
		if got := [2]bool{r.Late("ward", at), r.Late("school", at)}; got != want {
			t.Errorf("received %v: late %v", at, got)
		}
	}
	for name, c := range map[string]struct {
		unit            Unit
		expected, isNew bool
	}{
		"always there":         {Unit{Code: "w1", Direct: true}, true, false},
		"sends through others": {Unit{Code: "w1"}, false, false},
		"this level itself":    {Unit{Code: "town", Direct: true}, false, false},
		"came within":          {Unit{Code: "w1", Direct: true, From: day(3, 1)}, true, true},
		"came with the period": {Unit{Code: "w1", Direct: true, From: day(1, 1)}, true, false},
		"came after":           {Unit{Code: "w1", Direct: true, From: day(10, 1)}, false, true},
		"ended before":         {Unit{Code: "w1", Direct: true, To: day(1, 1).AddDate(0, 0, -1)}, false, false},
		"ended on its first":   {Unit{Code: "w1", Direct: true, To: day(1, 1)}, true, false},
	} {
		if r.Expected(c.unit) != c.expected || r.NewInPeriod(c.unit) != c.isNew {
			t.Errorf("%s: expected %v, new %v", name, r.Expected(c.unit), r.NewInPeriod(c.unit))
		}
	}
}

// What names files is a plain name on every system, and none that the outbox uses itself.
func TestIDsThatNameFiles(t *testing.T) {
	for id, want := range map[string][3]bool{ // a file, a round, a unit
		"le-loi": {true, true, true}, "a.b": {true, true, true}, "tra-lai": {true, false, true},
		"tat-ca": {true, true, false}, "con": {}, "COM1.x": {}, "a.": {}, "../a": {}, "": {}, "x.xlsx": {true, false, true},
	} {
		if got := [3]bool{NamesFiles(id), RoundID(id), IsUnitCode(id)}; got != want {
			t.Errorf("%q names %v, want %v", id, got, want)
		}
	}
	for id, ok := range map[string]bool{"antt-2020": true, "Antt": false, "a-": false, "ket-qua": false, "con": false} {
		if err := ValidID(id); (err == nil) != ok {
			t.Errorf("a new round %q: %v", id, err)
		}
	}
	for id, want := range map[string]bool{
		"muc_1": true, "bang_x": true, "unit_kind": true, Gate: true, SignedOff: true, "crimes": false,
	} {
		if Reserved(id) != want {
			t.Errorf("%q is the form's own: %v", id, !want)
		}
	}
	if Nothing("II.5.a") != "muc_II_5_a_khong" {
		t.Errorf("the box of a section is named %s", Nothing("II.5.a"))
	}
}

// What follows from a round is made once; without a memory it is made anew.
func TestWhatIsRemembered(t *testing.T) {
	for memo, want := range map[*Memo]int{{}: 1, nil: 2} {
		made := 0
		for range 2 {
			memo.Remember("key", func() any { made++; return made })
		}
		if made != want {
			t.Errorf("made %d times, want %d", made, want)
		}
	}
}

// The register says of a unit what rules may ask.
func TestAttributesOfAUnit(t *testing.T) {
	u := Unit{Kind: "ward", Attrs: map[string]string{"loai": "xã"}}
	for name, want := range map[string]string{"unit_kind": "ward", "unit_loai": "xã", "unit_ma_hanh_chinh": ""} {
		if got, known := u.Attribute(name); got != want || known != (want != "") {
			t.Errorf("%s is %q, %v", name, got, known)
		}
	}
	if s := (Settings{LargestFile: 3}); s.Largest() != 3<<20 {
		t.Errorf("%d bytes", s.Largest())
	}
}
