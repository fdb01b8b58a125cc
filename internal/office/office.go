// Package office orders the stages for one file and for the outputs: take in,
// judge, publish. It alone calls the ledger, and recovers at the start what a
// crash left unfinished.
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
	"slices"
	"time"

	"github.com/gofrs/flock"
	"github.com/rs/zerolog"

	"tonghop/internal/convert"
	"tonghop/internal/finding"
	"tonghop/internal/intake"
	"tonghop/internal/ledger"
	"tonghop/internal/outbox"
	"tonghop/internal/record"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
)

// Options say where and how an office works.
type Options struct {
	Dir    string // the workspace
	Round  string // the round's id; "" for the active one
	Now    func() time.Time
	Log    zerolog.Logger
	Settle intake.Settle
	Every  time.Duration // between scans without an event
}

// Office is a workspace at work: the only writer of its ledger.
type Office struct {
	opt     Options
	lock    *flock.Flock
	ledger  *ledger.Ledger
	archive intake.Archive
	inbox   *intake.Inbox
	box     *outbox.Box

	round    *round.Round           // the last good definition
	mark     string                 // what stands for it
	tried    string                 // the mark of the definition last looked at
	mistakes round.Mistakes         // of a definition that is not good
	pending  []intake.Pending       // what the last scan left in the inbox
	paced    bool                   // how long files settle was not said
	stuck    map[string]intake.File // received, but the inbox does not let go of them; by name
	seen     map[string]looked      // outputs that officers fill in, as they were found to be ours
	fillable []string               // paths of those outputs
	before   *Picture               // the round before, while forms are issued in pieces
}

// ErrBusy says that another program works on the workspace.
var ErrBusy = errors.New("another tonghop is at work on this workspace; stop it first")

// Folder is a folder of a workspace.
func (o Options) Folder(parts ...string) string {
	return filepath.Join(append([]string{o.Dir}, parts...)...)
}

// LedgerPath is where the ledger lies.
func (o Options) LedgerPath() string { return o.Folder("state", "ledger.db") }

// Open takes hold of a workspace: lock, folders, ledger, definition, recovery.
// Mistakes in a definition without a good one before are returned as such, after
// they were written where officers see them.
func Open(ctx context.Context, opt Options) (*Office, error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	given := opt.Settle.Quiet > 0
	opt = opt.paced()
	if _, err := round.Find(opt.Folder("templates"), opt.Round); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(opt.Folder("state", "archive"), 0o700); err != nil {
		return nil, fmt.Errorf("open workspace: %w", err)
	}
	o := &Office{opt: opt, archive: intake.Archive{Dir: opt.Folder("state", "archive")}, inbox: &intake.Inbox{Dir: opt.Folder("inbox"), Settle: opt.Settle}, paced: !given, stuck: map[string]intake.File{}, seen: map[string]looked{}}
	o.lock = flock.New(opt.Folder("state", "lock"))
	if ok, err := o.lock.TryLock(); err != nil {
		return nil, fmt.Errorf("lock workspace: %w", err)
	} else if !ok {
		return nil, ErrBusy
	}
	if err := o.start(ctx); err != nil {
		o.Close()
		return nil, err
	}
	return o, nil
}

// paced fills in how long files settle and how often the inbox is looked at without an event:
// on a share, where copying stalls and events do not come, longer and more often.
func (opt Options) paced() Options {
	name, err := intake.FileSystem(opt.Folder("inbox"))
	share := err == nil && intake.Shared(name)
	if opt.Every == 0 {
		opt.Every = 15 * time.Second
		if share {
			opt.Every = 5 * time.Second
		}
	}
	if opt.Settle.Incomplete == 0 {
		opt.Settle.Incomplete = intake.DefaultSettle.Incomplete
	}
	if opt.Settle.Quiet == 0 {
		opt.Settle.Quiet = intake.DefaultSettle.Quiet
		if share {
			opt.Settle.Quiet = 10 * time.Second
		}
	}
	return opt
}

