package office

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"tonghop/internal/decision"
	"tonghop/internal/ledger"
	"tonghop/internal/outbox"
	"tonghop/internal/score"
	"tonghop/internal/viet"
	"tonghop/internal/workbook"
)

// proposal is the workbook in which the chairman decides.
func (o *Office) proposal(p *Picture) []outbox.Output {
	w := p.Proposal()
	if len(w.Proposed)+len(w.Refused)+len(w.Decided)+len(w.NotProposed)+len(w.Nominees) == 0 {
		return nil
	}
	key := digest([]any{w.Position, w.Proposed, w.NotProposed, w.Decided, w.Nominees, w.Refused, w.Recorded, w.Fields, o.round.Keys.ID()})
	return []outbox.Output{{Path: proposalPath, Key: strings.Join([]string{LayoutVersion, o.mark, key}, " "), Make: func() ([]byte, error) { return workbook.ProposalBook(w) }}}
}

// Proposal is who is proposed for recognition and commendation, and who is not.
func (p *Picture) Proposal() workbook.Proposal {
	w := workbook.Proposal{Round: p.Round}
	said := p.lastSaid()
	var shown []*Standing
	draft := func(key, matter string) (typed map[string]string, note string) {
		o := said[key]
		if o.refusal != nil {
			note = o.refusal.Refused
		}
		if d := o.draft; d != nil && d.Digest == matter {
			typed, note = ownCells(d.Cells), d.Refused
			for _, f := range []string{decision.FieldNo, decision.FieldDay, decision.FieldBy} {
				if w.Fields == nil {
					w.Fields = map[string]string{}
				}
				if v := d.Cells[f]; v != "" {
					w.Fields[f] = v
				}
			}
		}
		return typed, note
	}
	for _, s := range p.inOrder() {
		l, asked := p.proposalLine(s)
		if !asked {
			continue
		}
		shown = append(shown, s)
		l.Typed, l.Note = draft(l.Key, l.Digest)
		l.Seen = digest(sane(l.Typed))
		switch _, met := s.proposed(p.Round); {
		case s.Decided != nil:
			l.Typed, l.Note = nil, ""
			l.Yes, l.Decision = s.Recognised(), p.decidedBy(*s.Decided)
			w.Decided = append(w.Decided, l)
		case met:
			w.Proposed = append(w.Proposed, l)
		default:
			w.NotProposed = append(w.NotProposed, l)
		}
	}
	for _, n := range p.nominees() {
		l := workbook.NomineeLine{Key: commendKey(n), Digest: n.matter, Unit: p.Round.DisplayName(n.Unit.Unit), Table: n.Table, Cells: n.Cells}
		l.Typed, l.Note = draft(l.Key, l.Digest)
		l.Seen = digest(sane(l.Typed))
		if n.Decided != nil {
			l.Typed, l.Note = nil, ""
			l.Decided, l.Yes, l.Decision = true, n.Decided.Value == decision.Yes, p.decidedBy(*n.Decided)
		}
		w.Nominees = append(w.Nominees, l)
	}
	w.Position, w.At = newest(shown)
	w.Refused, w.Recorded = p.lastPaper(func(o ledger.Outcome) bool { return o.Book == string(decision.Recognising) })
	return w
}

// decidedBy is the paper by which it was decided.
func (p *Picture) decidedBy(d decision.Decision) string {
	s := fmt.Sprintf(p.say("Quyết định số %s ngày %s", "Decision %s of %s"), d.Number, dayIn(d.Day))
	if d.Signer != "" {
		s += ", " + d.Signer
	}
	return s
}

func dayIn(day string) string {
	if len(day) == 10 {
		return day[8:] + "/" + day[5:7] + "/" + day[:4]
	}
	return day
}

