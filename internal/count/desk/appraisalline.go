// Package desk puts before officers what they decide, and judges the rows that come back: matters,
// appraisals desk by desk, recognition. A row counts only while what it rests on is the same.
package desk

import (
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
)

// appraisalLine is a unit's row in a desk's workbook.
func appraisalLine(
	p *standing.Picture, at seat, s *standing.Standing, a *standing.Appraised, last unrecorded,
) AppraisalRow {
	row := AppraisalRow{
		Key:      at.key(s.Unit.Code),
		Digest:   a.RowDigest(),
		Unit:     p.Round.DisplayName(s.Unit),
		Kind:     p.Round.Kind(s.Unit.Kind).Name,
		Scores:   s.Scores,
		Before:   levelBefore(s, at.desk.ID),
		Own:      s.Own(p.Round),
		Verdicts: p.Round.Verdicts(s.Unit.Kind),
		Via:      s.Via != nil,
		Decided:  s.Decided != nil,
	}
	row.Card, _ = p.Round.Form.CardFor(s.Unit)
	if s.Via != nil {
		row.File = listOf.With(p.Lang(), s.Via.Parent.Unit.Name)
	} else {
		c := s.AcceptedVersion()
		row.Version, row.File = c.Number, c.First().Name
		row.Flags, row.Explained = flags(p, s)
	}
	row.onRecord(p, a)
	row.drafted(p, s, last)
	row.Seen = standing.Digest(orEmpty(row.Typed))
	if last.Draft != nil && last.Draft.Code == record.UnsealedCode {
		row.Seen = "" // complete, and to be recorded when it is saved as it is shown
	}
	return row
}

// onRecord shows the desk's appraisal that holds, or why none does.
func (row *AppraisalRow) onRecord(p *standing.Picture, a *standing.Appraised) {
	switch d := a.Agreed(); {
	case d != nil:
		row.Typed, row.Recorded = typedOf(row.Card, *d), true
		row.Note = recordedNote.In(p.Lang())
		if u, ok := p.Round.Register.Unit(a.SeatThen()); ok && u.Code != a.Seat {
			row.Note += appraisedAt.With(p.Lang(), u.Name)
		}
	case len(a.Current) > 1:
		row.Bad = true
		row.Note = appraisalsDifferNote.With(p.Lang(), appraisalsText(p, a.Current))
	case a.Stale != nil:
		row.Bad = true
		row.Note = appraiseAgainNote.With(p.Lang(), appraisalText(p, *a.Stale))
	}
}

// drafted shows what was filled in last and not recorded, and why.
func (row *AppraisalRow) drafted(p *standing.Picture, s *standing.Standing, last unrecorded) {
	switch d := last.Draft; {
	case d != nil && d.Digest == row.Digest:
		row.Typed, row.Bad = d.Cells, true
		if row.Recorded {
			row.Note += changeNotRecorded.In(p.Lang())
		}
		row.Note = joinNotes(row.Note, inWords(d.Refused, p.Lang()))
	case d != nil && !row.Recorded:
		row.Bad = true
		row.Note = joinNotes(row.Note, begunBeforeChange.With(p.Lang(), typedInWords(p, s, d.Cells)))
	}
	if r := last.refusal; r != nil && r.Code == "SCOR-008" { // a draft never has this code: it is not told twice
		row.Bad = true
		row.Note = joinNotes(row.Note, inWords(r.Refused, p.Lang()))
	}
}

func joinNotes(a, b string) string {
	if a == "" {
		return b
	}
	return a + ". " + b
}

// typedInWords are cells that were filled in, by what their columns are called.
func typedInWords(p *standing.Picture, s *standing.Standing, cells map[string]string) string {
	names := map[string]string{
		decision.InGate:   gateCell.In(p.Lang()),
		decision.InAgree:  agreeCell.In(p.Lang()),
		decision.InBonus:  bonusCell.In(p.Lang()),
		decision.InTotal:  totalCell.In(p.Lang()),
		decision.InResult: resultCell.In(p.Lang()),
		decision.InReason: reasonCell.In(p.Lang()),
		decision.InPapers: papersCell.In(p.Lang()),
		decision.InBy:     byCell.In(p.Lang()),
		decision.InDay:    dayCell.In(p.Lang()),
	}
	card, _ := p.Round.Form.CardFor(s.Unit)
	for id, key := range card.Keys() {
		names[decision.InCriterion+id] = key
	}
	var out []string
	for _, key := range slices.Sorted(maps.Keys(cells)) {
		out = append(out, names[key]+": "+cells[key])
	}
	return strings.Join(out, "; ")
}

