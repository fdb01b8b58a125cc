package workspace

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

	"tonghop/internal/keep/ledger"
)

// MarkedNote says in state/ that inbox and outbox have their markers, and with that that there
// is a ledger: it is made before them.
const MarkedNote = "marked"

// Backups are kept this long apart, and so many of them.
const (
	backupEvery = 24 * time.Hour
	BackupsKept = 7
)

// Kept is a backup of the ledger.
type Kept struct {
	Path string
	mod  time.Time
	Tip  ledger.Tip // how far it goes
	Err  error      // why it cannot be read
}

// Backups are the daily copies of the ledger, the one that knows least first.
func (opt Options) Backups(ctx context.Context) ([]Kept, error) {
	return opt.keptIn(ctx, opt.Folder("state", "backup"), isBackup)
}

// copies are the backups and what was rescued when the ledger was taken away under the
// program, the one that knows least first.
func (opt Options) copies(ctx context.Context) ([]Kept, error) {
	out, err := opt.Backups(ctx)
	if err != nil {
		return nil, err
	}
	more, err := opt.keptIn(ctx, opt.Folder("state"), func(name string) bool {
		return strings.HasPrefix(name, RescuedPrefix) && strings.HasSuffix(name, ".db")
	})
	out = append(out, more...)
	sortKept(out)
	return out, err
}

func sortKept(all []Kept) {
	slices.SortStableFunc(all, func(a, b Kept) int { return cmp.Compare(a.Tip.Position, b.Tip.Position) })
}

func (opt Options) keptIn(ctx context.Context, dir string, is func(name string) bool) (out []Kept, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read backups: %w", err)
	}
	for _, e := range entries {
		if !is(e.Name()) {
			continue
		}
		b := Kept{Path: filepath.Join(dir, e.Name())}
		if info, err := e.Info(); err == nil {
			b.mod = info.ModTime()
		}
		b.Tip, b.Err = tipOf(ctx, b.Path)
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

// NewestOf is the backup that knows most, nil where none can be read.
func NewestOf(all []Kept) *Kept {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i].Err == nil {
			return &all[i]
		}
	}
	return nil
}

// Recent tells whether a copy was written within the last day, by the real clock; one of the
// future says nothing.
func Recent(dir string) bool {
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

// WholeAt is how far a ledger goes that was checked from end to end.
func WholeAt(ctx context.Context, path string) (ledger.Tip, error) {
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

// Exists tells whether something stands at a path, a broken link too.
func Exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
