package workspace

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tonghop/internal/ask/define"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/durable"
	"tonghop/internal/seal"
)

// Restoring is what is put in the ledger's place, and how.
type Restoring struct {
	File   string           // a ledger; "" for the one in place, or a new one where none is left
	NewKey bool             // make a new key, which seals from then on
	Tell   func(say string) // what would be lost, before it is; nil for nobody
}

// readyFile is the ledger that is to be put in place, below state/.
const readyFile = "ledger-ready.db"

// Prepare makes the ledger that is to be put in place. done says that the ledger in place
// only got its key.
func (r Restoring) Prepare(ctx context.Context, opt Options) (done bool, err error) {
	file := r.File
	if !Exists(file) && samePath(file, opt.LedgerPath()) { // a restore of it that was interrupted moved it away
		file = opt.replaced()
	}
	if file == "" && !r.NewKey {
		return false, errors.New("restore: name the backup that is to be put in place")
	}
	if file == "" {
		tip, err := WholeAt(ctx, opt.LedgerPath())
		switch {
		case err == nil && tip.Position > 0:
			return true, opt.rekey(ctx)
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return false, fmt.Errorf("restore: %s cannot be used (%w); name a backup", opt.LedgerPath(), err)
		}
		all, err := opt.copies(ctx)
		if err != nil {
			return false, err
		}
		if b := NewestOf(all); b != nil {
			return false, fmt.Errorf("restore: there is a backup, which knows more than a new ledger: "+
				"tonghop restore %s --new-key", b.Path)
		}
	}
	ready := opt.Folder("state", readyFile)
	if sameFile(file, ready) {
		return false, fmt.Errorf("restore: %s is a copy that a restore had got ready, and is made anew by each; "+
			"name what it was made of, or give it another name first", file)
	}
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if err := os.Remove(ready + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return false, fmt.Errorf("restore: %w", err)
		}
	}
	if file != "" {
		if err := r.copyOf(ctx, opt, file, ready); err != nil {
			return false, err
		}
	}
	return false, r.finish(ctx, opt, ready)
}

// sameFile tells whether two paths lead to one file.
func sameFile(a, b string) bool {
	one, err := os.Stat(a)
	if err != nil {
		return false
	}
	other, err := os.Stat(b)
	return err == nil && os.SameFile(one, other)
}

// samePath tells whether two paths are written for one place.
func samePath(a, b string) bool {
	one, err := filepath.Abs(a)
	if err != nil || a == "" {
		return false
	}
	other, err := filepath.Abs(b)
	return err == nil && one == other
}

// copyOf copies a ledger with what its write-ahead log holds, once it was checked, and tells
// what the ledger in place knows beyond it.
func (r Restoring) copyOf(ctx context.Context, opt Options, file, ready string) error {
	l, err := ledger.Read(ctx, file)
	if err != nil {
		return fmt.Errorf("restore: %s is no ledger: %w", file, err)
	}
	defer l.Close()
	if err := l.Whole(ctx); err != nil {
		return fmt.Errorf("restore: %s is damaged (%w); take another backup", file, err)
	}
	if err := l.Backup(ctx, ready); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	tip, err := l.Tip(ctx)
	if err != nil {
		return err
	}
	if say := opt.losing(ctx, tip); say != "" {
		r.Tell(say)
	}
	return nil
}

// losing says what the ledger in place knows beyond another one; "" for nothing.
func (opt Options) losing(ctx context.Context, to ledger.Tip) string {
	l, err := ledger.Read(ctx, opt.replaced())
	if err != nil {
		return ""
	}
	defer l.Close()
	own, err := l.Tip(ctx)
	if err != nil || own == to {
		return ""
	}
	beyond, what := to.Position, "goes on"
	if kin, err := l.Against(ctx, to); err != nil || kin == ledger.Another {
		beyond, what = 0, "is another one, which goes"
	} else if kin == ledger.Behind {
		return ""
	}
	k, err := l.Since(ctx, beyond)
	if err != nil {
		return ""
	}
	return fmt.Sprintf("the ledger in place %s to event %d of %s: %d receipts, %d decisions and %d copies "+
		"are not in what is put in its place; it is kept, files are received again from the archive, "+
		"decisions wait to be confirmed",
		what, own.Position, own.At.Format("2006-01-02 15:04Z"), k.Receipts, k.Decisions, k.Copies)
}

