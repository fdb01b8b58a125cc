package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
)

// matterOf is the row of a matter whose key begins so, as it is shown now.
func (w *world) matterOf(parts ...string) desk.DecisionRow {
	w.t.Helper()
	for _, m := range desk.Matters(w.paint()) {
		if strings.HasPrefix(m.Row.Key+"|", decision.Key(parts...)+"|") {
			return m.Row
		}
	}
	w.t.Fatalf("no matter %q", parts)
	return desk.DecisionRow{}
}

// offered reports whether a matter with a key that begins so is shown.
func (w *world) offered(parts ...string) bool {
	for _, m := range desk.Matters(w.paint()) {
		if strings.HasPrefix(m.Row.Key+"|", decision.Key(parts...)+"|") {
			return true
		}
	}
	return false
}

// answer is a complete row of a matter.
func answer(m desk.DecisionRow, value string) map[int]any {
	return map[int]any{decision.ColNo: 1, decision.ColKey: m.Key, decision.ColDigest: m.Digest,
		decision.ColDecision: value,
		decision.ColReason:   "đã hỏi", decision.ColBy: "An", decision.ColDay: day(5)}
}

// begun is a complete row that an officer began.
func begun(no int, kind, unit string, value any) map[int]any {
	return map[int]any{decision.ColNo: no, decision.ColKind: kind, decision.ColUnit: unit, decision.ColDecision: value,
		decision.ColReason: "đã hỏi", decision.ColBy: "An", decision.ColDay: day(5)}
}

// with is a row with another cell.
func with(row map[int]any, col int, v any) map[int]any {
	row[col] = v
	return row
}

// conflicting is a unit with two versions of one scan, of which one counts at most.
func conflicting(t *testing.T) *world {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.sent("b.xlsx", agency("cq-0"))
	for i := range w.f.Receipts {
		w.f.Receipts[i].Scan = 1
	}
	return w
}

// What is chosen is checked against the versions that the round knows now, whatever the file
// offers, and recorded with who, why and until when.
func TestChosenVersion(t *testing.T) {
	w := conflicting(t)
	w.sent("c.xlsx", record.Verdict{Unit: "cq-0", Status: finding.Unreadable}) // version 3 can be chosen by nobody
	m := w.matterOf("version", "cq-0")
	if m.Section != desk.Conflicts || !slices.Equal(m.Choices, []string{"1", "2"}) ||
		!strings.Contains(m.Matter, "b.xlsx") {
		t.Errorf("%+v", m)
	}
	for _, not := range []string{"3", "4", "hai"} {
		refused(t, only(t, w.rows(w.deciding(9, answer(m, not)))), "", "không có bản “"+not+"”")
	}
	all := w.rows(w.deciding(9, with(answer(m, "2"), decision.ColUntil, day(30))))
	d := only(t, all).Decision
	if d == nil || d.Kind != decision.Version || d.Unit != "cq-0" || d.SHA != w.f.Receipts[1].SHA || d.Value != "2" ||
		d.Reason != "đã hỏi" || d.By != "An" || d.Day != "2019-10-05" || d.Until != "2019-10-30" || d.Line != 2 {
		t.Fatalf("%+v", all)
	}
	w.record(all)
	if c := w.paint().Standing("cq-0").Counts; c == nil || c.Number != 2 {
		t.Errorf("counts %+v", c)
	}
	refused(t, only(t, w.rows(w.deciding(9, answer(m, "1")))), "", "không còn")
}

