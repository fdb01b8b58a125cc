package office_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/seal"
	"tonghop/internal/tier"
)

var before2026 = time.Date(2025, 12, 1, 0, 0, 0, 0, time.UTC)

func after(milliseconds int) <-chan time.Time {
	return time.After(time.Duration(milliseconds) * time.Millisecond)
}

// former makes a ledger what the program of an earlier layout had left: the keys in a file
// beside it.
func former(t *testing.T, opt workspace.Options, layout int) seal.Keys {
	t.Helper()
	keys, err := opt.Keys()
	must(t, err)
	path := opt.LedgerPath()
	down := map[int][]string{
		6: {"DROP TABLE IF EXISTS officers", "DROP TABLE seal_key", "ALTER TABLE receipt DROP COLUMN aside", "DELETE FROM event WHERE kind = 'restored'"},
		5: {"DROP TABLE outlet"},
		4: {"DROP TABLE attempt", "ALTER TABLE receipt DROP COLUMN origin"},
		3: {"DROP TABLE decision", "DROP TABLE paper"},
	}
	for n := 6; n > layout; n-- {
		sqlIn(t, path, down[n]...)
	}
	sqlIn(t, path, "UPDATE meta SET version = "+string(rune('0'+layout)), "PRAGMA wal_checkpoint(TRUNCATE)")
	must(t, os.WriteFile(opt.Folder("state", "seal.key"), []byte(keys[0].Text()+"\n"), 0o600))
	must(t, os.RemoveAll(opt.Folder("state", "known")))
	for _, b := range backupsOf(opt) { // of that layout, and written just now
		must(t, os.Remove(b))
		must(t, os.WriteFile(b, mustRead(t, path), 0o600))
	}
	return keys
}

