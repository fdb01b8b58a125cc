package check_test

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/write/formbook"
)

// lets tells whether a validation lets a value be typed.
func lets(t *testing.T, f *excelize.File, dv *excelize.DataValidation, probe any) bool {
	t.Helper()
	if dv == nil {
		return true
	}
	d, number := probe.(decimal.Decimal)
	switch dv.Type {
	case "list":
		list := strings.Trim(dv.Formula1, `"`)
		return slices.Contains(strings.Split(list, ","), fmt.Sprint(probe))
	case "whole", "decimal":
		if !number || dv.Type == "whole" && !d.IsInteger() {
			return false
		}
		least, err1 := strconv.ParseFloat(dv.Formula1, 64)
		most, err2 := strconv.ParseFloat(dv.Formula2, 64)
		x := d.InexactFloat64()
		switch dv.Operator {
		case "", "between":
			if err1 != nil || err2 != nil {
				t.Fatalf("validation %+v", dv)
			}
			return x >= least && x <= most
		case "greaterThanOrEqual":
			return x >= least
		}
		t.Fatalf("validation %+v", dv)
	}
	return true
}

// What a form lets be typed the daemon takes, and what it does not let be typed the
// daemon refuses at that cell: validation, live check and message never contradict.
func TestTheFormAndTheDaemonSayTheSameOfEachCell(t *testing.T) {
	probes := []any{num("0"), num("3"), num("2.5"), num("-1"), num("999999999"), num("1000000000"), "nhiều", "đạt", "có", "x", "họp"}
	cells := 0
	for i, s := range subjects(t) {
		if testing.Short() && i%3 > 0 {
			continue
		}
		r, u, code := s.r, s.u, s.u.Code
		plan := form.Of(r, u)
		blank, err := formbook.Form(r, u, form.Fill{Copy: 1})
		if err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(bytes.NewReader(blank))
		if err != nil {
			t.Fatal(err)
		}
		validations := map[string]*excelize.DataValidation{}
		for _, name := range f.GetSheetList() {
			dvs, err := f.GetDataValidations(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, dv := range dvs {
				for _, ref := range strings.Fields(dv.Sqref) {
					validations[name+"!"+ref] = dv
				}
			}
		}
		for _, probe := range probes {
			values := map[string]any{}
			var asked []form.Input
			for _, in := range plan.Inputs {
				ind, _ := r.Form.Indicator(in.ID)
				figure := (in.Part == form.Value || in.Part == form.Prior) && (ind.Type == round.Count || ind.Type == round.Amount || ind.Type == round.Choice)
				if figure || in.Part == form.SelfScore || in.Part == form.Violations || in.Name == round.Verdict || in.Name == round.Bonus {
					values[in.Name] = probe
					asked = append(asked, in)
				}
			}
			v, _ := judged(t, r, u, typed{values: values})
			refused := map[string]string{}
			for _, f := range v.Findings {
				if f.Severity == finding.Error && (strings.HasPrefix(f.Code, "CELL") || f.Code == "SCOR-002") {
					refused[f.ID] = f.Code
				}
			}
			for _, in := range asked {
				cells++
				at := form.Title(r, in.Sheet) + "!" + sheet.Ref(in.Row, in.Col)
				dv := validations[at]
				if dv == nil {
					t.Fatalf("%s, %s (%s): no validation", code, in.Name, at)
				}
				if ok := lets(t, f, dv, probe); ok == (refused[in.Name] != "") {
					t.Errorf("%s, %s: %v: the form lets it be typed: %v, the daemon says %q", code, in.Name, probe, ok, refused[in.Name])
				}
				if dv.Prompt == nil || *dv.Prompt == "" {
					t.Errorf("%s, %s: the cell says not what is asked", code, in.Name)
				}
			}
		}
		f.Close()
	}
	t.Logf("%d cells and values", cells)
}
