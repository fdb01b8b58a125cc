package check

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// judgedRule is a rule of the round and what it came to in a return.
type judgedRule struct {
	*rule.Rule
	rule.Outcome
}

// broken tells whether the rule does not hold.
func (j *judgedRule) broken() bool { return j.Applies && j.Judged && !j.Holds }

// doubt tells of figures that do not agree which one is the likeliest to be wrong, and
// what is asked of it. A pure function of the return and what its rules came to.
type doubt struct {
	r      *answer.Return
	rules  []judgedRule
	byName map[string][]*judgedRule // made when it is first asked for
	known  map[string]change
}

// change is the best that another figure in one cell could do: how many broken rules
// would hold by it, less those that it would break, and how easily it was mistyped.
type change struct {
	name  string
	to    decimal.Decimal
	slip  finding.Slip
	sure  bool // the slip tells something: the rules leave no other figure, last year's is near, or it is far off
	mends int
	ease  int
}

// better orders changes, the likeliest first.
func better(a, b change) int {
	return cmp.Or(cmp.Compare(b.mends, a.mends), cmp.Compare(b.ease, a.ease))
}

// newDoubt judges the rules of a return.
func newDoubt(r *answer.Return) *doubt {
	d := &doubt{r: r, known: map[string]change{}}
	all := r.Plan.Round.Form.Rules
	unscored := r.Answer(round.Gate).Text == r.Plan.Round.YesNo()[0]
	d.rules = make([]judgedRule, 0, len(all))
	for i := range all {
		if all[i].Criterion == "" || !unscored {
			d.rules = append(d.rules, judgedRule{&all[i], all[i].Judge(r)})
		}
	}
	return d
}

// of are the rules that speak of a figure.
func (d *doubt) of(name string) []*judgedRule {
	if d.byName == nil {
		d.byName = map[string][]*judgedRule{}
		for i := range d.rules {
			j := &d.rules[i]
			for _, n := range j.Figures() {
				d.byName[n] = append(d.byName[n], j)
			}
		}
	}
	return d.byName[name]
}

// look puts the likeliest figure of a finding first, among its cells too, and says what
// is asked of it.
func (d *doubt) look(f finding.Finding, j *judgedRule) finding.Finding {
	if len(j.Names) == 0 {
		return f // it speaks of the rows of a table alone
	}
	if j.Criterion == "" {
		if figures := d.figures(j); len(figures) > 1 {
			f = d.likeliest(f, figures)
		}
		f.Asks = d.asks(j, f.IDs[0])
	} // of a criterion it is the score that is questioned: nothing is asked of it but a reason
	switch v := d.r.Value(f.IDs[0]); {
	case v.Known && v.Text == "":
		f.Held = json.Number(v.Num.String())
	case !v.Known && len(j.Pair) == 0:
		f.Held = ""
	}
	return f
}

// likeliest puts the figures of a finding into the order of their doubt.
func (d *doubt) likeliest(f finding.Finding, figures []string) finding.Finding {
	all := make([]change, len(figures))
	for i, name := range figures {
		all[i] = d.best(name)
	}
	slices.SortStableFunc(all, better)
	return d.named(f, all)
}

// named puts the figures into the order of their doubt.
func (d *doubt) named(f finding.Finding, all []change) finding.Finding {
	var ids []string
	for _, c := range all {
		ids = append(ids, c.name)
	}
	for _, n := range f.IDs {
		if !slices.Contains(ids, n) {
			ids = append(ids, n)
		}
	}
	f.IDs, f.Cells = ids, nil
	for _, n := range ids {
		if a := d.r.Answer(n); a.Row > 0 && a.Sheet == f.Sheet {
			f.Cells = append(f.Cells, a.Ref())
		}
	}
	c, a := all[0], d.r.Answer(all[0].name)
	if better(c, all[1]) == 0 || a.State != answer.Number {
		return f // neither is likelier
	}
	f.Likely = &finding.Likely{
		ID: c.name, Cell: a.Ref(), Label: labels(d.r.Plan.Round, []string{c.name}, ""), Holds: a.Num,
	}
	if c.mends == all[1].mends && !c.sure {
		f.Likely = nil // a guess orders the cells, and is not told
		return f
	}
	if c.sure && c.slip != "" && c.slip != finding.LastYear {
		f.Likely.Slip, f.Likely.Value = c.slip, &c.to
	}
	return f
}

// figures are the numbers among what a rule speaks of.
func (d *doubt) figures(j *judgedRule) (out []string) {
	for _, n := range j.Names {
		if a := d.r.Plan.Asked(n); a.Figure() && d.r.Plan.Index(n) >= 0 {
			out = append(out, n)
		}
	}
	return out
}

// asks is what a broken rule asks of one figure: nothing where that is not allowed in the
// cell, or would break another rule.
func (d *doubt) asks(j *judgedRule, name string) *finding.Ask {
	b, ok := j.Asks(d.r, name)
	if !ok || len(j.Pair) > 0 {
		return nil
	}
	asked := d.r.Plan.Asked(name)
	if b, ok = whole(b, &asked); !ok || !allowed(b.Than, &asked) {
		return nil
	}
	if try, ok := literal(b.Op, b.Than, &asked); !ok || d.breaks(name, try) || !d.mends(j, name, try) {
		return nil
	}
	return &finding.Ask{Op: b.Op, Than: b.Than, Sum: j.Total == name}
}

// mends tells whether a rule would hold with another figure in a cell.
func (d *doubt) mends(j *judgedRule, name string, figure decimal.Decimal) bool {
	o := j.Judge(rule.With(d.r, name, figure))
	return !o.Applies || o.Judged && o.Holds
}

