//go:build linux && amd64

package office_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/xuri/excelize/v2"
	"golang.org/x/sys/unix"

	"tonghop/internal/finding"
	"tonghop/internal/intake"
	"tonghop/internal/office"
	"tonghop/internal/workbook"
)

// asChild runs the office once over a workspace and ends: what the suites kill.
func asChild(dir string) {
	opt := office.Options{Dir: dir, Log: zerolog.Nop(), Settle: intake.Settle{Quiet: 20 * time.Millisecond, Incomplete: time.Second}}
	o, err := office.Open(context.Background(), opt)
	if err == nil {
		_, _, err = o.Once(context.Background(), nil)
		o.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

const childEnv = "TONGHOP_TEST_CHILD"

func init() {
	if dir := os.Getenv(childEnv); dir != "" {
		asChild(dir)
	}
}

// counted are the calls by which something is changed on the disk.
var counted = map[uint64]bool{unix.SYS_WRITE: true, unix.SYS_PWRITE64: true, unix.SYS_WRITEV: true, unix.SYS_FSYNC: true, unix.SYS_FDATASYNC: true,
	unix.SYS_RENAME: true, unix.SYS_RENAMEAT: true, unix.SYS_RENAMEAT2: true, unix.SYS_UNLINK: true, unix.SYS_UNLINKAT: true, unix.SYS_FTRUNCATE: true}

// supervise runs a child over a workspace and kills it before its n-th call that changes
// the disk, counted over all its threads; 0 for never. It tells how many there were, and
// whether the child was killed.
func supervise(dir string, n int) (calls int, killed bool, err error) {
	runtime.LockOSThread() // a tracer is a thread
	defer runtime.UnlockOSThread()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Ptrace: true}
	var told strings.Builder
	cmd.Stderr = nil
	if err := cmd.Start(); err != nil {
		return 0, false, err
	}
	pid := cmd.Process.Pid
	var ws unix.WaitStatus
	if _, err := unix.Wait4(pid, &ws, 0, nil); err != nil {
		return 0, false, err
	}
	if err := unix.PtraceSetOptions(pid, unix.PTRACE_O_TRACESYSGOOD|unix.PTRACE_O_TRACECLONE|unix.PTRACE_O_TRACEFORK|unix.PTRACE_O_TRACEVFORK|unix.PTRACE_O_EXITKILL); err != nil {
		return 0, false, err
	}
	if err := unix.PtraceSyscall(pid, 0); err != nil {
		return 0, false, err
	}
	inside := map[int]bool{} // threads that are in a call
	code := -1
	for {
		tid, err := unix.Wait4(-1, &ws, unix.WALL, nil)
		if errors.Is(err, unix.ECHILD) {
			break
		}
		if err != nil {
			return calls, killed, err
		}
		switch {
		case ws.Exited() || ws.Signaled():
			if tid == pid {
				code = ws.ExitStatus()
				if ws.Signaled() {
					code = 128
				}
			}
			delete(inside, tid)
			continue
		case ws.Stopped() && ws.StopSignal() == unix.SIGTRAP|0x80:
			if inside[tid] = !inside[tid]; inside[tid] {
				var regs unix.PtraceRegs
				if err := unix.PtraceGetRegs(tid, &regs); err == nil && counted[regs.Orig_rax] && !(regs.Orig_rax == unix.SYS_WRITE && regs.Rdi <= 2) {
					if calls++; calls == n {
						killed = true
						_ = unix.Kill(pid, unix.SIGKILL)
					}
				}
			}
			_ = unix.PtraceSyscall(tid, 0)
		case ws.Stopped():
			sig := ws.StopSignal()
			if sig == unix.SIGTRAP || sig == unix.SIGSTOP { // of tracing itself
				sig = 0
			}
			_ = unix.PtraceSyscall(tid, int(sig))
		}
	}
	_, _ = cmd.Process.Wait()
	if !killed && code != 0 {
		return calls, killed, fmt.Errorf("the child ended with %d: %s", code, told.String())
	}
	return calls, killed, nil
}

// scene is a workspace before a run of three files: a return, a return to correct, an
// officers' workbook.
func scene(t *testing.T) (dir string, files map[string]string) {
	opt, r := workspace(t)
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	put(t, opt, "báo cáo cq-02.xlsx", bytesOf(t, r, unit(t, r, "cq-02"), nil))
	put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), func(f *workbook.Fill) { delete(f.Values, "hom_thu") }))
	put(t, opt, "thẩm định.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(unit(t, r, "cq-01").Name, agreed(nil)).bytes())
	return opt.Dir, nil
}

