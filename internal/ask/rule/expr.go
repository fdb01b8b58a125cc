// Package rule holds the rules between figures: parsed once, judged exactly in
// decimals, and put into a sentence. The words of the language are those of
// expr-lang/expr, whose parser it uses; the arithmetic is our own, because
// figures are decimals and may be missing.
package rule

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"github.com/shopspring/decimal"
)

// AttributePrefix begins the names of what the register says of the unit: unit_kind,
// unit_loai.
const AttributePrefix = "unit_"

// Type is the type of a name or an expression.
type Type int

// The types of the language. Invalid is the type of unknown names.
const (
	Invalid Type = iota
	Number
	Text
	Bool
	Table
)

// String is the type in words.
func (t Type) String() string {
	return [...]string{"nothing", "a number", "a text", "true or false", "a table"}[t]
}

// Scope tells the type of a name, and of a table's column.
type Scope interface {
	Name(name string) Type
	Column(table, column string) Type
}

// Value is a result; Known is false where a figure is missing.
type Value struct {
	Known bool
	Num   decimal.Decimal
	Text  string
	Bool  bool
}

// Row is one row of a table.
type Row func(column string) Value

// Env gives the values of names.
type Env interface {
	Value(name string) Value
	Rows(table string) []Row
}

// Expr is a checked expression.
type Expr struct {
	Source string
	Type   Type
	Names  []string // figures and texts it uses, in order of appearance
	Tables []string
	root   ast.Node

	figures bool // the outermost comparison is one of numbers
}

// Mistake is what is wrong with an expression, and where in it (0-based).
type Mistake struct {
	Offset int
	Reason string
}

func (m *Mistake) Error() string { return m.Reason }

func mistake(n ast.Node, format string, args ...any) error {
	return &Mistake{Offset: n.Location().From, Reason: fmt.Sprintf(format, args...)}
}

// Parse reads and checks an expression against the scope.
func Parse(source string, scope Scope) (*Expr, error) {
	tree, err := parser.Parse(source)
	if err != nil {
		var fe *file.Error
		if errors.As(err, &fe) {
			return nil, &Mistake{Offset: fe.From, Reason: fe.Message}
		}
		return nil, &Mistake{Reason: err.Error()}
	}
	e := &Expr{Source: source, root: tree.Node}
	c := checker{scope: scope, expr: e}
	e.Type, err = c.typeOf(tree.Node, "")
	if n, ok := tree.Node.(*ast.BinaryNode); ok && err == nil {
		left, _ := c.typeOf(n.Left, "")
		e.figures = left == Number
	}
	return e, err
}

type checker struct {
	scope Scope
	expr  *Expr
}

// typeOf infers the type of a node; table is the table whose row a predicate sees.
func (c checker) typeOf(n ast.Node, table string) (Type, error) {
	switch n := n.(type) {
	case *ast.IntegerNode, *ast.FloatNode:
		return Number, nil
	case *ast.StringNode:
		return Text, nil
	case *ast.BoolNode:
		return Bool, nil
	case *ast.IdentifierNode:
		return c.identifier(n)
	case *ast.MemberNode:
		column, ok := n.Property.(*ast.StringNode)
		if _, pointer := n.Node.(*ast.PointerNode); !pointer || !ok {
			return Invalid, mistake(n, "only .column is allowed, inside count or sum")
		}
		t := c.scope.Column(table, column.Value)
		if t == Invalid {
			return Invalid, mistake(n, "table %s has no column %q", table, column.Value)
		}
		return t, nil
	case *ast.UnaryNode:
		return c.unary(n, table)
	case *ast.BinaryNode:
		return c.binary(n, table)
	case *ast.BuiltinNode:
		return c.builtin(n)
	}
	return Invalid, mistake(n, "%s is not part of the rule language", n)
}

func (c checker) identifier(n *ast.IdentifierNode) (Type, error) {
	t := c.scope.Name(n.Value)
	switch {
	case t == Invalid:
		return t, mistake(n, "no figure, table or score has the id %q", n.Value)
	case t == Table:
		if !slices.Contains(c.expr.Tables, n.Value) {
			c.expr.Tables = append(c.expr.Tables, n.Value)
		}
	case strings.HasPrefix(n.Value, AttributePrefix): // what is known of the unit is no answer
	case !slices.Contains(c.expr.Names, n.Value):
		c.expr.Names = append(c.expr.Names, n.Value)
	}
	return t, nil
}

func (c checker) unary(n *ast.UnaryNode, table string) (Type, error) {
	want := Number
	if n.Operator == "!" || n.Operator == "not" {
		want = Bool
	}
	t, err := c.typeOf(n.Node, table)
	if err == nil && t != want {
		err = mistake(n, "%s needs %s, this is %s", n.Operator, want, t)
	}
	return want, err
}

func (c checker) binary(n *ast.BinaryNode, table string) (Type, error) {
	l, err := c.typeOf(n.Left, table)
	if err != nil {
		return Invalid, err
	}
	r, err := c.typeOf(n.Right, table)
	if err != nil {
		return Invalid, err
	}
	need, result := Number, Number
	switch n.Operator {
	case "+", "-", "*", "/":
	case "<", "<=", ">", ">=":
		result = Bool
	case "==", "!=":
		need, result = l, Bool
		if l == Table {
			return Invalid, mistake(n, "tables cannot be compared")
		}
	case "and", "&&", "or", "||":
		need, result = Bool, Bool
	default:
		return Invalid, mistake(n, "operator %q is not part of the rule language", n.Operator)
	}
	if l != need || r != need {
		return Invalid, mistake(n, "%s needs %s on both sides, these are %s and %s", n.Operator, need, l, r)
	}
	return result, nil
}

func (c checker) builtin(n *ast.BuiltinNode) (Type, error) {
	args := map[string]int{"len": 1, "count": 2, "sum": 2}[n.Name]
	if args == 0 {
		return Invalid, mistake(n, "function %s is not part of the rule language; there are len, count and sum", n.Name)
	}
	if len(n.Arguments) != args {
		return Invalid, mistake(n, "%s takes %d arguments", n.Name, args)
	}
	id, ok := n.Arguments[0].(*ast.IdentifierNode)
	if !ok {
		return Invalid, mistake(n, "%s works on a table", n.Name)
	}
	if t, err := c.identifier(id); err != nil {
		return Invalid, err
	} else if t != Table {
		return Invalid, mistake(n, "%s works on a table, %s is %s", n.Name, id.Value, t)
	}
	if args == 1 {
		return Number, nil
	}
	p, ok := n.Arguments[1].(*ast.PredicateNode)
	if !ok {
		return Invalid, mistake(n, "the second part of %s speaks of a column: .column", n.Name)
	}
	t, err := c.typeOf(p.Node, id.Value)
	want := Number
	if n.Name == "count" {
		want = Bool
	}
	if err == nil && t != want {
		err = mistake(n, "%s needs %s of each row, this is %s", n.Name, want, t)
	}
	return Number, err
}
