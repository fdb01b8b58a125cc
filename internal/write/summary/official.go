package summary

import (
	"unicode"

	"tonghop/internal/write/canvas"
)

// official is the head of an official paper across some columns: the body above and the
// issuer left, the national name right (decree 30/2020, appendix I), the title, the stamp.
func (w *summaryWriter) official(p *canvas.Page, cols int, size float64) {
	l := w.r.Letterhead
	name, motto := canvas.National(w.r.Language)
	half := cols * 5 / 12
	line := func(left, right canvas.Cell) {
		cells := make([]canvas.Cell, cols)
		cells[0], cells[half] = left, right
		p.Row(16, cells...)
		p.Merge(1, half)
		p.Merge(half+1, cols)
	}
	line(
		canvas.Cell{V: l.Above, Look: canvas.Look{Align: "center", Size: size - 1}},
		canvas.Cell{V: name, Look: canvas.Look{Bold: true, Align: "center", Size: size - 1}},
	)
	line(
		canvas.Cell{V: l.Issuer, Look: canvas.Look{Align: "center", Size: size - 1, Bold: true, Shrink: true}},
		canvas.Cell{V: motto, Look: canvas.Look{Bold: true, Align: "center", Size: size, Underline: motto != ""}},
	)
}

// titleLines are the overview's title and stamp.
func (w *summaryWriter) titleLines(p *canvas.Page, cols int, wide float64, title string) {
	p.Full(cols, 22, title, canvas.Look{Bold: true, Align: "center", Size: 14, Color: canvas.Navy})
	p.Full(cols, canvas.HeightIn(w.r.Title, wide, 11, true), w.r.Title,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 11})
	stamp := []rune(w.stamp())
	stamp[0] = unicode.ToUpper(stamp[0])
	p.Full(cols, 14, string(stamp), canvas.Look{Italic: true, Align: "center", Size: 9, Color: canvas.GreyText})
}

// signed is place, date and the leader's signature block; a report is signed on
// paper, on whatever day.
func (w *summaryWriter) signed(p *canvas.Page, cols int) {
	from := cols/2 + 1
	right := func(h float64, text string, l canvas.Look) {
		cells := make([]canvas.Cell, cols)
		cells[from-1] = canvas.Cell{V: text, Look: l}
		p.Row(h, cells...)
		p.Merge(from, cols)
	}
	p.Block()
	p.Row(8)
	right(18, w.fill(placeAndDay, w.r.Letterhead.Place),
		canvas.Look{Italic: true, Align: "center"})
	right(110, w.fill(signature, w.r.Letterhead.Leader),
		canvas.Look{Bold: true, Align: "center", Wrap: true, Top: true})
}
