package office_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/demo"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/write/formbook"
)

// daemonEnv names the workspace over which a child is the daemon until it is asked to stop.
const daemonEnv = "TONGHOP_TEST_DAEMON"

func init() {
	dir := os.Getenv(daemonEnv)
	if dir == "" {
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	go func() { // the test is gone, however it ended
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(2)
	}()
	o, err := office.Open(ctx, workspace.Options{Dir: dir, Log: zerolog.New(os.Stderr).Level(zerolog.WarnLevel), Settle: intake.Settle{Quiet: 50 * time.Millisecond, Unmarked: 50 * time.Millisecond, Incomplete: time.Second, Linger: 2 * time.Second}, Every: time.Second})
	if err == nil {
		err = o.Watch(ctx, nil)
		o.Close()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// TestSoak works on one workspace for long: units send returns, corrections and the same
// file once more, officers appraise, other files are dropped, and the daemon is killed at any
// moment; in the last third it is left alive, and its memory and open files are looked at. In
// the end every file has one receipt and every unit as many versions as it sent.
// TONGHOP_SOAK is how long.
func TestSoak(t *testing.T) {
	long(t)
	lasts := 15 * time.Second
	if v := os.Getenv("TONGHOP_SOAK"); v != "" {
		var err error
		if lasts, err = time.ParseDuration(v); err != nil {
			t.Fatal(err)
		}
	}
	s := newSoak(t)
	s.start()
	defer func() {
		_ = s.daemon.Process.Kill()
		_ = s.daemon.Wait()
	}()
	begun := time.Now()
	kill := s.nextKill(lasts)
	for calm := false; time.Since(begun) < lasts; {
		s.drop()
		if !calm && time.Now().After(kill) {
			_ = s.daemon.Process.Kill()
			_ = s.daemon.Wait()
			s.kills++
			s.start()
			kill = s.nextKill(lasts)
		}
		if !calm && time.Since(begun) > lasts*2/3 {
			calm = true
		}
		if calm {
			s.look()
		}
		time.Sleep(time.Duration(s.random.IntN(600)) * time.Millisecond)
	}
	until := time.Now().Add(5 * time.Minute)
	for left := 1; left > 0; time.Sleep(200 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatalf("%d files are in the inbox still", left)
		}
		left = 0
		_ = filepath.WalkDir(filepath.Join(s.opt.Dir, "inbox"), func(_ string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() && d.Name() != intake.Marker {
				left++
			}
			return nil
		})
	}
	time.Sleep(time.Until(s.started.Add(8 * time.Second))) // what was left unfinished before its start is swept after 5
	if err := s.daemon.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.daemon.Wait(); err != nil {
		t.Fatalf("asked to stop: %v", err)
	}
	s.check()
}

// soak is what was done to a workspace.
type soak struct {
	t         *testing.T
	opt       workspace.Options
	units     []string
	names     map[string]string // by code
	make      func(unit string, seed int, wrong bool) []byte
	random    *rand.Rand
	daemon    *exec.Cmd
	started   time.Time // the daemon in hand
	kills     int
	files     map[string]bool            // names that were dropped
	versions  map[string]map[string]bool // bytes that each unit sent
	last      map[string][]byte          // what a unit sent last
	corrected map[string]string          // the hash of it, where it was the workbook to correct, filled in
	papers    int
	mb, open  []int // of the daemon while it is left alive
}

func newSoak(t *testing.T) *soak {
	opt, r := wholeWorkspace(t)
	sealed(t, opt, r) // else no return replaces a correction, which bears a seal
	s := &soak{t: t, opt: opt, random: rand.New(rand.NewPCG(30, 6)), names: map[string]string{}, files: map[string]bool{}, versions: map[string]map[string]bool{}, last: map[string][]byte{}, corrected: map[string]string{}}
	for _, u := range r.Register.Units {
		if r.Expected(u) {
			s.units = append(s.units, u.Code)
			s.names[u.Code], s.versions[u.Code] = u.Name, map[string]bool{}
		}
	}
	s.make = func(code string, seed int, wrong bool) []byte {
		u := unit(t, r, code)
		fill := demo.Filled(r, u, uint64(seed))
		fill.Copy = 0 // on no copy in particular: an older one than went back waits for an officer
		if wrong {
			delete(fill.Values, "hom_thu")
		}
		data, err := formbook.Form(r, u, fill)
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	return s
}

func (s *soak) start() {
	s.t.Helper()
	s.daemon = exec.Command(os.Args[0])
	s.daemon.Env = append(os.Environ(), daemonEnv+"="+s.opt.Dir)
	s.daemon.Stderr = os.Stderr
	if _, err := s.daemon.StdinPipe(); err != nil { // open as long as we live
		s.t.Fatal(err)
	}
	if err := s.daemon.Start(); err != nil {
		s.t.Fatal(err)
	}
	s.started = time.Now()
}

// nextKill is when the daemon is killed next: soon after its start, or after a while.
func (s *soak) nextKill(lasts time.Duration) time.Time {
	most := min(40*time.Second, lasts/4)
	return time.Now().Add(time.Duration(s.random.Int64N(int64(most))))
}

// drop puts one thing into the inbox.
func (s *soak) drop() {
	n := len(s.files)
	code := s.units[s.random.IntN(len(s.units))]
	what := s.random.IntN(20)
	switch {
	case s.papers == 0 && n > 10:
		what = 17
	case len(s.corrected) == 0 && n > 6:
		what = 10
	}
	switch {
	case what >= 10 && what < 13 && s.correct(n):
	case what < 13: // a return
		s.sent(code, s.make(code, n, s.random.IntN(3) == 0))
		delete(s.corrected, code)
		s.put(fmt.Sprintf("%s lần %d.xlsx", code, n), s.last[code])
	case what < 16 && s.last[code] != nil: // the same once more
		s.put(fmt.Sprintf("thư mục %d/%s.xlsx", n%7, fmt.Sprintf("lại %d", n)), s.last[code])
	case what < 18 && s.appraise(n):
	default:
		s.put(fmt.Sprintf("ảnh %d.pdf", n), []byte(fmt.Sprintf("%%PDF-1.7 %d", n)))
	}
}

// sent notes what a unit sends.
func (s *soak) sent(code string, data []byte) {
	s.versions[code][string(data)], s.last[code] = true, data
}

// correct fills in a workbook to correct, where there is one, and drops it.
func (s *soak) correct(n int) bool {
	books, _ := filepath.Glob(filepath.Join(s.opt.Dir, "outbox", "tra-lai", "*.xlsx"))
	if len(books) == 0 {
		return false
	}
	path := books[s.random.IntN(len(books))]
	f, err := excelize.OpenFile(path)
	if err != nil {
		return false // withdrawn just now
	}
	defer f.Close()
	for _, name := range f.GetDefinedName() {
		if name.Name == "hom_thu" {
			sheet, cell, _ := strings.Cut(strings.ReplaceAll(name.RefersTo, "$", ""), "!")
			if err := f.SetCellValue(strings.Trim(sheet, "'"), cell, n); err != nil {
				s.t.Fatal(err)
			}
		}
	}
	data, err := f.WriteToBuffer()
	if err != nil {
		s.t.Fatal(err)
	}
	code := strings.TrimSuffix(filepath.Base(path), ".xlsx")
	s.sent(code, data.Bytes())
	sum := sha256.Sum256(data.Bytes())
	s.corrected[code] = hex.EncodeToString(sum[:])
	s.put(fmt.Sprintf("%s sửa %d.xlsx", code, n), data.Bytes())
	return true
}

// appraise drops a desk's workbook, where there is one with something to appraise.
func (s *soak) appraise(n int) bool {
	data := s.appraised()
	if data != nil {
		s.papers++
		s.put(fmt.Sprintf("thẩm định %d.xlsx", n), data)
	}
	return data != nil
}

func (s *soak) put(name string, data []byte) {
	s.files[name] = true
	put(s.t, s.opt, name, data)
}

// appraised is a desk's workbook in which a unit that stands there is agreed with; nil where
// there is none.
func (s *soak) appraised() []byte {
	books, _ := filepath.Glob(filepath.Join(s.opt.Dir, "outbox", "tham-dinh", "*.xlsx"))
	if len(books) == 0 {
		return nil
	}
	p := openPaper(s.t, books[s.random.IntN(len(books))])
	for _, i := range s.random.Perm(len(s.units)) {
		if name := s.names[s.units[i]]; p.has(name) {
			return p.set(name, agreed(nil)).bytes()
		}
	}
	return nil
}

// look notes what the daemon holds.
func (s *soak) look() {
	pid := s.daemon.Process.Pid
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return
	}
	for _, line := range strings.Split(string(status), "\n") {
		if rest, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			s.mb = append(s.mb, kb>>10)
		}
	}
	fds, err := os.ReadDir(fmt.Sprintf("/proc/%d/fd", pid))
	if err == nil {
		s.open = append(s.open, len(fds))
	}
}

// check looks at the workspace once everything is taken in.
func (s *soak) check() {
	t := s.t
	ctx := context.Background()
	p, inbox, err := office.Look(ctx, s.opt)
	if err != nil {
		t.Fatal(err)
	}
	times := map[string]int{}
	for _, rc := range p.Receipts {
		times[rc.Name]++
	}
	for name := range s.files {
		if times[name] != 1 {
			t.Errorf("%s has %d receipts", name, times[name])
		}
	}
	if len(times) != len(s.files) || len(inbox) > 0 || p.Behind > 0 {
		t.Errorf("receipts of %d files, %d were dropped; in the inbox %v; the outputs are %d events behind", len(times), len(s.files), inbox, p.Behind)
	}
	versions := 0
	for code, sent := range s.versions {
		st := p.Standing(code)
		versions += len(sent)
		if len(st.Versions) != len(sent) {
			t.Errorf("%s has %d versions and sent %d", code, len(st.Versions), len(sent))
		}
	}
	if len(p.Workbooks) != s.papers {
		t.Errorf("%d officers' workbooks of %d", len(p.Workbooks), s.papers)
	}
	if damaged, _, _, err := workspace.Verify(ctx, s.opt); err != nil || len(damaged) > 0 {
		t.Errorf("verify: %v, %v", damaged, err)
	}
	for _, what := range untidy(s.opt.Dir) {
		t.Error(what)
	}
	counted := 0
	for code, sha := range s.corrected {
		if c := p.Standing(code).Counts; c != nil && c.SHA == sha {
			counted++
		}
	}
	if counted*2 < len(s.corrected) || len(s.corrected) == 0 {
		t.Errorf("of %d units whose last word was a correction, %d count by it", len(s.corrected), counted)
	}
	if s.kills == 0 || versions == 0 || s.papers == 0 {
		t.Errorf("%d kills, %d versions, %d officers' workbooks: not much of a trial", s.kills, versions, s.papers)
	}
	n := len(s.mb) / 4
	if n < 2 {
		t.Fatal("the daemon was hardly looked at")
	}
	early, late := middle(s.mb[n:2*n]), middle(s.mb[3*n:])
	fewest, most := slices.Min(s.open[n:]), slices.Max(s.open[n:])
	t.Logf("%d files dropped of which %d returns and %d officers' workbooks, %d kills, %d units whose last word was a correction, %d of them counted by it; memory %d MB in the second quarter of the calm time and %d MB in the last, %d at most; %d to %d open files",
		len(s.files), versions, s.papers, s.kills, len(s.corrected), counted, early, late, slices.Max(s.mb), fewest, most)
	if late > early*5/4+20 {
		t.Errorf("memory grew from %d to %d MB", early, late)
	}
	if first, last := slices.Max(s.open[:2*n]), slices.Max(s.open[2*n:]); last > first+8 {
		t.Errorf("open files grew from %d to %d", first, last)
	}
}

// middle is the median.
func middle(of []int) int { return slices.Sorted(slices.Values(of))[len(of)/2] }

// unbound are the files kept aside that are not what was archived under the receipt that says
// where they are.
func unbound(dir string) (bad []string) {
	l, err := ledger.Read(context.Background(), workspace.Options{Dir: dir}.LedgerPath())
	if err != nil {
		return []string{err.Error()}
	}
	defer l.Close()
	rs, err := l.Receipts(context.Background(), "")
	if err != nil {
		return []string{err.Error()}
	}
	at := map[string]string{}
	for _, r := range rs {
		if !r.Cleared && r.Aside != "" {
			at[filepath.Join(dir, "inbox", filepath.FromSlash(r.Aside))] = r.SHA
		}
	}
	for _, in := range []string{"inbox", "outbox"} {
		names, err := intake.Aside(filepath.Join(dir, in))
		if err != nil {
			bad = append(bad, err.Error())
		}
		for _, name := range names {
			path := filepath.Join(dir, in, intake.AsideDir, name)
			if have, err := intake.Hash(path); err != nil || have != at[path] {
				bad = append(bad, fmt.Sprintf("kept aside without its receipt: %s: %v", path, err))
			}
		}
	}
	return bad
}

// untidy is what should not be in a workspace at rest, but for files of the given names: what
// we left unfinished, what was taken for somebody's, what lies in the inbox still, outputs that
// do not open.
func untidy(dir string, but ...string) (bad []string) {
	_ = filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || slices.Contains(but, d.Name()) {
			return err
		}
		in := strings.Split(strings.TrimPrefix(path, dir+string(filepath.Separator)), string(filepath.Separator))[0]
		switch name := d.Name(); {
		case strings.HasPrefix(name, durable.TempPrefix) || strings.HasPrefix(name, ".new"):
			bad = append(bad, "left over: "+path)
		case strings.Contains(name, "đã sửa"):
			bad = append(bad, "taken for somebody's: "+path)
		case in == "inbox" && filepath.Base(filepath.Dir(path)) == intake.AsideDir:
		case in == "inbox" && !strings.HasPrefix(name, "."):
			bad = append(bad, "still in the inbox: "+path)
		case in == "outbox" && strings.HasSuffix(name, ".xlsx"):
			f, err := excelize.OpenFile(path)
			if err != nil {
				bad = append(bad, fmt.Sprintf("does not open: %s: %v", path, err))
				return nil
			}
			f.Close()
		}
		return nil
	})
	return append(bad, unbound(dir)...)
}
