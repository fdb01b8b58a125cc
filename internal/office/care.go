package office

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tonghop/internal/intake"
	"tonghop/internal/ledger"
)

// markedNote says in state/ that inbox and outbox have their markers, and with that that there
// is a ledger: it is made before them.
const markedNote = "marked"

// place checks where the workspace lies: state/ on a local disk, inbox and outbox the
// folders that were worked with before. The first time they get their markers.
func (o *Office) place() error {
	state := o.opt.Folder("state")
	if name, err := intake.FileSystem(state); err == nil && intake.Networked(name) {
		return fmt.Errorf("open workspace: %s lies on a network file system (%s), which loses what a ledger writes; put state/ on a local disk", state, name)
	}
	note := filepath.Join(state, markedNote)
	_, err := os.Stat(note)
	switch {
	case err == nil:
	case errors.Is(err, fs.ErrNotExist):
		for _, dir := range []string{o.inbox.Dir, o.opt.Folder("outbox")} {
			if err := intake.Mark(dir); err != nil {
				return err
			}
		}
		if err := writeWhole(note, []byte("inbox and outbox have their markers; state/ has its ledger\n"), 0o600); err != nil {
			return fmt.Errorf("open workspace: %w", err)
		}
	default:
		return fmt.Errorf("open workspace: %w", err)
	}
	for _, dir := range []string{o.inbox.Dir, o.opt.Folder("outbox")} {
		if err := intake.Marked(dir); err != nil {
			return fmt.Errorf("open workspace: %w; mount it, or put an empty file %s there if it is the right folder", err, intake.Marker)
		}
	}
	return nil
}

// passing tells whether work can go on later as if nothing had been: a full disk, a share
// that is gone for a while.
func passing(err error) bool { return intake.Passing(err) || ledger.Full(err) }

// retryEvery is how long a pause is.
const retryEvery = 5 * time.Second

// Backups are kept this long apart, and so many of them.
const (
	backupEvery = 24 * time.Hour
	backupsKept = 7
)

// kept is a backup of the ledger.
type kept struct {
	path string
	mod  time.Time
	tip  ledger.Tip // how far it goes
	err  error      // why it cannot be read
}

// backups are the daily copies of the ledger, the one that knows least first.
func (opt Options) backups(ctx context.Context) ([]kept, error) {
	return opt.keptIn(ctx, opt.Folder("state", "backup"), isBackup)
}

// copies are the backups and what was rescued when the ledger was taken away under the
// program, the one that knows least first.
func (opt Options) copies(ctx context.Context) ([]kept, error) {
	out, err := opt.backups(ctx)
	if err != nil {
		return nil, err
	}
	more, err := opt.keptIn(ctx, opt.Folder("state"), func(name string) bool {
		return strings.HasPrefix(name, rescuedPrefix) && strings.HasSuffix(name, ".db")
	})
	out = append(out, more...)
	sortKept(out)
	return out, err
}

func sortKept(all []kept) {
	slices.SortStableFunc(all, func(a, b kept) int { return cmp.Compare(a.tip.Position, b.tip.Position) })
}

func (opt Options) keptIn(ctx context.Context, dir string, is func(name string) bool) (out []kept, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read backups: %w", err)
	}
	for _, e := range entries {
		if !is(e.Name()) {
			continue
		}
		b := kept{path: filepath.Join(dir, e.Name())}
		if info, err := e.Info(); err == nil {
			b.mod = info.ModTime()
		}
		b.tip, b.err = tipOf(ctx, b.path)
		out = append(out, b)
	}
	sortKept(out)
	return out, nil
}

func isBackup(name string) bool {
	return strings.HasPrefix(name, "ledger-") && strings.HasSuffix(name, ".db")
}

// tipOf is how far a ledger goes that lies somewhere.
func tipOf(ctx context.Context, path string) (ledger.Tip, error) {
	l, err := ledger.Read(ctx, path)
	if err != nil {
		return ledger.Tip{}, err
	}
	defer l.Close()
	return l.Tip(ctx)
}

// newestOf is the backup that knows most, nil where none can be read.
func newestOf(all []kept) *kept {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].err == nil {
			return &all[i]
		}
	}
	return nil
}

