package round

import (
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/rule"
)

// Card is a scorecard.
type Card struct {
	ID        string
	Kinds     []string
	Title     string
	Method    []string // how points are given, printed above the card
	GateLabel string
	Groups    []Group
	Answers   []string         // met and not met, of a card that is judged in words: each criterion met is 1
	Deduction decimal.Decimal  // points that each violation takes
	Floor     *decimal.Decimal // lowest score of a criterion; nil: unset
	Bonus     decimal.Decimal  // points of the bonus
	Times     int              // how often the bonus may be given; 0: any number of times
	Cap       *decimal.Decimal // highest total; nil: unset
	Scale     *decimal.Decimal // the total is a share of what the assigned criteria give, of this; nil: the sum
	Pass      *decimal.Decimal // lowest total that is met; nil: unset, only the appraiser decides
	Bands     []Band           // by total, highest first
	Verdict   []Option         // the unit's own verdict
	Optional  []string         // kinds that need not give the verdict
	Signers   [2]string        // the two signature blocks
	All       []Criterion      // of all groups, once they are known
}

// Group is a group of criteria.
type Group struct {
	ID       string
	Label    string
	Criteria []Criterion
}

// Band is a name for totals from a number of points upwards.
type Band struct {
	Name string
	From decimal.Decimal
}

// Criterion is one line of a card.
type Criterion struct {
	ID     string
	Label  string
	Points decimal.Decimal
	Only   map[string]string // assigned only to units with these attributes
	// Of gives the points by a figure of the unit's own: those of the highest step that
	// the figure reaches, 0 below the lowest.
	Of    *rule.Expr
	Steps []Step
	// Share gives the points where at least so many percent of the units of a kind
	// directly below are recognised, compared exactly.
	Share *Share
}

// Step is the points of a criterion from a figure upwards.
type Step struct{ From, Points decimal.Decimal }

// Share is a part of the children of a kind.
type Share struct {
	Kind    string
	Percent decimal.Decimal
}

// Reached tells whether a share of n children of which met are recognised is enough:
// met * 100 >= percent * n, without rounding. It is not where there are no children.
func (s Share) Reached(met, n int) bool {
	return n > 0 && decimal.NewFromInt(int64(met)*100).GreaterThanOrEqual(s.Percent.Mul(decimal.NewFromInt(int64(n))))
}

// Measured tells whether the criterion's points follow from figures or from the units
// below, not from violations.
func (c Criterion) Measured() bool { return c.Of != nil || c.Share != nil }

// Worth is the points that a figure gives.
func (c Criterion) Worth(figure decimal.Decimal) decimal.Decimal {
	best := decimal.Zero
	var from *decimal.Decimal
	for i := range c.Steps {
		s := &c.Steps[i]
		if figure.GreaterThanOrEqual(s.From) && (from == nil || s.From.GreaterThan(*from)) {
			best, from = s.Points, &s.From
		}
	}
	return best
}

// Choices are the verdicts open to a kind of unit.
func (c Card) Choices(kind string) []string { return options(c.Verdict, kind) }

// Criteria are the card's lines in order.
func (c Card) Criteria() (out []Criterion) {
	if c.All != nil {
		return c.All
	}
	for _, g := range c.Groups {
		out = append(out, g.Criteria...)
	}
	return out
}

var numerals = []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"}

// Numeral is the number of a group of criteria, counted from 0, as cards print it.
func Numeral(i int) string { return numerals[min(max(i, 0), len(numerals)-1)] }

// Keys are how the card numbers its criteria, by id: the group's numeral, then the order.
func (c Card) Keys() map[string]string {
	out := map[string]string{}
	for i, g := range c.Groups {
		for j, k := range g.Criteria {
			out[k.ID] = Numeral(i) + "." + strconv.Itoa(j+1)
		}
	}
	return out
}

// InWords tells whether criteria are judged met or not met instead of by points.
func (c Card) InWords() bool { return len(c.Answers) == 2 }

// Word is a criterion's score as a card judged in words says it.
func (c Card) Word(score decimal.Decimal) string {
	if score.IsPositive() {
		return c.Answers[0]
	}
	return c.Answers[1]
}

// Total is what the criteria can give together.
func (c Card) Total() decimal.Decimal {
	sum := decimal.Zero
	for _, k := range c.Criteria() {
		sum = sum.Add(k.Points)
	}
	return sum
}

