package live

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// Row is the live check of a table's row.
func (w *Form) Row(l form.Line) canvas.Cell {
	table, marks := w.Table(*l.Table), w.marksOf(l)
	in, _ := w.plan.Input(round.TableName(l.Table.ID))
	registered, kept := l.N < table.registered, w.rowKept(l, table, marks)
	branches := w.rowBranches(*l.Table, in.Columns, l.Row, in.Row, registered)
	for _, k := range kept {
		branches = append(branches, k.branch)
	}
	c := canvas.Cell{F: either(canvas.Literal(w.begin.fine), branches...), V: "", Look: canvas.CheckLook}
	if l.N < len(table.Lines) {
		c.V = w.rowResult(*l.Table, in.Columns, table.Lines[l.N].Values, table.nth[l.N] > 1, registered)
	}
	if c.V == w.begin.fine && len(kept) > 0 {
		c.V = kept[0].result
	}
	return c
}

// marksOf are the findings of a row that the form goes back with, by column.
func (w *Form) marksOf(l form.Line) map[string]finding.Finding {
	lines := w.Table(*l.Table).Lines
	if l.N >= len(lines) || lines[l.N].Typed < 0 {
		return nil
	}
	return w.rows[l.Table.ID][lines[l.N].Typed]
}

// rowKept is what a row says until the cell is changed: what it goes back with there and its
// live check does not see.
func (w *Form) rowKept(l form.Line, table *Table, marks map[string]finding.Finding) (out []said) {
	for i, col := range l.Table.Columns {
		f, marked := marks[col.ID]
		if !marked || f.Code == "CELL-001" || f.Code == "CONS-005" || unreadable(f) {
			continue
		}
		m, _ := f.Text(w.r.Language)
		text := clip(w.keptWord(f)+": "+m, 180)
		at := sheet.Ref(l.Row, form.ListFirst+i)
		out = append(out, said{branch{same(at, table.Lines[l.N].Values[col.ID]), canvas.Literal(text)}, text})
	}
	return out
}

// rowResult is the result of a row's live check; again says that a row above it has its key.
func (w *Form) rowResult(t round.Table, asked []form.Asked, row map[string]any,
	again, registered bool) string {
	k := w.begin
	begun, missing, text, wrong := false, false, false, false
	for i, col := range t.Columns {
		d, number := row[col.ID].(decimal.Decimal)
		blank := row[col.ID] == nil || row[col.ID] == ""
		begun = begun || !blank && !(col.Filled && registered)
		missing = missing || blank && slices.Contains(t.Required, col.ID)
		text = text || !blank && !number && asked[i].Figure()
		wrong = wrong || number && asked[i].Figure() && asked[i].Refuses(d) != ""
		wrong = wrong || !blank && len(asked[i].Choices) > 0 && !asked[i].Offers(fmt.Sprint(row[col.ID]))
	}
	keyed := false
	for _, key := range t.Key {
		keyed = keyed || row[key] != nil && row[key] != ""
	}
	switch {
	case !begun:
		return ""
	case missing:
		return k.missing
	case text:
		return k.text
	case wrong:
		return k.wrong
	case keyed && again && !registered:
		return k.wrong + ": " + w.repeated()
	}
	return k.fine
}

// repeated is what the live check says of a row that names what stands above.
func (w *Form) repeated() string {
	return w.say(rowRepeated)
}

// TableLine is one row of a table, and which of the unit's rows it is; -1 for one
// that only the register filled in.
type TableLine struct {
	Values map[string]any
	Typed  int
}

// Table is the rows of a table: those that the register fills in, with what the unit
// typed there, then the others.
type Table struct {
	Lines      []TableLine
	registered int   // of them from the register
	nth        []int // which of the rows of the same key each one is, from 1
}

