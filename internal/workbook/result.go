package workbook

import (
	"fmt"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
	"tonghop/internal/round"
	"tonghop/internal/score"
)

// Result is what a decided unit is told.
type Result struct {
	Round      *round.Round
	Unit       round.Unit
	Values     map[string]any    // of the return that counts
	Explains   map[string]string // the same
	Scores     *score.Card
	Own        string // what the unit said of itself
	Source     string // where its scores come from, where it sent no return of its own
	Appraisals []ResultAppraisal
	Decision   string // number, day, signer
	Note       string
	Yes        bool
	Prize      *decimal.Decimal
	Commended  []string
	At         time.Time
	DecidedIn  string // where the decision was filled in, and who saved it last; "" where it is not on record
}

// ResultAppraisal is one desk's appraisal.
type ResultAppraisal struct {
	Desk, Result, Reason, By, Day, Papers string
	Source                                string // where it was filled in, and who saved it last
	Total                                 *decimal.Decimal
	Gate                                  bool // general standards are violated
}

// resultWide is how wide the printed page is for texts across it, in points.
const resultWide = 470

// ResultBook writes ket-qua/<unit>.xlsx: the unit's card with the appraised column, the
// reasons, the decision, both signature blocks.
func ResultBook(d Result) ([]byte, error) {
	w := &resultWriter{b: newBook(d.Round.Short+" - "+d.Unit.Name, d.At), d: d, r: d.Round}
	w.write()
	return w.b.bytes()
}

type resultWriter struct {
	b *book
	d Result
	r *round.Round
}

func (w *resultWriter) t(vi, en string) string { return pickLang(w.r.Language, vi, en) }

