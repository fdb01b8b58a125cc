package office

import (
	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/run/outbox"
	"tonghop/internal/write/formbook"
)

// upward is this level's own return: what those below answered, rolled up, and what it
// answered itself, its narratives and its sign-off. Its own answers win.
func (o *Office) upward(p *standing.Picture) ([]outbox.Output, error) {
	u, ok := p.Round.Register.Unit(p.Round.Self)
	if !ok || p.Round.DueAbove.IsZero() || len(p.Counted()) == 0 {
		return nil, nil
	}
	fill := roll.Upward(p, u)
	fill.Issued = true
	r := p.Round
	return []outbox.Output{{
		Path: roll.UpwardPath,
		Key:  o.key(standing.Digest([]any{fill.Values, fill.Tables, fill.Copy})),
		Make: func() ([]byte, error) { return formbook.Form(r, u, fill) },
	}}, nil
}
