package round

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"tonghop/internal/finding"
	"tonghop/internal/rule"

	"github.com/shopspring/decimal"
)

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (r *Round) readForm(root node) {
	m := root.fields("version", "sections", "tables", "cards", "rules")
	r.Form = Form{Version: m.str("version", true), byID: map[string]int{}}
	l := formLoader{r: r, seen: map[string]bool{}}
	for _, n := range m.list("sections", true) {
		l.section(n)
	}
	for _, n := range m.list("tables", false) {
		l.table(n)
	}
	for _, n := range m.list("cards", false) {
		l.card(n)
	}
	for _, w := range l.whens { // conditions may speak of what stands further down
		if e := l.expr(w.n, rule.Bool); e != nil {
			r.Form.Indicators[r.Form.byID[w.id]].When = e
		}
	}
	for _, n := range m.list("rules", false) {
		l.rule(n)
	}
	if len(*m.f.mistakes) == 0 {
		l.sense()
	}
	for _, key := range r.severityKeys {
		if !l.seen[key.Value] {
			key.wrong("không có mã phát hiện hoặc quy tắc “%s”", "there is no finding code and no rule “%s”", key.Value)
		}
	}
	for _, o := range l.ofs {
		for _, id := range r.Form.Indicators[r.Form.byID[o.id]].Of {
			if _, ok := r.Form.byID[id]; !ok {
				o.n.wrong("không có chỉ tiêu “%s”", "there is no indicator “%s”", id)
			}
		}
	}
}

// formLoader reads form.yaml; ids must be unlike each other.
type formLoader struct {
	r          *Round
	seen       map[string]bool
	whens, ofs []later
	rules      []node // where the round's rules stand
}

type later struct {
	id string
	n  node
}

// id reads an id and checks that no other input has it.
func (l *formLoader) id(m fields) string {
	id := m.str("id", true)
	if id == "" {
		return ""
	}
	switch {
	case !idForm.MatchString(id):
		m.by["id"].wrong("mã “%s” chỉ gồm chữ thường không dấu, số và gạch dưới, bắt đầu bằng chữ", "the id “%s” may hold small letters, digits and underscores, a letter first", id)
	case reserved(id):
		m.by["id"].wrong("mã “%s” dành riêng cho biểu mẫu; hãy chọn mã khác", "the id “%s” is the form's own; choose another", id)
	case l.seen[id]:
		m.by["id"].wrong("mã “%s” đã dùng; mỗi mã chỉ dùng một lần", "the id “%s” is used already; each id once", id)
	}
	l.seen[id] = true
	return id
}

func (l *formLoader) section(n node) {
	m := n.fields("id", "print", "title", "indicators")
	s := Section{ID: m.str("id", true), Print: m.str("print", false), Title: m.str("title", true)}
	if slices.ContainsFunc(l.r.Form.Sections, func(o Section) bool { return o.ID == s.ID }) && s.ID != "" {
		m.by["id"].wrong("mục “%s” đã có ở trên", "the section “%s” stands above already", s.ID)
	}
	l.r.Form.Sections = append(l.r.Form.Sections, s)
	for _, c := range m.list("indicators", false) {
		l.indicator(c, s.ID)
	}
}

var types = []string{string(Count), string(Amount), string(Ratio), string(Choice), string(Date), string(TextLine), string(Narrative)}

func (l *formLoader) kindOf(m fields) Type {
	t := m.str("type", true)
	if t != "" && !slices.Contains(types, t) {
		m.by["type"].wrong("kiểu “%s” không có; hãy viết một trong: %s", "there is no type “%s”; write one of: %s", t, strings.Join(types, ", "))
	}
	return Type(t)
}

