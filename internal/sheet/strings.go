package sheet

import "strings"

// item is a shared string.
type item struct {
	text  string
	runs  []Run
	mixed bool // an element stands in its text
}

// strings reads the table of strings. One that cannot be read is told where a cell asks for it:
// it may be somebody else's sheet alone that does.
func (p *parser) strings(part string) error {
	err := p.sharedStrings(part)
	if p.lost = refusal(err); p.lost != nil {
		p.strs, p.many, p.x.err = nil, "", nil
		p.note(part, "", p.lost.Reason)
		return nil
	}
	return err
}

// sharedStrings reads the table of strings (18.4.9 sst).
func (p *parser) sharedStrings(part string) error {
	if !p.has(part) {
		return damaged(part, "missing part")
	}
	if err := p.archive[part].unread; err != nil {
		return err
	}
	if p.strs != nil {
		return damaged(part, "a second table of strings")
	}
	body := p.archive.text(part)
	x := &p.x
	x.scan("sst", part, body, p.lim.Depth)
	x.lenient = true
	p.strs = []item{}
	for {
		if !p.slow && len(x.open) == 1 && x.plain && !x.empty {
			p.usualStrings(x)
		}
		if !x.next() {
			return x.err
		}
		switch x.start {
		case "sst":
			n, _ := digits(x.attr("uniqueCount"))
			p.strs = make([]item, 0, min(max(n, 16), len(body)/10+1, p.lim.Strings))
		case "si":
			if len(p.strs) >= p.lim.Strings {
				p.many = part // those that cells ask for are read when it is known which
				p.strs = p.strs[:0]
				return x.rest()
			}
			p.strs = append(p.strs, x.item())
		}
	}
}

// item reads a shared string, whose start has been read.
func (x *scanner) item() item {
	text, runs := x.richText()
	it := item{text, runs, x.mixed}
	x.mixed = false
	return it
}

// usualStrings reads strings for as long as they are spelt as nearly every
// program spells them: <si><t>…</t></si>, with or without xml:space, and with
// nothing in the text that is not what it shows.
func (p *parser) usualStrings(x *scanner) {
	s := x.s
	for len(p.strs) < p.lim.Strings {
		i := gap(s, x.i)
		if !after(s, &i, "<si>") {
			return
		}
		i = gap(s, i)
		if !after(s, &i, "<t>") && !after(s, &i, `<t xml:space="preserve">`) {
			return
		}
		from := i
		for i < len(s) && s[i] != '<' && s[i] != '_' && !special[s[i]] {
			i++
		}
		text := s[from:i]
		if !after(s, &i, "</t>") {
			return // what is special is left to the scanner
		}
		i = gap(s, i)
		if !after(s, &i, "</si>") {
			return
		}
		p.strs = append(p.strs, item{text: text})
		if !x.pass(i - x.i) {
			return
		}
		x.i = i
	}
}

// format notes what a property of a run (18.4.7 rPr) says of it.
func (x *scanner) format(run *Run) {
	switch x.start {
	case "rFont":
		run.Font = x.attr("val")
	case "strike":
		run.Struck = x.switched()
	case "vertAlign":
		at := x.attr("val")
		run.Raised = at == "superscript" || at == "subscript"
	}
}

// switched is the value of a property that is on unless it says otherwise (18.8.22
// ST_OnOff): <strike/> strikes through, <strike val="0"/> does not.
func (x *scanner) switched() bool {
	val, ok := x.attrOK("val")
	return !ok || isTrue(strings.TrimSpace(val)) || strings.TrimSpace(val) == "on"
}
