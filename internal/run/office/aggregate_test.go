package office_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/tier"
)

// aggregated are the findings of a unit about those below it.
func aggregated(p *standing.Picture, code string) (out []finding.Finding) {
	for _, f := range p.Standing(code).Counts.Verdict.Findings {
		if strings.HasPrefix(f.Code, "AGGR-") {
			out = append(out, f)
		}
	}
	return out
}

// A parent is held against its children: while some are missing, where the children alone
// have more; once all are in, wherever it differs. The officer may accept it as it is; a
// changed figure is another matter.
func TestParentsAgainstTheirChildren(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	commune := unit(t, r, "le-loi")
	put(t, opt, "xã.xlsx", bytesOf(t, r, commune, func(f *form.Fill) {
		f.Values["ccb_buoi"] = decimal.Zero // below what the first village alone has
	}))
	put(t, opt, "t1.xlsx", bytesOf(t, r, unit(t, r, "le-loi-t01"), func(f *form.Fill) { f.Values["ccb_buoi"] = decimal.NewFromInt(3) }))
	p := takeIn(t, opt)
	fs := aggregated(p, "le-loi")
	if len(fs) != 2 || fs[0].Code != "AGGR-002" || fs[1].Code != "AGGR-001" || fs[1].ID != "ccb_buoi" || fmt.Sprint(fs[1].Expected) != "3" || len(fs[1].Cells) == 0 {
		t.Fatalf("with one village missing: %+v", fs)
	}
	if fs[0].ForUnit() || fs[1].ForUnit() {
		t.Error("the unit is asked what is the officer's to look at")
	}
	put(t, opt, "t2.xlsx", bytesOf(t, r, unit(t, r, "le-loi-t02"), func(f *form.Fill) { f.Values["ccb_buoi"] = decimal.NewFromInt(2) }))
	p = takeIn(t, opt)
	fs = aggregated(p, "le-loi")
	if len(fs) != 1 || fs[0].ID != "ccb_buoi" && !slices.Contains(fs[0].IDs, "ccb_buoi") {
		t.Fatalf("with all villages: %+v", fs)
	}
	if text := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "So với cấp dưới"); !strings.Contains(text, "Xã Lê Lợi") {
		t.Errorf("the consolidated workbook does not say it: %s", text)
	}
	put(t, opt, "qd.xlsx", decide(t, opt, func(f *excelize.File, row func(unit, matter string) int, name string) {
		sign(t, f, name, row("Xã Lê Lợi", "trực thuộc"), "chấp nhận")
	}))
	p = takeIn(t, opt)
	if fs = aggregated(p, "le-loi"); len(fs) != 1 || fs[0].Open() {
		t.Errorf("accepted: %+v", fs)
	}
	put(t, opt, "xã lần 2.xlsx", bytesOf(t, r, commune, func(f *form.Fill) { f.Copy, f.Values["ccb_buoi"] = 9, decimal.NewFromInt(1) }))
	p = takeIn(t, opt)
	if fs = aggregated(p, "le-loi"); len(fs) != 1 || !fs[0].Open() {
		t.Errorf("another figure: %+v", fs)
	}
}

// Where a village sends its own return the appraisal workbook is the truth, and what its
// commune's list says of it is held against that.
func TestTheListAgainstTheAppraisal(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	put(t, opt, "t1.xlsx", bytesOf(t, r, unit(t, r, "le-loi-t01"), nil))
	put(t, opt, "xã.xlsx", bytesOf(t, r, unit(t, r, "le-loi"), func(f *form.Fill) {
		for _, row := range f.Tables["danh_sach_kdc"] {
			row["ket_qua"] = "đạt"
		}
		f.Values["kdc_dat_danh_hieu"] = decimal.NewFromInt(2)
	}))
	takeIn(t, opt)
	name := r.DisplayName(unit(t, r, "le-loi-t01"))
	put(t, opt, "ca.xlsx", openPaper(t, deskBook(opt, "ca_xa-le-loi")).set(name, agreed(map[string]any{decision.InResult: "không đạt", decision.InReason: "Có vụ việc phức tạp"})).bytes())
	p := takeIn(t, opt)
	var said []string
	for _, f := range aggregated(p, "le-loi") {
		if f.Variant == "appraisal" {
			said = append(said, fmt.Sprint(f.Found, " ", f.Expected))
		}
	}
	if !slices.Equal(said, []string{"đạt không đạt"}) {
		t.Errorf("the list says otherwise: %q", said)
	}
	if s := p.Standing("le-loi-t01"); s.Via != nil || s.Scores.Levels[0].Result != "không đạt" {
		t.Errorf("what counts is %+v", s.Scores)
	}
}
