package office_test

import (
	"os"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/run/workspace"
)

// changedIn are the rows of the sheet of what changed in a workbook of the outbox, joined; nil where it
// has no such sheet.
func changedIn(t *testing.T, opt workspace.Options, path ...string) (rows []string) {
	t.Helper()
	f, err := excelize.OpenFile(opt.Folder(append([]string{"outbox"}, path...)...))
	must(t, err)
	defer func() { must(t, f.Close()) }()
	if i, err := f.GetSheetIndex("Thay đổi"); err != nil || i < 0 {
		return nil
	}
	all, err := f.GetRows("Thay đổi")
	must(t, err)
	for _, row := range all {
		rows = append(rows, strings.Join(row, " | "))
	}
	return rows
}

// rowSays tells whether one row holds all texts.
func rowSays(rows []string, texts ...string) bool {
	for _, row := range rows {
		all := true
		for _, text := range texts {
			all = all && strings.Contains(row, text)
		}
		if all {
			return true
		}
	}
	return false
}

// An officer sees what the newest version changes of the one that counts or was appraised: figures,
// words, rows of lists, with what was given for a criterion; and workbooks with that sheet are filled
// in as ever.
func TestWhatChangedStandsBesideTheRows(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	commune, agency := unit(t, r, "le-loi"), unit(t, r, "cq-01")
	put(t, opt, "le-loi.xlsx", bytesOf(t, r, commune, nil))
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, agency, func(f *form.Fill) { f.Values["ton_tai"] = "Còn chậm báo cáo." }))
	takeIn(t, opt)
	put(t, opt, "thẩm định.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(agency.Name, agreed(nil)).bytes())
	takeIn(t, opt)
	if rows := append(changedIn(t, opt, "can-quyet-dinh.xlsx"), changedIn(t, opt, "tham-dinh", "an_ninh.xlsx")...); rows != nil {
		t.Fatalf("nothing changed yet: %q", rows)
	}

	put(t, opt, "cq-01 lần 2.xlsx", bytesOf(t, r, agency, func(f *form.Fill) {
		f.Values["ton_tai"] = "Còn nộp chậm báo cáo."
		f.Values["giao_uoc_chi_bo"] = decimal.NewFromInt(1209)
	}))
	put(t, opt, "le-loi lần 2.xlsx", bytesOf(t, r, commune, func(f *form.Fill) {
		f.Values["hom_thu"] = "nhiều"
		delete(f.Values, "giao_uoc_thon")
		f.Tables["mo_hinh"] = append(f.Tables["mo_hinh"], map[string]any{"ten": "Tiếng kẻng an ninh", "tinh_trang": "mới"})
	}))
	p := takeIn(t, opt)
	if s := p.Standing("le-loi"); s.Status() != finding.Returned || s.Counts == nil || s.Counts.Number != 1 {
		t.Fatalf("le-loi is %s", s.Status())
	}
	toDecide, appraise := changedIn(t, opt, "can-quyet-dinh.xlsx"), changedIn(t, opt, "tham-dinh", "an_ninh.xlsx")
	for _, texts := range [][]string{
		{"(le-loi): bản 1 (le-loi.xlsx", "đang được tính → bản 2 (le-loi lần 2.xlsx"},
		{"hòm thư", " | nhiều | ", "Số liệu!D"},
		{"ký giao ước", " | (trống) | "},
		{"Tên mô hình, dòng “Tiếng kẻng an ninh", "(dòng mới)", "(trống) | Tiếng kẻng an ninh", "Danh sách!"},
		{"(cq-01): bản 1", "đã thẩm định → bản 2"},
	} {
		if !rowSays(toDecide, texts...) {
			t.Errorf("can-quyet-dinh.xlsx does not say %q:\n%s", texts, strings.Join(toDecide, "\n"))
		}
	}
	if !rowSays(appraise, "Số chi bộ", "1,209", "+1,2", "Số chi bộ ký giao ước thi đua") ||
		!rowSays(appraise, "Còn [thêm: nộp] chậm báo cáo.") {
		t.Errorf("%s", strings.Join(appraise, "\n"))
	}
	if dir := os.Getenv("LOOK"); dir != "" {
		for _, n := range []string{"can-quyet-dinh.xlsx", "tham-dinh/an_ninh.xlsx"} {
			data, err := os.ReadFile(opt.Folder("outbox", n))
			must(t, err)
			must(t, os.WriteFile(dir+"/"+strings.ReplaceAll(n, "/", "_"), data, 0o644))
		}
	}

	put(t, opt, "thẩm định lại.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(agency.Name, agreed(nil)).bytes())
	if p = takeIn(t, opt); p.Standing("cq-01").Status() != finding.Appraised {
		t.Errorf("appraised again: %s", p.Standing("cq-01").Status())
	}
	if toDecide = changedIn(t, opt, "can-quyet-dinh.xlsx"); rowSays(toDecide, "(cq-01)") || !rowSays(toDecide, "(le-loi)") {
		t.Errorf("after it was appraised again:\n%s", strings.Join(toDecide, "\n"))
	}
	put(t, opt, "quyết định.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row(commune.Name, "trả lại"), "chấp nhận")
	}))
	p = takeIn(t, opt)
	if s := p.Standing("le-loi"); s.Counts == nil || s.Counts.Number != 2 {
		t.Errorf("accepted on a workbook with the sheet: %s", s.Status())
	}
	if toDecide = changedIn(t, opt, "can-quyet-dinh.xlsx"); toDecide != nil {
		t.Errorf("the newest counts, and yet:\n%s", strings.Join(toDecide, "\n"))
	}
}
