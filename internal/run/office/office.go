// Package office orders the stages for one file and for the outputs: take in, judge, publish. It is the
// one at work on the ledger, and recovers at the start.
package office

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/outbox"
	"tonghop/internal/run/workspace"
	"tonghop/internal/seal"
)

// Office is a workspace at work: the only writer of its ledger.
type Office struct {
	opt       workspace.Options
	lock      *workspace.Hold
	ledger    *ledger.Ledger
	own       os.FileInfo // the ledger's file, as it was opened
	log       os.FileInfo // and its write-ahead log; nil for none
	told      ledger.Tip  // how far it went when that was noted last
	keys      seal.Keys
	keyBacked bool // the newest backup has the key that seals
	again     int  // files that were received again from the archive at the start
	archive   intake.Archive
	inbox     *intake.Inbox
	box       *outbox.Box

	round         *round.Round      // the last good definition
	mark          string            // what stands for it
	tried         string            // the mark of the definition last looked at
	mistakes      define.Mistakes   // of a definition that is not good
	lastDocuments []outbox.Output   // documents, while their folder cannot be read
	toldDocuments string            // what of documents' mistakes was logged last
	pending       []intake.Pending  // what the last scan left in the inbox
	paced         bool              // how long files settle was not said
	stuck         map[string]*taken // received, but the inbox does not let go of them; by path
	aside         asides            // received, and moved aside until they are looked at again
	said          string            // what pausedFile says
	trouble       error             // of the disk, that kept a file from being taken in
	seen          map[string]looked // outputs that officers fill in, as they were found to be ours
	fillable      []string          // paths of those outputs
	before        *standing.Picture // the round before, while forms are issued in pieces
	unissued      unissued          // forms that somebody has open, tried again
}

// Open takes hold of a workspace: lock, folders, ledger, definition, recovery.
// Mistakes in a definition without a good one before are returned as such, after
// they were written where officers see them.
func Open(ctx context.Context, opt workspace.Options) (*Office, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if _, err := define.Find(opt.Folder("templates"), opt.Round); err != nil {
		return nil, err
	}
	h, err := opt.Take()
	if err != nil {
		return nil, err
	}
	return openWith(ctx, opt, h)
}

// openWith opens a workspace that is held already; it lets go of it where it cannot.
func openWith(ctx context.Context, opt workspace.Options, h *workspace.Hold) (*Office, error) {
	given := opt.Settle.Quiet > 0
	opt = paced(opt)
	o := &Office{
		opt: opt, lock: h, paced: !given,
		archive: intake.Archive{Dir: opt.Folder("state", "archive")},
		inbox:   &intake.Inbox{Dir: opt.Folder("inbox"), Settle: opt.Settle},
		stuck:   map[string]*taken{},
		seen:    map[string]looked{},
	}
	if err := o.start(ctx); err != nil {
		o.Close()
		return nil, err
	}
	return o, nil
}

// paced fills in how long files settle and how often the inbox is looked at without an event:
// on a share, where copying stalls and events do not come, longer and more often.
func paced(opt workspace.Options) workspace.Options {
	name, err := intake.FileSystem(opt.Folder("inbox"))
	share := err == nil && intake.Shared(name)
	if opt.Every == 0 {
		opt.Every = 15 * time.Second
		if share {
			opt.Every = 5 * time.Second
		}
	}
	quiet := intake.DefaultSettle.Quiet
	if share {
		quiet = 10 * time.Second
	}
	opt.Settle = opt.Settle.Or(quiet)
	return opt
}

func (o *Office) start(ctx context.Context) (err error) {
	f, err := o.open(ctx)
	if err != nil {
		return err
	}
	if err := o.place(); err != nil {
		return err
	}
	within := o.opt.Within()
	o.box = &outbox.Box{
		Dir: o.opt.Folder("outbox", within), Marked: within == "", Book: o.opt.Publications(o.ledger),
		Edited: workspace.Edited.VI, Beside: workspace.Beside.VI, // until the round's language is known
		Filled: workspace.FilledInAt, Polished: workspace.PolishedAt, Fresh: workspace.Fresh.VI,
	}
	o.inbox.Marked = true
	o.opt.SweepState()
	o.said = "?" // not known: whoever was here before may have ended while it paused
	o.goesOn()
	if err := os.MkdirAll(o.box.Dir, 0o777); err != nil {
		return fmt.Errorf("open workspace: %w", err)
	}
	if err := o.archive.Sweep(); err != nil {
		return err
	}
	if err := o.box.Sweep(ctx); err != nil {
		return err
	}
	if err := o.reclaim(ctx); err != nil {
		return err
	}
	if o.fillable, err = o.filledIn(ctx); err != nil {
		return err
	}
	if err := o.Define(ctx); err != nil {
		return err
	}
	if o.round == nil {
		if _, err := o.box.Add(ctx, o.mistakesOnly(nil)); err != nil {
			return err
		}
		return o.mistakes
	}
	o.sweep(time.Now().Add(-sweepAfter))
	if err := o.makeGood(ctx, f); err != nil {
		return err
	}
	return o.clearLeft(ctx)
}

