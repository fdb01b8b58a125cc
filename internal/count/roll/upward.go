package roll

import (
	"maps"
	"slices"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
	"tonghop/internal/words"
)

// UpwardPath is this level's own return to the level above.
const UpwardPath = "bao-cao-cap-tren.xlsx"

// Upward is what this level's own return is filled in with.
func Upward(p *standing.Picture, u round.Unit) form.Fill {
	fill := form.Fill{Values: map[string]any{}, Tables: map[string][]map[string]any{}}
	worked := work{fill: &fill, counts: true, struck: map[string]bool{}}
	if own := p.Own(); own != nil {
		fill = FillOf(own.Verdict)
		if worked.counts = own == p.Standing(u.Code).Counts; worked.counts {
			fill.Findings = nil
		}
		fill.Copy = own.Verdict.Copy
		worked.beside, fill.Sums = own.Verdict.Beside, slices.Clone(own.Verdict.Struck)
		for _, mark := range own.Verdict.Struck {
			worked.struck[mark] = true
		}
	}
	fill.Copy = max(fill.Copy, p.LastCopy(u.Code))
	tree := p.Tree()
	sums := tree.At(u.Code)
	for _, in := range p.Round.Indicators(u) {
		worked.rollUp(in, sums[in.ID])
		if _, have := fill.Values[in.ID]; !have && in.Type == round.TextLine {
			if texts := tree.Texts(in.ID); len(texts) > 0 {
				worked.out(in.ID, joined(texts))
			}
		}
	}
	for _, s := range p.Round.Form.Sections { // zeros stand as figures by now
		delete(fill.Values, round.Nothing(s.ID))
	}
	for _, t := range p.Round.Form.TablesOf(u.Kind) {
		if t.RowsFrom != "" {
			fill.Tables[t.ID] = worked.rows(t, fill.Tables[t.ID], childRows(p, u, t, fill.Tables[t.ID]))
			continue
		}
		if len(fill.Tables[t.ID]) == 0 || worked.beside {
			worked.list(p, t, tree.List(t.ID))
		}
	}
	fill.Sources = restsOn(p)
	return fill
}

// mostNamed is how many units a line of what the sums rest on names.
const mostNamed = 40

// restsOn says what the totals rest on: how many units count of those that are expected, which
// are missing, and which count by an officer's decision.
func restsOn(p *standing.Picture) []string {
	var missing, byDecision []string
	expected, counted := 0, 0
	for _, s := range p.Units {
		if s.Unit.Code == p.Round.Self {
			continue
		}
		if s.Counts != nil && decided(p, s) != "" {
			byDecision = append(byDecision, p.Round.DisplayName(s.Unit))
		}
		if !s.Expected {
			continue
		}
		if expected++; s.Counts != nil {
			counted++
		} else {
			missing = append(missing, p.Round.DisplayName(s.Unit))
		}
	}
	out := []string{countedOf.With(p.Lang(), counted, expected)}
	for _, list := range []struct {
		said  words.Pair
		units []string
	}{{unitsMissing, missing}, {unitsByDecision, byDecision}} {
		if n := len(list.units); n > mostNamed {
			out = append(out, list.said.With(p.Lang(), n, strings.Join(list.units[:mostNamed], ", ")+
				moreUnits.With(p.Lang(), n-mostNamed)))
		} else if n > 0 {
			out = append(out, list.said.With(p.Lang(), n, strings.Join(list.units, ", ")))
		}
	}
	return out
}

// work fills in what was worked out, each thing with its mark, so that it is told from what
// this level answers itself when the form comes back.
type work struct {
	fill   *form.Fill
	counts bool            // what this level answered itself is in the totals
	beside bool            // its lists stand beside those of the units below
	struck map[string]bool // marks of rows that it took out of those
}

func (w work) out(name string, x any) {
	w.fill.Values[name] = x
	w.fill.Sums = append(w.fill.Sums, record.SumOf(name, x))
}

// rollUp fills a figure in with its total; this level's own answer is in it already, and
// stays its own. Last year's goes up only where the two can be compared.
func (w work) rollUp(in *round.Indicator, tot rollup.Total) {
	if in.Type != round.Count && in.Type != round.Amount {
		return
	}
	switch _, own := w.fill.Values[in.ID]; {
	case tot.Sum == nil, own && !w.counts:
	case own:
		w.fill.Values[in.ID] = *tot.Sum
	default:
		w.out(in.ID, *tot.Sum)
	}
	name := in.ID + round.PriorSuffix
	if _, have := w.fill.Values[name]; !have && in.Prior && tot.Comparable() {
		w.out(name, *tot.Prior)
	}
}

