package check_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/calc"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/write/formbook"
)

// place is a cell of a workbook.
type place struct {
	sheet    string
	row, col int
}

// typedForm is a blank form in which somebody types: what stands in its cells, and the formulas
// of its live checks.
type typedForm struct {
	plan  *form.Plan
	cells map[place]any
	lines map[string]place // the live check of each line, by the code beside it
	live  map[place]string
}

// openForm reads the blank form of a unit.
func openForm(t *testing.T, r *round.Round, u round.Unit) *typedForm {
	t.Helper()
	blank, err := formbook.Form(r, u, form.Fill{Copy: 1})
	if err != nil {
		t.Fatal(err)
	}
	return readForm(t, r, form.Of(r, u), blank)
}

// readForm reads a form of that plan.
func readForm(t *testing.T, r *round.Round, plan *form.Plan, data []byte) *typedForm {
	t.Helper()
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	out := &typedForm{plan, map[place]any{}, map[string]place{}, map[place]string{}}
	columns := checkColumns(r)
	columns[form.Title(r, form.Lists)] = [2]int{form.ListCheck - 1, form.ListCode - 1}
	for _, s := range book.Sheets {
		at, live := columns[s.Name]
		for c := range s.Cells() {
			p := place{s.Name, c.Row, c.Col}
			if out.cells[p] = c.Text; c.Kind == sheet.Number {
				d, err := c.Decimal()
				if err != nil {
					t.Fatal(err)
				}
				out.cells[p] = d.InexactFloat64()
			}
			if !live || c.Col != at[1]+1 || c.Text == "" {
				continue
			}
			check := place{s.Name, c.Row, at[0] + 1}
			if formula, err := f.GetCellFormula(s.Name, sheet.Ref(check.row, check.col)); err == nil && formula != "" {
				out.live[check] = strings.TrimPrefix(formula, "=")
			}
			if _, twice := out.lines[c.Text]; !twice {
				out.lines[c.Text] = check
			}
		}
	}
	return out
}

// at is what formulas on a sheet refer to.
func (f *typedForm) at(on string, typed map[place]any) calc.Cells {
	return f.looking(on, func(p place) any {
		if v, ok := typed[p]; ok {
			return v
		}
		return f.cells[p]
	})
}

// looking is what formulas on a sheet refer to, where its cells hold what cell says.
func (f *typedForm) looking(on string, cell func(place) any) calc.Cells {
	return func(ref string) (any, bool) {
		name := on
		if s, rest, other := strings.Cut(ref, "!"); other {
			name, ref = strings.ReplaceAll(strings.Trim(s, "'"), "''", "'"), rest
		}
		from, to, many := strings.Cut(strings.ReplaceAll(ref, "$", ""), ":")
		col, row, err := excelize.CellNameToCoordinates(from)
		if err != nil || !many {
			return cell(place{name, row, col}), err == nil
		}
		lastCol, last, err := excelize.CellNameToCoordinates(to)
		var all []any
		for ; row <= last && col == lastCol; row++ {
			all = append(all, cell(place{name, row, col}))
		}
		return all, err == nil && all != nil
	}
}

// typing is where the values of a return are typed.
func (f *typedForm) typing(r *round.Round, x typed) map[place]any {
	out := map[place]any{}
	put := func(in form.Input, row, col int, v any) {
		if d, ok := v.(decimal.Decimal); ok {
			v = d.InexactFloat64()
		}
		out[place{form.Title(r, in.Sheet), in.Row + row, in.Col + col}] = v
	}
	for name, v := range x.values {
		if in, ok := f.plan.Input(name); ok && in.Part != form.Rows {
			put(in, 0, 0, v)
		}
	}
	for id, rows := range x.tables {
		in, ok := f.plan.Input(round.TableName(id))
		t, _ := r.Form.Table(id)
		for n, row := range rows {
			for c, col := range t.Columns {
				if v, given := row[col.ID]; ok && given {
					put(in, n, c, v)
				}
			}
		}
	}
	return out
}

// says computes a live check.
func (f *typedForm) says(t *testing.T, check place, typed map[place]any) string {
	t.Helper()
	formula, ok := f.live[check]
	if !ok {
		return ""
	}
	v, err := calc.Compute(formula, f.at(check.sheet, typed))
	if err != nil {
		t.Fatalf("%v: %v", check, err)
	}
	text, ok := v.(string)
	if !ok {
		t.Fatalf("%v shows %v: %s", check, v, formula)
	}
	return text
}

