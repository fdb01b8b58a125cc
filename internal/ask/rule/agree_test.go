package rule

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"tonghop/internal/calc"
)

// filled is a form as somebody filled it in, seen from both sides: as the return that the
// daemon judges, and as the cells that the formulas see.
type filled struct {
	cells map[string]any // by input: nil, a decimal or a text
	rows  [][2]any       // kq, so
	split int            // the rows before it are a block of their own
	kind  string
}

var figures, texts = []string{"a", "b", "c", "d"}, []string{"t", "u"}

func (f filled) Name(n string) Type {
	switch {
	case strings.Contains("abcdx", n):
		return Number
	case strings.Contains("tu", n), n == "unit_loai", n == "unit_xa":
		return Text
	case n == "bang", n == "trong", n == "ngoai":
		return Table
	}
	return Invalid
}

func (f filled) Column(_, c string) Type { return map[string]Type{"kq": Text, "so": Number}[c] }

func (f filled) Kind() string { return f.kind }

func (f filled) Concerns(n string) bool { return n != "x" && n != "ngoai" }

func (f filled) Blank(n string) bool { return f.cells[n] == nil }

func (f filled) Value(n string) Value {
	if n == "unit_loai" {
		return TextOf("một")
	}
	switch v := f.cells[n].(type) {
	case decimal.Decimal:
		if v.Abs().LessThanOrEqual(decimal.NewFromInt(1000)) {
			return NumberOf(v)
		}
	case string:
		if f.Name(n) == Text {
			return TextOf(v)
		}
	}
	return None()
}

func (f filled) Rows(table string) (out []Row) {
	if table != "bang" {
		return nil
	}
	for _, r := range f.rows {
		if r[0] == nil && r[1] == nil {
			continue
		}
		out = append(out, func(column string) Value {
			if s, is := r[0].(string); is && column == "kq" {
				return TextOf(s)
			}
			if d, is := r[1].(decimal.Decimal); is && column == "so" {
				return NumberOf(d)
			}
			return None()
		})
	}
	return out
}

// grid is the cells that formulas speak of, by their names.
type grid map[string]any

