//go:build linux

package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
	"tonghop/internal/write/officers"
)

// number is what a variable says, or else.
func number(t *testing.T, variable string, otherwise int) int {
	t.Helper()
	v := os.Getenv(variable)
	if v == "" {
		return otherwise
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// TestManyFiles drops very many files at once on a daemon that runs, and on one that is
// stopped meanwhile so that the kernel's queue of events overflows. TONGHOP_FILES is how many,
// TONGHOP_UNITS of how many units; what is more are further versions.
func TestManyFiles(t *testing.T) {
	tier.Long(t)
	dir := t.TempDir()
	units := number(t, "TONGHOP_UNITS", 300)
	files := manyFiles(t, dir, number(t, "TONGHOP_FILES", 60), units)
	units = min(units, len(files))
	for _, c := range []struct {
		name    string
		stopped bool
	}{{"dropped while it runs", false}, {"dropped while it is stopped", true}} {
		t.Run(c.name, func(t *testing.T) {
			for _, d := range []string{"state", "outbox", "inbox"} {
				if err := os.RemoveAll(filepath.Join(dir, d)); err != nil {
					t.Fatal(err)
				}
			}
			many(t, dir, files, units, c.stopped)
		})
	}
}

// many drops the files and waits until the inbox is empty.
func many(t *testing.T, dir string, files []demo.File, units int, stopped bool) {
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	cmd := exec.Command("tonghop", "-C", dir, "watch")
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill() }()
	inbox := filepath.Join(dir, "inbox")
	until(t, time.Minute, "the daemon is up", func() bool {
		_, err := os.Stat(filepath.Join(dir, "outbox", "tong-hop.xlsx"))
		return err == nil
	})
	if stopped {
		if err := cmd.Process.Signal(syscall.SIGSTOP); err != nil {
			t.Fatal(err)
		}
	}
	start := time.Now()
	if err := demo.Drop(inbox, files); err != nil {
		t.Fatal(err)
	}
	dropped := time.Since(start)
	if stopped {
		start = time.Now()
		if err := cmd.Process.Signal(syscall.SIGCONT); err != nil {
			t.Fatal(err)
		}
	}
	until(t, 20*time.Minute, "the inbox is empty", func() bool {
		left, err := filepath.Glob(filepath.Join(inbox, "[^.]*")) // beside our marker and what was taken
		return err == nil && len(left) == 0
	})
	took := time.Since(start)
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil { // what is in hand is published first
		t.Fatal(err)
	}
	most := memory(t, cmd.Process.Pid)
	gone, looked := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(looked)
		for {
			select {
			case <-gone:
				return
			case <-time.After(20 * time.Millisecond):
				most = max(most, memory(t, cmd.Process.Pid))
			}
		}
	}()
	err = cmd.Wait()
	close(gone)
	<-looked
	if err != nil {
		out, _ := os.ReadFile(log.Name())
		t.Fatalf("asked to stop: %v: %s", err, out[max(0, len(out)-2000):])
	}
	if out, err := exec.Command("tonghop", "-C", dir, "run").CombinedOutput(); err != nil { // a file called off is judged at the next start
		t.Errorf("run: %v\n%s", err, out)
	}
	p, _, err := office.Look(t.Context(), workspace.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	times := map[string]int{}
	for _, rc := range p.Receipts {
		times[rc.Name]++
	}
	for _, f := range files {
		if times[f.Name] != 1 {
			t.Errorf("%s has %d receipts", f.Name, times[f.Name])
		}
	}
	versions, known := 0, 0
	for _, s := range p.Units {
		versions += len(s.Versions)
		// Several versions seen at once have no order: an officer says which counts.
		if s.Counts != nil || len(s.Versions) > 1 && s.Versions[0].Conflict {
			known++
		}
	}
	if versions != len(files) || known != units {
		t.Errorf("%d versions of %d files, %d of %d units counted or to be decided", versions, len(files), known, units)
	}
	if out, err := exec.Command("tonghop", "-C", dir, "verify").CombinedOutput(); err != nil {
		t.Errorf("verify: %v\n%s", err, out)
	}
	queue, _ := os.ReadFile("/proc/sys/fs/inotify/max_queued_events")
	t.Logf("%d files of %d units dropped in %v, taken in within %v, at most %d MB of memory; the kernel's queue holds %s events",
		len(files), units, dropped.Round(time.Millisecond), took.Round(time.Millisecond), most, strings.TrimSpace(string(queue)))
}

func until(t *testing.T, long time.Duration, what string, ok func() bool) {
	t.Helper()
	for end := time.Now().Add(long); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("not within %v: %s", long, what)
}

// memory is the most a process has held, in MB; 0 when it is gone.
func memory(t *testing.T, pid int) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for _, line := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			n, _ := strconv.Atoi(strings.Fields(rest)[0])
			return n >> 10
		}
	}
	return 0
}

// manyFiles makes a round with as many agencies and a filled-in return of each, all from one.
func manyFiles(t *testing.T, dir string, n, most int) (files []demo.File) {
	t.Helper()
	defined := filepath.Join(dir, "templates", "antt-2019")
	if err := definition(defined); err != nil {
		t.Fatal(err)
	}
	units := []round.Unit{{Code: "chi-linh", Name: "Thành phố Chí Linh", Kind: "thanh_pho", Direct: true}}
	for i := range min(n, most) {
		units = append(units, round.Unit{Code: fmt.Sprintf("cq-%05d", i), Name: fmt.Sprintf("Cơ quan mẫu %05d", i), Kind: "co_quan", Parent: "chi-linh", Direct: true,
			Email: "don-vi@example.vn", Attrs: map[string]string{}})
	}
	register, err := officers.Register("vi", units, "Danh sách đơn vị")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(defined, define.RegisterFile), register, 0o644); err != nil {
		t.Fatal(err)
	}
	r, err := define.Load(defined)
	if err != nil {
		t.Fatal(err)
	}
	first, err := formbook.Form(r, units[1], demo.Filled(r, units[1], 1))
	if err != nil {
		t.Fatal(err)
	}
	parts, err := zip.NewReader(bytes.NewReader(first), int64(len(first)))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, f := range parts.File {
		in, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(in)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(data), "00000") {
			texts[f.Name] = string(data)
		}
	}
	for i := range n {
		var out bytes.Buffer
		w := zip.NewWriter(&out)
		digits := fmt.Sprintf("%05d", i%most)
		for _, f := range parts.File {
			text, changes := texts[f.Name]
			if !changes {
				if err := w.Copy(f); err != nil {
					t.Fatal(err)
				}
				continue
			}
			part, err := w.Create(f.Name)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := io.WriteString(part, strings.NewReplacer("cq-00000", "cq-"+digits, "mẫu 00000", "mẫu "+digits).Replace(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.SetComment(fmt.Sprint("version ", i/most)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		files = append(files, demo.File{Name: fmt.Sprintf("báo cáo %05d.xlsx", i), Data: out.Bytes()})
	}
	return files
}
