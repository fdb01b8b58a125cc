package office_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

func num(text string) decimal.Decimal { return decimal.RequireFromString(text) }

// scored sends a return of the cluster's round and says what came of its card.
func scored(t *testing.T, opt workspace.Options, r *round.Round, code string, values map[string]any) (*standing.Standing, []string) {
	t.Helper()
	data := bytesOf(t, r, unit(t, r, code), func(f *form.Fill) {
		f.Values = map[string]any{round.SignedOff: "x", round.Gate: "không", round.Verdict: "đạt", "nguoi": num("80"), "nguoi_hoc": num("72"), "don_thu": num("0"), "don_thu_nam_truoc": num("1"),
			"ky_luat_tu_cham": num("20"), "tap_huan_tu_cham": num("30"), "mot_cua_tu_cham": num("25"), "don_ton_tu_cham": num("15")}
		for k, v := range values {
			f.Values[k] = v
			if v == nil {
				delete(f.Values, k)
			}
		}
	})
	put(t, opt, code+".xlsx", data)
	s := takeIn(t, opt).Standing(code)
	if s.Counts == nil {
		t.Fatalf("%s does not count: %v", code, brief(recordOf(t, takeIn(t, opt), code)))
	}
	var codes []string
	for _, f := range s.Counts.Verdict.Findings {
		if f.Severity != finding.Info {
			codes = append(codes, f.Code)
		}
	}
	return s, codes
}

// Points by the band of a figure, a criterion that is not assigned leaving the
// denominator, a bonus given at most twice, floor, cap, pass mark and bands.
func TestPointsByBandsAndAssignment(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	units := []round.Unit{{Code: "khoi-cq", Name: "Khối", Kind: "khoi", Direct: true}}
	for i := 1; i <= 9; i++ {
		u := round.Unit{Code: fmt.Sprintf("c-%d", i), Name: fmt.Sprintf("Cơ quan mẫu %d", i), Kind: "co_quan", Parent: "khoi-cq", Direct: true}
		if i == 2 || i == 6 || i == 9 {
			u.Unassigned = []string{"mot_cua"}
		}
		units = append(units, u)
	}
	opt, r := roundOf(t, "khoi-2023", time.Date(2024, 1, 5, 8, 0, 0, 0, time.UTC), units)
	for _, c := range []struct {
		code, what           string
		values               map[string]any
		self, computed, band string
		passed               bool
		findings             string
	}{
		{"c-1", "all of it", nil, "100", "100", "xuất sắc", true, ""},
		{"c-2", "one criterion not assigned: 65 of 65", map[string]any{"mot_cua_tu_cham": nil}, "100", "100", "xuất sắc", true, ""},
		{"c-3", "69.9 % trained is the step of 50", map[string]any{"nguoi": num("1000"), "nguoi_hoc": num("699"), "tap_huan_tu_cham": num("10")}, "77.78", "77.78", "đạt", true, ""},
		{"c-4", "the cap holds the bonus", map[string]any{round.Bonus: num("6"), round.BonusNote: "hai sáng kiến"}, "100", "100", "xuất sắc", true, ""},
		{"c-5", "the floor holds the deductions", map[string]any{"ky_luat_tu_cham": num("2"), "ky_luat_vi_pham": num("9")}, "80", "80", "khá", true, ""},
		{"c-6", "not assigned, and below the pass mark", map[string]any{"mot_cua_tu_cham": nil, "ky_luat_tu_cham": num("12"), "ky_luat_vi_pham": num("2"), "nguoi_hoc": num("40"), "tap_huan_tu_cham": num("10")}, "56.92", "56.92", "", false, ""},
		{"c-7", "a figure that says otherwise", map[string]any{"nguoi_hoc": num("40")}, "100", "77.78", "đạt", true, "SCOR-005"},
		{"c-8", "two letters left over are the middle step", map[string]any{"don_thu": num("2"), "don_ton_tu_cham": num("5")}, "88.89", "88.89", "khá", true, ""},
		{"c-9", "the pass mark before rounding: 45.5 of 65 is 70", map[string]any{"mot_cua_tu_cham": nil, "ky_luat_tu_cham": num("2"), "ky_luat_vi_pham": num("9"), "don_thu": num("0"), "don_thu_nam_truoc": num("0")}, "72.31", "72.31", "đạt", true, ""},
	} {
		t.Run(c.what, func(t *testing.T) {
			s, codes := scored(t, opt, r, c.code, c.values)
			got := s.Scores
			if got.Self == nil || got.Computed == nil || got.Self.String() != c.self || got.Computed.String() != c.computed {
				t.Fatalf("self %v, computed %v; want %s, %s", got.Self, got.Computed, c.self, c.computed)
			}
			if got.Band != c.band || got.Passed == nil || *got.Passed != c.passed {
				t.Errorf("band %q, passed %v; want %q, %v", got.Band, got.Passed, c.band, c.passed)
			}
			if strings.Join(codes, " ") != c.findings {
				t.Errorf("found %v, want %q", codes, c.findings)
			}
		})
	}
	// The pass mark is compared exactly, before any rounding.
	card, _ := r.Form.CardFor(unit(t, r, "c-2"))
	for _, c := range []struct {
		got  string
		want bool
	}{{"45.5", true}, {"45.499", false}, {"45.4999999", false}} {
		if passed, _ := card.Passes(num(c.got), decimal.Zero); passed != c.want {
			t.Errorf("%s of 65 passes: %v", c.got, passed)
		}
	}
	// A third bonus is an error.
	put(t, opt, "ba.xlsx", bytesOf(t, r, unit(t, r, "c-1"), func(f *form.Fill) {
		f.Values[round.Bonus], f.Values[round.BonusNote] = num("9"), "ba sáng kiến"
	}))
	if rec := recordOf(t, takeIn(t, opt), "c-1"); !strings.Contains(fmt.Sprint(rec.Waiting), "SCOR-002") {
		t.Errorf("a bonus given three times: %+v", rec.Waiting)
	}
	// The appraised score, with its band, decides the place; the prize of the proposal
	// stands against the budget.
	w := openPaper(t, deskBook(opt, "thu_ky"))
	for i := 2; i <= 5; i++ {
		w.set(fmt.Sprintf("Cơ quan mẫu %d", i), agreed(nil))
	}
	put(t, opt, "thẩm định.xlsx", w.bytes())
	p := takeIn(t, opt)
	if s := p.Standing("c-5"); s.Scores.Final == nil || s.Scores.Final.String() != "80" || s.Scores.Band != "khá" || s.Scores.Step != "final" {
		t.Errorf("c-5: %+v", s.Scores)
	}
	if text := sheetText(t, opt.Folder("outbox", "de-nghi-cong-nhan.xlsx"), "Đề nghị công nhận"); !strings.Contains(text, "6.000.000") || !strings.Contains(text, "còn thiếu 2.000.000") {
		t.Errorf("the proposal's money: %s", text)
	}
}

