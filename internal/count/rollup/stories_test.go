package rollup

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
)

// province is a province of two cities and an office, with communes below the first city, and an
// army that stands under nobody.
func province() *round.Round {
	r := &round.Round{Self: "top", Kinds: []round.Kind{{ID: "province", Level: true}, {ID: "city", Level: true},
		{ID: "commune"}, {ID: "agency"}}}
	r.Form.Indicators = []round.Indicator{
		{ID: "cases", Type: round.Count, TotalFrom: "all"},
		{ID: "people", Type: round.Count, TotalFrom: "all", Prior: true},
		{ID: "rate", Type: round.Ratio, Of: [2]string{"cases", "people"}},
		{ID: "seen", Type: round.Choice, TotalFrom: "all"},
		{ID: "rooms", Type: round.Count}}
	r.Register = round.RegisterOf([]round.Unit{{Code: "top", Kind: "province"}, {Code: "a", Kind: "city", Parent: "top"},
		{Code: "b", Kind: "city", Parent: "top"}, {Code: "a-1", Kind: "commune", Parent: "a"},
		{Code: "a-2", Kind: "commune", Parent: "a"}, {Code: "army", Kind: "agency"}})
	return r
}

// answers are values by id; numbers are figures.
func answers(values map[string]any) record.Verdict {
	v := record.Verdict{Values: map[string]any{}, Prior: map[string]any{}}
	for id, x := range values {
		if n, ok := x.(int); ok {
			x = json.Number(fmt.Sprint(n))
		}
		v.Values[id] = x
	}
	return v
}

// A total says whose figures are in it, the smallest and the largest of them (the first of those
// that are alike) and how many chose each answer; a text is no figure. Units under nobody count
// beside this level's own, and what is not totalled has no total.
func TestWhatATotalSays(t *testing.T) {
	r := province()
	tree := New(r, Counted{
		"a-1":  answers(map[string]any{"cases": 4, "people": 10, "seen": "yes", "rooms": 2}),
		"a-2":  answers(map[string]any{"cases": 2, "seen": "no"}),
		"b":    answers(map[string]any{"cases": 2, "people": 30, "seen": "yes"}),
		"army": answers(map[string]any{"cases": 4, "seen": "none", "people": "many"}),
	}, nil)
	all := tree.Roll()
	cases, seen := all["cases"], all["seen"]
	if cases.Sum.String() != "12" || !slices.Equal(cases.From, []string{"b", "a-1", "a-2", "army"}) {
		t.Errorf("%s of %v", cases.Sum, cases.From)
	}
	if cases.Min.Unit+cases.Min.Value.String() != "b2" || cases.Max.Unit+cases.Max.Value.String() != "a-14" {
		t.Errorf("smallest %+v, largest %+v", cases.Min, cases.Max)
	}
	if fmt.Sprint(seen.Choices) != "map[no:1 none:1 yes:2]" || seen.Sum != nil || seen.Min != nil ||
		len(cases.Choices) != 0 {
		t.Errorf("%v, %v, %v", seen.Choices, seen.Sum, cases.Choices)
	}
	if len(cases.Apart) != 0 || cases.Comparable() || len(all["people"].Apart) != 2 {
		t.Errorf("last year: %v, %v", cases.Apart, all["people"].Apart)
	}
	if _, totalled := all["rooms"]; totalled || all["rate"].Ratio.String() != "0.3" {
		t.Errorf("rooms totalled: %t, rate %v", totalled, all["rate"].Ratio)
	}
	below := tree.Below("a")["cases"]
	if below.Sum.String() != "6" || !slices.Equal(below.From, []string{"a-1", "a-2"}) {
		t.Errorf("below a: %s of %v", below.Sum, below.From)
	}
	if at := tree.At("b")["people"]; at.Sum.String() != "30" || at.Comparable() {
		t.Errorf("at b: %+v", at)
	}
}

