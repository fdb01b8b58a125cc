package main

import (
	"errors"
	"fmt"
	"path/filepath"

	"tonghop/internal/ask/round"
	"tonghop/internal/run/issue"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
)

type issueCmd struct {
	Unit []string `placeholder:"CODE" help:"Only the form of this unit."`
	Kind []string `placeholder:"KIND" help:"Only the form of this kind of unit."`
}

func (c issueCmd) Run(s *session) error {
	r, err := s.load()
	if err != nil {
		return err
	}
	for _, code := range c.Unit {
		if _, ok := r.Register.Unit(code); !ok {
			return fmt.Errorf("%w: no unit of the register has the code %q", errUse, code)
		}
	}
	for _, k := range c.Kind {
		if r.Kind(k).Letter == "" && r.Kind(k).Desk == "" {
			return fmt.Errorf("%w: no kind of unit has the id %q", errUse, k)
		}
	}
	if r.Keys, err = s.opt.MakeKey(); err != nil {
		return err
	}
	var prior func(round.Unit) map[string]any
	if r.Previous != "" { // last year's figures, where they are on record here
		p, _, err := office.Look(s.ctx, s.opt)
		if err != nil {
			return err
		}
		prior = p.Priors
	}
	written, err := issue.Issue(s.ctx, r, c.Unit, c.Kind, prior,
		func(path string, left int) { s.progress(filepath.Base(path), left) })
	var left *issue.NotIssued
	if err != nil && !errors.As(err, &left) {
		return err
	}
	s.say("%d forms new or changed in %s", len(written), workspace.IssuedDir(r))
	return err
}

type newCmd struct {
	ID   string `arg:"" name:"round" help:"Id of the new round, such as antt-2020."`
	From string `placeholder:"ROUND" help:"The round to make it from; else the active one."`
	YAML bool   `name:"yaml" help:"Write the form as form.yaml instead of dinh-nghia.xlsx."`
}

func (c newCmd) Run(s *session) error {
	from := c.From
	if from == "" {
		from = s.opt.Round
	}
	dir, err := office.New(s.opt.Folder("templates"), c.ID, from, c.YAML)
	if err != nil {
		return err
	}
	s.say("made %s; look at its round.yaml and its form, and write active: true into the round that is worked on", dir)
	return nil
}
