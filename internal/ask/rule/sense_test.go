package rule

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"
)

// ranges are the limits of figures.
type ranges map[string][2]int64

func (r ranges) Limits(name string) (least, most decimal.Decimal) {
	return decimal.NewFromInt(r[name][0]), decimal.NewFromInt(r[name][1])
}

// corners gives every form whose figures are at one of their limits.
func (r ranges) corners(each func(filled)) {
	for i := range 1 << len(figures) {
		f := filled{cells: map[string]any{}}
		for j, n := range figures {
			f.cells[n] = decimal.NewFromInt(r[n][i>>j&1])
		}
		each(f)
	}
}

// drawLinear writes a sum of figures.
func drawLinear(t *rapid.T, deep int) string {
	kind := rapid.IntRange(0, 7).Draw(t, "linear")
	if deep == 0 {
		kind %= 2
	}
	sub := func() string { return drawLinear(t, deep-1) }
	switch kind {
	case 0:
		return rapid.SampledFrom([]string{"0", "1", "2", "0.5"}).Draw(t, "constant")
	case 1, 2:
		return rapid.SampledFrom(figures).Draw(t, "figure")
	case 3, 4:
		return "(" + sub() + " + " + sub() + ")"
	case 5:
		return "(" + sub() + " - " + sub() + ")"
	case 6:
		return "-(" + sub() + ")"
	}
	if rapid.Bool().Draw(t, "left") {
		return "(2 - 0.5) * " + sub()
	}
	return sub() + " * -2"
}

// What the limits leave open is what the corners of the limits leave open: a sum is
// largest and least there.
func TestSenseIsWhatTheCornersSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limits := ranges{}
		for _, n := range figures {
			least := rapid.Int64Range(-2, 2).Draw(t, n)
			limits[n] = [2]int64{least, least + rapid.Int64Range(0, 2).Draw(t, n)}
		}
		left, op, right := drawLinear(t, 2), drawOperator(t), drawLinear(t, 2)
		r := &Rule{Check: parsed(t, left+op+right)}
		var least, most *decimal.Decimal
		difference := parsed(t, "("+left+") - ("+right+")")
		limits.corners(func(f filled) {
			d := difference.Eval(f).Num
			if least == nil || d.LessThan(*least) {
				least = &d
			}
			if most == nil || d.GreaterThan(*most) {
				most = &d
			}
		})
		low, high, zero := least.Sign(), most.Sign(), least.IsZero() && most.IsZero()
		want := map[string][2]bool{
			" < ": {high < 0, low >= 0}, " <= ": {high <= 0, low > 0}, " > ": {low > 0, high <= 0},
			" >= ": {low >= 0, high < 0}, " == ": {zero, low > 0 || high < 0}, " != ": {low > 0 || high < 0, zero},
		}[op]
		if got := r.Sense(limits); (got == Always) != want[0] || (got == Never) != want[1] {
			t.Fatalf("%s over %v: %d, differences from %s to %s", r.Check.Source, limits, got, least, most)
		}
	})
}

func parsed(t interface{ Fatalf(string, ...any) }, source string) *Expr {
	e, err := Parse(source, filled{})
	if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	return e
}

