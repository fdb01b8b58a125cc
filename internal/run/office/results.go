package office

import (
	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/run/outbox"
	"tonghop/internal/write/officers"
)

// results are the workbooks that tell units their results.
func (o *Office) results(p *standing.Picture) (out []outbox.Output) {
	for _, s := range p.Units {
		if s.Decided == nil {
			continue
		}
		w := desk.ResultBook(p, s)
		shown := standing.Digest([]any{w.Values, w.Explains, w.Scores, w.Appraisals, w.Decision, w.Yes, w.Commended,
			w.Note, w.Own, w.Source, w.Prize, w.DecidedIn})
		out = append(out, outbox.Output{
			Path: desk.ResultsPath + "/" + s.Unit.Code + ".xlsx",
			Key:  o.key(shown),
			Make: func() ([]byte, error) { return officers.ResultBook(w) },
		})
	}
	return out
}
