package round

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/rule"
)

// Type is the type of an indicator or column.
type Type string

// The types of answers.
const (
	Count     Type = "count"     // whole number, 0 or more
	Amount    Type = "amount"    // decimal, 0 or more
	Ratio     Type = "ratio"     // computed percentage
	Choice    Type = "choice"    // one of a list
	Date      Type = "date"      // a day
	TextLine  Type = "text"      // one cell
	Narrative Type = "narrative" // a block of rows
)

// Form is what a round asks.
type Form struct {
	Version    string
	Sections   []Section
	Indicators []Indicator
	Tables     []Table
	Cards      []Card
	Rules      []rule.Rule

	ByID map[string]int
}

// Section is a part of the outline.
type Section struct {
	ID    string // II.5.a
	Print string // the number as printed in the guidance, where it differs
	Title string
}

// Number is a section's number as the guidance prints it.
func (s Section) Number() string {
	if s.Print != "" {
		return s.Print
	}
	return s.ID
}

// Indicator is one question of the outline.
type Indicator struct {
	ID       string
	Section  string
	Label    string
	Type     Type
	Unit     string   // unit of measure
	Kinds    []string // kinds of unit that it concerns
	Only     map[string]string
	Optional []string // kinds that need not answer
	Prior    bool     // last year's figure is asked too
	// TotalFrom says whose figures a total adds: "all", or the kind whose figure
	// covers its territory; "" for what is not totalled.
	TotalFrom string
	Values    []Option // of a choice
	Min, Max  *decimal.Decimal
	// UsualMin and UsualMax are from what to what the figure usually goes: one outside is a
	// query. nil: nothing is said.
	UsualMin, UsualMax *decimal.Decimal
	When               *rule.Expr       // required only where this is true
	Of                 [2]string        // a ratio's numerator and denominator
	Indent             int              // 1 for "of which"
	Previous           string           // its id in the round before; "" for the same, "none" for none
	Change             *decimal.Decimal // percent of last year's figure that it may change by; nil for any

	Carried []string // kinds of levels, whose returns carry every figure rolled up
}

// Largest is the largest figure that a form lets through.
var Largest = decimal.NewFromInt(999999999)

// Limits are the least and the largest that a count or amount may be.
func (in *Indicator) Limits() (least, most decimal.Decimal) {
	least, most = decimal.Zero, Largest
	if in.Min != nil {
		least = *in.Min
	}
	if in.Max != nil {
		most = *in.Max
	}
	return least, most
}

// Option is one answer of a choice; Kinds limits who may give it.
type Option struct {
	Value string
	Kinds []string
}

// Table is a list that units fill in row by row.
type Table struct {
	ID       string
	Label    string
	Kinds    []string
	RowsFrom string // kind of the children that fill the first columns
	// SelfFrom, AppraisedFrom and ResultFrom are the columns in which a unit speaks for
	// children that send no return of their own: their self-score, its appraisal of them.
	SelfFrom, AppraisedFrom, ResultFrom string

	Use      string   // the list of the consolidated workbook that it fills, commendation or model; "" for none
	Carried  []string // kinds of levels, whose returns carry the lists of those below
	Key      []string // columns that tell rows apart; twice the same in all is CONS-005
	Required []string
	Columns  []Column
}

// Column is one column of a table.
type Column struct {
	ID     string
	Label  string
	Type   Type
	Unit   string
	Values []string
	Filled bool   // filled in by us from the register
	From   string // indicator of the child's own return that a level's own return fills it in with; "" for none
	Width  float64
}

// Indicator finds an indicator by id.
func (f *Form) Indicator(id string) (Indicator, bool) {
	i, ok := f.ByID[id]
	if !ok {
		return Indicator{}, false
	}
	return f.Indicators[i], true
}

// Section finds a section by id.
func (f *Form) Section(id string) Section {
	for _, s := range f.Sections {
		if s.ID == id {
			return s
		}
	}
	return Section{ID: id}
}

