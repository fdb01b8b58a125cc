// Package durable writes files that are there whole or not at all, and are on the disk when it says so:
// written under another name, synced, renamed, their folder synced.
package durable

import (
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// SyncError says that what was written may not be on the disk: nothing that was done since
// can be trusted, so that the process ends and begins again from what is there.
type SyncError struct{ Err error }

func (e *SyncError) Error() string { return "not made durable: " + e.Err.Error() }

func (e *SyncError) Unwrap() error { return e.Err }

// Sync makes a file's bytes durable.
func Sync(f *os.File) error {
	if err := f.Sync(); err != nil {
		return &SyncError{err}
	}
	return nil
}

// Finish makes a file's bytes durable and closes it.
func Finish(f *os.File) error {
	err := Sync(f)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	return err
}

// Fill writes bytes to an open file and finishes it; it is closed whatever happens.
func Fill(f *os.File, data []byte) error {
	if _, err := f.Write(data); err != nil {
		_ = f.Close()
		return err
	}
	return Finish(f)
}

// TempPrefix begins the names of our temporary files.
const TempPrefix = ".tonghop-"

// tries is how often a free name is looked for.
const tries = 5

// Temporary makes a new file in a folder, which is made where there is none. Both get the
// rights that the umask leaves, as a file that somebody saves there.
func Temporary(dir string, mode fs.FileMode) (*os.File, error) {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, err
	}
	for range tries {
		name := filepath.Join(dir, fmt.Sprintf("%s%016x", TempPrefix, rand.Uint64()))
		f, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, mode)
		if !errors.Is(err, fs.ErrExist) {
			return f, err
		}
	}
	return nil, fmt.Errorf("make a temporary file in %s: %w", dir, fs.ErrExist)
}

// Rename gives a finished file its name, in place of what stood there, and makes that durable.
func Rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return SyncDir(filepath.Dir(to))
}

// Move is Rename of a file that somebody else wrote: its bytes are made durable first.
func Move(from, to string) error {
	f, err := os.OpenFile(from, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	if err := Finish(f); err != nil {
		return err
	}
	return Rename(from, to)
}

// WriteFile writes a file that is there whole or not at all, with the rights that the umask
// leaves of the mode.
func WriteFile(path string, data []byte, mode fs.FileMode) error {
	tmp, err := Temporary(filepath.Dir(path), mode)
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name()) // nothing once it has its name
	if err := Fill(tmp, data); err != nil {
		return err
	}
	return Rename(tmp.Name(), path)
}

// Append adds text to a file, which is made where there is none. A crash may leave the beginning of it.
func Append(path, text string, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, mode)
	if err != nil {
		return err
	}
	return Fill(f, []byte(text))
}
