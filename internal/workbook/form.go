package workbook

import (
	"fmt"
	"sort"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/answer"
	"tonghop/internal/finding"
	"tonghop/internal/form"
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
}

// Form writes the form of a unit, or with a unit that has only a kind, the
// kind's form with everything of the kind.
func Form(r *round.Round, u round.Unit, fill Fill) ([]byte, error) {
	w := &formWriter{b: newBook(r.Short+" - "+u.Name, r.Period.From), r: r, u: u, fill: fill, pages: map[form.SheetKey]*page{}, worst: map[string]finding.Finding{}, rows: map[string]map[int]map[string]finding.Finding{}}
	rows := map[string]int{}
	for _, t := range r.Form.TablesOf(u.Kind) {
		rows[t.ID] = len(w.tableData(t))
	}
	w.plan = form.Build(r, u, rows)
	w.mark()
	if len(fill.Findings) > 0 {
		w.corrections()
	}
	for _, s := range w.plan.Sheets {
		w.sheet(s)
	}
	w.stamp()
	for _, in := range w.plan.Inputs {
		w.b.names = append(w.b.names, [2]string{in.Name, abs(form.Title(r, in.Sheet), in.Row, in.Col, in.LastRow, in.LastCol)})
	}
	return w.b.bytes()
}

type formWriter struct {
	b     *book
	r     *round.Round
	u     round.Unit
	plan  *form.Plan
	fill  Fill
	pages map[form.SheetKey]*page
	worst map[string]finding.Finding                    // the worst finding of each input
	list  *page                                         // the sheet of findings
	rows  map[string]map[int]map[string]finding.Finding // findings of tables: by table, the unit's row, column
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
	if note == "" && l.Name == round.SignedOff {
		note, nl = w.t("Ghi x sau khi thủ trưởng đã ký duyệt bản in.", "Put x when the head has signed the printed copy."), look{size: 10, italic: true, color: greyText, wrap: true}
	}
	p.auto(24, cell{v: label, look: look{border: true, wrap: true}}, value, cell{v: note, look: nl}, codeCell(l.Name))
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

// national is the heading of official papers: the issuing body left, the
// national name right (decree 30/2020, appendix I).
const (
	nationalName  = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	nationalMotto = "Độc lập - Tự do - Hạnh phúc"
)

// Columns of the report, in characters: question and answer, together as wide as
// the paper.
const reportLabel, reportText = 27, 57

// reportSheet writes narratives: the question at the left of its block of rows.
func (w *formWriter) reportSheet(s form.Sheet) {
	p := w.open(s, reportLabel, reportText, 24, 9)
	p.portrait, p.printed, p.scale = true, form.RepText, 100
	p.block()
	for i, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			w.reportHead(p, l.N)
		case form.TitleLine:
			w.reportTitle(p)
		case form.SectionLine:
			p.block()
			title := section(l.Section)
			p.full(2, heightIn(title, colPoints(reportLabel+reportText), 13, true)+4, title, look{bold: true, fill: paleBlue, wrap: true, border: true, size: 13})
		case form.Block:
			if l.N == 0 && s.Lines[i-1].Kind != form.SectionLine {
				p.block()
			}
			w.block(p, s.Lines, i)
		case form.Blank: // the signatures stay with the last answer
			p.row(10)
		case form.Gap:
			p.row(5, cell{look: look{fill: greyFill, border: true}}, cell{look: look{fill: greyFill, border: true}})
		case form.Signatures:
			w.reportFoot(p)
		}
	}
}

func section(s round.Section) string {
	return sectionNo(s) + ". " + s.Title
}

// reportHead is the head of official papers (decree 30/2020, appendix I), a row at
// a time: the body above and the national name, the unit and the motto, the rules
// under them, number and date. What stands on the unit's sheet is shown as it is
// filled in there.
func (w *formWriter) reportHead(p *page, n int) {
	bold := look{bold: true, align: "center", wrap: true}
	switch n {
	case 0:
		p.row(max(18, heightIn(w.above(), colPoints(reportLabel), 11, false)), cell{v: w.above(), look: look{align: "center", wrap: true, size: 11}}, cell{v: w.t(nationalName, ""), look: bold}, cell{}, cell{v: w.t("Mã", "Code"), look: look{size: 7, color: codeText}})
	case 1:
		name := w.titled("", "", bold)
		if name.f != "" {
			name.f = "UPPER(" + name.f + ")"
		}
		name.v = strings.ToUpper(fmt.Sprint(name.v))
		p.row(max(18, heightIn(fmt.Sprint(name.v), colPoints(reportLabel), 12, true)), name, cell{v: w.t(nationalMotto, ""), look: bold})
	case 2:
		rule := look{align: "center", top: true, size: 8}
		p.row(12, cell{v: "────────", look: rule}, cell{v: "──────────────────────", look: rule})
	case 3:
		number := cell{look: look{align: "center"}}
		blank := w.t("Số: ......./BC-.......", "No.: ..........")
		number.f = fmt.Sprintf(`IF(%s="",%s,%s&%s)`, w.abs("so_van_ban"), literal(blank), literal(w.t("Số: ", "No.: ")), w.abs("so_van_ban"))
		number.v = blank
		if no, ok := w.fill.Values["so_van_ban"].(string); ok {
			number.v = w.t("Số: ", "No.: ") + no
		}
		p.row(22, number, w.dated(look{align: "center", italic: true}))
	}
}

