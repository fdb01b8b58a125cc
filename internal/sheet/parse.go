package sheet

import (
	"maps"
	"strconv"
	"strings"

	"tonghop/internal/sheet/bounds"
	"tonghop/internal/sheet/markup"
)

// book reads the workbook from its parts.
func (a archive) book(m *bounds.Meter, w *workroom, data []byte, lim Limits, slow bool) (*Book, error) {
	b := &Book{}
	p := parser{archive: a, Book: b, data: data, work: w, lim: lim, slow: slow}
	p.x.Meter = *m
	defer func() { *m = p.x.Meter }()
	rels, err := p.relations("")
	if err != nil {
		return nil, err
	}
	main := ""
	for _, r := range rels {
		if r.kind == "officeDocument" {
			main = r.target
		}
	}
	if !a.has(main) {
		return nil, bounds.Damaged("workbook", "the archive names no workbook part")
	}
	for name := range a {
		b.Macros = b.Macros || strings.HasSuffix(name, "vbaproject.bin")
		b.Links = b.Links || strings.Contains(name, "/externallinks/")
	}
	if err := p.workbook(main); err != nil {
		return nil, err
	}
	return b, nil
}

// parser reads one book; what several sheets share stands in it.
type parser struct {
	archive
	work *workroom
	*Book
	data  []byte // the file
	lim   Limits
	strs  []item
	looks []look
	named map[string]int  // how many names refer to a sheet, once somebody asks
	lost  *bounds.Refusal // why the table of strings cannot be read; nil where it can, or there is none
	many  string          // the table of strings, where it holds more than are read before it is known which
	x     markup.Scanner  // of the part in hand
	lent  bool            // the part in hand lies in the workroom
	held  strings.Builder // a piece of memory for texts of lent parts
	slow  bool            // read everything by the scanner: what the short ways are tested against
}

// used are the kinds of relationships of the workbook part that are followed.
var used = map[string]bool{"worksheet": true, "sharedStrings": true, "styles": true}

// workbook reads the workbook part (18.2) and everything it points at.
func (p *parser) workbook(main string) error {
	rels, err := p.relations(main)
	if err != nil {
		return err
	}
	byID := make(map[string]relation, len(rels))
	for _, r := range rels {
		if old, twice := byID[r.id]; twice && (used[r.kind] || used[old.kind]) {
			return bounds.Damaged(main, "relationship %q stands twice", r.id)
		}
		byID[r.id] = r
		switch r.kind {
		case "sharedStrings":
			err = p.strings(r.target)
		case "styles":
			err = p.styles(r.target)
		}
		if err != nil {
			return err
		}
	}
	targets, err := p.outline(main, byID)
	if err != nil {
		return err
	}
	return p.sheets(targets)
}

// outliner reads the workbook part: its sheets, its date system and its defined names.
type outliner struct {
	*parser
	main    string
	byID    map[string]relation
	targets []string        // the parts of the sheets
	order   []*Sheet        // every sheet as names count them, nil where it holds no cells
	used    map[string]bool // the parts of the sheets so far
	titles  map[string]bool // their names, folded
	names   int             // those kept so far
	pruned  bool            // only those that refer to a sheet of the book are kept
}

// outline reads the workbook part and returns the parts of its sheets.
func (p *parser) outline(main string, byID map[string]relation) ([]string, error) {
	o := outliner{parser: p, main: main, byID: byID, used: map[string]bool{}, titles: map[string]bool{}}
	body := p.archive[main]
	if body.unread != nil {
		return nil, body.unread
	}
	p.Names = make(map[string]string, min(p.lim.Names, len(body.text)/64, 2048))
	x := &p.x
	x.Scan("workbook", main, body.text, p.lim.Depth)
	p.lent = body.lent
	for within := 0; ; { // within: how deep the names stand open
		if within > 0 && len(x.Open) == within && !p.slow {
			if err := o.usualNames(x); err != nil {
				return nil, err
			}
		}
		if !x.Next() {
			break
		}
		if len(x.Open) == 2 && x.Start != "" && x.Start != "workbookPr" && x.Start != "sheets" &&
			x.Start != "definedNames" {
			x.Skip()
			continue
		}
		var err error
		switch x.Start {
		case "definedNames":
			within = len(x.Open)
		case "workbookPr":
			p.Date1904 = isTrue(x.Attr("date1904"))
		case "sheet":
			err = o.sheet(x)
		case "definedName":
			err = o.name(x)
		}
		if err != nil {
			return nil, err
		}
	}
	if x.Err != nil {
		return nil, x.Err
	}
	if len(p.Sheets) == 0 {
		return nil, bounds.Damaged(main, "no worksheet")
	}
	return o.targets, nil
}

// sheet takes one of the list of sheets (18.2.19). One without a part, as old programs leave
// for a module, holds no answers; it counts where names count sheets.
func (o *outliner) sheet(x *markup.Scanner) error {
	if len(o.order) >= o.lim.Entries {
		return bounds.Over(o.main, "more than %d sheets", o.lim.Entries)
	}
	title := o.hold(x.Attr("name"))
	r, ok := o.byID[x.Related()]
	if !ok || r.kind != "worksheet" { // chart and dialog sheets hold no answers
		if !ok {
			o.note(o.main, "", "sheet "+strconv.Quote(brief(title))+" has no part")
		}
		o.order = append(o.order, nil)
		return nil
	}
	state := x.Attr("state")
	s := &Sheet{Name: title, Index: len(o.Sheets), Hidden: state == "hidden" || state == "veryHidden"}
	folded := fold(title)
	if o.used[r.target] || o.titles[folded] {
		s.Unread = refusal(bounds.Damaged(o.main, "sheet %q stands twice", brief(title)))
	}
	o.used[r.target], o.titles[folded] = true, true
	o.Sheets, o.order, o.targets = append(o.Sheets, s), append(o.order, s), append(o.targets, r.target)
	return nil
}

