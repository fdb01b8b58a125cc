package office

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/workspace"
)

// Removing is never the last word on a file that was taken in. The ledger says first where it
// is moved to, then it is moved, so that after a crash it is in one of two places that are
// known. It is looked at again when the longest settling time is over, and removed only if its
// bytes are the archived ones; what somebody wrote on is a new drop under its old name.

// taken is a received file that we have not removed yet.
type taken struct {
	receipt ledger.Receipt // none for a file that the ledger does not know
	path    string         // where it lies now
	size    int64          // as it was archived, or last compared
	mod     time.Time
	since   time.Time // when it was moved, or last found to be the archived bytes
	next    time.Time // when it is looked at again
	changed bool      // somebody wrote on: it settles like a file of the inbox
}

// asides are the files that were moved aside, and the folders that they were in.
type asides struct {
	at      map[string]*taken    // by path
	emptied map[string]time.Time // when a file was moved out of it
}

// base is the folder in which a file is moved aside: its own tree, so that a rename does.
func (o *Office) base(path string) string {
	box := o.opt.Folder("outbox")
	if rel, err := filepath.Rel(box, path); err == nil && filepath.IsLocal(rel) {
		return box
	}
	return o.inbox.Dir
}

// asidePath is where a name in the ledger leads.
func (o *Office) asidePath(name string) string {
	return filepath.Join(o.inbox.Dir, filepath.FromSlash(name))
}

// setAside moves a received file aside. Where that cannot be, the ledger says so again.
func (o *Office) setAside(ctx context.Context, r ledger.Receipt, f intake.File) error {
	now := o.opt.TimeNow()
	base := o.base(f.Path)
	name := intake.AsideName(r.ID, now, r.Name)
	to := filepath.Join(base, intake.AsideDir, name)
	rel, err := filepath.Rel(o.inbox.Dir, to)
	if err != nil {
		return err
	}
	if err := o.ledger.SetAside(ctx, r.ID, filepath.ToSlash(rel)); err != nil {
		return err
	}
	err = intake.MoveAside(base, f.Path, name)
	switch {
	case errors.Is(err, fs.ErrNotExist): // somebody took it away
		return o.ledger.Clear(ctx, r.ID)
	case err != nil:
		return errors.Join(err, o.ledger.SetAside(ctx, r.ID, ""))
	}
	r.Aside = filepath.ToSlash(rel)
	o.keepAside(r, to, f, now)
	if o.lingers(to) > 0 || o.aside.at[to].changed {
		return nil
	}
	return o.remove(ctx, o.aside.at[to])
}

// lingers is how long a file is kept aside. What was saved in the outbox is moved only so that
// nobody saves between the look and the removal; spreadsheet programs do not write on in what
// they closed.
func (o *Office) lingers(path string) time.Duration {
	if o.base(path) != o.inbox.Dir {
		return 0
	}
	return o.inbox.Settle.Lingers()
}

// keepAside remembers a file that was moved aside, and the folder that it was in.
func (o *Office) keepAside(r ledger.Receipt, to string, f intake.File, now time.Time) {
	if o.aside.at == nil {
		o.aside = asides{map[string]*taken{}, map[string]time.Time{}}
	}
	t := &taken{receipt: r, path: to, size: f.Size, mod: f.Mod, since: now}
	if info, err := os.Lstat(to); err != nil || info.Size() != f.Size || !info.ModTime().Equal(f.Mod) {
		t.changed = true // replaced between its copy and now
	}
	o.aside.at[to] = t
	if dir := filepath.Dir(f.Path); o.base(f.Path) == o.inbox.Dir && filepath.Base(dir) != intake.AsideDir {
		o.aside.emptied[dir] = now
	}
}

// clearLeft finishes what a crash left between receiving a file and removing it from the
// inbox, and finds the files that are kept aside.
func (o *Office) clearLeft(ctx context.Context) error {
	rs, err := o.ledger.Receipts(ctx, "")
	if err != nil {
		return err
	}
	var open []ledger.Receipt
	for _, r := range rs {
		if !r.Cleared {
			open = append(open, r)
		}
	}
	for _, r := range open {
		if err := o.recover(ctx, r, open); err != nil {
			return err
		}
	}
	return o.adopt()
}

