package rule

import (
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
)

// Rule is one rule of a round. It has one of three forms: a total and its parts
// (they must be equal), parts and a whole (their sum must not be larger), or a
// free check (must be true).
type Rule struct {
	ID       string
	Kinds    []string // unit kinds it applies to; none: all that its figures concern
	Code     string   // code of the findings' catalogue
	Severity finding.Severity

	Total string
	Parts []string
	Whole string
	Check *Expr
	When  *Expr // judged only where this is true

	Criterion string            // SCOR-005: the criterion it speaks of
	Message   map[string]string // own words by language; none: the catalogue's
	Fix       map[string]string
}

// Subject is the return under judgement.
type Subject interface {
	Env
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
	if len(r.Kinds) > 0 && !slices.Contains(r.Kinds, s.Kind()) {
		return Outcome{}
	}
	if r.When != nil {
		if v := r.When.Eval(s); v.Known && !v.Bool {
			return Outcome{}
		}
	}
	if r.Check != nil {
		return r.judgeCheck(s)
	}
	return r.judgeSum(s)
}

func (r *Rule) judgeCheck(s Subject) Outcome {
	names := slices.Clone(r.Check.Names)
	if r.When != nil {
		for _, n := range r.When.Names {
			if !slices.Contains(names, n) {
				names = append(names, n)
			}
		}
	}
	for _, n := range names {
		if !s.Concerns(n) {
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
	o.Judged, o.Holds = true, v.Bool
	if found, expected, ok := r.Check.Sides(s); ok {
		d := found.Sub(expected)
		o.Found, o.Expected, o.Difference = &found, &expected, &d
	}
	return o
}

// judgeSum compares the sum of those parts that concern the unit with the total
// or the whole.
func (r *Rule) judgeSum(s Subject) Outcome {
	chief := r.Total
	if chief == "" {
		chief = r.Whole
	}
	var parts []string
	for _, p := range r.Parts {
		if s.Concerns(p) {
			parts = append(parts, p)
		}
	}
	if !s.Concerns(chief) || len(parts) == 0 {
		return Outcome{}
	}
	o := Outcome{Applies: true, Names: append([]string{chief}, parts...)}
	if r.Whole != "" && len(parts) == 1 {
		o.Names = []string{parts[0], chief}
	}
	if o.Missing = missing(s, o.Names); len(o.Missing) > 0 {
		return o
	}
	sum := decimal.Zero
	for _, p := range parts {
		sum = sum.Add(s.Value(p).Num)
	}
	all := s.Value(chief).Num
	o.Judged = true
	if r.Total != "" {
		o.Holds, o.Found, o.Expected = all.Equal(sum), &all, &sum
	} else {
		o.Holds, o.Found, o.Expected = sum.LessThanOrEqual(all), &sum, &all
	}
	d := o.Found.Sub(*o.Expected)
	o.Difference = &d
	return o
}

func missing(s Subject, names []string) (out []string) {
	for _, n := range names {
		if !s.Value(n).Known {
			out = append(out, n)
		}
	}
	return out
}
