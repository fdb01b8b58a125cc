package roll

import (
	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
)

// ForUnit are the findings that the unit must answer: only they make another
// workbook to correct.
func ForUnit(fs []finding.Finding) (out []finding.Finding) {
	for _, f := range fs {
		if f.ForUnit() {
			out = append(out, f)
		}
	}
	return out
}

// FillOf is a unit's own data, to be written into a fresh form.
func FillOf(v record.Verdict) form.Fill {
	fill := form.Fill{
		Answered: v.Understood,
		Values:   map[string]any{},
		Tables:   map[string][]map[string]any{},
		Findings: v.Findings,
	}
	for name, x := range v.Typed {
		fill.Values[name] = filled(x)
	}
	for id, rows := range v.TypedRows {
		for _, row := range rows {
			cells := map[string]any{}
			for col, x := range row {
				cells[col] = filled(x)
			}
			fill.Tables[id] = append(fill.Tables[id], cells)
		}
	}
	return fill
}

// filled turns a remembered value into one to write.
func filled(x any) any {
	if d, ok := record.Number(x); ok {
		return d
	}
	return x
}
