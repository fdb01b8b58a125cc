package define

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/words"
)

func (l *formLoader) expr(n node, want rule.Type) *rule.Expr {
	e, err := rule.Parse(n.Value, &l.r.Form)
	if err != nil {
		var m *rule.Mistake
		col := n.Column
		if errors.As(err, &m) {
			col += m.Offset
		}
		n.f.wrongAt(n.Line, col, notExpression, n.Value, err.Error())
		return nil
	}
	if e.Type != want {
		n.wrong(notComparison, n.Value)
		return nil
	}
	return e
}

// oneForm holds a rule to one of the forms that rules have.
func oneForm(m fields, r rule.Rule) {
	forms := 0
	for _, has := range []bool{r.Total != "", r.Whole != "", m.has("pair"), m.has("check")} {
		if has {
			forms++
		}
	}
	if forms != 1 {
		m.wrong(notOneForm)
	}
}

var ruleKeys = []string{
	"id", "kinds", "code", "severity", "total", "parts", "whole", "pair", "check", "when",
	"tolerance", "missing", "trial", "since", "until", "criterion", "message", "fix",
}

func (l *formLoader) rule(n node) {
	m := n.fields(ruleKeys...)
	r := rule.Rule{
		ID:        l.id(m),
		Kinds:     l.r.kindList(m, "kinds", false),
		Code:      m.str("code", false),
		Total:     m.str("total", false),
		Whole:     m.str("whole", false),
		Parts:     m.strs("parts", false),
		Criterion: m.str("criterion", false),
		Message:   l.texts(m, "message"),
		Fix:       l.texts(m, "fix"),
	}
	oneForm(m, r)
	if r.Criterion != "" && l.r.Form.Name(r.Criterion+round.ScoreSuffix) == rule.Invalid {
		m.by["criterion"].wrong(noSuchCriterion, r.Criterion)
	}
	l.holes(m, "message")
	l.holes(m, "fix")
	switch c, ok := m.get("check", false); {
	case ok:
		r.Check = l.expr(c, rule.Bool)
	case m.has("pair"):
		r.Pair = l.pair(m)
	default:
		l.sums(m, r)
	}
	l.bounds(m, &r)
	if w, ok := m.get("when", false); ok {
		r.When = l.expr(w, rule.Bool)
	}
	l.gravity(m, &r)
	if l.inForce(m) {
		l.r.Form.Rules = append(l.r.Form.Rules, r)
		l.rules = append(l.rules, n)
	}
}

// gravity reads under which code a rule is told and how grave it is: as the form of the rule has
// it and the catalogue, unless it says otherwise.
func (l *formLoader) gravity(m fields, r *rule.Rule) {
	if r.Code == "" {
		r.Code = usualCode(*r)
	}
	entry, known := finding.Catalogue[r.Code]
	if !known {
		m.by["code"].wrong(noSuchCode, r.Code)
	}
	r.Severity = entry.Severity
	if s := m.str("severity", false); s != "" {
		if r.Severity = finding.Severity(s); !slices.Contains(finding.Severities, r.Severity) {
			m.by["severity"].wrong(noSuchSeverity)
		}
	}
}

// usualCode is the code of a rule of that form.
func usualCode(r rule.Rule) string {
	switch {
	case len(r.Pair) > 0:
		return "CONS-003"
	case r.Whole != "":
		return "CONS-002"
	case r.Total != "":
		return "CONS-001"
	}
	return "CONS-004"
}

// percent reads a share such as 50%.
func (l *formLoader) percent(m fields, key string) *decimal.Decimal {
	text := m.str(key, false)
	if text == "" {
		return nil
	}
	d, err := decimal.NewFromString(strings.TrimSpace(strings.TrimSuffix(text, "%")))
	if err != nil || d.IsNegative() {
		m.by[key].wrong(notPercent)
		return nil
	}
	return &d
}

