package answer_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/write/formbook"
)

// bent is a return in which something is typed as people type it.
type bent struct {
	*excelize.File
	t    *testing.T
	r    *round.Round
	unit round.Unit
	plan *form.Plan
}

func bend(t *testing.T, r *round.Round, code string, change func(b *bent)) (*bent, record.Verdict) {
	t.Helper()
	u, _ := r.Register.Unit(code)
	data, err := formbook.Form(r, u, demo.Filled(r, u, 3))
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	b := &bent{f, t, r, u, form.Of(r, u)}
	change(b)
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return b, record.JudgeOf(out.Bytes(), r, "")
}

// at is where an input stands.
func (b *bent) at(name string) (title, ref string) {
	b.t.Helper()
	in, ok := b.plan.Input(name)
	if !ok {
		b.t.Fatal(name)
	}
	return b.plan.Sheet(in.Sheet).Title, sheet.Ref(in.Row, in.Col)
}

func (b *bent) must(err error) {
	b.t.Helper()
	if err != nil {
		b.t.Fatal(err)
	}
}

// put types into an input, under a font.
func (b *bent) put(name string, v any, font *excelize.Font) {
	b.t.Helper()
	title, ref := b.at(name)
	b.must(b.SetCellValue(title, ref, v))
	if font != nil {
		id, err := b.NewStyle(&excelize.Style{Font: font})
		b.must(err)
		b.must(b.SetCellStyle(title, ref, ref, id))
	}
}

// run is a part of a text; what it begins with says how it is shown: ~ struck, ^ raised,
// _ lowered, = without a format of its own.
func (b *bent) runs(name string, parts ...string) {
	b.t.Helper()
	title, ref := b.at(name)
	var runs []excelize.RichTextRun
	for _, p := range parts {
		font := &excelize.Font{Family: "Times New Roman", Size: 12}
		switch p[0] {
		case '~':
			font.Strike = true
		case '^':
			font.VertAlign = "superscript"
		case '_':
			font.VertAlign = "subscript"
		case '=':
			font = nil
		}
		runs = append(runs, excelize.RichTextRun{Text: strings.TrimLeft(p, "~^_=-"), Font: font})
	}
	b.must(b.SetCellValue(title, ref, nil))
	b.must(b.SetCellRichText(title, ref, runs))
}

// told are what a verdict says of how an input was read; not whether the figure is usual.
func told(v record.Verdict, name string) (out []string) {
	for _, f := range v.Findings {
		if f.ID == name && f.Rule == "" && f.Code != "CELL-014" {
			out = append(out, strings.TrimSpace(fmt.Sprintf("%s%s %v %v", f.Code, dotted(f.Variant), f.Found, f.Expected)))
		}
	}
	return out
}

func dotted(s string) string {
	if s != "" {
		return "." + s
	}
	return ""
}

