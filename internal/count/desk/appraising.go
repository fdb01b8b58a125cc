package desk

import (
	"path"
	"slices"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// AppraisalPath is the folder of the desks' workbooks.
const AppraisalPath = "tham-dinh"

// seat is one desk where it sits.
type seat struct {
	desk round.Desk
	unit string // at which it sits; "" for this level
}

// Path is the desk's workbook in the outbox.
func (s seat) Path() string {
	name := s.desk.ID
	if s.unit != "" {
		name += "-" + s.unit
	}
	return path.Join(AppraisalPath, name+".xlsx")
}

func (s seat) key(unit string) string {
	return decision.Key(string(decision.Appraise), s.desk.ID, unit)
}

// Seats are all desks that have units to appraise, in the order of the definition.
func Seats(p *standing.Picture) (out []seat) {
	var found []seat
	for _, s := range p.Units {
		if !concerned(s) {
			continue
		}
		for _, a := range s.Appraisals {
			known := func(o seat) bool { return o.desk.ID == a.Desk.ID && o.unit == a.Seat }
			if a.Via == nil && !slices.ContainsFunc(found, known) {
				found = append(found, seat{a.Desk, a.Seat})
			}
		}
	}
	for _, d := range p.Round.Desks {
		for _, s := range found {
			if s.desk.ID == d.ID {
				out = append(out, s)
			}
		}
	}
	return out
}

// concerned reports whether a unit is to be appraised: it owes a return, sent one, or its
// parent's list speaks for it.
func concerned(s *standing.Standing) bool { return s.Expected || s.Base() != "" }

// with is a unit's standing with a desk; nil where it is not in its chain.
func with(s *standing.Standing, desk, at string) *standing.Appraised {
	for i := range s.Appraisals {
		if a := &s.Appraisals[i]; a.Desk.ID == desk && a.Seat == at {
			return a
		}
	}
	return nil
}

// appraising is a row of a filled-in appraisal workbook as it is judged.
type appraising struct {
	p     *standing.Picture
	s     *standing.Standing
	a     *standing.Appraised
	card  round.Card
	cells map[string]decision.Cell
	out   *decision.Appraisal
	diffs []ledger.Reason // what differs from what the unit says
	lacks []ledger.Reason
	wrong ledger.Reason
}

// appraisalRows judges the rows of a filled-in appraisal workbook.
type appraisalRows struct {
	p       *standing.Picture
	w       decision.Book
	from    HandedIn
	twice   map[string]bool // keys of rows that contradict each other
	decided map[string]bool
	last    map[string]unrecorded // what was filled in before and not recorded
}

// appraisalOutcomes are what becomes of the rows of a filled-in appraisal workbook.
func appraisalOutcomes(p *standing.Picture, w decision.Book, from HandedIn) (out []ledger.Outcome) {
	j := appraisalRows{p, w, from, repeated(w), map[string]bool{}, Unrecorded(p)}
	for _, l := range w.Lines {
		if o, ok := j.judge(l); ok {
			out = append(out, o)
		}
	}
	return out
}

// judge is what becomes of a row; ok is false where it says nothing new.
func (j *appraisalRows) judge(l decision.Line) (o ledger.Outcome, ok bool) {
	cells := l.Exact()
	if standing.Digest(cells) == l.Seen && l.Key != "" {
		return o, false // as it was written
	}
	o = outcomeOf(j.w, l, cells, cells[decision.InResult])
	s, own := j.unitOf(l)
	if s != nil {
		o.What = j.p.Round.DisplayName(s.Unit)
	}
	good := !j.from.Sealed || j.w.GoodRow(j.from.Keys, l.Key, l.Digest, l.Seal)
	if !good || j.w.Round != j.p.Round.ID { // its key says nothing of whose row it is, nor its cells of what was meant
		o.Key, o.Cells = "", nil
	}
	if o.Code, o.Refused = j.unfit(l, s, own, good); o.Refused.IsZero() {
		appraisalRow(j.p, s, j.w, l, j.from, &o)
	}
	if o.Decision != nil && !j.from.Sealed {
		o.Decision, o.Code, o.Refused = nil, record.UnsealedCode, bookWithoutSeal.reason()
	}
	ok = j.settle(l.Key, &o)
	return o, ok
}

// unitOf is the unit of a row by its key; own reports whether the row is one of this desk's workbook.
func (j *appraisalRows) unitOf(l decision.Line) (s *standing.Standing, own bool) {
	parts := strings.Split(l.Key, "|")
	if len(parts) != 3 {
		return nil, false
	}
	s = j.p.Standing(parts[2])
	return s, s != nil && parts[0] == string(decision.Appraise) && parts[1] == j.w.Desk
}

// unfit says why a row is not looked at any further; none where it is.
func (j *appraisalRows) unfit(l decision.Line, s *standing.Standing, own, good bool) (of string, why ledger.Reason) {
	switch {
	case j.w.Round != j.p.Round.ID: // keys say no round: this is not this round's row
		return "", otherRound.reason()
	case !own:
		return "SCOR-008", appraisalRefused.reason(rowOfOtherDesk.reason())
	case l.Unit != "" && !decision.Same(l.Unit, j.p.Round.DisplayName(s.Unit)):
		whose := told(l.Unit, j.p.Round.DisplayName(s.Unit))
		return "SCOR-008", appraisalRefused.reason(nameOfOtherRow.reason(whose...))
	case !good:
		return "", rowWithoutSeal.reason()
	case j.twice[l.Key]:
		return "", unitTwice.reason()
	case l.Bad() != "":
		return "", badCell.reason(ledger.InWords(l.Bad()))
	}
	return "", why
}

// settle ends an outcome; false where it says what another row, or the record, says already.
func (j *appraisalRows) settle(key string, o *ledger.Outcome) bool {
	if o.Decision != nil && j.decided[key] {
		return false
	}
	j.decided[key] = j.decided[key] || o.Decision != nil
	if o.Refused.IsZero() && o.Decision == nil && !o.Cleared {
		if j.last[key].Draft == nil {
			return false
		}
		o.Cleared = true // it is back to what is on record
	}
	if o.Decision != nil || o.Cleared {
		o.Cells = nil
	}
	return true
}

// outcomeOf is a row with what was filled in, before it is judged.
func outcomeOf(w decision.Book, l decision.Line, cells map[string]string, typed string) ledger.Outcome {
	return ledger.Outcome{
		Line:   l.No,
		Sheet:  l.Sheet,
		Book:   bookOf(w.Stamp),
		Key:    l.Key,
		Digest: l.Digest,
		Seen:   l.Seen,
		Cells:  cells,
		Typed:  typed,
	}
}

// bookOf is which officers' workbook a row stood in.
func bookOf(w decision.Stamp) string {
	return strings.TrimRight(string(w.Kind)+" "+w.Desk+" "+w.Seat, " ")
}

// appraisalRow judges one row of a unit.
func appraisalRow(
	p *standing.Picture, s *standing.Standing, w decision.Book, l decision.Line, from HandedIn, o *ledger.Outcome,
) {
	a := with(s, w.Desk, w.Seat)
	if why := bars(s, a, l.Digest); why != "" {
		o.Code, o.Refused = "SCOR-008", appraisalRefused.reason(why.reason())
		return
	}
	if len(o.Cells) == 0 {
		if o.Cleared = a.Agreed() == nil; !o.Cleared {
			o.Refused = revokeElsewhere.reason()
		}
		return
	}
	card, _ := p.Round.Form.CardFor(s.Unit)
	out := &decision.Appraisal{Desk: a.Desk.ID, Seat: a.Seat}
	r := appraising{p: p, s: s, a: a, card: card, cells: l.Cells, out: out}
	r.judge()
	r.signed()
	if o.Code, o.Refused = r.refused(); !o.Refused.IsZero() {
		return
	}
	d := r.decided(l, from)
	same := func(c decision.Decision) bool { return standing.ContentDigest(c) == standing.ContentDigest(d) }
	if !slices.ContainsFunc(a.Current, same) {
		o.Decision = &d
	}
}

// bars says why a desk's row on a unit is not taken, whatever it says; "" where it may be.
func bars(s *standing.Standing, a *standing.Appraised, digest string) (why code) {
	switch {
	case a == nil || a.Via != nil:
		return unitOfOtherDesk
	case s.Decided != nil:
		return unitDecided
	case !a.Open:
		return nothingToAppraise
	case !a.Asks(digest):
		return returnChanged
	}
	return why
}

// signed looks whether a row says who appraised, and when.
func (r *appraising) signed() {
	if r.cells[decision.InBy].Text == "" {
		r.lacks = append(r.lacks, lacksAppraiser.reason())
	}
	if r.cells[decision.InDay].Day == "" {
		r.lacks = append(r.lacks, lacksAppraisalDay.reason())
	}
}

// refused says what is wrong with a row and what it lacks; none for nothing.
func (r *appraising) refused() (of string, why ledger.Reason) {
	switch {
	case !r.wrong.IsZero():
		of, why = "SCOR-002", r.wrong
	case len(r.diffs) > 0 && r.cells[decision.InReason].Text == "":
		of, why = "SCOR-007", reasonWanted.reason(sentences.reason(r.diffs...))
	}
	if len(r.lacks) == 0 {
		return of, why
	}
	lacks := stillLacking.reason(list.reason(r.lacks...))
	if !why.IsZero() {
		lacks = sentences.reason(why, lacks)
	}
	return of, lacks
}

// decided is the appraisal that a complete row makes.
func (r *appraising) decided(l decision.Line, from HandedIn) decision.Decision {
	return decision.Decision{
		Round:     r.p.Round.ID,
		Kind:      decision.Appraise,
		Unit:      r.s.Unit.Code,
		SHA:       r.a.Base,
		Reason:    l.Cells[decision.InReason].Text,
		By:        l.Cells[decision.InBy].Text,
		Day:       l.Cells[decision.InDay].Day,
		Book:      from.Sha,
		Source:    &from.Source,
		Line:      l.No,
		Matter:    l.Digest,
		Appraisal: r.out,
	}
}

// judge reads what was typed of scores and result.
func (r *appraising) judge() {
	p := r.p
	yes := p.Round.YesNo()
	gate := r.cells[decision.InGate].Text
	switch {
	case gate != "" && !decision.Same(gate, yes[0]) && !decision.Same(gate, yes[1]):
		r.wrong = noChoice(gate, yesAnswer, noAnswer)
		return
	case decision.Same(gate, yes[0]):
		r.out.Gate, r.out.GateTyped = true, yes[0]
	case gate != "":
		r.out.GateTyped = yes[1]
	}
	if x := r.cells[decision.InAgree].Text; x != "" && !decision.Same(x, "x") && !decision.Same(x, yes[0]) {
		r.wrong = notOffered(x, ledger.InWords("x"))
		return
	}
	if own := r.ownGate(); gate != "" && own != "" && !decision.Same(gate, own) {
		r.differs(gateCell.reason(), answers(p, gate, own)...)
	} else if gate == "" && own == yes[0] {
		r.out.Gate = true
	}
	if !r.out.Gate {
		r.scores()
	}
	offered := p.Round.Verdicts(r.s.Unit.Kind)
	result := r.cells[decision.InResult].Text
	i := slices.IndexFunc(offered, func(w string) bool { return decision.Same(w, result) })
	switch own := r.s.Own(p.Round); {
	case result == "":
		r.lacks = append(r.lacks, resultCell.reason())
	case i < 0:
		r.wrong = notOffered(result, answers(p, offered...)...)
	case i == 0 && r.out.Gate:
		r.wrong = gateForbids.reason(answers(p, offered[0])...)
	default:
		r.out.Result = offered[i]
		if own != "" && !decision.Same(own, offered[i]) {
			r.differs(resultCell.reason(), answers(p, offered[i], own)...)
		}
	}
	if c := r.cells[decision.InPapers]; c.Day != "" {
		r.out.Papers = c.Day
	} else if !c.Blank() {
		r.wrong = notADay.reason(ledger.InWords(c.Text))
	}
}

func (r *appraising) ownGate() string {
	if r.s.Scores == nil {
		return ""
	}
	return r.s.Scores.Gate
}

// differs notes that what is given now is not what the unit says.
func (r *appraising) differs(what ledger.Reason, nowAndOwn ...ledger.Reason) {
	r.diffs = append(r.diffs, differsFromUnit.reason(append([]ledger.Reason{what}, nowAndOwn...)...))
}
