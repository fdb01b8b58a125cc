package define

import (
	"slices"
	"testing"

	"tonghop/internal/words"
)

// Every column of a definition is known by its key and by its heading in both languages, and
// none is taken for another.
func TestEveryHeadingIsOneColumns(t *testing.T) {
	for _, spec := range specs {
		if spec.title().VI == "" {
			t.Errorf("the sheet of %q has no name", spec.key)
		}
		keys, vietnamese := spec.columns(words.VI)
		_, english := spec.columns(words.EN)
		for i, key := range keys {
			for _, text := range []string{key, vietnamese[i], english[i], " " + english[i] + " "} {
				if got := spec.keyOf(text); got != key {
					t.Errorf("%q, %q is the column %q, not %q", spec.key, text, got, key)
				}
			}
		}
		for _, other := range []string{"", " ", "id:9", "Cân nặng", "Weight"} {
			if got := spec.keyOf(other); got != "" {
				t.Errorf("%q, %q is the column %q", spec.key, other, got)
			}
		}
	}
	for key := range keyHeads {
		used := func(l level) bool { return slices.Contains(l.keys, key) }
		if !slices.ContainsFunc(specs, func(s listSpec) bool { return slices.ContainsFunc(s.levels, used) }) {
			t.Errorf("the heading of %q stands above no column", key)
		}
	}
}
