package workbook

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/round"
	"tonghop/internal/sheet"
)

// Proposal is who is proposed for recognition and commendation, and who is not.
type Proposal struct {
	Round       *round.Round
	At          time.Time
	Position    int64
	Proposed    []ProposalLine
	NotProposed []ProposalLine
	Decided     []ProposalLine
	Nominees    []NomineeLine
	Refused     []RefusedRow
	Recorded    int
	Fields      map[string]string // number, day and signer of the decision, as filled in
}

// ProposalLine is one unit of the proposal.
type ProposalLine struct {
	Key, Digest, Seen string
	Unit, Code        string
	Kind, KindID      string
	Parent            string
	Self, Final       *decimal.Decimal
	Band, Own, Result string
	Prize             *decimal.Decimal
	Why               string // it is not proposed
	Open              bool   // a decision may be taken on it
	Yes               bool   // decided: recognised
	Decision          string // by which paper
	Typed             map[string]string
	Note              string // why what was filled in last was not recorded
}

// NomineeLine is one nominee.
type NomineeLine struct {
	Key, Digest, Seen string
	Unit              string
	Table             round.Table
	Cells             map[string]any
	Decided, Yes      bool
	Decision          string
	Typed             map[string]string
	Note              string
}

type proposalWriter struct {
	paperWriter
	d Proposal
}

// ProposalBook writes de-nghi-cong-nhan.xlsx: the list for the decision of the head of
// the authority in the layout of decree 30/2020, the list of those who are not proposed
// with the reasons, and the list for commendation. The decision is filled in there.
func ProposalBook(d Proposal) ([]byte, error) {
	stamp := decision.Stamp{Sort: decision.Recognising, Round: d.Round.ID, Position: d.Position}
	title := pickLang(d.Round.Language, "Đề nghị công nhận", "Proposal for recognition")
	w := &proposalWriter{paperWriter: paperWriter{b: newBook(title, d.At), r: d.Round, of: stamp}, d: d}
	w.proposed()
	w.notProposed()
	w.nominees()
	w.decided()
	w.stamp()
	return w.b.bytes()
}

// proposalWide is how wide the printed page is for texts across it, in points.
const proposalWide = 690

// head is the head of the list as official papers have it.
func (w *proposalWriter) head(p *page, cols int, title string) {
	l := w.r.Letterhead
	half := cols / 2
	line := func(h float64, left, right cell) {
		cells := make([]cell, cols)
		cells[0], cells[half] = left, right
		p.row(h, cells...)
		p.merge(1, half)
		p.merge(half+1, cols)
	}
	c := look{align: "center", size: 12}
	b := look{align: "center", size: 12, bold: true, wrap: true}
	line(18, cell{v: l.Above, look: c}, cell{v: w.t(nationalName, ""), look: b})
	line(max(18, heightIn(l.Issuer, proposalWide/2, 12, true)), cell{v: l.Issuer, look: b}, cell{v: w.t(nationalMotto, ""), look: look{align: "center", size: 13, bold: true, underline: w.r.Language == "vi"}})
	line(22, cell{v: w.t("Số: ......./DS-.......", "No.: ..........."), look: c}, cell{v: w.t(l.Place+", ngày ..... tháng ..... năm ........", "Date: ..........."), look: look{align: "center", size: 13, italic: true}})
	p.row(6)
	text := title + "\n" + w.r.Title
	p.full(cols, heightIn(text, proposalWide, 14, true)+6, text, look{bold: true, align: "center", wrap: true, size: 14})
	stamp := ""
	if !w.d.At.IsZero() {
		stamp = fmt.Sprintf(w.t("Tính đến %s (sổ theo dõi số %d, biểu mẫu phiên bản %s)", "As of %s (ledger position %d, form version %s)"), w.d.At.In(w.r.Location).Format("15:04 02/01/2006"), w.d.Position, w.r.Form.Version)
	}
	p.full(cols, 16, stamp, look{italic: true, align: "center", size: 10, color: greyText})
}

