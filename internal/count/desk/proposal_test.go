package desk_test

import (
	"maps"
	"strings"
	"testing"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
)

var recognising = decision.Stamp{Kind: decision.Recognising}

// signed are the cells that hold for a whole proposal.
func signed(over ...any) map[string]any {
	out := map[string]any{decision.FieldNo: "09/QĐ", decision.FieldDay: day(8), decision.FieldBy: "Bà B"}
	for i := 0; i < len(over); i += 2 {
		out[over[i].(string)] = over[i+1]
	}
	return out
}

// proposal is a proposal in which one row was filled in, and signed with what fields say.
func (w *world) proposal(fields map[string]any, key, digest, yes string, over ...string) *sheet.Book {
	cells := map[string]any{decision.InDecision: yes}
	for i := 0; i < len(over); i += 2 {
		cells[over[i]] = over[i+1]
	}
	return w.paper(recognising, fields, filled{key: key, digest: digest, seen: standing.Digest(map[string]string{}),
		cells: cells})
}

// lines are all units of the proposal by code.
func (w *world) lines() map[string]desk.ProposalLine {
	out := map[string]desk.ProposalLine{}
	p := desk.ProposalOf(w.paint())
	for _, all := range [][]desk.ProposalLine{p.Proposed, p.NotProposed, p.Decided} {
		for _, l := range all {
			out[l.Code] = l
		}
	}
	return out
}

// throughAll is a world in which both desks appraised a unit: as it says, or against it.
func throughAll(t *testing.T, met bool) *world {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	w.appraised(phong, "cq-0")
	if met {
		w.appraised(so, "cq-0")
	} else {
		w.appraised(so, "cq-0", decision.InResult, "không đạt", decision.InReason, "bị xử lý")
	}
	return w
}

// Who is met by the whole chain is proposed; of the others it is said why not.
func TestProposal(t *testing.T) {
	w := newWorld(t)
	for _, unit := range []string{"cq-0", "cq-1", "cq-2"} {
		v := withVillages("đạt")
		if v.Unit = unit; unit != "cq-0" {
			v.Tables = nil
		}
		w.sent(unit+".xlsx", v)
		w.appraised(phong, unit)
	}
	w.appraised(so, "cq-0")
	w.appraised(so, "cq-1", decision.InGate, "có", decision.InResult, "không đạt", decision.InReason, "bị xử lý")
	p := desk.ProposalOf(w.paint())
	if len(p.Proposed) != 1 || p.Proposed[0].Code != "cq-0" || p.Proposed[0].Result != "đạt" || !p.Proposed[0].Open ||
		!p.Proposed[0].Final.Equal(num(18)) {
		t.Errorf("proposed: %+v", p.Proposed)
	}
	all := w.lines()
	for code, want := range map[string]string{
		"cq-1": "thẩm định: không đạt; vi phạm tiêu chuẩn chung; bị xử lý", "cq-2": "chưa thẩm định xong ở cấp sau",
		"th-0": "chưa nhận được báo cáo", "t-0": "chưa thẩm định xong ở cấp sau", "t-1": "chưa thẩm định", "cq-0": ""} {
		if l, ok := all[code]; !ok || l.Why != want {
			t.Errorf("%s: %q", code, l.Why)
		}
	}
	if _, ok := all["tp"]; ok || all["t-0"].Parent != "Cơ quan 0" {
		t.Errorf("%+v", all)
	}
}

