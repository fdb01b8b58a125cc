// Package round holds what is asked of whom by when: the round's dates and
// people (round.yaml), its form (form.yaml) and its register of units
// (units.xlsx), read together and checked, every mistake with its place.
package round

import (
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
	"tonghop/internal/rule"
	"tonghop/internal/viet"
)

// Round is one collection of returns, as defined in templates/<round>/.
type Round struct {
	Dir      string // folder it was read from
	ID       string
	Title    string
	Short    string // for headings
	Legal    string // the document that asks for the returns
	Language string // vi or en: of everything people read
	Location *time.Location
	Self     string // code of this level's own unit
	Previous string // id of the round before, whose figures are last year's; "" for none

	Letterhead Letterhead
	Period     Period
	Due        time.Time // last day on time, midnight in Location
	DueAbove   time.Time // the same for this level's own return
	Closed     time.Time // zero while open
	Active     bool

	Desks    []Desk
	Kinds    []Kind
	Counts   []finding.Status // states in which a return counts in the totals
	Settings Settings
	Severity map[string]finding.Severity // by code or rule id; overrides the catalogue

	Form     Form
	Register Register

	severityKeys []node // keys under severity that are no codes: rules, one hopes
	memo         *sync.Map
}

// Remember returns what make returned for the key the first time: something that
// follows from the definition alone, which does not change once it is loaded.
func (r *Round) Remember(key any, make func() any) any {
	if r.memo == nil {
		return make()
	}
	v, ok := r.memo.Load(key)
	if !ok {
		v, _ = r.memo.LoadOrStore(key, make())
	}
	return v
}

// Letterhead is the head and foot of printed papers (decree 30/2020/NĐ-CP, appendix I).
type Letterhead struct {
	Above  string // the body above the issuer
	Issuer string
	Place  string // where papers are signed
	Signer string // who signs for the issuer
	Leader string // head of the programme's board
}

// Period is the time that figures cover.
type Period struct{ From, To time.Time }

// Desk is who receives returns of some kinds.
type Desk struct{ ID, Name, Phone, Email string }

// Kind is a kind of unit.
type Kind struct {
	ID     string
	Letter string // short name in form.yaml
	Name   string
	Desk   string
	Due    time.Time // an earlier last day; zero: the round's
	Level  bool      // a level of this program, which gets no form from us
}

// Settings are the round's numbers that no guidance gives.
type Settings struct {
	NarrativeRows int  // rows of a narrative block, at least 8
	SpareRows     int  // empty rows of a table, at least 20
	Explanation   int  // characters that an explanation of a query needs
	Convert       bool // .xls and .ods are converted, where LibreOffice is installed
}

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

	byID map[string]int
}

// Section is a part of the outline.
type Section struct {
	ID    string // II.5.a
	Print string // the number as printed in the guidance, where it differs
	Title string
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
	When      *rule.Expr       // required only where this is true
	Of        [2]string        // a ratio's numerator and denominator
	Indent    int              // 1 for "of which"
	Previous  string           // its id in the round before; "" for the same, "none" for none
	Change    *decimal.Decimal // percent of last year's figure that it may change by; nil for any
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
	RowsFrom string   // kind of the children that fill the first columns
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
	Filled bool // filled in by us from the register
	Width  float64
}

// Card is a scorecard.
type Card struct {
	ID        string
	Kinds     []string
	Title     string
	Method    []string // how points are given, printed above the card
	GateLabel string
	Groups    []Group
	Answers   []string         // met and not met, of a card that is judged in words: each criterion met is 1
	Deduction decimal.Decimal  // points that each violation takes
	Floor     *decimal.Decimal // lowest score of a criterion; nil: unset
	Bonus     decimal.Decimal  // points of the bonus
	Verdict   []Option         // the unit's own verdict
	Optional  []string         // kinds that need not give the verdict
	Signers   [2]string        // the two signature blocks
}

// Group is a group of criteria.
type Group struct {
	ID       string
	Label    string
	Criteria []Criterion
}

// Criterion is one line of a card.
type Criterion struct {
	ID     string
	Label  string
	Points decimal.Decimal
}

// Unit is one line of the register.
type Unit struct {
	Code, Name, Kind, Parent, Desk string
	Attrs                          map[string]string // loai, ma_hanh_chinh
	Email, Phone                   string
	Predecessors                   []string
	From, To                       time.Time // when it exists; zero: always
	Direct                         bool      // sends its own return
	Row                            int       // in units.xlsx
}

// Register is all units by code, in the order of units.xlsx.
type Register struct {
	Units  []Unit
	byCode map[string]int
	byName map[string][]int // by the folded name, alone and with the parent's
}

// Named are the units of that name, whatever its accents and letters, or of that
// name with their parent's.
func (r *Round) Named(name string) (out []Unit) {
	for _, i := range r.Register.byName[viet.Fold(name)] {
		out = append(out, r.Register.Units[i])
	}
	return out
}

// DisplayName is a unit's name as drop-downs show it: with its parent's where the
// unit stands below another, so that it is unique.
func (r *Round) DisplayName(u Unit) string {
	if p, ok := r.Register.Unit(u.Parent); ok && p.Code != r.Self {
		return u.Name + " (" + p.Name + ")"
	}
	return u.Name
}

// nameUnits notes the units by their names.
func (r *Round) nameUnits() {
	r.Register.byName = map[string][]int{}
	for i, u := range r.Register.Units {
		names := []string{viet.Fold(u.Name), viet.Fold(r.DisplayName(u))}
		for _, n := range slices.Compact(names) {
			r.Register.byName[n] = append(r.Register.byName[n], i)
		}
	}
}

