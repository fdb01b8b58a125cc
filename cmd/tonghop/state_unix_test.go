//go:build unix

package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/internal/ask/define"
	"tonghop/internal/demo"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
)

// says runs a command over a workspace and tells its code and all that it said.
func says(dir string, args ...string) (int, string) {
	out, err := exec.Command("tonghop", append([]string{"-C", dir}, args...)...).CombinedOutput()
	return exitCode(err), string(out)
}

// The ledger is gone beside its archive: every command that works with it ends with code 3
// and says what to do, verify finds damage, check judges and warns; what they say to do works.
func TestEveryCommandWithoutItsLedger(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	dir := t.TempDir()
	rounds := filepath.Join(dir, "templates", "antt-2019")
	if err := definition(rounds); err != nil {
		t.Fatal(err)
	}
	r, err := define.Load(rounds)
	if err != nil {
		t.Fatal(err)
	}
	u, _ := r.Register.Unit("cq-01")
	data, err := formbook.Form(r, u, demo.Filled(r, u, 1))
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Drop(filepath.Join(dir, "inbox"), []demo.File{{Name: "cq-01.xlsx", Data: data}}); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "cq-01.xlsx")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	if code, said := says(dir, "run"); code != exitDone {
		t.Fatalf("run: %d %s", code, said)
	}
	if err := os.Remove(filepath.Join(dir, "state", "ledger.db")); err != nil {
		t.Fatal(err)
	}
	kept, _ := filepath.Glob(filepath.Join(dir, "state", "backup", "ledger-*.db"))
	if len(kept) != 1 {
		t.Fatalf("backups: %v", kept)
	}
	way := "tonghop restore " + kept[0]
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"watch"}, exitFailed}, {[]string{"run"}, exitFailed}, {[]string{"report"}, exitFailed},
		{[]string{"status"}, exitFailed}, {[]string{"status", "--json"}, exitFailed}, {[]string{"export"}, exitFailed},
		{[]string{"issue"}, exitFailed}, {[]string{"trace", "hom_thu"}, exitFailed}, {[]string{"check", "--all"}, exitFailed},
		{[]string{"verify"}, exitFound}, {[]string{"check", file}, exitDone},
		{[]string{"restore", "--new-key"}, exitFailed}, {[]string{"restore"}, exitWrong},
	} {
		code, said := says(dir, c.args...)
		if want := way; code != c.code || len(c.args) > 0 && c.args[0] != "restore" && !strings.Contains(said, want) {
			t.Errorf("%v: code %d, want %d, and the way out: %s", c.args, code, c.code, said)
		}
	}
	if code, said := says(dir, "restore", kept[0]); code != exitDone {
		t.Fatalf("restore: %d %s", code, said)
	}
	if code, said := says(dir, "status"); code != exitDone || !strings.Contains(said, "received 1") {
		t.Errorf("status after the restore: %d %s", code, said)
	}
	if code, said := says(dir, "restore", "--new-key"); code != exitDone || !strings.Contains(said, "stays good") {
		t.Errorf("a new key: %d %s", code, said)
	}
	if code, said := says(dir, "verify"); code != exitDone {
		t.Errorf("verify after all: %d %s", code, said)
	}
}

// The lock file is deleted under a daemon: a second one does not start, and the first goes on.
func TestOneDaemonWithoutItsLockFile(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	dir := t.TempDir()
	if err := definition(filepath.Join(dir, "templates", "antt-2019")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("tonghop", "-C", dir, "watch")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	for range 600 {
		if _, err := os.Stat(filepath.Join(dir, "outbox", "tong-hop.xlsx")); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	if err := os.Remove(filepath.Join(dir, "state", "lock")); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"watch"}, {"run"}, {"report"}, {"restore", "--new-key"}} {
		if code, said := says(dir, args...); code != exitFailed || !strings.Contains(said, "another tonghop") {
			t.Errorf("%v beside a daemon: code %d, %s", args, code, said)
		}
	}
	if code, said := says(dir, "status"); code != exitDone || !strings.Contains(said, "a daemon is at work") {
		t.Errorf("status: %d %s", code, said)
	}
}