// proposed is the list for the decision.
func (w *proposalWriter) proposed() {
	p := w.b.page(w.t("Đề nghị công nhận", "Proposed"), 6, 36, 20, 9, 10, 16, 15, 11, 22, 3, 3, 3, 3)
	p.locked, p.printed = true, 9
	p.fitWidth()
	p.block()
	w.head(p, 9, w.t("DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN", "PROPOSED FOR RECOGNITION"))
	w.toldLast(p, 9, proposalWide, w.d.Refused, w.d.Recorded)
	lead := w.t("Khi có quyết định: điền số, ngày, người ký và có / không ở từng dòng, rồi lưu ngay tại đây hoặc thả tệp vào thư mục nhận. Dòng để trống là chưa quyết định.", "Once it is decided, fill in number, date, signer, and yes / no in each row; save the file here or drop it into the inbox. A blank row is not decided.")
	p.full(9, heightIn(lead, proposalWide, 11, false)+2, lead, look{italic: true, wrap: true, size: 11})
	w.field(p)
	row := p.row(36, w.heads(w.t("STT", "No."), w.t("Đơn vị", "Unit"), w.t("Thuộc", "Below"), w.t("Điểm tự chấm", "Self"), w.t("Điểm thẩm định", "Appraised"), w.t("Kết quả thẩm định", "Result"), w.t("Mức thưởng (đồng)", "Prize"), w.t("Quyết định", "Decision"), w.t("Ghi chú", "Note"))...)
	p.freeze, p.repeat = [2]int{row, 2}, row
	w.tables = append(w.tables, []string{p.name, strconv.Itoa(row + 1), "-", "-", "-", "-", "-", "-", "-", decision.InDecision, decision.InNote, decision.ColumnKey, decision.ColumnDigest, decision.ColumnSeen, decision.ColumnSeal})
	sum, priced := decimal.Zero, false
	for _, k := range w.r.Kinds {
		n := 0
		kind := decimal.Zero
		for _, l := range w.d.Proposed {
			if l.KindID != k.ID {
				continue
			}
			if p.block(); n == 0 {
				p.full(9, 20, k.Name, look{bold: true, fill: paleBlue, border: true, size: 12})
			}
			n++
			var prize any
			if l.Prize != nil {
				prize, kind, priced = *l.Prize, kind.Add(*l.Prize), true
			}
			result := l.Result
			if l.Band != "" {
				result += ", " + l.Band
			}
			money := look{border: true, size: 11, align: "right", format: wholeFormat}
			row := len(p.rows) + 1
			p.auto(20, append([]cell{{v: n, look: ourLook}, {v: l.Unit, look: look{border: true, size: 12, wrap: true}}, {v: l.Parent, look: ourLook}, {v: l.Self, look: ourLook}, {v: l.Final, look: ourLook}, {v: result, look: ourLook}, {v: prize, look: money}}, w.inputs(p, row, 8, l.Key, l.Digest, l.Seen, l.Typed, l.Note, true)...)...)
			p.grow()
		}
		if n > 0 {
			bold := look{bold: true, border: true, size: 11, fill: greyFill}
			var m any
			if k.Prize != nil {
				m = kind
			}
			p.row(20, cell{look: bold}, cell{v: fmt.Sprintf(w.t("Cộng %s: %d đơn vị", "%s: %d units"), strings.ToLower(k.Name), n), look: bold}, cell{look: bold}, cell{look: bold}, cell{look: bold}, cell{look: bold}, cell{v: m, look: look{bold: true, border: true, size: 11, fill: greyFill, align: "right", format: wholeFormat}}, cell{look: bold}, cell{look: bold})
			sum = sum.Add(kind)
		}
	}
	if len(w.d.Proposed) == 0 {
		p.full(9, 20, w.t("Chưa có đơn vị nào thẩm định xong với kết quả đạt.", "No unit is fully appraised and met."), look{italic: true, border: true})
	}
	p.block()
	w.money(p, sum, priced)
	w.sign(p, 9)
	w.validate(p)
}

