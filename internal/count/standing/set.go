package standing

import (
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
)

// Priors are last year's figures of a unit as they stand on record, by defined name.
func (p *Picture) Priors(u round.Unit) map[string]any {
	out := map[string]any{}
	for id, d := range p.Past(u) {
		if in, ok := p.Round.Form.Indicator(id); ok && in.Prior && in.Concerns(u) {
			out[id+round.PriorSuffix] = d
		}
	}
	return out
}

// FiguresOf are a verdict's figures by indicator.
func FiguresOf(values map[string]any) check.Figures {
	out := check.Figures{}
	for id, v := range values {
		if d, ok := record.Number(v); ok {
			out[id] = d
		}
	}
	return out
}

// Past are a unit's figures on record of the round before, by this round's ids: its
// own, or the sum of its predecessors'. A predecessor that was split among several
// units cannot be compared.
func (p *Picture) Past(u round.Unit) check.Figures {
	if len(p.past) == 0 {
		return nil
	}
	from := u.Predecessors
	if len(from) == 0 {
		from = []string{u.Code}
	}
	for _, code := range from {
		if _, goesOn := p.Round.Register.Unit(code); goesOn && code != u.Code {
			return nil // a part of it was split off: its figure is its own
		}
	}
	isFrom := func(code string) bool { return slices.Contains(from, code) }
	for _, other := range p.Round.Register.Units {
		if other.Code != u.Code && slices.ContainsFunc(other.Predecessors, isFrom) {
			return nil
		}
	}
	out := check.Figures{}
	for i := range p.Round.Form.Indicators {
		in := &p.Round.Form.Indicators[i]
		id := in.Previous
		switch id {
		case "none":
			continue
		case "":
			id = in.ID
		}
		sum, known := decimal.Zero, true
		for _, code := range from {
			d, ok := p.past[code][id]
			sum, known = sum.Add(d), known && ok
		}
		if known {
			out[in.ID] = sum
		}
	}
	return out
}

// history adds what the round before says to a version.
func (p *Picture) history(s *Standing, v *Version) {
	past := p.Past(s.Unit)
	if len(past) == 0 || v.Verdict.Status == finding.Unreadable || v.Verdict.Status == finding.Held {
		return
	}
	fs := check.History(p.Round, s.Unit, FiguresOf(v.Verdict.Values), FiguresOf(v.Verdict.Prior), past)
	for i := range fs {
		fs[i] = p.found(fs[i], v)
	}
	if len(fs) > 0 {
		v.Verdict = v.Verdict.Add(fs...)
		if v.Verdict.Status == finding.Clean {
			v.Verdict.Status = finding.StatusOf(v.Verdict.Findings)
		}
	}
}

// orderOf is where a sheet stands in a version's workbook: as other findings of it say,
// else as in the form that was issued.
func (p *Picture) orderOf(name string, v *Version) int {
	for _, f := range v.Verdict.Findings {
		if f.Sheet == name && f.Row > 0 {
			return f.SheetOrder
		}
	}
	for i, k := range []form.SheetKey{form.Guide, form.UnitKey, form.Report, form.Figures, form.Score, form.Lists} {
		if form.Title(p.Round, k) == name {
			return i
		}
	}
	return 0
}

// found gives a finding of the set its place, the round's severity, and the unit's
// explanation.
func (p *Picture) found(f finding.Finding, v *Version) finding.Finding {
	if at, ok := v.Verdict.Cells[f.ID]; ok {
		f.Sheet, f.Cells = cutCell(at)
		f.SheetOrder = p.orderOf(f.Sheet, v)
		f.Row, f.Col, _ = sheet.ParseRef(f.Cells[0])
	}
	if s, ok := p.Round.Severity[f.Code]; ok {
		f.Severity = s
	}
	return check.Explain(f, p.Round, func(name string) string {
		t, _ := v.Verdict.Typed[name].(string)
		return t
	})
}

// peers adds what other units of the kind say, for officers.
func (p *Picture) peers() {
	byKind := map[string]map[string]check.Figures{}
	for _, s := range p.Units {
		if s.Counts == nil {
			continue
		}
		if byKind[s.Unit.Kind] == nil {
			byKind[s.Unit.Kind] = map[string]check.Figures{}
		}
		byKind[s.Unit.Kind][s.Unit.Code] = FiguresOf(s.Counts.Verdict.Values)
	}
	for kind, all := range byKind {
		found := check.Peers(p.Round, kind, all, func(code string) string {
			u, _ := p.Round.Register.Unit(code)
			return p.Round.DisplayName(u)
		})
		for code, fs := range found {
			s := p.Standing(code)
			for i := range fs {
				fs[i] = p.found(fs[i], s.Counts)
			}
			s.Counts.Verdict = s.Counts.Verdict.Add(fs...)
			p.accept(s, s.Counts)
		}
	}
}
