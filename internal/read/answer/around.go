package answer

import (
	"slices"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/sheet/bounds"
)

// mostPlaces is how many places of content outside the form are named.
const mostPlaces = 6

// outside reports content that is no part of the form and was not read (TMPL-008): whole
// sheets, with why where the reader of the file left them, cells that the form does not have,
// and texts that stand on no cell. What the reader noted of one odd cell of the form is told at
// that cell; of parts and names of the file a clerk sees nothing, and nobody is told.
func (rd *reader) outside() {
	var places []string
	whole := map[*sheet.Sheet]bool{} // those that are named as a whole
	for _, s := range rd.book.Sheets {
		key, used := rd.find.used[s]
		if !used {
			key, used = rd.unasked(s)
		}
		switch {
		case !used && rd.known(s):
		case !used && s.Unread != nil:
			whole[s] = true
			places = append(places, beginning(s.Name)+" "+rd.unread(s.Unread))
		case !used && s.LastIn(1<<20) == 0:
		case !used, rd.ret.Sheets[key] != "" && rd.ret.Sheets[key] != s.Name: // or a second copy
			whole[s] = true
			places = append(places, beginning(s.Name))
		default:
			places = append(places, rd.strangers(s, key)...)
		}
	}
	for _, b := range rd.book.Boxes {
		if !whole[b.Sheet] {
			places = append(places, rd.boxed(b))
		}
	}
	if len(places) > 0 {
		rd.add(finding.New("TMPL-008").With("label", rd.first(places)))
	}
}

// unread says why a sheet that is none of the form's was not read.
func (rd *reader) unread(why *bounds.Refusal) string {
	if why.Code == "FILE-003" {
		return tooLarge.In(rd.round.Language)
	}
	return damaged.In(rd.round.Language)
}

// unasked is the key of a sheet that stands in the unit's form although nothing is asked on it.
func (rd *reader) unasked(s *sheet.Sheet) (form.SheetKey, bool) {
	for i := range rd.ret.Plan.Sheets {
		of := &rd.ret.Plan.Sheets[i]
		if of.Title == s.Name && len(of.Lines) > 0 && !rd.find.placed(of.Key) {
			return of.Key, true
		}
	}
	return "", false
}

// first are the first of many places.
func (rd *reader) first(places []string) string {
	if len(places) <= mostPlaces {
		return strings.Join(places, ", ")
	}
	more := morePlaces.With(rd.round.Language, len(places)-mostPlaces)
	return strings.Join(places[:mostPlaces], ", ") + more
}

// boxed names a text that stands on no cell.
func (rd *reader) boxed(b sheet.Box) string {
	what := textBox
	if b.Note {
		what = cellsComment
	}
	at := b.Sheet.Name
	if b.Row > 0 && b.Col > 0 {
		at += "!" + sheet.Ref(b.Row, b.Col)
	}
	return what.In(rd.round.Language) + " " + at + " “" + beginning(b.Text) + "”"
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
	return stamped(s) || slices.Contains(ours, s.Name)
}

// strangers names the cells of a sheet of the form that the form does not have: beside it, in
// rows that were put in, and where nothing is asked.
func (rd *reader) strangers(s *sheet.Sheet, k form.SheetKey) (out []string) {
	m := rd.mapped(s, k)
	for c := range s.Where(m.outside) {
		text := trim(c.Text)
		if c.Formula || text == "" || rd.told[cellOf{s, c.Row, c.Col}] {
			continue
		}
		if m.row(c.Row) == 0 && rd.says(k, text) || rd.ofOthers(m, s, &c) {
			continue
		}
		out = append(out, s.Name+"!"+sheet.Ref(c.Row, c.Col)+" “"+beginning(rd.shown(&c))+"”")
	}
	return out
}
