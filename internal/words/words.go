// Package words holds one text in the product's languages. Every room that speaks
// to people has its pairs in a file words.go of its own, and nowhere else; what is
// wrong with a return speaks through the findings' catalogue.
package words

import "fmt"

// The languages that a round may have.
const (
	VI = "vi"
	EN = "en"
)

// Pair is one text in each language. With verbs in it, both halves take the same
// arguments in the same order, or number them (%[2]d).
type Pair struct{ VI, EN string }

// In is the text in a language; any other language reads the Vietnamese one.
func (p Pair) In(lang string) string {
	if lang == EN {
		return p.EN
	}
	return p.VI
}

// With is the text in a language with its verbs filled, as fmt.Sprintf does.
func (p Pair) With(lang string, args ...any) string {
	return fmt.Sprintf(p.In(lang), args...)
}
