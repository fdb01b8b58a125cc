package workbook

import (
	"fmt"
	"strings"
	"time"
	"tonghop/internal/form"
	"tonghop/internal/round"
)

// national is the heading of official papers: the issuing body left, the
// national name right (decree 30/2020, appendix I).
const (
	nationalName  = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
	nationalMotto = "Độc lập - Tự do - Hạnh phúc"
)

// Columns of the report, in characters: question and answer, together as wide as
// the paper.
const reportLabel, reportText = 27, 57

// reportSheet writes narratives: the question at the left of its block of rows.
func (w *formWriter) reportSheet(s form.Sheet) {
	p := w.open(s, reportLabel, reportText, 24, 9)
	p.portrait, p.printed, p.scale = true, form.RepText, 100
	p.block()
	for i, l := range s.Lines {
		switch l.Kind {
		case form.Heading:
			w.reportHead(p, l.N)
		case form.TitleLine:
			w.reportTitle(p)
		case form.SectionLine:
			p.block()
			title := section(*l.Section)
			p.full(2, heightIn(title, colPoints(reportLabel+reportText), 13, true)+4, title, look{bold: true, fill: paleBlue, wrap: true, border: true, size: 13})
		case form.Block:
			if l.N == 0 && s.Lines[i-1].Kind != form.SectionLine {
				p.block()
			}
			w.block(p, s.Lines, i)
		case form.Blank: // the signatures stay with the last answer
			p.row(10)
		case form.Gap:
			p.row(5, cell{look: look{fill: greyFill, border: true}}, cell{look: look{fill: greyFill, border: true}})
		case form.Signatures:
			w.reportFoot(p)
		}
	}
	p.colours = append(p.colours, w.liveColours(3, len(p.rows), form.RepCheck)...)
}

func section(s round.Section) string {
	return s.Number() + ". " + s.Title
}

// reportHead is the head of official papers (decree 30/2020, appendix I), a row at
// a time: the body above and the national name, the unit and the motto, the rules
// under them, number and date. What stands on the unit's sheet is shown as it is
// filled in there.
func (w *formWriter) reportHead(p *page, n int) {
	bold := look{bold: true, align: "center", wrap: true}
	switch n {
	case 0:
		p.row(max(18, heightIn(w.above(), colPoints(reportLabel), 11, false)), cell{v: w.above(), look: look{align: "center", wrap: true, size: 11}}, cell{v: w.t(nationalName, ""), look: bold}, cell{}, cell{v: w.t("Mã", "Code"), look: look{size: 7, color: codeText}})
	case 1:
		name := w.titled("", "", bold)
		if name.f != "" {
			name.f = "UPPER(" + name.f + ")"
		}
		name.v = strings.ToUpper(fmt.Sprint(name.v))
		p.row(max(18, heightIn(fmt.Sprint(name.v), colPoints(reportLabel), 12, true)), name, cell{v: w.t(nationalMotto, ""), look: bold})
	case 2:
		rule := look{align: "center", top: true, size: 8}
		p.row(12, cell{v: "────────", look: rule}, cell{v: "──────────────────────", look: rule})
	case 3:
		number := cell{look: look{align: "center"}}
		blank := w.t("Số: ......./BC-.......", "No.: ..........")
		number.f = fmt.Sprintf(`IF(%s="",%s,%s&%s)`, w.abs("so_van_ban"), literal(blank), literal(w.t("Số: ", "No.: ")), w.abs("so_van_ban"))
		number.v = blank
		if no, ok := w.fill.Values["so_van_ban"].(string); ok {
			number.v = w.t("Số: ", "No.: ") + no
		}
		p.row(22, number, w.dated(look{align: "center", italic: true}))
	}
}

// above is the body that the unit belongs to, for the head of its papers: its
// parent's, or this level's own for a unit that has units of its own below it.
func (w *formWriter) above() string {
	if p, ok := w.r.Register.Unit(w.u.Parent); ok && p.Code != w.r.Self {
		return strings.ToUpper(p.Name)
	}
	for _, t := range w.r.Form.TablesOf(w.u.Kind) {
		if t.RowsFrom != "" {
			return w.r.Letterhead.Above
		}
	}
	return ""
}

