package office_test

import (
	"testing"
	"tonghop/internal/tier"

	"github.com/xuri/excelize/v2"

	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
)

// A decision that would stand on after its last day, where nobody could take it back, or that
// would never hold, is not recorded; without that day it is.
func TestALastDayThatCannotBe(t *testing.T) {
	tier.Full(t)
	t.Parallel()
	opt, r := newWorkspace(t)
	a := unit(t, r, "cq-01")
	for _, name := range []string{"1.xlsx", "2.xlsx"} {
		put(t, opt, name, bytesOf(t, r, a, figure(int64(len(name)+int(name[0])))))
		takeIn(t, opt)
	}
	put(t, opt, "lạ.xlsx", renamed(t, bytesOf(t, r, unit(t, r, "cq-05"), nil)))
	takeIn(t, opt)
	fill := func(until string) {
		fill := func(f *excelize.File, row func(unit, matter string) int, name string) {
			given, begun := row("lạ.xlsx", ""), freeRow(t, f, name)
			sign(t, f, name, given, "cq-03")
			sign(t, f, name, begun, "1", "bỏ bản", a.Code)
			last := map[bool]string{false: "31/12/2019"}[until == ""] // what was refused stands there as it was typed
			_ = f.SetCellValue(name, sheet.Ref(given, decision.ColUntil), last)
			_ = f.SetCellValue(name, sheet.Ref(begun, decision.ColUntil), until)
		}
		put(t, opt, "quyết định "+until+".xlsx", decide(t, opt, fill))
	}
	fill("2/10/2019")
	p := takeIn(t, opt)
	if len(p.Decisions) != 0 {
		t.Errorf("recorded: %+v", p.Decisions)
	}
	for _, o := range outcomesOf(p) {
		if o.Refused.IsZero() {
			t.Errorf("not refused: %+v", o)
		}
	}
	fill("")
	if p = takeIn(t, opt); len(p.Decisions) != 2 {
		t.Errorf("%d decisions: %+v", len(p.Decisions), outcomesOf(p))
	}
}
