package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/ledger"
	"tonghop/internal/record"
	"tonghop/internal/seal"
	"tonghop/internal/sheet"
)

// What an officers' workbook is called in verdicts.
const (
	officersPaper = "decisions" // sealed here, or recorded before there were seals
	unsealedPaper = "unsealed"  // looks like one, and has no good seal of this workspace
)

// unsealedCode is the finding that an officers' workbook without a good seal is.
const unsealedCode = "PAPR-001"

// paper judges an officers' workbook: which it is, and whether it bears our seal. ok is
// false where the bytes are none. What was filled in is recorded by admit, because that
// depends on how the workbook came here, not on its bytes.
func (o *Office) paper(ctx context.Context, sha string, data []byte) (v record.Verdict, ok bool, err error) {
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		return v, false, nil
	}
	stamp, ok := decision.StampOf(book)
	if !ok {
		return v, false, nil
	}
	of := &record.Officers{Sort: string(stamp.Sort), Desk: stamp.Desk, Seat: stamp.Seat, Position: stamp.Position,
		Rows: filledRows(book, stamp), Sealed: stamp.Good(o.round.Keys), Modified: sheet.ModifiedBy(data)}
	v = record.Verdict{Round: o.round.ID, Status: finding.Clean, Paper: officersPaper, Officers: of}
	if of.Sealed {
		return v, true, nil
	}
	if done, err := o.ledger.Decided(ctx, o.round.ID, sha); err != nil || done {
		return v, true, err
	}
	v.Paper = unsealedPaper
	v.Findings = []finding.Finding{finding.New(unsealedCode).With("label", sortName(stamp.Sort, o.round.Language))}
	return v, true, nil
}

// filledRows counts the rows in which something was filled in since the workbook was written;
// of a proposal that is signed, what was filled in before is signed too.
func filledRows(book *sheet.Book, stamp decision.Stamp) (n int) {
	if stamp.Sort == decision.Deciding {
		return len(decision.Read(book).Rows)
	}
	paper := decision.ReadPaper(book)
	signed := stamp.Sort == decision.Recognising && !paper.Fields[decision.FieldBy].Blank()
	for _, l := range paper.Lines {
		if digest(l.Exact()) != l.Seen || signed && len(l.Typed()) > 0 {
			n++
		}
	}
	return n
}

// sortName is what officers call a workbook.
func sortName(sort decision.Sort, lang string) string {
	vi, en := "tệp quyết định", "workbook of decisions"
	switch sort {
	case decision.Appraising:
		vi, en = "tệp thẩm định", "appraisal workbook"
	case decision.Recognising:
		vi, en = "tệp đề nghị công nhận", "proposal for recognition"
	}
	if lang == "en" {
		return en
	}
	return vi
}

// handedIn is an officers' workbook that is being recorded.
type handedIn struct {
	sha    string
	source decision.Source
	sealed bool // else what was typed is kept as drafts, and nothing is recorded
	keys   seal.Keys
}

// admit records the officers' workbooks that were received, may be recorded and are not
// yet. It goes on until nothing more is let in: a decision in one may let in another.
func (o *Office) admit(ctx context.Context) (n int, err error) {
	for {
		left, err := o.ledger.Unrecorded(ctx, o.round.ID)
		if err != nil {
			return n, err
		}
		taken := 0
		for _, sha := range left {
			ok, err := o.admitOne(ctx, sha)
			if errors.Is(err, errArchived) && !passing(err) {
				o.lacks(sha, err)
				continue
			}
			if err != nil {
				return n, err
			}
			if ok {
				taken++
			}
		}
		if n += taken; taken == 0 {
			return n, nil
		}
	}
}

