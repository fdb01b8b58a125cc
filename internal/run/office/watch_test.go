package office_test

import (
	"context"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"tonghop/internal/finding"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
)

// watched is a daemon in a bubble of time: nothing waits for real, and events come from the test.
type watched struct {
	t      *testing.T
	opt    workspace.Options
	events chan struct{}
	stop   func()
}

// watching starts a daemon with settling times as in real work.
func watching(t *testing.T, opt workspace.Options) *watched {
	t.Helper()
	w := &watched{t: t, opt: opt, events: make(chan struct{}, 1)}
	w.opt.Clock = time.Now
	w.opt.Settle, w.opt.Every = intake.DefaultSettle, time.Hour
	w.opt.Nudges = func(context.Context, time.Duration, ...string) (<-chan struct{}, error) { return w.events, nil }
	ctx, cancel := context.WithCancel(t.Context())
	o, err := office.Open(ctx, w.opt)
	must(t, err)
	done := make(chan error, 1)
	go func() { done <- o.Watch(ctx, nil) }()
	w.stop = func() {
		cancel()
		must(t, <-done)
		must(t, o.Close())
	}
	synctest.Wait()
	return w
}

// writes appends to a file of the inbox; the daemon is told, unless events are lost.
func (w *watched) writes(name string, data []byte, told bool) {
	w.t.Helper()
	f, err := os.OpenFile(w.opt.Folder("inbox", name), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	must(w.t, err)
	_, err = f.Write(data)
	must(w.t, err)
	must(w.t, f.Close())
	if told {
		w.events <- struct{}{}
	}
	synctest.Wait()
}

// received is how many files were received, a while later.
func (w *watched) received(later time.Duration) int {
	w.t.Helper()
	time.Sleep(later)
	synctest.Wait()
	p, _, err := office.Look(w.t.Context(), w.opt)
	must(w.t, err)
	return len(p.Receipts)
}

// A workbook that is written in two pieces with a long pause between them is taken in once,
// whole, as soon as it has settled after the second; one with its end settles in seconds.
func TestADaemonWaitsForWhoeverWrites(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt, r := newWorkspace(t)
		data := bytesOf(t, r, unit(t, r, "cq-01"), nil)
		w := watching(t, opt)
		defer w.stop()
		quiet := intake.DefaultSettle.Quiet
		w.writes("cq-01.xlsx", data[:len(data)/2], true)
		if n := w.received(4 * quiet); n != 0 {
			t.Fatalf("%d files received, of which half was written", n)
		}
		w.writes("cq-01.xlsx", data[len(data)/2:], true)
		if n := w.received(quiet / 2); n != 0 {
			t.Fatalf("%d files received before they settled", n)
		}
		if n := w.received(2 * quiet); n != 1 {
			t.Fatalf("%d files received after they settled", n)
		}
		p, _, err := office.Look(t.Context(), w.opt)
		must(t, err)
		v := p.Standing("cq-01").Counts
		if v == nil || v.Verdict.Status != finding.Clean || v.SHA != shaOf(data) {
			t.Errorf("what was taken in is not what was written: %+v", v)
		}
	})
}

// Where an event is lost, nothing is seen until the next one comes, and then everything is.
func TestAnEventIsOnlyAHint(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		opt, r := newWorkspace(t)
		w := watching(t, opt)
		defer w.stop()
		for _, code := range []string{"cq-01", "cq-02"} {
			w.writes(code+".xlsx", bytesOf(t, r, unit(t, r, code), nil), false)
		}
		if n := w.received(time.Minute); n != 0 {
			t.Fatalf("%d files received though nobody told of them", n)
		}
		w.events <- struct{}{}
		if n := w.received(time.Minute); n != 2 {
			t.Errorf("%d files received after a hint", n)
		}
	})
}
