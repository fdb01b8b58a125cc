package outbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"tonghop/internal/run/durable"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/waiting"
)

// what stands at a path.
const (
	absent  = iota
	ours    // bytes that we published
	foreign // bytes that we never published: someone's work
	stuck   // what we can neither read nor replace
)

// standing is how a path was found.
type standing struct {
	what int
	sha  string
	why  waiting.Reason // of what is stuck
	file bool           // of what is stuck: a file, which may be ours
}

// odd are the kinds of file that are never ours. Links are not followed: what they lead to is
// somebody else's. Files with other marks of the system, such as those that a cloud service
// keeps for us, are files.
const odd = fs.ModeDir | fs.ModeSymlink | fs.ModeDevice | fs.ModeCharDevice | fs.ModeNamedPipe | fs.ModeSocket

// look tells what stands at a path. Only what a disk that is full or does not answer says is
// an error; what is in the way at this path is said.
func (b *Box) look(path string, revs []Revision) (standing, error) {
	info, err := os.Lstat(b.full(path))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return standing{}, nil
	case err == nil && info.IsDir():
		return standing{what: stuck, why: waiting.For(waiting.FolderAtName)}, nil
	case err == nil && info.Mode()&odd != 0:
		return standing{what: stuck, why: waiting.For(waiting.LinkAtName)}, nil
	}
	var sha string
	if err == nil {
		sha, err = b.hash(path)
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return standing{}, nil
	case intake.Passing(err):
		return standing{}, err
	case errors.Is(err, syscall.ENOTDIR):
		return standing{what: stuck, why: waiting.For(waiting.FileAtFolder)}, nil
	case refused(err):
		return standing{what: stuck, why: waiting.For(waiting.OutputUnread), file: info != nil}, nil
	case err != nil:
		return standing{what: stuck, why: waiting.InWords(err.Error()), file: info != nil}, nil
	case known(revs, sha):
		return standing{what: ours, sha: sha}, nil
	}
	return standing{what: foreign, sha: sha}, nil
}

func (b *Box) full(path string) string { return filepath.Join(b.Dir, filepath.FromSlash(path)) }

// hash is the hash of the file that stands at a path.
func (b *Box) hash(path string) (string, error) {
	f, err := b.disk.read(b.full(path))
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

func sum(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

func known(revs []Revision, sha string) bool {
	for _, r := range revs {
		if r.SHA == sha {
			return true
		}
	}
	return false
}

// Held tells whether a program has the file open: it then keeps a lock file beside it
// (~$name by Excel, by Word without the first letters of a longer name; .~lock.name# by LibreOffice).
func (b *Box) Held(path string) bool {
	dir, name := filepath.Split(b.full(path))
	locks := []string{"~$" + name, ".~lock." + name + "#"}
	if letters := []rune(name); strings.EqualFold(filepath.Ext(name), ".docx") && len(letters) > 2 {
		locks = append(locks, "~$"+string(letters[1:]), "~$"+string(letters[2:]))
	}
	for _, lock := range locks {
		if _, err := os.Lstat(filepath.Join(dir, lock)); err == nil {
			return true
		}
	}
	return false
}

// suffixed is the path with something in brackets before its extension.
func (b *Box) suffixed(path, what string) string {
	ext := filepath.Ext(path)
	return fmt.Sprintf("%s (%s)%s", strings.TrimSuffix(path, ext), what, ext)
}

// beside is where a revision stands while its path is held.
func (b *Box) beside(path string, number int) string {
	return b.suffixed(path, fmt.Sprintf("%s %d", b.Beside, number))
}

// Foreign tells whether a file that we never published stands at a path: someone's work.
func (b *Box) Foreign(ctx context.Context, path string) (bool, error) {
	past, err := b.Book.Revisions(ctx)
	if err != nil {
		return false, err
	}
	return b.Other(path, past[path])
}

// Other is Foreign where the revisions of the path are at hand. Of what cannot be read now it
// does not know: the error is fs.ErrPermission then, whatever is in the way.
func (b *Box) Other(path string, revs []Revision) (bool, error) {
	is, err := b.look(path, revs)
	if err == nil && is.what == stuck {
		err = fmt.Errorf("read %s: %s: %w", path, is.why, fs.ErrPermission)
	}
	return is.what == foreign, err
}

// InTheWay says what keeps a path from being replaced that was published before: a folder at
// its name, a file that cannot be read. None where nothing does, or only a lock file.
func (b *Box) InTheWay(path string) waiting.Reason {
	info, err := os.Lstat(b.full(path))
	switch {
	case errors.Is(err, syscall.ENOTDIR):
		return waiting.For(waiting.FileAtFolder)
	case err != nil:
		return waiting.Reason{}
	case info.IsDir():
		return waiting.For(waiting.FolderAtName)
	case info.Mode()&odd != 0:
		return waiting.For(waiting.LinkAtName)
	}
	f, err := b.disk.read(b.full(path))
	if err == nil {
		f.Close()
	} else if refused(err) {
		return waiting.For(waiting.OutputUnread)
	}
	return waiting.Reason{}
}

// temporary is a file beside its target while it is written.
type temporary struct {
	f    *os.File
	name string
}

// temp opens a temporary file beside a path, within the umask.
func (b *Box) temp(path string) (*temporary, error) {
	f, err := durable.Temporary(filepath.Dir(b.full(path)), 0o666)
	if err != nil {
		return nil, err
	}
	return &temporary{f, f.Name()}, nil
}

// write fills the file and makes its bytes durable.
func (t *temporary) write(data []byte) error { return durable.Fill(t.f, data) }

// drop removes the file where it was not moved to its target.
func (t *temporary) drop() {
	_ = t.f.Close()
	_ = os.Remove(t.name)
}

// Sweep removes temporary files that a crash left, and puts right what it left half done:
// what stood at an output's name and was not looked at yet. A folder that cannot be read
// keeps nobody from starting.
func (b *Box) Sweep(ctx context.Context) error {
	past, err := b.Book.Revisions(ctx)
	if err != nil {
		return err
	}
	root := intake.Root(b.Dir)
	return filepath.WalkDir(root, func(full string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && (d == nil || full == root || intake.Passing(err)):
			return err
		case err != nil || d.IsDir():
			return nil
		case strings.HasPrefix(d.Name(), durable.TempPrefix):
			if err := os.Remove(full); intake.Passing(err) {
				return err
			}
			return nil
		}
		out, err := filepath.Rel(root, full)
		if err != nil {
			return err
		}
		out = filepath.ToSlash(out)
		path := cameFrom(out)
		if len(past[path]) == 0 { // no aside, or of another round: its own box knows what it is
			return nil
		}
		_, err = own(path, nil, second(b.settle(path, out, past[path])))
		return err
	})
}

func second[T any](_ T, err error) error { return err }
