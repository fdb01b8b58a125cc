package workbook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"tonghop/internal/decision"
	"tonghop/internal/finding"
	"tonghop/internal/round"
	"tonghop/internal/score"
	"tonghop/internal/sheet"
)

// Appraisals are the units that a desk appraises.
type Appraisals struct {
	Round    *round.Round
	Desk     round.Desk
	Seat     string // unit at which the desk sits; "" for this level
	Place    string // the desk in words
	At       time.Time
	Position int64
	Tables   []AppraisalTable
	Waiting  []Awaited // units that cannot be appraised yet
	Refused  []RefusedRow
	Recorded int
}

// AppraisalTable is units of one card, or with none those of which only a total and a
// result are given.
type AppraisalTable struct {
	Card *round.Card
	Rows []AppraisalRow
}

// AppraisalRow is one unit to appraise.
type AppraisalRow struct {
	Key, Digest, Seen string
	Unit, Kind        string
	Card              round.Card  // with the criteria that are assigned to the unit
	Scores            *score.Card // nil where there are none
	Before            *score.Level
	Own               string   // what the unit says of itself
	Verdicts          []string // to choose the result from
	Via               bool     // its row in the table of the unit above stands for it
	Decided           bool     // nothing more is taken
	Version           int
	File              string
	Flags             string
	Explained         string
	Typed             map[string]string // what stands in the cells to fill in
	Recorded          bool
	Note              string
	Bad               bool // the note says what is wrong
}

// Awaited is a unit that cannot be appraised yet.
type Awaited struct{ Unit, Kind, Why string }

// paperSheet is the very hidden sheet of the workbooks that are filled in row by row.
const paperSheet = "_nhap"

// AppraisalBook writes a desk's workbook, tham-dinh/<desk>.xlsx: one row a unit, filled in
// and dropped, or saved where it is.
func AppraisalBook(a Appraisals) ([]byte, error) {
	stamp := decision.Stamp{Sort: decision.Appraising, Round: a.Round.ID, Desk: a.Desk.ID, Seat: a.Seat, Position: a.Position}
	title := pickLang(a.Round.Language, "Thẩm định", "Appraisal") + " - " + a.Place
	w := &appraisalWriter{paperWriter: paperWriter{b: newBook(title, a.At), r: a.Round, of: stamp}, a: a}
	for _, t := range a.Tables {
		if t.Card != nil {
			w.cardTable(t)
		} else {
			w.plainTable(t)
		}
	}
	w.waiting()
	w.stamp()
	return w.b.bytes()
}

// paperWriter is what writers of workbooks to be filled in row by row share.
type paperWriter struct {
	b      *book
	r      *round.Round
	of     decision.Stamp
	tables [][]string // sheet, first row, keys of the columns
	fields [][3]string
	lists  map[*page]map[string][]string
	points map[*page]map[string][]string
	dates  map[*page][]string
}

func (w *paperWriter) t(vi, en string) string { return pickLang(w.r.Language, vi, en) }

// stamp writes the very hidden sheet: what workbook this is and where its tables are.
func (w *paperWriter) stamp() {
	p := w.b.page(paperSheet)
	p.hidden = true
	stampRows(p, w.of, w.r)
	for _, f := range w.fields {
		p.row(0, cell{v: decision.KeyField}, cell{v: f[0]}, cell{v: f[1]}, cell{v: f[2]})
	}
	for _, t := range w.tables {
		cells := []cell{{v: decision.KeyTables}}
		for _, s := range t {
			cells = append(cells, cell{v: s})
		}
		p.row(0, cells...)
	}
}

// stampRows writes what workbook this is, under its seal.
func stampRows(p *page, of decision.Stamp, r *round.Round) {
	of = of.Sealed(r.Keys)
	p.row(0, cell{v: string(of.Sort)})
	for _, kv := range [][2]string{
		{decision.KeyRound, of.Round}, {decision.KeyDesk, of.Desk}, {decision.KeySeat, of.Seat},
		{decision.KeyPosition, strconv.FormatInt(of.Position, 10)}, {decision.KeySeal, of.Seal},
	} {
		if kv[1] != "" {
			p.row(0, cell{v: kv[0]}, cell{v: kv[1]})
		}
	}
}

