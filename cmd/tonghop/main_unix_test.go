//go:build unix

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"tonghop/internal/ask/define"
	"tonghop/internal/count/roll"
	"tonghop/internal/demo"
	"tonghop/internal/judge/record"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tonghop": main})
}

// TestScripts plays the stories in testdata: what people type, and what comes.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata",
		RequireExplicitExec: true,
		Setup: func(e *testscript.Env) error {
			return definition(filepath.Join(e.WorkDir, "templates", "antt-2019"))
		},
		Condition: func(what string) (bool, error) {
			if what != "race" {
				return false, fmt.Errorf("unknown condition %q", what)
			}
			return tier.Raced, nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"return": writeReturn,
		},
	})
}

// definition copies the repository's round.
func definition(to string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	for _, name := range []string{define.RoundFile, define.FormFile, define.RegisterFile} {
		data, err := os.ReadFile(filepath.Join("..", "..", "templates", "antt-2019", name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, name), data, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// writeReturn writes a unit's filled-in return: return CODE FILE [NAME=VALUE…];
// an empty value clears the input.
func writeReturn(ts *testscript.TestScript, _ bool, args []string) {
	r, err := define.Load(ts.MkAbs("templates/antt-2019"))
	ts.Check(err)
	u, ok := r.Register.Unit(args[0])
	if !ok {
		ts.Fatalf("no unit %s", args[0])
	}
	fill := demo.Filled(r, u, 1)
	for _, set := range args[2:] {
		name, value, _ := strings.Cut(set, "=")
		fill.Values[name] = value
		if value == "" {
			delete(fill.Values, name)
		}
	}
	data, err := formbook.Form(r, u, fill)
	ts.Check(err)
	path := ts.MkAbs(args[1])
	ts.Check(os.MkdirAll(filepath.Dir(path), 0o755))
	ts.Check(os.WriteFile(path, data, 0o644))
}

// A hundred files are dropped while the daemon runs, it is killed in the middle,
// and started again: a hundred receipts, each counted once.
func TestKilledInTheMiddleOfADrop(t *testing.T) {
	tier.Long(t)
	dir := t.TempDir()
	if err := definition(filepath.Join(dir, "templates", "antt-2019")); err != nil {
		t.Fatal(err)
	}
	r, err := define.Load(filepath.Join(dir, "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	var files []demo.File
	for _, u := range r.Register.Units {
		if r.Expected(u) && len(files) < 100 {
			data, err := formbook.Form(r, u, demo.Filled(r, u, 1))
			if err != nil {
				t.Fatal(err)
			}
			files = append(files, demo.File{Name: u.Code + ".xlsx", Data: data})
		}
	}
	if err := demo.Drop(filepath.Join(dir, "inbox"), files); err != nil {
		t.Fatal(err)
	}
	for kills := range 3 {
		killAfter(t, dir, 15+30*kills)
	}
	out, err := exec.Command("tonghop", "-C", dir, "run").CombinedOutput()
	if err != nil {
		t.Fatalf("run: %v\n%s", err, out)
	}
	p, inbox, err := office.Look(t.Context(), workspace.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	counted := 0
	for _, s := range p.Units {
		if s.Counts != nil {
			counted++
		}
		if len(s.Versions) > 1 {
			t.Errorf("%s has %d versions", s.Unit.Code, len(s.Versions))
		}
	}
	if len(p.Receipts) != 100 || counted != 100 || len(inbox) != 0 {
		t.Errorf("%d receipts, %d counted, %d left in the inbox", len(p.Receipts), counted, len(inbox))
	}
	if out, err := exec.Command("tonghop", "-C", dir, "verify").CombinedOutput(); err != nil {
		t.Errorf("verify: %v\n%s", err, out)
	}
	left, _ := filepath.Glob(filepath.Join(dir, "state", "archive", ".*"))
	if len(left) > 0 {
		t.Errorf("temporary files left: %v", left)
	}
}

// killAfter starts the program and kills it without warning once so many files
// have been received; one that ended before that fails the test.
func killAfter(t *testing.T, dir string, n int) {
	t.Helper()
	cmd := exec.Command("tonghop", "-C", dir, "run")
	var out bytes.Buffer
	cmd.Stderr = &out
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 3000 {
		entries, _ := os.ReadDir(filepath.Join(dir, "state", "archive"))
		if len(entries) >= n {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	_ = cmd.Process.Kill()
	err := cmd.Wait()
	if status, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && !status.Signaled() {
		t.Fatalf("ended before it could be killed (%v): %s", err, out.String())
	}
}

// One daemon a workspace: the second refuses, those that only read work beside it,
// and the first ends cleanly when it is asked to.
func TestOneDaemonAWorkspace(t *testing.T) {
	dir := t.TempDir()
	if err := definition(filepath.Join(dir, "templates", "antt-2019")); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("tonghop", "-C", dir, "watch")
	var log bytes.Buffer
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill() }()
	for range 600 {
		if _, err := os.Stat(filepath.Join(dir, "outbox", "tong-hop.xlsx")); err == nil {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	for _, args := range [][]string{{"watch"}, {"run"}, {"report"}} {
		out, err := exec.Command("tonghop", append([]string{"-C", dir}, args...)...).CombinedOutput()
		if code := exitCode(err); code != exitFailed || !strings.Contains(string(out), "another tonghop") {
			t.Errorf("%v beside a daemon: code %d, %s", args, code, out)
		}
	}
	if out, err := exec.Command("tonghop", "-C", dir, "status").CombinedOutput(); err != nil {
		t.Errorf("status beside a daemon: %v %s", err, out)
	}
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("asked to stop: %v\n%s", err, log.String())
		}
	case <-time.After(20 * time.Second):
		t.Error("did not stop within 20 seconds")
	}
}

func exitCode(err error) int {
	if e, ok := err.(*exec.ExitError); ok {
		return e.ExitCode()
	}
	return 0
}

// The watching daemon takes in what is dropped, reads the definition again when
// it is saved, and says its mistakes while it keeps working on the last good one.
func TestWatchFollowsInboxAndDefinition(t *testing.T) {
	tier.Full(t)
	dir := t.TempDir()
	rounds := filepath.Join(dir, "templates", "antt-2019")
	if err := definition(rounds); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan int, 1)
	go func() { done <- run(ctx, []string{"-C", dir, "watch"}, os.Stdout, new(bytes.Buffer)) }()
	wait := func(what string, ok func() bool) {
		t.Helper()
		for range 3600 { // only a guard: a slow machine under the race detector takes a while
			if ok() {
				return
			}
			time.Sleep(50 * time.Millisecond)
		}
		t.Fatalf("not within three minutes: %s", what)
	}
	have := func(parts ...string) func() bool {
		return func() bool { _, err := os.Stat(filepath.Join(append([]string{dir}, parts...)...)); return err == nil }
	}
	wait("a consolidated workbook", have("outbox", "tong-hop.xlsx"))
	wait("issued forms", have("templates", "antt-2019", "issued", "truong_hoc.xlsx"))
	good, err := os.ReadFile(filepath.Join(rounds, define.FormFile))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(rounds, define.FormFile), bytes.Replace(good, []byte("type: count"), []byte("type: cuont"), 1), 0o644); err != nil {
		t.Fatal(err)
	}
	wait("the workbook of mistakes", have("outbox", "loi-cau-hinh.xlsx"))
	if err := demo.Drop(filepath.Join(dir, "inbox"), []demo.File{{Name: "x.pdf", Data: []byte("%PDF-1.4\n%%EOF\n")}}); err != nil {
		t.Fatal(err)
	}
	wait("a notice, by the last good definition", func() bool {
		all, _ := filepath.Glob(filepath.Join(dir, "outbox", "tra-lai", "khong-xac-dinh", "x *.xlsx"))
		return len(all) == 1
	})
	if err := os.WriteFile(filepath.Join(rounds, define.FormFile), good, 0o644); err != nil {
		t.Fatal(err)
	}
	wait("the workbook of mistakes to go", func() bool { return !have("outbox", "loi-cau-hinh.xlsx")() })
	stop()
	if code := <-done; code != exitDone {
		t.Errorf("stopped with code %d", code)
	}
}

// The shapes of the records are those that other programs rely on.
func TestShapesOfRecords(t *testing.T) {
	var status map[string]any
	st, err := json.Marshal(roll.Status{})
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(st, &status); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"round", "at", "position", "totals", "units", "inbox"} {
		if _, ok := status[key]; !ok {
			t.Errorf("status lacks %s: %s", key, st)
		}
	}
	rec, err := json.Marshal(record.Record{})
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"status", "values", "prior", "tables", "explanations", "recognised", "findings"} {
		if !strings.Contains(string(rec), fmt.Sprintf("%q:", key)) {
			t.Errorf("a record lacks %s: %s", key, rec)
		}
	}
}

// A file that can be read but not removed is received once, judged, counted, and
// does not keep the program from starting again.
func TestAFileThatCannotBeRemoved(t *testing.T) {
	tier.Full(t)
	if os.Geteuid() != 0 {
		t.Skip("needs another user than its own, and so to be started by root")
	}
	const nobody = 65534
	dir, err := os.MkdirTemp("", "tonghop")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := definition(filepath.Join(dir, "templates", "antt-2019")); err != nil {
		t.Fatal(err)
	}
	r, err := define.Load(filepath.Join(dir, "templates", "antt-2019"))
	if err != nil {
		t.Fatal(err)
	}
	u, _ := r.Register.Unit("cq-01")
	data, err := formbook.Form(r, u, demo.Filled(r, u, 1))
	if err != nil {
		t.Fatal(err)
	}
	if err := demo.Drop(filepath.Join(dir, "inbox"), []demo.File{{Name: "sub/cq-01.xlsx", Data: data}}); err != nil {
		t.Fatal(err)
	}
	path, err := exec.LookPath("tonghop")
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	bin := filepath.Join(dir, "tonghop")
	if err := os.WriteFile(bin, program, 0o755); err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(dir, func(p string, d os.DirEntry, err error) error {
		if err != nil || filepath.Base(p) == "sub" || filepath.Base(filepath.Dir(p)) == "sub" {
			return err // this folder stays root's
		}
		return os.Chown(p, nobody, nobody)
	})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		cmd := exec.Command(bin, "-C", dir, "run")
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("run: %v\n%s", err, out)
		}
	}
	p, _, err := office.Look(t.Context(), workspace.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Receipts) != 1 || p.Standing("cq-01").Counts == nil {
		t.Errorf("%d receipts, counted %v", len(p.Receipts), p.Standing("cq-01").Counts != nil)
	}
}