// finish gives the ledger that is to be put in place its keys, and closes it whole.
func (r Restoring) finish(ctx context.Context, opt Options, ready string) (err error) {
	l, err := ledger.Open(ctx, ready, opt.Now)
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if err := opt.inherit(ctx, l); err != nil {
		return err
	}
	if r.NewKey {
		if err := addKeys(ctx, l, seal.Keys{seal.New()}, "made by restore --new-key"); err != nil {
			return err
		}
	}
	keys, err := keysIn(ctx, l)
	if err != nil {
		return err
	}
	if sealed, err := l.Sealed(ctx); err != nil || sealed && len(keys) == 0 {
		return errors.Join(err, noKey())
	}
	before, _ := tipOf(ctx, opt.replaced())
	from := strings.TrimPrefix(filepath.Base(r.File), ".")
	return l.Note(ctx, "restored", map[string]any{"from": from, "instead": before})
}

// inherit gives a ledger the keys that the workspace had besides: those of the files of
// former days, and those of the ledger that it replaces where that is of the same beginning.
func (opt Options) inherit(ctx context.Context, l *ledger.Ledger) error {
	own, err := l.Keys(ctx)
	if err != nil {
		return err
	}
	files := []string{keyFile}
	if len(own) == 0 {
		files = []string{takenOver, keyFile}
	}
	for _, name := range files {
		keys, err := opt.fileKeys(name)
		if err != nil {
			return err
		}
		if err := addKeys(ctx, l, keys, "taken over from state/"+name); err != nil {
			return err
		}
	}
	was, err := ledger.Read(ctx, opt.replaced())
	if err != nil {
		return nil // there is nothing to inherit from
	}
	defer was.Close()
	tip, err := l.Tip(ctx)
	if err != nil {
		return err
	}
	old, err := was.Tip(ctx)
	if err != nil || old.Ledger != tip.Ledger && len(own) > 0 {
		return nil
	}
	keys, err := keysIn(ctx, was)
	if err != nil {
		return nil // the replaced ledger may well be damaged
	}
	return addKeys(ctx, l, keys, "kept from the ledger that was replaced")
}

// replaced is the ledger that is being replaced: the one in place, or where a restore that
// was interrupted had moved it.
func (opt Options) replaced() string {
	stamp, err := os.ReadFile(opt.Folder("state", restoringFile))
	if err != nil || Exists(opt.LedgerPath()) {
		return opt.LedgerPath()
	}
	return opt.Folder("state", replacedPrefix+strings.TrimSpace(string(stamp))+".db")
}

// rekey makes a new key for the ledger in place.
func (opt Options) rekey(ctx context.Context) (err error) {
	if _, err := opt.Footing(ctx); err != nil {
		return err
	}
	l, err := ledger.Open(ctx, opt.LedgerPath(), opt.Now)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, l.Close()) }()
	if err := opt.inherit(ctx, l); err != nil {
		return err
	}
	return addKeys(ctx, l, seal.Keys{seal.New()}, "made by restore --new-key")
}

// PutInPlace moves the ledger and the outputs aside and puts the ledger in place that is
// ready. A note stands while that goes on: nothing starts upon half of it.
func (opt Options) PutInPlace(ctx context.Context) error {
	tip, err := WholeAt(ctx, opt.Folder("state", readyFile))
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	stamp, err := opt.beginRestore()
	if err != nil {
		return err
	}
	for _, suffix := range []string{"", "-wal", "-shm"} {
		was := opt.LedgerPath() + suffix
		err := os.Rename(was, opt.Folder("state", replacedPrefix+stamp+".db"+suffix))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("restore: %w", err)
		}
	}
	if err := opt.outputsApart(stamp); err != nil {
		return err
	}
	if err := opt.backupsApart(ctx); err != nil {
		return err
	}
	if err := opt.Note(tip); err != nil {
		return err
	}
	if err := durable.Move(opt.Folder("state", readyFile), opt.LedgerPath()); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	if err := os.Remove(opt.Folder("state", restoringFile)); err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	return durable.SyncDir(opt.Folder("state"))
}

