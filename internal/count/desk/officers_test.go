package desk_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tonghop/internal/count/desk"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// mailed is where a file came from in a mail.
func mailed(from string) *ledger.Origin {
	return &ledger.Origin{Container: "thư", Part: "a.xlsx", From: from}
}

// appraisals is the verdict on an appraisal workbook with something filled in.
func appraisals(sealed bool) record.Verdict {
	v := record.Verdict{FileKind: record.OfficersFile, Officers: &record.Officers{Sort: string(decision.Appraising),
		Desk: "phong", Rows: 3,
		Sealed: sealed, Modified: "An"}}
	if !sealed {
		v.FileKind = record.UnsealedFile
	}
	return v
}

// A workbook that came in a mail waits for a mark: this one, or all of its sender for its desk
// where that is an address.
func TestAdmitted(t *testing.T) {
	w := newWorld(t)
	sha := w.sent("thư.eml/a.xlsx", appraisals(true), mailed("An <An@TP.vn>"))
	m := w.matterOf("admit", sha)
	if m.Section != desk.Officers || !slices.Equal(m.Choices, []string{"ghi nhận", "luôn ghi nhận", "bỏ"}) ||
		!strings.Contains(m.Matter, "Tệp thẩm định Phòng, 3 dòng") ||
		!strings.Contains(m.Matter, "người lưu cuối: An") {
		t.Errorf("%+v", m)
	}
	for value, want := range map[string]string{"ghi nhận": decision.Once, "luôn ghi nhận": decision.Always} {
		d := only(t, w.rows(w.deciding(9, answer(m, value)))).Decision
		if d == nil || d.Kind != decision.Admit || d.Value != want || d.SHA != sha || d.Input != "an@tp.vn" ||
			d.Found != "phong|" {
			t.Errorf("%s: %+v", value, d)
		}
	}
	if d := only(t, w.rows(w.deciding(9, answer(m, "bỏ")))).Decision; d == nil || d.Kind != decision.Void ||
		d.SHA != sha {
		t.Errorf("%+v", d)
	}
	bare := w.sent("thư.eml/b.xlsx", appraisals(true), mailed("ai đó"))
	b := w.matterOf("admit", bare)
	if len(b.Choices) != 2 {
		t.Errorf("a bare name is anybody's: %v", b.Choices)
	}
	refused(t, only(t, w.rows(w.deciding(9, answer(b, "luôn ghi nhận")))), "", "không phải là một trong: ghi nhận, bỏ")
}

// Workbooks without a seal are one matter, however many there are; once they were looked at
// only newer ones are told.
func TestUnsealedWorkbooks(t *testing.T) {
	w := newWorld(t)
	for i := range 7 {
		w.sent(fmt.Sprint("giả-", i, ".xlsx"), appraisals(false), mailed("ai@la.vn"))
	}
	m := w.matterOf("noted")
	if m.Unit != "7 tệp" || !strings.Contains(m.Matter, "giả-4.xlsx") || strings.Contains(m.Matter, "giả-5.xlsx") ||
		!strings.Contains(m.Matter, "và 2 tệp nữa") {
		t.Errorf("%+v", m)
	}
	refused(t, only(t, w.rows(w.deciding(9, answer(m, "bỏ")))), "", "không phải là một trong: đã xem")
	all := w.rows(w.deciding(9, answer(m, "đã xem")))
	if d := only(t, all).Decision; d == nil || d.Kind != decision.Noted || d.Value != "7" {
		t.Fatalf("%+v", all)
	}
	w.record(all)
	if w.offered("noted") {
		t.Error("what was looked at is told again")
	}
	w.sent("giả-8.xlsx", appraisals(false))
	if m := w.matterOf("noted"); m.Unit != "1 tệp" {
		t.Errorf("%+v", m)
	}
}

// A key of another workspace that signed a unit's form is asked about once, and no more once it
// is trusted.
func TestForeignKey(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Seal, v.Signer = string(seal.Foreign), "0123456789abcdef"
	w.sent("a.xlsx", v)
	w.sent("b.xlsx", v)
	m := w.matterOf("trust", "cq-0", v.Signer)
	if m.Section != desk.Looks || !strings.Contains(m.Matter, "b.xlsx, khóa 01234567)") {
		t.Errorf("%+v", m)
	}
	refused(t, only(t, w.rows(w.deciding(9, answer(m, "chấp nhận")))), "", "không phải là một trong: chấp nhận khóa")
	all := w.rows(w.deciding(9, answer(m, "chấp nhận khóa")))
	if d := only(t, all).Decision; d == nil || d.Kind != decision.Trust || d.Unit != "cq-0" || d.Value != v.Signer {
		t.Fatalf("%+v", all)
	}
	w.record(all)
	if w.offered("trust") {
		t.Error("a key that is trusted is asked about again")
	}
}

