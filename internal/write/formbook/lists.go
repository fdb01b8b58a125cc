package formbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
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
	table := w.table(*l.Table)
	data := table.lines
	var marks map[string]finding.Finding
	if l.N < len(data) && data[l.N].typed >= 0 {
		marks = w.rows[l.Table.ID][data[l.N].typed]
	}
	note, worst := "", finding.Info
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
		if f, ok := marks[col.ID]; ok {
			m, _ := f.Text(w.r.Language)
			lk.Fill = canvas.AmberFill
			if f.Severity == finding.Error {
				lk.Fill = canvas.RedFill
			}
			if note == "" || f.Severity.Rank() < worst.Rank() {
				note, worst = m, f.Severity
			}
		}
		c := canvas.Cell{Look: lk}
		if l.N < len(data) {
			c.V = data[l.N].values[col.ID]
		}
		if s, ok := c.V.(string); ok {
			h = max(h, canvas.Height(s, listWidths[i+1], 11))
		}
		cells = append(cells, c)
	}
	for len(cells) < form.ListCheck-1 {
		cells = append(cells, canvas.Cell{})
	}
	if note != "" {
		note = finding.SeverityName(worst, w.r.Language) + ": " + note
		h = max(h, canvas.Height(note, listWidths[form.ListCheck-1], 10))
	}
	check := canvas.Cell{V: note, Look: canvas.Look{Size: 10, Color: canvas.RedText, Wrap: true}}
	if note == "" {
		check = w.tableCheck(l, table)
	}
	p.Row(h, append(cells, check, codeCell(l.Table.ID))...)
	p.Grow()
}

// tableCheck is the live check of a table's row.
func (w *formWriter) tableCheck(l form.Line, table *tableLines) canvas.Cell {
	in, _ := w.plan.Input(round.TableName(l.Table.ID))
	registered := l.N < table.registered
	c := canvas.Cell{F: w.rowCheck(*l.Table, in.Columns, l.Row, in.Row, registered), V: "", Look: canvas.CheckLook}
	if l.N < len(table.lines) {
		c.V = w.rowResult(*l.Table, in.Columns, table.lines[l.N].values, table.nth[l.N] > 1, registered)
	}
	return c
}

// rowResult is the result of a row's live check; again says that a row above it has its key.
func (w *formWriter) rowResult(t round.Table, asked []form.Asked, row map[string]any,
	again, registered bool) string {
	k := w.live.begin
	begun, missing, text := false, false, false
	for i, col := range t.Columns {
		_, number := row[col.ID].(decimal.Decimal)
		blank := row[col.ID] == nil || row[col.ID] == ""
		begun = begun || !blank && !(col.Filled && registered)
		missing = missing || blank && slices.Contains(t.Required, col.ID)
		text = text || !blank && !number && asked[i].Figure()
	}
	keyed := false
	for _, key := range t.Key {
		keyed = keyed || row[key] != nil && row[key] != ""
	}
	switch {
	case !begun:
		return ""
	case missing:
		return k.missing
	case text:
		return k.text
	case keyed && again && !registered:
		return k.wrong + ": " + w.repeated()
	}
	return k.fine
}

// repeated is what the live check says of a row that names what stands above.
func (w *formWriter) repeated() string {
	return w.say(rowRepeated)
}

// tableLine is one row of a table, and which of the unit's rows it is; -1 for one
// that only the register filled in.
type tableLine struct {
	values map[string]any
	typed  int
}

// tableLines are the rows of a table: those that the register fills in, with what the unit
// typed there, then the others.
type tableLines struct {
	lines      []tableLine
	registered int   // of them from the register
	nth        []int // which of the rows of the same key each one is, from 1
}

// table is the rows of a table, put together once.
func (w *formWriter) table(t round.Table) *tableLines {
	if have := w.tables[t.ID]; have != nil {
		return have
	}
	out := &tableLines{}
	typed := w.fill.Tables[t.ID]
	of := map[any]int{} // the first row typed for a unit
	for i := len(typed) - 1; i >= 0; i-- {
		of[typed[i]["ma"]] = i
	}
	used := make([]bool, len(typed))
	if t.RowsFrom != "" && w.u.Code != "" {
		for _, u := range form.FilledRows(w.r, w.u, t) {
			row := tableLine{map[string]any{"ma": u.Code, "ten": u.Name}, -1}
			if i, ok := of[u.Code]; ok && !used[i] {
				row, used[i] = tableLine{typed[i], i}, true
			}
			out.lines = append(out.lines, row)
		}
		out.registered = len(out.lines)
	}
	for i, ty := range typed {
		if !used[i] {
			out.lines = append(out.lines, tableLine{ty, i})
		}
	}
	seen := map[string]int{}
	for _, l := range out.lines {
		var key strings.Builder
		for _, k := range t.Key {
			fmt.Fprintf(&key, "%s\x00", strings.ToLower(fmt.Sprint(l.values[k])))
		}
		seen[key.String()]++
		out.nth = append(out.nth, seen[key.String()])
	}
	if w.tables == nil {
		w.tables = map[string]*tableLines{}
	}
	w.tables[t.ID] = out
	return out
}

func (w *formWriter) listChecks(p *canvas.Page) {
	p.Colours = append(p.Colours, w.liveColours(3, len(p.Rows), form.ListCheck)...)
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
