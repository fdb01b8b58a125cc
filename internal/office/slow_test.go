package office_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/internal/intake"
	"tonghop/internal/ledger"
	"tonghop/internal/office"
)

// slow is an office whose clock is set by hand.
type slow struct {
	t    *testing.T
	opt  office.Options
	o    *office.Office
	at   time.Time
	mail []byte
	book []byte
}

// slowOffice is at work with the settling times of a local disk.
func slowOffice(t *testing.T) *slow {
	t.Helper()
	opt, r := workspace(t)
	s := &slow{t: t, at: time.Now()}
	s.book = bytesOf(t, r, unit(t, r, "cq-01"), nil)
	s.mail = slowMail(s.book[:6000])
	opt.Settle = intake.DefaultSettle
	opt.Clock = func() time.Time { return s.at }
	s.opt = opt
	s.open()
	t.Cleanup(func() { _ = s.o.Close() })
	return s
}

func (s *slow) open() {
	s.t.Helper()
	var err error
	if s.o, err = office.Open(context.Background(), s.opt); err != nil {
		s.t.Fatal(err)
	}
}

// again is a new start.
func (s *slow) again() {
	s.t.Helper()
	if err := s.o.Close(); err != nil {
		s.t.Fatal(err)
	}
	s.open()
}

// pass lets time go by, with a look at the inbox every two seconds at most.
func (s *slow) pass(d time.Duration) (taken int) {
	s.t.Helper()
	for end := s.at.Add(d); ; {
		n, err := s.o.TakeIn(context.Background(), nil)
		if err != nil {
			s.t.Fatal(err)
		}
		taken += n
		left := end.Sub(s.at)
		if left <= 0 {
			return taken
		}
		step := 2 * time.Second
		if left > time.Minute {
			step = 20 * time.Second
		}
		s.at = s.at.Add(min(step, left))
	}
}

func (s *slow) path(name string) string { return s.opt.Folder("inbox", filepath.FromSlash(name)) }

// receipts are those of a name, in the order of their arrival.
func (s *slow) receipts(name string) (out []ledger.Receipt) {
	s.t.Helper()
	l, err := ledger.Read(context.Background(), s.opt.LedgerPath())
	if err != nil {
		s.t.Fatal(err)
	}
	defer l.Close()
	all, err := l.Receipts(context.Background(), "")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, r := range all {
		if name == "" && r.Origin == nil || r.Name == name {
			out = append(out, r)
		}
	}
	return out
}

// archived are the bytes of a receipt.
func (s *slow) archived(r ledger.Receipt) []byte {
	s.t.Helper()
	data, err := intake.Archive{Dir: s.opt.Folder("state", "archive")}.Read(r.SHA)
	if err != nil {
		s.t.Fatal(err)
	}
	return data
}

// aside are the files that are kept until they are looked at again.
func (s *slow) aside() (out []string) {
	s.t.Helper()
	names, err := intake.Aside(s.opt.Folder("inbox"))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, name := range names {
		out = append(out, s.opt.Folder("inbox", intake.AsideDir, name))
	}
	return out
}

func (s *slow) write(path string, data []byte, flag int) {
	s.t.Helper()
	f, err := os.OpenFile(path, os.O_WRONLY|flag, 0o644)
	if err == nil {
		_, err = f.Write(data)
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// slowMail is a mail with an attachment.
func slowMail(attached []byte) []byte {
	var b bytes.Buffer
	fmt.Fprint(&b, "From: xa@example.vn\r\nSubject: Báo cáo\r\nMIME-Version: 1.0\r\n",
		"Content-Type: multipart/mixed;\r\n boundary=\"=_x\"\r\n\r\n--=_x\r\n\r\nKính gửi\r\n--=_x\r\n\r\n")
	for line := range attached {
		fmt.Fprintf(&b, "%d\r\n", attached[line])
	}
	b.WriteString("--=_x--\r\n")
	return b.Bytes()
}

// kinds are files of which the end is marked, and one of which it is not.
func (s *slow) kinds() map[string][]byte {
	return map[string][]byte{
		"thư.eml":   s.mail,
		"bảng.xlsx": s.book,
		"ảnh.pdf":   append(append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte("x\n"), 9000)...), "%%EOF\n"...),
		"số.csv":    bytes.Repeat([]byte("mã;tên\r\n"), 3000),
	}
}

// A file that comes with a pause of 24 seconds is taken in whole and once, however its writer
// goes about it.
func TestAFileThatComesSlowly(t *testing.T) {
	t.Parallel()
	ways := map[string]func(s *slow, path string, data []byte){
		"in pieces, opened anew": func(s *slow, path string, data []byte) {
			s.write(path, data[:len(data)/3], os.O_CREATE)
			s.pass(24 * time.Second)
			s.write(path, data[len(data)/3:], os.O_APPEND)
		},
		"into room that was allocated": func(s *slow, path string, data []byte) {
			s.write(path, make([]byte, len(data)), os.O_CREATE)
			s.pass(24 * time.Second)
			s.write(path, data[:1000], 0)
			s.pass(24 * time.Second)
			s.write(path, data, 0)
		},
		"under a name for the time being": func(s *slow, path string, data []byte) {
			s.write(path+".tmp", data[:len(data)/3], os.O_CREATE)
			s.pass(24 * time.Second)
			s.write(path+".tmp", data[len(data)/3:], os.O_APPEND)
			if err := os.Rename(path+".tmp", path); err != nil {
				t.Fatal(err)
			}
		},
	}
	s := slowOffice(t)
	for way, write := range ways {
		for name, data := range s.kinds() {
			name = way + "/" + name
			if err := os.MkdirAll(filepath.Dir(s.path(name)), 0o755); err != nil {
				t.Fatal(err)
			}
			write(s, s.path(name), data)
			s.pass(70 * time.Second)
			got := s.receipts(name)
			if len(got) != 1 || !bytes.Equal(s.archived(got[0]), data) {
				t.Errorf("%s: %d receipts", name, len(got))
			}
			if _, err := os.Lstat(s.path(name)); err == nil {
				t.Errorf("%s is still there", name)
			}
		}
		if _, err := os.Lstat(s.path(way)); err == nil {
			t.Errorf("the folder %q is still there, though it is empty", way)
		}
	}
}

