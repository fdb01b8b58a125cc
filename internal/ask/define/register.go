package define

import (
	"slices"
	"strings"
	"time"

	"tonghop/internal/ask/round"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
	"tonghop/internal/words"
)

// RegisterColumn is a column of units.xlsx: the key by which it is known here, and its heading.
type RegisterColumn struct {
	Key     string
	Heading words.Pair
}

// registerReader reads units.xlsx.
type registerReader struct {
	r     *round.Round
	ms    *Mistakes
	book  *sheet.Book
	s     *sheet.Sheet
	cols  map[string]int
	cells map[string]sheet.Cell // of the row in hand
}

func (rr *registerReader) wrong(row, col int, what words.Pair, args ...any) {
	m := mistake(RegisterFile, what, args...)
	m.Sheet, m.Cell = rr.s.Name, sheet.Ref(row, col)
	*rr.ms = append(*rr.ms, m)
}

func (r *loader) readRegister(ms *Mistakes, data []byte) {
	r.Register = round.Register{ByCode: map[string]int{}}
	book, err := sheet.Open(data, sheet.DefaultLimits)
	if err != nil {
		*ms = append(*ms, mistake(RegisterFile, noRegister, err.Error()))
		return
	}
	rr := &registerReader{r: r.Round, ms: ms, book: book, s: book.Sheets[0]}
	head := rr.header()
	if head == 0 {
		return
	}
	last := 0
	for c := range rr.s.Cells() {
		last = max(last, c.Row)
	}
	for row := head + 1; row <= last; row++ {
		rr.unit(row)
	}
	rr.tree()
}

// header finds the row of headings and says which column is which.
func (rr *registerReader) header() int {
	for row := 1; row <= 12; row++ {
		cols := map[string]int{}
		for col := 1; col <= 40; col++ {
			key := labelKey(rr.s.At(row, col).Text)
			for _, c := range RegisterColumns {
				if key != "" && c.called(key) {
					cols[c.Key] = col
				}
			}
		}
		if cols["ma"] > 0 && cols["ten"] > 0 && cols["loai_hinh"] > 0 {
			rr.cols = cols
			return row
		}
	}
	rr.wrong(1, 1,
		noRegisterHead)
	return 0
}

// called tells whether a column is meant by a folded heading, in whichever language.
func (c RegisterColumn) called(folded string) bool {
	return folded == labelKey(c.Key) || folded == labelKey(c.Heading.VI) || folded == labelKey(c.Heading.EN)
}

func (rr *registerReader) text(column string) string { return viet.Clean(rr.cells[column].Text) }

func (rr *registerReader) unit(row int) {
	rr.cells = map[string]sheet.Cell{}
	any := false
	for id, col := range rr.cols {
		c := rr.s.At(row, col)
		rr.cells[id] = c
		any = any || viet.Clean(c.Text) != ""
	}
	if !any {
		return
	}
	u := rr.read(row)
	rr.code(row, &u)
	if u.Name == "" {
		rr.wrong(row, rr.cols["ten"], unitWithoutName)
	}
	rr.kind(row, &u)
	if u.Desk != "" && !slices.ContainsFunc(rr.r.Desks, func(d round.Desk) bool { return d.ID == u.Desk }) {
		rr.wrong(row, rr.cols["noi_nhan"],
			unitDeskUnknown, u.Desk)
	}
	if !u.To.IsZero() && u.To.Before(u.From) {
		rr.wrong(row, rr.cols["den_ngay"], toBeforeFrom)
	}
	if rr.r.Register.ByCode == nil {
		rr.r.Register.ByCode = map[string]int{}
	}
	if !rr.has(u.Code) {
		rr.r.Register.ByCode[round.FoldCode(u.Code)] = len(rr.r.Register.Units)
	}
	rr.r.Register.Units = append(rr.r.Register.Units, u)
}

// read takes a row's cells as a unit.
func (rr *registerReader) read(row int) round.Unit {
	u := round.Unit{
		Code:   rr.text("ma"),
		Name:   rr.text("ten"),
		Kind:   rr.text("loai_hinh"),
		Parent: rr.text("truc_thuoc"),
		Desk:   rr.text("noi_nhan"),
		Email:  rr.text("thu_dien_tu"),
		Phone:  rr.text("dien_thoai"),
		Attrs:  map[string]string{"loai": strings.ToLower(rr.text("loai")), "ma_hanh_chinh": rr.text("ma_hanh_chinh")},
		Row:    row,
		From:   rr.date(row, "tu_ngay"),
		To:     rr.date(row, "den_ngay"),
		Direct: rr.direct(row),
	}
	between := func(c rune) bool { return c == ',' || c == ';' || c == ' ' }
	u.Predecessors = strings.FieldsFunc(rr.text("tien_than"), between)
	u.Unassigned = rr.unassigned(row)
	return u
}