// inOrder are the units by kind, then by parent and name.
func (p *Picture) inOrder() []*Standing {
	out := slices.Clone(p.Units)
	c := viet.NewCollator()
	rank := map[string]int{}
	for i, k := range p.Round.Kinds {
		rank[k.ID] = i
	}
	slices.SortStableFunc(out, func(a, b *Standing) int {
		if d := rank[a.Unit.Kind] - rank[b.Unit.Kind]; d != 0 {
			return d
		}
		pa, _ := p.Round.Register.Unit(a.Unit.Parent)
		pb, _ := p.Round.Register.Unit(b.Unit.Parent)
		if d := c.Compare(pa.Name, pb.Name); d != 0 {
			return d
		}
		return c.Compare(a.Unit.Name, b.Unit.Name)
	})
	return out
}

// proposalLine is a unit as the proposal shows it; asked is false for one that nobody
// would recognise: this level's own, or a kind that is not judged.
func (p *Picture) proposalLine(s *Standing) (l workbook.ProposalLine, asked bool) {
	if s.Unit.Code == p.Round.Self || !p.Round.Exists(s.Unit) || len(p.Round.Verdicts(s.Unit.Kind)) == 0 || len(p.Round.Chain(s.Unit)) == 0 {
		return l, false
	}
	parent := ""
	if u, ok := p.Round.Register.Unit(s.Unit.Parent); ok && u.Code != p.Round.Self {
		parent = u.Name
	}
	kind := p.Round.Kind(s.Unit.Kind)
	l = workbook.ProposalLine{Key: recogniseKey(s.Unit.Code), Digest: p.recogniseMatter(s), Unit: s.Unit.Name, Code: s.Unit.Code, Kind: kind.Name, KindID: kind.ID, Parent: parent, Own: s.own(p.Round), Prize: kind.Prize, Open: s.recognisable() && s.Decided == nil}
	if s.Scores != nil {
		l.Self, l.Final, l.Band = s.Scores.Self, s.Scores.Final, s.Scores.Band
	}
	result, met := s.proposed(p.Round)
	l.Result = result
	if !met {
		l.Why = p.whyNotProposed(s, result)
	}
	return l, true
}

// whyNotProposed says why a unit is not proposed.
func (p *Picture) whyNotProposed(s *Standing, result string) string {
	words := p.Round.Verdicts(s.Unit.Kind)
	if !s.recognisable() {
		switch {
		case s.base() == "":
			return p.whyWaiting(s)
		case slices.ContainsFunc(s.Appraisals, func(a Appraised) bool { return len(a.Current) > 1 }):
			return p.say("các thẩm định khác nhau, cần thống nhất", "appraisals contradict each other")
		case s.Scores != nil && len(s.Scores.Levels) > 0:
			return p.say("chưa thẩm định xong ở cấp sau", "not appraised by the last desk yet")
		}
		return p.say("chưa thẩm định", "not appraised yet")
	}
	why := fmt.Sprintf(p.say("thẩm định: %s", "appraised: %s"), result)
	if s.Scores.Step == score.StepGate {
		why += p.say("; vi phạm tiêu chuẩn chung", "; general standards violated")
	}
	if d := s.Appraisals[len(s.Appraisals)-1].Agreed(); d != nil && d.Reason != "" {
		why += "; " + d.Reason
	}
	if own := s.own(p.Round); own != "" && len(words) > 0 && !decision.Same(own, words[0]) {
		why += fmt.Sprintf(p.say("; đơn vị tự đánh giá: %s", "; the unit itself: %s"), own)
	}
	return why
}

