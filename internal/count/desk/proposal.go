package desk

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"tonghop/internal/count/standing"
	"tonghop/internal/judge/score"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/viet"
)

// ProposalOf is who is proposed for recognition and commendation, and who is not.
func ProposalOf(p *standing.Picture) Proposal {
	w, last := Proposal{Round: p.Round}, Unrecorded(p)
	var shown []*standing.Standing
	for _, s := range inOrder(p) {
		l, asked := proposalLine(p, s)
		if !asked {
			continue
		}
		shown = append(shown, s)
		l.Typed, l.Note = w.typed(last[l.Key], l.Digest)
		l.Seen = standing.Digest(orEmpty(l.Typed))
		switch _, met := s.Proposed(p.Round); {
		case s.Decided != nil:
			l.Typed, l.Note = nil, ""
			l.Yes, l.Decision = s.Recognised(), p.DecidedBy(*s.Decided)
			w.Decided = append(w.Decided, l)
		case met:
			w.Proposed = append(w.Proposed, l)
		default:
			w.NotProposed = append(w.NotProposed, l)
		}
	}
	for _, n := range p.Nominees() {
		w.Nominees = append(w.Nominees, w.nomineeLine(p, n, last[standing.CommendKey(n)]))
	}
	w.Position, w.At = Newest(shown)
	ofProposal := func(o ledger.Outcome) bool { return o.Book == string(decision.Recognising) }
	w.Refused, w.Recorded = LastWorkbook(p, ofProposal)
	return w
}

// typed is what was filled in last of a row and not recorded, and why; a draft brings what was
// filled in for the whole proposal with it.
func (w *Proposal) typed(last unrecorded, digest string) (cells map[string]string, note string) {
	if last.refusal != nil {
		note = inWords(last.refusal.Refused, w.Round.Language)
	}
	d := last.Draft
	if d == nil || d.Digest != digest {
		return nil, note
	}
	if w.Fields == nil {
		w.Fields = map[string]string{}
	}
	for _, f := range []string{decision.FieldNo, decision.FieldDay, decision.FieldBy} {
		if v := d.Cells[f]; v != "" {
			w.Fields[f] = v
		}
	}
	return ownCells(d.Cells), inWords(d.Refused, w.Round.Language)
}

// nomineeLine is one who is proposed for commendation, as the proposal shows it.
func (w *Proposal) nomineeLine(p *standing.Picture, n standing.Nominee, last unrecorded) NomineeLine {
	l := NomineeLine{
		Key:    standing.CommendKey(n),
		Digest: n.Digest,
		Unit:   p.Round.DisplayName(n.Unit.Unit),
		Table:  n.Table,
		Cells:  n.Cells,
	}
	l.Typed, l.Note = w.typed(last, l.Digest)
	l.Seen = standing.Digest(orEmpty(l.Typed))
	if n.Decided != nil {
		l.Typed, l.Note = nil, ""
		l.Decided, l.Yes, l.Decision = true, n.Decided.Value == decision.Yes, p.DecidedBy(*n.Decided)
	}
	return l
}

