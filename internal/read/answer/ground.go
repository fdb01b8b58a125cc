package answer

import (
	"slices"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
)

// ground is one sheet of the form, found in the book by what is left of it.
type ground struct {
	s        *sheet.Sheet
	inputs   []form.Input
	codes    map[string][]int // rows by the code in the code column
	labels   map[string][]int // rows by the folded label in the label column
	codeCol  int
	labelCol int
	strays   map[string]place // codes that stand in another column than the rest
	columns
	nameCols map[string]int
	round    *round.Round
	lines    []*line // by the plan's rows
	byRow    map[int]*line
	marked   []int        // rows in which something of the form's own stands; nil before they are asked for
	titled   map[int]bool // rows that are the title or the head of a table
}

// line is one line of the form: the inputs that share a row, a code and a label.
type line struct {
	inputs []form.Input
	row    int // in the plan
	code   string
	label  string      // folded
	named  map[int]int // by index of the input: the row that its name points at
	where  int         // the row it was found in, 0 for none
	last   int         // of a block
	how    How
	torn   bool // another line's label stands in its row: what stands between label and code may be either's
}

// weight is how much of the sheet is there.
func (g *ground) weight() (n int) {
	for _, l := range g.lines {
		if len(g.codes[l.code]) > 0 {
			n++
		}
		if l.label != "" && len(g.labels[l.label]) > 0 {
			n++
		}
		n += len(l.named)
	}
	return n
}

// block are the rows of a code as one block: they follow one another, but for rows
// without a code of the form between them (inserted). ok is false for a code that
// stands in several places.
func (g *ground) block(l *line) (first, last int, ok bool) {
	rows := g.codes[l.code]
	if len(rows) == 0 {
		return 0, 0, false
	}
	first, last = rows[0], rows[len(rows)-1]
	if l.inputs[0].LastRow == l.inputs[0].Row {
		return first, last, len(rows) == 1
	}
	for code, others := range g.codes {
		if code == l.code {
			continue
		}
		for _, row := range others {
			if row > first && row < last {
				return 0, 0, false
			}
		}
	}
	return first, last, true
}

// labelRow is the row of a line's label, where it stands once.
func (g *ground) labelRow(l *line) int {
	if rows := g.labels[l.label]; l.label != "" && len(rows) == 1 {
		return rows[0]
	}
	return 0
}

// findLines decides for every line in which row it stands. What people see (code
// and label of a row) and the hidden names must not speak against each other.
func (g *ground) findLines() {
	for _, l := range g.lines {
		g.findLine(l)
	}
	g.findTorn()
	for _, l := range g.lines {
		if l.how == Nowhere {
			g.between(l)
		}
	}
}

// manyTorn is how many lines were torn where it was more than two that changed places.
const manyTorn = 3

// findTorn finds lines that were torn, as sorting the columns up to the codes does, or putting
// cells in: names and codes stay, labels and answers go. Where that was done to many, a label
// that stands on several lines does not tell which of them it is.
func (g *ground) findTorn() {
	n := 0
	for _, l := range g.lines {
		name, same := l.nameRow()
		if code, _, ok := g.block(l); !same || !ok || code != name || l.label == "" {
			continue
		}
		if l.torn = !slices.Contains(g.labels[l.label], name) && g.foreign(l, name); l.torn {
			n++
		}
	}
	for _, l := range g.lines {
		l.torn = l.torn || n >= manyTorn && len(g.labels[l.label]) > 1
	}
}

func (g *ground) findLine(l *line) {
	code, last, ok := g.block(l)
	if !ok {
		code, last = 0, 0
	}
	label := g.labelRow(l)
	name, same := l.nameRow()
	labelled := func(row int) bool { return l.label != "" && slices.Contains(g.labels[l.label], row) }
	visible := code
	switch {
	case code > 0 && label > 0 && code != label:
		visible = -1 // they point at different rows
	case code == 0:
		visible = label
	}
	switch {
	case same && (visible == name || name == code || visible <= 0 && labelled(name)):
		l.at(name, last, ByName)
	case same && visible == 0 && !g.foreign(l, name):
		l.at(name, 0, ByName)
	case len(l.named) == 0 && visible > 0 && code > 0:
		l.at(code, last, ByCode)
	case len(l.named) == 0 && visible > 0:
		l.at(label, 0, ByLabel)
	case len(l.named) == 0 && visible == 0:
		// nothing is left: by its neighbours, later
	case same && visible > 0 && code > 0 && name == l.row:
		// rows were moved whole, as sorting does, and their names left behind
		l.at(code, last, ByCode)
	case visible > 0: // some of its cells were moved, or all of them alone
		l.at(visible, last, Disputed)
	default:
		l.how = Disputed
	}
}

