package standing

import (
	"cmp"
	"slices"

	"tonghop/internal/ask/round"
	"tonghop/internal/judge/score"
	"tonghop/internal/read/decision"
)

// Appraised is how a unit stands with one desk of its chain.
type Appraised struct {
	Desk round.Desk
	Seat string
	Last bool
	// Open says that the desk may appraise: there is something to appraise, and the desk
	// before has done so.
	Open      bool
	Base      string              // what is appraised
	withdrawn int64               // the last appraisal by the desk that was taken back; 0 for none
	past      []string            // the matters of all that were taken back
	Current   []decision.Decision // on it; more than one contradict each other
	Stale     *decision.Decision  // the last one on something that has changed since
	Via       *score.Level        // that stands in the unit above's table
}

// SeatThen is where the desk sat that gave the appraisal which holds: where it sits now, unless the
// unit has another parent since.
func (a *Appraised) SeatThen() string {
	if d := a.Agreed(); d != nil && d.Appraisal.Seat != "" {
		return d.Appraisal.Seat
	}
	return a.Seat
}

// Agreed is the appraisal that holds; nil where there is none, or two contradict.
func (a *Appraised) Agreed() *decision.Decision {
	if len(a.Current) != 1 {
		return nil
	}
	return &a.Current[0]
}

// RowDigest hashes what a row of the desk's workbook asks about: a row with another digest was
// filled in on something else. An appraisal that was taken back is part of it, so that an
// older workbook does not bring it back.
func (a *Appraised) RowDigest() string {
	if a.withdrawn == 0 {
		return a.RecordDigest()
	}
	return Digest([]any{a.RecordDigest(), a.withdrawn})
}

// Asks reports whether a row with a digest may speak: it asks what is asked now, or what an
// appraisal that holds was asked, which it contradicts then. Where one of such a contradiction
// was taken back, an older workbook does not bring it again.
func (a *Appraised) Asks(digest string) bool {
	return digest == a.RowDigest() || !slices.Contains(a.past, digest) &&
		slices.ContainsFunc(a.Current, func(d decision.Decision) bool { return d.Matter == digest })
}

// RecordDigest hashes what is appraised and what is on record of it: the next desk's base.
func (a *Appraised) RecordDigest() string {
	all := []string{a.Base}
	for _, d := range a.Current {
		all = append(all, ContentDigest(d))
	}
	slices.Sort(all[1:])
	return Digest(all)
}

// ContentDigest hashes what an appraisal says.
func ContentDigest(d decision.Decision) string {
	return Digest([]any{d.Appraisal, d.Reason, d.By, d.Day})
}

// givenDigest hashes what an appraisal gives, whoever wrote it.
func givenDigest(d decision.Decision) string { return Digest(d.Appraisal) }

// appraise puts what desks and decisions say beside every unit, those below first: a
// parent's points may follow from them.
func (p *Picture) appraise() {
	p.findVia()
	for _, s := range slices.Backward(p.parentsFirst()) {
		p.appraiseUnit(s)
	}
}

// parentsFirst are the units, each behind the one above it.
func (p *Picture) parentsFirst() []*Standing {
	depth := map[string]int{}
	for _, s := range p.Units {
		for u := s.Unit; u.Parent != ""; depth[s.Unit.Code]++ {
			u, _ = p.Round.Register.Unit(u.Parent)
		}
	}
	units := slices.Clone(p.Units)
	slices.SortStableFunc(units, func(a, b *Standing) int {
		return cmp.Compare(depth[a.Unit.Code], depth[b.Unit.Code])
	})
	return units
}

func (p *Picture) appraiseUnit(s *Standing) {
	chain := p.Round.Chain(s.Unit)
	if len(p.Round.Verdicts(s.Unit.Kind)) == 0 { // of a kind that is not judged
		chain = nil
	}
	base := s.Base()
	open := base != "" && s.Unit.Code != p.Round.Self
	for i, d := range chain {
		a := Appraised{
			Desk: d,
			Seat: p.Round.Seat(d, s.Unit),
			Last: i == len(chain)-1,
			Open: open,
			Base: Digest([]string{base, d.ID}),
		}
		if s.Via != nil && s.AcceptedVersion() == nil && i == 0 {
			a.Via, a.Open = &score.Level{Desk: d.ID, Total: s.Via.Appraised, Result: s.Via.Result, Last: a.Last}, false
			open = open && s.Via.Result != ""
		} else {
			p.appraisalsBy(s, &a)
			open = open && a.Agreed() != nil
		}
		base = Digest([]string{a.Base, a.RecordDigest()})
		s.Appraisals = append(s.Appraisals, a)
	}
	p.result(s)
}

