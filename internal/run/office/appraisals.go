package office

import (
	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/run/outbox"
	"tonghop/internal/write/officers"
)

// appraisals are the desks' workbooks.
func (o *Office) appraisals(p *standing.Picture) (out []outbox.Output) {
	books, seats := desk.AppraisalBooks(p), desk.Seats(p)
	for i, w := range books {
		shown := standing.Digest([]any{w.Position, w.Tables, w.Waiting, w.Refused, w.Recorded, o.round.Keys.ID(),
			w.Newer})
		out = append(out, outbox.Output{
			Path: seats[i].Path(),
			Key:  o.key(shown),
			Make: func() ([]byte, error) { return officers.AppraisalBook(w) },
		})
	}
	return out
}
