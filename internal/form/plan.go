// Package form lays a round's questions out on sheets: which line stands where,
// which cell answers what, under which defined name and beside which code. The
// writer of workbooks draws from the plan, the reader of returns searches by it.
package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tonghop/internal/round"
	"tonghop/internal/sheet"
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

var titles = map[string]map[SheetKey]string{
	"vi": {Guide: "Hướng dẫn", UnitKey: "Đơn vị", Report: "Báo cáo", Figures: "Số liệu", Score: "Chấm điểm", Lists: "Danh sách", Mend: "Cần sửa"},
	"en": {Guide: "Guide", UnitKey: "Unit", Report: "Report", Figures: "Figures", Score: "Scorecard", Lists: "Lists", Mend: "To correct"},
}

// Title is the sheet's title in the round's language.
func Title(r *round.Round, k SheetKey) string { return titles[r.Language][k] }

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
	FigNo, FigLabel, FigUnit, FigNow, FigPrior, FigChange, FigSum, FigExplain, FigCheck, FigCode = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
)

// FigFirst is how many lines stand above the first section of the figures' sheet.
const FigFirst = 2

// Columns of the report's, unit's, score's and lists' sheets.
const (
	RepLabel, RepText, RepCheck, RepCode = 1, 2, 3, 4

	UnitLabel, UnitValue, UnitCheck, UnitCode = 1, 2, 3, 4

	ScoNo, ScoLabel, ScoPoints, ScoSelf, ScoViolations, ScoAppraised, ScoExplain, ScoCheck, ScoCode = 1, 2, 3, 4, 5, 6, 7, 8, 9

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

// builder lays lines out one below the other.
type builder struct {
	p     *Plan
	sheet *Sheet
	row   int
	rows  map[string]int
}

func (b *builder) open(k SheetKey) {
	b.p.Sheets = append(b.p.Sheets, Sheet{Key: k, Title: Title(b.p.Round, k), Lines: make([]Line, 0, 64)})
	b.sheet = &b.p.Sheets[len(b.p.Sheets)-1]
	b.row = 0
}

func (b *builder) line(l Line) int {
	b.row++
	l.Row = b.row
	b.sheet.Lines = append(b.sheet.Lines, l)
	return b.row
}

var labelCols = map[SheetKey]int{UnitKey: UnitLabel, Report: RepLabel, Figures: FigLabel, Score: ScoLabel}

func (b *builder) input(in Input) {
	in.Sheet = b.sheet.Key
	if in.LastRow == 0 {
		in.LastRow = in.Row
	}
	if in.LastCol == 0 {
		in.LastCol = in.Col
	}
	if in.Label != "" {
		in.LabelCol = labelCols[in.Sheet]
	}
	in.Place = b.sheet.Title + "!" + sheet.Ref(in.Row, in.Col)
	if in.LastRow > in.Row {
		in.Place += ":" + sheet.Ref(in.LastRow, in.Col)
	}
	in.Refers = "'" + strings.ReplaceAll(b.sheet.Title, "'", "''") + "'!" + fixed(in.Row, in.Col)
	if in.LastRow > in.Row || in.LastCol > in.Col {
		in.Refers += ":" + fixed(in.LastRow, in.LastCol)
	}
	b.p.byName[in.Name] = len(b.p.Inputs)
	b.p.Inputs = append(b.p.Inputs, in)
}

// fixed is a reference that stays when formulas are moved: $D$7.
func fixed(row, col int) string { return "$" + sheet.ColumnName(col) + "$" + strconv.Itoa(row) }

// Build lays out the form of a unit; with a unit that has only a kind, the
// kind's form with everything of the kind. rows says how many rows a table must
// hold at least, spare rows aside; nil where there is nothing to hold.
func Build(r *round.Round, u round.Unit, rows map[string]int) *Plan {
	most := 3*len(r.Form.Indicators) + 100 // inputs
	b := &builder{p: &Plan{Round: r, Unit: u, Inputs: make([]Input, 0, most), byName: make(map[string]int, most), memo: &round.Memo{}}, rows: rows}
	b.open(Guide)
	b.unitSheet()
	b.reportSheet()
	b.figureSheet()
	if card, ok := r.Form.CardFor(u); ok {
		b.scoreSheet(card)
	}
	if tables := r.Form.TablesOf(u.Kind); len(tables) > 0 {
		b.listSheet(tables)
	}
	return b.p
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

func filled(r *round.Round, u round.Unit) (rows []int) {
	for _, t := range r.Form.TablesOf(u.Kind) {
		n := 0
		if t.RowsFrom != "" && u.Code != "" {
			n = len(FilledRows(r, u, t))
		}
		rows = append(rows, n)
	}
	return rows
}

func (b *builder) unitSheet() {
	b.open(UnitKey)
	b.line(Line{Kind: Heading})
	b.line(Line{Kind: Blank})
	fields := append([]string{"vong", "phien_ban_mau", "ban_so", round.UnitCode, round.UnitName}, round.UnitInputs...)
	for _, name := range fields {
		row := b.line(Line{Kind: Field, Name: name})
		part := UnitField
		if slices.Contains([]string{"vong", "phien_ban_mau", "ban_so"}, name) {
			part = Stamp
		}
		b.input(Input{Name: name, ID: name, Part: part, Row: row, Col: UnitValue, CodeCol: UnitCode, Code: name, Label: FieldLabel(b.p.Round, name)})
	}
}

// ReportHead is how many lines the head of the report has.
const ReportHead = 4

// reportSheet lays out narratives and texts, by section.
func (b *builder) reportSheet() {
	b.open(Report)
	for n := range ReportHead {
		b.line(Line{Kind: Heading, N: n})
	}
	b.line(Line{Kind: TitleLine})
	b.bySection(func(in *round.Indicator) bool { return in.Type == round.Narrative || in.Type == round.TextLine }, func(in *round.Indicator, n int) {
		rows := 1
		if in.Type == round.Narrative {
			rows = b.p.Round.Settings.NarrativeRows
		}
		first := b.row + 1
		for i := range rows {
			b.line(Line{Kind: Block, Indicator: in, N: i})
		}
		b.input(Input{Name: in.ID, ID: in.ID, Part: Value, Row: first, LastRow: b.row, Col: RepText, CodeCol: RepCode, Code: in.ID, Label: in.Label})
		b.line(Line{Kind: Gap}) // locked: too long a paste is refused instead of running into the next answer
	})
	b.line(Line{Kind: Blank})
	b.line(Line{Kind: Signatures})
}

// bySection calls each for the unit's indicators of the wanted sort, with a
// section line before the first of a section.
func (b *builder) bySection(want func(*round.Indicator) bool, each func(in *round.Indicator, n int)) {
	form := &b.p.Round.Form
	for i := range form.Sections {
		s := &form.Sections[i]
		n := 0
		for j := range form.Indicators {
			in := &form.Indicators[j]
			if in.Section != s.ID || !want(in) || !in.Concerns(b.p.Unit) {
				continue
			}
			if n == 0 {
				b.sectionLine(s)
			}
			n++
			each(in, n)
		}
	}
}

func (b *builder) sectionLine(s *round.Section) {
	row := b.line(Line{Kind: SectionLine, Section: s})
	if b.sheet.Key != Figures {
		return
	}
	for i := range b.p.Round.Form.Indicators {
		in := &b.p.Round.Form.Indicators[i]
		if in.Section == s.ID && in.Concerns(b.p.Unit) && (in.Type == round.Count || in.Type == round.Amount) {
			name := round.Nothing(s.ID)
			b.input(Input{Name: name, ID: s.ID, Part: Nothing, Row: row, Col: FigNow, CodeCol: FigCode, Code: name, Label: s.Title})
			return
		}
	}
}

func (b *builder) figureSheet() {
	b.open(Figures)
	b.line(Line{Kind: Heading})
	b.line(Line{Kind: Columns})
	figure := func(in *round.Indicator) bool { return in.Type != round.Narrative && in.Type != round.TextLine }
	b.bySection(figure, func(in *round.Indicator, n int) {
		row := b.line(Line{Kind: Figure, Indicator: in, N: n})
		part := Value
		if in.Type == round.Ratio {
			part = Computed
		}
		b.input(Input{Name: in.ID, ID: in.ID, Part: part, Row: row, Col: FigNow, CodeCol: FigCode, Code: in.ID, Label: in.Label})
		if in.Prior {
			b.input(Input{Name: in.ID + round.PriorSuffix, ID: in.ID, Part: Prior, Row: row, Col: FigPrior, CodeCol: FigCode, Code: in.ID, Label: in.Label})
		}
		if part == Value {
			b.input(Input{Name: in.ID + round.ExplanationSuffix, ID: in.ID, Part: Explanation, Row: row, Col: FigExplain, CodeCol: FigCode, Code: in.ID, Label: in.Label})
		}
	})
}

func (b *builder) scoreSheet(card round.Card) {
	b.open(Score)
	b.line(Line{Kind: Heading})
	for i, m := range card.Method {
		b.line(Line{Kind: Method, N: i + 1, Text: m})
	}
	if card.GateLabel != "" {
		row := b.line(Line{Kind: Gate, Text: card.GateLabel})
		b.input(Input{Name: round.Gate, ID: round.Gate, Part: CardField, Row: row, Col: ScoSelf, CodeCol: ScoCode, Code: round.Gate, Label: card.GateLabel})
	}
	b.line(Line{Kind: Columns})
	for n := range card.Groups {
		g := &card.Groups[n]
		b.line(Line{Kind: GroupLine, Group: g})
		for i := range g.Criteria {
			c := &g.Criteria[i]
			row := b.line(Line{Kind: CriterionLine, Criterion: c, N: i + 1})
			b.input(Input{Name: c.ID + round.ScoreSuffix, ID: c.ID, Part: SelfScore, Row: row, Col: ScoSelf, CodeCol: ScoCode, Code: c.ID, Label: c.Label})
			if !card.InWords() && !c.Measured() {
				b.input(Input{Name: c.ID + round.ViolationsSuffix, ID: c.ID, Part: Violations, Row: row, Col: ScoViolations, CodeCol: ScoCode, Code: c.ID, Label: c.Label})
			}
			b.input(Input{Name: c.ID + round.ExplanationSuffix, ID: c.ID, Part: Explanation, Row: row, Col: ScoExplain, CodeCol: ScoCode, Code: c.ID, Label: c.Label})
		}
	}
	if card.Bonus.IsPositive() {
		row := b.line(Line{Kind: BonusLine})
		b.input(Input{Name: round.Bonus, ID: round.Bonus, Part: CardField, Row: row, Col: ScoSelf, CodeCol: ScoCode, Code: round.Bonus, Label: Words(b.p.Round, round.Bonus)})
		b.input(Input{Name: round.BonusNote, ID: round.BonusNote, Part: CardField, Row: row, Col: ScoExplain, CodeCol: ScoCode, Code: round.Bonus, Label: Words(b.p.Round, round.Bonus)})
	}
	row := b.line(Line{Kind: TotalLine})
	b.input(Input{Name: round.SelfTotal, ID: round.SelfTotal, Part: Computed, Row: row, Col: ScoSelf, CodeCol: ScoCode, Code: round.SelfTotal, Label: Words(b.p.Round, round.SelfTotal)})
	if len(card.Verdict) > 0 {
		row = b.line(Line{Kind: VerdictLine})
		b.input(Input{Name: round.Verdict, ID: round.Verdict, Part: CardField, Row: row, Col: ScoSelf, CodeCol: ScoCode, Code: round.Verdict, Label: Words(b.p.Round, round.Verdict)})
	}
	b.line(Line{Kind: Blank})
	b.line(Line{Kind: Signatures, Text: fmt.Sprint(card.ID)})
}

func (b *builder) listSheet(tables []round.Table) {
	b.open(Lists)
	b.line(Line{Kind: Heading})
	rows := filled(b.p.Round, b.p.Unit)
	for n := range tables {
		t := &tables[n]
		b.line(Line{Kind: TableTitle, Table: t})
		b.line(Line{Kind: TableHead, Table: t})
		first := b.row + 1
		for i := range max(rows[n], b.rows[t.ID]) + b.p.Round.Settings.SpareRows {
			b.line(Line{Kind: TableRow, Table: t, N: i})
		}
		b.input(Input{Name: round.TableName(t.ID), ID: t.ID, Part: Rows, Row: first, LastRow: b.row, Col: ListFirst, LastCol: ListFirst + len(t.Columns) - 1, CodeCol: ListCode, Code: t.ID})
		b.line(Line{Kind: Blank})
	}
}

// FilledRows are the units that fill the first rows of a table.
func FilledRows(r *round.Round, u round.Unit, t round.Table) (out []round.Unit) {
	for _, c := range r.Register.Children(u.Code) {
		if c.Kind == t.RowsFrom {
			out = append(out, c)
		}
	}
	return out
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