// money is what the prizes come to, against the budget where one is set.
func (w *proposalWriter) money(p *page, proposed decimal.Decimal, priced bool) {
	if !priced && w.r.Settings.Budget == nil {
		p.full(9, 20, w.t("Tổng cộng: ", "Total: ")+fmt.Sprintf(w.t("%d đơn vị.", "%d units."), len(w.d.Proposed))+w.t(" Kỳ chưa đặt mức thưởng.", " No prizes are set."), look{bold: true, border: true, size: 12})
		return
	}
	granted := decimal.Zero
	for _, l := range w.d.Decided {
		if l.Yes && l.Prize != nil {
			granted = granted.Add(*l.Prize)
		}
	}
	show := func(d decimal.Decimal) string { return finding.Show(d, w.r.Language) + w.t(" đồng", "") }
	text := fmt.Sprintf(w.t("Tiền thưởng của danh sách này: %s.", "Prizes of this list: %s."), show(proposed))
	if granted.IsPositive() {
		text += fmt.Sprintf(w.t(" Đã quyết định: %s.", " Decided: %s."), show(granted))
	}
	l := look{bold: true, border: true, size: 12, wrap: true}
	if b := w.r.Settings.Budget; b != nil {
		left := b.Sub(proposed).Sub(granted)
		if left.IsNegative() {
			l.fill = redFill
			text += fmt.Sprintf(w.t(" Kinh phí %s, còn thiếu %s.", " Budget %s, short of %s."), show(*b), show(left.Neg()))
		} else {
			text += fmt.Sprintf(w.t(" Kinh phí %s, còn lại %s.", " Budget %s, %s left."), show(*b), show(left))
		}
	}
	p.full(9, heightIn(text, proposalWide, 12, true)+4, text, l)
}

// sign is the foot of the paper: recipients left, signature right.
func (w *proposalWriter) sign(p *page, cols int) {
	p.row(10)
	cells := make([]cell, cols)
	half := cols / 2
	cells[0] = cell{v: w.t("Nơi nhận:\n- Chủ tịch UBND (để quyết định);\n- Các đơn vị có tên;\n- Lưu.", "To:\n- the head of the authority;\n- the units named;\n- File."), look: look{size: 11, italic: true, wrap: true, top: true, align: "left"}}
	cells[half] = cell{v: w.r.Letterhead.Signer + w.t("\n(Ký, ghi rõ họ tên, đóng dấu)", "\n(signature, name, seal)"), look: look{bold: true, align: "center", wrap: true, top: true, size: 13}}
	p.row(120, cells...)
	p.merge(1, half)
	p.merge(half+1, cols)
}

func (w *proposalWriter) heads(texts ...string) []cell {
	cells := make([]cell, len(texts))
	for i, t := range texts {
		cells[i] = cell{v: t, look: headLook}
	}
	return cells
}

// field is the row in which the decision's number, day and signer are filled in.
func (w *proposalWriter) field(p *page) {
	l := look{bold: true, size: 11, align: "right"}
	in := look{border: true, open: true, fill: inputFill, size: 12, align: "center", format: textFormat}
	day := in
	day.format = "dd/mm/yyyy"
	row := p.row(24, cell{}, cell{v: w.t("Quyết định số:", "Decision no.:"), look: l}, cell{v: filledText(w.d.Fields[decision.FieldNo], false), look: in}, cell{v: w.t("ngày:", "of:"), look: l}, cell{v: filledText(w.d.Fields[decision.FieldDay], true), look: day}, cell{look: look{}}, cell{v: w.t("người ký:", "signed by:"), look: l}, cell{v: filledText(w.d.Fields[decision.FieldBy], false), look: in}, cell{look: in})
	p.merge(5, 6)
	p.merge(8, 9)
	w.fields = append(w.fields, [3]string{decision.FieldNo, p.name, sheet.Ref(row, 3)}, [3]string{decision.FieldDay, p.name, sheet.Ref(row, 5)}, [3]string{decision.FieldBy, p.name, sheet.Ref(row, 8)})
	w.day(p, sheet.Ref(row, 5))
}

