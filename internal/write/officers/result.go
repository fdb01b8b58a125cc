package officers

import (
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/judge/score"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
)

// resultWide is how wide the printed page is for texts across it, in points.
const resultWide = 470

// ResultBook writes ket-qua/<unit>.xlsx: the unit's card with the appraised column, the
// reasons, the decision, both signature blocks.
func ResultBook(d desk.Result) ([]byte, error) {
	w := &resultWriter{b: canvas.NewBook(d.Round.Short+" - "+d.Unit.Name, d.Round.Language, d.At), d: d, r: d.Round}
	w.write()
	return w.b.Bytes()
}

type resultWriter struct {
	b *canvas.Book
	d desk.Result
	r *round.Round
}

func (w *resultWriter) t(p words.Pair, args ...any) string { return p.With(w.r.Language, args...) }

func (w *resultWriter) write() {
	p := w.b.Page(w.t(headResult), 5, 34, 9.5, 9.5, 9.5, 9.5, 10)
	p.Portrait, p.Locked, p.Printed = true, true, 7
	p.FitWidth()
	p.Block()
	w.head(p)
	w.decision(p)
	card, ok := w.r.Form.CardFor(w.d.Unit)
	if ok && w.d.Scores != nil && len(w.d.Scores.Criteria) > 0 {
		w.card(p, card)
	} else {
		w.totals(p)
	}
	w.appraisals(p)
	w.sign(p, card)
	w.sources(p)
}

// sources says in small print where the appraisals and the decision were filled in.
func (w *resultWriter) sources(p *canvas.Page) {
	var all []string
	for _, a := range w.d.Appraisals {
		if a.Source != "" {
			all = append(all, a.Desk+": "+a.Source)
		}
	}
	if w.d.DecidedIn != "" {
		all = append(all, w.t(resultDecidedIn, w.d.DecidedIn))
	}
	if len(all) == 0 {
		return
	}
	text := w.t(resultSources, strings.Join(all, "; "))
	p.Full(7, canvas.HeightIn(text, resultWide, 9, false)+2, text,
		canvas.Look{Wrap: true, Size: 9, Italic: true, Color: canvas.GreyText})
}

func (w *resultWriter) head(p *canvas.Page) {
	l := w.r.Letterhead
	line := func(h float64, left, right string, lb, rb bool) {
		p.Row(h,
			canvas.Cell{V: left, Look: canvas.Look{Align: "center", Size: 11, Bold: lb, Wrap: true}},
			canvas.Cell{},
			canvas.Cell{V: right,
				Look: canvas.Look{Align: "center", Size: 11, Bold: rb, Wrap: true, Underline: rb && !lb}},
		)
		p.Merge(1, 2)
		p.Merge(3, 7)
	}
	line(30, l.Above, national(w.r.Language, canvas.NationalName), false, true)
	p.At(len(p.Rows), 3).Look.Underline = false
	motto := national(w.r.Language, canvas.NationalMotto)
	line(max(18, canvas.HeightIn(l.Issuer, 200, 11, true)), l.Issuer, motto, true, true)
	p.Row(6)
	title := w.t(resultTitle) + "\n" + w.r.Title
	p.Full(7, canvas.HeightIn(title, resultWide, 13, true)+6, title,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 13})
	name := w.t(resultUnit, w.r.DisplayName(w.d.Unit))
	p.Full(7, canvas.HeightIn(name, resultWide, 13, true)+2, name,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 13, Color: canvas.Navy})
	p.Row(6)
}

// decision is the result in words.
func (w *resultWriter) decision(p *canvas.Page) {
	fill, text := canvas.RedFill, w.t(resultRefused, w.d.Decision)
	if w.d.Yes {
		fill, text = canvas.GreenFill, w.t(resultRecognised, w.d.Decision)
	}
	p.Full(7, canvas.HeightIn(text, resultWide, 13, true)+8, text,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 13, Fill: fill, Border: true})
	var more []string
	if w.d.Note != "" {
		more = append(more, w.d.Note)
	}
	if w.d.Yes && w.d.Prize != nil {
		more = append(more, w.t(resultPrize, finding.Show(*w.d.Prize, w.r.Language)))
	}
	if len(w.d.Commended) > 0 {
		more = append(more, w.t(resultCommended, strings.Join(w.d.Commended, "; ")))
	}
	if len(more) > 0 {
		s := strings.Join(more, "\n")
		p.Full(7, canvas.HeightIn(s, resultWide, 12, false)+4, s, canvas.Look{Wrap: true, Border: true})
	}
	p.Row(6)
}

