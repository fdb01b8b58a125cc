package answer

import (
	"slices"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// columns says where the plan's columns stand on a sheet on which something was moved. What
// people see decides: the heading of a column, and its distance from the columns of codes and
// labels. The names are believed where that does not speak against them: programs that put
// columns in or take them out leave names behind, which then point at labels.
type columns struct {
	at      map[int]int   // the plan's columns → those of the sheet
	left    map[int]int   // columns whose names were left behind → where they point; 0 for nowhere
	doubt   map[int][]int // columns that may stand in several places, all of them filled in
	headed  map[int]int   // columns whose heading was found → where
	heading map[int]int   // the same from the other side
	heads   map[int]int   // how many headings stand in a row
}

// findColumns maps the plan's columns to the sheet's.
func (g *ground) findColumns() {
	g.findValues()
	for col, at := range g.headed {
		if at > 0 {
			g.heading[at] = col
		}
	}
	named := g.votes()
	for _, in := range g.inputs {
		if _, done := g.at[in.Col]; !done {
			g.at[in.Col] = g.column(in, named[in.Col])
		}
	}
}

// votes are the columns that most names of a plan's column point at.
func (g *ground) votes() map[int]int {
	all := map[int]map[int]int{}
	for _, l := range g.lines {
		for i := range l.named {
			col := l.inputs[i].Col
			if all[col] == nil {
				all[col] = map[int]int{}
			}
			all[col][g.nameCols[l.inputs[i].Name]]++
		}
	}
	out := make(map[int]int, len(all))
	for col, n := range all {
		out[col] = most(n)
	}
	return out
}

// column is where a column of the plan stands; 0 where that is not known.
func (g *ground) column(in form.Input, named int) int {
	seen, sure := g.seen(in)
	switch {
	case len(seen) == 0, slices.Equal(seen, []int{named}):
		return named
	case sure || len(seen) == 1 && named == 0:
		g.left[in.Col] = named
		return seen[0]
	}
	var filled []int
	for _, col := range seen {
		if g.filled(in.Col, col) {
			filled = append(filled, col)
		}
	}
	if named > 0 && !slices.Contains(seen, named) && g.filled(in.Col, named) {
		filled = append(filled, named)
	}
	switch {
	case len(filled) > 1:
		g.doubt[in.Col] = filled
		return filled[0]
	case len(filled) == 1:
		if filled[0] != named {
			g.left[in.Col] = named
		}
		return filled[0]
	case !slices.Contains(seen, named):
		return 0 // it may be anywhere
	}
	return named
}

// seen are the columns in which people would look for one of the plan: that of its heading,
// else what follows from the columns of codes and labels, which differ where columns were put
// in or taken out between them.
func (g *ground) seen(in form.Input) (out []int, sure bool) {
	if h := g.headed[in.Col]; h > 0 {
		return []int{h}, true
	}
	add := func(col int) {
		sure = slices.Contains(out, col)
		if col > 0 && !slices.Contains(out, col) {
			out = append(out, col)
		}
	}
	if g.codeCol > 0 {
		add(g.codeCol + in.Col - in.CodeCol)
	}
	if g.labelCol > 0 {
		add(g.labelCol + in.Col - in.LabelCol)
	}
	return out, sure
}

// findHeadings notes where the headings of the sheet's columns stand. One that stands in two
// columns tells nothing.
func (g *ground) findHeadings() {
	g.columns = columns{at: map[int]int{}, left: map[int]int{}, doubt: map[int][]int{},
		headed: map[int]int{}, heading: map[int]int{}, heads: map[int]int{}}
	want := map[string]int{}
	for _, h := range form.Heads(g.round, g.inputs[0].Sheet) {
		want[viet.Fold(h.Text)] = h.Col
	}
	for c := range g.s.Between(1, 40) {
		if c.Kind != sheet.Text || len(c.Text) > 200 {
			continue
		}
		col, ok := want[viet.Fold(c.Text)]
		if !ok {
			continue
		}
		g.heads[c.Row]++
		if old := g.headed[col]; old == 0 {
			g.headed[col] = c.Col
		} else if old != c.Col {
			g.headed[col] = -1
		}
	}
}

// findValues finds the column of the unit's fields, which has no heading, by the round's id in
// it.
func (g *ground) findValues() {
	for _, l := range g.lines {
		if l.code != StampRound { // on the unit's sheet alone
			continue
		}
		for c := range g.s.Between(l.where, l.where) {
			if trim(c.Text) == g.round.ID && g.headed[form.UnitValue] == 0 {
				g.headed[form.UnitValue] = c.Col
			}
		}
	}
}

// filled tells whether answers to a column of the plan may stand in a column of the sheet.
func (g *ground) filled(col, at int) bool {
	return slices.ContainsFunc(g.lines, func(l *line) bool {
		return slices.ContainsFunc(l.inputs, func(in form.Input) bool {
			return in.Col == col && g.holds(l, in, at)
		})
	})
}

// holds tells whether something that may be an answer stands in a line's cells of a column.
func (g *ground) holds(l *line, in form.Input, at int) bool {
	for row := l.where; row <= g.s.LastIn(max(l.where, l.last)); row++ {
		c := g.s.At(row, at)
		if (c.Pending || trim(c.Text) != "") && !g.own(l, in, &c) {
			return true
		}
	}
	return false
}

// own tells whether a cell is the form's own: a label, a code, a unit of measure, a heading's
// column that is not the input's, a live check. Such a cell is never an answer.
func (g *ground) own(l *line, in form.Input, c *sheet.Cell) bool {
	if col, ok := g.heading[c.Col]; ok && col != in.Col {
		return true
	}
	texts := in.Sheet == form.Report || in.Sheet == form.UnitKey // where only checks are formulas
	if c.Col == g.codeCol || c.Col == g.labelCol || c.Formula && (texts || c.Col == g.codeCol-1) {
		return true
	}
	return c.Kind == sheet.Text && !c.Formula && g.says(l, in, c.Text)
}

// says tells whether a text is what the form itself says on a line.
func (g *ground) says(l *line, in form.Input, text string) bool {
	if trim(text) == in.Code {
		return true
	}
	t := viet.Fold(text)
	if t == "" {
		return false
	}
	if t == l.label || strings.HasPrefix(t, "khong phat sinh ghi") || strings.HasPrefix(t, "nothing to report x") {
		return true
	}
	ind, _ := g.round.Form.Indicator(in.ID) // nothing has no unit
	return t == viet.Fold(ind.Unit) && in.Part != form.Explanation
}

// placed is the spot of an input whose line was found, in the column that was found for it.
func (g *ground) placed(l *line, in form.Input, how How, named sheet.Area) spot {
	col := g.at[in.Col]
	a := sheet.Area{Sheet: g.s, Row: l.where, LastRow: l.where, Col: col, LastCol: col + in.LastCol - in.Col}
	switch {
	case how != ByName:
	case g.left[in.Col] != named.Col:
		a = named
	default: // the name was left behind
		how = ByCode
		if g.holds(l, in, named.Col) && !g.holds(l, in, col) {
			how = Disputed
		}
	}
	if a.Col == 0 {
		return spot{}
	}
	for _, other := range g.doubt[in.Col] {
		if in.Part != form.Rows && g.holds(l, in, other) { // a table's columns have headings of their own
			how, a.Col, a.LastCol = Disputed, other, other+in.LastCol-in.Col
		}
	}
	if in.LastRow > in.Row {
		a.LastRow = g.end(l, max(a.LastRow, l.last))
	}
	if l.torn || g.astray(l) || in.Part != form.Rows && g.wrong(l, in, a) {
		how = Disputed
	}
	return spot{a, how}
}

// end is the last row of a block: its name, or its length in the form, may reach into what stands
// below where rows were taken out.
func (g *ground) end(l *line, last int) int {
	rows := g.marks()
	from := l.where + 1
	if len(g.codes[l.code]) > 0 { // its codes show how far it goes at least
		from = l.last + 1
	}
	at, _ := slices.BinarySearch(rows, from)
	for _, row := range rows[at:] {
		if row > last {
			break
		}
		if g.foreign(l, row) || g.titled[row] {
			return row - 1
		}
	}
	return last
}

// marks are the rows in which something of the form's own stands, in order. There may be a
// million others, which need not be asked one by one.
func (g *ground) marks() []int {
	if g.marked != nil {
		return g.marked
	}
	g.findTitled()
	g.marked = []int{}
	for row := range g.heads {
		g.marked = append(g.marked, row)
	}
	for row := range g.titled {
		g.marked = append(g.marked, row)
	}
	for _, of := range []map[string][]int{g.codes, g.labels} {
		for _, rows := range of {
			g.marked = append(g.marked, rows...)
		}
	}
	slices.Sort(g.marked)
	g.marked = slices.Compact(g.marked)
	return g.marked
}

// wrong tells whether what stands in a cell is the form's own, and so no answer.
func (g *ground) wrong(l *line, in form.Input, a sheet.Area) bool {
	c := a.Sheet.At(a.Row, a.Col)
	return (c.Pending || trim(c.Text) != "") && in.Part != form.Computed && g.own(l, in, &c)
}

// astray tells whether the cells of a line were pushed aside, its code with them, by a program
// that did not move its names along: which cell is whose answer is not known then.
func (g *ground) astray(l *line) bool {
	at, ok := g.strays[l.code]
	if !ok || len(g.codes[l.code]) > 0 || at.row != l.where {
		return false
	}
	for i := range l.named {
		in := l.inputs[i]
		if g.nameCols[in.Name] == g.at[in.Col]+at.col-g.codeCol {
			return false // names moved with their cells
		}
	}
	return true
}

// findTitled finds the rows that are the title or the head of a table.
func (g *ground) findTitled() {
	g.titled = map[int]bool{}
	if g.inputs[0].Sheet != form.Lists {
		return
	}
	titles := map[string]bool{}
	for _, t := range g.round.Form.Tables {
		titles[viet.Fold(t.Label)] = true
		if len(t.Columns) > 0 {
			titles[viet.Fold(t.Columns[0].Label)] = true
		}
	}
	for c := range g.s.Cells() {
		if len(c.Text) <= 1000 && titles[viet.Fold(c.Text)] {
			g.titled[c.Row] = true
		}
	}
}

// tables finds the columns of the tables: each under its heading.
func (g *ground) tables(f *finder, spots map[string]spot) {
	for _, in := range g.inputs {
		sp := spots[in.Name]
		t, ok := g.round.Form.Table(in.ID)
		if in.Part != form.Rows || !ok || sp.area.Sheet == nil || sp.how == Disputed {
			continue
		}
		cols, sure := g.tableColumns(headings(t), sp.area)
		if !sure {
			sp.how = Disputed
			spots[in.Name] = sp
			continue
		}
		sp.area.Col, sp.area.LastCol = cols[0], cols[len(cols)-1]
		if named, _ := f.namedOn(g.s, in.Name); sp.how == ByName && named.Col != sp.area.Col {
			sp.how = ByCode
		}
		f.tables[in.Name] = cols
		spots[in.Name] = sp
	}
}

// headings are the heads of a table's columns, folded.
func headings(t round.Table) (out []string) {
	for _, c := range t.Columns {
		out = append(out, viet.Fold(c.Label))
	}
	return out
}

// tableColumns are the columns of a table by its headings, which stand above its first row; ok
// is false where they cannot be found. Without headings they follow one another.
func (g *ground) tableColumns(heads []string, a sheet.Area) (out []int, ok bool) {
	out = make([]int, len(heads))
	found := 0
	for row := a.Row - 1; row > 0 && row >= a.Row-4 && found == 0; row-- {
		for c := range g.s.Between(row, row) {
			i := slices.Index(heads, viet.Fold(c.Text))
			if i >= 0 && out[i] == 0 {
				out[i] = c.Col
				found++
			}
		}
		if found*2 < len(heads) { // a text that happens to be the same
			clear(out)
			found = 0
		}
	}
	if found == 0 {
		for i := range out {
			out[i] = a.Col + i
		}
		return out, g.codeCol == 0 || a.Col == g.codeCol+form.ListFirst-form.ListCode
	}
	for i := range out {
		if out[i] == 0 && i > 0 && i+1 < len(out) && out[i+1] == out[i-1]+2 {
			out[i] = out[i-1] + 1
		}
	}
	return out, !slices.Contains(out, 0) && slices.IsSorted(out)
}
