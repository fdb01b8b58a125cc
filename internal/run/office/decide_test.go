package office_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
)

// decide fills rows of the workbook of decisions in: by what stands in the unit's
// column and, of several, what the matter says. It returns the bytes as excelize saves
// them.
func decide(t *testing.T, opt workspace.Options, fill func(f *excelize.File, row func(unit, matter string) int, name string)) []byte {
	t.Helper()
	f, err := excelize.OpenFile(opt.Folder("outbox", "can-quyet-dinh.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	name := f.GetSheetList()[0]
	rows, err := f.GetRows(name)
	if err != nil {
		t.Fatal(err)
	}
	fill(f, func(unit, matter string) int {
		for i, r := range rows {
			if len(r) > 3 && strings.Contains(r[2], unit) && strings.Contains(r[3], matter) && r[0] != "" {
				return i + 1
			}
		}
		t.Fatalf("no row for %s, %s in %v", unit, matter, rows)
		return 0
	}, name)
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// sign fills the cells of a row in.
func sign(t *testing.T, f *excelize.File, sheetName string, row int, what string, more ...string) {
	t.Helper()
	for col, v := range map[int]string{decision.ColDecision: what, decision.ColReason: "Đã hỏi đơn vị qua điện thoại", decision.ColBy: "Nguyễn Văn Mẫu", decision.ColDay: "12/10/2019"} {
		if err := f.SetCellValue(sheetName, sheet.Ref(row, col), v); err != nil {
			t.Fatal(err)
		}
	}
	for i, v := range more {
		if err := f.SetCellValue(sheetName, sheet.Ref(row, decision.ColKind+i), v); err != nil {
			t.Fatal(err)
		}
	}
}

// The officer chooses a version, gives an unknown file to its unit, counts a returned
// return and accepts another, voids a wrong drop: each is recorded, shown, and may be
// taken back.
func TestOfficersDecide(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	a, b, c := unit(t, r, "cq-01"), unit(t, r, "cq-02"), unit(t, r, "dn-01")
	put(t, opt, "a1.xlsx", bytesOf(t, r, a, nil))
	put(t, opt, "a2.xlsx", bytesOf(t, r, a, func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(40) }))
	faulty := func(f *form.Fill) { delete(f.Values, "hom_thu") }
	put(t, opt, "b.xlsx", bytesOf(t, r, b, faulty))
	put(t, opt, "c.xlsx", bytesOf(t, r, c, faulty))
	stray := renamed(t, bytesOf(t, r, unit(t, r, "dn-02"), nil))
	put(t, opt, "lạ.xlsx", stray)
	put(t, opt, "ảnh.xlsx", []byte("\x89PNG\r\n\x1a\n not a workbook"))
	p := takeIn(t, opt)
	if s := p.Standing("cq-01"); s.Counts != nil || len(p.Strays) != 2 || p.Standing("cq-02").Counts != nil {
		t.Fatalf("at the start: %v counts, %d strays", s.Counts, len(p.Strays))
	}
	first := decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row(a.Name, "a2.xlsx"), "2")
		sign(t, f, name, row("lạ.xlsx", ""), "dn-02")
		sign(t, f, name, row("ảnh.xlsx", ""), "bỏ")
		sign(t, f, name, row(b.Name, "trả lại"), "tính vào tổng")
		sign(t, f, name, row(c.Name, "trả lại"), "chấp nhận")
	})
	put(t, opt, "can-quyet-dinh.xlsx", first)
	p = takeIn(t, opt)
	check := func(what string, ok bool) {
		t.Helper()
		if !ok {
			t.Error(what)
		}
	}
	check("version 2 was chosen", p.Standing("cq-01").Counts != nil && p.Standing("cq-01").Counts.Number == 2 && p.Standing("cq-01").Status() == finding.Clean)
	check("the stray file is dn-02's", p.Standing("dn-02").Counts != nil)
	check("the picture was voided", len(p.Strays) == 0 && len(p.Voided) == 1)
	check("cq-02 counts although it is returned", p.Standing("cq-02").Counts != nil && p.Standing("cq-02").Status() == finding.Returned)
	check("dn-01 is accepted as it is", p.Standing("dn-01").Counts != nil && p.Standing("dn-01").Status() == finding.Clean)
	check("dn-01 has nothing to correct", !exists(opt.Folder("outbox", "tra-lai", "dn-01.xlsx")) && exists(opt.Folder("outbox", "tra-lai", "cq-02.xlsx")))
	check("the workbook of decisions is no return", len(p.Sheets) == 1)
	check("it is shown beside the totals", strings.Contains(sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tình hình nộp"), "Đã hỏi đơn vị qua điện thoại"))
	for _, name := range []string{"Đề cương tổng hợp", "Số liệu từng đơn vị"} {
		if text := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), name); !strings.Contains(text, "theo quyết định") {
			t.Errorf("%s does not say that a unit counts by decision", name)
		}
	}
	n := len(p.Decisions)
	put(t, opt, "lại.xlsx", first)
	if p = takeIn(t, opt); len(p.Decisions) != n {
		t.Errorf("the same workbook again: %d decisions, then %d", n, len(p.Decisions))
	}
	// Taken back, where it stands.
	again := decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row(b.Name, "Tính vào tổng"), "hủy")
		sign(t, f, name, row("Doanh nghiệp mẫu 02", "Gán"), "hủy")
	})
	if err := os.WriteFile(opt.Folder("outbox", "can-quyet-dinh.xlsx"), again, 0o644); err != nil {
		t.Fatal(err)
	}
	p = takeIn(t, opt)
	check("cq-02 counts no longer", p.Standing("cq-02").Counts == nil)
	check("the stray file is a stray again", p.Standing("dn-02").Counts == nil && len(p.Strays) == 1)
	check("the workbook stands there again", exists(opt.Folder("outbox", "can-quyet-dinh.xlsx")))
	// On free rows, one of them not complete.
	more := decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		rows, _ := f.GetRows(name)
		sign(t, f, name, len(rows), "1/10/2019", "ngày nhận", "cq-01")
		sign(t, f, name, len(rows)-1, "2", "bỏ bản", "cq-01")
		if err := f.SetCellValue(name, sheet.Ref(len(rows)-1, decision.ColReason), ""); err != nil {
			t.Fatal(err)
		}
	})
	put(t, opt, "quyết định.xlsx", more)
	p = takeIn(t, opt)
	check("received on the first", !p.Standing("cq-01").Late)
	check("nothing was voided without a reason", len(p.Voided) == 1)
	check("the officer is told", strings.Contains(sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định"), "thiếu lý do"))
}

// A row whose matter has changed since the workbook was written is refused alone.
func TestAStaleDecisionIsRefusedAlone(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	b, c := unit(t, r, "cq-02"), unit(t, r, "dn-01")
	faulty := func(f *form.Fill) { delete(f.Values, "hom_thu") }
	put(t, opt, "b.xlsx", bytesOf(t, r, b, faulty))
	put(t, opt, "c.xlsx", bytesOf(t, r, c, faulty))
	takeIn(t, opt)
	filled := decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row(b.Name, "trả lại"), "chấp nhận")
		sign(t, f, name, row(c.Name, "trả lại"), "chấp nhận")
	})
	put(t, opt, "b2.xlsx", bytesOf(t, r, b, func(f *form.Fill) { f.Copy = 2; faulty(f); f.Values["giao_uoc_chi_bo"] = decimal.NewFromInt(3) }))
	takeIn(t, opt)
	put(t, opt, "quyết định.xlsx", filled)
	p := takeIn(t, opt)
	if p.Standing("cq-02").Status() != finding.Returned || p.Standing("dn-01").Status() != finding.Clean {
		t.Errorf("cq-02 is %s, dn-01 %s", p.Standing("cq-02").Status(), p.Standing("dn-01").Status())
	}
	if text := sheetText(t, opt.Folder("outbox", "can-quyet-dinh.xlsx"), "Cần quyết định"); !strings.Contains(text, b.Name) || !strings.Contains(text, "không còn") && !strings.Contains(text, "đã thay đổi") {
		t.Errorf("the officer is not told: %s", text)
	}
}

