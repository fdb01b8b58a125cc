package desk

import (
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/versions"
	"tonghop/internal/judge/score"
)

// Appraisals are the units that a desk appraises.
type Appraisals struct {
	Round    *round.Round
	Desk     round.Desk
	Seat     string // unit at which the desk sits; "" for this level
	Place    string // the desk in words
	At       time.Time
	Position int64
	Tables   []AppraisalTable
	Waiting  []Awaited // units that cannot be appraised yet
	Refused  []RefusedRow
	Recorded int
	Newer    []versions.Revision // what newer versions change of those that the desk appraised
}

// AppraisalTable is units of one card, or with none those of which only a total and a
// result are given.
type AppraisalTable struct {
	Card *round.Card
	Rows []AppraisalRow
}

// AppraisalRow is one unit to appraise.
type AppraisalRow struct {
	Key, Digest, Seen string
	Unit, Kind        string
	Card              round.Card  // with the criteria that are assigned to the unit
	Scores            *score.Card // nil where there are none
	Before            *score.Level
	Own               string   // what the unit says of itself
	Verdicts          []string // to choose the result from
	Via               bool     // its row in the table of the unit above stands for it
	Decided           bool     // nothing more is taken
	Version           int
	File              string
	Flags             string
	Explained         string
	Typed             map[string]string // what stands in the cells to fill in
	Recorded          bool
	Note              string
	Bad               bool // the note says what is wrong
}

// Awaited is a unit that cannot be appraised yet.
type Awaited struct{ Unit, Kind, Why string }
