package canvas

import (
	"fmt"
	"math"
	"unicode/utf8"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/harmless"
	"tonghop/internal/sheet"
)

// cells streams the rows; everything else of the sheet has been set before.
func (b *Book) cells(p *Page) error {
	last := 1
	for _, r := range p.Rows {
		last = max(last, len(r.Cells))
	}
	if err := b.file.SetSheetDimension(p.Name, fmt.Sprintf("A1:%s", sheet.Ref(max(1, len(p.Rows)), last))); err != nil {
		return err
	}
	sw, err := b.file.NewStreamWriter(p.Name)
	if err != nil {
		return err
	}
	if err := p.freeze(sw); err != nil {
		return err
	}
	for i := range p.Rows {
		if err := b.row(sw, p, i); err != nil {
			return err
		}
	}
	for _, m := range p.Merges {
		if err := sw.MergeCell(sheet.Ref(m[0], m[1]), sheet.Ref(m[2], m[3])); err != nil {
			return err
		}
	}
	return sw.Flush()
}

// freeze keeps the first rows and columns in sight.
func (p *Page) freeze(sw *excelize.StreamWriter) error {
	if p.Freeze == [2]int{} {
		return nil
	}
	active := "bottomRight"
	if p.Freeze[1] == 0 {
		active = "bottomLeft"
	}
	return sw.SetPanes(&excelize.Panes{
		Freeze:      true,
		YSplit:      p.Freeze[0],
		XSplit:      p.Freeze[1],
		TopLeftCell: sheet.Ref(p.Freeze[0]+1, p.Freeze[1]+1),
		ActivePane:  active,
	})
}

// tallest is the height of the highest row that the format allows, in points.
const tallest = 409

func (b *Book) row(sw *excelize.StreamWriter, p *Page, n int) error {
	r := p.Rows[n]
	values := make([]any, len(r.Cells))
	for i, c := range r.Cells {
		style, err := b.style(framed{c.Look, p.edges(n, i)})
		if err != nil {
			return err
		}
		values[i] = excelize.Cell{StyleID: style, Formula: c.F, Value: c.stored()}
	}
	var opts []excelize.RowOpts
	if r.Height > 0 {
		opts = append(opts, excelize.RowOpts{Height: math.Min(written(r), tallest)})
	}
	return sw.SetRow(sheet.Ref(n+1, 1), values, opts...)
}

// edges are the sides of a cell that are an input's edge: its own, or those that it shares with an
// input. Of two cells that share a side some programs draw the one's line, some the other's.
func (p *Page) edges(row, col int) (out sides) {
	switch l := p.Rows[row].Cells[col].Look; {
	case !l.Border:
		return noSide
	case l.Open:
		return allSide
	}
	for _, next := range []struct {
		row, col int
		side     sides
	}{
		{row, col - 1, leftSide},
		{row, col + 1, rightSide},
		{row - 1, col, topSide},
		{row + 1, col, bottomSide},
	} {
		if p.input(next.row, next.col) {
			out |= next.side
		}
	}
	return out
}

// input tells whether an input stands at a place, row and column from 0.
func (p *Page) input(row, col int) bool {
	if row < 0 || col < 0 || row >= len(p.Rows) || col >= len(p.Rows[row].Cells) {
		return false
	}
	return p.Rows[row].Cells[col].Look.Open
}

// stored is a cell's value as it is written: our own texts harmless, what was typed into an input
// exact, and a formula's result typed, even the empty text.
func (c Cell) stored() any {
	v := plain(c.V)
	if text, ok := v.(string); ok && !c.Look.Open {
		v = harmless.Cell(text)
	}
	if c.F != "" && v == nil {
		return ""
	}
	return v
}

// loose is added to the height of a row that may grow: the library writes every
// height as one that a person set, which programs then keep. It is taken out when
// the parts are packed.
const loose = 0.0625

func written(r pageRow) float64 {
	h := math.Round(r.Height*4) / 4
	if r.grows {
		h += loose
	}
	return h
}

// plain turns our values into what the writer stores: decimals as numbers.
func plain(v any) any {
	switch v := v.(type) {
	case decimal.Decimal:
		return v.InexactFloat64()
	case *decimal.Decimal:
		if v == nil {
			return nil
		}
		return v.InexactFloat64()
	case string:
		if v == "" {
			return nil
		}
		return cut(v)
	}
	return v
}

// cut keeps a text within what a cell can hold (32,767 characters).
func cut(s string) string {
	if utf8.RuneCountInString(s) <= 32000 {
		return s
	}
	return string([]rune(s)[:32000]) + "…"
}
