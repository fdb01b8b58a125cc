package office

import (
	"fmt"
	"slices"
	"strings"

	"tonghop/internal/rollup"
	"tonghop/internal/round"
	"tonghop/internal/viet"
)

// Step is one unit's figure on the way from a total to a cell.
type Step struct {
	Unit, Name, Kind string
	Value            any    // json.Number or text; nil where none counts
	Version          int    // that counts; 0 for none
	File, SHA        string // as it was dropped, and its hash
	Cell             string // Sheet!C7 in that file
	Why              string // why it is not in the total; "" where it is
}

// Trace is the way of one indicator: its total, the units whose figures are in it, and
// those whose are not.
type Trace struct {
	Indicator round.Indicator
	Total     rollup.Total
	In, Out   []Step
}

// Trace follows an indicator from the total down to file and cell; with a unit, for that
// unit alone.
func (p *Picture) Trace(id, unit string) (t Trace, err error) {
	in, ok := p.Round.Form.Indicator(id)
	if !ok {
		var ids []string
		for i := range p.Round.Form.Indicators {
			ids = append(ids, p.Round.Form.Indicators[i].ID)
		}
		return t, fmt.Errorf("no indicator has the id %q%s", id, near(viet.Nearest(id, ids)))
	}
	if _, ok := p.Round.Register.Unit(unit); unit != "" && !ok {
		return t, fmt.Errorf("no unit has the code %q", unit)
	}
	t.Indicator, t.Total = in, rollup.Roll(p.Round, p.Counted())[id]
	for _, s := range p.Units {
		if unit != "" && s.Unit.Code != unit || !in.Concerns(s.Unit) || !s.Expected && s.Newest() == nil {
			continue
		}
		step := Step{Unit: s.Unit.Code, Name: p.Round.DisplayName(s.Unit), Kind: s.Unit.Kind}
		v := s.Counts
		if v != nil {
			step.Value, step.Version, step.File, step.SHA, step.Cell = v.Verdict.Values[id], v.Number, droppedAs(v.First().Name), v.SHA, v.Verdict.Cells[id]
		}
		if slices.Contains(t.Total.From, s.Unit.Code) {
			t.In = append(t.In, step)
			continue
		}
		step.Why = p.whyNot(s, step, in)
		t.Out = append(t.Out, step)
	}
	return t, nil
}

// whyNot says why a unit's figure is not in a total.
func (p *Picture) whyNot(s *Standing, step Step, in round.Indicator) string {
	switch {
	case s.Newest() == nil:
		return "nothing received"
	case s.Undecided():
		return "versions in conflict; an officer decides"
	case s.Counts == nil:
		return "no version counts: " + string(s.Status())
	case step.Value == nil:
		return "not answered in the version that counts"
	case in.Type == round.Ratio:
		return "a ratio is made of sums"
	case in.TotalFrom == "":
		return "not totalled"
	case in.TotalFrom != "all" && s.Unit.Kind != in.TotalFrom:
		return "covered by the figure of " + p.Round.Kind(in.TotalFrom).Name
	}
	return "its parent's own answer stands for it"
}

func near(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return "; there is " + strings.Join(ids, ", ")
}
