// Package issue writes blank forms into a round's folder and knows them again; a form that somebody
// has open keeps no other waiting.
package issue

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
	"slices"
	"strings"

	"github.com/gofrs/flock"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/outbox"
	"tonghop/internal/run/workspace"
	"tonghop/internal/write/formbook"
)

// Issue writes the blank workbooks of the units and kinds; with none named, of
// all units that owe a return and all their kinds. It returns the paths of those
// that were new or changed.
//
// prior gives last year's figures of a unit, to be filled in; nil for none. Forms that
// somebody has open are left; the error is then a NotIssued.
func Issue(ctx context.Context, r *round.Round, units, kinds []string, prior func(round.Unit) map[string]any,
	each func(path string, left int)) (written []string, err error) {
	jobs, err := Jobs(r, units, kinds)
	if err != nil {
		return nil, err
	}
	folder, err := OpenFolder(r)
	if err != nil {
		return nil, err
	}
	written, left, err := IssueAll(ctx, folder, r, jobs, prior, each)
	if err == nil {
		err = StillOpen(left)
	}
	return written, err
}

// IssueAll writes the workbooks of the jobs, as Issue does, and tells which could not be
// written: one that somebody has open keeps no other waiting.
func IssueAll(ctx context.Context, folder *Folder, r *round.Round, jobs []Job,
	prior func(round.Unit) map[string]any,
	each func(path string, left int)) (written []string, left []LeftForm, err error) {
	for i, j := range jobs {
		if err := ctx.Err(); err != nil {
			return written, left, err
		}
		name := j.Name + ".xlsx"
		path := filepath.Join(folder.box.Dir, name)
		data, err := formbook.Form(r, j.unit, fillWith(prior, j.unit))
		if err != nil {
			left = append(left, LeftForm{j, err.Error()})
			continue
		}
		wrote, why, err := folder.put(ctx, name, data)
		if err != nil {
			return written, left, fmt.Errorf("issue %s: %w", j.Name, err)
		}
		if why != "" {
			left = append(left, LeftForm{j, why})
		}
		if wrote {
			written = append(written, path)
		}
		if each != nil {
			each(path, len(jobs)-1-i)
		}
	}
	return written, left, nil
}

func fillWith(prior func(round.Unit) map[string]any, u round.Unit) form.Fill {
	fill := form.Fill{Copy: 1, Issued: true}
	if prior != nil && u.Code != "" {
		fill.Values = prior(u)
	}
	return fill
}

// Job is one form to write.
type Job struct {
	Name string
	unit round.Unit
}

// Jobs are the forms of units and kinds; with none named, of all that owe a return.
func Jobs(r *round.Round, units, kinds []string) (jobs []Job, err error) {
	all := len(units)+len(kinds) == 0
	for _, code := range units {
		u, ok := r.Register.Unit(code)
		if !ok {
			return nil, fmt.Errorf("issue: no unit has the code %q", code)
		}
		jobs = append(jobs, Job{u.Code, u})
	}
	for _, id := range kinds {
		if r.Kind(id).Desk == "" && r.Kind(id).Letter == "" {
			return nil, fmt.Errorf("issue: no kind of unit has the id %q", id)
		}
		jobs = append(jobs, Job{id, round.Unit{Kind: id}})
	}
	if !all {
		return jobs, nil
	}
	for _, u := range r.Register.Units {
		if r.Expected(u) || u.Code == r.Self {
			jobs = append(jobs, Job{u.Code, u})
		}
	}
	for _, k := range r.Kinds {
		if !k.Level ||
			slices.ContainsFunc(r.Register.Units, func(u round.Unit) bool { return u.Kind == k.ID && r.Expected(u) }) {
			jobs = append(jobs, Job{k.ID, round.Unit{Kind: k.ID}})
		}
	}
	return jobs, nil
}

// issuedNote lists, in the folder of blank workbooks, the hash of each that was issued: a form
// with other bytes was edited by somebody and is set aside, not replaced. The list stands
// beside the forms and not in the ledger, because forms are issued beside a daemon, too.
const issuedNote = ".issued"

// Folder is the folder of a round's blank workbooks. Their revisions have no names beside
// them: a form that is open somewhere is left and tried again.
type Folder struct {
	box  *outbox.Box
	lock *flock.Flock
}

// OpenFolder opens a round's folder of forms, with the list of what was issued before.
func OpenFolder(r *round.Round) (*Folder, error) {
	dir := workspace.IssuedDir(r)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return nil, fmt.Errorf("issue: %w", err)
	}
	book := &issuedBook{path: filepath.Join(dir, issuedNote), revs: map[string][]outbox.Revision{}}
	if err := book.adopt(dir); err != nil {
		return nil, fmt.Errorf("issue: %w", err)
	}
	edited := workspace.Edited.In(r.Language)
	lock := flock.New(filepath.Join(dir, issuedNote+".lock"))
	return &Folder{&outbox.Box{Dir: dir, Edited: edited, Book: book}, lock}, nil
}

// put writes a form where it is new or changed. left says what is in its way.
func (f *Folder) put(ctx context.Context, name string, data []byte) (written bool, left string, err error) {
	if err := f.lock.Lock(); err == nil { // one program at a time, where the file system knows locks
		defer func() { _ = f.lock.Unlock() }()
	}
	form := outbox.Output{Path: name, Key: hashOf(data), Make: func() ([]byte, error) { return data, nil }}
	notes, err := f.box.Add(ctx, []outbox.Output{form})
	for _, n := range notes {
		written = written || n.What == outbox.Written
		if n.Again() {
			left = n.Why.String()
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
	return durable.WriteFile(b.path, lines.Bytes(), 0o666)
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
	line := r.SHA + " " + r.Path + "\n"
	if info, err := os.Stat(b.path); err == nil && info.Size() > b.read {
		line = "\n" + line
	}
	if err := durable.Append(b.path, line, 0o666); err != nil {
		return fmt.Errorf("note an issued form: %w", err)
	}
	return nil
}

// LeftForm is a form that could not be written, with what is in the way.
type LeftForm struct {
	Job Job
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

// StillOpen is the error that names forms which could not be written; nil for none.
func StillOpen(left []LeftForm) error {
	if len(left) == 0 {
		return nil
	}
	e := &NotIssued{}
	for _, l := range left {
		e.Forms = append(e.Forms, fmt.Sprintf("%s.xlsx (%s)", l.Job.Name, l.why))
	}
	return e
}
