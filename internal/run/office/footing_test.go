package office_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// must fails a test for an error.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// copyOf is a workspace as a crash, or somebody with a copying program, would leave it.
func copyOf(t *testing.T, opt workspace.Options) workspace.Options {
	t.Helper()
	to := opt
	to.Dir = filepath.Join(t.TempDir(), "w")
	must(t, os.CopyFS(to.Dir, os.DirFS(opt.Dir)))
	must(t, os.Chmod(to.Folder("state"), 0o700))
	return to
}

// everything is what stands in a workspace, by path, but for locks and the files that a
// reader of the ledger makes beside it.
func everything(t *testing.T, opt workspace.Options) map[string]string {
	t.Helper()
	out := map[string]string{}
	must(t, filepath.WalkDir(opt.Dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "lock" || strings.HasSuffix(p, ".db-shm") {
			return err
		}
		info, err := d.Info()
		if err != nil || strings.HasSuffix(p, ".db-wal") && info.Size() == 0 {
			return err
		}
		data, err := os.ReadFile(p)
		rel, _ := filepath.Rel(opt.Dir, p)
		out[rel] = fmt.Sprintf("%x", sha256.Sum256(data))
		return err
	}))
	return out
}

// used is a workspace with two returns on record, a backup, and outputs.
func used(t *testing.T) (workspace.Options, *round.Round) {
	t.Helper()
	opt, r := newWorkspace(t)
	opt.Publishes = nil // its outputs say that it was at work
	for _, code := range []string{"cq-01", "cq-02"} {
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
	}
	takeIn(t, opt)
	return opt, r
}

func backupsOf(opt workspace.Options) []string {
	out, _ := filepath.Glob(opt.Folder("state", "backup", "ledger-*.db"))
	return out
}

// emptied is a ledger with its tables and nothing in it.
func emptied(t *testing.T, path string) {
	t.Helper()
	must(t, os.Remove(path))
	l, err := ledger.Open(t.Context(), path, nil)
	must(t, err)
	must(t, l.Close())
}

