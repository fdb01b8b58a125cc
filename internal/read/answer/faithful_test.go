package answer_test

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
)

// notTyped are the findings that nobody gets who typed only where the form asks.
var notTyped = []string{"TMPL-003", "TMPL-005", "TMPL-006", "TMPL-007", "TMPL-008", "CELL-013"}

// faithful holds that a return in which nobody typed outside the form gets none of them.
func faithful(t *testing.T, what string, v record.Verdict) {
	t.Helper()
	if v.Unit == "" {
		t.Errorf("%s: nobody's, %v", what, v.Findings)
	}
	for _, f := range v.Findings {
		if slices.Contains(notTyped, f.Code) {
			m, _ := f.Text("vi")
			t.Errorf("%s: %s %s", what, f.Code, m)
		}
	}
}

// registers are units for the rounds of testdata, which come without: with every kind, and
// with what makes two units of one kind be asked different things.
var registers = map[string][]round.Unit{
	"hygiene-2024": {{Code: "riverside", Name: "Riverside District", Kind: "district"},
		{Code: "s-01", Name: "North School", Kind: "school", Parent: "riverside"},
		{Code: "c-01", Name: "Hill Clinic", Kind: "clinic", Parent: "riverside"},
		{Code: "m-01", Name: "Old Market", Kind: "market", Parent: "riverside"}},
	"khoi-2023": {{Code: "khoi-cq", Name: "Khối", Kind: "khoi"},
		{Code: "c-1", Name: "Cơ quan mẫu 1", Kind: "co_quan", Parent: "khoi-cq"},
		{Code: "c-2", Name: "Cơ quan mẫu 2", Kind: "co_quan", Parent: "khoi-cq", Unassigned: []string{"mot_cua"}}},
	"xa-an-toan-2024": {{Code: "huyen-mau", Name: "Huyện mẫu", Kind: "huyen"},
		{Code: "xa-1", Name: "Xã mẫu", Kind: "xa", Parent: "huyen-mau"}},
}

// rounds are the shipped round and those of testdata.
func rounds(t *testing.T) []*round.Round {
	t.Helper()
	out := []*round.Round{load(t)}
	for id, units := range registers {
		dir := filepath.Join(t.TempDir(), id)
		if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "..", "testdata", "rounds", id))); err != nil {
			t.Fatal(err)
		}
		register, err := officers.Register("en", units, "Units")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, define.RegisterFile), register, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := define.Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, r)
	}
	return out
}

// asked are units of a round of which no two are asked the same.
func asked(r *round.Round) (out []round.Unit) {
	seen := map[*form.Input]bool{}
	for _, u := range r.Register.Units {
		if first := &form.Of(r, u).Inputs[0]; !seen[first] {
			seen[first] = true
			out = append(out, u)
		}
	}
	return out
}

// chosen is a kind's form with a unit chosen on it.
func chosen(r *round.Round, u round.Unit, fill form.Fill) ([]byte, error) {
	values := map[string]any{}
	for name, v := range fill.Values {
		values[name] = v
	}
	values[round.UnitName] = r.DisplayName(u)
	fill.Values = values
	return formbook.Form(r, round.Unit{Kind: u.Kind}, fill)
}

// Nobody who types only where a form asks is told that something stands outside it: every
// round's forms of units and of kinds, as issued, filled in, and given back to be corrected.
func TestOurOwnWordsAreNotOutsideTheForm(t *testing.T) {
	tier.Full(t)
	for _, r := range rounds(t) {
		for _, u := range asked(r) {
			what := r.ID + " " + u.Code
			judge := func(way string, data []byte, err error) record.Verdict {
				if err != nil {
					t.Fatal(what, way, err)
				}
				v := record.JudgeOf(data, r, "")
				faithful(t, what+", "+way, v)
				return v
			}
			blank, filled := form.Fill{Copy: 1, Issued: true}, demo.Filled(r, u, 3)
			data, err := formbook.Form(r, u, blank)
			judge("issued", data, err)
			data, err = chosen(r, u, blank)
			judge("of the kind", data, err)
			data, err = chosen(r, u, filled)
			judge("of the kind, filled in", data, err)
			delete(filled.Values, "ho_tong")
			data, err = formbook.Form(r, u, filled)
			filled.Findings = judge("filled in", data, err).Findings
			data, err = formbook.Form(r, u, filled)
			judge("to correct", data, err)
		}
	}
}

