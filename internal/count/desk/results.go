package desk

import (
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/judge/score"
)

// Result is what is sent to a unit that was decided upon.
type Result struct {
	Round      *round.Round
	Unit       round.Unit
	Values     map[string]any    // of the return that counts
	Explains   map[string]string // the same
	Scores     *score.Card
	Own        string // what the unit said of itself
	Source     string // where its scores come from, where it sent no return of its own
	Appraisals []ResultAppraisal
	Decision   string // number, day, signer
	Note       string
	Yes        bool
	Prize      *decimal.Decimal
	Commended  []string
	At         time.Time
	DecidedIn  string // where the decision was filled in, and who saved it last; "" where it is not on record
}

// ResultAppraisal is one desk's appraisal.
type ResultAppraisal struct {
	Desk, Result, Reason, By, Day, Papers string
	Source                                string // where it was filled in, and who saved it last
	Total                                 *decimal.Decimal
	Gate                                  bool // general standards are violated
}
