package office

import (
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/record"
	"tonghop/internal/round"
	"tonghop/internal/workbook"
)

// appraisalLine is a unit's row in a desk's workbook.
func (p *Picture) appraisalLine(at seat, s *Standing, a *Appraised, last said) workbook.AppraisalRow {
	key := at.key(s.Unit.Code)
	row := workbook.AppraisalRow{Key: key, Digest: a.matter(), Unit: p.Round.DisplayName(s.Unit), Kind: p.Round.Kind(s.Unit.Kind).Name, Scores: s.Scores, Own: s.own(p.Round), Verdicts: p.Round.Verdicts(s.Unit.Kind), Via: s.Via != nil && s.accepted() == nil, Decided: s.Decided != nil}
	row.Card, _ = p.Round.Form.CardFor(s.Unit)
	if c := s.accepted(); c != nil {
		row.Version, row.File = c.Number, c.First().Name
		row.Flags, row.Explained = p.flags(s)
	} else if v := s.Via; v != nil {
		row.File = p.say("danh sách của ", "list of ") + v.Parent.Unit.Name
	}
	if l := s.levelBefore(at.desk.ID); l != nil {
		row.Before = l
	}
	switch d := a.Agreed(); {
	case d != nil:
		row.Typed, row.Recorded = typedOf(row.Card, *d), true
		row.Note = p.say("Đã ghi nhận", "Recorded")
		if u, ok := p.Round.Register.Unit(a.seat()); ok && u.Code != a.Seat {
			row.Note += p.say(" (thẩm định tại ", " (appraised at ") + u.Name + ")"
		}
	case len(a.Current) > 1:
		row.Bad = true
		row.Note = p.say("Có các thẩm định khác nhau, điền lại để thống nhất: ", "Appraisals differ, fill in again: ") + p.tellAppraisals(a.Current)
	case a.Stale != nil:
		row.Bad = true
		row.Note = p.say("Báo cáo đã thay đổi sau thẩm định trước, cần thẩm định lại. Trước đó: ", "The return has changed since it was appraised; appraise it again. Before: ") + p.tellAppraisals([]decision.Decision{*a.Stale})
	}
	switch d := last.draft; {
	case d != nil && d.Digest == row.Digest:
		row.Typed, row.Bad = d.Cells, true
		if row.Recorded {
			row.Note += p.say("; phần sửa chưa được ghi nhận", "; what was changed is not recorded")
		}
		row.Note = joinNotes(row.Note, d.Refused)
	case d != nil && !row.Recorded:
		row.Bad = true
		row.Note = joinNotes(row.Note, p.say("Báo cáo hoặc thẩm định trước đó đã thay đổi sau khi điền dở; đã điền: ", "The return or the appraisal before has changed since this was begun; it said: ")+p.typedInWords(s, d.Cells))
	}
	if r := last.refusal; r != nil && r != last.draft && !strings.Contains(row.Note, r.Refused) && r.Code == "SCOR-008" {
		row.Bad = true
		row.Note = joinNotes(row.Note, r.Refused)
	}
	row.Seen = digest(sane(row.Typed))
	if last.draft != nil && last.draft.Code == unsealedCode {
		row.Seen = "" // complete, and to be recorded when it is saved as it is shown
	}
	return row
}

func joinNotes(a, b string) string {
	if a == "" {
		return b
	}
	return a + ". " + b
}

// typedInWords are cells that were filled in, by what their columns are called.
func (p *Picture) typedInWords(s *Standing, cells map[string]string) string {
	names := map[string]string{decision.InGate: p.say("vi phạm tiêu chuẩn chung", "general standards"), decision.InAgree: p.say("đồng ý", "agreed"), decision.InBonus: p.say("thưởng", "bonus"), decision.InTotal: p.say("tổng", "total"), decision.InResult: p.say("kết quả", "result"), decision.InReason: p.say("lý do", "reason"), decision.InPapers: p.say("bản giấy", "paper copies"), decision.InBy: p.say("người", "by"), decision.InDay: p.say("ngày", "date")}
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

// sane is a map that is there, so that it has the digest of what is read back.
func sane(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return m
}

// typedOf is an appraisal as it is filled in on a card.
func typedOf(card round.Card, d decision.Decision) map[string]string {
	out := map[string]string{decision.InResult: d.Appraisal.Result, decision.InReason: d.Reason, decision.InBy: d.By, decision.InDay: d.Day, decision.InPapers: d.Appraisal.Papers, decision.InBonus: d.Appraisal.Bonus, decision.InTotal: d.Appraisal.Total, decision.InGate: d.Appraisal.GateSaid}
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
func (p *Picture) flags(s *Standing) (flags, explained string) {
	var out, ex []string
	for _, f := range s.accepted().Verdict.Findings {
		text, _ := f.Text(p.Round.Language)
		switch {
		case f.Explained != "":
			ex = append(ex, text+" → "+f.Explained)
		case f.Severity == finding.Query && f.Accepted == "" || strings.HasPrefix(f.Code, "SCOR-"):
			out = append(out, text)
		}
	}
	var violated []string
	if card, ok := p.Round.Form.CardFor(s.Unit); ok {
		keys := card.Keys()
		for _, k := range card.Criteria() {
			if t := s.accepted().Verdict.Explains[k.ID]; t != "" {
				ex = append(ex, keys[k.ID]+": "+t)
			}
			if v := s.Scores.Criteria[k.ID].Violations; v != nil && v.IsPositive() {
				violated = append(violated, keys[k.ID]+": "+finding.Show(*v, p.Round.Language))
			}
		}
	}
	if len(violated) > 0 {
		out = append(out, p.say("Số hành vi vi phạm đã khai: ", "Violations stated: ")+strings.Join(violated, "; "))
	}
	if t, ok := s.accepted().Verdict.Values[round.BonusNote].(string); ok {
		ex = append(ex, p.say("Thưởng: ", "Bonus: ")+t)
	}
	for i := range p.Round.Form.Indicators { // offences, which scores rest on
		in := &p.Round.Form.Indicators[i]
		if d, ok := record.Number(s.accepted().Verdict.Values[in.ID]); ok && in.Prior && d.IsPositive() {
			out = append(out, in.Label+": "+finding.Show(d, p.Round.Language))
		}
	}
	return strings.Join(out, "\n"), strings.Join(ex, "\n")
}

// tellAppraisals are appraisals in words.
func (p *Picture) tellAppraisals(all []decision.Decision) string {
	var out []string
	for _, d := range all {
		out = append(out, p.tellAppraisal(d))
	}
	return strings.Join(out, " | ")
}

func (p *Picture) tellAppraisal(d decision.Decision) string {
	var parts []string
	if u, ok := p.Round.Register.Unit(d.Unit); ok {
		card, _ := p.Round.Form.CardFor(u)
		if t := level(card, d, false).Total; t != nil {
			parts = append(parts, finding.Show(*t, p.Round.Language)+p.say(" điểm", " points"))
		}
	}
	if d.Appraisal.Gate {
		parts = append(parts, p.say("vi phạm tiêu chuẩn chung", "general standards violated"))
	}
	parts = append(parts, d.Appraisal.Result)
	return strings.Join(parts, ", ") + " (" + strings.TrimSuffix(p.signed(d), ": ") + ")"
}
