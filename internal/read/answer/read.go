package answer

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// answers reads every input of the unit's form, then what stands where nothing
// was asked.
func (rd *reader) answers() {
	lost := map[form.SheetKey][]*form.Input{}
	found := map[form.SheetKey]int{}
	for i := range rd.ret.Plan.Inputs {
		in := &rd.ret.Plan.Inputs[i]
		if in.Part == form.Stamp || in.ID == round.UnitCode || in.ID == round.UnitName {
			continue
		}
		sp := rd.find.spots[i]
		switch sp.how {
		case Nowhere:
			if in.Part != form.Computed {
				lost[in.Sheet] = append(lost[in.Sheet], in)
			}
			continue
		case Disputed, Twice:
			found[in.Sheet]++
			rd.dispute(in, sp)
			continue
		}
		if sp.how != ByName && in.Part != form.Computed {
			rd.ret.How[in.Name] = sp.how
		}
		found[in.Sheet]++
		rd.ret.Sheets[in.Sheet] = sp.area.Sheet.Name
		if in.Part == form.Rows {
			rd.table(in, sp.area)
		} else {
			rd.cellsOf(i, sp.area)
		}
	}
	rd.nothing()
	rd.lost(lost, found)
	rd.foreign()
	rd.ways()
	rd.altered()
	rd.outside()
}

// dispute reports an input whose place is not sure, with what stands where its line
// is; nothing is taken for its answer.
func (rd *reader) dispute(in *form.Input, sp spot) {
	rd.ret.Set(Answer{Name: in.Name, State: Wrong})
	if in.Part == form.Computed {
		return
	}
	if sp.area.Sheet != nil {
		a := standing(in.Name, sp.area)
		a.State = Wrong
		rd.ret.Set(a)
	}
	if (in.Part == form.Explanation || in.Part == form.Nothing) && content(sp) == "" {
		rd.ret.Set(Answer{Name: in.Name})
		return
	}
	code := "TMPL-006.moved"
	if sp.how == Twice {
		code = "TMPL-006.twice"
	}
	f := finding.New(code)
	if t := strings.TrimSpace(content(sp)); t != "" {
		f.Found = short(t)
	}
	rd.add(rd.ret.At(f, in.Name))
}

// ways notes inputs that were found otherwise than by their names, a note for each way.
func (rd *reader) ways() {
	for _, how := range []How{ByCode, ByLabel, ByPosition} {
		var names, labels []string
		for _, in := range rd.ret.Plan.Inputs {
			if rd.ret.How[in.Name] == how {
				names = append(names, in.Name)
				labels = append(labels, "“"+rd.round.Label(in.Name)+"”")
			}
		}
		if len(names) == 0 {
			continue
		}
		f := finding.New("TMPL-005."+string(how)).With("count", itoa(len(names))).With("label", some(labels))
		f.IDs = names
		rd.add(f)
	}
}

// some is a list in a few words.
func some(texts []string) string {
	const few = 4
	if len(texts) > few {
		texts = append(slices.Clone(texts[:few]), "…")
	}
	return strings.Join(texts, ", ")
}

// lost reports inputs that were not found: a whole sheet as one.
func (rd *reader) lost(lost map[form.SheetKey][]*form.Input, found map[form.SheetKey]int) {
	for _, s := range rd.ret.Plan.Sheets {
		inputs := lost[s.Key]
		if rd.old { // what an earlier form did not ask is not answered
			for _, in := range inputs {
				rd.ret.Set(Answer{Name: in.Name})
			}
			continue
		}
		if len(inputs) > 0 && found[s.Key] == 0 {
			var names []string
			for _, b := range rd.book.Sheets {
				names = append(names, b.Name)
			}
			near := ""
			if n := viet.Nearest(s.Title, names); len(n) > 0 {
				near = " (" + n[0] + "?)"
			}
			f := finding.New("TMPL-003").With("label", s.Title).With("near", near)
			rd.add(f)
			for _, in := range inputs {
				rd.ret.Set(Answer{Name: in.Name, State: Wrong})
			}
			continue
		}
		for _, in := range inputs {
			if in.Part == form.Explanation || in.Part == form.Nothing || in.Part == form.UnitField {
				continue // nothing that is owed
			}
			rd.ret.Set(Answer{Name: in.Name, State: Wrong})
			rd.add(rd.ret.At(finding.New("TMPL-006"), in.Name))
		}
	}
}

