// Package officers writes the workbooks that officers fill in or look into: decisions, appraisals, the
// list for recognition, results, mistakes of a definition.
package officers

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/count/desk"
	"tonghop/internal/finding"
	"tonghop/internal/read/decision"
	"tonghop/internal/sheet"
	"tonghop/internal/write/canvas"
)

// paperSheet is the very hidden sheet of the workbooks that are filled in row by row.
const paperSheet = "_nhap"

// AppraisalBook writes a desk's workbook, tham-dinh/<desk>.xlsx: one row a unit, filled in
// and dropped, or saved where it is.
func AppraisalBook(a desk.Appraisals) ([]byte, error) {
	stamp := decision.Stamp{
		Sort:     decision.Appraising,
		Round:    a.Round.ID,
		Desk:     a.Desk.ID,
		Seat:     a.Seat,
		Position: a.Position,
	}
	title := canvas.PickLang(a.Round.Language, "Thẩm định", "Appraisal") + " - " + a.Place
	w := &appraisalWriter{paperWriter: paperWriter{b: canvas.NewBook(title, a.At), r: a.Round, of: stamp}, a: a}
	for _, t := range a.Tables {
		if t.Card != nil {
			w.cardTable(t)
		} else {
			w.plainTable(t)
		}
	}
	w.waiting()
	w.stamp()
	return w.b.Bytes()
}

// paperWriter is what writers of workbooks to be filled in row by row share.
type paperWriter struct {
	b      *canvas.Book
	r      *round.Round
	of     decision.Stamp
	tables [][]string // sheet, first row, keys of the columns
	fields [][3]string
	lists  map[*canvas.Page]map[string][]string
	points map[*canvas.Page]map[string][]string
	dates  map[*canvas.Page][]string
}

func (w *paperWriter) t(vi, en string) string { return canvas.PickLang(w.r.Language, vi, en) }

// stamp writes the very hidden sheet: what workbook this is and where its tables are.
func (w *paperWriter) stamp() {
	p := w.b.Page(paperSheet)
	p.Hidden = true
	stampRows(p, w.of, w.r)
	for _, f := range w.fields {
		p.Row(0, canvas.Cell{V: decision.KeyField}, canvas.Cell{V: f[0]}, canvas.Cell{V: f[1]}, canvas.Cell{V: f[2]})
	}
	for _, t := range w.tables {
		cells := []canvas.Cell{{V: decision.KeyTables}}
		for _, s := range t {
			cells = append(cells, canvas.Cell{V: s})
		}
		p.Row(0, cells...)
	}
}

// stampRows writes what workbook this is, under its seal.
func stampRows(p *canvas.Page, of decision.Stamp, r *round.Round) {
	of = of.Sealed(r.Keys)
	p.Row(0, canvas.Cell{V: string(of.Sort)})
	for _, kv := range [][2]string{
		{decision.KeyRound, of.Round}, {decision.KeyDesk, of.Desk}, {decision.KeySeat, of.Seat},
		{decision.KeyPosition, strconv.FormatInt(of.Position, 10)}, {decision.KeySeal, of.Seal},
	} {
		if kv[1] != "" {
			p.Row(0, canvas.Cell{V: kv[0]}, canvas.Cell{V: kv[1]})
		}
	}
}

// marks are the last cells of a row: its key, the digest of its matter, the digest of what
// stands in its cells, and its seal.
func (w *paperWriter) marks(key, digest, seen string) []canvas.Cell {
	mark := w.of.SealRow(w.r.Keys, key, digest)
	var out []canvas.Cell
	for _, v := range []string{key, digest, seen, mark} {
		out = append(out, canvas.Cell{V: v, Look: canvas.CodeLook})
	}
	return out
}

