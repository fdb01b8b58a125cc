package intake

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func drop(t *testing.T, dir, name, body string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(body), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestFilesAreTakenOnlyWhenQuietAndWhole(t *testing.T) {
	in := &Inbox{Dir: t.TempDir(), Settle: Settle{Quiet: 2 * time.Second, Incomplete: 10 * time.Minute}}
	now := time.Date(2019, 10, 1, 8, 0, 0, 0, time.UTC)
	drop(t, in.Dir, "whole.txt", "hello")
	drop(t, in.Dir, "thư mục/cut.xlsx", "PK\x03\x04 and no end")
	drop(t, in.Dir, "empty.xlsx", "")
	drop(t, in.Dir, "~$whole.xlsx", "x")
	drop(t, in.Dir, "desktop.ini", "x")
	drop(t, in.Dir, "half.tmp", "x")
	if err := os.Symlink("/etc/passwd", filepath.Join(in.Dir, "link.xlsx")); err != nil {
		t.Fatal(err)
	}
	names := func() (out map[string]bool, pending map[string]string) {
		ready, p, err := in.Scan(now)
		if err != nil {
			t.Fatal(err)
		}
		out, pending = map[string]bool{}, map[string]string{}
		for _, f := range ready {
			out[f.Name] = true
		}
		for _, w := range p {
			pending[w.File] = string(w.State)
		}
		return
	}
	ready, pending := names()
	if len(ready) != 0 || pending["whole.txt"] != "waiting" || pending["link.xlsx"] != "ignored" || pending["~$whole.xlsx"] != "ignored" {
		t.Errorf("at once: ready %v, pending %v", ready, pending)
	}
	now = now.Add(3 * time.Second)
	ready, pending = names()
	if len(ready) != 1 || !ready["whole.txt"] || pending["thư mục/cut.xlsx"] != "incomplete" || pending["empty.xlsx"] != "incomplete" {
		t.Errorf("after 3 s: ready %v, pending %v", ready, pending)
	}
	drop(t, in.Dir, "whole.txt", "changed!")
	now = now.Add(time.Second)
	if ready, _ = names(); ready["whole.txt"] {
		t.Error("taken though it changed a moment ago")
	}
	now = now.Add(11 * time.Minute)
	if ready, _ = names(); len(ready) != 3 {
		t.Errorf("after 11 minutes: ready %v", ready)
	}
}

// An inbox that is a link to a folder elsewhere is read like any other; a link that leads
// nowhere is a share that is not mounted.
func TestAnInboxThatIsALink(t *testing.T) {
	share, link := filepath.Join(t.TempDir(), "share"), filepath.Join(t.TempDir(), "inbox")
	if err := Mark(share); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(share, link); err != nil {
		t.Skip("no links here: ", err)
	}
	drop(t, share, "xã/a.txt", "hello")
	in := &Inbox{Dir: link, Marked: true}
	if ready, _, err := in.Scan(time.Now()); err != nil || len(ready) != 1 || ready[0].Name != "xã/a.txt" {
		t.Errorf("through the link: %v, %v", ready, err)
	}
	if err := os.Rename(share, share+" gone"); err != nil {
		t.Fatal(err)
	}
	if _, _, err := in.Scan(time.Now()); !errors.Is(err, ErrUnmarked) || !Passing(err) {
		t.Errorf("the share is gone: %v", err)
	}
	if _, err := os.Lstat(share); err == nil {
		t.Error("the share's folder was made by us")
	}
}

func TestCaptureKeepsTheBytesAndClearsOnlyThem(t *testing.T) {
	dir := t.TempDir()
	a := Archive{Dir: t.TempDir()}
	drop(t, dir, "a.xlsx", "first")
	path := filepath.Join(dir, "a.xlsx")
	info, _ := os.Stat(path)
	sha, _, err := a.Capture(File{Path: path, Name: "a.xlsx", Size: info.Size(), Mod: info.ModTime()})
	if err != nil {
		t.Fatal(err)
	}
	if got, err := a.Read(sha); err != nil || string(got) != "first" {
		t.Fatalf("archived %q, %v", got, err)
	}
	drop(t, dir, "a.xlsx", "second")
	if kept, err := a.Remove(path, sha); !kept || err != nil {
		t.Errorf("other bytes removed (%v, %v)", kept, err)
	}
	drop(t, dir, "a.xlsx", "first")
	if kept, err := a.Remove(path, sha); kept || err != nil {
		t.Errorf("archived bytes kept (%v, %v)", kept, err)
	}
	if _, _, err := a.Capture(File{Path: path}); err == nil {
		t.Error("captured a file that is gone")
	}
	if err := os.WriteFile(a.Path(sha), []byte("altered"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Read(sha); err == nil {
		t.Error("altered archive read without an error")
	}
}

func TestAFileThatChangesWhileCapturedIsNotTaken(t *testing.T) {
	dir := t.TempDir()
	drop(t, dir, "a.xlsx", "longer now")
	path := filepath.Join(dir, "a.xlsx")
	a := Archive{Dir: t.TempDir()}
	if _, _, err := a.Capture(File{Path: path, Name: "a.xlsx", Size: 3, Mod: time.Now()}); err == nil {
		t.Error("captured a file that is not what the scan saw")
	}
	if left, _ := os.ReadDir(a.Dir); len(left) != 0 {
		t.Errorf("left in the archive: %v", left)
	}
}
