package workbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
	"tonghop/internal/form"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
)

const pointFormat = "General"

// Columns of the card, in characters.
const scoreLabel, scoreExplain = 34, 14

func (w *formWriter) scoreSheet(s form.Sheet) {
	card, _ := w.r.Form.CardFor(w.u)
	p := w.open(s, 5, scoreLabel, 8, 8, 9, 10, scoreExplain, 24, 9)
	p.portrait, p.printed, p.scale = true, form.ScoExplain, 93
	p.block()
	for _, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			head := look{bold: true, align: "center", wrap: true, size: 13}
			p.full(7, 0, nil, head)
			*p.at(1, 1) = w.titled(card.Title+"\n", "\n("+w.r.Legal+")", head)
			p.rows[0].height = heightIn(fmt.Sprint(p.at(1, 1).v), 480, 13, true)
		case form.Method:
			p.full(7, heightIn(l.Text, 480, 11, false), fmt.Sprintf("%d. %s", l.N, l.Text), look{size: 11, italic: true, wrap: true})
		case form.Gate:
			w.cardLine(p, "*", l.Text, cell{}, round.Gate, "", "", round.Gate)
		case form.Columns:
			w.scoreColumns(p)
		case form.GroupLine:
			p.block()
			p.full(7, 22, round.Numeral(slices.IndexFunc(card.Groups, func(g round.Group) bool { return g.ID == l.Group.ID }))+". "+l.Group.Label, look{bold: true, fill: paleBlue, border: true})
		case form.CriterionLine:
			c := l.Criterion
			if l.N > 1 {
				p.block()
			}
			points, violations := cell{v: c.Points}, c.ID+round.ViolationsSuffix
			if c.Measured() {
				violations = ""
			}
			if card.InWords() {
				points, violations = cell{}, ""
			}
			w.cardLine(p, fmt.Sprint(l.N), c.Label, points, c.ID+round.ScoreSuffix, violations, c.ID+round.ExplanationSuffix, c.ID)
		case form.BonusLine:
			p.block()
			w.cardLine(p, "+", form.Words(w.r, round.Bonus), cell{v: card.Bonus}, round.Bonus, "", round.BonusNote, round.Bonus)
		case form.TotalLine: // total, verdict and signatures stay together
			p.block()
			w.scoreTotal(p, card)
		case form.VerdictLine:
			w.cardLine(p, "", form.Words(w.r, round.Verdict), cell{}, round.Verdict, "", "", round.Verdict)
		case form.Blank:
			p.row(10)
		case form.Signatures:
			w.scoreSignatures(p, card)
		}
	}
	w.scoreChecks(p, card)
}

func (w *formWriter) scoreColumns(p *page) {
	h := look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 11}
	var cells []cell
	for _, c := range form.Heads(w.r, form.Score) {
		cells = append(cells, cell{v: c.Text, look: h})
	}
	cells = append(cells, cell{v: w.t("Kiểm tra", "Check"), look: h}, cell{v: w.t("Mã", "Code"), look: look{size: 7, color: codeText}})
	p.auto(50, cells...)
}

// cardLine writes one line of the card with its inputs; "" leaves a column shut.
func (w *formWriter) cardLine(p *page, no, label string, points cell, self, violations, explain, code string) {
	shut := cell{look: look{border: true, fill: greyFill}}
	points.look = look{border: true, align: "center", format: pointFormat}
	cells := []cell{{v: no, look: look{border: true, align: "center"}}, {v: label, look: look{border: true, wrap: true}}, points, w.input(self, look{align: "center", wrap: true}), shut, {look: look{border: true, align: "center"}}, shut}
	if violations != "" {
		cells[form.ScoViolations-1] = w.input(violations, look{align: "center"})
	}
	h := max(24, height(label, scoreLabel, 12))
	if explain != "" {
		c := w.input(explain, look{size: 11, wrap: true, align: "left", format: textFormat})
		if s, ok := c.v.(string); ok {
			h = max(h, height(s, scoreExplain, 11))
		}
		cells[form.ScoExplain-1] = c
	}
	check := w.lineCheck(self, violations, explain, code)
	if s, ok := check.v.(string); ok {
		h = max(h, height(s, 24, 10))
	}
	p.row(h, append(cells, check, codeCell(code))...)
	p.grow()
}

// lineCheck is the live check of a line of the card.
func (w *formWriter) lineCheck(self, violations, explain, code string) cell {
	card, _ := w.r.Form.CardFor(w.u)
	switch code {
	case round.Gate:
		return w.plainCheck(form.Score, true, round.Gate)
	case round.Verdict:
		return w.plainCheck(form.Score, !slices.Contains(card.Optional, w.u.Kind), round.Verdict)
	case round.Bonus:
		return w.plainCheck(form.Score, false, round.Bonus, explain)
	}
	for _, c := range card.Criteria() {
		if c.ID == code {
			if card.InWords() {
				return w.plainCheck(form.Score, true, self)
			}
			if c.Measured() {
				return w.measuredCheck(c)
			}
			return w.scoreCheck(card, code, c.Points)
		}
	}
	note, nl := w.note(self, violations, explain)
	return cell{v: note, look: nl}
}