// Struck-through and raised characters are no part of a figure: what is left counts where it
// is a figure, and it is always asked for again with both readings.
func TestStruckAndRaised(t *testing.T) {
	r := load(t)
	struck := &excelize.Font{Strike: true}
	cases := []struct {
		words string
		put   func(b *bent, name string)
		value string // "" for none
		told  []string
	}{
		{"struck before", func(b *bent, name string) { b.runs(name, "~12", "-26700") }, "26700", []string{"CELL-013 1226700 26700"}},
		{"struck behind", func(b *bent, name string) { b.runs(name, "-26700", "~99") }, "26700", []string{"CELL-013 2670099 26700"}},
		{"struck within", func(b *bent, name string) { b.runs(name, "-26", "~00", "-700") }, "26700", []string{"CELL-013 2600700 26700"}},
		{"a footnote", func(b *bent, name string) { b.runs(name, "-26700", "^1") }, "26700", []string{"CELL-013 267001 26700"}},
		{"a lowered digit", func(b *bent, name string) { b.runs(name, "-26700", "_2") }, "26700", []string{"CELL-013 267002 26700"}},
		{"a footnote of its own letter", func(b *bent, name string) { b.put(name, "26700²", nil) }, "26700", []string{"CELL-013 26700² 26700"}},
		{"a circled one", func(b *bent, name string) { b.put(name, "26700①", nil) }, "26700", []string{"CELL-013 26700① 26700"}},
		{"strokes laid over", func(b *bent, name string) { b.put(name, "1̶2̶26700", nil) }, "26700", []string{"CELL-013 1̶2̶26700 26700"}},
		{"struck, and a unit", func(b *bent, name string) { b.runs(name, "~12", "-26700 đ/c") }, "26700", []string{"CELL-004 26700 đ/c 26700", "CELL-013 1226700 đ/c 26700"}},
		{"the cell struck, a part not", func(b *bent, name string) {
			b.runs(name, "=12", "-26700")
			title, ref := b.at(name)
			id, err := b.NewStyle(&excelize.Style{Font: struck})
			b.must(err)
			b.must(b.SetCellStyle(title, ref, ref, id))
		}, "26700", []string{"CELL-013 1226700 26700"}},
		{"all of it struck", func(b *bent, name string) { b.runs(name, "~26", "~700") }, "", []string{"CELL-001 <nil> <nil>", "CELL-013.struck 26700 <nil>"}},
		{"a number in a struck cell", func(b *bent, name string) { b.put(name, 26700, struck) }, "", []string{"CELL-001 <nil> <nil>", "CELL-013.struck 26700 <nil>"}},
		{"a text in a struck cell", func(b *bent, name string) { b.put(name, "26700", struck) }, "", []string{"CELL-001 <nil> <nil>", "CELL-013.struck 26700 <nil>"}},
		{"what is left can be read in two ways", func(b *bent, name string) { b.runs(name, "~9", "-26,700") }, "", []string{"CELL-003 26,700 <nil>", "CELL-013 926,700 26,700"}},
		{"only blanks struck", func(b *bent, name string) { b.runs(name, "~ ", "-26700") }, "26700", []string{"CELL-004  26700 26700"}},
		{"raised as a whole", func(b *bent, name string) { b.runs(name, "^26", "^700") }, "26700", nil},
		{"of full width", func(b *bent, name string) { b.put(name, "２６７００", nil) }, "26700", []string{"CELL-004 ２６７００ 26700"}},
	}
	names := people(r, "chi-minh")[:len(cases)]
	_, v := bend(t, r, "chi-minh", func(b *bent) {
		for i, c := range cases {
			c.put(b, names[i])
		}
	})
	for i, c := range cases {
		got := ""
		if x, ok := v.Values[names[i]]; ok {
			got = fmt.Sprint(x)
		}
		said := told(v, names[i])
		slices.Sort(said)
		if got != c.value || !slices.Equal(said, c.told) {
			t.Errorf("%s: read %q, %q; want %q, %q", c.words, got, said, c.value, c.told)
		}
	}
}

// people are the figures of a unit that count people.
func people(r *round.Round, code string) (out []string) {
	u, _ := r.Register.Unit(code)
	for _, ind := range r.Indicators(u) {
		if ind.Type == round.Count && slices.Contains([]string{"người", "đối tượng", "đ/c"}, ind.Unit) && r.Owes(ind, u) && ind.When == nil && ind.Max == nil {
			out = append(out, ind.ID)
		}
	}
	return out
}

