package workbook

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/answer"
	"tonghop/internal/finding"
	"tonghop/internal/form"
	"tonghop/internal/record"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
)

// Fill is what a form is issued with: nothing for a blank one, a unit's own data
// and findings for one to correct.
type Fill struct {
	Copy     int                         // number of the copy
	Values   map[string]any              // by defined name: decimal, or text as typed
	Tables   map[string][]map[string]any // answered rows by column
	Findings []finding.Finding
	TextFont string    // font of narratives, where they are in a legacy encoding
	Received time.Time // when the return was received, for the correction's head
	Answered int       // inputs of the return that were understood
	Issued   bool      // for somebody to fill in: the form says what stood in it before
}

// Form writes the form of a unit, or with a unit that has only a kind, the
// kind's form with everything of the kind.
func Form(r *round.Round, u round.Unit, fill Fill) ([]byte, error) {
	w := &formWriter{b: newBook(r.Short+" - "+u.Name, r.Period.From), r: r, u: u, fill: fill, pages: map[form.SheetKey]*page{}, worst: map[string]finding.Finding{}, rows: map[string]map[int]map[string]finding.Finding{}}
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
		w.b.names = append(w.b.names, [2]string{in.Name, abs(form.Title(r, in.Sheet), in.Row, in.Col, in.LastRow, in.LastCol)})
	}
	return w.b.bytes()
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
	b           *book
	r           *round.Round
	u           round.Unit
	plan        *form.Plan
	fill        Fill
	pages       map[form.SheetKey]*page
	worst       map[string]finding.Finding // the worst finding of each input
	live        live
	list        *page                                         // the sheet of findings
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

// t picks the words of the round's language.
func (w *formWriter) t(vi, en string) string { return pickLang(w.r.Language, vi, en) }

func pickLang(lang, vi, en string) string {
	if lang == "en" {
		return en
	}
	return vi
}

// input is an input cell with its look, its value and its mark.
func (w *formWriter) input(name string, l look) cell {
	l.open, l.border, l.fill = true, true, inputFill
	if f, ok := w.worst[name]; ok {
		l.fill = amberFill
		if f.Severity == finding.Error {
			l.fill = redFill
		}
	}
	return cell{v: w.fill.Values[name], look: l}
}

// note is what stands beside an input about its finding.
func (w *formWriter) note(names ...string) (string, look) {
	l := look{size: 10, wrap: true, color: redText, top: false}
	for _, name := range names {
		if f, ok := w.worst[name]; ok {
			m, _ := f.Text(w.r.Language)
			return finding.SeverityName(f.Severity, w.r.Language) + ": " + m, l
		}
	}
	return "", l
}

