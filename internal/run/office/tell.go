package office

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/waiting"
	"tonghop/internal/run/workspace"
)

// Look reads a workspace beside whoever works on it: the picture, and what lies
// in its inbox. A workspace without a ledger yet has an empty picture.
func Look(ctx context.Context, opt workspace.Options) (*standing.Picture, []intake.Pending, error) {
	r, mark, err := definition(opt)
	if err != nil {
		return nil, nil, err
	}
	inbox, err := lying(opt, r)
	if err != nil {
		return nil, nil, err
	}
	f, err := opt.Footing(ctx)
	if err != nil {
		return nil, nil, err
	}
	l, err := ledger.Read(ctx, opt.LedgerPath())
	if errors.Is(err, os.ErrNotExist) {
		p, err := standing.Paint(standing.Facts{Round: r, Mark: mark})
		return p, inbox, err
	}
	if err != nil {
		return nil, nil, err
	}
	defer l.Close()
	published, err := opt.Publications(l).Revisions(ctx)
	if err != nil {
		return nil, nil, err
	}
	p, err := Read(ctx, l, r, mark)
	if err != nil {
		return nil, nil, err
	}
	if inbox, err = heldByLedger(opt, ctx, l, inbox); err != nil {
		return nil, nil, err
	}
	inbox = append(inbox, unread(p)...)
	p.Lost = f.Lost()
	p.Behind, err = l.Unpublished(ctx, r.ID)
	return p, append(inbox, workspace.Besides(opt, published)...), err
}

// Whole reads the verdict on a received file, of which a picture may know its findings alone.
func Whole(ctx context.Context, opt workspace.Options, round, sha string) (record.Verdict, error) {
	l, err := ledger.Read(ctx, opt.LedgerPath())
	if err != nil {
		return record.Verdict{}, err
	}
	defer l.Close()
	return l.Verdict(ctx, round, sha)
}

// definition reads the round that is worked on, and what stands for it.
func definition(opt workspace.Options) (r *round.Round, mark string, err error) {
	dir, err := define.Find(opt.Folder("templates"), opt.Round)
	if err != nil {
		return nil, "", err
	}
	if r, err = define.Load(dir); err != nil {
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
func lying(opt workspace.Options, r *round.Round) (lying []intake.Pending, err error) {
	dir := opt.Folder("inbox")
	if _, err := os.Stat(opt.Folder("state", workspace.MarkedNote)); err == nil && intake.Bare(dir) {
		return []intake.Pending{lies("inbox", waiting.Unreadable, waiting.NotMounted)}, nil
	}
	if busy, _ := workspace.Working(opt); busy {
		if _, why := opt.Paused(); !why.None() {
			lying = append(lying, workspace.PausedLine(why))
		}
	}
	in := intake.Inbox{
		Dir:     dir,
		Largest: r.Settings.Largest(),
		Settle:  intake.Settle{Incomplete: intake.DefaultSettle.Incomplete, Aged: true},
	}
	ready, pending, err := in.Scan(workspace.Options{}.TimeNow())
	switch {
	case errors.Is(err, os.ErrNotExist), err != nil && len(lying) > 0:
		return lying, nil
	case err != nil: // of a share that does not answer; all else is known
		why := waiting.Reason{Code: waiting.NoAnswer, Detail: err.Error()}
		return []intake.Pending{{File: "inbox", State: waiting.Unreadable, Why: why}}, nil
	}
	for _, f := range ready {
		pending = append(pending, toBeTaken(f.Name))
	}
	sort.Slice(pending, func(i, j int) bool { return pending[i].File < pending[j].File })
	return append(lying, pending...), nil
}

// toBeTaken tells of a file that is ready and that nobody took in yet.
func toBeTaken(name string) intake.Pending {
	p := lies(name, waiting.Waiting, waiting.ToBeTaken)
	p.Ripe = soon
	return p
}

// lies tells of a file in the inbox for a reason that has no more to it.
func lies(name string, state waiting.State, why waiting.Code) intake.Pending {
	return intake.Pending{File: name, State: state, Why: waiting.For(why)}
}

// UpToDate tells whether the consolidated workbook shows the picture's position.
func UpToDate(ctx context.Context, opt workspace.Options, p *standing.Picture) bool {
	l, err := ledger.Read(ctx, opt.LedgerPath())
	if err != nil {
		return false
	}
	defer l.Close()
	all, err := l.Publications(ctx)
	if err != nil || len(all[workspace.SummaryPath]) == 0 {
		return false
	}
	last := all[workspace.SummaryPath][len(all[workspace.SummaryPath])-1]
	fields := strings.Fields(last.Key)
	return len(fields) > 2 && fields[1] == p.Mark && fields[2] == fmt.Sprint(p.Position)
}