// A recognition is recorded with number, day and signer, and with the scores that it rests on.
func TestRecognised(t *testing.T) {
	w := throughAll(t, true)
	l := w.lines()["cq-0"]
	all := w.rows(w.proposal(signed(), l.Key, l.Digest, "Có", decision.InNote, "xứng đáng"))
	d := only(t, all).Decision
	if d == nil || d.Kind != decision.Recognise || d.Unit != "cq-0" || d.Value != decision.Yes || d.Number != "09/QĐ" ||
		d.Day != "2019-10-08" || d.Signer != "Bà B" || d.By != "Bà B" || d.Reason != "xứng đáng" || len(d.Scores) == 0 {
		t.Fatalf("%+v", all)
	}
	w.record(all)
	p := desk.ProposalOf(w.paint())
	if len(p.Decided) != 1 || !p.Decided[0].Yes ||
		p.Decided[0].Decision != "Quyết định số 09/QĐ ngày 08/10/2019, Bà B" ||
		p.Recorded != 1 || len(p.Proposed) != 0 {
		t.Errorf("%+v", p)
	}
	now := w.lines()["cq-0"]
	refused(t, only(t, w.rows(w.proposal(signed(), now.Key, now.Digest, "không"))), "SCOR-008", "đã có quyết định")
	row := filled{key: "appraise|phong|cq-0", digest: w.paint().Standing("cq-0").Appraisals[0].RowDigest(),
		unit: "Cơ quan 0", cells: agreed()}
	refused(t, only(t, w.rows(w.paper(phong, nil, row))), "SCOR-008", "đã có quyết định")
	old := w.proposal(signed(), l.Key, l.Digest, "có")
	w.record(w.rows(w.deciding(99, answer(w.matterOf("revoke"), "hủy"))))
	if w.lines()["cq-0"].Open == false {
		t.Error("a recognition that was taken back stands")
	}
	refused(t, only(t, w.rows(old)), "SCOR-008", "đã thay đổi")
}

// A row of the proposal that is stale, foreign, doubled, or says what cannot be is refused.
func TestRecognitionIsRefused(t *testing.T) {
	w := throughAll(t, true)
	w.sent("b.xlsx", agency("cq-1"))
	w.appraised(phong, "cq-1")
	l, early := w.lines()["cq-0"], w.lines()["cq-1"]
	for name, c := range map[string]struct {
		book      *sheet.Book
		code, why string
	}{
		"no number": {w.proposal(signed(decision.FieldNo, ""), l.Key, l.Digest, "có"), "", "số quyết định"},
		"no day, nobody": {w.proposal(signed(decision.FieldDay, "mai", decision.FieldBy, ""), l.Key, l.Digest, "có"),
			"",
			"ngày quyết định (ngày/tháng/năm), người ký"},
		"neither":    {w.proposal(signed(), l.Key, l.Digest, "có lẽ"), "", "không phải là một trong: có, không"},
		"not said":   {w.proposal(signed(), l.Key, l.Digest, "", decision.InNote, "xem"), "", "chưa ghi quyết định"},
		"stale":      {w.proposal(signed(), l.Key, "0123456789abcdef", "có"), "SCOR-008", "đã thay đổi"},
		"too early":  {w.proposal(signed(), early.Key, early.Digest, "có"), "", "chưa thẩm định xong"},
		"no unit":    {w.proposal(signed(), "recognise|cq-9", l.Digest, "có"), "", "không có đơn vị này"},
		"no matter":  {w.proposal(signed(), "appraise|so|cq-0", l.Digest, "có"), "", "không có trong danh sách"},
		"no nominee": {w.proposal(signed(), "commend|cq-0|x", l.Digest, "có"), "", "không còn trong danh sách"},
		"no seal": {w.paper(recognising, signed(), filled{key: l.Key, digest: l.Digest, seal: "x",
			cells: map[string]any{decision.InDecision: "có"}}), "", "không có dấu"},
		"another round": {w.paper(decision.Stamp{Kind: decision.Recognising, Round: "lớn"}, signed(),
			filled{key: l.Key, digest: l.Digest,
				cells: map[string]any{decision.InDecision: "có"}}), "", "kỳ khác"},
	} {
		t.Run(name, func(t *testing.T) { refused(t, only(t, w.rows(c.book)), c.code, c.why) })
	}
	yes, no := map[string]any{decision.InDecision: "có"}, map[string]any{decision.InDecision: "không"}
	for _, o := range w.rows(w.paper(recognising, signed(), filled{key: l.Key, digest: l.Digest, cells: yes},
		filled{key: l.Key, digest: l.Digest, cells: no})) {
		refused(t, o, "", "hai dòng quyết định khác nhau")
	}
	if o := only(t, w.rows(w.paper(recognising, signed(), filled{key: l.Key, digest: l.Digest, cells: yes},
		filled{key: l.Key, digest: l.Digest, cells: yes}))); o.Decision == nil {
		t.Errorf("the same twice: %+v", o)
	}
	o := only(t, desk.Rows(w.paint(), w.proposal(signed(), l.Key, l.Digest, "có"), w.from(false)))
	refused(t, o, "", "chưa có dấu")
}

