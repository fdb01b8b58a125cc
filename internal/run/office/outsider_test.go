package office_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
	"tonghop/internal/write/officers"
)

// markedAs fills a matter of the workbook of decisions in that has no unit, and takes it in.
func markedAs(t *testing.T, opt workspace.Options, matter, value string) *standing.Picture {
	t.Helper()
	fill := func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row("", matter), value)
	}
	put(t, opt, "đánh dấu "+value+".xlsx", decide(t, opt, fill))
	return takeIn(t, opt)
}

// plain is a round as a stranger has it, without any key.
func plain(r *round.Round) *round.Round {
	out := *r
	out.Keys = nil
	return &out
}

// This level's own return is filled in by its officers: what a stranger wrote in its name, on
// whatever form, neither takes the place of the totals nor goes up, until an officer chooses
// it; its own form, mailed, waits too, and dropped by itself it counts.
func TestAStrangersReturnOfThisLevelsOwn(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealing(t)
	opt.Publishes = nil
	self := unit(t, r, r.Self)
	put(t, opt, "le-loi.xlsx", bytesOf(t, r, unit(t, r, "le-loi"), nil))
	takeIn(t, opt)
	was := totals(t, opt)["hom_thu"]
	says := func(n int64) func(f *form.Fill) {
		return func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(n) }
	}
	own := bytesOf(t, r, self, says(70709))
	put(t, opt, "a.eml", posted("x@y.example", "BC", map[string][]byte{"a.xlsx": bytesOf(t, plain(r), self, says(70701))}))
	put(t, opt, "b.xlsx", bytesOf(t, elsewhere(r), self, says(70702)))
	put(t, opt, "c.xlsx", kindForm(t, r, self, says(70703)))
	put(t, opt, "d.zip", packed(t, map[string][]byte{"d.xlsx": own}))
	p := takeIn(t, opt)
	if now := totals(t, opt)["hom_thu"]; now != was || was == "" {
		t.Errorf("the total was %q, it is %q", was, now)
	}
	s := p.Standing(r.Self)
	if s.Counts != nil || len(s.Versions) != 4 {
		t.Errorf("of %d one counts: %+v", len(s.Versions), s.Counts)
	}
	if up := sheetText(t, opt.Folder("outbox", "bao-cao-cap-tren.xlsx"), "Số liệu"); strings.Contains(up, "7070") {
		t.Error("it goes up")
	}
	for _, want := range []string{unsealed, "bao-cao-cap-tren.xlsx"} {
		if text := asking(t, opt); !strings.Contains(text, want) {
			t.Errorf("%q is not said of it: %s", want, text)
		}
	}
	put(t, opt, "đ.xlsx", own)
	takeIn(t, opt)
	if now := totals(t, opt)["hom_thu"]; now != "70709" {
		t.Errorf("dropped by an officer, and the total is %q", now)
	}
	put(t, opt, "chọn.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row(self.Name, "chính cơ quan này"), "1")
	}))
	takeIn(t, opt)
	if now := totals(t, opt)["hom_thu"]; !strings.HasPrefix(now, "7070") || now == "70709" {
		t.Errorf("an officer chose it, and the total is %q", now)
	}
}

// A workbook that an officer put aside stays so: a standing mark of its sender lets in what
// comes later, not what was refused by hand.
func TestAStandingMarkLetsNothingInThatWasVoided(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, filled := tempting(t)
	from := "ca@xa.example"
	put(t, opt, "1.eml", posted(from, "Mot", map[string][]byte{"a.xlsx": filled["appraisal"]}))
	takeIn(t, opt)
	markedAs(t, opt, "Tệp thẩm định", "bỏ")
	c := unit(t, r, "cq-03").Name
	next := openPaper(t, deskBook(opt, "an_ninh")).set(c, agreed(nil)).bytes()
	put(t, opt, "2.eml", posted(from, "Hai", map[string][]byte{"a.xlsx": next}))
	takeIn(t, opt)
	p := markedAs(t, opt, "Tệp thẩm định", "luôn ghi nhận")
	if p.Standing("cq-03").Status() != finding.Appraised {
		t.Fatalf("marked, and cq-03 is %s", p.Standing("cq-03").Status())
	}
	put(t, opt, "3.eml", posted(from, "Lai", map[string][]byte{"a.xlsx": filled["appraisal"]}))
	if p = takeIn(t, opt); p.Standing("cq-02").Status() == finding.Appraised {
		t.Error("what was put aside was recorded under the mark")
	}
	p = revokeRow(t, opt, "Bỏ tệp")
	if p.Standing("cq-02").Status() != finding.Appraised {
		t.Error("it is put aside no more, and the mark does not hold")
	}
}

