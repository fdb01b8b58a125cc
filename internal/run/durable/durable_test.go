package durable_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"tonghop/internal/run/durable"
)

func holds(t *testing.T, path, want string) {
	t.Helper()
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("%s holds %q, want %q: %v", filepath.Base(path), got, want, err)
	}
}

func names(t *testing.T, dir string) (out []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

// A file is written whole in place of what stood there, its folder made where there was none, and
// nothing else is left over.
func TestAFileIsThereWhole(t *testing.T) {
	path := filepath.Join(t.TempDir(), "state", "known")
	for _, text := range []string{"the first, which is the longer one", "the second"} {
		if err := durable.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		holds(t, path, text)
	}
	if got := names(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("left over: %v", got)
	}
}

// Where a file cannot have its name, what stands there stays and the temporary one is gone.
func TestAFileThatCannotHaveItsName(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "known")
	if err := os.MkdirAll(filepath.Join(path, "somebody's"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := durable.WriteFile(path, []byte("x"), 0o600); err == nil {
		t.Error("a folder was replaced by a file")
	}
	if got := names(t, dir); len(got) != 1 || got[0] != "known" {
		t.Errorf("left over: %v", got)
	}
}

// What another program wrote is moved to its name; a list grows at its end.
func TestMovedAndAppended(t *testing.T) {
	dir := t.TempDir()
	from, to := filepath.Join(dir, "copy"), filepath.Join(dir, "ledger.db")
	if err := errors.Join(os.WriteFile(from, []byte("new"), 0o600), os.WriteFile(to, []byte("old"), 0o600)); err != nil {
		t.Fatal(err)
	}
	if err := durable.Move(from, to); err != nil {
		t.Fatal(err)
	}
	holds(t, to, "new")
	if err := durable.Move(from, to); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("what is not there was moved: %v", err)
	}
	list := filepath.Join(dir, "list")
	for _, line := range []string{"one\n", "two\n"} {
		if err := durable.Append(list, line, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	holds(t, list, "one\ntwo\n")
}

// Bytes that may not be on the disk are an error of their own: whoever meets it must not go on.
func TestWhatIsNotSyncedIsTold(t *testing.T) {
	f, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	var unsynced *durable.SyncError
	if err := durable.Sync(f); !errors.As(err, &unsynced) || !errors.Is(err, fs.ErrClosed) {
		t.Errorf("a sync that failed is %v", err)
	}
}