// renamed takes the unit's code and name out of a form: nobody knows whose it is.
func renamed(t *testing.T, data []byte) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "x.xlsx")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, n := range f.GetDefinedName() {
		if n.Name == "don_vi_ma" || n.Name == "don_vi_ten" {
			sheetName, ref, _ := strings.Cut(strings.ReplaceAll(n.RefersTo, "$", ""), "!")
			if err := f.SetCellValue(strings.Trim(sheetName, "'"), ref, "xx-99"); err != nil {
				t.Fatal(err)
			}
		}
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// Filled in by LibreOffice where it stands, the workbook of decisions is taken in, is
// there again in its next revision, and has one receipt.
func TestDecidedInLibreOfficeWhereItStands(t *testing.T) {
	tier.Needs(t, "LibreOffice's Python", python, "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	opt, r := wholeWorkspace(t)
	c := unit(t, r, "dn-01")
	put(t, opt, "c.xlsx", bytesOf(t, r, c, func(f *form.Fill) { delete(f.Values, "hom_thu") }))
	takeIn(t, opt)
	path := opt.Folder("outbox", "can-quyet-dinh.xlsx")
	row, name := 0, ""
	decide(t, opt, func(_ *excelize.File, find func(unit, matter string) int, sheetName string) {
		row, name = find(c.Name, "trả lại"), sheetName
	})
	args := []string{filepath.Join("..", "..", "..", "testdata", "fill", "cells.py"), path}
	for col, text := range map[int]string{decision.ColDecision: "chấp nhận", decision.ColReason: "Đã xác minh tại chỗ", decision.ColBy: "Nguyễn Văn Mẫu", decision.ColDay: "5/10/2019"} {
		args = append(args, name+"!"+sheet.Ref(row, col)+"="+text)
	}
	if out, err := exec.Command(python, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	p := takeIn(t, opt)
	if s := p.Standing("dn-01"); s.Status() != finding.Clean || len(p.Decisions) != 1 || p.Decisions[0].Day != "2019-10-05" {
		t.Errorf("dn-01 is %s, decisions %+v", s.Status(), p.Decisions)
	}
	if len(p.Receipts) != 2 || len(p.Sheets) != 1 {
		t.Errorf("%d receipts", len(p.Receipts))
	}
	if text := sheetText(t, path, name); !strings.Contains(text, "đã ghi nhận 1 dòng") {
		t.Errorf("the next revision: %s", text)
	}
	if text := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tiếp nhận"); !strings.Contains(text, "outbox/can-quyet-dinh.xlsx") || strings.Contains(text, "../") {
		t.Errorf("receipts: %s", text)
	}
	if aside, _ := filepath.Glob(opt.Folder("outbox", "*đã sửa*")); len(aside) > 0 {
		t.Errorf("set aside: %v", aside)
	}
}

// While an officer has the workbook open, what was saved waits; a file of the same name
// in the inbox is another one.
func TestAnOpenWorkbookOfDecisionsWaits(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	c := unit(t, r, "dn-01")
	put(t, opt, "c.xlsx", bytesOf(t, r, c, func(f *form.Fill) { delete(f.Values, "hom_thu") }))
	takeIn(t, opt)
	filled := decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row(c.Name, "trả lại"), "tính vào tổng")
	})
	path, lock := opt.Folder("outbox", "can-quyet-dinh.xlsx"), opt.Folder("outbox", "~$can-quyet-dinh.xlsx")
	for _, f := range []string{path, lock} {
		if err := os.WriteFile(f, filled, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	put(t, opt, "d.xlsx", bytesOf(t, r, unit(t, r, "dn-02"), func(f *form.Fill) { delete(f.Values, "hom_thu") }))
	p := takeIn(t, opt)
	if len(p.Decisions) != 0 {
		t.Error("taken in while it is open")
	}
	_, waiting, err := office.Look(t.Context(), opt)
	if err != nil || len(waiting) != 1 || waiting[0].File != "outbox/can-quyet-dinh.xlsx" || waiting[0].State != "held" || p.Behind == 0 {
		t.Errorf("of the workbook that is to be another and cannot yet: %v, %v; the outputs are %d events behind", waiting, err, p.Behind)
	}
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}
	put(t, opt, "can-quyet-dinh.xlsx", []byte("another file of the same name"))
	if p := takeIn(t, opt); len(p.Decisions) != 1 || len(p.Receipts) != 4 || len(p.Strays) != 1 || p.Behind != 0 {
		t.Errorf("%d decisions, %d receipts, %d strays, %d events behind", len(p.Decisions), len(p.Receipts), len(p.Strays), p.Behind)
	}
}