// A standing mark holds for an address. A sender that is a bare name, as anybody can write it,
// is asked about each time.
func TestAStandingMarkIsForAnAddress(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _, filled := tempting(t)
	put(t, opt, "1.eml", posted("Cong an xa Le Loi", "Mot", map[string][]byte{"a.xlsx": filled["appraisal"]}))
	takeIn(t, opt)
	if text := asking(t, opt); !strings.Contains(text, "Cong an xa Le Loi") || strings.Contains(text, "luôn ghi nhận") {
		t.Errorf("a mark is offered for a name: %s", text)
	}
	if p := markedAs(t, opt, "Tệp thẩm định", "luôn ghi nhận"); p.Standing("cq-02").Status() == finding.Appraised {
		t.Error("a mark was set for a name")
	}
	if p := markedAs(t, opt, "Tệp thẩm định", "ghi nhận"); p.Standing("cq-02").Status() != finding.Appraised {
		t.Error("it cannot be let in by itself")
	}
}

// sent is a return as it came: the day on which it was dropped, and of its mail, if there was one.
type sent struct {
	dropped, mailed string
	data            []byte
}

// arriving takes files in, each on its day.
func arriving(t *testing.T, opt workspace.Options, all ...sent) (p *standing.Picture) {
	t.Helper()
	for i, one := range all {
		at, err := time.Parse(time.DateOnly, one.dropped)
		if err != nil {
			t.Fatal(err)
		}
		opt.Now = func() time.Time { at = at.Add(time.Second); return at }
		name, data := fmt.Sprintf("%d.xlsx", i), one.data
		if one.mailed != "" {
			day, _ := time.Parse(time.DateOnly, one.mailed)
			text := posted("x@y.example", "BC", map[string][]byte{name: data})
			was := []byte("Date: Sat, 12 Oct 2019 08:00:00 +0700")
			name, data = name+".eml", bytes.Replace(text, was, []byte("Date: "+day.Format(time.RFC1123Z)), 1)
		}
		put(t, opt, name, data)
		p = takeIn(t, opt)
	}
	return p
}

// Whether a unit was on time is judged on its own return, the one that was sent first: a form
// without our seal from which its own does not go on makes it neither late nor on time.
func TestOnTimeIsNotAnybodysToSay(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, units := schools(t)
	u, from := units[0], units[1]
	faulty := func(f *form.Fill) {
		meals(5)(f)
		delete(f.Values, "meals")
	}
	own, other := bytesOf(t, r, u, meals(1)), bytesOf(t, plain(r), u, meals(2))
	wrong, dressed := bytesOf(t, plain(r), u, faulty), passedOff(t, bytesOf(t, r, from, meals(3)), from, u)
	second := bytesOf(t, r, u, func(f *form.Fill) {
		meals(4)(f)
		f.Copy = 2
	})
	for _, c := range []struct {
		what   string
		all    []sent
		onTime bool
	}{
		{"a stranger's form, then its own late", []sent{{"2025-01-20", "", other}, {"2025-02-05", "", own}}, false},
		{"a stranger's form with errors, then its own late",
			[]sent{{"2025-01-20", "", wrong}, {"2025-02-05", "", own}}, false},
		{"a key of a stranger's, then its own late",
			[]sent{{"2025-01-20", "", bytesOf(t, elsewhere(r), u, meals(6))}, {"2025-02-05", "", own}}, false},
		{"its own late, then a stranger's mail of before",
			[]sent{{"2025-02-05", "", own}, {"2025-02-06", "2025-01-19", other}}, false},
		{"a stranger's late, then its own sent in time",
			[]sent{{"2025-02-05", "", other}, {"2025-02-06", "2025-01-30", own}}, true},
		{"its correction dropped before what it corrects",
			[]sent{{"2025-02-05", "2025-02-04", own}, {"2025-02-06", "2025-01-30", bytesOf(t, r, u, meals(7))}}, true},
		{"a form without our seal, corrected late on what went back",
			[]sent{{"2025-01-20", "", wrong}, {"2025-02-05", "", second}}, true},
		{"a stranger's form alone", []sent{{"2025-01-20", "", other}}, true},
		{"another unit's form", []sent{{"2025-01-20", "", dressed}}, false},
		{"another unit's form, late", []sent{{"2025-02-05", "", dressed}}, false},
		{"another unit's form, corrected late on what went back",
			[]sent{{"2025-01-20", "", dressed}, {"2025-02-05", "", second}}, true},
	} {
		opt, was := opt, opt.Dir
		opt.Dir = t.TempDir()
		if err := os.CopyFS(opt.Dir, os.DirFS(was)); err != nil {
			t.Fatal(err)
		}
		p := arriving(t, opt, c.all...)
		late := !c.onTime && p.Standing(u.Code).Counts != nil
		if s := p.Standing(u.Code); s.OnTime != c.onTime || s.Late != late {
			t.Errorf("%s: on time %t, late %t; %s", c.what, s.OnTime, s.Late, numbers(s))
		}
	}
}

