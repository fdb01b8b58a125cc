package office

import (
	"slices"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/outbox"
	"tonghop/internal/write/officers"
)

// decisions is the workbook of what an officer must decide.
func (o *Office) decisions(p *standing.Picture) outbox.Output {
	w := desk.Decisions{Round: p.Round}
	var asked []*standing.Standing
	for _, s := range p.Units {
		_, choose := desk.VersionMatter(p, s)
		if choose || desk.Open(s) || len(desk.ReturnMatters(p, s))+len(desk.TrustMatters(p, s)) > 0 {
			asked = append(asked, s)
		}
	}
	w.Position, w.At = desk.Newest(asked)
	for _, d := range p.Decisions { // which an older workbook must be known from
		if (d.Kind == decision.Revoke || d.Kind == decision.Assign) && d.ID > w.Position {
			w.Position, w.At = d.ID, d.At
		}
	}
	for _, s := range asked { // what a row that an officer begins may speak of
		if v := s.Newest(); v != nil && v.First().Position > w.Position {
			w.Position, w.At = v.First().Position, v.First().Received
		}
	}
	for _, v := range slices.Concat(p.Strays, p.Sheets) {
		if f := v.First(); f.Position > w.Position {
			w.Position, w.At = f.Position, f.Received
		}
	}
	all := desk.Unrecorded(p)
	for _, m := range desk.Matters(p) {
		if d := all[m.Row.Key].Draft; d != nil && d.Digest == m.Row.Digest {
			m.Row.Typed = d.Cells
		}
		w.Rows = append(w.Rows, m.Row)
	}
	w.Begun = desk.Begun(all)
	for name := range desk.KindNames(p) {
		w.Free = append(w.Free, name)
	}
	slices.Sort(w.Free)
	w.Refused, w.Recorded = desk.LastWorkbook(p, func(o ledger.Outcome) bool { return o.Book == "" })
	w.Newer = desk.Newer(p)
	shown := []any{w.Position, w.Rows, w.Begun, w.Refused, w.Recorded, o.round.Keys.ID(), w.Newer}
	return outbox.Output{
		Path: desk.DecisionsPath,
		Key:  o.key(standing.Digest(shown)),
		Make: func() ([]byte, error) { return officers.DecisionsBook(w) },
	}
}