func (w *resultWriter) heads(p *canvas.Page, texts ...string) {
	cells := make([]canvas.Cell, len(texts))
	for i, t := range texts {
		cells[i] = canvas.Cell{V: t, Look: canvas.HeadLook}
	}
	p.Heads(30, cells...)
}

// ruled is how a figure of the card looks.
var ruled = canvas.Look{Border: true, Align: "center", Size: 12}

// card is the unit's card with what was computed and appraised.
func (w *resultWriter) card(p *canvas.Page, card round.Card) {
	title := card.Title
	p.Full(7, canvas.HeightIn(title, resultWide, 12, true)+2, title,
		canvas.Look{Bold: true, Align: "center", Wrap: true})
	w.heads(p,
		w.t(headNo),
		w.t(headCriterion),
		w.t(headPoints),
		w.t(headSelf),
		w.t(headViolations),
		w.t(headComputed),
		w.t(headAppraisedShort),
	)
	p.Repeat = len(p.Rows)
	for i, g := range card.Groups {
		p.Block()
		p.Full(7, 20, round.Numeral(i)+". "+g.Label, canvas.SectionLook)
		for j, c := range g.Criteria {
			if j > 0 {
				p.Block()
			}
			w.criterion(p, card, j+1, c)
		}
	}
	if card.Bonus.IsPositive() {
		w.bonus(p, card)
	}
	w.total(p, card)
	own := w.t(ownVerdict, dash(w.d.Own))
	if w.d.Scores.Band != "" {
		own += w.t(bandReached, w.d.Scores.Band)
	}
	p.Full(7, 20, own, canvas.Look{Border: true})
}

// criterion is a line of the card; the appraised score stands out where it is not the unit's own.
func (w *resultWriter) criterion(p *canvas.Page, card round.Card, n int, c round.Criterion) {
	line := w.d.Scores.Criteria[c.ID]
	var points, self, computed, appraised any = c.Points, line.Self, line.Computed, line.Appraised
	if card.InWords() {
		points, self = nil, card.WordFor(line.Self)
		computed, appraised = card.WordFor(line.Computed), card.WordFor(line.Appraised)
	}
	strong := ruled
	strong.Bold = true
	if line.Appraised != nil && line.Self != nil && !line.Appraised.Equal(*line.Self) {
		strong.Fill = canvas.AmberFill
	}
	label := c.Label
	if t := w.d.Explains[c.ID]; t != "" {
		label += "\n" + w.t(explainedBy, t)
	}
	p.Auto(20,
		canvas.Cell{V: n, Look: ruled},
		canvas.Cell{V: label, Look: canvas.LineLook},
		canvas.Cell{V: points, Look: ruled},
		canvas.Cell{V: self, Look: ruled},
		canvas.Cell{V: line.Violations, Look: ruled},
		canvas.Cell{V: computed, Look: ruled},
		canvas.Cell{V: appraised, Look: strong},
	)
}

// bonus is the line of the bonus: what it is for, what the unit claims, what is granted.
func (w *resultWriter) bonus(p *canvas.Page, card round.Card) {
	label := w.t(bonusLine)
	if note, _ := w.d.Values[round.BonusNote].(string); note != "" {
		label += ": " + note
	}
	var claimed, granted any
	if b := w.d.Scores.Bonus; b != nil {
		claimed = *b
	}
	if last := w.last(); last != nil && last.Bonus != nil {
		granted = *last.Bonus
	}
	p.Auto(20,
		canvas.Cell{V: "+", Look: ruled},
		canvas.Cell{V: label, Look: canvas.LineLook},
		canvas.Cell{V: card.Bonus, Look: ruled},
		canvas.Cell{V: claimed, Look: ruled},
		canvas.Cell{Look: ruled},
		canvas.Cell{Look: ruled},
		canvas.Cell{V: granted, Look: ruled},
	)
}