// wild draws returns of a unit in which anything may stand anywhere.
func wild(r *round.Round, u round.Unit, n int, seed uint64) (out []typed) {
	rnd := rand.New(rand.NewPCG(seed, 23))
	either := func(of ...any) any { return of[rnd.IntN(len(of))] }
	figure := func() any {
		return either(nil, num("0"), num("0"), num("1"), num("2"), num("3"), num("12.5"), num("40"), num("-1"), num("0.5"),
			num("999999999"), num("1000000000"), "không rõ", "nhiều")
	}
	for range n {
		x := typed{values: map[string]any{}, tables: map[string][]map[string]any{}}
		for _, in := range form.Of(r, u).Inputs {
			var v any
			switch asked := in.Asked; {
			case in.Part == form.Stamp || in.Part == form.Computed || in.Part == form.Rows ||
				in.Part == form.UnitField && in.Name != round.SignedOff:
			case in.Part == form.Explanation:
				v = either(nil, nil, "đúng", "Một vụ chuyển từ năm trước sang")
			case asked.Figure():
				v = figure()
			case asked.Type == round.Choice:
				v = either(nil, asked.Choices[rnd.IntN(len(asked.Choices))], "khác hẳn")
			case asked.Mark:
				v = either(nil, nil, "x")
			case asked.Type == round.Date:
				v = either(nil, "2019-10-05")
			default:
				v = either(nil, "Có nội dung cụ thể")
			}
			if v != nil {
				x.values[in.Name] = v
			}
		}
		if rnd.IntN(3) > 0 {
			delete(x.values, round.Gate)
		}
		out = append(out, x)
	}
	return out
}

// The formulas of the live checks, computed while returns are typed into a blank form, say of
// each line what the daemon says of the return: nothing that it does not find, and each thing
// that it finds there.
func TestLiveFormulasAreTheDaemonsVerdict(t *testing.T) {
	lines, said := 0, map[string]int{}
	faultless, anything := 6, 10
	if testing.Short() {
		faultless, anything = 2, 2
	}
	for i, s := range subjects(t) {
		f := openForm(t, s.r, s.u)
		all := append(returns(s.r, s.u, faultless, uint64(50*i)), wild(s.r, s.u, anything, uint64(i))...)
		for n, x := range all {
			v, _ := judged(t, s.r, s.u, x)
			typing := f.typing(s.r, x)
			now := map[string]string{}
			for code, check := range f.lines {
				now[code] = f.says(t, check, typing)
				said[word(now[code])]++
			}
			lines += compare(t, fmt.Sprint(s.u.Code, " ", n), f.plan, v, now)
			if t.Failed() {
				return
			}
		}
	}
	for _, w := range liveWords {
		if said[w] == 0 {
			t.Errorf("nothing is ever %q in %d lines", w, lines)
		}
	}
}

// rowsTyped draws rows of a table: begun and not complete, texts for figures, rows that stand
// there already.
func rowsTyped(r *round.Round, u round.Unit, t round.Table, rnd *rand.Rand) (rows []map[string]any) {
	registered := 0
	if t.RowsFrom != "" {
		for _, c := range form.FilledRows(r, u, t) {
			rows = append(rows, map[string]any{"ma": c.Code, "ten": c.Name})
		}
		registered = len(rows)
	}
	for range 1 + rnd.IntN(4) {
		rows = append(rows, map[string]any{})
	}
	for n, row := range rows {
		for _, col := range t.Columns {
			if col.Filled && n < registered || rnd.IntN(4) == 0 {
				continue
			}
			switch col.Type {
			case round.Count, round.Amount:
				row[col.ID] = []any{num("0"), num("7"), "nhiều"}[rnd.IntN(3)]
			case round.Choice:
				row[col.ID] = col.Values[rnd.IntN(len(col.Values))]
			default:
				row[col.ID] = []any{"An", "Bình", "Chi"}[rnd.IntN(3)]
			}
		}
	}
	return slices.DeleteFunc(rows, func(row map[string]any) bool { return len(row) == 0 })
}