// Who is not proposed cannot be recognised; that is said with no.
func TestNotProposedIsNotRecognised(t *testing.T) {
	w := throughAll(t, false)
	l := w.lines()["cq-0"]
	refused(t, only(t, w.rows(w.proposal(signed(), l.Key, l.Digest, "có"))), "", "không được đề nghị")
	all := w.rows(w.proposal(signed(), l.Key, l.Digest, "không"))
	if d := only(t, all).Decision; d == nil || d.Value != decision.No {
		t.Fatalf("%+v", all)
	}
	w.record(all)
	p := w.paint()
	s := p.Standing("cq-0")
	if s.Status() != finding.Locked || s.Recognised() {
		t.Errorf("it is %s", s.Status())
	}
	b := desk.ResultBook(p, s)
	if b.Yes || b.Decision != "Quyết định số 09/QĐ ngày 08/10/2019, Bà B" || len(b.Appraisals) != 2 || b.Own != "đạt" ||
		b.DecidedIn != "điền tại chỗ" {
		t.Errorf("%+v", b)
	}
	last := b.Appraisals[1]
	if last.Desk != "Sở" || last.Result != "không đạt" || last.Reason != "bị xử lý" || last.By != "An" ||
		last.Day != "05/10/2019" ||
		last.Source != "điền tại chỗ" || !last.Total.Equal(num(18)) {
		t.Errorf("%+v", last)
	}
}

// What was filled in and not signed stands in the next proposal, with what was said at the top;
// signing that is all that it lacks.
func TestUnsignedProposalStands(t *testing.T) {
	w := throughAll(t, true)
	l := w.lines()["cq-0"]
	w.record(w.rows(w.proposal(signed(decision.FieldBy, ""), l.Key, l.Digest, "có")))
	p := desk.ProposalOf(w.paint())
	if p.Fields[decision.FieldNo] != "09/QĐ" || p.Fields[decision.FieldDay] != "2019-10-08" || len(p.Refused) != 1 {
		t.Errorf("%+v", p)
	}
	now := p.Proposed[0]
	if now.Typed[decision.InDecision] != "có" || !strings.Contains(now.Note, "người ký") {
		t.Fatalf("%+v", now)
	}
	again := filled{key: now.Key, digest: now.Digest, seen: now.Seen, cells: map[string]any{decision.InDecision: "có"}}
	if got := w.rows(w.paper(recognising, signed(decision.FieldBy, ""), again)); len(got) != 0 {
		t.Errorf("nothing new to sign it with: %+v", got)
	}
	if o := only(t, w.rows(w.paper(recognising, signed(), again))); o.Decision == nil {
		t.Errorf("signed: %+v", o)
	}
	out := filled{key: now.Key, digest: now.Digest, seen: now.Seen}
	if o := only(t, w.rows(w.paper(recognising, nil, out))); !o.Cleared || o.Decision != nil {
		t.Errorf("taken out: %+v", o)
	}
}