// The authority of a workbook belongs to how it came: by hand it is taken, by mail with a mark
// alone, without a seal in place alone.
func TestAuthority(t *testing.T) {
	by := func(name string, origin *ledger.Origin) ledger.Receipt {
		return ledger.Receipt{Position: 20, SHA: "s", Name: name, Origin: origin, Received: day(6)}
	}
	hand, place, mail := by("a.xlsx", nil), by("../tham-dinh/a.xlsx", nil), by("thư/a.xlsx", mailed("an@tp.vn"))
	once := decision.Decision{ID: 30, Kind: decision.Admit, SHA: "s", Value: decision.Once}
	always := decision.Decision{ID: 10, Kind: decision.Admit, SHA: "z", Value: decision.Always, Input: "an@tp.vn",
		Found: "phong|"}
	void := decision.Decision{ID: 31, Kind: decision.Void, SHA: "s"}
	changed := func(d decision.Decision, change func(d *decision.Decision)) decision.Decision { change(&d); return d }
	for name, c := range map[string]struct {
		sealed  bool
		receipt ledger.Receipt
		decided []decision.Decision
		ok      bool
		mark    int64
	}{
		"dropped":           {sealed: true, receipt: hand, ok: true},
		"dropped, no seal":  {receipt: hand},
		"in place, no seal": {receipt: place, ok: true},
		"mailed":            {sealed: true, receipt: mail},
		"mailed, marked":    {sealed: true, receipt: mail, decided: []decision.Decision{once}, ok: true, mark: 30},
		"no seal, marked":   {receipt: mail, decided: []decision.Decision{once}},
		"its sender is trusted": {sealed: true, receipt: mail, decided: []decision.Decision{always}, ok: true,
			mark: 10},
		"trusted and voided": {sealed: true, receipt: mail, decided: []decision.Decision{always, void}},
		"marked later": {sealed: true, receipt: mail,
			decided: []decision.Decision{changed(always, func(d *decision.Decision) { d.ID = 25 })}},
		"another sender": {sealed: true, receipt: mail,
			decided: []decision.Decision{changed(always, func(d *decision.Decision) { d.Input = "ai@tp.vn" })}},
		"another desk": {sealed: true, receipt: mail,
			decided: []decision.Decision{changed(always, func(d *decision.Decision) { d.Found = "so|" })}},
		"taken back": {sealed: true, receipt: mail,
			decided: []decision.Decision{changed(once, func(d *decision.Decision) { d.Revoked = true })}},
		"another matter": {sealed: true, receipt: mail, decided: []decision.Decision{void}},
	} {
		s, ok := desk.Authority(appraisals(c.sealed), []ledger.Receipt{c.receipt}, c.decided, time.UTC)
		if ok != c.ok || s.Mark != c.mark {
			t.Errorf("%s: %t, mark %d", name, ok, s.Mark)
		}
	}
}

// A mark lets in what it was set for: one workbook, or all of a sender.
func TestMarkForAnotherWorkbook(t *testing.T) {
	w := newWorld(t)
	sha := w.sent("thư.eml/a.xlsx", appraisals(true), mailed("an@tp.vn"))
	mark := decision.Decision{Kind: decision.Admit, SHA: "z", Input: "an@tp.vn", Found: "phong|"}
	for name, c := range map[string]struct {
		value string
		also  decision.Decision
		ok    bool
	}{
		"one other": {value: decision.Once},
		"all":       {value: decision.Always, ok: true},
		"all, and another was voided": {value: decision.Always,
			also: decision.Decision{Kind: decision.Void, SHA: "y"}, ok: true},
		"all, and this was": {value: decision.Always, also: decision.Decision{Kind: decision.Void, SHA: sha}},
	} {
		mark.Value = c.value
		decided := []decision.Decision{mark, c.also}
		if _, ok := desk.Authority(appraisals(true), w.f.Receipts, decided, w.f.Round.Location); ok != c.ok {
			t.Errorf("%s: %t", name, ok)
		}
	}
	of := record.Verdict{FileKind: record.OfficersFile, Officers: &record.Officers{Sealed: true, Rows: 1,
		Sort: string(decision.Recognising)}}
	mark.Value, mark.Found = decision.Always, "|"
	if _, ok := desk.Authority(of, w.f.Receipts, []decision.Decision{mark}, w.f.Round.Location); ok {
		t.Error("a proposal is recorded by a mark for appraisals")
	}
}
