// Package outbox publishes revisions of workbooks where people have them open
// and edit them: a file whose bytes we never published is never replaced or
// removed, and a file that is held open gets its new revision beside it.
package outbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tonghop/internal/intake"
)

// Output is one workbook that should stand in the outbox.
type Output struct {
	Path string                 // below the outbox, with slashes
	Key  string                 // what the content is made of; the same key is the same content
	Make func() ([]byte, error) // makes the content
}

// Revision is one published state of a path.
type Revision struct {
	Path   string
	SHA    string
	Number int
	Key    string
}

// Book remembers what was published. Record is called, and has made its word
// durable, before the file is put in place.
type Book interface {
	Revisions(ctx context.Context) (map[string][]Revision, error)
	Record(ctx context.Context, r Revision) error
}

// Note says what happened to a file that was not simply written.
type Note struct {
	Path string
	What string // written, held, set aside, withdrawn; kept: it should be another or gone, and is not yet
	Now  string // where it stands now
}

// Again tells whether the path has to be tried again: somebody has it open, or what was
// filled in there is to be taken in first.
func (n Note) Again() bool { return n.What == "held" || n.What == "kept" }

// Box is an outbox folder.
type Box struct {
	Dir    string
	Edited string // what is added to the name of a file that someone edited: "đã sửa"
	Beside string // and to a revision beside one that is held: "bản"
	Book   Book
	// Filled tells the paths of workbooks that people fill in: what they saved there is
	// waited for, never set aside. nil for none.
	Filled func(path string) bool
	Marked bool // the folder has a marker; without it nothing is written there
}

// Sync makes the outbox hold just the outputs, and what is not ours.
func (b *Box) Sync(ctx context.Context, outputs []Output) (notes []Note, err error) {
	return b.sync(ctx, outputs, true)
}

// Add publishes outputs beside whatever stands in the outbox.
func (b *Box) Add(ctx context.Context, outputs []Output) (notes []Note, err error) {
	return b.sync(ctx, outputs, false)
}

func (b *Box) sync(ctx context.Context, outputs []Output, only bool) (notes []Note, err error) {
	if b.Marked {
		if err := intake.Marked(b.Dir); err != nil {
			return nil, err
		}
	}
	past, err := b.Book.Revisions(ctx)
	if err != nil {
		return nil, err
	}
	wanted := map[string]bool{}
	for _, o := range outputs {
		if err := ctx.Err(); err != nil {
			return notes, err
		}
		wanted[o.Path] = true
		n, err := b.publish(ctx, o, past)
		if err != nil {
			return notes, fmt.Errorf("publish %s: %w", o.Path, err)
		}
		for _, note := range n {
			wanted[note.Now] = wanted[note.Now] || note.Again()
		}
		notes = append(notes, n...)
	}
	for path, revs := range past {
		if !only || wanted[path] {
			continue
		}
		note, err := b.withdraw(path, revs)
		if err != nil {
			return notes, fmt.Errorf("withdraw %s: %w", path, err)
		}
		if note.What != "" {
			notes = append(notes, note)
		}
	}
	return notes, nil
}

// publish brings one path to its newest revision.
func (b *Box) publish(ctx context.Context, o Output, past map[string][]Revision) (notes []Note, err error) {
	revs := past[o.Path]
	have, err := b.hash(o.Path)
	if err != nil {
		return nil, err
	}
	var last Revision
	if len(revs) > 0 {
		last = revs[len(revs)-1]
	}
	if have != "" && !known(revs, have) && b.filled(o.Path) {
		return []Note{{o.Path, "kept", o.Path}}, nil
	}
	if last.Key == o.Key && have == last.SHA {
		return nil, nil
	}
	held := have != "" && b.Held(o.Path)
	beside := b.suffixed(o.Path, fmt.Sprintf("%s %d", b.Beside, last.Number))
	if last.Key == o.Key && held { // its revision stands beside already
		if sha, err := b.hash(beside); err != nil {
			return notes, err
		} else if sha == last.SHA {
			return append(notes, Note{o.Path, "held", beside}), nil
		}
	}
	data, err := o.Make()
	if err != nil {
		return notes, err
	}
	next := Revision{Path: o.Path, SHA: sum(data), Number: last.Number + 1, Key: o.Key}
	if last.Key == o.Key && last.SHA == next.SHA {
		next.Number = last.Number
	}
	return b.place(ctx, next, data, past)
}

// filled tells whether people fill in what stands at a path.
func (b *Box) filled(path string) bool { return b.Filled != nil && b.Filled(path) }

// clearWay makes room for a revision: a file there that we never published is set
// aside. free is false where someone has it open.
func (b *Box) clearWay(path string, revs []Revision) (free bool, notes []Note, err error) {
	have, err := b.hash(path)
	if err != nil || have == "" {
		return err == nil, nil, err
	}
	if b.Held(path) {
		return false, nil, nil
	}
	if known(revs, have) {
		return true, nil, nil
	}
	if b.filled(path) {
		return false, nil, nil
	}
	aside, err := b.setAside(path)
	if err != nil {
		if errors.Is(err, fs.ErrPermission) || sharing(err) {
			return false, nil, nil
		}
		return false, nil, err
	}
	return true, []Note{{path, "set aside", aside}}, nil
}

