package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
	"time"

	"tonghop/internal/finding"
	"tonghop/internal/intake"
	"tonghop/internal/ledger"
	"tonghop/internal/record"
	"tonghop/internal/round"
)

// Look reads a workspace beside whoever works on it: the picture, and what lies
// in its inbox. A workspace without a ledger yet has an empty picture.
func Look(ctx context.Context, opt Options) (*Picture, []intake.Pending, error) {
	r, mark, err := opt.definition()
	if err != nil {
		return nil, nil, err
	}
	inbox, err := opt.lying(r)
	if err != nil {
		return nil, nil, err
	}
	f, err := opt.footing(ctx)
	if err != nil {
		return nil, nil, err
	}
	l, err := ledger.Read(ctx, opt.LedgerPath())
	if errors.Is(err, os.ErrNotExist) {
		p, err := Paint(Facts{Round: r, Mark: mark})
		return p, inbox, err
	}
	if err != nil {
		return nil, nil, err
	}
	defer l.Close()
	published, err := opt.publications(l).Revisions(ctx)
	if err != nil {
		return nil, nil, err
	}
	p, err := Read(ctx, l, r, mark)
	if err != nil {
		return nil, nil, err
	}
	if inbox, err = opt.heldByLedger(ctx, l, inbox); err != nil {
		return nil, nil, err
	}
	inbox = append(inbox, unread(p)...)
	p.Lost = f.lost()
	p.Behind, err = l.Unpublished(ctx, r.ID)
	return p, append(inbox, besides(opt, published)...), err
}

// definition reads the round that is worked on, and what stands for it.
func (opt Options) definition() (r *round.Round, mark string, err error) {
	dir, err := round.Find(opt.Folder("templates"), opt.Round)
	if err != nil {
		return nil, "", err
	}
	if r, err = round.Load(dir); err != nil {
		return nil, "", err
	}
	if r.Keys, err = opt.Keys(); err != nil {
		return nil, "", err
	}
	mark, err = Mark(dir, r.Keys)
	return r, mark, err
}

// lying is what is in the inbox at a glance. Of a mount point on which nothing is mounted
// just that is said.
func (opt Options) lying(r *round.Round) (lying []intake.Pending, err error) {
	dir := opt.Folder("inbox")
	if _, err := os.Stat(opt.Folder("state", markedNote)); err == nil && intake.Bare(dir) {
		return []intake.Pending{{File: "inbox", State: "unreadable", Why: bare}}, nil
	}
	if busy, _ := Working(opt); busy {
		if _, why := opt.paused(); why != "" {
			lying = append(lying, pausedLine(why))
		}
	}
	in := intake.Inbox{Dir: dir, Largest: r.Settings.Largest(), Settle: intake.Settle{Incomplete: intake.DefaultSettle.Incomplete, Aged: true}}
	ready, pending, err := in.Scan(Options{}.clock())
	switch {
	case errors.Is(err, os.ErrNotExist), err != nil && len(lying) > 0:
		return lying, nil
	case err != nil: // of a share that does not answer; all else is known
		return []intake.Pending{{File: "inbox", State: "unreadable", Why: noAnswer + err.Error()}}, nil
	}
	for _, f := range ready {
		pending = append(pending, intake.Pending{File: f.Name, State: "waiting", Why: toBeTaken, Ripe: soon})
	}
	sort.Slice(pending, func(i, j int) bool { return pending[i].File < pending[j].File })
	return append(lying, pending...), nil
}

// toBeTaken is said of a file that is ready and that nobody took in yet.
const toBeTaken = "to be taken in"

// Listed are the files that wait in the inbox, as the roll-call lists them.
func Listed(inbox []intake.Pending) (out []Pending) {
	for _, f := range inbox {
		out = append(out, Pending{File: f.File, State: f.State, Why: f.Why})
	}
	return out
}

// Status is the roll-call as other programs read it (contract: Records).
type Status struct {
	Round    string       `json:"round"`
	At       string       `json:"at"`
	Position int64        `json:"position"`
	Totals   Totals       `json:"totals"`
	Units    []UnitStatus `json:"units"`
	Inbox    []Pending    `json:"inbox"`
}

