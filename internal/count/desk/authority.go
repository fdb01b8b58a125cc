package desk

import (
	"slices"
	"time"

	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
	"tonghop/internal/sheet"
)

// FilledRows counts the rows in which something was filled in since the workbook was written;
// of a proposal that is signed, what was filled in before is signed too.
func FilledRows(book *sheet.Book, stamp decision.Stamp) (n int) {
	if stamp.Kind == decision.Deciding {
		return len(decision.Read(book).Rows)
	}
	filled := decision.ReadBook(book)
	signed := stamp.Kind == decision.Recognising && !filled.Fields[decision.FieldBy].Blank()
	for _, l := range filled.Lines {
		if standing.Digest(l.Exact()) != l.Seen || signed && len(l.Typed()) > 0 {
			n++
		}
	}
	return n
}

// HandedIn is an officers' workbook that is being recorded.
type HandedIn struct {
	Sha    string
	Source decision.Source
	Sealed bool // else what was typed is kept as drafts, and nothing is recorded
	Keys   seal.Keys
}

// Rows are what becomes of the rows of a filled-in officers' workbook.
func Rows(p *standing.Picture, book *sheet.Book, from HandedIn) []ledger.Outcome {
	stamp, _ := decision.StampOf(book)
	switch stamp.Kind {
	case decision.Appraising:
		return appraisalOutcomes(p, decision.ReadBook(book), from)
	case decision.Recognising:
		return proposalOutcomes(p, decision.ReadBook(book), from)
	}
	return outcomes(p, decision.Read(book), from)
}

// Authority reports whether an officers' workbook may be recorded, and where it came from.
// It belongs to the receipt, not to the bytes: what an officer saved in place or dropped by
// itself is taken; what came in a mail or an archive waits for a mark. A workbook without
// our seal is taken only in place, where only officers can write, and only as drafts.
func Authority(
	v record.Verdict, receipts []ledger.Receipt, decided []decision.Decision, zone *time.Location,
) (decision.Source, bool) {
	for _, r := range receipts {
		s := standing.SourceOf(r, v.Officers)
		if s.Way == decision.InPlace || s.Way == decision.Dropped && v.Officers.Sealed {
			return s, true
		}
	}
	if !v.Officers.Sealed {
		return decision.Source{}, false
	}
	for _, r := range slices.Backward(receipts) {
		at := r.Received.In(zone)
		aside := slices.ContainsFunc(decided, func(d decision.Decision) bool {
			return d.Kind == decision.Void && d.SHA == r.SHA && d.InForce(at)
		})
		for _, d := range decided {
			if d.InForce(at) && admits(d, v.Officers, r) && (d.SHA == r.SHA || !aside) {
				s := standing.SourceOf(r, v.Officers)
				s.Mark = d.ID
				return s, true
			}
		}
	}
	return decision.Source{}, false
}

// admits reports whether a decision lets a waiting workbook in: this one alone, or as one of
// its sender's for its desk that came after the mark was set.
func admits(d decision.Decision, of *record.Officers, r ledger.Receipt) bool {
	if d.Kind != decision.Admit {
		return false
	}
	if d.SHA == r.SHA {
		return true
	}
	return d.Value == decision.Always && of.Sort == string(decision.Appraising) && d.ID < r.Position &&
		standing.Addressed(d.Input) && d.Input == standing.Sender(r) && d.Found == deskKey(of)
}

// deskKey is a desk where it sits, as a mark names it.
func deskKey(of *record.Officers) string { return decision.Key(of.Desk, of.Seat) }