// The live checks of rows say what the daemon says of the row: what is missing, what is no
// number, and what stands above already.
func TestLiveFormulasOfRowsAreTheDaemonsVerdict(t *testing.T) {
	rnd, said := rand.New(rand.NewPCG(4, 4)), map[string]int{}
	for _, s := range subjects(t) {
		f := openForm(t, s.r, s.u)
		for range 8 {
			x := typed{values: map[string]any{}, tables: map[string][]map[string]any{}}
			for _, table := range s.r.Form.TablesOf(s.u.Kind) {
				x.tables[table.ID] = rowsTyped(s.r, s.u, table, rnd)
			}
			v, data := judged(t, s.r, s.u, x)
			book, err := sheet.Open(data, sheet.DefaultLimits)
			if err != nil {
				t.Fatal(err)
			}
			typing := f.typing(s.r, x)
			for _, table := range s.r.Form.TablesOf(s.u.Kind) {
				in, _ := f.plan.Input(round.TableName(table.ID))
				now, _ := book.Area(in.Name)
				for n := range x.tables[table.ID] {
					check := place{form.Title(s.r, form.Lists), in.Row + n, form.ListCheck}
					got, want := word(f.says(t, check, typing)), rowVerdict(v, table.ID, now.Row+n)
					if got == "Khớp" {
						got = ""
					}
					if said[want]++; got != want {
						t.Errorf("%s, %s, row %d %v: the form says %q, the daemon %q", s.u.Code, table.ID, n,
							x.tables[table.ID][n], got, want)
					}
				}
			}
		}
	}
	for _, w := range []string{"Thiếu", "Sai", "Cần nhập số", ""} {
		if said[w] == 0 {
			t.Errorf("no row is ever %q", w)
		}
	}
}

// rowVerdict is the word that the findings of a row ask for.
func rowVerdict(v record.Verdict, table string, row int) string {
	best, out := 9, ""
	for _, f := range v.Findings {
		if f.Row != row || !strings.HasPrefix(f.ID, table+".") || !f.ForUnit() {
			continue
		}
		for i, of := range []struct{ code, word string }{
			{"CELL-001", "Thiếu"}, {"CELL-002", "Cần nhập số"},
			{"CELL-005", "Sai"}, {"CELL-007", "Sai"}, {"CELL-008", "Sai"}, {"CONS-005", "Sai"},
		} {
			if f.Code == of.code && i < best {
				best, out = i, of.word
			}
		}
	}
	return out
}

// Where form and daemon differ, it is meant: the form asks for a number where a text is read as
// one. Of a figure that the validation of a row refuses, and that somebody pasted, both say the same.
func TestWhereTheFormIsOfAnotherMindItIsMeant(t *testing.T) {
	s := subjects(t)[1]
	f := openForm(t, s.r, s.u)
	name := ""
	for _, in := range f.plan.Inputs {
		if in.Part == form.Value && in.Asked.Type == round.Count && !in.Asked.Own {
			name = in.Name
			break
		}
	}
	x := typed{values: map[string]any{name: "không có"}}
	v, _ := judged(t, s.r, s.u, x)
	if got := word(f.says(t, f.lines[name], f.typing(s.r, x))); got != "Cần nhập số" {
		t.Errorf("of a zero in words the form says %q", got)
	}
	if slices.ContainsFunc(v.Findings, func(o finding.Finding) bool {
		return o.ID == name && o.Severity == finding.Error
	}) || v.Values[name] == nil {
		t.Errorf("a zero in words is %v: %v", v.Values[name], of(v, name))
	}
	for _, table := range s.r.Form.TablesOf(s.u.Kind) {
		in, _ := f.plan.Input(round.TableName(table.ID))
		for c, col := range table.Columns {
			if !in.Columns[c].Figure() {
				continue
			}
			row := map[string]any{col.ID: num("-1")}
			for _, need := range table.Required {
				row[need] = "An"
			}
			x := typed{tables: map[string][]map[string]any{table.ID: {row}}}
			check := place{form.Title(s.r, form.Lists), in.Row, form.ListCheck}
			if got := word(f.says(t, check, f.typing(s.r, x))); got != "Sai" {
				t.Errorf("%s: of a figure that the validation refuses the row says %q", col.ID, got)
			}
			if in.Columns[c].Refuses(num("-1")) != "CELL-008" {
				t.Errorf("%s: -1 is an answer", col.ID)
			}
		}
	}
}
