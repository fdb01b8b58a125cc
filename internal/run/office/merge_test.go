package office_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/count/roll"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/read/decision"
	"tonghop/internal/run/workspace"
	"tonghop/internal/sheet"
	"tonghop/internal/tier"
)

// standings are how units stand, in a few words each: without times and versions' files.
func standings(p *standing.Picture) (out []string) {
	for _, s := range p.Units {
		if s.Newest() == nil {
			continue
		}
		line := fmt.Sprint(s.Unit.Code, " ", s.Status())
		if s.Scores != nil {
			data, _ := json.Marshal(s.Scores)
			line += string(data)
		}
		for _, a := range s.Appraisals {
			line += fmt.Sprint(" ", len(a.Current))
		}
		out = append(out, line)
	}
	return out
}

// Two officers' workbooks, written at one time, merge: in whatever order they come, every
// row of either is there, and where the two contradict each other neither holds and both
// are shown.
func TestAppraisalsMergeInAnyOrder(t *testing.T) {
	tier.Unraced(t)
	tier.Long(t)
	t.Parallel()
	rnd := rand.New(rand.NewPCG(4, 41))
	codes := []string{"cq-01", "cq-02", "cq-03", "dn-01", "dn-02", "th-01"}
	contradicted := 0
	for try := range 4 {
		var got [2][]string
		plan := map[string][2]map[string]any{} // what each of two officers fills in
		for _, code := range codes {
			var rows [2]map[string]any
			for i := range rows {
				switch rnd.IntN(4) {
				case 0:
				case 1:
					rows[i] = agreed(nil)
				case 2:
					rows[i] = agreed(map[string]any{decision.InResult: "không đạt", decision.InReason: "Còn vi phạm"})
				case 3:
					rows[i] = agreed(map[string]any{decision.InCriterion + "tot_1": 2.5, decision.InReason: fmt.Sprintf("Theo biên bản %d", rnd.IntN(2))})
				}
			}
			plan[code] = rows
		}
		for order := range 2 {
			opt, r := newWorkspace(t)
			for _, code := range codes {
				put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
			}
			takeIn(t, opt)
			var papers [2][]byte
			for i := range papers {
				s := openPaper(t, deskBook(opt, "an_ninh"))
				for _, code := range codes {
					if row := plan[code][i]; row != nil {
						s.set(r.DisplayName(unit(t, r, code)), row)
					}
				}
				papers[i] = s.bytes()
			}
			var p *standing.Picture
			for _, i := range [][]int{{0, 1}, {1, 0}}[order] {
				put(t, opt, fmt.Sprintf("cán bộ %d.xlsx", i), papers[i])
				p = takeIn(t, opt)
			}
			got[order] = standings(p)
			now := openPaper(t, deskBook(opt, "an_ninh"))
			for _, code := range codes {
				name := r.DisplayName(unit(t, r, code))
				a, b := plan[code][0], plan[code][1]
				s := p.Standing(code)
				switch {
				case a == nil && b == nil:
					if s.Status() != finding.Clean {
						t.Errorf("nobody appraised %s, it is %s", code, s.Status())
					}
				case a != nil && b != nil && fmt.Sprint(a) != fmt.Sprint(b):
					contradicted++
					if s.Status() != finding.Clean || !strings.Contains(now.note(name), "khác nhau") {
						t.Errorf("%s is %s though its appraisals contradict each other: %q", code, s.Status(), now.note(name))
					}
				default:
					if s.Status() != finding.Appraised {
						t.Errorf("%s is %s: %q", code, s.Status(), now.note(name))
					}
				}
			}
		}
		if !slices.Equal(got[0], got[1]) {
			t.Errorf("try %d: in one order\n%s\nin the other\n%s", try, strings.Join(got[0], "\n"), strings.Join(got[1], "\n"))
		}
	}
	if contradicted == 0 {
		t.Error("no two appraisals contradicted each other")
	}
}

