package desk

import (
	"encoding/json"

	"tonghop/internal/count/standing"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// commendRow judges the row of a nominee.
func commendRow(
	p *standing.Picture, nominees map[string]standing.Nominee, l decision.Line, d *decision.Decision, o *ledger.Outcome,
) {
	n, ok := nominees[l.Key]
	if !ok {
		o.Refused = nomineeGone.reason()
		return
	}
	o.What = p.Round.DisplayName(n.Unit.Unit) + ": " + n.Name()
	d.Kind, d.Unit, d.Input, d.Found, d.Value = decision.Commend, n.Unit.Unit.Code, n.Key, n.Name(), yesOrNo(p, l, o)
	switch {
	case !o.Refused.IsZero():
	case n.Decided != nil:
		o.Code, o.Refused = "SCOR-008", decidedAlready.reason()
	case n.Digest != l.Digest:
		o.Code, o.Refused = "SCOR-008", decisionChanged.reason()
	}
}

// Names of what comes of recognition.
const (
	ProposalPath = "de-nghi-cong-nhan.xlsx"
	ResultsPath  = "ket-qua"
)

// recogniseDigest hashes what a unit's row of the proposal asks about.
func recogniseDigest(p *standing.Picture, s *standing.Standing) string {
	var all []any
	for i := range s.Appraisals {
		all = append(all, s.Appraisals[i].RecordDigest())
	}
	return standing.Digest(append(all, p.DecidedBefore(s.Unit.Code, decision.Recognise, "")...))
}

func recogniseKey(unit string) string { return decision.Key(string(decision.Recognise), unit) }

// recogniseRow judges the row of a unit that is proposed or not.
func recogniseRow(p *standing.Picture, code string, l decision.Line, d *decision.Decision, o *ledger.Outcome) {
	s := p.Standing(code)
	if s == nil {
		o.Refused = noSuchUnit.reason()
		return
	}
	o.What = p.Round.DisplayName(s.Unit)
	_, met := s.Proposed(p.Round)
	d.Scores, _ = json.Marshal(s.Scores) // texts and decimals: it cannot fail
	d.Kind, d.Unit, d.SHA, d.Value = decision.Recognise, code, s.Base(), yesOrNo(p, l, o)
	switch {
	case !o.Refused.IsZero():
	case s.Decided != nil:
		o.Code, o.Refused = "SCOR-008", unitDecidedAlready.reason()
	case !s.Recognisable():
		o.Refused = notYetAppraised.reason()
	case recogniseDigest(p, s) != l.Digest:
		o.Code, o.Refused = "SCOR-008", appraisalChanged.reason()
	case !met && d.Value == decision.Yes:
		o.Refused = notProposed.reason()
	}
}

// ResultBook is what is sent to a unit that was decided upon.
func ResultBook(p *standing.Picture, s *standing.Standing) Result {
	w := Result{
		Round:     p.Round,
		Unit:      s.Unit,
		Values:    map[string]any{},
		Scores:    s.Scores,
		Own:       s.Own(p.Round),
		Decision:  p.DecidedBy(*s.Decided),
		Yes:       s.Recognised(),
		Note:      s.Decided.Reason,
		Prize:     p.Round.Kind(s.Unit.Kind).Prize,
		At:        s.Decided.At,
		DecidedIn: p.OriginOf(*s.Decided),
	}
	if s.AcceptedVersion() != nil {
		w.Values, w.Explains = s.AcceptedVersion().Verdict.Values, s.AcceptedVersion().Verdict.Explains
	} else if s.Via != nil {
		w.Source = fromListOf.With(p.Lang(), s.Via.Parent.Unit.Name)
	}
	for i := range s.Appraisals {
		a := &s.Appraisals[i]
		line := ResultAppraisal{Desk: a.Desk.Name}
		if u, ok := p.Round.Register.Unit(a.SeatThen()); ok {
			line.Desk += " - " + u.Name
		}
		switch d := a.Agreed(); {
		case d != nil:
			line.Result, line.Reason, line.By = d.Appraisal.Result, d.Reason, d.By
			line.Day, line.Papers = standing.DayIn(d.Day), standing.DayIn(d.Appraisal.Papers)
			line.Source = p.OriginOf(*d)
		case a.Via != nil:
			line.Result = a.Via.Result
		}
		if s.Scores != nil && i < len(s.Scores.Levels) {
			line.Total, line.Gate = s.Scores.Levels[i].Total, s.Scores.Levels[i].Gate
		}
		w.Appraisals = append(w.Appraisals, line)
	}
	for _, n := range p.NomineesOf(s) {
		if n.Decided != nil && n.Decided.Value == decision.Yes {
			w.Commended = append(w.Commended, n.Name())
		}
	}
	return w
}
