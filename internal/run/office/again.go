package office

import (
	"context"
	"math"
	"os"
	"path"
	"strings"
	"time"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/workspace"
)

// retake receives again what the archive holds and the ledger does not know. What each is
// is found out in this order: what the inbox still holds comes under its name, as if it were
// received now; what is in a mail or an archive comes with that; what is a conversion's comes
// with what it was made from; the rest has no name and no authority. They are received in
// the order in which they were archived, so that of two versions the later one stays it.
func (o *Office) retake(ctx context.Context) error {
	lost, err := o.opt.Orphans(ctx, o.ledger)
	if err != nil || len(lost) == 0 {
		return err
	}
	if _, err := o.JudgeAll(ctx); err != nil { // containers that a crash left: what is in them comes with them
		return err
	}
	if lost, err = o.opt.Orphans(ctx, o.ledger); err != nil {
		return err
	}
	at := o.opt.Standing(lost)
	inside := map[string]bool{}
	for _, l := range lost {
		for _, sha := range o.opt.PartsOf(l.Sha) {
			inside[sha] = inside[sha] || sha != l.Sha
		}
	}
	scan, err := o.scansFound(ctx)
	if err != nil {
		return err
	}
	for _, l := range lost {
		if _, here := at[l.Sha]; inside[l.Sha] && !here {
			continue
		}
		if err := o.receiveAgain(ctx, l, at[l.Sha], scan); err != nil {
			return err
		}
	}
	if lost, err = o.opt.Orphans(ctx, o.ledger); err != nil {
		return err
	}
	for _, l := range lost { // what was in a container, and is not taken out of it any more
		if err := o.receiveAgain(ctx, l, at[l.Sha], scan); err != nil {
			return err
		}
	}
	return nil
}

// scanned is the scan that files found in the archive are told to have come with: those which
// were archived closely after each other one, so that versions of which an officer had to choose
// do not replace each other.
type scanned struct {
	scan  int64
	first time.Time // of the first that came with it
	apart time.Duration
}

// scansFound tells how far apart files must be archived to have come with different scans. An
// archive that was copied without its times tells no order: all that is found in it came at once.
func (o *Office) scansFound(ctx context.Context) (*scanned, error) {
	rs, err := o.ledger.Receipts(ctx, "")
	if err != nil {
		return nil, err
	}
	seen, pairs, wrong := map[string]bool{}, 0, 0
	var last time.Time
	for _, r := range rs {
		info, err := os.Stat(o.archive.Path(r.SHA))
		if err != nil || seen[r.SHA] {
			continue
		}
		if seen[r.SHA] = true; !last.IsZero() {
			if pairs++; info.ModTime().Before(last) {
				wrong++
			}
		}
		last = info.ModTime()
	}
	if wrong*4 > pairs {
		return &scanned{apart: math.MaxInt64}, nil
	}
	return &scanned{apart: o.opt.Settle.Quiet}, nil
}

func (s *scanned) of(ctx context.Context, l *ledger.Ledger, f workspace.Orphan) (int64, error) {
	if s.scan == 0 || f.At.Sub(s.first).Abs() >= s.apart {
		n, err := l.NextScan(ctx)
		if err != nil {
			return 0, err
		}
		s.scan, s.first = n, f.At
	}
	return s.scan, nil
}

// receiveAgain receives one orphan: under its name where the inbox still holds it. What was
// saved in the outbox is left to the scan, which takes it in.
func (o *Office) receiveAgain(ctx context.Context, l workspace.Orphan, name string, s *scanned) error {
	if strings.HasPrefix(name, "../") {
		return nil
	}
	if sha, err := intake.Hash(o.archive.Path(l.Sha)); err != nil || sha != l.Sha {
		o.opt.Log.Error().Str("sha256", l.Sha).Err(err).
			Msg("archived bytes without a receipt are not what was archived")
		return nil
	}
	scan, err := s.of(ctx, o.ledger, l)
	if err != nil {
		return err
	}
	r := ledger.Receipt{Round: o.round.ID, SHA: l.Sha, Name: name, Scan: scan, Size: l.Size}
	aside := ""
	switch {
	case name == "":
		r.Name = foundAgain.In(o.round.Language) + "/" + l.Sha[:12] + ".xlsx"
		r.Origin = &ledger.Origin{Container: ledger.ReplayedFrom, Part: l.Sha, Date: l.At}
	case workspace.Hidden(name):
		aside = name
		_, r.Name, _ = intake.FromAside(path.Base(name))
	}
	if r, err = o.ledger.Receive(ctx, r); err != nil {
		return err
	}
	if aside != "" {
		if err := o.ledger.SetAside(ctx, r.ID, aside); err != nil {
			return err
		}
	}
	if r.Origin != nil || aside != "" { // it had been received, or may have been
		o.again++
		note := map[string]any{"sha256": l.Sha, "receipt": r.ID, "name": r.Name}
		if err := o.ledger.Note(ctx, workspace.FoundAgain, note); err != nil {
			return err
		}
	}
	o.opt.Log.Warn().Str("file", r.Name).Str("sha256", l.Sha).Msg("archived without a receipt: received again")
	if err := o.reconvert(ctx, l.Sha); err != nil {
		return err
	}
	_, err = o.judge(ctx, l.Sha) // what is in it comes right after it
	return err
}

// reconvert gives a received file the conversion that is on record outside the ledger, where
// its bytes are still there: else it is made again where it is needed.
func (o *Office) reconvert(ctx context.Context, sha string) error {
	for _, c := range o.opt.Noted() {
		if c.From != sha {
			continue
		}
		if _, err := o.archive.Read(c.To); err == nil {
			return o.ledger.Convert(ctx, c.From, c.To, c.Format)
		}
	}
	return nil
}

// noteKnown puts the ledger's conversions on record outside it: the program that made them
// may not have done so.
func (o *Office) noteKnown(ctx context.Context) error {
	missing, err := o.ledger.Conversions(ctx)
	if err != nil {
		return err
	}
	for _, c := range o.opt.Noted() {
		delete(missing, c.From)
	}
	var add []workspace.Conversion
	for from, to := range missing {
		add = append(add, workspace.Conversion{From: from, To: to, Format: "?"})
	}
	return o.opt.NoteConversions(add...)
}
