package desk

import (
	"maps"
	"slices"
	"strings"
	"time"

	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// said is what was filled in last of a matter and not recorded.
type said struct {
	Draft   *ledger.Outcome // to go on with
	refusal *ledger.Outcome // of the last workbook of its sort
}

// LastSaid is what was filled in of every matter and not recorded, by key: a draft stands
// until its row is recorded or cleared, whatever else is refused; a refusal until the next
// workbook of its sort.
func LastSaid(p *standing.Picture) map[string]said {
	out := map[string]said{}
	last := map[string]int64{} // position of the last workbook of each sort
	for _, paper := range p.Papers {
		for _, o := range paper.Outcomes {
			last[o.Book] = paper.Position
		}
	}
	for _, paper := range p.Papers {
		for _, o := range paper.Outcomes {
			if o.Key == "" || !ofBook(p, o) {
				continue
			}
			s := out[o.Key]
			switch {
			case o.Refused == "" || o.Cleared:
				s = said{}
			case o.Code != "SCOR-008" && len(o.Cells) > 0:
				o.Cells = merged(s.Draft, o)
				s.Draft = &o
			}
			s.refusal = nil
			if o.Refused != "" && last[o.Book] == paper.Position {
				s.refusal = &o
			}
			out[o.Key] = s
		}
	}
	return out
}

// ofBook tells whether a row's key is one of its workbook's: what was filled in elsewhere is
// never shown in another's, where it would be signed with everything else. A desk may sit
// elsewhere for a unit than it did when the row was filled in.
func ofBook(p *standing.Picture, o ledger.Outcome) bool {
	sort, of, _ := strings.Cut(o.Book, " ")
	kind, key, _ := strings.Cut(o.Key, "|")
	desk, seat, _ := strings.Cut(of, " ")
	switch decision.Sort(sort) {
	case decision.Appraising:
		unit, ok := strings.CutPrefix(key, desk+"|")
		s := p.Standing(unit)
		return kind == string(decision.Appraise) && ok && s != nil && with(s, desk, seat) != nil
	case decision.Recognising:
		return kind == string(decision.Recognise) || kind == string(decision.Commend)
	}
	return true
}

// merged are the cells of a row that is not complete, with those that another officer
// filled in meanwhile; who saw what the other typed has the last word.
func merged(before *ledger.Outcome, now ledger.Outcome) map[string]string {
	if before == nil || before.Digest != now.Digest || now.Seen == standing.Digest(ownCells(before.Cells)) {
		return now.Cells
	}
	out := maps.Clone(before.Cells)
	maps.Copy(out, now.Cells)
	return out
}

// AppraisalBooks are the desks' workbooks, in the order of the definition.
func AppraisalBooks(p *standing.Picture) (out []Appraisals) {
	all := LastSaid(p)
	for _, at := range Seats(p) {
		out = append(out, appraisalBook(p, at, all))
	}
	return out
}

// appraisalBook is the workbook of one desk.
func appraisalBook(p *standing.Picture, at seat, all map[string]said) Appraisals {
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
		if !a.Open && a.Agreed() == nil {
			w.Waiting = append(w.Waiting, Awaited{
				Unit: p.Round.DisplayName(s.Unit),
				Kind: p.Round.Kind(s.Unit.Kind).Name,
				Why:  whyWaiting(p, s),
			})
			continue
		}
		card, ok := p.Round.Form.CardFor(s.Unit)
		key := ""
		if ok && s.AcceptedVersion() != nil {
			key = card.ID
		}
		i, have := tables[key]
		if !have {
			i = len(w.Tables)
			tables[key] = i
			t := AppraisalTable{}
			if key != "" {
				whole, _ := p.Round.Form.CardOf(s.Unit.Kind)
				t.Card = &whole
			}
			w.Tables = append(w.Tables, t)
		}
		w.Tables[i].Rows = append(w.Tables[i].Rows, appraisalLine(p, at, s, a, all[at.key(s.Unit.Code)]))
	}
	w.Position, w.At = Newest(shown)
	book := bookOf(decision.Stamp{Sort: decision.Appraising, Desk: at.desk.ID, Seat: at.unit})
	w.Refused, w.Recorded = LastPaper(p, func(o ledger.Outcome) bool { return o.Book == book })
	return w
}

// LastPaper says what became of the rows, of some matters, of the last workbook that
// spoke of them.
func LastPaper(p *standing.Picture, of func(ledger.Outcome) bool) (refused []RefusedRow, recorded int) {
	for _, paper := range slices.Backward(p.Papers) {
		spoke := false
		for _, o := range paper.Outcomes {
			if !of(o) {
				continue
			}
			spoke = true
			switch {
			case o.Refused != "":
				refused = append(refused, RefusedRow{
					Line:  o.Line,
					Sheet: o.Sheet,
					What:  o.What,
					Typed: o.Typed,
					Why:   o.Refused,
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
		if s.AcceptedVersion() != nil {
			take(s.AcceptedVersion().First().Position, s.AcceptedVersion().First().Received)
		}
		if s.Via != nil && s.Via.Parent.Counts != nil {
			take(s.Via.Parent.Counts.First().Position, s.Via.Parent.Counts.First().Received)
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

// repeated are the keys that stand in several rows which say different things. One that is as
// blank as it was written says nothing: the filled one may come from another revision.
func repeated(w decision.Paper) map[string]bool {
	first, twice := map[string]string{}, map[string]bool{}
	for _, l := range w.Lines {
		says := standing.Digest(l.Exact())
		if l.Key == "" || len(l.Typed()) == 0 && says == l.Seen {
			continue
		}
		if was, ok := first[l.Key]; ok && was != says {
			twice[l.Key] = true
		}
		first[l.Key] = says
	}
	return twice
}
