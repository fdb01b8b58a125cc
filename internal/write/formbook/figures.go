// Package formbook writes what units hold in their hands: the form (blank, to correct, filled for the
// level above) with its live checks, and notices about files that could not be read.
package formbook

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
)

// figureCheckWidth is the width of the live check of figures, in characters.
const figureCheckWidth = 34

func (w *formWriter) figureSheet(s form.Sheet) {
	p := w.open(s, 7, 41, 11, 12, 12, 9, 10, 25, figureCheckWidth, 9)
	p.Printed, p.Scale = form.FigExplain, 100
	p.Block()
	for i, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			head := canvas.Look{Bold: true, Align: "center", Wrap: true}
			p.Full(8, 46, nil, head)
			from := w.r.Period.From.Format("02/01/2006")
			before := w.say(figuresHead)
			after := w.say(figuresSince, from)
			*p.At(len(p.Rows), 1) = w.titled(before, after, head)
		case form.Columns:
			w.figureColumns(p)
		case form.SectionLine:
			if i > form.FigFirst {
				p.Block()
			}
			w.figureSection(p, l)
		case form.Figure:
			if l.N > 1 {
				p.Block()
			}
			w.figure(p, l)
		}
	}
	w.figureChecks(p)
}

func (w *formWriter) figureColumns(p *canvas.Page) {
	h := canvas.HeadLook
	var cells []canvas.Cell
	for _, c := range form.Heads(w.r, form.Figures) {
		cells = append(cells, canvas.Cell{V: c.Text, Look: h})
	}
	cells = append(cells, canvas.Cell{V: w.say(headCode), Look: canvas.CodeLook})
	row := p.Row(34, cells...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
}

func (w *formWriter) figureSection(p *canvas.Page, l form.Line) {
	sec := canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true}
	cells := make([]canvas.Cell, form.FigExplain)
	for i := range cells {
		cells[i].Look = sec
	}
	cells[0].V, cells[1].V = l.Section.Number(), l.Section.Title
	name := round.Nothing(l.Section.ID)
	if _, ok := w.plan.Input(name); ok {
		cells[form.FigUnit-1] = canvas.Cell{V: w.say(nothingToReport),
			Look: canvas.Look{Size: 10, Italic: true, Fill: canvas.PaleBlue, Border: true, Wrap: true, Align: "right"}}
		cells[form.FigNow-1] = w.input(name, canvas.Look{Align: "center", Bold: true})
		cells = append(cells, w.checks.Kept(name), codeCell(name))
	}
	p.Row(max(30, canvas.HeightIn(l.Section.Title, canvas.ColPoints(41), 12, true)), cells...)
}

func (w *formWriter) figure(p *canvas.Page, l form.Line) {
	in := l.Indicator
	base := canvas.Look{Border: true, Wrap: true}
	format := map[round.Type]string{
		round.Count: canvas.WholeFormat,
		round.Ratio: canvas.PercentFormat,
		round.Date:  canvas.DayFormat,
	}[in.Type]
	row := len(p.Rows) + 1
	now := w.input(in.ID, canvas.Look{Align: "right", Format: shownExactly(format, w.fill.Values[in.ID])})
	now.Look.Shrink = w.checks.Marked(in.ID) // a wrong figure may be wider than any right one
	if in.Type == round.Choice {
		now.Look.Align, now.Look.Wrap = "center", true
	}
	if in.Type == round.Date {
		now.V = w.checks.DateValue(in.ID)
	}
	explain := w.input(in.ID+round.ExplanationSuffix,
		canvas.Look{Size: 11, Wrap: true, Align: "left", Format: canvas.TextFormat})
	if in.Type == round.Ratio {
		now, explain = w.ratio(*in), canvas.Cell{Look: canvas.ShutLook}
	}
	prior, change := canvas.Cell{Look: canvas.ShutLook}, canvas.Cell{Look: canvas.ShutLook}
	if in.Prior {
		prior = w.input(in.ID+round.PriorSuffix,
			canvas.Look{Align: "right", Format: shownExactly(format, w.fill.Values[in.ID+round.PriorSuffix])})
		prior.Look.Shrink = now.Look.Shrink
		change = w.change(in.ID, row)
	}
	check := w.checks.Figure(in)
	h := max(canvas.HeightIn(in.Label, canvas.ColPoints(41)-9*float64(in.Indent), 12, false),
		canvas.HeightIn(in.Unit, canvas.ColPoints(11), 11, false), 20)
	if s, ok := check.V.(string); ok {
		h = max(h, canvas.Height(s, figureCheckWidth, 10))
	}
	if s, ok := explain.V.(string); ok {
		h = max(h, canvas.Height(s, 25, 11))
	}
	p.Row(h,
		canvas.Cell{V: fmt.Sprint(l.N), Look: canvas.MidLook},
		canvas.Cell{V: in.Label, Look: canvas.Look{Border: true, Wrap: true, Indent: in.Indent, Align: "left"}},
		canvas.Cell{V: in.Unit, Look: canvas.OurLook},
		now,
		prior,
		change,
		w.sumOfParts(in.ID, base),
		explain,
		check,
		codeCell(in.ID),
	)
	p.Grow()
}

