package canvas

import (
	"cmp"
	"math"
	"strings"
)

//go:generate go run gen.go

// Texts are measured as Times New Roman draws them, so that rows are as high as
// their texts need and pages break where blocks end. The widths are the font's own.

// em is the size that widths of letters are parts of.
const em = 2048

// letterRun is how wide letters are that follow each other, in parts of an em.
type letterRun struct {
	first  rune
	widths []uint16
}

// widthIn is a letter's width; one that no run holds is drawn by another font, in a square at most.
func widthIn(runs []letterRun, r rune) int {
	for _, run := range runs {
		if i := int(r - run.first); i >= 0 && i < len(run.widths) {
			return int(run.widths[i])
		}
	}
	return em
}

// wide is the width of a text on one line, in points.
func wide(s string, size float64, bold bool) float64 {
	runs := regularWidths
	if bold {
		runs = boldWidths
	}
	sum := 0
	for _, r := range s {
		sum += widthIn(runs, r)
	}
	return float64(sum) * size / em
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

// reserve is kept for programs that draw letters on whole pixels: a text of 11 points, 14.7 pixels on
// a usual screen, may become several percent wider there than on paper, and what does not fit is cut.
const reserve = 1.1

// lines is how many lines a text takes in a width: words stay whole.
func lines(s string, width, size float64, bold bool) float64 {
	space := wide(" ", size, bold) * reserve
	n := 0.0
	for _, paragraph := range strings.Split(s, "\n") {
		n++
		used := 0.0
		for _, word := range strings.Fields(paragraph) {
			w := wide(word, size, bold) * reserve
			if used > 0 && used+w+space > width {
				n++
				used = 0
			}
			if used > 0 {
				used += space
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
	size = cmp.Or(size, textSize)
	return math.Ceil(lines(text, points, size, bold)*size*1.22) + 4
}

// Height is the height of a row whose text wraps in a column of that many
// characters, in points.
func Height(text string, width, size float64) float64 {
	return HeightIn(text, ColPoints(width), size, false)
}

// Unbroken is the width of a column, in characters, in which no word of a heading is broken: at least
// the given one.
func Unbroken(text string, least, size float64) float64 {
	for _, word := range strings.Fields(text) {
		points := wide(word, size, true)*reserve + 4 // 4: what ColPoints leaves for the borders
		least = max(least, math.Ceil((points/0.75-5)/7*2)/2)
	}
	return least
}
