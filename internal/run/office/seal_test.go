package office_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/demo"
	"tonghop/internal/finding"
	"tonghop/internal/run/workspace"
	"tonghop/internal/write/formbook"
)

// passedOff changes whose form a return says it is, everywhere: in the open and hidden.
func passedOff(t *testing.T, data []byte, from, to round.Unit) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, _ := f.GetRows(name)
		for i, row := range rows {
			for j, v := range row {
				for _, pair := range [][2]string{{from.Code, to.Code}, {from.Name, to.Name}} {
					if v == pair[0] {
						cell, _ := excelize.CoordinatesToCellName(j+1, i+1)
						if err := f.SetCellValue(name, cell, pair[1]); err != nil {
							t.Fatal(err)
						}
					}
				}
			}
		}
	}
	buf, err := f.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// A unit's form cannot pass for another's, however carefully it was changed; a kind's form,
// one without a seal and one sealed elsewhere are accepted and shown as what they are.
func TestSealedForms(t *testing.T) {
	t.Parallel()
	opt, r := newWorkspace(t)
	opt.Publishes = nil
	var err error
	if r.Keys, err = opt.MakeKey(); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(opt.LedgerPath()); err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("the ledger with the key: %v", err)
	}
	a, b := unit(t, r, "cq-01"), unit(t, r, "cq-02")
	own := bytesOf(t, r, a, nil)
	put(t, opt, "đội tên.xlsx", passedOff(t, own, a, b))
	kind, err := formbook.Form(r, round.Unit{Kind: "co_quan"}, func() form.Fill {
		f := demo.Filled(r, unit(t, r, "cq-03"), 1)
		f.Values[round.UnitName] = unit(t, r, "cq-03").Name
		return f
	}())
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := *r
	other := workspace.Options{Dir: t.TempDir()}
	if elsewhere.Keys, err = other.MakeKey(); err != nil {
		t.Fatal(err)
	}
	foreign := bytesOf(t, &elsewhere, unit(t, r, "dn-01"), nil)
	plain := *r
	plain.Keys = nil
	unsealed := bytesOf(t, &plain, unit(t, r, "dn-02"), nil)
	for name, data := range map[string][]byte{"riêng.xlsx": own, "chung.xlsx": kind, "nơi khác.xlsx": foreign, "không dấu.xlsx": unsealed} {
		put(t, opt, name, data)
	}
	p := takeIn(t, opt)
	if s := p.Standing("cq-02"); s.Newest() == nil || s.Counts != nil || !slices.ContainsFunc(s.Newest().Verdict.Findings, func(f finding.Finding) bool { return f.Code == "UNIT-005" }) {
		t.Errorf("one unit's form passed for another's: %+v", s.Newest())
	}
	for code, want := range map[string]string{"cq-01": "good", "cq-03": "kind", "dn-01": "foreign", "dn-02": "none"} {
		s := p.Standing(code)
		if s.Counts == nil || s.Counts.Verdict.Seal != want {
			t.Errorf("%s: %+v, want the seal %s", code, s.Counts, want)
		}
	}
	text := sheetText(t, opt.Folder("outbox", "tong-hop.xlsx"), "Tiếp nhận")
	for _, say := range []string{"Biểu mẫu chung của loại hình", "nơi khác phát", "không có dấu"} {
		if !strings.Contains(text, say) {
			t.Errorf("the receipts do not say %q", say)
		}
	}
}
