package office

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"

	"tonghop/internal/intake"
	"tonghop/internal/ledger"
)

// markedNote says in state/ that inbox and outbox have their markers.
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
		if err := writeWhole(note, []byte("inbox and outbox have their markers\n"), 0o600); err != nil {
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

// backup writes a copy of the ledger where the last one is old, and takes the oldest away.
// Copies are beside the ledger: they help against its damage, not the disk's.
func (o *Office) backup(ctx context.Context) error {
	dir := o.opt.Folder("state", "backup")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("back up ledger: %w", err)
	}
	have, err := backups(dir)
	if err != nil {
		return err
	}
	now := time.Now() // how old a copy is goes by the real clock
	if n := len(have); n > 0 {
		if info, err := os.Stat(filepath.Join(dir, have[n-1])); err == nil && now.Sub(info.ModTime()) < backupEvery {
			return nil
		}
	}
	tmp := filepath.Join(dir, ".new")
	if err := os.Remove(tmp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("back up ledger: %w", err)
	}
	if err := o.ledger.Backup(ctx, tmp); err != nil {
		return err
	}
	name := "ledger-" + now.UTC().Format("20060102-150405") + ".db"
	if err := os.Rename(tmp, filepath.Join(dir, name)); err != nil {
		return fmt.Errorf("back up ledger: %w", err)
	}
	if err := intake.SyncDir(dir); err != nil {
		return err
	}
	for have = append(have, name); len(have) > backupsKept; have = have[1:] {
		if err := os.Remove(filepath.Join(dir, have[0])); err != nil {
			return fmt.Errorf("back up ledger: %w", err)
		}
	}
	o.opt.Log.Info().Str("file", name).Msg("ledger backed up")
	return nil
}

// backups are the copies in a folder, oldest first.
func backups(dir string) (out []string, err error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read backups: %w", err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "ledger-") && strings.HasSuffix(e.Name(), ".db") {
			out = append(out, e.Name())
		}
	}
	slices.Sort(out)
	return out, nil
}

// Restore puts a backup of the ledger in place of the ledger, which is kept beside it, and
// receives again what the archive holds and the backup does not know, in the order in which
// it was archived. It returns how many files that were. What stood in the outbox is set
// apart: the ledger that knew it for ours is gone.
func Restore(ctx context.Context, opt Options, file string) (replayed int, err error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	old, err := ledger.Read(ctx, file)
	if err != nil {
		return 0, fmt.Errorf("restore: %s is no ledger: %w", file, err)
	}
	broken, err := old.VerifyChain(ctx)
	old.Close()
	if err != nil || broken > 0 {
		return 0, fmt.Errorf("restore: %s is damaged at event %d (%v); take another backup", file, broken, err)
	}
	if err := os.MkdirAll(opt.Folder("state"), 0o700); err != nil {
		return 0, fmt.Errorf("restore: %w", err)
	}
	lock := flock.New(opt.Folder("state", "lock"))
	if ok, err := lock.TryLock(); err != nil || !ok {
		return 0, ErrBusy
	}
	if err := swap(opt, file); err != nil {
		_ = lock.Unlock()
		return 0, err
	}
	if err := lock.Unlock(); err != nil {
		return 0, fmt.Errorf("restore: %w", err)
	}
	o, err := Open(ctx, opt)
	if err != nil {
		return 0, err
	}
	defer o.Close()
	if replayed, err = o.replay(ctx); err != nil {
		return replayed, err
	}
	if _, err := o.JudgeAll(ctx); err != nil {
		return replayed, err
	}
	_, err = o.Publish(ctx)
	return replayed, err
}

// swap moves the ledger and the outputs aside and puts the backup in the ledger's place.
func swap(opt Options, file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	stamp := time.Now().UTC().Format("20060102-150405")
	for _, suffix := range []string{"", "-wal", "-shm"} {
		was := opt.LedgerPath() + suffix
		if err := os.Rename(was, opt.Folder("state", "ledger-replaced-"+stamp+".db"+suffix)); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("restore: %w", err)
		}
	}
	if err := writeWhole(opt.LedgerPath(), data, 0o600); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	box := opt.Folder("outbox")
	entries, err := os.ReadDir(box)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("restore: %w", err)
	}
	aside := filepath.Join(box, "trước khi khôi phục "+stamp)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || strings.HasPrefix(e.Name(), "trước khi khôi phục ") {
			continue
		}
		if err := os.MkdirAll(aside, 0o777); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
		if err := os.Rename(filepath.Join(box, e.Name()), filepath.Join(aside, e.Name())); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
	}
	for _, dir := range []string{aside, box, opt.Folder("state")} { // what was moved is there before it is gone
		if err := intake.SyncDir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("restore: %w", err)
		}
	}
	return nil
}

// replay receives again what the archive holds and the ledger does not know. Only the bytes
// are known: their name was in the ledger that is gone.
func (o *Office) replay(ctx context.Context) (n int, err error) {
	known := map[string]bool{}
	rs, err := o.ledger.Receipts(ctx, "")
	if err != nil {
		return 0, err
	}
	for _, r := range rs {
		known[r.SHA] = true
	}
	made, err := o.ledger.Conversions(ctx)
	if err != nil {
		return 0, err
	}
	for _, to := range made {
		known[to] = true
	}
	entries, err := os.ReadDir(o.archive.Dir)
	if err != nil {
		return 0, fmt.Errorf("replay archive: %w", err)
	}
	type kept struct {
		sha  string
		size int64
		at   time.Time
	}
	var lost []kept
	for _, e := range entries {
		info, err := e.Info()
		if err == nil && len(e.Name()) == 64 && !known[e.Name()] {
			lost = append(lost, kept{e.Name(), info.Size(), info.ModTime()})
		}
	}
	slices.SortFunc(lost, func(a, b kept) int { return a.at.Compare(b.at) })
	for _, k := range lost {
		if _, err := o.archive.Read(k.sha); err != nil {
			o.opt.Log.Error().Str("sha256", k.sha).Err(err).Msg("not replayed")
			continue
		}
		scan, err := o.ledger.NextScan(ctx) // each came by itself, as far as anybody knows
		if err != nil {
			return n, err
		}
		origin := &ledger.Origin{Container: replayedFrom, Part: k.sha, Date: k.at}
		if _, err := o.ledger.Receive(ctx, ledger.Receipt{Round: o.round.ID, SHA: k.sha, Name: "khôi phục/" + k.sha[:12] + ".xlsx", Scan: scan, Size: k.size, Origin: origin}); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}

// replayedFrom is the origin of what was received again from the archive.
const replayedFrom = "archive"

// Working tells whether a daemon is at work on the workspace, and when it last looked at
// the inbox.
func Working(opt Options) (busy bool, looked time.Time) {
	path := opt.Folder("state", "lock")
	info, err := os.Stat(path)
	if err != nil {
		return false, time.Time{}
	}
	lock := flock.New(path)
	ok, err := lock.TryRLock()
	if ok {
		_ = lock.Unlock()
	}
	return err == nil && !ok, info.ModTime()
}

// lookedAt notes when the inbox was looked at last, for status.
func (o *Office) lookedAt() {
	now := time.Now()
	_ = os.Chtimes(o.opt.Folder("state", "lock"), now, now) // no harm where it cannot be
}
