package office

import (
	"context"
	"errors"
	"slices"
	"time"

	"tonghop/internal/count/standing"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/waiting"
	"tonghop/internal/run/workspace"
)

// RunLimits are how long run waits for files that were there at its start.
const (
	runQuiet = time.Second
	runLimit = 30 * time.Second
)

// runSettle is how files settle in one run, which has seen nothing before its start: how long
// a file without an end mark, or one that is cut, was left alone is told by its time.
func (o *Office) runSettle() intake.Settle {
	return intake.Settle{Quiet: runQuiet, Unmarked: runLimit, Incomplete: o.opt.Settle.Incomplete,
		Linger: o.opt.Settle.Linger, Aged: true}
}

// Once takes in what lies in the inbox, publishes, and is done. Files that are
// still changing at the limit are left and returned.
func (o *Office) Once(ctx context.Context, each func(Taken, int)) (taken int, left []intake.Pending, err error) {
	if o.paced {
		o.inbox.Settle = o.runSettle()
	}
	if _, err := o.JudgeAll(ctx); err != nil {
		return 0, nil, err
	}
	end := time.Now().Add(runLimit)
	for {
		_, pending, err := o.scan(ctx)
		if err != nil {
			return 0, nil, err
		}
		left := time.Until(end)
		if left < 0 || !slices.ContainsFunc(pending, func(p intake.Pending) bool { return o.worthWaiting(p, left) }) {
			break
		}
		select {
		case <-ctx.Done():
			return 0, pending, ctx.Err()
		case <-time.After(o.inbox.Settle.Quiet/4 + 10*time.Millisecond):
		}
	}
	taken, err = o.TakeIn(ctx, each)
	if err != nil {
		return taken, o.pending, err
	}
	o.tidy(true)
	if err := o.backup(context.WithoutCancel(ctx)); err != nil {
		return taken, o.pending, errors.Join(err, o.trouble)
	}
	_, err = o.Publish(context.WithoutCancel(ctx))
	return taken, o.pending, errors.Join(err, o.trouble)
}

// worthWaiting tells whether one run waits for a file: it may be ready within what is left of
// the time. One that lacks its end is waited for while it may still be written.
func (o *Office) worthWaiting(p intake.Pending, left time.Duration) bool {
	if p.Ripe <= 0 {
		return false
	}
	return p.State == waiting.Waiting && p.Ripe <= left+time.Second ||
		p.State == waiting.Incomplete && (p.Ripe <= left || p.Quiet < o.inbox.Settle.Unmarked)
}

func settling(ps []intake.Pending) bool {
	return slices.ContainsFunc(ps, func(p intake.Pending) bool {
		return p.State == waiting.Waiting && p.Ripe > 0 && p.Ripe <= soon
	})
}

// soon is how near a file must be to its being taken in to be waited for with what is published.
const soon = 15 * time.Second

// lingering are files that stay in the inbox, as far as anybody can tell: they stand in the
// outputs.
func lingering(ps []intake.Pending) (out []intake.Pending) {
	for _, p := range ps {
		if p.State != waiting.Waiting || p.Ripe == 0 {
			out = append(out, p)
		}
	}
	return out
}

// Watch runs until the context ends: it takes in, judges and publishes, and
// reads the definition again when it is saved. Whatever is in hand when the
// context ends is finished.
func (o *Office) Watch(ctx context.Context, each func(Taken, int)) error {
	nudges, err := o.opt.Watched(ctx, o.inbox.Dir, o.round.Dir, o.box.Dir)
	if err != nil {
		return err
	}
	w := watch{o: o, each: each, dirty: true, started: time.Now()}
	for {
		wait, err := w.step(ctx)
		var unsynced *durable.SyncError
		if ctx.Err() != nil && !errors.As(err, &unsynced) { // asked to stop, perhaps in the middle of a step
			w.dirty = w.dirty || err != nil
			return w.finish(ctx)
		}
		// nothing was lost: it lies in the inbox still, or is received and judged in the next turn
		if err != nil && passing(err) {
			o.opt.Log.Error().Err(err).Str("again_in", retryEvery.String()).Msg("paused")
			w.dirty, w.mark = true, ""
			wait, err = time.After(retryEvery), w.tellPause(ctx, err)
		} else if err == nil && o.trouble == nil {
			o.goesOn()
		}
		if err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return w.finish(ctx)
		case <-nudges:
		case <-wait:
		}
	}
}

// tellPause says why work pauses, in the outputs too where they can be written.
func (w *watch) tellPause(ctx context.Context, cause error) error {
	if !w.o.pausing(cause) {
		return nil
	}
	w.o.pending = append(lingering(w.o.pending), workspace.PausedLine(workspace.PausedFor(cause)))
	err := w.publish(ctx)
	if w.dirty = true; err != nil && passing(err) {
		return nil
	}
	return err
}

