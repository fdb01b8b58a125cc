package form

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
)

// builder lays lines out one below the other.
type builder struct {
	p     *Plan
	sheet *Sheet
	row   int
	rows  map[string]int
	card  round.Card // of the unit, where it has one
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

var (
	labelCols = map[SheetKey]int{UnitKey: UnitLabel, Report: RepLabel, Figures: FigLabel, Score: ScoLabel}
	codeCols  = map[SheetKey]int{UnitKey: UnitCode, Report: RepCode, Figures: FigCode, Score: ScoCode, Lists: ListCode}
)

// on returns what puts inputs on the line of an id: the answer itself under its name, and
// with a suffix what is asked beside it.
func (b *builder) on(row int, id, label string) func(suffix string, part Part, col int) {
	return func(suffix string, part Part, col int) {
		b.input(Input{Name: id + suffix, ID: id, Part: part, Row: row, Col: col, Code: id, Label: label})
	}
}

func (b *builder) input(in Input) {
	in.Sheet = b.sheet.Key
	in.Asked = b.asked(&in)
	if ind, ok := b.p.Round.Form.Indicator(in.ID); ok && in.Part == Value && in.Asked.Figure() {
		in.Box = round.Nothing(ind.Section)
	}
	in.CodeCol = codeCols[in.Sheet]
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
	p := &Plan{
		Round:  r,
		Unit:   u,
		Inputs: make([]Input, 0, most),
		byName: make(map[string]int, most),
		memo:   &round.Memo{},
	}
	b := &builder{p: p, rows: rows}
	card, scored := r.Form.CardFor(u)
	b.card = card
	b.open(Guide)
	b.unitSheet()
	b.reportSheet()
	b.figureSheet()
	if scored {
		b.scoreSheet(card)
	}
	if tables := r.Form.TablesOf(u.Kind); len(tables) > 0 {
		b.listSheet(tables)
	}
	return b.p
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
		b.on(row, name, FieldLabel(b.p.Round, name))("", part, UnitValue)
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
	written := func(in *round.Indicator) bool { return in.Type == round.Narrative || in.Type == round.TextLine }
	b.bySection(written, func(in *round.Indicator, n int) {
		rows := 1
		if in.Type == round.Narrative {
			rows = b.p.Round.Settings.NarrativeRows
		}
		first := b.row + 1
		for i := range rows {
			b.line(Line{Kind: Block, Indicator: in, N: i})
		}
		b.input(Input{
			Name:    in.ID,
			ID:      in.ID,
			Part:    Value,
			Row:     first,
			LastRow: b.row,
			Col:     RepText,
			Code:    in.ID,
			Label:   in.Label,
		})
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
			b.input(Input{Name: name, ID: s.ID, Part: Nothing, Row: row, Col: FigNow, Code: name, Label: s.Title})
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
		ask := b.on(row, in.ID, in.Label)
		ask("", part, FigNow)
		if in.Prior {
			ask(round.PriorSuffix, Prior, FigPrior)
		}
		if part == Value {
			ask(round.ExplanationSuffix, Explanation, FigExplain)
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
		b.on(row, round.Gate, card.GateLabel)("", CardField, ScoSelf)
	}
	b.line(Line{Kind: Columns})
	for n := range card.Groups {
		g := &card.Groups[n]
		b.line(Line{Kind: GroupLine, Group: g})
		for i := range g.Criteria {
			c := &g.Criteria[i]
			row := b.line(Line{Kind: CriterionLine, Criterion: c, N: i + 1})
			ask := b.on(row, c.ID, c.Label)
			ask(round.ScoreSuffix, SelfScore, ScoSelf)
			if !card.InWords() && !c.Measured() {
				ask(round.ViolationsSuffix, Violations, ScoViolations)
			}
			ask(round.ExplanationSuffix, Explanation, ScoExplain)
		}
	}
	if card.Bonus.IsPositive() {
		row := b.line(Line{Kind: BonusLine})
		b.on(row, round.Bonus, Words(b.p.Round, round.Bonus))("", CardField, ScoSelf)
		b.input(Input{
			Name:  round.BonusNote,
			ID:    round.BonusNote,
			Part:  CardField,
			Row:   row,
			Col:   ScoExplain,
			Code:  round.Bonus, // it stands on the bonus's line
			Label: Words(b.p.Round, round.Bonus),
		})
	}
	row := b.line(Line{Kind: TotalLine})
	b.on(row, round.SelfTotal, Words(b.p.Round, round.SelfTotal))("", Computed, ScoSelf)
	if len(card.Verdict) > 0 {
		row = b.line(Line{Kind: VerdictLine})
		b.on(row, round.Verdict, Words(b.p.Round, round.Verdict))("", CardField, ScoSelf)
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
		b.input(Input{
			Name:    round.TableName(t.ID),
			ID:      t.ID,
			Part:    Rows,
			Row:     first,
			LastRow: b.row,
			Col:     ListFirst,
			LastCol: ListFirst + len(t.Columns) - 1,
			Code:    t.ID,
			Columns: ofColumns(t),
		})
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