// A nominee of a unit's list is commended or not, once, by name.
func TestCommended(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Tables = map[string][]map[string]any{"khen": {{"ho_ten": "Ông A"}, {"ho_ten": "Bà C"}}}
	w.sent("a.xlsx", v)
	named := desk.ProposalOf(w.paint()).Nominees
	if len(named) != 2 || named[0].Unit != "Cơ quan 0" || named[0].Cells["ho_ten"] != "Ông A" || named[0].Decided {
		t.Fatalf("%+v", named)
	}
	refused(t, only(t, w.rows(w.proposal(signed(), named[0].Key, "0123456789abcdef", "có"))), "SCOR-008", "đã thay đổi")
	refused(t, only(t, w.rows(w.proposal(signed(), named[0].Key, named[0].Digest, "ừ"))), "", "không phải là một trong")
	all := w.rows(w.proposal(signed(), named[0].Key, named[0].Digest, "có"))
	o := only(t, all)
	if d := o.Decision; d == nil || d.Kind != decision.Commend || d.Unit != "cq-0" || d.Found != "Ông A" ||
		d.Value != decision.Yes {
		t.Fatalf("%+v", o)
	}
	if o.What != "Cơ quan 0: Ông A" {
		t.Errorf("told as %q", o.What)
	}
	w.record(all)
	now := desk.ProposalOf(w.paint()).Nominees
	if !now[0].Decided || !now[0].Yes || now[1].Decided {
		t.Errorf("%+v", now)
	}
	refused(t, only(t, w.rows(w.proposal(signed(), now[0].Key, now[0].Digest, "không"))), "SCOR-008",
		"đã có quyết định")
	w.appraised(phong, "cq-0")
	w.appraised(so, "cq-0")
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", Value: decision.Yes, SHA: w.f.Receipts[0].SHA})
	p := w.paint()
	if b := desk.ResultBook(p, p.Standing("cq-0")); len(b.Commended) != 1 || b.Commended[0] != "Ông A" || !b.Yes {
		t.Errorf("%+v", b)
	}
}

// The result of a unit on the list of the one above says where its scores come from.
func TestResultByTheList(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", withVillages("đạt"))
	w.appraised(so, "t-0")
	l := w.lines()["t-0"]
	w.record(w.rows(w.proposal(signed(), l.Key, l.Digest, "có")))
	p := w.paint()
	b := desk.ResultBook(p, p.Standing("t-0"))
	if b.Source != "theo danh sách của Cơ quan 0" || len(b.Appraisals) != 2 ||
		b.Appraisals[0].Desk != "Xã - Cơ quan 0" ||
		b.Appraisals[0].Result != "đạt" || b.Appraisals[1].Result != "đạt" {
		t.Errorf("%+v", b)
	}
}

// Rows that were filled in are counted of any workbook; of a signed proposal what was filled in
// before is signed too.
func TestFilledRows(t *testing.T) {
	w := newWorld(t)
	typed := filled{key: "recognise|cq-0", digest: "0123456789abcdef", cells: map[string]any{decision.InDecision: "có"}}
	blank := filled{key: "recognise|cq-1", digest: "0123456789abcdef", seen: standing.Digest(map[string]string{})}
	shown := typed
	shown.seen = standing.Digest(map[string]string{decision.InDecision: "có"})
	for name, c := range map[string]struct {
		of   decision.Stamp
		book *sheet.Book
		want int
	}{
		"an appraisal":        {phong, w.paper(phong, nil, typed, blank), 1},
		"a proposal as shown": {recognising, w.paper(recognising, nil, shown, blank), 0},
		"signed":              {recognising, w.paper(recognising, signed(), shown, blank), 1},
		"decisions": {decision.Stamp{Kind: decision.Deciding},
			w.deciding(1, begun(1, "bỏ bản", "cq-0", 1), map[int]any{decision.ColNo: 2}), 1},
	} {
		if got := desk.FilledRows(c.book, c.of); got != c.want {
			t.Errorf("%s: %d rows", name, got)
		}
	}
}

