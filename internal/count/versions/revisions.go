package versions

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/words"
)

// Mark says which version is meant.
type Mark struct {
	Number    int
	File, SHA string
	Received  time.Time
	Why       words.Pair `json:"-"` // why it is compared, put into words where it is shown; empty for the newer one
}

// Revision is what a newer version of a unit's return changes.
type Revision struct {
	Unit     round.Unit
	Name     string // of the unit
	From, To Mark
	Changes  []Change
	Given    map[string]string // scores that the appraisal of the older one gave, by criterion

	plan *form.Plan
}

// Revisions finds what newer versions change in a picture.
type Revisions struct {
	p      *standing.Picture
	totals map[string]rollup.Total // once they were asked for
}

// Of makes them of a picture.
func Of(p *standing.Picture) *Revisions { return &Revisions{p: p} }

// Waiting is what a unit's newest version changes of the one that counts, else of the one that was
// appraised; ok is false where nothing differs.
func (r *Revisions) Waiting(s *standing.Standing) (rev Revision, ok bool) {
	from, to, why := Ends(r.p, s)
	if from == nil || to == nil {
		return rev, false
	}
	rev = r.Between(s, from, to, why)
	return rev, len(rev.Changes) > 0
}

// Appraised is what a unit's newest version changes of the one that a desk appraised, else of the
// one that it is to appraise; ok is false where nothing differs.
func (r *Revisions) Appraised(s *standing.Standing, desk string) (rev Revision, ok bool) {
	from, why := r.p.AppraisedVersion(s, desk), thatIsAppraised
	if from == nil {
		from, why = accepted(s)
	}
	to := newest(s)
	if from == nil || to == nil || to.Number <= from.Number {
		return rev, false
	}
	rev = r.Between(s, from, to, why)
	return rev, len(rev.Changes) > 0
}

// Ends are the versions that are held against each other where nobody says which: the newest that
// can be read, and the one that counts or, where that is the newest, was appraised; nil for none.
func Ends(p *standing.Picture, s *standing.Standing) (from, to *standing.Version, why words.Pair) {
	to = newest(s)
	if from, why = accepted(s); from == nil || from == to {
		from, why = p.AppraisedVersion(s, ""), thatIsAppraised
	}
	if from == nil || to == nil || to.Number <= from.Number {
		return nil, to, why
	}
	return from, to, why
}

// accepted is the version that is in the totals, or is once it is appraised.
func accepted(s *standing.Standing) (*standing.Version, words.Pair) {
	if s.Counts != nil {
		return s.Counts, thatCounts
	}
	return s.Accepted, thatIsAccepted
}

// newest is the last version of which something is known, but for those that an officer passed over.
func newest(s *standing.Standing) *standing.Version {
	for _, v := range slices.Backward(s.Versions) {
		if said := &v.Verdict; !v.Passed && len(said.Values)+len(said.Typed)+len(said.TypedRows) > 0 {
			return v
		}
	}
	return nil
}

// Between is what differs between two versions of a unit whose verdicts are whole.
func (r *Revisions) Between(s *standing.Standing, from, to *standing.Version, why words.Pair) Revision {
	rev := Revision{
		Unit: s.Unit,
		Name: r.p.Round.DisplayName(s.Unit),
		From: markOfVersion(from, why),
		To:   markOfVersion(to, words.Pair{}),
		plan: form.Of(r.p.Round, s.Unit),
	}
	rev.Changes = Between(rev.plan, from.Verdict, to.Verdict)
	for i := range rev.Changes {
		rev.Changes[i].Totals = r.moved(s, rev.Changes[i])
	}
	for _, a := range s.Appraisals { // of several desks the last one that gave a score
		d := a.Agreed()
		if d == nil {
			d = a.Stale
		}
		if d == nil || d.Appraisal == nil {
			continue
		}
		for id, score := range d.Appraisal.Criteria {
			if rev.Given == nil {
				rev.Given = map[string]string{}
			}
			rev.Given[id] = score
		}
	}
	return rev
}

func markOfVersion(v *standing.Version, why words.Pair) Mark {
	first := v.First()
	return Mark{Number: v.Number, File: ledger.DroppedAs(first.Name), SHA: v.SHA, Received: first.Received, Why: why}
}

// moved are the totals that a change moves as the units stand: not those for which a unit above
// answers itself, and those that follow a part.
func (r *Revisions) moved(s *standing.Standing, ch Change) (out []string) {
	id, prior := strings.CutSuffix(ch.Name, round.PriorSuffix)
	if _, ok := r.p.Round.Form.Indicator(id); !ok {
		return ch.Totals
	}
	if r.totals == nil {
		r.totals = r.p.Tree().Roll()
	}
	own := r.totals[id]
	inside := slices.Contains(own.From, s.Unit.Code)
	if inside && !slices.Contains(ch.Totals, ch.Name) {
		out = append(out, ch.Name)
	}
	if inside || !r.stoodFor(s.Unit, own.From) {
		out = append(out, ch.Totals...)
	}
	for i := range r.p.Round.Form.Indicators {
		name := r.p.Round.Form.Indicators[i].ID
		if !slices.Contains(r.totals[name].Parts, id) {
			continue
		}
		if prior {
			name += round.PriorSuffix
		}
		if !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
	return out
}

// stoodFor tells whether a unit above is in a total by its own answer.
func (r *Revisions) stoodFor(u round.Unit, from []string) bool {
	for range r.p.Round.Register.Units {
		up, ok := r.p.Round.Register.Unit(u.Parent)
		if !ok {
			return false
		}
		if slices.Contains(from, up.Code) {
			return true
		}
		u = up
	}
	return false
}

// Line is one change as it is shown.
type Line struct {
	Section, What         string
	Before, After         any              // a figure or a text
	Difference            *decimal.Decimal // of two figures
	Words                 string           // what differs between two texts
	CellBefore, CellAfter string
	Totals, Criteria      string
}

// Lines are a revision's changes as they are shown.
func (rev Revision) Lines() (out []Line) {
	lang := rev.plan.Round.Language
	for _, ch := range rev.Changes {
		out = append(out, Line{
			Section:    ch.Section,
			What:       ch.Title(lang),
			Before:     figureOr(ch.Before, lang),
			After:      figureOr(ch.After, lang),
			Difference: ch.Difference,
			Words:      WordByWord(ch.Words, lang),
			CellBefore: ch.CellBefore,
			CellAfter:  ch.CellAfter,
			Totals:     ch.TotalsText(rev.plan),
			Criteria:   ch.CriteriaText(rev.plan, rev.Given),
		})
	}
	return out
}

// figureOr is a value as a cell shows it: a figure as such, everything else in words, a long text
// by its beginning: what differs in it stands beside it.
func figureOr(x any, lang string) any {
	if d, ok := record.Number(x); ok {
		return d
	}
	return short(Shown(x, lang))
}

// Heading says which versions are compared, and how many differences there are.
func (rev Revision) Heading() string {
	r := rev.plan.Round
	return heading.With(r.Language, rev.Name, rev.Unit.Code, rev.From.in(r), rev.To.in(r), len(rev.Changes))
}

// in is a version in words.
func (m Mark) in(r *round.Round) string {
	at := m.Received.In(r.Location).Format("15:04 02/01/2006")
	said := versionOf.With(r.Language, m.Number, m.File, at)
	if why := m.Why.In(r.Language); why != "" {
		said += ", " + why
	}
	return said
}
