package office

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tonghop/internal/intake"
)

// filledIn are the outputs that officers fill in: one that was saved in place is taken
// in as if it had been dropped (contract: folders).
var filledIn = []string{decisionsPath}

// looked is how an output that officers fill in stood when it was last looked at.
type looked struct {
	size int64
	mod  time.Time
}

// collect moves workbooks that officers filled in where they stand in the outbox into
// the inbox. What is open in a spreadsheet program waits until it is closed, what was
// saved just now until it is quiet.
func (o *Office) collect(ctx context.Context) (waits []intake.Pending, err error) {
	for _, path := range filledIn {
		full := filepath.Join(o.box.Dir, filepath.FromSlash(path))
		info, err := os.Stat(full)
		if err != nil || (looked{info.Size(), info.ModTime()}) == o.seen[path] {
			continue
		}
		foreign, err := o.box.Foreign(ctx, path)
		if err != nil || !foreign {
			if err == nil && !o.box.Held(path) {
				o.seen[path] = looked{info.Size(), info.ModTime()}
			}
			if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) {
				continue // being saved just now
			}
			if err != nil {
				return waits, err
			}
			continue
		}
		if time.Since(info.ModTime()) < o.inbox.Settle.Quiet {
			waits = append(waits, intake.Pending{File: path, State: "waiting", Why: "saved just now"})
			continue
		}
		to, err := o.vacant(filepath.Base(path))
		if err != nil {
			return waits, err
		}
		if err := os.Rename(full, to); err != nil {
			if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) {
				continue
			}
			return waits, fmt.Errorf("take in %s: %w", path, err)
		}
		o.opt.Log.Info().Str("file", path).Msg("filled in where it stood; taken in")
		if err := errors.Join(intake.SyncDir(o.inbox.Dir), intake.SyncDir(o.box.Dir)); err != nil {
			return waits, err
		}
	}
	return waits, nil
}

// vacant is a path in the inbox that no file has.
func (o *Office) vacant(name string) (string, error) {
	ext := filepath.Ext(name)
	for n := 1; ; n++ {
		path := filepath.Join(o.inbox.Dir, name)
		if n > 1 {
			path = filepath.Join(o.inbox.Dir, fmt.Sprintf("%s (%d)%s", strings.TrimSuffix(name, ext), n, ext))
		}
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return path, nil
		} else if err != nil {
			return "", fmt.Errorf("look into inbox: %w", err)
		}
	}
}