// inputs are the cells of a row that are filled in, from the column at, and its keys.
func (w *proposalWriter) inputs(p *page, row, at int, key, digest, seen string, typed map[string]string, note string, yes bool) []cell {
	yn := w.r.YesNo()
	in := inLook
	in.bold = true
	text := inLook
	text.align, text.format = "left", textFormat
	if yes {
		w.choose(p, sheet.Ref(row, at), yn[0], yn[1])
	} else {
		w.choose(p, sheet.Ref(row, at), yn[1])
	}
	said := filledText(typed[decision.InNote], false)
	if note != "" {
		in.fill = redFill
	}
	cells := []cell{{v: filledText(typed[decision.InDecision], false), look: in}, {v: said, look: text}}
	return append(cells, w.marks(key, digest, seen)...)
}

// notProposed is who is not proposed, and why.
func (w *proposalWriter) notProposed() {
	p := w.b.page(w.t("Không đề nghị", "Not proposed"), 6, 30, 20, 18, 9, 10, 46, 11, 18, 3, 3, 3, 3)
	p.locked, p.printed = true, 9
	p.fitWidth()
	p.full(9, 28, w.t("ĐƠN VỊ CHƯA HOẶC KHÔNG ĐỀ NGHỊ CÔNG NHẬN, LÝ DO", "NOT PROPOSED, AND WHY"), look{bold: true, size: 14, color: navy})
	row := p.row(36, w.heads(w.t("STT", "No."), w.t("Đơn vị", "Unit"), w.t("Thuộc", "Below"), w.t("Loại hình", "Kind"), w.t("Điểm tự chấm", "Self"), w.t("Điểm thẩm định", "Appraised"), w.t("Lý do", "Why"), w.t("Quyết định", "Decision"), w.t("Ghi chú", "Note"))...)
	p.freeze, p.repeat = [2]int{row, 2}, row
	w.tables = append(w.tables, []string{p.name, strconv.Itoa(row + 1), "-", "-", "-", "-", "-", "-", "-", decision.InDecision, decision.InNote, decision.ColumnKey, decision.ColumnDigest, decision.ColumnSeen, decision.ColumnSeal})
	l := look{border: true, size: 11, wrap: true}
	for i, u := range w.d.NotProposed {
		p.block()
		in := []cell{{look: look{border: true, fill: greyFill}}, {look: look{border: true, fill: greyFill}}}
		if u.Open {
			in = w.inputs(p, len(p.rows)+1, 8, u.Key, u.Digest, u.Seen, u.Typed, u.Note, false)
		}
		p.auto(20, append([]cell{{v: i + 1, look: ourLook}, {v: u.Unit, look: l}, {v: u.Parent, look: l}, {v: u.Kind, look: l}, {v: u.Self, look: ourLook}, {v: u.Final, look: ourLook}, {v: u.Why, look: l}}, in...)...)
		p.grow()
	}
	if len(w.d.NotProposed) == 0 {
		p.full(9, 20, w.t("Không có.", "None."), look{italic: true, border: true, color: greyText})
	}
	w.validate(p)
}

