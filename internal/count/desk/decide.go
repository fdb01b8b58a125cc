package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/words"
)

// DecisionsPath is the workbook of what officers must decide.
const DecisionsPath = "can-quyet-dinh.xlsx"

// matter is something that an officer may decide, as the picture shows it now.
type matter struct {
	Row    DecisionRow
	decide func(value string) (d decision.Decision, refused string)
}

// Matters are all things that wait for an officer, in the order in which they are
// shown.
func Matters(p *standing.Picture) (out []matter) {
	for _, s := range p.Units {
		if m, ok := VersionMatter(p, s); ok && s.Lock() == nil {
			out = append(out, m)
		}
	}
	for _, v := range p.Strays {
		out = append(out, strayMatter(p, v))
	}
	out = append(out, officerMatters(p)...)
	for _, s := range p.Units {
		out = append(out, ReturnMatters(p, s)...)
		out = append(out, TrustMatters(p, s)...)
	}
	for _, d := range p.Decisions {
		if p.InForce(d) && mayRevoke(p, d) {
			out = append(out, revokeMatter(p, d))
		}
	}
	sinceRevoked(p, out)
	return out
}

// mayRevoke tells whether a decision may be taken back: what a recognition rests on stands
// as long as that, and of a desk's appraisals only those that hold.
func mayRevoke(p *standing.Picture, d decision.Decision) bool {
	s := p.Standing(d.Unit)
	switch {
	case d.Kind == decision.Revoke, d.Kind == decision.Noted, d.Kind == decision.Admit && d.Value == decision.Once:
		return false // there is nothing to take back
	case s == nil || d.Kind == decision.Recognise || d.Kind == decision.Commend:
		return true
	case s.Lock() != nil:
		return false
	case d.Kind != decision.Appraise:
		return true
	}
	for _, a := range s.Appraisals {
		for _, c := range a.Current {
			if c.ID == d.ID {
				return true
			}
		}
	}
	return false
}

// VersionMatter is a unit's versions in conflict.
func VersionMatter(p *standing.Picture, s *standing.Standing) (m matter, ok bool) {
	var choices, told []string
	conflict := false
	for _, v := range s.Versions {
		conflict = conflict || v.Conflict
		if v.Verdict.Status == finding.Unreadable || v.Verdict.Status == finding.Held || v.Passed {
			continue
		}
		choices = append(choices, strconv.Itoa(v.Number))
		first := v.First()
		received := first.Received.In(p.Round.Location).Format("15:04 02/01/2006")
		status := finding.StatusName(v.Verdict.Status, p.Lang())
		one := versionOffered.With(p.Lang(), v.Number, first.Name, received, status)
		told = append(told, one+p.MarkNote(s, v))
	}
	if !conflict || len(choices) == 0 {
		return m, false
	}
	m.Row = DecisionRow{
		Section: Conflicts,
		Key:     decision.Key(string(decision.Version), s.Unit.Code),
		Digest:  matterOf(s),
		Unit:    p.Round.DisplayName(s.Unit),
		Matter:  inConflict(p, s) + strings.Join(told, "; "),
		Choices: choices,
	}
	m.decide = func(value string) (d decision.Decision, refused string) {
		n, err := strconv.Atoi(value)
		v := s.Version(n)
		if err != nil || v == nil || !slices.Contains(choices, value) {
			return d, noSuchVersion.With(p.Lang(), value)
		}
		return decision.Decision{Kind: decision.Version, Unit: s.Unit.Code, SHA: v.SHA, Value: value}, ""
	}
	return m, true
}

// inConflict says what is asked of a unit's versions.
func inConflict(p *standing.Picture, s *standing.Standing) string {
	if s.Unit.Code == p.Round.Self {
		return ownReturnsConflict.In(p.Lang())
	}
	return versionsConflict.In(p.Lang())
}

// strayMatter is a file that no unit is known for, or that could not be read.
func strayMatter(p *standing.Picture, v *standing.Version) (m matter) {
	why := ""
	if len(v.Verdict.Findings) > 0 {
		why, _ = v.Verdict.Findings[0].Text(p.Lang())
	}
	m.Row = DecisionRow{
		Section: Strays,
		Key:     decision.Key(string(decision.Assign), v.SHA),
		Digest:  standing.Digest([]string{v.SHA, string(v.Verdict.Status)}),
		Unit:    v.First().Name,
		Matter:  why + " " + strayAsked.In(p.Lang()),
	}
	ofUnit := func(f finding.Finding) bool { return strings.HasPrefix(f.Code, "UNIT-") }
	readable := slices.ContainsFunc(v.Verdict.Findings, ofUnit)
	m.decide = func(value string) (d decision.Decision, refused string) {
		if isVoid(value) {
			return decision.Decision{Kind: decision.Void, SHA: v.SHA}, ""
		}
		u, ok := unitOf(p, value)
		switch {
		case !ok:
			return d, noSuchUnitNamed.With(p.Lang(), value)
		case p.Standing(u.Code).Lock() != nil:
			return d, lockedUnit(p)
		case !readable:
			return d, notAReturn.In(p.Lang())
		}
		return decision.Decision{Kind: decision.Assign, SHA: v.SHA, Unit: u.Code, Value: u.Code}, ""
	}
	return m
}