// A workspace of an earlier layout with its key in a file comes up: the key is taken over
// once, returns keep their seals, and a backup has it all; without the file nothing starts.
func TestKeysOfFormerDays(t *testing.T) {
	t.Parallel()
	base, r := newWorkspace(t)
	var err error
	r.Keys, err = base.MakeKey()
	must(t, err)
	for _, code := range []string{"cq-01", "cq-02"} {
		put(t, base, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
	}
	if p := takeIn(t, base); p.Standing("cq-01").Counts.Verdict.Seal != "good" {
		t.Fatal("the form is not sealed")
	}
	for _, layout := range []int{2, 3, 4, 5} {
		t.Run("layout "+string(rune('0'+layout)), func(t *testing.T) {
			t.Parallel()
			opt := copyOf(t, base)
			keys := former(t, opt, layout)
			lost := copyOf(t, opt)
			must(t, os.Remove(lost.Folder("state", "seal.key")))
			before := everything(t, lost)
			withoutKey(t, lost)
			if after := everything(t, lost); before["state/ledger.db"] == "" || len(differing(before, after)) > 0 {
				t.Errorf("changed without a key: %v", differing(before, after))
			}
			if now, err := opt.Keys(); err != nil || len(now) != 1 || now[0].ID != keys[0].ID {
				t.Errorf("keys before it is brought up: %v %v", now, err)
			}
			put(t, opt, "cq-03.xlsx", bytesOf(t, r, unit(t, r, "cq-03"), nil))
			p := takeIn(t, opt)
			for _, code := range []string{"cq-01", "cq-02", "cq-03"} {
				if s := p.Standing(code); s.Counts == nil || s.Counts.Verdict.Seal != "good" {
					t.Errorf("%s lost its force", code)
				}
			}
			if exists(opt.Folder("state", "seal.key")) {
				t.Error("there are two truths")
			}
			if now, err := opt.Keys(); err != nil || len(now) != 1 || now[0].ID != keys[0].ID {
				t.Errorf("keys: %v %v", now, err)
			}
			sound(t, opt)
			elsewhere := copyOf(t, opt) // the backup alone, on another machine
			must(t, os.RemoveAll(elsewhere.Folder("state", "seal.key.taken-over")))
			must(t, os.RemoveAll(elsewhere.LedgerPath()))
			if n := len(backupsOf(elsewhere)); n != 2 {
				t.Errorf("%d backups: one without the key is none to rely on", n)
			}
			_, err := restoreFrom(t.Context(), elsewhere, knowsMost(t, elsewhere))
			must(t, err)
			if now, err := elsewhere.Keys(); err != nil || len(now) != 1 || now[0].ID != keys[0].ID {
				t.Errorf("keys of the backup: %v %v", now, err)
			}
		})
	}
}

// withoutKey tells of a command that works without the key that it had.
func withoutKey(t *testing.T, opt workspace.Options) {
	t.Helper()
	_, err1 := office.Open(t.Context(), opt)
	_, _, err2 := office.Look(t.Context(), opt)
	_, err3 := opt.MakeKey()
	for _, err := range []error{err1, err2, err3} {
		if !errors.Is(err, workspace.ErrNoKey) || !strings.Contains(err.Error(), "restore --new-key") {
			t.Errorf("without its key: %v", err)
		}
	}
	if bad, _, _, err := workspace.Verify(t.Context(), opt); err != nil || len(bad) == 0 {
		t.Errorf("verify without a key: %v %v", bad, err)
	}
}

// The key's rows are gone from a ledger: nothing starts, whether there are receipts or only
// forms in the field. A new key is made when it is asked for, and what it means holds; the
// backup's keys come back with it.
func TestTheKeyIsGone(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	issued, _ := newWorkspace(t)
	_, err := issued.MakeKey()
	must(t, err)
	sqlIn(t, issued.LedgerPath(), "DELETE FROM seal_key")
	withoutKey(t, issued)

	opt, r := newWorkspace(t)
	r.Keys, err = opt.MakeKey()
	must(t, err)
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	backup := copyOf(t, opt)
	sqlIn(t, opt.LedgerPath(), "DELETE FROM seal_key")
	withoutKey(t, opt)
	if _, err := office.Restore(t.Context(), opt, workspace.Restoring{NewKey: true}); err != nil {
		t.Fatal(err)
	}
	now, err := opt.Keys()
	if err != nil || len(now) != 1 || now[0].ID == r.Keys[0].ID {
		t.Fatalf("the new key: %v %v", now, err)
	}
	put(t, opt, "cq-02.xlsx", bytesOf(t, r, unit(t, r, "cq-02"), nil))
	p := takeIn(t, opt)
	if s := p.Standing("cq-02"); s.Counts == nil || s.Counts.Verdict.Seal != "foreign" {
		t.Error("a form in the field under a new key is not sealed elsewhere")
	}
	sound(t, opt)

	sqlIn(t, backup.LedgerPath(), "DELETE FROM seal_key")
	if _, err := office.Restore(t.Context(), backup, workspace.Restoring{File: backupsOf(backup)[0], NewKey: true}); err != nil {
		t.Fatal(err)
	}
	if now, err = backup.Keys(); err != nil || len(now) != 2 || now[1].ID != r.Keys[0].ID {
		t.Errorf("keys of a backup and a new one: %v %v", now, err)
	}
	sound(t, backup)
}

// A key file that appears beside a ledger with keys adds its key, once; one that is the
// ledger's own is only put away.
func TestAKeyFileThatAppears(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, _ := used(t)
	own, err := opt.Keys()
	must(t, err)
	other := seal.New()
	for _, text := range []string{own[0].Text(), other.Text(), own[0].Text()} {
		must(t, os.WriteFile(opt.Folder("state", "seal.key"), []byte(text+"\n"), 0o600))
		takeIn(t, opt)
	}
	now, err := opt.Keys()
	if err != nil || len(now) != 2 {
		t.Fatalf("keys: %v %v", now, err)
	}
	kept, err := seal.Parse(string(mustRead(t, opt.Folder("state", "seal.key.taken-over"))))
	if err != nil || len(kept) != 2 || exists(opt.Folder("state", "seal.key")) {
		t.Errorf("put away: %v %v", kept, err)
	}
}

// Forms can be issued before the first start, beside it, and by two at once: there is one
// key, and nobody is kept from starting.
func TestOneKeyHoweverManyBegin(t *testing.T) {
	t.Parallel()
	opt, _ := newWorkspace(t)
	type made struct {
		keys seal.Keys
		err  error
	}
	all := make(chan made)
	for range 3 {
		go func() { keys, err := opt.MakeKey(); all <- made{keys, err} }()
	}
	go func() {
		o, err := office.Open(context.Background(), opt)
		for end := time.Now().Add(time.Minute); errors.Is(err, workspace.ErrBusy) && time.Now().Before(end); {
			o, err = office.Open(context.Background(), opt) // on busy cores a key takes longer than it waits
		}
		if err == nil {
			err = o.Close()
		}
		all <- made{nil, err}
	}()
	ids := map[string]bool{}
	for range 4 {
		m := <-all
		if m.err != nil {
			t.Error(m.err)
		}
		for _, k := range m.keys {
			ids[k.ID] = true
		}
	}
	l, err := ledger.Read(t.Context(), opt.LedgerPath())
	must(t, err)
	defer l.Close()
	if keys, err := l.Keys(t.Context()); err != nil || len(keys) != 1 || len(ids) != 1 || !ids[keys[0].ID] {
		t.Errorf("keys %v, told %v, %v", keys, ids, err)
	}
}