// choose notes a cell that is chosen from a list.
func (w *paperWriter) choose(p *canvas.Page, ref string, list ...string) {
	if w.lists == nil {
		w.lists = map[*canvas.Page]map[string][]string{}
	}
	if w.lists[p] == nil {
		w.lists[p] = map[string][]string{}
	}
	key := strings.Join(list, "\x00") + "\x00"
	w.lists[p][key] = append(w.lists[p][key], ref)
}

// upTo notes a cell for points of at most so many.
func (w *paperWriter) upTo(p *canvas.Page, ref string, most decimal.Decimal) {
	if w.points == nil {
		w.points = map[*canvas.Page]map[string][]string{}
	}
	if w.points[p] == nil {
		w.points[p] = map[string][]string{}
	}
	w.points[p][most.String()] = append(w.points[p][most.String()], ref)
}

func (w *paperWriter) day(p *canvas.Page, ref string) {
	if w.dates == nil {
		w.dates = map[*canvas.Page][]string{}
	}
	w.dates[p] = append(w.dates[p], ref)
}

// validate sets what may be typed in a page's cells.
func (w *paperWriter) validate(p *canvas.Page) {
	for _, key := range canvas.SortedKeys(w.lists[p]) {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    w.lists[p][key],
			Kind:    "list",
			List:    splitZero(key),
			Title:   w.t("Chọn", "Choose"),
			Message: w.t("Bấm mũi tên và chọn.", "Click the arrow and choose."),
		})
	}
	for _, key := range canvas.SortedKeys(w.points[p]) {
		most, _ := decimal.NewFromString(key)
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    w.points[p][key],
			Kind:    "decimal",
			Limits:  &[2]decimal.Decimal{decimal.Zero, most},
			Title:   w.t("Điểm thẩm định", "Appraised score"),
			Message: fmt.Sprintf(w.t("Ghi điểm từ 0 đến %s.", "From 0 to %s."), finding.Show(most, w.r.Language)),
		})
	}
	if refs := w.dates[p]; len(refs) > 0 {
		p.Checks = append(p.Checks, canvas.Validation{
			Refs:    refs,
			Kind:    "date",
			Title:   w.t("Ngày", "Date"),
			Message: w.t("Ghi ngày/tháng/năm, ví dụ 12/10/2019.", "Write day/month/year."),
		})
	}
}

// toldLast says what became of the workbook that was filled in last.
func (w *paperWriter) toldLast(p *canvas.Page, cols int, points float64, refused []desk.RefusedRow, recorded int) {
	var texts []string
	for _, r := range refused {
		texts = append(texts, fmt.Sprintf(w.t(
			"Trang %s, dòng %d của tệp đã điền (%s): %s",
			"Sheet %s, row %d of the workbook that was filled in (%s): %s",
		), r.Sheet, r.Line, r.What, r.Why))
	}
	lastTime(w.t, p, cols, points, recorded, texts)
}

// lastTime is how many rows were recorded of what was filled in last, over so many columns and
// points, and the rows that were not, a line each.
func lastTime(t func(vi, en string) string, p *canvas.Page, cols int, points float64, recorded int, refused []string) {
	if recorded == 0 && len(refused) == 0 {
		return
	}
	fill := canvas.GreenFill
	say := fmt.Sprintf(t("Lần điền gần nhất: đã ghi nhận %d dòng", "Last time: %d rows recorded"), recorded)
	if n := len(refused); n > 0 {
		say, fill = say+fmt.Sprintf(t(", chưa ghi nhận %d dòng", ", %d not"), n), canvas.RedFill
	}
	p.Full(cols, 20, say+".", canvas.Look{Bold: true, Fill: fill, Border: true})
	for _, text := range refused {
		p.Full(cols, canvas.HeightIn(text, points, 11, false)+2, text, canvas.LineLook)
	}
}

// filledText is what stands in a cell to fill in.
func filledText(text string, isDay bool) any {
	if text == "" {
		return nil
	}
	if isDay {
		if t, err := time.Parse(time.DateOnly, text); err == nil {
			return int(t.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours() / 24)
		}
		return text
	}
	return text
}

