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
)

func (l *formLoader) expr(n node, want rule.Type) *rule.Expr {
	e, err := rule.Parse(n.Value, &l.r.Form)
	if err != nil {
		var m *rule.Mistake
		col := n.Column
		if errors.As(err, &m) {
			col += m.Offset
		}
		n.f.wrongAt(n.Line, col,
			"điều kiện “"+n.Value+"” không hiểu được: "+err.Error(),
			"the expression “"+n.Value+"” is wrong: "+err.Error())
		return nil
	}
	if e.Type != want {
		n.wrong(
			"điều kiện “%s” phải là một so sánh (đúng hoặc sai)",
			"the expression “%s” must be a comparison (true or false)", n.Value)
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
		m.wrong(
			"quy tắc cần đúng một trong: total và parts, whole và parts, pair, check",
			"a rule needs just one of: total with parts, whole with parts, pair, check")
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
		Message:   l.words(m, "message"),
		Fix:       l.words(m, "fix"),
	}
	oneForm(m, r)
	if r.Criterion != "" && l.r.Form.Name(r.Criterion+round.ScoreSuffix) == rule.Invalid {
		m.by["criterion"].wrong("không có tiêu chuẩn “%s”", "there is no criterion “%s”", r.Criterion)
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
	if r.Code == "" {
		r.Code = map[bool]string{r.Total != "": "CONS-001", r.Whole != "": "CONS-002", m.has("pair"): "CONS-003"}[true]
		if r.Code == "" {
			r.Code = "CONS-004"
		}
	}
	entry, known := finding.Catalogue[r.Code]
	if !known {
		m.by["code"].wrong("không có mã phát hiện “%s”", "there is no finding code “%s”", r.Code)
	}
	r.Severity = entry.Severity
	if s := m.str("severity", false); s != "" {
		if r.Severity = finding.Severity(s); !slices.Contains(finding.Severities, r.Severity) {
			m.by["severity"].wrong(
				"mức độ phải là blocker, error, query hoặc info",
				"a severity is blocker, error, query or info")
		}
	}
	if l.inForce(m) {
		l.r.Form.Rules = append(l.r.Form.Rules, r)
		l.rules = append(l.rules, n)
	}
}

// percent reads a share such as 50%.
func (l *formLoader) percent(m fields, key string) *decimal.Decimal {
	text := m.str(key, false)
	if text == "" {
		return nil
	}
	d, err := decimal.NewFromString(strings.TrimSpace(strings.TrimSuffix(text, "%")))
	if err != nil || d.IsNegative() {
		m.by[key].wrong("ghi tỷ lệ phần trăm, ví dụ 50%%", "write a percentage, such as 50%%")
		return nil
	}
	return &d
}

// pair reads the two figures that are given together or not at all.
func (l *formLoader) pair(m fields) []string {
	pair := m.strs("pair", false)
	if len(pair) != 2 || pair[0] == pair[1] {
		m.by["pair"].wrong("pair gồm đúng hai mã số liệu khác nhau", "a pair holds two different ids")
		return nil
	}
	for _, n := range m.list("pair", false) {
		if t := l.r.Form.Name(n.Value); t != rule.Number && t != rule.Text {
			n.wrong("không có số liệu “%s”", "no figure has the id “%s”", n.Value)
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
			m.by["tolerance"].wrong(
				"sai số cho phép là một số, hoặc tỷ lệ như “5%%”",
				"a tolerance is a number, or a share such as “5%%”")
		case r.Check == nil && len(r.Parts) == 0 || r.Check != nil && !r.Check.Compares():
			m.by["tolerance"].wrong(
				"sai số cho phép chỉ dùng khi so sánh hai số",
				"a tolerance needs a comparison of two figures")
		}
		r.Tolerance = rule.Tolerance{By: by, Relative: relative}
	}
	switch how := m.str("missing", false); how {
	case "", "unjudged":
	case "zero":
		r.ZeroBlank = true
	default:
		m.by["missing"].wrong("missing là unjudged hoặc zero", "missing is unjudged or zero")
	}
	r.Trial = m.boolean("trial")
}

// inForce tells whether the round's period lies within a rule's since and until.
func (l *formLoader) inForce(m fields) bool {
	since, until := m.date("since", false, l.r.Location), m.date("until", false, l.r.Location)
	if !since.IsZero() && !until.IsZero() && until.Before(since) {
		m.by["until"].wrong("until không được trước since", "until must not be before since")
	}
	return (since.IsZero() || !l.r.Period.To.Before(since)) && (until.IsZero() || !l.r.Period.To.After(until))
}

// sense finds rules that say nothing: never broken, never kept, or at odds with
// another.
func (l *formLoader) sense() {
	for i := range l.r.Form.Rules {
		switch l.r.Form.Rules[i].Sense(&l.r.Form) {
		case rule.Always:
			l.rules[i].wrong("quy tắc không bao giờ bị vi phạm", "the rule can never be broken")
		case rule.Never:
			l.rules[i].wrong("quy tắc không bao giờ được thỏa mãn", "the rule can never hold")
		}
		for j := range i {
			if l.r.Form.Rules[i].Contradicts(&l.r.Form.Rules[j]) {
				l.rules[i].wrong("quy tắc trái với quy tắc “%s”", "the rule contradicts “%s”", l.r.Form.Rules[j].ID)
			}
		}
	}
}

var hole = regexp.MustCompile(`\{(\w+)\}`)

// holes checks that the words of a rule fill in only what there is.
func (l *formLoader) holes(m fields, key string) {
	for _, text := range l.words(m, key) {
		for _, h := range hole.FindAllStringSubmatch(text, -1) {
			if !slices.Contains([]string{"found", "expected", "difference", "label", "parts", "whole", "rule"}, h[1]) {
				m.by[key].wrong(
					"không có “{%s}”; có thể dùng {found}, {expected}, {difference}, {label}",
					"there is no “{%s}”; there are {found}, {expected}, {difference}, {label}", h[1])
			}
		}
	}
}

// sums checks the figures of a total or a whole.
func (l *formLoader) sums(m fields, r rule.Rule) {
	if len(r.Parts) == 0 {
		m.wrong("quy tắc thiếu các phần (parts)", "the rule lacks its parts")
	}
	for _, key := range []string{"total", "whole"} {
		if id := m.str(key, false); id != "" && l.r.Form.Name(id) != rule.Number {
			m.by[key].wrong("không có số liệu “%s”", "no figure has the id “%s”", id)
		}
	}
	for _, p := range m.list("parts", false) {
		if l.r.Form.Name(p.Value) != rule.Number {
			p.wrong("không có số liệu “%s”", "no figure has the id “%s”", p.Value)
		}
	}
}

// words reads a text, in the round's language, or a text by language.
func (l *formLoader) words(m fields, key string) map[string]string {
	n, ok := m.get(key, false)
	if !ok {
		return nil
	}
	if len(n.Content) == 0 {
		return map[string]string{l.r.Language: n.Value}
	}
	f := n.fields("vi", "en")
	return map[string]string{"vi": f.str("vi", false), "en": f.str("en", false)}
}
