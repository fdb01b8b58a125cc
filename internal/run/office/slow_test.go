package office_test

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// slow is an office whose clock is set by hand.
type slow struct {
	t    *testing.T
	opt  workspace.Options
	o    *office.Office
	at   time.Time
	mail []byte
	book []byte
}

// slowOffice is at work with the settling times of a local disk.
func slowOffice(t *testing.T) *slow {
	t.Helper()
	opt, r := newWorkspace(t)
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

// However a file is written, its last bytes are archived last and nothing of it is lost; there
// is one receipt of each state that was left alone for longer than files settle.
func TestRandomWriters(t *testing.T) {
	tier.Full(t)
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
					pause, long = 10*time.Minute+30*time.Second, long+1 // below settling and lingering together
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