// Unit finds a unit by its code.
func (r *Register) Unit(code string) (Unit, bool) {
	i, ok := r.byCode[foldCode(code)]
	if !ok {
		return Unit{}, false
	}
	return r.Units[i], true
}

// Children are the units directly below a unit.
func (r *Register) Children(code string) (out []Unit) {
	for _, u := range r.Units {
		if u.Parent == code {
			out = append(out, u)
		}
	}
	return out
}

// Indicator finds an indicator by id.
func (f *Form) Indicator(id string) (Indicator, bool) {
	i, ok := f.byID[id]
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
	if !slices.Contains(in.Kinds, u.Kind) {
		return false
	}
	for attr, want := range in.Only {
		if got := u.Attrs[attr]; got != "" && got != want {
			return false
		}
	}
	return true
}

// Owed tells whether a unit that is asked must answer (conditions aside).
func (in *Indicator) Owed(kind string) bool {
	return in.Type != Ratio && !slices.Contains(in.Optional, kind)
}

// Choices are the answers open to a kind of unit.
func (in *Indicator) Choices(kind string) []string { return options(in.Values, kind) }

func options(all []Option, kind string) (out []string) {
	for _, o := range all {
		if len(o.Kinds) == 0 || slices.Contains(o.Kinds, kind) {
			out = append(out, o.Value)
		}
	}
	return out
}

// Choices are the verdicts open to a kind of unit.
func (c Card) Choices(kind string) []string { return options(c.Verdict, kind) }

// Criteria are the card's lines in order.
func (c Card) Criteria() (out []Criterion) {
	for _, g := range c.Groups {
		out = append(out, g.Criteria...)
	}
	return out
}

// InWords tells whether criteria are judged met or not met instead of by points.
func (c Card) InWords() bool { return len(c.Answers) == 2 }

// Total is what the criteria can give together.
func (c Card) Total() decimal.Decimal {
	sum := decimal.Zero
	for _, k := range c.Criteria() {
		sum = sum.Add(k.Points)
	}
	return sum
}

// CardOf is the card of a kind of unit; ok is false where it has none.
func (f *Form) CardOf(kind string) (Card, bool) {
	for _, c := range f.Cards {
		if slices.Contains(c.Kinds, kind) {
			return c, true
		}
	}
	return Card{}, false
}

// TablesOf are the tables that a kind of unit fills in.
func (f *Form) TablesOf(kind string) (out []Table) {
	for _, t := range f.Tables {
		if slices.Contains(t.Kinds, kind) {
			out = append(out, t)
		}
	}
	return out
}

// Table finds a table by id.
func (f *Form) Table(id string) (Table, bool) {
	for _, t := range f.Tables {
		if t.ID == id {
			return t, true
		}
	}
	return Table{}, false
}

// Kind finds a kind of unit by id.
func (r *Round) Kind(id string) Kind {
	for _, k := range r.Kinds {
		if k.ID == id {
			return k
		}
	}
	return Kind{ID: id, Name: id}
}

// Desk finds the desk that receives a unit's return: its own, else its kind's.
func (r *Round) Desk(u Unit) Desk {
	id := u.Desk
	if id == "" {
		id = r.Kind(u.Kind).Desk
	}
	for _, d := range r.Desks {
		if d.ID == id {
			return d
		}
	}
	return Desk{ID: id, Name: id}
}

// DueOf is the last day on time for a kind of unit.
func (r *Round) DueOf(kind string) time.Time {
	if k := r.Kind(kind); !k.Due.IsZero() {
		return k.Due
	}
	return r.Due
}

// Late tells whether something received then is late for the kind: after the
// last day on time, in the round's own time zone.
func (r *Round) Late(kind string, received time.Time) bool {
	return !received.Before(r.DueOf(kind).AddDate(0, 0, 1))
}

// Expected tells whether a unit owes a return of its own in this round.
func (r *Round) Expected(u Unit) bool {
	if u.Code == r.Self || r.Kind(u.Kind).Level || !u.Direct {
		return false
	}
	if !u.From.IsZero() && u.From.After(r.Period.To) {
		return false
	}
	return u.To.IsZero() || !u.To.Before(r.Period.From)
}

// NewInPeriod tells whether a unit came to be within the period, so that it has
// no figures of last year.
func (r *Round) NewInPeriod(u Unit) bool {
	return !u.From.IsZero() && u.From.After(r.Period.From)
}

// Indicators are those that a unit is asked for.
func (r *Round) Indicators(u Unit) (out []*Indicator) {
	out = make([]*Indicator, 0, len(r.Form.Indicators))
	for i := range r.Form.Indicators {
		if in := &r.Form.Indicators[i]; in.Concerns(u) {
			out = append(out, in)
		}
	}
	return out
}

// Label is what people call an input: an indicator's label, a criterion's line,
// the same with "last year" and so on.
func (r *Round) Label(name string) string {
	if in, ok := r.Form.Indicator(name); ok {
		return in.Label
	}
	w := words[r.Language]
	for suffix, word := range map[string]string{PriorSuffix: w.prior, ViolationsSuffix: w.violations, ScoreSuffix: "", ExplanationSuffix: w.explanation} {
		if base, ok := cutSuffix(name, suffix); ok {
			if in, ok := r.Form.Indicator(base); ok {
				return in.Label + word
			}
			for _, c := range r.Form.Cards {
				for _, k := range c.Criteria() {
					if k.ID == base {
						return k.Label + word
					}
				}
			}
		}
	}
	if l, ok := w.inputs[name]; ok {
		return l
	}
	if t, ok := r.Form.Table(strings.TrimPrefix(name, TableName(""))); ok {
		return t.Label
	}
	if table, column, ok := strings.Cut(name, "."); ok {
		t, _ := r.Form.Table(table)
		if c, ok := t.Column(column); ok {
			return c.Label
		}
	}
	return name
}
