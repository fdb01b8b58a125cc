package standing

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// foundBefore reports whether a version is known from the archive alone, where it was kept
// before a time: what was received at that time had replaced it.
func (v *Version) foundBefore(at time.Time) bool {
	return !slices.ContainsFunc(v.Receipts, func(r ledger.Receipt) bool {
		return r.Origin == nil || r.Origin.Container != ledger.ReplayedFrom || !r.Origin.Date.Before(at)
	})
}

// settle decides which version of a unit counts, and adds the findings of the
// set (SUBM). Source: the contract, "what counts".
func (p *Picture) settle(s *Standing, copies []ledger.Copy) {
	for _, v := range s.Versions {
		v.Strength = p.strength(s, v)
	}
	lock := s.Lock()
	timed := s.timed(copies)
	var last *Version // that a newer one replaces
	for i, v := range s.Versions {
		add := p.tooLate(v, lock)
		if v == timed {
			add = append(add, p.timeliness(s, v)...)
		}
		if len(v.Receipts) > 1 {
			add = append(add, finding.New("SUBM-001"))
		}
		p.history(s, v)
		if last != nil {
			reopen(p.Round, v, last.Verdict)
		}
		p.accept(s, v)
		add = append(add, p.against(s, i, lock, copies)...)
		if !v.Passed && !v.Conflict && v.readable() {
			if last != nil {
				add = append(add, replacing(p.Round, last, v))
			}
			last = v
			if s.countable(v) || v.decidedUpon(lock) { // what of it is totalled: totalled
				s.Counts = v
			}
		}
		v.Verdict = v.Verdict.Add(add...)
	}
}

// tooLate refuses what came after the unit was decided upon, or after the round was closed.
func (p *Picture) tooLate(v *Version, lock *decision.Decision) (add []finding.Finding) {
	first, closed := v.First(), p.Round.Closed
	if lock != nil && first.Position > lock.ID {
		f := finding.New("SUBM-005.locked")
		f.Expected = p.DecidedBy(*lock)
		add = append(add, f)
	}
	if !closed.IsZero() && !first.Received.Before(closed.AddDate(0, 0, 1)) {
		f := finding.New("SUBM-005")
		f.Expected = closed.Format("02/01/2006")
		add = append(add, f)
	}
	if len(add) > 0 {
		v.Verdict.Status = finding.Unreadable
	}
	return add
}

// timeliness notes whether the unit is on time by the version that it is timed by.
func (p *Picture) timeliness(s *Standing, v *Version) []finding.Finding {
	s.TimedBy = v
	received := p.ReceivedOn(s, v)
	if s.Late = p.Round.Late(s.Unit.Kind, received); s.Late {
		return []finding.Finding{late(p.Round, s.Unit.Kind, received)}
	}
	s.OnTime = true
	return nil
}

// against holds a version against the others: it is passed over where an officer chose another
// one or decided upon an earlier one, and waits where it conflicts with one that stands.
func (p *Picture) against(s *Standing, i int, lock *decision.Decision, copies []ledger.Copy) (add []finding.Finding) {
	v := s.Versions[i]
	chosen, passed := s.chosen(v)
	if v.decidedUpon(lock) { // it stays as it was
		chosen, passed = true, false
	}
	if v.Passed = passed; passed {
		return nil
	}
	if !chosen && v.Verdict.Status != finding.Unreadable {
		before := returned(copies, s.Unit.Code, v.First().Position)
		if f, ok := p.conflict(s, i, before); ok {
			v.Conflict = true
			add = append(add, f)
		}
	}
	v.Passed = !v.Conflict && lock != nil && p.afterBase(s, i, lock)
	return add
}

// decidedUpon reports whether a version is what the decision on recognition was taken upon.
func (v *Version) decidedUpon(lock *decision.Decision) bool { return lock != nil && v.SHA == lock.SHA }

