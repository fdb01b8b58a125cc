package workspace

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/gofrs/flock"
)

// LockFile is what a daemon holds, below state/.
const LockFile = "lock"

// ErrTaken says that state/ or the ledger is no longer what the program began to work on.
var ErrTaken = errors.New("state/ was changed under the program")

// Hold is a workspace held by one program. A lock file alone can be deleted under its
// holder, and the next program would lock a new one: so the folder is locked too, which has
// to stay for the ledger to stay. Windows deletes no file that is open, and locks no folder.
type Hold struct {
	state        string
	file, folder *flock.Flock
}

// lockTries and lockPause bridge the moment in which status looks whether somebody is at work.
const (
	lockTries = 20
	lockPause = 30 * time.Millisecond
)

// Take takes hold of a workspace; ErrBusy where another program holds it.
func (opt Options) Take() (*Hold, error) {
	state := opt.Folder("state")
	if err := os.MkdirAll(state, 0o700); err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	h := &Hold{state: state}
	for try := range lockTries {
		if try > 0 {
			time.Sleep(lockPause)
		}
		ok, err := h.try()
		if err != nil {
			h.Free()
			return nil, fmt.Errorf("lock workspace: %w", err)
		}
		if ok {
			return h, nil
		}
		h.Free()
	}
	return nil, ErrBusy
}

// try locks the folder, then the file; false where somebody has one of them, or where the
// file was replaced meanwhile.
func (h *Hold) try() (bool, error) {
	folder := folderLock(h.state)
	if folder != nil {
		ok, err := folder.TryLock()
		if ok {
			h.folder = folder
		} else if err == nil {
			return false, nil
		} // a file system that locks no folders: the file has to do
	}
	h.file = flock.New(filepath.Join(h.state, LockFile))
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

// Free lets go of the workspace.
func (h *Hold) Free() (err error) {
	for _, l := range []*flock.Flock{h.file, h.folder} {
		if l != nil {
			err = errors.Join(err, l.Close())
		}
	}
	h.file, h.folder = nil, nil
	return err
}

// Still makes sure that the workspace is held. A lock file that was deleted is made again
// under the folder's lock; a state/ that was put elsewhere cannot be held any more.
func (h *Hold) Still() error {
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

// RescuedPrefix begins the names of ledgers that were kept so, below state/.
const RescuedPrefix = "ledger-rescued-"

// StampLayout is how times stand in names of files.
const StampLayout = "20060102-150405"

// Working tells whether a daemon is at work on the workspace, and when it last looked at
// the inbox.
func Working(opt Options) (busy bool, looked time.Time) {
	path := opt.Folder("state", LockFile)
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