// A commune is met only where at least 70 % of its residential areas are recognised,
// compared exactly; what is recognised is what was decided.
func TestShareOfRecognisedChildren(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	for _, c := range []struct {
		met, n int
		want   string
	}{{7, 10, "1"}, {6, 10, "0"}, {16, 23, "0"}, {2, 3, "0"}, {3, 4, "1"}} {
		if c.n > 4 && c.n != 10 && testing.Short() {
			continue
		}
		t.Run(fmt.Sprintf("%d of %d", c.met, c.n), func(t *testing.T) {
			units := []round.Unit{{Code: "huyen-mau", Name: "Huyện mẫu", Kind: "huyen", Direct: true}, {Code: "xa-1", Name: "Xã mẫu", Kind: "xa", Parent: "huyen-mau", Direct: true}}
			for i := 1; i <= c.n; i++ {
				units = append(units, round.Unit{Code: fmt.Sprintf("t-%02d", i), Name: fmt.Sprintf("Khu dân cư mẫu %02d", i), Kind: "thon", Parent: "xa-1", Direct: true})
			}
			opt, r := roundOf(t, "xa-an-toan-2024", time.Date(2024, 12, 5, 8, 0, 0, 0, time.UTC), units)
			for _, u := range r.Register.Units[1:] {
				put(t, opt, u.Code+".xlsx", bytesOf(t, r, u, func(f *form.Fill) {
					f.Values["vu_viec"] = num("0")
					for name := range f.Values {
						if strings.HasSuffix(name, round.ScoreSuffix) {
							f.Values[name] = "đạt"
						}
					}
				}))
			}
			p := takeIn(t, opt)
			if got := p.Standing("xa-1").Scores; got.Criteria["xa_ty_le"].Computed.String() != "0" || *got.Passed {
				t.Fatalf("before any decision: %+v", got)
			}
			first := openPaper(t, deskBook(opt, "xa-xa-1"))
			for i := 1; i <= c.met; i++ {
				first.set(fmt.Sprintf("Khu dân cư mẫu %02d (Xã mẫu)", i), agreed(nil))
			}
			put(t, opt, "xã.xlsx", first.bytes())
			takeIn(t, opt)
			district := openPaper(t, deskBook(opt, "cong_an"))
			for i := 1; i <= c.met; i++ {
				district.set(fmt.Sprintf("Khu dân cư mẫu %02d (Xã mẫu)", i), agreed(nil))
			}
			put(t, opt, "huyện.xlsx", district.bytes())
			takeIn(t, opt)
			list := openPaper(t, opt.Folder("outbox", "de-nghi-cong-nhan.xlsx")).field(decision.FieldNo, "1").field(decision.FieldDay, "15/12/2024").field(decision.FieldBy, "A")
			for i := 1; i <= c.met; i++ {
				list.set(fmt.Sprintf("Khu dân cư mẫu %02d", i), map[string]any{decision.InDecision: "có"})
			}
			put(t, opt, "qd.xlsx", list.bytes())
			p = takeIn(t, opt)
			got := p.Standing("xa-1").Scores
			if got.Criteria["xa_ty_le"].Computed.String() != c.want || *got.Passed != (c.want == "1") {
				t.Errorf("computed %v, passed %v", got.Criteria["xa_ty_le"].Computed, *got.Passed)
			}
		})
	}
}

