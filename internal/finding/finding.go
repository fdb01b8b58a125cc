// Package finding says what is wrong with a return, where, and how to mend it:
// data first, put into words at the edge.
package finding

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"
)

// Severity says what a finding does to a return.
type Severity string

// Blocker: the file could not be read as a return. Error: the return goes
// back. Query: it counts, and somebody must answer. Info: said for the record.
const (
	Blocker Severity = "blocker"
	Error   Severity = "error"
	Query   Severity = "query"
	Info    Severity = "info"
)

// Severities in order, worst first.
var Severities = []Severity{Blocker, Error, Query, Info}

// Rank is 0 for the worst severity and grows from there.
func (s Severity) Rank() int {
	if i := slices.Index(Severities, s); i >= 0 {
		return i
	}
	return len(Severities)
}

// By says who must answer a finding.
type By string

// Those who answer.
const (
	Unit    By = "unit"
	Officer By = "officer"
	Nobody  By = ""
)

// Args fill the words of a finding: label, unit of measure, limits.
type Args map[string]string

// Finding is one thing found in one return.
type Finding struct {
	Code     string   `json:"code"`
	Variant  string   `json:"variant,omitempty"` // which of the code's words; "" the usual ones
	Rule     string   `json:"rule,omitempty"`    // id of the round's rule
	Trial    bool     `json:"trial,omitempty"`   // of a rule on trial: for officers only
	Severity Severity `json:"severity"`

	Sheet      string   `json:"sheet,omitempty"`
	SheetOrder int      `json:"sheet_order,omitempty"`
	Row        int      `json:"row,omitempty"` // 1-based; 0: the whole file or sheet
	Col        int      `json:"col,omitempty"`
	Cells      []string `json:"cells,omitempty"` // A1 references on Sheet, the likeliest first

	ID          string           `json:"id,omitempty"`  // the chief input
	IDs         []string         `json:"ids,omitempty"` // every input concerned
	Found       any              `json:"found,omitempty"`
	Expected    any              `json:"expected,omitempty"`
	Difference  *decimal.Decimal `json:"difference,omitempty"`
	Held        any              `json:"held,omitempty"`        // in the cell named first, where that is not Found
	Asks        *Ask             `json:"asks,omitempty"`        // of that cell; nil: by code, or nothing
	Likely      *Likely          `json:"likely,omitempty"`      // of several figures the likeliest to be wrong
	Explainable bool             `json:"explainable,omitempty"` // a query with a cell to explain it in
	Explained   string           `json:"explained,omitempty"`   // a query: the explanation that closes it
	Accepted    string           `json:"accepted,omitempty"`    // as it is, by an officer: who, when and why

	Args    Args              `json:"args,omitempty"`
	Message map[string]string `json:"message,omitempty"` // the rule's own words by language, templates too
	Fix     map[string]string `json:"fix,omitempty"`
}

// New returns a finding of the code with the catalogue's severity.
func New(code string) Finding {
	code, variant, _ := strings.Cut(code, ".")
	return Finding{Code: code, Variant: variant, Severity: Catalogue[code].Severity}
}

// With adds an argument for the words.
func (f Finding) With(name, value string) Finding {
	args := Args{name: value}
	for k, v := range f.Args {
		if k != name {
			args[k] = v
		}
	}
	f.Args = args
	return f
}

// AnsweredBy says who must answer the finding; a rule whose severity the round
// changed keeps the code's addressee.
func (f Finding) AnsweredBy() By {
	if f.Trial {
		return Officer
	}
	return Catalogue[f.Code].By
}

// ForUnit tells whether the unit must act: only such findings decide a
// return's status.
func (f Finding) ForUnit() bool { return f.AnsweredBy() == Unit && f.Open() }

// Open tells whether anybody must still act.
func (f Finding) Open() bool { return f.Severity != Info && f.Explained == "" && f.Accepted == "" }

// Sort puts findings in the order of the workbook: sheet, row, column, code.
func Sort(fs []Finding) {
	slices.SortStableFunc(fs, func(a, b Finding) int {
		for _, d := range []int{
			a.SheetOrder - b.SheetOrder, a.Row - b.Row, a.Col - b.Col,
			strings.Compare(a.Code, b.Code), strings.Compare(a.Rule, b.Rule),
			strings.Compare(a.ID, b.ID),
		} {
			if d != 0 {
				return d
			}
		}
		return 0
	})
}

// Status is where a return stands: what its findings make of it, then what officers do.
type Status string

// The states of a return (contract: Records).
const (
	Held        Status = "held"
	Unreadable  Status = "unreadable"
	Returned    Status = "returned"
	Queried     Status = "queried"
	Clean       Status = "clean"
	NotReceived Status = "not_received"

	// What officers make of a return that counts.
	Appraised  Status = "appraised"  // by the last desk of its chain
	Recognised Status = "recognised" // by the decision; nothing more is taken in
	Locked     Status = "locked"     // decided upon, and not recognised
)

// StatusOf gives the state that the findings put a return in.
func StatusOf(fs []Finding) Status {
	worst := Clean
	for _, f := range fs {
		switch {
		case f.Code == "SYS-001":
			return Held
		case !f.ForUnit():
		case f.Severity == Blocker:
			worst = Unreadable
		case f.Severity == Error && worst != Unreadable:
			worst = Returned
		case f.Severity == Query && worst == Clean:
			worst = Queried
		}
	}
	return worst
}

// Counts is how many findings there are of each severity; one that was explained or
// accepted, or is of a rule on trial, is a note.
func Counts(fs []Finding) map[Severity]int {
	n := map[Severity]int{Blocker: 0, Error: 0, Query: 0, Info: 0}
	for _, f := range fs {
		if f.Trial || f.Severity != Info && !f.Open() {
			n[Info]++
		} else {
			n[f.Severity]++
		}
	}
	return n
}
