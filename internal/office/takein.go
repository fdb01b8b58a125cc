package office

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tonghop/internal/intake"
	"tonghop/internal/ledger"
	"tonghop/internal/record"
)

// clearLeft finishes what a crash left between receiving a file and removing it
// from the inbox.
func (o *Office) clearLeft(ctx context.Context) error {
	rs, err := o.ledger.Receipts(ctx, "")
	if err != nil {
		return err
	}
	for _, r := range rs {
		if !r.Cleared {
			path := filepath.Join(o.inbox.Dir, filepath.FromSlash(r.Name))
			if err := o.clear(ctx, r, path); err != nil {
				o.stick(r, path, err)
			}
		}
	}
	return nil
}

// stick remembers a received file that the inbox does not let go of, so that it is
// not received again while it lies there unchanged.
func (o *Office) stick(r ledger.Receipt, path string, err error) {
	o.opt.Log.Warn().Str("file", r.Name).Err(err).Msg("received, but it cannot be removed from the inbox")
	if info, err := os.Stat(path); err == nil {
		o.stuck[r.Name] = intake.File{Path: path, Name: r.Name, Size: info.Size(), Mod: info.ModTime()}
	}
}

// unstick tries again to remove received files, and takes those that are still
// there unchanged out of what is ready.
func (o *Office) unstick(ctx context.Context, ready []intake.File) (left []intake.File, err error) {
	if len(o.stuck) == 0 {
		return ready, nil
	}
	rs, err := o.ledger.Receipts(ctx, "")
	if err != nil {
		return nil, err
	}
	for _, r := range rs {
		if s, ok := o.stuck[r.Name]; ok && !r.Cleared {
			if err := o.clear(ctx, r, s.Path); err == nil {
				delete(o.stuck, r.Name)
			}
		}
	}
	for _, f := range ready {
		if s, ok := o.stuck[f.Name]; ok && s.Size == f.Size && s.Mod.Equal(f.Mod) {
			o.pending = append(o.pending, intake.Pending{File: f.Name, State: "received", Why: "counted; the folder does not let go of the file"})
			continue
		}
		if _, err := os.Lstat(f.Path); errors.Is(err, fs.ErrNotExist) {
			continue // removed just now
		}
		left = append(left, f)
	}
	return left, nil
}

// clear removes a received file from the inbox, if its bytes are the archived ones.
func (o *Office) clear(ctx context.Context, r ledger.Receipt, path string) error {
	kept, err := o.archive.Remove(path, r.SHA)
	if err != nil {
		return err
	}
	if kept { // other bytes by now: a new drop, taken in as such
		o.opt.Log.Info().Str("file", r.Name).Msg("replaced while it was taken in; both versions are kept")
	}
	return o.ledger.Clear(ctx, r.ID)
}

// Taken is one file that was taken in.
type Taken struct {
	Receipt ledger.Receipt
	Verdict record.Verdict
}

// TakeIn scans the inbox once and takes in what is ready; each is called for
// every file, with how many are still to come.
func (o *Office) TakeIn(ctx context.Context, each func(t Taken, left int)) (n int, err error) {
	ready, pending, err := o.scan(ctx)
	if err != nil {
		return 0, err
	}
	o.pending = pending
	if ready, err = o.unstick(ctx, ready); err != nil {
		return 0, err
	}
	if len(ready) == 0 {
		return 0, nil
	}
	scan, err := o.ledger.NextScan(ctx)
	if err != nil {
		return 0, err
	}
	for i, f := range ready {
		if ctx.Err() != nil { // asked to stop: the file in hand was finished
			return n, nil
		}
		t, err := o.takeFile(context.WithoutCancel(ctx), f, scan)
		if errors.Is(err, intake.ErrChanged) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			why := "it cannot be read now; tried again"
			if errors.Is(err, intake.ErrChanged) {
				why = "it changed while it was being copied; taken in next time"
			}
			o.pending = append(o.pending, intake.Pending{File: f.Name, State: "waiting", Why: why})
			o.opt.Log.Warn().Str("file", f.Name).Err(err).Msg("not taken in yet")
			continue
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

// clock is the real clock for settling: the office's own may be one of the past.
func (opt Options) clock() time.Time { return time.Now() }

// takeFile is one file's way: captured, received, cleared, judged.
func (o *Office) takeFile(ctx context.Context, f intake.File, scan int64) (Taken, error) {
	sha, size, err := o.archive.Capture(f)
	if err != nil {
		return Taken{}, err
	}
	r, err := o.ledger.Receive(ctx, ledger.Receipt{Round: o.round.ID, SHA: sha, Name: f.Name, Scan: scan, Size: size})
	if err != nil {
		return Taken{}, err
	}
	if err := o.clear(ctx, r, f.Path); err != nil {
		o.stick(r, f.Path, err)
	}
	v, err := o.judge(ctx, sha)
	if err != nil {
		return Taken{}, err
	}
	if v.Paper != "" { // what is in a container is judged, an officers' workbook recorded
		if _, err := o.JudgeAll(ctx); err != nil {
			return Taken{}, err
		}
	}
	o.opt.Log.Info().Str("file", f.Name).Str("unit", v.Unit).Str("status", string(v.Status)).Str("paper", v.Paper).Msg("taken in")
	return Taken{r, v}, nil
}
