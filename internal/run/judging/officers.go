package judging

import (
	"context"
	"fmt"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
)

// officers judges an officers' workbook: which it is, and whether it bears our seal. What was
// filled in is recorded by the office, because that depends on how the workbook came here, not
// on its bytes.
func (b Bench) officers(ctx context.Context, sha string, f file) (record.Verdict, error) {
	stamp := f.stamp
	of := &record.Officers{
		Sort: string(stamp.Kind), Desk: stamp.Desk, Seat: stamp.Seat, Position: stamp.Position,
		Rows: desk.FilledRows(f.opened.Book, stamp), Sealed: stamp.Good(b.Round.Keys),
		Modified: sheet.ModifiedBy(f.data),
	}
	v := record.Verdict{Round: b.Round.ID, Status: finding.Clean, FileKind: record.OfficersFile, Officers: of}
	if of.Sealed {
		return v, nil
	}
	if done, err := b.Ledger.Decided(ctx, b.Round.ID, sha); err != nil || done {
		return v, err
	}
	v.FileKind = record.UnsealedFile
	name := standing.WorkbookName(stamp.Kind, b.Round.Language)
	v.Findings = []finding.Finding{finding.New(record.UnsealedCode).With("label", name)}
	return v, nil
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
