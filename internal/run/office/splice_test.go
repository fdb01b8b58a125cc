package office_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
)

// asking is what the workbook of decisions says.
func asking(t *testing.T, opt workspace.Options) string {
	t.Helper()
	return sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định")
}

// posing makes the first table of a sealed workbook say that its key and its typed cells are
// others: the hidden layout is not sealed, so what it says must not reach another matter.
func posing(s *sheetOf, unit, key, digest string, cells map[string]string) *sheetOf {
	s.t.Helper()
	tb, row := s.row(unit)
	col := func(name string) int {
		at := tb.col(name)
		if at == 0 {
			s.t.Fatalf("no column %s", name)
		}
		return at
	}
	put := func(on, cell, v string) {
		if err := s.f.SetCellValue(on, cell, v); err != nil {
			s.t.Fatal(err)
		}
	}
	put(tb.name, sheet.Ref(row, col(decision.ColumnKey)), key)
	put(tb.name, sheet.Ref(row, col(decision.ColumnDigest)), digest)
	put(tb.name, sheet.Ref(row, col(decision.ColumnSeen)), "")
	free := []string{decision.InAgree, decision.InResult,
		decision.InReason, decision.InBy, decision.InDay, decision.InPapers}
	hidden, _ := s.f.GetRows("_nhap")
	for i, r := range hidden {
		if r[0] != decision.KeyTables || r[1] != tb.name {
			continue
		}
		for n, name := range keys(cells) {
			at := col(free[n])
			put("_nhap", sheet.Ref(i+1, 3+at), name)
			put(tb.name, sheet.Ref(row, at), cells[name])
		}
	}
	return s
}

// A row of a sealed appraisal workbook that calls itself another desk's, the proposal's or a
// free row of decisions fills nothing in there: the officer would sign what a stranger wrote.
func TestARowThatPosesAsAnothersFillsNothingIn(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, _ := tempting(t)
	b := unit(t, r, "cq-02").Name
	begun := map[string]string{"kind": "bỏ bản", "unit": "cq-03", "decision": "1",
		"reason": "Gửi nhầm", "by": "Mạo Danh", "day": "2019-10-12"}
	list := openPaper(t, opt.Folder("outbox", "de-nghi-cong-nhan.xlsx"))
	forged := map[string]*sheetOf{
		"free row": posing(openPaper(t, deskBook(opt, "an_ninh")), b, "free|3", "", begun),
		"recognise": posing(openPaper(t, deskBook(opt, "an_ninh")), b, "recognise|cq-01",
			list.at(unit(t, r, "cq-01").Name, decision.ColumnDigest),
			map[string]string{"quyet_dinh": "có", "so_quyet_dinh": "1/QĐ",
				"ngay_quyet_dinh": "2019-10-12", "nguoi_ky": "Mạo Danh"}),
		"another desk": posing(openPaper(t, deskBook(opt, "an_ninh")), b, "appraise|xdpt|cq-02", "", begun),
		"another name": posing(openPaper(t, deskBook(opt, "an_ninh")), b, "appraise|an_ninh|cq-03", "", begun),
	}
	for name, s := range forged { // one by one: only the last workbook's refusals are told
		put(t, opt, name+".xlsx", s.bytes())
		p := takeIn(t, opt)
		if len(p.Decisions) != 1 {
			t.Fatalf("%s: decided: %+v", name, p.Decisions[1:])
		}
		if text := asking(t, opt); strings.Contains(text, "Mạo Danh") {
			t.Errorf("%s: a stranger filled in: %s", name, text)
		}
		list = openPaper(t, opt.Folder("outbox", "de-nghi-cong-nhan.xlsx"))
		at := unit(t, r, "cq-01").Name
		if got := list.at(at, decision.InDecision) + list.read(decision.FieldBy) +
			list.at(at, decision.InNote); got != "" {
			t.Errorf("%s: a stranger filled the proposal in: %s", name, got)
		}
		if n := openPaper(t, deskBook(opt, "an_ninh")).note(unit(t, r, "cq-03").Name); n != "" {
			t.Errorf("%s: the row of another unit says %q", name, n)
		}
	}
}

// doubled copies a row of a workbook to another place of the same sheet.
func doubled(t *testing.T, f *excelize.File, name string, from, to int) {
	t.Helper()
	for col := 1; col <= 60; col++ {
		v, _ := f.GetCellValue(name, sheet.Ref(from, col))
		if v == "" {
			continue
		}
		if err := f.SetCellValue(name, sheet.Ref(to, col), v); err != nil {
			t.Fatal(err)
		}
	}
}

