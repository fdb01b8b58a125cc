package officers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// cardTable is the units of one card: three columns a criterion, self, computed and
// appraised.
func (w *appraisalWriter) cardTable(t desk.AppraisalTable) {
	h := w.cardHead(*t.Card)
	at := len(h.widths) + 1
	for _, c := range decisionColumns {
		h.one(w.t(c.head), c.key, c.width)
	}
	keys := append(h.keys, markKeys...)
	p := w.begin(w.t(scoresSheet), append(h.widths, markWidths...)...)
	p.Wide, p.Printed = true, len(h.widths)
	row := h.put(p)
	w.tables = append(w.tables, append([]string{p.Name, strconv.Itoa(row + 2)}, keys...))
	for i, r := range t.Rows {
		w.cardRow(p, i+1, t, r, at)
	}
	w.validate(p)
	w.cardLegend(p, *t.Card)
}

// twoRowHead is a table's head of two rows while it is put together: columns by themselves
// over both, and columns under a common title.
type twoRowHead struct {
	widths   []float64
	keys     []string // of the columns, as the hidden sheet tells them
	top, sub []canvas.Cell
	merges   [][4]int // row of the head, column, last row, last column
}

// one adds a column over both rows.
func (h *twoRowHead) one(title, key string, width float64) {
	at := len(h.widths) + 1
	h.widths, h.keys = append(h.widths, width), append(h.keys, key)
	h.top = append(h.top, canvas.Cell{V: title, Look: canvas.HeadLook})
	h.sub = append(h.sub, canvas.Cell{Look: canvas.HeadLook})
	h.merges = append(h.merges, [4]int{0, at, 1, at})
}

// group adds columns under a common title.
func (h *twoRowHead) group(title string, small canvas.Look, keys, subs []string, widths ...float64) {
	at := len(h.widths) + 1
	for i, sub := range subs {
		h.widths, h.keys = append(h.widths, widths[i]), append(h.keys, keys[i])
		top := canvas.Cell{Look: canvas.HeadLook}
		if i == 0 {
			top.V = title
		}
		h.top, h.sub = append(h.top, top), append(h.sub, canvas.Cell{V: sub, Look: small})
	}
	h.merges = append(h.merges, [4]int{0, at, 0, at + len(subs) - 1})
}

// put writes the head and freezes and repeats it; it returns its first row.
func (h *twoRowHead) put(p *canvas.Page) int {
	row := p.Row(34, h.top...)
	p.Heads(34, h.sub...)
	for _, m := range h.merges {
		p.Merges = append(p.Merges, [4]int{row + m[0], m[1], row + m[2], m[3]})
		need := p.HeightOver(row, m[1], m[3])
		if m[2] == 1 { // over both rows
			need -= p.Rows[row].Height
		}
		p.Rows[row-1].Height = max(p.Rows[row-1].Height, need)
	}
	p.Freeze, p.Repeat, p.Repeats = [2]int{row + 1, 2}, row+1, 1
	return row
}

// cardHead is the head of a card's table, up to what the appraiser decides.
func (w *appraisalWriter) cardHead(card round.Card) *twoRowHead {
	h := &twoRowHead{}
	h.one(w.t(headNo), "-", 5)
	h.one(w.t(headUnit), decision.ColumnUnit, 27)
	h.one(w.t(headKind), "-", 13)
	narrow, small := 5.6, canvas.HeadLook
	if card.InWords() {
		narrow = 8
	}
	small.Size, small.Bold = 9, false
	three := func(title, key string, width float64) {
		h.group(title, small, []string{"-", "-", key},
			[]string{w.t(headSelf), w.t(computedShort), w.t(appraisedShort)}, width, width, width)
	}
	numbered := card.Keys()
	for _, c := range card.Criteria() {
		title := numbered[c.ID]
		if !card.InWords() {
			title += " (" + finding.Show(c.Points, w.r.Language) + ")"
		}
		three(title, decision.InCriterion+c.ID, narrow)
	}
	if card.Bonus.IsPositive() {
		three(w.t(bonusGroup), decision.InBonus, narrow)
	}
	three(w.t(totalGroup), "-", narrow+1)
	h.group(w.t(beforeGroup), canvas.HeadLook, []string{"-", "-"},
		[]string{w.t(headOwn), w.t(headBefore)}, 9, 16)
	return h
}

