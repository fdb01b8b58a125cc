package live

import (
	"fmt"
	"slices"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// liveCells are the form's cells as the formulas of one of its sheets see them.
type liveCells struct {
	w  *Form
	on form.SheetKey
}

// Kind is the kind of the unit.
func (c liveCells) Kind() string { return c.w.u.Kind }

// Concerns tells whether the unit is asked for an input or table.
func (c liveCells) Concerns(name string) bool { return c.w.plan.Concerns(name) }

func (c liveCells) at(name string) string {
	in, _ := c.w.plan.Input(name)
	return c.cell(in.Sheet, in.Row, in.Col)
}

// cell is a cell of the form, without its sheet where formulas stand on that.
func (c liveCells) cell(on form.SheetKey, row, col int) string {
	if on == c.on {
		return sheet.Ref(row, col)
	}
	return canvas.Abs(form.Title(c.w.r, on), row, col, row, col)
}

// Figure is an input as the daemon reads it: a number within its limits, blanks of a
// section with nothing to report being 0.
func (c liveCells) Figure(name string) rule.Figure {
	if strings.HasPrefix(name, rule.AttributePrefix) {
		v, ok := c.w.u.Attribute(name)
		known, blank := strings.ToUpper(fmt.Sprint(ok)), strings.ToUpper(fmt.Sprint(!ok))
		return rule.Figure{Known: known, Value: canvas.Literal(v), Blank: blank, Text: true}
	}
	in, _ := c.w.plan.Input(name)
	at := c.at(name)
	switch {
	case in.Part == form.Computed:
		return rule.Figure{Known: "FALSE", Value: "0", Blank: "TRUE"}
	case !in.Asked.Figure():
		text := c.w.r.Form.Name(name) == rule.Text
		return rule.Figure{Known: at + `<>""`, Value: at, Blank: at + `=""`, Text: text}
	}
	known, blank := taken(at, &in.Asked), at+`=""`
	if in.Box != "" {
		known = fmt.Sprintf(`IF(%s="",%s<>"",%s)`, at, c.at(in.Box), known)
		blank = fmt.Sprintf(`AND(%s="",%s="")`, at, c.at(in.Box))
	}
	return rule.Figure{Known: known, Value: "N(" + at + ")", Blank: blank}
}

// taken is true where a cell holds a figure that is taken.
func taken(at string, asked *form.Asked) string {
	if asked.Taken == nil {
		return "ISNUMBER(" + at + ")"
	}
	cond := fmt.Sprintf("%s>=%s,%s<=%s", at, asked.Taken.Least, at, asked.Taken.Most)
	if asked.Whole() {
		cond += fmt.Sprintf(",INT(%s)=%s", at, at)
	}
	return fmt.Sprintf("IF(ISNUMBER(%s),AND(%s),FALSE)", at, cond)
}

// Blocks are the rows of a table: those that the register fills in, where only what
// is typed beyond that makes an answer, and the others.
func (c liveCells) Blocks(table string) (out []rule.Block) {
	t, _ := c.w.r.Form.Table(table)
	in, ok := c.w.plan.Input(round.TableName(table))
	if !ok {
		return nil
	}
	filled := 0
	if t.RowsFrom != "" && c.w.u.Code != "" {
		filled = len(form.FilledRows(c.w.r, c.w.u, t))
	}
	for _, run := range [][2]int{{in.Row, in.Row + filled - 1}, {in.Row + filled, in.LastRow}} {
		if run[1] < run[0] {
			continue
		}
		rng := func(i int) string {
			return canvas.Abs(form.Title(c.w.r, in.Sheet), run[0], in.Col+i, run[1], in.Col+i)
		}
		var typed []string
		for i, col := range t.Columns {
			if !col.Filled || run[0] >= in.Row+filled {
				typed = append(typed, "("+rng(i)+`<>"")`)
			}
		}
		out = append(out, rule.Block{
			Answered: "(1*((" + strings.Join(typed, "+") + ")>0))",
			Column: func(id string) string {
				return rng(slices.IndexFunc(t.Columns, func(c round.Column) bool { return c.ID == id }))
			},
		})
	}
	return out
}
