package desk_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
)

var (
	phong = decision.Stamp{Kind: decision.Appraising, Desk: "phong"}
	so    = decision.Stamp{Kind: decision.Appraising, Desk: "so"}
)

// lineOf is a unit's row in the workbook of a desk, as it is shown now.
func (w *world) lineOf(of decision.Stamp, unit string) desk.AppraisalRow {
	w.t.Helper()
	for _, b := range desk.AppraisalBooks(w.paint()) {
		for _, t := range b.Tables {
			for _, r := range t.Rows {
				if b.Desk.ID == of.Desk && strings.HasSuffix(r.Key, "|"+unit) {
					return r
				}
			}
		}
	}
	w.t.Fatalf("%s has no row at %s", unit, of.Desk)
	return desk.AppraisalRow{}
}

// fill fills the row of a unit in as it is shown now.
func (w *world) fill(of decision.Stamp, unit string, cells map[string]any) filled {
	w.t.Helper()
	r := w.lineOf(of, unit)
	return filled{key: r.Key, digest: r.Digest, seen: r.Seen, unit: r.Unit, cells: cells}
}

// agreed is a complete row that agrees with all that the unit says, with other cells over it.
func agreed(over ...any) map[string]any {
	out := map[string]any{decision.InAgree: "x", decision.InResult: "Đạt", decision.InBy: "An", decision.InDay: day(5)}
	for i := 0; i < len(over); i += 2 {
		out[over[i].(string)] = over[i+1]
	}
	return out
}

// appraised has a desk agree with what a unit says.
func (w *world) appraised(of decision.Stamp, unit string, over ...any) {
	w.t.Helper()
	all := w.rows(w.paper(of, nil, w.fill(of, unit, agreed(over...))))
	if o := only(w.t, all); o.Decision == nil {
		w.t.Fatalf("%s: %+v", unit, o)
	}
	w.record(all)
}

// A complete row with a good seal is recorded as it was typed: points agreed with are those of
// the unit, and who, when and where it was filled in stand beside.
func TestAppraisalIsRecorded(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	row := w.fill(phong, "cq-0", agreed(decision.InCriterion+"b", 7, decision.InReason, "thiếu", decision.InPapers,
		day(4)))
	o := only(t, w.rows(w.paper(phong, nil, row)))
	d := o.Decision
	if d == nil {
		t.Fatalf("%+v", o)
	}
	want := decision.Appraisal{Desk: "phong", Criteria: map[string]string{"a": "10", "b": "7"}, Bonus: "0",
		Result: "đạt",
		Papers: "2019-10-04"}
	if standing.Digest(d.Appraisal) != standing.Digest(want) {
		t.Errorf("%+v", d.Appraisal)
	}
	if d.Kind != decision.Appraise || d.Unit != "cq-0" || d.By != "An" || d.Day != "2019-10-05" ||
		d.Reason != "thiếu" ||
		d.Book != "sổ" || d.Line != 5 || d.Source.Way != decision.InPlace || d.Matter != row.digest {
		t.Errorf("%+v", d)
	}
	w.record([]ledger.Outcome{o})
	shown := w.lineOf(phong, "cq-0")
	if !shown.Recorded || shown.Bad || shown.Typed[decision.InCriterion+"b"] != "7" ||
		shown.Typed[decision.InPapers] != "2019-10-04" {
		t.Errorf("shown as %+v", shown)
	}
	if next := w.lineOf(so, "cq-0"); next.Before == nil || !next.Before.Total.Equal(num(17)) {
		t.Errorf("the next desk sees %+v", next.Before)
	}
	again := w.fill(phong, "cq-0", shownCells(shown))
	again.seen = "another"
	if got := w.rows(w.paper(phong, nil, again)); len(got) != 0 {
		t.Errorf("saved once more: %+v", got)
	}
}

// shownCells are the cells of a row as it is shown.
func shownCells(r desk.AppraisalRow) map[string]any {
	out := map[string]any{}
	for k, v := range r.Typed {
		out[k] = v
	}
	return out
}

