// Package round holds what is asked of whom by when: the round's dates and
// people (round.yaml), its form (form.yaml) and its register of units
// (units.xlsx), read together and checked, every mistake with its place.
package round

import (
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
	"tonghop/internal/rule"
	"tonghop/internal/seal"
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
	Keys     seal.Keys // that this workspace's forms are sealed with; none where it has none

	severityKeys []node // keys under severity that are no codes: rules, one hopes
	verdictKeys  []node // kinds' verdicts: choices of the form, one hopes
	memo         *Memo
}

// Remember returns what make returned for the key the first time: something that
// follows from the definition alone, which does not change once it is loaded.
func (r *Round) Remember(key any, make func() any) any {
	return r.memo.Remember(key, make)
}

// Memo remembers what follows from something that does not change; nil remembers nothing. It
// is safe for concurrent use.
type Memo struct{ all sync.Map }

// Remember returns what make returned for the key the first time.
func (m *Memo) Remember(key any, make func() any) any {
	if m == nil {
		return make()
	}
	v, ok := m.all.Load(key)
	if !ok {
		v, _ = m.all.LoadOrStore(key, make())
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

// Desk is who receives and appraises returns of some kinds of units.
type Desk struct {
	ID, Name, Phone, Email string
	Each                   string // kind of the units that have such a desk each; "" for one desk of this level
	Then                   string // desk that appraises what this one has appraised; "" where it is the last
}

// Kind is a kind of unit.
type Kind struct {
	ID     string
	Letter string // short name in form.yaml
	Name   string
	Desk   string
	Due    time.Time // an earlier last day; zero: the round's
	Level  bool      // a level that this program runs at: its form asks for everything, its figures are rolled up
	// Verdict is the choice in which a unit of a kind without a card says what it is; its
	// first answer asks for recognition. "" for none.
	Verdict string
	Prize   *decimal.Decimal // money of a recognised unit; nil: none is set
}

// Settings are the round's numbers that no guidance gives.
type Settings struct {
	NarrativeRows int              // rows of a narrative block, at least 8
	SpareRows     int              // empty rows of a table, at least 20
	Explanation   int              // characters that an explanation of a query needs
	Convert       bool             // .xls and .ods are converted, where LibreOffice is installed
	Budget        *decimal.Decimal // for prizes; nil: none is set
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

	carried []string // kinds of levels, whose returns carry every figure rolled up
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
	Use                                 string   // commendation or model: which list of the consolidated workbook it fills; "" for none
	carried                             []string // kinds of levels, whose returns carry the lists of those below
	Key                                 []string // columns that tell rows apart; twice the same in all is CONS-005
	Required                            []string
	Columns                             []Column
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
	Times     int              // how often the bonus may be given; 0: any number of times
	Cap       *decimal.Decimal // highest total; nil: unset
	Scale     *decimal.Decimal // the total is the share of what the assigned criteria can give, of this; nil: the plain sum
	Pass      *decimal.Decimal // lowest total that is met; nil: unset, only the appraiser decides
	Bands     []Band           // by total, highest first
	Verdict   []Option         // the unit's own verdict
	Optional  []string         // kinds that need not give the verdict
	Signers   [2]string        // the two signature blocks
	all       []Criterion      // of all groups, once they are known
}

// Group is a group of criteria.
type Group struct {
	ID       string
	Label    string
	Criteria []Criterion
}

// Band is a name for totals from a number of points upwards.
type Band struct {
	Name string
	From decimal.Decimal
}

// Criterion is one line of a card.
type Criterion struct {
	ID     string
	Label  string
	Points decimal.Decimal
	Only   map[string]string // assigned only to units with these attributes
	// Of gives the points by a figure of the unit's own: those of the highest step that
	// the figure reaches, 0 below the lowest.
	Of    *rule.Expr
	Steps []Step
	// Share gives the points where at least so many percent of the units of a kind
	// directly below are recognised, compared exactly.
	Share *Share
}

// Step is the points of a criterion from a figure upwards.
type Step struct{ From, Points decimal.Decimal }

// Share is a part of the children of a kind.
type Share struct {
	Kind    string
	Percent decimal.Decimal
}

// Reached tells whether a share of n children of which met are recognised is enough:
// met * 100 >= percent * n, without rounding. It is not where there are no children.
func (s Share) Reached(met, n int) bool {
	return n > 0 && decimal.NewFromInt(int64(met)*100).GreaterThanOrEqual(s.Percent.Mul(decimal.NewFromInt(int64(n))))
}

// Measured tells whether the criterion's points follow from figures or from the units
// below, not from violations.
func (c Criterion) Measured() bool { return c.Of != nil || c.Share != nil }

// Worth is the points that a figure gives.
func (c Criterion) Worth(figure decimal.Decimal) decimal.Decimal {
	best := decimal.Zero
	var from *decimal.Decimal
	for i := range c.Steps {
		s := &c.Steps[i]
		if figure.GreaterThanOrEqual(s.From) && (from == nil || s.From.GreaterThan(*from)) {
			best, from = s.Points, &s.From
		}
	}
	return best
}

// Unit is one line of the register.
type Unit struct {
	Code, Name, Kind, Parent, Desk string
	Attrs                          map[string]string // loai, ma_hanh_chinh
	Email, Phone                   string
	Predecessors                   []string
	Unassigned                     []string  // criteria that are not assigned to it
	From, To                       time.Time // when it exists; zero: always
	Direct                         bool      // sends its own return
	Row                            int       // in units.xlsx
}

// Register is all units by code, in the order of units.xlsx.
type Register struct {
	Units  []Unit
	byCode map[string]int
	byName map[string][]int // by the folded name, alone and with the parent's
	below  map[string][]Unit
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
	r.Register.byName, r.Register.below = map[string][]int{}, map[string][]Unit{}
	for i, u := range r.Register.Units {
		r.Register.below[u.Parent] = append(r.Register.below[u.Parent], u)
		names := []string{viet.Fold(u.Name), viet.Fold(r.DisplayName(u))}
		for _, n := range slices.Compact(names) {
			r.Register.byName[n] = append(r.Register.byName[n], i)
		}
	}
}

// RegisterOf is a register of those units, in their order.
func RegisterOf(units []Unit) Register {
	r := Register{Units: units, byCode: make(map[string]int, len(units)), byName: map[string][]int{}, below: map[string][]Unit{}}
	for i, u := range units {
		r.below[u.Parent] = append(r.below[u.Parent], u)
		r.byCode[foldCode(u.Code)] = i
	}
	return r
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
	if r.below != nil {
		return slices.Clip(r.below[code])
	}
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
	return slices.Contains(in.Kinds, kind) || slices.Contains(in.carried, kind)
}

// Owed tells whether a unit that is asked must answer (conditions aside). A level owes
// narratives of its own; its figures are those of the units below it.
func (in *Indicator) Owed(kind string) bool {
	if slices.Contains(in.carried, kind) && !slices.Contains(in.Kinds, kind) {
		return in.Type == Narrative && len(in.Optional) < len(in.Kinds)
	}
	return in.Type != Ratio && !slices.Contains(in.Optional, kind)
}

// Choices are the answers open to a kind of unit.
func (in *Indicator) Choices(kind string) []string {
	if slices.Contains(in.carried, kind) {
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

// Choices are the verdicts open to a kind of unit.
func (c Card) Choices(kind string) []string { return options(c.Verdict, kind) }

// Criteria are the card's lines in order.
func (c Card) Criteria() (out []Criterion) {
	if c.all != nil {
		return c.all
	}
	for _, g := range c.Groups {
		out = append(out, g.Criteria...)
	}
	return out
}

var numerals = []string{"I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"}

// Numeral is the number of a group of criteria, counted from 0, as cards print it.
func Numeral(i int) string { return numerals[min(max(i, 0), len(numerals)-1)] }

// Keys are how the card numbers its criteria, by id: the group's numeral, then the order.
func (c Card) Keys() map[string]string {
	out := map[string]string{}
	for i, g := range c.Groups {
		for j, k := range g.Criteria {
			out[k.ID] = Numeral(i) + "." + strconv.Itoa(j+1)
		}
	}
	return out
}

// InWords tells whether criteria are judged met or not met instead of by points.
func (c Card) InWords() bool { return len(c.Answers) == 2 }

// Word is a criterion's score as a card judged in words says it.
func (c Card) Word(score decimal.Decimal) string {
	if score.IsPositive() {
		return c.Answers[0]
	}
	return c.Answers[1]
}

// Total is what the criteria can give together.
func (c Card) Total() decimal.Decimal {
	sum := decimal.Zero
	for _, k := range c.Criteria() {
		sum = sum.Add(k.Points)
	}
	return sum
}

// Grade is the total of points got and a bonus: their sum, or the share of what the
// assigned criteria can give, rounded to hundredths; at most the cap.
func (c Card) Grade(got, bonus decimal.Decimal) decimal.Decimal {
	if possible := c.Total(); c.Scale != nil && possible.IsPositive() {
		got = got.Mul(*c.Scale).Div(possible).Round(2)
	}
	got = got.Add(bonus)
	if c.Cap != nil && got.GreaterThan(*c.Cap) {
		return *c.Cap
	}
	return got
}

// Passes tells whether points got and a bonus reach the pass mark, compared exactly,
// before any rounding; known is false where the card has none. A card judged in words
// is passed where every criterion is met.
func (c Card) Passes(got, bonus decimal.Decimal) (passed, known bool) {
	total := c.Total()
	switch {
	case c.InWords() && c.Pass == nil:
		return got.Equal(total), true
	case c.Pass == nil:
		return false, false
	case c.Scale == nil:
		return c.Grade(got, bonus).GreaterThanOrEqual(*c.Pass), true
	}
	pass := *c.Pass
	if c.Cap != nil && pass.GreaterThan(*c.Cap) {
		return false, true
	}
	return got.Mul(*c.Scale).Add(bonus.Mul(total)).GreaterThanOrEqual(pass.Mul(total)), true
}

// Band is the name of a total; "" where no band holds it.
func (c Card) Band(total decimal.Decimal) string {
	for _, b := range c.Bands {
		if total.GreaterThanOrEqual(b.From) {
			return b.Name
		}
	}
	return ""
}

// MostBonus is the most points that the bonus may give; nil for any number.
func (c Card) MostBonus() *decimal.Decimal {
	if c.Times == 0 {
		return nil
	}
	d := c.Bonus.Mul(decimal.NewFromInt(int64(c.Times)))
	return &d
}

// BonusCeiling is the most that the bonus can be in any event: what the round sets, else no
// more than all criteria together.
func (c Card) BonusCeiling() decimal.Decimal {
	switch most := c.MostBonus(); {
	case !c.Bonus.IsPositive():
		return decimal.Zero
	case most != nil:
		return *most
	}
	return c.Total()
}

// MostTotal is the most that the card can come to.
func (c Card) MostTotal() decimal.Decimal { return c.Grade(c.Total(), c.BonusCeiling()) }

// Full is the total of full points, without a bonus.
func (c Card) Full() decimal.Decimal { return c.Grade(c.Total(), decimal.Zero) }

// CardFor is the card of a unit, with the criteria that are assigned to it.
func (f *Form) CardFor(u Unit) (Card, bool) {
	c, ok := f.CardOf(u.Kind)
	if !ok || !slices.ContainsFunc(c.Groups, func(g Group) bool {
		return slices.ContainsFunc(g.Criteria, func(k Criterion) bool { return !k.assigned(u) })
	}) {
		return c, ok
	}
	groups := c.Groups
	c.Groups, c.all = nil, nil
	for _, g := range groups {
		var assigned []Criterion
		for _, k := range g.Criteria {
			if k.assigned(u) {
				assigned = append(assigned, k)
			}
		}
		if g.Criteria = assigned; len(assigned) > 0 {
			c.Groups = append(c.Groups, g)
		}
	}
	return c, true
}

// assigned tells whether a criterion is assigned to a unit.
func (c Criterion) assigned(u Unit) bool {
	if slices.Contains(u.Unassigned, c.ID) {
		return false
	}
	for attr, want := range c.Only {
		if got := u.Attrs[attr]; got != "" && got != want {
			return false
		}
	}
	return true
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
		if slices.Contains(t.Kinds, kind) || slices.Contains(t.carried, kind) {
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

// Chain is the desks that appraise a unit, the first one first.
func (r *Round) Chain(u Unit) (out []Desk) {
	d := r.Desk(u)
	for range len(r.Desks) {
		if !slices.ContainsFunc(r.Desks, func(o Desk) bool { return o.ID == d.ID }) {
			break
		}
		out = append(out, d)
		next := slices.IndexFunc(r.Desks, func(o Desk) bool { return o.ID == d.Then })
		if d.Then == "" || next < 0 {
			break
		}
		d = r.Desks[next]
	}
	return out
}

// Seat is where a desk sits for a unit: the nearest unit above it of the kind that has
// such a desk each; "" for a desk of this level.
func (r *Round) Seat(d Desk, u Unit) string {
	if d.Each == "" {
		return ""
	}
	for range len(r.Register.Units) {
		p, ok := r.Register.Unit(u.Parent)
		if !ok {
			return ""
		}
		if p.Kind == d.Each {
			return p.Code
		}
		u = p
	}
	return ""
}

// Verdicts are the words in which a kind of unit is judged, the first one met: its
// card's, else those of the indicator in which it judges itself, else the usual ones where
// there is a card; none for a kind that is not judged.
func (r *Round) Verdicts(kind string) []string {
	if c, ok := r.Form.CardOf(kind); ok && len(c.Verdict) > 1 {
		return c.Choices(kind)
	}
	if in, ok := r.Form.Indicator(r.Kind(kind).Verdict); ok {
		return in.Choices(kind)
	}
	if _, scored := r.Form.CardOf(kind); !scored {
		return nil
	}
	if r.Language == "en" {
		return []string{"met", "not met"}
	}
	return []string{"đạt", "không đạt"}
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
	return u.Code != r.Self && u.Direct && r.Exists(u)
}

// Exists tells whether a unit was there within the period.
func (r *Round) Exists(u Unit) bool {
	if !u.From.IsZero() && u.From.After(r.Period.To) {
		return false
	}
	return u.To.IsZero() || !u.To.Before(r.Period.From)
}

// Owes tells whether a unit must answer an indicator (conditions aside). This level's own
// return need not give what those below it give.
func (r *Round) Owes(in *Indicator, u Unit) bool {
	return in.Owed(u.Kind) && !(u.Code == r.Self && u.Code != "" && r.rolledUp(in))
}

// rolledUp tells whether units below this level's own are asked for a figure that adds
// up to its own.
func (r *Round) rolledUp(in *Indicator) bool {
	if in.TotalFrom == "" || in.Type != Count && in.Type != Amount {
		return false
	}
	for _, kind := range r.kindsBelow() {
		if in.Asks(kind) && (in.TotalFrom == "all" || in.TotalFrom == kind || r.Kind(kind).Level) {
			return true
		}
	}
	return false
}

// kindsBelow are the kinds of the units below this level's own.
func (r *Round) kindsBelow() []string {
	return r.Remember("kinds below", func() any {
		var kinds []string
		for _, u := range r.Register.Units {
			if u.Code != r.Self && !slices.Contains(kinds, u.Kind) {
				kinds = append(kinds, u.Kind)
			}
		}
		return kinds
	}).([]string)
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
