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

const pointFormat = "General"

// Columns of the card, in characters.
const scoreLabel, scoreExplain = 34, 14

func (w *formWriter) scoreSheet(s form.Sheet) {
	card, _ := w.r.Form.CardFor(w.u)
	p := w.open(s, 5, scoreLabel, 8, 8, 9, 10, scoreExplain, 24, 9)
	p.Portrait, p.Printed, p.Scale = true, form.ScoExplain, 93
	p.Block()
	for _, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			head := canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 13}
			p.Full(7, 0, nil, head)
			*p.At(1, 1) = w.titled(card.Title+"\n", "\n("+w.r.Legal+")", head)
			p.Rows[0].Height = canvas.HeightIn(fmt.Sprint(p.At(1, 1).V), 480, 13, true)
		case form.Method:
			p.Full(7, canvas.HeightIn(l.Text, 480, 11, false), fmt.Sprintf("%d. %s", l.N, l.Text), canvas.LeadLook)
		case form.Gate:
			w.cardLine(p, "*", l.Text, canvas.Cell{}, round.Gate, "", "", round.Gate)
		case form.Columns:
			w.scoreColumns(p)
		case form.GroupLine:
			p.Block()
			at := slices.IndexFunc(card.Groups, func(g round.Group) bool { return g.ID == l.Group.ID })
			p.Full(7, 22, round.Numeral(at)+". "+l.Group.Label, canvas.SectionLook)
		case form.CriterionLine:
			c := l.Criterion
			if l.N > 1 {
				p.Block()
			}
			points, violations := canvas.Cell{V: c.Points}, c.ID+round.ViolationsSuffix
			if c.Measured() {
				violations = ""
			}
			if card.InWords() {
				points, violations = canvas.Cell{}, ""
			}
			w.cardLine(p, fmt.Sprint(l.N), c.Label, points, c.ID+round.ScoreSuffix, violations,
				c.ID+round.ExplanationSuffix, c.ID)
		case form.BonusLine:
			p.Block()
			w.cardLine(p, "+", form.Words(w.r, round.Bonus), canvas.Cell{V: card.Bonus}, round.Bonus, "",
				round.BonusNote, round.Bonus)
		case form.TotalLine: // total, verdict and signatures stay together
			p.Block()
			w.scoreTotal(p, card)
		case form.VerdictLine:
			w.cardLine(p, "", form.Words(w.r, round.Verdict), canvas.Cell{}, round.Verdict, "", "", round.Verdict)
		case form.Blank:
			p.Row(10)
		case form.Signatures:
			w.scoreSignatures(p, card)
		}
	}
	w.scoreChecks(p, card)
}

func (w *formWriter) scoreColumns(p *canvas.Page) {
	h := canvas.HeadLook
	var cells []canvas.Cell
	for _, c := range form.Heads(w.r, form.Score) {
		cells = append(cells, canvas.Cell{V: c.Text, Look: h})
	}
	cells = append(cells,
		canvas.Cell{V: w.t("Kiểm tra", "Check"), Look: h},
		canvas.Cell{V: w.t("Mã", "Code"), Look: canvas.CodeLook},
	)
	p.Auto(50, cells...)
}

// cardLine writes one line of the card with its inputs; "" leaves a column shut.
func (w *formWriter) cardLine(p *canvas.Page, no, label string, points canvas.Cell,
	self, violations, explain, code string) {
	shut := canvas.Cell{Look: canvas.ShutLook}
	points.Look = canvas.Look{Border: true, Align: "center", Format: pointFormat}
	cells := []canvas.Cell{
		{V: no, Look: canvas.Look{Border: true, Align: "center"}},
		{V: label, Look: canvas.Look{Border: true, Wrap: true}},
		points,
		w.input(self, canvas.Look{Align: "center", Wrap: true}),
		shut,
		{Look: canvas.Look{Border: true, Align: "center"}},
		shut,
	}
	if violations != "" {
		cells[form.ScoViolations-1] = w.input(violations, canvas.Look{Align: "center"})
	}
	h := max(24, canvas.Height(label, scoreLabel, 12))
	if explain != "" {
		c := w.input(explain, canvas.Look{Size: 11, Wrap: true, Align: "left", Format: canvas.TextFormat})
		if s, ok := c.V.(string); ok {
			h = max(h, canvas.Height(s, scoreExplain, 11))
		}
		cells[form.ScoExplain-1] = c
	}
	check := w.lineCheck(self, violations, explain, code)
	if s, ok := check.V.(string); ok {
		h = max(h, canvas.Height(s, 24, 10))
	}
	p.Row(h, append(cells, check, codeCell(code))...)
	p.Grow()
}

// lineCheck is the live check of a line of the card.
func (w *formWriter) lineCheck(self, violations, explain, code string) canvas.Cell {
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
	return canvas.Cell{V: note, Look: nl}
}

