package office

import (
	"fmt"
	"slices"
	"strings"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/ledger"
	"tonghop/internal/record"
	"tonghop/internal/seal"
	"tonghop/internal/workbook"
)

// A return says by its form how sure it is whose it is: the unit's own form sealed here, its
// kind's, one sealed by another workspace, one without a seal. A seal can be checked only
// where it was made, so what makes another workspace's forms known is their signature: an
// officer accepts its key for a unit once, and from then on forms of that unit that it signed
// are as good as ours. One that is sealed elsewhere and not signed can be chosen version by
// version only, for anybody can write another's seal.

// strength is that of a version's form, with the keys that officers accepted for the unit.
func (p *Picture) strength(s *Standing, v *Version) record.Strength {
	if s.trusts(v.Verdict.Signer) {
		return record.Own
	}
	return v.Verdict.Strength()
}

// trusts tells whether an officer accepted a key of another workspace for the unit.
func (s *Standing) trusts(key string) bool {
	return key != "" && slices.ContainsFunc(s.decisions, func(d decision.Decision) bool {
		return d.Kind == decision.Trust && d.Value == key
	})
}

// weaker tells whether it is less sure whose a version is than whose another one is. Of forms
// that were sealed elsewhere a signed one is known again only by its own key.
func (v *Version) weaker(than *Version) bool {
	if v.Strength == record.Elsewhere && than.Strength == record.Elsewhere {
		return than.Verdict.Signer != "" && v.Verdict.Signer != than.Verdict.Signer
	}
	return v.Strength < than.Strength
}

// weakerThan is the conflict of a version with one that it must not replace by itself.
func (p *Picture) weakerThan(v, than *Version) finding.Finding {
	say := p.say("%s: %s, yếu hơn bản %d (%s)", "%s: %s, weaker than version %d (%s)")
	label := fmt.Sprintf(say, v.First().Name, p.formOf(v), than.Number, p.formOf(than))
	return finding.New("SUBM-003.weaker").With("label", label)
}

// listed is what stands for a unit that sends nothing itself, and that a version of it must not
// replace: the return of the unit above with its row in a list, where it is surer whose that is
// and it was there first, itself or one that it corrects. nil for none.
func (p *Picture) listed(s *Standing, v *Version) *Version {
	parent := p.Standing(s.Unit.Parent)
	if s.Unit.Direct || parent == nil || parent.accepted() == nil || p.rowAbove(s) == nil {
		return nil
	}
	for _, o := range parent.Versions {
		before := o.First().Position < v.First().Position && o.Verdict.Status != finding.Unreadable
		if before && !o.Conflict && !o.Passed && v.weaker(o) {
			return parent.accepted()
		}
	}
	return nil
}

// weakerThanList is the conflict of a version with the row in the list of the unit above.
func (p *Picture) weakerThanList(v *Version, s *Standing, than *Version) finding.Finding {
	say := p.say("%s: %s, yếu hơn danh sách của %s (%s)", "%s: %s, weaker than the list of %s (%s)")
	label := fmt.Sprintf(say, v.First().Name, p.formOf(v), p.Standing(s.Unit.Parent).Unit.Name, p.formOf(than))
	return finding.New("SUBM-003.weaker").With("label", label)
}

// officersOwn tells whether a return of this level's own is one that its officers filled in:
// on the form that we wrote for it, saved in place or dropped by itself. Its figures stand in
// place of all totals and its words go up under the leader's name, so that what a stranger
// wrote, or somebody mailed, waits as officers' workbooks do.
func (v *Version) officersOwn() bool {
	return v.Strength == record.Own && slices.ContainsFunc(v.Receipts, func(r ledger.Receipt) bool {
		return r.Origin == nil || r.Origin.Container == replayedFrom
	})
}

// notOfOfficers is the conflict of a return of this level's own that nobody here may have made.
func (p *Picture) notOfOfficers(v *Version) finding.Finding {
	label := v.First().Name + ": " + p.formOf(v)
	if from := p.originNote(v.First().Origin); from != "" {
		label += ". " + from
	}
	return finding.New("SUBM-003.own").With("label", label)
}