// appraisalsBy gathers a desk's appraisals of a unit: each takes the place of those that it
// was made upon; two made upon the same contradict each other where they differ.
func (p *Picture) appraisalsBy(s *Standing, a *Appraised) {
	taken, past := p.takenBack(s.Unit.Code, a.Desk.ID)
	a.withdrawn, a.past = taken.ID, past
	for _, d := range s.Decisions {
		if !appraises(d, a.Desk.ID) || d.ID < taken.ID && d.Matter != taken.Matter {
			continue // one before another that was taken back does not come again
		}
		if d.SHA != a.Base {
			a.Stale = &d
			continue
		}
		a.add(d)
	}
	if len(a.Current) > 0 {
		a.Stale = nil
	}
}

// add takes in an appraisal of what is appraised now.
func (a *Appraised) add(d decision.Decision) {
	sameMatter := func(c decision.Decision) bool { return c.Matter == d.Matter }
	agrees := func(c decision.Decision) bool { return sameMatter(c) && givenDigest(c) == givenDigest(d) }
	if i := slices.IndexFunc(a.Current, agrees); i >= 0 {
		if ContentDigest(d) < ContentDigest(a.Current[i]) { // one of two that agree, whichever came first
			a.Current[i] = d
		}
		return
	}
	if slices.ContainsFunc(a.Current, sameMatter) {
		a.Current = append(a.Current, d)
		return
	}
	a.Current = []decision.Decision{d}
}

// appraises reports whether a decision is an appraisal by the desk.
func appraises(d decision.Decision, desk string) bool {
	return d.Kind == decision.Appraise && d.Appraisal != nil && d.Appraisal.Desk == desk
}

// AppraisedVersion is the version on which a desk's last appraisal in force was given, or with ""
// that of any desk; nil where there is none, or it was given upon a row of the unit above. A later
// desk appraises what the first one did before it.
func (p *Picture) AppraisedVersion(s *Standing, desk string) *Version {
	chain := p.Round.Chain(s.Unit)
	if len(chain) == 0 {
		return nil
	}
	given := false
	for _, d := range slices.Backward(s.Decisions) {
		given = given || d.Appraisal != nil && appraises(d, cmp.Or(desk, d.Appraisal.Desk))
		if !given || !appraises(d, chain[0].ID) {
			continue
		}
		for _, v := range s.Versions {
			if d.SHA == Digest([]string{v.SHA, chain[0].ID}) {
				return v
			}
		}
	}
	return nil
}

// replaced reports whether a version was replaced and nothing rests on it any more: it is known by
// its findings.
func (p *Picture) replaced(s *Standing, v *Version) bool {
	if v == s.Counts || v == s.Newest() || v == s.newestReadable() || s.Unit.Code == p.Round.Self {
		return false
	}
	return !slices.ContainsFunc(p.Round.Chain(s.Unit), func(d round.Desk) bool {
		return p.AppraisedVersion(s, d.ID) == v // it is held against what is appraised now
	})
}

// newestReadable is the newest version that can be read: a file behind it that cannot be says
// nothing; nil for none.
func (s *Standing) newestReadable() *Version {
	for _, v := range slices.Backward(s.Versions) {
		if v.readable() {
			return v
		}
	}
	return nil
}

// takenBack is the last appraisal of a unit by a desk that was taken back, and the matters of
// all that were.
func (p *Picture) takenBack(unit, desk string) (last decision.Decision, matters []string) {
	for _, d := range p.ofUnit(unit) {
		if d.Revoked && appraises(d, desk) {
			last, matters = d, append(matters, d.Matter)
		}
	}
	return last, matters
}