// sqlIn changes a ledger as no program of ours would.
func sqlIn(t *testing.T, path string, statements ...string) {
	t.Helper()
	db, err := sql.Open("sqlite", path)
	must(t, err)
	for _, s := range statements {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
	must(t, db.Close())
}

// A ledger that is gone, empty, older than a backup, or another one, beside what it once
// described: nothing starts, nothing is read out of it, nothing is written, and what to do
// is said; done, all is there again.
func TestALedgerThatIsNotTheOneThatWas(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	base, r := used(t)
	stranger, _ := used(t)
	older := copyOf(t, base)
	put(t, base, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), nil))
	must(t, os.RemoveAll(base.Folder("state", "backup")))
	takeIn(t, base) // the backup knows three returns
	remove := func(t *testing.T, paths ...string) {
		for _, p := range paths {
			must(t, os.RemoveAll(p))
		}
	}
	for name, c := range map[string]struct {
		ruin func(t *testing.T, opt workspace.Options)
		way  string // of the words that say what to do
	}{
		"removed": {func(t *testing.T, opt workspace.Options) { remove(t, opt.LedgerPath()) }, "restore "},
		"removed, with its backups": {func(t *testing.T, opt workspace.Options) {
			remove(t, opt.LedgerPath(), opt.Folder("state", "backup"))
		}, "--new-key"},
		"removed, with the archive": {func(t *testing.T, opt workspace.Options) {
			remove(t, opt.LedgerPath(), opt.Folder("state", "archive"), opt.Folder("state", "backup"))
		}, "--new-key"},
		"removed, only the marker left": {func(t *testing.T, opt workspace.Options) {
			remove(t, opt.LedgerPath(), opt.Folder("state", "archive"), opt.Folder("state", "backup"))
			remove(t, opt.Folder("state", "known"))
		}, "--new-key"},
		"all of state removed": {func(t *testing.T, opt workspace.Options) { remove(t, opt.Folder("state")) }, "--new-key"},
		"cut to nothing": {func(t *testing.T, opt workspace.Options) {
			must(t, os.WriteFile(opt.LedgerPath(), nil, 0o600))
		}, "restore "},
		"tables without anything": {func(t *testing.T, opt workspace.Options) { emptied(t, opt.LedgerPath()) }, "restore "},
		"tables without anything, no backup": {func(t *testing.T, opt workspace.Options) {
			emptied(t, opt.LedgerPath())
			remove(t, opt.Folder("state", "backup"))
		}, "--new-key"},
		"a database without tables": {func(t *testing.T, opt workspace.Options) {
			remove(t, opt.LedgerPath())
			sqlIn(t, opt.LedgerPath(), "PRAGMA journal_mode=WAL", "CREATE TABLE x (y)", "DROP TABLE x")
		}, "restore "},
		"another workspace's": {func(t *testing.T, opt workspace.Options) {
			remove(t, opt.LedgerPath())
			must(t, os.CopyFS(opt.Folder("state", "x"), os.DirFS(stranger.Folder("state"))))
			must(t, os.Rename(opt.Folder("state", "x", "ledger.db"), opt.LedgerPath()))
			remove(t, opt.Folder("state", "x"))
		}, "restore "},
		"older than the backup": {func(t *testing.T, opt workspace.Options) {
			data, err := os.ReadFile(older.LedgerPath())
			must(t, err)
			must(t, os.WriteFile(opt.LedgerPath(), data, 0o600))
		}, "restore "},
		"a log without its ledger": {func(t *testing.T, opt workspace.Options) {
			remove(t, opt.Folder("state"), opt.Folder("outbox"))
			must(t, os.MkdirAll(opt.Folder("state"), 0o700))
			must(t, os.WriteFile(opt.LedgerPath()+"-wal", []byte("what was acknowledged"), 0o600))
		}, "--new-key"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			opt := copyOf(t, base)
			c.ruin(t, opt)
			put(t, opt, "dn-02.xlsx", bytesOf(t, r, unit(t, r, "dn-02"), nil))
			before := everything(t, opt)
			refused(t, opt, c.way)
			if after := everything(t, opt); !maps.Equal(before, after) {
				t.Errorf("something was changed: %v", differing(before, after))
			}
			restored := workspace.Restoring{NewKey: true}
			if all := backupsOf(opt); len(all) > 0 {
				_, err := office.Restore(t.Context(), opt, restored)
				if !errors.Is(err, workspace.ErrLost) && !strings.Contains(fmt.Sprint(err), all[0]) {
					t.Errorf("a new ledger in place of a backup, or no word of it: %v", err)
				}
				restored = workspace.Restoring{File: all[0]}
			}
			if _, err := office.Restore(t.Context(), opt, restored); err != nil {
				t.Fatal(err)
			}
			p := takeIn(t, opt)
			if p.Standing("dn-02").Counts == nil {
				t.Error("after the restore nothing goes on")
			}
			if _, err := os.Stat(opt.Folder("state", "archive")); err == nil && !strings.Contains(name, "archive") &&
				!strings.Contains(name, "state") && !strings.Contains(name, "marker") && !strings.Contains(name, "log") {
				for _, code := range []string{"cq-01", "cq-02", "dn-01"} {
					if p.Standing(code).Counts == nil {
						t.Errorf("%s does not count after the restore", code)
					}
				}
			}
			sound(t, opt)
		})
	}
}

// refused tells of a command that works upon a ledger that is not the one that was, or does
// not say what to do.
func refused(t *testing.T, opt workspace.Options, way string) {
	t.Helper()
	ctx := context.Background()
	for what, do := range map[string]func() error{
		"open": func() error {
			o, err := office.Open(ctx, opt)
			if err == nil {
				o.Close()
			}
			return err
		},
		"status":       func() error { _, _, err := office.Look(ctx, opt); return err },
		"keys":         func() error { _, err := opt.Keys(); return err },
		"issue":        func() error { _, err := opt.MakeKey(); return err },
		"judged again": func() error { _, err := office.Again(ctx, opt, nil, nil); return err },
	} {
		if err := do(); !errors.Is(err, workspace.ErrLost) || !strings.Contains(fmt.Sprint(err), way) {
			t.Errorf("%s: %v", what, err)
		}
	}
	bad, _, _, err := workspace.Verify(ctx, opt)
	if err != nil || len(bad) == 0 || !strings.Contains(bad[0].What, way) {
		t.Errorf("verify: %v %v", bad, err)
	}
}

func differing(a, b map[string]string) (out []string) {
	for k := range a {
		if a[k] != b[k] {
			out = append(out, k)
		}
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			out = append(out, "new: "+k)
		}
	}
	return out
}

