package office

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/ledger"
	"tonghop/internal/outbox"
	"tonghop/internal/round"
	"tonghop/internal/workbook"
)

// decisionsPath is the workbook of what officers must decide.
const decisionsPath = "can-quyet-dinh.xlsx"

// matter is something that an officer may decide, as the picture shows it now.
type matter struct {
	row    workbook.DecisionRow
	decide func(value string) (d decision.Decision, refused string)
}

// say picks the words of the round's language.
func (p *Picture) say(vi, en string) string {
	if p.Round.Language == "en" {
		return en
	}
	return vi
}

// matters are all things that wait for an officer, in the order in which they are
// shown.
func (p *Picture) matters() (out []matter) {
	for _, s := range p.Units {
		if m, ok := p.versionMatter(s); ok && s.lock() == nil {
			out = append(out, m)
		}
	}
	for _, v := range p.Strays {
		out = append(out, p.strayMatter(v))
	}
	out = append(out, p.officerMatters()...)
	for _, s := range p.Units {
		out = append(out, p.returnMatters(s)...)
		out = append(out, p.trustMatters(s)...)
	}
	for _, d := range p.Decisions {
		if p.inForce(d) && p.mayRevoke(d) {
			out = append(out, p.revokeMatter(d))
		}
	}
	p.sinceRevoked(out)
	return out
}