// Rows that are not as we wrote them, or of another day, are refused with the reason.
func TestDecisionIsRefused(t *testing.T) {
	w := conflicting(t)
	m := w.matterOf("version", "cq-0")
	for name, c := range map[string]struct {
		row map[int]any
		why string
	}{
		"no seal":          {with(answer(m, "1"), decision.ColSeal, "x"), "không có dấu"},
		"the digest moved": {with(answer(m, "1"), decision.ColDigest, "0123456789abcdef"), "đã thay đổi"},
		"no such matter":   {with(answer(m, "1"), decision.ColKey, "version|cq-1"), "không còn"},
		"nothing decided":  {answer(m, ""), "thiếu quyết định"},
		"no name, no day": {with(with(answer(m, "1"), decision.ColBy, nil), decision.ColDay, "mai"),
			"thiếu người quyết định, ngày"},
		"no reason":      {with(answer(m, "1"), decision.ColReason, nil), "thiếu lý do"},
		"an end of none": {with(answer(m, "1"), decision.ColUntil, "mãi"), "thiếu ngày hết hiệu lực"},
		"over already":   {with(answer(m, "1"), decision.ColUntil, day(8)), "ngày hết hiệu lực đã qua: 08/10/2019"},
	} {
		t.Run(name, func(t *testing.T) { refused(t, only(t, w.rows(w.deciding(9, c.row))), "", c.why) })
	}
	if o := only(t, w.rows(w.deciding(9, with(answer(m, "1"), decision.ColUntil, day(9))))); o.Decision == nil {
		t.Errorf("the last day is today: %+v", o)
	}
	w.f.Round.ID = "lớn"
	foreign := w.deciding(9, answer(m, "1"))
	w.f.Round.ID = "nhỏ"
	o := only(t, w.rows(foreign))
	if refused(t, o, "", "kỳ khác"); o.Key != "" || o.Cells != nil {
		t.Errorf("%+v", o)
	}
	o = only(t, desk.Rows(w.paint(), w.deciding(9, with(answer(m, "1"), decision.ColSeal, "x")), w.from(false)))
	if refused(t, o, "", "chưa có dấu"); o.Key != m.Key || o.Cells["decision"] != "1" {
		t.Errorf("what was typed without a seal is a draft: %+v", o)
	}
}

// Two rows of a matter that differ decide nothing; the same twice decides once, and not again
// when the workbook is saved once more.
func TestDoubledDecisions(t *testing.T) {
	w := conflicting(t)
	m := w.matterOf("version", "cq-0")
	for _, o := range w.rows(w.deciding(9, answer(m, "1"), answer(m, "2"))) {
		refused(t, o, "", "hai dòng điền khác nhau")
	}
	if o := only(t, w.rows(w.deciding(9, answer(m, "1"), answer(m, "1")))); o.Decision == nil {
		t.Errorf("%+v", o)
	}
	w = newWorld(t)
	v := agency("cq-0")
	v.Status, v.Findings = finding.Returned, []finding.Finding{finding.New("CELL-001")}
	w.sent("a.xlsx", v)
	book := w.deciding(9, answer(w.matterOf("count", "cq-0"), "tính vào tổng"))
	w.record(w.rows(book))
	if o := only(t, w.rows(book)); o.Decision != nil || !o.Cleared || !o.Refused.IsZero() {
		t.Errorf("saved once more: %+v", o)
	}
}

// A file that nobody is known for is given to a unit by code or name, or voided.
func TestStrays(t *testing.T) {
	w := newWorld(t)
	unknown := record.Verdict{Status: finding.Unreadable, Findings: []finding.Finding{finding.New("UNIT-001")}}
	sha := w.sent("lạ.xlsx", unknown)
	m := w.matterOf("assign", sha)
	if m.Section != desk.Strays || m.Unit != "lạ.xlsx" || m.Choices != nil {
		t.Errorf("%+v", m)
	}
	for value, want := range map[string]decision.Decision{
		"cq-1":      {Kind: decision.Assign, Unit: "cq-1", Value: "cq-1"},
		"co quan 2": {Kind: decision.Assign, Unit: "cq-2", Value: "cq-2"},
		"bỏ":        {Kind: decision.Void}, "VOID": {Kind: decision.Void}} {
		d := only(t, w.rows(w.deciding(9, answer(m, value)))).Decision
		if d == nil || d.Kind != want.Kind || d.Unit != want.Unit || d.Value != want.Value || d.SHA != sha {
			t.Errorf("%q: %+v", value, d)
		}
	}
	refused(t, only(t, w.rows(w.deciding(9, answer(m, "cq-9")))), "", "không có đơn vị “cq-9”")
	refused(t, only(t, w.rows(w.deciding(9, with(answer(m, "cq-1"), decision.ColUntil, day(30))))), "",
		"không có ngày hết hiệu lực")
	broken := w.sent("hỏng.xlsx", record.Verdict{Status: finding.Unreadable,
		Findings: []finding.Finding{finding.New("FILE-001")}})
	refused(t, only(t, w.rows(w.deciding(9, answer(w.matterOf("assign", broken), "cq-1")))), "", "không đọc được")
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-1", Value: decision.Yes})
	refused(t, only(t, w.rows(w.deciding(9, answer(m, "cq-1")))), "", "quyết định công nhận")
}