// inOrder are the units by kind, then by parent and name.
func inOrder(p *standing.Picture) []*standing.Standing {
	out := slices.Clone(p.Units)
	c := viet.NewCollator()
	rank := map[string]int{}
	for i, k := range p.Round.Kinds {
		rank[k.ID] = i
	}
	slices.SortStableFunc(out, func(a, b *standing.Standing) int {
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
func proposalLine(p *standing.Picture, s *standing.Standing) (l ProposalLine, asked bool) {
	if s.Unit.Code == p.Round.Self || !p.Round.Exists(s.Unit) || len(p.Round.Verdicts(s.Unit.Kind)) == 0 ||
		len(p.Round.Chain(s.Unit)) == 0 {
		return l, false
	}
	parent := ""
	if u, ok := p.Round.Register.Unit(s.Unit.Parent); ok && u.Code != p.Round.Self {
		parent = u.Name
	}
	kind := p.Round.Kind(s.Unit.Kind)
	l = ProposalLine{
		Key:    recogniseKey(s.Unit.Code),
		Digest: recogniseDigest(p, s),
		Unit:   s.Unit.Name,
		Code:   s.Unit.Code,
		Kind:   kind.Name,
		KindID: kind.ID,
		Parent: parent,
		Own:    s.Own(p.Round),
		Prize:  kind.Prize,
		Open:   s.Recognisable() && s.Decided == nil,
	}
	if s.Scores != nil {
		l.Self, l.Final, l.Band = s.Scores.Self, s.Scores.Final, s.Scores.Band
	}
	result, met := s.Proposed(p.Round)
	l.Result = result
	if !met {
		l.Why = whyNotProposed(p, s, result)
	}
	return l, true
}

// whyNotProposed says why a unit is not proposed.
func whyNotProposed(p *standing.Picture, s *standing.Standing, result string) string {
	if !s.Recognisable() {
		switch {
		case s.Base() == "":
			return whyWaiting(p, s)
		case slices.ContainsFunc(s.Appraisals, func(a standing.Appraised) bool { return len(a.Current) > 1 }):
			return appraisalsContradict.In(p.Lang())
		case s.Scores != nil && len(s.Scores.Levels) > 0:
			return lastDeskMissing.In(p.Lang())
		}
		return notAppraised.In(p.Lang())
	}
	why := appraisedAs.With(p.Lang(), result)
	if s.Scores.Step == score.StepGate {
		why += andGateViolated.In(p.Lang())
	}
	if d := s.Appraisals[len(s.Appraisals)-1].Agreed(); d != nil && d.Reason != "" {
		why += "; " + d.Reason
	}
	if own := s.Own(p.Round); own != "" && !decision.Same(own, p.Round.Verdicts(s.Unit.Kind)[0]) {
		why += andItselfSays.With(p.Lang(), own)
	}
	return why
}

// proposalRows judges the rows of a filled-in proposal.
type proposalRows struct {
	p        *standing.Picture
	w        decision.Book
	from     HandedIn
	nominees map[string]standing.Nominee // by key
	twice    map[string]bool             // keys of rows that contradict each other
	decided  map[string]bool
}

// proposalOutcomes are what becomes of the rows of a filled-in proposal.
func proposalOutcomes(p *standing.Picture, w decision.Book, from HandedIn) (out []ledger.Outcome) {
	j := proposalRows{p, w, from, map[string]standing.Nominee{}, repeated(w), map[string]bool{}}
	for _, n := range p.Nominees() {
		j.nominees[standing.CommendKey(n)] = n
	}
	for _, l := range w.Lines {
		if o, ok := j.judge(l); ok {
			out = append(out, o)
		}
	}
	return out
}

// judge is what becomes of a row; ok is false where it says nothing new.
func (j *proposalRows) judge(l decision.Line) (o ledger.Outcome, ok bool) {
	cells, unsigned := l.Exact(), signature(j.w)
	if standing.Digest(cells) == l.Seen && l.Key != "" && (len(cells) == 0 || !unsigned.IsZero()) {
		return o, false // as it was written, and nothing new to sign it with
	}
	o = outcomeOf(j.w, l, withFields(cells, j.w), cells[decision.InDecision])
	d := signedBy(j.p, j.w, l, j.from)
	if o.Refused = j.foreign(l); !o.Refused.IsZero() {
		o.Key, o.Cells = "", nil // they speak of no row that is shown
		return o, true
	}
	j.decide(l, &d, &o)
	if o.Refused.IsZero() && !o.Cleared {
		o.Refused = unsigned
	}
	if o.Refused.IsZero() && !o.Cleared && !j.from.Sealed {
		o.Refused = bookWithoutSeal.reason()
	}
	if !o.Refused.IsZero() {
		return o, true
	}
	if !o.Cleared {
		if j.decided[l.Key] {
			return o, false // the row stands twice in the workbook, and says the same
		}
		o.Decision, j.decided[l.Key] = &d, true
	}
	o.Cells = nil
	return o, true
}

// foreign says why a row is none that was written for this round's proposal; none where it is.
func (j *proposalRows) foreign(l decision.Line) (why ledger.Reason) {
	switch {
	case j.w.Round != j.p.Round.ID: // keys say no round: this is not this round's row
		return otherRound.reason()
	case j.from.Sealed && !j.w.GoodRow(j.from.Keys, l.Key, l.Digest, l.Seal):
		return rowWithoutSeal.reason()
	}
	return why
}

// decide puts what a row decides into a decision, or into its outcome why it decides nothing.
func (j *proposalRows) decide(l decision.Line, d *decision.Decision, o *ledger.Outcome) {
	parts := strings.Split(l.Key, "|")
	switch {
	case j.twice[l.Key]:
		o.Refused = proposalTwice.reason()
	case l.Bad() != "":
		o.Refused = badCell.reason(ledger.InWords(l.Bad()))
	case len(l.Exact()) == 0:
		o.Cleared = true
	case len(parts) == 2 && parts[0] == string(decision.Recognise):
		recogniseRow(j.p, parts[1], l, d, o)
	case len(parts) == 3 && parts[0] == string(decision.Commend):
		commendRow(j.p, j.nominees, l, d, o)
	default:
		o.Refused = rowNotListed.reason()
	}
}

// signedBy is the decision of a row by number, day and signer of the whole workbook.
func signedBy(p *standing.Picture, w decision.Book, l decision.Line, from HandedIn) decision.Decision {
	signer := w.Fields[decision.FieldBy].Text
	return decision.Decision{
		Round:  p.Round.ID,
		Book:   from.Sha,
		Source: &from.Source,
		Line:   l.No,
		Reason: l.Exact()[decision.InNote],
		Matter: l.Digest,
		Number: w.Fields[decision.FieldNo].Text,
		Day:    w.Fields[decision.FieldDay].Day,
		Signer: signer,
		By:     signer,
	}
}

// withFields are a row's cells with those that hold for the whole workbook, so that what
// was filled in is all there again.
func withFields(cells map[string]string, w decision.Book) map[string]string {
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
	return orEmpty(out)
}

// signature says what a decision itself lacks: number, day, who signed it.
func signature(w decision.Book) (why ledger.Reason) {
	for _, k := range []string{decision.FieldNo, decision.FieldDay, decision.FieldBy} {
		if f := w.Fields[k]; f.Bad {
			return badCell.reason(ledger.InWords(f.Text))
		}
	}
	var lacks []ledger.Reason
	if w.Fields[decision.FieldNo].Blank() {
		lacks = append(lacks, lacksNumber.reason())
	}
	if w.Fields[decision.FieldDay].Day == "" {
		lacks = append(lacks, lacksDecisionDay.reason())
	}
	if w.Fields[decision.FieldBy].Blank() {
		lacks = append(lacks, lacksSigner.reason())
	}
	if len(lacks) == 0 {
		return why
	}
	return lackingAtTop.reason(list.reason(lacks...))
}

// yesOrNo reads the decision of a row.
func yesOrNo(p *standing.Picture, l decision.Line, o *ledger.Outcome) string {
	yn := p.Round.YesNo()
	switch text := l.Cells[decision.InDecision].Text; {
	case text == "":
		o.Refused = noDecision.reason()
	case decision.Same(text, yn[0]):
		return decision.Yes
	case decision.Same(text, yn[1]):
		return decision.No
	default:
		o.Refused = noChoice(text, yesAnswer, noAnswer)
	}
	return ""
}
