package versions

import (
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/words"
)

// What of a change is shown to people, in the language of the round.

// Title is what differs: the label, and of a table the row.
func (c Change) Title(lang string) string {
	if c.Column == "" {
		return c.Label
	}
	title := c.Label
	if c.Row != "" {
		title = inRow.With(lang, title, c.Row)
	}
	switch {
	case c.Is < 0:
		title += rowGone.In(lang)
	case c.Was < 0:
		title += rowAdded.In(lang)
	}
	return title
}

// Shown is a value before or after; a blank is said to be one.
func Shown(x any, lang string) string {
	if x == nil {
		return blank.In(lang)
	}
	return finding.Show(x, lang)
}

// signed is a difference with its sign.
func signed(d decimal.Decimal, lang string) string {
	if d.IsPositive() {
		return "+" + finding.Show(d, lang)
	}
	return finding.Show(d, lang)
}

// mostAround is how many words that were kept are shown on each side of those that were not.
const mostAround = 6

// WordByWord is what became of a text, with a few words around each place.
func WordByWord(all []Piece, lang string) string {
	var out []string
	for i, p := range all {
		text := strings.Join(strings.Fields(p.Text), " ")
		switch {
		case text == "":
		case p.Op == Gone:
			out = append(out, wordsGone.With(lang, text))
		case p.Op == Added:
			out = append(out, wordsAdded.With(lang, text))
		default:
			out = append(out, around(text, i > 0, i < len(all)-1))
		}
	}
	return strings.Join(out, " ")
}

// around is the end of kept words before a place, and their beginning behind one.
func around(text string, behind, before bool) string {
	all := strings.Fields(text)
	from, to := len(all), 0
	if behind {
		to = min(mostAround, len(all))
	}
	if before {
		from = max(len(all)-mostAround, 0)
	}
	switch {
	case from <= to:
		return text
	case to == 0:
		return "… " + strings.Join(all[from:], " ")
	case from == len(all):
		return strings.Join(all[:to], " ") + " …"
	}
	return strings.Join(all[:to], " ") + " … " + strings.Join(all[from:], " ")
}

// TotalsText are the totals that rest on a change, by section and label.
func (c Change) TotalsText(plan *form.Plan) string {
	of := comparer{plan: plan}
	var out []string
	for _, name := range c.Totals {
		out = append(out, strings.TrimSpace(of.section(name)+" "+plan.Round.Label(name)))
	}
	return strings.Join(out, "; ")
}

// CriteriaText are the criteria that rest on a change, by number and label; given are the scores
// that an appraisal gave, by criterion.
func (c Change) CriteriaText(plan *form.Plan, given map[string]string) string {
	card, _ := plan.Round.Form.CardFor(plan.Unit)
	keys, lang := card.Keys(), plan.Round.Language
	var out []string
	for _, id := range c.Criteria {
		said := criterion.With(lang, keys[id], plan.Round.Label(id))
		if score, ok := given[id]; ok {
			said = criterionGiven.With(lang, keys[id], plan.Round.Label(id), scoreText(card, score, lang))
		}
		out = append(out, said)
	}
	return strings.Join(out, "; ")
}

// scoreText is a score as the card says it.
func scoreText(card round.Card, score, lang string) string {
	d, err := decimal.NewFromString(score)
	switch {
	case err != nil:
		return score
	case card.InWords():
		return card.Word(d)
	}
	return finding.Show(d, lang)
}

// mostShown is how much of a text is shown where it differs by word beside it.
const mostShown = 240

// short is a long text's beginning.
func short(text string) string {
	if all := []rune(text); len(all) > mostShown {
		return strings.TrimSpace(string(all[:mostShown])) + " …"
	}
	return text
}

// Text is a revision for a terminal, a line each.
func (rev Revision) Text() (out []string) {
	lang := rev.plan.Round.Language
	say := func(p words.Pair, args ...any) { out = append(out, p.With(lang, args...)) }
	out = append(out, rev.Heading())
	for i, l := range rev.Lines() {
		ch := rev.Changes[i]
		out = append(out, "  "+strings.TrimSpace(l.Section+" "+l.What))
		switch {
		case l.Words != "":
			say(textLine, placed(l.CellBefore), placed(l.CellAfter), l.Words)
		case l.Difference != nil:
			say(figureLine, Shown(ch.Before, lang), placed(l.CellBefore), Shown(ch.After, lang), placed(l.CellAfter),
				signed(*l.Difference, lang))
		default:
			say(valueLine, Shown(ch.Before, lang), placed(l.CellBefore), Shown(ch.After, lang), placed(l.CellAfter))
		}
		if l.Totals != "" {
			say(totalsLine, l.Totals)
		}
		if l.Criteria != "" {
			say(criteriaLine, l.Criteria)
		}
	}
	return out
}

// placed is a cell in brackets; "" for none.
func placed(cell string) string {
	if cell == "" {
		return ""
	}
	return " [" + cell + "]"
}
