package demo

import (
	"testing"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/write/formbook"
)

func load(t testing.TB) *round.Round {
	t.Helper()
	r, err := define.Load(definition)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// A faultless return stays faultless through the form and back.
func TestFilledReturnsAreClean(t *testing.T) {
	r := load(t)
	for i, u := range r.Register.Units {
		if r.Kind(u.Kind).Level || i%4 != 0 { // every fourth has units of all kinds
			continue
		}
		code := u.Code
		data, err := formbook.Form(r, u, Filled(r, u, uint64(i)))
		if err != nil {
			t.Fatal(err)
		}
		v := record.JudgeOf(data, r, "")
		if v.Status != finding.Clean || v.Unit != code {
			t.Errorf("%s: %s %s", code, v.Status, v.Unit)
		}
		for _, f := range v.Findings {
			m, _ := f.Text("vi")
			t.Errorf("%s: %s %s %v %s", code, f.Code, f.Rule, f.Cells, m)
		}
	}
}