// filledNumber is a figure that stands in a cell to fill in.
func filledNumber(text string) any {
	if d, err := decimal.NewFromString(text); err == nil {
		return d
	}
	return filledText(text, false)
}

type appraisalWriter struct {
	paperWriter
	a desk.Appraisals
}

// firstPage is how wide the first printed page of a desk's workbook surely is, in points.
const firstPage = 1000.0

// begin opens a page with its heads.
func (w *appraisalWriter) begin(name string, widths ...float64) *canvas.Page {
	p := w.b.Page(name, widths...)
	p.Locked = true
	cols, points := canvas.Across(widths, firstPage)
	_, repeated := canvas.Across(widths[:2], firstPage) // the first two columns, on every page
	say := func(h float64, text string, l canvas.Look) {
		cells := make([]canvas.Cell, cols)
		for i := 2; i < cols; i++ {
			cells[i] = canvas.Cell{Look: l}
		}
		cells[2].V = text
		p.Row(h, cells...)
		p.Merge(3, cols)
	}
	say(28, w.t("THẨM ĐỊNH: ", "APPRAISAL: ")+strings.ToUpper(w.a.Place), canvas.TitleLook)
	stamp := w.r.Short
	if !w.a.At.IsZero() {
		stamp += fmt.Sprintf(w.t(". Tính đến %s (sổ theo dõi số %d).", ". As of %s (ledger position %d)."),
			w.a.At.In(w.r.Location).Format("15:04 02/01/2006"), w.a.Position)
	}
	say(18, stamp, canvas.Look{Italic: true, Size: 10, Color: canvas.GreyText})
	lead := w.t(
		"Điền các ô màu vàng của từng đơn vị rồi lưu ngay tại đây (có thể làm dần nhiều ngày), hoặc thả tệp vào thư "+
			"mục nhận. Mỗi dòng được ghi nhận riêng khi đủ: điểm thẩm định từng tiêu chuẩn (hoặc ghi x ở cột Đồng ý "+
			"để lấy nguyên điểm trước đó), kết quả, người thẩm định, ngày. Khác với đơn vị thì phải ghi lý do. Dòng "+
			"chưa đủ được giữ lại để điền tiếp; dòng đã ghi nhận sửa được bằng cách ghi đè.",
		"Fill in the yellow cells of each unit and save the file here (over days, if you like), or drop it into the "+
			"inbox. Each row is recorded by itself once it is complete: scores (or x under Agreed for those given "+
			"before), result, appraiser, date. Where it differs from the unit's own, a reason is needed. Rows that "+
			"are not complete are kept to go on with; recorded rows can be written over.",
	)
	say(canvas.HeightIn(lead, points-repeated, 11, false)+4, lead, canvas.LeadLook)
	w.toldLast(p, cols, points, w.a.Refused, w.a.Recorded)
	return p
}

// deskColumn is a column of a desk's workbook.
type deskColumn struct {
	key, vi, en string // the key as the hidden sheet tells it
	width       float64
}

// decisionColumns are those in which the appraiser decides, what stands beside, and the marks.
var decisionColumns = []deskColumn{
	{decision.InGate, "Vi phạm tiêu chuẩn chung", "General standards violated", 10},
	{decision.InAgree, "Đồng ý (x)", "Agreed (x)", 8},
	{decision.InResult, "Kết quả", "Result", 12},
	{decision.InReason, "Lý do (bắt buộc khi khác đơn vị)", "Reason (where it differs)", 30},
	{decision.InPapers, "Nhận bản giấy ngày", "Paper copies on", 12},
	{decision.InBy, "Người thẩm định", "Appraiser", 19},
	{decision.InDay, "Ngày thẩm định", "Date", 12},
	{"-", "Tình trạng dòng", "Row", 28},
	{"-", "Lưu ý từ số liệu", "Flags", 40},
	{"-", "Đơn vị giải trình", "Explained by the unit", 36},
	{"-", "Bản, tệp", "Version, file", 18},
}