// scoreTotal is the computed total: all self-scores given, and the bonus.
func (w *formWriter) scoreTotal(p *canvas.Page, card round.Card) {
	var refs []string
	sum, given := decimal.Zero, 0
	for _, c := range card.Criteria() {
		refs = append(refs, w.ref(c.ID+round.ScoreSuffix))
		if d, ok := w.num(c.ID + round.ScoreSuffix); ok {
			sum, given = sum.Add(d), given+1
		}
	}
	all := strings.Join(refs, ",")
	bold := canvas.Look{Bold: true, Border: true, Align: "center", Fill: canvas.GreyFill, Format: pointFormat}
	bonus := ""
	extra := decimal.Zero
	if card.Bonus.IsPositive() {
		bonus = w.ref(round.Bonus)
		extra, _ = w.num(round.Bonus)
	}
	f := fmt.Sprintf(`IF(COUNT(%s)=%d,%s,"")`, all, len(refs), gradeFormula(card, all, bonus))
	total := canvas.Cell{F: f, V: "", Look: bold}
	if given == len(refs) {
		total.V = card.Grade(sum, extra)
	}
	if card.InWords() {
		total = w.metTotal(card, refs, bold)
	}
	note, nl := w.note(round.SelfTotal)
	p.Row(26,
		canvas.Cell{Look: bold},
		canvas.Cell{V: form.Words(w.r, round.SelfTotal),
			Look: canvas.Look{Bold: true, Border: true, Fill: canvas.GreyFill}},
		canvas.Cell{V: card.Most(), Look: bold},
		total,
		canvas.Cell{Look: bold},
		canvas.Cell{Look: canvas.Look{Border: true}},
		canvas.Cell{Look: bold},
		canvas.Cell{V: note, Look: nl},
		codeCell(round.SelfTotal),
	)
}

// gradeFormula is the total of a card as a formula of its scores and bonus.
func gradeFormula(card round.Card, scores, bonus string) string {
	if bonus != "" && card.Scale == nil && card.Cap == nil {
		return "SUM(" + scores + "," + bonus + ")"
	}
	if bonus != "" {
		bonus = "N(" + bonus + ")"
	}
	return form.GradeOf(card, "SUM("+scores+")", bonus)
}

// metTotal counts the criteria that are met, once all are judged.
func (w *formWriter) metTotal(card round.Card, refs []string, l canvas.Look) canvas.Cell {
	var met, said []string
	n, given := 0, 0
	for i, c := range card.Criteria() {
		met, said = append(met, "("+refs[i]+"="+canvas.Literal(card.Answers[0])+")"), append(said, "("+refs[i]+`<>"")`)
		switch w.fill.Values[c.ID+round.ScoreSuffix] {
		case nil:
		case card.Answers[0]:
			n, given = n+1, given+1
		default:
			given++
		}
	}
	f := fmt.Sprintf(`IF(%s=%d,%s,"")`, strings.Join(said, "+"), len(refs), strings.Join(met, "+"))
	c := canvas.Cell{F: f, V: "", Look: l}
	if given == len(refs) {
		c.V = n
	}
	return c
}

// scoreSignatures are the card's two signature blocks.
func (w *formWriter) scoreSignatures(p *canvas.Page, card round.Card) {
	l := canvas.Look{Bold: true, Align: "center", Wrap: true, Top: true}
	p.Row(20,
		w.dated(canvas.Look{Italic: true, Align: "center"}),
		canvas.Cell{},
		canvas.Cell{},
		canvas.Cell{V: w.t("....., ngày ..... tháng ..... năm ", "Date: ..... ") + fmt.Sprint(w.r.Due.Year()),
			Look: canvas.Look{Italic: true, Align: "center"}},
	)
	p.Merge(1, 3)
	p.Merge(form.ScoSelf, form.ScoExplain)
	right := card.Signers[1]
	if w.r.Letterhead.Signer != "" {
		right = w.r.Letterhead.Signer
	}
	right += w.t("\n(Ký, ghi rõ họ tên, đóng dấu)", "\n(signature, name, seal)")
	p.Row(130, w.signature(card.Signers[0], l),
		canvas.Cell{Look: l},
		canvas.Cell{Look: l},
		canvas.Cell{V: right, Look: l},
	)
	p.Merge(1, 3)
	p.Merge(form.ScoSelf, form.ScoExplain)
}