// A unit that sends nothing itself stands in the list of the unit above: a form of less sure
// origin in its name does not take the place of its row there.
func TestARowOfTheListAboveIsNotReplaced(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealing(t)
	u, commune := unit(t, r, "pha-lai-t01"), unit(t, r, "pha-lai")
	list := func(n int64) []byte {
		return bytesOf(t, r, commune, func(f *form.Fill) {
			for _, row := range f.Tables["danh_sach_kdc"] {
				row["ket_qua"], row["diem_tham_dinh"] = "đạt", decimal.NewFromInt(90)
			}
			f.Values["kdc_dat_danh_hieu"] = decimal.NewFromInt(int64(len(f.Tables["danh_sach_kdc"])))
			f.Values["hom_thu"] = decimal.NewFromInt(n)
		})
	}
	put(t, opt, "xã.xlsx", list(40))
	p := takeIn(t, opt)
	if p.Standing(u.Code).Via == nil {
		t.Fatal("its row says nothing")
	}
	p = drop(t, opt, "đội.xlsx", openPaper(t, deskBook(opt, "xdpt")).set(r.DisplayName(u), agreed(nil)))
	was := p.Standing(u.Code).Scores.Final
	put(t, opt, "giả 1.xlsx", bytesOf(t, plain(r), u, nil))
	put(t, opt, "giả 2.xlsx", bytesOf(t, elsewhere(r), u, nil))
	p = takeIn(t, opt)
	s := p.Standing(u.Code)
	if s.Status() != finding.Appraised || was == nil || s.Scores.Final == nil || !s.Scores.Final.Equal(*was) {
		t.Errorf("it was appraised with %v, it is %s", was, numbers(s))
	}
	put(t, opt, "xã lần 2.xlsx", list(41))
	p = takeIn(t, opt)
	if s := p.Standing(u.Code); s.Via == nil || s.Counts != nil {
		t.Errorf("its row changed, and what counts is %s", numbers(s))
	}
	if text := asking(t, opt); !strings.Contains(text, "danh sách của "+commune.Name) {
		t.Errorf("it is not said what it stands against: %s", text)
	}
	put(t, opt, "thật.xlsx", bytesOf(t, r, u, nil))
	if p = takeIn(t, opt); p.Standing(u.Code).Counts == nil || p.Standing(u.Code).Via != nil {
		t.Errorf("its own form does not count: %s", numbers(p.Standing(u.Code)))
	}
}

