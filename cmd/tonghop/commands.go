package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"sort"
	"strings"
	"text/tabwriter"
	"time"
	"unicode"

	"github.com/rs/zerolog"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
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

type watchCmd struct {
	Settle time.Duration `placeholder:"DURATION" help:"How long a file must have been left alone before it is taken in; else 2s, on a network folder 10s."`
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

type exportCmd struct {
	Format string `enum:"jsonl,csv" default:"jsonl" help:"jsonl or csv."`
	Output string `short:"o" placeholder:"FILE" help:"Write to this file instead of standard output."`
}

func (c exportCmd) Run(s *session) (err error) {
	p, _, err := office.Look(s.ctx, s.opt)
	if err != nil {
		return err
	}
	s.sayLost(p)
	w := s.out
	if c.Output != "" {
		f, err := os.Create(c.Output)
		if err != nil {
			return fmt.Errorf("export: %w", err)
		}
		defer func() {
			if cerr := f.Close(); err == nil {
				err = cerr
			}
		}()
		w = f
	}
	records := roll.Records(p)
	if c.Format == "csv" {
		return writeCSV(w, p.Round, records)
	}
	for _, rec := range records {
		if err := rec.Write(w); err != nil {
			return fmt.Errorf("export: %w", err)
		}
	}
	return nil
}

// writeCSV writes a row a unit and a column an indicator, with a byte order mark
// so that Excel reads its accents.
func writeCSV(w io.Writer, r *round.Round, records []record.Record) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	head := []string{"unit", "kind", "status", "counts", "version", "received_at", "file", "self", "computed"}
	for _, in := range r.Form.Indicators {
		if in.Type != round.Ratio {
			head = append(head, in.ID)
			if in.Prior {
				head = append(head, in.ID+round.PriorSuffix)
			}
		}
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, rec := range records {
		if err := out.Write(csvRow(r, rec)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func csvRow(r *round.Round, rec record.Record) []string {
	text := func(v any) string {
		switch v := v.(type) {
		case nil:
			return ""
		case json.Number:
			return v.String()
		}
		return tame(fmt.Sprint(v))
	}
	row := []string{tame(rec.Unit), rec.Kind, rec.Status,
		fmt.Sprint(*rec.Counts), fmt.Sprint(rec.Version), rec.ReceivedAt, tame(rec.File), "", ""}
	if rec.Scores != nil {
		row[7], row[8] = text(rec.Scores.Self), text(rec.Scores.Computed)
	}
	for _, in := range r.Form.Indicators {
		if in.Type != round.Ratio {
			row = append(row, text(rec.Values[in.ID]))
			if in.Prior {
				row = append(row, text(rec.Prior[in.ID]))
			}
		}
	}
	return row
}

// tame keeps a unit's text from being taken for a formula by whoever opens the
// file: such a text gets an apostrophe in front, as spreadsheet programs show text.
// Blanks and what is not seen do not count: programs strip them before they look.
func tame(s string) string {
	first := strings.TrimLeftFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || !unicode.IsGraphic(r)
	})
	begins := func(s, any string) bool { return s != "" && strings.ContainsRune(any, []rune(s)[0]) }
	if begins(first, "=+-@＝＋－＠﹢﹣﹦﹫−") || begins(s, "\t\r\n") {
		return "'" + s
	}
	return s
}

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
	File   string `arg:"" optional:"" help:"A backup of the ledger, such as state/backup/ledger-….db; relative to the shell's folder."`
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

type versionCmd struct{}

func (versionCmd) Run(s *session) error {
	version := "(devel)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	_, err := printf(s.out, "tonghop %s\n", version)
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