// plainColumns are those before them where units have no card.
var plainColumns = []deskColumn{
	{"-", "STT", "No.", 5},
	{decision.ColumnUnit, "Đơn vị", "Unit", 28},
	{"-", "Loại hình", "Kind", 16},
	{"-", "Tổng tự chấm", "Self total", 10},
	{"-", "Đơn vị tự đánh giá", "The unit itself", 14},
	{"-", "Cấp dưới thẩm định", "The desk before", 16},
	{decision.InTotal, "Tổng điểm thẩm định", "Appraised total", 12},
}

// markKeys and markWidths are the keys and widths of the columns behind the last.
var (
	markKeys   = []string{decision.ColumnKey, decision.ColumnDigest, decision.ColumnSeen, decision.ColumnSeal}
	markWidths = []float64{3, 3, 3, 3}
)

// decisionCells are a row's cells from the column at.
func (w *appraisalWriter) decisionCells(p *canvas.Page, row, at int, r desk.AppraisalRow) (cells []canvas.Cell) {
	ref := func(i int) string { return sheet.Ref(row, at+i) }
	yn := w.r.YesNo()
	in := func(key string, l canvas.Look) canvas.Cell {
		l.Open, l.Fill, l.Border = true, canvas.InputFill, true
		if r.Decided {
			l.Open, l.Fill = false, canvas.GreyFill
		}
		return canvas.Cell{V: filledText(r.Typed[key], key == decision.InPapers || key == decision.InDay), Look: l}
	}
	day, text := canvas.InLook, canvas.InLook
	day.Format, text.Align, text.Format = "dd/mm/yyyy", "left", canvas.TextFormat
	cells = []canvas.Cell{
		in(decision.InGate, canvas.InLook),
		in(decision.InAgree, canvas.InLook),
		in(decision.InResult, canvas.InLook),
		in(decision.InReason, text),
		in(decision.InPapers, day),
		in(decision.InBy, text),
		in(decision.InDay, day),
	}
	w.choose(p, ref(0), yn[0], yn[1])
	w.choose(p, ref(1), "x")
	if len(r.Verdicts) > 0 {
		w.choose(p, ref(2), r.Verdicts...)
	}
	w.day(p, ref(4))
	w.day(p, ref(6))
	note := canvas.TextLook
	switch {
	case r.Bad:
		note.Fill = canvas.RedFill
	case r.Recorded:
		note.Fill = canvas.GreenFill
	}
	file := r.File
	if r.Version > 0 {
		file = fmt.Sprintf(w.t("bản %d, %s", "version %d, %s"), r.Version, r.File)
	}
	cells = append(cells,
		canvas.Cell{V: r.Note, Look: note},
		canvas.Cell{V: r.Flags, Look: canvas.TextLook},
		canvas.Cell{V: r.Explained, Look: canvas.TextLook},
		canvas.Cell{V: file, Look: canvas.Look{Border: true, Size: 9, Color: canvas.GreyText, Wrap: true, Top: true}},
	)
	return append(cells, w.marks(r.Key, r.Digest, r.Seen)...)
}

// mostHigh is how high a row of long texts may be; the rest is read in the cell.
const mostHigh = 66.0

// put adds a row as high as its texts need, within bounds.
func put(p *canvas.Page, cells []canvas.Cell) {
	p.Block()
	p.Auto(24, cells...)
	r := &p.Rows[len(p.Rows)-1]
	r.Height = min(r.Height, mostHigh)
	p.Grow()
}

