// Package answer finds each answer of a return in its workbook, says where it
// stood, and normalises what people typed. What it cannot read for sure becomes
// a finding, never a guess.
package answer

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
	"tonghop/internal/form"
	"tonghop/internal/round"
	"tonghop/internal/rule"
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
	OfKind  bool         // a kind's form, not the unit's own
	Unit    round.Unit
	Plan    *form.Plan
	Answers map[string]Answer // by defined name
	Tables  map[string][]TableRow
	Sheets  map[form.SheetKey]string // the sheets' names in this workbook
	How     map[string]How           // by what an input was found, where not by its name
	Total   *decimal.Decimal         // the stated total of the card, where a result is stored
}

// At places a finding on an input of the return, and names the input.
func (r *Return) At(f finding.Finding, name string) finding.Finding {
	a := r.Answers[name]
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
	a := r.Answers[name]
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
			switch a.State {
			case Number:
				return rule.NumberOf(a.Num)
			case Text:
				return rule.TextOf(a.Text)
			}
			return rule.None()
		})
	}
	return out
}

// Blank tells whether nothing at all was answered.
func (r *Return) Blank(name string) bool { return r.Answers[name].State == Unanswered }

func itoa(n int) string { return strconv.Itoa(n) }
