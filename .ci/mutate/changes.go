package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

const decimalPath = "github.com/shopspring/decimal"

// plainSwitches are the functions that stand in the place of operators. mutOn is the
// switch: true where a mutant is the one that is tried. It also writes down which mutants a test
// comes by, where it is asked to.
const plainSwitches = `
import (
	mutCmp "cmp"
	mutFmt "fmt"
	mutOS "os"
	mutConv "strconv"
	mutSync "sync"
)

var (
	mutNow, _ = mutConv.Atoi(mutOS.Getenv("MUTANT"))
	mutSeen   mutSync.Map
	mutLog    = func() *mutOS.File {
		f, err := mutOS.OpenFile(mutOS.Getenv("MUTANT_LOG"), mutOS.O_APPEND|mutOS.O_WRONLY, 0)
		if err != nil {
			return nil
		}
		return f
	}()
)

func mutOn(n int) bool {
	if mutLog != nil {
		if _, seen := mutSeen.LoadOrStore(n, true); !seen {
			mutFmt.Fprintln(mutLog, n)
		}
	}
	return mutNow == n
}

func mutCond(always, never int, is bool) bool {
	yes, no := mutOn(always), mutOn(never)
	return (is || yes) && !no
}

func mutAnd(n int, a bool, b func() bool) bool {
	if mutOn(n) {
		return a || b()
	}
	return a && b()
}

func mutOr(n int, a bool, b func() bool) bool {
	if mutOn(n) {
		return a && b()
	}
	return a || b()
}

func mutLess[T mutCmp.Ordered](n int, a, b T) bool {
	if mutOn(n) {
		return a <= b
	}
	return a < b
}

func mutMost[T mutCmp.Ordered](n int, a, b T) bool {
	if mutOn(n) {
		return a < b
	}
	return a <= b
}

func mutMore[T mutCmp.Ordered](n int, a, b T) bool {
	if mutOn(n) {
		return a >= b
	}
	return a > b
}

func mutLeast[T mutCmp.Ordered](n int, a, b T) bool {
	if mutOn(n) {
		return a > b
	}
	return a >= b
}

type mutNumber interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~float32 | ~float64
}

func mutPlus[T mutNumber](n int, a, b T) T {
	if mutOn(n) {
		return a - b
	}
	return a + b
}

func mutMinus[T mutNumber](n int, a, b T) T {
	if mutOn(n) {
		return a + b
	}
	return a - b
}

var _, _, _, _, _ = mutOn, mutCond, mutAnd, mutOr, mutLess[int]
var _, _, _, _, _ = mutMost[int], mutMore[int], mutLeast[int], mutPlus[int], mutMinus[int]
`

// methods of decimals that have a neighbour of the same type.
var methods = map[string]string{
	"Add": "Sub", "Sub": "Add", "LessThan": "LessThanOrEqual", "LessThanOrEqual": "LessThan",
	"GreaterThan": "GreaterThanOrEqual", "GreaterThanOrEqual": "GreaterThan",
}

// decimalSwitches are the same for the methods of decimals.
func decimalSwitches() string {
	var b strings.Builder
	for m, other := range methods {
		result := "decimal.Decimal"
		if strings.Contains(m, "Than") {
			result = "bool"
		}
		fmt.Fprintf(&b, `
func mutDec%[1]s(n int, a, b decimal.Decimal) %[3]s {
	if mutOn(n) {
		return a.%[2]s(b)
	}
	return a.%[1]s(b)
}
`, m, other, result)
	}
	return b.String()
}

// visit puts the changes of a node behind switches, the outermost first.
func (w *rewriter) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.BlockStmt:
		w.statements(n.List)
	case *ast.CaseClause:
		w.statements(n.Body)
		for _, c := range n.List {
			if w.boolean(c) {
				w.condition(c)
			}
		}
	case *ast.IfStmt:
		w.condition(n.Cond)
	case *ast.BinaryExpr:
		w.operator(n)
	case *ast.UnaryExpr:
		if n.Op == token.NOT && w.boolean(n) {
			i := w.mutant(n, "without the !")
			w.around(n, i, "(", fmt.Sprintf(" != mutOn(%d))", i))
		}
	case *ast.Ident:
		if (n.Name == "true" || n.Name == "false") && w.boolean(n) {
			i := w.mutant(n, "the opposite")
			w.around(n, i, "(", fmt.Sprintf(" != mutOn(%d))", i))
		}
	case *ast.CallExpr:
		w.method(n)
	}
	return true
}

