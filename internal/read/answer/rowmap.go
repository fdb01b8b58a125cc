package answer

import (
	"slices"

	"tonghop/internal/ask/form"
	"tonghop/internal/sheet"
)

// rowMap says which row of the plan each row of a sheet is.
type rowMap struct {
	key   form.SheetKey
	rows  []int       // by the sheet's rows: the plan's; 0 for one that was put in; nil where nothing was moved
	own   []uint32    // by the plan's rows: the columns that are the form's own, or answers
	cols  map[int]int // the sheet's columns → the plan's; nil where nothing was moved
	codes int         // the column of codes; 0 where it is not known
	ends  int         // the last row that may be the form's
}

// footRows is how many rows the signatures below a sheet have at most.
const footRows = 14

// mapped says which row and column of the plan those of a sheet are.
func (rd *reader) mapped(s *sheet.Sheet, k form.SheetKey) *rowMap {
	lines := rd.ret.Plan.Sheet(k).Lines
	last := lines[len(lines)-1]
	m := &rowMap{key: k, own: rd.ownCells(k), ends: last.Row, codes: rd.find.cols[s][0]}
	if rd.find.used[s] == "" { // nothing is asked on it, and so nothing can have been moved
		m.codes = codeColumn(k)
		return m
	}
	if last.Kind == form.Signatures {
		m.ends += footRows
	}
	if rd.old { // which lines it had besides is not known
		m.ends, m.own = 1<<20, nil
		return m
	}
	if at, searched := rd.find.moved[s]; searched && !m.columns(rd, s, at) {
		m.ends, m.own = 1<<20, nil // where everything may be anything, nothing is told
		return m
	}
	m.place(rd, s, last.Row)
	return m
}

// ownCells are the columns of each row of a sheet as it is issued in which the form's own
// words and the answers stand.
func (rd *reader) ownCells(k form.SheetKey) []uint32 {
	return rd.ret.Plan.Remember(allRows, func() any { return ownCells(rd.ret.Plan) }).(map[form.SheetKey][]uint32)[k]
}

// ownColumns are the columns with words of the form's own: numbers, labels, units of measure,
// sums, checks and codes.
var ownColumns = map[form.SheetKey][]int{
	form.Figures: {form.FigNo, form.FigLabel, form.FigUnit, form.FigChange, form.FigSum, form.FigCheck, form.FigCode},
	form.Report:  {form.RepLabel, form.RepCheck, form.RepCode},
	form.UnitKey: {form.UnitLabel, form.UnitCheck, form.UnitCode},
	form.Score:   {form.ScoNo, form.ScoLabel, form.ScoPoints, form.ScoCheck, form.ScoCode},
	form.Lists:   {form.ListNo, form.ListCheck, form.ListCode},
}

// codeColumn is the column of codes of a sheet as it is issued, the last of its own.
func codeColumn(k form.SheetKey) int { return ownColumns[k][len(ownColumns[k])-1] }

func ownCells(p *form.Plan) map[form.SheetKey][]uint32 {
	out := map[form.SheetKey][]uint32{}
	for _, s := range p.Sheets {
		if len(s.Lines) == 0 {
			continue
		}
		rows := make([]uint32, s.Lines[len(s.Lines)-1].Row+1)
		for _, l := range s.Lines {
			switch l.Kind {
			case form.Heading, form.TitleLine, form.Columns, form.TableHead, form.TableTitle, form.Method,
				form.GroupLine, form.Signatures:
				rows[l.Row] = anything
			case form.Gap, form.Blank:
			default:
				for _, col := range ownColumns[s.Key] {
					rows[l.Row] |= 1 << col
				}
			}
		}
		if slices.ContainsFunc(p.Inputs, func(in form.Input) bool { return in.Sheet == s.Key }) {
			foot(rows, s.Lines)
		}
		out[s.Key] = rows
	}
	for _, in := range p.Inputs {
		for row := in.Row; row <= in.LastRow; row++ {
			for col := in.Col; col <= in.LastCol; col++ {
				out[in.Sheet][row] |= 1 << col
			}
		}
	}
	return out
}

// foot leaves what stands below the last answer of a sheet that is signed to the signatures:
// how many empty rows part them differs among layouts.
func foot(rows []uint32, lines []form.Line) {
	if lines[len(lines)-1].Kind != form.Signatures {
		return
	}
	for i := len(lines) - 1; i >= 0; i-- {
		switch l := lines[i]; l.Kind {
		case form.Signatures, form.Blank, form.Gap:
			rows[l.Row] = anything
		default:
			return
		}
	}
}

