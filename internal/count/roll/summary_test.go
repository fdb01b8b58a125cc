package roll_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// receipt is the line of a file's last receipt.
func (w *world) receipt(sha string) (out roll.ReceiptLine) {
	w.t.Helper()
	for _, l := range roll.SummaryOf(w.paint(), nil).Receipts {
		if l.SHA == sha {
			out = l
		}
	}
	if out.SHA == "" {
		w.t.Fatalf("no receipt of %s", sha)
	}
	return out
}

// unit is the line of a unit.
func (w *world) unit(code string) roll.UnitLine {
	w.t.Helper()
	for _, l := range roll.SummaryOf(w.paint(), nil).Units {
		if l.Unit.Code == code {
			return l
		}
	}
	w.t.Fatalf("no unit %s", code)
	return roll.UnitLine{}
}

// A receipt says what became of its file: whose version it is, and of what form.
func TestReceiptOfAVersion(t *testing.T) {
	w := newWorld(t)
	sha := w.sent("a.xlsx", agency("cq-0", "so", "3"))
	l := w.receipt(sha)
	if l.Unit != "cq-0" || l.Version != 1 || !l.Counts || l.Again || l.Status != finding.Clean || l.State+l.Note != "" {
		t.Errorf("%+v", l)
	}
	w.again(sha)
	if l := w.receipt(sha); !l.Again || !l.Counts {
		t.Errorf("sent again: %+v", l)
	}
	for mark, want := range map[string]string{record.SealedKind: "Biểu mẫu chung", string(seal.None): "không có dấu",
		string(seal.Broken): "cho đơn vị khác", string(seal.Foreign): "nơi khác phát, không có chữ ký"} {
		v := agency("cq-1", "so", "3")
		v.Seal = mark
		w := newWorld(t)
		if l := w.receipt(w.sent("b.xlsx", v)); !strings.Contains(l.Note, want) {
			t.Errorf("%s: %q", mark, l.Note)
		}
	}
	mail := &ledger.Origin{Container: "thư", Part: "c.xlsx", From: "an@tp.vn"}
	if l := w.receipt(w.sent("c.xlsx", agency("cq-2"), mail)); l.Note != "Trong thư của an@tp.vn" {
		t.Errorf("mailed: %q", l.Note)
	}
	v := record.Verdict{Unit: "cq-2", Status: finding.Unreadable, Findings: []finding.Finding{finding.New("FILE-001")}}
	text, _ := v.Findings[0].Text("vi")
	if l := w.receipt(w.sent("d.xlsx", v)); l.Note != text || l.Unit != "cq-2" || l.Counts {
		t.Errorf("unreadable: %+v", l)
	}
}

// What is no version says what it is instead.
func TestReceiptOfAnotherFile(t *testing.T) {
	w := newWorld(t)
	in := func(part string) *ledger.Origin {
		return &ledger.Origin{Container: "thư", Part: part, From: "an@tp.vn"}
	}
	officers := func(paper string, rows int) record.Verdict {
		return record.Verdict{FileKind: paper, Officers: &record.Officers{Sort: string(decision.Recognising), Rows: rows,
			Sealed: paper == record.OfficersFile}}
	}
	fails := func(code, format string) record.Verdict {
		return record.Verdict{Status: finding.Unreadable, Format: format,
			Findings: []finding.Finding{finding.New(code)}}
	}
	untouched := agency("cq-1")
	untouched.Untouched, untouched.Content = record.Blank, "x"
	void, voidBook := w.sent("bỏ.xlsx", agency("cq-1")), w.sent("tệp bỏ.xlsx", officers(record.OfficersFile, 2),
		in("b"))
	w.decided(decision.Decision{Kind: decision.Void, SHA: void})
	w.decided(decision.Decision{Kind: decision.Void, SHA: voidBook})
	recorded := w.sent("../de-nghi.xlsx", officers(record.OfficersFile, 3))
	w.f.Workbooks = []ledger.Book{{SHA: recorded, Position: 9, Outcomes: []ledger.Outcome{{}, {Refused: ledger.InWords("x")},
		{Cleared: true}}}}
	w.sent("a.xlsx", agency("cq-0"), in("a.xlsx"))
	box := record.Verdict{FileKind: record.ContainerFile, Status: finding.Clean, Understood: 2}
	shut := record.Verdict{FileKind: record.ContainerFile, Status: finding.Unreadable,
		Findings: []finding.Finding{finding.New("FILE-001")}}
	for name, c := range map[string]struct{ sha, unit, state, note string }{
		"unit unknown": {sha: w.sent("lạ.xlsx", fails("UNIT-001", "")), state: "Chưa rõ đơn vị"},
		"not readable": {sha: w.sent("hỏng.xlsx", fails("FILE-001", "")), note: "hỏng"},
		"kept with it": {sha: w.sent("ảnh.pdf", fails("FILE-004", ".pdf"), in("ảnh.pdf")), state: "Lưu kèm",
			note: "Trong thư của an@tp.vn"},
		"not read yet": {sha: w.came("sau.xlsx", in("sau.xlsx")), state: "Chưa đọc", note: "Trong thư của an@tp.vn"},
		"blank": {sha: w.sent("trống.xlsx", untouched), unit: "cq-1", state: "Biểu mẫu trống",
			note: "Chưa điền gì"},
		"voided":         {sha: void, state: "Đã bỏ", note: "Cán bộ đã bỏ"},
		"a workbook out": {sha: voidBook, state: "Đã bỏ", note: "thư của an@tp.vn"},
		"recorded": {sha: recorded, state: "Tệp của cán bộ",
			note: "Ghi nhận 1 dòng, chưa ghi nhận 1 dòng; điền tại chỗ"},
		"nothing filled": {sha: w.sent("không.xlsx", officers(record.OfficersFile, 0)), state: "Tệp của cán bộ",
			note: "không có dòng nào"},
		"waits": {sha: w.sent("chờ.xlsx", officers(record.OfficersFile, 1), in("c")), state: "Chờ cán bộ cho ghi nhận",
			note: "an@tp.vn"},
		"no seal": {sha: w.sent("giả.xlsx", officers(record.UnsealedFile, 1)), state: "Tệp cán bộ không có dấu",
			note: "(thả vào thư mục nhận)"},
		"by an old one": {sha: w.sent("cũ.xlsx", record.Verdict{FileKind: record.OfficersFile}), state: "Tệp của cán bộ"},
		"opened":        {sha: w.sent("thư.eml", box), state: "Đã mở", note: "2 tệp bên trong"},
		"not opened":    {sha: w.sent("rar.zip", shut), note: "hỏng"},
	} {
		l := w.receipt(c.sha)
		if l.State != c.state || l.Unit != c.unit || l.Counts || c.note != "" && !strings.Contains(l.Note, c.note) {
			t.Errorf("%s: %+v", name, l)
		}
	}
}

