package outbox

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"tonghop/internal/tier"
)

// bindfs knows neither exchange nor a move that replaces nothing: the same holds there.
func TestOnAFileSystemThatCannotExchange(t *testing.T) {
	tier.Long(t)
	on, at := t.TempDir(), t.TempDir()
	if out, err := exec.Command("bindfs", on, at).CombinedOutput(); err != nil {
		tier.Lacks(t, "bindfs: %v %s", err, out)
	}
	t.Cleanup(func() { _ = exec.Command("fusermount", "-u", at).Run() })
	probe := filepath.Join(at, "probe")
	if err := os.WriteFile(probe, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := move(probe, probe+"-2"); err == nil {
		t.Skip("it can")
	}
	os.Remove(probe)
	for _, filled := range []bool{false, true} {
		s := begin(t)
		s.box.Dir = filepath.Join(at, map[bool]string{false: "a", true: "b"}[filled])
		s.box.Filled = func(string) bool { return filled }
		s.sync("one")
		s.sync("two")
		s.holds("a.xlsx", "two")
		s.box.disk.step = func(point, _ string) {
			if point == "looked" {
				s.box.disk.step = nil
				s.write("a.xlsx", "saved meanwhile")
			}
		}
		s.sync("three")
		s.settled("three", filled)
		s.keeps("saved meanwhile", filled)
	}
}
