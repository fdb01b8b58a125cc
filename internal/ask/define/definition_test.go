package define_test

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
	"tonghop/internal/write/legible"
	"tonghop/internal/write/officers"
)

// folder is a round's folder with the given files beside those of antt-2019.
func folder(t *testing.T, without string, files map[string][]byte) string {
	t.Helper()
	return folderOf(t, filepath.Join("..", "..", "..", "templates", "antt-2019"), without, files)
}

func folderOf(t *testing.T, source, without string, files map[string][]byte) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), filepath.Base(source))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{define.RoundFile, define.FormFile, define.RegisterFile} {
		data, err := os.ReadFile(filepath.Join(source, name))
		if errors.Is(err, fs.ErrNotExist) && name == define.RegisterFile {
			data, err = officers.Register("en", []round.Unit{{Code: "riverside", Name: "Riverside", Kind: "district"}}, "Units")
		}
		if err != nil {
			t.Fatal(err)
		}
		if name != without {
			files[name] = data
		}
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// The definition as a workbook in either language, and as YAML again, is the same definition.
func TestTheDefinitionGoesIntoAWorkbookAndBack(t *testing.T) {
	for _, source := range []string{
		filepath.Join("..", "..", "..", "templates", "antt-2019"),
		filepath.Join("..", "..", "..", "testdata", "rounds", "hygiene-2024"),
	} {
		for _, lang := range []string{"vi", "en"} {
			t.Run(filepath.Base(source)+" in "+lang, func(t *testing.T) { thereAndBack(t, source, lang) })
		}
	}
}

func thereAndBack(t *testing.T, source, lang string) {
	odd := folderOf(t, source, "", map[string][]byte{})
	text, err := os.ReadFile(filepath.Join(odd, define.FormFile))
	if err != nil {
		t.Fatal(err)
	}
	// Texts that a careless writer would fold, join or take for something else.
	text = append(text, "\n  - {id: odd_texts, check: \"1 == 2 or "+firstFigure(t, odd)+" >= 0\", message: {vi: \"hai  dấu cách;  và: “[x]” #1, \\n dòng mới "+strings.Repeat("dài ", 40)+"\", en: \"true\"}, fix: \"- 1; 2\"}\n"...)
	yaml := folderOf(t, source, define.FormFile, map[string][]byte{define.FormFile: text})
	want, err := define.Load(yaml)
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := define.Definition(yaml, lang)
	if err != nil {
		t.Fatal(err)
	}
	book, err := officers.DefinitionBook(lang, sheets)
	if err != nil {
		t.Fatal(err)
	}
	faults, err := legible.Faults(book, lang)
	for _, f := range faults {
		if !strings.Contains(f, "another style of dates") { // they are read as form.yaml writes them
			t.Errorf("hard to read: %s", f)
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	inBook := folderOf(t, source, define.FormFile, map[string][]byte{define.DefinitionFile: book})
	got, err := define.Load(inBook)
	if err != nil {
		t.Fatal(err)
	}
	same := func(what string, a, b *round.Round) {
		t.Helper()
		if !reflect.DeepEqual(a.Form, b.Form) {
			for i := range a.Form.Indicators {
				if i < len(b.Form.Indicators) && !reflect.DeepEqual(a.Form.Indicators[i], b.Form.Indicators[i]) {
					t.Errorf("%s: %+v\nis now %+v", what, a.Form.Indicators[i], b.Form.Indicators[i])
				}
			}
			for i := range a.Form.Rules {
				if i < len(b.Form.Rules) && !reflect.DeepEqual(a.Form.Rules[i], b.Form.Rules[i]) {
					t.Errorf("%s: %+v\nis now %+v", what, a.Form.Rules[i], b.Form.Rules[i])
				}
			}
			t.Errorf("%s: another definition: %d and %d indicators, %d and %d rules", what, len(a.Form.Indicators), len(b.Form.Indicators), len(a.Form.Rules), len(b.Form.Rules))
		}
	}
	same("in a workbook", want, got)
	text, err = define.DefinitionYAML(inBook)
	if err != nil {
		t.Fatal(err)
	}
	back, err := define.Load(folderOf(t, source, define.FormFile, map[string][]byte{define.FormFile: text}))
	if err != nil {
		t.Fatalf("%v\n%.2000s", err, text)
	}
	same("and back", want, back)
}

func firstFigure(t *testing.T, dir string) string {
	t.Helper()
	r, err := define.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	for i := range r.Form.Indicators {
		if in := &r.Form.Indicators[i]; in.Type == round.Count {
			return in.ID
		}
	}
	t.Fatal("no figure")
	return ""
}

// Mistakes in the workbook are told with sheet and cell.
func TestMistakesInTheDefinitionWorkbookHaveTheirCells(t *testing.T) {
	sheets, err := define.Definition(folder(t, "", map[string][]byte{}), "vi")
	if err != nil {
		t.Fatal(err)
	}
	set := func(title, id, key, value string) {
		for _, s := range sheets {
			if s.Title != title {
				continue
			}
			for _, row := range s.Rows {
				for c := range row {
					if strings.HasPrefix(s.Keys[c], "id:") && row[c] == id {
						for k := range row {
							if s.Keys[k] == key {
								row[k] = value
							}
						}
					}
				}
			}
		}
	}
	set("Chỉ tiêu", "hom_thu", "type", "so")
	set("Quy tắc", "co_ho", "check", "ho_tong > khong_co_ma_nay")
	set("Quy tắc", "tong_bvdp", "parts", "[bvdp_truong_ban")
	book, err := officers.DefinitionBook("vi", sheets)
	if err != nil {
		t.Fatal(err)
	}
	_, err = define.Load(folder(t, define.FormFile, map[string][]byte{define.DefinitionFile: book}))
	if err == nil {
		t.Fatal("no mistakes")
	}
	for _, want := range []string{"dinh-nghia.xlsx, Chỉ tiêu!", "there is no type “so”", "dinh-nghia.xlsx, Quy tắc!H", "khong_co_ma_nay", "(character 11)", "brackets or commas"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no %q in:\n%v", want, err)
		}
	}
}

// english is the round of testdata that speaks English, as a workbook in its language.
func english(t *testing.T) (source string, want *round.Round, book []byte) {
	t.Helper()
	source = filepath.Join("..", "..", "..", "testdata", "rounds", "hygiene-2024")
	dir := folderOf(t, source, "", map[string][]byte{})
	want, err := define.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	sheets, err := define.Definition(dir, want.Language)
	if err != nil {
		t.Fatal(err)
	}
	book, err = officers.DefinitionBook(want.Language, sheets)
	if err != nil {
		t.Fatal(err)
	}
	return source, want, book
}

// parts are what a workbook's file holds, by name.
func parts(t *testing.T, book []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err := errors.Join(err, r.Close()); err != nil {
			t.Fatal(err)
		}
		out[part.Name] = string(data)
	}
	return out
}

// Who runs a round in English sees nothing else in its definition: no sheet, heading, title or
// help beside a cell. And it is the same definition when it is read back.
func TestTheDefinitionOfAnEnglishRoundIsInEnglish(t *testing.T) {
	source, want, book := english(t)
	for name, text := range parts(t, book) {
		for _, line := range strings.SplitAfter(text, ">") {
			if strings.ContainsFunc(line, func(r rune) bool { return r > unicode.MaxASCII && unicode.Is(unicode.Latin, r) }) {
				t.Errorf("%s: %q", name, line)
			}
		}
	}
	b, err := sheet.Open(book, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range b.Sheets {
		names = append(names, s.Name)
	}
	if got := strings.Join(names, ", "); got != "General, Indicators, Tables, Scorecards, Rules" {
		t.Errorf("its sheets are %s", got)
	}
	got, err := define.Load(folderOf(t, source, define.FormFile, map[string][]byte{define.DefinitionFile: book}))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Form, want.Form) {
		t.Error("it is another definition when it is read back")
	}
}

// Sheets and columns are known by their names in either language, also where somebody deleted
// the grey row of keys, and whatever the round speaks.
func TestADefinitionIsReadByHeadingsInEitherLanguage(t *testing.T) {
	source, want, book := english(t)
	vietnamese, err := define.Definition(folderOf(t, source, "", map[string][]byte{}), "vi")
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(book))
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range f.GetSheetList() {
		fail := f.RemoveRow(name, 2)
		for col, head := range vietnamese[i].Heads {
			if (col+i)%2 == 0 {
				fail = errors.Join(fail, f.SetCellStr(name, sheet.Ref(1, col+1), strings.ToUpper(head)))
			}
		}
		if i%2 == 1 {
			fail = errors.Join(fail, f.SetSheetName(name, vietnamese[i].Title))
		}
		if fail != nil {
			t.Fatal(fail)
		}
	}
	mixed, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	load := func() (*round.Round, error) {
		return define.Load(folderOf(t, source, define.FormFile, map[string][]byte{define.DefinitionFile: mixed.Bytes()}))
	}
	got, err := load()
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got.Form, want.Form) {
		t.Error("with headings in both languages it is another definition")
	}
	// A list that stands on two sheets is told, and so is a heading that nobody knows.
	if err := errors.Join(f.SetCellStr("Rules", "B1", "Weight"), second(f, "QUY TẮC")); err != nil {
		t.Fatal(err)
	}
	if mixed, err = f.WriteToBuffer(); err != nil {
		t.Fatal(err)
	}
	_, err = load()
	for _, told := range []string{
		"dinh-nghia.xlsx, Rules!A1: the sheets “Rules” and “QUY TẮC” hold the same list",
		"there is no key “Weight”",
	} {
		if err == nil || !strings.Contains(err.Error(), told) {
			t.Errorf("no %q in:\n%v", told, err)
		}
	}
}