func (l *formLoader) indicator(n node, section string) {
	m := n.fields("id", "label", "type", "unit", "kinds", "only", "optional", "prior", "total_from", "values", "min", "max", "required_when", "of", "indent", "previous", "change")
	in := Indicator{ID: l.id(m), Section: section, Label: m.str("label", true), Type: l.kindOf(m), Unit: m.str("unit", false), Kinds: l.r.kindList(m, "kinds", true),
		Optional: l.r.kindList(m, "optional", false), Prior: m.boolean("prior"), Min: m.decimal("min", false), Max: m.decimal("max", false), Indent: m.whole("indent", 0, 0), Previous: m.str("previous", false), Change: l.percent(m, "change")}
	if o, ok := m.get("only", false); ok {
		in.Only = map[string]string{}
		for i := 0; i+1 < len(o.Content); i += 2 {
			key := node{o.Content[i], o.f}
			if key.Value != "loai" {
				key.wrong("không có thuộc tính “%s”; chỉ có loai", "there is no attribute “%s”; there is loai", key.Value)
			}
			in.Only[key.Value] = o.Content[i+1].Value
		}
	}
	if t := m.str("total_from", false); t == "all" || t == "" {
		in.TotalFrom = t
	} else if ks := l.r.kindList(m, "total_from", false); len(ks) == 1 {
		in.TotalFrom = ks[0]
	} else if len(ks) > 1 {
		m.by["total_from"].wrong("chỉ ghi all hoặc một loại đơn vị", "write all, or one kind of unit")
	}
	for _, k := range in.Optional {
		if !slices.Contains(in.Kinds, k) {
			m.by["optional"].wrong("loại “%s” không có trong kinds của chỉ tiêu này", "the kind “%s” is not among this indicator's kinds", k)
		}
	}
	if in.Type == Choice && m.has("values") && len(m.by["values"].Content) == 0 {
		m.by["values"].wrong("danh sách lựa chọn đang trống; ghi ít nhất hai giá trị", "the list of answers is empty; write at least two")
	}
	in.Values = l.options(m, in.Type == Choice)
	if w, ok := m.get("required_when", false); ok && in.ID != "" {
		l.whens = append(l.whens, later{in.ID, w})
	}
	if of := m.strs("of", in.Type == Ratio); len(of) == 2 && in.ID != "" {
		in.Of = [2]string(of)
		l.ofs = append(l.ofs, later{in.ID, m.by["of"]})
	} else if in.Type == Ratio && m.has("of") {
		m.by["of"].wrong("“of” gồm hai mã: tử số, mẫu số", "“of” holds two ids: numerator, denominator")
	}
	if in.ID != "" {
		l.r.Form.byID[in.ID] = len(l.r.Form.Indicators)
		l.r.Form.Indicators = append(l.r.Form.Indicators, in)
	}
}

// options reads a choice's answers: texts, or {value, kinds}.
func (l *formLoader) options(m fields, required bool) (out []Option) {
	for _, n := range m.list("values", required) {
		if len(n.Content) == 0 {
			out = append(out, Option{Value: n.Value})
			continue
		}
		o := n.fields("value", "kinds")
		out = append(out, Option{o.str("value", true), l.r.kindList(o, "kinds", true)})
	}
	return out
}

// keyColumns are the columns that tell rows apart: one, or a list.
func keyColumns(m fields) []string {
	n, ok := m.get("key", true)
	if ok && len(n.Content) == 0 {
		return []string{n.Value}
	}
	return m.strs("key", true)
}

func (l *formLoader) table(n node) {
	m := n.fields("id", "label", "kinds", "rows_from", "key", "required", "columns")
	t := Table{ID: l.id(m), Label: m.str("label", true), Kinds: l.r.kindList(m, "kinds", true), Key: keyColumns(m), Required: m.strs("required", false)}
	if ks := l.r.kindList(m, "rows_from", false); len(ks) == 1 {
		t.RowsFrom = ks[0]
	} else if len(ks) > 1 {
		m.by["rows_from"].wrong("chỉ ghi một loại đơn vị", "write one kind of unit")
	}
	for _, c := range m.list("columns", true) {
		f := c.fields("id", "label", "type", "unit", "values", "filled", "width")
		if _, twice := t.column(f.str("id", false)); twice {
			f.by["id"].wrong("cột “%s” đã có", "the column “%s” is there already", f.str("id", false))
		}
		t.Columns = append(t.Columns, Column{ID: f.str("id", true), Label: f.str("label", true), Type: l.kindOf(f), Unit: f.str("unit", false), Values: f.strs("values", false), Filled: f.boolean("filled"), Width: float64(f.whole("width", 4, 12))})
	}
	for _, id := range append(slices.Clone(t.Key), t.Required...) {
		if _, ok := t.column(id); !ok {
			m.wrong("bảng không có cột “%s”", "the table has no column “%s”", id)
		}
	}
	l.r.Form.Tables = append(l.r.Form.Tables, t)
}