// What was last unrecorded of a row is forgotten by no other workbook's row: a row is kept only for
// the workbook whose it is.
func TestSaidOfItsOwnBook(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	draft := ledger.Outcome{Book: "tonghop-tham-dinh so", Key: "appraise|phong|cq-0", Refused: ledger.InWords("thiếu"),
		Digest: w.lineOf(phong, "cq-0").Digest, Cells: map[string]string{decision.InBy: "kẻ lạ"}}
	w.record([]ledger.Outcome{draft})
	if r := w.lineOf(phong, "cq-0"); r.Typed != nil {
		t.Errorf("filled in at another desk: %v", r.Typed)
	}
	draft.Book = "tonghop-tham-dinh phong"
	w.record([]ledger.Outcome{draft})
	if r := w.lineOf(phong, "cq-0"); !maps.Equal(r.Typed, draft.Cells) {
		t.Errorf("filled in here: %v", r.Typed)
	}
	stale := ledger.Outcome{Book: "tonghop-tham-dinh phong", Key: draft.Key, Code: "SCOR-008", Refused: ledger.InWords("SCOR-008: cũ")}
	w.record([]ledger.Outcome{stale})
	if r := w.lineOf(phong, "cq-0"); !maps.Equal(r.Typed, draft.Cells) || !strings.Contains(r.Note, "SCOR-008: cũ") {
		t.Errorf("a stale row takes nothing of the draft: %+v", r)
	}
	w.record([]ledger.Outcome{{Book: "tonghop-tham-dinh phong", Key: "appraise|phong|cq-1", Refused: ledger.InWords("thiếu")}})
	if r := w.lineOf(phong, "cq-0"); strings.Contains(r.Note, "cũ") {
		t.Errorf("a refusal stands beyond the next workbook: %q", r.Note)
	}
}

// An English round says the same in English.
func TestEnglish(t *testing.T) {
	w := newWorld(t)
	w.f.Round.Language = "en"
	v := agency("cq-0")
	v.Scores.Gate, v.Values["tu_danh_gia"] = "no", "met"
	w.sent("a.xlsx", v)
	row := w.fill(phong, "cq-0", map[string]any{decision.InAgree: "yes", decision.InResult: "met"})
	refused(t, only(t, w.rows(w.paper(phong, nil, row))), "", "missing: appraiser, date")
	if l := w.lines()["cq-0"]; l.Why != "not appraised yet" {
		t.Errorf("%q", l.Why)
	}
	sha := w.sent("lost.xlsx", record.Verdict{Status: finding.Unreadable,
		Findings: []finding.Finding{finding.New("UNIT-001")}})
	refused(t, only(t, w.rows(w.deciding(9, answer(w.matterOf("assign", sha), "nobody")))), "",
		"there is no unit “nobody”")
}

// A unit that does not claim to be met is told as such, with nothing where no reason was given.
func TestNotProposedByItself(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Values["tu_danh_gia"] = "không đạt"
	w.sent("a.xlsx", v)
	w.appraised(phong, "cq-0", decision.InResult, "không đạt")
	w.appraised(so, "cq-0", decision.InResult, "không đạt")
	if l := w.lines()["cq-0"]; l.Why != "thẩm định: không đạt; đơn vị tự đánh giá: không đạt" {
		t.Errorf("%q", l.Why)
	}
}

// Of several cells that cannot be used the first in reading order is told, each time the same.
func TestFirstBadFieldOfASignature(t *testing.T) {
	w := decision.Book{Fields: map[string]decision.Cell{
		decision.FieldNo: {Text: "09/QĐ"}, decision.FieldDay: {Text: "#N/A", Bad: true},
		decision.FieldBy: {Text: "#REF!", Bad: true}}}
	for range 50 {
		if why := desk.InWords(desk.Signature(w), "vi"); !strings.Contains(why, "#N/A") {
			t.Fatalf("told: %s", why)
		}
	}
}