// scoreTotal is the computed total: all self-scores given, and the bonus.
func (w *formWriter) scoreTotal(p *page, card round.Card) {
	var refs []string
	sum, given := decimal.Zero, 0
	for _, c := range card.Criteria() {
		refs = append(refs, w.ref(c.ID+round.ScoreSuffix))
		if d, ok := w.num(c.ID + round.ScoreSuffix); ok {
			sum, given = sum.Add(d), given+1
		}
	}
	all := strings.Join(refs, ",")
	bold := look{bold: true, border: true, align: "center", fill: greyFill, format: pointFormat}
	bonus := ""
	extra := decimal.Zero
	if card.Bonus.IsPositive() {
		bonus = w.ref(round.Bonus)
		extra, _ = w.num(round.Bonus)
	}
	total := cell{f: fmt.Sprintf(`IF(COUNT(%s)=%d,%s,"")`, all, len(refs), gradeFormula(card, all, bonus)), v: "", look: bold}
	if given == len(refs) {
		total.v = card.Grade(sum, extra)
	}
	if card.InWords() {
		total = w.metTotal(card, refs, bold)
	}
	note, nl := w.note(round.SelfTotal)
	p.row(26, cell{look: bold}, cell{v: form.Words(w.r, round.SelfTotal), look: look{bold: true, border: true, fill: greyFill}}, cell{v: card.Most(), look: bold}, total, cell{look: bold}, cell{look: look{border: true}}, cell{look: bold}, cell{v: note, look: nl}, codeCell(round.SelfTotal))
}

// gradeFormula is the total of a card as a formula of its scores and bonus.
func gradeFormula(card round.Card, scores, bonus string) string {
	if bonus != "" && card.Scale == nil && card.Cap == nil {
		return "SUM(" + scores + "," + bonus + ")"
	}
	if bonus != "" {
		bonus = "N(" + bonus + ")"
	}
	return gradeOf(card, "SUM("+scores+")", bonus)
}

// gradeOf is the same of a sum and a bonus that are formulas.
func gradeOf(card round.Card, f, bonus string) string {
	if card.Scale != nil {
		f = fmt.Sprintf("ROUND((%s)*%s/%s,2)", f, card.Scale, card.Total())
	}
	if bonus != "" {
		f += "+" + bonus
	}
	if card.Cap != nil {
		f = fmt.Sprintf("MIN(%s,%s)", card.Cap, f)
	}
	return f
}

// metTotal counts the criteria that are met, once all are judged.
func (w *formWriter) metTotal(card round.Card, refs []string, l look) cell {
	var met, said []string
	n, given := 0, 0
	for i, c := range card.Criteria() {
		met, said = append(met, "("+refs[i]+"="+literal(card.Answers[0])+")"), append(said, "("+refs[i]+`<>"")`)
		switch w.fill.Values[c.ID+round.ScoreSuffix] {
		case nil:
		case card.Answers[0]:
			n, given = n+1, given+1
		default:
			given++
		}
	}
	c := cell{f: fmt.Sprintf(`IF(%s=%d,%s,"")`, strings.Join(said, "+"), len(refs), strings.Join(met, "+")), v: "", look: l}
	if given == len(refs) {
		c.v = n
	}
	return c
}

// scoreSignatures are the card's two signature blocks.
func (w *formWriter) scoreSignatures(p *page, card round.Card) {
	l := look{bold: true, align: "center", wrap: true, top: true}
	p.row(20, w.dated(look{italic: true, align: "center"}), cell{}, cell{}, cell{v: w.t("....., ngày ..... tháng ..... năm ", "Date: ..... ") + fmt.Sprint(w.r.Due.Year()), look: look{italic: true, align: "center"}})
	p.merge(1, 3)
	p.merge(form.ScoSelf, form.ScoExplain)
	right := card.Signers[1]
	if w.r.Letterhead.Signer != "" {
		right = w.r.Letterhead.Signer
	}
	right += w.t("\n(Ký, ghi rõ họ tên, đóng dấu)", "\n(signature, name, seal)")
	p.row(130, w.signature(card.Signers[0], l), cell{look: l}, cell{look: l}, cell{v: right, look: l})
	p.merge(1, 3)
	p.merge(form.ScoSelf, form.ScoExplain)
}