// A ratio needs both its sides, and something to be a share of.
func TestRatioOfWhatIsThere(t *testing.T) {
	for name, values := range map[string]map[string]any{
		"the first alone": {"cases": 1}, "the second alone": {"people": 1}, "of nobody": {"cases": 1, "people": 0},
	} {
		if tot := New(province(), Counted{"b": answers(values)}, nil).Roll()["rate"]; tot.Ratio != nil || tot.ID != "rate" {
			t.Errorf("%s: %+v", name, tot)
		}
	}
}

// A list that a unit sends stands for those below it; an empty one stands for nothing. Units
// under nobody come last.
func TestListsOfTheTree(t *testing.T) {
	list := func(names ...string) record.Verdict {
		v := record.Verdict{Tables: map[string][]map[string]any{"l": {}}}
		for _, n := range names {
			v.Tables["l"] = append(v.Tables["l"], map[string]any{"name": n})
		}
		return v
	}
	for name, c := range map[string]struct {
		counted Counted
		want    string
	}{
		"each its own":      {Counted{"a-1": list("x", "y"), "b": list("z"), "army": list("w")}, "a-1 x, a-1 y, b z, army w, "},
		"the city's":        {Counted{"a": list("q"), "a-1": list("x"), "b": list("z")}, "a q, b z, "},
		"the city's, empty": {Counted{"a": list(), "a-2": list("x")}, "a-2 x, "},
		"this level's own":  {Counted{"top": list("t"), "a": list("q"), "army": list("w")}, "top t, army w, "},
	} {
		got := ""
		for _, row := range New(province(), c.counted, nil).List("l") {
			got += row.Unit + " " + row.Cells["name"].(string) + ", "
		}
		if got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Texts are told once each, a unit's own in place of those below it; blanks and figures are none.
func TestTextsOfTheTree(t *testing.T) {
	note := func(x any) record.Verdict { return answers(map[string]any{"note": x}) }
	for name, c := range map[string]struct {
		counted Counted
		want    []string
	}{
		"each its own":  {Counted{"a-1": note("x"), "a-2": note("y"), "b": note("x")}, []string{"x", "y"}},
		"the city's":    {Counted{"a": note("q"), "a-1": note("x"), "b": note("z")}, []string{"q", "z"}},
		"blank":         {Counted{"a": note(""), "a-1": note("x")}, []string{"x"}},
		"a figure":      {Counted{"a": note(7), "a-1": note("x")}, []string{"x"}},
		"nobody":        {Counted{}, nil},
		"under nobody":  {Counted{"army": note("w"), "b": note("z")}, []string{"z"}},
		"of this level": {Counted{"top": note("t"), "b": note("z")}, []string{"t"}},
	} {
		if got := New(province(), c.counted, nil).Texts("note"); !slices.Equal(got, c.want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// Coverage counts the units that owe a return, by what they sent; the share of none is none.
func TestCoverageIsCounted(t *testing.T) {
	present := map[string]Presence{
		"a-1": {Expected: true, Received: true, Accepted: true, OnTime: true},
		"a-2": {Expected: true, Received: true},
		"a":   {Expected: true, OnTime: true}, // nothing came: not on time by it
		"b":   {Received: true, Accepted: true, OnTime: true},
	}
	got := Cover(province(), func(code string) Presence { return present[code] })
	if got["top"] != (Coverage{3, 2, 1, 1}) || got["a"] != (Coverage{2, 2, 1, 1}) || got["b"] != (Coverage{}) {
		t.Errorf("%+v", got)
	}
	if _, nobody := got[""]; nobody {
		t.Error("units under nobody are counted below a unit that is not there")
	}
	rate, ok := got["top"].Rate()
	if onTime, _ := got["a"].OnTimeRate(); !ok || rate.StringFixed(3) != "0.667" || onTime.String() != "0.5" {
		t.Errorf("%s %t, on time %s", rate, ok, onTime)
	}
	if rate, ok := got["b"].Rate(); ok || !rate.IsZero() {
		t.Errorf("of none: %s %t", rate, ok)
	}
}
