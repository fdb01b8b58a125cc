package workspace

import (
	"cmp"
	"context"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"sort"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/outbox"
	"tonghop/internal/run/waiting"
)

// StuckAmong says of files that lie in the inbox which of them were received, as far as their
// bytes are those: whoever looks beside the program at work would take them for new.
func (opt Options) StuckAmong(ctx context.Context, l *ledger.Ledger, lying []intake.Pending) error {
	rs, err := l.Receipts(ctx, "")
	if err != nil {
		return err
	}
	left := map[string]ledger.Receipt{}
	for _, r := range rs {
		if !r.Cleared && r.Origin == nil {
			left[r.Name] = r
		}
	}
	for i, p := range lying {
		r, ok := left[p.File]
		if !ok || p.State != waiting.Waiting {
			continue
		}
		path := opt.Folder("inbox", filepath.FromSlash(p.File))
		if info, err := os.Lstat(path); err != nil || info.Size() != r.Size {
			continue
		}
		if sha, err := intake.Hash(path); err == nil && sha == r.SHA {
			lying[i] = intake.Pending{File: p.File, State: waiting.Received, Why: waiting.For(waiting.Counted)}
		}
	}
	return nil
}

// besideName is the name of a revision that stands beside its target.
var besideName = regexp.MustCompile(`^(.*) \((?:` + Beside.VI + `|` + Beside.EN + `) \d+\)(\.xlsx|\.docx)$`)

// Besides are the outputs that could not be replaced: told with what waits, each once, with
// where its newest revision stands.
func Besides(opt Options, published map[string][]outbox.Revision) (out []intake.Pending) {
	within := opt.Within()
	box := outbox.Box{Dir: opt.Folder("outbox", within)}
	tell := func(name string, why waiting.Reason) {
		out = append(out, intake.Pending{File: path.Join("outbox", within, name), State: waiting.Held, Why: why})
	}
	newest := opt.newestBeside(published)
	for name, revs := range published {
		why := box.InTheWay(name)
		if at := newest[name]; at != "" {
			why = cmp.Or(why, waiting.For(waiting.OpenElsewhere))
			why.Beside = path.Base(at)
		}
		if !why.None() {
			tell(name, why)
		}
		if !FilledInAt(name) {
			continue
		}
		if other, err := box.Other(name, revs); err == nil && other {
			tell(name, waiting.For(waiting.NotTakenYet))
		}
	}
	sort.Slice(out, func(i, j int) bool { return out[i].File+out[i].Why.String() < out[j].File+out[j].Why.String() })
	return out
}

// newestBeside are the outputs whose newest revision stands beside them and not in their place,
// with its path. One that stands there still because somebody looks at it is no news.
func (opt Options) newestBeside(published map[string][]outbox.Revision) map[string]string {
	out := map[string]string{}
	for beside := range published {
		m := besideName.FindStringSubmatch(beside)
		if m == nil {
			continue
		}
		name := m[1] + m[2]
		revs := published[name]
		if len(revs) == 0 {
			continue
		}
		last := revs[len(revs)-1].SHA
		stands := func(at string) bool {
			sha, err := intake.Hash(opt.Folder("outbox", opt.Within(), at))
			return err == nil && sha == last
		}
		if stands(beside) && !stands(name) {
			out[name] = beside
		}
	}
	return out
}
