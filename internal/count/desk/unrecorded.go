package desk

import (
	"maps"
	"slices"
	"strings"

	"tonghop/internal/count/standing"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// unrecorded is what was filled in last of a matter and not recorded.
type unrecorded struct {
	Draft   *ledger.Outcome // to go on with
	refusal *ledger.Outcome // of the last workbook of its kind
}

// Unrecorded is what was filled in of every matter and not recorded, by key: a draft stands
// until its row is recorded or cleared, whatever else is refused; a refusal until the next
// workbook of its kind.
func Unrecorded(p *standing.Picture) map[string]unrecorded {
	out := map[string]unrecorded{}
	last := map[string]int64{} // position of the last workbook of each kind
	for _, book := range p.Workbooks {
		for _, o := range book.Outcomes {
			last[o.Book] = book.Position
		}
	}
	for _, book := range p.Workbooks {
		for _, o := range book.Outcomes {
			if o.Key == "" || !ofBook(p, o) {
				continue
			}
			s := out[o.Key]
			switch {
			case o.Refused.IsZero():
				s = unrecorded{}
			case o.Code != "SCOR-008" && len(o.Cells) > 0:
				o.Cells = merged(s.Draft, o)
				s.Draft = &o
			}
			if !o.Refused.IsZero() && last[o.Book] == book.Position {
				s.refusal = &o
			}
			out[o.Key] = s
		}
	}
	return out
}

// ofBook reports whether a row's key is one of its workbook's: what was filled in elsewhere is
// never shown in another's, where it would be signed with everything else. A desk may sit
// elsewhere for a unit than it did when the row was filled in.
func ofBook(p *standing.Picture, o ledger.Outcome) bool {
	kind, key, _ := strings.Cut(o.Key, "|")
	switch decision.Kind(kind) {
	case decision.Appraise:
		desk, unit, _ := strings.Cut(key, "|")
		s := p.Standing(unit)
		return s != nil && slices.ContainsFunc(s.Appraisals, func(a standing.Appraised) bool {
			of := decision.Stamp{Kind: decision.Appraising, Desk: a.Desk.ID, Seat: a.Seat}
			return a.Desk.ID == desk && o.Book == bookOf(of)
		})
	case decision.Recognise, decision.Commend:
		return o.Book == string(decision.Recognising)
	}
	return o.Book == ""
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

// repeated are the keys that stand in several rows which say different things. One that is as
// blank as it was written says nothing: the filled one may come from another revision.
func repeated(w decision.Book) map[string]bool {
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