// A returned return is counted or accepted, and what is the officer's to look at is accepted by
// itself: nothing else is taken.
func TestReturnedAndLooks(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	look := finding.New("SCOR-003").With("label", "Tiêu chuẩn b")
	look.ID, look.Found = "b", "8"
	v.Findings = append(v.Findings, finding.New("CELL-001"), look)
	v.Status = finding.Returned
	sha := w.sent("a.xlsx", v)
	m := w.matterOf("count", "cq-0", sha)
	for value, kind := range map[string]decision.Kind{"Tính vào tổng": decision.Count, "chấp nhận": decision.Accept} {
		if d := only(t, w.rows(w.deciding(9, answer(m, value)))).Decision; d == nil || d.Kind != kind || d.SHA != sha ||
			d.Code != "" {
			t.Errorf("%s: %+v", value, d)
		}
	}
	refused(t, only(t, w.rows(w.deciding(9, answer(m, "bỏ")))), "", "không phải là một trong: tính vào tổng, chấp nhận")
	for _, f := range v.Findings {
		if f.AnsweredBy() != finding.Officer {
			continue
		}
		one := w.matterOf("accept", "cq-0", sha, f.Code)
		refused(t, only(t, w.rows(w.deciding(9, answer(one, "tính vào tổng")))), "",
			"không phải là một trong: chấp nhận")
		d := only(t, w.rows(w.deciding(9, answer(one, "chấp nhận")))).Decision
		if d == nil || d.Kind != decision.Accept || d.Code != f.Code || d.Input != f.ID {
			t.Errorf("%s: %+v", f.Code, d)
		}
	}
}

// Free rows name unit, matter and value themselves: each is checked against how the unit
// stands.
func TestFreeRows(t *testing.T) {
	w := newWorld(t)
	one, two := w.sent("a.xlsx", agency("cq-0")), w.sent("b.xlsx", agency("cq-0"))
	for _, c := range []struct {
		kind, unit string
		value      any
		want       decision.Decision
	}{
		{"chọn bản", "cq-0", 1, decision.Decision{Kind: decision.Version, SHA: one, Value: "1"}},
		{"bỏ bản", "Cơ quan 0", "2", decision.Decision{Kind: decision.Void, SHA: two, Value: "2"}},
		{"chấp nhận báo cáo", "cq-0", "x", decision.Decision{Kind: decision.Accept, SHA: two, Value: "x"}},
		{"tính vào tổng", "cq-0", "x", decision.Decision{Kind: decision.Count, SHA: two, Value: "x"}},
		{"ngày nhận", "cq-0", day(3), decision.Decision{Kind: decision.Received, Value: "2019-10-03"}},
		{"ngày nhận", "cq-0", "3/10/2019", decision.Decision{Kind: decision.Received, Value: "2019-10-03"}},
	} {
		d := only(t, w.rows(w.deciding(9, begun(1, c.kind, c.unit, c.value)))).Decision
		if d == nil || d.Kind != c.want.Kind || d.Unit != "cq-0" || d.SHA != c.want.SHA || d.Value != c.want.Value {
			t.Errorf("%s %v: %+v", c.kind, c.value, d)
		}
	}
	for _, c := range []struct {
		kind, unit string
		value      any
		why        string
	}{
		{"khen", "cq-0", 1, "cột Việc"}, {"chọn bản", "cq-9", 1, "không có đơn vị “cq-9”"},
		{"chọn bản", "cq-0", 3, "không có bản “3”"}, {"bỏ bản", "cq-0", "cuối", "không có bản “cuối”"},
		{"ngày nhận", "cq-0", "hôm qua", "dạng ngày/tháng/năm"}, {"ngày nhận", "cq-1", day(3), "chưa có báo cáo nào"},
		{"chấp nhận báo cáo", "cq-1", "x", "chưa có báo cáo nào"},
		{"tính vào tổng", "cq-1", "x", "chưa có báo cáo nào"},
	} {
		o := only(t, w.rows(w.deciding(9, begun(3, c.kind, c.unit, c.value))))
		if refused(t, o, "", c.why); o.Key != "free|3" || o.Cells["unit"] != c.unit {
			t.Errorf("it is not kept to go on with: %+v", o)
		}
	}
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", Value: decision.Yes, SHA: two})
	refused(t, only(t, w.rows(w.deciding(9, begun(1, "bỏ bản", "cq-0", 1)))), "", "quyết định công nhận")
}