// proposalOutcomes are what becomes of the rows of a filled-in proposal.
func (p *Picture) proposalOutcomes(w decision.Paper, from handedIn) (out []ledger.Outcome) {
	named := map[string]Nominee{}
	for _, n := range p.nominees() {
		named[commendKey(n)] = n
	}
	twice, decided := repeated(w), map[string]bool{}
	for _, l := range w.Lines {
		cells := l.Exact()
		if digest(cells) == l.Seen && l.Key != "" && (len(cells) == 0 || p.signature(w) != "") {
			continue // as it was written, and nothing new to sign it with
		}
		o := ledger.Outcome{Line: l.No, Sheet: l.Sheet, Book: bookOf(w.Stamp), Key: l.Key, Digest: l.Digest, Seen: l.Seen, Cells: withFields(cells, w), Typed: cells[decision.InDecision]}
		d := decision.Decision{Round: p.Round.ID, Paper: from.sha, Source: &from.source, Line: l.No, Reason: cells[decision.InNote], Matter: l.Digest, Number: w.Fields[decision.FieldNo].Text, Day: w.Fields[decision.FieldDay].Day, Signer: w.Fields[decision.FieldBy].Text}
		d.By = d.Signer
		parts := strings.Split(l.Key, "|")
		switch {
		case w.Round != p.Round.ID: // keys say no round: this is not this round's row
			o.Key, o.Cells, o.Refused = "", nil, p.say("tệp của kỳ khác", "a workbook of another round")
		case from.sealed && !w.GoodRow(from.keys, l.Key, l.Digest, l.Seal):
			o.Key, o.Cells, o.Refused = "", nil, p.unsealedRow()
		case twice[l.Key]:
			o.Refused = p.say("có hai dòng quyết định khác nhau trong tệp; giữ một dòng", "two rows decide differently in the workbook; keep one")
		case l.Bad() != "":
			o.Refused = p.unusable(l.Bad())
		case len(cells) == 0:
			o.Cleared = true
		case len(parts) == 2 && parts[0] == string(decision.Recognise):
			p.recogniseRow(parts[1], l, &d, &o)
		case len(parts) == 3 && parts[0] == string(decision.Commend):
			p.commendRow(named, l, &d, &o)
		default:
			o.Refused = p.say("dòng không có trong danh sách", "the row is not of the list")
		}
		if o.Refused == "" && !o.Cleared {
			o.Refused = p.signature(w)
		}
		if o.Refused == "" && !o.Cleared && !from.sealed {
			o.Refused = p.unsealedDraft()
		}
		if o.Refused == "" && !o.Cleared {
			if decided[l.Key] {
				continue // the row stands twice in the workbook, and says the same
			}
			o.Decision, decided[l.Key] = &d, true
		}
		if o.Refused == "" {
			o.Cells = nil
		}
		out = append(out, o)
	}
	return out
}

// withFields are a row's cells with those that hold for the whole workbook, so that what
// was filled in is all there again.
func withFields(cells map[string]string, w decision.Paper) map[string]string {
	out := maps.Clone(cells)
	for k, c := range w.Fields {
		switch {
		case c.Blank() || c.Bad:
		case k == decision.FieldDay:
			out[k] = cmp.Or(c.Day, c.Text)
		default:
			out[k] = c.Text
		}
	}
	return out
}

// ownCells are the cells of the row itself.
func ownCells(cells map[string]string) map[string]string {
	out := maps.Clone(cells)
	for _, k := range []string{decision.FieldNo, decision.FieldDay, decision.FieldBy} {
		delete(out, k)
	}
	return sane(out)
}

// signature says what a decision itself lacks: number, day, who signed it.
func (p *Picture) signature(w decision.Paper) string {
	for _, f := range w.Fields {
		if f.Bad {
			return p.unusable(f.Text)
		}
	}
	var lacks []string
	if w.Fields[decision.FieldNo].Blank() {
		lacks = append(lacks, p.say("số quyết định", "number of the decision"))
	}
	if w.Fields[decision.FieldDay].Day == "" {
		lacks = append(lacks, p.say("ngày quyết định (ngày/tháng/năm)", "its date"))
	}
	if w.Fields[decision.FieldBy].Blank() {
		lacks = append(lacks, p.say("người ký", "who signed it"))
	}
	if len(lacks) == 0 {
		return ""
	}
	return p.say("còn thiếu ở đầu trang: ", "missing at the top: ") + strings.Join(lacks, ", ")
}

// yesOrNo reads the decision of a row.
func (p *Picture) yesOrNo(l decision.Line, o *ledger.Outcome) string {
	yn := p.Round.YesNo()
	switch text := l.Cells[decision.InDecision].Text; {
	case text == "":
		o.Refused = p.say("chưa ghi quyết định", "no decision")
	case decision.Same(text, yn[0]):
		return decision.Yes
	case decision.Same(text, yn[1]):
		return decision.No
	default:
		o.Refused = p.notOffered(text, yn[0], yn[1])
	}
	return ""
}
