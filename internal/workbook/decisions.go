package workbook

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	"tonghop/internal/decision"
	"tonghop/internal/round"
)

// Sections of the workbook of decisions, in order.
const (
	Conflicts = iota // a unit's versions in conflict
	Strays           // files whose unit is not known
	Officers         // officers' workbooks that wait, or have no seal
	Returns          // returned returns
	Looks            // findings that are the officer's
	InForce          // decisions that may be taken back
)

// DecisionRow is one thing to decide.
type DecisionRow struct {
	Section     int
	Key, Digest string            // the matter, and the hash of what it is now
	Unit        string            // or file
	Matter      string            // what is asked
	Choices     []string          // of the decision; none: a text
	Typed       map[string]string // what was filled in and could not be recorded: decision, reason, by, day
}

// RefusedRow is a row of the last workbook that was not recorded.
type RefusedRow struct {
	Line             int
	Sheet            string // "" where there is one only
	What, Typed, Why string
}

// Decisions is what an officer must decide.
type Decisions struct {
	Round    *round.Round
	At       time.Time
	Position int64
	Rows     []DecisionRow
	Free     []string                     // what may be begun on a free row
	Begun    map[string]map[string]string // free rows that were not recorded, by number: what was filled in
	Refused  []RefusedRow
	Recorded int // rows of the last workbook that were recorded
}

const freeRows = 12

// decisionsSheet is the very hidden sheet of the workbook of decisions.
const decisionsSheet = "_quyet_dinh"

// DecisionsBook writes can-quyet-dinh.xlsx: one row a matter, filled in by an officer
// and dropped, or saved where it is.
func DecisionsBook(d Decisions) ([]byte, error) {
	b := newBook(pickLang(d.Round.Language, "Việc cần quyết định", "To be decided"), d.At)
	of := decision.Stamp{Sort: decision.Deciding, Round: d.Round.ID, Position: d.Position}
	w := &decisionsWriter{b: b, d: d, of: of}
	w.write()
	return b.bytes()
}

type decisionsWriter struct {
	b     *book
	d     Decisions
	of    decision.Stamp
	p     *page
	first int
	lists map[string][]string
}

func (w *decisionsWriter) t(vi, en string) string { return pickLang(w.d.Round.Language, vi, en) }

func (w *decisionsWriter) write() {
	p := w.b.page(w.t("Cần quyết định", "To be decided"), 5, 15, 22, 50, 15, 26, 17, 12, 12, 24, 3, 3, 3)
	w.p, p.locked, p.printed, p.scale = p, true, decision.ColResult, 62
	w.lists = map[string][]string{}
	p.full(decision.ColResult, 30, w.t("VIỆC CÁN BỘ CẦN QUYẾT ĐỊNH", "FOR AN OFFICER TO DECIDE"), look{bold: true, size: 15, color: navy})
	stamp := ""
	if !w.d.At.IsZero() {
		stamp = fmt.Sprintf(w.t("Tính đến %s (sổ theo dõi số %d). ", "As of %s (ledger position %d). "), w.d.At.In(w.d.Round.Location).Format("15:04 02/01/2006"), w.d.Position)
	}
	lead := stamp + w.t("Ở mỗi việc muốn quyết định, điền các ô màu vàng: quyết định, lý do, người quyết định, ngày; rồi lưu lại ngay tại đây, hoặc thả tệp vào thư mục nhận. Việc chưa quyết thì để trống. Mỗi dòng được xét riêng; dòng chưa ghi nhận được nêu lý do ở đầu trang của tệp mới.",
		"For each matter, fill in the yellow cells: decision, reason, name, date; then save the file here or drop it into the inbox. Leave blank what is not decided. Each row is taken by itself; one that could not be recorded is shown at the top of the next file, with the reason.")
	p.full(decision.ColResult, heightIn(lead, 980, 12, false)+4, lead, look{italic: true, wrap: true})
	w.last()
	h := look{bold: true, align: "center", wrap: true, border: true, fill: navy, color: "FFFFFF", size: 11}
	var head []cell
	for _, t := range [][2]string{{"STT", "No."}, {"Việc", "Matter"}, {"Đơn vị, tệp", "Unit, file"}, {"Nội dung", "What is asked"}, {"Quyết định", "Decision"}, {"Lý do", "Reason"}, {"Người quyết định", "Decided by"}, {"Ngày", "Date"}, {"Hiệu lực đến (nếu có)", "Until (if any)"}, {"Ghi chú", "Note"}} {
		head = append(head, cell{v: w.t(t[0], t[1]), look: h})
	}
	row := p.row(34, head...)
	p.freeze, p.repeat = [2]int{row, 3}, row
	w.first = row + 1
	w.sections()
	w.free()
	w.checks()
	w.stamp()
}

// last says what became of the workbook that was filled in last.
func (w *decisionsWriter) last() {
	var texts []string
	for _, r := range w.d.Refused {
		texts = append(texts, fmt.Sprintf(w.t("Dòng %d (%s) “%s”: %s.", "Row %d (%s) “%s”: %s."), r.Line, r.What, r.Typed, r.Why))
	}
	lastTime(w.t, w.p, decision.ColResult, 980, w.d.Recorded, texts)
}

