package roll

import (
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/viet"
	"tonghop/internal/words"
)

// Placeholder is something that a document may name, with what stands for it now.
type Placeholder struct {
	Group string // under which the list shows it
	Name  string // in the round's language, as officers type it
	Other string // in the other language; "" where the name is an id of the round
	What  string // in words
	Filled
	Columns []PlaceholderColumn // of a list
	Rows    [][]Filled          // of a list, a cell for each column
}

// PlaceholderColumn is what a row of a list has.
type PlaceholderColumn struct{ Name, Other, What string }

// Filled is a text that stands for a placeholder.
type Filled struct {
	Text    string
	Missing bool // nobody gave it: it is no zero. Text is then shown where it is not empty
	Empty   bool // zero, or nothing: a condition on it does not hold
}

// List tells whether it is a list, of rows.
func (p Placeholder) List() bool { return p.Columns != nil }

// Placeholders is everything that a document may name, in the order in which officers look for it.
func Placeholders(p *standing.Picture) []Placeholder {
	w := &naming{p: p, r: p.Round, lang: p.Lang(), tree: p.Tree(), own: map[string]any{}}
	if own := p.Own(); own != nil {
		w.own = own.Verdict.Values
	}
	w.totals = w.tree.Roll()
	if _, ok := w.r.Register.Unit(w.r.Self); ok { // as it goes up to the level above
		w.totals = w.tree.At(w.r.Self)
	}
	w.proposal = desk.ProposalOf(p)
	w.by = w.standingsBy()
	w.indicators()
	w.tables()
	w.paper()
	w.theRound()
	w.counts()
	w.money()
	w.lists()
	return w.all
}

// naming gathers placeholders.
type naming struct {
	p        *standing.Picture
	r        *round.Round
	lang     string
	tree     rollup.Tree
	totals   map[string]rollup.Total
	own      map[string]any // what this level answered itself
	proposal desk.Proposal
	by       map[string]*standings // by kind; "" for all units
	group    string
	all      []Placeholder
}

func (w *naming) t(p words.Pair, args ...any) string {
	if len(args) == 0 {
		return p.In(w.lang)
	}
	return p.With(w.lang, args...)
}

// other is a text in the language that the round has not.
func (w *naming) other(p words.Pair) string {
	if w.lang == words.EN {
		return p.VI
	}
	return p.EN
}

// named adds a placeholder whose name is of this program, behind an id of the round where base is one.
func (w *naming) named(base string, name words.Pair, what string, is Filled) {
	if base != "" {
		base += "."
	}
	w.all = append(w.all, Placeholder{
		Group:  w.group,
		Name:   base + name.In(w.lang),
		Other:  base + w.other(name),
		What:   what,
		Filled: is,
	})
}

// called adds a placeholder whose name is the round's own.
func (w *naming) called(name, what string, is Filled) {
	w.all = append(w.all, Placeholder{Group: w.group, Name: name, What: what, Filled: is})
}

// number is a figure as documents show it.
func (w *naming) number(d *decimal.Decimal) Filled {
	if d == nil {
		return Filled{Missing: true}
	}
	return Filled{Text: finding.Show(*d, w.lang), Empty: d.IsZero()}
}

func (w *naming) count(n int) Filled {
	d := decimal.NewFromInt(int64(n))
	return w.number(&d)
}

func said(text string) Filled { return Filled{Text: text, Missing: text == ""} }

// indicators are the round's own questions, section by section.
func (w *naming) indicators() {
	for i := range w.r.Form.Indicators {
		in := &w.r.Form.Indicators[i]
		section := w.r.Form.Section(in.Section)
		w.group = strings.TrimSpace(section.Number() + ". " + section.Title)
		tot := w.totals[in.ID]
		switch in.Type {
		case round.Count, round.Amount:
			w.figure(in, tot)
		case round.Ratio:
			w.called(in.ID, in.Label, w.percent(tot.Ratio))
		case round.Choice:
			w.choice(in, tot)
		case round.Date:
			w.called(in.ID, in.Label, said(w.day(w.ownText(in.ID))))
		default:
			w.called(in.ID, in.Label, said(w.text(in)))
		}
	}
}

