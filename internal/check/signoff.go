package check

import (
	"tonghop/internal/answer"
	"tonghop/internal/finding"
	"tonghop/internal/round"
)

// signOff finds a return that does not say that the unit's head signed it
// (SUBM-006).
func signOff(r *answer.Return) []finding.Finding {
	if r.SignedOff() {
		return nil
	}
	return []finding.Finding{r.At(finding.New("SUBM-006"), round.SignedOff)}
}
