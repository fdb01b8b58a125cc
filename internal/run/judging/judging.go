// Package judging says what a received file is, container, officers' workbook or return, and
// what is found in it: from the archived bytes to the verdict that the ledger keeps.
package judging

import (
	"context"
	"errors"
	"fmt"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/convert"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
)

// Bench is what judging a round's archived files takes: files that are found in containers get
// their receipts, conversions their place in archive and ledger.
type Bench struct {
	Round   *round.Round
	Ledger  *ledger.Ledger
	Archive intake.Archive
	Options workspace.Options
}

// ErrArchived says that the archive does not have a file as it was received: gone, damaged, or
// not to be read.
var ErrArchived = errors.New("the archived bytes cannot be read")

// Verdict judges archived bytes; a file over the limit is not read at all.
func (b Bench) Verdict(ctx context.Context, sha string) (record.Verdict, error) {
	if size, err := b.Archive.Size(sha); err != nil {
		return record.Verdict{}, fmt.Errorf("%w: %w", ErrArchived, err)
	} else if size > sheet.DefaultLimits.File {
		return record.TooLarge(size, b.Round), nil
	}
	data, err := b.Archive.Read(sha)
	if err != nil {
		return record.Verdict{}, fmt.Errorf("%w: %w", ErrArchived, err)
	}
	v, err := b.judgement(ctx, sha, data)
	if err != nil || !convertible(b.Round, v) {
		return v, err
	}
	all, err := b.Ledger.Conversions(ctx)
	if err != nil {
		return record.Verdict{}, err
	}
	if to, ok := all[sha]; ok { // once converted it is judged by that, whatever is installed later
		if data, err = b.Archive.Read(to); err != nil {
			return record.Verdict{}, fmt.Errorf("%w: %w", ErrArchived, err)
		}
		return b.judgement(ctx, sha, data)
	}
	made, err := convert.ToXLSX(ctx, data, v.Format)
	if err != nil {
		b.Options.Log.Warn().Str("sha256", sha).Str("format", v.Format).Err(err).Msg("not converted")
		return v, nil
	}
	if err := b.keepConversion(ctx, sha, made, v.Format); err != nil {
		return record.Verdict{}, err
	}
	return b.judgement(ctx, sha, made)
}

// keepConversion archives what a file was converted to; later judgements read it again.
func (b Bench) keepConversion(ctx context.Context, sha string, made []byte, format string) error {
	note := workspace.Conversion{From: sha, To: workspace.ShaOf(made), Format: format}
	if err := b.Options.NoteConversions(note); err != nil {
		return err
	}
	to, err := b.Archive.Put(made)
	if err != nil {
		return err
	}
	return b.Ledger.Convert(ctx, sha, to, format)
}

// judgement judges the bytes of a file as what they are; a return as that of the unit that an
// officer gave it to.
func (b Bench) judgement(ctx context.Context, sha string, data []byte) (record.Verdict, error) {
	f, err := recognise(ctx, data, b.Round)
	if err != nil {
		return record.Verdict{}, err
	}
	switch f.kind {
	case container:
		return b.container(ctx, sha, f)
	case officersBook:
		return b.officers(ctx, sha, f)
	}
	decided, err := b.Ledger.DecisionsAbout(ctx, b.Round.ID, sha)
	if err != nil {
		return record.Verdict{}, err
	}
	return f.opened.Judge(b.Round, GivenTo(decided, sha)), nil
}

func convertible(r *round.Round, v record.Verdict) bool {
	return r.Settings.Convert && convert.Formats[v.Format]
}

// Judge judges a file's bytes as the office would, and records nothing.
func Judge(ctx context.Context, data []byte, r *round.Round) record.Verdict {
	if int64(len(data)) > sheet.DefaultLimits.File {
		return record.TooLarge(int64(len(data)), r)
	}
	v, err := record.JudgeContext(ctx, data, r, "")
	if err == nil && convertible(r, v) {
		if made, cerr := convert.ToXLSX(ctx, data, v.Format); cerr == nil {
			v, err = record.JudgeContext(ctx, made, r, "")
		}
	}
	if err != nil { // called off: nothing is said of the file
		return record.Verdict{Round: r.ID, Status: finding.Held}
	}
	return v
}

// GivenTo is the unit that an officer gave a file to, "" for none.
func GivenTo(all []decision.Decision, sha string) (unit string) {
	for _, d := range all {
		if d.Kind == decision.Assign && d.SHA == sha && !d.Revoked {
			unit = d.Value
		}
	}
	return unit
}