// place writes a revision: on a temporary file, synced, recorded, renamed. What
// stands at the target is looked at in the last moment, because making a workbook
// takes time in which people save.
func (b *Box) place(ctx context.Context, next Revision, data []byte, past map[string][]Revision) (notes []Note, err error) {
	tmp, err := b.write(next.Path, data)
	if err != nil {
		return nil, err
	}
	defer os.Remove(tmp)
	revs := past[next.Path]
	if len(revs) == 0 || revs[len(revs)-1].Number != next.Number {
		if err := b.Book.Record(ctx, next); err != nil {
			return nil, err
		}
	}
	free, notes, err := b.clearWay(next.Path, revs)
	if err != nil {
		return notes, err
	}
	if free {
		if err = os.Rename(tmp, b.full(next.Path)); err == nil {
			return append(notes, Note{next.Path, "written", next.Path}), intake.SyncDir(filepath.Dir(b.full(next.Path)))
		}
		if !errors.Is(err, fs.ErrPermission) && !sharing(err) {
			return notes, err
		}
	}
	beside := Revision{Path: b.suffixed(next.Path, fmt.Sprintf("%s %d", b.Beside, next.Number)), SHA: next.SHA, Number: 1, Key: next.Key}
	revs = past[beside.Path]
	if len(revs) > 0 {
		beside.Number = revs[len(revs)-1].Number + 1
	}
	free, more, err := b.clearWay(beside.Path, revs)
	notes = append(notes, more...)
	if err != nil || !free {
		return append(notes, Note{next.Path, "kept", beside.Path}), err
	}
	if err := b.Book.Record(ctx, beside); err != nil {
		return notes, err
	}
	if err := os.Rename(tmp, b.full(beside.Path)); err != nil {
		return notes, err
	}
	return append(notes, Note{next.Path, "held", beside.Path}), intake.SyncDir(filepath.Dir(b.full(next.Path)))
}

func (b *Box) full(path string) string { return filepath.Join(b.Dir, filepath.FromSlash(path)) }

// write puts data on a synced temporary file beside its target.
func (b *Box) write(path string, data []byte) (string, error) {
	dir := filepath.Dir(b.full(path))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(dir, TempPrefix)
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if err == nil {
		err = intake.Sync(f)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return f.Name(), err
}

// TempPrefix begins the names of our temporary files.
const TempPrefix = ".tonghop-"

// Sweep removes temporary files that a crash left.
func (b *Box) Sweep() error {
	return filepath.WalkDir(intake.Root(b.Dir), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasPrefix(d.Name(), TempPrefix) {
			return err
		}
		return os.Remove(path)
	})
}

// hash is the hash of the file that stands at a path, "" for none.
func (b *Box) hash(path string) (string, error) {
	data, err := os.ReadFile(b.full(path))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return sum(data), nil
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

// Held tells whether a spreadsheet program has the file open: it then keeps a
// lock file beside it (~$name by Excel, .~lock.name# by LibreOffice).
func (b *Box) Held(path string) bool {
	dir, name := filepath.Split(b.full(path))
	for _, lock := range []string{"~$" + name, ".~lock." + name + "#"} {
		if _, err := os.Stat(filepath.Join(dir, lock)); err == nil {
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

// Foreign tells whether a file that we never published stands at a path: someone's work.
func (b *Box) Foreign(ctx context.Context, path string) (bool, error) {
	past, err := b.Book.Revisions(ctx)
	if err != nil {
		return false, err
	}
	return b.Other(path, past[path])
}

// Other is Foreign where the revisions of the path are at hand.
func (b *Box) Other(path string, revs []Revision) (bool, error) {
	have, err := b.hash(path)
	return err == nil && have != "" && !known(revs, have), err
}

// setAside gives a file that someone edited a name of its own.
func (b *Box) setAside(path string) (string, error) {
	for n := 1; ; n++ {
		what := b.Edited
		if n > 1 {
			what = fmt.Sprintf("%s %d", b.Edited, n)
		}
		aside := b.suffixed(path, what)
		if _, err := os.Lstat(b.full(aside)); errors.Is(err, fs.ErrNotExist) {
			return aside, os.Rename(b.full(path), b.full(aside))
		}
	}
}

// withdraw removes an output that should stand no longer, unless someone has it
// open: it is then tried again next time. What someone edited is set aside.
func (b *Box) withdraw(path string, revs []Revision) (Note, error) {
	have, err := b.hash(path)
	if err != nil || have == "" {
		return Note{}, err
	}
	if b.Held(path) || !known(revs, have) && b.filled(path) { // what is filled in is taken in first
		return Note{path, "kept", path}, nil
	}
	note := Note{path, "withdrawn", ""}
	if known(revs, have) {
		err = os.Remove(b.full(path))
	} else {
		note.What = "set aside"
		note.Now, err = b.setAside(path)
	}
	if err != nil {
		if errors.Is(err, fs.ErrPermission) || sharing(err) {
			return Note{path, "kept", path}, nil
		}
		return Note{}, err
	}
	return note, intake.SyncDir(filepath.Dir(b.full(path)))
}
