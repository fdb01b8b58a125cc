// Package answer finds each answer of a return in its workbook, says where it
// stood, and normalises what people typed. What it cannot read for sure becomes
// a finding, never a guess.
package answer

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/ask/rule"
	"tonghop/internal/finding"
	"tonghop/internal/seal"
	"tonghop/internal/sheet"
)

// State says what became of an input.
type State int

// The states of an answer.
const (
	Unanswered State = iota
	Number
	Text
	Wrong // something stands there that is no answer; see the findings
)

// Answer is what a unit gave to one input.
type Answer struct {
	Name    string // defined name of the input
	State   State
	Num     decimal.Decimal
	Text    string // texts, choices, dates as YYYY-MM-DD
	Raw     string // as it stood in the cell
	Figure  bool   // a stored number that is no date
	Implied bool   // 0 by "nothing to report in this section"
	Sheet   string // where it stood
	Order   int    // the sheet's place in the workbook
	Row     int
	Col     int
	LastRow int
}

// Ref is the A1 reference of the answer, or of its block.
func (a Answer) Ref() string {
	if a.Row == 0 {
		return ""
	}
	if a.LastRow > a.Row {
		return sheet.Ref(a.Row, a.Col) + ":" + sheet.Ref(a.LastRow, a.Col)
	}
	return sheet.Ref(a.Row, a.Col)
}

// Known tells whether the input has an answer that can be used.
func (a Answer) Known() bool { return a.State == Number || a.State == Text }

// TableRow is one row of a table with something typed in it, by column id.
type TableRow struct {
	Row    int
	Values map[string]Answer
}

// Return is what one workbook says.
type Return struct {
	Round   string
	Version string
	Copy    int          // number of the copy that was filled in; 0 where unknown
	Seal    seal.Verdict // of the form
	Signer  string       // id of the key that signed it, where it was sealed elsewhere; "" for none
	Filled  string       // digest of what it was filled in with when it was written; "" where it does not say
	Sums    []string     // marks of what it was filled in with that was worked out, of this level's own form
	OfKind  bool         // a kind's form, not the unit's own
	Unit    round.Unit
	Plan    *form.Plan
	answers []Answer // in the order of the plan's inputs
	Tables  map[string][]TableRow
	Sheets  map[form.SheetKey]string // the sheets' names in this workbook
	How     map[string]How           // by what an input was found, where not by its name
	Total   *decimal.Decimal         // the stated total of the card, where a result is stored
}

// Answer is what was given to an input, by its defined name; nothing for one that is not
// asked.
func (r *Return) Answer(name string) Answer {
	if a := r.answer(name); a != nil {
		return *a
	}
	return Answer{}
}

// answer is the answer in its place; nil for an input that is not asked.
func (r *Return) answer(name string) *Answer {
	if i := r.Plan.Index(name); i >= 0 && i < len(r.answers) {
		return &r.answers[i]
	}
	return nil
}

// Of is what was given to the i-th input of the plan.
func (r *Return) Of(i int) Answer {
	if i < len(r.answers) {
		return r.answers[i]
	}
	return Answer{}
}

// Set puts an answer to the input that it names; one to an input that is not asked is not
// kept.
func (r *Return) Set(a Answer) {
	if r.answers == nil {
		r.answers = make([]Answer, len(r.Plan.Inputs))
	}
	if at := r.answer(a.Name); at != nil {
		*at = a
	}
}

// At places a finding on an input of the return, and names the input.
func (r *Return) At(f finding.Finding, name string) finding.Finding {
	a := r.Answer(name)
	f.Sheet, f.SheetOrder, f.Row, f.Col = a.Sheet, a.Order, a.Row, a.Col
	f.ID = name
	f.Cells = nil
	if ref := a.Ref(); ref != "" {
		f.Cells = []string{ref}
	}
	if f.IDs == nil {
		f.IDs = []string{name}
	}
	return f.With("label", r.Plan.Round.Label(name))
}

// Kind, Concerns, Value and Rows make the return the subject of its rules.
func (r *Return) Kind() string { return r.Unit.Kind }

// Concerns tells whether the unit is asked for the input.
func (r *Return) Concerns(name string) bool { return r.Plan.Concerns(name) }

// Value is an answer as rules see it.
func (r *Return) Value(name string) rule.Value {
	if strings.HasPrefix(name, rule.AttributePrefix) {
		if v, ok := r.Unit.Attribute(name); ok {
			return rule.TextOf(v)
		}
		return rule.None()
	}
	if a := r.answer(name); a != nil {
		return a.value()
	}
	return rule.None()
}

// value is an answer as rules see it.
func (a *Answer) value() rule.Value {
	switch a.State {
	case Number:
		return rule.NumberOf(a.Num)
	case Text:
		return rule.TextOf(a.Text)
	}
	return rule.None()
}

// Rows are the answered rows of a table as rules see them.
func (r *Return) Rows(table string) (out []rule.Row) {
	for _, row := range r.Tables[table] {
		out = append(out, func(column string) rule.Value {
			a := row.Values[column]
			return a.value()
		})
	}
	return out
}

// Blank tells whether nothing at all was answered.
func (r *Return) Blank(name string) bool {
	a := r.answer(name)
	return a == nil || a.State == Unanswered
}

func itoa(n int) string { return strconv.Itoa(n) }
