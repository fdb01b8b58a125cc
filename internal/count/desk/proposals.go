package desk

import (
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
)

// Proposal is who is proposed for recognition and commendation, and who is not.
type Proposal struct {
	Round       *round.Round
	At          time.Time
	Position    int64
	Proposed    []ProposalLine
	NotProposed []ProposalLine
	Decided     []ProposalLine
	Nominees    []NomineeLine
	Refused     []RefusedRow
	Recorded    int
	Fields      map[string]string // number, day and signer of the decision, as filled in
}

// ProposalLine is one unit of the proposal.
type ProposalLine struct {
	Key, Digest, Seen string
	Unit, Code        string
	Kind, KindID      string
	Parent            string
	Self, Final       *decimal.Decimal
	Band, Own, Result string
	Prize             *decimal.Decimal
	Why               string // it is not proposed
	Open              bool   // a decision may be taken on it
	Yes               bool   // decided: recognised
	Decision          string // number, day and signer
	Typed             map[string]string
	Note              string // why what was filled in last was not recorded
}

// NomineeLine is one nominee.
type NomineeLine struct {
	Key, Digest, Seen string
	Unit              string
	Table             round.Table
	Cells             map[string]any
	Decided, Yes      bool
	Decision          string
	Typed             map[string]string
	Note              string
}
