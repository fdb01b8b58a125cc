// Package summary writes the consolidated workbook that a leader opens.
package summary

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/rollup"
	"tonghop/internal/finding"
	"tonghop/internal/judge/score"
	"tonghop/internal/viet"
	"tonghop/internal/write/canvas"
)

// SummaryBook writes the consolidated workbook, tong-hop.xlsx.
func SummaryBook(s roll.Summary) ([]byte, error) {
	w := &summaryWriter{
		b:     canvas.NewBook(s.Round.Short, s.At),
		s:     s,
		r:     s.Round,
		names: map[string]string{},
		from:  map[string]int{},
	}
	w.arrange()
	w.overview()
	w.rollCall()
	w.chase()
	w.outline()
	w.matrix()
	w.places()
	for i := range w.r.Form.Cards {
		w.ranking(i)
	}
	w.narratives()
	w.models()
	w.commendations()
	w.openFindings()
	w.explanations()
	w.comparisons()
	w.outside()
	w.sources()
	w.letters()
	w.receipts()
	w.rules()
	if w.behind != nil {
		w.b.Pages = append(w.b.Pages, w.behind)
	}
	w.contents()
	return w.b.Bytes()
}

type summaryWriter struct {
	b      *canvas.Book
	s      roll.Summary
	r      *round.Round
	units  []roll.UnitLine // expected units and those with a return: by kind, then by name
	names  map[string]string
	front  *canvas.Page   // the overview
	behind *canvas.Page   // what its charts are drawn from
	from   map[string]int // the row of each figure's first source
	linked []linkedCell   // cells of the outline that lead there
}

func (w *summaryWriter) t(vi, en string) string { return canvas.PickLang(w.r.Language, vi, en) }

// arrange sorts the units by kind and Vietnamese alphabet, children beside each
// other.
func (w *summaryWriter) arrange() {
	c := viet.NewCollator()
	order := map[string]int{}
	for i, k := range w.r.Kinds {
		order[k.ID] = i
	}
	for _, u := range w.s.Units {
		w.names[u.Unit.Code] = w.r.DisplayName(u.Unit)
		if u.Expected || u.Version > 0 || u.Via != "" {
			w.units = append(w.units, u)
		}
	}
	slices.SortStableFunc(w.units, func(a, b roll.UnitLine) int {
		if d := order[a.Unit.Kind] - order[b.Unit.Kind]; d != 0 {
			return d
		}
		pa, pb := w.names[a.Unit.Parent], w.names[b.Unit.Parent]
		if d := c.Compare(pa, pb); d != 0 {
			return d
		}
		return c.Compare(a.Unit.Name, b.Unit.Name)
	})
}

func (w *summaryWriter) time(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(w.r.Location).Format("02/01/2006 15:04")
}

// stamp says of what moment the workbook is a picture.
func (w *summaryWriter) stamp() string {
	form := fmt.Sprintf(w.t("biểu mẫu phiên bản %s", "form version %s"), w.r.Form.Version)
	if w.s.At.IsZero() {
		return w.t("chưa nhận báo cáo nào, ", "nothing received yet, ") + form
	}
	return fmt.Sprintf(w.t("tính đến %s (sổ theo dõi số %d, %s)", "as of %s (ledger position %d, %s)"),
		w.time(w.s.At), w.s.Position, form)
}

// head writes a sheet's title and its stamp: of what moment it is a picture.
func (w *summaryWriter) head(p *canvas.Page, cols int, title string) {
	p.Full(cols, 28, title, canvas.Look{Bold: true, Size: 15, Color: canvas.Navy})
	p.Full(cols, 18, w.r.Short+" · "+w.stamp(), canvas.Look{Italic: true, Size: 10, Color: canvas.GreyText})
}

func (w *summaryWriter) headings(p *canvas.Page, h float64, texts ...string) int {
	l := canvas.HeadLook
	cells := make([]canvas.Cell, len(texts))
	for i, t := range texts {
		cells[i] = canvas.Cell{V: t, Look: l}
	}
	return p.Row(h, cells...)
}

var statusFill = map[finding.Status]string{
	finding.Clean:       canvas.GreenFill,
	finding.Queried:     canvas.AmberFill,
	finding.Returned:    canvas.RedFill,
	finding.Unreadable:  canvas.RedFill,
	finding.Held:        canvas.RedFill,
	finding.NotReceived: canvas.GreyFill,
	finding.Appraised:   canvas.GreenFill,
	finding.Recognised:  canvas.GreenFill,
	finding.Locked:      canvas.GreyFill,
}

// tally is the roll-call of the units of a kind; "" for all.
func (w *summaryWriter) tally(kind string) (t roll.Tally) {
	for _, u := range w.units {
		if kind == "" || u.Unit.Kind == kind {
			t.Add(u)
		}
	}
	return t
}

