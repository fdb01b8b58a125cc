package office_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/internal/count/roll"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
)

// A taken file is out of people's sight at once, kept for ten minutes, over a new start too,
// and then removed. A touch makes no second receipt.
func TestATakenFileIsKeptForTenMinutes(t *testing.T) {
	t.Parallel()
	s := slowOffice(t)
	for _, name := range []string{"xã/thôn/a.xlsx", "xã khác/b.pdf"} {
		if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	s.write(s.path("xã/thôn/a.xlsx"), s.book, os.O_CREATE)
	s.write(s.path("xã khác/b.pdf"), []byte("%PDF-1.7\n%%EOF\n"), os.O_CREATE)
	s.write(s.path("xã khác/desktop.ini"), []byte("x"), os.O_CREATE)
	if n := s.pass(20 * time.Second); n != 2 {
		t.Fatalf("%d taken in", n)
	}
	entries, err := os.ReadDir(s.opt.Folder("inbox"))
	if err != nil {
		t.Fatal(err)
	}
	var seen []string
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), ".") {
			seen = append(seen, e.Name())
		}
	}
	if len(seen) != 1 || seen[0] != "xã khác" {
		t.Errorf("people see %q", seen)
	}
	for _, r := range s.receipts("") {
		if have, err := intake.Hash(s.path(r.Aside)); err != nil || have != r.SHA || r.Cleared {
			t.Errorf("%s is said to stand at %q: %v", r.Name, r.Aside, err)
		}
	}
	if _, lying, err := office.Look(t.Context(), s.opt); err != nil || len(lying) != 1 {
		t.Errorf("status tells of %v, %v", lying, err)
	}
	s.pass(5 * time.Minute)
	kept := s.aside()
	if len(kept) != 2 {
		t.Fatalf("after 5 minutes: aside %v", kept)
	}
	touched := time.Now().Add(time.Hour)
	if err := os.Chtimes(kept[0], touched, touched); err != nil {
		t.Fatal(err)
	}
	s.again()
	s.pass(time.Minute)
	if len(s.aside()) != 2 {
		t.Errorf("after a new start: aside %v", s.aside())
	}
	s.pass(16 * time.Minute)
	if len(s.aside()) != 0 || len(s.receipts("")) != 2 {
		t.Errorf("in the end: aside %v, %d receipts", s.aside(), len(s.receipts("")))
	}
}

// Where nothing can be moved aside a taken file stays where it is, is told, is not taken again,
// and goes when its time is over; written on, it is a new drop.
func TestWhereNothingCanBeMovedAside(t *testing.T) {
	t.Parallel()
	s := slowOffice(t)
	if err := os.WriteFile(s.path(intake.AsideDir), []byte("a file"), 0o644); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.csv", "b.csv"} {
		s.write(s.path(name), []byte(name+"\n"), os.O_CREATE)
	}
	s.pass(90 * time.Second)
	s.again()
	s.pass(30 * time.Second)
	if n := len(s.receipts("")); n != 2 {
		t.Fatalf("%d receipts", n)
	}
	_, lying, err := office.Look(t.Context(), s.opt) // as status does, beside the program at work
	must(t, err)
	told := map[string]string{}
	for _, p := range lying {
		told[p.File] = string(p.State)
	}
	if told["a.csv"] != "received" || told["b.csv"] != "received" {
		t.Errorf("status says %v", lying)
	}
	s.write(s.path("b.csv"), []byte("more\n"), os.O_APPEND)
	s.pass(5 * time.Minute)
	if a, b := s.receipts("a.csv"), s.receipts("b.csv"); len(a) != 1 || len(b) != 2 {
		t.Errorf("a.csv has %d receipts, b.csv %d", len(a), len(b))
	}
	for _, name := range []string{"a.csv", "b.csv"} {
		if _, err := os.Stat(s.path(name)); err != nil {
			t.Error(err)
		}
	}
	s.pass(12 * time.Minute)
	if left, _ := filepath.Glob(s.path("*.csv")); len(left) > 0 || len(s.receipts("")) != 3 {
		t.Errorf("in the end: %v, %d receipts", left, len(s.receipts("")))
	}
}

