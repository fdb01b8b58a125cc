package record

import (
	"slices"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
	"tonghop/internal/sheet"
	"tonghop/internal/sheet/bounds"
)

// unread says why a return cannot be judged though its book was opened: a sheet that is the
// form's, by its title or by names, was not read; or one that may be, because another could
// not be found. nil where what was not read is the unit's own business.
func unread(book *sheet.Book, ret *answer.Return, r *round.Round, fs []finding.Finding) *bounds.Refusal {
	first := slices.IndexFunc(book.Sheets, func(s *sheet.Sheet) bool { return s.Unread != nil })
	if first < 0 {
		return nil
	}
	if ret == nil { // neither the form nor the unit was found: they may stand there
		nobodys := func(f finding.Finding) bool { return f.Code == "UNIT-001" }
		if !answer.IsForm(book, r) || slices.ContainsFunc(fs, nobodys) {
			return book.Sheets[first].Unread
		}
		return nil
	}
	for _, s := range book.Sheets[first:] {
		if s.Unread != nil && formOwn(book, s, ret.Plan) {
			return s.Unread
		}
	}
	for i := range ret.Plan.Inputs {
		if _, found := ret.Sheets[ret.Plan.Inputs[i].Sheet]; !found {
			return book.Sheets[first].Unread
		}
	}
	return nil
}

// formOwn tells whether a sheet is one of the form's, or a copy of one.
func formOwn(book *sheet.Book, s *sheet.Sheet, plan *form.Plan) bool {
	if slices.ContainsFunc(plan.Sheets, func(of form.Sheet) bool { return strings.EqualFold(of.Title, s.Name) }) {
		return true
	}
	return slices.ContainsFunc(plan.Inputs, func(in form.Input) bool {
		a, ok := book.Area(in.Name)
		_, own := book.Own(s, in.Name)
		return ok && a.Sheet == s || own
	})
}
