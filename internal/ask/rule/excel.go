package rule

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/expr-lang/expr/ast"
)

// Cells tells a rule where a form has what it speaks of, as formulas see it.
type Cells interface {
	Kind() string
	Concerns(name string) bool
	Figure(name string) Figure
	Blocks(table string) []Block
}

// Figure is an input as formulas see it.
type Figure struct {
	Known string // true where the input holds a usable answer
	Value string // the answer; not looked at where it is not known
	Blank string // true where nothing stands there
	Text  bool   // a text, which is compared as it is and not rounded
}

// Block is a run of a table's rows.
type Block struct {
	Answered string                     // an array of 1 and 0: the rows in which something was typed
	Column   func(column string) string // the column's cells
}

// Live is a rule as formulas of a form.
type Live struct {
	Broken string   // true where the rule is judged and does not hold
	Found  string   // what was found and what it was held against, numbers; "" where there are none
	Expect string   // only to be looked at where it is broken
	Names  []string // the inputs it speaks of, the chief one first
}

// Formula is the rule in the form of a unit: judged live by the spreadsheet as the
// daemon judges it, figures that are missing leaving it unjudged. ok is false where
// it does not apply to the unit; an error says what a spreadsheet cannot express.
func (r *Rule) Formula(c Cells) (l Live, ok bool, err error) {
	if !r.kind(c.Kind()) {
		return l, false, nil
	}
	if r.ZeroBlank {
		c = zeroedCells{c}
	}
	switch {
	case len(r.Pair) > 0:
		return r.pairFormula(c)
	case r.Check == nil:
		return r.sumFormula(c)
	}
	l.Names = r.names()
	for _, n := range l.Names {
		if !c.Concerns(n) {
			return l, false, nil
		}
	}
	for _, t := range r.tables() {
		if !c.Concerns(t) {
			return l, false, nil
		}
	}
	check, err := formula(r.Check.root, c)
	if err != nil {
		return l, false, err
	}
	holds := check.value
	if n, is := r.Check.root.(*ast.BinaryNode); is && comparison(n.Operator) && check.numeric {
		left, err1 := formula(n.Left, c)
		right, err2 := formula(n.Right, c)
		if err1 == nil && err2 == nil {
			l.Found, l.Expect = left.value, right.value
			holds = r.Tolerance.around(n.Operator, left.value, right.value, holds)
		}
	}
	l.Broken = "IF(" + check.known + ",NOT(" + holds + "),FALSE)"
	if r.When != nil {
		when, err := formula(r.When.root, c)
		if err != nil {
			return l, false, err
		}
		l.Broken = "IF(" + when.known + ",IF(" + when.value + "," + l.Broken + ",FALSE),FALSE)"
	}
	return l, true, nil
}

// zeroedCells are cells of which a blank one is 0.
type zeroedCells struct{ Cells }

func (z zeroedCells) Figure(name string) Figure {
	f := z.Cells.Figure(name)
	f.Known = "IF(" + f.Blank + ",TRUE," + f.Known + ")"
	return f
}

func (r *Rule) pairFormula(c Cells) (l Live, ok bool, err error) {
	a, b := r.Pair[0], r.Pair[1]
	if !c.Concerns(a) || !c.Concerns(b) {
		return l, false, nil
	}
	l.Names = r.Pair
	l.Broken = "(" + c.Figure(a).Blank + ")<>(" + c.Figure(b).Blank + ")"
	return l, true, nil
}

// formula is the tolerance at an expected figure.
func (t Tolerance) formula(expected string) string {
	if t.Relative {
		return "ABS(" + expected + ")*" + t.By.String() + "/100"
	}
	return t.By.String()
}

// around lets a comparison hold within the tolerance too.
func (t Tolerance) around(op, left, right, holds string) string {
	if !t.By.IsPositive() {
		return holds
	}
	d, by := "("+left+"-"+right+")", t.formula(right)
	switch op {
	case ">", ">=":
		d = "-" + d
	case "==":
		d = "ABS" + d
	case "!=":
		return holds
	}
	within := "ROUND(" + d + "-" + by + ",9)<=0"
	if t.Relative && (op == "<" || op == ">") { // a share of 0 is no tolerance: 0 < 0 stays broken
		within = "IF(ROUND(" + right + ",9)<>0," + within + ",FALSE)"
	}
	return "OR(" + holds + "," + within + ")"
}

