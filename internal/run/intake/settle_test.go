package intake

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// states are what a scan says of each file; "ready" of one that is taken in.
func states(t *testing.T, in *Inbox, now time.Time) map[string]string {
	t.Helper()
	ready, pending, err := in.Scan(now)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range ready {
		out[f.Name] = "ready"
	}
	for _, p := range pending {
		out[p.File] = string(p.State)
	}
	return out
}

// A file that cannot be opened is looked at again with the next scan: that look is not
// remembered as one that found it incomplete.
func TestAFileThatCannotBeOpenedIsHeld(t *testing.T) {
	in := &Inbox{Dir: t.TempDir(), Settle: Settle{Quiet: 2 * time.Second, Incomplete: 10 * time.Minute}}
	drop(t, in.Dir, "a.pdf", "%PDF-1.7\n%%EOF\n")
	now := time.Now()
	states(t, in, now)
	in.open = func(string) (*os.File, error) { return nil, errors.New("sharing violation") }
	now = now.Add(3 * time.Second)
	if got := states(t, in, now); got["a.pdf"] != "held" {
		t.Errorf("while it cannot be opened: %v", got)
	}
	in.open = func(path string) (*os.File, error) { // opened, but a stretch of it is locked
		f, err := os.Open(path)
		if err == nil {
			f.Close()
		}
		return f, err
	}
	if got := states(t, in, now); got["a.pdf"] != "held" {
		t.Errorf("while it cannot be read: %v", got)
	}
	in.open = nil
	if got := states(t, in, now.Add(time.Second)); got["a.pdf"] != "ready" {
		t.Errorf("when it can: %v", got)
	}
}

// What marks its end is taken soon, what has no mark later, what lacks its mark last. Who
// looks once goes by the file's time.
func TestEachWaitsItsOwnTime(t *testing.T) {
	settle := Settle{Quiet: 2 * time.Second, Unmarked: time.Minute, Incomplete: 10 * time.Minute}
	for _, aged := range []bool{false, true} {
		settle.Aged = aged
		in := &Inbox{Dir: t.TempDir(), Settle: settle}
		drop(t, in.Dir, "a.pdf", "%PDF-1.7\n%%EOF\n")
		drop(t, in.Dir, "b.csv", "a;b\n")
		drop(t, in.Dir, "c.eml", "From: a@b\nContent-Type: multipart/mixed; boundary=x\n\n--x\n")
		drop(t, in.Dir, "d.csv", "a;b\n")
		begun := time.Now()
		old := begun.Add(-time.Hour)
		if err := os.Chtimes(filepath.Join(in.Dir, "d.csv"), old, old); err != nil {
			t.Fatal(err)
		}
		states(t, in, begun)
		if got := states(t, in, begun.Add(time.Second)); got["d.csv"] != "waiting" {
			t.Errorf("aged %v, after a second: %v", aged, got)
		}
		got := states(t, in, begun.Add(3*time.Second))
		if got["a.pdf"] != "ready" || got["b.csv"] != "waiting" || got["c.eml"] != "incomplete" || (got["d.csv"] == "ready") != aged {
			t.Errorf("aged %v, after 3 s: %v", aged, got)
		}
		if got = states(t, in, begun.Add(62*time.Second)); got["b.csv"] != "ready" || got["c.eml"] != "incomplete" {
			t.Errorf("aged %v, after a minute: %v", aged, got)
		}
		if got = states(t, in, begun.Add(11*time.Minute)); got["c.eml"] != "ready" {
			t.Errorf("aged %v, after 11 minutes: %v", aged, got)
		}
	}
}