// Each row that is not as we wrote it, or does not say what can be recorded, is refused with
// its reason.
func TestAppraisalIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		cells     map[string]any
		spoil     func(r *filled)
		of        decision.Stamp
		code, why string
	}{
		"no seal":         {spoil: func(r *filled) { r.seal = "x" }, why: "không có dấu"},
		"a digest edited": {spoil: func(r *filled) { r.digest, r.seal = "0123456789abcdef", "x" }, why: "không có dấu"},
		"stale": {spoil: func(r *filled) { r.digest = "0123456789abcdef" }, code: "SCOR-008",
			why: "đã thay đổi sau khi"},
		"another's name": {spoil: func(r *filled) { r.unit = "Cơ quan 1" }, code: "SCOR-008", why: "“Cơ quan 1”"},
		"another's key": {spoil: func(r *filled) { r.key = "appraise|so|cq-0" }, code: "SCOR-008",
			why: "không phải của nơi"},
		"no unit": {spoil: func(r *filled) { r.key = "appraise|phong|không" }, code: "SCOR-008",
			why: "không phải của nơi"},
		"another matter": {spoil: func(r *filled) { r.key = "version|phong|cq-0" }, code: "SCOR-008",
			why: "không phải của nơi"},
		"another round": {of: decision.Stamp{Kind: decision.Appraising, Desk: "phong", Round: "lớn"}, why: "kỳ khác"},
		"another seat": {of: decision.Stamp{Kind: decision.Appraising, Desk: "phong", Seat: "cq-1"}, code: "SCOR-008",
			why: "không thuộc nơi thẩm định"},
		"a cell without a value": {cells: agreed(decision.InReason, formula("1/0")), why: "giá trị lỗi (“=”)"},
		"a gate not offered":     {cells: agreed(decision.InGate, "có lẽ"), code: "SCOR-002", why: "“có lẽ”"},
		"an x not offered":       {cells: agreed(decision.InAgree, "ừ"), code: "SCOR-002", why: "“ừ”"},
		"a result of nobody":     {cells: agreed(decision.InResult, "khá"), code: "SCOR-002", why: "đạt, không đạt"},
		"met beyond the gate":    {cells: agreed(decision.InGate, "có"), code: "SCOR-002", why: "không thể “đạt”"},
		"too many points":        {cells: agreed(decision.InCriterion+"a", 11), code: "SCOR-002", why: "Tiêu chuẩn a"},
		"points below none":      {cells: agreed(decision.InCriterion+"a", -1), code: "SCOR-002", why: "Tiêu chuẩn a"},
		"no points": {cells: agreed(decision.InCriterion+"a", "chín"), code: "SCOR-002",
			why: "“chín” không phải là điểm"},
		"bonus between":    {cells: agreed(decision.InBonus, 3), code: "SCOR-002", why: "“3”"},
		"bonus beyond":     {cells: agreed(decision.InBonus, 6), code: "SCOR-002", why: "không quá 4"},
		"papers on no day": {cells: agreed(decision.InPapers, "mai"), code: "SCOR-002", why: "mai"},
		"other points":     {cells: agreed(decision.InCriterion+"a", 9), code: "SCOR-007", why: "9 (đơn vị: 10)"},
		"another bonus":    {cells: agreed(decision.InBonus, 2), code: "SCOR-007", why: "điểm thưởng 2 (đơn vị: 0)"},
		"another result": {cells: agreed(decision.InResult, "không đạt"), code: "SCOR-007",
			why: "kết quả không đạt (đơn vị: đạt)"},
		"the gate against it": {cells: agreed(decision.InGate, "có", decision.InResult, "không đạt"), code: "SCOR-007",
			why: "vi phạm tiêu chuẩn chung có (đơn vị: không)"},
		"points of one missing": {cells: map[string]any{decision.InCriterion + "a": 10, decision.InResult: "đạt",
			decision.InBy:  "An",
			decision.InDay: day(5)}, why: "điểm của 1 tiêu chuẩn"},
		"nothing but a name": {cells: map[string]any{decision.InBy: "An"}, why: "điểm của 2 tiêu chuẩn"},
		"no name, no day": {cells: agreed(decision.InBy, "", decision.InDay, ""),
			why: "người thẩm định, ngày thẩm định"},
		"wrong and lacking": {cells: agreed(decision.InBy, "", decision.InResult, "khá"), code: "SCOR-002",
			why: "; còn thiếu người"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.sent("a.xlsx", agency("cq-0"))
			if c.cells == nil {
				c.cells = agreed()
			}
			row := w.fill(phong, "cq-0", c.cells)
			if c.spoil != nil {
				c.spoil(&row)
			}
			if c.of.Kind == "" {
				c.of = phong
			}
			o := only(t, w.rows(w.paper(c.of, nil, row)))
			refused(t, o, c.code, c.why)
			if row.seal != "" && (o.Key != "" || o.Cells != nil) {
				t.Errorf("of a row without a good seal nothing is kept: %+v", o)
			}
		})
	}
}

