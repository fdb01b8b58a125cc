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
	"tonghop/internal/viet"
)

// UnitLine is how one unit stands, for the consolidated workbook.
type UnitLine struct {
	Unit      round.Unit
	Expected  bool
	Status    finding.Status
	Late      bool
	Undecided bool      // versions in conflict, none counts: counts as missing
	Received  time.Time // of the first version
	Version   int       // the newest
	Counts    *record.Verdict
	Counted   int    // number of the version that counts
	File      string // of the version that counts
	Waiting   string // why a newer one does not count
	Decided   string // that it counts or is as it is by an officer's decision: who, when, why
	Findings  []finding.Finding
}

// ReceiptLine is one receipt.
type ReceiptLine struct {
	Received           time.Time
	File, SHA, Unit    string
	Status             finding.Status
	Version            int
	Again, Counts, New bool
	Stray              bool // it could be read, but not whose it is
	Note               string
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
	w := &summaryWriter{b: newBook(s.Round.Short, s.At), s: s, r: s.Round, names: map[string]string{}}
	w.arrange()
	w.overview()
	w.rollCall()
	w.outline()
	w.matrix()
	w.ranking()
	w.narratives()
	w.openFindings()
	w.explanations()
	w.letters()
	w.receipts()
	w.rules()
	return w.b.bytes()
}

type summaryWriter struct {
	b     *book
	s     Summary
	r     *round.Round
	units []UnitLine // expected units and those with a return: by kind, then by name
	names map[string]string
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
		if u.Expected || u.Version > 0 {
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

var statusFill = map[finding.Status]string{finding.Clean: greenFill, finding.Queried: amberFill, finding.Returned: redFill, finding.Unreadable: redFill, finding.Held: redFill, finding.NotReceived: greyFill}

// tally is the roll-call of some units.
type tally struct{ expected, received, counted, clean, queried, returned, late, missing, beyond int }

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
		if u.Undecided {
			continue
		}
		switch u.Status {
		case finding.Clean:
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
	p := w.b.page(w.t("Đề cương tổng hợp", "Outline"), 6, 42, 10, 10, 10, 9, 7, 30)
	p.scale = 100
	p.block()
	w.head(p, 8, w.t("SỐ LIỆU TỔNG HỢP THEO ĐỀ CƯƠNG", "THE OUTLINE, ROLLED UP"))
	row := w.headings(p, 34, w.t("Mục", "No."), w.t("Chỉ tiêu", "Figure"), w.t("Đơn vị tính", "Unit"), w.t("Kỳ này", "This period"), w.t("Cùng kỳ năm trước", "Last year"), w.t("Tăng, giảm", "Change"), w.t("Số đơn vị", "Units"), w.t("Trong đó, không cộng vào tổng", "Beside, not in the total"))
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
				p.auto(22, cell{v: sectionNo(s), look: sec}, cell{v: s.Title, look: sec}, cell{look: sec}, cell{look: sec}, cell{look: sec}, cell{look: sec}, cell{look: sec}, cell{look: sec})
			}
			n++
			w.outlineRow(p, n, in)
		}
	}
	w.byDecision(p, 8)
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

