package workspace

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/run/durable"
)

// IssuedDir is where a round's blank workbooks lie.
func IssuedDir(r *round.Round) string { return filepath.Join(r.Dir, "issued") }

// SweepState removes what a killed program left unfinished in state/, however young: whoever
// writes there holds the workspace.
func (opt Options) SweepState() { SweepTemporary(opt.Folder("state"), time.Time{}) }

// SweepTemporary removes temporary files that were written before a time; all for no time.
func SweepTemporary(dir string, before time.Time) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), durable.TempPrefix) {
			continue
		}
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && (before.IsZero() || info.ModTime().Before(before)) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}