// compute is the value of a formula over the cells.
func (g grid) compute(t interface{ Fatal(...any) }, source string) any {
	v, err := calc.Compute(source, func(ref string) (any, bool) {
		v, ok := g[ref]
		return v, ok
	})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// grid is the same as a spreadsheet has it.
func (f filled) grid() grid {
	g := grid{"X1": nil}
	put := func(v any) any {
		if d, is := v.(decimal.Decimal); is {
			return d.InexactFloat64()
		}
		return v
	}
	for _, n := range append(figures, texts...) {
		g[strings.ToUpper(n)+"1"] = put(f.cells[n])
	}
	for block, rows := range [][][2]any{f.rows[:f.split], f.rows[f.split:]} {
		var kq, so []any
		for _, r := range rows {
			kq, so = append(kq, put(r[0])), append(so, put(r[1]))
		}
		g[column(block, "kq")], g[column(block, "so")] = kq, so
	}
	return g
}

func column(block int, id string) string {
	return fmt.Sprintf("%[1]s%[2]d:%[1]s9", strings.ToUpper(id), block+1)
}

// sheetCells are the cells of the form as a rule's formulas see them.
type sheetCells struct{ filled }

func (c sheetCells) Figure(n string) Figure {
	switch n {
	case "unit_loai":
		return Figure{"TRUE", `"một"`, "FALSE", true}
	case "unit_xa":
		return Figure{"FALSE", `""`, "TRUE", true}
	}
	at := strings.ToUpper(n) + "1"
	if c.Name(n) == Text {
		return Figure{at + `<>""`, at, at + `=""`, true}
	}
	known := "IF(ISNUMBER(" + at + "),AND(" + at + ">=-1000," + at + "<=1000),FALSE)"
	return Figure{Known: known, Value: "N(" + at + ")", Blank: at + `=""`}
}

func (c sheetCells) Blocks(table string) (out []Block) {
	if table != "bang" {
		return nil
	}
	for i, rows := range [][][2]any{c.rows[:c.split], c.rows[c.split:]} {
		if len(rows) > 0 {
			answered := "(1*(((" + column(i, "kq") + `<>"")+(` + column(i, "so") + `<>""))>0))`
			out = append(out, Block{answered, func(id string) string { return column(i, id) }})
		}
	}
	return out
}

// drawForm fills a form in: figures that are missing, blank, texts, zero, negative,
// decimal and beyond their limits.
func drawForm(t *rapid.T) filled {
	typed := []any{nil, "x", decimal.Zero}
	for _, s := range []string{"-3", "1", "2", "3", "2.5", "0.1", "0.2", "0.3", "1000", "-1000", "1000.5"} {
		typed = append(typed, decimal.RequireFromString(s))
	}
	number, word := rapid.SampledFrom(typed), rapid.SampledFrom([]any{nil, "đạt", "không", "một", `"`})
	f := filled{cells: map[string]any{}, kind: rapid.SampledFrom([]string{"xa", "tinh"}).Draw(t, "kind")}
	for _, n := range figures {
		f.cells[n] = number.Draw(t, n)
	}
	for _, n := range texts {
		f.cells[n] = word.Draw(t, n)
	}
	for range rapid.IntRange(0, 4).Draw(t, "rows") {
		f.rows = append(f.rows, [2]any{word.Draw(t, "kq"), number.Draw(t, "so")})
	}
	f.split = rapid.IntRange(0, len(f.rows)).Draw(t, "split")
	return f
}

// drawTruth writes a condition of the language.
func drawTruth(t *rapid.T, deep int) string {
	kind := rapid.IntRange(0, 12).Draw(t, "truth")
	if deep == 0 {
		kind %= 7
	}
	sub := func() string { return drawTruth(t, deep-1) }
	pick := func(from ...string) string { return rapid.SampledFrom(from).Draw(t, "pick") }
	switch kind {
	case 0:
		return pick("true", "false")
	case 1:
		other := pick(`"đạt"`, `"một"`, `'"'`, "u", "unit_loai")
		return pick("t", "u", "unit_loai", "unit_xa") + pick(" == ", " != ") + other
	case 2: // ratios are compared, not calculated with: they alone are rounded
		return pick("a", "b", "1") + " / " + pick("c", "d", "0", "2") + drawOperator(t) + drawNumber(t, 0)
	case 7, 8:
		return "(" + sub() + pick(" and ", " && ") + sub() + ")"
	case 9, 10:
		return "(" + sub() + pick(" or ", " || ") + sub() + ")"
	case 11:
		return pick("not (", "!(") + sub() + ")"
	case 12:
		return "((" + sub() + ")" + pick(" == ", " != ") + "(" + sub() + "))"
	}
	return drawNumber(t, 2) + drawOperator(t) + drawNumber(t, 1)
}

func drawOperator(t *rapid.T) string {
	return rapid.SampledFrom([]string{" < ", " <= ", " > ", " >= ", " == ", " != "}).Draw(t, "operator")
}

// drawNumber writes a sum of the language.
func drawNumber(t *rapid.T, deep int) string {
	kind := rapid.IntRange(0, 7).Draw(t, "number")
	if deep == 0 {
		kind %= 4
	}
	sub := func() string { return drawNumber(t, deep-1) }
	pick := func(from ...string) string { return rapid.SampledFrom(from).Draw(t, "pick") }
	switch kind {
	case 0:
		return pick("0", "1", "2", "0.5", "0.3", "3")
	case 3:
		predicate := ".so" + drawOperator(t) + pick("0", "2")
		if rapid.Bool().Draw(t, "text") {
			predicate = ".kq" + pick(" == ", " != ") + pick(`"đạt"`, `"không"`, `'"'`)
		}
		table := pick("bang", "bang", "bang", "bang", "bang", "trong", "ngoai")
		return pick("len("+table+")", "sum("+table+", .so)", "count("+table+", "+predicate+")")
	case 4:
		return "(" + sub() + " + " + sub() + ")"
	case 5:
		return "(" + sub() + " - " + sub() + ")"
	case 6:
		return pick("2", "0.5") + " * " + sub()
	case 7:
		return pick("-", "+") + "(" + sub() + ")"
	}
	return pick("a", "b", "c", "d", "a", "b", "c", "d", "x")
}

// drawRule makes a rule of one of the four forms.
func drawRule(t *rapid.T, f filled) *Rule {
	parse := func(source string) *Expr {
		e, err := Parse(source, f)
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		return e
	}
	sometimes := func(what string) bool { return rapid.IntRange(0, 3).Draw(t, what) == 0 }
	r := &Rule{ZeroBlank: sometimes("zero")}
	if sometimes("kinds") {
		r.Kinds = []string{"xa"}
	}
	name := rapid.SampledFrom(append([]string{"x"}, figures...))
	switch parts := rapid.SliceOfNDistinct(name, 1, 3, rapid.ID); rapid.IntRange(0, 5).Draw(t, "form") {
	case 0:
		r.Total, r.Parts = name.Draw(t, "total"), parts.Draw(t, "parts")
	case 1:
		r.Whole, r.Parts = name.Draw(t, "whole"), parts.Draw(t, "parts")
	case 2:
		r.Pair = []string{name.Draw(t, "pair"), name.Draw(t, "pair")}
		return r
	default:
		r.Check = parse(drawTruth(t, 2))
		if sometimes("when") {
			r.When = parse(drawTruth(t, 1))
		}
	}
	if r.Check == nil || r.Check.Compares() && !strings.Contains(r.Check.Source, "/") {
		r.Tolerance.By = decimal.RequireFromString(rapid.SampledFrom([]string{"0", "0.1", "1", "50"}).Draw(t, "by"))
		r.Tolerance.Relative = rapid.Bool().Draw(t, "relative")
	}
	return r
}

// A form says of a rule what the daemon says of it: broken where the daemon judges it and
// it does not hold, with the same figures; never anything else, nor an error.
func TestTheFormulaAgreesWithTheJudge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawForm(t)
		r := drawRule(t, f)
		source := ""
		if r.Check != nil {
			source = r.Check.Source
		}
		live, ok, err := r.Formula(sheetCells{f})
		if err != nil {
			t.Fatalf("%s: %v", source, err)
		}
		o := r.Judge(f)
		if o.Applies && !ok || r.When == nil && ok != o.Applies {
			t.Fatalf("%s %+v: applies %v, has a formula %v", source, r, o.Applies, ok)
		}
		if !ok {
			return
		}
		if o.Applies && !slices.Equal(live.Names, o.Names) {
			t.Fatalf("%s: of %v, the formula of %v", source, o.Names, live.Names)
		}
		if r.Check != nil && (live.Found != "") != r.Check.Compares() {
			t.Fatalf("%s: found is %q", source, live.Found)
		}
		g := f.grid()
		broken := g.compute(t, live.Broken)
		if broken != (o.Judged && !o.Holds) {
			t.Fatalf("%q %+v:\njudged %v, holds %v, the formula says %v\n%s\n%v",
				source, *r, o.Judged, o.Holds, broken, live.Broken, g)
		}
		if broken != true || live.Found == "" {
			return
		}
		for source, want := range map[string]*decimal.Decimal{live.Found: o.Found, live.Expect: o.Expected} {
			got, is := g.compute(t, source).(float64)
			if !is || want == nil || math.Abs(got-want.InexactFloat64()) > 1e-9 {
				t.Fatalf("%s = %v, want %v", source, got, want)
			}
		}
	})
}

// A condition's and a number's formula are what the expression comes to.
func TestTheFormulaAgreesWithTheExpression(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawForm(t)
		g := f.grid()
		e, err := Parse(drawTruth(t, 2), f)
		if err != nil {
			t.Fatal(err)
		}
		source, err := e.Formula(sheetCells{f})
		want := e.Eval(f)
		if got := g.compute(t, source); err != nil || got != (want.Known && want.Bool) {
			t.Fatalf("%s = %+v, the formula says %v (%v)", e.Source, want, got, err)
		}
		if e, err = Parse(drawNumber(t, 2), f); err != nil {
			t.Fatal(err)
		}
		fig, err := e.Figure(sheetCells{f})
		if err != nil {
			t.Fatal(err)
		}
		want = e.Eval(f)
		if known := g.compute(t, fig.Known); known != want.Known || g.compute(t, fig.Blank) != !want.Known {
			t.Fatalf("%s = %+v, the formula says known: %v", e.Source, want, known)
		}
		if !want.Known {
			return
		}
		if got, is := g.compute(t, fig.Value).(float64); !is || math.Abs(got-want.Num.InexactFloat64()) > 1e-9 {
			t.Fatalf("%s = %s, the formula says %v", e.Source, want.Num, got)
		}
	})
}