func (w *formWriter) scoreChecks(p *page, card round.Card) {
	p.colours = append(p.colours, w.liveColours(3, len(p.rows), form.ScoCheck)...)
	byPoints := map[string][]string{}
	var violations []string
	var inWords []string
	for _, c := range card.Criteria() {
		if card.InWords() {
			inWords = append(inWords, w.ref(c.ID+round.ScoreSuffix))
			continue
		}
		var ladder []string
		for s := c.Points; !s.IsNegative() && !c.Measured(); s = s.Sub(card.Deduction) {
			ladder = append(ladder, s.String())
		}
		key := c.Points.String() + "\x00" + strings.Join(ladder, ", ")
		byPoints[key] = append(byPoints[key], w.ref(c.ID+round.ScoreSuffix))
		if c.Measured() {
			continue
		}
		violations = append(violations, w.ref(c.ID+round.ViolationsSuffix))
	}
	for _, key := range sortedKeys(byPoints) {
		points, ladder, _ := strings.Cut(key, "\x00")
		shown := strings.ReplaceAll(ladder, ".", ",")
		if w.r.Language == "en" {
			shown = ladder
		}
		full, _ := decimal.NewFromString(points)
		if ladder == "" { // measured by a figure, or by the units below
			p.checks = append(p.checks, validation{refs: byPoints[key], kind: "decimal", limits: &[2]decimal.Decimal{decimal.Zero, full}, title: w.t("Điểm tự chấm", "Self-score"),
				message: fmt.Sprintf(w.t("Ghi điểm từ 0 đến %s, theo cách chấm ghi ở tiêu chuẩn.", "From 0 to %s, as the criterion says."), strings.ReplaceAll(points, ".", ","))})
			continue
		}
		p.checks = append(p.checks, validation{refs: byPoints[key], kind: "decimal", limits: &[2]decimal.Decimal{decimal.Zero, full}, title: w.t("Điểm tự chấm", "Self-score"),
			message: fmt.Sprintf(w.t("Ghi điểm từ 0 đến %s; mỗi hành vi vi phạm trừ %s điểm. Các mức: %s.", "From 0 to %s; each violation takes %s. Steps: %s."), strings.ReplaceAll(points, ".", ","), card.Deduction, shown)})
	}
	if len(inWords) > 0 {
		p.checks = append(p.checks, validation{refs: inWords, kind: "list", list: card.Answers, title: w.t("Tự đánh giá", "Own judgement"), message: w.t("Chọn trong danh sách.", "Choose from the list.")})
	}
	yn := w.r.YesNo()
	if len(violations) > 0 {
		p.checks = append(p.checks, validation{refs: violations, kind: "whole", title: w.t("Số hành vi vi phạm", "Violations"), message: w.t("Ghi số hành vi khi chấm dưới điểm chuẩn.", "Needed below full points.")})
	}
	if _, ok := w.plan.Input(round.Gate); ok {
		p.checks = append(p.checks, validation{refs: []string{w.ref(round.Gate)}, kind: "list", list: yn[:], title: w.t("Tiêu chuẩn chung", "General standards"), message: w.t("Chọn có hoặc không. Nếu có vi phạm thì không chấm điểm.", "Choose. With a violation there is no scoring.")})
	}
	if _, ok := w.plan.Input(round.Verdict); ok {
		p.checks = append(p.checks, validation{refs: []string{w.ref(round.Verdict)}, kind: "list", list: card.Choices(w.u.Kind), title: w.t("Tự đánh giá", "Verdict"), message: w.t("Chọn đạt hoặc không đạt.", "Choose.")})
	}
	if _, ok := w.plan.Input(round.Bonus); ok {
		p.checks = append(p.checks, validation{refs: []string{w.ref(round.Bonus)}, kind: "decimal", limits: &[2]decimal.Decimal{decimal.Zero, w.mostBonus()}, title: w.t("Điểm thưởng", "Bonus"), message: fmt.Sprintf(w.t("Ghi %s nếu được thưởng và nêu nội dung ở cột bên; không có thì để trống.", "%s where there is a bonus, and say what for."), card.Bonus)})
	}
}

// listWidths are the columns of the lists, in characters.
var listWidths = []float64{6, 18, 28, 16, 22, 16, 13, 19, 24, 9}

// listSheet writes the tables one below the other.
func (w *formWriter) listSheet(s form.Sheet) {
	p := w.open(s, listWidths...)
	p.printed, p.sorting, p.scale = form.ListCheck-1, true, 92
	p.block()
	for i, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			head := look{bold: true, align: "center", size: 13}
			p.full(8, 26, nil, head)
			*p.at(1, 1) = w.titled(w.t("DANH SÁCH KÈM THEO - ", "LISTS - "), "", head)
		case form.TableTitle:
			if i > 1 { // each table begins a page, so that it can be printed and signed by itself
				p.newPage()
			}
			p.full(len(l.Table.Columns)+1, 24, l.Table.Label, look{bold: true, fill: paleBlue, border: true})
		case form.TableHead:
			h := look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 11}
			cells := []cell{{v: w.t("STT", "No."), look: h}}
			for _, c := range l.Table.Columns {
				cells = append(cells, cell{v: c.Label, look: h})
			}
			for len(cells) < form.ListCheck-1 {
				cells = append(cells, cell{})
			}
			p.auto(34, append(cells, cell{v: w.t("Kiểm tra", "Check"), look: h})...)
		case form.TableRow:
			if l.N > 2 {
				p.block()
			}
			w.tableRow(p, l)
		case form.Blank:
			p.row(10)
		}
	}
	w.listChecks(p)
}