// figure is a total, with last year's and how it changed.
func (w *naming) figure(in *round.Indicator, tot rollup.Total) {
	w.called(in.ID, withUnit(in.Label, in.Unit), w.number(tot.Sum))
	if !in.Prior {
		return
	}
	var prior, more, less *decimal.Decimal
	if tot.Comparable() {
		diff := tot.Sum.Sub(*tot.Prior)
		up, down := decimal.Max(diff, decimal.Zero), decimal.Max(diff.Neg(), decimal.Zero)
		prior, more, less = tot.Prior, &up, &down
	}
	w.named(in.ID, lastYearName, w.t(lastYearWhat, in.Label), w.number(prior))
	w.named(in.ID, comparedName, w.t(comparedWhat, in.Label), said(w.compared(in, tot)))
	w.named(in.ID, increaseName, w.t(increaseWhat, in.Label), w.number(more))
	w.named(in.ID, decreaseName, w.t(decreaseWhat, in.Label), w.number(less))
}

// compared says how a total changed against last year's; "" where they cannot be compared.
func (w *naming) compared(in *round.Indicator, tot rollup.Total) string {
	if !tot.Comparable() {
		return ""
	}
	diff := tot.Sum.Sub(*tot.Prior)
	if diff.IsZero() {
		return w.t(unchanged)
	}
	way, sign := increased, "+"
	if diff.IsNegative() {
		way, sign = decreased, "−"
	}
	text := w.t(way, withSpace(finding.Show(diff.Abs(), w.lang), in.Unit))
	if tot.Prior.IsPositive() {
		rate := diff.Abs().Mul(hundred).DivRound(*tot.Prior, 1)
		text += " (" + sign + finding.Show(rate, w.lang) + "\u00a0%)"
	}
	return text
}

var hundred = decimal.NewFromInt(100)

// percent is a ratio in percent, without the sign.
func (w *naming) percent(ratio *decimal.Decimal) Filled {
	if ratio == nil {
		return Filled{Missing: true}
	}
	rate := ratio.Mul(hundred).Round(1)
	return w.number(&rate)
}

func withSpace(number, unit string) string { return strings.TrimSpace(number + " " + unit) }

func withUnit(label, unit string) string {
	if unit == "" {
		return label
	}
	return label + " (" + unit + ")"
}

// choice is this level's own answer, and how many gave each.
func (w *naming) choice(in *round.Indicator, tot rollup.Total) {
	w.called(in.ID, in.Label, said(w.ownText(in.ID)))
	for _, o := range in.Values {
		w.called(in.ID+"."+nameOf(o.Value), w.t(howManySaid, in.Label, o.Value), w.count(tot.Choices[o.Value]))
	}
}

// nameOf makes a name of a text.
func nameOf(text string) string { return strings.ReplaceAll(viet.Fold(text), " ", "_") }

func (w *naming) ownText(id string) string {
	text, _ := w.own[id].(string)
	return strings.TrimSpace(text)
}

// day is a day as documents show it.
func (w *naming) day(iso string) string {
	t, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Format("02/01/2006")
}

// text is what this level wrote itself; of a line what those below wrote, where it wrote nothing.
func (w *naming) text(in *round.Indicator) string {
	if own := w.ownText(in.ID); own != "" || in.Type != round.TextLine {
		return own
	}
	return w.gathered(w.tree.Texts(in.ID))
}

// gathered puts different texts together, whole ones alone, and says how many there was no room for.
func (w *naming) gathered(texts []string) string {
	var out []string
	room := mostJoined
	for i, t := range texts {
		t = strings.TrimRight(strings.Join(strings.Fields(t), " "), ".;, ")
		if room -= len([]rune(t)) + 2; room < 0 && i > 0 {
			return strings.Join(out, "; ") + w.t(moreTexts, len(texts)-i)
		}
		out = append(out, t)
	}
	return strings.Join(out, "; ")
}

// tables are the round's lists, with the rows of all who count.
func (w *naming) tables() {
	for _, t := range w.r.Form.Tables {
		w.group = w.t(listsGroup)
		list := Placeholder{Group: w.group, Name: t.ID, What: t.Label}
		for _, c := range t.Columns {
			list.Columns = append(list.Columns, PlaceholderColumn{Name: c.ID, What: withUnit(c.Label, c.Unit)})
		}
		list.Columns = append(list.Columns, w.column(unitColumn))
		counts := map[string]int{}
		for _, row := range w.tree.List(t.ID) {
			var cells []Filled
			for _, c := range t.Columns {
				cells = append(cells, w.cell(c, row.Cells[c.ID]))
				if text, ok := row.Cells[c.ID].(string); ok {
					counts[c.ID+"."+nameOf(text)]++
				}
			}
			list.Rows = append(list.Rows, append(cells, said(w.unitName(row.Unit))))
		}
		w.all = append(w.all, list)
		w.named(t.ID, rowsName, w.t(rowsWhat, t.Label), w.count(len(list.Rows)))
		for _, c := range t.Columns {
			for _, v := range c.Values {
				name := c.ID + "." + nameOf(v)
				w.called(t.ID+"."+name, w.t(rowsSaid, t.Label, c.Label, v), w.count(counts[name]))
			}
		}
	}
}

