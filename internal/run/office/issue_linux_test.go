package office_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// The daemon issues a form that was open once it is closed.
func TestTheDaemonIssuesAFormOnceItIsClosed(t *testing.T) {
	tier.Unraced(t)
	tier.Full(t)
	opt, r := newWorkspace(t)
	dir := workspace.IssuedDir(r)
	lock := filepath.Join(dir, "~$cq-01.xlsx")
	path := filepath.Join(dir, "cq-01.xlsx")
	if err := errors.Join(os.MkdirAll(dir, 0o755), os.WriteFile(path, []byte("of another layout"), 0o644), os.WriteFile(lock, nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	o, err := office.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	ended := daemon(t, o)
	until := func(what string, ok func() bool) {
		t.Helper()
		for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			if err := ended(); err != nil {
				t.Fatal(err)
			}
			if ok() {
				return
			}
		}
		t.Fatal("not within a minute: ", what)
	}
	size := func(name string) int64 {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			return 0
		}
		return info.Size()
	}
	until("the forms behind it", func() bool { return size("truong_hoc.xlsx") > 1000 })
	if size("cq-01.xlsx") > 1000 {
		t.Error("the open form was replaced")
	}
	os.Remove(lock)
	until("the form that was open", func() bool { return size("cq-01.xlsx") > 1000 })
	until("the note that all are issued", func() bool { return size(".definition") > 0 })
}