// cardTable is the units of one card: three columns a criterion, self, computed and
// appraised.
func (w *appraisalWriter) cardTable(t desk.AppraisalTable) {
	h := w.cardHead(*t.Card)
	at := len(h.widths) + 1
	for _, c := range decisionColumns {
		h.one(w.t(c.vi, c.en), c.key, c.width)
	}
	keys := append(h.keys, markKeys...)
	p := w.begin(w.t("Chấm điểm", "Scores"), append(h.widths, markWidths...)...)
	p.Wide, p.Printed = true, len(h.widths)
	row := h.put(p)
	w.tables = append(w.tables, append([]string{p.Name, strconv.Itoa(row + 2)}, keys...))
	for i, r := range t.Rows {
		w.cardRow(p, i+1, t, r, at)
	}
	w.validate(p)
	w.cardLegend(p, *t.Card)
}

// twoRowHead is a table's head of two rows while it is put together: columns by themselves
// over both, and columns under a common title.
type twoRowHead struct {
	widths   []float64
	keys     []string // of the columns, as the hidden sheet tells them
	top, sub []canvas.Cell
	merges   [][4]int // row of the head, column, last row, last column
}

// one adds a column over both rows.
func (h *twoRowHead) one(title, key string, width float64) {
	at := len(h.widths) + 1
	h.widths, h.keys = append(h.widths, width), append(h.keys, key)
	h.top = append(h.top, canvas.Cell{V: title, Look: canvas.HeadLook})
	h.sub = append(h.sub, canvas.Cell{Look: canvas.HeadLook})
	h.merges = append(h.merges, [4]int{0, at, 1, at})
}

// group adds columns under a common title.
func (h *twoRowHead) group(title string, small canvas.Look, keys, subs []string, widths ...float64) {
	at := len(h.widths) + 1
	for i, sub := range subs {
		h.widths, h.keys = append(h.widths, widths[i]), append(h.keys, keys[i])
		top := canvas.Cell{Look: canvas.HeadLook}
		if i == 0 {
			top.V = title
		}
		h.top, h.sub = append(h.top, top), append(h.sub, canvas.Cell{V: sub, Look: small})
	}
	h.merges = append(h.merges, [4]int{0, at, 0, at + len(subs) - 1})
}

// put writes the head and freezes and repeats it; it returns its first row.
func (h *twoRowHead) put(p *canvas.Page) int {
	row := p.Row(34, h.top...)
	p.Row(34, h.sub...)
	for _, m := range h.merges {
		p.Merges = append(p.Merges, [4]int{row + m[0], m[1], row + m[2], m[3]})
	}
	p.Freeze, p.Repeat, p.Repeats = [2]int{row + 1, 2}, row+1, 1
	return row
}

// cardHead is the head of a card's table, up to what the appraiser decides.
func (w *appraisalWriter) cardHead(card round.Card) *twoRowHead {
	h := &twoRowHead{}
	h.one(w.t("STT", "No."), "-", 5)
	h.one(w.t("Đơn vị", "Unit"), decision.ColumnUnit, 27)
	h.one(w.t("Loại hình", "Kind"), "-", 13)
	narrow, small := 5.6, canvas.HeadLook
	if card.InWords() {
		narrow = 8
	}
	small.Size, small.Bold = 9, false
	three := func(title, key string, width float64) {
		h.group(title, small, []string{"-", "-", key},
			[]string{w.t("Tự chấm", "Self"), w.t("Máy tính", "Comp."), w.t("Thẩm định", "Appr.")}, width, width, width)
	}
	numbered := card.Keys()
	for _, c := range card.Criteria() {
		title := numbered[c.ID]
		if !card.InWords() {
			title += " (" + finding.Show(c.Points, w.r.Language) + ")"
		}
		three(title, decision.InCriterion+c.ID, narrow)
	}
	if card.Bonus.IsPositive() {
		three(w.t("Thưởng", "Bonus"), decision.InBonus, narrow)
	}
	three(w.t("TỔNG", "TOTAL"), "-", narrow+1)
	h.group(w.t("Trước đó", "Before"), canvas.HeadLook, []string{"-", "-"},
		[]string{w.t("Đơn vị tự đánh giá", "The unit itself"), w.t("Cấp dưới thẩm định", "The desk before")}, 9, 16)
	return h
}

