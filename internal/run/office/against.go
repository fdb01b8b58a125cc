package office

import (
	"context"
	"errors"
	"fmt"
	"os"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/judging"
	"tonghop/internal/run/workspace"
)

// Again judges every file that was received again, beside whoever works on the
// workspace: under the definition in use, and under another one that is being tried,
// nil for none. each is called for every file with how many are left.
func Again(ctx context.Context, opt workspace.Options, other *round.Round,
	each func(left int)) (out []roll.Judged, err error) {
	r, mark, err := definition(opt)
	if err != nil {
		return nil, err
	}
	l, err := ledger.Read(ctx, opt.LedgerPath())
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer l.Close()
	p, err := Read(ctx, l, r, mark)
	if err != nil {
		return nil, err
	}
	converted, err := l.Conversions(ctx)
	if err != nil {
		return nil, err
	}
	archive := intake.Archive{Dir: opt.Folder("state", "archive")}
	all := roll.Judgeable(p)
	for i, j := range all {
		if ctx.Err() != nil {
			return all[:i], ctx.Err()
		}
		sha := j.SHA
		if to, ok := converted[sha]; ok {
			sha = to
		}
		data, err := archive.Read(sha)
		if err != nil {
			return all[:i], fmt.Errorf("judge %s again: %w", j.File, err)
		}
		given := judging.GivenTo(p.Decisions, j.SHA)
		j.Was = record.JudgeOf(data, r, given)
		j.Now = j.Was
		if other != nil {
			j.Now = record.JudgeOf(data, other, given)
		}
		if j.Unit = j.Was.Unit; j.Unit == "" {
			j.Unit = j.Now.Unit
		}
		all[i] = j
		if each != nil {
			each(len(all) - 1 - i)
		}
	}
	return all, nil
}
