package answer

import (
	"slices"
	"strings"
	"unicode/utf8"

	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// text is a cell's text, converted where a legacy font shows it.
func (rd *reader) text(a *Answer, c *sheet.Cell, q *question) string {
	if c.Kind == sheet.Number && !c.IsDate {
		if d, err := c.Decimal(); err == nil {
			return d.String()
		}
	}
	text := viet.Text(rd.shown(c))
	if c.Kind != sheet.Text {
		return text
	}
	if enc, _ := rd.encoding(c.Font); enc == viet.Unicode && !ownFonts(c) && !viet.Suspect(c.Text) {
		return text // as nearly all are
	}
	now, enc := rd.decoded(a, c)
	if now == text || enc == viet.Unicode {
		return text
	}
	if rd.converted[a.Name] { // one note an input, however many rows
		return now
	}
	rd.converted[a.Name] = true
	f := finding.New("TEXT-003").With("encoding", string(enc))
	f.Found, f.Expected, f.IDs = short(text), short(now), q.ids
	rd.report(f, a, q)
	return now
}

// ownFonts tells whether parts of a cell's text have fonts of their own.
func ownFonts(c *sheet.Cell) bool {
	return slices.ContainsFunc(c.Runs, func(r sheet.Run) bool { return r.Font != "" })
}

// encoding is viet.EncodingOf, kept for the few fonts that a workbook has.
func (rd *reader) encoding(font string) (viet.Encoding, bool) {
	e, ok := rd.fonts[font]
	if !ok {
		e.enc, e.capitals = viet.EncodingOf(font)
		rd.fonts[font] = e
	}
	return e.enc, e.capitals
}

// decoded is a cell's text as its fonts show it, run by run; where the fonts show
// Unicode and the text is none, by the content of its column.
func (rd *reader) decoded(a *Answer, c *sheet.Cell) (text string, enc viet.Encoding) {
	enc, capitals := rd.encoding(c.Font)
	if ownFonts(c) {
		var all strings.Builder
		for _, run := range c.Runs {
			e, caps := enc, capitals
			if run.Font != "" {
				e, caps = viet.EncodingOf(run.Font)
			}
			if e != viet.Unicode {
				enc = e
			}
			all.WriteString(e.Decode(run.Text, caps))
		}
		return viet.Text(all.String()), enc
	}
	if enc == viet.Unicode && viet.Suspect(c.Text) {
		enc = rd.guess(a.Sheet, c.Col)
	}
	return enc.Decode(c.Text, capitals), enc
}

// guess is the encoding of the answers in a column of a sheet whose fonts do not
// tell: by all of them together.
func (rd *reader) guess(name string, col int) viet.Encoding {
	key := name + "!" + sheet.ColumnName(col)
	if enc, ok := rd.guessed[key]; ok {
		return enc
	}
	var texts []string
	for _, sp := range rd.find.spots {
		at := sp.area
		if at.Sheet == nil || at.Sheet.Name != name || col < at.Col || col > at.LastCol {
			continue
		}
		for row := at.Row; row <= at.Sheet.LastIn(at.LastRow); row++ {
			c := at.Sheet.At(row, col)
			if enc, _ := viet.EncodingOf(c.Font); c.Kind == sheet.Text && enc == viet.Unicode && viet.Suspect(c.Text) {
				texts = append(texts, c.Text)
			}
		}
	}
	rd.guessed[key] = viet.Guess(texts)
	return rd.guessed[key]
}

func short(s string) string {
	if r := []rune(s); len(r) > 60 {
		return string(r[:60]) + "…"
	}
	return s
}

// trim is a text without the blanks around it, seen and unseen ones. Of most texts the first
// and the last letter tell that there are none that are unseen.
func trim(s string) string {
	s = strings.TrimSpace(s)
	if s == "" || s[0] < utf8.RuneSelf && s[len(s)-1] < utf8.RuneSelf {
		return s
	}
	return viet.Clean(s)
}
