package outbox

import (
	"errors"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

var replaceFile = windows.NewLazySystemDLL("kernel32.dll").NewProc("ReplaceFileW")

// What ReplaceFile says where it left the file half replaced (System Error Codes).
const (
	unableToMoveReplacement  = windows.Errno(1176) // the old file is where it was
	unableToMoveReplacement2 = windows.Errno(1177) // the old file stands at out, nothing at its name
)

// unable is what ReplaceFile says where it did nothing and moving out and in may work.
var unable = []error{
	unableToMoveReplacement, windows.ERROR_INVALID_FUNCTION, windows.ERROR_NOT_SUPPORTED,
	windows.ERROR_CALL_NOT_IMPLEMENTED, windows.ERROR_INVALID_PARAMETER,
}

// exchange is ReplaceFile with the name of a backup, which is where the old file goes.
func exchange(from, at, out string) error {
	var names [3]*uint16
	for i, name := range []string{at, from, out} {
		p, err := windows.UTF16PtrFromString(name)
		if err != nil {
			return err
		}
		names[i] = p
	}
	ok, _, err := replaceFile.Call(uintptr(unsafe.Pointer(names[0])), uintptr(unsafe.Pointer(names[1])),
		uintptr(unsafe.Pointer(names[2])), 0, 0, 0)
	switch {
	case ok != 0:
		return nil
	case errors.Is(err, unableToMoveReplacement2):
		if err := move(from, at); err != nil {
			return errors.Join(err, move(out, at))
		}
		return nil
	}
	for _, no := range unable {
		if errors.Is(err, no) {
			return errors.ErrUnsupported
		}
	}
	return &os.LinkError{Op: "replace", Old: at, New: from, Err: err}
}

// move is MoveFileEx without the flag that replaces.
func move(from, to string) error {
	old, err := windows.UTF16PtrFromString(from)
	if err != nil {
		return err
	}
	name, err := windows.UTF16PtrFromString(to)
	if err != nil {
		return err
	}
	if err := windows.MoveFileEx(old, name, windows.MOVEFILE_WRITE_THROUGH); err != nil {
		return &os.LinkError{Op: "move", Old: from, New: to, Err: err}
	}
	return nil
}

// written is always false: a file that a program has open is not moved.
func written(string) bool { return false }