// Formula is true where the expression is known and true.
func (e *Expr) Formula(c Cells) (string, error) {
	p, err := formula(e.root, c)
	return "IF(" + p.known + "," + p.value + ",FALSE)", err
}

// Figure is a number's expression as a form's formulas see it: whether it is known, and
// its value.
func (e *Expr) Figure(c Cells) (Figure, error) {
	p, err := formula(e.root, c)
	if err != nil {
		return Figure{}, err
	}
	return Figure{Known: p.known, Value: p.value, Blank: "NOT(" + p.known + ")"}, nil
}

func (r *Rule) sumFormula(c Cells) (l Live, ok bool, err error) {
	chief, parts, applies := r.sides(c)
	if !applies {
		return l, false, nil
	}
	l.Names = r.sumNames(chief, parts)
	var known, values []string
	for _, p := range parts {
		f := c.Figure(p)
		known, values = append(known, f.Known), append(values, f.Value)
	}
	all := c.Figure(chief)
	known = append(known, all.Known)
	sum := strings.Join(values, "+")
	l.Found, l.Expect = all.Value, sum
	if r.Total == "" {
		l.Found, l.Expect = sum, all.Value
	}
	d := "(" + l.Found + "-(" + l.Expect + "))"
	if r.Total != "" {
		d = "ABS" + d
	}
	if r.Tolerance.By.IsPositive() {
		d += "-" + r.Tolerance.formula("("+l.Expect+")")
	}
	l.Broken = "IF(AND(" + strings.Join(known, ",") + "),ROUND(" + d + ",9)>0,FALSE)"
	return l, true, nil
}

// piece is an expression as two formulas.
type piece struct {
	known, value string
	numeric      bool // of a comparison: of figures
}

var always = "TRUE"

// formula renders a node. Sums and comparisons are rounded to nine places, which
// exact decimals never need and floating point always does.
func formula(n ast.Node, c Cells) (piece, error) {
	switch n := n.(type) {
	case *ast.IntegerNode:
		return piece{known: always, value: strconv.Itoa(n.Value)}, nil
	case *ast.FloatNode:
		return piece{known: always, value: strconv.FormatFloat(n.Value, 'f', -1, 64)}, nil
	case *ast.StringNode:
		return piece{known: always, value: quoted(n.Value)}, nil
	case *ast.BoolNode:
		return piece{known: always, value: strings.ToUpper(strconv.FormatBool(n.Value))}, nil
	case *ast.IdentifierNode:
		f := c.Figure(n.Value)
		return piece{known: f.Known, value: f.Value}, nil
	case *ast.UnaryNode:
		p, err := formula(n.Node, c)
		switch n.Operator {
		case "-":
			p.value = "(-" + p.value + ")"
		case "!", "not":
			p.value = "NOT(" + p.value + ")"
		}
		return p, err
	case *ast.BinaryNode:
		return binaryFormula(n, c)
	case *ast.BuiltinNode:
		return builtinFormula(n, c)
	}
	return piece{}, fmt.Errorf("a spreadsheet has nothing for %s", n)
}

func binaryFormula(n *ast.BinaryNode, c Cells) (piece, error) {
	l, err := formula(n.Left, c)
	if err != nil {
		return l, err
	}
	r, err := formula(n.Right, c)
	if err != nil {
		return r, err
	}
	both := and(l.known, r.known)
	switch n.Operator {
	case "and", "&&": // false and anything is false
		leftFalse := "IF(" + l.known + ",NOT(" + l.value + "),FALSE)"
		rightFalse := "IF(" + r.known + ",NOT(" + r.value + "),FALSE)"
		return piece{
			known: "OR(" + both + "," + leftFalse + "," + rightFalse + ")",
			value: "AND(IF(" + l.known + "," + l.value + ",TRUE),IF(" + r.known + "," + r.value + ",TRUE))",
		}, nil
	case "or", "||":
		leftTrue := "IF(" + l.known + "," + l.value + ",FALSE)"
		rightTrue := "IF(" + r.known + "," + r.value + ",FALSE)"
		return piece{
			known: "OR(" + both + "," + leftTrue + "," + rightTrue + ")",
			value: "OR(" + leftTrue + "," + rightTrue + ")",
		}, nil
	case "/":
		return piece{
			known: "IF(" + both + "," + r.value + "<>0,FALSE)",
			value: "(" + l.value + "/" + r.value + ")",
		}, nil
	case "+", "-", "*":
		return piece{known: both, value: "(" + l.value + n.Operator + r.value + ")"}, nil
	}
	op := map[string]string{"==": "=", "!=": "<>"}[n.Operator]
	if op == "" {
		op = n.Operator
	}
	if isText(n.Left, c) || isText(n.Right, c) {
		return piece{known: both, value: "(" + l.value + op + r.value + ")"}, nil
	}
	return piece{known: both, value: "(ROUND(" + l.value + "-" + r.value + ",9)" + op + "0)", numeric: true}, nil
}