func (w *naming) column(c columnWords) PlaceholderColumn {
	return PlaceholderColumn{Name: c.name.In(w.lang), Other: w.other(c.name), What: c.what.In(w.lang)}
}

func (w *naming) unitName(code string) string {
	u, ok := w.r.Register.Unit(code)
	if !ok {
		return code
	}
	return w.r.DisplayName(u)
}

// cell is an answer in a row of a list. What was left out there is blank, not asked for.
func (w *naming) cell(c round.Column, x any) Filled {
	if d, ok := record.Number(x); ok {
		return w.number(&d)
	}
	text, _ := x.(string)
	if c.Type == round.Date {
		text = w.day(text)
	}
	return Filled{Text: text, Empty: text == ""}
}

// paper is what stands at head and foot of papers.
func (w *naming) paper() {
	w.group = w.t(paperGroup)
	l := w.r.Letterhead
	w.named("", numberName, w.t(numberWhat), said(w.ownText("so_van_ban")))
	w.named("", signedDayName, w.t(signedDayWhat), w.signedDay())
	w.named("", headName, w.t(headWhat), said(w.ownText("thu_truong")))
	w.named("", positionName, w.t(positionWhat), said(w.ownText("chuc_vu")))
	w.named("", preparedName, w.t(preparedWhat), said(w.ownText("nguoi_lap")))
	w.named("", aboveName, w.t(aboveWhat), said(l.Above))
	w.named("", issuerName, w.t(issuerWhat), said(l.Issuer))
	w.named("", placeName, w.t(placeWhat), said(l.Place))
	w.named("", signerName, w.t(signerWhat), said(l.Signer))
	w.named("", leaderName, w.t(leaderWhat), said(l.Leader))
}

// signedDay is the day of the paper in words; blanks to be written in by hand until it is known.
func (w *naming) signedDay() Filled {
	t, err := time.Parse(time.DateOnly, w.ownText(form.DrawnUp))
	if err != nil {
		year := w.r.Period.To.Year()
		return Filled{Text: w.t(dayBlank, year), Missing: true}
	}
	if w.lang == words.EN {
		return said(t.Format("2 January 2006"))
	}
	return said(w.t(dayInWords, t.Format("02"), t.Format("01"), t.Year()))
}

// theRound is what the definition says.
func (w *naming) theRound() {
	w.group = w.t(roundGroup)
	day := func(t time.Time) Filled {
		if t.IsZero() {
			return Filled{Missing: true}
		}
		return said(t.Format("02/01/2006"))
	}
	year := w.r.Period.To.Year()
	base := w.t(roundName)
	for _, one := range []struct {
		name, what words.Pair
		is         Filled
	}{
		{titleName, titleWhat, said(w.r.Title)},
		{shortName, shortWhat, said(w.r.Short)},
		{legalName, legalWhat, said(w.r.Legal)},
		{fromName, fromWhat, day(w.r.Period.From)},
		{toName, toWhat, day(w.r.Period.To)},
		{dueName, dueWhat, day(w.r.Due)},
		{dueAboveName, dueAboveWhat, day(w.r.DueAbove)},
		{beforeName, beforeWhat, day(before(w.r.DueAbove))},
		{yearName, yearWhat, said(yearText(year))},
		{yearBeforeName, yearBeforeWhat, said(yearText(year - 1))},
		{yearAfterName, yearAfterWhat, said(yearText(year + 1))},
	} {
		w.all = append(w.all, Placeholder{
			Group:  w.group,
			Name:   base + "." + one.name.In(w.lang),
			Other:  w.other(roundName) + "." + w.other(one.name),
			What:   w.t(one.what),
			Filled: one.is,
		})
	}
}

// before is the day before which something is due whose last day on time is that.
func before(last time.Time) time.Time {
	if last.IsZero() {
		return last
	}
	return last.AddDate(0, 0, 1)
}

func yearText(year int) string { return decimal.NewFromInt(int64(year)).String() }
