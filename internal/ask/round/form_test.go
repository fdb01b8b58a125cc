package round

import (
	"slices"
	"testing"

	"tonghop/internal/ask/rule"
)

// asked is a form with one of each: a figure with last year's, a choice, a narrative, a table and
// a card.
func asked() *Form {
	return &Form{
		Sections: []Section{{ID: "II.1", Print: "2.1", Title: "Order"}, {ID: "II.2"}},
		Indicators: []Indicator{
			{ID: "crimes", Type: Count, Kinds: []string{"ward"}, Prior: true, Max: num("50"), TotalFrom: "all",
				Only: map[string]string{"loai": "xã"}},
			{ID: "way", Type: Choice, Kinds: []string{"ward", "school"}, Optional: []string{"school"}},
			{ID: "told", Type: Narrative, Kinds: []string{"ward"}, Carried: []string{"town"}},
			{ID: "share", Type: Ratio, Kinds: []string{"ward"}},
		},
		Tables: []Table{{ID: "people", Kinds: []string{"ward"}, Carried: []string{"town"},
			Columns: []Column{{ID: "age", Type: Count}, {ID: "name", Type: TextLine}}}},
		Cards: []Card{
			{Groups: []Group{{Criteria: []Criterion{{ID: "good_1", Points: *num("60")}}}}},
			{Answers: []string{"met", "not met"}, Groups: []Group{{Criteria: []Criterion{{ID: "clean", Points: *num("1")}}}}},
		},
		ByID: map[string]int{"crimes": 0, "way": 1, "told": 2, "share": 3},
	}
}

// A rule may speak of what the form holds, as what it is, and of nothing else.
func TestWhatRulesMaySpeakOf(t *testing.T) {
	f := asked()
	for name, want := range map[string]rule.Type{
		"crimes": rule.Number, "crimes_nam_truoc": rule.Number, "share": rule.Number, "way": rule.Text,
		"way_nam_truoc": rule.Invalid, "people": rule.Table, "good_1_tu_cham": rule.Number,
		"good_1_vi_pham": rule.Number, "clean_tu_cham": rule.Text, "good_2_tu_cham": rule.Invalid,
		"good_1":    rule.Invalid,
		"unit_kind": rule.Text, "other": rule.Invalid,
	} {
		if got := f.Name(name); got != want {
			t.Errorf("%s is %v, want %v", name, got, want)
		}
	}
	for column, want := range map[string]rule.Type{"age": rule.Number, "name": rule.Text, "other": rule.Invalid} {
		if got := f.Column("people", column); got != want {
			t.Errorf("the column %s is %v, want %v", column, got, want)
		}
	}
}

// A figure lies within its own limits, a score within its criterion's points.
func TestLimitsOfFiguresAndScores(t *testing.T) {
	f := asked()
	for name, want := range map[string]string{
		"crimes": "50", "crimes_nam_truoc": "50", "share": Largest.String(), "good_1_tu_cham": "60",
		"people": Largest.Mul(Largest).String(), "good_1": Largest.Mul(Largest).String(),
		"good_2_tu_cham": Largest.Mul(Largest).String(),
	} {
		if least, most := f.Limits(name); !least.IsZero() || most.String() != want {
			t.Errorf("%s lies from %s to %s, want %s", name, least, most, want)
		}
	}
	in := Indicator{Min: num("-5")}
	if least, most := in.Limits(); least.String() != "-5" || !most.Equal(Largest) {
		t.Errorf("from %s to %s", least, most)
	}
}

// Who is asked is told by kind and attribute, who must answer by kind; a level carries what is
// asked below and owes narratives of its own alone.
func TestWhoIsAskedAndWhoMustAnswer(t *testing.T) {
	f := asked()
	crimes, way, told, share := &f.Indicators[0], &f.Indicators[1], &f.Indicators[2], &f.Indicators[3]
	commune := Unit{Kind: "ward", Attrs: map[string]string{"loai": "xã"}}
	inTown := Unit{Kind: "ward", Attrs: map[string]string{"loai": "phường"}}
	if !crimes.Concerns(commune) || crimes.Concerns(inTown) || !crimes.Concerns(Unit{Kind: "ward"}) ||
		crimes.Concerns(Unit{Kind: "school"}) {
		t.Error("communes are asked for crimes, and nobody else who is known to be something else")
	}
	for name, got := range map[string][2]bool{
		"a choice of a ward": {way.Owed("ward"), true}, "an optional one": {way.Owed("school"), false},
		"a ratio": {share.Owed("ward"), false}, "a level's narrative": {told.Owed("town"), true},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: owed %v", name, got[0])
		}
	}
	crimes.Carried = []string{"town"}
	told.Optional = []string{"ward"}
	if told.Owed("town") {
		t.Error("a narrative that all may leave out is not owed by a level either")
	}
	both := Indicator{Type: Count, Kinds: []string{"town"}, Carried: []string{"town"}}
	if !both.Owed("town") {
		t.Error("a level that is asked itself owes the figure")
	}
	if !crimes.Asks("town") || crimes.Owed("town") {
		t.Error("a level carries the figures of those below and does not owe them")
	}
	if len(f.TablesOf("ward")) != 1 || len(f.TablesOf("town")) != 1 || f.TablesOf("school") != nil {
		t.Error("a table is filled in by its kinds and by levels")
	}
	if f.Section("II.1").Number() != "2.1" || f.Section("II.2").Number() != "II.2" || f.Section("X").ID != "X" {
		t.Error("a section is numbered as the guidance prints it")
	}
}

// This level owes no figure that those below it are asked for, and owes what is its own.
func TestWhatThisLevelOwes(t *testing.T) {
	r := town("vi")
	f := asked()
	r.Form = *f
	own := Indicator{ID: "own", Type: Count, Kinds: []string{"town"}}
	crimes := &r.Form.Indicators[0]
	crimes.Kinds = []string{"ward", "town"}
	self := Unit{Code: "town", Kind: "town"}
	if r.Owes(crimes, self) || !r.Owes(&own, self) || !r.Owes(crimes, Unit{Code: "w1", Kind: "ward"}) {
		t.Error("this level owes its own figures, and none that is rolled up")
	}
	for name, c := range map[string]struct {
		change func(*Indicator)
		owes   bool
	}{
		"an amount":                            {func(in *Indicator) { in.Type = Amount }, false},
		"a text":                               {func(in *Indicator) { in.Type = TextLine }, true},
		"a figure that is not totalled":        {func(in *Indicator) { in.TotalFrom = "" }, true},
		"a figure of a kind that is below":     {func(in *Indicator) { in.TotalFrom = "ward" }, false},
		"a figure of a kind that is not below": {func(in *Indicator) { in.TotalFrom = "office" }, true},
		"a figure that nobody below is asked":  {func(in *Indicator) { in.Kinds = []string{"town"} }, true},
	} {
		in := *crimes
		c.change(&in)
		if r.Owes(&in, self) != c.owes {
			t.Errorf("%s: this level owes it: %v", name, !c.owes)
		}
	}
	var asked []string
	for _, in := range r.Indicators(Unit{Kind: "school"}) {
		asked = append(asked, in.ID)
	}
	if !slices.Equal(asked, []string{"way"}) {
		t.Errorf("a school is asked for %v", asked)
	}
}
