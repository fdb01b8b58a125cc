package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tonghop/internal/run/durable"
)

// ErrChanged says that a file changed while it was being captured; the next scan
// looks at it again.
var ErrChanged = errors.New("changed while it was copied")

// Archive keeps every file's bytes under their hash, forever.
type Archive struct{ Dir string }

const tempPrefix = ".new-"

// Capture copies a file into the archive while hashing it. When it returns, the
// bytes are on the disk under the hash: the copy is synced, the source looked
// at again, the copy renamed, and the folder synced.
func (a Archive) Capture(f File) (sha string, size int64, err error) {
	src, err := open(f.Path)
	if err != nil {
		return "", 0, fmt.Errorf("capture %s: %w", f.Name, err)
	}
	defer src.Close()
	tmp, err := a.temp()
	if err != nil {
		return "", 0, fmt.Errorf("capture %s: %w", f.Name, err)
	}
	defer func() {
		if err != nil {
			tmp.Close()
			_ = os.Remove(tmp.Name())
		}
	}()
	h := sha256.New()
	size, err = io.Copy(io.MultiWriter(tmp, h), src)
	if err != nil {
		return "", 0, fmt.Errorf("capture %s: %w", f.Name, err)
	}
	if err = durable.Finish(tmp); err != nil {
		return "", 0, fmt.Errorf("capture %s: %w", f.Name, err)
	}
	info, err := os.Lstat(f.Path)
	if err != nil {
		return "", 0, fmt.Errorf("capture %s: %w", f.Name, err)
	}
	if !same(src, info) || info.Size() != size || info.Size() != f.Size || !info.ModTime().Equal(f.Mod) {
		err = ErrChanged
		return "", 0, fmt.Errorf("capture %s: %w", f.Name, err)
	}
	sha = hex.EncodeToString(h.Sum(nil))
	if err = a.enter(tmp.Name(), sha); err != nil {
		return "", 0, fmt.Errorf("capture %s: %w", f.Name, err)
	}
	return sha, size, nil
}

// temp makes a file to copy into, and the folder where somebody deleted it: that must not pass
// for a file of the inbox that was taken away.
func (a Archive) temp() (*os.File, error) {
	f, err := os.CreateTemp(a.Dir, tempPrefix)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(a.Dir, 0o700); err != nil {
			return nil, err
		}
		return os.CreateTemp(a.Dir, tempPrefix)
	}
	return f, err
}

// enter puts a whole copy under its hash. Of bytes that came before the time of the first stays:
// it tells in which order files came, should the ledger lose that.
func (a Archive) enter(tmp, sha string) error {
	if was, err := os.Lstat(a.Path(sha)); err == nil && was.Mode().IsRegular() {
		_ = os.Chtimes(tmp, was.ModTime(), was.ModTime())
	}
	return durable.Rename(tmp, a.Path(sha))
}

// Put keeps bytes that we made ourselves under their hash.
func (a Archive) Put(data []byte) (sha string, err error) {
	sum := sha256.Sum256(data)
	sha = hex.EncodeToString(sum[:])
	tmp, err := a.temp()
	if err != nil {
		return "", fmt.Errorf("archive: %w", err)
	}
	if err = durable.Fill(tmp, data); err == nil {
		err = a.enter(tmp.Name(), sha)
	}
	if err != nil {
		_ = os.Remove(tmp.Name())
		return "", fmt.Errorf("archive: %w", err)
	}
	return sha, nil
}

// Path is where a hash's bytes lie.
func (a Archive) Path(sha string) string { return filepath.Join(a.Dir, sha) }

// Read returns archived bytes, after checking that they are what their name says.
func (a Archive) Read(sha string) ([]byte, error) {
	data, err := os.ReadFile(a.Path(sha))
	if err != nil {
		return nil, fmt.Errorf("read archive: %w", err)
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != sha {
		return nil, fmt.Errorf("read archive: %s: the bytes are not what was archived", sha)
	}
	return data, nil
}

// Size is how many bytes lie under a hash.
func (a Archive) Size(sha string) (int64, error) {
	info, err := os.Stat(a.Path(sha))
	if err != nil {
		return 0, fmt.Errorf("read archive: %w", err)
	}
	return info.Size(), nil
}

// open opens a regular file for reading. What stands at its name must be that file: a link
// put there since the scan leads elsewhere.
func open(path string) (*os.File, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s: %w", path, errNotRegular)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	if !same(f, info) {
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, ErrChanged)
	}
	return f, nil
}

var errNotRegular = errors.New("not a regular file")

// same tells whether an open file is what was found at a name.
func same(f *os.File, at fs.FileInfo) bool {
	have, err := f.Stat()
	return err == nil && at.Mode().IsRegular() && os.SameFile(have, at)
}

// Hash reads a regular file through, however large.
func Hash(path string) (string, error) {
	f, err := open(path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(h.Sum(nil)), nil
}

// Sweep removes copies that a crash left unfinished.
func (a Archive) Sweep() error {
	entries, err := os.ReadDir(a.Dir)
	if err != nil {
		return fmt.Errorf("sweep archive: %w", err)
	}
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), tempPrefix) {
			if err := os.Remove(filepath.Join(a.Dir, e.Name())); err != nil {
				return fmt.Errorf("sweep archive: %w", err)
			}
		}
	}
	return nil
}

// Remove takes a file out of the inbox, only when its bytes are the archived ones and no
// program has it open for writing; kept says that its bytes are others, and that it was left
// where it is.
func (a Archive) Remove(path, sha string) (kept bool, err error) {
	have, err := Hash(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return true, fmt.Errorf("clear: %w", err)
	}
	if have != sha {
		return true, nil
	}
	if archived, err := Hash(a.Path(sha)); err != nil || archived != sha { // it was lost there, and here it is
		if err := a.again(path, sha); err != nil {
			return true, fmt.Errorf("clear: %s: the archived bytes are not what was received: %w", sha, err)
		}
	}
	if Held(path) {
		return true, fmt.Errorf("clear: %s: %w", path, ErrHeld)
	}
	if err := os.Remove(path); err != nil {
		return true, fmt.Errorf("clear: %w", err)
	}
	return false, nil
}

// again archives a file once more whose archived bytes were lost.
func (a Archive) again(path, sha string) error {
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	have, _, err := a.Capture(File{Path: path, Name: filepath.Base(path), Size: info.Size(), Mod: info.ModTime()})
	if err == nil && have != sha {
		err = ErrChanged
	}
	return err
}

// ErrHeld says that a program has a file open for writing.
var ErrHeld = errors.New("open in a program that may still write to it")

// Held tells whether a program has a file open for writing, or keeps it from being opened.
func Held(path string) bool {
	f, err := open(path)
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist)
	}
	defer f.Close()
	return written(f)
}
