package office_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
)

// sheetOf is a workbook that officers fill in, opened by another program's hands.
type sheetOf struct {
	t      *testing.T
	f      *excelize.File
	tables []table
}

type table struct {
	name  string
	first int
	keys  []string
}

func openPaper(t *testing.T, path string) *sheetOf {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	s := &sheetOf{t: t, f: f}
	rows, err := f.GetRows("_nhap")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows {
		if r[0] == decision.KeyTables {
			first, _ := strconv.Atoi(r[2])
			s.tables = append(s.tables, table{r[1], first, r[3:]})
		}
	}
	return s
}

// row finds a unit's row: the table and the number of the row.
func (s *sheetOf) row(unit string) (table, int) {
	s.t.Helper()
	for _, tb := range s.tables {
		rows, err := s.f.GetRows(tb.name)
		if err != nil {
			s.t.Fatal(err)
		}
		for i, r := range rows {
			if i+1 >= tb.first && len(r) > 1 && r[1] == unit {
				return tb, i + 1
			}
		}
	}
	s.t.Fatalf("no row for %s", unit)
	return table{}, 0
}

// has tells whether a unit has a row.
func (s *sheetOf) has(unit string) bool {
	for _, tb := range s.tables {
		rows, _ := s.f.GetRows(tb.name)
		for i, r := range rows {
			if i+1 >= tb.first && len(r) > 1 && r[1] == unit {
				return true
			}
		}
	}
	return false
}

func (tb table) col(key string) int { return slices.Index(tb.keys, key) + 1 }

func (s *sheetOf) at(unit, key string) string {
	s.t.Helper()
	tb, row := s.row(unit)
	v, err := s.f.GetCellValue(tb.name, sheet.Ref(row, tb.col(key)), excelize.Options{RawCellValue: true})
	if err != nil {
		s.t.Fatal(err)
	}
	return v
}

// note is the cell before the key that says how the row stands.
func (s *sheetOf) note(unit string) string {
	s.t.Helper()
	tb, row := s.row(unit)
	v, _ := s.f.GetCellValue(tb.name, sheet.Ref(row, tb.col(decision.InDay)+1))
	return v
}

func (s *sheetOf) set(unit string, cells map[string]any) *sheetOf {
	s.t.Helper()
	tb, row := s.row(unit)
	for key, v := range cells {
		if tb.col(key) == 0 {
			s.t.Fatalf("no column %s in %s", key, tb.name)
		}
		if err := s.f.SetCellValue(tb.name, sheet.Ref(row, tb.col(key)), v); err != nil {
			s.t.Fatal(err)
		}
	}
	return s
}

