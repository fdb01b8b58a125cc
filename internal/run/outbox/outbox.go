// Package outbox publishes revisions of workbooks where people have them open
// and edit them: a file whose bytes we never published is never replaced or
// removed, and a file that is held open gets its new revision beside it.
package outbox

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"tonghop/internal/run/durable"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/waiting"
)

// Output is one workbook that should stand in the outbox.
type Output struct {
	Path string                 // below the outbox, with slashes
	Key  string                 // what the content is made of; the same key is the same content
	Make func() ([]byte, error) // makes the content; nil: it cannot be made now, what stands there stays
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

// Fate is what became of a path. Logs say it as it is.
type Fate string

// The fates of a path.
const (
	Written   Fate = "written"
	Held      Fate = "held"      // somebody has it open: the new revision stands beside it
	Kept      Fate = "kept"      // it should be another or gone, and is not yet
	SetAside  Fate = "set aside" // somebody edited it: it has a name of its own now
	Withdrawn Fate = "withdrawn"
)

// Note says what became of a path that did not stay as it was.
type Note struct {
	Path  string
	What  Fate
	Now   string         // where it stands now
	Why   waiting.Reason // what is in the way, where it is held or kept
	Also  waiting.Reason // and of what stands beside it, or came out of its place
	Known bool           // the last sync said the same
}

// Again tells whether the path has to be tried again: somebody has it open, or what was
// filled in there is to be taken in first.
func (n Note) Again() bool { return n.What == Held || n.What == Kept }

// Box is an outbox folder.
type Box struct {
	Dir    string
	Edited string // what is added to the name of a file that someone edited: "đã sửa"
	Beside string // and to a revision beside one that is held: "bản"; "": none is written beside
	Book   Book
	// Filled tells the paths of workbooks that people fill in: what they saved there is
	// waited for, never set aside. nil for none.
	Filled func(path string) bool
	// Polished tells the paths of documents that people polish: one that was edited is theirs, and new
	// content stands beside it under a name with Fresh in it. nil for none.
	Polished func(path string) bool
	Fresh    string
	Marked   bool // the folder has a marker; without it nothing is written there

	disk disk            // how files are moved; the zero value is the system's way
	told map[string]Note // by path: what the last sync said of those to be tried again
}

// Sync makes the outbox hold just the outputs, and what is not ours. What is in the way of
// one path is said in its note; an error is of the folder, the book, or a disk that is full.
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
		o, leave, err := b.besidePolished(o, past)
		if err != nil {
			return notes, fmt.Errorf("publish %s: %w", o.Path, err)
		}
		if wanted[o.Path] = true; leave || o.Make == nil {
			continue
		}
		some, err := b.publish(ctx, o, past)
		if some, err = own(o.Path, some, err); err != nil {
			return append(notes, some...), fmt.Errorf("publish %s: %w", o.Path, err)
		}
		for _, n := range some {
			wanted[n.Now] = wanted[n.Now] || n.Again()
		}
		notes = append(notes, some...)
	}
	for path, revs := range past {
		if !only || wanted[path] {
			continue
		}
		some, err := b.withdraw(path, revs)
		if some, err = own(path, some, err); err != nil {
			return append(notes, some...), fmt.Errorf("withdraw %s: %w", path, err)
		}
		notes = append(notes, some...)
	}
	return b.repeated(notes), nil
}

// own turns an error that concerns one path alone into a note, so that the others are
// published. What concerns all of them stays an error: the book, a disk that is full or
// does not answer, bytes that may not be on the disk.
func own(path string, notes []Note, err error) ([]Note, error) {
	var book *bookError
	var unsynced *durable.SyncError
	switch {
	case err == nil:
		return notes, nil
	case errors.As(err, &book), errors.As(err, &unsynced), intake.Passing(err):
		return notes, err
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return notes, err
	}
	return append(notes, Note{Path: path, What: Kept, Now: path, Why: waiting.InWords(err.Error())}), nil
}

// bookError is an error of the book: nothing can be published without it.
type bookError struct{ err error }

func (e *bookError) Error() string { return e.err.Error() }

func (e *bookError) Unwrap() error { return e.err }

// repeated marks the notes that the last sync gave as well.
func (b *Box) repeated(notes []Note) []Note {
	said := map[string]Note{}
	for i, n := range notes {
		if !n.Again() {
			continue
		}
		notes[i].Known = b.told[n.Path] == n
		said[n.Path] = n
	}
	b.told = said
	return notes
}

