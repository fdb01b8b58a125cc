package roll

import (
	"fmt"
	"slices"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/viet"
	"tonghop/internal/words"
)

// Step is one unit's figure on the way from a total to a cell.
type Step struct {
	Unit, Name, Kind string
	Value            any    // json.Number or text; nil where none counts
	Prior            any    // last year's, where it is asked
	Version          int    // that counts; 0 for none
	File, SHA        string // as it was dropped, and its hash
	Cell             string // Sheet!C7 in that file
	Why              string // why it is not in the total; "" where it is
	Part             string // of a total that follows its parts: the part that this figure is of
	Decided          string // the decision by which its version counts, and where that was filled in; "" for none
}

// Trace is the way of one indicator: its total, the units whose figures are in it, and
// those whose are not.
type Trace struct {
	Indicator round.Indicator
	Total     rollup.Total
	In, Out   []Step
}

// TraceOf follows an indicator from the total down to file and cell; with a unit, for that
// unit alone.
func TraceOf(p *standing.Picture, id, unit string) (t Trace, err error) {
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
	totals := p.Tree().Roll()
	t.Indicator, t.Total = in, totals[id]
	t.In, t.Out = steps(p, &in, totals, unit, words.EN)
	return t, nil
}

// steps are the figures of units that are in a total, and those that are not, with why;
// of all units, or of one.
func steps(p *standing.Picture, in *round.Indicator, totals map[string]rollup.Total, unit, lang string) (
	inside, outside []Step) {
	total := totals[in.ID]
	if len(total.Parts) == 0 {
		return stepsOf(p, in, total, unit, lang)
	}
	for _, id := range total.Parts {
		part, _ := p.Round.Form.Indicator(id)
		of, _ := steps(p, &part, totals, unit, lang)
		for _, step := range of {
			step.Part = part.Label
			inside = append(inside, step)
		}
	}
	typed, outside := stepsOf(p, in, total, unit, lang)
	for _, step := range typed { // their own totals are not what is added
		if step.Value != nil {
			step.Why = followsParts.In(lang)
			outside = append(outside, step)
		}
	}
	return inside, outside
}

// stepsOf are the steps of a total that adds the units' own figures.
func stepsOf(p *standing.Picture, in *round.Indicator, total rollup.Total, unit, lang string) (
	inside, outside []Step) {
	from := map[string]bool{}
	for _, code := range total.From {
		from[code] = true
	}
	for _, s := range p.Units {
		if unit != "" && s.Unit.Code != unit || !in.Concerns(s.Unit) || !s.Expected && s.Newest() == nil {
			continue
		}
		step := Step{Unit: s.Unit.Code, Name: p.Round.DisplayName(s.Unit), Kind: s.Unit.Kind}
		v := s.Counts
		if v != nil {
			step.Version, step.File, step.SHA = v.Number, ledger.DroppedAs(v.First().Name), v.SHA
			step.Value, step.Cell = v.Verdict.Values[in.ID], v.Verdict.Cells[in.ID]
			step.Prior, step.Decided = v.Verdict.Prior[in.ID], decided(p, s)
		}
		if from[s.Unit.Code] {
			inside = append(inside, step)
			continue
		}
		step.Why = whyNot(p, s, step, *in, lang)
		outside = append(outside, step)
	}
	return inside, outside
}

// mostSources is how many rows the consolidated workbook has for where totals come from.
const mostSources = 30_000

// sources is where every total comes from; nil where that is too much for a sheet.
func sources(p *standing.Picture, totals map[string]rollup.Total) []Source {
	out := []Source{}
	for i := range p.Round.Form.Indicators {
		in := &p.Round.Form.Indicators[i]
		if in.TotalFrom == "" {
			continue
		}
		inside, outside := steps(p, in, totals, "", p.Lang())
		for _, s := range slices.Concat(inside, outside) {
			if s.Version == 0 { // nothing of it counts: the sheet Not in the totals says why
				continue
			}
			out = append(out, Source{
				Indicator: in.ID,
				Unit:      s.Unit,
				Value:     s.Value,
				Prior:     s.Prior,
				Version:   s.Version,
				File:      s.File,
				SHA:       s.SHA,
				Cell:      s.Cell,
				Why:       strings.TrimSpace(s.Why + " " + s.Decided),
			})
			if s.Part != "" {
				last := &out[len(out)-1]
				last.Why = strings.TrimSpace(partOf.With(p.Lang(), s.Part) + " " + last.Why)
			}
		}
		if len(out) > mostSources {
			return nil
		}
	}
	return out
}

// whyNot says why a unit's figure is not in a total.
func whyNot(p *standing.Picture, s *standing.Standing, step Step, in round.Indicator, lang string) string {
	switch {
	case s.Counts == nil:
		return notCounted(p, s, lang)
	case step.Value == nil:
		return notAnswered.In(lang)
	case in.Type == round.Ratio:
		return ratioOfSums.In(lang)
	case in.TotalFrom == "":
		return notTotalled.In(lang)
	case in.TotalFrom != "all" && s.Unit.Kind != in.TotalFrom:
		return coveredBy.With(lang, p.Round.Kind(in.TotalFrom).Name)
	}
	return inParentsAnswer.In(lang)
}

// notCounted says why nothing of a unit is in the totals.
func notCounted(p *standing.Picture, s *standing.Standing, lang string) string {
	switch {
	case s.Newest() == nil && s.Via != nil:
		return onListOf.With(lang, s.Via.Parent.Unit.Name)
	case s.Newest() == nil:
		return nothingReceived.In(lang)
	case s.Undecided():
		return undecided.In(lang)
	}
	status := string(s.Status()) // the trace names it as other programs know it
	if lang != words.EN {
		status = strings.ToLower(finding.StatusName(s.Status(), lang))
	}
	return noVersionCounts.With(lang, status)
}

// appraisedLine puts what desks and decisions say into a unit's line.
func appraisedLine(p *standing.Picture, s *standing.Standing, l *UnitLine) {
	l.Result, _ = s.Proposed(p.Round)
	if s.Decided != nil {
		word := notRecognised.In(p.Lang())
		if s.Recognised() {
			word = recognised.In(p.Lang())
		}
		l.Decision = word + ", " + p.DecidedBy(*s.Decided)
	}
	if s.Via != nil && s.Counts == nil {
		l.Via = s.Via.Parent.Unit.Name
	}
	if s.Counts == nil && (s.Expected || s.Newest() != nil || s.Via != nil) {
		l.WhyNot = notCounted(p, s, p.Lang())
		if n := s.Newest(); n != nil {
			counts := finding.Counts(s.Findings())
			errors, queries := counts[finding.Error]+counts[finding.Blocker], counts[finding.Query]
			l.WhyNot += newestVersion.With(p.Lang(), n.Number, ledger.DroppedAs(n.First().Name), errors, queries)
		}
	}
}

func near(ids []string) string {
	if len(ids) == 0 {
		return ""
	}
	return "; there is " + strings.Join(ids, ", ")
}