func (w *resultWriter) write() {
	p := w.b.page(w.t("Kết quả", "Result"), 5, 40, 8, 8, 8, 8.5, 9.5)
	p.portrait, p.locked, p.printed = true, true, 7
	p.fitWidth()
	p.block()
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
func (w *resultWriter) sources(p *page) {
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
	p.full(7, heightIn(text, resultWide, 9, false)+2, text, look{wrap: true, size: 9, italic: true, color: greyText})
}

func (w *resultWriter) head(p *page) {
	l := w.r.Letterhead
	line := func(h float64, left, right string, lb, rb bool) {
		p.row(h, cell{v: left, look: look{align: "center", size: 11, bold: lb, wrap: true}}, cell{}, cell{v: right, look: look{align: "center", size: 11, bold: rb, wrap: true, underline: rb && !lb}})
		p.merge(1, 2)
		p.merge(3, 7)
	}
	line(30, l.Above, w.t(nationalName, ""), false, true)
	p.at(len(p.rows), 3).look.underline = false
	line(max(18, heightIn(l.Issuer, 200, 11, true)), l.Issuer, w.t(nationalMotto, ""), true, true)
	p.row(6)
	title := w.t("THÔNG BÁO KẾT QUẢ", "RESULT") + "\n" + w.r.Title
	p.full(7, heightIn(title, resultWide, 13, true)+6, title, look{bold: true, align: "center", wrap: true, size: 13})
	name := w.t("Đơn vị: ", "Unit: ") + w.r.DisplayName(w.d.Unit)
	p.full(7, heightIn(name, resultWide, 13, true)+2, name, look{bold: true, align: "center", wrap: true, size: 13, color: navy})
	p.row(6)
}

// decision is the result in words.
func (w *resultWriter) decision(p *page) {
	fill, text := redFill, w.t("KHÔNG CÔNG NHẬN", "NOT RECOGNISED")
	if w.d.Yes {
		fill, text = greenFill, w.t("CÔNG NHẬN", "RECOGNISED")
	}
	text += ". " + w.d.Decision + "."
	p.full(7, heightIn(text, resultWide, 13, true)+8, text, look{bold: true, align: "center", wrap: true, size: 13, fill: fill, border: true})
	var more []string
	if w.d.Note != "" {
		more = append(more, w.d.Note)
	}
	if w.d.Yes && w.d.Prize != nil {
		more = append(more, fmt.Sprintf(w.t("Tiền thưởng: %s đồng.", "Prize: %s."), finding.Show(*w.d.Prize, w.r.Language)))
	}
	if len(w.d.Commended) > 0 {
		more = append(more, w.t("Được khen thưởng: ", "Commended: ")+strings.Join(w.d.Commended, "; ")+".")
	}
	if len(more) > 0 {
		s := strings.Join(more, "\n")
		p.full(7, heightIn(s, resultWide, 12, false)+4, s, look{wrap: true, border: true})
	}
	p.row(6)
}

func (w *resultWriter) heads(p *page, texts ...string) {
	cells := make([]cell, len(texts))
	for i, t := range texts {
		cells[i] = cell{v: t, look: headLook}
	}
	p.auto(30, cells...)
}

// card is the unit's card with what was computed and appraised.
func (w *resultWriter) card(p *page, card round.Card) {
	s := w.d.Scores
	title := card.Title
	p.full(7, heightIn(title, resultWide, 12, true)+2, title, look{bold: true, align: "center", wrap: true})
	w.heads(p, w.t("STT", "No."), w.t("Nội dung", "Criterion"), w.t("Điểm chuẩn", "Points"), w.t("Tự chấm", "Self"), w.t("Số vi phạm", "Violations"), w.t("Máy tính", "Computed"), w.t("Thẩm định", "Appraised"))
	p.repeat = len(p.rows)
	num := look{border: true, align: "center", size: 12}
	for i, g := range card.Groups {
		p.block()
		p.full(7, 20, round.Numeral(i)+". "+g.Label, look{bold: true, fill: paleBlue, border: true})
		for j, c := range g.Criteria {
			line := s.Criteria[c.ID]
			var points, self, computed, appraised any = c.Points, line.Self, line.Computed, line.Appraised
			if card.InWords() {
				points, self, computed, appraised = nil, card.WordFor(line.Self), card.WordFor(line.Computed), card.WordFor(line.Appraised)
			}
			a := num
			a.bold = true
			if line.Appraised != nil && line.Self != nil && !line.Appraised.Equal(*line.Self) {
				a.fill = amberFill
			}
			if j > 0 {
				p.block()
			}
			label := c.Label
			if t := w.d.Explains[c.ID]; t != "" {
				label += "\n" + w.t("Giải trình: ", "Explained: ") + t
			}
			p.auto(20, cell{v: j + 1, look: num}, cell{v: label, look: look{border: true, wrap: true, size: 11}}, cell{v: points, look: num}, cell{v: self, look: num}, cell{v: line.Violations, look: num}, cell{v: computed, look: num}, cell{v: appraised, look: a})
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
		p.auto(20, cell{v: "+", look: num}, cell{v: label, look: look{border: true, wrap: true, size: 11}}, cell{v: card.Bonus, look: num}, cell{v: claimed, look: num}, cell{look: num}, cell{look: num}, cell{v: granted, look: num})
	}
	b := look{border: true, align: "center", bold: true, fill: greyFill}
	var total any = card.Most()
	if card.InWords() {
		total = nil
	}
	p.row(22, cell{look: b}, cell{look: look{border: true, bold: true, fill: greyFill}}, cell{v: total, look: b}, cell{v: s.Self, look: b}, cell{look: b}, cell{v: s.Computed, look: b}, cell{v: s.Appraised, look: b})
	p.at(len(p.rows), 2).v = w.t("TỔNG CỘNG", "TOTAL")
	own := fmt.Sprintf(w.t("Đơn vị tự đánh giá: %s.", "The unit itself: %s."), dash(w.d.Own))
	if s.Band != "" {
		own += fmt.Sprintf(w.t(" Xếp loại: %s.", " Band: %s."), s.Band)
	}
	p.full(7, 20, own, look{border: true})
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
func (w *resultWriter) totals(p *page) {
	text := fmt.Sprintf(w.t("Đơn vị tự đánh giá: %s.", "The unit itself: %s."), dash(w.d.Own))
	if w.d.Scores != nil && w.d.Scores.Self != nil {
		text += fmt.Sprintf(w.t(" Tổng điểm tự chấm: %s.", " Self total: %s."), finding.Show(*w.d.Scores.Self, w.r.Language))
	}
	if w.d.Source != "" {
		text += " (" + w.d.Source + ")"
	}
	p.full(7, heightIn(text, resultWide, 12, false)+4, text, look{border: true, wrap: true})
}

// appraisals are what each desk found.
func (w *resultWriter) appraisals(p *page) {
	p.row(6)
	p.block()
	p.full(7, 22, w.t("Thẩm định", "Appraisal"), look{bold: true, fill: paleBlue, border: true})
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
		p.full(7, heightIn(text, resultWide, 12, false)+4, text, look{border: true, wrap: true})
	}
}

// sign is the card's two signature blocks.
func (w *resultWriter) sign(p *page, card round.Card) {
	signers := card.Signers
	if signers[0] == "" {
		signers = [2]string{w.t("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF UNIT"), w.t("CƠ QUAN THẨM ĐỊNH", "APPRAISED BY")}
	}
	p.row(8)
	l := look{bold: true, align: "center", wrap: true, top: true}
	room := w.t("\n(Ký, ghi rõ họ tên, đóng dấu)\n\n\n\n", "\n(signature, name, seal)\n\n\n\n")
	head, _ := w.d.Values["thu_truong"].(string)
	p.row(18, cell{v: w.t("Ngày ..... tháng ..... năm .......", "Date: .........."), look: look{italic: true, align: "center"}}, cell{}, cell{v: w.t("Ngày ..... tháng ..... năm .......", "Date: .........."), look: look{italic: true, align: "center"}})
	p.merge(1, 2)
	p.merge(3, 7)
	p.row(110, cell{v: signers[0] + room + head, look: l}, cell{}, cell{v: signers[1] + room, look: l})
	p.merge(1, 2)
	p.merge(3, 7)
}
