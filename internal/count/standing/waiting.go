package standing

import (
	"cmp"
	"net/mail"
	"slices"
	"strings"

	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// Sender is who sent a file, in one spelling: the address of the mail. "" for no mail.
func Sender(r ledger.Receipt) string {
	if r.Origin == nil {
		return ""
	}
	if a, err := mail.ParseAddress(r.Origin.From); err == nil {
		return strings.ToLower(a.Address)
	}
	return strings.ToLower(strings.Join(strings.Fields(r.Origin.From), " "))
}

// Addressed reports whether a sender is an address. A bare name is anybody's to write, and no
// mail server looks at it: no mark holds for it.
func Addressed(sender string) bool {
	a, err := mail.ParseAddress(sender)
	return err == nil && a.Address == sender
}

// WaitingBook is an officers' workbook that came in a mail or an archive and is not recorded.
type WaitingBook struct {
	V      *Version
	Last   ledger.Receipt
	Source decision.Source
	key    string // of those of which the newest is asked
}

// waitKey says with which others a waiting workbook is one matter: appraisals of one desk by
// one sender are, so that the newest stands in place of an older one. Decisions and
// recognition are each a matter of their own.
func waitKey(of *record.Officers, r ledger.Receipt) string {
	who := Sender(r)
	if of.Sort != string(decision.Appraising) || who == "" {
		return decision.Key(string(decision.Admit), r.SHA)
	}
	return decision.Key(string(decision.Admit), of.Desk, of.Seat, who)
}

// Recorded reports whether an officers' workbook was recorded.
func (p *Picture) Recorded(sha string) bool {
	return slices.ContainsFunc(p.Workbooks, func(b ledger.Book) bool { return b.SHA == sha })
}

// WaitingBooks are the officers' workbooks that wait for a mark, the newest of each matter.
func (p *Picture) WaitingBooks() []WaitingBook {
	newest := map[string]WaitingBook{}
	for _, v := range p.Sheets {
		of := v.Verdict.Officers
		if of == nil || !of.Sealed || of.Rows == 0 { // nothing was filled in: nothing to let in
			continue
		}
		r := v.Receipts[len(v.Receipts)-1]
		w := WaitingBook{v, r, SourceOf(r, of), waitKey(of, r)}
		if was, ok := newest[w.key]; !ok || was.V.First().ID < v.First().ID {
			newest[w.key] = w
		}
	}
	var out []WaitingBook
	for _, w := range newest {
		byHand := slices.ContainsFunc(w.V.Receipts, func(r ledger.Receipt) bool { return r.Origin == nil })
		if !byHand && !p.Recorded(w.V.SHA) && !p.IsVoid(w.V.SHA) {
			out = append(out, w)
		}
	}
	slices.SortFunc(out, func(a, b WaitingBook) int { return cmp.Compare(a.V.First().ID, b.V.First().ID) })
	return out
}

// IsVoid reports whether an officer took a file out.
func (p *Picture) IsVoid(sha string) bool {
	return slices.ContainsFunc(p.Decisions, func(d decision.Decision) bool {
		return d.Kind == decision.Void && d.SHA == sha && p.InForce(d)
	})
}

// holdOfficers says of the workbooks that wait that they do (PAPR-002): it belongs to the
// receipt, and is no finding of the bytes.
func (p *Picture) holdOfficers() {
	for _, w := range p.WaitingBooks() {
		name := WorkbookName(decision.BookKind(w.V.Verdict.Officers.Sort), p.Lang())
		w.V.Verdict = w.V.Verdict.Add(finding.New("PAPR-002").With("label", name+", "+p.SourceText(w.Source)))
	}
}