// markNote says in the row of a unit's versions what a version's form is, and why it does not
// replace the one that counts.
func (p *Picture) markNote(s *Standing, v *Version) string {
	if v.Conflict && p.listed(s, v) != nil {
		return ", " + p.formOf(v) + p.say(", yếu hơn danh sách của ", ", weaker than the list of ") +
			p.Standing(s.Unit.Parent).Unit.Name
	}
	for _, f := range v.Verdict.Findings {
		if f.Code == "SUBM-003" && f.Variant == "weaker" {
			return ", " + p.formOf(v) + p.say(", yếu hơn bản đang tính", ", weaker than the one that counts")
		}
	}
	return ", " + p.formOf(v)
}

// formOf says in a few words what a version's form is.
func (p *Picture) formOf(v *Version) string {
	switch v.Verdict.Seal {
	case string(seal.Good):
		return p.say("biểu mẫu riêng của đơn vị", "the unit's own form")
	case record.SealedKind:
		return p.say("biểu mẫu chung của loại hình", "the kind's form")
	case string(seal.Broken):
		return p.say("biểu mẫu đã phát cho đơn vị khác hoặc có dấu đã bị sửa",
			"a form issued to another unit, or with a changed seal")
	case string(seal.Foreign):
		return lowered(p.elsewhereNote(v))
	}
	return p.say("không có dấu của hệ thống", "a form without a seal")
}

// lowered is a sentence as a part of another one.
func lowered(s string) string {
	r := []rune(s)
	return strings.ToLower(string(r[:1])) + string(r[1:])
}

// keyShown is how much of a key's id is shown.
const keyShown = 8

// elsewhereNote says of a form that was sealed elsewhere by which key it is known.
func (p *Picture) elsewhereNote(v *Version) string {
	key := v.Verdict.Signer
	switch {
	case key == "":
		return p.say("Biểu mẫu do nơi khác phát, không có chữ ký", "A form issued elsewhere, not signed")
	case v.Strength == record.Own:
		return fmt.Sprintf(p.say("Biểu mẫu do nơi khác phát, khóa đã được chấp nhận (%s)",
			"A form issued elsewhere, by a key that was accepted (%s)"), key[:keyShown])
	}
	return fmt.Sprintf(p.say("Biểu mẫu do nơi khác phát (khóa %s)", "A form issued elsewhere (key %s)"), key[:keyShown])
}

// trustMatters are the keys of other workspaces that signed forms of a unit and were not
// accepted for it: one matter a key, with the newest file that it signed.
func (p *Picture) trustMatters(s *Standing) (out []matter) {
	if s.lock() != nil {
		return nil
	}
	asked := map[string]bool{}
	for _, v := range slices.Backward(s.Versions) {
		key := v.Verdict.Signer
		if key == "" || asked[key] || s.trusts(key) || v.Verdict.Status == finding.Unreadable {
			continue
		}
		asked[key] = true
		out = append(out, p.trustMatter(s, v))
	}
	return out
}

func (p *Picture) trustMatter(s *Standing, v *Version) (m matter) {
	key, accept := v.Verdict.Signer, p.say("chấp nhận khóa", "accept key")
	text := p.say("Báo cáo của đơn vị điền trên biểu mẫu do nơi khác phát (%s, khóa %s). "+
		"“%s”: từ nay biểu mẫu của đơn vị ký bằng khóa này được coi như biểu mẫu riêng do cơ quan phát. "+
		"Chỉ chấp nhận khi đơn vị xác nhận đã gửi tệp này.",
		"The unit's return was filled in on a form issued elsewhere (%s, key %s). "+
			"“%s”: from now on the unit's forms signed by this key are as good as its own issued here. "+
			"Accept it only when the unit confirms that it sent this file.")
	m.row = workbook.DecisionRow{
		Section: workbook.Looks,
		Key:     decision.Key(string(decision.Trust), s.Unit.Code, key),
		Digest:  digest([]string{"trust", s.Unit.Code, key}),
		Unit:    p.Round.DisplayName(s.Unit),
		Matter:  fmt.Sprintf(text, v.First().Name, key[:keyShown], accept),
		Choices: []string{accept},
	}
	m.decide = func(value string) (d decision.Decision, refused string) {
		if !decision.Same(value, accept) {
			return d, p.notOffered(value, accept)
		}
		return decision.Decision{Kind: decision.Trust, Unit: s.Unit.Code, Value: key}, ""
	}
	return m
}

// trusted is a decision on a key in words.
func (p *Picture) trusted(d decision.Decision) string {
	shown := d.Value[:min(len(d.Value), keyShown)]
	return p.say("Chấp nhận khóa của nơi khác: ", "Accepted a key of another workspace: ") + shown
}