// marks are the last cells of a row: its key, the digest of its matter, the digest of what
// stands in its cells, and its seal.
func (w *paperWriter) marks(key, digest, seen string) []cell {
	mark := w.of.SealRow(w.r.Keys, key, digest)
	var out []cell
	for _, v := range []string{key, digest, seen, mark} {
		out = append(out, cell{v: v, look: codeLook})
	}
	return out
}

// choose notes a cell that is chosen from a list.
func (w *paperWriter) choose(p *page, ref string, list ...string) {
	if w.lists == nil {
		w.lists = map[*page]map[string][]string{}
	}
	if w.lists[p] == nil {
		w.lists[p] = map[string][]string{}
	}
	key := strings.Join(list, "\x00") + "\x00"
	w.lists[p][key] = append(w.lists[p][key], ref)
}

// upTo notes a cell for points of at most so many.
func (w *paperWriter) upTo(p *page, ref string, most decimal.Decimal) {
	if w.points == nil {
		w.points = map[*page]map[string][]string{}
	}
	if w.points[p] == nil {
		w.points[p] = map[string][]string{}
	}
	w.points[p][most.String()] = append(w.points[p][most.String()], ref)
}

func (w *paperWriter) day(p *page, ref string) {
	if w.dates == nil {
		w.dates = map[*page][]string{}
	}
	w.dates[p] = append(w.dates[p], ref)
}

// validate sets what may be typed in a page's cells.
func (w *paperWriter) validate(p *page) {
	for _, key := range sortedKeys(w.lists[p]) {
		p.checks = append(p.checks, validation{refs: w.lists[p][key], kind: "list", list: splitZero(key), title: w.t("Chọn", "Choose"), message: w.t("Bấm mũi tên và chọn.", "Click the arrow and choose.")})
	}
	for _, key := range sortedKeys(w.points[p]) {
		most, _ := decimal.NewFromString(key)
		p.checks = append(p.checks, validation{refs: w.points[p][key], kind: "decimal", limits: &[2]decimal.Decimal{decimal.Zero, most}, title: w.t("Điểm thẩm định", "Appraised score"), message: fmt.Sprintf(w.t("Ghi điểm từ 0 đến %s.", "From 0 to %s."), finding.Show(most, w.r.Language))})
	}
	if refs := w.dates[p]; len(refs) > 0 {
		p.checks = append(p.checks, validation{refs: refs, kind: "date", title: w.t("Ngày", "Date"), message: w.t("Ghi ngày/tháng/năm, ví dụ 12/10/2019.", "Write day/month/year.")})
	}
}

// toldLast says what became of the workbook that was filled in last.
func (w *paperWriter) toldLast(p *page, cols int, points float64, refused []RefusedRow, recorded int) {
	var texts []string
	for _, r := range refused {
		texts = append(texts, fmt.Sprintf(w.t("Trang %s, dòng %d của tệp đã điền (%s): %s", "Sheet %s, row %d of the workbook that was filled in (%s): %s"), r.Sheet, r.Line, r.What, r.Why))
	}
	lastTime(w.t, p, cols, points, recorded, texts)
}

