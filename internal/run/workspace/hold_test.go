package workspace_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/workspace"
)

// empty is a workspace with nothing in it but the folder for its state.
func empty(t *testing.T) workspace.Options {
	t.Helper()
	now := time.Date(2019, 10, 3, 2, 0, 0, 0, time.UTC)
	opt := workspace.Options{Dir: t.TempDir(), Now: func() time.Time { now = now.Add(time.Second); return now }}
	for _, dir := range []string{opt.Folder("state", "archive"), opt.Folder("state", "backup"), opt.Folder("outbox")} {
		must(t, os.MkdirAll(dir, 0o700))
	}
	return opt
}

// must ends a test whose ground could not be laid.
func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// write puts a file below the workspace.
func write(t *testing.T, opt workspace.Options, text string, path ...string) {
	t.Helper()
	must(t, os.MkdirAll(filepath.Dir(opt.Folder(path...)), 0o700))
	must(t, os.WriteFile(opt.Folder(path...), []byte(text), 0o600))
}

// opened is the workspace's ledger; the test closes it where it has to be closed before its end.
func opened(t *testing.T, opt workspace.Options) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Open(context.Background(), opt.LedgerPath(), opt.Now)
	must(t, err)
	t.Cleanup(func() { _ = l.Close() })
	return l
}

// received puts so many receipts into a ledger, and says how far it goes then.
func received(t *testing.T, l *ledger.Ledger, names ...string) ledger.Tip {
	t.Helper()
	ctx := context.Background()
	for _, name := range names {
		_, err := l.Receive(ctx, ledger.Receipt{Round: "r", SHA: workspace.ShaOf([]byte(name)), Name: name, Size: 5})
		must(t, err)
	}
	tip, err := l.Tip(ctx)
	must(t, err)
	return tip
}

// Of two programs the second is told that the first is at work, until that lets go.
func TestOneProgramHoldsAWorkspace(t *testing.T) {
	opt := empty(t)
	if busy, _ := workspace.Working(opt); busy {
		t.Error("somebody works on a new workspace")
	}
	first, err := opt.Take()
	must(t, err)
	if err := first.Still(); err != nil {
		t.Errorf("just taken: %v", err)
	}
	if busy, looked := workspace.Working(opt); !busy || looked.IsZero() {
		t.Errorf("the holder is not seen: %v, %v", busy, looked)
	}
	if _, err := opt.Take(); !errors.Is(err, workspace.ErrBusy) {
		t.Errorf("the second holder: %v", err)
	}
	must(t, first.Free())
	if busy, _ := workspace.Working(opt); busy {
		t.Error("somebody works still once it was let go")
	}
	second, err := opt.Take()
	must(t, err)
	must(t, second.Free())
}

// A lock file that is deleted under its holder is noticed and made again; nobody gets in between.
func TestADeletedLockIsNoticed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows deletes no file that is open")
	}
	opt := empty(t)
	h, err := opt.Take()
	must(t, err)
	defer h.Free()
	lock := opt.Folder("state", workspace.LockFile)
	must(t, os.Remove(lock))
	if busy, _ := workspace.Working(opt); !busy {
		t.Error("without its file nobody is seen at work")
	}
	if _, err := opt.Take(); !errors.Is(err, workspace.ErrBusy) {
		t.Errorf("another program beside a deleted lock: %v", err)
	}
	if err := os.Remove(lock); err != nil && !errors.Is(err, os.ErrNotExist) {
		t.Fatal(err)
	}
	if err := h.Still(); err != nil {
		t.Errorf("the lock is not made again: %v", err)
	}
	if _, err := os.Stat(lock); err != nil {
		t.Errorf("no lock file: %v", err)
	}
	if _, err := opt.Take(); !errors.Is(err, workspace.ErrBusy) {
		t.Errorf("another program beside the new lock: %v", err)
	}
}

// A state/ that was put elsewhere cannot be held any more.
func TestAStatePutElsewhereIsNoticed(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows moves no folder with an open file")
	}
	opt := empty(t)
	h, err := opt.Take()
	must(t, err)
	defer h.Free()
	must(t, os.Rename(opt.Folder("state"), opt.Folder("elsewhere")))
	must(t, os.Mkdir(opt.Folder("state"), 0o700))
	if err := h.Still(); !errors.Is(err, workspace.ErrTaken) || !strings.Contains(err.Error(), opt.Folder("state")) {
		t.Errorf("another folder stands there: %v", err)
	}
}

// What a killed program left unfinished in state/ goes, and nothing else.
func TestUnfinishedFilesAreSwept(t *testing.T) {
	opt := empty(t)
	must(t, durable.WriteFile(opt.Folder("state", "whole"), []byte("x"), 0o600))
	if left, err := os.ReadDir(opt.Folder("state")); err != nil || len(left) != 3 {
		t.Errorf("writing whole left %v, %v", left, err)
	}
	write(t, opt, "half", "state", ".tonghop-0123")
	young := time.Now().Add(-time.Hour)
	workspace.SweepTemporary(opt.Folder("state"), young)
	if !workspace.Exists(opt.Folder("state", ".tonghop-0123")) {
		t.Error("a file younger than the time is gone")
	}
	opt.SweepState()
	if workspace.Exists(opt.Folder("state", ".tonghop-0123")) || !workspace.Exists(opt.Folder("state", "whole")) {
		t.Error("the unfinished file is left, or the whole one gone")
	}
}
