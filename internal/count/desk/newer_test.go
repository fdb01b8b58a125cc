package desk_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"tonghop/internal/count/desk"
	"tonghop/internal/count/versions"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
)

// withCases is an agency's return with another number of cases.
func withCases(v record.Verdict, n string) record.Verdict {
	v.Values["so"] = json.Number(n)
	v.Cells = map[string]string{"so": "Số liệu!D7"}
	return v
}

// told are revisions in short: unit, versions, and what differs.
func told(all []versions.Revision) string {
	var out []string
	for _, rev := range all {
		said := fmt.Sprintf("%s %d>%d", rev.Unit.Code, rev.From.Number, rev.To.Number)
		for _, l := range rev.Lines() {
			said += fmt.Sprintf(" %s:%v>%v(%s) %s", l.What, l.Before, l.After, l.Difference, l.Totals)
		}
		out = append(out, said)
	}
	return strings.Join(out, "; ")
}

// A unit whose newest version waits beside the one that counts stands among what changed, with the
// total that it moves; one that has a single version, or the same again, does not.
func TestNewerThanWhatCounts(t *testing.T) {
	w := newWorld(t)
	w.sent("một.xlsx", withCases(agency("cq-1"), "3"))
	w.sent("a.xlsx", withCases(agency("cq-0"), "3"))
	if got := desk.Newer(w.paint()); len(got) > 0 {
		t.Errorf("%s", told(got))
	}
	wrong := withCases(agency("cq-0"), "1003")
	wrong.Status, wrong.Findings = finding.Returned, []finding.Finding{finding.New("CELL-001")}
	w.sent("b.xlsx", wrong)
	all := desk.Newer(w.paint())
	if got := told(all); got != "cq-0 1>2 Số vụ:3>1003(1000) Số vụ" {
		t.Fatalf("%s", got)
	}
	if got := all[0].Heading(); !strings.Contains(got, "bản 1 (a.xlsx, nhận 12:00 02/10/2019), đang được tính → bản 2 (b.xlsx") {
		t.Errorf("%s", got)
	}
	w.sent("c.xlsx", record.Verdict{Unit: "cq-0", Status: finding.Unreadable}) // nothing is known of it
	if got := told(desk.Newer(w.paint())); !strings.HasPrefix(got, "cq-0 1>2 Số vụ") {
		t.Errorf("%s", got)
	}
}

// A desk that appraised a version sees what the one that counts now changes of it, and the scores
// that it gave; appraised again, or decided upon, nothing is left to see.
func TestNewerThanWhatWasAppraised(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", withCases(agency("cq-0"), "3"))
	appraise := func() {
		a := w.paint().Standing("cq-0").Appraisals[0]
		w.decided(decision.Decision{Kind: decision.Appraise, Unit: "cq-0", SHA: a.Base, Matter: a.RowDigest(), By: "An",
			Appraisal: &decision.Appraisal{Desk: "phong", Criteria: map[string]string{"a": "7"}, Result: "đạt"}})
	}
	appraise()
	now := withCases(agency("cq-0"), "5")
	now.Typed = map[string]any{"a_tu_cham": json.Number("9")}
	w.sent("b.xlsx", now)
	book := func() (out []versions.Revision) {
		for _, b := range desk.AppraisalBooks(w.paint()) {
			if b.Desk.ID == "phong" {
				out = append(out, b.Newer...)
			}
		}
		return out
	}
	all := book()
	if got := told(all); !strings.Contains(got, "cq-0 1>2") || !strings.Contains(got, "Số vụ:3>5(2)") {
		t.Fatalf("%s", got)
	}
	given := ""
	for _, l := range all[0].Lines() {
		given += l.Criteria
	}
	if given != "I.1 Tiêu chuẩn a (đã thẩm định: 7)" || !strings.Contains(all[0].Heading(), "đã thẩm định") {
		t.Errorf("%s %s", given, all[0].Heading())
	}
	if got := told(desk.Newer(w.paint())); !strings.HasPrefix(got, "cq-0 1>2") {
		t.Errorf("among what is to be decided: %s", got)
	}
	appraise()
	if got := book(); len(got) > 0 {
		t.Errorf("appraised again: %s", told(got))
	}
}
