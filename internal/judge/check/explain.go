package check

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
	"tonghop/internal/viet"
	"tonghop/internal/words"
)

// explained closes the queries for the unit that have an adequate explanation beside
// one of their figures, and says which explanations are not adequate (EXPL-001): too
// short, or nothing but the form's own words. An error is never explained away.
//
// Before: 41 cases, 12 + 30 handled; query. After: "Một vụ chuyển từ năm trước sang"
// beside the 41; the query is closed and shown to officers with that.
func explained(r *answer.Return, all []finding.Finding) (out []finding.Finding) {
	told := map[string]bool{}
	for i := range all {
		f := &all[i]
		if f.Severity != finding.Query || !f.ForUnit() {
			continue
		}
		var weak []finding.Finding
		for _, name := range Explanations(*f) {
			a := r.Answer(name)
			if a.State != answer.Text {
				continue
			}
			fault := inadequate(a.Text, r.Plan.Round)
			if fault == "" {
				f.Explained, weak = a.Text, nil
				break
			}
			if !told[name] {
				w := finding.New(fault)
				w.Found, w.Expected = a.Text, decimal.NewFromInt(int64(r.Plan.Round.Settings.Explanation))
				w.Severity = severity(w, r.Plan.Round)
				weak = append(weak, r.At(w, name).With("label", r.Plan.Round.Label(base(name))))
			}
		}
		for _, w := range weak {
			told[w.ID] = true
		}
		out = append(out, weak...)
	}
	return out
}

// Explanations are the names of the cells in which a finding may be explained: beside
// its chief figure, then beside the others that it speaks of.
func Explanations(f finding.Finding) (names []string) {
	for _, id := range append([]string{f.ID}, f.IDs...) {
		if name := base(id) + round.ExplanationSuffix; id != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// Stale says which explanations of a version are those of the one before although
// their figures were changed since: they explain nothing any more. The queries that
// they closed are open again. Typed are what stood in each version's inputs.
func Stale(r *round.Round, fs []finding.Finding, before, now map[string]any) (reopened, stale []finding.Finding) {
	reopened = slices.Clone(fs)
	told := map[string]bool{}
	for name, text := range now {
		id, ok := strings.CutSuffix(name, round.ExplanationSuffix)
		if !ok || text != before[name] || !changed(id, before, now) {
			continue
		}
		for i := range reopened {
			if f := &reopened[i]; f.Explained != "" && f.Explained == text && slices.Contains(Explanations(*f), name) {
				f.Explained = ""
				told[name] = true
			}
		}
		f := finding.New("EXPL-001.stale").With("label", r.Label(id))
		f.Found, f.ID, f.IDs = text, name, []string{name}
		if !told[name] { // it closed nothing: said for the record
			f.Severity = finding.Info
		}
		stale = append(stale, f)
	}
	finding.Sort(stale)
	return reopened, stale
}

// changed tells whether a figure, last year's, a score or its violations were changed.
func changed(id string, before, now map[string]any) bool {
	for _, suffix := range []string{"", round.PriorSuffix, round.ScoreSuffix, round.ViolationsSuffix} {
		if before[id+suffix] != now[id+suffix] {
			return true
		}
	}
	return false
}

// base is the figure or criterion that an input belongs to.
func base(name string) string {
	for _, suffix := range []string{
		round.PriorSuffix,
		round.ScoreSuffix,
		round.ViolationsSuffix,
		round.ExplanationSuffix,
	} {
		if b, ok := strings.CutSuffix(name, suffix); ok {
			return b
		}
	}
	return name
}

// inadequate says what is wrong with an explanation, "" for nothing.
func inadequate(text string, rd *round.Round) string {
	t := viet.Clean(text)
	switch {
	case ownWords(rd)[viet.Fold(t)]:
		return "EXPL-001.copied"
	case utf8.RuneCountInString(t) < rd.Settings.Explanation || strings.Count(viet.Fold(t), " ") == 0:
		return "EXPL-001"
	}
	return ""
}

type ownKey struct{ round *round.Round }

// ownWords are the texts of the form, as they are matched.
func ownWords(rd *round.Round) map[string]bool {
	return rd.Remember(ownKey{rd}, func() any { return textsOf(rd) }).(map[string]bool)
}

func textsOf(rd *round.Round) map[string]bool {
	own := map[string]bool{}
	add := func(texts ...string) {
		for _, t := range texts {
			own[viet.Fold(t)] = true
		}
	}
	f := &rd.Form
	for i := range f.Indicators {
		add(f.Indicators[i].Label)
	}
	for _, s := range f.Sections {
		add(s.Title)
	}
	for _, c := range f.Cards {
		add(c.Title)
		add(c.Method...)
		for _, k := range c.Criteria() {
			add(k.Label)
		}
	}
	for i := range f.Rules {
		for _, lang := range []string{words.VI, words.EN} {
			add(f.Rules[i].Message[lang], f.Rules[i].Fix[lang])
		}
	}
	for _, e := range finding.Catalogue {
		for _, w := range e.Words {
			add(w.VI.Message, w.VI.Fix, w.EN.Message, w.EN.Fix)
		}
	}
	return own
}
