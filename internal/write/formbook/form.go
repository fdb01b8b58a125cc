package formbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/answer"
	"tonghop/internal/sheet"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
)

// Form writes the form of a unit, or with a unit that has only a kind, the
// kind's form with everything of the kind.
func Form(r *round.Round, u round.Unit, fill form.Fill) ([]byte, error) {
	w := &formWriter{
		b:     canvas.NewBook(r.Short+" - "+u.Name, r.Language, r.Period.From),
		r:     r,
		u:     u,
		fill:  fill,
		pages: map[form.SheetKey]*canvas.Page{},
		worst: map[string]finding.Finding{},
		rows:  map[string]map[int]map[string]finding.Finding{},
	}
	w.planFor()
	w.mark()
	w.prepareLive()
	if len(fill.Findings) > 0 {
		w.corrections()
	}
	for _, s := range w.plan.Sheets {
		w.sheet(s)
	}
	w.progress(w.pages[form.Guide])
	w.stamp()
	for _, in := range w.plan.Inputs {
		w.b.Names = append(w.b.Names, [2]string{
			in.Name,
			canvas.Abs(form.Title(r, in.Sheet), in.Row, in.Col, in.LastRow, in.LastCol),
		})
	}
	return w.b.Bytes()
}

// planFor lays the form out, with room for the rows that it is filled in with.
func (w *formWriter) planFor() {
	rows := map[string]int{}
	for _, t := range w.r.Form.TablesOf(w.u.Kind) {
		rows[t.ID] = len(w.table(t).lines)
	}
	w.plan = form.Build(w.r, w.u, rows)
}

type formWriter struct {
	b           *canvas.Book
	r           *round.Round
	u           round.Unit
	plan        *form.Plan
	fill        form.Fill
	pages       map[form.SheetKey]*canvas.Page
	worst       map[string]finding.Finding // the worst finding of each input
	live        live
	list        *canvas.Page                                  // the sheet of findings
	progressRow int                                           // of the start sheet
	rows        map[string]map[int]map[string]finding.Finding // findings of tables: by table, the unit's row, column
	tables      map[string]*tableLines                        // by table
}

// mark finds the worst finding of each input, so that its cell can be marked.
func (w *formWriter) mark() {
	for _, f := range w.fill.Findings {
		if !f.ForUnit() {
			continue
		}
		if table, col, ok := strings.Cut(f.ID, "."); ok {
			w.markRow(table, col, f)
			continue
		}
		for i, name := range f.IDs {
			if old, ok := w.worst[name]; ok && old.Severity.Rank() <= f.Severity.Rank() || i > 0 && ok {
				continue
			}
			w.worst[name] = f
		}
	}
}

func (w *formWriter) markRow(table, col string, f finding.Finding) {
	n, err := strconv.Atoi(f.Args["row"])
	if err != nil {
		return
	}
	if w.rows[table] == nil {
		w.rows[table] = map[int]map[string]finding.Finding{}
	}
	if w.rows[table][n] == nil {
		w.rows[table][n] = map[string]finding.Finding{}
	}
	if old, ok := w.rows[table][n][col]; !ok || f.Severity.Rank() < old.Severity.Rank() {
		w.rows[table][n][col] = f
	}
}

// say is a text in the round's language, its verbs filled where it has any.
func (w *formWriter) say(text words.Pair, args ...any) string {
	if len(args) == 0 {
		return text.In(w.r.Language)
	}
	return text.With(w.r.Language, args...)
}

// input is an input cell with its look, its value and its mark.
func (w *formWriter) input(name string, l canvas.Look) canvas.Cell {
	l.Open, l.Border, l.Fill = true, true, canvas.InputFill
	if f, ok := w.worst[name]; ok {
		l.Fill = canvas.AmberFill
		if f.Severity == finding.Error {
			l.Fill = canvas.RedFill
		}
	}
	return canvas.Cell{V: w.fill.Values[name], Look: l}
}

// note is what stands beside an input about its finding.
func (w *formWriter) note(names ...string) (string, canvas.Look) {
	l := canvas.Look{Size: 10, Wrap: true, Color: canvas.RedText, Top: false}
	for _, name := range names {
		if f, ok := w.worst[name]; ok {
			m, _ := f.Text(w.r.Language)
			return finding.SeverityName(f.Severity, w.r.Language) + ": " + m, l
		}
	}
	return "", l
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
		value.V, value.Look.Format = w.dateValue(l.Name), canvas.DayFormat
	}
	note, nl := w.note(l.Name)
	check := canvas.Cell{V: note, Look: nl}
	if l.Name == round.SignedOff {
		check = w.signedCheck()
	}
	p.Auto(24, canvas.Cell{V: label, Look: canvas.Look{Border: true, Wrap: true}}, value, check, codeCell(l.Name))
}

// dateValue is a filled-in date as a spreadsheet date, where it is one.
func (w *formWriter) dateValue(name string) any {
	s, ok := w.fill.Values[name].(string)
	if !ok {
		return w.fill.Values[name]
	}
	if t, err := time.Parse("2006-01-02", s); err == nil {
		return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
	}
	return s
}

func (w *formWriter) unitChecks(p *canvas.Page) {
	ref := func(name string) []string {
		in, _ := w.plan.Input(name)
		return []string{sheet.Ref(in.Row, in.Col)}
	}
	p.Colours = append(p.Colours, w.liveColours(3, len(p.Rows), form.UnitCheck)...)
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
