package intake

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// written tells whether a program of this machine has the file open for writing: a read lease
// is refused then (fcntl(2), F_SETLEASE). Where leases are not known it says no.
func written(f *os.File) bool {
	_, err := unix.FcntlInt(f.Fd(), unix.F_SETLEASE, unix.F_RDLCK)
	if err == nil {
		_, _ = unix.FcntlInt(f.Fd(), unix.F_SETLEASE, unix.F_UNLCK)
	}
	return errors.Is(err, unix.EAGAIN)
}