// What comes of different units' files does not depend on the order in which they arrive.
func TestOrderOfArrivalDoesNotMatter(t *testing.T) {
	tier.Unraced(t)
	tier.Long(t)
	t.Parallel()
	codes := []string{"le-loi", "le-loi-t01", "pha-lai", "cq-01", "dn-01", "th-13"}
	var first string
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 4 {
		opt, r := newWorkspace(t)
		opt.Publishes = nil
		for _, i := range rnd.Perm(len(codes)) {
			put(t, opt, codes[i]+".xlsx", bytesOf(t, r, unit(t, r, codes[i]), nil))
			if rnd.IntN(2) == 0 {
				takeIn(t, opt)
			}
		}
		p := takeIn(t, opt)
		var all []record.Record
		for _, rec := range roll.Records(p) {
			rec.ReceivedAt = ""
			all = append(all, rec)
		}
		data, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		totals, _ := json.Marshal(roll.SummaryOf(p, nil).Totals)
		if got := string(data) + string(totals); first == "" {
			first = got
		} else if got != first {
			t.Fatal("another order, other records or totals")
		}
	}
}

// Filled in by LibreOffice where it stands in the outbox while new returns arrive, an
// appraisal workbook is taken in exactly.
func TestAppraisedInLibreOffice(t *testing.T) {
	tier.Needs(t, "LibreOffice with its Python API", python, "-c", "import uno")
	tier.Needs(t, "LibreOffice", "soffice", "--version")
	opt, r := wholeWorkspace(t)
	for _, code := range []string{"cq-01", "cq-02", "dn-01"} {
		put(t, opt, code+".xlsx", bytesOf(t, r, unit(t, r, code), nil))
	}
	takeIn(t, opt)
	path := deskBook(opt, "an_ninh")
	s := openPaper(t, path)
	args := []string{filepath.Join("..", "..", "..", "testdata", "fill", "cells.py"), path}
	fill := func(code string, cells map[string]any) {
		tb, row := s.row(r.DisplayName(unit(t, r, code)))
		for key, v := range cells {
			args = append(args, fmt.Sprintf("%s!%s=%v", tb.name, sheet.Ref(row, tb.col(key)), v))
		}
	}
	fill("cq-01", agreed(map[string]any{decision.InCriterion + "tot_2": "7,5", decision.InReason: "Theo biên bản kiểm tra"}))
	fill("dn-01", agreed(nil))
	put(t, opt, "th-01.xlsx", bytesOf(t, r, unit(t, r, "th-01"), nil)) // while the officer types
	if out, err := exec.Command(python, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	// The workbook's own total, computed by LibreOffice, is what the daemon makes of the row.
	typed := openPaper(t, path)
	tb, row := typed.row(r.DisplayName(unit(t, r, "dn-01")))
	total, err := typed.f.GetCellValue(tb.name, sheet.Ref(row, tb.col(decision.InBonus)+3), excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	p := takeIn(t, opt)
	a := p.Standing("cq-01")
	if d := p.Standing("dn-01").Scores.Final; d == nil || d.String() != total {
		t.Errorf("the workbook says %s, the daemon %v", total, d)
	}
	if a.Status() != finding.Appraised || a.Scores.Criteria["tot_2"].Appraised.String() != "7.5" || p.Standing("dn-01").Status() != finding.Appraised || p.Standing("cq-02").Status() != finding.Clean {
		t.Errorf("cq-01 %s %+v, dn-01 %s, cq-02 %s", a.Status(), a.Scores, p.Standing("dn-01").Status(), p.Standing("cq-02").Status())
	}
	if p.Standing("th-01").Counts == nil {
		t.Error("the return that came meanwhile is not there")
	}
	now := openPaper(t, path)
	if !now.has(r.DisplayName(unit(t, r, "th-01"))) || now.at(r.DisplayName(unit(t, r, "cq-01")), decision.InResult) != "đạt" {
		t.Error("the new revision lacks the new unit, or what was recorded")
	}
	matches, _ := filepath.Glob(filepath.Join(filepath.Dir(path), "*sửa*"))
	if len(matches) > 0 {
		t.Errorf("the officer's file was set aside: %v", matches)
	}
	if bad, _, _, err := workspace.Verify(t.Context(), opt); err != nil || len(bad) > 0 {
		t.Error(bad, err)
	}
}