// A unit's line says what counts and what waits; what is so by decision is told with who and why.
func TestUnitLines(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0", "so", "3"))
	w.sent("b.xlsx", returned("cq-0", "so", "4"))
	first := w.sent("c.xlsx", returned("cq-1", "so", "5"))
	l := w.unit("cq-0")
	if l.Counted != 1 || l.Version != 2 || l.File != "a.xlsx" ||
		!strings.Contains(l.Waiting, "Bản 2 chờ đơn vị sửa; đang tính bản 1") ||
		l.Decided+l.WhyNot != "" || l.Status != finding.Returned {
		t.Errorf("%+v", l)
	}
	if l := w.unit("cq-1"); l.Counts != nil || !strings.HasPrefix(l.WhyNot, "chưa bản nào được tính") ||
		!strings.Contains(l.WhyNot, "(bản 1: c.xlsx; 1 lỗi, ") || !strings.Contains(l.Waiting, "chưa tính vào tổng") {
		t.Errorf("%+v", l)
	}
	if l := w.unit("cq-2"); l.WhyNot != "chưa nhận được báo cáo" || l.Waiting != "" || l.Version != 0 || !l.Expected {
		t.Errorf("%+v", l)
	}
	w.decided(decision.Decision{Kind: decision.Count, Unit: "cq-1", SHA: first})
	if l := w.unit("cq-1"); l.Counts == nil || l.Decided != "Được tính theo quyết định: An, ngày 05/10/2019: gấp" ||
		l.Waiting != l.Decided || l.WhyNot != "" {
		t.Errorf("%+v", l)
	}
	w.decided(decision.Decision{Kind: decision.Version, Unit: "cq-0", SHA: w.f.Receipts[0].SHA, Value: "1"})
	if l := w.unit("cq-0"); !strings.HasPrefix(l.Decided, "Bản được chọn theo quyết định: An") {
		t.Errorf("%q", l.Decided)
	}
	w.decided(decision.Decision{Kind: decision.Accept, Unit: "cq-1", SHA: first})
	if l := w.unit("cq-1"); l.Status != finding.Clean {
		t.Errorf("accepted as it is: %+v", l)
	}
	two := newWorld(t)
	two.sent("a.xlsx", agency("cq-0", "so", "3"))
	two.sent("b.xlsx", agency("cq-0", "so", "4"))
	two.f.Receipts[1].Scan = two.f.Receipts[0].Scan
	if l := two.unit("cq-0"); !l.Undecided || l.Waiting != "Các bản mâu thuẫn: cán bộ cần hỏi đơn vị" ||
		!strings.HasPrefix(l.WhyNot, "các bản mâu thuẫn, cán bộ chưa quyết định") {
		t.Errorf("%+v", l)
	}
}

