package answer

import (
	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// merged is the cell that an input is read from: of merged cells the first. Where
// other inputs lie in the same merged cells, nobody knows whose the content is.
func (rd *reader) merged(in *form.Input, at sheet.Area) (sheet.Cell, bool) {
	m, ok := at.Sheet.Merged(at.Row, at.Col)
	if !ok || in.LastRow > in.Row {
		return at.Sheet.At(at.Row, at.Col), true
	}
	c := at.Sheet.At(m.Row, m.Col)
	if rd.labelled(m) { // a title's cells, left behind where rows were moved: the answer lies under them
		return at.Sheet.At(at.Row, at.Col), true
	}
	if c.Kind == sheet.Empty && !c.Pending {
		return c, true
	}
	for i, sp := range rd.find.spots {
		within := sp.area.Sheet == at.Sheet &&
			sp.area.Row >= m.Row && sp.area.Row <= m.LastRow && sp.area.Col >= m.Col && sp.area.Col <= m.LastCol
		if within && rd.ret.Plan.Inputs[i].Name != in.Name {
			f := finding.New("TMPL-006.merged")
			f.Found = rd.shown(&c)
			a := standing(in.Name, at)
			a.State, a.LastRow = Wrong, at.Row
			rd.ret.Set(a)
			if in.Part != form.Computed {
				rd.add(rd.ret.At(f, in.Name))
			}
			return c, false
		}
	}
	return c, true
}

// labelled tells whether merged cells begin with a code, or with a label or the number before it,
// which is no answer.
func (rd *reader) labelled(m sheet.Area) bool {
	cols := rd.find.cols[m.Sheet]
	return m.Col == cols[0] || m.Col <= cols[1]
}

// spilled are the rows below a block that were written in although they are locked:
// more text than the block had room for. They belong to the block; where the next
// answer begins right below them it may have been written over, which is said there.
func (rd *reader) spilled(in *form.Input, at sheet.Area) (rows []sheet.Cell) {
	col := rd.find.cols[at.Sheet][0]
	if col == 0 {
		return nil // without codes nobody knows where the next answer begins
	}
	for row := at.LastRow + 1; row <= at.Sheet.LastIn(at.LastRow+200); row++ {
		if at.Sheet.At(row, col).Kind != sheet.Empty {
			break
		}
		c := at.Sheet.At(row, at.Col)
		if c.Kind == sheet.Empty || c.Formula || viet.Clean(c.Text) == "" {
			break
		}
		rows = append(rows, c)
	}
	if len(rows) == 0 {
		return nil
	}
	rd.spills[in.Name] = len(rows)
	f := finding.New("TMPL-005.spill").With("count", itoa(len(rows)))
	rd.add(rd.ret.At(f, in.Name))
	next := at.LastRow + len(rows) + 1
	for i, sp := range rd.find.spots {
		below := sp.area.Sheet == at.Sheet && sp.area.Row == next && sp.area.Col == at.Col
		if !below || at.Sheet.At(next, at.Col).Kind == sheet.Empty {
			continue
		}
		if sp.how != Disputed && sp.how != Twice { // told when its turn comes
			rd.find.spots[i].how = Disputed
		}
	}
	return rows
}

// altered reports locked codes and labels that say something else than the form's
// (TMPL-007); a form of an earlier version may.
func (rd *reader) altered() {
	if rd.old {
		return
	}
	var first finding.Finding
	var names []string
	var last form.Input // inputs of one line follow one another
	for i, in := range rd.ret.Plan.Inputs {
		sp := rd.find.spots[i]
		found := sp.area.Sheet != nil && sp.how != Disputed && sp.how != Twice
		seen := in.Sheet == last.Sheet && in.Row == last.Row
		if !found || seen || in.Label == "" {
			continue
		}
		last = in
		s := sp.area.Sheet
		cols := rd.find.cols[s]
		if s.Text(sp.area.Row, cols[0]) == in.Code && s.Text(sp.area.Row, cols[1]) == in.Label {
			continue
		}
		code, label := s.At(sp.area.Row, cols[0]), s.At(sp.area.Row, cols[1])
		if changed(code, in.Code) || changed(label, in.Label) && viet.Fold(label.Text) != viet.Fold(in.Label) {
			if names = append(names, in.Name); len(names) == 1 {
				first = onCell(finding.New("TMPL-007"), s, label.Row, label.Col)
				first.ID = in.Name
			}
		}
	}
	if len(names) == 0 {
		return
	}
	labels := make([]string, len(names))
	for i, n := range names {
		labels[i] = "“" + rd.round.Label(n) + "”"
	}
	first.IDs = names
	rd.add(first.With("label", some(labels)))
}

// onCell places a finding on a cell that is no input's.
func onCell(f finding.Finding, s *sheet.Sheet, row, col int) finding.Finding {
	f.Sheet, f.SheetOrder, f.Row, f.Col = s.Name, s.Index, row, col
	f.Cells = []string{sheet.Ref(row, col)}
	return f
}

// changed tells whether a locked cell was given another text; one that was cleared
// is only lost.
func changed(c sheet.Cell, text string) bool {
	return c.Kind == sheet.Text && c.Text != text && viet.Clean(c.Text) != text && !viet.Empty(c.Text)
}