// backup writes a copy of the ledger where the last one is old, and takes the one away that
// knows least. A ledger that does not hold what its copies know is no ledger to copy.
// Copies are beside the ledger: they help against its damage, not the disk's.
func (o *Office) backup(ctx context.Context) error {
	dir := o.opt.Folder("state", "backup")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("back up ledger: %w", err)
	}
	if o.keyBacked && recent(dir) {
		return nil
	}
	have, err := o.opt.backups(ctx)
	if err != nil {
		return err
	}
	if o.keyBacked = o.keyIn(ctx, newestOf(have)); o.keyBacked && recent(dir) {
		return nil
	}
	for _, b := range have {
		if err := o.opt.heldAgainst(ctx, o.ledger, b); err != nil {
			return fmt.Errorf("not backed up: %w", err)
		}
	}
	b, err := o.copyLedger(ctx, dir)
	if err != nil {
		return err
	}
	o.opt.Log.Info().Str("file", filepath.Base(b.path)).Msg("ledger backed up")
	have = slices.DeleteFunc(append(have, b), func(k kept) bool { return k.err != nil })
	for ; len(have) > backupsKept; have = have[1:] {
		if err := os.Remove(have[0].path); err != nil {
			return fmt.Errorf("back up ledger: %w", err)
		}
	}
	return nil
}

// keyIn tells whether a backup has the key that seals: one of former days, or of before there
// was a new key, is none to rely on.
func (o *Office) keyIn(ctx context.Context, b *kept) bool {
	if b == nil {
		return false
	}
	l, err := ledger.Read(ctx, b.path)
	if err != nil {
		return false
	}
	defer l.Close()
	keys, err := l.Keys(ctx)
	return err == nil && len(keys) > 0 && len(o.keys) > 0 && keys[0].ID == o.keys[0].ID
}

// recent tells whether a copy was written within the last day, by the real clock; one of the
// future says nothing.
func recent(dir string) bool {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !isBackup(e.Name()) {
			continue
		}
		if age := time.Since(info.ModTime()); age >= 0 && age < backupEvery {
			return true
		}
	}
	return false
}

// copyLedger writes a copy under a name of its own, once it was read back whole.
func (o *Office) copyLedger(ctx context.Context, dir string) (b kept, err error) {
	tmp := filepath.Join(dir, ".new")
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return b, fmt.Errorf("back up ledger: %w", err)
	}
	if err := o.ledger.Backup(ctx, tmp); err != nil {
		return b, err
	}
	if b.tip, err = wholeAt(ctx, tmp); err == nil {
		var own ledger.Tip
		if own, err = o.ledger.Tip(ctx); err == nil && own != b.tip {
			err = fmt.Errorf("it goes on to event %d, the ledger to %d", b.tip.Position, own.Position)
		}
	}
	if err != nil {
		_ = os.Remove(tmp)
		return b, fmt.Errorf("back up ledger: read back: %w", err)
	}
	if err := syncFile(tmp); err != nil {
		return b, fmt.Errorf("back up ledger: %w", err)
	}
	stamp := time.Now().UTC().Format(stampLayout)
	b.path = filepath.Join(dir, "ledger-"+stamp+".db")
	for n := 2; exists(b.path); n++ {
		b.path = filepath.Join(dir, fmt.Sprintf("ledger-%s-%d.db", stamp, n))
	}
	if err := os.Rename(tmp, b.path); err != nil {
		return b, fmt.Errorf("back up ledger: %w", err)
	}
	return b, intake.SyncDir(dir)
}

// wholeAt is how far a ledger goes that was checked from end to end.
func wholeAt(ctx context.Context, path string) (ledger.Tip, error) {
	l, err := ledger.Read(ctx, path)
	if err != nil {
		return ledger.Tip{}, err
	}
	defer l.Close()
	if err := l.Whole(ctx); err != nil {
		return ledger.Tip{}, err
	}
	return l.Tip(ctx)
}

// syncFile makes the bytes of a file durable that somebody else wrote.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return intake.Sync(f)
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