// name takes one of the defined names (18.2.5).
func (o *outliner) name(x *markup.Scanner) error {
	name := strings.ToLower(x.Attr("name"))
	local, isLocal := x.AttrOK("localSheetId")
	ref := strings.TrimSpace(x.Text())
	if x.Err != nil || junk(ref) {
		return x.Err
	}
	if !isLocal {
		return o.global(name, ref)
	}
	i, ok := whole(local)
	if !ok || i >= len(o.order) {
		o.note(o.main, "", "name "+strconv.Quote(brief(name))+" belongs to no sheet")
		return nil
	}
	if s := o.order[i]; s != nil {
		keep, err := o.room(ref)
		if keep {
			s.name(o.hold(name), o.hold(ref))
		}
		return err
	}
	return nil
}

// global takes a name of the whole workbook.
func (o *outliner) global(name, ref string) error {
	keep, err := o.room(ref)
	if keep {
		o.define(name, ref)
	}
	return err
}

// room tells whether a name may be kept. Once there are as many as may be, only those that
// refer to a sheet of the book are: then more of them than may be is too many.
func (o *outliner) room(ref string) (bool, error) {
	if o.names >= o.lim.Names && !o.pruned {
		o.prune()
	}
	if o.pruned && !o.titled(ref) {
		return false, nil
	}
	if o.names++; o.names > o.lim.Names {
		return false, bounds.Over(o.main, "more than %d defined names", o.lim.Names)
	}
	return true, nil
}

// titled tells whether a reference is to a sheet of the book.
func (o *outliner) titled(ref string) bool {
	title, _, ok := cutRef(ref)
	return ok && o.titles[fold(title)]
}

// prune lets go of the names that refer to sheets that are not there.
func (o *outliner) prune() {
	o.pruned = true
	stale := func(_, ref string) bool { return ref != "" && !o.titled(ref) }
	maps.DeleteFunc(o.Names, stale)
	o.names = len(o.Names)
	for _, s := range o.Sheets {
		maps.DeleteFunc(s.names, stale)
		o.names += len(s.names)
	}
}

// fold is a sheet's name as names compare: without regard to case.
func fold(title string) string { return strings.ToLower(strings.ToUpper(title)) }

// junk tells whether a name refers to no cells: what copied sheets leave behind is names by
// the ten thousand that refer to #REF!. They are stepped over and count nowhere.
func junk(ref string) bool {
	return strings.IndexByte(ref, '!') < 0 || strings.Contains(ref, "#REF!") || strings.IndexByte(ref, '[') >= 0
}

// define notes what a name refers to; with two places under one name it names none.
func (p *parser) define(name, ref string) {
	if old, twice := p.Names[name]; twice {
		if old != ref {
			p.Names[p.hold(name)] = ""
		}
		return
	}
	p.Names[p.hold(name)] = p.hold(ref)
}

// hold is a text to be kept: out of a lent part, a copy.
func (p *parser) hold(s string) string {
	if !p.lent || s == "" {
		return s
	}
	if b := &p.held; b.Cap()-b.Len() < len(s) {
		*b = strings.Builder{} // what is held stays where it is
		b.Grow(max(len(s), 4096))
	}
	from := p.held.Len()
	p.held.WriteString(s)
	return p.held.String()[from:]
}

// usualNames reads names of the workbook for as long as they are spelt as nearly every
// program spells them. Anything else is left to the scanner, which reads the same from the
// same text; a test holds that.
func (o *outliner) usualNames(x *markup.Scanner) error {
	if !x.Plain || x.Empty || x.Err != nil || len(x.Open) >= x.Max || x.Open[len(x.Open)-1].Seen != markup.Ours {
		return nil
	}
	for s := x.S; ; {
		i := gap(s, x.I)
		end := `">`
		switch {
		case after(s, &i, `<definedName name="`):
		case after(s, &i, `<definedName function="false" hidden="false" name="`):
			end = `" vbProcedure="false">`
		default:
			return nil
		}
		from := i
		for i < len(s) && markup.Plain[s[i]] {
			i++
		}
		name := s[from:i]
		if !after(s, &i, end) {
			return nil
		}
		length := strings.IndexByte(s[i:], '<')
		if length < 0 {
			return nil
		}
		ref := s[i : i+length]
		if i += length; !after(s, &i, "</definedName>") {
			return nil
		}
		if ref = x.Chars(ref); x.Err != nil {
			return nil
		}
		if ref = strings.TrimSpace(ref); !junk(ref) {
			if err := o.global(strings.ToLower(name), ref); err != nil {
				return err
			}
		}
		if !x.Pass(i - x.I) {
			return x.Err
		}
		x.I = i
	}
}

// isTrue reads an xsd:boolean.
func isTrue(s string) bool {
	s = strings.TrimSpace(s)
	return s == "1" || s == "true"
}

// digits reads an unsigned whole number of at most nine digits.
func digits(s string) (int, bool) {
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, true
}

// whole is digits as XML Schema writes whole numbers: white space around, zeros before.
func whole(s string) (int, bool) {
	if n, ok := digits(s); ok {
		return n, true
	}
	s = strings.Trim(s, " \t\r\n")
	if zeros := strings.TrimLeft(s, "0"); zeros != "" {
		return digits(zeros)
	}
	return 0, s != ""
}
