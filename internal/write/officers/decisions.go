package officers

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"tonghop/internal/count/desk"
	"tonghop/internal/read/decision"
	"tonghop/internal/words"
	"tonghop/internal/write/canvas"
)

const freeRows = 12

// decisionsSheet is the very hidden sheet of the workbook of decisions.
const decisionsSheet = "_quyet_dinh"

// DecisionsBook writes can-quyet-dinh.xlsx: one row a matter, filled in by an officer
// and dropped, or saved where it is.
func DecisionsBook(d desk.Decisions) ([]byte, error) {
	b := canvas.NewBook(decisionsFile.In(d.Round.Language), d.Round.Language, d.At)
	of := decision.Stamp{Kind: decision.Deciding, Round: d.Round.ID, Position: d.Position}
	w := &decisionsWriter{b: b, d: d, of: of}
	w.write()
	return b.Bytes()
}

type decisionsWriter struct {
	b     *canvas.Book
	d     desk.Decisions
	of    decision.Stamp
	p     *canvas.Page
	first int
	lists map[string][]string
}

func (w *decisionsWriter) t(p words.Pair, args ...any) string {
	return p.With(w.d.Round.Language, args...)
}

func (w *decisionsWriter) write() {
	p := w.b.Page(w.t(decisionsName), 5, 15, 22, 50, 15, 26, 17, 12, 12, 24, 3, 3, 3)
	w.p, p.Locked, p.Printed, p.Scale = p, true, decision.ColResult, 62
	w.lists = map[string][]string{}
	p.Full(decision.ColResult, 30, w.t(decisionsTitle),
		canvas.Look{Bold: true, Size: 15, Color: canvas.Navy})
	stamp := ""
	if !w.d.At.IsZero() {
		stamp = w.t(decisionsAsOf, w.d.At.In(w.d.Round.Location).Format(canvas.StampLayout), w.d.Position)
	}
	lead := stamp + w.t(decisionsLead)
	p.Full(decision.ColResult, canvas.HeightIn(lead, 980, 12, false)+4, lead, canvas.Look{Italic: true, Wrap: true})
	w.last()
	h := canvas.HeadLook
	var head []canvas.Cell
	for _, t := range decisionsHeads {
		head = append(head, canvas.Cell{V: w.t(t), Look: h})
	}
	row := p.Heads(34, head...)
	p.Freeze, p.Repeat = [2]int{row, 3}, row
	w.first = row + 1
	w.sections()
	w.free()
	w.checks()
	newerSheet(w.b, w.d.Round.Language, w.d.Newer)
	w.stamp()
}

// last says what became of the workbook that was filled in last.
func (w *decisionsWriter) last() {
	var texts []string
	for _, r := range w.d.Refused {
		texts = append(texts, w.t(refusedMatter, r.Line, r.What,
			r.Typed, r.Why))
	}
	lastTime(w.d.Round.Language, w.p, decision.ColResult, 980, w.d.Recorded, texts)
}

func (w *decisionsWriter) sections() {
	n := 0
	for section, title := range sectionTitles {
		any := false
		for _, r := range w.d.Rows {
			if r.Section != section {
				continue
			}
			if !any {
				any = true
				w.p.Block()
				w.p.Full(decision.ColResult, 22, w.t(title), canvas.SectionLook)
			}
			n++
			w.row(n, w.t(matterNames[section]), r)
		}
	}
	if n == 0 {
		none := w.t(noMatters)
		w.p.Full(decision.ColResult, 22, none, canvas.Look{Italic: true, Border: true})
	}
}

func (w *decisionsWriter) row(n int, kind string, r desk.DecisionRow) {
	l := canvas.Look{Border: true, Wrap: true, Top: true, Size: 11, Align: "left"}
	w.p.Block()
	cells := []canvas.Cell{
		{V: n, Look: canvas.Look{Border: true, Align: "center", Size: 11, Top: true}},
		{V: kind, Look: l},
		{V: r.Unit, Look: l},
		{V: r.Matter, Look: l},
	}
	cells = append(cells, w.filled(r.Typed)...)
	row := w.p.Auto(30, append(cells,
		canvas.Cell{Look: l},
		canvas.Cell{V: r.Key, Look: canvas.CodeLook},
		canvas.Cell{V: r.Digest, Look: canvas.CodeLook},
		canvas.Cell{V: w.of.SealRow(w.d.Round.Keys, r.Key, r.Digest), Look: canvas.CodeLook},
	)...)
	w.p.Grow()
	if len(r.Choices) > 0 {
		key := ""
		for _, c := range r.Choices {
			key += c + "\x00"
		}
		w.lists[key] = append(w.lists[key], fmt.Sprintf("E%d", row))
	}
}

// inputs are the cells that an officer fills in: decision, reason, name, date, end.
func (w *decisionsWriter) inputs() []canvas.Cell {
	in := canvas.Look{Border: true, Wrap: true, Open: true, Fill: canvas.InputFill, Size: 11, Align: "left", Top: true}
	day := in
	day.Format = canvas.DayFormat
	text := in
	text.Format = canvas.TextFormat
	return []canvas.Cell{{Look: in}, {Look: text}, {Look: text}, {Look: day}, {Look: day}}
}

// filled are those cells with what was filled in before and could not be recorded.
func (w *decisionsWriter) filled(typed map[string]string) []canvas.Cell {
	cells := w.inputs()
	for i, key := range []string{"decision", "reason", "by", "day", "until"} {
		cells[i].V = filledText(typed[key], key == "day" || key == "until")
		if len(typed) > 0 {
			cells[i].Look.Fill = canvas.RedFill
		}
	}
	return cells
}

// free are rows on which an officer begins a matter of their own.
func (w *decisionsWriter) free() {
	w.p.Block()
	w.p.Full(decision.ColResult, 22, w.t(freeMatter), canvas.SectionLook)
	for i := range freeRows {
		w.p.Block()
		typed := w.d.Begun[strconv.Itoa(i+1)]
		kind, unit := w.inputs()[1], w.inputs()[1]
		kind.V, unit.V = filledText(typed["kind"], false), filledText(typed["unit"], false)
		cells := append([]canvas.Cell{{V: i + 1, Look: canvas.MidLook}, kind, unit, {Look: canvas.ShutLook}},
			w.filled(typed)...)
		row := w.p.Row(24, append(cells, canvas.Cell{Look: canvas.Look{Border: true}})...)
		w.lists["\x01"] = append(w.lists["\x01"], fmt.Sprintf("B%d", row))
	}
}

func (w *decisionsWriter) checks() {
	for _, key := range canvas.SortedKeys(w.lists) {
		list := w.d.Free
		title := w.t(headMatter)
		if key != "\x01" {
			list, title = splitZero(key), w.t(headDecision)
		}
		if !listable(list) { // the number is typed; what it says is looked at when it comes back
			continue
		}
		w.p.Checks = append(w.p.Checks, canvas.Validation{
			Refs:    w.lists[key],
			Kind:    "list",
			List:    list,
			Title:   title,
			Message: w.t(chooseOrNothing),
		})
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
	p := w.b.Page(decisionsSheet)
	p.Hidden = true
	stampRows(p, w.of, w.d.Round)
	for _, kv := range [][2]string{{decision.KeySheet, w.p.Name}, {decision.KeyFirst, strconv.Itoa(w.first)}} {
		p.Row(0, canvas.Cell{V: kv[0]}, canvas.Cell{V: kv[1]})
	}
}
