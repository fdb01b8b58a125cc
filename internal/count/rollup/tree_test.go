package rollup

import (
	"encoding/json"
	"fmt"
	"maps"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
)

// wood draws a tree of units of any depth below a province, and what those that report
// answered: of a figure that everybody adds and of one that communes cover.
func wood(t *rapid.T) (*round.Round, Counted) {
	r := &round.Round{Self: "top", Kinds: []round.Kind{{ID: "province", Level: true}, {ID: "city", Level: true}, {ID: "commune"}, {ID: "village"}, {ID: "agency"}}}
	r.Form.Indicators = []round.Indicator{{ID: "all", Type: round.Count, TotalFrom: "all", Prior: true}, {ID: "covered", Type: round.Count, TotalFrom: "commune"}}
	units := []round.Unit{{Code: "top", Kind: "province"}}
	counted := Counted{}
	below := map[string][]string{"province": {"city", "agency"}, "city": {"city", "commune", "agency"}, "commune": {"village", "agency"}}
	for i := 0; i < len(units) && len(units) < 60; i++ {
		kinds := below[units[i].Kind]
		if len(kinds) == 0 {
			continue
		}
		for n := range rapid.IntRange(0, 4).Draw(t, "children of "+units[i].Code) {
			u := round.Unit{Code: fmt.Sprintf("%s-%d", units[i].Code, n), Kind: rapid.SampledFrom(kinds).Draw(t, "kind"), Parent: units[i].Code}
			units = append(units, u)
			values := map[string]string{}
			for _, id := range []string{"all", "covered"} {
				if rapid.IntRange(0, 2).Draw(t, u.Code+id) > 0 {
					values[id] = fmt.Sprint(rapid.IntRange(0, 99).Draw(t, "figure"))
				}
			}
			if len(values) > 0 {
				v := says(values)
				if n, ok := values["all"]; ok {
					v.Prior["all"] = json.Number(n)
				}
				counted[u.Code] = v
			}
		}
	}
	r.Register = round.RegisterOf(units)
	return r, counted
}

// However units are split among workspaces, the total above is the same: a workspace's
// output, taken as the return of its own unit, stands for all that is below it.
func TestSplitAmongWorkspaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, counted := wood(t)
		whole := New(r, counted, nil).Roll()
		self := rapid.SampledFrom(r.Register.Units).Draw(t, "a workspace of its own")
		lower := *r
		lower.Self = self.Code
		sums := New(&lower, counted, nil).At(self.Code)
		above := Counted{}
		inside := map[string]bool{}
		for _, u := range New(r, counted, nil).within([]string{self.Code}) {
			inside[u.Code] = true
		}
		for code, v := range counted {
			if !inside[code] {
				above[code] = v
			}
		}
		rolled := record.Verdict{Values: map[string]any{}, Prior: map[string]any{}}
		for id, tot := range sums {
			if tot.Sum != nil {
				rolled.Values[id] = json.Number(tot.Sum.String())
			}
			if tot.Prior != nil {
				rolled.Prior[id] = json.Number(tot.Prior.String())
			}
		}
		above[self.Code] = rolled
		split := New(r, above, nil).Roll()
		for id := range whole {
			if a, b := show(whole[id].Sum), show(split[id].Sum); a != b {
				t.Fatalf("%s: %s in one workspace, %s with %s in its own", id, a, b, self.Code)
			}
			if a, b := show(whole[id].Prior), show(split[id].Prior); a != b {
				t.Fatalf("%s of last year: %s in one workspace, %s with %s in its own", id, a, b, self.Code)
			}
		}
	})
}

func show(d *decimal.Decimal) string {
	if d == nil {
		return "none"
	}
	return d.String()
}

// Coverage at a node is that of all units below it, whatever their depth.
func TestCoverageAlongTheTree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r, counted := wood(t)
		present := func(code string) Presence {
			_, ok := counted[code]
			return Presence{Expected: code != "top", Received: ok, Accepted: ok, OnTime: len(code)%2 == 0}
		}
		got := Cover(r, present)
		for _, u := range r.Register.Units {
			var want Coverage
			for _, d := range New(r, counted, nil).within([]string{u.Code}) {
				if d.Code != u.Code {
					want.add(present(d.Code))
				}
			}
			if got[u.Code] != want {
				t.Fatalf("%s: %+v, want %+v", u.Code, got[u.Code], want)
			}
		}
	})
}

// A unit that was split cannot be compared with last year, unless all that it became is in
// the sum; one whose predecessors are on record can.
func TestComparedOverPredecessors(t *testing.T) {
	for _, c := range []struct {
		what  string
		units []round.Unit
		past  map[string]Figures
		prior string
		apart int
	}{
		{"the same unit", []round.Unit{{Code: "a"}}, nil, "7", 0},
		{"new, nothing on record", []round.Unit{{Code: "a"}, {Code: "b", Predecessors: []string{"old"}}}, nil, "7", 1},
		{"new, of no unit of last year", []round.Unit{{Code: "a"}, {Code: "b"}}, nil, "7", 1},
		{"merged of two on record", []round.Unit{{Code: "b", Predecessors: []string{"old", "older"}}}, map[string]Figures{"old": {"all": decimal.NewFromInt(3)}, "older": {"all": decimal.NewFromInt(4)}}, "7", 0},
		{"split in two, both here", []round.Unit{{Code: "b", Predecessors: []string{"old"}}, {Code: "c", Predecessors: []string{"old"}}}, map[string]Figures{"old": {"all": decimal.NewFromInt(9)}}, "9", 0},
		{"split off from one that goes on", []round.Unit{{Code: "a"}, {Code: "b", Predecessors: []string{"a"}}}, map[string]Figures{"a": {"all": decimal.NewFromInt(9)}}, "7", 1},
		{"split in two, one is not in", []round.Unit{{Code: "b", Predecessors: []string{"old"}}, {Code: "x", Predecessors: []string{"old"}}}, map[string]Figures{"old": {"all": decimal.NewFromInt(9)}}, "none", 1},
	} {
		r := &round.Round{Self: "top"}
		r.Form.Indicators = []round.Indicator{{ID: "all", Type: round.Count, TotalFrom: "all", Prior: true}}
		r.Register = round.RegisterOf(append([]round.Unit{{Code: "top"}}, c.units...))
		counted := Counted{}
		for i := range c.units {
			u := &r.Register.Units[i+1]
			u.Parent = "top"
			if u.Code == "x" {
				continue
			}
			counted[u.Code] = says(map[string]string{"all": "5"})
			if u.Code == "a" {
				counted[u.Code].Prior["all"] = json.Number("7")
			}
		}
		got := New(r, maps.Clone(counted), c.past).Roll()["all"]
		if show(got.Prior) != c.prior || len(got.Apart) != c.apart || got.Comparable() != (c.apart == 0) {
			t.Errorf("%s: last year %s, apart %v", c.what, show(got.Prior), got.Apart)
		}
	}
}