func (w *formWriter) scoreChecks(p *canvas.Page, card round.Card) {
	p.Colours = append(p.Colours, w.liveColours(3, len(p.Rows), form.ScoCheck)...)
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
	for _, key := range canvas.SortedKeys(byPoints) {
		points, ladder, _ := strings.Cut(key, "\x00")
		shown := strings.ReplaceAll(ladder, ".", ",")
		if w.r.Language == "en" {
			shown = ladder
		}
		full, _ := decimal.NewFromString(points)
		if ladder == "" { // measured by a figure, or by the units below
			p.Checks = append(p.Checks, canvas.Validation{
				Refs:   byPoints[key],
				Kind:   "decimal",
				Limits: &[2]decimal.Decimal{decimal.Zero, full},
				Title:  w.t("Điểm tự chấm", "Self-score"),
				Message: fmt.Sprintf(w.t(
					"Ghi điểm từ 0 đến %s, theo cách chấm ghi ở tiêu chuẩn.",
					"From 0 to %s, as the criterion says.",
				), strings.ReplaceAll(points, ".", ",")),
			})
			continue
		}
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:   byPoints[key],
			Kind:   "decimal",
			Limits: &[2]decimal.Decimal{decimal.Zero, full},
			Title:  w.t("Điểm tự chấm", "Self-score"),
			Message: fmt.Sprintf(w.t(
				"Ghi điểm từ 0 đến %s; mỗi hành vi vi phạm trừ %s điểm. Các mức: %s.",
				"From 0 to %s; each violation takes %s. Steps: %s.",
			), strings.ReplaceAll(points, ".", ","), card.Deduction, shown),
		})
	}
	if len(inWords) > 0 {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    inWords,
			Kind:    "list",
			List:    card.Answers,
			Title:   w.t("Tự đánh giá", "Own judgement"),
			Message: w.t("Chọn trong danh sách.", "Choose from the list."),
		})
	}
	yn := w.r.YesNo()
	if len(violations) > 0 {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    violations,
			Kind:    "whole",
			Title:   w.t("Số hành vi vi phạm", "Violations"),
			Message: w.t("Ghi số hành vi khi chấm dưới điểm chuẩn.", "Needed below full points."),
		})
	}
	if _, ok := w.plan.Input(round.Gate); ok {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:  []string{w.ref(round.Gate)},
			Kind:  "list",
			List:  yn[:],
			Title: w.t("Tiêu chuẩn chung", "General standards"),
			Message: w.t(
				"Chọn có hoặc không. Nếu có vi phạm thì không chấm điểm.",
				"Choose. With a violation there is no scoring.",
			),
		})
	}
	if _, ok := w.plan.Input(round.Verdict); ok {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    []string{w.ref(round.Verdict)},
			Kind:    "list",
			List:    card.Choices(w.u.Kind),
			Title:   w.t("Tự đánh giá", "Verdict"),
			Message: w.t("Chọn đạt hoặc không đạt.", "Choose."),
		})
	}
	if _, ok := w.plan.Input(round.Bonus); ok {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:   []string{w.ref(round.Bonus)},
			Kind:   "decimal",
			Limits: &[2]decimal.Decimal{decimal.Zero, w.mostBonus()},
			Title:  w.t("Điểm thưởng", "Bonus"),
			Message: fmt.Sprintf(w.t(
				"Ghi %s nếu được thưởng và nêu nội dung ở cột bên; không có thì để trống.",
				"%s where there is a bonus, and say what for.",
			), card.Bonus),
		})
	}
}

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
			*p.At(1, 1) = w.titled(w.t("DANH SÁCH KÈM THEO - ", "LISTS - "), "", head)
		case form.TableTitle:
			if i > 1 { // each table begins a page, so that it can be printed and signed by itself
				p.NewPage()
			}
			p.Full(len(l.Table.Columns)+1, 24, l.Table.Label, canvas.SectionLook)
		case form.TableHead:
			h := canvas.HeadLook
			cells := []canvas.Cell{{V: w.t("STT", "No."), Look: h}}
			for _, c := range l.Table.Columns {
				cells = append(cells, canvas.Cell{V: c.Label, Look: h})
			}
			for len(cells) < form.ListCheck-1 {
				cells = append(cells, canvas.Cell{})
			}
			p.Auto(34, append(cells, canvas.Cell{V: w.t("Kiểm tra", "Check"), Look: h})...)
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
	c := canvas.Cell{F: w.rowCheck(*l.Table, l.Row, in.Row, registered), V: "", Look: canvas.CheckLook}
	if l.N < len(table.lines) {
		c.V = w.rowResult(*l.Table, table.lines[l.N].values, table.nth[l.N] > 1, registered)
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
			switch col.Type {
			case round.Choice:
				v.Kind, v.List = "list", col.Values
				v.Message = w.t("Chọn một giá trị trong danh sách.", "Choose from the list.")
			case round.Count:
				v.Kind, v.Message = "whole", w.t("Chỉ ghi số nguyên từ 0 trở lên.", "A whole number, 0 or more.")
			case round.Amount:
				v.Kind, v.Message = "decimal", w.t("Chỉ ghi số từ 0 trở lên.", "A number, 0 or more.")
			default:
				continue
			}
			p.Checks = append(p.Checks, v)
		}
	}
}
