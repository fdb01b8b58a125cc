package form

import (
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
)

// Asked is what may stand in an input, or in a cell of a table's column. It is worked out once,
// with the plan: the reader takes answers by it, the checks judge by it, and the form's own
// checks and validations let be typed what it allows.
type Asked struct {
	Type    round.Type // figures, choices and days are read as such, anything else as text
	Unit    string     // of measure, that may stand behind a figure
	Choices []string   // of a choice
	Mark    bool       // a text that is there or not: a box for an x
	Taken   *Range     // a figure beyond it is no answer (CELL-008); nil: every figure is one
	Allowed *Range     // of a figure: what is taken, or the part of it that the card gives (SCOR-002)
	Own     bool       // the round states limits of its own for this figure
	Usual   *Usual     // what this year's figure is usually like; nil of anything else
}

// DrawnUp is the field of the unit's sheet for the day on which the return was drawn up.
const DrawnUp = "ngay_lap"

// Range is the least and the most that a figure may be.
type Range struct{ Least, Most decimal.Decimal }

// Holds tells whether a figure is in the range.
func (r *Range) Holds(d decimal.Decimal) bool {
	return !d.LessThan(r.Least) && !d.GreaterThan(r.Most)
}

// anyFigure is what a figure may be of which a round says no more.
func anyFigure() *Range { return &Range{decimal.Zero, round.Largest} }

// Figure tells whether a number is asked for.
func (a *Asked) Figure() bool { return a.Type == round.Count || a.Type == round.Amount }

// Whole tells whether a whole number is asked for.
func (a *Asked) Whole() bool { return a.Type == round.Count }

// Offers tells whether a text is one of the answers of a choice.
func (a *Asked) Offers(text string) bool { return slices.Contains(a.Choices, text) }

// Refuses is the code of the finding that a figure is no answer; "" where it is one.
func (a *Asked) Refuses(d decimal.Decimal) string {
	switch {
	case a.Whole() && !d.IsInteger():
		return "CELL-005"
	case a.Taken != nil && !a.Taken.Holds(d):
		return "CELL-008"
	}
	return ""
}

// asked is what may stand in an input of the plan.
func (b *builder) asked(in *Input) Asked {
	switch in.Part {
	case Value, Prior:
		ind, _ := b.p.Round.Form.Indicator(in.ID)
		a := ofIndicator(&ind, b.p.Unit.Kind)
		if in.Part == Value && a.Figure() && !b.p.Round.Kind(b.p.Unit.Kind).Level { // levels send sums
			a.Usual = usual(b.p.Round, &ind)
		}
		return a
	case SelfScore:
		return b.score(in.ID)
	case Violations:
		return Asked{Type: round.Count, Taken: anyFigure(), Allowed: anyFigure()}
	case CardField:
		return b.cardField(in.Name)
	case UnitField:
		if in.Name == DrawnUp {
			return Asked{Type: round.Date}
		}
		return Asked{Type: round.TextLine, Mark: in.Name == round.SignedOff}
	case Nothing:
		return Asked{Type: round.TextLine, Mark: true}
	}
	return Asked{Type: round.TextLine}
}

func ofIndicator(ind *round.Indicator, kind string) Asked {
	a := Asked{Type: ind.Type, Unit: ind.Unit, Choices: ind.Choices(kind)}
	if a.Figure() {
		least, most := ind.Limits()
		a.Taken = &Range{least, most}
		a.Allowed, a.Own = a.Taken, ind.Min != nil || ind.Max != nil
	}
	return a
}

// score is what a criterion's self-score may be. A score beyond the criterion's points is an
// answer, and a wrong one.
func (b *builder) score(id string) Asked {
	if b.card.InWords() {
		return Asked{Type: round.Choice, Choices: b.card.Answers}
	}
	a := Asked{Type: round.Amount, Unit: pointUnit.In(b.p.Round.Language)}
	for _, c := range b.card.Criteria() {
		if c.ID == id {
			a.Allowed = &Range{decimal.Zero, c.Points}
		}
	}
	return a
}

// cardField is what may stand in what a card asks once.
func (b *builder) cardField(name string) Asked {
	switch name {
	case round.Gate:
		yn := b.p.Round.YesNo()
		return Asked{Type: round.Choice, Choices: yn[:]}
	case round.Verdict:
		return Asked{Type: round.Choice, Choices: b.card.Choices(b.p.Unit.Kind)}
	case round.Bonus:
		a := Asked{Type: round.Amount, Unit: pointUnit.In(b.p.Round.Language), Taken: anyFigure(), Allowed: anyFigure()}
		if most := b.card.MostBonus(); most != nil {
			a.Allowed = &Range{decimal.Zero, *most}
		}
		return a
	}
	return Asked{Type: round.TextLine}
}

// ofColumns is what the columns of a table ask.
func ofColumns(t *round.Table) []Asked {
	out := make([]Asked, len(t.Columns))
	for i, c := range t.Columns {
		out[i] = Asked{Type: c.Type, Unit: c.Unit, Choices: c.Values}
		if out[i].Figure() {
			out[i].Taken, out[i].Allowed = anyFigure(), anyFigure()
		}
	}
	return out
}