// shownExactly is a count's format, or one that shows what a wrong one has behind
// its point: the mistake must be seen.
func shownExactly(format string, v any) string {
	if d, ok := v.(decimal.Decimal); ok && format == canvas.WholeFormat && !d.IsInteger() {
		return "#,##0.#########"
	}
	return format
}

func (w *formWriter) ref(name string) string {
	in, _ := w.plan.Input(name)
	return sheet.Ref(in.Row, in.Col)
}

// ratio is a computed percentage, with its result.
func (w *formWriter) ratio(in round.Indicator) canvas.Cell {
	a, b := w.ref(in.Of[0]), w.ref(in.Of[1])
	c := canvas.Cell{F: fmt.Sprintf(`IF(AND(ISNUMBER(%s),ISNUMBER(%s)),IF(%s>0,%s/%s,""),"")`, a, b, b, a, b), V: "",
		Look: canvas.Look{Border: true, Fill: canvas.GreyFill, Align: "right", Format: canvas.PercentFormat}}
	x, okx := w.num(in.Of[0])
	y, oky := w.num(in.Of[1])
	if okx && oky && y.IsPositive() {
		c.V = x.InexactFloat64() / y.InexactFloat64()
	}
	return c
}

// change is increase or decrease against last year, never trusted from anyone.
func (w *formWriter) change(id string, row int) canvas.Cell {
	a, b := sheet.Ref(row, form.FigNow), sheet.Ref(row, form.FigPrior)
	c := canvas.Cell{F: fmt.Sprintf(`IF(AND(ISNUMBER(%s),ISNUMBER(%s)),%s-%s,"")`, a, b, a, b), V: "",
		Look: canvas.Look{Border: true, Fill: canvas.GreyFill, Align: "right", Format: canvas.WholeChange}}
	x, okx := w.num(id)
	y, oky := w.num(id + round.PriorSuffix)
	if okx && oky {
		c.V = x.Sub(y)
	}
	return c
}

