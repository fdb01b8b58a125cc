package formbook

import (
	"fmt"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// listWidths are the columns of the lists, in characters.
var listWidths = []float64{6, 18, 28, 16, 22, 16, 13, 19, 24, 9}

// listSheet writes the tables one below the other.
func (w *formWriter) listSheet(s form.Sheet) {
	p := w.open(s, listWidths...)
	p.Printed, p.Sorting, p.Scale = form.ListCheck-1, true, 92
	p.Block()
	for i, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			head := canvas.Look{Bold: true, Align: "center", Size: 13}
			p.Full(8, 26, nil, head)
			*p.At(1, 1) = w.titled(w.say(listsHead), "", head)
		case form.TableTitle:
			if i > 1 { // each table begins a page, so that it can be printed and signed by itself
				p.NewPage()
			}
			p.Full(len(l.Table.Columns)+1, 24, l.Table.Label, canvas.SectionLook)
		case form.TableHead:
			h := canvas.HeadLook
			cells := []canvas.Cell{{V: w.say(headNumber), Look: h}}
			for _, c := range l.Table.Columns {
				cells = append(cells, canvas.Cell{V: c.Label, Look: h})
			}
			for len(cells) < form.ListCheck-1 {
				cells = append(cells, canvas.Cell{})
			}
			p.Auto(34, append(cells, canvas.Cell{V: w.say(headCheck), Look: h})...)
		case form.TableRow:
			if l.N > 2 {
				p.Block()
			}
			w.tableRow(p, l)
		case form.Blank:
			p.Row(10)
		}
	}
	w.listChecks(p)
}

func (w *formWriter) tableRow(p *canvas.Page, l form.Line) {
	data := w.checks.Table(*l.Table).Lines
	cells := []canvas.Cell{{V: l.N + 1, Look: canvas.MidLook}}
	h := 18.0
	for i, col := range l.Table.Columns {
		lk := canvas.Look{Border: true, Wrap: true, Open: true, Fill: canvas.InputFill, Align: "left", Size: 11}
		switch col.Type {
		case round.Count, round.Amount:
			lk.Align, lk.Wrap = "right", false
		case round.Choice:
			lk.Align = "center"
		default:
			lk.Format = canvas.TextFormat
		}
		c := canvas.Cell{Look: lk}
		if l.N < len(data) {
			c.V = data[l.N].Values[col.ID]
		}
		if s, ok := c.V.(string); ok {
			h = max(h, canvas.Height(s, listWidths[i+1], 11))
		}
		cells = append(cells, c)
	}
	for len(cells) < form.ListCheck-1 {
		cells = append(cells, canvas.Cell{})
	}
	check := w.checks.Row(l)
	h = max(h, canvas.Height(fmt.Sprint(check.V), listWidths[form.ListCheck-1], 10))
	p.Colours = append(p.Colours, w.checks.RowColours(l)...)
	p.Row(h, append(cells, check, codeCell(l.Table.ID))...)
	p.Grow()
}

func (w *formWriter) listChecks(p *canvas.Page) {
	p.Colours = append(p.Colours, w.checks.Colours(form.Lists, len(p.Rows))...)
	for _, in := range w.plan.Inputs {
		if in.Part != form.Rows {
			continue
		}
		t, _ := w.r.Form.Table(in.ID)
		for i, col := range t.Columns {
			ref := sheet.Ref(in.Row, in.Col+i) + ":" + sheet.Ref(in.LastRow, in.Col+i)
			v := canvas.Validation{Refs: []string{ref}, Title: col.Label}
			switch asked := &in.Columns[i]; asked.Type {
			case round.Choice:
				v.Kind, v.List = "list", asked.Choices
				v.Message = w.say(listChoicePrompt)
			case round.Count:
				v.Kind, v.Message = "whole", w.say(listWholePrompt)
			case round.Amount:
				v.Kind, v.Message = "decimal", w.say(listNumberPrompt)
			default:
				continue
			}
			p.Checks = append(p.Checks, v)
		}
	}
}