// code holds a unit's code to be one, and to be no other's.
func (rr *registerReader) code(row int, u *round.Unit) {
	switch {
	case !round.IsUnitCode(u.Code):
		rr.wrong(row, rr.cols["ma"],
			notUnitCode, u.Code)
	case slices.ContainsFunc(rr.r.Kinds, func(k round.Kind) bool { return strings.EqualFold(k.ID, u.Code) }):
		rr.wrong(row, rr.cols["ma"],
			codeIsKind, u.Code)
	case rr.has(u.Code):
		rr.wrong(row, rr.cols["ma"],
			codeTwice, u.Code)
	}
}

// unassigned reads the criteria of a card that are not assigned to a unit.
func (rr *registerReader) unassigned(row int) []string {
	ids := strings.FieldsFunc(rr.text("khong_giao"), func(c rune) bool { return c == ',' || c == ';' || c == ' ' })
	for _, id := range ids {
		if !slices.ContainsFunc(rr.r.Form.Cards, func(c round.Card) bool {
			return slices.ContainsFunc(c.Criteria(), func(k round.Criterion) bool { return k.ID == id })
		}) {
			rr.wrong(row, rr.cols["khong_giao"],
				notOnAnyCard, id)
		}
	}
	return ids
}

func (rr *registerReader) has(code string) bool {
	_, ok := rr.r.Register.ByCode[round.FoldCode(code)]
	return ok
}

// kind reads the kind by id, letter or name, and the attribute that the form's
// limits ask for.
func (rr *registerReader) kind(row int, u *round.Unit) {
	var names []string
	for _, k := range rr.r.Kinds {
		if u.Kind == k.ID || u.Kind == k.Letter || labelKey(u.Kind) == labelKey(k.Name) {
			u.Kind = k.ID
			rr.attributes(row, *u)
			return
		}
		names = append(names, k.ID)
	}
	rr.wrong(row, rr.cols["loai_hinh"],
		unitKindUnknown, u.Kind, strings.Join(names, ", "))
}

func (rr *registerReader) attributes(row int, u round.Unit) {
	if rr.r.Kind(u.Kind).Level {
		return // it carries what is asked of either
	}
	allowed := map[string][]string{}
	for _, in := range rr.r.Form.Indicators {
		if slices.Contains(in.Kinds, u.Kind) {
			for attr, v := range in.Only {
				if !slices.Contains(allowed[attr], v) {
					allowed[attr] = append(allowed[attr], v)
				}
			}
		}
	}
	for attr, vs := range allowed {
		col := rr.cols[attr]
		if col == 0 { // said once, at the kind
			col = rr.cols["loai_hinh"]
		}
		if !slices.Contains(vs, u.Attrs[attr]) {
			rr.wrong(row, col,
				unitSort, strings.Join(vs, ", "))
		}
	}
}

func (rr *registerReader) date(row int, column string) time.Time {
	c := rr.cells[column]
	switch c.Kind {
	case sheet.Empty:
		return time.Time{}
	case sheet.Number:
		if d, err := c.Decimal(); err == nil {
			if t, ok := rr.book.Date(d.InexactFloat64()); ok {
				return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, rr.r.Location)
			}
		}
	case sheet.Text:
		if t, ok := viet.ParseDate(c.Text); ok {
			return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, rr.r.Location)
		}
	}
	rr.wrong(row, rr.cols[column],
		unitDay, c.Text)
	return time.Time{}
}

func (rr *registerReader) direct(row int) bool {
	switch labelKey(rr.text("gui_truc_tiep")) {
	case "", "co", "x", "yes":
		return true
	case "khong", "no":
		return false
	}
	rr.wrong(row, rr.cols["gui_truc_tiep"], yesOrNo)
	return true
}

// sameNames finds units that nobody can tell apart by name: the same kind, name and
// parent.
func (rr *registerReader) sameNames() {
	type named struct{ kind, parent, name string }
	first := map[named]int{}
	for _, u := range rr.r.Register.Units {
		key := named{u.Kind, u.Parent, labelKey(u.Name)}
		if row, twice := first[key]; twice {
			rr.wrong(u.Row, rr.cols["ten"],
				unitNameTwice,
				u.Name, row)
			continue
		}
		first[key] = u.Row
	}
}

// tree checks that parents exist, lead to the root and make no circle, and that
// predecessors are named by codes.
func (rr *registerReader) tree() {
	reg := &rr.r.Register
	if _, ok := reg.Unit(rr.r.Self); rr.r.Self != "" && !ok {
		rr.wrong(1, 1, selfMissing, rr.r.Self)
	}
	for i := range reg.Units {
		u := &reg.Units[i]
		if u.Parent == "" {
			continue
		}
		p, ok := reg.Unit(u.Parent)
		if !ok {
			rr.wrong(u.Row, rr.cols["truc_thuoc"],
				noSuchUnit, u.Parent)
			continue
		}
		u.Parent = p.Code
		steps := 0
		for p.Parent != "" && steps <= len(reg.Units) {
			p, _ = reg.Unit(p.Parent)
			steps++
		}
		if steps > len(reg.Units) {
			rr.wrong(u.Row, rr.cols["truc_thuoc"],
				parentsInCircle)
		}
	}
	rr.sameNames()
}