// What desks and officers said stands in the line: result, decision, and whose list speaks for
// a unit that sends nothing.
func TestAppraisedLines(t *testing.T) {
	w := newWorld(t)
	v := scored("cq-0", "so", "3")
	v.Tables = map[string][]map[string]any{"thon": {{"ma": "t-0", "kq": "đạt"}}}
	sha := w.sent("a.xlsx", v)
	w.appraised("cq-0", "7", "đạt")
	if l := w.unit("cq-0"); l.Result != "đạt" || l.Own != "đạt" || l.Status != finding.Appraised ||
		!l.Scores.Final.Equal(*some(7)) {
		t.Errorf("%+v", l)
	}
	if l := w.unit("t-0"); l.Via != "Cơ quan 0" || l.WhyNot != "không gửi riêng; có trong danh sách của Cơ quan 0" {
		t.Errorf("%+v", l)
	}
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: sha, Value: decision.No, Number: "9"})
	if l := w.unit("cq-0"); l.Decision != "Không công nhận, Quyết định số 9 ngày 05/10/2019" ||
		l.Status != finding.Locked {
		t.Errorf("%+v", l)
	}
}

// The work of a rule is counted over versions: mended, explained, accepted or still open.
func TestHits(t *testing.T) {
	w := newWorld(t)
	broken := func(unit string, change func(f *finding.Finding)) record.Verdict {
		v := agency(unit)
		f := finding.New("CONS-001")
		f.Rule = "r"
		change(&f)
		v.Findings = []finding.Finding{f}
		return v
	}
	same := func(*finding.Finding) {}
	w.sent("a1.xlsx", broken("cq-0", same))
	w.sent("a2.xlsx", broken("cq-0", same))
	w.sent("a3.xlsx", agency("cq-0"))
	w.sent("b.xlsx", broken("cq-1", func(f *finding.Finding) { f.Explained = "do mưa" }))
	w.sent("c.xlsx", broken("cq-2", func(f *finding.Finding) { f.Accepted = "An" }))
	if got := roll.SummaryOf(w.paint(), nil).Rules["r"]; got != (roll.Hits{Raised: 3, Mended: 1, Explained: 1,
		Accepted: 1}) {
		t.Errorf("%+v", got)
	}
	w.sent("c2.xlsx", broken("cq-2", same))
	if got := roll.SummaryOf(w.paint(), nil).Rules["r"]; got.Open != 1 || got.Accepted != 0 || got.Raised != 3 {
		t.Errorf("%+v", got)
	}
}

// The roll-call and the records name every unit that owes a return, and any other that sent one.
func TestStatusAndRecords(t *testing.T) {
	w := newWorld(t)
	v := scored("cq-0", "so", "3")
	v.Tables = map[string][]map[string]any{"thon": {{"ma": "t-0", "kq": "đạt"}}}
	sha := w.sent("a.xlsx", v)
	w.sent("b.xlsx", returned("cq-0", "so", "4"))
	s := roll.StatusOf(w.paint(), nil)
	if len(s.Units) != 3 || s.Inbox == nil || s.Totals != (roll.Totals{Expected: 3, Received: 1, Returned: 1,
		Missing: 2}) {
		t.Errorf("%+v", s)
	}
	if u := s.Units[0]; u.Unit != "cq-0" || u.Desk != "phong" || u.Version != 2 || u.Findings[finding.Error] != 1 ||
		u.Status != string(finding.Returned) || u.ReceivedAt == "" {
		t.Errorf("%+v", u)
	}
	if u := s.Units[1]; u.Status != string(finding.NotReceived) || u.ReceivedAt != "" || u.Version != 0 {
		t.Errorf("%+v", u)
	}
	of := map[string]record.Record{}
	for _, r := range roll.Records(w.paint()) {
		of[r.Unit] = r
	}
	a, b, village := of["cq-0"], of["cq-1"], of["t-0"]
	if len(of) != 4 || a.SHA256 != sha || a.Version != 1 || !*a.Counts || a.Waiting == nil || a.Waiting.Version != 2 ||
		a.Values["so"] != json.Number("3") {
		t.Errorf("%+v", a)
	}
	if *b.Counts || b.Status != string(finding.NotReceived) || len(b.Values) != 0 || b.Recognised != nil ||
		village.Unit == "" {
		t.Errorf("%+v %+v", b, village)
	}
	w.decided(decision.Decision{Kind: decision.Recognise, Unit: "cq-0", SHA: sha, Value: decision.Yes})
	for _, r := range roll.Records(w.paint()) {
		if r.Unit == "cq-0" && (r.Recognised == nil || !*r.Recognised || r.Status != string(finding.Recognised)) {
			t.Errorf("%+v", r)
		}
	}
}

// A unit's line has the day that lateness is judged by, as an officer entered it, and beside
// it when the file was dropped.
func TestTheDayThatLatenessIsJudgedBy(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0", "so", "3"))
	if l := w.unit("cq-0"); !l.Received.Equal(l.Dropped) || l.Dropped.IsZero() {
		t.Errorf("came in %v, dropped %v", l.Received, l.Dropped)
	}
	dropped := w.unit("cq-0").Dropped
	w.decided(decision.Decision{Kind: decision.Received, Unit: "cq-0", Value: "2019-09-30"})
	l := w.unit("cq-0")
	if got := l.Received.Format("2006-01-02"); got != "2019-09-30" || !l.Dropped.Equal(dropped) {
		t.Errorf("came in %v, dropped %v", l.Received, l.Dropped)
	}
}