// A free row of an older workbook does not decide again what was recorded, taken back or came
// since; what was not recorded stands in the next workbook.
func TestFreeRowsOnce(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	book := w.deciding(9, begun(1, "chọn bản", "cq-0", 1))
	w.record(w.rows(book))
	w.revoke(w.f.Decisions[0].ID)
	refused(t, only(t, w.rows(book)), "", "đã được ghi nhận trước đây")
	w = newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.revoke(w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-0", SHA: w.f.Receipts[0].SHA}))
	refused(t, only(t, w.rows(w.deciding(1, begun(1, "chọn bản", "cq-0", 1)))), "", "đã bị hủy")
	if o := only(t, w.rows(w.deciding(w.f.Position, begun(1, "chọn bản", "cq-0", 1)))); o.Decision == nil {
		t.Errorf("in the new workbook: %+v", o)
	}
	w = newWorld(t)
	v := agency("cq-0")
	v.Status, v.Findings = finding.Returned, []finding.Finding{finding.New("CELL-001")}
	w.sent("a.xlsx", v)
	refused(t, only(t, w.rows(w.deciding(0, begun(1, "tính vào tổng", "cq-0", "x")))), "", "đã gửi bản khác")
	w.decided(decision.Decision{Kind: decision.Assign, Unit: "cq-0", SHA: w.f.Receipts[0].SHA, Value: "cq-0"})
	refused(t, only(t, w.rows(w.deciding(1, begun(1, "chọn bản", "cq-0", 1)))), "", "tệp được gán cho đơn vị")
	w.record(w.rows(w.deciding(9, begun(4, "chọn bản", "cq-0", 7))))
	if got := desk.Begun(desk.Unrecorded(w.paint())); len(got) != 1 || got["4"]["decision"] != "7" ||
		got["4"]["kind"] != "chọn bản" {
		t.Errorf("to go on with: %v", got)
	}
}

// What is in force can be taken back, and does not come back by an older workbook.
func TestRevoke(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Status, v.Findings = finding.Returned, []finding.Finding{finding.New("CELL-001")}
	sha := w.sent("a.xlsx", v)
	old := w.matterOf("count", "cq-0")
	id := w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-0", SHA: sha, By: "An", Day: "2019-10-05",
		Reason: "gấp"})
	m := w.matterOf("revoke", fmt.Sprint(id))
	if m.Section != desk.InForce || m.Unit != "Cơ quan 0" ||
		m.Matter != "Tính vào tổng dù còn phải sửa. An, ngày 05/10/2019: gấp" {
		t.Errorf("%+v", m)
	}
	refused(t, only(t, w.rows(w.deciding(9, answer(m, "bỏ")))), "", "không phải là một trong: hủy")
	refused(t, only(t, w.rows(w.deciding(9, with(answer(m, "hủy"), decision.ColUntil, day(30))))), "",
		"không có ngày hết hiệu lực")
	all := w.rows(w.deciding(9, answer(m, "HỦY")))
	if d := only(t, all).Decision; d == nil || d.Kind != decision.Revoke || d.Value != fmt.Sprint(id) ||
		d.Unit != "cq-0" {
		t.Fatalf("%+v", all)
	}
	w.record(all)
	if w.offered("revoke", fmt.Sprint(id)) {
		t.Error("what was taken back can be taken back again")
	}
	refused(t, only(t, w.rows(w.deciding(9, answer(old, "tính vào tổng")))), "", "đã thay đổi")
	if o := only(t, w.rows(w.deciding(9, answer(w.matterOf("count", "cq-0"), "tính vào tổng")))); o.Decision == nil {
		t.Errorf("in the new workbook: %+v", o)
	}
}

