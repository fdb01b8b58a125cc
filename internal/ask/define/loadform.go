package define

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf16"

	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
)

var idForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

func (r *loader) readForm(root node) {
	m := root.fields("version", "sections", "tables", "cards", "rules")
	r.Form = round.Form{Version: m.str("version", true), ByID: map[string]int{}}
	l := formLoader{r: r, seen: map[string]bool{}, figures: map[string]node{}}
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
			r.Form.Indicators[r.Form.ByID[w.id]].When = e
		}
	}
	for _, n := range m.list("rules", false) {
		l.rule(n)
	}
	if len(*m.f.mistakes) == 0 {
		l.sense()
	}
	l.references()
	for _, s := range l.measured {
		if e := l.expr(s.n, rule.Number); e != nil {
			s.k.Of = e
		}
	}
	for i := range r.Form.Cards {
		r.Form.Cards[i].All = slices.Clip(r.Form.Cards[i].Criteria())
	}
	r.levels()
}

// references holds ids that were written before all were known to be those of something: rules
// under severity, kinds' verdicts, indicators that columns and ratios take their figures from.
func (l *formLoader) references() {
	for _, key := range l.r.severityKeys {
		if !l.seen[key.Value] {
			key.wrong(noCodeOrRule, key.Value)
		}
	}
	for _, key := range l.r.verdictKeys {
		if in, ok := l.r.Form.Indicator(key.Value); !ok || in.Type != round.Choice {
			key.wrong(noSuchChoice, key.Value)
		}
	}
	for _, n := range l.froms {
		if _, ok := l.r.Form.ByID[n.Value]; !ok {
			n.wrong(noSuchIndicator, n.Value)
		}
	}
	for _, o := range l.ofs {
		for _, id := range l.r.Form.Indicators[l.r.Form.ByID[o.id]].Of {
			if _, ok := l.r.Form.ByID[id]; !ok {
				o.n.wrong(noSuchIndicator, id)
			}
		}
	}
}

// formLoader reads form.yaml; ids must be unlike each other.
type formLoader struct {
	r          *loader
	seen       map[string]bool
	whens, ofs []later
	figures    map[string]node // of criteria measured by a figure, by id
	measured   []measured
	froms      []node // indicators that columns are filled in from
	rules      []node // where the round's rules stand
}

// levels has the kinds that this program runs at carry everything that is asked.
func (r *loader) levels() {
	var kinds []string
	for _, k := range r.Kinds {
		if k.Level {
			kinds = append(kinds, k.ID)
		}
	}
	for i := range r.Form.Indicators {
		r.Form.Indicators[i].Carried = kinds
	}
	for i := range r.Form.Tables {
		if r.Form.Tables[i].RowsFrom == "" {
			r.Form.Tables[i].Carried = kinds
		}
	}
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
		m.by["id"].wrong(idNotPlain, id)
	case round.Reserved(id):
		m.by["id"].wrong(idReserved, id)
	case !cellName(id):
		m.by["id"].wrong(idNotCell, id)
	case l.seen[id]:
		m.by["id"].wrong(idTwice, id)
	}
	// Inputs have names of this sort.
	suffixes := []string{round.PriorSuffix, round.ExplanationSuffix, round.ScoreSuffix, round.ViolationsSuffix}
	for _, suffix := range suffixes {
		if stem, ok := strings.CutSuffix(id, suffix); ok && l.seen[stem] || l.seen[id+suffix] {
			m.by["id"].wrong(idDerived, id)
		}
	}
	l.seen[id] = true
	return id
}

func (l *formLoader) section(n node) {
	m := n.fields("id", "print", "title", "indicators")
	s := round.Section{ID: m.str("id", true), Print: m.str("print", false), Title: m.str("title", true)}
	if s.ID != "" && !round.SectionForm.MatchString(s.ID) {
		m.by["id"].wrong(sectionNotCell, s.ID)
	}
	same := func(o round.Section) bool { return strings.EqualFold(round.Nothing(o.ID), round.Nothing(s.ID)) }
	if slices.ContainsFunc(l.r.Form.Sections, same) && s.ID != "" {
		m.by["id"].wrong(sectionTwice, s.ID)
	}
	l.r.Form.Sections = append(l.r.Form.Sections, s)
	for _, c := range m.list("indicators", false) {
		l.indicator(c, s.ID)
	}
}