// sumOfParts is the sum shown beside a typed total.
func (w *formWriter) sumOfParts(id string, base canvas.Look) canvas.Cell {
	parts := w.plan.Parts(id)
	base.Fill, base.Align, base.Format = canvas.GreyFill, "right", canvas.WholeFormat
	if len(parts) == 0 {
		return canvas.Cell{Look: base}
	}
	refs := make([]string, len(parts))
	for i, part := range parts {
		refs[i] = w.ref(part)
	}
	sum, any := w.sumOf(id)
	all := strings.Join(refs, ",")
	c := canvas.Cell{F: fmt.Sprintf(`IF(COUNT(%s)=0,"",SUM(%s))`, all, all), V: "", Look: base}
	if any {
		c.V = sum
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

// limited is the validation of a figure with limits of its own.
func (w *formWriter) limited(asked *form.Asked, ref string) canvas.Validation {
	least, most := finding.Show(asked.Allowed.Least, w.r.Language), finding.Show(asked.Allowed.Most, w.r.Language)
	return canvas.Validation{
		Refs:    []string{ref},
		Kind:    map[round.Type]string{round.Count: "whole", round.Amount: "decimal"}[asked.Type],
		Limits:  limits(asked.Allowed),
		Title:   w.say(numberTitle),
		Message: w.say(limitedPrompt, least, most, asked.Unit),
	}
}

// limits are what a validation lets be typed.
func limits(r *form.Range) *[2]decimal.Decimal { return &[2]decimal.Decimal{r.Least, r.Most} }

// figureChecks are the validations and colours of the sheet.
func (w *formWriter) figureChecks(p *canvas.Page) {
	limited, sameAsked := w.figuresByAsked()
	p.Checks = append(p.Checks, limited...)
	p.Checks = append(p.Checks, w.sharedChecks(sameAsked)...)
	p.Checks = append(p.Checks, w.choiceChecks()...)
	p.Colours = append(p.Colours, w.checks.Colours(form.Figures, len(p.Rows))...)
	p.Colours = append(p.Colours, w.sumColour(len(p.Rows)))
}

// figuresByAsked are the validations of figures with limits of their own, and the cells of the
// others by what they ask; boxes are marks.
func (w *formWriter) figuresByAsked() (limited []canvas.Validation, refs map[round.Type][]string) {
	refs = map[round.Type][]string{}
	for _, in := range w.plan.Inputs {
		ref := sheet.Ref(in.Row, in.Col)
		switch asked := &in.Asked; {
		case in.Sheet != form.Figures:
		case in.Part == form.Nothing:
			refs[marked] = append(refs[marked], ref)
		case in.Part != form.Value && in.Part != form.Prior:
		case asked.Own:
			limited = append(limited, w.limited(asked, ref))
		default:
			refs[asked.Type] = append(refs[asked.Type], ref)
		}
	}
	return limited, refs
}

// marked stands for boxes among the types of answers.
const marked round.Type = "x"

// sharedChecks are the validations that all cells of one type share.
func (w *formWriter) sharedChecks(refs map[round.Type][]string) (out []canvas.Validation) {
	for _, c := range []struct {
		of             round.Type
		kind           string
		title, message words.Pair
	}{
		{marked, "list", nothingTitle, nothingPrompt},
		{round.Count, "whole", wholeTitle, wholePrompt},
		{round.Amount, "decimal", numberTitle, numberPrompt},
		{round.Date, "date", dayTitle, dayPrompt},
	} {
		v := canvas.Validation{Refs: refs[c.of], Kind: c.kind, Title: w.say(c.title), Message: w.say(c.message)}
		if c.of == marked {
			v.List = []string{string(marked)}
		}
		out = append(out, v)
	}
	return out
}

// choiceChecks are the lists to choose from, one for all cells with the same answers.
func (w *formWriter) choiceChecks() (out []canvas.Validation) {
	same := map[string]canvas.Validation{}
	for _, in := range w.plan.Inputs {
		figure := in.Sheet == form.Figures && (in.Part == form.Value || in.Part == form.Prior)
		if !figure || in.Asked.Type != round.Choice {
			continue
		}
		key := strings.Join(in.Asked.Choices, "\x00")
		v := same[key]
		v.Kind, v.List, v.Title, v.Message = "list", in.Asked.Choices, w.say(choiceTitle), w.say(choicePrompt)
		v.Refs = append(v.Refs, sheet.Ref(in.Row, in.Col))
		same[key] = v
	}
	for _, key := range canvas.SortedKeys(same) {
		out = append(out, same[key])
	}
	return out
}

// sumColour marks a sum that differs from its total, where the check says so.
func (w *formWriter) sumColour(last int) canvas.Colouring {
	sum, said := sheet.Ref(3, form.FigSum), sheet.Ref(3, form.FigCheck)
	return canvas.Colouring{
		Ref: fmt.Sprintf("%s:%s", sum, sheet.Ref(last, form.FigSum)),
		Formula: fmt.Sprintf(`AND(ISNUMBER(%s),%s<>%s,OR(%s))`, sum, sum, sheet.Ref(3, form.FigNow),
			w.checks.Contradicts(said)),
		Fill: canvas.RedFill,
		Text: canvas.RedText,
	}
}
