package standing

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/rollup"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
	"tonghop/internal/words"
)

// Tree is the returns that count, along the tree of units.
func (p *Picture) Tree() rollup.Tree {
	past := map[string]rollup.Figures{}
	for code, fs := range p.past {
		own := rollup.Figures{}
		for i := range p.Round.Form.Indicators {
			in := &p.Round.Form.Indicators[i]
			id := in.Previous
			if id == "" {
				id = in.ID
			}
			if d, ok := fs[id]; ok && id != "none" {
				own[in.ID] = d
			}
		}
		past[code] = own
	}
	return rollup.New(p.Round, p.Counted(), past)
}

// aggregate holds what parents answered against what those below them did (AGGR).
func (p *Picture) aggregate() {
	tree := p.Tree()
	for _, s := range p.Units {
		children := p.Round.Register.Children(s.Unit.Code)
		if s.Counts == nil || len(children) == 0 {
			continue
		}
		var absent []string
		all := true
		for _, u := range children {
			c := p.Standing(u.Code)
			if !p.Round.Exists(u) || c.Counts != nil {
				continue
			}
			if all = false; c.Expected {
				absent = append(absent, u.Name)
			}
		}
		fs := p.figuresBelow(s, tree, all)
		fs = append(fs, p.appraisalsBelow(s)...)
		if n := len(absent); n > 0 {
			f := finding.New("AGGR-002").With("count", fmt.Sprint(n)).With("label", SomeOf(absent, 5))
			fs = append(fs, f)
		}
		for i := range fs {
			fs[i] = p.found(fs[i], s.Counts)
		}
		if len(fs) > 0 {
			s.Counts.Verdict = s.Counts.Verdict.Add(fs...)
			p.accept(s, s.Counts)
		}
	}
}

// SomeOf names the first few of a list.
func SomeOf(names []string, n int) string {
	if len(names) <= n {
		return strings.Join(names, ", ")
	}
	return strings.Join(names[:n], ", ") + fmt.Sprintf(", … (+%d)", len(names)-n)
}

// figuresBelow are the figures of a parent that its children's do not add up to: where
// all children are in, any difference; else where the children alone have more. One
// finding names the first; all are noted for the workbook.
func (p *Picture) figuresBelow(s *Standing, tree rollup.Tree, all bool) []finding.Finding {
	var out finding.Finding
	var also []string
	sums := tree.Below(s.Unit.Code)
	for i := range p.Round.Form.Indicators {
		in := &p.Round.Form.Indicators[i]
		sum := sums[in.ID].Sum
		d, ok := record.Number(s.Counts.Verdict.Values[in.ID])
		if !ok || sum == nil || in.TotalFrom == "" {
			continue
		}
		c := Comparison{Unit: s.Unit, Indicator: *in, Own: d, Sum: *sum, From: len(sums[in.ID].From), All: all}
		if d.Equal(*sum) || !all && d.GreaterThan(*sum) {
			continue
		}
		p.Below = append(p.Below, c)
		if len(also) == 0 {
			diff := d.Sub(*sum)
			out = finding.New("AGGR-001").With("label", in.Label)
			out.ID, out.IDs, out.Found, out.Expected, out.Difference = in.ID, []string{in.ID}, d, *sum, &diff
		} else {
			out.IDs = append(out.IDs, in.ID)
		}
		also = append(also, in.ID, d.String(), sum.String())
	}
	if len(also) == 0 {
		return nil
	}
	if n := len(out.IDs) - 1; n > 0 {
		out.Variant = "more"
		out = out.With("count", fmt.Sprint(n)).With("also", Digest(also))
	}
	return []finding.Finding{out}
}

// appraisalsBelow are children whose appraisal by the desk at the parent is not what the
// parent's own table says of them: the appraisal workbook is the truth.
func (p *Picture) appraisalsBelow(s *Standing) (out []finding.Finding) {
	for _, t := range p.Round.Form.TablesOf(s.Unit.Kind) {
		if t.RowsFrom == "" || t.ResultFrom == "" {
			continue
		}
		for _, row := range s.Counts.Verdict.Tables[t.ID] {
			c := p.RowOf(s.Unit, t, row)
			if c == nil || len(c.Appraisals) == 0 || c.Via != nil {
				continue
			}
			d := c.Appraisals[0].Agreed()
			if d == nil {
				continue
			}
			f := finding.New("AGGR-001.appraisal").With("label", c.Unit.Name)
			f.ID = round.TableName(t.ID)
			result, _ := row[t.ResultFrom].(string)
			table, own := number(row[t.AppraisedFrom]), c.Scores
			var total *decimal.Decimal
			if own != nil && len(own.Levels) > 0 {
				total = own.Levels[0].Total
			}
			switch {
			case result != "" && !decision.Same(result, d.Appraisal.Result):
				f.Found, f.Expected = result, d.Appraisal.Result
			case table != nil && total != nil && !total.Equal(*table):
				f.Found, f.Expected = *table, *total
			default:
				continue
			}
			f.Args["also"] = c.Unit.Code
			out = append(out, f)
		}
	}
	return out
}

// FoundOf is what a finding found, as decisions remember it: another figure is another
// matter.
func FoundOf(f finding.Finding) string {
	return finding.Show(f.Found, words.EN) + f.Args["also"]
}

// Coverage is how complete and how timely the returns are, by the unit below which they
// stand.
func (p *Picture) Coverage() map[string]rollup.Coverage {
	return rollup.Cover(p.Round, func(code string) rollup.Presence {
		s := p.Standing(code)
		return rollup.Presence{
			Expected: s.Expected,
			Received: s.Newest() != nil && !s.Undecided(),
			Accepted: s.Counts != nil,
			OnTime:   s.OnTime,
		}
	})
}
