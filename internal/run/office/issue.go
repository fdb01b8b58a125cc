package office

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/workspace"
)

// sweep removes files that were left unfinished before a time among the forms, because
// the program was killed. Whoever issues forms beside the daemon writes each within a
// fraction of a second.
func (o *Office) sweep(before time.Time) {
	workspace.SweepTemporary(workspace.IssuedDir(o.round), before)
}

// issueFor is how long forms are issued before the inbox is looked at again.
const issueFor = 2 * time.Second

// unissued are the forms that could not be written when all were issued.
type unissued struct {
	mark  string // the definition that they are of
	forms []issue.LeftForm
	tried time.Time
}

// issueChanged issues forms again where the definition changed since they were
// last issued, or where some are missing: for a while, from a place in the list, so that
// files that are dropped meanwhile do not wait for thousands of forms. It tells where to go
// on, 0 when all were tried; those that could not be written are tried again by themselves.
func (o *Office) issueChanged(ctx context.Context, from int) (next int, err error) {
	if from == 0 && o.unissued.mark == o.mark && len(o.unissued.forms) > 0 {
		return 0, o.issueLeft(ctx)
	}
	note := filepath.Join(workspace.IssuedDir(o.round), ".definition")
	done, err := os.ReadFile(note)
	if from == 0 && err == nil && string(done) == LayoutVersion+" "+o.mark && o.allIssued() {
		o.unissued = unissued{}
		return 0, nil
	}
	jobs, err := issue.Jobs(o.round, nil, nil)
	if err != nil {
		return 0, err
	}
	prior, err := o.priors(ctx, from == 0)
	if err != nil {
		return 0, err
	}
	if from == 0 {
		o.unissued = unissued{mark: o.mark}
	}
	folder, err := issue.OpenFolder(o.round)
	if err != nil {
		return 0, err
	}
	written := 0
	for start := time.Now(); from < len(jobs) && time.Since(start) < issueFor; from++ {
		paths, left, err := issue.IssueAll(ctx, folder, o.round, jobs[from:from+1], prior, nil)
		if err != nil {
			return 0, err
		}
		written += len(paths)
		o.unissued.forms = append(o.unissued.forms, left...)
	}
	o.opt.Log.Info().Int("forms", written).Int("left", len(jobs)-from).Msg("issued")
	if from < len(jobs) {
		return from, nil
	}
	o.before = nil
	return 0, o.issued()
}

// priors gives last year's figures, where the round names the one before; anew reads them again.
func (o *Office) priors(ctx context.Context, anew bool) (func(round.Unit) map[string]any, error) {
	if o.round.Previous == "" {
		return nil, nil
	}
	if anew || o.before == nil {
		figures, err := past(ctx, o.ledger, o.round)
		if err != nil {
			return nil, err
		}
		if o.before, err = standing.Paint(standing.Facts{Round: o.round, Past: figures}); err != nil {
			return nil, err
		}
	}
	return o.before.Priors, nil
}

// issueLeft tries the forms again that could not be written.
func (o *Office) issueLeft(ctx context.Context) error {
	if time.Since(o.unissued.tried) < retryEvery {
		return nil
	}
	prior, err := o.priors(ctx, true)
	if err != nil {
		return err
	}
	var jobs []issue.Job
	for _, l := range o.unissued.forms {
		jobs = append(jobs, l.Job)
	}
	folder, err := issue.OpenFolder(o.round)
	if err != nil {
		return err
	}
	before := len(o.unissued.forms)
	_, left, err := issue.IssueAll(ctx, folder, o.round, jobs, prior, nil)
	if err != nil {
		return err
	}
	o.unissued.forms, o.before = left, nil
	if len(left) == before { // told already
		o.unissued.tried = time.Now()
		return nil
	}
	return o.issued()
}

// issued notes that the forms are of the definition, once all are; else it tells which are not.
func (o *Office) issued() error {
	o.unissued.tried = time.Now()
	if err := issue.StillOpen(o.unissued.forms); err != nil {
		o.opt.Log.Warn().Err(err).Msg("forms left; tried again")
		return nil
	}
	return durable.WriteFile(filepath.Join(workspace.IssuedDir(o.round), ".definition"),
		[]byte(LayoutVersion+" "+o.mark), 0o666)
}

func (o *Office) allIssued() bool {
	jobs, err := issue.Jobs(o.round, nil, nil)
	if err != nil {
		return false
	}
	for _, j := range jobs {
		if _, err := os.Stat(filepath.Join(workspace.IssuedDir(o.round), j.Name+".xlsx")); err != nil {
			return false
		}
	}
	return true
}