// The same holds for scores, dates, choices, boxes and tables; texts stay as they were typed.
func TestStruckEverywhere(t *testing.T) {
	r := load(t)
	struck := &excelize.Font{Strike: true}
	_, v := bend(t, r, "cq-03", func(b *bent) {
		b.runs("tot_1_tu_cham", "~5", "-12,5")
		b.runs("ngay_lap", "-05/1", "~1", "-0/2019")
		b.runs("tu_danh_gia", "~không đạt ", "-đạt")
		b.runs("nguoi_lap", "~Nguyễn ", "-Trần Thị Mẫu")
		b.put("ky_xac_nhan", "x", struck)
		in, _ := b.plan.Input("bang_mo_hinh")
		title := b.plan.Sheet(in.Sheet).Title
		b.must(b.SetCellRichText(title, sheet.Ref(in.Row, in.Col+3), []excelize.RichTextRun{{Text: "1", Font: struck}, {Text: "25", Font: &excelize.Font{Size: 11}}}))
		b.must(b.SetCellStr(title, sheet.Ref(in.Row, in.Col), "Mô hình"))
	})
	for name, want := range map[string]string{"tot_1_tu_cham": "12.5", "ngay_lap": "2019-10-05", "tu_danh_gia": "đạt", "nguoi_lap": "Nguyễn Trần Thị Mẫu"} {
		got := fmt.Sprint(v.Typed[name])
		if asked := strings.Contains(strings.Join(told(v, name), ";"), "CELL-013"); got != want || asked == (name == "nguoi_lap") {
			t.Errorf("%s is %q, %q", name, got, told(v, name))
		}
	}
	if !slices.Contains(told(v, "ky_xac_nhan"), "SUBM-006 <nil> <nil>") {
		t.Errorf("a struck mark signs off: %q", told(v, "ky_xac_nhan"))
	}
	if len(v.Tables["mo_hinh"]) == 0 {
		t.Fatalf("%s: %v", v.Status, v.Findings)
	}
	row := v.Tables["mo_hinh"][0]
	if fmt.Sprint(row["so_thanh_vien"]) != "25" || !slices.Contains(told(v, "mo_hinh.so_thanh_vien"), "CELL-013 125 25") {
		t.Errorf("the table's figure is %v: %q", row["so_thanh_vien"], told(v, "mo_hinh.so_thanh_vien"))
	}
}

// The workbook to correct shows the figure that counts, marked; what was struck out whole is
// not offered again. An explanation closes the query, and so does a figure typed again.
func TestStruckIsAnswered(t *testing.T) {
	r := load(t)
	b, v := bend(t, r, "chi-minh", func(b *bent) {
		b.runs("ho_tong", "~12", "-26700")
		b.put("ho_cam_ket", 20000, &excelize.Font{Strike: true})
	})
	fill := form.Fill{Copy: 2, Values: map[string]any{}, Findings: v.Findings}
	for name, x := range v.Typed {
		fill.Values[name] = x
		if d, ok := record.Number(x); ok {
			fill.Values[name] = d
		}
	}
	data, err := formbook.Form(r, b.unit, fill)
	b.must(err)
	f, err := excelize.OpenReader(bytes.NewReader(data))
	b.must(err)
	title, ref := b.at("ho_tong")
	shown, err := f.GetCellValue(title, ref, excelize.Options{RawCellValue: true})
	b.must(err)
	row, _, err := sheet.ParseRef(ref)
	b.must(err)
	asks, err := f.GetCellValue(title, sheet.Ref(row, form.FigCheck))
	b.must(err)
	if shown != "26700" || !strings.HasPrefix(asks, "Xem lại: ") || !marked(t, f, title, ref) || marked(t, f, title, "D17") {
		t.Errorf("the workbook to correct shows %q, and asks %q of it", shown, asks)
	}
	title, ref = b.at("ho_cam_ket")
	if shown, err = f.GetCellValue(title, ref); err != nil || shown != "" {
		t.Errorf("what was struck out is offered again: %q", shown)
	}
	if said := told(record.JudgeOf(data, r, ""), "ho_tong"); len(said) > 0 {
		t.Errorf("typed again it is still asked for: %q", said)
	}
	_, v = bend(t, r, "chi-minh", func(b *bent) {
		b.runs("ho_tong", "~12", "-26700")
		b.put("ho_tong_giai_trinh", "Đã sửa lại theo danh sách hộ mới", nil)
	})
	for _, one := range v.Findings {
		if one.Code == "CELL-013" && one.Explained == "" {
			t.Error("an explanation does not close the query")
		}
	}
}

// marked tells whether a cell takes a colour by what its line says.
func marked(t *testing.T, f *excelize.File, title, ref string) bool {
	t.Helper()
	colours, err := f.GetConditionalFormats(title)
	if err != nil {
		t.Fatal(err)
	}
	return len(colours[ref]) > 0
}

