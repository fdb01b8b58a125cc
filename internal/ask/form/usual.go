package form

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// Usual is what a figure is like when it is typed rightly: what is outside is asked about,
// never refused (CELL-014). The judge and the form's own checks go by it.
type Usual struct {
	Stated *Range          // what the round says is usual; nil for nothing
	Money  decimal.Decimal // from here on a round figure is money typed in the smaller unit; 0 for no money
	Dates  Range           // whole figures that Excel makes of a day of about this round
}

// ThousandLow and ThousandTop are how far two figures are apart of which one is in another
// unit of measure: about a thousand times.
const (
	ThousandLow = 500
	ThousandTop = 2000
)

// usual is what a count or amount is usually like.
func usual(r *round.Round, ind *round.Indicator) *Usual {
	u := &Usual{
		Money: moneyFrom(ind.Unit),
		Dates: Range{numberOf(r.Period.From.AddDate(-1, 0, 0)), numberOf(r.Period.To.AddDate(1, 0, 0))},
	}
	if ind.UsualMin != nil || ind.UsualMax != nil {
		least, most := ind.Limits()
		if ind.UsualMin != nil {
			least = *ind.UsualMin
		}
		if ind.UsualMax != nil {
			most = *ind.UsualMax
		}
		u.Stated = &Range{least, most}
	}
	return u
}

func numberOf(day time.Time) decimal.Decimal { return decimal.NewFromInt(int64(sheet.Serial(day))) }

// moneyFrom is the figure from which on an amount in thousands, millions or thousands of
// millions is likelier to have been typed in single ones; 0 of other units of measure.
func moneyFrom(unit string) decimal.Decimal {
	letter := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	for _, word := range strings.FieldsFunc(viet.Fold(unit), func(r rune) bool { return !letter(r) }) {
		for _, scale := range moneyScales {
			if slices.Contains(scale.words, word) {
				return decimal.NewFromInt(scale.from)
			}
		}
	}
	return decimal.Zero
}
