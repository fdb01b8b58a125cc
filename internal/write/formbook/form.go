package formbook

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/answer"
	"tonghop/internal/sheet"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
	"tonghop/internal/write/live"
)

// Form writes the form of a unit, or with a unit that has only a kind, the
// kind's form with everything of the kind.
func Form(r *round.Round, u round.Unit, fill form.Fill) ([]byte, error) {
	w := &formWriter{
		b:      canvas.NewBook(r.Short+" - "+u.Name, r.Language, r.Period.From),
		r:      r,
		u:      u,
		fill:   fill,
		pages:  map[form.SheetKey]*canvas.Page{},
		checks: live.Of(r, u, fill),
	}
	w.plan = w.checks.Plan()
	if len(fill.Findings) > 0 {
		w.corrections()
	}
	for _, s := range w.plan.Sheets {
		w.sheet(s)
	}
	w.progress(w.pages[form.Guide].At(w.progressRow, 2))
	w.listProgress()
	w.stamp()
	for _, in := range w.plan.Inputs {
		w.b.Names = append(w.b.Names, [2]string{
			in.Name,
			canvas.Abs(form.Title(r, in.Sheet), in.Row, in.Col, in.LastRow, in.LastCol),
		})
	}
	return w.b.Bytes()
}

type formWriter struct {
	b           *canvas.Book
	r           *round.Round
	u           round.Unit
	plan        *form.Plan
	fill        form.Fill
	pages       map[form.SheetKey]*canvas.Page
	checks      *live.Form   // what the form says while it is filled in
	list        *canvas.Page // the sheet of findings
	listed      listed       // where its rows stand
	progressRow int          // of the start sheet
}

// say is a text in the round's language, its verbs filled where it has any.
func (w *formWriter) say(text words.Pair, args ...any) string {
	if len(args) == 0 {
		return text.In(w.r.Language)
	}
	return text.With(w.r.Language, args...)
}

// input is an input cell with its look and its value.
func (w *formWriter) input(name string, l canvas.Look) canvas.Cell {
	l.Open, l.Border, l.Fill = true, true, canvas.InputFill
	return canvas.Cell{V: w.fill.Values[name], Look: l}
}

func codeCell(code string) canvas.Cell {
	return canvas.Cell{V: code, Look: canvas.CodeLook}
}

func (w *formWriter) sheet(s form.Sheet) {
	switch s.Key {
	case form.Guide:
		w.guide(s)
	case form.UnitKey:
		w.unitSheet(s)
	case form.Report:
		w.reportSheet(s)
	case form.Figures:
		w.figureSheet(s)
	case form.Score:
		w.scoreSheet(s)
	case form.Lists:
		w.listSheet(s)
	}
}

func (w *formWriter) open(s form.Sheet, widths ...float64) *canvas.Page {
	p := w.b.Page(s.Title, widths...)
	p.Locked = true
	w.pages[s.Key] = p
	return p
}

// unitName is the unit's name, with its parent's where that is needed to tell it
// apart; on a kind's form the kind's.
func (w *formWriter) unitName() string {
	if w.u.Code == "" {
		return w.r.Kind(w.u.Kind).Name
	}
	return w.r.DisplayName(w.u)
}

// titled is a heading with the unit's name in it: on a kind's form a formula, that
// shows the name once it is chosen.
func (w *formWriter) titled(before, after string, l canvas.Look) canvas.Cell {
	c := canvas.Cell{V: before + w.unitName() + after, Look: l}
	if w.u.Code == "" {
		name := w.abs(round.UnitName)
		c.F = fmt.Sprintf(`%s&IF(%s="",%s,%s)&%s`, canvas.Literal(before), name, canvas.Literal(w.unitName()), name,
			canvas.Literal(after))
		if chosen, ok := w.fill.Values[round.UnitName].(string); ok {
			c.V = before + chosen + after
		}
	}
	return c
}

// abs is an input's place as other sheets write it.
func (w *formWriter) abs(name string) string {
	in, _ := w.plan.Input(name)
	return canvas.Abs(form.Title(w.r, in.Sheet), in.Row, in.Col, in.Row, in.Col)
}

func (w *formWriter) unitSheet(s form.Sheet) {
	p := w.open(s, 30, 46, 30, 12)
	p.Portrait, p.Printed = true, form.UnitCheck
	for _, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			p.Full(3, 30, w.say(unitHead), canvas.Look{Size: 14, Bold: true, Align: "center"})
		case form.Blank:
			p.Row(8)
		case form.Field:
			w.field(p, l)
		}
	}
	w.unitChecks(p)
}

