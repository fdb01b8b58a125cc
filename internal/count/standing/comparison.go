package standing

import (
	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
)

// Comparison is a figure of a unit beside what those below it add up to.
type Comparison struct {
	Unit      round.Unit
	Indicator round.Indicator
	Own, Sum  decimal.Decimal
	From      int  // units below whose figures are in the sum
	All       bool // all that are below have reported
}
