package desk

import (
	"path"
	"slices"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/words"
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

// concerned tells whether a unit is to be appraised: it owes a return, sent one, or its
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
	said  []string // what differs from what the unit says
	lacks []string
	wrong string
}

// appraisalOutcomes are what becomes of the rows of a filled-in appraisal workbook.
func appraisalOutcomes(p *standing.Picture, w decision.Paper, from HandedIn) (out []ledger.Outcome) {
	twice, decided := repeated(w), map[string]bool{}
	all := LastSaid(p)
	for _, l := range w.Lines {
		cells := l.Exact()
		if standing.Digest(cells) == l.Seen && l.Key != "" {
			continue // as it was written
		}
		o := outcomeOf(w, l, cells, cells[decision.InResult])
		parts := strings.Split(l.Key, "|")
		var s *standing.Standing
		if len(parts) == 3 {
			s = p.Standing(parts[2])
		}
		if s != nil {
			o.What = p.Round.DisplayName(s.Unit)
		}
		good := !from.Sealed || w.GoodRow(from.Keys, l.Key, l.Digest, l.Seal)
		if !good { // its key says nothing of whose row it is, nor its cells of what was meant
			o.Key, o.Cells = "", nil
		}
		switch {
		case w.Round != p.Round.ID: // keys say no round: this is not this round's row
			o.Key, o.Cells, o.Refused = "", nil, otherRound.In(p.Lang())
		case s == nil || parts[0] != string(decision.Appraise) || parts[1] != w.Desk:
			o.Code, o.Refused = "SCOR-008", refusal(p, rowOfOtherDesk.In(p.Lang()))
		case l.Unit != "" && !decision.Same(l.Unit, p.Round.DisplayName(s.Unit)):
			why := nameOfOtherRow.With(p.Lang(), l.Unit, p.Round.DisplayName(s.Unit))
			o.Code, o.Refused = "SCOR-008", refusal(p, why)
		case !good:
			o.Refused = unsealedRow(p)
		case twice[l.Key]:
			o.Refused = unitTwice.In(p.Lang())
		case l.Bad() != "":
			o.Refused = unusable(p, l.Bad())
		default:
			appraisalRow(p, s, w, l, from, &o)
		}
		if o.Decision != nil && !from.Sealed {
			o.Decision, o.Code, o.Refused = nil, record.UnsealedCode, unsealedDraft(p)
		}
		if o.Decision != nil && decided[l.Key] {
			continue // the row stands twice in the workbook, and says the same
		}
		decided[l.Key] = decided[l.Key] || o.Decision != nil
		if o.Refused == "" && o.Decision == nil && !o.Cleared {
			if all[l.Key].Draft == nil {
				continue // says what is on record
			}
			o.Cleared = true // it is back to that
		}
		if o.Decision != nil || o.Cleared {
			o.Cells = nil
		}
		out = append(out, o)
	}
	return out
}

// outcomeOf is a row with what was filled in, before it is judged.
func outcomeOf(w decision.Paper, l decision.Line, cells map[string]string, typed string) ledger.Outcome {
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
	return strings.TrimRight(string(w.Sort)+" "+w.Desk+" "+w.Seat, " ")
}

// unusable says that a cell holds an error value, or a formula without a result.
func unusable(p *standing.Picture, text string) string {
	return badCell.With(p.Lang(), text)
}

// refusal is SCOR-008 in words.
func refusal(p *standing.Picture, why string) string {
	text, fix := finding.New("SCOR-008").With("label", why).Text(p.Lang())
	return "SCOR-008: " + text + " " + fix
}

// appraisalRow judges one row of a unit.
func appraisalRow(
	p *standing.Picture, s *standing.Standing, w decision.Paper, l decision.Line, from HandedIn, o *ledger.Outcome,
) {
	a := with(s, w.Desk, w.Seat)
	refuse := func(why words.Pair) { o.Code, o.Refused = "SCOR-008", refusal(p, why.In(p.Lang())) }
	switch {
	case a == nil || a.Via != nil:
		refuse(unitOfOtherDesk)
		return
	case s.Decided != nil:
		refuse(unitDecided)
		return
	case !a.Open:
		refuse(nothingToAppraise)
		return
	case !a.Asks(l.Digest):
		refuse(returnChanged)
		return
	case len(o.Cells) == 0 && a.Agreed() != nil:
		o.Refused = revokeElsewhere.In(p.Lang())
		return
	case len(o.Cells) == 0:
		o.Cleared = true
		return
	}
	card, _ := p.Round.Form.CardFor(s.Unit)
	out := &decision.Appraisal{Desk: a.Desk.ID, Seat: a.Seat}
	r := appraising{p: p, s: s, a: a, card: card, cells: l.Cells, out: out}
	r.judge()
	reason, by := l.Cells[decision.InReason].Text, l.Cells[decision.InBy].Text
	if by == "" {
		r.lacks = append(r.lacks, lacksAppraiser.In(p.Lang()))
	}
	if l.Cells[decision.InDay].Day == "" {
		r.lacks = append(r.lacks, lacksAppraisalDay.In(p.Lang()))
	}
	switch {
	case r.wrong != "":
		o.Code, o.Refused = "SCOR-002", r.wrong
	case len(r.said) > 0 && reason == "":
		text, fix := finding.New("SCOR-007.what").With("label", strings.Join(r.said, "; ")).Text(p.Lang())
		o.Code, o.Refused = "SCOR-007", "SCOR-007: "+text+" "+fix
	}
	if len(r.lacks) > 0 {
		lacks := stillLacking.With(p.Lang(), strings.Join(r.lacks, ", "))
		if o.Refused != "" {
			lacks = o.Refused + "; " + lacks
		}
		o.Refused = lacks
	}
	if o.Refused != "" {
		return
	}
	d := r.decided(l, from)
	same := func(c decision.Decision) bool { return standing.Content(c) == standing.Content(d) }
	if !slices.ContainsFunc(a.Current, same) {
		o.Decision = &d
	}
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
		Paper:     from.Sha,
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
		r.wrong = notOffered(p, gate, yes[0], yes[1])
		return
	case decision.Same(gate, yes[0]):
		r.out.Gate, r.out.GateSaid = true, yes[0]
	case gate != "":
		r.out.GateSaid = yes[1]
	}
	if x := r.cells[decision.InAgree].Text; x != "" && !decision.Same(x, "x") && !decision.Same(x, yes[0]) {
		r.wrong = notOffered(p, x, "x")
		return
	}
	if own := r.ownGate(); gate != "" && own != "" && !decision.Same(gate, own) {
		r.differs(gateCell.In(p.Lang()), gate, own)
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
		r.lacks = append(r.lacks, resultCell.In(p.Lang()))
	case i < 0:
		r.wrong = notOffered(p, result, offered...)
	case i == 0 && r.out.Gate:
		r.wrong = gateForbids.With(p.Lang(), offered[0])
	default:
		r.out.Result = offered[i]
		if own != "" && !decision.Same(own, offered[i]) {
			r.differs(resultCell.In(p.Lang()), offered[i], own)
		}
	}
	if c := r.cells[decision.InPapers]; c.Day != "" {
		r.out.Papers = c.Day
	} else if !c.Blank() {
		r.wrong = notADay.With(p.Lang(), c.Text)
	}
}

func (r *appraising) ownGate() string {
	if r.s.Scores == nil {
		return ""
	}
	return r.s.Scores.Gate
}

func (r *appraising) differs(what, now, own string) {
	r.said = append(r.said, differsFromUnit.With(r.p.Lang(), what, now, own))
}
