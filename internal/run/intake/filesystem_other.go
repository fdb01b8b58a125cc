//go:build !linux && !windows

package intake

// FileSystem is the name of the file system that a folder lies on; not known here.
func FileSystem(string) (string, error) { return "", nil }