// A file that was allocated and is written through a mapping is whole without a change of its
// time.
func TestWrittenWithoutAChangeOfItsTime(t *testing.T) {
	in := &Inbox{Dir: t.TempDir(), Settle: Settle{Quiet: 2 * time.Second, Incomplete: 10 * time.Minute}}
	path, body := filepath.Join(in.Dir, "a.pdf"), "%PDF-1.7\n%%EOF\n"
	drop(t, in.Dir, "a.pdf", strings.Repeat("\x00", len(body)))
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	states(t, in, now)
	if got := states(t, in, now.Add(3*time.Second)); got["a.pdf"] != "incomplete" {
		t.Errorf("as zeros: %v", got)
	}
	drop(t, in.Dir, "a.pdf", body)
	if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if got := states(t, in, now.Add(time.Minute)); got["a.pdf"] != "ready" {
		t.Errorf("written: %v", got)
	}
}

// A file over the limit is not looked into; small files come before large ones.
func TestLargeFiles(t *testing.T) {
	in := &Inbox{Dir: t.TempDir(), Largest: 8 << 20}
	drop(t, in.Dir, "a lớn.txt", strings.Repeat("a", 3<<20))
	drop(t, in.Dir, "b.txt", "b")
	drop(t, in.Dir, "c.txt", "c")
	drop(t, in.Dir, "d quá lớn.iso", "")
	if err := os.Truncate(filepath.Join(in.Dir, "d quá lớn.iso"), 4<<30); err != nil {
		t.Skip("no sparse files here: ", err)
	}
	in.open = func(path string) (*os.File, error) {
		if strings.Contains(path, "quá lớn") {
			t.Errorf("%s is opened", path)
		}
		return open(path)
	}
	ready, pending, err := in.Scan(time.Now())
	if err != nil || len(ready) != 3 || ready[0].Name != "b.txt" || ready[2].Name != "a lớn.txt" {
		t.Errorf("ready: %v, %v", ready, err)
	}
	if len(pending) != 1 || pending[0].State != "large" || !strings.HasSuffix(pending[0].Why.String(), " 8 MB") {
		t.Errorf("pending: %v", pending)
	}
}

// What we move aside is no drop; a folder of that name further down is somebody's.
func TestTheFolderOfTakenFilesIsNotScanned(t *testing.T) {
	in := &Inbox{Dir: t.TempDir()}
	drop(t, in.Dir, AsideDir+"/1-2-a.txt", "taken")
	drop(t, in.Dir, "xã/"+AsideDir+"/b.txt", "x")
	if got := states(t, in, time.Now()); len(got) != 1 || got["xã/"+AsideDir] != "ignored" {
		t.Errorf("%v", got)
	}
}

// A name for a file aside leads back to when it was moved and what it was called, and has room
// in any folder.
func TestAsideNames(t *testing.T) {
	at := time.UnixMilli(1_571_000_000_123)
	long := strings.Repeat("Báo cáo ", 40) + ".xlsx"
	for name, want := range map[string]string{
		"a.xlsx": "a.xlsx", "xã/thôn/báo cáo.xlsx": "báo cáo.xlsx", "../outbox/tham-dinh/x.xlsx": "x.xlsx",
		"1-2-3": "1-2-3", "a\nb": "a\nb", "": ".",
	} {
		got := AsideName(7, at, name)
		if when, back, ok := FromAside(got); !ok || back != want || !when.Equal(at) {
			t.Errorf("%q became %q, back %q at %v", name, got, back, when)
		}
	}
	got := AsideName(7, at, long)
	if len(got) > 200 || !strings.HasSuffix(got, ".xlsx") || strings.ToValidUTF8(got, "?") != got {
		t.Errorf("a long name became %q", got)
	}
}

