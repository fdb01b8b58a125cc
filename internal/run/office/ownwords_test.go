package office_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/judge/record"
	"tonghop/internal/tier"
)

// What goes up is filled in by this level's officers where it stands, or dropped: their words,
// sign-off and the figures that they changed are theirs. A sum that comes back as it was stays
// one: it follows what the units mend, however often the workbook is saved.
func TestOnlyWhatWasChangedIsThisLevelsOwn(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"in place", "dropped"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			opt, r := sealing(t)
			opt.Publishes = nil
			says := func(n int64) []byte {
				return bytesOf(t, r, unit(t, r, "le-loi"), func(f *form.Fill) {
					f.Values["hom_thu"] = decimal.NewFromInt(n)
				})
			}
			put(t, opt, "a.xlsx", says(100))
			put(t, opt, "b.xlsx", bytesOf(t, r, unit(t, r, "sao-do"), nil))
			takeIn(t, opt)
			before := totals(t, opt)
			path := opt.Folder("outbox", "bao-cao-cap-tren.xlsx")
			fillIn := func(change func(f *excelize.File)) {
				t.Helper()
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				data = bent(t, data, change)
				if way == "dropped" {
					put(t, opt, "báo cáo của thành phố.xlsx", data)
				} else if err := os.WriteFile(path, data, 0o644); err != nil {
					t.Fatal(err)
				}
			}
			fillIn(func(*excelize.File) {})
			if v := takeIn(t, opt).Standing(r.Self).Newest(); v != nil {
				t.Errorf("saved as it was, it is a return: %v", v.Verdict.Typed)
			}
			fillIn(func(f *excelize.File) {
				typeIn(f, "uu_diem", "Phong trào phát triển rộng khắp.")
				typeIn(f, "ky_xac_nhan", "x")
				typeIn(f, "don_thu", 4321)
			})
			p := takeIn(t, opt)
			if p.Standing(r.Self).Counts != nil {
				t.Error("a return without most of its words counts")
			}
			if text := sheetText(t, path, "Báo cáo"); !strings.Contains(text, "rộng khắp") {
				t.Error("what was typed so far is gone")
			}
			if text := sheetText(t, path, "Cần sửa"); !strings.Contains(text, "Bài học kinh nghiệm") {
				t.Errorf("it is not told what is missing: %s", text)
			}
			fillIn(func(f *excelize.File) {
				for _, in := range r.Indicators(unit(t, r, r.Self)) {
					if in.Type == round.Narrative && r.Owes(in, unit(t, r, r.Self)) && in.ID != "uu_diem" {
						typeIn(f, in.ID, "Đã thực hiện đầy đủ.")
					}
				}
			})
			p = takeIn(t, opt)
			own := p.Standing(r.Self).Counts
			if own == nil {
				t.Fatalf("the city's own words do not count: %s, %v", p.Standing(r.Self).Status(),
					p.Standing(r.Self).Findings())
			}
			figures := map[string]string{}
			for id, x := range own.Verdict.Values {
				if d, ok := record.Number(x); ok {
					figures[id] = d.String()
				}
			}
			if len(figures) != 1 || figures["don_thu"] != "4321" {
				t.Errorf("the city's own figures are %v", figures)
			}
			put(t, opt, "sửa.xlsx", says(433))
			takeIn(t, opt)
			now := totals(t, opt)
			want := decimal.RequireFromString(before["hom_thu"]).Add(decimal.NewFromInt(333)).String()
			if now["hom_thu"] != want || now["don_thu"] != "4321" {
				t.Errorf("mended from 100 to 433: %s, then %s; the city's own figure is %s",
					before["hom_thu"], now["hom_thu"], now["don_thu"])
			}
			if a, b := typedAt(t, path, "hom_thu"), typedAt(t, path, "don_thu"); a != want || b != "4321" {
				t.Errorf("what goes up does not follow: %s, %s", a, b)
			}
			if !strings.Contains(sheetText(t, path, "Báo cáo"), "rộng khắp") {
				t.Error("the city's words do not go up")
			}
			// The second step: its own figure is taken back, and more is said.
			fillIn(func(f *excelize.File) {
				typeIn(f, "don_thu", nil)
				typeIn(f, "ton_tai", "Còn một số hạn chế.")
			})
			takeIn(t, opt)
			if now := totals(t, opt); now["don_thu"] != before["don_thu"] || now["hom_thu"] != want {
				t.Errorf("taken back: %s, %s; before %s", now["don_thu"], now["hom_thu"], before["don_thu"])
			}
			words := sheetText(t, path, "Báo cáo")
			if !strings.Contains(words, "rộng khắp") || !strings.Contains(words, "hạn chế.") {
				t.Error("words of both times do not go up")
			}
		})
	}
}

// typedAt is what stands in an input of a workbook, as it is stored.
func typedAt(t *testing.T, path, name string) string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	sheet, cell := placeOf(f, name)
	text, err := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// What cannot agree is told in what goes up before it is sent: a total that this level wrote
