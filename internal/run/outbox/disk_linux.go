package outbox

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// exchange is renameat2(2) with RENAME_EXCHANGE. The new file gets the name out first, so
// that what comes out in the exchange has no name that is swept away.
func exchange(from, at, out string) error {
	if err := move(from, out); err != nil {
		return err
	}
	err := unix.Renameat2(unix.AT_FDCWD, out, unix.AT_FDCWD, at, unix.RENAME_EXCHANGE)
	if err == nil {
		return nil
	}
	if back := os.Rename(out, from); back != nil {
		return errors.Join(err, back)
	}
	return able("exchange", out, at, err)
}

// move is renameat2(2) with RENAME_NOREPLACE.
func move(from, to string) error {
	err := unix.Renameat2(unix.AT_FDCWD, from, unix.AT_FDCWD, to, unix.RENAME_NOREPLACE)
	return able("move", from, to, err)
}

// able turns what file systems say that do not know the flags of renameat2 into
// errors.ErrUnsupported: FUSE, NFS and old kernels.
func able(op, from, to string, err error) error {
	if err == nil {
		return nil
	}
	for _, no := range []error{unix.EINVAL, unix.ENOSYS, unix.ENOTSUP, unix.EOPNOTSUPP} {
		if errors.Is(err, no) {
			return errors.ErrUnsupported
		}
	}
	return &os.LinkError{Op: op, Old: from, New: to, Err: err}
}

// written tells whether a program of this machine has a file open for writing: a read lease is
// refused then (fcntl(2), F_SETLEASE). Where leases are not known it says no.
func written(path string) bool {
	f, err := os.Open(path)
	if err != nil {
		return false
	}
	defer f.Close() // lets go of the lease
	_, err = unix.FcntlInt(f.Fd(), unix.F_SETLEASE, unix.F_RDLCK)
	return errors.Is(err, unix.EAGAIN)
}
