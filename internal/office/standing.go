package office

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/internal/check"
	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/ledger"
	"tonghop/internal/record"
	"tonghop/internal/round"
	"tonghop/internal/score"
	"tonghop/internal/workbook"
)

// Version is one file of a unit, once however often it was sent.
type Version struct {
	Number   int
	SHA      string
	Receipts []ledger.Receipt // the first, then the same bytes again
	Verdict  record.Verdict   // with the findings of the set beside its own
	Conflict bool             // SUBM-003 is open
	Passed   bool             // an officer chose another version

	beside []finding.Finding // of what came with it in one mail or archive
}

// First is when the version was first received.
func (v *Version) First() ledger.Receipt { return v.Receipts[0] }

// Standing is how a unit stands: what was received, what counts, what waits.
type Standing struct {
	Unit     round.Unit
	Expected bool
	Versions []*Version
	Counts   *Version // the version in the totals; nil for none
	Accepted *Version // accepted, and not in the totals until it is appraised; nil for none
	Late     bool
	OnTime   bool // a readable return came in by the last day

	Via        *Via               // what the unit above says of it, where it sends no return of its own
	Appraisals []Appraised        // by the desks of its chain, the first one first
	Scores     *score.Card        // of what counts, with what the desks gave; nil where there is no card and no appraisal
	Decided    *decision.Decision // on its recognition; nil for none

	decisions []decision.Decision // of the unit, in force
}

// version finds a version by its number.
func (s *Standing) version(n int) *Version {
	for _, v := range s.Versions {
		if v.Number == n {
			return v
		}
	}
	return nil
}

// Newest is the version received last, nil for none.
func (s *Standing) Newest() *Version {
	if len(s.Versions) == 0 {
		return nil
	}
	return s.Versions[len(s.Versions)-1]
}

// Current is the version that the unit is answered about: the newest that is not in
// conflict with another, for a conflict is the officer's to decide and takes nothing
// from the unit; the newest where all are.
func (s *Standing) Current() *Version {
	for i := len(s.Versions) - 1; i >= 0; i-- {
		if v := s.Versions[i]; !v.Conflict && !v.Passed {
			return v
		}
	}
	return s.Newest()
}

// Findings are those of the current version, and the conflicts of newer ones.
func (s *Standing) Findings() (out []finding.Finding) {
	c := s.Current()
	if c == nil {
		return nil
	}
	out = slices.Clone(c.Verdict.Findings)
	for _, v := range s.Versions {
		if v.Number <= c.Number {
			continue
		}
		for _, f := range v.Verdict.Findings {
			if f.Code == "SUBM-003" {
				out = append(out, f)
			}
		}
	}
	return out
}

// Waiting is the newest version, where it is not the one that counts.
func (s *Standing) Waiting() *Version {
	if n := s.Newest(); n != s.Counts && !n.passed() {
		return n
	}
	return nil
}

func (v *Version) passed() bool { return v != nil && v.Passed }

// Undecided tells whether versions are in conflict and none counts: the unit then
// counts as missing.
func (s *Standing) Undecided() bool {
	n := s.Newest()
	return n != nil && n.Conflict && s.Counts == nil
}

// Status is that of the current version; once the unit is decided upon, that of the
// decision.
func (s *Standing) Status() finding.Status {
	switch {
	case s.Decided != nil && s.Decided.Value == decision.Yes:
		return finding.Recognised
	case s.Decided != nil:
		return finding.Locked
	}
	if n := s.Current(); n != nil {
		return n.Verdict.Status
	}
	if s.Via != nil && s.recognisable() {
		return finding.Appraised
	}
	return finding.NotReceived
}

// Picture is everything that outputs are made of, at one position of the ledger.
type Picture struct {
	Round    *round.Round
	Mark     string
	Position int64
	At       time.Time // of the newest event
	Behind   int       // events of the round that the outputs have not followed yet; Look alone says it
	Units    []*Standing
	Strays   []*Version // files whose unit is not known
	Voided   []*Version // files that an officer declared void
	Sheets   []*Version // officers' workbooks, and containers
	Attached []*Version // other documents that came with a return
	Receipts []ledger.Receipt

	Decisions []decision.Decision // all, oldest first
	Papers    []ledger.Paper

	Below []workbook.Comparison // figures of parents that those below do not add up to

	past map[string]check.Figures // on record of the round before, by unit
	by   map[string]*Standing

	named   []Nominee // once they were asked for
	firstOf map[*Standing]int
	onUnit  map[string][]decision.Decision
}