// A folder of ours that leads elsewhere is not followed.
func TestTheFolderOfTakenFilesIsALink(t *testing.T) {
	t.Parallel()
	s := slowOffice(t)
	away := t.TempDir()
	if err := os.Symlink(away, s.path(intake.AsideDir)); err != nil {
		t.Skip("no links here: ", err)
	}
	s.write(s.path("a.csv"), []byte("a;b\n"), os.O_CREATE)
	s.pass(2 * time.Minute)
	if left, err := os.ReadDir(away); err != nil || len(left) > 0 || len(s.receipts("")) != 1 {
		t.Errorf("elsewhere: %v, %v; %d receipts", left, err, len(s.receipts("")))
	}
}

// Files aside that the ledger does not know, because it was put back to an older state: what it
// has under another receipt goes, the rest is a drop.
func TestFilesAsideThatTheLedgerDoesNotKnow(t *testing.T) {
	t.Parallel()
	s := slowOffice(t)
	s.write(s.path("a.csv"), []byte("a;b\n"), os.O_CREATE)
	s.pass(2 * time.Minute)
	dir := s.path(intake.AsideDir)
	known := intake.AsideName(900, s.at, "a.csv")
	lost := intake.AsideName(901, s.at, "xã/mất.csv")
	s.write(filepath.Join(dir, known), []byte("a;b\n"), os.O_CREATE)
	s.write(filepath.Join(dir, lost), []byte("a;b;c\n"), os.O_CREATE)
	s.again()
	s.pass(2 * time.Minute)
	if got := s.receipts("mất.csv"); len(got) != 1 || string(s.archived(got[0])) != "a;b;c\n" {
		t.Errorf("%d receipts of what the ledger lost", len(got))
	}
	s.pass(12 * time.Minute)
	if len(s.aside()) > 0 || len(s.receipts("")) != 2 {
		t.Errorf("aside %v, %d receipts", s.aside(), len(s.receipts("")))
	}
}

// What somebody puts into the folder of taken files while the program is at work is a drop,
// whatever its name; what programs leave beside documents there is none.
func TestAFileDroppedAmongTheTaken(t *testing.T) {
	t.Parallel()
	s := slowOffice(t)
	s.write(s.path("a.csv"), []byte("a;b\n"), os.O_CREATE)
	s.pass(2 * time.Minute)
	for name, data := range map[string]string{"xã 5.csv": "a;b;c\n", "7-8-b.csv": "b;c\n", "~$xã 5.csv": "x"} {
		s.write(s.path(intake.AsideDir+"/"+name), []byte(data), os.O_CREATE)
	}
	s.pass(2 * time.Minute)
	for _, name := range []string{"xã 5.csv", "b.csv"} {
		if n := len(s.receipts(name)); n != 1 {
			t.Errorf("%d receipts of %s", n, name)
		}
	}
	s.again()
	s.pass(12 * time.Minute)
	if n := len(s.receipts("")); len(s.aside()) > 0 || n != 3 {
		t.Errorf("aside %v, %d receipts", s.aside(), n)
	}
}

// A crash between any two of: received, recorded where it goes, moved. Nothing is lost, nothing
// comes twice.
func TestACrashWhileMovingAside(t *testing.T) {
	t.Parallel()
	for _, crash := range []string{"received", "recorded", "moved", "moved and written on", "written on, received", "odd name", "received, dropped anew"} {
		s := slowOffice(t)
		name := "xã/a.csv"
		if crash == "odd name" {
			name = "xã/a\xff.csv"
		}
		if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
			t.Fatal(err)
		}
		s.write(s.path(name), []byte("a;b\n"), os.O_CREATE)
		s.pass(70 * time.Second)
		r := s.receipts("")[0]
		aside := s.aside()[0]
		want := 1
		_ = s.o.Close()
		l, err := ledger.Open(context.Background(), s.opt.LedgerPath(), s.opt.Now)
		if err != nil {
			t.Fatal(err)
		}
		back := func(record string) {
			if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Rename(aside, s.path(name)); err != nil {
				t.Fatal(err)
			}
			if err := l.SetAside(context.Background(), r.ID, record); err != nil {
				t.Fatal(err)
			}
		}
		switch crash {
		case "received", "odd name":
			back("")
		case "recorded":
			back(r.Aside)
		case "received, dropped anew":
			back("")
			s.write(s.path(name), []byte("a;b;c\n"), 0)
			want = 2
		case "moved and written on":
			s.write(aside, []byte("c\n"), os.O_APPEND)
			want = 2
		case "written on, received":
			s.write(aside, []byte("c\n"), os.O_APPEND)
			sha, size, err := intake.Archive{Dir: s.opt.Folder("state", "archive")}.Capture(fileAt(t, aside))
			if err == nil {
				_, err = l.Receive(context.Background(), ledger.Receipt{Round: r.Round, SHA: sha, Name: r.Name, Scan: 2, Size: size})
			}
			if err != nil {
				t.Fatal(err)
			}
			want = 2
		}
		l.Close()
		s.open()
		s.pass(3 * time.Minute)
		if got := s.receipts(""); len(got) != want || len(s.aside()) != 1 {
			t.Errorf("crashed when %s: %d receipts, aside %v", crash, len(got), s.aside())
		}
		s.pass(15 * time.Minute)
		if got := s.receipts(""); len(got) != want || len(s.aside()) != 0 {
			t.Errorf("crashed when %s, in the end: %d receipts, aside %v", crash, len(got), s.aside())
		}
		if _, err := os.Lstat(filepath.Dir(s.path(name))); err == nil {
			t.Errorf("crashed when %s: the emptied folder is still there", crash)
		}
	}
}

