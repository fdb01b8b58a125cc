package office_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
)

// agency is a workspace with two agencies' returns taken in.
func agency(t *testing.T) (opt workspace.Options, r *round.Round, a, b string) {
	t.Helper()
	opt, r = newWorkspace(t)
	for _, code := range []string{"cq-01", "cq-02"} {
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
	}
	takeIn(t, opt)
	return opt, r, unit(t, r, "cq-01").Name, unit(t, r, "cq-02").Name
}

func drop(t *testing.T, opt workspace.Options, name string, s *sheetOf) *standing.Picture {
	t.Helper()
	put(t, opt, name, s.bytes())
	return takeIn(t, opt)
}

// What cannot be meant is refused and kept, whatever it is.
func TestWhatAnAppraiserMayNotType(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	for what, c := range map[string]struct {
		cells map[string]any
		says  string
	}{
		"agreed: no":             {map[string]any{decision.InAgree: "không"}, "không phải là một trong"},
		"a bonus of 777":         {map[string]any{decision.InBonus: 777, decision.InReason: "x"}, "SCOR-002"},
		"a bonus of 3":           {map[string]any{decision.InBonus: 3, decision.InReason: "x"}, "SCOR-002"},
		"a word for a score":     {map[string]any{decision.InCriterion + "tot_1": "tốt", decision.InReason: "x"}, "không phải là điểm"},
		"met behind the gate":    {map[string]any{decision.InGate: "có", decision.InReason: "x"}, "vi phạm tiêu chuẩn chung"},
		"a result of its own":    {map[string]any{decision.InResult: "tạm được", decision.InReason: "x"}, "không phải là một trong"},
		"paper copies some time": {map[string]any{decision.InPapers: "hôm qua"}, "không phải là ngày"},
	} {
		t.Run(what, func(t *testing.T) {
			opt, _, a, _ := agency(t)
			p := drop(t, opt, "x.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(a, agreed(c.cells)))
			now := openPaper(t, deskBook(opt, "an_ninh"))
			if p.Standing("cq-01").Status() != finding.Clean || !strings.Contains(now.note(a), c.says) || now.at(a, decision.InBy) != "Phạm Văn Mẫu" {
				t.Errorf("%s; %q; by %q", p.Standing("cq-01").Status(), now.note(a), now.at(a, decision.InBy))
			}
		})
	}
}

// A formula's stored result is what the officer saw.
func TestFormulasInAppraisals(t *testing.T) {
	t.Parallel()
	opt, _, a, _ := agency(t)
	s := openPaper(t, deskBook(opt, "an_ninh")).set(a, agreed(map[string]any{decision.InCriterion + "tot_1": 7.5, decision.InReason: "Theo biên bản"}))
	tb, row := s.row(a)
	if err := s.f.SetCellFormula(tb.name, sheet.Ref(row, tb.col(decision.InCriterion+"tot_1")), "5+2.5"); err != nil {
		t.Fatal(err)
	}
	p := drop(t, opt, "x.xlsx", s)
	if got := p.Standing("cq-01").Scores.Criteria["tot_1"].Appraised; got == nil || got.String() != "7.5" {
		t.Errorf("a stored result is %v", got)
	}
}

// The gate that an appraiser found is shown again, stays when something else of the row is
// mended, and takes the unit out of the ranking.
func TestTheGateStays(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _, a, _ := agency(t)
	opt.Publishes = nil
	gate := map[string]any{decision.InGate: "có", decision.InResult: "không đạt", decision.InReason: "Có người bị kỷ luật", decision.InBy: "A", decision.InDay: "12/10/2019"}
	p := drop(t, opt, "x.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(a, gate))
	if s := p.Standing("cq-01"); s.Status() != finding.Appraised || s.Scores.Step != "gate" {
		t.Fatalf("%s %+v", s.Status(), s.Scores)
	}
	now := openPaper(t, deskBook(opt, "an_ninh"))
	if got := now.at(a, decision.InGate); got != "có" {
		t.Errorf("the gate comes back as %q", got)
	}
	p = drop(t, opt, "y.xlsx", now.set(a, map[string]any{decision.InReason: "Có người bị kỷ luật buộc thôi việc", decision.InAgree: "x"}))
	if s := p.Standing("cq-01"); s.Scores.Step != "gate" || s.Scores.Final != nil {
		t.Errorf("after another reason: %+v", s.Scores)
	}
	if text := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Chấm điểm"); !strings.Contains(text, "không xét") {
		t.Errorf("the ranking: %s", text)
	}
}

// What is begun and not complete stays, whatever else comes; two officers' pieces of a row
// stand together; a mended row that was recorded keeps what was typed.
func TestNothingTypedIsLost(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, a, b := agency(t)
	one := openPaper(t, deskBook(opt, "an_ninh")).set(a, map[string]any{decision.InCriterion + "tot_1": 7.5, decision.InReason: "A viết"})
	two := openPaper(t, deskBook(opt, "an_ninh")).set(a, map[string]any{decision.InCriterion + "tot_2": 2.5})
	old := openPaper(t, deskBook(opt, "an_ninh"))
	put(t, opt, "1.xlsx", one.bytes())
	takeIn(t, opt)
	put(t, opt, "2.xlsx", two.bytes())
	takeIn(t, opt)
	now := openPaper(t, deskBook(opt, "an_ninh"))
	if now.at(a, decision.InCriterion+"tot_1") != "7.5" || now.at(a, decision.InCriterion+"tot_2") != "2.5" || now.at(a, decision.InReason) != "A viết" {
		t.Errorf("two officers' pieces: %q %q %q", now.at(a, decision.InCriterion+"tot_1"), now.at(a, decision.InCriterion+"tot_2"), now.at(a, decision.InReason))
	}
	// The return changes: what was begun is told, not filled in.
	put(t, opt, "cq-01 mới.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(44) }))
	takeIn(t, opt)
	now = openPaper(t, deskBook(opt, "an_ninh"))
	if n := now.note(a); !strings.Contains(n, "đã thay đổi") || !strings.Contains(n, "A viết") || now.at(a, decision.InReason) != "" {
		t.Errorf("after the return changed: %q, reason %q", n, now.at(a, decision.InReason))
	}
	// Somebody else's stale row takes nothing from a draft.
	put(t, opt, "3.xlsx", now.set(a, map[string]any{decision.InReason: "Viết lại"}).bytes())
	takeIn(t, opt)
	put(t, opt, "cũ.xlsx", old.set(a, agreed(nil)).bytes())
	takeIn(t, opt)
	now = openPaper(t, deskBook(opt, "an_ninh"))
	if now.at(a, decision.InReason) != "Viết lại" || !strings.Contains(now.note(a), "SCOR-008") {
		t.Errorf("after a stale row: reason %q, %q", now.at(a, decision.InReason), now.note(a))
	}
	// A recorded row that is changed and refused keeps the change, until it is put back.
	drop(t, opt, "4.xlsx", now.set(b, agreed(nil)))
	now = openPaper(t, deskBook(opt, "an_ninh"))
	was := now.at(b, decision.InCriterion+"tot_1")
	p := drop(t, opt, "5.xlsx", now.set(b, map[string]any{decision.InCriterion + "tot_1": 1}))
	now = openPaper(t, deskBook(opt, "an_ninh"))
	if now.at(b, decision.InCriterion+"tot_1") != "1" || p.Standing("cq-02").Scores.Criteria["tot_1"].Appraised.String() != was {
		t.Errorf("the change shows %q, on record is %v", now.at(b, decision.InCriterion+"tot_1"), p.Standing("cq-02").Scores.Criteria["tot_1"].Appraised)
	}
	n, err := decimal.NewFromString(was)
	if err != nil {
		t.Fatal(err)
	}
	drop(t, opt, "6.xlsx", now.set(b, map[string]any{decision.InCriterion + "tot_1": n.InexactFloat64()}))
	if note := openPaper(t, deskBook(opt, "an_ninh")).note(b); note != "Đã ghi nhận" {
		t.Errorf("put back it says %q", note)
	}
}

// A decision stays what it was: an older workbook does not bring back what was taken back,
// and what it rests on cannot be taken away under it.
func TestADecisionStaysWhatItWas(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _, a, b := agency(t)
	drop(t, opt, "tđ.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(a, agreed(nil)).set(b, agreed(nil)))
	proposal := opt.Folder("outbox", "de-nghi-cong-nhan.xlsx")
	yes := map[string]any{decision.InDecision: "có"}
	list := func() *sheetOf {
		return openPaper(t, proposal).field(decision.FieldNo, "1/QĐ").field(decision.FieldDay, "20/10/2019").field(decision.FieldBy, "B")
	}
	// The head of the workbook is kept with the rows that were refused.
	drop(t, opt, "thiếu.xlsx", openPaper(t, proposal).field(decision.FieldBy, "B").set(a, yes))
	if now := openPaper(t, proposal); now.at(a, decision.InDecision) != "có" || now.read(decision.FieldBy) != "B" {
		t.Errorf("the answer is %q, the signer %q", now.at(a, decision.InDecision), now.read(decision.FieldBy))
	}
	old := list().set(a, yes)
	p := drop(t, opt, "qđ.xlsx", old)
	if !p.Standing("cq-01").Recognised() {
		t.Fatal("not recognised")
	}
	text := sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định")
	if strings.Contains(text, a+" | Thẩm định") || !strings.Contains(text, a+" | Công nhận") || !strings.Contains(text, b+" | Thẩm định") {
		t.Errorf("the appraisal may be taken back under the decision: %s", text)
	}
	put(t, opt, "hủy.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row(a, "Công nhận"), "Hủy")
	}))
	if p = takeIn(t, opt); p.Standing("cq-01").Decided != nil {
		t.Fatal("it was not taken back")
	}
	again := old
	_ = again.f.SetCellValue(again.tables[0].name, "N1", "x") // other bytes
	if p = drop(t, opt, "qđ cũ.xlsx", again); p.Standing("cq-01").Decided != nil {
		t.Error("an older workbook brought it back")
	}
	if now := openPaper(t, proposal); now.at(a, decision.InDecision) != "" {
		t.Errorf("the old answer stands filled in: %q", now.at(a, decision.InDecision))
	}
	p = drop(t, opt, "qđ 2.xlsx", list().set(b, yes))
	if p.Standing("cq-01").Decided != nil || !p.Standing("cq-02").Recognised() {
		t.Error("another decision took the row along")
	}
	put(t, opt, "bỏ.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		rows, _ := f.GetRows(name)
		for i, cells := range rows {
			if len(cells) > 0 && cells[0] == "1" && i > 5 && (len(cells) < 2 || cells[1] == "") {
				sign(t, f, name, i+1, "1", "bỏ bản", b)
				return
			}
		}
		t.Fatal("no free row")
	}))
	if p = takeIn(t, opt); !p.Standing("cq-02").Recognised() || p.Standing("cq-02").Counts == nil {
		t.Error("the file of a decided unit was voided under the decision")
	}
	if rows := p.Workbooks[len(p.Workbooks)-1].Outcomes; len(rows) != 1 || rows[0].Refused.IsZero() {
		t.Errorf("the row is not refused: %+v", rows)
	}
}