func (t Table) column(id string) (Column, bool) {
	for _, c := range t.Columns {
		if c.ID == id {
			return c, true
		}
	}
	return Column{}, false
}

// Column finds a column by id.
func (t Table) Column(id string) (Column, bool) { return t.column(id) }

func (l *formLoader) card(n node) {
	m := n.fields("id", "kinds", "title", "method", "gate", "groups", "answers", "deduction", "floor", "bonus", "verdict", "verdict_optional", "signers")
	c := Card{ID: m.str("id", true), Kinds: l.r.kindList(m, "kinds", true), Title: m.str("title", true), Method: m.strs("method", false), GateLabel: m.str("gate", false),
		Floor: m.decimal("floor", false), Optional: l.r.kindList(m, "verdict_optional", false)}
	if m.has("answers") {
		if c.Answers = m.strs("answers", false); len(c.Answers) != 2 || c.Answers[0] == c.Answers[1] {
			m.by["answers"].wrong("answers gồm hai câu trả lời: đạt, chưa đạt", "answers holds two answers: met, not met")
		}
		if m.has("deduction") || m.has("floor") || m.has("bonus") {
			m.by["answers"].wrong("bản chấm theo đạt, chưa đạt không có điểm trừ, điểm thưởng", "a card judged in words has no deduction, floor or bonus")
		}
	}
	if d := m.decimal("deduction", !m.has("answers")); d != nil {
		c.Deduction = *d
		if !d.IsPositive() {
			m.by["deduction"].wrong("số điểm trừ phải lớn hơn 0", "the deduction must be above 0")
		}
	}
	if b := m.decimal("bonus", false); b != nil {
		c.Bonus = *b
	}
	for _, v := range m.strs("verdict", false) {
		c.Verdict = append(c.Verdict, Option{Value: v})
	}
	if s := m.strs("signers", false); len(s) == 2 {
		c.Signers = [2]string(s)
	} else if m.has("signers") {
		m.by["signers"].wrong("“signers” gồm hai dòng: đơn vị, cơ quan thẩm định", "“signers” holds two texts: the unit's, the appraiser's")
	}
	for _, g := range m.list("groups", true) {
		gm := g.fields("id", "label", "criteria")
		group := Group{ID: gm.str("id", true), Label: gm.str("label", true)}
		for _, k := range gm.list("criteria", true) {
			km := k.fields("id", "label", "points")
			cr := Criterion{ID: l.id(km), Label: km.str("label", true)}
			if p := km.decimal("points", !m.has("answers")); p != nil {
				cr.Points = *p
			} else if m.has("answers") {
				cr.Points = decimal.NewFromInt(1)
			}
			group.Criteria = append(group.Criteria, cr)
		}
		c.Groups = append(c.Groups, group)
	}
	l.r.Form.Cards = append(l.r.Form.Cards, c)
}

