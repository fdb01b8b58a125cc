package desk

import (
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/versions"
)

// Sections of the workbook of decisions, in order.
const (
	Conflicts = iota // a unit's versions in conflict
	Strays           // files whose unit is not known
	Officers         // officers' workbooks that wait, or have no seal
	Returns          // returned returns
	Looks            // findings that are the officer's
	InForce          // decisions that may be taken back
)

// DecisionRow is one thing to decide.
type DecisionRow struct {
	Section     int
	Key, Digest string            // the matter, and the hash of what it is now
	Unit        string            // or file
	Matter      string            // what is asked
	Choices     []string          // of the decision; none: a text
	Typed       map[string]string // what was filled in and could not be recorded: decision, reason, by, day
}

// RefusedRow is a row of the last workbook that was not recorded.
type RefusedRow struct {
	Line             int
	Sheet            string // "" where there is one only
	What, Typed, Why string
}

// Decisions is what an officer must decide.
type Decisions struct {
	Round    *round.Round
	At       time.Time
	Position int64
	Rows     []DecisionRow
	Free     []string                     // what may be begun on a free row
	Begun    map[string]map[string]string // free rows that were not recorded, by number: what was filled in
	Refused  []RefusedRow
	Recorded int                 // rows of the last workbook that were recorded
	Newer    []versions.Revision // what newer versions change of those that count
}
