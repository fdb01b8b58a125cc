package workspace_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/workspace"
)

// told tells whether a damage is among others.
func told(bad []workspace.Damage, what string) bool {
	for _, d := range bad {
		if strings.Contains(d.What, what) {
			return true
		}
	}
	return false
}

// lost wants a footing refused, with words that name the way out.
func lost(t *testing.T, opt workspace.Options, when string, words ...string) {
	t.Helper()
	_, err := opt.Footing(context.Background())
	if !errors.Is(err, workspace.ErrLost) {
		t.Errorf("%s: %v", when, err)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("%s: %q is not said: %v", when, w, err)
		}
	}
}

// backedUp copies a ledger among the backups of its workspace.
func backedUp(t *testing.T, opt workspace.Options, l *ledger.Ledger, name string) string {
	t.Helper()
	path := opt.Folder("state", "backup", name)
	must(t, l.Backup(context.Background(), path))
	return path
}

// remove takes the ledger away with its log.
func remove(t *testing.T, opt workspace.Options, l *ledger.Ledger) {
	t.Helper()
	must(t, l.Close())
	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(opt.LedgerPath() + suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
}

// A new workspace, and one whose ledger is the one that it had, are sound.
func TestASoundFooting(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	if f, err := opt.Footing(ctx); err != nil || f.Tip.Position != 0 || f.Lost() != "" {
		t.Errorf("a new workspace: %+v, %v", f, err)
	}
	l := opened(t, opt)
	tip := received(t, l, "a", "b")
	must(t, opt.Note(tip))
	backedUp(t, opt, l, "ledger-1.db")
	received(t, l, "c")
	if f, err := opt.Footing(ctx); err != nil || f.Tip.Position != tip.Position+1 || f.Behind != nil {
		t.Errorf("a ledger that went on: %+v, %v", f, err)
	}
}

// A ledger that is gone or empty beside anything that it once described is lost; the newest backup
// is named where there is one.
func TestALedgerThatIsGone(t *testing.T) {
	for trace, put := range map[string]func(t *testing.T, opt workspace.Options){
		"1 files in state/archive": func(t *testing.T, opt workspace.Options) {
			write(t, opt, "x", "state", "archive", workspace.ShaOf([]byte("x")))
		},
		"state/" + workspace.MarkedNote: func(t *testing.T, opt workspace.Options) {
			write(t, opt, "", "state", workspace.MarkedNote)
		},
		"state/known":         func(t *testing.T, opt workspace.Options) { must(t, opt.Note(ledger.Tip{Position: 3})) },
		"state/ledger.db-wal": func(t *testing.T, opt workspace.Options) { write(t, opt, "x", "state", "ledger.db-wal") },
		"1 ledgers that were replaced": func(t *testing.T, opt workspace.Options) {
			write(t, opt, "x", "state", "ledger-replaced-1.db")
		},
	} {
		opt := empty(t)
		put(t, opt)
		lost(t, opt, "no ledger beside "+trace, "is gone or empty", trace, "restore --new-key")
		if workspace.Exists(opt.LedgerPath()) {
			t.Errorf("beside %s a ledger was made", trace)
		}
	}
	opt := empty(t)
	l := opened(t, opt)
	received(t, l, "a")
	older := backedUp(t, opt, l, "ledger-9.db")
	received(t, l, "b")
	newest := backedUp(t, opt, l, "ledger-1.db")
	remove(t, opt, l)
	lost(t, opt, "no ledger", "2 backups", "tonghop restore "+newest)
	must(t, os.WriteFile(opt.LedgerPath(), nil, 0o600))
	lost(t, opt, "an empty file", "is gone or empty", "tonghop restore "+newest)
	must(t, os.WriteFile(newest, []byte("spoilt"), 0o600))
	lost(t, opt, "the newest backup cannot be read", "tonghop restore "+older)
	must(t, errors.Join(os.Remove(opt.LedgerPath()), os.Mkdir(opt.LedgerPath(), 0o700)))
	lost(t, opt, "a folder", "is not a file")
}

// A new ledger in place of one that knew something is lost, as is one older than a backup, or
// another one; what is to be put in place is named.
func TestALedgerThatIsNotTheOne(t *testing.T) {
	opt := empty(t)
	opened(t, opt)
	write(t, opt, "x", "state", "archive", workspace.ShaOf([]byte("x")))
	lost(t, opt, "a new ledger beside archived files", "knows nothing")

	opt = empty(t)
	l := opened(t, opt)
	tip := received(t, l, "a", "b")
	backup := backedUp(t, opt, l, "ledger-1.db")
	must(t, opt.Note(tip))
	remove(t, opt, l)

	l = opened(t, opt)
	lost(t, opt, "a new ledger", "knows nothing", "tonghop restore "+backup)
	received(t, l, "c", "d", "e")
	lost(t, opt, "another ledger", "do not belong together", "tonghop restore "+backup, "tonghop restore "+opt.LedgerPath())
	must(t, os.Remove(backup))
	lost(t, opt, "another than was noted", "event 2", "tonghop restore "+opt.LedgerPath())
	write(t, opt, "", "state", "restoring")
	lost(t, opt, "a restore was interrupted", "do it again")
}

// A ledger older than its backup is lost; older than what was noted alone, it has lost its end,
// which is told and mended by going on.
func TestALedgerThatIsOlder(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	l := opened(t, opt)
	received(t, l, "a")
	early := backedUp(t, opt, l, "early.db")
	tip := received(t, l, "b", "c")
	backup := backedUp(t, opt, l, "ledger-1.db")
	must(t, opt.Note(tip))
	remove(t, opt, l)
	must(t, os.Rename(early, opt.LedgerPath()))
	lost(t, opt, "an older ledger", "older than the backup", "event 3", "tonghop restore "+backup)

	must(t, os.Remove(backup))
	f, err := opt.Footing(ctx)
	if err != nil || f.Behind == nil || f.Behind.Position != 3 || f.Tip.Position != 1 ||
		!strings.Contains(f.Lost(), "it went on to event 3, it stands at 1 now") {
		t.Fatalf("its end is gone: %+v %q, %v", f, f.Lost(), err)
	}
	l = opened(t, opt)
	must(t, l.Note(ctx, workspace.LostEnd, map[string]any{"hash": tip.Hash}))
	received(t, l, "x", "y")
	if f, err := opt.Footing(ctx); err != nil || f.Behind != nil {
		t.Errorf("gone on and not noted yet: %+v, %v", f, err)
	}
	if said, err := workspace.Recovered(ctx, opt); err != nil || len(said) != 1 || !strings.Contains(said[0], "lost its end") {
		t.Errorf("on record: %q, %v", said, err)
	}
}

// A damaged ledger is no lost one: its way out is a backup.
func TestADamagedLedger(t *testing.T) {
	opt := empty(t)
	write(t, opt, strings.Repeat("no ledger at all ", 500), "state", "ledger.db")
	_, err := opt.Footing(context.Background())
	if err == nil || errors.Is(err, workspace.ErrLost) || !strings.Contains(err.Error(), "tonghop restore state/backup/FILE") {
		t.Errorf("damaged: %v", err)
	}
	if bad, _, _, err := workspace.Verify(context.Background(), opt); err != nil || len(bad) != 1 {
		t.Errorf("verified: %v, %v", bad, err)
	}
}

// Backups stand in the order of what they know, whatever their names and times; one that cannot be
// read says nothing and is named.
func TestBackupsAreOrderedByWhatTheyKnow(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	l := opened(t, opt)
	var want []string
	for _, name := range []string{"ledger-3.db", "ledger-1.db", "ledger-2.db"} {
		received(t, l, name)
		want = append(want, backedUp(t, opt, l, name))
	}
	must(t, os.Chtimes(want[0], time.Time{}, time.Now().Add(time.Hour)))
	write(t, opt, "spoilt", "state", "backup", "ledger-4.db")
	write(t, opt, "", "state", "backup", "notes.txt")
	all, err := opt.Backups(ctx)
	if err != nil || len(all) != 4 {
		t.Fatalf("found %v, %v", all, err)
	}
	var got []string
	for _, b := range all {
		if b.Err == nil {
			got = append(got, b.Path)
		}
	}
	if strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("ordered %v, want %v", got, want)
	}
	if b := workspace.NewestOf(all); b == nil || b.Path != want[2] || b.Tip.Position != 3 {
		t.Errorf("the newest is %+v", b)
	}
	if b := workspace.NewestOf(all[:1]); b != nil {
		t.Errorf("of one that cannot be read: %+v", b)
	}
	if bad, _, _, err := workspace.Verify(ctx, opt); err != nil || !told(bad, "ledger-4.db") {
		t.Errorf("the spoilt one is not named: %v, %v", bad, err)
	}
}

// Recent backups are those of the last day; one of the future says nothing.
func TestRecentBackups(t *testing.T) {
	opt := empty(t)
	dir := opt.Folder("state", "backup")
	write(t, opt, "", "state", "backup", "other-ledger-1.db")
	if workspace.Recent(dir) || workspace.Recent(opt.Folder("nowhere")) {
		t.Error("recent without a backup")
	}
	write(t, opt, "", "state", "backup", "ledger-1.db")
	for ago, want := range map[time.Duration]bool{time.Minute: true, 23 * time.Hour: true, 25 * time.Hour: false, -time.Hour: false} {
		at := time.Now().Add(-ago)
		must(t, os.Chtimes(opt.Folder("state", "backup", "ledger-1.db"), at, at))
		if workspace.Recent(dir) != want {
			t.Errorf("%v old: recent is not %v", ago, want)
		}
	}
}
