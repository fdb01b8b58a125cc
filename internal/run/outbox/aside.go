package outbox

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"tonghop/internal/run/durable"
	"tonghop/internal/run/waiting"
)

// An output is replaced in an order in which no edit is lost, whenever it is saved and
// wherever the program is killed:
//
//  1. the new revision is written under a temporary name, its hash is recorded;
//  2. it changes places with what stands at the output's name, in one step where the file
//     system can do that, else by moving the old file out and the new one in, never onto a
//     name that is taken. Either way the old file has a name of AsidePrefix now;
//  3. what came out is hashed. Bytes of ours are removed. Anything else was saved after the
//     last look: it goes back where it was filled in for us to take in, else it is set aside.
//
// A crash after 2 leaves a file of AsidePrefix, which the next start settles by 3.

// AsidePrefix begins the names under which what stood at an output's name is kept for the
// moment until it has been looked at. They are no temporary names: they are never swept away.
const AsidePrefix = ".tonghop_aside-"

// aside is the n-th name for what comes out of a path.
func aside(at string, n int) string {
	dir, name := path.Split(at)
	return fmt.Sprintf("%s%s%d-%s", dir, AsidePrefix, n, name)
}

// cameFrom is the path that a file of AsidePrefix stood at, "" for another file.
func cameFrom(out string) string {
	dir, name := path.Split(out)
	rest, ok := strings.CutPrefix(name, AsidePrefix)
	n, name, found := strings.Cut(rest, "-")
	if !ok || !found || n == "" || strings.Trim(n, "0123456789") != "" {
		return ""
	}
	return dir + name
}

// asides is how many files may be out of one path at a time.
const asides = 9

// free is a name for what comes out of a path.
func (b *Box) free(at string) (string, error) {
	for n := 1; n <= asides; n++ {
		out := aside(at, n)
		if _, err := os.Lstat(b.full(out)); errors.Is(err, fs.ErrNotExist) {
			return out, nil
		} else if err != nil {
			return "", err
		}
	}
	return "", fmt.Errorf("%d files that stood at its name are not settled", asides)
}

// mend settles what a step that did not come through left beside a path.
func (b *Box) mend(at string, revs []Revision) (notes []Note, err error) {
	for n := 1; n <= 2; n++ { // more are left by a crash alone, and found by Sweep
		if _, err := os.Lstat(b.full(aside(at, n))); err != nil {
			continue
		}
		more, err := b.settle(at, aside(at, n), revs)
		if notes = append(notes, more...); err != nil {
			return notes, err
		}
	}
	return notes, nil
}

// replace puts a finished file where a file of ours stood at the last look, and looks at
// what came out.
func (b *Box) replace(at, tmp string, revs []Revision) ([]Note, error) {
	out, err := b.free(at)
	if err != nil {
		return nil, err
	}
	if err := b.swap(tmp, at, out); err != nil {
		if !moved(err) {
			return nil, err
		}
		notes, serr := b.settle(at, out, revs) // somebody saved the path while it was empty
		return notes, errors.Join(err, serr)
	}
	b.at("swapped", at)
	return b.settle(at, out, revs)
}

// remove takes a file of ours away, and looks at what came out before it is gone.
func (b *Box) remove(at string, revs []Revision) ([]Note, error) {
	out, err := b.free(at)
	if err != nil {
		return nil, err
	}
	if err := os.Rename(b.full(at), b.full(out)); err != nil {
		return nil, err
	}
	b.at("swapped", at)
	return b.settle(at, out, revs)
}

// swap has the file tmp stand at a path and what stood there at out.
func (b *Box) swap(tmp, at, out string) error {
	err := b.disk.exchange(tmp, b.full(at), b.full(out))
	if !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	if err := os.Rename(b.full(at), b.full(out)); err != nil {
		return err
	}
	b.at("out", at)
	if err := b.enter(tmp, b.full(at)); err != nil {
		if !errors.Is(err, fs.ErrExist) { // back to where it was, unless somebody was faster
			_ = b.enter(b.full(out), b.full(at))
		}
		return err
	}
	return nil
}

