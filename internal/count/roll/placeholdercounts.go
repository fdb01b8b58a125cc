package roll

import (
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/count/desk"
)

// standings are units counted once for all that is said of them.
type standings struct {
	tally                                       Tally
	judged, proposed, recognised, refused, left int
	prize                                       decimal.Decimal
	unpriced                                    bool // a prize of one that is proposed is not known
}

func (s *standings) line(l desk.ProposalLine, decided bool) {
	s.judged++
	if decided && l.Yes {
		s.recognised++
	} else if decided {
		s.refused++
	}
	if !proposedLine(l) {
		s.left++
		return
	}
	s.proposed++
	if l.Prize == nil {
		s.unpriced = true
	} else {
		s.prize = s.prize.Add(*l.Prize)
	}
}

// proposedLine tells whether a unit met the standard, whether it was decided upon already or not.
func proposedLine(l desk.ProposalLine) bool { return l.Why == "" }

// standingsBy counts the units by kind, and all of them under "".
func (w *naming) standingsBy() map[string]*standings {
	by := map[string]*standings{"": {}}
	for _, k := range w.r.Kinds {
		by[k.ID] = &standings{}
	}
	of := func(kind string) []*standings {
		if by[kind] == nil {
			by[kind] = &standings{}
		}
		return []*standings{by[""], by[kind]}
	}
	for _, st := range w.p.Units {
		for _, s := range of(st.Unit.Kind) {
			s.tally.Add(stands(w.p, st))
		}
	}
	for decided, lines := range map[bool][]desk.ProposalLine{
		false: slices.Concat(w.proposal.Proposed, w.proposal.NotProposed),
		true:  w.proposal.Decided,
	} {
		for _, l := range lines {
			for _, s := range of(l.KindID) {
				s.line(l, decided)
			}
		}
	}
	return by
}

// counts are the roll-call and the recognition, for all units and kind by kind.
func (w *naming) counts() {
	w.group = w.t(countsGroup)
	w.countsOf(w.by[""], w.t(unitsName), w.other(unitsName), w.t(allUnits))
	for _, k := range w.r.Kinds {
		if !k.Level {
			w.countsOf(w.by[k.ID], k.ID, k.ID, k.Name)
		}
	}
}

func (w *naming) countsOf(s *standings, base, other, of string) {
	for _, one := range []struct {
		words countWords
		n     int
	}{
		{expectedCount, s.tally.Expected},
		{receivedCount, s.tally.Received},
		{onTimeCount, s.tally.OnTime},
		{lateCount, s.tally.Late},
		{missingCount, s.tally.Missing},
		{countedCount, s.tally.Counted},
		{toCorrectCount, s.tally.Returned},
		{judgedCount, s.judged},
		{proposedCount, s.proposed},
		{notProposedCount, s.left},
		{recognisedCount, s.recognised},
		{refusedCount, s.refused},
	} {
		w.all = append(w.all, Placeholder{
			Group:  w.group,
			Name:   base + "." + one.words.name.In(w.lang),
			Other:  other + "." + w.other(one.words.name),
			What:   of + ": " + w.t(one.words.what),
			Filled: w.count(one.n),
		})
	}
}

// money is what recognition costs, against what there is for it.
func (w *naming) money() {
	w.group = w.t(moneyGroup)
	prizes := func(s *standings) *decimal.Decimal {
		if s.unpriced || s.proposed == 0 {
			return nil
		}
		return &s.prize
	}
	for _, k := range w.r.Kinds {
		if !k.Level && len(w.r.Verdicts(k.ID)) > 0 {
			w.named(k.ID, prizeName, k.Name+": "+w.t(prizeWhat), w.number(k.Prize))
			w.named(k.ID, prizesName, k.Name+": "+w.t(prizesWhat), w.number(prizes(w.by[k.ID])))
		}
	}
	budget, needed := w.r.Settings.Budget, prizes(w.by[""])
	var lacking *decimal.Decimal
	if budget != nil && needed != nil {
		d := decimal.Max(needed.Sub(*budget), decimal.Zero)
		lacking = &d
	}
	w.named("", budgetName, w.t(budgetWhat), w.number(budget))
	w.named("", neededName, w.t(neededWhat), w.number(needed))
	w.named("", lackingName, w.t(lackingWhat), w.number(lacking))
}
