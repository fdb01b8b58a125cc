// Package form lays a round's questions out on sheets: which line stands where,
// which cell answers what, under which defined name and beside which code. The
// writer of workbooks draws from the plan, the reader of returns searches by it.
package form

import (
	"fmt"
	"strconv"

	"tonghop/internal/ask/round"
)

// SheetKey names a sheet of the form, whatever its title in the language.
type SheetKey string

// The sheets of a form, in order (contract: inside an issued workbook).
const (
	Guide   SheetKey = "guide"
	UnitKey SheetKey = "unit"
	Report  SheetKey = "report"
	Figures SheetKey = "figures"
	Score   SheetKey = "score"
	Lists   SheetKey = "lists"
	Mend    SheetKey = "mend" // of a form to correct: what is to be mended
)

// LineKind says what a line of a sheet is.
type LineKind int

// The kinds of lines.
const (
	Blank         LineKind = iota
	Heading                // the sheet's title block
	Gap                    // a locked row between answers
	TitleLine              // the paper's title
	Columns                // column headings
	SectionLine            // a section's title; its "nothing to report" box where it has figures
	Figure                 // an indicator with a cell for this year
	Block                  // one row of a narrative's or text's answer
	Field                  // a field of the unit's sheet
	Gate                   // the card's gate
	GroupLine              // a group of criteria
	CriterionLine          // a criterion
	TotalLine              // the card's total
	BonusLine              // the bonus
	VerdictLine            // the unit's own verdict
	Signatures             // signature blocks
	TableTitle             // a table's title
	TableHead              // a table's column headings
	TableRow               // a table's data row
	Method                 // how points are given
)

// Columns of the figures' sheet.
const (
	FigNo, FigLabel, FigUnit, FigNow, FigPrior = 1, 2, 3, 4, 5
	FigChange, FigSum, FigExplain              = 6, 7, 8
	FigCheck, FigCode                          = 9, 10
)

// FigFirst is how many lines stand above the first section of the figures' sheet.
const FigFirst = 2

// Columns of the report's, unit's, score's and lists' sheets.
const (
	RepLabel, RepText, RepCheck, RepCode = 1, 2, 3, 4

	UnitLabel, UnitValue, UnitCheck, UnitCode = 1, 2, 3, 4

	ScoNo, ScoLabel, ScoPoints                       = 1, 2, 3
	ScoSelf, ScoViolations, ScoAppraised, ScoExplain = 4, 5, 6, 7
	ScoCheck, ScoCode                                = 8, 9

	ListNo, ListFirst, ListCheck, ListCode = 1, 2, 9, 10
)

// Line is one line of a sheet.
type Line struct {
	Kind      LineKind
	Row       int
	Indicator *round.Indicator
	Section   *round.Section
	Criterion *round.Criterion
	Group     *round.Group
	Table     *round.Table
	Name      string // field or code
	N         int    // running number: row of a block or table, order of a criterion
	Text      string
}

// Sheet is one sheet of the plan.
type Sheet struct {
	Key   SheetKey
	Title string
	Lines []Line
}

// Part says what an input is of its id.
type Part int

// The parts of an answer.
const (
	Value Part = iota
	Prior
	Explanation
	Nothing    // a section's "nothing to report" box
	Computed   // locked, computed by us
	UnitField  // a field of the unit's sheet
	SelfScore  // a criterion's self-score
	Violations // a criterion's violations
	CardField  // gate, bonus, verdict
	Rows       // a table's data rows
	Stamp      // round, version, copy: visible and locked
)

// Input is one cell, block or range with a defined name.
type Input struct {
	Name     string // the defined name
	ID       string // indicator, criterion, section, table or field
	Part     Part
	Sheet    SheetKey
	Row, Col int
	LastRow  int // of a block or table; else Row
	LastCol  int // of a table; else Col
	CodeCol  int
	Code     string // what stands in the code column
	LabelCol int
	Label    string // what stands in the label column of its (first) row; "" for a table
	Place    string // where it stands as it is issued: Số liệu!D7, or Báo cáo!B5:B12
	Refers   string // what its defined name refers to then: 'Số liệu'!$D$7

	Asked   Asked   // what may stand in it
	Columns []Asked // what the columns of a table ask
	Box     string  // name of the section's box, under which a blank figure is 0; "" for none
}

// Plan is the layout of one form.
type Plan struct {
	Round  *round.Round
	Unit   round.Unit // Code "" for a kind's blank form
	Sheets []Sheet
	Inputs []Input
	byName map[string]int
	memo   *round.Memo
}

// Input finds an input by its defined name.
func (p *Plan) Input(name string) (Input, bool) {
	i, ok := p.byName[name]
	if !ok {
		return Input{}, false
	}
	return p.Inputs[i], true
}

// Asked is what may stand in an input, by its defined name: any text where it is not asked.
func (p *Plan) Asked(name string) Asked {
	if i, ok := p.byName[name]; ok {
		return p.Inputs[i].Asked
	}
	return Asked{Type: round.TextLine}
}

// Index is an input's place among Inputs, by its defined name; -1 where it is not asked.
func (p *Plan) Index(name string) int {
	if i, ok := p.byName[name]; ok {
		return i
	}
	return -1
}

// Remember returns what make returned for the key the first time: something that follows from
// what is asked, and so is the same for all units that share the plan.
func (p *Plan) Remember(key any, make func() any) any { return p.memo.Remember(key, make) }

// Concerns tells whether the unit is asked for an input or a table.
func (p *Plan) Concerns(name string) bool {
	if _, ok := p.byName[name]; ok {
		return true
	}
	if t, ok := p.Round.Form.Table(name); ok {
		_, ok := p.byName[round.TableName(t.ID)]
		return ok
	}
	return false
}

// Sheet finds a sheet by key; nil where the kind has none.
func (p *Plan) Sheet(k SheetKey) *Sheet {
	for i := range p.Sheets {
		if p.Sheets[i].Key == k {
			return &p.Sheets[i]
		}
	}
	return nil
}

// Of is the plan of a unit's form as it is issued. Units of a kind that are asked the
// same share it but for the unit; it must not be changed.
func Of(r *round.Round, u round.Unit) *Plan {
	key := layout{round: r, kind: u.Kind, filled: fmt.Sprint(filled(r, u))}
	for _, in := range r.Form.Indicators {
		if len(in.Only) > 0 {
			key.asked += strconv.FormatBool(in.Concerns(u))
		}
	}
	if card, ok := r.Form.CardOf(u.Kind); ok {
		if own, _ := r.Form.CardFor(u); len(own.Criteria()) < len(card.Criteria()) {
			key.asked += " of the card:" // even where no criterion is left
			for _, c := range own.Criteria() {
				key.asked += " " + c.ID
			}
		}
	}
	p := *r.Remember(key, func() any { return Build(r, u, nil) }).(*Plan)
	p.Unit = u
	return &p
}

// layout is all that a plan depends on.
type layout struct {
	round         *round.Round
	kind          string
	asked, filled string // conditions met, rows filled in
}

// Parts are the parts that a rule sums up to this total, as far as they concern
// the unit: shown beside the typed total.
func (p *Plan) Parts(id string) (parts []string) {
	for _, rule := range p.Round.Form.Rules {
		if rule.Total != id {
			continue
		}
		for _, part := range rule.Parts {
			if _, ok := p.Input(part); ok {
				parts = append(parts, part)
			}
		}
		return parts
	}
	return nil
}
