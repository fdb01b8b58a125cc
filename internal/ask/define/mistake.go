package define

import (
	"strings"

	"tonghop/internal/sheet"
	"tonghop/internal/words"
)

// Mistake is one mistake in a round's definition, with its place: line and
// column of a text file, or sheet and cell of a workbook.
type Mistake struct {
	File      string
	Line, Col int
	Sheet     string
	Cell      string
	Part      Spoken // of a document: its part and paragraph
	VI, EN    string // what is wrong and what to write instead
}

// Spoken is a text that was put together, in each language.
type Spoken struct{ VI, EN string }

func (s Spoken) in(lang string) string {
	if lang == words.EN {
		return s.EN
	}
	return s.VI
}

// mistake is a mistake in a file, without a place in it.
func mistake(file string, what words.Pair, args ...any) Mistake {
	return Mistake{File: file, VI: filled(words.VI, what, args), EN: filled(words.EN, what, args)}
}

// filled is a text with its verbs filled in; an argument that is a text in both languages is taken
// in the same one.
func filled(lang string, what words.Pair, args []any) string {
	in := make([]any, len(args))
	for i, a := range args {
		if p, ok := a.(words.Pair); ok {
			a = p.In(lang)
		}
		in[i] = a
	}
	return what.With(lang, in...)
}

// Place is the mistake's place as people look it up.
func (m Mistake) Place() string { return m.PlaceIn(words.EN) }

// PlaceIn is the mistake's place in words, for people who read workbooks.
func (m Mistake) PlaceIn(lang string) string {
	switch {
	case m.Cell != "":
		return placeOfCell.With(lang, m.File, m.Sheet, m.Cell)
	case m.Part.VI != "":
		return m.File + ": " + m.Part.in(lang)
	case m.Line > 0:
		return placeOfLine.With(lang, m.File, m.Line, m.Col)
	}
	return m.File
}

// Text is the mistake in words of the language.
func (m Mistake) Text(lang string) string {
	if lang == words.EN {
		return m.EN
	}
	return m.VI
}

// Mistakes is every mistake found in one reading.
type Mistakes []Mistake

func (ms Mistakes) Error() string {
	var b strings.Builder
	for i, m := range ms {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(m.Place() + ": " + m.EN)
	}
	return b.String()
}

func (n node) wrong(what words.Pair, args ...any) { n.f.wrongAt(n.Line, n.Column, what, args...) }

// wrongAt notes a mistake at a line and column, or at the cell that they stand for.
func (f *file) wrongAt(line, col int, what words.Pair, args ...any) {
	m := mistake(f.name, what, args...)
	m.Line, m.Col = line, col
	if f.sheets != nil {
		m.Sheet, m.Cell = f.sheets[line>>rowBits], sheet.Ref(line&(1<<rowBits-1), col>>textBits)
		if at := col & (1<<textBits - 1); at > 0 {
			m.VI += placeInText.With(words.VI, at+1)
			m.EN += placeInText.With(words.EN, at+1)
		}
		m.Line, m.Col = 0, 0
	}
	*f.mistakes = append(*f.mistakes, m)
}
