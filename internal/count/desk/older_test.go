package desk_test

import (
	"testing"

	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/keep/ledger"
	"tonghop/internal/read/decision"
	"tonghop/internal/seal"
)

// returnedAgency is an agency's return that went back.
func returnedAgency(unit string) record.Verdict {
	v := agency(unit)
	v.Status, v.Findings = finding.Returned, []finding.Finding{finding.New("CELL-001")}
	return v
}

// A row that an officer began is held against what the workbook showed: it speaks of a unit as the
// unit stood then, up to the event that the workbook was written after.
func TestBegunOnAnOlderWorkbook(t *testing.T) {
	assigned := func(unit string) func(w *world) {
		return func(w *world) {
			w.decided(decision.Decision{Kind: decision.Assign, Unit: unit, SHA: "x", Value: unit})
		}
	}
	for name, c := range map[string]struct {
		v        record.Verdict
		since    func(w *world) // the return came by the first event, this is the second
		position int64          // that the workbook shows
		kind     string
		value    any
		why      string // it is refused
	}{
		"a return that went back was shown": {v: returnedAgency("cq-0"), position: 1, kind: "tính vào tổng"},
		"it was not":                        {v: returnedAgency("cq-0"), kind: "tính vào tổng", why: "đã gửi bản khác"},
		"it was to be accepted": {v: returnedAgency("cq-0"), kind: "chấp nhận báo cáo",
			why: "đã gửi bản khác"},
		"the day of it, whenever it came": {v: returnedAgency("cq-0"), kind: "ngày nhận", value: day(1)},
		"a clean return is shown nowhere": {v: agency("cq-0"), kind: "chấp nhận báo cáo"},
		"a file was given to the unit since": {v: agency("cq-0"), since: assigned("cq-0"), position: 1,
			kind: "chọn bản", value: 1, why: "tệp được gán"},
		"that was shown": {v: agency("cq-0"), since: assigned("cq-0"), position: 2, kind: "chọn bản", value: 1},
		"the numbers are not what is asked": {v: agency("cq-0"), since: assigned("cq-0"), position: 1,
			kind: "ngày nhận", value: day(1)},
		"a file was given to another unit": {v: agency("cq-0"), since: assigned("cq-1"), position: 1,
			kind: "chọn bản", value: 1},
		"the unit was decided on in some way": {v: agency("cq-0"), since: received("cq-0"), position: 1,
			kind: "chọn bản", value: 1},
		"another's decision was taken back": {v: agency("cq-0"), since: takenBack("cq-1"), position: 1,
			kind: "ngày nhận", value: day(1)},
		"its own was": {v: agency("cq-0"), since: takenBack("cq-0"), position: 1, kind: "ngày nhận",
			value: day(1), why: "đã bị hủy"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.sent("a.xlsx", c.v)
			if c.since != nil {
				c.since(w)
			}
			if c.value == nil {
				c.value = "x"
			}
			o := only(t, w.rows(w.deciding(c.position, begun(1, c.kind, "cq-0", c.value))))
			if c.why != "" {
				refused(t, o, "", c.why)
				if o.Key != "" || o.Cells != nil {
					t.Errorf("a row that is over is kept to go on with: %+v", o)
				}
			} else if o.Decision == nil {
				t.Errorf("refused: %s", desk.InWords(o.Refused, "vi"))
			}
		})
	}
}

// received enters the day on which a unit's return came in.
func received(unit string) func(w *world) {
	return func(w *world) {
		w.decided(decision.Decision{Kind: decision.Received, Unit: unit, Value: "2019-10-01"})
	}
}

// takenBack enters such a day, and takes that back.
func takenBack(unit string) func(w *world) {
	return func(w *world) {
		received(unit)(w)
		w.revoke(w.f.Decisions[0].ID)
	}
}

// A unit is open while its return went back or is asked about: then what an officer begins on it may
// rest on what the workbook did not show.
func TestOpenUnits(t *testing.T) {
	w := newWorld(t)
	queried := agency("cq-1")
	queried.Status = finding.Queried
	for name, v := range map[string]record.Verdict{"a.xlsx": agency("cq-0"), "b.xlsx": queried, "t.xlsx": returnedVillage()} {
		w.sent(name, v)
	}
	for unit, want := range map[string]bool{"cq-0": false, "cq-1": true, "t-0": true, "cq-2": false} {
		if got := desk.Open(w.paint().Standing(unit)); got != want {
			t.Errorf("%s: open %t", unit, got)
		}
	}
}

// returnedVillage is a village's return that went back.
func returnedVillage() record.Verdict {
	v := returnedAgency("t-0")
	v.Kind = "village"
	return v
}

// Who decides again what was taken back, in the words of before, decides it once more; what is in
// force in the same words is not recorded twice, what is in other words is.
func TestDecidedAgain(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", returnedAgency("cq-0"))
	count := func(over ...any) ledger.Outcome {
		row := answer(w.matterOf("count", "cq-0"), "tính vào tổng")
		for i := 0; i < len(over); i += 2 {
			row[over[i].(int)] = over[i+1]
		}
		all := w.rows(w.deciding(99, row))
		w.record(all)
		return only(t, all)
	}
	if o := count(); o.Decision == nil {
		t.Fatalf("%+v", o)
	}
	if o := count(); o.Decision != nil || !o.Cleared {
		t.Errorf("the same again: %+v", o)
	}
	if o := count(decision.ColReason, "đã xem lại"); o.Decision == nil {
		t.Errorf("for another reason: %+v", o)
	}
	w = newWorld(t)
	w.sent("a.xlsx", returnedAgency("cq-0"))
	count()
	w.revoke(w.f.Decisions[0].ID)
	if o := count(); o.Decision == nil {
		t.Errorf("after it was taken back: %+v", o)
	}
}

// Rows of workbooks that lie with officers stay good when the program is replaced: what nothing was
// taken back of is asked with the digest that it always had.
func TestDigestsOutliveTheProgram(t *testing.T) {
	w := newWorld(t)
	v := agency("cq-0")
	v.Seal, v.Signer = string(seal.Foreign), "0123456789abcdef"
	w.sent("a.xlsx", v)
	if got := w.matterOf("trust").Digest; got != "c6c309b8b513f6d8" {
		t.Errorf("the key of another workspace is asked about as %s", got)
	}
	w.revoke(w.decided(decision.Decision{Kind: decision.Trust, Unit: "cq-0", Value: v.Signer}))
	if got := w.matterOf("trust").Digest; got == "c6c309b8b513f6d8" {
		t.Error("what was taken back is asked as before")
	}
}

// Rows that an officer began and that were not recorded are those of the last workbook; what else
// was not recorded is none of them.
func TestBegunRowsOfTheLastWorkbook(t *testing.T) {
	w := newWorld(t)
	w.sent("a.xlsx", returnedAgency("cq-0"))
	m := w.matterOf("count", "cq-0")
	w.record(w.rows(w.deciding(9, begun(4, "chọn bản", "cq-0", 7), answer(m, "ừ"))))
	if got := desk.Begun(desk.Unrecorded(w.paint())); len(got) != 1 || got["4"] == nil {
		t.Errorf("begun: %v", got)
	}
	w.record(w.rows(w.deciding(9, answer(m, "ừ"))))
	if got := desk.Begun(desk.Unrecorded(w.paint())); len(got) != 0 {
		t.Errorf("after another workbook: %v", got)
	}
}
