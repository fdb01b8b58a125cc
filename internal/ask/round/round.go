// Package round holds what is asked of whom by when: the round's dates and
// people (round.yaml), its form (form.yaml) and its register of units
// (units.xlsx), read together and checked, every mistake with its place.
package round

import (
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
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

	memo *Memo
}

// Remember returns what make returned for the key the first time: something that
// follows from the definition alone, which does not change once it is loaded.
func (r *Round) Remember(key any, make func() any) any {
	return r.memo.Remember(key, make)
}

// New is a round in a folder of which nothing is known yet.
func New(dir string) *Round {
	return &Round{Dir: dir, Severity: map[string]finding.Severity{}, memo: &Memo{}}
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
	LargestFile   int              // MB of a file that is taken in
	Convert       bool             // .xls and .ods are converted, where LibreOffice is installed
	Budget        *decimal.Decimal // for prizes; nil: none is set
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
	ByCode map[string]int
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

// Above is the round as the level above this one judges by it: nobody's own return is filled
// in with totals there, so that everything asked is owed.
func (r *Round) Above() *Round {
	above := *r
	above.Self, above.memo = "", &Memo{}
	return &above
}

// NameUnits has the register's units found by code, by the unit above and by name.
func (r *Round) NameUnits() {
	r.Register = RegisterOf(r.Register.Units)
	for i, u := range r.Register.Units {
		names := []string{viet.Fold(u.Name), viet.Fold(r.DisplayName(u))}
		for _, n := range slices.Compact(names) {
			r.Register.byName[n] = append(r.Register.byName[n], i)
		}
	}
}

// RegisterOf is a register of those units, in their order: found by code and by the unit above,
// not by name.
func RegisterOf(units []Unit) Register {
	r := Register{
		Units:  units,
		ByCode: make(map[string]int, len(units)),
		byName: map[string][]int{},
		below:  map[string][]Unit{},
	}
	for i, u := range units {
		r.below[u.Parent] = append(r.below[u.Parent], u)
		r.ByCode[FoldCode(u.Code)] = i
	}
	return r
}

// Unit finds a unit by its code.
func (r *Register) Unit(code string) (Unit, bool) {
	i, ok := r.ByCode[FoldCode(code)]
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
	return []string{MetResult.In(r.Language), NotMetResult.In(r.Language)}
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
	if label, ok := r.Form.labelOf(name); ok {
		return label
	}
	for suffix, said := range suffixWords {
		base, ok := strings.CutSuffix(name, suffix)
		if !ok {
			continue
		}
		if label, ok := r.Form.labelOf(base); ok {
			return label + said.In(r.Language)
		}
	}
	if l, ok := inputLabels[name]; ok {
		return l.In(r.Language)
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

// labelOf is the label of an indicator or a criterion.
func (f *Form) labelOf(id string) (string, bool) {
	if in, ok := f.Indicator(id); ok {
		return in.Label, true
	}
	for _, c := range f.Cards {
		for _, k := range c.Criteria() {
			if k.ID == id {
				return k.Label, true
			}
		}
	}
	return "", false
}

// Largest is how many bytes a file may have that is taken in.
func (s Settings) Largest() int64 { return int64(s.LargestFile) << 20 }