// columns says which of the plan's columns those of a sheet are on which something was moved;
// false where headings are lost, so that it cannot be said.
func (m *rowMap) columns(rd *reader, s *sheet.Sheet, at map[int]int) bool {
	m.cols = map[int]int{}
	if heads := len(form.Heads(rd.round, m.key)); len(rd.find.under[s])*2 < heads {
		return false
	}
	for own, col := range rd.find.under[s] {
		m.cols[own] = col
	}
	for col, own := range at {
		m.cols[own] = col
	}
	for i, in := range rd.ret.Plan.Inputs {
		if rd.find.spots[i].area.Sheet != s {
			continue
		}
		m.cols[rd.find.cols[s][0]] = in.CodeCol
		if label := rd.find.cols[s][1]; label > 0 && in.LabelCol > 0 {
			m.cols[label] = in.LabelCol
		}
		if cols := rd.find.tables[in.Name]; in.Part == form.Rows && len(cols) > 0 {
			for i, own := range cols {
				m.cols[own] = in.Col + i
			}
			m.cols[cols[0]-1] = form.ListNo
		}
	}
	return true
}

// place says which of the plan's rows those of a sheet are: the rows of the answers, and those
// between two of them where as many stand there as in the form.
func (m *rowMap) place(rd *reader, s *sheet.Sheet, last int) {
	end, moved := 0, m.cols != nil
	for i := range rd.ret.Plan.Inputs {
		in, a := &rd.ret.Plan.Inputs[i], &rd.find.spots[i].area
		if a.Sheet != s {
			continue
		}
		spills := rd.spills[in.Name]
		moved = moved || a.Row != in.Row || a.LastRow != in.LastRow || spills > 0
		end = max(end, s.LastIn(a.LastRow+spills))
	}
	if !moved {
		return
	}
	known := make([]int, end+1) // by the sheet's rows
	for i := range rd.ret.Plan.Inputs {
		in, a := &rd.ret.Plan.Inputs[i], &rd.find.spots[i].area
		if a.Sheet != s {
			continue
		}
		for row := a.Row; row <= s.LastIn(a.LastRow+rd.spills[in.Name]); row++ {
			known[row] = min(in.Row+row-a.Row, in.LastRow)
		}
	}
	m.between(known, last)
}

// between fills in the rows between those of the answers.
func (m *rowMap) between(known []int, last int) {
	end := len(known) - 1
	for end > 0 && known[end] == 0 {
		end--
	}
	if end == 0 {
		return
	}
	below := last - known[end]
	m.rows = make([]int, end+below+1)
	before := 0
	for row := 1; row <= end; row++ {
		at := known[row]
		if at == 0 {
			continue
		}
		m.rows[row] = at
		for n := before + 1; n < row; n++ {
			switch {
			case before == 0: // above all answers stand heads, which may be anything
				m.rows[n] = 1
			case row-before == at-known[before]:
				m.rows[n] = known[before] + n - before
			}
		}
		before = row
	}
	for n := 1; n <= below; n++ {
		m.rows[end+n] = known[end] + n
	}
	m.ends += end + below - last
}

// outside tells whether a cell is none of the form's.
func (m *rowMap) outside(row, col int) bool {
	if col > m.codes && m.codes > 0 {
		return true
	}
	if row > m.ends {
		return true
	}
	at := m.row(row)
	if at == 0 || at >= len(m.own) {
		return at == 0 && row < len(m.rows)
	}
	if m.cols != nil {
		if col = m.cols[col]; col == 0 {
			return m.own[at] != anything
		}
	}
	return m.own[at]&(1<<min(col, 31)) == 0
}

// ownColumn tells whether words of the form's own stand in a column of the sheet.
func (m *rowMap) ownColumn(col int) bool {
	if m.cols != nil {
		col = m.cols[col]
	}
	return slices.Contains(ownColumns[m.key], col)
}

// row is the plan's row of one of the sheet's.
func (m *rowMap) row(row int) int {
	if m.rows == nil {
		return row
	}
	if row < len(m.rows) {
		return m.rows[row]
	}
	return 0
}

// anything is a row in which every cell may be the form's own.
const anything = ^uint32(0)
