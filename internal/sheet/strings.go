package sheet

import "strings"

// item is a shared string.
type item struct {
	text string
	runs []Run
}

// sharedStrings reads the table of strings (18.4.9 sst).
func (p *parser) sharedStrings(part string) error {
	if !p.has(part) {
		return damaged(part, "missing part")
	}
	if p.strs != nil {
		return damaged(part, "a second table of strings")
	}
	body := p.archive[part]
	x := &p.x
	x.scan("sst", part, body, p.lim.Depth)
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
				return over(part, "more than %d strings", p.lim.Strings)
			}
			text, runs := x.richText()
			p.strs = append(p.strs, item{text, runs})
		}
	}
}

// usualStrings reads strings for as long as they are spelt as nearly every
// program spells them: <si><t>…</t></si>, with or without xml:space, and with
// nothing in the text that is not what it shows.
func (p *parser) usualStrings(x *scanner) {
	const end = "</t></si>"
	for len(p.strs) < p.lim.Strings {
		s := x.s[x.i:]
		switch {
		case strings.HasPrefix(s, "<si><t>"):
			s = s[len("<si><t>"):]
		case strings.HasPrefix(s, `<si><t xml:space="preserve">`):
			s = s[len(`<si><t xml:space="preserve">`):]
		default:
			return
		}
		n := strings.IndexByte(s, '<')
		if n < 0 || !strings.HasPrefix(s[n:], end) {
			return
		}
		text := s[:n]
		for i := 0; i < n; i++ {
			if special[text[i]] || text[i] == '_' {
				return // left to the scanner
			}
		}
		p.strs = append(p.strs, item{text: text})
		x.i = len(x.s) - len(s) + n + len(end)
	}
}
