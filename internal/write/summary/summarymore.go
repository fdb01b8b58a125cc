package summary

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/define"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/roll"
	"tonghop/internal/count/rollup"
	"tonghop/internal/count/standing"
	"tonghop/internal/finding"
	"tonghop/internal/judge/record"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// linkedCell is a cell of the outline that leads to where its total comes from.
type linkedCell struct {
	row int
	id  string
}

// unitLine is a numbered unit as a line of a table.
type unitLine struct {
	roll.UnitLine
	no int
}

// numbered, named, kind and status are columns that the lists of units share.
func (w *summaryWriter) numbered(width float64) canvas.Column[unitLine] {
	return canvas.Col(w.t("STT", "No."), width, canvas.OurLook, func(u unitLine) any { return u.no })
}

func (w *summaryWriter) named(width float64) canvas.Column[unitLine] {
	name := func(u unitLine) any { return w.names[u.Unit.Code] }
	return canvas.Col(w.t("Đơn vị", "Unit"), width, canvas.LineLook, name)
}

func (w *summaryWriter) kind(width float64) canvas.Column[unitLine] {
	kind := func(u unitLine) any { return w.r.Kind(u.Unit.Kind).Name }
	return canvas.Col(w.t("Loại hình", "Kind"), width, canvas.LineLook, kind)
}

func (w *summaryWriter) status(width float64) canvas.Column[unitLine] {
	return canvas.ColAs(w.t("Tình trạng", "Status"), width, func(u unitLine) canvas.Cell {
		l := canvas.OurLook
		l.Fill = statusFill[u.Status]
		return canvas.Cell{V: finding.StatusName(u.Status, w.r.Language), Look: l}
	})
}

// chase lists by desk who must be called: what is missing, to correct or to explain.
func (w *summaryWriter) chase() {
	l := canvas.LineLook
	mail := func(u unitLine) canvas.Cell {
		c := canvas.Cell{V: u.Unit.Email, Look: l}
		if u.Unit.Email != "" {
			c.Look.Color, c.Look.Underline = "0563C1", true
		}
		return c
	}
	table := canvas.Table[unitLine]{
		w.numbered(5),
		w.named(34),
		w.kind(18),
		w.status(14),
		canvas.Col(w.t("Điện thoại", "Telephone"), 16, l, func(u unitLine) any { return u.Unit.Phone }),
		canvas.ColAs(w.t("Thư điện tử", "E-mail"), 34, mail),
		canvas.Col(w.t("Việc đang chờ", "Waiting"), 44, l, func(u unitLine) any { return w.toDo(u.UnitLine) }),
	}
	p := w.b.Page(w.t("Cần đôn đốc", "To chase"), table.Widths()...)
	p.FitWidth()
	w.head(p, 7, w.t("DANH SÁCH CẦN ĐÔN ĐỐC, THEO NƠI NHẬN", "TO CHASE, BY DESK"))
	row := table.Head(p, 30)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	for _, d := range w.r.Desks {
		n := 0
		for _, u := range w.units {
			if w.r.Desk(u.Unit).ID != d.ID || !toChase(u) {
				continue
			}
			p.Block()
			if n++; n == 1 {
				p.Full(7, 20, d.Name, canvas.SectionLook)
			}
			row := p.Auto(20, table.Line(unitLine{u, n})...)
			if to := u.Unit.Email; to != "" {
				p.Links = append(p.Links, canvas.Link{Row: row, Col: 6, Target: "mailto:" + to, Tip: to})
			}
		}
	}
	if len(p.Rows) == row {
		w.nothing(p, 7)
	}
}

// toChase says whether somebody must call a unit.
func toChase(u roll.UnitLine) bool {
	switch u.Status {
	case finding.Returned, finding.Queried, finding.Unreadable:
		return u.Expected
	}
	return u.Expected && (u.Version == 0 || u.Undecided)
}

// toDo is what a unit is called about.
func (w *summaryWriter) toDo(u roll.UnitLine) string {
	n := finding.Counts(u.Findings)
	switch {
	case u.Version == 0:
		return fmt.Sprintf(w.t("Chưa nộp; hạn %s", "Not sent; due %s"), w.r.DueOf(u.Unit.Kind).Format("02/01/2006"))
	case u.Status == finding.Queried:
		return fmt.Sprintf(w.t("Giải trình %d nội dung (tra-lai/%s.xlsx)", "Explain %d (tra-lai/%s.xlsx)"),
			n[finding.Query], u.Unit.Code)
	case u.Status == finding.Returned:
		say := w.t("Sửa %d lỗi, giải trình %d nội dung (tra-lai/%s.xlsx)", "Correct %d, explain %d (tra-lai/%s.xlsx)")
		return fmt.Sprintf(say, n[finding.Error], n[finding.Query], u.Unit.Code)
	}
	return u.Waiting
}

