package workspace

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"syscall"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/intake"
)

// knownFile says, below state/, how far the ledger went when the outputs last followed it;
// restoringFile stands there while a backup is being put in place.
const (
	knownFile     = "known"
	restoringFile = "restoring"
)

// ErrLost says that the ledger is not the one that the workspace had: nothing may be written
// upon it, because what stands in state/ and outbox/ knows more.
var ErrLost = errors.New("the ledger is not the one that this workspace had")

// Footing is what the ledger of a workspace is, held against everything that outlives it.
type Footing struct {
	fresh  bool        // there never was one
	Tip    ledger.Tip  // how far it goes
	Behind *ledger.Tip // how far it went once; nil where it lost nothing that can be seen
}

// Footing looks at the ledger without changing anything. A ledger that is gone or empty
// beside what it once described, that is older than a backup, or another one, is ErrLost
// with the way out. What knows of it is read before it: both may be moving on.
func (opt Options) Footing(ctx context.Context) (f Footing, err error) {
	if _, err := os.Stat(opt.Folder("state", restoringFile)); err == nil {
		return f, fmt.Errorf("%w: putting a backup in place was interrupted; do it again: tonghop restore FILE",
			ErrLost)
	}
	kept, err := opt.copies(ctx)
	if err != nil {
		return f, err
	}
	known := opt.known()
	l, err := ledger.Read(ctx, opt.LedgerPath())
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, opt.without(kept, &f, "is gone or empty")
	case err != nil && opt.noFile():
		return f, errors.Join(opt.without(kept, &f, "is not a file"), err)
	case err != nil:
		return f, DamagedLedger(err)
	}
	defer l.Close()
	if f.Tip, err = l.Tip(ctx); err != nil {
		return f, DamagedLedger(err)
	}
	if f.Tip.Position == 0 && (known.Position > 0 || opt.archived() > 0) {
		return f, opt.without(kept, &f, "knows nothing")
	}
	for _, b := range slices.Backward(kept) { // the one that knows most is to be named
		if err := opt.HeldAgainst(ctx, l, b); err != nil {
			return f, err
		}
	}
	switch kin, err := l.Against(ctx, known); {
	case err != nil:
		return f, err
	case kin == ledger.Another && hasLost(ctx, l, known): // killed before it noted how far it goes now
	case kin == ledger.Another:
		return f, fmt.Errorf("%w: %s does not go on to event %d, which the program noted last; nothing was changed. "+
			"Put that ledger back, or go on with the one in place: tonghop restore %[2]s",
			ErrLost, opt.LedgerPath(), known.Position)
	case kin == ledger.Behind:
		f.Behind = &known
	}
	return f, nil
}

// hasLost tells whether a ledger says on record that it had gone on to a tip and lost that: what
// it lost is received again, and with that it goes on past where it went once.
func hasLost(ctx context.Context, l *ledger.Ledger, t ledger.Tip) bool {
	notes, err := l.Notes(ctx, LostEnd)
	return err == nil && slices.ContainsFunc(notes, func(n ledger.Noted) bool {
		var had struct{ Hash string }
		return json.Unmarshal([]byte(n.Body), &had) == nil && had.Hash == t.Hash
	})
}

// Lost says that a ledger has lost its end; "" where nothing of that can be seen.
func (f Footing) Lost() string {
	if f.Behind == nil {
		return ""
	}
	return fmt.Sprintf("it has lost its end: it went on to event %d, it stands at %d now; "+
		"the next start receives again what the archive holds", f.Behind.Position, f.Tip.Position)
}

// DamagedLedger adds the way out to an error that says that the ledger's file is damaged.
func DamagedLedger(err error) error {
	if !ledger.Malformed(err) {
		return err
	}
	return fmt.Errorf("%w; put a backup in place: tonghop restore state/backup/FILE", err)
}

// noFile tells whether something else than a file stands where the ledger should be.
func (opt Options) noFile() bool {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		info, err := os.Stat(opt.LedgerPath() + suffix)
		if err == nil && !info.Mode().IsRegular() || errors.Is(err, syscall.ELOOP) {
			return true
		}
	}
	return false
}