// Name and Column make the form the scope of its rules.
func (f *Form) Name(name string) rule.Type {
	if slices.Contains(UnitAttributes, name) {
		return rule.Text
	}
	base, prior := strings.CutSuffix(name, PriorSuffix)
	if in, ok := f.Indicator(base); ok {
		if prior && !in.Prior {
			return rule.Invalid
		}
		switch in.Type {
		case Count, Amount, Ratio:
			return rule.Number
		}
		return rule.Text
	}
	if _, ok := f.Table(name); ok {
		return rule.Table
	}
	for _, suffix := range []string{ScoreSuffix, ViolationsSuffix} {
		if base, ok := strings.CutSuffix(name, suffix); ok {
			for _, c := range f.Cards {
				for _, k := range c.Criteria() {
					if k.ID == base && c.InWords() {
						return rule.Text
					} else if k.ID == base {
						return rule.Number
					}
				}
			}
		}
	}
	return rule.Invalid
}

// Limits are the least and the largest that a figure, a score or the count or sum of a
// table's rows may be.
func (f *Form) Limits(name string) (least, most decimal.Decimal) {
	if in, ok := f.Indicator(strings.TrimSuffix(name, PriorSuffix)); ok {
		return in.Limits()
	}
	base, score := strings.CutSuffix(name, ScoreSuffix)
	for _, c := range f.Cards {
		for _, k := range c.Criteria() {
			if score && k.ID == base {
				return decimal.Zero, k.Points
			}
		}
	}
	return decimal.Zero, Largest.Mul(Largest)
}

// Column is the type of a table's column.
func (f *Form) Column(table, column string) rule.Type {
	t, _ := f.Table(table)
	c, ok := t.column(column)
	switch {
	case !ok:
		return rule.Invalid
	case c.Type == Count || c.Type == Amount:
		return rule.Number
	}
	return rule.Text
}

func (l *formLoader) expr(n node, want rule.Type) *rule.Expr {
	e, err := rule.Parse(n.Value, &l.r.Form)
	if err != nil {
		var m *rule.Mistake
		col := n.Column
		if errors.As(err, &m) {
			col += m.Offset
		}
		n.f.wrongAt(n.Line, col, "điều kiện “"+n.Value+"” không hiểu được: "+err.Error(), "the expression “"+n.Value+"” is wrong: "+err.Error())
		return nil
	}
	if e.Type != want {
		n.wrong("điều kiện “%s” phải là một so sánh (đúng hoặc sai)", "the expression “%s” must be a comparison (true or false)", n.Value)
		return nil
	}
	return e
}

func (l *formLoader) rule(n node) {
	m := n.fields("id", "kinds", "code", "severity", "total", "parts", "whole", "pair", "check", "when", "tolerance", "missing", "trial", "since", "until", "criterion", "message", "fix")
	r := rule.Rule{ID: l.id(m), Kinds: l.r.kindList(m, "kinds", false), Code: m.str("code", false), Total: m.str("total", false), Whole: m.str("whole", false),
		Parts: m.strs("parts", false), Criterion: m.str("criterion", false), Message: l.words(m, "message"), Fix: l.words(m, "fix")}
	forms := 0
	for _, has := range []bool{r.Total != "", r.Whole != "", m.has("pair"), m.has("check")} {
		if has {
			forms++
		}
	}
	if forms != 1 {
		m.wrong("quy tắc cần đúng một trong: total và parts, whole và parts, pair, check", "a rule needs just one of: total with parts, whole with parts, pair, check")
	}
	if r.Criterion != "" && l.r.Form.Name(r.Criterion+ScoreSuffix) == rule.Invalid {
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
			m.by["severity"].wrong("mức độ phải là blocker, error, query hoặc info", "a severity is blocker, error, query or info")
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
			m.by["tolerance"].wrong("sai số cho phép là một số, hoặc tỷ lệ như “5%%”", "a tolerance is a number, or a share such as “5%%”")
		case r.Check == nil && len(r.Parts) == 0 || r.Check != nil && !r.Check.Compares():
			m.by["tolerance"].wrong("sai số cho phép chỉ dùng khi so sánh hai số", "a tolerance needs a comparison of two figures")
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
				m.by[key].wrong("không có “{%s}”; có thể dùng {found}, {expected}, {difference}, {label}", "there is no “{%s}”; there are {found}, {expected}, {difference}, {label}", h[1])
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