// recover finds where a received file stands that was not cleared.
func (o *Office) recover(ctx context.Context, r ledger.Receipt, open []ledger.Receipt) error {
	if r.Origin != nil { // came within another file, or from the archive
		return o.ledger.Clear(ctx, r.ID)
	}
	if r.Aside != "" {
		path := o.asidePath(r.Aside)
		if info, err := os.Lstat(path); err == nil {
			at, _, ok := intake.FromAside(filepath.Base(path))
			if now := o.opt.TimeNow(); !ok || at.After(now) { // the clock was put back
				at = now
			}
			o.keepAside(r, path, intake.File{Path: o.asidePath(r.Name), Size: r.Size, Mod: info.ModTime()}, at)
			return nil
		}
	}
	for _, path := range o.maybe(r, open) {
		have, err := intake.Hash(path)
		if errors.Is(err, fs.ErrNotExist) || err == nil && have != r.SHA {
			continue // other bytes: a new drop, taken in as such
		}
		info, lerr := os.Lstat(path)
		if lerr != nil || !info.Mode().IsRegular() {
			continue
		}
		f := intake.File{Path: path, Name: r.Name, Size: info.Size(), Mod: info.ModTime()}
		if err == nil {
			err = o.setAside(ctx, r, f)
		}
		if err != nil {
			o.stick(r, f, err)
		}
		return nil
	}
	return o.ledger.Clear(ctx, r.ID)
}

// maybe are the places where a received file may stand: where it was dropped, or, where it is
// a later state of one that was moved aside before, there.
func (o *Office) maybe(r ledger.Receipt, open []ledger.Receipt) []string {
	paths := []string{o.asidePath(r.Name)}
	if raw := unescaped(r.Name); raw != r.Name {
		paths = append(paths, o.asidePath(raw))
	}
	for _, other := range open {
		if other.ID < r.ID && other.Name == r.Name && other.Aside != "" {
			paths = append(paths, o.asidePath(other.Aside))
		}
	}
	return paths
}

var escapedByte = regexp.MustCompile(`\\x[0-9a-f]{2}`)

// unescaped is a name with its bytes that are no UTF-8 as they were.
func unescaped(name string) string {
	return escapedByte.ReplaceAllStringFunc(name, func(s string) string {
		n, err := strconv.ParseUint(s[2:], 16, 8)
		if err != nil {
			return s
		}
		return string([]byte{byte(n)})
	})
}

// adopt finds files kept aside that the ledger does not know: it was put back to an older
// state, or somebody put them there. They are dropped anew, under what is left of their names.
func (o *Office) adopt() error {
	for _, base := range []string{o.inbox.Dir, o.opt.Folder("outbox")} {
		names, err := intake.Aside(base)
		if errors.Is(err, fs.ErrPermission) {
			continue // nothing can be moved there either: the files that are taken in stay and say so
		}
		if err != nil {
			return err
		}
		for _, name := range names {
			path := filepath.Join(base, intake.AsideDir, filepath.FromSlash(name))
			if _, ok := o.aside.at[path]; ok {
				continue
			}
			now := o.opt.TimeNow()
			at, dropped, ok := intake.FromAside(name)
			if ok = ok && !strings.Contains(name, "/"); !ok { // what is in a folder was not named by us
				dropped = name
			}
			if !ok || at.After(now) {
				at = now
			}
			unknown := ledger.Receipt{Name: strings.ToValidUTF8(dropped, "_")}
			o.keepAside(unknown, path, intake.File{Path: path, Size: -1}, at)
		}
	}
	return nil
}

// droppedAside are files among the taken ones that are to be taken in: what somebody put there,
// or wrote on in one of them. Whoever looks beside the program at work sees no other sign of them.
func droppedAside(opt workspace.Options, ctx context.Context, l *ledger.Ledger) (out []intake.Pending, err error) {
	names, err := intake.Aside(opt.Folder("inbox"))
	if err != nil || len(names) == 0 {
		return nil, nil
	}
	rs, err := l.Receipts(ctx, "")
	if err != nil {
		return nil, err
	}
	known, bound := map[string]bool{}, map[string]ledger.Receipt{}
	for _, r := range rs {
		known[r.SHA] = true
		if r.Aside != "" && !r.Cleared {
			bound[r.Aside] = r
		}
	}
	for _, name := range names {
		at := intake.AsideDir + "/" + name
		path := opt.Folder("inbox", filepath.FromSlash(at))
		r, ours := bound[at]
		if info, err := os.Lstat(path); err != nil || ours && info.Size() == r.Size {
			continue
		}
		if sha, err := intake.Hash(path); err != nil || known[sha] {
			continue
		}
		told := toBeTaken(at)
		if ours {
			told.File = r.Name
		}
		out = append(out, told)
	}
	return out, nil
}

