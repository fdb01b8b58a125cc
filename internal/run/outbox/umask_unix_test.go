//go:build unix

package outbox

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func mkfifo(path string) error { return syscall.Mkfifo(path, 0o644) }

// Outputs and their folders are readable as far as the umask says.
func TestWithinTheUmask(t *testing.T) {
	for umask, want := range map[int][2]os.FileMode{0o077: {0o600, 0o700}, 0o022: {0o644, 0o755}, 0o002: {0o664, 0o775}} {
		func() {
			defer syscall.Umask(syscall.Umask(umask))
			s := begin(t)
			s.sync("one")
			s.sync("two")
			for i, name := range []string{"tra-lai/a.xlsx", "tra-lai"} {
				info, err := os.Stat(filepath.Join(s.box.Dir, name))
				if err != nil || info.Mode().Perm() != want[i] {
					t.Errorf("umask %03o: %s is %v (%v)", umask, name, info.Mode().Perm(), err)
				}
			}
		}()
	}
}
