package check_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/write/formbook"
)

func load(t testing.TB) *round.Round {
	t.Helper()
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func num(s string) decimal.Decimal { return decimal.RequireFromString(s) }

// judge fills a unit's form in, faultless but for the change, and tells what is
// found: code, rule and input.
func judge(t *testing.T, r *round.Round, code string, change func(v map[string]any, f *form.Fill)) (record.Verdict, []string) {
	t.Helper()
	u, ok := r.Register.Unit(code)
	if !ok {
		t.Fatal(code)
	}
	fill := demo.Filled(r, u, 3)
	change(fill.Values, &fill)
	data, err := formbook.Form(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	v := record.JudgeOf(data, r, "")
	var got []string
	for _, f := range v.Findings {
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s", f.Code, f.Rule, f.ID)))
	}
	slices.Sort(got)
	return v, got
}

func plus(v map[string]any, id, by string) { v[id] = v[id].(decimal.Decimal).Add(num(by)) }

// One fault, and exactly its findings.
func TestEachFaultHasItsFinding(t *testing.T) {
	r := load(t)
	for _, c := range []struct {
		name, unit string
		change     func(v map[string]any, f *form.Fill)
		want       []string
	}{
		{"nothing wrong", "le-loi", func(map[string]any, *form.Fill) {}, nil},
		{"blank figure", "cq-01", func(v map[string]any, _ *form.Fill) { delete(v, "tuyen_truyen_luot") }, []string{"CELL-001  tuyen_truyen_luot"}},
		{"blank last year", "cq-01", func(v map[string]any, _ *form.Fill) { delete(v, "te_nan_vu_nam_truoc") }, []string{"CELL-001  te_nan_vu_nam_truoc"}},
		{"blank choice", "cq-01", func(v map[string]any, _ *form.Fill) { delete(v, "so_ket_hinh_thuc") }, []string{"CELL-001  so_ket_hinh_thuc"}},
		{"optional date left out", "cq-01", func(v map[string]any, _ *form.Fill) { delete(v, "so_ket_ngay") }, nil},
		{"words", "cq-01", func(v map[string]any, _ *form.Fill) { v["giao_uoc_chi_bo"] = "không rõ" }, []string{"CELL-002  giao_uoc_chi_bo"}},
		{"two figures", "cq-01", func(v map[string]any, _ *form.Fill) { v["giao_uoc_chi_bo"] = "120/125" }, []string{"CELL-002  giao_uoc_chi_bo"}},
		{"ambiguous", "cq-01", func(v map[string]any, _ *form.Fill) { v["giao_uoc_chi_bo"] = "1,234" }, []string{"CELL-003  giao_uoc_chi_bo"}},
		{"text read as a number", "cq-01", func(v map[string]any, _ *form.Fill) { v["giao_uoc_chi_bo"] = "05 chi bộ" }, []string{"CELL-004  giao_uoc_chi_bo"}},
		{"half a branch", "cq-01", func(v map[string]any, _ *form.Fill) { v["giao_uoc_chi_bo"] = num("2.5") }, []string{"CELL-005  giao_uoc_chi_bo"}},
		{"no date", "cq-01", func(v map[string]any, _ *form.Fill) { v["so_ket_ngay"] = "31/2/2019" }, []string{"CELL-006  so_ket_ngay"}},
		{"not in the list", "cq-01", func(v map[string]any, _ *form.Fill) { v["so_ket_hinh_thuc"] = "họp" }, []string{"CELL-007  so_ket_hinh_thuc"}},
		{"a list's answer in other letters", "cq-01", func(v map[string]any, _ *form.Fill) { v["so_ket_hinh_thuc"] = "HỘI NGHỊ " }, nil},
		{"not yet begun is a commune's answer", "cq-01", func(v map[string]any, _ *form.Fill) { v["tu_danh_gia_tt23"] = "chưa triển khai" }, []string{"CELL-007  tu_danh_gia_tt23"}},
		{"negative", "cq-01", func(v map[string]any, _ *form.Fill) { v["giao_uoc_chi_bo"] = num("-1") }, []string{"CELL-008  giao_uoc_chi_bo"}},
		{"more than the form lets through", "cq-01", func(v map[string]any, _ *form.Fill) { v["giao_uoc_chi_bo"] = num("1e15") }, []string{"CELL-008  giao_uoc_chi_bo"}},
		{"wrong unit of measure", "cq-01", func(v map[string]any, _ *form.Fill) { v["giao_uoc_chi_bo"] = "85%" }, []string{"CELL-012  giao_uoc_chi_bo"}},
		{"text missing", "cq-01", func(v map[string]any, _ *form.Fill) { delete(v, "ton_tai") }, []string{"TEXT-001  ton_tai"}},
		{"total", "cq-01", func(v map[string]any, _ *form.Fill) { plus(v, "bv_cqdn_tong", "1") }, []string{"CONS-001 tong_bv_cqdn bv_cqdn_tong"}},
		{"part above whole", "le-loi", func(v map[string]any, _ *form.Fill) {
			v["ho_cam_ket"] = v["ho_tong"].(decimal.Decimal).Add(num("1"))
		}, []string{"CONS-002 ho_cam_ket_khong_qua_tong ho_cam_ket"}},
		{"handed over more than there were", "cq-01", func(v map[string]any, _ *form.Fill) {
			v["hinh_su_vu"], v["bg_hinh_su_vu"], v["hinh_su_doi_tuong"], v["bg_hinh_su_doi_tuong"] = num("1"), num("2"), num("9"), num("2")
			v["khong_1_tu_cham"], v["khong_1_vi_pham"] = num("5"), num("1")
		}, []string{"CONS-002 phan_loai_hinh_su_vu bg_hinh_su_vu"}},
		{"same row twice", "cq-01", func(_ map[string]any, f *form.Fill) {
			row := map[string]any{"doi_tuong": "cá nhân", "ten": "Lê Văn Mẫu", "chuc_vu": "Bảo vệ"}
			f.Tables["khen_thuong"] = []map[string]any{row, row}
		}, []string{"CONS-005  khen_thuong.ten"}},
		{"two people of one name", "cq-01", func(_ map[string]any, f *form.Fill) {
			f.Tables["khen_thuong"] = []map[string]any{{"ten": "Lê Văn Mẫu", "chuc_vu": "Bảo vệ"}, {"ten": "Lê Văn Mẫu", "chuc_vu": "Kế toán"}}
		}, nil},
		{"score missing", "cq-01", func(v map[string]any, _ *form.Fill) { delete(v, "tot_2_tu_cham"); delete(v, "tot_2_vi_pham") }, []string{"SCOR-001  tot_2_tu_cham"}},
		{"score out of range", "cq-01", func(v map[string]any, _ *form.Fill) { v["tot_2_tu_cham"] = num("13"); delete(v, "tot_2_vi_pham") }, []string{"SCOR-002  tot_2_tu_cham"}},
		{"score that no deduction gives", "cq-01", func(v map[string]any, _ *form.Fill) { v["tot_2_tu_cham"], v["tot_2_vi_pham"] = num("9"), num("1") }, []string{"SCOR-003  tot_2_tu_cham"}},
		{"violations not stated", "cq-01", func(v map[string]any, _ *form.Fill) { v["tot_2_tu_cham"] = num("7.5"); delete(v, "tot_2_vi_pham") }, []string{"CELL-001  tot_2_vi_pham"}},
		{"full points in spite of the figures", "cq-01", func(v map[string]any, _ *form.Fill) {
			v["khong_2_tu_cham"], v["te_nan_vu"], v["te_nan_doi_tuong"], v["bg_te_nan_vu"], v["bg_te_nan_doi_tuong"] = num("10"), num("2"), num("2"), num("0"), num("0")
			delete(v, "khong_2_vi_pham")
		}, []string{"SCOR-005 diem_khong_2 khong_2_tu_cham"}},
		{"bonus without a ground", "cq-01", func(v map[string]any, _ *form.Fill) { v["thuong_tu_cham"] = num("5"); delete(v, "thuong_ghi_chu") }, []string{"SCOR-006  thuong_ghi_chu"}},
		{"behind the gate no scores", "cq-01", func(v map[string]any, _ *form.Fill) {
			v["vi_pham_chung"] = "có"
			for name := range v {
				if strings.HasPrefix(name, "tot_") || strings.HasPrefix(name, "khong_") {
					delete(v, name)
				}
			}
		}, nil},
		{"verdict missing", "cq-01", func(v map[string]any, _ *form.Fill) { delete(v, "tu_danh_gia") }, []string{"CELL-001  tu_danh_gia"}},
		{"a village need not give it", "sao-do-t01", func(v map[string]any, _ *form.Fill) { delete(v, "tu_danh_gia") }, nil},
		{"a village owes households", "sao-do-t01", func(v map[string]any, _ *form.Fill) {
			delete(v, "ho_cam_ket")
			delete(v, "tuyen_truyen_luot")
			delete(v, "ton_tai")
			delete(v, "tuyen_truyen_hinh_thuc")
		}, []string{"CELL-001  ho_cam_ket", "CONS-006 ho_cam_ket_khong_qua_tong ho_cam_ket"}},
		{"not signed", "cq-01", func(v map[string]any, _ *form.Fill) { delete(v, "ky_xac_nhan") }, []string{"SUBM-006  ky_xac_nhan"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, got := judge(t, r, c.unit, c.change)
			if !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
			for _, f := range v.Findings {
				m, fix := f.Text("vi")
				if m == "" || fix == "" || strings.Contains(m+fix, "{") {
					t.Errorf("%s says %q, mend %q", f.Code, m, fix)
				}
				if len(f.Cells) == 0 {
					t.Errorf("%s has no cell", f.Code)
				}
			}
		})
	}
}

// A text is owed where a figure asks for it, and says why.
func TestTextsThatFiguresAskFor(t *testing.T) {
	r := load(t)
	v, got := judge(t, r, "cq-01", func(v map[string]any, _ *form.Fill) {
		v["giao_uoc_to"] = num("2")
		delete(v, "giao_uoc_to_ten")
	})
	if !slices.Equal(got, []string{"TEXT-001  giao_uoc_to_ten"}) {
		t.Fatalf("found %q", got)
	}
	if m, _ := v.Findings[0].Text("vi"); !strings.Contains(m, "Số tổ (đội, phân xưởng) ký giao ước thi đua” > 0") {
		t.Error(m)
	}
	if _, got = judge(t, r, "cq-01", func(v map[string]any, _ *form.Fill) {
		v["giao_uoc_to"] = num("0")
		delete(v, "giao_uoc_to_ten")
	}); len(got) != 0 {
		t.Errorf("with none, found %q", got)
	}
}

// One mark answers 0 for every blank of its section; a blank of another section
// stays a blank.
func TestNothingToReport(t *testing.T) {
	r := load(t)
	v, got := judge(t, r, "le-loi", func(v map[string]any, _ *form.Fill) {
		for _, in := range r.Form.Indicators {
			if in.Section == "II.5.i" {
				delete(v, in.ID)
			}
		}
		v["muc_II_5_i_khong"] = "X"
	})
	if !slices.Equal(got, []string{"CELL-004  muc_II_5_i_khong"}) || fmt.Sprint(v.Values["ma_tuy_ho_so_cnbb"]) != "0" {
		t.Errorf("found %q, value %v", got, v.Values["ma_tuy_ho_so_cnbb"])
	}
	if _, ok := v.Typed["ma_tuy_ho_so_cnbb"]; ok {
		t.Error("an answer by the mark is given back as if it had been typed")
	}
}

// Blanks hide their consequences, and a blank never counts as 0.
func TestABlankFormIsOnlyBlank(t *testing.T) {
	r := load(t)
	for _, code := range []string{"le-loi", "cq-01", "th-01", "dn-01", "sao-do-t01"} {
		u, _ := r.Register.Unit(code)
		data, err := formbook.Form(r, u, form.Fill{Copy: 1})
		if err != nil {
			t.Fatal(err)
		}
		v := record.JudgeOf(data, r, "")
		for _, f := range v.Findings {
			if !slices.Contains([]string{"CELL-001", "TEXT-001", "SCOR-001", "SUBM-006"}, f.Code) {
				t.Errorf("%s: a blank form has %s %s", code, f.Code, f.ID)
			}
		}
		if len(v.Values) != 0 || v.Status != finding.Returned {
			t.Errorf("%s: a blank form says %v, %s", code, v.Values, v.Status)
		}
		if v.Scores != nil && (v.Scores.Self != nil || v.Scores.Computed != nil) {
			t.Errorf("%s: a blank card has a score", code)
		}
	}
}

// What was refused goes into the workbook to correct as it was seen, and is
// refused again when it comes back untouched.
func TestRefusedInputsComeBackAsTheyWere(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("cq-01")
	data, err := formbook.Form(r, u, demo.Filled(r, u, 3))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	set := func(name string, down int, v any, format string) {
		a, ok := book.Area(name)
		if !ok {
			t.Fatal(name)
		}
		ref := sheet.Ref(a.Row+down, a.Col)
		if err := f.SetCellValue(a.Sheet.Name, ref, v); err != nil {
			t.Fatal(err)
		}
		if format != "" {
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetCellStyle(a.Sheet.Name, ref, ref, id); err != nil {
				t.Fatal(err)
			}
		}
	}
	set("giao_uoc_chi_bo", 0, 43741, "dd/mm/yyyy") // 3/10 typed, and made a date
	set("giao_uoc_nganh", 0, true, "")
	set("hom_thu", 0, "5.", "")
	set("so_van_ban", 0, 43586, "mm/yyyy")
	a, _ := book.Area("uu_diem")
	for i := range 8 {
		set("uu_diem", i, fmt.Sprintf("đoạn %d", i+1), "")
	}
	if err := f.SetCellFormula(a.Sheet.Name, sheet.Ref(a.Row+2, a.Col), "-Công"); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	check := func(data []byte) record.Verdict {
		t.Helper()
		v := record.JudgeOf(data, r, "")
		refused := map[string]string{}
		for _, f := range v.Findings {
			if f.Severity == finding.Error {
				refused[f.ID] += f.Code
			}
		}
		for _, id := range []string{"giao_uoc_chi_bo", "giao_uoc_nganh", "hom_thu"} {
			if refused[id] != "CELL-002" {
				t.Errorf("%s: %q", id, refused[id])
			}
		}
		return v
	}
	v := check(out.Bytes())
	if v.Typed["giao_uoc_chi_bo"] != "03/10/2019" || v.Values["so_van_ban"] != "01/05/2019" {
		t.Errorf("a date among figures is given back as %v, a date among texts read as %v", v.Typed["giao_uoc_chi_bo"], v.Values["so_van_ban"])
	}
	if s, _ := v.Typed["uu_diem"].(string); !strings.Contains(s, "đoạn 1\nđoạn 2\n") || !strings.Contains(s, "đoạn 8") {
		t.Errorf("the narrative is given back as %q", s)
	}
	fill := form.Fill{Copy: 2, Values: map[string]any{}, Findings: v.Findings}
	for name, x := range v.Typed {
		fill.Values[name] = x
		if d, ok := record.Number(x); ok {
			fill.Values[name] = d
		}
	}
	again, err := formbook.Form(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	check(again)
}

// A name that several units bear is told with those units; with its parent's it is
// enough.
func TestUnitByItsName(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("sao-do-t01")
	for name, want := range map[string]string{"KDC mẫu 01": "UNIT-002 several", "KDC mẫu 01 (Phường Sao Đỏ)": "", "kdc mau 01 phuong sao do": "", "Không đâu": "UNIT-002 "} {
		fill := demo.Filled(r, u, 1)
		fill.Values[round.UnitName] = name
		data, err := formbook.Form(r, round.Unit{Kind: u.Kind}, fill)
		if err != nil {
			t.Fatal(err)
		}
		v := record.JudgeOf(data, r, "")
		got := ""
		if len(v.Findings) > 0 {
			got = v.Findings[0].Code + " " + v.Findings[0].Variant
		}
		if got != want || want == "" && v.Unit != u.Code {
			t.Errorf("%s: %q, unit %q", name, got, v.Unit)
		}
	}
}