func (w *formWriter) tableRow(p *page, l form.Line) {
	table := w.table(*l.Table)
	data := table.lines
	var marks map[string]finding.Finding
	if l.N < len(data) && data[l.N].typed >= 0 {
		marks = w.rows[l.Table.ID][data[l.N].typed]
	}
	note, worst := "", finding.Info
	cells := []cell{{v: l.N + 1, look: look{border: true, align: "center", size: 11}}}
	h := 18.0
	for i, col := range l.Table.Columns {
		lk := look{border: true, wrap: true, open: true, fill: inputFill, align: "left", size: 11}
		switch col.Type {
		case round.Count, round.Amount:
			lk.align, lk.wrap = "right", false
		case round.Choice:
			lk.align = "center"
		default:
			lk.format = textFormat
		}
		if f, ok := marks[col.ID]; ok {
			m, _ := f.Text(w.r.Language)
			lk.fill = amberFill
			if f.Severity == finding.Error {
				lk.fill = redFill
			}
			if note == "" || f.Severity.Rank() < worst.Rank() {
				note, worst = m, f.Severity
			}
		}
		c := cell{look: lk}
		if l.N < len(data) {
			c.v = data[l.N].values[col.ID]
		}
		if s, ok := c.v.(string); ok {
			h = max(h, height(s, listWidths[i+1], 11))
		}
		cells = append(cells, c)
	}
	for len(cells) < form.ListCheck-1 {
		cells = append(cells, cell{})
	}
	if note != "" {
		note = finding.SeverityName(worst, w.r.Language) + ": " + note
		h = max(h, height(note, listWidths[form.ListCheck-1], 10))
	}
	check := cell{v: note, look: look{size: 10, color: redText, wrap: true}}
	if note == "" {
		check = w.tableCheck(l, table)
	}
	p.row(h, append(cells, check, codeCell(l.Table.ID))...)
	p.grow()
}

// tableCheck is the live check of a table's row.
func (w *formWriter) tableCheck(l form.Line, table *tableLines) cell {
	in, _ := w.plan.Input(round.TableName(l.Table.ID))
	registered := l.N < table.registered
	c := cell{f: w.rowCheck(*l.Table, l.Row, in.Row, registered), v: "", look: look{size: 10, color: greyText, align: "center", wrap: true}}
	if l.N < len(table.lines) {
		c.v = w.rowResult(*l.Table, table.lines[l.N].values, table.nth[l.N] > 1, registered)
	}
	return c
}

// rowResult is the result of a row's live check; again says that a row above it has its key.
func (w *formWriter) rowResult(t round.Table, row map[string]any, again, registered bool) string {
	k := w.live.words
	begun, missing, text := false, false, false
	for _, col := range t.Columns {
		_, number := row[col.ID].(decimal.Decimal)
		blank := row[col.ID] == nil || row[col.ID] == ""
		begun = begun || !blank && !(col.Filled && registered)
		missing = missing || blank && slices.Contains(t.Required, col.ID)
		text = text || !blank && !number && (col.Type == round.Count || col.Type == round.Amount)
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
	return w.t("dòng này đã có ở trên", "this row stands above already")
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

func (w *formWriter) listChecks(p *page) {
	p.colours = append(p.colours, w.liveColours(3, len(p.rows), form.ListCheck)...)
	for _, in := range w.plan.Inputs {
		if in.Part != form.Rows {
			continue
		}
		t, _ := w.r.Form.Table(in.ID)
		for i, col := range t.Columns {
			ref := sheet.Ref(in.Row, in.Col+i) + ":" + sheet.Ref(in.LastRow, in.Col+i)
			v := validation{refs: []string{ref}, title: col.Label}
			switch col.Type {
			case round.Choice:
				v.kind, v.list, v.message = "list", col.Values, w.t("Chọn một giá trị trong danh sách.", "Choose from the list.")
			case round.Count:
				v.kind, v.message = "whole", w.t("Chỉ ghi số nguyên từ 0 trở lên.", "A whole number, 0 or more.")
			case round.Amount:
				v.kind, v.message = "decimal", w.t("Chỉ ghi số từ 0 trở lên.", "A number, 0 or more.")
			default:
				continue
			}
			p.checks = append(p.checks, v)
		}
	}
}