func (o *Office) start(ctx context.Context) (err error) {
	if o.ledger, err = ledger.Open(ctx, o.opt.LedgerPath(), o.opt.Now); err != nil {
		return err
	}
	if err := o.place(); err != nil {
		return err
	}
	within := o.opt.within()
	o.box = &outbox.Box{Dir: o.opt.Folder("outbox", within), Edited: "đã sửa", Beside: "bản", Book: o.opt.publications(o.ledger), Filled: filledInAt, Marked: o.opt.within() == ""}
	o.inbox.Marked = true
	if err := os.MkdirAll(o.box.Dir, 0o755); err != nil {
		return fmt.Errorf("open workspace: %w", err)
	}
	if err := o.archive.Sweep(); err != nil {
		return err
	}
	if err := o.box.Sweep(); err != nil {
		return err
	}
	if o.fillable, err = o.filledIn(ctx); err != nil {
		return err
	}
	if err := o.Define(ctx); err != nil {
		return err
	}
	if o.round == nil {
		if _, err := o.box.Add(ctx, o.mistakesOnly()); err != nil {
			return err
		}
		return o.mistakes
	}
	o.sweep(time.Now().Add(-sweepAfter))
	return o.clearLeft(ctx)
}

// Close lets go of the workspace.
func (o *Office) Close() error {
	if o.ledger != nil {
		_ = o.ledger.Close()
	}
	return o.lock.Unlock()
}

// Round is the definition in use.
func (o *Office) Round() *round.Round { return o.round }

// Define reads the round again where its files have changed. On mistakes the
// last good definition stays in use.
func (o *Office) Define(ctx context.Context) error {
	dir, err := round.Find(o.opt.Folder("templates"), o.opt.Round)
	if err != nil {
		return err
	}
	mark, err := Mark(dir)
	if err != nil {
		return err
	}
	if mark == o.tried {
		return nil
	}
	o.tried = mark
	r, err := round.Load(dir)
	var ms round.Mistakes
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
	if r.Keys, err = o.opt.MakeKey(); err != nil {
		return err
	}
	o.mistakes, o.round, o.mark = nil, r, mark
	if r.Language == "en" {
		o.box.Edited, o.box.Beside = "edited", "revision"
	}
	o.opt.Log.Info().Str("round", r.ID).Int("units", len(r.Register.Units)).Msg("definition read")
	return nil
}

// Mark stands for a round's definition and for how this program judges by it: the
// hash of its files and of the version of the judgement.
func Mark(dir string) (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, "judged by", record.JudgeVersion)
	for _, name := range []string{round.RoundFile, round.FormFile, round.DefinitionFile, round.RegisterFile} {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", fmt.Errorf("read definition: %w", err)
		}
		fmt.Fprintf(h, "%s %d\n", name, len(data))
		h.Write(data)
	}
	return hex.EncodeToString(h.Sum(nil))[:16], nil
}

// clearLeft finishes what a crash left between receiving a file and removing it
// from the inbox.
func (o *Office) clearLeft(ctx context.Context) error {
	rs, err := o.ledger.Receipts(ctx, "")
	if err != nil {
		return err
	}
	for _, r := range rs {
		if !r.Cleared {
			path := filepath.Join(o.inbox.Dir, filepath.FromSlash(r.Name))
			if err := o.clear(ctx, r, path); err != nil {
				o.stick(r, path, err)
			}
		}
	}
	return nil
}

// stick remembers a received file that the inbox does not let go of, so that it is
// not received again while it lies there unchanged.
func (o *Office) stick(r ledger.Receipt, path string, err error) {
	o.opt.Log.Warn().Str("file", r.Name).Err(err).Msg("received, but it cannot be removed from the inbox")
	if info, err := os.Stat(path); err == nil {
		o.stuck[r.Name] = intake.File{Path: path, Name: r.Name, Size: info.Size(), Mod: info.ModTime()}
	}
}

