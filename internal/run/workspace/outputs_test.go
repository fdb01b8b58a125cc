package workspace_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"tonghop/internal/ask/define"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/outbox"
	"tonghop/internal/run/waiting"
	"tonghop/internal/run/workspace"
)

// twoRounds is a workspace of two rounds, the first of which is active.
func twoRounds(t *testing.T) workspace.Options {
	t.Helper()
	opt := empty(t)
	write(t, opt, "active: true\n", "templates", "first", define.RoundFile)
	write(t, opt, "title: x\n", "templates", "second", define.RoundFile)
	return opt
}

// Each round has its outputs: the active one in the outbox, another in a folder of its own; the
// book of one does not show what the other published.
func TestPublicationsOfARound(t *testing.T) {
	ctx, first := context.Background(), twoRounds(t)
	second := first
	second.Round = "second"
	if first.Within() != "" || second.Within() != "second" {
		t.Errorf("within %q and %q", first.Within(), second.Within())
	}
	l := opened(t, first)
	for n, r := range []string{"a", "b"} {
		for _, opt := range []workspace.Options{first, second} {
			must(t, opt.Publications(l).Record(ctx, outbox.Revision{Path: "tra-lai/x.xlsx", SHA: r + opt.Round, Number: n + 1, Key: "k"}))
		}
	}
	must(t, l.Publish(ctx, ledger.Publication{Path: "former/y.xlsx", SHA: "f", Revision: 1})) // of no round any more
	for _, opt := range []workspace.Options{first, second} {
		revs, err := opt.Publications(l).Revisions(ctx)
		must(t, err)
		got := revs["tra-lai/x.xlsx"]
		if len(got) != 2 || got[0].SHA != "a"+opt.Round || got[1].SHA != "b"+opt.Round || got[1].Number != 2 || got[1].Key != "k" {
			t.Errorf("round %q: %+v", opt.Round, revs)
		}
		if want := map[string]int{"": 2, "second": 1}[opt.Round]; len(revs) != want {
			t.Errorf("round %q knows %d outputs: %v", opt.Round, len(revs), revs)
		}
	}
	list, err := os.ReadFile(first.Folder("state", workspace.PublishedFile))
	if want := "a tra-lai/x.xlsx\nasecond second/tra-lai/x.xlsx\n"; err != nil || !strings.HasPrefix(string(list), want) {
		t.Errorf("beside the ledger: %q, %v", list, err)
	}
}

// An output that cannot be recorded beside the ledger is not recorded in it either.
func TestAPublicationIsNotedFirst(t *testing.T) {
	ctx, opt := context.Background(), twoRounds(t)
	l := opened(t, opt)
	must(t, os.Mkdir(opt.Folder("state", workspace.PublishedFile), 0o700))
	if err := opt.Publications(l).Record(ctx, outbox.Revision{Path: "x.xlsx", SHA: "a", Number: 1}); err == nil {
		t.Error("recorded without a note")
	}
	if all, err := l.Publications(ctx); err != nil || len(all) != 0 {
		t.Errorf("in the ledger: %v, %v", all, err)
	}
}

// Outputs that could not be replaced are told once, with where their newest revision stands.
func TestOutputsThatAreHeldAreTold(t *testing.T) {
	opt := twoRounds(t)
	sha := workspace.ShaOf
	plain, beside := "tong-hop.xlsx", "tong-hop (bản 2).xlsx"
	write(t, opt, "old", "outbox", plain)
	write(t, opt, "new", "outbox", beside)
	published := map[string][]outbox.Revision{
		plain:  {{Path: plain, SHA: sha([]byte("old"))}, {Path: plain, SHA: sha([]byte("new"))}},
		beside: {{Path: beside, SHA: sha([]byte("new"))}},
	}
	got := workspace.Besides(opt, published)
	if len(got) != 1 || got[0].File != "outbox/"+plain || got[0].Why.String() != "open elsewhere; the newest revision is "+beside {
		t.Errorf("held open: %v", got)
	}
	write(t, opt, "new", "outbox", plain)
	if got := workspace.Besides(opt, published); len(got) != 0 {
		t.Errorf("once the newest stands in its place: %v", got)
	}
	must(t, errors.Join(os.Remove(opt.Folder("outbox", plain)), os.Mkdir(opt.Folder("outbox", plain), 0o700)))
	if got := workspace.Besides(opt, published); len(got) != 1 || got[0].Why.Code != waiting.FolderAtName {
		t.Errorf("a folder at its name: %v", got)
	}
	own := "can-quyet-dinh.xlsx"
	write(t, opt, "filled in", "outbox", own)
	published = map[string][]outbox.Revision{own: {{Path: own, SHA: sha([]byte("as published"))}}}
	if got := workspace.Besides(opt, published); len(got) != 1 || got[0].Why.Code != waiting.NotTakenYet {
		t.Errorf("filled in by an officer: %v", got)
	}
}

