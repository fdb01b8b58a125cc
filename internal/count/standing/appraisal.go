package standing

import (
	"cmp"
	"encoding/json"
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/judge/score"
	"tonghop/internal/read/decision"
)

// Via is what the unit above says of a unit that sends no return of its own: its row of
// a table is the receipt, the self-score and the first desk's appraisal (domain, "who
// sends what to whom").
type Via struct {
	Parent    *Standing
	Table     string
	Row       int // of the answered rows
	Self      *decimal.Decimal
	Appraised *decimal.Decimal
	Result    string
	mark      string // of what the row says
}

// Appraised is how a unit stands with one desk of its chain.
type Appraised struct {
	Desk round.Desk
	Seat string
	Last bool
	// Open tells that the desk may appraise: there is something to appraise, and the desk
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

// Matter hashes what a row of the desk's workbook asks about: a row with another digest was
// filled in on something else. An appraisal that was taken back is part of it, so that an
// older workbook does not bring it back.
func (a *Appraised) Matter() string {
	if a.withdrawn == 0 {
		return a.Record()
	}
	return Digest([]any{a.Record(), a.withdrawn})
}

// Asks tells whether a row with a digest may speak: it asks what is asked now, or what an
// appraisal that holds was asked, which it contradicts then. Where one of such a contradiction
// was taken back, an older workbook does not bring it again.
func (a *Appraised) Asks(digest string) bool {
	return digest == a.Matter() || !slices.Contains(a.past, digest) &&
		slices.ContainsFunc(a.Current, func(d decision.Decision) bool { return d.Matter == digest })
}

// Record hashes what is appraised and what is on record of it: the next desk's base.
func (a *Appraised) Record() string {
	all := []string{a.Base}
	for _, d := range a.Current {
		all = append(all, Content(d))
	}
	slices.Sort(all[1:])
	return Digest(all)
}

// Content is what an appraisal says.
func Content(d decision.Decision) string {
	return Digest([]any{d.Appraisal, d.Reason, d.By, d.Day})
}

// gives is what an appraisal gives, whoever wrote it.
func gives(d decision.Decision) string { return Digest(d.Appraisal) }

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

// findVia finds what units above say of those that send no return.
func (p *Picture) findVia() {
	for _, parent := range p.Units {
		if parent.AcceptedVersion() == nil {
			continue
		}
		for _, t := range p.Round.Form.TablesOf(parent.Unit.Kind) {
			if t.RowsFrom == "" || t.ResultFrom == "" {
				continue
			}
			for i, row := range parent.AcceptedVersion().Verdict.Tables[t.ID] {
				s := p.RowOf(parent.Unit, t, row)
				if s == nil || s.Unit.Direct || s.AcceptedVersion() != nil {
					continue
				}
				v := &Via{Parent: parent, Table: t.ID, Row: i, mark: Digest(row)}
				v.Result, _ = row[t.ResultFrom].(string)
				v.Self, v.Appraised = number(row[t.SelfFrom]), number(row[t.AppraisedFrom])
				s.Via = v
			}
		}
	}
}

// rowAbove is the row of a unit in a list of the unit above that counts; nil for none.
func (p *Picture) rowAbove(s *Standing) map[string]any {
	parent := p.Standing(s.Unit.Parent)
	for _, t := range p.Round.Form.TablesOf(parent.Unit.Kind) {
		if t.RowsFrom == "" || t.ResultFrom == "" {
			continue
		}
		for _, row := range parent.AcceptedVersion().Verdict.Tables[t.ID] {
			if p.RowOf(parent.Unit, t, row) == s {
				return row
			}
		}
	}
	return nil
}

// RowOf is the unit below whose row of a table it is: by its code, else by its name.
func (p *Picture) RowOf(parent round.Unit, t round.Table, row map[string]any) *Standing {
	code, _ := row["ma"].(string)
	if code != "" {
		if u, ok := p.Round.Register.Unit(code); ok && u.Parent == parent.Code && u.Kind == t.RowsFrom {
			return p.Standing(u.Code)
		}
		return nil
	}
	name, _ := row["ten"].(string)
	for _, u := range p.Round.Register.Children(parent.Code) {
		if u.Kind == t.RowsFrom && decision.Same(u.Name, name) {
			return p.Standing(u.Code)
		}
	}
	return nil
}

func number(v any) *decimal.Decimal {
	if d, ok := record.Number(v); ok {
		return &d
	}
	return nil
}

// Base is what of a unit is appraised: the version that counts, or its row in the table
// of the unit above; "" for nothing.
func (s *Standing) Base() string {
	switch {
	case s.AcceptedVersion() != nil:
		return s.AcceptedVersion().SHA
	case s.Via != nil:
		return s.Via.mark
	}
	return ""
}

func (p *Picture) appraiseUnit(s *Standing) {
	chain := p.Round.Chain(s.Unit)
	if len(p.Round.Verdicts(s.Unit.Kind)) == 0 { // of a kind that is not judged
		chain = nil
	}
	base := s.Base()
	open := base != "" && s.Unit.Code != p.Round.Self
	s.Appraisals = nil
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
			base = Digest([]string{a.Base, a.Record()})
		} else {
			p.deskSays(s, &a)
			open = open && a.Agreed() != nil
			base = Digest([]string{a.Base, a.Record()})
		}
		s.Appraisals = append(s.Appraisals, a)
	}
	p.result(s)
}