// cellsOf reads an input of one cell or one block.
func (rd *reader) cellsOf(i int, at sheet.Area) {
	in, q := &rd.ret.Plan.Inputs[i], &rd.asked[i]
	c, ok := rd.merged(in, at)
	if !ok {
		return
	}
	a := standing(in.Name, at)
	a.Raw, a.Figure, a.LastRow = rd.shown(&c), c.Kind == sheet.Number && !c.IsDate, at.Row
	if in.Part == form.Computed {
		if d, err := c.Decimal(); in.Name == round.SelfTotal && c.Kind == sheet.Number && err == nil {
			rd.ret.Total = &d
		}
		rd.ret.answers[i] = a
		return
	}
	if q.Type == round.Narrative {
		a.LastRow = at.LastRow
		rows := rd.rows[:0]
		for row := at.Row; row <= at.Sheet.LastIn(at.LastRow); row++ {
			rows = append(rows, at.Sheet.At(row, at.Col))
		}
		rd.rows = append(rows, rd.spilled(in, at)...)
		rd.narrative(a, q, rd.rows)
		return
	}
	rd.normalise(&a, &c, q)
	rd.ret.answers[i] = a
}

// shown is a cell's content as a person saw it: a date as a date, not its serial.
func (rd *reader) shown(c *sheet.Cell) string {
	switch {
	case c.Pending:
		return c.Source
	case c.Kind == sheet.Bool:
		return map[string]string{"1": "TRUE", "true": "TRUE", "0": "FALSE", "false": "FALSE"}[c.Text]
	case c.Kind == sheet.Number && c.IsDate:
		if v, err := c.Decimal(); err == nil {
			if t, ok := rd.book.Date(v.InexactFloat64()); ok {
				return t.Format("02/01/2006")
			}
		}
	}
	return c.Text
}

// nothing applies the sections' "nothing to report" boxes.
func (rd *reader) nothing() {
	for _, in := range rd.ret.Plan.Inputs {
		if in.Part != form.Nothing || !marked(rd.ret.Answer(in.Name)) {
			continue
		}
		var ids []string
		for j := range rd.ret.Plan.Inputs {
			of := &rd.ret.Plan.Inputs[j]
			if of.Box != in.Name {
				continue
			}
			if a := rd.ret.Of(j); a.State == Unanswered {
				a.Name, a.State, a.Implied = of.Name, Number, true
				rd.ret.Set(a)
				ids = append(ids, of.Name)
			}
		}
		if len(ids) > 0 {
			number := rd.round.Form.Section(in.ID).Number()
			f := finding.New("CELL-004.section").With("section", number).With("count", itoa(len(ids)))
			f = rd.ret.At(f, in.Name)
			f.Found, f.Expected, f.IDs = "x", decimal.Zero, append([]string{in.Name}, ids...)
			rd.add(f)
		}
	}
}

// marked tells whether a box holds its x, or what people put in its place.
func marked(a Answer) bool {
	return a.State == Text && ticked(a.Text)
}

// SignedOff tells whether the return says that it is signed off.
func (r *Return) SignedOff() bool { return marked(r.Answer(round.SignedOff)) }

// foreign reports figures given where the unit is not asked: not counted.
func (rd *reader) foreign() {
	all := rd.ret.Plan.Remember(notAsked, func() any {
		var out []*round.Indicator
		for i := range rd.round.Form.Indicators {
			if ind := &rd.round.Form.Indicators[i]; !ind.Concerns(rd.ret.Unit) && ind.Type != round.Ratio {
				out = append(out, ind)
			}
		}
		return out
	}).([]*round.Indicator)
	for _, ind := range all {
		at, ok := rd.book.Area(ind.ID)
		if !ok || rd.find.left(at, ind.ID) {
			continue
		}
		c := at.Sheet.At(at.Row, at.Col)
		if c.Kind == sheet.Empty || viet.Empty(c.Text) {
			continue
		}
		f := onCell(finding.New("CELL-011").With("label", ind.Label), at.Sheet, at.Row, at.Col)
		var all []string
		if rd.told == nil {
			rd.told = map[cellOf]bool{}
		}
		for row := at.Row; row <= at.Sheet.LastIn(at.LastRow); row++ {
			c := at.Sheet.At(row, at.Col)
			all = append(all, rd.shown(&c))
			rd.told[cellOf{at.Sheet, row, at.Col}] = true
		}
		f.ID, f.IDs, f.Found = ind.ID, []string{ind.ID}, viet.Clean(strings.Join(all, "\n"))
		rd.add(f)
	}
}
