package standing

import (
	"strings"

	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// WorkbookName is what officers call a workbook.
func WorkbookName(kind decision.BookKind, lang string) string {
	switch kind {
	case decision.Appraising:
		return appraisalWorkbook.In(lang)
	case decision.Recognising:
		return proposalWorkbook.In(lang)
	}
	return decisionsWorkbook.In(lang)
}

// SourceOf says how a receipt's file came here.
func SourceOf(r ledger.Receipt, of *record.Officers) decision.Source {
	s := decision.Source{Way: decision.Dropped, File: ledger.DroppedAs(r.Name)}
	if of != nil {
		s.Modified = of.Modified
	}
	switch at := r.Origin; {
	case at == nil && strings.HasPrefix(r.Name, "../"):
		s.Way = decision.InPlace
	case at == nil:
	case at.Container == ledger.ReplayedFrom:
		s.Way = decision.Restored
	case at.From+at.Subject != "" || !at.Date.IsZero():
		s.Way, s.From, s.Subject, s.Date = decision.Mailed, at.From, at.Subject, at.Date
	default:
		s.Way = decision.Packed
	}
	return s
}
