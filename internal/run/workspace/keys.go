package workspace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/durable"
	"tonghop/internal/seal"
)

// keyFile held the keys before they stood in the ledger, below state/. One that is found is
// taken over and kept under another name, for a backup of those days that is put in place.
const (
	keyFile   = "seal.key"
	takenOver = "seal.key.taken-over"
)

// ErrNoKey says that forms were sealed and the key is gone.
var ErrNoKey = errors.New("the key that forms and officers' workbooks are sealed with is gone")

// noKey says what to do about a lost key.
func noKey() error {
	return fmt.Errorf("%w, though the ledger holds receipts or copies; nothing was changed. "+
		"Put a backup of the ledger in place that has it (tonghop restore FILE), or put state/%s back, "+
		"or make a new one: tonghop restore --new-key. %s", ErrNoKey, keyFile, NewKeyMeans)
}

// NewKeyMeans is what a new key means for what is in the field.
const NewKeyMeans = "With a new key the forms in the field count as sealed elsewhere: " +
	"they are taken by code and name, and replace no return on a form sealed here; " +
	"officers' workbooks that are half filled in have to be taken from outbox/ again"

// OldKeysStay is what a new key means where the ledger still has those before.
const OldKeysStay = "What was sealed with the keys before stays good; a key that somebody else has cannot be retired so"

// Keys are the workspace's keys as a reader finds them, beside whoever works on it: those of
// the ledger, before there were any there those of the file; none where it has not made one.
func (opt Options) Keys() (seal.Keys, error) {
	ctx := context.Background()
	if _, err := opt.Footing(ctx); err != nil {
		return nil, err
	}
	return opt.ReadKeys(ctx)
}

// ReadKeys reads the keys from the ledger, or from the file of earlier programs where there is none.
func (opt Options) ReadKeys(ctx context.Context) (seal.Keys, error) {
	l, err := ledger.Read(ctx, opt.LedgerPath())
	if errors.Is(err, fs.ErrNotExist) {
		return opt.fileKeys(keyFile)
	}
	if err != nil {
		return nil, err
	}
	defer l.Close()
	keys, err := keysIn(ctx, l)
	if err != nil || len(keys) > 0 {
		return keys, err
	}
	if keys, err = opt.fileKeys(keyFile); err != nil || len(keys) > 0 {
		return keys, err
	}
	if sealed, err := l.Sealed(ctx); err != nil || sealed {
		return nil, errors.Join(err, noKey())
	}
	return nil, nil
}

// keysIn are the keys of a ledger, the one that seals first.
func keysIn(ctx context.Context, l *ledger.Ledger) (out seal.Keys, err error) {
	all, err := l.Keys(ctx)
	if err != nil {
		return nil, err
	}
	for _, k := range all {
		parsed, err := seal.Parse(k.Secret)
		if err != nil || len(parsed) != 1 || parsed[0].ID != k.ID {
			return nil, fmt.Errorf("read keys: key %s of the ledger is none: %w", k.ID, ErrNoKey)
		}
		out = append(out, parsed[0])
	}
	return out, nil
}

// fileKeys are the keys of a file below state/, none where it is not there.
func (opt Options) fileKeys(name string) (seal.Keys, error) {
	data, err := os.ReadFile(opt.Folder("state", name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read keys: %w", err)
	}
	keys, err := seal.Parse(string(data))
	if err != nil {
		return nil, fmt.Errorf("state/%s: %w", name, err)
	}
	return keys, nil
}

// addKeys keeps keys that a ledger does not know, so that the first one seals.
func addKeys(ctx context.Context, l *ledger.Ledger, keys seal.Keys, why string) error {
	for _, k := range slices.Backward(keys) {
		if err := l.AddKey(ctx, k.ID, k.Text(), why); err != nil {
			return err
		}
	}
	return nil
}

// Secure makes sure that a ledger has a key: that of the file of former days, or a new one
// where nothing was sealed yet. A file that stands there later with another key adds it:
// who can write state/ is trusted, and forms sealed by it are known again.
func (opt Options) Secure(ctx context.Context, l *ledger.Ledger) (seal.Keys, error) {
	found, err := opt.fileKeys(keyFile)
	if err != nil {
		return nil, err
	}
	if err := addKeys(ctx, l, found, "taken over from state/"+keyFile); err != nil {
		return nil, err
	}
	keys, err := keysIn(ctx, l)
	if err != nil {
		return nil, err
	}
	if len(keys) == 0 {
		if sealed, err := l.Sealed(ctx); err != nil || sealed {
			return nil, errors.Join(err, noKey())
		}
		if err := addKeys(ctx, l, seal.Keys{seal.New()}, "made for a new workspace"); err != nil {
			return nil, err
		}
		if keys, err = keysIn(ctx, l); err != nil {
			return nil, err
		}
	}
	return keys, opt.putAway()
}

// putAway puts the key file under another name once the ledger has what it holds, beside
// what was put there before: there is one truth.
func (opt Options) putAway() error {
	now, err := os.ReadFile(opt.Folder("state", keyFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("put key file away: %w", err)
	}
	before, err := os.ReadFile(opt.Folder("state", takenOver))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("put key file away: %w", err)
	}
	if !bytes.Contains(before, bytes.TrimSpace(now)) {
		now = append(append(before, '\n'), now...)
		if err := durable.WriteFile(opt.Folder("state", takenOver), now, 0o600); err != nil {
			return fmt.Errorf("put key file away: %w", err)
		}
	}
	if err := os.Remove(opt.Folder("state", keyFile)); err != nil {
		return fmt.Errorf("put key file away: %w", err)
	}
	return nil
}

// keyWait is how long is waited for a program that is starting to make the key.
const keyWait = 10 * time.Second

// MakeKey makes the workspace's key where it has none, as issuing forms before the first
// start needs it. Where another program is just starting, its key is waited for: a ledger that
// it has only begun looks like one that was lost, so that only who holds the workspace may say so.
func (opt Options) MakeKey() (seal.Keys, error) {
	ctx := context.Background()
	for end := time.Now().Add(keyWait); ; time.Sleep(100 * time.Millisecond) {
		keys, seen := opt.Keys()
		if len(keys) > 0 || seen != nil && !errors.Is(seen, ErrLost) {
			return keys, seen
		}
		h, err := opt.Take()
		if err == nil {
			keys, err = opt.foundWithKey(ctx)
			return keys, errors.Join(err, h.Free())
		}
		if !errors.Is(err, ErrBusy) || time.Now().After(end) {
			return nil, errors.Join(seen, err)
		}
	}
}

// foundWithKey makes the ledger of a new workspace, with its key, and closes it again.
func (opt Options) foundWithKey(ctx context.Context) (keys seal.Keys, err error) {
	now := opt.Now
	if now == nil {
		now = time.Now
	}
	if _, err := opt.Footing(ctx); err != nil {
		return nil, err
	}
	l, err := ledger.Open(ctx, opt.LedgerPath(), now)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if keys, err = opt.Secure(ctx, l); err != nil {
		return nil, err
	}
	tip, err := l.Tip(ctx)
	if err != nil {
		return nil, err
	}
	return keys, opt.Note(tip)
}