// Pending is a file that waits in the inbox, and why.
type Pending struct {
	File  string `json:"file"`
	State string `json:"state"` // waiting, incomplete, ignored, unreadable, received, held, large, paused
	Why   string `json:"why"`
}

// Totals count units that owe a return.
type Totals struct {
	Expected int `json:"expected"`
	Received int `json:"received"`
	Clean    int `json:"clean"`
	Queried  int `json:"queried"`
	Returned int `json:"returned"`
	Late     int `json:"late"`
	Missing  int `json:"missing"`
}

// UnitStatus is one unit of the roll-call.
type UnitStatus struct {
	Unit       string                   `json:"unit"`
	Name       string                   `json:"name"`
	Kind       string                   `json:"kind"`
	Parent     string                   `json:"parent"`
	Desk       string                   `json:"desk"`
	Status     string                   `json:"status"`
	Late       bool                     `json:"late"`
	ReceivedAt string                   `json:"received_at"`
	Version    int                      `json:"version"`
	Findings   map[finding.Severity]int `json:"findings"`
}

// Status makes the roll-call of a picture: units that owe a return, and any
// other that sent one.
func (p *Picture) Status(inbox []Pending) Status {
	s := Status{Round: p.Round.ID, At: record.Time(p.At, p.Round), Position: p.Position, Units: []UnitStatus{}, Inbox: inbox}
	if s.Inbox == nil {
		s.Inbox = []Pending{}
	}
	for _, st := range p.Units {
		if !st.Expected && st.Newest() == nil {
			continue
		}
		u := UnitStatus{Unit: st.Unit.Code, Name: st.Unit.Name, Kind: st.Unit.Kind, Parent: st.Unit.Parent, Desk: p.Round.Desk(st.Unit).ID, Status: string(st.Status()), Late: st.Late, Findings: finding.Counts(nil)}
		if n := st.Newest(); n != nil {
			u.Version, u.ReceivedAt, u.Findings = n.Number, record.Time(n.First().Received, p.Round), finding.Counts(st.Findings())
		}
		s.Units = append(s.Units, u)
		if st.Expected {
			s.Totals.add(st)
		}
	}
	return s
}

func (t *Totals) add(st *Standing) {
	t.Expected++
	if st.Newest() == nil || st.Undecided() {
		t.Missing++
	}
	if st.Newest() == nil {
		return
	}
	t.Received++
	if st.Late {
		t.Late++
	}
	if st.Undecided() {
		return
	}
	switch st.Status() {
	case finding.Clean, finding.Appraised, finding.Recognised, finding.Locked: // and beyond
		t.Clean++
	case finding.Queried:
		t.Queried++
	case finding.Returned:
		t.Returned++
	}
}

// Records are the records of a picture: one a unit that owes a return or sent one.
func (p *Picture) Records() (out []record.Record) {
	for _, st := range p.Units {
		v := st.Counts
		if v == nil {
			v = st.Newest()
		}
		counts := st.Counts != nil
		if v == nil {
			if st.Expected || st.Via != nil { // one that its parent's list speaks for has a record of its own
				rec := record.Of(record.Verdict{Status: st.Status(), Unit: st.Unit.Code, Kind: st.Unit.Kind, Scores: st.Scores}, p.Round)
				rec.Counts, rec.Recognised = &counts, st.recognised()
				out = append(out, rec)
			}
			continue
		}
		rec := p.record(st, v)
		rec.Counts = &counts
		if w := st.Waiting(); w != nil && counts {
			rec.Waiting = &record.Waiting{Version: w.Number, SHA256: w.SHA, ReceivedAt: record.Time(w.First().Received, p.Round), Status: string(w.Verdict.Status), Findings: record.Told(w.Verdict.Findings, p.Round.Language)}
		}
		out = append(out, rec)
	}
	return out
}

func (p *Picture) record(st *Standing, v *Version) record.Record {
	rec := record.Of(v.Verdict, p.Round)
	rec.File, rec.SHA256, rec.Version, rec.ReceivedAt = v.First().Name, v.SHA, v.Number, record.Time(v.First().Received, p.Round)
	rec.Unit, rec.Kind, rec.Recognised = st.Unit.Code, st.Unit.Kind, st.recognised()
	if v == st.Counts && st.Decided != nil {
		rec.Status = string(st.Status())
	}
	return rec
}

