package score_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/judge/score"
	"tonghop/internal/read/answer"
)

// card scores an agency's return in which every criterion has full points, but for
// the changes; "" clears an answer.
func card(t *testing.T, floor *decimal.Decimal, change map[string]string) *score.Card {
	t.Helper()
	r, err := define.Load("../../../templates/antt-2019")
	if err != nil {
		t.Fatal(err)
	}
	r.Form.Cards[0].Floor = floor
	u, _ := r.Register.Unit("cq-01")
	ret := &answer.Return{Unit: u, Plan: form.Build(r, u, nil)}
	put := func(name, v string) {
		a := answer.Answer{Name: name}
		if d, err := decimal.NewFromString(v); err == nil {
			a.State, a.Num = answer.Number, d
		} else if v != "" {
			a.State, a.Text = answer.Text, v
		}
		ret.Set(a)
	}
	put(round.Gate, "không")
	for _, c := range r.Form.Cards[0].Criteria() {
		put(c.ID+round.ScoreSuffix, c.Points.String())
	}
	for name, v := range change {
		put(name, v)
	}
	return score.Of(ret)
}

func show(d *decimal.Decimal) string {
	if d == nil {
		return "none"
	}
	return d.String()
}

func TestSelfAndComputedStandBesideEachOther(t *testing.T) {
	zero := decimal.Zero
	for _, c := range []struct {
		name           string
		floor          *decimal.Decimal
		change         map[string]string
		self, computed string
	}{
		{"full points", nil, nil, "100", "100"},
		{"one violation", nil, map[string]string{"tot_1_tu_cham": "7.5", "tot_1_vi_pham": "1"}, "95", "95"},
		{"a violation that the unit did not deduct", nil, map[string]string{"khong_1_vi_pham": "1"}, "100", "95"},
		{"deductions beyond the points, no floor: the appraiser decides", nil, map[string]string{"khong_1_tu_cham": "0", "khong_1_vi_pham": "3"}, "90", "none"},
		{"the same with a floor", &zero, map[string]string{"khong_1_tu_cham": "0", "khong_1_vi_pham": "3"}, "90", "90"},
		{"below full points without violations", nil, map[string]string{"khong_1_tu_cham": "5"}, "95", "none"},
		{"a score left out", nil, map[string]string{"khong_1_tu_cham": ""}, "none", "none"},
		{"a score out of range", nil, map[string]string{"khong_1_tu_cham": "11"}, "none", "none"},
		{"bonus with its ground", nil, map[string]string{"thuong_tu_cham": "5", "thuong_ghi_chu": "bắt trộm"}, "105", "105"},
		{"bonus without", nil, map[string]string{"thuong_tu_cham": "5"}, "105", "100"},
		{"behind the gate", nil, map[string]string{"vi_pham_chung": "có"}, "none", "none"},
	} {
		got := card(t, c.floor, c.change)
		if s := fmt.Sprint(show(got.Self), " ", show(got.Computed)); s != c.self+" "+c.computed {
			t.Errorf("%s: %s, want %s %s", c.name, s, c.self, c.computed)
		}
	}
}