// What is written on in a file that was taken in is a new drop of its name, and both are kept.
// Whoever appends after the longest settling time, or puts other bytes of the same length and
// time there, loses none.
func TestAWriterWhoComesLate(t *testing.T) {
	t.Parallel()
	for _, restart := range []bool{false, true} {
		s := slowOffice(t)
		cut := bytes.Repeat([]byte("mã;tên\r\n"), 500)
		whole := append(bytes.Clone(cut), "còn;nữa\r\n"...)
		other := bytes.Replace(cut, []byte("tên"), []byte("ten!"), 1)
		s.write(s.path("a.csv"), cut, os.O_CREATE)
		s.write(s.path("b.csv"), other, os.O_CREATE)
		s.pass(70 * time.Second)
		if got := s.receipts(""); len(got) != 2 || len(s.aside()) != 2 {
			t.Fatalf("%d receipts, aside %v", len(got), s.aside())
		}
		for _, path := range s.aside() {
			info, err := os.Stat(path)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(path, "a.csv") {
				s.write(path, whole[len(cut):], os.O_APPEND)
				continue
			}
			s.write(path, bytes.ToUpper(other), 0)
			if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
				t.Fatal(err)
			}
		}
		if restart {
			s.again()
		}
		s.pass(12 * time.Minute)
		a, b := s.receipts("a.csv"), s.receipts("b.csv")
		if len(a) != 2 || !bytes.Equal(s.archived(a[0]), cut) || !bytes.Equal(s.archived(a[1]), whole) {
			t.Errorf("restart %v: a.csv has %d receipts", restart, len(a))
		}
		if len(b) != 2 || !bytes.Equal(s.archived(b[0]), other) || !bytes.Equal(s.archived(b[1]), bytes.ToUpper(other)) {
			t.Errorf("restart %v: b.csv has %d receipts", restart, len(b))
		}
		s.pass(12 * time.Minute)
		if left := s.aside(); len(left) > 0 || len(s.receipts("")) != 4 {
			t.Errorf("restart %v: in the end there are %d receipts, and aside %v", restart, len(s.receipts("")), left)
		}
		for _, r := range s.receipts("") {
			if !r.Cleared {
				t.Errorf("restart %v: %s is not cleared", restart, r.Name)
			}
		}
	}
}

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
	if err != nil || len(lying) != 1 || lying[0].State != "large" || !strings.Contains(lying[0].Why, "200 MB") {
		t.Fatalf("status: %v, %v", lying, err)
	}
	line := p.Summary(lying).Inbox[0]
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

// However a file is written, its last bytes are archived last and nothing of it is lost; there
// is one receipt of each state that was left alone for longer than files settle.
func TestRandomWriters(t *testing.T) {
	t.Parallel()
	s := slowOffice(t)
	random := rand.New(rand.NewPCG(12, 4))
	for i := range 12 {
		for name, data := range s.kinds() {
			name = fmt.Sprintf("%d %s", i, name)
			data = append(bytes.Clone(data), fmt.Sprintf("\r\n%d\r\n", i)...)
			if strings.HasSuffix(name, ".xlsx") {
				data = s.book
			}
			w := writer{s: s, path: s.path(name), follows: random.IntN(2) == 0}
			long, gone := 0, 0
			for len(data[gone:]) > 0 {
				n := min(len(data)-gone, 1+random.IntN(len(data)/2))
				w.append(data[gone : gone+n])
				if gone += n; gone == len(data) {
					break
				}
				pause := time.Duration(random.IntN(30)) * time.Second
				if random.IntN(6) == 0 {
					pause, long = 11*time.Minute, long+1
				}
				s.pass(pause)
			}
			s.pass(11 * time.Minute)
			s.pass(12 * time.Minute)
			got := s.receipts(name)
			if all := s.joined(got); !bytes.Equal(all, data) || len(got) > 1+long {
				t.Errorf("%s (handle kept: %v, %d long pauses): %d receipts of %d bytes in all, of %d",
					name, w.follows, long, len(got), len(all), len(data))
			}
		}
	}
	if left := s.aside(); len(left) > 0 {
		t.Errorf("left aside: %v", left)
	}
}

// joined are the archived bytes of receipts, without those states that went on in the next.
func (s *slow) joined(rs []ledger.Receipt) (all []byte) {
	var last []byte
	for _, r := range rs {
		data := s.archived(r)
		if !bytes.HasPrefix(data, last) {
			all = append(all, last...)
		}
		last = data
	}
	return append(all, last...)
}

// writer appends to a file; one that follows keeps it open, as another machine does, whose
// open files nobody here can see.
type writer struct {
	s       *slow
	path    string
	follows bool
	is      os.FileInfo
}

func (w *writer) append(data []byte) {
	if _, err := os.Stat(w.path); err != nil && w.follows && w.is != nil {
		for _, path := range w.s.aside() {
			if info, err := os.Stat(path); err == nil && os.SameFile(info, w.is) {
				w.path = path
			}
		}
	}
	w.s.write(w.path, data, os.O_APPEND|os.O_CREATE)
	if info, err := os.Stat(w.path); err == nil {
		w.is = info
	}
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
