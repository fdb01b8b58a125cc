package officers

import (
	"fmt"
	"strings"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/judge/score"
	"tonghop/internal/write/canvas"
)

// resultWide is how wide the printed page is for texts across it, in points.
const resultWide = 470

// ResultBook writes ket-qua/<unit>.xlsx: the unit's card with the appraised column, the
// reasons, the decision, both signature blocks.
func ResultBook(d desk.Result) ([]byte, error) {
	w := &resultWriter{b: canvas.NewBook(d.Round.Short+" - "+d.Unit.Name, d.At), d: d, r: d.Round}
	w.write()
	return w.b.Bytes()
}

type resultWriter struct {
	b *canvas.Book
	d desk.Result
	r *round.Round
}

func (w *resultWriter) t(vi, en string) string { return canvas.PickLang(w.r.Language, vi, en) }

func (w *resultWriter) write() {
	p := w.b.Page(w.t("Kết quả", "Result"), 5, 40, 8, 8, 8, 8.5, 9.5)
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
		all = append(all, w.t("quyết định: ", "decision: ")+w.d.DecidedIn)
	}
	if len(all) == 0 {
		return
	}
	text := w.t("Nguồn ghi nhận. ", "Recorded from. ") + strings.Join(all, "; ") + "."
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
	line(30, l.Above, w.t(canvas.NationalName, ""), false, true)
	p.At(len(p.Rows), 3).Look.Underline = false
	line(max(18, canvas.HeightIn(l.Issuer, 200, 11, true)), l.Issuer, w.t(canvas.NationalMotto, ""), true, true)
	p.Row(6)
	title := w.t("THÔNG BÁO KẾT QUẢ", "RESULT") + "\n" + w.r.Title
	p.Full(7, canvas.HeightIn(title, resultWide, 13, true)+6, title,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 13})
	name := w.t("Đơn vị: ", "Unit: ") + w.r.DisplayName(w.d.Unit)
	p.Full(7, canvas.HeightIn(name, resultWide, 13, true)+2, name,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 13, Color: canvas.Navy})
	p.Row(6)
}

// decision is the result in words.
func (w *resultWriter) decision(p *canvas.Page) {
	fill, text := canvas.RedFill, w.t("KHÔNG CÔNG NHẬN", "NOT RECOGNISED")
	if w.d.Yes {
		fill, text = canvas.GreenFill, w.t("CÔNG NHẬN", "RECOGNISED")
	}
	text += ". " + w.d.Decision + "."
	p.Full(7, canvas.HeightIn(text, resultWide, 13, true)+8, text,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 13, Fill: fill, Border: true})
	var more []string
	if w.d.Note != "" {
		more = append(more, w.d.Note)
	}
	if w.d.Yes && w.d.Prize != nil {
		more = append(more, fmt.Sprintf(w.t("Tiền thưởng: %s đồng.", "Prize: %s."),
			finding.Show(*w.d.Prize, w.r.Language)))
	}
	if len(w.d.Commended) > 0 {
		more = append(more, w.t("Được khen thưởng: ", "Commended: ")+strings.Join(w.d.Commended, "; ")+".")
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
	p.Auto(30, cells...)
}