// dated is place and date of a paper: the date of the unit's sheet, dots until
// there is one.
func (w *formWriter) dated(l look) cell {
	day := w.abs("ngay_lap")
	before, blank := w.t(w.r.Letterhead.Place+", ", "Date: "), w.t("ngày ..... tháng ..... năm ", ".......... ")+fmt.Sprint(w.r.Due.Year())
	show := fmt.Sprintf(`TEXT(DAY(%s),"00")&"/"&TEXT(MONTH(%s),"00")&"/"&YEAR(%s)`, day, day, day)
	if w.r.Language == "vi" {
		show = fmt.Sprintf(`"ngày "&TEXT(DAY(%s),"00")&" tháng "&TEXT(MONTH(%s),"00")&" năm "&YEAR(%s)`, day, day, day)
	}
	c := cell{look: l, v: before + blank}
	c.f = fmt.Sprintf(`%s&IF(ISNUMBER(%s),%s,IF(%s="",%s,%s))`, literal(before), day, show, day, literal(blank), day)
	if s, ok := w.fill.Values["ngay_lap"].(string); ok {
		if t, err := time.Parse("2006-01-02", s); err == nil {
			c.v = before + t.Format(w.t("ngày 02 tháng 01 năm 2006", "02/01/2006"))
		} else if s != "" {
			c.v = before + s
		}
	}
	return c
}

func (w *formWriter) reportTitle(p *page) {
	title := w.t("BÁO CÁO", "REPORT") + "\n" + w.r.Title
	p.full(2, heightIn(title, colPoints(reportLabel+reportText), 14, true)+12, title, look{bold: true, align: "center", wrap: true, size: 14})
}

// block writes one row of an answer; the first one carries the question.
func (w *formWriter) block(p *page, lines []form.Line, i int) {
	l := lines[i]
	in, _ := w.plan.Input(l.Indicator.ID)
	texts := strings.Split(fmt.Sprint(w.fill.Values[in.Name]), "\n")
	if w.fill.Values[in.Name] == nil {
		texts = nil
	}
	rows := in.LastRow - in.Row + 1
	if len(texts) > rows { // the last row takes what is left
		texts = append(texts[:rows-1:rows-1], strings.Join(texts[rows-1:], "\n"))
	}
	c := w.input(in.Name, look{wrap: true, top: true, align: "left", font: w.fill.TextFont, format: textFormat, size: 13})
	c.v = nil
	if l.N < len(texts) {
		c.v = texts[l.N]
	}
	label, note := cell{look: look{border: true, wrap: true, top: true}}, cell{}
	h := 18.0 // and higher when a longer text is typed
	if l.N == 0 {
		label.v = l.Indicator.Label
		note = w.blockCheck(l.Indicator)
	}
	if s, ok := c.v.(string); ok {
		h = max(h, heightIn(s, colPoints(reportText), 13, false))
	}
	if l.N == 0 && rows == 1 {
		h = max(h, heightIn(l.Indicator.Label, colPoints(reportLabel), 12, false), heightIn(fmt.Sprint(note.v), colPoints(24), 10, false))
	}
	row := p.row(h, label, c, note, codeCell(in.Code))
	p.grow()
	if l.N == 0 && rows > 1 {
		p.merges = append(p.merges, [4]int{row, 1, row + rows - 1, 1}, [4]int{row, form.RepCheck, row + rows - 1, form.RepCheck})
	}
}

// reportFoot is the signature block at the right, the recipients at the left; the
// head's name is shown as the unit's sheet says it.
func (w *formWriter) reportFoot(p *page) {
	to := w.t("Nơi nhận:\n- "+w.r.Desk(w.u).Name+";\n- Lưu: đơn vị.", "To:\n- "+w.r.Desk(w.u).Name+";\n- File.")
	sign := w.signature(w.t("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF UNIT"), look{bold: true, align: "center", wrap: true, top: true, size: 13})
	p.row(140, cell{v: to, look: look{size: 11, italic: true, wrap: true, top: true, align: "left"}}, sign)
}

// signature is a block to sign: the head's office and name where the unit's sheet
// has them.
func (w *formWriter) signature(office string, l look) cell {
	room := w.t("\n(Ký, ghi rõ họ tên, đóng dấu)\n\n\n\n", "\n(signature, name, seal)\n\n\n\n")
	title, name := w.abs("chuc_vu"), w.abs("thu_truong")
	c := cell{look: l}
	c.f = fmt.Sprintf(`IF(%s="",%s,UPPER(%s))&%s&IF(%s="","",%s)`, title, literal(office), title, literal(room), name, name)
	who, _ := w.fill.Values["thu_truong"].(string)
	if t, ok := w.fill.Values["chuc_vu"].(string); ok {
		office = strings.ToUpper(t)
	}
	c.v = office + room + who
	return c
}
