package office

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/judging"
)

// mostAttempts is how often a file's judgement may be begun without an end before the file
// is set apart: one bad file must not stop the others.
const mostAttempts = 3

// bench is where files are judged under the definition in use.
func (o *Office) bench() judging.Bench {
	return judging.Bench{Round: o.round, Ledger: o.ledger, Archive: o.archive, Options: o.opt}
}

// judge judges an archived file under the definition in use and records it.
func (o *Office) judge(ctx context.Context, sha string) (record.Verdict, error) {
	keep := context.WithoutCancel(ctx) // reading a file can be called off, the ledger's word on it not
	n, err := o.ledger.Begin(keep, o.round.ID, sha, o.mark)
	if err != nil {
		return record.Verdict{}, err
	}
	if n > mostAttempts { // the program died on it each time
		set := finding.New("SYS-001.quarantined").With("count", fmt.Sprint(mostAttempts))
		v := record.Verdict{Round: o.round.ID, Status: finding.Held, Findings: []finding.Finding{set}}
		return v, o.ledger.Judge(keep, o.round.ID, sha, o.mark, v)
	}
	reading, done := o.inHand(ctx)
	defer done()
	v, err := o.bench().Verdict(reading, sha)
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
	var unsynced *durable.SyncError
	return err != nil && ctx.Err() != nil && !errors.As(err, &unsynced)
}

// lacks says what the archive does not have any more.
func (o *Office) lacks(sha string, err error) {
	o.opt.Log.Error().Str("sha256", sha).Err(err).Msg("not read: put it back from a copy of state/archive")
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
				if !errors.Is(err, judging.ErrArchived) || passing(err) {
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