// admitOne records an officers' workbook where its receipts or an officer's mark allow it.
func (o *Office) admitOne(ctx context.Context, sha string) (bool, error) {
	v, err := o.ledger.Verdict(ctx, o.round.ID, sha)
	if err != nil || v.Officers == nil {
		return false, err
	}
	receipts, err := o.ledger.ReceiptsAbout(ctx, o.round.ID, sha)
	if err != nil {
		return false, err
	}
	receipts = slices.DeleteFunc(receipts, func(r ledger.Receipt) bool { return r.SHA != sha })
	decided, err := o.ledger.Decisions(ctx, o.round.ID)
	if err != nil {
		return false, err
	}
	source, ok := authority(v, receipts, decided, o.round.Location)
	if !ok {
		return false, nil
	}
	book, err := o.bookOf(ctx, sha)
	if err != nil {
		return false, err
	}
	p, err := Read(ctx, o.ledger, o.round, o.mark)
	if err != nil {
		return false, err
	}
	outcomes := p.rows(book, handedIn{sha: sha, source: source, sealed: v.Officers.Sealed, keys: o.round.Keys})
	for _, out := range outcomes {
		o.opt.Log.Info().Int("row", out.Line).Bool("recorded", out.Refused == "").Msg("decision")
	}
	return true, o.ledger.Decide(ctx, o.round.ID, sha, outcomes)
}

// bookOf opens an archived officers' workbook, where it was converted what came out.
func (o *Office) bookOf(ctx context.Context, sha string) (*sheet.Book, error) {
	made, err := o.ledger.Conversions(ctx)
	if err != nil {
		return nil, err
	}
	if to, ok := made[sha]; ok {
		sha = to
	}
	data, err := o.archive.Read(sha)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", errArchived, err)
	}
	return sheet.Open(data, sheet.DefaultLimits)
}

// rows are what becomes of the rows of a filled-in officers' workbook.
func (p *Picture) rows(book *sheet.Book, from handedIn) []ledger.Outcome {
	stamp, _ := decision.StampOf(book)
	switch stamp.Sort {
	case decision.Appraising:
		return p.appraisalOutcomes(decision.ReadPaper(book), from)
	case decision.Recognising:
		return p.proposalOutcomes(decision.ReadPaper(book), from)
	}
	return p.outcomes(decision.Read(book), from)
}

// authority tells whether an officers' workbook may be recorded, and where it came from.
// It belongs to the receipt, not to the bytes: what an officer saved in place or dropped by
// itself is taken; what came in a mail or an archive waits for a mark. A workbook without
// our seal is taken only in place, where only officers can write, and only as drafts.
func authority(v record.Verdict, receipts []ledger.Receipt, decided []decision.Decision, zone *time.Location) (decision.Source, bool) {
	for _, r := range receipts {
		s := sourceOf(r, v.Officers)
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
				s := sourceOf(r, v.Officers)
				s.Mark = d.ID
				return s, true
			}
		}
	}
	return decision.Source{}, false
}

// admits tells whether a decision lets a waiting workbook in: this one alone, or as one of
// its sender's for its desk that came after the mark was set.
func admits(d decision.Decision, of *record.Officers, r ledger.Receipt) bool {
	if d.Kind != decision.Admit {
		return false
	}
	if d.SHA == r.SHA {
		return true
	}
	return d.Value == decision.Always && of.Sort == string(decision.Appraising) && d.ID < r.Position &&
		addressed(d.Input) && d.Input == sender(r) && d.Found == deskKey(of)
}

// deskKey is a desk where it sits, as a mark names it.
func deskKey(of *record.Officers) string { return decision.Key(of.Desk, of.Seat) }

// sourceOf says how a receipt's file came here.
func sourceOf(r ledger.Receipt, of *record.Officers) decision.Source {
	s := decision.Source{Way: decision.Dropped, File: droppedAs(r.Name)}
	if of != nil {
		s.Modified = of.Modified
	}
	switch at := r.Origin; {
	case at == nil && strings.HasPrefix(r.Name, "../"):
		s.Way = decision.InPlace
	case at == nil:
	case at.Container == replayedFrom:
		s.Way = decision.Restored
	case at.From+at.Subject != "" || !at.Date.IsZero():
		s.Way, s.From, s.Subject, s.Date = decision.Mailed, at.From, at.Subject, at.Date
	default:
		s.Way = decision.Packed
	}
	return s
}
