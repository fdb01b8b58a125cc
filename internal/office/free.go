package office

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
)

// Rows of can-quyet-dinh.xlsx that an officer begins, and what keeps an older workbook from
// deciding again what was decided or taken back since.

// begun are the free rows of the last workbook that were not recorded, by their number.
func begun(all map[string]said) map[string]map[string]string {
	out := map[string]map[string]string{}
	for key, s := range all {
		if no, ok := strings.CutPrefix(key, freeKey); ok && s.refusal != nil {
			out[no] = s.refusal.Cells
		}
	}
	return out
}

// kindNames are what an officer calls what may be begun on a free row.
func (p *Picture) kindNames() map[string]decision.Kind {
	return map[string]decision.Kind{
		p.say("chọn bản", "choose version"):         decision.Version,
		p.say("bỏ bản", "void version"):             decision.Void,
		p.say("chấp nhận báo cáo", "accept return"): decision.Accept,
		p.say("tính vào tổng", "count"):             decision.Count,
		p.say("ngày nhận", "received on"):           decision.Received,
	}
}

// free is a row that an officer began: a unit, what is decided, and its value.
func (p *Picture) free(row decision.Row) (d decision.Decision, refused string) {
	kind, ok := p.kindNames()[row.Kind]
	if !ok {
		return d, p.say("chưa chọn việc ở cột Việc", "column Matter: nothing chosen")
	}
	u, ok := p.unitOf(row.Unit)
	if !ok {
		return d, p.say("không có đơn vị “", "there is no unit “") + row.Unit + "”"
	}
	s := p.Standing(u.Code)
	if s.lock() != nil {
		return d, p.lockedUnit()
	}
	d = decision.Decision{Kind: kind, Unit: u.Code, Value: row.Decision}
	switch kind {
	case decision.Received:
		day, ok := parseDay(row.Decision)
		if !ok {
			return d, p.say("ghi ngày nhận ở cột Quyết định, dạng ngày/tháng/năm",
				"write the day into column Decision")
		}
		if s.Newest() == nil {
			return d, p.say("đơn vị chưa có báo cáo nào", "nothing was received from the unit")
		}
		d.Value = day
	case decision.Accept, decision.Count:
		v := s.Current()
		if v == nil {
			return d, p.say("đơn vị chưa có báo cáo nào", "nothing was received from the unit")
		}
		d.SHA = v.SHA
	default:
		n, err := strconv.Atoi(row.Decision)
		v := s.version(n)
		if err != nil || v == nil {
			return d, p.say("ghi số của bản ở cột Quyết định; đơn vị không có bản “",
				"write the version's number into column Decision; there is no “") + row.Decision + "”"
		}
		d.SHA = v.SHA
	}
	return d, ""
}

// lockedUnit says that nothing of a unit is decided any more.
func (p *Picture) lockedUnit() string {
	return p.say("đơn vị đã có quyết định công nhận; hủy quyết định ấy trước",
		"the unit has been decided upon; take that back first")
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

// freeMatter hashes what was filled in on a free row, and in which workbook: the same row
// of the same workbook counts once, also where its decision was taken back since.
func freeMatter(w decision.Workbook, row decision.Row) string {
	return digest([]any{freeKey, w.Position, row.Kind, row.Unit, row.Decision, row.Reason, row.By, row.Day, row.Until})
}

// hasMatter tells whether a decision on a matter is on record, in force or taken back.
func (p *Picture) hasMatter(matter string) bool {
	return slices.ContainsFunc(p.Decisions, func(d decision.Decision) bool { return d.Matter == matter })
}

// freeAgain says why a row that an officer began is not taken: it was recorded before, or the
// workbook is from before something of the unit was taken back.
func (p *Picture) freeAgain(w decision.Workbook, d decision.Decision, sealed bool) string {
	switch {
	case p.hasMatter(d.Matter):
		return p.say("dòng này đã được ghi nhận trước đây", "this row was recorded before")
	case sealed && p.lastRevoked(d.Unit, d.SHA) > w.Position:
		return p.say("quyết định về đơn vị đã bị hủy sau khi tệp được xuất ra; ghi lại ở tệp mới nếu vẫn cần",
			"a decision on the unit was taken back since; write the row into the new workbook where it is meant")
	case sealed && p.cameSince(w, d):
		return p.say("đơn vị đã gửi bản khác, hoặc có tệp được gán cho đơn vị, sau khi tệp được xuất ra; xem lại ở tệp mới",
			"the unit sent another version, or was given a file, since the workbook was written; look at it again")
	}
	return ""
}

// cameSince tells whether a row that an officer began speaks of what the workbook did not show:
// a return to be accepted or counted that came after it was written, or versions whose numbers
// changed because a file was given to the unit.
func (p *Picture) cameSince(w decision.Workbook, d decision.Decision) bool {
	switch s := p.Standing(d.Unit); {
	case s == nil || d.Kind == decision.Received:
		return false
	case d.Kind == decision.Accept || d.Kind == decision.Count:
		v := s.Current()
		return s.open() && v.First().Position > w.Position
	}
	return slices.ContainsFunc(p.Decisions, func(given decision.Decision) bool {
		return given.Kind == decision.Assign && given.Unit == d.Unit && given.ID > w.Position
	})
}

// open tells whether something is open of the version that a unit is answered about.
func (s *Standing) open() bool {
	v := s.Current()
	return v != nil && (v.Verdict.Status == finding.Returned || v.Verdict.Status == finding.Queried)
}

// holds tells whether a decision is in force that says the same, so that a workbook that is
// saved once more does not make a second one, which would stay when the first is taken back.
func (p *Picture) holds(now decision.Decision) bool {
	says := func(d decision.Decision) string {
		return digest([]string{string(d.Kind), d.Unit, d.SHA, d.Code, d.Rule, d.Input, d.Found, d.Value,
			d.Reason, d.By, d.Day, d.Until})
	}
	return slices.ContainsFunc(p.Decisions, func(d decision.Decision) bool {
		return d.Kind == now.Kind && d.Unit == now.Unit && p.inForce(d) && says(d) == says(now)
	})
}

// differing are the matters that stand in several filled-in rows which do not say the same.
func differing(rows []decision.Row) map[string]bool {
	first, out := map[string]string{}, map[string]bool{}
	for _, r := range rows {
		says := digest([]string{r.Decision, r.Reason, r.By, r.Day, r.Until})
		if was, ok := first[r.Key]; ok && r.Key != "" && was != says {
			out[r.Key] = true
		}
		first[r.Key] = says
	}
	return out
}

// sinceRevoked makes the last revocation that touched a matter part of its digest: a row of
// an older workbook must not bring back what was taken back since.
func (p *Picture) sinceRevoked(all []matter) {
	for i := range all {
		if at := p.lastRevoked(strings.Split(all[i].row.Key, "|")...); at > 0 {
			all[i].row.Digest = digest([]any{all[i].row.Digest, at})
		}
	}
}

// lastRevoked is the last revocation of a decision on one of some units or files; 0 for none.
func (p *Picture) lastRevoked(of ...string) (at int64) {
	if p.revoked == nil {
		p.revoked = map[string]int64{}
		for _, d := range p.Decisions {
			if d.Kind == decision.Revoke {
				p.revoked[d.Unit], p.revoked[d.SHA] = d.ID, d.ID
			}
		}
		delete(p.revoked, "")
	}
	for _, one := range of {
		at = max(at, p.revoked[one])
	}
	return at
}
