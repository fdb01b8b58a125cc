package office

import (
	"context"
	"strings"

	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/run/outbox"
	"tonghop/internal/write/formbook"
)

// upward is this level's own return: what those below answered, rolled up, and what it
// answered itself, its narratives and its sign-off. Its own answers win.
func (o *Office) upward(ctx context.Context, p *standing.Picture) (_ []outbox.Output, err error) {
	u, ok := p.Round.Register.Unit(p.Round.Self)
	if !ok || p.Round.DueAbove.IsZero() || len(p.Counted()) == 0 {
		return nil, nil
	}
	fill := roll.Upward(p, u)
	fill.Issued = true
	if own, s := p.Own(), p.Standing(u.Code); own != nil && own != s.Counts { // it is mended here too
		if fill.Copy, _, err = o.copyFor(ctx, s, own); err != nil {
			return nil, err
		}
	}
	r := p.Round
	return []outbox.Output{{
		Path: roll.UpwardPath,
		Key: strings.Join([]string{LayoutVersion, o.mark,
			standing.Digest([]any{fill.Values, fill.Tables, fill.Copy, fill.Findings, fill.Sums})}, " "),
		Make: func() ([]byte, error) { return formbook.Form(r, u, fill) },
	}}, nil
}
