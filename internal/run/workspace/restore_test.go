package workspace_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/workspace"
)

// A backup is put in place of a ledger that went on: what would be lost is told before, the ledger
// that is replaced, its outputs and the backups that know more are kept, and its keys go on.
func TestABackupIsPutInPlace(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	l := opened(t, opt)
	_, err := opt.Secure(ctx, l)
	must(t, err)
	before := received(t, l, "a")
	backup := backedUp(t, opt, l, "ledger-1.db")
	received(t, l, "b", "c")
	newer := backedUp(t, opt, l, "ledger-2.db")
	must(t, l.Close())
	write(t, opt, "of the ledger", "outbox", "tong-hop.xlsx")

	var said string
	r := workspace.Restoring{File: backup, Tell: func(s string) { said = s }}
	if done, err := r.Prepare(ctx, opt); err != nil || done {
		t.Fatalf("prepared: %v, %v", done, err)
	}
	if !strings.Contains(said, "2 receipts, 0 decisions and 0 copies") {
		t.Errorf("what is lost: %q", said)
	}
	must(t, opt.PutInPlace(ctx))
	f, err := opt.Footing(ctx)
	if err != nil || f.Tip.Ledger != before.Ledger || f.Behind != nil {
		t.Errorf("afterwards: %+v, %v", f, err)
	}
	now, err := ledger.Read(ctx, opt.LedgerPath())
	must(t, err)
	defer now.Close()
	if rs, err := now.Receipts(ctx, ""); err != nil || len(rs) != 1 {
		t.Errorf("the receipts in place: %v, %v", rs, err)
	}
	if notes, err := now.Notes(ctx, "restored"); err != nil || len(notes) != 1 || !strings.Contains(notes[0].Body, "ledger-1.db") {
		t.Errorf("on record: %v, %v", notes, err)
	}
	for what, n := range map[string]int{
		"state ledger-replaced-": 1, "outbox trước khi khôi phục ": 1, "state/backup other-ledger-2.db": 1,
		"outbox tong-hop.xlsx": 0, "state restoring": 0, "state ledger-ready.db": 0,
	} {
		dir, prefix, _ := strings.Cut(what, " ")
		if got := named(t, opt.Folder(dir), prefix); got != n {
			t.Errorf("%s: %d, want %d", what, got, n)
		}
	}
	if workspace.Exists(newer) {
		t.Error("a backup that knows more is taken for one of the ledger in place")
	}
}

// named counts the files of a folder whose names begin so and are no side file of a ledger.
func named(t *testing.T, dir, prefix string) (n int) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), prefix) && !strings.HasSuffix(e.Name(), "-wal") && !strings.HasSuffix(e.Name(), "-shm") {
			n++
		}
	}
	return n
}

// What is no whole ledger is not put in place, and nothing is moved for it.
func TestWhatIsNotPutInPlace(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	l := opened(t, opt)
	_, err := opt.Secure(ctx, l)
	must(t, err)
	received(t, l, "a")
	backup := backedUp(t, opt, l, "ledger-1.db")
	write(t, opt, strings.Repeat("spoilt", 999), "state", "backup", "ledger-2.db")
	for file, why := range map[string]string{
		"": "name the backup",
		opt.Folder("state", "backup", "nowhere.db"):  "is no ledger",
		opt.Folder("state", "backup", "ledger-2.db"): "is no ledger",
		opt.Folder("state", "ledger-ready.db"):       "is made anew by each",
	} {
		write(t, opt, "", "state", "ledger-ready.db")
		_, err := workspace.Restoring{File: file}.Prepare(ctx, opt)
		if err == nil || !strings.Contains(err.Error(), why) {
			t.Errorf("%q: %v; want %q", file, err, why)
		}
	}
	write(t, opt, "", "state", "ledger-ready.db")
	if err := opt.PutInPlace(ctx); err == nil {
		t.Error("an empty ledger was put in place")
	}
	if _, err := opt.Footing(ctx); err != nil {
		t.Errorf("the ledger in place: %v", err)
	}
	remove(t, opt, l)
	_, err = workspace.Restoring{NewKey: true}.Prepare(ctx, opt)
	if err == nil || !strings.Contains(err.Error(), "tonghop restore "+backup+" --new-key") {
		t.Errorf("a new ledger beside a backup: %v", err)
	}
}

