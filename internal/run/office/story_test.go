package office_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
	"tonghop/internal/write/canvas"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
)

func put(t *testing.T, opt workspace.Options, name string, data []byte) {
	t.Helper()
	if err := demo.Drop(opt.Folder("inbox"), []demo.File{{Name: name, Data: data}}); err != nil {
		t.Fatal(err)
	}
}

func unit(t *testing.T, r *round.Round, code string) round.Unit {
	t.Helper()
	u, ok := r.Register.Unit(code)
	if !ok {
		t.Fatalf("no unit %s", code)
	}
	return u
}

// bytesOf is a filled-in return as a file.
func bytesOf(t *testing.T, r *round.Round, u round.Unit, change func(*form.Fill)) []byte {
	t.Helper()
	fill := demo.Filled(r, u, 1)
	if change != nil {
		change(&fill)
	}
	data, err := formbook.Form(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// brief is what a record finds, in short.
func brief(rec record.Record) (out []string) {
	for _, f := range rec.Findings {
		out = append(out, fmt.Sprintf("%s %s %s", f.Code, f.Sheet, strings.Join(f.Cells, ",")))
	}
	return out
}

func recordOf(t *testing.T, p *standing.Picture, code string) record.Record {
	t.Helper()
	for _, rec := range roll.Records(p) {
		if rec.Unit == code {
			return rec
		}
	}
	t.Fatalf("no record of %s", code)
	return record.Record{}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// Two wrong figures give exactly their findings; the workbook to correct marks
// both cells and keeps everything else; corrected in LibreOffice and dropped
// again, the unit is clean, the workbook is gone, the totals have the new figures.
func TestCorrectionInLibreOffice(t *testing.T) {
	tier.Needs(t, "LibreOffice with its Python API", python, "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	u := unit(t, r, "le-loi")
	good := demo.Filled(r, u, 1)
	put(t, opt, "Lê Lợi.xlsx", bytesOf(t, r, u, func(f *form.Fill) {
		f.Values["mo_hinh_duy_tri"] = f.Values["mo_hinh_duy_tri"].(decimal.Decimal).Add(decimal.NewFromInt(2))
		f.Values["ccb_buoi"] = "1,234"
		f.Values["hinh_su_vu"+round.ExplanationSuffix] = "Trong năm có một vụ kéo dài từ năm trước."
	}))
	p := takeIn(t, opt)
	rec := recordOf(t, p, "le-loi")
	cells := []string{cellOf(t, p, "mo_hinh_duy_tri"), cellOf(t, p, "ccb_buoi")}
	var codes []string
	for _, f := range rec.Findings {
		if f.Severity == "error" || f.Severity == "query" {
			codes = append(codes, f.Code+" "+f.Sheet+"!"+f.Cells[0])
			if f.Fix == "" {
				t.Errorf("%s says not how to mend it", f.Code)
			}
		}
	}
	if want := []string{"CONS-001 " + cells[0], "CELL-003 " + cells[1]}; !slices.Equal(codes, want) {
		t.Fatalf("found %q, want %q", codes, want)
	}
	back := opt.Folder("outbox", "tra-lai", "le-loi.xlsx")
	marked(t, back, cells)
	out := opt.Folder("inbox", "đã sửa.xlsx")
	j := job{Form: back, Out: out, Cells: map[string]any{"mo_hinh_duy_tri": typed(good.Values["mo_hinh_duy_tri"]), "ccb_buoi": 1234}, Tables: map[string][][3]any{}}
	if o := play(t, "libreoffice.py", []job{j})[out]; o.Errors > 0 {
		t.Errorf("%d formulas of the workbook to correct show an error", o.Errors)
	}
	p = takeIn(t, opt)
	rec = recordOf(t, p, "le-loi")
	if rec.Status != string(finding.Clean) || rec.Version != 2 {
		t.Fatalf("corrected: %s, version %d: %v", rec.Status, rec.Version, brief(rec))
	}
	if exists(back) {
		t.Error("the workbook to correct still stands")
	}
	want := wanted(good)
	want["ccb_buoi"] = "1234"
	want["hinh_su_vu"+round.ExplanationSuffix] = "Trong năm có một vụ kéo dài từ năm trước."
	if got := told(rec); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("after the correction %v\nwant %v", got, want)
	}
	if got := totals(t, opt)["ccb_buoi"]; got != "1234" {
		t.Errorf("the consolidated workbook says %s of ccb_buoi", got)
	}
}

// cellOf is where an input of the newest version of le-loi stood.
func cellOf(t *testing.T, p *standing.Picture, name string) string {
	t.Helper()
	return p.Standing("le-loi").Newest().Verdict.Cells[name]
}

// marked checks that cells of a workbook take an error's colour while their lines say so, and are
// not painted in it.
func marked(t *testing.T, path string, cells []string) {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, c := range cells {
		name, ref, _ := strings.Cut(c, "!")
		colours, err := f.GetConditionalFormats(name)
		if err != nil || len(colours[ref]) == 0 {
			t.Errorf("%s is not marked: %+v, %v", c, colours[ref], err)
		}
		for _, one := range colours[ref] {
			s, err := f.GetConditionalStyle(*one.Format)
			if err != nil || len(s.Fill.Color) == 0 {
				t.Errorf("%s is marked in no colour: %+v, %v", c, s, err)
			}
		}
		id, err := f.GetCellStyle(name, ref)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := f.GetStyle(id); err != nil || slices.Contains(s.Fill.Color, canvas.RedFill) {
			t.Errorf("%s is painted: %+v, %v", c, s.Fill, err)
		}
	}
}

// totals reads the totals row of the consolidated workbook, by indicator.
func totals(t *testing.T, opt workspace.Options) map[string]string {
	t.Helper()
	f, err := excelize.OpenFile(opt.Folder("outbox", "tong-hop.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Số liệu từng đơn vị", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	var ids, sums []string
	for _, row := range rows {
		if len(row) > 6 && row[6] == "so_ket_hinh_thuc" {
			ids = row
		}
		if len(row) > 1 && row[1] == "TỔNG CỘNG" {
			sums = row
		}
	}
	for i := 6; i < len(ids) && i < len(sums); i++ {
		out[ids[i]] = sums[i]
	}
	return out
}

// The sums of the consolidated workbook are those that anyone gets from the
// records: a village is not counted on top of its commune, a case reported by a
// commune and by an enterprise in it counts once, a rate is that of the sums.
func TestTotalsAgreeWithTheRecords(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := wholeWorkspace(t)
	files, err := demo.Returns(r, 5)
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Drop(opt.Folder("inbox"), files); err != nil {
		t.Fatal(err)
	}
	p := takeIn(t, opt)
	values := map[string]map[string]any{}
	for _, rec := range roll.Records(p) {
		if *rec.Counts {
			values[rec.Unit] = rec.Values
		}
	}
	if len(values) < 60 {
		t.Fatalf("only %d units count", len(values))
	}
	got := totals(t, opt)
	outline := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Đề cương tổng hợp")
	checked := 0
	sums := map[string]decimal.Decimal{}
	for _, in := range r.Form.Indicators {
		if in.TotalFrom == "" {
			continue
		}
		if in.Type == round.Choice {
			given := choices(r, in, values)
			if got := roll.SummaryOf(p, nil).Totals[in.ID].Choices; !maps.Equal(got, given) || len(given) == 0 {
				t.Errorf("%s: totalled %v, the records %v", in.ID, got, given)
			}
			for answer, n := range given {
				if want := fmt.Sprintf("%s: %d", answer, n); !strings.Contains(outline, want) {
					t.Errorf("%s: the outline does not say %q", in.ID, want)
				}
			}
			continue
		}
		sum := independent(t, r, in, values)
		sums[in.ID] = sum
		have, err := decimal.NewFromString(got[in.ID])
		if err != nil {
			t.Errorf("%s: the workbook says %q", in.ID, got[in.ID])
			continue
		}
		checked++
		if !have.Equal(sum) {
			t.Errorf("%s: the workbook says %s, the records %s", in.ID, have, sum)
		}
	}
	digest := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Nội dung báo cáo")
	for unit, vs := range values {
		for _, in := range r.Form.Indicators {
			text, ok := vs[in.ID].(string)
			if in.Type != round.Narrative || !ok {
				continue
			}
			if first, _, _ := strings.Cut(text, "\n"); !strings.Contains(digest, first) {
				t.Errorf("what %s wrote under %s is not in the digest: %q", unit, in.ID, first)
			}
		}
	}
	if checked < 100 {
		t.Errorf("only %d totals checked", checked)
	}
	rate := sums["ho_cam_ket"].Div(sums["ho_tong"]).InexactFloat64()
	if fmt.Sprintf("%.12s", got["ho_cam_ket_ty_le"]) != fmt.Sprintf("%.12s", fmt.Sprint(rate)) {
		t.Errorf("the workbook's rate is %s, that of the sums %v", got["ho_cam_ket_ty_le"], rate)
	}
}

// choices counts the answers to a choice anew, in the way of independent.
func choices(r *round.Round, in round.Indicator, values map[string]map[string]any) map[string]int {
	out := map[string]int{}
	for code, vs := range values {
		v, ok := vs[in.ID].(string)
		u, _ := r.Register.Unit(code)
		if _, replaced := values[u.Parent][in.ID]; ok && !replaced {
			out[v]++
		}
	}
	return out
}

// independent adds an indicator up anew: units below one that answers itself do
// not count, and what covers a territory is its communes' alone.
func independent(t *testing.T, r *round.Round, in round.Indicator, values map[string]map[string]any) decimal.Decimal {
	t.Helper()
	sum := decimal.Zero
	for code, vs := range values {
		v, ok := vs[in.ID].(json.Number)
		if !ok {
			continue
		}
		u, _ := r.Register.Unit(code)
		if in.TotalFrom != "all" && u.Kind != in.TotalFrom {
			continue
		}
		if _, replaced := values[u.Parent][in.ID]; replaced && in.TotalFrom == "all" {
			continue
		}
		sum = sum.Add(decimal.RequireFromString(v.String()))
	}
	return sum
}

// Versions of a unit: a faulty newer one does not take it out of the totals, the
// same bytes count once, a file on an older copy is an officer's matter.
func TestWhichVersionCounts(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	u := unit(t, r, "cq-01")
	first := bytesOf(t, r, u, nil)
	put(t, opt, "một.xlsx", first)
	takeIn(t, opt)
	put(t, opt, "lại.xlsx", first)
	p := takeIn(t, opt)
	s := p.Standing("cq-01")
	if len(s.Versions) != 1 || len(p.Receipts) != 2 || s.Counts == nil {
		t.Fatalf("sent twice: %d versions, %d receipts", len(s.Versions), len(p.Receipts))
	}
	put(t, opt, "hai.xlsx", bytesOf(t, r, u, func(f *form.Fill) { delete(f.Values, "hom_thu") }))
	p = takeIn(t, opt)
	rec := recordOf(t, p, "cq-01")
	if s := p.Standing("cq-01"); s.Status() != finding.Returned || !*rec.Counts || rec.Version != 1 || rec.Waiting == nil || rec.Waiting.Version != 2 {
		t.Errorf("a faulty second version: %s, %+v", s.Status(), rec.Waiting)
	}
	put(t, opt, "ba.xlsx", bytesOf(t, r, u, func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(40) }))
	p = takeIn(t, opt)
	rec = recordOf(t, p, "cq-01")
	if rec.Version != 1 || rec.Waiting == nil || !slices.ContainsFunc(rec.Waiting.Findings, func(f record.Finding) bool { return f.Code == "SUBM-003" }) {
		t.Errorf("a third version on the first copy: version %d counts, waiting %+v", rec.Version, rec.Waiting)
	}
	st := roll.StatusOf(p, nil)
	if s := p.Standing("cq-01"); s.Status() != finding.Returned || st.Totals.Returned != 1 || st.Totals.Clean != 0 || !exists(opt.Folder("outbox", "tra-lai", "cq-01.xlsx")) {
		t.Errorf("a conflict takes the workbook to correct away: %s, %+v", s.Status(), st.Totals)
	}
	put(t, opt, "bốn.xlsx", bytesOf(t, r, u, func(f *form.Fill) { f.Copy, f.Values["hom_thu"] = 2, decimal.NewFromInt(41) }))
	p = takeIn(t, opt)
	if rec = recordOf(t, p, "cq-01"); rec.Version != 4 || fmt.Sprint(rec.Values["hom_thu"]) != "41" {
		t.Errorf("a fourth version on the copy that was returned: version %d counts", rec.Version)
	}
}

// A faulty return sent twice is returned once: the correction on the copy that the
// unit was given counts.
func TestSentTwiceReturnedOnce(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	u := unit(t, r, "cq-01")
	put(t, opt, "1.xlsx", bytesOf(t, r, u, nil))
	takeIn(t, opt)
	faulty := bytesOf(t, r, u, func(f *form.Fill) { delete(f.Values, "hom_thu") })
	for _, name := range []string{"2.xlsx", "2 (1).xlsx"} {
		put(t, opt, name, faulty)
		takeIn(t, opt)
	}
	put(t, opt, "3.xlsx", bytesOf(t, r, u, func(f *form.Fill) { f.Copy, f.Values["hom_thu"] = 2, decimal.NewFromInt(41) }))
	if rec := recordOf(t, takeIn(t, opt), "cq-01"); rec.Version != 3 || !*rec.Counts {
		t.Errorf("version %d counts: %v", rec.Version, brief(rec))
	}
}

// Outputs are a function of the ledger: deleted and published again they are the
// same bytes, and what officers edited is set aside.
func TestOutputsComeBackTheSame(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	put(t, opt, "a.xlsx", bytesOf(t, r, unit(t, r, "th-01"), nil))
	put(t, opt, "b.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), func(f *form.Fill) { delete(f.Values, "hom_thu") }))
	put(t, opt, "c.pdf", []byte("%PDF-1.4"))
	takeIn(t, opt)
	before := tree(t, opt.Folder("outbox"))
	for _, name := range []string{"tong-hop.xlsx", "can-quyet-dinh.xlsx", "tra-lai/dn-01.xlsx", "tham-dinh/an_ninh.xlsx", "de-nghi-cong-nhan.xlsx", "bao-cao-cap-tren.xlsx"} {
		if before[name] == nil {
			t.Fatalf("no %s among %v", name, keys(before))
		}
	}
	if err := os.RemoveAll(opt.Folder("outbox")); err != nil {
		t.Fatal(err)
	}
	takeIn(t, opt)
	after := tree(t, opt.Folder("outbox"))
	for name, data := range before {
		if !bytes.Equal(data, after[name]) {
			t.Errorf("%s came back otherwise", name)
		}
	}
	edited := opt.Folder("outbox", "tong-hop.xlsx")
	if err := os.WriteFile(edited, []byte("an officer's notes"), 0o644); err != nil {
		t.Fatal(err)
	}
	takeIn(t, opt)
	after = tree(t, opt.Folder("outbox"))
	if string(after["tong-hop (đã sửa).xlsx"]) != "an officer's notes" || !bytes.Equal(after["tong-hop.xlsx"], before["tong-hop.xlsx"]) {
		t.Errorf("after an edit in place: %v", keys(after))
	}
}

func tree(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		out[filepath.ToSlash(rel)] = data
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func keys[V any](m map[string]V) (out []string) {
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// A unit that is not in the register is refused, and accepted once it stands
// there, without being dropped again.
func TestRegisterEditedLater(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	stranger := round.Unit{Code: "cq-99", Name: "Cơ quan mẫu 99", Kind: "co_quan", Parent: "chi-linh", Direct: true, Attrs: map[string]string{}}
	put(t, opt, "lạ.xlsx", bytesOf(t, r, stranger, nil))
	p := takeIn(t, opt)
	if len(p.Strays) != 1 || p.Strays[0].Verdict.Findings[0].Code != "UNIT-002" {
		t.Fatalf("strays %+v", p.Strays)
	}
	data, err := officers.Register("vi", append(slices.Clone(r.Register.Units), stranger), "x")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(opt.Folder("templates", "antt-2019", define.RegisterFile), data, 0o644); err != nil {
		t.Fatal(err)
	}
	p = takeIn(t, opt)
	if rec := recordOf(t, p, "cq-99"); rec.Status != string(finding.Clean) {
		t.Errorf("after it was registered: %s", rec.Status)
	}
	if left, _ := filepath.Glob(opt.Folder("outbox", "tra-lai", "khong-xac-dinh", "*")); len(left) != 0 {
		t.Errorf("notices left: %v", left)
	}
}

// Two different files of one unit within one scan: nobody knows which, so the unit
// counts as missing until an officer or the unit settles it.
func TestTwoVersionsInOneScan(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	u := unit(t, r, "dn-02")
	put(t, opt, "a.xlsx", bytesOf(t, r, u, nil))
	put(t, opt, "b.xlsx", bytesOf(t, r, u, func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(40) }))
	p := takeIn(t, opt)
	st := roll.StatusOf(p, nil)
	if s := p.Standing("dn-02"); s.Counts != nil || !s.Undecided() {
		t.Errorf("one of them counts: %+v", s.Counts)
	}
	if st.Totals.Received != 1 || st.Totals.Clean != 0 || st.Totals.Missing != st.Totals.Expected {
		t.Errorf("totals %+v", st.Totals)
	}
	f, err := excelize.OpenFile(opt.Folder("outbox", "tong-hop.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Tổng quan")
	if err != nil {
		t.Fatal(err)
	}
	sums := 0
	for _, row := range rows {
		if len(row) > 5 && row[0] == "Cộng" {
			sums++
		}
		if len(row) > 5 && row[0] == "Cộng" && (row[2] != fmt.Sprint(st.Totals.Expected) || row[3] != "1" || row[4] != "0") {
			t.Errorf("the overview says %v", row)
		}
	}
	if sums == 0 {
		t.Error("the overview has no sum")
	}
	rec := recordOf(t, p, "dn-02")
	if *rec.Counts || !slices.ContainsFunc(rec.Findings, func(f record.Finding) bool { return f.Code == "SUBM-003" }) {
		t.Errorf("record counts %v: %v", *rec.Counts, brief(rec))
	}
}

// After the round is closed a return is refused, and one received before stays.
func TestAfterTheRoundIsClosed(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	put(t, opt, "a.xlsx", bytesOf(t, r, unit(t, r, "dn-02"), nil))
	takeIn(t, opt)
	path := opt.Folder("templates", "antt-2019", define.RoundFile)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(data, "closed: 2019-10-16\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	opt.Now = func() time.Time { return time.Date(2019, 10, 17, 1, 0, 0, 0, time.UTC) }
	put(t, opt, "b.xlsx", bytesOf(t, r, unit(t, r, "dn-03"), nil))
	p := takeIn(t, opt)
	if p.Standing("dn-02").Counts == nil {
		t.Error("a return received before the closing no longer counts")
	}
	rec := recordOf(t, p, "dn-03")
	if *rec.Counts || !slices.ContainsFunc(rec.Findings, func(f record.Finding) bool { return f.Code == "SUBM-005" }) || rec.Status != "unreadable" {
		t.Errorf("a return after the closing: %s, %v", rec.Status, brief(rec))
	}
}

// Rounds of one workspace share the ledger and nothing else: a file belongs to the
// round that took it in.
func TestTwoRounds(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	put(t, opt, "a.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	later := opt
	later.Round = "antt-2020"
	if err := os.MkdirAll(opt.Folder("templates", later.Round), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{define.RoundFile, define.FormFile, define.RegisterFile} {
		data, err := os.ReadFile(opt.Folder("templates", "antt-2019", name))
		if err != nil {
			t.Fatal(err)
		}
		data = bytes.Replace(data, []byte("id: antt-2019"), []byte("id: antt-2020"), 1)
		if err := os.WriteFile(opt.Folder("templates", later.Round, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	opt.Round = "antt-2019"
	if p := takeIn(t, later); p.Standing("cq-01").Newest() != nil || len(p.Receipts) != 0 {
		t.Error("the later round has the earlier one's return")
	}
	put(t, opt, "b.xlsx", bytesOf(t, r, unit(t, r, "cq-02"), nil)) // a form of the earlier round
	if p := takeIn(t, later); len(p.Strays) != 1 || p.Strays[0].Verdict.Findings[0].Code != "TMPL-002" {
		t.Errorf("a form of the earlier round is %+v", p.Strays)
	}
	if p := takeIn(t, opt); recordOf(t, p, "cq-01").Status != "clean" || len(p.Receipts) != 1 || recordOf(t, p, "cq-02").Status != "not_received" {
		t.Errorf("the earlier round has %d receipts", len(p.Receipts))
	}
}

// A name that is no text is kept as one, and the ledger holds.
func TestAFileNameThatIsNoText(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	data := bytesOf(t, r, unit(t, r, "cq-01"), nil)
	if err := os.MkdirAll(opt.Folder("inbox"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(opt.Folder("inbox", "b\xff\xfe.xlsx"), data, 0o644); err != nil {
		t.Skip("the file system takes no such name: ", err)
	}
	p := takeIn(t, opt)
	if len(p.Receipts) != 1 || p.Receipts[0].Name != `b\xff\xfe.xlsx` || p.Standing("cq-01").Counts == nil {
		t.Fatalf("receipts %+v", p.Receipts)
	}
	if left, _ := filepath.Glob(opt.Folder("inbox", "[^.]*")); len(left) != 0 {
		t.Errorf("%d files left in the inbox", len(left))
	}
	if bad, _, _, err := workspace.Verify(t.Context(), opt); err != nil || len(bad) > 0 {
		t.Errorf("verify: %v %v", bad, err)
	}
}

// A converted file is kept beside what it was made of, and judged by that from then
// on, also where LibreOffice is no longer there.
func TestConvertedFilesAreKept(t *testing.T) {
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	opt, _ := newWorkspace(t)
	data, err := os.ReadFile(filepath.Join(corpus, "cq-01.poi-hssf-4.0.1-xls.xls"))
	if err != nil {
		t.Fatal(err)
	}
	put(t, opt, "a.xls", data)
	if rec := recordOf(t, takeIn(t, opt), "cq-01"); rec.Status != "clean" {
		t.Fatalf("%s: %v", rec.Status, brief(rec))
	}
	kept, err := os.ReadDir(opt.Folder("state", "archive"))
	if err != nil || len(kept) != 2 {
		t.Errorf("%d files in the archive, %v", len(kept), err)
	}
	if bad, files, _, err := workspace.Verify(t.Context(), opt); err != nil || len(bad) > 0 || files != 2 {
		t.Errorf("verify: %v, %d files, %v", bad, files, err)
	}
	t.Setenv("PATH", t.TempDir())
	path := opt.Folder("templates", "antt-2019", define.RoundFile)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, append(text, "# judged again\n"...), 0o644); err != nil {
		t.Fatal(err)
	}
	if rec := recordOf(t, takeIn(t, opt), "cq-01"); rec.Status != "clean" || !*rec.Counts {
		t.Errorf("judged again: %s, %v", rec.Status, brief(rec))
	}
	if err := os.WriteFile(filepath.Join(opt.Folder("state", "archive"), kept[0].Name()), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if bad, _, _, err := workspace.Verify(t.Context(), opt); err != nil || len(bad) == 0 {
		t.Errorf("a damaged archive holds: %v", err)
	}
}
