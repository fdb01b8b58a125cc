package summary

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/write/formbook"
)

// What Excel takes of a formula (its published limits): LibreOffice takes more, so only
// this test tells.
const (
	formulaLength = 8192
	formulaDepth  = 64
	literalLength = 255
	formulaArgs   = 255
)

// measured are a formula's length, the depth of its functions, its longest text and its
// most arguments.
func measured(formula string) (depth, text, args int) {
	var open []int
	quoted, from, deepest, longest, most := false, 0, 0, 0, 0
	for i, c := range formula {
		switch {
		case c == '"':
			if quoted {
				longest = max(longest, len([]rune(formula[from+1:i])))
			} else {
				from = i
			}
			quoted = !quoted
		case quoted:
		case c == '(':
			open = append(open, 1)
			deepest = max(deepest, len(open))
		case c == ')':
			most = max(most, open[len(open)-1])
			open = open[:len(open)-1]
		case c == ',' && len(open) > 0:
			open[len(open)-1]++
		}
	}
	return deepest, longest, most
}

// Every formula of every form is one that Excel opens.
func TestFormulasAreWithinExcelsLimits(t *testing.T) {
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	var units []round.Unit
	for _, code := range []string{"le-loi", "pha-lai", "cq-01", "dn-01", "th-01", "sao-do-t01"} {
		u, ok := r.Register.Unit(code)
		if !ok {
			t.Fatal(code)
		}
		units = append(units, u, round.Unit{Kind: u.Kind})
	}
	n, longest, deepest := 0, 0, 0
	for _, u := range units {
		data, err := formbook.Form(r, u, form.Fill{Copy: 1})
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range f.GetSheetList() {
			rows, err := f.GetRows(s)
			if err != nil {
				t.Fatal(err)
			}
			for i := range len(rows) + 5 {
				for j := range 12 {
					ref, _ := excelize.CoordinatesToCellName(j+1, i+1)
					formula, err := f.GetCellFormula(s, ref)
					if err != nil || formula == "" {
						continue
					}
					n++
					depth, text, args := measured(formula)
					longest, deepest = max(longest, len([]rune(formula))), max(deepest, depth)
					if len([]rune(formula)) > formulaLength || depth > formulaDepth || text > literalLength || args > formulaArgs {
						t.Errorf("%s %s!%s: %d characters, %d deep, a text of %d, %d arguments: %.80s", u.Kind, s, ref, len([]rune(formula)), depth, text, args, formula)
					}
				}
			}
		}
		f.Close()
	}
	if n < 500 {
		t.Errorf("only %d formulas", n)
	}
	t.Logf("%d formulas, the longest %d characters, the deepest %d", n, longest, deepest)
}

func TestMeasured(t *testing.T) {
	depth, text, args := measured(`IF(A1="a(,b",SUM(1,2,3),"` + strings.Repeat("x", 300) + `")`)
	if depth != 2 || text != 300 || args != 3 {
		t.Errorf("%d deep, text of %d, %d arguments", depth, text, args)
	}
}
