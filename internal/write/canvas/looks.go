package canvas

import (
	"cmp"
	"fmt"

	"github.com/xuri/excelize/v2"
)

// Look is a cell's appearance; equal looks share one style of the workbook.
type Look struct {
	Size         float64
	Bold, Italic bool
	Color, Fill  string
	Border       bool
	Align        string // left, center, right
	Top          bool   // text at the top instead of the middle
	Wrap         bool
	Indent       int
	Format       string
	Open         bool // unlocked: an input
	Underline    bool
	Shrink       bool   // smaller letters rather than ###
	Font         string // another than the decree's; "" for that
}

// Colours of the product: calm, and told apart in print too.
const (
	Navy      = "1F3864"
	PaleBlue  = "DCE6F1"
	InputFill = "FFF8DC"
	GreyFill  = "F2F2F2"
	RedFill   = "F8CBAD"
	AmberFill = "FFE699"
	GreenFill = "E2EFDA"
	GreyText  = "595959"
	CodeText  = "6B6B6B"
	RedText   = "9C0006"
	LinkText  = "0563C1"
)

// Colours of what charts show: seen on white, and black labels are read on each.
const (
	SeriesBlue  = "2F5597" // labels stand beside it
	SeriesGreen = "5A9038"
	SeriesAmber = "B8860B"
	SeriesRed   = "C55A11"
	SeriesGrey  = "8C8C8C"
)

// Lines around cells. An input's is dark enough to be seen on paper and on every fill that an input
// may have (3 to 1, WCAG 2.1, 1.4.11), because the pale fill alone shows nothing to many.
const (
	lineColour = "BFBFBF"
	edgeColour = "737373"
)

// sides of a cell: those that an input's edge is drawn on.
type sides uint8

const (
	leftSide sides = 1 << iota
	rightSide
	topSide
	bottomSide

	noSide  sides = 0
	allSide       = leftSide | rightSide | topSide | bottomSide
)

// framed is a look with the sides of it that are the edge of an input.
type framed struct {
	Look
	edge sides
}

// font and textSize are what decree 30/2020 asks for, where a look names no other.
const (
	font     = "Times New Roman"
	textSize = 12.0
)

// Looks that several workbooks share.
var (
	HeadLook    = Look{Bold: true, Align: "center", Wrap: true, Border: true, Fill: Navy, Color: "FFFFFF", Size: 11}
	TitleLook   = Look{Bold: true, Size: 14, Color: Navy}
	SectionLook = Look{Bold: true, Fill: PaleBlue, Border: true}
	LeadLook    = Look{Italic: true, Wrap: true, Size: 11}
	NoneLook    = Look{Italic: true, Border: true, Color: GreyText} // a table without lines

	InLook    = Look{Border: true, Wrap: true, Open: true, Fill: InputFill, Size: 11, Align: "center"}
	ShutLook  = Look{Border: true, Fill: GreyFill} // nothing is filled in here
	OurLook   = Look{Border: true, Size: 11, Align: "center", Wrap: true}
	MidLook   = Look{Border: true, Size: 11, Align: "center"}
	LineLook  = Look{Border: true, Size: 11, Wrap: true}
	TextLook  = Look{Border: true, Size: 10, Wrap: true, Top: true, Align: "left"}
	CheckLook = Look{Size: 10, Color: GreyText, Align: "center", Wrap: true}
	CodeLook  = Look{Size: 7, Color: CodeText}
)

// style is a look's style in the workbook; 0 is that of cells without a look.
func (b *Book) style(l framed) (int, error) {
	if l == (framed{}) {
		return 0, nil
	}
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	id, err := b.file.NewStyle(l.style())
	if err != nil {
		return 0, fmt.Errorf("make style: %w", err)
	}
	b.styles[l] = id
	return id, nil
}

func (l framed) style() *excelize.Style {
	s := &excelize.Style{
		Font: &excelize.Font{
			Family: cmp.Or(l.Font, font),
			Size:   cmp.Or(l.Size, textSize),
			Bold:   l.Bold,
			Italic: l.Italic,
			Color:  l.Color,
		},
		Alignment: &excelize.Alignment{
			Horizontal:  l.Align,
			Vertical:    "center",
			WrapText:    l.Wrap,
			Indent:      l.Indent,
			ShrinkToFit: l.Shrink,
		},
		Protection: &excelize.Protection{Locked: !l.Open},
	}
	if l.Underline {
		s.Font.Underline = "single"
	}
	if l.Top {
		s.Alignment.Vertical = "top"
	}
	if l.Fill != "" {
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{l.Fill}}
	}
	if l.Border {
		s.Border = l.border()
	}
	if l.Format != "" {
		s.CustomNumFmt = &l.Format
	}
	return s
}

// border draws a cell's four sides.
func (l framed) border() (out []excelize.Border) {
	for i, side := range []string{"left", "right", "top", "bottom"} {
		colour := lineColour
		if l.edge>>i&1 == 1 {
			colour = edgeColour
		}
		out = append(out, excelize.Border{Type: side, Color: colour, Style: 1})
	}
	return out
}
