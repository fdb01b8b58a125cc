package office

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tonghop/internal/run/intake"
	"tonghop/internal/run/workspace"
)

// filledIn are the outputs published so far that officers fill in: one that was saved
// where it stands is taken in as if it had been dropped (contract: folders).
func (o *Office) filledIn(ctx context.Context) (out []string, err error) {
	past, err := o.box.Book.Revisions(ctx)
	if err != nil {
		return nil, err
	}
	for path := range past {
		if workspace.FilledInAt(path) {
			out = append(out, path)
		}
	}
	return out, nil
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
	return o.inbox.Scan(o.opt.TimeNow(), saved...)
}
