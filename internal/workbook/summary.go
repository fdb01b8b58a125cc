package workbook

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/finding"
	"tonghop/internal/record"
	"tonghop/internal/rollup"
	"tonghop/internal/round"
	"tonghop/internal/score"
	"tonghop/internal/viet"
)

// UnitLine is how one unit stands, for the consolidated workbook.
type UnitLine struct {
	Unit      round.Unit
	Expected  bool
	Status    finding.Status
	Late      bool
	OnTime    bool      // a readable return came in by the last day
	Undecided bool      // versions in conflict, none counts: counts as missing
	Received  time.Time // of the first version
	Version   int       // the newest
	Counts    *record.Verdict
	Counted   int         // number of the version that counts
	File      string      // of the version that counts
	Waiting   string      // why a newer one does not count
	Decided   string      // that it counts or is as it is by an officer's decision: who, when, why
	Scores    *score.Card // of what counts, with what desks gave; nil for none
	Result    string      // of the last appraisal
	Own       string      // what it says of itself
	Via       string      // the unit whose list speaks for it; "" where it sends a return
	Decision  string      // on its recognition; "" for none
	WhyNot    string      // nothing of it is in the totals, and why; "" where it counts
	Findings  []finding.Finding
}

// ReceiptLine is one receipt.
type ReceiptLine struct {
	Received        time.Time
	File, SHA, Unit string
	Status          finding.Status
	State           string // of a file that is no return, in words; "" where Status says it
	Version         int
	Again, Counts   bool
	Note            string
}

// InboxLine is a file that lies in the inbox.
type InboxLine struct{ File, State, Why string }

// Summary is everything that the consolidated workbook shows.
type Summary struct {
	Round    *round.Round
	Position int64
	At       time.Time
	Units    []UnitLine
	Totals   map[string]rollup.Total
	Receipts []ReceiptLine
	Inbox    []InboxLine
	Rules    map[string]Hits // by the rule's id
	Below    []Comparison    // figures of parents that those below do not add up to
	Places   map[string]rollup.Coverage
	Nominees []NomineeLine
	Sources  []Source // where the totals come from; nil where there are too many
}

// Hits are what came of a rule's findings.
type Hits struct {
	Raised    int // in how many units' versions it was first found
	Mended    int // gone in the unit's next version
	Explained int
	Accepted  int
	Open      int
}

// SummaryBook writes the consolidated workbook, tong-hop.xlsx.
func SummaryBook(s Summary) ([]byte, error) {
	w := &summaryWriter{b: newBook(s.Round.Short, s.At), s: s, r: s.Round, names: map[string]string{}, from: map[string]int{}}
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
		w.b.pages = append(w.b.pages, w.behind)
	}
	w.contents()
	return w.b.bytes()
}

type summaryWriter struct {
	b      *book
	s      Summary
	r      *round.Round
	units  []UnitLine // expected units and those with a return: by kind, then by name
	names  map[string]string
	front  *page          // the overview
	behind *page          // what its charts are drawn from
	from   map[string]int // the row of each figure's first source
	linked []linkedCell   // cells of the outline that lead there
}

func (w *summaryWriter) t(vi, en string) string { return pickLang(w.r.Language, vi, en) }

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
	slices.SortStableFunc(w.units, func(a, b UnitLine) int {
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
	return fmt.Sprintf(w.t("tính đến %s (sổ theo dõi số %d, %s)", "as of %s (ledger position %d, %s)"), w.time(w.s.At), w.s.Position, form)
}

// head writes a sheet's title and its stamp: of what moment it is a picture.
func (w *summaryWriter) head(p *page, cols int, title string) {
	p.full(cols, 28, title, look{bold: true, size: 15, color: navy})
	p.full(cols, 18, w.r.Short+" · "+w.stamp(), look{italic: true, size: 10, color: greyText})
}

func (w *summaryWriter) headings(p *page, h float64, texts ...string) int {
	l := look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 11}
	cells := make([]cell, len(texts))
	for i, t := range texts {
		cells[i] = cell{v: t, look: l}
	}
	return p.row(h, cells...)
}

