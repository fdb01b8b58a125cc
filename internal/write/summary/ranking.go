package summary

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/finding"
	"tonghop/internal/judge/score"
	"tonghop/internal/write/canvas"
)

// ranking lists units with a card by score, with what gave it.
func (w *summaryWriter) ranking(n int) {
	card := w.r.Form.Cards[n]
	widths, heads := w.rankColumns(card)
	p := w.b.Page(w.t(sheetScores), widths...)
	p.FitWidth()
	p.Block()
	w.head(p, len(heads), w.t(titleScores))
	row := w.headings(p, 62, heads...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	rank, last, i := 0, decimal.Zero, 0 // units of one share of what their card gives have one rank
	for _, u := range w.ranked() {
		if own, _ := w.r.Form.CardOf(u.Unit.Kind); own.ID != card.ID {
			continue
		}
		i++
		place := canvas.Cell{Look: canvas.MidLook}
		if share := w.share(u); share != nil {
			if rank == 0 || !share.Equal(last) {
				rank, last = i, *share
			}
			place.V = rank
		} else if u.Scores.Step == score.StepGate {
			place.V = w.t(cellGate)
		}
		p.Block()
		p.Auto(18, append([]canvas.Cell{place}, w.rankCells(u, card)...)...)
	}
	if i == 0 {
		w.nothing(p, len(heads))
	}
	w.rankLegend(p, len(heads), card)
}

// rankColumns are the columns of the ranking: what is known of a unit, and each criterion.
func (w *summaryWriter) rankColumns(card round.Card) (widths []float64, heads []string) {
	widths = []float64{6, 28, 13, 8, 8, 9, 12, 12, 19}
	heads = w.texts(headRank, headUnit, headKind, headSelf, headComputed, headAppraised, headResult, headOwnResult,
		headRankedBy)
	keys := card.Keys()
	for _, c := range card.Criteria() {
		head := keys[c.ID]
		if !card.InWords() {
			head += "\n(" + finding.Show(c.Points, w.r.Language) + ")"
		}
		widths, heads = append(widths, canvas.Unbroken(head, 5.5, canvas.HeadLook.Size)), append(heads, head)
	}
	return widths, heads
}

// rankLegend says on a page of its own what the colours and the criteria's keys mean.
func (w *summaryWriter) rankLegend(p *canvas.Page, cols int, card round.Card) {
	p.NewPage()
	grey := canvas.Look{Italic: true, Size: 11, Color: canvas.GreyText, Wrap: true}
	p.Full(cols, 34, w.t(legendScores), grey)
	keys := card.Keys()
	for _, c := range card.Criteria() {
		text := keys[c.ID] + ": " + c.Label
		if !card.InWords() {
			text = w.fill(criterionPoints, keys[c.ID], c.Label, finding.Show(c.Points, w.r.Language))
		}
		p.Full(cols, canvas.HeightIn(text, 690, 11, false), text, canvas.Look{Size: 11, Wrap: true})
	}
}

// rankCells are a unit's cells of the ranking, from its name.
func (w *summaryWriter) rankCells(u roll.UnitLine, card round.Card) []canvas.Cell {
	s := u.Scores
	c := canvas.MidLook
	wrap := canvas.OurLook
	appraised := c
	appraised.Bold = true
	result := u.Result
	if s.Band != "" {
		result = strings.TrimPrefix(result+", "+s.Band, ", ")
	}
	cells := []canvas.Cell{
		{V: w.names[u.Unit.Code], Look: canvas.LineLook},
		{V: w.r.Kind(u.Unit.Kind).Name, Look: wrap},
		{V: s.Self, Look: c},
		{V: s.Computed, Look: c},
		{V: s.Appraised, Look: appraised},
		{V: result, Look: wrap},
		{V: u.Own, Look: wrap},
		{V: w.step(u), Look: canvas.Look{Border: true, Align: "center", Size: 10, Wrap: true}},
	}
	for _, k := range card.Criteria() {
		l := c
		line := s.Criteria[k.ID]
		shown := line.Self
		if line.Appraised != nil {
			shown = line.Appraised
		}
		var v any = shown
		if card.InWords() {
			v = card.WordFor(shown)
			l.Size, l.Wrap = 8, true
		}
		switch {
		case line.Appraised != nil && line.Self != nil && !line.Appraised.Equal(*line.Self):
			l.Fill = canvas.RedFill
		case shown != nil && shown.LessThan(k.Points):
			l.Fill = canvas.AmberFill
		}
		cells = append(cells, canvas.Cell{V: v, Look: l})
	}
	return cells
}

// step is what a unit's place rests on, in words.
func (w *summaryWriter) step(u roll.UnitLine) string {
	if u.Decision != "" {
		return u.Decision
	}
	text := w.t(stepSelf)
	switch {
	case u.Scores.Step == score.StepGate:
		text = w.t(stepGate)
	case u.Scores.Final != nil:
		text = w.t(stepAppraised)
	case u.Scores.Appraised != nil:
		text = w.t(stepDeskBefore)
	}
	if u.Via != "" {
		text = w.fill(stepVia, text, u.Via)
	}
	return text
}

// best is the score that a unit is ranked by: the final one, else the appraised, else its
// own.
func best(u roll.UnitLine) *decimal.Decimal {
	switch s := u.Scores; {
	case s == nil || s.Step == score.StepGate:
		return nil // not scored at all
	case s.Final != nil:
		return s.Final
	case s.Appraised != nil:
		return s.Appraised
	default:
		return s.Self
	}
}

// share is the score that a unit is ranked by, of what its card gives with full points:
// cards of different scales stand beside each other. nil for none.
func (w *summaryWriter) share(u roll.UnitLine) *decimal.Decimal {
	b := best(u)
	card, ok := w.r.Form.CardFor(u.Unit)
	if full := card.Full(); b == nil || !ok || !full.IsPositive() {
		return nil
	} else {
		s := b.Div(full)
		return &s
	}
}

// ranked are the units with scores, the best first, those with the same score by name.
func (w *summaryWriter) ranked() (out []roll.UnitLine) {
	for _, u := range w.units {
		if _, ok := w.r.Form.CardOf(u.Unit.Kind); ok && u.Scores != nil {
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b roll.UnitLine) int {
		x, y := w.share(a), w.share(b)
		switch {
		case x == nil && y == nil:
			return 0
		case x == nil:
			return 1
		case y == nil:
			return -1
		}
		return y.Cmp(*x)
	})
	return out
}
