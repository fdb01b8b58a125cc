package office_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rs/zerolog"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/unicode/norm"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/convert"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/judging"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
)

// python is the interpreter that Debian's packages serve.
const python = "/usr/bin/python3"

// long is a test of the long tier that the race detector makes five times as long and sees
// nothing in, because an office works in one line and a child of the test is another process.
func long(t *testing.T) {
	t.Helper()
	tier.Unraced(t)
	tier.Long(t)
}

// job is what a script is told to fill in.
type job struct {
	Form   string              `json:"form"`
	Out    string              `json:"out"`
	Cells  map[string]any      `json:"cells"`
	Tables map[string][][3]any `json:"tables"`
	Read   []string            `json:"read"`

	unit   round.Unit
	fill   form.Fill
	blocks map[string]bool // names of several rows
}

// outcome is what a script says of a job.
type outcome struct {
	Out      string         `json:"out"`
	Computed map[string]any `json:"computed"`
	Errors   int            `json:"errors"`
	Program  string         `json:"program"`
}

// play runs a script over jobs and returns what it says, by output file.
func play(t *testing.T, script string, jobs []job) map[string]outcome {
	t.Helper()
	dir := t.TempDir()
	data, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "jobs.json")
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 8*time.Minute)
	defer cancel()
	script = filepath.Join("..", "..", "..", "testdata", "fill", script)
	interpreter := []string{python}
	switch filepath.Ext(script) {
	case ".js":
		interpreter = []string{"node"}
	case ".java":
		interpreter = []string{"java", "-cp", poiClasses}
		path = filepath.Join(dir, "jobs.tsv")
		if err := os.WriteFile(path, []byte(asLines(jobs)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(ctx, interpreter[0], append(interpreter[1:], script, path)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", script, err, out)
	}
	all := map[string]outcome{}
	for s := bufio.NewScanner(bytes.NewReader(out)); s.Scan(); {
		var o outcome
		if err := json.Unmarshal(s.Bytes(), &o); err != nil {
			t.Fatalf("%s said %q", script, s.Text())
		}
		all[o.Out] = o
		if o.Program != "" {
			t.Log("filled in by", o.Program)
		}
	}
	return all
}

// poiClasses are Debian's jars of POI and what it needs.
const poiClasses = "/usr/share/java/poi.jar:/usr/share/java/commons-codec.jar:/usr/share/java/commons-collections4.jar:/usr/share/java/commons-math3.jar"

// asLines are jobs as the Java program reads them.
func asLines(jobs []job) string {
	var b strings.Builder
	put := func(name string, row, col int, v any) {
		kind := "s"
		switch v.(type) {
		case json.Number, int:
			kind = "n"
		}
		text := strings.NewReplacer("\\", `\\`, "\n", `\n`, "\t", `\t`).Replace(fmt.Sprint(v))
		fmt.Fprintf(&b, "cell\t%s\t%d\t%d\t%s\t%s\n", name, row, col, kind, text)
	}
	for _, j := range jobs {
		fmt.Fprintf(&b, "form\t%s\n", j.Form)
		for name, v := range j.Cells {
			if s, ok := v.(string); ok && j.blocks[name] {
				for i, line := range strings.Split(s, "\n") {
					put(name, i, 0, line)
				}
				continue
			}
			put(name, 0, 0, v)
		}
		for name, rows := range j.Tables {
			for _, r := range rows {
				put(name, r[0].(int), r[1].(int), r[2])
			}
		}
		fmt.Fprintf(&b, "out\t%s\n", j.Out)
	}
	return b.String()
}

// newWorkspace is a workspace of its own with the repository's definition, for a few of its units:
// enough of each kind for a story, with their villages. The consolidated workbook costs as much as
// everything else together and is left out: a story that looks at it sets Publishes to nil.
func newWorkspace(t testing.TB) (workspace.Options, *round.Round) {
	t.Helper()
	opt, r := workspaceFor(t, fewUnits())
	opt.Publishes = func(path string) bool { return path != workspace.SummaryPath && path != roll.UpwardPath }
	return opt, r
}

// wholeWorkspace is one with every unit of the repository's register.
func wholeWorkspace(t testing.TB) (workspace.Options, *round.Round) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(definition, define.RegisterFile))
	if err != nil {
		t.Fatal(err)
	}
	return workspaceFor(t, data)
}

const definition = "../../../templates/antt-2019"