var types = []string{
	string(round.Count), string(round.Amount), string(round.Ratio), string(round.Choice),
	string(round.Date), string(round.TextLine), string(round.Narrative),
}

func (l *formLoader) kindOf(m fields) round.Type {
	t := m.str("type", true)
	if t != "" && !slices.Contains(types, t) {
		m.by["type"].wrong(noSuchType, t, strings.Join(types, ", "))
	}
	return round.Type(t)
}

func (l *formLoader) indicator(n node, section string) {
	m := n.fields(
		"id", "label", "type", "unit", "kinds", "only", "optional", "prior", "total_from",
		"values", "min", "max", "usual_min", "usual_max", "required_when", "of", "indent", "previous",
		"change",
	)
	in := round.Indicator{
		ID:       l.id(m),
		Section:  section,
		Label:    m.str("label", true),
		Type:     l.kindOf(m),
		Unit:     m.str("unit", false),
		Kinds:    l.r.kindList(m, "kinds", true),
		Optional: l.r.kindList(m, "optional", false),
		Prior:    m.boolean("prior"),
		Min:      m.decimal("min", false),
		Max:      m.decimal("max", false),
		UsualMin: m.decimal("usual_min", false),
		UsualMax: m.decimal("usual_max", false),
		Indent:   m.whole("indent", 0, 0),
		Previous: m.str("previous", false),
		Change:   l.percent(m, "change"),
	}
	inOrder(m, "min", "max")
	inOrder(m, "usual_min", "usual_max")
	in.Only = l.only(m)
	if in.TotalFrom = m.str("total_from", false); in.TotalFrom != "all" {
		in.TotalFrom = l.r.oneKind(m, "total_from", false)
	}
	for _, k := range in.Optional {
		if !slices.Contains(in.Kinds, k) {
			m.by["optional"].wrong(kindNotAsked, k)
		}
	}
	if in.Type == round.Choice && m.has("values") && len(m.by["values"].Content) == 0 {
		m.by["values"].wrong(noAnswers)
	}
	in.Values = l.options(m, in.Type == round.Choice)
	l.ratio(m, &in)
	if in.ID == "" {
		return
	}
	if w, ok := m.get("required_when", false); ok {
		l.whens = append(l.whens, later{in.ID, w})
	}
	l.r.Form.ByID[in.ID] = len(l.r.Form.Indicators)
	l.r.Form.Indicators = append(l.r.Form.Indicators, in)
}

// inOrder says where the least of two limits is above the largest.
func inOrder(m fields, least, most string) {
	a, b := m.decimal(least, false), m.decimal(most, false)
	if a != nil && b != nil && a.GreaterThan(*b) {
		m.by[most].wrong(limitsCrossed, a, b)
	}
}

// ratio reads of what an indicator is a share; whether there are such figures is seen later.
func (l *formLoader) ratio(m fields, in *round.Indicator) {
	of := m.strs("of", in.Type == round.Ratio)
	if len(of) != 2 {
		if in.Type == round.Ratio && m.has("of") {
			m.by["of"].wrong(notRatio)
		}
		return
	}
	if in.ID != "" {
		in.Of = [2]string(of)
		l.ofs = append(l.ofs, later{in.ID, m.by["of"]})
	}
}

// options reads a choice's answers: texts, or {value, kinds}.
func (l *formLoader) options(m fields, required bool) (out []round.Option) {
	for _, n := range m.list("values", required) {
		if len(n.Content) == 0 {
			out = append(out, round.Option{Value: n.Value})
			continue
		}
		o := n.fields("value", "kinds")
		out = append(out, round.Option{Value: o.str("value", true), Kinds: l.r.kindList(o, "kinds", true)})
	}
	var texts []string
	for _, o := range out {
		texts = append(texts, o.Value)
	}
	l.pickable(m, "values", texts)
	return out
}

