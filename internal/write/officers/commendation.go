package officers

import (
	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/write/canvas"
)

// nominees is who is proposed for commendation, by table.
func (w *proposalWriter) nominees() {
	for _, t := range w.r.Form.Tables {
		if t.Use == define.UseCommendation {
			w.nomineesOf(t)
		}
	}
}

// nomineesOf lists those of a table.
func (w *proposalWriter) nomineesOf(t round.Table) {
	widths, heads := []float64{6, 30}, []string{w.t(headNo), w.t(headProposer)}
	for _, c := range t.Columns {
		widths, heads = append(widths, max(12, min(c.Width, 40))), append(heads, c.Label)
	}
	at := len(widths) + 1
	widths = append(widths, 11, 24, 3, 3, 3, 3)
	heads = append(heads, w.t(headDecision), w.t(headNote))
	p := w.b.Page(w.t(commendationSheet), widths...)
	p.Locked, p.Printed = true, len(heads)
	p.FitWidth()
	p.Block()
	w.head(p, len(heads), w.t(commendationTitle))
	p.Full(len(heads), 18, w.t(commendationLead), canvas.Look{Italic: true, Size: 11})
	row := p.Heads(30, w.heads(heads...)...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	w.table(p, row+1, at-1)
	i := 0
	for _, l := range w.d.Nominees {
		if l.Table.ID != t.ID {
			continue
		}
		i++
		p.Block()
		w.nominee(p, i, at, t, l)
	}
	if i == 0 {
		p.Full(len(heads), 20, w.t(noNominees), canvas.NoneLook)
	}
	p.Block()
	w.sign(p, len(heads))
	w.validate(p)
}

// nominee is one of them, with what is decided upon it or, from the column at, the cells for it.
func (w *proposalWriter) nominee(p *canvas.Page, n, at int, t round.Table, l desk.NomineeLine) {
	cells := []canvas.Cell{{V: n, Look: canvas.OurLook}, {V: l.Unit, Look: canvas.LineLook}}
	for _, c := range t.Columns {
		cells = append(cells, canvas.Cell{V: finding.Show(l.Cells[c.ID], w.r.Language), Look: canvas.LineLook})
	}
	if l.Decided {
		fill, word := canvas.RedFill, w.r.YesNo()[1]
		if l.Yes {
			fill, word = canvas.GreenFill, w.r.YesNo()[0]
		}
		cells = append(cells,
			canvas.Cell{V: word, Look: canvas.Look{Border: true, Size: 11, Align: "center", Fill: fill}},
			canvas.Cell{V: l.Decision, Look: canvas.Look{Border: true, Size: 10, Wrap: true}},
		)
	} else {
		cells = append(cells, w.inputs(p, len(p.Rows)+1, at, l.Key, l.Digest, l.Seen, l.Typed, l.Note, true)...)
	}
	p.Auto(20, cells...)
	p.Grow()
}
