// Package workspace is the folders a program works in: where what stands, who holds the lock, which
// keys seal, which ledgers are kept, what was lost and how it comes back.
package workspace

import (
	"context"
	"errors"
	"path/filepath"
	"time"

	"github.com/rs/zerolog"

	"tonghop/internal/run/intake"
)

// Options say where and how an office works.
type Options struct {
	Dir    string           // the workspace
	Round  string           // the round's id; "" for the active one
	Now    func() time.Time // of what is recorded
	Clock  func() time.Time // that settling goes by; nil for the real one
	Log    zerolog.Logger
	Settle intake.Settle
	Every  time.Duration // between scans without an event
	Grace  time.Duration // how long the file in hand may still be read when asked to stop

	// Publishes says which outputs are written, by their path in the outbox; nil for all of them.
	Publishes func(path string) bool
	// Nudges tells when something may have changed below folders, and at least as often as
	// every; nil for events of the operating system and a timer.
	Nudges func(ctx context.Context, every time.Duration, dirs ...string) (<-chan struct{}, error)
}

// ErrBusy says that another program works on the workspace.
var ErrBusy = errors.New("another tonghop is at work on this workspace; stop it first")

// Watched tells when something may have changed below folders.
func (o Options) Watched(ctx context.Context, dirs ...string) (<-chan struct{}, error) {
	if o.Nudges != nil {
		return o.Nudges(ctx, o.Every, dirs...)
	}
	return intake.Nudges(ctx, o.Every, dirs...)
}

// Folder is a folder of a workspace.
func (o Options) Folder(parts ...string) string {
	return filepath.Join(append([]string{o.Dir}, parts...)...)
}

// LedgerPath is where the ledger lies.
func (o Options) LedgerPath() string { return o.Folder("state", "ledger.db") }

// TimeNow is the clock for settling: the office's own may be one of the past.
func (opt Options) TimeNow() time.Time {
	if opt.Clock != nil {
		return opt.Clock()
	}
	return time.Now()
}