// asideEvery is how often the files aside are looked at for changes: so many times while they
// are kept, at least every half minute.
func (o *Office) asideEvery() time.Duration {
	return min(30*time.Second, o.inbox.Settle.Lingers()/10)
}

// lookAside looks at the files that were moved aside: removes those whose time is over, and
// tells which somebody wrote on.
func (o *Office) lookAside(ctx context.Context) error {
	now := o.opt.TimeNow()
	for path, t := range o.aside.at {
		if now.Before(t.next) {
			continue
		}
		t.next = now.Add(o.asideEvery())
		info, err := os.Lstat(path)
		switch {
		case errors.Is(err, fs.ErrNotExist): // somebody took it away; its bytes are archived
			if err := o.forget(ctx, t); err != nil {
				return err
			}
		case err != nil || !info.Mode().IsRegular():
		case info.Size() != t.size || !info.ModTime().Equal(t.mod):
			t.changed = true
		case !t.changed && now.Sub(t.since) >= o.lingers(path):
			if err := o.remove(ctx, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// remove removes a file whose time is over, if its bytes are the archived ones.
func (o *Office) remove(ctx context.Context, t *taken) error {
	kept, err := o.archive.Remove(t.path, t.receipt.SHA)
	switch {
	case err != nil:
		o.opt.Log.Warn().Str("file", t.receipt.Name).Err(err).Msg("taken in, but it cannot be removed yet")
	case kept:
		t.changed = true
	default:
		return o.forget(ctx, t)
	}
	return nil
}

// forget is for a file that is no longer there, or bound to another receipt.
func (o *Office) forget(ctx context.Context, t *taken) error {
	delete(o.aside.at, t.path)
	base, dir := o.base(t.path), filepath.Dir(t.path)
	if base != o.inbox.Dir || filepath.Base(dir) != intake.AsideDir { // among the outputs nothing of ours is left over
		intake.RemoveEmpty(base, dir)
	}
	if t.receipt.ID == 0 {
		return nil
	}
	return o.ledger.Clear(ctx, t.receipt.ID)
}

// written are the files aside that somebody wrote on.
func (o *Office) written() (out []intake.Place) {
	for path, t := range o.aside.at {
		if t.changed {
			out = append(out, intake.Place{Path: path, Name: t.receipt.Name})
		}
	}
	return out
}

// unchanged takes those files out of what is ready whose bytes are the archived ones after
// all: written again as they were, or known by another receipt.
func (o *Office) unchanged(ctx context.Context, ready []intake.File) (left []intake.File, err error) {
	for _, f := range ready {
		t := o.aside.at[f.Path]
		if t == nil {
			left = append(left, f)
			continue
		}
		have, err := intake.Hash(f.Path)
		if err != nil {
			continue // looked at again with the next scan
		}
		known, err := o.ledger.ReceiptsAbout(ctx, "", have)
		if err != nil {
			return nil, err
		}
		if have != t.receipt.SHA && (t.receipt.ID > 0 || len(known) == 0) {
			left = append(left, f)
			continue
		}
		t.receipt.SHA, t.size, t.mod = have, f.Size, f.Mod
		if err := o.stay(ctx, t); err != nil {
			return nil, err
		}
	}
	return left, nil
}

// stay keeps a file aside that is one of ours after all. One that the ledger does not know by
// its name has its time from there: whoever runs once at a time would else begin it each time.
func (o *Office) stay(ctx context.Context, t *taken) error {
	now := o.opt.TimeNow()
	t.changed = false
	if t.receipt.ID > 0 {
		t.since = now
		return nil
	}
	if t.mod.After(t.since) {
		t.since = t.mod
	}
	if now.Sub(t.since) < o.lingers(t.path) {
		return nil
	}
	return o.remove(ctx, t)
}

// tidy removes folders that are empty since their files were moved out of them, once nothing
// more came for as long as a file settles; all of them where nobody comes back for them.
func (o *Office) tidy(all bool) {
	now := o.opt.TimeNow()
	for dir, since := range o.aside.emptied {
		if !all && now.Sub(since) < o.inbox.Settle.Quiet {
			continue
		}
		delete(o.aside.emptied, dir)
		if dir != o.inbox.Dir {
			intake.RemoveEmpty(o.inbox.Dir, dir)
		}
	}
}
