package check_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/calc"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
	"tonghop/internal/write/canvas"
	"tonghop/internal/write/formbook"
)

// What a line of a workbook to correct begins with where another line has the fault, or where
// only what came was unclear: neither is counted, and the judge says nothing at that line.
var besideWords = []string{"Liên quan lỗi", "Liên quan nội dung", "Xem lại"}

// complaint is the word of a line's own fault; "" where it has none.
func complaint(text string) string {
	for _, w := range besideWords {
		if strings.HasPrefix(text, w) {
			return ""
		}
	}
	if w := word(text); w != "Khớp" {
		return w
	}
	return ""
}

// holdsBeside holds a line that leads to another's fault against the judge: while the fault stands
// there, and it speaks of a figure of this line.
func holdsBeside(t *testing.T, what string, plan *form.Plan, v record.Verdict, code, text string) {
	t.Helper()
	if !strings.HasPrefix(text, "Liên quan") {
		return
	}
	for _, f := range roll.ForUnit(v.Findings) {
		for _, name := range f.IDs {
			if in, ok := plan.Input(name); ok && in.Code == code && in.Name != f.ID {
				return
			}
		}
	}
	t.Errorf("%s: %s says %q, and the daemon finds nothing of it", what, code, text)
}

// returned is a return that goes back, and the workbook in which it is mended.
type returned struct {
	subject
	past    check.Figures  // on record of the round before; nil for none
	good    map[string]any // a faultless return of the unit
	typed                  // as the workbook holds it
	verdict record.Verdict
	book    []byte
}

// goesBack are n returns that have something to mend or explain.
func goesBack(t *testing.T, s subject, n int, seed uint64) (out []returned) {
	t.Helper()
	rnd := rand.New(rand.NewPCG(seed, 99))
	drawn := append(returns(s.r, s.u, 2*n, seed), wild(s.r, s.u, 1+n/6, seed)...)
	rnd.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	for _, x := range drawn {
		back := returned{subject: s, good: demo.Filled(s.r, s.u, seed).Values}
		if rnd.IntN(2) == 0 {
			back.past = lastRound(s, x, rnd)
		}
		back.verdict, _ = back.judge(t, x)
		if back.verdict.Status != finding.Returned && back.verdict.Status != finding.Queried {
			continue
		}
		fill := roll.FillOf(back.verdict)
		fill.Copy, fill.Issued, fill.Received, fill.Past = 2, true, s.r.Due, back.past
		data, err := formbook.Form(s.r, s.u, fill)
		if err != nil {
			t.Fatal(err)
		}
		back.book, back.typed = data, typed{fill.Values, fill.Tables}
		if out = append(out, back); len(out) == n {
			return out
		}
	}
	return out
}

// lastRound are figures of the round before that some of a return's disagree with.
func lastRound(s subject, x typed, rnd *rand.Rand) check.Figures {
	past := check.Figures{}
	for _, in := range s.r.Indicators(s.u) {
		d, ok := x.values[in.ID].(decimal.Decimal)
		if was, given := x.values[in.ID+round.PriorSuffix].(decimal.Decimal); given {
			d, ok = was, true
		}
		switch {
		case !ok || d.IsNegative() || rnd.IntN(3) == 0:
			continue
		case rnd.IntN(12) == 0:
			d = d.Mul(num("1000"))
		case rnd.IntN(12) == 0:
			d = d.Add(num("3"))
		}
		past[in.ID] = d
	}
	return past
}

// judge is what the daemon says of a return, beside the round before, and the file that it read.
func (b *returned) judge(t *testing.T, x typed) (record.Verdict, []byte) {
	t.Helper()
	v, data := judged(t, b.r, b.u, x)
	if b.past == nil {
		return v, data
	}
	var all []finding.Finding
	now, prior := standing.FiguresOf(v.Values), standing.FiguresOf(v.Prior)
	for _, f := range check.History(b.r, b.u, now, prior, b.past) {
		if f.Code == "HIST-004" { // speaks of the whole return: a story of its own
			continue
		}
		all = append(all, check.Explain(f, b.r, func(name string) string {
			text, _ := v.Typed[name].(string)
			return text
		}))
	}
	v = v.Add(all...)
	v.Status = finding.StatusOf(v.Findings)
	return v, data
}