var statusFill = map[finding.Status]string{finding.Clean: greenFill, finding.Queried: amberFill, finding.Returned: redFill, finding.Unreadable: redFill, finding.Held: redFill, finding.NotReceived: greyFill, finding.Appraised: greenFill, finding.Recognised: greenFill, finding.Locked: greyFill}

// tally is the roll-call of some units.
type tally struct{ expected, received, counted, clean, queried, returned, late, onTime, missing, beyond int }

func (w *summaryWriter) tally(kind string) (t tally) {
	for _, u := range w.units {
		if kind != "" && u.Unit.Kind != kind {
			continue
		}
		if !u.Expected {
			if u.Counts != nil {
				t.beyond++
			}
			continue
		}
		t.expected++
		if u.Version > 0 {
			t.received++
		}
		if u.Version == 0 || u.Undecided {
			t.missing++
		}
		if u.Counts != nil {
			t.counted++
		}
		if u.Late {
			t.late++
		}
		if u.OnTime {
			t.onTime++
		}
		if u.Undecided {
			continue
		}
		switch u.Status {
		case finding.Clean, finding.Appraised, finding.Recognised, finding.Locked: // and beyond
			t.clean++
		case finding.Queried:
			t.queried++
		case finding.NotReceived:
		default:
			t.returned++
		}
	}
	return t
}

// rollCall lists all units with status and dates; codes and desks stand beside what
// is printed.
func (w *summaryWriter) rollCall() {
	p := w.b.page(w.t("Tình hình nộp", "Roll-call"), 5, 32, 14, 6, 15.5, 6, 6, 6, 6, 6, 22, 18, 22, 56)
	p.scale, p.printed = 100, 11
	w.head(p, 11, w.t("TÌNH HÌNH NỘP BÁO CÁO", "ROLL-CALL"))
	p.full(11, 34, w.lead(), look{bold: true, fill: paleBlue, border: true, wrap: true})
	row := w.headings(p, 62, w.t("STT", "No."), w.t("Đơn vị", "Unit"), w.t("Tình trạng", "Status"), w.t("Trễ hạn", "Late"), w.t("Nhận lúc", "Received"), w.t("Bản mới nhất", "Newest"), w.t("Bản được tính", "Counted"), w.t("Số lỗi", "Errors"), w.t("Cần giải trình", "Queries"), w.t("Ghi chú", "Notes"), w.t("Việc đang chờ", "Waiting"), w.t("Loại hình", "Kind"), w.t("Mã đơn vị", "Code"), w.t("Nơi nhận", "Desk"))
	p.freeze, p.repeat = [2]int{row, 2}, row
	p.block()
	l := look{border: true, size: 11}
	c := look{border: true, size: 11, align: "center"}
	wrap := look{border: true, size: 11, wrap: true}
	middle := look{border: true, size: 11, wrap: true, align: "center"}
	for i, u := range w.units {
		n := finding.Counts(u.Findings)
		lateText := ""
		if u.Late {
			lateText = w.t("trễ", "late")
		}
		st := middle
		st.fill = statusFill[u.Status]
		p.block()
		p.auto(18, cell{v: i + 1, look: c}, cell{v: w.names[u.Unit.Code], look: wrap},
			cell{v: finding.StatusName(u.Status, w.r.Language), look: st}, cell{v: lateText, look: c}, cell{v: w.time(u.Received), look: c}, count(u.Version, c), count(u.Counted, c), count(n[finding.Error]+n[finding.Blocker], c), count(n[finding.Query], c), count(n[finding.Info], c), cell{v: u.Waiting, look: wrap},
			cell{v: w.r.Kind(u.Unit.Kind).Name, look: l}, cell{v: u.Unit.Code, look: l}, cell{v: w.r.Desk(u.Unit).Name, look: l})
	}
	if len(w.units) > 0 {
		p.filter = fmt.Sprintf("A%d:N%d", row, len(p.rows))
	}
	w.inbox(p, 11)
}

