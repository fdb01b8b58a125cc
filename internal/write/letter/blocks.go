package letter

import "strings"

// blocks fills in what stands beside each other: paragraphs, tables, rows. What lies between an
// opening mark and its end in other paragraphs or rows is written as often as the block asks.
func (f *filling) blocks(kids []*node, in []scope) (out []*node) {
	for i := 0; i < len(kids); i++ {
		j, m, c := f.reach(kids, i, in)
		if j <= i {
			out = append(out, f.single(kids[i], in)...)
			continue
		}
		each, _ := f.section(m, in)
		inside := kids[i : j+1]
		inside = cutOut(inside, 0, m)
		inside = cutOut(inside, len(inside)-1, c)
		for n, scopes := range each {
			out = append(out, f.blocks(f.copies(inside, n == 0), scopes)...)
		}
		i = j
	}
	return out
}

// copies are nodes once more, as long as there is room for them.
func (f *filling) copies(nodes []*node, first bool) (out []*node) {
	for _, n := range nodes {
		if f.copied += n.size(); f.copied > mostCopied {
			return nil
		}
		out = append(out, n.clone(first))
	}
	return out
}

// reach finds where a block ends that begins in the i-th of some nodes and goes on beyond it; -1 for
// none. m opens it and c closes it.
func (f *filling) reach(kids []*node, i int, in []scope) (end int, m, c mark) {
	var open []mark // of the i-th and what follows, not closed yet
	for _, n := range unclosed(kids[i]) {
		if n.kind == opens || n.kind == denies {
			if _, known := f.section(n, in); known || len(open) > 0 {
				open = append(open, n)
			}
		}
	}
	if len(open) == 0 {
		return -1, m, c
	}
	m = open[0]
	for j := i + 1; j < len(kids); j++ {
		if f.looked += 1 + len(open); f.looked > mostLooked {
			return -1, m, c
		}
		for _, n := range unclosed(kids[j]) {
			if n.kind != closes {
				if len(open) < mostOpen {
					open = append(open, n)
				}
				continue
			}
			for k := len(open) - 1; k >= 0; k-- {
				if open[k].closedBy(n) {
					open = open[:k]
					break
				}
			}
			if len(open) == 0 {
				return j, m, n
			}
		}
	}
	return -1, m, c
}

// unclosed are the marks of a paragraph, or of a row of a table, whose other half stands
// elsewhere.
func unclosed(n *node) []mark {
	if n.loose != nil {
		return *n.loose
	}
	var all, out []mark
	switch {
	case n.is("p"):
		all = marksIn(lineOf(n).text, n.paragraph)
	case n.is("tr"):
		for _, p := range linesOf(n) {
			all = append(all, marksIn(p.text, p.p.paragraph)...)
		}
		all = paired(all)
	}
	for _, m := range all {
		if m.pair < 0 && m.kind != stands && m.kind != broken {
			out = append(out, m)
		}
	}
	n.loose = &out
	return out
}

// linesOf are the paragraphs of a row, without those of tables in it.
func linesOf(row *node) (out []line) {
	for _, k := range row.kids {
		switch {
		case k.is("p"):
			out = append(out, lineOf(k))
		case !k.is("tbl"):
			out = append(out, linesOf(k)...)
		}
	}
	return out
}

// cutOut takes a mark out of the i-th of some nodes, and a paragraph that held nothing else
// with it.
func cutOut(nodes []*node, i int, m mark) []*node {
	n := nodes[i]
	n.loose = nil
	if n.is("p") {
		if lineOf(n).without(m).blank() {
			return append(append([]*node{}, nodes[:i]...), nodes[i+1:]...)
		}
		return nodes
	}
	for _, l := range linesOf(n) {
		if l.p.paragraph == m.paragraph {
			l.without(m)
			break
		}
	}
	return nodes
}

// single fills in one node.
func (f *filling) single(n *node, in []scope) []*node {
	switch {
	case n.is("p"):
		return f.paragraph(n, in)
	case n.is("tr"):
		return f.row(n, in)
	}
	n.kids = f.blocks(n.kids, in)
	switch last := n.last(); {
	case n.is("tbl") && n.child("tr") == nil && !holds(n, "tr"):
		return []*node{emptyParagraph(n)}
	case (n.is("tc") || n.is("txbxContent") || n.is("hdr") || n.is("ftr")) && (last == nil || !last.is("p")):
		n.kids = append(n.kids, emptyParagraph(n))
	}
	return []*node{n}
}

// last is the last element in a node; nil for none.
func (n *node) last() *node {
	for i := len(n.kids) - 1; i >= 0; i-- {
		if n.kids[i].name != "" {
			return n.kids[i]
		}
	}
	return nil
}

// emptyParagraph stands where one must stand: at the end of a cell, for a table without rows.
func emptyParagraph(near *node) *node {
	return &node{word: true, name: "p", start: "<" + near.prefix() + "p/>"}
}

// row fills in a row of a table: once for each row of a list whose marks stand in two of its cells.
func (f *filling) row(row *node, in []scope) (out []*node) {
	cells := row.cells()
	var all []mark
	var at []int // the cell of each mark
	for i, cell := range cells {
		for _, l := range linesOf(cell) {
			for _, m := range marksIn(l.text, l.p.paragraph) {
				all, at = append(all, m), append(at, i)
			}
		}
	}
	paired(all)
	for i, m := range all {
		if m.kind != opens && m.kind != denies || m.pair < 0 || at[i] == at[m.pair] {
			continue
		}
		each, known := f.section(m, in)
		if !known {
			continue
		}
		c := all[m.pair]
		cutOut([]*node{cells[at[m.pair]]}, 0, c)
		cutOut([]*node{cells[at[i]]}, 0, m)
		for n, scopes := range each {
			for _, copied := range f.copies([]*node{row}, n == 0) {
				out = append(out, f.row(copied, scopes)...)
			}
		}
		return out
	}
	row.kids = f.blocks(row.kids, in)
	return []*node{row}
}