// cardLegend says in full what the numbered criteria are.
func (w *appraisalWriter) cardLegend(p *canvas.Page, card round.Card) {
	p.Row(8)
	numbered := card.Keys()
	cols, points := canvas.Across(p.Widths, firstPage)
	for _, c := range card.Criteria() {
		text := numbered[c.ID] + ": " + c.Label
		p.Full(cols, canvas.HeightIn(text, points, 11, false), text, canvas.Look{Size: 11, Wrap: true})
	}
}

// cardRow is a unit's row: its scores, then what the appraiser decides.
func (w *appraisalWriter) cardRow(p *canvas.Page, n int, t desk.AppraisalTable, r desk.AppraisalRow, at int) {
	row := len(p.Rows) + 1
	sum := &rowSum{agree: sheet.Ref(row, at+1), agreed: r.Typed[decision.InAgree] != ""}
	cells := []canvas.Cell{
		{V: n, Look: canvas.OurLook},
		{V: r.Unit, Look: canvas.Look{Border: true, Size: 11, Wrap: true, Bold: true}},
		{V: r.Kind, Look: canvas.OurLook},
	}
	for _, c := range t.Card.Criteria() {
		cells = append(cells, w.criterionCells(p, sheet.Ref(row, len(cells)+3), *t.Card, r, c, sum)...)
	}
	if t.Card.Bonus.IsPositive() {
		cells = append(cells, w.bonusCells(p, sheet.Ref(row, len(cells)+3), *t.Card, r, sum)...)
	}
	bold := canvas.OurLook
	bold.Bold = true
	cells = append(cells,
		canvas.Cell{V: r.Scores.Self, Look: bold},
		canvas.Cell{V: r.Scores.Computed, Look: bold},
		sum.total(r.Card),
	)
	cells = append(cells,
		canvas.Cell{V: w.ownSays(r), Look: canvas.OurLook},
		canvas.Cell{V: w.beforeSays(r), Look: canvas.Look{Border: true, Size: 10, Wrap: true, Align: "center"}},
	)
	put(p, append(cells, w.decisionCells(p, row, at, r)...))
}

// rowSum puts a row's appraised total together: as a formula, and as it is when the
// workbook is written.
type rowSum struct {
	agree  string   // the cell in which what was given before is agreed to
	agreed bool     // it is
	given  []string // each criterion's score: as typed, else as given before, where that is agreed
	extra  string   // the bonus, likewise

	got, bonus decimal.Decimal
	known      int // criteria whose score is known
}

func (s *rowSum) total(card round.Card) canvas.Cell {
	l := canvas.Look{Border: true, Bold: true, Align: "center", Size: 11, Fill: canvas.PaleBlue}
	c := canvas.Cell{V: "", Look: l}
	if all := len(s.given); all > 0 {
		grade := form.GradeOf(card, strings.Join(s.given, "+"), s.extra)
		c.F = fmt.Sprintf(`IF(COUNT(%s)=%d,%s,"")`, strings.Join(s.given, ","), all, grade)
		if s.known == all {
			c.V = card.Grade(s.got, s.bonus)
		}
	}
	return c
}

var shutCell = canvas.Cell{Look: canvas.ShutLook}

// scoreIn is how a score's cell looks; nothing more is taken of a unit that was decided upon.
func scoreIn(r desk.AppraisalRow) canvas.Look {
	in := canvas.InLook
	in.Bold = true
	if r.Decided {
		in.Open, in.Fill = false, canvas.GreyFill
	}
	return in
}

