package formbook

import (
	"fmt"
	"slices"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/judge/check"
	"tonghop/internal/write/canvas"
)

// The live check: beside each question the form itself says, while it is filled in,
// what the daemon would say of it. Its words begin with one of five, which the start
// sheet counts and the colours follow.
type liveWords struct{ missing, wrong, query, text, fine string }

func (w *formWriter) liveWords() liveWords {
	return liveWords{w.say(liveMissing), w.say(liveWrong), w.say(liveQuery), w.say(liveText), w.say(liveFine)}
}

// live is what the live checks of a form are made of.
type live struct {
	begin    liveWords
	rules    map[string][]liveRule        // by the input at which they are said: errors first
	findings map[string][]finding.Finding // what the daemon says of the form as it is filled in, by input
	daemon   []string                     // ids of rules that a spreadsheet cannot express
}

// liveRule is a rule as a condition and what is said where it is broken.
type liveRule struct {
	id, broken, say string
	query           bool
}

// branch is one thing that may be said, and when.
type branch struct{ when, say string }

// either says the first branch that holds, else the last word.
func either(last string, branches ...branch) string {
	var b strings.Builder
	n := 0
	for _, br := range branches {
		if br.say == "" {
			continue
		}
		b.WriteString("IF(" + br.when + "," + br.say + ",")
		n++
	}
	return b.String() + last + strings.Repeat(")", n)
}

// prepareLive renders the round's rules for this form, and judges what it is filled
// in with.
func (w *formWriter) prepareLive() {
	w.live = live{begin: w.liveWords(), rules: map[string][]liveRule{}, findings: map[string][]finding.Finding{}}
	for i := range w.r.Form.Rules {
		ru := &w.r.Form.Rules[i]
		l, ok, err := ru.Formula(liveCells{w, ""})
		if !ok && err == nil || ru.Trial {
			continue
		}
		chief := ""
		if err == nil {
			chief = check.Broken(w.r, ru, l.Names).ID
		}
		in, found := w.plan.Input(chief)
		found = found && in.Part != form.Rows // a table has no line of its own
		if err == nil && found {              // as seen from where it is said
			l, _, err = ru.Formula(liveCells{w, in.Sheet})
		}
		if err != nil || !found {
			w.live.daemon = append(w.live.daemon, ru.ID)
			continue
		}
		f := check.Broken(w.r, ru, l.Names)
		if f.Severity != finding.Error && f.Severity != finding.Query {
			continue
		}
		lr := liveRule{id: ru.ID, broken: l.Broken, say: w.sayFormula(f, l), query: f.Severity == finding.Query}
		if lr.query {
			if e := w.explainedFormula(f, in.Sheet); e != "" {
				lr.broken = "IF(" + lr.broken + ",NOT(" + e + "),FALSE)"
			}
		}
		if ru.Criterion != "" {
			gate := liveCells{w, in.Sheet}.at(round.Gate)
			lr.broken = "IF(" + gate + "=" + canvas.Literal(w.r.YesNo()[0]) + ",FALSE," + lr.broken + ")"
		}
		w.live.rules[chief] = append(w.live.rules[chief], lr)
	}
	for _, rules := range w.live.rules {
		slices.SortStableFunc(rules, func(a, b liveRule) int { return btoi(a.query) - btoi(b.query) })
	}
	for _, f := range check.Return(w.asReturn()) {
		if f.ForUnit() {
			w.live.findings[f.ID] = append(w.live.findings[f.ID], f)
		}
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// explainedFormula is true where one of the cells in which a finding may be explained
// holds words enough; "" where there is no such cell.
func (w *formWriter) explainedFormula(f finding.Finding, on form.SheetKey) string {
	var all []string
	for _, name := range check.Explanations(f) {
		if _, ok := w.plan.Input(name); ok {
			at := liveCells{w, on}.at(name)
			all = append(all, fmt.Sprintf(`IF(LEN(TRIM(%s))>=%d,ISNUMBER(FIND(" ",TRIM(%s))),FALSE)`, at,
				w.r.Settings.Explanation, at))
		}
	}
	switch len(all) {
	case 0:
		return ""
	case 1:
		return all[0]
	}
	return "OR(" + strings.Join(all, ",") + ")"
}

// Places in a template for what only the sheet knows.
const foundHole, expectedHole, differenceHole = "\ue000", "\ue001", "\ue002"

// saying is what the live check says of a finding, with holes for the figures.
func (w *formWriter) saying(f finding.Finding) string {
	word := w.live.begin.wrong
	if f.Severity == finding.Query {
		word = w.live.begin.query
	}
	f.Found, f.Expected, f.Difference = foundHole, expectedHole, nil
	f = f.With("difference", differenceHole)
	m, _ := f.Text(w.r.Language)
	return clip(word+": "+m, 180)
}

// sayFormula is saying as a formula.
func (w *formWriter) sayFormula(f finding.Finding, l rule.Live) string {
	var out []string
	rest := w.saying(f)
	for rest != "" {
		i := strings.IndexAny(rest, foundHole+expectedHole+differenceHole)
		if i < 0 {
			out = append(out, canvas.Literal(rest))
			break
		}
		if i > 0 {
			out = append(out, canvas.Literal(rest[:i]))
		}
		r := []rune(rest[i:])[0]
		rest = rest[i+len(string(r)):]
		if l.Found == "" {
			continue
		}
		switch string(r) {
		case foundHole:
			out = append(out, "("+l.Found+")")
		case expectedHole:
			out = append(out, "("+l.Expect+")")
		case differenceHole:
			out = append(out, "("+l.Found+"-("+l.Expect+"))")
		}
	}
	return strings.Join(out, "&")
}

// sayText is the result of sayFormula for a finding with its figures.
func (w *formWriter) sayText(f finding.Finding) string {
	show := func(v any) string {
		if v == nil {
			return ""
		}
		return fmt.Sprint(v)
	}
	difference := ""
	if f.Difference != nil {
		difference = f.Difference.String()
	}
	holes := strings.NewReplacer(
		foundHole, show(f.Found),
		expectedHole, show(f.Expected),
		differenceHole, difference,
	)
	return holes.Replace(w.saying(f))
}

// The order in which a line's faults are said: what is not there, what is no answer,
// then what contradicts other answers; each of the names in turn for the first two.
func (w *formWriter) result(names ...string) string {
	k := w.live.begin
	for i, name := range names {
		for _, f := range w.live.findings[name] {
			switch f.Code {
			case "CELL-001", "TEXT-001", "SCOR-001":
				return k.missing + w.which(i, name)
			case "CELL-002":
				return k.text + w.which(i, name)
			case "CELL-005", "CELL-007", "CELL-008", "SCOR-002":
				return k.wrong + w.which(i, name)
			case "SCOR-006":
				return k.missing + w.which(i, name)
			}
		}
	}
	for _, query := range []bool{false, true} {
		for _, lr := range w.live.rules[names[0]] {
			for _, f := range w.live.findings[names[0]] {
				if f.Rule == lr.id && lr.query == query {
					return w.sayText(f)
				}
			}
		}
	}
	return ""
}

// which says of what a word is, where it is not of the line's own answer.
func (w *formWriter) which(i int, name string) string {
	if i == 0 {
		return ""
	}
	switch {
	case strings.HasSuffix(name, round.PriorSuffix):
		return ": " + w.say(ofLastYear)
	case strings.HasSuffix(name, round.ViolationsSuffix):
		return ": " + w.say(ofViolations)
	case name == round.BonusNote:
		return ": " + w.say(ofBonusGround)
	}
	return ""
}
