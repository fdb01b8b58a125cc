package intake

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

// full are what a disk without room says.
var full = []error{windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED}

// passing are what a disk that is full, or a disk or share that does not answer, says
// (System Error Codes, 0 to 499 and 1000 to 1299).
var passing = []error{
	windows.ERROR_DISK_FULL, windows.ERROR_HANDLE_DISK_FULL, windows.ERROR_DISK_QUOTA_EXCEEDED,
	windows.ERROR_IO_DEVICE, windows.ERROR_CRC, windows.ERROR_NOT_READY,
	windows.ERROR_NETNAME_DELETED, windows.ERROR_BAD_NETPATH, windows.ERROR_BAD_NET_NAME, windows.ERROR_UNEXP_NET_ERR,
	windows.ERROR_NETWORK_UNREACHABLE,
}

// FileSystem is the name of the file system that a folder lies on: "remote" for one on
// another machine.
func FileSystem(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(dir) + `\`)
	if err != nil {
		return "", err
	}
	if windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		return "remote", nil
	}
	return "local", nil
}
