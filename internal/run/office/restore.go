package office

import (
	"context"
	"errors"
	"time"

	"tonghop/internal/run/workspace"
)

// Restore puts a backup of the ledger in place of the ledger, which is kept beside it, and
// receives again what the archive holds and the backup does not know. It returns how many
// files that were. What stood in the outbox is set apart: the ledger that knew it for ours
// is gone. Everything is got ready in a copy; what is moved is moved under one name, so that
// it can be done again wherever it was interrupted.
func Restore(ctx context.Context, opt workspace.Options, r workspace.Restoring) (replayed int, err error) {
	if opt.Now == nil {
		opt.Now = time.Now
	}
	if r.Tell == nil {
		r.Tell = func(string) {}
	}
	h, err := opt.Take()
	if err != nil {
		return 0, err
	}
	fresh, err := r.Prepare(ctx, opt)
	if err == nil && !fresh {
		err = opt.PutInPlace(ctx)
	}
	if err != nil {
		return 0, errors.Join(err, h.Free())
	}
	o, err := openWith(ctx, opt, h)
	if err != nil {
		return 0, err
	}
	defer o.Close()
	if _, err := o.JudgeAll(ctx); err != nil {
		return o.again, err
	}
	_, err = o.Publish(ctx)
	return o.again, err
}