// cells are the cells of a row, also where controls stand around them.
func (n *node) cells() (out []*node) {
	for _, k := range n.kids {
		if k.is("tc") {
			out = append(out, k)
		} else {
			out = append(out, k.cells()...)
		}
	}
	return out
}

// paragraph fills in a paragraph; it becomes several where its block asks for it.
func (f *filling) paragraph(p *node, in []scope) (out []*node) {
	l := lineOf(p)
	marks := marksIn(l.text, p.paragraph)
	if len(marks) == 0 {
		p.kids = f.within(p.kids, in)
		return []*node{p}
	}
	first := marks[0]
	alone := strings.TrimSpace(l.text[:first.from]) == ""
	if alone && first.pair > 0 && strings.TrimSpace(l.text[marks[first.pair].to:]) == "" {
		if each, known := f.section(first, in); known {
			if len(each) == 0 && holds(p, "sectPr") {
				l.write(nil)
				return []*node{p}
			}
			l.without(first, marks[first.pair])
			for n, scopes := range each {
				for _, copied := range f.copies([]*node{p}, n == 0) {
					out = append(out, f.paragraph(copied, scopes)...)
				}
			}
			return out
		}
	}
	if alone && len(marks) == 1 && first.kind == stands && strings.TrimSpace(l.text[first.to:]) == "" {
		if lines := f.lines(first, in); len(lines) > 1 {
			return f.several(p, first, lines, in)
		}
	}
	var edits []edit
	f.inline(l, marks, 0, len(marks), 0, len(l.text), in, &edits, true)
	l.write(edits)
	p.kids = f.within(p.kids, in)
	return []*node{p}
}

// lines are the lines of a text that are not blank.
func (f *filling) lines(m mark, in []scope) (out []string) {
	v, ok := f.find(m.name, in)
	if !ok || v.missing || v.list {
		return nil
	}
	for _, l := range strings.Split(v.text, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

// several writes a paragraph once for each line of a text.
func (f *filling) several(p *node, m mark, lines []string, in []scope) (out []*node) {
	for i, text := range lines {
		one := scope{}
		one.put(&value{name: m.name, text: text}, m.name)
		for _, copied := range f.copies([]*node{p}, i == 0) {
			out = append(out, f.paragraph(copied, append(in[:len(in):len(in)], one))...)
		}
	}
	return out
}

// within fills in what hangs in a paragraph: boxes with paragraphs of their own.
func (f *filling) within(kids []*node, in []scope) []*node {
	for _, k := range kids {
		if k.is("txbxContent") {
			f.single(k, in)
		} else {
			k.kids = f.within(k.kids, in)
		}
	}
	return kids
}

// inline writes the marks from..to of a line, which stand between two places of its text. keep
// is false where the text was written once already, in another row.
func (f *filling) inline(l line, marks []mark, from, to, start, end int, in []scope, out *[]edit, keep bool) {
	at := start
	literal := func(upTo int) {
		if keep {
			*out = append(*out, edit{from: at, to: upTo})
		} else if at < upTo {
			*out = append(*out, edit{from: (*out)[len(*out)-1].from, put: l.text[at:upTo], value: true})
		}
	}
	put := func(m mark, text string, bad bool) {
		place := m.from
		if !keep {
			place = (*out)[len(*out)-1].from
		}
		*out = append(*out, edit{from: place, put: text, bad: bad, value: true})
	}
	for i := from; i < to; i++ {
		m := marks[i]
		literal(m.from)
		at = m.to
		if m.kind == stands {
			text, bad := f.text(m, in)
			put(m, text, bad)
			continue
		}
		each, known := [][]scope(nil), false
		if m.pair > i {
			each, known = f.section(m, in)
		}
		if !known {
			put(m, f.wrong(m, in), true)
			continue
		}
		c := marks[m.pair]
		for n, scopes := range each {
			if f.copied += c.to - m.to + 400; f.copied > mostCopied {
				return
			}
			if n == 1 && keep { // the rows after the first stand where the block ends
				*out = append(*out, edit{from: c.from, value: true})
			}
			f.inline(l, marks, i+1, m.pair, m.to, c.from, scopes, out, keep && n == 0)
		}
		i, at = m.pair, c.to
	}
	literal(end)
}

// wrong is what stands in the place of a mark that means nothing there, which is told.
func (f *filling) wrong(m mark, in []scope) string {
	p := Problem{Why: Unopened, Name: m.name, Paragraph: m.paragraph}
	shown := "{{/" + m.name + "}}"
	switch m.kind {
	case broken:
		p.Why, shown = Unended, "{{"
	case opens, denies:
		name, _, _ := strings.Cut(m.name, "=")
		if _, ok := f.find(name, in); !ok {
			p.Why, p.Name, p.Near = Unknown, name, f.near(name, in)
			f.tell(p)
			return unknownHere.With(f.lang, name)
		}
		p.Why, shown = Unclosed, "{{#"+m.name+"}}"
	case closes:
		if _, ok := f.find(m.name, in); !ok {
			return wrongHere.With(f.lang, shown) // its beginning was told
		}
	}
	f.tell(p)
	return wrongHere.With(f.lang, shown)
}
