package answer

import (
	"slices"
	"strconv"
	"strings"

	"tonghop/internal/ask/form"
	"tonghop/internal/ask/round"
	"tonghop/internal/finding"
	"tonghop/internal/seal"
	"tonghop/internal/sheet"
	"tonghop/internal/viet"
)

// StampMark stands in the first cell of the hidden sheet of every form; the
// sheet is known by it, whatever its name, place or visibility.
const StampMark = "tonghop-form"

// Keys of the hidden sheet, in its first column; values in the second.
const (
	StampRound   = "vong"
	StampVersion = "phien_ban_mau"
	StampKind    = "loai_hinh"
	StampUnit    = "don_vi_ma"
	StampCopy    = "ban_so"
	StampSeal    = "dau"
	StampSign    = "chu_ky"   // the signature, by which other workspaces know the form
	StampFilled  = "dien_san" // digest of what was filled in when it was written
	StampSums    = 5          // column of the marks of what was worked out, not answered
)

// reader reads one book.
type reader struct {
	book      *sheet.Book
	round     *round.Round
	whose     string // the unit that it was given to by hand
	stamp     map[string]string
	sums      []string
	old       bool // a form of an earlier version
	seal      seal.Verdict
	signer    string
	ret       *Return
	find      *finder
	findings  []finding.Finding
	asked     []question               // of each input of the plan
	rows      []sheet.Cell             // room for the rows of a block
	converted map[string]bool          // inputs whose legacy text was converted
	guessed   map[string]viet.Encoding // of columns whose fonts do not tell
	fonts     map[string]fontShows
	spills    map[string]int  // rows that a block's text runs beyond it
	over      string          // a table of more rows than are read
	told      map[cellOf]bool // cells in which nothing is asked of the unit, told already
}

// cellOf is a cell of a sheet.
type cellOf struct {
	sheet    *sheet.Sheet
	row, col int
}

// remembered is what is worked out once for all returns that share a plan.
type remembered int

const (
	askedOfAll remembered = iota // what each input is asked
	notAsked                     // figures that the units are not asked for
	allCodes                     // the codes of all inputs
	allRows                      // what is the form's own in each row
)

// fontShows is how texts in a font are stored.
type fontShows struct {
	enc      viet.Encoding
	capitals bool
}

// Read finds the answers of a return. The return is nil where a finding is a
// blocker: it is then not known whose it is, or it is no return at all.
func Read(book *sheet.Book, r *round.Round) (*Return, []finding.Finding) {
	return ReadOf(book, r, "")
}

// ReadOf is Read where somebody who knows says whose return it is; "" where nobody
// does.
func ReadOf(book *sheet.Book, r *round.Round, whose string) (*Return, []finding.Finding) {
	rd := &reader{whose: whose, book: book, round: r, stamp: map[string]string{}, converted: map[string]bool{},
		guessed: map[string]viet.Encoding{}, fonts: map[string]fontShows{}, spills: map[string]int{}}
	rd.flags()
	rd.readStamp()
	if !rd.ours() {
		return nil, rd.findings
	}
	u, ok := rd.unit()
	if !ok {
		return nil, rd.findings
	}
	n, _ := strconv.Atoi(rd.stamp[StampCopy])
	plan := form.Of(r, u)
	rd.ret = &Return{Round: r.ID, Version: rd.stamp[StampVersion], Copy: n, Unit: u, Plan: plan,
		Tables: map[string][]TableRow{}, Sheets: map[form.SheetKey]string{}, How: map[string]How{}}
	rd.ret.Seal, rd.ret.Signer, rd.ret.Filled = rd.seal, rd.signer, rd.stamp[StampFilled]
	rd.ret.OfKind, rd.ret.Sums = rd.stamp[StampUnit] == "", rd.sums
	rd.ret.answers = make([]Answer, len(plan.Inputs))
	rd.asked = rd.questions()
	rd.find = findAll(book, plan)
	rd.answers()
	if rd.over != "" {
		return nil, []finding.Finding{rd.tooLong()}
	}
	finding.Sort(rd.findings)
	return rd.ret, rd.findings
}

// tooLong refuses a form with a table of more rows than are read.
func (rd *reader) tooLong() finding.Finding {
	return finding.New("FILE-003").With("part", tooManyRows.With(rd.round.Language, rd.over, mostRows))
}

