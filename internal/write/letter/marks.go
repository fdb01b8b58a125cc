package letter

import "strings"

// What a mark does.
const (
	stands = iota // {{name}}: stands for a value
	opens         // {{#name}}: a block for each row, or where a condition holds
	denies        // {{^name}}: a block where it does not hold
	closes        // {{/name}}
	broken        // {{ without its end
)

// mark is what stands between double braces.
type mark struct {
	kind      int
	name      string
	from, to  int // in the paragraph's text
	paragraph int
	pair      int // index of the mark that closes it or that it closes; -1 for none
}

// How long a placeholder's name may be, and how many blocks may stand in one another.
const (
	mostName = 200
	mostOpen = 64
)

// marksIn are the marks of a text in their order, each block's marks paired.
func marksIn(text string, paragraph int) (out []mark) {
	for at := 0; ; {
		i := strings.Index(text[at:], "{{")
		if i < 0 {
			return paired(out)
		}
		from := at + i
		m := mark{from: from, to: from + 2, kind: broken, paragraph: paragraph, pair: -1}
		inside := text[from+2:]
		end, again := strings.Index(inside, "}}"), strings.Index(inside, "{{")
		if end >= 0 && end <= mostName && (again < 0 || again > end) {
			m.to = from + 2 + end + 2
			m.kind, m.name = kindOf(inside[:end])
		}
		out = append(out, m)
		at = m.to
	}
}

// kindOf reads what stands between the braces.
func kindOf(inside string) (kind int, name string) {
	name = strings.Join(strings.Fields(inside), " ")
	for sign, kind := range map[string]int{"#": opens, "^": denies, "/": closes} {
		if rest, ok := strings.CutPrefix(name, sign); ok {
			return kind, strings.TrimSpace(rest)
		}
	}
	return stands, name
}

// paired finds for each closing mark the nearest open one of its name.
func paired(all []mark) []mark {
	var open []int
	for i := range all {
		switch all[i].kind {
		case opens, denies:
			if len(open) < mostOpen {
				open = append(open, i)
			}
		case closes:
			for n := len(open) - 1; n >= 0; n-- {
				if !all[open[n]].closedBy(all[i]) {
					continue
				}
				all[i].pair, all[open[n]].pair = open[n], i
				open = open[:n]
				break
			}
		}
	}
	return all
}

// closedBy tells whether a mark closes a block: by its name, with or without the condition's
// value, or by none.
func (m mark) closedBy(c mark) bool {
	name, _, _ := strings.Cut(m.name, "=")
	return c.name == "" || keyOf(c.name) == keyOf(m.name) || keyOf(c.name) == keyOf(name)
}