// itself against parts that its units gave. Mended, it is told no longer.
func TestWhatTheLevelAboveWouldRefuseIsTold(t *testing.T) {
	t.Parallel()
	opt, r := sealing(t)
	opt.Publishes = nil
	self := unit(t, r, r.Self)
	put(t, opt, "a.xlsx", bytesOf(t, r, unit(t, r, "le-loi"), nil))
	takeIn(t, opt)
	path := opt.Folder("outbox", "bao-cao-cap-tren.xlsx")
	if slices.Contains(sheetsOf(t, path), "Cần sửa") {
		t.Error("what agrees is to be mended")
	}
	fillIn := func(total any) {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		data = bent(t, data, func(f *excelize.File) {
			for _, in := range r.Indicators(self) {
				if in.Type == round.Narrative && r.Owes(in, self) {
					typeIn(f, in.ID, "Đã thực hiện đầy đủ.")
				}
			}
			typeIn(f, "mttq_nguoi_loi", total)
		})
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		takeIn(t, opt)
	}
	fillIn(70_000)
	if text := sheetText(t, path, "Cần sửa"); !strings.Contains(text, "70.000") {
		t.Errorf("a total that its parts do not come to: %s", text)
	}
	fillIn(nil)
	if sheets := sheetsOf(t, path); slices.Contains(sheets, "Cần sửa") && strings.Contains(sheetText(t, path, "Cần sửa"), "70.000") {
		t.Error("mended, and still told")
	}
}

func sheetsOf(t *testing.T, path string) []string {
	t.Helper()
	f, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return f.GetSheetList()
}

