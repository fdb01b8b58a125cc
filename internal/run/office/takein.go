package office

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"time"

	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/waiting"
	"tonghop/internal/run/workspace"
)

// stuckEvery is how often a file that cannot be moved aside is tried again.
const stuckEvery = 5 * time.Second

// stick remembers a received file that the inbox does not let go of, so that it is
// not received again while it lies there unchanged.
func (o *Office) stick(r ledger.Receipt, f intake.File, err error) {
	o.opt.Log.Warn().Str("file", r.Name).Err(err).Msg("received, but it cannot be moved out of the inbox")
	now := o.opt.TimeNow()
	o.stuck[f.Path] = &taken{receipt: r, path: f.Path, size: f.Size, mod: f.Mod, since: now, next: now.Add(stuckEvery)}
}

// unstick tries again to move received files aside. One that somebody wrote on is a new drop;
// one that is still there when its time is over is removed where it is, as far as that can be.
func (o *Office) unstick(ctx context.Context) error {
	now := o.opt.TimeNow()
	for path, t := range o.stuck {
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist), err == nil && (info.Size() != t.size || !info.ModTime().Equal(t.mod)):
			delete(o.stuck, path)
			if err := o.ledger.Clear(ctx, t.receipt.ID); err != nil {
				return err
			}
			continue
		case err != nil || now.Before(t.next):
			continue
		}
		t.next = now.Add(stuckEvery)
		f := intake.File{Path: path, Name: t.receipt.Name, Size: t.size, Mod: t.mod}
		if err := o.setAside(ctx, t.receipt, f); err == nil {
			delete(o.stuck, path)
		} else if now.Sub(t.since) >= o.inbox.Settle.Lingers() {
			if err := o.removeStuck(ctx, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// removeStuck removes a file where it is. If it has other bytes by now, it is a new drop.
func (o *Office) removeStuck(ctx context.Context, t *taken) error {
	if _, err := o.archive.Remove(t.path, t.receipt.SHA); err != nil {
		return nil // tried again
	}
	delete(o.stuck, t.path)
	return o.ledger.Clear(ctx, t.receipt.ID)
}

// unstuck are the files without those that were received and lie there still.
func (o *Office) unstuck(ready []intake.File) (left []intake.File) {
	for _, f := range ready {
		if s, ok := o.stuck[f.Path]; ok && s.size == f.Size && s.mod.Equal(f.Mod) {
			o.pending = append(o.pending, lies(f.Name, waiting.Received, waiting.Counted))
			continue
		}
		left = append(left, f)
	}
	return left
}

// heldByLedger is what lies in the inbox as the ledger sees it: what was received of it, and what
// somebody put among the taken files.
func heldByLedger(opt workspace.Options, ctx context.Context, l *ledger.Ledger,
	lying []intake.Pending) ([]intake.Pending, error) {
	if err := opt.StuckAmong(ctx, l, lying); err != nil {
		return nil, err
	}
	more, err := droppedAside(opt, ctx, l)
	return append(lying, more...), err
}

// Taken is one file that was taken in.
type Taken struct {
	Receipt ledger.Receipt
	Verdict record.Verdict
}

// TakeIn scans the inbox once and takes in what is ready; each is called for
// every file, with how many are still to come.
func (o *Office) TakeIn(ctx context.Context, each func(t Taken, left int)) (n int, err error) {
	ready, err := o.ready(ctx)
	if err != nil || len(ready) == 0 {
		return 0, err
	}
	scan, err := o.ledger.NextScan(ctx)
	if err != nil {
		return 0, err
	}
	full := int64(0) // so large a file did not fit on the disk
	for i, f := range ready {
		if ctx.Err() != nil { // asked to stop: the file in hand was finished
			return n, nil
		}
		if full > 0 && f.Size >= full {
			o.waits(f, waiting.NoRoom, 0)
			continue
		}
		sha, size, err := o.archive.Capture(f)
		if err != nil {
			if err := o.notCaptured(f, err); err != nil {
				return n, err
			}
			if intake.Full(err) {
				full = f.Size
			}
			continue
		}
		t, err := o.takeFile(ctx, f, ledger.Receipt{Round: o.round.ID, SHA: sha, Name: f.Name, Scan: scan, Size: size})
		if calledOff(ctx, err) { // called off in the middle: it is received, and judged at the next start
			return n + 1, nil
		}
		if err != nil {
			return n, err
		}
		n++
		if each != nil {
			each(t, len(ready)-1-i)
		}
	}
	return n, nil
}

// ready scans, and leaves out what was received already.
func (o *Office) ready(ctx context.Context) ([]intake.File, error) {
	o.trouble = nil
	if err := o.adopt(); err != nil {
		return nil, err
	}
	if err := o.lookAside(ctx); err != nil {
		return nil, err
	}
	o.tidy(false)
	ready, pending, err := o.scan(ctx)
	if err != nil {
		return nil, err
	}
	o.pending = pending
	if err := o.unstick(ctx); err != nil {
		return nil, err
	}
	return o.unchanged(ctx, o.unstuck(ready))
}

func (o *Office) waits(f intake.File, why waiting.Code, ripe time.Duration) {
	p := lies(f.Name, waiting.Waiting, why)
	p.Ripe = ripe
	o.pending = append(o.pending, p)
}

// notCaptured tells of a file that could not be copied into the archive: that is its own
// matter, and the others go on. Only bytes that may not be durable end everything.
func (o *Office) notCaptured(f intake.File, err error) error {
	var unsynced *durable.SyncError
	if errors.As(err, &unsynced) {
		return err
	}
	why, ripe := waiting.NotRead, time.Duration(0)
	switch {
	case errors.Is(err, fs.ErrNotExist): // taken away
		return nil
	case errors.Is(err, intake.ErrChanged):
		why, ripe = waiting.Changed, o.inbox.Settle.Quiet
	case intake.Full(err):
		why = waiting.NoRoom
	}
	if intake.Passing(err) {
		o.trouble = err
	}
	o.waits(f, why, ripe)
	o.opt.Log.Warn().Str("file", f.Name).Err(err).Msg("not taken in yet")
	return nil
}

// takeFile is the way of a file whose bytes are archived: received, set aside, judged.
func (o *Office) takeFile(ctx context.Context, f intake.File, as ledger.Receipt) (Taken, error) {
	keep := context.WithoutCancel(ctx) // what was begun with a file is finished, but reading it can be called off
	r, err := o.ledger.Receive(keep, as)
	if err != nil {
		return Taken{}, err
	}
	before := o.aside.at[f.Path]
	if err := o.setAside(keep, r, f); err != nil {
		o.stick(r, f, err)
	} else if before != nil { // its file is this receipt's now
		if err := o.forget(keep, before); err != nil {
			return Taken{}, err
		}
	}
	v, err := o.judge(ctx, r.SHA)
	if err != nil {
		return Taken{}, err
	}
	if v.FileKind != "" { // what is in a container is judged, an officers' workbook recorded
		if _, err := o.JudgeAll(ctx); err != nil {
			return Taken{}, err
		}
	}
	o.opt.Log.Info().Str("file", f.Name).Str("unit", v.Unit).
		Str("status", string(v.Status)).Str("paper", v.FileKind).Msg("taken in")
	return Taken{r, v}, nil
}