// placeLine is a unit that others stand below as a line of a table.
type placeLine struct {
	unit round.Unit
	rollup.Coverage
}

// placeColumns are the columns of how complete and timely the returns are.
func (w *summaryWriter) placeColumns() canvas.Table[placeLine] {
	c, rate := canvas.MidLook, canvas.MidLook
	rate.Format = canvas.PercentFormat
	name := func(p placeLine) canvas.Cell {
		l := canvas.LineLook
		l.Bold = p.unit.Code == w.r.Self
		return canvas.Cell{V: w.names[p.unit.Code], Look: l}
	}
	share := func(of func(placeLine) (decimal.Decimal, bool)) func(placeLine) any {
		return func(p placeLine) any {
			if r, ok := of(p); ok {
				return r
			}
			return nil
		}
	}
	return canvas.Table[placeLine]{
		canvas.ColAs(w.t("Đơn vị cấp trên", "Unit above"), 44, name),
		canvas.Col(w.t("Phải nộp", "Expected"), 10, c, func(p placeLine) any { return p.Expected }),
		canvas.Col(w.t("Đã nhận", "Received"), 10, c, func(p placeLine) any { return p.Received }),
		canvas.Col(w.t("Được tính", "Counted"), 10, c, func(p placeLine) any { return p.Accepted }),
		canvas.Col(w.t("Đúng hạn", "On time"), 10, c, func(p placeLine) any { return p.OnTime }),
		canvas.Col(w.t("Tỷ lệ nộp", "Rate"), 11, rate, share(placeLine.Rate)),
		canvas.Col(w.t("Tỷ lệ đúng hạn", "On-time rate"), 11, rate, share(placeLine.OnTimeRate)),
	}
}

// places is how complete and timely the returns are below each unit that others stand
// below.
func (w *summaryWriter) places() {
	table := w.placeColumns()
	p := w.b.Page(w.t("Theo địa bàn", "By place"), table.Widths()...)
	p.Portrait = true
	p.FitWidth()
	w.head(p, 7, w.t("TÌNH HÌNH NỘP THEO ĐƠN VỊ CẤP TRÊN", "COVERAGE BY UNIT ABOVE"))
	row := table.Head(p, 34)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	for _, u := range w.s.Units {
		if t, ok := w.s.Places[u.Unit.Code]; ok && t.Expected > 0 {
			p.Block()
			p.Auto(18, table.Line(placeLine{u.Unit, t})...)
		}
	}
}

// models lists the rows of the lists of models, of all returns that count.
func (w *summaryWriter) models() { w.lists(define.UseModel, w.t("Mô hình", "Models")) }

// lists puts the rows of tables for one use together, those of each unit below its name.
func (w *summaryWriter) lists(use, name string) {
	for _, t := range w.r.Form.Tables {
		if t.Use != use {
			continue
		}
		widths, heads := []float64{6, 32}, []string{w.t("STT", "No."), w.t("Đơn vị", "Unit")}
		for _, c := range t.Columns {
			widths, heads = append(widths, max(10, min(c.Width+4, 40))), append(heads, c.Label)
		}
		p := w.b.Page(name, widths...)
		p.FitWidth()
		w.head(p, len(heads), strings.ToUpper(t.Label))
		row := w.headings(p, 30, heads...)
		p.Freeze, p.Repeat = [2]int{row, 2}, row
		n := 0
		for _, u := range w.units {
			if u.Counts == nil {
				continue
			}
			for _, cells := range u.Counts.Tables[t.ID] {
				n++
				l := canvas.LineLook
				line := []canvas.Cell{{V: n, Look: canvas.OurLook}, {V: w.names[u.Unit.Code], Look: l}}
				for _, c := range t.Columns {
					line = append(line, canvas.Cell{V: shown(cells[c.ID]), Look: l})
				}
				p.Block()
				p.Auto(18, line...)
			}
		}
		w.listEnd(p, row, len(heads))
	}
}

func (w *summaryWriter) listEnd(p *canvas.Page, row, cols int) {
	if len(p.Rows) > row {
		p.Filter = fmt.Sprintf("A%d:%s%d", row, sheet.ColumnName(cols), len(p.Rows))
	} else {
		w.nothing(p, cols)
	}
}

// shown is a remembered value as it is written.
func shown(v any) any {
	if d, ok := record.Number(v); ok {
		return d
	}
	return v
}

