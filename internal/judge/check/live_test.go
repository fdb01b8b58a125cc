package check_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
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
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
)

// checkColumns are where the sheets of a form have the live check and the code.
func checkColumns(r *round.Round) map[string][2]int {
	out := map[string][2]int{}
	for k, c := range map[form.SheetKey][2]int{form.UnitKey: {form.UnitCheck, form.UnitCode}, form.Report: {form.RepCheck, form.RepCode}, form.Figures: {form.FigCheck, form.FigCode}, form.Score: {form.ScoCheck, form.ScoCode}} {
		out[form.Title(r, k)] = [2]int{c[0] - 1, c[1] - 1}
	}
	return out
}

// the words that a live check begins with.
var liveWords = []string{"Thiếu", "Sai", "Cần giải trình", "Cần nhập số", "Khớp", ""}

func word(text string) string {
	for _, w := range liveWords {
		if w != "" && strings.HasPrefix(text, w) {
			return w
		}
	}
	return text
}

// verdicts are the words that a return's findings ask for, by the code of the line;
// a line of which nothing is found is not there.
func verdicts(plan *form.Plan, v record.Verdict) map[string]string {
	lines := map[string][]string{} // the names of a line's inputs, in order
	for _, in := range plan.Inputs {
		lines[in.Code] = append(lines[in.Code], in.Name)
	}
	out := map[string]string{}
	for code, names := range lines {
		best := 99
		for i, name := range names {
			for _, f := range v.Findings {
				if f.ID != name || !f.ForUnit() || strings.HasPrefix(f.Code, "EXPL") {
					continue
				}
				w, rank := "Sai", 50
				switch {
				case f.Severity == finding.Query:
					w, rank = "Cần giải trình", 60
				case slices.Contains([]string{"CELL-001", "TEXT-001", "SCOR-001", "SCOR-006"}, f.Code):
					w, rank = "Thiếu", i*3
				case f.Code == "CELL-002" || f.Code == "CELL-003" || f.Code == "CELL-012":
					w, rank = "Cần nhập số", i*3
				case strings.HasPrefix(f.Code, "CELL") || f.Code == "SCOR-002":
					rank = i * 3
				}
				if rank < best {
					best, out[code] = rank, w
				}
			}
		}
	}
	return out
}

// typed is one return: its inputs, and the rows of its tables.
type typed struct {
	values map[string]any
	tables map[string][]map[string]any
}

// returns draws n returns of a unit: faultless ones, in which some inputs were changed.
func returns(r *round.Round, u round.Unit, n int, seed uint64) (out []typed) {
	rnd := rand.New(rand.NewPCG(seed, 7))
	plan := form.Of(r, u)
	for i := range n {
		fill := demo.Filled(r, u, seed+uint64(i))
		v := fill.Values
		for _, rows := range fill.Tables { // lists that do not say what the figures say
			for _, row := range rows {
				for _, change := range []struct {
					col   string
					value any
				}{{"ket_qua", "đạt"}, {"ket_qua", nil}, {"so_ho", num("900")}, {"so_ho", nil}, {"tinh_trang", "mới"}} {
					if _, ok := row[change.col]; ok && rnd.IntN(8) == 0 {
						row[change.col] = change.value
						if change.value == nil {
							delete(row, change.col)
						}
					}
				}
			}
		}
		for range rnd.IntN(12) {
			in := plan.Inputs[rnd.IntN(len(plan.Inputs))]
			switch in.Part {
			case form.Stamp, form.Computed, form.UnitField:
				continue
			case form.Explanation:
				v[in.Name] = []any{nil, "đúng", "Một vụ chuyển từ năm trước sang", "khôngcókhoảngtrắngnàocả"}[rnd.IntN(4)]
			case form.Nothing:
				v[in.Name] = []any{nil, "x"}[rnd.IntN(2)]
			case form.Value, form.Prior, form.SelfScore, form.Violations, form.CardField:
				ind, _ := r.Form.Indicator(in.ID)
				switch {
				case in.Name == round.Gate:
					v[in.Name] = []any{nil, "có", "không", "không", "không", "có lẽ"}[rnd.IntN(6)]
				case in.Name == round.Verdict:
					v[in.Name] = []any{nil, "đạt", "không đạt", "tốt"}[rnd.IntN(4)]
				case ind.Type == round.Choice || ind.Type == round.Narrative || ind.Type == round.TextLine || ind.Type == round.Date || in.Name == round.BonusNote:
					if rnd.IntN(3) == 0 {
						v[in.Name] = nil
					}
				default:
					v[in.Name] = []any{nil, num("0"), num("0"), num("1"), num("2"), num("3"), num("5"), num("7.5"), num("10"), num("40"), num("-1"), num("2.5"), num("2000000000"), "không rõ", "nhiều"}[rnd.IntN(15)]
				}
			}
		}
		for name, x := range v {
			if x == nil {
				delete(v, name)
			}
		}
		out = append(out, typed{v, fill.Tables})
	}
	return out
}