// cardLegend says in full what the numbered criteria are.
func (w *appraisalWriter) cardLegend(p *canvas.Page, card round.Card) {
	p.Row(8)
	numbered := card.Keys()
	cols, points := canvas.Across(p.Widths, firstPage)
	for _, c := range card.Criteria() {
		text := numbered[c.ID] + ": " + c.Label
		p.Full(cols, canvas.HeightIn(text, points, 11, false), text, canvas.Look{Size: 11, Wrap: true})
	}
}

// cardRow is a unit's row: its scores, then what the appraiser decides.
func (w *appraisalWriter) cardRow(p *canvas.Page, n int, t desk.AppraisalTable, r desk.AppraisalRow, at int) {
	row := len(p.Rows) + 1
	sum := &rowSum{agree: sheet.Ref(row, at+1), agreed: r.Typed[decision.InAgree] != ""}
	cells := []canvas.Cell{
		{V: n, Look: canvas.OurLook},
		{V: r.Unit, Look: canvas.Look{Border: true, Size: 11, Wrap: true, Bold: true}},
		{V: r.Kind, Look: canvas.OurLook},
	}
	for _, c := range t.Card.Criteria() {
		cells = append(cells, w.criterionCells(p, sheet.Ref(row, len(cells)+3), *t.Card, r, c, sum)...)
	}
	if t.Card.Bonus.IsPositive() {
		cells = append(cells, w.bonusCells(p, sheet.Ref(row, len(cells)+3), *t.Card, r, sum)...)
	}
	bold := canvas.OurLook
	bold.Bold = true
	cells = append(cells,
		canvas.Cell{V: r.Scores.Self, Look: bold},
		canvas.Cell{V: r.Scores.Computed, Look: bold},
		sum.total(r.Card),
	)
	cells = append(cells,
		canvas.Cell{V: w.ownSays(r), Look: canvas.OurLook},
		canvas.Cell{V: w.beforeSays(r), Look: canvas.Look{Border: true, Size: 10, Wrap: true, Align: "center"}},
	)
	put(p, append(cells, w.decisionCells(p, row, at, r)...))
}

// rowSum puts a row's appraised total together: as a formula, and as it is when the
// workbook is written.
type rowSum struct {
	agree  string   // the cell in which what was given before is agreed to
	agreed bool     // it is
	given  []string // each criterion's score: as typed, else as given before, where that is agreed
	extra  string   // the bonus, likewise

	got, bonus decimal.Decimal
	known      int // criteria whose score is known
}

func (s *rowSum) total(card round.Card) canvas.Cell {
	l := canvas.Look{Border: true, Bold: true, Align: "center", Size: 11, Fill: canvas.PaleBlue}
	c := canvas.Cell{V: "", Look: l}
	if all := len(s.given); all > 0 {
		grade := form.GradeOf(card, strings.Join(s.given, "+"), s.extra)
		c.F = fmt.Sprintf(`IF(COUNT(%s)=%d,%s,"")`, strings.Join(s.given, ","), all, grade)
		if s.known == all {
			c.V = card.Grade(s.got, s.bonus)
		}
	}
	return c
}

var shutCell = canvas.Cell{Look: canvas.ShutLook}

// scoreIn is how a score's cell looks; nothing more is taken of a unit that was decided upon.
func scoreIn(r desk.AppraisalRow) canvas.Look {
	in := canvas.InLook
	in.Bold = true
	if r.Decided {
		in.Open, in.Fill = false, canvas.GreyFill
	}
	return in
}

