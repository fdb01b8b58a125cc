package sheet

import (
	"strings"

	"tonghop/internal/sheet/markup"
)

// usual reads cells for as long as they are spelt as nearly every program spells
// them: <c r="A1" s="2" t="s"><v>3</v></c>, with a formula before the value or
// <is><t>text</t></is> in its place, without what may be left out. Anything else
// is left to the scanner, which reads the same from the same text; a test holds
// that.
func (c *cellReader) usual(x *markup.Scanner) error {
	if c.slow || c.inRow == 0 || len(x.Open) != c.inRow || !x.Plain || x.Empty || x.Err != nil {
		return nil
	}
	for {
		one, kind, value, next := c.spelt(x.S, x.I)
		if next == 0 {
			if c.nextRow(x) {
				continue
			}
			return nil
		}
		if kind == "inlineStr" {
			kind, value = "str", x.Chars(value)
		}
		if value != "" {
			c.content(&one, kind, value)
		}
		if !x.Pass(next - x.I) {
			return x.Err
		}
		x.I = next
		if err := c.keep(one); err != nil {
			return err
		}
	}
}

// nextRow steps from the end of a row into the next one, where its tag goes on
// behind the number just as that of the row before, which the scanner has read.
func (c *cellReader) nextRow(x *markup.Scanner) bool {
	s, i := x.S, gap(x.S, x.I)
	if c.rowRest == "" || !after(s, &i, "</row>") {
		return false
	}
	i = gap(s, i)
	if !after(s, &i, `<row r="`) {
		return false
	}
	from := i
	for i < len(s) && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	name := s[from:i]
	n, ok := digits(name)
	if !ok || name[0] == '0' || n > maxRow || !after(s, &i, c.rowRest) {
		return false
	}
	x.I, c.row, c.col, c.rowName = i, n, 0, name
	return true
}

// spelt reads one cell in its usual spelling; next is where the text goes on, 0
// where the spelling is another one.
func (c *cellReader) spelt(s string, i int) (one stored, kind, value string, next int) {
	one, kind, i = c.speltStart(s, gap(s, i))
	switch {
	case i == 0:
		return one, "", "", 0
	case after(s, &i, `"/>`), after(s, &i, `"></c>`):
		return one, kind, "", i
	case !after(s, &i, `">`):
		return one, "", "", 0
	}
	i = gap(s, i)
	open, end, ends := "<v>", "</v>", ""
	if kind == "inlineStr" {
		if !after(s, &i, "<is>") {
			return one, "", "", 0
		}
		i = gap(s, i)
		open, end, ends = "<t>", "</t>", "</is>"
		if strings.HasPrefix(s[i:], "<t ") {
			open = `<t xml:space="preserve">`
		}
	} else if after(s, &i, "<f>") || after(s, &i, `<f aca="false">`) { // the formula itself is not read
		n := strings.IndexByte(s[i:], '<')
		if n < 0 {
			return one, "", "", 0
		}
		i += n
		one.flags |= isFormula
		if !after(s, &i, "</f>") {
			return one, "", "", 0
		}
		i = gap(s, i)
	}
	if !after(s, &i, open) {
		return one, "", "", 0
	}
	from := i
	for i < len(s) && !markup.Special[s[i]] && s[i] != '<' {
		i++
	}
	if kind == "inlineStr" && i < len(s) && s[i] != '<' { // what is special is for chars
		if n := strings.IndexByte(s[i:], '<'); n > 0 {
			i += n
		}
	}
	value = s[from:i]
	if value == "" || !after(s, &i, end) {
		return one, "", "", 0
	}
	if i = gap(s, i); ends != "" {
		if !after(s, &i, ends) {
			return one, "", "", 0
		}
		i = gap(s, i)
	}
	if !after(s, &i, "</c>") {
		return one, "", "", 0
	}
	return one, kind, value, i
}

// gap steps over white space, which some programs put between tags.
func gap(s string, i int) int {
	for i < len(s) && markup.Space(s[i]) {
		i++
	}
	return i
}

// speltStart reads a cell's own tag up to the last quote; next is 0 where it is
// spelt otherwise.
func (c *cellReader) speltStart(s string, i int) (one stored, kind string, next int) {
	if !after(s, &i, `<c r="`) {
		return one, "", 0
	}
	col := 0
	for i < len(s) && s[i] >= 'A' && s[i] <= 'Z' && col <= maxCol {
		col = col*26 + int(s[i]-'A') + 1
		i++
	}
	if col == 0 || col > maxCol || !after(s, &i, c.rowName) {
		return one, "", 0
	}
	one = stored{row: int32(c.row), col: int32(col), style: -1}
	if after(s, &i, `" s="`) {
		style, from := 0, i
		for i < len(s) && s[i] >= '0' && s[i] <= '9' && style < len(c.looks) {
			style = style*10 + int(s[i]-'0')
			i++
		}
		if from == i || style >= len(c.looks) {
			return one, "", 0 // no such format: told by the scanner's way
		}
		one.style = int32(style)
	}
	if after(s, &i, `" t="`) {
		from := i
		for i < len(s) && s[i] >= 'a' && s[i] <= 'z' || i < len(s) && s[i] == 'S' {
			i++
		}
		kind = s[from:i]
	}
	return one, kind, i
}

// after steps over a piece of text, where it stands there.
func after(s string, i *int, piece string) bool {
	if !strings.HasPrefix(s[*i:], piece) {
		return false
	}
	*i += len(piece)
	return true
}
