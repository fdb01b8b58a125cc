package form_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
)

func num(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// drawRound makes up a round of two kinds: figures with and without limits, choices open to one
// kind, a card by points or in words, and a table.
func drawRound(t *rapid.T) *round.Round {
	types := []round.Type{
		round.Count, round.Count, round.Amount, round.Ratio, round.Choice, round.Date, round.TextLine, round.Narrative,
	}
	limit := func(what string, of ...string) *decimal.Decimal {
		if s := rapid.SampledFrom(append(of, "")).Draw(t, what); s != "" {
			d := num(s)
			return &d
		}
		return nil
	}
	r := &round.Round{ID: "r", Language: "en", Form: round.Form{ByID: map[string]int{}}}
	r.Settings.NarrativeRows, r.Settings.SpareRows = 2, 3
	f := &r.Form
	f.Sections = []round.Section{{ID: "I"}, {ID: "II.1"}}
	for i := range rapid.IntRange(1, 8).Draw(t, "indicators") {
		in := round.Indicator{
			ID:      fmt.Sprint("i", i),
			Section: rapid.SampledFrom([]string{"I", "II.1"}).Draw(t, "section"),
			Type:    rapid.SampledFrom(types).Draw(t, "type"),
			Unit:    rapid.SampledFrom([]string{"", "cases"}).Draw(t, "unit"),
			Kinds:   rapid.SampledFrom([][]string{{"a"}, {"b"}, {"a", "b"}}).Draw(t, "kinds"),
			Prior:   rapid.Bool().Draw(t, "prior"),
			Min:     limit("least", "-5", "0", "2"),
			Max:     limit("most", "10", "99.5"),
			Of:      [2]string{"i0", "i0"},
		}
		if in.Type == round.Choice {
			in.Values = []round.Option{{Value: "yes"}, {Value: "only b", Kinds: []string{"b"}}}
		}
		f.ByID[in.ID] = len(f.Indicators)
		f.Indicators = append(f.Indicators, in)
	}
	f.Tables = []round.Table{{ID: "t", Kinds: []string{"a", "b"}, Columns: []round.Column{
		{ID: "n", Type: round.Count}, {ID: "s", Type: round.Amount, Unit: "m"}, {ID: "w", Type: round.TextLine},
		{ID: "c", Type: round.Choice, Values: []string{"x", "y"}},
	}}}
	f.Cards = []round.Card{drawCard(t)}
	return r
}

func drawCard(t *rapid.T) round.Card {
	c := round.Card{
		Kinds:     []string{"a"},
		Deduction: num("1"),
		Verdict:   []round.Option{{Value: "met"}, {Value: "of b", Kinds: []string{"b"}}},
		Bonus:     num(rapid.SampledFrom([]string{"0", "2.5"}).Draw(t, "bonus")),
		Times:     rapid.IntRange(0, 2).Draw(t, "times"),
	}
	if rapid.Bool().Draw(t, "gate") {
		c.GateLabel = "gate"
	}
	if rapid.Bool().Draw(t, "in words") {
		c.Answers = []string{"met", "not met"}
	}
	for i := range rapid.IntRange(1, 3).Draw(t, "criteria") {
		points := num(rapid.SampledFrom([]string{"1", "7.5", "20"}).Draw(t, "points"))
		c.Groups = append(c.Groups, round.Group{ID: fmt.Sprint("g", i), Criteria: []round.Criterion{
			{ID: fmt.Sprint("k", i), Points: points},
		}})
	}
	return c
}

// What may stand in each input is what the round says of its figure, criterion or card, and the
// form lets nothing be typed that is no answer.
func TestWhatIsAskedIsWhatTheRoundSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRound(t)
		u := round.Unit{Code: "u", Kind: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "kind")}
		p := form.Build(r, u, nil)
		for _, in := range p.Inputs {
			if got := p.Asked(in.Name); fmt.Sprint(got) != fmt.Sprint(in.Asked) {
				t.Fatalf("%s: asked by its name %+v, by its place %+v", in.Name, got, in.Asked)
			}
			switch in.Part {
			case form.Value, form.Prior:
				ind, _ := r.Form.Indicator(in.ID)
				holdIndicator(t, &ind, &in, u)
			case form.SelfScore, form.CardField, form.Violations:
				holdCard(t, r, &in)
			case form.Rows:
				holdColumns(t, &in)
			}
			holdFigures(t, &in)
			if in.Part != form.Value || !in.Asked.Figure() {
				if in.Box != "" {
					t.Fatalf("%s is no figure of this year and has the box %s", in.Name, in.Box)
				}
			} else if box, ok := p.Input(in.Box); !ok || box.Part != form.Nothing || !box.Asked.Mark {
				t.Fatalf("%s: its box %q is not asked", in.Name, in.Box)
			}
		}
	})
}

