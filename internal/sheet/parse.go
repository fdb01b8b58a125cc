package sheet

import (
	"strings"
)

// book reads the workbook from its parts.
func (a archive) book(lim Limits, slow bool) (*Book, error) {
	b := &Book{}
	p := parser{archive: a, book: b, lim: lim, cellsLeft: lim.Cells, slow: slow}
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
	book      *Book
	lim       Limits
	strs      []item
	looks     []look
	cellsLeft int
	x         scanner         // of the part in hand
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
	names := 0
	var order []*Sheet // every sheet as names count them, nil where it holds no cells
	used := map[string]bool{}
	x := &p.x
	x.scan("workbook", main, p.archive.text(main), p.lim.Depth)
	for x.next() {
		if len(x.open) == 2 && x.start != "" && x.start != "workbookPr" && x.start != "sheets" && x.start != "definedNames" {
			x.skip()
			continue
		}
		switch x.start {
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
			if used[r.target] || b.Sheet(x.attr("name")) != nil {
				return nil, damaged(main, "sheet %q stands twice", x.attr("name"))
			}
			used[r.target] = true
			state := x.attr("state")
			s := &Sheet{Name: x.attr("name"), Index: len(b.Sheets), Hidden: state == "hidden" || state == "veryHidden"}
			b.Sheets, order, targets = append(b.Sheets, s), append(order, s), append(targets, r.target)
		case "definedName":
			if names++; names > p.lim.Names {
				return nil, over(main, "more than %d defined names", p.lim.Names)
			}
			name := strings.ToLower(x.attr("name"))
			local, isLocal := x.attrOK("localSheetId")
			ref := strings.TrimSpace(x.text())
			if !isLocal {
				if old, twice := b.Names[name]; twice && old != ref {
					ref = "" // two places under one name: it names none
				}
				b.Names[name] = ref
				continue
			}
			i, ok := digits(local)
			if !ok || i >= len(order) {
				return nil, damaged(main, "name %q belongs to no sheet", name)
			}
			if order[i] != nil {
				order[i].name(name, ref)
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
