package intake

import (
	"path/filepath"

	"golang.org/x/sys/windows"
)

var errQuota, errStale error = windows.ERROR_DISK_FULL, windows.ERROR_NETNAME_DELETED

// FileSystem is the name of the file system that a folder lies on: "remote" for one on
// another machine.
func FileSystem(dir string) (string, error) {
	root, err := windows.UTF16PtrFromString(filepath.VolumeName(dir) + `\`)
	if err != nil {
		return "", err
	}
	if windows.GetDriveType(root) == windows.DRIVE_REMOTE {
		return "remote", nil
	}
	return "local", nil
}