// Damage is something that does not hold.
type Damage struct{ What string }

// Verify checks that every archived byte and every link of the ledger still holds, that the
// ledger is the one that the workspace had, and that it knows all that is archived. It
// returns what does not, and how much was checked.
func Verify(ctx context.Context, opt Options) (bad []Damage, files, events int64, err error) {
	f, err := opt.footing(ctx)
	switch {
	case errors.Is(err, ErrLost):
		bad = append(bad, Damage{"ledger: " + err.Error()})
	case ledger.Malformed(err):
		return []Damage{{err.Error()}}, 0, 0, nil
	case err != nil:
		return nil, 0, 0, err
	case f.behind != nil:
		bad = append(bad, Damage{"ledger: " + f.lost()})
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
	for _, look := range []func(context.Context, *ledger.Ledger) ([]Damage, error){opt.unreceived, opt.keyless, opt.spoilt} {
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
	lost, err := opt.orphans(ctx, l)
	if err != nil || len(lost) == 0 {
		return nil, err
	}
	if busy, _ := Working(opt); busy { // it may be between archiving and receiving
		time.Sleep(settleOrphans)
		if lost, err = opt.orphans(ctx, l); err != nil {
			return nil, err
		}
	}
	coming, err := opt.coming(ctx, l)
	if err != nil {
		return nil, err
	}
	at := opt.standing(lost)
	for _, o := range lost {
		name, here := at[o.sha]
		if here && keptAside(name) { // it is moved aside once it has its receipt
			here = false
		}
		if !here && !coming[o.sha] {
			bad = append(bad, Damage{fmt.Sprintf("archive: %s (%d bytes, %s) has no receipt; the next start receives it again",
				o.sha, o.size, o.at.UTC().Format("2006-01-02 15:04Z"))})
		}
	}
	return bad, nil
}

// settleOrphans is how long a daemon at work may take from archiving a file to receiving it.
const settleOrphans = 2 * time.Second

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
		for _, sha := range opt.partsOf(r.SHA) {
			out[sha] = true
		}
	}
	return out, nil
}

// keyless says that the key is gone.
func (opt Options) keyless(ctx context.Context, l *ledger.Ledger) ([]Damage, error) {
	_, err := opt.readKeys(ctx)
	if errors.Is(err, ErrNoKey) {
		return []Damage{{"ledger: " + err.Error()}}, nil
	}
	return nil, err
}

// spoilt names backups that cannot be read.
func (opt Options) spoilt(ctx context.Context, _ *ledger.Ledger) (bad []Damage, err error) {
	all, err := opt.copies(ctx)
	for _, b := range all {
		if b.err != nil {
			bad = append(bad, Damage{fmt.Sprintf("backup %s: %v", b.path, b.err)})
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
	notes, err := l.Notes(ctx, lostEnd)
	if err != nil {
		return nil, err
	}
	for _, n := range notes {
		out = append(out, fmt.Sprintf("%s: the ledger had lost its end: %s", n.At.Format("2006-01-02 15:04Z"), n.Body))
	}
	notes, err = l.Notes(ctx, foundAgain)
	for _, n := range notes {
		out = append(out, fmt.Sprintf("%s: received again from the archive: %s", n.At.Format("2006-01-02 15:04Z"), n.Body))
	}
	return out, err
}

// UpToDate tells whether the consolidated workbook shows the picture's position.
func UpToDate(ctx context.Context, opt Options, p *Picture) bool {
	l, err := ledger.Read(ctx, opt.LedgerPath())
	if err != nil {
		return false
	}
	defer l.Close()
	all, err := l.Publications(ctx)
	if err != nil || len(all[summaryPath]) == 0 {
		return false
	}
	last := all[summaryPath][len(all[summaryPath])-1]
	fields := strings.Fields(last.Key)
	return len(fields) > 2 && fields[1] == p.Mark && fields[2] == fmt.Sprint(p.Position)
}
