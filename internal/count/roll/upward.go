package roll

import (
	"maps"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
)

// UpwardPath is this level's own return to the level above.
const UpwardPath = "bao-cao-cap-tren.xlsx"

// Upward is what this level's own return is filled in with.
func Upward(p *standing.Picture, u round.Unit) form.Fill {
	fill := form.Fill{Copy: 1, Values: map[string]any{}, Tables: map[string][]map[string]any{}}
	if own := p.Standing(u.Code); own != nil && own.Counts != nil {
		fill = FillOf(own.Counts.Verdict)
		fill.Copy, fill.Findings = max(1, own.Counts.Verdict.Copy), nil
	}
	tree := p.Tree()
	sums := tree.At(u.Code)
	for _, in := range p.Round.Indicators(u) {
		rollUp(p, &fill, in, sums[in.ID])
		if _, have := fill.Values[in.ID]; !have && in.Type == round.TextLine {
			if texts := tree.Texts(in.ID); len(texts) > 0 {
				fill.Values[in.ID] = joined(texts)
			}
		}
	}
	for _, s := range p.Round.Form.Sections { // zeros stand as figures by now
		delete(fill.Values, round.Nothing(s.ID))
	}
	for _, t := range p.Round.Form.TablesOf(u.Kind) {
		if t.RowsFrom != "" {
			fill.Tables[t.ID] = childRows(p, u, t, fill.Tables[t.ID])
			continue
		}
		if len(fill.Tables[t.ID]) > 0 {
			continue
		}
		for _, row := range tree.List(t.ID) {
			cells := map[string]any{}
			for k, v := range row.Cells {
				cells[k] = filled(v)
			}
			p.AddOwner(t, row.Unit, cells)
			fill.Tables[t.ID] = append(fill.Tables[t.ID], cells)
		}
	}
	return fill
}

// rollUp fills a figure in with its total; this level's own answer is in it already. Last
// year's goes up only where the two can be compared.
func rollUp(p *standing.Picture, fill *form.Fill, in *round.Indicator, tot rollup.Total) {
	if in.Type != round.Count && in.Type != round.Amount {
		return
	}
	if tot.Sum != nil {
		fill.Values[in.ID] = *tot.Sum
	}
	name := in.ID + round.PriorSuffix
	if _, have := fill.Values[name]; !have && in.Prior && tot.Comparable() {
		fill.Values[name] = *tot.Prior
	}
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
