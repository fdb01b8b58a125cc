package officers

import (
	"time"
	"unicode"

	"tonghop/internal/ask/define"
	"tonghop/internal/write/canvas"
)

// Working says how the work goes on while there are mistakes.
type Working int

// How it goes on.
const (
	NothingTakenIn Working = iota // no good definition is known
	LastGoodInUse                 // an earlier, good definition is still in use
	OnlyDocuments                 // the definition is good
)

// MistakesBook writes the mistakes in a round's folder, with their places.
func MistakesBook(lang string, ms define.Mistakes, goes Working) ([]byte, error) {
	b := canvas.NewBook(mistakesName.In(lang), lang, time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC))
	p := b.Page(mistakesName.In(lang), 6, 34, 90)
	p.Full(3, 30, mistakesTitle.In(lang),
		canvas.Look{Bold: true, Size: 15, Align: "center", Color: canvas.Navy})
	state := workingWords[goes].In(lang)
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