// nominees is who is proposed for commendation, by table.
func (w *proposalWriter) nominees() {
	for _, t := range w.r.Form.Tables {
		if t.Use != round.UseCommendation {
			continue
		}
		name := w.t("Khen thưởng", "Commendation")
		widths, heads := []float64{6, 30}, []string{w.t("STT", "No."), w.t("Đơn vị đề nghị", "Proposed by")}
		keys := []string{"-", "-"}
		for _, c := range t.Columns {
			widths, heads, keys = append(widths, max(12, min(c.Width, 40))), append(heads, c.Label), append(keys, "-")
		}
		at := len(widths) + 1
		widths, heads = append(widths, 11, 24, 3, 3, 3, 3), append(heads, w.t("Quyết định", "Decision"), w.t("Ghi chú", "Note"))
		keys = append(keys, decision.InDecision, decision.InNote, decision.ColumnKey, decision.ColumnDigest, decision.ColumnSeen, decision.ColumnSeal)
		p := w.b.page(name, widths...)
		p.locked, p.printed = true, len(heads)
		p.fitWidth()
		p.block()
		w.head(p, len(heads), w.t("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", "PROPOSED FOR COMMENDATION"))
		p.full(len(heads), 18, w.t("Số, ngày, người ký quyết định: điền ở trang Đề nghị công nhận.", "Number, date and signer: on the first sheet."), look{italic: true, size: 11})
		row := p.row(30, w.heads(heads...)...)
		p.freeze, p.repeat = [2]int{row, 2}, row
		w.tables = append(w.tables, append([]string{p.name, strconv.Itoa(row + 1)}, keys...))
		i := 0
		for _, l := range w.d.Nominees {
			if l.Table.ID != t.ID {
				continue
			}
			i++
			p.block()
			text := look{border: true, size: 11, wrap: true}
			cells := []cell{{v: i, look: ourLook}, {v: l.Unit, look: text}}
			for _, c := range t.Columns {
				cells = append(cells, cell{v: finding.Show(l.Cells[c.ID], w.r.Language), look: text})
			}
			if l.Decided {
				fill := redFill
				word := w.r.YesNo()[1]
				if l.Yes {
					fill, word = greenFill, w.r.YesNo()[0]
				}
				cells = append(cells, cell{v: word, look: look{border: true, size: 11, align: "center", fill: fill}}, cell{v: l.Decision, look: look{border: true, size: 10, wrap: true}})
			} else {
				cells = append(cells, w.inputs(p, len(p.rows)+1, at, l.Key, l.Digest, l.Seen, l.Typed, l.Note, true)...)
			}
			p.auto(20, cells...)
			p.grow()
		}
		if i == 0 {
			p.full(len(heads), 20, w.t("Chưa có.", "None yet."), look{italic: true, border: true, color: greyText})
		}
		p.block()
		w.sign(p, len(heads))
		w.validate(p)
	}
}

// decided is who was decided upon.
func (w *proposalWriter) decided() {
	if len(w.d.Decided) == 0 {
		return
	}
	p := w.b.page(w.t("Đã quyết định", "Decided"), 6, 36, 22, 18, 10, 18, 50)
	p.locked = true
	p.fitWidth()
	p.full(7, 28, w.t("ĐÃ QUYẾT ĐỊNH (hủy ở can-quyet-dinh.xlsx)", "DECIDED (taken back in can-quyet-dinh.xlsx)"), look{bold: true, size: 14, color: navy})
	row := p.row(30, w.heads(w.t("STT", "No."), w.t("Đơn vị", "Unit"), w.t("Thuộc", "Below"), w.t("Loại hình", "Kind"), w.t("Điểm", "Score"), w.t("Kết quả", "Result"), w.t("Theo", "By"))...)
	p.freeze, p.repeat = [2]int{row, 2}, row
	l := look{border: true, size: 11, wrap: true}
	for i, u := range w.d.Decided {
		p.block()
		st := ourLook
		word := w.t("không công nhận", "not recognised")
		st.fill = redFill
		if u.Yes {
			word, st.fill = w.t("công nhận", "recognised"), greenFill
		}
		p.auto(20, cell{v: i + 1, look: ourLook}, cell{v: u.Unit, look: l}, cell{v: u.Parent, look: l}, cell{v: u.Kind, look: l}, cell{v: u.Final, look: ourLook}, cell{v: word, look: st}, cell{v: u.Decision, look: l})
	}
}
