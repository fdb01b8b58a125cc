package answer

import (
	"tonghop/internal/ask/form"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// How says by what an input was found.
type How string

// The ways of finding an input, from the surest. Each is trusted only where nothing
// that is left speaks against it: a name and the row's code and label that disagree
// make the input disputed, and it is asked for again instead of guessed.
const (
	ByName     How = "name"
	ByCode     How = "code"
	ByLabel    How = "label"
	ByPosition How = "position"
	Disputed   How = "disputed" // its name, code and label point at different places
	Twice      How = "twice"    // its sheet is there twice, with different answers
	Nowhere    How = ""
)

// spot is where an input stands, and how that is known.
type spot struct {
	area sheet.Area
	how  How
}

// place is a cell of a sheet.
type place struct{ row, col int }

// finder places every input of a plan in a book.
type finder struct {
	book  *sheet.Book
	plan  *form.Plan
	spots []spot // in the order of the plan's inputs
	used  map[*sheet.Sheet]form.SheetKey
	cols  map[*sheet.Sheet][2]int // the columns of codes and labels, 0 where there are none

	tables map[string][]int             // the columns of tables that were searched for
	said   map[*sheet.Sheet][]hit       // of each sheet that was looked at, what may be the form's own
	moved  map[*sheet.Sheet]map[int]int // the plan's columns on sheets that were searched
	under  map[*sheet.Sheet]map[int]int // on those sheets, of which of the plan's columns a column has the heading
}

// findAll finds all inputs.
func findAll(book *sheet.Book, plan *form.Plan) *finder {
	f := &finder{
		book:   book,
		plan:   plan,
		spots:  make([]spot, len(plan.Inputs)),
		used:   map[*sheet.Sheet]form.SheetKey{},
		cols:   map[*sheet.Sheet][2]int{},
		tables: map[string][]int{},
		said:   map[*sheet.Sheet][]hit{},
		moved:  map[*sheet.Sheet]map[int]int{},
		under:  map[*sheet.Sheet]map[int]int{},
	}
	at := 0 // the first of them in the plan
	for _, inputs := range f.bySheet() {
		if !f.asIssued(inputs, f.spots[at:at+len(inputs)]) {
			f.search(inputs)
		}
		at += len(inputs)
	}
	f.twins()
	return f
}

// spot is where an input of the plan stands, by its defined name.
func (f *finder) spot(name string) spot { return f.spots[f.plan.Index(name)] }

// put notes where an input of the plan stands.
func (f *finder) put(name string, sp spot) { f.spots[f.plan.Index(name)] = sp }

// asIssued is the short way for a sheet on which every name is whole and stands
// beside its code: nothing has been moved. What it finds stands in spots, one an input.
func (f *finder) asIssued(inputs []form.Input, spots []spot) bool {
	var on *sheet.Sheet
	first := f.book.Sheet(f.plan.Sheet(inputs[0].Sheet).Title)
	for i := range inputs {
		in := &inputs[i]
		a := sheet.Area{Sheet: first, Row: in.Row, Col: in.Col, LastRow: in.LastRow, LastCol: in.LastCol}
		ok := first != nil
		if f.book.Names[in.Name] != in.Refers { // moved, or written otherwise
			a, ok = f.book.Area(in.Name)
		}
		if !ok || on != nil && a.Sheet != on {
			return false
		}
		on = a.Sheet
		col := a.Col + in.CodeCol - in.Col
		if col < 1 || !says(on, a.Row, col, in.Code) {
			return false
		}
		if in.LastRow > in.Row && (!says(on, a.LastRow, col, in.Code) || says(on, a.LastRow+1, col, in.Code)) {
			return false
		}
		if in.Part == form.Rows && !f.headed(in, a) {
			return false
		}
		spots[i] = spot{a, ByName}
	}
	if !f.inColumns(on, inputs, spots) || f.mislabelled(on, inputs, spots) {
		return false
	}
	f.used[on] = inputs[0].Sheet
	for i, in := range inputs {
		if in.Label != "" || f.cols[on][0] == 0 {
			a := spots[i].area
			f.cols[on] = [2]int{a.Col + in.CodeCol - in.Col, a.Col + in.LabelCol - in.Col}
			if in.Label != "" {
				break
			}
		}
	}
	return true
}

// inColumns tells whether the columns of a sheet are visibly those that were issued: under
// their headings, or where there are none beside their labels.
func (f *finder) inColumns(s *sheet.Sheet, inputs []form.Input, spots []spot) bool {
	heads := form.Heads(f.plan.Round, inputs[0].Sheet)
	labels, here := 0, 0
	for i := range inputs {
		in, a := &inputs[i], &spots[i].area
		switch {
		case len(heads) > 0 && a.Col != in.Col:
			return false
		case in.Name == StampRound && !says(s, a.Row, a.Col, f.plan.Round.ID):
			return false
		case len(heads) == 0 && in.Part == form.Value && s.Formula(a.Row, a.Col): // a live check?
			return false
		case len(heads) == 0 && in.Label != "":
			if labels++; says(s, a.Row, a.Col+in.LabelCol-in.Col, in.Label) {
				here++
			}
		}
	}
	return 2*here >= labels && f.underHeads(s, inputs[0].Sheet, heads)
}

// mislabelled tells whether the label of another line stands in a line's row.
func (f *finder) mislabelled(s *sheet.Sheet, inputs []form.Input, spots []spot) bool {
	var labels map[string]bool // made where it is asked for
	last := 0
	for i, in := range inputs {
		if in.Label == "" || in.LabelCol == 0 || in.Row == last {
			continue
		}
		last = in.Row
		a := spots[i].area
		text := s.Text(a.Row, a.Col+in.LabelCol-in.Col)
		if text == in.Label || text == "" {
			continue
		}
		if labels == nil {
			labels = map[string]bool{}
			for _, o := range inputs {
				labels[viet.Fold(o.Label)] = true
			}
		}
		if t := viet.Fold(text); t != "" && t != viet.Fold(in.Label) && labels[t] {
			return true
		}
	}
	return false
}

// underHeads tells whether the headings of a sheet's columns stand where they were issued.
func (f *finder) underHeads(s *sheet.Sheet, k form.SheetKey, heads []form.Head) bool {
	for _, l := range f.plan.Sheet(k).Lines {
		if l.Kind != form.Columns {
			continue
		}
		for _, h := range heads {
			if !says(s, l.Row, h.Col, h.Text) {
				return false
			}
		}
	}
	return true
}

// headed tells whether the headings of a table's columns stand above it as they were issued.
func (f *finder) headed(in *form.Input, a sheet.Area) bool {
	t, ok := f.plan.Round.Form.Table(in.ID)
	for i, c := range t.Columns {
		if !says(a.Sheet, a.Row-1, a.Col+i, c.Label) {
			return false
		}
	}
	return ok && a.LastCol-a.Col == in.LastCol-in.Col
}

// says tells whether a cell holds just that text.
func says(s *sheet.Sheet, row, col int, text string) bool {
	t := s.Text(row, col)
	return t == text || trim(t) == text
}

// left tells whether a name points beside the column of answers of its sheet or to a row of
// another code, as names do that were left behind by a program that moved the cells.
func (f *finder) left(a sheet.Area, code string) bool {
	at, searched := f.moved[a.Sheet]
	if !searched {
		return false
	}
	col := map[form.SheetKey]int{form.Figures: form.FigNow, form.Report: form.RepText}[f.used[a.Sheet]]
	return at[col] > 0 && at[col] != a.Col || f.cols[a.Sheet][0] > 0 && !says(a.Sheet, a.Row, f.cols[a.Sheet][0], code)
}

// search finds the inputs of a sheet on which something was moved or lost.
func (f *finder) search(inputs []form.Input) {
	var best *ground
	for _, s := range f.likely(inputs) {
		g := f.survey(s, inputs)
		if g.weight() > 0 && (best == nil || g.weight() > best.weight()) {
			best = g
		}
	}
	if best == nil {
		return
	}
	f.used[best.s] = inputs[0].Sheet
	f.cols[best.s] = [2]int{best.codeCol, best.labelCol}
	for name, sp := range best.spots(f) {
		f.put(name, sp)
	}
	f.moved[best.s], f.under[best.s] = best.at, best.heading
}

// survey notes where codes, labels and names of the form's sheet stand on a sheet.
func (f *finder) survey(s *sheet.Sheet, inputs []form.Input) *ground {
	g := &ground{
		s:        s,
		inputs:   inputs,
		codes:    map[string][]int{},
		labels:   map[string][]int{},
		strays:   map[string]place{},
		byRow:    map[int]*line{},
		nameCols: map[string]int{},
		round:    f.plan.Round,
	}
	f.lineUp(g)
	codes, labels := map[string]bool{}, map[string]bool{}
	for _, l := range g.lines {
		codes[l.code] = true
		if l.label != "" {
			labels[l.label] = true
		}
	}
	var codeHits, labelHits []hit
	codeCols, labelCols := map[int]int{}, map[int]int{}
	for _, h := range f.hits(s) {
		if codes[h.text] {
			codeHits = append(codeHits, h)
			codeCols[h.col]++
		}
		if labels[h.folded] {
			labelHits = append(labelHits, h)
			labelCols[h.col]++
		}
	}
	g.codeCol, g.labelCol = most(codeCols), most(labelCols)
	for _, h := range codeHits {
		if h.col == g.codeCol {
			g.codes[h.text] = append(g.codes[h.text], h.row)
		} else {
			g.strays[h.text] = place{h.row, h.col}
		}
	}
	for _, h := range labelHits {
		if h.col == g.labelCol {
			g.labels[h.folded] = append(g.labels[h.folded], h.row)
		}
	}
	return g
}

// lineUp puts the inputs into the lines of the form, and notes where their names point.
func (f *finder) lineUp(g *ground) {
	for _, in := range g.inputs {
		l := g.byRow[in.Row]
		if l == nil {
			l = &line{row: in.Row, code: in.Code, label: f.own().label(in), named: map[int]int{}}
			g.byRow[in.Row] = l
			g.lines = append(g.lines, l)
		}
		if a, ok := f.namedOn(g.s, in.Name); ok {
			l.named[len(l.inputs)] = a.Row
			g.nameCols[in.Name] = a.Col
		}
		l.inputs = append(l.inputs, in)
	}
}

// namedOn is the area of a name on a sheet: the sheet's own, which a copied sheet
// has, the workbook's, or the only one that any sheet has.
func (f *finder) namedOn(s *sheet.Sheet, name string) (sheet.Area, bool) {
	if a, ok := f.book.Own(s, name); ok && a.Sheet == s {
		return a, true
	}
	if a, ok := f.book.Area(name); ok {
		return a, a.Sheet == s
	}
	if own := f.book.Locals(name); len(own) == 1 {
		return own[0], own[0].Sheet == s
	}
	return sheet.Area{}, false
}

// most is the key with the greatest count, 0 for none; of equals the first.
func most(n map[int]int) (best int) {
	for k, v := range n {
		if best == 0 || v > n[best] || v == n[best] && k < best {
			best = k
		}
	}
	return best
}