// mostPicked is how long a drop-down's list may be in a workbook, in UTF-16 units (ECMA-376
// part 1, 18.3.1.33; what Excel takes of a list that is no range).
const mostPicked = 255

// pickable says what of a list a drop-down cannot show: its values stand in the workbook with
// commas between them.
func (l *formLoader) pickable(m fields, key string, values []string) {
	if n := len(utf16.Encode([]rune(strings.Join(values, ",")))); n > mostPicked {
		m.by[key].wrong(listTooLong, n, mostPicked)
	}
	for _, v := range values {
		if strings.Contains(v, ",") || strings.HasPrefix(v, "=") {
			m.by[key].wrong(notPickable, v)
		}
	}
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
	m := n.fields(
		"id", "label", "kinds", "rows_from", "key", "required", "columns", "self", "appraised",
		"result", "use",
	)
	t := round.Table{
		ID:       l.id(m),
		Label:    m.str("label", true),
		Kinds:    l.r.kindList(m, "kinds", true),
		Key:      keyColumns(m),
		Required: m.strs("required", false),
	}
	t.RowsFrom = l.r.oneKind(m, "rows_from", false)
	for _, c := range m.list("columns", true) {
		f := c.fields("id", "label", "type", "unit", "values", "filled", "width", "from")
		plainID(f, columnThing)
		if _, twice := t.Column(f.str("id", false)); twice {
			f.by["id"].wrong(columnTwice, f.str("id", false))
		}
		t.Columns = append(t.Columns, round.Column{
			ID:     f.str("id", true),
			Label:  f.str("label", true),
			Type:   l.kindOf(f),
			Unit:   f.str("unit", false),
			Values: f.strs("values", false),
			Filled: f.boolean("filled"),
			From:   f.str("from", false),
			Width:  float64(f.whole("width", 4, 12)),
		})
		l.pickable(f, "values", t.Columns[len(t.Columns)-1].Values)
		if f.has("from") {
			l.froms = append(l.froms, f.by["from"])
		}
	}
	for _, id := range append(slices.Clone(t.Key), t.Required...) {
		if _, ok := t.Column(id); !ok {
			m.wrong(noSuchColumn, id)
		}
	}
	l.roles(m, &t)
	l.r.Form.Tables = append(l.r.Form.Tables, t)
}

// roles reads what a table is for: the columns in which a unit speaks for children, or
// the list of the consolidated workbook that it fills.
func (l *formLoader) roles(m fields, t *round.Table) {
	t.SelfFrom, t.AppraisedFrom = m.str("self", false), m.str("appraised", false)
	t.ResultFrom, t.Use = m.str("result", false), m.str("use", false)
	figure := []round.Type{round.Amount, round.Count}
	for _, role := range []struct {
		key, id string
		want    []round.Type
	}{
		{"self", t.SelfFrom, figure},
		{"appraised", t.AppraisedFrom, figure},
		{"result", t.ResultFrom, []round.Type{round.Choice}},
	} {
		key, id, want := role.key, role.id, role.want
		if id == "" {
			continue
		}
		c, ok := t.Column(id)
		switch {
		case !ok || !slices.Contains(want, c.Type):
			m.by[key].wrong(noFittingColumn, id)
		case t.RowsFrom == "":
			m.by[key].wrong(needsRowsFrom, key)
		}
	}
	if t.Use != "" && t.Use != UseCommendation && t.Use != UseModel {
		m.by["use"].wrong(noSuchUse)
	}
}

// What a table may be used for.
const (
	UseCommendation = "commendation" // who is proposed for commendation
	UseModel        = "model"        // models that others may follow
)

// only reads the attributes of the units that something is asked of.
func (l *formLoader) only(m fields) map[string]string {
	o, ok := m.get("only", false)
	if !ok {
		return nil
	}
	if len(o.Content) == 0 {
		o.wrong(notAttribute)
		return nil
	}
	out := map[string]string{}
	for i := 0; i+1 < len(o.Content); i += 2 {
		key := node{o.Content[i], o.f}
		if key.Value != "loai" {
			key.wrong(noSuchAttribute, key.Value)
		}
		out[key.Value] = o.Content[i+1].Value
	}
	return out
}