// field fills a cell in that holds for the whole workbook.
func (s *sheetOf) field(key string, v any) *sheetOf {
	s.t.Helper()
	rows, _ := s.f.GetRows("_nhap")
	for _, r := range rows {
		if r[0] == decision.KeyField && r[1] == key {
			if err := s.f.SetCellValue(r[2], r[3], v); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	return s
}

// read is what a cell that holds for the whole workbook says.
func (s *sheetOf) read(key string) string {
	s.t.Helper()
	rows, _ := s.f.GetRows("_nhap")
	for _, r := range rows {
		if r[0] == decision.KeyField && r[1] == key {
			v, err := s.f.GetCellValue(r[2], r[3])
			if err != nil {
				s.t.Fatal(err)
			}
			return v
		}
	}
	s.t.Fatalf("no field %s", key)
	return ""
}

func (s *sheetOf) bytes() []byte {
	s.t.Helper()
	buf, err := s.f.WriteToBuffer()
	if err != nil {
		s.t.Fatal(err)
	}
	return buf.Bytes()
}

// agreed is a row in which the appraiser agrees with the unit.
func agreed(more map[string]any) map[string]any {
	out := map[string]any{decision.InAgree: "x", decision.InResult: "đạt", decision.InBy: "Phạm Văn Mẫu", decision.InDay: "12/10/2019"}
	for k, v := range more {
		out[k] = v
	}
	return out
}

func deskBook(opt workspace.Options, name string) string {
	return opt.Folder("outbox", "tham-dinh", name+".xlsx")
}

// A desk appraises its units in a workbook: rows that are complete are recorded, one that
// lacks a reason is kept to go on with, one whose return changed is refused alone and
// shown again, and nothing of it is overwritten when everything is judged again.
func TestADeskAppraises(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	a, b, c := unit(t, r, "cq-01"), unit(t, r, "cq-02"), unit(t, r, "dn-01")
	for _, u := range []string{"cq-01", "cq-02", "dn-01"} {
		put(t, opt, u+".xlsx", bytesOf(t, r, unit(t, r, u), nil))
	}
	takeIn(t, opt)
	old := openPaper(t, deskBook(opt, "an_ninh"))
	first := openPaper(t, deskBook(opt, "an_ninh")).
		set(a.Name, agreed(map[string]any{decision.InPapers: "11/10/2019"})).
		set(b.Name, agreed(map[string]any{decision.InCriterion + "tot_1": 2.5})).
		set(c.Name, agreed(map[string]any{decision.InCriterion + "tot_2": 13, decision.InReason: "x"}))
	put(t, opt, "thẩm định.xlsx", first.bytes())
	p := takeIn(t, opt)
	if s := p.Standing("cq-01"); s.Status() != finding.Appraised || s.Scores.Final == nil || !s.Scores.Final.Equal(*s.Scores.Self) {
		t.Fatalf("cq-01 is %s, scores %+v", s.Status(), s.Scores)
	}
	if got := openPaper(t, deskBook(opt, "an_ninh")).at(a.Name, decision.InPapers); got != "11/10/2019" && got != "43749" { // a text, or a date's serial
		t.Errorf("the day of the paper copies reads %q", got)
	}
	rec := recordOf(t, p, "cq-01")
	if rec.Status != "appraised" || rec.Scores.Final == nil || rec.Scores.Criteria["tot_1"].Appraised == nil {
		t.Errorf("the record says %s, %+v", rec.Status, rec.Scores)
	}
	for _, u := range []string{"cq-02", "dn-01"} {
		if st := p.Standing(u).Status(); st != finding.Clean {
			t.Errorf("%s is %s though its row was refused", u, st)
		}
	}
	again := openPaper(t, deskBook(opt, "an_ninh"))
	if got := again.at(b.Name, decision.InCriterion+"tot_1"); got != "2.5" || !strings.Contains(again.note(b.Name), "SCOR-007") {
		t.Errorf("the row without a reason shows %q, %q", got, again.note(b.Name))
	}
	if n := again.note(c.Name); !strings.Contains(n, "SCOR-002") {
		t.Errorf("a score out of range: %q", n)
	}
	if got := again.at(a.Name, decision.InResult); got != "đạt" {
		t.Errorf("what was recorded is not shown: %q", got)
	}

	// Saved where it stands, with the reason; the other row is left as it was.
	again.set(b.Name, map[string]any{decision.InReason: "Kiểm tra hồ sơ thấy 02 vi phạm chưa khai"})
	if err := os.WriteFile(deskBook(opt, "an_ninh"), again.bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	p = takeIn(t, opt)
	s := p.Standing("cq-02")
	if s.Status() != finding.Appraised || !s.Scores.Criteria["tot_1"].Appraised.Equal(decimal.RequireFromString("2.5")) {
		t.Fatalf("saved in place: %s %+v", s.Status(), s.Scores)
	}
	if n := len(p.Decisions); n != 2 {
		t.Errorf("%d decisions", n)
	}

	// A return changes after its appraisal; an older workbook speaks of it.
	put(t, opt, "cq-01 lần 2.xlsx", bytesOf(t, r, a, func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(77) }))
	p = takeIn(t, opt)
	if st := p.Standing("cq-01").Status(); st != finding.Clean {
		t.Errorf("a changed return is %s", st)
	}
	put(t, opt, "cũ.xlsx", old.set(a.Name, agreed(nil)).set(c.Name, agreed(nil)).bytes())
	p = takeIn(t, opt)
	if p.Standing("cq-01").Status() != finding.Clean || p.Standing("dn-01").Status() != finding.Appraised {
		t.Errorf("an old workbook: cq-01 %s, dn-01 %s", p.Standing("cq-01").Status(), p.Standing("dn-01").Status())
	}
	now := openPaper(t, deskBook(opt, "an_ninh"))
	if n := now.note(a.Name); !strings.Contains(n, "SCOR-008") || !strings.Contains(n, "đã thay đổi") {
		t.Errorf("the row of the changed return says %q", n)
	}
	put(t, opt, "mới.xlsx", now.set(a.Name, agreed(nil)).bytes())
	if p = takeIn(t, opt); p.Standing("cq-01").Status() != finding.Appraised {
		t.Errorf("appraised again: %s", p.Standing("cq-01").Status())
	}

	// Outputs are a function of the ledger.
	before := tree(t, opt.Folder("outbox"))
	if err := os.RemoveAll(opt.Folder("outbox")); err != nil {
		t.Fatal(err)
	}
	takeIn(t, opt)
	after := tree(t, opt.Folder("outbox"))
	for name, sum := range after {
		if !slices.Equal(before[name], sum) {
			t.Errorf("%s came back otherwise", name)
		}
	}
	if len(after) < 5 || len(after) != len(before) {
		t.Errorf("%d outputs of %d came back", len(after), len(before))
	}
}

// Foreign rows, another desk's units and a row begun by hand give SCOR-008 in the
// workbook that comes back.
func TestForeignRowsAreRefused(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	a := unit(t, r, "cq-01")
	put(t, opt, "a.xlsx", bytesOf(t, r, a, nil))
	put(t, opt, "b.xlsx", bytesOf(t, r, unit(t, r, "le-loi"), nil))
	takeIn(t, opt)
	s := openPaper(t, deskBook(opt, "an_ninh"))
	tb, row := s.row(a.Name)
	s.set(a.Name, agreed(nil))
	_ = s.f.SetCellValue(tb.name, sheet.Ref(row, tb.col(decision.ColumnKey)), decision.Key(string(decision.Appraise), "an_ninh", "le-loi"))
	_ = s.f.SetCellValue(tb.name, sheet.Ref(row+1, tb.col(decision.InResult)), "đạt")
	put(t, opt, "x.xlsx", s.bytes())
	p := takeIn(t, opt)
	if len(p.Decisions) != 0 || p.Standing("le-loi").Status() != finding.Clean {
		t.Errorf("%d decisions; le-loi %s", len(p.Decisions), p.Standing("le-loi").Status())
	}
	if text := sheetText(t, deskBook(opt, "an_ninh"), tb.name); strings.Count(text, "SCOR-008") != 2 {
		t.Errorf("the workbook that came back says SCOR-008 %d times", strings.Count(text, "SCOR-008"))
	}
}

// Two levels: the commune's police, then the city; a village that sends nothing itself is
// its commune's row; recognised by decision, told its result, and nothing more is taken.
func TestFromTheVillageToTheDecision(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	village, school, told := unit(t, r, "le-loi-t01"), unit(t, r, "th-13"), unit(t, r, "pha-lai-t01")
	for _, u := range []string{"le-loi", "le-loi-t01", "th-13", "pha-lai", "cq-01"} {
		put(t, opt, u+".xlsx", bytesOf(t, r, unit(t, r, u), func(f *form.Fill) {
			for _, row := range f.Tables["danh_sach_kdc"] {
				row["ket_qua"], row["diem_tham_dinh"] = "đạt", decimal.NewFromInt(90)
			}
			if _, ok := f.Tables["danh_sach_kdc"]; ok {
				f.Values["kdc_dat_danh_hieu"] = decimal.NewFromInt(int64(len(f.Tables["danh_sach_kdc"])))
			}
			f.Values["tu_danh_gia_tt23"] = "đạt"
		}))
	}
	p := takeIn(t, opt)
	city := openPaper(t, deskBook(opt, "xdpt"))
	name := func(code string) string { return r.DisplayName(unit(t, r, code)) }
	if city.has(name("le-loi-t01")) || !city.has(name("pha-lai-t01")) || !city.has(name("le-loi")) {
		t.Fatalf("the city's desk: %v %v %v", city.has(name("le-loi-t01")), city.has(name("pha-lai-t01")), city.has(name("le-loi")))
	}
	if p.Standing("pha-lai-t01").Via == nil || p.Standing("pha-lai-t01").Scores.Appraised == nil {
		t.Fatalf("pha-lai-t01: %+v", p.Standing("pha-lai-t01").Scores)
	}
	put(t, opt, "ca le loi.xlsx", openPaper(t, deskBook(opt, "ca_xa-le-loi")).set(name("le-loi-t01"), agreed(nil)).bytes())
	put(t, opt, "ca cong hoa.xlsx", openPaper(t, deskBook(opt, "ca_xa-"+school.Parent)).set(name("th-13"), agreed(nil)).bytes())
	p = takeIn(t, opt)
	if s := p.Standing("le-loi-t01"); s.Status() != finding.Clean || len(s.Scores.Levels) != 1 || s.Scores.Final != nil {
		t.Fatalf("after the first desk: %s %+v", s.Status(), s.Scores)
	}
	city = openPaper(t, deskBook(opt, "xdpt")).
		set(name("le-loi-t01"), agreed(nil)).
		set(name("th-13"), agreed(map[string]any{decision.InResult: "không đạt", decision.InReason: "Có vụ việc phức tạp chưa khai báo"})).
		set(name("pha-lai-t01"), agreed(map[string]any{decision.InTotal: 85, decision.InReason: "Trừ điểm theo biên bản kiểm tra"})).
		set(name("le-loi"), agreed(nil))
	put(t, opt, "xdpt.xlsx", city.bytes())
	put(t, opt, "an ninh.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(name("cq-01"), agreed(nil)).bytes())
	p = takeIn(t, opt)
	for code, want := range map[string]finding.Status{"le-loi-t01": finding.Appraised, "th-13": finding.Appraised, "le-loi": finding.Appraised, "cq-01": finding.Appraised} {
		if got := p.Standing(code).Status(); got != want {
			t.Errorf("%s is %s", code, got)
		}
	}
	if f := p.Standing("pha-lai-t01").Scores.Final; f == nil || f.String() != "85" {
		t.Errorf("pha-lai-t01 has %v", f)
	}
	proposal := opt.Folder("outbox", "de-nghi-cong-nhan.xlsx")
	list := openPaper(t, proposal)
	for _, u := range []string{village.Name, told.Name, "Xã Lê Lợi", "Cơ quan mẫu 01"} {
		if !list.has(u) {
			t.Errorf("%s is not on the list", u)
		}
	}
	// Without number, date and signer nothing is decided.
	put(t, opt, "quyết định thiếu.xlsx", openPaper(t, proposal).set("Xã Lê Lợi", map[string]any{decision.InDecision: "có"}).bytes())
	if p = takeIn(t, opt); p.Standing("le-loi").Decided != nil {
		t.Error("decided without a number")
	}
	list = openPaper(t, proposal)
	if got := list.at("Xã Lê Lợi", decision.InDecision); got != "có" {
		t.Errorf("what was filled in is gone: %q", got)
	}
	list.field(decision.FieldNo, "1234/QĐ-UBND").field(decision.FieldDay, "20/10/2019").field(decision.FieldBy, "Nguyễn Thị Mẫu")
	list.set("Xã Lê Lợi", map[string]any{decision.InDecision: "có"}).set("Cơ quan mẫu 01", map[string]any{decision.InDecision: "có"}).set("Trường học mẫu 13", map[string]any{decision.InDecision: "không"})
	tb, row := list.row(told.Name) // two villages have that name: the one of pha-lai
	rows, _ := list.f.GetRows(tb.name)
	for i, cells := range rows {
		if len(cells) > 2 && cells[1] == told.Name && strings.Contains(cells[2], "Phả Lại") {
			row = i + 1
		}
	}
	_ = list.f.SetCellValue(tb.name, sheet.Ref(row, tb.col(decision.InDecision)), "có")
	put(t, opt, "quyết định.xlsx", list.bytes())
	p = takeIn(t, opt)
	for code, want := range map[string]finding.Status{"le-loi": finding.Recognised, "cq-01": finding.Recognised, "th-13": finding.Locked} {
		if got := p.Standing(code).Status(); got != want {
			t.Errorf("%s is %s, want %s", code, got, want)
		}
		if !exists(opt.Folder("outbox", "ket-qua", code+".xlsx")) {
			t.Errorf("%s is not told its result", code)
		}
	}
	if !p.Standing("pha-lai-t01").Recognised() || !exists(opt.Folder("outbox", "ket-qua", "pha-lai-t01.xlsx")) {
		t.Error("pha-lai-t01 is not recognised")
	}
	if rec := recordOf(t, p, "cq-01"); rec.Recognised == nil || !*rec.Recognised || rec.Status != "recognised" {
		t.Errorf("the record says %v %s", rec.Recognised, rec.Status)
	}
	if text := sheetText(t, opt.Folder("outbox", "ket-qua", "cq-01.xlsx"), "Kết quả"); !strings.Contains(text, "1234/QĐ-UBND") || !strings.Contains(text, "CÔNG NHẬN") {
		t.Errorf("the result says %s", text)
	}
	// Nothing more is taken of a decided unit; it stays recognised.
	put(t, opt, "muộn.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(9) }))
	p = takeIn(t, opt)
	s := p.Standing("cq-01")
	if s.Status() != finding.Recognised || s.Counts.Number != 1 || !slices.ContainsFunc(s.Newest().Verdict.Findings, func(f finding.Finding) bool { return f.Code == "SUBM-005" }) {
		t.Errorf("after another return: %s, version %d, %v", s.Status(), s.Counts.Number, s.Newest().Verdict.Findings)
	}
	bad, _, _, err := workspace.Verify(t.Context(), opt)
	if err != nil || len(bad) > 0 {
		t.Errorf("verify: %v %v", bad, err)
	}
}