// lead is the roll-call in one sentence.
func (w *summaryWriter) lead() string {
	n := w.tally("")
	return fmt.Sprintf(w.t("Đã nhận %d/%d đơn vị phải nộp; %d đơn vị được tính vào tổng. %d đơn vị đạt yêu cầu, %d cần giải trình, %d phải sửa, %d chưa nộp; %d nộp trễ hạn.", "Received %d of %d expected; %d count in the totals. %d clean, %d queried, %d to correct, %d missing; %d late."),
		n.received, n.expected, n.counted, n.clean, n.queried, n.returned, n.missing, n.late) + w.beyond(n)
}

// beyond says so where units that owe no return of their own are in the totals.
func (w *summaryWriter) beyond(n tally) string {
	if n.beyond == 0 {
		return ""
	}
	return fmt.Sprintf(w.t(" Ngoài ra %d đơn vị không phải nộp riêng cũng gửi báo cáo và được tính vào tổng.", " %d more, that owe no return of their own, sent one and count."), n.beyond)
}

// inbox lists what lies in the inbox and is not taken in, and why.
func (w *summaryWriter) inbox(p *page, cols int) {
	if len(w.s.Inbox) == 0 {
		return
	}
	p.row(8)
	p.full(cols, 22, w.t("Còn trong thư mục nhận", "Still in the inbox"), look{bold: true, fill: paleBlue, border: true})
	for _, f := range w.s.Inbox {
		text := f.File + ": " + f.State
		if f.Why != "" {
			text += " (" + f.Why + ")"
		}
		p.full(cols, heightIn(text, 680, 11, false), text, look{border: true, size: 11, wrap: true})
	}
}

// count shows a number, and nothing for none.
func count(n int, l look) cell {
	if n == 0 {
		return cell{look: l}
	}
	return cell{v: n, look: l}
}

// outline is the guidance's outline rolled up, with last year and change.
func (w *summaryWriter) outline() {
	p := w.b.page(w.t("Đề cương tổng hợp", "Outline"), 6, 42, 10, 10, 10, 9, 7, 30, 3, 12, 30, 12, 30)
	p.scale, p.printed = 100, 8
	p.block()
	w.official(p, 8, 12)
	p.row(6)
	w.titleLines(p, 8, 660, w.t("SỐ LIỆU TỔNG HỢP THEO ĐỀ CƯƠNG", "THE OUTLINE, ROLLED UP"))
	row := w.headings(p, 34, w.t("Mục", "No."), w.t("Chỉ tiêu", "Figure"), w.t("Đơn vị tính", "Unit"), w.t("Kỳ này", "This period"), w.t("Cùng kỳ năm trước", "Last year"), w.t("Tăng, giảm", "Change"), w.t("Số đơn vị", "Units"), w.t("Trong đó, không cộng vào tổng", "Beside, not in the total"))
	p.rows[row-1].cells = append(p.rows[row-1].cells, cell{}, cell{v: w.t("Nhỏ nhất", "Least"), look: headLook}, cell{v: w.t("của đơn vị", "of"), look: headLook}, cell{v: w.t("Lớn nhất", "Most"), look: headLook}, cell{v: w.t("của đơn vị", "of"), look: headLook})
	p.freeze, p.repeat = [2]int{row, 2}, row
	for _, s := range w.r.Form.Sections {
		n := 0
		for _, in := range w.r.Form.Indicators {
			if in.Section != s.ID || in.TotalFrom == "" && in.Type != round.Ratio {
				continue
			}
			p.block()
			if n == 0 {
				sec := look{bold: true, fill: paleBlue, border: true, wrap: true}
				p.auto(22, cell{v: s.Number(), look: sec}, cell{v: s.Title, look: sec}, cell{look: sec}, cell{look: sec}, cell{look: sec}, cell{look: sec}, cell{look: sec}, cell{look: sec})
			}
			n++
			w.outlineRow(p, n, in)
		}
	}
	w.byDecision(p, 8)
	w.signed(p, 8)
}