// sectionNo is a section's number as the guidance prints it.
func sectionNo(s round.Section) string {
	if s.Print != "" {
		return s.Print
	}
	return s.ID
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
		if tot.Sum != nil && tot.Prior != nil {
			change = cell{f: fmt.Sprintf("D%d-E%d", row, row), v: tot.Sum.Sub(*tot.Prior), look: look{border: true, align: "right", format: wholeChange}}
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
	note := strings.Join(beside, "; ")
	p.auto(20, cell{v: n, look: look{border: true, align: "center", size: 11}}, cell{v: in.Label, look: look{border: true, wrap: true, indent: in.Indent, align: "left"}}, cell{v: in.Unit, look: look{border: true, align: "center", size: 11}},
		value, prior, change, count(len(tot.From), look{border: true, align: "center", size: 11}), cell{v: note, look: look{border: true, wrap: true, size: 11}})
}

// ranking lists units with a card, by score.
func (w *summaryWriter) ranking() {
	if len(w.r.Form.Cards) == 0 {
		return
	}
	criteria := w.r.Form.Cards[0].Criteria()
	widths := []float64{6, 32, 13, 8, 9, 8, 9}
	heads := []string{w.t("Hạng", "Rank"), w.t("Đơn vị", "Unit"), w.t("Loại hình", "Kind"), w.t("Tổng tự chấm", "Self total"), w.t("Tổng theo vi phạm đã khai", "Computed"), w.t("Chênh lệch", "Difference"), w.t("Tự đánh giá", "Own verdict")}
	var keys []string // how the card numbers its criteria: group, then order
	for i, g := range w.r.Form.Cards[0].Groups {
		for j, c := range g.Criteria {
			key := fmt.Sprintf("%s.%d", roman(i), j+1)
			keys = append(keys, key)
			widths, heads = append(widths, 5.5), append(heads, key+"\n("+finding.Show(c.Points, w.r.Language)+")")
		}
	}
	p := w.b.page(w.t("Chấm điểm", "Scores"), widths...)
	p.scale = 90
	p.block()
	w.head(p, len(heads), w.t("BẢNG ĐIỂM TỰ CHẤM, XẾP TỪ CAO XUỐNG", "SELF-SCORES, HIGHEST FIRST"))
	row := w.headings(p, 62, heads...)
	p.freeze, p.repeat = [2]int{row, 2}, row
	rank, last := 0, decimal.Zero
	for i, u := range w.scored() {
		s := u.Counts.Scores
		c := look{border: true, align: "center", size: 11}
		if s.Self != nil && (rank == 0 || !s.Self.Equal(last)) {
			rank, last = i+1, *s.Self
		}
		place := cell{look: c}
		diff := cell{look: c}
		if s.Self != nil {
			place.v = rank
			if s.Computed != nil {
				diff.v = s.Self.Sub(*s.Computed)
			}
		} else if s.Gate == w.r.YesNo()[0] {
			place.v = w.t("không xét", "gate")
		}
		verdict, _ := u.Counts.Values[round.Verdict].(string)
		p.block()
		cells := []cell{place, {v: w.names[u.Unit.Code], look: look{border: true, size: 11, wrap: true}}, {v: w.r.Kind(u.Unit.Kind).Name, look: look{border: true, size: 11, align: "center", wrap: true}}, {v: s.Self, look: c}, {v: s.Computed, look: c}, diff, {v: verdict, look: c}}
		for _, k := range criteria {
			l := c
			line := s.Criteria[k.ID]
			if line.Self != nil && line.Self.LessThan(k.Points) {
				l.fill = amberFill
			}
			cells = append(cells, cell{v: line.Self, look: l})
		}
		p.auto(18, cells...)
	}
	p.newPage()
	p.full(len(heads), 34, w.t("Ô tô màu: dưới điểm chuẩn. “Tổng theo vi phạm đã khai”: điểm máy tính từ số vi phạm và điểm thưởng đơn vị tự khai; để trống khi chưa xác định được.", "Coloured: below full points. Computed: by the violations and bonus that the unit stated."), look{italic: true, size: 11, color: greyText, wrap: true})
	for i, c := range criteria {
		text := keys[i] + ": " + c.Label + " (" + finding.Show(c.Points, w.r.Language) + w.t(" điểm)", " points)")
		p.full(len(heads), heightIn(text, 690, 11, false), text, look{size: 11, wrap: true})
	}
}

// scored are the counted units with a card, by self-score.
func (w *summaryWriter) scored() (out []UnitLine) {
	for _, u := range w.units {
		if u.Counts != nil && u.Counts.Scores != nil {
			out = append(out, u)
		}
	}
	slices.SortStableFunc(out, func(a, b UnitLine) int {
		x, y := a.Counts.Scores.Self, b.Counts.Scores.Self
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
