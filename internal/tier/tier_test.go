package tier

import (
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
)

// What tests are told is what the program was built with.
func TestTheDetectorIsSeen(t *testing.T) {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		t.Skip("the build does not say how it was made")
	}
	built := slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
	if Raced != built {
		t.Errorf("Raced is %v, the program was built with -race=%v", Raced, built)
	}
}

// skipped says whether a test that begins with how would be skipped, and whether it would fail.
func skipped(t *testing.T, how func(testing.TB)) (skip, fail bool) {
	t.Helper()
	told := &listener{TB: t}
	done := make(chan bool)
	go func() { // a skip ends the goroutine that calls it
		defer close(done)
		how(told)
	}()
	<-done
	return told.skipped, told.failed
}

// listener notes what a test was told.
type listener struct {
	testing.TB
	skipped, failed bool
}

func (l *listener) Skip(...any) {
	l.skipped = true
	runtime.Goexit()
}

func (l *listener) Skipf(string, ...any) { l.Skip() }

func (l *listener) Fatalf(string, ...any) {
	l.failed = true
	runtime.Goexit()
}

// A test of a tier runs in that one and in those above it, and nowhere is it skipped without need.
func TestTiers(t *testing.T) {
	t.Setenv(longAsked, "1")
	if skip, _ := skipped(t, Full); skip != testing.Short() {
		t.Errorf("short is %v, a test of the full tier is skipped: %v", testing.Short(), skip)
	}
	if skip, _ := skipped(t, Long); skip != testing.Short() {
		t.Errorf("short is %v, a test of the long tier that was asked for is skipped: %v", testing.Short(), skip)
	}
	t.Setenv(longAsked, "")
	if skip, _ := skipped(t, Long); !skip {
		t.Error("a test of the long tier runs though nobody asked for it")
	}
}

// Where programs are required, a missing one is no reason to skip.
func TestRequiredProgramsAreNotSkipped(t *testing.T) {
	lacks := func(t testing.TB) { Lacks(t, "no such program") }
	t.Setenv(programsRequired, "")
	if skip, fail := skipped(t, lacks); !skip || fail {
		t.Errorf("skipped %v, failed %v", skip, fail)
	}
	t.Setenv(programsRequired, "1")
	if skip, fail := skipped(t, lacks); skip || !fail {
		t.Errorf("required: skipped %v, failed %v", skip, fail)
	}
}