// A row that stands twice in a workbook is one decision, which is taken back once; two that
// decide differently are none.
func TestARowThatStandsTwiceIsOneDecision(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, _ := tempting(t)
	a, b := unit(t, r, "cq-01").Name, unit(t, r, "cq-02").Name
	desk := openPaper(t, deskBook(opt, "an_ninh")).set(b, agreed(nil))
	tb, row := desk.row(b)
	doubled(t, desk.f, tb.name, row, row+30)
	list := openPaper(t, opt.Folder("outbox", "de-nghi-cong-nhan.xlsx")).field(decision.FieldNo, "12/QĐ-UBND").
		field(decision.FieldDay, "14/10/2019").field(decision.FieldBy, "Nguyễn Văn Mẫu").
		set(a, map[string]any{decision.InDecision: "có"})
	on, at := list.row(a)
	doubled(t, list.f, on.name, at, at+30)
	put(t, opt, "1.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		of := row(unit(t, r, "dn-01").Name, "trả lại")
		sign(t, f, name, of, "tính vào tổng")
		doubled(t, f, name, of, of+60)
		other := row(unit(t, r, "dn-02").Name, "trả lại")
		doubled(t, f, name, other, other+80)
		sign(t, f, name, other, "tính vào tổng")
		sign(t, f, name, other+80, "chấp nhận")
		free := freeRow(t, f, name)
		sign(t, f, name, free, "1", "bỏ bản", "cq-03")
		sign(t, f, name, free+1, "1", "bỏ bản", "cq-03")
	}))
	put(t, opt, "2.xlsx", desk.bytes())
	put(t, opt, "3.xlsx", list.bytes())
	p := takeIn(t, opt)
	n := map[string]int{}
	for _, d := range p.Decisions[1:] {
		n[string(d.Kind)+" "+d.Unit]++
	}
	want := map[string]int{"count dn-01": 1, "void cq-03": 1, "appraise cq-02": 1, "recognise cq-01": 1}
	if fmt.Sprint(n) != fmt.Sprint(want) {
		t.Errorf("decided %v, want %v", n, want)
	}
}

// revokeRow takes the decision back whose row says what.
func revokeRow(t *testing.T, opt workspace.Options, says ...string) *standing.Picture {
	t.Helper()
	fill := func(f *excelize.File, _ func(unit, matter string) int, name string) {
		rows, _ := f.GetRows(name)
		for i, r := range rows {
			if len(r) < decision.ColKey || !strings.HasPrefix(r[decision.ColKey-1], "revoke|") {
				continue
			}
			all := true
			for _, s := range says {
				all = all && strings.Contains(strings.Join(r, " "), s)
			}
			if all {
				sign(t, f, name, i+1, "hủy")
				return
			}
		}
		t.Fatalf("nothing to take back says %v: %v", says, rows)
	}
	put(t, opt, "hủy "+says[0]+".xlsx", decide(t, opt, fill))
	return takeIn(t, opt)
}

// Of two appraisals that contradict each other one is taken back: an older workbook that says
// it again, saved once more, does not bring the contradiction back.
func TestAContradictionThatWasSettledDoesNotComeAgain(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, _ := tempting(t)
	b := unit(t, r, "cq-02").Name
	yes := openPaper(t, deskBook(opt, "an_ninh")).set(b, agreed(nil))
	no := openPaper(t, deskBook(opt, "an_ninh")).set(b, agreed(map[string]any{
		decision.InResult: "không đạt", decision.InReason: "Nhầm đơn vị"}))
	put(t, opt, "1.xlsx", yes.bytes())
	put(t, opt, "2.xlsx", no.bytes())
	takeIn(t, opt)
	p := revokeRow(t, opt, b, "Nhầm đơn vị")
	was := p.Standing("cq-02").Status()
	n := len(p.Decisions)
	put(t, opt, "3.xlsx", no.set(b, map[string]any{decision.InReason: "Nhầm đơn vị, xem lại"}).bytes())
	p = takeIn(t, opt)
	if is := p.Standing("cq-02").Status(); len(p.Decisions) != n || is != was {
		t.Errorf("was %s, is %s; came back: %+v", was, is, p.Decisions[n:])
	}
}

