package office_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
)

// level is one workspace of a tree of them.
type level struct {
	t   *testing.T
	opt workspace.Options
	r   *round.Round
}

// levelOf makes a workspace of the first round for another level: its own unit, its desks,
// its register.
func levelOf(t *testing.T, self string, change map[string]string, units []round.Unit) level {
	t.Helper()
	dir := t.TempDir()
	to := filepath.Join(dir, "templates", "antt-2019")
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{define.RoundFile, define.FormFile} {
		data, err := os.ReadFile(filepath.Join("..", "..", "..", "templates", "antt-2019", name))
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		if name == define.RoundFile {
			text = strings.Replace(text, "self: chi-linh", "self: "+self, 1)
			for old, now := range change {
				if !strings.Contains(text, old) {
					t.Fatalf("round.yaml has no %q", old)
				}
				text = strings.Replace(text, old, now, 1)
			}
		}
		if err := os.WriteFile(filepath.Join(to, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	register, err := officers.Register("vi", units, "Danh sách đơn vị")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(to, define.RegisterFile), register, 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := define.Load(to)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2019, 10, 5, 8, 0, 0, 0, r.Location)
	l := level{t, workspace.Options{Dir: dir, Log: zerolog.Nop(), Settle: intake.Settle{Quiet: 30 * time.Millisecond, Unmarked: 60 * time.Millisecond, Incomplete: 200 * time.Millisecond}, Every: time.Second,
		Now: func() time.Time { now = now.Add(time.Second); return now }}, r}
	sealed(t, l.opt, r) // this level's own return counts on its own form only
	return l
}

// up is what the level above gets.
func (l level) up() []byte {
	l.t.Helper()
	data, err := os.ReadFile(l.opt.Folder("outbox", "bao-cao-cap-tren.xlsx"))
	if err != nil {
		l.t.Fatal(err)
	}
	return data
}

// send drops a return of a unit, filled in with its figures.
func (l level) send(u string, fill form.Fill) {
	l.t.Helper()
	data, err := formbook.Form(l.r, unit(l.t, l.r, u), fill)
	if err != nil {
		l.t.Fatal(err)
	}
	put(l.t, l.opt, fmt.Sprintf("%s %d.xlsx", u, fill.Copy), data)
}

// own is what a level answers itself: its narratives, and the figures that nobody below
// it is asked for.
func (l level) own(code string) form.Fill {
	u := unit(l.t, l.r, code)
	fill := demo.Filled(l.r, u, 3)
	for i := range l.r.Form.Indicators {
		in := &l.r.Form.Indicators[i]
		if (in.Type == round.Count || in.Type == round.Amount) && !l.r.Owes(in, u) {
			delete(fill.Values, in.ID)
			delete(fill.Values, in.ID+round.PriorSuffix)
		}
	}
	for id, n := range map[string]int64{ // parts that nobody below is asked, of totals that are rolled up
		"mo_hinh_truong_hoc": 3, "mo_hinh_dn_tu_quan": 2, "giao_uoc_thon": 0,
	} {
		if _, ok := fill.Values[id]; ok {
			fill.Values[id] = decimal.NewFromInt(n)
		}
	}
	if _, ok := fill.Values["kdc_dat_danh_hieu"]; ok {
		fill.Values["kdc_dat_danh_hieu"] = decimal.NewFromInt(5) // all five are appraised as met
	}
	delete(fill.Tables, "danh_sach_kdc")
	delete(fill.Tables, "mo_hinh")
	delete(fill.Tables, "khen_thuong")
	return fill
}

// A whole round at three levels: six communes with thirty villages, a city with sixty more
// units, the province. What units typed is what the province reads.
func TestThreeLevels(t *testing.T) {
	tier.Unraced(t)
	tier.Full(t)
	t.Parallel()
	communes := []string{"le-loi", "hung-dao", "bac-an", "nhan-hue", "hoang-hoa-tham", "van-an"}
	village := func(commune string, n int, direct bool) round.Unit {
		return round.Unit{Code: fmt.Sprintf("%s-t%02d", commune, n), Name: fmt.Sprintf("Thôn mẫu %02d", n), Kind: "thon_kdc", Parent: commune, Direct: direct}
	}
	typed := map[string]form.Fill{} // what every unit typed in the end
	cityUnits := []round.Unit{{Code: "chi-linh", Name: "Thành phố Chí Linh", Kind: "thanh_pho", Direct: true}}
	var lower []level
	for _, c := range communes {
		self := round.Unit{Code: c, Name: "Xã " + c, Kind: "xa_phuong", Direct: true, Attrs: map[string]string{"loai": "xã"}}
		units := []round.Unit{self}
		self.Parent = "chi-linh"
		cityUnits = append(cityUnits, self)
		for n := 1; n <= 5; n++ {
			units = append(units, village(c, n, true))
			cityUnits = append(cityUnits, village(c, n, false))
		}
		lower = append(lower, levelOf(t, c, map[string]string{", each: xa_phuong, then: xdpt": ""}, units))
	}
	for i, k := range []string{"co_quan", "doanh_nghiep", "truong_hoc"} {
		for n := 1; n <= 20; n++ {
			cityUnits = append(cityUnits, round.Unit{Code: fmt.Sprintf("%s-%02d", []string{"cq", "dn", "th"}[i], n), Name: fmt.Sprintf("Đơn vị mẫu %d.%02d", i+1, n), Kind: k, Parent: "chi-linh", Direct: true})
		}
	}
	city := levelOf(t, "chi-linh", nil, cityUnits)
	province := levelOf(t, "hai-duong", nil, []round.Unit{{Code: "hai-duong", Name: "Tỉnh Hải Dương", Kind: "tinh", Direct: true}, {Code: "chi-linh", Name: "Thành phố Chí Linh", Kind: "thanh_pho", Parent: "hai-duong", Direct: true}})

	// The communes: issue, fill, return, correct, appraise, report upward.
	for i, l := range lower {
		c := communes[i]
		for n := 1; n <= 5; n++ {
			u := village(c, n, true).Code
			fill := demo.Filled(l.r, unit(t, l.r, u), 3)
			typed[u] = fill
			if n == 2 { // one is returned first
				faulty := demo.Filled(l.r, unit(t, l.r, u), 3)
				delete(faulty.Values, "ho_tong")
				l.send(u, faulty)
				continue
			}
			l.send(u, fill)
		}
		fill := l.own(c)
		typed[c] = fill
		l.send(c, fill)
		p := takeIn(t, l.opt)
		if back := village(c, 2, true).Code; p.Standing(back).Status() != finding.Returned || !exists(l.opt.Folder("outbox", "tra-lai", back+".xlsx")) {
			t.Fatalf("%s is %s", back, p.Standing(back).Status())
		} else {
			again := typed[back]
			again.Copy = 2
			l.send(back, again)
		}
		p = takeIn(t, l.opt)
		w := openPaper(t, deskBook(l.opt, "ca_xa"))
		for n := 1; n <= 5; n++ {
			w.set(p.Round.DisplayName(unit(t, l.r, village(c, n, true).Code)), agreed(nil))
		}
		put(t, l.opt, "thẩm định.xlsx", w.bytes())
		p = takeIn(t, l.opt)
		if s := p.Standing(c); s.Counts == nil {
			t.Fatalf("%s's own return does not count: %v", c, brief(recordOf(t, p, c)))
		}
		put(t, city.opt, "báo cáo "+c+".xlsx", l.up())
	}
	for _, u := range city.r.Register.Units {
		if u.Kind == "co_quan" || u.Kind == "doanh_nghiep" || u.Kind == "truong_hoc" {
			typed[u.Code] = demo.Filled(city.r, u, 3)
			city.send(u.Code, typed[u.Code])
		}
	}
	typed["chi-linh"] = city.own("chi-linh")
	city.send("chi-linh", typed["chi-linh"])
	p := takeIn(t, city.opt)
	for _, c := range communes {
		rec := recordOf(t, p, c)
		for _, f := range rec.Findings {
			if f.Severity == "blocker" || f.Severity == "error" {
				t.Errorf("%s at the city: %s %s %v %s", c, f.Code, f.Rule, f.Cells, f.Message)
			}
		}
		if rows := rec.Tables["danh_sach_kdc"]; len(rows) != 5 || rows[0]["diem_tham_dinh"] == nil || rows[0]["ket_qua"] == nil {
			t.Errorf("%s: its villages at the city: %v", c, rows)
		}
	}
	if t.Failed() {
		return
	}

	// The city appraises what the communes appraised, and its own units; one return changes
	// after that; the decision; the report to the province.
	w := openPaper(t, deskBook(city.opt, "xdpt"))
	for _, c := range communes {
		for n := 1; n <= 5; n++ {
			w.set(p.Round.DisplayName(unit(t, city.r, village(c, n, true).Code)), agreed(nil))
		}
	}
	put(t, city.opt, "xdpt.xlsx", w.bytes())
	a := openPaper(t, deskBook(city.opt, "an_ninh"))
	for n := 1; n <= 20; n++ {
		a.set(fmt.Sprintf("Đơn vị mẫu 1.%02d", n), agreed(nil))
	}
	put(t, city.opt, "an ninh.xlsx", a.bytes())
	takeIn(t, city.opt)
	changed := typed["cq-07"]
	changed.Values["hom_thu"] = decimal.NewFromInt(99)
	city.send("cq-07", changed)
	p = takeIn(t, city.opt)
	if p.Standing("cq-07").Status() != finding.Clean || p.Standing("cq-08").Status() != finding.Appraised {
		t.Fatalf("cq-07 %s, cq-08 %s", p.Standing("cq-07").Status(), p.Standing("cq-08").Status())
	}
	list := openPaper(t, city.opt.Folder("outbox", "de-nghi-cong-nhan.xlsx")).field(decision.FieldNo, "12/QĐ").field(decision.FieldDay, "25/10/2019").field(decision.FieldBy, "A")
	for n := 1; n <= 20; n++ {
		if n != 7 {
			list.set(fmt.Sprintf("Đơn vị mẫu 1.%02d", n), map[string]any{decision.InDecision: "có"})
		}
	}
	put(t, city.opt, "quyết định.xlsx", list.bytes())
	p = takeIn(t, city.opt)
	if !p.Standing("cq-08").Recognised() || p.Standing("cq-07").Decided != nil {
		t.Error("the decision is not what was filled in")
	}
	for _, c := range communes {
		for n := 1; n <= 5; n++ {
			if s := p.Standing(village(c, n, true).Code); s.Scores == nil || len(s.Scores.Levels) != 2 {
				t.Errorf("%s has no appraisal at both levels: %+v", s.Unit.Code, s.Scores)
			}
		}
	}
	put(t, province.opt, "Chí Linh.xlsx", city.up())
	pp := takeIn(t, province.opt)
	rec := recordOf(t, pp, "chi-linh")
	for _, f := range rec.Findings {
		if f.Severity == "blocker" || f.Severity == "error" {
			t.Errorf("the city at the province: %s %s %v %s", f.Code, f.Rule, f.Cells, f.Message)
		}
	}
	if !*rec.Counts {
		t.Fatalf("the city's return does not count: %s", rec.Status)
	}

	// Independent: straight from what was typed.
	figures := 0
	for _, in := range city.r.Form.Indicators {
		if in.Type != round.Count && in.Type != round.Amount || in.TotalFrom == "" {
			continue
		}
		want, wantPrior, any := byHand(in, typed, city.r)
		if in.ID == "mo_hinh_duy_tri" { // communes add parts that their villages' totals lack
			want = decimal.Zero
			for _, id := range strings.Split("to_lien_gia to_tu_quan dong_ho clb_dong_cam hom_thu truong_hoc dn_tu_quan khac", " ") {
				part, _ := city.r.Form.Indicator("mo_hinh_" + id)
				n, _, _ := byHand(part, typed, city.r)
				want = want.Add(n)
			}
		}
		got, ok := record.Number(rec.Values[in.ID])
		if ok != any || ok && !got.Equal(want) {
			t.Errorf("%s at the province: %v (%v), by hand %s (%v)", in.ID, got, ok, want, any)
		}
		if prior, ok := record.Number(rec.Prior[in.ID]); ok != in.Prior || !prior.Equal(wantPrior) {
			t.Errorf("%s of last year at the province: %v (%v), by hand %s", in.ID, prior, ok, wantPrior)
		}
		figures++
	}
	if n := rec.Tables["mo_hinh"]; len(n) == 0 {
		t.Error("no models came up")
	}
	if figures < 100 {
		t.Errorf("only %d figures were compared", figures)
	}
	t.Logf("%d figures at the province equal what %d units typed", figures, len(typed))
}

// byHand adds what was typed up, by the words of the contract and in no way as the program
// does: communes for what covers a territory, else everybody, a commune's own answer in
// place of its villages'.
func byHand(in round.Indicator, typed map[string]form.Fill, r *round.Round) (sum, prior decimal.Decimal, any bool) {
	add := func(code string) bool {
		d, ok := typed[code].Values[in.ID].(decimal.Decimal)
		if ok {
			sum, any = sum.Add(d), true
			if p, ok := typed[code].Values[in.ID+round.PriorSuffix].(decimal.Decimal); ok {
				prior = prior.Add(p)
			}
		}
		return ok
	}
	if add("chi-linh") {
		return sum, prior, any
	}
	for code := range typed {
		u, _ := r.Register.Unit(code)
		switch {
		case u.Kind == "thanh_pho":
		case in.TotalFrom == "xa_phuong":
			if u.Kind == "xa_phuong" {
				add(code)
			}
		case u.Kind == "thon_kdc":
			if _, own := typed[u.Parent].Values[in.ID].(decimal.Decimal); !own {
				add(code)
			}
		default:
			add(code)
		}
	}
	return sum, prior, any
}