// few are the units of most stories.
var few = []string{"chi-linh", "pha-lai", "pha-lai-t01", "pha-lai-t02", "sao-do", "sao-do-t01", "le-loi", "le-loi-t01",
	"le-loi-t02", "cong-hoa", "cq-01", "cq-02", "cq-03", "cq-04", "cq-05", "dn-01", "dn-02", "dn-03", "th-01", "th-02", "th-13"}

// fewUnits is the register of the repository without the other units.
var fewUnits = sync.OnceValue(func() []byte {
	all, err := define.Load(definition)
	if err != nil {
		panic(err)
	}
	f, err := excelize.OpenFile(filepath.Join(definition, define.RegisterFile))
	if err != nil {
		panic(err)
	}
	defer f.Close()
	name := f.GetSheetName(0)
	rows, err := f.GetRows(name)
	if err != nil {
		panic(err)
	}
	for i, row := range slices.Backward(rows) {
		other := func(u round.Unit) bool { return !slices.Contains(few, u.Code) && len(row) > 0 && row[0] == u.Code }
		if slices.ContainsFunc(all.Register.Units, other) {
			if err := f.RemoveRow(name, i+1); err != nil {
				panic(err)
			}
		}
	}
	out, err := f.WriteToBuffer()
	if err != nil {
		panic(err)
	}
	return out.Bytes()
})

