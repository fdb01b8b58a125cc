package intake

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Nudges tells when something may have changed below the folders: an event, or
// the timer. It is only a hint; who gets it scans. Folders that cannot be
// watched are covered by the timer.
func Nudges(ctx context.Context, every time.Duration, dirs ...string) (<-chan struct{}, error) {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, fmt.Errorf("watch folders: %w", err)
	}
	watchTree := func(root string) {
		_ = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() {
				if d.Name() == AsideDir { // what we put there is no news
					return filepath.SkipDir
				}
				_ = w.Add(path)
			}
			return nil
		})
	}
	for _, d := range dirs {
		watchTree(Root(d))
	}
	out := make(chan struct{}, 1)
	nudge := func() {
		select {
		case out <- struct{}{}:
		default: // one is waiting already
		}
	}
	go func() {
		defer w.Close()
		timer := time.NewTicker(every)
		defer timer.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case e, ok := <-w.Events:
				if !ok {
					return
				}
				if e.Has(fsnotify.Create) {
					watchTree(e.Name) // a new folder; nothing for a file
				}
				nudge()
			case <-w.Errors: // an overflow, too: the scan finds what was missed
				nudge()
			case <-timer.C:
				nudge()
			}
		}
	}()
	return out, nil
}