type watch struct {
	o         *Office
	started   time.Time
	swept     bool // what was left unfinished before the start is gone
	each      func(Taken, int)
	dirty     bool // there is something to publish
	held      bool // an output is open elsewhere
	issue     bool // the forms may be missing or changed
	next      int  // the form to go on with
	published time.Time
	took      time.Duration // writing the outputs the last time
	mistakes  string
	mark      string
	documents string // how the templates of documents stood
}

// publishEvery is how often the outputs follow while a burst goes on; where writing them
// takes longer, so that taking in has at least as much time as writing.
const publishEvery = 3 * time.Second

// sweepAfter is how long after the start what was left unfinished before it is surely nobody's.
const sweepAfter = 5 * time.Second

// step looks once at everything. The channel tells when to look again without a
// nudge, because a file is settling.
func (w *watch) step(ctx context.Context) (<-chan time.Time, error) {
	if err := w.o.holding(ctx); err != nil {
		return nil, err
	}
	if err := w.define(ctx); err != nil {
		return nil, err
	}
	if !w.swept && time.Since(w.started) > sweepAfter {
		w.o.sweep(w.started)
		w.swept = true
	}
	if err := w.takeIn(ctx); err != nil {
		return nil, err
	}
	settling := settling(w.o.pending)
	if w.outputsDue(settling) {
		if err := w.publish(ctx); err != nil {
			return nil, err
		}
	}
	if w.issue && !settling { // what people wait for has gone out first
		w.issueForms(ctx)
		if w.next > 0 { // what was dropped meanwhile comes before the rest
			return time.After(0), nil
		}
	}
	return w.lookAgain(settling), nil
}

// define reads the definition again, and judges anew what was judged under another one.
func (w *watch) define(ctx context.Context) error {
	o := w.o
	if err := o.Define(ctx); err != nil {
		o.opt.Log.Error().Err(err).Msg("definition not read")
	}
	if w.mark != o.mark {
		n, err := o.JudgeAll(ctx)
		if err != nil {
			return err
		}
		w.mark, w.dirty, w.issue, w.next = o.mark, true, true, 0
		if n > 0 {
			o.opt.Log.Info().Int("files", n).Msg("judged under the definition in use")
		}
	}
	if m := standing.Digest(o.mistakes); m != w.mistakes {
		w.mistakes, w.dirty = m, true
	}
	if m := documentsMark(o.round.Dir); m != w.documents {
		w.documents, w.dirty = m, true
	}
	return nil
}

// takeIn takes in what has settled and keeps the ledger safe. Trouble with single files is said;
// the rest goes on.
func (w *watch) takeIn(ctx context.Context) error {
	o := w.o
	before := standing.Digest(lingering(o.pending))
	n, err := o.TakeIn(ctx, w.each)
	if err != nil {
		return err
	}
	if err := o.backup(context.WithoutCancel(ctx)); err != nil {
		o.opt.Log.Error().Err(err).Msg("ledger not backed up")
	}
	if o.trouble != nil {
		o.opt.Log.Error().Err(o.trouble).Str("again_in", retryEvery.String()).Msg("paused")
		o.pausing(o.trouble)
		o.pending = append(o.pending, workspace.PausedLine(workspace.PausedFor(o.trouble)))
	}
	w.dirty = w.dirty || n > 0 || standing.Digest(lingering(o.pending)) != before
	return nil
}

// outputsDue tells whether the outputs are to be written now: what changed waits for what settles,
// but not for long. A held output is tried again at that pace, because trying makes events itself.
func (w *watch) outputsDue(settling bool) bool {
	due := time.Since(w.published) > max(publishEvery, w.took)
	return w.dirty && (!settling || due) || w.held && due
}

// issueForms goes on with the blank forms; w.next is where the rest begins.
func (w *watch) issueForms(ctx context.Context) {
	var err error
	if w.next, err = w.o.issueChanged(ctx, w.next); err != nil && ctx.Err() == nil {
		w.o.opt.Log.Error().Err(err).Msg("forms not issued; tried again when the definition changes")
	}
	w.issue = w.next > 0 || len(w.o.unissued.forms) > 0
}

// lookAgain is when to look again without a nudge; nil for not before one comes.
func (w *watch) lookAgain(settling bool) <-chan time.Time {
	switch o := w.o; {
	case o.trouble != nil:
		return time.After(retryEvery)
	case settling || len(o.aside.emptied) > 0:
		return time.After(max(o.inbox.Settle.Quiet/2, 10*time.Millisecond))
	}
	return nil
}

func (w *watch) publish(ctx context.Context) (err error) {
	start := time.Now()
	w.held, err = w.o.Publish(context.WithoutCancel(ctx))
	w.dirty, w.published, w.took = false, time.Now(), time.Since(start)
	return err
}

func (w *watch) finish(ctx context.Context) error {
	if w.dirty {
		return w.publish(ctx)
	}
	return nil
}

// LookInside scans the inbox without taking anything in, so that what is
// published says what lies there.
func (o *Office) LookInside() (err error) {
	if o.pending, err = lying(o.opt, o.round); err != nil {
		return err
	}
	o.pending, err = heldByLedger(o.opt, context.Background(), o.ledger, o.pending)
	return err
}