func second(f *excelize.File, name string) error {
	_, err := f.NewSheet(name)
	return err
}

// A column of ids that no list has, a row below none and a second id in a row are told, each at its
// cell, and nothing else is.
func TestRowsThatBelongNowhereAreTold(t *testing.T) {
	source, _, book := english(t)
	for name, c := range map[string]struct {
		cells map[string]string // on the sheet of indicators
		told  string
	}{
		"above the first level":   {map[string]string{"A2": "id:0", "T2": "id:-1", "T90": "x"}, "Indicators!A90: this row lacks its id"},
		"below the last level":    {map[string]string{"T2": "id:7", "T90": "x"}, "Indicators!A90: this row lacks its id"},
		"no id at all":            {map[string]string{"E90": "A label"}, "Indicators!A90: this row lacks its id"},
		"two ids":                 {map[string]string{"A90": "IX", "B90": "x"}, "Indicators!B90: one id a row"},
		"an indicator at the top": {map[string]string{"A3": ""}, "Indicators!A3: this row lacks its id"},
	} {
		f, err := excelize.OpenReader(bytes.NewReader(book))
		if err != nil {
			t.Fatal(err)
		}
		for at, text := range c.cells {
			if err := f.SetCellStr("Indicators", at, text); err != nil {
				t.Fatal(err)
			}
		}
		data, err := f.WriteToBuffer()
		if err != nil {
			t.Fatal(err)
		}
		_, err = define.Load(folderOf(t, source, define.FormFile,
			map[string][]byte{define.DefinitionFile: data.Bytes()}))
		if err == nil || !strings.Contains(err.Error(), c.told) {
			t.Errorf("%s: no %q in:\n%v", name, c.told, err)
		}
	}
}

