package office

import (
	"context"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
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
		fill.Past = p.Past(u)
	}
	r := p.Round
	return []outbox.Output{{
		Path: roll.UpwardPath,
		Key: o.key(standing.Digest([]any{fill.Values, fill.Tables, fill.Copy, fill.Findings, fill.Sums,
			fill.Sources, fill.Past})),
		Make: func() ([]byte, error) { return upwardForm(r, u, fill, p.Own() != nil) },
	}}, nil
}

// upwardForm writes this level's own return, with what the level above would find in it: the
// officers see before they send it what does not agree and how to mend it. Until they have
// written anything, what is blank is no fault.
func upwardForm(r *round.Round, u round.Unit, fill form.Fill, begun bool) ([]byte, error) {
	data, err := formbook.Form(r, u, fill)
	if err != nil || len(fill.Findings) > 0 {
		return data, err
	}
	for _, f := range record.JudgeOf(data, r.Above(), "").Findings {
		if f.ForUnit() && (begun || strings.HasPrefix(f.Code, "CONS-")) {
			fill.Findings = append(fill.Findings, f)
		}
	}
	if len(fill.Findings) == 0 {
		return data, nil
	}
	return formbook.Form(r, u, fill)
}
