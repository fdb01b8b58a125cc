package desk

import (
	"strconv"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/judge/score"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// scores reads the criteria's scores, or of a unit whose criteria are not known the total.
func (r *appraising) scores() {
	p := r.p
	switch {
	case r.s.Via != nil:
		r.total()
		return
	case len(r.card.Groups) == 0: // a kind without a card has no points
		return
	}
	agree := !r.cells[decision.InAgree].Blank()
	r.out.Criteria = map[string]string{}
	missing := 0
	for _, k := range r.card.Criteria() {
		own := r.before(k.ID) // what the desk before gave has its own reason
		got := r.criterion(k)
		if !r.wrong.IsZero() {
			return
		}
		if got == nil && agree {
			got = own
		}
		if got == nil {
			missing++
			continue
		}
		r.out.Criteria[k.ID] = got.String()
		if own != nil && !own.Equal(*got) {
			label := ledger.InWords(p.Round.Label(k.ID + round.ScoreSuffix))
			r.differs(label, r.scored(*got), r.scored(*own))
		}
	}
	if missing > 0 {
		r.lacks = append(r.lacks, lacksScores.reason(ledger.InWords(strconv.Itoa(missing))))
	}
	r.bonus(agree)
}

// scored is a criterion's score as the card says it.
func (r *appraising) scored(d decimal.Decimal) ledger.Reason {
	if r.card.InWords() {
		return ledger.InWords(r.card.Word(d))
	}
	return amount(d)
}

// before is a criterion's score before this desk: that of the desk before, else the
// unit's own.
func (r *appraising) before(id string) *decimal.Decimal {
	if l := levelBefore(r.s, r.a.Desk.ID); l != nil {
		if d, ok := l.Criteria[id]; ok {
			return &d
		}
	}
	return r.s.Scores.Criteria[id].Self
}

// levelBefore is the appraisal of the desk before one; nil for none.
func levelBefore(s *standing.Standing, desk string) (out *score.Level) {
	if s.Scores == nil {
		return nil
	}
	for i := range s.Scores.Levels {
		if s.Scores.Levels[i].Desk == desk {
			break
		}
		out = &s.Scores.Levels[i]
	}
	return out
}

// criterion is what was typed for a criterion, within its points; nil for nothing, or what is wrong.
func (r *appraising) criterion(k round.Criterion) *decimal.Decimal {
	c := r.cells[decision.InCriterion+k.ID]
	switch {
	case c.Blank():
	case r.card.InWords():
		for i, worth := range []decimal.Decimal{k.Points, decimal.Zero} {
			if decision.Same(c.Text, r.card.Answers[i]) {
				return &worth
			}
		}
		r.wrong = notOffered(c.Text, answers(r.p, r.card.Answers...)...)
	case c.Num == nil:
		r.wrong = notAScore.reason(told(c.Text, k.Label)...)
	case c.Num.IsNegative() || c.Num.GreaterThan(k.Points):
		r.wrong = scoreOutside.reason(ledger.InWords(k.Label), amount(*c.Num), amount(k.Points))
	default:
		return c.Num
	}
	return nil
}

func (r *appraising) bonus(agree bool) {
	c := r.cells[decision.InBonus]
	claimed := decimal.Zero
	if r.s.Scores.Bonus != nil {
		claimed = *r.s.Scores.Bonus
	}
	switch most := r.card.BonusCeiling(); {
	case !r.card.Bonus.IsPositive():
		return
	case c.Blank() && agree:
		if l := levelBefore(r.s, r.a.Desk.ID); l != nil && l.Bonus != nil {
			claimed = *l.Bonus
		}
		r.out.Bonus = claimed.String()
		return
	case c.Blank() && claimed.IsZero():
		return
	case c.Blank():
		r.lacks = append(r.lacks, lacksBonus.reason())
		return
	case c.Num == nil || c.Num.IsNegative() || c.Num.GreaterThan(most) || !c.Num.Mod(r.card.Bonus).IsZero():
		r.wrong = bonusOutside.reason(ledger.InWords(c.Text), amount(r.card.Bonus), amount(most))
		return
	}
	r.out.Bonus = c.Num.String()
	if !c.Num.Equal(claimed) {
		r.differs(bonusPoints.reason(), amount(*c.Num), amount(claimed))
	}
}

// total is the total of a unit on a list, whose criteria are not known.
func (r *appraising) total() {
	c := r.cells[decision.InTotal]
	before := r.s.Via.Self
	if l := levelBefore(r.s, r.a.Desk.ID); l != nil && l.Total != nil {
		before = l.Total
	}
	most := r.card.MostTotal()
	switch {
	case c.Blank() && before != nil && !r.cells[decision.InAgree].Blank():
		r.out.Total = before.String()
		return
	case c.Blank():
		r.lacks = append(r.lacks, lacksTotal.reason())
		return
	case c.Num == nil || c.Num.IsNegative() || c.Num.GreaterThan(most):
		r.wrong = totalOutside.reason(ledger.InWords(c.Text), amount(most))
		return
	}
	r.out.Total = c.Num.String()
	if before != nil && !c.Num.Equal(*before) {
		r.differs(totalPoints.reason(), amount(*c.Num), amount(*before))
	}
}
