package workbook

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
	"tonghop/internal/form"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
)

// Number formats. A figure shows no decimal point that it does not need.
const (
	wholeFormat   = "#,##0"
	changeFormat  = `+#,##0.##;-#,##0.##;0`
	wholeChange   = `+#,##0;-#,##0;0`
	percentFormat = "0.0%"
	textFormat    = "@" // what is typed stays text: no dates of 05/2019, no lost zeros, no formulas of "- "
)

// figureCheckWidth is the width of the live check of figures, in characters.
const figureCheckWidth = 34

func (w *formWriter) figureSheet(s form.Sheet) {
	p := w.open(s, 7, 41, 11, 12, 12, 9, 10, 25, figureCheckWidth, 9)
	p.printed, p.scale = form.FigExplain, 100
	p.block()
	for i, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			head := look{bold: true, align: "center", wrap: true}
			p.full(8, 46, nil, head)
			*p.at(len(p.rows), 1) = w.titled(w.t("ĐỀ CƯƠNG BÁO CÁO SỐ LIỆU\n", "FIGURES\n"), w.t(" - số liệu tính từ ", " - from ")+w.r.Period.From.Format("02/01/2006")+w.t(" đến thời điểm báo cáo", " up to the report"), head)
		case form.Columns:
			w.figureColumns(p)
		case form.SectionLine:
			if i > form.FigFirst {
				p.block()
			}
			w.figureSection(p, l)
		case form.Figure:
			if l.N > 1 {
				p.block()
			}
			w.figure(p, l)
		}
	}
	w.figureChecks(p)
}

func (w *formWriter) figureColumns(p *page) {
	h := look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 11}
	var cells []cell
	for _, c := range form.Heads(w.r, form.Figures) {
		cells = append(cells, cell{v: c.Text, look: h})
	}
	cells = append(cells, cell{v: w.t("Mã", "Code"), look: look{size: 7, color: codeText}})
	row := p.row(34, cells...)
	p.freeze, p.repeat = [2]int{row, 2}, row
}

func (w *formWriter) figureSection(p *page, l form.Line) {
	sec := look{bold: true, fill: paleBlue, border: true, wrap: true}
	cells := make([]cell, form.FigExplain)
	for i := range cells {
		cells[i].look = sec
	}
	cells[0].v, cells[1].v = l.Section.Number(), l.Section.Title
	name := round.Nothing(l.Section.ID)
	if _, ok := w.plan.Input(name); ok {
		cells[form.FigUnit-1] = cell{v: w.t("Không phát sinh: ghi x", "Nothing to report: x"), look: look{size: 10, italic: true, fill: paleBlue, border: true, wrap: true, align: "right"}}
		cells[form.FigNow-1] = w.input(name, look{align: "center", bold: true})
		cells = append(cells, cell{}, codeCell(name))
	}
	p.row(max(30, heightIn(l.Section.Title, colPoints(41), 12, true)), cells...)
}

