package convert

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The process that converts is ended with its time, has a limit on its memory, and
// no network where the system can take it away.
func TestConfined(t *testing.T) {
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
}
