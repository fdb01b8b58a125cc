package office

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tonghop/internal/intake"
)

// filledIn are the outputs published so far that officers fill in: one that was saved
// where it stands is taken in as if it had been dropped (contract: folders).
func (o *Office) filledIn(ctx context.Context) (out []string, err error) {
	past, err := o.box.Book.Revisions(ctx)
	if err != nil {
		return nil, err
	}
	for path := range past {
		if filledInAt(path) {
			out = append(out, path)
		}
	}
	return out, nil
}

// filledInAt tells whether officers fill in what is published at a path, or beside it where
// it was held open.
func filledInAt(path string) bool {
	for _, own := range []string{decisionsPath, proposalPath} {
		if strings.HasPrefix(path, strings.TrimSuffix(own, ".xlsx")) {
			return true
		}
	}
	return strings.HasPrefix(path, appraisalPath+"/")
}

// looked is how such an output stood when it was found to be ours.
type looked struct {
	size int64
	mod  time.Time
}

// scan looks at the inbox, and at the outputs that officers filled in. What is open in
// a spreadsheet program waits until it is closed.
func (o *Office) scan(ctx context.Context) (ready []intake.File, pending []intake.Pending, err error) {
	saved := o.written()
	for _, path := range o.fillable {
		full := filepath.Join(o.box.Dir, filepath.FromSlash(path))
		info, err := os.Stat(full)
		if err != nil || o.box.Held(path) || (looked{info.Size(), info.ModTime()}) == o.seen[path] {
			continue
		}
		foreign, err := o.box.Foreign(ctx, path)
		switch {
		case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist): // being saved just now
		case err != nil:
			return nil, nil, err
		case foreign:
			saved = append(saved, intake.Place{Path: full})
		default:
			o.seen[path] = looked{info.Size(), info.ModTime()}
		}
	}
	o.lookedAt()
	return o.inbox.Scan(o.opt.clock(), saved...)
}

// droppedAs is a receipt's name as people know it: below the inbox, or from the
// workspace for what was saved in the outbox.
func droppedAs(name string) string { return strings.TrimPrefix(name, "../") }
