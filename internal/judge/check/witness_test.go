package check_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/tier"
	"tonghop/internal/write/formbook"
)

var update = flag.Bool("update", false, "write the verdicts of the rules' witnesses anew")

// witness is one set of figures, for which a rule's verdict is on record.
type witness struct {
	values map[string]decimal.Decimal
	rows   []map[string]rule.Value
}

func (w witness) Value(n string) rule.Value {
	if d, ok := w.values[n]; ok {
		return rule.NumberOf(d)
	}
	return rule.None()
}

func (w witness) Blank(n string) bool { _, ok := w.values[n]; return !ok }

func (w witness) Concerns(string) bool { return true }

func (w witness) Kind() string { return "" }

func (w witness) Rows(string) (out []rule.Row) {
	for _, r := range w.rows {
		out = append(out, func(c string) rule.Value { return r[c] })
	}
	return out
}

// witnesses are figures around a rule's edge: small ones, equal ones, sums and what is
// one beside, blanks among them.
func witnesses(ru *rule.Rule) (out []witness) {
	h := fnv.New64()
	h.Write([]byte(ru.ID))
	rnd := rand.New(rand.NewPCG(h.Sum64(), 1))
	var names []string
	for _, n := range append([]string{ru.Total, ru.Whole}, slices.Concat(ru.Parts, ru.Pair)...) {
		if n != "" {
			names = append(names, n)
		}
	}
	for _, e := range []*rule.Expr{ru.Check, ru.When} {
		if e != nil {
			names = append(names, e.Names...)
		}
	}
	for range 240 {
		w := witness{values: map[string]decimal.Decimal{}}
		sum := decimal.Zero
		for _, n := range names {
			d := decimal.NewFromInt([]int64{0, 0, 1, 2, 3, 5, 10, 12}[rnd.IntN(8)])
			if slices.Contains(ru.Parts, n) {
				sum = sum.Add(d)
			}
			if rnd.IntN(25) > 0 {
				w.values[n] = d
			}
		}
		for _, chief := range []string{ru.Total, ru.Whole} {
			if chief != "" && rnd.IntN(4) > 0 {
				w.values[chief] = sum.Add(decimal.NewFromInt(int64(rnd.IntN(3) - 1)))
			}
		}
		if ru.Check != nil && len(names) > 1 && rnd.IntN(3) == 0 { // on the edge
			w.values[names[0]] = decimal.Zero
			for _, n := range names[1:] {
				w.values[names[0]] = w.values[names[0]].Add(w.values[n])
			}
			w.values[names[0]] = w.values[names[0]].Add(decimal.NewFromInt(int64(rnd.IntN(3) - 1)))
		}
		for range rnd.IntN(5) {
			w.rows = append(w.rows, map[string]rule.Value{"ket_qua": rule.TextOf([]string{"đạt", "không đạt"}[rnd.IntN(2)]), "tinh_trang": rule.TextOf([]string{"mới", "duy trì"}[rnd.IntN(2)]), "so_ho": rule.NumberOf(decimal.NewFromInt(int64(rnd.IntN(4))))})
		}
		out = append(out, w)
	}
	return out
}

// verdictsOf are a rule's verdicts of its witnesses, a letter each.
func verdictsOf(ru *rule.Rule, all []witness) string {
	var b strings.Builder
	r := *ru
	r.Kinds = nil
	for _, w := range all {
		switch o := r.Judge(w); {
		case !o.Applies:
			b.WriteByte('-')
		case !o.Judged:
			b.WriteByte('?')
		case o.Holds:
			b.WriteByte('.')
		default:
			b.WriteByte('x')
		}
	}
	return b.String()
}

func witnessFile() string { return filepath.Join("testdata", "rules-antt-2019.json") }