// mayRevoke tells whether a decision may be taken back: what a recognition rests on stands
// as long as that, and of a desk's appraisals only those that hold.
func (p *Picture) mayRevoke(d decision.Decision) bool {
	s := p.Standing(d.Unit)
	switch {
	case d.Kind == decision.Revoke, d.Kind == decision.Noted, d.Kind == decision.Admit && d.Value == decision.Once:
		return false // there is nothing to take back
	case s == nil || d.Kind == decision.Recognise || d.Kind == decision.Commend:
		return true
	case s.lock() != nil:
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

// versionMatter is a unit's versions in conflict.
func (p *Picture) versionMatter(s *Standing) (m matter, ok bool) {
	var choices, told []string
	conflict := false
	for _, v := range s.Versions {
		conflict = conflict || v.Conflict
		if v.Verdict.Status == finding.Unreadable || v.Verdict.Status == finding.Held || v.Passed {
			continue
		}
		choices = append(choices, strconv.Itoa(v.Number))
		told = append(told, fmt.Sprintf(p.say("bản %d: %s, nhận %s, %s", "version %d: %s, received %s, %s"), v.Number, v.First().Name, v.First().Received.In(p.Round.Location).Format("15:04 02/01/2006"), finding.StatusName(v.Verdict.Status, p.Round.Language))+p.markNote(s, v))
	}
	if !conflict || len(choices) == 0 {
		return m, false
	}
	m.row = workbook.DecisionRow{Section: workbook.Conflicts, Key: decision.Key(string(decision.Version), s.Unit.Code), Digest: matterOf(s), Unit: p.Round.DisplayName(s.Unit),
		Matter: p.inConflict(s) + strings.Join(told, "; "), Choices: choices}
	m.decide = func(value string) (d decision.Decision, refused string) {
		n, err := strconv.Atoi(value)
		v := s.version(n)
		if err != nil || v == nil || !slices.Contains(choices, value) {
			return d, p.say("không có bản “", "there is no version “") + value + "”"
		}
		return decision.Decision{Kind: decision.Version, Unit: s.Unit.Code, SHA: v.SHA, Value: value}, ""
	}
	return m, true
}

// inConflict says what is asked of a unit's versions.
func (p *Picture) inConflict(s *Standing) string {
	if s.Unit.Code == p.Round.Self {
		return p.say("Báo cáo mang tên chính cơ quan này: chọn số của bản đúng do cán bộ lập; nếu không bản nào đúng, "+
			"điền bao-cao-cap-tren.xlsx rồi lưu tại chỗ. ",
			"Returns in the name of this level itself: choose the one that its officers made; where none is, "+
				"fill in bao-cao-cap-tren.xlsx and save it there. ")
	}
	return p.say("Có nhiều bản khác nhau; chọn số của bản được tính. ",
		"Versions in conflict; choose the one that counts. ")
}

// strayMatter is a file that no unit is known for, or that could not be read.
func (p *Picture) strayMatter(v *Version) (m matter) {
	why := ""
	if len(v.Verdict.Findings) > 0 {
		why, _ = v.Verdict.Findings[0].Text(p.Round.Language)
	}
	m.row = workbook.DecisionRow{Section: workbook.Strays, Key: decision.Key(string(decision.Assign), v.SHA), Digest: digest([]string{v.SHA, string(v.Verdict.Status)}), Unit: v.First().Name,
		Matter: why + p.say(" Ghi mã đơn vị nếu biết tệp của ai, hoặc ghi “bỏ” nếu tệp thả nhầm.", " Write the unit's code where it is known, or “void” for a file that does not belong here.")}
	readable := slices.ContainsFunc(v.Verdict.Findings, func(f finding.Finding) bool { return strings.HasPrefix(f.Code, "UNIT-") })
	m.decide = func(value string) (d decision.Decision, refused string) {
		if isVoid(value) {
			return decision.Decision{Kind: decision.Void, SHA: v.SHA}, ""
		}
		u, ok := p.unitOf(value)
		switch {
		case !ok:
			return d, p.say("không có đơn vị “", "there is no unit “") + value + "”"
		case p.Standing(u.Code).lock() != nil:
			return d, p.lockedUnit()
		case !readable:
			return d, p.say("tệp này không đọc được như một báo cáo nên không gán được cho đơn vị", "this file cannot be read as a return")
		}
		return decision.Decision{Kind: decision.Assign, SHA: v.SHA, Unit: u.Code, Value: u.Code}, ""
	}
	return m
}

// returnMatters are what may be decided of a unit's current version: that it counts or
// is accepted as it is, and each finding that is the officer's.
func (p *Picture) returnMatters(s *Standing) (out []matter) {
	v := s.Current()
	if v == nil || v.Conflict || s.lock() != nil {
		return nil
	}
	if v.Verdict.Status == finding.Returned {
		n := finding.Counts(v.Verdict.Findings)
		accept, count := p.say("chấp nhận", "accept"), p.say("tính vào tổng", "count")
		m := matter{row: workbook.DecisionRow{Section: workbook.Returns, Key: decision.Key(string(decision.Count), s.Unit.Code, v.SHA), Digest: matterOf(s), Unit: p.Round.DisplayName(s.Unit), Choices: []string{count, accept},
			Matter: fmt.Sprintf(p.say("Bản %d trả lại vì %d lỗi, %d nội dung cần giải trình. “%s”: số liệu được cộng dù đơn vị còn phải sửa; “%s”: nhận nguyên như vậy, không phải sửa nữa.", "Version %d went back with %d errors and %d queries. “%s”: its figures are added although it is to be corrected; “%s”: taken as it is."), v.Number, n[finding.Error], n[finding.Query], count, accept)}}
		m.decide = func(value string) (d decision.Decision, refused string) {
			switch {
			case decision.Same(value, count):
				return decision.Decision{Kind: decision.Count, Unit: s.Unit.Code, SHA: v.SHA}, ""
			case decision.Same(value, accept):
				return decision.Decision{Kind: decision.Accept, Unit: s.Unit.Code, SHA: v.SHA}, ""
			}
			return d, p.notOffered(value, count, accept)
		}
		out = append(out, m)
	}
	for _, f := range s.Findings() {
		if !f.Open() || f.Trial || f.AnsweredBy() != finding.Officer || f.Code == "SUBM-003" || f.Code == "SYS-001" {
			continue
		}
		out = append(out, p.findingMatter(s, v, f))
	}
	return out
}

func (p *Picture) findingMatter(s *Standing, v *Version, f finding.Finding) matter {
	text, fix := f.Text(p.Round.Language)
	accept := p.say("chấp nhận", "accept")
	m := matter{row: workbook.DecisionRow{Section: workbook.Looks, Key: decision.Key(string(decision.Accept), s.Unit.Code, v.SHA, f.Code, f.Rule, f.ID+f.Args["also"]), Digest: digest([]any{v.SHA, f.Code, f.Rule, f.ID, foundOf(f)}), Unit: p.Round.DisplayName(s.Unit), Matter: text + " " + fix, Choices: []string{accept}}}
	m.decide = func(value string) (d decision.Decision, refused string) {
		if !decision.Same(value, accept) {
			return d, p.notOffered(value, accept)
		}
		return decision.Decision{Kind: decision.Accept, Unit: s.Unit.Code, SHA: v.SHA, Code: f.Code, Rule: f.Rule, Input: f.ID, Found: foundOf(f)}, ""
	}
	return m
}

// revokeMatter is a decision in force, which may be taken back.
func (p *Picture) revokeMatter(d decision.Decision) (m matter) {
	revoke := p.say("hủy", "revoke")
	m.row = workbook.DecisionRow{Section: workbook.InForce, Key: decision.Key(string(decision.Revoke), strconv.FormatInt(d.ID, 10)), Digest: digest(d.ID), Unit: p.who(d), Matter: p.told(d), Choices: []string{revoke}}
	m.decide = func(value string) (decision.Decision, string) {
		if !decision.Same(value, revoke) {
			return decision.Decision{}, p.notOffered(value, revoke)
		}
		return decision.Decision{Kind: decision.Revoke, Unit: d.Unit, SHA: d.SHA, Value: strconv.FormatInt(d.ID, 10)}, ""
	}
	return m
}

func (p *Picture) notOffered(value string, offered ...string) string {
	return p.say("“", "“") + value + p.say("” không phải là một trong: ", "” is none of: ") + strings.Join(offered, ", ")
}

func isVoid(value string) bool { return decision.Same(value, "bỏ") || decision.Same(value, "void") }

// unitOf finds a unit by its code or its unique name.
func (p *Picture) unitOf(text string) (round.Unit, bool) {
	if u, ok := p.Round.Register.Unit(text); ok {
		return u, true
	}
	if named := p.Round.Named(text); len(named) == 1 {
		return named[0], true
	}
	return round.Unit{}, false
}

// matterOf hashes what is asked about a unit: its versions and how they stand.
func matterOf(s *Standing) string {
	var all []string
	for _, v := range s.Versions {
		all = append(all, v.SHA, string(v.Verdict.Status), strconv.FormatBool(v.Conflict))
	}
	return digest(all)
}

// outcomes are what becomes of the rows of a filled-in workbook of decisions.
func (p *Picture) outcomes(w decision.Workbook, from handedIn) (out []ledger.Outcome) {
	now := map[string]matter{}
	for _, m := range p.matters() {
		now[m.row.Key] = m
	}
	twice, decided := differing(w.Rows), map[string]bool{}
	for _, row := range w.Rows {
		o := ledger.Outcome{Line: row.Line, Key: row.Key, Digest: row.Digest, Cells: map[string]string{"decision": row.Decision, "reason": row.Reason, "by": row.By, "day": row.Day, "until": row.Until}, Typed: row.Decision, What: strings.TrimSpace(row.Kind + " " + row.Unit)}
		m, offered := now[row.Key]
		if offered {
			o.What = m.row.Unit
		}
		begun := row.Key == ""
		if begun {
			o.Key = freeKey + row.No
			o.Cells["kind"], o.Cells["unit"] = row.Kind, row.Unit
		}
		var d decision.Decision
		switch {
		case w.Round != p.Round.ID: // keys say no round: this is not this round's row
			o.Key, o.Cells, o.Refused = "", nil, p.say("tệp của kỳ khác", "a workbook of another round")
		case from.sealed && !begun && !w.GoodRow(from.keys, row.Key, row.Digest, row.Seal):
			o.Key, o.Cells, o.Refused = "", nil, p.unsealedRow()
		case twice[row.Key]:
			o.Refused = p.say("việc này có hai dòng điền khác nhau trong tệp; giữ một dòng",
				"two rows of the matter differ in the workbook; keep one")
		case len(row.Faults) > 0:
			o.Refused = p.faults(row.Faults)
		case begun:
			d, o.Refused = p.free(row)
			d.Matter = freeMatter(w, row)
			if again := p.freeAgain(w, d, from.sealed); o.Refused == "" && again != "" {
				o.Key, o.Cells, o.Refused = "", nil, again
			}
		case !offered:
			o.Refused = p.say("việc này không còn (đã được giải quyết hoặc đã thay đổi)", "this matter is no longer open")
		case m.row.Digest != row.Digest:
			o.Refused = p.say("việc này đã thay đổi sau khi tệp được xuất ra; xem lại ở tệp mới rồi quyết định", "this matter has changed since the workbook was written; look at it again")
		default:
			d, o.Refused = m.decide(row.Decision)
		}
		if o.Refused == "" {
			o.Refused = p.endless(d, row.Until)
		}
		if o.Refused == "" && !from.sealed {
			o.Refused = p.unsealedDraft()
		}
		if o.Refused == "" {
			d.Round, d.Reason, d.By, d.Day, d.Until, d.Paper, d.Line = p.Round.ID, row.Reason, row.By, row.Day, row.Until, from.sha, row.Line
			d.Source = &from.source
			same := row.Key + d.Matter
			if decided[same] {
				continue // the row stands twice in the workbook, and says the same
			}
			decided[same] = true
			if o.Decision, o.Cells = &d, nil; p.holds(d) {
				o.Decision, o.Cleared = nil, true // the workbook was saved once more
			}
		}
		out = append(out, o)
	}
	return out
}

// endless says why a decision cannot end on a day: it has no end, and would stand on after it
// where nobody could take it back; or the day is over, and it would never hold.
func (p *Picture) endless(d decision.Decision, until string) string {
	switch {
	case until == "":
	case d.Kind == decision.Assign || d.Kind == decision.Revoke:
		return p.say("việc này không có ngày hết hiệu lực; bỏ trống cột ấy, khi cần thì hủy",
			"this has no last day; leave that blank, and take it back when it is to end")
	case until < p.At.In(p.Round.Location).Format(time.DateOnly):
		return p.say("ngày hết hiệu lực đã qua: ", "the last day is over: ") + dayIn(until)
	}
	return ""
}

// unsealedRow says that a row is not as we wrote it.
func (p *Picture) unsealedRow() string {
	return p.say("dòng này không có dấu của hệ thống (dòng tự thêm, hoặc mã của dòng bị sửa)",
		"the row has no good seal (it was added, or its code was changed)")
}

// unsealedDraft says that what was typed in a workbook without a seal stands in the new one.
func (p *Picture) unsealedDraft() string {
	return p.say("điền trên tệp của bản chương trình trước, chưa có dấu: xem lại nội dung đã chép sang tệp mới này rồi lưu",
		"filled in on a workbook of an earlier program, without a seal: look at what was copied into this new one, and save it")
}

func (p *Picture) faults(all []decision.Fault) string {
	words := map[decision.Fault]string{decision.NoDecision: p.say("quyết định", "decision"), decision.NoReason: p.say("lý do", "reason"), decision.NoName: p.say("người quyết định", "name"), decision.NoDay: p.say("ngày (ngày/tháng/năm)", "date"), decision.BadUntil: p.say("ngày hết hiệu lực đúng dạng ngày/tháng/năm", "a valid end")}
	var out []string
	for _, f := range all {
		out = append(out, words[f])
	}
	return p.say("thiếu ", "missing: ") + strings.Join(out, ", ")
}

// who names the unit or file that a decision speaks of.
func (p *Picture) who(d decision.Decision) string {
	if u, ok := p.Round.Register.Unit(d.Unit); ok {
		return p.Round.DisplayName(u)
	}
	for _, r := range p.Receipts {
		if r.SHA == d.SHA {
			return r.Name
		}
	}
	return d.SHA
}

// told is a decision in words.
func (p *Picture) told(d decision.Decision) string {
	what := ""
	switch d.Kind {
	case decision.Version:
		what = p.say("Chọn bản ", "Version ") + d.Value
	case decision.Assign:
		what = p.say("Gán tệp cho đơn vị ", "File given to ") + d.Value
	case decision.Void:
		what = p.say("Bỏ tệp thả nhầm", "File voided")
	case decision.Count:
		what = p.say("Tính vào tổng dù còn phải sửa", "Counts although it is to be corrected")
	case decision.Accept:
		what = p.say("Chấp nhận báo cáo nguyên như vậy", "Return accepted as it is")
		if d.Code != "" {
			what = p.say("Chấp nhận ", "Accepted: ") + strings.TrimSpace(d.Code+" "+d.Rule)
		}
	case decision.Appraise:
		what = p.say("Thẩm định: ", "Appraised: ") + p.tellAppraisal(d)
		return what
	case decision.Recognise:
		what = map[string]string{decision.Yes: p.say("Công nhận", "Recognised"), decision.No: p.say("Không công nhận", "Not recognised")}[d.Value]
		return what + ": " + p.decidedBy(d) + p.sourced(d)
	case decision.Commend:
		what = map[string]string{decision.Yes: p.say("Khen thưởng ", "Commended: "), decision.No: p.say("Không khen thưởng ", "Not commended: ")}[d.Value] + d.Found
		return what + ": " + p.decidedBy(d) + p.sourced(d)
	case decision.Received:
		what = p.say("Ngày nhận: ", "Received on ") + d.Value
	case decision.Admit:
		what = p.say("Cho ghi nhận tệp của cán bộ", "Officers' workbook recorded")
		if d.Value == decision.Always {
			what = fmt.Sprintf(p.say("Luôn ghi nhận tệp thẩm định do %s gửi", "Appraisal workbooks of %s are recorded"), d.Input)
		}
	case decision.Noted:
		what = p.say("Đã xem tệp không có dấu", "Workbooks without a seal seen")
	case decision.Trust:
		what = p.trusted(d)
	}
	return fmt.Sprintf("%s. %s", strings.TrimSpace(what), p.signed(d))
}

// signed is who decided, when and why.
func (p *Picture) signed(d decision.Decision) string {
	day := d.Day
	if t, err := time.Parse(time.DateOnly, d.Day); err == nil {
		day = t.Format("02/01/2006")
	}
	s := fmt.Sprintf(p.say("%s, ngày %s: %s", "%s, %s: %s"), d.By, day, d.Reason)
	if t, err := time.Parse(time.DateOnly, d.Until); err == nil {
		s += p.say(" (đến hết ", " (until ") + t.Format("02/01/2006") + ")"
	}
	return s + p.sourced(d)
}

// decisions is the workbook of what an officer must decide.
func (o *Office) decisions(p *Picture) outbox.Output {
	w := workbook.Decisions{Round: p.Round}
	var asked []*Standing
	for _, s := range p.Units {
		if _, ok := p.versionMatter(s); ok || s.open() || len(p.returnMatters(s))+len(p.trustMatters(s)) > 0 {
			asked = append(asked, s)
		}
	}
	w.Position, w.At = newest(asked)
	for _, d := range p.Decisions { // which an older workbook must be known from
		if (d.Kind == decision.Revoke || d.Kind == decision.Assign) && d.ID > w.Position {
			w.Position, w.At = d.ID, d.At
		}
	}
	for _, s := range asked { // what a row that an officer begins may speak of
		if v := s.Newest(); v != nil && v.First().Position > w.Position {
			w.Position, w.At = v.First().Position, v.First().Received
		}
	}
	for _, v := range slices.Concat(p.Strays, p.Sheets) {
		if f := v.First(); f.Position > w.Position {
			w.Position, w.At = f.Position, f.Received
		}
	}
	all := p.lastSaid()
	for _, m := range p.matters() {
		if d := all[m.row.Key].draft; d != nil && d.Digest == m.row.Digest {
			m.row.Typed = d.Cells
		}
		w.Rows = append(w.Rows, m.row)
	}
	w.Begun = begun(all)
	for name := range p.kindNames() {
		w.Free = append(w.Free, name)
	}
	slices.Sort(w.Free)
	w.Refused, w.Recorded = p.lastPaper(func(o ledger.Outcome) bool { return o.Book == "" })
	return outbox.Output{Path: decisionsPath, Key: strings.Join([]string{LayoutVersion, o.mark, digest([]any{w.Position, w.Rows, w.Begun, w.Refused, w.Recorded, o.round.Keys.ID()})}, " "), Make: func() ([]byte, error) { return workbook.DecisionsBook(w) }}
}
