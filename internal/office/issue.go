package office

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tonghop/internal/intake"
	"tonghop/internal/outbox"
	"tonghop/internal/round"
	"tonghop/internal/workbook"
)

// IssuedDir is where a round's blank workbooks lie.
func IssuedDir(r *round.Round) string { return filepath.Join(r.Dir, "issued") }

// Issue writes the blank workbooks of the units and kinds; with none named, of
// all units that owe a return and all their kinds. It returns the paths of those
// that were new or changed.
//
// prior gives last year's figures of a unit, to be filled in; nil for none. Forms that
// somebody has open are left; the error is then a NotIssued.
func Issue(ctx context.Context, r *round.Round, units, kinds []string, prior func(round.Unit) map[string]any, each func(path string, left int)) (written []string, err error) {
	jobs, err := issueJobs(r, units, kinds)
	if err != nil {
		return nil, err
	}
	folder, err := newIssuing(r)
	if err != nil {
		return nil, err
	}
	written, left, err := issueAll(ctx, folder, r, jobs, prior, each)
	if err == nil {
		err = notIssued(left)
	}
	return written, err
}

// issueAll writes the workbooks of the jobs, as Issue does, and tells which could not be
// written: one that somebody has open keeps no other waiting.
func issueAll(ctx context.Context, folder issuing, r *round.Round, jobs []issueJob, prior func(round.Unit) map[string]any,
	each func(path string, left int)) (written []string, left []leftForm, err error) {
	for i, j := range jobs {
		if err := ctx.Err(); err != nil {
			return written, left, err
		}
		name := j.name + ".xlsx"
		path := filepath.Join(folder.box.Dir, name)
		data, err := workbook.Form(r, j.unit, fillWith(prior, j.unit))
		if err != nil {
			left = append(left, leftForm{j, err.Error()})
			continue
		}
		wrote, why, err := folder.put(ctx, name, data)
		if err != nil {
			return written, left, fmt.Errorf("issue %s: %w", j.name, err)
		}
		if why != "" {
			left = append(left, leftForm{j, why})
		}
		if wrote {
			written = append(written, path)
		}
		if each != nil {
			each(path, len(jobs)-1-i)
		}
	}
	return written, left, nil
}

func fillWith(prior func(round.Unit) map[string]any, u round.Unit) workbook.Fill {
	fill := workbook.Fill{Copy: 1, Issued: true}
	if prior != nil && u.Code != "" {
		fill.Values = prior(u)
	}
	return fill
}

// Priors are last year's figures of a unit as they stand on record, by defined name.
func (p *Picture) Priors(u round.Unit) map[string]any {
	out := map[string]any{}
	for id, d := range p.Past(u) {
		if in, ok := p.Round.Form.Indicator(id); ok && in.Prior && in.Concerns(u) {
			out[id+round.PriorSuffix] = d
		}
	}
	return out
}

type issueJob struct {
	name string
	unit round.Unit
}

func issueJobs(r *round.Round, units, kinds []string) (jobs []issueJob, err error) {
	all := len(units)+len(kinds) == 0
	for _, code := range units {
		u, ok := r.Register.Unit(code)
		if !ok {
			return nil, fmt.Errorf("issue: no unit has the code %q", code)
		}
		jobs = append(jobs, issueJob{u.Code, u})
	}
	for _, id := range kinds {
		if r.Kind(id).Desk == "" && r.Kind(id).Letter == "" {
			return nil, fmt.Errorf("issue: no kind of unit has the id %q", id)
		}
		jobs = append(jobs, issueJob{id, round.Unit{Kind: id}})
	}
	if !all {
		return jobs, nil
	}
	for _, u := range r.Register.Units {
		if r.Expected(u) || u.Code == r.Self {
			jobs = append(jobs, issueJob{u.Code, u})
		}
	}
	for _, k := range r.Kinds {
		if !k.Level || slices.ContainsFunc(r.Register.Units, func(u round.Unit) bool { return u.Kind == k.ID && r.Expected(u) }) {
			jobs = append(jobs, issueJob{k.ID, round.Unit{Kind: k.ID}})
		}
	}
	return jobs, nil
}

// writeWhole writes a file so that it is there whole or not at all, with the rights that the
// umask leaves of the mode.
func writeWhole(path string, data []byte, mode fs.FileMode) error {
	tmp, err := outbox.Temporary(filepath.Dir(path), mode)
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err == nil {
		err = intake.Sync(tmp)
	}
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// sweep removes files that writeWhole left unfinished before a time among the forms, because
// the program was killed. Whoever issues forms beside the daemon writes each within a
// fraction of a second.
func (o *Office) sweep(before time.Time) { sweepTemporary(IssuedDir(o.round), before) }

// sweepState removes what a killed program left unfinished in state/, however young: whoever
// writes there holds the workspace.
func (opt Options) sweepState() { sweepTemporary(opt.Folder("state"), time.Time{}) }

// sweepTemporary removes temporary files that were written before a time; all for no time.
func sweepTemporary(dir string, before time.Time) {
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !strings.HasPrefix(e.Name(), outbox.TempPrefix) {
			continue
		}
		info, err := e.Info()
		if err == nil && info.Mode().IsRegular() && (before.IsZero() || info.ModTime().Before(before)) {
			_ = os.Remove(filepath.Join(dir, e.Name()))
		}
	}
}

// issueFor is how long forms are issued before the inbox is looked at again.
const issueFor = 2 * time.Second

// unissued are the forms that could not be written when all were issued.
type unissued struct {
	mark  string // the definition that they are of
	forms []leftForm
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
	note := filepath.Join(IssuedDir(o.round), ".definition")
	done, err := os.ReadFile(note)
	if from == 0 && err == nil && string(done) == LayoutVersion+" "+o.mark && o.allIssued() {
		o.unissued = unissued{}
		return 0, nil
	}
	jobs, err := issueJobs(o.round, nil, nil)
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
	folder, err := newIssuing(o.round)
	if err != nil {
		return 0, err
	}
	written := 0
	for start := time.Now(); from < len(jobs) && time.Since(start) < issueFor; from++ {
		paths, left, err := issueAll(ctx, folder, o.round, jobs[from:from+1], prior, nil)
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
		if o.before, err = Paint(Facts{Round: o.round, Past: figures}); err != nil {
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
	var jobs []issueJob
	for _, l := range o.unissued.forms {
		jobs = append(jobs, l.job)
	}
	folder, err := newIssuing(o.round)
	if err != nil {
		return err
	}
	before := len(o.unissued.forms)
	_, left, err := issueAll(ctx, folder, o.round, jobs, prior, nil)
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
	if err := notIssued(o.unissued.forms); err != nil {
		o.opt.Log.Warn().Err(err).Msg("forms left; tried again")
		return nil
	}
	return writeWhole(filepath.Join(IssuedDir(o.round), ".definition"), []byte(LayoutVersion+" "+o.mark), 0o666)
}

func (o *Office) allIssued() bool {
	jobs, err := issueJobs(o.round, nil, nil)
	if err != nil {
		return false
	}
	for _, j := range jobs {
		if _, err := os.Stat(filepath.Join(IssuedDir(o.round), j.name+".xlsx")); err != nil {
			return false
		}
	}
	return true
}
