package answer_test

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/answer"
	"tonghop/internal/sheet"
	"tonghop/internal/write/formbook"
)

func load(t testing.TB) *round.Round {
	t.Helper()
	r, err := define.Load(filepath.Join("..", "..", "..", "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// book is a filled-in return taken apart, so that a test can do to it what people
// and programs do to workbooks.
type book struct {
	t      *testing.T
	order  []string
	cells  map[string]map[[2]int]sheet.Cell
	names  map[string]place // lost ones are not there
	local  map[string]place // of a sheet only
	merges map[string][][4]int
}

type place struct {
	sheet                      string
	row, col, lastRow, lastCol int
}

// clone is a copy that can be changed.
func (b *book) clone(t *testing.T) *book {
	out := &book{t: t, order: slices.Clone(b.order), cells: map[string]map[[2]int]sheet.Cell{},
		names: maps.Clone(b.names), local: maps.Clone(b.local), merges: maps.Clone(b.merges)}
	for name, cells := range b.cells {
		out.cells[name] = maps.Clone(cells)
	}
	return out
}

// takeApart takes a unit's faultless return apart.
func takeApart(t *testing.T, r *round.Round, code string) *book {
	t.Helper()
	u, ok := r.Register.Unit(code)
	if !ok {
		t.Fatal(code)
	}
	fill := demo.Filled(r, u, 3)
	fill.Values["so_ket_hinh_thuc_giai_trinh"] = "theo kế hoạch chung"
	data, err := formbook.Form(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	b, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	out := &book{t: t, cells: map[string]map[[2]int]sheet.Cell{}, names: map[string]place{}, local: map[string]place{}, merges: map[string][][4]int{}}
	for _, s := range b.Sheets {
		out.order = append(out.order, s.Name)
		out.cells[s.Name] = map[[2]int]sheet.Cell{}
		for c := range s.Cells() {
			out.cells[s.Name][[2]int{c.Row, c.Col}] = c
		}
	}
	for name := range b.Names {
		if a, ok := b.Area(name); ok {
			out.names[name] = place{a.Sheet.Name, a.Row, a.Col, a.LastRow, a.LastCol}
		}
	}
	return out
}

// move moves cells of a sheet, and the names of inputs with them where follow says
// so; to returns false for a cell that goes.
func (b *book) move(name string, follow bool, to func(row, col int) (int, int, bool)) {
	moved := map[[2]int]sheet.Cell{}
	for at, c := range b.cells[name] {
		if row, col, ok := to(at[0], at[1]); ok {
			moved[[2]int{row, col}] = c
		}
	}
	b.cells[name] = moved
	if !follow {
		return
	}
	for n, p := range b.names {
		if p.sheet != name {
			continue
		}
		row, col, ok := to(p.row, p.col)
		lastRow, lastCol, ok2 := to(p.lastRow, p.lastCol)
		if !ok || !ok2 {
			delete(b.names, n)
			continue
		}
		b.names[n] = place{name, row, col, lastRow, lastCol}
	}
}

func insertRows(at, n int) func(row, col int) (int, int, bool) {
	return func(row, col int) (int, int, bool) {
		if row >= at {
			row += n
		}
		return row, col, true
	}
}

func insertCols(at, n int) func(row, col int) (int, int, bool) {
	return func(row, col int) (int, int, bool) {
		if col >= at {
			col += n
		}
		return row, col, true
	}
}

func deleteRow(at int) func(row, col int) (int, int, bool) {
	return func(row, col int) (int, int, bool) {
		if row > at {
			return row - 1, col, true
		}
		return row, col, row != at
	}
}

// dropNames loses names, all of a sheet's where none are given.
func (b *book) dropNames(of string, only ...string) {
	for n, p := range b.names {
		if p.sheet == of && (len(only) == 0 || slices.Contains(only, n)) {
			delete(b.names, n)
		}
	}
}

// dropColumn clears a column of a sheet.
func (b *book) dropColumn(of string, col int) {
	for at := range b.cells[of] {
		if at[1] == col {
			delete(b.cells[of], at)
		}
	}
}

func (b *book) rename(from, to string) {
	b.order[slices.Index(b.order, from)] = to
	b.cells[to] = b.cells[from]
	delete(b.cells, from)
	for n, p := range b.names {
		if p.sheet == from {
			p.sheet = to
			b.names[n] = p
		}
	}
}

func (b *book) copySheet(from, to string) {
	b.order = append(b.order, to)
	b.cells[to] = maps.Clone(b.cells[from])
	for n, p := range b.names {
		if p.sheet == from {
			p.sheet = to
			b.local[n] = p
		}
	}
}

// clearInputs empties the inputs of a sheet.
func (b *book) clearInputs(of string, where map[string]place) {
	for _, p := range where {
		if p.sheet != of {
			continue
		}
		for row := p.row; row <= p.lastRow; row++ {
			for col := p.col; col <= p.lastCol; col++ {
				delete(b.cells[of], [2]int{row, col})
			}
		}
	}
}

func (b *book) set(of string, row, col int, text string) {
	b.cells[of][[2]int{row, col}] = sheet.Cell{Kind: sheet.Text, Text: text}
}

// reading is what was understood of a book: every answer, by which way, and what was
// found.
type reading struct {
	answers  map[string]string
	how      map[string]answer.How
	findings []string
	ret      *answer.Return
}

func read(t *testing.T, r *round.Round, b *sheet.Book) reading {
	t.Helper()
	out := readingOf(answer.Read(b, r))
	if out.ret == nil {
		t.Fatalf("not read: %q", out.findings)
	}
	return out
}

func readingOf(ret *answer.Return, fs []finding.Finding) reading {
	out := reading{answers: map[string]string{}, ret: ret}
	for _, f := range fs {
		out.findings = append(out.findings, strings.TrimSpace(f.Code+" "+f.Variant+" "+f.ID))
	}
	slices.Sort(out.findings)
	if ret == nil {
		return out
	}
	out.how = ret.How
	for i := range ret.Plan.Inputs {
		a := ret.Of(i)
		name := ret.Plan.Inputs[i].Name
		switch {
		case a.State == answer.Number:
			out.answers[name] = a.Num.String()
		case a.State == answer.Text:
			out.answers[name] = a.Text
		}
	}
	for id, rows := range ret.Tables {
		for i, row := range rows {
			for col, a := range row.Values {
				if a.Known() {
					out.answers[fmt.Sprintf("%s %d %s", id, i, col)] = a.Text + a.Num.String()
				}
			}
		}
	}
	return out
}

const (
	figures = "Số liệu"
	report  = "Báo cáo"
	card    = "Chấm điểm"
	lists   = "Danh sách"
	unit    = "Đơn vị"
)

// One test a sort of damage: what was typed is understood, by which way, and what
// is said of it. What is not sure is asked for again, never guessed.
func TestSalvage(t *testing.T) {
	r := load(t)
	apart := takeApart(t, r, "th-01")
	whole := read(t, r, apart.open())
	if len(whole.findings) > 0 || len(whole.how) > 0 || len(whole.answers) < 120 {
		t.Fatalf("the whole return: %q, %v, %d answers", whole.findings, whole.how, len(whole.answers))
	}
	plan := form.Build(r, whole.ret.Unit, nil)
	in := func(name string) form.Input {
		i, ok := plan.Input(name)
		if !ok {
			t.Fatal(name)
		}
		return i
	}
	of := func(sheets ...form.SheetKey) (names []string) { // inputs that are found otherwise when their names are lost
		for _, i := range plan.Inputs {
			if slices.Contains(sheets, i.Sheet) && i.Part != form.Computed && i.Part != form.Stamp && i.ID != round.UnitCode && i.ID != round.UnitName {
				names = append(names, i.Name)
			}
		}
		return names
	}
	all := func(how answer.How, names ...string) map[string]answer.How {
		out := map[string]answer.How{}
		for _, n := range names {
			out[n] = how
		}
		return out
	}
	hom := in("hom_thu")
	cbcnv, nld := in("cam_ket_cbcnv"), in("cam_ket_nguoi_lao_dong")
	moved := func(keep string) func(b *book) { // D of one line cut and pasted over D of the next
		return func(b *book) {
			from, to := [2]int{cbcnv.Row, cbcnv.Col}, [2]int{nld.Row, nld.Col}
			b.cells[figures][to] = b.cells[figures][from]
			delete(b.cells[figures], from)
			b.names["cam_ket_cbcnv"] = place{figures, nld.Row, nld.Col, nld.Row, nld.Col}
			if keep == "" { // the name of the cell that was pasted over is gone
				delete(b.names, "cam_ket_nguoi_lao_dong")
			}
		}
	}
	for _, c := range []struct {
		name     string
		damage   func(b *book)
		how      map[string]answer.How
		findings []string
		missing  []string // answers that must not be taken
		changed  map[string]string
	}{
		{name: "rows inserted, names follow", damage: func(b *book) { b.move(figures, true, insertRows(hom.Row, 3)) }},
		{name: "columns inserted, names follow", damage: func(b *book) {
			b.move(figures, true, insertCols(form.FigNow, 2))
			b.move(report, true, insertCols(form.RepText, 1))
		}},
		{name: "rows inserted by a program that leaves names behind", damage: func(b *book) { b.move(figures, false, insertRows(hom.Row, 2)) },
			how: all(answer.ByCode, namesFrom(plan, form.Figures, hom.Row)...), findings: []string{"TMPL-005 code"}},
		{name: "rows inserted in the report, names left behind", damage: func(b *book) { b.move(report, false, insertRows(in("uu_diem").Row, 4)) },
			how: all(answer.ByCode, namesFrom(plan, form.Report, in("uu_diem").Row)...), findings: []string{"TMPL-005 code"}},
		{name: "rows sorted", damage: func(b *book) {
			first, last := in("gd_can_bo_giao_vien").Row, in("gd_lop_tong").Row
			b.move(figures, false, func(row, col int) (int, int, bool) {
				if row >= first && row <= last {
					row = first + last - row
				}
				return row, col, true
			})
		}, how: func() map[string]answer.How { // the middle row stays where it is
			out := map[string]answer.How{}
			first, last := in("gd_can_bo_giao_vien").Row, in("gd_lop_tong").Row
			for _, i := range plan.Inputs {
				if i.Sheet == form.Figures && i.Row >= first && i.Row <= last && 2*i.Row != first+last {
					out[i.Name] = answer.ByCode
				}
			}
			return out
		}(), findings: []string{"TMPL-005 code"}},
		{name: "a row deleted", damage: func(b *book) { b.move(figures, true, deleteRow(hom.Row)) },
			findings: []string{"TMPL-006  hom_thu"}, missing: []string{"hom_thu"}},
		{name: "sheets renamed and in another order", damage: func(b *book) {
			b.rename(figures, "Sheet2")
			b.rename(card, "cham diem cua em")
			slices.Reverse(b.order)
		}},
		{name: "all names lost", damage: func(b *book) { b.names = map[string]place{} },
			how: all(answer.ByCode, of(form.UnitKey, form.Report, form.Figures, form.Score, form.Lists)...), findings: []string{"TMPL-005 code"}},
		{name: "sheets copied into a new workbook: names of the sheets only, another order, no stamp", damage: func(b *book) {
			b.local, b.names = b.names, map[string]place{}
			b.order = slices.DeleteFunc(b.order, func(s string) bool { return s == "_tonghop" || s == "Hướng dẫn" })
			slices.Reverse(b.order)
		}, how: nil},
		{name: "names lost and columns inserted: found under their headings", damage: func(b *book) {
			b.dropNames(figures)
			b.move(figures, false, insertCols(form.FigNow, 1))
		}, how: all(answer.ByCode, of(form.Figures)...), findings: []string{"TMPL-005 code"}},
		{name: "names and codes lost", damage: func(b *book) {
			b.dropNames(figures)
			b.dropColumn(figures, form.FigCode)
		}, how: all(answer.ByLabel, of(form.Figures)...), findings: []string{"TMPL-005 label"}},
		{name: "a line without name, code and label", damage: func(b *book) {
			b.dropNames(figures, "hom_thu", "hom_thu_giai_trinh")
			delete(b.cells[figures], [2]int{hom.Row, form.FigCode})
			delete(b.cells[figures], [2]int{hom.Row, form.FigLabel})
		}, how: all(answer.ByPosition, "hom_thu", "hom_thu_giai_trinh"), findings: []string{"TMPL-005 position"}},
		{name: "a figure cut and pasted over the next one's", damage: moved(""),
			findings: []string{"TMPL-006 moved cam_ket_cbcnv", "TMPL-006 moved cam_ket_nguoi_lao_dong"}, missing: []string{"cam_ket_cbcnv", "cam_ket_nguoi_lao_dong"}},
		{name: "the same, by a program that lets both names stand there", damage: moved("both"),
			findings: []string{"TMPL-006 moved cam_ket_cbcnv", "TMPL-006 moved cam_ket_nguoi_lao_dong"}, missing: []string{"cam_ket_cbcnv", "cam_ket_nguoi_lao_dong"}},
		{name: "figures pushed one row down", damage: func(b *book) { // a cell inserted: the column below moves, with its names
			first, last := in("tn_luot").Row, in("tn_hu_tong").Row
			shift := func(row, col int) (int, int, bool) {
				if col == form.FigNow && row >= first && row <= last {
					row++
				}
				return row, col, true
			}
			delete(b.cells[figures], [2]int{last + 1, form.FigNow})
			b.dropNames(figures, "tn_hu_cam_hoa")
			b.move(figures, true, shift)
		}, findings: []string{"TMPL-006 moved tn_hu_cam_hoa", "TMPL-006 moved tn_hu_tong", "TMPL-006 moved tn_luot", "TMPL-006 moved tn_nguoi"}, missing: []string{"tn_luot", "tn_nguoi", "tn_hu_tong", "tn_hu_cam_hoa"}},
		{name: "a name that stands for two places", damage: func(b *book) { b.dropNames(figures, "hom_thu") },
			how: all(answer.ByCode, "hom_thu"), findings: []string{"TMPL-005 code"}},
		{name: "an empty copy of a sheet", damage: func(b *book) {
			where := maps.Clone(b.names)
			b.copySheet(figures, figures+" (2)")
			for n, p := range where {
				if p.sheet == figures {
					where[n] = place{figures + " (2)", p.row, p.col, p.lastRow, p.lastCol}
				}
			}
			b.clearInputs(figures+" (2)", where)
		}, findings: []string{"TMPL-008"}},
		{name: "the copy was filled in, the sheet was not", damage: func(b *book) {
			b.copySheet(figures, figures+" (2)")
			b.clearInputs(figures, b.names)
		}, how: nil, findings: []string{"TMPL-008"}},
		{name: "two copies with different answers", damage: func(b *book) {
			b.copySheet(figures, figures+" (2)")
			b.cells[figures+" (2)"][[2]int{hom.Row, hom.Col}] = sheet.Cell{Kind: sheet.Number, Text: "77"}
		}, findings: []string{"TMPL-006 twice hom_thu", "TMPL-008"}, missing: []string{"hom_thu"}},
		{name: "an input merged with cells that are none", damage: func(b *book) {
			b.merges[figures] = append(b.merges[figures], [4]int{hom.Row, form.FigNow, hom.Row, form.FigSum})
		}},
		{name: "two inputs merged", damage: func(b *book) {
			b.merges[figures] = append(b.merges[figures], [4]int{cbcnv.Row, form.FigNow, nld.Row, form.FigNow})
		}, findings: []string{"TMPL-006 merged cam_ket_cbcnv", "TMPL-006 merged cam_ket_nguoi_lao_dong"}, missing: []string{"cam_ket_cbcnv", "cam_ket_nguoi_lao_dong"}},
		{name: "a narrative that runs beyond its block", damage: func(b *book) {
			u := in("uu_diem")
			for row := u.Row; row <= u.LastRow+1; row++ {
				b.set(report, row, form.RepText, fmt.Sprint("đoạn ", row-u.Row+1))
			}
			delete(b.cells[report], [2]int{u.LastRow + 2, form.RepText})
		}, findings: []string{"TMPL-005 spill uu_diem"}, missing: []string{"ton_tai"}, changed: map[string]string{"uu_diem": "đoạn 1\nđoạn 2\nđoạn 3\nđoạn 4\nđoạn 5\nđoạn 6\nđoạn 7\nđoạn 8\nđoạn 9"}},
		{name: "a narrative that runs into the next", damage: func(b *book) {
			u := in("uu_diem")
			for row := u.Row; row <= u.LastRow+3; row++ {
				b.set(report, row, form.RepText, fmt.Sprint("đoạn ", row-u.Row+1))
			}
		}, findings: []string{"TMPL-005 spill uu_diem", "TMPL-006 moved ton_tai"}, missing: []string{"ton_tai"}, changed: map[string]string{"uu_diem": "đoạn 1\nđoạn 2\nđoạn 3\nđoạn 4\nđoạn 5\nđoạn 6\nđoạn 7\nđoạn 8\nđoạn 9"}},
		{name: "a label was altered", damage: func(b *book) { b.set(figures, hom.Row, form.FigLabel, "Số hòm thư mới") }, findings: []string{"TMPL-007  hom_thu"}},
		{name: "notes beside the form, and a sheet of their own", damage: func(b *book) {
			b.set(figures, 4, form.FigCode+3, "chị Hoa xem lại")
			b.order = append(b.order, "Nháp")
			b.cells["Nháp"] = map[[2]int]sheet.Cell{{1, 1}: {Kind: sheet.Text, Text: "nháp"}}
		}, findings: []string{"TMPL-008"}},
		{name: "rows inserted in a list", damage: func(b *book) { b.move(lists, true, insertRows(in("bang_mo_hinh").Row+1, 5)) }},
		{name: "a sheet deleted", damage: func(b *book) {
			b.order = slices.DeleteFunc(b.order, func(s string) bool { return s == card })
			b.dropNames(card)
		}, findings: []string{"TMPL-003"}, missing: of(form.Score)},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := apart.clone(t)
			c.damage(b)
			got := read(t, r, b.open())
			if !slices.Equal(got.findings, c.findings) {
				t.Errorf("found %q, want %q", got.findings, c.findings)
			}
			if diff := cmp.Diff(c.how, got.how); diff != "" && len(c.how)+len(got.how) > 0 {
				t.Errorf("found otherwise than by name: want (-), got (+):\n%s", diff)
			}
			want := maps.Clone(whole.answers)
			for _, name := range c.missing {
				delete(want, name)
			}
			for name, text := range c.changed {
				want[name] = text
			}
			if diff := cmp.Diff(want, got.answers); diff != "" {
				t.Errorf("typed (-), read (+):\n%s", diff)
			}
			if again := read(t, r, b.open()); !slices.Equal(again.findings, got.findings) || cmp.Diff(again.answers, got.answers) != "" || cmp.Diff(again.how, got.how) != "" {
				t.Error("read a second time it says something else")
			}
		})
	}
}

// namesFrom are the inputs of a sheet from a row on.
func namesFrom(p *form.Plan, k form.SheetKey, row int) (out []string) {
	for _, in := range p.Inputs {
		if in.Sheet == k && in.Row >= row && in.Part != form.Computed {
			out = append(out, in.Name)
		}
	}
	return out
}

// A form of an earlier version is read as far as it goes; what it did not ask is not
// answered.
func TestEarlierForm(t *testing.T) {
	r := load(t)
	b := takeApart(t, r, "th-01")
	for at, c := range b.cells["_tonghop"] {
		if c.Text == answer.StampVersion {
			b.set("_tonghop", at[0], 2, "0")
		}
	}
	plan := b.names["hom_thu"]
	b.move(figures, true, deleteRow(plan.row))
	got := read(t, r, b.open())
	if !slices.Equal(got.findings, []string{"TMPL-004"}) {
		t.Errorf("found %q", got.findings)
	}
	if a := got.ret.Answer("hom_thu"); a.State != answer.Unanswered {
		t.Errorf("what the form did not ask is %+v", a)
	}
}

// A judgement is the same every time: 20 times in one process, damaged or not.
func TestJudgedTheSameEveryTime(t *testing.T) {
	r := load(t)
	u, _ := r.Register.Unit("th-01")
	fill := demo.Filled(r, u, 3)
	fill.Values["hom_thu"] = decimal.NewFromInt(-1)
	delete(fill.Values, "ton_tai")
	data, err := formbook.Form(r, u, fill)
	if err != nil {
		t.Fatal(err)
	}
	first, err := record.JudgeOf(data, r, "").Encode()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 {
		again, err := record.JudgeOf(data, r, "").Encode()
		if err != nil || !bytes.Equal(first, again) {
			t.Fatal("judged otherwise the second time")
		}
	}
}

// A form whose names are lost is found among hundreds of sheets: on those that say most of it, of
// equals on the first.
func TestFormAmongManySheets(t *testing.T) {
	r := load(t)
	b := takeApart(t, r, "th-01")
	b.dropNames(figures)
	b.rename(figures, "Sheet2")
	b.copySheet("Sheet2", "Sheet3")
	b.local = map[string]place{}
	b.set("Sheet3", 70, form.FigCode, "hom_thu") // once more than on the first
	b.set("Sheet3", 47, form.FigNow, "12")
	form := b.order
	b.order = nil
	for i := range 25 {
		name := fmt.Sprint("Nháp ", i)
		b.order = append(b.order, name)
		b.cells[name] = map[[2]int]sheet.Cell{}
		b.set(name, 1, 1, "hom_thu")
		for row := range 300 {
			b.set(name, row+2, 1, "uu_diem")
		}
	}
	b.order = append(b.order, form...)
	got := read(t, r, b.open())
	if sheets := got.ret.Sheets; sheets["figures"] != "Sheet2" {
		t.Errorf("the figures are read from %q", sheets["figures"])
	}
	if len(got.answers) < 120 {
		t.Errorf("%d answers, %q", len(got.answers), got.findings)
	}
}
