package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
)

// FoundAgain is the event that says that a file was received again from the archive.
const FoundAgain = "again"

// Damage is something that does not hold.
type Damage struct{ What string }

// Verify checks that every archived byte and every link of the ledger still holds, that the
// ledger is the one that the workspace had, and that it knows all that is archived. It
// returns what does not, and how much was checked.
func Verify(ctx context.Context, opt Options) (bad []Damage, files, events int64, err error) {
	f, err := opt.Footing(ctx)
	switch {
	case errors.Is(err, ErrLost):
		bad = append(bad, Damage{"ledger: " + err.Error()})
	case ledger.Malformed(err):
		return []Damage{{err.Error()}}, 0, 0, nil
	case err != nil:
		return nil, 0, 0, err
	case f.Behind != nil:
		bad = append(bad, Damage{"ledger: " + f.Lost()})
	}
	l, err := ledger.Read(ctx, opt.LedgerPath())
	if err == nil {
		defer l.Close()
		var more []Damage
		more, files, events, err = verify(ctx, l, opt)
		bad = append(bad, more...)
	}
	if ledger.Malformed(err) {
		return append(bad, Damage{err.Error()}), files, events, nil
	}
	if errors.Is(err, os.ErrNotExist) && len(bad) > 0 {
		err = nil
	}
	return bad, files, events, err
}

func verify(ctx context.Context, l *ledger.Ledger, opt Options) (bad []Damage, files, events int64, err error) {
	events, _, err = l.Position(ctx)
	if err != nil {
		return nil, 0, 0, err
	}
	if broken, err := l.VerifyChain(ctx); err != nil {
		return nil, 0, 0, err
	} else if broken > 0 {
		bad = append(bad, Damage{fmt.Sprintf("ledger: event %d is not what was written", broken)})
	}
	receipts, err := l.Receipts(ctx, "")
	if err != nil {
		return nil, 0, 0, err
	}
	archive := intake.Archive{Dir: opt.Folder("state", "archive")}
	known := map[string]bool{}
	for _, rc := range receipts {
		if known[rc.SHA] {
			continue
		}
		known[rc.SHA] = true
		files++
		if _, err := archive.Read(rc.SHA); err != nil {
			bad = append(bad, Damage{fmt.Sprintf("receipt %d (%s): %v", rc.ID, rc.Name, err)})
		}
	}
	made, err := l.Conversions(ctx)
	if err != nil {
		return nil, 0, 0, err
	}
	for from, to := range made {
		files++
		if _, err := archive.Read(to); err != nil {
			bad = append(bad, Damage{fmt.Sprintf("converted from %s: %v", from, err)})
		}
	}
	verdicts, err := l.Verdicts(ctx, "")
	if err != nil {
		return nil, 0, 0, err
	}
	for sha := range verdicts {
		if !known[sha] {
			bad = append(bad, Damage{fmt.Sprintf("ledger: a verdict without a receipt: %s", sha)})
		}
	}
	type check func(context.Context, *ledger.Ledger) ([]Damage, error)
	for _, look := range []check{opt.unreceived, opt.keyless, opt.spoilt} {
		more, err := look(ctx, l)
		if err != nil {
			return nil, 0, 0, err
		}
		bad = append(bad, more...)
	}
	return bad, files, events, nil
}

// unreceived names archived files without a receipt. What the inbox still holds, or what a
// container holds that is not judged yet, is about to get one: the program was killed, or is
// just at work.
func (opt Options) unreceived(ctx context.Context, l *ledger.Ledger) (bad []Damage, err error) {
	lost, err := opt.Orphans(ctx, l)
	if err != nil || len(lost) == 0 {
		return nil, err
	}
	if busy, _ := Working(opt); busy { // it may be between archiving and receiving
		time.Sleep(settleOrphans)
		if lost, err = opt.Orphans(ctx, l); err != nil {
			return nil, err
		}
	}
	coming, err := opt.coming(ctx, l)
	if err != nil {
		return nil, err
	}
	at := opt.Standing(lost)
	for _, o := range lost {
		name, here := at[o.Sha]
		if here && keptAside(name) { // it is moved aside once it has its receipt
			here = false
		}
		if !here && !coming[o.Sha] {
			bad = append(bad,
				Damage{fmt.Sprintf("archive: %s (%d bytes, %s) has no receipt; the next start receives it again",
					o.Sha, o.Size, o.At.UTC().Format("2006-01-02 15:04Z"))})
		}
	}
	return bad, nil
}

// coming are the hashes of what is in received containers without a verdict.
func (opt Options) coming(ctx context.Context, l *ledger.Ledger) (map[string]bool, error) {
	rs, err := l.Receipts(ctx, "")
	if err != nil {
		return nil, err
	}
	judged, err := l.Verdicts(ctx, "")
	if err != nil {
		return nil, err
	}
	out := map[string]bool{}
	for _, r := range rs {
		if _, ok := judged[r.SHA]; ok {
			continue
		}
		for _, sha := range opt.PartsOf(r.SHA) {
			out[sha] = true
		}
	}
	return out, nil
}

// keyless says that the key is gone.
func (opt Options) keyless(ctx context.Context, l *ledger.Ledger) ([]Damage, error) {
	_, err := opt.ReadKeys(ctx)
	if errors.Is(err, ErrNoKey) {
		return []Damage{{"ledger: " + err.Error()}}, nil
	}
	return nil, err
}

// spoilt names backups that cannot be read.
func (opt Options) spoilt(ctx context.Context, _ *ledger.Ledger) (bad []Damage, err error) {
	all, err := opt.copies(ctx)
	for _, b := range all {
		if b.Err != nil {
			bad = append(bad, Damage{fmt.Sprintf("backup %s: %v", b.Path, b.Err)})
		}
	}
	return bad, err
}

// Recovered says what the program received again from the archive, and when the ledger had
// lost its end.
func Recovered(ctx context.Context, opt Options) (out []string, err error) {
	l, err := ledger.Read(ctx, opt.LedgerPath())
	if err != nil {
		return nil, err
	}
	defer l.Close()
	notes, err := l.Notes(ctx, LostEnd)
	if err != nil {
		return nil, err
	}
	for _, n := range notes {
		out = append(out, fmt.Sprintf("%s: the ledger had lost its end: %s", n.At.Format("2006-01-02 15:04Z"), n.Body))
	}
	notes, err = l.Notes(ctx, FoundAgain)
	for _, n := range notes {
		out = append(out, fmt.Sprintf("%s: received again from the archive: %s",
			n.At.Format("2006-01-02 15:04Z"), n.Body))
	}
	return out, err
}
