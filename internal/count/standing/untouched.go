package standing

import (
	"slices"

	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
)

// A form in which nothing was typed beyond what we filled in is no return, and neither is a
// letter of ours that comes back by itself: a mail that could not be delivered, an automatic
// answer with our workbook in it. The receipts show it and it changes nothing else: the
// unit stays missing, and is neither late nor on time by it.

// untouched reports whether a file is such a form or letter, and says in its verdict which.
// Officers' workbooks and containers are looked at for what is in them.
func (p *Picture) untouched(v *Version, verdicts map[string]record.Verdict) bool {
	switch {
	case v.Verdict.FileKind != "":
		return false
	case v.Verdict.Untouched != "" || v.Verdict.Content == "":
	case p.asAnswered(v, verdicts):
		v.Verdict.Untouched = record.Unchanged
	case p.asIssued(v.Verdict):
		v.Verdict.Untouched = record.Blank
	}
	return v.Verdict.Untouched != "" || p.own[v.SHA]
}

// asAnswered reports whether a form to correct says what the version said that it answers. The
// form knows by itself what it was filled in with, unless its hidden sheet was lost or an
// earlier version of the program wrote it. One whose number is lost is held against all that
// had gone back when it came; what goes back later answers it.
func (p *Picture) asAnswered(v *Version, verdicts map[string]record.Verdict) bool {
	return slices.ContainsFunc(p.answers[v.Verdict.Unit], func(c ledger.Copy) bool {
		its := c.Position < v.First().Position && (c.Number == v.Verdict.Copy || v.Verdict.Copy == 0)
		return its && verdicts[c.Answers].Content == v.Verdict.Content
	})
}

// asIssued reports whether a form says no more than last year's figures as they are on record,
// which blank forms are issued with.
func (p *Picture) asIssued(v record.Verdict) bool {
	u, ok := p.Round.Register.Unit(v.Unit)
	if !ok || len(p.past) == 0 {
		return false
	}
	issued := p.Priors(u)
	return len(issued) > 0 && record.Content(issued, nil) == v.Content
}

// UntouchedNote is what the receipts say of such a file.
func (p *Picture) UntouchedNote(v record.Verdict) (state, note string) {
	switch v.Untouched {
	case record.Blank:
		return blankForm.In(p.Lang()),
			blankFormNote.In(p.Lang())
	case record.Unchanged:
		return unchangedForm.In(p.Lang()),
			unchangedFormNote.In(p.Lang())
	}
	return ourOwnFile.In(p.Lang()),
		ourOwnFileNote.In(p.Lang())
}
