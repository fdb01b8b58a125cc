package officers

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

type proposalWriter struct {
	paperWriter
	d desk.Proposal
}

// ProposalBook writes de-nghi-cong-nhan.xlsx: the list for the decision of the head of
// the authority in the layout of decree 30/2020, the list of those who are not proposed
// with the reasons, and the list for commendation. The decision is filled in there.
func ProposalBook(d desk.Proposal) ([]byte, error) {
	stamp := decision.Stamp{Sort: decision.Recognising, Round: d.Round.ID, Position: d.Position}
	title := canvas.PickLang(d.Round.Language, "Đề nghị công nhận", "Proposal for recognition")
	w := &proposalWriter{paperWriter: paperWriter{b: canvas.NewBook(title, d.At), r: d.Round, of: stamp}, d: d}
	w.proposed()
	w.notProposed()
	w.nominees()
	w.decided()
	w.stamp()
	return w.b.Bytes()
}

// proposalWide is how wide the printed page is for texts across it, in points.
const proposalWide = 690

// head is the head of the list as official papers have it.
func (w *proposalWriter) head(p *canvas.Page, cols int, title string) {
	l := w.r.Letterhead
	half := cols / 2
	line := func(h float64, left, right canvas.Cell) {
		cells := make([]canvas.Cell, cols)
		cells[0], cells[half] = left, right
		p.Row(h, cells...)
		p.Merge(1, half)
		p.Merge(half+1, cols)
	}
	c := canvas.Look{Align: "center", Size: 12}
	b := canvas.Look{Align: "center", Size: 12, Bold: true, Wrap: true}
	line(18, canvas.Cell{V: l.Above, Look: c}, canvas.Cell{V: w.t(canvas.NationalName, ""), Look: b})
	line(max(18, canvas.HeightIn(l.Issuer, proposalWide/2, 12, true)),
		canvas.Cell{V: l.Issuer, Look: b},
		canvas.Cell{V: w.t(canvas.NationalMotto, ""),
			Look: canvas.Look{Align: "center", Size: 13, Bold: true, Underline: w.r.Language == "vi"}},
	)
	line(22,
		canvas.Cell{V: w.t("Số: ......./DS-.......", "No.: ..........."), Look: c},
		canvas.Cell{V: w.t(l.Place+", ngày ..... tháng ..... năm ........", "Date: ..........."),
			Look: canvas.Look{Align: "center", Size: 13, Italic: true}},
	)
	p.Row(6)
	text := title + "\n" + w.r.Title
	p.Full(cols, canvas.HeightIn(text, proposalWide, 14, true)+6, text,
		canvas.Look{Bold: true, Align: "center", Wrap: true, Size: 14})
	stamp := ""
	if !w.d.At.IsZero() {
		stamp = fmt.Sprintf(w.t(
			"Tính đến %s (sổ theo dõi số %d, biểu mẫu phiên bản %s)",
			"As of %s (ledger position %d, form version %s)",
		), w.d.At.In(w.r.Location).Format("15:04 02/01/2006"), w.d.Position, w.r.Form.Version)
	}
	p.Full(cols, 16, stamp, canvas.Look{Italic: true, Align: "center", Size: 10, Color: canvas.GreyText})
}

