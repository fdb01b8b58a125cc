package office_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rs/zerolog"

	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// daemon watches a workspace until the test ends; ended says whether it ended by itself.
func daemon(t *testing.T, o *office.Office) (ended func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- o.Watch(ctx, nil) }()
	over := false
	t.Cleanup(func() {
		cancel()
		if !over {
			if err := <-done; err != nil {
				t.Errorf("asked to stop: %v", err)
			}
		}
		o.Close()
	})
	return func() error {
		select {
		case err := <-done:
			over = true
			return errors.Join(errors.New("the daemon ended"), err)
		default:
			return nil
		}
	}
}

// counts waits until a unit's return counts.
func counts(t *testing.T, opt workspace.Options, code string, ended func() error) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if err := ended(); err != nil {
			t.Fatal(err)
		}
		if p, _, err := office.Look(context.Background(), opt); err == nil && p.Standing(code).Counts != nil {
			return
		}
	}
	t.Fatalf("%s does not count within a minute", code)
}

// A share is unmounted while the daemon runs, and mounted again: nothing below the bare mount
// points is read as the inbox or written as the outbox, and then everything goes on.
func TestAShareIsUnmounted(t *testing.T) {
	tier.Long(t)
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	share := t.TempDir()
	each := func(do func(on, at string) error) {
		t.Helper()
		for _, name := range []string{"inbox", "outbox"} {
			if err := do(filepath.Join(share, name), opt.Folder(name)); err != nil {
				t.Fatal(err)
			}
		}
	}
	mount := func(on, at string) error { return exec.Command("mount", "--bind", on, at).Run() }
	unmount := func(_, at string) (err error) {
		for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
			if err = exec.Command("umount", at).Run(); err == nil { // the daemon may have a file open just now
				return nil
			}
		}
		return err
	}
	each(func(on, at string) error { return errors.Join(os.MkdirAll(on, 0o755), os.MkdirAll(at, 0o755)) })
	t.Cleanup(func() {
		each(func(_, at string) error { _ = exec.Command("umount", "-l", at).Run(); return nil })
	})
	if err := mount(filepath.Join(share, "inbox"), opt.Folder("inbox")); err != nil {
		tier.Lacks(t, "mounting (root): %v", err)
	}
	if err := mount(filepath.Join(share, "outbox"), opt.Folder("outbox")); err != nil {
		t.Fatal(err)
	}
	o, err := office.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	ended := daemon(t, o)
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	counts(t, opt, "cq-01", ended)
	published := filepath.Join(share, "outbox", "tong-hop.xlsx")
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if p, _, err := office.Look(context.Background(), opt); err == nil && p.Behind == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("nothing published within a minute")
		}
	}
	before, err := os.ReadFile(published)
	if err != nil {
		t.Fatal(err)
	}

	// The outbox alone: what is dropped is taken in, and published once it is back.
	if err := unmount("", opt.Folder("outbox")); err != nil {
		t.Fatal(err)
	}
	put(t, opt, "cq-03.xlsx", bytesOf(t, r, unit(t, r, "cq-03"), nil))
	counts(t, opt, "cq-03", ended)
	if err := unmount("", opt.Folder("inbox")); err != nil {
		t.Fatal(err)
	}
	stranger := []byte("put here while the share was away")
	put(t, opt, "here.txt", stranger)
	later := bytesOf(t, r, unit(t, r, "cq-02"), nil)
	if err := os.WriteFile(filepath.Join(share, "inbox", "cq-02.xlsx"), later, 0o644); err != nil {
		t.Fatal(err)
	}
	time.Sleep(6500 * time.Millisecond) // it looks every second, after a failure again in 5 seconds
	if err := ended(); err != nil {
		t.Fatal(err)
	}
	if have, err := os.ReadFile(opt.Folder("inbox", "here.txt")); err != nil || !slices.Equal(have, stranger) {
		t.Errorf("what lies below the bare mount point was touched: %v", err)
	}
	if entries, err := os.ReadDir(opt.Folder("outbox")); err != nil || len(entries) > 0 {
		t.Errorf("below the bare mount point: %v, %v", entries, err)
	}
	p, lying, err := office.Look(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	if len(lying) != 1 || !strings.Contains(lying[0].Why.String(), "marker") {
		t.Errorf("of the inbox it is said: %v", lying)
	}
	if len(p.Receipts) != 2 || p.Behind == 0 || p.Standing("cq-02").Counts != nil {
		t.Errorf("%d receipts while the share is away, the outputs %d events behind", len(p.Receipts), p.Behind)
	}

	each(mount)
	counts(t, opt, "cq-02", ended)
	for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
		if now, err := os.ReadFile(published); err == nil && !slices.Equal(now, before) {
			return
		}
		if time.Now().After(end) {
			t.Fatal("nothing published once the share was back")
		}
	}
}

