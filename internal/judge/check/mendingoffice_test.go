package check_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
)

// asked is what LibreOffice is asked of one workbook: to type each state into it, one after the
// other, and to tell what the lines say.
type asked struct {
	Form    string            `json:"form"`
	Columns map[string][2]int `json:"columns"`
	Returns []map[string]any  `json:"returns"`
	Read    [][3]any          `json:"read"` // cells besides
}

// state is a return at a step of its mending, as the daemon judges it.
type state struct {
	what string
	b    *returned
	v    record.Verdict
	now  *sheet.Book // the file that the daemon read
}

// plays mends a return step by step: what is typed in its workbook, and what the daemon says.
func (b *returned) plays(t *testing.T, what, dir string, steps int, rnd *rand.Rand) (job asked, states []state) {
	t.Helper()
	job = asked{Form: filepath.Join(dir, what+".xlsx"), Columns: checkColumns(b.r)}
	job.Columns[form.Title(b.r, form.Lists)] = [2]int{form.ListCheck - 1, form.ListCode - 1}
	if err := os.WriteFile(job.Form, b.book, 0o600); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Open(b.book, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	for c := range book.Sheets[0].Cells() {
		if counts.MatchString(c.Text) {
			job.Read = append(job.Read, [3]any{book.Sheets[0].Name, c.Row - 1, c.Col - 1})
		}
	}
	x, cells := typed{maps.Clone(b.values), b.tables}, map[string]map[[2]int]any{}
	for k := range steps + 1 {
		v, data := b.judge(t, x)
		now, err := sheet.Open(data, sheet.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		states = append(states, state{fmt.Sprint(what, ", step ", k), b, v, now})
		job.Returns = append(job.Returns, asTyped(cells))
		if k < steps {
			c := b.next(t, x, v, rnd)
			if area, _ := book.Area(c.name); c.row == 0 && area.LastCol == area.Col {
				for r := range area.LastRow - area.Row + 1 {
					put(cells, c.name, r, 0, "")
				}
			}
			put(cells, c.name, c.row, c.col, c.value)
		}
	}
	return job, states
}

func put(cells map[string]map[[2]int]any, name string, row, col int, v any) {
	if cells[name] == nil {
		cells[name] = map[[2]int]any{}
	}
	switch x := v.(type) {
	case nil:
		v = ""
	case decimal.Decimal:
		v = json.Number(x.String())
	}
	cells[name][[2]int{row, col}] = v
}

// asTyped are cells as LibreOffice is given them.
func asTyped(cells map[string]map[[2]int]any) map[string]any {
	out := map[string]any{}
	for name, all := range cells {
		var list [][3]any
		for at, v := range all {
			list = append(list, [3]any{at[0], at[1], v})
		}
		out[name] = list
	}
	return out
}

var everyReturn = flag.Bool("every", false, "mend more than 300 returns in LibreOffice, which takes minutes")

// The same in LibreOffice: returns that went back, with -every more than 300, are mended there
// step by step, and each line, each row and the count of the first sheet agree with the daemon at each step.
func TestWhatIsMendedIsClearInLibreOffice(t *testing.T) {
	tier.Unraced(t)
	tier.Needs(t, "LibreOffice's Python", "/usr/bin/python3", "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	each, steps := 3, 5 // of nine units
	switch {
	case *everyReturn:
		each = 34 // more than 300 in all
	case os.Getenv("TONGHOP_REQUIRE_PROGRAMS") != "":
		each = 8
	}
	dir := t.TempDir()
	var jobs []asked
	var states []state
	for i, s := range subjects(t) {
		rnd := rand.New(rand.NewPCG(uint64(i), 8))
		for n, b := range goesBack(t, s, each, uint64(90*i+5)) {
			job, more := b.plays(t, fmt.Sprint(s.u.Code, " ", n), dir, steps, rnd)
			jobs, states = append(jobs, job), append(states, more...)
		}
	}
	lines, clean := 0, 0
	for i, said := range playedLive(t, dir, jobs) {
		st := states[i]
		lines += st.agrees(t, said)
		if st.v.Status == finding.Clean {
			clean++
		}
		if t.Failed() {
			return
		}
	}
	t.Logf("%d returns, %d steps, %d lines, %d times clean", len(jobs), len(states), lines, clean)
}

// playedLive has LibreOffice play jobs, and returns what the lines said after each state.
func playedLive(t *testing.T, dir string, jobs any) (out []map[string]string) {
	t.Helper()
	data, err := json.Marshal(jobs)
	if err != nil {
		t.Fatal(err)
	}
	list := filepath.Join(dir, "jobs.json")
	if err := os.WriteFile(list, data, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("/usr/bin/python3", filepath.Join("..", "..", "..", "testdata", "fill", "live.py"), list)
	cmd.Stderr = os.Stderr
	answers, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range strings.Split(strings.TrimSpace(string(answers)), "\n") {
		var raw map[string]any
		if err := json.Unmarshal([]byte(a), &raw); err != nil {
			t.Fatal(err)
		}
		said := map[string]string{}
		for k, x := range raw {
			said[k] = fmt.Sprint(x)
		}
		out = append(out, said)
	}
	return out
}

// agrees holds what the lines said at a step against the daemon.
func (st *state) agrees(t *testing.T, said map[string]string) (lines int) {
	t.Helper()
	if said["#errors"] != "0" {
		t.Errorf("%s: %s cells show an error", st.what, said["#errors"])
	}
	counted, own := 0, map[string]string{}
	for code, text := range said {
		if strings.HasPrefix(code, "#") {
			continue
		}
		holdsBeside(t, st.what, form.Of(st.b.r, st.b.u), st.v, code, text)
		if own[code] = complaint(text); own[code] != "" {
			counted++
		}
	}
	lines = compare(t, st.what, form.Of(st.b.r, st.b.u), st.v, own)
	for _, table := range st.b.r.Form.TablesOf(st.b.u.Kind) {
		area, _ := st.now.Area(round.TableName(table.ID))
		for n := range area.LastRow - area.Row + 1 {
			key := table.ID
			if n > 0 {
				key += fmt.Sprint("#", n)
			}
			if lines++; own[key] != rowVerdict(st.v, table.ID, area.Row+n) {
				t.Errorf("%s: %s says %q, the daemon %q", st.what, key, said[key], rowVerdict(st.v, table.ID, area.Row+n))
			}
		}
	}
	sum := 0
	for _, n := range counts.FindStringSubmatch(said["#read 0"])[1:] {
		d, err := strconv.Atoi(n)
		if err != nil {
			t.Fatal(err)
		}
		sum += d
	}
	if sum != counted || (counted == 0) != (st.v.Status == finding.Clean) {
		t.Errorf("%s: the first sheet says %q, %d lines complain, the return is %s", st.what, said["#read 0"], counted, st.v.Status)
	}
	return lines
}