// What was done with a mailed workbook and taken back does not come again with an older
// workbook of decisions; whoever sent it, however odd the sender is written, it can be marked.
func TestAMarkThatWasTakenBackDoesNotComeAgain(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	for _, from := range []string{"Công an xã <ca@xa.example>", `"a  b"@xa.example`,
		"không phải địa chỉ \u00a0x\u200b|y", "x@a, y@b"} {
		opt, _, filled := tempting(t)
		put(t, opt, "1.eml", posted(from, "Tham dinh", map[string][]byte{"a.xlsx": filled["appraisal"]}))
		takeIn(t, opt)
		void := decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
			sign(t, f, name, row("", "Tệp thẩm định"), "bỏ")
		})
		put(t, opt, "bỏ.xlsx", void)
		p := takeIn(t, opt)
		if len(p.Decisions) != 2 {
			t.Errorf("%q cannot be marked: %+v", from, outcomesOf(p))
			continue
		}
		p = revokeRow(t, opt, "Bỏ tệp")
		n := len(p.Decisions)
		h := hand(t, void)
		_ = h.f.SetCellValue(h.on, "H1", "phát lại")
		put(t, opt, "bỏ lần nữa.xlsx", h.bytes())
		if p = takeIn(t, opt); len(p.Decisions) != n {
			t.Errorf("%q: came back: %+v", from, p.Decisions[n:])
		}
		put(t, opt, "nhận.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
			sign(t, f, name, row("", "Tệp thẩm định"), "ghi nhận")
		}))
		if p = takeIn(t, opt); len(p.Decisions) != n+2 {
			t.Errorf("%q: not recorded with its mark: %+v", from, outcomesOf(p))
		}
	}
}

// A row that an officer began in a workbook from before something of the unit was taken back
// does not bring it back, though its words were changed; the same row of the new workbook does.
func TestAFreeRowOfAnOlderWorkbookBringsNothingBack(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _, _ := tempting(t)
	void := func(f *excelize.File, _ func(unit, matter string) int, name string) {
		sign(t, f, name, freeRow(t, f, name), "1", "bỏ bản", "cq-03")
	}
	old := decide(t, opt, void)
	put(t, opt, "1.xlsx", old)
	takeIn(t, opt)
	p := revokeRow(t, opt, "Bỏ tệp")
	n := len(p.Decisions)
	h := hand(t, old)
	name := h.f.GetSheetList()[0]
	h.put(name, sheet.Ref(freeRow(t, h.f, name), decision.ColReason), "Gửi nhầm, đã hỏi")
	put(t, opt, "2.xlsx", h.bytes())
	if p = takeIn(t, opt); len(p.Decisions) != n {
		t.Errorf("came back: %+v", p.Decisions[n:])
	}
	now := decide(t, opt, void)
	put(t, opt, "3.xlsx", now)
	if p = takeIn(t, opt); len(p.Decisions) != n+1 {
		t.Errorf("begun in the new workbook, not recorded: %+v", outcomesOf(p))
	}
}

// What a stranger writes of themselves is as long as they like; the workbook that tells it is
// written all the same.
func TestLongNamesOfStrangers(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _, filled := tempting(t)
	for i := range 6 {
		h := hand(t, filled["appraisal"])
		h.put(h.on, h.cell[decision.KeySeal], "")
		by := strings.Repeat(fmt.Sprint(i, "đ\u202e"), 15_000)
		if err := h.f.SetDocProps(&excelize.DocProperties{LastModifiedBy: by}); err != nil {
			t.Fatal(err)
		}
		put(t, opt, fmt.Sprint(i, ".eml"), posted(strings.Repeat("tên ", 240)+"<x@y.example>",
			strings.Repeat("Chủ đề ", 900),
			map[string][]byte{strings.Repeat("tệp ", 900) + ".xlsx": h.bytes()}))
	}
	takeIn(t, opt)
	if text := asking(t, opt); !strings.Contains(text, "PAPR-001: 6 tệp") {
		t.Errorf("not told: %.3000s", text)
	}
}

// The list of those proposed, filled in before and only signed now, waits when it is mailed.
func TestAProposalThatWasOnlySignedWaits(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, _ := tempting(t)
	a := unit(t, r, "cq-01").Name
	path := opt.Folder("outbox", "de-nghi-cong-nhan.xlsx")
	drop(t, opt, "1.xlsx", openPaper(t, path).set(a, map[string]any{decision.InDecision: "có"}))
	signed := openPaper(t, path)
	if signed.at(a, decision.InDecision) != "có" {
		t.Fatal("what was filled in is not kept")
	}
	signed.field(decision.FieldNo, "12/QĐ-UBND").field(decision.FieldDay, "14/10/2019").
		field(decision.FieldBy, "Nguyễn Văn Mẫu")
	put(t, opt, "2.eml", posted("a@b.example", "Quyet dinh", map[string][]byte{"b.xlsx": signed.bytes()}))
	takeIn(t, opt)
	if text := asking(t, opt); !strings.Contains(text, "“Quyet dinh”") {
		t.Errorf("it does not wait: %s", text)
	}
}

