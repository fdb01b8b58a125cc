package letter

import "fmt"

// Part is a part of a document that holds text.
type Part int

// The parts of a document.
const (
	Body Part = iota
	Header
	Footer
	Notes
)

// Why says what is wrong.
type Why int

// What may be wrong with a mark, or with a whole template.
const (
	Unknown    Why = iota + 1 // no value has that name
	IsList                    // a list stands where one value is asked for
	Unclosed                  // a block without an end
	Unopened                  // an end without a block
	Unended                   // {{ without }}
	Broken                    // no archive, or damaged
	Encrypted                 // with a password
	NoDocument                // another format
	TooLarge                  // larger than any letter, or grown by repetition
	Declares                  // brings declarations of its own (DTD)
)

// Problem is something wrong at one place of a template.
type Problem struct {
	Why       Why
	Part      Part
	Paragraph int    // its number in the part
	Name      string // of the placeholder
	Near      string // names that were meant perhaps
}

// Place is where it is, as people look for it.
func (p Problem) Place(lang string) string {
	return placed.With(lang, parts[p.Part].In(lang), p.Paragraph)
}

// Text says what is wrong and how to mend it.
func (p Problem) Text(lang string) string {
	said := wrongs[p.Why].With(lang, p.Name)
	if p.Near != "" {
		said += " " + nearest.With(lang, p.Near)
	}
	return said
}

// Refused says why nothing of a template can be filled in.
type Refused struct {
	Why  Why
	Part string // of the archive; "" for the whole file
}

func refuse(why Why, part string) error { return &Refused{why, part} }

func (r *Refused) Error() string { return fmt.Sprintf("fill document: %s", r.Text("en")) }

// Text says what is wrong and how to mend it.
func (r *Refused) Text(lang string) string {
	if r.Part == "" {
		return wrongs[r.Why].In(lang)
	}
	return wrongs[r.Why].In(lang) + " (" + r.Part + ")"
}