// criterionCells are a criterion's scores: the unit's own, the computed one, and in ref the
// appraised one; shut where it is not assigned to the unit.
func (w *appraisalWriter) criterionCells(p *canvas.Page, ref string, card round.Card, r desk.AppraisalRow,
	c round.Criterion, sum *rowSum) []canvas.Cell {
	if !slices.ContainsFunc(r.Card.Criteria(), func(o round.Criterion) bool { return o.ID == c.ID }) {
		return []canvas.Cell{shutCell, shutCell, shutCell}
	}
	line := r.Scores.Criteria[c.ID]
	typed := r.Typed[decision.InCriterion+c.ID]
	own := canvas.Cell{V: line.Self, Look: canvas.OurLook}
	computed := canvas.Cell{V: line.Computed, Look: canvas.OurLook}
	appraised := canvas.Cell{V: filledNumber(typed), Look: scoreIn(r)}
	score, err := decimal.NewFromString(typed)
	known := err == nil
	if card.InWords() {
		own.V, computed.V, appraised.V = card.WordFor(line.Self), card.WordFor(line.Computed), filledText(typed, false)
		known = false
		for i, word := range card.Answers {
			if decision.Same(typed, word) {
				score, known = decimal.NewFromInt(int64(1-i)), true
			}
		}
		w.choose(p, ref, card.Answers...)
	} else {
		w.upTo(p, ref, c.Points)
	}
	if line.Self != nil && (line.Computed == nil || !line.Self.Equal(*line.Computed)) {
		computed.Look.Fill = canvas.AmberFill
	}
	before := line.Self
	if r.Before != nil {
		if d, ok := r.Before.Criteria[c.ID]; ok {
			before = &d
		}
	}
	sum.given = append(sum.given, w.given(card, ref, sum.agree, before))
	switch {
	case known:
		sum.got, sum.known = sum.got.Add(score), sum.known+1
	case typed == "" && sum.agreed && before != nil:
		sum.got, sum.known = sum.got.Add(*before), sum.known+1
	}
	return []canvas.Cell{own, computed, appraised}
}

// bonusCells are the bonus: what the unit claims, and in ref what is granted.
func (w *appraisalWriter) bonusCells(p *canvas.Page, ref string, card round.Card, r desk.AppraisalRow,
	sum *rowSum) []canvas.Cell {
	w.upTo(p, ref, card.BonusCeiling())
	var claimed any
	if r.Scores.Bonus != nil && r.Scores.Bonus.IsPositive() {
		claimed = *r.Scores.Bonus
	}
	before := r.Scores.Bonus
	if r.Before != nil && r.Before.Bonus != nil {
		before = r.Before.Bonus
	}
	typed := r.Typed[decision.InBonus]
	if b, err := decimal.NewFromString(typed); err == nil {
		sum.bonus = b
	} else if typed == "" && sum.agreed && before != nil {
		sum.bonus = *before
	}
	sum.extra = ref
	if before != nil && before.IsPositive() {
		sum.extra = fmt.Sprintf(`IF(AND(%s="",%s<>""),%s,N(%s))`, ref, sum.agree, before, ref)
	}
	return []canvas.Cell{{V: claimed, Look: canvas.OurLook}, shutCell, {V: filledNumber(typed), Look: scoreIn(r)}}
}

// given is a criterion's score as a formula.
func (w *appraisalWriter) given(card round.Card, ref, agree string, before *decimal.Decimal) string {
	typed := ref
	if card.InWords() {
		typed = fmt.Sprintf(`IF(%s=%s,1,IF(%s="","",0))`, ref, canvas.Literal(card.Answers[0]), ref)
	}
	if before == nil {
		return fmt.Sprintf(`IF(%s="","",%s)`, ref, typed)
	}
	return fmt.Sprintf(`IF(%s="",IF(%s="","",%s),%s)`, ref, agree, before, typed)
}
