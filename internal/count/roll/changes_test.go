package roll_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
)

// Another definition is held against what was received as returns, once each; officers'
// workbooks and containers are none.
func TestJudgeable(t *testing.T) {
	w := newWorld(t)
	old := w.sent("a.xlsx", agency("cq-0"))
	now := w.sent("b.xlsx", agency("cq-0"))
	w.again(now)
	stray := w.sent("lạ.xlsx", record.Verdict{Status: finding.Unreadable})
	w.sent("x.xlsx", record.Verdict{FileKind: record.OfficersFile})
	w.sent("y.zip", record.Verdict{FileKind: record.ContainerFile})
	var got []string
	for _, j := range roll.Judgeable(w.paint()) {
		got = append(got, fmt.Sprint(j.File, j.SHA, j.Current))
	}
	want := fmt.Sprint([]string{"a.xlsx" + old + "false", "b.xlsx" + now + "true", "lạ.xlsx" + stray + "false"})
	if fmt.Sprint(got) != want {
		t.Errorf("%v", got)
	}
}

// Of units' current versions it is said what would newly fail and what no more, the most first.
func TestChanges(t *testing.T) {
	verdict := func(status finding.Status, fs ...finding.Finding) record.Verdict {
		return record.Verdict{Status: status, Findings: fs}
	}
	rule, cell, info, trial := finding.New("CONS-001"), finding.New("CELL-001"), finding.New("SUBM-001"),
		finding.New("CONS-001")
	rule.Rule, cell.ID, trial.Rule, trial.Trial, info.Severity = "r", "so", "r", true, finding.Info
	statuses, findings := roll.Changes([]roll.Judged{
		{Unit: "b", Current: true, Was: verdict(finding.Clean), Now: verdict(finding.Returned, rule, info)},
		{Unit: "a", Current: true, Was: verdict(finding.Clean, cell), Now: verdict(finding.Returned, rule, trial)},
		{Unit: "c", Was: verdict(finding.Clean), Now: verdict(finding.Unreadable, rule)},
	})
	if got := fmt.Sprint(statuses); got != "[{clean [] [a b]} {returned [a b] []}]" {
		t.Errorf("%s", got)
	}
	want := fmt.Sprintf("[{%s CONS-001 r [a b] []} {%s CELL-001 so [] [a]} {%s CONS-001 r (trial) [a] []}]",
		rule.Severity,
		cell.Severity, trial.Severity)
	if got := fmt.Sprint(findings); got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// What a unit typed is written into a fresh form as it was, numbers as numbers; only findings
// that it must answer make one.
func TestFillOf(t *testing.T) {
	v := record.Verdict{Understood: 2, Typed: map[string]any{"so": json.Number("3"), "chu": "ba"},
		TypedRows: map[string][]map[string]any{"bang": {{"x": json.Number("1.5")}, {"x": "một"}}}}
	fill := roll.FillOf(v)
	if got := fmt.Sprint(fill.Answered, fill.Values,
		fill.Tables); got != "2 map[chu:ba so:3] map[bang:[map[x:1.5] map[x:một]]]" {
		t.Errorf("%s", got)
	}
	if _, number := fill.Values["so"].(interface{ IsInteger() bool }); !number {
		t.Errorf("a figure is written as %T", fill.Values["so"])
	}
	explained := finding.New("CELL-001")
	explained.Explained = "vì"
	if got := roll.ForUnit([]finding.Finding{finding.New("CELL-001"), explained,
		finding.New("SUBM-003")}); len(got) != 1 {
		t.Errorf("%+v", got)
	}
}