// step changes one cell as somebody would who mends the return: mostly of a finding that is
// open, not always rightly. It tells which cell, with nil for one that was cleared.
func (b *returned) step(x typed, v record.Verdict, rnd *rand.Rand) (name string, value any) {
	plan := form.Of(b.r, b.u)
	open := roll.ForUnit(v.Findings)
	in := plan.Inputs[rnd.IntN(len(plan.Inputs))]
	var f finding.Finding
	if len(open) > 0 && rnd.IntN(5) > 0 {
		f = open[rnd.IntN(len(open))]
		names := append([]string{f.ID}, f.IDs...)
		if f.Severity == finding.Query && rnd.IntN(2) == 0 {
			names = check.Explanations(f)
		}
		if of, ok := plan.Input(names[rnd.IntN(len(names))]); ok {
			in = of
		}
	}
	switch in.Part {
	case form.Stamp, form.Computed, form.Rows, form.UnitField:
		return round.SignedOff, "x"
	case form.Explanation:
		ind, _ := b.r.Form.Indicator(in.ID)
		texts := []any{nil, "đúng", "Một vụ chuyển từ năm trước sang", "Số đã kiểm tra lại với sổ gốc"}
		if ind.Label != "" && strings.Contains(ind.Label, " ") {
			texts = append(texts, ind.Label)
		}
		return in.Name, texts[rnd.IntN(len(texts))]
	}
	choices := []any{b.good[in.Name], b.good[in.Name], b.good[in.Name], nil}
	if in.Asked.Figure() {
		choices = append(choices, num("0"), num("3"), num("40"), "không rõ")
		if d, ok := f.Expected.(decimal.Decimal); ok && f.ID == in.Name {
			choices = append(choices, d, d)
		}
	}
	if in.Asked.Mark {
		choices = append(choices, "x")
	}
	if value = choices[rnd.IntN(len(choices))]; value == nil && in.Part == form.Nothing {
		value = "x"
	}
	return in.Name, value
}

// rowStep changes one cell of a table's row; nil for a cell that was cleared.
func (b *returned) rowStep(x typed, rnd *rand.Rand) (table string, row int, col string, value any) {
	for _, t := range b.r.Form.TablesOf(b.u.Kind) {
		rows := x.tables[t.ID]
		if len(rows) == 0 || rnd.IntN(2) == 0 {
			continue
		}
		c := t.Columns[rnd.IntN(len(t.Columns))]
		if c.Filled {
			continue
		}
		switch c.Type {
		case round.Count, round.Amount:
			value = []any{nil, num("7"), "nhiều", num("-1")}[rnd.IntN(4)]
		case round.Choice:
			value = []any{nil, c.Values[rnd.IntN(len(c.Values))]}[rnd.IntN(2)]
		default:
			value = []any{nil, "An", "Bình"}[rnd.IntN(3)]
		}
		return t.ID, rnd.IntN(len(rows)), c.ID, value
	}
	return "", 0, "", nil
}

// mended is a workbook to correct while somebody types in it.
type mended struct {
	*typedForm
	book    *sheet.Book
	file    *excelize.File
	has     map[place]any  // what was typed
	known   map[place]any  // computed since
	covered map[place]bool // by a merged cell, of which the first says all
}

