package standing

import (
	"fmt"
	"maps"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/viet"
)

// Nominee is one who is proposed for commendation: a row of a unit's list.
type Nominee struct {
	Unit    *Standing
	Table   round.Table
	Cells   map[string]any
	Key     string
	Decided *decision.Decision // nil for none
	lang    string
	Digest  string // of how often it was decided before, and taken back
}

// Nominees are all who are proposed, in the order of the register and of the lists.
func (p *Picture) Nominees() (out []Nominee) {
	if p.named != nil {
		return p.named
	}
	defer func() { p.named = append([]Nominee{}, out...) }()
	below := p.namedBelow()
	for _, s := range p.Units {
		if s.AcceptedVersion() == nil {
			continue
		}
		for _, t := range p.Round.Form.TablesOf(s.Unit.Kind) {
			if t.Use != define.UseCommendation {
				continue
			}
			for _, cells := range s.AcceptedVersion().Verdict.Tables[t.ID] {
				if s.Unit.Code == p.Round.Self && below[called(t, cells)] {
					continue // brought together from below, and decided upon there
				}
				n := Nominee{Unit: s, Table: t, Cells: cells, Key: Digest([]any{t.ID, cells}), lang: p.Lang()}
				n.Digest = Digest([]any{n.Key, p.DecidedBefore(s.Unit.Code, decision.Commend, n.Key)})
				for i := range s.Decisions {
					if d := &s.Decisions[i]; d.Kind == decision.Commend && d.Input == n.Key {
						n.Decided = d
					}
				}
				out = append(out, n)
			}
		}
	}
	return out
}

// namedBelow are those whom the units below this level's own propose, as this level's report
// upward calls them.
func (p *Picture) namedBelow() map[string]bool {
	out := map[string]bool{}
	for _, s := range p.Units {
		if s.AcceptedVersion() == nil || s.Unit.Code == p.Round.Self {
			continue
		}
		for _, t := range p.Round.Form.TablesOf(s.Unit.Kind) {
			for _, cells := range s.AcceptedVersion().Verdict.Tables[t.ID] {
				if t.Use == define.UseCommendation {
					cells = maps.Clone(cells)
					p.AddOwner(t, s.Unit.Code, cells)
					out[called(t, cells)] = true
				}
			}
		}
	}
	return out
}

// called is what a row of a table is known by.
func called(t round.Table, cells map[string]any) string {
	if len(t.Required) == 0 {
		return Digest([]any{t.ID, cells})
	}
	return t.ID + "\x00" + viet.Fold(fmt.Sprint(cells[t.Required[0]]))
}

// NomineesOf are a unit's own.
func (p *Picture) NomineesOf(s *Standing) (out []Nominee) {
	all := p.Nominees()
	if p.firstOf == nil {
		p.firstOf = map[*Standing]int{}
		for i, n := range all {
			if _, ok := p.firstOf[n.Unit]; !ok {
				p.firstOf[n.Unit] = i
			}
		}
	}
	i, ok := p.firstOf[s]
	for ok && i < len(all) && all[i].Unit == s {
		out = append(out, all[i])
		i++
	}
	return out
}

// CommendKey is the key of the decision on a nominee.
func CommendKey(n Nominee) string {
	return decision.Key(string(decision.Commend), n.Unit.Unit.Code, n.Key)
}

// Name is what the nominee is called: the first column that a row must have.
func (n Nominee) Name() string {
	if len(n.Table.Required) == 0 {
		return ""
	}
	return finding.Show(n.Cells[n.Table.Required[0]], n.lang)
}