// Other programs that save a return add nothing to it.
func TestSavingAFormPutsNothingOutsideIt(t *testing.T) {
	r := load(t)
	files, err := filepath.Glob(filepath.Join("..", "..", "..", "testdata", "real", "*.xlsx"))
	if err != nil || len(files) == 0 {
		t.Fatal("no corpus", err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		faithful(t, filepath.Base(path), record.JudgeOf(data, r, ""))
	}
}

// What is typed on lines that only other units of the kind are asked is named, but for the
// figures that CELL-011 tells; what is typed on a sheet on which nothing is asked is named.
func TestWhatIsTypedOnLinesOfOthersIsNamed(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("hoang-hoa-tham") // a commune; the lines are those of wards
	data, err := chosen(r, u, demo.Filled(r, u, 3))
	if err != nil {
		t.Fatal(err)
	}
	all := form.Of(r, round.Unit{Kind: u.Kind})
	in, ok := all.Input("bvdp_tong")
	if _, own := form.Of(r, u).Input("bvdp_tong"); !ok || own {
		t.Fatal("the unit is asked for it")
	}
	at := func(col int) string { return sheet.Ref(in.Row, col) }
	beside := sheet.Ref(in.Row+1, form.FigCode+1)
	v := record.JudgeOf(typed(t, data, figures, map[string]any{
		at(form.FigNow): 12, at(form.FigExplain): "như năm trước", beside: "xem lại"}), r, "")

	says(t, v, figures+"!"+at(form.FigExplain)+" “như năm trước”, "+figures+"!"+beside+" “xem lại”.")
	told := slices.ContainsFunc(v.Findings, func(f finding.Finding) bool {
		return f.Code == "CELL-011" && f.ID == "bvdp_tong"
	})
	if !told {
		t.Error("the figure is not told")
	}
	for _, r := range rounds(t) {
		if r.ID != "khoi-2023" {
			continue
		}
		u := r.Register.Units[1]
		data, err := formbook.Form(r, u, demo.Filled(r, u, 3))
		if err != nil {
			t.Fatal(err)
		}
		data = typed(t, data, report, map[string]any{"B6": "Báo cáo viết ở đây", "B20": "và ở đây"})
		says(t, record.JudgeOf(data, r, ""),
			"Báo cáo!B6 “Báo cáo viết ở đây”, Báo cáo!B20 “và ở đây”.")
	}
}

// typed is a workbook in which something more is typed on a sheet.
func typed(t *testing.T, data []byte, title string, cells map[string]any) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	for ref, v := range cells {
		if err := f.SetCellValue(title, ref, v); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// A form of an earlier version may hold lines that are not asked any more.
func TestLinesOfAnEarlierVersionAreNotOutside(t *testing.T) {
	r, old := load(t), load(t)
	old.Form.Version = "2018-1"
	for i, in := range slices.Clone(old.Form.Indicators) {
		if i%9 == 0 {
			in.ID, in.Label = in.ID+"_cu", in.Label+" (cũ)"
			old.Form.Indicators = append(old.Form.Indicators, in)
		}
	}
	for _, u := range asked(r) {
		fill := demo.Filled(r, u, 3)
		for _, in := range form.Of(old, u).Inputs {
			if fill.Values[in.Name] == nil && in.Part == form.Value {
				fill.Values[in.Name] = "12"
			}
		}
		data, err := formbook.Form(old, u, fill)
		if err != nil {
			t.Fatal(err)
		}
		v := record.JudgeOf(data, r, "")
		if !slices.ContainsFunc(v.Findings, func(f finding.Finding) bool { return f.Code == "TMPL-004" }) {
			t.Error(u.Code, "is of the version that is asked")
		}
		for _, f := range v.Findings {
			if f.Code == "TMPL-008" || f.Code == "TMPL-006" {
				m, _ := f.Text("vi")
				t.Error(u.Code, f.Code, m)
			}
		}
	}
}