// countable reports whether a version may be totalled as it stands.
func (s *Standing) countable(v *Version) bool {
	return v.Verdict.Status == finding.Clean || v.Verdict.Status == finding.Queried || s.counted(v)
}

// replacing is SUBM-002: what a version changes of the one before.
func replacing(r *round.Round, last, v *Version) finding.Finding {
	f := finding.New("SUBM-002").With("label", changes(r, last.Verdict, v.Verdict))
	f.Found = fmt.Sprint(last.Number)
	return f
}

// timed is the version by which a unit is on time or late: of those that can be read in
// themselves the one that came first, in whatever order they were dropped; nil for none.
func (s *Standing) timed(copies []ledger.Copy) (first *Version) {
	for _, v := range s.Versions {
		if !v.readable() || s.disowned(v, copies) {
			continue
		}
		if first == nil || v.arrived().Before(first.arrived()) {
			first = v
		}
	}
	return first
}

// disowned reports whether a form without our seal says nothing of when the unit sent its return:
// the unit's own form, sealed here, stands beside it, or it was issued to another unit. It does
// say so where the own form goes on from it, filled in on a workbook that went back after it
// came, and where an officer chose it.
func (s *Standing) disowned(v *Version, copies []ledger.Copy) bool {
	if chosen, _ := s.chosen(v); chosen || v.Strength > record.Elsewhere {
		return false
	}
	out := slices.ContainsFunc(v.Verdict.Findings, func(f finding.Finding) bool { return f.Code == "UNIT-005" })
	before := returned(copies, s.Unit.Code, v.First().Position)
	for _, o := range s.Versions {
		_, passed := s.chosen(o)
		if passed || o.Strength != record.Own || !o.readable() {
			continue
		}
		if o.Verdict.Copy > before && given(copies, s.Unit.Code, o.Verdict.Copy) {
			return false
		}
		out = true
	}
	return out
}

// readable reports whether a version can be read in itself.
func (v *Version) readable() bool {
	return v.Verdict.Status != finding.Unreadable && v.Verdict.Status != finding.Held
}

// given reports whether a copy went back to a unit.
func given(copies []ledger.Copy, unit string, number int) bool {
	return slices.ContainsFunc(copies, func(c ledger.Copy) bool { return c.Unit == unit && c.Number == number })
}

// Lock is the decision on a unit's recognition, after which no return of it is taken;
// nil for none.
func (s *Standing) Lock() (last *decision.Decision) {
	for i := range s.Decisions {
		if s.Decisions[i].Kind == decision.Recognise {
			last = &s.Decisions[i]
		}
	}
	return last
}

// afterBase reports whether a version stands behind what a decision on recognition was taken
// upon, though it came before the decision: it was put aside then, or was another unit's. It
// takes the place of nothing now.
func (p *Picture) afterBase(s *Standing, i int, lock *decision.Decision) bool {
	if !s.countable(s.Versions[i]) {
		return false
	}
	is := func(v *Version) bool { return v.SHA == lock.SHA }
	if base := slices.IndexFunc(s.Versions, is); base >= 0 {
		return i > base
	}
	file := slices.ContainsFunc(p.Receipts, func(r ledger.Receipt) bool { return r.SHA == lock.SHA })
	return lock.SHA != "" && !file // a row in the list above was decided upon
}

// AcceptedVersion is the version that was accepted, whether it is totalled or not yet.
func (s *Standing) AcceptedVersion() *Version {
	if s.Counts != nil {
		return s.Counts
	}
	return s.Accepted
}

