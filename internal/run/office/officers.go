package office

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
)

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
		Rows: desk.FilledRows(book, stamp), Sealed: stamp.Good(o.round.Keys), Modified: sheet.ModifiedBy(data)}
	v = record.Verdict{Round: o.round.ID, Status: finding.Clean, Paper: record.OfficersPaper, Officers: of}
	if of.Sealed {
		return v, true, nil
	}
	if done, err := o.ledger.Decided(ctx, o.round.ID, sha); err != nil || done {
		return v, true, err
	}
	v.Paper = record.UnsealedPaper
	v.Findings = []finding.Finding{finding.New(record.UnsealedCode).With("label", standing.WorkbookName(stamp.Sort, o.round.Language))}
	return v, true, nil
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
	source, ok := desk.Authority(v, receipts, decided, o.round.Location)
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
	outcomes := desk.Rows(p, book, desk.HandedIn{Sha: sha, Source: source, Sealed: v.Officers.Sealed, Keys: o.round.Keys})
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