// settle looks at a file that came out of a path: bytes of ours are removed, an edit is put
// back where it was filled in for us, else set aside under a name that people find.
func (b *Box) settle(at, out string, revs []Revision) (notes []Note, err error) {
	is, err := b.look(out, revs)
	switch {
	case err != nil || is.what == absent:
		return nil, err
	case is.what == stuck:
		return []Note{{Path: at, What: Kept, Now: at, Why: waiting.For(waiting.SettledUnread), Also: is.why}}, nil
	case is.what == ours && written(b.full(out)): // by a program that had it open before it came out
		return []Note{kept(at, waiting.For(waiting.OpenForWriting))}, nil
	case is.what == ours || b.same(out, at):
		b.at("known", at)
		return nil, os.Remove(b.full(out))
	case b.filled(at):
		if notes, done, err := b.putBack(at, out, revs); done || err != nil {
			return notes, err
		}
	}
	name, err := b.name(at, out)
	if err != nil {
		_ = b.enter(b.full(out), b.full(at))
		return nil, err
	}
	return []Note{{Path: at, What: SetAside, Now: name}}, durable.SyncDir(b.full(path.Dir(at)))
}

// putBack puts an edit of a workbook that people fill in back to its path, so that the next
// scan takes it in. done is false where a newer edit stands there already.
func (b *Box) putBack(at, out string, revs []Revision) (notes []Note, done bool, err error) {
	is, err := b.look(at, revs)
	if err != nil {
		return nil, true, err
	}
	switch is.what {
	case absent:
		if err = b.enter(b.full(out), b.full(at)); errors.Is(err, fs.ErrExist) {
			return nil, false, nil
		}
	case ours:
		if notes, err = b.replace(at, b.full(out), revs); moved(err) {
			return notes, false, nil
		}
	default:
		return nil, false, nil
	}
	if err != nil {
		return notes, true, err
	}
	return append(notes, kept(at, waiting.For(waiting.FilledIn))), true, durable.SyncDir(b.full(path.Dir(at)))
}

// same tells whether two names are of one file: a move by link and unlink that was cut short.
func (b *Box) same(out, at string) bool {
	one, err := os.Lstat(b.full(out))
	if err != nil {
		return false
	}
	other, err := os.Lstat(b.full(at))
	return err == nil && os.SameFile(one, other)
}

// setAside gives a file that someone edited a name of its own.
func (b *Box) setAside(at string) ([]Note, error) {
	out, err := b.free(at)
	if err != nil {
		return nil, err
	}
	if err := os.Rename(b.full(at), b.full(out)); err != nil {
		return nil, err
	}
	b.at("out", at)
	name, err := b.name(at, out)
	if err != nil {
		_ = b.enter(b.full(out), b.full(at))
		return nil, err
	}
	return []Note{{Path: at, What: SetAside, Now: name}}, durable.SyncDir(b.full(path.Dir(at)))
}

// name moves a file that came out of a path to the first free name for edits of it.
func (b *Box) name(at, out string) (string, error) {
	for n := 1; ; n++ {
		what := b.Edited
		if n > 1 {
			what = fmt.Sprintf("%s %d", b.Edited, n)
		}
		to := b.suffixed(at, what)
		if err := b.enter(b.full(out), b.full(to)); !errors.Is(err, fs.ErrExist) {
			return to, err
		}
	}
}

// enter moves a file of ours to a name where nothing stands; where something does, the error
// is fs.ErrExist and both are left alone.
func (b *Box) enter(from, to string) error {
	err := b.disk.move(from, to)
	if errors.Is(err, errors.ErrUnsupported) {
		return linked(from, to)
	}
	return err
}

// moved tells whether an error says that somebody saved or removed a file since it was looked at.
func moved(err error) bool {
	return errors.Is(err, fs.ErrExist) || errors.Is(err, fs.ErrNotExist)
}

// refused tells whether an error says that this one file cannot be replaced now.
func refused(err error) bool { return errors.Is(err, fs.ErrPermission) || sharing(err) }
