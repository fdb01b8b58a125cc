package office_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
	"tonghop/internal/tier"
)

// impatient is a context that ends once it was asked so often: stopping in the middle of a
// step, without a clock.
type impatient struct {
	context.Context
	left atomic.Int64
}

func (a *impatient) Err() error {
	if a.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// Asked to stop while a file is read, the program stops without an error; the file is
// received, judged at the next start, and not set apart however often that happened.
func TestJudgingIsCalledOff(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	put(t, opt, "cq-02.zip", packed(t, map[string][]byte{"cq-02.xlsx": bytesOf(t, r, unit(t, r, "cq-02"), nil), "x.txt": []byte("x")}))
	stopped := 0
	for n := 1; n < 60 && stopped < 12; n++ {
		for range 5 { // oftener than a file may end the program
			if !calledOffAfter(t, opt, r, n) {
				break
			}
			stopped++
		}
	}
	if stopped < 4 {
		t.Errorf("stopped in the middle of a judgement %d times only", stopped)
	}
	p := takeIn(t, opt)
	for _, v := range append(p.Strays, p.Sheets...) {
		if v.Verdict.Status == finding.Held {
			t.Errorf("%s was set apart: %v", v.First().Name, v.Verdict.Findings)
		}
	}
	for _, code := range []string{"cq-01", "cq-02"} {
		if s := p.Standing(code); s.Status() != finding.Clean || len(s.Versions) != 1 {
			t.Errorf("%s is %s in %d versions", code, s.Status(), len(s.Versions))
		}
	}
}

// calledOffAfter runs until the program's context was asked so often, and tells whether it
// stopped with a file received and not judged.
func calledOffAfter(t *testing.T, opt workspace.Options, r *round.Round, n int) bool {
	t.Helper()
	o, err := office.Open(t.Context(), opt)
	must(t, err)
	ctx := &impatient{Context: t.Context()}
	ctx.left.Store(int64(n))
	if _, _, err := o.Once(ctx, nil); err != nil {
		t.Errorf("called off when asked %d times: %v", n, err)
	}
	must(t, o.Close())
	l, err := ledger.Read(t.Context(), opt.LedgerPath())
	must(t, err)
	defer l.Close()
	left, err := l.Unjudged(t.Context(), r.ID, markOf(t, opt))
	must(t, err)
	return len(left) > 0
}

// markOf is what stands for the definition in use.
func markOf(t *testing.T, opt workspace.Options) string {
	t.Helper()
	keys, err := opt.Keys()
	must(t, err)
	mark, err := office.Mark(opt.Folder("templates", "antt-2019"), keys)
	must(t, err)
	return mark
}

// A file in hand comes to its end when that takes no longer than the grace: it is judged and
// published by the program that was asked to stop, not by the next.
func TestTheFileInHandIsFinished(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Grace = time.Minute
	put(t, opt, "cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	o, err := office.Open(t.Context(), opt)
	must(t, err)
	ctx, stop := context.WithCancel(t.Context())
	opened := &stopsAfter{Context: ctx, stop: stop, path: opt.Folder("inbox", "cq-01.xlsx")}
	if _, _, err := o.Once(opened, nil); err != nil {
		t.Fatal(err)
	}
	must(t, o.Close())
	if ctx.Err() == nil {
		t.Fatal("it was not asked to stop in the middle")
	}
	p, _, err := office.Look(t.Context(), opt)
	must(t, err)
	if s := p.Standing("cq-01"); s.Status() != finding.Clean {
		t.Errorf("the file in hand is %s", s.Status())
	}
}

// stopsAfter is a context that ends when somebody asks for its end after a file is gone.
type stopsAfter struct {
	context.Context
	stop context.CancelFunc
	path string
}

func (s *stopsAfter) Done() <-chan struct{} {
	if _, err := os.Lstat(s.path); err != nil {
		s.stop()
	}
	return s.Context.Done()
}

// A file that was received, and whose reading was called off, is told while the program stands
// still: with what lies in the inbox and in the receipts, in the round's language. It is no file
// of an unknown unit, and nobody is asked about it.
func TestAFileThatWasNotReadYetIsTold(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	put(t, opt, "xã/cq-01.xlsx", bytesOf(t, r, unit(t, r, "cq-01"), nil))
	n := 1
	for ; n < 60 && !calledOffAfter(t, opt, r, n); n++ {
	}
	p, inbox, err := office.Look(t.Context(), opt)
	must(t, err)
	if len(inbox) != 1 || inbox[0].File != "xã/cq-01.xlsx" || inbox[0].State != "received" ||
		!strings.Contains(inbox[0].Why.String(), "not read yet") {
		t.Fatalf("stopped when asked %d times; status: %v", n, inbox)
	}
	if len(p.Strays) > 0 {
		t.Errorf("a file of an unknown unit: %v", p.Strays)
	}
	if all, _ := filepath.Glob(opt.Folder("outbox", "tra-lai", "khong-xac-dinh", "*")); len(all) > 0 {
		t.Errorf("it is answered before it is read: %v", all)
	}
	s := roll.SummaryOf(p, office.InboxLines("vi", inbox))
	if len(s.Inbox) != 1 || s.Inbox[0].State != "đã nhận" || !strings.Contains(s.Inbox[0].Why, "chưa đọc") {
		t.Errorf("the consolidated workbook: %v", s.Inbox)
	}
	if len(s.Receipts) != 1 || s.Receipts[0].State != "Chưa đọc" {
		t.Errorf("the receipts: %v", s.Receipts)
	}
	if p = takeIn(t, opt); p.Standing("cq-01").Status() != finding.Clean || len(roll.SummaryOf(p, nil).Inbox) > 0 {
		t.Errorf("afterwards: %s, %v", p.Standing("cq-01").Status(), roll.SummaryOf(p, nil).Inbox)
	}
}
