package check_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/judge/check"
	"tonghop/internal/tier"
)

// many are made-up figures of n units of a kind.
func many(r *round.Round, kind string, n int) map[string]check.Figures {
	rnd := rand.New(rand.NewPCG(9, 9))
	all := map[string]check.Figures{}
	for i := range n {
		f := check.Figures{}
		for _, in := range r.Form.Indicators {
			if slices.Contains(in.Kinds, kind) && (in.Type == round.Count || in.Type == round.Amount) {
				f[in.ID] = decimal.NewFromInt(int64(10 + rnd.IntN(40)))
			}
		}
		all[fmt.Sprintf("u-%04d", i)] = f
	}
	return all
}

func found(r *round.Round, all map[string]check.Figures) (out []string) {
	for unit, fs := range check.Peers(r, "xa_phuong", all, func(u string) string { return u }) {
		for _, f := range fs {
			out = append(out, fmt.Sprint(unit, " ", f.Code, " ", f.ID, f.Args["label"]))
		}
	}
	slices.Sort(out)
	return out
}

// Among thousands of units the one figure that is far off and the one return that is
// nearly another's are found, and nothing else; few units are not compared.
func TestOutliersAndNearCopies(t *testing.T) {
	tier.Full(t)
	r := load(t)
	all := many(r, "xa_phuong", 3000)
	if got := found(r, all); len(got) != 0 {
		t.Errorf("nothing is odd, but: %v", got[:min(5, len(got))])
	}
	all["u-0007"]["hom_thu"] = num("900000")
	for id, d := range all["u-0100"] {
		all["u-2000"][id] = d
	}
	all["u-2000"]["don_thu"], all["u-2000"]["gd_lop_tong"] = num("1"), num("2")
	got := found(r, all)
	want := []string{"u-0007 PEER-001 hom_thu" + r.Label("hom_thu"), "u-2000 PEER-002 u-0100"}
	if !slices.Equal(got, want) {
		t.Errorf("found %v, want %v", got, want)
	}
	few := map[string]check.Figures{}
	for _, u := range []string{"u-0007", "u-0100", "u-2000"} {
		few[u] = all[u]
	}
	if got := found(r, few); len(got) != 0 {
		t.Errorf("three units: %v", got)
	}
}

// Figures against the round before, each code by itself.
func TestFiguresAgainstTheRoundBefore(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("le-loi")
	percent := num("50")
	for i := range r.Form.Indicators {
		if r.Form.Indicators[i].ID == "hom_thu" {
			r.Form.Indicators[i].Change = &percent
		}
	}
	past := check.Figures{}
	for i, id := range []string{"hom_thu", "don_thu", "hinh_su_vu", "te_nan_vu", "kinh_te_vu", "ho_tong"} {
		past[id] = decimal.NewFromInt(int64(10 + i))
	}
	as := func(change func(now, typed check.Figures)) (out []string) {
		now, typed := check.Figures{}, check.Figures{"hinh_su_vu": past["hinh_su_vu"]}
		for id, d := range past {
			now[id] = d.Add(num("1"))
		}
		change(now, typed)
		for _, f := range check.History(r, u, now, typed, past) {
			out = append(out, f.Code+" "+f.ID)
		}
		return out
	}
	for _, c := range []struct {
		name   string
		change func(now, typed check.Figures)
		want   []string
	}{
		{"nothing odd", func(_, _ check.Figures) {}, nil},
		{"another figure for last year", func(_, typed check.Figures) { typed["hinh_su_vu"] = num("3") }, []string{"HIST-001 hinh_su_vu_nam_truoc"}},
		{"half as much again is still within", func(now, _ check.Figures) { now["hom_thu"] = num("15") }, nil},
		{"more than half as much again", func(now, _ check.Figures) { now["hom_thu"] = num("16") }, []string{"HIST-002 hom_thu"}},
		{"no tolerance is set", func(now, _ check.Figures) { now["don_thu"] = num("40") }, nil},
		{"a thousand times", func(now, _ check.Figures) { now["ho_tong"] = num("15000") }, []string{"HIST-003 ho_tong"}},
		{"all the same", func(now, _ check.Figures) {
			for id, d := range past {
				now[id] = d
			}
		}, []string{"HIST-004 ho_tong"}},
	} {
		if got := as(c.change); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

// Whoever looks at an outlier sees what is usual: how many units of its kind there are, and
// from what to what they go.
func TestAnOutlierIsToldWithWhatIsUsual(t *testing.T) {
	r := load(t)
	all := map[string]check.Figures{"u-99": {"hom_thu": num("9000")}}
	for i := range 41 {
		all[fmt.Sprintf("u-%02d", i)] = check.Figures{"hom_thu": num(fmt.Sprint(8 + i*52/40))}
	}
	fs := check.Peers(r, "xa_phuong", all, func(u string) string { return u })["u-99"]
	if len(fs) != 1 {
		t.Fatalf("found %v", fs)
	}
	m, _ := fs[0].Text("vi")
	if want := "9.000, khác xa 41 đơn vị cùng loại (Xã, phường: từ 8 đến 60)"; !strings.Contains(m, want) {
		t.Errorf("%q does not say %q", m, want)
	}
}
