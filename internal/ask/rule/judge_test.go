package rule

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
)

func dec(i int64) decimal.Decimal { return decimal.NewFromInt(i) }

// at is a form in which figures are given in order; "" is a figure that is missing.
func at(given ...string) filled {
	f := filled{cells: map[string]any{"t": "đạt"}, kind: "xa"}
	for i, s := range given {
		if s != "" {
			f.cells[figures[i]] = decimal.RequireFromString(s)
		}
	}
	return f
}

// Every comparison with every tolerance at, below and above its edge, in the daemon and
// in the form.
func TestTolerances(t *testing.T) {
	tolerances := map[Tolerance]func(b int64) int64{
		{}:                             func(int64) int64 { return 0 },
		{By: dec(2)}:                   func(int64) int64 { return 2 },
		{By: dec(20), Relative: true}:  func(b int64) int64 { return max(b, -b) / 5 },
		{By: dec(100), Relative: true}: func(b int64) int64 { return max(b, -b) },
	}
	for tolerance, of := range tolerances {
		for _, b := range []int64{-10, 0, 10} {
			for a := b - 12; a <= b+12; a++ {
				by, d := of(b), a-b
				for form, want := range map[string]bool{
					"a < b": d < 0 || by > 0 && d <= by, "a <= b": d <= by, "a > b": d > 0 || by > 0 && -d <= by,
					"a >= b": -d <= by,
					"a == b": max(d, -d) <= by, "a != b": d != 0, "total": max(d, -d) <= by, "whole": -d <= of(a),
				} {
					r := &Rule{Tolerance: tolerance}
					switch form {
					case "total":
						r.Total, r.Parts = "a", []string{"b"}
					case "whole":
						r.Whole, r.Parts = "a", []string{"b"}
					default:
						r.Check = parsed(t, form)
					}
					f := at(fmt.Sprint(a), fmt.Sprint(b))
					if o := r.Judge(f); !o.Applies || !o.Judged || o.Holds != want {
						t.Fatalf("%s of %d and %d within %+v: %+v", form, a, b, tolerance, o)
					}
					live, _, err := r.Formula(sheetCells{f})
					if broken := f.grid().compute(t, live.Broken); err != nil || broken == want {
						t.Fatalf("%s of %d and %d within %+v: the formula says %v", form, a, b, tolerance, broken)
					}
				}
			}
		}
	}
}

