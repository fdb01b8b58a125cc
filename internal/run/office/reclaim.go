package office

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/durable"
	"tonghop/internal/run/intake"
	"tonghop/internal/run/workspace"
)

// reclaim takes those outputs for ours that the ledger lost: they stand as they were published.
// The list is kept to what the outputs' newest revisions are.
func (o *Office) reclaim(ctx context.Context) error {
	data, err := os.ReadFile(o.opt.Folder("state", workspace.PublishedFile))
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
		if lines++; !ok || !workspace.IsHash(sha) || !filepath.IsLocal(filepath.FromSlash(at)) {
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
	return durable.WriteFile(o.opt.Folder("state", workspace.PublishedFile), []byte(text.String()), 0o600)
}