func (w *decisionsWriter) sections() {
	titles := []string{w.t("Nhiều bản của một đơn vị", "Versions in conflict"), w.t("Tệp chưa rõ đơn vị hoặc không đọc được", "Files of unknown units, or unreadable"), w.t("Tệp của cán bộ chưa được ghi nhận", "Officers' workbooks that are not recorded"), w.t("Báo cáo đã trả lại để sửa", "Returned to correct"), w.t("Vấn đề cán bộ xem lại", "To be looked at"), w.t("Quyết định đang có hiệu lực (ghi “hủy” để hủy)", "Decisions in force (write “revoke” to take back)")}
	kinds := []string{w.t("Chọn bản", "Choose version"), w.t("Gán đơn vị", "Assign"), w.t("Tệp của cán bộ", "Officers' workbook"), w.t("Báo cáo", "Return"), w.t("Vấn đề", "Finding"), w.t("Đã quyết định", "Decided")}
	n := 0
	for section, title := range titles {
		any := false
		for _, r := range w.d.Rows {
			if r.Section != section {
				continue
			}
			if !any {
				any = true
				w.p.block()
				w.p.full(decision.ColResult, 22, title, look{bold: true, fill: paleBlue, border: true})
			}
			n++
			w.row(n, kinds[section], r)
		}
	}
	if n == 0 {
		w.p.full(decision.ColResult, 22, w.t("Hiện không có việc nào chờ quyết định.", "Nothing waits for a decision."), look{italic: true, border: true})
	}
}

func (w *decisionsWriter) row(n int, kind string, r DecisionRow) {
	l := look{border: true, wrap: true, top: true, size: 11, align: "left"}
	w.p.block()
	cells := []cell{{v: n, look: look{border: true, align: "center", size: 11, top: true}}, {v: kind, look: l}, {v: r.Unit, look: l}, {v: r.Matter, look: l}}
	cells = append(cells, w.filled(r.Typed)...)
	row := w.p.auto(30, append(cells, cell{look: l}, cell{v: r.Key, look: codeLook}, cell{v: r.Digest, look: codeLook},
		cell{v: w.of.SealRow(w.d.Round.Keys, r.Key, r.Digest), look: codeLook})...)
	w.p.grow()
	if len(r.Choices) > 0 {
		key := ""
		for _, c := range r.Choices {
			key += c + "\x00"
		}
		w.lists[key] = append(w.lists[key], fmt.Sprintf("E%d", row))
	}
}

// inputs are the cells that an officer fills in: decision, reason, name, date, end.
func (w *decisionsWriter) inputs() []cell {
	in := look{border: true, wrap: true, open: true, fill: inputFill, size: 11, align: "left", top: true}
	day := in
	day.format = "dd/mm/yyyy"
	text := in
	text.format = textFormat
	return []cell{{look: in}, {look: text}, {look: text}, {look: day}, {look: day}}
}

// filled are those cells with what was filled in before and could not be recorded.
func (w *decisionsWriter) filled(typed map[string]string) []cell {
	cells := w.inputs()
	for i, key := range []string{"decision", "reason", "by", "day", "until"} {
		cells[i].v = filledText(typed[key], key == "day" || key == "until")
		if len(typed) > 0 {
			cells[i].look.fill = redFill
		}
	}
	return cells
}

// free are rows on which an officer begins a matter of their own.
func (w *decisionsWriter) free() {
	w.p.block()
	w.p.full(decision.ColResult, 22, w.t("Việc khác: chọn việc, ghi mã hoặc tên đơn vị; ở cột Quyết định ghi số của bản, hoặc ngày nhận, hoặc “có”", "Other: choose the matter, write the unit's code or name; the decision is a version's number, a day, or “yes”"), look{bold: true, fill: paleBlue, border: true})
	for i := range freeRows {
		w.p.block()
		typed := w.d.Begun[strconv.Itoa(i+1)]
		kind, unit := w.inputs()[1], w.inputs()[1]
		kind.v, unit.v = filledText(typed["kind"], false), filledText(typed["unit"], false)
		cells := append([]cell{{v: i + 1, look: look{border: true, align: "center", size: 11}}, kind, unit, {look: look{border: true, fill: greyFill}}}, w.filled(typed)...)
		row := w.p.row(24, append(cells, cell{look: look{border: true}})...)
		w.lists["\x01"] = append(w.lists["\x01"], fmt.Sprintf("B%d", row))
	}
}

func (w *decisionsWriter) checks() {
	for _, key := range sortedKeys(w.lists) {
		list := w.d.Free
		title := w.t("Việc", "Matter")
		if key != "\x01" {
			list, title = splitZero(key), w.t("Quyết định", "Decision")
		}
		if !listable(list) { // the number is typed; what it says is looked at when it comes back
			continue
		}
		w.p.checks = append(w.p.checks, validation{refs: w.lists[key], kind: "list", list: list, title: title, message: w.t("Bấm mũi tên và chọn; để trống nếu chưa quyết định.", "Click the arrow and choose; leave blank what is not decided.")})
	}
}

// mostListed is how long the choices of a list may be together, in UTF-16.
const mostListed = 255

// listable tells whether choices fit into a cell's list. Somebody who sends hundreds of versions
// must not keep the whole workbook from being written.
func listable(list []string) bool {
	return len(utf16.Encode([]rune(strings.Join(list, ",")))) <= mostListed
}

func splitZero(key string) (out []string) {
	from := 0
	for i := range len(key) {
		if key[i] == 0 {
			out = append(out, key[from:i])
			from = i + 1
		}
	}
	return out
}

func (w *decisionsWriter) stamp() {
	p := w.b.page(decisionsSheet)
	p.hidden = true
	stampRows(p, w.of, w.d.Round)
	for _, kv := range [][2]string{{decision.KeySheet, w.p.name}, {decision.KeyFirst, strconv.Itoa(w.first)}} {
		p.row(0, cell{v: kv[0]}, cell{v: kv[1]})
	}
}
