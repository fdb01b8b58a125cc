package office_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/tier"
)

// A query with an explanation is closed and shown to officers; when the figure is
// changed and the explanation is not, the query is open again and the workbook to
// correct has the old explanation no more.
func TestAnExplanationStandsAsLongAsItsFigure(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	u := unit(t, r, "cq-01")
	const reason = "Một vụ chuyển từ năm 2018 sang"
	version := func(copy int, handed int64) []byte {
		return bytesOf(t, r, u, func(f *form.Fill) {
			v := f.Values
			f.Copy = copy
			for id, n := range map[string]int64{"hinh_su_vu": 1, "bg_hinh_su_vu": handed, "hinh_su_doi_tuong": 9, "bg_hinh_su_doi_tuong": 2, "khong_1_tu_cham": 5, "khong_1_vi_pham": 1} {
				v[id] = decimal.NewFromInt(n)
			}
			v["bg_hinh_su_vu_giai_trinh"] = reason
		})
	}
	put(t, opt, "1.xlsx", version(1, 2))
	p := takeIn(t, opt)
	if s := p.Standing("cq-01"); s.Status() != finding.Clean || exists(opt.Folder("outbox", "tra-lai", "cq-01.xlsx")) {
		t.Fatalf("an explained query: %s, %v", s.Status(), brief(recordOf(t, p, "cq-01")))
	}
	if text := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Giải trình"); !strings.Contains(text, reason) || !strings.Contains(text, u.Name) {
		t.Errorf("officers do not see the explanation: %s", text)
	}
	put(t, opt, "2.xlsx", version(1, 3))
	p = takeIn(t, opt)
	s := p.Standing("cq-01")
	if s.Status() != finding.Queried || s.Counts == nil || s.Counts.Number != 2 {
		t.Fatalf("an old explanation of a new figure: %s, %v", s.Status(), brief(recordOf(t, p, "cq-01")))
	}
	back := opt.Folder("outbox", "tra-lai", "cq-01.xlsx")
	f, err := excelize.OpenFile(back)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, n := range f.GetDefinedName() {
		if n.Name == "bg_hinh_su_vu_giai_trinh" {
			sheet, cell, _ := strings.Cut(strings.ReplaceAll(n.RefersTo, "$", ""), "!")
			if v, err := f.GetCellValue(strings.Trim(sheet, "'"), cell); err != nil || v != "" {
				t.Errorf("the old explanation is still there: %q %v", v, err)
			}
		}
	}
	if text := sheetText(t, back, "Cần sửa"); !strings.Contains(text, reason) {
		t.Errorf("the unit is not told: %s", text)
	}
}

// sheetText is all that a sheet says.
func sheetText(t *testing.T, path, sheet string) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, row := range rows {
		b.WriteString(strings.Join(row, " | ") + "\n")
	}
	return b.String()
}

// Six errors and three queries go back; in LibreOffice three are corrected and one query
// explained; the second workbook to correct lists exactly what remains, with the
// explanation kept.
func TestThreeCorrectedThreeLeftOneExplained(t *testing.T) {
	t.Parallel()
	tier.Needs(t, "LibreOffice with its Python API", python, "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	opt, r := wholeWorkspace(t)
	u := unit(t, r, "cq-01")
	put(t, opt, "1.xlsx", bytesOf(t, r, u, func(f *form.Fill) {
		v := f.Values
		for _, id := range []string{"hom_thu", "te_nan_vu_nam_truoc", "ton_tai", "ky_xac_nhan"} {
			delete(v, id)
		}
		for id := range v {
			if strings.HasSuffix(id, "_giai_trinh") {
				delete(v, id)
			}
		}
		v["giao_uoc_chi_bo"], v["so_ket_hinh_thuc"] = "không rõ", "họp"
		v["bv_cqdn_tong"] = v["bv_cqdn_tong"].(decimal.Decimal).Add(decimal.NewFromInt(1))
		for id, n := range map[string]int64{"hinh_su_vu": 1, "bg_hinh_su_vu": 2, "hinh_su_doi_tuong": 9, "bg_hinh_su_doi_tuong": 2, "khong_1_tu_cham": 5, "khong_1_vi_pham": 1,
			"kinh_te_vu": 1, "bg_kinh_te_vu": 3, "kinh_te_doi_tuong": 9, "bg_kinh_te_doi_tuong": 2, "khong_5_tu_cham": 5, "khong_5_vi_pham": 1} {
			v[id] = decimal.NewFromInt(n)
		}
	}))
	open := func() (errors, queries []string) {
		for _, f := range takeIn(t, opt).Standing("cq-01").Findings() {
			switch {
			case !f.ForUnit():
			case f.Severity == finding.Error:
				errors = append(errors, f.ID)
			default:
				queries = append(queries, f.ID)
			}
		}
		slices.Sort(errors)
		slices.Sort(queries)
		return errors, queries
	}
	errors, queries := open()
	if len(errors) != 6 || len(queries) != 3 {
		t.Fatalf("at the start: %v, %v", errors, queries)
	}
	back := opt.Folder("outbox", "tra-lai", "cq-01.xlsx")
	out := opt.Folder("inbox", "sửa lần 1.xlsx")
	const reason = "Một vụ chuyển từ năm 2018 sang"
	j := job{Form: back, Out: out, Cells: map[string]any{"hom_thu": 5, "giao_uoc_chi_bo": 3, "so_ket_hinh_thuc": "hội nghị", "bg_hinh_su_vu_giai_trinh": reason}}
	if o := play(t, "libreoffice.py", []job{j})[out]; o.Errors > 0 {
		t.Errorf("%d formulas show an error", o.Errors)
	}
	errors, queries = open()
	if want := []string{"bv_cqdn_tong", "te_nan_vu_nam_truoc", "ton_tai"}; !slices.Equal(errors, want) {
		t.Errorf("errors that remain: %v, want %v", errors, want)
	}
	if want := []string{"bg_kinh_te_vu", "ky_xac_nhan"}; !slices.Equal(queries, want) {
		t.Errorf("queries that remain: %v, want %v", queries, want)
	}
	text := sheetText(t, back, "Cần sửa")
	if strings.Count(text, "Lỗi phải sửa") != 3 || strings.Count(text, "Cần giải trình") != 2 || strings.Contains(text, r.Label("hom_thu")) {
		t.Errorf("the second workbook to correct lists: %s", text)
	}
	if figures := sheetText(t, back, "Số liệu"); !strings.Contains(figures, reason) {
		t.Error("the explanation is not kept")
	}
}
