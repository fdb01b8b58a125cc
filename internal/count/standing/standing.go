// Package standing computes how each unit stands from plain facts: its versions, what counts, what
// waits, who appraised it. No ledger, folders or clocks: the same facts give the same picture.
package standing

import (
	"slices"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/judge/record"
	"tonghop/internal/judge/score"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// Version is one file of a unit, once however often it was sent.
type Version struct {
	Number   int
	SHA      string
	Receipts []ledger.Receipt // the first, then the same bytes again
	Verdict  record.Verdict   // with the findings of the set beside its own
	Conflict bool             // SUBM-003 is open
	Passed   bool             // an officer chose another version
	Strength record.Strength  // of its form; an accepted key of another workspace is as good as ours

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
	OnTime   bool     // a readable return came in by the last day
	TimedBy  *Version // the version that lateness is judged by; nil where none was readable

	Via        *Via               // what the unit above says of it, where it sends no return of its own
	Appraisals []Appraised        // by the desks of its chain, the first one first
	Scores     *score.Card        // of what counts, with what the desks gave; nil without card and appraisal
	Decided    *decision.Decision // on its recognition; nil for none

	Decisions []decision.Decision // of the unit, in force
}

// Version finds a version by its number.
func (s *Standing) Version(n int) *Version {
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

// Undecided reports whether versions are in conflict and none counts: the unit then
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
	if n := s.Current(); n != nil && !(n.Conflict && s.Via != nil && s.Recognisable()) {
		return n.Verdict.Status
	}
	if s.Via != nil && s.Recognisable() {
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
	Lost     string    // that the ledger has lost its end, "" where it has not; Look alone says it
	Units    []*Standing
	Strays   []*Version // files whose unit is not known
	Voided   []*Version // files that an officer declared void
	Sheets   []*Version // officers' workbooks, and containers
	Attached []*Version // other documents that came with a return

	Unread    []*Version // received, and not judged yet: whose they are is not known
	Untouched []*Version // forms in which nothing was typed, and our own letters that came back

	Receipts []ledger.Receipt

	Decisions []decision.Decision // all, oldest first
	Workbooks []ledger.Book       // of officers, as they were recorded

	Below []Comparison // figures of parents that those below do not add up to

	past map[string]check.Figures // on record of the round before, by unit
	by   map[string]*Standing

	named   []Nominee // once they were asked for
	firstOf map[*Standing]int
	onUnit  map[string][]decision.Decision
	Revoked map[string]int64 // the last revocation of a decision on a unit or file

	own     map[string]bool          // hashes of received files that we published ourselves
	answers map[string][]ledger.Copy // what went back to each unit
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

// Facts are what a picture is computed from: what the ledger remembers of a round at one
// position, and nothing else. The same facts give the same picture.
type Facts struct {
	Round    *round.Round
	Mark     string // what stands for its definition
	Position int64
	At       time.Time // of the newest event

	Receipts  []ledger.Receipt
	Verdicts  map[string]record.Verdict // by the file's hash, without the findings; none where it is not judged
	Copies    []ledger.Copy
	Decisions []decision.Decision // all, oldest first
	Workbooks []ledger.Book       // of officers, as they were recorded

	Past map[string]check.Figures // what counted in the round before, by unit; nil where it was held elsewhere
	Own  map[string]bool          // hashes of files that we published ourselves

	Whole func(sha string) (record.Verdict, error) // the verdict on a file with its findings
}

// Paint computes the picture from the facts.
func Paint(f Facts) (*Picture, error) {
	p := &Picture{Round: f.Round, Mark: f.Mark, Position: f.Position, At: f.At, Receipts: f.Receipts,
		Decisions: f.Decisions, Workbooks: f.Workbooks, past: f.Past, own: f.Own, answers: map[string][]ledger.Copy{}}
	for _, c := range f.Copies {
		p.answers[c.Unit] = append(p.answers[c.Unit], c)
	}
	p.distribute(f.Verdicts)
	p.holdOfficers()
	p.attach()
	for _, s := range p.parentsFirst() { // a list above speaks for those that send nothing themselves
		if err := p.judged(s, f); err != nil {
			return nil, err
		}
		p.settle(s, f.Copies)
		for i, v := range s.Versions { // what was replaced is known by its findings
			if v != s.Counts && i < len(s.Versions)-1 && s.Unit.Code != p.Round.Self {
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

// judged gives a unit's versions their whole verdicts.
func (p *Picture) judged(s *Standing, f Facts) (err error) {
	for _, v := range s.Versions {
		if v.Verdict, err = f.Whole(v.SHA); err != nil {
			return err
		}
		v.Verdict = v.Verdict.Add(v.beside...)
	}
	return nil
}

// distribute gives every file to its unit, in the order of first arrival.
func (p *Picture) distribute(verdicts map[string]record.Verdict) {
	p.by = map[string]*Standing{}
	for _, u := range p.Round.Register.Units {
		s := &Standing{Unit: u, Expected: p.Round.Expected(u)}
		p.Units = append(p.Units, s)
		p.by[u.Code] = s
	}
	void := p.handOutDecisions()
	known, numbers := map[string]*Version{}, map[*Standing]int{} // a void version keeps its number
	for _, rc := range p.Receipts {
		if v := known[rc.SHA]; v != nil {
			v.Receipts = append(v.Receipts, rc)
			continue
		}
		verdict, judged := verdicts[rc.SHA]
		if !judged {
			verdict.Status = finding.Held
		}
		v := &Version{SHA: rc.SHA, Receipts: []ledger.Receipt{rc}, Verdict: verdict}
		known[rc.SHA] = v
		switch {
		case p.untouched(v, verdicts):
			p.Untouched = append(p.Untouched, v)
		case !judged:
			p.Unread = append(p.Unread, v)
		default:
			s := p.by[verdict.Unit]
			if s != nil {
				numbers[s]++
				v.Number = numbers[s]
			}
			p.place(v, s, void[v.SHA])
		}
	}
}

// handOutDecisions gives the decisions in force to their units; void are the files that an
// officer took out.
func (p *Picture) handOutDecisions() (void map[string]bool) {
	void = map[string]bool{}
	for _, d := range p.Decisions {
		if !p.InForce(d) {
			continue
		}
		void[d.SHA] = void[d.SHA] || d.Kind == decision.Void
		if s := p.by[d.Unit]; s != nil {
			s.Decisions = append(s.Decisions, d)
		}
	}
	return void
}

// place puts a judged file where it belongs: s is the unit that it names, nil for none.
func (p *Picture) place(v *Version, s *Standing, void bool) {
	container := v.Verdict.FileKind == record.ContainerFile
	switch {
	case container && void:
		p.Voided = append(p.Voided, v)
	case v.Verdict.FileKind != "" && (!container || Opened(v.Verdict)):
		p.Sheets = append(p.Sheets, v)
	case void:
		p.Voided = append(p.Voided, v)
	case s != nil:
		s.Versions = append(s.Versions, v)
	default:
		p.Strays = append(p.Strays, v)
	}
}

// totalled takes what the round does not count in its state out of the totals: where only
// appraised returns count, a clean one is appraised first.
func (p *Picture) totalled() {
	for _, s := range p.Units {
		if s.Counts == nil {
			continue
		}
		status := s.Counts.Verdict.Status // returned: counted all the same, by decision
		if status != finding.Returned && !slices.Contains(p.Round.Counts, status) {
			s.Accepted, s.Counts = s.Counts, nil
		}
	}
}

// InForce reports whether a decision holds on the day of the newest event.
func (p *Picture) InForce(d decision.Decision) bool { return d.InForce(p.At.In(p.Round.Location)) }
