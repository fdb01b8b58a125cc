package define

import (
	"slices"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
)

// measured is a criterion whose figure is read once all names are known.
type measured struct {
	k *round.Criterion
	n node
}

// card reads a scorecard.
func (l *formLoader) card(n node) {
	m := n.fields(
		"id", "kinds", "title", "method", "gate", "groups", "answers", "deduction", "floor",
		"bonus", "bonus_times", "cap", "scale", "pass", "bands", "verdict", "verdict_optional",
		"signers",
	)
	c := round.Card{
		ID:        m.str("id", true),
		Kinds:     l.r.kindList(m, "kinds", true),
		Title:     m.str("title", true),
		Method:    m.strs("method", false),
		GateLabel: m.str("gate", false),
		Floor:     m.decimal("floor", false),
		Optional:  l.r.kindList(m, "verdict_optional", false),
	}
	plainID(m, cardThing)
	if slices.ContainsFunc(l.r.Form.Cards, func(o round.Card) bool { return o.ID == c.ID }) && c.ID != "" {
		m.by["id"].wrong(cardTwice, c.ID)
	}
	l.inWords(m, &c)
	l.points(m, &c)
	l.bands(m, &c)
	verdict := m.strs("verdict", false)
	for _, v := range verdict {
		c.Verdict = append(c.Verdict, round.Option{Value: v})
	}
	l.pickable(m, "verdict", verdict)
	if s := m.strs("signers", false); len(s) == 2 {
		c.Signers = [2]string(s)
	} else if m.has("signers") {
		m.by["signers"].wrong(notTwoSigners)
	}
	for _, g := range m.list("groups", true) {
		c.Groups = append(c.Groups, l.group(g, m.has("answers")))
	}
	l.r.Form.Cards = append(l.r.Form.Cards, c)
}

// inWords reads the two answers of a card that is judged in words.
func (l *formLoader) inWords(m fields, c *round.Card) {
	if !m.has("answers") {
		return
	}
	if c.Answers = m.strs("answers", false); len(c.Answers) != 2 || c.Answers[0] == c.Answers[1] {
		m.by["answers"].wrong(notTwoAnswers)
	}
	l.pickable(m, "answers", c.Answers)
	if slices.ContainsFunc([]string{"deduction", "floor", "bonus", "bonus_times", "bands", "scale"}, m.has) {
		m.by["answers"].wrong(wordsAndPoints)
	}
}

// points reads how points are taken, given and limited.
func (l *formLoader) points(m fields, c *round.Card) {
	if d := m.decimal("deduction", !m.has("answers")); d != nil {
		c.Deduction = *d
		if !d.IsPositive() {
			m.by["deduction"].wrong(noDeduction)
		}
	}
	if b := m.decimal("bonus", false); b != nil {
		c.Bonus = *b
	}
	c.Times, c.Cap, c.Pass = m.whole("bonus_times", 0, 0), m.money("cap"), m.money("pass")
	if c.Scale = m.money("scale"); c.Scale != nil && !c.Scale.IsPositive() {
		m.by["scale"].wrong(scaleNotPositive)
	}
}

// group reads a group of criteria; in words they have no points.
func (l *formLoader) group(n node, inWords bool) round.Group {
	m := n.fields("id", "label", "criteria")
	plainID(m, groupThing)
	g := round.Group{ID: m.str("id", true), Label: m.str("label", true)}
	for _, k := range m.list("criteria", true) {
		km := k.fields("id", "label", "points", "only", "of", "steps", "share")
		c := round.Criterion{ID: l.id(km), Label: km.str("label", true), Only: l.only(km)}
		switch p := km.decimal("points", !inWords); {
		case p != nil && inWords:
			km.by["points"].wrong(wordsAndWorth)
		case p != nil:
			c.Points = *p
		case inWords:
			c.Points = decimal.NewFromInt(1)
		}
		l.measure(km, &c)
		g.Criteria = append(g.Criteria, c)
	}
	for i := range g.Criteria {
		if n, ok := l.figures[g.Criteria[i].ID]; ok {
			l.measured = append(l.measured, measured{&g.Criteria[i], n})
		}
	}
	return g
}

// bands reads the names of totals, highest first.
func (l *formLoader) bands(m fields, c *round.Card) {
	for _, n := range m.list("bands", false) {
		b := n.fields("name", "from")
		band := round.Band{Name: b.str("name", true)}
		if from := b.decimal("from", true); from != nil {
			band.From = *from
		}
		if len(c.Bands) > 0 && !band.From.LessThan(c.Bands[len(c.Bands)-1].From) {
			n.wrong(bandsUnsorted)
		}
		c.Bands = append(c.Bands, band)
	}
}

// measure reads by what a criterion is measured, where it is not by violations.
func (l *formLoader) measure(m fields, c *round.Criterion) {
	if n, ok := m.get("share", false); ok {
		s := n.fields("kind", "percent")
		c.Share = &round.Share{}
		c.Share.Kind = l.r.oneKind(s, "kind", true)
		if p := l.percent(s, "percent"); p != nil {
			c.Share.Percent = *p
		} else if !s.has("percent") {
			n.wrong(percentMissing)
		}
	}
	n, of := m.get("of", false)
	switch {
	case of != m.has("steps"):
		m.wrong(ofWithoutSteps)
		return
	case of && c.Share != nil:
		m.wrong(ofAndShare)
		return
	case of && c.ID != "":
		l.figures[c.ID] = n
	}
	for _, n := range m.list("steps", false) {
		s := n.fields("from", "points")
		step := round.Step{}
		if d := s.decimal("from", true); d != nil {
			step.From = *d
		}
		if d := s.decimal("points", true); d != nil {
			step.Points = *d
			if d.IsNegative() || d.GreaterThan(c.Points) {
				s.by["points"].wrong(stepPoints)
			}
		}
		c.Steps = append(c.Steps, step)
	}
}