func (rd *reader) add(f finding.Finding) { rd.findings = append(rd.findings, f) }

func (rd *reader) flags() {
	if rd.book.Macros {
		rd.add(finding.New("FILE-005"))
	}
	if rd.book.Links {
		rd.add(finding.New("FILE-006"))
	}
}

// readStamp reads round, version, unit and copy from the hidden sheet, known by
// its content, and what is missing there from the visible cells.
func (rd *reader) readStamp() {
	for _, s := range rd.book.Sheets {
		if !stamped(s) {
			continue
		}
		for row := 2; row < 20; row++ {
			if key := viet.Clean(s.At(row, 1).Text); key != "" {
				rd.stamp[key] = viet.Clean(s.At(row, 2).Text)
			}
		}
		for row := 1; s.Text(row, StampSums) != ""; row++ {
			rd.sums = append(rd.sums, viet.Clean(s.Text(row, StampSums)))
		}
		break
	}
	for _, name := range []string{StampRound, StampVersion, StampCopy} {
		if rd.stamp[name] == "" {
			rd.stamp[name] = rd.visible(name)
		}
	}
}

// IsForm tells whether a book says which round's form it is: what says nothing of that Read takes for none.
func IsForm(book *sheet.Book, r *round.Round) bool {
	rd := &reader{book: book, round: r, stamp: map[string]string{}}
	rd.readStamp()
	return rd.stamp[StampRound] != ""
}

// stamped tells the hidden sheet. Programs leave line ends and blanks behind a cell's text.
func stamped(s *sheet.Sheet) bool { return viet.Clean(s.Text(1, 1)) == StampMark }

// visible is the text of a field of the unit's sheet, by name or code. A formula
// is ours and never read.
func (rd *reader) visible(name string) string {
	c := rd.field(name)
	if c.Formula {
		return ""
	}
	return viet.Clean(c.Text)
}

// field is the cell of a field of the unit's sheet: where its name points, with its code
// beside it, else beside code and label. A name that was left behind may point at a label.
func (rd *reader) field(name string) sheet.Cell {
	const back = form.UnitCode - form.UnitValue
	a, named := rd.book.Area(name)
	if named && says(a.Sheet, a.Row, a.Col+back, name) {
		return a.Sheet.At(a.Row, a.Col)
	}
	code, s := rd.coded(name)
	if s == nil && !named {
		return sheet.Cell{}
	}
	label := viet.Fold(form.FieldLabel(rd.round, name))
	var cols []int
	switch {
	case s == nil:
		s, code.row, cols = a.Sheet, a.Row, []int{a.Col}
	case named && a.Sheet == s && a.Row == code.row:
		cols = append(cols, a.Col)
		fallthrough
	default:
		cols = append(cols, code.col-back)
		for c := range s.Between(code.row, code.row) {
			if viet.Fold(c.Text) == label {
				cols = append(cols, c.Col+form.UnitValue-form.UnitLabel)
			}
		}
	}
	found := sheet.Cell{}
	for _, col := range cols {
		c := s.At(code.row, col)
		switch own := viet.Fold(c.Text) == label || trim(c.Text) == name; {
		case own, viet.Empty(c.Text), found.Col == col:
		case found.Col > 0:
			return sheet.Cell{} // which of the two?
		default:
			found = c
		}
	}
	return found
}

// coded is where the code of a field of the unit's sheet stands.
func (rd *reader) coded(name string) (at place, on *sheet.Sheet) {
	const back = form.UnitCode - form.UnitValue
	for _, s := range rd.book.Sheets {
		for c := range s.Cells() {
			if c.Col > back && c.Kind == sheet.Text && trim(c.Text) == name && !stamped(s) {
				at, on = place{c.Row, c.Col}, s
			}
		}
	}
	return at, on
}

// ours tells whether the book is a form of this product and of this round.
func (rd *reader) ours() bool {
	id := rd.stamp[StampRound]
	if id == "" {
		rd.add(rd.noForm())
		return false
	}
	if id != rd.round.ID {
		f := finding.New("TMPL-002")
		f.Found, f.Expected = id, rd.round.ID
		rd.add(f)
		return false
	}
	if v := rd.stamp[StampVersion]; v != rd.round.Form.Version {
		rd.old = true
		f := finding.New("TMPL-004")
		f.Found, f.Expected = v, rd.round.Form.Version
		rd.add(f)
	}
	return true
}

