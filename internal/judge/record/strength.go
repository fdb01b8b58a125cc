package record

import (
	"tonghop/internal/seal"
)

// Strength says how sure it is whose form a return is. A version with a weaker one never
// takes the place of an accepted one by itself (contract: what counts).
type Strength int

// The strengths, the weakest first.
const (
	Unsealed  Strength = iota // no seal, a garbled one, or one that speaks for another unit
	Elsewhere                 // sealed by another workspace
	OfKind                    // the kind's form, sealed here: any unit of the kind has it
	Own                       // the unit's own form, sealed here
)

// Strength is that of the form that was filled in.
func (v *Verdict) Strength() Strength {
	switch v.Seal {
	case string(seal.Good):
		return Own
	case SealedKind:
		return OfKind
	case string(seal.Foreign):
		return Elsewhere
	}
	return Unsealed
}
