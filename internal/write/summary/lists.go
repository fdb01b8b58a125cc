package summary

import (
	"strings"

	"tonghop/internal/ask/define"
	"tonghop/internal/write/canvas"
)

// models lists the rows of the lists of models, of all returns that count.
func (w *summaryWriter) models() { w.lists(define.UseModel, w.t(sheetModels)) }

// lists puts the rows of tables for one use together, those of each unit below its name.
func (w *summaryWriter) lists(use, name string) {
	for _, t := range w.r.Form.Tables {
		if t.Use != use {
			continue
		}
		widths, heads := []float64{6, 32}, w.texts(headNumber, headUnit)
		for _, c := range t.Columns {
			widths, heads = append(widths, max(10, min(c.Width+4, 40))), append(heads, c.Label)
		}
		p := w.b.Page(name, widths...)
		p.FitWidth()
		w.head(p, len(heads), strings.ToUpper(t.Label))
		row := w.headings(p, 30, heads...)
		p.Freeze, p.Repeat = [2]int{row, 2}, row
		n := 0
		for _, u := range w.units {
			if u.Counts == nil {
				continue
			}
			for _, cells := range u.Counts.Tables[t.ID] {
				n++
				l := canvas.LineLook
				line := []canvas.Cell{{V: n, Look: canvas.OurLook}, {V: w.names[u.Unit.Code], Look: l}}
				for _, c := range t.Columns {
					line = append(line, canvas.Cell{V: shown(cells[c.ID]), Look: l})
				}
				p.Block()
				p.Auto(18, line...)
			}
		}
		w.listEnd(p, row, len(heads))
	}
}

// commendations lists who is proposed for commendation, and what was decided.
func (w *summaryWriter) commendations() {
	for _, t := range w.r.Form.Tables {
		if t.Use != define.UseCommendation {
			continue
		}
		widths, heads := []float64{6, 30}, w.texts(headNumber, headProposedBy)
		for _, c := range t.Columns {
			widths, heads = append(widths, max(10, min(c.Width, 36))), append(heads, c.Label)
		}
		widths, heads = append(widths, 13, 30), append(heads, w.t(headDecided), w.t(headDecidedBy))
		p := w.b.Page(w.t(sheetCommendation), widths...)
		p.FitWidth()
		w.head(p, len(heads), strings.ToUpper(t.Label))
		row := w.headings(p, 30, heads...)
		p.Freeze, p.Repeat = [2]int{row, 2}, row
		n := 0
		for _, o := range w.s.Nominees {
			if o.Table.ID != t.ID {
				continue
			}
			n++
			l := canvas.LineLook
			line := []canvas.Cell{{V: n, Look: canvas.OurLook}, {V: o.Unit, Look: l}}
			for _, c := range t.Columns {
				line = append(line, canvas.Cell{V: shown(o.Cells[c.ID]), Look: l})
			}
			word, fill := w.t(cellUndecided), ""
			if o.Decided {
				word, fill = w.t(cellRefused), canvas.RedFill
				if o.Yes {
					word, fill = w.t(cellCommended), canvas.GreenFill
				}
			}
			p.Block()
			p.Auto(18, append(line,
				canvas.Cell{V: word,
					Look: canvas.Look{Border: true, Size: 11, Align: "center", Fill: fill, Wrap: true}},
				canvas.Cell{V: o.Decision, Look: l},
			)...)
		}
		w.listEnd(p, row, len(heads))
	}
}