// deskSays gathers a desk's appraisals of a unit: each takes the place of those that it
// was made upon; two made upon the same contradict each other where they differ.
func (p *Picture) deskSays(s *Standing, a *Appraised) {
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
	agrees := func(c decision.Decision) bool { return sameMatter(c) && gives(c) == gives(d) }
	if i := slices.IndexFunc(a.Current, agrees); i >= 0 {
		if Content(d) < Content(a.Current[i]) { // one of two that agree, whichever came first
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

// appraises tells whether a decision is an appraisal by the desk.
func appraises(d decision.Decision, desk string) bool {
	return d.Kind == decision.Appraise && d.Appraisal != nil && d.Appraisal.Desk == desk
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

// result puts scores, recognition and status together.
func (p *Picture) result(s *Standing) {
	card, scored := p.Round.Form.CardFor(s.Unit)
	levels := s.levels(card)
	if own := s.ownCard(); own != nil && scored || len(levels) > 0 {
		if own != nil && s.AcceptedVersion() != nil {
			own = own.Children(card, p.below(s))
		}
		s.Scores = own.Appraise(card, levels)
	}
	s.recognition()
	if v := s.AcceptedVersion(); v != nil {
		s.tell(&v.Verdict, len(levels) > 0 && levels[len(levels)-1].Last)
	}
}

// levels are the results of the desks of the chain, up to the first without one.
func (s *Standing) levels(card round.Card) (levels []score.Level) {
	for i := range s.Appraisals {
		a := &s.Appraisals[i]
		l := a.Via
		if d := a.Agreed(); d != nil {
			l = Level(card, *d, a.Last)
		}
		if l == nil || l.Result == "" {
			break
		}
		levels = append(levels, *l)
	}
	return levels
}

// ownCard is the card as the unit filled it in, or as its row in the table above does; nil
// for none.
func (s *Standing) ownCard() *score.Card {
	switch {
	case s.AcceptedVersion() != nil:
		return s.AcceptedVersion().Verdict.Scores
	case s.Via != nil:
		return &score.Card{Self: s.Via.Self, Step: score.StepSelf}
	}
	return nil
}

// recognition finds the decision on the unit. The scores that were decided upon stay as they
// were.
func (s *Standing) recognition() {
	if d := s.Lock(); d != nil {
		s.Decided = d
	}
	if s.Decided == nil || len(s.Decided.Scores) == 0 {
		return
	}
	var then *score.Card
	if err := json.Unmarshal(s.Decided.Scores, &then); err == nil && then != nil {
		s.Scores = then
	}
}

// tell writes scores and status into the verdict of the version that was accepted.
func (s *Standing) tell(v *record.Verdict, appraised bool) {
	if s.Scores != nil && v.Scores != nil {
		v.Scores = s.Scores
	}
	switch {
	case s.Recognised():
		v.Status = finding.Recognised
	case s.Decided != nil:
		v.Status = finding.Locked
	case appraised:
		v.Status = finding.Appraised
	}
}

// Level is an appraisal as the scores take it.
func Level(card round.Card, d decision.Decision, last bool) *score.Level {
	l := &score.Level{
		Desk:     d.Appraisal.Desk,
		Gate:     d.Appraisal.Gate,
		Result:   d.Appraisal.Result,
		Last:     last,
		Total:    exactly(d.Appraisal.Total),
		Bonus:    exactly(d.Appraisal.Bonus),
		Criteria: map[string]decimal.Decimal{},
	}
	for id, text := range d.Appraisal.Criteria {
		if n := exactly(text); n != nil {
			l.Criteria[id] = *n
		}
	}
	if l.Total == nil && !l.Gate && len(l.Criteria) > 0 {
		l.Total = l.Grade(card)
	}
	return l
}

func exactly(text string) *decimal.Decimal {
	d, err := decimal.NewFromString(text)
	if err != nil {
		return nil
	}
	return &d
}

// below counts the units directly below of a kind, and those that are recognised.
func (p *Picture) below(s *Standing) score.Below {
	return func(kind string) (met, n int) {
		for _, u := range p.Round.Register.Children(s.Unit.Code) {
			if u.Kind != kind || !p.Round.Exists(u) {
				continue
			}
			n++
			if c := p.Standing(u.Code); c != nil && c.Recognised() {
				met++
			}
		}
		return met, n
	}
}

// Recognised tells whether a unit is recognised by decision.
func (s *Standing) Recognised() bool { return s.Decided != nil && s.Decided.Value == decision.Yes }

// Recognition is what was decided on a unit; nil where nothing was.
func (s *Standing) Recognition() *bool {
	if s.Decided == nil {
		return nil
	}
	yes := s.Recognised()
	return &yes
}

// Proposed is the last desk's result, where the whole chain has appraised: its first
// word is met.
func (s *Standing) Proposed(r *round.Round) (result string, met bool) {
	if s.Scores == nil || len(s.Scores.Levels) == 0 {
		return "", false
	}
	l := s.Scores.Levels[len(s.Scores.Levels)-1]
	offered := r.Verdicts(s.Unit.Kind)
	return l.Result, l.Last && len(offered) > 0 && decision.Same(l.Result, offered[0])
}

// Own is what a unit says of itself: its card's verdict, the choice of a kind without a
// card, or what its row in the table above says.
func (s *Standing) Own(r *round.Round) string {
	if s.AcceptedVersion() == nil {
		if s.Via != nil {
			return s.Via.Result
		}
		return ""
	}
	if t, ok := s.AcceptedVersion().Verdict.Values[round.Verdict].(string); ok {
		return t
	}
	t, _ := s.AcceptedVersion().Verdict.Values[r.Kind(s.Unit.Kind).Verdict].(string)
	return t
}

// Recognisable tells whether a decision may be taken on a unit: the whole chain has
// appraised it.
func (s *Standing) Recognisable() bool {
	return s.Scores != nil && len(s.Scores.Levels) > 0 && s.Scores.Levels[len(s.Scores.Levels)-1].Last
}