// unstick tries again to remove received files, and takes those that are still
// there unchanged out of what is ready.
func (o *Office) unstick(ctx context.Context, ready []intake.File) (left []intake.File, err error) {
	if len(o.stuck) == 0 {
		return ready, nil
	}
	rs, err := o.ledger.Receipts(ctx, "")
	if err != nil {
		return nil, err
	}
	for _, r := range rs {
		if s, ok := o.stuck[r.Name]; ok && !r.Cleared {
			if err := o.clear(ctx, r, s.Path); err == nil {
				delete(o.stuck, r.Name)
			}
		}
	}
	for _, f := range ready {
		if s, ok := o.stuck[f.Name]; ok && s.Size == f.Size && s.Mod.Equal(f.Mod) {
			o.pending = append(o.pending, intake.Pending{File: f.Name, State: "received", Why: "counted; the folder does not let go of the file"})
			continue
		}
		if _, err := os.Lstat(f.Path); errors.Is(err, fs.ErrNotExist) {
			continue // removed just now
		}
		left = append(left, f)
	}
	return left, nil
}

// clear removes a received file from the inbox, if its bytes are the archived ones.
func (o *Office) clear(ctx context.Context, r ledger.Receipt, path string) error {
	kept, err := o.archive.Remove(path, r.SHA)
	if err != nil {
		return err
	}
	if kept { // other bytes by now: a new drop, taken in as such
		o.opt.Log.Info().Str("file", r.Name).Msg("replaced while it was taken in; both versions are kept")
	}
	return o.ledger.Clear(ctx, r.ID)
}

// Taken is one file that was taken in.
type Taken struct {
	Receipt ledger.Receipt
	Verdict record.Verdict
}

// TakeIn scans the inbox once and takes in what is ready; each is called for
// every file, with how many are still to come.
func (o *Office) TakeIn(ctx context.Context, each func(t Taken, left int)) (n int, err error) {
	ready, pending, err := o.scan(ctx)
	if err != nil {
		return 0, err
	}
	o.pending = pending
	if ready, err = o.unstick(ctx, ready); err != nil {
		return 0, err
	}
	if len(ready) == 0 {
		return 0, nil
	}
	scan, err := o.ledger.NextScan(ctx)
	if err != nil {
		return 0, err
	}
	for i, f := range ready {
		if ctx.Err() != nil { // asked to stop: the file in hand was finished
			return n, nil
		}
		t, err := o.takeFile(context.WithoutCancel(ctx), f, scan)
		if errors.Is(err, intake.ErrChanged) || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrPermission) {
			why := "it cannot be read now; tried again"
			if errors.Is(err, intake.ErrChanged) {
				why = "it changed while it was being copied; taken in next time"
			}
			o.pending = append(o.pending, intake.Pending{File: f.Name, State: "waiting", Why: why})
			o.opt.Log.Warn().Str("file", f.Name).Err(err).Msg("not taken in yet")
			continue
		}
		if err != nil {
			return n, err
		}
		n++
		if each != nil {
			each(t, len(ready)-1-i)
		}
	}
	return n, nil
}

// clock is the real clock for settling: the office's own may be one of the past.
func (opt Options) clock() time.Time { return time.Now() }

// takeFile is one file's way: captured, received, cleared, judged.
func (o *Office) takeFile(ctx context.Context, f intake.File, scan int64) (Taken, error) {
	sha, size, err := o.archive.Capture(f)
	if err != nil {
		return Taken{}, err
	}
	r, err := o.ledger.Receive(ctx, ledger.Receipt{Round: o.round.ID, SHA: sha, Name: f.Name, Scan: scan, Size: size})
	if err != nil {
		return Taken{}, err
	}
	if err := o.clear(ctx, r, f.Path); err != nil {
		o.stick(r, f.Path, err)
	}
	v, err := o.judge(ctx, sha)
	if err != nil {
		return Taken{}, err
	}
	if v.Paper != "" { // files that were given to units are judged as theirs
		if _, err := o.JudgeAll(ctx); err != nil {
			return Taken{}, err
		}
	}
	o.opt.Log.Info().Str("file", f.Name).Str("unit", v.Unit).Str("status", string(v.Status)).Msg("taken in")
	return Taken{r, v}, nil
}

// mostAttempts is how often a file's judgement may be begun without an end before the file
// is set apart: one bad file must not stop the others.
const mostAttempts = 3

