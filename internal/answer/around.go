package answer

import (
	"slices"
	"strings"

	"tonghop/internal/finding"
	"tonghop/internal/form"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// mostPlaces is how many places of content outside the form are named.
const mostPlaces = 6

// outside reports content that is no part of the form and was not read (TMPL-008): whole
// sheets, texts that stand on no cell, and cells that the form does not have. What the reader
// of the file stepped over is to be joined here.
func (rd *reader) outside() {
	var places []string
	for _, s := range rd.book.Sheets {
		key, used := rd.find.used[s]
		switch {
		case !used && !rd.known(s):
			if s.LastIn(1<<20) > 0 {
				places = append(places, s.Name)
			}
		case used && rd.ret.Sheets[key] != "" && rd.ret.Sheets[key] != s.Name: // a second copy
			places = append(places, s.Name)
		case used:
			for c := range rd.strangers(s, key) {
				places = append(places, s.Name+"!"+sheet.Ref(c.Row, c.Col)+" “"+beginning(rd.shown(&c))+"”")
			}
		}
	}
	for _, b := range rd.book.Boxes {
		places = append(places, rd.boxed(b))
	}
	if len(places) > 0 {
		rd.add(finding.New("TMPL-008").With("label", rd.first(places)))
	}
}

// first are the first of many places.
func (rd *reader) first(places []string) string {
	if len(places) <= mostPlaces {
		return strings.Join(places, ", ")
	}
	more := rd.say(" và "+itoa(len(places)-mostPlaces)+" chỗ khác", " and "+itoa(len(places)-mostPlaces)+" more")
	return strings.Join(places[:mostPlaces], ", ") + more
}

// boxed names a text that stands on no cell.
func (rd *reader) boxed(b sheet.Box) string {
	what := rd.say("hộp chữ", "text box")
	if b.Note {
		what = rd.say("ghi chú của ô", "comment")
	}
	at := b.Sheet.Name
	if b.Row > 0 && b.Col > 0 {
		at += "!" + sheet.Ref(b.Row, b.Col)
	}
	return what + " " + at + " “" + beginning(b.Text) + "”"
}

// say is a word in the round's language.
func (rd *reader) say(vi, en string) string {
	if rd.round.Language == "en" {
		return en
	}
	return vi
}

// beginning is how a text begins, on one line.
func beginning(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return string(r)
}

// known tells whether a sheet is one that we put beside the answers: the stamp, the
// guide, the list of what is to be corrected.
func (rd *reader) known(s *sheet.Sheet) bool {
	ours := []string{form.Title(rd.round, form.Guide), form.Title(rd.round, form.Mend)}
	return s.At(1, 1).Text == StampMark || slices.Contains(ours, s.Name)
}

// strangers are the cells of a sheet of the form that the form does not have: beside it, in
// rows that were put in, and where nothing is asked.
func (rd *reader) strangers(s *sheet.Sheet, k form.SheetKey) func(func(sheet.Cell) bool) {
	m := rd.mapped(s, k)
	return func(yield func(sheet.Cell) bool) {
		for c := range s.Where(m.outside) {
			text := strings.TrimSpace(c.Text)
			if c.Formula || text == "" || m.row(c.Row) == 0 && rd.says(m, text) {
				continue
			}
			if !yield(c) {
				return
			}
		}
	}
}

// says tells whether a text is one of the form's own on a sheet: those of lines on which
// nothing is asked.
func (rd *reader) says(m *rowMap, text string) bool {
	if m.texts == nil {
		own := func() any { return rd.ownTexts(m.key) }
		m.texts = rd.ret.Plan.Remember(ownTextsOf(m.key), own).(map[string]bool)
	}
	return m.texts[viet.Fold(text)]
}

// ownTextsOf is the sheet whose own texts are remembered.
type ownTextsOf form.SheetKey

// ownTexts are what the form itself says between its answers, folded.
func (rd *reader) ownTexts(k form.SheetKey) map[string]bool {
	out := map[string]bool{}
	add := func(texts ...string) {
		for _, t := range texts {
			out[viet.Fold(t)] = true
		}
	}
	for _, h := range form.Heads(rd.round, k) {
		add(h.Text)
	}
	for _, s := range rd.round.Form.Sections {
		add(s.Title, s.ID, s.Print, s.ID+". "+s.Title, s.Print+". "+s.Title)
	}
	for _, c := range rd.round.Form.Cards {
		for i, g := range c.Groups {
			add(round.Numeral(i) + ". " + g.Label)
		}
	}
	add("Không phát sinh: ghi x", "Nothing to report: x", "STT", "No.", "Kiểm tra", "Check", "Mã", "Code")
	for _, t := range rd.round.Form.Tables {
		add(t.Label)
		for _, c := range t.Columns {
			add(c.Label)
		}
	}
	return out
}