// at notes where the line stands. Where nothing shows how far it goes, which a last row of 0
// says, it is as long as in the form.
func (l *line) at(row, last int, how How) {
	if last == 0 {
		last = row + l.inputs[0].LastRow - l.inputs[0].Row
	}
	l.where, l.last, l.how = row, max(row, last), how
}

// nameRow is the row that the line's names point at; same is false where they
// point at different ones.
func (l *line) nameRow() (row int, same bool) {
	for _, r := range l.named {
		if row != 0 && r != row {
			return 0, false
		}
		row = r
	}
	return row, row != 0
}

// foreign tells whether a row is visibly another line's, or that of the headings.
func (g *ground) foreign(l *line, row int) bool {
	if g.heads[row] > 1 {
		return true
	}
	for _, o := range g.lines {
		coded := slices.Contains(g.codes[o.code], row)
		labelled := o.label != l.label && slices.Contains(g.labels[o.label], row)
		if o != l && (coded || labelled) {
			return true
		}
	}
	return false
}

// between finds a line of which nothing is left by its neighbours: as many rows
// stand between them as in the form, and none of those is visibly another's.
func (g *ground) between(l *line) {
	i := slices.Index(g.lines, l)
	before, after := g.known(i, -1), g.known(i, 1)
	if before == nil || after == nil || after.where-before.where != after.row-before.row {
		return
	}
	row := before.where + l.row - before.row
	if !g.foreign(l, row) {
		l.at(row, 0, ByPosition)
	}
}

// known is the nearest line in a direction that was found by something of its own.
func (g *ground) known(i, step int) *line {
	for j := i + step; j >= 0 && j < len(g.lines); j += step {
		if o := g.lines[j]; o.where > 0 && (o.how == ByName || o.how == ByCode || o.how == ByLabel) {
			return o
		}
	}
	return nil
}

// spots are the places of the ground's inputs.
func (g *ground) spots(f *finder) map[string]spot {
	g.findHeadings()
	g.findLines()
	g.findColumns()
	out := make(map[string]spot, len(g.inputs))
	for _, l := range g.lines {
		for i, in := range l.inputs {
			out[in.Name] = g.spot(f, l, i, in)
		}
	}
	g.claims(out)
	g.tables(f, out)
	return out
}

// spot is where one input of a line stands.
func (g *ground) spot(f *finder, l *line, i int, in form.Input) spot {
	row, named := l.named[i]
	switch {
	case l.how == Nowhere:
		return spot{}
	case l.where == 0:
		return spot{sheet.Area{}, Disputed}
	}
	how := l.how
	if named && row == l.where {
		how = ByName // at least this cell of the line stayed where it was
	}
	if how == ByName && !named {
		how = ByCode
		if len(g.codes[l.code]) == 0 {
			how = ByLabel
		}
	}
	a, _ := f.namedOn(g.s, in.Name)
	return g.placed(l, in, how, a)
}

// claims takes back what is claimed twice: a cell that another input's name points
// at, or that two inputs were found in, is not for sure of either.
func (g *ground) claims(spots map[string]spot) {
	for _, l := range g.lines {
		for i, in := range l.inputs {
			row, named := l.named[i]
			if !named || spots[in.Name].how != Disputed || row == l.where {
				continue
			}
			for _, o := range g.lines {
				for k, other := range o.inputs {
					if at, ok := o.named[k]; o.where == row && other.Col == in.Col && (!ok || at == row) {
						sp := spots[other.Name]
						sp.how = Disputed
						spots[other.Name] = sp
					}
				}
			}
		}
	}
	first := map[[2]int]string{}
	for _, in := range g.inputs {
		sp := spots[in.Name]
		if sp.area.Sheet == nil || in.LastRow > in.Row {
			continue
		}
		cell := [2]int{sp.area.Row, sp.area.Col}
		if other, taken := first[cell]; taken {
			for _, name := range []string{other, in.Name} {
				sp := spots[name]
				sp.how = Disputed
				spots[name] = sp
			}
			continue
		}
		first[cell] = in.Name
	}
}