// above is the body that the unit belongs to, for the head of its papers: its
// parent's, or this level's own for a unit that has units of its own below it.
func (w *formWriter) above() string {
	if p, ok := w.r.Register.Unit(w.u.Parent); ok && p.Code != w.r.Self {
		return strings.ToUpper(p.Name)
	}
	for _, t := range w.r.Form.TablesOf(w.u.Kind) {
		if t.RowsFrom != "" {
			return w.r.Letterhead.Above
		}
	}
	return ""
}

// dated is place and date of a paper: the date of the unit's sheet, dots until
// there is one.
func (w *formWriter) dated(l look) cell {
	day := w.abs("ngay_lap")
	before, blank := w.t(w.r.Letterhead.Place+", ", "Date: "), w.t("ngày ..... tháng ..... năm ", ".......... ")+fmt.Sprint(w.r.Due.Year())
	show := fmt.Sprintf(`TEXT(DAY(%s),"00")&"/"&TEXT(MONTH(%s),"00")&"/"&YEAR(%s)`, day, day, day)
	if w.r.Language == "vi" {
		show = fmt.Sprintf(`"ngày "&TEXT(DAY(%s),"00")&" tháng "&TEXT(MONTH(%s),"00")&" năm "&YEAR(%s)`, day, day, day)
	}
	c := cell{look: l, v: before + blank}
	c.f = fmt.Sprintf(`%s&IF(ISNUMBER(%s),%s,IF(%s="",%s,%s))`, literal(before), day, show, day, literal(blank), day)
	if s, ok := w.fill.Values["ngay_lap"].(string); ok {
		if t, err := time.Parse("2006-01-02", s); err == nil {
			c.v = before + t.Format(w.t("ngày 02 tháng 01 năm 2006", "02/01/2006"))
		} else if s != "" {
			c.v = before + s
		}
	}
	return c
}

func (w *formWriter) reportTitle(p *page) {
	title := w.t("BÁO CÁO", "REPORT") + "\n" + w.r.Title
	p.full(2, heightIn(title, colPoints(reportLabel+reportText), 14, true)+12, title, look{bold: true, align: "center", wrap: true, size: 14})
}

// block writes one row of an answer; the first one carries the question.
func (w *formWriter) block(p *page, lines []form.Line, i int) {
	l := lines[i]
	in, _ := w.plan.Input(l.Indicator.ID)
	texts := strings.Split(fmt.Sprint(w.fill.Values[in.Name]), "\n")
	if w.fill.Values[in.Name] == nil {
		texts = nil
	}
	rows := in.LastRow - in.Row + 1
	if len(texts) > rows { // the last row takes what is left
		texts = append(texts[:rows-1:rows-1], strings.Join(texts[rows-1:], "\n"))
	}
	c := w.input(in.Name, look{wrap: true, top: true, align: "left", font: w.fill.TextFont, format: textFormat, size: 13})
	c.v = nil
	if l.N < len(texts) {
		c.v = texts[l.N]
	}
	label, note := cell{look: look{border: true, wrap: true, top: true}}, cell{}
	h := 18.0 // and higher when a longer text is typed
	if l.N == 0 {
		label.v = l.Indicator.Label
		text, nl := w.note(in.Name)
		note = cell{v: text, look: nl}
	}
	if s, ok := c.v.(string); ok {
		h = max(h, heightIn(s, colPoints(reportText), 13, false))
	}
	if l.N == 0 && rows == 1 {
		h = max(h, heightIn(l.Indicator.Label, colPoints(reportLabel), 12, false), heightIn(fmt.Sprint(note.v), colPoints(24), 10, false))
	}
	row := p.row(h, label, c, note, codeCell(in.Code))
	p.grow()
	if l.N == 0 && rows > 1 {
		p.merges = append(p.merges, [4]int{row, 1, row + rows - 1, 1}, [4]int{row, form.RepCheck, row + rows - 1, form.RepCheck})
	}
}

// reportFoot is the signature block at the right, the recipients at the left; the
// head's name is shown as the unit's sheet says it.
func (w *formWriter) reportFoot(p *page) {
	to := w.t("Nơi nhận:\n- "+w.r.Desk(w.u).Name+";\n- Lưu: đơn vị.", "To:\n- "+w.r.Desk(w.u).Name+";\n- File.")
	sign := w.signature(w.t("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF UNIT"), look{bold: true, align: "center", wrap: true, top: true, size: 13})
	p.row(140, cell{v: to, look: look{size: 11, italic: true, wrap: true, top: true, align: "left"}}, sign)
}

// signature is a block to sign: the head's office and name where the unit's sheet
// has them.
func (w *formWriter) signature(office string, l look) cell {
	room := w.t("\n(Ký, ghi rõ họ tên, đóng dấu)\n\n\n\n", "\n(signature, name, seal)\n\n\n\n")
	title, name := w.abs("chuc_vu"), w.abs("thu_truong")
	c := cell{look: l}
	c.f = fmt.Sprintf(`IF(%s="",%s,UPPER(%s))&%s&IF(%s="","",%s)`, title, literal(office), title, literal(room), name, name)
	who, _ := w.fill.Values["thu_truong"].(string)
	if t, ok := w.fill.Values["chuc_vu"].(string); ok {
		office = strings.ToUpper(t)
	}
	c.v = office + room + who
	return c
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
