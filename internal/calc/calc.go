// Package calc computes the formulas that forms hold, by the functions that they are written
// with and no others, so that tests hold a formula against the judgement without a spreadsheet.
// Tests alone ask.
package calc

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Fault is an error as a value: #VALUE!, #DIV/0!.
type Fault string

// Cells are what formulas refer to, by the reference as it is written: D7, $B$4:B9 or
// 'Số liệu'!$D$7. A cell is a float64, a string, a bool, nil for a blank one or a Fault, a range of
// cells a []any; false says that there is no such cell.
type Cells func(ref string) (any, bool)

// reader evaluates a formula while it reads it. Where a branch is not taken, it reads on
// without looking at what comes out: IF alone is lazy.
type reader struct {
	words []string
	at    int
	cells Cells
}

// Compute is the value of a formula: an error says that it cannot be read.
func Compute(formula string, cells Cells) (v any, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("compute %s: %v", formula, fault)
		}
	}()
	r := &reader{words: parted(formula), cells: cells}
	v = r.comparison()
	if r.at != len(r.words) {
		return nil, fmt.Errorf("compute %s: %q is left", formula, r.words[r.at:])
	}
	return v, nil
}

// parted is a formula in words; texts keep their quotes, references their sheets.
func parted(s string) (out []string) {
	rs := []rune(s)
	for i := 0; i < len(rs); {
		from := i
		switch r := rs[i]; {
		case r == '"':
			for i++; rs[i] != '"' || i+1 < len(rs) && rs[i+1] == '"'; i++ {
				if rs[i] == '"' {
					i++
				}
			}
			i++
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '$' || r == '\'':
			if r == '\'' { // the name of a sheet
				for i++; rs[i] != '\''; i++ {
				}
				i++
			}
			for i < len(rs) && (unicode.In(rs[i], unicode.L, unicode.Nd) || strings.ContainsRune(".:$!", rs[i])) {
				i++
			}
		case i+1 < len(rs) && slices.Contains([]string{"<>", "<=", ">="}, string(rs[i:i+2])):
			i += 2
		default:
			i++
		}
		out = append(out, string(rs[from:i]))
	}
	return out
}

// next takes the next word if it is one of these.
func (r *reader) next(of ...string) string {
	if r.at < len(r.words) && slices.Contains(of, r.words[r.at]) {
		r.at++
		return r.words[r.at-1]
	}
	return ""
}

// level reads operators of one rank, from the left.
func (r *reader) level(below func() any, ops ...string) any {
	v := below()
	for op := r.next(ops...); op != ""; op = r.next(ops...) {
		v = each(v, below(), func(a, b any) any { return operate(op, a, b) })
	}
	return v
}

func (r *reader) comparison() any { return r.level(r.joined, "=", "<>", "<", "<=", ">", ">=") }
func (r *reader) joined() any     { return r.level(r.sum, "&") }
func (r *reader) sum() any        { return r.level(r.product, "+", "-") }
func (r *reader) product() any    { return r.level(r.unary, "*", "/") }

func (r *reader) unary() any {
	if r.next("-") != "" {
		return each(0.0, r.unary(), func(a, b any) any { return operate("-", a, b) })
	}
	return r.single()
}

func (r *reader) single() any {
	w := r.words[r.at]
	r.at++
	switch {
	case w == "(":
		v := r.comparison()
		r.must(")")
		return v
	case w[0] == '"':
		return strings.ReplaceAll(w[1:len(w)-1], `""`, `"`)
	case unicode.IsDigit(rune(w[0])):
		f, err := strconv.ParseFloat(w, 64)
		if err != nil {
			panic(err)
		}
		return f
	case w == "TRUE" || w == "FALSE":
		return w == "TRUE"
	case r.next("(") != "":
		return call(w, r.arguments())
	}
	v, ok := r.cells(w)
	if !ok {
		panic("no cell " + w)
	}
	return v
}

func (r *reader) must(word string) {
	if r.next(word) == "" {
		panic(fmt.Sprintf("%s is missing before %q", word, r.words[r.at:]))
	}
}

func (r *reader) arguments() (out []any) {
	for {
		out = append(out, r.comparison())
		if r.next(",") == "" {
			r.must(")")
			return out
		}
	}
}

// each applies an operator to single values, or to columns row by row.
func each(a, b any, of func(a, b any) any) any {
	x, many := a.([]any)
	y, more := b.([]any)
	if !many && !more {
		return of(a, b)
	}
	out := make([]any, max(len(x), len(y)))
	for i := range out {
		if many {
			a = x[i]
		}
		if more {
			b = y[i]
		}
		out[i] = of(a, b)
	}
	return out
}

func operate(op string, a, b any) any {
	for _, v := range []any{a, b} {
		if e, is := v.(Fault); is {
			return e
		}
	}
	switch op {
	case "&":
		return shown(a) + shown(b)
	case "+", "-", "*", "/":
		return calculate(op, a, b)
	}
	c := compare(a, b)
	return op == "=" && c == 0 || op == "<>" && c != 0 || op == "<" && c < 0 || op == "<=" && c <= 0 ||
		op == ">" && c > 0 || op == ">=" && c >= 0
}

func calculate(op string, a, b any) any {
	x, ok := figure(a)
	y, too := figure(b)
	switch {
	case !ok || !too:
		return Fault("#VALUE!")
	case op == "+":
		return x + y
	case op == "-":
		return x - y
	case op == "*":
		return x * y
	case y == 0:
		return Fault("#DIV/0!")
	}
	return x / y
}