// Grade is the total of points got and a bonus: their sum, or the share of what the
// assigned criteria can give, rounded to hundredths; at most the cap.
func (c Card) Grade(got, bonus decimal.Decimal) decimal.Decimal {
	if possible := c.Total(); c.Scale != nil && possible.IsPositive() {
		got = got.Mul(*c.Scale).Div(possible).Round(2)
	}
	got = got.Add(bonus)
	if c.Cap != nil && got.GreaterThan(*c.Cap) {
		return *c.Cap
	}
	return got
}

// Passes tells whether points got and a bonus reach the pass mark, compared exactly,
// before any rounding; known is false where the card has none. A card judged in words
// is passed where every criterion is met.
func (c Card) Passes(got, bonus decimal.Decimal) (passed, known bool) {
	total := c.Total()
	switch {
	case c.InWords() && c.Pass == nil:
		return got.Equal(total), true
	case c.Pass == nil:
		return false, false
	case c.Scale == nil:
		return c.Grade(got, bonus).GreaterThanOrEqual(*c.Pass), true
	}
	pass := *c.Pass
	if c.Cap != nil && pass.GreaterThan(*c.Cap) {
		return false, true
	}
	return got.Mul(*c.Scale).Add(bonus.Mul(total)).GreaterThanOrEqual(pass.Mul(total)), true
}

// Band is the name of a total; "" where no band holds it.
func (c Card) Band(total decimal.Decimal) string {
	for _, b := range c.Bands {
		if total.GreaterThanOrEqual(b.From) {
			return b.Name
		}
	}
	return ""
}

// MostBonus is the most points that the bonus may give; nil for any number.
func (c Card) MostBonus() *decimal.Decimal {
	if c.Times == 0 {
		return nil
	}
	d := c.Bonus.Mul(decimal.NewFromInt(int64(c.Times)))
	return &d
}

// BonusCeiling is the most that the bonus can be in any event: what the round sets, else no
// more than all criteria together.
func (c Card) BonusCeiling() decimal.Decimal {
	switch most := c.MostBonus(); {
	case !c.Bonus.IsPositive():
		return decimal.Zero
	case most != nil:
		return *most
	}
	return c.Total()
}

// MostTotal is the most that the card can come to.
func (c Card) MostTotal() decimal.Decimal { return c.Grade(c.Total(), c.BonusCeiling()) }

// Full is the total of full points, without a bonus.
func (c Card) Full() decimal.Decimal { return c.Grade(c.Total(), decimal.Zero) }

// CardFor is the card of a unit, with the criteria that are assigned to it.
func (f *Form) CardFor(u Unit) (Card, bool) {
	c, ok := f.CardOf(u.Kind)
	if !ok || !slices.ContainsFunc(c.Groups, func(g Group) bool {
		return slices.ContainsFunc(g.Criteria, func(k Criterion) bool { return !k.assigned(u) })
	}) {
		return c, ok
	}
	groups := c.Groups
	c.Groups, c.All = nil, nil
	for _, g := range groups {
		var assigned []Criterion
		for _, k := range g.Criteria {
			if k.assigned(u) {
				assigned = append(assigned, k)
			}
		}
		if g.Criteria = assigned; len(assigned) > 0 {
			c.Groups = append(c.Groups, g)
		}
	}
	return c, true
}

// assigned tells whether a criterion is assigned to a unit.
func (c Criterion) assigned(u Unit) bool {
	if slices.Contains(u.Unassigned, c.ID) {
		return false
	}
	for attr, want := range c.Only {
		if got := u.Attrs[attr]; got != "" && got != want {
			return false
		}
	}
	return true
}

// CardOf is the card of a kind of unit; ok is false where it has none.
func (f *Form) CardOf(kind string) (Card, bool) {
	for _, c := range f.Cards {
		if slices.Contains(c.Kinds, kind) {
			return c, true
		}
	}
	return Card{}, false
}

// WordFor is a criterion's score as a card judged in words says it; nil for none.
func (c Card) WordFor(score *decimal.Decimal) any {
	if score == nil {
		return nil
	}
	return c.Word(*score)
}

// Most is the most that the criteria give together, as it is printed.
func (c Card) Most() decimal.Decimal {
	if c.Scale != nil {
		return *c.Scale
	}
	return c.Total()
}