// sound tells of a workspace that does not hold, or in whose outbox something of ours was
// taken for somebody's.
func sound(t *testing.T, opt workspace.Options) {
	t.Helper()
	if bad, _, _, err := workspace.Verify(context.Background(), opt); err != nil || len(bad) > 0 {
		t.Errorf("verify: %v %v", bad, err)
	}
	if edited, _ := filepath.Glob(opt.Folder("outbox", "*đã sửa*")); len(edited) > 0 {
		t.Errorf("our own workbook was taken for an edited one: %v", edited)
	}
}

// crashed is a workspace as it stood when the program was killed after it had received a
// file and before it published: the receipt is in the write-ahead log.
func crashed(t *testing.T, opt workspace.Options, names map[string][]byte) workspace.Options {
	t.Helper()
	for name, data := range names {
		put(t, opt, name, data)
	}
	o, err := office.Open(t.Context(), opt)
	must(t, err)
	defer o.Close()
	n := 0
	for range 100 {
		k, err := o.TakeIn(t.Context(), nil)
		must(t, err)
		if n += k; n == len(names) {
			break
		}
		<-after(60)
	}
	if n != len(names) {
		t.Fatalf("%d of %d taken in", n, len(names))
	}
	to := copyOf(t, opt)
	info, err := os.Stat(to.LedgerPath() + "-wal")
	if err != nil || info.Size() == 0 {
		t.Fatalf("the log is empty: %v", err)
	}
	return to
}

// The write-ahead log is removed after a crash: verify names the files whose receipts went
// with it; the next start receives them again, in the order in which they came, and says so.
func TestTheLogRemovedAfterACrash(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := used(t)
	change := func(n int64) func(*form.Fill) {
		return func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(n) }
	}
	dead := crashed(t, opt, map[string][]byte{
		"Lê Lợi.xlsx":      bytesOf(t, r, unit(t, r, "le-loi"), nil),
		"cq-01 bản 2.xlsx": bytesOf(t, r, unit(t, r, "cq-01"), change(61)),
	})
	must(t, os.Remove(dead.LedgerPath()+"-wal"))
	must(t, os.RemoveAll(dead.LedgerPath()+"-shm"))
	bad, _, _, err := workspace.Verify(t.Context(), dead)
	if err != nil || len(bad) < 2 || !strings.Contains(bad[len(bad)-1].What, "has no receipt") {
		t.Fatalf("verify is content: %v %v", bad, err)
	}
	p := takeIn(t, dead)
	for _, code := range []string{"le-loi", "cq-01"} {
		if p.Standing(code).Counts == nil {
			t.Errorf("%s: an acknowledged return is gone", code)
		}
	}
	if n := len(p.Standing("cq-01").Versions); n != 2 {
		t.Errorf("cq-01 has %d versions", n)
	}
	sound(t, dead)
	told, err := workspace.Recovered(t.Context(), dead)
	if err != nil || len(told) < 2 {
		t.Errorf("nothing says what was received again: %v %v", told, err)
	}
	receipts := len(p.Receipts)
	if p = takeIn(t, dead); len(p.Receipts) != receipts {
		t.Errorf("received once more at the next start: %d, %d", receipts, len(p.Receipts))
	}
}

// Killed between archiving a file and receiving it: the inbox's copy is taken in, under its
// name and once, and nothing of it is damage.
func TestKilledBetweenArchivingAndReceiving(t *testing.T) {
	t.Parallel()
	opt, r := used(t)
	data := bytesOf(t, r, unit(t, r, "cq-03"), nil)
	put(t, opt, "thư mục/cq-03.xlsx", data)
	_, err := intake.Archive{Dir: opt.Folder("state", "archive")}.Put(data)
	must(t, err)
	if bad, _, _, err := workspace.Verify(t.Context(), opt); err != nil || len(bad) > 0 {
		t.Errorf("verify: %v %v", bad, err)
	}
	p := takeIn(t, opt)
	s := p.Standing("cq-03")
	if len(s.Versions) != 1 || len(s.Versions[0].Receipts) != 1 {
		t.Fatalf("received %d times", len(s.Versions))
	}
	if first := s.Versions[0].First(); first.Name != "thư mục/cq-03.xlsx" || first.Origin != nil {
		t.Errorf("received as %s, %v", first.Name, first.Origin)
	}
	if exists(opt.Folder("inbox", "thư mục", "cq-03.xlsx")) {
		t.Error("the inbox still holds it")
	}
	if told, _ := workspace.Recovered(t.Context(), opt); len(told) > 0 {
		t.Errorf("told as if it had been lost: %v", told)
	}
	sound(t, opt)
}

