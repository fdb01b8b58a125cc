package office_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/answer"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
)

// issuedTo is the blank form of a unit, or of its kind, as `issue` writes it.
func issuedTo(t *testing.T, r *round.Round, u round.Unit, ofKind bool) []byte {
	t.Helper()
	units, kinds, name := []string{u.Code}, []string(nil), u.Code
	if ofKind {
		units, kinds, name = nil, []string{u.Kind}, u.Kind
	}
	if _, err := issue.Issue(t.Context(), r, units, kinds, nil, nil); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(workspace.IssuedDir(r), name+".xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// placeOf is where a defined name stands.
func placeOf(f *excelize.File, name string) (sheet, cell string) {
	for _, n := range f.GetDefinedName() {
		if n.Name == name {
			sheet, cell, _ = strings.Cut(strings.ReplaceAll(n.RefersTo, "$", ""), "!")
			cell, _, _ = strings.Cut(cell, ":")
			return strings.Trim(sheet, "'"), cell
		}
	}
	return "", ""
}

// typeIn types into an input.
func typeIn(f *excelize.File, name string, value any) {
	sheet, cell := placeOf(f, name)
	_ = f.SetCellValue(sheet, cell, value)
}

// ways are what may be done to a form without typing an answer.
var ways = map[string]func(f *excelize.File, u round.Unit){
	"saved":      func(f *excelize.File, u round.Unit) {},
	"code typed": func(f *excelize.File, u round.Unit) { typeIn(f, round.UnitCode, u.Code) },
	"name typed": func(f *excelize.File, u round.Unit) { typeIn(f, round.UnitName, u.Name) },
	"white space": func(f *excelize.File, u round.Unit) {
		inputs := []string{"hom_thu", "don_thu", "don_thu_giai_trinh", "nguoi_lap", "ky_xac_nhan", "tot_1_tu_cham", "uu_diem"}
		for _, name := range inputs {
			typeIn(f, name, " \u00a0\t")
		}
	},
	"no hidden sheet": func(f *excelize.File, u round.Unit) { _ = f.DeleteSheet(hidden) },
	"no seal":         func(f *excelize.File, u round.Unit) { restamp(f, answer.StampSeal, "") },
	"a sheet less":    func(f *excelize.File, u round.Unit) { _ = f.DeleteSheet("Số liệu") },
	"names lost": func(f *excelize.File, u round.Unit) {
		for _, n := range f.GetDefinedName() {
			_ = f.DeleteDefinedName(&excelize.DefinedName{Name: n.Name, Scope: n.Scope})
		}
	},
}

// A form in which nothing was typed is no return, the unit's own or its kind's, however it was
// saved: the unit is missing, as late as its return is, and the receipts say what came.
func TestABlankFormIsNoReturn(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealingWhole(t)
	sent := map[string]round.Unit{} // by file
	for _, u := range cast(r, 1) {
		put(t, opt, u.Code+".xlsx", issuedTo(t, r, u, false))
		sent[u.Code+".xlsx"] = u
	}
	for _, u := range cast(r, 2) {
		name := "chung " + u.Code + ".xlsx"
		if _, ok := sent[u.Code+".xlsx"]; ok {
			continue
		}
		chosen := func(f *excelize.File) { typeIn(f, round.UnitName, r.DisplayName(u)) }
		put(t, opt, name, bent(t, issuedTo(t, r, u, true), chosen))
		sent[name] = u
	}
	u := unit(t, r, "cq-10")
	for way, change := range ways {
		put(t, opt, way+".xlsx", bent(t, issuedTo(t, r, u, false), func(f *excelize.File) { change(f, u) }))
		sent[way+".xlsx"] = u
	}
	p := takeIn(t, opt)
	text := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tiếp nhận")
	for name, u := range sent {
		s := p.Standing(u.Code)
		if len(s.Versions) != 0 || s.Status() != finding.NotReceived || s.Late || s.OnTime {
			t.Errorf("%s: %s late %v on time %v %v", name, numbers(s), s.Late, s.OnTime, s.Findings())
		}
		if !strings.Contains(text, name+" | "+r.DisplayName(u)+" | Biểu mẫu trống") {
			t.Errorf("%s: the receipts do not say that it is blank", name)
		}
	}
	if st := roll.StatusOf(p, nil); st.Totals.Received != 0 || st.Totals.Missing != st.Totals.Expected || len(p.Strays) != 0 {
		t.Errorf("totals %+v, %d strays", st.Totals, len(p.Strays))
	}
	now := time.Date(2019, 11, 20, 8, 0, 0, 0, r.Location) // past the last day
	opt.Now = func() time.Time { now = now.Add(time.Second); return now }
	put(t, opt, "thật.xlsx", bytesOf(t, r, u, nil))
	if s := takeIn(t, opt).Standing(u.Code); !s.Late || s.OnTime || s.Counts == nil || s.Counts.Number != 1 {
		t.Errorf("the return itself: %s late %v on time %v", numbers(s), s.Late, s.OnTime)
	}
}

// What was typed, be it one answer, is a return: nothing that somebody wrote is passed over.
func TestOneAnswerIsAReturn(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealingWhole(t)
	typed := map[string]func(f *excelize.File){
		"a zero":         func(f *excelize.File) { typeIn(f, "hom_thu", 0) },
		"an explanation": func(f *excelize.File) { typeIn(f, "hom_thu_giai_trinh", "Chưa có hòm thư") },
		"nothing here":   func(f *excelize.File) { typeIn(f, "muc_I_1_khong", "x"); typeIn(f, "ky_xac_nhan", "x") },
		"signed off":     func(f *excelize.File) { typeIn(f, "ky_xac_nhan", "x") },
		"a name":         func(f *excelize.File) { typeIn(f, "nguoi_lap", "Lê Văn Mẫu") },
		"no number":      func(f *excelize.File) { typeIn(f, "hom_thu", "không rõ") },
		"a formula": func(f *excelize.File) {
			typeIn(f, "hom_thu", 2)
			s, c := placeOf(f, "hom_thu")
			_ = f.SetCellFormula(s, c, "1+1")
		},
		"an error": func(f *excelize.File) {
			typeIn(f, "hom_thu", "#DIV/0!")
			s, c := placeOf(f, "hom_thu")
			_ = f.SetCellFormula(s, c, "1/0")
		},
		"last year's": func(f *excelize.File) { typeIn(f, "hinh_su_vu_nam_truoc", 3) },
		"a row":       func(f *excelize.File) { typeIn(f, "bang_khen_thuong", "cá nhân") },
		"beside":      func(f *excelize.File) { _ = f.SetCellValue("Số liệu", "M20", "có 3 vụ") },
		"a sheet": func(f *excelize.File) {
			_, _ = f.NewSheet("Ghi chú")
			_ = f.SetCellValue("Ghi chú", "A1", "có 3 vụ")
		},
		"a label": func(f *excelize.File) { s, _ := placeOf(f, "hom_thu"); _ = f.SetCellValue(s, "B8", "Sửa nhãn") },
		"a score": func(f *excelize.File) { typeIn(f, "tot_1_tu_cham", decimal.NewFromInt(10).InexactFloat64()) },
	}
	units, _ := agencies(t, r, len(typed))
	sent := map[string]round.Unit{}
	for name, change := range typed {
		u := units[len(sent)]
		put(t, opt, u.Code+".xlsx", bent(t, issuedTo(t, r, u, false), change))
		sent[name] = u
	}
	p := takeIn(t, opt)
	for name, u := range sent {
		if s := p.Standing(u.Code); len(s.Versions) != 1 || !s.OnTime {
			t.Errorf("%s: %s", name, numbers(s))
		}
	}
}

// A workbook to correct that comes back as it was written is no new version, whatever was
// wrong in the return; with one answer changed it is.
func TestAWorkbookToCorrectThatComesBackAsItWas(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := sealingWhole(t)
	faults := map[string]func(f *form.Fill){
		"blank":       func(f *form.Fill) { delete(f.Values, "hom_thu") },
		"no number":   func(f *form.Fill) { f.Values["hom_thu"] = "khoảng 12, 13" },
		"ambiguous":   func(f *form.Fill) { f.Values["hom_thu"] = "1,234" },
		"with a unit": func(f *form.Fill) { f.Values["hom_thu"], f.Values["don_thu"] = "05 hòm", "-" },
		"a fraction":  func(f *form.Fill) { f.Values["hom_thu"] = num("12.3456") },
		"negative":    func(f *form.Fill) { f.Values["hom_thu"] = num("-3") },
		"large":       func(f *form.Fill) { f.Values["hom_thu"] = num("123456789012345678") },
		"no day":      func(f *form.Fill) { f.Values["so_ket_ngay"], f.Values["ngay_lap"] = "31/02/2019", "tháng 10" },
		"no choice": func(f *form.Fill) {
			f.Values["tu_danh_gia"], f.Values["vi_pham_chung"] = "đạt một phần", "?"
		},
		"odd texts": func(f *form.Fill) {
			delete(f.Values, "hom_thu")
			for i, in := range []string{"uu_diem", "ton_tai", "ph_khac", "ld_kiem_tra", "ph_mo_hinh"} {
				f.Values[in] = odd[i]
			}
		},
		"a list": func(f *form.Fill) {
			first := map[string]any{"ten": "Tổ  tự quản", "loai": "x", "so_thanh_vien": "mười"}
			f.Tables["mo_hinh"] = []map[string]any{first, {"ten": " B ", "tinh_trang": "cũ"}}
		},
		"nothing here": func(f *form.Fill) { delete(f.Values, "hom_thu"); f.Values["muc_II_5_a_khong"] = "x" },
		"explained": func(f *form.Fill) {
			delete(f.Values, "don_thu")
			f.Values["hom_thu_giai_trinh"] = "Đã rà soát lại.\nĐúng."
		},
	}
	units, _ := agencies(t, r, len(faults))
	of := map[string]round.Unit{}
	for name, fault := range faults {
		u := units[len(of)]
		of[name] = u
		put(t, opt, u.Code+".xlsx", bytesOf(t, r, u, fault))
	}
	p := takeIn(t, opt)
	back := func(u round.Unit) string { return opt.Folder("outbox", "tra-lai", u.Code+".xlsx") }
	before := map[string]string{}
	for name, u := range of {
		data, err := os.ReadFile(back(u))
		if err != nil {
			t.Fatalf("%s is %s: %v", name, p.Standing(u.Code).Status(), err)
		}
		before[name] = numbers(p.Standing(u.Code))
		put(t, opt, "nguyên văn "+u.Code+".xlsx", data)
		put(t, opt, "lưu lại "+u.Code+".xlsx", bent(t, data, func(f *excelize.File) {}))
		put(t, opt, "không dấu "+u.Code+".xlsx", bent(t, data, func(f *excelize.File) { _ = f.DeleteSheet(hidden) }))
	}
	p = takeIn(t, opt)
	text := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tiếp nhận")
	for name, u := range of {
		if now := numbers(p.Standing(u.Code)); now != before[name] {
			t.Errorf("%s: %s\nthen %s", name, before[name], now)
		}
		for _, how := range []string{"nguyên văn ", "lưu lại ", "không dấu "} {
			if !strings.Contains(text, how+u.Code+".xlsx | "+u.Name+" | Không có gì thay đổi") {
				t.Errorf("%s: the receipts do not say that %s came back as it was", name, how)
			}
		}
	}
	u := of["no number"]
	data, err := os.ReadFile(back(u))
	if err != nil {
		t.Fatal(err)
	}
	put(t, opt, "sửa.xlsx", bent(t, data, func(f *excelize.File) { typeIn(f, "hom_thu", 12) }))
	if s := takeIn(t, opt).Standing(u.Code); s.Counts == nil || fmt.Sprint(s.Counts.Verdict.Values["hom_thu"]) != "12" {
		t.Errorf("corrected: %s", numbers(s))
	}
}

// Blank forms and workbooks to correct that other programs opened and saved are as untouched
// as before.
func TestUntouchedFormsThatWereSavedAgain(t *testing.T) {
	long(t)
	tier.Needs(t, "LibreOffice with its Python API", python, "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	tier.Needs(t, "openpyxl", python, "-c", "import openpyxl")
	t.Parallel()
	opt, r := sealingWhole(t)
	a, b := unit(t, r, "cq-01"), unit(t, r, "le-loi")
	for _, u := range []round.Unit{a, b} {
		put(t, opt, u.Code+".xlsx", bytesOf(t, r, u, func(f *form.Fill) {
			f.Values["uu_diem"], f.Values["hom_thu"] = odd[0]+"\n\n"+odd[2], "1,234"
			f.Values["so_ket_ngay"] = "31/02/2019"
		}))
	}
	p := takeIn(t, opt)
	before := numbers(p.Standing(a.Code)) + numbers(p.Standing(b.Code))
	c, d := unit(t, r, "cq-02"), unit(t, r, "dn-01")
	issuedTo(t, r, c, false)
	issuedTo(t, r, d, false)
	forms := []string{opt.Folder("outbox", "tra-lai", "cq-01.xlsx"), opt.Folder("outbox", "tra-lai", "le-loi.xlsx"),
		filepath.Join(workspace.IssuedDir(r), "cq-02.xlsx"), filepath.Join(workspace.IssuedDir(r), "dn-01.xlsx")}
	for _, script := range []string{"libreoffice.py", "openpyxl_fill.py"} {
		var jobs []job
		for _, form := range forms {
			out := opt.Folder("inbox", script+" "+filepath.Base(form))
			jobs = append(jobs, job{Form: form, Out: out, Cells: map[string]any{}, Tables: map[string][][3]any{}})
		}
		play(t, script, jobs)
	}
	p = takeIn(t, opt)
	if now := numbers(p.Standing(a.Code)) + numbers(p.Standing(b.Code)); now != before {
		t.Errorf("%s\nthen %s", before, now)
	}
	if len(p.Untouched) != 8 || len(p.Standing(c.Code).Versions)+len(p.Standing(d.Code).Versions) != 0 {
		t.Errorf("%d of 8 untouched", len(p.Untouched))
		for _, v := range p.Standing(c.Code).Versions {
			t.Log(v.First().Name, v.Verdict.Typed, brief(recordOf(t, p, c.Code)))
		}
	}
}

// A form that was issued with last year's figures is blank while they are all that stands in
// it, whatever became of its hidden sheet; with one of them changed it is a return.
func TestLastYearsFiguresAreNoAnswer(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	u := unit(t, r, "cq-01")
	put(t, opt, "a.xlsx", bytesOf(t, r, u, nil))
	takeIn(t, opt)
	dir, err := office.New(opt.Folder("templates"), "antt-2020", "antt-2019", false)
	if err != nil {
		t.Fatal(err)
	}
	later, err := define.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	opt.Round = later.ID
	sealed(t, opt, later)
	p, _, err := office.Look(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := issue.Issue(t.Context(), later, []string{u.Code}, nil, p.Priors, nil); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "issued", u.Code+".xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Priors(u)) == 0 {
		t.Fatal("the form has no figures of last year")
	}
	put(t, opt, "nguyên.xlsx", data)
	put(t, opt, "lưu lại.xlsx", bent(t, data, func(f *excelize.File) {}))
	put(t, opt, "không dấu.xlsx", bent(t, data, func(f *excelize.File) { _ = f.DeleteSheet(hidden) }))
	p = takeIn(t, opt)
	if s := p.Standing(u.Code); s.Newest() != nil || len(p.Untouched) != 3 {
		t.Errorf("last year's figures: %s, %d untouched", numbers(s), len(p.Untouched))
	}
	for _, v := range p.Untouched {
		if v.Verdict.Untouched != record.Blank {
			t.Errorf("%s is %s", v.First().Name, v.Verdict.Untouched)
		}
	}
	put(t, opt, "sửa.xlsx", bent(t, data, func(f *excelize.File) { typeIn(f, "te_nan_vu_nam_truoc", 777) }))
	if s := takeIn(t, opt).Standing(u.Code); len(s.Versions) != 1 {
		t.Errorf("one changed: %s", numbers(s))
	}
}

// What goes up from one level, filled in by the program alone, is a return to the next one,
// and nothing of this level's own where it is dropped at home.
func TestWhatGoesUpIsAReturnAbove(t *testing.T) {
	t.Parallel()
	_, r := sealing(t)
	self := unit(t, r, r.Self)
	data, err := formbook.Form(r, self, func() form.Fill {
		f := demo.Filled(r, self, 1)
		f.Issued = true
		return f
	}())
	if err != nil {
		t.Fatal(err)
	}
	if v := record.JudgeOf(data, r, ""); v.Untouched == "" {
		t.Error("at home it is a return")
	}
	above := elsewhere(r)
	above.Self = "tinh"
	if v := record.JudgeOf(data, above, ""); v.Untouched != "" || v.Signer == "" || v.Strength() != record.Elsewhere {
		t.Errorf("above it is %q, signed by %q", v.Untouched, v.Signer)
	}
	above.Keys = r.Keys // a workspace that was begun as a copy of this one
	if v := record.JudgeOf(data, above, ""); v.Untouched != "" {
		t.Errorf("above, under one key, it is %q", v.Untouched)
	}
}

// A workbook to correct knows by itself what it was filled in with, also where the ledger no
// longer does.
func TestAWorkbookToCorrectKnowsItself(t *testing.T) {
	t.Parallel()
	_, r := sealing(t)
	u := unit(t, r, "cq-01")
	written := func(f *form.Fill) { f.Copy, f.Issued, f.Values["hom_thu"] = 2, true, "1,234" }
	data := bytesOf(t, r, u, written)
	if v := record.JudgeOf(data, r, ""); v.Untouched != record.Unchanged {
		t.Errorf("as it was written it is %q", v.Untouched)
	}
	if v := record.JudgeOf(bent(t, data, func(f *excelize.File) { typeIn(f, "hom_thu", 1234) }), r, ""); v.Untouched != "" {
		t.Errorf("corrected it is %q", v.Untouched)
	}
}
