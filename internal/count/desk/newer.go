package desk

import (
	"tonghop/internal/count/standing"
	"tonghop/internal/count/versions"
)

// Newer are the units whose newest version differs from the one that counts, or was appraised, with
// what differs: shown beside what is to be decided.
func Newer(p *standing.Picture) (out []versions.Revision) {
	all := versions.Of(p)
	for _, s := range p.Units {
		if rev, ok := all.Waiting(s); ok && s.Decided == nil {
			out = append(out, rev)
		}
	}
	return out
}
