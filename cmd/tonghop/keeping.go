package main

import (
	"fmt"

	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
)

type verifyCmd struct{}

func (verifyCmd) Run(s *session) error {
	bad, files, events, err := workspace.Verify(s.ctx, s.opt)
	if err != nil {
		return err
	}
	for _, d := range bad {
		s.say("damaged: %s", d.What)
	}
	if len(bad) > 0 {
		return errFound
	}
	again, err := workspace.Recovered(s.ctx, s.opt)
	if err != nil {
		return err
	}
	for _, say := range again {
		s.say("%s", say)
	}
	s.say("%d archived files and %d events of the ledger hold", files, events)
	return nil
}

type restoreCmd struct {
	File   string `arg:"" optional:"" help:"A backup (state/backup/ledger-….db); relative to the shell's folder."`
	NewKey bool   `help:"Make a new key; without FILE for the ledger in place, or for a new one where none is left."`
}

func (c restoreCmd) Run(s *session) error {
	if c.File == "" && !c.NewKey {
		return fmt.Errorf("%w: restore takes a backup, or --new-key", errUse)
	}
	tell := func(say string) { s.say("%s", say) }
	n, err := office.Restore(s.ctx, s.opt, workspace.Restoring{File: c.File, NewKey: c.NewKey, Tell: tell})
	if err != nil {
		return err
	}
	if c.NewKey {
		keys, err := s.opt.Keys()
		if err != nil {
			return err
		}
		means := workspace.NewKeyMeans
		if len(keys) > 1 {
			means = workspace.OldKeysStay
		}
		s.say("a new key seals from now on. %s", means)
	}
	from := "what was in place"
	if c.File != "" {
		from = c.File
		s.say("a ledger that stood there before is kept as state/ledger-replaced-…; the outputs before are set apart " +
			"in outbox/")
	}
	s.say("restored from %s; %d files of the archive that it did not know were received again", from, n)
	return nil
}
