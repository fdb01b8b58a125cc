package desk

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

// Rows of can-quyet-dinh.xlsx that an officer begins, and what keeps an older workbook from
// deciding again what was decided or taken back since.

// Begun are the free rows of the last workbook that were not recorded, by their number.
func Begun(all map[string]unrecorded) map[string]map[string]string {
	out := map[string]map[string]string{}
	for key, s := range all {
		if no, ok := strings.CutPrefix(key, freeKey); ok && s.refusal != nil {
			out[no] = s.refusal.Cells
		}
	}
	return out
}

// KindNames are what an officer calls what may be begun on a free row.
func KindNames(p *standing.Picture) map[string]decision.Kind {
	return map[string]decision.Kind{
		chooseVersionKind.In(p.Lang()): decision.Version,
		voidVersionKind.In(p.Lang()):   decision.Void,
		acceptReturnKind.In(p.Lang()):  decision.Accept,
		countChoice.In(p.Lang()):       decision.Count,
		receivedOnKind.In(p.Lang()):    decision.Received,
	}
}

// free is a row that an officer began: a unit, what is decided, and its value.
func free(p *standing.Picture, row decision.Row) (d decision.Decision, refused ledger.Reason) {
	kind, ok := KindNames(p)[row.Kind]
	if !ok {
		return d, noKindChosen.reason()
	}
	u, ok := unitOf(p, row.Unit)
	if !ok {
		return d, noSuchUnitNamed.reason(ledger.InWords(row.Unit))
	}
	s := p.Standing(u.Code)
	if s.Lock() != nil {
		return d, unitLocked.reason()
	}
	d = decision.Decision{Kind: kind, Unit: u.Code, Value: row.Decision}
	switch kind {
	case decision.Received:
		day, ok := parseDay(row.Decision)
		if !ok {
			return d, writeReceivedDay.reason()
		}
		if s.Newest() == nil {
			return d, noReturnYet.reason()
		}
		d.Value = day
	case decision.Accept, decision.Count:
		v := s.Current()
		if v == nil {
			return d, noReturnYet.reason()
		}
		d.SHA = v.SHA
	default:
		n, err := strconv.Atoi(row.Decision)
		v := s.Version(n)
		if err != nil || v == nil {
			return d, writeVersion.reason(ledger.InWords(row.Decision))
		}
		d.SHA = v.SHA
	}
	return d, refused
}

func parseDay(text string) (string, bool) {
	for _, layout := range []string{time.DateOnly, "2/1/2006", "02/01/2006"} {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format(time.DateOnly), true
		}
	}
	return "", false
}

// freeKey begins the key of a row that an officer began; its number follows.
const freeKey = "free|"

// freeDigest hashes what was filled in on a free row, and in which workbook: the same row
// of the same workbook counts once, also where its decision was taken back since.
func freeDigest(w decision.Workbook, row decision.Row) string {
	return standing.Digest([]any{
		freeKey, w.Position, row.Kind, row.Unit, row.Decision, row.Reason, row.By, row.Day, row.Until,
	})
}

// hasMatter reports whether a decision on a matter is on record, in force or taken back.
func hasMatter(p *standing.Picture, matter string) bool {
	return slices.ContainsFunc(p.Decisions, func(d decision.Decision) bool { return d.Matter == matter })
}

// freeAgain says why a row that an officer began is not taken: it was recorded before, or the
// workbook is from before something of the unit was taken back.
func freeAgain(p *standing.Picture, w decision.Workbook, d decision.Decision, sealed bool) (why ledger.Reason) {
	switch {
	case hasMatter(p, d.Matter):
		return recordedBefore.reason()
	case sealed && lastRevoked(p, d.Unit, d.SHA) > w.Position:
		return revokedSince.reason()
	case sealed && cameSince(p, w, d):
		return cameSinceThen.reason()
	}
	return why
}

// cameSince reports whether a row that an officer began speaks of what the workbook did not show:
// a return to be accepted or counted that came after it was written, or versions whose numbers
// changed because a file was given to the unit.
func cameSince(p *standing.Picture, w decision.Workbook, d decision.Decision) bool {
	switch d.Kind {
	case decision.Received:
		return false
	case decision.Accept, decision.Count:
		s := p.Standing(d.Unit)
		return Open(s) && s.Current().First().Position > w.Position
	}
	return slices.ContainsFunc(p.Decisions, func(given decision.Decision) bool {
		return given.Kind == decision.Assign && given.Unit == d.Unit && given.ID > w.Position
	})
}

// Open reports whether something is open of the version that a unit is answered about.
func Open(s *standing.Standing) bool {
	v := s.Current()
	return v != nil && (v.Verdict.Status == finding.Returned || v.Verdict.Status == finding.Queried)
}

// holds reports whether a decision is in force that says the same, so that a workbook that is
// saved once more does not make a second one, which would stay when the first is taken back.
func holds(p *standing.Picture, now decision.Decision) bool {
	says := func(d decision.Decision) [12]string {
		return [12]string{string(d.Kind), d.Unit, d.SHA, d.Code, d.Rule, d.Input, d.Found, d.Value,
			d.Reason, d.By, d.Day, d.Until}
	}
	return slices.ContainsFunc(p.Decisions, func(d decision.Decision) bool {
		return says(d) == says(now) && p.InForce(d)
	})
}

// differing are the matters that stand in several filled-in rows which do not say the same.
func differing(rows []decision.Row) map[string]bool {
	first, out := map[string]string{}, map[string]bool{}
	for _, r := range rows {
		says := standing.Digest([]string{r.Decision, r.Reason, r.By, r.Day, r.Until})
		if was, ok := first[r.Key]; ok && r.Key != "" && was != says {
			out[r.Key] = true
		}
		first[r.Key] = says
	}
	return out
}

// sinceRevoked makes the last revocation that touched a matter part of its digest: a row of
// an older workbook must not bring back what was taken back since.
func sinceRevoked(p *standing.Picture, all []matter) {
	for i := range all {
		if at := lastRevoked(p, strings.Split(all[i].Row.Key, "|")...); at > 0 {
			all[i].Row.Digest = standing.Digest([]any{all[i].Row.Digest, at})
		}
	}
}

// lastRevoked is the last revocation of a decision on one of some units or files; 0 for none.
func lastRevoked(p *standing.Picture, of ...string) (at int64) {
	if p.Revoked == nil {
		p.Revoked = map[string]int64{}
		for _, d := range p.Decisions {
			if d.Kind == decision.Revoke {
				p.Revoked[d.Unit], p.Revoked[d.SHA] = d.ID, d.ID
			}
		}
		delete(p.Revoked, "")
	}
	for _, one := range of {
		at = max(at, p.Revoked[one])
	}
	return at
}
