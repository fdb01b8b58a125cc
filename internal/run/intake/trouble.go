package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tonghop/internal/run/durable"
)

// Passing tells whether an error is of a disk that is full or does not answer: the files
// are untouched, and the same may well work later.
func Passing(err error) bool {
	var unsynced *durable.SyncError
	if errors.As(err, &unsynced) {
		return false
	}
	return errors.Is(err, ErrUnmarked) || slices.ContainsFunc(passing, func(e error) bool { return errors.Is(err, e) })
}

// Full tells whether an error says that there is no room on a disk.
func Full(err error) bool {
	return slices.ContainsFunc(full, func(e error) bool { return errors.Is(err, e) })
}

// Marker is a file that stands in a workspace's folders, so that a share which is not
// mounted is told from an empty folder.
const Marker = ".thu-muc-tonghop"

// ErrUnmarked says that a folder is not the one that was worked with: most likely a share
// that is not mounted.
var ErrUnmarked = errors.New("the folder lacks its marker: it may be a share that is not mounted")

// Mark puts the marker into a folder, making the folder where there is none.
func Mark(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return fmt.Errorf("mark folder: %w", err)
	}
	path := filepath.Join(dir, Marker)
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	text := "tonghop: this file tells the folder from an empty mount point; leave it here\n"
	if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
		return fmt.Errorf("mark folder: %w", err)
	}
	return durable.SyncDir(dir)
}

// Marked tells whether the folder is there with its marker. One that is not there at all was
// taken away by somebody, and is made again with its marker; a link that leads nowhere is a
// share that is not mounted.
func Marked(dir string) error {
	if _, err := os.Stat(filepath.Join(dir, Marker)); err == nil {
		return nil
	}
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		return Mark(dir)
	}
	return fmt.Errorf("%s: %w", dir, ErrUnmarked)
}

// Bare tells of a folder that is there without its marker, or a link to nowhere. Unlike Marked
// it makes nothing.
func Bare(dir string) bool {
	if _, err := os.Lstat(dir); err != nil {
		return false
	}
	_, err := os.Stat(filepath.Join(dir, Marker))
	return errors.Is(err, fs.ErrNotExist)
}

// networked are the names of file systems that lie on another machine, by how they begin.
var networked = []string{"nfs", "cifs", "smb", "9p", "afs", "ceph", "lustre", "glusterfs", "fuse.sshfs", "fuse.rclone",
	"fuse.glusterfs", "fuse.s3fs", "fuse.davfs", "davfs", "ncpfs", "remote"}

// Networked tells whether a file system of that name lies on another machine.
func Networked(name string) bool {
	for _, n := range networked {
		if strings.HasPrefix(strings.ToLower(name), n) {
			return true
		}
	}
	return false
}

// Shared tells whether events of a file system of that name cannot be relied on: it lies on
// another machine, or a program serves it.
func Shared(name string) bool {
	name = strings.ToLower(name)
	return Networked(name) || name == "fuse" || strings.HasPrefix(name, "fuse.")
}