// orEmpty turns a nil map into an empty one: both must have the same digest.
func orEmpty(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

// typedOf is an appraisal as it is filled in on a card.
func typedOf(card round.Card, d decision.Decision) map[string]string {
	out := map[string]string{
		decision.InResult: d.Appraisal.Result,
		decision.InReason: d.Reason,
		decision.InBy:     d.By,
		decision.InDay:    d.Day,
		decision.InPapers: d.Appraisal.Papers,
		decision.InBonus:  d.Appraisal.Bonus,
		decision.InTotal:  d.Appraisal.Total,
		decision.InGate:   d.Appraisal.GateTyped,
	}
	for id, s := range d.Appraisal.Criteria {
		if n, err := decimal.NewFromString(s); err == nil && card.InWords() {
			s = card.Word(n)
		}
		out[decision.InCriterion+id] = s
	}
	for k, v := range out {
		if v == "" {
			delete(out, k)
		}
	}
	return out
}

// flags are what an appraiser should see of a return: what its own figures contradict,
// what stands out, what it explained.
func flags(p *standing.Picture, s *standing.Standing) (flags, explained string) {
	var out, ex []string
	for _, f := range s.AcceptedVersion().Verdict.Findings {
		text, _ := f.Text(p.Lang())
		switch {
		case f.Explained != "":
			ex = append(ex, text+" → "+f.Explained)
		case f.Severity == finding.Query && f.Accepted == "" || strings.HasPrefix(f.Code, "SCOR-"):
			out = append(out, text)
		}
	}
	var violated []string
	card, _ := p.Round.Form.CardFor(s.Unit)
	keys := card.Keys()
	for _, k := range card.Criteria() {
		if t := s.AcceptedVersion().Verdict.Explains[k.ID]; t != "" {
			ex = append(ex, keys[k.ID]+": "+t)
		}
		if v := s.Scores.Criteria[k.ID].Violations; v != nil && v.IsPositive() {
			violated = append(violated, keys[k.ID]+": "+finding.Show(*v, p.Lang()))
		}
	}
	if len(violated) > 0 {
		out = append(out, violationsStated.With(p.Lang(), strings.Join(violated, "; ")))
	}
	if t, ok := s.AcceptedVersion().Verdict.Values[round.BonusNote].(string); ok {
		ex = append(ex, bonusExplained.With(p.Lang(), t))
	}
	for i := range p.Round.Form.Indicators { // offences, which scores rest on
		in := &p.Round.Form.Indicators[i]
		if d, ok := record.Number(s.AcceptedVersion().Verdict.Values[in.ID]); ok && in.Prior && d.IsPositive() {
			out = append(out, in.Label+": "+finding.Show(d, p.Lang()))
		}
	}
	return strings.Join(out, "\n"), strings.Join(ex, "\n")
}

// appraisalsText are appraisals in words.
func appraisalsText(p *standing.Picture, all []decision.Decision) string {
	var out []string
	for _, d := range all {
		out = append(out, appraisalText(p, d))
	}
	return strings.Join(out, " | ")
}

func appraisalText(p *standing.Picture, d decision.Decision) string {
	var parts []string
	if u, ok := p.Round.Register.Unit(d.Unit); ok {
		card, _ := p.Round.Form.CardFor(u)
		if t := standing.Level(card, d, false).Total; t != nil {
			parts = append(parts, points.With(p.Lang(), finding.Show(*t, p.Lang())))
		}
	}
	if d.Appraisal.Gate {
		parts = append(parts, gateViolated.In(p.Lang()))
	}
	parts = append(parts, d.Appraisal.Result)
	return strings.Join(parts, ", ") + " (" + strings.TrimSuffix(p.Signed(d), ": ") + ")"
}
