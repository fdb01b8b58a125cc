package sheet

import (
	"strings"
)

// book reads the workbook from its parts.
func (a archive) book(w *workroom, lim Limits, slow bool) (*Book, error) {
	b := &Book{}
	p := parser{archive: a, book: b, work: w, lim: lim, cellsLeft: lim.Cells, slow: slow}
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
		return nil, damaged("workbook", "the archive names no workbook part")
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
	work      *workroom
	book      *Book
	lim       Limits
	strs      []item
	looks     []look
	cellsLeft int
	x         scanner         // of the part in hand
	lent      bool            // the part in hand lies in the workroom
	held      strings.Builder // a piece of memory for texts of lent parts
	slow      bool            // read everything by the scanner: what the short ways are tested against
}

// workbook reads the workbook part (18.2) and everything it points at.
func (p *parser) workbook(main string) error {
	rels, err := p.relations(main)
	if err != nil {
		return err
	}
	byID := make(map[string]relation, len(rels))
	for _, r := range rels {
		if _, twice := byID[r.id]; twice {
			return damaged(main, "relationship %q stands twice", r.id)
		}
		byID[r.id] = r
		switch r.kind {
		case "sharedStrings":
			err = p.sharedStrings(r.target)
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
	for i, s := range p.book.Sheets {
		if err := p.sheet(s, targets[i]); err != nil {
			return err
		}
		p.boxes(s, targets[i])
	}
	return nil
}

// outliner reads the workbook part: its sheets, its date system and its defined names.
type outliner struct {
	*parser
	main    string
	byID    map[string]relation
	targets []string // the parts of the sheets
	order   []*Sheet // every sheet as names count them, nil where it holds no cells
	used    map[string]bool
	names   int
}

// outline reads the workbook part and returns the parts of its sheets.
func (p *parser) outline(main string, byID map[string]relation) ([]string, error) {
	o := outliner{parser: p, main: main, byID: byID, used: map[string]bool{}}
	body := p.archive[main]
	p.book.Names = make(map[string]string, min(p.lim.Names, len(body.text)/64))
	x := &p.x
	x.scan("workbook", main, body.text, p.lim.Depth)
	p.lent = body.lent
	for within := 0; ; { // within: how deep the names stand open
		if within > 0 && len(x.open) == within && !p.slow {
			o.names += p.usualNames(x, p.lim.Names-o.names)
		}
		if !x.next() {
			break
		}
		if len(x.open) == 2 && x.start != "" && x.start != "workbookPr" && x.start != "sheets" && x.start != "definedNames" {
			x.skip()
			continue
		}
		var err error
		switch x.start {
		case "definedNames":
			within = len(x.open)
		case "workbookPr":
			p.book.Date1904 = isTrue(x.attr("date1904"))
		case "sheet":
			err = o.sheet(x)
		case "definedName":
			err = o.name(x)
		}
		if err != nil {
			return nil, err
		}
	}
	if x.err != nil {
		return nil, x.err
	}
	if len(p.book.Sheets) == 0 {
		return nil, damaged(main, "no worksheet")
	}
	return o.targets, nil
}

// sheet takes one of the list of sheets (18.2.19).
func (o *outliner) sheet(x *scanner) error {
	b, title := o.book, o.hold(x.attr("name"))
	r, ok := o.byID[x.prefixed("id")]
	switch {
	case !ok:
		return damaged(o.main, "sheet %q has no part", title)
	case r.kind != "worksheet": // chart and dialog sheets hold no answers
		o.order = append(o.order, nil)
		return nil
	case o.used[r.target] || b.Sheet(title) != nil:
		return damaged(o.main, "sheet %q stands twice", title)
	}
	o.used[r.target] = true
	state := x.attr("state")
	s := &Sheet{Name: title, Index: len(b.Sheets), Hidden: state == "hidden" || state == "veryHidden"}
	b.Sheets, o.order, o.targets = append(b.Sheets, s), append(o.order, s), append(o.targets, r.target)
	return nil
}

// name takes one of the defined names (18.2.5).
func (o *outliner) name(x *scanner) error {
	if o.names++; o.names > o.lim.Names {
		return over(o.main, "more than %d defined names", o.lim.Names)
	}
	name := strings.ToLower(x.attr("name"))
	local, isLocal := x.attrOK("localSheetId")
	ref := strings.TrimSpace(x.text())
	if !isLocal {
		o.define(name, ref)
		return nil
	}
	i, ok := digits(local)
	if !ok || i >= len(o.order) {
		return damaged(o.main, "name %q belongs to no sheet", name)
	}
	if o.order[i] != nil {
		o.order[i].name(o.hold(name), o.hold(ref))
	}
	return nil
}

// define notes what a name refers to; with two places under one name it names none.
func (p *parser) define(name, ref string) {
	if old, twice := p.book.Names[name]; twice {
		if old != ref {
			p.book.Names[p.hold(name)] = ""
		}
		return
	}
	p.book.Names[p.hold(name)] = p.hold(ref)
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
// program spells them, at most so many, and tells how many. Anything else is left to the
// scanner, which reads the same from the same text; a test holds that.
func (p *parser) usualNames(x *scanner, most int) (n int) {
	if !x.plain || x.empty || x.err != nil || len(x.open) >= x.max || x.open[len(x.open)-1].seen != ours {
		return 0
	}
	for s := x.s; n < most; n++ {
		i := gap(s, x.i)
		end := `">`
		switch {
		case after(s, &i, `<definedName name="`):
		case after(s, &i, `<definedName function="false" hidden="false" name="`):
			end = `" vbProcedure="false">`
		default:
			return n
		}
		from := i
		for i < len(s) && plain[s[i]] {
			i++
		}
		name := s[from:i]
		if !after(s, &i, end) {
			return n
		}
		length := strings.IndexByte(s[i:], '<')
		if length < 0 {
			return n
		}
		ref := s[i : i+length]
		if i += length; !after(s, &i, "</definedName>") {
			return n
		}
		if ref = x.chars(ref); x.err != nil {
			return n
		}
		p.define(strings.ToLower(name), strings.TrimSpace(ref))
		x.i = i
	}
	return n
}

// isTrue reads an xsd:boolean.
func isTrue(s string) bool { return s == "1" || s == "true" }

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