// and joins two conditions.
func and(l, r string) string {
	switch {
	case l == always:
		return r
	case r == always:
		return l
	}
	return "AND(" + l + "," + r + ")"
}

// isText tells whether a side of a comparison is a text or a condition; the other then is
// one too.
func isText(n ast.Node, c Cells) bool {
	switch n := n.(type) {
	case *ast.StringNode, *ast.BoolNode:
		return true
	case *ast.IdentifierNode:
		return c.Figure(n.Value).Text
	case *ast.UnaryNode:
		return n.Operator == "!" || n.Operator == "not"
	case *ast.BinaryNode:
		return comparison(n.Operator) || slices.Contains([]string{"and", "or", "&&", "||"}, n.Operator)
	}
	return false
}

func comparison(op string) bool {
	switch op {
	case "<", "<=", ">", ">=", "==", "!=":
		return true
	}
	return false
}

// builtinFormula counts or sums the answered rows of a table; one in which a column
// that is asked for is blank makes the result unknown.
func builtinFormula(n *ast.BuiltinNode, c Cells) (piece, error) {
	blocks := c.Blocks(n.Arguments[0].(*ast.IdentifierNode).Value)
	if len(blocks) == 0 {
		return piece{known: always, value: "0"}, nil
	}
	var known, value []string
	for _, b := range blocks {
		if n.Name == "len" {
			value = append(value, "SUMPRODUCT("+b.Answered+")")
			continue
		}
		mask, blank, err := rowFormula(n.Arguments[1].(*ast.PredicateNode).Node, b)
		if err != nil {
			return piece{}, err
		}
		known = append(known, "SUMPRODUCT("+b.Answered+"*"+blank+")=0")
		if n.Name == "sum" {
			value = append(value, "SUMPRODUCT("+b.Answered+"*ISNUMBER("+mask+"),"+mask+")")
		} else {
			value = append(value, "SUMPRODUCT("+b.Answered+"*"+mask+")")
		}
	}
	p := piece{known: always, value: "(" + strings.Join(value, "+") + ")"}
	if len(known) > 0 {
		p.known = "AND(" + strings.Join(known, ",") + ")"
	}
	return p, nil
}

// rowFormula is what is asked of each row, as an array: the column that is summed, or
// a comparison of a column with a value as 1 and 0; and whether the column is blank.
func rowFormula(n ast.Node, b Block) (mask, blank string, err error) {
	if m, ok := n.(*ast.MemberNode); ok {
		col := b.Column(m.Property.(*ast.StringNode).Value)
		return col, "(1-ISNUMBER(" + col + "))", nil
	}
	if e, ok := n.(*ast.BinaryNode); ok && comparison(e.Operator) {
		if m, ok := e.Left.(*ast.MemberNode); ok {
			col := b.Column(m.Property.(*ast.StringNode).Value)
			op := map[string]string{"==": "=", "!=": "<>"}[e.Operator]
			if op == "" {
				op = e.Operator
			}
			switch v := e.Right.(type) {
			case *ast.StringNode:
				return "(" + col + op + quoted(v.Value) + ")", `(` + col + `="")`, nil
			case *ast.IntegerNode:
				return "(" + col + op + strconv.Itoa(v.Value) + ")", "(1-ISNUMBER(" + col + "))", nil
			}
		}
	}
	return "", "", fmt.Errorf("a spreadsheet has nothing for %s in the rows of a table", n)
}

func quoted(s string) string { return `"` + strings.ReplaceAll(s, `"`, `""`) + `"` }
