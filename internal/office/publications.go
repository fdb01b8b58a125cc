package office

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tonghop/internal/intake"
	"tonghop/internal/ledger"
	"tonghop/internal/outbox"
	"tonghop/internal/round"
)

// within is the folder of the outbox in which the outputs of a round lie that is not
// the active one, "" for the active round's.
func (opt Options) within() string {
	active, err := round.Find(opt.Folder("templates"), "")
	if err != nil || opt.Round == "" || filepath.Base(active) == opt.Round {
		return ""
	}
	return opt.Round
}

// publications are those of the round that is worked on.
func (opt Options) publications(l *ledger.Ledger) publications {
	p := publications{l: l, within: opt.within(), log: opt.Folder("state", publishedFile)}
	own := opt.Round
	if dir, err := round.Find(opt.Folder("templates"), own); err == nil {
		own = filepath.Base(dir)
	}
	entries, _ := os.ReadDir(opt.Folder("templates"))
	for _, e := range entries {
		if e.IsDir() && e.Name() != own {
			p.others = append(p.others, e.Name())
		}
	}
	return p
}

// publications is the ledger as the outbox sees it: the paths below the folder of the
// round that is worked on, and none in the folders of other rounds. What the active round
// left in a folder of its own, before it was active, is its own still: it is withdrawn.
type publications struct {
	l      *ledger.Ledger
	within string
	log    string   // of what was published, outside the ledger
	others []string // rounds
}

func (p publications) Revisions(ctx context.Context) (map[string][]outbox.Revision, error) {
	all, err := p.l.Publications(ctx)
	if err != nil {
		return nil, err
	}
	out := make(map[string][]outbox.Revision, len(all))
	for full, ps := range all {
		first, path, below := strings.Cut(full, "/")
		switch {
		case p.within != "" && !(below && first == p.within):
			continue
		case p.within == "" && below && slices.Contains(p.others, first):
			continue
		case p.within == "":
			path = full
		}
		for _, x := range ps {
			out[path] = append(out[path], outbox.Revision{Path: path, SHA: x.SHA, Number: x.Revision, Key: x.Key})
		}
	}
	return out, nil
}

func (p publications) Record(ctx context.Context, r outbox.Revision) error {
	if err := noteLine(p.log, r.SHA+" "+path.Join(p.within, r.Path)); err != nil {
		return fmt.Errorf("record %s: %w", r.Path, err)
	}
	return p.l.Publish(ctx, ledger.Publication{Path: path.Join(p.within, r.Path), SHA: r.SHA, Revision: r.Number, Key: r.Key})
}

// publishedFile lists, below state/, what was published, a hash and a path on each line: a
// ledger that lost its end still knows our own workbooks for ours. It need not survive a
// power cut, only the ledger's log.
const publishedFile = "published"

// noteLine adds a line to a file.
func noteLine(name, line string) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Close())
}

// reclaim takes those outputs for ours that the ledger lost: they stand as they were published.
// The list is kept to what the outputs' newest revisions are.
func (o *Office) reclaim(ctx context.Context) error {
	data, err := os.ReadFile(o.opt.Folder("state", publishedFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read what was published: %w", err)
	}
	all, err := o.ledger.Publications(ctx)
	if err != nil {
		return err
	}
	newest, lines := map[string]string{}, 0
	for line := range strings.Lines(string(data)) {
		sha, at, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		if lines++; !ok || !isHash(sha) || !filepath.IsLocal(filepath.FromSlash(at)) {
			continue
		}
		newest[at] = sha
		ps := all[at]
		if slices.ContainsFunc(ps, func(p ledger.Publication) bool { return p.SHA == sha }) {
			continue
		}
		if have, err := intake.Hash(o.opt.Folder("outbox", filepath.FromSlash(at))); err != nil || have != sha {
			continue
		}
		p := ledger.Publication{Path: at, SHA: sha, Revision: 1}
		for _, q := range ps {
			p.Revision = max(p.Revision, q.Revision+1)
		}
		if err := o.ledger.Publish(ctx, p); err != nil {
			return err
		}
		all[at] = append(ps, p)
		o.opt.Log.Warn().Str("file", at).Msg("published by us, though the ledger does not know it any more")
	}
	if lines <= 3*len(newest)+1000 {
		return nil
	}
	var text strings.Builder
	for _, at := range slices.Sorted(maps.Keys(newest)) {
		fmt.Fprintf(&text, "%s %s\n", newest[at], at)
	}
	return writeWhole(o.opt.Folder("state", publishedFile), []byte(text.String()), 0o600)
}