// What a rule says of a form beside whether it holds.
func TestOutcomes(t *testing.T) {
	blank := at("1", "2")
	blank.rows = [][2]any{{"đạt", nil}}
	check := func(s string) Rule { return Rule{Check: parsed(t, s)} }
	when := func(s, w string) Rule { return Rule{Check: parsed(t, s), When: parsed(t, w)} }
	for name, c := range map[string]struct {
		rule Rule
		form filled
		want string // names; missing; found and expected
	}{
		"broken":                {check("a > b"), at("1", "2"), "a b; ; 1 2"},
		"holds":                 {check("a < b"), at("1", "2"), "a b; ;"},
		"missing":               {check("a > b"), at("1"), "a b; b;"},
		"a blank cell":          {check("sum(bang, .so) > a"), blank, "a; bang;"},
		"both":                  {check("sum(bang, .so) > c"), blank, "c; c;"},
		"when is missing":       {when("a > 0", "c > 0"), at("1"), "a c; c;"},
		"when is false":         {when("a > 0", "a > 5"), at("1"), "not asked"},
		"when names it again":   {when("a > 5", "a > 0 and b > 0"), at("1", "2"), "a b; ; 1 5"},
		"not asked":             {check("a > x"), at("1"), "not asked"},
		"a condition not asked": {when("a > 5", "x > 0 or a > 0"), at("1"), "not asked"},
		"a table not asked":     {check("len(ngoai) > a"), at("1"), "not asked"},
		"a condition's table":   {when("a > 5", "len(ngoai) == 0"), at("1"), "not asked"},
		"its own table":         {when("len(bang) > 5", "len(trong) == 0"), at("1"), "; ; 0 5"},
		"no comparison":         {check("a > 5 or b > 5"), at("1", "2"), "a b; ;"},
		"of texts":              {check("t == 'x'"), at(), "t; ;"},
		"of a text and none":    {check("t == ''"), at(), "t; ;"},
		"of none and a text":    {check("'' == t"), at(), "t; ;"},
		"other kinds":           {Rule{Check: parsed(t, "a > 5"), Kinds: []string{"tinh"}}, at("1"), "not asked"},
		"a total":               {Rule{Total: "a", Parts: []string{"b", "c"}}, at("4", "1", "2"), "a b c; ; 4 3"},
		"a total of one":        {Rule{Total: "a", Parts: []string{"b", "x"}}, at("4", "1"), "a b; ; 4 1"},
		"a whole":               {Rule{Whole: "a", Parts: []string{"b", "c"}}, at("2", "1", "2"), "a b c; ; 3 2"},
		"a whole of one":        {Rule{Whole: "a", Parts: []string{"b", "x"}}, at("0", "1"), "b a; ; 1 0"},
		"a whole met":           {Rule{Whole: "a", Parts: []string{"b", "c"}}, at("3", "1", "2"), "a b c; ;"},
		"no parts":              {Rule{Total: "a", Parts: []string{"x"}}, at("1"), "not asked"},
		"a part left out":       {Rule{Total: "a", Parts: []string{"b", "c"}}, at("1", "1"), "a b c; c;"},
		"blank is 0":            {Rule{Total: "a", Parts: []string{"b", "c"}, ZeroBlank: true}, at("2", "1"), "a b c; ; 2 1"},
		"decimals":              {Rule{Total: "a", Parts: []string{"b", "c"}}, at("0.5", "0.02", "0.3"), "a b c; ; 0.5 0.32"},
		"among whole ones":      {Rule{Total: "a", Parts: []string{"b", "c"}}, at("5", "0.2", "3"), "a b c; ; 5 3.2"},
		"half a pair":           {Rule{Pair: []string{"a", "b"}}, at("1"), "a b; ;"},
		"a pair not asked":      {Rule{Pair: []string{"a", "x"}}, at("1"), "not asked"},
	} {
		o := c.rule.Judge(c.form)
		got := "not asked"
		if o.Applies {
			got = strings.Join(o.Names, " ") + "; " + strings.Join(o.Missing, " ") + ";"
			if o.Found != nil {
				got += " " + o.Found.String() + " " + o.Expected.String()
				if !o.Difference.Equal(o.Found.Sub(*o.Expected)) {
					t.Errorf("%s: the difference is %s", name, o.Difference)
				}
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
		if _, ok, err := c.rule.Formula(sheetCells{c.form}); err != nil || !ok && got != "not asked" {
			t.Errorf("%s: no formula (%v)", name, err)
		}
	}
}

// The sides of a comparison are only told where both are figures that are known.
func TestSides(t *testing.T) {
	for source, want := range map[string]bool{
		"a < b": true, "a != b": true, "a == c": false, "c == a": false, "c == d": false, "t == 'x'": false,
		"a > 1 and b > 1": false, "not (a > 1)": false, "a + b": false,
	} {
		if _, _, ok := parsed(t, source).Sides(at("1", "2")); ok != want {
			t.Errorf("%s: %v", source, ok)
		}
	}
}

func TestSentences(t *testing.T) {
	words := map[string]string{
		"#len": "rows of {table}", "#count": "rows of {table} in which {row}", "#sum": "the sum of {row} in {table}",
		"bang.kq": "result", "bang.so": "number", "bang": "the list", "a": "killed", "t": "grade",
	}
	for source, want := range map[string]string{
		"a + 1 >= 2 * a":                "“killed” + 1 ≥ 2 × “killed”",
		"a / 2 != 1 and t == 'x'":       "“killed” : 2 ≠ 1 and “grade” = “x”",
		"not (a <= 1)":                  "not “killed” ≤ 1",
		"len(bang) > 1":                 "rows of “the list” > 1",
		"count(bang, .kq == 'x') < 0.5": "rows of “the list” in which “result” = “x” < 0.5",
		"sum(bang, .so) - 1 > 0":        "the sum of “number” in “the list” - 1 > 0",
	} {
		if got := parsed(t, source).Sentence(func(n string) string { return words[n] }); got != want {
			t.Errorf("%s: %s, want %s", source, got, want)
		}
	}
}

// What a spreadsheet has nothing for is told wherever in a rule it stands.
func TestWhatASpreadsheetCannotSay(t *testing.T) {
	for _, source := range []string{
		"count(bang, .kq == t) > 1", "1 < count(bang, .so + 1 > 2)", "sum(bang, .so * 2) > 1",
		"count(bang, 'x' == .kq) > 1",
		"count(bang, .kq == 'x' and .so > 1) > 1", "a > 1 and not (count(bang, true) > 1)", "-count(bang, true) > 1",
		"count(bang, .so > 0.5) > 1", "count(bang, .so + 1 == 2) > 0", "count(bang, not (.so > 1)) > 0",
	} {
		e, fine := parsed(t, source), parsed(t, "a > 1")
		for _, r := range []Rule{{Check: e}, {Check: fine, When: e}} {
			if _, ok, err := r.Formula(sheetCells{at("1")}); err == nil || ok {
				f := at("1")
				f.rows = [][2]any{{"đạt", nil}}
				f.split = 1
				if _, ok, err = r.Formula(sheetCells{f}); err == nil || ok {
					t.Errorf("%s has a formula", source)
				}
			}
		}
		f := at("1")
		f.rows = [][2]any{{"đạt", nil}}
		if _, err := e.Formula(sheetCells{f}); err == nil {
			t.Errorf("%s has a formula", source)
		}
		if fig, err := e.Figure(sheetCells{f}); err == nil || fig != (Figure{}) {
			t.Errorf("%s has a figure", source)
		}
	}
}

// Formulas are as short as they can be: a form has one in each of its lines.
func TestFormulasAsTheyStand(t *testing.T) {
	f := at("1", "2")
	f.rows = [][2]any{{"đạt", nil}}
	f.split = 1
	for source, want := range map[string]string{
		"t == 'x'": `IF(T1<>"",NOT((T1="x")),FALSE)`,
		"'x' != t": `IF(T1<>"",NOT(("x"<>T1)),FALSE)`,
		"t == u":   `IF(AND(T1<>"",U1<>""),NOT((T1=U1)),FALSE)`,
		"1 < 2":    `IF(TRUE,NOT((ROUND(1-2,9)<0)),FALSE)`,
		"len(bang) > 1": `IF(TRUE,NOT(` +
			`(ROUND((SUMPRODUCT((1*(((KQ1:KQ9<>"")+(SO1:SO9<>""))>0))))-1,9)>0)),FALSE)`,
		"(1 > 2) == (3 > 4)":        `IF(TRUE,NOT(((ROUND(1-2,9)>0)=(ROUND(3-4,9)>0))),FALSE)`,
		"!(1 > 2) == (not (3 > 4))": `IF(TRUE,NOT((NOT((ROUND(1-2,9)>0))=NOT((ROUND(3-4,9)>0)))),FALSE)`,
		"sum(bang, .so) > 1": `IF(AND(SUMPRODUCT((1*(((KQ1:KQ9<>"")+(SO1:SO9<>""))>0))*(1-ISNUMBER(SO1:SO9)))=0),NOT(` +
			`(ROUND((SUMPRODUCT((1*(((KQ1:KQ9<>"")+(SO1:SO9<>""))>0))*ISNUMBER(SO1:SO9),SO1:SO9))-1,9)>0)),FALSE)`,
	} {
		live, ok, err := (&Rule{Check: parsed(t, source)}).Formula(sheetCells{f})
		if live.Broken != want || !ok || err != nil {
			t.Errorf("%s: %s (%v)", source, live.Broken, err)
		}
	}
	live, _, _ := (&Rule{Total: "t", Parts: []string{"u"}}).Formula(sheetCells{f})
	if want := `IF(AND(U1<>"",T1<>""),ROUND(ABS(T1-(U1)),9)>0,FALSE)`; live.Broken != want {
		t.Errorf("a total: %s", live.Broken)
	}
}

// Every mistake is told at the innermost place that is wrong, in its own words.
func TestMistakesSayWhatIsWrong(t *testing.T) {
	for source, want := range map[string]string{
		"a.b > 1":                  "2 only .column is allowed",
		"count(bang, #[1] > 1)":    "only .column is allowed",
		"-t > 1":                   "0 - needs a number, this is a text",
		"not a":                    "0 not needs true or false, this is a number",
		"-nope > 1":                `1 no figure, table or score has the id "nope"`,
		"bang == bang":             "5 tables cannot be compared",
		"a ** 2 > 1":               `2 operator "**" is not part of the rule language`,
		"max(a, b) > 1":            "0 function max is not part of the rule language",
		"len(a) > 1":               "0 len works on a table, a is a number",
		"len('x') > 1":             "0 len works on a table",
		"len(nope) > 1":            `4 no figure, table or score has the id "nope"`,
		"sum(bang) > 1":            "0 sum takes 2 arguments",
		"count(bang, .so) > 1":     "0 count needs true or false of each row, this is a number",
		"sum(bang, .kq) > 1":       "0 sum needs a number of each row, this is a text",
		"count(bang, .no > 1) > 1": `table bang has no column "no"`,
		"[a] == 1":                 "0 [a] is not part of the rule language",
	} {
		_, err := Parse(source, filled{})
		m, ok := err.(*Mistake)
		if !ok {
			t.Errorf("%s: %v", source, err)
			continue
		}
		if got := fmt.Sprint(m.Offset, " ", m.Reason); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s", source, got, want)
		}
	}
}
