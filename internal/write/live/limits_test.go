package live_test

import (
	"bytes"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/demo"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/write/formbook"
)

func load(t testing.TB) *round.Round {
	t.Helper()
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// back is the workbook in which a unit mends a return that says what spoil makes of a good one.
func back(t *testing.T, r *round.Round, unit string, spoil func(fill *form.Fill)) (record.Verdict, []byte) {
	t.Helper()
	u, ok := r.Register.Unit(unit)
	if !ok {
		t.Fatal(unit)
	}
	fill := demo.Filled(r, u, 1)
	spoil(&fill)
	sent, err := formbook.Form(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	v := record.JudgeOf(sent, r, "")
	again := roll.FillOf(v)
	again.Copy, again.Issued, again.Received, again.Past = 2, true, r.Due, fill.Past
	data, err := formbook.Form(r, u, again)
	if err != nil {
		t.Fatal(err)
	}
	return v, data
}

// functions are all that formulas are written with: spreadsheets of 2007 have them.
var functions = strings.Fields("ABS AND CHAR COUNT COUNTIF DAY FIND IF IFERROR INDEX INT ISNUMBER LEFT LEN MATCH MIN " +
	"MONTH N NOT OR RIGHT ROUND SUM SUMPRODUCT TEXT TRIM UPPER YEAR")

var quoted, called = regexp.MustCompile(`"[^"]*"|'[^']*'!`), regexp.MustCompile(`([A-Z][A-Z0-9.]*)\(`)

// measure is how deep a formula's calls are nested, and how many arguments the longest list has.
func measure(formula string) (depth, most int) {
	var args []int
	for _, r := range quoted.ReplaceAllString(formula, "0") {
		switch r {
		case '(':
			args = append(args, 1)
			depth = max(depth, len(args))
		case ',':
			args[len(args)-1]++
			most = max(most, args[len(args)-1])
		case ')':
			args = args[:len(args)-1]
		}
	}
	return depth, most
}

// A form holds no formula that an old Excel refuses, though each of its figures contradicts the
// others, last year's and those on record: what it says of one line grows with what is found there.
func TestFormulasStayWithinWhatExcelTakes(t *testing.T) {
	r := load(t)
	for _, unit := range []string{"le-loi", "cq-01", "th-01", "sao-do-t01"} {
		u, _ := r.Register.Unit(unit)
		v, data := back(t, r, unit, func(fill *form.Fill) {
			fill.Past = map[string]decimal.Decimal{}
			n := int64(0)
			for _, in := range form.Of(r, u).Inputs {
				d, figure := fill.Values[in.Name].(decimal.Decimal)
				if n++; figure && in.Part == form.Value {
					fill.Past[in.ID] = d.Add(decimal.NewFromInt(n + 40))
					fill.Values[in.Name] = d.Add(decimal.NewFromInt(n % 7))
				}
			}
		})
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		longest := 0
		for _, name := range f.GetSheetList() {
			rows, err := f.GetRows(name)
			if err != nil {
				t.Fatal(err)
			}
			for row := range rows {
				for col := range 12 {
					formula, err := f.GetCellFormula(name, sheet.Ref(row+1, col+1))
					if err != nil {
						t.Fatal(err)
					}
					longest = max(longest, len([]rune(formula)))
					holdFormula(t, unit+" "+name+"!"+sheet.Ref(row+1, col+1), formula, 8192)
				}
			}
			colours, err := f.GetConditionalFormats(name)
			if err != nil {
				t.Fatal(err)
			}
			for ref, all := range colours {
				for _, c := range all {
					holdFormula(t, unit+" "+name+"!"+ref, c.Criteria, 255)
					if strings.Contains(c.Criteria, "!") {
						t.Errorf("%s %s!%s: a colour that looks at another sheet: %s", unit, name, ref, c.Criteria)
					}
				}
			}
		}
		t.Logf("%s: %d findings, the longest formula has %d letters", unit, len(v.Findings), longest)
	}
}

func holdFormula(t *testing.T, where, formula string, most int) {
	t.Helper()
	depth, args := measure(formula)
	if n := len([]rune(formula)); n > most || depth > 64 || args > 255 {
		t.Errorf("%s: %d letters, %d levels, %d arguments: %.200s", where, n, depth, args, formula)
	}
	for _, call := range called.FindAllStringSubmatch(quoted.ReplaceAllString(formula, "0"), -1) {
		if !slices.Contains(functions, call[1]) {
			t.Errorf("%s: %s is no function of ours", where, call[1])
		}
	}
}
