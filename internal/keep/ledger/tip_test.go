package ledger

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// A ledger holds what an earlier copy of it knew, is behind a later one, and is another one
// than one that went its own way, one of another beginning, or one without anything.
func TestKinship(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	made := func(name string, events int) *Ledger {
		t.Helper()
		l, err := Open(ctx, filepath.Join(dir, name), time.Now)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { l.Close() })
		for range events {
			if _, err := l.Receive(ctx, Receipt{Round: "r", SHA: "a", Name: name}); err != nil {
				t.Fatal(err)
			}
		}
		return l
	}
	grown := func(l *Ledger, name string, events int) *Ledger {
		t.Helper()
		if err := l.Backup(ctx, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
		return made(name, events)
	}
	a := made("a.db", 3)
	later, apart := grown(a, "later.db", 2), grown(a, "apart.db", 2)
	other, empty := made("other.db", 3), made("empty.db", 0)
	for _, c := range []struct {
		what    string
		l, with *Ledger
		want    Kinship
	}{
		{"itself", a, a, Holds}, {"a later copy with it", later, a, Holds}, {"it with a later copy", a, later, Behind},
		{"two that went apart", later, apart, Another}, {"another beginning", a, other, Another},
		{"an empty one", empty, a, Another}, {"with an empty one", a, empty, Holds}, {"two empty ones", empty, empty, Holds},
	} {
		tip, err := c.with.Tip(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := c.l.Against(ctx, tip); err != nil || got != c.want {
			t.Errorf("%s: %d, %v; want %d", c.what, got, err, c.want)
		}
	}
	if k, err := later.Since(ctx, 3); err != nil || k.Receipts != 2 {
		t.Errorf("beyond the copy: %+v, %v", k, err)
	}
	if err := later.Whole(ctx); err != nil {
		t.Error(err)
	}
	if _, err := later.db.Exec("UPDATE event SET body = '{}' WHERE position = 2"); err != nil {
		t.Fatal(err)
	}
	if later.Whole(ctx) == nil {
		t.Error("an altered ledger is whole")
	}
	if info, err := os.Stat(filepath.Join(dir, "later.db")); err != nil || info.Mode().Perm()&0o077 != 0 && os.PathSeparator == '/' {
		t.Errorf("others may read the keys: %v", err)
	}
}

// A ledger that had a key says so after its rows are gone; an emptied file beside its log is
// not opened, because that would delete the log.
func TestWhatIsLeftOfALedger(t *testing.T) {
	ctx, path := context.Background(), filepath.Join(t.TempDir(), "ledger.db")
	l, err := Open(ctx, path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	if sealed, err := l.Sealed(ctx); err != nil || sealed {
		t.Errorf("a new one was sealed: %v", err)
	}
	if err := l.AddKey(ctx, "id", "secret", "made"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.db.Exec("DELETE FROM seal_key"); err != nil {
		t.Fatal(err)
	}
	if sealed, err := l.Sealed(ctx); err != nil || !sealed {
		t.Errorf("it had a key: %v", err)
	}
	cut := filepath.Join(t.TempDir(), "ledger.db")
	for name, data := range map[string]string{cut: "", cut + "-wal": "what was acknowledged"} {
		if err := os.WriteFile(name, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := Read(ctx, cut); err == nil {
		t.Error("nothing was read as a ledger")
	}
	if data, err := os.ReadFile(cut + "-wal"); err != nil || len(data) == 0 {
		t.Errorf("the log is gone: %v", err)
	}
}
