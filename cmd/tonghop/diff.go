package main

import (
	"fmt"

	"tonghop/internal/count/standing"
	"tonghop/internal/count/versions"
	"tonghop/internal/run/office"
)

type diffCmd struct {
	Unit string `arg:"" help:"Code of the unit."`
	From int    `placeholder:"N" help:"The older version; else the one that counts or was appraised."`
	To   int    `placeholder:"M" help:"The newer version; else the newest."`
}

func (c diffCmd) Run(s *session) error {
	p, _, err := office.Look(s.ctx, s.opt)
	if err != nil {
		return err
	}
	s.sayLost(p)
	of := p.Standing(c.Unit)
	if of == nil {
		return fmt.Errorf("%w: no unit has the code %q", errUse, c.Unit)
	}
	lang := p.Round.Language
	from, to, why := versions.Ends(p, of)
	if c.From != 0 {
		if from, err = numbered(of, c.From); err != nil {
			return err
		}
		why.VI, why.EN = "", ""
	}
	if c.To != 0 {
		if to, err = numbered(of, c.To); err != nil {
			return err
		}
	}
	if from == nil || to == nil {
		printf(s.out, "%s\n", versions.NothingNewer.With(lang, p.Round.DisplayName(of.Unit), len(of.Versions)))
		return nil
	}
	var pair [2]standing.Version // of replaced ones a picture knows the findings alone
	for i, v := range []*standing.Version{from, to} {
		pair[i] = *v
		if pair[i].Verdict, err = office.Whole(s.ctx, s.opt, p.Round.ID, v.SHA); err != nil {
			return fmt.Errorf("diff: %w", err)
		}
	}
	rev := versions.Of(p).Between(of, &pair[0], &pair[1], why)
	for _, line := range rev.Text() {
		printf(s.out, "%s\n", line)
	}
	if len(rev.Changes) == 0 {
		printf(s.out, "%s\n", versions.NothingDiffers.With(lang, rev.Name))
	}
	return nil
}

// numbered is a unit's version by its number.
func numbered(s *standing.Standing, n int) (*standing.Version, error) {
	if v := s.Version(n); v != nil {
		return v, nil
	}
	return nil, fmt.Errorf("%w: %s has no version %d", errUse, s.Unit.Code, n)
}
