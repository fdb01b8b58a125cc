package office

import (
	"fmt"
	"maps"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/ledger"
	"tonghop/internal/round"
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
	matter  string // how often it was decided before, and taken back
}

// nominees are all who are proposed, in the order of the register and of the lists.
func (p *Picture) nominees() (out []Nominee) {
	if p.named != nil {
		return p.named
	}
	defer func() { p.named = append([]Nominee{}, out...) }()
	below := p.namedBelow()
	for _, s := range p.Units {
		if s.accepted() == nil {
			continue
		}
		for _, t := range p.Round.Form.TablesOf(s.Unit.Kind) {
			if t.Use != round.UseCommendation {
				continue
			}
			for _, cells := range s.accepted().Verdict.Tables[t.ID] {
				if s.Unit.Code == p.Round.Self && below[called(t, cells)] {
					continue // brought together from below, and decided upon there
				}
				n := Nominee{Unit: s, Table: t, Cells: cells, Key: digest([]any{t.ID, cells}), lang: p.Round.Language}
				n.matter = digest([]any{n.Key, p.decidedBefore(s.Unit.Code, decision.Commend, n.Key)})
				for i := range s.decisions {
					if d := &s.decisions[i]; d.Kind == decision.Commend && d.Input == n.Key {
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
		if s.accepted() == nil || s.Unit.Code == p.Round.Self {
			continue
		}
		for _, t := range p.Round.Form.TablesOf(s.Unit.Kind) {
			for _, cells := range s.accepted().Verdict.Tables[t.ID] {
				if t.Use == round.UseCommendation {
					cells = maps.Clone(cells)
					p.sayWhose(t, s.Unit.Code, cells)
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
		return digest([]any{t.ID, cells})
	}
	return t.ID + "\x00" + viet.Fold(fmt.Sprint(cells[t.Required[0]]))
}

// nomineesOf are a unit's own.
func (p *Picture) nomineesOf(s *Standing) (out []Nominee) {
	all := p.nominees()
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

func commendKey(n Nominee) string {
	return decision.Key(string(decision.Commend), n.Unit.Unit.Code, n.Key)
}

func (p *Picture) commendRow(nominees map[string]Nominee, l decision.Line, d *decision.Decision, o *ledger.Outcome) {
	n, ok := nominees[l.Key]
	if !ok {
		o.Refused = p.say("không còn trong danh sách đề nghị của đơn vị", "no longer on the unit's list")
		return
	}
	o.What = p.Round.DisplayName(n.Unit.Unit) + ": " + n.Name()
	d.Kind, d.Unit, d.Input, d.Found, d.Value = decision.Commend, n.Unit.Unit.Code, n.Key, n.Name(), p.yesOrNo(l, o)
	switch {
	case o.Refused != "":
	case n.Decided != nil:
		o.Code, o.Refused = "SCOR-008", p.say("đã có quyết định", "decided already")
	case n.matter != l.Digest:
		o.Code, o.Refused = "SCOR-008", p.say("quyết định đã thay đổi sau khi tệp được xuất ra", "the decision has changed since the workbook was written")
	}
}

// Name is what the nominee is called: the first column that a row must have.
func (n Nominee) Name() string {
	if len(n.Table.Required) == 0 {
		return ""
	}
	return finding.Show(n.Cells[n.Table.Required[0]], n.lang)
}