// criterionCells are a criterion's scores: the unit's own, the computed one, and in ref the
// appraised one; shut where it is not assigned to the unit.
func (w *appraisalWriter) criterionCells(p *canvas.Page, ref string, card round.Card, r desk.AppraisalRow,
	c round.Criterion, sum *rowSum) []canvas.Cell {
	if !slices.ContainsFunc(r.Card.Criteria(), func(o round.Criterion) bool { return o.ID == c.ID }) {
		return []canvas.Cell{shutCell, shutCell, shutCell}
	}
	line := r.Scores.Criteria[c.ID]
	typed := r.Typed[decision.InCriterion+c.ID]
	own := canvas.Cell{V: line.Self, Look: canvas.OurLook}
	computed := canvas.Cell{V: line.Computed, Look: canvas.OurLook}
	appraised := canvas.Cell{V: filledNumber(typed), Look: scoreIn(r)}
	score, err := decimal.NewFromString(typed)
	known := err == nil
	if card.InWords() {
		own.V, computed.V, appraised.V = card.WordFor(line.Self), card.WordFor(line.Computed), filledText(typed, false)
		known = false
		for i, word := range card.Answers {
			if decision.Same(typed, word) {
				score, known = decimal.NewFromInt(int64(1-i)), true
			}
		}
		w.choose(p, ref, card.Answers...)
	} else {
		w.upTo(p, ref, c.Points)
	}
	if line.Self != nil && (line.Computed == nil || !line.Self.Equal(*line.Computed)) {
		computed.Look.Fill = canvas.AmberFill
	}
	before := line.Self
	if r.Before != nil {
		if d, ok := r.Before.Criteria[c.ID]; ok {
			before = &d
		}
	}
	sum.given = append(sum.given, w.given(card, ref, sum.agree, before))
	switch {
	case known:
		sum.got, sum.known = sum.got.Add(score), sum.known+1
	case typed == "" && sum.agreed && before != nil:
		sum.got, sum.known = sum.got.Add(*before), sum.known+1
	}
	return []canvas.Cell{own, computed, appraised}
}

// bonusCells are the bonus: what the unit claims, and in ref what is granted.
func (w *appraisalWriter) bonusCells(p *canvas.Page, ref string, card round.Card, r desk.AppraisalRow,
	sum *rowSum) []canvas.Cell {
	w.upTo(p, ref, card.BonusCeiling())
	var claimed any
	if r.Scores.Bonus != nil && r.Scores.Bonus.IsPositive() {
		claimed = *r.Scores.Bonus
	}
	before := r.Scores.Bonus
	if r.Before != nil && r.Before.Bonus != nil {
		before = r.Before.Bonus
	}
	typed := r.Typed[decision.InBonus]
	if b, err := decimal.NewFromString(typed); err == nil {
		sum.bonus = b
	} else if typed == "" && sum.agreed && before != nil {
		sum.bonus = *before
	}
	sum.extra = ref
	if before != nil && before.IsPositive() {
		sum.extra = fmt.Sprintf(`IF(AND(%s="",%s<>""),%s,N(%s))`, ref, sum.agree, before, ref)
	}
	return []canvas.Cell{{V: claimed, Look: canvas.OurLook}, shutCell, {V: filledNumber(typed), Look: scoreIn(r)}}
}

// given is a criterion's score as a formula.
func (w *appraisalWriter) given(card round.Card, ref, agree string, before *decimal.Decimal) string {
	typed := ref
	if card.InWords() {
		typed = fmt.Sprintf(`IF(%s=%s,1,IF(%s="","",0))`, ref, canvas.Literal(card.Answers[0]), ref)
	}
	if before == nil {
		return fmt.Sprintf(`IF(%s="","",%s)`, ref, typed)
	}
	return fmt.Sprintf(`IF(%s="",IF(%s="","",%s),%s)`, ref, agree, before, typed)
}

func (w *appraisalWriter) ownSays(r desk.AppraisalRow) string {
	if r.Scores != nil && r.Scores.Gate == w.r.YesNo()[0] {
		return w.t("có vi phạm tiêu chuẩn chung", "general standards violated")
	}
	return r.Own
}

