package desk

import (
	"strings"
	"time"

	"tonghop/internal/count/standing"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// decisionRows judges the rows of a filled-in workbook of decisions.
type decisionRows struct {
	p       *standing.Picture
	w       decision.Workbook
	from    HandedIn
	now     map[string]matter // what may be decided, by key
	twice   map[string]bool   // keys of rows that contradict each other
	decided map[string]bool
}

// outcomes are what becomes of the rows of a filled-in workbook of decisions.
func outcomes(p *standing.Picture, w decision.Workbook, from HandedIn) (out []ledger.Outcome) {
	j := decisionRows{p, w, from, map[string]matter{}, differing(w.Rows), map[string]bool{}}
	for _, m := range Matters(p) {
		j.now[m.Row.Key] = m
	}
	for _, row := range w.Rows {
		if o, ok := j.judge(row); ok {
			out = append(out, o)
		}
	}
	return out
}

// judge is what becomes of a row; ok is false where it stands twice and says the same.
func (j *decisionRows) judge(row decision.Row) (o ledger.Outcome, ok bool) {
	o = rowOutcome(row)
	if m, offered := j.now[row.Key]; offered {
		o.What = m.Row.Unit
	}
	if begun(row) {
		o.Key = freeKey + row.No
		o.Cells["kind"], o.Cells["unit"] = row.Kind, row.Unit
	}
	if o.Refused = j.foreign(row); !o.Refused.IsZero() {
		o.Key, o.Cells = "", nil // they speak of no row that is shown
		return o, true
	}
	d, refused := j.decide(row)
	if refused.IsZero() && begun(row) {
		if o.Refused = freeAgain(j.p, j.w, d, j.from.Sealed); !o.Refused.IsZero() {
			o.Key, o.Cells = "", nil // nor does a row that is over
			return o, true
		}
	}
	if refused.IsZero() {
		refused = endless(j.p, d, row.Until)
	}
	if refused.IsZero() && !j.from.Sealed {
		refused = bookWithoutSeal.reason()
	}
	if o.Refused = refused; !refused.IsZero() {
		return o, true
	}
	ok = j.take(row, d, &o)
	return o, ok
}

// begun reports whether an officer began the row.
func begun(row decision.Row) bool { return row.Key == "" }

// foreign says why a row is none that was written for this round's workbook; none where it is.
func (j *decisionRows) foreign(row decision.Row) (why ledger.Reason) {
	switch {
	case j.w.Round != j.p.Round.ID: // keys say no round: this is not this round's row
		return otherRound.reason()
	case j.from.Sealed && !begun(row) && !j.w.GoodRow(j.from.Keys, row.Key, row.Digest, row.Seal):
		return rowWithoutSeal.reason()
	}
	return why
}

// decide is the decision that a row makes, or why it makes none.
func (j *decisionRows) decide(row decision.Row) (d decision.Decision, refused ledger.Reason) {
	m, offered := j.now[row.Key]
	switch {
	case j.twice[row.Key]:
		return d, matterTwice.reason()
	case len(row.Faults) > 0:
		return d, faults(row.Faults)
	case begun(row):
		d, refused = free(j.p, row)
		d.Matter = freeDigest(j.w, row)
		return d, refused
	case !offered:
		return d, matterGone.reason()
	case m.Row.Digest != row.Digest:
		return d, matterChanged.reason()
	}
	return m.decide(row.Decision)
}

// take puts the decision of a row into its outcome; false where another row made it already.
func (j *decisionRows) take(row decision.Row, d decision.Decision, o *ledger.Outcome) bool {
	d.Reason, d.By, d.Day, d.Until = row.Reason, row.By, row.Day, row.Until
	d.Round, d.Book, d.Line, d.Source = j.p.Round.ID, j.from.Sha, row.Line, &j.from.Source
	same := row.Key + d.Matter
	if j.decided[same] {
		return false
	}
	j.decided[same] = true
	if o.Cells = nil; holds(j.p, d) {
		o.Cleared = true // the workbook was saved once more
	} else {
		o.Decision = &d
	}
	return true
}

// rowOutcome is a row with what was filled in, before it is judged.
func rowOutcome(row decision.Row) ledger.Outcome {
	return ledger.Outcome{
		Line:   row.Line,
		Key:    row.Key,
		Digest: row.Digest,
		Cells: map[string]string{
			"decision": row.Decision, "reason": row.Reason, "by": row.By, "day": row.Day, "until": row.Until,
		},
		Typed: row.Decision,
		What:  strings.TrimSpace(row.Kind + " " + row.Unit),
	}
}

// endless says why a decision cannot end on a day: it has no end, and would stand on after it
// where nobody could take it back; or the day is over, and it would never hold.
func endless(p *standing.Picture, d decision.Decision, until string) (why ledger.Reason) {
	switch {
	case until == "":
	case d.Kind == decision.Assign || d.Kind == decision.Revoke:
		return cannotEnd.reason()
	case until < p.At.In(p.Round.Location).Format(time.DateOnly):
		return endIsOver.reason(ledger.InWords(standing.DayIn(until)))
	}
	return why
}

// faults says what a row lacks.
func faults(all []decision.Fault) ledger.Reason {
	names := map[decision.Fault]code{
		decision.NoDecision: lacksDecision,
		decision.NoReason:   reasonCell,
		decision.NoName:     lacksName,
		decision.NoDay:      lacksDay,
		decision.BadUntil:   lacksGoodEnd,
	}
	var lacks []ledger.Reason
	for _, f := range all {
		lacks = append(lacks, names[f].reason())
	}
	return lacking.reason(list.reason(lacks...))
}
