package officers

import (
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/count/versions"
	"tonghop/internal/write/canvas"
)

// newerWidths are the widths of the columns that say what changed.
var newerWidths = []float64{5, 8, 36, 20, 20, 34, 15, 15, 26, 24}

// mostNewer is how many rows the sheet has, but for those of its last unit.
const mostNewer = 3_000

// newerSheet says what units' newest versions change; there is none where nothing does.
func newerSheet(b *canvas.Book, lang string, all []versions.Revision) {
	if len(all) == 0 {
		return
	}
	p := b.Page(newerName.In(lang), newerWidths...)
	p.Locked = true
	p.FitWidth()
	cols, points := canvas.Across(newerWidths, 2*firstPage)
	p.Full(cols, 28, newerTitle.In(lang), canvas.TitleLook)
	lead := newerLead.In(lang)
	p.Full(cols, canvas.HeightIn(lead, points, canvas.LeadLook.Size, false)+4, lead, canvas.LeadLook)
	var head []canvas.Cell
	for _, h := range newerHeads {
		head = append(head, canvas.Cell{V: h.In(lang), Look: canvas.HeadLook})
	}
	row := p.Row(34, head...)
	p.Freeze, p.Repeat = [2]int{row, 3}, row
	begins := canvas.SectionLook
	begins.Wrap = true
	n := 0
	for i, rev := range all {
		if n >= mostNewer {
			p.Full(cols, 20, newerLeft.With(lang, len(all)-i), canvas.NoneLook)
			return
		}
		p.Block()
		said := rev.Heading()
		p.Full(cols, max(22, canvas.HeightIn(said, points, 12, true)), said, begins)
		for k, l := range rev.Lines() {
			newerRow(p, k+1, l)
			n++
		}
	}
}

// newerRow is one thing that differs. What does not fit into the highest row goes on below.
func newerRow(p *canvas.Page, n int, l versions.Line) {
	text, code := canvas.LineLook, canvas.LineLook
	text.Top, code.Top, code.Size, code.Align = true, true, 10, "center"
	parts := inParts(l.Words)
	differs := canvas.Cell{V: parts[0], Look: text}
	if l.Difference != nil {
		differs = valueCell(*l.Difference, text)
		differs.Look.Format = "+" + differs.Look.Format + ";-" + differs.Look.Format
	}
	p.Block()
	p.Auto(20,
		canvas.Cell{V: n, Look: code},
		canvas.Cell{V: l.Section, Look: code},
		canvas.Cell{V: l.What, Look: text},
		valueCell(l.Before, text),
		valueCell(l.After, text),
		differs,
		canvas.Cell{V: l.CellBefore, Look: code},
		canvas.Cell{V: l.CellAfter, Look: code},
		canvas.Cell{V: l.Totals, Look: text},
		canvas.Cell{V: l.Criteria, Look: text},
	)
	for _, part := range parts[1:] {
		cells := make([]canvas.Cell, len(newerWidths))
		for i := range cells {
			cells[i].Look = text
		}
		cells[5].V = part
		p.Auto(20, cells...)
	}
}

// valueCell is a figure to the right, or a text.
func valueCell(v any, l canvas.Look) canvas.Cell {
	if d, ok := v.(decimal.Decimal); ok {
		l.Align, l.Format = "right", canvas.WholeFormat
		if !d.IsInteger() {
			l.Format = "#,##0.###"
		}
	}
	return canvas.Cell{V: v, Look: l}
}

// mostInCell is how many letters the column of differences surely shows in the highest row.
const mostInCell = 700

// inParts cuts a long text between words.
func inParts(text string) (out []string) {
	part, letters := "", 0
	for _, word := range strings.Fields(text) {
		n := len([]rune(word)) + 1
		if letters > 0 && letters+n > mostInCell {
			out = append(out, part)
			part, letters = "", 0
		}
		part, letters = strings.TrimSpace(part+" "+word), letters+n
	}
	return append(out, part)
}