// unit finds whose return it is: by the code in the open, else the hidden one,
// else by a unique name.
func (rd *reader) unit() (round.Unit, bool) {
	rd.readSeal()
	if u, ok := rd.round.Register.Unit(rd.whose); ok {
		rd.notOf(u)
		return rd.rightKind(u)
	}
	code, name := rd.visible(round.UnitCode), rd.visible(round.UnitName)
	if code == "" {
		code = rd.stamp[StampUnit]
	}
	named := rd.round.Named(name)
	if code == "" && name == "" {
		rd.add(finding.New("UNIT-001"))
		return round.Unit{}, false
	}
	if code == "" && len(named) == 1 {
		rd.sealed(named[0])
		return rd.rightKind(named[0])
	}
	if code == "" && len(named) > 1 {
		f := finding.New("UNIT-002.several").With("near", several(rd.round, named))
		f.Found = name
		rd.add(f)
		return round.Unit{}, false
	}
	u, ok := rd.round.Register.Unit(code)
	if !ok {
		f := finding.New("UNIT-002").With("near", rd.near(name))
		f.Found = code
		if code == "" {
			f.Found = name
		}
		rd.add(f)
		return round.Unit{}, false
	}
	rd.sealed(u)
	if len(named) > 0 && !slices.ContainsFunc(named, func(n round.Unit) bool { return n.Code == u.Code }) {
		f := finding.New("UNIT-003").With("label", name)
		f.Found = code
		rd.add(f)
	}
	return rd.rightKind(u)
}

// readSeal holds the form's seal, and where it was sealed elsewhere its signature, against
// what the form says of itself: of which round, version and unit it is, and which copy.
func (rd *reader) readSeal() {
	fields := SealedFields(rd.stamp[StampRound], rd.stamp[StampVersion], rd.stamp[StampUnit], rd.stamp[StampCopy])
	rd.seal = rd.round.Keys.Check(rd.stamp[StampSeal], fields...)
	if rd.seal == seal.Foreign && rd.stamp[StampUnit] != "" {
		rd.signer = seal.Signer(rd.stamp[StampSign], fields...)
	}
}

// notOf tells whether the hidden sheet names another unit than the one whose return this is.
// Our seal then speaks for that one and not for this.
func (rd *reader) notOf(u round.Unit) bool {
	hidden := rd.stamp[StampUnit]
	other := hidden != "" && !strings.EqualFold(hidden, u.Code)
	if other && rd.seal == seal.Good {
		rd.seal = seal.Broken
	}
	if other { // a signature speaks only for the unit that it names
		rd.signer = ""
	}
	return other
}

// sealed reports a form that was issued to another unit. One sealed elsewhere is accepted by
// code and name.
func (rd *reader) sealed(u round.Unit) {
	other := rd.notOf(u)
	if rd.seal == seal.Broken || other && rd.seal != seal.Foreign {
		f := finding.New("UNIT-005")
		f.Found, f.Expected = u.Code, rd.stamp[StampUnit]
		rd.add(f)
	}
}

// SealedFields are what the seal of a form covers: round, form version, unit ("" for a
// kind's form) and number of the copy.
func SealedFields(round, version, unit, copy string) []string {
	return []string{round, version, strings.ToLower(unit), copy}
}

// rightKind says so where the form was made for another kind of unit.
func (rd *reader) rightKind(u round.Unit) (round.Unit, bool) {
	if k := rd.stamp[StampKind]; k != "" && k != u.Kind {
		f := finding.New("UNIT-004")
		f.Found, f.Expected = rd.round.Kind(k).Name, rd.round.Kind(u.Kind).Name
		rd.add(f)
	}
	return u, true
}

// several names units that a name does not tell apart.
func several(r *round.Round, units []round.Unit) string {
	var out []string
	for i, u := range units {
		if i == 4 {
			out = append(out, "…")
			break
		}
		out = append(out, u.Code+" "+r.DisplayName(u))
	}
	return strings.Join(out, "; ")
}

func (rd *reader) near(name string) string {
	var all []string
	for _, u := range rd.round.Register.Units {
		all = append(all, u.Name)
	}
	near := viet.Nearest(name, all)
	if name == "" || len(near) == 0 {
		return ""
	}
	return nearNames.With(rd.round.Language, strings.Join(near, ", "))
}
