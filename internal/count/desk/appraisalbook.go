package desk

import (
	"slices"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/count/versions"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// AppraisalBooks are the desks' workbooks, in the order of the definition.
func AppraisalBooks(p *standing.Picture) (out []Appraisals) {
	all, newer := Unrecorded(p), versions.Of(p)
	for _, at := range Seats(p) {
		out = append(out, appraisalBook(p, at, all, newer))
	}
	return out
}

// appraisalBook is the workbook of one desk.
func appraisalBook(p *standing.Picture, at seat, all map[string]unrecorded, newer *versions.Revisions) Appraisals {
	w := Appraisals{Round: p.Round, Desk: at.desk, Seat: at.unit, Place: at.desk.Name}
	var shown []*standing.Standing
	if u, ok := p.Round.Register.Unit(at.unit); ok {
		w.Place += " - " + u.Name
	}
	tables := map[string]int{}
	for _, s := range p.Units {
		a := with(s, at.desk.ID, at.unit)
		if a == nil || a.Via != nil || !concerned(s) {
			continue
		}
		shown = append(shown, s)
		if rev, ok := newer.Appraised(s, at.desk.ID); ok && s.Decided == nil {
			w.Newer = append(w.Newer, rev)
		}
		if !a.Open && a.Agreed() == nil {
			w.Waiting = append(w.Waiting, Awaited{
				Unit: p.Round.DisplayName(s.Unit),
				Kind: p.Round.Kind(s.Unit.Kind).Name,
				Why:  whyWaiting(p, s),
			})
			continue
		}
		var card round.Card // of a unit on a list no criteria are known
		if s.AcceptedVersion() != nil {
			card, _ = p.Round.Form.CardOf(s.Unit.Kind)
		}
		i, have := tables[card.ID]
		if !have {
			i = len(w.Tables)
			tables[card.ID] = i
			t := AppraisalTable{}
			if card.ID != "" {
				t.Card = &card
			}
			w.Tables = append(w.Tables, t)
		}
		w.Tables[i].Rows = append(w.Tables[i].Rows, appraisalLine(p, at, s, a, all[at.key(s.Unit.Code)]))
	}
	w.Position, w.At = Newest(shown)
	book := bookOf(decision.Stamp{Kind: decision.Appraising, Desk: at.desk.ID, Seat: at.unit})
	w.Refused, w.Recorded = LastWorkbook(p, func(o ledger.Outcome) bool { return o.Book == book })
	return w
}

// LastWorkbook says what became of the rows, of some matters, of the last workbook that
// spoke of them.
func LastWorkbook(p *standing.Picture, of func(ledger.Outcome) bool) (refused []RefusedRow, recorded int) {
	for _, book := range slices.Backward(p.Workbooks) {
		spoke := false
		for _, o := range book.Outcomes {
			if !of(o) {
				continue
			}
			spoke = true
			switch {
			case !o.Refused.IsZero():
				refused = append(refused, RefusedRow{
					Line:  o.Line,
					Sheet: o.Sheet,
					What:  o.What,
					Typed: o.Typed,
					Why:   inWords(o.Refused, p.Lang()),
				})
			case !o.Cleared:
				recorded++
			}
		}
		if spoke {
			return refused, recorded
		}
	}
	return nil, 0
}

// Newest is the position and time of the newest event that units stand by as they do:
// what a workbook that shows them, and is not written again for every event, is a picture
// of.
func Newest(units []*standing.Standing) (position int64, at time.Time) {
	take := func(p int64, t time.Time) {
		if p > position {
			position, at = p, t
		}
	}
	for _, s := range units {
		v := s.AcceptedVersion()
		if s.Via != nil {
			v = s.Via.Parent.AcceptedVersion()
		}
		if v != nil {
			take(v.First().Position, v.First().Received)
		}
		for _, d := range s.Decisions {
			take(d.ID, d.At)
		}
	}
	return position, at
}

// whyWaiting says why a unit cannot be appraised yet.
func whyWaiting(p *standing.Picture, s *standing.Standing) string {
	switch {
	case s.Base() == "" && s.Newest() == nil:
		return nothingReceived.In(p.Lang())
	case s.Base() == "":
		return finding.StatusName(s.Status(), p.Lang())
	case s.Via != nil && s.Via.Result == "":
		return noResultInList.In(p.Lang())
	}
	return deskBeforeMissing.In(p.Lang())
}