// judge judges an archived file under the definition in use and records it.
func (o *Office) judge(ctx context.Context, sha string) (record.Verdict, error) {
	n, err := o.ledger.Begin(ctx, o.round.ID, sha, o.mark)
	if err != nil {
		return record.Verdict{}, err
	}
	if n > mostAttempts { // the program died on it each time
		v := record.Verdict{Round: o.round.ID, Status: finding.Held, Findings: []finding.Finding{finding.New("SYS-001.quarantined").With("count", fmt.Sprint(mostAttempts))}}
		return v, o.ledger.Judge(ctx, o.round.ID, sha, o.mark, v)
	}
	v, err := o.verdict(ctx, sha)
	if err == nil {
		err = o.ledger.Judge(ctx, o.round.ID, sha, o.mark, v)
	}
	if err != nil { // where that cannot be written either, the next start has one attempt less
		_ = o.ledger.Abandon(ctx, o.round.ID, sha, o.mark)
		return record.Verdict{}, err
	}
	return v, nil
}

// verdict judges archived bytes; a file over the limit is not read at all.
func (o *Office) verdict(ctx context.Context, sha string) (record.Verdict, error) {
	if size, err := o.archive.Size(sha); err != nil {
		return record.Verdict{}, err
	} else if size > sheet.DefaultLimits.File {
		return record.TooLarge(size, o.round), nil
	}
	data, err := o.archive.Read(sha)
	if err != nil {
		return record.Verdict{}, err
	}
	v, err := o.judgement(ctx, sha, data)
	if err != nil || !convertible(o.round, v) {
		return v, err
	}
	all, err := o.ledger.Conversions(ctx)
	if err != nil {
		return record.Verdict{}, err
	}
	if to, ok := all[sha]; ok { // once converted it is judged by that, whatever is installed later
		if data, err = o.archive.Read(to); err != nil {
			return record.Verdict{}, err
		}
		return o.judgement(ctx, sha, data)
	}
	made, err := convert.ToXLSX(ctx, data, v.Format)
	if err != nil {
		o.opt.Log.Warn().Str("sha256", sha).Str("format", v.Format).Err(err).Msg("not converted")
		return v, nil
	}
	to, err := o.archive.Put(made)
	if err != nil {
		return record.Verdict{}, err
	}
	if err := o.ledger.Convert(ctx, sha, to, v.Format); err != nil {
		return record.Verdict{}, err
	}
	return o.judgement(ctx, sha, made)
}

// judgement judges the bytes of a file: as the unit's whom an officer gave it to; an
// officers' workbook is recorded.
func (o *Office) judgement(ctx context.Context, sha string, data []byte) (record.Verdict, error) {
	decided, err := o.ledger.DecisionsAbout(ctx, o.round.ID, sha)
	if err != nil {
		return record.Verdict{}, err
	}
	if v, ok, err := o.container(ctx, sha, data); ok {
		return v, err
	}
	v := record.JudgeOf(data, o.round, givenTo(decided, sha))
	if slices.ContainsFunc(v.Findings, func(f finding.Finding) bool { return f.Code == "TMPL-001" }) {
		if paper, ok, err := o.paper(ctx, sha, data); ok {
			return paper, err
		}
	}
	return v, nil
}

func convertible(r *round.Round, v record.Verdict) bool {
	return r.Settings.Convert && convert.Formats[v.Format]
}

// Judge judges a file's bytes as the office would, and records nothing.
func Judge(ctx context.Context, data []byte, r *round.Round) record.Verdict {
	if int64(len(data)) > sheet.DefaultLimits.File {
		return record.TooLarge(int64(len(data)), r)
	}
	v := record.Judge(data, r)
	if convertible(r, v) {
		if made, err := convert.ToXLSX(ctx, data, v.Format); err == nil {
			return record.Judge(made, r)
		}
	}
	return v
}

// JudgeAll judges every received file that has no verdict under the definition
// in use: what a crash left, and everything after the definition changed.
func (o *Office) JudgeAll(ctx context.Context) (n int, err error) {
	for {
		left, err := o.ledger.Unjudged(ctx, o.round.ID, o.mark)
		if err != nil || len(left) == 0 { // what was in containers comes with the next turn
			return n, err
		}
		for _, sha := range left {
			if ctx.Err() != nil {
				return n, nil
			}
			if _, err := o.judge(context.WithoutCancel(ctx), sha); err != nil {
				return n, err
			}
			n++
		}
	}
}
