package main

import (
	"fmt"
	"runtime/debug"
	"time"

	"tonghop/internal/run/office"
)

type watchCmd struct {
	Settle time.Duration `placeholder:"DURATION" help:"How long files must be left alone; else 2s, on a share 10s."`
}

func (c watchCmd) Run(s *session) error {
	if c.Settle < 0 {
		return fmt.Errorf("--settle=%v: not below zero", c.Settle)
	}
	s.opt.Settle.Quiet = c.Settle
	debug.SetGCPercent(50) // the daemon lives beside other programs
	o, err := office.Open(s.ctx, s.opt)
	if err != nil {
		return err
	}
	defer o.Close()
	s.opt.Log.Info().Str("inbox", inboxOf(s.opt)).Msg("watching; stop with Ctrl-C")
	return o.Watch(s.ctx, nil)
}

type runCmd struct{}

func (runCmd) Run(s *session) error {
	o, err := office.Open(s.ctx, s.opt)
	if err != nil {
		return err
	}
	defer o.Close()
	n, left, err := o.Once(s.ctx, func(t office.Taken, left int) { s.progress(t.Receipt.Name, left) })
	if err != nil {
		return err
	}
	s.say("%d files taken in", n)
	for _, p := range left {
		s.say("left in the inbox: %s (%s)", p.File, p.Why)
	}
	return nil
}

type reportCmd struct{}

func (reportCmd) Run(s *session) error {
	o, err := office.Open(s.ctx, s.opt)
	if err != nil {
		return err
	}
	defer o.Close()
	if _, err := o.JudgeAll(s.ctx); err != nil {
		return err
	}
	if err := o.LookInside(); err != nil {
		return err
	}
	held, err := o.Publish(s.ctx)
	if err != nil {
		return err
	}
	if held {
		s.say("some outputs could not be replaced, because they are open or something is in their way; " +
			"status says which")
	}
	s.say("published into %s", s.opt.Folder("outbox"))
	return nil
}