// moved gives units another parent in the register.
func moved(t *testing.T, opt workspace.Options, r *round.Round, parent string, codes ...string) {
	t.Helper()
	units := slices.Clone(r.Register.Units)
	for i := range units {
		if slices.Contains(codes, units[i].Code) {
			units[i].Parent = parent
		}
	}
	data, err := officers.Register("vi", units, "Danh sách đơn vị")
	if err == nil {
		err = os.WriteFile(opt.Folder("templates", "antt-2019", define.RegisterFile), data, 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// A unit that is another commune's from now on: what was begun at the old seat, or is sent from
// there, fills nothing in at the new one, and what was appraised there is not said to be of
// here.
func TestAnotherSeatsRowsStayThere(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	a, b := unit(t, r, "le-loi-t01"), unit(t, r, "le-loi-t02")
	for _, u := range []round.Unit{a, b} {
		put(t, opt, u.Code+".xlsx", bytesOf(t, r, u, nil))
	}
	takeIn(t, opt)
	begun := agreed(map[string]any{decision.InReason: "Ghi ở Lê Lợi"})
	delete(begun, decision.InDay)
	at := func(u round.Unit) string { return r.DisplayName(u) }
	drop(t, opt, "dở.xlsx", openPaper(t, deskBook(opt, "ca_xa-le-loi")).set(at(a), begun).set(at(b), agreed(nil)))
	sent := agreed(map[string]any{decision.InReason: "Gửi từ Lê Lợi"})
	old := openPaper(t, deskBook(opt, "ca_xa-le-loi")).set(at(a), sent)
	moved(t, opt, r, "pha-lai", a.Code, b.Code)
	for _, u := range []*round.Unit{&a, &b} {
		u.Parent = "pha-lai"
	}
	p := takeIn(t, opt)
	name := p.Round.DisplayName(a)
	blank := func(when string) {
		t.Helper()
		now := openPaper(t, deskBook(opt, "ca_xa-pha-lai"))
		if got := now.at(name, decision.InReason) + now.at(name, decision.InResult) + now.note(name); got != "" {
			t.Errorf("%s, at the new seat: %q", when, got)
		}
	}
	blank("begun at the old seat")
	p = drop(t, opt, "từ Lê Lợi.xlsx", old)
	if p.Standing(a.Code).Scores != nil && len(p.Standing(a.Code).Scores.Levels) > 0 {
		t.Error("the old seat appraised it")
	}
	blank("sent from the old seat")
	now := openPaper(t, deskBook(opt, "ca_xa-pha-lai"))
	if note := now.note(p.Round.DisplayName(b)); !strings.Contains(note, "Lê Lợi") {
		t.Errorf("it is not said where it was appraised: %q", note)
	}
	if p = drop(t, opt, "tại chỗ.xlsx", now.set(name, agreed(nil))); len(p.Standing(a.Code).Scores.Levels) != 1 {
		t.Errorf("the new seat cannot appraise it: %+v", outcomesOf(p))
	}
}

// What was decided upon stays as it was: a file that came before the decision and is given to
// the unit after it takes the place of nothing.
func TestAFileGivenToARecognisedUnit(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, filled := tempting(t)
	u := unit(t, r, "cq-01")
	put(t, opt, "lạ.xlsx", renamed(t, bytesOf(t, r, unit(t, r, "cq-05"), figure(999))))
	p := takeIn(t, opt)
	was := recordOf(t, p, u.Code)
	give := decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row("lạ.xlsx", ""), u.Code)
	})
	put(t, opt, "công nhận.xlsx", filled["proposal"])
	if p = takeIn(t, opt); !p.Standing(u.Code).Recognised() {
		t.Fatalf("not recognised: %+v", outcomesOf(p))
	}
	put(t, opt, "gán.xlsx", give)
	p = takeIn(t, opt)
	now := recordOf(t, p, u.Code)
	if now.SHA256 != was.SHA256 || now.Status != string(finding.Recognised) {
		t.Errorf("the recognised unit's return was replaced: %s", numbers(p.Standing(u.Code)))
	}
	if len(p.Strays) != 1 {
		t.Errorf("%d files without a unit", len(p.Strays))
	}
	revokeRow(t, opt, "Công nhận")
	put(t, opt, "gán lại.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row("lạ.xlsx", ""), u.Code)
	}))
	if p = takeIn(t, opt); len(p.Strays) != 0 {
		t.Errorf("taken back, and it cannot be given: %+v", outcomesOf(p))
	}
}

