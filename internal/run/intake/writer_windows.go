package intake

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// written tells whether a program has the file open for writing: to open it so that nobody
// may write is refused then.
func written(f *os.File) bool {
	path, err := windows.UTF16PtrFromString(f.Name())
	if err != nil {
		return false
	}
	h, err := windows.CreateFile(path, windows.GENERIC_READ, windows.FILE_SHARE_READ, nil, windows.OPEN_EXISTING, 0, 0)
	if err == nil {
		_ = windows.CloseHandle(h)
	}
	return errors.Is(err, windows.ERROR_SHARING_VIOLATION)
}