// rollCall lists all units with status and dates; codes and desks stand beside what
// is printed.
func (w *summaryWriter) rollCall() {
	p := w.b.Page(w.t("Tình hình nộp", "Roll-call"), 5, 32, 14, 6, 15.5, 6, 6, 6, 6, 6, 22, 18, 22, 56)
	p.Scale, p.Printed = 100, 11
	w.head(p, 11, w.t("TÌNH HÌNH NỘP BÁO CÁO", "ROLL-CALL"))
	p.Full(11, 34, w.lead(), canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true})
	row := w.headings(p, 62,
		w.t("STT", "No."),
		w.t("Đơn vị", "Unit"),
		w.t("Tình trạng", "Status"),
		w.t("Trễ hạn", "Late"),
		w.t("Nhận lúc", "Received"),
		w.t("Bản mới nhất", "Newest"),
		w.t("Bản được tính", "Counted"),
		w.t("Số lỗi", "Errors"),
		w.t("Cần giải trình", "Queries"),
		w.t("Ghi chú", "Notes"),
		w.t("Việc đang chờ", "Waiting"),
		w.t("Loại hình", "Kind"),
		w.t("Mã đơn vị", "Code"),
		w.t("Nơi nhận", "Desk"),
	)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	p.Block()
	l := canvas.Look{Border: true, Size: 11}
	c := canvas.MidLook
	wrap := canvas.LineLook
	middle := canvas.OurLook
	for i, u := range w.units {
		n := finding.Counts(u.Findings)
		lateText := ""
		if u.Late {
			lateText = w.t("trễ", "late")
		}
		st := middle
		st.Fill = statusFill[u.Status]
		p.Block()
		p.Auto(18, canvas.Cell{V: i + 1, Look: c}, canvas.Cell{V: w.names[u.Unit.Code], Look: wrap},
			canvas.Cell{V: finding.StatusName(u.Status, w.r.Language), Look: st}, canvas.Cell{V: lateText, Look: c}, canvas.Cell{V: w.time(u.Received), Look: c}, count(u.Version, c), count(u.Counted, c), count(n[finding.Error]+n[finding.Blocker], c), count(n[finding.Query], c), count(n[finding.Info], c), canvas.Cell{V: u.Waiting, Look: wrap},
			canvas.Cell{V: w.r.Kind(u.Unit.Kind).Name, Look: l}, canvas.Cell{V: u.Unit.Code, Look: l}, canvas.Cell{V: w.r.Desk(u.Unit).Name, Look: l})
	}
	if len(w.units) > 0 {
		p.Filter = fmt.Sprintf("A%d:N%d", row, len(p.Rows))
	}
	w.inbox(p, 11)
}

// lead is the roll-call in one sentence.
func (w *summaryWriter) lead() string {
	n := w.tally("")
	return fmt.Sprintf(w.t(
		"Đã nhận %d/%d đơn vị phải nộp; %d đơn vị được tính vào tổng. %d đơn vị đạt yêu cầu, %d cần giải trình, "+
			"%d phải sửa, %d chưa nộp; %d nộp trễ hạn.",
		"Received %d of %d expected; %d count in the totals. %d clean, %d queried, %d to correct, %d "+
			"missing; %d late.",
	),
		n.Received, n.Expected, n.Counted, n.Clean, n.Queried, n.Returned, n.Missing, n.Late) + w.beyond(n)
}

// beyond says so where units that owe no return of their own are in the totals.
func (w *summaryWriter) beyond(n roll.Tally) string {
	if n.Beyond == 0 {
		return ""
	}
	return fmt.Sprintf(w.t(
		" Ngoài ra %d đơn vị không phải nộp riêng cũng gửi báo cáo và được tính vào tổng.",
		" %d more, that owe no return of their own, sent one and count.",
	), n.Beyond)
}

// inbox lists what lies in the inbox and is not taken in, and why.
func (w *summaryWriter) inbox(p *canvas.Page, cols int) {
	if len(w.s.Inbox) == 0 {
		return
	}
	p.Row(8)
	p.Full(cols, 22, w.t("Còn trong thư mục nhận", "Still in the inbox"), canvas.SectionLook)
	for _, f := range w.s.Inbox {
		text := f.File + ": " + f.State
		if f.Why != "" {
			text += " (" + f.Why + ")"
		}
		p.Full(cols, canvas.HeightIn(text, 680, 11, false), text, canvas.LineLook)
	}
}

// count shows a number, and nothing for none.
func count(n int, l canvas.Look) canvas.Cell {
	if n == 0 {
		return canvas.Cell{Look: l}
	}
	return canvas.Cell{V: n, Look: l}
}

