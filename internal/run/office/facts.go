package office

import (
	"context"
	"os"
	"path/filepath"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/judge/check"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
)

// Read computes the picture of a round from the ledger; mark stands for its definition.
func Read(ctx context.Context, l *ledger.Ledger, r *round.Round, mark string) (*standing.Picture, error) {
	f, err := facts(ctx, l, r, mark)
	if err != nil {
		return nil, err
	}
	return standing.Paint(f)
}

// facts reads what the ledger remembers of a round.
func facts(ctx context.Context, l *ledger.Ledger, r *round.Round, mark string) (f standing.Facts, err error) {
	f = standing.Facts{Round: r, Mark: mark}
	f.Whole = func(sha string) (record.Verdict, error) { return l.Verdict(ctx, r.ID, sha) }
	if f.Position, f.At, err = l.Position(ctx); err != nil {
		return f, err
	}
	if f.Receipts, err = l.Receipts(ctx, r.ID); err != nil {
		return f, err
	}
	if f.Verdicts, err = l.Verdicts(ctx, r.ID); err != nil {
		return f, err
	}
	if f.Copies, err = l.Copies(ctx, r.ID); err != nil {
		return f, err
	}
	if f.Decisions, err = l.Decisions(ctx, r.ID); err != nil {
		return f, err
	}
	if f.Workbooks, err = l.Books(ctx, r.ID); err != nil {
		return f, err
	}
	if f.Past, err = past(ctx, l, r); err != nil {
		return f, err
	}
	f.Own, err = l.Own(ctx, r.ID)
	return f, err
}

// past reads the round before, as it is on record in this workspace: what counted, by unit.
// Nothing where there is no such round here.
func past(ctx context.Context, l *ledger.Ledger, now *round.Round) (map[string]check.Figures, error) {
	if now.Previous == "" {
		return nil, nil
	}
	dir := filepath.Join(filepath.Dir(now.Dir), now.Previous)
	if _, err := os.Stat(dir); err != nil {
		return nil, nil // it was held elsewhere
	}
	r, err := define.Load(dir)
	if err != nil {
		return nil, nil // its own definition says so, when it is worked on
	}
	r.Previous = "" // one round back is asked for
	p, err := Read(ctx, l, r, "")
	if err != nil {
		return nil, err
	}
	out := map[string]check.Figures{}
	for code, v := range p.Counted() {
		out[code] = standing.FiguresOf(v.Values)
	}
	return out, nil
}