// What people put into a box marks it, also in fonts whose letters are signs; no, 0 and FALSE
// do not.
func TestBoxes(t *testing.T) {
	r := load(t)
	cases := []struct {
		v    any
		font string
		yes  bool
	}{
		{"x", "", true}, {"X", "", true}, {"х", "", true}, {"[x]", "", true}, {" v ", "", true}, {"có", "", true}, {"Đã ký", "", true},
		{"✓", "", true}, {"✔️", "", true}, {"√", "", true}, {"☑", "", true}, {"☒", "", true}, {"✗", "", true}, {true, "", true}, {1, "", true}, {"đúng", "", true},
		{"ü", "Wingdings", true}, {"û", "Wingdings", true}, {"þ", "Wingdings", true}, {"ý", "Wingdings", true}, {"\uf0fc", "Wingdings", true}, {"\uf0fc", "", true},
		{"P", "Wingdings 2", true}, {"R", "Wingdings 2", true}, {"a", "Webdings", true}, {"a", "Marlett", true}, {"Ö", "Symbol", true}, {"x", "Times New Roman", true},
		{"không", "", false}, {"Không", "", false}, {0, "", false}, {false, "", false}, {"chưa", "", false}, {"☐", "", false}, {"¨", "Wingdings", false}, {"\uf0a8", "Wingdings", false},
		{"ü", "Times New Roman", false}, {"-", "", false}, {2, "", false}, {"chưa ký", "", false}, {"✓ nhưng chưa ký", "", false},
	}
	boxes := sections(r, "chi-minh")
	for chunk := range slices.Chunk(cases, len(boxes)) {
		_, v := bend(t, r, "chi-minh", func(b *bent) {
			for i, c := range chunk {
				b.put(boxes[i][1], nil, nil)
				b.box(boxes[i][0], c.v, c.font)
			}
			b.box("ky_xac_nhan", chunk[0].v, chunk[0].font)
		})
		for i, c := range chunk {
			if implied := fmt.Sprint(v.Values[boxes[i][1]]) == "0"; implied != c.yes {
				t.Errorf("%v in %q: nothing to report %v", c.v, c.font, implied)
			}
		}
		if signed := !slices.Contains(told(v, "ky_xac_nhan"), "SUBM-006 <nil> <nil>"); signed != chunk[0].yes {
			t.Errorf("%v in %q: signed off %v", chunk[0].v, chunk[0].font, signed)
		}
	}
	for _, c := range []struct {
		v   any
		yes bool
	}{{"✓", true}, {true, true}, {false, false}, {"không", false}, {0, false},
		{"Đã kí", true}, {"ký", true}, {"đã ký tên, đóng dấu", true}, {"Ký tên và đóng dấu rồi", true},
		{"Đồng ý", true}, {"⊠", true}, {"xxx", true}, {"chưa kí", false}, {"không ký", false},
		{"Ký ngày    tháng    năm", false}, {"đã đóng dấu", false}, {"Nguyễn Văn Ký", false}} {
		_, v := bend(t, r, "chi-minh", func(b *bent) { b.box("ky_xac_nhan", c.v, "") })
		if signed := !slices.Contains(told(v, "ky_xac_nhan"), "SUBM-006 <nil> <nil>"); signed != c.yes {
			t.Errorf("%v: signed off %v", c.v, signed)
		}
	}
}

func (b *bent) box(name string, v any, font string) {
	b.t.Helper()
	if font == "" {
		b.put(name, v, nil)
		return
	}
	b.put(name, v, &excelize.Font{Family: font})
}

// sections are the boxes of a unit's sections, each with a figure of its own.
func sections(r *round.Round, code string) (out [][2]string) {
	u, _ := r.Register.Unit(code)
	seen := map[string]bool{}
	for _, ind := range r.Indicators(u) {
		if ind.Type == round.Count && !seen[ind.Section] {
			seen[ind.Section] = true
			out = append(out, [2]string{round.Nothing(ind.Section), ind.ID})
		}
	}
	return out
}