// No link leads a file out of the inbox, or another one in.
func TestMovingAsideFollowsNoLinks(t *testing.T) {
	base, away := t.TempDir(), t.TempDir()
	drop(t, base, "a.txt", "a")
	drop(t, away, "b.txt", "b")
	if err := os.Symlink(away, filepath.Join(base, "lối")); err != nil {
		t.Skip("no links here: ", err)
	}
	if err := MoveAside(base, filepath.Join(base, "lối", "b.txt"), "1-1-b.txt"); err == nil {
		t.Error("moved from another folder")
	}
	if err := os.Symlink(filepath.Join(away, "b.txt"), filepath.Join(base, "b.txt")); err != nil {
		t.Fatal(err)
	}
	if err := MoveAside(base, filepath.Join(base, "b.txt"), "1-1-b.txt"); err == nil {
		t.Error("a link was moved")
	}
	if _, _, err := (Archive{Dir: t.TempDir()}).Capture(File{Path: filepath.Join(base, "b.txt")}); err == nil {
		t.Error("a link was copied")
	}
	if err := os.RemoveAll(filepath.Join(base, AsideDir)); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(away, filepath.Join(base, AsideDir)); err != nil {
		t.Fatal(err)
	}
	if err := MoveAside(base, filepath.Join(base, "a.txt"), "1-1-a.txt"); err == nil {
		t.Error("moved through a link")
	}
	if err := os.RemoveAll(filepath.Join(base, AsideDir)); err != nil {
		t.Fatal(err)
	}
	drop(t, base, "xã/c.txt", "c")
	if err := os.Symlink("xã", filepath.Join(base, AsideDir)); err != nil {
		t.Fatal(err)
	}
	if err := MoveAside(base, filepath.Join(base, "a.txt"), "1-1-a.txt"); err == nil {
		t.Error("moved through a link within the inbox")
	}
	if left, _ := os.ReadDir(away); len(left) != 1 {
		t.Errorf("in the other folder: %v", left)
	}
}

// Nothing is overwritten aside, and folders go only while they are empty.
func TestMovingAside(t *testing.T) {
	base := t.TempDir()
	drop(t, base, "xã/thôn/a.txt", "a")
	drop(t, base, "b.txt", "b")
	if err := MoveAside(base, filepath.Join(base, "xã", "thôn", "a.txt"), "1-1-a.txt"); err != nil {
		t.Fatal(err)
	}
	if err := MoveAside(base, filepath.Join(base, "b.txt"), "1-1-a.txt"); !errors.Is(err, ErrTaken) {
		t.Errorf("moved over another: %v", err)
	}
	if names, err := Aside(base); err != nil || len(names) != 1 || names[0] != "1-1-a.txt" {
		t.Errorf("aside: %v, %v", names, err)
	}
	drop(t, base, "xã/c.txt", "c")
	RemoveEmpty(base, filepath.Join(base, "xã", "thôn"))
	if left, _ := os.ReadDir(filepath.Join(base, "xã")); len(left) != 1 || left[0].Name() != "c.txt" {
		t.Errorf("left: %v", left)
	}
	if err := os.Remove(filepath.Join(base, "xã", "c.txt")); err != nil {
		t.Fatal(err)
	}
	RemoveEmpty(base, filepath.Join(base, "xã"))
	if left, _ := os.ReadDir(base); len(left) != 2 {
		t.Errorf("left in the inbox: %v", left)
	}
	RemoveEmpty(base, base)
	if _, err := os.Stat(base); err != nil {
		t.Errorf("the inbox itself: %v", err)
	}
}

// What cannot be walked is told, unless it was taken away meanwhile.
func TestAPathThatCannotBeWalked(t *testing.T) {
	in := &Inbox{Dir: t.TempDir()}
	s := scan{Inbox: in, seen: map[string]sighting{}}
	for _, name := range []string{"xã", "xã/x"} {
		if err := s.meet(filepath.Join(in.Dir, name), nil, os.ErrPermission); err != nil {
			t.Error(err)
		}
	}
	if err := s.meet(filepath.Join(in.Dir, "gone"), nil, os.ErrNotExist); err != nil {
		t.Error(err)
	}
	if len(s.pending) != 2 || s.pending[1].File != "xã/x" || s.pending[1].State != "unreadable" {
		t.Errorf("told: %v", s.pending)
	}
	if err := s.meet(Root(in.Dir), nil, os.ErrPermission); err == nil {
		t.Error("an inbox that cannot be read is read as empty")
	}
}
