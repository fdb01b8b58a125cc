package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"tonghop/internal/demo"
	"tonghop/internal/tier"
)

// Somebody saves the consolidated workbook in the moment in which it is replaced: the kernel's
// call is held up, so that the edit falls between the last look and the exchange.
func TestAnEditWhileTheKernelReplaces(t *testing.T) {
	tier.Long(t)
	strace, err := exec.LookPath("strace")
	if err != nil {
		tier.Lacks(t, "%v", err)
	}
	program, err := exec.LookPath("tonghop")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := definition(filepath.Join(dir, "templates", "antt-2019")); err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	if code := run(t.Context(), []string{"-C", dir, "run"}, &log, &log); code != exitDone {
		t.Fatal(log.String())
	}
	if err := demo.Drop(filepath.Join(dir, "inbox"), []demo.File{{Name: "x.csv", Data: []byte("a,b\n")}}); err != nil {
		t.Fatal(err)
	}
	box := filepath.Join(dir, "outbox")
	cmd := exec.Command(strace, "-f", "-qq", "-o", os.DevNull, "-e", "trace=renameat2", "-e", "inject=renameat2:delay_enter=400000", program, "-C", dir, "run")
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	saved := false
	for ended := false; !ended; {
		select {
		case err = <-done:
			ended = true
		case <-time.After(5 * time.Millisecond):
			if _, err := os.Lstat(filepath.Join(box, ".tonghop_aside-1-tong-hop.xlsx")); err == nil && !saved {
				saved = os.WriteFile(filepath.Join(box, "tong-hop.xlsx"), []byte("saved meanwhile"), 0o644) == nil
			}
		}
	}
	switch {
	case err != nil && !saved:
		t.Skipf("nothing could be traced: %v %s", err, log.String())
	case err != nil || !saved:
		t.Fatalf("saved %v: %v %s", saved, err, log.String())
	}
	kept, _ := os.ReadFile(filepath.Join(box, "tong-hop (đã sửa).xlsx"))
	now, _ := os.ReadFile(filepath.Join(box, "tong-hop.xlsx"))
	if string(kept) != "saved meanwhile" || len(now) < 1000 {
		t.Errorf("set aside: %q; the workbook has %d bytes", kept, len(now))
	}
	if left, _ := filepath.Glob(filepath.Join(box, ".tonghop*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}
