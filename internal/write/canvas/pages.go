package canvas

import "math"

// Paper, in points: A4 and A3 less the margins of decree 30/2020.
const (
	portraitHigh  = 842 - 2*57
	landscapeHigh = 595 - 2*57
)

// defaultRow is the height of a row that nobody set, with a text of size 12.
const defaultRow = 16.5

// rowHeight is what a row will take when it is printed.
func (p *Page) rowHeight(i int) float64 {
	r := p.Rows[i]
	if r.Height > 0 {
		return r.Height
	}
	h := defaultRow
	for j, c := range r.Cells {
		if s, ok := c.V.(string); ok && c.Look.Wrap && j < len(p.Widths) {
			h = math.Max(h, HeightIn(s, ColPoints(p.Widths[j]), c.Look.Size, c.Look.Bold))
		}
	}
	return h
}

// Printable width of A4 in points: less the margins of decree 30/2020.
const (
	portraitWide  = 595 - 85 - 42
	landscapeWide = 842 - 85 - 42
)

// FitWidth sets the scale at which the printed columns are as wide as the paper, full size
// at most.
func (p *Page) FitWidth() {
	n := len(p.Widths)
	if p.Printed > 0 {
		n = p.Printed
	}
	sum := 0.0
	for _, w := range p.Widths[:n] {
		sum += (w*7 + 5) * 0.75
	}
	paper := float64(landscapeWide)
	if p.Portrait {
		paper = portraitWide
	}
	p.Scale = min(100, int(paper/sum*98))
}

// Block says that the row added next begins something that should not be cut by
// the end of a page.
func (p *Page) Block() { p.starts = append(p.starts, len(p.Rows)) }

// mostBreaks is how many breaks a sheet has at most: Excel mends a file with more than 1,026. What
// stands behind them flows on.
const mostBreaks = 1024

// breaks are the rows (0-based) before which a page must end, so that no block is
// cut that fits on a page.
func (p *Page) breaks() (out []int) {
	if p.Scale == 0 {
		return nil
	}
	high := float64(landscapeHigh)
	if p.Portrait {
		high = portraitHigh
	}
	high = high * 100 / float64(p.Scale) * 0.97
	head := 0.0
	if p.Repeat > 0 {
		head = p.rowHeight(p.Repeat - 1)
	}
	used := 0.0
	for i, start := range p.starts {
		end := len(p.Rows)
		if i+1 < len(p.starts) {
			end = p.starts[i+1]
		}
		first := 0
		if i > 0 {
			first = start
		}
		h := 0.0
		for row := first; row < end; row++ {
			h += p.rowHeight(row)
		}
		if i > 0 && len(out) < mostBreaks && (used+h > high || p.ends[start]) {
			out = append(out, start)
			used = head
		}
		if used += h; used > high { // longer than a page: it flows on
			used = math.Mod(used, high) + head
		}
	}
	return out
}

// NewPage says that the row added next begins a page.
func (p *Page) NewPage() {
	p.Block()
	if p.ends == nil {
		p.ends = map[int]bool{}
	}
	p.ends[len(p.Rows)] = true
}