// A new key seals from then on; the keys before it are known still.
func TestANewKeyForTheLedgerInPlace(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	first, err := opt.MakeKey()
	must(t, err)
	if done, err := (workspace.Restoring{NewKey: true}).Prepare(ctx, opt); err != nil || !done {
		t.Fatalf("prepared: %v, %v", done, err)
	}
	keys, err := opt.Keys()
	if err != nil || len(keys) != 2 || keys.ID() == first.ID() || keys[1].ID != first.ID() {
		t.Errorf("the keys now: %v, %v", keys, err)
	}
}

// A restore that was interrupted stops everything until it is done again, under the same name.
func TestAnInterruptedRestoreGoesOn(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	l := opened(t, opt)
	_, err := opt.Secure(ctx, l)
	must(t, err)
	received(t, l, "a")
	backup := backedUp(t, opt, l, "ledger-1.db")
	received(t, l, "b")
	must(t, l.Close())
	r := workspace.Restoring{File: backup, Tell: func(string) {}}
	_, err = r.Prepare(ctx, opt)
	must(t, err)
	write(t, opt, "20191003-020000\n", "state", "restoring")
	must(t, os.Rename(opt.LedgerPath(), opt.Folder("state", "ledger-replaced-20191003-020000.db")))
	lost(t, opt, "half of a restore", "interrupted")
	_, err = r.Prepare(ctx, opt)
	must(t, err)
	must(t, opt.PutInPlace(ctx))
	if f, err := opt.Footing(ctx); err != nil || f.Tip.Position == 0 {
		t.Errorf("once it is done: %+v, %v", f, err)
	}
	if n := named(t, opt.Folder("state"), "ledger-replaced-"); n != 1 {
		t.Errorf("%d ledgers were moved aside", n)
	}
}

// Whatever the archive holds and the ledger does not know is an orphan; what came out of a
// conversion, and what still lies in the inbox, is none that is told.
func TestOrphansAreFound(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	l := opened(t, opt)
	_, err := opt.Secure(ctx, l)
	must(t, err)
	archive := intake.Archive{Dir: opt.Folder("state", "archive")}
	put := func(text string) string {
		sha, err := archive.Put([]byte(text))
		must(t, err)
		return sha
	}
	received(t, l, "known")
	known, orphan, lying, from, to := put("known"), put("orphan"), put("lying"), put("from"), put("to")
	write(t, opt, "", "state", "archive", "notes.txt")
	write(t, opt, "lying", "inbox", "x", "lying.xlsx")
	must(t, opt.NoteConversions())
	must(t, opt.NoteConversions(workspace.Conversion{From: known, To: to, Format: "xls"}))
	found, err := opt.Orphans(ctx, l)
	must(t, err)
	shas := map[string]bool{}
	for _, o := range found {
		shas[o.Sha] = true
	}
	if len(found) != 3 || !shas[orphan] || !shas[lying] || !shas[from] {
		t.Errorf("orphans: %v", found)
	}
	if at := opt.Standing(found); len(at) != 1 || at[lying] != "x/lying.xlsx" {
		t.Errorf("standing: %v", at)
	}
	bad, files, _, err := workspace.Verify(ctx, opt)
	if err != nil || files != 1 || !told(bad, orphan) || told(bad, lying) || told(bad, known) || told(bad, to) {
		t.Errorf("verified %d files: %v, %v", files, bad, err)
	}
	must(t, os.WriteFile(archive.Path(known), []byte("other"), 0o600))
	if bad, _, _, err := workspace.Verify(ctx, opt); err != nil || !told(bad, "receipt 1 (known)") {
		t.Errorf("altered bytes: %v, %v", bad, err)
	}
}

// A line that a crash cut is no conversion, and spoils none behind it.
func TestACutConversion(t *testing.T) {
	opt := empty(t)
	a, b := workspace.ShaOf([]byte("a")), workspace.ShaOf([]byte("b"))
	write(t, opt, a+" "+b+" ods\n"+a+" x xls\n"+b+" "+a[:20], "state", "conversions")
	must(t, opt.NoteConversions(workspace.Conversion{From: b, To: a, Format: "xls"}))
	if got := opt.Noted(); len(got) != 2 || got[0].From != a || got[1].From != b {
		t.Errorf("noted: %v", got)
	}
	write(t, opt, a+" "+b+" ods", "state", "conversions")
	if got := opt.Noted(); len(got) != 0 {
		t.Errorf("a line without an end: %v", got)
	}
}

// Without a ledger there is nothing to recover from.
func TestRecoveredOfNoLedger(t *testing.T) {
	if _, err := workspace.Recovered(context.Background(), empty(t)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("said %v", err)
	}
}