// total is the card's last line; a card judged in words has no points to give.
func (w *resultWriter) total(p *canvas.Page, card round.Card) {
	s := w.d.Scores
	bold := canvas.Look{Border: true, Align: "center", Bold: true, Fill: canvas.GreyFill}
	var most any = card.Most()
	if card.InWords() {
		most = nil
	}
	p.Row(22,
		canvas.Cell{Look: bold},
		canvas.Cell{V: w.t(totalLine), Look: canvas.Look{Border: true, Bold: true, Fill: canvas.GreyFill}},
		canvas.Cell{V: most, Look: bold},
		canvas.Cell{V: s.Self, Look: bold},
		canvas.Cell{Look: bold},
		canvas.Cell{V: s.Computed, Look: bold},
		canvas.Cell{V: s.Appraised, Look: bold},
	)
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

// last is the last desk's appraisal; nil for none.
func (w *resultWriter) last() *score.Level {
	if n := len(w.d.Scores.Levels); n > 0 {
		return &w.d.Scores.Levels[n-1]
	}
	return nil
}

// totals is what there is of a unit without a card of its own.
func (w *resultWriter) totals(p *canvas.Page) {
	text := w.t(ownVerdict, dash(w.d.Own))
	if w.d.Scores != nil && w.d.Scores.Self != nil {
		text += w.t(selfTotal, finding.Show(*w.d.Scores.Self, w.r.Language))
	}
	if w.d.Source != "" {
		text += " (" + w.d.Source + ")"
	}
	p.Full(7, canvas.HeightIn(text, resultWide, 12, false)+4, text, canvas.Look{Border: true, Wrap: true})
}

// appraisals are what each desk found.
func (w *resultWriter) appraisals(p *canvas.Page) {
	p.Row(6)
	p.Block()
	p.Full(7, 22, w.t(appraisalsTitle), canvas.SectionLook)
	for _, a := range w.d.Appraisals {
		if a.Result == "" {
			continue
		}
		text := a.Desk + ": " + a.Result
		if a.Gate {
			text += w.t(gateNotScored)
		}
		if a.Total != nil {
			text += w.t(pointsGiven, finding.Show(*a.Total, w.r.Language))
		}
		if a.Reason != "" {
			text += w.t(reasonGiven, a.Reason)
		}
		if a.By != "" {
			text += " (" + a.By + ", " + a.Day + ")"
		}
		if a.Papers != "" {
			text += w.t(papersReceived, a.Papers)
		}
		p.Full(7, canvas.HeightIn(text, resultWide, 12, false)+4, text, canvas.Look{Border: true, Wrap: true})
	}
}

// sign is the card's two signature blocks.
func (w *resultWriter) sign(p *canvas.Page, card round.Card) {
	signers := card.Signers
	if signers[0] == "" {
		signers = [2]string{w.t(headOfUnit), w.t(appraisedBy)}
	}
	p.Row(8)
	l := canvas.Look{Bold: true, Align: "center", Wrap: true, Top: true}
	room := "\n" + w.t(signatureSeal) + "\n\n\n\n"
	head, _ := w.d.Values["thu_truong"].(string)
	p.Row(18,
		canvas.Cell{V: w.t(dayToFillIn),
			Look: canvas.Look{Italic: true, Align: "center"}},
		canvas.Cell{},
		canvas.Cell{V: w.t(dayToFillIn),
			Look: canvas.Look{Italic: true, Align: "center"}},
	)
	p.Merge(1, 2)
	p.Merge(3, 7)
	p.Row(110,
		canvas.Cell{V: signers[0] + room + head, Look: l},
		canvas.Cell{},
		canvas.Cell{V: signers[1] + room, Look: l},
	)
	p.Merge(1, 2)
	p.Merge(3, 7)
}