// What officers fill in is known by its name, beside its place and in its folder too.
func TestWhatOfficersFillIn(t *testing.T) {
	for path, want := range map[string]bool{
		"can-quyet-dinh.xlsx": true, "can-quyet-dinh (bản 2).xlsx": true, "de-nghi-cong-nhan.xlsx": true,
		"tham-dinh/x.xlsx": true, "tham-dinh.xlsx": false, "tong-hop.xlsx": false, "tra-lai/x.xlsx": false,
	} {
		if workspace.FilledInAt(path) != want {
			t.Errorf("%s: not %v", path, want)
		}
	}
}

// Documents are polished where they stand; what stands beside one that was is made by us again.
func TestWhatOfficersPolish(t *testing.T) {
	for path, want := range map[string]bool{
		"bao-cao.docx": true, "tờ trình.DOCX": true, "bao-cao (số liệu mới).docx": false, "bao-cao (new figures).docx": false,
		"tong-hop.xlsx": false, "bao-cao-cap-tren.xlsx": false,
	} {
		if workspace.PolishedAt(path) != want {
			t.Errorf("%s: not %v", path, want)
		}
	}
	if workspace.FilledInAt("bao-cao-cap-tren.docx") {
		t.Error("a document is taken for a workbook that is filled in")
	}
}

// A file that was received and lies in the inbox still is told apart from a new one of its name.
func TestWhatIsStuckInTheInbox(t *testing.T) {
	ctx, opt := context.Background(), empty(t)
	l := opened(t, opt)
	for name, text := range map[string]string{"same.xlsx": "12345", "other.xlsx": "54321", "longer.xlsx": "123456"} {
		write(t, opt, text, "inbox", name)
		_, err := l.Receive(ctx, ledger.Receipt{Round: "r", SHA: workspace.ShaOf([]byte("12345")), Name: name, Size: 5})
		must(t, err)
	}
	lying := []intake.Pending{
		{File: "same.xlsx", State: "waiting"}, {File: "other.xlsx", State: "waiting"},
		{File: "longer.xlsx", State: "waiting"}, {File: "new.xlsx", State: "waiting"},
	}
	must(t, opt.StuckAmong(ctx, l, lying))
	var states []string
	for _, p := range lying {
		states = append(states, string(p.State))
	}
	if got := strings.Join(states, " "); got != "received waiting waiting waiting" || lying[0].Why.Code != waiting.Counted {
		t.Errorf("told %v", lying)
	}
}

// A pause is told from its file, with since when and why; a blank or cut file tells of none.
func TestAPauseIsToldAndGone(t *testing.T) {
	opt := empty(t)
	blank := strings.Repeat(" ", workspace.PausedRoom)
	tell := func(text string) (string, string) {
		write(t, opt, text+blank[min(len(text), len(blank)):], "state", workspace.PausedFile)
		since, why := opt.Paused()
		if since.IsZero() {
			return "", why.String()
		}
		return since.UTC().Format("15:04:05"), why.String()
	}
	if _, why := opt.Paused(); !why.None() {
		t.Errorf("paused without a file: %q", why)
	}
	if at, why := tell("2019-10-03T02:00:00Z\ndisk-full: x\ny"); at != "02:00:00" || why != "the disk is full: x\ny" {
		t.Errorf("told %q, %q", at, why)
	}
	// an earlier program stored words, and they are told as they stand
	if at, why := tell("2019-10-03T02:00:00Z\nthe disk is full: x\ny"); at != "02:00:00" || why != "the disk is full: x\ny" {
		t.Errorf("told %q, %q", at, why)
	}
	long := strings.Repeat("ộ", workspace.PausedRoom)[:workspace.PausedRoom-len("2019-10-03T02:00:00Z\n")]
	if _, why := tell("2019-10-03T02:00:00Z\n" + long); why == "" || strings.ToValidUTF8(why, "?") != why {
		t.Errorf("a reason that was cut inside a letter: %q", why)
	}
	for _, none := range []string{"", "2019-10-03T02:00:00Z", "yesterday\nx"} {
		if at, why := tell(none); at != "" || why != "" {
			t.Errorf("%q tells %q, %q", none, at, why)
		}
	}
}

// Why work pauses is said by its cause.
func TestCausesOfAPause(t *testing.T) {
	for want, cause := range map[waiting.Code]error{
		waiting.DiskFull:    fmt.Errorf("write: %w", syscall.ENOSPC),
		waiting.OtherFolder: fmt.Errorf("scan: %w", intake.ErrUnmarked),
		waiting.NoAnswer:    errors.New("read: input/output error"),
	} {
		why := workspace.PausedFor(cause)
		if why != (waiting.Reason{Code: want, Detail: cause.Error()}) || !strings.HasSuffix(why.String(), ": "+cause.Error()) {
			t.Errorf("said %q, want %q with the cause", why, want)
		}
		if p := workspace.PausedLine(why); p.State != waiting.Paused || p.Why != why {
			t.Errorf("in the outputs: %+v", p)
		}
	}
}

// Hidden folders are ours; a way up is none.
func TestHiddenPaths(t *testing.T) {
	for path, want := range map[string]bool{
		"a/b.xlsx": false, ".a/b.xlsx": true, "a/.b": true, "../outbox/x": false, "../.x/y": true,
	} {
		if workspace.Hidden(filepath.FromSlash(path)) != want {
			t.Errorf("%s: not %v", path, want)
		}
	}
}
