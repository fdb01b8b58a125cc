package standing

import (
	"slices"
	"strings"

	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// A return says by its form how sure it is whose it is: the unit's own form sealed here, its
// kind's, one sealed by another workspace, one without a seal. A seal can be checked only
// where it was made, so what makes another workspace's forms known is their signature: an
// officer accepts its key for a unit once, and from then on forms of that unit that it signed
// are as good as ours. One that is sealed elsewhere and not signed can be chosen version by
// version only, for anybody can write another's seal.

// strength is that of a version's form, with the keys that officers accepted for the unit.
func (p *Picture) strength(s *Standing, v *Version) record.Strength {
	if s.Trusts(v.Verdict.Signer) {
		return record.Own
	}
	return v.Verdict.Strength()
}

// Trusts reports whether an officer accepted a key of another workspace for the unit.
func (s *Standing) Trusts(key string) bool {
	return key != "" && slices.ContainsFunc(s.Decisions, func(d decision.Decision) bool {
		return d.Kind == decision.Trust && d.Value == key
	})
}

// weaker reports whether it is less sure whose a version is than whose another one is. Of forms
// that were sealed elsewhere a signed one is known again only by its own key.
func (v *Version) weaker(than *Version) bool {
	if v.Strength == record.Elsewhere && than.Strength == record.Elsewhere {
		return than.Verdict.Signer != "" && v.Verdict.Signer != than.Verdict.Signer
	}
	return v.Strength < than.Strength
}

// weakerThan is the conflict of a version with one that it must not replace by itself.
func (p *Picture) weakerThan(v, than *Version) finding.Finding {
	label := weakerThanVersion.With(p.Lang(), v.First().Name, p.formOf(v), than.Number, p.formOf(than))
	return finding.New("SUBM-003.weaker").With("label", label)
}

// listed is what stands for a unit that sends nothing itself, and that a version of it must not
// replace: the return of the unit above with its row in a list, where it is surer whose that is
// and it was there first, itself or one that it corrects. nil for none.
func (p *Picture) listed(s *Standing, v *Version) *Version {
	parent := p.Standing(s.Unit.Parent)
	if s.Unit.Direct || parent == nil || parent.AcceptedVersion() == nil || p.rowAbove(s) == nil {
		return nil
	}
	for _, o := range parent.Versions {
		before := o.First().Position < v.First().Position && o.Verdict.Status != finding.Unreadable
		if before && !o.Conflict && !o.Passed && v.weaker(o) {
			return parent.AcceptedVersion()
		}
	}
	return nil
}

// weakerThanList is the conflict of a version with the row in the list of the unit above.
func (p *Picture) weakerThanList(v *Version, s *Standing, than *Version) finding.Finding {
	parent := p.Standing(s.Unit.Parent).Unit.Name
	label := weakerThanListOf.With(p.Lang(), v.First().Name, p.formOf(v), parent, p.formOf(than))
	return finding.New("SUBM-003.weaker").With("label", label)
}

// officersOwn reports whether a return of this level's own is one that its officers filled in:
// on the form that we wrote for it, saved in place or dropped by itself. Its figures stand in
// place of all totals and its words go up under the leader's name, so that what a stranger
// wrote, or somebody mailed, waits as officers' workbooks do.
func (v *Version) officersOwn() bool {
	return v.Strength == record.Own && slices.ContainsFunc(v.Receipts, func(r ledger.Receipt) bool {
		return r.Origin == nil || r.Origin.Container == ledger.ReplayedFrom
	})
}

// Own is what this level's officers last filled in of its own return, whether it counts yet or
// still lacks something; nil for nothing.
func (p *Picture) Own() *Version {
	s := p.Standing(p.Round.Self)
	if s == nil {
		return nil
	}
	for i := len(s.Versions) - 1; i >= 0; i-- {
		if v := s.Versions[i]; v == s.Counts || v.officersOwn() && v.readable() && !v.Conflict && !v.Passed {
			return v
		}
	}
	return s.Counts
}

// LastCopy is the newest copy that went to a unit, 1 for the blank form.
func (p *Picture) LastCopy(unit string) int {
	last := 1
	for _, c := range p.answers[unit] {
		last = max(last, c.Number)
	}
	return last
}

// notOfOfficers is the conflict of a return of this level's own that nobody here may have made.
func (p *Picture) notOfOfficers(v *Version) finding.Finding {
	label := v.First().Name + ": " + p.formOf(v)
	if from := p.OriginNote(v.First().Origin); from != "" {
		label += ". " + from
	}
	return finding.New("SUBM-003.own").With("label", label)
}

// MarkNote says in the row of a unit's versions what a version's form is, and why it does not
// replace the one that counts.
func (p *Picture) MarkNote(s *Standing, v *Version) string {
	if v.Conflict && p.listed(s, v) != nil {
		return ", " + p.formOf(v) + weakerThanTheList.With(p.Lang(), p.Standing(s.Unit.Parent).Unit.Name)
	}
	for _, f := range v.Verdict.Findings {
		if f.Code == "SUBM-003" && f.Variant == "weaker" {
			return ", " + p.formOf(v) + weakerThanCounted.In(p.Lang())
		}
	}
	return ", " + p.formOf(v)
}

// formOf says in a few words what a version's form is.
func (p *Picture) formOf(v *Version) string {
	switch v.Verdict.Seal {
	case string(seal.Good):
		return ownForm.In(p.Lang())
	case record.SealedKind:
		return kindsForm.In(p.Lang())
	case string(seal.Broken):
		return othersForm.In(p.Lang())
	case string(seal.Foreign):
		return lowered(p.ElsewhereNote(v))
	}
	return unsealedForm.In(p.Lang())
}

// lowered is a sentence as a part of another one.
func lowered(s string) string {
	r := []rune(s)
	return strings.ToLower(string(r[:1])) + string(r[1:])
}

// KeyShown is how much of a key's id is shown.
const KeyShown = 8

// ElsewhereNote says of a form that was sealed elsewhere by which key it is known.
func (p *Picture) ElsewhereNote(v *Version) string {
	key := v.Verdict.Signer
	switch {
	case key == "":
		return foreignUnsigned.In(p.Lang())
	case v.Strength == record.Own:
		return foreignAccepted.With(p.Lang(), key[:KeyShown])
	}
	return foreignSigned.With(p.Lang(), key[:KeyShown])
}
