package office

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"

	"tonghop/internal/intake"
	"tonghop/internal/outbox"
)

// lockFile is what a daemon holds, below state/.
const lockFile = "lock"

// ErrTaken says that state/ or the ledger is no longer what the program began to work on.
var ErrTaken = errors.New("state/ was changed under the program")

// hold is a workspace held by one program. A lock file alone can be deleted under its
// holder, and the next program would lock a new one: so the folder is locked too, which has
// to stay for the ledger to stay. Windows deletes no file that is open, and locks no folder.
type hold struct {
	state        string
	file, folder *flock.Flock
}

// lockTries and lockPause bridge the moment in which status looks whether somebody is at work.
const (
	lockTries = 20
	lockPause = 30 * time.Millisecond
)

// take takes hold of a workspace; ErrBusy where another program holds it.
func (opt Options) take() (*hold, error) {
	state := opt.Folder("state")
	if err := os.MkdirAll(state, 0o700); err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	h := &hold{state: state}
	for try := range lockTries {
		if try > 0 {
			time.Sleep(lockPause)
		}
		ok, err := h.try()
		if err != nil {
			h.free()
			return nil, fmt.Errorf("lock workspace: %w", err)
		}
		if ok {
			return h, nil
		}
		h.free()
	}
	return nil, ErrBusy
}

// try locks the folder, then the file; false where somebody has one of them, or where the
// file was replaced meanwhile.
func (h *hold) try() (bool, error) {
	folder := folderLock(h.state)
	if folder != nil {
		ok, err := folder.TryLock()
		if ok {
			h.folder = folder
		} else if err == nil {
			return false, nil
		} // a file system that locks no folders: the file has to do
	}
	h.file = flock.New(filepath.Join(h.state, lockFile))
	if ok, err := h.file.TryLock(); err != nil || !ok {
		return false, err
	}
	return same(h.file), nil
}

// folderLock is the lock of a folder, nil where the system has none.
func folderLock(dir string) *flock.Flock {
	if runtime.GOOS == "windows" {
		return nil
	}
	return flock.New(dir, flock.SetFlag(os.O_RDONLY))
}

// same tells whether a locked file is still the one that its path names.
func same(l *flock.Flock) bool {
	held, err := l.Stat()
	if err != nil {
		return false
	}
	now, err := os.Stat(l.Path())
	return err == nil && os.SameFile(held, now)
}

// free lets go of the workspace.
func (h *hold) free() (err error) {
	for _, l := range []*flock.Flock{h.file, h.folder} {
		if l != nil {
			err = errors.Join(err, l.Close())
		}
	}
	h.file, h.folder = nil, nil
	return err
}

// still makes sure that the workspace is held. A lock file that was deleted is made again
// under the folder's lock; a state/ that was put elsewhere cannot be held any more.
func (h *hold) still() error {
	if h.folder != nil && !same(h.folder) {
		return fmt.Errorf("%w: the folder %s is another one now; put it back, then start again", ErrTaken, h.state)
	}
	if same(h.file) {
		return nil
	}
	if h.folder == nil {
		return fmt.Errorf("%w: %s was replaced; start again", ErrTaken, h.file.Path())
	}
	again := flock.New(h.file.Path())
	if ok, err := again.TryLock(); err != nil {
		return fmt.Errorf("lock workspace: %w", err)
	} else if !ok {
		return ErrBusy
	}
	_ = h.file.Close()
	h.file = again
	return nil
}

// holding makes sure at each scan that the workspace and its ledger are still held. A ledger
// that was deleted under the program is kept as a backup, as long as it can be read.
func (o *Office) holding(ctx context.Context) error {
	now, err := os.Stat(o.opt.LedgerPath())
	if held := o.lock.still(); errors.Is(held, ErrTaken) && (err != nil || !os.SameFile(now, o.own)) {
		return errors.Join(held, o.kept(ctx))
	} else if held != nil {
		return held
	}
	switch {
	case err == nil && os.SameFile(now, o.own) && now.Size() < o.own.Size(): // it only grows
		return fmt.Errorf("%w: %s was written over; what stands there now is not to be relied on: "+
			"put a backup in place: tonghop restore state/backup/FILE", ErrTaken, o.opt.LedgerPath())
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
		return fmt.Errorf("%w: %s was deleted or replaced, and could not be kept: %w", ErrTaken, o.opt.LedgerPath(), err)
	}
	return fmt.Errorf("%w: %s was deleted or replaced; as it was it is kept as %s: tonghop restore %s",
		ErrTaken, o.opt.LedgerPath(), at, at)
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
		return fmt.Errorf("%w: %s was deleted or replaced: %w", ErrTaken, log, err)
	}
	return fmt.Errorf("%w: %s was deleted or replaced; what it held is in the ledger now: start again", ErrTaken, log)
}

// rescuedPrefix begins the names of ledgers that were kept so, below state/.
const rescuedPrefix = "ledger-rescued-"

// rescue writes the ledger that is open under a name of its own; half of it never has that name.
func (o *Office) rescue(ctx context.Context) (kept string, err error) {
	kept = o.opt.Folder("state", rescuedPrefix+time.Now().UTC().Format(stampLayout)+".db")
	tmp := o.opt.Folder("state", outbox.TempPrefix+filepath.Base(kept))
	if err := os.MkdirAll(o.opt.Folder("state"), 0o700); err != nil {
		return kept, err
	}
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return kept, err
	}
	if err := o.ledger.Backup(ctx, tmp); err != nil {
		return kept, err
	}
	if err := syncFile(tmp); err != nil {
		return kept, err
	}
	if err := os.Rename(tmp, kept); err != nil {
		return kept, err
	}
	return kept, intake.SyncDir(o.opt.Folder("state"))
}

// stampLayout is how times stand in names of files.
const stampLayout = "20060102-150405"

// Working tells whether a daemon is at work on the workspace, and when it last looked at
// the inbox.
func Working(opt Options) (busy bool, looked time.Time) {
	path := opt.Folder("state", lockFile)
	if info, err := os.Stat(path); err == nil {
		looked = info.ModTime()
		busy = locked(flock.New(path))
	}
	if folder := folderLock(opt.Folder("state")); folder != nil && !busy {
		busy = locked(folder)
	}
	return busy, looked
}

// locked tells whether somebody holds a lock.
func locked(l *flock.Flock) bool {
	ok, err := l.TryRLock()
	_ = l.Close()
	return err == nil && !ok
}

// lookedAt notes when the inbox was looked at last, for status.
func (o *Office) lookedAt() {
	now := time.Now()
	_ = os.Chtimes(o.opt.Folder("state", lockFile), now, now) // no harm where it cannot be
}
