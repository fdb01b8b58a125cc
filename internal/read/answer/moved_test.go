package answer_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/read/answer"
	"tonghop/internal/tier"
)

var movedSeed = flag.Uint64("moved", 1, "which returns are moved by programs")

// change is one thing that a program does to a sheet: rows or columns put in, taken out or
// put elsewhere.
type change struct {
	words string
	to    func(row, col int) (int, int, bool)
}

// changes draws what a program may do.
func changes(rng *rand.Rand) change {
	n := 1 + rng.IntN(2)
	row, col := 1+rng.IntN(40), 1+rng.IntN(11)
	switch rng.IntN(6) {
	case 0, 1:
		return change{fmt.Sprintf("%d columns put in at %d", n, col), insertCols(col, n)}
	case 2:
		return change{fmt.Sprintf("column %d taken out", col), func(r, c int) (int, int, bool) {
			if c > col {
				return r, c - 1, true
			}
			return r, c, c != col
		}}
	case 3:
		return change{fmt.Sprintf("%d rows put in at %d", n, row), insertRows(row, n)}
	case 4:
		return change{fmt.Sprintf("row %d taken out", row), deleteRow(row)}
	}
	other := 1 + rng.IntN(11)
	return change{fmt.Sprintf("column %d put at %d", col, other), func(r, c int) (int, int, bool) {
		switch {
		case c == col:
			c = other
		case col < other && c > col && c <= other:
			c--
		case col > other && c >= other && c < col:
			c++
		}
		return r, c, true
	}}
}

// shifted moves the names of a sheet and leaves its cells where they are.
func (b *book) shifted(name string, rows, cols int) {
	for n, p := range b.names {
		if p.sheet == name && p.row+rows > 0 && p.col+cols > 0 {
			b.names[n] = place{name, p.row + rows, p.col + cols, p.lastRow + rows, p.lastCol + cols}
		}
	}
}

// mover does to a return what programs do, and remembers where each cell went.
type mover struct {
	*book
	done  []string
	trail map[string][]func(row, col int) (int, int, bool)
}

func (m *mover) change(rng *rand.Rand) {
	on := []string{figures, figures, report, card, lists, unit}[rng.IntN(6)]
	if m.cells[on] == nil {
		on = figures
	}
	if rng.IntN(8) == 0 {
		rows, cols := rng.IntN(3)-1, rng.IntN(3)-1
		m.shifted(on, rows, cols)
		m.done = append(m.done, fmt.Sprintf("%s: names shifted by %d rows, %d columns", on, rows, cols))
		return
	}
	c, follow := changes(rng), rng.IntN(4) == 0
	m.move(on, follow, c.to)
	m.trail[on] = append(m.trail[on], c.to)
	m.done = append(m.done, fmt.Sprintf("%s: %s, names follow %v", on, c.words, follow))
}

// gone tells whether any cell of an input was taken out.
func (m *mover) gone(in form.Input, title string) bool {
	for row := in.Row; row <= in.LastRow; row++ {
		for col := in.Col; col <= in.LastCol; col++ {
			r, c, ok := row, col, true
			for _, to := range m.trail[title] {
				if r, c, ok = to(r, c); !ok {
					return true
				}
			}
		}
	}
	return false
}

