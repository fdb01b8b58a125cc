package roll_test

import (
	"testing"

	"pgregory.net/rapid"

	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
)

// states are all that a unit can be in.
var states = []finding.Status{finding.NotReceived, finding.Held, finding.Unreadable, finding.Returned, finding.Queried,
	finding.Clean, finding.Appraised, finding.Recognised, finding.Locked}

// Whatever the units' states, each that owes a return stands in one class: the classes add up
// to what was expected, and what is received is never missing but where versions contradict.
func TestTheClassesAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var all roll.Tally
		expected, sent, contradicting := 0, 0, 0
		for range rapid.IntRange(0, 30).Draw(t, "units") {
			u := roll.UnitLine{Status: rapid.SampledFrom(states).Draw(t, "status"),
				Expected: rapid.Bool().Draw(t, "expected"),
				Late:     rapid.Bool().Draw(t, "late")}
			if u.Status != finding.NotReceived {
				u.Version = rapid.IntRange(1, 3).Draw(t, "version")
				u.Undecided = rapid.IntRange(0, 3).Draw(t, "undecided") == 0
				if !u.Undecided && rapid.Bool().Draw(t, "counts") {
					u.Counts = &record.Verdict{}
				}
			}
			all.Add(u)
			if !u.Expected {
				continue
			}
			expected++
			if u.Version > 0 {
				sent++
			}
			if u.Undecided {
				contradicting++
			}
		}
		if all.Expected != expected || all.Clean+all.Queried+all.Returned+all.Missing != expected {
			t.Errorf("of %d: %+v", expected, all)
		}
		if all.Received != sent || all.Clean+all.Queried+all.Returned+contradicting != sent {
			t.Errorf("%d sent, %d of them contradicting: %+v", sent, contradicting, all)
		}
	})
}

// A return that cannot be read is one to correct, wherever it is shown.
func TestUnreadableIsToCorrect(t *testing.T) {
	var all roll.Tally
	all.Add(roll.UnitLine{Expected: true, Version: 1, Status: finding.Unreadable})
	all.Add(roll.UnitLine{Expected: true, Version: 1, Status: finding.Held})
	if all.Returned != 2 || all.Missing != 0 {
		t.Errorf("%+v", all)
	}
}
