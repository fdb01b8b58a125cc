package judging

import (
	"context"
	"fmt"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
)

// paper judges an officers' workbook: which it is, and whether it bears our seal. ok is
// false where the bytes are none. What was filled in is recorded by admit, because that
// depends on how the workbook came here, not on its bytes.
func (b Bench) paper(ctx context.Context, sha string, data []byte) (v record.Verdict, ok bool, err error) {
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		return v, false, nil
	}
	stamp, ok := decision.StampOf(book)
	if !ok {
		return v, false, nil
	}
	of := &record.Officers{Sort: string(stamp.Sort), Desk: stamp.Desk, Seat: stamp.Seat, Position: stamp.Position,
		Rows: desk.FilledRows(book, stamp), Sealed: stamp.Good(b.Round.Keys), Modified: sheet.ModifiedBy(data)}
	v = record.Verdict{Round: b.Round.ID, Status: finding.Clean, Paper: record.OfficersPaper, Officers: of}
	if of.Sealed {
		return v, true, nil
	}
	if done, err := b.Ledger.Decided(ctx, b.Round.ID, sha); err != nil || done {
		return v, true, err
	}
	v.Paper = record.UnsealedPaper
	name := standing.SortName(stamp.Sort, b.Round.Language)
	v.Findings = []finding.Finding{finding.New(record.UnsealedCode).With("label", name)}
	return v, true, nil
}

// Book opens an archived officers' workbook, where it was converted what came out.
func (b Bench) Book(ctx context.Context, sha string) (*sheet.Book, error) {
	made, err := b.Ledger.Conversions(ctx)
	if err != nil {
		return nil, err
	}
	if to, ok := made[sha]; ok {
		sha = to
	}
	data, err := b.Archive.Read(sha)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrArchived, err)
	}
	return sheet.Open(data, sheet.DefaultLimits)
}
