package rule

import (
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
)

// Rule is one rule of a round. It has one of four forms: a total and its parts
// (they must be equal), parts and a whole (their sum must not be larger), a pair
// (both given or neither), or a free check (must be true).
type Rule struct {
	ID       string
	Kinds    []string // unit kinds it applies to; none: all that its figures concern
	Code     string   // code of the findings' catalogue
	Severity finding.Severity

	Total string
	Parts []string
	Whole string
	Pair  []string // the first is questioned
	Check *Expr
	When  *Expr // judged only where this is true

	Tolerance Tolerance
	ZeroBlank bool // a blank figure counts as 0; else it leaves the rule unjudged
	Trial     bool // judged and shown to officers, not to units

	Criterion string            // SCOR-005: the criterion it speaks of
	Message   map[string]string // own words by language; none: the catalogue's
	Fix       map[string]string
}

// Tolerance is by how much two figures may differ and still agree: an amount, or a
// share of what was expected.
type Tolerance struct {
	By       decimal.Decimal
	Relative bool // By is a percentage
}

// of is the tolerance at an expected figure.
func (t Tolerance) of(expected decimal.Decimal) decimal.Decimal {
	if t.Relative {
		return expected.Abs().Mul(t.By).Div(decimal.NewFromInt(100))
	}
	return t.By
}

// Subject is the return under judgement.
type Subject interface {
	Env
	Blank(name string) bool    // whether nothing at all was answered
	Concerns(name string) bool // whether the unit is asked for this
	Kind() string
}

// Outcome says how a rule ended for a return.
type Outcome struct {
	Applies    bool
	Judged     bool
	Holds      bool
	Missing    []string // why it was not judged
	Names      []string // the inputs it speaks of, the chief one first
	Found      *decimal.Decimal
	Expected   *decimal.Decimal
	Difference *decimal.Decimal
}

// Judge applies the rule. A figure that it needs and that is missing leaves it
// unjudged, never broken.
func (r *Rule) Judge(s Subject) Outcome {
	if !r.kind(s.Kind()) {
		return Outcome{}
	}
	if r.ZeroBlank {
		s = zeroed{s}
	}
	if r.When != nil {
		if v := r.When.Eval(s); v.Known && !v.Bool {
			return Outcome{}
		}
	}
	switch {
	case r.Check != nil:
		return r.judgeCheck(s)
	case len(r.Pair) > 0:
		return r.judgePair(s)
	}
	return r.judgeSum(s)
}

// zeroed is a return whose blank figures are 0.
type zeroed struct{ Subject }

func (z zeroed) Value(name string) Value {
	v := z.Subject.Value(name)
	if !v.Known && z.Blank(name) {
		return number(decimal.Zero)
	}
	return v
}

// judgePair asks for both figures or neither.
func (r *Rule) judgePair(s Subject) Outcome {
	a, b := r.Pair[0], r.Pair[1]
	if !s.Concerns(a) || !s.Concerns(b) {
		return Outcome{}
	}
	return Outcome{Applies: true, Judged: true, Holds: s.Blank(a) == s.Blank(b), Names: r.Pair}
}

// kind tells whether the rule is for units of a kind.
func (r *Rule) kind(kind string) bool { return len(r.Kinds) == 0 || slices.Contains(r.Kinds, kind) }

// names are the inputs that a free check speaks of, the chief one first; tables the
// tables.
func (r *Rule) names() []string {
	names := slices.Clip(r.Check.Names) // what is added goes into another list
	if r.When != nil {
		names = union(names, r.When.Names)
	}
	return names
}

func (r *Rule) tables() []string {
	tables := slices.Clip(r.Check.Tables)
	if r.When != nil {
		tables = union(tables, r.When.Tables)
	}
	return tables
}

func union(all, more []string) []string {
	for _, n := range more {
		if !slices.Contains(all, n) {
			all = append(all, n)
		}
	}
	return all
}

func (r *Rule) judgeCheck(s Subject) Outcome {
	names := r.names()
	for _, n := range names {
		if !s.Concerns(n) {
			return Outcome{}
		}
	}
	for _, t := range r.tables() {
		if !s.Concerns(t) {
			return Outcome{}
		}
	}
	o := Outcome{Applies: true, Names: names}
	v := r.Check.Eval(s)
	if r.When != nil {
		when := r.When.Eval(s)
		v.Known = v.Known && when.Known
	}
	if !v.Known {
		o.Missing = missing(s, names)
		if len(o.Missing) == 0 { // a cell of a table is blank
			o.Missing = r.Check.Tables
		}
		return o
	}
	if o.Judged, o.Holds = true, v.Bool; o.Holds {
		return o
	}
	if found, expected, ok := r.Check.Sides(s); ok {
		d := found.Sub(expected)
		o.Found, o.Expected, o.Difference = &found, &expected, &d
		o.Holds = r.Check.within(d, r.Tolerance.of(expected))
	}
	return o
}

// sides are a total or whole, and those of its parts that concern the unit.
func (r *Rule) sides(s interface{ Concerns(string) bool }) (chief string, parts []string, applies bool) {
	if chief = r.Total; chief == "" {
		chief = r.Whole
	}
	for _, p := range r.Parts {
		if s.Concerns(p) {
			parts = append(parts, p)
		}
	}
	return chief, parts, s.Concerns(chief) && len(parts) > 0
}

// sumNames are the inputs of a sum, the chief one first: a single part that may not
// exceed its whole is it that is questioned.
func (r *Rule) sumNames(chief string, parts []string) []string {
	if r.Whole != "" && len(parts) == 1 {
		return []string{parts[0], chief}
	}
	return append([]string{chief}, parts...)
}

// judgeSum compares the sum of those parts that concern the unit with the total
// or the whole.
func (r *Rule) judgeSum(s Subject) Outcome {
	chief, parts, applies := r.sides(s)
	if !applies {
		return Outcome{}
	}
	o := Outcome{Applies: true, Names: r.sumNames(chief, parts)}
	if o.Missing = missing(s, o.Names); len(o.Missing) > 0 {
		return o
	}
	if o.Judged = true; r.adds(s, chief, parts) {
		o.Holds = true
		return o
	}
	sum := decimal.Zero
	for _, p := range parts {
		sum = sum.Add(s.Value(p).Num)
	}
	all := s.Value(chief).Num
	o.Found, o.Expected = &sum, &all
	if r.Total != "" {
		o.Found, o.Expected = &all, &sum
	}
	d := o.Found.Sub(*o.Expected)
	o.Difference = &d
	if o.Holds = d.LessThanOrEqual(r.Tolerance.of(*o.Expected)); r.Total != "" {
		o.Holds = d.Abs().LessThanOrEqual(r.Tolerance.of(*o.Expected))
	}
	return o
}

// adds tells of whole numbers, which nearly all figures are, that a sum is what it should be;
// false where it is not, or cannot be told so simply.
func (r *Rule) adds(s Subject, chief string, parts []string) bool {
	whole := func(name string) (int64, bool) {
		d := s.Value(name).Num
		return d.CoefficientInt64(), d.Exponent() == 0 && d.NumDigits() <= 12
	}
	all, ok := whole(chief)
	if !ok || len(parts) > 1<<20 {
		return false
	}
	var sum int64
	for _, p := range parts {
		n, ok := whole(p)
		if !ok {
			return false
		}
		sum += n
	}
	return sum == all || r.Whole != "" && sum < all
}

func missing(s Subject, names []string) (out []string) {
	for _, n := range names {
		if !s.Value(n).Known {
			out = append(out, n)
		}
	}
	return out
}