// outline is the guidance's outline rolled up, with last year and change.
func (w *summaryWriter) outline() {
	p := w.b.Page(w.t("Đề cương tổng hợp", "Outline"), 6, 42, 10, 10, 10, 9, 7, 30, 3, 12, 30, 12, 30)
	p.Scale, p.Printed = 100, 8
	p.Block()
	w.official(p, 8, 12)
	p.Row(6)
	w.titleLines(p, 8, 660, w.t("SỐ LIỆU TỔNG HỢP THEO ĐỀ CƯƠNG", "THE OUTLINE, ROLLED UP"))
	row := w.headings(p, 34,
		w.t("Mục", "No."),
		w.t("Chỉ tiêu", "Figure"),
		w.t("Đơn vị tính", "Unit"),
		w.t("Kỳ này", "This period"),
		w.t("Cùng kỳ năm trước", "Last year"),
		w.t("Tăng, giảm", "Change"),
		w.t("Số đơn vị", "Units"),
		w.t("Trong đó, không cộng vào tổng", "Beside, not in the total"),
	)
	p.Rows[row-1].Cells = append(p.Rows[row-1].Cells, canvas.Cell{},
		canvas.Cell{V: w.t("Nhỏ nhất", "Least"), Look: canvas.HeadLook},
		canvas.Cell{V: w.t("của đơn vị", "of"), Look: canvas.HeadLook},
		canvas.Cell{V: w.t("Lớn nhất", "Most"), Look: canvas.HeadLook},
		canvas.Cell{V: w.t("của đơn vị", "of"), Look: canvas.HeadLook},
	)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	for _, s := range w.r.Form.Sections {
		n := 0
		for _, in := range w.r.Form.Indicators {
			if in.Section != s.ID || in.TotalFrom == "" && in.Type != round.Ratio {
				continue
			}
			p.Block()
			if n == 0 {
				sec := canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Wrap: true}
				p.Auto(22,
					canvas.Cell{V: s.Number(), Look: sec},
					canvas.Cell{V: s.Title, Look: sec},
					canvas.Cell{Look: sec},
					canvas.Cell{Look: sec},
					canvas.Cell{Look: sec},
					canvas.Cell{Look: sec},
					canvas.Cell{Look: sec},
					canvas.Cell{Look: sec},
				)
			}
			n++
			w.outlineRow(p, n, in)
		}
	}
	w.byDecision(p, 8)
	w.signed(p, 8)
}

// byDecision says below totals which units' figures are in them by an officer's decision.
func (w *summaryWriter) byDecision(p *canvas.Page, cols int) {
	for _, u := range w.units {
		if u.Counts == nil || u.Decided == "" {
			continue
		}
		text := w.names[u.Unit.Code] + ": " + u.Decided
		p.Block()
		p.Full(cols, canvas.HeightIn(text, 640, 11, false)+2, text,
			canvas.Look{Size: 11, Italic: true, Wrap: true, Border: true, Fill: canvas.AmberFill})
	}
}

func (w *summaryWriter) outlineRow(p *canvas.Page, n int, in round.Indicator) {
	tot := w.s.Totals[in.ID]
	num := canvas.Look{Border: true, Align: "right", Format: "#,##0.###"}
	if in.Type == round.Count {
		num.Format = canvas.WholeFormat
	}
	value := canvas.Cell{V: tot.Sum, Look: num}
	row := len(p.Rows) + 1
	change := canvas.Cell{Look: num}
	prior := canvas.Cell{Look: num}
	if in.Prior {
		prior.V = tot.Prior
		change = w.change(tot, canvas.Look{Border: true, Align: "right", Format: canvas.WholeChange})
		if tot.Comparable() {
			change.F = fmt.Sprintf("D%d-E%d", row, row)
		}
	}
	var beside []string
	switch in.Type {
	case round.Ratio:
		value = canvas.Cell{V: tot.Ratio, Look: canvas.Look{Border: true, Align: "right", Format: "0.00%"}}
	case round.Choice:
		value = canvas.Cell{Look: canvas.Look{Border: true}}
		for _, o := range in.Values {
			if k := tot.Choices[o.Value]; k > 0 {
				beside = append(beside, fmt.Sprintf("%s: %d", o.Value, k))
			}
		}
	}
	for _, k := range w.r.Kinds {
		if d, ok := tot.Beside[k.ID]; ok && !d.IsZero() {
			beside = append(beside, k.Name+": "+finding.Show(d, w.r.Language))
		}
	}
	if n := len(tot.Apart); n > 0 {
		beside = append(beside, fmt.Sprintf(w.t(
			"%d đơn vị mới, tách hoặc nhập không có số năm trước",
			"%d new, split or merged units have no figure of last year",
		), n))
	}
	note := strings.Join(beside, "; ")
	if len(tot.From) > 0 {
		w.linked = append(w.linked, linkedCell{row, in.ID})
	}
	p.Auto(20,
		canvas.Cell{V: n, Look: canvas.MidLook},
		canvas.Cell{V: in.Label, Look: canvas.Look{Border: true, Wrap: true, Indent: in.Indent, Align: "left"}},
		canvas.Cell{V: in.Unit, Look: canvas.MidLook},
		value,
		prior,
		change,
		count(len(tot.From), canvas.MidLook),
		canvas.Cell{V: note, Look: canvas.LineLook},
	)
	w.extremes(p, tot, num)
}