// openBack opens the workbook that went back.
func openBack(t *testing.T, b *returned) *mended {
	t.Helper()
	book, err := sheet.Open(b.book, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b.book))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	covered := map[place]bool{}
	for _, name := range f.GetSheetList() {
		merged, err := f.GetMergeCells(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, area := range merged {
			first, last := area.GetStartAxis(), area.GetEndAxis()
			col, row, err1 := excelize.CellNameToCoordinates(first)
			lastCol, lastRow, err2 := excelize.CellNameToCoordinates(last)
			if err := errors.Join(err1, err2); err != nil {
				t.Fatal(err)
			}
			for r := row; r <= lastRow; r++ {
				for c := col; c <= lastCol; c++ {
					covered[place{name, r, c}] = r > row || c > col
				}
			}
		}
	}
	return &mended{readForm(t, b.r, form.Of(b.r, b.u), b.book), book, f, map[place]any{}, map[place]any{}, covered}
}

// put types into an input, or into a cell of a table.
func (m *mended) put(t *testing.T, name string, row, col int, v any) {
	t.Helper()
	area, ok := m.book.Area(name)
	if !ok {
		t.Fatalf("no input %s", name)
	}
	if d, ok := v.(decimal.Decimal); ok {
		v = d.InexactFloat64()
	}
	for r := area.Row; col == 0 && row == 0 && r <= area.LastRow && area.LastCol == area.Col; r++ {
		m.has[place{area.Sheet.Name, r, area.Col}] = nil // of a block the first row says all
	}
	m.has[place{area.Sheet.Name, area.Row + row, area.Col + col}] = v
	m.known = map[place]any{}
}

// cell is what a cell shows: what was typed, what its formula gives now, or what it came with.
func (m *mended) cell(t *testing.T, p place) any {
	t.Helper()
	if v, ok := m.has[p]; ok {
		return v
	}
	if v, ok := m.known[p]; ok {
		return v
	}
	if m.covered[p] {
		return nil
	}
	formula, err := m.file.GetCellFormula(p.sheet, sheet.Ref(p.row, p.col))
	if err != nil {
		t.Fatal(err)
	}
	v := m.cells[p]
	if formula != "" {
		v = m.compute(t, p.sheet, formula)
	}
	m.known[p] = v
	return v
}

// compute is what a formula on a sheet gives now.
func (m *mended) compute(t *testing.T, on, formula string) any {
	t.Helper()
	v, err := calc.Compute(strings.TrimPrefix(formula, "="), m.looking(on, func(p place) any { return m.cell(t, p) }))
	if err != nil {
		t.Fatalf("%s: %v", on, err)
	}
	return v
}

