package outbox

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// A program that opened an output before it came out, and writes into it only then, loses
// nothing: what it wrote is set aside once it has closed the file.
func TestAProgramThatWritesIntoWhatCameOut(t *testing.T) {
	for _, next := range []string{"two", ""} {
		s := begin(t)
		s.sync("one")
		path := filepath.Join(s.box.Dir, "tra-lai", "a.xlsx")
		probe, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := unix.FcntlInt(probe.Fd(), unix.F_SETLEASE, unix.F_RDLCK); err != nil {
			t.Skipf("this file system knows no leases: %v", err)
		}
		probe.Close()
		f, err := os.OpenFile(path, os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		if notes := s.sync(next); len(notes) == 0 || !notes[0].Again() {
			t.Errorf("notes: %v", notes)
		}
		s.holds("a.xlsx", next)
		if _, err := f.WriteString("typed"); err != nil {
			t.Fatal(err)
		}
		f.Close()
		s.settled(next, false)
		s.keeps("typed", false)
	}
}

// Of a file that cannot be read it is not known whose it is.
func TestWhoseAFileIsThatCannotBeRead(t *testing.T) {
	s := begin(t)
	s.sync("one")
	if err := os.Mkdir(filepath.Join(s.box.Dir, "b.xlsx"), 0o755); err != nil {
		t.Fatal(err)
	}
	s.box.disk.open = func(path string) (io.ReadCloser, error) {
		return nil, &fs.PathError{Op: "open", Path: path, Err: syscall.EACCES}
	}
	for _, path := range []string{"tra-lai/a.xlsx", "b.xlsx"} {
		if other, err := s.box.Foreign(context.Background(), path); other || !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: %v %v", path, other, err)
		}
	}
}
