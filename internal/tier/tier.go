// Package tier says which tests run when: a few seconds of each room after every change (-short),
// what needs no other program in the full tier (no flag), and what kills processes, mounts file
// systems, fills disks, runs other programs or takes minutes in the long tier (TONGHOP_LONG=1).
package tier

import (
	"os"
	"os/exec"
	"runtime/debug"
	"testing"
)

const (
	longAsked        = "TONGHOP_LONG"
	programsRequired = "TONGHOP_REQUIRE_PROGRAMS"
)

// IsLong says that the long tier was asked for.
func IsLong() bool { return os.Getenv(longAsked) != "" && !testing.Short() }

// Main runs the tests of a room that makes many workbooks: what lives for a minute collects its
// garbage less often, as the long-lived program may not. GOGC asks for something else.
func Main(m *testing.M) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	m.Run()
}

// Full skips a test that is not of the short tier.
func Full(t testing.TB) {
	t.Helper()
	if testing.Short() {
		t.Skip("full tier: run without -short")
	}
}

// Long skips a test that is of the long tier alone.
func Long(t testing.TB) {
	t.Helper()
	if !IsLong() {
		t.Skipf("long tier: run with %s=1", longAsked)
	}
}

// Unraced skips a test that the race detector makes many times slower and in which it sees
// nothing: one that works in one line, or has another process do the work.
func Unraced(t testing.TB) {
	t.Helper()
	if Raced {
		t.Skip("run without the race detector")
	}
}

// Needs skips a test, which is of the long tier then, where a program does not run; where
// programs are required that is a failure.
func Needs(t testing.TB, what string, cmd ...string) {
	t.Helper()
	Long(t)
	if err := exec.Command(cmd[0], cmd[1:]...).Run(); err != nil {
		Lacks(t, "%s (%v)", what, err)
	}
}

// Lacks skips a test for what this machine lacks; where programs are required it fails.
func Lacks(t testing.TB, format string, args ...any) {
	t.Helper()
	if os.Getenv(programsRequired) != "" {
		t.Fatalf("missing: "+format, args...)
	}
	t.Skipf("missing: "+format, args...)
}
