package desk

import "tonghop/internal/words"

// InWords puts a reason into words, for the tests that judge rows from outside.
var InWords = inWords

// Signature says what the cells over a whole proposal lack.
var Signature = signature

// Spoken are the words for a code; false for one that is put together otherwise.
func Spoken(of string) (words.Pair, bool) {
	said, ok := spoken[code(of)]
	return said, ok
}
