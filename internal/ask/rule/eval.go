package rule

import (
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/shopspring/decimal"
)

var unknown = Value{}

func number(d decimal.Decimal) Value { return Value{Known: true, Num: d} }

func truth(b bool) Value { return Value{Known: true, Bool: b} }

// NumberOf, TextOf and None make the values of an Env.
func NumberOf(d decimal.Decimal) Value { return number(d) }

// TextOf is a known text.
func TextOf(s string) Value { return Value{Known: true, Text: s} }

// None is the value of a figure that is missing.
func None() Value { return unknown }

// Eval computes the expression. A missing figure makes the result unknown,
// unless the rest decides it (false and anything is false). Division by zero is
// unknown.
func (e *Expr) Eval(env Env) Value { return eval(e.root, env, nil) }

func eval(n ast.Node, env Env, row Row) Value {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return number(decimal.NewFromInt(int64(n.Value)))
	case *ast.FloatNode:
		d, _ := decimal.NewFromString(strconv.FormatFloat(n.Value, 'f', -1, 64))
		return number(d)
	case *ast.StringNode:
		return TextOf(n.Value)
	case *ast.BoolNode:
		return truth(n.Value)
	case *ast.IdentifierNode:
		return env.Value(n.Value)
	case *ast.MemberNode:
		return row(n.Property.(*ast.StringNode).Value)
	case *ast.UnaryNode:
		v := eval(n.Node, env, row)
		switch n.Operator {
		case "-":
			v.Num = v.Num.Neg()
		case "!", "not":
			v.Bool = !v.Bool
		}
		return v
	case *ast.BinaryNode:
		return binary(n.Operator, eval(n.Left, env, row), eval(n.Right, env, row))
	case *ast.BuiltinNode:
		return builtin(n, env)
	}
	return unknown
}

func binary(op string, l, r Value) Value {
	switch op {
	case "and", "&&":
		if l.Known && !l.Bool || r.Known && !r.Bool {
			return truth(false)
		}
		return Value{Known: l.Known && r.Known, Bool: true}
	case "or", "||":
		if l.Known && l.Bool || r.Known && r.Bool {
			return truth(true)
		}
		return Value{Known: l.Known && r.Known}
	}
	if !l.Known || !r.Known {
		return unknown
	}
	switch op {
	case "+":
		return number(l.Num.Add(r.Num))
	case "-":
		return number(l.Num.Sub(r.Num))
	case "*":
		return number(l.Num.Mul(r.Num))
	case "/":
		if r.Num.IsZero() {
			return unknown
		}
		return number(l.Num.Div(r.Num))
	case "==":
		return truth(same(l, r))
	case "!=":
		return truth(!same(l, r))
	}
	c := l.Num.Cmp(r.Num)
	return truth(op == "<" && c < 0 || op == "<=" && c <= 0 || op == ">" && c > 0 || op == ">=" && c >= 0)
}

func same(l, r Value) bool { return l.Num.Equal(r.Num) && l.Text == r.Text && l.Bool == r.Bool }

func builtin(n *ast.BuiltinNode, env Env) Value {
	rows := env.Rows(n.Arguments[0].(*ast.IdentifierNode).Value)
	if n.Name == "len" {
		return number(decimal.NewFromInt(int64(len(rows))))
	}
	body := n.Arguments[1].(*ast.PredicateNode).Node
	total := decimal.Zero
	for _, row := range rows {
		v := eval(body, env, row)
		switch {
		case !v.Known: // a blank cell is neither "no" nor 0
			return unknown
		case n.Name == "count" && v.Bool:
			total = total.Add(decimal.NewFromInt(1))
		case n.Name == "sum":
			total = total.Add(v.Num)
		}
	}
	return number(total)
}

// Sides are the two sides of a comparison of figures: what was found and what it
// was held against. ok is false for other expressions and for missing figures.
func (e *Expr) Sides(env Env) (found, expected decimal.Decimal, ok bool) {
	n, is := e.root.(*ast.BinaryNode)
	if !is || !slices.Contains([]string{"<", "<=", ">", ">=", "==", "!="}, n.Operator) {
		return found, expected, false
	}
	l, r := eval(n.Left, env, nil), eval(n.Right, env, nil)
	return l.Num, r.Num, l.Known && r.Known && l.Text == "" && r.Text == ""
}

// within tells whether a difference that breaks the comparison is within a tolerance.
func (e *Expr) within(d, by decimal.Decimal) bool {
	if !by.IsPositive() {
		return false
	}
	switch e.root.(*ast.BinaryNode).Operator {
	case "<", "<=":
		return d.LessThanOrEqual(by)
	case ">", ">=":
		return d.Neg().LessThanOrEqual(by)
	case "==":
		return d.Abs().LessThanOrEqual(by)
	}
	return false
}

// Sentence puts the expression into words of the reader: labels for ids, signs
// for operators. A column is asked for as table.column, and the words for the rows of
// a table as #len, #count and #sum.
func (e *Expr) Sentence(label func(name string) string) string { return sentence(e.root, label, "") }

func sentence(n ast.Node, label func(string) string, table string) string {
	switch n := n.(type) {
	case *ast.IdentifierNode:
		return "“" + label(n.Value) + "”"
	case *ast.MemberNode:
		return "“" + label(table+"."+n.Property.(*ast.StringNode).Value) + "”"
	case *ast.StringNode:
		return "“" + n.Value + "”"
	case *ast.UnaryNode:
		return n.Operator + " " + sentence(n.Node, label, table)
	case *ast.BinaryNode:
		sign, ok := map[string]string{"<=": "≤", ">=": "≥", "==": "=", "!=": "≠", "*": "×", "/": ":"}[n.Operator]
		if !ok {
			sign = n.Operator
		}
		return sentence(n.Left, label, table) + " " + sign + " " + sentence(n.Right, label, table)
	case *ast.BuiltinNode:
		table = n.Arguments[0].(*ast.IdentifierNode).Value
		row := ""
		if len(n.Arguments) > 1 {
			row = sentence(n.Arguments[1].(*ast.PredicateNode).Node, label, table)
		}
		return strings.NewReplacer("{table}", "“"+label(table)+"”", "{row}", row).Replace(label("#" + n.Name))
	}
	return n.String()
}
