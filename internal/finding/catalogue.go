package finding

import "maps"

// Say is one language's words: what is wrong, and how to mend it. {name} is
// filled from the finding: found, expected, difference and its arguments.
type Say struct{ Message, Fix string }

// Words are the same words in the product's languages.
type Words struct{ VI, EN Say }

// Entry is one code of the catalogue.
type Entry struct {
	Severity Severity
	By       By
	What     string           // one line in English, for documents
	Words    map[string]Words // by variant; "" the usual ones
}

// Catalogue holds every code that a finding may carry.
var Catalogue = all(ofFiles, ofAnswers, ofReturns)

// all is every family in one map; the family of a code is told by its first letters.
func all(families ...map[string]Entry) map[string]Entry {
	out := map[string]Entry{}
	for _, f := range families {
		maps.Copy(out, f)
	}
	return out
}