// Table is the rows of a table, put together once.
func (w *Form) Table(t round.Table) *Table {
	if have := w.tables[t.ID]; have != nil {
		return have
	}
	out := &Table{}
	typed := w.fill.Tables[t.ID]
	of := map[any]int{} // the first row typed for a unit
	for i := len(typed) - 1; i >= 0; i-- {
		of[typed[i]["ma"]] = i
	}
	used := make([]bool, len(typed))
	if t.RowsFrom != "" && w.u.Code != "" {
		for _, u := range form.FilledRows(w.r, w.u, t) {
			row := TableLine{map[string]any{"ma": u.Code, "ten": u.Name}, -1}
			if i, ok := of[u.Code]; ok && !used[i] {
				row, used[i] = TableLine{typed[i], i}, true
			}
			out.Lines = append(out.Lines, row)
		}
		out.registered = len(out.Lines)
	}
	for i, ty := range typed {
		if !used[i] {
			out.Lines = append(out.Lines, TableLine{ty, i})
		}
	}
	seen := map[string]int{}
	for _, l := range out.Lines {
		var key strings.Builder
		for _, k := range t.Key {
			fmt.Fprintf(&key, "%s\x00", strings.ToLower(fmt.Sprint(l.Values[k])))
		}
		seen[key.String()]++
		out.nth = append(out.nth, seen[key.String()])
	}
	if w.tables == nil {
		w.tables = map[string]*Table{}
	}
	w.tables[t.ID] = out
	return out
}

// RowColours are the colours of the marked cells of a table's row.
func (w *Form) RowColours(l form.Line) (out []canvas.Colouring) {
	marks := w.marksOf(l)
	for i, col := range l.Table.Columns {
		if _, marked := marks[col.ID]; !marked {
			continue
		}
		ref := sheet.Ref(l.Row, form.ListFirst+i)
		check := "$" + sheet.ColumnName(form.ListCheck) + "$" + fmt.Sprint(l.Row)
		was := w.Table(*l.Table).Lines[l.N].Values[col.ID]
		out = append(out, w.markColours(ref, check, same(ref, shortened(was)))...)
	}
	return out
}

// rowBranches are the live check of a table's row: begun and not complete, a figure that
// is none, an answer that is not taken, or a row that is there already.
func (w *Form) rowBranches(t round.Table, asked []form.Asked, row, first int, registered bool) []branch {
	k := w.begin
	var typed, need, figures, refused []string
	for i, col := range t.Columns {
		ref := sheet.Ref(row, form.ListFirst+i)
		if !col.Filled || !registered {
			typed = append(typed, ref+`<>""`)
		}
		if slices.Contains(t.Required, col.ID) {
			need = append(need, ref+`=""`)
		}
		if asked[i].Figure() {
			figures = append(figures, fmt.Sprintf(`IF(%s="",FALSE,NOT(ISNUMBER(%s)))`, ref, ref))
			refused = append(refused, fmt.Sprintf(`IF(%s="",FALSE,NOT(%s))`, ref, taken(ref, &asked[i])))
		}
		if len(asked[i].Choices) > 0 {
			refused = append(refused, notOffered(ref, &asked[i], "").when)
		}
	}
	branches := []branch{{"NOT(OR(" + strings.Join(typed, ",") + "))", `""`}}
	if len(need) > 0 {
		branches = append(branches, branch{"OR(" + strings.Join(need, ",") + ")", canvas.Literal(k.missing)})
	}
	if len(figures) > 0 {
		branches = append(branches, branch{"OR(" + strings.Join(figures, ",") + ")", canvas.Literal(k.text)})
	}
	if len(refused) > 0 {
		branches = append(branches, branch{"OR(" + strings.Join(refused, ",") + ")", canvas.Literal(k.wrong)})
	}
	if again := againFormula(t, row, first); again != "" && !registered {
		branches = append(branches, branch{again, canvas.Literal(k.wrong + ": " + w.repeated())})
	}
	return branches
}

// againFormula is true where a row has the key of one above it; "" for a table without a key.
func againFormula(t round.Table, row, first int) string {
	var same, keyed []string
	for i, col := range t.Columns {
		if slices.Contains(t.Key, col.ID) {
			ref := sheet.Ref(row, form.ListFirst+i)
			rng := fmt.Sprintf("%s:%s", fixed(first, form.ListFirst+i), ref)
			same, keyed = append(same, fmt.Sprintf("(%s=%s)", rng, ref)), append(keyed, ref+`<>""`)
		}
	}
	if len(same) == 0 {
		return ""
	}
	return "IF(OR(" + strings.Join(keyed, ",") + "),SUMPRODUCT(1*" + strings.Join(same, "*") + ")>1,FALSE)"
}

// fixed is a cell whose row does not move with the formula.
func fixed(row, col int) string { return sheet.ColumnName(col) + "$" + fmt.Sprint(row) }