// pair reads the two figures that are given together or not at all.
func (l *formLoader) pair(m fields) []string {
	pair := m.strs("pair", false)
	if len(pair) != 2 || pair[0] == pair[1] {
		m.by["pair"].wrong(notPair)
		return nil
	}
	for _, n := range m.list("pair", false) {
		if t := l.r.Form.Name(n.Value); t != rule.Number && t != rule.Text {
			n.wrong(noSuchFigure, n.Value)
		}
	}
	return pair
}

// bounds reads tolerance, what a blank figure means, and whether the rule is on trial.
func (l *formLoader) bounds(m fields, r *rule.Rule) {
	if t := m.str("tolerance", false); t != "" {
		number, relative := strings.CutSuffix(t, "%")
		by, err := decimal.NewFromString(strings.TrimSpace(number))
		switch {
		case err != nil || by.IsNegative():
			m.by["tolerance"].wrong(notTolerance)
		case r.Check == nil && len(r.Parts) == 0 || r.Check != nil && !r.Check.Compares():
			m.by["tolerance"].wrong(toleranceOfNothing)
		}
		r.Tolerance = rule.Tolerance{By: by, Relative: relative}
	}
	switch how := m.str("missing", false); how {
	case "", "unjudged":
	case "zero":
		r.ZeroBlank = true
	default:
		m.by["missing"].wrong(notMissing)
	}
	r.Trial = m.boolean("trial")
}

// inForce tells whether the round's period lies within a rule's since and until.
func (l *formLoader) inForce(m fields) bool {
	since, until := m.date("since", false, l.r.Location), m.date("until", false, l.r.Location)
	if !since.IsZero() && !until.IsZero() && until.Before(since) {
		m.by["until"].wrong(untilBeforeSince)
	}
	return (since.IsZero() || !l.r.Period.To.Before(since)) && (until.IsZero() || !l.r.Period.To.After(until))
}

// sense finds rules that say nothing: never broken, never kept, or at odds with
// another.
func (l *formLoader) sense() {
	for i := range l.r.Form.Rules {
		switch l.r.Form.Rules[i].Sense(&l.r.Form) {
		case rule.Always:
			l.rules[i].wrong(neverBroken)
		case rule.Never:
			l.rules[i].wrong(neverHolds)
		}
		for j := range i {
			if l.r.Form.Rules[i].Contradicts(&l.r.Form.Rules[j]) {
				l.rules[i].wrong(contradicts, l.r.Form.Rules[j].ID)
			}
		}
	}
}

var hole = regexp.MustCompile(`\{(\w+)\}`)

// holes checks that the words of a rule fill in only what there is.
func (l *formLoader) holes(m fields, key string) {
	for _, text := range l.texts(m, key) {
		for _, h := range hole.FindAllStringSubmatch(text, -1) {
			if !slices.Contains([]string{"found", "expected", "difference", "label", "parts", "whole", "rule"}, h[1]) {
				m.by[key].wrong(noSuchHole, h[1])
			}
		}
	}
}

// sums checks the figures of a total or a whole.
func (l *formLoader) sums(m fields, r rule.Rule) {
	if len(r.Parts) == 0 {
		m.wrong(noParts)
	}
	for _, key := range []string{"total", "whole"} {
		if id := m.str(key, false); id != "" && l.r.Form.Name(id) != rule.Number {
			m.by[key].wrong(noSuchFigure, id)
		}
	}
	for _, p := range m.list("parts", false) {
		if l.r.Form.Name(p.Value) != rule.Number {
			p.wrong(noSuchFigure, p.Value)
		}
	}
}

// texts reads a text, in the round's language, or a text by language.
func (l *formLoader) texts(m fields, key string) map[string]string {
	n, ok := m.get(key, false)
	if !ok {
		return nil
	}
	if len(n.Content) == 0 {
		return map[string]string{l.r.Language: n.Value}
	}
	f := n.fields(words.VI, words.EN)
	return map[string]string{words.VI: f.str(words.VI, false), words.EN: f.str(words.EN, false)}
}