// publish brings one path to its newest revision.
func (b *Box) publish(ctx context.Context, o Output, past map[string][]Revision) (notes []Note, err error) {
	if !filepath.IsLocal(filepath.FromSlash(o.Path)) {
		return nil, fmt.Errorf("%q leads out of the folder", o.Path)
	}
	revs := past[o.Path]
	if notes, err = b.mend(o.Path, revs); err != nil {
		return notes, err
	}
	is, err := b.look(o.Path, revs)
	if err != nil {
		return notes, err
	}
	if is.what == foreign && b.filled(o.Path) {
		return append(notes, kept(o.Path, waiting.For(waiting.FilledIn))), nil
	}
	var last Revision
	if len(revs) > 0 {
		last = revs[len(revs)-1]
	}
	if last.Key == o.Key && is.what == ours && is.sha == last.SHA {
		return notes, nil
	}
	if why := b.inTheWay(o.Path, is); !why.None() {
		done, note, err := b.stands(o.Path, last, o.Key, why, past)
		if err != nil || done {
			return append(notes, note), err
		}
	}
	tmp, err := b.temp(o.Path) // before the work of making it: where nothing can be written, none is done
	if err != nil {
		return notes, err
	}
	defer tmp.drop()
	data, err := o.Make()
	if err != nil {
		return notes, err
	}
	if err := tmp.write(data); err != nil {
		return notes, err
	}
	next := Revision{Path: o.Path, SHA: sum(data), Number: last.Number + 1, Key: o.Key}
	if last.Key == o.Key && last.SHA == next.SHA {
		next.Number = last.Number
	}
	more, err := b.place(ctx, next, tmp.name, past)
	return append(notes, more...), err
}

// inTheWay says why a path cannot be replaced as it stands; none where it can.
func (b *Box) inTheWay(path string, is standing) waiting.Reason {
	switch {
	case is.what == stuck:
		return is.why
	case is.what != absent && b.Held(path):
		return waiting.For(waiting.OpenInProgram)
	}
	return waiting.Reason{}
}

// stands tells whether there is nothing to do for a path that cannot be replaced: its newest
// revision stands beside it already, or none can.
func (b *Box) stands(path string, last Revision, key string, why waiting.Reason,
	past map[string][]Revision) (done bool, n Note, err error) {
	if b.Beside == "" {
		return true, kept(path, why), nil
	}
	if last.Key != key {
		return false, Note{}, nil
	}
	beside := b.beside(path, last.Number)
	is, err := b.look(beside, past[beside])
	switch {
	case err != nil:
		return true, Note{}, err
	case is.what == stuck:
		return true, Note{Path: path, What: Kept, Now: beside, Why: why, Also: is.why}, nil
	case is.sha == last.SHA:
		return true, Note{Path: path, What: Held, Now: beside, Why: why}, nil
	}
	return false, Note{}, nil
}

func kept(path string, why waiting.Reason) Note {
	return Note{Path: path, What: Kept, Now: path, Why: why}
}

// filled tells whether what people saved at a path is theirs: they fill it in, or polish it.
func (b *Box) filled(path string) bool {
	return b.Filled != nil && b.Filled(path) || b.polished(path)
}

func (b *Box) polished(path string) bool { return b.Polished != nil && b.Polished(path) }

// besidePolished is where an output is published: beside the document at its path, where somebody polished
// that; leave says that what was polished is made of the same content, so that there is nothing new.
func (b *Box) besidePolished(o Output, past map[string][]Revision) (at Output, leave bool, err error) {
	if !b.polished(o.Path) {
		return o, false, nil
	}
	revs := past[o.Path]
	is, err := b.look(o.Path, revs)
	if err != nil || is.what != foreign {
		return o, false, err
	}
	if len(revs) > 0 && revs[len(revs)-1].Key == o.Key {
		return o, true, nil
	}
	o.Path = b.suffixed(o.Path, b.Fresh)
	return o, false, nil
}

