package formbook

import (
	"strings"
	"time"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
)

func sheetRef(in form.Input) string { return sheet.Ref(in.Row, in.Col) }

// Notice is what is said about a file whose unit or content could not be read.
type Notice struct {
	File     string // as it was dropped
	SHA      string
	Received time.Time
	Findings []finding.Finding
}

// NoticeBook writes a notice.
func NoticeBook(r *round.Round, n Notice) ([]byte, error) {
	b := canvas.NewBook(n.File, r.Language, n.Received)
	say := func(text words.Pair) string { return text.In(r.Language) }
	p := b.Page(say(noticeSheet), 20, 52, 52)
	p.Full(3, 20, r.Letterhead.Issuer, canvas.Look{Bold: true, Align: "center", Size: 12})
	p.Full(3, 30, say(noticeTitle),
		canvas.Look{Bold: true, Size: 15, Align: "center", Color: canvas.Navy})
	p.Full(3, 34, say(noticeLead), canvas.Look{Italic: true, Wrap: true, Align: "center"})
	field := func(label, v string) {
		p.Row(max(22, canvas.Height(v, 110, 12)),
			canvas.Cell{V: label, Look: canvas.Look{Bold: true, Border: true}},
			canvas.Cell{V: v, Look: canvas.Look{Border: true, Wrap: true}},
			canvas.Cell{Look: canvas.Look{Border: true}},
		)
		p.Merge(2, 3)
	}
	field(say(noticeFile), n.File)
	field(say(noticeReceived), n.Received.In(r.Location).Format(canvas.StampLayout))
	field(say(noticeDigest), n.SHA)
	p.Row(10)
	h := canvas.Look{Bold: true, Align: "center", Border: true, Fill: canvas.Navy, Color: "FFFFFF", Size: 11}
	p.Row(24,
		canvas.Cell{V: say(headCode), Look: h},
		canvas.Cell{V: say(noticeWhat), Look: h},
		canvas.Cell{V: say(noticeMend), Look: h},
	)
	for _, f := range n.Findings {
		m, fix := f.Text(r.Language)
		l := canvas.Look{Border: true, Wrap: true}
		p.Auto(24,
			canvas.Cell{V: f.Code, Look: canvas.Look{Border: true, Align: "center"}},
			canvas.Cell{V: m, Look: l},
			canvas.Cell{V: fix, Look: l},
		)
	}
	p.Row(10)
	var desks []string
	for _, d := range r.Desks {
		if d.Email != "" {
			desks = append(desks, d.Name+" ("+d.Phone+", "+d.Email+")")
		}
	}
	ask := say(noticeAsk) + strings.Join(desks, "; ") + "."
	p.Full(3, canvas.HeightIn(ask, 640, 12, false), ask, canvas.Look{Wrap: true, Italic: true})
	return b.Bytes()
}
