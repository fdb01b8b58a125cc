package sheet

import (
	"strings"
)

// book reads the workbook from its parts.
func (a archive) book(z *inflater, lim Limits, slow bool) (*Book, error) {
	b := &Book{}
	p := parser{archive: a, book: b, inflater: z, lim: lim, cellsLeft: lim.Cells, slow: slow}
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
	*inflater // whose room the sheets are read in
	book      *Book
	lim       Limits
	strs      []item
	looks     []look
	cellsLeft int
	x         scanner         // of the part in hand
	lent      bool            // the text of the part in hand is in memory that is used again
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
	}
	return nil
}

// outline reads the workbook part: its sheets, whose parts it returns, its date
// system and its defined names.
func (p *parser) outline(main string, byID map[string]relation) (targets []string, err error) {
	b := p.book
	b.Names = make(map[string]string, min(p.lim.Names, len(p.archive[main].text)/64))
	names, within := 0, 0 // within: how deep the names stand open
	var order []*Sheet    // every sheet as names count them, nil where it holds no cells
	used := map[string]bool{}
	x := &p.x
	x.scan("workbook", main, p.archive[main].text, p.lim.Depth)
	p.lent = p.archive[main].lent
	for {
		if within > 0 && len(x.open) == within && !p.slow {
			names += p.usualNames(x, p.lim.Names-names)
		}
		if !x.next() {
			break
		}
		if len(x.open) == 2 && x.start != "" && x.start != "workbookPr" && x.start != "sheets" && x.start != "definedNames" {
			x.skip()
			continue
		}
		switch x.start {
		case "definedNames":
			within = len(x.open)
		case "workbookPr":
			b.Date1904 = isTrue(x.attr("date1904"))
		case "sheet":
			id := x.prefixed("id")
			r, ok := byID[id]
			if !ok {
				return nil, damaged(main, "sheet %q has no part", x.attr("name"))
			}
			if r.kind != "worksheet" {
				order = append(order, nil)
				continue // chart and dialog sheets hold no answers
			}
			title := p.hold(x.attr("name"))
			if used[r.target] || b.Sheet(title) != nil {
				return nil, damaged(main, "sheet %q stands twice", title)
			}
			used[r.target] = true
			state := x.attr("state")
			s := &Sheet{Name: title, Index: len(b.Sheets), Hidden: state == "hidden" || state == "veryHidden"}
			b.Sheets, order, targets = append(b.Sheets, s), append(order, s), append(targets, r.target)
		case "definedName":
			if names++; names > p.lim.Names {
				return nil, over(main, "more than %d defined names", p.lim.Names)
			}
			name := strings.ToLower(x.attr("name"))
			local, isLocal := x.attrOK("localSheetId")
			ref := strings.TrimSpace(x.text())
			if !isLocal {
				p.define(name, ref)
				continue
			}
			i, ok := digits(local)
			if !ok || i >= len(order) {
				return nil, damaged(main, "name %q belongs to no sheet", name)
			}
			if order[i] != nil {
				order[i].name(p.hold(name), p.hold(ref))
			}
		}
	}
	if x.err != nil {
		return nil, x.err
	}
	if len(b.Sheets) == 0 {
		return nil, damaged(main, "no worksheet")
	}
	return targets, nil
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