// The register that the program writes says the same in either language when it is read.
func TestTheRegisterIsReadInEitherLanguage(t *testing.T) {
	source := filepath.Join("..", "..", "..", "testdata", "rounds", "hygiene-2024")
	units := []round.Unit{
		{Code: "riverside", Name: "Riverside", Kind: "district"},
		{Code: "s-01", Name: "North", Kind: "school", Parent: "riverside", Email: "a@b.example", Phone: "0123",
			Predecessors: []string{"s-00", "s-000"}, Direct: true,
			From: time.Date(2018, 10, 16, 0, 0, 0, 0, time.UTC), To: time.Date(2030, 2, 1, 0, 0, 0, 0, time.UTC)},
	}
	for _, lang := range []string{"vi", "en"} {
		data, err := officers.Register(lang, units, "All")
		if err != nil {
			t.Fatal(err)
		}
		if faults, err := legible.Faults(data, lang); err != nil || len(faults) > 0 {
			t.Errorf("hard to read: %v, %q", err, faults)
		}
		dir := folderOf(t, source, define.RegisterFile, map[string][]byte{define.RegisterFile: data})
		r, err := define.Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Register.Units) != len(units) {
			t.Fatalf("in %q: %d units", lang, len(r.Register.Units))
		}
		for i, want := range units {
			got := r.Register.Units[i]
			for _, day := range [][2]time.Time{{got.From, want.From}, {got.To, want.To}} {
				if day[0].Format(time.DateOnly) != day[1].Format(time.DateOnly) {
					t.Errorf("in %q, %s: %v, want %v", lang, want.Code, day[0], day[1])
				}
			}
			got.From, got.To, got.Row, got.Attrs = want.From, want.To, want.Row, want.Attrs
			if len(want.Predecessors) == 0 && len(got.Predecessors) == 0 {
				got.Predecessors = nil
			}
			if len(got.Unassigned) == 0 {
				got.Unassigned = nil
			}
			if !reflect.DeepEqual(got, want) {
				t.Errorf("in %q: %+v\nwant %+v", lang, got, want)
			}
		}
	}
}
