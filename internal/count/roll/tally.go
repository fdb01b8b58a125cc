package roll

import "tonghop/internal/finding"

// Totals count units that owe a return: each is clean, queried, returned or missing, and
// received are those that sent something.
type Totals struct {
	Expected int `json:"expected"`
	Received int `json:"received"`
	Clean    int `json:"clean"`
	Queried  int `json:"queried"`
	Returned int `json:"returned"`
	Late     int `json:"late"`
	Missing  int `json:"missing"`
}

// Tally is the roll-call of some units, counted once for all who show it: status, the first
// page, the charts.
type Tally struct {
	Totals
	Counted int // in the totals
	OnTime  int // a readable return came in by the last day
	Beyond  int // in the totals, though they owe none
}

// Add counts a unit.
func (t *Tally) Add(u UnitLine) {
	if !u.Expected {
		if u.Counts != nil {
			t.Beyond++
		}
		return
	}
	t.Expected++
	for _, c := range []struct {
		is bool
		n  *int
	}{{u.Version > 0, &t.Received}, {u.Counts != nil, &t.Counted}, {u.Late, &t.Late}, {u.OnTime, &t.OnTime}} {
		if c.is {
			*c.n++
		}
	}
	*t.class(u)++
}

// class is the one that a unit stands in. What cannot be read goes back to be sent anew, and
// one whose versions contradict each other counts as missing until an officer decides.
func (t *Tally) class(u UnitLine) *int {
	switch {
	case u.Undecided, u.Version == 0 && u.Status == finding.NotReceived:
		return &t.Missing
	case u.Status == finding.Queried:
		return &t.Queried
	case u.Status == finding.Returned, u.Status == finding.Unreadable, u.Status == finding.Held:
		return &t.Returned
	}
	return &t.Clean // and beyond: appraised, recognised, locked
}
