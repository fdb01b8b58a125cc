package rule

import (
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"
)

// Bound is what a comparison asks of one figure: to be =, !=, <, <=, > or >= a number.
type Bound struct {
	Op   string
	Than decimal.Decimal
}

// Asks is what the rule asks of one of its figures where all others stay as they are; ok
// is false where it compares no figures, where another one is missing, or where the
// figure does not stand in it as a multiple of itself.
//
// Of "so_vu <= 2 * so_nguoi" with 7 vụ and 3 người: so_vu "<= 6", so_nguoi ">= 3.5".
func (r *Rule) Asks(s Subject, name string) (b Bound, ok bool) {
	if r.ZeroBlank {
		s = zeroed{s}
	}
	at := func(n int64) decimal.Decimal { // the left side less the right with the figure at n
		d, op, known := r.apart(With(s, name, decimal.NewFromInt(n)))
		b.Op, ok = op, known
		return d
	}
	none := at(0)
	if !ok {
		return b, false
	}
	one := at(1).Sub(none)
	if one.IsZero() || !ok {
		return b, false
	}
	bend := at(probe).Sub(none).Sub(one.Mul(decimal.NewFromInt(probe)))
	if b.Than = none.Neg().DivRound(one, exactTo); !bend.Round(exactTo).IsZero() {
		return b, false
	}
	if one.IsNegative() {
		b.Op = mirrored[b.Op]
	}
	return b, ok
}

// probe is where a third look tells that what a figure does to a comparison is a multiple
// of the figure; an odd size, so that no rounding hides a bend.
const probe = 10_007

// exactTo is to how many decimals quotients are told apart.
const exactTo = 9

var mirrored = map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}

// apart is by how much the rule's left side is more than its right, and what it asks of
// that.
func (r *Rule) apart(s Subject) (d decimal.Decimal, op string, ok bool) {
	if r.Check != nil {
		n, is := r.Check.root.(*ast.BinaryNode)
		if !is || !r.Check.Compares() {
			return d, "", false
		}
		l, right, ok := r.Check.Sides(s)
		if op = n.Operator; op == "==" {
			op = "="
		}
		return l.Sub(right), op, ok
	}
	chief, parts, applies := r.sides(s)
	if !applies || len(r.Pair) > 0 || len(missing(s, append([]string{chief}, parts...))) > 0 {
		return d, "", false
	}
	for _, p := range parts {
		d = d.Add(s.Value(p).Num)
	}
	if op = "<="; r.Total != "" {
		op = "="
	}
	return d.Sub(s.Value(chief).Num), op, true
}

// With is a return in which one figure is another.
func With(s Subject, name string, figure decimal.Decimal) Subject {
	return changed{s, name, number(figure)}
}

type changed struct {
	Subject
	name  string
	value Value
}

func (c changed) Value(name string) Value {
	if name == c.name {
		return c.value
	}
	return c.Subject.Value(name)
}

func (c changed) Blank(name string) bool { return name != c.name && c.Subject.Blank(name) }

// Figures are the inputs that the rule speaks of, whether they concern a unit or not.
func (r *Rule) Figures() []string {
	if r.Check != nil {
		return r.names()
	}
	var names []string
	for _, chief := range []string{r.Total, r.Whole} {
		if chief != "" {
			names = append(names, chief)
		}
	}
	return slices.Concat(names, r.Parts, r.Pair)
}