// lastTime is how many rows were recorded of what was filled in last, over so many columns and
// points, and the rows that were not, a line each.
func lastTime(t func(vi, en string) string, p *page, cols int, points float64, recorded int, refused []string) {
	if recorded == 0 && len(refused) == 0 {
		return
	}
	say, fill := fmt.Sprintf(t("Lần điền gần nhất: đã ghi nhận %d dòng", "Last time: %d rows recorded"), recorded), greenFill
	if n := len(refused); n > 0 {
		say, fill = say+fmt.Sprintf(t(", chưa ghi nhận %d dòng", ", %d not"), n), redFill
	}
	p.full(cols, 20, say+".", look{bold: true, fill: fill, border: true})
	for _, text := range refused {
		p.full(cols, heightIn(text, points, 11, false)+2, text, look{border: true, wrap: true, size: 11})
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
	a Appraisals
}

// firstPage is how wide the first printed page of a desk's workbook surely is, in points.
const firstPage = 1000.0

// begin opens a page with its heads.
func (w *appraisalWriter) begin(name string, widths ...float64) *page {
	p := w.b.page(name, widths...)
	p.locked = true
	cols, points := across(widths, firstPage)
	_, repeated := across(widths[:2], firstPage) // the first two columns, on every page
	say := func(h float64, text string, l look) {
		cells := make([]cell, cols)
		for i := 2; i < cols; i++ {
			cells[i] = cell{look: l}
		}
		cells[2].v = text
		p.row(h, cells...)
		p.merge(3, cols)
	}
	say(28, w.t("THẨM ĐỊNH: ", "APPRAISAL: ")+strings.ToUpper(w.a.Place), look{bold: true, size: 14, color: navy})
	stamp := w.r.Short
	if !w.a.At.IsZero() {
		stamp += fmt.Sprintf(w.t(". Tính đến %s (sổ theo dõi số %d).", ". As of %s (ledger position %d)."), w.a.At.In(w.r.Location).Format("15:04 02/01/2006"), w.a.Position)
	}
	say(18, stamp, look{italic: true, size: 10, color: greyText})
	lead := w.t("Điền các ô màu vàng của từng đơn vị rồi lưu ngay tại đây (có thể làm dần nhiều ngày), hoặc thả tệp vào thư mục nhận. Mỗi dòng được ghi nhận riêng khi đủ: điểm thẩm định từng tiêu chuẩn (hoặc ghi x ở cột Đồng ý để lấy nguyên điểm trước đó), kết quả, người thẩm định, ngày. Khác với đơn vị thì phải ghi lý do. Dòng chưa đủ được giữ lại để điền tiếp; dòng đã ghi nhận sửa được bằng cách ghi đè.",
		"Fill in the yellow cells of each unit and save the file here (over days, if you like), or drop it into the inbox. Each row is recorded by itself once it is complete: scores (or x under Agreed for those given before), result, appraiser, date. Where it differs from the unit's own, a reason is needed. Rows that are not complete are kept to go on with; recorded rows can be written over.")
	say(heightIn(lead, points-repeated, 11, false)+4, lead, look{italic: true, wrap: true, size: 11})
	w.toldLast(p, cols, points, w.a.Refused, w.a.Recorded)
	return p
}

var (
	headLook = look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 11}
	inLook   = look{border: true, wrap: true, open: true, fill: inputFill, size: 11, align: "center"}
	ourLook  = look{border: true, size: 11, align: "center", wrap: true}
	textLook = look{border: true, size: 10, wrap: true, top: true, align: "left"}
	codeLook = look{size: 7, color: codeText}
)

// decisionHeads are the columns in which the appraiser decides, and what stands beside.
func (w *appraisalWriter) decisionHeads() (heads []string, widths []float64) {
	return []string{w.t("Vi phạm tiêu chuẩn chung", "General standards violated"), w.t("Đồng ý (x)", "Agreed (x)"), w.t("Kết quả", "Result"), w.t("Lý do (bắt buộc khi khác đơn vị)", "Reason (where it differs)"), w.t("Nhận bản giấy ngày", "Paper copies on"), w.t("Người thẩm định", "Appraiser"), w.t("Ngày thẩm định", "Date"),
			w.t("Tình trạng dòng", "Row"), w.t("Lưu ý từ số liệu", "Flags"), w.t("Đơn vị giải trình", "Explained by the unit"), w.t("Bản, tệp", "Version, file")},
		[]float64{10, 8, 12, 30, 12, 19, 12, 28, 40, 36, 18}
}

// decisionKeys are the keys of those columns.
var decisionKeys = []string{decision.InGate, decision.InAgree, decision.InResult, decision.InReason, decision.InPapers, decision.InBy, decision.InDay, "-", "-", "-", "-", decision.ColumnKey, decision.ColumnDigest, decision.ColumnSeen, decision.ColumnSeal}

