package summary

import (
	"fmt"

	"tonghop/internal/ask/round"
	"tonghop/internal/write/canvas"
)

// narratives puts what units wrote on one topic one below the other, under the
// topic. Number and topic stand again beside what is printed, for the filter.
func (w *summaryWriter) narratives() {
	p := w.b.Page(w.t(sheetNarratives), 26, 98, 8, 40)
	p.Scale, p.Printed = 100, 2
	w.head(p, 2, w.t(titleNarratives))
	row := w.headings(p, 24, w.texts(headUnit, headWritten, headSection, headTopic)...)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	p.Block()
	for _, in := range w.r.Form.Indicators {
		if in.Type != round.Narrative && in.Type != round.TextLine {
			continue
		}
		w.topic(p, in)
	}
	if len(p.Rows) > row {
		p.Filter = fmt.Sprintf("A%d:D%d", row, len(p.Rows))
	} else {
		w.nothing(p, 2)
	}
}

// topic is what units wrote on one topic, under its title.
func (w *summaryWriter) topic(p *canvas.Page, in round.Indicator) {
	text := canvas.Look{Border: true, Wrap: true, Top: true, Size: 11}
	title := canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true}
	beside := canvas.Look{Size: 9, Color: canvas.GreyText}
	no := w.r.Form.Section(in.Section).Number()
	first := true
	for _, u := range w.units {
		if u.Counts == nil {
			continue
		}
		written, _ := u.Counts.Values[in.ID].(string)
		if written == "" {
			continue
		}
		p.Block()
		if first {
			first = false
			name := no + ". " + in.Label
			p.Row(canvas.HeightIn(name, 640, 12, true),
				canvas.Cell{V: name, Look: title},
				canvas.Cell{Look: title},
				canvas.Cell{V: no, Look: beside},
				canvas.Cell{V: in.Label, Look: beside},
			)
			p.Merge(1, 2)
		}
		p.Auto(18,
			canvas.Cell{V: w.names[u.Unit.Code], Look: text},
			canvas.Cell{V: written, Look: text},
			canvas.Cell{V: no, Look: beside},
			canvas.Cell{V: in.Label, Look: beside},
		)
	}
}