// figure is a value where a number is needed: blanks are 0, texts are what they spell.
func figure(v any) (float64, bool) {
	switch v := v.(type) {
	case nil:
		return 0, true
	case float64:
		return v, true
	case bool:
		if v {
			return 1, true
		}
		return 0, true
	case string:
		f, err := strconv.ParseFloat(v, 64)
		return f, err == nil
	}
	return 0, false
}

func shown(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case Fault:
		return string(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case bool:
		return strings.ToUpper(strconv.FormatBool(v))
	}
	return v.(string)
}

// compare orders numbers before texts before truth values; texts without regard to case.
// A blank cell is the other side's nothing: 0, "" or FALSE.
func compare(a, b any) int {
	if a == nil {
		a = nothing(b)
	}
	if b == nil {
		b = nothing(a)
	}
	rank := func(v any) int {
		switch v.(type) {
		case float64:
			return 0
		case string:
			return 1
		}
		return 2
	}
	if d := rank(a) - rank(b); d != 0 {
		return d
	}
	if s, is := a.(string); is {
		return strings.Compare(strings.ToLower(s), strings.ToLower(b.(string)))
	}
	x, _ := figure(a)
	y, _ := figure(b)
	switch {
	case x < y:
		return -1
	case x > y:
		return 1
	}
	return 0
}

func nothing(like any) any {
	switch like.(type) {
	case string:
		return ""
	case bool:
		return false
	}
	return 0.0
}

// truth of a condition: an error is one, a text is none.
func condition(v any) any {
	if e, is := v.(Fault); is {
		return e
	}
	if _, is := v.(string); is {
		return Fault("#VALUE!")
	}
	f, ok := figure(v)
	if !ok {
		panic("a column where one value is looked for")
	}
	return f != 0
}

func call(name string, args []any) any {
	if name == "IF" { // the only one that does not look at all it is given
		switch c := condition(args[0]).(type) {
		case Fault:
			return c
		case bool:
			if c {
				return args[1]
			}
		}
		return args[2]
	}
	if name == "ISNUMBER" { // of an error it is no number
		return each(args[0], nil, func(v, _ any) any { _, is := v.(float64); return is })
	}
	if name == "SUMPRODUCT" {
		return sumProduct(args)
	}
	for _, v := range args {
		if e, is := v.(Fault); is {
			return e
		}
	}
	switch name {
	case "LEN", "TRIM":
		return each(args[0], nil, func(v, _ any) any { return text(name, v) })
	case "FIND":
		return find(shown(args[0]), shown(args[1]))
	case "LEFT", "RIGHT":
		return end(name == "LEFT", shown(args[0]), int(args[1].(float64)))
	case "COUNTIF":
		return countIf(args[0].([]any), args[1].(string))
	case "AND", "OR":
		return all(name == "AND", args)
	case "NOT":
		if c, is := condition(args[0]).(bool); is {
			return !c
		}
		return condition(args[0])
	case "N":
		if _, text := args[0].(string); text {
			return 0.0
		}
	}
	x, ok := figure(args[0])
	if !ok {
		return Fault("#VALUE!")
	}
	switch name {
	case "N":
		return x
	case "ABS":
		return math.Abs(x)
	case "INT":
		return math.Floor(x)
	case "ROUND": // half away from zero, of what 15 digits show
		places := math.Pow(10, args[1].(float64))
		return math.Round(x*places) / places
	}
	panic("no function " + name)
}

// text is a function of one text; of an error it is the error.
func text(name string, v any) any {
	if e, is := v.(Fault); is {
		return e
	}
	if name == "LEN" {
		return float64(utf8.RuneCountInString(shown(v)))
	}
	return strings.Join(strings.FieldsFunc(shown(v), func(r rune) bool { return r == ' ' }), " ")
}

// find is where a text stands in another, from 1.
func find(what, in string) any {
	before, _, found := strings.Cut(in, what)
	if !found {
		return Fault("#VALUE!")
	}
	return float64(utf8.RuneCountInString(before) + 1)
}

// end is so many letters of a text, from the left or from the right.
func end(left bool, s string, n int) any {
	rs := []rune(s)
	n = min(n, len(rs))
	if left {
		return string(rs[:n])
	}
	return string(rs[len(rs)-n:])
}

// countIf counts the cells that begin with what a pattern says before its *.
func countIf(cells []any, pattern string) any {
	begin, rest, star := strings.Cut(pattern, "*")
	if !star || rest != "" {
		panic("no pattern " + pattern)
	}
	n := 0.0
	for _, v := range cells {
		if text, is := v.(string); is && strings.HasPrefix(strings.ToLower(text), strings.ToLower(begin)) {
			n++
		}
	}
	return n
}

// all is AND and OR: every argument is looked at.
func all(and bool, args []any) any {
	out := and
	for _, v := range args {
		c, is := condition(v).(bool)
		if !is {
			return condition(v)
		}
		if and {
			out = out && c
		} else {
			out = out || c
		}
	}
	return out
}

// sumProduct multiplies columns row by row; what is no number is 0.
func sumProduct(args []any) any {
	total := 0.0
	for i := range args[0].([]any) {
		product := 1.0
		for _, column := range args {
			switch v := column.([]any)[i].(type) {
			case Fault:
				return v
			case float64:
				product *= v
			default:
				product = 0
			}
		}
		total += product
	}
	return total
}