// Every rule of antt-2019 judges its witnesses as on record.
func TestRulesJudgeTheirWitnesses(t *testing.T) {
	r := load(t)
	got := map[string]string{}
	for i := range r.Form.Rules {
		ru := &r.Form.Rules[i]
		got[ru.ID] = verdictsOf(ru, witnesses(ru))
		if !strings.Contains(got[ru.ID], "x") || !strings.Contains(got[ru.ID], ".") {
			t.Errorf("%s: no witness breaks it, or none keeps it: %s", ru.ID, got[ru.ID])
		}
	}
	if *update {
		data, err := json.MarshalIndent(got, "", " ")
		if err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(witnessFile(), append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want := recorded(t)
	for id, v := range got {
		if want[id] != v {
			t.Errorf("%s judges otherwise than on record (go test ./internal/check -run Witnesses -update, if it was meant)", id)
		}
	}
	if len(want) != len(got) {
		t.Errorf("%d rules on record, %d in the round", len(want), len(got))
	}
}

func recorded(t *testing.T) (want map[string]string) {
	t.Helper()
	data, err := os.ReadFile(witnessFile())
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	return want
}

var comparisons = regexp.MustCompile(`<=|>=|==|!=|<|>`)

// mutants are the rule with one comparison, operator, figure or part changed.
func mutants(t *testing.T, r *round.Round, ru *rule.Rule) (out []rule.Rule, how []string) {
	add := func(m rule.Rule, what string) { out, how = append(out, m), append(how, what) }
	parse := func(source string) *rule.Expr {
		e, err := rule.Parse(source, &r.Form)
		if err != nil {
			return nil
		}
		return e
	}
	change := func(e *rule.Expr, set func(m *rule.Rule, e *rule.Expr)) {
		if e == nil {
			return
		}
		var sources []string
		for _, at := range comparisons.FindAllStringIndex(e.Source, -1) {
			for _, op := range []string{"<", "<=", ">", ">=", "==", "!="} {
				if op != e.Source[at[0]:at[1]] {
					sources = append(sources, e.Source[:at[0]]+op+e.Source[at[1]:])
				}
			}
			if l, right := e.Source[:at[0]], e.Source[at[1]:]; !strings.Contains(e.Source[at[0]:at[1]], "=") || strings.Contains("<=>=", e.Source[at[0]:at[1]]) {
				if len(comparisons.FindAllString(e.Source, -1)) == 1 {
					sources = append(sources, strings.TrimSpace(right)+" "+e.Source[at[0]:at[1]]+" "+strings.TrimSpace(l))
				}
			}
		}
		for i, n := range e.Names { // each figure in the place of another
			for _, o := range e.Names[i+1:] {
				sources = append(sources, strings.NewReplacer(n, o, o, n).Replace(e.Source))
			}
		}
		sources = append(sources, strings.Replace(e.Source, " + ", " - ", 1))
		for _, s := range sources {
			if m := parse(s); m != nil && s != e.Source && !symmetric(e.Source, s) && !equivalent(e.Source, s) {
				c := *ru
				set(&c, m)
				add(c, s)
			}
		}
	}
	change(ru.Check, func(m *rule.Rule, e *rule.Expr) { m.Check = e })
	change(ru.When, func(m *rule.Rule, e *rule.Expr) { m.When = e })
	for i := range ru.Parts {
		m := *ru
		m.Parts = slices.Delete(slices.Clone(ru.Parts), i, i+1)
		if len(m.Parts) > 0 {
			add(m, "without "+ru.Parts[i])
		}
	}
	switch {
	case ru.Total != "":
		m := *ru
		m.Total, m.Whole = "", ru.Total
		add(m, "at most the total")
		m = *ru
		m.Total, m.Parts = ru.Parts[0], append([]string{ru.Total}, ru.Parts[1:]...)
		add(m, "a part for the total")
	case ru.Whole != "":
		m := *ru
		m.Total, m.Whole = ru.Whole, ""
		add(m, "equal to the whole")
		m = *ru
		m.Whole, m.Parts = ru.Parts[0], append([]string{ru.Whole}, ru.Parts[1:]...)
		add(m, "a part for the whole")
	}
	return out, how
}

// equivalent tells whether a change says the same of figures, which are never below 0.
func equivalent(a, b string) bool {
	return strings.Replace(a, "> 0", "!= 0", 1) == b || strings.Replace(a, "== 0", "<= 0", 1) == b
}

// symmetric tells whether a change only turns a sum around.
func symmetric(a, b string) bool {
	sort := func(s string) string {
		l, r, ok := strings.Cut(comparisons.ReplaceAllString(s, "|$0|"), "|")
		if !ok {
			return s
		}
		parts := strings.Split(r, "|")
		terms := func(x string) string {
			t := strings.Split(strings.TrimSpace(x), " + ")
			slices.Sort(t)
			return strings.Join(t, "+")
		}
		return terms(l) + parts[0] + terms(parts[len(parts)-1])
	}
	return sort(a) == sort(b)
}

// No rule can have a comparison, a figure or a part changed without a witness telling.
func TestEveryChangeOfARuleIsTold(t *testing.T) {
	r := load(t)
	want := recorded(t)
	n := 0
	for i := range r.Form.Rules {
		ru := &r.Form.Rules[i]
		all := witnesses(ru)
		ms, how := mutants(t, r, ru)
		for j := range ms {
			n++
			if verdictsOf(&ms[j], all) == want[ru.ID] {
				t.Errorf("%s: nobody notices %s", ru.ID, how[j])
			}
		}
	}
	t.Logf("%d rules, %d changes", len(r.Form.Rules), n)
	if n < 3*len(r.Form.Rules) {
		t.Errorf("only %d changes tried", n)
	}
}

// For every rule a return of a unit that it concerns: broken alone it gives exactly its
// finding, at its cells.
func TestEachRuleBrokenAlone(t *testing.T) {
	r := load(t)
	var units []round.Unit
	for _, code := range []string{"cq-01", "le-loi", "pha-lai", "th-01", "dn-01", "sao-do-t01"} {
		u, _ := r.Register.Unit(code)
		units = append(units, u)
	}
	left := 0
	for i := range r.Form.Rules {
		if testing.Short() && i%10 > 0 || !tier.IsLong() && i%3 > 0 {
			continue
		}
		ru := &r.Form.Rules[i]
		if why := breakAlone(t, r, ru, units); why != "" {
			left++
			t.Errorf("%s: %s", ru.ID, why)
		}
	}
}

// filled is a unit's figures as the subject of rules, for a quick search.
type filled struct {
	plan   *form.Plan
	values map[string]any
	tables map[string][]map[string]any
}

func (f filled) Kind() string { return f.plan.Unit.Kind }

func (f filled) Concerns(name string) bool { return f.plan.Concerns(name) }

func (f filled) Blank(name string) bool { return f.values[name] == nil }

func (f filled) Value(name string) rule.Value {
	return asValue(f.values[name])
}

func (f filled) Rows(table string) (out []rule.Row) {
	for _, row := range f.tables[table] {
		out = append(out, func(c string) rule.Value { return asValue(row[c]) })
	}
	return out
}

func asValue(v any) rule.Value {
	switch v := v.(type) {
	case decimal.Decimal:
		return rule.NumberOf(v)
	case string:
		return rule.TextOf(v)
	}
	return rule.None()
}

// broken are the ids of the rules that a filled-in form breaks.
func (f filled) broken(r *round.Round) (out []string) {
	for i := range r.Form.Rules {
		if o := r.Form.Rules[i].Judge(f); o.Applies && o.Judged && !o.Holds {
			out = append(out, r.Form.Rules[i].ID)
		}
	}
	return out
}

// namesOf are the inputs that a rule speaks of and the unit is asked for.
func namesOf(ru *rule.Rule, plan *form.Plan) (names []string) {
	all := append([]string{ru.Total, ru.Whole}, ru.Parts...)
	for _, e := range []*rule.Expr{ru.Check, ru.When} {
		if e != nil {
			all = append(all, e.Names...)
		}
	}
	for _, n := range all {
		if n != "" && plan.Concerns(n) && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	return names
}

// breakAlone searches for a return that breaks just the rule; it says why there is none.
func breakAlone(t *testing.T, r *round.Round, ru *rule.Rule, units []round.Unit) string {
	rnd := rand.New(rand.NewPCG(5, 5))
	last := "it applies to no unit"
	byID := map[string]*rule.Rule{}
	for i := range r.Form.Rules {
		byID[r.Form.Rules[i].ID] = &r.Form.Rules[i]
	}
	for _, u := range units {
		plan := form.Of(r, u)
		if names := namesOf(ru, plan); len(names) == 0 || ru.Criterion != "" && !plan.Concerns(ru.Criterion+round.ScoreSuffix) {
			continue
		}
		for try := range 400 {
			fill := demo.Filled(r, u, uint64(try%3))
			f := filled{plan, fill.Values, fill.Tables}
			disturb := func(names []string) {
				n := names[rnd.IntN(len(names))]
				if strings.HasSuffix(n, round.ScoreSuffix) {
					f.values[n] = decimal.NewFromInt(10)
					delete(f.values, strings.TrimSuffix(n, round.ScoreSuffix)+round.ViolationsSuffix)
					return
				}
				d, _ := f.values[n].(decimal.Decimal)
				f.values[n] = []decimal.Decimal{decimal.Zero, d.Add(num("1")), num("1"), d.Add(num("500")), num("3")}[rnd.IntN(5)]
			}
			var broken []string
			for range 40 { // what else is broken is disturbed until it holds
				if broken = f.broken(r); len(broken) == 1 && broken[0] == ru.ID {
					break
				}
				names := namesOf(ru, plan)
				if len(broken) > 0 && slices.Contains(broken, ru.ID) {
					other := broken[rnd.IntN(len(broken))]
					if other != ru.ID {
						names = slices.DeleteFunc(namesOf(byID[other], plan), func(n string) bool { return rnd.IntN(3) > 0 && slices.Contains(names, n) })
					}
				}
				if len(names) > 0 {
					disturb(names)
				}
			}
			if len(broken) != 1 || broken[0] != ru.ID {
				last = fmt.Sprint("only with others: ", broken)
				continue
			}
			for name := range fill.Values { // what was explained would be closed
				if strings.HasSuffix(name, round.ExplanationSuffix) {
					delete(fill.Values, name)
				}
			}
			data, err := formbook.Form(r, u, fill)
			if err != nil {
				t.Fatal(err)
			}
			v := record.JudgeOf(data, r, "")
			var got []string
			for _, f := range v.Findings {
				if f.Severity != finding.Info {
					got = append(got, fmt.Sprint(f.Code, " ", f.Rule, " ", f.ID, " ", f.Cells))
				}
			}
			if len(got) == 1 && strings.Contains(got[0], " "+ru.ID+" ") && len(v.Findings[0].Cells) > 0 {
				return ""
			}
			last = fmt.Sprint("found: ", got)
		}
	}
	return last
}
