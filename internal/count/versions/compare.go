package versions

import (
	"slices"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
)

// comparer holds two versions against each other.
type comparer struct {
	plan          *form.Plan
	card          round.Card
	keys          map[string]string // numbers of criteria
	before, after record.Verdict
}

// input is what differs in an input: one change, or none.
func (c comparer) input(name string, was, is any) []Change {
	ch, differs := changed(was, is)
	if !differs {
		return nil
	}
	ch.Name, ch.Was, ch.Is = name, -1, -1
	ch.Label, ch.Section = c.label(name), c.section(name)
	ch.CellBefore, ch.CellAfter = c.before.Cells[name], c.after.Cells[name]
	ch.Totals, ch.Criteria = c.totals(name), c.criteria(name)
	return []Change{ch}
}

// changed is the change of one datum. What is the same in another spelling is the same.
func changed(was, is any) (ch Change, differs bool) {
	was, is = orNothing(was), orNothing(is)
	if record.Canonical(was) == record.Canonical(is) {
		return ch, false
	}
	ch.Before, ch.After = was, is
	a, figure := record.Number(was)
	b, too := record.Number(is)
	if figure && too {
		d := b.Sub(a)
		ch.Difference = &d
	}
	x, text := was.(string)
	y, both := is.(string)
	if text && both {
		ch.Words = ByWord(x, y)
	}
	return ch, true
}

// orNothing is a value, nil where only white space stands there.
func orNothing(x any) any {
	if record.Canonical(x) == "" {
		return nil
	}
	return x
}

// base is the indicator, criterion or section that an input is about.
func (c comparer) base(name string) string {
	if in, ok := c.plan.Input(name); ok {
		return in.ID
	}
	for _, suffix := range []string{
		round.PriorSuffix, round.ExplanationSuffix, round.ScoreSuffix, round.ViolationsSuffix,
	} {
		if id, ok := strings.CutSuffix(name, suffix); ok {
			return id
		}
	}
	return name
}

// section is the number under which the form prints an input.
func (c comparer) section(name string) string {
	id := c.base(name)
	if in, ok := c.plan.Round.Form.Indicator(id); ok {
		return c.plan.Round.Form.Section(in.Section).Number()
	}
	if key, ok := c.keys[id]; ok {
		return key
	}
	for _, s := range c.plan.Round.Form.Sections {
		if name == round.Nothing(s.ID) {
			return s.Number()
		}
	}
	return ""
}

// label is what an input is called; a section's box is called by the section.
func (c comparer) label(name string) string {
	for _, s := range c.plan.Round.Form.Sections {
		if name == round.Nothing(s.ID) {
			return nothingToTell.With(c.plan.Round.Language, s.Title)
		}
	}
	return c.plan.Round.Label(name)
}

// totals are the figures whose totals rest on a figure of the unit: its own, and ratios of it.
func (c comparer) totals(name string) (out []string) {
	id, prior := strings.CutSuffix(name, round.PriorSuffix)
	for i := range c.plan.Round.Form.Indicators {
		in := &c.plan.Round.Form.Indicators[i]
		own := in.ID == id && (in.TotalFrom == "all" || in.TotalFrom != "" && in.TotalFrom == c.plan.Unit.Kind)
		ratio := in.Type == round.Ratio && in.TotalFrom != "" && slices.Contains(in.Of[:], id)
		switch {
		case !own && !ratio:
		case prior:
			out = append(out, in.ID+round.PriorSuffix)
		default:
			out = append(out, in.ID)
		}
	}
	return out
}

// criteria are the criteria of the unit's card that rest on an input or a table: its own, those
// whose points follow from it, and those that a rule holds against it.
func (c comparer) criteria(name string) (out []string) {
	own := c.base(name)
	for _, k := range c.card.Criteria() {
		rests := k.ID == own || k.Of != nil && (slices.Contains(k.Of.Names, name) || slices.Contains(k.Of.Tables, own))
		for i := range c.plan.Round.Form.Rules {
			ru := &c.plan.Round.Form.Rules[i]
			if ru.Criterion != k.ID || len(ru.Kinds) > 0 && !slices.Contains(ru.Kinds, c.plan.Unit.Kind) {
				continue
			}
			tabled := ru.Check != nil && slices.Contains(ru.Check.Tables, own)
			rests = rests || tabled || slices.Contains(ru.Figures(), name)
		}
		if rests {
			out = append(out, k.ID)
		}
	}
	return out
}

// rows are what differs in a table.
func (c comparer) rows(name string, was, is []map[string]any) (out []Change) {
	id := strings.TrimPrefix(name, round.TableName(""))
	table, ok := c.plan.Round.Form.Table(id)
	if !ok {
		table = round.Table{ID: id, Label: id}
	}
	for _, p := range paired(table, was, is) {
		var a, b map[string]any
		if p.was >= 0 {
			a = was[p.was]
		}
		if p.is >= 0 {
			b = is[p.is]
		}
		for at, column := range columnsOf(table, a, b) {
			ch, differs := changed(a[column.ID], b[column.ID])
			if !differs {
				continue
			}
			ch.Name, ch.Column, ch.Was, ch.Is = name, column.ID, p.was, p.is
			ch.Label, ch.Row = table.Label+": "+column.Label, rowName(table, a, b)
			if p.was >= 0 {
				ch.CellBefore = shifted(c.before.Cells[name], at)
			}
			if p.is >= 0 {
				ch.CellAfter = shifted(c.after.Cells[name], at)
			}
			ch.Criteria = c.criteria(name)
			out = append(out, ch)
		}
	}
	return out
}

// columnsOf are a table's columns, and behind them what its rows hold under other names.
func columnsOf(t round.Table, a, b map[string]any) []round.Column {
	out := slices.Clone(t.Columns)
	known := map[string]bool{}
	for _, col := range out {
		known[col.ID] = true
	}
	for _, id := range leftOver(known, a, b) {
		out = append(out, round.Column{ID: id, Label: id})
	}
	return out
}

// shifted is the range of a table's column, so many columns to the right of its first one.
func shifted(place string, by int) string {
	at := strings.LastIndex(place, "!")
	if at < 0 || by == 0 {
		return place
	}
	var ends []string
	for _, ref := range strings.Split(place[at+1:], ":") {
		row, col, err := sheet.ParseRef(ref)
		if err != nil {
			return place
		}
		ends = append(ends, sheet.Ref(row, col+by))
	}
	return place[:at+1] + strings.Join(ends, ":")
}