// list fills a list in with the rows of those below, but for what this level took out, and then
// what it wrote itself. A row that was taken out keeps its mark, so that it stays out.
func (w work) list(p *standing.Picture, t round.Table, below []rollup.Row) {
	own := w.fill.Tables[t.ID]
	var all []map[string]any
	for _, row := range below {
		cells := map[string]any{}
		for k, v := range row.Cells {
			cells[k] = filled(v)
		}
		p.AddOwner(t, row.Unit, cells)
		mark := record.SumRow(t.ID, cells)
		if w.struck[mark] {
			continue
		}
		w.fill.Sums = append(w.fill.Sums, mark)
		all = append(all, cells)
	}
	if all = append(all, own...); len(all) > 0 {
		w.fill.Tables[t.ID] = all
	}
}

// rows marks what of the rows of those below is not as this level wrote it itself.
func (w work) rows(t round.Table, own, all []map[string]any) []map[string]any {
	wrote := map[string]bool{}
	for _, row := range own {
		for col, x := range row {
			wrote[record.SumCell(t.ID, row, col, x)] = true
		}
	}
	for _, row := range all {
		for _, col := range t.Columns {
			mark := record.SumCell(t.ID, row, col.ID, row[col.ID])
			if row[col.ID] != nil && !col.Filled && !wrote[mark] {
				w.fill.Sums = append(w.fill.Sums, mark)
			}
		}
	}
	return all
}

// mostJoined is how long a text that was put together may be, in characters.
const mostJoined = 1500

// joined puts different texts together, as many as there is room for.
func joined(texts []string) string {
	out := ""
	for i, t := range texts {
		t = strings.TrimRight(strings.TrimSpace(t), ".;, ")
		if i > 0 {
			out += "; "
		}
		if room := mostJoined - len([]rune(out)); len([]rune(t)) > room {
			return out + string([]rune(t)[:max(0, room)]) + "…"
		}
		out += t
	}
	return out
}

// childRows are the rows of a table of those below: what this level wrote itself, and
// for the others their own score, this level's appraisal and result.
func childRows(p *standing.Picture, u round.Unit, t round.Table, own []map[string]any) (out []map[string]any) {
	wrote, others := map[string]map[string]any{}, []map[string]any(nil)
	for _, cells := range own {
		if s := p.RowOf(u, t, cells); s != nil && wrote[s.Unit.Code] == nil {
			wrote[s.Unit.Code] = cells
		} else {
			others = append(others, cells)
		}
	}
	for _, c := range p.Round.Register.Children(u.Code) {
		if c.Kind != t.RowsFrom {
			continue
		}
		row := map[string]any{}
		maps.Copy(row, wrote[c.Code])
		row["ma"], row["ten"] = c.Code, c.Name
		childRow(p, p.Standing(c.Code), t, row)
		out = append(out, row)
	}
	return append(out, others...)
}

func childRow(p *standing.Picture, s *standing.Standing, t round.Table, row map[string]any) {
	if s == nil || s.Counts == nil {
		return
	}
	put := func(col string, v any) {
		if _, have := row[col]; !have && col != "" && v != nil {
			row[col] = v
		}
	}
	if s.Scores != nil {
		if s.Scores.Self != nil {
			put(t.SelfFrom, *s.Scores.Self)
		}
		if n := len(s.Scores.Levels); n > 0 { // this level's own appraisal is the last one here
			l := s.Scores.Levels[n-1]
			if delete(row, t.AppraisedFrom); l.Total != nil && t.AppraisedFrom != "" {
				row[t.AppraisedFrom] = *l.Total
			}
			if t.ResultFrom != "" {
				row[t.ResultFrom] = l.Result
			}
		}
	}
	for _, col := range t.Columns { // such as the number of households, asked of the unit itself
		if from, ok := p.Round.Form.Indicator(col.From); ok {
			if d, ok := record.Number(s.Counts.Verdict.Values[from.ID]); ok {
				put(col.ID, d)
			}
		}
	}
}
