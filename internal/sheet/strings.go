package sheet

import (
	"strings"

	"tonghop/internal/sheet/bounds"
	"tonghop/internal/sheet/markup"
)

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
		p.strs, p.many, p.x.Err = nil, "", nil
		p.note(part, "", p.lost.Reason)
		return nil
	}
	return err
}

// sharedStrings reads the table of strings (18.4.9 sst).
func (p *parser) sharedStrings(part string) error {
	if !p.has(part) {
		return bounds.Damaged(part, "missing part")
	}
	if err := p.archive[part].unread; err != nil {
		return err
	}
	if p.strs != nil {
		return bounds.Damaged(part, "a second table of strings")
	}
	body := p.archive.text(part)
	x := &p.x
	x.Scan("sst", part, body, p.lim.Depth)
	x.Lenient = true
	p.strs = []item{}
	for {
		if !p.slow && len(x.Open) == 1 && x.Plain && !x.Empty {
			p.usualStrings(x)
		}
		if !x.Next() {
			return x.Err
		}
		switch x.Start {
		case "sst":
			n, _ := digits(x.Attr("uniqueCount"))
			p.strs = make([]item, 0, min(max(n, 16), len(body)/10+1, p.lim.Strings))
		case "si":
			if len(p.strs) >= p.lim.Strings {
				p.many = part // those that cells ask for are read when it is known which
				p.strs = p.strs[:0]
				return x.Rest()
			}
			p.strs = append(p.strs, itemOf(x))
		}
	}
}

// itemOf reads a shared string, whose start has been read.
func itemOf(x *markup.Scanner) item {
	text, runs := richText(x)
	it := item{text, runs, x.Mixed}
	x.Mixed = false
	return it
}

// usualStrings reads strings for as long as they are spelt as nearly every
// program spells them: <si><t>…</t></si>, with or without xml:space, and with
// nothing in the text that is not what it shows.
func (p *parser) usualStrings(x *markup.Scanner) {
	s := x.S
	for len(p.strs) < p.lim.Strings {
		i := gap(s, x.I)
		if !after(s, &i, "<si>") {
			return
		}
		i = gap(s, i)
		if !after(s, &i, "<t>") && !after(s, &i, `<t xml:space="preserve">`) {
			return
		}
		from := i
		for i < len(s) && s[i] != '<' && s[i] != '_' && !markup.Special[s[i]] {
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
		if !x.Pass(i - x.I) {
			return
		}
		x.I = i
	}
}

// format notes what a property of a run (18.4.7 rPr) says of it.
func format(x *markup.Scanner, run *Run) {
	switch x.Start {
	case "rFont":
		run.Font = x.Attr("val")
	case "strike":
		run.Struck = switched(x)
	case "vertAlign":
		at := x.Attr("val")
		run.Raised = at == "superscript" || at == "subscript"
	}
}

// switched is the value of a property that is on unless it says otherwise (18.8.22
// ST_OnOff): <strike/> strikes through, <strike val="0"/> does not.
func switched(x *markup.Scanner) bool {
	val, ok := x.AttrOK("val")
	return !ok || isTrue(strings.TrimSpace(val)) || strings.TrimSpace(val) == "on"
}
