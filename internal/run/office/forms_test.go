package office_test

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
	"tonghop/internal/run/workspace"
	"tonghop/internal/seal"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
)

// sealing is a workspace whose forms are sealed with its own key.
func sealing(t *testing.T) (workspace.Options, *round.Round) {
	t.Helper()
	opt, r := newWorkspace(t)
	sealed(t, opt, r)
	return opt, r
}

// sealingWhole is one with every unit of the register. Its key has a name that can be written in
// capitals: one of digits alone, as one in forty-three is, is given up for another.
func sealingWhole(t *testing.T) (workspace.Options, *round.Round) {
	t.Helper()
	opt, r := wholeWorkspace(t)
	sealed(t, opt, r)
	for strings.ToUpper(r.Keys[0].ID) == r.Keys[0].ID {
		must(t, os.RemoveAll(opt.Folder("state")))
		sealed(t, opt, r)
	}
	return opt, r
}

// sealed gives a round the key of its workspace.
func sealed(t *testing.T, opt workspace.Options, r *round.Round) {
	t.Helper()
	var err error
	if r.Keys, err = opt.MakeKey(); err != nil {
		t.Fatal(err)
	}
}

// elsewhere is the round as another workspace has it.
func elsewhere(r *round.Round) *round.Round {
	other := *r
	other.Keys = seal.Keys{seal.New()}
	return &other
}

// bent changes a workbook as somebody with a spreadsheet program could.
func bent(t *testing.T, data []byte, change func(f *excelize.File)) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	change(f)
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// hidden is the name of the hidden sheet of a form.
const hidden = "_tonghop"

// stamped is what the hidden sheet says of a key; restamp makes it say something else.
func stamped(f *excelize.File, key string) string {
	rows, _ := f.GetRows(hidden)
	for _, row := range rows {
		if len(row) > 1 && row[0] == key {
			return row[1]
		}
	}
	return ""
}

func restamp(f *excelize.File, key string, value any) {
	rows, _ := f.GetRows(hidden)
	for i, row := range rows {
		if len(row) > 0 && row[0] == key {
			_ = f.SetCellValue(hidden, fmt.Sprintf("B%d", i+1), value)
		}
	}
}

// dressed is a form in the open as another unit's.
func dressed(f *excelize.File, u round.Unit) {
	for name, text := range map[string]string{round.UnitCode: u.Code, round.UnitName: u.Name} {
		for _, n := range f.GetDefinedName() {
			if n.Name == name {
				sheet, cell, _ := strings.Cut(strings.ReplaceAll(n.RefersTo, "$", ""), "!")
				_ = f.SetCellValue(strings.Trim(sheet, "'"), cell, text)
			}
		}
	}
}

// more is another figure than the one in the unit's own return.
func more(f *form.Fill) {
	f.Values["hom_thu"], f.Values["meals"] = decimal.NewFromInt(77), decimal.NewFromInt(77)
}