// An accepted return stays accepted though an explanation in it is of an older figure.
func TestAcceptedInSpiteOfAnOldExplanation(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	u := unit(t, r, "cq-01")
	version := func(copy int, handed int64) []byte {
		return bytesOf(t, r, u, func(f *form.Fill) {
			f.Copy = copy
			for id, n := range map[string]int64{"hinh_su_vu": 1, "bg_hinh_su_vu": handed, "hinh_su_doi_tuong": 9, "bg_hinh_su_doi_tuong": 2, "khong_1_tu_cham": 5, "khong_1_vi_pham": 1} {
				f.Values[id] = decimal.NewFromInt(n)
			}
			f.Values["bg_hinh_su_vu_giai_trinh"] = "Một vụ chuyển từ năm 2018 sang"
		})
	}
	put(t, opt, "1.xlsx", version(1, 2))
	takeIn(t, opt)
	put(t, opt, "2.xlsx", version(1, 3))
	takeIn(t, opt)
	put(t, opt, "quyết định.xlsx", decide(t, opt, func(f *excelize.File, _ func(unit, matter string) int, name string) {
		rows, _ := f.GetRows(name)
		sign(t, f, name, len(rows), "có", "chấp nhận báo cáo", "cq-01")
	}))
	p := takeIn(t, opt)
	if s := p.Standing("cq-01"); s.Status() != finding.Clean || s.Counts == nil || s.Counts.Number != 2 || exists(opt.Folder("outbox", "tra-lai", "cq-01.xlsx")) {
		t.Errorf("accepted: %s, %v", s.Status(), brief(recordOf(t, p, "cq-01")))
	}
}
