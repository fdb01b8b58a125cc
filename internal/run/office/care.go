package office

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/workspace"
)

// place checks where the workspace lies: state/ on a local disk, inbox and outbox the
// folders that were worked with before. The first time they get their markers.
func (o *Office) place() error {
	state := o.opt.Folder("state")
	if name, err := intake.FileSystem(state); err == nil && intake.Networked(name) {
		return fmt.Errorf("open workspace: %s lies on a network file system (%s), which loses what a ledger writes; "+
			"put state/ on a local disk", state, name)
	}
	note := filepath.Join(state, workspace.MarkedNote)
	_, err := os.Stat(note)
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		for _, dir := range []string{o.inbox.Dir, o.opt.Folder("outbox")} {
			if err := intake.Mark(dir); err != nil {
				return err
			}
		}
		if err := durable.WriteFile(note, []byte("inbox and outbox have their markers; state/ has its ledger\n"),
			0o600); err != nil {
			return fmt.Errorf("open workspace: %w", err)
		}
	default:
		return fmt.Errorf("open workspace: %w", err)
	}
	for _, dir := range []string{o.inbox.Dir, o.opt.Folder("outbox")} {
		if err := intake.Marked(dir); err != nil {
			return fmt.Errorf("open workspace: %w; mount it, or put an empty file %s there if it is the right folder",
				err, intake.Marker)
		}
	}
	return nil
}

// passing tells whether work can go on later as if nothing had been: a full disk, a share
// that is gone for a while.
func passing(err error) bool { return intake.Passing(err) || ledger.Full(err) }

// retryEvery is how long a pause is.
const retryEvery = 5 * time.Second

// backup writes a copy of the ledger where the last one is old, and takes the one away that
// knows least. A ledger that does not hold what its copies know is no ledger to copy.
// Copies are beside the ledger: they help against its damage, not the disk's.
func (o *Office) backup(ctx context.Context) error {
	dir := o.opt.Folder("state", "backup")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("back up ledger: %w", err)
	}
	if o.keyBacked && workspace.Recent(dir) {
		return nil
	}
	have, err := o.opt.Backups(ctx)
	if err != nil {
		return err
	}
	if o.keyBacked = o.keyIn(ctx, workspace.NewestOf(have)); o.keyBacked && workspace.Recent(dir) {
		return nil
	}
	for _, b := range have {
		if err := o.opt.HeldAgainst(ctx, o.ledger, b); err != nil {
			return fmt.Errorf("not backed up: %w", err)
		}
	}
	b, err := o.copyLedger(ctx, dir)
	if err != nil {
		return err
	}
	o.opt.Log.Info().Str("file", filepath.Base(b.Path)).Msg("ledger backed up")
	have = slices.DeleteFunc(append(have, b), func(k workspace.Kept) bool { return k.Err != nil })
	for ; len(have) > workspace.BackupsKept; have = have[1:] {
		if err := os.Remove(have[0].Path); err != nil {
			return fmt.Errorf("back up ledger: %w", err)
		}
	}
	return nil
}

// keyIn tells whether a backup has the key that seals: one of former days, or of before there
// was a new key, is none to rely on.
func (o *Office) keyIn(ctx context.Context, b *workspace.Kept) bool {
	if b == nil {
		return false
	}
	l, err := ledger.Read(ctx, b.Path)
	if err != nil {
		return false
	}
	defer l.Close()
	keys, err := l.Keys(ctx)
	return err == nil && len(keys) > 0 && len(o.keys) > 0 && keys[0].ID == o.keys[0].ID
}

// copyLedger writes a copy under a name of its own, once it was read back whole.
func (o *Office) copyLedger(ctx context.Context, dir string) (b workspace.Kept, err error) {
	tmp := filepath.Join(dir, ".new")
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return b, fmt.Errorf("back up ledger: %w", err)
	}
	if err := o.ledger.Backup(ctx, tmp); err != nil {
		return b, err
	}
	if b.Tip, err = workspace.WholeAt(ctx, tmp); err == nil {
		var own ledger.Tip
		if own, err = o.ledger.Tip(ctx); err == nil && own != b.Tip {
			err = fmt.Errorf("it goes on to event %d, the ledger to %d", b.Tip.Position, own.Position)
		}
	}
	if err != nil {
		_ = os.Remove(tmp)
		return b, fmt.Errorf("back up ledger: read back: %w", err)
	}
	stamp := time.Now().UTC().Format(workspace.StampLayout)
	b.Path = filepath.Join(dir, "ledger-"+stamp+".db")
	for n := 2; workspace.Exists(b.Path); n++ {
		b.Path = filepath.Join(dir, fmt.Sprintf("ledger-%s-%d.db", stamp, n))
	}
	if err := durable.Move(tmp, b.Path); err != nil {
		return b, fmt.Errorf("back up ledger: %w", err)
	}
	return b, nil
}
