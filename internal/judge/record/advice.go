package record

import (
	"tonghop/internal/sheet/bounds"
	"tonghop/internal/words"
)

// partName says which part of a file is meant, and in which cell of it. Why is the reader's own
// English, and so told only in an English round.
func partName(ref *bounds.Refusal, lang string) string {
	name := partOfArchive.With(lang, ref.Part)
	if of, ok := parts[ref.Part]; ok {
		name = of.In(lang)
	}
	if ref.Cell != "" {
		name += cellOfPart.With(lang, ref.Cell)
	}
	if lang == words.EN {
		name += " (" + ref.Reason + ")"
	}
	return name
}

// Advice names a format, and says how to make a workbook of it.
func Advice(format, lang string) (name, what string) {
	if f, ok := formats[format]; ok {
		return f.name.In(lang), f.what.In(lang)
	}
	return otherFormat.With(lang, format), fillFormAsXLSX.In(lang)
}
