package sheet

import "strings"

// maxFormats is what spreadsheet programs allow (65,490 cell formats in Excel).
const maxFormats = 1 << 16

// look is what a cell format tells about its cells.
type look struct {
	font   string
	date   bool
	struck bool // all of it is struck through
}

// font is what a font of the workbook tells.
type font struct {
	name   string
	struck bool
}

// styles reads the cell formats (18.8.10 cellXfs): font names, and whether a
// number format shows dates.
func (p *parser) styles(part string) error {
	if !p.has(part) && torn(p.data, part) {
		return damaged(part, "the directory does not name it")
	}
	if !p.has(part) { // cells are read all the same: they look plain
		p.note(part, "", "missing part")
		return nil
	}
	if err := p.archive[part].unread; err != nil {
		return err
	}
	var fonts []font
	dates := map[int]bool{}
	in := "" // the collection in hand
	p.looks = nil
	x := &p.x
	x.scan("styleSheet", part, p.archive[part].text, p.lim.Depth)
	p.lent = p.archive[part].lent
	for x.next() {
		switch {
		case len(x.open) == 2 && x.start != "" && x.start != "fonts" && x.start != "cellXfs" && x.start != "numFmts":
			x.skip()
		case x.start == "fonts", x.start == "cellXfs", x.start == "numFmts":
			in = x.start
		case in != "" && x.end == in:
			in = ""
		case in == "numFmts" && x.start == "numFmt":
			if id, ok := whole(x.attr("numFmtId")); ok {
				dates[id] = isDateFormat(x.attr("formatCode"))
			}
		case in == "fonts" && x.start == "font":
			fonts = append(fonts, font{})
		case in == "fonts" && x.start == "name" && len(fonts) > 0:
			fonts[len(fonts)-1].name = p.hold(x.attr("val"))
		case in == "fonts" && x.start == "strike" && len(fonts) > 0:
			fonts[len(fonts)-1].struck = x.switched()
		case in == "cellXfs" && x.start == "xf":
			n, ok := whole(x.attr("numFmtId"))
			date, own := dates[n]
			if !own && ok {
				date = n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58
			}
			l := look{date: date}
			if i, ok := whole(x.attr("fontId")); ok && i < len(fonts) {
				l.font, l.struck = fonts[i].name, fonts[i].struck
			}
			p.looks = append(p.looks, l)
			x.skip()
		}
		if len(p.looks) > maxFormats || len(fonts) > maxFormats || len(dates) > maxFormats {
			return over(part, "more than %d formats", maxFormats)
		}
	}
	return x.err
}

// isDateFormat tells whether a format code shows a date: it has d, m or y
// outside quotes, brackets and escapes.
func isDateFormat(code string) bool {
	quoted, bracket := false, false
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '\\' || c == '_' || c == '*':
			i++
		case c == '[':
			bracket = true
		case c == ']':
			bracket = false
		case bracket:
		case c == ';':
			return false
		case strings.IndexByte("dDmMyY", c) >= 0:
			return true
		}
	}
	return false
}