// An older copy of the ledger, of which no backup knows more: what came since is received
// again, our own outputs are known for ours, an officer's own is not.
func TestAnOlderCopyOfTheLedger(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := used(t)
	old, err := os.ReadFile(opt.LedgerPath())
	must(t, err)
	put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), nil))
	takeIn(t, opt)
	must(t, os.WriteFile(opt.LedgerPath(), old, 0o600))
	bad, _, _, err := workspace.Verify(t.Context(), opt)
	if err != nil || len(bad) != 2 || !strings.Contains(bad[0].What, "lost its end") {
		t.Errorf("verify: %v %v", bad, err)
	}
	p, _, err := office.Look(t.Context(), opt)
	if err != nil || !strings.Contains(p.Lost, "lost its end") {
		t.Errorf("status and export are content: %q %v", p.Lost, err)
	}
	p = takeIn(t, opt)
	if p.Standing("dn-01").Counts == nil || p.Lost != "" {
		t.Errorf("what came since is gone, or still said to be: %q", p.Lost)
	}
	sound(t, opt)
	told, err := workspace.Recovered(t.Context(), opt)
	if err != nil || len(told) != 2 || !strings.Contains(told[0], "lost its end") {
		t.Errorf("told: %q, %v", told, err)
	}
}

// A version that was archived and never received, because another one stood in the inbox
// before it could be, does not take the place of that one.
func TestAnArchivedVersionThatWasReplacedWaits(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Now = nil
	first := bytesOf(t, r, unit(t, r, "cq-01"), func(f *form.Fill) { f.Values["hom_thu"] = decimal.NewFromInt(60) })
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	archive := intake.Archive{Dir: opt.Folder("state", "archive")}
	sha, err := archive.Put(first)
	must(t, err)
	must(t, os.Chtimes(archive.Path(sha), before2026, before2026))
	s := takeIn(t, opt).Standing("cq-01")
	if len(s.Versions) != 2 || s.Counts == nil || s.Counts.SHA == sha || !s.Versions[1].Conflict {
		t.Errorf("%d versions, counting %v", len(s.Versions), s.Counts != nil)
	}
}

func shaOf(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

// A backup never takes the place of one that knows more: those that know least go first,
// whatever their dates; one by a ledger that does not hold what the others know is refused.
func TestBackupsByWhatTheyKnow(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := used(t)
	dir := opt.Folder("state", "backup")
	first, err := os.ReadFile(backupsOf(opt)[0])
	must(t, err)
	past := func(paths ...string) {
		for _, p := range paths {
			must(t, os.Chtimes(p, before2026, before2026))
		}
	}
	for i := range 7 { // by name the newest, by what they know the oldest
		must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("ledger-2099010%d-000000.db", i+1)), first, 0o600))
	}
	past(backupsOf(opt)...)
	put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), nil))
	takeIn(t, opt)
	most := knowsMost(t, opt)
	if n := len(backupsOf(opt)); n != 7 || strings.Contains(most, "ledger-2099") {
		t.Fatalf("%d backups, the one that knows most is %s", n, most)
	}
	past(backupsOf(opt)...)
	put(t, opt, "dn-02.xlsx", bytesOf(t, r, unit(t, r, "dn-02"), nil))
	takeIn(t, opt)
	if !exists(most) || knowsMost(t, opt) == most {
		t.Error("one that knew more went first")
	}
}

// knowsMost is the backup that goes on furthest.
func knowsMost(t *testing.T, opt workspace.Options) (most string) {
	t.Helper()
	var best int64
	for _, b := range backupsOf(opt) {
		l, err := ledger.Read(t.Context(), b)
		must(t, err)
		tip, err := l.Tip(t.Context())
		must(t, errors.Join(err, l.Close()))
		if tip.Position >= best {
			most, best = b, tip.Position
		}
	}
	return most
}

