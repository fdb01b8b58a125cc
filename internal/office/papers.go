package office

import (
	"maps"
	"slices"
	"strings"
	"time"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/ledger"
	"tonghop/internal/outbox"
	"tonghop/internal/workbook"
)

// said is what was filled in last of a matter and not recorded.
type said struct {
	draft   *ledger.Outcome // to go on with
	refusal *ledger.Outcome // of the last workbook of its sort
}

// lastSaid is what was filled in of every matter and not recorded, by key: a draft stands
// until its row is recorded or cleared, whatever else is refused; a refusal until the next
// workbook of its sort.
func (p *Picture) lastSaid() map[string]said {
	out := map[string]said{}
	last := map[string]int64{} // position of the last workbook of each sort
	for _, paper := range p.Papers {
		for _, o := range paper.Outcomes {
			last[o.Book] = paper.Position
		}
	}
	for _, paper := range p.Papers {
		for _, o := range paper.Outcomes {
			if o.Key == "" || !p.ofBook(o) {
				continue
			}
			s := out[o.Key]
			switch {
			case o.Refused == "" || o.Cleared:
				s = said{}
			case o.Code != "SCOR-008" && len(o.Cells) > 0:
				o.Cells = merged(s.draft, o)
				s.draft = &o
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
func (p *Picture) ofBook(o ledger.Outcome) bool {
	sort, of, _ := strings.Cut(o.Book, " ")
	kind, key, _ := strings.Cut(o.Key, "|")
	desk, seat, _ := strings.Cut(of, " ")
	switch decision.Sort(sort) {
	case decision.Appraising:
		unit, ok := strings.CutPrefix(key, desk+"|")
		s := p.Standing(unit)
		return kind == string(decision.Appraise) && ok && s != nil && s.with(desk, seat) != nil
	case decision.Recognising:
		return kind == string(decision.Recognise) || kind == string(decision.Commend)
	}
	return true
}

// merged are the cells of a row that is not complete, with those that another officer
// filled in meanwhile; who saw what the other typed has the last word.
func merged(before *ledger.Outcome, now ledger.Outcome) map[string]string {
	if before == nil || before.Digest != now.Digest || now.Seen == digest(ownCells(before.Cells)) {
		return now.Cells
	}
	out := maps.Clone(before.Cells)
	maps.Copy(out, now.Cells)
	return out
}

// appraisals are the desks' workbooks.
func (o *Office) appraisals(p *Picture) (out []outbox.Output) {
	books, seats := p.AppraisalBooks(), p.seats()
	for i, w := range books {
		out = append(out, outbox.Output{Path: seats[i].path(), Key: strings.Join([]string{LayoutVersion, o.mark, digest([]any{w.Position, w.Tables, w.Waiting, w.Refused, w.Recorded, o.round.Keys.ID()})}, " "),
			Make: func() ([]byte, error) { return workbook.AppraisalBook(w) }})
	}
	return out
}

// AppraisalBooks are the desks' workbooks, in the order of the definition.
func (p *Picture) AppraisalBooks() (out []workbook.Appraisals) {
	all := p.lastSaid()
	for _, at := range p.seats() {
		out = append(out, p.appraisalBook(at, all))
	}
	return out
}

// appraisalBook is the workbook of one desk.
func (p *Picture) appraisalBook(at seat, all map[string]said) workbook.Appraisals {
	w := workbook.Appraisals{Round: p.Round, Desk: at.desk, Seat: at.unit, Place: at.desk.Name}
	var shown []*Standing
	if u, ok := p.Round.Register.Unit(at.unit); ok {
		w.Place += " - " + u.Name
	}
	tables := map[string]int{}
	for _, s := range p.Units {
		a := s.with(at.desk.ID, at.unit)
		if a == nil || a.via != nil || !s.concerned() {
			continue
		}
		shown = append(shown, s)
		if !a.Open && a.Agreed() == nil {
			w.Waiting = append(w.Waiting, workbook.Awaited{Unit: p.Round.DisplayName(s.Unit), Kind: p.Round.Kind(s.Unit.Kind).Name, Why: p.whyWaiting(s)})
			continue
		}
		card, ok := p.Round.Form.CardFor(s.Unit)
		key := ""
		if ok && s.accepted() != nil {
			key = card.ID
		}
		i, have := tables[key]
		if !have {
			i = len(w.Tables)
			tables[key] = i
			t := workbook.AppraisalTable{}
			if key != "" {
				whole, _ := p.Round.Form.CardOf(s.Unit.Kind)
				t.Card = &whole
			}
			w.Tables = append(w.Tables, t)
		}
		w.Tables[i].Rows = append(w.Tables[i].Rows, p.appraisalLine(at, s, a, all[at.key(s.Unit.Code)]))
	}
	w.Position, w.At = newest(shown)
	book := bookOf(decision.Stamp{Sort: decision.Appraising, Desk: at.desk.ID, Seat: at.unit})
	w.Refused, w.Recorded = p.lastPaper(func(o ledger.Outcome) bool { return o.Book == book })
	return w
}

// lastPaper says what became of the rows, of some matters, of the last workbook that
// spoke of them.
func (p *Picture) lastPaper(of func(ledger.Outcome) bool) (refused []workbook.RefusedRow, recorded int) {
	for _, paper := range slices.Backward(p.Papers) {
		spoke := false
		for _, o := range paper.Outcomes {
			if !of(o) {
				continue
			}
			spoke = true
			switch {
			case o.Refused != "":
				refused = append(refused, workbook.RefusedRow{Line: o.Line, Sheet: o.Sheet, What: o.What, Typed: o.Typed, Why: o.Refused})
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

// newest is the position and time of the newest event that units stand by as they do:
// what a workbook that shows them, and is not written again for every event, is a picture
// of.
func newest(units []*Standing) (position int64, at time.Time) {
	take := func(p int64, t time.Time) {
		if p > position {
			position, at = p, t
		}
	}
	for _, s := range units {
		if s.accepted() != nil {
			take(s.accepted().First().Position, s.accepted().First().Received)
		}
		if s.Via != nil && s.Via.Parent.Counts != nil {
			take(s.Via.Parent.Counts.First().Position, s.Via.Parent.Counts.First().Received)
		}
		for _, d := range s.decisions {
			take(d.ID, d.At)
		}
	}
	return position, at
}

// whyWaiting says why a unit cannot be appraised yet.
func (p *Picture) whyWaiting(s *Standing) string {
	switch {
	case s.base() == "" && s.Newest() == nil:
		return p.say("chưa nhận được báo cáo", "nothing received")
	case s.base() == "":
		return finding.StatusName(s.Status(), p.Round.Language)
	case s.Via != nil && s.Via.Result == "":
		return p.say("xã, phường chưa ghi kết quả trong danh sách", "the unit above has not written a result")
	}
	return p.say("cấp dưới chưa thẩm định", "not appraised by the desk before")
}

// repeated are the keys that stand in several rows which say different things. One that is as
// blank as it was written says nothing: the filled one may come from another revision.
func repeated(w decision.Paper) map[string]bool {
	first, twice := map[string]string{}, map[string]bool{}
	for _, l := range w.Lines {
		says := digest(l.Exact())
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
