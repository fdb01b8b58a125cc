package office

import (
	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/run/outbox"
	"tonghop/internal/write/officers"
)

// proposal is the workbook in which the chairman decides.
func (o *Office) proposal(p *standing.Picture) []outbox.Output {
	w := desk.ProposalOf(p)
	if len(w.Proposed)+len(w.Refused)+len(w.Decided)+len(w.NotProposed)+len(w.Nominees) == 0 {
		return nil
	}
	shown := standing.Digest([]any{w.Position, w.Proposed, w.NotProposed, w.Decided, w.Nominees, w.Refused, w.Recorded,
		w.Fields, o.round.Keys.ID()})
	return []outbox.Output{{
		Path: desk.ProposalPath,
		Key:  o.key(shown),
		Make: func() ([]byte, error) { return officers.ProposalBook(w) },
	}}
}
