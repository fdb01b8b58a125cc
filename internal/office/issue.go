package office

import (
	"bytes"
	"context"
	"errors"
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
// prior gives last year's figures of a unit, to be filled in; nil for none.
func Issue(ctx context.Context, r *round.Round, units, kinds []string, prior func(round.Unit) map[string]any, each func(path string, left int)) (written []string, err error) {
	jobs, err := issueJobs(r, units, kinds)
	if err != nil {
		return nil, err
	}
	return issueAll(ctx, r, jobs, prior, each)
}

// issueAll writes the workbooks of the jobs, as Issue does.
func issueAll(ctx context.Context, r *round.Round, jobs []issueJob, prior func(round.Unit) map[string]any, each func(path string, left int)) (written []string, err error) {
	if err := os.MkdirAll(IssuedDir(r), 0o755); err != nil {
		return nil, fmt.Errorf("issue: %w", err)
	}
	for i, j := range jobs {
		if err := ctx.Err(); err != nil {
			return written, err
		}
		data, err := workbook.Form(r, j.unit, fillWith(prior, j.unit))
		if err != nil {
			return written, fmt.Errorf("issue %s: %w", j.name, err)
		}
		path := filepath.Join(IssuedDir(r), j.name+".xlsx")
		old, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return written, fmt.Errorf("issue %s: %w", j.name, err)
		}
		if !bytes.Equal(old, data) {
			if err := writeWhole(path, data, 0o644); err != nil {
				return written, fmt.Errorf("issue %s: %w", j.name, err)
			}
			written = append(written, path)
		}
		if each != nil {
			each(path, len(jobs)-1-i)
		}
	}
	return written, nil
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

// writeWhole writes a file so that it is there whole or not at all.
func writeWhole(path string, data []byte, mode fs.FileMode) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), outbox.TempPrefix)
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err == nil {
		err = tmp.Chmod(mode)
	}
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

// sweep removes files that writeWhole left unfinished before a time, because the program was
// killed. Whoever issues forms beside the daemon writes each within a fraction of a second.
func (o *Office) sweep(before time.Time) {
	for _, dir := range []string{o.opt.Folder("state"), IssuedDir(o.round)} {
		entries, _ := os.ReadDir(dir)
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), outbox.TempPrefix) {
				continue
			}
			if info, err := e.Info(); err == nil && info.Mode().IsRegular() && info.ModTime().Before(before) {
				_ = os.Remove(filepath.Join(dir, e.Name()))
			}
		}
	}
}

// issueFor is how long forms are issued before the inbox is looked at again.
const issueFor = 2 * time.Second

// issueChanged issues forms again where the definition changed since they were
// last issued, or where some are missing: for a while, from a place in the list, so that
// files that are dropped meanwhile do not wait for thousands of forms. It tells where to go
// on, 0 when all are there.
func (o *Office) issueChanged(ctx context.Context, from int) (next int, err error) {
	note := filepath.Join(IssuedDir(o.round), ".definition")
	done, err := os.ReadFile(note)
	if from == 0 && err == nil && string(done) == layoutVersion+" "+o.mark && o.allIssued() {
		return 0, nil
	}
	jobs, err := issueJobs(o.round, nil, nil)
	if err != nil {
		return 0, err
	}
	var prior func(round.Unit) map[string]any
	if o.round.Previous != "" {
		if from == 0 || o.before == nil {
			o.before = &Picture{Round: o.round}
			if err := o.before.readPast(ctx, o.ledger); err != nil {
				return 0, err
			}
		}
		prior = o.before.Priors
	}
	written := 0
	for start := time.Now(); from < len(jobs) && time.Since(start) < issueFor; from++ {
		paths, err := issueAll(ctx, o.round, jobs[from:from+1], prior, nil)
		if err != nil {
			return 0, err
		}
		written += len(paths)
	}
	o.opt.Log.Info().Int("forms", written).Int("left", len(jobs)-from).Msg("issued")
	if from < len(jobs) {
		return from, nil
	}
	o.before = nil
	return 0, writeWhole(note, []byte(layoutVersion+" "+o.mark), 0o644)
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