// byDecision says below totals which units' figures are in them by an officer's decision.
func (w *summaryWriter) byDecision(p *page, cols int) {
	for _, u := range w.units {
		if u.Counts == nil || u.Decided == "" {
			continue
		}
		text := w.names[u.Unit.Code] + ": " + u.Decided
		p.block()
		p.full(cols, heightIn(text, 640, 11, false)+2, text, look{size: 11, italic: true, wrap: true, border: true, fill: amberFill})
	}
}

func (w *summaryWriter) outlineRow(p *page, n int, in round.Indicator) {
	tot := w.s.Totals[in.ID]
	num := look{border: true, align: "right", format: "#,##0.###"}
	if in.Type == round.Count {
		num.format = wholeFormat
	}
	value := cell{v: tot.Sum, look: num}
	row := len(p.rows) + 1
	change := cell{look: num}
	prior := cell{look: num}
	if in.Prior {
		prior.v = tot.Prior
		if change = w.change(tot, look{border: true, align: "right", format: wholeChange}); tot.Comparable() {
			change.f = fmt.Sprintf("D%d-E%d", row, row)
		}
	}
	var beside []string
	switch in.Type {
	case round.Ratio:
		value = cell{v: tot.Ratio, look: look{border: true, align: "right", format: "0.00%"}}
	case round.Choice:
		value = cell{look: look{border: true}}
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
		beside = append(beside, fmt.Sprintf(w.t("%d đơn vị mới, tách hoặc nhập không có số năm trước", "%d new, split or merged units have no figure of last year"), n))
	}
	note := strings.Join(beside, "; ")
	if len(tot.From) > 0 {
		w.linked = append(w.linked, linkedCell{row, in.ID})
	}
	p.auto(20, cell{v: n, look: look{border: true, align: "center", size: 11}}, cell{v: in.Label, look: look{border: true, wrap: true, indent: in.Indent, align: "left"}}, cell{v: in.Unit, look: look{border: true, align: "center", size: 11}},
		value, prior, change, count(len(tot.From), look{border: true, align: "center", size: 11}), cell{v: note, look: look{border: true, wrap: true, size: 11}})
	w.extremes(p, tot, num)
}

// extremes stand beside what is printed: the least and the most that a unit in the total
// answered, and which unit it is.
func (w *summaryWriter) extremes(p *page, tot rollup.Total, num look) {
	if tot.Min == nil || len(tot.From) < 2 {
		return
	}
	name := look{border: true, size: 10, color: greyText, shrink: true}
	r := &p.rows[len(p.rows)-1]
	r.cells = append(r.cells, cell{}, cell{v: tot.Min.Value, look: num}, cell{v: w.names[tot.Min.Unit], look: name}, cell{v: tot.Max.Value, look: num}, cell{v: w.names[tot.Max.Unit], look: name})
}

