package canvas

import (
	"math"
	"strings"
	"unicode"
)

// Texts are measured as Times New Roman draws them, so that rows are as high as
// their texts need and pages break where blocks end. The widths are the font's
// own, rounded up, in thousandths of its size.

// ems are the widths of letters, in Latin and Vietnamese.
var ems = func() (t [0x1f00]float64) {
	for r := range t {
		t[r] = letter(rune(r))
	}
	return t
}()

// em is the width of a letter.
func em(r rune) float64 {
	if int(r) < len(ems) {
		return ems[r]
	}
	return letter(r)
}

func letter(r rune) float64 {
	switch {
	case strings.ContainsRune("iljtI.,;:!'’|/()[]- ", r):
		return 0.31
	case strings.ContainsRune("frs\"“”–", r):
		return 0.43
	case strings.ContainsRune("mwM…—", r):
		return 0.82
	case strings.ContainsRune("WÔÕÒÓỌỐỒỔỖỘ%@", r):
		return 0.86
	case unicode.IsUpper(r):
		return 0.72
	}
	return 0.52
}

// wide is the width of a text on one line, in points.
func wide(s string, size float64, bold bool) float64 {
	w := 0.0
	for _, r := range s {
		w += em(r)
	}
	if bold {
		w *= 1.07
	}
	return w * size
}

// ColPoints is the width of a column of that many characters, in points, less
// what the cell keeps free at its sides.
func ColPoints(width float64) float64 { return (width*7+5)*0.75 - 4 }

// Across is how many columns a text may run over, so that it stays on the first page, and how
// wide they are together, in points.
func Across(widths []float64, most float64) (cols int, points float64) {
	for _, w := range widths {
		if wide := ColPoints(w) + 4; points+wide <= most { // 4: what colPoints leaves for the borders
			cols, points = cols+1, points+wide
			continue
		}
		break
	}
	return max(cols, 1), points
}

// lines is how many lines a text takes in a width: words stay whole.
func lines(s string, width, size float64, bold bool) float64 {
	n := 0.0
	for _, paragraph := range strings.Split(s, "\n") {
		n++
		used := 0.0
		for _, word := range strings.Fields(paragraph) {
			w := wide(word, size, bold) * 1.03
			if used > 0 && used+w+size*0.26 > width {
				n++
				used = 0
			}
			if used > 0 {
				used += size * 0.26
			}
			if used += w; used > width { // a word wider than the cell is broken
				more := math.Floor(used / width)
				n += more
				used -= more * width
			}
		}
	}
	return n
}

// HeightIn is the height of a row that shows a text in a width, in points.
func HeightIn(text string, points, size float64, bold bool) float64 {
	if size == 0 {
		size = 12
	}
	return math.Ceil(lines(text, points, size, bold)*size*1.22) + 4
}

// Height is the height of a row whose text wraps in a column of that many
// characters, in points.
func Height(text string, width, size float64) float64 {
	return HeightIn(text, ColPoints(width), size, false)
}

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