func (w *formWriter) figure(p *page, l form.Line) {
	in := l.Indicator
	base := look{border: true, wrap: true}
	format := map[round.Type]string{round.Count: wholeFormat, round.Ratio: percentFormat, round.Date: "dd/mm/yyyy"}[in.Type]
	row := len(p.rows) + 1
	now := w.input(in.ID, look{align: "right", format: shownExactly(format, w.fill.Values[in.ID])})
	_, now.look.shrink = w.worst[in.ID] // a wrong figure may be wider than any right one
	if in.Type == round.Choice {
		now.look.align, now.look.wrap = "center", true
	}
	if in.Type == round.Date {
		now.v = w.dateValue(in.ID)
	}
	explain := w.input(in.ID+round.ExplanationSuffix, look{size: 11, wrap: true, align: "left", format: textFormat})
	if in.Type == round.Ratio {
		now, explain = w.ratio(*in), cell{look: look{border: true, fill: greyFill}}
	}
	prior, change := cell{look: look{border: true, fill: greyFill}}, cell{look: look{border: true, fill: greyFill}}
	if in.Prior {
		prior = w.input(in.ID+round.PriorSuffix, look{align: "right", format: shownExactly(format, w.fill.Values[in.ID+round.PriorSuffix])})
		prior.look.shrink = now.look.shrink
		change = w.change(in.ID, row)
	}
	check := w.figureCheck(in)
	h := max(heightIn(in.Label, colPoints(41)-9*float64(in.Indent), 12, false), heightIn(in.Unit, colPoints(11), 11, false), 20)
	if s, ok := check.v.(string); ok {
		h = max(h, height(s, figureCheckWidth, 10))
	}
	if s, ok := explain.v.(string); ok {
		h = max(h, height(s, 25, 11))
	}
	p.row(h, cell{v: fmt.Sprint(l.N), look: look{border: true, align: "center", size: 11}}, cell{v: in.Label, look: look{border: true, wrap: true, indent: in.Indent, align: "left"}}, cell{v: in.Unit, look: look{border: true, align: "center", wrap: true, size: 11}},
		now, prior, change, w.sumOfParts(in.ID, base), explain, check, codeCell(in.ID))
	p.grow()
}

// shownExactly is a count's format, or one that shows what a wrong one has behind
// its point: the mistake must be seen.
func shownExactly(format string, v any) string {
	if d, ok := v.(decimal.Decimal); ok && format == wholeFormat && !d.IsInteger() {
		return "#,##0.#########"
	}
	return format
}

func (w *formWriter) ref(name string) string {
	in, _ := w.plan.Input(name)
	return sheet.Ref(in.Row, in.Col)
}

// ratio is a computed percentage, with its result.
func (w *formWriter) ratio(in round.Indicator) cell {
	a, b := w.ref(in.Of[0]), w.ref(in.Of[1])
	c := cell{f: fmt.Sprintf(`IF(AND(ISNUMBER(%s),ISNUMBER(%s)),IF(%s>0,%s/%s,""),"")`, a, b, b, a, b), v: "", look: look{border: true, fill: greyFill, align: "right", format: percentFormat}}
	x, okx := w.num(in.Of[0])
	y, oky := w.num(in.Of[1])
	if okx && oky && y.IsPositive() {
		c.v = x.InexactFloat64() / y.InexactFloat64()
	}
	return c
}

// change is increase or decrease against last year, never trusted from anyone.
func (w *formWriter) change(id string, row int) cell {
	a, b := sheet.Ref(row, form.FigNow), sheet.Ref(row, form.FigPrior)
	c := cell{f: fmt.Sprintf(`IF(AND(ISNUMBER(%s),ISNUMBER(%s)),%s-%s,"")`, a, b, a, b), v: "", look: look{border: true, fill: greyFill, align: "right", format: wholeChange}}
	x, okx := w.num(id)
	y, oky := w.num(id + round.PriorSuffix)
	if okx && oky {
		c.v = x.Sub(y)
	}
	return c
}

// sumOfParts is the sum shown beside a typed total.
func (w *formWriter) sumOfParts(id string, base look) cell {
	parts := w.plan.Parts(id)
	base.fill, base.align, base.format = greyFill, "right", wholeFormat
	if len(parts) == 0 {
		return cell{look: base}
	}
	refs := make([]string, len(parts))
	for i, part := range parts {
		refs[i] = w.ref(part)
	}
	sum, any := w.sumOf(id)
	all := strings.Join(refs, ",")
	c := cell{f: fmt.Sprintf(`IF(COUNT(%s)=0,"",SUM(%s))`, all, all), v: "", look: base}
	if any {
		c.v = sum
	}
	return c
}

// sumOf is the sum of a total's parts; false where none is given.
func (w *formWriter) sumOf(id string) (sum decimal.Decimal, given bool) {
	for _, part := range w.plan.Parts(id) {
		if d, ok := w.num(part); ok {
			sum, given = sum.Add(d), true
		}
	}
	return sum, given
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n-1]) + "…"
	}
	return s
}