func TestSenseOfTheOtherForms(t *testing.T) {
	limits := ranges{"a": {0, 1}, "b": {2, 3}, "c": {0, 9}, "d": {5, 5}, "len(bang)": {0, 3}, "sum(bang, .so)": {1, 2}}
	check := func(s string) Rule { return Rule{Check: parsed(t, s)} }
	by := Tolerance{By: decimal.NewFromInt(1)}
	for name, c := range map[string]struct {
		rule Rule
		want Sense
	}{
		"a total below its parts":         {Rule{Total: "a", Parts: []string{"b"}}, Never},
		"a total that may be its parts":   {Rule{Total: "c", Parts: []string{"a", "b"}}, Open},
		"a total that is its part":        {Rule{Total: "d", Parts: []string{"d"}}, Always},
		"a whole above its part":          {Rule{Whole: "b", Parts: []string{"a"}}, Always},
		"a whole below its part":          {Rule{Whole: "a", Parts: []string{"b"}}, Never},
		"parts twice":                     {Rule{Whole: "b", Parts: []string{"a", "a"}}, Always},
		"with a tolerance":                {Rule{Total: "a", Parts: []string{"b"}, Tolerance: by}, Open},
		"blanks are 0":                    {Rule{Total: "a", Parts: []string{"b"}, ZeroBlank: true}, Open},
		"a pair":                          {Rule{Pair: []string{"a", "b"}}, Open},
		"rows of a table":                 {check("len(bang) <= 3"), Always},
		"the sum of a table":              {check("sum(bang, .so) < 1"), Never},
		"rows counted twice":              {check("len(bang) + len(bang) > 6"), Never},
		"a product of figures":            {check("a * b > 100"), Open},
		"a ratio":                         {check("a / b > 100"), Open},
		"a figure with a plus":            {check("+a > 100"), Open},
		"a constant that is none":         {check("(a + 1) * c < 0"), Open},
		"not a comparison":                {check("a > 100 or b > 100"), Open},
		"a negation":                      {check("not (a > 100)"), Open},
		"of texts":                        {check("t == 'x'"), Open},
		"of conditions":                   {check("(a > 1) == (b > 100)"), Open},
		"a constant that follows":         {check("c * (1 + 1) <= 18"), Always},
		"a constant with a sum that ends": {check("a - a > 0"), Never},
		"halves":                          {check("c * 0.5 > 4.5"), Never},
	} {
		if got := c.rule.Sense(limits); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestContradictions(t *testing.T) {
	for pair, want := range map[[2]string]bool{
		{"a < 1", "a > 1"}: true, {"a <= 1", "a >= 1"}: false, {"a < 1", "a >= 1"}: true, {"a <= 1", "a > 1"}: true,
		{"a < 2", "a > 1"}: false, {"a == 1", "a == 2"}: true, {"a == 1", "a == 1"}: false, {"a == 1", "a > 1"}: true,
		{"a == 1", "a >= 1"}: false, {"a == 1", "a <= 1"}: false, {"a == 1", "a < 1"}: true,
		{"a != 1", "a == 1"}:       false,
		{"a + b < 1", "b + a > 2"}: true, {"a - b > 0", "b - a > 0"}: true, {"a - b >= 0", "b - a >= 0"}: false,
		{"a - b < 0", "b - a < 0"}: true, {"a - b <= 0", "b - a < 0"}: true, {"a - b == 1", "b - a == 1"}: true,
		{"a - b == 1", "b - a == -1"}: false, {"a < 1", "b > 1"}: false, {"a < 1", "2 * a > 4"}: false,
		{"a < -5", "b < 2"}: false, {"a + b * c < 1", "a > 4"}: false, {"a < 1", "a + b > 4"}: false,
		{"1 < 0", "1 > 2"}: false, {"a < 1", "a > 4 or b > 4"}: false,
		{"a > 4 or b > 4", "a < 1"}: false, {"a - b <= 1", "b - a <= -3"}: true, {"a - b != 0", "b - a == 0"}: false,
	} {
		r, o := &Rule{Check: parsed(t, pair[0])}, &Rule{Check: parsed(t, pair[1])}
		if got := r.Contradicts(o); got != want {
			t.Errorf("%q and %q: %v, want %v", pair[0], pair[1], got, want)
		}
		if r.Contradicts(o) != o.Contradicts(r) {
			t.Errorf("%q and %q: the order matters", pair[0], pair[1])
		}
	}
}

// Rules that are judged of different units, or under a condition, contradict nothing.
func TestContradictionsNeedTheSameUnits(t *testing.T) {
	low, high := parsed(t, "a < 1"), parsed(t, "a > 1")
	both := []string{"xa", "tinh"}
	xa := both[:1]
	for name, c := range map[string]struct {
		r, o Rule
		want bool
	}{
		"the same kind":      {Rule{Check: low, Kinds: both}, Rule{Check: high, Kinds: xa}, true},
		"other kinds":        {Rule{Check: low, Kinds: xa}, Rule{Check: high, Kinds: both[1:]}, false},
		"all kinds":          {Rule{Check: low, Kinds: xa}, Rule{Check: high}, true},
		"of all kinds":       {Rule{Check: low}, Rule{Check: high, Kinds: xa}, true},
		"under a condition":  {Rule{Check: low, When: low}, Rule{Check: high}, false},
		"the other under it": {Rule{Check: low}, Rule{Check: high, When: low}, false},
	} {
		if got := c.r.Contradicts(&c.o); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// Where two rules are said to contradict each other, no form meets both.
func TestNothingMeetsAContradiction(t *testing.T) {
	met := 0
	rapid.Check(t, func(t *rapid.T) {
		sum := drawLinear(t, 1)
		other := rapid.SampledFrom([]string{sum, "-(" + sum + ")"}).Draw(t, "other")
		k := func() string { return fmt.Sprint(rapid.IntRange(-2, 2).Draw(t, "than")) }
		r := &Rule{Check: parsed(t, sum+drawOperator(t)+k())}
		o := &Rule{Check: parsed(t, other+drawOperator(t)+k())}
		if !r.Contradicts(o) {
			return
		}
		met++
		form := filled{cells: map[string]any{}}
		for _, n := range figures {
			form.cells[n] = decimal.New(rapid.Int64Range(-6, 6).Draw(t, n)*5, -1)
		}
		if a, b := r.Judge(form), o.Judge(form); a.Holds && b.Holds {
			t.Fatalf("%s and %s both hold of %v", r.Check.Source, o.Check.Source, form.cells)
		}
	})
	if met == 0 {
		t.Error("no contradiction was drawn")
	}
}

func TestCompares(t *testing.T) {
	for source, want := range map[string]bool{
		"a < 1": true, "a == b": true, "len(bang) >= 1": true, "t == u": false, "(a > 1) == (b > 1)": false,
		"a > 1 and b > 1": false, "not (a > 1)": false, "a + b": false, "true": false,
	} {
		if got := parsed(t, source).Compares(); got != want {
			t.Errorf("%s: %v", source, got)
		}
	}
}

// What a rule is asked of and told by.
func TestNamesInOrder(t *testing.T) {
	e := parsed(t, "b + a > a + len(bang) and unit_loai == t and count(bang, .kq == 'x') > len(trong)")
	if got := strings.Join(e.Names, " ") + ", " + strings.Join(e.Tables, " "); got != "b a t, bang trong" {
		t.Errorf("names %s", got)
	}
}