// Standing finds a unit's standing.
func (p *Picture) Standing(code string) *Standing {
	return p.by[code]
}

// Counted are the verdicts that count, by unit.
func (p *Picture) Counted() map[string]record.Verdict {
	out := map[string]record.Verdict{}
	for _, s := range p.Units {
		if s.Counts != nil {
			out[s.Unit.Code] = s.Counts.Verdict
		}
	}
	return out
}

// Paint computes the picture from the ledger.
func Paint(ctx context.Context, l *ledger.Ledger, r *round.Round, mark string) (*Picture, error) {
	p := &Picture{Round: r, Mark: mark}
	var err error
	if p.Position, p.At, err = l.Position(ctx); err != nil {
		return nil, err
	}
	if p.Receipts, err = l.Receipts(ctx, r.ID); err != nil {
		return nil, err
	}
	verdicts, err := l.Verdicts(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	copies, err := l.Copies(ctx, r.ID)
	if err != nil {
		return nil, err
	}
	if p.Decisions, err = l.Decisions(ctx, r.ID); err != nil {
		return nil, err
	}
	if p.Papers, err = l.Papers(ctx, r.ID); err != nil {
		return nil, err
	}
	if err := p.readPast(ctx, l); err != nil {
		return nil, err
	}
	p.sort(verdicts)
	p.attach()
	for _, s := range p.Units {
		for _, v := range s.Versions {
			if _, judged := verdicts[v.SHA]; judged {
				if v.Verdict, err = l.Verdict(ctx, r.ID, v.SHA); err != nil {
					return nil, err
				}
				v.Verdict = v.Verdict.Add(v.beside...)
			}
		}
		p.settle(s, copies)
		for i, v := range s.Versions { // what was replaced is known by its findings
			if v != s.Counts && i < len(s.Versions)-1 {
				v.Verdict.Lighten()
			}
		}
	}
	p.appraise()
	p.totalled()
	p.peers()
	p.aggregate()
	for _, v := range p.Strays {
		if len(v.Receipts) > 1 {
			v.Verdict = v.Verdict.Add(finding.New("SUBM-001"))
		}
	}
	return p, nil
}

// sort gives every file to its unit, in the order of first arrival.
func (p *Picture) sort(verdicts map[string]record.Verdict) {
	byUnit := map[string]*Standing{}
	p.by = byUnit
	for _, u := range p.Round.Register.Units {
		s := &Standing{Unit: u, Expected: p.Round.Expected(u)}
		p.Units = append(p.Units, s)
		byUnit[u.Code] = s
	}
	bySHA, void := map[string]*Version{}, map[string]bool{}
	for _, d := range p.Decisions {
		if !p.inForce(d) {
			continue
		}
		void[d.SHA] = void[d.SHA] || d.Kind == decision.Void
		if s := byUnit[d.Unit]; s != nil {
			s.decisions = append(s.decisions, d)
		}
	}
	numbers := map[*Standing]int{} // a void version keeps its number
	for _, rc := range p.Receipts {
		if v := bySHA[rc.SHA]; v != nil {
			v.Receipts = append(v.Receipts, rc)
			continue
		}
		verdict, judged := verdicts[rc.SHA]
		if !judged {
			verdict.Status = finding.Held
		}
		v := &Version{SHA: rc.SHA, Receipts: []ledger.Receipt{rc}, Verdict: verdict}
		bySHA[rc.SHA] = v
		s := byUnit[verdict.Unit]
		if s != nil {
			numbers[s]++
			v.Number = numbers[s]
		}
		switch {
		case verdict.Paper != "":
			p.Sheets = append(p.Sheets, v)
		case void[v.SHA]:
			p.Voided = append(p.Voided, v)
		case s != nil:
			s.Versions = append(s.Versions, v)
		default:
			p.Strays = append(p.Strays, v)
		}
	}
}

// settle decides which version of a unit counts, and adds the findings of the
// set (SUBM). Source: the contract, "what counts".
func (p *Picture) settle(s *Standing, copies []ledger.Copy) {
	r := p.Round
	readable := false
	var last *Version // that a newer one replaces
	lock := s.lock()
	for i, v := range s.Versions {
		first := v.First()
		read := v.Verdict.Status != finding.Unreadable && v.Verdict.Status != finding.Held // in itself
		var add []finding.Finding
		if lock != nil && first.Position > lock.ID {
			f := finding.New("SUBM-005.locked")
			f.Expected = p.decidedBy(*lock)
			add = append(add, f)
			v.Verdict.Status = finding.Unreadable
		}
		if !r.Closed.IsZero() && !first.Received.Before(r.Closed.AddDate(0, 0, 1)) {
			f := finding.New("SUBM-005")
			f.Expected = r.Closed.Format("02/01/2006")
			add = append(add, f)
			v.Verdict.Status = finding.Unreadable
		}
		if !readable && read {
			readable = true
			received := p.receivedOn(s, v.arrived())
			if s.Late = r.Late(s.Unit.Kind, received); !s.Late {
				s.OnTime = true
			} else {
				add = append(add, late(r, s.Unit.Kind, received))
			}
		}
		if n := len(v.Receipts) - 1; n > 0 {
			add = append(add, finding.New("SUBM-001"))
		}
		p.history(s, v)
		if last != nil {
			reopen(r, v, last.Verdict)
		}
		p.accept(s, v)
		chosen, passed := s.chosen(v)
		if v.Passed = passed; passed {
			v.Verdict = v.Verdict.Add(add...)
			continue
		}
		if other := conflict(s, i, returned(copies, s.Unit.Code, first.Position)); other != "" && !chosen && v.Verdict.Status != finding.Unreadable {
			v.Conflict = true
			add = append(add, finding.New("SUBM-003").With("label", other))
		}
		if !v.Conflict && v.Verdict.Status != finding.Unreadable && v.Verdict.Status != finding.Held {
			if last != nil {
				f := finding.New("SUBM-002").With("label", changes(r, last.Verdict, v.Verdict))
				f.Found = fmt.Sprint(last.Number)
				add = append(add, f)
			}
			last = v
			if v.Verdict.Status == finding.Clean || v.Verdict.Status == finding.Queried || s.counted(v) { // what of it is totalled: totalled
				s.Counts = v
			}
		}
		v.Verdict = v.Verdict.Add(add...)
	}
}

// lock is the decision on a unit's recognition, after which no return of it is taken;
// nil for none.
func (s *Standing) lock() (last *decision.Decision) {
	for i := range s.decisions {
		if s.decisions[i].Kind == decision.Recognise {
			last = &s.decisions[i]
		}
	}
	return last
}

// totalled takes what the round does not count in its state out of the totals: where only
// appraised returns count, a clean one is appraised first.
func (p *Picture) totalled() {
	for _, s := range p.Units {
		if s.Counts != nil && !slices.Contains(p.Round.Counts, s.Counts.Verdict.Status) && s.Counts.Verdict.Status != finding.Returned {
			s.Accepted, s.Counts = s.Counts, nil
		}
	}
}

// accepted is the version that was accepted, whether it is totalled or not yet.
func (s *Standing) accepted() *Version {
	if s.Counts != nil {
		return s.Counts
	}
	return s.Accepted
}

// inForce tells whether a decision holds on the day of the newest event.
func (p *Picture) inForce(d decision.Decision) bool { return d.InForce(p.At.In(p.Round.Location)) }

// receivedOn is when a unit's return came in: as it was taken in, or as an officer
// entered it.
func (p *Picture) receivedOn(s *Standing, at time.Time) time.Time {
	for _, d := range s.decisions {
		if t, err := time.ParseInLocation(time.DateOnly, d.Value, p.Round.Location); d.Kind == decision.Received && err == nil {
			at = t
		}
	}
	return at
}

// accept closes the findings of a version that an officer accepted: one while its
// figure is the same, or all of a return.
func (p *Picture) accept(s *Standing, v *Version) {
	changed := false
	fs := slices.Clone(v.Verdict.Findings)
	for i := range fs {
		f := &fs[i]
		for _, d := range s.decisions {
			if d.Kind != decision.Accept || !f.Open() || f.Severity == finding.Blocker {
				continue
			}
			whole := d.Code == "" && d.SHA == v.SHA && f.ForUnit()
			if whole || d.Code == f.Code && d.Rule == f.Rule && d.Input == f.ID && d.Found == foundOf(*f) {
				f.Accepted, changed = p.signed(d), true
			}
		}
	}
	if !changed {
		return
	}
	v.Verdict.Findings = fs
	if v.Verdict.Status == finding.Returned || v.Verdict.Status == finding.Queried {
		v.Verdict.Status = finding.StatusOf(fs)
	}
}

// chosen tells whether an officer chose the version, or another one before which it
// was received.
func (s *Standing) chosen(v *Version) (chosen, passed bool) {
	for _, d := range s.decisions {
		if d.Kind == decision.Version && v.First().Position < d.ID {
			chosen, passed = d.SHA == v.SHA, d.SHA != v.SHA
		}
	}
	return chosen, passed
}

// counted tells whether an officer counts a returned version all the same.
func (s *Standing) counted(v *Version) bool {
	return v.Verdict.Status == finding.Returned && slices.ContainsFunc(s.decisions, func(d decision.Decision) bool { return d.Kind == decision.Count && d.SHA == v.SHA })
}

// reopen opens the queries of a version again whose explanations are those of the
// version before, for other figures.
func reopen(r *round.Round, v *Version, before record.Verdict) {
	fs, stale := check.Stale(r, v.Verdict.Findings, before.Typed, v.Verdict.Typed)
	for i, f := range stale {
		if at, ok := v.Verdict.Cells[f.ID]; ok {
			stale[i].Sheet, stale[i].Cells = cutCell(at)
		}
	}
	v.Verdict.Findings = fs
	v.Verdict = v.Verdict.Add(stale...)
	if v.Verdict.Status == finding.Clean {
		v.Verdict.Status = finding.StatusOf(v.Verdict.Findings)
	}
}

// cutCell splits Sheet!C7.
func cutCell(at string) (sheet string, cells []string) {
	i := strings.LastIndexByte(at, '!')
	return at[:max(i, 0)], []string{at[i+1:]}
}

func late(r *round.Round, kind string, received time.Time) finding.Finding {
	f := finding.New("SUBM-004")
	f.Found, f.Expected = received.In(r.Location).Format("02/01/2006"), r.DueOf(kind).Format("02/01/2006")
	return f
}

// returned is the number of the copy last returned to a unit before a position.
func returned(copies []ledger.Copy, unit string, before int64) (n int) {
	for _, c := range copies {
		if c.Unit == unit && c.Position < before {
			n = max(n, c.Number)
		}
	}
	return n
}

// conflict says what a version stands against: an accepted one that it would
// replace though it was filled in on an older copy than the one last returned
// to the unit, or a different file on the same copy within the same scan.
func conflict(s *Standing, i, returned int) string {
	v := s.Versions[i]
	for j, o := range s.Versions {
		if j != i && !o.Passed && o.First().Scan == v.First().Scan && o.Verdict.Copy == v.Verdict.Copy && o.Verdict.Status != finding.Unreadable {
			return fmt.Sprintf("%s; %s", o.First().Name, v.First().Name)
		}
	}
	if s.Counts != nil && v.Verdict.Copy > 0 && v.Verdict.Copy < returned {
		return fmt.Sprintf("%s (%d < %d)", v.First().Name, v.Verdict.Copy, returned)
	}
	return ""
}

// changes says in a few words what a new version changes.
func changes(r *round.Round, old, now record.Verdict) string {
	var out []string
	n := 0
	for _, in := range r.Form.Indicators {
		a, b := old.Values[in.ID], now.Values[in.ID]
		if fmt.Sprint(a) == fmt.Sprint(b) {
			continue
		}
		if n++; n <= 3 {
			if _, number := record.Number(b); number {
				out = append(out, fmt.Sprintf("%s: %s → %s", in.Label, finding.Show(a, r.Language), finding.Show(b, r.Language)))
			} else {
				out = append(out, in.Label)
			}
		}
	}
	if n == 0 {
		return ""
	}
	if n > 3 {
		out = append(out, fmt.Sprintf("+%d", n-3))
	}
	return ": " + strings.Join(out, "; ")
}
