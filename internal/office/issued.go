package office

import (
	"bytes"
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

	"github.com/gofrs/flock"

	"tonghop/internal/intake"
	"tonghop/internal/outbox"
	"tonghop/internal/round"
)

// issuedNote lists, in the folder of blank workbooks, the hash of each that was issued: a form
// with other bytes was edited by somebody and is set aside, not replaced. The list stands
// beside the forms and not in the ledger, because forms are issued beside a daemon, too.
const issuedNote = ".issued"

// issuing is the folder of a round's blank workbooks. Their revisions have no names beside
// them: a form that is open somewhere is left and tried again.
type issuing struct {
	box  *outbox.Box
	lock *flock.Flock
}

func newIssuing(r *round.Round) (issuing, error) {
	dir := IssuedDir(r)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return issuing{}, fmt.Errorf("issue: %w", err)
	}
	book := &issuedBook{path: filepath.Join(dir, issuedNote), revs: map[string][]outbox.Revision{}}
	if err := book.adopt(dir); err != nil {
		return issuing{}, fmt.Errorf("issue: %w", err)
	}
	edited := "đã sửa"
	if r.Language == "en" {
		edited = "edited"
	}
	lock := flock.New(filepath.Join(dir, issuedNote+".lock"))
	return issuing{&outbox.Box{Dir: dir, Edited: edited, Book: book}, lock}, nil
}

// put writes a form where it is new or changed. left says what is in its way.
func (i issuing) put(ctx context.Context, name string, data []byte) (written bool, left string, err error) {
	if err := i.lock.Lock(); err == nil { // one program at a time, where the file system knows locks
		defer func() { _ = i.lock.Unlock() }()
	}
	form := outbox.Output{Path: name, Key: hashOf(data), Make: func() ([]byte, error) { return data, nil }}
	notes, err := i.box.Add(ctx, []outbox.Output{form})
	for _, n := range notes {
		written = written || n.What == "written"
		if n.Again() {
			left = n.Why
		}
	}
	return written, left, err
}

func hashOf(data []byte) string {
	s := sha256.Sum256(data)
	return hex.EncodeToString(s[:])
}

// issuedBook is the list of issued forms: a line for each, hash and name.
type issuedBook struct {
	path string
	read int64 // how much of the file is in revs
	revs map[string][]outbox.Revision
}

// adopt begins the list where there is none: what stands in the folder was written by a
// program that kept no list.
func (b *issuedBook) adopt(dir string) error {
	if _, err := os.Lstat(b.path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	entries, err := os.ReadDir(dir) // not by a pattern: the folder's own name may hold what patterns do
	if err != nil {
		return err
	}
	var lines bytes.Buffer
	for _, e := range entries {
		if filepath.Ext(e.Name()) != ".xlsx" {
			continue
		}
		if data, err := os.ReadFile(filepath.Join(dir, e.Name())); err == nil {
			fmt.Fprintf(&lines, "%s %s\n", hashOf(data), e.Name())
		}
	}
	return writeWhole(b.path, lines.Bytes(), 0o666)
}

// Revisions reads what was added to the list, by this program or another. A line that was cut
// short by a crash is no revision: its form was not put in place.
func (b *issuedBook) Revisions(context.Context) (map[string][]outbox.Revision, error) {
	added, err := b.added()
	if err != nil {
		return nil, fmt.Errorf("read the list of issued forms: %w", err)
	}
	for line := range bytes.Lines(added) {
		if line[len(line)-1] != '\n' {
			break
		}
		b.read += int64(len(line))
		sha, name, ok := strings.Cut(strings.TrimRight(string(line), "\r\n"), " ")
		if ok && len(sha) == 2*sha256.Size {
			r := outbox.Revision{Path: name, SHA: sha, Number: len(b.revs[name]) + 1, Key: sha}
			b.revs[name] = append(b.revs[name], r)
		}
	}
	return b.revs, nil
}

// added is what the list holds that was not read yet.
func (b *issuedBook) added() ([]byte, error) {
	f, err := os.Open(b.path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if info, err := f.Stat(); err == nil && info.Size() < b.read { // somebody wrote another
		b.read, b.revs = 0, map[string][]outbox.Revision{}
	}
	if _, err := f.Seek(b.read, io.SeekStart); err != nil {
		return nil, err
	}
	return io.ReadAll(f)
}

// Record adds a form to the list. It begins on a line of its own, whatever a crash left.
func (b *issuedBook) Record(_ context.Context, r outbox.Revision) error {
	f, err := os.OpenFile(b.path, os.O_APPEND|os.O_CREATE|os.O_RDWR, 0o666)
	if err != nil {
		return fmt.Errorf("note an issued form: %w", err)
	}
	line := r.SHA + " " + r.Path + "\n"
	if info, err := f.Stat(); err == nil && info.Size() > b.read {
		line = "\n" + line
	}
	_, err = f.WriteString(line)
	if err == nil {
		err = intake.Sync(f)
	}
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("note an issued form: %w", err)
	}
	return nil
}

// leftForm is a form that could not be written, with what is in the way.
type leftForm struct {
	job issueJob
	why string
}

// NotIssued says which forms could not be written, because somebody has them open or something
// else stands at their names. All others were.
type NotIssued struct{ Forms []string }

// most is how many forms are named in a message.
const most = 10

func (e *NotIssued) Error() string {
	named, more := e.Forms, ""
	if len(named) > most {
		named, more = named[:most], fmt.Sprintf("; and %d more", len(e.Forms)-most)
	}
	return fmt.Sprintf("%d forms not issued, issue them again: %s%s", len(e.Forms), strings.Join(named, "; "), more)
}

func notIssued(left []leftForm) error {
	if len(left) == 0 {
		return nil
	}
	e := &NotIssued{}
	for _, l := range left {
		e.Forms = append(e.Forms, fmt.Sprintf("%s.xlsx (%s)", l.job.name, l.why))
	}
	return e
}