// text is what a cell says.
func (m *mended) text(t *testing.T, p place) string {
	t.Helper()
	v := m.cell(t, p)
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// says is what each line says now, by its code.
func (m *mended) says(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{}
	for code, at := range m.lines {
		out[code] = m.text(t, at)
	}
	return out
}

// agree holds the lines, the rows and the count of the first sheet against the judge.
func (m *mended) agree(t *testing.T, what string, b *returned, v record.Verdict, data []byte) (lines, counted int) {
	t.Helper()
	said := m.says(t)
	for code, text := range said {
		holdsBeside(t, what, m.plan, v, code, text)
		said[code] = complaint(text)
		if _, row := b.r.Form.Table(code); !row && said[code] != "" {
			counted++
		}
	}
	lines = compare(t, what, m.plan, v, said)
	now, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range b.r.Form.TablesOf(b.u.Kind) {
		area, _ := m.book.Area(round.TableName(table.ID))
		again, _ := now.Area(round.TableName(table.ID))
		for n := area.Row; n <= area.LastRow; n++ {
			got := complaint(m.text(t, place{area.Sheet.Name, n, form.ListCheck}))
			want := rowVerdict(v, table.ID, again.Row+n-area.Row)
			if lines++; got != want {
				t.Errorf("%s: %s, row %d: the form says %q, the daemon %q", what, table.ID, n, got, want)
			}
			if got != "" {
				counted++
			}
		}
	}
	return lines, counted
}

// In a workbook to correct each line says at every step of mending what the daemon would say of
// the return as it stands: nothing once a figure, another figure of the same finding, or the
// explanation has made it right, and what is newly wrong as soon as it is. The first sheet counts
// the lines that complain, and counts none exactly where the daemon calls the return clean.
func TestWhatIsMendedIsClearAndNothingElse(t *testing.T) {
	each, steps := 4, 6 // of nine units
	switch {
	case testing.Short():
		each, steps = 1, 4
	case tier.IsLong():
		each = 34 // more than 300 in all
	}
	tried, lines, cleared := 0, 0, 0
	for i, s := range subjects(t) {
		rnd := rand.New(rand.NewPCG(uint64(i), 3))
		for n, b := range goesBack(t, s, each, uint64(70*i+1)) {
			m := openBack(t, &b)
			x := typed{maps.Clone(b.values), b.tables}
			v, data := b.judge(t, x)
			tried++
			var done []string
			for k := 0; ; k++ {
				what := fmt.Sprint(s.u.Code, " ", n, ", step ", k)
				more, counted := m.agree(t, what, &b, v, data)
				lines += more
				m.holdsCount(t, what, counted, v)
				m.holdsColours(t, what, &b, k == 0)
				m.holdsList(t, what, &b, v, k == 0)
				if t.Failed() {
					t.Log(done)
					return
				}
				if v.Status == finding.Clean {
					cleared++
				}
				if k == steps {
					break
				}
				c := b.next(t, x, v, rnd)
				m.put(t, c.name, c.row, c.col, c.value)
				done = append(done, fmt.Sprint(c))
				v, data = b.judge(t, x)
			}
		}
	}
	t.Logf("%d returns, %d lines, %d times clean", tried, lines, cleared)
}

// change is one cell that somebody changes: an input, or a cell of a table.
type change struct {
	name     string
	row, col int
	value    any
}

// next makes a step in what the daemon is given.
func (b *returned) next(t *testing.T, x typed, v record.Verdict, rnd *rand.Rand) change {
	t.Helper()
	if table, row, id, value := b.rowStep(x, rnd); table != "" && rnd.IntN(6) == 0 {
		def, _ := b.r.Form.Table(table)
		at := b.rowOf(t, table, x.tables[table][row])
		if x.tables[table][row][id] = value; value == nil {
			delete(x.tables[table][row], id)
		}
		col := slices.IndexFunc(def.Columns, func(c round.Column) bool { return c.ID == id })
		return change{round.TableName(table), at, col, value}
	}
	name, value := b.step(x, v, rnd)
	if x.values[name] = value; value == nil {
		delete(x.values, name)
	}
	return change{name: name, value: value}
}

// rowOf is which line of a table holds a row: the register's come first, in its order.
func (b *returned) rowOf(t *testing.T, table string, row map[string]any) int {
	t.Helper()
	def, _ := b.r.Form.Table(table)
	registered := map[any]int{}
	if def.RowsFrom != "" {
		for i, u := range form.FilledRows(b.r, b.u, def) {
			registered[u.Code] = i
		}
	}
	n := len(registered)
	for _, other := range b.tables[table] {
		at, known := registered[other["ma"]]
		if !known {
			at = n
			n++
		}
		if reflect.ValueOf(other).Pointer() == reflect.ValueOf(row).Pointer() {
			return at
		}
	}
	t.Fatalf("%s has no row %v", table, row)
	return 0
}

// counts is how many lines the sheets that count them say are to be mended.
var counts = regexp.MustCompile(`^(?:Đã xong \d+/\d+ nội dung dưới đây. )?Còn thiếu (\d+) mục, (\d+) lỗi, (\d+) nội dung`)

// holdsCount holds what the first sheet and the start sheet count against the lines.
func (m *mended) holdsCount(t *testing.T, what string, counted int, v record.Verdict) {
	t.Helper()
	if (counted == 0) != (v.Status == finding.Clean) {
		t.Errorf("%s: %d lines complain of a return that is %s: %v", what, counted, v.Status, v.Findings)
	}
	for _, name := range []string{"Cần sửa", "Hướng dẫn"} {
		found := false
		for p := range m.cells {
			if p.sheet != name || !counts.MatchString(fmt.Sprint(m.cells[p])) {
				continue
			}
			found = true
			sum := 0
			for _, n := range counts.FindStringSubmatch(m.text(t, p))[1:] {
				d, err := strconv.Atoi(n)
				if err != nil {
					t.Fatal(err)
				}
				sum += d
			}
			if sum != counted {
				t.Errorf("%s: %s says %q, %d lines complain", what, name, m.text(t, p), counted)
			}
		}
		if !found {
			t.Errorf("%s: the sheet %s counts nothing", what, name)
		}
	}
}

// holdsColours holds the colours of inputs against what their lines say: at first each cell of
// which something is found is coloured, and where a line says nothing no cell of it is.
func (m *mended) holdsColours(t *testing.T, what string, b *returned, first bool) {
	t.Helper()
	silent := map[string]bool{}
	for code, text := range m.says(t) {
		silent[code] = text == "" || word(text) == "Khớp"
	}
	fill := map[string]string{} // by input
	for _, name := range m.file.GetSheetList() {
		all, err := m.file.GetConditionalFormats(name)
		if err != nil {
			t.Fatal(err)
		}
		for ref, rules := range all {
			for _, in := range m.plan.Inputs {
				area, ok := m.book.Area(in.Name)
				at := sheet.Ref(area.Row, area.Col)
				if !ok || area.Sheet.Name != name || ref != at && !strings.HasPrefix(ref, at+":") || in.Part == form.Rows {
					continue
				}
				for _, rule := range slices.Backward(rules) {
					if m.compute(t, name, rule.Criteria) == true {
						fill[in.Name] = m.fillOf(t, *rule.Format)
					}
				}
				if silent[in.Code] && fill[in.Name] != "" {
					t.Errorf("%s: %s is coloured, and its line says nothing", what, in.Name)
				}
			}
		}
	}
	for _, f := range roll.ForUnit(b.verdict.Findings) {
		in, ok := m.plan.Input(f.ID)
		want := map[finding.Severity]string{finding.Error: canvas.RedFill, finding.Query: canvas.AmberFill}[f.Severity]
		if !first || !ok || in.Part == form.Rows || in.Part == form.Computed {
			continue
		}
		if got := fill[f.ID]; got == "" || got != want && f.Severity == finding.Error {
			t.Errorf("%s: %s of %s has the colour %q, want %q", what, f.ID, f.Code, got, want)
		}
	}
}

func (m *mended) fillOf(t *testing.T, id int) string {
	t.Helper()
	style, err := m.file.GetConditionalStyle(id)
	if err != nil || len(style.Fill.Color) == 0 {
		t.Fatalf("style %d: %+v, %v", id, style, err)
	}
	return strings.TrimPrefix(style.Fill.Color[0], "#")
}

// holdsList holds what the list of findings says of each against the judge: it stands at first,
// and is done where the judge does not find it any more.
func (m *mended) holdsList(t *testing.T, what string, b *returned, v record.Verdict, first bool) {
	t.Helper()
	const list, message, state = "Cần sửa", 4, 2
	rows := map[string]place{}
	for p, x := range m.cells {
		if p.sheet == list && p.col == message {
			rows[fmt.Sprint(x)] = place{list, p.row, state}
		}
	}
	for _, f := range roll.ForUnit(b.verdict.Findings) {
		text, _ := f.Text(b.r.Language)
		at, told := rows[text]
		if !told || f.Code == "EXPL-001" || f.Code == "SCOR-004" { // the form computes the total itself
			continue
		}
		done := m.text(t, at) == "Đã xong"
		stands := slices.ContainsFunc(roll.ForUnit(v.Findings), func(g finding.Finding) bool {
			return g.Code == f.Code && g.Rule == f.Rule && g.ID == f.ID && g.Args["row"] == f.Args["row"]
		})
		if done && (stands && f.Rule != "" || first) || !done && v.Status == finding.Clean {
			t.Errorf("%s: %s %s %s is done: %v, the daemon finds it: %v", what, f.Code, f.Rule, f.ID, done, stands)
		}
	}
}
