package answer

import (
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// fewCodes is how many codes of the round tell a sheet of its form from one that happens to
// hold a word of the same spelling; a sheet that has fewer of them in a kind's form, as the lists
// have, is told by as many.
const fewCodes = 5

// noForm says of a book in which neither the hidden sheet nor the unit's is there whether it
// holds other sheets of the form (TMPL-001), and whose they seem to be. What a heading says is
// shown and no more: nothing vouches for it.
func (rd *reader) noForm() finding.Finding {
	var titles []string
	var near string
	for _, key := range []form.SheetKey{form.Report, form.Figures, form.Score, form.Lists} {
		s := rd.book.Sheet(form.Title(rd.round, key))
		if s == nil || !rd.ofForm(s, key) {
			continue
		}
		titles = append(titles, "“"+s.Name+"”")
		if near == "" {
			near = rd.heading(s)
		}
	}
	if len(titles) == 0 {
		return finding.New("TMPL-001")
	}
	f := finding.New("TMPL-001.part").With("near", near)
	f.Found, f.Expected = strings.Join(titles, ", "), "“"+form.Title(rd.round, form.UnitKey)+"”"
	return f
}

// ofForm tells whether codes of a sheet of the round's form stand on a sheet.
func (rd *reader) ofForm(s *sheet.Sheet, k form.SheetKey) bool {
	its := rd.round.Remember(codesOf(k), func() any { return sheetCodes(rd.round, k) }).(formCodes)
	here := map[string]bool{}
	for text := range s.Texts() {
		if text = trim(text); its.all[text] {
			here[text] = true
		}
	}
	return len(here) > 0 && len(here) >= its.enough
}

// codesOf is the sheet whose codes are remembered.
type codesOf form.SheetKey

// formCodes are the codes that a sheet has in the forms of all kinds, and how many of them tell
// it.
type formCodes struct {
	all    map[string]bool
	enough int
}

func sheetCodes(r *round.Round, k form.SheetKey) formCodes {
	out := formCodes{map[string]bool{}, fewCodes}
	for _, kind := range r.Kinds {
		codes := map[string]bool{}
		for _, in := range form.Of(r, round.Unit{Kind: kind.ID}).Inputs {
			if in.Sheet == k {
				codes[in.Code], out.all[in.Code] = true, true
			}
		}
		if len(codes) > 0 {
			out.enough = min(out.enough, len(codes))
		}
	}
	return out
}

// heading is the unit whose name stands in a sheet's heading, where it is one.
func (rd *reader) heading(s *sheet.Sheet) string {
	for c := range s.Between(1, form.ReportHead) {
		if c.Kind != sheet.Text || len(c.Text) > 1000 {
			continue
		}
		for line := range strings.Lines(c.Text) {
			if u, ok := rd.within(line); ok {
				return " (" + u.Code + " " + rd.round.DisplayName(u) + "?)"
			}
		}
	}
	return ""
}

// within is the unit whose name stands in a line of a heading, between other words or alone.
func (rd *reader) within(line string) (round.Unit, bool) {
	const dash = " - " // as the form writes it
	parts := strings.SplitN(line, dash, 6)
	for i := range parts {
		for j := len(parts); j > i; j-- {
			if units := rd.round.Named(viet.Clean(strings.Join(parts[i:j], dash))); len(units) == 1 {
				return units[0], true
			}
		}
	}
	return round.Unit{}, false
}