// kindForm is the form of a unit's kind, filled in for it.
func kindForm(t *testing.T, r *round.Round, u round.Unit, change ...func(*form.Fill)) []byte {
	t.Helper()
	fill := demo.Filled(r, u, 1)
	for _, c := range append([]func(*form.Fill){more}, change...) {
		c(&fill)
	}
	fill.Values[round.UnitName] = u.Name
	data, err := formbook.Form(r, round.Unit{Kind: u.Kind}, fill)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// forgery is a way to make a return of one unit look like another's; mark is what the row of
// decisions says of it.
type forgery struct {
	name, mark string
	make       func(t *testing.T, r *round.Round, from, to round.Unit) []byte
}

const (
	unsealed  = "không có dấu của hệ thống"
	brokenOne = "biểu mẫu đã phát cho đơn vị khác"
	ofKind    = "biểu mẫu chung của loại hình"
	foreign   = "biểu mẫu do nơi khác phát"
)

// forgeries are those that were seen to replace another unit's return, and their kinds.
var forgeries = []forgery{
	{"hidden sheet deleted", unsealed, change(func(f *excelize.File, to round.Unit) { _ = f.DeleteSheet(hidden) })},
	{"hidden sheet emptied", unsealed, change(func(f *excelize.File, to round.Unit) {
		_ = f.SetCellValue(hidden, "A1", "")
	})},
	{"seal emptied", unsealed, change(func(f *excelize.File, to round.Unit) {
		restamp(f, answer.StampSeal, "")
		restamp(f, answer.StampUnit, to.Code)
	})},
	{"seal emptied, the hidden unit its own", unsealed, change(func(f *excelize.File, to round.Unit) {
		restamp(f, answer.StampSeal, "")
	})},
	{"seal in capitals", unsealed, change(func(f *excelize.File, to round.Unit) {
		restamp(f, answer.StampSeal, strings.ToUpper(stamped(f, answer.StampSeal)))
		restamp(f, answer.StampUnit, to.Code)
	})},
	{"key in capitals", unsealed, change(func(f *excelize.File, to round.Unit) {
		id, mac, _ := strings.Cut(stamped(f, answer.StampSeal), ":")
		restamp(f, answer.StampSeal, strings.ToUpper(id)+":"+mac)
		restamp(f, answer.StampUnit, to.Code)
	})},
	{"seal garbled", unsealed, change(func(f *excelize.File, to round.Unit) {
		restamp(f, answer.StampSeal, "0123:4567")
		restamp(f, answer.StampUnit, to.Code)
	})},
	{"seal is a number", unsealed, change(func(f *excelize.File, to round.Unit) {
		restamp(f, answer.StampSeal, 12345678)
		restamp(f, answer.StampUnit, to.Code)
	})},
	{"another seal of the known key", brokenOne, change(func(f *excelize.File, to round.Unit) {
		id, _, _ := strings.Cut(stamped(f, answer.StampSeal), ":")
		restamp(f, answer.StampSeal, id+":"+strings.Repeat("0", 32))
		restamp(f, answer.StampUnit, to.Code)
	})},
	{"shown unit changed", brokenOne, change(func(f *excelize.File, to round.Unit) {})},
	{"both units changed", brokenOne, change(func(f *excelize.File, to round.Unit) {
		restamp(f, answer.StampUnit, to.Code)
	})},
	{"both units changed, in capitals", brokenOne, change(func(f *excelize.File, to round.Unit) {
		restamp(f, answer.StampUnit, strings.ToUpper(to.Code))
	})},
	{"hidden unit emptied", brokenOne, change(func(f *excelize.File, to round.Unit) { restamp(f, answer.StampUnit, "") })},
	{"under another key", foreign, func(t *testing.T, r *round.Round, from, to round.Unit) []byte {
		return bytesOf(t, elsewhere(r), to, more)
	}},
	{"under another key, without its signature", foreign, func(t *testing.T, r *round.Round, from, to round.Unit) []byte {
		return bent(t, bytesOf(t, elsewhere(r), to, more), func(f *excelize.File) { restamp(f, "chu_ky", "") })
	}},
	{"under another key, its own unit's", foreign, func(t *testing.T, r *round.Round, from, to round.Unit) []byte {
		return bent(t, bytesOf(t, elsewhere(r), from, more), func(f *excelize.File) { dressed(f, to) })
	}},
	{"the kind's form", ofKind, func(t *testing.T, r *round.Round, from, to round.Unit) []byte {
		return kindForm(t, r, to)
	}},
	{"the kind's form as the unit's own", brokenOne, func(t *testing.T, r *round.Round, from, to round.Unit) []byte {
		return bent(t, kindForm(t, r, to), func(f *excelize.File) { restamp(f, answer.StampUnit, to.Code) })
	}},
	{"the kind's form without its seal", unsealed, func(t *testing.T, r *round.Round, from, to round.Unit) []byte {
		return bent(t, kindForm(t, r, to), func(f *excelize.File) { _ = f.DeleteSheet(hidden) })
	}},
}

// change makes a forgery of the form that was issued to a unit.
func change(also func(f *excelize.File, to round.Unit)) func(*testing.T, *round.Round, round.Unit, round.Unit) []byte {
	return func(t *testing.T, r *round.Round, from, to round.Unit) []byte {
		return bent(t, bytesOf(t, r, from, more), func(f *excelize.File) {
			dressed(f, to)
			also(f, to)
		})
	}
}

// agencies are n units of one kind, and one beside them.
func agencies(t *testing.T, r *round.Round, n int) (units []round.Unit, beside round.Unit) {
	t.Helper()
	for _, u := range r.Register.Units {
		if u.Kind == "co_quan" && r.Expected(u) {
			units = append(units, u)
		}
	}
	if len(units) <= n {
		t.Fatalf("%d units of the kind", len(units))
	}
	return units[:n], units[n]
}

// stands checks that what counts of a unit is its own return, and that the forged one waits
// as a conflict that says why.
func stands(t *testing.T, opt workspace.Options, p *standing.Picture, u round.Unit, fg forgery, want string) {
	t.Helper()
	s := p.Standing(u.Code)
	if s.Counts == nil || fmt.Sprint(s.Counts.Verdict.Values["hom_thu"]) == "77" || s.Counts.SHA != want {
		t.Errorf("%s: %s", fg.name, numbers(s))
		return
	}
	var forged *standing.Version
	for _, v := range s.Versions {
		if v != s.Counts {
			forged = v
		}
	}
	conflict := func(f finding.Finding) bool { return f.Code == "SUBM-003" }
	if forged == nil || !forged.Conflict || !slices.ContainsFunc(forged.Verdict.Findings, conflict) {
		t.Errorf("%s: no conflict: %s", fg.name, numbers(s))
		return
	}
	if s.Status() != finding.Clean || exists(opt.Folder("outbox", "tra-lai", u.Code+".xlsx")) {
		t.Errorf("%s: %s is %s", fg.name, u.Code, s.Status())
	}
	rows := sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định")
	for _, row := range strings.Split(rows, "\n") {
		if strings.Contains(row, " | "+u.Name+" | ") && strings.Contains(row, fg.mark) && strings.Contains(row, "yếu hơn") {
			return
		}
	}
	t.Errorf("%s: the row does not say %q of %s", fg.name, fg.mark, u.Name)
}

// None of the ways to dress one unit's form as another's replaces what counts of it: before
// it, after it or in one scan with it, the stronger one counts and the other is a conflict.
func TestNoFormPassesForAnothers(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	for _, order := range []string{"after", "together"} {
		t.Run(order, func(t *testing.T) {
			t.Parallel()
			opt, r := sealingWhole(t)
			units, from := agencies(t, r, len(forgeries))
			own := map[string]string{}
			for _, u := range units {
				data := bytesOf(t, r, u, nil)
				own[u.Code] = hashOf(data)
				put(t, opt, u.Code+".xlsx", data)
			}
			if order == "after" {
				takeIn(t, opt)
			}
			for i, fg := range forgeries {
				name := []string{"a", "tốt"}[i%2] + " " + units[i].Code + ".xlsx" // taken in before it or after it
				put(t, opt, name, fg.make(t, r, from, units[i]))
			}
			p := takeIn(t, opt)
			for i, fg := range forgeries {
				stands(t, opt, p, units[i], fg, own[units[i].Code])
			}
		})
	}
	t.Run("before", func(t *testing.T) {
		t.Parallel()
		opt, r := sealingWhole(t)
		units, from := agencies(t, r, len(forgeries))
		for i, fg := range forgeries {
			put(t, opt, "tốt "+units[i].Code+".xlsx", fg.make(t, r, from, units[i]))
		}
		takeIn(t, opt)
		for _, u := range units {
			put(t, opt, u.Code+".xlsx", bytesOf(t, r, u, nil))
		}
		p := takeIn(t, opt)
		for i, fg := range forgeries {
			s := p.Standing(units[i].Code)
			if s.Counts == nil || s.Counts != s.Newest() || s.Counts.Conflict || s.Status() != finding.Clean {
				t.Errorf("%s: the unit's own form does not count: %v", fg.name, s.Findings())
			}
		}
	})
}

// numbers says how a unit's versions stand.
func numbers(s *standing.Standing) (out string) {
	out = s.Unit.Code + ":"
	for _, v := range s.Versions {
		out += fmt.Sprintf(" %d %s seal %s strength %d conflict %v passed %v counts %v;",
			v.Number, v.Verdict.Status, v.Verdict.Seal, v.Strength, v.Conflict, v.Passed, v == s.Counts)
	}
	return out
}

// hashOf is the hash that a file is known by.
func hashOf(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

// A weaker version that an officer chose is what the next one of its sort replaces.
func TestAChosenWeakVersionIsReplacedByItsLike(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealing(t)
	u := unit(t, r, "cq-01")
	put(t, opt, "riêng.xlsx", bytesOf(t, r, u, nil))
	takeIn(t, opt)
	put(t, opt, "chung.xlsx", kindForm(t, r, u))
	if s := takeIn(t, opt).Standing(u.Code); s.Counts == nil || s.Counts.Number != 1 {
		t.Fatal(numbers(s))
	}
	put(t, opt, "qd.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row(u.Name, "yếu hơn"), "2")
	}))
	if s := takeIn(t, opt).Standing(u.Code); s.Counts == nil || s.Counts.Number != 2 {
		t.Fatal("chosen: ", numbers(s))
	}
	put(t, opt, "chung 2.xlsx", kindForm(t, r, u, func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(78) }))
	if s := takeIn(t, opt).Standing(u.Code); s.Counts == nil || s.Counts.Number != 3 || s.Counts.Conflict {
		t.Errorf("the next kind's form: %s", numbers(s))
	}
	put(t, opt, "không dấu.xlsx", forgeries[0].make(t, r, u, u))
	if s := takeIn(t, opt).Standing(u.Code); s.Counts == nil || s.Counts.Number != 3 || !s.Newest().Conflict {
		t.Errorf("one without a seal: %s", numbers(s))
	}
}

