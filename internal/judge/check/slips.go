package check

import (
	"math"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
)

// easeOf is how much a slip speaks for a cell against others.
var easeOf = map[finding.Slip]int{
	finding.Swapped: 6, finding.Tenfold: 6, finding.Thousand: 6, finding.LastYear: 5, finding.Digit: 4,
}

// slip is how one figure may have been typed for another; "" where no slip is known.
func slip(typed, meant decimal.Decimal) finding.Slip {
	if typed.IsZero() || meant.IsZero() {
		return ""
	}
	for _, by := range []struct {
		power int32
		slip  finding.Slip
	}{{1, finding.Tenfold}, {2, finding.Tenfold}, {3, finding.Thousand}} {
		if typed.Shift(by.power).Equal(meant) || meant.Shift(by.power).Equal(typed) {
			return by.slip
		}
	}
	a, b := typed.String(), meant.String()
	switch {
	case swapped(a, b):
		return finding.Swapped
	case oneDigit(a, b):
		return finding.Digit
	}
	return ""
}

// swapped tells whether two digits beside each other changed places.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := 0; i+1 < len(a); i++ {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}

// oneDigit tells whether one digit is another, or one too many or too few, in figures of
// at least two digits: of single ones anything could be said.
func oneDigit(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 1 || len(b) < 2 {
		return false
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	if len(a) == len(b) {
		return i < len(a) && a[i+1:] == b[i+1:]
	}
	return a[i:] == b[i+1:]
}

// slips are what a figure may have been meant to be.
func slips(d decimal.Decimal) (out []decimal.Decimal) {
	for _, power := range []int32{-3, -2, -1, 1, 2, 3} {
		out = append(out, d.Shift(power))
	}
	s := d.String()
	for i := 0; i+1 < len(s); i++ {
		if s[i] == s[i+1] || strings.ContainsAny(s[i:i+2], ".-") {
			continue
		}
		t := s[:i] + s[i+1:i+2] + s[i:i+1] + s[i+2:]
		if v, err := decimal.NewFromString(t); err == nil {
			out = append(out, v)
		}
	}
	return out
}

// nearer is how much nearer to last year's figure another one would be: 0 to 3.
func nearer(typed, meant decimal.Decimal, prior rule.Value) int {
	if !prior.Known || !prior.Num.IsPositive() {
		return 0
	}
	gain := distance(typed, prior.Num) - distance(meant, prior.Num)
	switch {
	case gain > math.Ln2:
		return 3
	case gain > 0.2:
		return 2
	case gain > 0.05:
		return 1
	}
	return 0
}

// distance is by what factor two figures differ, as a logarithm. It only orders guesses:
// no figure is computed by it.
func distance(a, b decimal.Decimal) float64 {
	x, _ := a.Float64()
	y, _ := b.Float64()
	return math.Abs(math.Log((x + 0.5) / (y + 0.5)))
}

// farFrom tells whether one figure is several times another, so that a factor may be at
// fault.
func farFrom(a, b decimal.Decimal) bool {
	three := decimal.NewFromInt(3)
	return a.GreaterThanOrEqual(b.Mul(three)) || b.GreaterThanOrEqual(a.Mul(three))
}
