package rule

import (
	"maps"
	"slices"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"
)

// Sense says whether a rule can decide anything.
type Sense int

// What a rule can come to.
const (
	Open   Sense = iota // it may hold or not, or nobody can tell
	Always              // it can never be broken
	Never               // it can never hold
)

// Limits tells the least and the largest that a figure may be.
type Limits interface {
	Limits(name string) (least, most decimal.Decimal)
}

// linear is a comparison as: the sum of coefficients times figures, compared with a
// constant. Tables' counts and sums are figures of their own.
type linear struct {
	by   map[string]decimal.Decimal
	than decimal.Decimal
	op   string
}

// linear is the rule as a comparison of sums; ok is false for others.
func (r *Rule) linear() (l linear, ok bool) {
	if r.ZeroBlank || r.Tolerance.By.IsPositive() || len(r.Pair) > 0 {
		return l, false
	}
	l.by = map[string]decimal.Decimal{}
	one := decimal.NewFromInt(1)
	if r.Check == nil {
		for _, p := range r.Parts {
			l.by[p] = l.by[p].Add(one)
		}
		l.op = "<="
		chief := r.Whole
		if r.Total != "" {
			chief, l.op = r.Total, "=="
		}
		l.by[chief] = l.by[chief].Sub(one)
		return l, true
	}
	n, is := r.Check.root.(*ast.BinaryNode)
	if !is || !r.Check.Compares() {
		return l, false
	}
	l.op = n.Operator
	return l, l.add(n.Left, one) && l.add(n.Right, one.Neg())
}

// add adds an expression times a factor; false where it is no sum of figures.
func (l *linear) add(n ast.Node, times decimal.Decimal) bool {
	switch n := n.(type) {
	case *ast.IntegerNode:
		l.than = l.than.Sub(times.Mul(decimal.NewFromInt(int64(n.Value))))
		return true
	case *ast.FloatNode:
		l.than = l.than.Sub(times.Mul(decimal.NewFromFloat(n.Value)))
		return true
	case *ast.IdentifierNode:
		l.by[n.Value] = l.by[n.Value].Add(times)
		return true
	case *ast.BuiltinNode:
		l.by[n.String()] = l.by[n.String()].Add(times)
		return true
	case *ast.UnaryNode:
		return n.Operator == "-" && l.add(n.Node, times.Neg())
	case *ast.BinaryNode:
		switch n.Operator {
		case "+":
			return l.add(n.Left, times) && l.add(n.Right, times)
		case "-":
			return l.add(n.Left, times) && l.add(n.Right, times.Neg())
		case "*":
			if k, ok := constant(n.Left); ok {
				return l.add(n.Right, times.Mul(k))
			}
			if k, ok := constant(n.Right); ok {
				return l.add(n.Left, times.Mul(k))
			}
		}
	}
	return false
}

func constant(n ast.Node) (decimal.Decimal, bool) {
	l := linear{by: map[string]decimal.Decimal{}}
	if !l.add(n, decimal.NewFromInt(1)) || len(l.by) > 0 {
		return decimal.Zero, false
	}
	return l.than.Neg(), true
}

// Sense tells whether a comparison of sums can be broken and can hold, by the limits
// of its figures. Of other rules it says Open.
func (r *Rule) Sense(limits Limits) Sense {
	l, ok := r.linear()
	if !ok {
		return Open
	}
	least, most := decimal.Zero, decimal.Zero
	for name, k := range l.by {
		a, b := limits.Limits(name)
		if k.IsNegative() {
			a, b = b, a
		}
		least, most = least.Add(k.Mul(a)), most.Add(k.Mul(b))
	}
	below, above := most.Cmp(l.than), least.Cmp(l.than) // the whole range against the constant
	always, never := false, false
	switch l.op {
	case "<=":
		always, never = below <= 0, above > 0
	case "<":
		always, never = below < 0, above >= 0
	case ">=":
		always, never = above >= 0, below < 0
	case ">":
		always, never = above > 0, below <= 0
	case "==":
		always, never = above == 0 && below == 0, above > 0 || below < 0
	case "!=":
		always, never = above > 0 || below < 0, above == 0 && below == 0
	}
	switch {
	case always:
		return Always
	case never:
		return Never
	}
	return Open
}

// Contradicts tells whether two comparisons of the same sum can never hold together.
// Rules under a condition, or for different kinds of units, may.
func (r *Rule) Contradicts(o *Rule) bool {
	if r.When != nil || o.When != nil || !r.meets(o) {
		return false
	}
	a, ok1 := r.linear()
	b, ok2 := o.linear()
	if !ok1 || !ok2 {
		return false
	}
	if !alike(a.by, b.by) {
		if b = b.turned(); !alike(a.by, b.by) {
			return false
		}
	}
	low, high := a.where(), b.where()
	return low.apart(high) || high.apart(low)
}

// meets tells whether some kind of unit is under both rules; no kinds are all of them.
func (r *Rule) meets(o *Rule) bool {
	if len(r.Kinds) == 0 || len(o.Kinds) == 0 {
		return true
	}
	return slices.ContainsFunc(r.Kinds, func(kind string) bool { return slices.Contains(o.Kinds, kind) })
}

func alike(a, b map[string]decimal.Decimal) bool {
	return len(a) > 0 && maps.EqualFunc(a, b, decimal.Decimal.Equal)
}

// turned is the same comparison with all signs changed.
func (l linear) turned() linear {
	t := linear{
		by:   map[string]decimal.Decimal{},
		than: l.than.Neg(),
		op:   map[string]string{"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}[l.op],
	}
	for k, v := range l.by {
		t.by[k] = v.Neg()
	}
	return t
}

// bounds is where a sum may lie; nil for no bound.
type bounds struct {
	from, to     *decimal.Decimal
	fromIn, toIn bool
}

func (l linear) where() (b bounds) {
	switch l.op {
	case "<", "<=":
		b.to, b.toIn = &l.than, l.op == "<="
	case ">", ">=":
		b.from, b.fromIn = &l.than, l.op == ">="
	case "==":
		b.from, b.to, b.fromIn, b.toIn = &l.than, &l.than, true, true
	}
	return b
}

// apart tells whether all of b lies above a.
func (a bounds) apart(b bounds) bool {
	if a.to == nil || b.from == nil {
		return false
	}
	c := a.to.Cmp(*b.from)
	return c < 0 || c == 0 && !(a.toIn && b.fromIn)
}

// Compares tells whether the expression is a comparison of two figures.
func (e *Expr) Compares() bool {
	n, ok := e.root.(*ast.BinaryNode)
	return ok && comparison(n.Operator) && e.figures
}
