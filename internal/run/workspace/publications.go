package workspace

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"tonghop/internal/ask/define"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/run/outbox"
)

// Within is the folder of the outbox in which the outputs of a round lie that is not
// the active one, "" for the active round's.
func (opt Options) Within() string {
	active, err := define.Find(opt.Folder("templates"), "")
	if err != nil || opt.Round == "" || filepath.Base(active) == opt.Round {
		return ""
	}
	return opt.Round
}

// Publications are those of the round that is worked on.
func (opt Options) Publications(l *ledger.Ledger) publications {
	p := publications{l: l, within: opt.Within(), log: opt.Folder("state", PublishedFile)}
	own := opt.Round
	if dir, err := define.Find(opt.Folder("templates"), own); err == nil {
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
	return p.l.Publish(ctx, ledger.Publication{
		Path: path.Join(p.within, r.Path), SHA: r.SHA, Revision: r.Number, Key: r.Key,
	})
}

// PublishedFile lists, below state/, what was published, a hash and a path on each line: a
// ledger that lost its end still knows our own workbooks for ours. It need not survive a
// power cut, only the ledger's log.
const PublishedFile = "published"

// noteLine adds a line to a file.
func noteLine(name, line string) error {
	f, err := os.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	_, err = f.WriteString(line + "\n")
	return errors.Join(err, f.Close())
}
