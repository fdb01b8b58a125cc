package calc

import "testing"

// at looks cells up by their references.
func at(g map[string]any) Cells {
	return func(ref string) (any, bool) {
		v, ok := g[ref]
		return v, ok
	}
}

// The interpreter itself is held to what a spreadsheet is known to say.
func TestTheInterpreterIsASpreadsheet(t *testing.T) {
	g := map[string]any{"A1": 2.5, "A2": nil, "A3": "Đạt", "B1:B3": []any{1.0, nil, "x"}, "C1:C3": []any{"a", "b", "A"},
		"'Số liệu'!$D$7": 4.0, "$C$1:C2": []any{"a", " "}}
	for formula, want := range map[string]any{
		`1+2*3`: 7.0, `-A1+1`: -1.5, `(1+2)*3`: 9.0, `1-1-1`: -1.0, `"a""b"&A1`: `a"b2.5`,
		`A2=""`: true, `A2=0`: true, `A2=FALSE`: true, `A2<>""`: false, `A3="đạt"`: true,
		`A3>A1`: true, `TRUE>A3`: true,
		`A3+1`: Fault("#VALUE!"), `1/A2`: Fault("#DIV/0!"), `IF(A2,1/0,2)`: 2.0, `IF(1/0,1,2)`: Fault("#DIV/0!"),
		`AND(FALSE,1/0=1)`: Fault("#DIV/0!"), `OR(TRUE,A3+1>0)`: Fault("#VALUE!"),
		`ISNUMBER(1/0)`: false, `NOT(A2)`: true,
		`N(A3)`: 0.0, `N(A2)`: 0.0, `N(A1)`: 2.5, `N(TRUE)`: 1.0, `ISNUMBER(A2)`: false, `ISNUMBER(A1)`: true,
		`"2"+1`:        3.0,
		`ROUND(2.5,0)`: 3.0, `ROUND(-2.5,0)`: -3.0, `ROUND(0.1+0.2-0.3,9)=0`: true, `INT(-1.5)`: -2.0, `ABS(-3)`: 3.0,
		`SUMPRODUCT(B1:B3)`: 1.0, `SUMPRODUCT(1*(B1:B3<>""))`: 2.0, `SUMPRODUCT(1*(C1:C3="a"))`: 2.0,
		`SUMPRODUCT((B1:B3<>""))`: 0.0, `SUMPRODUCT(1*ISNUMBER(B1:B3),B1:B3)`: 1.0,
		`SUMPRODUCT(B1:B3*1)`: Fault("#VALUE!"),
		`'Số liệu'!$D$7+1`:    5.0, `LEN("đạt")`: 3.0, `TRIM("  a  b ")`: "a b", `LEN(TRIM(A2))`: 0.0,
		`SUMPRODUCT(LEN(TRIM($C$1:C2)))`: 1.0, `FIND("t",A3)`: 3.0, `ISNUMBER(FIND("x",A3))`: false,
		`LEN(1/0)`:        Fault("#DIV/0!"),
		`LEFT(A3,2)="đạ"`: true, `RIGHT(A3,9)="đạt"`: true, `LEFT(A2,1)=""`: true,
		`COUNTIF(C1:C3,"a*")`: 2.0, `COUNTIF(B1:B3,"x*")+COUNTIF(B1:B3,"y*")`: 1.0,
		`1<=2`: true, `1>=2`: false, `A3="x"`: false,
		`AND(A3="đạt",A1>2)`: true, `NOT(A3)`: Fault("#VALUE!"),
	} {
		if got, err := Compute(formula, at(g)); err != nil || got != want {
			t.Errorf("%s = %v (%v), want %v", formula, got, err, want)
		}
	}
}

// A formula that cannot be read is told of, never computed by half.
func TestWhatCannotBeReadIsAnError(t *testing.T) {
	for _, formula := range []string{"1+", "(1", "1 2", "NOSUCH(1)", "Z9", `IF(1,2`, `"a`} {
		if v, err := Compute(formula, at(nil)); err == nil {
			t.Errorf("%s = %v", formula, v)
		}
	}
}
