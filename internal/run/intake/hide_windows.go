package intake

import (
	"golang.org/x/sys/windows"
)

// hide gives a folder the attribute by which programs do not show it; a name that begins with
// a dot is shown there.
func hide(dir string) {
	if p, err := windows.UTF16PtrFromString(dir); err == nil {
		_ = windows.SetFileAttributes(p, windows.FILE_ATTRIBUTE_HIDDEN)
	}
}