// ReturnMatters are what may be decided of a unit's current version: that it counts or
// is accepted as it is, and each finding that is the officer's.
func ReturnMatters(p *standing.Picture, s *standing.Standing) (out []matter) {
	v := s.Current()
	if v == nil || v.Conflict || s.Lock() != nil {
		return nil
	}
	if v.Verdict.Status == finding.Returned {
		n := finding.Counts(v.Verdict.Findings)
		accept, count := acceptChoice.In(p.Lang()), countChoice.In(p.Lang())
		m := matter{Row: DecisionRow{
			Section: Returns,
			Key:     decision.Key(string(decision.Count), s.Unit.Code, v.SHA),
			Digest:  matterOf(s),
			Unit:    p.Round.DisplayName(s.Unit),
			Choices: []string{count, accept},
			Matter:  returnedAsked.With(p.Lang(), v.Number, n[finding.Error], n[finding.Query], count, accept),
		}}
		m.decide = func(value string) (d decision.Decision, refused string) {
			switch {
			case decision.Same(value, count):
				return decision.Decision{Kind: decision.Count, Unit: s.Unit.Code, SHA: v.SHA}, ""
			case decision.Same(value, accept):
				return decision.Decision{Kind: decision.Accept, Unit: s.Unit.Code, SHA: v.SHA}, ""
			}
			return d, notOffered(p, value, count, accept)
		}
		out = append(out, m)
	}
	for _, f := range s.Findings() {
		if !f.Open() || f.Trial || f.AnsweredBy() != finding.Officer || f.Code == "SUBM-003" || f.Code == "SYS-001" {
			continue
		}
		out = append(out, findingMatter(p, s, v, f))
	}
	return out
}

func findingMatter(p *standing.Picture, s *standing.Standing, v *standing.Version, f finding.Finding) matter {
	text, fix := f.Text(p.Lang())
	accept := acceptChoice.In(p.Lang())
	m := matter{Row: DecisionRow{
		Section: Looks,
		Key:     decision.Key(string(decision.Accept), s.Unit.Code, v.SHA, f.Code, f.Rule, f.ID+f.Args["also"]),
		Digest:  standing.Digest([]any{v.SHA, f.Code, f.Rule, f.ID, standing.FoundOf(f)}),
		Unit:    p.Round.DisplayName(s.Unit),
		Matter:  text + " " + fix,
		Choices: []string{accept},
	}}
	m.decide = func(value string) (d decision.Decision, refused string) {
		if !decision.Same(value, accept) {
			return d, notOffered(p, value, accept)
		}
		return decision.Decision{
			Kind:  decision.Accept,
			Unit:  s.Unit.Code,
			SHA:   v.SHA,
			Code:  f.Code,
			Rule:  f.Rule,
			Input: f.ID,
			Found: standing.FoundOf(f),
		}, ""
	}
	return m
}

// revokeMatter is a decision in force, which may be taken back.
func revokeMatter(p *standing.Picture, d decision.Decision) (m matter) {
	revoke := revokeChoice.In(p.Lang())
	m.Row = DecisionRow{
		Section: InForce,
		Key:     decision.Key(string(decision.Revoke), strconv.FormatInt(d.ID, 10)),
		Digest:  standing.Digest(d.ID),
		Unit:    who(p, d),
		Matter:  told(p, d),
		Choices: []string{revoke},
	}
	m.decide = func(value string) (decision.Decision, string) {
		if !decision.Same(value, revoke) {
			return decision.Decision{}, notOffered(p, value, revoke)
		}
		return decision.Decision{
			Kind:  decision.Revoke,
			Unit:  d.Unit,
			SHA:   d.SHA,
			Value: strconv.FormatInt(d.ID, 10),
		}, ""
	}
	return m
}

func notOffered(p *standing.Picture, value string, offered ...string) string {
	return noneOfTheOffered.With(p.Lang(), value, strings.Join(offered, ", "))
}