// whole checks a workspace after a run that was killed and one that was not: every file has
// one receipt, every archived byte holds, outputs open, nothing of ours is left over.
func whole(t *testing.T, dir string) (bad []string) {
	t.Helper()
	opt := office.Options{Dir: dir}
	ctx := context.Background()
	p, _, err := office.Look(ctx, opt)
	if err != nil {
		return []string{err.Error()}
	}
	names := map[string]int{}
	for _, rc := range p.Receipts {
		names[rc.Name]++
	}
	for _, name := range []string{"cq-01.xlsx", "báo cáo cq-02.xlsx", "dn-01.xlsx", "thẩm định.xlsx"} {
		if names[name] != 1 {
			bad = append(bad, fmt.Sprintf("%s has %d receipts", name, names[name]))
		}
	}
	for code, want := range map[string]finding.Status{"cq-01": finding.Appraised, "cq-02": finding.Clean, "dn-01": finding.Returned} {
		if s := p.Standing(code); s.Status() != want || len(s.Versions) != 1 {
			bad = append(bad, fmt.Sprintf("%s is %s in %d versions", code, s.Status(), len(s.Versions)))
		}
	}
	if n := len(p.Decisions); n != 1 {
		bad = append(bad, fmt.Sprintf("%d decisions", n))
	}
	damaged, _, _, err := office.Verify(ctx, opt)
	if err != nil || len(damaged) > 0 {
		bad = append(bad, fmt.Sprint(damaged, err))
	}
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		name := d.Name()
		switch {
		case d.IsDir():
		case strings.HasPrefix(name, ".tonghop-") || strings.HasPrefix(name, ".new"):
			bad = append(bad, "left over: "+path)
		case strings.Contains(path, "đã sửa"):
			bad = append(bad, "taken for somebody's: "+path)
		case strings.Contains(path, string(filepath.Separator)+"inbox"+string(filepath.Separator)) && !strings.HasPrefix(name, "."):
			bad = append(bad, "still in the inbox: "+path)
		case strings.Contains(path, "outbox") && strings.HasSuffix(name, ".xlsx"):
			f, err := excelize.OpenFile(path)
			if err != nil {
				bad = append(bad, "does not open: "+path)
			} else {
				f.Close()
			}
		}
		return nil
	})
	return bad
}

// Killed before any call by which it changes the disk, the program comes back and everything
// is there once. TONGHOP_KILLS is how many points are tried, "all" for every one.
func TestKilledAtEveryCall(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	base, _ := scene(t)
	fresh := func() string {
		dir := filepath.Join(t.TempDir(), "w")
		if err := os.CopyFS(dir, os.DirFS(base)); err != nil {
			t.Fatal(err)
		}
		_ = os.Chmod(filepath.Join(dir, "state"), 0o700)
		return dir
	}
	dir := fresh()
	total, killed, err := supervise(dir, 0)
	if err != nil {
		t.Skipf("a child cannot be traced here: %v", err)
	}
	if killed || total < 100 {
		t.Fatalf("a run that is left alone: killed %v, %d calls", killed, total)
	}
	if bad := whole(t, dir); len(bad) > 0 {
		t.Fatalf("a run that is left alone: %v", bad)
	}
	tries := 12
	if n := os.Getenv("TONGHOP_KILLS"); n == "all" {
		tries = total
	} else if v, err := strconv.Atoi(n); err == nil {
		tries = v
	}
	points := rand.New(rand.NewPCG(uint64(tries), 6)).Perm(total)[:min(tries, total)]
	kills := 0
	for _, n := range points {
		dir := fresh()
		_, killed, err := supervise(dir, n+1)
		if err != nil {
			t.Fatalf("call %d: %v", n+1, err)
		}
		if killed {
			kills++
		}
		if _, _, err := supervise(dir, 0); err != nil {
			t.Errorf("after a kill before call %d of %d the program does not come back: %v", n+1, total, err)
			continue
		}
		if bad := whole(t, dir); len(bad) > 0 {
			t.Errorf("after a kill before call %d of %d: %s", n+1, total, strings.Join(bad, "; "))
		}
		_ = os.RemoveAll(dir)
	}
	t.Logf("%d kills at %d of %d calls", kills, len(points), total)
	if kills < len(points)*9/10 {
		t.Errorf("only %d of %d runs were killed", kills, len(points))
	}
}