// A share of which no events come (a folder served by a program): what is put there behind
// its back is found by looking, every 5 seconds where nothing else is said.
func TestAShareWithoutEvents(t *testing.T) {
	tier.Long(t)
	if _, err := exec.LookPath("bindfs"); err != nil {
		tier.Lacks(t, "bindfs")
	}
	if tier.Raced {
		t.Skip("a slow daemon says nothing of how often it looks")
	}
	opt, r := newWorkspace(t)
	opt.Every = 0
	behind, inbox := filepath.Join(t.TempDir(), "behind"), opt.Folder("inbox")
	for _, dir := range []string{behind, inbox} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("bindfs", behind, inbox).CombinedOutput(); err != nil {
		tier.Lacks(t, "mounting: %s", out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", inbox).Run() })
	o, err := office.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	ended := daemon(t, o)
	drop := func(code string) time.Duration {
		t.Helper()
		data := bytesOf(t, r, unit(t, r, code), nil)
		start := time.Now()
		if err := os.WriteFile(filepath.Join(behind, code+".xlsx"), data, 0o644); err != nil {
			t.Fatal(err)
		}
		counts(t, opt, code, ended)
		return time.Since(start)
	}
	// What it writes itself makes events: it looks again because of them until all is written.
	drop("cq-02")
	for end := time.Now().Add(2 * time.Minute); ; time.Sleep(50 * time.Millisecond) {
		_, err := os.Stat(filepath.Join(workspace.IssuedDir(r), ".definition"))
		if p, _, lerr := office.Look(context.Background(), opt); err == nil && lerr == nil && p.Behind == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatal("it does not come to rest")
		}
	}
	drop("cq-03")
	time.Sleep(2 * time.Second) // its outputs are written
	took := drop("cq-04")
	t.Logf("found and counted after %v", took.Round(time.Millisecond))
	if took > 9*time.Second {
		t.Errorf("counted after %v: it looks every 5 seconds", took)
	}
}

// logged is a log that can be looked into.
type logged struct {
	mu  sync.Mutex
	all []byte
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, p...)
	return len(p), nil
}

func (l *logged) says(word string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return bytes.Contains(l.all, []byte(word))
}

// A disk that is full pauses the intake; what lies in the inbox is untouched, and goes on
// when there is room.
func TestAFullDisk(t *testing.T) {
	tier.Long(t)
	opt, r := newWorkspace(t)
	state := opt.Folder("state")
	if err := os.MkdirAll(state, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", state).CombinedOutput(); err != nil {
		tier.Lacks(t, "a small file system (root): %s", out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", state).Run() })
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	var log logged
	opt.Log = zerolog.New(&log)
	o, err := office.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	filler := filepath.Join(state, "filler")
	if err := os.WriteFile(filler, make([]byte, 8<<20), 0o600); err == nil {
		t.Fatal("the disk is not full")
	}
	want := bytesOf(t, r, unit(t, r, "cq-02"), nil)
	put(t, opt, "cq-02.xlsx", want)
	ended := daemon(t, o)
	for end := time.Now().Add(time.Minute); !log.says("paused"); time.Sleep(50 * time.Millisecond) {
		if err := ended(); err != nil {
			t.Fatal(err)
		}
		if time.Now().After(end) {
			t.Fatal("it did not pause within a minute")
		}
	}
	if have, err := os.ReadFile(opt.Folder("inbox", "cq-02.xlsx")); err != nil || !slices.Equal(have, want) {
		t.Fatalf("the original is not what was dropped: %v", err)
	}
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	counts(t, opt, "cq-02", ended)
}

// The server of a share dies under the daemon: inbox and outbox answer every call with an error,
// as the status of a workspace tells. Mounted again, all goes on where it was.
func TestAShareWhoseServerDies(t *testing.T) {
	tier.Long(t)
	if _, err := exec.LookPath("bindfs"); err != nil {
		tier.Lacks(t, "bindfs")
	}
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	opt.Every = 200 * time.Millisecond
	behind := t.TempDir()
	var started []*exec.Cmd
	t.Cleanup(func() { // once the daemon has ended
		for _, name := range []string{"inbox", "outbox"} {
			_ = exec.Command("umount", "-l", opt.Folder(name)).Run()
		}
		for _, cmd := range started {
			_, _ = cmd.Process.Kill(), cmd.Wait()
		}
	})
	serve := func(name string) {
		t.Helper()
		at := opt.Folder(name)
		must(t, errors.Join(os.MkdirAll(filepath.Join(behind, name), 0o755), os.MkdirAll(at, 0o755)))
		cmd := exec.Command("bindfs", "-f", filepath.Join(behind, name), at)
		must(t, cmd.Start())
		started = append(started, cmd)
		for end := time.Now().Add(10 * time.Second); ; time.Sleep(20 * time.Millisecond) {
			if out, err := exec.Command("mountpoint", at).CombinedOutput(); err == nil {
				return
			} else if time.Now().After(end) {
				tier.Lacks(t, "mounting: %s", out)
			}
		}
	}
	serve("inbox")
	serve("outbox")
	o, err := office.Open(t.Context(), opt)
	must(t, err)
	ended := daemon(t, o)
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	counts(t, opt, "cq-01", ended)
	for i, name := range []string{"inbox", "outbox"} {
		_ = started[i].Process.Kill()
		for end := time.Now().Add(time.Minute); ; time.Sleep(50 * time.Millisecond) {
			must(t, ended())
			told := ""
			if _, inbox, err := office.Look(t.Context(), opt); err == nil {
				for _, p := range inbox {
					told += string(p.State) + " "
				}
			}
			if strings.Contains(told, "paused") || strings.Contains(told, "unreadable") {
				break
			}
			if time.Now().After(end) {
				_, inbox, err := office.Look(t.Context(), opt)
				t.Fatalf("status does not say that %s is gone: %v %v", name, inbox, err)
			}
		}
		must(t, exec.Command("umount", "-l", opt.Folder(name)).Run())
		serve(name)
		code := []string{"cq-02", "cq-03"}[i]
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
		counts(t, opt, code, ended)
	}
}