// card is the unit's card with what was computed and appraised.
func (w *resultWriter) card(p *canvas.Page, card round.Card) {
	s := w.d.Scores
	title := card.Title
	p.Full(7, canvas.HeightIn(title, resultWide, 12, true)+2, title,
		canvas.Look{Bold: true, Align: "center", Wrap: true})
	w.heads(p,
		w.t("STT", "No."),
		w.t("Nội dung", "Criterion"),
		w.t("Điểm chuẩn", "Points"),
		w.t("Tự chấm", "Self"),
		w.t("Số vi phạm", "Violations"),
		w.t("Máy tính", "Computed"),
		w.t("Thẩm định", "Appraised"),
	)
	p.Repeat = len(p.Rows)
	num := canvas.Look{Border: true, Align: "center", Size: 12}
	for i, g := range card.Groups {
		p.Block()
		p.Full(7, 20, round.Numeral(i)+". "+g.Label, canvas.SectionLook)
		for j, c := range g.Criteria {
			line := s.Criteria[c.ID]
			var points, self, computed, appraised any = c.Points, line.Self, line.Computed, line.Appraised
			if card.InWords() {
				points, self = nil, card.WordFor(line.Self)
				computed, appraised = card.WordFor(line.Computed), card.WordFor(line.Appraised)
			}
			a := num
			a.Bold = true
			if line.Appraised != nil && line.Self != nil && !line.Appraised.Equal(*line.Self) {
				a.Fill = canvas.AmberFill
			}
			if j > 0 {
				p.Block()
			}
			label := c.Label
			if t := w.d.Explains[c.ID]; t != "" {
				label += "\n" + w.t("Giải trình: ", "Explained: ") + t
			}
			p.Auto(20,
				canvas.Cell{V: j + 1, Look: num},
				canvas.Cell{V: label, Look: canvas.LineLook},
				canvas.Cell{V: points, Look: num},
				canvas.Cell{V: self, Look: num},
				canvas.Cell{V: line.Violations, Look: num},
				canvas.Cell{V: computed, Look: num},
				canvas.Cell{V: appraised, Look: a},
			)
		}
	}
	last := w.last()
	if card.Bonus.IsPositive() {
		note, _ := w.d.Values[round.BonusNote].(string)
		label := w.t("Điểm thưởng", "Bonus")
		if note != "" {
			label += ": " + note
		}
		var claimed, granted any
		if s.Bonus != nil {
			claimed = *s.Bonus
		}
		if last != nil && last.Bonus != nil {
			granted = *last.Bonus
		}
		p.Auto(20,
			canvas.Cell{V: "+", Look: num},
			canvas.Cell{V: label, Look: canvas.LineLook},
			canvas.Cell{V: card.Bonus, Look: num},
			canvas.Cell{V: claimed, Look: num},
			canvas.Cell{Look: num},
			canvas.Cell{Look: num},
			canvas.Cell{V: granted, Look: num},
		)
	}
	b := canvas.Look{Border: true, Align: "center", Bold: true, Fill: canvas.GreyFill}
	var total any = card.Most()
	if card.InWords() {
		total = nil
	}
	p.Row(22,
		canvas.Cell{Look: b},
		canvas.Cell{Look: canvas.Look{Border: true, Bold: true, Fill: canvas.GreyFill}},
		canvas.Cell{V: total, Look: b},
		canvas.Cell{V: s.Self, Look: b},
		canvas.Cell{Look: b},
		canvas.Cell{V: s.Computed, Look: b},
		canvas.Cell{V: s.Appraised, Look: b},
	)
	p.At(len(p.Rows), 2).V = w.t("TỔNG CỘNG", "TOTAL")
	own := fmt.Sprintf(w.t("Đơn vị tự đánh giá: %s.", "The unit itself: %s."), dash(w.d.Own))
	if s.Band != "" {
		own += fmt.Sprintf(w.t(" Xếp loại: %s.", " Band: %s."), s.Band)
	}
	p.Full(7, 20, own, canvas.Look{Border: true})
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
	text := fmt.Sprintf(w.t("Đơn vị tự đánh giá: %s.", "The unit itself: %s."), dash(w.d.Own))
	if w.d.Scores != nil && w.d.Scores.Self != nil {
		text += fmt.Sprintf(w.t(" Tổng điểm tự chấm: %s.", " Self total: %s."),
			finding.Show(*w.d.Scores.Self, w.r.Language))
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
	p.Full(7, 22, w.t("Thẩm định", "Appraisal"), canvas.SectionLook)
	for _, a := range w.d.Appraisals {
		if a.Result == "" {
			continue
		}
		text := a.Desk + ": " + a.Result
		if a.Gate {
			text += w.t("; vi phạm tiêu chuẩn chung nên không chấm điểm", "; general standards violated, not scored")
		}
		if a.Total != nil {
			text += ", " + finding.Show(*a.Total, w.r.Language) + w.t(" điểm", " points")
		}
		if a.Reason != "" {
			text += ". " + w.t("Lý do: ", "Reason: ") + a.Reason
		}
		if a.By != "" {
			text += " (" + a.By + ", " + a.Day + ")"
		}
		if a.Papers != "" {
			text += ". " + w.t("Nhận bản giấy ngày ", "Paper copies received on ") + a.Papers
		}
		p.Full(7, canvas.HeightIn(text, resultWide, 12, false)+4, text, canvas.Look{Border: true, Wrap: true})
	}
}

// sign is the card's two signature blocks.
func (w *resultWriter) sign(p *canvas.Page, card round.Card) {
	signers := card.Signers
	if signers[0] == "" {
		signers = [2]string{w.t("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF UNIT"), w.t("CƠ QUAN THẨM ĐỊNH", "APPRAISED BY")}
	}
	p.Row(8)
	l := canvas.Look{Bold: true, Align: "center", Wrap: true, Top: true}
	room := w.t("\n(Ký, ghi rõ họ tên, đóng dấu)\n\n\n\n", "\n(signature, name, seal)\n\n\n\n")
	head, _ := w.d.Values["thu_truong"].(string)
	p.Row(18,
		canvas.Cell{V: w.t("Ngày ..... tháng ..... năm .......", "Date: .........."),
			Look: canvas.Look{Italic: true, Align: "center"}},
		canvas.Cell{},
		canvas.Cell{V: w.t("Ngày ..... tháng ..... năm .......", "Date: .........."),
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