func (w *appraisalWriter) beforeSays(r desk.AppraisalRow) string {
	if r.Before == nil {
		return ""
	}
	s := r.Before.Result
	if r.Before.Total != nil {
		s = finding.Show(*r.Before.Total, w.r.Language) + w.t(" điểm, ", " points, ") + s
	}
	return s
}

// plainTable is units of which a total, where there is one, and a result are given.
func (w *appraisalWriter) plainTable(t desk.AppraisalTable) {
	at := len(plainColumns) + 1
	var widths []float64
	var keys []string
	var cells []canvas.Cell
	for _, c := range slices.Concat(plainColumns, decisionColumns) {
		widths, keys = append(widths, c.width), append(keys, c.key)
		cells = append(cells, canvas.Cell{V: w.t(c.vi, c.en), Look: canvas.HeadLook})
	}
	keys = append(keys, markKeys...)
	p := w.begin(w.t("Kết quả", "Results"), append(widths, markWidths...)...)
	p.Wide, p.Printed = true, len(cells)
	row := p.Row(50, cells...)
	p.Freeze, p.Repeat = [2]int{row, 2}, row
	w.tables = append(w.tables, append([]string{p.Name, strconv.Itoa(row + 1)}, keys...))
	for i, r := range t.Rows {
		line := len(p.Rows) + 1
		total := canvas.Cell{Look: canvas.ShutLook}
		if r.Via {
			total = canvas.Cell{V: filledNumber(r.Typed[decision.InTotal]), Look: canvas.InLook}
			w.upTo(p, sheet.Ref(line, at-1), r.Card.MostTotal())
		}
		if r.Decided {
			total.Look.Open, total.Look.Fill = false, canvas.GreyFill
		}
		var self any
		if r.Scores != nil {
			self = r.Scores.Self
		}
		cells := []canvas.Cell{
			{V: i + 1, Look: canvas.OurLook},
			{V: r.Unit, Look: canvas.Look{Border: true, Size: 11, Wrap: true, Bold: true}},
			{V: r.Kind, Look: canvas.OurLook},
			{V: self, Look: canvas.OurLook},
			{V: w.ownSays(r), Look: canvas.OurLook},
			{V: w.beforeSays(r), Look: canvas.OurLook},
			total,
		}
		put(p, append(cells, w.decisionCells(p, line, at, r)...))
	}
	w.validate(p)
}

// waiting lists the desk's units that cannot be appraised yet.
func (w *appraisalWriter) waiting() {
	p := w.b.Page(w.t("Chưa thẩm định được", "Not yet"), 6, 46, 22, 50)
	p.FitWidth()
	p.Full(4, 28, w.t("ĐƠN VỊ CHƯA THẨM ĐỊNH ĐƯỢC", "UNITS THAT CANNOT BE APPRAISED YET"), canvas.TitleLook)
	cells := []canvas.Cell{
		{V: w.t("STT", "No."), Look: canvas.HeadLook},
		{V: w.t("Đơn vị", "Unit"), Look: canvas.HeadLook},
		{V: w.t("Loại hình", "Kind"), Look: canvas.HeadLook},
		{V: w.t("Vì sao", "Why"), Look: canvas.HeadLook},
	}
	row := p.Row(24, cells...)
	p.Repeat, p.Freeze = row, [2]int{row, 0}
	l := canvas.LineLook
	for i, u := range w.a.Waiting {
		p.Block()
		p.Auto(18,
			canvas.Cell{V: i + 1, Look: canvas.OurLook},
			canvas.Cell{V: u.Unit, Look: l},
			canvas.Cell{V: u.Kind, Look: l},
			canvas.Cell{V: u.Why, Look: l},
		)
	}
	if len(w.a.Waiting) == 0 {
		p.Full(4, 20, w.t("Không có.", "None."), canvas.NoneLook)
	}
}
