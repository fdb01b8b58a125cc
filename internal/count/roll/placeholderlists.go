package roll

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/viet"
)

// lists are the lists that this program makes itself.
func (w *naming) lists() {
	w.group = w.t(listsGroup)
	w.figures()
	w.units(unitsList, func(UnitLine) bool { return true })
	w.units(missingList, func(l UnitLine) bool { return l.Version == 0 || l.Undecided })
	w.units(lateList, func(l UnitLine) bool { return l.Late })
	proposed, left, recognised := w.judgedLines()
	w.judged(proposedList, proposed)
	w.judged(notProposedList, left)
	w.judged(recognisedList, recognised)
}

// list begins a list with the columns' words.
func (w *naming) list(of listWords, columns ...columnWords) Placeholder {
	p := Placeholder{Group: w.group, Name: of.name.In(w.lang), Other: w.other(of.name), What: of.what.In(w.lang)}
	for _, c := range columns {
		p.Columns = append(p.Columns, w.column(c))
	}
	return p
}

// figures is the list of all figures, for a table of them.
func (w *naming) figures() {
	l := w.list(figuresList, sectionColumn, labelColumn, measureColumn, figureColumn, lastYearColumn, comparedColumn)
	for i := range w.r.Form.Indicators {
		in := &w.r.Form.Indicators[i]
		tot, value := w.totals[in.ID], Filled{}
		switch in.Type {
		case round.Count, round.Amount:
			value = w.number(tot.Sum)
		case round.Ratio:
			value = w.percent(tot.Ratio)
		default:
			continue
		}
		prior, compared := Filled{Empty: true}, Filled{Empty: true}
		if in.Prior {
			prior, compared = w.number(comparable(tot.Comparable(), tot.Prior)), said(w.compared(in, tot))
		}
		section := w.r.Form.Section(in.Section)
		l.Rows = append(l.Rows, []Filled{
			said(section.Number()), said(in.Label), {Text: in.Unit, Empty: in.Unit == ""}, value, prior, compared,
		})
	}
	w.all = append(w.all, l)
}

func comparable(is bool, d *decimal.Decimal) *decimal.Decimal {
	if !is {
		return nil
	}
	return d
}

// units is a list of some of the units that owe a return.
func (w *naming) units(of listWords, some func(UnitLine) bool) {
	l := w.list(of, nameColumn, codeColumn, kindColumn, parentColumn, statusColumn, receivedColumn)
	for _, st := range w.p.Units {
		line := stands(w.p, st)
		if !line.Expected || !some(line) {
			continue
		}
		l.Rows = append(l.Rows, w.unitRow(st, line))
	}
	w.all = append(w.all, l)
}

func (w *naming) unitRow(st *standing.Standing, line UnitLine) []Filled {
	day := Filled{Empty: true}
	if !line.Received.IsZero() {
		day = said(line.Received.In(w.r.Location).Format("02/01/2006"))
	}
	return []Filled{
		said(st.Unit.Name), said(st.Unit.Code), said(w.r.Kind(st.Unit.Kind).Name), blankable(w.parentName(st.Unit)),
		said(finding.StatusName(line.Status, w.lang)), day,
	}
}

// blankable is a text that may be blank without anybody owing it.
func blankable(text string) Filled { return Filled{Text: text, Empty: text == ""} }

func (w *naming) parentName(u round.Unit) string {
	if up, ok := w.r.Register.Unit(u.Parent); ok && up.Code != w.r.Self {
		return up.Name
	}
	return ""
}

// judgedLines are the units that are proposed, those that are not, those that were recognised.
func (w *naming) judgedLines() (proposed, left, recognised []desk.ProposalLine) {
	for _, l := range w.inOrder(slices.Concat(w.proposal.Proposed, w.proposal.NotProposed, w.proposal.Decided)) {
		if proposedLine(l) {
			proposed = append(proposed, l)
		} else {
			left = append(left, l)
		}
		if l.Yes {
			recognised = append(recognised, l)
		}
	}
	return proposed, left, recognised
}

// inOrder puts lines into the order of the kinds, then by the unit above and by name.
func (w *naming) inOrder(lines []desk.ProposalLine) []desk.ProposalLine {
	rank, c := map[string]int{}, viet.NewCollator()
	for i, k := range w.r.Kinds {
		rank[k.ID] = i
	}
	slices.SortStableFunc(lines, func(a, b desk.ProposalLine) int {
		return cmp.Or(rank[a.KindID]-rank[b.KindID], c.Compare(a.Parent, b.Parent), c.Compare(a.Unit, b.Unit))
	})
	return lines
}

// judged is a list of units that are judged, and a list of each kind.
func (w *naming) judged(of listWords, lines []desk.ProposalLine) {
	columns := []columnWords{nameColumn, codeColumn, kindColumn, parentColumn, selfColumn, scoreColumn, resultColumn,
		decisionColumn, whyColumn}
	all := w.list(of, columns...)
	byKind := map[string][][]Filled{}
	for _, l := range lines {
		row := []Filled{
			said(l.Unit), said(l.Code), said(l.Kind), blankable(l.Parent), w.score(l.Self), w.score(l.Final),
			blankable(l.Result), blankable(l.Decision), blankable(l.Why),
		}
		all.Rows = append(all.Rows, row)
		byKind[l.KindID] = append(byKind[l.KindID], row)
	}
	w.all = append(w.all, all)
	for _, k := range w.r.Kinds {
		if k.Level || len(w.r.Verdicts(k.ID)) == 0 {
			continue
		}
		one := w.list(of, columns...)
		one.Name += "." + k.ID
		one.Other += "." + k.ID
		one.What += ": " + k.Name
		one.Rows = byKind[k.ID]
		w.all = append(w.all, one)
	}
}

// score is a score of a unit; a kind without a card has none.
func (w *naming) score(d *decimal.Decimal) Filled {
	if d == nil {
		return Filled{Empty: true}
	}
	return w.number(d)
}