func fileAt(t *testing.T, path string) intake.File {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return intake.File{Path: path, Name: filepath.Base(path), Size: info.Size(), Mod: info.ModTime()}
}

// A file over the round's limit costs nothing, is told where officers look, and the others go
// on.
func TestAFileOverTheLimit(t *testing.T) {
	t.Parallel()
	s := slowOffice(t)
	s.write(s.path("nhỏ.xlsx"), s.book, os.O_CREATE)
	s.write(s.path("a.iso"), nil, os.O_CREATE)
	if err := os.Truncate(s.path("a.iso"), 4<<30); err != nil {
		t.Skip("no sparse files here: ", err)
	}
	start := time.Now()
	s.pass(11 * time.Minute)
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("it took %v", took)
	}
	if got := s.receipts(""); len(got) != 1 || got[0].Name != "nhỏ.xlsx" {
		t.Errorf("%d receipts", len(got))
	}
	p, lying, err := office.Look(t.Context(), s.opt)
	if err != nil || len(lying) != 1 || lying[0].State != "large" || !strings.Contains(lying[0].Why.String(), "200 MB") {
		t.Fatalf("status: %v, %v", lying, err)
	}
	line := roll.SummaryOf(p, office.InboxLines(p.Round.Language, lying)).Inbox[0]
	if line.State != "quá lớn" || line.Why != "lớn hơn mức được nhận (largest_file trong round.yaml): 200 MB" {
		t.Errorf("the officers' sheet says %q", line)
	}
	_ = filepath.WalkDir(s.opt.Folder("state"), func(path string, d fs.DirEntry, err error) error {
		if info, ierr := d.Info(); err == nil && ierr == nil && info.Size() > 100<<20 {
			t.Errorf("%s has %d bytes", path, info.Size())
		}
		return err
	})
}

// What an officer saves in place between our look and the move is a new drop under the same
// name, and among the outputs nothing of ours is left over.
func TestSavedInPlaceAtTheWrongMoment(t *testing.T) {
	t.Parallel()
	s := slowOffice(t)
	name := "../outbox/tham-dinh/an_ninh.xlsx"
	_ = s.o.Close()
	l, err := ledger.Open(context.Background(), s.opt.LedgerPath(), s.opt.Now)
	if err != nil {
		t.Fatal(err)
	}
	archive := intake.Archive{Dir: s.opt.Folder("state", "archive")}
	sha, err := archive.Put([]byte("as we looked at it"))
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Receive(context.Background(), ledger.Receipt{Round: s.o.Round().ID, SHA: sha, Name: name, Scan: 1, Size: 18})
	if err != nil {
		t.Fatal(err)
	}
	aside := intake.AsideDir + "/" + intake.AsideName(r.ID, s.at, name)
	if err := l.SetAside(context.Background(), r.ID, "../outbox/"+aside); err != nil {
		t.Fatal(err)
	}
	l.Close()
	full := s.opt.Folder("outbox", filepath.FromSlash(aside))
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	s.write(full, s.book, os.O_CREATE)
	s.open()
	s.pass(2 * time.Minute)
	got := s.receipts(name)
	if len(got) != 2 || !bytes.Equal(s.archived(got[1]), s.book) || !got[0].Cleared || !got[1].Cleared {
		t.Errorf("%d receipts: %v", len(got), got)
	}
	if _, err := os.Lstat(filepath.Dir(full)); err == nil {
		t.Error("our folder is left over in the outbox")
	}
}