func codeCell(code string) cell {
	return cell{v: code, look: look{size: 7, color: codeText}}
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

func (w *formWriter) open(s form.Sheet, widths ...float64) *page {
	p := w.b.page(s.Title, widths...)
	p.locked = true
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
func (w *formWriter) titled(before, after string, l look) cell {
	c := cell{v: before + w.unitName() + after, look: l}
	if w.u.Code == "" {
		name := w.abs(round.UnitName)
		c.f = fmt.Sprintf(`%s&IF(%s="",%s,%s)&%s`, literal(before), name, literal(w.unitName()), name, literal(after))
		if chosen, ok := w.fill.Values[round.UnitName].(string); ok {
			c.v = before + chosen + after
		}
	}
	return c
}

// literal is a text as formulas write it; a line break is a character of its own.
func literal(s string) string {
	s = `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
	return strings.ReplaceAll(s, "\n", `"&CHAR(10)&"`)
}

// abs is an input's place as other sheets write it.
func (w *formWriter) abs(name string) string {
	in, _ := w.plan.Input(name)
	return abs(form.Title(w.r, in.Sheet), in.Row, in.Col, in.Row, in.Col)
}

func (w *formWriter) unitSheet(s form.Sheet) {
	p := w.open(s, 30, 46, 30, 12)
	p.portrait, p.printed = true, form.UnitCheck
	for _, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			p.full(3, 30, w.t("THÔNG TIN ĐƠN VỊ", "THE UNIT"), look{size: 14, bold: true, align: "center"})
		case form.Blank:
			p.row(8)
		case form.Field:
			w.field(p, l)
		}
	}
	w.unitChecks(p)
}

func (w *formWriter) field(p *page, l form.Line) {
	label := form.FieldLabel(w.r, l.Name)
	value := w.input(l.Name, look{align: "left", wrap: true, format: textFormat})
	locked := look{border: true, fill: greyFill, align: "left", wrap: true}
	switch l.Name {
	case "vong":
		value = cell{v: w.r.ID, look: locked}
	case "phien_ban_mau":
		value = cell{v: w.r.Form.Version, look: locked}
	case "ban_so":
		value = cell{v: w.fill.Copy, look: locked}
	case round.UnitCode:
		value = cell{v: w.u.Code, look: locked}
		if w.u.Code == "" {
			value.f = fmt.Sprintf(`IFERROR(INDEX(%s,MATCH(%s,%s,0)),"")`, w.stampRange(3), round.UnitName, w.stampRange(4))
			value.v = ""
		}
	case round.UnitName:
		value = cell{v: w.u.Name, look: locked}
		if w.u.Code == "" {
			value = w.input(l.Name, look{align: "left", wrap: true})
		}
	case "ngay_lap":
		value.v, value.look.format = w.dateValue(l.Name), "dd/mm/yyyy"
	}
	note, nl := w.note(l.Name)
	check := cell{v: note, look: nl}
	if l.Name == round.SignedOff {
		check = w.signedCheck()
	}
	p.auto(24, cell{v: label, look: look{border: true, wrap: true}}, value, check, codeCell(l.Name))
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

func (w *formWriter) unitChecks(p *page) {
	ref := func(name string) []string {
		in, _ := w.plan.Input(name)
		return []string{sheet.Ref(in.Row, in.Col)}
	}
	p.colours = append(p.colours, w.liveColours(3, len(p.rows), form.UnitCheck)...)
	p.checks = append(p.checks,
		validation{refs: ref(round.SignedOff), kind: "list", list: []string{"x"}, title: w.t("Ký xác nhận", "Sign-off"), message: w.t("Ghi x khi thủ trưởng đã ký duyệt.", "Put x when the head has signed.")},
		validation{refs: ref("ngay_lap"), kind: "date", title: w.t("Ngày lập", "Date"), message: w.t("Ghi ngày/tháng/năm, ví dụ 05/10/2019.", "Write day/month/year.")})
	if w.u.Code == "" {
		p.checks = append(p.checks, validation{refs: ref(round.UnitName), kind: "list", source: w.stampRange(4), title: w.t("Tên đơn vị", "Unit"), message: w.t("Chọn tên đơn vị trong danh sách.", "Choose the unit from the list.")})
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
	return abs(stampSheet, 1, col, max(1, len(w.kindUnits())), col)
}

// stamp writes the very hidden sheet: what form this is, and for a kind's form
// its units' codes and names.
func (w *formWriter) stamp() {
	p := w.b.page(stampSheet)
	p.hidden = true
	rows := [][2]any{{answer.StampMark, nil}, {answer.StampRound, w.r.ID}, {answer.StampVersion, w.r.Form.Version}, {answer.StampKind, w.u.Kind}, {answer.StampUnit, w.u.Code}, {answer.StampCopy, strconv.Itoa(w.fill.Copy)}}
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
	for i := range max(len(rows), len(units)) {
		c := make([]cell, 4)
		if i < len(rows) {
			c[0].v, c[1].v = rows[i][0], rows[i][1]
		}
		if i < len(units) {
			c[2].v, c[3].v = units[i].Code, w.r.DisplayName(units[i])
		}
		p.row(0, c...)
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

// names sorted, for stable output.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// num is a filled-in figure, where it is a number.
func (w *formWriter) num(name string) (decimal.Decimal, bool) {
	d, ok := w.fill.Values[name].(decimal.Decimal)
	return d, ok
}
