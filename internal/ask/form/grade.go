package form

import (
	"fmt"

	"tonghop/internal/ask/round"
)

// GradeOf is the same of a sum and a bonus that are formulas.
func GradeOf(card round.Card, f, bonus string) string {
	if card.Scale != nil {
		f = fmt.Sprintf("ROUND((%s)*%s/%s,2)", f, card.Scale, card.Total())
	}
	if bonus != "" {
		f += "+" + bonus
	}
	if card.Cap != nil {
		f = fmt.Sprintf("MIN(%s,%s)", card.Cap, f)
	}
	return f
}