// place puts a finished revision at its path, or beside it where somebody has it open.
func (b *Box) place(ctx context.Context, next Revision, tmp string,
	past map[string][]Revision) (notes []Note, err error) {
	revs, err := b.record(ctx, next, past[next.Path])
	if err != nil {
		return nil, err
	}
	why, notes, err := b.put(next.Path, tmp, revs)
	if err != nil || why.None() {
		return notes, err
	}
	if slices.ContainsFunc(notes, Note.Again) {
		return notes, nil
	}
	if b.Beside == "" {
		return append(notes, kept(next.Path, why)), nil
	}
	beside := Revision{Path: b.beside(next.Path, next.Number), SHA: next.SHA, Number: 1, Key: next.Key}
	revs = past[beside.Path]
	is, err := b.look(beside.Path, revs)
	if err == nil && b.inTheWay(beside.Path, is).None() {
		if len(revs) > 0 {
			beside.Number = revs[len(revs)-1].Number + 1
		}
		if revs, err = b.record(ctx, beside, revs); err != nil {
			return notes, err
		}
		var more []Note
		var also waiting.Reason
		also, more, err = b.put(beside.Path, tmp, revs)
		if notes = append(notes, more...); err == nil && also.None() {
			return append(notes, Note{Path: next.Path, What: Held, Now: beside.Path, Why: why}), nil
		}
	}
	return append(notes, Note{Path: next.Path, What: Kept, Now: beside.Path, Why: why}), err
}

// record writes a revision into the book where its newest is not the same already, and
// returns the revisions with it.
func (b *Box) record(ctx context.Context, r Revision, revs []Revision) ([]Revision, error) {
	if n := len(revs); n > 0 && revs[n-1].SHA == r.SHA && revs[n-1].Key == r.Key {
		return revs, nil
	}
	if err := b.Book.Record(ctx, r); err != nil {
		return revs, &bookError{err}
	}
	return append(slices.Clip(revs), r), nil
}

// tries is how often a path is looked at anew because somebody saved it in between.
const tries = 5

// put moves a finished file to a path. What stands there is looked at in the last moment,
// because making a workbook takes time in which people save; and again when it has come out.
// why says what is in the way; the file is then where it was. Notes of a path that is to be
// tried again say so themselves.
func (b *Box) put(path, tmp string, revs []Revision) (why waiting.Reason, notes []Note, err error) {
	for range tries {
		is, err := b.look(path, revs)
		if err != nil {
			return waiting.Reason{}, notes, err
		}
		if why := b.inTheWay(path, is); !why.None() {
			return why, notes, nil
		}
		b.at("looked", path)
		var more []Note
		switch {
		case is.what == absent:
			err = b.enter(tmp, b.full(path))
		case is.what == ours:
			more, err = b.replace(path, tmp, revs)
		case b.filled(path):
			return waiting.For(waiting.FilledIn), notes, nil
		default:
			more, err = b.setAside(path)
		}
		notes = append(notes, more...)
		switch {
		case moved(err), err == nil && is.what == foreign: // saved or removed meanwhile, or its place is free now
		case refused(err):
			return waiting.InWords(err.Error()), notes, nil
		case err != nil:
			return waiting.Reason{}, notes, err
		case slices.ContainsFunc(more, Note.Again): // an edit came out and was put back
			return more[len(more)-1].Why, notes, nil
		default:
			return waiting.Reason{}, append(notes, Note{Path: path, What: Written, Now: path}),
				durable.SyncDir(filepath.Dir(b.full(path)))
		}
	}
	return waiting.For(waiting.SavedAndSaved), notes, nil
}

// withdraw removes an output that should stand no longer, unless someone has it
// open: it is then tried again next time. What someone edited is set aside.
func (b *Box) withdraw(path string, revs []Revision) (notes []Note, err error) {
	if !filepath.IsLocal(filepath.FromSlash(path)) {
		return nil, nil
	}
	if notes, err = b.mend(path, revs); err != nil {
		return notes, err
	}
	is, err := b.look(path, revs)
	switch {
	case err != nil || is.what == absent || is.what == stuck && !is.file:
		return notes, err
	case is.what == foreign && b.polished(path):
		return notes, nil // it is somebody's now
	case is.what == foreign && b.filled(path):
		return append(notes, kept(path, waiting.For(waiting.FilledIn))), nil
	}
	if why := b.inTheWay(path, is); !why.None() {
		return append(notes, kept(path, why)), nil
	}
	b.at("looked", path)
	var more []Note
	if is.what == foreign {
		more, err = b.setAside(path)
	} else {
		more, err = b.remove(path, revs)
	}
	notes = append(notes, more...)
	switch {
	case moved(err):
		return notes, nil
	case refused(err):
		return append(notes, kept(path, waiting.InWords(err.Error()))), nil
	case err != nil:
		return notes, err
	}
	if len(more) == 0 {
		notes = append(notes, Note{Path: path, What: Withdrawn})
	}
	return notes, durable.SyncDir(filepath.Dir(b.full(path)))
}