// A total that follows its parts is traced through them, and a spreadsheet program that adds the
// sheet up again comes to the same.
func TestATotalThatFollowsIsTraced(t *testing.T) {
	t.Parallel()
	opt, r := sealing(t)
	opt.Publishes = nil
	self := unit(t, r, r.Self)
	put(t, opt, "a.xlsx", bytesOf(t, r, unit(t, r, "le-loi"), nil))
	put(t, opt, "b.xlsx", bytesOf(t, r, self, func(f *form.Fill) {
		for id := range f.Values {
			if in, ok := r.Form.Indicator(strings.TrimSuffix(id, round.PriorSuffix)); ok && in.TotalFrom != "" {
				delete(f.Values, id)
			}
		}
		f.Tables, f.Values["mttq_chua_tien_bo"] = nil, decimal.NewFromInt(9)
	}))
	p := takeIn(t, opt)
	trace, err := roll.TraceOf(p, "mttq_nguoi_loi", "")
	if err != nil || p.Standing(r.Self).Counts == nil {
		t.Fatalf("%v, %v", err, p.Standing(r.Self).Findings())
	}
	sum, parts := decimal.Zero, map[string]bool{}
	for _, step := range trace.In {
		d, _ := record.Number(step.Value)
		sum, parts[step.Part] = sum.Add(d), true
	}
	if trace.Total.Sum == nil || !sum.Equal(*trace.Total.Sum) || len(parts) != 2 {
		t.Errorf("the total is %v, its parts come to %s: %+v", trace.Total.Sum, sum, trace.In)
	}
	if len(trace.Out) == 0 || trace.Out[len(trace.Out)-1].Why != "the total is the sum of its parts" {
		t.Errorf("the typed total is not told: %+v", trace.Out)
	}
	f, err := excelize.OpenFile(opt.Folder("outbox", "tong-hop.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	const sheet = "Số liệu từng đơn vị"
	at, err := f.SearchSheet(sheet, "mttq_nguoi_loi")
	if err != nil || len(at) != 1 {
		t.Fatalf("%v %v", at, err)
	}
	total, err := f.SearchSheet(sheet, "TỔNG CỘNG")
	if err != nil || len(total) != 1 {
		t.Fatalf("%v %v", total, err)
	}
	cell := strings.TrimRight(at[0], "0123456789") + strings.TrimLeft(total[0], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	got, err := f.CalcCellValue(sheet, cell, excelize.Options{RawCellValue: true})
	if err != nil || got != sum.String() {
		formula, _ := f.GetCellFormula(sheet, cell)
		t.Errorf("%s comes to %s, the total is %s: %s %v", cell, got, sum, formula, err)
	}
}

// A list that goes up is what the units list, less what the officers took out, and what they
// added: it follows the units as sums do, and what was taken out or added stays so.
func TestAListFollowsTheUnitsToo(t *testing.T) {
	t.Parallel()
	opt, r := sealing(t)
	opt.Publishes = nil
	self := unit(t, r, r.Self)
	sent := map[string]int{}
	lists := func(u string, models ...string) {
		t.Helper()
		sent[u]++
		put(t, opt, u+models[0]+".xlsx", bytesOf(t, r, unit(t, r, u), func(f *form.Fill) {
			f.Copy, f.Tables["mo_hinh"] = sent[u], nil
			for _, m := range models {
				f.Tables["mo_hinh"] = append(f.Tables["mo_hinh"], map[string]any{"ten": m,
					"loai": "Tổ tự quản về ANTT", "tinh_trang": "mới", "so_thanh_vien": decimal.NewFromInt(5)})
			}
		}))
		if s := takeIn(t, opt).Standing(u); s.Counts == nil || s.Counts != s.Newest() {
			t.Fatalf("what %s sent does not count: %v", u, s.Findings())
		}
	}
	path := opt.Folder("outbox", "bao-cao-cap-tren.xlsx")
	save := func(change func(f *excelize.File, sheet string, col, row int)) {
		t.Helper()
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		data = bent(t, data, func(f *excelize.File) {
			for _, in := range r.Indicators(self) {
				if in.Type == round.Narrative && r.Owes(in, self) {
					typeIn(f, in.ID, "Đã thực hiện đầy đủ.")
				}
			}
			sheet, cell := placeOf(f, "bang_mo_hinh")
			col, row, _ := excelize.CellNameToCoordinates(cell)
			change(f, sheet, col, row)
		})
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		takeIn(t, opt)
	}
	at := func(f *excelize.File, sheet string, col, row int, name string) int {
		for ; ; row++ {
			cell, _ := excelize.CoordinatesToCellName(col, row)
			if text, _ := f.GetCellValue(sheet, cell); strings.HasPrefix(text, name) {
				return row
			}
		}
	}
	write := func(f *excelize.File, sheet string, col, row int, cells ...any) {
		for i, v := range cells {
			cell, _ := excelize.CoordinatesToCellName(col+i, row)
			_ = f.SetCellValue(sheet, cell, v)
		}
	}
	expect := func(when string, there, gone []string) {
		t.Helper()
		text := sheetText(t, path, "Danh sách")
		for _, name := range there {
			if strings.Count(text, name) != 1 {
				t.Errorf("%s: %q stands there %d times", when, name, strings.Count(text, name))
			}
		}
		for _, name := range gone {
			if strings.Contains(text, name) {
				t.Errorf("%s: %q stands there", when, name)
			}
		}
	}
	lists("le-loi", "Đội cờ đỏ", "Tiếng loa đêm")
	lists("sao-do", "Bến an toàn")
	expect("as the units sent it", []string{"Đội cờ đỏ", "Tiếng loa đêm", "Bến an toàn"}, nil)
	save(func(f *excelize.File, sheet string, col, row int) {
		write(f, sheet, col, at(f, sheet, col, row, "Tiếng loa đêm"), nil, nil, nil, nil)
		write(f, sheet, col, row+9, "Camera toàn thành phố", "Mô hình khác", "mới", 40)
	})
	lists("pha-lai", "Trường học xanh")
	changed := []string{"Đội cờ đỏ", "Bến an toàn", "Trường học xanh", "Camera toàn thành phố"}
	expect("after a row out, a row in and one more unit", changed, []string{"Tiếng loa đêm"})
	save(func(f *excelize.File, sheet string, col, row int) {
		write(f, sheet, col, row+9, "Đường dây nóng", "Mô hình khác", "mới", 3)
	})
	lists("le-loi", "Đội cờ xanh", "Tiếng loa đêm")
	expect("saved again, and a unit mended its list",
		[]string{"Đội cờ xanh", "Bến an toàn", "Trường học xanh", "Camera toàn thành phố", "Đường dây nóng"},
		[]string{"Đội cờ đỏ", "Tiếng loa đêm"})
}

// Saved by another program without a change it is no return, like every form that is filled in.
func TestWhatGoesUpSavedByOtherProgramsIsNoReturn(t *testing.T) {
	long(t)
	tier.Needs(t, "LibreOffice with its Python API", python, "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	tier.Needs(t, "openpyxl", python, "-c", "import openpyxl")
	t.Parallel()
	opt, r := sealing(t)
	opt.Publishes = nil
	for _, code := range []string{"le-loi", "sao-do"} {
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
	}
	takeIn(t, opt)
	form := opt.Folder("outbox", "bao-cao-cap-tren.xlsx")
	for _, script := range []string{"libreoffice.py", "openpyxl_fill.py"} {
		play(t, script, []job{{Form: form, Out: opt.Folder("inbox", script+".xlsx"),
			Cells: map[string]any{}, Tables: map[string][][3]any{}}})
	}
	p := takeIn(t, opt)
	for _, v := range p.Standing(r.Self).Versions {
		t.Errorf("%s is a return: %v, %v", v.First().Name, v.Verdict.Typed, v.Verdict.TypedRows)
	}
	if len(p.Untouched) != 2 {
		t.Errorf("%d of 2 untouched", len(p.Untouched))
	}
	for _, v := range p.Untouched { // sums stand in it: it is not blank
		if v.Verdict.Untouched != record.Unchanged {
			t.Errorf("%s is %s", v.First().Name, v.Verdict.Untouched)
		}
	}
}