// HeldAgainst is the error of a ledger that does not hold what a backup knows.
func (opt Options) HeldAgainst(ctx context.Context, l *ledger.Ledger, b Kept) error {
	if b.Err != nil {
		return nil // it says nothing; verify names it
	}
	kin, err := l.Against(ctx, b.Tip)
	switch {
	case err != nil:
		return err
	case kin == ledger.Behind:
		return fmt.Errorf("%w: %s is older than the backup %s, which goes on to event %d of %s; "+
			"nothing was changed. Put that in place: tonghop restore %[3]s",
			ErrLost, opt.LedgerPath(), b.Path, b.Tip.Position, b.Tip.At.Format("2006-01-02 15:04Z"))
	case kin == ledger.Another:
		return fmt.Errorf("%w: %s and the backup %s do not belong together; nothing was changed. "+
			"Put the backup in place: tonghop restore %[3]s; or go on with the ledger: tonghop restore %[2]s",
			ErrLost, opt.LedgerPath(), b.Path)
	}
	return nil
}

// without is the error of a workspace whose ledger is missing though there was one; nil for
// a workspace that is new.
func (opt Options) without(kept []Kept, f *Footing, how string) error {
	told := opt.tracesOf(kept)
	if len(told) == 0 {
		f.fresh = true
		return nil
	}
	way := "no backup is left: put ledger.db back from elsewhere, or begin a new one with a new key, " +
		"which receives the archive again: tonghop restore --new-key"
	if b := NewestOf(kept); b != nil {
		way = "put the newest backup in place: tonghop restore " + b.Path
	}
	return fmt.Errorf("%w: %s %s, and yet there was one (%s); nothing was changed. %s. "+
		"To begin afresh instead, move state/ and outbox/ away",
		ErrLost, opt.LedgerPath(), how, strings.Join(told, ", "), way)
}

// tracesOf says what tells that there was a ledger.
func (opt Options) tracesOf(kept []Kept) (told []string) {
	if n := opt.archived(); n > 0 {
		told = append(told, fmt.Sprintf("%d files in state/archive", n))
	}
	if len(kept) > 0 {
		told = append(told, fmt.Sprintf("%d backups", len(kept)))
	}
	for _, name := range []string{MarkedNote, knownFile} {
		if _, err := os.Lstat(opt.Folder("state", name)); err == nil {
			told = append(told, "state/"+name)
		}
	}
	if info, err := os.Lstat(opt.LedgerPath() + "-wal"); err == nil && info.Size() > 0 {
		told = append(told, "state/ledger.db-wal")
	}
	if n := count(opt.Folder("state"), func(name string) bool {
		return strings.HasPrefix(name, replacedPrefix) && strings.HasSuffix(name, ".db")
	}); n > 0 {
		told = append(told, fmt.Sprintf("%d ledgers that were replaced", n))
	}
	if _, err := os.Lstat(opt.Folder("outbox", intake.Marker)); err == nil {
		if _, err := os.Lstat(opt.Folder("outbox", SummaryPath)); err == nil {
			told = append(told, "outbox/"+SummaryPath)
		}
	}
	return told
}

// archived counts what the archive holds.
func (opt Options) archived() int { return count(opt.Folder("state", "archive"), IsHash) }

// count is how many names in a folder are such.
func count(dir string, is func(name string) bool) (n int) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if is(e.Name()) {
			n++
		}
	}
	return n
}

// IsHash tells whether a name is one under which the archive keeps bytes.
func IsHash(name string) bool {
	return len(name) == 64 && strings.Trim(name, "0123456789abcdef") == ""
}

// known is how far the ledger went once; nothing where that is not on record.
func (opt Options) known() (t ledger.Tip) {
	data, err := os.ReadFile(opt.Folder("state", knownFile))
	if err != nil || json.Unmarshal(data, &t) != nil {
		return ledger.Tip{}
	}
	return t
}

// Note keeps how far a ledger goes.
func (opt Options) Note(tip ledger.Tip) error {
	data, err := json.Marshal(tip)
	if err != nil {
		return fmt.Errorf("remember ledger: %w", err)
	}
	if err := durable.WriteFile(opt.Folder("state", knownFile), append(data, '\n'), 0o600); err != nil {
		return fmt.Errorf("remember ledger: %w", err)
	}
	return nil
}

// LostEnd is the event that says that the ledger had lost events.
const LostEnd = "lost"