// commendations lists who is proposed for commendation, and what was decided.
func (w *summaryWriter) commendations() {
	for _, t := range w.r.Form.Tables {
		if t.Use != define.UseCommendation {
			continue
		}
		widths, heads := []float64{6, 30}, []string{w.t("STT", "No."), w.t("Đơn vị đề nghị", "Proposed by")}
		for _, c := range t.Columns {
			widths, heads = append(widths, max(10, min(c.Width, 36))), append(heads, c.Label)
		}
		widths, heads = append(widths, 13, 30), append(heads, w.t("Kết quả", "Decided"), w.t("Theo", "By"))
		p := w.b.Page(w.t("Khen thưởng", "Commendation"), widths...)
		p.FitWidth()
		w.head(p, len(heads), strings.ToUpper(t.Label))
		row := w.headings(p, 30, heads...)
		p.Freeze, p.Repeat = [2]int{row, 2}, row
		n := 0
		for _, o := range w.s.Nominees {
			if o.Table.ID != t.ID {
				continue
			}
			n++
			l := canvas.LineLook
			line := []canvas.Cell{{V: n, Look: canvas.OurLook}, {V: o.Unit, Look: l}}
			for _, c := range t.Columns {
				line = append(line, canvas.Cell{V: shown(o.Cells[c.ID]), Look: l})
			}
			word, fill := w.t("chưa quyết định", "not decided"), ""
			if o.Decided {
				word, fill = w.t("không", "no"), canvas.RedFill
				if o.Yes {
					word, fill = w.t("khen thưởng", "commended"), canvas.GreenFill
				}
			}
			p.Block()
			p.Auto(18, append(line,
				canvas.Cell{V: word,
					Look: canvas.Look{Border: true, Size: 11, Align: "center", Fill: fill, Wrap: true}},
				canvas.Cell{V: o.Decision, Look: l},
			)...)
		}
		w.listEnd(p, row, len(heads))
	}
}

// comparisons lists the figures of units that those below them do not add up to.
func (w *summaryWriter) comparisons() {
	l := canvas.LineLook
	num := canvas.Look{Border: true, Size: 11, Align: "right", Format: "#,##0.###"}
	differs := num
	differs.Format = canvas.ChangeFormat
	note := func(c standing.Comparison) any {
		if !c.All {
			return fmt.Sprintf(w.t("cộng %d đơn vị, còn thiếu đơn vị", "sum of %d, some are missing"), c.From)
		}
		return fmt.Sprintf(w.t("cộng %d đơn vị, đã đủ", "sum of %d, all that there are"), c.From)
	}
	var p *canvas.Page
	difference := func(c standing.Comparison) canvas.Cell {
		line := len(p.Rows) + 1
		return canvas.Cell{F: fmt.Sprintf("D%d-E%d", line, line), V: c.Own.Sub(c.Sum), Look: differs}
	}
	measure := func(c standing.Comparison) any { return c.Indicator.Unit }
	table := canvas.Table[standing.Comparison]{
		canvas.Col(w.t("Đơn vị", "Unit"), 30, l, func(c standing.Comparison) any { return w.names[c.Unit.Code] }),
		canvas.Col(w.t("Chỉ tiêu", "Figure"), 52, l, func(c standing.Comparison) any { return c.Indicator.Label }),
		canvas.Col(w.t("Đơn vị tính", "Unit of measure"), 12, l, measure),
		canvas.Col(w.t("Đơn vị ghi", "The unit says"), 13, num, func(c standing.Comparison) any { return c.Own }),
		canvas.Col(w.t("Cộng cấp dưới", "Sum below"), 13, num, func(c standing.Comparison) any { return c.Sum }),
		canvas.ColAs(w.t("Chênh lệch", "Difference"), 13, difference),
		canvas.Col(w.t("Ghi chú", "Note"), 26, l, note),
	}
	p = w.b.Page(w.t("So với cấp dưới", "Against units below"), table.Widths()...)
	p.FitWidth()
	w.head(p, 7, w.t("SỐ LIỆU KHÁC TỔNG CỦA CÁC ĐƠN VỊ TRỰC THUỘC", "FIGURES THAT UNITS BELOW DO NOT ADD UP TO"))
	row := table.Head(p, 34)
	p.Freeze, p.Repeat = [2]int{row, 1}, row
	for _, c := range w.s.Below {
		p.Block()
		p.Auto(18, table.Line(c)...)
	}
	w.listEnd(p, row, 7)
}

// outside lists what is not in the totals, and what is by an officer's decision.
func (w *summaryWriter) outside() {
	why := func(u unitLine) any { return cmp.Or(u.WhyNot, u.Decided) }
	table := canvas.Table[unitLine]{
		w.numbered(6),
		w.named(36),
		w.kind(20),
		w.status(16),
		canvas.Col(w.t("Vì sao", "Why"), 80, canvas.LineLook, why),
	}
	p := w.b.Page(w.t("Không có trong tổng", "Not in the totals"), table.Widths()...)
	p.FitWidth()
	w.head(p, 5, w.t(
		"ĐƠN VỊ KHÔNG CÓ TRONG TỔNG, VÀ CÓ THEO QUYẾT ĐỊNH",
		"NOT IN THE TOTALS, AND IN THEM BY DECISION",
	))
	row := table.Head(p, 30)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	n := 0
	for _, u := range w.units {
		if u.WhyNot == "" && u.Decided == "" {
			continue
		}
		n++
		p.Block()
		p.Auto(18, table.Line(unitLine{u, n})...)
	}
	w.listEnd(p, row, 5)
}