// cells are the tables' rows as they are typed into a blank form: [row, column, value],
// by the table's name; what the register fills in is there already.
func (x typed) cells(r *round.Round) map[string][][3]any {
	out := map[string][][3]any{}
	for id, rows := range x.tables {
		t, _ := r.Form.Table(id)
		for n, row := range rows {
			for c, col := range t.Columns {
				v, ok := row[col.ID]
				if !ok || col.Filled {
					continue
				}
				if d, number := v.(decimal.Decimal); number {
					v = json.Number(d.String())
				}
				out[round.TableName(id)] = append(out[round.TableName(id)], [3]any{n, c, v})
			}
		}
	}
	return out
}

// judged is what the daemon says of values written into a unit's form.
func judged(t *testing.T, r *round.Round, u round.Unit, x typed) (record.Verdict, []byte) {
	t.Helper()
	data, err := formbook.Form(r, u, form.Fill{Copy: 1, Values: x.values, Tables: x.tables})
	if err != nil {
		t.Fatal(err)
	}
	return record.JudgeOf(data, r, ""), data
}

// subject is a unit of a round whose form is tried.
type subject struct {
	r *round.Round
	u round.Unit
}

// subjects are six units of the first round, and units of rounds with other cards:
// criteria measured by figures, one of them not assigned, and a card judged in words.
func subjects(t *testing.T) (out []subject) {
	t.Helper()
	r := load(t)
	for _, code := range []string{"cq-01", "le-loi", "pha-lai", "th-01", "dn-01", "sao-do-t01"} {
		u, ok := r.Register.Unit(code)
		if !ok {
			t.Fatal(code)
		}
		out = append(out, subject{r, u})
	}
	for id, units := range map[string][]round.Unit{
		"khoi-2023":       {{Code: "khoi-cq", Name: "Khối", Kind: "khoi"}, {Code: "c-1", Name: "Cơ quan mẫu 1", Kind: "co_quan", Parent: "khoi-cq"}, {Code: "c-2", Name: "Cơ quan mẫu 2", Kind: "co_quan", Parent: "khoi-cq", Unassigned: []string{"mot_cua"}}},
		"xa-an-toan-2024": {{Code: "huyen-mau", Name: "Huyện mẫu", Kind: "huyen"}, {Code: "xa-1", Name: "Xã mẫu", Kind: "xa", Parent: "huyen-mau"}},
	} {
		dir := filepath.Join(t.TempDir(), id)
		if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "..", "..", "testdata", "rounds", id))); err != nil {
			t.Fatal(err)
		}
		register, err := officers.Register("vi", units, "Units")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, define.RegisterFile), register, 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := define.Load(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range r.Register.Units[1:] {
			out = append(out, subject{r, u})
		}
	}
	slices.SortFunc(out[6:], func(a, b subject) int { return strings.Compare(a.u.Code, b.u.Code) })
	return out
}

// The results stored with the live checks are what the daemon finds, line by line.
func TestStoredLiveChecksAreTheDaemonsVerdict(t *testing.T) {
	lines, each := 0, 15
	if testing.Short() {
		each = 3
	}
	for _, s := range subjects(t) {
		for _, values := range returns(s.r, s.u, each, 5) {
			v, data := judged(t, s.r, s.u, values)
			said := stored(t, s.r, data)
			lines += compare(t, s.u.Code, form.Of(s.r, s.u), v, said)
		}
	}
	t.Logf("%d lines", lines)
}

