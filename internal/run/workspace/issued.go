package workspace

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/outbox"
)

// IssuedDir is where a round's blank workbooks lie.
func IssuedDir(r *round.Round) string { return filepath.Join(r.Dir, "issued") }

// WriteWhole writes a file so that it is there whole or not at all, with the rights that the
// umask leaves of the mode.
func WriteWhole(path string, data []byte, mode fs.FileMode) error {
	tmp, err := outbox.Temporary(filepath.Dir(path), mode)
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err == nil {
		err = intake.Sync(tmp)
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// SweepState removes what a killed program left unfinished in state/, however young: whoever
// writes there holds the workspace.
func (opt Options) SweepState() { SweepTemporary(opt.Folder("state"), time.Time{}) }

// SweepTemporary removes temporary files that were written before a time; all for no time.
func SweepTemporary(dir string, before time.Time) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), outbox.TempPrefix) {
			continue
		}
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && (before.IsZero() || info.ModTime().Before(before)) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}
