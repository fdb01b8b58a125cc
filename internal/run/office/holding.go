package office

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tonghop/internal/run/durable"
	"tonghop/internal/run/workspace"
)

// remember notes how far the ledger goes, outside it: a ledger that lost its end, with its
// write-ahead log for one, is known for what it is. What the log holds is moved into the
// ledger first.
func (o *Office) remember(ctx context.Context) error {
	if err := o.ledger.Checkpoint(ctx); err != nil {
		return err
	}
	tip, err := o.ledger.Tip(ctx)
	if err != nil || tip == o.told {
		return err
	}
	if err := o.opt.Note(tip); err != nil {
		return err
	}
	o.told = tip
	return nil
}

// holding makes sure at each scan that the workspace and its ledger are still held. A ledger
// that was deleted under the program is kept as a backup, as long as it can be read.
func (o *Office) holding(ctx context.Context) error {
	now, err := os.Stat(o.opt.LedgerPath())
	if held := o.lock.Still(); errors.Is(held, workspace.ErrTaken) && (err != nil || !os.SameFile(now, o.own)) {
		return errors.Join(held, o.kept(ctx))
	} else if held != nil {
		return held
	}
	switch {
	case err == nil && os.SameFile(now, o.own) && now.Size() < o.own.Size(): // it only grows
		return fmt.Errorf("%w: %s was written over; what stands there now is not to be relied on: "+
			"put a backup in place: tonghop restore state/backup/FILE", workspace.ErrTaken, o.opt.LedgerPath())
	case err == nil && os.SameFile(now, o.own):
		o.own = now
		return o.holdingLog(ctx)
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("look at ledger: %w", err)
	}
	return o.kept(ctx)
}

// kept keeps a ledger that was taken away under the program, and says where. What stands in its
// place, as far as it belongs to another state of the workspace, is not relied on then.
func (o *Office) kept(ctx context.Context) error {
	at, err := o.rescue(ctx)
	if err != nil {
		return fmt.Errorf("%w: %s was deleted or replaced, and could not be kept: %w",
			workspace.ErrTaken, o.opt.LedgerPath(), err)
	}
	return fmt.Errorf("%w: %s was deleted or replaced; as it was it is kept as %s: tonghop restore %s",
		workspace.ErrTaken, o.opt.LedgerPath(), at, at)
}

// holdingLog makes sure that the write-ahead log is still the one that is written. Bytes in one
// that was deleted are gone with the program: they are moved into the ledger, which is whole then.
func (o *Office) holdingLog(ctx context.Context) error {
	log := o.opt.LedgerPath() + "-wal"
	now, err := os.Stat(log)
	if o.log == nil || err == nil && os.SameFile(now, o.log) {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("look at ledger: %w", err)
	}
	if err := o.ledger.Checkpoint(ctx); err != nil {
		return fmt.Errorf("%w: %s was deleted or replaced: %w", workspace.ErrTaken, log, err)
	}
	return fmt.Errorf("%w: %s was deleted or replaced; what it held is in the ledger now: start again",
		workspace.ErrTaken, log)
}

// rescue writes the ledger that is open under a name of its own; half of it never has that name.
func (o *Office) rescue(ctx context.Context) (kept string, err error) {
	kept = o.opt.Folder("state", workspace.RescuedPrefix+time.Now().UTC().Format(workspace.StampLayout)+".db")
	tmp := o.opt.Folder("state", durable.TempPrefix+filepath.Base(kept))
	if err := os.MkdirAll(o.opt.Folder("state"), 0o700); err != nil {
		return kept, err
	}
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return kept, err
	}
	if err := o.ledger.Backup(ctx, tmp); err != nil {
		return kept, err
	}
	return kept, durable.Move(tmp, kept)
}

// lookedAt notes when the inbox was looked at last, for status.
func (o *Office) lookedAt() {
	now := time.Now()
	_ = os.Chtimes(o.opt.Folder("state", workspace.LockFile), now, now) // no harm where it cannot be
}