// open opens the ledger that belongs to the workspace, with its keys.
func (o *Office) open(ctx context.Context) (f workspace.Footing, err error) {
	if f, err = o.opt.Footing(ctx); err != nil {
		return f, err
	}
	if _, err := o.opt.ReadKeys(ctx); err != nil { // before the ledger is brought up to its layout
		return f, workspace.DamagedLedger(err)
	}
	if o.ledger, err = ledger.Open(ctx, o.opt.LedgerPath(), o.opt.Now); err != nil {
		return f, err
	}
	if o.own, err = os.Stat(o.opt.LedgerPath()); err != nil {
		return f, fmt.Errorf("open ledger: %w", err)
	}
	_ = os.Chmod(o.opt.LedgerPath(), 0o600) // one of former days gets the key
	if o.keys, err = o.opt.Secure(ctx, o.ledger); err != nil {
		return f, err
	}
	o.log, _ = os.Stat(o.opt.LedgerPath() + "-wal")
	if err := os.MkdirAll(o.archive.Dir, 0o700); err != nil {
		return f, fmt.Errorf("open workspace: %w", err)
	}
	return f, nil
}

// makeGood receives again what the ledger lost, and says on record that it had lost it.
func (o *Office) makeGood(ctx context.Context, f workspace.Footing) error {
	if b := f.Behind; b != nil {
		o.opt.Log.Error().Int64("had", b.Position).Int64("has", f.Tip.Position).
			Msg("the ledger has lost its end; files are received again from the archive, " +
				"decisions wait to be confirmed")
		note := map[string]any{"had": b.Position, "hash": b.Hash, "has": f.Tip.Position}
		if err := o.ledger.Note(ctx, workspace.LostEnd, note); err != nil {
			return err
		}
	}
	if err := o.retake(ctx); err != nil {
		return err
	}
	if err := o.noteKnown(ctx); err != nil {
		return err
	}
	return o.remember(ctx)
}

// Close lets go of the workspace.
func (o *Office) Close() error {
	if o.ledger != nil {
		_ = o.ledger.Close()
	}
	return o.lock.Free()
}

// Round is the definition in use.
func (o *Office) Round() *round.Round { return o.round }

// Define reads the round again where its files have changed. On mistakes the
// last good definition stays in use.
func (o *Office) Define(ctx context.Context) error {
	dir, err := define.Find(o.opt.Folder("templates"), o.opt.Round)
	if err != nil {
		return err
	}
	mark, err := Mark(dir, o.keys)
	if err != nil {
		return err
	}
	if mark == o.tried {
		return nil
	}
	o.tried = mark
	r, err := define.Load(dir)
	var ms define.Mistakes
	if errors.As(err, &ms) {
		o.mistakes = ms
		for _, m := range ms {
			o.opt.Log.Error().Str("place", m.Place()).Msg(m.EN)
		}
		return nil
	}
	if err != nil {
		return err
	}
	r.Keys = o.keys
	o.mistakes, o.round, o.mark = nil, r, mark
	o.inbox.Largest = r.Settings.Largest()
	o.box.Edited, o.box.Beside = workspace.Edited.In(r.Language), workspace.Beside.In(r.Language)
	o.box.Fresh = workspace.Fresh.In(r.Language)
	o.opt.Log.Info().Str("round", r.ID).Int("units", len(r.Register.Units)).Msg("definition read")
	return nil
}

// Mark stands for a round's definition and for how this program judges by it: the
// hash of its files, of the version of the judgement and of the keys that seals are held
// against. With another key what was received is judged again, and what was issued is
// written again.
func Mark(dir string, keys seal.Keys) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, "judged by", record.JudgeVersion)
	for _, k := range keys {
		fmt.Fprintln(h, "key", k.ID)
	}
	for _, name := range []string{define.RoundFile, define.FormFile, define.DefinitionFile, define.RegisterFile} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("read definition: %w", err)
		}
		fmt.Fprintf(h, "%s %d\n", name, len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}