// breaks tells whether another figure in a cell breaks a rule that is not broken now, or
// takes points from a criterion that is measured by it.
func (d *doubt) breaks(name string, figure decimal.Decimal) bool {
	s := rule.With(d.r, name, figure)
	for _, j := range d.of(name) {
		if j.broken() {
			continue
		}
		if o := j.Judge(s); o.Applies && o.Judged && !o.Holds {
			return true
		}
	}
	return d.unearns(name, s)
}

// unearns tells whether a criterion that is measured by a figure would no longer be worth
// the points that the unit gave itself.
func (d *doubt) unearns(name string, s rule.Subject) bool {
	c, ok := d.r.Plan.Round.Form.CardFor(d.r.Unit)
	if !ok {
		return false
	}
	for _, k := range c.Criteria() {
		self := d.r.Answer(k.ID + round.ScoreSuffix)
		if k.Of == nil || self.State != answer.Number || !slices.Contains(k.Of.Names, name) {
			continue
		}
		was, now := k.Of.Eval(d.r), k.Of.Eval(s)
		fits := func(v rule.Value) bool { return !v.Known || k.Worth(v.Num).Equal(self.Num) }
		if fits(was) && !fits(now) {
			return true
		}
	}
	return false
}

// whole is a bound on a figure that must be whole: the next whole number that is within.
func whole(b rule.Bound, a *form.Asked) (rule.Bound, bool) {
	if !a.Whole() || b.Than.IsInteger() && b.Op != "<" && b.Op != ">" {
		return b, true
	}
	one := decimal.NewFromInt(1)
	switch b.Op {
	case "<=":
		b.Than = b.Than.Floor()
	case ">=":
		b.Than = b.Than.Ceil()
	case "<":
		b.Op, b.Than = "<=", b.Than.Ceil().Sub(one)
	case ">":
		b.Op, b.Than = ">=", b.Than.Floor().Add(one)
	default:
		return b, false
	}
	return b, true
}

func allowed(d decimal.Decimal, a *form.Asked) bool {
	return a.Refuses(d) == "" && (a.Allowed == nil || a.Allowed.Holds(d))
}

// literal is the figure that somebody types who does what is asked and no more.
func literal(op string, than decimal.Decimal, a *form.Asked) (decimal.Decimal, bool) {
	step := decimal.New(1, -2)
	if a.Whole() {
		step = decimal.NewFromInt(1)
	}
	d := than
	switch op {
	case "!=", ">":
		d = d.Add(step)
	case "<":
		d = d.Sub(step)
	}
	return d, allowed(d, a)
}

// best is the best that another figure in a cell could do.
func (d *doubt) best(name string) change {
	if c, ok := d.known[name]; ok {
		return c
	}
	best := change{name: name, mends: -1 << 20}
	for _, c := range d.others(name) {
		if c.mends = d.net(name, c.to); better(c, best) < 0 {
			best = c
		}
	}
	d.known[name] = best
	return best
}

// net is how many broken rules would hold with another figure, less those that it breaks.
func (d *doubt) net(name string, figure decimal.Decimal) (n int) {
	s := rule.With(d.r, name, figure)
	for _, j := range d.of(name) {
		if j.Trial {
			continue
		}
		o := j.Judge(s)
		holds := !o.Applies || o.Judged && o.Holds
		switch {
		case j.broken() && holds:
			n++
		case !j.broken() && o.Applies && o.Judged && !o.Holds:
			n--
		}
	}
	return n
}

// others are the figures that might have been meant: those that a broken rule asks for,
// and what the typed one becomes by the slips that people make.
func (d *doubt) others(name string) (out []change) {
	a, asked := d.r.Answer(name), d.r.Plan.Asked(name)
	prior := d.r.Value(name + round.PriorSuffix)
	if strings.HasSuffix(name, round.PriorSuffix) {
		prior = d.r.Value(strings.TrimSuffix(name, round.PriorSuffix))
	}
	var bounds []decimal.Decimal // that broken rules ask the figure to reach
	add := func(to decimal.Decimal, exact bool) {
		if !allowed(to, &asked) || a.State == answer.Number && to.Equal(a.Num) {
			return
		}
		c := change{name: name, to: to}
		if a.State == answer.Number {
			c.slip = slip(a.Num, to)
			if c.slip == "" && prior.Known && a.Num.Equal(prior.Num) && !a.Num.IsZero() {
				c.slip = finding.LastYear
			}
			near := nearer(a.Num, to, prior)
			factor := c.slip == finding.Tenfold || c.slip == finding.Thousand
			off := factor && slices.ContainsFunc(bounds, func(b decimal.Decimal) bool { return farFrom(a.Num, b) })
			if factor && !exact && near == 0 && !off {
				c.slip = "" // any figure is large enough ten times over
			}
			c.sure = exact && c.slip != "" || near > 0 || off
			c.ease = easeOf[c.slip] + near
			if c.slip != "" && to.LessThan(a.Num) {
				c.ease++ // a key pressed once too often is commoner than one forgotten
			}
		}
		out = append(out, c)
	}
	for _, j := range d.of(name) {
		if !j.broken() || j.Criterion != "" {
			continue
		}
		if b, ok := j.Asks(d.r, name); ok {
			if b, ok = whole(b, &asked); ok {
				to, _ := literal(b.Op, b.Than, &asked)
				bounds = append(bounds, to)
				add(to, b.Op == "=")
			}
		}
	}
	if a.State == answer.Number {
		for _, to := range slips(a.Num) {
			add(to, false)
		}
	}
	return out
}
