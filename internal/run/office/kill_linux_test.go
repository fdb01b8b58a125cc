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
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/xuri/excelize/v2"
	"golang.org/x/sys/unix"

	"tonghop/internal/ask/form"
	"tonghop/internal/finding"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// asChild runs the office once over a workspace and ends: what the suites kill.
func asChild(dir string) {
	opt := hasty(dir)
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

// blow is what a supervised child meets.
type blow struct {
	at     int               // before this call that changes the disk, counted from 1 over all threads; 0 for never
	errno  syscall.Errno     // the call fails with this, and the child goes on; 0: it is killed
	times  int               // how many calls in a row fail; 0 is one
	cut    func()            // done right before the child is killed
	synced func(file string) // told of each fsync
}

// supervise runs a child over a workspace until it ends or is killed. It tells how many calls
// changed a file, whether the blow fell, and what the child ended with (-1 when it was killed).
func supervise(dir string, b blow) (calls int, fell bool, code int, err error) {
	runtime.LockOSThread() // a tracer is a thread
	defer runtime.UnlockOSThread()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Ptrace: true}
	if err := cmd.Start(); err != nil {
		return 0, false, 0, err
	}
	pid := cmd.Process.Pid
	var ws unix.WaitStatus
	if _, err := unix.Wait4(pid, &ws, 0, nil); err != nil {
		return 0, false, 0, err
	}
	if err := unix.PtraceSetOptions(pid, unix.PTRACE_O_TRACESYSGOOD|unix.PTRACE_O_TRACECLONE|unix.PTRACE_O_TRACEFORK|unix.PTRACE_O_TRACEVFORK|unix.PTRACE_O_EXITKILL); err != nil {
		return 0, false, 0, err
	}
	if err := unix.PtraceSyscall(pid, 0); err != nil {
		return 0, false, 0, err
	}
	inside := map[int]bool{}  // threads that are in a call
	refused := map[int]bool{} // threads in a call that is to fail
	code = -1
	for {
		tid, err := unix.Wait4(-1, &ws, unix.WALL, nil)
		if errors.Is(err, unix.ECHILD) {
			break
		}
		if err != nil {
			return calls, fell, code, err
		}
		switch {
		case ws.Exited() || ws.Signaled():
			if tid == pid && ws.Exited() {
				code = ws.ExitStatus()
			}
			delete(inside, tid)
			continue
		case ws.Stopped() && ws.StopSignal() == unix.SIGTRAP|0x80:
			var regs unix.PtraceRegs
			inside[tid] = !inside[tid]
			switch err := unix.PtraceGetRegs(tid, &regs); {
			case err != nil:
			case inside[tid] && onDisk(tid, &regs):
				calls++
				if b.synced != nil && (regs.Orig_rax == unix.SYS_FSYNC || regs.Orig_rax == unix.SYS_FDATASYNC) {
					b.synced(openAs(tid, &regs))
				}
				switch {
				case b.at == 0 || calls < b.at || calls >= b.at+max(1, b.times):
				case b.errno != 0:
					fell, refused[tid] = true, true
					regs.Orig_rax = ^uint64(0) // no such call: nothing is done
					_ = unix.PtraceSetRegs(tid, &regs)
				case calls == b.at:
					fell = true
					if b.cut != nil {
						b.cut()
					}
					_ = unix.Kill(pid, unix.SIGKILL)
				}
			case !inside[tid] && refused[tid]:
				delete(refused, tid)
				regs.Rax = -uint64(b.errno)
				_ = unix.PtraceSetRegs(tid, &regs)
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
	return calls, fell, code, nil
}

// onDisk says whether a call changes a file: not a pipe, a terminal or a counter of events.
func onDisk(tid int, regs *unix.PtraceRegs) bool {
	if !counted[regs.Orig_rax] {
		return false
	}
	switch regs.Orig_rax {
	case unix.SYS_WRITE, unix.SYS_PWRITE64, unix.SYS_WRITEV, unix.SYS_FSYNC, unix.SYS_FDATASYNC, unix.SYS_FTRUNCATE:
		file := openAs(tid, regs)
		return strings.HasPrefix(file, "/") && !strings.HasPrefix(file, "/dev/")
	}
	return true
}

// openAs is the file that a call speaks of by its number; "" when there is none.
func openAs(tid int, regs *unix.PtraceRegs) string {
	file, err := os.Readlink(fmt.Sprintf("/proc/%d/fd/%d", tid, regs.Rdi))
	if err != nil {
		return ""
	}
	return file
}

// run is a child that nothing happens to.
func run(dir string) (calls int, err error) {
	calls, _, code, err := supervise(dir, blow{})
	if err == nil && code != 0 {
		err = fmt.Errorf("the child ended with %d", code)
	}
	return calls, err
}

// hasty is a workspace in which nothing is waited for.
func hasty(dir string) workspace.Options {
	settle := intake.Settle{Quiet: 20 * time.Millisecond, Incomplete: 100 * time.Millisecond, Linger: time.Millisecond}
	return workspace.Options{Dir: dir, Log: zerolog.Nop(), Settle: settle}
}

// scene is a workspace before a run, and what it must be after it.
type scene struct {
	dir   string
	files []string                  // what was dropped
	units map[string]finding.Status // in one version each

	edited    []byte // what somebody made of the consolidated workbook
	decisions int    // on record after the run
}

// threeFiles are a return, a return to correct, and an officers' workbook on a unit whose
// return was taken in before. Meanwhile somebody has edited the consolidated workbook, and a
// desk's workbook is open in a program that locks it.
func threeFiles(t *testing.T) scene {
	opt, r := wholeWorkspace(t)
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	takeIn(t, opt)
	put(t, opt, "báo cáo cq-02.xlsx", bytesOf(t, r, unit(t, r, "cq-02"), nil))
	put(t, opt, "dn-01.xlsx", bytesOf(t, r, unit(t, r, "dn-01"), func(f *form.Fill) { delete(f.Values, "hom_thu") }))
	put(t, opt, "thẩm định.xlsx", openPaper(t, deskBook(opt, "an_ninh")).set(unit(t, r, "cq-01").Name, agreed(nil)).bytes())
	if err := os.WriteFile(filepath.Join(opt.Dir, lockPath), []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	summary, err := excelize.OpenFile(filepath.Join(opt.Dir, "outbox", "tong-hop.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer summary.Close()
	if err := summary.SetCellValue(summary.GetSheetName(0), "A1", "lãnh đạo ghi chú"); err != nil {
		t.Fatal(err)
	}
	written, err := summary.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	edited := written.Bytes()
	if err := os.WriteFile(filepath.Join(opt.Dir, "outbox", "tong-hop.xlsx"), edited, 0o644); err != nil {
		t.Fatal(err)
	}
	return scene{opt.Dir, []string{"cq-01.xlsx", "báo cáo cq-02.xlsx", "dn-01.xlsx", "thẩm định.xlsx"},
		map[string]finding.Status{"cq-01": finding.Appraised, "cq-02": finding.Clean, "dn-01": finding.Returned}, edited, 1}
}

// lockPath is what a program leaves beside a workbook that it has open.
const lockPath = "outbox/tham-dinh/~$an_ninh.xlsx"

// twentyFiles are threeFiles and seventeen more: returns, returns to correct, one twice, and
// files that are no returns.
func twentyFiles(t *testing.T) scene {
	s := threeFiles(t)
	opt := workspace.Options{Dir: s.dir}
	p, _, err := office.Look(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	r := p.Round
	drop := func(name string, data []byte) {
		put(t, opt, name, data)
		s.files = append(s.files, name)
	}
	for i := range 14 {
		code := fmt.Sprintf("cq-%02d", i+3)
		data := bytesOf(t, r, unit(t, r, code), func(f *form.Fill) {
			if i%3 == 2 {
				delete(f.Values, "hom_thu")
			}
		})
		s.units[code] = finding.Clean
		if i%3 == 2 {
			s.units[code] = finding.Returned
		}
		drop(code+".xlsx", data)
		if i == 0 {
			drop("lại "+code+".xlsx", data)
		}
	}
	drop("ảnh.pdf", []byte("%PDF-1.7\n..."))
	drop("ghi chú.xlsx", []byte("không phải bảng tính"))
	return s
}

// fresh is a copy of the scene.
func (s scene) fresh(t *testing.T) scene {
	t.Helper()
	s.dir = s.copied(t, filepath.Join(t.TempDir(), "w"))
	return s
}

func (s scene) copied(t *testing.T, dir string) string {
	t.Helper()
	if err := os.CopyFS(dir, os.DirFS(s.dir)); err != nil {
		t.Fatal(err)
	}
	_ = os.Chmod(filepath.Join(dir, "state"), 0o700)
	return dir
}

// whole checks a workspace after a run that something happened to and one that nothing
// happened to: every file has one receipt, every unit its state, every archived byte holds,
// outputs open, nothing of ours is left over.
func (s scene) whole(t *testing.T) (bad []string) {
	t.Helper()
	dir, opt := s.dir, workspace.Options{Dir: s.dir}
	ctx := context.Background()
	p, _, err := office.Look(ctx, opt)
	if err != nil {
		return []string{err.Error()}
	}
	names := map[string]int{}
	for _, rc := range p.Receipts {
		names[rc.Name]++
	}
	for _, name := range s.files {
		if names[name] != 1 {
			bad = append(bad, fmt.Sprintf("%s has %d receipts", name, names[name]))
		}
	}
	if len(names) != len(s.files) {
		bad = append(bad, fmt.Sprintf("receipts of %d files, %d were dropped", len(names), len(s.files)))
	}
	for code, want := range s.units {
		if st := p.Standing(code); st.Status() != want || len(st.Versions) != 1 {
			bad = append(bad, fmt.Sprintf("%s is %s in %d versions", code, st.Status(), len(st.Versions)))
		}
	}
	if n := len(p.Decisions); n != s.decisions {
		bad = append(bad, fmt.Sprintf("%d decisions", n))
	}
	if p.Behind > 0 {
		bad = append(bad, fmt.Sprintf("the outputs are %d events behind", p.Behind))
	}
	for code, want := range s.units {
		if _, err := os.Stat(filepath.Join(dir, "outbox", "tra-lai", code+".xlsx")); (err == nil) != (want == finding.Returned) {
			bad = append(bad, fmt.Sprintf("%s is %s; its workbook to correct: %v", code, want, err))
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "outbox", "tong-hop.xlsx")); err != nil {
		bad = append(bad, err.Error())
	}
	damaged, _, _, err := workspace.Verify(ctx, opt)
	if err != nil || len(damaged) > 0 {
		bad = append(bad, fmt.Sprint(damaged, err))
	}
	bad = append(bad, s.others()...)
	return append(bad, untidy(dir, "tong-hop (đã sửa).xlsx", filepath.Base(lockPath))...)
}

// others checks what other people had a hand in: what somebody edited is set aside as it was,
// once, and beside the workbook that is open elsewhere stands its newest revision.
func (s scene) others() (bad []string) {
	kept, err := os.ReadFile(filepath.Join(s.dir, "outbox", "tong-hop (đã sửa).xlsx"))
	if err != nil || !slices.Equal(kept, s.edited) {
		bad = append(bad, fmt.Sprintf("what somebody edited is not set aside as it was: %v", err))
	}
	beside, _ := filepath.Glob(filepath.Join(s.dir, "outbox", "tham-dinh", "an_ninh (bản *).xlsx"))
	if len(beside) != 1 {
		bad = append(bad, fmt.Sprintf("beside the workbook that is open elsewhere: %q", beside))
	}
	return bad
}

// What the ledger says was received is on the disk before the ledger says so: the bytes,
// then the folder that names them, then the ledger. A file system that keeps the order by
// itself does not show when one is missing, so the order is looked at.
func TestBytesThenFolderThenLedger(t *testing.T) {
	s := threeFiles(t)
	var synced []string
	_, _, code, err := supervise(s.dir, blow{synced: func(file string) { synced = append(synced, file) }})
	if err != nil || code != 0 {
		untraced(t, code, err)
	}
	bytes, open := 0, false
	for _, file := range synced {
		in, name := filepath.Base(filepath.Dir(file)), filepath.Base(file)
		switch {
		case in == "archive":
			bytes++
			open = true
		case name == "archive":
			open = false
		case open && strings.HasPrefix(name, "ledger"):
			t.Errorf("the ledger is synced before the archive's folder: %v", synced)
			return
		}
	}
	if bytes < 3 || open {
		t.Errorf("%d files of 3 synced into the archive, the folder after the last one: %v", bytes, !open)
	}
}

// untraced says that a child did not come through under the supervisor: it went wrong, or
// this machine lets nobody be traced, which only a machine that need not run this may say.
func untraced(t *testing.T, code int, err error) {
	t.Helper()
	if err == nil {
		t.Fatalf("a child that is left alone ended with %d", code)
	}
	tier.Lacks(t, "tracing a child: %v", err)
}

// tries is how many points a suite tries: what its variable says ("all" for every one, in
// the longer scene where it is a number), else a few.
func tries(t *testing.T, variable string, few, all int) int {
	t.Helper()
	long(t)
	switch n := os.Getenv(variable); n {
	case "":
		return few
	case "all":
		return all
	default:
		v, err := strconv.Atoi(n)
		if err != nil {
			t.Fatalf("%s=%q", variable, n)
		}
		return v
	}
}

// points runs a scene once, left alone, and picks calls at which something is to happen.
func points(t *testing.T, s scene, variable string, few int) (at []int, total int) {
	t.Helper()
	n := tries(t, variable, few, 1<<20)
	left := s.fresh(t)
	total, _, code, err := supervise(left.dir, blow{})
	if err != nil || code != 0 {
		untraced(t, code, err)
	}
	if bad := left.whole(t); total < 100 || len(bad) > 0 {
		t.Fatalf("a run of %d calls that is left alone: %v", total, bad)
	}
	order := rand.New(rand.NewPCG(uint64(n), 6)).Perm(total)
	for len(at) < n && (len(at) < total || n < 1<<20) {
		at = append(at, order[len(at)%total]+1)
	}
	return at, total
}

// Killed before any call by which it changes the disk, the program comes back and everything
// is there once.
func TestKilledAtEveryCall(t *testing.T) {
	long(t)
	base := threeFiles(t)
	at, total := points(t, base, "TONGHOP_KILLS", 6)
	kills(t, base, at, total)
}

// The same in a run of twenty files, at calls picked at random.
func TestKilledAmongTwenty(t *testing.T) {
	long(t)
	base := twentyFiles(t)
	at, total := points(t, base, "TONGHOP_KILLS_20", 2)
	kills(t, base, at, total)
}

func kills(t *testing.T, base scene, at []int, total int) {
	t.Helper()
	killed := 0
	for _, n := range at {
		s := base.fresh(t)
		_, fell, _, err := supervise(s.dir, blow{at: n})
		if err != nil {
			t.Fatalf("call %d: %v", n, err)
		}
		if fell {
			killed++
		}
		if _, err := run(s.dir); err != nil {
			t.Errorf("after a kill before call %d of %d the program does not come back: %v", n, total, err)
			continue
		}
		if bad := s.whole(t); len(bad) > 0 {
			t.Errorf("after a kill before call %d of %d: %s", n, total, strings.Join(bad, "; "))
		}
		_ = os.RemoveAll(s.dir)
	}
	t.Logf("%d kills, at calls of %d", killed, total)
	if killed < len(at)*9/10 {
		t.Errorf("only %d of %d runs were killed", killed, len(at))
	}
}

// Killed at any moment, again and again until it comes through, the program loses nothing.
func TestKilledAtAnyMoment(t *testing.T) {
	long(t)
	want := tries(t, "TONGHOP_KILLS_RANDOM", 4, 500)
	base := twentyFiles(t)
	start := time.Now()
	first := base.fresh(t)
	if out, err := child(first.dir).CombinedOutput(); err != nil {
		t.Fatalf("a run that is left alone: %v: %s", err, out)
	}
	took := time.Since(start)
	random := rand.New(rand.NewPCG(7, 7))
	killed, runs := 0, 0
	for ; killed < want; runs++ {
		s := base.fresh(t)
		for again := true; again; {
			cmd := child(s.dir)
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			timer := time.AfterFunc(time.Duration(random.Int64N(int64(took))), func() { _ = cmd.Process.Kill() })
			err := cmd.Wait()
			timer.Stop()
			if again = err != nil && cmd.ProcessState.ExitCode() == -1; again {
				killed++
			} else if err != nil {
				t.Fatalf("after %d kills the program does not come back: %v", killed, err)
			}
		}
		if bad := s.whole(t); len(bad) > 0 {
			t.Errorf("in run %d, after %d kills in all: %s", runs+1, killed, strings.Join(bad, "; "))
		}
		_ = os.RemoveAll(s.dir)
	}
	t.Logf("%d kills in %d runs of up to %v", killed, runs, took.Round(time.Millisecond))
}

func child(dir string) *exec.Cmd {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+dir)
	return cmd
}

// A call that changes the disk fails (no room, a broken disk), once or some times in a row:
// the program ends with an error or goes on, no original is lost meanwhile, and when the disk
// is well again everything is there once.
func TestADiskThatFails(t *testing.T) {
	long(t)
	base := threeFiles(t)
	at, total := points(t, base, "TONGHOP_ERRORS", 6)
	failed := 0
	ends := map[int]int{}
	for i, n := range at {
		b := blow{at: n, errno: []syscall.Errno{unix.ENOSPC, unix.EIO}[i%2], times: []int{1, 40}[i/2%2]}
		s := base.fresh(t)
		_, fell, code, err := supervise(s.dir, b)
		if err != nil {
			t.Fatalf("call %d: %v", n, err)
		}
		if fell {
			failed++
		}
		ends[code]++
		if code != 0 && code != 1 {
			t.Errorf("%d calls from %d of %d failing (%v), the program ended with %d", b.times, n, total, b.errno, code)
		}
		for _, bad := range s.kept(t, base) {
			t.Errorf("%d calls from %d of %d failing (%v): %s", b.times, n, total, b.errno, bad)
		}
		if _, err := run(s.dir); err != nil {
			t.Errorf("after %d calls from %d of %d failing (%v) the program does not come back: %v", b.times, n, total, b.errno, err)
			continue
		}
		if bad := s.whole(t); len(bad) > 0 {
			t.Errorf("after %d calls from %d of %d failing (%v): %s", b.times, n, total, b.errno, strings.Join(bad, "; "))
		}
		_ = os.RemoveAll(s.dir)
	}
	t.Logf("%d runs with failing calls, of %d calls; ended with (code: runs) %v", failed, total, ends)
	if failed < len(at)*9/10 {
		t.Errorf("only in %d of %d runs a call failed", failed, len(at))
	}
}

// kept says which of the dropped files are neither in the inbox as they were nor in the
// archive.
func (s scene) kept(t *testing.T, base scene) (lost []string) {
	t.Helper()
	for _, name := range base.files {
		want, err := os.ReadFile(filepath.Join(base.dir, "inbox", name))
		if err != nil {
			continue // taken in before
		}
		if have, err := os.ReadFile(filepath.Join(s.dir, "inbox", name)); err == nil && slices.Equal(have, want) {
			continue
		}
		if !s.archived(want) {
			lost = append(lost, name+" is nowhere as it was dropped")
		}
	}
	return lost
}

// archived says whether a file of these bytes lies anywhere in state.
func (s scene) archived(want []byte) (found bool) {
	_ = filepath.WalkDir(filepath.Join(s.dir, "state"), func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || found {
			return nil
		}
		have, err := os.ReadFile(path)
		found = err == nil && slices.Equal(have, want)
		return nil
	})
	return found
}

// ext4Shutdown is EXT4_IOC_SHUTDOWN of the kernel's ext4.h; with 2 nothing more is written,
// the journal neither: what a power cut leaves.
const ext4Shutdown, withoutFlush = 0x8004587d, 2

// The power goes at a call that changes the disk: on a file system of its own, which is shut
// down without writing anything more, mounted again, and run over.
func TestPowerCuts(t *testing.T) {
	long(t)
	if os.Geteuid() != 0 {
		tier.Lacks(t, "root, for a file system of its own")
	}
	base := threeFiles(t)
	at, total := points(t, base, "TONGHOP_CUTS", 3)
	work := t.TempDir()
	image, mounted := filepath.Join(work, "image"), filepath.Join(work, "disk")
	do := func(name string, args ...string) error {
		if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w: %s", name, err, out)
		}
		return nil
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Mkdir(mounted, 0o755))
	must(os.WriteFile(image, nil, 0o600))
	must(os.Truncate(image, 64<<20))
	if err := errors.Join(do("mkfs.ext4", "-q", image), do("mount", "-o", "loop", image, mounted)); err != nil {
		tier.Lacks(t, "a file system of its own: %v", err)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", mounted).Run() })
	s := base
	s.dir = base.copied(t, filepath.Join(mounted, "w"))
	must(do("umount", mounted))
	cuts := 0
	for _, n := range at {
		must(do("cp", "--sparse=always", image, image+"2"))
		must(do("mount", "-o", "loop", image+"2", mounted))
		_, fell, _, err := supervise(s.dir, blow{at: n, cut: func() {
			root, err := os.Open(mounted)
			if err == nil {
				err = unix.IoctlSetPointerInt(int(root.Fd()), ext4Shutdown, withoutFlush)
				_ = root.Close()
			}
			if err != nil {
				t.Errorf("the power stays on: %v", err)
			}
		}})
		must(err)
		if fell {
			cuts++
		}
		must(do("umount", mounted))
		must(do("mount", "-o", "loop", image+"2", mounted))
		for _, bad := range s.kept(t, base) {
			t.Errorf("after a power cut before call %d of %d: %s", n, total, bad)
		}
		if _, err := run(s.dir); err != nil {
			t.Errorf("after a power cut before call %d of %d the program does not come back: %v", n, total, err)
		} else if bad := s.whole(t); len(bad) > 0 {
			t.Errorf("after a power cut before call %d of %d: %s", n, total, strings.Join(bad, "; "))
		}
		must(do("umount", mounted))
	}
	t.Logf("%d power cuts, at calls of %d", cuts, total)
	if cuts < len(at)*9/10 {
		t.Errorf("only %d of %d runs lost their power", cuts, len(at))
	}
}