// A backup that is older than the ledger in place: what would be lost is told, what is
// replaced is kept, the backups that knew more too, and the files come back; a restore that
// was interrupted anywhere is done again.
func TestAnOlderBackupPutInPlace(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := used(t)
	oldest := backupsOf(opt)[0]
	must(t, os.Chtimes(oldest, before2026, before2026))
	put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), nil))
	takeIn(t, opt)
	if len(backupsOf(opt)) != 2 {
		t.Fatalf("backups: %v", backupsOf(opt))
	}
	was, err := os.ReadFile(opt.LedgerPath())
	must(t, err)
	var said []string
	tell := func(s string) { said = append(said, s) }
	n, err := office.Restore(t.Context(), opt, workspace.Restoring{File: oldest, Tell: tell})
	if err != nil || n != 1 || len(said) != 1 || !strings.Contains(said[0], "1 receipts") {
		t.Fatalf("restored: %d files again, %q, %v", n, said, err)
	}
	kept, _ := filepath.Glob(opt.Folder("state", "ledger-replaced-*.db"))
	if len(kept) != 1 || shaOf(was) != shaOf(mustRead(t, kept[0])) {
		t.Errorf("what was replaced: %v", kept)
	}
	if other, _ := filepath.Glob(opt.Folder("state", "backup", "other-*.db")); len(other) != 1 {
		t.Errorf("the backup that knew more: %v", other)
	}
	if p := takeIn(t, opt); p.Standing("dn-01").Counts == nil {
		t.Error("what the backup did not know is gone")
	}
	sound(t, opt)
	// Interrupted after the ledger was moved away, then done again.
	must(t, os.WriteFile(opt.Folder("state", "restoring"), []byte("20260101-000000\n"), 0o600))
	must(t, os.Rename(opt.LedgerPath(), opt.Folder("state", "ledger-replaced-20260101-000000.db")))
	refused(t, opt, "restore")
	if _, err := restoreFrom(t.Context(), opt, oldest); err != nil {
		t.Fatal(err)
	}
	if p := takeIn(t, opt); p.Standing("dn-01").Counts == nil || p.Standing("cq-01").Counts == nil {
		t.Error("done again, something is gone")
	}
	sound(t, opt)
}

func mustRead(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return data
}

// The lock file is deleted under the first program: the second does not start, and the first
// goes on; state/ put elsewhere, or the ledger deleted, ends the first.
func TestTheLockDeletedUnderItsHolder(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _ := used(t)
	o, err := office.Open(t.Context(), opt)
	must(t, err)
	defer o.Close()
	for range 2 {
		if err := os.Remove(opt.Folder("state", "lock")); err != nil {
			t.Fatal(err)
		}
		if _, err := office.Open(t.Context(), opt); !errors.Is(err, workspace.ErrBusy) {
			t.Fatalf("a second program started: %v", err)
		}
		if busy, _ := workspace.Working(opt); !busy {
			t.Error("status sees nobody at work")
		}
		if _, err := restoreFrom(t.Context(), opt, backupsOf(opt)[0]); !errors.Is(err, workspace.ErrBusy) {
			t.Errorf("restored under a program at work: %v", err)
		}
		watchFor(t, o, 200, nil)
		if !exists(opt.Folder("state", "lock")) {
			t.Error("the lock was not made again")
		}
	}
	must(t, os.Rename(opt.Folder("state"), opt.Folder("state-away")))
	must(t, os.CopyFS(opt.Folder("state"), os.DirFS(opt.Folder("state-away"))))
	watchFor(t, o, 3000, workspace.ErrTaken)
}

// The ledger is deleted under the program: it ends, says so, and what it knew is kept.
func TestTheLedgerDeletedUnderTheProgram(t *testing.T) {
	t.Parallel()
	opt, r := used(t)
	o, err := office.Open(t.Context(), opt)
	must(t, err)
	must(t, os.Remove(opt.LedgerPath()))
	watchFor(t, o, 3000, workspace.ErrTaken)
	must(t, o.Close())
	rescued, _ := filepath.Glob(opt.Folder("state", "ledger-rescued-*.db"))
	if len(rescued) != 1 {
		t.Fatalf("nothing was kept: %v", rescued)
	}
	if n, err := restoreFrom(t.Context(), opt, rescued[0]); err != nil || n != 0 {
		t.Fatalf("restored: %d, %v", n, err)
	}
	put(t, opt, "cq-03.xlsx", bytesOf(t, r, unit(t, r, "cq-03"), nil))
	if p := takeIn(t, opt); p.Standing("cq-01").Counts == nil || p.Standing("cq-03").Counts == nil {
		t.Error("something is gone")
	}
	sound(t, opt)
}

// watchFor runs a program for a while, or until it ends with an error.
func watchFor(t *testing.T, o *office.Office, milliseconds int, want error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- o.Watch(ctx, nil) }()
	select {
	case err := <-done:
		if want == nil || !errors.Is(err, want) {
			t.Errorf("ended with %v, want %v", err, want)
		}
		return
	case <-after(milliseconds):
	}
	cancel()
	if err := <-done; want != nil || err != nil {
		t.Errorf("went on until it was stopped (%v), want %v", err, want)
	}
}