// Concerns tells whether a unit is asked for the indicator: its kind is named,
// and where the indicator is only for some, its attribute fits.
func (in *Indicator) Concerns(u Unit) bool {
	if !in.Asks(u.Kind) {
		return false
	}
	for attr, want := range in.Only {
		if got := u.Attrs[attr]; got != "" && got != want {
			return false
		}
	}
	return true
}

// Asks tells whether a kind is asked for the indicator; a level carries everything.
func (in *Indicator) Asks(kind string) bool {
	return slices.Contains(in.Kinds, kind) || slices.Contains(in.Carried, kind)
}

// Owed tells whether a unit that is asked must answer (conditions aside). A level owes
// narratives of its own; its figures are those of the units below it.
func (in *Indicator) Owed(kind string) bool {
	if slices.Contains(in.Carried, kind) && !slices.Contains(in.Kinds, kind) {
		return in.Type == Narrative && len(in.Optional) < len(in.Kinds)
	}
	return in.Type != Ratio && !slices.Contains(in.Optional, kind)
}

// Choices are the answers open to a kind of unit.
func (in *Indicator) Choices(kind string) []string {
	if slices.Contains(in.Carried, kind) {
		return options(in.Values, "")
	}
	return options(in.Values, kind)
}

func options(all []Option, kind string) (out []string) {
	for _, o := range all {
		if len(o.Kinds) == 0 || kind == "" || slices.Contains(o.Kinds, kind) {
			out = append(out, o.Value)
		}
	}
	return out
}

// TablesOf are the tables that a kind of unit fills in.
func (f *Form) TablesOf(kind string) (out []Table) {
	for _, t := range f.Tables {
		if slices.Contains(t.Kinds, kind) || slices.Contains(t.Carried, kind) {
			out = append(out, t)
		}
	}
	return out
}

// Table finds a table by id.
func (f *Form) Table(id string) (Table, bool) {
	for i := range f.Tables {
		if f.Tables[i].ID == id {
			return f.Tables[i], true
		}
	}
	return Table{}, false
}

// Column finds a column by id.
func (t Table) Column(id string) (Column, bool) {
	for _, c := range t.Columns {
		if c.ID == id {
			return c, true
		}
	}
	return Column{}, false
}

// Name and Column make the form the scope of its rules.
func (f *Form) Name(name string) rule.Type {
	if slices.Contains(UnitAttributes, name) {
		return rule.Text
	}
	base, prior := strings.CutSuffix(name, PriorSuffix)
	if in, ok := f.Indicator(base); ok {
		if prior && !in.Prior {
			return rule.Invalid
		}
		switch in.Type {
		case Count, Amount, Ratio:
			return rule.Number
		}
		return rule.Text
	}
	if _, ok := f.Table(name); ok {
		return rule.Table
	}
	for _, suffix := range []string{ScoreSuffix, ViolationsSuffix} {
		if base, ok := strings.CutSuffix(name, suffix); ok {
			for _, c := range f.Cards {
				for _, k := range c.Criteria() {
					if k.ID == base && c.InWords() {
						return rule.Text
					} else if k.ID == base {
						return rule.Number
					}
				}
			}
		}
	}
	return rule.Invalid
}

// Limits are the least and the largest that a figure, a score or the count or sum of a
// table's rows may be.
func (f *Form) Limits(name string) (least, most decimal.Decimal) {
	if in, ok := f.Indicator(strings.TrimSuffix(name, PriorSuffix)); ok {
		return in.Limits()
	}
	base, score := strings.CutSuffix(name, ScoreSuffix)
	for _, c := range f.Cards {
		for _, k := range c.Criteria() {
			if score && k.ID == base {
				return decimal.Zero, k.Points
			}
		}
	}
	return decimal.Zero, Largest.Mul(Largest)
}

// Column is the type of a table's column.
func (f *Form) Column(table, column string) rule.Type {
	t, _ := f.Table(table)
	c, ok := t.Column(column)
	switch {
	case !ok:
		return rule.Invalid
	case c.Type == Count || c.Type == Amount:
		return rule.Number
	}
	return rule.Text
}