// decisionCells are a row's cells from the column at.
func (w *appraisalWriter) decisionCells(p *page, row, at int, r AppraisalRow) (cells []cell) {
	ref := func(i int) string { return sheet.Ref(row, at+i) }
	yn := w.r.YesNo()
	in := func(key string, l look) cell {
		l.open, l.fill, l.border = true, inputFill, true
		if r.Decided {
			l.open, l.fill = false, greyFill
		}
		return cell{v: filledText(r.Typed[key], key == decision.InPapers || key == decision.InDay), look: l}
	}
	day, text := inLook, inLook
	day.format, text.align, text.format = "dd/mm/yyyy", "left", textFormat
	cells = []cell{in(decision.InGate, inLook), in(decision.InAgree, inLook), in(decision.InResult, inLook), in(decision.InReason, text), in(decision.InPapers, day), in(decision.InBy, text), in(decision.InDay, day)}
	w.choose(p, ref(0), yn[0], yn[1])
	w.choose(p, ref(1), "x")
	if len(r.Verdicts) > 0 {
		w.choose(p, ref(2), r.Verdicts...)
	}
	w.day(p, ref(4))
	w.day(p, ref(6))
	note := textLook
	switch {
	case r.Bad:
		note.fill = redFill
	case r.Recorded:
		note.fill = greenFill
	}
	file := r.File
	if r.Version > 0 {
		file = fmt.Sprintf(w.t("bản %d, %s", "version %d, %s"), r.Version, r.File)
	}
	cells = append(cells, cell{v: r.Note, look: note}, cell{v: r.Flags, look: textLook}, cell{v: r.Explained, look: textLook},
		cell{v: file, look: look{border: true, size: 9, color: greyText, wrap: true, top: true}})
	return append(cells, w.marks(r.Key, r.Digest, r.Seen)...)
}

// mostHigh is how high a row of long texts may be; the rest is read in the cell.
const mostHigh = 66.0

// put adds a row as high as its texts need, within bounds.
func put(p *page, cells []cell) {
	p.block()
	p.auto(24, cells...)
	r := &p.rows[len(p.rows)-1]
	r.height = min(r.height, mostHigh)
	p.grow()
}

// cardTable is the units of one card: three columns a criterion, self, computed and
// appraised.
func (w *appraisalWriter) cardTable(t AppraisalTable) {
	h := w.cardHead(*t.Card)
	at := len(h.widths) + 1
	heads, more := w.decisionHeads()
	for i, title := range heads {
		h.one(title, "", more[i])
	}
	keys := append(h.keys[:at-1:at-1], decisionKeys...)
	p := w.begin(w.t("Chấm điểm", "Scores"), append(h.widths, 3, 3, 3, 3)...)
	p.wide, p.printed = true, len(h.widths)
	row := h.put(p)
	w.tables = append(w.tables, append([]string{p.name, strconv.Itoa(row + 2)}, keys...))
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
	top, sub []cell
	merges   [][4]int // row of the head, column, last row, last column
}

// one adds a column over both rows.
func (h *twoRowHead) one(title, key string, width float64) {
	at := len(h.widths) + 1
	h.widths, h.keys = append(h.widths, width), append(h.keys, key)
	h.top, h.sub = append(h.top, cell{v: title, look: headLook}), append(h.sub, cell{look: headLook})
	h.merges = append(h.merges, [4]int{0, at, 1, at})
}

// group adds columns under a common title.
func (h *twoRowHead) group(title string, small look, keys, subs []string, widths ...float64) {
	at := len(h.widths) + 1
	for i, sub := range subs {
		h.widths, h.keys = append(h.widths, widths[i]), append(h.keys, keys[i])
		top := cell{look: headLook}
		if i == 0 {
			top.v = title
		}
		h.top, h.sub = append(h.top, top), append(h.sub, cell{v: sub, look: small})
	}
	h.merges = append(h.merges, [4]int{0, at, 0, at + len(subs) - 1})
}

// put writes the head and freezes and repeats it; it returns its first row.
func (h *twoRowHead) put(p *page) int {
	row := p.row(34, h.top...)
	p.row(34, h.sub...)
	for _, m := range h.merges {
		p.merges = append(p.merges, [4]int{row + m[0], m[1], row + m[2], m[3]})
	}
	p.freeze, p.repeat, p.repeats = [2]int{row + 1, 2}, row+1, 1
	return row
}