// beginRestore notes that a restore has begun, and under which name things are moved aside:
// one that was interrupted goes on under its own, as long as the ledger is not in place yet.
func (opt Options) beginRestore() (stamp string, err error) {
	note := opt.Folder("state", restoringFile)
	if data, err := os.ReadFile(note); err == nil && !Exists(opt.LedgerPath()) {
		if stamp = strings.TrimSpace(string(data)); stamp != "" {
			return stamp, nil
		}
	}
	now := time.Now().UTC().Format(StampLayout)
	stamp = now
	for n := 2; opt.stampTaken(stamp); n++ {
		stamp = fmt.Sprintf("%s-%d", now, n)
	}
	if err := durable.WriteFile(note, []byte(stamp+"\n"), 0o600); err != nil {
		return "", fmt.Errorf("restore: %w", err)
	}
	return stamp, nil
}

// stampTaken tells whether a restore before moved something aside under a stamp. It may have
// found a ledger and no outputs, or outputs and no ledger.
func (opt Options) stampTaken(stamp string) bool {
	return Exists(opt.Folder("state", replacedPrefix+stamp+".db")) ||
		Exists(opt.Folder("outbox", setApart.VI+stamp)) || Exists(opt.Folder("outbox", setApart.EN+stamp))
}

// backupsApart gives other names to backups that know what the ledger to be put in place
// does not: they are kept, and no longer taken for its own.
func (opt Options) backupsApart(ctx context.Context) error {
	all, err := opt.copies(ctx)
	if err != nil {
		return err
	}
	l, err := ledger.Read(ctx, opt.Folder("state", readyFile))
	if err != nil {
		return fmt.Errorf("restore: %w", err)
	}
	defer l.Close()
	for _, b := range all {
		if b.Err != nil || opt.HeldAgainst(ctx, l, b) == nil {
			continue
		}
		to := filepath.Join(filepath.Dir(b.Path), "other-"+filepath.Base(b.Path))
		for n := 2; Exists(to); n++ {
			to = filepath.Join(filepath.Dir(b.Path), fmt.Sprintf("other%d-%s", n, filepath.Base(b.Path)))
		}
		if err := os.Rename(b.Path, to); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
	}
	return nil
}

// replacedPrefix begins the names of ledgers that a restore replaced, below state/.
const replacedPrefix = "ledger-replaced-"

// isSetApart tells whether a path leads into a folder that a restore made.
func isSetApart(path string) bool {
	return strings.HasPrefix(path, setApart.VI) || strings.HasPrefix(path, setApart.EN)
}

// language is that of the round that is worked on, as far as its definition can be read.
func (opt Options) language() string {
	dir, err := define.Find(opt.Folder("templates"), opt.Round)
	if err != nil {
		return ""
	}
	r, err := define.Load(dir)
	if err != nil {
		return ""
	}
	return r.Language
}

// outputsApart moves what stands in the outbox into a folder of its own. A restore that was
// interrupted goes on in the folder that it began: what appeared since gets a name beside.
func (opt Options) outputsApart(stamp string) error {
	box := opt.Folder("outbox")
	entries, err := os.ReadDir(box)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("restore: %w", err)
	}
	aside := filepath.Join(box, setApart.In(opt.language())+stamp)
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), ".") || isSetApart(e.Name()) {
			continue
		}
		if err := os.MkdirAll(aside, 0o777); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
		to := filepath.Join(aside, e.Name())
		for n := 2; Exists(to); n++ {
			to = filepath.Join(aside, fmt.Sprintf("%d %s", n, e.Name()))
		}
		if err := os.Rename(filepath.Join(box, e.Name()), to); err != nil {
			return fmt.Errorf("restore: %w", err)
		}
	}
	for _, dir := range []string{aside, box} { // what was moved is there before it is gone
		if err := durable.SyncDir(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("restore: %w", err)
		}
	}
	return nil
}