// wrongly says what was read wrongly or lost without a word.
func (m *mover) wrongly(want, got reading, fs []finding.Finding) (right int, out []string) {
	asked, base := map[string]bool{}, map[string]bool{}
	for _, f := range want.findings {
		base[f] = true
	}
	for _, f := range fs {
		switch {
		case f.Code == "TMPL-003":
			for _, in := range want.ret.Plan.Inputs {
				asked[in.Name] = asked[in.Name] || form.Title(want.ret.Plan.Round, in.Sheet) == f.Args["label"]
			}
		case f.Code == "TMPL-006":
			asked[f.ID] = true
		case strings.HasPrefix(f.Code, "CELL-0") && f.Code != "CELL-001" && f.Code != "CELL-004" && !base[strings.TrimSpace(f.Code+" "+f.Variant+" "+f.ID)]:
			out = append(out, fmt.Sprintf("%s of %s: %v", f.Code, f.ID, f.Found))
		}
	}
	for _, in := range want.ret.Plan.Inputs {
		if in.Part == form.Rows || in.Part == form.Computed || in.Part == form.Stamp {
			continue
		}
		a, b := squeeze(want.answers[in.Name]), squeeze(got.answers[in.Name])
		gone := m.gone(in, form.Title(want.ret.Plan.Round, in.Sheet))
		switch {
		case a == b:
			right++
		case b == "" && (gone || asked[in.Name]):
		case gone && in.LastRow > in.Row && partOf(a, b):
		default:
			out = append(out, fmt.Sprintf("%s: typed %.60q, read %.60q", in.Name, a, b))
		}
	}
	return right, append(out, m.tables(want, got, asked)...)
}

// tables says which rows of tables were read that were not typed, or lost.
func (m *mover) tables(want, got reading, asked map[string]bool) (out []string) {
	for _, in := range want.ret.Plan.Inputs {
		if in.Part != form.Rows {
			continue
		}
		typed, read := rowsOf(want.ret, in.ID), rowsOf(got.ret, in.ID)
		for _, row := range read {
			if !slices.Contains(typed, row) {
				out = append(out, fmt.Sprintf("%s: a row %q was read", in.ID, row))
			}
		}
		if len(read) < len(typed) && !asked[in.Name] && !m.gone(in, lists) {
			out = append(out, fmt.Sprintf("%s: of %d rows %d were read", in.ID, len(typed), len(read)))
		}
	}
	return out
}

func rowsOf(ret *answer.Return, table string) (out []string) {
	for _, row := range ret.Tables[table] {
		var cells []string
		for col, a := range row.Values {
			if a.Known() {
				cells = append(cells, col+"="+a.Text+a.Num.String())
			}
		}
		slices.Sort(cells)
		out = append(out, strings.Join(cells, "; "))
	}
	return out
}

// partOf tells whether the lines of b are lines of a, in their order.
func partOf(a, b string) bool {
	lines := strings.Split(a, "\n")
	for _, l := range strings.Split(b, "\n") {
		i := slices.Index(lines, l)
		if i < 0 {
			return false
		}
		lines = lines[i+1:]
	}
	return true
}

// squeeze leaves out the empty lines of a text, which rows that were put in make.
func squeeze(s string) string {
	lines := strings.Split(s, "\n")
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "\n")
}

// A program puts rows and columns in, takes them out and moves them, and leaves the names
// behind or takes them along: every answer is read right or asked for, none is read wrong, and
// no label is taken for one.
func TestMovedByPrograms(t *testing.T) {
	r := load(t)
	tries := 400
	if testing.Short() || tier.Raced {
		tries = 18
	}
	units := []string{"th-01", "chi-minh", "cq-03"}
	rng := rand.New(rand.NewPCG(*movedSeed, 7))
	right, refused := 0, 0
	for _, code := range units {
		whole := takeApart(t, r, code)
		want := read(t, r, whole.open())
		for range tries / len(units) {
			m := &mover{book: whole.clone(t), trail: map[string][]func(int, int) (int, int, bool){}}
			for range 1 + rng.IntN(3) {
				m.change(rng)
			}
			b := m.open()
			ret, fs := answer.Read(b, r)
			if ret == nil {
				refused++
				continue
			}
			n, wrong := m.wrongly(want, read(t, r, b), check.Return(ret, fs, r))
			right += n
			if len(wrong) > 0 {
				t.Errorf("%s, %s: %d wrong:\n%s", code, strings.Join(m.done, "; "), len(wrong), strings.Join(wrong[:min(len(wrong), 5)], "\n"))
			}
		}
	}
	t.Logf("%d answers read right, %d returns refused as a whole", right, refused)
	if right < tries*100 || refused > tries/4 {
		t.Errorf("of %d returns %d answers were read and %d refused", tries, right, refused)
	}
}