// workspaceFor is a workspace with the repository's round for the units of a register.
func workspaceFor(t testing.TB, register []byte) (workspace.Options, *round.Round) {
	t.Helper()
	dir := t.TempDir()
	to := filepath.Join(dir, "templates", "antt-2019")
	if err := os.MkdirAll(to, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{define.RoundFile, define.FormFile} {
		data, err := os.ReadFile(filepath.Join(definition, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(to, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(to, define.RegisterFile), register, 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := define.Load(to)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2019, 10, 3, 2, 0, 0, 0, time.UTC)
	settle := intake.Settle{Quiet: 50 * time.Millisecond, Unmarked: 60 * time.Millisecond, Incomplete: 200 * time.Millisecond}
	return workspace.Options{
		Dir: dir, Log: zerolog.New(zerolog.NewTestWriter(t)).Level(zerolog.WarnLevel), Settle: settle, Every: time.Second,
		Now: func() time.Time { now = now.Add(time.Second); return now },
	}, r
}

// cast picks n units of each kind that sends returns.
func cast(r *round.Round, n int) (out []round.Unit) {
	have := map[string]int{}
	for _, u := range r.Register.Units {
		if r.Expected(u) && have[u.Kind] < n {
			have[u.Kind]++
			out = append(out, u)
		}
	}
	return out
}

var odd = []string{"=SUM(A1:A9) không phải công thức", "Dấu <b>&amp;</b> \"ngoặc\" 'đơn' và ký tự 😀", norm.NFD.String("Tổ hợp chữ Việt tách dấu: Đồng Lạc, Hoàng Hoa Thám"), "@nhắc -1 +2", "Đoạn một\nĐoạn hai\n\nĐoạn bốn sau dòng trống"}

// jobsFor says what is typed into each unit's form; every eighth unit uses its
// kind's blank form and chooses its name there.
func jobsFor(t *testing.T, r *round.Round, units []round.Unit, into, ext string) (jobs []job) {
	t.Helper()
	for i, u := range units {
		fill := demo.Filled(r, u, uint64(i))
		fill.Values["uu_diem"] = odd[i%len(odd)]
		blank := round.Unit{Kind: u.Kind}
		if i%8 != 7 {
			blank = u
		}
		data, err := formbook.Form(r, blank, form.Fill{Copy: 1})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), u.Code+".xlsx")
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		j := job{Form: path, Out: filepath.Join(into, "bài của "+u.Code+ext), Cells: map[string]any{}, Tables: map[string][][3]any{}, unit: u, fill: fill, blocks: map[string]bool{}}
		for name, v := range fill.Values {
			j.Cells[name] = typed(v)
			if day, err := time.Parse("2006-01-02", fmt.Sprint(v)); err == nil && name == "ngay_lap" { // a date is typed as one; the other as a text
				j.Cells[name] = int(day.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
			}
		}
		if blank.Code == "" {
			j.Cells[round.UnitName] = r.DisplayName(u)
		}
		for id, rows := range fill.Tables {
			table, _ := r.Form.Table(id)
			for n, row := range rows {
				for c, col := range table.Columns {
					if v, ok := row[col.ID]; ok {
						j.Tables[round.TableName(id)] = append(j.Tables[round.TableName(id)], [3]any{n, c, typed(v)})
					}
				}
			}
		}
		plan := form.Build(r, blank, nil)
		for _, in := range plan.Inputs {
			j.blocks[in.Name] = in.LastRow > in.Row
		}
		for _, name := range []string{"ho_cam_ket_ty_le", round.SelfTotal} {
			if _, ok := plan.Input(name); ok {
				j.Read = append(j.Read, name)
			}
		}
		jobs = append(jobs, j)
	}
	return jobs
}

func typed(v any) any {
	if d, ok := v.(decimal.Decimal); ok {
		return json.Number(d.String())
	}
	return v
}

// told is what a record says, as text, to be compared with what was typed.
func told(rec record.Record) map[string]string {
	out := map[string]string{}
	for id, v := range rec.Values {
		out[id] = fmt.Sprint(v)
	}
	for id, v := range rec.Prior {
		out[id+round.PriorSuffix] = fmt.Sprint(v)
	}
	for id, v := range rec.Explanations {
		out[id+round.ExplanationSuffix] = v
	}
	if rec.Scores != nil {
		out[round.Gate] = rec.Scores.Gate
		for id, c := range rec.Scores.Criteria {
			out[id+round.ScoreSuffix] = fmt.Sprint(c.Self)
			if c.Violations != nil {
				out[id+round.ViolationsSuffix] = fmt.Sprint(c.Violations)
			}
		}
	}
	for id, rows := range rec.Tables {
		for i, row := range rows {
			for col, v := range row {
				out[fmt.Sprintf("%s %d %s", id, i, col)] = fmt.Sprint(v)
			}
		}
	}
	return out
}

// wanted is what was typed, in the same form.
func wanted(f form.Fill) map[string]string {
	out := map[string]string{}
	for name, v := range f.Values {
		out[name] = norm.NFC.String(fmt.Sprint(v))
	}
	for id, rows := range f.Tables {
		for i, row := range rows {
			for col, v := range row {
				out[fmt.Sprintf("%s %d %s", id, i, col)] = fmt.Sprint(v)
			}
		}
	}
	return out
}

// takeIn runs the office once over its inbox.
func takeIn(t *testing.T, opt workspace.Options) *standing.Picture {
	t.Helper()
	o, err := office.Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if _, left, err := o.Once(t.Context(), nil); err != nil || len(left) > 0 {
		t.Fatalf("left %v, %v", left, err)
	}
	if err := o.Close(); err != nil {
		t.Fatal(err)
	}
	p, _, err := office.Look(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// program is another program that fills forms in.
type program struct {
	script string
	ext    string                                // of what it saves
	before func(t *testing.T, jobs []job)        // makes its own kind of blank form of ours
	after  func(t *testing.T, jobs []job) string // saves what was filled in once more, and says by what
}

func realInput(t *testing.T, p program, perKind int) {
	opt, r := wholeWorkspace(t)
	inbox := opt.Folder("inbox")
	if err := os.MkdirAll(inbox, 0o755); err != nil {
		t.Fatal(err)
	}
	jobs := jobsFor(t, r, cast(r, perKind), inbox, p.ext)
	if p.before != nil {
		p.before(t, jobs)
	}
	outcomes := play(t, p.script, jobs)
	by := outcomes[""].Program
	if p.after != nil {
		by = p.after(t, jobs)
	}
	if *update { // the inbox is about to be emptied
		for _, j := range jobs {
			data, err := os.ReadFile(j.Out)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(filepath.Dir(j.Form), j.unit.Code+".saved"), data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	if p.script == "libreoffice.py" && p.ext == ".xlsx" {
		for _, j := range jobs {
			compareFormulas(t, r, j)
		}
	}
	picture := takeIn(t, opt)
	records := map[string]record.Record{}
	for _, rec := range roll.Records(picture) {
		records[rec.Unit] = rec
	}
	for _, j := range jobs {
		rec, ok := records[j.unit.Code]
		if !ok {
			t.Errorf("%s: no record", j.unit.Code)
			continue
		}
		if diff := cmp.Diff(wanted(j.fill), told(rec)); diff != "" {
			t.Errorf("%s: typed (-) and exported (+):\n%s", j.unit.Code, diff)
		}
		for _, f := range rec.Findings {
			if strings.HasPrefix(f.Code, "AGGR-") { // of the set: some villages are not among these returns
				continue
			}
			t.Errorf("%s: %s %v %s", j.unit.Code, f.Code, f.Cells, f.Message)
		}
		o := outcomes[j.Out]
		if o.Errors > 0 {
			t.Errorf("%s: %d formulas show an error", j.unit.Code, o.Errors)
		}
		compareComputed(t, j, o, rec)
	}
	t.Logf("%d returns, each value as typed", len(jobs))
	if *update {
		keep(t, jobs, by)
	}
}

var update = flag.Bool("update", false, "write testdata/real again, with the programs that are installed")

const corpus = "../../../testdata/real"

// keep puts the first return of each kind into testdata, with what was typed.
func keep(t *testing.T, jobs []job, program string) {
	t.Helper()
	seen := map[string]bool{}
	for _, j := range jobs {
		if seen[j.unit.Kind] {
			continue
		}
		seen[j.unit.Kind] = true
		data, err := os.ReadFile(filepath.Join(filepath.Dir(j.Form), j.unit.Code+".saved"))
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(corpus, j.unit.Code+"."+strings.ToLower(strings.ReplaceAll(program, " ", "-")))
		if ext := filepath.Ext(j.Out); ext != ".xlsx" {
			name += "-" + ext[1:]
		}
		typed, err := json.MarshalIndent(wanted(j.fill), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name+filepath.Ext(j.Out), data, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name+".json", append(typed, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The returns in testdata, saved by the programs in their names, read as typed
// wherever the tests run; those in other formats where LibreOffice is installed.
func TestReturnsInTestdata(t *testing.T) {
	_, r := wholeWorkspace(t)
	paths, err := filepath.Glob(filepath.Join(corpus, "*.json"))
	if err != nil || len(paths) < 10 {
		t.Fatalf("%d returns in %s, %v", len(paths), corpus, err)
	}
	_, missing := convert.Program()
	converts := missing == nil && tier.IsLong()
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		typed := map[string]string{}
		if err := json.Unmarshal(text, &typed); err != nil {
			t.Fatal(err)
		}
		found := 0
		for _, ext := range []string{".xlsx", ".xls", ".ods"} {
			data, err := os.ReadFile(strings.TrimSuffix(path, ".json") + ext)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil {
				t.Fatal(err)
			}
			found++
			if ext != ".xlsx" && !converts {
				continue
			}
			v := judging.Judge(t.Context(), data, r)
			if diff := cmp.Diff(typed, told(record.Of(v, r))); diff != "" || v.Status != finding.Clean {
				t.Errorf("%s%s: %s; typed (-) and read (+):\n%s", path, ext, v.Status, diff)
			}
		}
		if found != 1 {
			t.Errorf("%s: %d workbooks", path, found)
		}
	}
}

// compareFormulas holds every formula that the program computed against the result
// that we write for the same figures.
func compareFormulas(t *testing.T, r *round.Round, j job) {
	t.Helper()
	if _, kinds := j.Cells[round.UnitName]; kinds {
		return // a kind's form is laid out otherwise than the unit's own
	}
	open := func(data []byte, err error) *sheet.Book {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		b, err := sheet.Open(data, sheet.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	theirs, ours := open(os.ReadFile(j.Out)), open(formbook.Form(r, j.unit, j.fill))
	n := 0
	for _, s := range ours.Sheets {
		for c := range s.Cells() {
			if !c.Formula {
				continue
			}
			n++
			row, there := c.Row, true
			if s.Name == form.Title(r, form.Lists) { // a table with rows in it has more of them than a blank one
				row, there = sameRow(r, j, c.Row)
			}
			if !there {
				continue
			}
			got := theirs.Sheet(s.Name).At(row, c.Col)
			a, errA := c.Decimal()
			b, errB := got.Decimal()
			numbers := c.Kind == sheet.Number && got.Kind == sheet.Number && errA == nil && errB == nil
			if numbers && a.Sub(b).Abs().LessThan(decimal.New(1, -9)) || !numbers && c.Kind == got.Kind && c.Text == got.Text {
				continue
			}
			t.Errorf("%s %s!%s: the program computes %q, we write %q", j.unit.Code, s.Name, sheet.Ref(c.Row, c.Col), got.Text, c.Text)
		}
	}
	if n < 20 {
		t.Errorf("%s: only %d formulas compared", j.unit.Code, n)
	}
}

// compareComputed holds what the program computed against what we compute.
func compareComputed(t *testing.T, j job, o outcome, rec record.Record) {
	t.Helper()
	if got, ok := o.Computed["ho_cam_ket_ty_le"]; ok {
		a, b := j.fill.Values["ho_cam_ket"].(decimal.Decimal), j.fill.Values["ho_tong"].(decimal.Decimal)
		if want := a.Div(b).InexactFloat64(); fmt.Sprintf("%.9f", got) != fmt.Sprintf("%.9f", want) {
			t.Errorf("%s: rate %v, ours %v", j.unit.Code, got, want)
		}
	}
	if got, ok := o.Computed[round.SelfTotal]; ok && fmt.Sprint(got) != fmt.Sprint(rec.Scores.Self) {
		t.Errorf("%s: total %v, ours %v", j.unit.Code, got, rec.Scores.Self)
	}
}

// Forms filled in and saved by LibreOffice come out of the records as typed.
func TestLibreOfficeReturns(t *testing.T) {
	tier.Needs(t, "LibreOffice with its Python API", python, "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	realInput(t, program{script: "libreoffice.py", ext: ".xlsx"}, 9)
}

// The same in the formats that are converted before they are read.
func TestLibreOfficeOtherFormats(t *testing.T) {
	tier.Needs(t, "LibreOffice with its Python API", python, "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	for _, ext := range []string{".xls", ".ods"} {
		realInput(t, program{script: "libreoffice.py", ext: ext}, 1)
	}
}

// The same with openpyxl, which drops all stored results.
func TestOpenpyxlReturns(t *testing.T) {
	tier.Needs(t, "openpyxl", python, "-c", "import openpyxl")
	realInput(t, program{script: "openpyxl_fill.py", ext: ".xlsx"}, 9)
}

// SheetJS and exceljs are found by NODE_PATH.
func TestSheetJSReturns(t *testing.T) {
	tier.Needs(t, "SheetJS", "node", "-e", "require('xlsx')")
	realInput(t, program{script: "sheetjs.js", ext: ".xlsx"}, 2)
}

func TestExceljsReturns(t *testing.T) {
	tier.Needs(t, "exceljs", "node", "-e", "require('exceljs')")
	realInput(t, program{script: "exceljs.js", ext: ".xlsx"}, 2)
}

// Gnumeric has no way to fill cells in from outside: it opens what openpyxl filled
// in, and saves it.
func TestGnumericReturns(t *testing.T) {
	tier.Needs(t, "Gnumeric", "ssconvert", "--version")
	tier.Needs(t, "openpyxl", python, "-c", "import openpyxl")
	realInput(t, program{script: "openpyxl_fill.py", ext: ".xlsx", after: func(t *testing.T, jobs []job) string {
		for _, j := range jobs {
			saved := j.Form + ".gnumeric.xlsx"
			if out, err := exec.Command("ssconvert", "--recalc", "--export-type=Gnumeric_Excel:xlsx2", j.Out, saved).CombinedOutput(); err != nil {
				t.Fatalf("%v: %s", err, out)
			}
			if err := os.Rename(saved, j.Out); err != nil {
				t.Fatal(err)
			}
		}
		out, _ := exec.Command("ssconvert", "--version").CombinedOutput()
		version, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimSpace(string(out)), "ssconvert version '"), "'")
		return "gnumeric " + version
	}}, 2)
}

// POI fills our form in once LibreOffice has made an .xls of it, and saves that; it
// is converted before it is read.
func TestPOIReturns(t *testing.T) {
	tier.Needs(t, "POI", "sh", "-c", "java -version && test -f /usr/share/java/poi.jar")
	tier.Needs(t, "LibreOffice with its Python API", python, "-c", "import uno")
	realInput(t, program{script: "Poi.java", ext: ".xls", before: func(t *testing.T, jobs []job) {
		blank := make([]job, len(jobs))
		for i := range jobs {
			blank[i] = job{Form: jobs[i].Form, Out: strings.TrimSuffix(jobs[i].Form, ".xlsx") + ".xls"}
			jobs[i].Form = blank[i].Out
		}
		play(t, "libreoffice.py", blank)
	}}, 1)
}

// sameRow is where a row of the lists of a filled-in form stands in a blank one.
func sameRow(r *round.Round, j job, row int) (int, bool) {
	rows := map[string]int{}
	for id, typed := range j.fill.Tables {
		rows[id] = len(typed)
	}
	ours, blank := form.Build(r, j.unit, rows), form.Build(r, j.unit, nil)
	for _, in := range ours.Inputs {
		if in.Part == form.Rows && row >= in.Row && row <= in.LastRow {
			there, _ := blank.Input(in.Name)
			at := there.Row + row - in.Row
			return at, at <= there.LastRow
		}
	}
	return row, true
}