// The receipts say of every return that is not the unit's own form what it is.
func TestReceiptsSayWhoseForm(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealingWhole(t)
	units, from := agencies(t, r, len(forgeries))
	for i, fg := range forgeries {
		put(t, opt, units[i].Code+".xlsx", fg.make(t, r, from, units[i]))
	}
	takeIn(t, opt)
	text := strings.ToLower(sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tiếp nhận"))
	for i, fg := range forgeries {
		at := strings.Index(text, units[i].Code+".xlsx")
		row, _, _ := strings.Cut(text[max(at, 0):], "\n")
		if at < 0 || !strings.Contains(row, fg.mark) {
			t.Errorf("%s: %s", fg.name, row)
		}
	}
	if info, err := os.Stat(opt.Folder("outbox", "can-quyet-dinh.xlsx")); err != nil || info.Size() == 0 {
		t.Error(err)
	}
}

// Who is first must not keep the unit's own form out: not by a query that sends a copy back,
// and not while the own form is still to be corrected.
func TestTheOwnFormIsNotKeptOut(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealingWhole(t)
	units, from := agencies(t, r, len(forgeries))
	odd := func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(1) } // it is asked about
	faulty := func(f *form.Fill) { delete(f.Values, "hom_thu") }
	early, late := units[0], units[1]
	as := func(u round.Unit) func(f *excelize.File) {
		return func(f *excelize.File) { dressed(f, u); _ = f.DeleteSheet(hidden) }
	}
	put(t, opt, "sớm.xlsx", bent(t, bytesOf(t, r, from, odd), as(early)))
	put(t, opt, "sai.xlsx", bytesOf(t, r, late, faulty))
	p := takeIn(t, opt)
	back := func(u round.Unit) string { return opt.Folder("outbox", "tra-lai", u.Code+".xlsx") }
	if s := p.Standing(early.Code); s.Status() != finding.Queried || !exists(back(early)) {
		t.Fatal(numbers(s))
	}
	put(t, opt, "riêng.xlsx", bytesOf(t, r, early, nil))
	put(t, opt, "muộn.xlsx", bent(t, bytesOf(t, r, from, nil), as(late)))
	p = takeIn(t, opt)
	if s := p.Standing(early.Code); s.Counts == nil || s.Counts.Number != 2 {
		t.Error(numbers(s))
	}
	if s := p.Standing(late.Code); s.Counts != nil || s.Status() != finding.Returned || !s.Newest().Conflict {
		t.Error(numbers(s))
	}
	data, err := os.ReadFile(back(late))
	if err != nil {
		t.Fatal(err)
	}
	put(t, opt, "đã sửa.xlsx", bent(t, data, func(f *excelize.File) { typeIn(f, "hom_thu", 41) }))
	if s := takeIn(t, opt).Standing(late.Code); s.Counts == nil || s.Counts.Number != 3 {
		t.Error(numbers(s))
	}
}

// A return that lost its number, or bears a made-up one, stays a return once it was answered.
func TestAnAnswerDoesNotSwallowItsReturn(t *testing.T) {
	t.Parallel()
	opt, r := sealing(t)
	a, b := unit(t, r, "cq-01"), unit(t, r, "cq-02")
	faulty := func(f *form.Fill) { delete(f.Values, "hom_thu") }
	lost := func(number any) func(f *excelize.File) {
		return func(f *excelize.File) { _ = f.DeleteSheet(hidden); typeIn(f, answer.StampCopy, number) }
	}
	put(t, opt, "a.xlsx", bent(t, bytesOf(t, r, a, faulty), lost("")))
	put(t, opt, "b.xlsx", bent(t, bytesOf(t, r, b, faulty), lost(2)))
	takeIn(t, opt)
	p := takeIn(t, opt)
	for _, u := range []round.Unit{a, b} {
		s := p.Standing(u.Code)
		back := opt.Folder("outbox", "tra-lai", u.Code+".xlsx")
		if len(s.Versions) != 1 || s.Status() != finding.Returned || !exists(back) {
			t.Error(numbers(s))
		}
	}
}