// A figure that was typed as a text keeps its apostrophe in some programs; a day may bear its
// time.
func TestApostrophesAndTimes(t *testing.T) {
	r := load(t)
	cases := map[string]string{"'26700": "26700", "’26700": "26700", "‘26700": "26700", "`26700": "26700", "´26700": "26700", "′26700": "26700",
		"'26700'": "26700", "26700'": "26700", "“26700”": "26700", "' 26.700 đ/c": "26700", "3'20": "", "'": "", "”": "", "'hai": "", "10:10:10": "", "2019-10-05T10:10:10": ""}
	texts, names := slices.Sorted(maps.Keys(cases)), people(r, "chi-minh")
	_, v := bend(t, r, "chi-minh", func(b *bent) {
		for i, typed := range texts {
			b.put(names[i], typed, nil)
		}
	})
	for i, typed := range texts {
		got, said, want := "", told(v, names[i]), cases[typed]
		if x, ok := v.Values[names[i]]; ok {
			got = fmt.Sprint(x)
		}
		if code := map[bool]string{true: "CELL-002", false: "CELL-004"}[want == ""]; got != want || len(said) != 1 || !strings.HasPrefix(said[0], code) {
			t.Errorf("%s is read as %q, %q", typed, got, said)
		}
	}
	for _, typed := range []string{"'05/10/2019", "2019-10-05T07:30:00.000Z", "2019-10-05 00:00:00", "05/10/2019 07:30"} {
		_, v := bend(t, r, "chi-minh", func(b *bent) { b.put("ngay_lap", typed, nil) })
		if v.Values["ngay_lap"] != "2019-10-05" {
			t.Errorf("%s is read as %v, %q", typed, v.Values["ngay_lap"], told(v, "ngay_lap"))
		}
	}
	_, v = bend(t, r, "cq-03", func(b *bent) {
		b.put("tot_1_tu_cham", "'12,5", nil)
		b.put("nguoi_lap", "'Hoa'", nil)
	})
	if fmt.Sprint(v.Typed["tot_1_tu_cham"]) != "12.5" || v.Values["nguoi_lap"] != "'Hoa'" {
		t.Errorf("a score is %v, a name %v", v.Typed["tot_1_tu_cham"], v.Values["nguoi_lap"])
	}
}

// What real programs did to one return: all of its answers are read, or asked for.
func TestBentByPrograms(t *testing.T) {
	r := load(t)
	judge := func(name string) record.Verdict {
		t.Helper()
		data, err := os.ReadFile(filepath.Join("..", "..", "..", "testdata", "answer", name))
		if err != nil {
			t.Fatal(err)
		}
		return record.JudgeOf(data, r, "")
	}
	whole := judge("cell-text-number-apostrophe.xlsx")
	if fmt.Sprint(whole.Values["ho_tong"]) != "267" || len(whole.Values) != 156 {
		t.Fatalf("%d values, %v", len(whole.Values), whole.Values["ho_tong"])
	}
	for name, want := range map[string]string{
		"openpyxl-delete-row.xlsx":    "TMPL-005",
		"lo-strike.xlsx":              "CELL-013",
		"ui-openpyxl-insert-col.xlsx": "TMPL-005",
		"last-textbox.xlsx":           "TMPL-008",
	} {
		v, codes := judge(name), []string{}
		for _, f := range v.Findings {
			codes = append(codes, f.Code)
			if f.Severity == finding.Error {
				t.Errorf("%s: %s of %s", name, f.Code, f.ID)
			}
		}
		if fmt.Sprint(v.Values) != fmt.Sprint(whole.Values) || fmt.Sprint(v.Prior) != fmt.Sprint(whole.Prior) || !slices.Contains(codes, want) {
			t.Errorf("%s: %d values, %q", name, len(v.Values), codes)
		}
	}
	says(t, judge("last-textbox.xlsx"), "hộp chữ Báo cáo “Báo cáo viết trong hộp chữ”")
	says(t, judge("chen-dong-co-chu.xlsx"), "Số liệu!B11 “Ghi chú thêm của trường: xem công văn 12”", "Số liệu!D11 “77”")
}

// says holds the words of TMPL-008 against what they must name.
func says(t *testing.T, v record.Verdict, places ...string) {
	t.Helper()
	for _, f := range v.Findings {
		if f.Code != "TMPL-008" {
			continue
		}
		message, _ := f.Text("vi")
		for _, p := range places {
			if !strings.Contains(message, p) {
				t.Errorf("%q does not name %q", message, p)
			}
		}
		if len(places) == 0 {
			t.Errorf("named without need: %q", message)
		}
		return
	}
	if len(places) > 0 {
		t.Errorf("nothing is named, want %q", places)
	}
}
