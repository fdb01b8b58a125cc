package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/run/judging"
	"tonghop/internal/run/office"
)

type checkCmd struct {
	Files   []string `arg:"" name:"file" optional:"" help:"Files to judge, relative to the shell's folder."`
	JSON    bool     `name:"json" help:"One record a line."`
	All     bool     `help:"Judge everything that was received again."`
	Against string   `placeholder:"DIR" help:"With --all: under the round in DIR too, and what newly fails or passes."`
}

func (c checkCmd) Run(s *session) error {
	switch {
	case c.All && len(c.Files) > 0, !c.All && len(c.Files) == 0:
		return fmt.Errorf("%w: check takes files, or --all", errUse)
	case c.Against != "" && !c.All:
		return fmt.Errorf("%w: --against goes with --all", errUse)
	case c.All:
		return c.again(s)
	}
	r, err := s.define()
	if err != nil {
		return err
	}
	if r.Keys, err = s.opt.Keys(); err != nil { // files can be judged without a ledger, if not their seals
		s.say("warning: seals cannot be checked: %v", err)
	}
	bad := false
	var missing error
	for _, path := range c.Files {
		inside, err := judging.InFile(s.ctx, path, r) // of a mail or an archive, what is in it
		if err != nil {                               // the others are judged all the same
			missing = errors.Join(missing, fmt.Errorf("check: %w", err))
			continue
		}
		for one := range inside {
			rec := record.Of(one.Verdict, r)
			if rec.File = one.Name; one.Data != nil {
				rec.SHA256 = hash(one.Data)
			}
			bad = bad || faulty(one.Verdict)
			if c.JSON {
				err = rec.Write(s.out)
			} else {
				err = tell(s.out, rec, r)
			}
			if err != nil {
				return fmt.Errorf("check: %w", err)
			}
		}
	}
	if missing == nil && bad {
		return errFound
	}
	return missing
}

// faulty tells whether a verdict has a blocker or an error.
func faulty(v record.Verdict) bool {
	return slices.ContainsFunc(v.Findings, func(f finding.Finding) bool {
		return !f.Trial && (f.Severity == finding.Blocker || f.Severity == finding.Error)
	})
}

// again judges everything that was received again, under another round where one is
// given.
func (c checkCmd) again(s *session) error {
	r, err := s.load()
	if err != nil {
		return err
	}
	var other *round.Round
	if c.Against != "" {
		if other, err = define.LoadFrom(c.Against); err != nil {
			return err
		}
		if other.ID != r.ID {
			return fmt.Errorf("%w: %s is round %q, the returns are of %q", errUse, c.Against, other.ID, r.ID)
		}
	}
	all, err := office.Again(s.ctx, s.opt, other, func(left int) { s.progress("judged again", left) })
	if err != nil {
		return fmt.Errorf("check: %w", err)
	}
	if c.JSON {
		for _, j := range all {
			rec := record.Of(j.Now, r)
			rec.File, rec.SHA256 = j.File, j.SHA
			if err := rec.Write(s.out); err != nil {
				return fmt.Errorf("check: %w", err)
			}
		}
	} else {
		printf(s.out, "%d files judged again\n", len(all))
		if other == nil {
			tally(s.out, all)
		} else {
			tellChanges(s.out, all)
		}
	}
	if slices.ContainsFunc(all, func(j roll.Judged) bool { return faulty(j.Now) }) {
		return errFound
	}
	return nil
}

// tellChanges says what a changed definition would do to the units' current versions.
func tellChanges(w io.Writer, all []roll.Judged) {
	statuses, findings := roll.Changes(all)
	if len(statuses)+len(findings) == 0 {
		printf(w, "nothing would change\n")
	}
	for _, group := range []struct {
		title   string
		changes []roll.Change
	}{{"status", statuses}, {"findings", findings}} {
		for _, ch := range group.changes {
			if len(ch.Newly) > 0 {
				printf(w, "%s: %s: newly %d: %s\n", group.title, ch.What, len(ch.Newly), strings.Join(ch.Newly, " "))
			}
			if len(ch.Gone) > 0 {
				printf(w, "%s: %s: no longer %d: %s\n", group.title, ch.What, len(ch.Gone), strings.Join(ch.Gone, " "))
			}
		}
	}
}

// tally says how many files stand how.
func tally(w io.Writer, all []roll.Judged) {
	n := map[finding.Status]int{}
	for _, j := range all {
		n[j.Now.Status]++
	}
	for _, st := range []finding.Status{
		finding.Clean, finding.Queried, finding.Returned, finding.Unreadable, finding.Held,
	} {
		printf(w, "%s: %d\n", st, n[st])
	}
}

// tell writes a record for people.
func tell(w io.Writer, rec record.Record, r *round.Round) error {
	unit := rec.Unit
	if u, ok := r.Register.Unit(rec.Unit); ok {
		unit = u.Name + " (" + u.Code + ")"
	}
	if _, err := printf(w, "%s: %s: %s\n", rec.File, unit,
		finding.StatusName(finding.Status(rec.Status), r.Language)); err != nil {
		return err
	}
	for _, f := range rec.Findings {
		place := f.Sheet
		if len(f.Cells) > 0 {
			place += "!" + f.Cells[0]
		}
		if _, err := printf(w, "  %-8s %-8s %s %s\n           → %s\n", f.Severity, f.Code, place,
			f.Message, f.Fix); err != nil {
			return err
		}
		for _, closed := range finding.Closed(f.Explained, f.Accepted, r.Language) {
			if _, err := printf(w, "           = %s\n", closed); err != nil {
				return err
			}
		}
	}
	return nil
}
