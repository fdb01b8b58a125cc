package officers

import (
	"time"
	"unicode"

	"tonghop/internal/ask/define"
	"tonghop/internal/write/canvas"
)

// MistakesBook writes the mistakes of a round's definition, with their places;
// running says that an earlier, good definition is still in use.
func MistakesBook(lang string, ms define.Mistakes, running bool) ([]byte, error) {
	b := canvas.NewBook(mistakesName.In(lang), lang, time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC))
	p := b.Page(mistakesName.In(lang), 6, 34, 90)
	p.Full(3, 30, mistakesTitle.In(lang),
		canvas.Look{Bold: true, Size: 15, Align: "center", Color: canvas.Navy})
	state := stillRunning.In(lang)
	if !running {
		state = notRunning.In(lang)
	}
	p.Full(3, 36,
		state+" "+mistakesLead.In(lang), canvas.Look{Italic: true, Wrap: true, Align: "center"})
	h := canvas.Look{Bold: true, Align: "center", Border: true, Fill: canvas.Navy, Color: "FFFFFF", Size: 11}
	p.Row(24,
		canvas.Cell{V: headNo.In(lang), Look: h},
		canvas.Cell{V: headPlace.In(lang), Look: h},
		canvas.Cell{V: headMend.In(lang), Look: h},
	)
	for i, m := range ms {
		l := canvas.Look{Border: true, Wrap: true}
		text := []rune(m.Text(lang))
		if len(text) > 0 {
			text[0] = unicode.ToUpper(text[0])
		}
		p.Auto(22,
			canvas.Cell{V: i + 1, Look: canvas.Look{Border: true, Align: "center"}},
			canvas.Cell{V: m.PlaceIn(lang), Look: l},
			canvas.Cell{V: string(text), Look: l},
		)
	}
	return b.Bytes()
}