// boolean tells of a plain truth value that is no type's own and, but for the two words,
// not constant.
func (w *rewriter) boolean(e ast.Expr) bool {
	t, ok := w.info.Types[e]
	if !ok || t.Type == nil {
		return false
	}
	b, ok := t.Type.(*types.Basic)
	return ok && b.Info()&types.IsBoolean != 0
}

// condition is tried as always true and as never true.
func (w *rewriter) condition(e ast.Expr) {
	if !w.boolean(e) {
		return
	}
	i, j := w.mutant(e, "always true"), w.mutant(e, "never true")
	w.around(e, i, fmt.Sprintf("mutCond(%d, %d, ", i, j), ")")
}

// statements are tried without one of them.
func (w *rewriter) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.ExprStmt:
			if call, ok := s.X.(*ast.CallExpr); ok && types.ExprString(call.Fun) == "panic" {
				continue // it may end its function
			}
		case *ast.AssignStmt:
			if s.Tok == token.DEFINE {
				continue
			}
		case *ast.IncDecStmt:
		case *ast.BranchStmt:
			if s.Tok == token.GOTO || s.Tok == token.FALLTHROUGH {
				continue
			}
		default:
			continue
		}
		i := w.mutant(s, "left out")
		w.around(s, i, fmt.Sprintf("if !mutOn(%d) { ", i), " }")
	}
}

// operator tries a binary operator's neighbour.
func (w *rewriter) operator(n *ast.BinaryExpr) {
	if t := w.info.Types[n]; t.Value != nil { // constant
		return
	}
	switch n.Op {
	case token.EQL, token.NEQ:
		if w.boolean(n) {
			other := map[token.Token]string{token.EQL: "!=", token.NEQ: "=="}[n.Op]
			i := w.mutant(n, n.Op.String()+" to "+other)
			w.around(n, i, "((", fmt.Sprintf(") != mutOn(%d))", i))
		}
	case token.LAND:
		w.lazy(n, "mutAnd", "||")
	case token.LOR:
		w.lazy(n, "mutOr", "&&")
	case token.LSS:
		w.strict(n, "mutLess", "<=")
	case token.LEQ:
		w.strict(n, "mutMost", "<")
	case token.GTR:
		w.strict(n, "mutMore", ">=")
	case token.GEQ:
		w.strict(n, "mutLeast", ">")
	case token.ADD, token.SUB:
		b, ok := w.info.Types[n].Type.Underlying().(*types.Basic)
		if ok && b.Info()&types.IsNumeric != 0 && b.Info()&types.IsComplex == 0 {
			if n.Op == token.ADD {
				w.strict(n, "mutPlus", "-")
			} else {
				w.strict(n, "mutMinus", "+")
			}
		}
	}
}

// strict calls a function with both sides.
func (w *rewriter) strict(n *ast.BinaryExpr, function, other string) {
	i := w.mutant(n, n.Op.String()+" to "+other)
	w.around(n, i, fmt.Sprintf("%s(%d, ", function, i), ")")
	w.between(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), ",")
}

// lazy calls a function that looks at the right side only where it must.
func (w *rewriter) lazy(n *ast.BinaryExpr, function, other string) {
	if !w.boolean(n.X) || !w.boolean(n.Y) {
		return
	}
	i := w.mutant(n, n.Op.String()+" to "+other)
	w.around(n, i, fmt.Sprintf("%s(%d, ", function, i), ") })") // in brackets: the right side may begin a line
	w.between(n.OpPos, n.OpPos+token.Pos(len(n.Op.String())), ", func() bool { return (")
}

// method tries the neighbour of a decimal's method.
func (w *rewriter) method(n *ast.CallExpr) {
	sel, ok := n.Fun.(*ast.SelectorExpr)
	if !ok || methods[sel.Sel.Name] == "" || len(n.Args) != 1 {
		return
	}
	t, ok := w.info.Types[sel.X]
	if !ok || t.IsType() {
		return
	}
	deref := ""
	switch strings.TrimPrefix(t.Type.String(), "*") {
	case decimalPath + ".Decimal":
		if strings.HasPrefix(t.Type.String(), "*") {
			deref = "*"
		}
	default:
		return
	}
	i := w.mutant(n, sel.Sel.Name+" to "+methods[sel.Sel.Name])
	w.around(n, i, fmt.Sprintf("mutDec%s(%d, %s", sel.Sel.Name, i, deref), "")
	w.between(sel.X.End(), n.Lparen+1, ", ")
}
