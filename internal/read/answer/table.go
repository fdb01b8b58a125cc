package answer

import (
	"cmp"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// mostRows is how many rows a table may have: more are nobody's to type, nor to be told of one
// by one.
const mostRows = 5000

// table reads the answered rows of a table: those in which the unit typed
// something beyond what the register filled in.
func (rd *reader) table(in *form.Input, at sheet.Area) {
	t, _ := rd.round.Form.Table(in.ID)
	rd.ret.Set(standing(in.Name, at))
	given := map[string]string{} // names that the register fills in, by code
	for _, u := range form.FilledRows(rd.round, rd.ret.Unit, t) {
		given[u.Code] = u.Name
	}
	cols := rd.find.tables[in.Name]
	if cols == nil {
		for i := range t.Columns {
			cols = append(cols, at.Col+i)
		}
	}
	asked := questions(in, t)
	for row := at.Row; row <= at.Sheet.LastIn(at.LastRow); row++ {
		if !rd.typed(t, cols, at.Sheet, row, given) {
			continue
		}
		if len(rd.ret.Tables[in.ID]) == mostRows {
			rd.over = cmp.Or(t.Label, t.ID)
			return
		}
		r := TableRow{Row: row, Values: make(map[string]Answer, len(t.Columns))}
		for i, col := range t.Columns {
			c := at.Sheet.At(row, cols[i])
			a := standing(in.ID+"."+col.ID, sheet.Area{Sheet: at.Sheet, Row: row, Col: cols[i], LastRow: row})
			a.Raw, a.Figure = rd.shown(&c), c.Kind == sheet.Number && !c.IsDate
			asked[i].row = len(rd.ret.Tables[in.ID])
			rd.normalise(&a, &c, &asked[i])
			r.Values[col.ID] = a
		}
		rd.ret.Tables[in.ID] = append(rd.ret.Tables[in.ID], r)
	}
}

// questions are what the columns of a table ask.
func questions(in *form.Input, t round.Table) []question {
	asked := make([]question, len(t.Columns))
	for i, col := range t.Columns {
		asked[i] = question{Asked: in.Columns[i], label: t.Label + " / " + col.Label, ids: []string{t.ID}}
	}
	return asked
}

// standing is an answer of which only the place is known.
func standing(name string, at sheet.Area) Answer {
	return Answer{
		Name:    name,
		Sheet:   at.Sheet.Name,
		Order:   at.Sheet.Index,
		Row:     at.Row,
		Col:     at.Col,
		LastRow: at.LastRow,
	}
}

// typed tells whether a row holds more than what was filled in for the unit.
func (rd *reader) typed(t round.Table, cols []int, s *sheet.Sheet, row int, given map[string]string) bool {
	name, ours := given[viet.Clean(s.At(row, cols[0]).Text)]
	for i, col := range t.Columns {
		c := s.At(row, cols[i])
		if c.Kind == sheet.Empty && !c.Pending || c.Kind == sheet.Text && viet.Empty(c.Text) {
			continue
		}
		if !ours || !col.Filled || i > 0 && viet.Clean(c.Text) != name {
			return true
		}
	}
	return false
}