// cardHead is the head of a card's table, up to what the appraiser decides.
func (w *appraisalWriter) cardHead(card round.Card) *twoRowHead {
	h := &twoRowHead{}
	h.one(w.t("STT", "No."), "-", 5)
	h.one(w.t("Đơn vị", "Unit"), decision.ColumnUnit, 27)
	h.one(w.t("Loại hình", "Kind"), "-", 13)
	narrow, small := 5.6, headLook
	if card.InWords() {
		narrow = 8
	}
	small.size, small.bold = 9, false
	three := func(title, key string, width float64) {
		h.group(title, small, []string{"-", "-", key}, []string{w.t("Tự chấm", "Self"), w.t("Máy tính", "Comp."), w.t("Thẩm định", "Appr.")}, width, width, width)
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
	h.group(w.t("Trước đó", "Before"), headLook, []string{"-", "-"}, []string{w.t("Đơn vị tự đánh giá", "The unit itself"), w.t("Cấp dưới thẩm định", "The desk before")}, 9, 16)
	return h
}

// cardLegend says in full what the numbered criteria are.
func (w *appraisalWriter) cardLegend(p *page, card round.Card) {
	p.row(8)
	numbered := card.Keys()
	cols, points := across(p.widths, firstPage)
	for _, c := range card.Criteria() {
		text := numbered[c.ID] + ": " + c.Label
		p.full(cols, heightIn(text, points, 11, false), text, look{size: 11, wrap: true})
	}
}

// cardRow is a unit's row: its scores, then what the appraiser decides.
func (w *appraisalWriter) cardRow(p *page, n int, t AppraisalTable, r AppraisalRow, at int) {
	row := len(p.rows) + 1
	sum := &rowSum{agree: sheet.Ref(row, at+1), agreed: r.Typed[decision.InAgree] != ""}
	cells := []cell{{v: n, look: ourLook}, {v: r.Unit, look: look{border: true, size: 11, wrap: true, bold: true}}, {v: r.Kind, look: ourLook}}
	for _, c := range t.Card.Criteria() {
		cells = append(cells, w.criterionCells(p, sheet.Ref(row, len(cells)+3), *t.Card, r, c, sum)...)
	}
	if t.Card.Bonus.IsPositive() {
		cells = append(cells, w.bonusCells(p, sheet.Ref(row, len(cells)+3), *t.Card, r, sum)...)
	}
	bold := ourLook
	bold.bold = true
	cells = append(cells, cell{v: r.Scores.Self, look: bold}, cell{v: r.Scores.Computed, look: bold}, sum.total(r.Card))
	cells = append(cells, cell{v: w.ownSays(r), look: ourLook}, cell{v: w.beforeSays(r), look: look{border: true, size: 10, wrap: true, align: "center"}})
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

func (s *rowSum) total(card round.Card) cell {
	c := cell{v: "", look: look{border: true, bold: true, align: "center", size: 11, fill: paleBlue}}
	if all := len(s.given); all > 0 {
		c.f = fmt.Sprintf(`IF(COUNT(%s)=%d,%s,"")`, strings.Join(s.given, ","), all, gradeOf(card, strings.Join(s.given, "+"), s.extra))
		if s.known == all {
			c.v = card.Grade(s.got, s.bonus)
		}
	}
	return c
}

var shutCell = cell{look: look{border: true, fill: greyFill}}

// scoreIn is how a score's cell looks; nothing more is taken of a unit that was decided upon.
func scoreIn(r AppraisalRow) look {
	in := inLook
	in.bold = true
	if r.Decided {
		in.open, in.fill = false, greyFill
	}
	return in
}

// criterionCells are a criterion's scores: the unit's own, the computed one, and in ref the
// appraised one; shut where it is not assigned to the unit.
func (w *appraisalWriter) criterionCells(p *page, ref string, card round.Card, r AppraisalRow, c round.Criterion, sum *rowSum) []cell {
	if !slices.ContainsFunc(r.Card.Criteria(), func(o round.Criterion) bool { return o.ID == c.ID }) {
		return []cell{shutCell, shutCell, shutCell}
	}
	line := r.Scores.Criteria[c.ID]
	typed := r.Typed[decision.InCriterion+c.ID]
	own, computed, appraised := cell{v: line.Self, look: ourLook}, cell{v: line.Computed, look: ourLook}, cell{v: filledNumber(typed), look: scoreIn(r)}
	score, err := decimal.NewFromString(typed)
	known := err == nil
	if card.InWords() {
		own.v, computed.v, appraised.v = card.WordFor(line.Self), card.WordFor(line.Computed), filledText(typed, false)
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
		computed.look.fill = amberFill
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
	return []cell{own, computed, appraised}
}

// bonusCells are the bonus: what the unit claims, and in ref what is granted.
func (w *appraisalWriter) bonusCells(p *page, ref string, card round.Card, r AppraisalRow, sum *rowSum) []cell {
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
	return []cell{{v: claimed, look: ourLook}, shutCell, {v: filledNumber(typed), look: scoreIn(r)}}
}

// given is a criterion's score as a formula.
func (w *appraisalWriter) given(card round.Card, ref, agree string, before *decimal.Decimal) string {
	typed := ref
	if card.InWords() {
		typed = fmt.Sprintf(`IF(%s=%s,1,IF(%s="","",0))`, ref, literal(card.Answers[0]), ref)
	}
	if before == nil {
		return fmt.Sprintf(`IF(%s="","",%s)`, ref, typed)
	}
	return fmt.Sprintf(`IF(%s="",IF(%s="","",%s),%s)`, ref, agree, before, typed)
}

func (w *appraisalWriter) ownSays(r AppraisalRow) string {
	if r.Scores != nil && r.Scores.Gate == w.r.YesNo()[0] {
		return w.t("có vi phạm tiêu chuẩn chung", "general standards violated")
	}
	return r.Own
}

func (w *appraisalWriter) beforeSays(r AppraisalRow) string {
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
func (w *appraisalWriter) plainTable(t AppraisalTable) {
	widths := []float64{5, 28, 16, 10, 14, 16, 12}
	heads := []string{w.t("STT", "No."), w.t("Đơn vị", "Unit"), w.t("Loại hình", "Kind"), w.t("Tổng tự chấm", "Self total"), w.t("Đơn vị tự đánh giá", "The unit itself"), w.t("Cấp dưới thẩm định", "The desk before"), w.t("Tổng điểm thẩm định", "Appraised total")}
	keys := []string{"-", decision.ColumnUnit, "-", "-", "-", "-", decision.InTotal}
	at := len(widths) + 1
	more, wide := w.decisionHeads()
	widths, heads, keys = append(append(widths, wide...), 3, 3, 3, 3), append(heads, more...), append(keys, decisionKeys...)
	p := w.begin(w.t("Kết quả", "Results"), widths...)
	p.wide, p.printed = true, len(widths)-4
	cells := make([]cell, len(heads))
	for i, h := range heads {
		cells[i] = cell{v: h, look: headLook}
	}
	row := p.row(50, cells...)
	p.freeze, p.repeat = [2]int{row, 2}, row
	w.tables = append(w.tables, append([]string{p.name, strconv.Itoa(row + 1)}, keys...))
	for i, r := range t.Rows {
		line := len(p.rows) + 1
		total := cell{look: look{border: true, fill: greyFill}}
		if r.Via {
			total = cell{v: filledNumber(r.Typed[decision.InTotal]), look: inLook}
			w.upTo(p, sheet.Ref(line, at-1), r.Card.MostTotal())
		}
		if r.Decided {
			total.look.open, total.look.fill = false, greyFill
		}
		var self any
		if r.Scores != nil {
			self = r.Scores.Self
		}
		cells := []cell{{v: i + 1, look: ourLook}, {v: r.Unit, look: look{border: true, size: 11, wrap: true, bold: true}}, {v: r.Kind, look: ourLook}, {v: self, look: ourLook}, {v: w.ownSays(r), look: ourLook}, {v: w.beforeSays(r), look: ourLook}, total}
		put(p, append(cells, w.decisionCells(p, line, at, r)...))
	}
	w.validate(p)
}

// waiting lists the desk's units that cannot be appraised yet.
func (w *appraisalWriter) waiting() {
	p := w.b.page(w.t("Chưa thẩm định được", "Not yet"), 6, 46, 22, 50)
	p.fitWidth()
	p.full(4, 28, w.t("ĐƠN VỊ CHƯA THẨM ĐỊNH ĐƯỢC", "UNITS THAT CANNOT BE APPRAISED YET"), look{bold: true, size: 14, color: navy})
	cells := []cell{{v: w.t("STT", "No."), look: headLook}, {v: w.t("Đơn vị", "Unit"), look: headLook}, {v: w.t("Loại hình", "Kind"), look: headLook}, {v: w.t("Vì sao", "Why"), look: headLook}}
	row := p.row(24, cells...)
	p.repeat, p.freeze = row, [2]int{row, 0}
	l := look{border: true, size: 11, wrap: true}
	for i, u := range w.a.Waiting {
		p.block()
		p.auto(18, cell{v: i + 1, look: ourLook}, cell{v: u.Unit, look: l}, cell{v: u.Kind, look: l}, cell{v: u.Why, look: l})
	}
	if len(w.a.Waiting) == 0 {
		p.full(4, 20, w.t("Không có.", "None."), look{italic: true, border: true, color: greyText})
	}
}
