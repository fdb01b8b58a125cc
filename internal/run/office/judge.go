package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/convert"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
)

// mostAttempts is how often a file's judgement may be begun without an end before the file
// is set apart: one bad file must not stop the others.
const mostAttempts = 3

// judge judges an archived file under the definition in use and records it.
func (o *Office) judge(ctx context.Context, sha string) (record.Verdict, error) {
	keep := context.WithoutCancel(ctx) // reading a file can be called off, the ledger's word on it not
	n, err := o.ledger.Begin(keep, o.round.ID, sha, o.mark)
	if err != nil {
		return record.Verdict{}, err
	}
	if n > mostAttempts { // the program died on it each time
		v := record.Verdict{Round: o.round.ID, Status: finding.Held, Findings: []finding.Finding{finding.New("SYS-001.quarantined").With("count", fmt.Sprint(mostAttempts))}}
		return v, o.ledger.Judge(keep, o.round.ID, sha, o.mark, v)
	}
	reading, done := o.inHand(ctx)
	defer done()
	v, err := o.verdict(reading, sha)
	if err == nil {
		err = o.ledger.Judge(keep, o.round.ID, sha, o.mark, v)
	}
	if err != nil { // where that cannot be written either, the next start has one attempt less
		_ = o.ledger.Abandon(keep, o.round.ID, sha, o.mark)
		return record.Verdict{}, err
	}
	return v, nil
}

// inHand is the context that the file in hand is read under: it ends a little later than the
// program is asked to stop, so that an ordinary file comes to its end and stands in the outputs.
func (o *Office) inHand(ctx context.Context) (context.Context, context.CancelFunc) {
	if o.opt.Grace <= 0 {
		return ctx, func() {}
	}
	reading, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, func() {
		select {
		case <-reading.Done():
		case <-time.After(o.opt.Grace):
			cancel()
		}
	})
	return reading, func() {
		stop()
		cancel()
	}
}

// calledOff tells whether work ended because the program was asked to stop. A sync that
// failed is never passed over.
func calledOff(ctx context.Context, err error) bool {
	var unsynced *intake.SyncError
	return err != nil && ctx.Err() != nil && !errors.As(err, &unsynced)
}

// errArchived says that the archive does not have a file as it was received: gone, damaged, or
// not to be read.
var errArchived = errors.New("the archived bytes cannot be read")

// lacks says what the archive does not have any more.
func (o *Office) lacks(sha string, err error) {
	o.opt.Log.Error().Str("sha256", sha).Err(err).Msg("not read: put it back from a copy of state/archive")
}

// verdict judges archived bytes; a file over the limit is not read at all.
func (o *Office) verdict(ctx context.Context, sha string) (record.Verdict, error) {
	if size, err := o.archive.Size(sha); err != nil {
		return record.Verdict{}, fmt.Errorf("%w: %w", errArchived, err)
	} else if size > sheet.DefaultLimits.File {
		return record.TooLarge(size, o.round), nil
	}
	data, err := o.archive.Read(sha)
	if err != nil {
		return record.Verdict{}, fmt.Errorf("%w: %w", errArchived, err)
	}
	v, err := o.judgement(ctx, sha, data)
	if err != nil || !convertible(o.round, v) {
		return v, err
	}
	all, err := o.ledger.Conversions(ctx)
	if err != nil {
		return record.Verdict{}, err
	}
	if to, ok := all[sha]; ok { // once converted it is judged by that, whatever is installed later
		if data, err = o.archive.Read(to); err != nil {
			return record.Verdict{}, fmt.Errorf("%w: %w", errArchived, err)
		}
		return o.judgement(ctx, sha, data)
	}
	made, err := convert.ToXLSX(ctx, data, v.Format)
	if err != nil {
		o.opt.Log.Warn().Str("sha256", sha).Str("format", v.Format).Err(err).Msg("not converted")
		return v, nil
	}
	if err := o.keepConversion(ctx, sha, made, v.Format); err != nil {
		return record.Verdict{}, err
	}
	return o.judgement(ctx, sha, made)
}

// keepConversion archives what a file was converted to; later judgements read it again.
func (o *Office) keepConversion(ctx context.Context, sha string, made []byte, format string) error {
	if err := o.opt.NoteConversions(workspace.Conversion{From: sha, To: workspace.ShaOf(made), Format: format}); err != nil {
		return err
	}
	to, err := o.archive.Put(made)
	if err != nil {
		return err
	}
	return o.ledger.Convert(ctx, sha, to, format)
}

// judgement judges the bytes of a file: as the unit's whom an officer gave it to; an
// officers' workbook is recorded.
func (o *Office) judgement(ctx context.Context, sha string, data []byte) (record.Verdict, error) {
	decided, err := o.ledger.DecisionsAbout(ctx, o.round.ID, sha)
	if err != nil {
		return record.Verdict{}, err
	}
	if v, ok, err := o.container(ctx, sha, data); ok {
		return v, err
	}
	v, err := record.JudgeContext(ctx, data, o.round, givenTo(decided, sha))
	if err != nil {
		return v, err
	}
	if slices.ContainsFunc(v.Findings, func(f finding.Finding) bool { return f.Code == "TMPL-001" }) {
		if paper, ok, err := o.paper(ctx, sha, data); ok {
			return paper, err
		}
	}
	return v, nil
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

// JudgeAll judges every received file that has no verdict under the definition
// in use: what a crash left, and everything after the definition changed. Officers' workbooks
// that may be recorded are. A file that the archive lost keeps what is known of it, and keeps no
// other waiting: verify names it.
func (o *Office) JudgeAll(ctx context.Context) (n int, err error) {
	lost := map[string]bool{}
	for {
		left, err := o.ledger.Unjudged(ctx, o.round.ID, o.mark)
		if err != nil {
			return n, err
		}
		left = slices.DeleteFunc(left, func(sha string) bool { return lost[sha] })
		if len(left) == 0 { // what was in containers, or given to units, comes with the next turn
			if taken, err := o.admit(context.WithoutCancel(ctx)); err != nil || taken == 0 {
				return n, err
			}
			continue
		}
		for _, sha := range left {
			if ctx.Err() != nil {
				return n, nil
			}
			if _, err := o.judge(ctx, sha); err != nil {
				if calledOff(ctx, err) { // judged at the next start
					return n, nil
				}
				if !errors.Is(err, errArchived) || passing(err) {
					return n, err
				}
				o.lacks(sha, err)
				lost[sha] = true
				continue
			}
			n++
		}
	}
}