// A row that an officer began speaks of what the workbook showed: a return that came after it
// was written is neither accepted nor counted by it.
func TestAFreeRowDoesNotAcceptWhatCameSince(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	for _, what := range []string{"chấp nhận báo cáo", "tính vào tổng"} {
		opt, r := sealing(t)
		u := unit(t, r, "cq-01")
		faulty := func(n int64) []byte {
			return bytesOf(t, r, u, func(f *form.Fill) {
				delete(f.Values, "hom_thu")
				f.Values["don_thu"] = decimal.NewFromInt(n)
			})
		}
		put(t, opt, "a.xlsx", faulty(50))
		takeIn(t, opt)
		row := func() []byte {
			return decide(t, opt, func(f *excelize.File, _ func(unit, matter string) int, name string) {
				sign(t, f, name, freeRow(t, f, name), "có", what, u.Code)
			})
		}
		seen := row()
		put(t, opt, "b.xlsx", faulty(999))
		takeIn(t, opt)
		put(t, opt, "quyết định.xlsx", seen)
		if p := takeIn(t, opt); p.Standing(u.Code).Counts != nil {
			t.Errorf("%s: what nobody saw counts: %s", what, numbers(p.Standing(u.Code)))
		}
		put(t, opt, "quyết định lại.xlsx", row())
		if p := takeIn(t, opt); p.Standing(u.Code).Counts == nil {
			t.Errorf("%s: written into the new workbook it is not taken: %+v", what, outcomesOf(p))
		}
	}
}

// A decision by which a version counted, or another was put aside, ends on its last day, which
// is after the unit was recognised upon it: what was decided upon stays.
func TestADecisionThatEndsAfterRecognition(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	for _, c := range []struct {
		what             string
		first, second    func(f *form.Fill)
		value, matter    string
		counts, at, then string
	}{
		{"a newer version was put aside", figure(0), figure(1), "2", "bỏ bản", "0 of 1", "0 of 2", "1 of 2"},
		{"a faulty version was counted", func(f *form.Fill) { figure(0)(f); delete(f.Values, "don_thu") }, nil,
			"có", "tính vào tổng", "0 of 1", "0 of 1", "none of 1"},
	} {
		opt, r := sealing(t)
		u := unit(t, r, "cq-01")
		for i, change := range []func(f *form.Fill){c.first, c.second} {
			if change != nil {
				put(t, opt, fmt.Sprintf("%d.xlsx", i), bytesOf(t, r, u, change))
				takeIn(t, opt)
			}
		}
		put(t, opt, "quyết định.xlsx", decide(t, opt, func(f *excelize.File, _ func(unit, matter string) int, name string) {
			row := freeRow(t, f, name)
			sign(t, f, name, row, c.value, c.matter, u.Code)
			_ = f.SetCellValue(name, sheet.Ref(row, decision.ColUntil), "13/10/2019")
		}))
		p := takeIn(t, opt)
		if got := figureOf(p, u); got != c.counts {
			t.Fatalf("%s, and what counts is %s", c.what, got)
		}
		drop(t, opt, "thẩm định.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(u.Name, agreed(nil)))
		list := openPaper(t, opt.Folder("outbox", "de-nghi-cong-nhan.xlsx")).field(decision.FieldNo, "12/QĐ").
			field(decision.FieldDay, "12/10/2019").field(decision.FieldBy, "A")
		p = drop(t, opt, "công nhận.xlsx", list.set(u.Name, map[string]any{decision.InDecision: "có"}))
		if !p.Standing(u.Code).Recognised() {
			t.Fatalf("%s: not recognised: %+v", c.what, outcomesOf(p))
		}
		p = arriving(t, opt, sent{"2019-10-20", "", bytesOf(t, r, unit(t, r, "cq-02"), nil)})
		if got := figureOf(p, u); got != c.at || p.Standing(u.Code).Status() != finding.Recognised {
			t.Errorf("%s: later what counts is %s, %s", c.what, got, numbers(p.Standing(u.Code)))
		}
		at := time.Date(2019, 10, 21, 2, 0, 0, 0, time.UTC)
		opt.Now = func() time.Time { at = at.Add(time.Second); return at }
		p = revokeRow(t, opt, "Công nhận")
		if got := figureOf(p, u); got != c.then {
			t.Errorf("%s: taken back, and what counts is %s", c.what, got)
		}
	}
}