func (w *formWriter) field(p *canvas.Page, l form.Line) {
	label := form.FieldLabel(w.r, l.Name)
	value := w.input(l.Name, canvas.Look{Align: "left", Wrap: true, Format: canvas.TextFormat})
	locked := canvas.Look{Border: true, Fill: canvas.GreyFill, Align: "left", Wrap: true}
	switch l.Name {
	case "vong":
		value = canvas.Cell{V: w.r.ID, Look: locked}
	case "phien_ban_mau":
		value = canvas.Cell{V: w.r.Form.Version, Look: locked}
	case "ban_so":
		value = canvas.Cell{V: w.fill.Copy, Look: locked}
	case round.UnitCode:
		value = canvas.Cell{V: w.u.Code, Look: locked}
		if w.u.Code == "" {
			value.F = fmt.Sprintf(`IFERROR(INDEX(%s,MATCH(%s,%s,0)),"")`, w.stampRange(3), round.UnitName,
				w.stampRange(4))
			value.V = ""
		}
	case round.UnitName:
		value = canvas.Cell{V: w.u.Name, Look: locked}
		if w.u.Code == "" {
			value = w.input(l.Name, canvas.Look{Align: "left", Wrap: true})
		}
	case form.DrawnUp:
		value.V, value.Look.Format = w.checks.DateValue(l.Name), canvas.DayFormat
	}
	check := w.checks.Kept(l.Name)
	if l.Name == round.SignedOff {
		check = w.checks.Signed()
	}
	p.Auto(24, canvas.Cell{V: label, Look: canvas.Look{Border: true, Wrap: true}}, value, check, codeCell(l.Name))
}

func (w *formWriter) unitChecks(p *canvas.Page) {
	ref := func(name string) []string {
		in, _ := w.plan.Input(name)
		return []string{sheet.Ref(in.Row, in.Col)}
	}
	p.Colours = append(p.Colours, w.checks.Colours(form.UnitKey, len(p.Rows))...)
	p.Checks = append(p.Checks,
		canvas.Validation{
			Refs:    ref(round.SignedOff),
			Kind:    "list",
			List:    []string{"x"},
			Title:   w.say(signOffTitle),
			Message: w.say(signOffPrompt),
		},
		canvas.Validation{
			Refs:    ref(form.DrawnUp),
			Kind:    "date",
			Title:   w.say(drawnUpTitle),
			Message: w.say(dayPrompt),
		})
	if w.u.Code == "" {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    ref(round.UnitName),
			Kind:    "list",
			Source:  w.stampRange(4),
			Title:   w.say(unitNameTitle),
			Message: w.say(unitNamePrompt),
		})
	}
}

// stampSheet is the very hidden sheet's name.
const stampSheet = "_tonghop"

// kindUnits are the units that a kind's form may belong to.
func (w *formWriter) kindUnits() (out []round.Unit) {
	for _, u := range w.r.Register.Units {
		if u.Kind == w.u.Kind {
			out = append(out, u)
		}
	}
	return out
}

func (w *formWriter) stampRange(col int) string {
	return canvas.Abs(stampSheet, 1, col, max(1, len(w.kindUnits())), col)
}

// stamp writes the very hidden sheet: what form this is, and for a kind's form
// its units' codes and names.
func (w *formWriter) stamp() {
	p := w.b.Page(stampSheet)
	p.Hidden = true
	rows := [][2]any{
		{answer.StampMark, nil},
		{answer.StampRound, w.r.ID},
		{answer.StampVersion, w.r.Form.Version},
		{answer.StampKind, w.u.Kind},
		{answer.StampUnit, w.u.Code},
		{answer.StampCopy, strconv.Itoa(w.fill.Copy)},
	}
	fields := answer.SealedFields(w.r.ID, w.r.Form.Version, w.u.Code, strconv.Itoa(w.fill.Copy))
	if s := w.r.Keys.Seal(fields...); s != "" {
		rows = append(rows, [2]any{answer.StampSeal, s})
	}
	if s := w.r.Keys.Sign(fields...); s != "" && w.u.Code != "" {
		rows = append(rows, [2]any{answer.StampSign, s})
	}
	if w.fill.Issued {
		rows = append(rows, [2]any{answer.StampFilled, record.FilledIn(w.r.Self, w.content())})
	}
	var units []round.Unit
	if w.u.Code == "" {
		units = w.kindUnits()
	}
	for i := range max(len(rows), len(units), len(w.fill.Sums)) {
		c := make([]canvas.Cell, answer.StampSums-1, answer.StampSums)
		if i < len(rows) {
			c[0].V, c[1].V = rows[i][0], rows[i][1]
		}
		if i < len(units) {
			c[2].V, c[3].V = units[i].Code, w.r.DisplayName(units[i])
		}
		if i < len(w.fill.Sums) {
			c = append(c, canvas.Cell{V: w.fill.Sums[i]})
		}
		p.Row(0, c...)
	}
}

// content is the digest of what is filled in, as it will be read back: inputs that are asked,
// and rows that say more than the register does.
func (w *formWriter) content() string {
	values, tables := map[string]any{}, map[string][]map[string]any{}
	for _, in := range w.plan.Inputs {
		if in.Part != form.Computed && in.Part != form.Stamp && in.ID != round.UnitCode && in.ID != round.UnitName {
			values[in.Name] = w.fill.Values[in.Name]
		}
	}
	for _, t := range w.r.Form.TablesOf(w.u.Kind) {
		for _, row := range w.fill.Tables[t.ID] {
			if slices.ContainsFunc(t.Columns, func(c round.Column) bool { return !c.Filled && row[c.ID] != nil }) {
				tables[t.ID] = append(tables[t.ID], row)
			}
		}
	}
	return record.Content(values, tables)
}

// num is a filled-in figure, where it is a number.
func (w *formWriter) num(name string) (decimal.Decimal, bool) {
	d, ok := w.fill.Values[name].(decimal.Decimal)
	return d, ok
}