// compare holds what live checks say against the daemon's findings.
func compare(t *testing.T, what string, plan *form.Plan, v record.Verdict, said map[string]string) (lines int) {
	t.Helper()
	want := verdicts(plan, v)
	seen := map[string]bool{}
	for _, in := range plan.Inputs {
		if seen[in.Code] || in.Part == form.Stamp || in.Part == form.Rows || in.Part == form.Nothing || in.Name == round.SelfTotal || in.Part == form.UnitField && in.Name != round.SignedOff || in.Part == form.Computed {
			continue
		}
		seen[in.Code] = true
		lines++
		got := word(said[in.Code])
		if got == "Khớp" {
			got = ""
		}
		if got != want[in.Code] {
			t.Errorf("%s: %s: the form says %q, the daemon %q (%v)", what, in.Code, said[in.Code], want[in.Code], of(v, in.Code))
		}
	}
	return lines
}

func of(v record.Verdict, code string) (out []string) {
	for _, f := range v.Findings {
		if strings.HasPrefix(f.ID, code) {
			m, _ := f.Text("vi")
			out = append(out, f.Code+" "+f.Rule+" "+m)
		}
	}
	return out
}

// stored are the live checks' results as they stand in a workbook.
func stored(t *testing.T, r *round.Round, data []byte) map[string]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := map[string]string{}
	for name, cols := range checkColumns(r) {
		rows, err := f.GetRows(name)
		if err != nil {
			continue
		}
		for _, row := range rows {
			if len(row) <= cols[1] || row[cols[1]] == "" {
				continue
			}
			if _, twice := out[row[cols[1]]]; !twice {
				out[row[cols[1]]] = row[cols[0]]
			}
		}
	}
	return out
}

// The live checks of a form, computed by LibreOffice while returns are typed into it,
// say of each line what the daemon says of the return.
func TestLiveChecksAreTheDaemonsVerdictInLibreOffice(t *testing.T) {
	tier.Unraced(t)
	tier.Needs(t, "LibreOffice's Python", "/usr/bin/python3", "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	each := 6 // of nine units
	if os.Getenv("TONGHOP_REQUIRE_PROGRAMS") != "" {
		each = 60 // more than 500 in all
	}
	dir := t.TempDir()
	type job struct {
		Form    string            `json:"form"`
		Columns map[string][2]int `json:"columns"`
		Returns []map[string]any  `json:"returns"`
	}
	var jobs []job
	var want []record.Verdict
	var units []subject
	for i, s := range subjects(t) {
		r, u := s.r, s.u
		blank, err := formbook.Form(r, u, form.Fill{Copy: 1})
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, u.Code+".xlsx")
		if err := os.WriteFile(path, blank, 0o600); err != nil {
			t.Fatal(err)
		}
		j := job{Form: path, Columns: checkColumns(r)}
		for _, one := range returns(r, u, each, uint64(100*i+11)) {
			v, _ := judged(t, r, u, one)
			want, units = append(want, v), append(units, s)
			typed := map[string]any{}
			for name, cells := range one.cells(r) {
				typed[name] = cells
			}
			for name, x := range one.values {
				if d, ok := x.(decimal.Decimal); ok {
					typed[name] = json.Number(d.String())
				} else {
					typed[name] = x
				}
			}
			j.Returns = append(j.Returns, typed)
		}
		jobs = append(jobs, j)
	}
	answers := playedLive(t, dir, jobs)
	if len(answers) != len(want) {
		t.Fatalf("%d of %d returns came back", len(answers), len(want))
	}
	lines, words := 0, map[string]int{}
	for i, said := range answers {
		for _, text := range said {
			words[word(text)]++
		}
		if said["#errors"] != "0" {
			t.Errorf("return %d: %s cells show an error", i, said["#errors"])
		}
		lines += compare(t, fmt.Sprint(i, " ", units[i].u.Code), form.Of(units[i].r, units[i].u), want[i], said)
		if t.Failed() {
			break
		}
	}
	t.Logf("%d returns, %d lines: %d missing, %d wrong, %d no numbers, %d to be explained, %d fine", len(answers), lines, words["Thiếu"], words["Sai"], words["Cần nhập số"], words["Cần giải trình"], words["Khớp"])
	for _, w := range liveWords[:5] {
		if words[w] == 0 {
			t.Errorf("nothing was ever %q", w)
		}
	}
}
