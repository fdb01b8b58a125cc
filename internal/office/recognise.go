package office

import (
	"encoding/json"
	"strings"

	"tonghop/internal/decision"
	"tonghop/internal/ledger"
	"tonghop/internal/outbox"
	"tonghop/internal/workbook"
)

// Names of what comes of recognition.
const (
	proposalPath = "de-nghi-cong-nhan.xlsx"
	resultsPath  = "ket-qua"
)

// decidedBefore are the decisions of a sort on a unit, taken back or not: an older workbook
// must not bring back what was taken back since.
func (p *Picture) decidedBefore(unit string, kind decision.Kind, input string) (out []any) {
	for _, d := range p.ofUnit(unit) {
		if d.Kind == kind && d.Input == input {
			out = append(out, d.ID, d.Revoked)
		}
	}
	return out
}

// ofUnit are all decisions on a unit, those that were taken back too.
func (p *Picture) ofUnit(unit string) []decision.Decision {
	if p.onUnit == nil {
		p.onUnit = map[string][]decision.Decision{}
		for _, d := range p.Decisions {
			p.onUnit[d.Unit] = append(p.onUnit[d.Unit], d)
		}
	}
	return p.onUnit[unit]
}

// recognisable tells whether a decision may be taken on a unit: the whole chain has
// appraised it.
func (s *Standing) recognisable() bool {
	return s.Scores != nil && len(s.Scores.Levels) > 0 && s.Scores.Levels[len(s.Scores.Levels)-1].Last
}

// recogniseMatter hashes what a unit's row of the proposal asks about.
func (p *Picture) recogniseMatter(s *Standing) string {
	var all []any
	for i := range s.Appraisals {
		all = append(all, s.Appraisals[i].record())
	}
	return digest(append(all, p.decidedBefore(s.Unit.Code, decision.Recognise, "")...))
}

func recogniseKey(unit string) string { return decision.Key(string(decision.Recognise), unit) }

func (p *Picture) recogniseRow(code string, l decision.Line, d *decision.Decision, o *ledger.Outcome) {
	s := p.Standing(code)
	if s == nil {
		o.Refused = p.say("không có đơn vị này", "there is no such unit")
		return
	}
	o.What = p.Round.DisplayName(s.Unit)
	_, met := s.proposed(p.Round)
	if snapshot, err := json.Marshal(s.Scores); err == nil {
		d.Scores = snapshot
	}
	d.Kind, d.Unit, d.SHA, d.Value = decision.Recognise, code, s.base(), p.yesOrNo(l, o)
	switch {
	case o.Refused != "":
	case s.Decided != nil:
		o.Code, o.Refused = "SCOR-008", p.say("đã có quyết định; hủy ở can-quyet-dinh.xlsx nếu cần quyết định lại", "decided already; take it back in can-quyet-dinh.xlsx to decide again")
	case !s.recognisable():
		o.Refused = p.say("chưa thẩm định xong", "not appraised yet")
	case p.recogniseMatter(s) != l.Digest:
		o.Code, o.Refused = "SCOR-008", p.say("kết quả thẩm định hoặc quyết định đã thay đổi sau khi tệp được xuất ra; xem lại ở tệp mới", "the appraisal or the decision has changed since the workbook was written; look at it again")
	case !met && d.Value == decision.Yes:
		o.Refused = p.say("đơn vị không được đề nghị nên không công nhận được", "the unit is not proposed")
	}
}

// results are the workbooks that tell units their results.
func (o *Office) results(p *Picture) (out []outbox.Output) {
	for _, s := range p.Units {
		if s.Decided == nil {
			continue
		}
		w := p.resultBook(s)
		key := digest([]any{w.Values, w.Explains, w.Scores, w.Appraisals, w.Decision, w.Yes, w.Commended, w.Note, w.Own, w.Source, w.Prize, w.DecidedIn})
		out = append(out, outbox.Output{Path: resultsPath + "/" + s.Unit.Code + ".xlsx", Key: strings.Join([]string{LayoutVersion, o.mark, key}, " "), Make: func() ([]byte, error) { return workbook.ResultBook(w) }})
	}
	return out
}

func (p *Picture) resultBook(s *Standing) workbook.Result {
	w := workbook.Result{Round: p.Round, Unit: s.Unit, Scores: s.Scores, Own: s.own(p.Round), Decision: p.decidedBy(*s.Decided), Yes: s.Recognised(), Note: s.Decided.Reason, Prize: p.Round.Kind(s.Unit.Kind).Prize, At: s.Decided.At, DecidedIn: p.originOf(*s.Decided)}
	w.Values = map[string]any{}
	if s.accepted() != nil {
		w.Values, w.Explains = s.accepted().Verdict.Values, s.accepted().Verdict.Explains
	} else if s.Via != nil {
		w.Source = p.say("theo danh sách của ", "from the list of ") + s.Via.Parent.Unit.Name
	}
	for i := range s.Appraisals {
		a := &s.Appraisals[i]
		line := workbook.ResultAppraisal{Desk: a.Desk.Name}
		if u, ok := p.Round.Register.Unit(a.seat()); ok {
			line.Desk += " - " + u.Name
		}
		switch d := a.Agreed(); {
		case d != nil:
			line.Result, line.Reason, line.By, line.Day, line.Papers = d.Appraisal.Result, d.Reason, d.By, dayIn(d.Day), dayIn(d.Appraisal.Papers)
			line.Source = p.originOf(*d)
		case a.via != nil:
			line.Result = a.via.Result
		}
		if s.Scores != nil && i < len(s.Scores.Levels) {
			line.Total, line.Gate = s.Scores.Levels[i].Total, s.Scores.Levels[i].Gate
		}
		w.Appraisals = append(w.Appraisals, line)
	}
	for _, n := range p.nomineesOf(s) {
		if n.Decided != nil && n.Decided.Value == decision.Yes {
			w.Commended = append(w.Commended, n.Name())
		}
	}
	return w
}