// proposed is the list for the decision.
func (w *proposalWriter) proposed() {
	p := w.b.Page(w.t("Đề nghị công nhận", "Proposed"), 6, 36, 20, 9, 10, 16, 15, 11, 22, 3, 3, 3, 3)
	p.Locked, p.Printed = true, 9
	p.FitWidth()
	p.Block()
	w.head(p, 9, w.t("DANH SÁCH ĐỀ NGHỊ CÔNG NHẬN", "PROPOSED FOR RECOGNITION"))
	w.toldLast(p, 9, proposalWide, w.d.Refused, w.d.Recorded)
	lead := w.t(
		"Khi có quyết định: điền số, ngày, người ký và có / không ở từng dòng, rồi lưu ngay tại đây hoặc thả tệp "+
			"vào thư mục nhận. Dòng để trống là chưa quyết định.",
		"Once it is decided, fill in number, date, signer, and yes / no in each row; save the file here or drop it "+
			"into the inbox. A blank row is not decided.",
	)
	p.Full(9, canvas.HeightIn(lead, proposalWide, 11, false)+2, lead, canvas.LeadLook)
	w.field(p)
	row := p.Row(36, w.heads(
		w.t("STT", "No."),
		w.t("Đơn vị", "Unit"),
		w.t("Thuộc", "Below"),
		w.t("Điểm tự chấm", "Self"),
		w.t("Điểm thẩm định", "Appraised"),
		w.t("Kết quả thẩm định", "Result"),
		w.t("Mức thưởng (đồng)", "Prize"),
		w.t("Quyết định", "Decision"),
		w.t("Ghi chú", "Note"),
	)...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	w.table(p, row+1, 7)
	sum, priced := decimal.Zero, false
	for _, k := range w.r.Kinds {
		n := 0
		kind := decimal.Zero
		for _, l := range w.d.Proposed {
			if l.KindID != k.ID {
				continue
			}
			if p.Block(); n == 0 {
				p.Full(9, 20, k.Name, canvas.Look{Bold: true, Fill: canvas.PaleBlue, Border: true, Size: 12})
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
			money := canvas.Look{Border: true, Size: 11, Align: "right", Format: canvas.WholeFormat}
			row := len(p.Rows) + 1
			p.Auto(20, append(
				[]canvas.Cell{
					{V: n, Look: canvas.OurLook},
					{V: l.Unit, Look: canvas.Look{Border: true, Size: 12, Wrap: true}},
					{V: l.Parent, Look: canvas.OurLook},
					{V: l.Self, Look: canvas.OurLook},
					{V: l.Final, Look: canvas.OurLook},
					{V: result, Look: canvas.OurLook},
					{V: prize, Look: money},
				}, w.inputs(p, row, 8, l.Key, l.Digest, l.Seen, l.Typed, l.Note, true)...)...)
			p.Grow()
		}
		if n > 0 {
			bold := canvas.Look{Bold: true, Border: true, Size: 11, Fill: canvas.GreyFill}
			var m any
			if k.Prize != nil {
				m = kind
			}
			sumOf := bold
			sumOf.Align, sumOf.Format = "right", canvas.WholeFormat
			say := fmt.Sprintf(w.t("Cộng %s: %d đơn vị", "%s: %d units"), strings.ToLower(k.Name), n)
			p.Row(20,
				canvas.Cell{Look: bold},
				canvas.Cell{V: say, Look: bold},
				canvas.Cell{Look: bold},
				canvas.Cell{Look: bold},
				canvas.Cell{Look: bold},
				canvas.Cell{Look: bold},
				canvas.Cell{V: m, Look: sumOf},
				canvas.Cell{Look: bold},
				canvas.Cell{Look: bold},
			)
			sum = sum.Add(kind)
		}
	}
	if len(w.d.Proposed) == 0 {
		none := w.t("Chưa có đơn vị nào thẩm định xong với kết quả đạt.", "No unit is fully appraised and met.")
		p.Full(9, 20, none, canvas.Look{Italic: true, Border: true})
	}
	p.Block()
	w.money(p, sum, priced)
	w.sign(p, 9)
	w.validate(p)
}

// money is what the prizes come to, against the budget where one is set.
func (w *proposalWriter) money(p *canvas.Page, proposed decimal.Decimal, priced bool) {
	if !priced && w.r.Settings.Budget == nil {
		p.Full(9, 20,
			w.t("Tổng cộng: ", "Total: ")+fmt.Sprintf(w.t("%d đơn vị.", "%d units."), len(w.d.Proposed))+w.t(
				" Kỳ chưa đặt mức thưởng.",
				" No prizes are set.",
			), canvas.Look{Bold: true, Border: true, Size: 12})
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
	l := canvas.Look{Bold: true, Border: true, Size: 12, Wrap: true}
	if b := w.r.Settings.Budget; b != nil {
		left := b.Sub(proposed).Sub(granted)
		if left.IsNegative() {
			l.Fill = canvas.RedFill
			text += fmt.Sprintf(w.t(" Kinh phí %s, còn thiếu %s.", " Budget %s, short of %s."), show(*b),
				show(left.Neg()))
		} else {
			text += fmt.Sprintf(w.t(" Kinh phí %s, còn lại %s.", " Budget %s, %s left."), show(*b), show(left))
		}
	}
	p.Full(9, canvas.HeightIn(text, proposalWide, 12, true)+4, text, l)
}

// sign is the foot of the paper: recipients left, signature right.
func (w *proposalWriter) sign(p *canvas.Page, cols int) {
	p.Row(10)
	cells := make([]canvas.Cell, cols)
	half := cols / 2
	to := w.t(
		"Nơi nhận:\n- Chủ tịch UBND (để quyết định);\n- Các đơn vị có tên;\n- Lưu.",
		"To:\n- the head of the authority;\n- the units named;\n- File.",
	)
	signer := w.r.Letterhead.Signer + w.t("\n(Ký, ghi rõ họ tên, đóng dấu)", "\n(signature, name, seal)")
	left := canvas.Look{Size: 11, Italic: true, Wrap: true, Top: true, Align: "left"}
	right := canvas.Look{Bold: true, Align: "center", Wrap: true, Top: true, Size: 13}
	cells[0] = canvas.Cell{V: to, Look: left}
	cells[half] = canvas.Cell{V: signer, Look: right}
	p.Row(120, cells...)
	p.Merge(1, half)
	p.Merge(half+1, cols)
}

func (w *proposalWriter) heads(texts ...string) []canvas.Cell {
	cells := make([]canvas.Cell, len(texts))
	for i, t := range texts {
		cells[i] = canvas.Cell{V: t, Look: canvas.HeadLook}
	}
	return cells
}

// field is the row in which the decision's number, day and signer are filled in.
func (w *proposalWriter) field(p *canvas.Page) {
	l := canvas.Look{Bold: true, Size: 11, Align: "right"}
	in := canvas.Look{Border: true, Open: true, Fill: canvas.InputFill, Size: 12, Align: "center",
		Format: canvas.TextFormat}
	day := in
	day.Format = "dd/mm/yyyy"
	row := p.Row(24, canvas.Cell{},
		canvas.Cell{V: w.t("Quyết định số:", "Decision no.:"), Look: l},
		canvas.Cell{V: filledText(w.d.Fields[decision.FieldNo], false), Look: in},
		canvas.Cell{V: w.t("ngày:", "of:"), Look: l},
		canvas.Cell{V: filledText(w.d.Fields[decision.FieldDay], true), Look: day},
		canvas.Cell{Look: canvas.Look{}},
		canvas.Cell{V: w.t("người ký:", "signed by:"), Look: l},
		canvas.Cell{V: filledText(w.d.Fields[decision.FieldBy], false), Look: in},
		canvas.Cell{Look: in},
	)
	p.Merge(5, 6)
	p.Merge(8, 9)
	w.fields = append(w.fields,
		[3]string{decision.FieldNo, p.Name, sheet.Ref(row, 3)},
		[3]string{decision.FieldDay, p.Name, sheet.Ref(row, 5)},
		[3]string{decision.FieldBy, p.Name, sheet.Ref(row, 8)})
	w.day(p, sheet.Ref(row, 5))
}

// table tells the hidden sheet of a table whose lines begin in row: so many columns to read, then
// what is filled in and the marks.
func (w *proposalWriter) table(p *canvas.Page, row, read int) {
	t := []string{p.Name, strconv.Itoa(row)}
	for range read {
		t = append(t, "-")
	}
	w.tables = append(w.tables, append(t, decision.InDecision, decision.InNote,
		decision.ColumnKey, decision.ColumnDigest, decision.ColumnSeen, decision.ColumnSeal))
}

// inputs are the cells of a row that are filled in, from the column at, and its keys.
func (w *proposalWriter) inputs(p *canvas.Page, row, at int, key, digest, seen string, typed map[string]string,
	note string, yes bool) []canvas.Cell {
	yn := w.r.YesNo()
	in := canvas.InLook
	in.Bold = true
	text := canvas.InLook
	text.Align, text.Format = "left", canvas.TextFormat
	if yes {
		w.choose(p, sheet.Ref(row, at), yn[0], yn[1])
	} else {
		w.choose(p, sheet.Ref(row, at), yn[1])
	}
	said := filledText(typed[decision.InNote], false)
	if note != "" {
		in.Fill = canvas.RedFill
	}
	cells := []canvas.Cell{{V: filledText(typed[decision.InDecision], false), Look: in}, {V: said, Look: text}}
	return append(cells, w.marks(key, digest, seen)...)
}

// notProposed is who is not proposed, and why.
func (w *proposalWriter) notProposed() {
	p := w.b.Page(w.t("Không đề nghị", "Not proposed"), 6, 30, 20, 18, 9, 10, 46, 11, 18, 3, 3, 3, 3)
	p.Locked, p.Printed = true, 9
	p.FitWidth()
	p.Full(9, 28, w.t("ĐƠN VỊ CHƯA HOẶC KHÔNG ĐỀ NGHỊ CÔNG NHẬN, LÝ DO", "NOT PROPOSED, AND WHY"), canvas.TitleLook)
	row := p.Row(36, w.heads(
		w.t("STT", "No."),
		w.t("Đơn vị", "Unit"),
		w.t("Thuộc", "Below"),
		w.t("Loại hình", "Kind"),
		w.t("Điểm tự chấm", "Self"),
		w.t("Điểm thẩm định", "Appraised"),
		w.t("Lý do", "Why"),
		w.t("Quyết định", "Decision"),
		w.t("Ghi chú", "Note"),
	)...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	w.table(p, row+1, 7)
	l := canvas.LineLook
	for i, u := range w.d.NotProposed {
		p.Block()
		in := []canvas.Cell{{Look: canvas.ShutLook}, {Look: canvas.ShutLook}}
		if u.Open {
			in = w.inputs(p, len(p.Rows)+1, 8, u.Key, u.Digest, u.Seen, u.Typed, u.Note, false)
		}
		p.Auto(20, append(
			[]canvas.Cell{
				{V: i + 1, Look: canvas.OurLook},
				{V: u.Unit, Look: l},
				{V: u.Parent, Look: l},
				{V: u.Kind, Look: l},
				{V: u.Self, Look: canvas.OurLook},
				{V: u.Final, Look: canvas.OurLook},
				{V: u.Why, Look: l},
			}, in...)...)
		p.Grow()
	}
	if len(w.d.NotProposed) == 0 {
		p.Full(9, 20, w.t("Không có.", "None."), canvas.NoneLook)
	}
	w.validate(p)
}

// nominees is who is proposed for commendation, by table.
func (w *proposalWriter) nominees() {
	for _, t := range w.r.Form.Tables {
		if t.Use != define.UseCommendation {
			continue
		}
		name := w.t("Khen thưởng", "Commendation")
		widths, heads := []float64{6, 30}, []string{w.t("STT", "No."), w.t("Đơn vị đề nghị", "Proposed by")}
		for _, c := range t.Columns {
			widths, heads = append(widths, max(12, min(c.Width, 40))), append(heads, c.Label)
		}
		at := len(widths) + 1
		widths = append(widths, 11, 24, 3, 3, 3, 3)
		heads = append(heads, w.t("Quyết định", "Decision"), w.t("Ghi chú", "Note"))
		p := w.b.Page(name, widths...)
		p.Locked, p.Printed = true, len(heads)
		p.FitWidth()
		p.Block()
		w.head(p, len(heads), w.t("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG", "PROPOSED FOR COMMENDATION"))
		p.Full(len(heads), 18, w.t(
			"Số, ngày, người ký quyết định: điền ở trang Đề nghị công nhận.",
			"Number, date and signer: on the first sheet.",
		), canvas.Look{Italic: true, Size: 11})
		row := p.Row(30, w.heads(heads...)...)
		p.Freeze, p.Repeat = [2]int{row, 2}, row
		w.table(p, row+1, at-1)
		i := 0
		for _, l := range w.d.Nominees {
			if l.Table.ID != t.ID {
				continue
			}
			i++
			p.Block()
			text := canvas.LineLook
			cells := []canvas.Cell{{V: i, Look: canvas.OurLook}, {V: l.Unit, Look: text}}
			for _, c := range t.Columns {
				cells = append(cells, canvas.Cell{V: finding.Show(l.Cells[c.ID], w.r.Language), Look: text})
			}
			if l.Decided {
				fill := canvas.RedFill
				word := w.r.YesNo()[1]
				if l.Yes {
					fill, word = canvas.GreenFill, w.r.YesNo()[0]
				}
				cells = append(cells,
					canvas.Cell{V: word, Look: canvas.Look{Border: true, Size: 11, Align: "center", Fill: fill}},
					canvas.Cell{V: l.Decision, Look: canvas.Look{Border: true, Size: 10, Wrap: true}},
				)
			} else {
				cells = append(cells, w.inputs(p, len(p.Rows)+1, at, l.Key, l.Digest, l.Seen, l.Typed, l.Note, true)...)
			}
			p.Auto(20, cells...)
			p.Grow()
		}
		if i == 0 {
			p.Full(len(heads), 20, w.t("Chưa có.", "None yet."), canvas.NoneLook)
		}
		p.Block()
		w.sign(p, len(heads))
		w.validate(p)
	}
}

// decided is who was decided upon.
func (w *proposalWriter) decided() {
	if len(w.d.Decided) == 0 {
		return
	}
	p := w.b.Page(w.t("Đã quyết định", "Decided"), 6, 36, 22, 18, 10, 18, 50)
	p.Locked = true
	p.FitWidth()
	p.Full(7, 28, w.t("ĐÃ QUYẾT ĐỊNH (hủy ở can-quyet-dinh.xlsx)", "DECIDED (taken back in can-quyet-dinh.xlsx)"),
		canvas.TitleLook)
	row := p.Row(30, w.heads(
		w.t("STT", "No."),
		w.t("Đơn vị", "Unit"),
		w.t("Thuộc", "Below"),
		w.t("Loại hình", "Kind"),
		w.t("Điểm", "Score"),
		w.t("Kết quả", "Result"),
		w.t("Theo", "By"),
	)...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	l := canvas.LineLook
	for i, u := range w.d.Decided {
		p.Block()
		st := canvas.OurLook
		word := w.t("không công nhận", "not recognised")
		st.Fill = canvas.RedFill
		if u.Yes {
			word, st.Fill = w.t("công nhận", "recognised"), canvas.GreenFill
		}
		p.Auto(20,
			canvas.Cell{V: i + 1, Look: canvas.OurLook},
			canvas.Cell{V: u.Unit, Look: l},
			canvas.Cell{V: u.Parent, Look: l},
			canvas.Cell{V: u.Kind, Look: l},
			canvas.Cell{V: u.Final, Look: canvas.OurLook},
			canvas.Cell{V: word, Look: st},
			canvas.Cell{V: u.Decision, Look: l},
		)
	}
}
