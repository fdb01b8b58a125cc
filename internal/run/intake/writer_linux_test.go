package intake

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A file that a program holds open for writing is not taken, however long it has been quiet.
func TestAFileThatIsStillWrittenTo(t *testing.T) {
	in := &Inbox{Dir: t.TempDir(), Settle: Settle{Quiet: 2 * time.Second, Incomplete: 10 * time.Minute}}
	path := filepath.Join(in.Dir, "a.txt")
	drop(t, in.Dir, "a.txt", "nobody writes")
	quiet, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer quiet.Close()
	if _, err := unix.FcntlInt(quiet.Fd(), unix.F_SETLEASE, unix.F_RDLCK); err != nil {
		t.Skipf("this file system knows no leases: %v", err)
	}
	if _, err := unix.FcntlInt(quiet.Fd(), unix.F_SETLEASE, unix.F_UNLCK); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.WriteString("half"); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	for _, after := range []time.Duration{0, time.Minute} {
		ready, pending, err := in.Scan(now.Add(after))
		if err != nil || len(ready) > 0 || len(pending) != 1 {
			t.Fatalf("after %v: ready %v, pending %v, %v", after, ready, pending, err)
		}
		if after > 0 && pending[0].State != "held" {
			t.Errorf("after %v it is %q", after, pending[0])
		}
	}
	f.Close()
	if ready, pending, err := in.Scan(now.Add(2 * time.Minute)); err != nil || len(ready) != 1 {
		t.Errorf("closed: ready %v, pending %v, %v", ready, pending, err)
	}
}