// A result and points that differ from the unit's own are taken with a reason.
func TestDifferenceWithReason(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	cells := agreed(decision.InGate, "có", decision.InResult, "không đạt", decision.InReason, "bị xử lý")
	o := only(t, w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", cells))))
	if o.Decision == nil || !o.Decision.Appraisal.Gate || o.Decision.Appraisal.GateTyped != "có" ||
		o.Decision.Appraisal.Criteria != nil {
		t.Fatalf("%+v", o)
	}
	w.record([]ledger.Outcome{o})
	if r := w.lineOf(phong, "cq-0"); r.Typed[decision.InGate] != "có" || r.Typed[decision.InReason] != "bị xử lý" {
		t.Errorf("%+v", r.Typed)
	}
}

// A unit that says itself that a general standard is violated needs nothing said of it again.
func TestOwnGate(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Scores.Gate, v.Values["tu_danh_gia"] = "có", "không đạt"
	w.sent("a.xlsx", v)
	o := only(t, w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", agreed(decision.InResult, "không đạt")))))
	if o.Decision == nil || !o.Decision.Appraisal.Gate || o.Decision.Appraisal.GateTyped != "" {
		t.Errorf("%+v", o)
	}
}

// A row that stands twice counts once where both say the same, and not at all where they differ.
func TestDoubledRows(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	row := w.fill(phong, "cq-0", agreed())
	if o := only(t, w.rows(w.paper(phong, nil, row, row))); o.Decision == nil {
		t.Errorf("the same twice: %+v", o)
	}
	other := w.fill(phong, "cq-0", agreed(decision.InBy, "Bình"))
	all := w.rows(w.paper(phong, nil, row, other))
	if len(all) != 2 {
		t.Fatalf("%+v", all)
	}
	for _, o := range all {
		refused(t, o, "", "hai dòng điền khác nhau")
	}
	blank := w.fill(phong, "cq-0", nil)
	if o := only(t, w.rows(w.paper(phong, nil, blank, row))); o.Decision == nil {
		t.Errorf("a blank copy says nothing: %+v", o)
	}
}

// What is not complete stands in the next workbook to go on with, until it is recorded or taken
// out; a row that nobody touched says nothing.
func TestDraftStands(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	if got := w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", nil))); len(got) != 0 {
		t.Errorf("untouched: %+v", got)
	}
	w.record(w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", map[string]any{decision.InBy: "An"}))))
	r := w.lineOf(phong, "cq-0")
	if r.Recorded || !r.Bad || r.Typed[decision.InBy] != "An" || !strings.Contains(r.Note, "còn thiếu") {
		t.Errorf("%+v", r)
	}
	b := desk.AppraisalBooks(w.paint())[0]
	if len(b.Refused) != 1 || b.Recorded != 0 || b.Refused[0].What != "Cơ quan 0" {
		t.Errorf("told: %+v", b.Refused)
	}
	emptied := w.fill(phong, "cq-0", nil)
	o := only(t, w.rows(w.paper(phong, nil, emptied)))
	if !o.Cleared || o.Decision != nil || !o.Refused.IsZero() {
		t.Errorf("emptied: %+v", o)
	}
	w.record([]ledger.Outcome{o})
	if r := w.lineOf(phong, "cq-0"); r.Typed != nil || r.Bad {
		t.Errorf("after it was taken out: %+v", r)
	}
}

// Two officers who fill in parts of one row from the same workbook find both parts in it.
func TestDraftsMerge(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	one := w.fill(phong, "cq-0", map[string]any{decision.InBy: "An"})
	two := w.fill(phong, "cq-0", map[string]any{decision.InCriterion + "a": 10})
	w.record(w.rows(w.paper(phong, nil, one)))
	w.record(w.rows(w.paper(phong, nil, two)))
	want := map[string]string{decision.InBy: "An", decision.InCriterion + "a": "10"}
	if r := w.lineOf(phong, "cq-0"); !maps.Equal(r.Typed, want) {
		t.Errorf("%v", r.Typed)
	}
	w.sent("b.xlsx", agency("cq-0")) // the return is another one now
	if r := w.lineOf(phong, "cq-0"); r.Typed != nil || !strings.Contains(r.Note, "người: An") ||
		!strings.Contains(r.Note, "I.1: 10") {
		t.Errorf("begun on another return: %+v", r)
	}
}

// What was recorded is written over by a complete row and taken back elsewhere, not by an
// empty one.
func TestRecordedRow(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	before := w.fill(phong, "cq-0", agreed(decision.InBy, "Bình", decision.InBonus, 2, decision.InReason,
		"có sáng kiến"))
	w.appraised(phong, "cq-0")
	empty := w.fill(phong, "cq-0", nil)
	refused(t, only(t, w.rows(w.paper(phong, nil, empty))), "", "can-quyet-dinh.xlsx")
	w.record(w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", agreed(decision.InBy, "")))))
	if r := w.lineOf(phong, "cq-0"); !r.Recorded || !r.Bad || !strings.Contains(r.Note, "phần sửa chưa được ghi nhận") {
		t.Errorf("begun over it: %+v", r)
	}
	w.record(w.rows(w.paper(phong, nil, before))) // filled in on the workbook of before
	r := w.lineOf(phong, "cq-0")
	if r.Recorded || !r.Bad || !strings.Contains(r.Note, "khác nhau") || !strings.Contains(r.Note, "20 điểm") {
		t.Errorf("contradicting: %+v", r)
	}
	if !slices.ContainsFunc(desk.ProposalOf(w.paint()).NotProposed, func(l desk.ProposalLine) bool {
		return l.Code == "cq-0" && strings.Contains(l.Why, "cần thống nhất")
	}) {
		t.Error("a contradiction is not told in the proposal")
	}
	w.appraised(phong, "cq-0", decision.InBy, "Chi")
	if r := w.lineOf(phong, "cq-0"); !r.Recorded || r.Typed[decision.InBy] != "Chi" {
		t.Errorf("settled: %+v", r)
	}
}

// An appraisal rests on the return that it was made upon.
func TestStaleAppraisal(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	old := w.fill(phong, "cq-0", agreed(decision.InBy, "Bình"))
	w.appraised(phong, "cq-0")
	w.sent("b.xlsx", agency("cq-0"))
	refused(t, only(t, w.rows(w.paper(phong, nil, old))), "SCOR-008", "đã thay đổi")
	if r := w.lineOf(phong, "cq-0"); r.Recorded || !strings.Contains(r.Note, "cần thẩm định lại") || r.Version != 2 {
		t.Errorf("%+v", r)
	}
}

// The desks appraise one after the other: who must wait is told why.
func TestWaitingForTheDeskBefore(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	v := agency("cq-1")
	v.Status, v.Findings = finding.Returned, []finding.Finding{finding.New("CELL-001")}
	w.sent("b.xlsx", v)
	why := map[string]string{}
	for _, b := range desk.AppraisalBooks(w.paint()) {
		for _, a := range b.Waiting {
			why[b.Desk.ID+" "+a.Unit] = a.Why
		}
	}
	for at, want := range map[string]string{"so Cơ quan 0": "cấp dưới chưa thẩm định",
		"phong Cơ quan 1": finding.StatusName(finding.Returned, "vi"),
		"phong Cơ quan 2": "chưa nhận được báo cáo", "phong Cơ quan 0": ""} {
		if got := why[at]; got != want {
			t.Errorf("%s: %q", at, got)
		}
	}
	p := w.paint()
	a := p.Standing("cq-0").Appraisals[1]
	row := filled{key: "appraise|so|cq-0", digest: a.RowDigest(), seen: "-", unit: "Cơ quan 0", cells: agreed()}
	refused(t, only(t, w.rows(w.paper(so, nil, row))), "SCOR-008", "cấp dưới chưa thẩm định")
}

// The last desk holds its points against those of the desk before, not the unit's.
func TestAgreedWithTheDeskBefore(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0", decision.InCriterion+"a", 6, decision.InBonus, 4, decision.InReason, "xem lại")
	o := only(t, w.rows(w.paper(so, nil, w.fill(so, "cq-0", agreed()))))
	if o.Decision == nil || o.Decision.Appraisal.Criteria["a"] != "6" || o.Decision.Appraisal.Bonus != "4" {
		t.Errorf("%+v", o)
	}
	refused(t, only(t, w.rows(w.paper(so, nil, w.fill(so, "cq-0", agreed(decision.InCriterion+"a", 10))))), "SCOR-007",
		"(đơn vị: 6)")
}
