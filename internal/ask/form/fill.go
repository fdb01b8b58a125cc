package form

import (
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
)

// Fill is what a form is issued with: nothing for a blank one, a unit's own data
// and findings for one to correct.
type Fill struct {
	Copy     int                         // number of the copy
	Values   map[string]any              // by defined name: decimal, or text as typed
	Tables   map[string][]map[string]any // answered rows by column
	Findings []finding.Finding
	TextFont string                     // font of narratives, where they are in a legacy encoding
	Received time.Time                  // when the return was received, for the correction's head
	Answered int                        // inputs of the return that were understood
	Issued   bool                       // for somebody to fill in: the form says what stood in it before
	Sources  []string                   // what its sums rest on, a line each: how many units count, which are missing
	Past     map[string]decimal.Decimal // figures on record of the round before, by indicator; nil for none
	Sums     []string                   // marks of what is filled in and was worked out here: nobody's own answer
}