func holdIndicator(t *rapid.T, ind *round.Indicator, in *form.Input, u round.Unit) {
	a := &in.Asked
	if a.Type != ind.Type || a.Unit != ind.Unit {
		t.Fatalf("%s: %+v of %+v", in.Name, a, ind)
	}
	if ind.Type == round.Choice && (!a.Offers("yes") || a.Offers("only b") != (u.Kind == "b")) {
		t.Fatalf("%s: %s is offered %v", in.Name, u.Kind, a.Choices)
	}
	if !a.Figure() {
		return
	}
	least, most := decimal.Zero, num("999999999")
	if ind.Min != nil {
		least = *ind.Min
	}
	if ind.Max != nil {
		most = *ind.Max
	}
	if !a.Taken.Least.Equal(least) || !a.Taken.Most.Equal(most) || a.Own != (ind.Min != nil || ind.Max != nil) {
		t.Fatalf("%s: %+v of %v to %v", in.Name, a.Taken, least, most)
	}
}

func holdCard(t *rapid.T, r *round.Round, in *form.Input) {
	card, a := r.Form.Cards[0], &in.Asked
	want := "999999999"
	switch {
	case in.Part == form.Violations:
	case in.Name == round.Bonus && card.Times > 0:
		want = card.Bonus.Mul(decimal.NewFromInt(int64(card.Times))).String()
	case in.Name == round.Bonus:
	case in.Name == round.Gate:
		yn := r.YesNo()
		want = fmt.Sprint(yn[:])
	case in.Name == round.Verdict:
		want = "[met]"
	case in.Name == round.BonusNote:
		want = "[]"
	case card.InWords():
		want = "[met not met]"
	default:
		at := slices.IndexFunc(card.Criteria(), func(c round.Criterion) bool { return c.ID == in.ID })
		want = card.Criteria()[at].Points.String()
		if a.Taken != nil {
			t.Fatalf("%s: a score beyond the card's points is a wrong answer, not none", in.Name)
		}
	}
	got := fmt.Sprint(a.Choices)
	if a.Figure() {
		got = a.Allowed.Most.String()
	}
	if got != want {
		t.Fatalf("%s: up to %s, want %s", in.Name, got, want)
	}
}

func holdColumns(t *rapid.T, in *form.Input) {
	var figures []bool
	for i := range in.Columns {
		figures = append(figures, in.Columns[i].Figure())
	}
	if fmt.Sprint(figures) != "[true true false false]" || !in.Columns[3].Offers("y") || in.Columns[1].Unit != "m" ||
		in.Columns[0].Refuses(num("2.5")) != "CELL-005" || in.Columns[1].Refuses(num("-1")) != "CELL-008" {
		t.Fatalf("the columns ask %+v", in.Columns)
	}
}

// holdFigures tries figures at an input: what the form lets be typed is an answer, whole where a
// count is asked for.
func holdFigures(t *rapid.T, in *form.Input) {
	a := &in.Asked
	if a.Figure() != (a.Allowed != nil) {
		t.Fatalf("%s: %+v", in.Name, a)
	}
	if !a.Figure() {
		return
	}
	for _, s := range []string{"-6", "-5", "-0.5", "0", "1", "2.5", "10", "99.5", "100", "999999999", "1000000000"} {
		d := num(s)
		want := ""
		switch {
		case a.Type == round.Count && !d.IsInteger():
			want = "CELL-005"
		case a.Taken != nil && (d.LessThan(a.Taken.Least) || d.GreaterThan(a.Taken.Most)):
			want = "CELL-008"
		}
		if got := a.Refuses(d); got != want {
			t.Fatalf("%s: %s is refused as %q, want %q", in.Name, s, got, want)
		}
		if a.Allowed.Holds(d) && want == "CELL-008" {
			t.Fatalf("%s: the form lets %s be typed, which is no answer", in.Name, s)
		}
	}
}

// The unit's sheet asks for a day and for a mark; what is computed or stamped is only text.
func TestTheUnitsSheetAsksForADayAndAMark(t *testing.T) {
	p := form.Build(&round.Round{Language: "vi"}, round.Unit{Kind: "a"}, nil)
	for name, want := range map[string]form.Asked{
		form.DrawnUp:    {Type: round.Date},
		round.SignedOff: {Type: round.TextLine, Mark: true},
		"vong":          {Type: round.TextLine},
		"none":          {Type: round.TextLine},
	} {
		if got := p.Asked(name); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s asks for %+v, want %+v", name, got, want)
		}
	}
}
