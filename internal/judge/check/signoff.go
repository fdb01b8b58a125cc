package check

import (
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/read/answer"
)

// signOff finds a return that does not say that the unit's head signed it
// (SUBM-006).
func signOff(r *answer.Return) []finding.Finding {
	if r.SignedOff() {
		return nil
	}
	return []finding.Finding{r.At(finding.New("SUBM-006"), round.SignedOff)}
}
