package desk_test

import (
	"encoding/json"
	"strings"
	"testing"

	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/judge/score"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// withVillages is an agency's return with a list that speaks for the villages below it.
func withVillages(result any) record.Verdict {
	v := agency("cq-0")
	v.Tables = map[string][]map[string]any{"thon": {
		{"ma": "t-0", "ten": "Thôn 0", "tu": json.Number("15"), "cham": json.Number("14"), "kq": result},
		{"ten": "thôn 1", "tu": json.Number("9")}}}
	return v
}

// A unit on the list of the one above is appraised by its total: the first desk's is the list,
// and no row of its own says otherwise.
func TestAppraisalByTheList(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", withVillages("đạt"))
	r := w.lineOf(so, "t-0")
	if !r.Via || r.File != "danh sách của Cơ quan 0" || r.Before == nil || r.Own != "đạt" ||
		r.Unit != "Thôn 0 (Cơ quan 0)" {
		t.Errorf("%+v", r)
	}
	xa := decision.Stamp{Kind: decision.Appraising, Desk: "xa", Seat: "cq-0"}
	own := filled{key: "appraise|xa|t-0", digest: r.Digest, unit: r.Unit, cells: agreed()}
	refused(t, only(t, w.rows(w.paper(xa, nil, own))), "SCOR-008", "không thuộc nơi thẩm định")
	for name, c := range map[string]struct {
		cells            map[string]any
		total, code, why string
	}{
		"agreed":     {cells: agreed(), total: "14"},
		"the same":   {cells: agreed(decision.InAgree, "", decision.InTotal, 14), total: "14"},
		"another":    {cells: agreed(decision.InTotal, 13), code: "SCOR-007", why: "tổng điểm 13 (đơn vị: 14)"},
		"too many":   {cells: agreed(decision.InTotal, 25), code: "SCOR-002", why: "0 đến 24"},
		"none given": {cells: agreed(decision.InAgree, ""), why: "tổng điểm"},
	} {
		o := only(t, w.rows(w.paper(so, nil, w.fill(so, "t-0", c.cells))))
		if c.total == "" {
			refused(t, o, c.code, c.why)
		} else if o.Decision == nil || o.Decision.Appraisal.Total != c.total || o.Decision.Appraisal.Criteria != nil {
			t.Errorf("%s: %+v", name, o)
		}
	}
	var why string
	for _, b := range desk.AppraisalBooks(w.paint()) {
		for _, a := range b.Waiting {
			if a.Unit == "Thôn 1 (Cơ quan 0)" {
				why = a.Why
			}
		}
	}
	if why != "xã, phường chưa ghi kết quả trong danh sách" {
		t.Errorf("a row without a result: %q", why)
	}
}

// A unit of a kind without a card gives no points: a result alone is appraised, by the words of
// its own choice.
func TestAppraisalWithoutCard(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", record.Verdict{Unit: "th-0", Kind: "school", Status: finding.Clean, Seal: string(seal.Good),
		Values: map[string]any{"tu_xet": "đạt"}})
	khac := decision.Stamp{Kind: decision.Appraising, Desk: "khac"}
	o := only(t, w.rows(w.paper(khac, nil, w.fill(khac, "th-0", agreed(decision.InAgree, "")))))
	if o.Decision == nil || o.Decision.Appraisal.Result != "đạt" || o.Decision.Appraisal.Total != "" {
		t.Errorf("%+v", o)
	}
}

// A card judged in words is filled in with its words.
func TestAppraisalInWords(t *testing.T) {
	w := newWorld(t)
	card := &w.f.Round.Form.Cards[0]
	card.Answers, card.Bonus = []string{"Có", "Chưa"}, num(0)
	for i := range card.Groups[0].Criteria {
		card.Groups[0].Criteria[i].Points = num(1)
	}
	v := agency("cq-0")
	v.Scores.Criteria = map[string]score.Line{"a": {Self: some(1)}, "b": {Self: some(0)}}
	w.sent("a.xlsx", v)
	refused(t, only(t, w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", agreed(decision.InCriterion+"a", "tốt"))))),
		"SCOR-002", "Có, Chưa")
	refused(t, only(t, w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", agreed(decision.InCriterion+"a", "chưa"))))),
		"SCOR-007",
		"Chưa (đơn vị: Có)")
	w.appraised(phong, "cq-0", decision.InCriterion+"b", "chưa")
	if r := w.lineOf(phong, "cq-0"); r.Typed[decision.InCriterion+"a"] != "Có" ||
		r.Typed[decision.InCriterion+"b"] != "Chưa" {
		t.Errorf("%v", r.Typed)
	}
}

// What was typed on a workbook without a seal is a draft: it stands in the new one, and is
// recorded once that is saved as it is shown.
func TestUnsealedIsADraft(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", agency("cq-0"))
	row := w.fill(phong, "cq-0", agreed())
	row.seal = "x"
	o := only(t, desk.Rows(w.paint(), w.paper(phong, nil, row), w.from(false)))
	refused(t, o, record.UnsealedCode, "chưa có dấu")
	w.record([]ledger.Outcome{o})
	r := w.lineOf(phong, "cq-0")
	if r.Recorded || r.Seen != "" || r.Typed[decision.InBy] != "An" {
		t.Fatalf("%+v", r)
	}
	if o := only(t, w.rows(w.paper(phong, nil, w.fill(phong, "cq-0", shownCells(r))))); o.Decision == nil {
		t.Errorf("saved as it is shown: %+v", o)
	}
}

// An appraiser sees what a return says of itself beside its points: what stands out, what it
// explains, violations and offences that it states.
func TestFlags(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Scores.Criteria["a"] = score.Line{Self: some(10), Violations: some(2)}
	explained := finding.New("SCOR-005").With("label", "x")
	explained.Explained = "do mưa"
	v.Findings = []finding.Finding{finding.New("SCOR-003").With("label", "Tiêu chuẩn b"), explained}
	v.Explains = map[string]string{"a": "vì sao"}
	v.Values["thuong_ghi_chu"] = "sáng kiến"
	w.sent("a.xlsx", v)
	r := w.lineOf(phong, "cq-0")
	for _, want := range []string{"Tiêu chuẩn b", "I.1: 2", "Số vụ: 3"} {
		if !strings.Contains(r.Flags, want) {
			t.Errorf("flags without %q: %q", want, r.Flags)
		}
	}
	for _, want := range []string{"→ do mưa", "I.1: vì sao", "Thưởng: sáng kiến"} {
		if !strings.Contains(r.Explained, want) || strings.Contains(r.Flags, want) {
			t.Errorf("explained without %q: %q", want, r.Explained)
		}
	}
}