// ranking lists units with a card by score, with what gave it.
func (w *summaryWriter) ranking(n int) {
	card := w.r.Form.Cards[n]
	criteria, keys := card.Criteria(), card.Keys()
	widths := []float64{6, 28, 13, 8, 8, 9, 12, 12, 19}
	heads := []string{w.t("Hạng", "Rank"), w.t("Đơn vị", "Unit"), w.t("Loại hình", "Kind"), w.t("Tự chấm", "Self"), w.t("Máy tính", "Computed"), w.t("Thẩm định", "Appraised"), w.t("Kết quả thẩm định", "Result"), w.t("Tự đánh giá", "The unit itself"), w.t("Căn cứ xếp hạng", "Ranked by")}
	for _, c := range criteria {
		head := keys[c.ID]
		if !card.InWords() {
			head += "\n(" + finding.Show(c.Points, w.r.Language) + ")"
		}
		widths, heads = append(widths, 5.5), append(heads, head)
	}
	p := w.b.page(w.t("Chấm điểm", "Scores"), widths...)
	p.fitWidth()
	p.block()
	w.head(p, len(heads), w.t("XẾP HẠNG THEO ĐIỂM: THẨM ĐỊNH, CHƯA CÓ THÌ TỰ CHẤM", "RANKING: BY THE APPRAISED SCORE, ELSE THE UNIT'S OWN"))
	row := w.headings(p, 62, heads...)
	p.freeze, p.repeat = [2]int{row, 2}, row
	rank, last, i := 0, decimal.Zero, 0 // units of one share of what their card gives have one rank
	for _, u := range w.ranked() {
		if own, _ := w.r.Form.CardOf(u.Unit.Kind); own.ID != card.ID {
			continue
		}
		i++
		place := cell{look: look{border: true, align: "center", size: 11}}
		if share := w.share(u); share != nil {
			if rank == 0 || !share.Equal(last) {
				rank, last = i, *share
			}
			place.v = rank
		} else if u.Scores.Step == score.StepGate {
			place.v = w.t("không xét", "gate")
		}
		p.block()
		p.auto(18, append([]cell{place}, w.rankCells(u, card)...)...)
	}
	if i == 0 {
		w.nothing(p, len(heads))
	}
	p.newPage()
	text := w.t("Ô tô vàng: dưới điểm chuẩn; tô đỏ: điểm thẩm định khác điểm tự chấm (ô ghi điểm thẩm định). “Máy tính”: tính từ số vi phạm, số liệu và điểm thưởng đơn vị tự khai; để trống khi chưa xác định được.", "Amber: below full points; red: appraised otherwise than the unit scored itself (the appraised score is shown). Computed: by the violations, figures and bonus that the unit stated.")
	p.full(len(heads), 34, text, look{italic: true, size: 11, color: greyText, wrap: true})
	for _, c := range criteria {
		text := keys[c.ID] + ": " + c.Label
		if !card.InWords() {
			text += " (" + finding.Show(c.Points, w.r.Language) + w.t(" điểm)", " points)")
		}
		p.full(len(heads), heightIn(text, 690, 11, false), text, look{size: 11, wrap: true})
	}
}

// rankCells are a unit's cells of the ranking, from its name.
func (w *summaryWriter) rankCells(u UnitLine, card round.Card) []cell {
	s := u.Scores
	c := look{border: true, align: "center", size: 11}
	wrap := look{border: true, align: "center", size: 11, wrap: true}
	appraised := c
	appraised.bold = true
	result := u.Result
	if s.Band != "" {
		result = strings.TrimPrefix(result+", "+s.Band, ", ")
	}
	cells := []cell{{v: w.names[u.Unit.Code], look: look{border: true, size: 11, wrap: true}}, {v: w.r.Kind(u.Unit.Kind).Name, look: wrap}, {v: s.Self, look: c}, {v: s.Computed, look: c}, {v: s.Appraised, look: appraised}, {v: result, look: wrap}, {v: u.Own, look: wrap}, {v: w.step(u), look: look{border: true, align: "center", size: 10, wrap: true}}}
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
			l.size, l.wrap = 8, true
		}
		switch {
		case line.Appraised != nil && line.Self != nil && !line.Appraised.Equal(*line.Self):
			l.fill = redFill
		case shown != nil && shown.LessThan(k.Points):
			l.fill = amberFill
		}
		cells = append(cells, cell{v: v, look: l})
	}
	return cells
}

// step is what a unit's place rests on, in words.
func (w *summaryWriter) step(u UnitLine) string {
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
func (w *summaryWriter) share(u UnitLine) *decimal.Decimal {
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
func (w *summaryWriter) ranked() (out []UnitLine) {
	for _, u := range w.units {
		if _, ok := w.r.Form.CardOf(u.Unit.Kind); ok && u.Scores != nil {
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b UnitLine) int {
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

// Comparison is a figure of a unit beside what those below it add up to.
type Comparison struct {
	Unit      round.Unit
	Indicator round.Indicator
	Own, Sum  decimal.Decimal
	From      int  // units below whose figures are in the sum
	All       bool // all that are below have reported
}