// isVoid tells whether an officer takes a file out, in either language.
func isVoid(value string) bool {
	return decision.Same(value, voidChoice.VI) || decision.Same(value, voidChoice.EN)
}

// unitOf finds a unit by its code or its unique name.
func unitOf(p *standing.Picture, text string) (round.Unit, bool) {
	if u, ok := p.Round.Register.Unit(text); ok {
		return u, true
	}
	if named := p.Round.Named(text); len(named) == 1 {
		return named[0], true
	}
	return round.Unit{}, false
}

// matterOf hashes what is asked about a unit: its versions and how they stand.
func matterOf(s *standing.Standing) string {
	var all []string
	for _, v := range s.Versions {
		all = append(all, v.SHA, string(v.Verdict.Status), strconv.FormatBool(v.Conflict))
	}
	return standing.Digest(all)
}

// outcomes are what becomes of the rows of a filled-in workbook of decisions.
func outcomes(p *standing.Picture, w decision.Workbook, from HandedIn) (out []ledger.Outcome) {
	now := map[string]matter{}
	for _, m := range Matters(p) {
		now[m.Row.Key] = m
	}
	twice, decided := differing(w.Rows), map[string]bool{}
	for _, row := range w.Rows {
		o := rowOutcome(row)
		m, offered := now[row.Key]
		if offered {
			o.What = m.Row.Unit
		}
		begun := row.Key == ""
		if begun {
			o.Key = freeKey + row.No
			o.Cells["kind"], o.Cells["unit"] = row.Kind, row.Unit
		}
		var d decision.Decision
		switch {
		case w.Round != p.Round.ID: // keys say no round: this is not this round's row
			o.Key, o.Cells, o.Refused = "", nil, otherRound.In(p.Lang())
		case from.Sealed && !begun && !w.GoodRow(from.Keys, row.Key, row.Digest, row.Seal):
			o.Key, o.Cells, o.Refused = "", nil, unsealedRow(p)
		case twice[row.Key]:
			o.Refused = matterTwice.In(p.Lang())
		case len(row.Faults) > 0:
			o.Refused = faults(p, row.Faults)
		case begun:
			d, o.Refused = free(p, row)
			d.Matter = freeMatter(w, row)
			if again := freeAgain(p, w, d, from.Sealed); o.Refused == "" && again != "" {
				o.Key, o.Cells, o.Refused = "", nil, again
			}
		case !offered:
			o.Refused = matterGone.In(p.Lang())
		case m.Row.Digest != row.Digest:
			o.Refused = matterChanged.In(p.Lang())
		default:
			d, o.Refused = m.decide(row.Decision)
		}
		if o.Refused == "" {
			o.Refused = endless(p, d, row.Until)
		}
		if o.Refused == "" && !from.Sealed {
			o.Refused = unsealedDraft(p)
		}
		if o.Refused == "" {
			d.Reason, d.By, d.Day, d.Until = row.Reason, row.By, row.Day, row.Until
			d.Round, d.Paper, d.Line, d.Source = p.Round.ID, from.Sha, row.Line, &from.Source
			same := row.Key + d.Matter
			if decided[same] {
				continue // the row stands twice in the workbook, and says the same
			}
			decided[same] = true
			if o.Decision, o.Cells = &d, nil; holds(p, d) {
				o.Decision, o.Cleared = nil, true // the workbook was saved once more
			}
		}
		out = append(out, o)
	}
	return out
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
func endless(p *standing.Picture, d decision.Decision, until string) string {
	switch {
	case until == "":
	case d.Kind == decision.Assign || d.Kind == decision.Revoke:
		return cannotEnd.In(p.Lang())
	case until < p.At.In(p.Round.Location).Format(time.DateOnly):
		return endIsOver.With(p.Lang(), standing.DayIn(until))
	}
	return ""
}

// unsealedRow says that a row is not as we wrote it.
func unsealedRow(p *standing.Picture) string {
	return rowWithoutSeal.In(p.Lang())
}

// unsealedDraft says that what was typed in a workbook without a seal stands in the new one.
func unsealedDraft(p *standing.Picture) string {
	return bookWithoutSeal.In(p.Lang())
}

func faults(p *standing.Picture, all []decision.Fault) string {
	names := map[decision.Fault]words.Pair{
		decision.NoDecision: lacksDecision,
		decision.NoReason:   reasonCell,
		decision.NoName:     lacksName,
		decision.NoDay:      lacksDay,
		decision.BadUntil:   lacksGoodEnd,
	}
	var out []string
	for _, f := range all {
		out = append(out, names[f].In(p.Lang()))
	}
	return lacking.With(p.Lang(), strings.Join(out, ", "))
}