// limited is the validation of a figure with limits of its own.
func (w *formWriter) limited(ind *round.Indicator, ref string) validation {
	least, most := ind.Limits()
	kind := map[round.Type]string{round.Count: "whole", round.Amount: "decimal"}[ind.Type]
	return validation{refs: []string{ref}, kind: kind, limits: &[2]decimal.Decimal{least, most}, title: w.t("Số", "Number"),
		message: fmt.Sprintf(w.t("Chỉ ghi số từ %s đến %s (%s).", "A number from %s to %s (%s)."), finding.Show(least, w.r.Language), finding.Show(most, w.r.Language), ind.Unit)}
}

// figureChecks are the validations and colours of the sheet.
func (w *formWriter) figureChecks(p *page) {
	refs := map[string][]string{}
	lists := map[string][]string{}
	for _, in := range w.plan.Inputs {
		if in.Sheet != form.Figures {
			continue
		}
		ind, _ := w.r.Form.Indicator(in.ID)
		ref := sheet.Ref(in.Row, in.Col)
		switch {
		case in.Part == form.Nothing:
			refs["x"] = append(refs["x"], ref)
		case in.Part != form.Value && in.Part != form.Prior:
		case ind.Type == round.Choice:
			key := strings.Join(ind.Choices(w.u.Kind), "\x00")
			lists[key] = append(lists[key], ref)
		case (ind.Type == round.Count || ind.Type == round.Amount) && (ind.Min != nil || ind.Max != nil):
			p.checks = append(p.checks, w.limited(&ind, ref))
		default:
			refs[string(ind.Type)] = append(refs[string(ind.Type)], ref)
		}
	}
	p.checks = append(p.checks,
		validation{refs: refs["x"], kind: "list", list: []string{"x"}, title: w.t("Không phát sinh", "Nothing to report"), message: w.t("Ghi x nếu cả mục không phát sinh: các ô trống của mục được tính là 0.", "Put x if the section has nothing to report: its blanks count as 0.")},
		validation{refs: refs["count"], kind: "whole", title: w.t("Số nguyên", "Whole number"), message: w.t("Chỉ ghi số nguyên từ 0 trở lên, không ghi chữ. Không có thì ghi 0.", "A whole number, 0 or more. Where there is none, 0.")},
		validation{refs: refs["amount"], kind: "decimal", title: w.t("Số", "Number"), message: w.t("Chỉ ghi số từ 0 trở lên (theo đơn vị tính ở cột bên). Không có thì ghi 0.", "A number, 0 or more, in the unit of measure beside it.")},
		validation{refs: refs["date"], kind: "date", title: w.t("Ngày", "Date"), message: w.t("Ghi ngày/tháng/năm, ví dụ 05/10/2019.", "Write day/month/year.")})
	for _, key := range sortedKeys(lists) {
		p.checks = append(p.checks, validation{refs: lists[key], kind: "list", list: strings.Split(key, "\x00"), title: w.t("Chọn trong danh sách", "Choose"), message: w.t("Bấm mũi tên và chọn một giá trị.", "Click the arrow and choose.")})
	}
	p.colours = append(p.colours, w.liveColours(3, len(p.rows), form.FigCheck)...)
	sum, said := sheet.Ref(3, form.FigSum), sheet.Ref(3, form.FigCheck)
	p.colours = append(p.colours, colouring{ref: fmt.Sprintf("%s:%s", sum, sheet.Ref(len(p.rows), form.FigSum)), formula: fmt.Sprintf(`AND(ISNUMBER(%s),%s<>%s,OR(LEFT(%s,%d)="%s",LEFT(%s,%d)="%s"))`, sum, sum, sheet.Ref(3, form.FigNow), said, len([]rune(w.live.words.wrong)), w.live.words.wrong, said, len([]rune(w.live.words.query)), w.live.words.query), fill: redFill, text: redText})
}