// The revision that stands beside a workbook which is open elsewhere is filled in like the
// workbook itself.
func TestTheRevisionBesideIsFilledIn(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, a, _ := agency(t)
	path := deskBook(opt, "an_ninh")
	lock := opt.Folder("outbox", "tham-dinh", "~$an_ninh.xlsx")
	if err := os.WriteFile(lock, []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	put(t, opt, "th.xlsx", bytesOf(t, r, unit(t, r, "th-01"), nil))
	takeIn(t, opt)
	beside := opt.Folder("outbox", "tham-dinh", "an_ninh (bản 2).xlsx")
	if !exists(beside) {
		t.Fatalf("no revision beside %s", path)
	}
	data := openPaper(t, beside).set(a, agreed(nil)).bytes()
	if err := os.WriteFile(beside, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if p := takeIn(t, opt); p.Standing("cq-01").Status() != finding.Appraised {
		t.Errorf("what was filled in beside is lost: %s", p.Standing("cq-01").Status())
	}
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}
	takeIn(t, opt)
	if exists(beside) || !exists(path) {
		t.Error("the plain name is not current")
	}
}

// A unit that owes no return of its own and sends one is appraised by it.
func TestOneThatNeedNotSend(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	u := unit(t, r, "pha-lai-t01")
	put(t, opt, "x.xlsx", bytesOf(t, r, u, nil))
	takeIn(t, opt)
	p := drop(t, opt, "y.xlsx", openPaper(t, deskBook(opt, "ca_xa-pha-lai")).set(r.DisplayName(u), agreed(nil)))
	if s := p.Standing(u.Code); len(s.Scores.Levels) != 1 {
		t.Errorf("%+v", s.Scores)
	}
}

// Who is named for commendation is decided upon in the proposal, a row each, and what was
// decided stands beside the name in the consolidated workbook.
func TestCommendationIsDecided(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), func(f *form.Fill) {
		f.Tables["khen_thuong"] = []map[string]any{{"ten": "Nguyễn Văn Mẫu"}, {"ten": "Trần Thị Mẫu"}}
	}))
	takeIn(t, opt)
	path := opt.Folder("outbox", "de-nghi-cong-nhan.xlsx")
	list := openPaper(t, path).field(decision.FieldNo, "9/QĐ").field(decision.FieldDay, "20/10/2019").field(decision.FieldBy, "B")
	at := slices.IndexFunc(list.tables, func(tb table) bool { return tb.name == "Khen thưởng" })
	if at < 0 {
		t.Fatalf("no table of commendations: %v", list.tables)
	}
	tb := list.tables[at]
	for row := tb.first; row < tb.first+2; row++ {
		text, _ := list.f.GetCellValue(tb.name, sheet.Ref(row, 4))
		word := map[bool]string{true: "có", false: "không"}[strings.Contains(text, "Nguyễn")]
		if err := list.f.SetCellValue(tb.name, sheet.Ref(row, tb.col(decision.InDecision)), word); err != nil {
			t.Fatal(err)
		}
	}
	drop(t, opt, "khen.xlsx", list)
	for file, words := range map[string][2]string{opt.Folder("outbox", "tong-hop.xlsx"): {"khen thưởng", "không"}, path: {"có", "không"}} {
		text := sheetText(t, file, "Khen thưởng")
		for i, name := range []string{"Nguyễn Văn Mẫu", "Trần Thị Mẫu"} {
			if want := name + " |  |  | " + words[i] + " | Quyết định số 9/QĐ ngày 20/10/2019, B"; !strings.Contains(text, want) {
				t.Errorf("%s does not say %q: %s", filepath.Base(file), want, text)
			}
		}
	}
}
