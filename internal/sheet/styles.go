package sheet

import (
	"strings"

	"tonghop/internal/sheet/bounds"
)

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
		return bounds.Damaged(part, "the directory does not name it")
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
	x.Scan("styleSheet", part, p.archive[part].text, p.lim.Depth)
	p.lent = p.archive[part].lent
	for x.Next() {
		switch {
		case len(x.Open) == 2 && x.Start != "" && x.Start != "fonts" && x.Start != "cellXfs" && x.Start != "numFmts":
			x.Skip()
		case x.Start == "fonts", x.Start == "cellXfs", x.Start == "numFmts":
			in = x.Start
		case in != "" && x.End == in:
			in = ""
		case in == "numFmts" && x.Start == "numFmt":
			if id, ok := whole(x.Attr("numFmtId")); ok {
				dates[id] = isDateFormat(x.Attr("formatCode"))
			}
		case in == "fonts" && x.Start == "font":
			fonts = append(fonts, font{})
		case in == "fonts" && x.Start == "name" && len(fonts) > 0:
			fonts[len(fonts)-1].name = p.hold(x.Attr("val"))
		case in == "fonts" && x.Start == "strike" && len(fonts) > 0:
			fonts[len(fonts)-1].struck = switched(x)
		case in == "cellXfs" && x.Start == "xf":
			n, ok := whole(x.Attr("numFmtId"))
			date, own := dates[n]
			if !own && ok {
				date = n >= 14 && n <= 22 || n >= 27 && n <= 36 || n >= 45 && n <= 47 || n >= 50 && n <= 58
			}
			l := look{date: date}
			if i, ok := whole(x.Attr("fontId")); ok && i < len(fonts) {
				l.font, l.struck = fonts[i].name, fonts[i].struck
			}
			p.looks = append(p.looks, l)
			x.Skip()
		}
		if len(p.looks) > maxFormats || len(fonts) > maxFormats || len(dates) > maxFormats {
			return bounds.Over(part, "more than %d formats", maxFormats)
		}
	}
	return x.Err
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