// extremes stand beside what is printed: the least and the most that a unit in the total
// answered, and which unit it is.
func (w *summaryWriter) extremes(p *canvas.Page, tot rollup.Total, num canvas.Look) {
	if tot.Min == nil || len(tot.From) < 2 {
		return
	}
	name := canvas.Look{Border: true, Size: 10, Color: canvas.GreyText, Shrink: true}
	r := &p.Rows[len(p.Rows)-1]
	r.Cells = append(r.Cells, canvas.Cell{},
		canvas.Cell{V: tot.Min.Value, Look: num},
		canvas.Cell{V: w.names[tot.Min.Unit], Look: name},
		canvas.Cell{V: tot.Max.Value, Look: num},
		canvas.Cell{V: w.names[tot.Max.Unit], Look: name},
	)
}

// ranking lists units with a card by score, with what gave it.
func (w *summaryWriter) ranking(n int) {
	card := w.r.Form.Cards[n]
	criteria, keys := card.Criteria(), card.Keys()
	widths := []float64{6, 28, 13, 8, 8, 9, 12, 12, 19}
	heads := []string{
		w.t("Hạng", "Rank"),
		w.t("Đơn vị", "Unit"),
		w.t("Loại hình", "Kind"),
		w.t("Tự chấm", "Self"),
		w.t("Máy tính", "Computed"),
		w.t("Thẩm định", "Appraised"),
		w.t("Kết quả thẩm định", "Result"),
		w.t("Tự đánh giá", "The unit itself"),
		w.t("Căn cứ xếp hạng", "Ranked by"),
	}
	for _, c := range criteria {
		head := keys[c.ID]
		if !card.InWords() {
			head += "\n(" + finding.Show(c.Points, w.r.Language) + ")"
		}
		widths, heads = append(widths, 5.5), append(heads, head)
	}
	p := w.b.Page(w.t("Chấm điểm", "Scores"), widths...)
	p.FitWidth()
	p.Block()
	w.head(p, len(heads), w.t(
		"XẾP HẠNG THEO ĐIỂM: THẨM ĐỊNH, CHƯA CÓ THÌ TỰ CHẤM",
		"RANKING: BY THE APPRAISED SCORE, ELSE THE UNIT'S OWN",
	))
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
			place.V = w.t("không xét", "gate")
		}
		p.Block()
		p.Auto(18, append([]canvas.Cell{place}, w.rankCells(u, card)...)...)
	}
	if i == 0 {
		w.nothing(p, len(heads))
	}
	p.NewPage()
	text := w.t(
		"Ô tô vàng: dưới điểm chuẩn; tô đỏ: điểm thẩm định khác điểm tự chấm (ô ghi điểm thẩm định). “Máy tính”: "+
			"tính từ số vi phạm, số liệu và điểm thưởng đơn vị tự khai; để trống khi chưa xác định được.",
		"Amber: below full points; red: appraised otherwise than the unit scored itself (the appraised score is "+
			"shown). Computed: by the violations, figures and bonus that the unit stated.",
	)
	p.Full(len(heads), 34, text, canvas.Look{Italic: true, Size: 11, Color: canvas.GreyText, Wrap: true})
	for _, c := range criteria {
		text := keys[c.ID] + ": " + c.Label
		if !card.InWords() {
			text += " (" + finding.Show(c.Points, w.r.Language) + w.t(" điểm)", " points)")
		}
		p.Full(len(heads), canvas.HeightIn(text, 690, 11, false), text, canvas.Look{Size: 11, Wrap: true})
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
	text := w.t("đơn vị tự chấm", "its own score")
	switch {
	case u.Scores.Step == score.StepGate:
		text = w.t("vi phạm tiêu chuẩn chung", "general standards")
	case u.Scores.Final != nil:
		text = w.t("thẩm định", "appraised")
	case u.Scores.Appraised != nil:
		text = w.t("thẩm định cấp dưới", "appraised by the desk before")
	}
	if u.Via != "" {
		text += w.t("; theo danh sách của ", "; from the list of ") + u.Via
	}
	return text
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
