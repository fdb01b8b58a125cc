package standing

import (
	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
)

// Via is what the unit above says of a unit that sends no return of its own: its row of
// a table is the receipt, the self-score and the first desk's appraisal (domain, "who
// sends what to whom").
type Via struct {
	Parent    *Standing
	Table     string
	Row       int // of the answered rows
	Self      *decimal.Decimal
	Appraised *decimal.Decimal
	Result    string
	digest    string // of what the row says
}

// findVia finds what units above say of those that send no return.
func (p *Picture) findVia() {
	for _, parent := range p.Units {
		if parent.AcceptedVersion() == nil {
			continue
		}
		for _, t := range p.Round.Form.TablesOf(parent.Unit.Kind) {
			if t.RowsFrom == "" || t.ResultFrom == "" {
				continue
			}
			for i, row := range parent.AcceptedVersion().Verdict.Tables[t.ID] {
				s := p.RowOf(parent.Unit, t, row)
				if s == nil || s.Unit.Direct || s.AcceptedVersion() != nil {
					continue
				}
				v := &Via{Parent: parent, Table: t.ID, Row: i, digest: Digest(row)}
				v.Result, _ = row[t.ResultFrom].(string)
				v.Self, v.Appraised = number(row[t.SelfFrom]), number(row[t.AppraisedFrom])
				s.Via = v
			}
		}
	}
}

// rowAbove is the row of a unit in a list of the unit above that counts; nil for none.
func (p *Picture) rowAbove(s *Standing) map[string]any {
	parent := p.Standing(s.Unit.Parent)
	for _, t := range p.Round.Form.TablesOf(parent.Unit.Kind) {
		if t.RowsFrom == "" || t.ResultFrom == "" {
			continue
		}
		for _, row := range parent.AcceptedVersion().Verdict.Tables[t.ID] {
			if p.RowOf(parent.Unit, t, row) == s {
				return row
			}
		}
	}
	return nil
}

// RowOf is the unit below whose row of a table it is: by its code, else by its name.
func (p *Picture) RowOf(parent round.Unit, t round.Table, row map[string]any) *Standing {
	code, _ := row["ma"].(string)
	if code != "" {
		if u, ok := p.Round.Register.Unit(code); ok && u.Parent == parent.Code && u.Kind == t.RowsFrom {
			return p.Standing(u.Code)
		}
		return nil
	}
	name, _ := row["ten"].(string)
	for _, u := range p.Round.Register.Children(parent.Code) {
		if u.Kind == t.RowsFrom && decision.Same(u.Name, name) {
			return p.Standing(u.Code)
		}
	}
	return nil
}

func number(v any) *decimal.Decimal {
	if d, ok := record.Number(v); ok {
		return &d
	}
	return nil
}

// Base is what of a unit is appraised: the version that counts, or its row in the table
// of the unit above; "" for nothing.
func (s *Standing) Base() string {
	switch {
	case s.AcceptedVersion() != nil:
		return s.AcceptedVersion().SHA
	case s.Via != nil:
		return s.Via.digest
	}
	return ""
}