// Each decision is told in words, whoever it speaks of; what a recognition rests on stands as
// long as that.
func TestDecisionsInForce(t *testing.T) {
	w := newWorld(t)
	sha := w.sent("../tham-dinh/a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0")
	for _, c := range []struct {
		d    decision.Decision
		want string
	}{
		{decision.Decision{Kind: decision.Version, Unit: "cq-0", SHA: sha, Value: "1"}, "Chọn bản 1. "},
		{decision.Decision{Kind: decision.Assign, Unit: "cq-1", SHA: "x", Value: "cq-1"}, "Gán tệp cho đơn vị cq-1. "},
		{decision.Decision{Kind: decision.Void, SHA: "x"}, "Bỏ tệp thả nhầm. "},
		{decision.Decision{Kind: decision.Accept, Unit: "cq-0", SHA: sha}, "Chấp nhận báo cáo nguyên như vậy. "},
		{decision.Decision{Kind: decision.Accept, Unit: "cq-0", Code: "CONS-001", Rule: "r"}, "Chấp nhận CONS-001 r. "},
		{decision.Decision{Kind: decision.Received, Unit: "cq-0", Value: "2019-10-03"}, "Ngày nhận: 2019-10-03. "},
		{decision.Decision{Kind: decision.Admit, SHA: "y", Value: decision.Always, Input: "an@tp.vn"},
			"do an@tp.vn gửi. "},
		{decision.Decision{Kind: decision.Trust, Unit: "cq-0", Value: "0123456789abcdef"}, "nơi khác: 01234567. "},
		{decision.Decision{Kind: decision.Commend, Unit: "cq-0", Value: decision.No, Found: "Ông A", Number: "7"},
			"Không khen thưởng Ông A: Quyết định số 7"},
	} {
		id := w.decided(c.d)
		if m := w.matterOf("revoke", fmt.Sprint(id)); !strings.Contains(m.Matter, c.want) {
			t.Errorf("%s: %q", c.d.Kind, m.Matter)
		}
	}
	for _, kind := range []decision.Decision{{Kind: decision.Noted}, {Kind: decision.Admit, Value: decision.Once}} {
		if w.offered("revoke", fmt.Sprint(w.decided(kind))) {
			t.Errorf("%s cannot be taken back", kind.Kind)
		}
	}
	appraisal := w.f.Decisions[0].ID
	if m := w.matterOf("revoke", fmt.Sprint(appraisal)); !strings.HasPrefix(m.Matter, "Thẩm định: 18 điểm, đạt (An") {
		t.Errorf("%q", m.Matter)
	}
	yes := w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: sha, Value: decision.Yes,
		Number: "9", Day: "2019-10-06", Signer: "Bà B"})
	if m := w.matterOf("revoke", fmt.Sprint(yes)); m.Matter != "Công nhận: Quyết định số 9 ngày 06/10/2019, Bà B" {
		t.Errorf("%q", m.Matter)
	}
	if w.offered("revoke", fmt.Sprint(appraisal)) {
		t.Error("an appraisal under a recognition can be taken back")
	}
}
