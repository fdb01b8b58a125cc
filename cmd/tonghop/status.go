package main

import (
	"fmt"
	"io"
	"sort"
	"text/tabwriter"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/run/office"
	"tonghop/internal/run/workspace"
)

type statusCmd struct {
	JSON bool `name:"json" help:"One object on one line."`
}

func (c statusCmd) Run(s *session) error {
	p, inbox, err := office.Look(s.ctx, s.opt)
	if err != nil {
		return err
	}
	s.sayLost(p)
	st := roll.StatusOf(p, office.Listed(inbox))
	if c.JSON {
		return record.Line(s.out, st)
	}
	if err := rollCall(s.out, p.Round, st); err != nil {
		return err
	}
	if p.Behind > 0 {
		printf(s.out, "the outbox is %d events behind the ledger; watch, run and report bring it up\n", p.Behind)
	}
	busy, looked := workspace.Working(s.opt)
	switch {
	case busy:
		printf(s.out, "a daemon is at work; it looked at the inbox last at %s\n", record.Time(looked, p.Round))
	case !looked.IsZero():
		printf(s.out, "no daemon is at work; the inbox was looked at last at %s\n", record.Time(looked, p.Round))
	}
	return nil
}

// rollCall writes the roll-call for people: totals by kind, then the units that
// somebody must chase.
func rollCall(w io.Writer, r *round.Round, st roll.Status) error {
	t := st.Totals
	printf(w, "%s, ledger position %d, %s\n", st.Round, st.Position, st.At)
	printf(w, "expected %d, received %d, clean %d, queried %d, to correct %d, late %d, missing %d\n\n", t.Expected,
		t.Received, t.Clean, t.Queried, t.Returned, t.Late, t.Missing)
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	printf(tw, "unit\tname\tstatus\tlate\treceived\tversion\terrors\tqueries\n")
	units := append([]roll.UnitStatus(nil), st.Units...)
	rank := map[string]int{"unreadable": 0, "held": 0, "returned": 1, "queried": 2, "not_received": 3, "clean": 4,
		"appraised": 5, "locked": 6, "recognised": 7}
	sort.SliceStable(units, func(i, j int) bool { return rank[units[i].Status] < rank[units[j].Status] })
	for _, u := range units {
		late := ""
		if u.Late {
			late = "late"
		}
		printf(tw, "%s\t%s\t%s\t%s\t%s\t%d\t%d\t%d\n", u.Unit, u.Name, u.Status, late, u.ReceivedAt, u.Version,
			u.Findings[finding.Blocker]+u.Findings[finding.Error], u.Findings[finding.Query])
	}
	if err := tw.Flush(); err != nil {
		return err
	}
	for _, f := range st.Inbox {
		printf(w, "in the inbox: %s: %s (%s)\n", f.File, f.State, f.Why)
	}
	return nil
}

type traceCmd struct {
	Indicator string `arg:"" help:"Id of the indicator, such as hom_thu."`
	Unit      string `placeholder:"CODE" help:"One unit only."`
}

func (c traceCmd) Run(s *session) error {
	p, _, err := office.Look(s.ctx, s.opt)
	if err != nil {
		return err
	}
	s.sayLost(p)
	t, err := roll.TraceOf(p, c.Indicator, c.Unit)
	if err != nil {
		return fmt.Errorf("%w: %w", errUse, err)
	}
	show := func(v any) string {
		if v == nil {
			return "-"
		}
		return finding.Show(v, p.Round.Language)
	}
	total := "-"
	switch {
	case t.Total.Sum != nil:
		total = show(*t.Total.Sum)
	case t.Total.Ratio != nil:
		total = show(*t.Total.Ratio)
	}
	printf(s.out, "%s: %s (%s)\ntotal %s of %d units, ledger position %d\n", t.Indicator.ID, t.Indicator.Label,
		t.Indicator.Unit, total, len(t.Total.From), p.Position)
	for _, step := range t.In {
		printf(s.out, "  %s\t%s\t%s\tversion %d\t%s\t%s\t%s\n", step.Unit, step.Name, show(step.Value), step.Version,
			step.Cell, step.File, step.SHA)
		if step.Part != "" {
			printf(s.out, "    part: %s\n", step.Part)
		}
		if step.Decided != "" {
			printf(s.out, "    %s\n", step.Decided)
		}
	}
	if len(t.Out) > 0 {
		printf(s.out, "not in the total: %d\n", len(t.Out))
	}
	for _, step := range t.Out {
		printf(s.out, "  %s\t%s\t%s\t%s\t%s\n", step.Unit, step.Name, show(step.Value), step.Cell, step.Why)
	}
	return nil
}
