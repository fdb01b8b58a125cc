package answer

import (
	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// ownTextsOf is the sheet whose own texts are remembered.
type ownTextsOf form.SheetKey

// says tells whether a text is one of those that the form itself has on a sheet between its
// answers.
func (rd *reader) says(k form.SheetKey, text string) bool {
	return rd.ownTexts(k)[viet.Fold(text)]
}

// ownTexts are what the form itself says on a sheet between its answers, folded.
func (rd *reader) ownTexts(k form.SheetKey) map[string]bool {
	return rd.round.Remember(ownTextsOf(k), func() any { return ownTexts(rd.round, k) }).(map[string]bool)
}

func ownTexts(r *round.Round, k form.SheetKey) map[string]bool {
	out := map[string]bool{}
	add := func(texts ...string) {
		for _, t := range texts {
			out[viet.Fold(t)] = true
		}
	}
	for _, h := range form.Heads(r, k) {
		add(h.Text)
	}
	for _, s := range r.Form.Sections {
		add(s.Title, s.ID, s.Print, s.ID+". "+s.Title, s.Print+". "+s.Title)
	}
	for _, c := range r.Form.Cards {
		for i, g := range c.Groups {
			add(round.Numeral(i) + ". " + g.Label)
		}
	}
	for _, own := range formsOwn {
		add(own.VI, own.EN)
	}
	for _, t := range r.Form.Tables {
		add(t.Label)
		for _, c := range t.Columns {
			add(c.Label)
		}
	}
	return out
}

// otherLines are the lines of a sheet of a kind's form that only other units of the kind are
// asked. They stand in the kind's form whoever chose its name there, and in a form that was
// issued before something about the unit was changed.
type otherLines struct {
	codes  map[string]bool
	labels map[string]bool // folded; those that no line of the unit's has
}

// othersOf is the kind whose lines are remembered with a plan.
type othersOf string

// others are the lines that only other units of the form's kind are asked, by sheet.
func (rd *reader) others() map[form.SheetKey]otherLines {
	kind := rd.ret.Unit.Kind
	for _, k := range rd.round.Kinds { // the stamp may say anything
		if k.ID == rd.stamp[StampKind] {
			kind = k.ID
		}
	}
	return rd.ret.Plan.Remember(othersOf(kind), func() any {
		return others(rd.ret.Plan, form.Of(rd.round, round.Unit{Kind: kind}))
	}).(map[form.SheetKey]otherLines)
}

func others(own, all *form.Plan) map[form.SheetKey]otherLines {
	out := map[form.SheetKey]otherLines{}
	for _, in := range all.Inputs {
		if out[in.Sheet].codes == nil {
			out[in.Sheet] = otherLines{map[string]bool{}, map[string]bool{}}
		}
		if own.Index(in.Name) < 0 {
			out[in.Sheet].codes[in.Code] = true
			out[in.Sheet].labels[viet.Fold(in.Label)] = true
		}
	}
	for _, in := range own.Inputs {
		if of, ok := out[in.Sheet]; ok {
			delete(of.codes, in.Code)
			delete(of.labels, viet.Fold(in.Label))
		}
	}
	return out
}

// ofOthers tells whether a cell is the form's own on a line that only other units are asked.
func (rd *reader) ofOthers(m *rowMap, s *sheet.Sheet, c *sheet.Cell) bool {
	of := rd.others()[m.key]
	if len(of.codes) == 0 || m.codes == 0 || !m.ownColumn(c.Col) {
		return false
	}
	code := trim(s.Text(c.Row, m.codes))
	if code != "" {
		return of.codes[code]
	}
	for other := range s.Between(c.Row, c.Row) { // its code was lost
		if m.ownColumn(other.Col) && of.labels[viet.Fold(other.Text)] {
			return true
		}
	}
	return false
}
