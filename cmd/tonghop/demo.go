package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/rs/zerolog"

	"tonghop/internal/count/roll"
	"tonghop/internal/demo"
	"tonghop/internal/run/office"
)

type demoCmd struct {
	Units int    `placeholder:"N" help:"Units of the register; else about 120."`
	Seed  uint64 `default:"441" help:"Another seed makes other figures."`
	Keep  bool   `help:"Keep the ./demo of an earlier demo, and make this one beside it."`
	Drop  bool   `help:"Only drop the returns into this workspace's inbox."`
}

func (c demoCmd) Run(s *session) error {
	if c.Drop {
		return c.drop(s)
	}
	dir := s.opt.Folder("demo")
	if c.Keep {
		for n := 2; exists(dir); n++ {
			dir = s.opt.Folder(fmt.Sprintf("demo-%d", n))
		}
	}
	p, inbox, err := demo.Run(s.ctx, demo.Options{Dir: dir, Units: c.Units, Seed: c.Seed, Out: s.err,
		Log: s.opt.Log.Level(zerolog.WarnLevel)})
	if err != nil {
		return err
	}
	s.say("")
	st := roll.StatusOf(p, office.Listed(inbox))
	if err := rollCall(s.out, p.Round, st); err != nil {
		return err
	}
	s.say("\nOpen these:")
	for _, f := range [][2]string{
		{"outbox/tong-hop.xlsx", "the consolidated workbook"},
		{"outbox/bao-cao.docx", "the report that is signed, filled in"},
		{"outbox/tra-lai", "workbooks to correct, one a unit"},
		{"outbox/tra-lai/khong-xac-dinh", "notices for files that no unit was found for"},
		{"templates/antt-2019/issued", "the blank forms"},
	} {
		s.say("  %-60s %s", filepath.Join(dir, filepath.FromSlash(f[0])), f[1])
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

func (c demoCmd) drop(s *session) error {
	r, err := s.load()
	if err != nil {
		return err
	}
	files, err := demo.Returns(r, c.Seed)
	if err != nil {
		return err
	}
	if err := demo.Drop(inboxOf(s.opt), files); err != nil {
		return err
	}
	s.say("%d files dropped into %s", len(files), inboxOf(s.opt))
	return nil
}
