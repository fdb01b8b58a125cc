package office_test

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// says waits until status does, or does not, tell that the daemon pauses, and returns what it
// tells.
func says(t *testing.T, opt workspace.Options, paused bool, ended func() error) (*standing.Picture, []intake.Pending) {
	t.Helper()
	for end := time.Now().Add(time.Minute); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if err := ended(); err != nil {
			t.Fatal(err)
		}
		p, lying, err := office.Look(context.Background(), opt)
		if err == nil && paused == slices.ContainsFunc(lying, func(l intake.Pending) bool { return l.State == "paused" }) {
			return p, lying
		}
	}
	t.Fatalf("status does not come to say that it pauses: %v", paused)
	return nil, nil
}

// While the daemon pauses, status and the officers' sheet say why; no longer once it goes on.
func TestThePauseIsTold(t *testing.T) {
	tier.Long(t)
	opt, _ := newWorkspace(t)
	opt.Publishes = nil
	o, err := office.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	ended := daemon(t, o)
	says(t, opt, false, ended)
	marker := opt.Folder("outbox", intake.Marker)
	text, err := os.ReadFile(marker)
	if err == nil {
		err = os.Remove(marker)
	}
	if err != nil {
		t.Fatal(err)
	}
	put(t, opt, "a.pdf", []byte("%PDF-1.7\n%%EOF\n"))
	p, lying := says(t, opt, true, ended)
	line := roll.SummaryOf(p, office.InboxLines(p.Round.Language, lying)).Inbox[0]
	if line.State != "tạm dừng" || !strings.HasPrefix(line.Why, "thư mục không phải thư mục vẫn dùng") || !strings.Contains(line.Why, "outbox") {
		t.Errorf("the officers' sheet says %q", line)
	}
	if err := os.WriteFile(marker, text, 0o644); err != nil {
		t.Fatal(err)
	}
	says(t, opt, false, ended)
	for _, gone := range []bool{true, false} { // the outbox is there: it stands in the workbook
		marker := opt.Folder("inbox", intake.Marker)
		if err := map[bool]func() error{true: func() error { return os.Remove(marker) },
			false: func() error { return os.WriteFile(marker, text, 0o644) }}[gone](); err != nil {
			t.Fatal(err)
		}
		for end := time.Now().Add(time.Minute); bookSays(t, opt, "tạm dừng") != gone; time.Sleep(100 * time.Millisecond) {
			if err := ended(); err != nil || time.Now().After(end) {
				t.Fatalf("the marker is gone %v; the consolidated workbook does not follow: %v", gone, err)
			}
		}
	}
}

// bookSays tells whether a cell of the consolidated workbook holds a text.
func bookSays(t *testing.T, opt workspace.Options, text string) bool {
	t.Helper()
	f, err := excelize.OpenFile(opt.Folder("outbox", "tong-hop.xlsx"))
	if err != nil {
		return false
	}
	defer f.Close()
	for _, sheet := range f.GetSheetList() {
		if at, err := f.SearchSheet(sheet, text, true); err == nil && len(at) > 0 {
			return true
		}
	}
	return false
}

// A file that does not fit on the disk waits and is told; smaller ones are taken in, and the
// outputs follow them.
func TestAFileThatDoesNotFit(t *testing.T) {
	tier.Long(t)
	opt, r := newWorkspace(t)
	state := opt.Folder("state")
	if err := os.MkdirAll(state, 0o700); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", state).CombinedOutput(); err != nil {
		tier.Lacks(t, "a small file system (root): %s", out)
	}
	t.Cleanup(func() { _ = exec.Command("umount", "-l", state).Run() })
	large := append(bytes.Repeat([]byte("%PDF-1.7\n"), 1<<20), "%%EOF\n"...)
	for _, name := range []string{"a.pdf", "b.pdf"} {
		put(t, opt, name, large)
	}
	put(t, opt, "z.xlsx", bytesOf(t, r, unit(t, r, "cq-02"), nil))
	o, err := office.Open(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	ended := daemon(t, o)
	counts(t, opt, "cq-02", ended)
	p, lying := says(t, opt, true, ended)
	told := map[string]string{}
	for _, l := range roll.SummaryOf(p, office.InboxLines(p.Round.Language, lying)).Inbox {
		told[l.File] = l.State + ": " + l.Why
	}
	if len(told) != 3 || !strings.HasPrefix(told["inbox"], "tạm dừng: đĩa đã đầy") {
		t.Errorf("status tells %q", told)
	}
	for end := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		if p, _, err = office.Look(context.Background(), opt); err == nil && p.Behind == 0 {
			break
		}
		if time.Now().After(end) {
			t.Fatalf("the outputs do not follow: %v", err)
		}
	}
	for _, name := range []string{"a.pdf", "b.pdf"} {
		if have, err := os.ReadFile(opt.Folder("inbox", name)); err != nil || !bytes.Equal(have, large) {
			t.Errorf("%s is not what was dropped: %v", name, err)
		}
		if err := os.Remove(opt.Folder("inbox", name)); err != nil {
			t.Fatal(err)
		}
	}
	says(t, opt, false, ended)
}

// One run takes what is whole or was left alone for long, and never cuts what may still come.
func TestOneRunCutsNothing(t *testing.T) {
	long(t)
	opt, r := newWorkspace(t)
	opt.Settle = intake.Settle{}
	book := bytesOf(t, r, unit(t, r, "cq-01"), nil)
	mail := slowMail(book[:6000])
	put(t, opt, "mới.xlsx", book)
	put(t, opt, "thư đang đến.eml", mail[:len(mail)/2])
	put(t, opt, "cấp sẵn.xls", make([]byte, 30_000))
	for name, data := range map[string][]byte{"thư cũ.eml": mail[:len(mail)/2], "số cũ.csv": []byte("a;b\n")} {
		put(t, opt, name, data)
		old := time.Now().Add(-time.Hour)
		if err := os.Chtimes(opt.Folder("inbox", name), old, old); err != nil {
			t.Fatal(err)
		}
	}
	o, err := office.Open(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	defer o.Close()
	start := time.Now()
	taken, left, err := o.Once(t.Context(), nil)
	if took := time.Since(start); err != nil || taken != 3 || took > 45*time.Second {
		t.Errorf("%d taken after %v, %v", taken, took, err)
	}
	told := map[string]string{}
	for _, p := range left {
		told[p.File] = string(p.State)
	}
	if len(told) != 2 || told["thư đang đến.eml"] != "incomplete" || told["cấp sẵn.xls"] != "incomplete" {
		t.Errorf("left: %v", told)
	}
}
