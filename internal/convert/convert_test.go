package convert

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

func needOffice(t *testing.T) {
	t.Helper()
	if _, err := Program(); err != nil {
		if os.Getenv("TONGHOP_REQUIRE_PROGRAMS") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

func TestWithoutLibreOffice(t *testing.T) {
	t.Setenv("PATH", t.TempDir())
	if runtime.GOOS == "windows" {
		t.Skip("it is looked for in Program Files too")
	}
	if _, err := ToXLSX(t.Context(), []byte("x"), ".xls"); !errors.Is(err, ErrMissing) {
		t.Error(err)
	}
}

func TestWhatIsNoSpreadsheetIsAnError(t *testing.T) {
	needOffice(t)
	if out, err := ToXLSX(t.Context(), []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no compound file"), ".xls"); err == nil && len(out) < 100 {
		t.Errorf("%d bytes and no error", len(out))
	}
	if _, err := ToXLSX(t.Context(), nil, ".docx"); err == nil {
		t.Error("a Word document is converted")
	}
}

// The process that converts is ended with its time, has a limit on its memory, and
// no network where the system can take it away.
func TestConfined(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux confines")
	}
	dir := t.TempDir()
	script := filepath.Join(dir, "slow")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nsleep 60 & wait\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	start := time.Now()
	if _, err := run(ctx, dir, script); err == nil || time.Since(start) > 20*time.Second {
		t.Errorf("ended after %v with %v", time.Since(start), err)
	}
	said, err := run(t.Context(), dir, "/bin/sh", "-c", "ulimit -v; cat /proc/net/dev | wc -l")
	if err != nil || !strings.HasPrefix(said, "3145728") {
		t.Errorf("its memory has the limit %q, %v", said, err)
	}
	if lines := strings.Fields(said); alone() && len(lines) == 2 && lines[1] != "3" { // two heads and the loopback
		t.Errorf("it sees %s lines of network devices", lines[1])
	}
	if _, err := exec.LookPath("sh"); err != nil {
		t.Fatal(err)
	}
}