// On a new machine, restored from a backup of the ledger and the archive alone, workbooks that
// were issued before are recorded, and those of before a revocation bring nothing back.
func TestWorkbooksIssuedBeforeARestore(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _, filled := tempting(t)
	put(t, opt, "quyết định.xlsx", filled["decisions"])
	takeIn(t, opt)
	revokeRow(t, opt, "Bỏ tệp")
	now := opt
	now.Dir = t.TempDir()
	for _, dir := range []string{"templates", "state/archive"} {
		if err := os.CopyFS(now.Folder(dir), os.DirFS(opt.Folder(dir))); err != nil {
			t.Fatal(err)
		}
	}
	backup := filepath.Join(t.TempDir(), "ledger.db")
	data, err := os.ReadFile(opt.LedgerPath())
	if err == nil {
		err = os.WriteFile(backup, data, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := restoreFrom(t.Context(), now, backup); err != nil {
		t.Fatal(err)
	}
	p := takeIn(t, now)
	n := len(p.Decisions)
	h := hand(t, filled["decisions"])
	_ = h.f.SetCellValue(h.on, "H1", "phát lại")
	put(t, now, "quyết định cũ.xlsx", h.bytes())
	if p = takeIn(t, now); len(p.Decisions) != n {
		t.Errorf("came back: %+v", p.Decisions[n:])
	}
	put(t, now, "thẩm định.xlsx", filled["appraisal"])
	if p = takeIn(t, now); len(p.Decisions) != n+1 {
		t.Errorf("not recorded on the new machine: %+v", outcomesOf(p))
	}
}

// A workbook of decisions that is saved once more with nothing else decided decides nothing
// again: one decision is taken back once.
func TestAWorkbookSavedOnceMoreDecidesNothingAgain(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _, filled := tempting(t)
	put(t, opt, "1.xlsx", filled["decisions"])
	p := takeIn(t, opt)
	n := len(p.Decisions)
	h := hand(t, filled["decisions"])
	_ = h.f.SetCellValue(h.on, "H1", "lưu lại")
	put(t, opt, "2.xlsx", h.bytes())
	if p = takeIn(t, opt); len(p.Decisions) != n {
		t.Errorf("decided again: %+v", p.Decisions[n:])
	}
	if p = revokeRow(t, opt, "Tính vào tổng"); p.Standing("dn-01").Counts != nil {
		t.Error("taken back, and it counts still")
	}
}

// The hidden sheet is not sealed as a whole: however many tables it tells of, each sheet is
// read once, by the first that names it, and only the cells that there are cost anything.
func TestManyTablesOfOneSheetAreReadOnce(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r, _ := tempting(t)
	s := openPaper(t, deskBook(opt, "an_ninh")).set(unit(t, r, "cq-02").Name, agreed(nil))
	tb, _ := s.row(unit(t, r, "cq-02").Name)
	hidden, _ := s.f.GetRows("_nhap")
	for i := range 200 {
		name := tb.name
		if i%2 == 1 {
			name = fmt.Sprint("mất ", i)
		}
		row := append([]any{decision.KeyTables, name, tb.first}, make([]any, 300)...)
		for j := range 300 {
			row[3+j] = decision.InCriterion + fmt.Sprint(j)
		}
		row[3] = decision.ColumnKey
		if err := s.f.SetSheetRow("_nhap", sheet.Ref(len(hidden)+1+i, 1), &row); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 300 {
		_ = s.f.SetCellValue(tb.name, sheet.Ref(40+300*i, tb.col(decision.ColumnKey)), fmt.Sprint("khóa ", i))
	}
	data := s.bytes()
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	cells := 0
	lines := decision.ReadBook(book).Lines
	for _, l := range lines {
		cells += len(l.Cells)
	}
	if len(lines) > 320 || cells > 50 {
		t.Errorf("%d rows and %d cells of one sheet", len(lines), cells)
	}
	put(t, opt, "x.xlsx", data)
	if p := takeIn(t, opt); p.Standing("cq-02").Status() != finding.Appraised {
		t.Errorf("cq-02 is %s", p.Standing("cq-02").Status())
	}
}
