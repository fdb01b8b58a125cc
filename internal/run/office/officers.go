package office

import (
	"context"
	"errors"
	"slices"

	"tonghop/internal/count/desk"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/judging"
)

// admit records the officers' workbooks that were received, may be recorded and are not
// yet. It goes on until nothing more is let in: a decision in one may let in another.
func (o *Office) admit(ctx context.Context) (n int, err error) {
	for {
		left, err := o.ledger.Unrecorded(ctx, o.round.ID)
		if err != nil {
			return n, err
		}
		taken := 0
		for _, sha := range left {
			ok, err := o.admitOne(ctx, sha)
			if errors.Is(err, judging.ErrArchived) && !passing(err) {
				o.lacks(sha, err)
				continue
			}
			if err != nil {
				return n, err
			}
			if ok {
				taken++
			}
		}
		if n += taken; taken == 0 {
			return n, nil
		}
	}
}

// admitOne records an officers' workbook where its receipts or an officer's mark allow it.
func (o *Office) admitOne(ctx context.Context, sha string) (bool, error) {
	v, err := o.ledger.Verdict(ctx, o.round.ID, sha)
	if err != nil || v.Officers == nil {
		return false, err
	}
	receipts, err := o.ledger.ReceiptsAbout(ctx, o.round.ID, sha)
	if err != nil {
		return false, err
	}
	receipts = slices.DeleteFunc(receipts, func(r ledger.Receipt) bool { return r.SHA != sha })
	decided, err := o.ledger.Decisions(ctx, o.round.ID)
	if err != nil {
		return false, err
	}
	source, ok := desk.Authority(v, receipts, decided, o.round.Location)
	if !ok {
		return false, nil
	}
	book, err := o.bench().Book(ctx, sha)
	if err != nil {
		return false, err
	}
	p, err := Read(ctx, o.ledger, o.round, o.mark)
	if err != nil {
		return false, err
	}
	from := desk.HandedIn{Sha: sha, Source: source, Sealed: v.Officers.Sealed, Keys: o.round.Keys}
	outcomes := desk.Rows(p, book, from)
	for _, out := range outcomes {
		o.opt.Log.Info().Int("row", out.Line).Bool("recorded", out.Refused.IsZero()).Msg("decision")
	}
	return true, o.ledger.Decide(ctx, o.round.ID, sha, outcomes)
}
