package check

import (
	"slices"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// rules judges the round's rules between figures (CONS-001 … 004, SCOR-005); a
// rule that a missing figure left unjudged is noted (CONS-006), unless none of
// its figures was given.
func rules(d *doubt) (out []finding.Finding) {
	r := d.r
	for i := range d.rules {
		switch j := &d.rules[i]; {
		case !j.Applies || j.Judged && j.Holds:
		case j.Judged:
			f := d.look(broken(r, j.Rule, j.Outcome), j)
			f.Trial = j.Trial
			out = append(out, f)
		case anyKnown(r, j.Names) && len(j.Missing) > 0:
			f := r.At(finding.New("CONS-006"), missing(r, j.Outcome))
			f.Rule, f.IDs = j.ID, j.Names
			f = f.With("label", labels(r.Plan.Round, j.Outcome.Missing, ", "))
			out = append(out, f.With("rule", Sentence(r.Plan.Round.Label, j.Rule)))
		}
	}
	return out
}

// missing is the figure at which a rule that could not be judged is noted: the first
// missing one that has a place, else the rule's chief figure.
func missing(r *answer.Return, o rule.Outcome) string {
	for _, n := range o.Missing {
		if r.Answer(n).Row > 0 {
			return n
		}
	}
	return o.Names[0]
}

func anyKnown(r *answer.Return, names []string) bool {
	for _, n := range names {
		if r.Value(n).Known {
			return true
		}
	}
	return false
}

// broken is the finding of a rule that does not hold, placed on its chief figure
// and naming the cells of all.
func broken(r *answer.Return, ru *rule.Rule, o rule.Outcome) finding.Finding {
	f := Broken(r.Plan.Round, ru, o.Names)
	f.Difference = o.Difference
	if o.Found != nil {
		f.Found, f.Expected = *o.Found, *o.Expected
	}
	label := f.Args["label"]
	f = r.At(f, f.ID).With("label", label)
	for _, n := range f.IDs[1:] {
		if a := r.Answer(n); a.Row > 0 && a.Sheet == f.Sheet {
			f.Cells = append(f.Cells, a.Ref())
		}
	}
	return f
}

// Broken is the finding of a rule that does not hold between the given inputs, but
// for the figures and where they stand: what the daemon and the form's live check
// both say.
func Broken(rd *round.Round, ru *rule.Rule, names []string) finding.Finding {
	if ru.Criterion != "" { // it is the score that is questioned, not the figure
		chief := ru.Criterion + round.ScoreSuffix
		others := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return n == chief })
		names = append([]string{chief}, others...)
	}
	if len(names) == 0 { // it speaks of the rows of a table alone
		for _, t := range ru.Check.Tables {
			names = append(names, round.TableName(t))
		}
	}
	f := finding.New(ru.Code)
	f.Rule, f.Severity, f.ID, f.IDs, f.Message, f.Fix = ru.ID, ru.Severity, names[0], names, ru.Message, ru.Fix
	f.Severity = severity(f, rd)
	f = f.With("label", rd.Label(names[0])).With("rule", Sentence(rd.Label, ru))
	switch {
	case ru.Total != "":
		f = f.With("parts", labels(rd, names[1:], "; "))
	case len(ru.Pair) > 0:
		f = f.With("partner", rd.Label(names[1]))
	case ru.Whole != "":
		f = f.With("whole", rd.Label(ru.Whole)).With("label", labels(rd, partsOf(names, ru.Whole), " + "))
	}
	return f
}

func partsOf(names []string, whole string) (out []string) {
	for _, n := range names {
		if n != whole {
			out = append(out, n)
		}
	}
	return out
}

func labels(rd *round.Round, names []string, sep string) string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = strings.TrimPrefix(strings.TrimPrefix(rd.Label(n), ofWhich.VI), ofWhich.EN)
	}
	return strings.Join(out, sep)
}

// Sentence says a rule in words, labels for ids.
func Sentence(label func(string) string, ru *rule.Rule) string {
	quote := func(ids []string) string {
		out := make([]string, len(ids))
		for i, id := range ids {
			out[i] = "“" + label(id) + "”"
		}
		return strings.Join(out, " + ")
	}
	switch {
	case ru.Total != "":
		return quote([]string{ru.Total}) + " = " + quote(ru.Parts)
	case len(ru.Pair) > 0:
		return quote(ru.Pair[:1]) + " ↔ " + quote(ru.Pair[1:])
	case ru.Whole != "":
		return quote(ru.Parts) + " ≤ " + quote([]string{ru.Whole})
	}
	return ru.Check.Sentence(label)
}