// On a card judged in words what differs from the unit's own answers is told in words, over no
// more columns than the first printed page has.
func TestACardInWordsIsToldInWords(t *testing.T) {
	t.Parallel()
	opt, r := roundOf(t, "xa-an-toan-2024", time.Date(2024, 12, 5, 8, 0, 0, 0, time.UTC), []round.Unit{
		{Code: "huyen-mau", Name: "Huyện mẫu", Kind: "huyen", Direct: true},
		{Code: "xa-1", Name: "Xã mẫu", Kind: "xa", Parent: "huyen-mau", Direct: true},
		{Code: "t-01", Name: "Khu dân cư mẫu 01", Kind: "thon", Parent: "xa-1", Direct: true},
	})
	put(t, opt, "t-01.xlsx", bytesOf(t, r, unit(t, r, "t-01"), func(f *form.Fill) {
		f.Values["thon_vu_viec_tu_cham"], f.Values["thon_hoa_giai_tu_cham"] = "đạt", "đạt"
	}))
	takeIn(t, opt)
	path := deskBook(opt, "xa-xa-1")
	put(t, opt, "xã.xlsx", openPaper(t, path).set("Khu dân cư mẫu 01 (Xã mẫu)", map[string]any{decision.InCriterion + "thon_vu_viec": "chưa đạt", decision.InResult: "không đạt"}).bytes())
	takeIn(t, opt)
	now := openPaper(t, path)
	if text := sheetText(t, path, now.tables[0].name); !strings.Contains(text, "phức tạp chưa đạt (đơn vị: đạt)") {
		t.Errorf("what differs: %s", text)
	}
	merged, err := now.f.GetMergeCells(now.tables[0].name)
	if err != nil {
		t.Fatal(err)
	}
	checked := 0
	for _, m := range merged {
		if !strings.HasPrefix(m.GetCellValue(), "Trang ") {
			continue
		}
		first, _, _ := excelize.CellNameToCoordinates(m.GetStartAxis())
		last, _, _ := excelize.CellNameToCoordinates(m.GetEndAxis())
		chars := 0.0
		for col := first; col <= last; col++ {
			name, _ := excelize.ColumnNumberToName(col)
			width, _ := now.f.GetColWidth(now.tables[0].name, name)
			chars += width
		}
		if checked++; chars > 190 { // A3 across at 70 percent prints some 250
			t.Errorf("a text runs over %v characters' width", chars)
		}
	}
	if checked == 0 {
		t.Error("no refused row is told")
	}
}