// sourceColumns are the columns of where totals come from; what is not in them is grey.
func (w *summaryWriter) sourceColumns() canvas.Table[roll.Source] {
	out := canvas.Look{Border: true, Size: 10, Color: canvas.GreyText}
	num := canvas.Look{Border: true, Size: 10, Align: "right", Format: "#,##0.###"}
	text := func(title string, width float64, value func(roll.Source) any) canvas.Column[roll.Source] {
		return canvas.ColAs(title, width, func(s roll.Source) canvas.Cell {
			l := canvas.Look{Border: true, Size: 10}
			if s.Why != "" {
				l = out
			}
			return canvas.Cell{V: value(s), Look: l}
		})
	}
	label := func(s roll.Source) any {
		in, _ := w.r.Form.Indicator(s.Indicator)
		return in.Label
	}
	counts := func(s roll.Source) any { return cmp.Or(s.Why, w.t("có", "yes")) }
	return canvas.Table[roll.Source]{
		canvas.Col(w.t("Mã", "Id"), 24, out, func(s roll.Source) any { return s.Indicator }),
		text(w.t("Chỉ tiêu", "Figure"), 46, label),
		text(w.t("Đơn vị", "Unit"), 32, func(s roll.Source) any { return w.names[s.Unit] }),
		canvas.Col(w.t("Kỳ này", "This period"), 12, num, func(s roll.Source) any { return shown(s.Value) }),
		canvas.Col(w.t("Năm trước", "Last year"), 12, num, func(s roll.Source) any { return shown(s.Prior) }),
		text(w.t("Trong tổng", "In the total"), 36, counts),
		text(w.t("Bản", "Version"), 7, func(s roll.Source) any { return s.Version }),
		canvas.Col(w.t("Tệp", "File"), 40, out, func(s roll.Source) any { return s.File }),
		text(w.t("Trang, ô", "Sheet, cell"), 18, func(s roll.Source) any { return s.Cell }),
		canvas.Col("SHA-256", 18, out, func(s roll.Source) any { return s.SHA[:min(16, len(s.SHA))] }),
	}
}

// sources is where every total comes from, a row a figure: unit, version, file and cell;
// the outline's totals lead here.
func (w *summaryWriter) sources() {
	table := w.sourceColumns()
	p := w.b.Page(w.t("Truy nguồn", "Sources"), table.Widths()...)
	p.FitWidth()
	w.head(p, 10, w.t(
		"TRUY NGUỒN: TỪ TỔNG ĐẾN TỆP VÀ Ô CỦA TỪNG ĐƠN VỊ",
		"SOURCES: FROM EACH TOTAL TO FILE AND CELL",
	))
	if w.s.Sources == nil && w.s.Position > 0 {
		p.Full(10, 20, w.t(
			"Quá nhiều dòng để ghi ở đây. Dùng lệnh: tonghop trace MÃ_CHỈ_TIÊU",
			"Too many rows for a sheet. Use: tonghop trace INDICATOR",
		), canvas.Look{Italic: true, Border: true})
		return
	}
	row := table.Head(p, 34)
	p.Freeze, p.Repeat = [2]int{row, 3}, row
	for _, s := range w.s.Sources {
		if w.from[s.Indicator] == 0 {
			w.from[s.Indicator] = len(p.Rows) + 1
		}
		p.Row(0, table.Line(s)...)
	}
	w.listEnd(p, row, 10)
	w.leadTo(p)
}

// leadTo links the outline's totals with the first row of where each comes from.
func (w *summaryWriter) leadTo(sources *canvas.Page) {
	for _, o := range w.b.Pages {
		if o.Name != w.t("Đề cương tổng hợp", "Outline") {
			continue
		}
		for _, c := range w.linked {
			to := w.from[c.id]
			if to == 0 {
				continue
			}
			at := o.At(c.row, 7)
			at.Look.Color, at.Look.Underline = "0563C1", true
			o.Links = append(o.Links, canvas.Link{
				Row:    c.row,
				Col:    7,
				Target: fmt.Sprintf("%s!A%d", canvas.Quote(sources.Name), to),
				Tip:    w.t("Xem từng đơn vị, tệp và ô", "See units, files and cells"),
			})
		}
	}
}