// ReceivedOn is when a version of a unit came in, by which lateness is judged: when it was
// taken in, or sent by mail, or the day that an officer entered.
func (p *Picture) ReceivedOn(s *Standing, v *Version) time.Time {
	at := v.arrived()
	for _, d := range s.Decisions {
		if d.Kind != decision.Received {
			continue
		}
		if t, err := time.ParseInLocation(time.DateOnly, d.Value, p.Round.Location); err == nil {
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
		for _, d := range s.Decisions {
			if d.Kind != decision.Accept || !f.Open() || f.Severity == finding.Blocker {
				continue
			}
			whole := d.Code == "" && d.SHA == v.SHA && f.ForUnit()
			if whole || d.Code == f.Code && d.Rule == f.Rule && d.Input == f.ID && d.Found == FoundOf(*f) {
				f.Accepted, changed = p.Signed(d), true
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

// chosen reports whether an officer chose the version, or another one before which it
// was received.
func (s *Standing) chosen(v *Version) (chosen, passed bool) {
	for _, d := range s.Decisions {
		if d.Kind == decision.Version && v.First().Position < d.ID {
			chosen, passed = d.SHA == v.SHA, d.SHA != v.SHA
		}
	}
	return chosen, passed
}

// counted reports whether an officer counts a returned version all the same.
func (s *Standing) counted(v *Version) bool {
	counts := func(d decision.Decision) bool { return d.Kind == decision.Count && d.SHA == v.SHA }
	return v.Verdict.Status == finding.Returned && slices.ContainsFunc(s.Decisions, counts)
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

// conflict says what a version stands against: an accepted one that it would replace though
// it is surer whose that is, or though this was filled in on an older copy than the one last
// returned to the unit; or a different file within the same scan, a surer one or one on the
// same copy; or one that came after it, though it was found in the archive only now. What is
// surer than all that came before is held against none of it: whoever sends something first
// must not keep the unit's own form out.
func (p *Picture) conflict(s *Standing, i, returned int) (f finding.Finding, ok bool) {
	v := s.Versions[i]
	if than := s.surer(i); than != nil {
		return p.weakerThan(v, than), true
	}
	if than := p.listed(s, v); than != nil {
		return p.weakerThanList(v, s, than), true
	}
	if s.Unit.Code == p.Round.Self && !v.officersOwn() {
		return p.notOfOfficers(v), true
	}
	for j, o := range s.Versions {
		if j == i || o.Passed || o.First().Scan != v.First().Scan || o.Verdict.Status == finding.Unreadable {
			continue
		}
		if v.weaker(o) {
			return p.weakerThan(v, o), true
		}
		if !o.weaker(v) && o.Verdict.Copy == v.Verdict.Copy {
			return conflicting("%s; %s", o.First().Name, v.First().Name), true
		}
	}
	for _, o := range s.Versions[:i] {
		if o.Verdict.Status != finding.Unreadable && v.foundBefore(o.arrived()) {
			return conflicting("%s; %s", o.First().Name, v.First().Name), true
		}
	}
	if s.Counts != nil && !s.Counts.weaker(v) && v.Verdict.Copy > 0 && v.Verdict.Copy < returned {
		return conflicting("%s (%d < %d)", v.First().Name, v.Verdict.Copy, returned), true
	}
	return f, false
}

// conflicting is SUBM-003 with what conflicts.
func conflicting(format string, args ...any) finding.Finding {
	return finding.New("SUBM-003").With("label", fmt.Sprintf(format, args...))
}

// surer is the version that one must not replace by itself, nil for none: the accepted one,
// and for a form that was not sealed here also one that was, though it is still to be
// corrected.
func (s *Standing) surer(i int) *Version {
	v := s.Versions[i]
	if s.Counts != nil && v.weaker(s.Counts) {
		return s.Counts
	}
	if v.Strength > record.Elsewhere {
		return nil
	}
	for _, o := range slices.Backward(s.Versions[:i]) {
		if o.Strength > record.Elsewhere && !o.Conflict && !o.Passed && o.Verdict.Status == finding.Returned {
			return o
		}
	}
	return nil
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
				out = append(out, fmt.Sprintf("%s: %s → %s",
					in.Label, finding.Show(a, r.Language), finding.Show(b, r.Language)))
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
